//! What the event already knows beside a proposed figure: the last figure of each series of the same measure, the same
//! claimant's first, with the difference. The scope is always said with it, since another scope is no change.

use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};

use crate::model::{
    Accusation, Aggregation, Claim, ClaimId, Content, Figure, PartialDate, SeriesKey, Statement,
    VictimStatus,
};
use crate::report::ReportError;
use crate::report::changes::{Query, each_series, made};
use crate::series::scope::{Loosened, Part, comparable};
use crate::series::{Change, Delta, change, delta};
use crate::store::{Horizon, Read, StoreError};

/// The last figure of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Whose, over what, counted how.
    pub key: SeriesKey,
    /// The claimant's handle.
    pub claimant: String,
    /// The claim.
    pub claim: ClaimId,
    /// When it was said.
    pub stated_on: PartialDate,
    /// How many.
    pub figure: Figure,
    /// The step from it to the proposal and by how much; only where the same claimant counts the same people the same way,
    /// since everything else is no change. Of what is new there are no steps.
    pub step: Option<(Change, Delta)>,
    /// Whether the same claimant states it.
    pub is_same_claimant: bool,
    /// Why the two may not be put side by side in a number; none where they may.
    pub differs: Vec<Part>,
    /// The newest claim of the series that states this very figure, and when: perhaps this is only another place where it
    /// stands.
    pub same: Option<(ClaimId, PartialDate)>,
}

