//! From series to reports: typed values that the command line shows and exports write, one file a report.
//!
//! Enter: a store to read, a query. Leave: values. Nothing here prints, formats or writes; a report names the head of
//! the log that it was made from.
//!
//! [`changes`] is how figures change, [`amended`] what was revised of them, [`summary`] the same in one line a series, and
//! [`extent`] what that covers;
//! [`compare`] puts claimants beside one another and [`conflicts`] finds where they contradict one another, on
//! [`terms`] that both name, with the [`range`] of what was said and the [`stance`] of who says it; [`pair`] says how two claims stand to one another; [`accusations`] is who accuses whom and what came of it, [`rating`] what the desk holds of a
//! claim, [`sources`] who prints what and
//! who is behind it; [`event`] is one page on one event, and [`chart`] what a picture of figures shows; [`record`] and
//! [`history`] are one record, now and over its versions; [`listing`] and [`search`] find records; [`marked_text`] is
//! an article's text with what rests on it.

pub mod accusations;
pub mod amended;
pub mod changes;
pub mod chart;
pub mod compare;
#[cfg(test)]
mod comparing_tests;
pub mod conflicts;
mod disagreement;
pub mod doubts;
mod error;
pub mod event;
pub mod extent;
mod former;
pub mod history;
pub mod listing;
pub mod marked_text;
pub mod names;
mod order;
pub mod pair;
mod printed;
pub mod range;
pub mod rating;
mod ratio;
pub mod record;
pub mod search;
pub mod sources;
pub mod stance;
pub mod summary;
pub mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod watch;

pub use error::ReportError;
pub use names::{Named, NamedArticle};
