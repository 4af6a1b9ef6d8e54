//! What every store must do, whatever it keeps its rows in.
//!
//! Each rule is a function over a [`Place`] where stores are opened; `rules!` runs all of them on one kind of place. A
//! second kind of store is one more `Place` and one more line.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::path::PathBuf;

use claimlog::log::{Frontier, Hash};
use claimlog::model::citation::Span;
use claimlog::model::snapshot::SealedDigest;
use claimlog::model::{
    Accusation, Aggregation, Anchor, AnswerKind, Article, ArticleId, Cause, Citation, Claim,
    ClaimId, Content, Count, Digest, EntryIndex, Event, EventId, Figure, FigureClaim, Instant,
    Measure, Passage, Prose, RecordId, RecordKind, Revision, Salt, SeriesKey, Snapshot, SnapshotId,
    Source, SourceId, SourceKind, SourceName, Statement, VictimStatus,
};
use claimlog::store::sqlite::{Access, SqliteStore};
use claimlog::store::{
    Draft, FigurePoint, Head, Horizon, LogEntry, Logged, Read, SeriesFilter, Store, StoreError,
};
use claimlog::verify::verify;
use proptest::prelude::*;

/// Where one database is. It begins empty, and can be opened more than once.
trait Place {
    fn new() -> Self;
    fn open(&self) -> Box<dyn Store>;
    /// How many texts, citations and blobs are stored, each counted once.
    fn stored(&self) -> [i64; 3];
}

struct SqliteFile(tempfile::TempDir);

impl SqliteFile {
    fn path(&self) -> PathBuf {
        self.0.path().join("claimlog.db")
    }
}

impl Place for SqliteFile {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        SqliteStore::create(&place.path()).unwrap();
        place
    }

    fn open(&self) -> Box<dyn Store> {
        Box::new(SqliteStore::open(&self.path(), Access::Write).unwrap())
    }

    fn stored(&self) -> [i64; 3] {
        let connection = rusqlite::Connection::open(self.path()).unwrap();
        ["prose", "citation", "blob"].map(|table| {
            connection
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                    row.get(0)
                })
                .unwrap()
        })
    }
}

macro_rules! rules {
    ($($kind:ident: $place:ty { $($rule:ident)* })*) => {$(
        mod $kind {
            use super::*;
            $(
                #[test]
                fn $rule() {
                    super::$rule::<$place>();
                }
            )*
        }
    )*};
}

rules! {
    sqlite: SqliteFile {
        entries_come_in_order_and_records_are_numbered_by_kind
        a_dropped_transaction_leaves_nothing
        a_head_that_moved_is_noticed
        versions_are_found_within_horizons
        a_horizon_ends_at_the_last_entry_recorded_by_then
        unchanged_texts_and_citations_are_stored_once_and_read_back_whole
        every_kind_of_content_reads_back_equal
        series_come_in_order_without_what_was_retracted
        figures_and_accusations_are_found_where_they_would_be
        claims_are_found_by_what_they_rest_on
        snapshots_and_handles_are_found
        the_same_bytes_are_kept_once
        a_draft_that_does_not_fit_is_refused_and_writes_nothing
        a_draft_that_fails_halfway_ends_its_transaction
        a_second_writer_waits_and_a_reader_sees_what_is_committed
        the_root_is_that_of_the_leaves
        a_visit_breaks_off
        any_sequence_of_drafts_is_kept_as_it_was_appended
    }
}

// ---- drafts ----

const TEXT: &str = "It was said that 50 had died. قال إن نحو 50 جندياً قُتلوا.";

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

fn event_id(n: u32) -> EventId {
    EventId::new(number(n))
}

fn source_id(n: u32) -> SourceId {
    SourceId::new(number(n))
}

fn article_id(n: u32) -> ArticleId {
    ArticleId::new(number(n))
}

fn claim_id(n: u32) -> ClaimId {
    ClaimId::new(number(n))
}

fn record(id: &str) -> RecordId {
    id.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A text whose salt is its own digest: equal texts are equal fields.
fn prose(value: &str) -> Prose {
    Prose::new(salt(value), value)
}

fn salt(of: &str) -> Salt {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Digest::of(of.as_bytes()).as_bytes()[..16]);
    Salt::from_bytes(bytes)
}

fn event(handle: &str) -> Content {
    Content::Event(Event {
        handle: handle.parse().unwrap(),
        title: prose("Clashes"),
        start: Some("2022-09-13".parse().unwrap()),
        end: None,
        place: Some("the border".parse().unwrap()),
        sides: vec!["Armenia".parse().unwrap(), "Azerbaijan".parse().unwrap()],
        note: Some(prose("a note")),
    })
}

fn source(handle: &str) -> Content {
    let name = |name: &str, language: Option<&str>| SourceName {
        name: prose(name),
        language: language.map(|tag| tag.parse().unwrap()),
    };
    let names = vec![name("Ministry", Some("en")), name("وزارة", None)];
    let mut source = Source::new(handle.parse().unwrap(), names, SourceKind::Official).unwrap();
    source.country = Some("AZ".parse().unwrap());
    source.side = Some("Azerbaijan".parse().unwrap());
    source.reliability = Some("C".parse().unwrap());
    Content::Source(source)
}

fn article(locator: &str) -> Content {
    Content::Article(Article {
        locator: prose(locator),
        publisher: Some(source_id(1)),
        title: Some(prose("Tolls")),
        language: Some("ar".parse().unwrap()),
        published_at: Some("2022-09".parse().unwrap()),
    })
}

