//! From figures in order of statement to the steps between them.
//!
//! Enter: the figures of one series. Leave: for each, how it differs from the one before. Pure. Invariants: only
//! figures of one scope ever meet here; a missing number is not compared, so a step has a delta only where both
//! figures have the number; the word “fall” is used only where both figures cannot be true at once, since it accuses a
//! claimant of having taken something back, and “rise” never for a figure that merely became less precise. What an
//! editor must look at in a series is in [`flags`].
//!
//! # The kinds of change
//!
//! A figure is an interval whose missing ends are open (“at least 49” is [49, ∞)), “about” with its tolerance
//! ([`reading`]). Going from one to the next:
//!
//! 1. When one of them states no number, and a word for a size (“dozens”) is not read as a range wholly above or below
//!    ([`vague`]; then it is rule 3), a number that appears is *narrowed*, one that disappears is *widened*; so is a word
//!    for a size beside one that says none (“many”).
//! 2. When both state the same numbers, it is *restated*, or *requalified* when the qualifier is another.
//! 3. When the intervals share no number, the one that lies above is a *rise*, the one below a *fall*. All that follows
//!    is about figures that may both be true.
//! 4. When both give a best value under one qualifier (“about 50”, “about 60”), a greater one is a *rise*, a smaller one
//!    is *lowered*.
//! 5. When the one before lies within the one after, it is *widened*: “80”, then “more than 70”.
//! 6. When both have two ends, or the numbers went down, and the one after lies within the one before, it is
//!    *narrowed*: “up to 30”, then “12”.
//! 7. When an end that both have moved up and none moved down, it is a *rise*: “at least 49”, then “105”; the reverse is
//!    *lowered*: “35–50”, then “30–40”.
//! 8. Whatever is left within the one before is *narrowed*.
//! 9. All else is *requalified*: figures that share no end (“at least 49”, “about 50”), ends that moved apart.
//!
//! A rise or fall of which one side was read by the tolerance of “about” or as a word rests on a convention, and says so.
//!
//! Where a step leads from is told in `step.rs`: of what is new only from a figure of the same time, of totals only from one
//! that counts since the same day and not to a later one; every other figure is of an *other period*, or of an *unknown
//! period*, and has neither a number nor a direction. Neither has one of which nobody said whether it is a total (*unknown
//! aggregation*), nor a smaller one that need not have been said after the greater (*unknown order*). A step leads from what
//! had been said when its number was: a correction that its claimant made later is no part of it ([`corrected`]).
//!
//! So a number that goes up is told more readily than one that goes down: a toll grows as it becomes known, and that
//! accuses nobody.

pub mod corrected;
pub mod interval;
pub mod period;
pub mod reading;
pub mod scope;
mod step;
pub mod until;
pub mod vague;

use std::cmp::Ordering;

use crate::model::{Count, Figure, Qualifier};
use interval::Interval;
use reading::{Basis, Reading};
use vague::Convention;

pub mod flags;

pub use step::{Said, Step, Stepped, late, newest, steps};

/// How a figure differs from the one before it in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// There is none before it.
    First,
    /// A higher number.
    Rise,
    /// A lower number: both cannot be true at once.
    Fall,
    /// The same again.
    Restated,
    /// Said in another way: both may be true.
    Requalified,
    /// More precise.
    Narrowed,
    /// Less precise.
    Widened,
    /// A lower number, but both may be true.
    Lowered,
    /// None before it may be compared with it: of what is new none certainly covers the same time, of totals none counts
    /// since the same day without counting to a later one.
    OtherPeriod,
    /// Of what is new: the time that it covers was not said, or not for certain, so it is compared with nothing.
    UnknownPeriod,
    /// A lower number, but whether it was said before the other or after it is not known, or whether that had been corrected
    /// by then.
    UnknownOrder,
    /// Nobody said whether it counts everything so far or only what is new, so it is compared with nothing.
    UnknownAggregation,
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
            Self::Lowered => "lowered",
            Self::OtherPeriod => "other_period",
            Self::UnknownPeriod => "unknown_period",
            Self::UnknownOrder => "unknown_order",
            Self::UnknownAggregation => "unknown_aggregation",
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

/// The differences of the numbers that both figures have, where they are differences of people: none of a figure with
/// an open end and one that is said in another way, since “80”, then “more than 70” are no nine fewer. Two of one
/// qualifier (“at least 49”, “at least 135”) differ by what their numbers differ by.
pub fn delta(before: &Figure, after: &Figure) -> Delta {
    let is_one_way = before.qualifier() == after.qualifier();
    if is_one_way || !(is_open(before) || is_open(after)) {
        moves(before, after)
    } else {
        Delta::default()
    }
}

/// Whether nothing that was stated bounds it above, or below: its best value bounds it on both sides.
fn is_open(figure: &Figure) -> bool {
    figure.best().is_none() && (figure.low().is_none() || figure.high().is_none())
}

