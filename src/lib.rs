//! A fact-checking claim tracker with versioned records.

pub mod log;
pub mod model;
pub mod record;
pub mod register;
pub mod store;
pub mod text;
