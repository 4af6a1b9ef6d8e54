//! Revisions: one version of one record, whole. Nothing is overwritten; a retraction is a revision.

use std::fmt;
use std::str::FromStr;

use super::vocabulary::vocabulary;
use super::{
    Article, Assessment, Claim, EntryIndex, Event, Instant, ModelError, PartialDate, Prose,
    RecordId, RecordKind, RevisionNumber, Snapshot, Source,
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

/// A cause with what belongs to it alone: the day on which a source corrected itself belongs to
/// [`Cause::SourceRevised`], so no other cause can be built with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grounds {
    cause: Cause,
    corrected_on: Option<PartialDate>,
}

impl Grounds {
    /// Those of a record’s first version.
    pub const FIRST: Self = Self {
        cause: Cause::First,
        corrected_on: None,
    };

    /// The source corrected itself on this day, as far as it is known.
    pub const fn corrected_on_day(day: PartialDate) -> Self {
        Self {
            cause: Cause::SourceRevised,
            corrected_on: Some(day),
        }
    }

    /// A cause, and the day of the correction where one was given.
    ///
    /// # Errors
    /// A day with a cause that has none.
    pub fn new(cause: Cause, corrected_on: Option<PartialDate>) -> Result<Self, ModelError> {
        match (cause, corrected_on) {
            (_, None) => Ok(cause.into()),
            (Cause::SourceRevised, Some(day)) => Ok(Self::corrected_on_day(day)),
            (cause, Some(day)) => Err(ModelError::new(format!(
                "corrected on {day}, and the cause is {cause}"
            ))
            .with_hint(
                "only a correction by the source has a day of its own: the cause source_revised",
            )),
        }
    }

    /// Why there is the version.
    pub const fn cause(self) -> Cause {
        self.cause
    }

    /// When the source corrected itself; none where that is not known, and for every other cause.
    pub const fn corrected_on(self) -> Option<PartialDate> {
        self.corrected_on
    }
}

impl fmt::Display for Grounds {
    /// The cause, and the day where there is one: `source_revised, corrected on 2022-09-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cause)?;
        self.corrected_on
            .map_or(Ok(()), |day| write!(f, ", corrected on {day}"))
    }
}

impl From<Cause> for Grounds {
    fn from(cause: Cause) -> Self {
        Self {
            cause,
            corrected_on: None,
        }
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
    /// Why there is this version, and when the source corrected itself.
    pub grounds: Grounds,
    /// The reason in words.
    pub reason: Option<Prose>,
    /// The record as this version has it.
    pub content: Content,
}

impl Revision {
    /// Why there is this version.
    pub const fn cause(&self) -> Cause {
        self.grounds.cause()
    }

    /// Whether this version withdraws the record.
    pub fn is_retraction(&self) -> bool {
        self.cause() == Cause::Retraction
    }
}
