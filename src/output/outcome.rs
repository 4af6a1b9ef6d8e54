//! What a writing command did, in one line or as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{RecordId, RevisionNumber};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// A new record.
    Recorded,
    /// A new version of a description.
    Edited,
    /// A new version of a claim.
    Amended,
    /// A further citation of a claim.
    Cited,
    /// A claim was withdrawn.
    Retracted,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Edited => "edited",
            Self::Amended => "amended",
            Self::Cited => "cited once more",
            Self::Retracted => "retracted",
        }
    }
}

/// What a writing command did to one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What was done.
    pub outcome: Deed,
    /// To which record.
    pub record: RecordId,
    /// Which version of it was written.
    pub revision: RevisionNumber,
    /// What it says, in a line.
    pub summary: String,
    /// Whether it was only tried.
    pub dry_run: bool,
}

#[derive(Serialize)]
struct Envelope<'a> {
    format: u8,
    #[serde(flatten)]
    outcome: &'a Outcome,
}

/// Writes what was done: one line, or a JSON object.
///
/// # Errors
/// The writer's.
pub fn write(out: &mut dyn Write, outcome: &Outcome, json: bool) -> io::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, &Envelope { format: 1, outcome })?;
        return writeln!(out);
    }
    let Outcome {
        outcome: deed,
        record,
        revision,
        summary,
        dry_run,
    } = outcome;
    let summary = super::words::line(summary);
    let version = if revision.get().get() > 1 {
        format!(" (revision {revision})")
    } else {
        String::new()
    };
    if *dry_run {
        writeln!(
            out,
            "{record} would be {}{version}: {summary} — dry run, nothing was written",
            deed.word()
        )
    } else {
        writeln!(out, "{record} {}{version}: {summary}", deed.word())
    }
}
