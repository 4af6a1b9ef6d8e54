//! The step from one figure of a series to the next, and which figure it is from.
//!
//! Enter: the figures of a series in order of statement, each with the time that it covers and what stood of it until its
//! source corrected it. Leave: for each the step to it. Pure. Invariants: a step that has a number is between figures that may
//! be compared; the same figures give the same steps whoever reads them; neither a figure nor a correction that was said later
//! ever changes a step to one before it.
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
//! A step leads from what had been said when its own number was said ([`super::corrected`]). 100 on the first, 120 on the third,
//! and on the fifth the 100 is corrected to 130: the step to 120 is from 100, since nobody had said 130. That the 130 leaves the
//! newer 120 behind is a finding of its own ([`super::flags::counter`]). Where a correction may have been made before or after,
//! it counts, and the step is marked.
//!
//! A smaller number is no fall where it may have been said before the greater one, or where that was not yet corrected for
//! certain: the order of the two is not known then. Neither is it where it may count to an earlier day: beside “80 up to 3
//! January” a total of which no time was said, and that was stated on the fifth, counts to nobody knows which day; nor where
//! since which day it counts was said of one of the two alone.
//!
//! Where nobody knows which of two figures was said last, the step that leads on from them is marked: it may lead from the other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::corrected::{Former, Moment, Standing, Version, said_at};
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
    /// What stood of it until its source corrected it, first to last.
    pub former: &'f [Former],
}

impl<'f> Said<'f> {
    /// When its number was said: on the day of the claim, or when its source corrected it to this.
    pub(crate) fn moment(&self) -> Moment {
        said_at(self.former, self.stated_on)
    }

    fn standing(&self, when: &Moment) -> Standing {
        Standing::at(when, self.former, self.stated_on)
    }

    /// It as it stood after so many corrections; none where nothing of it had been said in the series by then.
    fn version(&self, place: usize) -> Option<Self> {
        let Some(former) = self.former.get(place) else {
            return Some(Self {
                former: &[],
                ..*self
            });
        };
        let version = former.version.as_ref()?;
        Some(Self {
            figure: &version.figure,
            // Of a former version the words are not read.
            wording: None,
            stated_on: &version.stated_on,
            occurred: version.occurred.as_ref(),
            published_at: self.published_at,
            former: &[],
        })
    }

    /// Whether no version of it says which time it covers.
    fn is_untimed(&self) -> bool {
        let mut versions = self.former.iter().filter_map(|former| former.version);
        self.occurred.is_none() && versions.all(|version| version.occurred.is_none())
    }

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
    pub(super) fn is_outrun_by(&self, next: &Self) -> bool {
        let is_said = self.occurred.is_some() && next.occurred.is_some();
        is_said && next.until().certainly_outruns(&self.until())
    }

    /// Whether it is a total that may be compared with `before`, certainly counts to no earlier day, and is wholly below it.
    pub(crate) fn is_fall_from(&self, before: &Self) -> bool {
        let outruns = before.until().certainly_outruns(&self.until());
        let is_comparable = may_be_stepped(before, self) && !self.is_doubtful_after(before);
        is_comparable && !outruns && change(before.worded(), self.worded()) == Change::Fall
    }

    /// Whether it may count to an earlier day than `before`, or since another.
    fn is_doubtful_after(&self, before: &Self) -> bool {
        self.may_be_late(before) || self.until().may_begin_otherwise(&before.until())
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
    /// That one as it stood then, where its source has corrected it since.
    pub version: Option<Version>,
    /// Whether nothing tells that it was said after that one: a smaller number is then put before a greater one.
    pub is_order_assumed: bool,
    /// The place of another one that may have been said after the one that it leads from.
    pub perhaps_from: Option<usize>,
    /// Whether the one that it leads from may not have been corrected yet.
    pub is_correction_assumed: bool,
}

impl Stepped {
    const fn alone(change: Change) -> Self {
        Self {
            step: Step::alone(change),
            from: None,
            version: None,
            is_order_assumed: false,
            perhaps_from: None,
            is_correction_assumed: false,
        }
    }

