//! The comparison as JSON. The keys and their order are a contract; added ones stand last.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::super::changes::json::{CitationJson, FigureRatingJson, citation, rating};
use super::super::json::{FORMAT, Listing};
use crate::model::{
    Aggregation, ClaimId, Count, EntryIndex, Instant, Label, Measure, PartialDate, Qualifier,
    RevisionNumber, SeriesKey, VictimStatus,
};
use crate::report::compare::{
    Apart, Comparison, Fraction, Group, Grown, NoRatio, Of, Outcome, Place, Point, Ratio, Row,
    Stance, When,
};
use crate::report::range::NoSpread;
use crate::series::reading::{Reading, Relation};
use crate::series::scope::{Difference, Loosen, Part};
use crate::series::vague::Convention;
use crate::store;

#[derive(Serialize)]
struct HeadJson<'a> {
    format: u32,
    report: &'static str,
    event: &'a str,
    measure: Measure,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    loosened: Vec<Loosen>,
    vague: Convention,
    log: store::Head,
}

#[derive(Serialize)]
struct Tail<'a> {
    ratios: Vec<RatioJson<'a>>,
    more_ratios: usize,
    not_compared: Vec<ApartJson<'a>>,
    other_measures: &'a [Measure],
    entries: u64,
    undatable: usize,
    /// Claims that the source corrected on a day that may lie after the as-of day; shown as corrected.
    perhaps_corrected_later: &'a BTreeSet<ClaimId>,
    later: usize,
    outside: usize,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    stance: Stance,
    rows: Vec<RowJson<'a>>,
    days: Vec<DayJson>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    claimant: &'a str,
    claimant_name: &'a str,
    speaks_for: Option<&'a Label>,
    #[serde(flatten)]
    scope: ScopeJson<'a>,
    latest: ClaimId,
    lowest: Option<ClaimId>,
    highest: Option<ClaimId>,
    spread: Option<i64>,
    points: Vec<PointJson<'a>>,
    /// Why there is no spread.
    no_spread: Option<NoSpread>,
    /// How many figures name no number, and are neither the lowest nor the highest.
    without_number: usize,
    /// The figure with which the counter began anew; those before it are neither the lowest nor the highest.
    since_restart: Option<ClaimId>,
}

/// A series' scope as it is recorded.
#[derive(Serialize)]
pub(in crate::output) struct ScopeJson<'a> {
    measure: Measure,
    victims: Option<&'a Label>,
    victim_side: Option<&'a Label>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
    place: Option<&'a Label>,
}

impl<'a> ScopeJson<'a> {
    pub(in crate::output) fn of(key: &'a SeriesKey) -> Self {
        Self {
            measure: key.measure,
            victims: key.victims.as_ref(),
            victim_side: key.victim_side.as_ref(),
            victim_status: key.victim_status,
            aggregation: key.aggregation,
            place: key.place.as_ref(),
        }
    }
}

#[derive(Serialize)]
pub(in crate::output) struct PointJson<'a> {
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    stated_on: PartialDate,
    occurred: Option<PartialDate>,
    published_at: Option<PartialDate>,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
    wording: Option<&'a str>,
    interval: Option<IntervalJson>,
    interval_basis: &'static str,
    relation: Option<Relation>,
    citations: Vec<CitationJson<'a>>,
    ratings: Vec<FigureRatingJson<'a>>,
    /// The claim of the same claimant that the relation is to.
    relation_to: Option<ClaimId>,
}

/// Both ends included; a high end that is missing is open.
#[derive(Serialize)]
struct IntervalJson {
    low: Count,
    high: Option<Count>,
}

