//! What is to be recorded, in plain values: free text has no salt yet, a quote no place.

use crate::model::citation::Span;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Citation, Claim, Event, Rating, Source, Statement,
};
use crate::model::{
    Aggregation, AnswerKind, ArticleId, ClaimId, Country, Digest, EventId, Figure, Handle, Label,
    Language, Measure, PartialDate, Prose, Reliability, SnapshotId, SourceId, SourceKind,
    VictimStatus,
};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSpec {
    /// The name for typing.
    pub handle: Handle,
    /// The name to show.
    pub title: String,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// Where.
    pub place: Option<Label>,
    /// The sides.
    pub sides: Vec<Label>,
    /// The desk's note.
    pub note: Option<String>,
}

impl From<&Event> for EventSpec {
    fn from(event: &Event) -> Self {
        Self {
            handle: event.handle.clone(),
            title: event.title.shown().to_owned(),
            start: event.start,
            end: event.end,
            place: event.place.clone(),
            sides: event.sides.clone(),
            note: plain(event.note.as_ref()),
        }
    }
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSpec {
    /// The name for typing.
    pub handle: Handle,
    /// The name to show, then the aliases.
    pub names: Vec<(String, Option<Language>)>,
    /// What it is.
    pub kind: SourceKind,
    /// Its country.
    pub country: Option<Country>,
    /// The side it speaks for.
    pub side: Option<Label>,
    /// How reliable the desk holds it to be.
    pub reliability: Option<Reliability>,
    /// The desk's note.
    pub note: Option<String>,
}

impl From<&Source> for SourceSpec {
    fn from(source: &Source) -> Self {
        Self {
            handle: source.handle.clone(),
            names: source
                .names()
                .iter()
                .map(|name| (name.name.shown().to_owned(), name.language.clone()))
                .collect(),
            kind: source.kind,
            country: source.country.clone(),
            side: source.side.clone(),
            reliability: source.reliability,
            note: plain(source.note.as_ref()),
        }
    }
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleSpec {
    /// The canonical URL, or a label.
    pub locator: String,
    /// Who published it.
    pub publisher: Option<SourceId>,
    /// Its headline.
    pub title: Option<String>,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The day printed on it.
    pub published_at: Option<PartialDate>,
}

impl From<&Article> for ArticleSpec {
    fn from(article: &Article) -> Self {
        Self {
            locator: article.locator.shown().to_owned(),
            publisher: article.publisher,
            title: plain(article.title.as_ref()),
            language: article.language.clone(),
            published_at: article.published_at,
        }
    }
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSpec {
    /// What it is about.
    pub event: EventId,
    /// Who states it.
    pub claimant: SourceId,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers.
    pub occurred: Option<PartialDate>,
    /// Where.
    pub place: Option<Label>,
    /// What is stated.
    pub statement: StatementSpec,
    /// Where it stands.
    pub citations: Vec<CitationSpec>,
    /// The desk's note.
    pub note: Option<String>,
}

/// What a claim states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementSpec {
    /// How many people.
    Figure(FigureSpec),
    /// Who did what.
    Accuses {
        /// Who is said to have done it.
        accused: SourceId,
        /// What.
        act: String,
    },
    /// An answer to another claim.
    Answers {
        /// Denial, confirmation or concession.
        kind: AnswerKind,
        /// The claim that is answered.
        claim: ClaimId,
        /// What is answered, where it is not the whole.
        act: Option<String>,
    },
}

/// How many people, who they are, what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureSpec {
    /// What happened to them.
    pub measure: Measure,
    /// How many.
    pub figure: Figure,
    /// The number words as printed.
    pub wording: Option<String>,
    /// Who they are.
    pub victims: Option<Label>,
    /// The side they belong to.
    pub victim_side: Option<Label>,
    /// Whether they are civilians.
    pub victim_status: VictimStatus,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
}

/// Where a claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationSpec {
    /// The article.
    pub article: ArticleId,
    /// Which copy of it.
    pub copy: CopySpec,
    /// The words.
    pub quote: Option<String>,
    /// At which byte of the copy's text the quote begins, where it stands in several places.
    pub at: Option<u64>,
    /// Who relayed it, from the publisher's side.
    pub via: Vec<SourceId>,
    /// Record it although the figure cannot be read in the quote.
    pub allow_unread: bool,
}

