//! The figures of a series as they stood, sorted by what they must share to be put against another's.
//!
//! Enter: a series with its readings. Leave: its figures with a number in the order in which they stood, those before a
//! correction too, by what they stand together for. Invariants: of what is new only figures of one time stand together; with
//! the period left out of account they stand together over other times *besides*, so that loosening takes no contradiction away; a late
//! total for an earlier day stands in place of no other; what stood until its source corrected it on a day that is not known
//! stands beside what it was corrected to, as somebody of its own.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::Series;
use super::standing::{Line, Stood, StoodPerhaps, lines, standing};
use crate::model::Aggregation;
use crate::report::changes::ChangePoint;
use crate::report::disagreement::{Counts, Figure, Member, Perhaps};
use crate::report::range::{first_restart, until};
use crate::report::terms::Query;
use crate::series::period::Days;
use crate::series::scope::{Loosen, Loosened, Scope};

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
    sort: impl Fn(&ChangePoint) -> Option<Together>,
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
    let mut perhaps: Vec<((Together, Line), Figure, Option<NaiveDate>)> = Vec::new();
    let of = |figures| Member {
        claimant: key.claimant,
        scope: Rc::clone(&scope),
        figures,
    };
    for stood in standing(series, query.convention, &lines, &sort) {
        let Stood {
            at,
            index,
            since,
            line,
            perhaps: before,
            ..
        } = stood;
        let Some((point, reading)) = series.at(index) else {
            continue;
        };
        let Some(interval) = reading.interval() else {
            continue;
        };
        let Some(together) = sort(point) else {
            *of_unknown_time += usize::from(index < series.stated.points.len());
            continue;
        };
        let mut figure = Figure {
            counts: Counts {
                interval,
                until: until(point),
                occurred: point.occurred,
            },
            since,
            point: index,
            is_order_assumed: point.is_number_assumed,
            is_gone: stood.is_gone,
            is_left_behind: stood.is_left_behind,
            is_anew: anew.zip(at).is_some_and(|(anew, at)| at >= anew),
            perhaps: Vec::new(),
            corrected_to: None,
            end: None,
        };
        for StoodPerhaps { index, by } in before {
            let before = index.and_then(|index| series.at(index));
            let counts = before.and_then(|(point, reading)| {
                Some(Counts {
                    interval: reading.interval()?,
                    until: until(point),
                    occurred: point.occurred,
                })
            });
            let is_beside = before.and_then(|(point, _)| sort(point)) == Some(together);
            if let (Some(point), Some(counts), true) = (index, counts, is_beside) {
                perhaps.push(((together, line), figure.before(point, counts), by));
            }
            figure.perhaps.push(Perhaps { counts, by });
        }
        let member = members.entry((together, line));
        let member = member.or_insert_with(|| of(Vec::new()));
        member.figures.push(figure);
    }
    let of_versions: Vec<_> = perhaps
        .into_iter()
        .filter_map(|(key, before, by)| {
            let figures = before.until_corrected(by, &members.get(&key)?.figures);
            Some((key.0, of(figures)))
        })
        .collect();
    let sorted = members.into_iter();
    let sorted = sorted.map(|((together, _), member)| (together, member));
    sorted.chain(of_versions).collect()
}
