//! Tables measured in the columns of a terminal.
//!
//! Enter: columns of a kind and cells. Leave: lines whose columns stand under one another whatever the script. Ids,
//! numbers and dates are never cut; text is broken into lines, then cut with “…”. Where not even that fits, each row
//! is written as a list of its cells. A long table is laid out in stretches, so that the memory stays that of one.

use std::borrow::Cow;
use std::io::{self, Write};

use super::style::{Face, Style};
use super::words;

/// How many rows are measured together.
const STRETCH: usize = 500;

/// What stands between columns; between those of a table that is laid out narrowly; between a heading and a cell
/// that stand in one line.
const GAP: usize = 2;
const NARROW_GAP: usize = 1;

/// What a column holds, which decides what may be done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ids, words of our own: on one line, whole.
    Whole,
    /// Numbers: whole, to the right.
    Number,
    /// Dates: whole; an interval may go on in the next line behind its “/”.
    Date,
    /// Text: broken between words into at most so many lines, not narrower than `least` where it needs that much.
    Text {
        /// The least width.
        least: usize,
        /// The most lines.
        lines: usize,
    },
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub heading: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What stands in one row of one column: safe text. A line end in it is where it is broken first, if it must be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    text: String,
    /// The columns that the text takes on one line.
    width: usize,
    face: Face,
}

impl Cell {
    /// Words of our own: ids, numbers, dates.
    pub fn own(text: impl ToString) -> Self {
        let text = text.to_string();
        Self {
            width: on_one_line(&text),
            text,
            face: Face::Plain,
        }
    }

    /// Words of our own, or nothing.
    pub fn own_or_none(text: Option<impl ToString>) -> Self {
        text.map(Self::own).unwrap_or_default()
    }

    /// Text from outside, made safe.
    pub fn outside(text: &str) -> Self {
        Self::own(words::escaped(text))
    }

    /// The lines of the cell in a column so wide, isolated.
    fn broken(&self, kind: Kind, width: usize) -> Vec<Cow<'_, str>> {
        let owned = |lines: Vec<String>| lines.into_iter().map(Cow::Owned).collect();
        match kind {
            Kind::Whole | Kind::Number => vec![words::isolated(&self.text)],
            Kind::Date => owned(date_lines(&self.text, width)),
            // The common case, without a copy.
            Kind::Text { .. } if self.width <= width && is_plain(&self.text) => {
                vec![Cow::Borrowed(self.text.as_str())]
            }
            Kind::Text { lines, .. } => owned(words::lines(&self.text, width, lines)),
        }
    }

    /// The same, set off.
    #[must_use]
    pub const fn with(mut self, face: Face) -> Self {
        self.face = face;
        self
    }
}

#[derive(Debug, Clone)]
enum Row {
    Cells(Vec<Cell>),
    Note(String, Face),
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    indent: usize,
    /// How the stretch before was laid out; none before the first.
    before: Option<Widths>,
}

/// The widths of columns, and what stands before and between them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Widths {
    columns: Vec<usize>,
    indent: usize,
    gap: usize,
}

/// How a stretch is laid out.
enum Layout {
    /// Columns of these widths.
    Columns(Widths),
    /// Each row as a list of its cells.
    Lists,
}

