//! From figures in order of statement to the steps between them.
//!
//! Enter: the figures of one series. Leave: for each, how it differs from the one before. Pure. Invariants: only
//! figures of one scope ever meet here; a missing number is not compared, so a step has a delta only where both
//! figures have the number; the words “rise” and “fall” are never used for a figure that merely became more or less
//! precise. What an editor must look at in a series is in [`flags`].
//!
//! # The kinds of change
//!
//! A figure is an interval whose missing ends are open (“at least 49” is [49, ∞)). Going from one to the next:
//!
//! 1. When one of them states no number, a number that appears is *narrowed*, one that disappears is *widened*.
//! 2. When both state the same numbers, it is *restated*, or *requalified* when the qualifier is another.
//! 3. When both give a best value, the greater or smaller one is a *rise* or a *fall*.
//! 4. When both have two ends and one lies within the other, it is *narrowed* or *widened*.
//! 5. When an end that both have moved up and none moved down, it is a *rise*; the reverse is a *fall*. “At least 49”,
//!    then “105”: the low end rose from 49 to 105.
//! 6. When no end moved and one interval lies within the other, it is *narrowed* or *widened*.
//! 7. Figures that share no end (“at least 49”, “about 50”) are compared by the number that each states first: best,
//!    else low, else high.
//! 8. Whatever is left (ends moved apart, the best value as before) is *widened* or *requalified*.

pub mod interval;
pub mod reading;
pub mod scope;
pub mod vague;

use std::cmp::Ordering;

use crate::model::{Count, Figure};

pub mod flags;

/// How a figure differs from the one before it in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// There is none before it.
    First,
    /// More people.
    Rise,
    /// Fewer people.
    Fall,
    /// The same again.
    Restated,
    /// The same numbers under another qualifier.
    Requalified,
    /// More precise.
    Narrowed,
    /// Less precise.
    Widened,
}

impl Change {
    /// The one name used in tables, sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Rise => "rise",
            Self::Fall => "fall",
            Self::Restated => "restated",
            Self::Requalified => "requalified",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
        }
    }
}

/// The differences of the numbers that both figures have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Delta {
    /// Of the low bounds.
    pub low: Option<i64>,
    /// Of the best values.
    pub best: Option<i64>,
    /// Of the high bounds.
    pub high: Option<i64>,
}

/// The step from one figure of a series to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What kind of change it is.
    pub change: Change,
    /// By how much; none for the first figure.
    pub delta: Option<Delta>,
}

impl Step {
    /// That of the first figure.
    pub const FIRST: Self = Self {
        change: Change::First,
        delta: None,
    };
}

/// The steps of one series, one for each figure, in the order given.
pub fn steps<'f>(figures: impl IntoIterator<Item = &'f Figure>) -> Vec<Step> {
    let mut before: Option<&Figure> = None;
    figures
        .into_iter()
        .map(|figure| {
            let step = match before {
                None => Step::FIRST,
                Some(before) => Step {
                    change: change(before, figure),
                    delta: Some(delta(before, figure)),
                },
            };
            before = Some(figure);
            step
        })
        .collect()
}

/// The differences of the numbers that both figures have.
pub fn delta(before: &Figure, after: &Figure) -> Delta {
    let difference = |before: Option<Count>, after: Option<Count>| Some(after?.minus(before?));
    Delta {
        low: difference(before.low(), after.low()),
        best: difference(before.best(), after.best()),
        high: difference(before.high(), after.high()),
    }
}

/// What kind of change it is from one figure to the next: the rules of this module, in their order.
pub fn change(before: &Figure, after: &Figure) -> Change {
    match (before.is_numberless(), after.is_numberless()) {
        (true, false) => return Change::Narrowed,
        (false, true) => return Change::Widened,
        _ => {}
    }
    if bounds(before) == bounds(after) {
        return if before.qualifier() == after.qualifier() {
            Change::Restated
        } else {
            Change::Requalified
        };
    }
    if let (Some(was), Some(is)) = (before.best(), after.best())
        && was != is
    {
        return direction(is.cmp(&was));
    }
    let is_closed = |figure: &Figure| figure.low().is_some() && figure.high().is_some();
    if is_closed(before)
        && is_closed(after)
        && let Some(change) = containment(before, after)
    {
        return change;
    }
    let delta = delta(before, after);
    let moves: Vec<i64> = [delta.low, delta.high]
        .into_iter()
        .flatten()
        .filter(|by| *by != 0)
        .collect();
    if !moves.is_empty() {
        let is_up = moves.iter().all(|by| *by > 0);
        let is_down = moves.iter().all(|by| *by < 0);
        return match (is_up, is_down) {
            (true, _) => Change::Rise,
            (_, true) => Change::Fall,
            _ => Change::Widened,
        };
    }
    let shares_a_number = delta.low.is_some() || delta.best.is_some() || delta.high.is_some();
    if shares_a_number {
        return containment(before, after).unwrap_or(Change::Requalified);
    }
    match (leading(before), leading(after)) {
        (Some(was), Some(is)) if was != is => direction(is.cmp(&was)),
        _ => containment(before, after).unwrap_or(Change::Requalified),
    }
}

const fn bounds(figure: &Figure) -> (Option<Count>, Option<Count>, Option<Count>) {
    (figure.low(), figure.best(), figure.high())
}

