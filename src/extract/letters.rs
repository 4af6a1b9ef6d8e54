//! Where words begin and end in a text.
//!
//! What enters: a place in a text. What leaves: the [`Class`] of the character there and how long it is; where the word that
//! begins there ends. Invariant: the table of the build says what [`Class::of`] says; it is only asked sooner.

pub(super) use super::class::Class;

use super::class::COMMON;
use super::tokens::char_at;

/// The classes of the common characters, as the build kept them.
const CLASSES: &[u8; COMMON] = include_bytes!(concat!(env!("OUT_DIR"), "/letters"));

/// Of the characters that are written in two bytes: bit n of row m is set when the character of code 64 m + n is a letter.
static PAIRS: [u64; 32] = {
    let mut rows = [0; 32];
    let mut code = 0;
    while code < 32 * 64 {
        if Class::from_byte(CLASSES[code]).is(Class::LETTER) {
            rows[code / 64] |= 1 << (code % 64);
        }
        code += 1;
    }
    rows
};

/// The class of the character at a byte that is a border, and its length in bytes; none at the end.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let bytes = text.as_bytes();
    let &first = bytes.get(at)?;
    if first < 0x80 {
        return Some((Class::from_byte(CLASSES[usize::from(first)]), 1));
    }
    if (0xC2..0xE0).contains(&first)
        && let Some(&second) = bytes.get(at + 1)
    {
        let code = (usize::from(first & 0x1F) << 6) | usize::from(second & 0x3F);
        return Some((Class::from_byte(CLASSES[code]), 2));
    }
    let c = char_at(text, at)?;
    let class = usize::try_from(u32::from(c))
        .ok()
        .and_then(|code| CLASSES.get(code))
        .map_or_else(|| Class::of(c), |&byte| Class::from_byte(byte));
    Some((class, c.len_utf8()))
}

/// The highest bit of each byte of eight.
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes are ASCII letters or of no ASCII character, up to the first that is neither.
#[inline]
const fn possible_letters(eight: u64) -> u32 {
    let low = (eight & !HIGH) | (0x20 * ONES);
    // The highest bit of a byte is set from `a` on; and past `z`.
    let from_a = low + (0x80 - 0x61) * ONES;
    let past_z = low + (0x80 - 0x7B) * ONES;
    let others = (!from_a | past_z) & !eight & HIGH;
    others.trailing_zeros() / 8
}

/// How many bytes from `from` on may be one word's, eight bytes at a time: up to the first that is of an ASCII character and
/// no letter, and hardly further than `most`.
#[inline]
pub(super) fn possible_word(text: &str, from: usize, most: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let letters = possible_letters(u64::from_le_bytes(*eight));
        at += usize::try_from(letters).unwrap_or(8);
        if letters < 8 || at - from > most {
            return at - from;
        }
    }
    let rest = bytes.get(at..).unwrap_or(&[]).iter();
    let may_be = |byte: &&u8| !byte.is_ascii() || byte.is_ascii_alphabetic();
    at - from + rest.take_while(may_be).count()
}

/// How many bytes at the beginning are letters of two bytes each.
#[inline]
fn letters_of_two(bytes: &[u8]) -> usize {
    let (pairs, _) = bytes.as_chunks::<2>();
    let others = pairs.iter().position(|[first, second]| {
        // A first byte of two is 110 and five bits.
        let row = PAIRS[usize::from(first & 0x1F)];
        first & 0xE0 != 0xC0 || row >> (second & 0x3F) & 1 == 0
    });
    others.unwrap_or(pairs.len()) * 2
}

/// Past the word that begins at `from`: at least one character, at most to `to`.
pub(super) fn word_end(text: &str, from: usize, to: usize, zwnj_is_space: bool) -> usize {
    let bytes = text.as_bytes();
    let bytes = bytes.get(..to).unwrap_or(bytes);
    let mut at = from;
    while let Some(&first) = bytes.get(at) {
        if first < 0x80 {
            if !first.is_ascii_alphabetic() {
                break;
            }
            at += 1;
            continue;
        }
        let pairs = letters_of_two(bytes.get(at..).unwrap_or(&[]));
        if pairs > 0 {
            at += pairs;
            continue;
        }
        match class_at(text, at) {
            Some((class, length))
                if class.is(Class::LETTER) && !(zwnj_is_space && class.is(Class::NON_JOINER)) =>
            {
                at += length;
            }
            _ => break,
        }
    }
    if at == from {
        at += char_at(text, from).map_or(1, char::len_utf8);
    }
    at.min(to.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_at_the_right_place() {
        for c in '\0'..=char::MAX {
            let text = format!("{c}x");
            assert_eq!(
                class_at(&text, 0),
                Some((Class::of(c), c.len_utf8())),
                "{c:?}"
            );
        }
        assert_eq!(class_at("x", 1), None);
    }

    #[test]
    fn a_word_ends_where_its_letters_end() {
        let end = |text: &str, zwnj| word_end(text, 0, text.len(), zwnj);
        assert_eq!(end("killed5", false), 6);
        assert_eq!(end("قُتِل.", false), "قُتِل".len());
        assert_eq!(end("می\u{200C}شود", true), "می".len());
        assert_eq!(end("می\u{200C}شود", false), "می\u{200C}شود".len());
        assert_eq!(word_end("killed", 0, 3, false), 3);
    }

    proptest::proptest! {
        #[test]
        fn many_letters_together_are_those_one_by_one(
            text in r"[@A-Z\[`a-z{0-9 .éж\u{5D0}قـ٠,\u{200C}中\u{AD}]{1,40}",
            cut in 0..40_usize,
            zwnj: bool,
        ) {
            let to = text.floor_char_boundary(cut.max(1)).max(text.chars().next().map_or(0, char::len_utf8));
            let is_letter = |c: char| {
                Class::of(c).is(Class::LETTER) && !(zwnj && c == '\u{200C}')
            };
            for (from, first) in text[..to].char_indices() {
                let length: usize =
                    text[from..to].chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum();
                let expected = from + if length == 0 { first.len_utf8() } else { length };
                proptest::prop_assert_eq!(word_end(&text, from, to, zwnj), expected);
                let possible = possible_word(&text, from, 60);
                if length > 0 && from + possible < text.len() {
                    proptest::prop_assert!(expected.min(from + 60) <= from + possible);
                }
                let next = text.as_bytes().get(from + possible);
                proptest::prop_assert!(
                    possible > 60 || next.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic())
                );
            }
        }
    }
}
