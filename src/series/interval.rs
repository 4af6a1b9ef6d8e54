//! Numbers of people as intervals, and how one stands to another.
//!
//! Enter: ends. Leave: whether one lies within the other, whether they meet, how far they are apart. Pure. Invariants:
//! an interval is never empty and never reversed; the open high end is greater than every number; an open low end is
//! 0, since no count of people is below it.

use std::fmt;

use crate::model::{Count, ModelError};

/// The numbers from `low` to `high`, both included; no `high` is ∞.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    low: Count,
    high: Option<Count>,
}

/// How far two intervals that do not meet are apart: the low end of the higher less the high end of the lower, so at
/// least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Gap(u64);

impl Gap {
    /// How many people.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Interval {
    /// One number alone.
    pub const fn point(number: Count) -> Self {
        Self {
            low: number,
            high: Some(number),
        }
    }

    /// From `low` (0 where it is open) to `high` (∞ where it is open).
    ///
    /// # Errors
    /// A low end above the high one.
    pub fn new(low: Option<Count>, high: Option<Count>) -> Result<Self, ModelError> {
        let low = low.unwrap_or(Count::ZERO);
        if let Some(high) = high
            && high < low
        {
            return Err(
                ModelError::new(format!("the interval from {low} to {high} is reversed"))
                    .with_hint("the low end is at most the high end"),
            );
        }
        Ok(Self { low, high })
    }

    /// The low end.
    pub const fn low(&self) -> Count {
        self.low
    }

    /// The high end; none is ∞.
    pub const fn high(&self) -> Option<Count> {
        self.high
    }

    /// Whether every number of `other` is one of this.
    pub fn contains(&self, other: &Self) -> bool {
        let is_high_enough = match (self.high, other.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(other)) => other <= own,
        };
        self.low <= other.low && is_high_enough
    }

    /// Whether some number is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.gap(other).is_none()
    }

    /// How far they are apart; none where they meet.
    pub fn gap(&self, other: &Self) -> Option<Gap> {
        let above = |higher: &Self, lower: &Self| {
            let high = lower.high?.get();
            higher.low.get().checked_sub(high).filter(|by| *by > 0)
        };
        above(self, other).or_else(|| above(other, self)).map(Gap)
    }
}

/// `[49, ∞)`, `[45, 55]`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            Some(high) => f.pad(&format!("[{}, {high}]", self.low)),
            None => f.pad(&format!("[{}, ∞)", self.low)),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn interval(low: u64, high: Option<u64>) -> Interval {
        let count = |number: u64| Count::try_from(number).unwrap();
        Interval::new(Some(count(low)), high.map(count)).unwrap()
    }

    pub(crate) fn any_interval() -> impl Strategy<Value = Interval> {
        (0..40_u64, proptest::option::of(0..20_u64))
            .prop_map(|(low, span)| interval(low, span.map(|span| low + span)))
    }

    #[test]
    fn ends_are_open_or_in_order() {
        let count = |number: u64| Some(Count::try_from(number).unwrap());
        assert!(Interval::new(count(5), count(4)).is_err());
        assert_eq!(
            Interval::new(None, count(4)).unwrap(),
            interval(0, Some(4)),
            "nobody counts below zero"
        );
        assert_eq!(interval(49, None).to_string(), "[49, ∞)");
    }

    #[test]
    fn a_gap_is_from_end_to_end() {
        let gap = |one: Interval, other: Interval| one.gap(&other).map(Gap::get);
        assert_eq!(
            gap(interval(50, Some(50)), interval(71, Some(79))),
            Some(21)
        );
        assert_eq!(gap(interval(71, None), interval(0, Some(70))), Some(1));
        assert_eq!(gap(interval(49, None), interval(0, Some(49))), None);
    }

    proptest! {
        #[test]
        fn meeting_and_gaps_are_the_same_both_ways(one in any_interval(), other in any_interval()) {
            prop_assert_eq!(one.gap(&other), other.gap(&one));
            prop_assert_eq!(one.meets(&other), other.meets(&one));
            // A naive look at every number that any of these intervals can tell apart.
            let holds = |interval: &Interval, number: u64| {
                interval.low().get() <= number && interval.high().is_none_or(|high| number <= high.get())
            };
            let shared = (0..100).any(|number| holds(&one, number) && holds(&other, number));
            prop_assert_eq!(one.meets(&other), shared);
        }

        #[test]
        fn containing_is_an_order(one in any_interval(), two in any_interval(), three in any_interval()) {
            prop_assert!(one.contains(&one));
            prop_assert!(!(one.contains(&two) && two.contains(&one)) || one == two);
            prop_assert!(!(one.contains(&two) && two.contains(&three)) || one.contains(&three));
        }
    }
}
