//! A total that says more than one that counts to a later day, though that one was said before it.
//!
//! Enter: the figures of one cumulative series. Leave: two kinds of finding, each on the number that was said last.
//!
//! *Corrected past a newer one*: its source corrected it, and the newer figure that had been said by then is wholly below.
//! The claimant did not go down: he said the smaller number first. Whether he holds to it since is for the editor to find.
//!
//! *Late and greater*: “260 up to 5 January”, said after “255 up to 12 January”. A counter that stood at 260 on the fifth fell
//! by the twelfth, in whatever order the two were said.
//!
//! Where it is not certain that the one counts to no later day than the other, and since the same, both rules are silent.
//! So many figures on either side are looked at ([`REACH`]), so that the work stays linear.

use super::{Corrected, Finding, Point};
use crate::model::{Aggregation, Measure, PartialDate};
use crate::series::{Said, late as late_ones};

/// How many figures on either side are looked at.
pub const REACH: usize = 32;

/// A total and the one that it leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Greater {
    /// Its source corrected it to that on a day; the place of the newer figure.
    Corrected(usize, PartialDate),
    /// It was said late; the place of the figure up to a later day.
    Late(usize),
}

impl Greater {
    /// Whether it is that only since its source corrected it.
    pub(super) const fn is_corrected(&self) -> bool {
        matches!(self, Self::Corrected(..))
    }
}

/// The totals that do, with their places among the figures given, in order.
pub(super) fn greater<I>(points: &[Point<I>], formers: &Corrected<'_>) -> Vec<(usize, Greater)> {
    // Nothing is late of which no time was said.
    if formers.is_empty() && points.iter().all(|point| point.occurred.is_none()) {
        return Vec::new();
    }
    let figures: Vec<Said<'_>> = points
        .iter()
        .enumerate()
        .map(|(at, point)| point.said(formers.get(&at).copied().unwrap_or_default()))
        .collect();
    among(&figures)
}

/// Which figures stand beside the line that the others make: totals that were said late of an earlier day, and, where what
/// they count cannot become fewer, those that their source corrected past a newer one.
pub fn beside_the_line(
    aggregation: Aggregation,
    measure: Measure,
    figures: &[Said<'_>],
) -> Vec<bool> {
    let mut beside = late_ones(aggregation, figures.iter().copied());
    if aggregation == Aggregation::Cumulative && !measure.may_fall() {
        for (at, greater) in among(figures) {
            if let (Some(beside), true) = (beside.get_mut(at), greater.is_corrected()) {
                *beside = true;
            }
        }
    }
    beside
}

fn among(figures: &[Said<'_>]) -> Vec<(usize, Greater)> {
    let mut found = Vec::new();
    let mut newest: Option<&Said<'_>> = None;
    for (at, said) in figures.iter().enumerate() {
        let is_late = newest.is_some_and(|newest| said.is_outrun_by(newest));
        if !is_late {
            newest = Some(said);
        }
        let corrected = corrected(figures, at, said);
        let late = || late(figures, at, said);
        let one = corrected.or_else(|| is_late.then(late).flatten());
        found.extend(one.map(|one| (at, one)));
    }
    found
}

fn corrected(figures: &[Said<'_>], at: usize, said: &Said<'_>) -> Option<Greater> {
    let on = said.former.last()?.until.on?;
    let moment = said.moment();
    let newer = figures.iter().enumerate().skip(at + 1).take(REACH);
    let mut said_by_then = newer.filter(|(_, newer)| newer.moment().is_before(&moment));
    let (newer, _) = said_by_then.find(|(_, newer)| newer.is_fall_from(said))?;
    Some(Greater::Corrected(newer, on))
}

fn late(figures: &[Said<'_>], at: usize, said: &Said<'_>) -> Option<Greater> {
    let before = figures.get(..at)?.iter().enumerate().rev().take(REACH);
    let mut later = before.filter(|(_, later)| said.is_outrun_by(later));
    let (later, _) = later.find(|(_, later)| later.is_fall_from(said))?;
    Some(Greater::Late(later))
}

/// As findings.
pub(super) fn findings<I: Copy>(
    points: &[Point<I>],
    greater: &[(usize, Greater)],
) -> Vec<(usize, Finding<I>)> {
    let finding = |(at, greater): &(usize, Greater)| {
        let finding = match greater {
            Greater::Corrected(newer, on) => Finding::CorrectionExceeds {
                newer: *points.get(*newer)?,
                on: *on,
            },
            Greater::Late(later) => Finding::FallsLater {
                later: *points.get(*later)?,
            },
        };
        Some((*at, finding))
    };
    greater.iter().filter_map(finding).collect()
}
