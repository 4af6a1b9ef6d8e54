//! What stood of a series, and from when on.
//!
//! Enter: the figures of a series in order of statement, with what stood of them until their source corrected them, and those
//! that it has lost. Leave: every version that stood, with its first day; those that do not stand any more are added to the
//! series. Invariants: what a claimant corrected when he had said another number since never stood as corrected, but it
//! leaves in doubt whether he holds to a newer number that is smaller; what his source counted elsewhere stood until that day,
//! and then what had been said before it stands again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Series;
use super::members::Together;
use crate::model::{Aggregation, PartialDate};
use crate::report::changes::{ChangePoint, ChangeSeries};
use crate::report::former::{Earlier, Perhaps, Versions, departed, versions};
use crate::report::range::until;
use crate::series::reading::Reading;
use crate::series::until::Until;
use crate::series::vague::Convention;

/// A version of a figure that stood.
#[derive(Debug, Clone)]
pub(super) struct Stood {
    /// Which of the series' figures it is of; none of one that it has lost.
    pub at: Option<usize>,
    /// Which it is, as [`super::Conflicts::at`] numbers them.
    pub index: usize,
    /// From when on.
    pub since: PartialDate,
    /// In place of which others it stands.
    pub line: Line,
    /// Whether nothing stands from then on.
    pub is_gone: bool,
    /// Whether its claimant has corrected an older figure to more than it by then.
    pub is_left_behind: bool,
    /// What may have stood in place of it for a while: its source corrected it to this on a day that is not known.
    pub perhaps: Vec<StoodPerhaps>,
}

/// A version that stood until its source corrected it on a day that is not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoodPerhaps {
    /// Which it is, as [`super::Conflicts::at`] numbers them; none where nothing of it had been said in the series by then.
    pub index: Option<usize>,
    /// The day by which it had been corrected; none where that may lie behind the as-of day.
    pub by: Option<NaiveDate>,
}

impl Stood {
    const fn new(at: Option<usize>, index: usize, since: PartialDate, line: Line) -> Self {
        Self {
            at,
            index,
            since,
            line,
            is_gone: false,
            is_left_behind: false,
            perhaps: Vec::new(),
        }
    }
}

/// One walk over the figures of a series.
struct Walk<'s, C> {
    series: &'s Series,
    lines: &'s [Line],
    together: &'s C,
    convention: Convention,
    former: Vec<(ChangePoint, Reading)>,
    stood: Vec<Stood>,
}

/// The versions of a series' figures that stood.
pub(super) fn standing(
    series: &mut Series,
    convention: Convention,
    lines: &[Line],
    together: &impl Fn(&ChangePoint) -> Option<Together>,
) -> Vec<Stood> {
    let mut walk = Walk {
        series,
        lines,
        together,
        convention,
        former: Vec::new(),
        stood: Vec::with_capacity(series.stated.points.len()),
    };
    for (at, point) in walk.series.stated.points.iter().enumerate() {
        walk.take(at, point);
    }
    let departures = walk.series.stated.departures.iter();
    for (point, day) in departures.filter_map(departed) {
        walk.leave(&point, day);
    }
    let Walk { former, stood, .. } = walk;
    series.former.extend(former);
    stood
}

