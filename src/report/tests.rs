//! A small case in a real database, for the tests of reports and of what is printed of them.

use std::ops::ControlFlow;

use super::changes::{self, Query};
use super::history::{Difference, Value, history};
use super::listing::{self, ClaimKind, Filter, Line};
use super::marked_text::marked_text;
use super::record::{About, show};
use super::search::{Needle, search};
use super::{ReportError, extent};
use crate::model::{
    Aggregation, AnswerKind, ArticleId, Cause, ClaimId, Digest, EventId, Figure, Measure, RecordId,
    RecordKind, RevisionNumber, SourceId, SourceKind, VictimStatus,
};
use crate::record::spec::{
    ArticleSpec, CitationSpec, ClaimSpec, CopySpec, EventSpec, FigureSpec, SourceSpec,
    StatementSpec,
};
use crate::record::{Capture, Desk, Salts, Why};
use crate::store::sqlite::SqliteStore;
use crate::store::{Horizon, Store as _};

/// The article's text: the quotes overlap.
const TEXT: &str = "خسائر على الحدود\n\nقال نائب وزير الخارجيّة إن نحو 50 جندياً قُتلوا\nOfficials said at least 49 soldiers died.";

/// A case: one event, two claimants, three articles, five claims, one of them amended and one retracted.
pub(crate) struct Case {
    _folder: tempfile::TempDir,
    pub(crate) store: SqliteStore,
}

fn figure(
    event: EventId,
    claimant: SourceId,
    number: u64,
    day: &str,
    citation: CitationSpec,
) -> ClaimSpec {
    ClaimSpec {
        event,
        claimant,
        stated_on: day.parse().unwrap(),
        occurred: None,
        place: None,
        statement: StatementSpec::Figure(FigureSpec {
            measure: Measure::Killed,
            figure: Figure::exact(number.try_into().unwrap()),
            wording: Some("نحو 50".to_owned()),
            victims: Some("Armenian servicemen".parse().unwrap()),
            victim_side: Some("Armenia".parse().unwrap()),
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
        }),
        citations: vec![citation],
        note: None,
    }
}

fn quote(article: ArticleId, words: &str) -> CitationSpec {
    CitationSpec {
        quote: Some(words.to_owned()),
        allow_unread: true,
        ..CitationSpec::of(article)
    }
}

fn source(handle: &str, name: &str) -> SourceSpec {
    SourceSpec {
        handle: handle.parse().unwrap(),
        names: vec![
            (name.to_owned(), None),
            ("وزارة الدفاع".to_owned(), Some("ar".parse().unwrap())),
        ],
        kind: SourceKind::Official,
        country: Some("AM".parse().unwrap()),
        side: Some("Armenia".parse().unwrap()),
        reliability: Some("C".parse().unwrap()),
        note: None,
    }
}

fn article(locator: &str, publisher: SourceId, title: Option<&str>, day: &str) -> ArticleSpec {
    ArticleSpec {
        locator: locator.to_owned(),
        publisher: Some(publisher),
        title: title.map(str::to_owned),
        language: Some("ar".parse().unwrap()),
        published_at: Some(day.parse().unwrap()),
    }
}

