//! The report of changes as CSV: one row a figure, with the first place where it stands.

use std::io::{self, Write};

use super::super::sheet::{Form, Sheet};
use super::{Report, via};
use crate::model::Label;
use crate::report::changes::{ChangePoint, ChangeSeries};
use crate::series::Flag;

/// The header. It is a contract: names are never changed.
pub const HEADER: [&str; 27] = [
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
        let label =
            |label: &'_ Option<Label>| label.as_ref().map(|label| label.as_str().to_owned());
        let key = &series.key;
        sheet.plain(Some(&series.event));
        sheet.plain(Some(&series.claimant));
        sheet.plain(Some(key.measure));
        sheet.text(label(&key.victims).as_deref());
        sheet.text(label(&key.victim_side).as_deref());
        sheet.plain(Some(key.victim_status));
        sheet.plain(Some(key.aggregation));
        sheet.text(label(&key.place).as_deref());
        sheet.plain(Some(point.stated_on));
        sheet.plain(point.published_at);
        sheet.plain(point.figure.low());
        sheet.plain(point.figure.best());
        sheet.plain(point.figure.high());
        sheet.plain(Some(point.figure.qualifier()));
        sheet.text(point.wording.as_deref());
        sheet.plain(Some(point.step.change.name()));
        let delta = point.step.delta.unwrap_or_default();
        sheet.plain(delta.low);
        sheet.plain(delta.best);
        sheet.plain(delta.high);
        let flags: Vec<&str> = point.step.flags.iter().copied().map(Flag::name).collect();
        sheet.plain(Some(flags.join(";")));
        sheet.plain(Some(point.claim));
        sheet.plain(Some(point.revision));
        let first = point.cited.first();
        sheet.plain(first.and_then(|cited| cited.publisher.as_ref()));
        sheet.plain(first.and_then(via));
        sheet.text(first.map(|cited| cited.locator.as_str()));
        sheet.text(first.and_then(|cited| cited.quote.as_deref()));
        sheet.plain(first.and_then(|cited| cited.sha256));
        sheet.end_row()
    }
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
