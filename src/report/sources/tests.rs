mod counting;
mod properties;

use super::*;
use crate::model::{Aggregation, Cause, Count, Measure, SourceKind, VictimStatus};
use crate::record::spec::{
    ArticleSpec, CitationSpec, ClaimSpec, EventSpec, FigureSpec, SourceSpec, StatementSpec,
};
use crate::record::{Capture, Desk, Salts, Why};
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

/// A ministry and a governor who state, an agency that relays, and outlets.
const SOURCES: [&str; 14] = [
    "ministry", "governor", "agency", "herald", "courier", "gazette", "mirror", "tribune", "post",
    "echo", "star", "globe", "times", "record",
];
const MINISTRY: usize = 0;
const GOVERNOR: usize = 1;
const AGENCY: usize = 2;
const HERALD: usize = 3;
const COURIER: usize = 4;
const GAZETTE: usize = 5;
const MIRROR: usize = 6;

struct World {
    _folder: tempfile::TempDir,
    store: SqliteStore,
    event: EventId,
    sources: Vec<SourceId>,
}

fn desk(store: &mut SqliteStore) -> Desk<'_> {
    let size = store.head().unwrap().size;
    Desk::new(
        store.begin(None).unwrap(),
        "Desk".parse().unwrap(),
        "2022-10-01T00:00:00Z".parse().unwrap(),
        Salts::seeded("sources", size),
    )
}

/// A report of an agency: words that no other report has, with the number of dead in it.
fn report(of: &str, killed: u64) -> String {
    let words: Vec<String> = (0..120).map(|word| format!("{of}{word}")).collect();
    format!("Officials said {killed} had died. {}", words.join(" "))
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::create(&folder.path().join("world.db")).unwrap();
        let mut desk = desk(&mut store);
        let event = desk
            .add_event(&EventSpec {
                handle: "clashes".parse().unwrap(),
                title: "Clashes".to_owned(),
                start: None,
                end: None,
                place: None,
                sides: Vec::new(),
                note: None,
            })
            .unwrap();
        let sources = SOURCES
            .iter()
            .map(|handle| {
                desk.add_source(&SourceSpec {
                    handle: handle.parse().unwrap(),
                    names: vec![(handle.to_uppercase(), None)],
                    kind: SourceKind::Outlet,
                    country: None,
                    side: None,
                    reliability: None,
                    note: None,
                })
                .unwrap()
            })
            .collect();
        desk.commit().unwrap();
        Self {
            _folder: folder,
            store,
            event,
            sources,
        }
    }

    fn article(&mut self, by: usize, day: &str, text: Option<&str>) -> ArticleId {
        let publisher = self.sources[by];
        let mut desk = desk(&mut self.store);
        let article = desk
            .add_article(&ArticleSpec {
                locator: format!("https://example.org/{by}/{day}"),
                publisher: Some(publisher),
                title: None,
                language: None,
                published_at: Some(day.parse().unwrap()),
            })
            .unwrap();
        if let Some(text) = text {
            desk.capture(&Capture {
                article,
                bytes: text.as_bytes(),
                text,
                media_type: "text/plain".to_owned(),
                charset: "UTF-8".to_owned(),
                extractor: "plain".to_owned(),
                captured_by: "file".to_owned(),
                retrieved_at: "2022-09-30T00:00:00Z".parse().unwrap(),
            })
            .unwrap();
        }
        desk.commit().unwrap();
        article
    }

    fn spec(
        &self,
        by: usize,
        day: &str,
        killed: u64,
        places: &[(ArticleId, &[usize])],
    ) -> ClaimSpec {
        ClaimSpec {
            event: self.event,
            claimant: self.sources[by],
            stated_on: day.parse().unwrap(),
            occurred: None,
            place: None,
            statement: StatementSpec::Figure(FigureSpec {
                measure: Measure::Killed,
                figure: Figure::exact(Count::try_from(killed).unwrap()),
                wording: None,
                victims: None,
                victim_side: None,
                victim_status: VictimStatus::Unknown,
                aggregation: Aggregation::Cumulative,
            }),
            citations: places
                .iter()
                .map(|(article, via)| CitationSpec {
                    via: via.iter().map(|relay| self.sources[*relay]).collect(),
                    ..CitationSpec::of(*article)
                })
                .collect(),
            note: None,
        }
    }

    fn say(
        &mut self,
        by: usize,
        day: &str,
        killed: u64,
        places: &[(ArticleId, &[usize])],
    ) -> ClaimId {
        let spec = self.spec(by, day, killed, places);
        let mut desk = desk(&mut self.store);
        let claim = desk.add_claim(&spec).unwrap().claim;
        desk.commit().unwrap();
        claim
    }

    /// An outlet states it in its own words, in an article of that day with this text.
    fn own(&mut self, by: usize, day: &str, killed: u64, text: &str) -> ClaimId {
        let article = self.article(by, day, Some(text));
        self.say(by, day, killed, &[(article, &[])])
    }

    fn report(&self) -> EventSources {
        let mut report = sources(
            &self.store,
            &Query {
                event: Some(self.event),
                ..Query::default()
            },
        )
        .unwrap();
        report.events.remove(0)
    }

    fn as_of(&self, day: &str) -> Sources {
        let query = Query {
            event: Some(self.event),
            as_of: Some(day.parse().unwrap()),
            recorded_by: None,
        };
        sources(&self.store, &query).unwrap()
    }
}