impl<'a> PointJson<'a> {
    /// A figure with the relation to the one before it, where there is one.
    pub(in crate::output) fn of(
        stated: &'a crate::report::changes::ChangePoint,
        reading: &Reading,
        relation: Option<(Relation, ClaimId)>,
    ) -> Self {
        Self {
            claim: stated.claim,
            revision: stated.revision,
            entry: stated.entry,
            stated_on: stated.stated_on,
            occurred: stated.occurred,
            published_at: stated.published_at,
            low: stated.figure.low(),
            best: stated.figure.best(),
            high: stated.figure.high(),
            qualifier: stated.figure.qualifier(),
            wording: stated.wording.as_deref(),
            interval: reading.interval().map(|interval| IntervalJson {
                low: interval.low(),
                high: interval.high(),
            }),
            interval_basis: reading.basis().name(),
            relation: relation.map(|(relation, _)| relation),
            citations: stated.cited.iter().map(citation).collect(),
            ratings: stated.ratings.iter().map(rating).collect(),
            relation_to: relation.map(|(_, to)| to),
        }
    }
}

#[derive(Serialize)]
struct DayJson {
    /// The day that totals were said on; none of figures of what is new that certainly cover a time.
    stated_on: Option<PartialDate>,
    claimants: usize,
    lowest: Option<ClaimId>,
    highest: Option<ClaimId>,
    spread: Option<i64>,
    /// Why there is no spread.
    no_spread: Option<NoSpread>,
    without_number: usize,
    /// The time that figures of what is new certainly cover.
    covers: Option<PartialDate>,
    /// Whether the lowest and the highest count other people, since a part of the scope is left out of account.
    loosened: bool,
}

#[derive(Serialize)]
struct RatioJson<'a> {
    claimed_by: &'a str,
    claimed: ClaimId,
    admitted_by: Option<&'a str>,
    admitted: Option<ClaimId>,
    /// The ratio as a decimal number: the low bound rounded down to hundredths, the high one up, the best to the
    /// nearest; each is null where the figures have none.
    low: Option<String>,
    best: Option<String>,
    high: Option<String>,
    /// What the ratio of the best values was before it was rounded.
    best_of: Option<[Count; 2]>,
    /// Why there is none.
    reason: Option<&'static str>,
    differences: Vec<DifferenceJson<'a>>,
    /// Whether one of them is, or may be, a total up to an earlier day: the ratio is not certain then.
    may_be_growth: bool,
    /// Which of them may have grown since.
    may_have_grown: Option<Grown>,
    /// Which figures of the two series these are.
    of: Of,
    /// Whether they count other people, or over another time, since that is left out of account.
    loosened: bool,
    /// Whether one of them is only assumed to be what its claimant said last that day.
    order_assumed: bool,
    /// Whether the counter of one of them has begun anew.
    restarted: bool,
    /// Why it is not certain; empty where it is.
    doubts: Vec<&'static str>,
    /// Whether it rests on how “about” or a word for a size is read.
    by_convention: bool,
}

#[derive(Serialize)]
struct ApartJson<'a> {
    one: ScopeJson<'a>,
    other: ScopeJson<'a>,
    differences: Vec<DifferenceJson<'a>>,
}

#[derive(Serialize)]
pub(in crate::output) struct DifferenceJson<'a> {
    part: Part,
    one: &'a str,
    other: &'a str,
}

/// Writes the report as one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, report: &Comparison) -> io::Result<()> {
    let query = &report.query;
    let head = HeadJson {
        format: FORMAT,
        report: "compare",
        event: report.heading.event.handle.as_str(),
        measure: report.measure,
        as_of: query.as_of.map(|day| day.to_string()),
        recorded_by: query.recorded_by,
        loosened: query.loosened.parts().collect(),
        vague: query.convention,
        log: report.made.head,
    };
    let mut list = Listing::begin(out, &head, "groups")?;
    for group in &report.groups {
        list.element(&group_json(group))?;
    }
    list.end(&Tail {
        ratios: report
            .ratios
            .iter()
            .filter_map(|ratio| ratio_json(report, ratio))
            .collect(),
        more_ratios: report.more_ratios,
        not_compared: report.apart.iter().map(apart).collect(),
        other_measures: &report.other_measures,
        entries: report.made.head.size.min(report.made.horizon.size()),
        undatable: report.extent.undatable,
        perhaps_corrected_later: &report.extent.perhaps_later.claims,
        later: report.extent.later,
        outside: report.extent.outside,
    })
}

