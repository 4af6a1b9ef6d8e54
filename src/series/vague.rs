//! Which numbers a word for a size can stand for: “dozens”, “hundreds”.
//!
//! Enter: a size and a convention. Leave: an interval. The words name no number, so every range here is a convention,
//! and a report that used one says which.
//!
//! | word | `ranges` | `acled` |
//! |---|---|---|
//! | tens (عشرات, десятки) | 20–99 | 10 |
//! | dozens | 20–99 | 12 |
//! | scores | 20–99 | 20–99 |
//! | hundreds (مئات, сотни) | 200–999 | 100 |
//! | thousands (آلاف, тысячи) | 2,000–9,999 | 2,000–9,999 |
//! | tens of thousands | 20,000–99,999 | the same |
//! | hundreds of thousands | 200,000–999,999 | the same |
//! | millions | 2,000,000–∞ | the same |
//!
//! `ranges` is claimlog's own and the default: a plural is at least two of its unit and stays below the next greater
//! word. “Tens”, “dozens” and “scores” are one range, because translators give one for the other. `acled` is the
//! practice of the ACLED codebook, which codes a word as one number: tens 10, dozens 12, hundreds 100; it has no number
//! for the other words. ACLED means a conservative estimate by it, not what the claimant said, which is why it is used
//! only when it is asked for. UCDP GED codes three numbers (low, best, high) and keeps no word; such figures are ranges
//! with a best value and need no convention.

use super::interval::Interval;
use crate::model::Count;
use crate::model::vocabulary::vocabulary;
use crate::text::Size;

vocabulary! {
    /// Which numbers a word for a size stands for.
    #[derive(Default)]
    pub enum Convention, "convention for vague words" {
        /// At least two of the unit, below the next greater word.
        #[default]
        Ranges => "ranges",
        /// As ACLED codes: tens 10, dozens 12, hundreds 100; other words as in `ranges`.
        Acled => "acled",
    }
}

impl Convention {
    /// The numbers that a size can stand for.
    pub fn interval(self, size: Size) -> Interval {
        let (low, high) = match (self, size) {
            (Self::Acled, Size::Tens) => (10, Some(10)),
            (Self::Acled, Size::Dozens) => (12, Some(12)),
            (Self::Acled, Size::Hundreds) => (100, Some(100)),
            (_, Size::Tens | Size::Dozens | Size::Scores) => (20, Some(99)),
            (_, Size::Hundreds) => (200, Some(999)),
            (_, Size::Thousands) => (2_000, Some(9_999)),
            (_, Size::TensOfThousands) => (20_000, Some(99_999)),
            (_, Size::HundredsOfThousands) => (200_000, Some(999_999)),
            (_, Size::Millions) => (2_000_000, None),
        };
        Interval::from_constants(low, high)
    }

    /// The convention in a sentence, for the foot of a report.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Ranges => {
                "words for a size are read as ranges: tens, dozens and scores 20–99, hundreds 200–999, thousands 2000–9999, and so on"
            }
            Self::Acled => {
                "words for a size are read as the ACLED codebook codes them: tens 10, dozens 12, hundreds 100; others as ranges"
            }
        }
    }
}

impl Interval {
    /// An interval of the table above.
    fn from_constants(low: u32, high: Option<u32>) -> Self {
        let high = high.map(Count::from);
        // Invariant of the table: no range is reversed, as the test of it shows.
        Self::new(Some(Count::from(low)), high).unwrap_or(Self::point(Count::from(low)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::interval::tests::interval;
    use super::*;

    #[test]
    fn the_table_is_the_code() {
        let table = [
            (Size::Tens, interval(20, Some(99)), interval(10, Some(10))),
            (Size::Dozens, interval(20, Some(99)), interval(12, Some(12))),
            (Size::Scores, interval(20, Some(99)), interval(20, Some(99))),
            (
                Size::Hundreds,
                interval(200, Some(999)),
                interval(100, Some(100)),
            ),
            (
                Size::Thousands,
                interval(2_000, Some(9_999)),
                interval(2_000, Some(9_999)),
            ),
            (
                Size::TensOfThousands,
                interval(20_000, Some(99_999)),
                interval(20_000, Some(99_999)),
            ),
            (
                Size::HundredsOfThousands,
                interval(200_000, Some(999_999)),
                interval(200_000, Some(999_999)),
            ),
            (
                Size::Millions,
                interval(2_000_000, None),
                interval(2_000_000, None),
            ),
        ];
        for (size, ranges, acled) in table {
            assert_eq!(Convention::Ranges.interval(size), ranges, "{size:?}");
            assert_eq!(Convention::Acled.interval(size), acled, "{size:?}");
        }
        assert_eq!(Convention::default(), Convention::Ranges);
    }
}
