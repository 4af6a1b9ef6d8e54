use proptest::prelude::*;

use super::misdated::Misdated;
use super::slip::Slip;
use super::*;
use crate::model::Qualifier;

fn claim(number: usize) -> ClaimId {
    format!("c{}", number + 1).parse().unwrap()
}

fn count(number: u64) -> Count {
    Count::try_from(number).unwrap()
}

/// Day by day from 1 January 2022.
fn day(index: usize) -> PartialDate {
    let first: chrono::NaiveDate = "2022-01-01".parse().unwrap();
    let days = chrono::Days::new(u64::try_from(index).unwrap());
    PartialDate::day(first.checked_add_days(days).unwrap())
}

fn daily(numbers: &[u64]) -> Vec<Point> {
    numbers
        .iter()
        .enumerate()
        .map(|(index, number)| Point {
            claim: claim(index),
            stated_on: day(index),
            figure: Figure::exact(count(*number)),
            occurred: None,
            published_at: None,
            printed: None,
        })
        .collect()
}

/// Of figures that were never corrected.
fn in_series(points: &[Point], measure: Measure, counted: Aggregation) -> Vec<Vec<Finding>> {
    super::in_series(points, &Corrected::new(), measure, counted)
}

fn flags(points: &[Point]) -> Vec<(usize, Flag)> {
    in_series(points, Measure::Killed, Aggregation::Cumulative)
        .iter()
        .enumerate()
        .flat_map(|(index, list)| list.iter().map(move |finding| (index, finding.flag())))
        .collect()
}

#[test]
fn every_fall_of_a_counter_is_flagged_and_no_other_series() {
    let points = daily(&[936, 1032, 1000, 967, 1100]);
    assert_eq!(
        flags(&points),
        [(2, Flag::CumulativeFalls), (3, Flag::CumulativeFalls)]
    );
    for aggregation in [Aggregation::Incremental, Aggregation::Unknown] {
        assert!(
            in_series(&points, Measure::Killed, aggregation)
                .iter()
                .all(Vec::is_empty)
        );
    }
}

#[test]
fn a_fall_is_from_the_last_number_and_never_where_both_may_be_true() {
    let said = |texts: &[&str]| -> Vec<Point> {
        let mut points = daily(&vec![0; texts.len()]);
        for (point, text) in points.iter_mut().zip(texts) {
            point.figure = crate::text::read_figure(text).unwrap();
        }
        points
    };
    let fall = [(2, Flag::CumulativeFalls)];
    assert_eq!(flags(&said(&["100", "dozens", "90"])), fall);
    let found = in_series(
        &said(&["100", "a number of", "90"]),
        Measure::Killed,
        Aggregation::Cumulative,
    );
    assert_eq!(found[2][0].claims(), [claim(0)]);
    for both_true in [
        ["at least 100", "at least 90"],
        ["80", "more than 70"],
        ["about 50", "at least 49"],
        ["up to 30", "12"],
        ["about 50", "about 48"],
    ] {
        assert_eq!(flags(&said(&both_true)), [], "{both_true:?}");
    }
    assert_eq!(
        flags(&said(&["more than 100", "up to 90"])),
        [(1, Flag::CumulativeFalls)]
    );
}

#[test]
fn a_counter_that_begins_anew_is_told_from_a_fall() {
    let restart = daily(&[3823, 3961, 4047, 123, 217, 634]);
    assert_eq!(flags(&restart), [(3, Flag::CounterRestarts)]);
    let last = daily(&[3823, 3961, 4047, 123]);
    assert_eq!(
        flags(&last),
        [(3, Flag::CumulativeFalls)],
        "nobody knows yet"
    );
    let small = daily(&[8, 9, 1, 2]);
    assert_eq!(flags(&small), [(2, Flag::CumulativeFalls)]);
}

