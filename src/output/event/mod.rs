//! The report on one event: terminal text, Markdown, a page of HTML, JSON.
//!
//! The first three are one page in parts, put together once from the report and written three ways, so that none of
//! them says what another does not. JSON is written from the report itself.

mod content;
mod disputes;
mod html;
mod json;
mod markdown;
mod notes;
mod outlets;
mod page;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use super::style::Style;
use crate::report::event::EventReport;

/// Text for people.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, report: &EventReport) -> io::Result<()> {
    text::write(out, style, &content::page(report))
}

/// Markdown (GitHub's tables and footnotes).
///
/// # Errors
/// The stream's.
pub fn markdown(out: &mut dyn Write, report: &EventReport) -> io::Result<()> {
    out.write_all(markdown::write(&content::page(report)).as_bytes())
}

/// One page of HTML that needs nothing else: no script, nothing loaded, the chart inside.
///
/// # Errors
/// The stream's.
pub fn html(out: &mut dyn Write, report: &EventReport) -> io::Result<()> {
    out.write_all(html::write(&content::page(report), report.chart.as_ref()).as_bytes())
}

/// JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, report: &EventReport) -> io::Result<()> {
    json::write(out, report)
}