/// Which copy of an article is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopySpec {
    /// The newest one in which the quote stands; none when none is held.
    Newest,
    /// This one.
    Held(SnapshotId),
    /// One that may be held elsewhere, by the SHA-256 of its bytes. When this database holds it, it is that one.
    Bytes {
        /// The SHA-256.
        raw: Digest,
        /// Where the quote stands in its text, as somebody else recorded it.
        span: Option<Span>,
        /// What stands before the quote, as somebody else recorded it.
        prefix: Option<String>,
        /// What stands behind it.
        suffix: Option<String>,
    },
}

impl CitationSpec {
    /// An article without a quote.
    pub const fn of(article: ArticleId) -> Self {
        Self {
            article,
            copy: CopySpec::Newest,
            quote: None,
            at: None,
            via: Vec::new(),
            allow_unread: false,
        }
    }
}

impl From<&Citation> for CitationSpec {
    fn from(citation: &Citation) -> Self {
        let passage = citation.passage.as_ref();
        Self {
            article: citation.article,
            copy: match citation.anchor {
                Anchor::None => CopySpec::Newest,
                Anchor::Held { snapshot, .. } => CopySpec::Held(snapshot),
                Anchor::Elsewhere { raw, span } => CopySpec::Bytes {
                    raw,
                    span,
                    prefix: plain(passage.and_then(|passage| passage.prefix.as_ref())),
                    suffix: plain(passage.and_then(|passage| passage.suffix.as_ref())),
                },
            },
            quote: plain(passage.map(|passage| &passage.quote)),
            at: citation.anchor.span().map(Span::start),
            via: citation.via.clone(),
            allow_unread: citation.reading == Some(crate::model::Reading::Unread),
        }
    }
}

impl From<&Claim> for ClaimSpec {
    fn from(claim: &Claim) -> Self {
        let statement = match &claim.statement {
            Statement::Figure(figure) => StatementSpec::Figure(FigureSpec {
                measure: figure.measure,
                figure: figure.figure,
                wording: plain(figure.wording.as_ref()),
                victims: figure.victims.clone(),
                victim_side: figure.victim_side.clone(),
                victim_status: figure.victim_status,
                aggregation: figure.aggregation,
            }),
            Statement::Accusation(Accusation::Accuses { accused, act }) => StatementSpec::Accuses {
                accused: *accused,
                act: act.shown().to_owned(),
            },
            Statement::Accusation(Accusation::Answers { kind, claim, act }) => {
                StatementSpec::Answers {
                    kind: *kind,
                    claim: *claim,
                    act: plain(act.as_ref()),
                }
            }
        };
        Self {
            event: claim.event,
            claimant: claim.claimant,
            stated_on: claim.stated_on,
            occurred: claim.occurred,
            place: claim.place.clone(),
            statement,
            citations: claim.citations().iter().map(CitationSpec::from).collect(),
            note: plain(claim.note.as_ref()),
        }
    }
}

/// The desk's rating of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentSpec {
    /// The claim.
    pub claim: ClaimId,
    /// The day on which the desk came to it.
    pub assessed_on: PartialDate,
    /// The rating.
    pub rating: Rating,
    /// A word of the desk's own beside it.
    pub label: Option<String>,
    /// Why.
    pub rationale: String,
    /// The words that it rests on.
    pub citations: Vec<CitationSpec>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimId>,
}

impl From<&Assessment> for AssessmentSpec {
    fn from(assessment: &Assessment) -> Self {
        let evidence = &assessment.evidence;
        Self {
            claim: assessment.claim,
            assessed_on: assessment.assessed_on,
            rating: assessment.rating.clone(),
            label: plain(assessment.label.as_ref()),
            rationale: assessment.rationale.shown().to_owned(),
            citations: evidence.citations.iter().map(CitationSpec::from).collect(),
            claims: evidence.claims.clone(),
        }
    }
}

fn plain(prose: Option<&Prose>) -> Option<String> {
    prose.map(|prose| prose.shown().to_owned())
}
