//! The store in one SQLite file.
//!
//! `open` makes, opens and upgrades files; `append` writes revisions; `rows` reads them back; `points` is
//! the scan behind reports, `numbers` the one without words; `audit` checks what lies beneath revisions. Every connection has foreign keys on and
//! `synchronous=FULL`; every writing transaction is IMMEDIATE, so that two writers never interleave.

mod accusations;
mod append;
mod audit;
mod blobs;
mod citations;
mod columns;
mod contents;
mod handles;
mod hashes;
mod newest;
mod numbers;
mod open;
mod points;
mod queries;
mod rows;
mod schema;
mod second;
mod series;
mod succession;
mod unsaid;
mod versions;

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::Connection;

use super::{
    CitedPoint, Draft, FigureSource, FigureVersion, FigureWords, Head, Horizon, LogEntry, Logged,
    Numbers, Read, Result, SeriesFilter, StorageFault, Store, StoreError, Unreadable, Visit, Write,
};
use crate::log::Frontier;
use crate::model::{
    Article, ArticleId, AssessmentId, ClaimId, Content, Digest, EntryIndex, EventId, Handle,
    Instant, PartialDate, RecordId, RecordKind, Revision, SeriesKey, SnapshotId, SourceId,
};

use second::Readers;

pub use open::Access;
pub use schema::{APPLICATION_ID, CURRENT_SCHEMA, FIRST_SCHEMA, MIGRATIONS, SCHEMA_VERSION};

/// A database in a file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    access: Access,
    /// Reads the same state beside the connection; opened when it is first asked for, none where it cannot be had.
    second: OnceCell<Option<Mutex<Connection>>>,
}

/// A file that ends too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOff {
    /// How many bytes there are.
    pub there: u64,
    /// How many there were.
    pub whole: u64,
}

impl SqliteStore {
    /// Makes a new database. An empty file at `path` is taken over.
    ///
    /// # Errors
    /// There is a file already; its directory is missing or read-only; the disk is full.
    pub fn create(path: &Path) -> Result<Self> {
        open::create(path)
    }

    /// Opens a database, upgrading an older one step by step when it is opened for writing.
    ///
    /// # Errors
    /// Missing, empty, foreign, newer, read-only or damaged, each by its name in [`StoreError`].
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        open::open(path, access)
    }

    /// Opens what is left of a database whose file was cut off, to read; none where nothing is missing at its end.
    ///
    /// # Errors
    /// What is left cannot be read either.
    pub fn open_cut_off(path: &Path) -> Result<Option<(Self, CutOff)>> {
        open::open_cut_off(path)
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl SqliteStore {
    /// A second connection to the same state of the database, where there can be one.
    fn beside(&self) -> Option<Connection> {
        open::beside(self)
    }

    /// As [`SqliteStore::beside`], opened once; none for a store that may write, whose state may change between two
    /// questions.
    fn second(&self) -> Option<&Mutex<Connection>> {
        if self.access == Access::Write {
            return None;
        }
        let second = self.second.get_or_init(|| self.beside().map(Mutex::new));
        second.as_ref()
    }

    fn readers(&self) -> Readers<'_> {
        Readers {
            own: &self.connection,
            store: Some(self),
        }
    }
}

impl Transaction<'_> {
    /// What is not committed is seen by nobody else.
    #[expect(clippy::unused_self, reason = "asked as a store is")]
    fn beside(&self) -> Option<Connection> {
        None
    }

    fn readers(&self) -> Readers<'_> {
        Readers {
            own: &self.connection,
            store: None,
        }
    }
}

