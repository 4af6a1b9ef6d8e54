//! The report of sources for people: the sum, each statement, the outlets, the claimants.

use std::io::{self, Write};

use super::super::fields::{paragraph, parts};
use super::super::frame;
use super::super::number::counted;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::{said, via};
use crate::report::sources::{
    Basis, Carrier, EventSources, Query, Sources, Statement, Steps, Totals,
};

const fn text_column(heading: &'static str, least: usize, lines: usize) -> Column {
    Column {
        heading,
        kind: Kind::Text { least, lines },
    }
}

const fn number(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Number,
    }
}

const fn whole(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Whole,
    }
}

const STATEMENTS: [Column; 7] = [
    Column {
        heading: "stated",
        kind: Kind::Date,
    },
    text_column("statement", 18, 3),
    text_column("origin", 9, 3),
    number("outlets"),
    number("routes"),
    Column {
        heading: "first printed",
        kind: Kind::Date,
    },
    whole("claim"),
];

const OUTLETS: [Column; 5] = [
    text_column("outlet", 9, 2),
    number("statements"),
    number("first"),
    number("repeated"),
    text_column("days behind", 8, 2),
];

const CLAIMANTS: [Column; 7] = [
    text_column("claimant", 9, 2),
    number("figures"),
    number("then more"),
    number("then fewer"),
    number("then level"),
    number("corrected up"),
    number("corrected down"),
];

/// Where more statements than this of an event are printed by one outlet alone, those are counted and not listed:
/// nobody reads them to see who repeats whom.
pub const LISTED_ALONE: usize = 40;

/// Writes the report for people; `is_all` lists every statement.
///
/// # Errors
/// The stream's.
pub fn text(
    out: &mut dyn Write,
    style: &Style,
    query: &Query,
    report: &Sources,
    is_all: bool,
) -> io::Result<()> {
    for event in &report.events {
        part(out, style, event, is_all)?;
    }
    if report.events.iter().any(|event| !event.outlets.is_empty()) {
        let text = "The claims behind each count: report sources --csv --sheet counts";
        paragraph(out, style, 0, text, Face::Dim)?;
        writeln!(out)?;
    }
    if report.events.is_empty() {
        paragraph(out, style, 0, "No claims to show.", Face::Plain)?;
        writeln!(out)?;
    }
    frame::made(out, style, &report.made, query.as_of, query.recorded_by)?;
    let day = query.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut say = |count: usize, what: String| {
        if count == 0 {
            return Ok(());
        }
        let text = format!("{} left out: {what}.", claims(count));
        paragraph(out, style, 0, &text, Face::Plain)
    };
    say(
        report.undatable,
        format!(
            "the date is too coarse or too uncertain to say whether it had been stated by {day}"
        ),
    )?;
    say(report.later, format!("stated or printed after {day}"))?;
    match frame::perhaps_later(&report.perhaps_later, query.as_of, "figure", "figures") {
        Some(text) => paragraph(out, style, 0, &text, Face::Plain),
        None => Ok(()),
    }
}

fn claims(count: usize) -> String {
    format!(
        "{} {}",
        counted(count, "claim", "claims"),
        if count == 1 { "was" } else { "were" }
    )
}

