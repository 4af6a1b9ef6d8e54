//! A page in parts: what it says, before it is written in any format.

use std::collections::BTreeMap;

use super::super::table::Kind;
use crate::model::{ClaimId, Digest, Language, RevisionNumber};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// The event's title, as it was recorded.
    pub(super) title: String,
    /// What is known of the event: a label and a text each.
    pub(super) facts: Vec<(&'static str, Words)>,
    pub(super) sections: Vec<Section>,
    /// The claims that are named anywhere on it, each with what it rests on.
    pub(super) notes: BTreeMap<ClaimId, Note>,
    /// What it was made from, and what was left out; the last lines.
    pub(super) foot: Vec<String>,
    /// The whole root of the log.
    pub(super) root: String,
}

/// One part under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading within the section.
    Heading(Words),
    Paragraph(Words),
    Table(Grid),
    /// Where the chart stands, in formats that can hold one.
    Chart,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) columns: &'static [(&'static str, Kind)],
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<Words>,
    /// What must be looked at, under the row.
    pub(super) warnings: Vec<String>,
}

/// Words of different origin one behind the other.
pub(super) type Words = Vec<Span>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    /// Words of our own, and ids, dates and numbers.
    Own(String),
    /// Words that must be seen first.
    Strong(String),
    /// Text from outside, as it was recorded: not yet safe.
    Outside(String),
    /// A claim, which leads to its note.
    Claim(ClaimId),
}

/// What one claim rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) revision: RevisionNumber,
    /// What it says, in words of our own and from outside.
    pub(super) says: Words,
    pub(super) places: Vec<Place>,
}

/// One place where a claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) quote: Option<String>,
    /// The language of the article.
    pub(super) language: Option<Language>,
    /// The publisher and who relayed it.
    pub(super) by: Option<String>,
    pub(super) published: Option<String>,
    /// The article's URL or label.
    pub(super) locator: String,
    pub(super) sha256: Option<Digest>,
    /// Whether the copy is held here.
    pub(super) held: bool,
}

pub(super) fn own(text: impl ToString) -> Words {
    vec![Span::Own(text.to_string())]
}

pub(super) fn strong(text: impl ToString) -> Words {
    vec![Span::Strong(text.to_string())]
}

pub(super) fn outside(text: impl ToString) -> Words {
    vec![Span::Outside(text.to_string())]
}