fn direction(ordering: Ordering) -> Change {
    match ordering {
        Ordering::Greater => Change::Rise,
        Ordering::Less => Change::Fall,
        Ordering::Equal => Change::Restated,
    }
}

/// The number that a figure states first: best, else low, else high.
fn leading(figure: &Figure) -> Option<Count> {
    figure.best().or(figure.low()).or(figure.high())
}

/// Whether one interval lies within the other. An “about” without bounds is no interval and lies within nothing.
fn containment(before: &Figure, after: &Figure) -> Option<Change> {
    if contains(before, after) {
        Some(Change::Narrowed)
    } else if contains(after, before) {
        Some(Change::Widened)
    } else {
        None
    }
}

/// Whether the ends of `inner` lie within those of `outer`, and at least one of them strictly.
fn contains(outer: &Figure, inner: &Figure) -> bool {
    let has_ends = |figure: &Figure| figure.low().is_some() || figure.high().is_some();
    if !has_ends(outer) || !has_ends(inner) {
        return false;
    }
    let low = match (outer.low(), inner.low()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => outer <= inner,
    };
    let high = match (outer.high(), inner.high()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner <= outer,
    };
    low && high && (outer.low(), outer.high()) != (inner.low(), inner.high())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Qualifier;

    fn count(number: u64) -> Option<Count> {
        Some(Count::try_from(number).unwrap())
    }

    fn figure(
        low: Option<u64>,
        best: Option<u64>,
        high: Option<u64>,
        qualifier: Qualifier,
    ) -> Figure {
        Figure::new(
            low.and_then(count),
            best.and_then(count),
            high.and_then(count),
            qualifier,
        )
        .unwrap()
    }

    fn exact(number: u64) -> Figure {
        figure(Some(number), Some(number), Some(number), Qualifier::Exact)
    }

    fn at_least(number: u64) -> Figure {
        figure(Some(number), None, None, Qualifier::AtLeast)
    }

    fn about(number: u64) -> Figure {
        figure(None, Some(number), None, Qualifier::About)
    }

    fn range(low: u64, high: u64) -> Figure {
        figure(Some(low), None, Some(high), Qualifier::Range)
    }

    #[test]
    fn each_rule_has_its_case() {
        let unstated = figure(None, None, None, Qualifier::Unstated);
        let vague = figure(None, None, None, Qualifier::Vague);
        let up_to = |number| figure(None, None, Some(number), Qualifier::UpTo);
        let cases = [
            (unstated, exact(50), Change::Narrowed),
            (exact(50), vague, Change::Widened),
            (unstated, vague, Change::Requalified),
            (exact(50), exact(50), Change::Restated),
            (unstated, unstated, Change::Restated),
            (at_least(49), about(50), Change::Rise),
            (about(50), exact(105), Change::Rise),
            (exact(105), exact(49), Change::Fall),
            (about(50), exact(50), Change::Requalified),
            (at_least(49), exact(105), Change::Rise),
            (exact(105), at_least(135), Change::Rise),
            (at_least(135), exact(207), Change::Rise),
            (at_least(50), exact(50), Change::Narrowed),
            (exact(50), at_least(50), Change::Widened),
            (at_least(50), at_least(40), Change::Fall),
            (range(30, 40), range(33, 37), Change::Narrowed),
            (range(33, 37), range(30, 40), Change::Widened),
            (range(30, 40), range(35, 50), Change::Rise),
            (range(30, 40), exact(35), Change::Narrowed),
            (up_to(30), up_to(10), Change::Fall),
            (up_to(10), exact(6), Change::Fall),
            (up_to(30), at_least(40), Change::Rise),
        ];
        for (before, after, expected) in cases {
            assert_eq!(change(&before, &after), expected, "{before} → {after}");
        }
    }

    #[test]
    fn a_delta_is_given_only_where_both_have_the_number() {
        let step = &steps(&[at_least(49), exact(105)])[1];
        assert_eq!(
            step.delta,
            Some(Delta {
                low: Some(56),
                best: None,
                high: None
            })
        );
    }

    fn any_figure() -> impl Strategy<Value = Figure> {
        (0..60_u64, 0..60_u64, 0..9_usize).prop_map(|(one, other, kind)| {
            let (low, high) = (one.min(other), one.max(other));
            match kind {
                0 => exact(low),
                1 => about(low),
                2 => at_least(low),
                3 => figure(Some(low), None, None, Qualifier::MoreThan),
                4 => figure(None, None, Some(high), Qualifier::UpTo),
                5 => figure(None, None, Some(high), Qualifier::FewerThan),
                6 => range(low, high),
                7 => figure(None, None, None, Qualifier::Vague),
                _ => figure(Some(low), Some(low), Some(high), Qualifier::Range),
            }
        })
    }

    proptest! {
        #[test]
        fn going_back_is_the_opposite_change(one in any_figure(), other in any_figure()) {
            let back = match change(&one, &other) {
                Change::Rise => Change::Fall,
                Change::Fall => Change::Rise,
                Change::Narrowed => Change::Widened,
                Change::Widened => Change::Narrowed,
                same => same,
            };
            prop_assert_eq!(change(&other, &one), back);
        }
    }
}