/// What is known beside a figure, of the claimant where one is known, then of others. `proposed` is the series that it
/// would be a point of; its claimant counts only where `is_claimant_known`.
///
/// # Errors
/// The store's.
pub fn beside(
    read: &dyn Read,
    proposed: &SeriesKey,
    is_claimant_known: bool,
    figure: &Figure,
) -> Result<Vec<Neighbour>, ReportError> {
    let query = Query {
        event: Some(proposed.event),
        measure: Some(proposed.measure),
        ..Query::default()
    };
    let made = made(read, &query)?;
    let mut found = Vec::new();
    each_series::<ReportError>(read, &query, &made, |series| {
        let is_same_claimant = is_claimant_known && proposed.claimant == series.key.claimant;
        if let Some(last) = series.points.last() {
            let comparability = comparable(&series.key, proposed, &Loosened::default());
            let differs: Vec<Part> = comparability.reasons().iter().map(|why| why.part).collect();
            // Two that both leave it unsaid may be one statement, though no number may be made of them.
            let is_one_scope = differs.iter().all(|part| {
                *part == Part::Aggregation && series.key.aggregation == proposed.aggregation
            });
            let same = series
                .points
                .iter()
                .rev()
                .find(|point| is_one_scope && point.figure == *figure);
            let is_step = is_same_claimant
                && differs.is_empty()
                && proposed.aggregation != Aggregation::Incremental;
            found.push(Neighbour {
                claimant: series.claimant.clone(),
                claim: last.claim,
                stated_on: last.stated_on,
                figure: last.figure,
                step: is_step.then(|| (change(&last.figure, figure), delta(&last.figure, figure))),
                is_same_claimant,
                differs,
                same: same.map(|point| (point.claim, point.stated_on)),
                key: series.key,
            });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    found.sort_by(|one, other| {
        other
            .is_same_claimant
            .cmp(&one.is_same_claimant)
            .then_with(|| {
                one.differs
                    .is_empty()
                    .cmp(&other.differs.is_empty())
                    .reverse()
            })
            .then_with(|| other.stated_on.chronological(&one.stated_on))
    });
    Ok(found)
}

/// So many days after a statement the same words are perhaps the same statement, printed again.
const SAME_FOR: u64 = 7;

/// A claim that says the same as one that is about to be recorded: perhaps both are one statement that was printed again.
/// The words for the people are another reporter's and are not compared; what both say of side, status, place and of how
/// they are counted must not differ. Where the words give the day (`is_dated`) it must be of that day, else of up to a
/// week before. One that is the same in everything the desk finds by itself.
///
/// # Errors
/// The store's.
pub fn perhaps_same(
    read: &dyn Read,
    claim: &Claim,
    is_dated: bool,
) -> Result<Option<(ClaimId, PartialDate)>, ReportError> {
    let Some(last) = claim.stated_on.latest() else {
        return Ok(None);
    };
    let first = last
        .checked_sub_days(Days::new(SAME_FOR))
        .unwrap_or(NaiveDate::MIN);
    let is_shortly_before = |stated: &PartialDate| {
        if is_dated {
            return *stated == claim.stated_on;
        }
        stated.latest().is_some_and(|day| day >= first)
            && stated.earliest().is_some_and(|day| day <= last)
    };
    match &claim.statement {
        Statement::Figure(_) => figure_before(read, claim, &is_shortly_before),
        Statement::Accusation(accusation) => Ok(accusation_before(
            read,
            claim,
            accusation,
            &is_shortly_before,
        )?),
    }
}

fn figure_before(
    read: &dyn Read,
    claim: &Claim,
    is_shortly_before: &dyn Fn(&PartialDate) -> bool,
) -> Result<Option<(ClaimId, PartialDate)>, ReportError> {
    let (Some(key), Some(stated)) = (claim.series(), claim.figure()) else {
        return Ok(None);
    };
    let query = Query {
        event: Some(claim.event),
        measure: Some(key.measure),
        ..Query::default()
    };
    let made = made(read, &query)?;
    let mut found: Option<(ClaimId, PartialDate)> = None;
    each_series::<ReportError>(read, &query, &made, |series| {
        if !may_be_one_scope(&series.key, &key) {
            return Ok(ControlFlow::Continue(()));
        }
        let same = series
            .points
            .iter()
            .rev()
            .find(|point| point.figure == stated.figure && is_shortly_before(&point.stated_on));
        if let Some(point) = same
            && found.is_none_or(|(_, known)| point.stated_on.chronological(&known).is_gt())
        {
            found = Some((point.claim, point.stated_on));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// Whether nothing that both say of the people counted, and of how they are counted, differs.
fn may_be_one_scope(one: &SeriesKey, other: &SeriesKey) -> bool {
    fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
    let status =
        |key: &SeriesKey| Some(key.victim_status).filter(|it| *it != VictimStatus::Unknown);
    let counted = |key: &SeriesKey| Some(key.aggregation).filter(|it| *it != Aggregation::Unknown);
    one.claimant == other.claimant
        && one.measure == other.measure
        && agree(status(one), status(other))
        && agree(counted(one), counted(other))
        && agree(one.victim_side.as_ref(), other.victim_side.as_ref())
        && agree(one.place.as_ref(), other.place.as_ref())
}

fn accusation_before(
    read: &dyn Read,
    claim: &Claim,
    accusation: &Accusation,
    is_shortly_before: &dyn Fn(&PartialDate) -> bool,
) -> Result<Option<(ClaimId, PartialDate)>, StoreError> {
    let mut found: Option<(ClaimId, PartialDate)> = None;
    for revision in read.accusations(Some(claim.event), Horizon::NOW)? {
        let (false, Content::Claim(known), Ok(id)) = (
            revision.is_retraction(),
            &revision.content,
            ClaimId::try_from(revision.record),
        ) else {
            continue;
        };
        let is_same = known.claimant == claim.claimant
            && known.event == claim.event
            && matches!(&known.statement, Statement::Accusation(known) if is_of_one(known, accusation));
        if is_same && is_shortly_before(&known.stated_on) {
            let is_newer =
                found.is_none_or(|(_, stated)| known.stated_on.chronological(&stated).is_gt());
            if is_newer {
                found = Some((id, known.stated_on));
            }
        }
    }
    Ok(found)
}

/// Whether two accusations are of one party, or two answers of one kind to one claim; the words for the act are another
/// reporter's.
fn is_of_one(one: &Accusation, other: &Accusation) -> bool {
    match (one, other) {
        (Accusation::Accuses { accused, .. }, Accusation::Accuses { accused: other, .. }) => {
            accused == other
        }
        (
            Accusation::Answers { kind, claim, .. },
            Accusation::Answers {
                kind: other_kind,
                claim: other_claim,
                ..
            },
        ) => kind == other_kind && claim == other_claim,
        _ => false,
    }
}
