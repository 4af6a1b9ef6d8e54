//! Contradictions for a tired editor: for each scope the pairs of claimants, and of each pair how it began, how far
//! apart they came, where it stands and what closed it.

use std::io::{self, Write};

use super::super::comparing::{
    AS_READ, Bases, DAY_UNKNOWN, Foot, Rated, as_read, day, doubts, gap, loosened_parts, scope,
};
use super::super::covered::time;
use super::super::fields::{paragraph, parts};
use super::super::frame;
use super::super::number;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::super::words;
use crate::model::Aggregation;
use crate::report::amended::By;
use crate::report::changes::ChangePoint;
use crate::report::conflicts::{Clash, Conflicts, Disagreement, Doubts, Ending, Group};

/// How many disagreements of a scope are written out.
const MOST: usize = 25;

/// How many of those that need not be contradictions.
const MOST_GROWN: usize = 5;

const GROWN: [Column; 5] = [
    Column {
        heading: "from",
        kind: Kind::Date,
    },
    Column {
        heading: "to",
        kind: Kind::Date,
    },
    COLUMNS[2],
    COLUMNS[3],
    COLUMNS[4],
];

const COLUMNS: [Column; 5] = [
    Column {
        heading: "",
        kind: Kind::Whole,
    },
    Column {
        heading: "day",
        kind: Kind::Date,
    },
    Column {
        heading: "the first",
        kind: Kind::Text {
            least: 16,
            lines: 4,
        },
    },
    Column {
        heading: "the other",
        kind: Kind::Text {
            least: 16,
            lines: 4,
        },
    },
    Column {
        heading: "gap",
        kind: Kind::Number,
    },
];

/// Writes the report for people.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, report: &Conflicts) -> io::Result<()> {
    frame::event(out, style, &report.heading)?;
    writeln!(out)?;
    if report.groups.is_empty() {
        paragraph(out, style, 0, &nothing(report), Face::Plain)?;
        writeln!(out)?;
    }
    for group in &report.groups {
        group_text(out, style, report, group)?;
    }
    let alone = number::grouped(&report.alone.to_string());
    match report.alone {
        0 => {}
        1 => paragraph(
            out,
            style,
            0,
            "1 series is alone in its scope and was compared with none; `claimlog report compare` says why.",
            Face::Plain,
        )?,
        _ => paragraph(
            out,
            style,
            0,
            &format!(
                "{alone} series are each alone in their scope and were compared with none; `claimlog report compare` says why."
            ),
            Face::Plain,
        )?,
    }
    if report.of_unknown_time > 0 {
        let text = format!(
            "{} of what is new {} compared with none: the time covered was not said, or not for certain.",
            number::counted(report.of_unknown_time, "figure", "figures"),
            if report.of_unknown_time == 1 {
                "was"
            } else {
                "were"
            },
        );
        paragraph(out, style, 0, &text, Face::Plain)?;
    }
    if report.outside > 0 {
        let text = format!(
            "Left out, because outside the days that were asked for: {}.",
            counted(report.outside)
        );
        paragraph(out, style, 0, &text, Face::Plain)?;
    }
    let shown = || {
        report
            .groups
            .iter()
            .flat_map(|group| &group.disagreements)
            .flat_map(|found| {
                let clashes = found.clashes.iter();
                clashes.flat_map(|clash| [(found.one, clash.one), (found.other, clash.other)])
            })
            .filter_map(|(series, point)| report.at(series, point))
    };
    let foot = Foot {
        query: &report.query,
        made: &report.made,
        extent: &report.extent,
        bases: Bases::of(shown().map(|(_, reading)| reading)),
        rated: Rated::of(shown().map(|(point, _)| point)),
    };
    foot.write(out, style)
}

fn nothing(report: &Conflicts) -> String {
    let figures: usize = report
        .series
        .iter()
        .map(|series| series.stated.points.len())
        .sum();
    match figures {
        0 => "No figures to compare.".to_owned(),
        1 => "No contradiction: there is 1 figure alone.".to_owned(),
        _ if report.alone == report.series.len() => {
            "No contradiction: no two claimants state figures of the same scope.".to_owned()
        }
        _ => format!(
            "No contradiction among {} figures: wherever scope and period are the same, they meet.",
            number::grouped(&figures.to_string())
        ),
    }
}

fn counted(count: usize) -> String {
    let word = if count == 1 {
        "contradiction"
    } else {
        "contradictions"
    };
    format!("{} {word}", number::grouped(&count.to_string()))
}

