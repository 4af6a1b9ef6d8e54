//! Whether two totals that differ may both be true, because they do not run to the same day.
//!
//! Enter: the time that each figure covers, and when it was said. Leave: whether the one may run to an earlier day than
//! the other. Pure. Invariant: what is not certain counts as possible. A coarse date is any of its days, so totals of
//! “2024” and of “2024-02” may be of two days, and so may two totals of one “2024-02”; a date in doubt (“2024-02-10?”) may
//! be any day; only totals up to one and the same day certainly run to the same day.
//!
//! A total runs to the end of the time that it is said to cover, or to the day it was said on where that is earlier or
//! no time was said. One that was said on the last day that it covers need not count all of that day: beside a total up to
//! the end of the day it may be the earlier one, beside another that was said on it it is not held to be. Figures of what is
//! new are compared over the same time alone ([`super::period::same_period`]) and grow into nothing.

use chrono::NaiveDate;

use crate::model::PartialDate;

/// The days that a total may run to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The first of them; none where it is open.
    earliest: Option<NaiveDate>,
    /// The last; none where it is open.
    latest: Option<NaiveDate>,
    /// Whether it was said on the last of them, or may have been, and so need not count all of it.
    is_within: bool,
    /// The day since which it counts; none where that was not said, or is open, coarse or in doubt.
    since: Option<NaiveDate>,
}

impl Until {
    /// Of a figure that covers this time and was said then.
    pub fn of(occurred: Option<&PartialDate>, stated_on: &PartialDate) -> Self {
        let since = occurred.and_then(PartialDate::begins_on);
        let (said, last_said) = if stated_on.is_certain() {
            (stated_on.earliest(), stated_on.latest())
        } else {
            (None, None)
        };
        if occurred.is_some_and(|occurred| !occurred.is_certain()) {
            return Self {
                earliest: None,
                latest: last_said,
                is_within: true,
                since,
            };
        }
        match occurred.and_then(PartialDate::latest) {
            None => Self {
                earliest: said,
                latest: last_said,
                is_within: true,
                since,
            },
            Some(end) => Self {
                earliest: said.map(|day| day.min(end)),
                latest: Some(last_said.map_or(end, |day| day.min(end))),
                is_within: said.is_none_or(|day| day <= end),
                since,
            },
        }
    }

    /// Whether of one alone it is known since which day it counts, so that the two may not count since the same.
    pub fn may_begin_otherwise(&self, other: &Self) -> bool {
        self.since.is_some() != other.since.is_some()
    }

    /// Whether this may end on an earlier day than `other`.
    pub fn may_precede(&self, other: &Self) -> bool {
        self.earliest
            .zip(other.latest)
            .is_none_or(|(earliest, latest)| earliest < latest)
    }

    /// The day that it certainly ends on; none where it may be several.
    pub fn day(&self) -> Option<NaiveDate> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// The day that it certainly ends on, and whether it may end within it.
    pub fn moment(&self) -> Option<(NaiveDate, bool)> {
        Some((self.day()?, self.is_within))
    }

    /// Whether both certainly end on the same day, and both within it or both with its end.
    pub fn is_same_moment(&self, other: &Self) -> bool {
        self.moment()
            .is_some_and(|moment| other.moment() == Some(moment))
    }

    /// Whether this may end within the day with which `other` ends.
    pub fn may_end_within(&self, other: &Self) -> bool {
        self.is_within && !other.is_within && self.earliest == other.latest
    }

    /// Whether this certainly runs to a later day than `other`.
    pub fn certainly_outruns(&self, other: &Self) -> bool {
        self.earliest
            .zip(other.latest)
            .is_some_and(|(earliest, latest)| earliest > latest)
    }

    /// The first day that it may run to.
    pub const fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }

    /// The last.
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn until(occurred: &str, stated_on: &str) -> Until {
        let occurred: Option<PartialDate> = occurred.parse().ok();
        Until::of(occurred.as_ref(), &stated_on.parse().unwrap())
    }

    #[test]
    fn a_total_runs_to_the_day_it_was_said_on_or_to_the_end_of_its_time() {
        let ends = |occurred: &str, stated_on: &str| {
            let until = until(occurred, stated_on);
            [until.earliest, until.latest]
                .map(|day| day.map_or_else(String::new, |day| day.to_string()))
        };
        assert_eq!(ends("", "2024-02-03"), ["2024-02-03", "2024-02-03"]);
        assert_eq!(ends("", "2024"), ["2024-01-01", "2024-12-31"]);
        assert_eq!(
            ends("2024-02-01", "2024-02-03"),
            ["2024-02-01", "2024-02-01"]
        );
        assert_eq!(
            ends("2024", "2024-02-03"),
            ["2024-02-03", "2024-02-03"],
            "a total of this year does not run beyond the day it is said on"
        );
        assert_eq!(ends("2024-02", "2024"), ["2024-01-01", "2024-02-29"]);
        assert_eq!(
            ends("2024-02-01/..", "2024-02-03"),
            ["2024-02-03", "2024-02-03"]
        );
        assert_eq!(ends("", "../2024-02-03"), ["", "2024-02-03"]);
    }

    #[test]
    fn only_one_and_the_same_day_is_certain() {
        let precedes = |one: &str, other: &str| until("", one).may_precede(&until("", other));
        assert!(precedes("2024-02-01", "2024-02-02"));
        assert!(!precedes("2024-02-02", "2024-02-01"));
        assert!(!precedes("2024-02-02", "2024-02-02"));
        assert!(precedes("2024", "2024-02"), "January may be meant");
        assert!(precedes("2024-02", "2024-02"), "any two days of it");
        assert!(!precedes("2024-03", "2024-02"));
        assert!(!precedes("2024-02", "2024-02-01"));
        assert!(precedes("../2024-02-03", "2024-02-01"), "nobody knows when");
        assert!(precedes("2024-02-02?", "2024-02-01"), "it may be earlier");
        assert!(precedes("2024-02-02", "2024-02-01~"), "it may be later");
        let day = |occurred: &str, stated_on: &str| until(occurred, stated_on).day();
        assert_eq!(day("2024-02-01?", "2024-02-03"), None);
        assert!(day("2024-02-01", "2024-02-03").is_some());
    }

    proptest! {
        #[test]
        fn some_two_days_must_allow_it(
            one in (1_u32..28, 0_u32..4), other in (1_u32..28, 0_u32..4),
        ) {
            let days = |(first, span): (u32, u32)| first..=(first + span).min(28);
            let date = |given: (u32, u32)| {
                let days = days(given);
                format!("2024-02-{:02}/2024-02-{:02}", days.start(), days.end())
            };
            let allowed = days(one).any(|day| days(other).any(|later| day < later));
            prop_assert_eq!(until("", &date(one)).may_precede(&until("", &date(other))), allowed);
        }
    }
}
