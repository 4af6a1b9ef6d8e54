//! Finding: series, figures, claims, snapshots, handles.

use claimlog::model::{
    Accusation, AssessmentId, Cause, Claim, Content, Digest, EntryIndex, Evidence, Measure,
    SnapshotId, Statement,
};
use claimlog::store::{Horizon, SeriesFilter};

use crate::Place;
use crate::drafts::*;
use crate::looking::*;

pub(crate) fn series_come_in_order_without_what_was_retracted<P: Place>() {
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

pub(crate) fn figures_and_accusations_are_found_where_they_would_be<P: Place>() {
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

pub(crate) fn claims_are_found_by_what_they_rest_on<P: Place>() {
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

pub(crate) fn ratings_are_found_by_the_claim_that_they_rate<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let claim = Content::Claim(figure(event_id(1), source_id(1), "2022-09-13", 50));
    log(&mut *store, [first(article("https://example.org/b"))]);
    let rests = Evidence {
        citations: vec![bare(article_id(2))],
        claims: vec![claim_id(2)],
    };
    let rated = |n, step: &str| Content::Assessment(rating(claim_id(n), step, rests.clone()));
    let before = place.stored();
    log(
        &mut *store,
        [
            first(claim.clone()),
            first(claim),
            first(rated(1, "weak")),
            first(rated(2, "fair")),
            later(record("r1"), Cause::LateDiscovery, rated(1, "fair")),
        ],
    );
    let stored = place.stored();
    // Each claim has a wording and a place; each rating its label and rationale and a place; the later version of the
    // first names those of the version before, and has a reason.
    assert_eq!(stored[0], before[0] + 2 + 4 + 1);
    assert_eq!(stored[1], before[1] + 2 + 2);
    let of = |n| store.assessments_of(claim_id(n)).unwrap();
    assert_eq!(of(1), [AssessmentId::new(number(1))]);
    assert_eq!(of(2), [AssessmentId::new(number(2))]);
    assert_eq!(of(3), []);
    // What rests on an article as evidence is no claim that cites it, whatever its number.
    assert_eq!(store.claims_citing(article_id(2)).unwrap(), []);
    let versions = store.history(record("r1")).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].content, rated(1, "fair"));
    sound(&*store);
}

pub(crate) fn snapshots_and_handles_are_found<P: Place>() {
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

pub(crate) fn handles_of_the_same_words_are_found<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    let handles = ["a-b_c-d", "a_b", "a-b", "a-bc", "a-b-c-e", "a_b-c-d-e"];
    log(&mut *store, handles.map(|handle| first(source(handle))));
    log(&mut *store, [first(event("a-b-c_d"))]);
    let like = |handle: &str| -> Vec<String> {
        let found = store.sources_like(&handle.parse().unwrap()).unwrap();
        found
            .into_iter()
            .map(|(handle, id)| format!("{handle} {id}"))
            .collect()
    };
    let [mixed, low, high] = ["a-b_c-d", "a_b", "a-b"].map(|handle| {
        let id = store.source_by_handle(&handle.parse().unwrap()).unwrap();
        format!("{handle} {}", id.unwrap())
    });
    for spelling in ["a_b-c_d", "a-b-c-d", "a_b_c_d", "a-b_c-d"] {
        assert_eq!(like(spelling), std::slice::from_ref(&mixed), "{spelling}");
    }
    assert_eq!(like("a_b"), [low.clone(), high.clone()]);
    assert_eq!(like("a-b"), [high, low]);
    for other in ["a-b-c", "a", "b-c", "a-b--c-d", "a-b_c-d-"] {
        if let Ok(handle) = other.parse() {
            assert_eq!(store.sources_like(&handle).unwrap(), [], "{other}");
        }
    }
    let events = store.events_like(&"a_b_c_d".parse().unwrap()).unwrap();
    assert_eq!(events, [("a-b-c_d".parse().unwrap(), event_id(2))]);
    // A handle that was given up is free.
    let renamed = later(record("e2"), Cause::DeskCorrection, event("other"));
    log(&mut *store, [renamed]);
    let like = store.events_like(&"a_b_c_d".parse().unwrap()).unwrap();
    assert_eq!(like, []);
}

/// What is read of all accusations at once is what is read of each.
pub(crate) fn accusations_are_read_together<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    log(&mut *store, background());
    log(
        &mut *store,
        [
            first(event("other")),
            first(article("https://example.org/b")),
        ],
    );
    let said = |event: u32, accusation| {
        let claim = accusation_claim(event, accusation);
        Content::Claim(claim)
    };
    let mut cited = accusation_claim(1, accuses());
    cited
        .cite(vec![
            bare(article_id(2)),
            bare(article_id(1)),
            bare(article_id(2)),
        ])
        .unwrap();
    let was_figure = Content::Claim(figure(event_id(1), source_id(1), "2022-09-13", 50));
    log(
        &mut *store,
        [
            first(said(1, accuses())),
            first(was_figure.clone()),
            first(Content::Claim(cited)),
            first(said(1, denies(claim_id(1)))),
            first(said(2, accuses())),
            later(record("c1"), Cause::DeskCorrection, said(2, accuses())),
            later(
                record("c4"),
                Cause::Retraction,
                said(1, denies(claim_id(1))),
            ),
            // An accusation that was a figure after all.
            first(said(1, accuses())),
            later(record("c6"), Cause::DeskCorrection, was_figure),
        ],
    );
    let size = store.head().unwrap().size;
    let mut most = 0;
    for size in 0..=size {
        let horizon = Horizon::first(size);
        for event in [None, Some(event_id(1)), Some(event_id(2))] {
            let mut expected = Vec::new();
            for id in store.accusations_about(event).unwrap() {
                expected.extend(store.latest(id.into(), horizon).unwrap());
            }
            let found = store.accusations(event, horizon).unwrap();
            assert_eq!(found, expected, "{size} {event:?}");
            most = most.max(found.len());
        }
    }
    assert_eq!(most, 5);
}

fn accusation_claim(event: u32, accusation: Accusation) -> Claim {
    crate::drafts::accusation(event_id(event), source_id(1), "2022-09-14", accusation)
}

pub(crate) fn the_same_bytes_are_kept_once<P: Place>() {
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
