//! Partial dates: a day, a month or a year, perhaps uncertain, or an interval of them.
//!
//! The notation is that of EDTF (ISO 8601-2, Library of Congress), of which this much is read: `2022`, `2022-09`,
//! `2022-09-14`, each with `?` (uncertain), `~` (approximate) or `%` (both) behind it, and `A/B` with either end
//! open (`../2022-09-14`). A date is kept as it was written and never made more precise.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Months, NaiveDate};

use super::ModelError;

/// A date as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// One day, month or year.
    Single(CalendarDate),
    /// From one to another, ends included; at least one end is known.
    Interval {
        /// The first day, month or year; open where it is not known.
        from: Option<CalendarDate>,
        /// The last; open where it is not known.
        to: Option<CalendarDate>,
    },
}

/// A year, perhaps a month of it, perhaps a day of that, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    // Kept as the first day that it can mean, with the precision beside it.
    first: NaiveDate,
    precision: Precision,
    certainty: Certainty,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Certainty {
    Certain,
    Uncertain,
    Approximate,
    Both,
}

impl CalendarDate {
    fn last(self) -> NaiveDate {
        let months = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => 1,
            Precision::Year => 12,
        };
        // Invariant: years end at 9999, far below chrono's last date.
        self.first
            .checked_add_months(Months::new(months))
            .and_then(|next| next.pred_opt())
            .unwrap_or(NaiveDate::MAX)
    }

    /// `2022-09-14`, and nothing else: what nearly every date is that a report reads, without looking for what else it
    /// might be.
    fn plain_day(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let two = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two(m1, m2)?, two(d1, d2)?)?;
        Some(Self {
            first,
            precision: Precision::Day,
            certainty: Certainty::Certain,
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let (digits, certainty) = match text.strip_suffix(['?', '~', '%']) {
            Some(digits) if text.ends_with('?') => (digits, Certainty::Uncertain),
            Some(digits) if text.ends_with('~') => (digits, Certainty::Approximate),
            Some(digits) => (digits, Certainty::Both),
            None => (text, Certainty::Certain),
        };
        let mut parts = digits.split('-');
        let mut number = |width: usize| -> Option<Option<u32>> {
            match parts.next() {
                None => Some(None),
                Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().ok().map(Some)
                }
                Some(_) => None,
            }
        };
        let year = number(4)??;
        let month = number(2)?;
        let day = number(2)?;
        if parts.next().is_some() {
            return None;
        }
        let precision = match (month, day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) => Precision::Year,
        };
        let year = i32::try_from(year).ok()?;
        let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self {
            first,
            precision,
            certainty,
        })
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Four digits hold every year that can be read; chrono’s own patterns are several times slower, and so are the
        // standard library’s: a report writes two dates for each figure.
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        let Some(year) = u32::try_from(year).ok().filter(|year| *year <= 9999) else {
            // No date that was read; whatever it is, it is not to be cut.
            return self.first.fmt(f);
        };
        let digit = |number: u32| u8::try_from(number % 10).map_or(b'0', |digit| b'0' + digit);
        let digits = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        let length = match self.precision {
            Precision::Year => 4,
            Precision::Month => 7,
            Precision::Day => 10,
        };
        let text = digits
            .get(..length)
            .and_then(|text| str::from_utf8(text).ok());
        f.write_str(text.ok_or(fmt::Error)?)?;
        f.write_str(match self.certainty {
            Certainty::Certain => "",
            Certainty::Uncertain => "?",
            Certainty::Approximate => "~",
            Certainty::Both => "%",
        })
    }
}

impl PartialDate {
    /// One certain day.
    pub const fn day(day: NaiveDate) -> Self {
        Self::Single(CalendarDate {
            first: day,
            precision: Precision::Day,
            certainty: Certainty::Certain,
        })
    }

