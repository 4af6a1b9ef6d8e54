//! The report of sources as CSV: one of four sheets. Their headers are contracts: names are never changed, new ones are
//! added at the end.

use std::io::{self, Write};

use super::super::sheet::{Form, Sheet as Rows};
use super::{kind, said, via};
use crate::model::Label;
use crate::report::sources::{Counted, Said, Sources, Statement, counted};

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// One row for each place where a statement stands.
    Statements,
    /// One row for each outlet.
    Outlets,
    /// One row for each claimant of figures.
    Claimants,
    /// One row for each claim behind each count of the sheets of outlets and claimants.
    Counts,
}

/// The header of a sheet.
pub const fn header(sheet: Sheet) -> &'static [&'static str] {
    match sheet {
        Sheet::Statements => &[
            "event",
            "statement",
            "kind",
            "said",
            "measure",
            "low",
            "best",
            "high",
            "qualifier",
            "wording",
            "victims",
            "victim_side",
            "victim_status",
            "aggregation",
            "place",
            "origin",
            "basis",
            "outlets",
            "routes",
            "claim",
            "revision",
            "claimant",
            "stated_on",
            "publisher",
            "via",
            "article",
            "published_at",
            "lag_days",
            "edited_in",
            "same_text_as",
            "url",
            "quote",
            "snapshot_sha256",
            "circle",
        ],
        Sheet::Outlets => &[
            "event",
            "outlet",
            "statements",
            "first",
            "repeated",
            "lag_statements",
            "lag_least",
            "lag_median",
            "lag_greatest",
        ],
        Sheet::Claimants => &[
            "event",
            "claimant",
            "figures",
            "steps_up",
            "steps_down",
            "steps_level",
            "corrected_up",
            "corrected_down",
            "corrected_level",
        ],
        Sheet::Counts => &[
            "event",
            "of",
            "source",
            "count",
            "claim",
            "revision",
            "claim_before",
            "revision_before",
            "statement",
            "article",
            "lag_days",
            "url",
            "quote",
            "snapshot_sha256",
        ],
    }
}

/// Writes one sheet of the report.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, which: Sheet, report: &Sources) -> io::Result<()> {
    let mut rows = Rows::new(out, form, header(which))?;
    for event in &report.events {
        let handle = event.heading.event.handle.as_str();
        match which {
            Sheet::Statements => {
                for statement in &event.statements {
                    carriers(&mut rows, handle, statement)?;
                }
            }
            Sheet::Outlets => {
                for outlet in &event.outlets {
                    rows.plain(Some(handle));
                    rows.plain(Some(&outlet.source.handle));
                    rows.plain(Some(outlet.statements));
                    rows.plain(Some(outlet.first));
                    rows.plain(Some(outlet.repeated));
                    rows.plain(outlet.lag.map(|lag| lag.statements));
                    rows.plain(outlet.lag.map(|lag| lag.least));
                    rows.plain(outlet.lag.map(|lag| lag.median));
                    rows.plain(outlet.lag.map(|lag| lag.greatest));
                    rows.end_row()?;
                }
            }
            Sheet::Claimants => {
                for claimant in &event.claimants {
                    rows.plain(Some(handle));
                    rows.plain(Some(&claimant.source.handle));
                    rows.plain(Some(claimant.figures));
                    for steps in [claimant.steps, claimant.corrected] {
                        rows.plain(Some(steps.up));
                        rows.plain(Some(steps.down));
                        rows.plain(Some(steps.level));
                    }
                    rows.end_row()?;
                }
            }
            Sheet::Counts => {
                for behind in counted(event) {
                    counts(&mut rows, handle, &behind)?;
                }
            }
        }
    }
    rows.finish()
}

fn counts(rows: &mut Rows<'_>, event: &str, behind: &Counted<'_>) -> io::Result<()> {
    let is_of_outlet = behind.count.is_of_outlet();
    let carrier = behind.carrier;
    rows.plain(Some(event));
    rows.plain(Some(if is_of_outlet { "outlet" } else { "claimant" }));
    rows.plain(Some(&behind.source.handle));
    rows.plain(Some(behind.count.name()));
    rows.plain(Some(behind.claim));
    rows.plain(Some(behind.revision));
    rows.plain(behind.before.map(|(claim, _)| claim));
    rows.plain(behind.before.map(|(_, revision)| revision));
    rows.plain(behind.statement);
    rows.plain(carrier.map(|carrier| carrier.article));
    rows.plain(
        carrier
            .filter(|_| is_of_outlet)
            .and_then(|carrier| carrier.lag),
    );
    rows.text(carrier.and_then(|carrier| carrier.locator.as_deref()));
    rows.text(carrier.and_then(|carrier| carrier.quote.as_deref()));
    rows.plain(carrier.and_then(|carrier| carrier.sha256));
    rows.end_row()
}

fn carriers(rows: &mut Rows<'_>, event: &str, statement: &Statement) -> io::Result<()> {
    let first = statement.claims.first().map(|stated| stated.claim);
    for carrier in &statement.carriers {
        let stated = statement
            .claims
            .iter()
            .find(|stated| stated.claim == carrier.claim);
        rows.plain(Some(event));
        rows.plain(first);
        rows.plain(Some(kind(&statement.said)));
        rows.text(Some(&said(&statement.said)));
        figure(rows, &statement.said);
        rows.plain(Some(&statement.origin.handle));
        rows.plain(Some(statement.basis.name()));
        rows.plain(Some(statement.outlets));
        rows.plain(Some(statement.routes));
        rows.plain(Some(carrier.claim));
        rows.plain(stated.map(|stated| stated.revision));
        rows.plain(stated.map(|stated| &stated.claimant.handle));
        rows.plain(stated.map(|stated| stated.stated_on));
        rows.plain(carrier.publisher.as_ref().map(|it| &it.handle));
        rows.plain(via(carrier));
        rows.plain(Some(carrier.article));
        rows.plain(carrier.published_at);
        rows.plain(carrier.lag);
        rows.plain(carrier.edited_in.then_some("yes"));
        rows.plain(carrier.same_text_as);
        rows.text(carrier.locator.as_deref());
        rows.text(carrier.quote.as_deref());
        rows.plain(carrier.sha256);
        let circle: Vec<&str> = statement
            .circle
            .iter()
            .map(|it| it.handle.as_str())
            .collect();
        rows.plain((!circle.is_empty()).then(|| circle.join(" > ")));
        rows.end_row()?;
    }
    Ok(())
}

/// The cells of a figure and its scope; empty for what is none.
fn figure(rows: &mut Rows<'_>, said: &Said) {
    let Said::Figure {
        key,
        figure,
        wording,
    } = said
    else {
        for _ in 0..11 {
            rows.plain(None::<&str>);
        }
        return;
    };
    let label = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    rows.plain(Some(key.measure));
    rows.plain(figure.low());
    rows.plain(figure.best());
    rows.plain(figure.high());
    rows.plain(Some(figure.qualifier()));
    rows.text(wording.as_deref());
    rows.text(label(&key.victims).as_deref());
    rows.text(label(&key.victim_side).as_deref());
    rows.plain(Some(key.victim_status));
    rows.plain(Some(key.aggregation));
    rows.text(label(&key.place).as_deref());
}
