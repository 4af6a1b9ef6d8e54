//! Which versions have been succeeded, by which, and why: read once, in one scan of the index that knows of it, so that
//! a walk over figures need not ask for each whether it still stands.
//!
//! Most entries of most logs have no successor. Marks of one bit an entry say so at once; what more there is to know
//! lies in lists beside them, and a mark's place among the marks is its place in the list.

use std::ops::Range;
use std::thread;

use rusqlite::Connection;
use rustc_hash::FxHashSet;

use super::columns::{Again, Columns};
use super::queries::bound;
use super::unsaid::{Unsaid, giving_days, is_same};
use crate::model::Cause;
use crate::store::{Horizon, Result, Revised, StoreError};

/// The versions within a horizon that have a version before or behind them.
pub(super) struct Succession {
    /// Those that were succeeded.
    succeeded: Marks,
    /// By which, in the order of `succeeded`.
    later: Vec<i64>,
    /// Those that succeed another.
    succeeding: Marks,
    /// Which one, and why, in the order of `succeeding`.
    earlier: Vec<(i64, Cause)>,
    /// The versions that had not been said, none of which is in any list.
    unsaid: Unsaid,
    /// Those that only give the day of the correction before.
    giving: FxHashSet<i64>,
    /// Whether there is a day by which something was said.
    is_as_of: bool,
}

impl Succession {
    pub(super) fn load(connection: &Connection, horizon: Horizon) -> Result<Self> {
        let unsaid = Unsaid::load(connection, horizon)?;
        let found = Found::of(connection, horizon, &unsaid, i64::MIN..i64::MAX)?;
        Self::of(connection, horizon, found, unsaid)
    }

    /// The same by two readers, each of which reads the successors of one half of the entries that can have one.
    pub(super) fn load_by_two(
        connection: &Connection,
        other: &mut Connection,
        horizon: Horizon,
    ) -> Result<Self> {
        let last: Option<i64> = connection
            .prepare_cached("SELECT max(parent) FROM entry INDEXED BY entry_succession WHERE parent IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        let half = last.unwrap_or(0) / 2;
        let unsaid = Unsaid::load(connection, horizon)?;
        let not_said = &unsaid;
        let (low, high) = thread::scope(|scope| {
            let high = scope.spawn(move || Found::of(other, horizon, not_said, half..i64::MAX));
            let low = Found::of(connection, horizon, not_said, i64::MIN..half);
            (low, high.join())
        });
        let mut found = low?;
        let high = high.map_err(|_| StoreError::Sqlite("a reader stopped".to_owned()))??;
        found.pairs.extend(high.pairs);
        found.rows.extend(high.rows);
        Self::of(connection, horizon, found, unsaid)
    }

    fn of(connection: &Connection, horizon: Horizon, found: Found, unsaid: Unsaid) -> Result<Self> {
        let Found { pairs, mut rows } = found;
        rows.sort_unstable_by_key(|(id, ..)| *id);
        Ok(Self {
            succeeded: Marks::of(pairs.iter().map(|(parent, _)| *parent)),
            later: pairs.iter().map(|(_, id)| *id).collect(),
            succeeding: Marks::of(rows.iter().map(|(id, ..)| *id)),
            earlier: rows
                .iter()
                .map(|(_, parent, cause)| (*parent, *cause))
                .collect(),
            unsaid,
            giving: giving_days(connection)?,
            is_as_of: horizon.said_by().is_some(),
        })
    }

    /// Whether nothing was ever changed.
    pub(super) fn is_empty(&self) -> bool {
        self.later.is_empty() && self.unsaid.is_empty()
    }

    /// Whether the version is the newest of its record, and no retraction.
    pub(super) fn stands(&self, entry: i64) -> bool {
        self.succeeded.rank(entry).is_none() && !self.is_retraction(entry) && !self.is_unsaid(entry)
    }

    /// Whether the version had not been said by the day of the horizon, and so is not there.
    pub(super) fn is_unsaid(&self, entry: i64) -> bool {
        self.unsaid.contains(entry)
    }

    /// How often the claim was revised up to this version. A further place where it stands is no revision of what it says.
    pub(super) fn revised(&self, connection: &Connection, entry: i64) -> Result<Revised> {
        let mut revised = Revised::default();
        let mut at = entry;
        while let Some((before, cause)) = self.before(at) {
            match cause {
                // It only gives the day of the one before.
                Cause::SourceRevised if self.giving.contains(&at) => {}
                Cause::SourceRevised => {
                    revised.by_source += 1;
                    let is_dated = !self.is_as_of || self.unsaid.is_made(at);
                    revised.perhaps_later += usize::from(!is_dated);
                }
                Cause::LateDiscovery
                    if !self.is_retraction(before) && is_same(connection, before, at)? => {}
                _ => revised.otherwise += 1,
            }
            at = before;
        }
        Ok(revised)
    }

    pub(super) fn is_retraction(&self, entry: i64) -> bool {
        self.before(entry)
            .is_some_and(|(_, cause)| cause == Cause::Retraction)
    }

    /// The version before this one, and why this one was written; none for a first version.
    pub(super) fn before(&self, entry: i64) -> Option<(i64, Cause)> {
        self.earlier.get(self.succeeding.rank(entry)?).copied()
    }

    /// The version behind this one.
    pub(super) fn behind(&self, entry: i64) -> Option<i64> {
        self.later.get(self.succeeded.rank(entry)?).copied()
    }

    /// The newest version of the record that this is one of.
    pub(super) fn newest(&self, entry: i64) -> i64 {
        let mut newest = entry;
        while let Some(later) = self.behind(newest) {
            newest = later;
        }
        newest
    }
}

/// What one reader finds.
struct Found {
    /// Each version that was succeeded, in order, and by which.
    pairs: Vec<(i64, i64)>,
    /// Each version that succeeds another, which one, and why.
    rows: Vec<(i64, i64, Cause)>,
}

impl Found {
    /// The successors of the entries of a range.
    fn of(
        connection: &Connection,
        horizon: Horizon,
        unsaid: &Unsaid,
        parents: Range<i64>,
    ) -> Result<Self> {
        let limit = limit(connection)?;
        // In the order of the parents; the one column that the index has not is looked up in that order too, which for
        // a log that was amended from its beginning to its end is one walk.
        let mut statement = connection.prepare_cached(
            "SELECT parent, id, cause FROM entry INDEXED BY entry_succession
             WHERE parent >= ?2 AND parent < ?3 AND id < ?1 ORDER BY parent, id",
        )?;
        let mut found = statement.query((bound(horizon), parents.start, parents.end))?;
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        let mut rows: Vec<(i64, i64, Cause)> = Vec::new();
        let mut causes = Again::default();
        while let Some(row) = found.next()? {
            let mut columns = Columns::of(row);
            let (parent, id): (i64, i64) = (columns.value()?, columns.value()?);
            // So a chain of versions comes to an end, and marks take no more than the file does.
            if parent < 0 || id <= parent || id >= limit {
                return Err(StoreError::Damaged(format!(
                    "entry {id} cannot follow entry {parent}"
                )));
            }
            if unsaid.contains(id) {
                continue;
            }
            // A version has one successor; of several, which `verify` finds, the last counts.
            if pairs.last().is_some_and(|(last, _)| *last == parent) {
                pairs.pop();
            }
            pairs.push((parent, id));
            rows.push((id, parent, columns.parsed_again(&mut causes)?));
        }
        Ok(Self { pairs, rows })
    }
}

/// No entry of a log without gaps has a number as great as the file has bytes.
fn limit(connection: &Connection) -> Result<i64> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let size: i64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    Ok(pages.saturating_mul(size))
}

