//! What `compare` and `conflicts` keep to whatever is recorded: order of import, as-of.

mod doubts;

use proptest::prelude::*;

use super::compare::{Comparison, compare};
use super::conflicts::{Conflicts, conflicts};
use super::terms::Query;
use crate::model::{
    Aggregation, EventId, Figure, Instant, Measure, PartialDate, SourceId, SourceKind, VictimStatus,
};
use crate::record::spec::{
    ArticleSpec, CitationSpec, ClaimSpec, EventSpec, FigureSpec, SourceSpec, StatementSpec,
};
use crate::record::{Desk, Salts};
use crate::series::scope::Loosen;
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;
use crate::text::read_figure;

/// One claim as a test says it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    claimant: usize,
    figure: String,
    day: String,
    occurred: Option<&'static str>,
    side: Option<&'static str>,
    status: VictimStatus,
    aggregation: Aggregation,
}

const CLAIMANTS: [(&str, Option<&str>); 4] = [
    ("belmar-mod", Some("Belmar")),
    ("tavia-mod", Some("Tavia")),
    ("tavia-pm", Some("Tavia")),
    ("observer", None),
];

struct Recorded {
    _folder: tempfile::TempDir,
    store: SqliteStore,
    event: EventId,
}

/// Records sources and claims in the order given.
fn recorded(sources: &[usize], claims: &[Said]) -> Recorded {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(&folder.path().join("case.db")).unwrap();
    let mut desk = Desk::new(
        store.begin(None).unwrap(),
        "Desk".parse().unwrap(),
        "2022-10-20T10:00:00Z".parse::<Instant>().unwrap(),
        Salts::seeded("case", 0),
    );
    let event = desk
        .add_event(&EventSpec {
            handle: "river".parse().unwrap(),
            title: "River".to_owned(),
            start: None,
            end: None,
            place: None,
            sides: vec!["Belmar".parse().unwrap(), "Tavia".parse().unwrap()],
            note: None,
        })
        .unwrap();
    let mut ids: Vec<Option<SourceId>> = vec![None; CLAIMANTS.len()];
    for index in sources {
        let (handle, side) = CLAIMANTS[*index];
        let source = desk
            .add_source(&SourceSpec {
                handle: handle.parse().unwrap(),
                names: vec![(handle.to_owned(), None)],
                kind: SourceKind::Official,
                country: None,
                side: side.map(|side| side.parse().unwrap()),
                reliability: None,
                note: None,
            })
            .unwrap();
        ids[*index] = Some(source);
    }
    let article = desk
        .add_article(&ArticleSpec {
            locator: "all of it".to_owned(),
            publisher: None,
            title: None,
            language: None,
            published_at: None,
        })
        .unwrap();
    for (at, said) in claims.iter().enumerate() {
        // The desk records no claim twice.
        if claims[..at].contains(said) {
            continue;
        }
        desk.add_claim(&ClaimSpec {
            event,
            claimant: ids[said.claimant].unwrap(),
            stated_on: said.day.parse().unwrap(),
            occurred: said.occurred.map(|date| date.parse().unwrap()),
            place: None,
            statement: StatementSpec::Figure(FigureSpec {
                measure: Measure::Killed,
                figure: read_figure(&said.figure).unwrap(),
                wording: Some(said.figure.clone()),
                victims: None,
                victim_side: said.side.map(|side| side.parse().unwrap()),
                victim_status: said.status,
                aggregation: said.aggregation,
            }),
            citations: vec![CitationSpec::of(article)],
            note: None,
        })
        .unwrap();
    }
    desk.commit().unwrap();
    Recorded {
        _folder: folder,
        store,
        event,
    }
}

fn in_order(claims: &[Said]) -> Recorded {
    recorded(&[0, 1, 2, 3], claims)
}

