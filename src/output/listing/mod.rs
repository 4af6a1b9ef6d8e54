//! Lists of records, line by line: a table, JSON, or CSV.
//!
//! ```text
//! let mut list = listing::text(out, style, RecordKind::Claim)?;
//! report::listing::each(read, kind, &filter, horizon, |line| { list.line(&line)?; … })?;
//! list.finish()?;
//! ```

mod csv;
mod json;
mod text;

use std::io::{self, Write};

use super::sheet::Form;
use super::style::Style;
use crate::model::RecordKind;
use crate::report::listing::Line;
use crate::store::Head;

pub use csv::header;

/// A list that is being written.
pub trait List {
    /// Writes the next record.
    ///
    /// # Errors
    /// The stream's.
    fn line(&mut self, line: &Line) -> io::Result<()>;

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// The stream's.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A table for people.
///
/// # Errors
/// The stream's.
pub fn text<'a>(
    out: &'a mut dyn Write,
    style: Style,
    kind: RecordKind,
) -> io::Result<Box<dyn List + 'a>> {
    Ok(Box::new(text::Text::begin(out, style, kind)))
}

/// JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json<'a>(
    out: &'a mut dyn Write,
    kind: RecordKind,
    log: Head,
) -> io::Result<Box<dyn List + 'a>> {
    Ok(Box::new(json::Json::begin(out, kind, log)?))
}

/// CSV, one row a record.
///
/// # Errors
/// The stream's.
pub fn csv<'a>(
    out: &'a mut dyn Write,
    kind: RecordKind,
    form: Form,
) -> io::Result<Box<dyn List + 'a>> {
    Ok(Box::new(csv::Csv::begin(out, kind, form)?))
}

#[cfg(test)]
mod tests;
