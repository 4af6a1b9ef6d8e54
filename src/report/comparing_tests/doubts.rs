//! Other times, other people, an order that nobody knows: nothing is ranked or contradicted for certain.

use super::*;
use crate::report::compare::When;
use crate::report::conflicts::Doubts;
use crate::report::range::NoSpread;

/// What is new of one claimant, over a time.
fn new(claimant: usize, figure: &str, day: &str, occurred: Option<&'static str>) -> Said {
    Said {
        aggregation: Aggregation::Incremental,
        occurred,
        ..said(claimant, figure, day, "Tavia")
    }
}

#[test]
fn what_is_new_is_put_beside_what_covers_the_same_time_alone() {
    let recorded = in_order(&[
        new(1, "5", "2022-09-15", Some("2022-09-15")),
        new(2, "7", "2022-09-15", Some("2022-09-14/2022-09-15")),
        new(3, "5", "2022-09-15", None),
        new(3, "9", "2022-09-17", Some("2022-09-15")),
    ]);
    let report = compare(&recorded.store, &Query::of(recorded.event)).unwrap();
    let days: Vec<(When, usize, Option<i64>)> = report
        .groups
        .iter()
        .flat_map(|group| &group.days)
        .map(|day| (day.when, day.places.len(), day.spread().ok()))
        .collect();
    let date = |text: &str| text.parse().unwrap();
    // Those who speak for the side of the dead stand apart from the observer.
    assert_eq!(
        days,
        [
            (When::Covering(date("2022-09-14/2022-09-15")), 1, None),
            (When::Covering(date("2022-09-15")), 1, None),
            (When::Covering(date("2022-09-15")), 1, None),
            (When::Unplaced(date("2022-09-15")), 1, None),
        ]
    );
    let found = conflicts(&recorded.store, &Query::of(recorded.event)).unwrap();
    assert_eq!(found.of_unknown_time, 1);
    let disagreements: Vec<_> = found
        .groups
        .iter()
        .flat_map(|group| &group.disagreements)
        .collect();
    assert_eq!(disagreements.len(), 1, "9 against 5, both of the 15th");
    assert_eq!(disagreements[0].opening().gap.get(), 4);
    assert!(disagreements[0].is_firm());
}

#[test]
fn a_column_of_one_time_has_a_spread_whenever_it_was_said() {
    let recorded = in_order(&[
        new(1, "5", "2022-09-15", Some("2022-09-14")),
        new(2, "7", "2022-09-20", Some("2022-09-14")),
        new(2, "90", "2022-09-20", Some("2022-09-19")),
    ]);
    let report = compare(&recorded.store, &Query::of(recorded.event)).unwrap();
    let spreads: Vec<Option<i64>> = report.groups[0]
        .days
        .iter()
        .map(|day| day.spread().ok())
        .collect();
    assert_eq!(spreads, [Some(2), None]);
    let relations: Vec<_> = report.groups[0].rows[1]
        .points
        .iter()
        .map(|point| point.relation)
        .collect();
    assert_eq!(relations, [None, None], "they cover different times");
}

#[test]
fn what_is_only_assumed_to_be_the_last_of_a_day_is_certain_of_nothing() {
    let unordered = [
        said(1, "40", "2022-09-14", "Tavia"),
        said(1, "60", "2022-09-14", "Tavia"),
        said(2, "100", "2022-09-14", "Tavia"),
        said(0, "200", "2022-09-14", "Tavia"),
    ];
    let recorded = in_order(&unordered);
    let query = Query::of(recorded.event);
    let found = conflicts(&recorded.store, &query).unwrap();
    let certain = |claimants: [&str; 2]| {
        let series = |index: usize| found.series[index].stated.claimant.as_str();
        let all = found.groups.iter().flat_map(|group| &group.disagreements);
        let of = all
            .clone()
            .find(|found| [series(found.one), series(found.other)] == claimants);
        of.unwrap().doubts()
    };
    let order = Doubts {
        order: true,
        ..Doubts::default()
    };
    assert_eq!(certain(["tavia-mod", "tavia-pm"]), order);
    assert_eq!(certain(["belmar-mod", "tavia-mod"]), order);
    assert_eq!(certain(["belmar-mod", "tavia-pm"]), Doubts::default());
    let report = compare(&recorded.store, &query).unwrap();
    let own = &report.groups[0].days[0];
    assert_eq!(own.spread(), Err(NoSpread::OrderUnknown));
    let assumed: Vec<bool> = report
        .ratios
        .iter()
        .map(|ratio| ratio.doubts.order)
        .collect();
    assert_eq!(assumed, [true, false]);
    let recorded = in_order(&[
        said(1, "dozens", "2022-09-14", "Tavia"),
        said(1, "60", "2022-09-14", "Tavia"),
        said(0, "200", "2022-09-14", "Tavia"),
    ]);
    let found = conflicts(&recorded.store, &Query::of(recorded.event)).unwrap();
    let all = &found.groups[0].disagreements;
    assert!(all[0].is_firm(), "what names no number takes none back");
}

#[test]
fn what_is_loosened_is_certain_of_nothing_and_puts_nobody_against_himself() {
    let part = |claimant, figure, status| Said {
        status,
        ..said(claimant, figure, "2022-09-14", "Tavia")
    };
    let recorded = in_order(&[
        part(1, "3", VictimStatus::Civilian),
        part(1, "207", VictimStatus::Military),
        part(2, "100", VictimStatus::Military),
    ]);
    let query = Query {
        loosened: [Loosen::Status].into_iter().collect(),
        ..Query::of(recorded.event)
    };
    let report = compare(&recorded.store, &query).unwrap();
    let [group] = report.groups.as_slice() else {
        panic!("one scope")
    };
    assert_eq!(group.rows.len(), 3);
    assert_eq!(
        (group.days[0].spread(), group.days[0].range.ends),
        (Err(NoSpread::OneClaimant), None),
        "3 and 207 are one claimant's"
    );
    let found = conflicts(&recorded.store, &query).unwrap();
    let told: Vec<(u64, bool, bool)> = found.groups[0]
        .disagreements
        .iter()
        .map(|found| {
            let doubts = found.doubts();
            (found.last().gap.get(), doubts.any(), doubts.loosened)
        })
        .collect();
    assert_eq!(
        told,
        [(107, false, false), (97, true, true)],
        "207 against 100 is of one scope, 3 against 100 is not"
    );
    let recorded = in_order(&[
        part(1, "3", VictimStatus::Civilian),
        part(2, "100", VictimStatus::Military),
    ]);
    let query = Query {
        event: recorded.event,
        ..query
    };
    let report = compare(&recorded.store, &query).unwrap();
    let day = &report.groups[0].days[0];
    assert_eq!((day.spread(), day.is_loosened), (Ok(97), true));
}