fn group_text(
    out: &mut dyn Write,
    style: &Style,
    report: &Conflicts,
    group: &Group,
) -> io::Result<()> {
    let loosened = &report.query.loosened;
    let key = group
        .disagreements
        .first()
        .and_then(|found| report.series.get(found.one))
        .map(|series| &series.stated.key);
    if let Some(key) = key {
        parts(out, style, 0, &scope(key, loosened))?;
        writeln!(out)?;
    }
    let firm = group.disagreements.iter().filter(|found| found.is_firm());
    for found in firm.clone().take(MOST) {
        disagreement(out, style, report, found)?;
        writeln!(out)?;
    }
    // Firm ones stand before the others.
    let (firm, all) = (firm.count(), group.disagreements.len());
    let grown = group.disagreements.get(firm..).unwrap_or_default();
    if !grown.is_empty() {
        perhaps_grown(out, style, report, grown)?;
        writeln!(out)?;
    }
    let more: Vec<String> = [
        (
            firm.saturating_sub(MOST),
            ["contradiction", "contradictions"],
        ),
        (
            (all - firm).saturating_sub(MOST_GROWN),
            [
                "pair that need be no contradiction",
                "pairs that need be no contradiction",
            ],
        ),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, [one, many])| {
        let what = if count == 1 { one } else { many };
        format!("{} {what}", number::grouped(&count.to_string()))
    })
    .collect();
    if !more.is_empty() {
        let text = format!(
            "Not shown of this scope: {}; --csv and --json have all.",
            more.join(" and ")
        );
        paragraph(out, style, 0, &text, Face::Plain)?;
        writeln!(out)?;
    }
    if let Some(day) = group.stopped {
        let text = format!(
            "⚠ There are too many contradictions in this scope to follow: nothing said on {day} or later was looked at. Narrow it with --as-of or --measure."
        );
        paragraph(out, style, 0, &text, Face::Warning)?;
        writeln!(out)?;
    }
    Ok(())
}

fn disagreement(
    out: &mut dyn Write,
    style: &Style,
    report: &Conflicts,
    found: &Disagreement,
) -> io::Result<()> {
    let name = |series: usize| {
        report
            .series
            .get(series)
            .map_or_else(String::new, |series| {
                let stated = &series.stated;
                let mut name = format!(
                    "{} ({})",
                    words::running(&stated.claimant_name),
                    stated.claimant
                );
                let own = loosened_parts(&stated.key, &report.query.loosened);
                if !own.is_empty() {
                    name.push_str(&format!(" [{}]", own.join(", ")));
                }
                name
            })
    };
    parts_against(out, style, &name(found.one), &name(found.other))?;
    let mut table = Table::new(2, &COLUMNS);
    let mut row = |what: &str, clash: &Clash, face: Face| {
        table.row(vec![
            Cell::own(what),
            Cell::own(day(clash.since, clash.is_day_known)),
            Cell::own(figure(report, found.one, clash.one)).with(face),
            Cell::own(figure(report, found.other, clash.other)).with(face),
            Cell::own(gap(clash.gap, found.is_read(report, clash))).with(face),
        ]);
    };
    let (opening, widest, last) = (found.opening(), found.widest(), found.last());
    row("opened", opening, Face::Bold);
    if widest != opening && widest != last {
        row("widest", widest, Face::Plain);
    }
    if last != opening {
        let what = match (found.closed.is_some(), widest == last) {
            (true, false) => "last",
            (true, true) => "widest, last",
            (false, false) => "now",
            (false, true) => "widest, now",
        };
        row(what, last, Face::Bold);
    }
    match &found.closed {
        Some(closing) => table.row(vec![
            Cell::own("closed"),
            Cell::own(day(closing.on, closing.is_day_known)),
            Cell::own(figure(report, found.one, closing.one)),
            Cell::own(figure(report, found.other, closing.other)),
            Cell::own(ending(closing.ending)),
        ]),
        None => table.note("still open", Face::Plain),
    }
    if found.clashes.len() > 3 {
        let text = format!(
            "{} pairs of claims in all; --csv and --json have each",
            number::grouped(&found.clashes.len().to_string())
        );
        table.note(text, Face::Dim);
    }
    let shown = [opening, widest, last];
    let closed = found.closed.map(|closing| closing.is_day_known);
    let days = shown.into_iter().map(|clash| clash.is_day_known);
    if days.chain(closed).any(|is_known| !is_known) {
        table.note(DAY_UNKNOWN, Face::Plain);
    }
    if shown.into_iter().any(|clash| found.is_read(report, clash)) {
        table.note(format!("≈ the gap {AS_READ}"), Face::Plain);
    }
    table.write(out, style)
}