impl Case {
    /// Records the case at 2022-09-20T10:00:00Z, and what was changed later an hour after.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::create(&folder.path().join("case.db")).unwrap();
        let author = "Desk".parse().unwrap();
        let at = |hour: u32| format!("2022-09-20T{hour}:00:00Z").parse().unwrap();
        let mut desk = Desk::new(
            store.begin(None).unwrap(),
            author,
            at(10),
            Salts::seeded("case", 0),
        );
        Self::first(&mut desk);
        let size = desk.commit().unwrap().size;
        let author = "Editor".parse().unwrap();
        let salts = Salts::seeded("case", size);
        let mut desk = Desk::new(store.begin(None).unwrap(), author, at(11), salts);
        Self::later(&mut desk);
        desk.commit().unwrap();
        Self {
            _folder: folder,
            store,
        }
    }

    fn first(desk: &mut Desk<'_>) {
        let event = desk
            .add_event(&EventSpec {
                handle: "clashes".parse().unwrap(),
                title: "Clashes on the border".to_owned(),
                start: Some("2022-09-13".parse().unwrap()),
                end: Some("2022-09-14".parse().unwrap()),
                place: None,
                sides: vec!["Armenia".parse().unwrap(), "Azerbaijan".parse().unwrap()],
                note: None,
            })
            .unwrap();
        let ministry = desk.add_source(&source("mod", "Ministry")).unwrap();
        let outlet = desk.add_source(&source("sahifa", "الصحيفة")).unwrap();
        let agency = desk.add_source(&source("agency", "Agency")).unwrap();
        let page = article(
            "https://sahifa.example/1",
            outlet,
            Some("خسائر"),
            "2022-09-15",
        );
        let page = desk.add_article(&page).unwrap();
        desk.capture(&Capture {
            article: page,
            bytes: TEXT.as_bytes(),
            text: TEXT,
            media_type: "text/plain".to_owned(),
            charset: "UTF-8".to_owned(),
            extractor: "none 1".to_owned(),
            captured_by: "file".to_owned(),
            retrieved_at: "2022-09-15T08:30:00Z".parse().unwrap(),
        })
        .unwrap();
        let other = article("label of a leaflet", agency, None, "2022-09");
        let other = desk.add_article(&other).unwrap();
        let c1 = figure(
            event,
            ministry,
            49,
            "2022-09-13",
            quote(page, "at least 49 soldiers died"),
        );
        desk.add_claim(&c1).unwrap();
        let mut wide = quote(page, "نحو 50 جندياً قُتلوا\nOfficials said at least 49");
        wide.via = vec![agency];
        let c2 = figure(event, ministry, 50, "2022-09-14", wide);
        let c2 = desk.add_claim(&c2).unwrap().claim;
        let accusation = ClaimSpec {
            statement: StatementSpec::Accuses {
                accused: outlet,
                act: "shelling of “Goris”".to_owned(),
            },
            ..figure(event, ministry, 1, "2022-09-13", CitationSpec::of(other))
        };
        let c3 = desk.add_claim(&accusation).unwrap().claim;
        let denial = ClaimSpec {
            statement: StatementSpec::Answers {
                kind: AnswerKind::Denial,
                claim: c3,
                act: None,
            },
            ..figure(event, outlet, 1, "2022-09-14", CitationSpec::of(other))
        };
        desk.add_claim(&denial).unwrap();
        let mut elsewhere = quote(other, "seventy");
        elsewhere.copy = CopySpec::Bytes {
            raw: Digest::of(b"a page that is not here"),
            span: None,
            prefix: None,
            suffix: None,
        };
        desk.cite(
            c2,
            &elsewhere,
            &Why::because(Cause::LateDiscovery, "another print"),
        )
        .unwrap();
        let c5 = figure(event, ministry, 70, "2022-09-16", CitationSpec::of(other));
        desk.add_claim(&c5).unwrap();
    }

    fn later(desk: &mut Desk<'_>) {
        let c2: ClaimId = "c2".parse().unwrap();
        let mut spec = ClaimSpec::from(&desk.claim_at(c2).unwrap());
        if let StatementSpec::Figure(stated) = &mut spec.statement {
            stated.figure = "45"
                .parse::<u64>()
                .map(|n| Figure::exact(n.try_into().unwrap()))
                .unwrap();
        }
        spec.citations.remove(1);
        spec.citations[0].via.clear();
        spec.citations[0].allow_unread = true;
        let why = Why::because(Cause::DeskCorrection, "misread");
        desk.amend(c2, &spec, &why).unwrap();
        desk.retract("c5".parse().unwrap(), "a hoax").unwrap();
    }
}

fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

fn listed(case: &Case, kind: RecordKind, filter: &Filter) -> Vec<String> {
    let mut ids = Vec::new();
    let walked: Result<(), ReportError> =
        listing::each(&case.store, kind, filter, Horizon::NOW, |line| {
            ids.push(match line {
                Line::Event(id, _) => id.to_string(),
                Line::Source(id, _) => id.to_string(),
                Line::Article(article) => article.id.to_string(),
                Line::Snapshot(id, ..) => id.to_string(),
                Line::Assessment(line) => line.id.to_string(),
                Line::Claim(line) => line.id.to_string(),
            });
            Ok(ControlFlow::Continue(()))
        });
    walked.unwrap();
    ids
}

