//! What stands above and below a report on events: the event that it is about, and the log that it was made from.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::fields::{paragraph, parts};
use super::number;
use super::style::{Face, Style};
use super::words;
use crate::model::{Instant, PartialDate};
use crate::report::changes::Made;
use crate::report::extent::{Heading, PerhapsLater};

/// Writes the head of an event's part: its title, its handle, its days.
///
/// # Errors
/// The stream's.
pub fn event(out: &mut dyn Write, style: &Style, heading: &Heading) -> io::Result<()> {
    let title = words::running(heading.event.name.shown());
    paragraph(out, style, 0, &title, Face::Bold)?;
    let mut line = vec![heading.event.handle.to_string()];
    line.extend(days(heading.start.as_ref(), heading.end.as_ref()));
    parts(out, style, 0, &line)
}

/// Writes what a report was made from: the log, and from which day and hour it is seen.
///
/// # Errors
/// The stream's.
pub fn made(
    out: &mut dyn Write,
    style: &Style,
    made: &Made,
    as_of: Option<NaiveDate>,
    recorded_by: Option<Instant>,
) -> io::Result<()> {
    let root = made.head.root.to_string();
    let mut line = vec![
        format!(
            "Made from a log of {}",
            number::counted(made.head.size, "entry", "entries")
        ),
        format!("root {}", root.chars().take(12).collect::<String>()),
    ];
    line.extend(as_of.map(|day| format!("as of {day}")));
    if let Some(instant) = recorded_by {
        let seen = made.head.size.min(made.horizon.size());
        line.push(format!(
            "recorded by {instant} ({})",
            number::counted(seen, "entry", "entries")
        ));
    }
    parts(out, style, 0, &line)
}

/// What is shown as its source corrected it although nobody knows whether it had by the as-of day, in one sentence.
pub fn perhaps_later(
    found: &PerhapsLater,
    day: Option<NaiveDate>,
    one: &str,
    several: &str,
) -> Option<String> {
    let day = day.filter(|_| found.count > 0)?;
    let counted = number::counted(found.count, one, several);
    let was = if found.count == 1 { "was" } else { "were" };
    let claims: Vec<String> = found
        .claims
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    let named = match (claims.is_empty(), found.count > claims.len()) {
        (true, _) => String::new(),
        (false, true) => format!(" ({}, …)", claims.join(", ")),
        (false, false) => format!(" ({})", claims.join(", ")),
    };
    Some(format!(
        "{counted}{named} {was} corrected by the source on a day that is not known, perhaps after {day}: shown as corrected."
    ))
}

/// How many claims a sentence names.
const NAMED: usize = 10;

/// When an event was: one date, or from one to another.
pub fn days(start: Option<&PartialDate>, end: Option<&PartialDate>) -> Option<String> {
    match (start, end) {
        (None, None) => None,
        (Some(start), Some(end)) if start == end => Some(start.to_string()),
        (Some(start), Some(end)) => Some(format!("{start} to {end}")),
        (Some(start), None) => Some(format!("from {start}")),
        (None, Some(end)) => Some(format!("to {end}")),
    }
}
