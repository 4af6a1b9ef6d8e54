//! Why a report could not be made.

use chrono::NaiveDate;
use thiserror::Error;

use crate::model::{ClaimId, RecordId, RecordKind, RevisionNumber};
use crate::register::RegisterError;
use crate::store::StoreError;

/// Why a report could not be made.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A name that stands for nothing.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A version that the record has not.
    #[error("{record} has no version {asked}; it has {versions}")]
    NoVersion {
        /// The record.
        record: RecordId,
        /// The version that was asked for.
        asked: RevisionNumber,
        /// How many it has.
        versions: usize,
    },
    /// A record that was logged later than what is looked at.
    #[error("{0} had not been logged by then")]
    NotYet(RecordId),
    /// A claim that states no figure, where figures are compared.
    #[error("{0} states no figure")]
    NoFigure(ClaimId),
    /// A claim that was withdrawn, where what stands is compared.
    #[error("{0} was retracted: it states nothing now")]
    Withdrawn(ClaimId),
    /// A claim that was said later than what is looked at.
    #[error("{claim} had not been said by {day}, as far as its date tells")]
    NotSaid {
        /// The claim.
        claim: ClaimId,
        /// The as-of day.
        day: NaiveDate,
    },
    /// A search for nothing.
    #[error("there is nothing to search for in “{0}”")]
    EmptySearch(String),
    /// A filter that says nothing about the kind of record that is listed.
    #[error("{filter} says nothing about {}s", kind.word())]
    UnfitFilter {
        /// The filter, in the words of the command line.
        filter: &'static str,
        /// What is listed.
        kind: RecordKind,
    },
}

impl ReportError {
    /// A record that is not there.
    pub(super) fn unknown(record: RecordId) -> Self {
        Self::Register(RegisterError::Unknown {
            kind: record.kind(),
            given: record.to_string(),
            near: Vec::new(),
        })
    }

    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Register(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::NoVersion { record, .. } => {
                Some(format!("`claimlog history {record}` shows its versions"))
            }
            Self::NotYet(record) => Some(format!(
                "`claimlog history {record}` shows when it was logged"
            )),
            Self::NoFigure(claim) => Some(format!(
                "only figures are compared; `claimlog show {claim}` shows what it states, `claimlog report accusations` \
                 what came of it"
            )),
            Self::Withdrawn(claim) => Some(format!(
                "`claimlog history {claim}` says why; --recorded-by DAY compares it as it stood"
            )),
            Self::NotSaid { claim, .. } => {
                Some(format!("leave out --as-of, or see `claimlog show {claim}`"))
            }
            Self::EmptySearch(_) => {
                Some("give a word, or several words in quotation marks".to_owned())
            }
            Self::UnfitFilter { .. } => Some("leave it out".to_owned()),
        }
    }
}
