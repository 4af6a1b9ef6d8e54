//! The summary for a tired editor: a table for each event, one row a series, under who counts what and above what must
//! be looked at.

use std::io::{self, Write};

use super::super::changes::text::{left_out, nothing, scope};
use super::super::changes::{self, remarks};
use super::super::claim;
use super::super::fields::{paragraph, part_lines};
use super::super::frame;
use super::super::number;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::{Head, Report};
use crate::model::EventId;
use crate::report::changes::ChangePoint;
use crate::report::extent::{Extent, Heading};
use crate::report::summary::SeriesSummary;

/// How far the tables stand from the left.
const INDENT: usize = 2;

const COLUMNS: [Column; 7] = [
    // Nothing: what sets a row apart from the line above it.
    Column {
        heading: "",
        kind: Kind::Whole,
    },
    Column {
        heading: "figures",
        kind: Kind::Text { least: 9, lines: 5 },
    },
    Column {
        heading: "first",
        kind: FIGURE,
    },
    Column {
        heading: "latest",
        kind: FIGURE,
    },
    Column {
        heading: "lowest, highest",
        kind: Kind::Text { least: 8, lines: 4 },
    },
    Column {
        heading: "steps",
        kind: Kind::Text {
            least: 13,
            lines: 6,
        },
    },
    Column {
        heading: "net",
        kind: Kind::Text { least: 7, lines: 5 },
    },
];

const FIGURE: Kind = Kind::Text {
    least: 10,
    lines: 5,
};

pub(super) struct Text<'a> {
    out: &'a mut dyn Write,
    style: Style,
    head: Head<'a>,
    /// The event whose table is being written.
    event: Option<EventId>,
    table: Table,
}

impl<'a> Text<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, style: Style, head: Head<'a>) -> Self {
        Self {
            out,
            style,
            head,
            event: None,
            table: Table::new(INDENT, &COLUMNS),
        }
    }

    /// Ends the table of an event, if one was begun.
    fn end_event(&mut self) -> io::Result<()> {
        if self.event.is_some() {
            self.table.write(self.out, &self.style)?;
            writeln!(self.out)?;
        }
        self.table = Table::new(INDENT, &COLUMNS);
        Ok(())
    }
}

impl Report for Text<'_> {
    fn series(&mut self, heading: &Heading, series: &SeriesSummary) -> io::Result<()> {
        if self.event != Some(heading.event.id) {
            self.end_event()?;
            self.event = Some(heading.event.id);
            frame::event(self.out, &self.style, heading)?;
            writeln!(self.out)?;
        }
        let mut parts = vec![series.claimant.clone()];
        parts.extend(scope(&series.key));
        let room = self.style.width.saturating_sub(INDENT);
        for line in part_lines(room, &parts) {
            self.table.note(line, Face::Bold);
        }
        self.table.row(row(series));
        if let Some(text) = rated(series) {
            self.table.note(text, Face::Plain);
        }
        if let Some(text) = to_look_at(series) {
            self.table.note(format!("⚠ {text}"), Face::Warning);
        }
        self.table.write_when_full(self.out, &self.style)
    }

    fn finish(mut self: Box<Self>, extent: &Extent) -> io::Result<()> {
        self.end_event()?;
        let Head { query, made } = self.head;
        let head = changes::Head {
            query,
            made,
            extent,
        };
        if self.event.is_none() {
            if let Some(heading) = extent.only_event() {
                frame::event(self.out, &self.style, heading)?;
                writeln!(self.out)?;
            }
            paragraph(self.out, &self.style, 0, &nothing(&head), Face::Plain)?;
            writeln!(self.out)?;
        } else {
            let text = format!(
                "{} in {}; `claimlog report changes --claimant SOURCE` has each of a claimant's with its words, `claimlog show c1` those of one.",
                number::counted(extent.shown, "figure", "figures"),
                number::counted(extent.series, "series", "series"),
            );
            paragraph(self.out, &self.style, 0, &text, Face::Dim)?;
        }
        frame::made(self.out, &self.style, made, query.as_of, query.recorded_by)?;
        for text in left_out(extent, &head) {
            paragraph(self.out, &self.style, 0, &text, Face::Plain)?;
        }
        if query.hides_desk_corrections {
            let text = "What the desk corrected of its own entries is not counted; the figures are as corrected.";
            paragraph(self.out, &self.style, 0, text, Face::Plain)?;
        }
        Ok(())
    }
}