#[test]
fn a_correction_downwards_is_a_fall_and_nothing_else() {
    for numbers in [
        [34_610, 34_634, 34_657, 34_675, 34_644, 34_678, 34_708],
        [3695, 3697, 3700, 3617, 3619, 3620, 3622],
        [37_740, 37_790, 37_842, 37_832, 37_890, 37_930, 37_990],
        // 195149 would be a transposition, but the counter goes as far as that.
        [
            195_043, 195_067, 195_139, 195_194, 195_154, 195_308, 195_335,
        ],
    ] {
        let found = flags(&daily(&numbers));
        assert_eq!(found.len(), 1, "{numbers:?}: {found:?}");
        assert_eq!(found[0].1, Flag::CumulativeFalls);
    }
}

#[test]
fn a_slip_of_the_keyboard_is_named_with_what_was_meant() {
    let cases = [
        ([150, 158, 162, 1165, 168, 171], Slip::Added, 165),
        ([1150, 1158, 1162, 165, 1168, 1171], Slip::Dropped, 1165),
        ([1150, 1158, 1162, 1615, 1168, 1171], Slip::Transposed, 1165),
    ];
    for (numbers, slip, meant) in cases {
        let points = daily(&numbers);
        let found = in_series(&points, Measure::Killed, Aggregation::Cumulative);
        let finding = found[3]
            .iter()
            .find(|finding| finding.flag() == Flag::KeyboardSlip)
            .unwrap_or_else(|| panic!("{numbers:?}: {found:?}"));
        assert_eq!(undone(finding), (vec![slip], vec![meant]));
        assert_eq!(finding.claims(), [claim(2), claim(4)]);
        let flagged = found
            .iter()
            .flatten()
            .filter(|finding| matches!(finding.flag(), Flag::Misdated | Flag::CounterRestarts));
        assert_eq!(flagged.count(), 0, "{numbers:?}: {found:?}");
        if slip != Slip::Dropped {
            assert_eq!(
                flags(&points),
                [(3, Flag::KeyboardSlip)],
                "the figure behind it is no fall"
            );
        }
    }
}

/// What a slip may have been, and what may have been meant.
fn undone(finding: &Finding) -> (Vec<Slip>, Vec<u64>) {
    let Finding::KeyboardSlip { slips, meant, .. } = finding else {
        panic!("{finding:?}");
    };
    (
        slips.clone(),
        meant.iter().map(|count| count.get()).collect(),
    )
}

#[test]
fn where_several_numbers_may_have_been_meant_all_are_named() {
    let found = in_series(
        &daily(&[100, 110, 1120, 130]),
        Measure::Killed,
        Aggregation::Cumulative,
    );
    let finding = found[2].first().unwrap();
    assert_eq!(undone(finding), (vec![Slip::Added], vec![110, 112, 120]));
    let found = in_series(
        &daily(&[1600, 1604, 1610, 163, 1640, 1644]),
        Measure::Killed,
        Aggregation::Cumulative,
    );
    let finding = found[3].iter().find(|one| one.flag() == Flag::KeyboardSlip);
    let (slips, meant) = undone(finding.unwrap());
    assert_eq!((slips, meant.len()), (vec![Slip::Dropped], 12));
    assert_eq!((meant[0], meant[11]), (1613, 1639));
}

#[test]
fn nothing_that_is_said_behind_its_neighbours_takes_a_slip_away() {
    for (numbers, others) in [
        (&[165, 1165, 166, 170][..], &[][..]),
        (&[165, 1165, 166, 12, 20], &[(3, Flag::CounterRestarts)]),
        (&[128, 1500, 150, 165], &[]),
        (
            &[128, 1500, 150, 165, 156, 157],
            &[(4, Flag::CumulativeFalls)],
        ),
        (&[128, 1500, 150, 140], &[(3, Flag::CumulativeFalls)]),
    ] {
        let mut expected = vec![(1, Flag::KeyboardSlip)];
        expected.extend(others);
        assert_eq!(flags(&daily(numbers)), expected, "{numbers:?}");
    }
}

#[test]
fn a_slip_of_the_last_figure_needs_a_leap() {
    assert_eq!(
        flags(&daily(&[150, 158, 162, 165, 1168])),
        [(4, Flag::KeyboardSlip)]
    );
    assert_eq!(flags(&daily(&[9, 11, 14, 19, 120])), []);
    assert_eq!(flags(&daily(&[150, 158, 162, 165, 468])), []);
    let lower = flags(&daily(&[1150, 1158, 1162, 1165, 168]));
    assert_eq!(lower, [(4, Flag::CumulativeFalls)], "no slip for sure");
}

