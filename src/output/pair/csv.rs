//! Two claims beside one another as CSV: one row.

use std::io::{self, Write};

use super::super::cells;
use super::super::changes::remarks;
use super::super::sheet::{Form, Sheet};
use crate::report::pair::{Pair, Verdict};

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const HEADER: [&str; 60] = [
    "relation",
    "differences",
    "gap",
    "may_be_growth",
    "loosened",
    "vague",
    "one_claimant",
    "one_measure",
    "one_victims",
    "one_victim_side",
    "one_victim_status",
    "one_aggregation",
    "one_place",
    "one_occurred",
    "one_stated_on",
    "one_published_at",
    "one_low",
    "one_best",
    "one_high",
    "one_qualifier",
    "one_wording",
    "one_interval_low",
    "one_interval_high",
    "one_interval_basis",
    "one_claim",
    "one_revision",
    "one_publisher",
    "one_via",
    "one_url",
    "one_quote",
    "one_snapshot_sha256",
    "other_claimant",
    "other_measure",
    "other_victims",
    "other_victim_side",
    "other_victim_status",
    "other_aggregation",
    "other_place",
    "other_occurred",
    "other_stated_on",
    "other_published_at",
    "other_low",
    "other_best",
    "other_high",
    "other_qualifier",
    "other_wording",
    "other_interval_low",
    "other_interval_high",
    "other_interval_basis",
    "other_claim",
    "other_revision",
    "other_publisher",
    "other_via",
    "other_url",
    "other_quote",
    "other_snapshot_sha256",
    "doubts",
    "by_convention",
    "one_corrections",
    "other_corrections",
];

/// Writes the comparison as one row; the relation is `not_comparable` where there is none.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, report: &Pair) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, &HEADER)?;
    match &report.verdict {
        Verdict::Related {
            relation,
            gap,
            doubts,
            ..
        } => {
            sheet.plain(Some(relation.name()));
            sheet.text(None);
            sheet.plain(gap.map(|gap| gap.get()));
            sheet.plain(Some(doubts.growth));
        }
        Verdict::NotComparable(comparability) | Verdict::OneClaimant(comparability) => {
            let reasons: Vec<String> = comparability
                .reasons()
                .iter()
                .map(ToString::to_string)
                .collect();
            sheet.plain(Some("not_comparable"));
            sheet.text(Some(&reasons.join("; ")));
            sheet.text(None);
            sheet.text(None);
        }
    }
    sheet.plain(Some(&report.query.loosened));
    sheet.plain(Some(report.query.convention));
    for side in [&report.one, &report.other] {
        cells::side(
            &mut sheet,
            side.claimant.handle.as_str(),
            &side.key,
            &side.stated,
            &side.reading,
        );
    }
    match &report.verdict {
        Verdict::Related {
            doubts,
            is_by_convention,
            ..
        } => {
            sheet.plain(Some(doubts.names().join(";")));
            sheet.plain(Some(is_by_convention));
        }
        Verdict::NotComparable(_) | Verdict::OneClaimant(_) => {
            sheet.text(None);
            sheet.text(None);
        }
    }
    for side in [&report.one, &report.other] {
        let corrections = side.stated.amendments.iter();
        let corrections: Vec<String> = corrections
            .map(|amendment| remarks::correction(amendment, remarks::plain))
            .collect();
        sheet.text(
            (!corrections.is_empty())
                .then(|| corrections.join(" | "))
                .as_deref(),
        );
    }
    sheet.end_row()?;
    sheet.finish()
}
