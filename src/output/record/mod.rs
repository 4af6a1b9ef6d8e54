//! One record, shown.

mod json;
mod text;

pub use json::json;
pub use text::text;

#[cfg(test)]
mod tests;
