//! A small chart of one line in the terminal: its numbers from zero up, its days from left to right.
//!
//! The signs are those of the large chart: `●` exact, `○` about, `↑` at least, `↓` up to, `◇` no number, `▼` a fall. Six rows
//! are few: what looks like a slip of the keyboard would press all the others onto the axis. Where it is more than twice
//! all of them it is a `‡` on the first row, beside the line, and a row below the chart says which number it stands for.

use std::iter;

use chrono::NaiveDate;

use super::super::number::grouped;
use super::super::style::Style;
use super::super::words::{lines, width};
use crate::model::{Aggregation, Count, Qualifier};
use crate::report::chart::{Line, Mark};
use crate::series::flags::Flag;

/// Rows above the axis.
const ROWS: usize = 6;

/// A wider one says no more.
const MOST_COLUMNS: usize = 72;

const INDENT: usize = 2;

/// The rows, each with its indent; none where fewer than two figures have a number.
pub(super) fn rows(line: &Line, aggregation: Aggregation, style: &Style) -> Vec<String> {
    let numbered = line
        .marks
        .iter()
        .filter(|mark| mark.greatest().is_some())
        .count();
    let days = line
        .marks
        .iter()
        .filter_map(|mark| mark.drawn_on.earliest().or(mark.drawn_on.latest()));
    let (first, last) = (days.clone().min(), days.max());
    let (Some(first), Some(last), true) = (first, last, numbered > 1) else {
        return Vec::new();
    };
    let greatest = scale(line);
    let top = grouped(&greatest.to_string());
    let gutter = width(&top) + 1;
    let room = style.width.min(MOST_COLUMNS);
    let columns = room.saturating_sub(INDENT + gutter + 1).max(8);
    let mut grid = Grid {
        cells: vec![vec![' '; columns]; ROWS],
        axis: vec!['─'; columns],
        greatest: greatest.max(1),
        first,
        last,
    };
    grid.draw(line, aggregation);
    let mut rows = Vec::new();
    for (index, cells) in grid.cells.iter().enumerate() {
        let label = match index {
            0 => top.as_str(),
            _ if index + 1 == ROWS => "0",
            _ => "",
        };
        let edge = if label.is_empty() { '│' } else { '┤' };
        let text: String = cells.iter().collect();
        rows.push(written(gutter, label, edge, text.trim_end()));
    }
    let axis: String = grid.axis.iter().collect();
    rows.push(written(gutter, "", '└', &axis));
    let (first, last) = (first.to_string(), last.to_string());
    let between = columns.saturating_sub(first.len() + last.len());
    rows.push(if first == last {
        written(gutter, "", ' ', &first)
    } else if between == 0 {
        format!("{}{first} {last}", " ".repeat(INDENT))
    } else {
        let between = " ".repeat(between);
        written(gutter, "", ' ', &format!("{first}{between}{last}"))
    });
    let beyond = line.marks.iter().filter(|mark| is_beyond(mark, greatest));
    for mark in beyond {
        let number = mark.greatest().map_or(0, Count::get);
        let text = format!(
            "‡ not to scale: {}, {} (a slip of the keyboard?)",
            grouped(&number.to_string()),
            mark.stated_on
        );
        let lines = lines(&text, room.saturating_sub(INDENT), usize::MAX);
        rows.extend(
            lines
                .iter()
                .map(|line| format!("{}{line}", " ".repeat(INDENT))),
        );
    }
    rows
}

/// The number on the first row: the greatest, but for one that looks like a slip of the keyboard and is more than twice
/// all the others.
fn scale(line: &Line) -> u64 {
    let greatest = |is_slip: bool| {
        let marks = line
            .marks
            .iter()
            .filter(move |mark| mark.flags.contains(&Flag::KeyboardSlip) == is_slip);
        marks
            .filter_map(Mark::greatest)
            .map(Count::get)
            .max()
            .unwrap_or(0)
    };
    let (slip, other) = (greatest(true), greatest(false));
    if other > 0 && slip / 2 > other {
        other
    } else {
        slip.max(other)
    }
}

fn is_beyond(mark: &Mark, scale: u64) -> bool {
    mark.greatest().is_some_and(|count| count.get() > scale)
}

fn written(gutter: usize, label: &str, edge: char, text: &str) -> String {
    let space = gutter.saturating_sub(1 + width(label));
    format!(
        "{}{}{label} {edge}{text}",
        " ".repeat(INDENT),
        " ".repeat(space)
    )
}

