//! Incremental figures against the steps of the cumulative ones.
//!
//! Enter: two series of one claimant, measure and scope, one cumulative and one incremental, in order of statement.
//! Leave: each step from one cumulative figure to the next whose size is not what the incremental figures stated after
//! the first and up to the second add up to; it is found on the last of them.
//!
//! Compared are exact figures of certain days. Of several cumulative figures of a day the last counts. Where a day's
//! number was stated twice, either sum will do. When the sum is smaller than the step, incremental figures may just not
//! be recorded: it is a finding only where they cover at least one day in [`COVER`]. A cumulative figure that falls is
//! a finding of its own and not compared here.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Point;
use crate::model::{Aggregation, ClaimId, Qualifier, SeriesKey};

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
}

impl<I: Copy> Mismatch<I> {
    pub(super) fn claims(&self) -> Vec<I> {
        let mut claims: Vec<I> = self.parts.iter().map(|point| point.claim).collect();
        claims.extend([self.from.claim, self.to.claim]);
        claims
    }
}

/// The cumulative series of one event, claimant and measure that passed, kept for the incremental ones behind them: a
/// store gives the series in that order.
#[derive(Debug, Clone)]
pub struct Totals<I = ClaimId>(HashMap<SeriesKey, Vec<Point<I>>>);

impl<I> Default for Totals<I> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<I: Copy> Totals<I> {
    /// Takes the next series; what its figures do not add up to, where they are incremental and their total passed.
    pub fn take(&mut self, key: &SeriesKey, points: Vec<Point<I>>) -> Vec<(usize, Mismatch<I>)> {
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
                self.0.insert(total, points);
                Vec::new()
            }
            Aggregation::Incremental => self
                .0
                .get(&total)
                .map(|cumulative| mismatches(cumulative, &points))
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
}

fn exact<I>(points: &[Point<I>]) -> Vec<Exact> {
    points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.figure.qualifier() == Qualifier::Exact)
        .filter_map(|(index, point)| {
            let day = point.stated_on.earliest()?;
            (point.stated_on.latest() == Some(day) && point.stated_on.is_certain()).then_some(
                Exact {
                    index,
                    day,
                    number: point.number()?.get(),
                },
            )
        })
        .collect()
}

/// The steps that do not fit, each with the place of the incremental figure that it is found on, in order.
pub fn mismatches<I: Copy>(
    cumulative: &[Point<I>],
    incremental: &[Point<I>],
) -> Vec<(usize, Mismatch<I>)> {
    let parts = exact(incremental);
    if parts.is_empty() {
        return Vec::new();
    }
    let mut totals = exact(cumulative);
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
        if let Some(step) = to.number.checked_sub(from.number)
            && let Some((sum, covered)) = differs(within, step, (to.day - from.day).num_days())
            && let Some(last) = within.last()
            && let (Some(before), Some(end)) =
                (cumulative.get(from.index), cumulative.get(to.index))
        {
            let mismatch = Mismatch {
                sum,
                step,
                parts: within
                    .iter()
                    .filter_map(|part| incremental.get(part.index).copied())
                    .collect(),
                from: *before,
                to: *end,
                covered,
                days: (to.day - from.day).num_days(),
            };
            found.push((last.index, mismatch));
        }
    }
    found
}

/// What the parts add up to and how many days they cover, when that is not the step.
fn differs(parts: &[Exact], step: u64, days: i64) -> Option<(u64, i64)> {
    let (mut sum, mut once, mut covered) = (0_u64, 0_u64, 0_i64);
    let mut before: Option<&Exact> = None;
    for part in parts {
        sum = sum.saturating_add(part.number);
        let is_same_day = before.is_some_and(|before| before.day == part.day);
        let is_repeated = is_same_day && before.is_some_and(|before| before.number == part.number);
        if !is_repeated {
            once = once.saturating_add(part.number);
        }
        covered += i64::from(!is_same_day);
        before = Some(part);
    }
    let is_known = sum > step || covered.saturating_mul(COVER) >= days;
    (covered > 0 && sum != step && once != step && is_known).then_some((sum, covered))
}
