//! The claims sheet: one format for a case folder's `claims.csv`, for `import`, and for `export csv`.
//!
//! A row is one place where one claim stands. The first row of a claim has all of its cells; further rows that repeat
//! the claim's key in `claim` add places to it and have only the cells of a citation ([`Group::Citation`]). A row
//! without a key is a claim of its own. The columns may stand in any order; [`Column`] names them.
//!
//! | columns | what |
//! |---|---|
//! | `claim` | the claim's key in this sheet |
//! | `revision`, `recorded_at`, `author`, `cause`, `reason` | which version, by whom and why: only in a history |
//! | `kind`*, `event`, `claimant`*, `stated_on`*, `occurred`, `place`, `note` | who says what kind of thing, when, of which time and place |
//! | `measure`, `figure` or `low`, `best`, `high`, `qualifier`, `wording` | how many: `figure` as people write it |
//! | `victims`, `victim_side`, `victim_status`, `aggregation` | who they are, and what the number adds up |
//! | `accused`, `act`, `answers` | an accusation, or the key of the claim that is denied, confirmed or conceded |
//! | `rates`, `rating`, `scale`, `label`, `rationale`, `evidence`, `assessed_on` | a row of the kind `assessment`: the key of the claim that the desk rates, the rating and why, the keys of the claims that it rests on |
//! | `article`*, `title`, `publisher`, `published_at`, `language` | where it is printed: an id, a URL, a label, or a case's key or file |
//! | `via` | the relays from the publisher's side, joined by ` > ` |
//! | `quote`, `prefix`, `suffix`, `start`, `end`, `snapshot_sha256`, `reading` | the words, and the copy that they stand in |
//!
//! A rating's row has no claimant and no day of statement, and the citation's columns only where it rests on words.
//!
//! Those with a star must be there. A sheet is UTF-8, with commas, or with semicolons or tabs when its header has no
//! comma. What [`write`] writes, `record` reads: export, import into a new database, export again, and the bytes
//! are the same but for ids and record times.

mod column;
mod doubtful;
mod group;
mod history;
mod lines;
mod names;
mod outcome;
mod parse;
mod rating;
mod reader;
mod record;
mod row;
mod sift;
mod write;

pub use column::{Column, Group};
pub use names::{Missing, Pinned};
pub use outcome::SheetOutcome;
pub use record::{SheetOptions, record_sheet, record_sheet_file};
pub use write::{
    Dangling, Filter, HEADER, HISTORY_HEADER, Style, Written, write_claims, write_history,
};

#[cfg(test)]
mod tests;
