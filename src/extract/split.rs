//! Where sentences end, cheaply: no dictionary but the pack's abbreviations.

use super::letters::{Class, class_at};
use super::pack::Pack;
use super::pack::lexicon::Section;
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
/// begins, and what it is.
fn sign_at(bytes: &[u8], at: usize) -> Option<(usize, char)> {
    let (start, sign, written) = match bytes.get(at)? {
        &SECOND_OF_STOP => (at.checked_sub(1)?, '։', "։"),
        &SECOND_OF_QUESTION => (at.checked_sub(1)?, '؟', "؟"),
        0xE2 => (at, '…', "…"),
        _ => (at, '。', "。"),
    };
    let is_there = bytes.get(start..)?.starts_with(written.as_bytes());
    is_there.then_some((start, sign))
}

/// What a sign does to the sentence in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The sentence ends at this byte: behind the sign, and what closes behind it.
    Ends(usize),
    /// It goes on, and no sign before this byte ends it.
    GoesOn(usize),
}

/// Whether a sign may end a sentence at all.
#[inline]
pub(super) const fn is_stop(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | ':' | '…' | '。' | '։' | '؟')
}

/// What the sign `text[at..]` does, one of [`is_stop`]; `ends_word` says whether a full stop there ends more than a word.
pub(super) fn stop_at(
    pack: &Pack,
    text: &str,
    (at, sign): (usize, char),
    to: usize,
    ends_word: impl FnOnce() -> bool,
) -> Stop {
    let past = at + sign.len_utf8();
    if sign == ':' {
        let ends = pack.header.script == "Armenian"
            && text
                .as_bytes()
                .get(past)
                .is_none_or(u8::is_ascii_whitespace);
        return match ends {
            true => Stop::Ends(past),
            false => Stop::GoesOn(past),
        };
    }
    if sign == '.' && !ends_word() {
        return Stop::GoesOn(past);
    }
    let end = over_quotes(text, past, to);
    match begins_anew(text, end, to) {
        true => Stop::Ends(end),
        // What was passed over ends no sentence either.
        false => Stop::GoesOn(end),
    }
}

/// The end of the sentence that begins at `from`: past its last sign, at most `to`.
pub(super) fn sentence_end(pack: &Pack, text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(next) = next_sign(bytes, at, to) {
        at = next;
        let sign = match bytes[at] {
            b'\n' => return at + 1,
            byte @ ..0x80 => Some((at, char::from(byte))),
            _ => sign_at(bytes, at),
        };
        let Some((start, sign)) = sign else {
            at += 1;
            continue;
        };
        let ends_word = || {
            let before = text.get(from..start).unwrap_or("");
            ends_at_stop(pack, before) || is_acronym(before)
        };
        match stop_at(pack, text, (start, sign), to, ends_word) {
            Stop::Ends(end) => return end,
            Stop::GoesOn(past) => at = past,
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

/// Whether a full stop behind `before` may end a sentence and not only an initial or an abbreviation: what it depends on is
/// the row of letters at its end.
pub(super) fn ends_at_stop(pack: &Pack, before: &str) -> bool {
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
    let folded = pack.folding.fold(word);
    !stands_for_more(pack, word, &folded)
}

/// Whether a Hebrew abbreviation stands there, whose last letter a sign parts: צה"ל. It is a word, and no initial.
pub(super) fn is_acronym(before: &str) -> bool {
    let hebrew = |c: Option<char>| c.is_some_and(|c| matches!(c, 'א'..='ת'));
    let mut letters = before.chars().rev();
    hebrew(letters.next()) && matches!(letters.next(), Some('"' | '״')) && hebrew(letters.next())
}

/// Whether a full stop behind a word of letters and marks, before which none stands, ends no sentence; `folded` is the word
/// folded.
pub(super) fn is_abbreviated(pack: &Pack, word: &str, folded: &str) -> bool {
    let mut at = 0;
    while let Some((class, length)) = class_at(word, at) {
        if class.is(Class::MARK) {
            // A mark parts what stands behind it.
            return !ends_at_stop(pack, word);
        }
        at += length;
    }
    stands_for_more(pack, word, folded)
}

/// Whether letters are an initial or an abbreviation.
fn stands_for_more(pack: &Pack, word: &str, folded: &str) -> bool {
    let letters = word.chars().take(12).count();
    if letters == 0 || letters > LONGEST_ABBREVIATION {
        return false;
    }
    if letters == 1 && word.chars().all(|c| c.is_uppercase() || !c.is_lowercase()) {
        return true;
    }
    pack.lexicon.exact(folded).is_some_and(|form| {
        pack.lexicon.step(0, form).is_some_and(|node| {
            pack.lexicon
                .senses(node)
                .iter()
                .any(|sense| sense.section == Section::Abbreviation)
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::packs::SOURCES;
    use crate::extract::tokens::{Tokens, Until};

    /// What may stand around the end of a sentence, and what looks like it.
    const PIECES: [&str; 38] = [
        "צה\"ל",
        "ל",
        " ",
        " ",
        " ",
        "\n",
        ".",
        ".",
        "!",
        "?",
        "؟",
        ":",
        "…",
        "。",
        "։",
        "\"",
        "”",
        "»",
        ")",
        "'",
        "’s",
        "-",
        "Mr",
        "U",
        "gen",
        "д",
        "ге\u{301}н",
        "word",
        "Word",
        "ሰ",
        "قتل",
        "5",
        "1.5",
        "10:30",
        "8 574",
        "\u{200C}",
        "\u{AD}",
        ",",
    ];

    proptest! {
        #[test]
        fn what_is_read_ends_where_the_sentence_ends(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
            repeated in 1..12_usize,
            code in prop::sample::select(&["en", "ar", "fa", "he", "hy", "ru", "tr"][..]),
        ) {
            let source = SOURCES.iter().find(|source| source.code == code).unwrap();
            let pack = Pack::from_bytes(source.bytes).unwrap();
            let text = pieces.concat().repeat(repeated);
            let mut tokens = Tokens::default();
            let mut start = 0;
            while start < text.len() {
                let end = sentence_end(&pack, &text, start, text.len());
                let mut at = start;
                let mut rest = Some((text.len(), Until::Sentence { start, passed: start }));
                while let Some((to, until)) = rest {
                    let stopped = tokens.read(&pack, &text, at, to, until);
                    prop_assert!(stopped.at > at && stopped.at <= end, "{text:?}");
                    (at, rest) = (stopped.at, stopped.rest);
                }
                prop_assert_eq!(at, end, "{:?} from {}", text, start);
                start = end;
            }
        }
    }
}
