//! Passages of a text in another script than its language is written in: an Arabic quotation in an English page.
//!
//! What enters: a text and the script of the language by whose rules it is read. What leaves: the passages of it that are
//! in another script, one after another, each with as much around it as has no letter of the text's own script. A name or
//! two is no passage. Time is linear in the text; nothing is held but where the search stands.

use std::ops::Range;

use crate::model::Language;

use super::guess::script;

/// A passage has so many letters at least.
const LETTERS: usize = 12;
/// In Latin letters, in which names are often written, it has so many.
const LATIN: usize = 24;
/// It has so many words at least.
const WORDS: usize = 3;
/// So many letters of the text's own script may stand inside it: the name of an agency.
const INSIDE: usize = 12;
/// So many bytes are looked at together.
const CHUNK: usize = 64;

/// What was met of one other script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherScript {
    /// The script: `Arabic`.
    pub script: &'static str,
    /// The language by whose rules it was read; none where no pack fits, and nothing was read.
    pub language: Option<Language>,
    /// In how many passages.
    pub passages: usize,
    /// How many letters they have together.
    pub letters: usize,
    /// Where the first begins, in bytes of the text.
    pub first: usize,
    /// How many proposals stand in them.
    pub proposals: usize,
}

impl OtherScript {
    /// What to tell a person of it; nothing where it was read and nothing stood in it.
    pub fn remark(&self) -> Option<String> {
        let Self {
            script,
            letters,
            first,
            ..
        } = self;
        match &self.language {
            None => Some(format!(
                "{letters} letters in {script} script were not read, from byte {first} on: their language is not known; read that part by itself with --language"
            )),
            Some(language) if self.proposals > 0 => Some(format!(
                "what stands in {script} script was read by the rules of “{language}”, from byte {first} on"
            )),
            Some(_) => None,
        }
    }
}

/// A passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    pub span: Range<usize>,
    pub script: &'static str,
    pub letters: usize,
}

/// The next passage at or behind `from` that is not in the script `own`.
pub(super) fn next(text: &str, own: &str, from: usize) -> Option<Passage> {
    let mut at = from;
    while let Some(seen) = suspect(text.as_bytes(), own, at) {
        let begins = floor(text, seen).max(at);
        let (passage, past) = around(text, own, begins, at);
        if passage.is_some() {
            return passage;
        }
        at = past.max(begins + 1);
    }
    None
}

/// The character border at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Whether a byte begins a letter of a script that is not Latin; Greek to Arabic have their letters behind one another.
fn leads(byte: u8) -> Option<&'static str> {
    Some(match byte {
        0xCE | 0xCF => "Greek",
        0xD0..=0xD3 => "Cyrillic",
        0xD5 => "Armenian",
        0xD7 => "Hebrew",
        0xD8..=0xDB => "Arabic",
        _ => return None,
    })
}

/// Where letters of another script may stand.
fn suspect(bytes: &[u8], own: &str, from: usize) -> Option<usize> {
    let is_latin = own == "Latin";
    let mut at = from;
    while at < bytes.len() {
        let chunk = &bytes[at..bytes.len().min(at + CHUNK)];
        let any = if is_latin {
            chunk.iter().any(|byte| (0xCE..=0xDB).contains(byte))
        } else {
            let latin = chunk
                .iter()
                .filter(|byte| byte.is_ascii_alphabetic())
                .count();
            latin * 4 >= CHUNK
                || chunk
                    .iter()
                    .any(|byte| leads(*byte).is_some_and(|script| script != own))
        };
        if any {
            let other = |byte: &u8| {
                leads(*byte).is_some_and(|script| script != own)
                    || !is_latin && byte.is_ascii_alphabetic()
            };
            if let Some(first) = chunk.iter().position(other) {
                return Some(at + first);
            }
        }
        at += CHUNK;
    }
    None
}

/// The passage around a byte, and where the search goes on when it is none.
fn around(text: &str, own: &str, seen: usize, from: usize) -> (Option<Passage>, usize) {
    // Back to the last letter of the text's own script: a number may stand before the first word.
    let before = text.get(from..seen).unwrap_or("");
    let first = before
        .char_indices()
        .rev()
        .take(CHUNK)
        .find(|(_, c)| script(*c).is_some())
        .map_or_else(
            || {
                before
                    .char_indices()
                    .rev()
                    .nth(CHUNK - 1)
                    .map_or(from, |(at, _)| from + at)
            },
            |(at, c)| from + at + c.len_utf8(),
        );
    let (mut end, mut own_run, mut own_from) = (seen, 0, None);
    let (mut letters, mut words, mut in_word) = (0_usize, 0_usize, false);
    let mut of: Option<&'static str> = None;
    for (at, c) in text.get(seen..).unwrap_or("").char_indices() {
        let here = seen + at;
        match script(c) {
            Some(name) if name == own => {
                own_from = own_from.or(Some(here));
                own_run += 1;
                in_word = false;
                if own_run > INSIDE {
                    break;
                }
            }
            Some(name) if of.is_none_or(|of| of == name) => {
                of = Some(name);
                letters += 1;
                words += usize::from(!in_word);
                in_word = true;
                (own_run, own_from) = (0, None);
                end = here + c.len_utf8();
            }
            // A third script begins another passage.
            Some(_) => {
                break;
            }
            None => {
                in_word = in_word && !c.is_whitespace();
                if own_from.is_none() {
                    end = here + c.len_utf8();
                }
            }
        }
    }
    let least = if of == Some("Latin") { LATIN } else { LETTERS };
    let Some(script) = of.filter(|_| letters >= least && words >= WORDS) else {
        return (None, end.max(seen + 1));
    };
    let passage = Passage {
        span: first..end,
        script,
        letters,
    };
    (Some(passage), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<'t>(text: &'t str, own: &str) -> Vec<(&'t str, &'static str)> {
        let (mut at, mut found) = (0, Vec::new());
        while let Some(passage) = next(text, own, at) {
            at = passage.span.end;
            found.push((&text[passage.span], passage.script));
        }
        found
    }

    #[test]
    fn each_passage_is_found_with_its_number() {
        let text = "In Arabic: قتل 12 شخصا في المدينة. In English, 9 soldiers were killed. По-русски: погибли 7 человек.";
        assert_eq!(
            all(text, "Latin"),
            [
                (": قتل 12 شخصا في المدينة. ", "Arabic"),
                (". По-русски: погибли 7 человек.", "Cyrillic"),
            ]
        );
        let text =
            "قال الجيش في بيان: 9 soldiers were killed in the north today (AFP) وأضاف البيان";
        assert_eq!(
            all(text, "Arabic"),
            [(
                ": 9 soldiers were killed in the north today (AFP) ",
                "Latin"
            )]
        );
    }

    #[test]
    fn a_name_is_no_passage() {
        assert!(all("The word خمسة means five, and пять too.", "Latin").is_empty());
        assert!(all("قالت وكالة Agence France-Presse إن خمسة قتلوا", "Arabic").is_empty());
        assert!(all("plain words", "Latin").is_empty());
    }

    #[test]
    fn a_name_of_the_own_script_inside_parts_nothing() {
        let text = "وقال مراسل AFP في المدينة إن خمسة قتلوا";
        assert_eq!(all(text, "Latin"), [(text, "Arabic")]);
    }
}
