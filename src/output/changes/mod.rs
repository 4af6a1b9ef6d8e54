//! The report of changes: as terminal text, JSON and CSV. Each is written series by series.
//!
//! ```text
//! let mut report = changes::json(out, &head)?;
//! report::changes::each_series(read, &query, &made, |series| { report.series(&series)?; … })?;
//! report.finish()?;
//! ```

mod csv;
pub(in crate::output) mod json;
pub(in crate::output) mod remarks;
mod revisions;
#[cfg(test)]
mod tests;
pub(super) mod text;

use std::io::{self, Write};

use super::sheet::Form;
use super::style::Style;
use crate::model::Handle;
use crate::report::changes::{ChangeSeries, Cited, Made, Query};
use crate::report::extent::Extent;
use crate::series::flags::Finding;

pub use csv::HEADER;
pub use revisions::REVISIONS;

/// What a report of changes is about and rests on.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// What was asked.
    pub query: &'a Query,
    /// The log that it was made from.
    pub made: &'a Made,
    /// What it covers.
    pub extent: &'a Extent,
}

/// A report that is being written.
pub trait Report {
    /// Writes the next series.
    ///
    /// # Errors
    /// The stream's.
    fn series(&mut self, series: &ChangeSeries) -> io::Result<()>;

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// The stream's.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Text for people.
///
/// # Errors
/// The stream's.
pub fn text<'a>(
    out: &'a mut dyn Write,
    style: Style,
    head: Head<'a>,
) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(text::Text::begin(out, style, head, false)?))
}

/// Text for people, with a small chart of each series that has at least two numbers.
///
/// # Errors
/// The stream's.
pub fn charted<'a>(
    out: &'a mut dyn Write,
    style: Style,
    head: Head<'a>,
) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(text::Text::begin(out, style, head, true)?))
}

/// JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json<'a>(out: &'a mut dyn Write, head: Head<'a>) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(json::Json::begin(out, head)?))
}

/// CSV, one row a figure.
///
/// # Errors
/// The stream's.
pub fn csv<'a>(out: &'a mut dyn Write, form: Form) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(csv::Csv::begin(out, form)?))
}

/// CSV of what was revised of the figures, one row a revision, and one a claim that its series has lost.
///
/// # Errors
/// The stream's.
pub fn revisions<'a>(out: &'a mut dyn Write, form: Form) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(revisions::Revisions::begin(out, form)?))
}

/// The relays of a citation as they are written in sheets.
pub(super) fn via(cited: &Cited) -> Option<String> {
    let relays: Vec<&str> = cited.via.iter().map(Handle::as_str).collect();
    (!relays.is_empty()).then(|| relays.join(" > "))
}

/// The flags of a figure by name, each once.
fn names(findings: &[Finding]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for finding in findings {
        let name = finding.flag().name();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
