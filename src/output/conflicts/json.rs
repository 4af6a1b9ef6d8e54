//! Contradictions as JSON. The keys and their order are a contract; added ones stand last.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::super::compare::{PointJson, ScopeJson};
use super::super::json::{FORMAT, Listing};
use crate::model::{ClaimId, Instant, Measure, PartialDate};
use crate::report::conflicts::{Clash, Conflicts, Disagreement, Ending};
use crate::series::interval::Gap;
use crate::series::scope::Loosen;
use crate::series::vague::Convention;
use crate::store;

#[derive(Serialize)]
struct HeadJson<'a> {
    format: u32,
    report: &'static str,
    event: &'a str,
    measure: Option<Measure>,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    loosened: Vec<Loosen>,
    vague: Convention,
    log: store::Head,
}

#[derive(Serialize)]
struct Tail<'a> {
    /// Scopes in which there was too much to look at, and from which day on nothing was.
    stopped: Vec<PartialDate>,
    alone: usize,
    entries: u64,
    undatable: usize,
    /// Claims that the source corrected on a day that may lie after the as-of day; shown as corrected.
    perhaps_corrected_later: &'a BTreeSet<ClaimId>,
    later: usize,
    outside: usize,
}

#[derive(Serialize)]
pub(in crate::output) struct DisagreementJson<'a> {
    one: SideJson<'a>,
    other: SideJson<'a>,
    opened: PartialDate,
    closed: Option<ClosedJson<'a>>,
    firm: bool,
    gap_at_opening: Gap,
    widest_gap: Gap,
    last_gap: Gap,
    pairs: Vec<PairJson<'a>>,
    /// Whether each pair rests on how “about” or a word for a size is read.
    by_convention: bool,
    /// Whether that it was opened on that day, and on no later one, is known.
    opened_day_known: bool,
}

#[derive(Serialize)]
struct SideJson<'a> {
    claimant: &'a str,
    claimant_name: &'a str,
    #[serde(flatten)]
    scope: ScopeJson<'a>,
}

#[derive(Serialize)]
struct ClosedJson<'a> {
    on: PartialDate,
    one: Option<PointJson<'a>>,
    other: Option<PointJson<'a>>,
    /// What the two are to one another.
    ending: Ending,
    /// Whether that it was closed on that day, and on no later one, is known.
    day_known: bool,
}

#[derive(Serialize)]
struct PairJson<'a> {
    since: PartialDate,
    until: Option<PartialDate>,
    gap: Gap,
    may_be_growth: bool,
    one: Option<PointJson<'a>>,
    other: Option<PointJson<'a>>,
    /// Why the pair is not certain; empty where it is.
    doubts: Vec<&'static str>,
    /// Whether the gap rests on how “about” or a word for a size is read.
    by_convention: bool,
}

/// Writes the report as one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, report: &Conflicts) -> io::Result<()> {
    let query = &report.query;
    let head = HeadJson {
        format: FORMAT,
        report: "conflicts",
        event: report.heading.event.handle.as_str(),
        measure: query.measure,
        as_of: query.as_of.map(|day| day.to_string()),
        recorded_by: query.recorded_by,
        loosened: query.loosened.parts().collect(),
        vague: query.convention,
        log: report.made.head,
    };
    let mut list = Listing::begin(out, &head, "conflicts")?;
    for found in report.groups.iter().flat_map(|group| &group.disagreements) {
        if let Some(found) = disagreement(report, found) {
            list.element(&found)?;
        }
    }
    list.end(&Tail {
        stopped: report
            .groups
            .iter()
            .filter_map(|group| group.stopped)
            .collect(),
        alone: report.alone,
        entries: report.made.head.size.min(report.made.horizon.size()),
        undatable: report.extent.undatable,
        perhaps_corrected_later: &report.extent.perhaps_later.claims,
        later: report.extent.later,
        outside: report.outside,
    })
}

pub(in crate::output) fn disagreement<'a>(
    report: &'a Conflicts,
    found: &'a Disagreement,
) -> Option<DisagreementJson<'a>> {
    let closed = found.closed.map(|closing| ClosedJson {
        on: closing.on,
        one: point(report, found.one, closing.one),
        other: point(report, found.other, closing.other),
        ending: closing.ending,
        day_known: closing.is_day_known,
    });
    let pair = |(index, clash): (usize, &Clash)| PairJson {
        since: clash.since,
        until: found.until(index),
        gap: clash.gap,
        may_be_growth: clash.doubts.growth,
        one: point(report, found.one, clash.one),
        other: point(report, found.other, clash.other),
        doubts: clash.doubts.names(),
        by_convention: found.is_read(report, clash),
    };
    Some(DisagreementJson {
        one: side(report, found.one)?,
        other: side(report, found.other)?,
        opened: found.opening().since,
        closed,
        firm: found.is_firm(),
        gap_at_opening: found.opening().gap,
        widest_gap: found.widest().gap,
        last_gap: found.last().gap,
        pairs: found.clashes.iter().enumerate().map(pair).collect(),
        by_convention: found.rests_on_reading(report),
        opened_day_known: found.opening().is_day_known,
    })
}

fn side(report: &Conflicts, series: usize) -> Option<SideJson<'_>> {
    let stated = &report.series.get(series)?.stated;
    Some(SideJson {
        claimant: &stated.claimant,
        claimant_name: &stated.claimant_name,
        scope: ScopeJson::of(&stated.key),
    })
}

fn point(report: &Conflicts, series: usize, point: usize) -> Option<PointJson<'_>> {
    let (stated, reading) = report.at(series, point)?;
    Some(PointJson::of(stated, reading, None))
}
