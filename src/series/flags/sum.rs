//! Incremental figures against the steps of the cumulative ones.
//!
//! Enter: two series of one claimant, measure and scope, one cumulative and one incremental, in order of statement.
//! Leave: each step from one cumulative figure to the next whose size is not what the incremental figures of the days after
//! the first and up to the second add up to; it is found on the last of them. The day of an incremental figure is the one
//! that it covers; where that was not said, the day it was said on is taken for it, and [`Mismatch::is_assumed`] tells so.
//! One of several days, or said again of the same day, is not added up.
//!
//! It goes by what had been said when the second total and the last of these figures had been: a correction that a source
//! made later changes nothing of it. Where it is not known whether one had been made, nothing is found unless it is found with
//! the correction and without it.
//!
//! Compared are exact figures of certain days: of a total the day that it counts to. Of several cumulative figures of a day
//! the last counts; two that count since different days are no step. Where a day's
//! number was stated twice, either sum will do. When the sum is smaller than the step, incremental figures may just not
//! be recorded: it is a finding only where they cover at least one day in [`COVER`]. A cumulative figure that falls is
//! a finding of its own and not compared here.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::corrected::{Former, Moment, Standing};
use super::{Corrected, Point};
use crate::model::{Aggregation, ClaimId, Qualifier, SeriesKey};
use crate::series::period::may_be_one_time;
use crate::series::until::Until;

/// One day in so many must have an incremental figure for a smaller sum to be a finding.
pub const COVER: i64 = 3;

/// A step that incremental figures do not add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch<I = ClaimId> {
    /// What the incremental figures add up to.
    pub sum: u64,
    /// What the step is.
    pub step: u64,
    /// The incremental figures, in order of statement.
    pub parts: Vec<Point<I>>,
    /// The cumulative figure before.
    pub from: Point<I>,
    /// The cumulative figure after.
    pub to: Point<I>,
    /// How many days have an incremental figure.
    pub covered: i64,
    /// How many days there are.
    pub days: i64,
    /// Whether the source of some has corrected them since: they are here as they had been said then.
    pub is_corrected_since: bool,
}

impl<I> Mismatch<I> {
    /// Whether it is only assumed of one of the parts that it is of the day on which it was said.
    pub fn is_assumed(&self) -> bool {
        self.parts.iter().any(|part| part.occurred.is_none())
    }
}

impl<I: Copy> Mismatch<I> {
    pub(super) fn claims(&self) -> Vec<I> {
        let mut claims: Vec<I> = self.parts.iter().map(|point| point.claim).collect();
        claims.extend([self.from.claim, self.to.claim]);
        claims
    }
}

/// The figures of a series, with what stood of them until their source corrected it.
#[derive(Debug, Clone)]
struct Kept<I> {
    points: Vec<Point<I>>,
    former: HashMap<usize, Vec<Former>>,
}

/// The cumulative series of one event, claimant and measure that passed, kept for the incremental ones behind them: a
/// store gives the series in that order.
#[derive(Debug, Clone)]
pub struct Totals<I = ClaimId>(HashMap<SeriesKey, Kept<I>>);

impl<I> Default for Totals<I> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<I: Copy> Totals<I> {
    /// Takes the next series; what its figures do not add up to, where they are incremental and their total passed.
    pub fn take(
        &mut self,
        key: &SeriesKey,
        points: Vec<Point<I>>,
        corrected: &Corrected<'_>,
    ) -> Vec<(usize, Mismatch<I>)> {
        let goes_on = |other: &SeriesKey| {
            other.event == key.event
                && other.claimant == key.claimant
                && other.measure == key.measure
        };
        if !self.0.keys().next().is_none_or(goes_on) {
            self.0.clear();
        }
        let total = SeriesKey {
            aggregation: Aggregation::Cumulative,
            ..key.clone()
        };
        match key.aggregation {
            Aggregation::Cumulative => {
                let former = corrected.iter();
                let former = former.map(|(at, former)| (*at, former.to_vec())).collect();
                self.0.insert(total, Kept { points, former });
                Vec::new()
            }
            // People who are found or released take a total down by what no figure of new ones tells.
            Aggregation::Incremental if key.measure.may_fall() => Vec::new(),
            Aggregation::Incremental => self
                .0
                .get(&total)
                .map(|kept| {
                    let totals = Figures {
                        points: &kept.points,
                        former: &|at| kept.former.get(&at).map_or(&[], Vec::as_slice),
                        is_corrected: !kept.former.is_empty(),
                    };
                    let parts = Figures {
                        points: &points,
                        former: &|at| corrected.get(&at).copied().unwrap_or_default(),
                        is_corrected: !corrected.is_empty(),
                    };
                    mismatches(&totals, &parts)
                })
                .unwrap_or_default(),
            Aggregation::Unknown => Vec::new(),
        }
    }
}

