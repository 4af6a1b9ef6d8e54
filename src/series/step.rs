//! The step from one figure of a series to the next, and which figure it is from.
//!
//! Enter: the figures of a series in order of statement, each with the time that it covers. Leave: for each the step to it.
//! Pure. Invariants: a step that has a number is between figures that may be compared; the same figures give the same steps
//! whoever reads them; a figure that was said later never changes a step to one before it.
//!
//! | figures | a step leads from |
//! |---|---|
//! | running totals | of those before it that do not certainly count since another day, nor to a later one, the one that counts to the latest day (where that was not said, the day it was said on); of equal ones the last |
//! | of what is new | the last one before it that certainly covers the same time ([`super::period`]) |
//! | of which nobody said which | none |
//!
//! So “120 up to 10 January” is a step from “100 up to 5 January”, whatever was said between them of days before: “80 up to 3
//! January”, said later, is no fall of those 100, but a late figure for an earlier day, and a total since 5 January says
//! nothing against one since the first. “25” for 3 January, of what is new, corrects “20” for 3 January, and says nothing
//! against “20” for 4 January. All others only stand under one another.
//!
//! A smaller number is no fall where it may have been said before the greater one: the order of the two is not known then.
//! Neither is it where it may count to an earlier day: beside “80 up to 3 January” a total of which no time was said, and that
//! was stated on the fifth, counts to nobody knows which day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::period::{Days, may_be_one_time};
use super::reading::is_certainly_before;
use super::until::Until;
use super::{Change, Delta, Worded, change, delta, is_by_convention};
use crate::model::{Aggregation, Figure, PartialDate};

/// A figure of a series with all that decides where a step to it leads from.
#[derive(Debug, Clone, Copy)]
pub struct Said<'f> {
    /// How many.
    pub figure: &'f Figure,
    /// The number words as printed; they matter only where the figure names no number.
    pub wording: Option<&'f str>,
    /// When it was said.
    pub stated_on: &'f PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<&'f PartialDate>,
    /// When it was printed; it matters only beside another one of the same day.
    pub published_at: Option<&'f PartialDate>,
}

impl<'f> Said<'f> {
    fn worded(&self) -> Worded<'f> {
        Worded {
            figure: self.figure,
            wording: self.wording,
        }
    }

    fn until(&self) -> Until {
        Until::of(self.occurred, self.stated_on)
    }

    /// The day that a total certainly counts from.
    fn start(&self) -> Option<NaiveDate> {
        self.occurred?.begins_on()
    }

    /// Whether nothing that was recorded tells that `next`, which stands behind it, was said later: both were said on
    /// days of which either may be the earlier one, and were not printed one after the other.
    fn may_follow(&self, next: &Self) -> bool {
        let is_later = is_certainly_before(self.stated_on, next.stated_on);
        let printed = self.published_at.zip(next.published_at);
        let is_printed_later = || {
            self.stated_on == next.stated_on
                && printed.is_some_and(|(one, other)| is_certainly_before(one, other))
        };
        !is_later && !is_printed_later() && self.figure != next.figure
    }

    /// Whether both are totals of which it was said to which day they count, and this one to an earlier one: then it does
    /// not matter which was said first.
    fn is_outrun_by(&self, next: &Self) -> bool {
        let is_said = self.occurred.is_some() && next.occurred.is_some();
        is_said && next.until().certainly_outruns(&self.until())
    }

    /// Whether it may be a total up to an earlier day than `before`, which was said before it.
    fn may_be_late(&self, before: &Self) -> bool {
        let (own, others) = (self.until(), before.until());
        self.occurred.is_some() && (own.may_precede(&others) || own.may_end_within(&others))
    }
}

/// The step from one figure of a series to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What kind of change it is.
    pub change: Change,
    /// By how much; none where there is no figure that it leads from, and where it has no direction.
    pub delta: Option<Delta>,
    /// Whether it is a rise or fall only as “about” or a word for a size is read ([`super::reading`]).
    pub is_by_convention: bool,
}