/// Everything that a comparison says but ids.
fn said_by_comparison(report: &Comparison) -> String {
    let mut said = String::new();
    for group in &report.groups {
        said.push_str(&format!("{:?} {:?}\n", group.scope, group.stance));
        for row in &group.rows {
            said.push_str(&format!(
                "  {} {:?} {:?}\n",
                row.claimant, row.range, row.restarted
            ));
            for point in &row.points {
                let stated = &point.stated;
                said.push_str(&format!(
                    "    {} {} {:?} {:?}\n",
                    stated.stated_on, stated.figure, point.reading, point.relation
                ));
            }
        }
        for day in &group.days {
            said.push_str(&format!("  {} {:?}\n", day.when.date(), day.range));
        }
    }
    for ratio in &report.ratios {
        said.push_str(&format!("{ratio:?}\n"));
    }
    for apart in &report.apart {
        said.push_str(&format!("{:?}\n", apart.reasons));
    }
    said
}

/// Everything that a report of conflicts says but ids.
fn said_by_conflicts(report: &Conflicts) -> String {
    let mut said = format!("{}\n", report.alone);
    for found in report.groups.iter().flat_map(|group| &group.disagreements) {
        let name = |series: usize| &report.series[series].stated.claimant;
        let figure = |series: usize, point: usize| -> (Figure, PartialDate) {
            let (stated, _) = report.at(series, point).unwrap();
            (stated.figure, stated.stated_on)
        };
        said.push_str(&format!("{} {}\n", name(found.one), name(found.other)));
        for clash in &found.clashes {
            said.push_str(&format!(
                "  {} {} {} {:?} {:?}\n",
                clash.since,
                clash.gap,
                clash.doubts.any(),
                figure(found.one, clash.one),
                figure(found.other, clash.other)
            ));
        }
        if let Some(closing) = &found.closed {
            said.push_str(&format!(
                "  {} {:?} {:?}\n",
                closing.on,
                figure(found.one, closing.one),
                figure(found.other, closing.other)
            ));
        }
    }
    said
}

fn all_said(recorded: &Recorded, query: &Query) -> String {
    let compared = compare(&recorded.store, query).unwrap();
    let contradicted = conflicts(&recorded.store, query).unwrap();
    said_by_comparison(&compared) + &said_by_conflicts(&contradicted)
}

fn any_said() -> impl Strategy<Value = Said> {
    (
        0..CLAIMANTS.len(),
        (0..7_usize, 1..120_u64),
        1..24_u32,
        (0..4_usize, 0..3_usize),
        (0..2_usize, 0..3_usize),
    )
        .prop_map(
            |(claimant, (kind, number), day, (occurred, side), (status, aggregation))| Said {
                claimant,
                figure: match kind {
                    0 => format!("at least {number}"),
                    1 => format!("about {number}"),
                    2 => format!("up to {number}"),
                    3 => "dozens".to_owned(),
                    4 => "a number of".to_owned(),
                    5 => format!("{number}-{}", number + 9),
                    _ => number.to_string(),
                },
                day: match day {
                    21 => "2022".to_owned(),
                    22 => "2022-09".to_owned(),
                    23 => "2022-09-10/2022-09-14".to_owned(),
                    day => format!("2022-09-{day:02}"),
                },
                occurred: ["2022-09-01", "2022-09-01/2022-09-09", "2022-08"]
                    .get(occurred)
                    .copied(),
                side: ["Belmar", "Tavia"].get(side).copied(),
                status: [VictimStatus::Military, VictimStatus::Unknown][status],
                aggregation: Aggregation::ALL[aggregation],
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_import_changes_nothing(
        (claims, shuffled) in proptest::collection::vec(any_said(), 0..14).prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle())),
        sources in Just([0, 1, 2, 3]).prop_shuffle(),
        loosened in proptest::sample::subsequence(Loosen::ALL.to_vec(), 0..=5),
    ) {
        let (one, other) = (in_order(&claims), recorded(&sources, &shuffled));
        let query = |recorded: &Recorded| Query {
            loosened: loosened.iter().copied().collect(),
            ..Query::of(recorded.event)
        };
        prop_assert_eq!(all_said(&one, &query(&one)), all_said(&other, &query(&other)));
    }

    #[test]
    fn what_is_said_later_changes_nothing_as_of_before(
        claims in proptest::collection::vec(any_said(), 0..14),
        later in proptest::collection::vec(any_said(), 1..4),
    ) {
        let later = later.into_iter().enumerate().map(|(index, said)| Said {
            day: format!("2022-10-{:02}", index + 16),
            ..said
        });
        let more: Vec<Said> = claims.iter().cloned().chain(later).collect();
        let (one, other) = (in_order(&claims), in_order(&more));
        let as_of = |recorded: &Recorded| Query {
            as_of: "2022-10-15".parse().ok(),
            ..Query::of(recorded.event)
        };
        prop_assert_eq!(all_said(&one, &as_of(&one)), all_said(&other, &as_of(&other)));
    }

    #[test]
    fn as_of_the_end_is_the_plain_report(claims in proptest::collection::vec(any_said(), 0..14)) {
        let recorded = in_order(&claims);
        let plain = Query::of(recorded.event);
        let at_the_end = Query {
            as_of: "2030-01-01".parse().ok(),
            recorded_by: "2030-01-01T00:00:00Z".parse().ok(),
            ..plain.clone()
        };
        prop_assert_eq!(all_said(&recorded, &plain), all_said(&recorded, &at_the_end));
    }
}

