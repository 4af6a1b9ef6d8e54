//! The report on an event as JSON. The keys and their order are a contract; added ones stand last.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::super::accusations::json::{WithdrawnClaimJson, thread, withdrawn_claim};
use super::super::changes::json::{PointJson, point};
use super::super::conflicts::json::disagreement;
use super::super::json::{self, FORMAT};
use crate::model::{
    Aggregation, ClaimId, Count, Instant, Label, Measure, PartialDate, Prose, VictimStatus,
};
use crate::report::chart::ChartScope;
use crate::report::event::{EventReport, Latest, ScopeFigures};
use crate::report::range::NoSpread;
use crate::report::terms::{lower_number, upper_number};
use crate::store::Head;

#[derive(Serialize)]
struct ReportJson<'a> {
    format: u32,
    report: &'static str,
    event: &'a str,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    log: Head,
    title: &'a str,
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    place: Option<&'a Label>,
    sides: &'a [Label],
    note: Option<&'a str>,
    figures: Vec<ScopeJson<'a>>,
    recent: Option<RecentJson<'a>>,
    conflicts: Vec<Value>,
    accusations: Vec<Value>,
    outlets: Vec<OutletJson<'a>>,
    articles: usize,
    /// How many entries of the log were looked at.
    entries: u64,
    undatable: usize,
    /// Claims that the source corrected on a day that may lie after the as-of day; shown as corrected.
    perhaps_corrected_later: Vec<ClaimId>,
    later: usize,
    origins: Option<usize>,
    statements: Option<usize>,
    /// The days from which on contradictions of a scope were not followed, because there were too many.
    conflicts_stopped: Vec<PartialDate>,
    withdrawn_accusations: Vec<WithdrawnClaimJson<'a>>,
}

#[derive(Serialize)]
struct ScopeKeyJson<'a> {
    measure: Measure,
    victims: Option<&'a Label>,
    victim_side: Option<&'a Label>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
    place: Option<&'a Label>,
}

#[derive(Serialize)]
struct ScopeJson<'a> {
    #[serde(flatten)]
    scope: ScopeKeyJson<'a>,
    /// The lowest and the highest number that several claimants name now; none where fewer than two name any.
    lowest: Option<Count>,
    highest: Option<Count>,
    latest: Vec<LatestJson<'a>>,
    lowest_claim: Option<ClaimId>,
    highest_claim: Option<ClaimId>,
    /// The highest less the lowest; only of figures that name both ends and are certainly of one day.
    spread: Option<i64>,
    /// Why there is none.
    no_spread: Option<NoSpread>,
}

#[derive(Serialize)]
struct LatestJson<'a> {
    claimant: &'a str,
    claimant_name: &'a str,
    figures: usize,
    /// The lowest and the highest number that this claimant has named so far.
    lowest: Option<Count>,
    highest: Option<Count>,
    latest: PointJson<'a>,
    /// The figures that name these numbers, with where they stand.
    lowest_point: Option<PointJson<'a>>,
    highest_point: Option<PointJson<'a>>,
    /// The figure with which the counter began anew; those before it are neither the lowest nor the highest.
    restarted: Option<ClaimId>,
}

#[derive(Serialize)]
struct RecentJson<'a> {
    days: u16,
    from: String,
    to: String,
    series: Vec<RecentSeriesJson<'a>>,
}

#[derive(Serialize)]
struct RecentSeriesJson<'a> {
    claimant: &'a str,
    claimant_name: &'a str,
    #[serde(flatten)]
    scope: ScopeKeyJson<'a>,
    points: Vec<PointJson<'a>>,
}

#[derive(Serialize)]
struct OutletJson<'a> {
    outlet: &'a str,
    name: &'a str,
    articles: usize,
    figures: usize,
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    /// The figures that are counted.
    claims: &'a [ClaimId],
}

