//! The report of changes for a tired editor: one block a series, one row a figure.

use std::io::{self, Write};

use super::super::chart;
use super::super::claim;
use super::super::comparing::AGGREGATION;
use super::super::covered::Shared;
use super::super::fields::{name, paragraph, parts};
use super::super::frame;
use super::super::number;
use super::super::scope;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::{Head, Report, remarks, via};
use crate::model::{Aggregation, EventId, SeriesKey};
use crate::report::amended::By;
use crate::report::changes::{ChangePoint, ChangeSeries, Quiet};
use crate::report::chart::{ChartScope, Line};
use crate::report::extent::{Extent, Heading};
use crate::series::Change;

const COLUMNS: [Column; 6] = [
    Column {
        heading: "stated",
        kind: Kind::Date,
    },
    Column {
        heading: "printed",
        kind: Kind::Date,
    },
    Column {
        heading: "figure",
        kind: Kind::Text { least: 9, lines: 4 },
    },
    Column {
        heading: "step",
        kind: Kind::Text {
            least: 10,
            lines: 3,
        },
    },
    Column {
        heading: "publisher",
        kind: Kind::Text { least: 9, lines: 8 },
    },
    Column {
        heading: "claim",
        kind: Kind::Whole,
    },
];

pub(super) struct Text<'a> {
    out: &'a mut dyn Write,
    style: Style,
    head: Head<'a>,
    /// The event whose part is being written.
    event: Option<EventId>,
    is_empty: bool,
    /// Whether each series has a small chart above its figures.
    has_chart: bool,
    /// What was counted and not marked so far.
    quiet: Quiet,
    /// How many series have no block, since all that they lost is told where it stands now.
    emptied: usize,
}

impl<'a> Text<'a> {
    pub(super) fn begin(
        out: &'a mut dyn Write,
        style: Style,
        head: Head<'a>,
        has_chart: bool,
    ) -> io::Result<Self> {
        Ok(Self {
            has_chart,
            out,
            style,
            head,
            event: None,
            is_empty: true,
            quiet: Quiet::default(),
            emptied: 0,
        })
    }

    fn heading(&mut self, heading: &Heading) -> io::Result<()> {
        frame::event(self.out, &self.style, heading)?;
        writeln!(self.out)
    }

    fn chart(&mut self, series: &ChangeSeries) -> io::Result<()> {
        let line = Line::from(series);
        let rows = chart::terminal(&line, series.key.aggregation, &self.style);
        rows.iter().try_for_each(|row| writeln!(self.out, "{row}"))
    }

    fn footer(&mut self) -> io::Result<()> {
        let Head {
            query,
            made,
            extent,
        } = self.head;
        frame::made(self.out, &self.style, made, query.as_of, query.recorded_by)?;
        for text in left_out(extent, &self.head) {
            paragraph(self.out, &self.style, 0, &text, Face::Plain)?;
        }
        if query.hides_desk_corrections {
            let text = "What the desk corrected of its own entries is not shown; the figures are as corrected.";
            paragraph(self.out, &self.style, 0, text, Face::Plain)?;
        }
        if let Some(text) = emptied(self.emptied) {
            paragraph(self.out, &self.style, 0, &text, Face::Dim)?;
        }
        if let Some(text) = not_marked(self.quiet) {
            paragraph(self.out, &self.style, 0, &text, Face::Dim)?;
        }
        Ok(())
    }
}

impl Report for Text<'_> {
    fn series(&mut self, series: &ChangeSeries) -> io::Result<()> {
        let mut lost = series.departures.iter();
        if series.points.is_empty() && lost.all(|gone| gone.is_told_elsewhere) {
            self.emptied += 1;
            return Ok(());
        }
        let event = series.key.event;
        if self.event != Some(event) {
            self.event = Some(event);
            self.heading(&series.heading)?;
        }
        self.is_empty = false;
        name(
            self.out,
            &self.style,
            &series.claimant_name,
            &series.claimant,
        )?;
        let times = Shared::of(series.key.aggregation, series.points.iter());
        let mut head = scope::parts(&ChartScope::from(&series.key));
        head.extend(times.words());
        parts(self.out, &self.style, 0, &head)?;
        if self.has_chart && !series.points.is_empty() {
            self.chart(series)?;
        }
        if series.key.aggregation == Aggregation::Unknown && series.points.len() > 1 {
            let text = format!("There are no steps: {AGGREGATION}.");
            paragraph(self.out, &self.style, 2, &text, Face::Dim)?;
        }
        if series.points.is_empty() {
            writeln!(self.out, "  {}", self.style.paint(NONE_LEFT, Face::Plain))?;
        }
        let mut table = Table::new(2, &COLUMNS);
        let mut before = None;
        for point in &series.points {
            table.row(row(series.key.aggregation, point));
            if let Some(text) = times.beside(series.key.aggregation, before.replace(point), point) {
                table.note(format!("◷ {text}"), Face::Dim);
            }
            if let Some(text) = remarks::reading(point) {
                table.note(format!("≈ {text}"), Face::Dim);
            }
            if let Some(text) = remarks::order(point) {
                table.note(format!("≈ {text}"), Face::Dim);
            }
            for (sign, text) in remarks::lead(point, number::grouped) {
                table.note(format!("{sign} {text}"), Face::Dim);
            }
            for rating in &point.ratings {
                table.note(format!("◆ {}", remarks::rating(rating)), Face::Plain);
            }
            for amendment in &point.amendments {
                let text = remarks::amendment(amendment, number::grouped);
                let (sign, face) = match amendment.mark.by() {
                    By::Source => ("↻", Face::Plain),
                    By::Desk => ("✎", Face::Dim),
                };
                table.note(format!("{sign} {text}"), face);
            }
            for finding in &point.flags {
                let text = remarks::finding(finding, number::grouped);
                table.note(format!("⚠ {text}"), Face::Warning);
            }
        }
        for departure in &series.departures {
            let text = remarks::departure(departure, number::grouped);
            table.note(format!("✎ {text}"), Face::Dim);
        }
        table.write(self.out, &self.style)?;
        self.quiet.single_source += series.quiet.single_source;
        self.quiet.no_quote += series.quiet.no_quote;
        writeln!(self.out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.is_empty {
            let extent = self.head.extent;
            if let Some(heading) = extent.only_event() {
                self.heading(heading)?;
            }
            let text = nothing(&self.head);
            paragraph(self.out, &self.style, 0, &text, Face::Plain)?;
            writeln!(self.out)?;
        }
        self.footer()
    }
}

