//! What a character is to the tokens: a letter, white space, a digit, a mark that nobody sees.
//!
//! What enters: a character. What leaves: its [`Class`]. The build asks this room for the common characters and keeps the
//! answers (`build.rs`), so that the program need not ask when it starts.

use crate::text::digits;

/// What a character is; more than one may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u8);

/// The characters below are asked for by the build: every script of a pack, and the common signs.
pub(super) const COMMON: usize = 0x2070;

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
    /// Stands in words and is no letter itself: a vowel sign, a joiner.
    pub(super) const MARK: Self = Self(1 << 6);

    /// Whether it is of `other` too.
    pub(super) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The class that is kept as a byte.
    pub(super) const fn from_byte(byte: u8) -> Self {
        Self(byte)
    }

    /// The byte by which the class is kept.
    #[allow(dead_code, reason = "the build writes them")]
    pub(super) const fn byte(self) -> u8 {
        self.0
    }

    /// The class of a character.
    pub(super) fn of(c: char) -> Self {
        let mut class = 0;
        let mut add = |holds: bool, one: Self| {
            if holds {
                class |= one.0;
            }
        };
        let is_digit = digits::digit(c).is_some();
        add(is_letter(c) && !is_digit, Self::LETTER);
        add(c.is_whitespace() || c.is_control(), Self::SPACE);
        add(is_letter(c) && !is_digit && !c.is_alphabetic(), Self::MARK);
        add(is_digit, Self::DIGIT);
        add(is_unseen(c), Self::UNSEEN);
        add(c.is_uppercase(), Self::CAPITAL);
        add(c == '\u{200C}', Self::NON_JOINER);
        Self(class)
    }
}

/// Whether a sign is not seen, and is no part of a letter either.
pub(super) fn is_unseen(c: char) -> bool {
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
