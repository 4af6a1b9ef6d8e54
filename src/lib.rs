//! A fact-checking claim tracker with versioned records.

pub mod article;
pub mod log;
pub mod model;
pub mod record;
pub mod register;
pub mod report;
pub mod series;
pub mod store;
pub mod text;
pub mod verify;