/// How the numbers that both figures have moved, whatever they bound.
fn moves(before: &Figure, after: &Figure) -> Delta {
    let difference = |before: Option<Count>, after: Option<Count>| Some(after?.minus(before?));
    Delta {
        low: difference(before.low(), after.low()),
        best: difference(before.best(), after.best()),
        high: difference(before.high(), after.high()),
    }
}

/// A figure with the number words as printed, which matter only where it names no number.
#[derive(Debug, Clone, Copy)]
pub struct Worded<'f> {
    /// How many.
    pub figure: &'f Figure,
    /// The words; none where they are not known, or not needed.
    pub wording: Option<&'f str>,
}

impl<'f> From<&'f Figure> for Worded<'f> {
    fn from(figure: &'f Figure) -> Self {
        Self {
            figure,
            wording: None,
        }
    }
}

impl Worded<'_> {
    fn reading(&self) -> Reading {
        Reading::of(self.figure, self.wording, Convention::default())
    }
}

/// What kind of change it is from one figure to the next: the rules of this module, in their order.
pub fn change<'f>(before: impl Into<Worded<'f>>, after: impl Into<Worded<'f>>) -> Change {
    let (one, other) = (before.into(), after.into());
    let (before, after) = (one.figure, other.figure);
    if before.is_numberless() || after.is_numberless() {
        return of_words(&one, &other);
    }
    if bounds(before) == bounds(after) {
        return if before.qualifier() == after.qualifier() {
            Change::Restated
        } else {
            Change::Requalified
        };
    }
    let (Some(was), Some(is)) = (read(before), read(after)) else {
        return Change::Requalified;
    };
    if !was.meets(&is) {
        return toward(&was, &is);
    }
    if let (Some(was), Some(is)) = (before.best(), after.best())
        && was != is
        && before.qualifier() == after.qualifier()
    {
        return direction(is.cmp(&was));
    }
    let (widens, narrows) = (is.contains(&was), was.contains(&is));
    if widens && !narrows {
        return Change::Widened;
    }
    let delta = moves(before, after);
    let moves = [delta.low, delta.high].into_iter().flatten();
    let moves: Vec<i64> = moves.filter(|by| *by != 0).collect();
    let is_up = !moves.is_empty() && moves.iter().all(|by| *by > 0);
    let is_down = !moves.is_empty() && moves.iter().all(|by| *by < 0);
    let is_closed = was.high().is_some() && is.high().is_some();
    match (is_up, is_down) {
        (true, _) if !(narrows && is_closed) => Change::Rise,
        _ if narrows && !widens => Change::Narrowed,
        (_, true) => Change::Lowered,
        _ => match delta.best {
            Some(1..) => Change::Rise,
            Some(..=-1) => Change::Lowered,
            _ => Change::Requalified,
        },
    }
}

/// What kind of change it is where one of two figures at least names no number.
fn of_words(before: &Worded<'_>, after: &Worded<'_>) -> Change {
    let (was, is) = (before.reading().interval(), after.reading().interval());
    if let (Some(was), Some(is)) = (was, is)
        && !was.meets(&is)
    {
        return toward(&was, &is);
    }
    let (before, after) = (before.figure, after.figure);
    match (before.is_numberless(), after.is_numberless()) {
        (true, false) => return Change::Narrowed,
        (false, true) => return Change::Widened,
        _ => {}
    }
    match (was, is) {
        (Some(_), None) => Change::Widened,
        (None, Some(_)) => Change::Narrowed,
        _ if before.qualifier() == after.qualifier() => Change::Restated,
        _ => Change::Requalified,
    }
}

/// Which way it is from one interval to another that it does not meet.
fn toward(was: &Interval, is: &Interval) -> Change {
    if is.low() > was.low() {
        Change::Rise
    } else {
        Change::Fall
    }
}

/// Whether two figures that do not meet do so only as “about” or a word for a size is read.
fn is_by_convention(before: &Worded<'_>, after: &Worded<'_>) -> bool {
    let may_be_read =
        |one: &Worded<'_>| matches!(one.figure.qualifier(), Qualifier::About | Qualifier::Vague);
    if !may_be_read(before) && !may_be_read(after) {
        return false;
    }
    let (was, is) = (before.reading(), after.reading());
    was.gap(&is).is_some() && (was.basis() != Basis::Stated || is.basis() != Basis::Stated)
}

/// A figure as an interval. A word for a size needs its wording, and never comes here.
fn read(figure: &Figure) -> Option<Interval> {
    Reading::of(figure, None, Convention::default()).interval()
}

const fn bounds(figure: &Figure) -> (Option<Count>, Option<Count>, Option<Count>) {
    (figure.low(), figure.best(), figure.high())
}