/// An exact figure of a certain day.
#[derive(Clone, Copy)]
struct Exact {
    index: usize,
    day: NaiveDate,
    number: u64,
    /// Whether the day is the one that it is said to cover, and not the one that it was said on.
    is_placed: bool,
}

fn exact<I>(
    points: &[Point<I>],
    day: impl Fn(&Point<I>) -> Option<(NaiveDate, bool)>,
) -> Vec<Exact> {
    points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.figure.qualifier() == Qualifier::Exact)
        .filter_map(|(index, point)| {
            let (day, is_placed) = day(point)?;
            Some(Exact {
                index,
                day,
                number: point.number()?.get(),
                is_placed,
            })
        })
        .collect()
}

/// The day that a figure was certainly said on.
fn said<I>(point: &Point<I>) -> Option<(NaiveDate, bool)> {
    let day = point.stated_on.begins_on()?;
    (point.stated_on.ends_on() == Some(day)).then_some((day, false))
}

/// The day that a figure of what is new is of; where no time was said it is taken for the day that it was said on.
fn covered<I>(point: &Point<I>) -> Option<(NaiveDate, bool)> {
    match point.occurred {
        None => said(point),
        Some(occurred) => {
            let day = occurred.begins_on()?;
            (occurred.ends_on() == Some(day)).then_some((day, true))
        }
    }
}

/// The day that a total certainly counts to.
fn ended<I>(point: &Point<I>) -> Option<(NaiveDate, bool)> {
    let day = Until::of(point.occurred.as_ref(), &point.stated_on).day()?;
    Some((day, point.occurred.is_some()))
}

/// Whether two totals may count since the same day.
fn is_step<I>(totals: &[Point<I>], from: usize, to: usize) -> bool {
    let covered = |at: usize| totals.get(at).and_then(|total| total.occurred);
    covered(from)
        .zip(covered(to))
        .is_none_or(|(one, other)| may_be_one_time(&one, &other))
}

/// The figures of what is new that are of one day, by that day.
fn parts<I>(incremental: &[Point<I>]) -> Vec<Exact> {
    let mut parts = exact(incremental, covered);
    // Of one day in the order of statement.
    parts.sort_by_key(|part| (part.day, part.is_placed));
    parts
}

/// Figures of a series, with what stood of each until its source corrected it.
struct Figures<'f, I> {
    points: &'f [Point<I>],
    former: &'f dyn Fn(usize) -> &'f [Former],
    is_corrected: bool,
}

impl<I: Copy> Figures<'_, I> {
    /// An exact figure as it had been said by then: with the corrections of which that is not known, or without them.
    fn at(&self, at: &Exact, when: &Moment, is_least: bool) -> Option<(Exact, Point<I>)> {
        let point = *self.points.get(at.index)?;
        let former = (self.former)(at.index);
        let standing = Standing::at(when, former, &point.stated_on);
        let made = if is_least {
            standing.least
        } else {
            standing.version
        };
        let Some(former) = former.get(made) else {
            return Some((*at, point));
        };
        let point = point.in_version(former.version.as_ref()?);
        let number = point.number()?.get();
        let is_exact = point.figure.qualifier() == Qualifier::Exact;
        is_exact.then_some((Exact { number, ..*at }, point))
    }
}

