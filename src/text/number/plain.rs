//! A short way for the common case: a number that stands in a text as bare ASCII digits between two words.

use super::lexicon::Word;
use super::scan;

/// Whether `number` certainly stands in `text` as digits with a word on either side, or at the text's beginning. False
/// says nothing: ask [`super::numbers_in`]. True implies that it is one of the candidates found there.
pub(in crate::text) fn stands_plainly(number: u64, text: &str) -> bool {
    let digits = number.to_string();
    // The first few places decide; a text full of the same digits is read in full.
    text.match_indices(&digits).take(4).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + digits.len()..]);
        let begins = match before.strip_suffix(' ') {
            Some(rest) => rest.chars().next_back().is_none_or(char::is_alphabetic),
            None => before.is_empty(),
        };
        // A word behind that is no part of a number: neither a scale, nor “percent”.
        begins
            && behind.strip_prefix(' ').is_some_and(|rest| {
                scan::first_word(rest).is_some_and(|entry| {
                    entry.is_none_or(|entry| {
                        matches!(
                            entry.word,
                            Word::Singular | Word::Dual | Word::Plural | Word::DualOrPlural
                        )
                    })
                })
            })
    })
}