/// Each statement in words, without ids.
fn told(event: &EventSources) -> Vec<String> {
    event
        .statements
        .iter()
        .map(|statement| {
            let carriers: Vec<String> = statement
                .carriers
                .iter()
                .map(|carrier| {
                    let lag = carrier.lag.map_or("?".to_owned(), |lag| lag.to_string());
                    let same = if carrier.same_text_as.is_some() {
                        "="
                    } else {
                        ""
                    };
                    format!("{}{same}+{lag}", carrier.publisher.as_ref().unwrap().handle)
                })
                .collect();
            format!(
                "{} {:?} of {} claims, {} outlets, {} routes: {}",
                statement.origin.handle,
                statement.basis,
                statement.claims.len(),
                statement.outlets,
                statement.routes,
                carriers.join(" ")
            )
        })
        .collect()
}

#[test]
fn nine_outlets_that_repeat_one_statement_are_one_origin() {
    let mut world = World::new();
    let articles: Vec<ArticleId> = (3..12)
        .map(|by| world.article(by, "2022-09-14", None))
        .collect();
    let places: Vec<(ArticleId, &[usize])> = articles
        .iter()
        .enumerate()
        .map(|(index, article)| (*article, if index < 7 { [AGENCY].as_slice() } else { &[] }))
        .collect();
    world.say(MINISTRY, "2022-09-14", 50, &places);
    let report = world.report();
    let totals = report.totals;
    assert_eq!(
        (totals.outlets, totals.origins, totals.statements),
        (9, 1, 1)
    );
    assert_eq!(
        (totals.articles, totals.without_copy, totals.compared),
        (9, 9, 0)
    );
    let statement = &report.statements[0];
    assert_eq!(statement.origin.handle.as_str(), "ministry");
    assert_eq!(
        statement.routes, 3,
        "the agency, and two who heard it themselves"
    );
    assert_eq!(statement.first.len(), 9);
}

#[test]
fn the_relay_nearest_to_the_claimant_is_who_heard_it() {
    let mut world = World::new();
    let (one, two) = (
        world.article(HERALD, "2022-09-14", None),
        world.article(COURIER, "2022-09-15", None),
    );
    // The courier has it from the gazette, which has it from the agency.
    world.say(
        MINISTRY,
        "2022-09-14",
        50,
        &[(one, &[AGENCY]), (two, &[GAZETTE, AGENCY])],
    );
    assert_eq!(
        told(&world.report()),
        ["ministry Claimant of 1 claims, 2 outlets, 1 routes: herald+0 courier+1"]
    );
}

#[test]
fn an_outlets_own_words_are_whose_text_they_are() {
    let mut world = World::new();
    let agency = report("agency", 30);
    let article = world.article(HERALD, "2022-09-14", Some(&agency));
    world.say(MINISTRY, "2022-09-14", 30, &[(article, &[])]);
    let cut = format!("Our headline. {}", &agency[..agency.len() / 2]);
    world.own(COURIER, "2022-09-15", 30, &cut);
    // Another text, and the same number: it may have counted for itself.
    world.own(GAZETTE, "2022-09-15", 30, &report("gazette", 30));
    // The same text but for the number: it does not state the same.
    world.own(MIRROR, "2022-09-15", 31, &report("agency", 31));
    let report = world.report();
    assert_eq!(
        told(&report),
        [
            "ministry Claimant of 2 claims, 2 outlets, 1 routes: herald+0 courier=+1",
            "gazette OwnWords of 1 claims, 1 outlets, 1 routes: gazette+0",
            "mirror OwnWords of 1 claims, 1 outlets, 1 routes: mirror+0",
        ]
    );
    assert_eq!(
        (report.totals.compared, report.totals.near_identical),
        (3, 2)
    );
    assert_eq!((report.totals.outlets, report.totals.origins), (4, 3));
}

