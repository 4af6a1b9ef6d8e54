//! Ids: a letter and a number given by the log's order (`e1 s5 a12 n12 c17 r2`), each kind its own type.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use super::ModelError;
use super::vocabulary::vocabulary;

vocabulary! {
    /// The kinds of record. The name is the letter that its ids begin with.
    pub enum RecordKind, "kind of record" {
        /// What claims are about.
        Event => "e",
        /// Whoever publishes, relays or states.
        Source => "s",
        /// One published item.
        Article => "a",
        /// One capture of an article.
        Snapshot => "n",
        /// One statement by one claimant about one event.
        Claim => "c",
        /// The desk’s rating of a claim.
        Assessment => "r",
    }
}

impl RecordKind {
    /// The kind as a word, for sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Source => "source",
            Self::Article => "article",
            Self::Snapshot => "snapshot",
            Self::Claim => "claim",
            Self::Assessment => "assessment",
        }
    }
}

/// Any record's id: its kind and its number, counted from 1 within the kind in the order of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    kind: RecordKind,
    number: NonZeroU32,
}

impl RecordId {
    /// The id of the `number`th record of `kind`.
    pub const fn new(kind: RecordKind, number: NonZeroU32) -> Self {
        Self { kind, number }
    }

    /// Event, source, article, snapshot, claim or assessment.
    pub const fn kind(self) -> RecordKind {
        self.kind
    }

    /// The number within the kind, from 1.
    pub const fn number(self) -> NonZeroU32 {
        self.number
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", self.kind.name(), self.number))
    }
}

impl FromStr for RecordId {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let wrong = || {
            ModelError::new(format!("“{text}” is not an id"))
                .with_hint("an id is a letter and a number: e1 (event), s5 (source), a12 (article), n12 (snapshot), c17 (claim), r2 (assessment)")
        };
        let mut chars = text.chars();
        let letter = chars.next().ok_or_else(wrong)?;
        let kind = RecordKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.name().starts_with(letter.to_ascii_lowercase()))
            .ok_or_else(wrong)?;
        let digits = chars.as_str();
        // Refuse "c+1", "c01" and the like: an id has one spelling.
        if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let number = digits.parse().map_err(|_| wrong())?;
        Ok(Self { kind, number })
    }
}

impl serde::Serialize for RecordId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

macro_rules! typed_id {
    ($(#[$meta:meta])* $name:ident, $kind:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The id with this number, from 1.
            pub const fn new(number: NonZeroU32) -> Self {
                Self(number)
            }

            /// The number, from 1.
            pub const fn number(self) -> NonZeroU32 {
                self.0
            }

            /// The same id with its kind carried along.
            pub const fn record(self) -> RecordId {
                RecordId::new(RecordKind::$kind, self.0)
            }
        }

        impl From<$name> for RecordId {
            fn from(id: $name) -> Self {
                id.record()
            }
        }

        impl TryFrom<RecordId> for $name {
            type Error = ModelError;

            fn try_from(id: RecordId) -> Result<Self, ModelError> {
                if id.kind() == RecordKind::$kind {
                    Ok(Self(id.number()))
                } else {
                    Err(ModelError::new(format!(
                        "{id} is the id of a kind “{}”, not of a kind “{}”",
                        id.kind().word(),
                        RecordKind::$kind.word()
                    )))
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.record().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ModelError;

            fn from_str(text: &str) -> Result<Self, ModelError> {
                text.parse::<RecordId>()?.try_into()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

typed_id!(
    /// An event: `e1`.
    EventId,
    Event
);
typed_id!(
    /// A source: `s5`.
    SourceId,
    Source
);
typed_id!(
    /// An article: `a12`.
    ArticleId,
    Article
);
typed_id!(
    /// A snapshot: `n12`.
    SnapshotId,
    Snapshot
);
typed_id!(
    /// A claim: `c17`.
    ClaimId,
    Claim
);
typed_id!(
    /// An assessment: `r2`.
    AssessmentId,
    Assessment
);

/// The place of a revision in the log, from 0: entry n is leaf n of the Merkle tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct EntryIndex(u64);

impl EntryIndex {
    /// The `index`th entry, from 0.
    pub const fn new(index: u64) -> Self {
        Self(index)
    }

    /// The index, from 0.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for EntryIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Which version of a record, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct RevisionNumber(NonZeroU32);

impl RevisionNumber {
    /// A record's first version.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The `number`th version, from 1.
    pub const fn new(number: NonZeroU32) -> Self {
        Self(number)
    }

    /// The number, from 1.
    pub const fn get(self) -> NonZeroU32 {
        self.0
    }

    /// The version after this one; none past 2^32−1.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }
}

impl fmt::Display for RevisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself() {
        for text in ["e1", "s5", "a12", "n12", "c4294967295", "r2"] {
            assert_eq!(text.parse::<RecordId>().unwrap().to_string(), text);
        }
        assert_eq!("C17".parse::<RecordId>().unwrap().to_string(), "c17");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "c",
            "c0",
            "c01",
            "c-1",
            "c+1",
            "x1",
            "17",
            "c4294967296",
            "c١",
            "c1 ",
        ] {
            assert!(text.parse::<RecordId>().is_err(), "{text}");
        }
        assert!("s1".parse::<ClaimId>().is_err());
    }
}
