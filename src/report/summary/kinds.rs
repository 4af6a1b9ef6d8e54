//! How many steps of a series there are of each kind.

use crate::series::{Change, Step};

/// How many steps there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Steps {
    /// [`Change::Rise`]
    pub rises: usize,
    /// [`Change::Fall`]
    pub falls: usize,
    /// [`Change::Restated`]
    pub restated: usize,
    /// [`Change::Requalified`]
    pub requalified: usize,
    /// [`Change::Narrowed`]
    pub narrowed: usize,
    /// [`Change::Widened`]
    pub widened: usize,
    /// [`Change::Lowered`]
    pub lowered: usize,
    /// [`Change::OtherPeriod`]
    pub other_period: usize,
    /// [`Change::UnknownPeriod`]
    pub unknown_period: usize,
    /// [`Change::UnknownOrder`]
    pub unknown_order: usize,
    /// [`Change::UnknownAggregation`]
    pub unknown_aggregation: usize,
    /// Those among them that are a rise or fall only as “about” or a word for a size is read.
    pub by_convention: usize,
}

impl Steps {
    /// Counts one; the first figure of a series is no step.
    pub(super) fn count(&mut self, step: &Step) {
        self.by_convention += usize::from(step.is_by_convention);
        let counted = match step.change {
            Change::First => return,
            Change::Rise => &mut self.rises,
            Change::Fall => &mut self.falls,
            Change::Restated => &mut self.restated,
            Change::Requalified => &mut self.requalified,
            Change::Narrowed => &mut self.narrowed,
            Change::Widened => &mut self.widened,
            Change::Lowered => &mut self.lowered,
            Change::OtherPeriod => &mut self.other_period,
            Change::UnknownPeriod => &mut self.unknown_period,
            Change::UnknownOrder => &mut self.unknown_order,
            Change::UnknownAggregation => &mut self.unknown_aggregation,
        };
        *counted += 1;
    }
}
