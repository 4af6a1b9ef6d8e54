//! Claims: recording, citing, amending, retracting.

use std::collections::HashSet;

use super::quote::{is_same_place, words};
use super::spec::{CitationSpec, ClaimSpec, StatementSpec};
use super::{Desk, RecordError, Result, Why};
use crate::model::{
    Accusation, Cause, Citation, Claim, ClaimId, Content, FigureClaim, RevisionNumber, Statement,
};
use crate::store::Logged;

/// A claim that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// The claim.
    pub claim: ClaimId,
    /// Which version of it.
    pub number: RevisionNumber,
}

/// Whether a statement is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is not.
    New,
    /// It is, but not from this place.
    Repeated(ClaimId),
    /// It is, from this very place.
    Recorded(ClaimId),
}

impl Desk<'_> {
    /// Records a new claim.
    ///
    /// # Errors
    /// Something that it names does not exist; a quote does not stand where it is cited from, or does not give the
    /// figure; the statement is recorded already.
    pub fn add_claim(&mut self, spec: &ClaimSpec) -> Result<Recorded> {
        let claim = self.claim(spec, None)?;
        match self.standing(&claim)? {
            Standing::New => self.add_checked(claim),
            Standing::Repeated(known) | Standing::Recorded(known) => {
                Err(RecordError::AlreadyRecorded(known))
            }
        }
    }

    /// Checks a claim without recording it: it is sealed and its quotes are found.
    ///
    /// # Errors
    /// As [`Desk::add_claim`], but for what is recorded already.
    pub fn check_claim(&mut self, spec: &ClaimSpec) -> Result<Claim> {
        self.claim(spec, None)
    }

    /// Records a claim that [`Desk::check_claim`] gave.
    ///
    /// # Errors
    /// The store's.
    pub fn add_checked(&mut self, claim: Claim) -> Result<Recorded> {
        let logged = self.log(None, &Why::first(), Content::Claim(claim))?;
        recorded(logged)
    }

    /// Whether a statement is recorded: in any version of any claim, the same claimant, scope, day and figure, or the
    /// same accusation.
    ///
    /// # Errors
    /// The same words of the same article were recorded with another figure.
    pub fn standing(&self, claim: &Claim) -> Result<Standing> {
        let entries = match claim.series() {
            Some(series) => self.write.figures_at(&series, &claim.stated_on)?,
            None => self
                .write
                .accusations_at(claim.event, claim.claimant, &claim.stated_on)?,
        };
        let mut repeated = None;
        let mut contradiction = None;
        for entry in entries {
            let Some(revision) = self.write.revision(entry)? else {
                continue;
            };
            let (Content::Claim(known), Ok(id)) =
                (&revision.content, ClaimId::try_from(revision.record))
            else {
                continue;
            };
            if is_same_statement(known, claim) {
                if is_cited(known, claim) {
                    return Ok(Standing::Recorded(id));
                }
                repeated.get_or_insert(id);
            }
            if contradiction.is_none() {
                contradiction = other_figure_from_quote(id, known, claim);
            }
        }
        if let Some(id) = repeated {
            // An earlier version may have been cited from there; what counts is the newest.
            return Ok(if is_cited(&self.claim_at(id)?, claim) {
                Standing::Recorded(id)
            } else {
                Standing::Repeated(id)
            });
        }
        contradiction.map_or(Ok(Standing::New), Err)
    }

    /// Adds a further place where a claim stands.
    ///
    /// # Errors
    /// No such claim; it is cited from there already; the quote does not stand there or does not give the figure.
    pub fn cite(&mut self, id: ClaimId, spec: &CitationSpec, why: &Why) -> Result<Recorded> {
        if self.latest(id.into())?.is_retraction() {
            return Err(RecordError::Retracted(id));
        }
        let mut claim = self.claim_at(id)?;
        let figure = claim.figure().map(|figure| figure.figure);
        let citation = self.citation(spec, figure.as_ref(), None)?;
        if claim
            .citations()
            .iter()
            .any(|there| is_same_place(there, &citation))
        {
            return Err(RecordError::AlreadyCited(id));
        }
        let mut citations = claim.citations().to_vec();
        citations.push(citation);
        claim.cite(citations)?;
        recorded(self.log(Some(id.into()), why, Content::Claim(claim))?)
    }

    /// Writes a new version of a claim.
    ///
    /// # Errors
    /// As [`Desk::add_claim`]; the claim is retracted; nothing changes; no reason is given.
    pub fn amend(&mut self, id: ClaimId, spec: &ClaimSpec, why: &Why) -> Result<Recorded> {
        if self.latest(id.into())?.is_retraction() {
            return Err(RecordError::Retracted(id));
        }
        self.reinstate(id, spec, why)
    }

    /// Writes a new version of a claim, retracted or not: one that is retracted stands again.
    ///
    /// # Errors
    /// As [`Desk::amend`], but for a retracted claim.
    pub fn reinstate(&mut self, id: ClaimId, spec: &ClaimSpec, why: &Why) -> Result<Recorded> {
        self.must_have_reason(id.into(), why)?;
        let revision = self.latest(id.into())?;
        let before = self.claim_at(id)?;
        let claim = self.claim(spec, Some(&before))?;
        self.fit_correction(id, spec, why)?;
        // A correction of which the day becomes known says the same again, and when.
        let gives_day = why.grounds.corrected_on().is_some()
            && revision.cause() == Cause::SourceRevised
            && revision.grounds != why.grounds;
        if claim == before && !revision.is_retraction() && !gives_day {
            return Err(RecordError::NothingChanges(id.into()));
        }
        if claim != before {
            self.must_follow_corrections(id, why)?;
        }
        if let StatementSpec::Answers {
            claim: answered, ..
        } = spec.statement
        {
            self.must_not_answer_itself(id, answered)?;
        }
        recorded(self.log(Some(id.into()), why, Content::Claim(claim))?)
    }

    /// Refuses a day of correction that has not come yet, or lies before what was corrected had been said.
    fn fit_correction(&self, id: ClaimId, spec: &ClaimSpec, why: &Why) -> Result<()> {
        let Some(corrected_on) = why.grounds.corrected_on() else {
            return Ok(());
        };
        if self.is_ahead(corrected_on) {
            return Err(RecordError::FutureCorrection(corrected_on));
        }
        let stated_on = spec.stated_on;
        let is_certain = corrected_on.is_certain() && stated_on.is_certain();
        if let (true, Some(last), Some(said)) =
            (is_certain, corrected_on.latest(), stated_on.earliest())
            && last < said
        {
            return Err(RecordError::CorrectedBefore {
                claim: id,
                corrected_on,
                stated_on,
            });
        }
        Ok(())
    }

    /// Refuses a correction of a day before that of one that is recorded already: what it says would pass for the source's
    /// last word.
    fn must_follow_corrections(&self, id: ClaimId, why: &Why) -> Result<()> {
        let Some(corrected_on) = why.grounds.corrected_on() else {
            return Ok(());
        };
        let history = self.write.history(id.into())?;
        let mut days = history
            .iter()
            .rev()
            .filter_map(|it| it.grounds.corrected_on());
        match days.next() {
            Some(before) if before.is_certain() && corrected_on.is_certain() => {
                let (day, last) = (corrected_on.latest(), before.earliest());
                if day.zip(last).is_some_and(|(day, last)| day < last) {
                    return Err(RecordError::CorrectedEarlier {
                        claim: id,
                        corrected_on,
                        before,
                    });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Withdraws a claim. Its history stays.
    ///
    /// # Errors
    /// No such claim; it is retracted already; no reason is given.
    pub fn retract(&mut self, id: ClaimId, reason: &str) -> Result<Recorded> {
        let why = Why::because(Cause::Retraction, reason);
        self.must_have_reason(id.into(), &why)?;
        if self.latest(id.into())?.is_retraction() {
            return Err(RecordError::AlreadyRetracted(id.into()));
        }
        let claim = self.claim_at(id)?;
        recorded(self.log(Some(id.into()), &why, Content::Claim(claim))?)
    }

    /// Refuses an answer that would, through whatever it answers, answer itself: such a thread has no beginning.
    fn must_not_answer_itself(&self, id: ClaimId, answered: ClaimId) -> Result<()> {
        let mut seen = HashSet::new();
        let mut next = Some(answered);
        while let Some(claim) = next.filter(|claim| seen.insert(*claim)) {
            if claim == id {
                return Err(RecordError::AnswersItself(id));
            }
            next = match self.claim_at(claim)?.accusation() {
                Some(Accusation::Answers { claim, .. }) => Some(*claim),
                _ => None,
            };
        }
        Ok(())
    }

    /// The newest version of a claim, retracted or not.
    ///
    /// # Errors
    /// No such claim.
    pub fn claim_at(&self, id: ClaimId) -> Result<Claim> {
        match self.latest(id.into())?.content {
            Content::Claim(claim) => Ok(claim),
            _ => Err(RecordError::Unknown(id.into())),
        }
    }

    /// Checks and seals a claim; what the version before had is named again.
    fn claim(&mut self, spec: &ClaimSpec, before: Option<&Claim>) -> Result<Claim> {
        let event = self.event_of(spec.event)?;
        self.must_exist(spec.claimant)?;
        if self.is_ahead(spec.stated_on) {
            return Err(RecordError::Future(spec.stated_on));
        }
        if let Some(occurred) = spec.occurred
            && before.and_then(|claim| claim.occurred) != Some(occurred)
            && let (Some(begins), Some(said)) = (occurred.earliest(), spec.stated_on.latest())
            // Of two places' days one may be ahead of the other.
            && begins > said + chrono::Days::new(1)
        {
            return Err(RecordError::OccursLater {
                stated_on: spec.stated_on,
                occurred,
            });
        }
        let statement = match &spec.statement {
            StatementSpec::Figure(figure) => {
                let side = match &figure.victim_side {
                    Some(side) if !event.sides.is_empty() => {
                        let known = event.side(side.as_str()).cloned();
                        Some(known.ok_or_else(|| RecordError::UnknownSide {
                            side: side.clone(),
                            event: event.handle.clone(),
                            sides: event.sides.clone(),
                        })?)
                    }
                    other => other.clone(),
                };
                let known = before
                    .and_then(Claim::figure)
                    .and_then(|figure| figure.wording.as_ref());
                Statement::Figure(FigureClaim {
                    measure: figure.measure,
                    figure: figure.figure,
                    wording: self.reseal_or_none(known, figure.wording.as_deref())?,
                    victims: figure.victims.clone(),
                    victim_side: side,
                    victim_status: figure.victim_status,
                    aggregation: figure.aggregation,
                })
            }
            StatementSpec::Accuses { accused, act } => {
                self.must_exist(*accused)?;
                Statement::Accusation(Accusation::Accuses {
                    accused: *accused,
                    act: self.reseal(act_of(before), act)?,
                })
            }
            StatementSpec::Answers { kind, claim, act } => {
                let answered = self.claim_at(*claim)?;
                if answered.event != spec.event {
                    return Err(RecordError::AnswersOtherEvent(*claim));
                }
                Statement::Accusation(Accusation::Answers {
                    kind: *kind,
                    claim: *claim,
                    act: self.reseal_or_none(act_of(before), act.as_deref())?,
                })
            }
        };
        let figure = match &statement {
            Statement::Figure(figure) => Some(figure.figure),
            Statement::Accusation(_) => None,
        };
        let citations = self.citations(spec, figure, before)?;
        let mut claim = Claim::new(
            spec.event,
            spec.claimant,
            spec.stated_on,
            statement,
            citations,
        )?;
        claim.occurred = spec.occurred;
        claim.place = spec.place.clone();
        claim.note = self.reseal_or_none(
            before.and_then(|claim| claim.note.as_ref()),
            spec.note.as_deref(),
        )?;
        Ok(claim)
    }

    fn citations(
        &mut self,
        spec: &ClaimSpec,
        figure: Option<crate::model::Figure>,
        before: Option<&Claim>,
    ) -> Result<Vec<Citation>> {
        let mut citations: Vec<Citation> = Vec::with_capacity(spec.citations.len());
        for (index, citation) in spec.citations.iter().enumerate() {
            let known = before.and_then(|claim| claim.citations().get(index));
            citations.push(self.citation(citation, figure.as_ref(), known)?);
        }
        Ok(citations)
    }
}

fn act_of(before: Option<&Claim>) -> Option<&crate::model::Prose> {
    match before.and_then(Claim::accusation) {
        Some(Accusation::Accuses { act, .. }) => Some(act),
        Some(Accusation::Answers { act, .. }) => act.as_ref(),
        None => None,
    }
}

/// Whether a recorded claim is cited from every place of another.
fn is_cited(known: &Claim, claim: &Claim) -> bool {
    let is_there = |citation| {
        known
            .citations()
            .iter()
            .any(|there| is_same_place(there, citation))
    };
    claim.citations().iter().all(is_there)
}

/// A figure from words that were recorded with another one is refused: a corrected sheet must not pass for a new
/// statement.
fn other_figure_from_quote(id: ClaimId, known: &Claim, claim: &Claim) -> Option<RecordError> {
    let (recorded, given) = (known.figure()?, claim.figure()?);
    let is_same_words = claim.citations().iter().any(|citation| {
        words(citation).is_some()
            && known
                .citations()
                .iter()
                .any(|there| is_same_place(there, citation))
    });
    is_same_words.then(|| RecordError::OtherFigureFromQuote {
        claim: id,
        recorded: Box::new(recorded.figure),
        given: Box::new(given.figure),
    })
}

/// Whether two claims make the same statement, wherever they stand.
fn is_same_statement(one: &Claim, other: &Claim) -> bool {
    let is_same = one.event == other.event
        && one.claimant == other.claimant
        && one.stated_on == other.stated_on
        && one.occurred == other.occurred
        && one.place == other.place;
    let what = match (&one.statement, &other.statement) {
        (Statement::Figure(one_figure), Statement::Figure(other_figure)) => {
            one.series() == other.series() && one_figure.figure == other_figure.figure
        }
        (Statement::Accusation(one), Statement::Accusation(other)) => {
            is_same_accusation(one, other)
        }
        _ => false,
    };
    is_same && what
}

fn is_same_accusation(one: &Accusation, other: &Accusation) -> bool {
    match (one, other) {
        (
            Accusation::Accuses { accused, act },
            Accusation::Accuses {
                accused: accused_too,
                act: act_too,
            },
        ) => accused == accused_too && act.value() == act_too.value(),
        (
            Accusation::Answers { kind, claim, act },
            Accusation::Answers {
                kind: kind_too,
                claim: claim_too,
                act: act_too,
            },
        ) => {
            let value = |act: &Option<crate::model::Prose>| {
                act.as_ref().and_then(|act| act.value().map(str::to_owned))
            };
            kind == kind_too && claim == claim_too && value(act) == value(act_too)
        }
        _ => false,
    }
}

fn recorded(logged: Logged) -> Result<Recorded> {
    Ok(Recorded {
        claim: logged.record.try_into()?,
        number: logged.number,
    })
}
