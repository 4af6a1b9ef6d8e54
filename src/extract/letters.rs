//! What each character is to the tokens: a letter, white space, a digit, a mark that nobody sees.
//!
//! What enters: a place in a text. What leaves: the [`Class`] of the character there and how long it is. Invariant: the
//! table says what the standard library says; it is only asked sooner.

use std::sync::LazyLock;

use super::tokens::char_at;
use crate::text::digits;

/// What a character is; more than one may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u8);

impl Class {
    /// Stands in words: letters, and the marks and joiners that belong to them; no digit.
    pub(super) const LETTER: Self = Self(1);
    /// White space, and what controls.
    pub(super) const SPACE: Self = Self(1 << 1);
    /// A decimal digit of any script.
    pub(super) const DIGIT: Self = Self(1 << 2);
    /// Not seen: it orders the direction of text, or nothing.
    pub(super) const UNSEEN: Self = Self(1 << 3);
    /// A capital.
    pub(super) const CAPITAL: Self = Self(1 << 4);
    /// U+200C, which parts words in some languages and belongs to them in others.
    pub(super) const NON_JOINER: Self = Self(1 << 5);

    /// Whether it is of `other` too.
    pub(super) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn of(c: char) -> Self {
        let mut class = 0;
        let mut add = |holds: bool, one: Self| {
            if holds {
                class |= one.0;
            }
        };
        let is_digit = digits::digit(c).is_some();
        add(is_letter(c) && !is_digit, Self::LETTER);
        add(c.is_whitespace() || c.is_control(), Self::SPACE);
        add(is_digit, Self::DIGIT);
        add(is_unseen(c), Self::UNSEEN);
        add(c.is_uppercase(), Self::CAPITAL);
        add(c == '\u{200C}', Self::NON_JOINER);
        Self(class)
    }
}

/// The characters below are in the table: every script of a pack, and the common signs.
const TABLE: usize = 0x2070;

/// The classes of the common characters.
#[derive(Debug)]
pub(super) struct Letters {
    table: Box<[Class; TABLE]>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let mut table = Box::new([Class::default(); TABLE]);
    for (slot, code) in table.iter_mut().zip(0_u32..) {
        if let Some(c) = char::from_u32(code) {
            *slot = Class::of(c);
        }
    }
    Letters { table }
});

impl Letters {
    /// The table, made at the first call.
    pub(super) fn get() -> &'static Self {
        &LETTERS
    }

    /// The class of the character at a byte that is a border, and its length in bytes; none at the end.
    #[inline]
    pub(super) fn at(&self, text: &str, at: usize) -> Option<(Class, usize)> {
        let bytes = text.as_bytes();
        let &first = bytes.get(at)?;
        if first < 0x80 {
            return Some((self.table[usize::from(first)], 1));
        }
        if (0xC2..0xE0).contains(&first)
            && let Some(&second) = bytes.get(at + 1)
        {
            let code = (usize::from(first & 0x1F) << 6) | usize::from(second & 0x3F);
            return Some((self.table[code], 2));
        }
        let c = char_at(text, at)?;
        let class = usize::try_from(u32::from(c))
            .ok()
            .and_then(|code| self.table.get(code).copied())
            .unwrap_or_else(|| Class::of(c));
        Some((class, c.len_utf8()))
    }

    /// Past the word that begins at `from`: at least one character, at most to `to`.
    #[inline]
    pub(super) fn word_end(
        &self,
        text: &str,
        from: usize,
        to: usize,
        zwnj_is_space: bool,
    ) -> usize {
        let bytes = text.as_bytes();
        let bytes = bytes.get(..to).unwrap_or(bytes);
        let mut at = from;
        while let Some(&first) = bytes.get(at) {
            if first < 0x80 {
                if !self.table[usize::from(first)].is(Class::LETTER) {
                    break;
                }
                at += 1;
                continue;
            }
            if let (0xC2..0xE0, Some(&second)) = (first, bytes.get(at + 1)) {
                let code = (usize::from(first & 0x1F) << 6) | usize::from(second & 0x3F);
                if !self.table[code].is(Class::LETTER) {
                    break;
                }
                at += 2;
                continue;
            }
            match self.at(text, at) {
                Some((class, length))
                    if class.is(Class::LETTER)
                        && !(zwnj_is_space && class.is(Class::NON_JOINER)) =>
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
}

fn is_unseen(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_at_the_right_place() {
        let letters = Letters::get();
        for c in '\0'..=char::MAX {
            let text = format!("{c}x");
            assert_eq!(
                letters.at(&text, 0),
                Some((Class::of(c), c.len_utf8())),
                "{c:?}"
            );
        }
        assert_eq!(letters.at("x", 1), None);
    }

    #[test]
    fn a_word_ends_where_its_letters_end() {
        let letters = Letters::get();
        let end = |text: &str, zwnj| letters.word_end(text, 0, text.len(), zwnj);
        assert_eq!(end("killed5", false), 6);
        assert_eq!(end("قُتِل.", false), "قُتِل".len());
        assert_eq!(end("می\u{200C}شود", true), "می".len());
        assert_eq!(end("می\u{200C}شود", false), "می\u{200C}شود".len());
        assert_eq!(letters.word_end("killed", 0, 3, false), 3);
    }
}
