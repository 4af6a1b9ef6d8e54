//! Tests of the room as its users see it.

mod charsets;
mod hostile;
mod pages;
