//! What became of each claimant's figures.

use std::collections::BTreeMap;

use super::Claimant;
use super::collect::Tally;
use crate::model::SourceId;
use crate::register::Register;
use crate::report::{Named, ReportError};

/// The claimants of figures, in the order of handles.
pub(super) fn claimants(
    register: &Register<'_>,
    tallies: &BTreeMap<SourceId, Tally>,
) -> Result<Vec<Claimant>, ReportError> {
    let mut claimants = Vec::with_capacity(tallies.len());
    for (source, tally) in tallies {
        claimants.push(Claimant {
            source: Named::source(register, *source)?,
            figures: tally.figures,
            steps: tally.steps,
            corrected: tally.corrected,
        });
    }
    claimants.sort_by(|one, other| one.source.handle.cmp(&other.source.handle));
    Ok(claimants)
}