impl Table {
    /// An empty table, this far from the left.
    pub fn new(indent: usize, columns: &[Column]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: Vec::new(),
            indent,
            before: None,
        }
    }

    /// Adds a row; a cell that is missing is empty.
    pub fn row(&mut self, mut cells: Vec<Cell>) {
        cells.resize(self.columns.len(), Cell::default());
        self.rows.push(Row::Cells(cells));
    }

    /// Adds a line across all columns under the row before. `text` is safe.
    pub fn note(&mut self, text: impl Into<String>, face: Face) {
        self.rows.push(Row::Note(text.into(), face));
    }

    /// Writes what there is when it is a stretch.
    ///
    /// # Errors
    /// The stream's.
    pub fn write_when_full(&mut self, out: &mut dyn Write, style: &Style) -> io::Result<()> {
        if self.rows.len() >= STRETCH {
            self.write(out, style)?;
        }
        Ok(())
    }

    /// Writes what there is. The headings are repeated only where the columns had to move.
    ///
    /// # Errors
    /// The stream's.
    pub fn write(&mut self, out: &mut dyn Write, style: &Style) -> io::Result<()> {
        for line in self.lay_out(style) {
            writeln!(out, "{}", line.trim_end())?;
        }
        self.rows.clear();
        Ok(())
    }

    /// The lines, each padded to the width of all.
    fn lay_out(&mut self, style: &Style) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut lines = Vec::new();
        match self.layout(style.width) {
            Layout::Columns(widths) => {
                let is_headed = self.columns.iter().any(|column| !column.heading.is_empty());
                if is_headed && self.before.as_ref() != Some(&widths) {
                    lines.push(self.headings(style, &widths));
                }
                for row in &self.rows {
                    self.in_columns(row, style, &widths, &mut lines);
                }
                self.before = Some(widths);
            }
            Layout::Lists => {
                for (index, row) in self.rows.iter().enumerate() {
                    if index > 0 && matches!(row, Row::Cells(_)) {
                        lines.push(String::new());
                    }
                    self.as_list(row, style, &mut lines);
                }
            }
        }
        lines
    }

    fn layout(&self, width: usize) -> Layout {
        let wanted: Vec<usize> = (0..self.columns.len())
            .map(|index| self.widest(index, |cell| cell.width))
            .collect();
        let least: Vec<usize> = self
            .columns
            .iter()
            .zip(&wanted)
            .enumerate()
            .map(|(index, (column, wanted))| match column.kind {
                Kind::Whole | Kind::Number => *wanted,
                Kind::Date => self.widest(index, |cell| longest_date(&cell.text)),
                Kind::Text { least, .. } => (*wanted).min(least.max(words::width(column.heading))),
            })
            .collect();
        [(self.indent, GAP), (0, NARROW_GAP)]
            .into_iter()
            .find_map(|(indent, gap)| {
                let gaps = indent + gap * self.columns.len().saturating_sub(1);
                let columns = share(least.clone(), &wanted, width.checked_sub(gaps)?)?;
                Some(Layout::Columns(Widths {
                    columns,
                    indent,
                    gap,
                }))
            })
            .unwrap_or(Layout::Lists)
    }

    /// The widest of a column by some measure; its heading, and what the stretch before took, count too.
    fn widest(&self, index: usize, measure: impl Fn(&Cell) -> usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => cells.get(index).map(&measure),
            Row::Note(..) => None,
        });
        let heading = self
            .columns
            .get(index)
            .map(|column| words::width(column.heading));
        let before = self
            .before
            .as_ref()
            .and_then(|widths| widths.columns.get(index).copied());
        cells.chain(heading).chain(before).max().unwrap_or(0)
    }

    fn headings(&self, style: &Style, widths: &Widths) -> String {
        let cells: Vec<String> = self
            .columns
            .iter()
            .zip(&widths.columns)
            .map(|(column, width)| pad(column.heading, *width, column.kind))
            .map(|text| style.paint(&text, Face::Dim))
            .collect();
        let indent = " ".repeat(widths.indent);
        format!("{indent}{}", cells.join(&" ".repeat(widths.gap)))
    }

    fn in_columns(&self, row: &Row, style: &Style, widths: &Widths, lines: &mut Vec<String>) {
        let cells = match row {
            Row::Cells(cells) => cells,
            Row::Note(text, face) => return self.across(text, *face, style, lines),
        };
        let broken: Vec<Vec<Cow<'_, str>>> = cells
            .iter()
            .zip(&self.columns)
            .zip(&widths.columns)
            .map(|((cell, column), width)| cell.broken(column.kind, *width))
            .collect();
        let height = broken.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            let mut line = " ".repeat(widths.indent);
            let columns = self.columns.iter().zip(&widths.columns);
            for (index, ((parts, cell), (column, width))) in
                broken.iter().zip(cells).zip(columns).enumerate()
            {
                if index > 0 {
                    line.extend(std::iter::repeat_n(' ', widths.gap));
                }
                let text = parts.get(at).map_or("", AsRef::as_ref);
                let taken = match parts.len() {
                    1 if at == 0 => cell.width,
                    _ => words::width(text),
                };
                let space = std::iter::repeat_n(' ', width.saturating_sub(taken));
                // The space is not set off, so that nothing is underlined that is not there.
                if column.kind == Kind::Number {
                    line.extend(space);
                    style.paint_onto(&mut line, text, cell.face);
                } else {
                    style.paint_onto(&mut line, text, cell.face);
                    line.extend(space);
                }
            }
            lines.push(line);
        }
    }

    fn across(&self, text: &str, face: Face, style: &Style, lines: &mut Vec<String>) {
        let room = style.width.saturating_sub(self.indent);
        for line in words::lines(text, room, usize::MAX) {
            lines.push(format!(
                "{}{}",
                " ".repeat(self.indent),
                style.paint(&line, face)
            ));
        }
    }

    fn as_list(&self, row: &Row, style: &Style, lines: &mut Vec<String>) {
        let cells = match row {
            Row::Cells(cells) => cells,
            Row::Note(text, face) => return self.across(text, *face, style, lines),
        };
        let longest = self
            .columns
            .iter()
            .map(|column| words::width(column.heading))
            .max()
            .unwrap_or(0);
        let room = style.width.saturating_sub(self.indent + longest + GAP);
        for (cell, column) in cells.iter().zip(&self.columns) {
            if cell.text.is_empty() {
                continue;
            }
            let text = match column.kind {
                Kind::Text { lines, .. } => words::lines(&cell.text, room, lines.max(3)),
                Kind::Date => date_lines(&cell.text, room),
                Kind::Whole | Kind::Number => vec![words::isolated(&cell.text).into_owned()],
            };
            for (index, line) in text.iter().enumerate() {
                let heading = if index == 0 { column.heading } else { "" };
                let heading = style.paint(&pad(heading, longest, Kind::Whole), Face::Dim);
                let line = style.paint(line, cell.face);
                lines.push(format!(
                    "{}{heading}{}{line}",
                    " ".repeat(self.indent),
                    " ".repeat(GAP)
                ));
            }
        }
    }
}

