//! Where sentences end, cheaply: no dictionary but the pack's abbreviations.

use super::pack::Pack;
use super::tokens::char_at;

/// Whether a sentence may end at a byte, or a sign beyond ASCII that ends one begin with it: ։ ؟ 。 …
const fn may_end(byte: u8) -> bool {
    matches!(
        byte,
        b'\n' | b'.' | b'!' | b'?' | b':' | 0xD6 | 0xD8 | 0xE2 | 0xE3
    )
}

/// The length of the sign beyond ASCII at a byte that ends a sentence.
fn sign_at(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    ["։", "؟", "。", "…"]
        .into_iter()
        .find_map(|sign| rest.starts_with(sign.as_bytes()).then_some(sign.len()))
}

/// The end of the sentence that begins at `from`: past its last sign, at most `to`.
pub(super) fn sentence_end(pack: &Pack, text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(more) = bytes
        .get(at..to)
        .and_then(|rest| rest.iter().position(|byte| may_end(*byte)))
    {
        at += more;
        let byte = bytes[at];
        match byte {
            b'\n' => return at + 1,
            b'.' | b'!' | b'?' => {
                at += 1;
                if byte != b'.' || ends_at_stop(pack, text, from, at) {
                    let end = over_quotes(text, at, to);
                    if begins_anew(text, end, to) {
                        return end;
                    }
                    // What was passed over ends no sentence either.
                    at = end;
                }
            }
            b':' if pack.script == "Armenian"
                && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) =>
            {
                return at + 1;
            }
            0x80.. => match sign_at(bytes, at) {
                Some(length) => {
                    let end = over_quotes(text, at + length, to);
                    if begins_anew(text, end, to) {
                        return end;
                    }
                    at = end;
                }
                None => at += 1,
            },
            _ => at += 1,
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
