//! Figures that probably belong to another day.
//!
//! Enter: the figures of one series. Leave: two kinds of finding.
//!
//! *Out of place* (cumulative series): the figures before and after it are in order without it, it lies further than
//! [`FAR`] paces of the counter outside them, and at another date, within [`REACH`] figures, it would fit between two
//! neighbours; and no other of the ten steps around is a fall. A correction downwards is no such thing: after it the counter goes on from the lower number. One that a
//! slip of the keyboard explains is left to that.
//!
//! *Printed before it was said*: every dated article that has it is more than a day older than the day of statement.
//! One day may be the difference of two time zones.

use super::pace::pace;
use super::{Finding, Point, Printed};
use crate::model::ClaimId;

/// How many paces outside its neighbours it must lie.
pub const FAR: u64 = 3;
/// How many figures on either side are searched for the place where it fits; a bound, so that the work stays linear.
pub const REACH: usize = 400;

/// Why a figure probably belongs to another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "few are found, and a copy of two figures is cheap"
)]
pub enum Misdated<I = ClaimId> {
    /// It would fit between these two.
    FitsBetween {
        /// The earlier one.
        earlier: Point<I>,
        /// The later one.
        later: Point<I>,
    },
    /// It was printed before the day on which it is said to have been stated.
    PrintedBefore(Printed),
}

impl<I: Copy> Misdated<I> {
    pub(super) fn claims(&self) -> Vec<I> {
        match self {
            Self::FitsBetween { earlier, later } => vec![earlier.claim, later.claim],
            Self::PrintedBefore(_) => Vec::new(),
        }
    }

    pub(super) fn article(&self) -> Option<crate::model::ArticleId> {
        match self {
            Self::FitsBetween { .. } => None,
            Self::PrintedBefore(printed) => Some(printed.article),
        }
    }
}

/// The figures that are out of place, with their indexes, in order; `slips` are those already found in the series.
pub(super) fn out_of_place<I: Copy>(
    points: &[Point<I>],
    slips: &[(usize, Finding<I>)],
) -> Vec<(usize, Misdated<I>)> {
    let numbered: Vec<(usize, u64)> = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| Some((index, point.number()?.get())))
        .collect();
    let numbers: Vec<u64> = numbered.iter().map(|(_, number)| *number).collect();
    let mut found = Vec::new();
    for at in 0..numbers.len() {
        let Some((low, high)) = fits(&numbers, at) else {
            continue;
        };
        let point = |at: usize| {
            let (index, _) = numbered.get(at)?;
            points.get(*index).copied()
        };
        let index = numbered.get(at).map(|(index, _)| *index);
        if let (Some(index), Some(earlier), Some(later)) = (index, point(low), point(high))
            && slips
                .binary_search_by_key(&index, |(place, _)| *place)
                .is_err()
        {
            found.push((index, Misdated::FitsBetween { earlier, later }));
        }
    }
    found
}

/// The two places between which the number at `at` would fit, when it is out of place where it is.
fn fits(numbers: &[u64], at: usize) -> Option<(usize, usize)> {
    let number = *numbers.get(at)?;
    let before = at.checked_sub(1).and_then(|before| numbers.get(before));
    let after = *numbers.get(at + 1)?;
    if before.is_some_and(|before| *before > after) {
        return None;
    }
    let is_in_order = before.is_none_or(|before| *before <= number) && number <= after;
    if is_in_order {
        return None;
    }
    let far = pace(numbers, at)?.saturating_mul(FAR);
    if let Some(before) = before
        && before.saturating_sub(number) > far
    {
        let start = at.saturating_sub(REACH);
        return (start..at.saturating_sub(1))
            .rev()
            .find(|low| lies_between(numbers, *low, number))
            .map(|low| (low, low + 1));
    }
    if number.saturating_sub(after) > far {
        let end = at.saturating_add(REACH).min(numbers.len());
        return (at + 1..end)
            .find(|low| lies_between(numbers, *low, number))
            .map(|low| (low, low + 1));
    }
    None
}

fn lies_between(numbers: &[u64], low: usize, number: u64) -> bool {
    match (numbers.get(low), numbers.get(low + 1)) {
        (Some(earlier), Some(later)) => earlier < later && *earlier <= number && number <= *later,
        _ => false,
    }
}

/// The figures that were printed before they were said, with their indexes, in order.
pub(super) fn printed_before<I>(points: &[Point<I>]) -> Vec<(usize, Misdated<I>)> {
    points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            let printed = point.printed?;
            let last = printed.on.latest()?.succ_opt()?;
            let is_certain = printed.on.is_certain() && point.stated_on.is_certain();
            (is_certain && last < point.stated_on.earliest()?)
                .then_some((index, Misdated::PrintedBefore(printed)))
        })
        .collect()
}
