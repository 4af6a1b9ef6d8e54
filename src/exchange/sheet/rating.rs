//! A sheet's ratings of claims → records: the first version, and later ones of a history.
//!
//! A rating is recorded whole or not at all. One that is there already, in whatever version, is left alone, so that a
//! second run records nothing; another rating on the same scale is a fault of the row, and a new version of the rating
//! is made by hand, with its reason.

use super::column::Column;
use super::group::Body;
use super::history::{count, diverges};
use super::parse::{Rated, Subject};
use super::record::{Origin, Recorder, State};
use super::row::{Reason, Trouble};
use crate::model::{AssessmentId, Cause, Content, Prose};
use crate::record::spec::AssessmentSpec;
use crate::record::{RecordError, Why};

/// A rating of the sheet that is in the database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rating {
    pub(super) assessment: AssessmentId,
    /// The newest version that the sheet has told of.
    pub(super) number: u32,
    origin: Origin,
}

type Sifted<T> = std::result::Result<T, Trouble>;

impl Recorder<'_, '_, '_> {
    /// Records one version of a rating.
    pub(super) fn rate(
        &mut self,
        key: Option<&str>,
        number: u32,
        line: u64,
        body: &Body,
    ) -> Sifted<Rating> {
        let Subject::Rating(rated) = &body.subject else {
            return Err(Trouble::Told);
        };
        let spec = self.rating_spec(rated, body)?;
        if number == 1 {
            return self.rate_first(&spec, line, body);
        }
        let known = key.and_then(|key| self.keys.get(key));
        let Some(State::Rated(before)) = known.map(|known| known.state) else {
            return Err(Reason::new(format!(
                "version {number} stands here without the version before it"
            ))
            .in_column(Column::Revision)
            .into());
        };
        let why = Why {
            // `version` refuses a later version without a cause.
            grounds: body.version.grounds.unwrap_or(Cause::DeskCorrection.into()),
            reason: body.version.reason.clone(),
        };
        self.rate_again(before, number, &spec, &why, body)
    }

    fn rating_spec(&mut self, rated: &Rated, body: &Body) -> Sifted<AssessmentSpec> {
        let claim = self.claim_of(&rated.key, "rates", Column::Rates)?;
        let mut claims = Vec::with_capacity(rated.evidence.len());
        for key in &rated.evidence {
            let claim = self.claim_of(key, "rests on", Column::Evidence)?;
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
        let mut citations = Vec::with_capacity(body.places.len());
        let mut is_partial = body.is_partial;
        for place in &body.places {
            match self.citation(place) {
                Ok(citation) => citations.push(citation),
                Err(Trouble::Row(reason)) => {
                    self.fail(place.line, reason);
                    is_partial = true;
                }
                Err(stop) => return Err(stop),
            }
        }
        if is_partial {
            return Err(Trouble::Told);
        }
        Ok(AssessmentSpec {
            claim,
            assessed_on: rated.assessed_on,
            rating: rated.rating.clone(),
            label: rated.label.clone(),
            rationale: rated.rationale.clone(),
            citations,
            claims,
        })
    }

    fn rate_first(&mut self, spec: &AssessmentSpec, line: u64, body: &Body) -> Sifted<Rating> {
        if let Some((assessment, place)) = self.rating_like(spec)? {
            self.outcome.skipped += 1;
            let history = self.desk.read().history(assessment.into());
            let history = history.map_err(RecordError::from)?;
            let is_withdrawn = history.last().is_some_and(|newest| newest.is_retraction());
            if is_withdrawn && body.version.author.is_none() {
                self.outcome.notes.push(format!(
                    "line {line}: this is {assessment}, which was withdrawn; it stays so, see `claimlog history {assessment}`"
                ));
            }
            return Ok(Rating {
                assessment,
                number: 1,
                origin: Origin::Database(place + 1),
            });
        }
        if let Some(author) = &body.version.author {
            self.desk.set_author(author.clone());
        }
        let assessed = self.desk.assess(spec)?;
        self.outcome.assessed += 1;
        Ok(Rating {
            assessment: assessed.assessment,
            number: 1,
            origin: Origin::Sheet,
        })
    }

    fn rate_again(
        &mut self,
        before: Rating,
        number: u32,
        spec: &AssessmentSpec,
        why: &Why,
        body: &Body,
    ) -> Sifted<Rating> {
        let id = before.assessment;
        let mut rating = Rating { number, ..before };
        if let Origin::Database(alike) = before.origin {
            let wanted = AssessmentSpec::from(&self.desk.check_assessment(spec)?);
            let history = self.desk.read().history(id.into());
            let history = history.map_err(RecordError::from)?;
            let place = history.iter().enumerate().position(|(place, revision)| {
                let reason = revision.reason.as_ref().and_then(Prose::value);
                let is_same = matches!(&revision.content,
                    Content::Assessment(there) if AssessmentSpec::from(there) == wanted);
                let is_why = revision.grounds == why.grounds && reason == why.reason.as_deref();
                count(place) >= alike && is_same && is_why
            });
            if let Some(place) = place {
                self.outcome.skipped += 1;
                rating.origin = Origin::Database(count(place) + 1);
                return Ok(rating);
            }
            if count(history.len()) > alike {
                return Err(diverges(id.into(), number).into());
            }
            rating.origin = Origin::Database(alike + 1);
        }
        if let Some(author) = &body.version.author {
            self.desk.set_author(author.clone());
        }
        match why.grounds.cause() {
            Cause::Retraction => {
                let reason = why.reason.as_deref().unwrap_or_default();
                self.desk.retract_assessment(id, reason)?;
            }
            _ => {
                self.desk.reassess(id, spec, why)?;
            }
        }
        self.outcome.amended += 1;
        Ok(rating)
    }

    /// The rating that says the same in some version, and the place of that version in its history.
    fn rating_like(&mut self, spec: &AssessmentSpec) -> Sifted<Option<(AssessmentId, u32)>> {
        // Checked only to be compared: the quotes as they stand in the copies, the spans that they have there.
        let wanted = AssessmentSpec::from(&self.desk.check_assessment(spec)?);
        let known = self.desk.read().assessments_of(spec.claim);
        for id in known.map_err(RecordError::from)? {
            let history = self.desk.read().history(id.into());
            let history = history.map_err(RecordError::from)?;
            let place = history.iter().position(|revision| {
                matches!(&revision.content,
                    Content::Assessment(there) if AssessmentSpec::from(there) == wanted)
            });
            if let Some(place) = place {
                return Ok(Some((id, count(place))));
            }
        }
        Ok(None)
    }
}
