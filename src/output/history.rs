//! The versions of a record.

use std::io::{self, Write};

use serde::Serialize;

use super::fields::paragraph;
use super::json::{self, FORMAT};
use super::style::{Face, Style};
use super::words;
use crate::model::{
    Author, Cause, EntryIndex, Instant, PartialDate, Prose, RecordId, RevisionNumber,
};
use crate::report::history::{Difference, History, Value, Version};
use crate::store::Head;
use crate::text::width::width;

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
            version.grounds,
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
            let text = match version.grounds.corrected_on() {
                Some(_) => "the record is as before; the day is that of the correction",
                None => "the record is as before",
            };
            writeln!(out, "  {text}")?;
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
    // A digest or an address stays whole, so that it can be copied.
    let is_whole = difference.field.ends_with("sha256") || difference.field == "url";
    let room = if is_whole {
        usize::MAX
    } else {
        style.width.saturating_sub(6)
    };
    let kept = |value: &Option<Value>| value.as_ref().and_then(Value::kept).map(str::to_owned);
    let mut shown = (kept(&difference.before), kept(&difference.after));
    if let (Some(before), Some(after)) = &shown
        && width(before).min(width(after)) > room
    {
        let (before, after) = changed_words(before, after);
        shown = (Some(before), Some(after));
    }
    let mut side = |sign: &str, value: &Option<Value>, shown: Option<String>, face| {
        if value.is_none() {
            return Ok(());
        }
        let shown = words::running(shown.as_deref().unwrap_or("[erased]"));
        for (index, line) in words::lines(&shown, room, usize::MAX).iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            writeln!(out, "    {sign} {}", style.paint(line, face))?;
        }
        Ok(())
    };
    side("−", &difference.before, shown.0, Face::Dim)?;
    side("+", &difference.after, shown.1, Face::Bold)
}

/// How many words that are the same are shown on either side of what changed.
const CONTEXT: usize = 4;

/// Two long texts without the words that they share at the beginning and the end, but for a few. What changed stays
/// whole, whole words of it.
fn changed_words(before: &str, after: &str) -> (String, String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        before.split_whitespace().collect(),
        after.split_whitespace().collect(),
    );
    let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let start = alike(&mut old.iter().zip(&new));
    let end = alike(&mut old[start..].iter().rev().zip(new[start..].iter().rev()));
    let (left, right) = (start.saturating_sub(CONTEXT), end.saturating_sub(CONTEXT));
    // One word that is left out would take no less room than its sign.
    let (left, right) = (
        if left > 1 { left } else { 0 },
        if right > 1 { right } else { 0 },
    );
    let part = |words: &[&str]| {
        let shown = words[left..words.len() - right].join(" ");
        match (left, right) {
            (0, 0) => shown,
            (0, _) => format!("{shown} […]"),
            (_, 0) => format!("[…] {shown}"),
            _ => format!("[…] {shown} […]"),
        }
    };
    (part(&old), part(&new))
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
    corrected_on: Option<PartialDate>,
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
        cause: version.grounds.cause(),
        corrected_on: version.grounds.corrected_on(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_long_texts_what_changed_is_shown_with_a_few_words_around_it() {
        let words = |figure: &str| {
            format!(
                "The ministry of the one side said in its statement of Tuesday that {figure} of its soldiers had been killed in the night near the lake"
            )
        };
        assert_eq!(
            changed_words(&words("about 49"), &words("105")),
            (
                "[…] statement of Tuesday that about 49 of its soldiers had […]".to_owned(),
                "[…] statement of Tuesday that 105 of its soldiers had […]".to_owned()
            )
        );
        assert_eq!(
            changed_words("a b c", "x b c"),
            ("a b c".to_owned(), "x b c".to_owned())
        );
        // What is repeated belongs to one end only.
        assert_eq!(
            changed_words("a a", "a a a"),
            ("a a".to_owned(), "a a a".to_owned())
        );
    }
}