fn row(series: &SeriesSummary) -> Vec<Cell> {
    let mut cells = vec![
        Cell::default(),
        Cell::own(figures(series)),
        match &series.first {
            Some(first) => Cell::own(figure(first)),
            None => Cell::own("none stands"),
        },
    ];
    // Of a single figure nearly everything has been said.
    if let Some(latest) = series.latest.as_ref().filter(|_| series.figures > 1) {
        cells.extend([
            Cell::own(figure(latest)),
            Cell::own(range(series)),
            Cell::own(steps(series)),
            Cell::own(net(series)),
        ]);
    } else {
        // But for the step to it, from a figure before the days that are shown.
        cells.extend([Cell::default(), Cell::default(), Cell::own(steps(series))]);
    }
    cells
}

/// How many figures there are, how many later versions of them (↻ by the source, ✎ by the desk), and how many claims
/// are not there any more.
fn figures(series: &SeriesSummary) -> String {
    let mut parts = vec![number::grouped(&series.figures.to_string())];
    let mut say = |mark: &str, count: usize, word: &str| {
        if count > 0 {
            parts.push(format!(
                "{mark}{}{word}",
                number::grouped(&count.to_string())
            ));
        }
    };
    say("↻ ", series.revisions.by_source, "");
    say("✎ ", series.revisions.by_desk.unwrap_or(0), "");
    say("◆ ", series.rated, " rated");
    say("", series.departed.withdrawn, " withdrawn");
    say("", series.departed.moved, " moved");
    parts.join(",\n")
}

fn figure(point: &ChangePoint) -> String {
    let said = claim::figure(&point.figure, point.wording.as_deref());
    format!("{said}\n{} {}{}", point.stated_on, point.claim, mark(point))
}

/// That the desk has rated a figure.
const fn mark(point: &ChangePoint) -> &'static str {
    if point.ratings.is_empty() { "" } else { " ◆" }
}

/// What the desk holds of the figures shown.
fn rated(series: &SeriesSummary) -> Option<String> {
    let shown = [
        &series.first,
        &series.latest,
        &series.lowest,
        &series.highest,
    ];
    let mut said: Vec<String> = Vec::new();
    for point in shown.into_iter().flatten() {
        if let Some(ratings) = remarks::ratings(point) {
            let text = format!("{} {ratings}", point.claim);
            if !said.contains(&text) {
                said.push(text);
            }
        }
    }
    (!said.is_empty()).then(|| format!("◆ rated by the desk: {}", said.join("; ")))
}

/// The lowest and the highest with their claims.
fn range(series: &SeriesSummary) -> String {
    let figure = |point: &ChangePoint| {
        let said = number::figure(&point.figure);
        format!("{said} {}{}", point.claim, mark(point))
    };
    match (&series.lowest, &series.highest) {
        (Some(lowest), Some(highest)) if lowest.claim != highest.claim => {
            format!("{} –\n{}", figure(lowest), figure(highest))
        }
        (Some(one), _) | (_, Some(one)) => figure(one),
        (None, None) if has_other_times(series) || series.steps.unknown_aggregation > 0 => {
            "not ranked".to_owned()
        }
        (None, None) => "no number".to_owned(),
    }
}

/// Whether figures stand here that are of different times, or of unknown ones.
const fn has_other_times(series: &SeriesSummary) -> bool {
    series.steps.other_period + series.steps.unknown_period > 0
}

fn steps(series: &SeriesSummary) -> String {
    let steps = &series.steps;
    let signs = [
        ("▲ ", steps.rises, ""),
        ("▼ ", steps.falls, ""),
        ("= ", steps.restated, ""),
        ("", steps.requalified, " requalified"),
        ("", steps.narrowed, " narrowed"),
        ("", steps.widened, " widened"),
        ("", steps.lowered, " lowered"),
        ("· ", steps.other_period, " other period"),
        ("· ", steps.unknown_period, " period unknown"),
        ("· ", steps.unknown_order, " order unknown"),
        ("· ", steps.unknown_aggregation, " counting unknown"),
        ("≈ ", steps.by_convention, " as a word is read"),
    ];
    let parts: Vec<String> = signs
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(sign, count, word)| format!("{sign}{}{word}", number::grouped(&count.to_string())))
        .collect();
    parts.join(",\n")
}

/// From the first to the latest, then the biggest step where there are several.
fn net(series: &SeriesSummary) -> String {
    let step = |step: &crate::series::Step| number::step(step.change, step.delta.as_ref());
    let mut parts: Vec<String> = series.net.iter().map(step).collect();
    if series.begins_anew {
        parts.push("begins anew".to_owned());
    }
    if let Some(leap) = series.biggest.as_ref().filter(|_| series.figures > 2) {
        parts.push(format!("most {} {}", step(&leap.step), leap.to.claim));
    }
    parts.join(",\n")
}

/// The flags, each with how many figures have it.
fn to_look_at(series: &SeriesSummary) -> Option<String> {
    let parts: Vec<String> = series
        .flags
        .iter()
        .map(|(flag, figures)| format!("{} ×{figures}: {}", flag.name(), flag.explanation()))
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
