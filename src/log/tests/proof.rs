//! Proofs against the definition, and whatever is not a proof.

use proptest::prelude::*;

use super::naive::{self, Store};
use crate::log::{
    Hash, ProofError, ProveError, leaf_hash, prove_consistency, prove_inclusion, root_at,
    verify_consistency, verify_inclusion,
};

fn number(value: usize) -> u64 {
    u64::try_from(value).expect("small")
}

fn flipped(hash: Hash, bit: u8) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[usize::from(bit / 8)] ^= 1 << (bit % 8);
    Hash::from(bytes)
}

/// Every way to damage one list of hashes: a bit of each, one missing, one too many, two swapped.
fn damaged(proof: &[Hash], bit: u8) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for at in 0..proof.len() {
        let mut other = proof.to_vec();
        other[at] = flipped(proof[at], bit);
        all.push(other);
        let mut other = proof.to_vec();
        all.push({
            other.remove(at);
            other
        });
        let mut other = proof.to_vec();
        other.swap(at, (at + 1) % proof.len());
        all.push(other);
    }
    for at in 0..=proof.len() {
        let mut other = proof.to_vec();
        other.insert(at, proof.first().copied().unwrap_or(Hash::EMPTY_ROOT));
        all.push(other);
    }
    all.retain(|other| other != proof);
    all
}

#[test]
fn every_proof_is_what_the_definition_gives_and_holds() {
    let leaves = naive::leaves(66);
    let store = Store::of(&leaves);
    let roots: Vec<Hash> = (0..=leaves.len())
        .map(|size| naive::root(&leaves[..size]))
        .collect();
    for size in 1..=leaves.len() {
        for first in 0..size {
            let (index, new) = (number(first), number(size));
            let proof = prove_inclusion(&store, index, new).expect("all is stored");
            assert_eq!(
                proof,
                naive::path(first, &leaves[..size]),
                "entry {first} of {size}"
            );
            verify_inclusion(&leaves[first], index, new, &proof, &roots[size]).expect("it holds");

            let old = first + 1;
            let proof = prove_consistency(&store, number(old), new).expect("all is stored");
            assert_eq!(
                proof,
                naive::subproof(old, &leaves[..size], true),
                "{old} in {size}"
            );
            verify_consistency(number(old), new, &proof, &roots[old], &roots[size])
                .expect("it holds");
        }
    }
}

#[test]
fn no_inclusion_proof_holds_for_another_leaf_index_or_log() {
    let leaves = naive::leaves(20);
    let store = Store::of(&leaves);
    let root = |size: u64| root_at(&store, size).expect("all is stored");
    for size in 1..=20 {
        for index in 0..size {
            let leaf = leaves[usize::try_from(index).expect("small")];
            let proof = prove_inclusion(&store, index, size).expect("all is stored");
            for other in (0..25).filter(|other| *other != index) {
                let result = verify_inclusion(&leaf, other, size, &proof, &root(size));
                assert!(
                    result.is_err(),
                    "entry {index} of {size} passes for {other}"
                );
            }
            for other in (0..=20).filter(|other| *other != size) {
                let result = verify_inclusion(&leaf, index, other, &proof, &root(other));
                assert!(
                    result.is_err(),
                    "entry {index} of {size} passes for one of {other}"
                );
            }
            for other in leaves.iter().filter(|other| **other != leaf) {
                assert!(verify_inclusion(other, index, size, &proof, &root(size)).is_err());
            }
        }
    }
}

#[test]
fn no_consistency_proof_holds_for_other_sizes() {
    let store = Store::of(&naive::leaves(20));
    let root = |size: u64| root_at(&store, size).expect("all is stored");
    for new in 1..=20 {
        for old in 1..=new {
            let proof = prove_consistency(&store, old, new).expect("all is stored");
            for other in
                (1..=20).filter(|other| *other != old && !(proof.is_empty() && *other == new))
            {
                let result = verify_consistency(other, new, &proof, &root(other), &root(new));
                assert!(result.is_err(), "{old} in {new} passes for {other}");
                let result = verify_consistency(other, new, &proof, &root(old), &root(new));
                assert!(
                    result.is_err(),
                    "{old} in {new} passes for {other} with its root"
                );
            }
            for other in
                (1..=20).filter(|other| *other != new && !(proof.is_empty() && *other == old))
            {
                let result = verify_consistency(old, other, &proof, &root(old), &root(other));
                assert!(result.is_err(), "{old} in {new} passes for {other}");
            }
        }
    }
}

/// Documented in the module: the first of three leaves has the path of the first of four.
#[test]
fn a_root_alone_does_not_fix_the_size() {
    let leaves = naive::leaves(3);
    let store = Store::of(&leaves);
    let proof = prove_inclusion(&store, 0, 3).expect("all is stored");
    let root = naive::root(&leaves);
    assert_eq!(verify_inclusion(&leaves[0], 0, 4, &proof, &root), Ok(()));
}

#[test]
fn a_rewritten_log_is_not_consistent() {
    let leaves = naive::leaves(50);
    let (old, new) = (33, 50);
    let old_root = naive::root(&leaves[..old]);
    for changed in 0..old {
        let mut rewritten = leaves.clone();
        rewritten[changed] = leaf_hash(b"something else");
        let proof = naive::subproof(old, &rewritten, true);
        let result = verify_consistency(
            number(old),
            number(new),
            &proof,
            &old_root,
            &naive::root(&rewritten),
        );
        assert!(
            matches!(result, Err(ProofError::OldRoot { .. })),
            "entry {changed}: {result:?}"
        );
    }
}