/// Of a series that has lost all the figures that it would show.
const NONE_LEFT: &str = "No figure stands here:";

fn row(aggregation: Aggregation, point: &ChangePoint) -> [Cell; 6] {
    let step = number::step_to(aggregation, point);
    let face = match point.step.change {
        _ if !point.flags.is_empty() => Face::Warning,
        Change::Rise | Change::Fall => Face::Bold,
        _ => Face::Plain,
    };
    [
        Cell::own(point.stated_on),
        Cell::own_or_none(point.published_at).with(Face::Dim),
        Cell::own(claim::figure(&point.figure, point.wording.as_deref())).with(face),
        Cell::own(step).with(face),
        Cell::own(published_by(point)),
        Cell::own(point.claim),
    ]
}

/// The publisher, the relays, how many repeat it, and whether the copy is held here.
fn published_by(point: &ChangePoint) -> String {
    let Some(first) = point.cited.first() else {
        return String::new();
    };
    let mut text = first
        .publisher
        .as_ref()
        .map_or_else(|| "–".to_owned(), ToString::to_string);
    if let Some(via) = via(first) {
        text.push_str(&format!("\nvia {via}"));
    }
    if point.cited.len() > 1 {
        text.push_str(&format!("\n+{} more", point.cited.len() - 1));
    }
    match (first.snapshot, first.sha256) {
        (Some(_), _) => {}
        (None, Some(_)) => text.push_str("\n(copy not held here)"),
        (None, None) => text.push_str("\n(no copy)"),
    }
    text
}

/// What is counted, in words. Each part is safe.
pub(in crate::output) fn scope(key: &SeriesKey) -> Vec<String> {
    scope::parts(&ChartScope::from(key))
}

/// Why there is nothing to show.
pub(in crate::output) fn nothing(head: &Head<'_>) -> String {
    let Head {
        query,
        made,
        extent,
    } = head;
    let is_filtered = query.event.is_some() || query.measure.is_some() || query.claimant.is_some();
    let why = if extent.undatable + extent.later + extent.outside > 0 {
        "none of those recorded lies within the days that were asked for"
    } else if made.head.size == 0 {
        "nothing is recorded yet"
    } else if made.horizon.size() < made.head.size {
        "none had been recorded by then"
    } else if is_filtered {
        "none is recorded of this event, measure and claimant"
    } else {
        "none is recorded"
    };
    format!("No figures to show: {why}.")
}

/// What was left out, a sentence each.
pub(in crate::output) fn left_out(extent: &Extent, head: &Head<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let day = head
        .query
        .as_of
        .map(|day| day.to_string())
        .unwrap_or_default();
    let mut say = |count: usize, what: String| {
        if count > 0 {
            let were = if count == 1 { "was" } else { "were" };
            let figures = if count == 1 { "figure" } else { "figures" };
            sentences.push(format!("{count} {figures} {were} left out: {what}."));
        }
    };
    say(
        extent.undatable,
        format!(
            "the date is too coarse or too uncertain to say whether it had been stated by {day}"
        ),
    );
    say(extent.later, format!("stated after {day}"));
    say(
        extent.outside,
        "outside the days that were asked for; steps are from the figure before, shown or not"
            .to_owned(),
    );
    let shown = frame::perhaps_later(&extent.perhaps_later, head.query.as_of, "figure", "figures");
    sentences.extend(shown);
    sentences
}

/// The series without a block in one line.
fn emptied(series: usize) -> Option<String> {
    let text = match series {
        0 => return None,
        1 => "1 series has no part of its own: its claims moved, and are shown where they stand."
            .to_owned(),
        more => format!(
            "{} series have no part of their own: their claims moved, and are shown where they stand.",
            number::grouped(&more.to_string())
        ),
    };
    Some(text)
}

/// The quiet flags in one line.
fn not_marked(quiet: Quiet) -> Option<String> {
    let figures = |count: usize| number::counted(count, "figure", "figures");
    let alone = (quiet.single_source > 0).then(|| {
        format!(
            "{} that one publisher or relay alone carries",
            figures(quiet.single_source)
        )
    });
    let wordless =
        (quiet.no_quote > 0).then(|| format!("{} without a quote", figures(quiet.no_quote)));
    let parts: Vec<String> = alone.into_iter().chain(wordless).collect();
    (!parts.is_empty()).then(|| format!("Not marked: {}; see --flags.", parts.join(", ")))
}