impl Step {
    /// That of the first figure.
    pub const FIRST: Self = Self::alone(Change::First);

    /// The one from a figure to another that may be compared with it.
    pub fn between<'f>(before: impl Into<Worded<'f>>, after: impl Into<Worded<'f>>) -> Self {
        let (before, after) = (before.into(), after.into());
        let change = change(before, after);
        Self {
            change,
            delta: Some(delta(before.figure, after.figure)),
            is_by_convention: matches!(change, Change::Rise | Change::Fall)
                && is_by_convention(&before, &after),
        }
    }

    /// That of a figure with nothing before it that it may be compared with.
    pub const fn alone(change: Change) -> Self {
        Self {
            change,
            delta: None,
            is_by_convention: false,
        }
    }
}

/// A step with the place of the figure that it leads from; none where there is no such figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped {
    /// The step.
    pub step: Step,
    /// The place among the figures given of the one that it leads from; of an order that is not known, the one that may
    /// have been said after it.
    pub from: Option<usize>,
    /// Whether nothing tells that it was said after that one: a smaller number is then put before a greater one.
    pub is_order_assumed: bool,
}

impl Stepped {
    fn of(before: Option<(usize, Said<'_>)>, said: &Said<'_>, alone: Change) -> Self {
        let Some((at, before)) = before else {
            return Self {
                step: Step::alone(alone),
                from: None,
                is_order_assumed: false,
            };
        };
        let step = Step::between(before.worded(), said.worded());
        let is_order_assumed = before.may_follow(said) && !before.is_outrun_by(said);
        Self {
            step: if is_order_assumed && step.change == Change::Fall {
                Step::alone(Change::UnknownOrder)
            } else {
                step
            },
            from: Some(at),
            is_order_assumed,
        }
    }
}

/// The steps of one series that is counted so, one for each figure, in the order given.
pub fn steps<'f>(
    aggregation: Aggregation,
    figures: impl IntoIterator<Item = Said<'f>>,
) -> Vec<Stepped> {
    let figures: Vec<Said<'f>> = figures.into_iter().collect();
    match aggregation {
        Aggregation::Incremental => of_what_is_new(&figures),
        Aggregation::Unknown => of_who_knows_what(&figures),
        Aggregation::Cumulative if figures.iter().all(|said| said.occurred.is_none()) => {
            one_after_another(&figures)
        }
        Aggregation::Cumulative => of_totals(&figures),
    }
}

/// The place of the figure that is the newest of some in order of statement: the last, but for a total up to an earlier day
/// than one that was said before it, since whichever day they count.
pub fn newest<'f>(
    aggregation: Aggregation,
    figures: impl IntoIterator<Item = Said<'f>>,
) -> Option<usize> {
    let figures = figures.into_iter().enumerate();
    let newest = figures.reduce(|newest, next| {
        let (one, other) = (&newest.1, &next.1);
        let is_late = aggregation == Aggregation::Cumulative && other.is_outrun_by(one);
        if is_late { newest } else { next }
    });
    newest.map(|(at, _)| at)
}

