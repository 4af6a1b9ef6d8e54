//! What became of each claimant's figures.

use std::collections::BTreeMap;

use super::collect::Tally;
use super::{Claimant, Steps};
use crate::model::SourceId;
use crate::register::Register;
use crate::report::{Named, ReportError};

/// The claimants of figures, in the order of handles.
pub(super) fn claimants(
    register: &Register<'_>,
    tallies: BTreeMap<SourceId, Tally>,
) -> Result<Vec<Claimant>, ReportError> {
    let mut claimants = Vec::with_capacity(tallies.len());
    for (source, tally) in tallies {
        claimants.push(Claimant {
            source: Named::source(register, source)?,
            figures: tally.figures.len(),
            steps: Steps::of(tally.figures.iter().filter_map(|figure| figure.way)),
            corrected: Steps::of(tally.corrections.iter().map(|correction| correction.way)),
            counted: tally.figures,
            corrections: tally.corrections,
        });
    }
    claimants.sort_by(|one, other| one.source.handle.cmp(&other.source.handle));
    Ok(claimants)
}