/// A set of entries in which each one's place in their order is found at once.
#[derive(Default)]
struct Marks {
    /// 64 entries a word.
    words: Vec<u64>,
    /// How many are marked in the words before each word.
    before: Vec<usize>,
}

impl Marks {
    /// Those of entries in order.
    fn of(entries: impl Iterator<Item = i64>) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for entry in entries {
            let Some((word, bit)) = place(entry) else {
                continue;
            };
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            if let Some(word) = words.get_mut(word) {
                *word |= bit;
            }
        }
        let mut marked = 0;
        let before = words
            .iter()
            .map(|word| {
                let before = marked;
                marked += count(*word);
                before
            })
            .collect();
        Self { words, before }
    }

    /// How many marked entries lie before this one, when it is marked itself.
    fn rank(&self, entry: i64) -> Option<usize> {
        let (index, bit) = place(entry)?;
        let word = *self.words.get(index)?;
        if word & bit == 0 {
            return None;
        }
        Some(self.before.get(index)? + count(word & (bit - 1)))
    }
}

fn place(entry: i64) -> Option<(usize, u64)> {
    let entry = usize::try_from(entry).ok()?;
    Some((entry / 64, 1 << (entry % 64)))
}

fn count(word: u64) -> usize {
    // Invariant: a word has 64 bits.
    usize::try_from(word.count_ones()).unwrap_or(64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_rank_is_the_place_in_the_order(mut entries in prop::collection::vec(0_i64..500, 0..60)) {
            entries.sort_unstable();
            entries.dedup();
            let marks = Marks::of(entries.iter().copied());
            for entry in -1..600 {
                let expected = entries.iter().position(|one| *one == entry);
                prop_assert_eq!(marks.rank(entry), expected);
            }
        }
    }
}
