//! Disagreements, and a slow and plain way of finding them that the walk must agree with.

use proptest::prelude::*;

use super::*;
use crate::series::interval::tests::interval;

/// The same, by looking at every pair of members on every day: what the walk must agree with.
fn naive(
    members: &[Member],
    aggregation: Aggregation,
    loosened: &Loosened,
) -> Vec<(usize, usize, PartialDate, Option<PartialDate>, usize, bool)> {
    let days: BTreeSet<InTime> = members
        .iter()
        .flat_map(|member| member.figures.iter().map(|figure| InTime(figure.since)))
        .collect();
    let mut found = Vec::new();
    for one in 0..members.len() {
        for other in one + 1..members.len() {
            let mut open: Option<(PartialDate, usize, bool)> = None;
            let mut before = None;
            for day in &days {
                let at = |member: usize| {
                    members[member]
                        .figures
                        .iter()
                        .rposition(|figure| InTime(figure.since) <= *day)
                };
                let (Some(ours), Some(theirs)) = (at(one), at(other)) else {
                    continue;
                };
                if before.replace((ours, theirs)) == Some((ours, theirs)) {
                    continue;
                }
                let (first, second) =
                    (&members[one].figures[ours], &members[other].figures[theirs]);
                let comparable = same_period(
                    aggregation,
                    first.counts.occurred.as_ref(),
                    second.counts.occurred.as_ref(),
                    loosened,
                ) == Comparability::Comparable
                    && members[one].claimant != members[other].claimant;
                let clashes = comparable && !first.counts.interval.meets(&second.counts.interval);
                let (lower, higher) = if first.counts.interval.low() < second.counts.interval.low()
                {
                    (first, second)
                } else {
                    (second, first)
                };
                let may_precede = lower.since.earliest() < higher.since.latest();
                let grown = match aggregation {
                    Aggregation::Incremental => false,
                    Aggregation::Cumulative => may_precede,
                    Aggregation::Unknown => true,
                };
                match (open, clashes) {
                    (None, true) => open = Some((day.0, 1, grown)),
                    (Some((since, pairs, was)), true) if was == grown => {
                        open = Some((since, pairs + 1, was));
                    }
                    (Some((since, pairs, was)), _) => {
                        found.push((one, other, since, Some(day.0), pairs, was));
                        open = clashes.then_some((day.0, 1, grown));
                    }
                    (None, false) => {}
                }
            }
            found.extend(open.map(|(since, pairs, was)| (one, other, since, None, pairs, was)));
        }
    }
    found
}

fn scope(place: &str) -> Rc<Scope> {
    let key = crate::model::SeriesKey {
        event: "e1".parse().unwrap(),
        claimant: "s1".parse().unwrap(),
        measure: crate::model::Measure::Killed,
        victims: None,
        victim_side: None,
        victim_status: crate::model::VictimStatus::Unknown,
        aggregation: Aggregation::Cumulative,
        place: place.parse().ok(),
    };
    Rc::new(Scope::of(&key, &Loosened::default()))
}

fn member(claimant: u32, figures: &[(u64, Option<u64>, &str)]) -> Member {
    Member {
        claimant: format!("s{claimant}").parse().unwrap(),
        scope: scope("people"),
        figures: figures
            .iter()
            .enumerate()
            .map(|(point, (low, high, day))| Figure {
                counts: Counts {
                    interval: interval(*low, *high),
                    until: Until::of(None, &day.parse().unwrap()),
                    occurred: None,
                },
                since: day.parse().unwrap(),
                point,
                is_order_assumed: false,
                is_gone: false,
                is_left_behind: false,
                is_anew: false,
                perhaps: Vec::new(),
                corrected_to: None,
                end: None,
            })
            .collect(),
    }
}

fn found(members: &[Member], aggregation: Aggregation) -> Found {
    let terms = Terms {
        aggregation,
        loosened: &Loosened::default(),
        is_of_other_times: false,
    };
    disagreements(members, &terms, usize::MAX / 4)
}

