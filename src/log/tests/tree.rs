//! What is stored, and the roots that come of it, against the definition.

use proptest::prelude::*;

use super::naive::{self, Store};
use crate::log::{Frontier, Hash, HashReader as _, Place, Slot, root_at, stored_at, subtree_count};

#[test]
fn the_picture_in_the_module_docs_is_right() {
    let place = |entry, slot| Some(Place { entry, slot });
    assert_eq!(stored_at(0, 4), place(4, Slot::Leaf));
    assert_eq!(stored_at(1, 0), place(1, Slot::Subtrees(0)));
    assert_eq!(stored_at(1, 1), place(3, Slot::Subtrees(0)));
    assert_eq!(stored_at(2, 0), place(3, Slot::Subtrees(1)));
    assert_eq!([0, 1, 2, 3, 4].map(subtree_count), [0, 1, 0, 2, 0]);
    assert_eq!(Slot::Subtrees(1).byte_range(), Some(32..64));
    assert_eq!(Slot::Leaf.byte_range(), None);
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
    assert_eq!(Slot::Subtrees(usize::MAX).byte_range(), None);
}

/// Every stored hash is that of the leaves below it, and every complete subtree is stored once.
#[test]
fn what_is_stored_is_what_the_definition_gives() {
    let leaves = naive::leaves(300);
    let store = Store::of(&leaves);
    let mut found = 0;
    for level in 0..9_u8 {
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
    for (entry, (_, subtrees)) in (0..).zip(&store.rows) {
        assert_eq!(subtrees.len(), 32 * subtree_count(entry), "entry {entry}");
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
fn completed_hashes_are_the_stored_bytes() {
    let mut frontier = Frontier::new();
    for leaf in naive::leaves(64) {
        let completed = frontier.push(leaf);
        let bytes: Vec<u8> = completed
            .hashes()
            .flat_map(|hash| *hash.as_bytes())
            .collect();
        assert_eq!(completed.as_bytes(), bytes);
    }
    assert_eq!(frontier.push(Hash::EMPTY_ROOT).hashes().count(), 0);
}

#[test]
fn a_log_that_lacks_a_hash_has_no_root() {
    let mut store = Store::of(&naive::leaves(7));
    assert!(root_at(&store, 8).is_err());
    assert!(root_at(&store, u64::MAX).is_err());
    assert!(Frontier::load(&store, u64::MAX).is_err());
    store.rows[5].1.truncate(31);
    assert!(root_at(&store, 7).is_err());
    assert!(root_at(&store, 5).is_ok());
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
        prop_assert!(subtree_count(place.entry) >= usize::from(level));
        match place.slot {
            Slot::Leaf => prop_assert_eq!(level, 0),
            Slot::Subtrees(number) => prop_assert_eq!(number + 1, usize::from(level)),
        }
    }
}