/// The steps that do not fit, each with the place of the incremental figure that it is found on, in order.
fn mismatches<I: Copy>(
    totals_said: &Figures<'_, I>,
    parts_said: &Figures<'_, I>,
) -> Vec<(usize, Mismatch<I>)> {
    let (cumulative, incremental) = (totals_said.points, parts_said.points);
    let is_corrected = totals_said.is_corrected || parts_said.is_corrected;
    let parts = parts(incremental);
    if parts.is_empty() {
        return Vec::new();
    }
    let mut totals = exact(cumulative, ended);
    totals.sort_by_key(|total| total.day);
    totals.reverse();
    totals.dedup_by_key(|total| total.day);
    totals.reverse();
    let mut found = Vec::new();
    let mut rest = parts.as_slice();
    for pair in totals.windows(2) {
        let [from, to] = pair else { continue };
        rest = rest
            .get(rest.partition_point(|part| part.day <= from.day)..)
            .unwrap_or_default();
        let (within, after) = rest.split_at(rest.partition_point(|part| part.day <= to.day));
        rest = after;
        let Some(last) = within.last() else { continue };
        if !is_step(cumulative, from.index, to.index) {
            continue;
        }
        // Of most figures nothing was ever corrected, and most add up.
        let adds_up = || {
            let step = to.number.checked_sub(from.number);
            step.and_then(|step| differs(within, step, (to.day - from.day).num_days()))
                .is_none()
        };
        if !is_corrected && adds_up() {
            continue;
        }
        let said = |points: &[Point<I>], at: &Exact| {
            let point = points.get(at.index);
            point.map_or_else(Moment::default, |point| Moment::of(&point.stated_on))
        };
        let ended = said(cumulative, to);
        let moments = within.iter().map(|part| said(incremental, part));
        let when = moments.fold(
            ended,
            |last, next| {
                if last.is_before(&next) { next } else { last }
            },
        );
        let mismatch = |is_least: bool| {
            let ((from, before), (to, end)) = (
                totals_said.at(from, &when, is_least)?,
                totals_said.at(to, &when, is_least)?,
            );
            let parts = within
                .iter()
                .map(|part| parts_said.at(part, &when, is_least));
            let parts: Vec<(Exact, Point<I>)> = parts.collect::<Option<_>>()?;
            let numbers: Vec<Exact> = parts.iter().map(|(part, _)| *part).collect();
            let step = to.number.checked_sub(from.number)?;
            let days = (to.day - from.day).num_days();
            let (sum, covered) = differs(&numbers, step, days)?;
            let mut counted = counted(&numbers).map(|part| part.index).peekable();
            let shown = |points: &[Point<I>], at: usize| points.get(at).map(|it| it.figure);
            let is_other = |points: &[Point<I>], (at, point): (&Exact, &Point<I>)| {
                shown(points, at.index) != Some(point.figure)
            };
            Some(Mismatch {
                sum,
                step,
                is_corrected_since: is_other(cumulative, (&from, &before))
                    || is_other(cumulative, (&to, &end))
                    || parts
                        .iter()
                        .any(|(at, point)| is_other(incremental, (at, point))),
                // Both are in one order.
                parts: parts
                    .iter()
                    .filter(|(part, _)| counted.next_if_eq(&part.index).is_some())
                    .map(|(_, point)| *point)
                    .collect(),
                from: before,
                to: end,
                covered,
                days,
            })
        };
        let with_all = mismatch(false);
        if let Some(mismatch) = with_all.filter(|_| !is_corrected || mismatch(true).is_some()) {
            found.push((last.index, mismatch));
        }
    }
    found
}

/// Whether a later part is said of the same day as this one, and both are known to be of it.
fn is_said_again(part: &Exact, later: Option<&Exact>) -> bool {
    later.is_some_and(|later| later.day == part.day && later.is_placed && part.is_placed)
}

/// The parts without those that were said again of their day: the last counts.
fn counted(parts: &[Exact]) -> impl Iterator<Item = &Exact> {
    let later = parts.iter().skip(1).map(Some).chain([None]);
    let pairs = parts.iter().zip(later);
    pairs
        .filter(|(part, later)| !is_said_again(part, *later))
        .map(|(part, _)| part)
}

/// What the parts add up to and how many days they cover, when that is not the step. What was said again of a day may be
/// in the total or not yet, so the first number of a day will do as well as the last.
fn differs(parts: &[Exact], step: u64, days: i64) -> Option<(u64, i64)> {
    let (mut sum, mut once, mut first, mut covered) = (0_u64, 0_u64, 0_u64, 0_i64);
    let mut before: Option<&Exact> = None;
    for part in counted(parts) {
        sum = sum.saturating_add(part.number);
        let is_same_day = before.is_some_and(|before| before.day == part.day);
        let is_repeated = is_same_day && before.is_some_and(|before| before.number == part.number);
        if !is_repeated {
            once = once.saturating_add(part.number);
        }
        covered += i64::from(!is_same_day);
        before = Some(part);
    }
    let mut before: Option<&Exact> = None;
    for part in parts {
        if !before.is_some_and(|before| is_said_again(before, Some(part))) {
            first = first.saturating_add(part.number);
        }
        before = Some(part);
    }
    let is_known = sum > step || covered.saturating_mul(COVER) >= days;
    let is_met = [sum, once, first].contains(&step);
    (covered > 0 && !is_met && is_known).then_some((sum, covered))
}
