//! The comparison for a tired editor: for each scope the own losses, then those claimed of the enemy, then what others
//! say; a matrix of claimants and days, as many days as the terminal is wide, and what each claimant says in sum.

use std::io::{self, Write};

use super::super::comparing::{Bases, Foot, Rated, brief, loosened_parts, scope};
use super::super::covered::{Shared, said_on};
use super::super::fields::{paragraph, parts};
use super::super::frame;
use super::super::number;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::super::words;
use super::quotients::{self, point};
use super::ranges::{notes, one_day, spread};
use crate::model::{Aggregation, Measure, SeriesKey};
use crate::report::compare::{Comparison, Day, Group, Point, Row, Stance, When};
use crate::series::scope::{Difference, Loosened, Part};

/// How far tables stand from the left.
pub(super) const INDENT: usize = 2;

/// The least and the most that the column of claimants takes in a matrix.
const LABEL: (usize, usize) = (14, 24);

/// How many ratios, and how many scopes that were not compared, are written out.
pub(super) const MOST: usize = 20;

/// The columns of [`SUMMARY`] that say a range.
const RANGES: [usize; 3] = [2, 3, 4];

const SUMMARY: [Column; 6] = [
    Column {
        heading: "claimant",
        kind: Kind::Text {
            least: 16,
            lines: 4,
        },
    },
    Column {
        heading: "latest",
        kind: Kind::Text {
            least: 10,
            lines: 3,
        },
    },
    Column {
        heading: "lowest",
        kind: Kind::Text { least: 8, lines: 3 },
    },
    Column {
        heading: "highest",
        kind: Kind::Text { least: 8, lines: 3 },
    },
    Column {
        heading: "spread",
        kind: Kind::Number,
    },
    Column {
        heading: "figures",
        kind: Kind::Number,
    },
];

/// Writes the report for people.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, report: &Comparison) -> io::Result<()> {
    frame::event(out, style, &report.heading)?;
    writeln!(out)?;
    if report.groups.is_empty() {
        let text = format!("No figures of {} to compare.", report.measure);
        paragraph(out, style, 0, &text, Face::Plain)?;
        writeln!(out)?;
    }
    for group in &report.groups {
        group_text(out, style, group, &report.query.loosened)?;
    }
    quotients::text(out, style, report)?;
    apart(out, style, report)?;
    if !report.other_measures.is_empty() {
        let others: Vec<&str> = report
            .other_measures
            .iter()
            .map(|m| Measure::name(*m))
            .collect();
        let text = format!(
            "Only figures of {}; also recorded: {} (--measure).",
            report.measure,
            others.join(", ")
        );
        paragraph(out, style, 0, &text, Face::Plain)?;
    }
    let readings = report
        .ratios
        .iter()
        .flat_map(|ratio| [Some(ratio.claimed), ratio.admitted])
        .flatten()
        .filter_map(|at| point(report, at))
        .map(|point| &point.reading);
    let points = report.groups.iter().flat_map(|group| &group.rows);
    let rated = points.flat_map(|row| &row.points).map(|it| &it.stated);
    let foot = Foot {
        rated: Rated::of(rated),
        query: &report.query,
        made: &report.made,
        extent: &report.extent,
        bases: Bases::of(readings),
    };
    foot.write(out, style)
}

fn group_text(
    out: &mut dyn Write,
    style: &Style,
    group: &Group,
    loosened: &Loosened,
) -> io::Result<()> {
    let Some(first) = group.rows.first() else {
        return Ok(());
    };
    let title = match group.stance {
        Stance::Own => "Own losses, as that side states them",
        Stance::Enemy => "Losses claimed of the enemy",
        Stance::Other => "Losses as others state them",
    };
    paragraph(out, style, 0, title, Face::Bold)?;
    let shared = starts(group);
    let mut counted = scope(&first.key, loosened);
    counted.extend(shared.start());
    parts(out, style, 0, &counted)?;
    if group.days.len() > 1 {
        matrix(out, style, group, loosened)?;
        writeln!(out)?;
    }
    // Of single figures a range would say what stands beside it.
    let has_ranges = group.rows.iter().any(|row| row.points.len() > 1);
    let columns: Vec<Column> = SUMMARY
        .into_iter()
        .enumerate()
        .filter(|(index, _)| has_ranges || !RANGES.contains(index))
        .map(|(_, column)| column)
        .collect();
    let mut table = Table::new(INDENT, &columns);
    for row in &group.rows {
        table.row(summary(row, loosened, &shared, has_ranges));
        table.write_when_full(out, style)?;
    }
    table.write(out, style)?;
    if let ([day], true) = (group.days.as_slice(), group.rows.len() > 1) {
        paragraph(out, style, INDENT, &one_day(group, day), Face::Dim)?;
    }
    for note in notes(group) {
        paragraph(out, style, INDENT, &note, Face::Dim)?;
    }
    writeln!(out)
}

/// Since when all totals of a group count, where that is one day.
fn starts(group: &Group) -> Shared {
    if group.scope.aggregation != Aggregation::Cumulative {
        return Shared::default();
    }
    let points = group.rows.iter().flat_map(|row| &row.points);
    Shared::of(group.scope.aggregation, points.map(|point| &point.stated))
}