fn snapshot(article: ArticleId, bytes: &[u8], text: &str) -> Content {
    Content::Snapshot(Snapshot {
        article,
        retrieved_at: instant("2022-09-15T18:00:00.000001Z"),
        raw: SealedDigest {
            digest: Digest::of(bytes),
            salt: salt("raw"),
        },
        text: SealedDigest {
            digest: Digest::of(text.as_bytes()),
            salt: salt("text"),
        },
        media_type: "text/html".to_owned(),
        charset: "windows-1256".to_owned(),
        captured_by: "file".to_owned(),
        extractor: "plain".to_owned(),
    })
}

fn bare(article: ArticleId) -> Citation {
    Citation {
        article,
        anchor: Anchor::None,
        passage: None,
        reading: None,
        via: Vec::new(),
    }
}

/// A quote where it stands in [`TEXT`].
fn quoted(article: ArticleId, snapshot: SnapshotId, quote: &str) -> Citation {
    let start = u64::try_from(TEXT.find(quote).unwrap()).unwrap();
    let end = start + u64::try_from(quote.len()).unwrap();
    Citation {
        article,
        anchor: Anchor::Held {
            snapshot,
            span: Some(Span::new(start, end).unwrap()),
        },
        passage: Some(Passage {
            quote: prose(quote),
            prefix: Some(prose("before")),
            suffix: None,
        }),
        reading: None,
        via: vec![source_id(1)],
    }
}

fn exact(number: u64) -> Figure {
    Figure::exact(Count::try_from(number).unwrap())
}

fn figure(event: EventId, claimant: SourceId, day: &str, killed: u64) -> Claim {
    Claim::new(
        event,
        claimant,
        day.parse().unwrap(),
        Statement::Figure(FigureClaim {
            measure: Measure::Killed,
            figure: exact(killed),
            wording: Some(prose("fifty")),
            victims: Some("servicemen".parse().unwrap()),
            victim_side: None,
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
        }),
        vec![bare(article_id(1))],
    )
    .unwrap()
}

fn accusation(event: EventId, claimant: SourceId, day: &str, accusation: Accusation) -> Claim {
    Claim::new(
        event,
        claimant,
        day.parse().unwrap(),
        Statement::Accusation(accusation),
        vec![bare(article_id(1))],
    )
    .unwrap()
}

fn accuses() -> Accusation {
    Accusation::Accuses {
        accused: source_id(1),
        act: prose("use of drones"),
    }
}

fn denies(claim: ClaimId) -> Accusation {
    Accusation::Answers {
        kind: AnswerKind::Denial,
        claim,
        act: None,
    }
}

fn first(content: Content) -> Draft {
    Draft {
        record: None,
        author: "lina".parse().unwrap(),
        recorded_at: instant("2022-09-20T10:00:00Z"),
        cause: Cause::First,
        reason: None,
        content,
    }
}

fn later(record: RecordId, cause: Cause, content: Content) -> Draft {
    Draft {
        record: Some(record),
        cause,
        reason: Some(prose("because")),
        ..first(content)
    }
}

fn at(now: &str, draft: Draft) -> Draft {
    Draft {
        recorded_at: instant(now),
        ..draft
    }
}

/// Logs drafts in one transaction.
fn log(store: &mut dyn Store, drafts: impl IntoIterator<Item = Draft>) -> Vec<Logged> {
    let mut write = store.begin(None).unwrap();
    let logged = drafts
        .into_iter()
        .map(|draft| write.append(draft).unwrap())
        .collect();
    write.commit().unwrap();
    logged
}

/// An event, a source and an article, which claims name.
fn background() -> [Draft; 3] {
    [
        first(event("clashes")),
        first(source("ministry")),
        first(article("https://example.org/a")),
    ]
}

// ---- looking ----

