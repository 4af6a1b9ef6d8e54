//! What is counted of a claimant, and of whom the days are not known.

use super::*;

#[test]
fn days_that_are_not_known_are_not_ranked() {
    let mut world = World::new();
    let places: Vec<ArticleId> = [
        (HERALD, "2022-09-15"),
        (COURIER, "2022-09"),
        (GAZETTE, "2022-09-14?"),
        // Published before it was said: it came into the page by a later edit.
        (MIRROR, "2022-09-13"),
        (7, "2022-09-17"),
    ]
    .into_iter()
    .map(|(by, day)| world.article(by, day, None))
    .collect();
    let cited: Vec<(ArticleId, &[usize])> =
        places.iter().map(|place| (*place, [].as_slice())).collect();
    world.say(MINISTRY, "2022-09-14", 50, &cited);
    let report = world.report();
    assert_eq!(
        told(&report),
        ["ministry Claimant of 1 claims, 5 outlets, 5 routes: \
          herald+0 tribune+2 mirror+? courier+? gazette+?"]
    );
    let edited: Vec<bool> = report.statements[0]
        .carriers
        .iter()
        .map(|carrier| carrier.edited_in)
        .collect();
    assert_eq!(edited, [false, false, true, false, false]);
    let outlet = |handle: &str| {
        let found = report
            .outlets
            .iter()
            .find(|it| it.source.handle.as_str() == handle);
        let outlet = found.unwrap();
        (outlet.first, outlet.lag.map(|lag| lag.median))
    };
    // Three others may have printed it on the 14th.
    assert!(!report.statements[0].is_first_certain);
    assert_eq!(outlet("herald"), (0, Some(0)));
    assert_eq!(outlet("tribune"), (0, Some(2)));
    assert_eq!(outlet("mirror"), (0, None));
}

#[test]
fn who_was_first_is_certain_where_no_other_day_can_be_earlier() {
    let certain = |said: &str, others: &[(usize, &str, &[usize])]| {
        let mut world = World::new();
        let herald = world.article(HERALD, "2022-09-15", None);
        let mut places: Vec<(ArticleId, &[usize])> = vec![(herald, &[])];
        for (by, day, via) in others {
            places.push((world.article(*by, day, None), via));
        }
        world.say(MINISTRY, said, 50, &places);
        let report = world.report();
        let outlet = report
            .outlets
            .iter()
            .find(|it| it.source.handle.as_str() == "herald");
        assert_eq!(
            outlet.unwrap().first == 1,
            report.statements[0].is_first_certain
        );
        report.statements[0].is_first_certain
    };
    assert!(certain("2022-09-14", &[(COURIER, "2022-09-16", &[])]));
    assert!(!certain("2022-09-14", &[(COURIER, "2022-09", &[])]));
    assert!(certain("2022-09-14", &[(COURIER, "2022-10", &[])]));
    // It had it from the one who was first.
    assert!(certain("2022-09-14", &[(COURIER, "2022-09", &[HERALD])]));
    // Nobody prints it before it was said.
    assert!(certain("2022-09-15", &[(COURIER, "2022-09", &[])]));
    assert!(!certain("2022-09-14", &[(COURIER, "2022-09-13", &[])]));
}

#[test]
fn a_relay_that_prints_it_itself_leads_on_to_whom_it_has_it_from() {
    let mut world = World::new();
    let [herald, courier, gazette] =
        [HERALD, COURIER, GAZETTE].map(|by| world.article(by, "2022-09-15", None));
    let places: [(ArticleId, &[usize]); 3] =
        [(herald, &[AGENCY]), (courier, &[HERALD]), (gazette, &[])];
    world.say(MINISTRY, "2022-09-14", 50, &places);
    assert_eq!(world.report().statements[0].routes, 2);
}

#[test]
fn revisions_are_counted_by_who_made_them_and_which_way() {
    let mut world = World::new();
    let article = world.article(HERALD, "2022-09-20", None);
    let ids: Vec<ClaimId> = [
        (10, "2022-09-14"),
        (15, "2022-09-15"),
        (12, "2022-09-16"),
        (12, "2022-09-17"),
    ]
    .into_iter()
    .map(|(killed, day)| world.say(MINISTRY, day, killed, &[(article, &[])]))
    .collect();
    world.say(GOVERNOR, "2022-09-14", 7, &[(article, &[])]);
    for (id, day, killed, cause) in [
        (ids[0], "2022-09-14", 11, Cause::SourceRevised),
        (ids[0], "2022-09-14", 9, Cause::SourceRevised),
        // The desk's own slip is not the ministry's.
        (ids[1], "2022-09-15", 51, Cause::DeskCorrection),
        (ids[1], "2022-09-15", 15, Cause::DeskCorrection),
    ] {
        let spec = world.spec(MINISTRY, day, killed, &[(article, &[])]);
        let mut desk = desk(&mut world.store);
        desk.amend(id, &spec, &Why::because(cause, "because"))
            .unwrap();
        desk.commit().unwrap();
    }
    let claimants = world.report().claimants;
    assert_eq!(claimants.len(), 2);
    assert_eq!(claimants[0].steps, Steps::default());
    let ministry = &claimants[1];
    let steps = |up, down, level| Steps { up, down, level };
    // 9 → 15 → 12 → 12.
    assert_eq!((ministry.figures, ministry.steps), (4, steps(1, 1, 1)));
    assert_eq!(ministry.corrected, steps(1, 1, 0));
}

#[test]
fn an_event_without_claims_and_claims_without_a_day_of_print() {
    let mut world = World::new();
    let empty = world.report();
    assert_eq!(
        (empty.totals, empty.statements.len()),
        (Totals::default(), 0)
    );
    let article = world.article(HERALD, "2022-09-20", None);
    world.say(MINISTRY, "2022-09-14", 50, &[(article, &[])]);
    // Said by then, printed only later.
    let then = world.as_of("2022-09-15");
    assert_eq!(then.events[0].statements, []);
    assert_eq!((then.later, then.undatable), (1, 0));
}

#[test]
fn a_day_with_fewer_dead_revises_nothing() {
    let mut world = World::new();
    for (day, killed) in [("2022-09-13", 40), ("2022-09-14", 10), ("2022-09-15", 10)] {
        let article = world.article(HERALD, day, None);
        let mut spec = world.spec(MINISTRY, day, killed, &[(article, &[])]);
        if let StatementSpec::Figure(stated) = &mut spec.statement {
            stated.aggregation = Aggregation::Incremental;
        }
        let mut desk = desk(&mut world.store);
        desk.add_claim(&spec).unwrap();
        desk.commit().unwrap();
    }
    let event = world.report();
    assert_eq!(event.claimants[0].figures, 3);
    assert_eq!(event.claimants[0].steps, Steps::default());
}
