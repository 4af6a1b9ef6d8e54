//! The comparison for a tired editor: for each scope the own losses, then those claimed of the enemy, then what others
//! say; a matrix of claimants and days, as many days as the terminal is wide, and what each claimant says in sum.

use std::io::{self, Write};

use super::super::comparing::{Bases, Foot, brief, loosened_parts, scope};
use super::super::fields::{paragraph, parts};
use super::super::frame;
use super::super::number;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::super::words;
use super::ranges::{notes, one_day, spread};
use crate::model::{Aggregation, Measure, SeriesKey};
use crate::report::compare::{
    Comparison, Day, Group, Grown, NoRatio, Of, Outcome, Place, Point, Ratio, Row, Stance,
};
use crate::series::scope::{Difference, Loosened, Part};

/// How far tables stand from the left.
const INDENT: usize = 2;

/// The least and the most that the column of claimants takes in a matrix.
const LABEL: (usize, usize) = (14, 24);

/// How many ratios, and how many scopes that were not compared, are written out.
const MOST: usize = 20;

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
    ratios(out, style, report)?;
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
    let foot = Foot {
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
    parts(out, style, 0, &scope(&first.key, loosened))?;
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
        table.row(summary(row, loosened, has_ranges));
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

fn summary(row: &Row, loosened: &Loosened, has_ranges: bool) -> Vec<Cell> {
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
        Cell::own(format!("{}\n{}", cited(newest), newest.stated.stated_on)).with(Face::Bold),
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
        let date = day.date.to_string();
        let pieces = |text: &str| text.split(' ').map(words::width).max().unwrap_or(0);
        let dates = date.split_inclusive('/').map(words::width).max();
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
            .map(|dated| Cell::own(dated.day.date).with(Face::Dim)),
    );
    table.row(dates);
    for (index, row) in group.rows.iter().enumerate() {
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
        let mut cells = vec![Cell::own("spread that day").with(Face::Dim)];
        cells.extend(
            shown
                .iter()
                .map(|dated| Cell::own_or_none(spread(dated.day.spread())).with(Face::Dim)),
        );
        table.row(cells);
    }
    table.write(out, style)?;
    let hidden = group.days.len() - shown.len();
    if hidden > 0 {
        let text = format!(
            "{} of {} days are not shown, those after the first; --since and --until move the window, --csv has all",
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
    let cells = group.rows.iter().map(|row| {
        // Points are in order of statement, so those of a day stand together.
        let from = row
            .points
            .partition_point(|point| point.stated.stated_on.chronological(&day.date).is_lt());
        let of_day: Vec<String> = row.points[from..]
            .iter()
            .take_while(|point| point.stated.stated_on == day.date)
            .map(cited)
            .collect();
        (!of_day.is_empty()).then(|| of_day.join(", "))
    });
    Dated::of(day, cells.collect())
}

fn point(report: &Comparison, (group, place): (usize, Place)) -> Option<&Point> {
    report.groups.get(group)?.at(place)
}

fn row(report: &Comparison, (group, place): (usize, Place)) -> Option<&Row> {
    report.groups.get(group)?.rows.get(place.row)
}

fn ratios(out: &mut dyn Write, style: &Style, report: &Comparison) -> io::Result<()> {
    if report.ratios.is_empty() {
        return Ok(());
    }
    let title = "Claimed of the enemy, against what that side admits";
    paragraph(out, style, 0, title, Face::Bold)?;
    for ratio in report.ratios.iter().take(MOST) {
        if let Some(text) = ratio_text(report, ratio) {
            paragraph(out, style, INDENT, &text, Face::Plain)?;
        }
    }
    let more = report.ratios.len().saturating_sub(MOST) + report.more_ratios;
    more_of(out, style, more, "ratios")?;
    writeln!(out)
}

fn more_of(out: &mut dyn Write, style: &Style, more: usize, what: &str) -> io::Result<()> {
    if more == 0 {
        return Ok(());
    }
    let text = format!(
        "and {} more {what}; --json has up to 1000",
        number::grouped(&more.to_string())
    );
    paragraph(out, style, INDENT, &text, Face::Dim)
}

fn ratio_text(report: &Comparison, ratio: &Ratio) -> Option<String> {
    let said = |at| {
        let (row, point) = (row(report, at)?, point(report, at)?);
        let (figure, date) = (cited(point), point.stated.stated_on);
        Some((row.claimant.clone(), format!("{figure} ({date})")))
    };
    let (claimant, claimed) = said(ratio.claimed)?;
    let mut text = match ratio.of {
        Of::Newest => format!("{claimant} claims {claimed}"),
        Of::SameTime => {
            let is_new = row(report, ratio.claimed)
                .is_some_and(|row| row.key.aggregation == Aggregation::Incremental);
            let when = if is_new {
                "Over the same time"
            } else {
                "On the same day"
            };
            format!("{when}: {claimant} claims {claimed}")
        }
    };
    if let Some((admits, admitted)) = ratio.admitted.and_then(said) {
        text.push_str(&format!(", {admits} admits {admitted}"));
    }
    let outcome = match &ratio.outcome {
        Outcome::Of(quotient) => match (quotient.low, quotient.high) {
            (Some(low), Some(high)) if low == high => format!("{} times", low.nearest()),
            (Some(low), Some(high)) => {
                format!("{} to {} times", low.rounded_down(), high.rounded_up())
            }
            (Some(low), None) => format!("at least {} times", low.rounded_down()),
            (None, Some(high)) => format!("at most {} times", high.rounded_up()),
            (None, None) => "no ratio: the figures are open-ended".to_owned(),
        },
        Outcome::None(NoRatio::NothingAdmitted) => "that side states no figure here".to_owned(),
        Outcome::None(NoRatio::Unknown) => "no ratio: a number is unknown".to_owned(),
        Outcome::None(NoRatio::AdmittedZero) => "no ratio: nothing is divided by 0".to_owned(),
        Outcome::None(NoRatio::NotComparable(reasons)) => reasons_text(reasons),
    };
    text.push_str(&format!(": {outcome}"));
    let grown = |which: &str| {
        format!(
            ", not certain: the {which} total is of an earlier day, or may be, and may have grown since"
        )
    };
    match ratio.grown {
        None => {}
        Some(Grown::Admitted) => text.push_str(&grown("admitted")),
        Some(Grown::Claimed) => text.push_str(&grown("claimed")),
        Some(Grown::Either) => {
            let is_unknown = row(report, ratio.claimed)
                .is_some_and(|row| row.key.aggregation == Aggregation::Unknown);
            text.push_str(if is_unknown {
                ", not certain: nobody said whether they count everything so far or only what is new"
            } else {
                ", not certain: the totals may be of different days"
            });
        }
    }
    Some(text)
}

/// `not comparable: daily against cumulative`, safe, with what to ask for.
pub(in crate::output) fn reasons_text(reasons: &[Difference]) -> String {
    format!("not comparable: {}", differences_text(reasons))
}

/// `daily against cumulative`, safe, with what to ask for.
fn differences_text(reasons: &[Difference]) -> String {
    let shown: Vec<String> = reasons
        .iter()
        .map(|reason| words::escaped(&reason.to_string()))
        .collect();
    let mut text = shown.join("; ");
    let loosened: Option<Vec<&str>> = reasons
        .iter()
        .map(|reason| reason.part.loosened_by().map(|_| Part::name(reason.part)))
        .collect();
    if let Some(parts) = loosened {
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
        let mut text = differences_text(&apart.reasons);
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
