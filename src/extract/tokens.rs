//! A sentence as tokens: words with the forms they are, numerals with their value, punctuation.
//!
//! What enters: a piece of text and a pack. What leaves: [`Tokens`], spans in bytes of the whole text. Invariants: spans on
//! character borders, in order, never overlapping; at most [`MOST`] tokens; linear in the piece's length.

use super::numeral::{self, Numeral};
use super::pack::Pack;
use super::pack::lexicon::{FormId, Section};
use crate::text::digits;

/// A piece of text is cut after so many tokens: no sentence of a newspaper comes near.
pub(super) const MOST: usize = 400;
/// A longer word is kept as a token but never looked up.
const LONGEST_WORD: usize = 96;

/// Whether `c` parts tokens without parting them as a space does: `20-year`, `l'armée`, `and/or`.
pub(super) fn is_joint(c: char) -> bool {
    matches!(
        c,
        '-' | '\''
            | '/'
            | '"'
            | '“'
            | '”'
            | '’'
            | '‘'
            | 'ʼ'
            | '`'
            | '‐'
            | '‑'
            | '–'
            | '֊'
            | '־'
            | '׳'
            | '״'
    )
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '֊' | '־' | '−')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// Digits.
    Number(Numeral),
    /// A sign.
    Sign(char),
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where it begins, in bytes of the whole text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// What joins it to the token before, when no space parts them: a hyphen, an apostrophe, or nothing.
    pub joint: Joint,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a prefix was stripped that means "and".
    pub and_prefix: bool,
    /// Whether any prefix was stripped.
    pub prefixed: bool,
    /// Whether a case suffix behind an apostrophe was an ordinal's.
    pub ordinal: bool,
    /// The qualifier whose prefix was stripped from a number word: כשלושים.
    pub hedge: Option<u16>,
    forms: (u32, u32),
}

/// How a token follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// White space, or another token between.
    Space,
    /// Nothing between.
    None,
    /// A hyphen or dash.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// A slash or another sign inside a word.
    Other,
}

/// A sentence's tokens. Made to be used again for the next.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    forms: Vec<FormId>,
    key: String,
}

