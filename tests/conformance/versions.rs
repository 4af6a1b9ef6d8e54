//! Versions: horizons, what is shared between them, every kind read back.

use claimlog::model::citation::Span;
use claimlog::model::{
    Accusation, Anchor, AnswerKind, Cause, Citation, Content, Digest, EntryIndex, Evidence, Figure,
    Rating, RecordKind, SnapshotId, Statement,
};
use claimlog::store::{Draft, Horizon, SeriesFilter};

use crate::Place;
use crate::drafts::*;
use crate::looking::*;

pub(crate) fn versions_are_found_within_horizons<P: Place>() {
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

pub(crate) fn a_horizon_ends_at_the_last_entry_recorded_by_then<P: Place>() {
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

pub(crate) fn unchanged_texts_and_citations_are_stored_once_and_read_back_whole<P: Place>() {
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

pub(crate) fn every_kind_of_content_reads_back_equal<P: Place>() {
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
    let mut own = rating(claim_id(3), "weak", Evidence::default());
    own.rating = Rating::new(Some("Admiralty".parse().unwrap()), "2").unwrap();
    own.label = None;
    let rests = Evidence {
        citations: vec![
            bare(article_id(1)),
            quoted(article_id(1), SnapshotId::new(number(1)), "50 had died"),
        ],
        claims: vec![claim_id(4), claim_id(1)],
    };
    let mut drafts = drafts.to_vec();
    drafts.push(first(Content::Assessment(own)));
    drafts.push(first(Content::Assessment(rating(
        claim_id(3),
        "contested",
        rests,
    ))));
    let logged = log(&mut *store, drafts.clone());
    for (draft, logged) in drafts.iter().zip(&logged) {
        assert_eq!(
            store.revision(logged.entry).unwrap(),
            Some(expected(draft, *logged, None))
        );
    }
    sound(&*store);
}

/// Versions of figures, what series lost, and whether anything was amended at all.
pub(crate) fn figures_are_followed_through_their_versions<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let base = store.head().unwrap().size;
    let within = |entries: u64| Horizon::first(base + entries);
    let here = figure(event_id(1), source_id(1), "2022-09-13", 50);
    let series = here.series().unwrap();
    let mut moved = here.clone();
    moved.claimant = source_id(2);
    let mut other = here.clone();
    other.stated_on = "2022-09-14".parse().unwrap();
    let version = |id: &str, cause, claim: &claimlog::model::Claim| {
        later(record(id), cause, Content::Claim(claim.clone()))
    };
    log(
        &mut *store,
        [
            first(Content::Claim(here.clone())),
            first(Content::Claim(other.clone())),
            version("c1", Cause::Reattributed, &moved),
            version("c2", Cause::Retraction, &other),
            version("c2", Cause::DeskCorrection, &other),
            version("c1", Cause::Reattributed, &here),
        ],
    );
    let departed = |entries| store.departed(&series, within(entries)).unwrap();
    assert_eq!(departed(2), []);
    assert_eq!(departed(3), [claim_id(1)]);
    assert_eq!(departed(4), [claim_id(1), claim_id(2)]);
    assert_eq!(departed(5), [claim_id(1)], "c2 stands again");
    assert_eq!(departed(6), [], "c1 came back");
    assert_eq!(
        store
            .departed(&moved.series().unwrap(), Horizon::NOW)
            .unwrap(),
        [claim_id(1)]
    );
    let all = SeriesFilter::default();
    let empty = |entries| left(&*store, &all, within(entries));
    assert_eq!(empty(0), [], "not heard of yet");
    assert_eq!(empty(3), [], "c2 stands there");
    let gone = vec![series.clone()];
    assert_eq!(empty(4), gone, "c1 moved, c2 was withdrawn");
    assert_eq!(empty(5), []);
    assert_eq!(empty(6), [moved.series().unwrap()]);
    let mut unheard = series.clone();
    unheard.event = event_id(9);
    assert_eq!(store.departed(&unheard, Horizon::NOW).unwrap(), []);

    let versions = store.figure_versions(claim_id(1), within(3)).unwrap();
    let seen: Vec<(u32, Cause, bool)> = versions
        .iter()
        .map(|version| {
            (
                version.point.revision.get().get(),
                version.cause(),
                version.series == series,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [(1, Cause::First, true), (2, Cause::Reattributed, false)]
    );
    let revisions = store.history(record("c1")).unwrap();
    for (version, revision) in versions.iter().zip(revisions) {
        assert_eq!(version.point.entry, revision.entry);
        assert_eq!(version.author, revision.author);
        assert_eq!(version.recorded_at, revision.recorded_at);
        let reason = revision.reason.as_ref().and_then(|reason| reason.value());
        assert_eq!(version.reason.as_deref(), reason);
    }
    assert_eq!(
        store.figure_versions(claim_id(9), Horizon::NOW).unwrap(),
        []
    );
    assert!(!store.has_amended_claims(within(2)).unwrap());
    assert!(store.has_amended_claims(within(3)).unwrap());
}
