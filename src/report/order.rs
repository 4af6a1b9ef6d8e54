//! In which order the figures of a series stand, whoever reads them with their words or without.

use std::cmp::Ordering;

use crate::model::{ClaimId, Figure, PartialDate};

/// What tells where a figure stands among the others of its series.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// When it was said.
    pub stated_on: &'a PartialDate,
    /// As [`super::changes::ChangePoint::published_at`].
    pub published_at: Option<&'a PartialDate>,
    /// How many.
    pub figure: &'a Figure,
    /// The claim.
    pub claim: ClaimId,
}

impl Place<'_> {
    /// By the day it was said, then the day it was printed; on one day an unstated number comes before a stated one and
    /// a smaller one before a greater, so that the order never depends on the order in which the desk logged them.
    pub fn in_order_of_statement(&self, other: &Self) -> Ordering {
        let number = |place: &Self| {
            let figure = place.figure;
            (
                figure.best().or(figure.low()).or(figure.high()),
                figure.low(),
                figure.high(),
                figure.qualifier(),
            )
        };
        let printed = || match (self.published_at, other.published_at) {
            (Some(one), Some(other)) => one.chronological(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        self.stated_on
            .chronological(other.stated_on)
            .then_with(printed)
            .then_with(|| number(self).cmp(&number(other)))
            .then_with(|| self.claim.cmp(&other.claim))
    }
}

/// When a figure was printed, of the days on the articles that it is cited from: that of the citation that is shown
/// first; another one's only where that has none.
pub fn published(days: impl Iterator<Item = Option<PartialDate>> + Clone) -> Option<PartialDate> {
    let first = days.clone().next().flatten();
    first.or_else(|| days.flatten().min_by(PartialDate::chronological))
}
