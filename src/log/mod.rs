//! The log: how a list of entries becomes something that nobody can rewrite unnoticed.
//!
//! Pure functions over bytes and hashes. Nothing here stores, prints, draws random bytes or reads
//! a clock; whoever holds the hashes lends them through [`HashReader`], a trait of one method.
//!
//! ```text
//! record ──canonical──▶ entry bytes ──leaf_hash──▶ leaf ──Frontier::push──▶ subtrees, root
//!    ▲ free text only as a commitment                       root + size ──▶ Checkpoint
//!                                   stored hashes ──▶ inclusion and consistency proofs
//! ```
//!
//! | module | subject | standard |
//! |---|---|---|
//! | [`canonical`] | the bytes of a record | RFC 8785, integers only |
//! | [`hash`] | the hash of a leaf and of a node | RFC 6962 §2.1 |
//! | [`tree`] | which hashes are stored where, and the root | RFC 6962 §2.1 |
//! | [`proof`] | that an entry is in the tree, that a tree extends another | RFC 6962 §2.1.1, §2.1.2 |
//! | [`checkpoint`] | the head of the log as text | C2SP tlog-checkpoint |
//! | [`entry`] | which fields an entry has | `schema/log.md` |
//!
//! `schema/log.md` says the same for readers outside, and `schema/log-vectors.json` pins it: both
//! this module and `tests/log_check.py`, which shares no code with it, are tested against that
//! file.

mod base64;
pub mod canonical;
pub mod checkpoint;
pub mod entry;
pub mod hash;
mod hex;
pub mod proof;
#[cfg(test)]
mod tests;
pub mod tree;

pub use canonical::SafeInteger;
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{Hash, leaf_hash, node_hash};
pub use hex::HexError;
pub use proof::{
    ProofError, ProveError, prove_consistency, prove_inclusion, verify_consistency,
    verify_inclusion,
};
pub use tree::{Completed, Frontier, HashReader, Place, Slot, root_at, stored_at};
