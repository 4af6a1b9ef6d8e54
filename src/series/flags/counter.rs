//! Cumulative figures that fall, and counters that begin anew.
//!
//! Enter: the figures of one cumulative series. Leave: every fall, as one of the two. A fall is what
//! [`crate::series::steps`] calls one among the figures that name a number: “dozens” between 100 and 90 hides no
//! fall, and “more than 70” after 80 is none; neither is a late figure for an earlier day. One that a slip of the keyboard
//! explains is told with the slip alone. It is a restart when the number is at most a fifth of the one before
//! ([`SHARE`]), the one before was at least [`LEAST`], and there is a figure after it that has not come back to half of it: a
//! slip of the keyboard comes back, and of the last figure nobody knows yet. Where the one before is a slip and this one is not below what stood before the
//! slip, the counter did not fall: the slip alone is told.

use super::{Finding, Point};
use crate::model::Aggregation;
use crate::series::{Change, Stepped, change, steps};

/// A counter begins anew at no more than one in so many.
pub const SHARE: u64 = 5;
/// Below this a counter is too small for its falls to mean a new beginning.
pub const LEAST: u64 = 20;

/// The falls, each with its place; `slips` are those already found in the series, and are told of which of them is one.
pub(super) fn falls<I: Copy>(
    points: &[Point<I>],
    slips: &mut [(usize, Finding<I>)],
) -> Vec<(usize, Finding<I>)> {
    let mut found = Vec::new();
    let named: Vec<(usize, &Point<I>)> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| !point.figure.is_numberless())
        .collect();
    let steps = steps(
        Aggregation::Cumulative,
        named.iter().map(|(_, point)| point.said()),
    );
    for (index, (Stepped { step, from, .. }, (to_at, to))) in steps.iter().zip(&named).enumerate() {
        let Some((before, (from_at, from))) = from
            .filter(|_| step.change == Change::Fall)
            .and_then(|before| Some((before, named.get(before)?)))
        else {
            continue;
        };
        let slip_at = |at: usize| slips.binary_search_by_key(&at, |(place, _)| *place).ok();
        let is_from_slip = slip_at(*from_at).is_some();
        let before_slip = steps.get(before).and_then(|step| named.get(step.from?));
        if is_from_slip
            && before_slip
                .is_some_and(|(_, before)| change(&before.figure, &to.figure) != Change::Fall)
        {
            continue;
        }
        if let Some((_, Finding::KeyboardSlip { is_fall, .. })) =
            slip_at(*to_at).and_then(|at| slips.get_mut(at))
        {
            *is_fall = true;
            continue;
        }
        let goes_on = steps
            .get(index + 1)
            .is_some_and(|step| step.from == Some(index));
        let next = named
            .get(index + 1)
            .filter(|_| goes_on)
            .map(|(_, next)| *next);
        let finding = if !is_from_slip && begins_anew(from, to, next) {
            Finding::CounterRestarts { from: **from }
        } else {
            Finding::CumulativeFalls { from: **from }
        };
        found.push((*to_at, finding));
    }
    found
}

fn begins_anew<I>(from: &Point<I>, to: &Point<I>, next: Option<&Point<I>>) -> bool {
    let (Some(was), Some(is)) = (from.number(), to.number()) else {
        return false;
    };
    // At the end nobody knows whether it stays there.
    let stays = next
        .and_then(Point::number)
        .is_some_and(|next| next.get() < was.get() / 2);
    was.get() >= LEAST && is.get() <= was.get() / SHARE && stays
}
