//! The report of changes in one line a series: as terminal text, JSON and CSV. Each is written series by series; what
//! all of it covers is known at the end.

mod csv;
mod json;
mod text;

use std::io::{self, Write};

use chrono::NaiveDate;

use super::sheet::Form;
use super::style::Style;
use crate::report::changes::{Made, Query};
use crate::report::extent::{Extent, Heading};
use crate::report::summary::{SeriesSummary, TOLD};
use crate::series::flags::Flag;

pub use csv::header;

/// What a summary is about and rests on.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// What was asked.
    pub query: &'a Query,
    /// The log that it was made from.
    pub made: &'a Made,
}

impl Head<'_> {
    /// The flags that were asked for and that figures alone can raise.
    fn told(&self) -> impl Iterator<Item = Flag> {
        let wanted = &self.query.flags;
        TOLD.into_iter().filter(|flag| wanted.includes(*flag))
    }

    fn as_of(&self) -> Option<NaiveDate> {
        self.query.as_of
    }
}

/// A summary that is being written.
pub trait Report {
    /// Writes the next series, which belongs to this event.
    ///
    /// # Errors
    /// The stream's.
    fn series(&mut self, heading: &Heading, series: &SeriesSummary) -> io::Result<()>;

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// The stream's.
    fn finish(self: Box<Self>, extent: &Extent) -> io::Result<()>;
}

/// Text for people.
pub fn text<'a>(out: &'a mut dyn Write, style: Style, head: Head<'a>) -> Box<dyn Report + 'a> {
    Box::new(text::Text::begin(out, style, head))
}

/// JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json<'a>(out: &'a mut dyn Write, head: Head<'a>) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(json::Json::begin(out, head)?))
}

/// CSV, one row a series.
///
/// # Errors
/// The stream's.
pub fn csv<'a>(
    out: &'a mut dyn Write,
    form: Form,
    head: Head<'a>,
) -> io::Result<Box<dyn Report + 'a>> {
    Ok(Box::new(csv::Csv::begin(out, form, head)?))
}
