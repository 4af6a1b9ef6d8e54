//! Two claims beside one another: as terminal text, JSON and CSV.

mod csv;
mod json;
mod text;

pub use csv::{HEADER, csv};
pub use json::json;
pub use text::text;