#[test]
fn lists_are_filtered_by_who_what_and_when() {
    let case = Case::new();
    let none = Filter::default();
    assert_eq!(listed(&case, RecordKind::Event, &none), ["e1"]);
    assert_eq!(listed(&case, RecordKind::Source, &none), ["s1", "s2", "s3"]);
    assert_eq!(listed(&case, RecordKind::Article, &none), ["a1", "a2"]);
    assert_eq!(listed(&case, RecordKind::Snapshot, &none), ["n1"]);
    assert_eq!(
        listed(&case, RecordKind::Claim, &none),
        ["c1", "c2", "c3", "c4"]
    );
    let claims = |filter| listed(&case, RecordKind::Claim, &filter);
    assert_eq!(
        claims(Filter {
            retracted: true,
            measure: Some(Measure::Killed),
            ..Filter::default()
        }),
        ["c1", "c2", "c5"]
    );
    assert_eq!(
        claims(Filter {
            kind: Some(ClaimKind::Answer(AnswerKind::Denial)),
            ..Filter::default()
        }),
        ["c4"]
    );
    let outlet = Filter {
        source: Some("s2".parse().unwrap()),
        ..Filter::default()
    };
    assert_eq!(
        claims(outlet.clone()),
        ["c1", "c2", "c4"],
        "published or stated"
    );
    assert_eq!(listed(&case, RecordKind::Article, &outlet), ["a1"]);
    let since = Filter {
        since: Some("2022-09-14".parse().unwrap()),
        ..Filter::default()
    };
    assert_eq!(claims(since.clone()), ["c2", "c4"]);
    assert_eq!(
        listed(&case, RecordKind::Article, &since),
        ["a1", "a2"],
        "a month may be late"
    );
    assert_eq!(listed(&case, RecordKind::Event, &since), ["e1"]);
    let after = Filter {
        since: Some("2022-09-15".parse().unwrap()),
        ..Filter::default()
    };
    assert!(listed(&case, RecordKind::Event, &after).is_empty());
    let unfit = Filter {
        measure: Some(Measure::Killed),
        ..Filter::default()
    };
    let refused: Result<(), ReportError> = listing::each(
        &case.store,
        RecordKind::Article,
        &unfit,
        Horizon::NOW,
        |_| Ok(ControlFlow::Continue(())),
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "--measure says nothing about articles"
    );
}

#[test]
fn a_claim_is_shown_with_what_it_leads_to() {
    let case = Case::new();
    let view = show(&case.store, id("c3"), Horizon::NOW, None).unwrap();
    let About::Claim(about) = view.about else {
        panic!("a claim");
    };
    assert_eq!(about.accused.unwrap().handle.as_str(), "sahifa");
    assert_eq!(about.answered_by[0].id, "c4".parse().unwrap());
    assert!(!about.citations[0].held && about.citations[0].sha256.is_none());

    let second = Some(RevisionNumber::new(2.try_into().unwrap()));
    let view = show(&case.store, id("c2"), Horizon::NOW, second).unwrap();
    assert_eq!((view.versions, view.retracted), (3, false));
    let About::Claim(about) = view.about else {
        panic!("a claim");
    };
    let held: Vec<bool> = about
        .citations
        .iter()
        .map(|citation| citation.held)
        .collect();
    assert_eq!(held, [true, false]);
    assert_eq!(
        about.citations[1].sha256,
        Some(Digest::of(b"a page that is not here"))
    );
    assert!(
        show(&case.store, id("c5"), Horizon::NOW, None)
            .unwrap()
            .retracted
    );
}

