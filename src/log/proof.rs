//! Proofs that somebody can check who does not have the log.
//!
//! - *Inclusion* (RFC 6962 §2.1.1, there an audit path): the entry with this leaf hash is number
//!   `index` of the log that had this root at this size.
//! - *Consistency* (RFC 6962 §2.1.2): the log that had the new root at the new size begins with
//!   exactly the entries of the log that had the old root at the old size.
//!
//! Enter: for making a proof, a [`HashReader`]; for checking, only what a third party holds. Leave:
//! a list of hashes in the order of the RFC, or why the proof does not hold. Checking takes any
//! input: sizes and lists of hostile making cost at most 64 steps and never panic.
//!
//! Both walk the tree from the root down. Each step goes into one half and leaves the other; the
//! proof is the hashes of the halves left, the lowest first. Maker and checker share only the walk,
//! which is fixed by the sizes alone.
//!
//! A root does not fix the size of its tree for every path: the path to the first of three leaves
//! looks like that to the first of four. Take size and root from one checkpoint, never the size
//! from elsewhere.

use std::ops::Range;

use super::hash::{Hash, node_hash};
use super::tree::{HashReader, left_width, range_root};

/// Why no proof could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// There is no such entry in a log of that size.
    #[error("a log of {size} entries has no entry {index}")]
    NoSuchEntry {
        /// The entry, counted from 0.
        index: u64,
        /// How many entries the log has.
        size: u64,
    },
    /// The old log is larger than the new one.
    #[error("a log of {new} entries cannot extend one of {old}")]
    Shrunk {
        /// Size of the old log.
        old: u64,
        /// Size of the new log.
        new: u64,
    },
    /// A stored hash could not be read.
    #[error(transparent)]
    Read(#[from] E),
}

/// Why a proof does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such entry in a log of that size.
    #[error("a log of {size} entries has no entry {index}")]
    NoSuchEntry {
        /// The entry, counted from 0.
        index: u64,
        /// How many entries the log has.
        size: u64,
    },
    /// The old log is larger than the new one.
    #[error("a log of {new} entries cannot extend one of {old}")]
    Shrunk {
        /// Size of the old log.
        old: u64,
        /// Size of the new log.
        new: u64,
    },
    /// The proof has another number of hashes than these sizes ask for.
    #[error("the proof must have {expected} hashes, but has {found}")]
    Length {
        /// How many there must be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The hashes lead to another root than the one given; of two, the new one.
    #[error("the proof leads to the root {computed}, not to {expected}")]
    Root {
        /// The root that was given.
        expected: Hash,
        /// The root that the proof leads to.
        computed: Hash,
    },
    /// The hashes lead to another root of the old log.
    #[error("the proof leads to the old root {computed}, not to {expected}")]
    OldRoot {
        /// The root that was given.
        expected: Hash,
        /// The root that the proof leads to.
        computed: Hash,
    },
}

/// Proves that entry `index` is in the log at `size` (RFC 6962 §2.1.1, PATH).
pub fn prove_inclusion<R: HashReader>(
    reader: &R,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if index >= size {
        return Err(ProveError::NoSuchEntry { index, size });
    }
    let steps = steps_to_leaf(index, size);
    let hashes = steps
        .into_iter()
        .rev()
        .map(|step| range_root(reader, step.left_out));
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Checks that the entry with this leaf hash is number `index` of the log with this size and root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchEntry { index, size });
    }
    let steps = steps_to_leaf(index, size);
    has_length(proof, steps.len())?;
    let mut computed = *leaf;
    for (step, other) in steps.iter().rev().zip(proof) {
        computed = match step.into {
            Half::Left => node_hash(&computed, other),
            Half::Right => node_hash(other, &computed),
        };
    }
    is_root(computed, root)
}