    /// The step from one of the figures, as it stood after so many corrections.
    fn from(figures: &[Said<'_>], steps: &[Self], at: usize, said: &Said<'_>) -> Option<Self> {
        let whole = figures.get(at)?;
        let Standing { version, least } = whole.standing(&said.moment());
        let before = whole.version(version)?;
        let step = Step::between(before.worded(), said.worded());
        let is_order_assumed = before.may_follow(said) && !before.is_outrun_by(said);
        let is_fall_from = |version: usize| {
            let before = whole.version(version);
            before.is_some_and(|before| change(before.worded(), said.worded()) == Change::Fall)
        };
        let is_certain = !is_order_assumed && (least..version).all(is_fall_from);
        let is_unknown = step.change == Change::Fall && !is_certain;
        // A figure without a number takes none back, whichever came last.
        let is_numbered = |at: &usize| {
            let figure = figures.get(*at).map(|said| said.figure);
            figure.is_some_and(|figure| !figure.is_numberless())
        };
        let lead = steps.get(at).filter(|lead| lead.is_order_assumed);
        let lead = lead.filter(|_| is_numbered(&at));
        Some(Self {
            step: if is_unknown {
                Step::alone(Change::UnknownOrder)
            } else {
                step
            },
            from: Some(at),
            version: whole.former.get(version).and_then(|former| former.version),
            is_order_assumed,
            perhaps_from: lead.and_then(|lead| lead.from).filter(is_numbered),
            is_correction_assumed: least < version,
        })
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
        Aggregation::Cumulative if figures.iter().all(Said::is_untimed) => {
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

/// Steps, each made with those before it.
fn each<'f>(
    figures: &[Said<'f>],
    mut next: impl FnMut(usize, &Said<'f>, &[Stepped]) -> Stepped,
) -> Vec<Stepped> {
    let mut steps = Vec::with_capacity(figures.len());
    for (at, said) in figures.iter().enumerate() {
        let step = next(at, said, &steps);
        steps.push(step);
    }
    steps
}

/// Which figures are late: totals up to an earlier day than one that was said before them. The line of the others goes on
/// without them.
pub fn late<'f>(
    aggregation: Aggregation,
    figures: impl IntoIterator<Item = Said<'f>>,
) -> Vec<bool> {
    let mut newest: Option<Said<'_>> = None;
    let late = figures.into_iter().map(|said| {
        let is_late = newest.is_some_and(|newest| said.is_outrun_by(&newest));
        let is_late = is_late && aggregation == Aggregation::Cumulative;
        if !is_late {
            newest = Some(said);
        }
        is_late
    });
    late.collect()
}

fn one_after_another(figures: &[Said<'_>]) -> Vec<Stepped> {
    each(figures, |at, said, steps| {
        // One that was counted elsewhere then is passed over.
        let mut before = figures.get(..at).unwrap_or_default().iter().enumerate();
        let mut back = std::iter::from_fn(|| before.next_back()).take(REACH);
        back.find_map(|(at, _)| Stepped::from(figures, steps, at, said))
            .unwrap_or(Stepped::alone(alone(at)))
    })
}

/// What stands where no total before it may be compared with one.
const fn alone(at: usize) -> Change {
    if at == 0 {
        Change::First
    } else {
        Change::OtherPeriod
    }
}

fn of_who_knows_what(figures: &[Said<'_>]) -> Vec<Stepped> {
    each(figures, |at, said, _| {
        let before = at
            .checked_sub(1)
            .and_then(|at| Some((at, figures.get(at)?)));
        let is_order_assumed = before.is_some_and(|(_, before)| before.may_follow(said));
        let change = match before {
            None => Change::First,
            Some(_) => Change::UnknownAggregation,
        };
        Stepped {
            from: before.map(|(at, _)| at).filter(|_| is_order_assumed),
            is_order_assumed,
            ..Stepped::alone(change)
        }
    })
}

/// So many figures back is looked for one that stood then, and of which a coarse date does not say that it is of another time.
const REACH: usize = 32;

/// A version of a total: the place of the figure, and after how many corrections.
type Place = (usize, usize);

/// Totals in the order of the days that they count to; of equal ones the last said behind.
#[derive(Default)]
struct ByEnd(Vec<(Option<NaiveDate>, Place)>);

impl ByEnd {
    fn put(&mut self, end: Option<NaiveDate>, at: Place) {
        let place = self.0.partition_point(|(other, _)| *other <= end);
        self.0.insert(place, (end, at));
    }

    /// Those that do not certainly count to a later day than this, the one that counts to the latest first.
    fn up_to(&self, until: &Until) -> impl Iterator<Item = (Option<NaiveDate>, Place)> {
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
    each(figures, |at, said, steps| {
        let (start, until, when) = (said.start(), said.until(), said.moment());
        let stands = |(at, version): Place| {
            let one = figures.get(at)?;
            one.version(version)
                .filter(|_| one.standing(&when).version == version)
        };
        let fits = |(_, place): &(Option<NaiveDate>, Place)| {
            stands(*place).is_some_and(|one| may_be_stepped(&one, said))
        };
        let of = |start: Option<NaiveDate>| {
            let ends = by_start.get(&start).into_iter();
            ends.flat_map(|ends| ends.up_to(&until)).find(fits)
        };
        let from = match start {
            Some(_) => of(start).max(of(None)),
            None => all.up_to(&until).find(fits),
        };
        let from = from.map(|(_, (at, _))| at).or(untimed);
        if said.occurred.is_none() {
            untimed = Some(at);
        }
        for place in 0..=said.former.len() {
            if let Some(version) = said.version(place) {
                // Of one in doubt the day that it names: it stays where it stands among the others.
                let end = version.until().earliest().or(version.stated_on.earliest());
                all.put(end, (at, place));
                by_start
                    .entry(version.start())
                    .or_default()
                    .put(end, (at, place));
            }
        }
        let stepped = from.and_then(|from| Stepped::from(figures, steps, from, said));
        let stepped = stepped.unwrap_or(Stepped::alone(alone(at)));
        let before = stepped.from.and_then(|from| {
            let from = figures.get(from)?;
            from.version(from.standing(&when).version)
        });
        let is_doubtful = before.is_some_and(|before| said.is_doubtful_after(&before));
        if stepped.step.change == Change::Fall && is_doubtful {
            return Stepped::alone(Change::UnknownPeriod);
        }
        stepped
    })
}

/// Whether a total may be compared with another of its claimant, as far as the times go that they cover.
fn may_be_stepped(one: &Said<'_>, other: &Said<'_>) -> bool {
    one.occurred
        .zip(other.occurred)
        .is_none_or(|(one, other)| may_be_one_time(one, other))
}

fn of_what_is_new(figures: &[Said<'_>]) -> Vec<Stepped> {
    let mut of_time: BTreeMap<Days, Vec<Place>> = BTreeMap::new();
    each(figures, |at, said, steps| {
        let when = said.moment();
        let days = Days::of(said.occurred);
        let mut before = days.and_then(|days| of_time.get(&days)).into_iter();
        let mut back = before.by_ref().flatten().rev().take(REACH);
        let from = back.find_map(|(at, version)| {
            let one = figures.get(*at)?;
            (one.standing(&when).version == *version).then_some(*at)
        });
        for place in 0..=said.former.len() {
            let version = said.version(place);
            if let Some(days) = version.and_then(|version| Days::of(version.occurred)) {
                of_time.entry(days).or_default().push((at, place));
            }
        }
        let alone = match days {
            _ if at == 0 => Change::First,
            Some(_) => Change::OtherPeriod,
            None => Change::UnknownPeriod,
        };
        from.and_then(|from| Stepped::from(figures, steps, from, said))
            .unwrap_or(Stepped::alone(alone))
    })
}

#[cfg(test)]
mod tests;
