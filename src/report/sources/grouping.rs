//! Claims by what they state, whoever states it.
//!
//! Enter: claims. Leave: groups of those that state the same, each in the order of the claims, and the groups in an
//! order that hangs on nothing but what is stated. They are found by sorting, which takes as long whatever numbers and
//! words stand in the claims: those are chosen by outsiders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::collect::{Told, What};
use crate::model::{
    Aggregation, AnswerKind, ClaimId, Count, Label, Measure, Qualifier, SeriesKey, SourceId,
    VictimStatus,
};

/// What a figure is about, whoever states it and of whichever event: one report groups the claims of one.
type Scope<'a> = (
    Measure,
    Option<&'a Label>,
    Option<&'a Label>,
    VictimStatus,
    Aggregation,
    Option<&'a Label>,
);

fn scope(key: &SeriesKey) -> Scope<'_> {
    (
        key.measure,
        key.victims.as_ref(),
        key.victim_side.as_ref(),
        key.victim_status,
        key.aggregation,
        key.place.as_ref(),
    )
}

/// What claims have in common that state the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sameness<'a> {
    /// By the rank of its scope.
    Figure(usize, [Option<Count>; 3], Qualifier),
    Accuses(SourceId, Option<&'a str>),
    Answers(AnswerKind, ClaimId, Option<&'a str>),
}

/// The scopes of claims, each with its rank.
struct Scopes<'a> {
    ranks: BTreeMap<Scope<'a>, usize>,
    /// Claims of one series come one after the other, and share its key.
    last: Option<(&'a Arc<SeriesKey>, usize)>,
}

impl<'a> Scopes<'a> {
    fn of(told: &'a [Told]) -> Self {
        let mut last: Option<&Arc<SeriesKey>> = None;
        let mut scopes = BTreeSet::new();
        for told in told {
            if let What::Figure { key, .. } = &told.what
                && !last.is_some_and(|last| Arc::ptr_eq(last, key))
            {
                scopes.insert(scope(key));
                last = Some(key);
            }
        }
        Self {
            ranks: scopes.into_iter().zip(0..).collect(),
            last: None,
        }
    }

    fn sameness(&mut self, what: &'a What) -> Sameness<'a> {
        match what {
            What::Figure { key, figure, .. } => {
                let rank = match self.last {
                    Some((last, rank)) if Arc::ptr_eq(last, key) => rank,
                    // Invariant of `of`: every scope has a rank.
                    _ => self.ranks.get(&scope(key)).copied().unwrap_or_default(),
                };
                self.last = Some((key, rank));
                let counts = [figure.low(), figure.best(), figure.high()];
                Sameness::Figure(rank, counts, figure.qualifier())
            }
            What::Accuses { accused, act } => Sameness::Accuses(*accused, act.as_deref()),
            What::Answers { kind, claim, act } => Sameness::Answers(*kind, *claim, act.as_deref()),
        }
    }
}

/// Claims by what they state.
pub(super) fn grouped(told: Vec<Told>) -> Vec<Vec<Told>> {
    let mut scopes = Scopes::of(&told);
    let mut order: Vec<(Sameness<'_>, usize)> = Vec::with_capacity(told.len());
    order.extend(
        (0..)
            .zip(&told)
            .map(|(index, told)| (scopes.sameness(&told.what), index)),
    );
    order.sort_unstable();
    let groups: Vec<Vec<usize>> = order
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|group| group.iter().map(|(_, index)| *index).collect())
        .collect();
    let mut told: Vec<Option<Told>> = told.into_iter().map(Some).collect();
    groups
        .into_iter()
        .map(|group| {
            group
                .into_iter()
                .filter_map(|index| told[index].take())
                .collect()
        })
        .collect()
}
