//! The report of changes as CSV: one row a figure, with the first place where it stands, what its flags rest on and
//! what was revised of it.

use std::io::{self, Write};

use super::super::cells;
use super::super::sheet::{Form, Sheet};
use super::{Report, names, remarks};
use crate::report::amended::By;
use crate::report::changes::{ChangePoint, ChangeSeries};

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const HEADER: [&str; 39] = [
    "event",
    "claimant",
    "measure",
    "victims",
    "victim_side",
    "victim_status",
    "aggregation",
    "place",
    "stated_on",
    "published_at",
    "low",
    "best",
    "high",
    "qualifier",
    "wording",
    "change",
    "delta_low",
    "delta_best",
    "delta_high",
    "flags",
    "claim",
    "revision",
    "publisher",
    "via",
    "url",
    "quote",
    "snapshot_sha256",
    "flag_notes",
    "flag_records",
    "source_revisions",
    "desk_corrections",
    "occurred",
    "order_assumed",
    "step_from",
    "ratings",
    "perhaps_corrected_later",
    "by_convention",
    "step_from_revision",
    "step_from_assumed",
];

pub(super) struct Csv<'a> {
    sheet: Sheet<'a>,
}

impl<'a> Csv<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, form: Form) -> io::Result<Self> {
        Ok(Self {
            sheet: Sheet::new(out, form, &HEADER)?,
        })
    }

    fn point(&mut self, series: &ChangeSeries, point: &ChangePoint) -> io::Result<()> {
        let sheet = &mut self.sheet;
        sheet.plain(Some(&series.event));
        sheet.plain(Some(&series.claimant));
        cells::scope(sheet, &series.key);
        cells::stated(sheet, point);
        sheet.plain(Some(point.step.change.name()));
        let delta = point.step.delta.unwrap_or_default();
        sheet.plain(delta.low);
        sheet.plain(delta.best);
        sheet.plain(delta.high);
        sheet.plain(Some(names(&point.flags).join(";")));
        sheet.plain(Some(point.claim));
        sheet.plain(Some(point.revision));
        cells::cited(sheet, point.cited.first());
        let notes: Vec<String> = point
            .flags
            .iter()
            .map(|finding| remarks::finding(finding, remarks::plain))
            .collect();
        sheet.text(some(notes.join(" | ")).as_deref());
        let mut records: Vec<String> = Vec::new();
        for finding in &point.flags {
            let claims = finding.claims().into_iter().map(|claim| claim.to_string());
            let articles = finding
                .articles()
                .into_iter()
                .map(|article| article.to_string());
            for record in claims.chain(articles) {
                if !records.contains(&record) {
                    records.push(record);
                }
            }
        }
        sheet.plain(some(records.join(" ")));
        sheet.text(revisions(point, By::Source).as_deref());
        sheet.text(revisions(point, By::Desk).as_deref());
        sheet.plain(point.occurred);
        sheet.plain(Some(point.is_order_assumed));
        sheet.plain(point.step_from);
        sheet.text(remarks::ratings(point).as_deref());
        sheet.plain(Some(point.is_perhaps_corrected_later()));
        sheet.plain(Some(point.step.is_by_convention));
        sheet.plain(point.step_from_version.map(|version| version.revision));
        sheet.plain(Some(point.is_from_assumed()));
        sheet.end_row()
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The corrections of one side: `revision 2, 2024-01-16: 198 → 207`.
fn revisions(point: &ChangePoint, by: By) -> Option<String> {
    let list: Vec<String> = point
        .amendments
        .iter()
        .filter(|amendment| amendment.mark.by() == by)
        .map(|amendment| {
            let corrected_on = amendment.mark.grounds.corrected_on();
            let on = corrected_on.map_or_else(String::new, |day| format!(", on {day}"));
            format!(
                "revision {}, {}{on}: {}",
                amendment.mark.revision,
                amendment.mark.recorded_at.day(),
                remarks::changed(amendment, remarks::plain)
            )
        })
        .collect();
    some(list.join(" | "))
}

impl Report for Csv<'_> {
    fn series(&mut self, series: &ChangeSeries) -> io::Result<()> {
        series
            .points
            .iter()
            .try_for_each(|point| self.point(series, point))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.sheet.finish()
    }
}
