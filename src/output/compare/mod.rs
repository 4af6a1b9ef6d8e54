//! The comparison of claimants: as terminal text, JSON and CSV.

mod csv;
mod json;
mod text;

pub use csv::{HEADER, csv};
pub(super) use csv::{cited, said, scope};
pub use json::json;
pub(super) use json::{PointJson, ScopeJson};
pub use text::text;
