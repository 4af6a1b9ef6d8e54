//! The desk's ratings of claims, as they stood on a day.
//!
//! Enter: a store, how much of the log, and a day. Leave: the versions of a rating that the desk stood by for a time, and of
//! every claim the ratings that stand.
//!
//! Rules:
//! - A version counts from the day on which the desk came to it (`assessed_on`); what the desk had entered wrongly it never
//!   stood by, and of two versions of one day the last counts.
//! - A withdrawal counts from the day on which it was logged (UTC): on the days before, the desk stood by the rating.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::ReportError;
use crate::model::{
    Assessment, AssessmentId, Cause, ClaimId, Content, EntryIndex, Instant, PartialDate, Prose,
    Rating, RecordKind, RevisionNumber,
};
use crate::store::{Horizon, Read};

/// One version of a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingVersion {
    /// The assessment.
    pub assessment: AssessmentId,
    /// The version.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// The claim that is rated.
    pub rates: ClaimId,
    /// Who wrote it.
    pub author: String,
    /// The day on which the desk came to it.
    pub assessed_on: PartialDate,
    /// The rating.
    pub rating: Rating,
    /// A word of the desk's own beside it.
    pub label: Option<Prose>,
    /// Why.
    pub rationale: Prose,
    /// Whether it is the one that stands: no later version within what is looked at.
    pub stands: bool,
    /// Where it was withdrawn, and nothing was put in its place since.
    pub withdrawn: Option<Withdrawal>,
}

impl RatingVersion {
    /// Whether a later version stands in its place: then nobody withdrew it.
    pub const fn is_replaced(&self) -> bool {
        !self.stands && self.withdrawn.is_none()
    }
}

/// The version of a record that takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When it was logged.
    pub at: Instant,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Why, in the desk's words.
    pub reason: Option<Prose>,
}

/// The versions of one rating that the desk stood by until the day, all of the claim that the last of them rates, first to
/// last.
///
/// # Errors
/// The store's.
pub(super) fn versions(
    read: &dyn Read,
    horizon: Horizon,
    as_of: Option<NaiveDate>,
    id: AssessmentId,
) -> Result<Vec<(RatingVersion, Assessment)>, ReportError> {
    let mut versions: Vec<(RatingVersion, Assessment)> = Vec::new();
    for revision in read.history(id.into())? {
        if !horizon.includes(revision.entry) {
            break;
        }
        let (is_retraction, cause) = (revision.is_retraction(), revision.cause());
        let Content::Assessment(assessment) = revision.content else {
            continue;
        };
        if is_retraction {
            let is_later = as_of.is_some_and(|day| revision.recorded_at.day() > day);
            if let Some((last, _)) = versions.last_mut().filter(|_| !is_later) {
                last.withdrawn = Some(Withdrawal {
                    at: revision.recorded_at,
                    entry: revision.entry,
                    reason: revision.reason,
                });
            }
            continue;
        }
        let replaces = |(before, _): &mut (RatingVersion, Assessment)| {
            let is_wrong = cause == Cause::DeskCorrection;
            before.withdrawn.is_none() && (is_wrong || before.assessed_on == assessment.assessed_on)
        };
        versions.pop_if(replaces);
        let version = RatingVersion {
            assessment: id,
            revision: revision.number,
            entry: revision.entry,
            rates: assessment.claim,
            author: revision.author.to_string(),
            assessed_on: assessment.assessed_on,
            rating: assessment.rating.clone(),
            label: assessment.label.clone(),
            rationale: assessment.rationale.clone(),
            stands: false,
            withdrawn: None,
        };
        versions.push((version, assessment));
    }
    versions.retain(|(version, _)| as_of.is_none_or(|day| version.assessed_on.certainly_by(day)));
    if let Some((last, _)) = versions.last_mut() {
        last.stands = last.withdrawn.is_none();
        let rates = last.rates;
        versions.retain(|(version, _)| version.rates == rates);
    }
    Ok(versions)
}

/// The ratings of one claim that stand, in the order of their ids: where no other claim's are wanted.
///
/// # Errors
/// The store's.
pub(super) fn standing(
    read: &dyn Read,
    horizon: Horizon,
    as_of: Option<NaiveDate>,
    claim: ClaimId,
) -> Result<Vec<RatingVersion>, ReportError> {
    let mut standing = Vec::new();
    for id in read.assessments_of(claim)? {
        let last = versions(read, horizon, as_of, id)?.pop();
        standing.extend(
            last.map(|(last, _)| last)
                .filter(|it| it.stands && it.rates == claim),
        );
    }
    Ok(standing)
}

/// The ratings that stand, by the claim that they are of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ratings {
    of: BTreeMap<ClaimId, Vec<RatingVersion>>,
}

impl Ratings {
    /// Reads them all: the desk writes each by hand, so there are few.
    ///
    /// # Errors
    /// The store's.
    pub fn read(
        read: &dyn Read,
        horizon: Horizon,
        as_of: Option<NaiveDate>,
    ) -> Result<Self, ReportError> {
        let mut ids = Vec::new();
        read.each_latest(RecordKind::Assessment, horizon, &mut |revision| {
            ids.push(AssessmentId::new(revision.record.number()));
            Ok(ControlFlow::Continue(()))
        })?;
        let mut of: BTreeMap<ClaimId, Vec<RatingVersion>> = BTreeMap::new();
        for id in ids {
            if let Some((last, _)) = versions(read, horizon, as_of, id)?.pop()
                && last.stands
            {
                of.entry(last.rates).or_default().push(last);
            }
        }
        Ok(Self { of })
    }

    /// Every claim that has any, in the order of their ids.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.of.keys().copied()
    }

    /// Those of one claim, in the order of their ids.
    pub fn of(&self, claim: ClaimId) -> &[RatingVersion] {
        self.of.get(&claim).map_or(&[], Vec::as_slice)
    }
}
