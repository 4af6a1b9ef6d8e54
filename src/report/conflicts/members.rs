//! The figures of a series as they stood, sorted by what they must share to be put against another's.
//!
//! Enter: a series with its readings. Leave: its figures with a number in the order in which they stood, those before a
//! correction too, by what they stand together for. Invariants: of what is new only figures of one time stand together; with
//! the period left out of account they stand together over other times *besides*, so that loosening takes no contradiction away; a late
//! total for an earlier day stands in place of no other.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::Series;
use crate::model::{Aggregation, PartialDate};
use crate::report::changes::{ChangePoint, ChangeSeries};
use crate::report::disagreement::{Figure, Member};
use crate::report::former::{Versions, versions};
use crate::report::range::{first_restart, until};
use crate::report::terms::Query;
use crate::series::period::Days;
use crate::series::reading::Reading;
use crate::series::scope::{Loosen, Loosened, Scope};
use crate::series::until::Until;

/// For what figures of one scope stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Together {
    /// Totals, and those of which nobody said whether they are totals.
    Totals,
    /// What is new of one time.
    OneTime(Days),
    /// What is new of other times, or of unknown ones, where the period is left out of account.
    OtherTimes,
}

/// A version of a figure that stood.
struct Stood {
    /// Which of the series' figures it is of.
    at: usize,
    /// Which it is, as [`Conflicts::at`] numbers them.
    index: usize,
    /// From when on.
    since: PartialDate,
}

/// The versions of a series' figures in the order in which they stood; those before a correction are added to the series.
/// What its claimant corrected when he had said another number since never stood as corrected.
fn standing(
    series: &mut Series,
    query: &Query,
    lines: &[Line],
    together: &impl Fn(&ChangePoint) -> Option<Together>,
) -> Vec<Stood> {
    let points = &series.stated.points;
    let mut stood = Vec::with_capacity(points.len());
    let mut former = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let Versions {
            former: before,
            since,
        } = versions(point);
        if before.is_empty() {
            stood.push(Stood {
                at,
                index: at,
                since,
            });
            continue;
        }
        let later = points.iter().zip(&series.readings).enumerate().skip(at + 1);
        let next = later
            .filter(|(after, (later, reading))| {
                reading.interval().is_some()
                    && together(later) == together(point)
                    && lines.get(*after) == lines.get(at)
            })
            .map(|(_, (later, _))| later.stated_on)
            .next();
        let stands =
            |since: &PartialDate| next.is_none_or(|next| since.chronological(&next).is_lt());
        for (number, (version, since)) in before.into_iter().enumerate() {
            if number == 0 || stands(&since) {
                let index = points.len() + series.former.len() + former.len();
                let reading = Reading::of(&version.figure, None, query.convention);
                former.push((version, reading));
                stood.push(Stood { at, index, since });
            }
        }
        if stands(&since) {
            stood.push(Stood {
                at,
                index: at,
                since,
            });
        }
    }
    series.former.extend(former);
    stood
}

/// Which totals of a claimant stand in place of one another: those that count since one day, where that is known of each,
/// and of these a late figure for an earlier day only in place of another such.
type Line = (Option<NaiveDate>, bool);

/// The lines of the totals of a series, one for each of its figures.
fn lines(series: &ChangeSeries) -> Vec<Line> {
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

/// The figures of a series that name a number, sorted by what they stand together for.
pub(super) fn members(
    series: &mut Series,
    query: &Query,
    of_unknown_time: &mut usize,
) -> Vec<(Together, Member)> {
    if series.stated.key.aggregation != Aggregation::Incremental {
        return sorted(series, query, |_| Some(Together::Totals), of_unknown_time);
    }
    let of_its_time = |point: &ChangePoint| {
        let days = Days::of(point.occurred.as_ref());
        days.map(Together::OneTime)
    };
    if !query.loosened.has(Loosen::Period) {
        return sorted(series, query, of_its_time, of_unknown_time);
    }
    // Those of an unknown time stand among those of other times.
    let mut all = sorted(series, query, of_its_time, &mut 0);
    let of_any_time = |_: &ChangePoint| Some(Together::OtherTimes);
    all.extend(sorted(series, query, of_any_time, of_unknown_time));
    all
}

/// The figures of a series that name a number, sorted by what each stands together for; those that stand for nothing are
/// counted.
fn sorted(
    series: &mut Series,
    query: &Query,
    together: impl Fn(&ChangePoint) -> Option<Together>,
    of_unknown_time: &mut usize,
) -> Vec<(Together, Member)> {
    let key = series.stated.key.clone();
    let scope = Rc::new(Scope::of(&key, &Loosened::default()));
    let anew = first_restart(&series.stated.points);
    let lines = match key.aggregation {
        Aggregation::Cumulative => lines(&series.stated),
        Aggregation::Incremental | Aggregation::Unknown => Vec::new(),
    };
    let mut members: BTreeMap<(Together, Line), Member> = BTreeMap::new();
    for Stood { at, index, since } in standing(series, query, &lines, &together) {
        let Some((point, reading)) = series.at(index) else {
            continue;
        };
        let Some(interval) = reading.interval() else {
            continue;
        };
        let Some(together) = together(point) else {
            *of_unknown_time += usize::from(index < series.stated.points.len());
            continue;
        };
        let line = lines.get(at).copied().unwrap_or_default();
        let member = members.entry((together, line)).or_insert_with(|| Member {
            claimant: key.claimant,
            scope: Rc::clone(&scope),
            figures: Vec::new(),
        });
        member.figures.push(Figure {
            interval,
            until: until(point),
            since,
            occurred: point.occurred,
            point: index,
            is_order_assumed: point.is_number_assumed,
            is_anew: anew.is_some_and(|anew| at >= anew),
        });
    }
    let sorted = members.into_iter();
    sorted
        .map(|((together, _), member)| (together, member))
        .collect()
}
