//! Later versions of claims, from the export of a history.

use super::column::Column;
use super::group::Body;
use super::record::{Origin, Recorded, Recorder, State};
use super::row::{Reason, Row, Trouble};
use crate::model::{Cause, Claim, ClaimId, Content, Prose, RecordId};
use crate::record::spec::ClaimSpec;
use crate::record::{RecordError, Why};

impl Recorder<'_, '_, '_> {
    /// Records a later version of a claim.
    pub(super) fn record_later(
        &mut self,
        key: Option<&str>,
        first: &Row,
        body: Body,
    ) -> std::result::Result<Recorded, Trouble> {
        let number = body.version.number;
        let known = key
            .and_then(|key| self.keys.get(key))
            .map(|known| known.state);
        let Some(State::Recorded(before)) = known else {
            return Err(Reason::new(format!(
                "version {number} stands here without the version before it"
            ))
            .in_column(Column::Revision)
            .into());
        };
        // A version is recorded whole or not at all.
        let (spec, lines) = self.spec(&body)?;
        if body.is_partial || lines.len() < body.places.len() {
            return Err(Trouble::Told);
        }
        // `version` refuses a later version without a cause.
        let Some(grounds) = body.version.grounds else {
            return Err(Reason::new("a later version has a cause")
                .in_column(Column::Cause)
                .into());
        };
        let why = Why {
            grounds,
            reason: body.version.reason.clone(),
        };
        let mut recorded = Recorded { number, ..before };
        match before.origin {
            Origin::Merged => {
                return Err(diverges(before.claim.into(), number).into());
            }
            Origin::Database(alike) => {
                let found = self.version_like(before.claim, alike, &spec, &why)?;
                if let Some(place) = found {
                    self.outcome.skipped += 1;
                    recorded.origin = Origin::Database(place + 1);
                    return Ok(recorded);
                }
                let there = self
                    .desk
                    .read()
                    .history(before.claim.into())
                    .map_err(RecordError::from)?;
                if count(there.len()) > alike {
                    return Err(diverges(before.claim.into(), number).into());
                }
                recorded.origin = Origin::Database(alike + 1);
            }
            Origin::Sheet => {}
        }
        if let Some(author) = body.version.author {
            self.desk.set_author(author);
        }
        self.write_version(before.claim, &spec, &why, first.line)?;
        Ok(recorded)
    }

    fn write_version(
        &mut self,
        claim: ClaimId,
        spec: &ClaimSpec,
        why: &Why,
        line: u64,
    ) -> std::result::Result<(), Trouble> {
        let written = match (why.grounds.cause(), &why.reason, spec.citations.last()) {
            (Cause::Retraction, reason, _) => self
                .desk
                .retract(claim, reason.as_deref().unwrap_or_default()),
            // A further citation is the one version that may go without a reason.
            (Cause::LateDiscovery, None, Some(citation)) => self.desk.cite(claim, citation, why),
            _ => self.desk.amend(claim, spec, why),
        };
        match written {
            Ok(_) => self.outcome.amended += 1,
            // What was erased is gone from the sheet's earlier versions too.
            Err(RecordError::NothingChanges(_)) if why.grounds.cause() == Cause::Redaction => {
                self.outcome.notes.push(format!(
                    "line {line}: the redaction of {claim} is left out: the text that it erased is not in the sheet"
                ));
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// How many versions of a claim the database has up to the one that the sheet's first version is.
    pub(super) fn versions_alike(
        &self,
        id: ClaimId,
        claim: &Claim,
    ) -> std::result::Result<u32, Trouble> {
        let wanted = ClaimSpec::from(claim);
        let history = self
            .desk
            .read()
            .history(id.into())
            .map_err(RecordError::from)?;
        let place = history.iter().position(|revision| match &revision.content {
            Content::Claim(there) => ClaimSpec::from(there) == wanted,
            _ => false,
        });
        Ok(count(place.unwrap_or(0)).saturating_add(1))
    }

    /// The place in a claim's history, from `from` on, of a version that says the same for the same reason.
    fn version_like(
        &mut self,
        id: ClaimId,
        from: u32,
        spec: &ClaimSpec,
        why: &Why,
    ) -> std::result::Result<Option<u32>, Trouble> {
        // Checked only to be compared: the quotes as they stand in the copies, the spans that they have there.
        let wanted = ClaimSpec::from(&self.desk.check_claim(spec)?);
        let history = self
            .desk
            .read()
            .history(id.into())
            .map_err(RecordError::from)?;
        let place = history.iter().enumerate().position(|(place, revision)| {
            let reason = revision.reason.as_ref().and_then(Prose::value);
            let is_same = match &revision.content {
                Content::Claim(there) => ClaimSpec::from(there) == wanted,
                _ => false,
            };
            let is_why = revision.grounds == why.grounds && reason == why.reason.as_deref();
            count(place) >= from && is_same && is_why
        });
        Ok(place.map(count))
    }
}

/// A number of versions; the model counts no more than 2^32−1 of a record.
pub(super) fn count(versions: usize) -> u32 {
    u32::try_from(versions).unwrap_or(u32::MAX)
}

pub(super) fn diverges(record: RecordId, number: u32) -> Reason {
    Reason::new(format!(
        "{record} went another way here than in the sheet; its version {number} cannot be put on top"
    ))
    .in_column(Column::Revision)
    .with_hint(format!(
        "see `claimlog history {record}`; amend it by hand if the sheet is right"
    ))
}
