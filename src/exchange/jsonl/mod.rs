//! JSON Lines, written: the log whole, for whoever checks it; the claims as they are, for whoever works with them.

mod claims;
mod log;
mod ratings;

pub use claims::write_claims;
pub use log::write_log;

use std::io::Write;

use serde::Serialize;

use super::{ExchangeError, Result};

/// Writes a value on a line of its own.
fn line(out: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(|error| ExchangeError::Write(error.into()))?;
    out.write_all(b"\n").map_err(ExchangeError::Write)
}

#[cfg(test)]
mod tests;