#[test]
fn sizes_that_make_no_sense_are_refused() {
    let store = Store::of(&naive::leaves(3));
    let hash = Hash::EMPTY_ROOT;
    let no_entry = ProveError::NoSuchEntry { index: 3, size: 3 };
    assert_eq!(prove_inclusion(&store, 3, 3), Err(no_entry));
    assert!(matches!(
        prove_inclusion(&store, 0, 4),
        Err(ProveError::Read(_))
    ));
    let shrunk = ProveError::Shrunk { old: 3, new: 2 };
    assert_eq!(prove_consistency(&store, 3, 2), Err(shrunk));
    assert!(matches!(
        prove_consistency(&store, 3, 4),
        Err(ProveError::Read(_))
    ));

    let no_entry = ProofError::NoSuchEntry { index: 0, size: 0 };
    assert_eq!(verify_inclusion(&hash, 0, 0, &[], &hash), Err(no_entry));
    let shrunk = ProofError::Shrunk { old: 1, new: 0 };
    assert_eq!(verify_consistency(1, 0, &[], &hash, &hash), Err(shrunk));
    // The largest sizes there are: refused, without overflow and without end.
    let length = ProofError::Length {
        expected: 64,
        found: 0,
    };
    assert_eq!(
        verify_inclusion(&hash, 0, u64::MAX, &[], &hash),
        Err(length)
    );
    assert!(verify_inclusion(&hash, u64::MAX - 1, u64::MAX, &[hash; 64], &hash).is_err());
    assert!(verify_consistency(u64::MAX - 1, u64::MAX, &[hash; 64], &hash, &hash).is_err());
    assert!(verify_consistency(1, u64::MAX, &[hash; 64], &hash, &hash).is_err());
}

#[test]
fn every_log_begins_with_the_empty_one_and_with_itself() {
    let store = Store::of(&naive::leaves(5));
    let (empty, root) = (Hash::EMPTY_ROOT, root_at(&store, 5).expect("all is stored"));
    for size in [0, 5] {
        assert_eq!(prove_consistency(&store, 0, size), Ok(vec![]));
        assert_eq!(prove_consistency(&store, size, size), Ok(vec![]));
    }
    assert_eq!(verify_consistency(0, 5, &[], &empty, &root), Ok(()));
    assert_eq!(verify_consistency(0, 0, &[], &empty, &empty), Ok(()));
    assert_eq!(verify_consistency(5, 5, &[], &root, &root), Ok(()));
    assert!(verify_consistency(0, 0, &[], &empty, &root).is_err());
    assert!(verify_consistency(0, 5, &[], &root, &root).is_err());
    assert!(verify_consistency(0, 5, &[root], &empty, &root).is_err());
    assert!(verify_consistency(5, 5, &[], &root, &empty).is_err());
    assert!(verify_consistency(5, 5, &[root], &root, &root).is_err());
}

proptest! {
    #[test]
    fn no_damaged_inclusion_proof_holds(size in 1..2000_usize, pick: prop::sample::Index, bit: u8) {
        let leaves = naive::leaves(size);
        let at = pick.index(size);
        let (store, root) = (Store::of(&leaves), naive::root(&leaves));
        let (leaf, index, size) = (leaves[at], number(at), number(size));
        let proof = prove_inclusion(&store, index, size).expect("all is stored");
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        prop_assert!(verify_inclusion(&flipped(leaf, bit), index, size, &proof, &root).is_err());
        prop_assert!(verify_inclusion(&leaf, index, size, &proof, &flipped(root, bit)).is_err());
        for other in damaged(&proof, bit) {
            prop_assert!(verify_inclusion(&leaf, index, size, &other, &root).is_err());
        }
    }

    #[test]
    fn no_damaged_consistency_proof_holds(
        new in 1..2000_usize, pick: prop::sample::Index, bit: u8,
    ) {
        let leaves = naive::leaves(new);
        let old = 1 + pick.index(new);
        let (store, new_root) = (Store::of(&leaves), naive::root(&leaves));
        let old_root = naive::root(&leaves[..old]);
        let (old, new) = (number(old), number(new));
        let holds = |proof: &[Hash], old_root: &Hash, new_root: &Hash| {
            verify_consistency(old, new, proof, old_root, new_root)
        };
        let proof = prove_consistency(&store, old, new).expect("all is stored");
        prop_assert_eq!(holds(&proof, &old_root, &new_root), Ok(()));
        prop_assert!(holds(&proof, &flipped(old_root, bit), &new_root).is_err());
        prop_assert!(holds(&proof, &old_root, &flipped(new_root, bit)).is_err());
        for other in damaged(&proof, bit) {
            prop_assert!(holds(&other, &old_root, &new_root).is_err());
        }
    }

    #[test]
    fn hostile_input_never_panics(
        index: u64, size: u64, proof in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let proof: Vec<Hash> = proof.into_iter().map(Hash::from).collect();
        let root = leaf_hash(b"any");
        prop_assert!(verify_inclusion(&root, index, size, &proof, &root).is_err());
        let (old, new) = (index.max(1), size);
        prop_assert!(old == new || verify_consistency(old, new, &proof, &root, &root).is_err());
    }
}
