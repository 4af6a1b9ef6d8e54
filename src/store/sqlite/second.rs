//! A second reader of the same state of a database: what is long is read in two halves, side by side.
//!
//! Rows of a log are never changed, so both readers see the same as long as neither looks behind the last entry that
//! the first one knows of.

use std::hint::black_box;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use rusqlite::Connection;

use super::{SqliteStore, hashes};
use crate::store::{Result, StoreError};

/// From so many records on it is worth the while of a second reader: to begin with it takes as long as to read a few
/// hundred.
const WORTH: usize = if cfg!(test) { 2 } else { 2_000 };

/// How much room a second reader is given at once, in bytes; it takes up what it uses of it.
const ROOM: usize = 4 << 20;

/// Asks for room and gives it back unused, so that the allocator has it at hand. The one of the GNU system asks for
/// memory for a second thread page by page, while the first one waits; it stops that once a larger block was given back
/// (mallopt(3), M_MMAP_THRESHOLD). To others this is nothing.
fn make_room(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}

/// Who reads.
pub(super) struct Readers<'a> {
    /// The one that there always is.
    pub(super) own: &'a Connection,
    /// Who has the other one; none where there can be none.
    pub(super) store: Option<&'a SqliteStore>,
}

impl Readers<'_> {
    /// The end of what both readers know of, or `bound` where that comes before it.
    pub(super) fn bound(&self, bound: i64) -> Result<i64> {
        let size = hashes::size(self.own)?;
        Ok(bound.min(i64::try_from(size).unwrap_or(i64::MAX)))
    }

    /// Does work on `items` in two halves, each by a reader of its own, where there is enough of it; else in one.
    pub(super) fn halves<T, R>(
        &self,
        items: Vec<T>,
        work: impl Fn(&Connection, Vec<T>) -> Result<R> + Sync,
    ) -> Result<(R, Option<R>)>
    where
        T: Send,
        R: Send,
    {
        let store = self.store.filter(|_| items.len() >= WORTH);
        let Some(other) = store.and_then(SqliteStore::second) else {
            return Ok((work(self.own, items)?, None));
        };
        let mut first = items;
        let second = first.split_off(first.len() / 2);
        let work = &work;
        make_room(2 * ROOM);
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(move || {
                make_room(ROOM);
                work(&locked(other), second)
            });
            (work(self.own, first), second.join())
        });
        Ok((first?, Some(second.unwrap_or_else(|_| stopped())?)))
    }

    /// Does `aside` by the second reader while `meanwhile` is done by the first, which may read in halves too: its
    /// second half waits then until `aside` is done. One after the other where there is one reader alone, or little
    /// of `aside`.
    pub(super) fn aside<T: Send>(
        &self,
        is_much: bool,
        aside: impl FnOnce(&Connection) -> Result<T> + Send,
        meanwhile: impl FnOnce(),
    ) -> Result<T> {
        let store = self.store.filter(|_| is_much);
        let Some(other) = store.and_then(SqliteStore::second) else {
            meanwhile();
            return aside(self.own);
        };
        make_room(2 * ROOM);
        let aside = thread::scope(|scope| {
            let aside = scope.spawn(move || {
                make_room(ROOM);
                aside(&locked(other))
            });
            meanwhile();
            aside.join()
        });
        aside.unwrap_or_else(|_| stopped())
    }
}

/// What a reader left behind that stopped in the middle is a connection like any other.
fn locked(other: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    other.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stopped<T>() -> Result<T> {
    Err(StoreError::Sqlite("a reader stopped".to_owned()))
}

#[cfg(test)]
pub(super) mod testing {
    use std::path::{Path, PathBuf};

    use rusqlite::OpenFlags;

    use super::*;
    use crate::store::sqlite::Access;

    fn path(name: &str) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        root.join("tests/databases").join(name)
    }

    /// A reader of one of the databases that the tests keep.
    pub(in super::super) fn connection(name: &str) -> Connection {
        let uri = format!("file:{}?immutable=1", path(name).display());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        Connection::open_with_flags(uri, flags).unwrap()
    }

    /// The same as a store that has a second reader.
    pub(in super::super) fn by_two(name: &str) -> SqliteStore {
        let store = SqliteStore {
            connection: connection(name),
            path: path(name),
            access: Access::Read,
            second: std::cell::OnceCell::from(Some(Mutex::new(connection(name)))),
        };
        assert!(store.second().is_some());
        store
    }
}
