//! Claims: one statement by one claimant about one event, a figure or an accusation.

use super::vocabulary::vocabulary;
use super::{
    Aggregation, Citation, ClaimId, EventId, Figure, Label, Measure, ModelError, PartialDate,
    Prose, SeriesKey, SourceId, VictimStatus,
};

/// One statement by one claimant about one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it is about.
    pub event: EventId,
    /// Who states it.
    pub claimant: SourceId,
    /// When it was said; not when it was printed.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// Where, when that is not the whole of the event's place.
    pub place: Option<Label>,
    /// What is stated.
    pub statement: Statement,
    /// Where it stands, in the order recorded; never empty.
    citations: Vec<Citation>,
    /// The desk's note.
    pub note: Option<Prose>,
}

/// What a claim states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// How many people.
    Figure(FigureClaim),
    /// Who did what to whom, or an answer to that.
    Accusation(Accusation),
}

/// How many people, who they are, and what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureClaim {
    /// What happened to them.
    pub measure: Measure,
    /// How many.
    pub figure: Figure,
    /// The number words as printed.
    pub wording: Option<Prose>,
    /// Who they are.
    pub victims: Option<Label>,
    /// The side they belong to.
    pub victim_side: Option<Label>,
    /// Whether they are civilians.
    pub victim_status: VictimStatus,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
}

vocabulary! {
    /// How a claim answers another.
    pub enum AnswerKind, "kind of answer" {
        /// It is not so.
        Denial => "denial",
        /// It is so, says somebody else.
        Confirmation => "confirmation",
        /// It is so, says whom it concerns.
        Concession => "concession",
    }
}

/// An accusation, or an answer to another claim. The claimant is the accuser, or whoever answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accusation {
    /// The claimant says that somebody did something.
    Accuses {
        /// Who is said to have done it.
        accused: SourceId,
        /// What.
        act: Prose,
    },
    /// The claimant answers another claim.
    Answers {
        /// Denial, confirmation or concession.
        kind: AnswerKind,
        /// The claim that is answered.
        claim: ClaimId,
        /// What is answered, in words, where it is not the whole.
        act: Option<Prose>,
    },
}

impl Claim {
    /// A claim with where it stands.
    ///
    /// # Errors
    /// No citation: a claim that leads back to no words is not recorded.
    pub fn new(
        event: EventId,
        claimant: SourceId,
        stated_on: PartialDate,
        statement: Statement,
        citations: Vec<Citation>,
    ) -> Result<Self, ModelError> {
        let mut claim = Self {
            event,
            claimant,
            stated_on,
            occurred: None,
            place: None,
            statement,
            citations: Vec::new(),
            note: None,
        };
        claim.cite(citations)?;
        Ok(claim)
    }

    /// Where it stands, in the order recorded.
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }

    /// Replaces where it stands.
    ///
    /// # Errors
    /// No citation.
    pub fn cite(&mut self, citations: Vec<Citation>) -> Result<(), ModelError> {
        if citations.is_empty() {
            return Err(
                ModelError::new("a claim without a citation leads back to no words")
                    .with_hint("name the article that it stands in"),
            );
        }
        self.citations = citations;
        Ok(())
    }

    /// The figure, when it states one.
    pub const fn figure(&self) -> Option<&FigureClaim> {
        match &self.statement {
            Statement::Figure(figure) => Some(figure),
            Statement::Accusation(_) => None,
        }
    }

    /// The accusation or answer, when it states one.
    pub const fn accusation(&self) -> Option<&Accusation> {
        match &self.statement {
            Statement::Accusation(accusation) => Some(accusation),
            Statement::Figure(_) => None,
        }
    }

    /// One word for what it is: figure, accusation, denial, confirmation or concession.
    pub const fn kind(&self) -> &'static str {
        match &self.statement {
            Statement::Figure(_) => "figure",
            Statement::Accusation(Accusation::Accuses { .. }) => "accusation",
            Statement::Accusation(Accusation::Answers { kind, .. }) => kind.name(),
        }
    }

    /// The series that it is a point of, when it states a figure.
    pub fn series(&self) -> Option<SeriesKey> {
        self.figure().map(|figure| SeriesKey {
            event: self.event,
            claimant: self.claimant,
            measure: figure.measure,
            victims: figure.victims.clone(),
            victim_side: figure.victim_side.clone(),
            victim_status: figure.victim_status,
            aggregation: figure.aggregation,
            place: self.place.clone(),
        })
    }
}