/// From when to when a spell was, its gaps, and whether it is certain.
type Told = (String, Option<(String, Ending)>, Vec<u64>, bool);

fn told(found: &Found) -> Vec<Told> {
    found
        .spells
        .iter()
        .map(|spell| {
            let closed = spell
                .closed
                .map(|closing| (closing.on.to_string(), closing.ending));
            let gaps = spell.clashes.iter().map(|clash| clash.gap.get()).collect();
            let certain = spell.clashes.iter().all(|clash| !clash.doubts.any());
            let opened = spell.clashes[0].since.to_string();
            (opened, closed, gaps, certain)
        })
        .collect()
}

#[test]
fn it_opens_goes_on_and_closes_by_statements_of_either() {
    let members = [
        member(
            1,
            &[
                (50, Some(50), "2022-09-14"),
                (71, Some(71), "2022-09-15"),
                (105, None, "2022-09-17"),
            ],
        ),
        member(2, &[(105, Some(105), "2022-09-14")]),
    ];
    let closed = Some(("2022-09-17".to_owned(), Ending::Meet));
    assert_eq!(
        told(&found(&members, Aggregation::Cumulative)),
        [("2022-09-14".to_owned(), closed, vec![55, 34], true)]
    );
}

#[test]
fn it_is_cut_where_a_doubt_begins_and_ends() {
    let one = |number: u64, day: &'static str| (number, Some(number), day);
    let mut members = [
        member(
            1,
            &[
                one(50, "2024-01-01"),
                one(60, "2024-01-02"),
                one(70, "2024-01-03"),
            ],
        ),
        member(2, &[one(20, "2024-01-05")]),
        member(3, &[one(40, "2024-01-05")]),
    ];
    members[2].scope = scope("Goris");
    members[0].figures[2].is_order_assumed = true;
    let all = found(&members, Aggregation::Cumulative);
    let doubts: Vec<(usize, usize, Vec<&str>)> = all
        .spells
        .iter()
        .map(|spell| (spell.one, spell.other, spell.clashes[0].doubts.names()))
        .collect();
    assert_eq!(
        doubts,
        [
            (1, 2, vec!["loosened"]),
            (0, 1, vec!["order"]),
            (0, 2, vec!["loosened", "order"]),
        ]
    );
    // Known again which stands: the contradiction with the second is certain from then on.
    members[0].figures.push(Figure {
        counts: Counts {
            until: Until::of(
                "../2024-01-04".parse().ok().as_ref(),
                &"2024-01-06".parse().unwrap(),
            ),
            occurred: "../2024-01-04".parse().ok(),
            ..members[0].figures[2].counts
        },
        since: "2024-01-06".parse().unwrap(),
        is_order_assumed: false,
        ..members[0].figures[2].clone()
    });
    let all = found(&members[..2], Aggregation::Cumulative);
    assert_eq!(all.spells.len(), 2);
    assert_eq!(
        all.spells[0].closed.map(|closing| closing.ending),
        Some(Ending::Certain)
    );
    assert!(!all.spells[1].clashes[0].doubts.any());
}

#[test]
fn it_is_cut_where_the_lower_total_may_have_grown() {
    let one = |number: u64, day: &'static str| (number, Some(number), day);
    let members = [
        member(
            1,
            &[
                one(10, "2024-01-01"),
                one(395, "2024-01-07"),
                one(900, "2024-02-07"),
            ],
        ),
        member(2, &[one(100, "2024-01-05"), one(400, "2024-01-06")]),
    ];
    let day = str::to_owned;
    assert_eq!(
        told(&found(&members, Aggregation::Cumulative)),
        [
            (
                day("2024-01-05"),
                Some((day("2024-01-07"), Ending::Certain)),
                vec![90, 390],
                false
            ),
            (
                day("2024-01-07"),
                Some((day("2024-02-07"), Ending::MayBeGrowth)),
                vec![5],
                true
            ),
            (day("2024-02-07"), None, vec![500], false),
        ],
        "395 by the 7th is no growth of 400 by the 6th; all else may be"
    );
}

