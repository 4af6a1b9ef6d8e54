//! The flags of looking back, shared by everything that shows something.

use chrono::NaiveDate;
use clap::Args;

use super::error::CliError;
use crate::model::Instant;
use crate::store::{Horizon, Read};

/// `--recorded-by`.
#[derive(Debug, Clone, Copy, Args)]
pub struct RecordedBy {
    /// As the desk had logged it by this instant (RFC 3339) or by the end of this day
    #[arg(long, value_name = "INSTANT")]
    pub recorded_by: Option<Instant>,
}

impl RecordedBy {
    /// How much of the log that is.
    pub(super) fn horizon(self, read: &dyn Read) -> Result<Horizon, CliError> {
        Ok(match self.recorded_by {
            Some(instant) => read.horizon_at(instant)?,
            None => Horizon::NOW,
        })
    }
}

/// One day, for flags that bound days.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == 10)
        .ok_or_else(|| format!("“{text}” is not a day; write it as 2022-09-14"))
}

/// Refuses days that no day lies between: the answer would be empty and say nothing.
pub(super) fn in_order(since: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<(), CliError> {
    match (since, until) {
        (Some(since), Some(until)) if until < since => Err(CliError::usage(
            format!("--until {until} is before --since {since}"),
            "give the earlier day with --since",
        )),
        _ => Ok(()),
    }
}