#[test]
fn what_is_not_there_is_said() {
    let case = Case::new();
    let error = |record, horizon, number: Option<u32>| {
        let number = number.map(|number| RevisionNumber::new(number.try_into().unwrap()));
        show(&case.store, id(record), horizon, number)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(error("c99", Horizon::NOW, None), "there is no claim “c99”");
    assert_eq!(
        error("c2", Horizon::NOW, Some(4)),
        "c2 has no version 4; it has 3"
    );
    assert_eq!(
        error("c2", Horizon::first(3), None),
        "c2 had not been logged by then"
    );
}

#[test]
fn counts_of_events_and_sources() {
    let case = Case::new();
    let about = |record| {
        show(&case.store, id(record), Horizon::NOW, None)
            .unwrap()
            .about
    };
    let About::Event(counts) = about("e1") else {
        panic!("an event");
    };
    assert_eq!(
        (
            counts.figures,
            counts.accusations,
            counts.answers,
            counts.retracted
        ),
        (2, 1, 1, 1)
    );
    let About::Source(roles) = about("s2") else {
        panic!("a source");
    };
    assert_eq!(
        (roles.states.answers, roles.accused, roles.publishes),
        (1, 1, 1)
    );
    let About::Article {
        snapshots, claims, ..
    } = about("a1")
    else {
        panic!("an article");
    };
    assert_eq!((snapshots.len(), claims.len()), (1, 2));
}

#[test]
fn a_history_names_the_fields_that_differ() {
    let case = Case::new();
    let history = history(&case.store, id("c2"), Horizon::NOW).unwrap();
    assert!(history.versions[0].differences.is_empty());
    let changed = |version: usize| -> Vec<String> {
        let shown = |value: &Option<Value>| match value {
            None => "–".to_owned(),
            Some(Value::Kept(text)) => text.clone(),
            Some(Value::Erased) => "erased".to_owned(),
        };
        history.versions[version]
            .differences
            .iter()
            .map(
                |Difference {
                     field,
                     citation,
                     before,
                     after,
                 }| {
                    let number = citation.map(|n| n.to_string()).unwrap_or_default();
                    format!("{field}{number}: {} → {}", shown(before), shown(after))
                },
            )
            .collect()
    };
    let sha256 = Digest::of(b"a page that is not here");
    assert_eq!(
        changed(1),
        [
            "article2: – → a2".to_owned(),
            format!("sha2562: – → {sha256}"),
            "quote2: – → seventy".to_owned(),
            "reading2: – → unread".to_owned(),
        ]
    );
    assert_eq!(
        changed(2),
        [
            "figure: 50 → 45".to_owned(),
            "via1: agency → –".to_owned(),
            "reading1: read → unread".to_owned(),
            "article2: a2 → –".to_owned(),
            format!("sha2562: {sha256} → –"),
            "quote2: seventy → –".to_owned(),
            "reading2: unread → –".to_owned(),
        ]
    );
}

#[test]
fn the_text_is_cut_where_citations_begin_and_end() {
    let case = Case::new();
    let marked = marked_text(&case.store, "n1".parse().unwrap(), Horizon::NOW).unwrap();
    let shown: Vec<(&str, usize)> = marked
        .pieces
        .iter()
        .map(|piece| (&marked.text[piece.bytes.clone()], piece.claims.len()))
        .collect();
    assert_eq!(
        shown[1..],
        [
            ("نحو 50 جندياً قُتلوا\nOfficials said ", 1),
            ("at least 49", 2),
            (" soldiers died", 1),
            (".", 0),
        ]
    );
    assert!(marked.unplaced.is_empty());
}

#[test]
fn search_finds_every_field_in_any_spelling() {
    let case = Case::new();
    let found = |query: &str| {
        let needle = Needle::parse(query).unwrap();
        let mut hits = Vec::new();
        let unsearched: Vec<_> = search(&case.store, &needle, Horizon::NOW, |hit| {
            hits.push(format!("{} {}", hit.record, hit.field));
            Ok::<_, ReportError>(ControlFlow::Continue(()))
        })
        .unwrap();
        assert!(unsearched.is_empty());
        hits
    };
    assert_eq!(found("الخارجية"), ["n1 text"]);
    assert_eq!(found("الصحيفه"), ["s2 name"]);
    assert_eq!(found("CLASHES border"), ["e1 title"]);
    assert_eq!(found("goris"), ["c3 act"]);
    assert_eq!(found("officials ٤٩"), ["c2 quote", "n1 text"]);
    assert_eq!(found("leaflet"), ["a2 url"]);
    assert!(found("\"border clashes\"").is_empty());
}

#[test]
fn an_extent_counts_what_is_left_out() {
    let case = Case::new();
    let query = Query {
        as_of: Some("2022-09-13".parse().unwrap()),
        ..Query::default()
    };
    let made = changes::made(&case.store, &query).unwrap();
    let extent = extent::extent(&case.store, &query, &made).unwrap();
    assert_eq!(
        (extent.series, extent.shown, extent.later, extent.undatable),
        (1, 1, 1, 0)
    );
    assert_eq!(
        extent.only_event().unwrap().event.handle.as_str(),
        "clashes"
    );
}
