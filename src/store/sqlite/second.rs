//! A second reader of the same state of a database: what is long is read in two halves, side by side.
//!
//! Rows of a log are never changed, so both readers see the same as long as neither looks behind the last entry that
//! the first one knows of.

use std::hint::black_box;
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
        let other = store.and_then(SqliteStore::second);
        let Some(mut other) = other else {
            return Ok((work(self.own, items)?, None));
        };
        let mut first = items;
        let second = first.split_off(first.len() / 2);
        let (work, other) = (&work, &mut *other);
        make_room(2 * ROOM);
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(move || {
                make_room(ROOM);
                work(other, second)
            });
            (work(self.own, first), second.join())
        });
        let second = second.map_err(|_| StoreError::Sqlite("a reader stopped".to_owned()))?;
        Ok((first?, Some(second?)))
    }
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
            second: std::cell::RefCell::new(Some(connection(name))),
        };
        assert!(store.second().is_some());
        store
    }
}
