//! Cumulative figures that fall, and counters that begin anew.
//!
//! Enter: the figures of one cumulative series. Leave: every fall, as one of the two. A fall is what
//! [`crate::series::change`] calls one, from the figure before that names a number: “dozens” between 100 and 90 hides no
//! fall, and “more than 70” after 80 is none. It is a restart when the number is at most a fifth of the one before
//! ([`SHARE`]), the one before was at least [`LEAST`], and there is a figure after it that has not come back to half of it: a
//! slip of the keyboard comes back, and of the last figure nobody knows yet. Where the one before is a slip and this one is not below what stood before the
//! slip, the counter did not fall: the slip alone is told.

use super::{Finding, Point};
use crate::series::{Change, change};

/// A counter begins anew at no more than one in so many.
pub const SHARE: u64 = 5;
/// Below this a counter is too small for its falls to mean a new beginning.
pub const LEAST: u64 = 20;

/// The falls, each with its place; `slips` are those already found in the series.
pub(super) fn falls<I: Copy>(
    points: &[Point<I>],
    slips: &[(usize, Finding<I>)],
) -> Vec<(usize, Finding<I>)> {
    let is_slip = |index: usize| {
        slips
            .binary_search_by_key(&index, |(place, _)| *place)
            .is_ok()
    };
    let mut found = Vec::new();
    let named: Vec<(usize, &Point<I>)> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| !point.figure.is_numberless())
        .collect();
    for (index, pair) in named.windows(2).enumerate() {
        let [(from_at, from), (to_at, to)] = pair else {
            continue;
        };
        if change(&from.figure, &to.figure) != Change::Fall {
            continue;
        }
        let before_slip = index.checked_sub(1).and_then(|before| named.get(before));
        if is_slip(*from_at)
            && before_slip
                .is_some_and(|(_, before)| change(&before.figure, &to.figure) != Change::Fall)
        {
            continue;
        }
        let next = named.get(index + 2).map(|(_, next)| *next);
        let restarts = !is_slip(*from_at) && !is_slip(*to_at) && begins_anew(from, to, next);
        let finding = if restarts {
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
