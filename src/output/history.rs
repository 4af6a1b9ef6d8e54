//! The versions of a record.

use std::io::{self, Write};

use serde::Serialize;

use super::fields::paragraph;
use super::json::{self, FORMAT};
use super::style::{Face, Style};
use super::words;
use crate::model::{Author, Cause, EntryIndex, Instant, Prose, RecordId, RevisionNumber};
use crate::report::history::{Difference, History, Value, Version};
use crate::store::Head;

/// Writes the versions for people, first to last.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, history: &History) -> io::Result<()> {
    for (index, version) in history.versions.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let line = format!(
            "{} version {}, {}, by {} at {}, entry {}",
            history.record,
            version.number,
            version.cause,
            words::escaped(version.author.as_str()),
            version.recorded_at,
            version.entry
        );
        paragraph(out, style, 0, &line, Face::Bold)?;
        if let Some(reason) = &version.reason {
            paragraph(out, style, 2, &words::running(reason.shown()), Face::Plain)?;
        }
        for difference in &version.differences {
            write_difference(out, style, difference)?;
        }
        if index > 0 && version.differences.is_empty() {
            writeln!(out, "  the record is as before")?;
        }
    }
    Ok(())
}

fn write_difference(out: &mut dyn Write, style: &Style, difference: &Difference) -> io::Result<()> {
    let field = difference.field.replace('_', " ");
    let name = match difference.citation {
        Some(number) => format!("citation {number} {field}"),
        None => field,
    };
    writeln!(out, "  {name}")?;
    let mut side = |sign: &str, value: &Option<Value>, face| -> io::Result<()> {
        let Some(value) = value else {
            return Ok(());
        };
        let shown = words::running(value.kept().unwrap_or("[erased]"));
        // A digest or an address stays whole, so that it can be copied.
        let is_whole = difference.field.ends_with("sha256") || difference.field == "url";
        let room = if is_whole {
            usize::MAX
        } else {
            style.width.saturating_sub(6)
        };
        for (index, line) in words::lines(&shown, room, usize::MAX).iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            writeln!(out, "    {sign} {}", style.paint(line, face))?;
        }
        Ok(())
    };
    side("−", &difference.before, Face::Dim)?;
    side("+", &difference.after, Face::Bold)
}

#[derive(Serialize)]
struct HistoryJson<'a> {
    format: u32,
    history: &'static str,
    log: Head,
    id: RecordId,
    versions: Vec<VersionJson<'a>>,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    revision: RevisionNumber,
    entry: EntryIndex,
    author: &'a Author,
    recorded_at: Instant,
    cause: Cause,
    reason: Option<&'a str>,
    differences: Vec<DifferenceJson<'a>>,
}

#[derive(Serialize)]
struct DifferenceJson<'a> {
    field: &'static str,
    citation: Option<usize>,
    before: Option<&'a str>,
    after: Option<&'a str>,
    /// Whether a value is `null` because it was erased.
    erased: bool,
}

/// Writes the versions as JSON.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, history: &History) -> io::Result<()> {
    json::write(
        out,
        &HistoryJson {
            format: FORMAT,
            history: history.record.kind().word(),
            log: history.head,
            id: history.record,
            versions: history.versions.iter().map(version).collect(),
        },
    )
}

fn version(version: &Version) -> VersionJson<'_> {
    VersionJson {
        revision: version.number,
        entry: version.entry,
        author: &version.author,
        recorded_at: version.recorded_at,
        cause: version.cause,
        reason: version.reason.as_ref().and_then(Prose::value),
        differences: version.differences.iter().map(difference).collect(),
    }
}

fn difference(difference: &Difference) -> DifferenceJson<'_> {
    let Difference {
        field,
        citation,
        before,
        after,
    } = difference;
    DifferenceJson {
        field,
        citation: *citation,
        before: before.as_ref().and_then(Value::kept),
        after: after.as_ref().and_then(Value::kept),
        erased: [before, after]
            .into_iter()
            .any(|value| matches!(value, Some(Value::Erased))),
    }
}
