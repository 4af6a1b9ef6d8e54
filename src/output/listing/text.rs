//! Lists as tables.

use std::io::{self, Write};

use super::super::claim;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::super::words;
use super::List;
use crate::model::{Instant, PartialDate, RecordKind};
use crate::report::NamedArticle;
use crate::report::listing::{AssessmentLine, Line};

const fn whole(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Whole,
    }
}

const fn date(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Date,
    }
}

const fn text(heading: &'static str, least: usize, lines: usize) -> Column {
    Column {
        heading,
        kind: Kind::Text { least, lines },
    }
}

const EVENTS: &[Column] = &[
    whole("event"),
    text("handle", 12, 2),
    text("title", 16, 2),
    date("start"),
    date("end"),
];
const SOURCES: &[Column] = &[
    whole("source"),
    text("handle", 12, 2),
    text("name", 16, 2),
    whole("kind"),
    text("side", 6, 2),
    whole("reliability"),
];
const ARTICLES: &[Column] = &[
    whole("article"),
    date("published"),
    text("publisher", 10, 2),
    whole("language"),
    text("title", 16, 2),
];
const SNAPSHOTS: &[Column] = &[
    whole("snapshot"),
    whole("article"),
    whole("retrieved"),
    whole("sha256"),
    text("title", 14, 1),
];
const CLAIMS: &[Column] = &[
    whole("claim"),
    date("stated"),
    text("claimant", 12, 2),
    text("statement", 18, 2),
    text("publisher", 9, 2),
];

const ASSESSMENTS: &[Column] = &[
    whole("assessment"),
    date("assessed"),
    whole("claim"),
    text("rating", 9, 2),
    text("rationale", 18, 2),
];

pub(super) struct Text<'a> {
    out: &'a mut dyn Write,
    style: Style,
    kind: RecordKind,
    table: Table,
    is_empty: bool,
}

impl<'a> Text<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, style: Style, kind: RecordKind) -> Self {
        let columns = match kind {
            RecordKind::Event => EVENTS,
            RecordKind::Source => SOURCES,
            RecordKind::Article => ARTICLES,
            RecordKind::Snapshot => SNAPSHOTS,
            RecordKind::Claim => CLAIMS,
            RecordKind::Assessment => ASSESSMENTS,
        };
        Self {
            out,
            style,
            kind,
            table: Table::new(0, columns),
            is_empty: true,
        }
    }
}

impl List for Text<'_> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        self.is_empty = false;
        self.table.row(cells(line));
        self.table.write_when_full(self.out, &self.style)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.is_empty {
            return writeln!(self.out, "No {}s.", self.kind.word());
        }
        self.table.write(self.out, &self.style)
    }
}

fn cells(line: &Line) -> Vec<Cell> {
    match line {
        Line::Event(id, event) => vec![
            Cell::own(id),
            Cell::own(&event.handle),
            Cell::own(words::running(event.title.shown())).with(Face::Bold),
            Cell::own_or_none(event.start),
            Cell::own_or_none(event.end),
        ],
        Line::Source(id, source) => vec![
            Cell::own(id),
            Cell::own(&source.handle),
            Cell::own(words::running(source.name().shown())).with(Face::Bold),
            Cell::own(source.kind),
            source
                .side
                .as_ref()
                .map(|side| Cell::outside(side.as_str()))
                .unwrap_or_default(),
            Cell::own_or_none(source.reliability.map(|letter| letter.letter())),
        ],
        Line::Article(article) => vec![
            Cell::own(article.id),
            published(article.published_at),
            publisher(article),
            Cell::own_or_none(article.language.as_ref()),
            title(article),
        ],
        Line::Snapshot(id, snapshot, article) => vec![
            Cell::own(id),
            Cell::own(snapshot.article),
            Cell::own(to_the_minute(snapshot.retrieved_at)),
            Cell::own(snapshot.raw.digest.short()).with(Face::Dim),
            title(article),
        ],
        Line::Assessment(line) => assessed(line),
        Line::Claim(line) => {
            let accused = line.accused.as_ref().map(|accused| &accused.handle);
            let mut statement = claim::statement(&line.claim, accused);
            if line.retracted {
                statement.insert_str(0, "retracted: ");
            }
            let face = if line.retracted {
                Face::Dim
            } else {
                Face::Bold
            };
            let mut publisher = line
                .article
                .publisher
                .as_ref()
                .map(|publisher| publisher.handle.to_string())
                .unwrap_or_default();
            if let Some(via) = claim::chain(&line.via) {
                publisher.push_str(&format!("\nvia {via}"));
            }
            vec![
                Cell::own(line.id),
                Cell::own(line.claim.stated_on),
                Cell::own(&line.claimant.handle),
                Cell::own(statement).with(face),
                Cell::own(publisher),
            ]
        }
    }
}

fn assessed(line: &AssessmentLine) -> Vec<Cell> {
    let assessment = &line.assessment;
    let mut rating = claim::rating(&assessment.rating);
    if line.retracted {
        rating.insert_str(0, "retracted: ");
    }
    if let Some(label) = &assessment.label {
        rating.push_str(&format!("\n“{}”", words::running(label.shown())));
    }
    let face = if line.retracted {
        Face::Dim
    } else {
        Face::Bold
    };
    vec![
        Cell::own(line.id),
        Cell::own(assessment.assessed_on),
        Cell::own(assessment.claim),
        Cell::own(rating).with(face),
        Cell::own(words::running(assessment.rationale.shown())),
    ]
}

fn published(date: Option<PartialDate>) -> Cell {
    Cell::own_or_none(date)
}

fn publisher(article: &NamedArticle) -> Cell {
    Cell::own_or_none(
        article
            .publisher
            .as_ref()
            .map(|publisher| &publisher.handle),
    )
}

fn title(article: &NamedArticle) -> Cell {
    Cell::own(words::running(article.label().shown()))
}

/// An instant as a table shows it: `2022-09-15 10:30`, in UTC.
fn to_the_minute(instant: Instant) -> String {
    let whole = instant.to_string();
    match whole.get(..16) {
        Some(minute) => minute.replace('T', " "),
        None => whole,
    }
}
