//! The numbers that stand in a text, in digits of every script and in words.
//!
//! What enters: any text. What leaves: each number with its byte span ([`Found`]), in order, never overlapping.
//! Invariants: linear time; spans on character borders; a number that cannot be kept (too large), is no count (a
//! decimal, a percentage, a date, an ordinal, a name such as T-72) or can be read in several ways is reported as that,
//! never dropped or guessed.
//!
//! Digits: thousands are separated by comma, apostrophe, `٬` or a fixed space (1,200 · 1’200 · ١٬٢٠٠ · 1,00,000), and
//! by two or more full stops (1.200.000). One full stop before three digits (1.200) may be a decimal, and a plain space
//! (13 200) may part two numbers: see [`Doubt`]. Everything else stays apart: `13, 14`, `2020 50`, `30-40`.
//!
//! Words: Arabic, English and Russian cardinals with their genders, cases, clitics and collectives, to below 10^15, and
//! mixed with digits (`1.2 million`, `٣ آلاف`, `5 тысяч`). Nouns that count by themselves, an Arabic dual or an English
//! “a soldier”, are reported as implicit; the tables `words_*.rs` list them. A further language is one more table and,
//! where its numerals are built otherwise, one more arm in `grammar`.

mod behind;
mod grammar;
mod implied;
mod lexicon;
mod nouns;
mod numeral;
mod plain;
mod scales;
mod scan;
mod words_ar;
mod words_en;
mod words_other;
mod words_ru;

use std::ops::Range;

pub(super) use plain::stands_plainly;

/// The largest number kept, 2^53−1: see [`crate::model::Count::MAX`].
pub const LARGEST: u64 = crate::model::Count::MAX.get();

/// A number that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where: bytes of the text, on character borders.
    pub span: Range<usize>,
    /// How it is written.
    pub form: Form,
    /// What it is.
    pub value: Value,
    /// Whether no number is written and only the noun says how many: `جنديان` (2), `a soldier` (1), `no casualties` (0).
    pub implicit: bool,
}

impl Found {
    /// The counts that it may stand for: one, several where the text does not settle it, none where it is no count.
    pub fn candidates(&self) -> &[u64] {
        match &self.value {
            Value::Whole(value) => std::slice::from_ref(value),
            Value::OneOf { readings, .. } => readings,
            Value::Fraction | Value::Label | Value::TooLarge | Value::MixedScripts => &[],
        }
    }
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In digits: `1,200`.
    Digits,
    /// In words: `forty-nine`.
    Words,
    /// In both: `2 thousand`.
    Mixed,
}

/// What a number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A whole number, at most [`LARGEST`].
    Whole(u64),
    /// One of these, or none of them; the text does not say. The reading as one whole number comes first.
    OneOf {
        /// The whole numbers that may be meant, each at most [`LARGEST`].
        readings: Box<[u64]>,
        /// Why it is not settled.
        doubt: Doubt,
    },
    /// A decimal, a fraction, a percentage or a negative number: not a count.
    Fraction,
    /// Digits in an ordinal, a date, a time, a version or a name: `13th`, `14.09.2022`, `10:30`, `T-72`, `1e9`.
    Label,
    /// Larger than [`LARGEST`].
    TooLarge,
    /// Digits of two scripts in one number: `1٢`.
    MixedScripts,
}

/// Why a number can be read in several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// `1.200`, `1,200 million`: thousands or a decimal.
    Point,
    /// `13 200`, `٢،٥٠٠`: one number in groups or several numbers.
    Groups,
    /// `2 тысячи 500`, `ألف و200`: a sum or two numbers.
    Sum,
    /// `2-3 thousand`, `5 min`: whether the number is in thousands.
    Scale,
    /// `ألفا`: two thousand, or one thousand in the accusative.
    Dual,
    /// `مقتل مدنيين`: two civilians or civilians.
    Plural,
}

/// The numbers in `text`, in order.
pub fn numbers_in(text: &str) -> Vec<Found> {
    grammar::read(&scan::tokens(text))
}

#[cfg(test)]
mod tests;