/// The trait's questions, answered by the same functions for a store and for a transaction on it.
macro_rules! read_from_connection {
    ($type:ty) => {
        impl Read for $type {
            fn head(&self) -> Result<Head> {
                hashes::head(&self.connection)
            }

            fn horizon_at(&self, instant: Instant) -> Result<Horizon> {
                queries::horizon_at(&self.connection, instant)
            }

            fn revision(&self, entry: EntryIndex) -> Result<Option<Revision>> {
                rows::revision(&self.connection, entry)
            }

            fn figure_words(&self, entry: EntryIndex) -> Result<Option<FigureWords>> {
                citations::figure_words(&self.connection, entry)
            }

            fn history(&self, record: RecordId) -> Result<Vec<Revision>> {
                queries::history(&self.connection, record)
            }

            fn latest(&self, record: RecordId, horizon: Horizon) -> Result<Option<Revision>> {
                queries::latest(&self.connection, record, horizon)
            }

            fn content(&self, record: RecordId, horizon: Horizon) -> Result<Option<Content>> {
                queries::content(&self.connection, record, horizon)
            }

            fn articles(
                &self,
                ids: &[ArticleId],
                horizon: Horizon,
                visit: Visit<'_, (ArticleId, Article)>,
            ) -> Result<()> {
                contents::articles(&self.readers(), ids, queries::bound(horizon), visit)
            }

            fn each_latest(
                &self,
                kind: RecordKind,
                horizon: Horizon,
                visit: Visit<'_, Revision>,
            ) -> Result<()> {
                queries::each_latest(&self.connection, kind, horizon, visit)
            }

            fn each_entry(
                &self,
                from: EntryIndex,
                visit: Visit<'_, std::result::Result<LogEntry, Unreadable>>,
            ) -> Result<()> {
                rows::each_entry(&self.connection, from, visit)
            }

            fn event_by_handle(&self, handle: &Handle) -> Result<Option<EventId>> {
                handles::EVENTS.by_handle(&self.connection, handle)
            }

            fn source_by_handle(&self, handle: &Handle) -> Result<Option<SourceId>> {
                handles::SOURCES.by_handle(&self.connection, handle)
            }

            fn events_like(&self, handle: &Handle) -> Result<Vec<(Handle, EventId)>> {
                handles::EVENTS.like(&self.connection, handle)
            }

            fn sources_like(&self, handle: &Handle) -> Result<Vec<(Handle, SourceId)>> {
                handles::SOURCES.like(&self.connection, handle)
            }

            fn snapshots_of(&self, article: ArticleId) -> Result<Vec<SnapshotId>> {
                queries::snapshots_of(&self.connection, article)
            }

            fn snapshots_with_bytes(&self, raw: Digest) -> Result<Vec<SnapshotId>> {
                queries::snapshots_with_bytes(&self.connection, raw)
            }

            fn blob(&self, digest: Digest) -> Result<Option<Vec<u8>>> {
                blobs::load(&self.connection, digest)
            }

            fn claims_citing(&self, article: ArticleId) -> Result<Vec<ClaimId>> {
                queries::claims_citing(&self.connection, article)
            }

            fn claims_answering(&self, claim: ClaimId) -> Result<Vec<ClaimId>> {
                queries::claims_answering(&self.connection, claim)
            }

            fn assessments_of(&self, claim: ClaimId) -> Result<Vec<AssessmentId>> {
                queries::assessments_of(&self.connection, claim)
            }

            fn figures_at(
                &self,
                series: &SeriesKey,
                stated_on: &PartialDate,
            ) -> Result<Vec<EntryIndex>> {
                series::figures_at(&self.connection, series, stated_on)
            }

            fn accusations_at(
                &self,
                event: EventId,
                claimant: SourceId,
                stated_on: &PartialDate,
            ) -> Result<Vec<EntryIndex>> {
                queries::accusations_at(&self.connection, event, claimant, stated_on)
            }

            fn accusations_about(&self, event: Option<EventId>) -> Result<Vec<ClaimId>> {
                queries::accusations_about(&self.connection, event)
            }

            fn accusations(
                &self,
                event: Option<EventId>,
                horizon: Horizon,
            ) -> Result<Vec<Revision>> {
                accusations::accusations(&self.connection, event, horizon)
            }

            fn accusations_beside(
                &self,
                event: Option<EventId>,
                horizon: Horizon,
                meanwhile: &mut dyn FnMut(),
            ) -> Result<Vec<Revision>> {
                accusations::beside(&self.readers(), event, horizon, meanwhile)
            }

            fn each_series(
                &self,
                filter: &SeriesFilter,
                horizon: Horizon,
                visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
            ) -> Result<()> {
                points::each_series(&self.readers(), filter, horizon, visit)
            }

            fn each_day(
                &self,
                filter: &SeriesFilter,
                horizon: Horizon,
                visit: Visit<'_, (SeriesKey, Vec<(PartialDate, usize)>)>,
            ) -> Result<()> {
                numbers::each_day(&self.connection, filter, horizon, visit)
            }

            fn each_numbers(
                &self,
                filter: &SeriesFilter,
                horizon: Horizon,
                visit: Visit<'_, Numbers>,
            ) -> Result<()> {
                let beside = || self.beside();
                numbers::each_numbers(&self.connection, beside, filter, horizon, visit)
            }

            fn figure_source(&self, entry: EntryIndex) -> Result<Option<FigureSource>> {
                numbers::source(&self.connection, entry)
            }

            fn figure_versions(
                &self,
                claim: ClaimId,
                horizon: Horizon,
            ) -> Result<Vec<FigureVersion>> {
                versions::of_claim(&self.connection, claim, horizon)
            }

            fn has_amended_claims(&self, horizon: Horizon) -> Result<bool> {
                versions::has_amended_claims(&self.connection, horizon)
            }

            fn departed(&self, series: &SeriesKey, horizon: Horizon) -> Result<Vec<ClaimId>> {
                versions::departed(&self.connection, series, horizon)
            }

            fn audit(&self, visit: Visit<'_, StorageFault>) -> Result<()> {
                audit::audit(&self.connection, visit)
            }
        }
    };
}

read_from_connection!(SqliteStore);
read_from_connection!(Transaction<'_>);

impl Store for SqliteStore {
    fn begin(&mut self, expected: Option<Head>) -> Result<Box<dyn Write + '_>> {
        if self.access == Access::Read {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        let connection = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate);
        let connection = connection.map_err(|error| match StoreError::from(error) {
            StoreError::ReadOnly(_) => StoreError::ReadOnly(self.path.clone()),
            other => other,
        })?;
        let frontier = hashes::frontier(&connection)?;
        let found = Head {
            size: frontier.size(),
            root: frontier.root(),
        };
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            return Err(StoreError::HeadMoved { expected, found });
        }
        let appender = RefCell::new(append::Appender::new(frontier));
        Ok(Box::new(Transaction {
            connection,
            appender,
            packer: blobs::Packer::new(),
        }))
    }
}

/// One writing transaction; rolled back when dropped.
struct Transaction<'a> {
    connection: rusqlite::Transaction<'a>,
    appender: RefCell<append::Appender>,
    packer: blobs::Packer,
}

impl Write for Transaction<'_> {
    fn append(&mut self, draft: Draft) -> Result<Logged> {
        self.appender.borrow_mut().append(&self.connection, draft)
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<Digest> {
        blobs::keep(&self.connection, &mut self.packer, bytes)
    }

    fn commit(self: Box<Self>) -> Result<Head> {
        self.appender.borrow().check_whole()?;
        let frontier: &Frontier = &self.appender.borrow().frontier().clone();
        let head = Head {
            size: frontier.size(),
            root: frontier.root(),
        };
        let Self { connection, .. } = *self;
        connection.commit()?;
        Ok(head)
    }
}
