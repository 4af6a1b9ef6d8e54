//! The figures of series: the scan of the index on (series, date, figure) behind reports.
//!
//! The index has the numbers of a series side by side; its words lie where they were logged, among those of others. So the
//! words are read for many series at once, in the order of the log: each page of the file is met once for all of them,
//! with one statement, and the memory is that of some thousand figures, or of one series.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::ops::ControlFlow;
use std::vec::IntoIter;

use rusqlite::{Connection, Rows};

use super::citations::{Relays, all_there, cited_words};
use super::columns::{Again, Columns};
use super::queries::bound;
use super::second::Readers;
use super::series::each_key;
use super::unsaid::Unsaid;
use super::versions::has_amended_claims;
use crate::model::{ClaimId, Figure, PartialDate, RevisionNumber, SeriesKey};
use crate::store::{CitedPoint, FigurePoint, FigureWords, Horizon, Result, SeriesFilter, Visit};

/// How words are read.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// Those of how many figures together.
    many: usize,
    /// Where one in so many entries is wanted, all of them are walked over; where fewer are, each is looked up.
    dense: u64,
}

/// Memory for a dozen megabytes of quotes; a walk costs a quarter of a look-up an entry.
const READING: Reading = Reading {
    many: 20_000,
    dense: 4,
};

/// The versions of the series ?1 within the horizon ?2, as the index has them.
const INDEXED: &str = "SELECT r.entry, r.stated_on, r.low, r.best, r.high, r.qualifier
     FROM figure_revision AS r INDEXED BY figure_series WHERE r.series = ?1 AND r.entry < ?2";

/// What belongs to the versions from ?1 to ?2, in log order; CROSS JOIN is SQLite's word for joining in this order. A
/// version has as many rows as citations. A retraction is no figure.
const WORDED: &str = "SELECT r.entry, entry.record, entry.revision, r.citations, r.occurred,
       r.wording, wording.value, wording.commitment IS NOT NULL,
       c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte,
       c.quote, quote.value, quote.commitment IS NOT NULL
     FROM figure_revision AS r CROSS JOIN entry ON entry.id = r.entry
     LEFT JOIN prose AS wording ON wording.id = r.wording
     LEFT JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations
     LEFT JOIN prose AS quote ON quote.id = c.quote
     WHERE r.entry BETWEEN ?1 AND ?2 AND entry.cause <> 'retraction' ORDER BY r.entry, c.id";

/// Which versions from ?1 to ?2 were succeeded before ?3.
const SUCCEEDED: &str = "SELECT parent, id FROM entry INDEXED BY entry_succession
     WHERE parent BETWEEN ?1 AND ?2 AND id < ?3 ORDER BY parent";

/// A version of a figure as the index has it.
struct Indexed {
    entry: i64,
    /// Which of the series that are read together.
    series: usize,
    stated_on: PartialDate,
    figure: Figure,
}

pub(super) fn each_series(
    readers: &Readers<'_>,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
) -> Result<()> {
    each_series_read(readers, filter, horizon, READING, visit)
}

fn each_series_read(
    readers: &Readers<'_>,
    filter: &SeriesFilter,
    horizon: Horizon,
    reading: Reading,
    visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
) -> Result<()> {
    let connection = readers.own;
    let unsaid = Unsaid::load(connection, horizon)?;
    let words = Words {
        unsaid: &unsaid,
        is_amended: has_amended_claims(connection, horizon)?,
        bound: readers.bound(bound(horizon))?,
        dense: reading.dense,
    };
    let (mut keys, mut indexed) = (Vec::new(), Vec::new());
    let mut is_ended = false;
    each_key(connection, filter, &mut |key, series| {
        let before = indexed.len();
        index(connection, series, keys.len(), words, &mut indexed)?;
        if indexed.len() == before {
            // Nothing had been recorded of it by then.
            return Ok(ControlFlow::Continue(()));
        }
        keys.push(key);
        if indexed.len() < reading.many {
            return Ok(ControlFlow::Continue(()));
        }
        let (keys, indexed) = (std::mem::take(&mut keys), std::mem::take(&mut indexed));
        let read = words.of(readers, keys, indexed)?;
        let flow = pass(read, visit)?;
        is_ended = flow.is_break();
        Ok(flow)
    })?;
    if !is_ended {
        let read = words.of(readers, keys, indexed)?;
        let _ = pass(read, visit)?;
    }
    Ok(())
}

