//! What holds of every report of sources.

use proptest::prelude::*;

use super::*;

/// One print of a number: which outlet, on which day, in which of three texts, and whether it quotes somebody.
#[derive(Debug, Clone)]
struct Printed {
    by: usize,
    day: u32,
    killed: u64,
    text: usize,
    quotes: Option<usize>,
}

fn printed() -> impl Strategy<Value = Printed> {
    let quotes = prop::option::of(prop::sample::select(vec![MINISTRY, GOVERNOR]));
    (3..8_usize, 10..20_u32, 1..3_u64, 0..3_usize, quotes).prop_map(
        |(by, day, killed, text, quotes)| Printed {
            by,
            day,
            killed,
            text,
            quotes,
        },
    )
}

/// Records each print as a claim of its own, unless it is recorded already.
fn record(world: &mut World, printed: &Printed) {
    let Printed {
        by,
        day,
        killed,
        text,
        quotes,
    } = printed;
    let day = format!("2022-09-{day:02}");
    let body = report(["north", "south", "coast"][*text], 5);
    let article = world.article(*by, &day, Some(&format!("{body} {by} {day}")));
    let claimant = quotes.unwrap_or(*by);
    let spec = world.spec(claimant, &day, *killed, &[(article, &[])]);
    let mut desk = desk(&mut world.store);
    let claim = desk.check_claim(&spec).unwrap();
    match desk.standing(&claim).unwrap() {
        crate::record::Standing::New => {
            desk.add_checked(claim).unwrap();
        }
        crate::record::Standing::Repeated(known) => {
            desk.cite(
                known,
                &spec.citations[0],
                &Why::because(Cause::LateDiscovery, "found"),
            )
            .unwrap();
        }
        crate::record::Standing::Recorded(_) => {}
    }
    desk.commit().unwrap();
}

/// Prints of one outlet on one day in one text are one article.
fn distinct(mut all: Vec<Printed>) -> Vec<Printed> {
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|it| seen.insert((it.by, it.day)));
    all
}

fn few() -> ProptestConfig {
    ProptestConfig {
        cases: 10,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// All that does not name an id.
fn whole(event: &EventSources) -> (Totals, Vec<String>, Vec<String>) {
    let mut rest: Vec<String> = event
        .outlets
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {} {:?}",
                it.source.handle, it.statements, it.first, it.repeated, it.lag
            )
        })
        .collect();
    rest.extend(event.claimants.iter().map(|it| {
        format!(
            "{} {} {:?} {:?}",
            it.source.handle, it.figures, it.steps, it.corrected
        )
    }));
    (event.totals, told(event), rest)
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn as_of_the_end_is_the_plain_report(all in prop::collection::vec(printed(), 0..8)) {
        let mut world = World::new();
        distinct(all).iter().for_each(|it| record(&mut world, it));
        prop_assert_eq!(&world.report(), &world.as_of("9999-12-31").events[0]);
    }

    #[test]
    fn what_is_said_after_the_day_changes_nothing(
        all in prop::collection::vec(printed(), 1..7),
        day in 10..19_u32,
        later in prop::collection::vec(printed(), 1..4),
    ) {
        let mut world = World::new();
        distinct(all).iter().for_each(|it| record(&mut world, it));
        let day = format!("2022-09-{day}");
        let before = world.as_of(&day);
        for it in distinct(later) {
            record(&mut world, &Printed { day: it.day + 10, ..it });
        }
        prop_assert_eq!(before.events, world.as_of(&day).events);
    }

    /// Every cell of the sheets of outlets and claimants has as many claims behind it as it says.
    #[test]
    fn behind_each_count_are_as_many_claims(all in prop::collection::vec(printed(), 0..9)) {
        let mut world = World::new();
        distinct(all).iter().for_each(|it| record(&mut world, it));
        let event = world.report();
        let mut found: BTreeMap<(bool, SourceId, Counts), usize> = BTreeMap::new();
        for behind in counted(&event) {
            prop_assert!(behind.carrier.is_some() && behind.statement.is_some());
            let is_step = matches!(behind.count, Counts::StepsUp | Counts::StepsDown | Counts::StepsLevel);
            prop_assert_eq!(behind.before.is_some(), is_step);
            let cell = (behind.count.is_of_outlet(), behind.source.id, behind.count);
            *found.entry(cell).or_default() += 1;
        }
        let mut said: BTreeMap<(bool, SourceId, Counts), usize> = BTreeMap::new();
        for outlet in &event.outlets {
            let lag = outlet.lag.map_or(0, |lag| lag.statements);
            for (count, number) in [
                (Counts::Statements, outlet.statements),
                (Counts::First, outlet.first),
                (Counts::Repeated, outlet.repeated),
                (Counts::LagStatements, lag),
            ] {
                said.insert((true, outlet.source.id, count), number);
            }
        }
        for claimant in &event.claimants {
            let Steps { up, down, level } = claimant.steps;
            for (count, number) in [
                (Counts::Figures, claimant.figures),
                (Counts::StepsUp, up),
                (Counts::StepsDown, down),
                (Counts::StepsLevel, level),
            ] {
                said.insert((false, claimant.source.id, count), number);
            }
        }
        said.retain(|_, number| *number > 0);
        prop_assert_eq!(found, said);
    }

    #[test]
    fn the_order_of_recording_changes_nothing(
        all in prop::collection::vec(printed(), 0..8),
        seed in any::<u64>(),
    ) {
        let all = distinct(all);
        let mut shuffled = all.clone();
        let mut state = seed;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (index + 1);
            shuffled.swap(index, other);
        }
        let [one, other] = [all, shuffled].map(|order| {
            let mut world = World::new();
            order.iter().for_each(|it| record(&mut world, it));
            whole(&world.report())
        });
        prop_assert_eq!(one, other);
    }
}