fn entries(read: &dyn Read, from: u64) -> Vec<LogEntry> {
    let mut found = Vec::new();
    read.each_entry(EntryIndex::new(from), &mut |entry| {
        found.push(entry.expect("every entry can be read"));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

fn latest_of(read: &dyn Read, kind: RecordKind, horizon: Horizon) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    read.each_latest(kind, horizon, &mut |revision| {
        found.push((revision.record.to_string(), revision.number.get().get()));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

fn series(
    read: &dyn Read,
    filter: &SeriesFilter,
    horizon: Horizon,
) -> Vec<(SeriesKey, Vec<FigurePoint>)> {
    let mut found = Vec::new();
    read.each_series(filter, horizon, &mut |one| {
        found.push(one);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

/// Each series as its claimant and its claims in order.
fn outline(read: &dyn Read, filter: &SeriesFilter, horizon: Horizon) -> Vec<String> {
    series(read, filter, horizon)
        .into_iter()
        .map(|(key, points)| {
            let points: Vec<String> = points
                .iter()
                .map(|point| format!("{}.{}={}", point.claim, point.revision, point.figure))
                .collect();
            format!(
                "{} {} {}: {}",
                key.event,
                key.claimant,
                key.measure,
                points.join(" ")
            )
        })
        .collect()
}

#[track_caller]
fn sound(read: &dyn Read) {
    assert_eq!(verify(read, &mut |_| ()).unwrap().faults, []);
}

/// What a draft must have become.
fn expected(draft: &Draft, logged: Logged, parent: Option<EntryIndex>) -> Revision {
    let draft = draft.clone();
    Revision {
        entry: logged.entry,
        record: logged.record,
        number: logged.number,
        parent,
        author: draft.author,
        recorded_at: draft.recorded_at,
        cause: draft.cause,
        reason: draft.reason,
        content: draft.content,
    }
}

// ---- the rules ----

fn entries_come_in_order_and_records_are_numbered_by_kind<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let empty = store.head().unwrap();
    assert_eq!((empty.size, empty.root), (0, Hash::EMPTY_ROOT));
    let logged = log(
        &mut *store,
        [
            first(event("one")),
            first(source("one")),
            first(event("two")),
            later(record("e1"), Cause::DeskCorrection, event("uno")),
            first(source("two")),
        ],
    );
    let logged: Vec<String> = logged
        .iter()
        .map(|logged| format!("{} {}.{}", logged.entry, logged.record, logged.number))
        .collect();
    assert_eq!(logged, ["0 e1.1", "1 s1.1", "2 e2.1", "3 e1.2", "4 s2.1"]);
    // The numbers go on where they were, in another transaction of another store.
    drop(store);
    let mut store = place.open();
    let logged = log(&mut *store, [first(event("three"))]);
    assert_eq!((logged[0].entry.get(), logged[0].record), (5, record("e3")));
    let order: Vec<u64> = entries(&*store, 2)
        .iter()
        .map(|entry| entry.revision.entry.get())
        .collect();
    assert_eq!(order, [2, 3, 4, 5]);
    assert_eq!(entries(&*store, 6), []);
    sound(&*store);
}

fn a_dropped_transaction_leaves_nothing<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let before = (store.head().unwrap(), place.stored());
    {
        let mut write = store.begin(None).unwrap();
        write.keep(b"bytes").unwrap();
        write.append(first(event("gone"))).unwrap();
        write
            .append(later(
                record("e1"),
                Cause::DeskCorrection,
                event("gone-too"),
            ))
            .unwrap();
        // Within the transaction it is all there.
        assert_eq!(write.history(record("e1")).unwrap().len(), 2);
        assert!(write.latest(record("e2"), Horizon::NOW).unwrap().is_some());
        assert!(write.blob(Digest::of(b"bytes")).unwrap().is_some());
    }
    assert_eq!((store.head().unwrap(), place.stored()), before);
    assert_eq!(store.history(record("e1")).unwrap().len(), 1);
    assert_eq!(store.latest(record("e2"), Horizon::NOW).unwrap(), None);
    assert_eq!(store.revision(EntryIndex::new(3)).unwrap(), None);
    assert_eq!(store.blob(Digest::of(b"bytes")).unwrap(), None);
    assert_eq!(
        store.event_by_handle(&"gone".parse().unwrap()).unwrap(),
        None
    );
    // What is logged next takes the numbers that were not used.
    let logged = log(&mut *store, [first(event("two"))]);
    assert_eq!((logged[0].entry.get(), logged[0].record), (3, record("e2")));
    sound(&*store);
}

fn a_head_that_moved_is_noticed<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let seen = store.head().unwrap();
    let mut write = store.begin(Some(seen)).unwrap();
    write.append(first(event("one"))).unwrap();
    let now = write.commit().unwrap();
    assert_eq!(now, store.head().unwrap());
    assert_eq!(now.size, 1);
    match store.begin(Some(seen)).map(drop) {
        Err(StoreError::HeadMoved { expected, found }) => {
            assert_eq!((expected, found), (seen, now));
        }
        other => panic!("{other:?}"),
    }
    // The size alone is not the head.
    let forged = Head {
        root: seen.root,
        ..now
    };
    assert!(matches!(
        store.begin(Some(forged)).map(drop),
        Err(StoreError::HeadMoved { .. })
    ));
    // A refusal locks nothing.
    drop(store.begin(Some(now)).unwrap());
}

fn versions_are_found_within_horizons<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(
        &mut *store,
        [
            first(event("one")),
            first(event("two")),
            later(record("e1"), Cause::DeskCorrection, event("uno")),
            later(record("e1"), Cause::Retraction, event("uno")),
        ],
    );
    let found: Vec<Option<u32>> = (0..=4)
        .map(|size| {
            store
                .latest(record("e1"), Horizon::first(size))
                .unwrap()
                .map(|revision| revision.number.get().get())
        })
        .collect();
    assert_eq!(found, [None, Some(1), Some(1), Some(2), Some(3)]);
    let newest = store.latest(record("e1"), Horizon::NOW).unwrap().unwrap();
    assert!(newest.is_retraction());
    let history = store.history(record("e1")).unwrap();
    assert_eq!(history.last(), Some(&newest));
    let places: Vec<(u64, Option<u64>)> = history
        .iter()
        .map(|revision| (revision.entry.get(), revision.parent.map(EntryIndex::get)))
        .collect();
    assert_eq!(places, [(0, None), (2, Some(0)), (3, Some(2))]);
    for revision in history {
        assert_eq!(store.revision(revision.entry).unwrap(), Some(revision));
    }
    assert_eq!(store.history(record("e3")).unwrap(), []);
    assert_eq!(store.history(record("s1")).unwrap(), []);
    let each = |size| latest_of(&*store, RecordKind::Event, Horizon::first(size));
    let is = |id: &str, version| (id.to_owned(), version);
    assert_eq!(each(0), []);
    assert_eq!(each(1), [is("e1", 1)]);
    assert_eq!(each(2), [is("e1", 1), is("e2", 1)]);
    assert_eq!(each(3), [is("e1", 2), is("e2", 1)]);
    assert_eq!(each(4), [is("e1", 3), is("e2", 1)]);
    assert_eq!(latest_of(&*store, RecordKind::Source, Horizon::NOW), []);
}

fn a_horizon_ends_at_the_last_entry_recorded_by_then<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let early = instant("2022-09-20T09:00:00Z");
    assert_eq!(store.horizon_at(early).unwrap(), Horizon::first(0));
    log(
        &mut *store,
        [
            at("2022-09-20T10:00:00Z", first(event("one"))),
            at("2022-09-20T12:00:00Z", first(event("two"))),
            // The clock was set back.
            at("2022-09-20T11:00:00Z", first(event("three"))),
            at("2022-09-20T13:00:00.000001Z", first(event("four"))),
        ],
    );
    for (when, size) in [
        ("2022-09-20T09:59:59.999999Z", 0),
        ("2022-09-20T10:00:00Z", 1),
        // History is ordered by the log: what stands before the last entry recorded by then had been logged by then.
        ("2022-09-20T11:00:00Z", 3),
        ("2022-09-20T12:30:00Z", 3),
        ("2022-09-20T13:00:00Z", 3),
        ("2022-09-20T13:00:00.000001Z", 4),
        ("2030-01-01T00:00:00Z", 4),
    ] {
        assert_eq!(
            store.horizon_at(instant(when)).unwrap(),
            Horizon::first(size),
            "{when}"
        );
    }
}

fn unchanged_texts_and_citations_are_stored_once_and_read_back_whole<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let mut write = store.begin(None).unwrap();
    write.keep(TEXT.as_bytes()).unwrap();
    write
        .append(first(snapshot(article_id(1), TEXT.as_bytes(), TEXT)))
        .unwrap();
    write.commit().unwrap();
    let held = SnapshotId::new(number(1));
    let mut claim = figure(event_id(1), source_id(1), "2022-09-13", 50);
    claim.note = Some(prose("a note"));
    claim
        .cite(vec![
            quoted(article_id(1), held, "50 had died"),
            quoted(article_id(1), held, "نحو 50 جندياً"),
        ])
        .unwrap();
    let one = first(Content::Claim(claim.clone()));
    claim.stated_on = "2022-09-14".parse().unwrap();
    let two = Draft {
        reason: None,
        ..later(
            record("c1"),
            Cause::SourceRevised,
            Content::Claim(claim.clone()),
        )
    };
    claim.note = Some(prose("another note"));
    claim
        .cite(vec![quoted(article_id(1), held, "نحو 50 جندياً")])
        .unwrap();
    let three = later(record("c1"), Cause::DeskCorrection, Content::Claim(claim));

    let before = place.stored();
    let mut logged = log(&mut *store, [one.clone()]);
    let with_one = place.stored();
    // A wording, a note, two quotes and two surroundings.
    assert_eq!(with_one[0], before[0] + 6);
    assert_eq!(with_one[1], before[1] + 2);
    logged.extend(log(&mut *store, [two.clone()]));
    assert_eq!(place.stored(), with_one, "all of it was there");
    logged.extend(log(&mut *store, [three.clone()]));
    let with_three = place.stored();
    // The reason and the note are new; the citation is another list.
    assert_eq!(with_three[0], with_one[0] + 2);
    assert_eq!(with_three[1], with_one[1] + 1);

    let wanted = [
        expected(&one, logged[0], None),
        expected(&two, logged[1], Some(logged[0].entry)),
        expected(&three, logged[2], Some(logged[1].entry)),
    ];
    assert_eq!(store.history(record("c1")).unwrap(), wanted);
    sound(&*store);
}

fn every_kind_of_content_reads_back_equal<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let bytes = b"<p>raw</p>";
    let mut write = store.begin(None).unwrap();
    write.keep(bytes).unwrap();
    write.keep(TEXT.as_bytes()).unwrap();
    write.commit().unwrap();
    let mut elsewhere = figure(event_id(1), source_id(1), "2022-09-14?", 50);
    elsewhere.occurred = Some("2022-09-13/2022-09-14".parse().unwrap());
    elsewhere.place = Some("Jermuk".parse().unwrap());
    elsewhere
        .cite(vec![Citation {
            anchor: Anchor::Elsewhere {
                raw: Digest::of(b"elsewhere"),
                span: Some(Span::new(10, 20).unwrap()),
            },
            ..quoted(article_id(1), SnapshotId::new(number(1)), "50 had died")
        }])
        .unwrap();
    let mut unstated = figure(event_id(1), source_id(1), "2022", 0);
    if let Statement::Figure(figure) = &mut unstated.statement {
        figure.figure =
            Figure::new(None, None, None, claimlog::model::Qualifier::Unstated).unwrap();
        figure.wording = None;
        figure.victims = None;
    }
    let mut bare_article = match article("a label") {
        Content::Article(article) => article,
        other => panic!("{other:?}"),
    };
    bare_article.publisher = None;
    bare_article.title = None;
    bare_article.language = None;
    bare_article.published_at = None;
    let drafts = [
        first(event("clashes")),
        first(source("ministry")),
        first(article("https://example.org/a")),
        first(Content::Article(bare_article)),
        first(snapshot(article_id(1), bytes, TEXT)),
        first(Content::Claim(elsewhere)),
        first(Content::Claim(unstated)),
        first(Content::Claim(accusation(
            event_id(1),
            source_id(1),
            "2022-09-14",
            accuses(),
        ))),
        first(Content::Claim(accusation(
            event_id(1),
            source_id(1),
            "2022-09-15",
            denies(claim_id(3)),
        ))),
        first(Content::Claim(accusation(
            event_id(1),
            source_id(1),
            "2022-09-15",
            Accusation::Answers {
                kind: AnswerKind::Concession,
                claim: claim_id(3),
                act: Some(prose("part of it")),
            },
        ))),
    ];
    let logged = log(&mut *store, drafts.clone());
    for (draft, logged) in drafts.iter().zip(&logged) {
        assert_eq!(
            store.revision(logged.entry).unwrap(),
            Some(expected(draft, *logged, None))
        );
    }
    sound(&*store);
}

fn series_come_in_order_without_what_was_retracted<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let all = SeriesFilter::default();
    assert_eq!(series(&*store, &all, Horizon::NOW), []);
    log(&mut *store, background());
    log(&mut *store, [first(event("other")), first(source("other"))]);
    let claim = |event: u32, claimant: u32, day: &str, killed| {
        Content::Claim(figure(event_id(event), source_id(claimant), day, killed))
    };
    log(
        &mut *store,
        [
            // Entries 5 to 12, in no order of what they say.
            first(claim(2, 1, "2022-09-13", 7)),
            first(claim(1, 2, "2022-09-16", 77)),
            first(claim(1, 1, "2022-09-15", 71)),
            first(claim(1, 1, "2022-09-13", 49)),
            first(claim(1, 1, "2022-09-14", 50)),
            later(
                record("c5"),
                Cause::Retraction,
                claim(1, 1, "2022-09-14", 50),
            ),
            later(
                record("c3"),
                Cause::SourceRevised,
                claim(1, 1, "2022-09-12", 70),
            ),
            // Out of one series into another.
            later(
                record("c2"),
                Cause::Reattributed,
                claim(1, 1, "2022-09-16", 77),
            ),
        ],
    );
    let mut injured = figure(event_id(1), source_id(1), "2022-09-13", 3);
    if let Statement::Figure(figure) = &mut injured.statement {
        figure.measure = Measure::Injured;
    }
    log(&mut *store, [first(Content::Claim(injured))]);
    assert_eq!(
        outline(&*store, &all, Horizon::NOW),
        [
            "e1 s1 injured: c6.1=3",
            "e1 s1 killed: c3.2=70 c4.1=49 c2.2=77",
            "e2 s1 killed: c1.1=7",
        ]
    );
    assert_eq!(
        outline(&*store, &all, Horizon::first(10)),
        [
            "e1 s1 killed: c4.1=49 c5.1=50 c3.1=71",
            "e1 s2 killed: c2.1=77",
            "e2 s1 killed: c1.1=7",
        ]
    );
    assert_eq!(outline(&*store, &all, Horizon::first(5)), [""; 0]);
    let filtered = |filter: SeriesFilter, horizon| outline(&*store, &filter, horizon);
    assert_eq!(
        filtered(
            SeriesFilter {
                event: Some(event_id(2)),
                ..SeriesFilter::default()
            },
            Horizon::NOW
        ),
        ["e2 s1 killed: c1.1=7"]
    );
    assert_eq!(
        filtered(
            SeriesFilter {
                claimant: Some(source_id(2)),
                ..SeriesFilter::default()
            },
            Horizon::first(7)
        ),
        ["e1 s2 killed: c2.1=77"]
    );
    assert_eq!(
        filtered(
            SeriesFilter {
                measure: Some(Measure::Injured),
                ..SeriesFilter::default()
            },
            Horizon::NOW
        ),
        ["e1 s1 injured: c6.1=3"]
    );
    sound(&*store);
}