/// Passes on the series, if there are any.
fn pass(
    read: Vec<(SeriesKey, Vec<CitedPoint>)>,
    visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
) -> Result<ControlFlow<()>> {
    if read.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    visit(read)
}

/// Adds the versions of one series.
fn index(
    connection: &Connection,
    id: i64,
    series: usize,
    words: Words<'_>,
    indexed: &mut Vec<Indexed>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(INDEXED)?;
    let mut found = statement.query((id, words.bound))?;
    // Most figures of a series have the qualifier of the one before.
    let mut said = Again::default();
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let entry = columns.value()?;
        if words.unsaid.contains(entry) {
            continue;
        }
        let stated_on = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed_again(&mut said)?)?;
        indexed.push(Indexed {
            entry,
            series,
            stated_on,
            figure,
        });
    }
    Ok(())
}

/// How words are read for figures.
#[derive(Clone, Copy)]
struct Words<'u> {
    /// The versions that are not there.
    unsaid: &'u Unsaid,
    /// Whether some version may have been succeeded.
    is_amended: bool,
    /// Before which entry.
    bound: i64,
    /// As [`Reading::dense`].
    dense: u64,
}

impl Words<'_> {
    /// The figures of these series with their words, those that do not stand left out; each series in order of statement.
    fn of(
        self,
        readers: &Readers<'_>,
        keys: Vec<SeriesKey>,
        mut indexed: Vec<Indexed>,
    ) -> Result<Vec<(SeriesKey, Vec<CitedPoint>)>> {
        indexed.sort_unstable_by_key(|one| one.entry);
        let mut room = vec![0; keys.len()];
        for one in &indexed {
            room[one.series] += 1;
        }
        let (first, second) = readers.halves(indexed, |connection, indexed| {
            let mut read: Vec<_> = room.iter().map(|room| Vec::with_capacity(*room)).collect();
            self.read(connection, indexed, &mut read)?;
            Ok(read)
        })?;
        let mut second = second.into_iter().flatten();
        let mut read = Vec::with_capacity(keys.len());
        for (key, mut points) in keys.into_iter().zip(first) {
            points.extend(second.next().unwrap_or_default());
            points.sort_by(|one: &CitedPoint, other| in_order(&one.point, &other.point));
            read.push((key, points));
        }
        Ok(read)
    }

    /// Reads the words of these figures, which are in log order, into the places of their series.
    fn read(
        self,
        connection: &Connection,
        mut indexed: Vec<Indexed>,
        read: &mut [Vec<CitedPoint>],
    ) -> Result<()> {
        let (Some(first), Some(last)) = (indexed.first(), indexed.last()) else {
            return Ok(());
        };
        let (first, last) = (first.entry, last.entry);
        let wanted = u64::try_from(indexed.len()).unwrap_or(u64::MAX);
        let is_dense = last.abs_diff(first) <= wanted.saturating_mul(self.dense);
        let mut statement = connection.prepare_cached(WORDED)?;
        let mut relays = Relays::new(connection);
        if is_dense {
            self.leave_out_succeeded(connection, first, last, &mut indexed)?;
            let mut rows = statement.query((first, last))?;
            return join(&mut rows, indexed, &mut relays, read);
        }
        for one in indexed {
            let mut alone = vec![one];
            let entry = alone[0].entry;
            self.leave_out_succeeded(connection, entry, entry, &mut alone)?;
            let mut rows = statement.query((entry, entry))?;
            join(&mut rows, alone, &mut relays, read)?;
        }
        Ok(())
    }

    /// Leaves out those between these entries that have a later version.
    fn leave_out_succeeded(
        self,
        connection: &Connection,
        first: i64,
        last: i64,
        indexed: &mut Vec<Indexed>,
    ) -> Result<()> {
        if !self.is_amended {
            return Ok(());
        }
        let mut statement = connection.prepare_cached(SUCCEEDED)?;
        let mut rows = statement.query((first, last, self.bound))?;
        let mut succeeded: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let (parent, later): (i64, i64) = (columns.value()?, columns.value()?);
            if !self.unsaid.contains(later) {
                succeeded.push(parent);
            }
        }
        let mut succeeded = succeeded.into_iter().peekable();
        indexed.retain(|one| {
            while succeeded.next_if(|entry| *entry < one.entry).is_some() {}
            succeeded.peek() != Some(&one.entry)
        });
        Ok(())
    }
}

