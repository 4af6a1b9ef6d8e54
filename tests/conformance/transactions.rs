//! Transactions: what is refused, two writers, the root.

use std::ops::ControlFlow;

use claimlog::log::Frontier;
use claimlog::model::{Cause, Content, EntryIndex, RecordKind};
use claimlog::store::{Draft, Head, Horizon, SeriesFilter, StoreError};

use crate::Place;
use crate::drafts::*;
use crate::looking::*;

pub(crate) fn a_draft_that_does_not_fit_is_refused_and_writes_nothing<P: Place>() {
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
            grounds: Cause::DeskCorrection.into(),
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
pub(crate) fn a_draft_that_fails_halfway_ends_its_transaction<P: Place>() {
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

pub(crate) fn a_second_writer_waits_and_a_reader_sees_what_is_committed<P: Place>() {
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

pub(crate) fn the_root_is_that_of_the_leaves<P: Place>() {
    let place = P::new();
    let mut store = place.open();
    for n in 0..70 {
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

pub(crate) fn a_visit_breaks_off<P: Place>() {
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