#[test]
fn a_bulletin_of_another_day_is_told_where_it_fits() {
    let found = in_series(
        &daily(&[100, 110, 120, 130, 180, 140, 150, 160, 170, 190, 200]),
        Measure::Killed,
        Aggregation::Cumulative,
    );
    let Some(Finding::Misdated(Misdated::FitsBetween { earlier, later })) = found[4].first() else {
        panic!("{found:?}");
    };
    assert_eq!((earlier.claim, later.claim), (claim(8), claim(9)));
    let early = daily(&[100, 110, 120, 130, 140, 106, 150, 160]);
    assert_eq!(
        flags(&early),
        [(5, Flag::CumulativeFalls), (5, Flag::Misdated)]
    );
}

fn printed(mut point: Point, article: u32, on: &str) -> Point {
    point.printed = Some(Printed {
        article: format!("a{article}").parse().unwrap(),
        on: on.parse().unwrap(),
    });
    point
}

#[test]
fn a_figure_printed_before_it_was_said_is_misdated() {
    let points = daily(&[5]);
    let flagged = |on: &str| flags(&[printed(points[0], 1, on)]);
    assert_eq!(flagged("2021-12-30"), [(0, Flag::Misdated)]);
    assert_eq!(
        flagged("2021-12-31"),
        [],
        "the difference of two time zones"
    );
    assert_eq!(flagged("2021"), [], "some day of the year before");
    assert_eq!(flagged("2021-11"), [(0, Flag::Misdated)]);
    assert_eq!(flagged("2022-01-05"), []);
}

#[test]
fn a_figure_printed_after_a_newer_one_is_stale() {
    let points = daily(&[49, 105, 105]);
    let stale = |prints: [&str; 3]| {
        let points: Vec<Point> = points
            .iter()
            .zip(prints)
            .zip(1..)
            .map(|((point, on), article)| printed(*point, article, on))
            .collect();
        let found = in_series(&points, Measure::Killed, Aggregation::Cumulative);
        found
            .into_iter()
            .flatten()
            .map(|finding| {
                assert_eq!(finding.flag(), Flag::Stale);
                finding.articles()
            })
            .collect::<Vec<_>>()
    };
    let article = |number: u32| -> ArticleId { format!("a{number}").parse().unwrap() };
    assert_eq!(
        stale(["2022-01-09", "2022-01-02", "2022-01-04"]),
        [[article(1), article(2)]]
    );
    let none: Vec<Vec<ArticleId>> = Vec::new();
    assert_eq!(
        stale(["2022-01-02", "2022-01-02", "2022-01-04"]),
        none,
        "the same day"
    );
    assert_eq!(
        stale(["2022-01", "2022-01-02", "2022-01-04"]),
        none,
        "some day of the month"
    );
    assert_eq!(
        stale(["2022-01-01", "2022-01-09", "2022-01-04"]),
        none,
        "the same number twice"
    );
}

/// What the parts of figures that were never corrected do not add up to.
fn mismatches(totals: Vec<Point>, parts: Vec<Point>) -> Vec<(usize, sum::Mismatch)> {
    let mut passed = sum::Totals::default();
    let none = Corrected::new();
    passed.take(&key(Aggregation::Cumulative), totals, &none);
    passed.take(&key(Aggregation::Incremental), parts, &none)
}

fn key(aggregation: Aggregation) -> crate::model::SeriesKey {
    crate::model::SeriesKey {
        event: "e1".parse().unwrap(),
        claimant: "s1".parse().unwrap(),
        measure: Measure::Killed,
        victims: None,
        victim_side: None,
        victim_status: VictimStatus::Unknown,
        aggregation,
        place: None,
    }
}

fn sums(cumulative: &[u64], incremental: &[(usize, u64)]) -> Vec<(usize, u64, u64)> {
    let points = daily(cumulative);
    let parts: Vec<Point> = incremental
        .iter()
        .map(|(at, number)| Point {
            claim: claim(100 + at),
            stated_on: day(*at),
            figure: Figure::exact(count(*number)),
            occurred: None,
            published_at: None,
            printed: None,
        })
        .collect();
    mismatches(points, parts)
        .into_iter()
        .map(|(index, found)| (index, found.sum, found.step))
        .collect()
}

