//! In which order the figures of a series stand, whoever reads them with their words or without.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::model::{ClaimId, Figure, PartialDate};
use crate::series::until::Until;

/// What tells where a figure stands among the others of its series.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// When it was said.
    pub stated_on: &'a PartialDate,
    /// As [`super::changes::ChangePoint::published_at`].
    pub published_at: Option<&'a PartialDate>,
    /// The time that it covers, where that was said.
    pub occurred: Option<&'a PartialDate>,
    /// How many.
    pub figure: &'a Figure,
    /// The claim.
    pub claim: ClaimId,
}

impl Place<'_> {
    /// The first day that it may count to.
    fn end(&self) -> Option<NaiveDate> {
        end(self.stated_on, self.occurred)
    }

    /// By the day it was said, then the day it was printed; on one day what counts to an earlier day comes before what counts
    /// to a later one, an unstated number before a stated one and
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
            .then_with(|| self.end().cmp(&other.end()))
            .then_with(|| number(self).cmp(&number(other)))
            .then_with(|| self.claim.cmp(&other.claim))
    }
}

/// The first day that a figure which was said then may count to; of a time in doubt the day that it was said on.
pub(super) fn end(stated_on: &PartialDate, occurred: Option<&PartialDate>) -> Option<NaiveDate> {
    let until = Until::of(occurred, stated_on);
    until.earliest().or(stated_on.earliest())
}

/// When a figure was printed, of the days on the articles that it is cited from: that of the citation that is shown
/// first; another one's only where that has none.
pub fn published(days: impl Iterator<Item = Option<PartialDate>> + Clone) -> Option<PartialDate> {
    let first = days.clone().next().flatten();
    first.or_else(|| days.flatten().min_by(PartialDate::chronological))
}
