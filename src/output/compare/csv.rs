//! The comparison as CSV: one row a figure, with the first place where it stands. Ratios are in the JSON.

use std::io::{self, Write};

use super::super::changes::via;
use super::super::sheet::{Form, Sheet};
use crate::model::{Label, SeriesKey};
use crate::report::changes::{ChangePoint, Cited};
use crate::report::compare::{Comparison, Group, Row};

/// The header. It is a contract: names are never changed.
pub const HEADER: [&str; 36] = [
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
    sheet.plain(interval.map(|interval| interval.low()));
    sheet.plain(interval.and_then(|interval| interval.high()));
    sheet.plain(Some(point.reading.basis().name()));
    sheet.plain(point.relation.map(|relation| relation.name()));
    sheet.plain(Some(index + 1 == row.points.len()));
    sheet.plain(Some(row.lowest == Some(index)));
    sheet.plain(Some(row.highest == Some(index)));
    sheet.plain(row.spread());
    sheet.plain(Some(&report.query.loosened));
    sheet.plain(Some(report.query.convention));
    sheet.plain(Some(stated.claim));
    sheet.plain(Some(stated.revision));
    sheet.plain(Some(stated.entry));
    cited(sheet, stated.cited.first());
    sheet.end_row()
}

/// The six cells of a scope, as it is recorded.
pub(in crate::output) fn scope(sheet: &mut Sheet<'_>, key: &SeriesKey) {
    let label = |label: &Option<Label>| label.as_ref().map(|label| label.as_str().to_owned());
    sheet.plain(Some(key.measure));
    sheet.text(label(&key.victims).as_deref());
    sheet.text(label(&key.victim_side).as_deref());
    sheet.plain(Some(key.victim_status));
    sheet.plain(Some(key.aggregation));
    sheet.text(label(&key.place).as_deref());
}

/// The eight cells of what was said and when.
pub(in crate::output) fn said(sheet: &mut Sheet<'_>, stated: &ChangePoint) {
    sheet.plain(stated.occurred);
    sheet.plain(Some(stated.stated_on));
    sheet.plain(stated.published_at);
    sheet.plain(stated.figure.low());
    sheet.plain(stated.figure.best());
    sheet.plain(stated.figure.high());
    sheet.plain(Some(stated.figure.qualifier()));
    sheet.text(stated.wording.as_deref());
}

/// The five cells of where it stands.
pub(in crate::output) fn cited(sheet: &mut Sheet<'_>, first: Option<&Cited>) {
    sheet.plain(first.and_then(|cited| cited.publisher.as_ref()));
    sheet.plain(first.and_then(via));
    sheet.text(first.map(|cited| cited.locator.as_str()));
    sheet.text(first.and_then(|cited| cited.quote.as_deref()));
    sheet.plain(first.and_then(|cited| cited.sha256));
}
