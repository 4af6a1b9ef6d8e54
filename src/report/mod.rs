//! From series to reports: typed values that the command line shows and exports write, one file a report.
//!
//! Enter: a store to read, a query. Leave: values. Nothing here prints, formats or writes; a report names the head of
//! the log that it was made from.
//!
//! [`changes`] is how figures change, [`extent`] what that covers and [`chart`] what a picture of it shows;
//! [`record`] and [`history`] are one record, now and over its versions; [`listing`] and [`search`] find records;
//! [`marked_text`] is an article's text with what rests on it.

pub mod changes;
pub mod chart;
mod error;
pub mod extent;
pub mod history;
pub mod listing;
pub mod marked_text;
pub mod names;
pub mod record;
pub mod search;
#[cfg(test)]
pub(crate) mod tests;

pub use error::ReportError;
pub use names::{Named, NamedArticle};
