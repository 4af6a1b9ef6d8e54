//! What every store must do, whatever it keeps its rows in.
//!
//! Each rule is a function over a [`Place`] where stores are opened; `rules!` runs all of them on one kind of place. A
//! second kind of store is one more `Place` and one more line.

mod drafts;
mod finding;
mod log;
mod looking;
mod sequence;
mod transactions;
mod versions;

use std::path::PathBuf;

use claimlog::model::RecordKind;
use claimlog::store::sqlite::{Access, SqliteStore};
use claimlog::store::{Horizon, Read, Store};

use finding::*;
use log::*;
use looking::latest_of;
use sequence::*;
use transactions::*;
use versions::*;

/// Where one database is. It begins empty, and can be opened more than once.
pub(crate) trait Place {
    fn new() -> Self;
    fn open(&self) -> Box<dyn Store>;
    /// How many texts, citations and blobs are stored, each counted once.
    fn stored(&self) -> [i64; 3];
}

pub(crate) struct SqliteFile(tempfile::TempDir);

impl SqliteFile {
    fn path(&self) -> PathBuf {
        self.0.path().join("claimlog.db")
    }
}

impl Place for SqliteFile {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        SqliteStore::create(&place.path()).unwrap();
        place
    }

    fn open(&self) -> Box<dyn Store> {
        Box::new(SqliteStore::open(&self.path(), Access::Write).unwrap())
    }

    fn stored(&self) -> [i64; 3] {
        let connection = rusqlite::Connection::open(self.path()).unwrap();
        ["prose", "citation", "blob"].map(|table| {
            connection
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                    row.get(0)
                })
                .unwrap()
        })
    }
}

macro_rules! rules {
    ($($kind:ident: $place:ty { $($rule:ident)* })*) => {$(
        mod $kind {
            use super::*;
            $(
                #[test]
                fn $rule() {
                    super::$rule::<$place>();
                }
            )*
        }
    )*};
}

rules! {
    sqlite: SqliteFile {
        entries_come_in_order_and_records_are_numbered_by_kind
        a_dropped_transaction_leaves_nothing
        a_head_that_moved_is_noticed
        versions_are_found_within_horizons
        a_horizon_ends_at_the_last_entry_recorded_by_then
        unchanged_texts_and_citations_are_stored_once_and_read_back_whole
        figures_are_followed_through_their_versions
        every_kind_of_content_reads_back_equal
        series_come_in_order_without_what_was_retracted
        figures_and_accusations_are_found_where_they_would_be
        claims_are_found_by_what_they_rest_on
        ratings_are_found_by_the_claim_that_they_rate
        snapshots_and_handles_are_found
        handles_of_the_same_words_are_found
        accusations_are_read_together
        the_same_bytes_are_kept_once
        a_draft_that_does_not_fit_is_refused_and_writes_nothing
        a_draft_that_fails_halfway_ends_its_transaction
        a_second_writer_waits_and_a_reader_sees_what_is_committed
        the_root_is_that_of_the_leaves
        a_visit_breaks_off
        any_sequence_of_drafts_is_kept_as_it_was_appended
    }
}

/// A report asks many questions; what others log meanwhile must not come between two of its answers.
#[test]
fn what_is_opened_to_read_stays_as_it_was_when_first_asked() {
    let place = SqliteFile::new();
    let mut writer = place.open();
    drafts::log(&mut *writer, [drafts::first(drafts::event("one"))]);
    let reader = SqliteStore::open(&place.path(), Access::Read).unwrap();
    let before = Read::head(&reader).unwrap();
    drafts::log(&mut *writer, [drafts::first(drafts::event("two"))]);
    assert_eq!(Read::head(&reader).unwrap(), before);
    assert_eq!(
        latest_of(&reader, RecordKind::Event, Horizon::NOW),
        [("e1".to_owned(), 1)]
    );
    assert_eq!(writer.head().unwrap().size, before.size + 1);
    let later = SqliteStore::open(&place.path(), Access::Read).unwrap();
    assert_eq!(Read::head(&later).unwrap(), writer.head().unwrap());
}
