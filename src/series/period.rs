//! The time that a figure covers, and whether those of two figures allow to compare them.
//!
//! Enter: two times as they were said. Leave: that they allow it, or why not. Pure. Invariants: the day on which something
//! was said never stands in for the time that it covers; what is in doubt is not the same as anything.
//!
//! | figures | they may be compared where |
//! |---|---|
//! | running totals | the times that they cover may touch, and do not certainly begin on two days; one of which none was said runs to the day it was said on, and meets every other |
//! | of what is new | they certainly cover one and the same time: both ends of it are named as days, and neither is marked as uncertain or approximate |
//!
//! So “20” for 3 January and “25” for 4 January are no step, no spread and no contradiction, and neither are two figures of
//! what is new of which one names no time: twenty may have died on the one day and twenty-five on the next.

use chrono::NaiveDate;

use super::scope::{Comparability, Difference, Loosen, Loosened, Part};
use crate::model::{Aggregation, PartialDate};

/// The days that a figure of what is new certainly covers, the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    first: NaiveDate,
    last: NaiveDate,
}

impl Days {
    /// Of the time that it is said to cover; none where that was not said, is open, is in doubt, or is coarse: two figures
    /// of “2024-01” may be of two of its days.
    pub fn of(covered: Option<&PartialDate>) -> Option<Self> {
        let covered = covered?;
        Some(Self {
            first: covered.begins_on()?,
            last: covered.ends_on()?,
        })
    }

    /// Whether it is one day alone.
    pub fn is_one(&self) -> bool {
        self.first == self.last
    }
}

/// Whether a figure of what is new that covers this time is certainly of one day.
pub fn is_daily(covered: Option<&PartialDate>) -> bool {
    Days::of(covered).is_some_and(|days| days.is_one())
}

/// What stands for a time of which nothing was said.
const NOT_SAID: &str = "time covered not said";

/// Whether the times that two figures of one aggregation cover allow to compare them.
pub fn same_period(
    aggregation: Aggregation,
    one: Option<&PartialDate>,
    other: Option<&PartialDate>,
    loosened: &Loosened,
) -> Comparability {
    let is_same = match aggregation {
        Aggregation::Incremental => Days::of(one).is_some_and(|days| Days::of(other) == Some(days)),
        Aggregation::Cumulative | Aggregation::Unknown => one
            .zip(other)
            .is_none_or(|(one, other)| may_be_one_time(one, other)),
    };
    if is_same || loosened.has(Loosen::Period) {
        return Comparability::Comparable;
    }
    let said = |covered: Option<&PartialDate>| {
        covered.map_or_else(|| NOT_SAID.to_owned(), ToString::to_string)
    };
    Comparability::NotComparable(vec![Difference {
        part: Part::Period,
        one: said(one),
        other: said(other),
    }])
}

/// Whether totals over these two times may be compared: some day may lie in both, and they do not certainly begin on two.
pub(super) fn may_be_one_time(one: &PartialDate, other: &PartialDate) -> bool {
    touch(one, other) && !begins_otherwise(one, other)
}

/// Whether two times certainly begin on two days: totals since then do not count the same.
pub fn begins_otherwise(one: &PartialDate, other: &PartialDate) -> bool {
    // “2024-01” begins on none of the days before.
    let is_before = |one: &PartialDate, other: &PartialDate| {
        let days = one.begins_on().zip(other.earliest());
        days.is_some_and(|(day, earliest)| day < earliest) && other.is_certain()
    };
    is_before(one, other) || is_before(other, one)
}

/// Whether some day may lie in both.
fn touch(one: &PartialDate, other: &PartialDate) -> bool {
    let begins_by_the_end = |one: &PartialDate, other: &PartialDate| {
        one.earliest()
            .zip(other.latest())
            .is_none_or(|(earliest, latest)| earliest <= latest)
    };
    begins_by_the_end(one, other) && begins_by_the_end(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(aggregation: Aggregation, one: &str, other: &str, loosened: &[Loosen]) -> String {
        let date = |text: &str| -> Option<PartialDate> { text.parse().ok() };
        let loosened = loosened.iter().copied().collect();
        let (one, other) = (date(one), date(other));
        same_period(aggregation, one.as_ref(), other.as_ref(), &loosened).to_string()
    }

    #[test]
    fn running_totals_need_to_touch() {
        let total = |one: &str, other: &str, loosened: &[Loosen]| {
            compared(Aggregation::Cumulative, one, other, loosened)
        };
        assert_eq!(
            total("2022-09-13", "2022-09-13/2022-09-14", &[]),
            "comparable"
        );
        assert_eq!(
            total("2020", "2022-09", &[]),
            "not comparable: 2020 against 2022-09"
        );
        assert_eq!(total("2020", "2022-09", &[Loosen::Period]), "comparable");
        assert_eq!(total("2022", "../2022-09", &[]), "comparable");
        assert_eq!(total("2022", "", &[]), "comparable");
        assert_eq!(
            total("2022-09-01/2022-09-10", "2022-09-05/2022-09-10", &[]),
            "not comparable: 2022-09-01/2022-09-10 against 2022-09-05/2022-09-10"
        );
        assert_eq!(total("2022-09", "2022-09-05/2022-09-10", &[]), "comparable");
        assert_eq!(
            total("2022-09", "2022-08-30/2022-09-10", &[]),
            "not comparable: 2022-09 against 2022-08-30/2022-09-10",
            "no day of September is the thirtieth of August"
        );
        assert_eq!(
            total("2022-09-05?", "2022-09-04", &[]),
            "not comparable: 2022-09-05? against 2022-09-04"
        );
    }

    #[test]
    fn what_is_new_needs_to_be_of_one_time_for_certain() {
        let new = |one: &str, other: &str| compared(Aggregation::Incremental, one, other, &[]);
        assert_eq!(new("2022-09-13", "2022-09-13"), "comparable");
        assert_eq!(
            new("2022-09", "2022-09"),
            "not comparable: 2022-09, of both",
            "any two days of it"
        );
        assert_eq!(
            new("2022-09-13", "2022-09-13/2022-09-14"),
            "not comparable: 2022-09-13 against 2022-09-13/2022-09-14"
        );
        assert_eq!(
            new("2022-09-13", ""),
            "not comparable: 2022-09-13 against time covered not said"
        );
        assert_eq!(
            new("", ""),
            "not comparable: time covered not said, of both"
        );
        assert_eq!(
            new("2022-09-13?", "2022-09-13?"),
            "not comparable: 2022-09-13?, of both"
        );
        assert_eq!(
            new("2022-09-13/..", "2022-09-13/.."),
            "not comparable: 2022-09-13/.., of both"
        );
        let loose = compared(
            Aggregation::Incremental,
            "2022-09-13",
            "",
            &[Loosen::Period],
        );
        assert_eq!(loose, "comparable");
    }

    #[test]
    fn a_day_is_one_that_was_named_as_such() {
        let daily = |text: &str| is_daily(text.parse().ok().as_ref());
        assert!(daily("2022-09-13") && daily("2022-09-13/2022-09-13"));
        assert!(!daily("2022-09") && !daily("2022-09-13~") && !daily(""));
    }
}