pub(super) fn write(out: &mut dyn Write, report: &EventReport) -> io::Result<()> {
    let heading = &report.heading;
    let conflicts = &report.conflicts;
    let scopes: Vec<ChartScope> = report
        .recent
        .iter()
        .flat_map(|recent| &recent.series)
        .map(|series| ChartScope::from(&series.key))
        .collect();
    let recent = report.recent.as_ref().map(|recent| RecentJson {
        days: report.query.days,
        from: recent.from.to_string(),
        to: recent.to.to_string(),
        series: recent
            .series
            .iter()
            .zip(&scopes)
            .map(|(series, key)| RecentSeriesJson {
                claimant: &series.claimant,
                claimant_name: &series.claimant_name,
                scope: scope(key),
                points: series.points.iter().map(point).collect(),
            })
            .collect(),
    });
    json::write(
        out,
        &ReportJson {
            format: FORMAT,
            report: "event",
            event: heading.event.handle.as_str(),
            as_of: report.query.as_of.map(|day| day.to_string()),
            recorded_by: report.query.recorded_by,
            log: report.made.head,
            title: heading.event.name.shown(),
            start: heading.start,
            end: heading.end,
            place: report.place.as_ref(),
            sides: &report.sides,
            note: report.note.as_ref().map(Prose::shown),
            figures: report
                .figures
                .iter()
                .flat_map(|side| &side.scopes)
                .map(figures)
                .collect(),
            recent,
            conflicts: conflicts
                .groups
                .iter()
                .flat_map(|group| &group.disagreements)
                .filter_map(|found| disagreement(conflicts, found))
                .map(|found| serde_json::to_value(found).map_err(io::Error::from))
                .collect::<io::Result<_>>()?,
            accusations: report
                .accusations
                .threads
                .iter()
                .chain(&report.accusations.apart)
                .map(|found| {
                    serde_json::to_value(thread(&heading.event.handle, found))
                        .map_err(io::Error::from)
                })
                .collect::<io::Result<_>>()?,
            outlets: report
                .outlets
                .iter()
                .map(|outlet| OutletJson {
                    outlet: &outlet.handle,
                    name: &outlet.name,
                    articles: outlet.articles,
                    figures: outlet.figures,
                    first: outlet.first,
                    last: outlet.last,
                    claims: &outlet.claims,
                })
                .collect(),
            articles: report.articles,
            entries: report.made.head.size.min(report.made.horizon.size()),
            undatable: report.extent.undatable,
            perhaps_corrected_later: report
                .extent
                .perhaps_later
                .claims
                .union(&report.accusations_perhaps_later.claims)
                .copied()
                .collect(),
            later: report.extent.later,
            origins: report.origins.map(|totals| totals.origins),
            statements: report.origins.map(|totals| totals.statements),
            conflicts_stopped: conflicts
                .groups
                .iter()
                .filter_map(|group| group.stopped)
                .collect(),
            withdrawn_accusations: report
                .accusations
                .withdrawn
                .iter()
                .map(|found| withdrawn_claim(&heading.event.handle, found))
                .collect(),
        },
    )
}

fn scope(key: &ChartScope) -> ScopeKeyJson<'_> {
    ScopeKeyJson {
        measure: key.measure,
        victims: key.victims.as_ref(),
        victim_side: key.victim_side.as_ref(),
        victim_status: key.victim_status,
        aggregation: key.aggregation,
        place: key.place.as_ref(),
    }
}

fn figures(found: &ScopeFigures) -> ScopeJson<'_> {
    let range = found.range();
    let ends = range.and_then(|range| range.ends);
    ScopeJson {
        scope: scope(&found.scope),
        lowest: ends.and_then(|(lowest, _)| lower_number(&lowest.point.figure)),
        highest: ends.and_then(|(_, highest)| upper_number(&highest.point.figure)),
        latest: found.latest.iter().map(latest).collect(),
        lowest_claim: ends.map(|(lowest, _)| lowest.point.claim),
        highest_claim: ends.map(|(_, highest)| highest.point.claim),
        spread: range.and_then(|range| range.spread.ok()),
        no_spread: range.and_then(|range| range.spread.err()),
    }
}

fn latest(latest: &Latest) -> LatestJson<'_> {
    let (lowest, highest) = (latest.lowest.as_ref(), latest.highest.as_ref());
    LatestJson {
        claimant: &latest.claimant,
        claimant_name: &latest.claimant_name,
        figures: latest.stated,
        lowest: lowest.and_then(|point| lower_number(&point.figure)),
        highest: highest.and_then(|point| upper_number(&point.figure)),
        latest: point(&latest.point),
        lowest_point: lowest.map(point),
        highest_point: highest.map(point),
        restarted: latest.restarted,
    }
}