/// Gives the columns what they want from `room`, one column of the terminal to each in turn; none where not even the
/// least fits.
fn share(least: Vec<usize>, wanted: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut widths = least;
    let mut left = room.checked_sub(widths.iter().sum())?;
    loop {
        let mut gave = false;
        for (width, wanted) in widths.iter_mut().zip(wanted) {
            if left > 0 && *width < *wanted {
                *width += 1;
                left -= 1;
                gave = true;
            }
        }
        if !gave {
            return Some(widths);
        }
    }
}

/// Whether a text is one line that nothing needs to be put around.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn on_one_line(text: &str) -> usize {
    words::width(text) + text.matches('\n').count()
}

fn longest_date(text: &str) -> usize {
    text.split_inclusive('/')
        .map(words::width)
        .max()
        .unwrap_or(0)
}

/// A date on one line, or an interval broken behind its “/” where it is too long for one.
fn date_lines(text: &str, width: usize) -> Vec<String> {
    if words::width(text) <= width {
        return vec![text.to_owned()];
    }
    text.split_inclusive('/').map(str::to_owned).collect()
}

fn pad(text: &str, width: usize, kind: Kind) -> String {
    let space = " ".repeat(width.saturating_sub(words::width(text)));
    match kind {
        Kind::Number => format!("{space}{text}"),
        _ => format!("{text}{space}"),
    }
}

#[cfg(test)]
mod tests;