#[test]
fn of_outlets_that_print_one_text_the_first_is_the_origin() {
    let mut world = World::new();
    let text = report("unsigned", 12);
    world.own(COURIER, "2022-09-16", 12, &text);
    world.own(HERALD, "2022-09-14", 12, &text);
    world.own(
        GAZETTE,
        "2022-09-15",
        12,
        &format!("{text} And a line of our own."),
    );
    assert_eq!(
        told(&world.report()),
        ["herald SameText of 3 claims, 3 outlets, 1 routes: herald+0 gazette=+1 courier=+2"]
    );
    // Weeks later the same words are a new report.
    world.own(MIRROR, "2022-09-28", 12, &text);
    assert_eq!(world.report().totals.origins, 2);
}

#[test]
fn two_who_are_quoted_are_never_one_origin() {
    let mut world = World::new();
    let text = report("agency", 30);
    let herald = world.article(HERALD, "2022-09-14", Some(&text));
    let courier = world.article(COURIER, "2022-09-14", Some(&format!("{text} more")));
    world.say(MINISTRY, "2022-09-14", 30, &[(herald, &[]), (courier, &[])]);
    world.say(GOVERNOR, "2022-09-14", 30, &[(herald, &[]), (courier, &[])]);
    // Whose words it took is not known; it is one of the two, and joins neither with the other.
    world.own(GAZETTE, "2022-09-15", 30, &format!("Ours. {text}"));
    let report = world.report();
    assert_eq!(
        told(&report),
        [
            "governor Claimant of 2 claims, 3 outlets, 1 routes: courier+0 herald=+0 gazette=+1",
            "ministry Claimant of 1 claims, 2 outlets, 1 routes: courier+0 herald=+0",
        ]
    );
    assert_eq!(report.totals.origins, 2);
}

#[test]
fn own_words_with_a_relay_lead_to_the_relay() {
    let mut world = World::new();
    let article = world.article(AGENCY, "2022-09-14", None);
    world.say(AGENCY, "2022-09-14", 8, &[(article, &[])]);
    let article = world.article(HERALD, "2022-09-14", None);
    world.say(HERALD, "2022-09-14", 8, &[(article, &[AGENCY])]);
    let article = world.article(COURIER, "2022-09-15", None);
    world.say(COURIER, "2022-09-15", 9, &[(article, &[AGENCY])]);
    let report = world.report();
    assert_eq!(
        told(&report),
        [
            "agency OwnWords of 2 claims, 2 outlets, 1 routes: agency+0 herald+0",
            "agency Relay of 1 claims, 1 outlets, 1 routes: courier+0",
        ]
    );
    assert_eq!((report.totals.outlets, report.totals.origins), (3, 1));
}

#[test]
fn whoever_has_it_from_another_outlet_of_that_day_is_not_first() {
    let mut world = World::new();
    let text = report("wire", 49);
    let herald = world.article(HERALD, "2022-09-13", Some(&text));
    let courier = world.article(COURIER, "2022-09-13", Some(&text));
    world.say(
        MINISTRY,
        "2022-09-13",
        49,
        &[(herald, &[]), (courier, &[HERALD])],
    );
    let event = world.report();
    let first = |statement: &Statement| {
        let first = statement.first.iter();
        first
            .map(|outlet| outlet.handle.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(first(&event.statements[0]), ["herald"]);
    let counts: Vec<_> = event
        .outlets
        .iter()
        .map(|outlet| (outlet.source.handle.as_str(), outlet.first, outlet.repeated))
        .collect();
    assert_eq!(counts, [("courier", 0, 1), ("herald", 1, 0)]);
    assert_eq!(
        event.totals.near_identical, 2,
        "a relay that is named is compared too"
    );
}
