//! From series to reports: typed values that the command line shows and exports write, one file a report.
//!
//! Enter: a store to read, a query. Leave: values. Nothing here prints, formats or writes; a report names the head of
//! the log that it was made from.

pub mod changes;
mod error;

pub use error::ReportError;
