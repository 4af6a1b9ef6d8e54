//! What is stored, and the roots that come of it, against the definition.

use proptest::prelude::*;

use super::naive::{self, Store};
use crate::log::{Frontier, HashReader as _, Place, Slot, root_at, stored_at};

#[test]
fn the_picture_in_the_module_docs_is_right() {
    let place = |entry, slot| Some(Place { entry, slot });
    assert_eq!(stored_at(0, 4), place(4, Slot::Leaf));
    assert_eq!(stored_at(1, 0), place(1, Slot::Subtrees(0)));
    assert_eq!(stored_at(1, 1), place(3, Slot::Subtrees(1)));
    assert_eq!(stored_at(2, 0), place(3, Slot::Subtrees(0)));
}

#[test]
fn places_beyond_all_numbers_are_nowhere() {
    assert_eq!(stored_at(63, 1).map(|place| place.entry), Some(u64::MAX));
    assert_eq!(stored_at(63, 2), None);
    assert_eq!(stored_at(64, 0), None);
    assert_eq!(stored_at(255, 1), None);
    assert_eq!(stored_at(1, u64::MAX), None);
    assert_eq!(
        stored_at(0, u64::MAX).map(|place| place.entry),
        Some(u64::MAX)
    );
    assert_eq!(Slot::Subtrees(usize::MAX).pick(&[], &[0; 64]), None);
}

/// Every stored hash is that of the leaves below it, and every complete subtree of 32 and more leaves is stored once.
#[test]
fn what_is_stored_is_what_the_definition_gives() {
    let leaves = naive::leaves(300);
    let store = Store::of(&leaves);
    let mut found = 0;
    for level in [0, 5, 6, 7, 8] {
        let width = 1_usize << level;
        for (index, below) in leaves.chunks_exact(width).enumerate() {
            let index = u64::try_from(index).expect("small");
            assert_eq!(
                store.subtree(level, index),
                Ok(naive::root(below)),
                "({level},{index})"
            );
            found += 1;
        }
        let beyond = u64::try_from(leaves.len() / width).expect("small");
        assert!(
            store.subtree(level, beyond).is_err(),
            "({level},{beyond}) is not complete"
        );
    }
    let stored: usize = store
        .rows
        .iter()
        .map(|(_, subtrees)| 1 + subtrees.len() / 32)
        .sum();
    assert_eq!(stored, found);
}

/// A log whose entries have the hashes of all their subtrees is read and found right as well.
#[test]
fn a_log_that_stores_every_subtree_is_read_too() {
    let leaves = naive::leaves(300);
    let mut full = Store::default();
    let mut frontier = Frontier::new();
    for (end, leaf) in (1_usize..).zip(&leaves) {
        let all: Vec<u8> = (1..=end.trailing_zeros())
            .flat_map(|level| *naive::root(&leaves[end - (1 << level)..end]).as_bytes())
            .collect();
        let completed = frontier.push(*leaf);
        assert!(completed.are(&all) && completed.are(completed.as_bytes()));
        if let Some(shorter) = all.get(1..) {
            assert!(!completed.are(shorter), "entry {}", end - 1);
        }
        full.rows.push((*leaf, all));
    }
    for size in 0..=leaves.len() {
        let root = naive::root(&leaves[..size]);
        assert_eq!(
            root_at(&full, u64::try_from(size).expect("small")),
            Ok(root)
        );
    }
}

#[test]
fn every_root_is_what_the_definition_gives() {
    let leaves = naive::leaves(300);
    let store = Store::of(&leaves);
    let mut frontier = Frontier::new();
    for size in 0..=leaves.len() {
        let number = u64::try_from(size).expect("small");
        let root = naive::root(&leaves[..size]);
        assert_eq!(frontier.size(), number);
        assert_eq!(frontier.root(), root, "pushed to {size}");
        assert_eq!(root_at(&store, number), Ok(root), "read at {size}");
        assert_eq!(
            Frontier::load(&store, number),
            Ok(frontier.clone()),
            "loaded at {size}"
        );
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn a_log_that_lacks_a_hash_has_no_root() {
    let mut store = Store::of(&naive::leaves(70));
    assert!(root_at(&store, 71).is_err());
    assert!(root_at(&store, u64::MAX).is_err());
    assert!(Frontier::load(&store, u64::MAX).is_err());
    // Two hashes: of 32 leaves and of 64.
    store.rows[63].1.truncate(63);
    assert!(root_at(&store, 64).is_err());
    assert!(root_at(&store, 63).is_ok());
}

proptest! {
    #[test]
    fn a_loaded_edge_goes_on_as_if_it_had_never_been_away(
        size in 0..3000_usize, more in 0..200_usize,
    ) {
        let leaves = naive::leaves(size + more);
        let mut store = Store::of(&leaves[..size]);
        let number = u64::try_from(size).expect("small");
        let mut frontier = Frontier::load(&store, number).expect("all is stored");
        for leaf in &leaves[size..] {
            store.rows.push((*leaf, frontier.push(*leaf).as_bytes().to_vec()));
        }
        prop_assert_eq!(frontier.root(), naive::root(&leaves));
        prop_assert_eq!(store.rows, Store::of(&leaves).rows);
    }

    #[test]
    fn the_entry_that_stores_a_subtree_is_its_last(level in 0..64_u8, index: u64) {
        let index = index & (u64::MAX >> level);
        let place = stored_at(level, index).expect("within all numbers");
        prop_assert_eq!(place.entry >> level, index);
        match place.slot {
            Slot::Leaf => prop_assert_eq!(level, 0),
            Slot::Subtrees(behind) => {
                // One for each further one in the number of the entry.
                let completed = usize::try_from(place.entry.trailing_ones()).expect("at most 64");
                prop_assert_eq!(usize::from(level) + behind, completed);
            }
        }
    }
}
