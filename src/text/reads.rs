//! Whether a figure stands in its quote.
//!
//! What enters: a figure and the words that it was taken from. What leaves: a [`Standing`]. Invariant: `Read` means that
//! every number of the figure is one of the readings of a number in the quote, in digits, in words, or told by a noun;
//! decimals, dates, ordinals and names never count. Which people the number counts is not checked here.

use crate::model::{Count, Figure, Qualifier};

use std::cell::OnceCell;

use super::number::{Found, numbers_in, stands_plainly};

/// Whether a figure's numbers stand in a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Every number of the figure stands there.
    Read,
    /// One at least does not.
    Unread,
    /// The figure has no number (“dozens”, “a number of”).
    NothingToRead,
}

/// Whether the numbers of `figure` stand in `quote`.
///
/// “More than 200” has the low bound 201 and prints 200: either will do; so too with “fewer than”. Of a range the ends
/// suffice, its best value is often the desk's own.
pub fn stands_in(figure: &Figure, quote: &str) -> Standing {
    let found = OnceCell::new();
    stands_among(figure, |number| {
        stands_plainly(number, quote)
            || found
                .get_or_init(|| numbers_in(quote))
                .iter()
                .any(|found| found.candidates().contains(&number))
    })
}

/// Whether the numbers of `figure` are among those of which `is_there` says that they stand in the quote.
pub fn stands_among(figure: &Figure, is_there: impl Fn(u64) -> bool) -> Standing {
    if figure.is_numberless() {
        return Standing::NothingToRead;
    }
    let stands = |count: Option<Count>| count.is_none_or(|count| is_there(count.get()));
    // A bound that is printed one off its value: either number, where there is a bound.
    let either = |bound: Option<Count>, printed: Option<Count>| {
        stands(bound) || printed.is_some_and(|_| stands(printed))
    };
    let (low, best, high) = (figure.low(), figure.best(), figure.high());
    let all = match figure.qualifier() {
        Qualifier::MoreThan => either(low, low.and_then(Count::minus_one)) && stands(best),
        Qualifier::FewerThan => either(high, high.and_then(Count::plus_one)) && stands(best),
        Qualifier::Range => stands(low) && stands(high),
        _ => stands(low) && stands(best) && stands(high),
    };
    match all {
        true => Standing::Read,
        false => Standing::Unread,
    }
}

/// The numbers that the wording of a figure reads as, where they are not those of the figure: 9 of “nine” beside 7.
/// Empty where they agree, where the figure has no number, and where the wording names none that is understood.
pub fn reads_otherwise(figure: &Figure, wording: &str) -> Vec<u64> {
    let printed = figure.printed_numbers();
    let is_plain = |count: &Count| stands_plainly(count.get(), wording);
    // Nearly every wording is the number itself: this is asked of each row of a sheet.
    if figure.is_numberless() || printed.iter().all(is_plain) {
        return Vec::new();
    }
    match stands_in(figure, wording) {
        Standing::Unread => numbers_for_people(wording),
        Standing::Read | Standing::NothingToRead => Vec::new(),
    }
}

/// The numbers that do stand in a quote, each once and in order, to name them to a person. Numbers that only a noun
/// tells are left out.
pub fn numbers_for_people(quote: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let found = numbers_in(quote);
    for value in found
        .iter()
        .filter(|found| !found.implicit)
        .flat_map(Found::candidates)
    {
        if numbers.len() < 100 && !numbers.contains(value) {
            numbers.push(*value);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::read_figure;

    fn standing(figure: &str, quote: &str) -> Standing {
        stands_in(&read_figure(figure).unwrap(), quote)
    }

    #[test]
    fn a_figure_is_read_in_digits_words_and_nouns() {
        for (figure, quote) in [
            ("about 50", "نحو ٥٠ عسكريا لقوا حتفهم"),
            ("3", "إصابة ثلاثة من السكان"),
            ("2", "إصابة عاملين"),
            ("2", "إصابة شخصين"),
            ("2", "ضابطان ومدني"),
            ("1", "a shepherd was killed"),
            ("207", "two hundred and seven bodies"),
            ("more than 200", "over 200 bodies"),
            ("more than 200", "at least 201 bodies"),
            ("fewer than 10", "меньше десяти человек"),
            ("30-40", "от тридцати до сорока"),
            ("1200", "1.200 muertos"),
            ("1200", "1 200 morts"),
            ("0", "there were no casualties"),
            ("500000", "نزوح نصف مليون شخص"),
            ("more than 500000", "أكثر من نصف مليون قتيل منذ بدء الحرب"),
            ("500000", "قرابة نصف المليون نازح"),
            ("500", "نصف ألف جريح"),
            ("250000", "ربع مليون نازح"),
            ("750000", "ثلاثة أرباع المليون"),
            ("1500000", "مليون ونصف المليون شخص"),
            ("2500000", "مليونين ونصف مليون شخص"),
        ] {
            assert_eq!(standing(figure, quote), Standing::Read, "{figure}: {quote}");
        }
    }

    #[test]
    fn a_figure_that_is_not_printed_is_unread() {
        for (figure, quote) in [
            ("50", "about 500 people"),
            ("50", "150 people"),
            ("2", "2 thousand people"),
            ("50", "50% of them"),
            ("3", "3.5 km away"),
            ("14", "on 2022-09-14"),
            ("30-40", "30 people"),
            ("1", "1,200 people"),
            ("1000", "several thousand people"),
            ("more than 200", "202 people"),
            ("1000000", "نزوح نصف مليون شخص"),
            ("more than 1000000", "أكثر من نصف مليون قتيل"),
            ("1000000", "مليون ونصف المليون شخص"),
            ("1000000", "ربع مليون نازح"),
            ("5", ""),
        ] {
            assert_eq!(
                standing(figure, quote),
                Standing::Unread,
                "{figure}: {quote}"
            );
        }
        assert_eq!(
            standing("dozens", "dozens of them"),
            Standing::NothingToRead
        );
    }

    #[test]
    fn numbers_are_named_once_and_in_order() {
        assert_eq!(
            numbers_for_people("5 killed, ten hurt, 5 missing, a man at 1 200 m"),
            [5, 10, 1200, 1, 200]
        );
    }
}