fn figures_and_accusations_are_found_where_they_would_be<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let said = figure(event_id(1), source_id(1), "2022-09-13", 50);
    let mut elsewhere = said.clone();
    elsewhere.place = Some("Jermuk".parse().unwrap());
    let accused = |day| accusation(event_id(1), source_id(1), day, accuses());
    log(
        &mut *store,
        [
            first(Content::Claim(said.clone())),
            first(Content::Claim(accused("2022-09-13"))),
            first(Content::Claim(elsewhere.clone())),
            first(Content::Claim(said.clone())),
            later(
                record("c1"),
                Cause::SourceRevised,
                Content::Claim(figure(event_id(1), source_id(1), "2022-09-14", 51)),
            ),
            first(Content::Claim(accusation(
                event_id(1),
                source_id(1),
                "2022-09-13",
                denies(claim_id(2)),
            ))),
        ],
    );
    let day = |text: &str| text.parse().unwrap();
    let figures = |claim: &Claim, on: &str| -> Vec<u64> {
        store
            .figures_at(&claim.series().unwrap(), &day(on))
            .unwrap()
            .into_iter()
            .map(EntryIndex::get)
            .collect()
    };
    assert_eq!(figures(&said, "2022-09-13"), [3, 6]);
    assert_eq!(figures(&said, "2022-09-14"), [7]);
    assert_eq!(figures(&said, "2022-09"), [0; 0], "a day is not its month");
    assert_eq!(figures(&elsewhere, "2022-09-13"), [5]);
    let unknown = figure(event_id(2), source_id(1), "2022-09-13", 50);
    assert_eq!(figures(&unknown, "2022-09-13"), [0; 0]);
    let accusations = |event, claimant, on: &str| -> Vec<u64> {
        store
            .accusations_at(event, claimant, &day(on))
            .unwrap()
            .into_iter()
            .map(EntryIndex::get)
            .collect()
    };
    assert_eq!(accusations(event_id(1), source_id(1), "2022-09-13"), [4, 8]);
    assert_eq!(accusations(event_id(1), source_id(1), "2022-09-14"), [0; 0]);
    assert_eq!(accusations(event_id(2), source_id(1), "2022-09-13"), [0; 0]);
    assert_eq!(accusations(event_id(1), source_id(2), "2022-09-13"), [0; 0]);
}

