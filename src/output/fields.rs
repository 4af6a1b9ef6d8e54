//! Paragraphs, and lists of a label and a value each, as wide as the terminal.

use std::io::{self, Write};

use super::style::{Face, Style};
use super::words;
use crate::model::Prose;

/// What stands between a label and its value.
const GAP: usize = 2;

/// Writes safe text as a paragraph, this far from the left.
///
/// # Errors
/// The stream's.
pub fn paragraph(
    out: &mut dyn Write,
    style: &Style,
    indent: usize,
    safe: &str,
    face: Face,
) -> io::Result<()> {
    let room = style.width.saturating_sub(indent);
    for line in words::lines(safe, room, usize::MAX) {
        writeln!(out, "{}{}", " ".repeat(indent), style.paint(&line, face))?;
    }
    Ok(())
}

/// Writes a name from outside with the handle behind it, as a heading.
///
/// # Errors
/// The stream's.
pub fn name(out: &mut dyn Write, style: &Style, name: &str, handle: &str) -> io::Result<()> {
    let name = words::running(name);
    let whole = format!("{name} ({handle})");
    if words::width(&whole) > style.width {
        return paragraph(out, style, 0, &whole, Face::Bold);
    }
    let line = format!("{} ({handle})", words::isolated(&name));
    writeln!(out, "{}", style.paint(&line, Face::Bold))
}

/// Writes safe parts one behind the other, a dot between them, each isolated from its neighbours; a line is broken
/// between parts, and inside one only where it is longer than a line.
///
/// # Errors
/// The stream's.
pub fn parts(
    out: &mut dyn Write,
    style: &Style,
    indent: usize,
    parts: &[String],
) -> io::Result<()> {
    let room = style.width.saturating_sub(indent);
    for line in part_lines(room, parts) {
        writeln!(out, "{}{line}", " ".repeat(indent))?;
    }
    Ok(())
}

/// The lines of [`parts`], each at most so wide.
pub fn part_lines(room: usize, parts: &[String]) -> Vec<String> {
    const DOT: &str = " · ";
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let wide = words::width(part);
        let gap = if line.is_empty() {
            0
        } else {
            words::width(DOT)
        };
        if !line.is_empty() && used + gap + wide > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if wide > room {
            lines.extend(words::lines(part, room, usize::MAX));
            continue;
        }
        if !line.is_empty() {
            line.push_str(DOT);
            used += gap;
        }
        line.push_str(&words::isolated(part));
        used += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text in quotation marks; both run the way of the text.
pub fn quoted(safe: &str) -> String {
    format!("“{safe}”")
}

/// Labels and values. A value that is missing is left out with its label.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    rows: Vec<(&'static str, Value)>,
}

#[derive(Debug, Clone)]
enum Value {
    /// Safe text that is never broken: ids, digests, addresses.
    Whole(String),
    /// Safe text that is broken between words.
    Text(String),
}

impl Fields {
    /// A value of our own that stays on one line: an id, a number, a date, a digest.
    pub fn whole(&mut self, label: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.rows.push((label, Value::Whole(value.to_string())));
        }
    }

    /// Safe text.
    pub fn safe(&mut self, label: &'static str, text: impl Into<String>) {
        self.rows.push((label, Value::Text(text.into())));
    }

    /// Text from outside.
    pub fn outside(&mut self, label: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.rows.push((label, Value::Text(words::running(text))));
        }
    }

    /// An address from outside: one line, so that it can be copied.
    pub fn address(&mut self, label: &'static str, text: &Prose) {
        self.rows
            .push((label, Value::Whole(words::line(text.shown()))));
    }

    /// Free text, or that it was erased.
    pub fn prose(&mut self, label: &'static str, text: Option<&Prose>) {
        self.outside(label, text.map(Prose::shown));
    }

    /// Writes the list, this far from the left, the values under one another.
    ///
    /// # Errors
    /// The stream's.
    pub fn write(&self, out: &mut dyn Write, style: &Style, indent: usize) -> io::Result<()> {
        let longest = self
            .rows
            .iter()
            .map(|(label, _)| words::width(label))
            .max()
            .unwrap_or(0);
        let room = style.width.saturating_sub(indent + longest + GAP);
        for (label, value) in &self.rows {
            let lines = match value {
                Value::Whole(text) => vec![text.clone()],
                Value::Text(text) => words::lines(text, room, usize::MAX),
            };
            for (index, line) in lines.iter().enumerate() {
                let label = if index == 0 { label } else { "" };
                let space = " ".repeat(longest + GAP - words::width(label));
                let left = " ".repeat(indent);
                writeln!(
                    out,
                    "{left}{}{space}{}",
                    style.paint(label, Face::Dim),
                    line.trim_end()
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Salt;

    fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_stand_under_one_another() {
        let mut fields = Fields::default();
        fields.whole("id", Some("c3"));
        fields.whole("place", None::<&str>);
        fields.outside(
            "quote",
            Some("one two three\nfour five six seven eight nine"),
        );
        fields.prose(
            "note",
            Some(&Prose::Erased {
                commitment: crate::model::Digest::of(b""),
            }),
        );
        fields.address(
            "url",
            &Prose::new(Salt::from_bytes([0; 16]), "https://x.example/a"),
        );
        insta::assert_snapshot!(written(|out| fields.write(out, &Style::plain(40), 2)), @r"
          id     c3
          quote  one two three four five six
                 seven eight nine
          note   [erased]
          url    https://x.example/a
        ");
    }

    #[test]
    fn parts_are_broken_between_and_isolated() {
        let list = ["killed", "جنود أرمن", "military", "cumulative"].map(str::to_owned);
        assert_eq!(
            written(|out| parts(out, &Style::plain(60), 0, &list)),
            "killed · \u{2068}جنود أرمن\u{2069} · military · cumulative\n"
        );
        assert_eq!(
            written(|out| parts(out, &Style::plain(20), 0, &list)),
            "killed · \u{2068}جنود أرمن\u{2069}\nmilitary\ncumulative\n"
        );
    }
}
