//! Cumulative figures that fall, and counters that begin anew.
//!
//! Enter: the figures of one cumulative series. Leave: every fall, as one of the two. A fall is what
//! [`crate::series::steps`] calls one among the figures that name a number: “dozens” between 100 and 90 hides no
//! fall, and “more than 70” after 80 is none; neither is a late figure for an earlier day. One that a slip of the keyboard
//! explains is told with the slip alone. Where the one before is a slip and this one is not below what stood before the
//! slip, the counter did not fall: the slip alone is told.
//!
//! It is a restart when the number is at most a fifth of the one before ([`SHARE`]), the one before was at least [`LEAST`], and
//! the next figure with another number has not come back to half of it: a slip of the keyboard comes back, and of a last figure
//! nobody knows yet. The one before may be no suspected slip: nobody begins anew after a number that he did not mean. With that
//! next figure it is decided for good, and nothing that is said later changes it: the counter may grow past its old level, and
//! slips are judged by their own neighbours ([`super::slip`]).

use super::{Corrected, Finding, Point};
use crate::model::Aggregation;
use crate::series::{Change, Stepped, change, steps};

/// A counter begins anew at no more than one in so many.
pub const SHARE: u64 = 5;
/// Below this a counter is too small for its falls to mean a new beginning.
pub const LEAST: u64 = 20;

/// So many figures with the same number are passed over to find the next one.
const REACH: usize = 400;

/// The falls, each with its place; `slips` are those already found in the series, and are told of which of them is one.
pub(super) fn falls<I: Copy>(
    points: &[Point<I>],
    corrected: &Corrected<'_>,
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
        named.iter().map(|(at, point)| {
            let former = corrected.get(at).copied().unwrap_or_default();
            point.said(former)
        }),
    );
    for (index, (stepped, (to_at, to))) in steps.iter().zip(&named).enumerate() {
        let Some((before, (from_at, from))) = stepped
            .from
            .filter(|_| stepped.step.change == Change::Fall)
            .and_then(|before| Some((before, named.get(before)?)))
        else {
            continue;
        };
        let from = stepped
            .version
            .map_or(**from, |version| from.in_version(&version));
        let slip_at = |at: usize| slips.binary_search_by_key(&at, |(place, _)| *place).ok();
        let is_from_slip = slip_at(*from_at).is_some();
        if !is_from_slip
            && following(&named, &steps, index).is_some_and(|next| begins_anew(&from, to, next))
        {
            found.push((*to_at, Finding::CounterRestarts { from }));
            continue;
        }
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
        found.push((*to_at, Finding::CumulativeFalls { from }));
    }
    found
}

/// The next figure of the same counter that has another number.
fn following<'p, I>(
    named: &[(usize, &'p Point<I>)],
    steps: &[Stepped],
    at: usize,
) -> Option<&'p Point<I>> {
    let number = named.get(at)?.1.number();
    let later = named.iter().zip(steps).skip(at + 1).take(REACH);
    let mut goes_on = later.filter(|(_, step)| step.from.is_some_and(|from| from >= at));
    let next = goes_on.find(|((_, next), _)| next.number() != number);
    next.map(|((_, next), _)| *next)
}

fn begins_anew<I>(from: &Point<I>, to: &Point<I>, next: &Point<I>) -> bool {
    let (Some(was), Some(is), Some(next)) = (from.number(), to.number(), next.number()) else {
        return false;
    };
    let stays = next.get() < was.get() / 2;
    was.get() >= LEAST && is.get() <= was.get() / SHARE && stays
}