#[test]
fn incremental_figures_are_added_up_between_the_cumulative_ones() {
    let cumulative = [100, 110, 125, 140];
    assert_eq!(sums(&cumulative, &[(1, 10), (2, 15), (3, 15)]), []);
    assert_eq!(
        sums(&cumulative, &[(1, 10), (2, 16), (3, 15)]),
        [(1, 16, 15)]
    );
    assert_eq!(sums(&cumulative, &[(2, 8), (2, 7)]), [], "two on one day");
    assert_eq!(
        sums(&cumulative, &[(2, 15), (2, 15)]),
        [],
        "one stated twice"
    );
    assert_eq!(sums(&cumulative, &[(0, 99)]), [], "before the first");
    assert_eq!(sums(&[], &[(0, 99)]), []);
    assert_eq!(
        sums(&[140, 120], &[(1, 5)]),
        [],
        "a fall is flagged as a fall"
    );
}

#[test]
fn what_is_added_up_is_of_the_day_that_it_covers() {
    let cumulative = daily(&[100, 130, 140]);
    // The day of statement, the time covered, the number.
    let found = |parts: &[(usize, &str, u64)]| -> Vec<(u64, bool)> {
        let parts: Vec<Point> = parts
            .iter()
            .map(|(said, covered, number)| Point {
                claim: claim(*said),
                stated_on: day(*said),
                occurred: covered.parse().ok(),
                figure: Figure::exact(count(*number)),
                published_at: None,
                printed: None,
            })
            .collect();
        let found = mismatches(cumulative.clone(), parts).into_iter();
        found.map(|(_, it)| (it.sum, it.is_assumed())).collect()
    };
    let (second, third) = ("2022-01-02", "2022-01-03");
    assert_eq!(found(&[(2, second, 30)]), [], "said a day later");
    assert_eq!(found(&[(2, "", 30)]), [(30, true)], "taken for that day");
    let corrected = [(1, second, 30), (2, second, 12), (2, third, 10)];
    assert_eq!(found(&corrected), [], "the total had the first number");
    let both = [(1, second, 31), (2, second, 12)];
    assert_eq!(found(&both), [(12, false)], "and neither fits");
    let week = "2021-12-27/2022-01-02";
    assert_eq!(found(&[(2, week, 45)]), [], "no day's");
}

#[test]
fn what_is_added_up_is_what_had_been_said_then() {
    use crate::model::{EntryIndex, RevisionNumber};
    use crate::series::corrected::Correction;
    // 100, 110, 125 day by day, and 10 and 15 new ones: until one of them is corrected from this to what it is.
    let found = |total: bool, at: usize, was: u64, on: &str| -> Vec<(u64, u64, bool)> {
        let mut totals = daily(&[100, 110, 125]);
        let mut parts = daily(&[0, 10, 15]).split_off(1);
        let points = if total { &mut totals } else { &mut parts };
        let is = points[at];
        let before = Version {
            revision: RevisionNumber::FIRST,
            entry: EntryIndex::new(1),
            figure: is.figure,
            stated_on: is.stated_on,
            occurred: None,
        };
        points[at].figure = Figure::exact(count(was));
        let former = [Former {
            version: Some(before),
            until: Correction {
                on: on.parse().ok(),
                logged_on: "2022-03-01".parse().unwrap(),
            },
        }];
        let corrected: Corrected<'_> = [(at, former.as_slice())].into();
        let none = Corrected::new();
        let (of_totals, of_parts) = if total {
            (&corrected, &none)
        } else {
            (&none, &corrected)
        };
        let mut passed = sum::Totals::default();
        passed.take(&key(Aggregation::Cumulative), totals, of_totals);
        let found = passed.take(&key(Aggregation::Incremental), parts, of_parts);
        let found = found.into_iter();
        found
            .map(|(_, it)| (it.sum, it.step, it.is_corrected_since))
            .collect()
    };
    for on in ["2022-01-20", "2022-01", ""] {
        assert_eq!(found(true, 0, 95, on), [], "corrected later: {on}");
        assert_eq!(found(false, 0, 12, on), [], "corrected later: {on}");
    }
    assert_eq!(found(false, 0, 12, "2022-01-01"), [(12, 10, false)]);
    // By the third 110 had been corrected to 105; on the day itself it may have been the number before.
    assert_eq!(found(true, 1, 105, "2022-01-03"), []);
    assert_eq!(found(true, 1, 105, "2022-01-02"), [(15, 20, false)]);
}