fn group_json(group: &Group) -> GroupJson<'_> {
    let claim = |place: Option<Place>| Some(group.at(place?)?.stated.claim);
    GroupJson {
        stance: group.stance,
        rows: group.rows.iter().map(row).collect(),
        days: group
            .days
            .iter()
            .map(|day| DayJson {
                stated_on: match day.when {
                    When::Stated(date) | When::Unplaced(date) => Some(date),
                    When::Covering(_) => None,
                },
                claimants: day.claimants,
                lowest: claim(day.range.ends.map(|(lowest, _)| lowest)),
                highest: claim(day.range.ends.map(|(_, highest)| highest)),
                spread: day.spread().ok(),
                no_spread: day.spread().err(),
                without_number: day.range.passed_over,
                covers: match day.when {
                    When::Covering(covered) => Some(covered),
                    When::Stated(_) | When::Unplaced(_) => None,
                },
                loosened: day.is_loosened,
            })
            .collect(),
    }
}

fn row(row: &Row) -> RowJson<'_> {
    let claim = |point: Option<&Point>| point.map(|point| point.stated.claim);
    RowJson {
        claimant: &row.claimant,
        claimant_name: &row.claimant_name,
        speaks_for: row.speaks_for.as_ref(),
        scope: ScopeJson::of(&row.key),
        latest: row.latest().stated.claim,
        lowest: claim(row.lowest()),
        highest: claim(row.highest()),
        spread: row.range.spread.ok(),
        no_spread: row.range.spread.err(),
        without_number: row.range.passed_over,
        since_restart: claim(row.restarted.and_then(|index| row.points.get(index))),
        points: row
            .points
            .iter()
            .map(|point| {
                let relation = point.relation.zip(point.relation_to);
                PointJson::of(&point.stated, &point.reading, relation)
            })
            .collect(),
    }
}

fn ratio_json<'a>(report: &'a Comparison, ratio: &'a Ratio) -> Option<RatioJson<'a>> {
    let said = |(group, place): (usize, Place)| {
        let group = report.groups.get(group)?;
        let row = group.rows.get(place.row)?;
        Some((row.claimant.as_str(), group.at(place)?.stated.claim))
    };
    let (claimed_by, claimed) = said(ratio.claimed)?;
    let (admitted_by, admitted) = ratio.admitted.and_then(said).unzip();
    let quotient = match &ratio.outcome {
        Outcome::Of(quotient) => Some(quotient),
        Outcome::None(_) => None,
    };
    let (reason, differences) = match &ratio.outcome {
        Outcome::Of(_) => (None, &[][..]),
        Outcome::None(reason) => {
            let differences = match reason {
                NoRatio::NotComparable(reasons) => reasons.as_slice(),
                _ => &[],
            };
            (Some(reason.name()), differences)
        }
    };
    Some(RatioJson {
        claimed_by,
        claimed,
        admitted_by,
        admitted,
        low: quotient
            .and_then(|quotient| quotient.low)
            .map(Fraction::rounded_down),
        best: quotient
            .and_then(|quotient| quotient.best)
            .map(Fraction::nearest),
        high: quotient
            .and_then(|quotient| quotient.high)
            .map(Fraction::rounded_up),
        best_of: quotient
            .and_then(|quotient| quotient.best)
            .map(|best| [best.over, best.under()]),
        reason,
        differences: self::differences(differences),
        may_be_growth: ratio.grown.is_some(),
        may_have_grown: ratio.grown,
        of: ratio.of,
        loosened: ratio.doubts.loosened,
        order_assumed: ratio.doubts.order,
        restarted: ratio.doubts.restart,
        doubts: ratio.doubts.names(),
        by_convention: ratio.is_by_convention,
    })
}

fn apart(apart: &Apart) -> ApartJson<'_> {
    ApartJson {
        one: ScopeJson::of(&apart.one),
        other: ScopeJson::of(&apart.other),
        differences: differences(&apart.reasons),
    }
}

/// The reasons against comparing, each as an object.
pub(in crate::output) fn differences(reasons: &[Difference]) -> Vec<DifferenceJson<'_>> {
    reasons.iter().map(difference).collect()
}

fn difference(difference: &Difference) -> DifferenceJson<'_> {
    DifferenceJson {
        part: difference.part,
        one: &difference.one,
        other: &difference.other,
    }
}