    /// Some day from one to another, both certain; one alone where they are the same.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        match (Self::day(from), Self::day(to)) {
            (Self::Single(first), Self::Single(last)) if from < to => Self::Interval {
                from: Some(first),
                to: Some(last),
            },
            (day, _) => day,
        }
    }

    /// The earliest day that it can mean; none where the beginning is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        match self {
            Self::Single(date) => Some(date.first),
            Self::Interval { from, .. } => from.map(|date| date.first),
        }
    }

    /// The latest day that it can mean; none where the end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        match self {
            Self::Single(date) => Some(date.last()),
            Self::Interval { to, .. } => to.map(CalendarDate::last),
        }
    }

    /// Whether nothing of it is marked as uncertain or approximate: only then is it one of the days that it names.
    pub fn is_certain(&self) -> bool {
        let is_certain = |date: &CalendarDate| date.certainty == Certainty::Certain;
        match self {
            Self::Single(date) => is_certain(date),
            Self::Interval { from, to } => from.iter().chain(to).all(is_certain),
        }
    }

    /// The day that it certainly begins on: one that is named as a day, and not in doubt.
    pub fn begins_on(&self) -> Option<NaiveDate> {
        let first = match self {
            Self::Single(date) => Some(date),
            Self::Interval { from, .. } => from.as_ref(),
        };
        self.certain_day(first)
    }

    /// The day that it certainly ends on.
    pub fn ends_on(&self) -> Option<NaiveDate> {
        let last = match self {
            Self::Single(date) => Some(date),
            Self::Interval { to, .. } => to.as_ref(),
        };
        self.certain_day(last)
    }

    fn certain_day(&self, end: Option<&CalendarDate>) -> Option<NaiveDate> {
        let is_day = |date: &&CalendarDate| date.precision == Precision::Day && self.is_certain();
        end.filter(is_day).map(|date| date.first)
    }

    /// Whether it is one day, named and not in doubt: of any other it is not known on which day something happened.
    pub fn is_one_day(&self) -> bool {
        let begins = self.begins_on();
        begins.is_some() && begins == self.ends_on()
    }

    /// Whether all of it lies on or before `day` and none of it is in doubt: only then has something dated so certainly
    /// happened by that day.
    pub fn certainly_by(&self, day: NaiveDate) -> bool {
        self.latest().is_some_and(|latest| latest <= day) && self.is_certain()
    }

    /// Whether some of the days that it names lie on or after `day`; a mark of doubt makes them no more.
    pub fn possibly_since(&self, day: NaiveDate) -> bool {
        self.latest().is_none_or(|latest| latest >= day)
    }

    /// Whether some of the days that it names lie on or before `day`.
    pub fn possibly_by(&self, day: NaiveDate) -> bool {
        self.earliest().is_none_or(|earliest| earliest <= day)
    }

    /// Whether it may be that it happened by `day`: some of its days lie there, or nobody is sure of them.
    pub fn perhaps_by(&self, day: NaiveDate) -> bool {
        self.possibly_by(day) || !self.is_certain()
    }

    /// Whether it certainly lies before another, whatever the places: of two places' days one may be ahead of the other by
    /// a day.
    pub fn certainly_before(&self, other: &Self) -> bool {
        let (Some(latest), Some(earliest)) = (self.latest(), other.earliest()) else {
            return false;
        };
        let is_certain = self.is_certain() && other.is_certain();
        is_certain && latest.succ_opt().is_some_and(|next| next < earliest)
    }

    /// The order of statements: by the earliest day, open beginnings first, then by the latest, open ends last.
    pub fn chronological(&self, other: &Self) -> Ordering {
        // Several claimants speak on one day: nothing need be written out to see that it is the same.
        if self == other {
            return Ordering::Equal;
        }
        let last = |date: &Self| date.latest().map_or((1, NaiveDate::MAX), |day| (0, day));
        self.earliest()
            .cmp(&other.earliest())
            .then_with(|| last(self).cmp(&last(other)))
            .then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end =
            |date: &Option<CalendarDate>| date.map_or_else(|| "..".to_owned(), |d| d.to_string());
        match self {
            Self::Single(date) if f.width().is_none() && f.precision().is_none() => date.fmt(f),
            Self::Single(date) => f.pad(&date.to_string()),
            Self::Interval { from, to } => f.pad(&format!("{}/{}", end(from), end(to))),
        }
    }
}

