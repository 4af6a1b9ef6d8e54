//! Tables measured in the columns of a terminal.
//!
//! Enter: columns of a kind and cells. Leave: lines whose columns stand under one another whatever the script. Ids,
//! numbers and dates are never cut; text is broken into lines, then cut with “…”. Where not even that fits, each row
//! is written as a list of its cells. A long table is laid out in stretches, so that the memory stays that of one.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use super::style::{Face, Style};
use super::words;

/// As long as most cells are, in bytes.
const SHORT: usize = 24;

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
    /// Whether nothing need be put around it, its line ends being blanks.
    is_plain: bool,
    face: Face,
}

impl Cell {
    /// Words of our own: ids, numbers, dates.
    pub fn own(text: impl Display) -> Self {
        let mut written = String::with_capacity(SHORT);
        // Writing into memory does not fail.
        let _ = write!(written, "{text}");
        Self::safe(written)
    }

    fn safe(text: String) -> Self {
        let is_plain = text.split('\n').all(words::is_plain);
        Self {
            width: on_one_line(&text, is_plain),
            is_plain,
            text,
            face: Face::Plain,
        }
    }

    /// Words of our own, or nothing.
    pub fn own_or_none(text: Option<impl Display>) -> Self {
        text.map(Self::own).unwrap_or_default()
    }

    /// Text from outside, made safe.
    pub fn outside(text: &str) -> Self {
        Self::safe(words::escaped(text))
    }