fn summary(row: &Row, loosened: &Loosened, shared: &Shared, has_ranges: bool) -> Vec<Cell> {
    let newest = row.latest();
    let mut name = row.claimant.clone();
    if row.claimant_name != row.claimant {
        name.push_str(&format!("\n{}", words::running(&row.claimant_name)));
    }
    let own = loosened_parts(&row.key, loosened);
    if !own.is_empty() {
        name.push_str(&format!("\n[{}]", own.join(", ")));
    }
    // Of a single figure it would be said three times.
    let cell = |point: Option<&Point>| {
        Cell::own_or_none(point.filter(|_| row.points.len() > 1).map(cited))
    };
    let mut cells = vec![
        Cell::own(name),
        Cell::own(format!("{}\n{}", cited(newest), said(row, shared, newest))).with(Face::Bold),
    ];
    if has_ranges {
        let spread = spread(row.range.spread).filter(|_| row.points.len() > 1);
        cells.extend([
            cell(row.lowest()),
            cell(row.highest()),
            Cell::own_or_none(spread),
        ]);
    }
    cells.push(Cell::own(number::grouped(&row.points.len().to_string())));
    cells
}

/// When a figure was said and what it covers; since when, where others of its group do not count since the same day.
fn said(row: &Row, shared: &Shared, point: &Point) -> String {
    let (aggregation, stated) = (row.key.aggregation, &point.stated);
    let said = said_on(aggregation, stated);
    match shared.start_beside(aggregation, stated) {
        Some(start) if said == stated.stated_on.to_string() => format!("{start}, said {said}"),
        Some(start) => format!("{start}, {said}"),
        None => said,
    }
}

/// A figure with its claim, and since when it counts where others of its group do not count since the same day.
fn since(row: &Row, shared: &Shared, point: &Point) -> String {
    match shared.start_beside(row.key.aggregation, &point.stated) {
        Some(start) => format!("{} {start}", cited(point)),
        None => cited(point),
    }
}

/// A figure with its claim.
pub(super) fn cited(point: &Point) -> String {
    let stated = &point.stated;
    let figure = brief(&stated.figure, stated.wording.as_deref());
    format!("{figure} {}", stated.claim)
}

/// One column of a matrix: a day, and the cell of each row.
struct Dated<'a> {
    day: &'a Day,
    cells: Vec<Option<String>>,
    /// The widest thing in it that is not broken.
    least: usize,
    /// What it takes to have each cell on one line.
    wanted: usize,
}

impl<'a> Dated<'a> {
    fn of(day: &'a Day, cells: Vec<Option<String>>) -> Self {
        let date = heading(&day.when);
        let pieces = |text: &str| text.split(' ').map(words::width).max().unwrap_or(0);
        let dates = date.split_inclusive(['/', ' ']).map(words::width).max();
        let shown = || cells.iter().flatten();
        let least = shown().map(|cell| pieces(cell)).max().max(dates);
        let wanted = shown().map(|cell| words::width(cell)).max().max(dates);
        Self {
            day,
            least: least.unwrap_or(0),
            wanted: wanted.unwrap_or(0),
            cells,
        }
    }
}

/// What the figures of a column have in common.
pub(super) fn heading(when: &When) -> String {
    match when {
        When::Stated(date) => date.to_string(),
        When::Covering(date) => format!("of {date}"),
        When::Unplaced(date) => format!("said {date}"),
    }
}

/// Who states a row, and which of the claimant's series it is where scopes stand together.
fn label_of(row: &Row, loosened: &Loosened) -> String {
    let own = loosened_parts(&row.key, loosened);
    if own.is_empty() {
        return row.claimant.clone();
    }
    format!("{}\n[{}]", row.claimant, own.join(", "))
}