impl FromStr for PartialDate {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        if let Some(day) = CalendarDate::plain_day(text) {
            return Ok(Self::Single(day));
        }
        let wrong = || {
            ModelError::new(format!("“{text}” is not a date")).with_hint(
                "write 2022-09-14, 2022-09 or 2022, with “?” behind it when unsure, or an interval: 2022-09-13/2022-09-14",
            )
        };
        let Some((from, to)) = text.split_once('/') else {
            return CalendarDate::parse(text)
                .map(Self::Single)
                .ok_or_else(wrong);
        };
        let end = |part: &str| match part {
            ".." => Some(None),
            _ => CalendarDate::parse(part).map(Some),
        };
        let (from, to) = (end(from).ok_or_else(wrong)?, end(to).ok_or_else(wrong)?);
        match (from, to) {
            (None, None) => Err(wrong()),
            (Some(first), Some(last)) if last.last() < first.first => Err(ModelError::new(
                format!("the interval “{text}” ends before it begins"),
            )
            .with_hint("write the earlier date first")),
            _ => Ok(Self::Interval { from, to }),
        }
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_kept_as_written() {
        for text in [
            "2022",
            "2022-09",
            "2022-09-14",
            "2022-09-14?",
            "2022-09~",
            "2022%",
            "0001-01-01",
            "2022-09-13/2022-09-14",
            "../2022-09",
            "2022-09-13/..",
            "2022-09/2022-09",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2022-13-40",
            "2022-02-30",
            "2022-9-1",
            "22-09-01",
            "+2022",
            "2022-09-14??",
            "../..",
            "/",
            "2022/",
            "2022-09-14/2022-09-13",
            "٢٠٢٢",
            "2022-09-14T10:00",
            "14.09.2022",
            " 2022",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_coarse_date_covers_all_its_days() {
        let month = date("2024-02");
        assert_eq!(month.latest(), NaiveDate::from_ymd_opt(2024, 2, 29));
        let fifteenth = NaiveDate::from_ymd_opt(2024, 2, 15).unwrap();
        assert!(
            !month.certainly_by(fifteenth),
            "it may have been said on the 20th"
        );
        assert!(month.possibly_by(fifteenth) && month.possibly_since(fifteenth));
        assert!(!date("2024-02-10/..").certainly_by(fifteenth));
        assert!(date("../2024-02-10").certainly_by(fifteenth));
    }

    #[test]
    fn a_date_in_doubt_is_certain_of_no_day() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2024, 2, day).unwrap();
        for text in [
            "2024-02-10?",
            "2024-02-10~",
            "2024-02%",
            "2024-02-01/2024-02-10?",
        ] {
            let doubtful = date(text);
            assert!(!doubtful.is_certain(), "{text}");
            assert!(!doubtful.certainly_by(day(29)), "{text}");
            assert!(doubtful.perhaps_by(day(29)), "{text}");
        }
        assert!(date("2024-02-10?").perhaps_by(day(9)), "it may be earlier");
        assert!(!date("2024-02-10").perhaps_by(day(9)));
        assert_eq!(date("2024-02-10").begins_on(), Some(day(10)));
        assert_eq!(date("2024-02-03/..").begins_on(), Some(day(3)));
        assert_eq!(date("2024-02-03/..").ends_on(), None);
        assert_eq!(date("2024-02").begins_on(), None, "some day of it");
        assert_eq!(date("2024-02-10?").ends_on(), None);
        assert!(date("2024-02-10").certainly_by(day(10)) && date("../2024-02").is_certain());
    }

    #[test]
    fn statements_are_ordered_by_their_earliest_day() {
        let mut dates: Vec<_> = [
            "2022-09-14",
            "2022-09",
            "2022-09-01",
            "../2022-10",
            "2022-09-14?",
        ]
        .map(date)
        .to_vec();
        dates.sort_by(PartialDate::chronological);
        let shown: Vec<_> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "../2022-10",
                "2022-09-01",
                "2022-09",
                "2022-09-14",
                "2022-09-14?"
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_reads_back(text in "[0-9./?~%-]{0,24}") {
            if let Ok(read) = text.parse::<PartialDate>() {
                prop_assert_eq!(read.to_string(), text);
            }
        }
    }
}