/// Puts rows in log order to the versions in log order that they belong to.
fn join(
    rows: &mut Rows<'_>,
    indexed: Vec<Indexed>,
    relays: &mut Relays<'_>,
    read: &mut [Vec<CitedPoint>],
) -> Result<()> {
    let mut indexed = indexed.into_iter().peekable();
    let mut last: Option<Building> = None;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let entry: i64 = columns.value()?;
        if last.as_ref().is_none_or(|last| last.entry != entry) {
            done(last.take(), read)?;
            let Some(version) = version(&mut indexed, entry) else {
                continue;
            };
            last = Some(Building::begin(version, row)?);
        }
        columns.go_to(CITATION);
        let citation: Option<i64> = columns.value()?;
        if let (Some(citation), Some(last)) = (citation, &mut last) {
            let mut words = cited_words(&mut columns)?;
            words.via = relays.of(citation)?;
            last.point.words.citations.push(words);
        }
    }
    done(last, read)
}

/// Which column of [`WORDED`] is the citation's.
const CITATION: usize = 8;

/// The version of this entry, if it is wanted; those before it do not stand.
fn version(indexed: &mut Peekable<IntoIter<Indexed>>, entry: i64) -> Option<Indexed> {
    while indexed.next_if(|one| one.entry < entry).is_some() {}
    indexed.next_if(|one| one.entry == entry)
}

/// A figure whose citations are being read.
struct Building {
    entry: i64,
    series: usize,
    point: CitedPoint,
    /// How many citations it has.
    citations: i64,
}

impl Building {
    fn begin(version: Indexed, row: &rusqlite::Row<'_>) -> Result<Self> {
        let mut columns = Columns::of(row);
        let entry = columns.entry()?;
        let claim = ClaimId::new(columns.positive()?);
        let revision = RevisionNumber::new(columns.positive()?);
        let citations = columns.value()?;
        let words = FigureWords {
            occurred: columns.parsed_or_null()?,
            wording: columns.words()?,
            citations: Vec::with_capacity(1),
        };
        let point = FigurePoint {
            entry,
            claim,
            revision,
            stated_on: version.stated_on,
            figure: version.figure,
        };
        Ok(Self {
            entry: version.entry,
            series: version.series,
            point: CitedPoint { point, words },
            citations,
        })
    }
}

/// Puts a figure that is whole into its series.
fn done(last: Option<Building>, read: &mut [Vec<CitedPoint>]) -> Result<()> {
    let Some(last) = last else {
        return Ok(());
    };
    all_there(last.point.words.citations.len(), last.citations)?;
    if let Some(points) = read.get_mut(last.series) {
        points.push(last.point);
    }
    Ok(())
}

fn in_order(one: &FigurePoint, other: &FigurePoint) -> Ordering {
    one.stated_on
        .chronological(&other.stated_on)
        .then(one.claim.cmp(&other.claim))
}

#[cfg(test)]
mod tests {
    use super::super::second::testing::{by_two, connection};
    use super::*;

    #[test]
    fn however_words_are_read_they_are_the_same() {
        let store = by_two("v3.db");
        let connection = connection("v3.db");
        let read = |horizon, many, dense, store| {
            let own = &connection;
            let readers = Readers { own, store };
            let mut found = Vec::new();
            let mut times = 0;
            let reading = Reading { many, dense };
            let filter = SeriesFilter::default();
            each_series_read(&readers, &filter, horizon, reading, &mut |some| {
                found.extend(some);
                times += 1;
                Ok(ControlFlow::Continue(()))
            })
            .unwrap();
            (found, times)
        };
        let (mut figures, mut most) = (0, 0);
        for size in 0..=64 {
            let horizon = Horizon::first(size);
            let (together, _) = read(horizon, 1_000, u64::MAX, None);
            for dense in [0, 1, u64::MAX] {
                let (one_by_one, times) = read(horizon, 1, dense, None);
                assert_eq!(one_by_one, together, "{size} {dense}");
                most = most.max(times);
                let (by_two, _) = read(horizon, 1_000, dense, Some(&store));
                assert_eq!(by_two, together, "{size} {dense}");
            }
            figures = figures.max(together.iter().map(|(_, points)| points.len()).sum());
        }
        assert!(figures > 1 && most > 1, "{figures} figures in {most} parts");
    }
}
