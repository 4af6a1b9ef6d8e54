//! The ratios of a comparison as CSV: one row a figure claimed of an enemy, against one that this side admits, with the
//! words of both; where there is no ratio, the reason stands in its place.

use std::io::{self, Write};

use super::super::cells;
use super::super::sheet::{Form, Sheet};
use crate::report::compare::{Comparison, Fraction, Grown, NoRatio, Outcome, Place, Ratio};

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const RATIOS: [&str; 68] = [
    "event",
    "ratio_low",
    "ratio_best",
    "ratio_high",
    "best_over",
    "best_under",
    "no_ratio",
    "differences",
    "loosened",
    "vague",
    "claimed_claimant",
    "claimed_measure",
    "claimed_victims",
    "claimed_victim_side",
    "claimed_victim_status",
    "claimed_aggregation",
    "claimed_place",
    "claimed_occurred",
    "claimed_stated_on",
    "claimed_published_at",
    "claimed_low",
    "claimed_best",
    "claimed_high",
    "claimed_qualifier",
    "claimed_wording",
    "claimed_interval_low",
    "claimed_interval_high",
    "claimed_interval_basis",
    "claimed_claim",
    "claimed_revision",
    "claimed_publisher",
    "claimed_via",
    "claimed_url",
    "claimed_quote",
    "claimed_snapshot_sha256",
    "admitted_claimant",
    "admitted_measure",
    "admitted_victims",
    "admitted_victim_side",
    "admitted_victim_status",
    "admitted_aggregation",
    "admitted_place",
    "admitted_occurred",
    "admitted_stated_on",
    "admitted_published_at",
    "admitted_low",
    "admitted_best",
    "admitted_high",
    "admitted_qualifier",
    "admitted_wording",
    "admitted_interval_low",
    "admitted_interval_high",
    "admitted_interval_basis",
    "admitted_claim",
    "admitted_revision",
    "admitted_publisher",
    "admitted_via",
    "admitted_url",
    "admitted_quote",
    "admitted_snapshot_sha256",
    "may_be_growth",
    "may_have_grown",
    "of",
    "claims_loosened",
    "order_assumed",
    "restarted",
    "doubts",
    "by_convention",
];

/// Writes the ratios of the report, one a row.
///
/// # Errors
/// The stream's.
pub fn ratios_csv(out: &mut dyn Write, form: Form, report: &Comparison) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, &RATIOS)?;
    for found in &report.ratios {
        ratio(&mut sheet, report, found)?;
    }
    sheet.finish()
}

fn ratio(sheet: &mut Sheet<'_>, report: &Comparison, ratio: &Ratio) -> io::Result<()> {
    let (quotient, reason) = match &ratio.outcome {
        Outcome::Of(quotient) => (Some(quotient), None),
        Outcome::None(reason) => (None, Some(reason)),
    };
    sheet.plain(Some(&report.heading.event.handle));
    sheet.plain(
        quotient
            .and_then(|quotient| quotient.low)
            .map(Fraction::rounded_down),
    );
    let best = quotient.and_then(|quotient| quotient.best);
    sheet.plain(best.map(Fraction::nearest));
    sheet.plain(
        quotient
            .and_then(|quotient| quotient.high)
            .map(Fraction::rounded_up),
    );
    sheet.plain(best.map(|best| best.over));
    sheet.plain(best.map(Fraction::under));
    sheet.plain(reason.map(NoRatio::name));
    let differences: Vec<String> = match reason {
        Some(NoRatio::NotComparable(reasons)) => reasons.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    sheet.text(Some(&differences.join("; ")));
    sheet.plain(Some(&report.query.loosened));
    sheet.plain(Some(report.query.convention));
    side(sheet, report, Some(ratio.claimed));
    side(sheet, report, ratio.admitted);
    sheet.plain(Some(ratio.grown.is_some()));
    sheet.plain(ratio.grown.map(Grown::name));
    sheet.plain(Some(ratio.of.name()));
    sheet.plain(Some(ratio.doubts.loosened));
    sheet.plain(Some(ratio.doubts.order));
    sheet.plain(Some(ratio.doubts.restart));
    sheet.plain(Some(ratio.doubts.names().join(";")));
    sheet.plain(Some(ratio.is_by_convention));
    sheet.end_row()
}

fn side(sheet: &mut Sheet<'_>, report: &Comparison, at: Option<(usize, Place)>) {
    let found = at.and_then(|(group, place)| {
        let group = report.groups.get(group)?;
        Some((group.rows.get(place.row)?, group.at(place)?))
    });
    match found {
        Some((row, point)) => cells::side(
            sheet,
            &row.claimant,
            &row.key,
            &point.stated,
            &point.reading,
        ),
        None => cells::no_side(sheet),
    }
}
