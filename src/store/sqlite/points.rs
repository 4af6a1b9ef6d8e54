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

use super::citations::{Relays, cited_words};
use super::columns::Columns;
use super::queries::bound;
use super::series::each_key;
use super::versions::has_amended_claims;
use crate::model::{ClaimId, Figure, PartialDate, RevisionNumber, SeriesKey};
use crate::store::{
    CitedPoint, FigurePoint, FigureWords, Horizon, Result, SeriesFilter, StoreError, Visit,
};

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

/// What belongs to the versions from ?1 to ?3, in log order; CROSS JOIN is SQLite's word for joining in this order. A
/// version has as many rows as citations.
macro_rules! worded {
    ($standing:expr) => {
        concat!(
            "SELECT r.entry, entry.record, entry.revision, r.citations, r.occurred,
               r.wording, wording.value, wording.commitment IS NOT NULL,
               c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte,
               c.quote, quote.value, quote.commitment IS NOT NULL
             FROM figure_revision AS r CROSS JOIN entry ON entry.id = r.entry
             LEFT JOIN prose AS wording ON wording.id = r.wording
             LEFT JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations
             LEFT JOIN prose AS quote ON quote.id = c.quote
             WHERE r.entry BETWEEN ?1 AND ?3",
            $standing,
            " ORDER BY r.entry, c.id"
        )
    };
}

/// Only the newest version of each claim, and none that is retracted.
macro_rules! standing {
    () => {
        " AND entry.cause <> 'retraction'
          AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = r.entry AND later.id < ?2)"
    };
}

/// All versions stand, told to SQLite so that it knows of ?2.
const WORDED: [&str; 2] = [worded!(" AND r.entry < ?2"), worded!(standing!())];

/// Of two statements that ask the same the quicker one: where no claim has a second version, every version stands.
fn statement(
    connection: &Connection,
    [all, standing]: [&'static str; 2],
    horizon: Horizon,
) -> Result<&'static str> {
    Ok(if has_amended_claims(connection, horizon)? {
        standing
    } else {
        all
    })
}

/// A version of a figure as the index has it.
struct Indexed {
    entry: i64,
    /// Which of the series that are read together.
    series: usize,
    stated_on: PartialDate,
    figure: Figure,
}

pub(super) fn each_series(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
) -> Result<()> {
    each_series_read(connection, filter, horizon, READING, visit)
}

fn each_series_read(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    reading: Reading,
    visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
) -> Result<()> {
    let words = statement(connection, WORDED, horizon)?;
    let (mut keys, mut indexed) = (Vec::new(), Vec::new());
    let mut is_ended = false;
    each_key(connection, filter, &mut |key, series| {
        let before = indexed.len();
        index(connection, series, keys.len(), horizon, &mut indexed)?;
        if indexed.len() == before {
            // Nothing had been recorded of it by then.
            return Ok(ControlFlow::Continue(()));
        }
        keys.push(key);
        if indexed.len() < reading.many {
            return Ok(ControlFlow::Continue(()));
        }
        let (keys, indexed) = (std::mem::take(&mut keys), std::mem::take(&mut indexed));
        let read = worded(connection, words, horizon, reading, keys, indexed)?;
        let flow = pass(read, visit)?;
        is_ended = flow.is_break();
        Ok(flow)
    })?;
    if !is_ended {
        let read = worded(connection, words, horizon, reading, keys, indexed)?;
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
    horizon: Horizon,
    indexed: &mut Vec<Indexed>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(INDEXED)?;
    let mut found = statement.query((id, bound(horizon)))?;
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let entry = columns.value()?;
        let stated_on = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed()?)?;
        indexed.push(Indexed {
            entry,
            series,
            stated_on,
            figure,
        });
    }
    Ok(())
}

/// The figures of these series with their words, those that do not stand left out; each series in order of statement.
fn worded(
    connection: &Connection,
    sql: &str,
    horizon: Horizon,
    reading: Reading,
    keys: Vec<SeriesKey>,
    mut indexed: Vec<Indexed>,
) -> Result<Vec<(SeriesKey, Vec<CitedPoint>)>> {
    let mut read: Vec<(SeriesKey, Vec<CitedPoint>)> =
        keys.into_iter().map(|key| (key, Vec::new())).collect();
    indexed.sort_unstable_by_key(|one| one.entry);
    let mut statement = connection.prepare_cached(sql)?;
    let mut relays = Relays::new(connection);
    let span = match (indexed.first(), indexed.last()) {
        (Some(first), Some(last)) => Some((first.entry, last.entry)),
        _ => None,
    };
    let is_dense = span.is_some_and(|(first, last)| {
        let wanted = u64::try_from(indexed.len()).unwrap_or(u64::MAX);
        last.abs_diff(first) <= wanted.saturating_mul(reading.dense)
    });
    if let Some((first, last)) = span.filter(|_| is_dense) {
        let mut rows = statement.query((first, bound(horizon), last))?;
        join(&mut rows, indexed, &mut relays, &mut read)?;
    } else {
        for one in indexed {
            let mut rows = statement.query((one.entry, bound(horizon), one.entry))?;
            join(&mut rows, vec![one], &mut relays, &mut read)?;
        }
    }
    for (_, points) in &mut read {
        points.sort_by(|one, other| in_order(&one.point, &other.point));
    }
    Ok(read)
}

/// Puts rows in log order to the versions in log order that they belong to.
fn join(
    rows: &mut Rows<'_>,
    indexed: Vec<Indexed>,
    relays: &mut Relays<'_>,
    read: &mut [(SeriesKey, Vec<CitedPoint>)],
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
fn done(last: Option<Building>, read: &mut [(SeriesKey, Vec<CitedPoint>)]) -> Result<()> {
    let Some(last) = last else {
        return Ok(());
    };
    let found = last.point.words.citations.len();
    if i64::try_from(found).ok() != Some(last.citations) {
        return Err(StoreError::Damaged(format!(
            "{found} of {} citations are there",
            last.citations
        )));
    }
    if let Some((_, points)) = read.get_mut(last.series) {
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
    use std::path::Path;

    use rusqlite::OpenFlags;

    use super::*;

    #[test]
    fn however_words_are_read_they_are_the_same() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/v2.db");
        let uri = format!("file:{}?immutable=1", path.display());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(uri, flags).unwrap();
        let read = |horizon, many, dense| {
            let mut found = Vec::new();
            let mut times = 0;
            let reading = Reading { many, dense };
            let filter = SeriesFilter::default();
            each_series_read(&connection, &filter, horizon, reading, &mut |some| {
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
            let (together, _) = read(horizon, 1_000, u64::MAX);
            for dense in [0, 1, u64::MAX] {
                let (one_by_one, times) = read(horizon, 1, dense);
                assert_eq!(one_by_one, together, "{size} {dense}");
                most = most.max(times);
            }
            figures = figures.max(together.iter().map(|(_, points)| points.len()).sum());
        }
        assert!(figures > 1 && most > 1, "{figures} figures in {most} parts");
    }
}
