//! A fact-checking claim tracker with versioned records.
//!
//! The rooms, in the order in which data flows; each knows only those before it:
//!
//! | room | what |
//! |---|---|
//! | [`model`] | the words of the field as types |
//! | [`text`] | strings: numbers, folding, quotes, safe showing |
//! | [`article`] | bytes → what a snapshot is made of |
//! | [`extract`] | text → proposals with spans and reasons |
//! | [`llm`] | text → proposals of a language model, checked; the only room that speaks to a network |
//! | [`log`] | leaf encoding, Merkle tree, checkpoint, proof |
//! | [`store`] | revisions and bytes, kept; SQLite behind a trait |
//! | [`record`] | the only way in: a validated change → a revision |
//! | [`register`] | names → records, records → names |
//! | [`verify`] | recompute everything |
//! | [`exchange`] | files of other people's making, in and out |
//! | [`series`] | figures → steps, intervals and their relations, what may be compared |
//! | [`report`] | typed report values |
//! | [`review`] | proposals beside what is recorded, and what was decided about them |
//! | [`output`] | values → terminal, JSON, CSV |
//! | [`cli`] | one file per command |

pub mod article;
pub mod cli;
pub mod exchange;
pub mod extract;
pub mod llm;
pub mod log;
pub mod model;
pub mod output;
pub mod record;
pub mod register;
pub mod report;
pub mod review;
pub mod series;
pub mod store;
pub mod text;
pub mod verify;
