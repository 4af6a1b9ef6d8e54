//! The lowest and the highest of some figures, and how far these are apart.
//!
//! Enter: figures with the time that each covers. Leave: which name the lowest and the highest number, and their spread,
//! or why there is none. Pure. Invariants: a figure that names no number is passed over and counted; a spread is given
//! only where each figure names both of its ends (a best value stands for both, but for that of “about”): “at least 49” and
//! “at least 135” may be any distance apart, and “up to 500” may be nobody; figures of what is new that cover different times are not ranked
//! at all, nor are several of which nobody said whether they count everything so far or only what is new; where somebody else's figures are put beside one another, a spread is of one day, and of each claimant it is known
//! what was said last.
//!
//! After a counter began anew it counts something else: `since_restart` says where to begin.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::changes::ChangePoint;
use super::terms::{lower_number, upper_number};
use crate::model::{Aggregation, Count, Figure, Qualifier};
use crate::series::flags::Flag;
use crate::series::period::{Days, begins_otherwise};
use crate::series::until::Until;

/// Why there is no spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoSpread {
    /// No figure names a number, or only one does.
    TooFewNumbers,
    /// A figure has no upper or no lower end.
    OpenEnds,
    /// A figure is “about” some number: how far it is from it nobody said.
    Approximate,
    /// They cover different times, or may.
    DifferentTimes,
    /// Nobody said whether they count everything so far or only what is new.
    UnknownAggregation,
    /// Of one claimant at least it is not known which of several figures was the last.
    OrderUnknown,
    /// The counter of one of them has begun anew, so that they do not count since the same day.
    Restarted,
    /// The lowest and the highest are one claimant's own, of people who only stand together because a part of the scope is
    /// left out of account.
    OneClaimant,
}

impl NoSpread {
    /// The one name used in sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooFewNumbers => "too_few_numbers",
            Self::OpenEnds => "open_ends",
            Self::Approximate => "approximate",
            Self::DifferentTimes => "different_times",
            Self::UnknownAggregation => "unknown_aggregation",
            Self::OrderUnknown => "order_unknown",
            Self::Restarted => "restarted",
            Self::OneClaimant => "one_claimant",
        }
    }
}

/// Whose figures are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// One claimant's, said one after another.
    One,
    /// Several claimants', put beside one another.
    Several,
}

/// What some figures come to; `P` is the place of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<P> {
    /// The first with the lowest number, and the first with the highest; none where no figure names a number, or where
    /// they are not ranked.
    pub ends: Option<(P, P)>,
    /// The highest number less the lowest, or why there is none.
    pub spread: Result<i64, NoSpread>,
    /// How many figures name no number.
    pub passed_over: usize,
    /// Whether all that name a number certainly cover the same time.
    pub is_one_time: bool,
}

/// Ranks figures, each with its place, in the order given.
pub(super) fn range<'p, P: Copy>(
    aggregation: Aggregation,
    whose: Whose,
    points: impl IntoIterator<Item = (P, &'p ChangePoint)>,
) -> Range<P> {
    let points: Vec<(P, &ChangePoint)> = points.into_iter().collect();
    let all = points.len();
    let named: Vec<Named<'_, P>> = points.into_iter().filter_map(Named::of).collect();
    let mut range = Range {
        ends: None,
        spread: Err(NoSpread::TooFewNumbers),
        passed_over: all - named.len(),
        is_one_time: is_one_time(aggregation, &named),
    };
    // Of equal numbers the one that comes first.
    let lowest = named
        .iter()
        .reduce(|lowest, next| if next.low < lowest.low { next } else { lowest });
    let highest = named.iter().reduce(|highest, next| {
        if next.high > highest.high {
            next
        } else {
            highest
        }
    });
    let Some((lowest, highest)) = lowest.zip(highest) else {
        return range;
    };
    let begins: BTreeSet<NaiveDate> = named
        .iter()
        .filter_map(|named| named.point.occurred?.begins_on())
        .collect();
    // Totals since two days do not count the same, whoever states them.
    let is_since_several = aggregation != Aggregation::Incremental && begins.len() > 1;
    if is_since_several || aggregation == Aggregation::Incremental && !range.is_one_time {
        range.spread = Err(NoSpread::DifferentTimes);
        return range;
    }
    if aggregation == Aggregation::Unknown && named.len() > 1 {
        range.spread = Err(NoSpread::UnknownAggregation);
        return range;
    }
    if named.len() == 1 && range.passed_over > 0 {
        // “0”, then “hundreds”: 0 is no range of these.
        return range;
    }
    range.ends = Some((lowest.place, highest.place));
    range.spread = if named.len() < 2 {
        // Of one alone there is nothing to tell apart.
        Err(NoSpread::TooFewNumbers)
    } else if whose == Whose::Several && !range.is_one_time {
        Err(NoSpread::DifferentTimes)
    } else if whose == Whose::Several && named.iter().any(|named| named.point.is_number_assumed) {
        Err(NoSpread::OrderUnknown)
    } else if named.iter().any(|named| named.is_open) {
        Err(NoSpread::OpenEnds)
    } else if named.len() > 1 && named.iter().any(|named| named.is_approximate) {
        Err(NoSpread::Approximate)
    } else {
        Ok(highest.high.minus(lowest.low))
    };
    range
}

