//! Where sentences end, cheaply: no dictionary but the pack's abbreviations.

use super::pack::Pack;
use super::tokens::char_at;

/// The end of the sentence that begins at `from`: past its last sign, at most `to`.
pub(super) fn sentence_end(pack: &Pack, text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let Some(&byte) = bytes.get(at) else {
            return to;
        };
        match byte {
            b'\n' => return at + 1,
            b'.' | b'!' | b'?' => {
                at += 1;
                if byte != b'.' || ends_at_stop(pack, text, from, at) {
                    let end = over_quotes(text, at, to);
                    if begins_anew(text, end, to) {
                        return end;
                    }
                }
            }
            b':' if pack.script == "Armenian"
                && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) =>
            {
                return at + 1;
            }
            // ։ ؟ 。 … and their kind are beyond ASCII.
            0xD6 | 0xD8 | 0xE2 | 0xE3 => match char_at(text, at) {
                Some(c @ ('։' | '؟' | '。' | '…')) => {
                    at += c.len_utf8();
                    let end = over_quotes(text, at, to);
                    if begins_anew(text, end, to) {
                        return end;
                    }
                }
                Some(c) => at += c.len_utf8(),
                None => return to,
            },
            0..0x80 => at += 1,
            _ => at += char_at(text, at).map_or(1, char::len_utf8),
        }
    }
    to
}

/// Quotes and brackets that close belong to the sentence.
fn over_quotes(text: &str, mut at: usize, to: usize) -> usize {
    while at < to
        && let Some(c @ ('"' | '”' | '»' | ')' | '\'' | '’' | '“' | ']' | '!' | '?' | '.')) =
            char_at(text, at)
    {
        at += c.len_utf8();
    }
    at
}

/// White space, and then anything but a small letter.
fn begins_anew(text: &str, at: usize, to: usize) -> bool {
    let rest = text.get(at..to).unwrap_or("");
    let mut chars = rest.chars();
    match chars.next() {
        None => true,
        Some(c) if c.is_whitespace() => chars
            .find(|c| {
                !c.is_whitespace()
                    && !matches!(c, '"' | '“' | '«' | '(' | '\'' | '‘' | '-' | '–' | '—')
            })
            .is_none_or(|c| !c.is_lowercase()),
        Some(_) => false,
    }
}

/// Whether the full stop before `at` ends a sentence and not an initial or an abbreviation.
fn ends_at_stop(pack: &Pack, text: &str, from: usize, at: usize) -> bool {
    let before = text.get(from..at - 1).unwrap_or("");
    let word = before
        .char_indices()
        .rev()
        .take(14)
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or("", |(start, _)| &before[start..]);
    let letters = word.chars().take(12).count();
    if letters == 0 || letters > 10 {
        return true;
    }
    if letters == 1 && word.chars().all(|c| c.is_uppercase() || !c.is_lowercase()) {
        return false;
    }
    let folded = pack.folding.fold(word);
    let is_abbreviation = pack.lexicon.exact(&folded).is_some_and(|form| {
        pack.lexicon.step(0, form).is_some_and(|node| {
            pack.lexicon
                .senses(node)
                .iter()
                .any(|sense| sense.section == super::pack::lexicon::Section::Abbreviation)
        })
    });
    !is_abbreviation
}
