//! What a denial may answer: the accusations that the event knows.

use crate::model::{
    Accusation, ClaimId, Content, EventId, Handle, PartialDate, SourceId, Statement,
};
use crate::register::{Register, RegisterError};
use crate::store::{Horizon, Read, StoreError};

/// An accusation that could be denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deniable {
    /// The claim.
    pub claim: ClaimId,
    /// When it was said.
    pub stated_on: PartialDate,
    /// Who accuses.
    pub accuser: Handle,
    /// Who is accused.
    pub accused: Handle,
    /// Of what; that it was erased.
    pub act: String,
    /// Whether whoever denies is the one accused.
    pub is_of_denier: bool,
}

/// The accusations of an event, those against whoever denies first, then the newest first. Retracted ones are left out.
///
/// # Errors
/// The store's.
pub fn deniable(
    read: &dyn Read,
    event: EventId,
    denier: Option<SourceId>,
) -> Result<Vec<Deniable>, RegisterError> {
    let register = Register::new(read, Horizon::NOW);
    let mut found = Vec::new();
    for revision in read.accusations(Some(event), Horizon::NOW)? {
        let id = ClaimId::try_from(revision.record).map_err(StoreError::from)?;
        if revision.is_retraction() {
            continue;
        }
        let Content::Claim(claim) = &revision.content else {
            continue;
        };
        let Statement::Accusation(Accusation::Accuses { accused, act }) = &claim.statement else {
            continue;
        };
        if claim.event != event {
            continue;
        }
        found.push(Deniable {
            claim: id,
            stated_on: claim.stated_on,
            accuser: register.source(claim.claimant)?.handle.clone(),
            accused: register.source(*accused)?.handle.clone(),
            act: act.shown().to_owned(),
            is_of_denier: denier == Some(*accused),
        });
    }
    found.sort_by(|one, other| {
        other
            .is_of_denier
            .cmp(&one.is_of_denier)
            .then_with(|| other.stated_on.chronological(&one.stated_on))
            .then_with(|| other.claim.cmp(&one.claim))
    });
    Ok(found)
}
