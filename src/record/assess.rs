//! Assessments: rating a claim, rating it anew, withdrawing a rating.

use super::spec::AssessmentSpec;
use super::{Desk, RecordError, Result, Why};
use crate::model::{
    Assessment, AssessmentId, Cause, Citation, ClaimId, Content, Evidence, Label, RevisionNumber,
};
use crate::store::{Horizon, Logged};

/// An assessment that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessed {
    /// The assessment.
    pub assessment: AssessmentId,
    /// Which version of it.
    pub number: RevisionNumber,
}

impl Desk<'_> {
    /// Rates a claim.
    ///
    /// # Errors
    /// Something that it names does not exist; a quote does not stand where it is cited from; the claim is retracted; it
    /// is rated on this scale already: a changed mind is a new version of that rating, with its reason.
    pub fn assess(&mut self, spec: &AssessmentSpec) -> Result<Assessed> {
        if self.latest(spec.claim.into())?.is_retraction() {
            return Err(RecordError::Retracted(spec.claim));
        }
        if let Some(by) = self.standing_assessment(spec.claim, spec.rating.scale())? {
            return Err(RecordError::AlreadyAssessed {
                claim: spec.claim,
                by,
            });
        }
        let assessment = self.assessment(spec, None)?;
        assessed(self.log(None, &Why::first(), Content::Assessment(assessment))?)
    }

    /// What a specification says when it is recorded: its quotes as they stand in the copies. Nothing is written.
    ///
    /// # Errors
    /// As [`Desk::assess`], but for what is recorded already.
    pub fn check_assessment(&mut self, spec: &AssessmentSpec) -> Result<Assessment> {
        self.assessment(spec, None)
    }

    /// Writes a new version of a rating. One that was withdrawn stands again.
    ///
    /// # Errors
    /// As [`Desk::assess`]; nothing changes; no reason is given; another rating on that scale stands.
    pub fn reassess(
        &mut self,
        id: AssessmentId,
        spec: &AssessmentSpec,
        why: &Why,
    ) -> Result<Assessed> {
        self.must_have_reason(id.into(), why)?;
        let revision = self.latest(id.into())?;
        let before = self.assessment_at(id)?;
        if before.claim != spec.claim {
            return Err(RecordError::RatesAnotherClaim {
                assessment: id,
                claim: before.claim,
            });
        }
        let standing = self.standing_assessment(spec.claim, spec.rating.scale())?;
        if let Some(by) = standing.filter(|by| *by != id) {
            return Err(RecordError::AlreadyAssessed {
                claim: spec.claim,
                by,
            });
        }
        let assessment = self.assessment(spec, Some(&before))?;
        if assessment == before && !revision.is_retraction() {
            return Err(RecordError::NothingChanges(id.into()));
        }
        assessed(self.log(Some(id.into()), why, Content::Assessment(assessment))?)
    }

    /// Withdraws a rating. Its history stays.
    ///
    /// # Errors
    /// No such assessment; it is withdrawn already; no reason is given.
    pub fn retract_assessment(&mut self, id: AssessmentId, reason: &str) -> Result<Assessed> {
        let why = Why::because(Cause::Retraction, reason);
        self.must_have_reason(id.into(), &why)?;
        if self.latest(id.into())?.is_retraction() {
            return Err(RecordError::AlreadyRetracted(id.into()));
        }
        let assessment = self.assessment_at(id)?;
        assessed(self.log(Some(id.into()), &why, Content::Assessment(assessment))?)
    }

    /// The newest version of an assessment, withdrawn or not.
    ///
    /// # Errors
    /// No such assessment.
    pub fn assessment_at(&self, id: AssessmentId) -> Result<Assessment> {
        match self.latest(id.into())?.content {
            Content::Assessment(assessment) => Ok(assessment),
            _ => Err(RecordError::Unknown(id.into())),
        }
    }

    /// The rating of a claim on a scale that stands now.
    fn standing_assessment(
        &self,
        claim: ClaimId,
        scale: Option<&Label>,
    ) -> Result<Option<AssessmentId>> {
        for id in self.write.assessments_of(claim)? {
            let Some(latest) = self.write.latest(id.into(), Horizon::NOW)? else {
                continue;
            };
            let stands = !latest.is_retraction()
                && matches!(&latest.content, Content::Assessment(there)
                    if there.claim == claim && there.rating.scale() == scale);
            if stands {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Checks and seals an assessment; what the version before had is named again.
    fn assessment(
        &mut self,
        spec: &AssessmentSpec,
        before: Option<&Assessment>,
    ) -> Result<Assessment> {
        self.must_exist(spec.claim)?;
        if self.is_ahead(spec.assessed_on) {
            return Err(RecordError::FutureAssessment(spec.assessed_on));
        }
        let stated_on = self.claim_at(spec.claim)?.stated_on;
        let is_known = before.is_some_and(|before| before.assessed_on == spec.assessed_on);
        if let (Some(rated), Some(said)) = (spec.assessed_on.latest(), stated_on.earliest())
            && rated < said
            && !is_known
        {
            return Err(RecordError::AssessedBefore {
                claim: spec.claim,
                assessed_on: spec.assessed_on,
                stated_on,
            });
        }
        if spec.rationale.trim().is_empty() {
            return Err(RecordError::NoRationale(spec.claim));
        }
        for claim in &spec.claims {
            if *claim == spec.claim {
                return Err(RecordError::RestsOnItself(*claim));
            }
            self.must_exist(*claim)?;
        }
        let mut citations: Vec<Citation> = Vec::with_capacity(spec.citations.len());
        for (index, citation) in spec.citations.iter().enumerate() {
            let known = before.and_then(|before| before.evidence.citations.get(index));
            citations.push(self.citation(citation, None, known)?);
        }
        Ok(Assessment {
            claim: spec.claim,
            assessed_on: spec.assessed_on,
            rating: spec.rating.clone(),
            label: self.reseal_or_none(
                before.and_then(|before| before.label.as_ref()),
                spec.label.as_deref(),
            )?,
            rationale: self.reseal(before.map(|before| &before.rationale), &spec.rationale)?,
            evidence: Evidence {
                citations,
                claims: spec.claims.clone(),
            },
        })
    }
}

fn assessed(logged: Logged) -> Result<Assessed> {
    Ok(Assessed {
        assessment: logged.record.try_into()?,
        number: logged.number,
    })
}
