//! The Merkle tree as it is stored: a leaf in every entry, and the roots of the subtrees that it completes.

use rusqlite::{Connection, OptionalExtension as _};

use crate::log::{Frontier, Hash, HashReader, stored_at};
use crate::store::{Head, Result, StoreError};

struct Stored<'a>(&'a Connection);

impl HashReader for Stored<'_> {
    type Error = StoreError;

    fn subtree(&self, level: u8, index: u64) -> Result<Hash> {
        let missing = || {
            StoreError::Damaged(format!(
                "the log lacks the hash of subtree {index} at level {level}"
            ))
        };
        let place = stored_at(level, index).ok_or_else(missing)?;
        let entry = i64::try_from(place.entry).map_err(|_| missing())?;
        let (leaf, subtrees) = self
            .0
            .prepare_cached("SELECT leaf, subtrees FROM entry WHERE id = ?1")?
            .query_row([entry], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
            })
            .optional()?
            .ok_or_else(missing)?;
        place
            .slot
            .pick(&leaf, &subtrees.unwrap_or_default())
            .ok_or_else(missing)
    }
}

/// How many entries there are. Ids count from 0 without a gap; `verify` checks that.
pub(super) fn size(connection: &Connection) -> Result<u64> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT id FROM entry ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    match last {
        None => Ok(0),
        Some(last) => u64::try_from(last)
            .map(|last| last + 1)
            .map_err(|_| StoreError::Damaged(format!("the log has an entry {last}"))),
    }
}

/// The right edge of the tree, read in O(log n).
pub(super) fn frontier(connection: &Connection) -> Result<Frontier> {
    Frontier::load(&Stored(connection), size(connection)?)
}

pub(super) fn head(connection: &Connection) -> Result<Head> {
    let frontier = frontier(connection)?;
    Ok(Head {
        size: frontier.size(),
        root: frontier.root(),
    })
}
