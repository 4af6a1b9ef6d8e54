//! Slips of the keyboard: a digit added, dropped or transposed, told by the figures around.
//!
//! Enter: the figures of one cumulative series. Leave: those that stand outside their neighbours although the
//! neighbours are in order, and that one slip would bring back between them. “165, 1165, 168”: without its first
//! digit the second is 165.
//!
//! Only where the counter does not go up and down of itself: none of the five steps before may be a fall. The
//! neighbours are the nearest figures with another number. A number counts as outside when it is further from
//! them than the counter ever went in one of those steps. With the next figure that has another number it is judged for good:
//! nothing that is said behind it makes a slip of a figure, or takes one away. The last figure has only one neighbour, and a toll may well leap after a
//! massacre: it is flagged only in a counter of at least [`LAST_LEAST`] and [`LAST_BEFORE`] figures, when it leaps to
//! three times the number and further than twenty paces, and when without one digit it is within three paces of the
//! figure before. Incremental figures are never judged: a day with ten times as many dead is what such a day looks like.

use super::pace::{longest, pace};
use super::{Finding, Point};
use crate::model::Count;

/// The last figure is judged only where the one before is at least this.
pub const LAST_LEAST: u64 = 100;
/// And only when so many stand before it.
pub const LAST_BEFORE: usize = 3;

/// What the hand did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// A digit too many: 1165 for 165.
    Added,
    /// A digit too few: 165 for 1165.
    Dropped,
    /// Two digits in each other's place: 156 for 165.
    Transposed,
}

impl Slip {
    /// One word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Transposed => "transposed",
        }
    }
}

/// The slips with their places, in order.
pub(super) fn slips<I: Copy>(points: &[Point<I>]) -> Vec<(usize, Finding<I>)> {
    let numbered: Vec<(usize, u64)> = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| Some((index, point.number()?.get())))
        .collect();
    let numbers: Vec<u64> = numbered.iter().map(|(_, number)| *number).collect();
    let after = nearest_others(&numbers);
    let mut before: Option<usize> = None;
    let mut found = Vec::new();
    for (at, &(index, number)) in numbered.iter().enumerate() {
        if at > 0 && numbers.get(at - 1) != Some(&number) {
            before = Some(at - 1);
        }
        let Some(before) = before else { continue };
        let next_at = after.get(at).copied().flatten();
        let (Some(&(from, was)), next) = (
            numbered.get(before),
            next_at.and_then(|next| numbered.get(next)),
        ) else {
            continue;
        };
        // What is said behind the neighbours says nothing of it.
        let known = next_at.and_then(|next| numbers.get(..=next));
        let known = known.unwrap_or(&numbers);
        let judged = match next {
            Some(&(_, next)) => between(number, was, next, || longest(known, at)),
            None => at_the_end(number, was, at, || pace(&numbers, at)),
        };
        if let Some((slips, meant)) = judged {
            let ends = [Some(from), next.map(|(index, _)| *index)];
            let around = ends
                .into_iter()
                .flatten()
                .filter_map(|index| points.get(index).copied())
                .collect();
            let finding = Finding::KeyboardSlip {
                slips,
                meant,
                around,
                is_fall: false,
            };
            found.push((index, finding));
        }
    }
    found
}

/// For each number the place of the next one that is another.
fn nearest_others(numbers: &[u64]) -> Vec<Option<usize>> {
    let mut after = vec![None; numbers.len()];
    for at in (0..numbers.len().saturating_sub(1)).rev() {
        after[at] = if numbers[at + 1] == numbers[at] {
            after[at + 1]
        } else {
            Some(at + 1)
        };
    }
    after
}

fn between(number: u64, was: u64, next: u64, step: impl Fn() -> Option<u64>) -> Option<Undone> {
    if was > next || (was..=next).contains(&number) {
        return None;
    }
    let step = step()?;
    if was.saturating_sub(step) <= number && number <= next.saturating_add(step) {
        return None;
    }
    undone(number, was, next)
}

fn at_the_end(
    number: u64,
    was: u64,
    before: usize,
    pace: impl Fn() -> Option<u64>,
) -> Option<Undone> {
    if before < LAST_BEFORE || was < LAST_LEAST || number / 3 < was {
        return None;
    }
    let pace = pace()?;
    if number - was <= pace.saturating_mul(20) {
        return None;
    }
    undone(number, was, was.saturating_add(pace.saturating_mul(3)))
        .filter(|(slips, _)| slips == &[Slip::Added])
}

/// What the hand may have done, and every number that it would have done it to: which of several was meant nobody knows.
/// Neither is empty.
type Undone = (Vec<Slip>, Vec<Count>);

/// The slips that would turn a number between `least` and `most` into `number`, and those numbers.
fn undone(number: u64, least: u64, most: u64) -> Option<Undone> {
    let digits = number.to_string();
    let mut candidates: Vec<(Slip, u64)> = Vec::new();
    let mut consider = |slip: Slip, digits: String| {
        if (digits.len() == 1 || !digits.starts_with('0'))
            && let Ok(meant) = digits.parse::<u64>()
            && (least..=most).contains(&meant)
        {
            candidates.push((slip, meant));
        }
    };
    for at in 0..digits.len() {
        if number > most && digits.len() > 1 {
            let mut without = digits.clone();
            without.remove(at);
            consider(Slip::Added, without);
        }
        if at + 1 < digits.len() {
            let mut bytes: Vec<char> = digits.chars().collect();
            bytes.swap(at, at + 1);
            consider(Slip::Transposed, bytes.into_iter().collect());
        }
    }
    if number < least {
        for at in 0..=digits.len() {
            for digit in '0'..='9' {
                let mut with = digits.clone();
                with.insert(at, digit);
                consider(Slip::Dropped, with);
            }
        }
    }
    let mut slips: Vec<Slip> = candidates.iter().map(|(slip, _)| *slip).collect();
    slips.sort_unstable();
    slips.dedup();
    let meant = candidates
        .into_iter()
        .map(|(_, meant)| Count::try_from(meant));
    let mut meant = meant.collect::<Result<Vec<Count>, _>>().ok()?;
    meant.sort_unstable();
    meant.dedup();
    (!meant.is_empty()).then_some((slips, meant))
}