impl Tokens {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The forms that the token is.
    pub(super) fn forms(&self, at: usize) -> &[FormId] {
        self.list.get(at).map_or(&[], |token| {
            let (start, end) = token.forms;
            let index = |n: u32| usize::try_from(n).unwrap_or(0);
            self.forms.get(index(start)..index(end)).unwrap_or(&[])
        })
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.get(at), Some(token) if token.kind == Kind::Word)
    }

    /// The sign at `at`.
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    /// Where the tokens `from..to` stand in the text; none for an empty row.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<std::ops::Range<usize>> {
        let first = self.list.get(from)?;
        let last = self.list.get(to.checked_sub(1)?)?;
        (from < to).then_some(first.start..last.end)
    }

    /// Cuts `text[from..to]` into tokens; where it stopped, which is `to` unless there were too many.
    pub(super) fn read(&mut self, pack: &Pack, text: &str, from: usize, to: usize) -> usize {
        self.list.clear();
        self.forms.clear();
        let bytes = text.as_bytes();
        let mut at = from;
        let mut joint = Joint::Space;
        while at < to {
            if self.list.len() >= MOST {
                return at;
            }
            let Some(c) = char_at(text, at) else { break };
            let next = at + c.len_utf8();
            let is_space = c.is_whitespace()
                || c.is_control()
                || (c == '\u{200C}' && pack.grammar.zwnj_is_space);
            if is_space || is_bidi_mark(c) {
                if is_space {
                    joint = Joint::Space;
                }
                at = next;
                continue;
            }
            if digits::digit(c).is_some() {
                let (end, value) = numeral::read(text, at, to, &pack.numerals);
                self.push(at, end, Kind::Number(value), joint, false);
                at = end;
                joint = Joint::None;
                at = match pack.grammar.apostrophe {
                    true => self.suffix(pack, text, at, to),
                    false => at,
                };
                if at == end {
                    at = self.case_ending(pack, text, at, to);
                }
                continue;
            }
            if is_letter(c) {
                let end = word_end(text, bytes, at, to, pack.grammar.zwnj_is_space);
                self.push(at, end, Kind::Word, joint, c.is_uppercase());
                self.look_up(pack, &text[at..end]);
                at = end;
                joint = Joint::None;
                if pack.grammar.apostrophe {
                    at = self.suffix(pack, text, at, to);
                }
                continue;
            }
            let follows = char_at(text, next).filter(|_| next < to);
            let inside = joint == Joint::None
                && follows.is_some_and(|f| is_letter(f) || digits::digit(f).is_some());
            if inside && is_joint(c) {
                joint = match c {
                    _ if is_hyphen(c) => Joint::Hyphen,
                    _ if is_apostrophe(c) => Joint::Apostrophe,
                    _ => Joint::Other,
                };
                at = next;
                continue;
            }
            self.push(at, next, Kind::Sign(c), joint, false);
            joint = Joint::None;
            at = next;
        }
        to
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, joint: Joint, capital: bool) {
        let none = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        // After a sign nothing joins: the sign is a token of its own.
        let joint = match self.list.last() {
            Some(token) if matches!(token.kind, Kind::Sign(_)) && joint == Joint::None => {
                Joint::Other
            }
            _ => joint,
        };
        self.list.push(Token {
            start,
            end,
            kind,
            joint,
            capital,
            and_prefix: false,
            prefixed: false,
            ordinal: false,
            hedge: None,
            forms: (none, none),
        });
    }

    /// Takes a suffix behind an apostrophe into the token before: `50'den`, `Bakü'de`.
    fn suffix(&mut self, pack: &Pack, text: &str, at: usize, to: usize) -> usize {
        let Some(c) = char_at(text, at).filter(|_| at < to) else {
            return at;
        };
        let start = at + c.len_utf8();
        if !is_apostrophe(c) || !char_at(text, start).is_some_and(|c| start < to && is_letter(c)) {
            return at;
        }
        let end = word_end(text, text.as_bytes(), start, to, pack.grammar.zwnj_is_space);
        self.key.clear();
        pack.folding.fold_into(&text[start..end], &mut self.key);
        let ordinal = pack.lexicon.exact(&self.key).is_some_and(|form| {
            pack.lexicon
                .step(0, form)
                .is_some_and(|node| has(pack, node, Section::OrdinalSuffix))
        });
        if let Some(token) = self.list.last_mut() {
            token.end = end;
            token.ordinal = ordinal;
        }
        end
    }

    /// Takes a listed case ending behind digits into the number: 1000-dən, 5-ти.
    fn case_ending(&mut self, pack: &Pack, text: &str, at: usize, to: usize) -> usize {
        let Some(c) = char_at(text, at).filter(|_| at < to) else {
            return at;
        };
        let start = if is_hyphen(c) || is_apostrophe(c) {
            at + c.len_utf8()
        } else {
            at
        };
        if !char_at(text, start).is_some_and(|c| start < to && is_letter(c)) {
            return at;
        }
        let end = word_end(text, text.as_bytes(), start, to, pack.grammar.zwnj_is_space);
        self.key.clear();
        pack.folding.fold_into(&text[start..end], &mut self.key);
        let is_ending = pack.lexicon.exact(&self.key).is_some_and(|form| {
            pack.lexicon
                .step(0, form)
                .is_some_and(|node| has(pack, node, Section::CardinalSuffix))
        });
        match self.list.last_mut() {
            Some(token) if is_ending => {
                token.end = end;
                end
            }
            _ => at,
        }
    }

    /// Fills the forms of the last token.
    fn look_up(&mut self, pack: &Pack, word: &str) {
        if word.len() > LONGEST_WORD {
            return;
        }
        let first = self.forms.len();
        self.key.clear();
        pack.folding.fold_into(word, &mut self.key);
        let mut prefix = (false, false);
        let mut hedge = None;
        pack.lexicon.forms(&self.key, &mut self.forms);
        // A word that only goes on a longer entry may be a stripped word too: القتلى in عدد القتلى.
        let stands_alone = self.forms[first..].iter().any(|&form| {
            pack.lexicon.step(0, form).is_some_and(|node| {
                pack.lexicon
                    .senses(node)
                    .iter()
                    .any(|sense| !is_lead(sense.section))
            })
        });
        if !stands_alone {
            hedge = hedged(pack, &self.key, &mut self.forms);
            prefix = match hedge {
                Some(_) => (true, false),
                None => strip(pack, &self.key, &mut self.forms),
            };
        }
        let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let range = (index(first), index(self.forms.len()));
        if let Some(token) = self.list.last_mut() {
            token.forms = range;
            (token.prefixed, token.and_prefix) = prefix;
            token.hedge = hedge;
        }
    }
}

