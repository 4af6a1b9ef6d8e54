//! `report conflicts`: claims of one scope that do not meet, from when to when.
//!
//! Enter: a store to read and an event. Leave: for each scope the disagreements of two claimants, each with every pair of
//! claims that it went through. Invariants: only figures of one scope and of overlapping periods are put against one
//! another; figures of what is new only where they cover the same time; nobody is put against himself. A lower total that
//! runs, or may run, to an earlier day than a higher one contradicts nothing for certain: it is listed, and marked as one
//! that may have grown. Neither do figures that only stand together because a part of the scope is left out of account, nor
//! the one of several figures of a day that is only assumed to be the last ([`Doubts`]). No disagreement mixes the two: its
//! days and its gaps are those of pairs that are all certain, or all not.

mod members;

use std::collections::BTreeMap;

use super::ReportError;
use super::changes::{ChangePoint, ChangeSeries, Made, made};
use super::disagreement::{Found, Member, Spell, Terms, disagreements};
use super::extent::{Extent, Heading};
use super::terms::{InTime, Query, series};
use crate::model::PartialDate;
use crate::register::Register;
use crate::series::interval::Gap;
use crate::series::reading::{Basis, Reading};
use crate::series::scope::Scope;
use crate::store::Read;
use members::{Together, members};

pub use super::disagreement::{Clash, Closing, Doubts, Ending};

/// How many pairs of claims are looked at in all, and the least of one scope. Ten claimants who all disagree on each of
/// two thousand days are still followed whole.
const MOST: usize = 100_000;
const LEAST: usize = 2_000;

/// Where claimants contradict one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicts {
    /// What was asked.
    pub query: Query,
    /// The log that it was made from.
    pub made: Made,
    /// The event.
    pub heading: Heading,
    /// What was left out, and why.
    pub extent: Extent,
    /// Every series of the event, by the claimant's handle.
    pub series: Vec<Series>,
    /// The scopes in which there is a disagreement.
    pub groups: Vec<Group>,
    /// How many series are alone in their scope, so that they were compared with none.
    pub alone: usize,
    /// How many disagreements lie outside the days that were asked for.
    pub outside: usize,
    /// How many figures of what is new were compared with none, since the time that they cover was not said, or not for
    /// certain.
    pub of_unknown_time: usize,
}

/// The figures of one claimant and scope, with their readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The series.
    pub stated: ChangeSeries,
    /// Each of its figures as an interval.
    pub readings: Vec<Reading>,
    /// Figures as they had been said until their source corrected them, with their readings; numbered behind the others.
    pub former: Vec<(ChangePoint, Reading)>,
}

impl Series {
    fn at(&self, point: usize) -> Option<(&ChangePoint, &Reading)> {
        let points = &self.stated.points;
        if let Some(former) = point.checked_sub(points.len()) {
            return self
                .former
                .get(former)
                .map(|(point, reading)| (point, reading));
        }
        Some((points.get(point)?, self.readings.get(point)?))
    }
}

/// The disagreements of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What all of them count.
    pub scope: Scope,
    /// The disagreements: firm ones first, then open ones, then by the last gap.
    pub disagreements: Vec<Disagreement>,
    /// The day from which on no more was looked at, where there was too much.
    pub stopped: Option<PartialDate>,
}

/// Two claimants who contradict one another, for certain or perhaps, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The one series, of [`Conflicts::series`].
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Each pair of claims that it went through, in order, all of them certain or none; never empty.
    pub clashes: Vec<Clash>,
    /// What closed it; none while it is open.
    pub closed: Option<Closing>,
}

impl Disagreement {
    /// The pair that opened it.
    pub fn opening(&self) -> &Clash {
        // Invariant: it is made of its first pair.
        &self.clashes[0]
    }

    /// The pair that it has come to.
    pub fn last(&self) -> &Clash {
        &self.clashes[self.clashes.len() - 1]
    }

