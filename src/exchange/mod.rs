//! Files of other people's making, in and out: pages as saved, case folders, sheets, JSON Lines.
//!
//! Enter: paths and readers, and a [`crate::record::Desk`] to record at. Leave: records, and outcomes that tell for
//! each file and row what became of it; on the way out, bytes in a given writer. Invariants: a file's own fault never
//! stops what stands beside it, and a fault of the database stops everything; nothing is committed here, that is the
//! caller's to decide; what is written out is read back as the same. Nothing here prints.
//!
//! | file | what |
//! |---|---|
//! | [`batch`] | many texts as JSON Lines → their proposals |
//! | [`case`] | `case.toml` → typed values |
//! | [`sheet`] | the claims sheet (CSV), read and written |
//! | [`jsonl`] | the log and the claims as JSON Lines, written |
//! | [`page`] | bytes → a page read; many read ahead |
//! | [`capture`] | one page → article and snapshot |
//! | [`intake`] | a whole case folder |
//! | [`guard`] | cells that a spreadsheet would run |
//! | [`locator`] | one spelling for one URL |

pub mod batch;
pub mod capture;
pub mod case;
mod error;
pub mod guard;
pub mod intake;
pub mod jsonl;
pub mod locator;
pub mod page;
mod publisher;
mod risk;
pub mod sheet;
mod shelf;

#[cfg(test)]
mod testing;

pub use error::{ExchangeError, RowFault, lines_in_words};
pub use shelf::Shelf;

/// What this room's functions return.
pub type Result<T> = std::result::Result<T, ExchangeError>;
