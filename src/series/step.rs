//! The step from one figure of a series to the next, and which figure it is from.
//!
//! Enter: the figures of a series in order of statement, each with the time that it covers. Leave: for each the step to it.
//! Pure. Invariants: a step that has a number is between figures that may be compared; the same figures give the same steps
//! whoever reads them.
//!
//! Each running total is a step from the one before it. Of what is new a step leads only from the last figure before it
//! that certainly covers the same time ([`super::period`]), however many lie between: “25” for 3 January corrects “20” for
//! 3 January, and says nothing against “20” for 4 January. All others only stand under one another.

use std::collections::BTreeMap;

use super::period::Days;
use super::{Change, Delta, change, delta};
use crate::model::{Aggregation, Figure, PartialDate};

/// The step from one figure of a series to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What kind of change it is.
    pub change: Change,
    /// By how much; none where there is no figure that it leads from.
    pub delta: Option<Delta>,
}

impl Step {
    /// That of the first figure.
    pub const FIRST: Self = Self {
        change: Change::First,
        delta: None,
    };

    /// The one from a figure to another that may be compared with it.
    pub fn between(before: &Figure, after: &Figure) -> Self {
        Self {
            change: change(before, after),
            delta: Some(delta(before, after)),
        }
    }

    /// That of a figure with nothing before it that it may be compared with.
    const fn alone(change: Change) -> Self {
        Self {
            change,
            delta: None,
        }
    }
}

/// A step with the place of the figure that it leads from; none where there is no such figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped {
    /// The step.
    pub step: Step,
    /// The place among the figures given.
    pub from: Option<usize>,
}

/// The steps of one series that is counted so, one for each figure with the time that it covers, in the order given.
pub fn steps<'f>(
    aggregation: Aggregation,
    figures: impl IntoIterator<Item = (&'f Figure, Option<&'f PartialDate>)>,
) -> Vec<Stepped> {
    let figures = figures.into_iter();
    match aggregation {
        Aggregation::Incremental => of_what_is_new(figures),
        Aggregation::Cumulative | Aggregation::Unknown => {
            one_after_another(figures.map(|(figure, _)| figure))
        }
    }
}

fn one_after_another<'f>(figures: impl Iterator<Item = &'f Figure>) -> Vec<Stepped> {
    let mut before: Option<(usize, &Figure)> = None;
    figures
        .enumerate()
        .map(|(at, figure)| {
            let from = before.replace((at, figure));
            Stepped {
                step: from.map_or(Step::FIRST, |(_, before)| Step::between(before, figure)),
                from: from.map(|(from, _)| from),
            }
        })
        .collect()
}

fn of_what_is_new<'f>(
    figures: impl Iterator<Item = (&'f Figure, Option<&'f PartialDate>)>,
) -> Vec<Stepped> {
    let mut last_of: BTreeMap<Days, (usize, &Figure)> = BTreeMap::new();
    figures
        .enumerate()
        .map(|(at, (figure, covered))| {
            let days = Days::of(covered);
            let before = days.and_then(|days| last_of.insert(days, (at, figure)));
            let step = match before {
                Some((_, before)) => Step::between(before, figure),
                None if at == 0 => Step::FIRST,
                None if days.is_some() => Step::alone(Change::OtherPeriod),
                None => Step::alone(Change::UnknownPeriod),
            };
            Stepped {
                step,
                from: before.map(|(from, _)| from),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::read_figure;

    fn stepped(
        aggregation: Aggregation,
        said: &[(&str, &str)],
    ) -> Vec<(Change, Option<i64>, Option<usize>)> {
        let figures: Vec<(Figure, Option<PartialDate>)> = said
            .iter()
            .map(|(figure, covered)| (read_figure(figure).unwrap(), covered.parse().ok()))
            .collect();
        let figures = figures
            .iter()
            .map(|(figure, covered)| (figure, covered.as_ref()));
        steps(aggregation, figures)
            .into_iter()
            .map(|it| {
                (
                    it.step.change,
                    it.step.delta.and_then(|delta| delta.best),
                    it.from,
                )
            })
            .collect()
    }

    #[test]
    fn what_is_new_is_stepped_from_the_same_time_alone() {
        let said = [
            ("20", "2024-01-03"),
            ("25", "2024-01-04"),
            ("25", "2024-01-03"),
            ("25", "2024-01-03"),
            ("9", ""),
            ("7", "2024-01-05?"),
            ("7", "2024-01-05?"),
            ("24", "2024-01-04/2024-01-04"),
            ("100", "2024-01"),
        ];
        let (other, unknown) = (
            (Change::OtherPeriod, None, None),
            (Change::UnknownPeriod, None, None),
        );
        assert_eq!(
            stepped(Aggregation::Incremental, &said),
            [
                (Change::First, None, None),
                other,
                (Change::Rise, Some(5), Some(0)),
                (Change::Restated, Some(0), Some(2)),
                unknown,
                unknown,
                unknown,
                (Change::Fall, Some(-1), Some(1)),
                other,
            ]
        );
    }

    #[test]
    fn totals_are_stepped_one_after_another() {
        let said = [("20", "2024-01-03"), ("25", ""), ("24", "2024-01-03")];
        for aggregation in [Aggregation::Cumulative, Aggregation::Unknown] {
            assert_eq!(
                stepped(aggregation, &said),
                [
                    (Change::First, None, None),
                    (Change::Rise, Some(5), Some(0)),
                    (Change::Fall, Some(-1), Some(1)),
                ]
            );
        }
    }

    proptest! {
        #[test]
        fn what_covers_another_time_never_changes_a_step(
            said in prop::collection::vec((0_u64..50, 0_u8..5), 0..20), kept in 1_u8..5,
        ) {
            let covered = |day: u8| match day {
                0 => None,
                day => Some(format!("2024-01-{day:02}").parse::<PartialDate>().unwrap()),
            };
            let figure = |number: u64| Figure::exact(crate::model::Count::try_from(number).unwrap());
            let all: Vec<(Figure, Option<PartialDate>)> =
                said.iter().map(|(number, day)| (figure(*number), covered(*day))).collect();
            let alone: Vec<(Figure, Option<PartialDate>)> =
                all.iter().filter(|(_, day)| *day == covered(kept)).copied().collect();
            let of = |some: &[(Figure, Option<PartialDate>)]| {
                steps(Aggregation::Incremental, some.iter().map(|(figure, day)| (figure, day.as_ref())))
            };
            let deltas = |found: Vec<Stepped>| found.into_iter().map(|it| it.step.delta).collect::<Vec<_>>();
            let among = of(&all).into_iter().zip(&all).filter(|(_, (_, day))| *day == covered(kept));
            prop_assert_eq!(deltas(among.map(|(it, _)| it).collect()), deltas(of(&alone)));
            for (at, it) in of(&all).iter().enumerate() {
                prop_assert_eq!(it.step.delta.is_some(), it.from.is_some());
                if let Some(from) = it.from {
                    prop_assert!(from < at && all[from].1 == all[at].1 && all[at].1.is_some());
                }
            }
        }
    }
}
