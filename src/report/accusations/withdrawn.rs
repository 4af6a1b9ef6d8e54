//! Accusations and answers that the desk withdrew: nobody answers them any more, and they answer nothing; that they were
//! recorded, and why they are gone, stays to be seen.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::step::{dated, printed};
use super::{Collected, Query, Thread};
use crate::model::{
    Accusation, AnswerKind, Claim, ClaimId, PartialDate, Prose, RevisionNumber, SourceId,
    Statement as Stated,
};
use crate::report::rating::Withdrawal;
use crate::report::record::CitationView;
use crate::report::{Named, ReportError};

/// An accusation or an answer that the desk withdrew, as it stood last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The claim.
    pub claim: ClaimId,
    /// The version that withdraws it.
    pub revision: RevisionNumber,
    /// Who had stated it.
    pub claimant: Named<SourceId>,
    /// What it was.
    pub was: Was,
    /// When it was said.
    pub stated_on: PartialDate,
    /// When it was printed: the earliest day on an article that it was cited from.
    pub published_at: Option<PartialDate>,
    /// Whether nothing that it stands in had certainly been printed by the as-of day: it was said by then, and printed later.
    pub is_printed_later: bool,
    /// Where it stood.
    pub citations: Vec<CitationView>,
    /// When it was withdrawn, and why.
    pub withdrawal: Withdrawal,
}

/// What a withdrawn claim was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was {
    /// An accusation.
    Accusation {
        /// Who was said to have done it.
        accused: Named<SourceId>,
        /// What.
        act: Prose,
    },
    /// An answer.
    Answer {
        /// How it answered.
        kind: AnswerKind,
        /// What it answered.
        answers: ClaimId,
        /// What was answered, in the desk's words.
        act: Option<Prose>,
    },
}

impl Was {
    /// One word for it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Accusation { .. } => "accusation",
            Self::Answer { kind, .. } => kind.name(),
        }
    }

    /// What was said to have been done, or what was answered.
    pub const fn act(&self) -> Option<&Prose> {
        match self {
            Self::Accusation { act, .. } => Some(act),
            Self::Answer { act, .. } => act.as_ref(),
        }
    }
}

impl Withdrawn {
    pub(super) fn of(
        collected: &Collected<'_>,
        id: ClaimId,
        revision: RevisionNumber,
        claim: Claim,
        withdrawal: Withdrawal,
    ) -> Result<Option<Self>, ReportError> {
        let citations = collected.citations(&claim)?;
        let was = match claim.statement {
            Stated::Accusation(Accusation::Accuses { accused, act }) => Was::Accusation {
                accused: collected.named(accused)?,
                act,
            },
            Stated::Accusation(Accusation::Answers {
                kind,
                claim: answers,
                act,
            }) => Was::Answer { kind, answers, act },
            Stated::Figure(_) => return Ok(None),
        };
        Ok(Some(Self {
            claim: id,
            revision,
            claimant: collected.named(claim.claimant)?,
            was,
            stated_on: claim.stated_on,
            published_at: printed(&citations),
            is_printed_later: collected.is_printed_later(&citations),
            citations,
            withdrawal,
        }))
    }

    /// Whether it is told of where these threads are shown: an answer to one of their claims always; an accusation where it
    /// would have been asked for.
    pub(super) fn is_asked(&self, query: &Query, threads: &[Thread]) -> bool {
        let is_any = query.accuser.is_none() && query.accused.is_none() && !query.unanswered;
        match &self.was {
            Was::Accusation { accused, .. } => {
                !query.unanswered
                    && query.accuser.is_none_or(|it| it == self.claimant.id)
                    && query.accused.is_none_or(|it| it == accused.id)
            }
            Was::Answer { answers, .. } => {
                is_any
                    || threads
                        .iter()
                        .any(|thread| thread.claims().contains(answers))
            }
        }
    }

    /// By the day it was said, then by names and words.
    pub(super) fn in_order(&self, other: &Self) -> Ordering {
        let words = |it: &Self| {
            (
                it.claimant.handle.to_string(),
                it.was.kind(),
                it.was.act().map(|act| act.shown().to_owned()),
                it.claim,
            )
        };
        dated(Some(&self.stated_on), Some(&other.stated_on))
            .then_with(|| words(self).cmp(&words(other)))
    }
}

impl Thread {
    /// The accusation and its answers.
    fn claims(&self) -> BTreeSet<ClaimId> {
        let answers = self.steps.iter().filter_map(|step| match step {
            super::Step::Answer(answer) => Some(answer.claim),
            _ => None,
        });
        answers.chain([self.root.claim]).collect()
    }
}