    /// The pair that is the farthest apart; of equal ones the first.
    pub fn widest(&self) -> &Clash {
        self.clashes
            .iter()
            .skip(1)
            .fold(self.opening(), |widest, clash| {
                if clash.gap > widest.gap {
                    clash
                } else {
                    widest
                }
            })
    }

    /// Whether it is certain: all of its pairs are, or none is.
    pub fn is_firm(&self) -> bool {
        !self.opening().doubts.any()
    }

    /// Why it is not certain; none where it is.
    pub fn doubts(&self) -> Doubts {
        let doubts = self.clashes.iter().map(|clash| clash.doubts);
        doubts.fold(Doubts::default(), Doubts::or)
    }

    /// Whether each pair of it rests on a convention.
    pub fn rests_on_reading(&self, report: &Conflicts) -> bool {
        let mut clashes = self.clashes.iter();
        clashes.all(|clash| self.is_read(report, clash))
    }

    /// Whether a pair of it rests on a convention: on the tolerance of “about”, or on the numbers that a word for a size is
    /// read as.
    pub fn is_read(&self, report: &Conflicts, clash: &Clash) -> bool {
        let sides = [(self.one, clash.one), (self.other, clash.other)];
        sides.into_iter().any(|(series, point)| {
            report
                .at(series, point)
                .is_some_and(|(_, reading)| reading.basis() != Basis::Stated)
        })
    }

    /// From when a pair was no longer what stood: the next pair's day, or the day that closed it.
    pub fn until(&self, index: usize) -> Option<PartialDate> {
        let next = self.clashes.get(index + 1).map(|clash| clash.since);
        next.or(self.closed.map(|closing| closing.on))
    }

    fn rank(&self) -> (bool, bool, std::cmp::Reverse<Gap>) {
        (
            !self.is_firm(),
            self.closed.is_some(),
            std::cmp::Reverse(self.last().gap),
        )
    }
}

impl Conflicts {
    /// A figure with its reading.
    pub fn at(&self, series: usize, point: usize) -> Option<(&ChangePoint, &Reading)> {
        self.series.get(series)?.at(point)
    }

    /// Whether a figure is one that its source has corrected since.
    pub fn is_former(&self, series: usize, point: usize) -> bool {
        let series = self.series.get(series);
        series.is_some_and(|series| point >= series.stated.points.len())
    }
}

/// The figures of one scope, by what they must share, with the series that each is of.
type ByTime = BTreeMap<Together, Vec<(usize, Member)>>;

/// Makes the report.
///
/// # Errors
/// No such event; the store's.
pub fn conflicts(read: &dyn Read, query: &Query) -> Result<Conflicts, ReportError> {
    // What stands on a day was said before it, so the days asked for bound only what is shown.
    let whole = Query {
        since: None,
        until: None,
        ..query.clone()
    };
    let made = made(read, &whole.changes())?;
    let register = Register::new(read, made.horizon);
    let (found, extent) = series(read, &register, &whole, &made)?;
    let heading = Heading::of(&register, query.event)?;
    Ok(among(heading, query, made, extent, found))
}

