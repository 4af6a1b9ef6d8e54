//! Two claims beside one another as JSON. The keys and their order are a contract; added ones stand last.

use std::io::{self, Write};

use serde::Serialize;

use super::super::changes::json::{RevisionJson, revision};
use super::super::compare::{DifferenceJson, PointJson, ScopeJson, differences};
use super::super::json::{self, FORMAT};
use crate::model::Instant;
use crate::report::doubts::Doubts;
use crate::report::pair::{Pair, Side, Verdict};
use crate::series::reading::Relation;
use crate::series::scope::Loosen;
use crate::series::vague::Convention;
use crate::store::Head;

#[derive(Serialize)]
struct ReportJson<'a> {
    format: u32,
    report: &'static str,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    loosened: Vec<Loosen>,
    vague: Convention,
    log: Head,
    comparable: bool,
    /// How the first stands to the other.
    relation: Option<Relation>,
    gap: Option<u64>,
    may_be_growth: bool,
    /// Why they may not be compared, or what is left out of account to compare them.
    differences: Vec<DifferenceJson<'a>>,
    one: SideJson<'a>,
    other: SideJson<'a>,
    /// How many entries of the log were looked at.
    entries: u64,
    /// Why it is not certain that not both can be true; empty where it is.
    doubts: Vec<&'static str>,
    /// Whether they share no number only as “about” or a word for a size is read.
    by_convention: bool,
}

#[derive(Serialize)]
struct SideJson<'a> {
    event: &'a str,
    claimant: &'a str,
    claimant_name: &'a str,
    #[serde(flatten)]
    scope: ScopeJson<'a>,
    #[serde(flatten)]
    point: PointJson<'a>,
    /// What its source corrected of it, first to last.
    corrections: Vec<RevisionJson<'a>>,
}

/// Writes the comparison as one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, report: &Pair) -> io::Result<()> {
    let query = &report.query;
    let (relation, gap, reasons) = match &report.verdict {
        Verdict::Related {
            relation,
            gap,
            loosened,
            ..
        } => (
            Some(*relation),
            gap.map(|gap| gap.get()),
            loosened.as_slice(),
        ),
        Verdict::NotComparable(comparability) | Verdict::OneClaimant(comparability) => {
            (None, None, comparability.reasons())
        }
    };
    let (doubts, by_convention) = match &report.verdict {
        Verdict::Related {
            doubts,
            is_by_convention,
            ..
        } => (*doubts, *is_by_convention),
        Verdict::NotComparable(_) | Verdict::OneClaimant(_) => (Doubts::default(), false),
    };
    json::write(
        out,
        &ReportJson {
            format: FORMAT,
            report: "pair",
            as_of: query.as_of.map(|day| day.to_string()),
            recorded_by: query.recorded_by,
            loosened: query.loosened.parts().collect(),
            vague: query.convention,
            log: report.made.head,
            comparable: relation.is_some(),
            relation,
            gap,
            may_be_growth: doubts.growth,
            differences: differences(reasons),
            one: side(&report.one),
            other: side(&report.other),
            entries: report.made.head.size.min(report.made.horizon.size()),
            doubts: doubts.names(),
            by_convention,
        },
    )
}

fn side(side: &Side) -> SideJson<'_> {
    SideJson {
        event: side.heading.event.handle.as_str(),
        claimant: side.claimant.handle.as_str(),
        claimant_name: side.claimant.name.shown(),
        scope: ScopeJson::of(&side.key),
        point: PointJson::of(&side.stated, &side.reading, None),
        corrections: side.stated.amendments.iter().map(revision).collect(),
    }
}
