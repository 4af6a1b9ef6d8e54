//! Cumulative figures that fall, and counters that begin anew.
//!
//! Enter: the figures of one cumulative series. Leave: every fall, as one of the two. A fall is what
//! [`crate::series::change`] calls one. It is a restart when the number is at most a fifth of the one before
//! ([`SHARE`]), the one before was at least [`LEAST`], and the figure after it has not come back to half of it: a
//! slip of the keyboard comes back. Where the one before is a slip and this one is not below what stood before the
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
    for (index, pair) in points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        if change(&from.figure, &to.figure) != Change::Fall {
            continue;
        }
        let before_slip = index.checked_sub(1).and_then(|before| points.get(before));
        if is_slip(index)
            && before_slip.is_some_and(|before| change(&before.figure, &to.figure) != Change::Fall)
        {
            continue;
        }
        let next = points.get(index + 2);
        let restarts = !is_slip(index) && !is_slip(index + 1) && begins_anew(from, to, next);
        let finding = if restarts {
            Finding::CounterRestarts { from: *from }
        } else {
            Finding::CumulativeFalls { from: *from }
        };
        found.push((index + 1, finding));
    }
    found
}

fn begins_anew<I>(from: &Point<I>, to: &Point<I>, next: Option<&Point<I>>) -> bool {
    let (Some(was), Some(is)) = (from.number(), to.number()) else {
        return false;
    };
    let stays = next
        .and_then(Point::number)
        .is_none_or(|next| next.get() < was.get() / 2);
    was.get() >= LEAST && is.get() <= was.get() / SHARE && stays
}
