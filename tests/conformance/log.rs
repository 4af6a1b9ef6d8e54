//! The log: its order, what a transaction leaves behind, heads.

use claimlog::log::Hash;
use claimlog::model::{Cause, Digest, EntryIndex};
use claimlog::store::{Head, Horizon, StoreError};

use crate::Place;
use crate::drafts::*;
use crate::looking::*;

pub(crate) fn entries_come_in_order_and_records_are_numbered_by_kind<P: Place>() {
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

pub(crate) fn a_dropped_transaction_leaves_nothing<P: Place>() {
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

pub(crate) fn a_head_that_moved_is_noticed<P: Place>() {
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
