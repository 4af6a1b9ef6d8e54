//! The comparison of claimants: as terminal text, JSON and CSV.

mod csv;
mod json;
mod quotients;
mod ranges;
mod ratios;
mod text;

pub use csv::{HEADER, csv};
pub use json::json;
pub(super) use json::{DifferenceJson, PointJson, ScopeJson, differences};
pub use ratios::{RATIOS, ratios_csv};
pub use text::text;
pub(super) use text::{differences_text, reasons_text};
