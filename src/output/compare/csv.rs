//! The comparison as CSV: one row a figure, with the first place where it stands. Ratios are a sheet of
//! their own.

use std::io::{self, Write};

use super::super::cells::{cited, said, scope};
use super::super::changes::remarks::ratings;
use super::super::sheet::{Form, Sheet};
use crate::model::Label;
use crate::report::compare::{Comparison, Group, Row};
use crate::report::range::NoSpread;

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const HEADER: [&str; 41] = [
    "event",
    "stance",
    "claimant",
    "speaks_for",
    "measure",
    "victims",
    "victim_side",
    "victim_status",
    "aggregation",
    "place",
    "occurred",
    "stated_on",
    "published_at",
    "low",
    "best",
    "high",
    "qualifier",
    "wording",
    "interval_low",
    "interval_high",
    "interval_basis",
    "relation",
    "is_latest",
    "is_lowest",
    "is_highest",
    "spread",
    "loosened",
    "vague",
    "claim",
    "revision",
    "entry",
    "publisher",
    "via",
    "url",
    "quote",
    "snapshot_sha256",
    "no_spread",
    "without_number",
    "since_restart",
    "ratings",
    "relation_to",
];

/// Writes the report, one row a figure.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, report: &Comparison) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, &HEADER)?;
    for group in &report.groups {
        for row in &group.rows {
            for index in 0..row.points.len() {
                figure(&mut sheet, report, group, row, index)?;
            }
        }
    }
    sheet.finish()
}

fn figure(
    sheet: &mut Sheet<'_>,
    report: &Comparison,
    group: &Group,
    row: &Row,
    index: usize,
) -> io::Result<()> {
    let Some(point) = row.points.get(index) else {
        return Ok(());
    };
    let stated = &point.stated;
    sheet.plain(Some(&report.heading.event.handle));
    sheet.plain(Some(group.stance.name()));
    sheet.plain(Some(&row.claimant));
    sheet.text(row.speaks_for.as_ref().map(Label::as_str));
    scope(sheet, &row.key);
    said(sheet, stated);
    let interval = point.reading.interval();
    let ends = row.range.ends;
    sheet.plain(interval.map(|interval| interval.low()));
    sheet.plain(interval.and_then(|interval| interval.high()));
    sheet.plain(Some(point.reading.basis().name()));
    sheet.plain(point.relation.map(|relation| relation.name()));
    sheet.plain(Some(index == row.latest));
    sheet.plain(Some(ends.is_some_and(|(lowest, _)| lowest == index)));
    sheet.plain(Some(ends.is_some_and(|(_, highest)| highest == index)));
    sheet.plain(row.range.spread.ok());
    sheet.plain(Some(&report.query.loosened));
    sheet.plain(Some(report.query.convention));
    sheet.plain(Some(stated.claim));
    sheet.plain(Some(stated.revision));
    sheet.plain(Some(stated.entry));
    cited(sheet, stated.cited.first());
    sheet.plain(row.range.spread.err().map(NoSpread::name));
    sheet.plain(Some(row.range.passed_over));
    let restarted = row.restarted.and_then(|index| row.points.get(index));
    sheet.plain(restarted.map(|point| point.stated.claim));
    sheet.text(ratings(stated).as_deref());
    sheet.plain(point.relation_to);
    sheet.end_row()
}