fn one_after_another(figures: &[Said<'_>]) -> Vec<Stepped> {
    let mut before: Option<(usize, Said<'_>)> = None;
    figures
        .iter()
        .enumerate()
        .map(|(at, said)| Stepped::of(before.replace((at, *said)), said, Change::First))
        .collect()
}

fn of_who_knows_what(figures: &[Said<'_>]) -> Vec<Stepped> {
    let mut before: Option<(usize, &Said<'_>)> = None;
    figures
        .iter()
        .enumerate()
        .map(|(at, said)| {
            let before = before.replace((at, said));
            let is_order_assumed = before.is_some_and(|(_, before)| before.may_follow(said));
            Stepped {
                step: before.map_or(Step::FIRST, |_| Step::alone(Change::UnknownAggregation)),
                from: before.map(|(at, _)| at).filter(|_| is_order_assumed),
                is_order_assumed,
            }
        })
        .collect()
}

/// So many totals back is looked for one of which a coarse date does not say that it is of another time.
const REACH: usize = 32;

/// Totals in the order of the days that they count to; of equal ones the last said behind.
#[derive(Default)]
struct ByEnd(Vec<(Option<NaiveDate>, usize)>);

impl ByEnd {
    fn put(&mut self, end: Option<NaiveDate>, at: usize) {
        let place = self.0.partition_point(|(other, _)| *other <= end);
        self.0.insert(place, (end, at));
    }

    /// Those that do not certainly count to a later day than this, the one that counts to the latest first.
    fn up_to(&self, until: &Until) -> impl Iterator<Item = (Option<NaiveDate>, usize)> {
        let place = match until.latest() {
            Some(latest) => self
                .0
                .partition_point(|(other, _)| other.is_none_or(|other| other <= latest)),
            None => self.0.len(),
        };
        self.0.iter().take(place).rev().take(REACH).copied()
    }
}

fn of_totals(figures: &[Said<'_>]) -> Vec<Stepped> {
    // By the day that they certainly begin on; those of which it is not known may be compared with all.
    let mut by_start: BTreeMap<Option<NaiveDate>, ByEnd> = BTreeMap::new();
    let mut all = ByEnd::default();
    // The last of which no time was said: it may count to an earlier day than the one it was said on.
    let mut untimed: Option<usize> = None;
    figures
        .iter()
        .enumerate()
        .map(|(at, said)| {
            let (start, until) = (said.start(), said.until());
            let of = |start: Option<NaiveDate>| {
                let ends = by_start.get(&start).into_iter();
                let mut ends = ends.flat_map(|ends| ends.up_to(&until));
                ends.find(|(_, at)| may_be_stepped(&figures[*at], said))
            };
            let from = match start {
                Some(_) => of(start).max(of(None)),
                None => {
                    let mut ends = all.up_to(&until);
                    ends.find(|(_, at)| may_be_stepped(&figures[*at], said))
                }
            };
            let from = from.map(|(_, at)| at).or(untimed);
            if said.occurred.is_none() {
                untimed = Some(at);
            }
            // Of one in doubt the day that it names: it stays where it stands among the others.
            let end = until.earliest().or(said.stated_on.earliest());
            all.put(end, at);
            by_start.entry(start).or_default().put(end, at);
            let alone = if at == 0 {
                Change::First
            } else {
                Change::OtherPeriod
            };
            let before = from.map(|at| (at, figures[at]));
            let mut stepped = Stepped::of(before, said, alone);
            let may_be_late = before.is_some_and(|(_, before)| said.may_be_late(&before));
            if stepped.step.change == Change::Fall && may_be_late {
                stepped = Stepped::of(None, said, Change::UnknownPeriod);
            }
            stepped
        })
        .collect()
}

/// Whether a total may be compared with another of its claimant, as far as the times go that they cover.
fn may_be_stepped(one: &Said<'_>, other: &Said<'_>) -> bool {
    one.occurred
        .zip(other.occurred)
        .is_none_or(|(one, other)| may_be_one_time(one, other))
}

fn of_what_is_new(figures: &[Said<'_>]) -> Vec<Stepped> {
    let mut last_of: BTreeMap<Days, (usize, Said<'_>)> = BTreeMap::new();
    figures
        .iter()
        .enumerate()
        .map(|(at, said)| {
            let days = Days::of(said.occurred);
            let before = days.and_then(|days| last_of.insert(days, (at, *said)));
            let alone = match days {
                _ if at == 0 => Change::First,
                Some(_) => Change::OtherPeriod,
                None => Change::UnknownPeriod,
            };
            Stepped::of(before, said, alone)
        })
        .collect()
}

#[cfg(test)]
mod tests;
