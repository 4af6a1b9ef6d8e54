//! What holds of every report of accusations.

use proptest::prelude::*;

use super::*;

/// One thing that is said: by whom, when, and whether it accuses or answers something said before.
#[derive(Debug, Clone)]
struct Said {
    by: usize,
    day: u32,
    what: What,
    rated: Option<u32>,
}

#[derive(Debug, Clone)]
enum What {
    Accuses(usize, u8),
    Answers(usize, AnswerKind),
}

fn said() -> impl Strategy<Value = Said> {
    let kind = prop::sample::select(AnswerKind::ALL);
    let what = prop_oneof![
        (0..5_usize, 0..3_u8).prop_map(|(accused, act)| What::Accuses(accused, act)),
        (any::<usize>(), kind).prop_map(|(answered, kind)| What::Answers(answered, kind)),
    ];
    let rated = prop::option::weighted(0.3, 21..28_u32);
    (0..5_usize, 10..20_u32, what, rated).prop_map(|(by, day, what, rated)| Said {
        by,
        day,
        what,
        rated,
    })
}

/// Records everything that is said, in the order given; what answers comes behind what it answers. `waits` holds, for
/// each, how long the desk puts it off.
fn recorded(all: &[Said], waits: &[u32]) -> World {
    let mut world = World::new();
    let mut ids: Vec<Option<ClaimId>> = vec![None; all.len()];
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| waits.get(*index).copied().unwrap_or_default());
    while let Some(at) = order.iter().position(|index| {
        // What answers waits for what it answers; the first thing said can only accuse.
        match answered_by(all, *index) {
            Some(parent) => ids[parent].is_some(),
            None => true,
        }
    }) {
        let index = order.remove(at);
        let said = &all[index];
        let day = format!("2022-09-{:02}", said.day);
        let id = match (&said.what, answered_by(all, index)) {
            (What::Answers(_, kind), Some(parent)) => {
                let answered = ids[parent].unwrap();
                world.answer(said.by, &day, *kind, answered)
            }
            (What::Accuses(accused, act), _) => {
                world.accuse(said.by, *accused, &day, &format!("act {act} of {index}"))
            }
            (What::Answers(..), None) => world.accuse(said.by, 0, &day, &format!("act of {index}")),
        };
        ids[index] = Some(id);
        if let Some(day) = said.rated {
            world.rate(id, &format!("2022-09-{day:02}"), "weak", &[]);
        }
    }
    world
}

fn answered_by(all: &[Said], index: usize) -> Option<usize> {
    match all[index].what {
        What::Answers(which, _) => which.checked_rem(index),
        What::Accuses(..) => None,
    }
}

/// One source confirms on one day both the accusation and what another confirmed.
#[test]
fn answers_alike_at_two_depths_stand_in_one_order() {
    let said = |by, day, what| Said {
        by,
        day,
        what,
        rated: None,
    };
    let answers = |which, kind| What::Answers(which, kind);
    let all = [
        said(0, 10, What::Accuses(0, 0)),
        said(2, 19, answers(0, AnswerKind::Confirmation)),
        said(3, 13, answers(0, AnswerKind::Concession)),
        said(2, 19, answers(2, AnswerKind::Confirmation)),
        said(4, 19, answers(0, AnswerKind::Confirmation)),
        said(3, 13, answers(0, AnswerKind::Denial)),
    ];
    let one = recorded(&all, &[]);
    // In whatever order the desk took them in.
    for waits in 0..64_u32 {
        let waits: Vec<u32> = (0..6).map(|at| waits.rotate_left(at * 5) % 7).collect();
        let other = recorded(&all, &waits);
        assert_eq!(whole(&one.all()), whole(&other.all()), "{waits:?}");
    }
}

fn few() -> ProptestConfig {
    ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn as_of_the_end_is_the_plain_report(all in prop::collection::vec(said(), 0..12)) {
        let world = recorded(&all, &[]);
        let plain = world.all();
        let mut ended = world.as_of("9999-12-31");
        ended.made = plain.made;
        prop_assert_eq!(&plain, &ended);
        let by_the_end = world.report(&Query {
            recorded_by: Some("9999-12-31T23:59:59Z".parse().unwrap()),
            ..Query::default()
        });
        prop_assert_eq!(plain.events, by_the_end.events);
    }

    #[test]
    fn what_is_said_after_the_day_changes_nothing(
        all in prop::collection::vec(said(), 1..10),
        day in 10..20_u32,
        later in prop::collection::vec((0..5_usize, any::<usize>(), 0..9_u32), 1..4),
    ) {
        let mut world = recorded(&all, &[]);
        let day = format!("2022-09-{day:02}");
        let before = world.as_of(&day);
        let known = world.store.accusations_about(None).unwrap();
        for (by, which, after) in later {
            let date: PartialDate = format!("2022-10-0{}", after % 2 + 1).parse().unwrap();
            let answered = known[which % known.len()];
            world.accuse(by, 1, &date.to_string(), &format!("later act {which}"));
            world.answer(by, &date.to_string(), AnswerKind::Denial, answered);
            if world.store.assessments_of(answered).unwrap().is_empty() {
                world.rate(answered, &date.to_string(), "fair", &[]);
            }
        }
        prop_assert_eq!(before.events, world.as_of(&day).events);
    }

    #[test]
    fn the_order_of_recording_changes_nothing(
        all in prop::collection::vec(said(), 0..12),
        waits in prop::collection::vec(any::<u32>(), 12),
    ) {
        let (one, other) = (recorded(&all, &[]), recorded(&all, &waits));
        prop_assert_eq!(whole(&one.all()), whole(&other.all()));
    }

    #[test]
    fn nothing_that_was_said_is_lost(all in prop::collection::vec(said(), 0..12)) {
        let world = recorded(&all, &[]);
        let report = world.all();
        let told: usize = report
            .events
            .iter()
            .flat_map(|event| event.threads.iter().chain(&event.apart))
            .map(|thread| {
                let is_answer = |step: &&Step| matches!(step, Step::Answer(_));
                1 + thread.steps.iter().filter(is_answer).count()
            })
            .sum();
        prop_assert_eq!(told, all.len());
    }
}
