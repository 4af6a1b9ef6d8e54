//! A fact-checking claim tracker with versioned records.

pub mod model;
