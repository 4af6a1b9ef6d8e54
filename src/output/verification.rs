//! What `verify` counted and found.

use std::io::{self, Write};

use serde::Serialize;

use super::number::counted;
use super::words::line;
use crate::verify::Verification;

#[derive(Serialize)]
struct Envelope<'a> {
    format: u8,
    ok: bool,
    #[serde(flatten)]
    found: &'a Verification,
}

/// Writes the verdict: a few lines, or a JSON object. Faults come first, since they are what must be read.
///
/// # Errors
/// The writer's.
pub fn write(out: &mut dyn Write, found: &Verification, json: bool) -> io::Result<()> {
    if json {
        let envelope = Envelope {
            format: 1,
            ok: found.faults.is_empty(),
            found,
        };
        serde_json::to_writer_pretty(&mut *out, &envelope)?;
        return writeln!(out);
    }
    for fault in &found.faults {
        let entry = fault
            .entry
            .map(|entry| format!(" (entry {entry})"))
            .unwrap_or_default();
        writeln!(
            out,
            "FAULT {}{entry}: {}",
            line(&fault.place),
            line(&fault.detail)
        )?;
    }
    writeln!(
        out,
        "{} recomputed, {} hashed",
        counted(found.entries, "entry", "entries"),
        counted(found.snapshots, "snapshot", "snapshots")
    )?;
    writeln!(
        out,
        "{} where they are cited from; {} read again in them",
        counted(found.quotes, "quote stands", "quotes stand"),
        counted(found.figures_read, "figure", "figures")
    )?;
    let apart = [
        (
            found.figures_unread,
            "figure recorded as not readable in its quote",
            "figures recorded as not readable in their quotes",
        ),
        (
            found.elsewhere,
            "citation of a copy held elsewhere, not checked",
            "citations of copies held elsewhere, not checked",
        ),
        (
            found.without_copy,
            "citation without a copy, nothing to check",
            "citations without a copy, nothing to check",
        ),
        (
            found.erased,
            "text erased on request",
            "texts erased on request",
        ),
    ];
    for (count, one, several) in apart.into_iter().filter(|(count, ..)| *count > 0) {
        writeln!(out, "{}", counted(count, one, several))?;
    }
    if let Some(head) = &found.head {
        let size = counted(head.size, "entry", "entries");
        writeln!(out, "log: {size}, root {}", head.root)?;
    }
    match found.faults.len() {
        0 => writeln!(out, "Everything is as it was logged."),
        1 => writeln!(out, "1 fault: this database is not as it was logged."),
        several => writeln!(
            out,
            "{several} faults: this database is not as it was logged."
        ),
    }
}