/// Words that only lead to a part of a frame: the same letters may be a stripped word of its own.
const fn is_lead(section: Section) -> bool {
    matches!(
        section,
        Section::SayThat
            | Section::SayBy
            | Section::SayTo
            | Section::SayFrom
            | Section::AccuseAct
            | Section::AccuseBy
            | Section::DenyAct
    )
}

fn has(pack: &Pack, node: u32, section: Section) -> bool {
    pack.lexicon
        .senses(node)
        .iter()
        .any(|sense| sense.section == section)
}

/// Tries the prefixes that qualify a number word: the qualifier's entry.
fn hedged(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> Option<u16> {
    pack.grammar
        .hedge_prefixes
        .iter()
        .find_map(|(prefix, entry)| {
            let form = pack.lexicon.exact(key.strip_prefix(prefix.as_str())?)?;
            let node = pack.lexicon.step(0, form)?;
            (has(pack, node, Section::Number) || has(pack, node, Section::Amount)).then(|| {
                forms.push(form);
                *entry
            })
        })
}

/// Tries the prefixes and suffixes of the language on an unknown word: whether a prefix went, and whether it was "and".
fn strip(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> (bool, bool) {
    let long_enough = |rest: &str| rest.chars().nth(1).is_some();
    for (prefix, is_and) in &pack.grammar.prefixes {
        if let Some(rest) = key.strip_prefix(prefix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (true, *is_and);
        }
    }
    for suffix in &pack.grammar.suffixes {
        if let Some(rest) = key.strip_suffix(suffix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (false, false);
        }
    }
    for (prefix, is_and) in &pack.grammar.prefixes {
        let Some(rest) = key.strip_prefix(prefix.as_str()) else {
            continue;
        };
        for suffix in &pack.grammar.suffixes {
            if let Some(rest) = rest.strip_suffix(suffix.as_str())
                && long_enough(rest)
                && pack.lexicon.forms(rest, forms)
            {
                return (true, *is_and);
            }
        }
    }
    // "And" before a word in no list still coordinates: ونيجيري.
    let and = pack.grammar.prefixes.iter().any(|(prefix, is_and)| {
        *is_and
            && key
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.chars().nth(2).is_some())
    });
    (false, and)
}

/// The character at a byte that is a border.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

fn is_bidi_mark(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphabetic(),
        // Marks belong to the letter before; so do the joiners and the soft hyphen, which are not seen.
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' => true,
        '\u{591}'..='\u{5BD}'
        | '\u{5BF}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}' => true,
        // The marks that Armenian writes inside a word: emphasis, exclamation, question.
        '\u{55A}'..='\u{55C}' | '\u{55E}' => true,
        _ => c.is_alphabetic(),
    }
}

fn word_end(text: &str, bytes: &[u8], from: usize, to: usize, zwnj_is_space: bool) -> usize {
    let mut at = from;
    while at < to {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_alphabetic() => at += 1,
            Some(byte) if byte.is_ascii() => break,
            Some(_) => {
                let Some(c) = char_at(text, at) else { break };
                if !is_letter(c) || digits::digit(c).is_some() || (zwnj_is_space && c == '\u{200C}')
                {
                    break;
                }
                at += c.len_utf8();
            }
            None => break,
        }
    }
    at.max(from + char_at(text, from).map_or(1, char::len_utf8))
        .min(to.max(from))
}
