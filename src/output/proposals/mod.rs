//! Proposals as people, programs and spreadsheets read them.

mod csv;
mod json;
mod sentence;
mod text;

pub use csv::csv;
pub(super) use json::ProposedJson;
pub use json::json;
pub use text::text;
pub(super) use text::{because, card};

/// How much is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Detail {
    /// Every reason with its rule and words, not only those of what is unusual.
    pub reasons: bool,
}