/// Proves that the log at size `new` begins with the log at size `old` (RFC 6962 §2.1.2, PROOF).
///
/// Beyond the RFC, `old` may be 0: every log begins with the empty one, which takes no proof.
pub fn prove_consistency<R: HashReader>(
    reader: &R,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if old > new {
        return Err(ProveError::Shrunk { old, new });
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (common, steps) = steps_to_common(old, new);
    let first = (common.start > 0).then_some(common);
    let others = steps.into_iter().rev().map(|step| step.left_out);
    let hashes = first
        .into_iter()
        .chain(others)
        .map(|range| range_root(reader, range));
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Checks that the log with the new size and root begins with the log with the old size and root.
///
/// For `old` = 0 this says nothing of the new root, as every log begins with the empty one.
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == 0 {
        has_length(proof, 0)?;
        is_old_root(Hash::EMPTY_ROOT, old_root)?;
        return if new == 0 {
            is_root(Hash::EMPTY_ROOT, new_root)
        } else {
            Ok(())
        };
    }
    let (common, steps) = steps_to_common(old, new);
    // The walk ends at a node of both trees. When that is the whole old tree, its hash is the
    // old root, which the checker has; otherwise the proof begins with it.
    let (start, others) = if common.start == 0 {
        has_length(proof, steps.len())?;
        (*old_root, proof)
    } else {
        has_length(proof, steps.len() + 1)?;
        // Unreachable: the length has just been checked to be at least one.
        let length = ProofError::Length {
            expected: steps.len() + 1,
            found: 0,
        };
        let (first, others) = proof.split_first().ok_or(length)?;
        (*first, others)
    };
    let (mut old_computed, mut new_computed) = (start, start);
    for (step, other) in steps.iter().rev().zip(others) {
        match step.into {
            // What lies to the right came later: the old tree does not have it.
            Half::Left => new_computed = node_hash(&new_computed, other),
            Half::Right => {
                old_computed = node_hash(other, &old_computed);
                new_computed = node_hash(other, &new_computed);
            }
        }
    }
    is_old_root(old_computed, old_root)?;
    is_root(new_computed, new_root)
}

/// One step from a node down to a child.
struct Step {
    /// The half that the walk goes into.
    into: Half,
    /// The leaves below the other half.
    left_out: Range<u64>,
}

#[derive(Clone, Copy)]
enum Half {
    Left,
    Right,
}

/// Steps down a range of leaves into the left half or the right one, and narrows it to that.
fn step(range: &mut Range<u64>, goes_left: impl FnOnce(u64) -> bool) -> Step {
    // Strictly within the range, so nothing overflows.
    let middle = range.start + left_width(range.end - range.start);
    if goes_left(middle) {
        let left_out = middle..range.end;
        range.end = middle;
        Step {
            into: Half::Left,
            left_out,
        }
    } else {
        let left_out = range.start..middle;
        range.start = middle;
        Step {
            into: Half::Right,
            left_out,
        }
    }
}

/// The walk from the root of a tree of `size` leaves to leaf `index`, which it has.
fn steps_to_leaf(index: u64, size: u64) -> Vec<Step> {
    let mut range = 0..size;
    let mut steps = Vec::new();
    while range.end - range.start > 1 {
        steps.push(step(&mut range, |middle| index < middle));
    }
    steps
}

/// The walk from the root of a tree of `new` leaves to the largest node that ends where the tree of
/// `old` leaves ends, 0 < `old` ≤ `new`: a node of both trees. Also the leaves below that node.
fn steps_to_common(old: u64, new: u64) -> (Range<u64>, Vec<Step>) {
    let mut range = 0..new;
    let mut steps = Vec::new();
    while range.end != old {
        steps.push(step(&mut range, |middle| old <= middle));
    }
    (range, steps)
}

fn has_length(proof: &[Hash], expected: usize) -> Result<(), ProofError> {
    let found = proof.len();
    if found == expected {
        Ok(())
    } else {
        Err(ProofError::Length { expected, found })
    }
}

fn is_root(computed: Hash, expected: &Hash) -> Result<(), ProofError> {
    let expected = *expected;
    if computed == expected {
        Ok(())
    } else {
        Err(ProofError::Root { expected, computed })
    }
}

fn is_old_root(computed: Hash, expected: &Hash) -> Result<(), ProofError> {
    let expected = *expected;
    if computed == expected {
        Ok(())
    } else {
        Err(ProofError::OldRoot { expected, computed })
    }
}
