//! The tree over the entries: which hashes are stored where, and the root at any size.
//!
//! Enter: leaf hashes in the order of the log, or a [`HashReader`] over stored ones. Leave: the
//! hashes to be stored beside each entry, and roots. The shape of the tree is that of RFC 6962
//! §2.1.
//!
//! # What is stored
//!
//! A *subtree* of level `l` and index `i` is complete when all its 2^l leaves, from `i`·2^l on, are
//! in the log. Its hash never changes from then on, so it is stored once, with the entry that
//! completed it, its last one:
//!
//! - `leaf`: the leaf hash of the entry, 32 bytes;
//! - `subtrees`: the hashes of the subtrees that the entry completes, 32 bytes each, from the lowest
//!   level up. Those of fewer than 32 leaves, levels 1 to 4, are left out: they are computed from
//!   their leaves, which costs a few reads and saves 30 bytes an entry. Logs begun before they were left
//!   out have them; hashes are therefore counted from the end of the field, and both are read.
//!
//! Entry `n`, counted from 0, completes as many subtrees as `n` has ones at its binary end:
//!
//! ```text
//! level 2                 (2,0)
//! level 1        (1,0)             (1,1)
//! level 0     0        1        2        3        4
//! completes   –      (1,0)      –   (1,1) (2,0)   –
//! ```
//!
//! A root, and each hash of a proof, is computed from at most 64 stored subtrees and 31 leaves.
//!
//! # Invariants
//!
//! - Entries are only appended: what was stored for an entry is never written again.
//! - The edge of a [`Frontier`] has one hash for each one bit of its size, the largest subtree
//!   first.

use std::ops::Range;

use super::hash::{Hash, node_hash};

/// Lends stored hashes.
pub trait HashReader {
    /// Why a hash could not be read.
    type Error;

    /// Hash of the complete subtree of that level and index; level 0 are the leaves. [`stored_at`]
    /// says where it is stored; levels 1 to 4, which need not be, are never asked for. To ask for a
    /// subtree that is not complete is an error.
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, Self::Error>;
}

/// The lowest level above the leaves whose subtrees are stored: those of 32 leaves.
const FIRST_STORED: u8 = 5;

/// The hash of a complete subtree, read where it is stored, else computed from its leaves.
fn hash_of<R: HashReader>(reader: &R, level: u8, index: u64) -> Result<Hash, R::Error> {
    if level == 0 || level >= FIRST_STORED {
        return reader.subtree(level, index);
    }
    // No overflow: the subtree is complete, so its leaves have numbers.
    let left = hash_of(reader, level - 1, index << 1)?;
    let right = hash_of(reader, level - 1, index << 1 | 1)?;
    Ok(node_hash(&left, &right))
}

/// Where the hash of a subtree is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The entry that stores it, counted from 0.
    pub entry: u64,
    /// In which of the entry's two fields.
    pub slot: Slot,
}

/// Which field of an entry holds a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `leaf`, which is that hash.
    Leaf,
    /// `subtrees`, in which so many hashes stand behind it.
    Subtrees(usize),
}

impl Slot {
    /// Takes the hash out of the two stored fields; `None` when they are not so long that they hold it.
    pub fn pick(self, leaf: &[u8], subtrees: &[u8]) -> Option<Hash> {
        let bytes = match self {
            Slot::Leaf => leaf,
            Slot::Subtrees(_) if !subtrees.len().is_multiple_of(Hash::LENGTH) => return None,
            Slot::Subtrees(behind) => {
                let end = subtrees
                    .len()
                    .checked_sub(behind.checked_mul(Hash::LENGTH)?)?;
                subtrees.get(end.checked_sub(Hash::LENGTH)?..end)?
            }
        };
        Hash::try_from(bytes).ok()
    }
}

/// Where the hash of a subtree is stored, if its level is; `None` when it lies beyond 2^64 entries.
pub fn stored_at(level: u8, index: u64) -> Option<Place> {
    // The last leaf below the subtree: its index followed by `level` ones.
    let ones = 1_u64.checked_shl(u32::from(level))? - 1;
    let entry = index.checked_mul(ones.checked_add(1)?)?.checked_add(ones)?;
    let slot = match level {
        0 => Slot::Leaf,
        // The entry completes one larger subtree for each further one in its number.
        _ => Slot::Subtrees(ones_at_the_end(index)),
    };
    Some(Place { entry, slot })
}

