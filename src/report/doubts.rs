//! Why two figures that do not meet need not contradict one another.
//!
//! Enter: what two figures count and to which days. Leave: each doubt by its name, the same wherever figures are put against
//! one another. Pure. Invariant: what is not certain counts as possible.

use crate::model::{Aggregation, Measure};
use crate::series::until::Until;

/// Why two claims that do not meet need not contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts {
    /// The lower one is a total up to an earlier day, or may be, so that both may be true: it may have grown.
    pub growth: bool,
    /// They count other people, or over another time, and only stand together because that is left out of account.
    pub loosened: bool,
    /// One claimant or both said several figures on one day, and which of them was the last is not known.
    pub order: bool,
    /// The counter of one of them has begun anew, so that the two do not count since the same day.
    pub restart: bool,
    /// Nobody said whether they count everything so far or only what is new.
    pub aggregation: bool,
    /// The lower one was said in the course of the day with which the higher one ends, and need not count all of it.
    pub within_day: bool,
    /// The higher one is of an earlier day, or may be, and they are people who may be found, come back or be released
    /// ([`Measure::may_fall`]): their number may have gone down.
    pub decline: bool,
    /// Since which day one of them counts is known, and of the other it was not said.
    pub start: bool,
    /// The claimant of one of them has corrected an older figure to more than it since.
    pub corrected: bool,
    /// The source of one of them corrected its number on a day that is not known, so that the two need never have stood at
    /// one time.
    pub correction_day: bool,
}

impl Doubts {
    /// Those that come from the days to which two figures of one scope count.
    pub(super) fn of_times(
        measure: Measure,
        aggregation: Aggregation,
        lower: &Until,
        higher: &Until,
    ) -> Self {
        let is_total = aggregation == Aggregation::Cumulative;
        let growth = is_total && lower.may_precede(higher);
        Self {
            growth,
            within_day: is_total && !growth && lower.may_end_within(higher),
            decline: is_total
                && measure.may_fall()
                && (higher.may_precede(lower) || higher.may_end_within(lower)),
            aggregation: aggregation == Aggregation::Unknown,
            start: is_total && lower.may_begin_otherwise(higher),
            ..Self::default()
        }
    }

    /// Whether there are any.
    pub fn any(self) -> bool {
        self != Self::default()
    }

    /// One name for each, as in sheets and JSON.
    pub fn names(self) -> Vec<&'static str> {
        let all = [
            (self.growth, "growth"),
            (self.loosened, "loosened"),
            (self.order, "order"),
            (self.restart, "restart"),
            (self.aggregation, "aggregation"),
            (self.within_day, "within_day"),
            (self.decline, "decline"),
            (self.start, "start"),
            (self.corrected, "corrected"),
            (self.correction_day, "correction_day"),
        ];
        let there = all.into_iter().filter(|(is_there, _)| *is_there);
        there.map(|(_, name)| name).collect()
    }

    /// Those of either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            growth: self.growth || other.growth,
            loosened: self.loosened || other.loosened,
            order: self.order || other.order,
            restart: self.restart || other.restart,
            aggregation: self.aggregation || other.aggregation,
            within_day: self.within_day || other.within_day,
            decline: self.decline || other.decline,
            start: self.start || other.start,
            corrected: self.corrected || other.corrected,
            correction_day: self.correction_day || other.correction_day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(measure: Measure, lower: (&str, &str), higher: (&str, &str)) -> Vec<&'static str> {
        let until = |(occurred, stated_on): (&str, &str)| {
            Until::of(occurred.parse().ok().as_ref(), &stated_on.parse().unwrap())
        };
        let (lower, higher) = (until(lower), until(higher));
        Doubts::of_times(measure, Aggregation::Cumulative, &lower, &higher).names()
    }

    #[test]
    fn what_was_said_within_a_day_need_not_count_all_of_it() {
        let killed = |lower, higher| names(Measure::Killed, lower, higher);
        let (noon, evening) = (("", "2024-01-04"), ("../2024-01-04", "2024-01-05"));
        assert_eq!(killed(noon, evening), ["within_day"]);
        assert!(
            killed(evening, noon).is_empty(),
            "the higher one is the earlier"
        );
        assert!(killed(noon, noon).is_empty(), "both were said on that day");
        assert!(killed(evening, evening).is_empty());
        assert_eq!(
            killed(("../2024-01-04", "2024-01-04"), evening),
            ["within_day"],
            "nobody counts all of a day before it ends"
        );
        assert_eq!(killed(noon, ("", "2024-01-05")), ["growth"]);
    }

    #[test]
    fn a_known_start_beside_one_that_was_not_said_leaves_a_doubt() {
        let killed = |lower, higher| {
            names(
                Measure::Killed,
                (lower, "2024-01-10"),
                (higher, "2024-01-10"),
            )
        };
        assert_eq!(killed("2024-01-10", ""), ["start"]);
        assert_eq!(killed("", "2023-10-07/2024-01-10"), ["start"]);
        assert!(killed("2024-01-10", "2024-01-10").is_empty());
        assert!(
            killed("../2024-01-10", "").is_empty(),
            "an open start is not known"
        );
    }

    #[test]
    fn those_who_may_be_found_are_certain_on_one_day_alone() {
        for measure in Measure::ALL {
            let of = |lower, higher| names(*measure, ("", lower), ("", higher));
            let fell = of("2024-01-03", "2024-01-01");
            assert_eq!(fell.contains(&"decline"), measure.may_fall(), "{measure}");
            assert_eq!(fell.is_empty(), !measure.may_fall(), "{measure}");
            assert!(of("2024-01-03", "2024-01-03").is_empty());
        }
        assert_eq!(
            names(Measure::Missing, ("", "2024"), ("", "2024")),
            ["growth", "decline"]
        );
    }
}
