//! The tree as RFC 6962 §2.1 defines it, word by word and without regard to cost; and a store in
//! memory.

use sha2::{Digest as _, Sha256};

use crate::log::{Frontier, Hash, HashReader, leaf_hash, stored_at};

/// MTH(D[n]) over leaf hashes.
pub(super) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::from(<[u8; 32]>::from(Sha256::digest([]))),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            let input = [
                &[1],
                &root(left).as_bytes()[..],
                &root(right).as_bytes()[..],
            ]
            .concat();
            Hash::from(<[u8; 32]>::from(Sha256::digest(input)))
        }
    }
}

/// PATH(m, D[n]).
pub(super) fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    if index < k {
        [path(index, left), vec![root(right)]].concat()
    } else {
        [path(index - k, right), vec![root(left)]].concat()
    }
}

/// SUBPROOF(m, D[n], b).
pub(super) fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { vec![] } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    if old <= k {
        [subproof(old, left, whole), vec![root(right)]].concat()
    } else {
        [subproof(old - k, right, false), vec![root(left)]].concat()
    }
}

/// The largest power of two below `n`.
fn split(n: usize) -> usize {
    let mut k = 1;
    while 2 * k < n {
        k *= 2;
    }
    k
}

/// Distinct leaves.
pub(super) fn leaves(count: usize) -> Vec<Hash> {
    (0..count)
        .map(|number| leaf_hash(&number.to_be_bytes()))
        .collect()
}

/// What a log stores for each entry: `leaf` and `subtrees`.
#[derive(Default)]
pub(super) struct Store {
    pub(super) rows: Vec<(Hash, Vec<u8>)>,
}

impl Store {
    pub(super) fn of(leaves: &[Hash]) -> Self {
        let mut frontier = Frontier::new();
        let row = |leaf: &Hash| (*leaf, frontier.push(*leaf).as_bytes().to_vec());
        Self {
            rows: leaves.iter().map(row).collect(),
        }
    }
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("nothing is stored for level {level}, index {index}")]
pub(super) struct NotStored {
    level: u8,
    index: u64,
}

impl HashReader for Store {
    type Error = NotStored;

    fn subtree(&self, level: u8, index: u64) -> Result<Hash, NotStored> {
        let read = || {
            let place = stored_at(level, index)?;
            let (leaf, subtrees) = self.rows.get(usize::try_from(place.entry).ok()?)?;
            place.slot.pick(leaf.as_bytes(), subtrees)
        };
        read().ok_or(NotStored { level, index })
    }
}
