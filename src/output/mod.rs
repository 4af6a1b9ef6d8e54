//! The only room that prints, beside `main.rs`: typed values become terminal text, JSON, CSV and pictures.
//!
//! Enter: values of [`crate::report`], a stream, and how it may be written on ([`Style`]). Leave: bytes. Invariants:
//! results go to stdout and everything else to stderr; text from outside reaches a terminal only through [`words`],
//! which shows control characters and bidi controls as escapes and isolates right-to-left text; no meaning hangs on
//! colour; JSON is one object with `"format": 1`; a missing number is empty, never 0.

pub mod accusations;
mod cells;
pub mod changes;
pub mod chart;
pub mod claim;
pub mod compare;
mod comparing;
pub mod conflicts;
mod covered;
pub mod event;
pub mod fields;
pub mod frame;
pub mod history;
pub mod intake;
pub mod json;
pub mod keyboard;
pub mod listing;
pub mod message;
pub mod number;
pub mod outcome;
mod painted;
pub mod pair;
pub mod proposals;
pub mod record;
pub mod review;
pub mod scope;
pub mod search;
pub mod sheet;
pub mod sink;
pub mod sources;
pub mod style;
pub mod summary;
pub mod table;
pub mod text;
pub mod verification;
mod view;
pub mod words;

pub use sink::Sink;
pub use style::{Face, Style};
