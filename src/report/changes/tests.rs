//! What a report of changes must never depend on: what is said later, the order of logging.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::model::{Aggregation, Cause, Grounds, SourceKind, VictimStatus};
use crate::record::spec::{
    ArticleSpec, CitationSpec, ClaimSpec, EventSpec, FigureSpec, SourceSpec, StatementSpec,
};
use crate::record::{Desk, RecordError, Salts, Why};
use crate::series::flags::Flag;
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

mod lost;

/// A figure in short: who, what, counted how, when, how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Said {
    pub claimant: u8,
    pub injured: bool,
    pub incremental: bool,
    /// 1 to 28 of September; 0 is some day of September, 29 some day of the year.
    pub day: u8,
    pub number: u64,
}

pub(in crate::report) fn said() -> impl Strategy<Value = Said> {
    (
        0_u8..3,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.3),
        0_u8..30,
        0_u64..400,
    )
        .prop_map(|(claimant, injured, incremental, day, number)| Said {
            claimant,
            injured,
            incremental,
            day,
            number,
        })
}

pub(in crate::report) struct Case {
    _folder: tempfile::TempDir,
    pub store: SqliteStore,
}

impl Case {
    pub fn new(said: &[Said]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut case = Self {
            store: SqliteStore::create(&folder.path().join("case.db")).unwrap(),
            _folder: folder,
        };
        case.write(|desk| {
            desk.add_event(&EventSpec {
                handle: "clashes".parse().unwrap(),
                title: "Clashes".to_owned(),
                start: None,
                end: None,
                place: None,
                sides: Vec::new(),
                note: None,
            })
            .unwrap();
            for handle in ["ministry", "council", "stringer", "outlet"] {
                let known = handle != "stringer";
                desk.add_source(&SourceSpec {
                    handle: handle.parse().unwrap(),
                    names: vec![(handle.to_owned(), None)],
                    kind: SourceKind::Official,
                    country: known.then(|| "AM".parse().unwrap()),
                    side: None,
                    reliability: None,
                    note: None,
                })
                .unwrap();
            }
            for page in 0..3_u8 {
                desk.add_article(&ArticleSpec {
                    locator: format!("page {page}"),
                    publisher: Some("s4".parse().unwrap()),
                    title: Some(format!("At least {} soldiers killed", 90 + page)),
                    language: None,
                    published_at: Some(format!("2022-09-{}", 10 + 5 * page).parse().unwrap()),
                })
                .unwrap();
            }
        });
        case.say(said);
        case
    }

