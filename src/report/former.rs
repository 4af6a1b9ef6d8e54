//! What claimants had said until they corrected themselves: a figure stands from the day on which it was said until the day
//! of its correction, and as corrected from then on.
//!
//! Enter: the figures of a series with what was revised of them. Leave: for each corrected figure the versions that stood
//! before, and from when each stood. Only a correction that has a day without a doubt, and left the claim in its series,
//! parts a figure in two; every other counts from the day on which the claim was said.

use super::amended::{Amendment, By};
use super::changes::ChangePoint;
use crate::model::PartialDate;

/// The versions of one figure, in the order in which they stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions {
    /// Those that do not stand any more, each with the day from which on it stood.
    pub former: Vec<(ChangePoint, PartialDate)>,
    /// From which day on the figure stands as it is shown.
    pub since: PartialDate,
}

/// The versions of a figure.
pub(super) fn versions(point: &ChangePoint) -> Versions {
    let mut former = Vec::new();
    let mut since = point.stated_on;
    for (index, amendment) in point.amendments.iter().enumerate() {
        let Some(day) = day(amendment) else {
            continue;
        };
        let from = if former.is_empty() {
            amendment.before.stated_on
        } else {
            since
        };
        // One of the day itself was never anything else to anybody.
        if from.chronological(&day).is_lt() {
            former.push((as_before(point, index, amendment), from));
            since = day;
        }
    }
    Versions { former, since }
}

/// The day on which the source corrected the figure, where that is certain.
fn day(amendment: &Amendment) -> Option<PartialDate> {
    let mark = &amendment.mark;
    let is_certain = mark.by() == By::Source && mark.perhaps_after.is_none();
    let day = mark
        .grounds
        .corrected_on()
        .filter(PartialDate::is_certain)?;
    (is_certain && amendment.scope.is_empty()).then_some(day)
}

/// The figure as it was before one of its amendments.
fn as_before(point: &ChangePoint, index: usize, amendment: &Amendment) -> ChangePoint {
    let before = &amendment.before;
    ChangePoint {
        revision: before.revision,
        entry: before.entry,
        stated_on: before.stated_on,
        occurred: before.occurred,
        figure: before.figure,
        // Of a former version the words are not read.
        wording: None,
        published_at: amendment
            .before_cited
            .first()
            .and_then(|cited| cited.published_at),
        amendments: point.amendments.iter().take(index).cloned().collect(),
        flags: Vec::new(),
        cited: amendment.before_cited.clone(),
        ..point.clone()
    }
}