#[test]
fn a_sum_that_may_lack_days_is_judged_only_when_enough_are_there() {
    let mut cumulative = daily(&[100, 0, 0, 0, 200]);
    cumulative.drain(1..4);
    let part = |at: usize, number: u64| Point {
        claim: claim(100 + at),
        stated_on: day(at),
        figure: Figure::exact(count(number)),
        occurred: None,
        published_at: None,
        printed: None,
    };
    let found = |parts: &[Point]| mismatches(cumulative.clone(), parts.to_vec()).len();
    assert_eq!(found(&[part(1, 30)]), 0, "one day in four");
    assert_eq!(found(&[part(1, 30), part(2, 30)]), 1, "two in four");
    assert_eq!(found(&[part(1, 300)]), 1, "more than the step");
    let about = Point {
        figure: Figure::new(None, Some(count(300)), None, Qualifier::About).unwrap(),
        ..part(1, 300)
    };
    assert_eq!(found(&[about]), 0, "about is no number to add up");
}

#[test]
fn dates_of_a_year_alone_raise_nothing_that_needs_a_day() {
    let year: PartialDate = "2022".parse().unwrap();
    let points: Vec<Point> = daily(&[5, 9, 12])
        .into_iter()
        .map(|point| Point {
            stated_on: year,
            ..printed(point, 1, "2022")
        })
        .collect();
    assert_eq!(flags(&points), []);
    assert!(mismatches(points.clone(), points).is_empty());
}

/// A counter that goes up by steps of this size.
fn counter(steps: &[u64]) -> Vec<u64> {
    steps
        .iter()
        .scan(1000_u64, |total, step| {
            *total += step;
            Some(*total)
        })
        .collect()
}

proptest! {
    #[test]
    fn a_counter_that_only_rises_raises_nothing(steps in prop::collection::vec(0_u64..500, 0..60)) {
        prop_assert_eq!(flags(&daily(&counter(&steps))), []);
    }

    #[test]
    fn a_counter_and_its_own_steps_add_up(steps in prop::collection::vec(0_u64..500, 2..60)) {
        let numbers = counter(&steps);
        let parts: Vec<(usize, u64)> = steps.iter().copied().enumerate().skip(1).collect();
        prop_assert_eq!(sums(&numbers, &parts), []);
    }

    #[test]
    fn a_tenfold_slip_in_a_counter_is_found(steps in prop::collection::vec(0_u64..20, 5..40), at in 1_usize..38, digit in 1_u64..10) {
        let mut numbers = counter(&steps);
        prop_assume!(at + 1 < numbers.len());
        // The neighbours differ, so that the number meant is known to lie between them.
        let meant = numbers[at];
        numbers[at] = digit * 10_000 + meant;
        let found = in_series(&daily(&numbers), Measure::Killed, Aggregation::Cumulative);
        prop_assert!(found[at].iter().any(|finding| finding.flag() == Flag::KeyboardSlip), "{:?}", numbers);
    }

    #[test]
    fn every_fall_is_told_once_and_nothing_panics(numbers in prop::collection::vec(0_u64..3000, 0..80)) {
        let points = daily(&numbers);
        let found = in_series(&points, Measure::Killed, Aggregation::Cumulative);
        for (index, list) in found.iter().enumerate() {
            let falls = list
                .iter()
                .filter(|finding| match finding {
                    Finding::KeyboardSlip { is_fall, .. } => *is_fall,
                    other => matches!(other.flag(), Flag::CumulativeFalls | Flag::CounterRestarts),
                })
                .count();
            let is_lower = index > 0 && numbers[index] < numbers[index - 1];
            // Behind a slip upwards the counter comes back to where it was.
            let is_slip = |at: usize| found[at].iter().any(|finding| finding.flag() == Flag::KeyboardSlip);
            let comes_back = index > 1 && is_slip(index - 1) && numbers[index] >= numbers[index - 2];
            prop_assert_eq!(falls, usize::from(is_lower && !comes_back));
        }
        for finding in found.iter().flatten() {
            prop_assert!(!finding.claims().is_empty(), "{:?} rests on nothing", finding);
        }
    }
}

