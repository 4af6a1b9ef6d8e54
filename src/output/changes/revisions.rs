//! What was revised of the figures of a report of changes, as CSV: one row a revision of a claim that is shown, and one
//! a claim that its series has lost. Both versions are there, and where the version before stands.

use std::io::{self, Write};

use super::super::cells;
use super::super::sheet::{Form, Sheet};
use super::Report;
use super::remarks;
use crate::model::ClaimId;
use crate::report::amended::{Amendment, By, Departure, Mark, Stated};
use crate::report::changes::{ChangeSeries, Cited};

/// The header. It is a contract: names are never changed, and new ones stand last.
pub const REVISIONS: [&str; 39] = [
    "event",
    "claimant",
    "measure",
    "victims",
    "victim_side",
    "victim_status",
    "aggregation",
    "place",
    "claim",
    "what",
    "by",
    "cause",
    "reason",
    "author",
    "recorded_at",
    "revision",
    "entry",
    "stated_on",
    "low",
    "best",
    "high",
    "qualifier",
    "before_revision",
    "before_entry",
    "before_stated_on",
    "before_low",
    "before_best",
    "before_high",
    "before_qualifier",
    "before_publisher",
    "before_via",
    "before_url",
    "before_quote",
    "before_snapshot_sha256",
    "scope_changes",
    "occurred",
    "before_occurred",
    "corrected_on",
    "perhaps_after",
];

pub(super) struct Revisions<'a> {
    sheet: Sheet<'a>,
}

impl<'a> Revisions<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, form: Form) -> io::Result<Self> {
        Ok(Self {
            sheet: Sheet::new(out, form, &REVISIONS)?,
        })
    }

    /// The cells up to the version's place in the log.
    fn mark(&mut self, series: &ChangeSeries, claim: ClaimId, what: &str, mark: &Mark) {
        let sheet = &mut self.sheet;
        sheet.plain(Some(&series.event));
        sheet.plain(Some(&series.claimant));
        cells::scope(sheet, &series.key);
        sheet.plain(Some(claim));
        sheet.plain(Some(what));
        sheet.plain(Some(match mark.by() {
            By::Source => "source",
            By::Desk => "desk",
        }));
        sheet.plain(Some(mark.cause()));
        sheet.text(mark.reason.as_deref());
        sheet.text(Some(mark.author.as_str()));
        sheet.plain(Some(mark.recorded_at));
        sheet.plain(Some(mark.revision));
        sheet.plain(Some(mark.entry));
    }

    fn numbers(&mut self, stated: Option<&Stated>) {
        let sheet = &mut self.sheet;
        sheet.plain(stated.map(|stated| stated.stated_on));
        sheet.plain(stated.and_then(|stated| stated.figure.low()));
        sheet.plain(stated.and_then(|stated| stated.figure.best()));
        sheet.plain(stated.and_then(|stated| stated.figure.high()));
        sheet.plain(stated.map(|stated| stated.figure.qualifier()));
    }

    fn before(&mut self, stated: &Stated, cited: &[Cited]) {
        self.sheet.plain(Some(stated.revision));
        self.sheet.plain(Some(stated.entry));
        self.numbers(Some(stated));
        cells::cited(&mut self.sheet, cited.first());
    }

    /// When the source corrected itself, and the as-of day, where that may have been later.
    fn corrected(&mut self, mark: &Mark) {
        self.sheet.plain(mark.grounds.corrected_on());
        self.sheet.plain(mark.perhaps_after);
    }

    fn revised(
        &mut self,
        series: &ChangeSeries,
        claim: ClaimId,
        amendment: &Amendment,
    ) -> io::Result<()> {
        self.mark(series, claim, "revised", &amendment.mark);
        self.numbers(Some(&amendment.after));
        self.before(&amendment.before, &amendment.before_cited);
        let moved = remarks::moved(&amendment.scope).join("; ");
        self.sheet.text(Some(&moved));
        self.sheet.plain(amendment.after.occurred);
        self.sheet.plain(amendment.before.occurred);
        self.corrected(&amendment.mark);
        self.sheet.end_row()
    }

    /// A claim that is no point of the series any more states nothing here: its own numbers are empty.
    fn departed(&mut self, series: &ChangeSeries, departure: &Departure) -> io::Result<()> {
        let what = if departure.is_withdrawn() {
            "withdrawn"
        } else {
            "moved"
        };
        self.mark(series, departure.claim, what, &departure.mark);
        self.numbers(None);
        self.before(&departure.last, &departure.cited);
        self.sheet.text(None);
        self.sheet.text(None);
        self.sheet.plain(departure.last.occurred);
        self.corrected(&departure.mark);
        self.sheet.end_row()
    }
}

impl Report for Revisions<'_> {
    fn series(&mut self, series: &ChangeSeries) -> io::Result<()> {
        for point in &series.points {
            for amendment in &point.amendments {
                self.revised(series, point.claim, amendment)?;
            }
        }
        series
            .departures
            .iter()
            .try_for_each(|departure| self.departed(series, departure))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.sheet.finish()
    }
}