struct Grid {
    /// From the top.
    cells: Vec<Vec<char>>,
    axis: Vec<char>,
    greatest: u64,
    first: NaiveDate,
    last: NaiveDate,
}

impl Grid {
    /// The row of a number, from the top; the greatest is on the first, zero on the last.
    fn row(&self, count: Count) -> usize {
        let steps = ROWS - 1;
        let scaled = u128::from(count.get()) * 2 * u128::from(u64::try_from(steps).unwrap_or(1));
        let greatest = u128::from(self.greatest);
        let up = usize::try_from((scaled + greatest) / (2 * greatest)).unwrap_or(steps);
        steps - up.min(steps)
    }

    fn column(&self, mark: &Mark) -> usize {
        let Some(day) = mark.drawn_on.earliest() else {
            return 0;
        };
        let most = self.axis.len() - 1;
        let whole = self.last.signed_duration_since(self.first).num_days();
        let part = day.signed_duration_since(self.first).num_days();
        let (Ok(whole), Ok(part)) = (usize::try_from(whole), usize::try_from(part)) else {
            return 0;
        };
        (part * most).checked_div(whole).unwrap_or(0).min(most)
    }

    fn put(&mut self, row: usize, column: usize, sign: char) {
        if let Some(cell) = self.cells.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = sign;
        }
    }

    fn draw(&mut self, line: &Line, aggregation: Aggregation) {
        // The row that the line is on, and the column where it was put there.
        let mut level: Option<(usize, usize)> = None;
        let mut before: Option<&Mark> = None;
        // What stands beside the line, drawn over it.
        let mut beside = Vec::new();
        let is_step = aggregation == Aggregation::Cumulative;
        for mark in &line.marks {
            let column = self.column(mark);
            if mark.figure.is_numberless()
                && let Some(cell) = self.axis.get_mut(column)
            {
                *cell = '◇';
            }
            if is_beyond(mark, self.greatest) {
                beside.push((0, column, '‡'));
                continue;
            }
            if mark.is_beside {
                if let Some(leading) = mark.leading() {
                    beside.push((self.row(leading), column, sign(mark)));
                }
                continue;
            }
            if let Some((row, from)) = level.filter(|_| is_step) {
                (from + 1..column).for_each(|column| self.put(row, column, '─'));
            }
            if mark.figure.is_numberless() {
                // What has no number ends the number before it.
                (level, before) = (None, Some(mark));
                continue;
            }
            let ends = (mark.figure.low(), mark.figure.high());
            if let (Some(low), Some(high)) = ends
                && low < high
            {
                let (bottom, top) = (self.row(low), self.row(high));
                (top..=bottom).for_each(|row| self.put(row, column, '│'));
                self.put(top, column, '┬');
                self.put(bottom, column, if top == bottom { '─' } else { '┴' });
            }
            let Some(leading) = mark.leading() else {
                level = None;
                continue;
            };
            let row = self.row(leading);
            let is_joined = before.is_none_or(|before| before.is_joined_to(mark));
            before = Some(mark);
            match level {
                Some((before, from)) if is_step && is_joined && before != row => {
                    let between = before.min(row) + 1..before.max(row);
                    between.for_each(|row| self.put(row, column, '│'));
                    if from != column {
                        let corner = if row < before { '╯' } else { '╮' };
                        self.put(before, column, corner);
                    }
                }
                _ => {}
            }
            if aggregation == Aggregation::Incremental {
                (row..ROWS).for_each(|row| self.put(row, column, '│'));
            }
            self.put(row, column, sign(mark));
            level = Some((row, column));
        }
        if let Some((row, from)) = level.filter(|_| is_step) {
            let rest = from + 1..self.axis.len();
            rest.zip(iter::repeat(row))
                .for_each(|(column, row)| self.put(row, column, '╌'));
        }
        for (row, column, sign) in beside {
            self.put(row, column, sign);
        }
    }
}

fn sign(mark: &Mark) -> char {
    if mark.falls {
        return '▼';
    }
    match mark.figure.qualifier() {
        Qualifier::About => '○',
        Qualifier::AtLeast | Qualifier::MoreThan => '↑',
        Qualifier::UpTo | Qualifier::FewerThan => '↓',
        _ => '●',
    }
}