#[test]
fn a_hundred_thousand_figures_take_no_time_to_speak_of() {
    // A saw: every second figure is out of place. A rule that looked at all others for each would not come to an end.
    let numbers: Vec<u64> = (0..100_000_u64)
        .map(|at| 1_000_000 + at * 3 - (at % 2) * 500)
        .collect();
    let points = daily_unchecked(&numbers);
    let found = in_series(&points, Measure::Killed, Aggregation::Cumulative);
    assert_eq!(found.len(), numbers.len());
    assert!(mismatches(points.clone(), points).len() <= numbers.len());
    let equal = daily_unchecked(&vec![7; 100_000]);
    assert!(
        in_series(&equal, Measure::Killed, Aggregation::Cumulative)
            .iter()
            .all(Vec::is_empty)
    );
}

/// As [`daily`], with the days beginning again every thousand.
fn daily_unchecked(numbers: &[u64]) -> Vec<Point> {
    let mut points: Vec<Point> = daily(&numbers[..1000.min(numbers.len())]);
    let pattern = points.clone();
    points.clear();
    points.extend(numbers.iter().enumerate().map(|(index, number)| Point {
        claim: claim(index),
        figure: Figure::exact(count(*number)),
        stated_on: pattern[index / 100].stated_on,
        occurred: None,
        published_at: None,
        printed: None,
    }));
    points
}

proptest! {
    #[test]
    fn a_slip_stays_one_whatever_is_said_behind_its_neighbours(
        numbers in prop::collection::vec(prop_oneof![100_u64..200, 1000_u64..2000, 10_u64..20], 0..14),
    ) {
        let slips = |many: usize| -> Vec<usize> {
            let found = flags(&daily(&numbers[..many])).into_iter();
            found.filter(|(_, flag)| *flag == Flag::KeyboardSlip).map(|(at, _)| at).collect()
        };
        let whole = slips(numbers.len());
        for many in 0..numbers.len() {
            // Those that have both neighbours by then.
            let is_judged = |at: &usize| numbers[..many].iter().skip(*at).any(|next| *next != numbers[*at]);
            let by_then = |slips: Vec<usize>| -> Vec<usize> {
                slips.into_iter().filter(|at| *at < many && is_judged(at)).collect()
            };
            prop_assert_eq!(by_then(slips(many)), by_then(whole.clone()), "{} of {:?}", many, numbers);
        }
    }

    #[test]
    fn a_restart_stays_one_whatever_is_said_later(
        steps in prop::collection::vec((0_u64..40, prop::bool::weighted(0.1), prop::bool::weighted(0.1)), 3..30),
    ) {
        let mut numbers: Vec<u64> = vec![150];
        for (by, falls, leaps) in steps {
            let last = numbers.last().copied().unwrap_or_default();
            numbers.push(if falls { last / 8 } else if leaps { last * 10 + by } else { last + by });
        }
        let numbers: Vec<u64> = numbers.into_iter().map(|number| number.min(1_000_000)).collect();
        let anew = |many: usize| -> Vec<usize> {
            let found = flags(&daily(&numbers[..many])).into_iter();
            found.filter(|(_, flag)| *flag == Flag::CounterRestarts).map(|(at, _)| at).collect()
        };
        let whole = anew(numbers.len());
        for many in 1..numbers.len() {
            // Of the last number nobody knows yet.
            let is_known = |at: &usize| {
                let mut later = numbers[..many].iter().skip(at + 1);
                later.any(|number| *number != numbers[*at])
            };
            let known: Vec<usize> = whole.iter().copied().filter(is_known).collect();
            prop_assert_eq!(anew(many), known, "{:?} of {:?}", &numbers[..many], numbers);
        }
    }
}
