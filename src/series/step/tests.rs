use proptest::prelude::*;

use super::*;
use crate::model::Count;
use crate::text::read_figure;

/// A figure with its words, the time that it covers and the day it was said on; either date may be empty, and the day is
/// then the next one of a row.
type Given<'a> = (&'a str, &'a str, &'a str);

fn told<T>(said: &[Given<'_>], of: impl FnOnce(&[Said<'_>]) -> T) -> T {
    let parsed: Vec<(Figure, Option<PartialDate>, PartialDate)> = (1..)
        .zip(said)
        .map(|(number, (figure, covered, stated_on))| {
            let next = format!("2025-01-{number:02}");
            let stated_on = if stated_on.is_empty() {
                &next
            } else {
                *stated_on
            };
            let figure = read_figure(figure).unwrap();
            (figure, covered.parse().ok(), stated_on.parse().unwrap())
        })
        .collect();
    let figures: Vec<Said<'_>> = parsed
        .iter()
        .zip(said)
        .map(|((figure, occurred, stated_on), (wording, ..))| Said {
            figure,
            wording: Some(wording),
            stated_on,
            occurred: occurred.as_ref(),
            published_at: None,
            former: &[],
        })
        .collect();
    of(&figures)
}

fn stepped(
    aggregation: Aggregation,
    said: &[Given<'_>],
) -> Vec<(Change, Option<i64>, Option<usize>)> {
    told(said, |figures| {
        steps(aggregation, figures.iter().copied())
            .into_iter()
            .map(|it| {
                let best = it.step.delta.and_then(|delta| delta.best);
                (it.step.change, best, it.from)
            })
            .collect()
    })
}

fn newest_of(said: &[Given<'_>]) -> Option<usize> {
    told(said, |figures| {
        newest(Aggregation::Cumulative, figures.iter().copied())
    })
}

const FIRST: (Change, Option<i64>, Option<usize>) = (Change::First, None, None);
const OTHER: (Change, Option<i64>, Option<usize>) = (Change::OtherPeriod, None, None);
const UNKNOWN: (Change, Option<i64>, Option<usize>) = (Change::UnknownPeriod, None, None);

#[test]
fn what_is_new_is_stepped_from_the_same_time_alone() {
    let said = [
        ("20", "2024-01-03", ""),
        ("25", "2024-01-04", ""),
        ("25", "2024-01-03", ""),
        ("25", "2024-01-03", ""),
        ("9", "", ""),
        ("7", "2024-01-05?", ""),
        ("7", "2024-01-05?", ""),
        ("24", "2024-01-04/2024-01-04", ""),
        ("100", "2024-01", ""),
    ];
    assert_eq!(
        stepped(Aggregation::Incremental, &said),
        [
            FIRST,
            OTHER,
            (Change::Rise, Some(5), Some(0)),
            (Change::Restated, Some(0), Some(2)),
            UNKNOWN,
            UNKNOWN,
            UNKNOWN,
            (Change::Fall, Some(-1), Some(1)),
            UNKNOWN,
        ]
    );
}

#[test]
fn totals_are_stepped_one_after_another() {
    let said = [
        ("20", "", "2024-01-02"),
        ("25", "", "2024-01-04"),
        ("24", "../2024-01-05", "2024-01-05"),
    ];
    assert_eq!(
        stepped(Aggregation::Cumulative, &said),
        [
            FIRST,
            (Change::Rise, Some(5), Some(0)),
            (Change::Fall, Some(-1), Some(1)),
        ]
    );
}

#[test]
fn totals_since_two_days_are_no_step() {
    let said = [
        ("100", "2024-01-01/2024-01-10", ""),
        ("60", "2024-01-08/2024-01-12", ""),
        ("110", "2024-01-01/2024-01-14", ""),
        ("70", "2024-01-08/2024-01-15", ""),
        ("90", "", ""),
        ("20", "2023", ""),
    ];
    assert_eq!(
        stepped(Aggregation::Cumulative, &said),
        [
            FIRST,
            OTHER,
            (Change::Rise, Some(10), Some(0)),
            (Change::Rise, Some(10), Some(1)),
            (Change::Rise, Some(20), Some(3)),
            // To which day the one before counts was not said.
            UNKNOWN,
        ]
    );
}

#[test]
fn beside_a_total_of_which_no_time_was_said_a_smaller_one_may_be_late() {
    let of = |figure| {
        let said = [
            ("100", "", "2024-01-05"),
            (figure, "../2024-01-03", "2024-01-10"),
        ];
        stepped(Aggregation::Cumulative, &said)[1]
    };
    assert_eq!(of("80"), UNKNOWN);
    assert_eq!(of("105"), (Change::Rise, Some(5), Some(0)), "all the more");
}

#[test]
fn a_total_up_to_an_earlier_day_is_late_and_no_fall() {
    let late = [
        ("60", "../2024-01-02", ""),
        ("100", "../2024-01-05", ""),
        ("80", "../2024-01-03", ""),
        ("50", "../2024-01-01", ""),
        ("120", "../2024-01-10", ""),
        ("95", "../2024-01-05", ""),
    ];
    assert_eq!(
        stepped(Aggregation::Cumulative, &late),
        [
            FIRST,
            (Change::Rise, Some(40), Some(0)),
            (Change::Rise, Some(20), Some(0)),
            OTHER,
            (Change::Rise, Some(20), Some(1)),
            (Change::Fall, Some(-5), Some(1)),
        ]
    );
    assert_eq!(newest_of(&late[..2]), Some(1));
    assert_eq!(newest_of(&late[..4]), Some(1));
    assert_eq!(newest_of(&late), Some(4));
    assert_eq!(newest_of(&[]), None);
    let years = [
        ("20", "2024-01-01/2024-01-10", ""),
        ("200", "2023-01-01/2023-12-31", ""),
    ];
    assert_eq!(
        newest_of(&years),
        Some(0),
        "the year before is not the latest"
    );
}

#[test]
fn a_smaller_number_that_may_have_been_said_first_is_no_fall() {
    let said = [("40", "", "2024-01"), ("35", "", "2024-01-10")];
    let unknown = (Change::UnknownOrder, None, Some(0));
    assert_eq!(stepped(Aggregation::Cumulative, &said), [FIRST, unknown]);
    let ends = [
        ("40", "../2024-01-03", "2024-02"),
        ("35", "../2024-01-05", "2024-02-10"),
    ];
    assert_eq!(
        stepped(Aggregation::Cumulative, &ends),
        [FIRST, (Change::Fall, Some(-5), Some(0))],
        "to which days they count is known"
    );
}

#[test]
fn of_which_nobody_said_how_they_count_there_is_no_step() {
    let said = [("40", "", ""), ("30", "", ""), ("330", "", "")];
    let unknown = (Change::UnknownAggregation, None, None);
    assert_eq!(
        stepped(Aggregation::Unknown, &said),
        [FIRST, unknown, unknown]
    );
}

#[test]
fn words_for_a_size_have_a_direction_and_no_difference() {
    let of = |one: &str, other: &str| {
        told(&[(one, "", ""), (other, "", "")], |figures| {
            let step = steps(Aggregation::Cumulative, figures.iter().copied())[1].step;
            let is_number = step.delta.is_some_and(|delta| delta != Delta::default());
            (step.change, step.is_by_convention, is_number)
        })
    };
    for (one, other, expected) in [
        ("dozens", "1500", (Change::Rise, true, false)),
        ("1000", "dozens", (Change::Fall, true, false)),
        ("hundreds", "12", (Change::Fall, true, false)),
        ("dozens", "hundreds", (Change::Rise, true, false)),
        ("hundreds", "dozens", (Change::Fall, true, false)),
        ("dozens", "dozens", (Change::Restated, false, false)),
        ("dozens", "30", (Change::Narrowed, false, false)),
        ("30", "dozens", (Change::Widened, false, false)),
        ("dozens", "many", (Change::Widened, false, false)),
        ("many", "dozens", (Change::Narrowed, false, false)),
        ("50", "many", (Change::Widened, false, false)),
        ("about 50", "about 40", (Change::Fall, true, true)),
        ("about 50", "about 54", (Change::Rise, false, true)),
        ("50", "40", (Change::Fall, false, true)),
    ] {
        assert_eq!(of(one, other), expected, "{one} → {other}");
    }
}

/// A figure of a day, corrected from another number on a day; the number, until when it was another, and that one.
type Corrected<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The steps of totals: how each changes, by how much, and from which number of a version that was corrected since.
fn corrected(said: &[Corrected<'_>]) -> Vec<(Change, Option<i64>, Option<u64>)> {
    let day = |text: &str| -> PartialDate { text.parse().unwrap() };
    let formers: Vec<Vec<Former>> = said
        .iter()
        .map(|(_, stated_on, on, was)| {
            if was.is_empty() {
                return Vec::new();
            }
            let was = read_figure(was).ok();
            let version = was.map(|figure| Version {
                revision: crate::model::RevisionNumber::FIRST,
                entry: crate::model::EntryIndex::new(1),
                figure,
                stated_on: day(stated_on),
                occurred: None,
            });
            let until = super::super::corrected::Correction {
                on: on.parse().ok(),
                logged_on: "2024-03-01".parse().unwrap(),
            };
            vec![Former { version, until }]
        })
        .collect();
    let given: Vec<Given<'_>> = said
        .iter()
        .map(|(figure, stated_on, ..)| (*figure, "", *stated_on))
        .collect();
    told(&given, |figures| {
        let figures = figures.iter().zip(&formers);
        let figures = figures.map(|(said, former)| Said { former, ..*said });
        let steps = steps(Aggregation::Cumulative, figures).into_iter();
        steps
            .map(|it| {
                let best = it.step.delta.and_then(|delta| delta.best);
                let was = it.version.and_then(|version| version.figure.best());
                (it.step.change, best, was.map(Count::get))
            })
            .collect()
    })
}

#[test]
fn a_step_leads_from_what_had_been_said_by_then() {
    const FIRST: (Change, Option<i64>, Option<u64>) = (Change::First, None, None);
    let of = |on: &str, was: &str, next: (&str, &str)| {
        let said = [("130", "2024-01-01", on, was), (next.0, next.1, "", "")];
        corrected(&said)[1]
    };
    let day = "2024-01-05";
    assert_eq!(
        of(day, "100", ("120", "2024-01-03")),
        (Change::Rise, Some(20), Some(100)),
        "nobody had said 130 on the third"
    );
    assert_eq!(
        of(day, "100", ("120", "2024-01-07")),
        (Change::Fall, Some(-10), None)
    );
    let unknown = (Change::UnknownOrder, None, None);
    assert_eq!(of(day, "100", ("120", "2024-01-05")), unknown, "of one day");
    assert_eq!(of("", "100", ("120", "2024-01-03")), unknown);
    assert_eq!(
        of("", "125", ("120", "2024-01-03")),
        (Change::Fall, Some(-10), None),
        "from either"
    );
    assert_eq!(
        of("", "100", ("120", "2024-03-02")),
        (Change::Fall, Some(-10), None),
        "it was logged before"
    );
    assert_eq!(
        of(day, "elsewhere", ("120", "2024-01-03")),
        (Change::OtherPeriod, None, None),
        "it had been said of others"
    );
    // A number is as new as its own correction.
    let both = [
        ("130", "2024-01-01", "2024-01-08", "100"),
        ("125", "2024-01-03", "2024-01-06", "120"),
        ("110", "2024-01-04", "2024-01-09", "122"),
    ];
    assert_eq!(
        corrected(&both),
        [
            FIRST,
            (Change::Rise, Some(25), Some(100)),
            (Change::Fall, Some(-15), None),
        ]
    );
}

#[test]
fn what_was_corrected_later_never_changes_a_step_of_what_is_new() {
    let said = [("25", "2024-01-03", ""), ("22", "2024-01-03", "")];
    let until = super::super::corrected::Correction {
        on: "2025-01-09".parse().ok(),
        logged_on: "2025-03-01".parse().unwrap(),
    };
    let version = Version {
        revision: crate::model::RevisionNumber::FIRST,
        entry: crate::model::EntryIndex::new(1),
        figure: read_figure("20").unwrap(),
        stated_on: "2025-01-01".parse().unwrap(),
        occurred: "2024-01-03".parse().ok(),
    };
    let step = |occurred: &str| {
        let version = Version {
            occurred: occurred.parse().ok(),
            ..version
        };
        let former = [Former {
            version: Some(version),
            until,
        }];
        told(&said, |figures| {
            let figures = [
                Said {
                    former: &former,
                    ..figures[0]
                },
                figures[1],
            ];
            let step = steps(Aggregation::Incremental, figures)[1];
            (step.step.change, step.from)
        })
    };
    assert_eq!(step("2024-01-03"), (Change::Rise, Some(0)));
    assert_eq!(step("2024-01-02"), (Change::OtherPeriod, None));
}

#[test]
fn a_step_from_one_that_may_not_be_the_last_is_marked() {
    let said = [
        ("40", "", "2024-01"),
        ("35", "", "2024-01-10"),
        ("38", "", "2024-02-20"),
        ("39", "", "2024-02-21"),
    ];
    let marks = told(&said, |figures| {
        let steps = steps(Aggregation::Cumulative, figures.iter().copied());
        let marks = steps.into_iter();
        marks
            .map(|it| (it.step.change, it.perhaps_from))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        marks,
        [
            (Change::First, None),
            (Change::UnknownOrder, None),
            (Change::Rise, Some(0)),
            (Change::Rise, None),
        ]
    );
}

#[test]
fn of_two_totals_of_which_one_begins_nobody_knows_when_none_falls() {
    let steps = |one: &str, other: &str| {
        let said = [("100", one, "2024-01-05"), ("80", other, "2024-01-10")];
        stepped(Aggregation::Cumulative, &said)[1]
    };
    assert_eq!(steps("", "2024-01-03/2024-01-10"), UNKNOWN);
    assert_eq!(steps("2024-01-01/2024-01-05", ""), UNKNOWN);
    assert_eq!(steps("../2024-01-05", "2024-01-01/2024-01-10"), UNKNOWN);
    let fall = (Change::Fall, Some(-20), Some(0));
    assert_eq!(steps("", ""), fall);
    assert_eq!(
        steps("2024-01-01/2024-01-05", "2024-01-01/2024-01-10"),
        fall
    );
}

fn any_total() -> impl Strategy<Value = (u64, u32, u32, bool)> {
    (0_u64..50, 1_u32..4, 0_u32..20, prop::bool::weighted(0.8))
}

proptest! {
    #[test]
    fn what_covers_another_time_never_changes_a_step(
        said in prop::collection::vec((0_u64..50, 0_u8..5), 0..20), kept in 1_u8..5,
    ) {
        let covered = |day: u8| match day {
            0 => String::new(),
            day => format!("2024-01-{day:02}"),
        };
        let all: Vec<(String, String)> =
            said.iter().map(|(number, day)| (number.to_string(), covered(*day))).collect();
        let of = |some: &[&(String, String)]| {
            let given: Vec<Given<'_>> =
                some.iter().map(|(figure, day)| (figure.as_str(), day.as_str(), "2025-01-01")).collect();
            told(&given, |figures| steps(Aggregation::Incremental, figures.iter().copied()))
        };
        let every: Vec<&(String, String)> = all.iter().collect();
        let alone: Vec<&(String, String)> =
            all.iter().filter(|(_, day)| *day == covered(kept)).collect();
        let changes = |found: Vec<Stepped>| found.into_iter().map(|it| it.step.delta).collect::<Vec<_>>();
        let among = of(&every).into_iter().zip(&all).filter(|(_, (_, day))| *day == covered(kept));
        prop_assert_eq!(changes(among.map(|(it, _)| it).collect()), changes(of(&alone)));
        for (at, it) in of(&every).iter().enumerate() {
            if let Some(from) = it.from {
                prop_assert!(from < at && all[from].1 == all[at].1 && !all[at].1.is_empty());
            }
        }
    }

    #[test]
    fn a_step_of_totals_is_from_the_best_that_may_be_compared_and_what_comes_later_changes_none(
        totals in prop::collection::vec(any_total(), 1..25), cut in 0_usize..25,
    ) {
        let given: Vec<(String, String)> = totals
            .iter()
            .map(|(number, start, length, is_said)| {
                let covered = format!("2024-01-{start:02}/2024-01-{:02}", start + length);
                (number.to_string(), if *is_said { covered } else { String::new() })
            })
            .collect();
        let given: Vec<Given<'_>> =
            given.iter().map(|(number, covered)| (number.as_str(), covered.as_str(), "")).collect();
        let (all, expected) = told(&given, |figures| {
            // The naive rule: look at every one before it.
            let expected: Vec<Option<usize>> = (0..figures.len()).map(|at| {
                let said = &figures[at];
                let fits = |from: &usize| {
                    let one = &figures[*from];
                    may_be_stepped(one, said) && !one.until().certainly_outruns(&said.until())
                };
                let best = (0..at).filter(fits).max_by_key(|from| (figures[*from].until().earliest(), *from));
                let untimed = (0..at).rev().find(|from| figures[*from].occurred.is_none());
                best.or(untimed)
            }).collect();
            (steps(Aggregation::Cumulative, figures.iter().copied()), expected)
        });
        for (it, expected) in all.iter().zip(expected) {
            prop_assert_eq!(it.from, expected.filter(|_| it.step.change != Change::UnknownPeriod));
        }
        let cut = cut.min(given.len());
        let before = told(&given[..cut], |figures| steps(Aggregation::Cumulative, figures.iter().copied()));
        prop_assert_eq!(&all[..cut], &before[..]);
    }

    #[test]
    fn a_number_is_given_only_where_there_is_a_figure_that_it_leads_from(
        said in prop::collection::vec((0_u64..50, any::<bool>()), 0..12), aggregation in 0_usize..3,
    ) {
        let figures: Vec<Figure> = said
            .iter()
            .map(|(number, _)| Figure::exact(Count::try_from(*number).unwrap()))
            .collect();
        let days: Vec<PartialDate> = (1..)
            .zip(&said)
            .map(|(at, (_, coarse))| if *coarse { "2024-01".to_owned() } else { format!("2024-01-{at:02}") })
            .map(|day: String| day.parse().unwrap())
            .collect();
        let given = figures.iter().zip(&days).map(|(figure, stated_on)| Said {
            figure, wording: None, stated_on, occurred: None, published_at: None, former: &[],
        });
        for it in steps(Aggregation::ALL[aggregation], given) {
            prop_assert!(it.step.delta.is_none() || it.from.is_some());
            prop_assert!(it.step.change != Change::Fall || !it.is_order_assumed);
        }
    }
}