/// How many subtrees an entry completes: the ones at the binary end of its number.
fn ones_at_the_end(entry: u64) -> usize {
    usize::try_from(entry.trailing_ones()).expect("at most 64")
}

/// The right edge of a log: the few hashes that the next entry and the root are computed from.
///
/// [`push`](Self::push) costs one node hash on average, [`root`](Self::root) at most 63.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    /// Hashes of the largest complete subtrees from left to right: one for each one bit of `size`.
    edge: Vec<Hash>,
    /// What the last push completed; kept here to be reused.
    completed: Vec<[u8; 32]>,
}

/// What an entry completed: the hashes that are stored as its `subtrees`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completed<'a>(&'a [[u8; 32]]);

impl<'a> Completed<'a> {
    /// The hashes one behind the other, as they are stored: of 32 leaves and more.
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
            .get(usize::from(FIRST_STORED) - 1..)
            .unwrap_or_default()
            .as_flattened()
    }

    /// Whether these bytes are what is stored of the hashes: as [`Self::as_bytes`], or all of them,
    /// from level 1 upwards.
    pub fn are(&self, stored: &[u8]) -> bool {
        stored == self.as_bytes() || stored == self.0.as_flattened()
    }
}

impl Frontier {
    /// The edge of an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge of a stored log at a size, at the cost of at most 95 reads.
    pub fn load<R: HashReader>(reader: &R, size: u64) -> Result<Self, R::Error> {
        let edge = subtrees_over(0..size)
            .map(|(level, index)| hash_of(reader, level, index))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            size,
            edge,
            completed: Vec::new(),
        })
    }

    /// Appends a leaf and tells what has to be stored beside it.
    ///
    /// # Panics
    ///
    /// When the log already has 2^64 − 1 entries.
    pub fn push(&mut self, leaf: Hash) -> Completed<'_> {
        self.completed.clear();
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self
                .edge
                .pop()
                .expect("the edge has a hash for each one bit of the size");
            hash = node_hash(&left, &hash);
            self.completed.push(*hash.as_bytes());
        }
        self.edge.push(hash);
        self.size = self
            .size
            .checked_add(1)
            .expect("a log has fewer than 2^64 entries");
        Completed(&self.completed)
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all entries (RFC 6962 §2.1, MTH).
    pub fn root(&self) -> Hash {
        fold(&self.edge)
    }
}

/// Two edges are equal when the logs are; what was completed last does not count.
impl PartialEq for Frontier {
    fn eq(&self, other: &Self) -> bool {
        self.size == other.size && self.edge == other.edge
    }
}

impl Eq for Frontier {}

/// The root of a stored log at any size up to its own (RFC 6962 §2.1, MTH).
pub fn root_at<R: HashReader>(reader: &R, size: u64) -> Result<Hash, R::Error> {
    range_root(reader, 0..size)
}

/// Hash over a range of leaves that is a node of some tree: MTH(D[start:end]) of RFC 6962 §2.1.
///
/// Such ranges start where a subtree at least as wide starts; `proof` meets no others.
pub(super) fn range_root<R: HashReader>(reader: &R, range: Range<u64>) -> Result<Hash, R::Error> {
    let hashes = subtrees_over(range)
        .map(|(level, index)| hash_of(reader, level, index))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(fold(&hashes))
}

/// How many leaves go to the left of a tree of `width` leaves, at least two: the largest power of
/// two below `width` (RFC 6962 §2.1, k).
pub(super) fn left_width(width: u64) -> u64 {
    debug_assert!(width >= 2, "a leaf has no left half");
    1 << (width - 1).ilog2()
}

/// Level and index of the complete subtrees that cover a range, largest first.
fn subtrees_over(range: Range<u64>) -> impl Iterator<Item = (u8, u64)> {
    let Range { mut start, end } = range;
    std::iter::from_fn(move || {
        let level = end.checked_sub(start)?.checked_ilog2()?;
        let index = start >> level;
        debug_assert_eq!(
            index << level,
            start,
            "a subtree starts at a multiple of its width"
        );
        start += 1 << level; // At most `end`, by the choice of the level.
        Some((u8::try_from(level).expect("a u64 has 64 bits"), index))
    })
}

/// The root over neighbouring subtrees of which each is larger than the next.
fn fold(edge: &[Hash]) -> Hash {
    let joined = edge
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| node_hash(&left, &right));
    joined.unwrap_or(Hash::EMPTY_ROOT)
}