/// What the two claims are to one another that ended a contradiction.
const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Meet => "they meet",
        Ending::NotComparable => "other times",
        Ending::CountedElsewhere => "counted elsewhere",
        Ending::MayBeGrowth => "may be growth",
        Ending::Uncertain => "not certain",
        Ending::Certain => "certain",
    }
}

/// Pairs that need not contradict one another, a line each: what they have come to.
fn perhaps_grown(
    out: &mut dyn Write,
    style: &Style,
    report: &Conflicts,
    found: &[Disagreement],
) -> io::Result<()> {
    let shown = || found.iter().take(MOST_GROWN);
    let all = shown().fold(Doubts::default(), |all, found| all.or(found.doubts()));
    let is_one_reason = shown().all(|found| found.doubts() == all);
    let title = if is_one_reason {
        format!("No contradiction for certain: {}", doubts(all))
    } else {
        "No contradiction for certain".to_owned()
    };
    paragraph(out, style, 0, &title, Face::Bold)?;
    let mut table = Table::new(2, &GROWN);
    for found in shown() {
        let last = found.last();
        let named = |series: usize, point: usize| {
            let claimant = report
                .series
                .get(series)
                .map_or_else(String::new, |series| {
                    let own = loosened_parts(&series.stated.key, &report.query.loosened);
                    if own.is_empty() {
                        return series.stated.claimant.clone();
                    }
                    format!("{}\n[{}]", series.stated.claimant, own.join(", "))
                });
            format!("{claimant}\n{}", figure(report, series, point))
        };
        table.row(vec![
            Cell::own(day(found.opening().since, found.opening().is_day_known)),
            Cell::own(found.closed.map_or_else(
                || "now".to_owned(),
                |closing| day(closing.on, closing.is_day_known),
            )),
            Cell::own(named(found.one, last.one)),
            Cell::own(named(found.other, last.other)),
            Cell::own(gap(last.gap, found.is_read(report, last))),
        ]);
        if !is_one_reason {
            table.note(doubts(found.doubts()), Face::Plain);
        }
    }
    let mut days = shown().flat_map(|found| {
        let closed = found.closed.map(|closing| closing.is_day_known);
        closed.into_iter().chain([found.opening().is_day_known])
    });
    if days.any(|is_known| !is_known) {
        table.note(DAY_UNKNOWN, Face::Plain);
    }
    if shown().any(|found| found.is_read(report, found.last())) {
        table.note(format!("≈ the gap {AS_READ}"), Face::Plain);
    }
    table.write(out, style)
}

/// A figure with its claim, and the day it was said on.
fn figure(report: &Conflicts, series: usize, point: usize) -> String {
    report
        .at(series, point)
        .map_or_else(String::new, |(stated, reading)| {
            let corrected = if report.is_former(series, point) {
                ", then corrected".to_owned()
            } else {
                corrected_on(stated)
            };
            let aggregation = report
                .series
                .get(series)
                .map_or(Aggregation::Unknown, |it| it.stated.key.aggregation);
            let when = match time(aggregation, stated) {
                Some(time) => format!("{time}, said {}", stated.stated_on),
                None => format!("said {}", stated.stated_on),
            };
            format!(
                "{} {}\n{when}{corrected}",
                as_read(&stated.figure, reading, stated.wording.as_deref()),
                stated.claim,
            )
        })
}

/// When its source made a figure what it is.
fn corrected_on(point: &ChangePoint) -> String {
    let corrections = point.amendments.iter().rev();
    let mut corrections = corrections.filter(|amendment| amendment.mark.by() == By::Source);
    let day = corrections
        .clone()
        .find_map(|one| one.mark.grounds.corrected_on());
    match day {
        Some(day) => format!(", corrected {day}"),
        None if corrections.any(|one| one.before.figure != one.after.figure) => {
            ", corrected on a day not known".to_owned()
        }
        None => String::new(),
    }
}

/// Two names, each on a line of its own where both do not fit into one.
fn parts_against(out: &mut dyn Write, style: &Style, one: &str, other: &str) -> io::Result<()> {
    let against = " against ";
    let width = words::width(one) + words::width(against) + words::width(other);
    if width <= style.width {
        let line = format!(
            "{}{against}{}",
            words::isolated(one),
            words::isolated(other)
        );
        return writeln!(out, "{}", style.paint(&line, Face::Bold));
    }
    paragraph(out, style, 0, one, Face::Bold)?;
    paragraph(out, style, 0, &format!("against {other}"), Face::Bold)
}
