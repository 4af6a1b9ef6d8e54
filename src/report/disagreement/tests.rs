//! Disagreements, and a slow and plain way of finding them that the walk must agree with.

use proptest::prelude::*;

use super::*;
use crate::series::interval::tests::interval;

/// The same, by looking at every pair of members on every day: what the walk must agree with.
fn naive(
    members: &[Member],
    aggregation: Aggregation,
    loosened: &Loosened,
) -> Vec<(usize, usize, PartialDate, Option<PartialDate>, usize)> {
    let days: BTreeSet<InTime> = members
        .iter()
        .flat_map(|member| member.figures.iter().map(|figure| InTime(figure.stated_on)))
        .collect();
    let mut found = Vec::new();
    for one in 0..members.len() {
        for other in one + 1..members.len() {
            let mut open: Option<(PartialDate, usize)> = None;
            let mut before = None;
            for day in &days {
                let at = |member: usize| {
                    members[member]
                        .figures
                        .iter()
                        .rposition(|figure| InTime(figure.stated_on) <= *day)
                };
                let (Some(ours), Some(theirs)) = (at(one), at(other)) else {
                    continue;
                };
                if before.replace((ours, theirs)) == Some((ours, theirs)) {
                    continue;
                }
                let (first, second) = (members[one].figures[ours], members[other].figures[theirs]);
                let covered =
                    |figure: &Figure| period(aggregation, figure.occurred, figure.stated_on);
                let comparable = same_period(
                    aggregation,
                    covered(&first).as_ref(),
                    covered(&second).as_ref(),
                    loosened,
                ) == Comparability::Comparable
                    && members[one].claimant != members[other].claimant;
                let clashes = comparable && !first.interval.meets(&second.interval);
                match (open, clashes) {
                    (None, true) => open = Some((day.0, 1)),
                    (Some((since, pairs)), true) => open = Some((since, pairs + 1)),
                    (Some((since, pairs)), false) => {
                        found.push((one, other, since, Some(day.0), pairs));
                        open = None;
                    }
                    (None, false) => {}
                }
            }
            found.extend(open.map(|(since, pairs)| (one, other, since, None, pairs)));
        }
    }
    found
}

fn member(claimant: u32, figures: &[(u64, Option<u64>, &str)]) -> Member {
    Member {
        claimant: format!("s{claimant}").parse().unwrap(),
        figures: figures
            .iter()
            .enumerate()
            .map(|(point, (low, high, day))| Figure {
                interval: interval(*low, *high),
                stated_on: day.parse().unwrap(),
                occurred: None,
                point,
            })
            .collect(),
    }
}

fn found(members: &[Member], aggregation: Aggregation) -> Found {
    disagreements(members, aggregation, &Loosened::default(), usize::MAX / 4)
}

fn days(spell: &Spell) -> (String, Option<String>) {
    (
        spell.clashes[0].since.to_string(),
        spell.closed.map(|closing| closing.on.to_string()),
    )
}

#[test]
fn it_opens_goes_on_and_closes_by_statements_of_either() {
    let members = [
        member(
            1,
            &[
                (50, Some(50), "2022-09-13"),
                (71, Some(71), "2022-09-15"),
                (105, None, "2022-09-17"),
            ],
        ),
        member(2, &[(105, Some(105), "2022-09-14")]),
    ];
    let found = found(&members, Aggregation::Cumulative);
    assert_eq!(found.spells.len(), 1);
    let spell = &found.spells[0];
    assert_eq!(
        days(spell),
        ("2022-09-14".to_owned(), Some("2022-09-17".to_owned()))
    );
    let gaps: Vec<(u64, bool)> = spell
        .clashes
        .iter()
        .map(|clash| (clash.gap.get(), clash.may_be_growth))
        .collect();
    assert_eq!(
        gaps,
        [(55, true), (34, false)],
        "50 by the 13th may have grown to 105 by the 14th; 71 by the 15th is no growth of 105"
    );
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
    assert_eq!(found(&members, Aggregation::Unknown).spells.len(), 1);
}

#[test]
fn too_much_is_stopped_and_the_day_is_told() {
    let members: Vec<Member> = (1..200)
        .map(|claimant| {
            let number = u64::from(claimant);
            member(claimant, &[(number, Some(number), "2022-09-13")])
        })
        .collect();
    let found = disagreements(&members, Aggregation::Cumulative, &Loosened::default(), 500);
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
            .map(|spell| (spell.one, spell.other, spell.clashes[0].since, spell.closed.map(|closing| closing.on), spell.clashes.len()))
            .collect();
        let mut looked = naive(&members, aggregation, &Loosened::default());
        let order = |found: &(usize, usize, PartialDate, Option<PartialDate>, usize)| (found.0, found.1, InTime(found.2));
        walked.sort_by_key(order);
        looked.sort_by_key(order);
        prop_assert_eq!(walked, looked);
    }
}