fn claims_are_found_by_what_they_rest_on<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    log(&mut *store, [first(article("https://example.org/b"))]);
    let claim = figure(event_id(1), source_id(1), "2022-09-13", 50);
    let mut moved = claim.clone();
    moved.cite(vec![bare(article_id(2))]).unwrap();
    let mut both = claim.clone();
    both.cite(vec![
        bare(article_id(2)),
        bare(article_id(1)),
        bare(article_id(2)),
    ])
    .unwrap();
    log(
        &mut *store,
        [
            first(Content::Claim(claim.clone())),
            first(Content::Claim(both)),
            first(Content::Claim(accusation(
                event_id(1),
                source_id(1),
                "2022-09-14",
                accuses(),
            ))),
            first(Content::Claim(accusation(
                event_id(1),
                source_id(1),
                "2022-09-15",
                denies(claim_id(3)),
            ))),
            // It cited the first article once, and that counts.
            later(
                record("c1"),
                Cause::LateDiscovery,
                Content::Claim(moved.clone()),
            ),
            later(record("c1"), Cause::DeskCorrection, Content::Claim(moved)),
        ],
    );
    let citing = |n| store.claims_citing(article_id(n)).unwrap();
    assert_eq!(citing(1), [1, 2, 3, 4].map(claim_id));
    assert_eq!(citing(2), [1, 2].map(claim_id));
    assert_eq!(citing(3), []);
    let answering = |n| store.claims_answering(claim_id(n)).unwrap();
    assert_eq!(answering(3), [claim_id(4)]);
    assert_eq!(answering(4), []);
}

