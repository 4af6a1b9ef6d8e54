//! What the figures of one series come to: the lowest and the highest, the steps by kind, the net and the biggest step.
//!
//! Enter: figures in order of statement, the steps to them, and which are shown. Leave: numbers and places among the
//! figures. Invariant: a figure that is not shown is never counted, and of equal ones the first counts.

use super::super::terms::{lower_number, upper_number};
use super::{Steps, size};
use crate::model::{Count, Figure};
use crate::series::{Change, Step, Stepped};
use crate::store::Numbered;

/// The figures of a series in order of statement, the steps to them, and which of them are shown.
pub(super) struct Series<'a> {
    pub(super) figures: &'a [Numbered],
    pub(super) steps: &'a [Stepped],
    pub(super) shown: &'a [usize],
}

impl Series<'_> {
    pub(super) fn shown(&self) -> impl Iterator<Item = &Numbered> {
        self.shown
            .iter()
            .filter_map(|index| self.figures.get(*index))
    }

    /// The numbers of the figures shown, from the one on at which the counter last began anew.
    fn numbers(
        &self,
        restarts: &[usize],
        number: impl Fn(&Figure) -> Option<Count>,
    ) -> impl Iterator<Item = (Count, usize)> {
        let anew = self
            .shown
            .iter()
            .rposition(|index| restarts.contains(index));
        self.shown
            .iter()
            .skip(anew.unwrap_or(0))
            .filter_map(move |index| Some((number(&self.figures.get(*index)?.figure)?, *index)))
    }

    pub(super) fn lowest(&self, restarts: &[usize]) -> Option<usize> {
        self.numbers(restarts, lower_number)
            .min()
            .map(|(_, index)| index)
    }

    pub(super) fn highest(&self, restarts: &[usize]) -> Option<usize> {
        self.numbers(restarts, upper_number)
            .max_by_key(|(number, index)| (*number, std::cmp::Reverse(*index)))
            .map(|(_, index)| index)
    }

    pub(super) fn counted(&self) -> Steps {
        let mut counted = Steps::default();
        for step in self.shown.iter().filter_map(|index| self.steps.get(*index)) {
            counted.count(step.step.change);
        }
        counted
    }

    /// Whether the counter begins anew at one of these places, behind the first figure shown.
    pub(super) fn begins_anew(&self, restarts: &[usize]) -> bool {
        let mut later = self.shown.iter().skip(1);
        !restarts.is_empty() && later.any(|index| restarts.contains(index))
    }

    pub(super) fn net(&self) -> Option<Step> {
        let [first, .., latest] = self.shown else {
            return None;
        };
        let (first, latest) = (self.figures.get(*first)?, self.figures.get(*latest)?);
        Some(Step::between(&first.figure, &latest.figure))
    }

    pub(super) fn biggest(&self) -> Option<(usize, Stepped)> {
        let steps = self
            .shown
            .iter()
            .filter_map(|index| Some((*index, *self.steps.get(*index)?)));
        steps
            .filter(|(_, step)| matches!(step.step.change, Change::Rise | Change::Fall))
            .filter_map(|(index, step)| Some((size(step.step.delta.as_ref()?)?, index, step)))
            .max_by_key(|(size, index, _)| (*size, std::cmp::Reverse(*index)))
            .map(|(_, index, step)| (index, step))
    }
}