fn said(claimant: usize, figure: &str, day: &str, side: &'static str) -> Said {
    Said {
        claimant,
        figure: figure.to_owned(),
        day: day.to_owned(),
        occurred: None,
        side: Some(side),
        status: VictimStatus::Military,
        aggregation: Aggregation::Cumulative,
    }
}

#[test]
fn own_and_claimed_losses_are_apart_and_their_ratio_is_given() {
    let recorded = in_order(&[
        said(1, "50", "2022-09-13", "Tavia"),
        said(1, "105", "2022-09-14", "Tavia"),
        said(0, "at least 300", "2022-09-15", "Tavia"),
        said(3, "120", "2022-09-15", "Tavia"),
        said(1, "400", "2022-09-15", "Belmar"),
    ]);
    let report = compare(&recorded.store, &Query::of(recorded.event)).unwrap();
    let found: Vec<(&str, Vec<&str>)> = report
        .groups
        .iter()
        .map(|group| {
            let rows = group.rows.iter().map(|row| row.claimant.as_str());
            (group.stance.name(), rows.collect())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("enemy", vec!["tavia-mod"]),
            ("own", vec!["tavia-mod"]),
            ("enemy", vec!["belmar-mod"]),
            ("other", vec!["observer"]),
        ]
    );
    let ratios: Vec<String> = report
        .ratios
        .iter()
        .map(|ratio| match &ratio.outcome {
            super::compare::Outcome::Of(quotient) => {
                let low = quotient.low.map(super::compare::Fraction::rounded_down);
                format!("{low:?} to {:?}", quotient.high)
            }
            super::compare::Outcome::None(reason) => format!("{reason:?}"),
        })
        .collect();
    assert_eq!(ratios, ["NothingAdmitted", "Some(\"2.85\") to None"]);
    let own = &report.groups[1].rows[0];
    assert_eq!(own.range.spread, Ok(55));
    assert_eq!(
        own.points[1].relation,
        Some(crate::series::reading::Relation::Supersedes)
    );
}

