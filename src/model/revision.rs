//! Revisions: one version of one record, whole. Nothing is overwritten; a retraction is a revision.

use std::fmt;
use std::str::FromStr;

use super::vocabulary::vocabulary;
use super::{
    Article, Assessment, Claim, EntryIndex, Event, Instant, ModelError, Prose, RecordId,
    RecordKind, RevisionNumber, Snapshot, Source,
};

vocabulary! {
    /// Why there is this version. Every version after the first says which.
    pub enum Cause, "cause" {
        /// The record's first version.
        First => "first",
        /// The source corrected or changed what it had said or printed.
        SourceRevised => "source_revised",
        /// It turned out to have been said by somebody else.
        Reattributed => "reattributed",
        /// It turned out to be about other people, another place, time or way of counting.
        Rescoped => "rescoped",
        /// Something that was there all along was found: a further citation, a better quote.
        LateDiscovery => "late_discovery",
        /// The desk had made an error of its own.
        DeskCorrection => "desk_correction",
        /// The desk withdraws the record; its history stays.
        Retraction => "retraction",
        /// A text was erased on legal request.
        Redaction => "redaction",
    }
}

/// Who wrote a revision: one line, 1 to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author(String);

impl Author {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Author {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let name = text.trim();
        if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
            return Err(ModelError::new(format!(
                "“{}” is not an author’s name",
                text.escape_debug()
            ))
            .with_hint("write one line of 1 to 200 characters"));
        }
        Ok(Self(name.to_owned()))
    }
}

impl serde::Serialize for Author {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The record itself, whole, as one version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// What claims are about.
    Event(Event),
    /// Whoever publishes, relays, states or is accused.
    Source(Source),
    /// One published item.
    Article(Article),
    /// One capture of an article.
    Snapshot(Snapshot),
    /// One statement.
    Claim(Claim),
    /// The desk’s rating of one.
    Assessment(Assessment),
}

impl Content {
    /// The kind of record.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Event(_) => RecordKind::Event,
            Self::Source(_) => RecordKind::Source,
            Self::Article(_) => RecordKind::Article,
            Self::Snapshot(_) => RecordKind::Snapshot,
            Self::Claim(_) => RecordKind::Claim,
            Self::Assessment(_) => RecordKind::Assessment,
        }
    }
}

/// One version of one record, whole, with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its place in the log.
    pub entry: EntryIndex,
    /// The record.
    pub record: RecordId,
    /// Which version of it.
    pub number: RevisionNumber,
    /// The entry of the version before; none for the first.
    pub parent: Option<EntryIndex>,
    /// Who wrote it.
    pub author: Author,
    /// When it was logged.
    pub recorded_at: Instant,
    /// Why there is this version.
    pub cause: Cause,
    /// The reason in words.
    pub reason: Option<Prose>,
    /// The record as this version has it.
    pub content: Content,
}

impl Revision {
    /// Whether this version withdraws the record.
    pub fn is_retraction(&self) -> bool {
        self.cause == Cause::Retraction
    }
}
