//! The end of every writing command: keep or throw away, then say what was done.

use super::error::{CliError, DONE, written};
use super::shared::{DryRun, Json};
use crate::model::RecordId;
use crate::output::outcome::{self, Deed, Outcome};
use crate::output::sink::Sink;
use crate::record::{Desk, RecordError};
use crate::store::Horizon;

/// Commits, unless it was a dry run, and says what was done to `record`.
pub(super) fn finish(
    desk: Desk<'_>,
    sink: &mut Sink,
    deed: Deed,
    record: RecordId,
    summary: String,
    DryRun { dry_run }: DryRun,
    Json { json }: Json,
) -> Result<u8, CliError> {
    let revision = desk
        .read()
        .latest(record, Horizon::NOW)?
        .ok_or(RecordError::Unknown(record))?
        .number;
    if !dry_run {
        desk.commit()?;
    }
    let outcome = Outcome {
        outcome: deed,
        record,
        revision,
        summary,
        dry_run,
    };
    written(outcome::write(sink.out(), &outcome, json))?;
    Ok(DONE)
}