    /// The lines of the cell in a column so wide, isolated.
    fn broken(&self, kind: Kind, width: usize) -> Vec<Cow<'_, str>> {
        let owned = |lines: Vec<String>| lines.into_iter().map(Cow::Owned).collect();
        match kind {
            Kind::Whole | Kind::Number => vec![words::isolated(&self.text)],
            Kind::Date => owned(date_lines(&self.text, width)),
            Kind::Text { lines, .. } => owned(words::lines(&self.text, width, lines)),
        }
    }

    /// Whether it is one line in a column so wide; else it is to be broken.
    fn fits(&self, kind: Kind, width: usize) -> bool {
        match kind {
            Kind::Whole | Kind::Number => true,
            Kind::Date => self.width <= width,
            Kind::Text { .. } => self.width <= width && self.is_plain,
        }
    }

    /// The one line that a cell is that fits.
    fn whole(&self, kind: Kind) -> Cow<'_, str> {
        match kind {
            Kind::Whole | Kind::Number if !self.is_plain => words::isolated(&self.text),
            Kind::Text { .. } if self.text.contains('\n') => {
                Cow::Owned(self.text.replace('\n', " "))
            }
            _ => Cow::Borrowed(&self.text),
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
    /// The cells from this one on, one a column.
    Cells(usize),
    Note(String, Face),
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
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
            cells: Vec::new(),
            indent,
            before: None,
        }
    }

    /// Adds a row; a cell that is missing is empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let start = self.cells.len();
        let columns = self.columns.len();
        self.cells.extend(cells.into_iter().take(columns));
        self.cells.resize_with(start + columns, Cell::default);
        self.rows.push(Row::Cells(start));
    }

    /// The cells of a row that begins with this one.
    fn cells(&self, start: usize) -> &[Cell] {
        self.cells
            .get(start..start + self.columns.len())
            .unwrap_or_default()
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
        let mut lines = Lines::default();
        self.lay_out(style, &mut lines);
        self.rows.clear();
        self.cells.clear();
        out.write_all(lines.text.as_bytes())
    }

    fn lay_out(&mut self, style: &Style, lines: &mut Lines) {
        if self.rows.is_empty() {
            return;
        }
        match self.layout(style.width) {
            Layout::Columns(widths) => {
                // Notes alone need no headings.
                let is_headed = self.rows.iter().any(|row| matches!(row, Row::Cells(_)))
                    && self.columns.iter().any(|column| !column.heading.is_empty());
                if is_headed && self.before.as_ref() != Some(&widths) {
                    lines.push(&self.headings(style, &widths));
                }
                for row in &self.rows {
                    self.in_columns(row, style, &widths, lines);
                }
                self.before = Some(widths);
            }
            Layout::Lists => {
                for (index, row) in self.rows.iter().enumerate() {
                    if index > 0 && matches!(row, Row::Cells(_)) {
                        lines.push("");
                    }
                    self.as_list(row, style, lines);
                }
            }
        }
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
                Kind::Date => self.widest(index, longest_date),
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
            Row::Cells(start) => self.cells(*start).get(index).map(&measure),
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

    fn in_columns(&self, row: &Row, style: &Style, widths: &Widths, lines: &mut Lines) {
        let cells = match row {
            Row::Cells(start) => self.cells(*start),
            Row::Note(text, face) => return self.across(text, *face, style, lines),
        };
        let columns = || self.columns.iter().zip(&widths.columns);
        let mut each = cells.iter().zip(columns());
        if each.all(|(cell, (column, width))| cell.fits(column.kind, *width)) {
            // The common case, written where it stands.
            lines.begin(widths.indent);
            for (index, (cell, (column, width))) in cells.iter().zip(columns()).enumerate() {
                lines.space(if index > 0 { widths.gap } else { 0 });
                let text = cell.whole(column.kind);
                lines.cell(&text, cell.width, *width, column.kind, cell.face, style);
            }
            return lines.end();
        }
        let broken: Vec<Vec<Cow<'_, str>>> = cells
            .iter()
            .zip(columns())
            .map(|(cell, (column, width))| cell.broken(column.kind, *width))
            .collect();
        let height = broken.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            lines.begin(widths.indent);
            for (index, ((parts, cell), (column, width))) in
                broken.iter().zip(cells).zip(columns()).enumerate()
            {
                lines.space(if index > 0 { widths.gap } else { 0 });
                let text = parts.get(at).map_or("", AsRef::as_ref);
                let taken = match parts.len() {
                    1 if at == 0 => cell.width,
                    _ => words::width(text),
                };
                lines.cell(text, taken, *width, column.kind, cell.face, style);
            }
            lines.end();
        }
    }

    fn across(&self, text: &str, face: Face, style: &Style, lines: &mut Lines) {
        let room = style.width.saturating_sub(self.indent);
        for line in words::lines(text, room, usize::MAX) {
            lines.begin(self.indent);
            style.paint_onto(&mut lines.text, &line, face);
            lines.end();
        }
    }

    fn as_list(&self, row: &Row, style: &Style, lines: &mut Lines) {
        let cells = match row {
            Row::Cells(start) => self.cells(*start),
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
                lines.begin(self.indent);
                lines.text.push_str(&heading);
                lines.space(GAP);
                lines.text.push_str(&line);
                lines.end();
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

fn on_one_line(text: &str, is_plain: bool) -> usize {
    match is_plain {
        true => text.chars().count(),
        false => words::width(text) + text.matches('\n').count(),
    }
}

fn longest_date(cell: &Cell) -> usize {
    match cell.text.contains('/') {
        true => cell.text.split_inclusive('/').map(words::width).max(),
        false => Some(cell.width),
    }
    .unwrap_or(0)
}

/// The lines of a table, one behind the other in one text.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    /// Where the line that is being written begins.
    start: usize,
    /// Whether blanks at the end of a line are kept: to see how wide it was laid out.
    keeps_blanks: bool,
}

impl Lines {
    fn begin(&mut self, indent: usize) {
        self.start = self.text.len();
        self.space(indent);
    }

    fn space(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    /// Adds a text that takes so many columns, in a column so wide.
    fn cell(
        &mut self,
        text: &str,
        taken: usize,
        width: usize,
        kind: Kind,
        face: Face,
        style: &Style,
    ) {
        let space = width.saturating_sub(taken);
        // The space is not set off, so that nothing is underlined that is not there.
        if kind == Kind::Number {
            self.space(space);
        }
        style.paint_onto(&mut self.text, text, face);
        if kind != Kind::Number {
            self.space(space);
        }
    }

    /// Ends the line; blanks at its end are not written.
    fn end(&mut self) {
        if !self.keeps_blanks {
            let line = self.text.get(self.start..).unwrap_or_default();
            let kept = self.start + line.trim_end().len();
            self.text.truncate(kept);
        }
        self.text.push('\n');
    }

    fn push(&mut self, line: &str) {
        self.begin(0);
        self.text.push_str(line);
        self.end();
    }
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