#[test]
fn a_coarse_date_contradicts_only_where_all_of_its_days_do() {
    let certain = |one: &str, other: &str| {
        let members = [
            member(1, &[(5, Some(5), one)]),
            member(2, &[(7, Some(7), other)]),
        ];
        let told = told(&found(&members, Aggregation::Cumulative));
        assert_eq!(told.len(), 1);
        told[0].3
    };
    assert!(
        !certain("2024", "2024-02"),
        "5 may have been said in January"
    );
    assert!(!certain("2024-02", "2024-02"));
    assert!(certain("2024-03", "2024-02"));
    assert!(certain("2024-02-01", "2024-02-01"));
}

#[test]
fn of_one_day_only_the_last_of_a_claimant_stands() {
    let members = [
        member(
            1,
            &[(50, Some(50), "2022-09-13"), (71, Some(71), "2022-09-13")],
        ),
        member(2, &[(71, Some(71), "2022-09-13")]),
    ];
    assert!(found(&members, Aggregation::Cumulative).spells.is_empty());
}

#[test]
fn daily_figures_clash_only_over_the_same_day() {
    let members = [
        member(1, &[(5, Some(5), "2022-09-13")]),
        member(2, &[(9, Some(9), "2022-09-14")]),
    ];
    assert!(found(&members, Aggregation::Incremental).spells.is_empty());
    let unknown = told(&found(&members, Aggregation::Unknown));
    assert_eq!(unknown.len(), 1);
    assert!(!unknown[0].3, "one may be a day's and the other the total");
}

#[test]
fn too_much_is_stopped_and_the_day_is_told() {
    let members: Vec<Member> = (1..200)
        .map(|claimant| {
            let number = u64::from(claimant);
            member(claimant, &[(number, Some(number), "2022-09-13")])
        })
        .collect();
    let terms = Terms {
        aggregation: Aggregation::Cumulative,
        loosened: &Loosened::default(),
        is_of_other_times: false,
    };
    let found = disagreements(&members, &terms, 500);
    assert!(found.stopped.is_some());
    assert_eq!(found.spells.len(), 500);
}

fn any_member(claimant: u32) -> impl Strategy<Value = Member> {
    proptest::collection::vec((0..30_u64, proptest::option::of(0..6_u64), 1..12_u32), 0..8)
        .prop_map(move |mut figures| {
            figures.sort_by_key(|(.., day)| *day);
            let figures: Vec<(u64, Option<u64>, String)> = figures
                .into_iter()
                .map(|(low, span, day)| {
                    // Some days are months, to mix coarse dates in.
                    let day = if day == 11 {
                        "2022-10".to_owned()
                    } else {
                        format!("2022-09-{day:02}")
                    };
                    (low, span.map(|span| low + span), day)
                })
                .collect();
            let shown: Vec<(u64, Option<u64>, &str)> = figures
                .iter()
                .map(|(low, high, day)| (*low, *high, day.as_str()))
                .collect();
            member(claimant, &shown)
        })
}

proptest! {
    #[test]
    fn the_walk_finds_what_looking_at_every_pair_finds(
        members in (any_member(1), any_member(2), any_member(3), any_member(3)),
        aggregation in proptest::sample::select(Aggregation::ALL.to_vec()),
    ) {
        let members = [members.0, members.1, members.2, members.3];
        let mut walked: Vec<_> = found(&members, aggregation)
            .spells
            .iter()
            .map(|spell| (spell.one, spell.other, spell.clashes[0].since, spell.closed.map(|closing| closing.on), spell.clashes.len(), spell.clashes.iter().all(|clash| clash.doubts.any())))
            .collect();
        let mut looked = naive(&members, aggregation, &Loosened::default());
        let order = |found: &(usize, usize, PartialDate, Option<PartialDate>, usize, bool)| (found.0, found.1, InTime(found.2));
        walked.sort_by_key(order);
        looked.sort_by_key(order);
        prop_assert_eq!(walked, looked);
    }
}
