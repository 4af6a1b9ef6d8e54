//! A small case in a real database, for the tests of reports and of what is printed of them.

use std::ops::ControlFlow;

use super::changes::{self, Query};
use super::history::{Difference, Value, history};
use super::listing::{self, ClaimKind, Filter, Line};
use super::marked_text::marked_text;
use super::record::{About, show};
use super::search::{Needle, search};
use super::{ReportError, extent};
use crate::model::{AnswerKind, Digest, Measure, RecordId, RecordKind, RevisionNumber};
use crate::store::Horizon;

mod case;

pub(crate) use case::Case;

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
