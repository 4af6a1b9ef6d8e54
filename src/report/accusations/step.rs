//! One step of a thread, with the words that it leads back to.

use std::cmp::Ordering;

use super::Collected;
use crate::model::{
    AnswerKind, AssessmentId, Claim, ClaimId, EntryIndex, PartialDate, Prose, RevisionNumber,
    SourceId,
};
use crate::report::listing::ClaimLine;
use crate::report::printed::{by_then, is_later};
use crate::report::rating::RatingVersion;
use crate::report::record::CitationView;
use crate::report::{Named, ReportError};

/// A claim in its newest version.
pub(super) struct Statement {
    pub(super) id: ClaimId,
    pub(super) number: RevisionNumber,
    pub(super) entry: EntryIndex,
    pub(super) claim: Claim,
    pub(super) corrected: Option<Corrected>,
}

/// That the source corrected what it had said: what is shown is not what it said on the day that the claim was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Corrected {
    /// The day of its last correction; none where that is not known.
    pub on: Option<PartialDate>,
}

/// One step of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A denial, confirmation or concession.
    Answer(AnswerStep),
    /// What a rating rests on, at its own day.
    Evidence(Box<Evidence>),
    /// A rating by the desk.
    Rating(RatingVersion),
}

/// A denial, confirmation or concession.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerStep {
    /// The claim.
    pub claim: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// How it answers.
    pub kind: AnswerKind,
    /// What it answers.
    pub answers: ClaimId,
    /// How far it is from the accusation: 1 answers it, 2 answers an answer to it.
    pub depth: usize,
    /// Who answers.
    pub claimant: Named<SourceId>,
    /// Whether that is the accused, or speaks for the side of the accused.
    pub by_accused: bool,
    /// Whether it was certainly said before what it answers: one of the two days is wrong, or it answers something else.
    pub is_before: bool,
    /// Whether the source corrected it, and when.
    pub corrected: Option<Corrected>,
    /// When it was said.
    pub stated_on: PartialDate,
    /// When it was printed: the earliest day on an article that it is cited from.
    pub published_at: Option<PartialDate>,
    /// Whether nothing that it stands in had certainly been printed by the as-of day: it was said by then, and printed later.
    pub is_printed_later: bool,
    /// What is answered, in the desk's words.
    pub act: Option<Prose>,
    /// Where it stands.
    pub citations: Vec<CitationView>,
}

/// What a rating rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The rating that rests on it.
    pub assessment: AssessmentId,
    /// The day of it: printed, for an article; said, for a claim. None where the article has none.
    pub date: Option<PartialDate>,
    /// What it is.
    pub words: Words,
}

/// The words that a rating rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// In an article.
    Cited(CitationView),
    /// A claim that is not a step of the same thread.
    Claim {
        /// The claim.
        line: Box<ClaimLine>,
        /// The first place where it stands.
        cited: Option<CitationView>,
    },
}

impl Step {
    /// The day of the step.
    pub const fn date(&self) -> Option<&PartialDate> {
        match self {
            Self::Answer(answer) => Some(&answer.stated_on),
            Self::Evidence(evidence) => evidence.date.as_ref(),
            Self::Rating(rating) => Some(&rating.assessed_on),
        }
    }

    /// One word for what it is.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Answer(answer) => answer.kind.name(),
            Self::Evidence(_) => "evidence",
            Self::Rating(_) => "assessment",
        }
    }

    /// By day, then what was said before what the desk made of it, then by print, depth, names and words: nothing that depends on
    /// the order in which the desk logged things.
    pub(super) fn in_order(&self, other: &Self) -> Ordering {
        dated(self.date(), other.date())
            .then_with(|| self.rank().cmp(&other.rank()))
            .then_with(|| dated(self.printed(), other.printed()))
            .then_with(|| self.depth().cmp(&other.depth()))
            .then_with(|| self.words().cmp(&other.words()))
    }

    /// How far from the accusation an answer stands.
    const fn depth(&self) -> usize {
        match self {
            Self::Answer(answer) => answer.depth,
            Self::Evidence(_) | Self::Rating(_) => 0,
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Answer(_) => 0,
            Self::Evidence(_) => 1,
            Self::Rating(_) => 2,
        }
    }

    const fn printed(&self) -> Option<&PartialDate> {
        match self {
            Self::Answer(answer) => answer.published_at.as_ref(),
            Self::Evidence(_) | Self::Rating(_) => None,
        }
    }

    fn words(&self) -> Vec<String> {
        match self {
            Self::Answer(answer) => {
                let mut words = vec![
                    answer.claimant.handle.to_string(),
                    answer.kind.name().to_owned(),
                    answer.act.as_ref().map_or("", Prose::shown).to_owned(),
                ];
                words.extend(answer.citations.iter().map(quoted));
                words
            }
            Self::Evidence(evidence) => match &evidence.words {
                Words::Cited(view) => vec![view.article.locator.shown().to_owned(), quoted(view)],
                Words::Claim { line, .. } => vec![
                    line.claimant.handle.to_string(),
                    line.claim.kind().to_owned(),
                    line.article.locator.shown().to_owned(),
                ],
            },
            Self::Rating(rating) => vec![
                rating
                    .rating
                    .scale()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                // Versions of one rating on one day stand in their order.
                format!("{:010}", rating.revision.get()),
                rating.rating.step().to_owned(),
                rating.rationale.shown().to_owned(),
            ],
        }
    }
}

fn quoted(view: &CitationView) -> String {
    let passage = view.citation.passage.as_ref();
    passage
        .map_or("", |passage| passage.quote.shown())
        .to_owned()
}

/// By day; what has none stands last.
pub(super) fn dated(one: Option<&PartialDate>, other: Option<&PartialDate>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.chronological(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The earliest day on an article that a claim is cited from.
pub(super) fn printed(citations: &[CitationView]) -> Option<PartialDate> {
    citations
        .iter()
        .filter_map(|view| view.article.published_at)
        .min_by(PartialDate::chronological)
}

impl Collected<'_> {
    /// Whether all places where a claim stands were printed after the as-of day.
    pub(super) fn is_printed_later(&self, citations: &[CitationView]) -> bool {
        is_later(printed(citations), self.as_of)
    }

    /// Where a claim stands, with every name followed.
    pub(super) fn citations(&self, claim: &Claim) -> Result<Vec<CitationView>, ReportError> {
        let citations = claim.citations().iter();
        let mut views = citations
            .map(|citation| CitationView::of(self.register, citation))
            .collect::<Result<Vec<_>, _>>()?;
        by_then(&mut views, self.as_of, |view| view.article.published_at);
        Ok(views)
    }
}