fn direction(ordering: Ordering) -> Change {
    match ordering {
        Ordering::Greater => Change::Rise,
        Ordering::Less => Change::Lowered,
        Ordering::Equal => Change::Restated,
    }
}

/// The number that a figure states first: best, else low, else high.
fn leading(figure: &Figure) -> Option<Count> {
    figure.best().or(figure.low()).or(figure.high())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            (at_least(49), about(50), Change::Requalified),
            (about(50), at_least(49), Change::Requalified),
            (at_least(49), about(60), Change::Narrowed),
            (about(50), exact(105), Change::Rise),
            (exact(105), exact(49), Change::Fall),
            (about(50), exact(50), Change::Narrowed),
            (exact(50), about(50), Change::Widened),
            (about(50), exact(49), Change::Narrowed),
            (exact(49), about(50), Change::Widened),
            (about(50), about(48), Change::Lowered),
            (about(240_870), about(241_330), Change::Rise),
            (about(50), about(40), Change::Fall),
            (at_least(49), exact(105), Change::Rise),
            (exact(105), at_least(135), Change::Rise),
            (at_least(135), exact(207), Change::Rise),
            (at_least(50), exact(50), Change::Narrowed),
            (exact(50), at_least(50), Change::Widened),
            (at_least(50), at_least(40), Change::Widened),
            (at_least(49), at_least(135), Change::Rise),
            (exact(80), at_least(71), Change::Widened),
            (exact(80), at_least(81), Change::Rise),
            (exact(80), up_to(79), Change::Fall),
            (exact(12), up_to(30), Change::Widened),
            (range(30, 40), range(33, 37), Change::Narrowed),
            (range(33, 37), range(30, 40), Change::Widened),
            (range(30, 40), range(35, 50), Change::Rise),
            (range(30, 40), exact(35), Change::Narrowed),
            (range(35, 50), range(30, 40), Change::Lowered),
            (range(30, 40), range(20, 25), Change::Fall),
            (up_to(30), up_to(10), Change::Narrowed),
            (up_to(10), up_to(30), Change::Widened),
            (up_to(10), exact(6), Change::Narrowed),
            (up_to(30), at_least(10), Change::Requalified),
            (at_least(10), up_to(30), Change::Requalified),
            (up_to(30), at_least(40), Change::Rise),
        ];
        for (before, after, expected) in cases {
            assert_eq!(change(&before, &after), expected, "{before} → {after}");
        }
    }

    #[test]
    fn a_delta_is_given_only_where_both_have_the_number() {
        let step = Step::between(&at_least(49), &at_least(105));
        assert_eq!(
            step.delta,
            Some(Delta {
                low: Some(56),
                best: None,
                high: None
            })
        );
    }

    #[test]
    fn no_number_is_made_of_an_open_end_and_something_else() {
        let none = Delta::default();
        for (before, after) in [
            (exact(80), at_least(71)),
            (at_least(49), exact(105)),
            (about(50), at_least(49)),
            (at_least(49), range(60, 70)),
            (figure(None, None, Some(30), Qualifier::UpTo), exact(12)),
        ] {
            assert_eq!(delta(&before, &after), none, "{before} → {after}");
        }
        let more_than = |low| figure(Some(low), None, None, Qualifier::MoreThan);
        assert_eq!(delta(&more_than(71), &more_than(81)).low, Some(10));
        assert_eq!(delta(&about(50), &exact(49)).best, Some(-1));
        assert_eq!(delta(&range(30, 40), &exact(35)).high, Some(-5));
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
        fn a_fall_is_where_both_cannot_be_true(one in any_figure(), other in any_figure()) {
            let may_both_be = match (read(&one), read(&other)) {
                (Some(one), Some(other)) => one.meets(&other),
                _ => true,
            };
            let (there, back) = (change(&one, &other), change(&other, &one));
            prop_assert_eq!(there == Change::Fall || back == Change::Fall, !may_both_be);
            match there {
                Change::Fall => prop_assert_eq!(back, Change::Rise),
                Change::Lowered => prop_assert_eq!(back, Change::Rise),
                Change::Restated | Change::Requalified => prop_assert_eq!(back, there),
                Change::Narrowed => {
                    prop_assert!(matches!(back, Change::Widened | Change::Narrowed), "{back:?}");
                }
                Change::Rise | Change::Widened => {}
                other => prop_assert!(false, "two figures alone are no {other:?}"),
            }
        }

        #[test]
        fn less_precise_is_neither_more_nor_fewer(one in any_figure(), other in any_figure()) {
            let (Some(was), Some(is)) = (read(&one), read(&other)) else { return Ok(()) };
            if was != is && is.contains(&was) && one.qualifier() != other.qualifier() {
                prop_assert!(matches!(change(&one, &other), Change::Widened));
            }
        }
    }
}