/// Makes the report of all series of the event, each with its points in the order of [`super::terms`].
pub(super) fn among(
    heading: Heading,
    query: &Query,
    made: Made,
    extent: Extent,
    found: Vec<ChangeSeries>,
) -> Conflicts {
    let mut series: Vec<Series> = found
        .into_iter()
        .map(|stated| Series {
            readings: stated
                .points
                .iter()
                .map(|point| Reading::of(&point.figure, point.wording.as_deref(), query.convention))
                .collect(),
            stated,
            former: Vec::new(),
        })
        .collect();
    series.sort_by(|one, other| {
        let key = |series: &Series| {
            let key = &series.stated.key;
            (
                key.measure,
                key.victim_side.clone(),
                key.victims.clone(),
                key.victim_status,
                key.aggregation,
                key.place.clone(),
            )
        };
        one.stated
            .claimant
            .cmp(&other.stated.claimant)
            .then_with(|| key(one).cmp(&key(other)))
    });
    // Those whose side is not said come last.
    let mut of_unknown_time = 0;
    let mut scopes: BTreeMap<(bool, Scope), ByTime> = BTreeMap::new();
    let mut claimants: BTreeMap<Scope, usize> = BTreeMap::new();
    for (index, series) in series.iter_mut().enumerate() {
        let scope = Scope::of(&series.stated.key, &query.loosened);
        *claimants.entry(scope.clone()).or_default() += 1;
        let is_of_no_side = scope.side.is_none();
        let sorted = scopes.entry((is_of_no_side, scope)).or_default();
        for (together, member) in members(series, query, &mut of_unknown_time) {
            sorted.entry(together).or_default().push((index, member));
        }
    }
    let alone = claimants.values().filter(|count| **count == 1).count();
    let all = scopes
        .values()
        .flat_map(ByTime::values)
        .map(|of| figures(of))
        .sum();
    let mut outside = 0;
    let mut groups = Vec::new();
    for ((_, scope), sorted) in scopes {
        let mut found = group(scope, sorted, query, all);
        let before = found.disagreements.len();
        found.disagreements.retain(|one| is_inside(one, query));
        outside += before - found.disagreements.len();
        if !found.disagreements.is_empty() || found.stopped.is_some() {
            groups.push(found);
        }
    }
    Conflicts {
        query: query.clone(),
        made,
        heading,
        extent,
        series,
        groups,
        alone,
        outside,
        of_unknown_time,
    }
}

fn group(scope: Scope, sorted: ByTime, query: &Query, all: usize) -> Group {
    let mut disagreed = Vec::new();
    let mut stopped: Option<InTime> = None;
    for (together, members) in sorted {
        let most = share(figures(&members), all);
        let (indexes, members): (Vec<usize>, Vec<Member>) = members.into_iter().unzip();
        let terms = Terms {
            aggregation: scope.aggregation,
            loosened: &query.loosened,
            is_of_other_times: together == Together::OtherTimes,
        };
        let found = disagreements(&members, &terms, most);
        let Found {
            spells,
            stopped: at,
        } = found;
        stopped = stopped.into_iter().chain(at.map(InTime)).min();
        disagreed.extend(spells.into_iter().map(|spell| {
            let Spell {
                one,
                other,
                clashes,
                closed,
            } = spell;
            Disagreement {
                one: indexes[one],
                other: indexes[other],
                clashes,
                closed,
            }
        }));
    }
    disagreed.sort_by(|one, other| {
        let day = |one: &Disagreement| InTime(one.opening().since);
        one.rank()
            .cmp(&other.rank())
            .then_with(|| (one.one, one.other).cmp(&(other.one, other.other)))
            .then_with(|| day(one).cmp(&day(other)))
    });
    Group {
        scope,
        disagreements: disagreed,
        stopped: stopped.map(|day| day.0),
    }
}

fn figures(members: &[(usize, Member)]) -> usize {
    members.iter().map(|(_, member)| member.figures.len()).sum()
}

/// How many pairs may be looked at among some of all figures: their part of what may be in all, so that a thousand days
/// of daily figures take nothing from a running total beside them.
fn share(figures: usize, all: usize) -> usize {
    (MOST * figures / all.max(1)).max(LEAST)
}

/// Whether some of a disagreement may lie within the days that were asked for.
fn is_inside(found: &Disagreement, query: &Query) -> bool {
    let begins = query
        .until
        .is_none_or(|day| found.opening().since.possibly_by(day));
    let ends = match (&found.closed, query.since) {
        (Some(closing), Some(day)) => closing.on.possibly_since(day),
        _ => true,
    };
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_looked_at_is_shared_out_by_figures() {
        assert_eq!(share(2, 6_000), LEAST);
        assert_eq!(share(3_000, 6_000), MOST / 2);
        assert_eq!(share(6_000, 6_000), MOST);
        assert_eq!(share(0, 0), LEAST);
    }
}
