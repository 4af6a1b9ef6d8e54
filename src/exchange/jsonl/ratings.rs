//! How the desk rates a claim, inside the claim's object.

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::Serialize;

use super::claims::{CitationFields, citation_fields, kept};
use crate::exchange::Result;
use crate::model::{
    Assessment, AssessmentId, ClaimId, Content, EntryIndex, Instant, PartialDate, RecordKind,
    Revision, RevisionNumber,
};
use crate::register::Register;
use crate::store::{Horizon, Read};

/// One rating, with who gave it and what it rests on.
#[derive(Serialize)]
pub(super) struct RatingFields<'r> {
    assessment: AssessmentId,
    revision: RevisionNumber,
    entry: EntryIndex,
    recorded_at: Instant,
    author: &'r str,
    assessed_on: PartialDate,
    rating: &'r str,
    /// Null for the grades that are there without naming a scale.
    scale: Option<&'r str>,
    label: Option<&'r str>,
    rationale: Option<&'r str>,
    /// The claims that it rests on, whether they are written or not.
    evidence: &'r [ClaimId],
    citations: Vec<CitationFields>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<&'static str>,
}

/// The ratings that stand, by the claim that is rated.
pub(super) struct Ratings(HashMap<ClaimId, Vec<(AssessmentId, Revision)>>);

impl Ratings {
    /// Reads all of them at once: there are fewer than claims, and most claims have none.
    pub(super) fn read(read: &dyn Read, horizon: Horizon) -> Result<Self> {
        let mut ratings: HashMap<ClaimId, Vec<(AssessmentId, Revision)>> = HashMap::new();
        read.each_latest(RecordKind::Assessment, horizon, &mut |revision| {
            if let Content::Assessment(assessment) = &revision.content
                && !revision.is_retraction()
            {
                let id = AssessmentId::try_from(revision.record)?;
                let of = ratings.entry(assessment.claim).or_default();
                of.push((id, revision));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Self(ratings))
    }

    /// Those of a claim, in the order of their ids.
    pub(super) fn of(
        &self,
        register: &Register<'_>,
        claim: ClaimId,
    ) -> Result<Vec<RatingFields<'_>>> {
        let ratings = self.0.get(&claim).map(Vec::as_slice).unwrap_or_default();
        let mut fields = Vec::with_capacity(ratings.len());
        for (id, revision) in ratings {
            if let Content::Assessment(assessment) = &revision.content {
                fields.push(rating_fields(register, *id, revision, assessment)?);
            }
        }
        Ok(fields)
    }
}

fn rating_fields<'r>(
    register: &Register<'_>,
    id: AssessmentId,
    revision: &'r Revision,
    assessment: &'r Assessment,
) -> Result<RatingFields<'r>> {
    let mut erased = Vec::new();
    let label = kept(assessment.label.as_ref(), "label", &mut erased);
    let rationale = kept(Some(&assessment.rationale), "rationale", &mut erased);
    let mut citations = Vec::with_capacity(assessment.evidence.citations.len());
    for citation in &assessment.evidence.citations {
        citations.push(citation_fields(register, citation)?);
    }
    Ok(RatingFields {
        assessment: id,
        revision: revision.number,
        entry: revision.entry,
        recorded_at: revision.recorded_at,
        author: revision.author.as_str(),
        assessed_on: assessment.assessed_on,
        rating: assessment.rating.step(),
        scale: assessment.rating.scale().map(|scale| scale.as_str()),
        label,
        rationale,
        evidence: &assessment.evidence.claims,
        citations,
        erased,
    })
}
