//! Contradictions as CSV: one row a pair of claims, both with the first place where they stand.

use std::io::{self, Write};

use super::super::cells;
use super::super::changes::remarks::ratings;
use super::super::sheet::{Form, Sheet};
use crate::report::conflicts::{Conflicts, Disagreement};

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const HEADER: [&str; 71] = [
    "event",
    "conflict",
    "opened",
    "closed",
    "since",
    "until",
    "gap",
    "may_be_growth",
    "loosened",
    "vague",
    "closed_by_one",
    "closed_by_other",
    "firm",
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
    "ending",
    "by_convention",
    "doubts",
    "one_ratings",
    "other_ratings",
    "pair_by_convention",
    "opened_day_known",
    "closed_day_known",
];

/// Writes the report, one row a pair of claims.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, report: &Conflicts) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, &HEADER)?;
    let all = report.groups.iter().flat_map(|group| &group.disagreements);
    for (number, found) in (1_usize..).zip(all) {
        for index in 0..found.clashes.len() {
            pair(&mut sheet, report, number, found, index)?;
        }
    }
    sheet.finish()
}

fn pair(
    sheet: &mut Sheet<'_>,
    report: &Conflicts,
    number: usize,
    found: &Disagreement,
    index: usize,
) -> io::Result<()> {
    let Some(clash) = found.clashes.get(index) else {
        return Ok(());
    };
    let claim = |series: usize, point: usize| Some(report.at(series, point)?.0.claim);
    let closed = found.closed;
    sheet.plain(Some(&report.heading.event.handle));
    sheet.plain(Some(number));
    sheet.plain(Some(found.opening().since));
    sheet.plain(closed.map(|closing| closing.on));
    sheet.plain(Some(clash.since));
    sheet.plain(found.until(index));
    sheet.plain(Some(clash.gap));
    sheet.plain(Some(clash.doubts.growth));
    sheet.plain(Some(&report.query.loosened));
    sheet.plain(Some(report.query.convention));
    sheet.plain(closed.and_then(|closing| claim(found.one, closing.one)));
    sheet.plain(closed.and_then(|closing| claim(found.other, closing.other)));
    sheet.plain(Some(found.is_firm()));
    side(sheet, report, found.one, clash.one);
    side(sheet, report, found.other, clash.other);
    sheet.plain(closed.map(|closing| closing.ending.name()));
    sheet.plain(Some(found.rests_on_reading(report)));
    sheet.plain(Some(clash.doubts.names().join(";")));
    for (series, point) in [(found.one, clash.one), (found.other, clash.other)] {
        let rated = report
            .at(series, point)
            .and_then(|(point, _)| ratings(point));
        sheet.text(rated.as_deref());
    }
    sheet.plain(Some(found.is_read(report, clash)));
    sheet.plain(Some(found.opening().is_day_known));
    sheet.plain(closed.map(|closing| closing.is_day_known));
    sheet.end_row()
}

fn side(sheet: &mut Sheet<'_>, report: &Conflicts, series: usize, point: usize) {
    let (Some(of), Some((stated, reading))) = (report.series.get(series), report.at(series, point))
    else {
        return;
    };
    cells::side(sheet, &of.stated.claimant, &of.stated.key, stated, reading);
}
