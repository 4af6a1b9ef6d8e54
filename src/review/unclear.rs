//! What a person has to say before a proposal can become a claim.

use chrono::NaiveDate;

use super::Party;
use crate::model::{ClaimId, PartialDate};
use crate::register::RegisterError;

/// What a person has to say first.
#[derive(Debug, thiserror::Error)]
pub enum Unclear {
    /// Whom some words mean.
    #[error("{field}: {}", whom(words.as_deref(), party, candidates))]
    Party {
        /// `claimant`, `accused` or `via`.
        field: &'static str,
        /// The words, where there are any.
        words: Option<String>,
        /// Whom they may mean.
        party: Option<Party>,
        /// The handles of those.
        candidates: Vec<String>,
    },
    /// The day on which it was said.
    #[error("stated_on: the day it was said is not known")]
    StatedOn,
    /// “printed” of an article that has no date.
    #[error("stated_on: no day is printed on the article")]
    NotPrinted,
    /// “printed”, or a day for all, of words that date the saying otherwise.
    #[error(
        "stated_on: the day given is {printed}, and the words say “{words}”{}",
        day.map(|day| format!(", {day}")).unwrap_or_default()
    )]
    SaidOtherwise {
        /// The day on the article, or the one that was given for all.
        printed: PartialDate,
        /// The words.
        words: String,
        /// The day that they mean.
        day: Option<NaiveDate>,
    },
    /// A claim says the same of that day, in other words for the people, or of a day shortly before.
    #[error("stated_on: {}", perhaps_same(*claim, stated_on, given))]
    PerhapsSame {
        /// The claim.
        claim: ClaimId,
        /// When it was said.
        stated_on: PartialDate,
        /// The day that was given for this one.
        given: PartialDate,
    },
    /// A figure that the words deny.
    #[error(
        "modality: the words deny it, and a figure would say that it is so; record it for whoever states it, and the denial \
         of an accusation with `claimlog add accusation --answers`"
    )]
    Denied,
    /// A figure that the words do not state.
    #[error(
        "modality: the words do not state it (it is feared, possible or to come), and a figure would say that it is so"
    )]
    NotStated,
    /// A figure that is told as an older toll.
    #[error("background: it is told as an older toll, perhaps of another event")]
    Background,
    /// What somebody is accused of.
    #[error("act: what is said to have been done is not clear")]
    Act,
    /// What is denied.
    #[error("answers: which accusation is denied is not clear")]
    Answers,
    /// A field that was typed and cannot be read.
    #[error("{field}: {reason}")]
    Field {
        /// Its name.
        field: String,
        /// Why.
        reason: String,
    },
    /// The database's own error.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

fn perhaps_same(claim: ClaimId, stated_on: &PartialDate, given: &PartialDate) -> String {
    if stated_on == given {
        return format!("{claim} says the same on {stated_on}, in other words for whom it counts");
    }
    format!(
        "{claim} says the same on {stated_on}; of that day it is one more place where {claim} stands, of {given} a \
         statement of its own"
    )
}

fn whom(words: Option<&str>, party: &Option<Party>, candidates: &[String]) -> String {
    match (party, words) {
        (Some(Party::Ambiguous(_)), Some(words)) => {
            format!("“{words}” may mean {}", candidates.join(" or "))
        }
        (Some(Party::Perhaps(_)), Some(words)) => {
            format!(
                "“{words}” is perhaps {}, to be confirmed",
                candidates.join("")
            )
        }
        (_, Some(words)) => format!("“{words}” is no known source"),
        (_, None) => "the text near it does not say who".to_owned(),
    }
}

impl Unclear {
    /// The field that has to be said.
    pub fn field(&self) -> &str {
        match self {
            Self::Party { field, .. } => field,
            Self::StatedOn
            | Self::NotPrinted
            | Self::SaidOtherwise { .. }
            | Self::PerhapsSame { .. } => "stated_on",
            Self::Denied | Self::NotStated => "modality",
            Self::Background => "background",
            Self::Act => "act",
            Self::Answers => "answers",
            Self::Field { field, .. } => field,
            Self::Register(_) => "the database",
        }
    }
}