impl<C: Fn(&ChangePoint) -> Option<Together>> Walk<'_, C> {
    fn line(&self, at: usize) -> Line {
        self.lines.get(at).copied().unwrap_or_default()
    }

    /// The figures with a number that stand in place of one another with one of this line and time, in order.
    fn beside(
        &self,
        line: Line,
        together: Option<Together>,
    ) -> impl DoubleEndedIterator<Item = (usize, &ChangePoint)> {
        let points = self.series.stated.points.iter().enumerate();
        let named = points.zip(&self.series.readings);
        let named = named.filter(|(_, reading)| reading.interval().is_some());
        let beside = named.filter(move |((at, point), _)| {
            (self.together)(point) == together && self.line(*at) == line
        });
        beside.map(|(found, _)| found)
    }

    /// Takes what stood of a figure.
    fn take(&mut self, at: usize, point: &ChangePoint) {
        let Versions {
            former,
            since,
            perhaps,
        } = versions(point);
        let line = self.line(at);
        let now = Stood {
            perhaps: self.perhaps(perhaps),
            ..Stood::new(Some(at), at, since, line)
        };
        if since == point.stated_on {
            self.stood.push(now);
            return;
        }
        let next = {
            let mut later = self.beside(line, (self.together)(point));
            let next = later.find(|(other, _)| *other > at);
            next.map(|(_, later)| later.stated_on)
        };
        let stands =
            |since: &PartialDate| next.is_none_or(|next| since.chronological(&next).is_lt());
        for (number, earlier) in former.into_iter().enumerate() {
            if number == 0 || stands(&earlier.since) {
                self.put(Some(at), earlier, line);
            }
        }
        if stands(&since) {
            self.stood.push(now);
        } else {
            self.leave_behind(at, point, since);
        }
    }

    /// Adds a version that does not stand any more.
    fn put(&mut self, at: Option<usize>, earlier: Earlier, line: Line) {
        let Earlier {
            point,
            since,
            perhaps,
        } = earlier;
        let perhaps = self.perhaps(perhaps);
        let index = self.number(point);
        self.stood.push(Stood {
            perhaps,
            ..Stood::new(at, index, since, line)
        });
    }

    /// What may have stood in place of a version, each by its number.
    fn perhaps(&mut self, perhaps: Vec<Perhaps>) -> Vec<StoodPerhaps> {
        let numbered = perhaps.into_iter().map(|Perhaps { point, by }| {
            let index = point.map(|point| self.number(point));
            StoodPerhaps { index, by }
        });
        numbered.collect()
    }

    /// The number of a version that is not among the figures of the series.
    fn number(&mut self, version: ChangePoint) -> usize {
        let index = self.next_number();
        let reading = Reading::of(&version.figure, None, self.convention);
        self.former.push((version, reading));
        index
    }

    fn next_number(&self) -> usize {
        self.series.stated.points.len() + self.series.former.len() + self.former.len()
    }

    /// Marks the figure that stood when an older one was corrected to more than it.
    fn leave_behind(&mut self, at: usize, point: &ChangePoint, since: PartialDate) {
        let line = self.line(at);
        let newer = self.newest(line, (self.together)(point), since);
        let is_left = |newer: usize| {
            let figure = self.series.stated.points.get(newer);
            newer > at
                && figure.is_some_and(|figure| {
                    let is_as_shown = versions(figure).since.chronological(&since).is_lt();
                    is_as_shown && figure.said().is_fall_from(&point.said())
                })
        };
        let newer = newer.filter(|newer| self.is_of_totals() && is_left(*newer));
        self.stood.extend(newer.map(|newer| Stood {
            is_left_behind: true,
            ..Stood::new(Some(newer), newer, since, line)
        }));
    }

    /// The last figure of this line and time that had been said before this day.
    fn newest(&self, line: Line, together: Option<Together>, day: PartialDate) -> Option<usize> {
        let mut said = self.beside(line, together).rev();
        let is_before = |one: &ChangePoint| one.stated_on.chronological(&day).is_lt();
        let newest = said.find(|(_, one)| is_before(one));
        newest.map(|(at, _)| at)
    }

    fn is_of_totals(&self) -> bool {
        let key = &self.series.stated.key;
        key.aggregation == Aggregation::Cumulative && !key.measure.may_fall()
    }

    /// Takes what stood of a claim until its source counted it elsewhere.
    fn leave(&mut self, point: &ChangePoint, day: PartialDate) {
        let together = (self.together)(point);
        let is_since = self.lines.iter().any(|(start, _)| start.is_some());
        let start = point.occurred.and_then(|covered| covered.begins_on());
        let line: Line = (start.filter(|_| is_since), false);
        let before = self.newest(line, together, point.stated_on);
        let newest = self.newest(line, together, day);
        let Versions {
            former,
            since,
            perhaps,
        } = versions(point);
        for earlier in former {
            self.put(None, earlier, line);
        }
        let last = Earlier {
            point: point.clone(),
            since,
            perhaps,
        };
        self.put(None, last, line);
        // It was numbered last.
        let index = self.next_number() - 1;
        // Whoever had said another number since had left it himself.
        if newest != before {
            return;
        }
        self.stood.push(match before {
            Some(at) => Stood::new(Some(at), at, day, line),
            None => Stood {
                is_gone: true,
                ..Stood::new(None, index, day, line)
            },
        });
    }
}

/// Which totals of a claimant stand in place of one another: those that count since one day, where that is known of each,
/// and of these a late figure for an earlier day only in place of another such.
pub(super) type Line = (Option<NaiveDate>, bool);

/// The lines of the totals of a series, one for each of its figures.
pub(super) fn lines(series: &ChangeSeries) -> Vec<Line> {
    let start = |point: &ChangePoint| point.occurred.and_then(|covered| covered.begins_on());
    let points = &series.points;
    let is_known = points.iter().all(|point| start(point).is_some());
    let mut newest: BTreeMap<Option<NaiveDate>, Option<Until>> = BTreeMap::new();
    let lines = points.iter().map(|point| {
        let line = start(point).filter(|_| is_known);
        // To which day one counts of which no time was said is not known.
        let until = point.occurred.map(|_| until(point));
        let before = newest.entry(line).or_default();
        let is_late = before
            .zip(until)
            .is_some_and(|(before, until)| before.certainly_outruns(&until));
        if !is_late {
            *before = until;
        }
        (line, is_late)
    });
    lines.collect()
}
