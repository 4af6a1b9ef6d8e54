//! Between what is proposed and what is recorded: names, neighbours, decisions. A person decides; nothing here writes a
//! claim.
//!
//! Enter: proposals of one text, and what is recorded. Leave: each proposal under an id that stays ([`id`]), with the
//! sources that its names stand for ([`party`]), the day on which the words say that it was said,  what the event already knows ([`beside`], [`deniable`]), what was decided about it
//! before ([`ledger`]), and the claim that accepting it would record ([`draft`]). Invariants: no name is guessed
//! between two; a figure is taken over as it stands or as a person edited it; the ledger is kept beside the database,
//! never in the log, and can be thrown away.

pub mod beside;
pub mod deniable;
pub mod draft;
pub mod id;
pub mod ledger;
pub mod party;
mod proposed;
mod recorded;
mod said;
mod side;
mod unclear;

pub use id::{Key, ProposalId, identified};
pub use ledger::{Ledger, Typed};
pub use party::{NewSource, Parties, Party};
pub use proposed::{Proposals, Proposed, State, Subject};
pub use recorded::{mark_quoted, mark_recorded};
pub use said::Said;
pub use side::side_of;
pub use unclear::Unclear;