fn snapshots_and_handles_are_found<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let mut write = store.begin(None).unwrap();
    for bytes in [b"one".as_slice(), b"two", TEXT.as_bytes()] {
        write.keep(bytes).unwrap();
    }
    write.append(first(article("b"))).unwrap();
    for (article, bytes) in [(1, b"one"), (2, b"one"), (1, b"two")] {
        write
            .append(first(snapshot(article_id(article), bytes, TEXT)))
            .unwrap();
    }
    write.commit().unwrap();
    let snapshots = |ids: &[u32]| -> Vec<SnapshotId> {
        ids.iter().map(|n| SnapshotId::new(number(*n))).collect()
    };
    let of = |n| store.snapshots_of(article_id(n)).unwrap();
    assert_eq!(of(1), snapshots(&[1, 3]));
    assert_eq!(of(2), snapshots(&[2]));
    assert_eq!(of(3), []);
    let with = |bytes: &[u8]| store.snapshots_with_bytes(Digest::of(bytes)).unwrap();
    assert_eq!(with(b"one"), snapshots(&[1, 2]));
    assert_eq!(with(b"two"), snapshots(&[3]));
    assert_eq!(with(TEXT.as_bytes()), []);

    log(
        &mut *store,
        [
            later(record("e1"), Cause::DeskCorrection, event("renamed")),
            later(record("s1"), Cause::DeskCorrection, source("renamed")),
        ],
    );
    let renamed = "renamed".parse().unwrap();
    assert_eq!(store.event_by_handle(&renamed).unwrap(), Some(event_id(1)));
    assert_eq!(
        store.source_by_handle(&renamed).unwrap(),
        Some(source_id(1))
    );
    let old = |handle: &str| handle.parse().unwrap();
    assert_eq!(store.event_by_handle(&old("clashes")).unwrap(), None);
    assert_eq!(store.source_by_handle(&old("ministry")).unwrap(), None);
}

fn the_same_bytes_are_kept_once<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    let large = "the same words over and over. ".repeat(1_000);
    for bytes in [b"".as_slice(), b"few", &[0, 255, 7], large.as_bytes()] {
        let before = place.stored()[2];
        for _ in 0..2 {
            let mut write = store.begin(None).unwrap();
            assert_eq!(write.keep(bytes).unwrap(), Digest::of(bytes));
            assert_eq!(write.keep(bytes).unwrap(), Digest::of(bytes));
            write.commit().unwrap();
        }
        assert_eq!(place.stored()[2], before + 1);
        assert_eq!(
            store.blob(Digest::of(bytes)).unwrap().as_deref(),
            Some(bytes)
        );
    }
    assert_eq!(store.blob(Digest::of(b"never kept")).unwrap(), None);
    assert_eq!(store.head().unwrap().size, 0, "bytes alone are no entry");
}

fn a_draft_that_does_not_fit_is_refused_and_writes_nothing<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let before = (store.head().unwrap(), place.stored());
    let misfits = [
        // No such record.
        later(record("e2"), Cause::DeskCorrection, event("two")),
        // Another kind of record.
        later(record("e1"), Cause::DeskCorrection, source("two")),
        // The first version is the first, and no later one is.
        later(record("e1"), Cause::First, event("two")),
        Draft {
            cause: Cause::DeskCorrection,
            ..first(event("two"))
        },
    ];
    for misfit in misfits {
        let mut write = store.begin(None).unwrap();
        assert!(
            matches!(write.append(misfit.clone()), Err(StoreError::Refused(_))),
            "{misfit:?}"
        );
        assert_eq!(write.head().unwrap(), before.0);
        write.commit().unwrap();
        assert_eq!(
            (store.head().unwrap(), place.stored()),
            before,
            "{misfit:?}"
        );
    }
    // A refusal leaves the transaction as it was.
    let mut write = store.begin(None).unwrap();
    write.append(first(event("two"))).unwrap();
    assert!(
        write
            .append(later(record("e9"), Cause::DeskCorrection, event("nine")))
            .is_err()
    );
    write.append(first(event("three"))).unwrap();
    assert_eq!(write.commit().unwrap().size, 5);
    assert_eq!(latest_of(&*store, RecordKind::Event, Horizon::NOW).len(), 3);
    sound(&*store);
}

