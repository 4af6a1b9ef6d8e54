//! What the event already knows beside a proposed figure: the last figure of each series of the same measure, the same
//! claimant's first, with the difference. The scope is always said with it, since another scope is no change.

use std::ops::ControlFlow;

use crate::extract::FigureProposal;
use crate::model::{
    Aggregation, ClaimId, EventId, Figure, PartialDate, SeriesKey, SourceId, VictimStatus,
};
use crate::report::ReportError;
use crate::report::changes::{Query, each_series, made};
use crate::series::{Change, Delta, change, delta};
use crate::store::Read;

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
    /// The step from it to the proposal and by how much; only where the same claimant may count the same people the same
    /// way, since everything else is no change.
    pub step: Option<(Change, Delta)>,
    /// Whether the same claimant states it.
    pub is_same_claimant: bool,
    /// A claim of the series that states this very figure: perhaps only another place where it stands.
    pub same: Option<ClaimId>,
}

/// What is known beside a figure, of the claimant where one is known, then of others.
///
/// # Errors
/// The store's.
pub fn beside(
    read: &dyn Read,
    event: EventId,
    claimant: Option<SourceId>,
    proposal: &FigureProposal,
) -> Result<Vec<Neighbour>, ReportError> {
    let query = Query {
        event: Some(event),
        measure: Some(proposal.measure),
        ..Query::default()
    };
    let made = made(read, &query)?;
    let mut found = Vec::new();
    each_series::<ReportError>(read, &query, &made, |series| {
        let is_same_claimant = claimant == Some(series.key.claimant);
        if let Some(last) = series.points.last() {
            let same = series
                .points
                .iter()
                .rev()
                .find(|point| point.figure == proposal.figure);
            found.push(Neighbour {
                claimant: series.claimant.clone(),
                claim: last.claim,
                stated_on: last.stated_on,
                figure: last.figure,
                step: (is_same_claimant && may_be_one_scope(&series.key, proposal)).then(|| {
                    (
                        change(&last.figure, &proposal.figure),
                        delta(&last.figure, &proposal.figure),
                    )
                }),
                is_same_claimant,
                same: same.map(|point| point.claim),
                key: series.key,
            });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    found.sort_by(|one, other| {
        other
            .is_same_claimant
            .cmp(&one.is_same_claimant)
            .then_with(|| other.stated_on.chronological(&one.stated_on))
    });
    Ok(found)
}

/// Whether nothing that both say of the people counted, and of how they are counted, differs.
fn may_be_one_scope(key: &SeriesKey, proposal: &FigureProposal) -> bool {
    let status = [key.victim_status, proposal.status];
    let aggregation = [key.aggregation, proposal.aggregation];
    let is_one_side = match (&key.victim_side, &proposal.side) {
        (Some(known), Some(proposed)) => {
            known.as_str().to_lowercase() == proposed.name.to_lowercase()
        }
        _ => true,
    };
    is_one_side
        && (status.contains(&VictimStatus::Unknown) || status[0] == status[1])
        && (aggregation.contains(&Aggregation::Unknown) || aggregation[0] == aggregation[1])
}