/// From which figure on the series counts what it counts now: the last at which the counter began anew.
pub(super) fn since_restart(points: &[ChangePoint]) -> Option<usize> {
    points.iter().rposition(begins_anew)
}

/// From which figure on the counter of a series is not the one that it began with.
pub(super) fn first_restart(points: &[ChangePoint]) -> Option<usize> {
    points.iter().position(begins_anew)
}

fn begins_anew(point: &ChangePoint) -> bool {
    let mut flags = point.flags.iter();
    flags.any(|finding| finding.flag() == Flag::CounterRestarts)
}

/// A figure that names a number.
struct Named<'p, P> {
    place: P,
    point: &'p ChangePoint,
    low: Count,
    high: Count,
    is_open: bool,
    is_approximate: bool,
}

impl<'p, P> Named<'p, P> {
    fn of((place, point): (P, &'p ChangePoint)) -> Option<Self> {
        let figure: &Figure = &point.figure;
        let has = |end: Option<Count>| end.or(figure.best()).is_some();
        Some(Self {
            place,
            point,
            low: lower_number(figure)?,
            high: upper_number(figure)?,
            is_open: !has(figure.low()) || !has(figure.high()),
            is_approximate: figure.qualifier() == Qualifier::About
                && (figure.low().is_none() || figure.high().is_none()),
        })
    }
}

fn is_one_time<P>(aggregation: Aggregation, named: &[Named<'_, P>]) -> bool {
    let Some((first, rest)) = named.split_first() else {
        return true;
    };
    rest.iter().all(|next| {
        let (one, other) = (first.point, next.point);
        if aggregation == Aggregation::Incremental {
            let covered = |point: &ChangePoint| Days::of(point.occurred.as_ref());
            covered(one).is_some_and(|days| covered(other) == Some(days))
        } else {
            let begins = one.occurred.zip(other.occurred);
            let is_other_start = begins.is_some_and(|(one, other)| begins_otherwise(&one, &other));
            until(one).is_same_moment(&until(other)) && !is_other_start
        }
    })
}

/// The days that a figure may run to.
pub(super) fn until(point: &ChangePoint) -> Until {
    Until::of(point.occurred.as_ref(), &point.stated_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::changes::ChangePoint;
    use crate::series::Step;
    use crate::text::read_figure;

    fn points(said: &[(&str, &str)]) -> Vec<ChangePoint> {
        (1_u32..)
            .zip(said)
            .map(|(number, (figure, day))| ChangePoint {
                claim: format!("c{number}").parse().unwrap(),
                revision: crate::model::RevisionNumber::FIRST,
                entry: crate::model::EntryIndex::new(u64::from(number)),
                stated_on: day.parse().unwrap(),
                occurred: None,
                published_at: None,
                figure: read_figure(figure).unwrap(),
                wording: None,
                step: Step::FIRST,
                step_from: None,
                is_over_others: false,
                is_order_assumed: false,
                is_number_assumed: false,
                step_from_version: None,
                perhaps_from: None,
                is_correction_assumed: false,
                amendments: Vec::new(),
                former: Vec::new(),
                flags: Vec::new(),
                ratings: Vec::new(),
                cited: Vec::new(),
            })
            .collect()
    }

    fn ranged(aggregation: Aggregation, whose: Whose, said: &[(&str, &str)]) -> Range<usize> {
        range(aggregation, whose, points(said).iter().enumerate())
    }

    #[test]
    fn a_spread_needs_both_ends_of_each_figure() {
        let spread = |figures: &[&str]| {
            let said: Vec<(&str, &str)> = figures.iter().map(|one| (*one, "2024-01-01")).collect();
            let range = ranged(Aggregation::Cumulative, Whose::One, &said);
            (range.ends, range.spread, range.passed_over)
        };
        assert_eq!(spread(&["50", "79", "71"]), (Some((0, 1)), Ok(29), 0));
        let about = Err(NoSpread::Approximate);
        assert_eq!(spread(&["about 50", "40-105"]), (Some((1, 1)), about, 0));
        let open = Err(NoSpread::OpenEnds);
        assert_eq!(
            spread(&["at least 49", "105", "at least 135"]),
            (Some((0, 2)), open, 0)
        );
        assert_eq!(
            spread(&["dozens", "more than 100", "up to 500"]),
            (Some((1, 2)), open, 1)
        );
        assert_eq!(spread(&["7", "7"]), (Some((0, 0)), Ok(0), 0));
        let none = Err(NoSpread::TooFewNumbers);
        assert_eq!(spread(&["dozens", "many"]), (None, none, 2));
        assert_eq!(spread(&["0", "hundreds"]), (None, none, 1));
        assert_eq!(spread(&[]), (None, none, 0));
    }

    #[test]
    fn what_is_new_on_different_days_is_not_ranked() {
        let of = |days: [&str; 2]| {
            let mut points = points(&[("2", "2024-01-05"), ("725", "2024-01-05")]);
            for (point, day) in points.iter_mut().zip(days) {
                point.occurred = day.parse().ok();
            }
            let points = points.iter().enumerate();
            let range = range(Aggregation::Incremental, Whose::Several, points);
            (range.ends, range.spread)
        };
        let apart = (None, Err(NoSpread::DifferentTimes));
        assert_eq!(of(["2024-01-01", "2024-01-02"]), apart);
        assert_eq!(of(["2024-01-01", "2024-01-01"]), (Some((0, 1)), Ok(723)));
        assert_eq!(of(["2024-01-01", "2024-01"]), apart);
        assert_eq!(of(["2024-01-01?", "2024-01-01?"]), apart, "perhaps not");
        assert_eq!(
            of(["", ""]),
            apart,
            "the day it was said on is another thing"
        );
    }

    #[test]
    fn what_nobody_said_how_to_count_is_not_ranked() {
        let said = [("5", "2024-01-01"), ("70", "2024-01-02")];
        let range = ranged(Aggregation::Unknown, Whose::One, &said);
        assert_eq!(
            (range.ends, range.spread),
            (None, Err(NoSpread::UnknownAggregation))
        );
        let alone = ranged(Aggregation::Unknown, Whose::One, &said[..1]);
        let nothing = Err(NoSpread::TooFewNumbers);
        assert_eq!((alone.ends, alone.spread), (Some((0, 0)), nothing));
    }

    #[test]
    fn what_is_only_assumed_to_be_the_last_makes_no_spread() {
        let mut points = points(&[("5", "2024-01-01"), ("7", "2024-01-01")]);
        points[1].is_number_assumed = true;
        let of = |whose: Whose| {
            let points = points.iter().enumerate();
            let range = range(Aggregation::Cumulative, whose, points);
            (range.ends, range.spread)
        };
        assert_eq!(
            of(Whose::Several),
            (Some((0, 1)), Err(NoSpread::OrderUnknown))
        );
        assert_eq!(of(Whose::One), (Some((0, 1)), Ok(2)), "both were said");
    }

    #[test]
    fn totals_of_several_claimants_are_spread_only_on_one_day() {
        let spread = |one: &str, other: &str, whose: Whose| {
            let said = [("5", one), ("7", other)];
            ranged(Aggregation::Cumulative, whose, &said).spread
        };
        let different = Err(NoSpread::DifferentTimes);
        assert_eq!(spread("2024-01-01", "2024-01-01", Whose::Several), Ok(2));
        assert_eq!(
            spread("2024-01-01", "2024-01-02", Whose::Several),
            different
        );
        assert_eq!(spread("2024", "2024", Whose::Several), different);
        assert_eq!(spread("2024-01-01", "2024-01-02", Whose::One), Ok(2));
        let alone = [("5", "2024-01-01"), ("dozens", "2024-01-01")];
        let range = ranged(Aggregation::Cumulative, Whose::Several, &alone);
        assert_eq!(range.spread, Err(NoSpread::TooFewNumbers));
    }
}
