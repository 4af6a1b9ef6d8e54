//! What the figures of one series come to: the lowest and the highest, the steps by kind, the net and the biggest step.
//!
//! Enter: figures in order of statement, the steps to them, and which are shown. Leave: numbers and places among the
//! figures. Invariant: a figure that is not shown is never counted, and of equal ones the first counts.

use super::super::terms::{lower_number, upper_number};
use super::{Steps, size};
use crate::model::{Aggregation, Count, Figure};
use crate::series::period::Days;
use crate::series::{Change, Said, Step, Stepped, newest, steps};
use crate::store::Numbered;

/// The figures of a series in order of statement, the steps to them, and which of them are shown.
pub(super) struct Series<'a> {
    pub(super) figures: &'a [Numbered],
    pub(super) said: &'a [Said<'a>],
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
            counted.count(&step.step);
        }
        counted
    }

    /// Whether the counter begins anew at one of these places, behind the first figure shown.
    pub(super) fn begins_anew(&self, restarts: &[usize]) -> bool {
        let mut later = self.shown.iter().skip(1);
        !restarts.is_empty() && later.any(|index| restarts.contains(index))
    }

    /// The figures shown, as their series sees them.
    fn said(&self) -> impl Iterator<Item = Said<'_>> {
        self.shown
            .iter()
            .filter_map(|index| self.said.get(*index))
            .copied()
    }

    /// The place of the newest of the figures shown.
    pub(super) fn newest(&self, aggregation: Aggregation) -> Option<usize> {
        let at = newest(aggregation, self.said())?;
        self.shown.get(at).copied()
    }

    /// From the first of the figures shown to the newest, where these may be compared and the steps lead from the one to the
    /// other; a fall only where one of these is.
    pub(super) fn net(&self, aggregation: Aggregation) -> Option<Step> {
        let first = self.said().next().filter(|_| self.shown.len() > 1)?;
        let newest = *self.said.get(self.newest(aggregation)?)?;
        if aggregation == Aggregation::Incremental || std::ptr::eq(first.figure, newest.figure) {
            return None;
        }
        let last = |both: [Said<'_>; 2]| Some(steps(aggregation, both).last()?.step);
        // Between the numbers that are shown; none where that would be a fall only since the first was corrected.
        let shown = [first, newest].map(|said| Said {
            former: &[],
            ..said
        });
        let step = last(shown)?;
        let is_fall = |step: Step| step.change == Change::Fall;
        let is_one = !is_fall(step) || last([first, newest]).is_some_and(is_fall);
        let falls = self.falls_since(self.newest(aggregation)?)?;
        (step.delta.is_some() && is_one && (falls > 0 || !is_fall(step))).then_some(step)
    }

    /// How many steps of those that lead one from another from the first of the figures shown to this one are falls; none
    /// where they do not lead from the first: somewhere on the way nothing may be compared.
    fn falls_since(&self, newest: usize) -> Option<usize> {
        let first = *self.shown.first()?;
        let (mut at, mut falls) = (newest, 0);
        while at > first {
            let step = self.steps.get(at)?;
            falls += usize::from(step.step.change == Change::Fall);
            at = step.from.filter(|from| *from < at)?;
        }
        (at == first).then_some(falls)
    }

    /// Whether the figures that are ranked may be: one alone of which nobody said how it counts; of what is new those that all certainly cover one time, of totals those
    /// that do not certainly begin on two days. A figure of what is new alone is the lowest and the highest, whatever it
    /// covers.
    pub(super) fn is_one_time(&self, aggregation: Aggregation, restarts: &[usize]) -> bool {
        let named = |number: fn(&Figure) -> Option<Count>| self.numbers(restarts, number);
        let mut covered =
            named(lower_number).map(|(_, at)| self.said.get(at).and_then(|it| it.occurred));
        if aggregation == Aggregation::Unknown {
            // Nobody said whether they count everything so far or only what is new.
            return covered.count() < 2;
        }
        if aggregation != Aggregation::Incremental {
            let mut starts = covered.filter_map(|covered| covered?.begins_on());
            return starts
                .next()
                .is_none_or(|first| starts.all(|next| next == first));
        }
        if self.shown.len() == 1 {
            return true;
        }
        let first = covered.next().and_then(Days::of);
        first.is_some() && covered.all(|next| Days::of(next) == first)
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