    pub fn write(&mut self, write: impl FnOnce(&mut Desk<'_>)) {
        let mut desk = Desk::new(
            self.store.begin(None).unwrap(),
            "Desk".parse().unwrap(),
            "2022-10-01T10:00:00Z".parse().unwrap(),
            Salts::seeded("case", 0),
        );
        write(&mut desk);
        desk.commit().unwrap();
    }

    fn say(&mut self, said: &[Said]) {
        self.write(|desk| {
            for said in said {
                match desk.add_claim(&spec(said)) {
                    // What is drawn twice is one claim.
                    Ok(_) | Err(RecordError::AlreadyRecorded(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        });
    }

    pub fn report(&self, query: &Query) -> Vec<ChangeSeries> {
        let made = made(&self.store, query).unwrap();
        let mut found = Vec::new();
        each_series::<ReportError>(&self.store, query, &made, |series| {
            found.push(series);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        found
    }
}

pub(in crate::report) fn spec(said: &Said) -> ClaimSpec {
    let date = match said.day {
        0 => "2022-09".to_owned(),
        29 => "2022".to_owned(),
        day => format!("2022-09-{day:02}"),
    };
    let pages = ["a1", "a2", "a3"];
    let page = pages[usize::from(said.day) % 3].parse().unwrap();
    let occurred = match said.number % 5 {
        0 => None,
        1 => Some("2022-09-01?".to_owned()),
        // Few days, so that some are spoken of twice; none behind the day it was said on.
        number => Some(format!("2022-09-0{}", number.min(said.day.max(1).into()))),
    };
    ClaimSpec {
        event: "e1".parse().unwrap(),
        claimant: format!("s{}", said.claimant + 1).parse().unwrap(),
        stated_on: date.parse().unwrap(),
        occurred: occurred.map(|covered| covered.parse().unwrap()),
        place: None,
        statement: StatementSpec::Figure(FigureSpec {
            measure: if said.injured {
                Measure::Injured
            } else {
                Measure::Killed
            },
            figure: Figure::exact(said.number.try_into().unwrap()),
            wording: None,
            victims: None,
            victim_side: None,
            victim_status: VictimStatus::Mixed,
            aggregation: if said.incremental {
                Aggregation::Incremental
            } else {
                Aggregation::Cumulative
            },
        }),
        citations: vec![CitationSpec::of(page)],
        note: None,
    }
}

fn all_flags() -> Query {
    Query {
        flags: Wanted::all(),
        ..Query::default()
    }
}

fn as_of(day: &str) -> Query {
    Query {
        as_of: Some(day.parse().unwrap()),
        ..all_flags()
    }
}

/// A report without ids: what each figure says, and what its flags rest on.
fn without_ids(report: &[ChangeSeries]) -> Vec<String> {
    let mut names: HashMap<ClaimId, String> = HashMap::new();
    for series in report {
        for point in &series.points {
            let name = format!(
                "{} {:?} {} {}",
                series.claimant, series.key.aggregation, point.stated_on, point.figure
            );
            names.insert(point.claim, name);
        }
    }
    let mut lines = Vec::new();
    for series in report {
        for point in &series.points {
            let flags: Vec<String> = point
                .flags
                .iter()
                .map(|finding| {
                    let rests: Vec<&str> = finding
                        .claims()
                        .iter()
                        .map(|claim| names[claim].as_str())
                        .collect();
                    format!(
                        "{} on {rests:?} {:?}",
                        finding.flag().name(),
                        finding.articles()
                    )
                })
                .collect();
            lines.push(format!(
                "{} {} {:?} {flags:?}",
                series.key.measure, names[&point.claim], point.step
            ));
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn as_of_the_end_is_the_plain_report(said in prop::collection::vec(said(), 0..30)) {
        let case = Case::new(&said);
        prop_assert_eq!(case.report(&as_of("2030-01-01")), case.report(&all_flags()));
    }

    #[test]
    fn what_is_said_after_the_day_never_changes_the_report(
        said in prop::collection::vec(said(), 0..25),
        later in prop::collection::vec(said(), 1..10),
        day in 1_u8..28,
    ) {
        let mut case = Case::new(&said);
        let query = as_of(&format!("2022-09-{day:02}"));
        let before = case.report(&query);
        // Certainly later: a coarse date may be of before, and is counted as left out.
        let later: Vec<Said> = later
            .into_iter()
            .map(|said| Said { day: said.day.clamp(day + 1, 28), ..said })
            .collect();
        case.say(&later);
        prop_assert_eq!(case.report(&query), before);
    }

    #[test]
    fn what_is_corrected_after_the_day_never_changes_the_report(
        said in prop::collection::vec(said(), 1..25),
        corrected in prop::collection::vec((0_usize..25, 0_u64..400, 1_u8..29), 1..12),
        day in 1_u8..28,
    ) {
        let mut case = Case::new(&said);
        let query = as_of(&format!("2022-09-{day:02}"));
        let before = case.report(&query);
        let whole = case.report(&all_flags());
        let mut written = 0;
        case.write(|desk| {
            for (claim, number, later) in corrected {
                let claim: ClaimId = format!("c{}", claim + 1).parse().unwrap();
                let Ok(current) = desk.claim_at(claim) else {
                    continue;
                };
                let mut spec = ClaimSpec::from(&current);
                if let StatementSpec::Figure(stated) = &mut spec.statement {
                    stated.figure = Figure::exact(number.try_into().unwrap());
                    // Also one that moves it to another series.
                    if number % 5 == 0 {
                        stated.aggregation = Aggregation::Unknown;
                    }
                }
                let on = format!("2022-09-{:02}", later.clamp(day + 1, 28));
                let grounds = Grounds::corrected_on_day(on.parse().unwrap());
                // One before the claim was said, or of what is there already, is refused.
                let done = desk.amend(claim, &spec, &Why::because(grounds, "corrected"));
                written += usize::from(done.is_ok());
            }
        });
        prop_assert_eq!(case.report(&query), before);
        prop_assert!(written == 0 || case.report(&all_flags()) != whole);
    }

    #[test]
    fn the_order_of_logging_never_changes_the_report(
        (said, shuffled) in prop::collection::vec(said(), 0..25)
            .prop_flat_map(|said| (Just(said.clone()), Just(said).prop_shuffle())),
    ) {
        let one = Case::new(&said).report(&all_flags());
        let other = Case::new(&shuffled).report(&all_flags());
        prop_assert_eq!(without_ids(&one), without_ids(&other));
    }

    #[test]
    fn a_part_of_a_report_has_the_flags_of_the_whole(said in prop::collection::vec(said(), 0..25), day in 1_u8..28) {
        let case = Case::new(&said);
        let part = Query {
            measure: Some(Measure::Killed),
            since: Some(format!("2022-09-{day:02}").parse().unwrap()),
            ..all_flags()
        };
        let whole: HashMap<ClaimId, ChangePoint> = case
            .report(&all_flags())
            .into_iter()
            .flat_map(|series| series.points)
            .map(|point| (point.claim, point))
            .collect();
        for point in case.report(&part).into_iter().flat_map(|series| series.points) {
            prop_assert_eq!(&point, &whole[&point.claim]);
        }
    }
}

fn on(day: u8, number: u64) -> Said {
    Said {
        claimant: 0,
        injured: false,
        incremental: false,
        day,
        number,
    }
}

fn amend(case: &mut Case, claim: &str, number: u64, cause: Cause) {
    let claim: ClaimId = claim.parse().unwrap();
    case.write(|desk| {
        let mut spec = ClaimSpec::from(&desk.claim_at(claim).unwrap());
        if let StatementSpec::Figure(stated) = &mut spec.statement {
            stated.figure = Figure::exact(number.try_into().unwrap());
        }
        desk.amend(claim, &spec, &Why::because(cause, "checked"))
            .unwrap();
    });
}

#[test]
fn a_revision_by_the_source_is_told_from_one_by_the_desk() {
    let mut case = Case::new(&[on(1, 10), on(2, 198), on(3, 210)]);
    amend(&mut case, "c2", 207, Cause::SourceRevised);
    amend(&mut case, "c2", 208, Cause::DeskCorrection);
    let seen = |query: &Query| {
        let series = case.report(query).remove(0);
        let point = series.points[1].clone();
        let numbers = |amendment: &Amendment| {
            (
                amendment.mark.by(),
                amendment.before.figure.to_string(),
                amendment.after.figure.to_string(),
            )
        };
        let amendments: Vec<_> = point.amendments.iter().map(numbers).collect();
        (point.figure.to_string(), amendments)
    };
    let source = (By::Source, "198".to_owned(), "207".to_owned());
    let own = (By::Desk, "207".to_owned(), "208".to_owned());
    let both = vec![source.clone(), own];
    assert_eq!(seen(&all_flags()), ("208".to_owned(), both));
    let hidden = Query {
        hides_desk_corrections: true,
        ..Query::default()
    };
    assert_eq!(seen(&hidden), ("208".to_owned(), vec![source]));
}

#[test]
fn a_claim_that_left_its_series_is_named() {
    let mut case = Case::new(&[on(1, 10), on(2, 20), on(3, 30), on(4, 40)]);
    case.write(|desk| {
        desk.retract("c2".parse().unwrap(), "a hoax").unwrap();
        let claim = "c3".parse().unwrap();
        let mut spec = ClaimSpec::from(&desk.claim_at(claim).unwrap());
        if let StatementSpec::Figure(stated) = &mut spec.statement {
            stated.aggregation = Aggregation::Incremental;
        }
        desk.amend(claim, &spec, &Why::because(Cause::Rescoped, "of that day"))
            .unwrap();
    });
    let report = case.report(&all_flags());
    let gone: Vec<_> = report[0]
        .departures
        .iter()
        .map(|gone| {
            (
                gone.claim.to_string(),
                gone.last.figure.to_string(),
                gone.is_withdrawn(),
            )
        })
        .collect();
    assert_eq!(
        gone,
        [
            ("c2".to_owned(), "20".to_owned(), true),
            ("c3".to_owned(), "30".to_owned(), false),
        ]
    );
    assert_eq!(
        report[1].points[0].amendments[0].scope[0].field,
        "aggregation"
    );
    let early = case.report(&as_of("2022-09-02"));
    assert_eq!(early[0].departures.len(), 1, "c3 was stated later");
    let hidden = Query {
        hides_desk_corrections: true,
        ..Query::default()
    };
    assert!(case.report(&hidden)[0].departures.is_empty());
}

#[test]
fn before_it_was_logged_a_revision_is_not_there() {
    let mut case = Case::new(&[on(1, 10), on(2, 198)]);
    let size = case.store.head().unwrap().size;
    amend(&mut case, "c2", 207, Cause::SourceRevised);
    let query = all_flags();
    let made = Made {
        head: case.store.head().unwrap(),
        horizon: Horizon::first(size),
    };
    each_series::<ReportError>(&case.store, &query, &made, |series| {
        assert_eq!(series.points[1].figure.to_string(), "198");
        assert!(series.points[1].amendments.is_empty());
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
}

#[test]
fn somebody_seen_once_is_unknown_in_an_event_of_some_size() {
    let mut said: Vec<Said> = (1..=10).map(|day| on(day, u64::from(day) * 10)).collect();
    let stranger = Said {
        claimant: 2,
        ..on(11, 7)
    };
    let unknown = |said: &[Said], query: &Query| -> Vec<String> {
        let report = Case::new(said).report(query);
        let points = report.into_iter().flat_map(|series| series.points);
        points
            .filter(|point| {
                point
                    .flags
                    .iter()
                    .any(|finding| finding.flag() == Flag::UnknownSource)
            })
            .map(|point| point.figure.to_string())
            .collect()
    };
    assert!(
        unknown(&[stranger], &all_flags()).is_empty(),
        "everybody is new there"
    );
    said.push(stranger);
    assert_eq!(unknown(&said, &all_flags()), ["7"]);
    said.push(Said {
        injured: true,
        ..stranger
    });
    assert!(unknown(&said, &all_flags()).is_empty(), "seen twice");
    let killed = Query {
        measure: Some(Measure::Killed),
        ..all_flags()
    };
    assert!(unknown(&said, &killed).is_empty(), "seen elsewhere too");
}

#[test]
fn an_event_of_no_claims_and_of_one() {
    assert!(Case::new(&[]).report(&all_flags()).is_empty());
    let one = Case::new(&[on(29, 5)]).report(&all_flags());
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].points[0].step.change, crate::series::Change::First);
}
