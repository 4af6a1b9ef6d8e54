//! Figures that were printed when a newer one of the same claimant was already public.
//!
//! Enter: the figures of one series that adds up all so far, in order of statement. Leave: each figure whose earliest
//! print is later than the earliest print of another figure with another number that was certainly stated after it.
//! Only dates that leave no doubt are compared; a figure whose earliest print was in time is not stale, however often
//! it is repeated later.

use chrono::NaiveDate;

use super::{Finding, Point, Printed};

/// The stale figures with their places, in order.
pub(super) fn stale<I: Copy>(points: &[Point<I>]) -> Vec<(usize, Finding<I>)> {
    let earliest = earliest_prints(points);
    let mut found = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let (Some(late), Some(said)) = (point.printed, point.stated_on.latest()) else {
            continue;
        };
        let Some(printed) = late.on.earliest() else {
            continue;
        };
        if !(late.on.is_certain() && point.stated_on.is_certain()) {
            continue;
        }
        let later = points
            .partition_point(|other| other.stated_on.earliest().is_none_or(|day| day <= said));
        if let Some((day, newer, public)) = earliest.get(later).copied().flatten()
            && day < printed
            && newer.number() != point.number()
        {
            found.push((
                index,
                Finding::Stale {
                    newer,
                    public,
                    late,
                },
            ));
        }
    }
    found
}

/// For each place the earliest print of the figures from there on: its last possible day, the figure, the print.
fn earliest_prints<I: Copy>(points: &[Point<I>]) -> Vec<Option<(NaiveDate, Point<I>, Printed)>> {
    let mut earliest = vec![None; points.len()];
    let mut best: Option<(NaiveDate, Point<I>, Printed)> = None;
    for (index, point) in points.iter().enumerate().rev() {
        if let Some(printed) = point.printed
            && let Some(day) = printed.on.latest()
            && printed.on.is_certain()
            && point.stated_on.is_certain()
            && best.is_none_or(|(known, ..)| day <= known)
        {
            best = Some((day, *point, printed));
        }
        earliest[index] = best;
    }
    earliest
}