fn matrix(
    out: &mut dyn Write,
    style: &Style,
    group: &Group,
    loosened: &Loosened,
) -> io::Result<()> {
    let label = group
        .rows
        .iter()
        .map(|row| words::width(&row.claimant))
        .max()
        .unwrap_or(0)
        .clamp(LABEL.0, LABEL.1);
    let room = style.width.saturating_sub(INDENT + label);
    let shown = chosen(group, room);
    let mut columns = vec![Column {
        heading: "",
        kind: Kind::Text {
            least: label,
            lines: 5,
        },
    }];
    columns.extend(shown.iter().map(|dated| Column {
        heading: "",
        kind: Kind::Text {
            least: dated.least,
            lines: 4,
        },
    }));
    let mut table = Table::new(INDENT, &columns);
    let mut dates = vec![Cell::default()];
    dates.extend(
        shown
            .iter()
            .map(|dated| Cell::own(heading(&dated.day.when)).with(Face::Dim)),
    );
    table.row(dates);
    for (index, row) in group.rows.iter().enumerate() {
        // All of its figures lie in columns that there is no room for.
        if !shown
            .iter()
            .any(|dated| dated.cells.get(index).is_some_and(Option::is_some))
        {
            continue;
        }
        let mut cells = vec![Cell::own(label_of(row, loosened))];
        cells.extend(shown.iter().map(|dated| {
            let cell = dated.cells.get(index).cloned().flatten();
            Cell::own(cell.unwrap_or_default())
        }));
        table.row(cells);
        table.write_when_full(out, style)?;
    }
    if shown
        .iter()
        .any(|dated| spread(dated.day.spread()).is_some())
    {
        let label = match group.scope.aggregation {
            Aggregation::Incremental => "spread of that time",
            Aggregation::Cumulative | Aggregation::Unknown => "spread that day",
        };
        let mut cells = vec![Cell::own(label).with(Face::Dim)];
        cells.extend(shown.iter().map(|dated| {
            let by = spread(dated.day.spread()).map(|by| match dated.day.is_loosened {
                true => format!("{by} loosened"),
                false => by,
            });
            Cell::own_or_none(by).with(Face::Dim)
        }));
        table.row(cells);
    }
    table.write(out, style)?;
    let hidden = group.days.len() - shown.len();
    if hidden > 0 {
        let what = match group.scope.aggregation {
            Aggregation::Incremental => "times",
            Aggregation::Cumulative | Aggregation::Unknown => "days",
        };
        let text = format!(
            "{} of {} {what} are not shown, those after the first; --since and --until move the window, --csv has all",
            number::grouped(&hidden.to_string()),
            number::grouped(&group.days.len().to_string())
        );
        paragraph(out, style, INDENT, &text, Face::Dim)?;
    }
    Ok(())
}

/// The first day and as many of the newest as there is room for.
fn chosen(group: &Group, room: usize) -> Vec<Dated<'_>> {
    const GAP: usize = 2;
    let Some((first, rest)) = group.days.split_first() else {
        return Vec::new();
    };
    let first = dated(group, first);
    let mut used = GAP + first.wanted.min(room);
    let mut shown = Vec::new();
    for day in rest.iter().rev() {
        let dated = dated(group, day);
        used += GAP + dated.wanted;
        // The newest day is never left out.
        if used > room && !shown.is_empty() {
            break;
        }
        shown.push(dated);
    }
    shown.push(first);
    shown.reverse();
    shown
}

/// The column of a day.
fn dated<'a>(group: &'a Group, day: &'a Day) -> Dated<'a> {
    let shared = starts(group);
    let cells = group.rows.iter().enumerate().map(|(row, of)| {
        // Places are in the order of rows.
        let from = day.places.partition_point(|place| place.row < row);
        let of_day: Vec<String> = day.places[from..]
            .iter()
            .take_while(|place| place.row == row)
            .filter_map(|place| group.at(*place))
            .map(|point| since(of, &shared, point))
            .collect();
        (!of_day.is_empty()).then(|| of_day.join(", "))
    });
    Dated::of(day, cells.collect())
}

/// `not comparable: daily against cumulative`, safe, with what to ask for.
pub(in crate::output) fn reasons_text(reasons: &[Difference], loosened: &Loosened) -> String {
    format!("not comparable: {}", differences_text(reasons, loosened))
}

/// `daily against cumulative`, safe, with what to ask for.
pub(in crate::output) fn differences_text(reasons: &[Difference], loosened: &Loosened) -> String {
    let shown: Vec<String> = reasons
        .iter()
        .map(|reason| words::escaped(&reason.to_string()))
        .collect();
    let mut text = shown.join("; ");
    let is_asked = |reason: &Difference| {
        let part = reason.part.loosened_by();
        part.is_some_and(|part| loosened.has(part))
    };
    let loosen: Option<Vec<&str>> = reasons
        .iter()
        .filter(|reason| !is_asked(reason))
        .map(|reason| reason.part.loosened_by().map(|_| Part::name(reason.part)))
        .collect();
    if let Some(parts) = loosen.filter(|parts| !parts.is_empty()) {
        text.push_str(&format!(
            " (--loosen {} puts them together)",
            parts.join(",")
        ));
    }
    text
}

fn apart(out: &mut dyn Write, style: &Style, report: &Comparison) -> io::Result<()> {
    if report.apart.is_empty() {
        return Ok(());
    }
    paragraph(out, style, 0, "Not compared with one another", Face::Bold)?;
    for apart in report.apart.iter().take(MOST) {
        let name = |key: &SeriesKey| {
            let label = key.victims.as_ref().or(key.victim_side.as_ref());
            label.map_or_else(
                || "victims not said".to_owned(),
                |label| words::escaped(label.as_str()),
            )
        };
        let mut text = differences_text(&apart.reasons, &report.query.loosened);
        // Where the victims differ they are among the reasons.
        let names_them = |reason: &Difference| reason.part == Part::Victims;
        if !apart.reasons.iter().any(names_them) {
            text = format!("{}: {text}", name(&apart.one));
        }
        paragraph(out, style, INDENT, &text, Face::Plain)?;
    }
    let more = report.apart.len().saturating_sub(MOST);
    if more > 0 {
        let text = format!(
            "and {} more scopes; --json has all",
            number::grouped(&more.to_string())
        );
        paragraph(out, style, INDENT, &text, Face::Dim)?;
    }
    writeln!(out)
}
