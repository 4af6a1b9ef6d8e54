//! Where sentences end, cheaply: no dictionary but the pack's abbreviations.

use super::pack::Pack;
use super::tokens::char_at;

/// Whether a sentence may end at a byte, or the sign that ends one have it for its last but in one script: … 。 begin with
/// E2 and E3, ։ and ؟ are told by their second byte, because the first begins most letters of their script.
const fn may_end(byte: u8) -> bool {
    // One by one and without a choice, so that many bytes are compared together.
    (byte == b'\n')
        | (byte == b'.')
        | (byte == b'!')
        | (byte == b'?')
        | (byte == b':')
        | (byte == 0xE2)
        | (byte == 0xE3)
        | (byte == SECOND_OF_STOP)
        | (byte == SECOND_OF_QUESTION)
}

/// The second byte of ։, D6 89.
const SECOND_OF_STOP: u8 = 0x89;
/// The second byte of ؟, D8 9F.
const SECOND_OF_QUESTION: u8 = 0x9F;

/// So many bytes are looked at together.
const TOGETHER: usize = 16;

/// The first byte at or after `from` at which a sentence may end.
fn next_sign(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    let (blocks, rest) = bytes.get(from..to)?.as_chunks::<TOGETHER>();
    for block in blocks {
        if block.iter().fold(false, |any, byte| any | may_end(*byte)) {
            return Some(at + block.iter().position(|byte| ENDS[usize::from(*byte)])?);
        }
        at += TOGETHER;
    }
    Some(at + rest.iter().position(|byte| ENDS[usize::from(*byte)])?)
}

/// By byte: whether a sentence may end there.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let (mut at, mut byte) = (0, 0_u8);
    while at < ends.len() {
        ends[at] = may_end(byte);
        byte = byte.wrapping_add(1);
        at += 1;
    }
    ends
};

/// The sign beyond ASCII that ends a sentence and has the byte at `at` for its first, or for the second of two: where it
/// begins, and its length.
fn sign_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let (start, sign) = match bytes.get(at)? {
        &SECOND_OF_STOP => (at.checked_sub(1)?, "։"),
        &SECOND_OF_QUESTION => (at.checked_sub(1)?, "؟"),
        0xE2 => (at, "…"),
        _ => (at, "。"),
    };
    let is_there = bytes.get(start..)?.starts_with(sign.as_bytes());
    is_there.then_some((start, sign.len()))
}

/// The end of the sentence that begins at `from`: past its last sign, at most `to`.
pub(super) fn sentence_end(pack: &Pack, text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(next) = next_sign(bytes, at, to) {
        at = next;
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
            b':' if pack.header.script == "Armenian"
                && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) =>
            {
                return at + 1;
            }
            0x80.. => match sign_at(bytes, at) {
                Some((start, length)) => {
                    let end = over_quotes(text, start + length, to);
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

/// An abbreviation has at most so many letters.
const LONGEST_ABBREVIATION: usize = 10;

/// Whether the full stop before `at` ends a sentence and not an initial or an abbreviation.
fn ends_at_stop(pack: &Pack, text: &str, from: usize, at: usize) -> bool {
    let before = text.get(from..at - 1).unwrap_or("");
    // Most words are ASCII or end in a letter that is none; what is too long is no abbreviation either way.
    let ascii = before
        .bytes()
        .rev()
        .take(LONGEST_ABBREVIATION + 1)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    if ascii > LONGEST_ABBREVIATION {
        return true;
    }
    let is_ascii = before
        .len()
        .checked_sub(ascii + 1)
        .and_then(|at| before.as_bytes().get(at))
        .is_none_or(u8::is_ascii);
    let word = if is_ascii {
        before.get(before.len() - ascii..).unwrap_or("")
    } else {
        before
            .char_indices()
            .rev()
            .take(14)
            .take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or("", |(start, _)| &before[start..])
    };
    let letters = word.chars().take(12).count();
    if letters == 0 || letters > LONGEST_ABBREVIATION {
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