#[test]
fn a_ratio_of_two_days_is_not_certain_and_that_of_one_day_stands_beside_it() {
    use super::compare::{Grown, Of, Outcome};
    let recorded = in_order(&[
        said(1, "5", "2022-09-05", "Tavia"),
        said(0, "15", "2022-09-05", "Tavia"),
        said(0, "60", "2022-10-05", "Tavia"),
    ]);
    let ratios = |recorded: &Recorded| -> Vec<(Of, Option<Grown>, String)> {
        let report = compare(&recorded.store, &Query::of(recorded.event)).unwrap();
        let shown = |ratio: &super::compare::Ratio| match &ratio.outcome {
            Outcome::Of(quotient) => quotient.best.unwrap().nearest(),
            Outcome::None(reason) => reason.name().to_owned(),
        };
        let ratios = report.ratios.iter();
        ratios
            .map(|ratio| (ratio.of, ratio.grown, shown(ratio)))
            .collect()
    };
    assert_eq!(
        ratios(&recorded),
        [
            (Of::Newest, Some(Grown::Admitted), "12.00".to_owned()),
            (Of::SameTime, None, "3.00".to_owned()),
        ]
    );
    let alone = |claimed: &str, admitted: &str| {
        let recorded = in_order(&[
            said(1, "5", admitted, "Tavia"),
            said(0, "15", claimed, "Tavia"),
        ]);
        let ratios = ratios(&recorded);
        assert_eq!(ratios.len(), 1);
        ratios[0].1
    };
    assert_eq!(alone("2022-09-05", "2022-09-05"), None);
    assert_eq!(alone("2022-09-05", "2022-09-06"), Some(Grown::Claimed));
    assert_eq!(alone("2022-09", "2022"), Some(Grown::Either));
    assert_eq!(alone("2022-10", "2022-09"), Some(Grown::Admitted));
    let daily = |claimant, figure, day: &'static str| Said {
        aggregation: Aggregation::Incremental,
        occurred: Some(day),
        ..said(claimant, figure, day, "Tavia")
    };
    let recorded = in_order(&[
        daily(1, "5", "2022-09-05"),
        daily(0, "15", "2022-09-05"),
        daily(0, "60", "2022-09-06"),
    ]);
    assert_eq!(
        ratios(&recorded),
        [
            (Of::Newest, None, "not_comparable".to_owned()),
            (Of::SameTime, None, "3.00".to_owned()),
        ]
    );
}

#[test]
fn a_daily_figure_is_never_put_against_a_running_total() {
    let recorded = in_order(&[
        said(1, "105", "2022-09-14", "Tavia"),
        Said {
            aggregation: Aggregation::Incremental,
            occurred: Some("2022-09-14"),
            ..said(0, "20", "2022-09-14", "Tavia")
        },
    ]);
    let mut query = Query::of(recorded.event);
    query.loosened = Loosen::ALL.iter().copied().collect();
    let report = compare(&recorded.store, &query).unwrap();
    assert_eq!(report.groups.len(), 2);
    let super::compare::Outcome::None(super::compare::NoRatio::NotComparable(reasons)) =
        &report.ratios[0].outcome
    else {
        panic!("no ratio");
    };
    assert_eq!(reasons[0].to_string(), "daily against cumulative");
    assert!(
        conflicts(&recorded.store, &query)
            .unwrap()
            .groups
            .is_empty()
    );
}

#[test]
fn a_contradiction_ends_with_the_statement_that_meets() {
    let recorded = in_order(&[
        said(1, "105", "2022-09-14", "Tavia"),
        said(3, "207", "2022-09-14", "Tavia"),
        said(1, "a number of", "2022-09-15", "Tavia"),
        said(1, "at least 200", "2022-09-19", "Tavia"),
    ]);
    let report = conflicts(&recorded.store, &Query::of(recorded.event)).unwrap();
    let found = &report.groups[0].disagreements;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].clashes.len(), 1, "no number takes nothing back");
    assert_eq!(found[0].opening().gap.get(), 102);
    assert!(found[0].is_firm());
    let closed = found[0].closed.unwrap();
    assert_eq!(closed.on.to_string(), "2022-09-19");
    let window = |since: &str, until: &str| {
        let query = Query {
            since: since.parse().ok(),
            until: until.parse().ok(),
            ..Query::of(recorded.event)
        };
        let report = conflicts(&recorded.store, &query).unwrap();
        (report.groups.len(), report.outside)
    };
    assert_eq!(window("2022-09-16", "2022-09-17"), (1, 0));
    assert_eq!(window("2022-09-20", "2022-09-30"), (0, 1));
    assert_eq!(window("2022-09-01", "2022-09-13"), (0, 1));
}