/// A snapshot of bytes that are not kept cannot be logged, and a store may notice that when half of it is written.
fn a_draft_that_fails_halfway_ends_its_transaction<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let before = (store.head().unwrap(), place.stored());
    let mut write = store.begin(None).unwrap();
    write.append(first(event("two"))).unwrap();
    assert!(
        write
            .append(first(snapshot(article_id(1), b"not kept", "nor this")))
            .is_err()
    );
    assert!(write.append(first(event("three"))).is_err());
    assert!(write.commit().is_err());
    assert_eq!((store.head().unwrap(), place.stored()), before);
    sound(&*store);
    let logged = log(&mut *store, [first(event("two"))]);
    assert_eq!(
        (logged[0].entry.get(), logged[0].record),
        (before.0.size, record("e2"))
    );
    sound(&*store);
}

fn a_second_writer_waits_and_a_reader_sees_what_is_committed<P: Place>() {
    let place = P::new();
    let mut writer = place.open();
    let mut other = place.open();
    log(&mut *writer, background());
    let seen = other.head().unwrap();
    assert_eq!(seen.size, 3);
    let mut write = writer.begin(None).unwrap();
    write.append(first(event("two"))).unwrap();
    assert!(matches!(other.begin(None).map(drop), Err(StoreError::Busy)));
    assert_eq!(other.head().unwrap(), seen);
    assert_eq!(other.latest(record("e2"), Horizon::NOW).unwrap(), None);
    let committed = write.commit().unwrap();
    assert_eq!(other.head().unwrap(), committed);
    assert!(other.latest(record("e2"), Horizon::NOW).unwrap().is_some());
    assert!(matches!(
        other.begin(Some(seen)).map(drop),
        Err(StoreError::HeadMoved { .. })
    ));
    let logged = log(&mut *other, [first(event("three"))]);
    assert_eq!(logged[0].record, record("e3"));
    assert_eq!(writer.head().unwrap(), other.head().unwrap());
    sound(&*writer);
}

fn the_root_is_that_of_the_leaves<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    for n in 0..20 {
        log(&mut *store, [first(event(&format!("event-{n}")))]);
        let mut frontier = Frontier::new();
        for entry in entries(&*store, 0) {
            let completed = frontier.push(entry.leaf);
            assert_eq!(completed.as_bytes(), entry.subtrees);
        }
        let computed = Head {
            size: n + 1,
            root: frontier.root(),
        };
        assert_eq!(store.head().unwrap(), computed);
    }
}

fn a_visit_breaks_off<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    log(
        &mut *store,
        [
            first(event("two")),
            first(Content::Claim(figure(
                event_id(1),
                source_id(1),
                "2022-09-13",
                50,
            ))),
            first(Content::Claim(figure(
                event_id(2),
                source_id(1),
                "2022-09-13",
                50,
            ))),
        ],
    );
    let mut visits = [0; 3];
    store
        .each_entry(EntryIndex::new(0), &mut |_| {
            visits[0] += 1;
            Ok(ControlFlow::Break(()))
        })
        .unwrap();
    store
        .each_latest(RecordKind::Event, Horizon::NOW, &mut |_| {
            visits[1] += 1;
            Ok(ControlFlow::Break(()))
        })
        .unwrap();
    store
        .each_series(&SeriesFilter::default(), Horizon::NOW, &mut |_| {
            visits[2] += 1;
            Ok(ControlFlow::Break(()))
        })
        .unwrap();
    assert_eq!(visits, [1, 1, 1]);
    // What the visitor fails with comes out.
    let failed = store.each_entry(EntryIndex::new(0), &mut |_| {
        Err(StoreError::Refused("enough".to_owned()))
    });
    assert!(matches!(failed, Err(StoreError::Refused(_))));
}

// ---- any sequence ----

/// One small step: a new record, a version of one that is there, or the end of a transaction.
#[derive(Debug, Clone)]
enum Step {
    NewEvent,
    NewSource,
    NewArticle,
    NewSnapshot,
    NewFigure {
        day: u32,
        killed: u64,
        quoted: bool,
    },
    NewAnswer,
    Amend {
        claim: usize,
        killed: u64,
        quoted: bool,
    },
    Rename {
        source: usize,
    },
    Retract {
        claim: usize,
    },
    Commit,
    Abandon,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::NewEvent),
        1 => Just(Step::NewSource),
        1 => Just(Step::NewArticle),
        1 => Just(Step::NewSnapshot),
        4 => (1..30_u32, 0..200_u64, any::<bool>())
            .prop_map(|(day, killed, quoted)| Step::NewFigure { day, killed, quoted }),
        1 => Just(Step::NewAnswer),
        4 => (any::<usize>(), 0..200_u64, any::<bool>())
            .prop_map(|(claim, killed, quoted)| Step::Amend { claim, killed, quoted }),
        1 => any::<usize>().prop_map(|source| Step::Rename { source }),
        1 => any::<usize>().prop_map(|claim| Step::Retract { claim }),
        2 => Just(Step::Commit),
        1 => Just(Step::Abandon),
    ]
}

/// What was appended: the versions of each record, in the order of the log.
type Appended = BTreeMap<RecordId, Vec<Revision>>;