fn part(out: &mut dyn Write, style: &Style, event: &EventSources, is_all: bool) -> io::Result<()> {
    frame::event(out, style, &event.heading)?;
    writeln!(out)?;
    if event.statements.is_empty() {
        paragraph(out, style, 0, "No claims to show.", Face::Plain)?;
        return writeln!(out);
    }
    sum(out, style, &event.totals)?;
    writeln!(out)?;
    statements(out, style, event, is_all)?;
    writeln!(out)?;
    let mut table = Table::new(0, &OUTLETS);
    for outlet in &event.outlets {
        let lag = outlet.lag.map(|lag| {
            if lag.least == lag.greatest {
                format!("{}", lag.least)
            } else {
                format!("{} to {}, middle {}", lag.least, lag.greatest, lag.median)
            }
        });
        table.row(vec![
            Cell::own(&outlet.source.handle).with(Face::Bold),
            Cell::own(outlet.statements),
            count(outlet.first),
            count(outlet.repeated),
            Cell::own(lag.unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    table.write(out, style)?;
    writeln!(out)?;
    if event.claimants.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(0, &CLAIMANTS);
    for claimant in &event.claimants {
        let Steps { up, down, level } = claimant.steps;
        table.row(vec![
            Cell::own(&claimant.source.handle).with(Face::Bold),
            Cell::own(claimant.figures),
            count(up),
            count(down).with(if down > 0 { Face::Warning } else { Face::Plain }),
            count(level),
            count(claimant.corrected.up),
            count(claimant.corrected.down),
        ]);
    }
    table.write(out, style)?;
    writeln!(out)
}

fn statements(
    out: &mut dyn Write,
    style: &Style,
    event: &EventSources,
    is_all: bool,
) -> io::Result<()> {
    let is_alone = |statement: &&Statement| statement.outlets <= 1 && statement.circle.is_empty();
    let alone = event.statements.iter().filter(is_alone).count();
    let is_folded = !is_all && alone > LISTED_ALONE;
    let mut table = Table::new(0, &STATEMENTS);
    for statement in &event.statements {
        if is_folded && is_alone(&statement) {
            continue;
        }
        table.row(row(statement));
        for note in notes(statement) {
            table.note(note, Face::Dim);
        }
        table.write_when_full(out, style)?;
    }
    table.write(out, style)?;
    if !is_folded {
        return Ok(());
    }
    if alone < event.statements.len() {
        writeln!(out)?;
    }
    let text = format!(
        "Not listed: {} that no second outlet prints; see --all or --csv.",
        counted(alone, "statement", "statements")
    );
    paragraph(out, style, 0, &text, Face::Plain)
}

fn sum(out: &mut dyn Write, style: &Style, totals: &Totals) -> io::Result<()> {
    let line = [
        counted(totals.outlets, "outlet", "outlets"),
        counted(totals.origins, "origin", "origins"),
        counted(totals.statements, "statement", "statements"),
        counted(totals.claims, "claim", "claims"),
        counted(totals.articles, "article", "articles"),
    ];
    parts(out, style, 0, &line)?;
    let mut rest = vec![format!(
        "{} compared, {} near-identical with another outlet's",
        counted(totals.compared, "text", "texts"),
        totals.near_identical
    )];
    if totals.without_copy > 0 {
        rest.push(format!(
            "{} without a copy here, compared with none",
            counted(totals.without_copy, "article", "articles")
        ));
    }
    if totals.without_publisher > 0 {
        rest.push(format!(
            "{} whose publisher is not recorded",
            counted(totals.without_publisher, "article", "articles")
        ));
    }
    parts(out, style, 0, &rest)
}

fn count(count: usize) -> Cell {
    if count == 0 {
        Cell::own("·").with(Face::Dim)
    } else {
        Cell::own(count)
    }
}

fn row(statement: &Statement) -> [Cell; 7] {
    let origin = match statement.basis {
        Basis::Claimant => statement.origin.handle.to_string(),
        Basis::OwnWords => format!("{}\n(own words)", statement.origin.handle),
        Basis::Relay => format!("{}\n(relayed)", statement.origin.handle),
        Basis::SameText => format!("{}\n(same text)", statement.origin.handle),
    };
    let claims: Vec<String> = statement
        .claims
        .iter()
        .map(|stated| stated.claim.to_string())
        .collect();
    [
        Cell::own_or_none(statement.claims.first().map(|stated| stated.stated_on)),
        Cell::own(said(&statement.said)),
        Cell::own(origin).with(Face::Bold),
        Cell::own(statement.outlets),
        Cell::own(statement.routes),
        Cell::own_or_none(statement.first_day),
        Cell::own(claims.join(" ")),
    ]
}

/// Who prints it, where that is more than one; and that nobody is known to have heard it, where they have it from one another.
fn notes(statement: &Statement) -> Vec<String> {
    let mut notes = Vec::new();
    if !statement.circle.is_empty() {
        let handles: Vec<&str> = statement
            .circle
            .iter()
            .map(|it| it.handle.as_str())
            .collect();
        notes.push(format!(
            "⚠ the relays lead in a circle: {} have it from one another, as it is recorded",
            handles.join(" and ")
        ));
    }
    if statement.carriers.len() < 2 {
        return notes;
    }
    let each: Vec<String> = statement
        .carriers
        .iter()
        .map(|carrier| printed(carrier, statement.is_first_certain))
        .collect();
    notes.push(format!("↳ {}", each.join(" · ")));
    notes
}

fn printed(carrier: &Carrier, is_first_certain: bool) -> String {
    let outlet = carrier.publisher.as_ref();
    let mut text = match outlet {
        Some(outlet) => format!("{} {}", outlet.handle, carrier.article),
        None => format!("{} (no publisher)", carrier.article),
    };
    if let Some(via) = via(carrier) {
        text.push_str(&format!(" via {via}"));
    }
    match carrier.lag {
        None if carrier.edited_in => text.push_str(" (edited in later)"),
        Some(0) if carrier.is_first && is_first_certain => text.push_str(" first"),
        Some(0) if carrier.is_first => text.push_str(" first of those whose day is known"),
        Some(0) => text.push_str(" that day"),
        Some(days) => text.push_str(&format!(" +{days} d")),
        None => text.push_str(" (day not known)"),
    }
    if let Some(article) = carrier.same_text_as {
        text.push_str(&format!(", same text as {article}"));
    }
    text
}