/// The records of a kind, in order; `pick` takes one of them.
fn pick(appended: &Appended, kind: RecordKind, which: usize) -> Option<&Revision> {
    let of_kind: Vec<&Vec<Revision>> = appended
        .iter()
        .filter(|(record, _)| record.kind() == kind)
        .map(|(_, versions)| versions)
        .collect();
    let chosen = which.checked_rem(of_kind.len())?;
    of_kind[chosen].last()
}

/// The draft that a step makes of what is there.
fn draft(step: &Step, appended: &Appended) -> Option<Draft> {
    let held = |wanted: bool| {
        pick(appended, RecordKind::Snapshot, 0)
            .filter(|_| wanted)
            .map(|found| SnapshotId::try_from(found.record).unwrap())
    };
    let cited = |quoted_one: bool| match held(quoted_one) {
        Some(held) => quoted(article_id(1), held, "نحو 50 جندياً"),
        None => bare(article_id(1)),
    };
    let size = appended.values().map(Vec::len).sum::<usize>();
    let claim_of = |which| {
        pick(appended, RecordKind::Claim, which).map(|found| match &found.content {
            Content::Claim(claim) => (found.record, claim.clone()),
            other => panic!("{other:?}"),
        })
    };
    match step {
        Step::NewEvent => Some(first(event(&format!("event-{size}")))),
        Step::NewSource => Some(first(source(&format!("source-{size}")))),
        Step::NewArticle => Some(first(article(&format!("article {size}")))),
        Step::NewSnapshot => Some(first(snapshot(article_id(1), TEXT.as_bytes(), TEXT))),
        Step::NewFigure {
            day,
            killed,
            quoted,
        } => {
            let day = format!("2022-09-{day:02}");
            let mut claim = figure(event_id(1), source_id(1), &day, *killed);
            claim.cite(vec![cited(*quoted)]).unwrap();
            Some(first(Content::Claim(claim)))
        }
        Step::NewAnswer => claim_of(0).map(|(answered, _)| {
            let answer = denies(ClaimId::try_from(answered).unwrap());
            let claim = accusation(event_id(1), source_id(1), "2022-09-15", answer);
            first(Content::Claim(claim))
        }),
        Step::Amend {
            claim,
            killed,
            quoted,
        } => claim_of(*claim).map(|(record, mut claim)| {
            if let Statement::Figure(figure) = &mut claim.statement {
                figure.figure = exact(*killed);
            }
            let mut citations = claim.citations().to_vec();
            if *quoted {
                citations.push(cited(true));
            }
            claim.cite(citations).unwrap();
            later(record, Cause::DeskCorrection, Content::Claim(claim))
        }),
        Step::Rename { source: which } => pick(appended, RecordKind::Source, *which).map(|found| {
            later(
                found.record,
                Cause::DeskCorrection,
                source(&format!("renamed-{size}")),
            )
        }),
        Step::Retract { claim } => claim_of(*claim)
            .map(|(record, claim)| later(record, Cause::Retraction, Content::Claim(claim))),
        Step::Commit | Step::Abandon => None,
    }
}

fn append_and_compare<P: Place>(steps: &[Step]) {
    let place = P::new();
    let mut store = place.open();
    let mut committed = Appended::new();
    let mut write = store.begin(None).unwrap();
    for draft in background() {
        let logged = write.append(draft.clone()).unwrap();
        committed.insert(logged.record, vec![expected(&draft, logged, None)]);
    }
    write.commit().unwrap();
    // What lies between two ends of a transaction is one transaction; the last one is committed.
    let mut rest = steps;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|step| matches!(step, Step::Commit | Step::Abandon));
        let (inside, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let mut pending = committed.clone();
        let mut write = store.begin(None).unwrap();
        for step in inside {
            let Some(draft) = draft(step, &pending) else {
                continue;
            };
            if matches!(draft.content, Content::Snapshot(_)) {
                write.keep(TEXT.as_bytes()).unwrap();
            }
            let logged = write.append(draft.clone()).unwrap();
            let versions = pending.entry(logged.record).or_default();
            let parent = versions.last().map(|version| version.entry);
            versions.push(expected(&draft, logged, parent));
        }
        if matches!(behind.first(), Some(Step::Abandon)) {
            drop(write);
        } else {
            write.commit().unwrap();
            committed = pending;
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    let size = committed.values().map(Vec::len).sum::<usize>();
    assert_eq!(usize::try_from(store.head().unwrap().size).unwrap(), size);
    for (record, versions) in &committed {
        assert_eq!(&store.history(*record).unwrap(), versions);
    }
    let mut in_order: Vec<&Revision> = committed.values().flatten().collect();
    in_order.sort_by_key(|revision| revision.entry);
    let entries = entries(&*store, 0);
    assert!(entries.iter().map(|entry| &entry.revision).eq(in_order));
    // The newest versions that are not retracted are the points of the series, each once.
    let mut current: Vec<ClaimId> = committed
        .iter()
        .filter_map(|(record, versions)| {
            let newest = versions.last()?;
            let Content::Claim(claim) = &newest.content else {
                return None;
            };
            (claim.figure().is_some() && !newest.is_retraction())
                .then(|| ClaimId::try_from(*record).unwrap())
        })
        .collect();
    let mut points: Vec<ClaimId> = series(&*store, &SeriesFilter::default(), Horizon::NOW)
        .into_iter()
        .flat_map(|(_, points)| points.into_iter().map(|point| point.claim))
        .collect();
    current.sort();
    points.sort();
    assert_eq!(points, current);
    sound(&*store);
}

fn any_sequence_of_drafts_is_kept_as_it_was_appended<P: Place>() {
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(steps in prop::collection::vec(step(), 0..40))| {
        append_and_compare::<P>(&steps);
    });
}
