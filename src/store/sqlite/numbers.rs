//! The numbers of series without their words: what the index on (series, date, figure) alone can tell, in one scan of it,
//! beside one of the index on successions. No row of a claim, of its words or of an article is read, but for the times that
//! figures of what is new cover.
//!
//! A large file is read by two threads with a connection each: rows of a log are never changed, so both see the same as
//! long as neither looks behind the last entry that there was when the walk began.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use rusqlite::Connection;

use super::columns::{Again, Columns, entry_index};
use super::hashes;
use super::queries::bound;
use super::series::each_key;
use super::succession::Succession;
use crate::model::{
    ArticleId, ClaimId, EntryIndex, Figure, PartialDate, RevisionNumber, SeriesKey,
};
use crate::store::{
    FigureSource, Horizon, Lost, Numbered, Numbers, Result, SeriesFilter, StoreError, Visit,
};

/// Room for how many figures is made at most before one is read.
const MOST_ROOM: usize = 4_096;

/// From so many entries on, a walk over at least so many series is shared with a second reader of the file.
const SHARED: (u64, usize) = (100_000, 8);

/// How many series may be read ahead of the one that is passed on next; the memory is that of these.
const AHEAD: usize = 16;

pub(super) fn each_numbers(
    connection: &Connection,
    beside: impl FnOnce() -> Option<Connection>,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, Numbers>,
) -> Result<()> {
    let size = hashes::size(connection)?;
    let mut keys = Vec::new();
    each_key(connection, filter, &mut |key, series| {
        keys.push((key, series));
        Ok(ControlFlow::Continue(()))
    })?;
    let is_large = size >= SHARED.0 && keys.len() >= SHARED.1;
    // Whatever is written while this is read is not there, for either reader.
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let mut other = is_large.then(beside).flatten();
    let succession = match &mut other {
        Some(other) => Succession::load_by_two(connection, other, horizon)?,
        None => Succession::load(connection, horizon)?,
    };
    let walk = Walk {
        succession: &succession,
        bound: bound(horizon).min(size),
    };
    match other {
        Some(other) => walk.shared(connection, other, keys, visit),
        None => walk.alone(connection, keys, visit),
    }
}

/// What a walk over the numbers goes by.
#[derive(Clone, Copy)]
struct Walk<'a> {
    succession: &'a Succession,
    bound: i64,
}

/// Series with their rows' numbers.
type Keys = Vec<(SeriesKey, i64)>;

impl Walk<'_> {
    fn alone(self, connection: &Connection, keys: Keys, visit: Visit<'_, Numbers>) -> Result<()> {
        let mut room = 0;
        for (key, series) in keys {
            let found = self.numbers(connection, key, series, &mut room)?;
            if pass(found, visit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Each reader takes the next series that nobody has taken, so that neither waits for the other; this one passes
    /// them on, in order.
    fn shared(
        self,
        connection: &Connection,
        other: Connection,
        keys: Keys,
        visit: Visit<'_, Numbers>,
    ) -> Result<()> {
        let untaken = AtomicUsize::new(0);
        let take = || {
            let index = untaken.fetch_add(1, Ordering::Relaxed);
            keys.get(index).cloned().map(|key| (index, key))
        };
        let (send, receive) = mpsc::sync_channel(AHEAD);
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut room = 0;
                while let Some((index, (key, series))) = take() {
                    let found = self.numbers(&other, key, series, &mut room);
                    let is_over = found.is_err();
                    // Nobody waits for it any more where the walk was broken off.
                    if send.send((index, found)).is_err() || is_over {
                        break;
                    }
                }
            });
            // Moved in here, so that the other one ends when this one breaks off.
            let receive = receive;
            let mut room = 0;
            let mut ahead = BTreeMap::new();
            for wanted in 0..keys.len() {
                let found = loop {
                    ahead.extend(receive.try_iter());
                    if let Some(found) = ahead.remove(&wanted) {
                        break found;
                    }
                    let taken = (ahead.len() < AHEAD).then(take).flatten();
                    let (index, found) = match taken {
                        Some((index, (key, series))) => {
                            (index, self.numbers(connection, key, series, &mut room))
                        }
                        None => receive.recv().map_err(|_| gone())?,
                    };
                    ahead.insert(index, found);
                };
                if pass(found?, visit)?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The numbers of one series; none where no figure stands or stood.
    fn numbers(
        self,
        connection: &Connection,
        key: SeriesKey,
        series: i64,
        room: &mut usize,
    ) -> Result<Option<Numbers>> {
        let mut statement = connection.prepare_cached(
            "SELECT r.entry, r.stated_on, r.low, r.best, r.high, r.qualifier, r.occurred
             FROM figure_revision AS r INDEXED BY figure_series WHERE r.series = ?1",
        )?;
        let mut rows = statement.query([series])?;
        // One series is often about as long as the one before.
        let mut figures = Vec::with_capacity(*room);
        let mut former = Former::default();
        // Most figures of a series have the qualifier of the one before, and every version mostly the date of the last.
        let (mut days, mut qualifiers) = (Again::<PartialDate>::default(), Again::default());
        let mut times = Again::<PartialDate>::default();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let entry: i64 = columns.value()?;
            // Mostly every entry is within the bound, so it is cheaper asked here than by SQLite.
            if entry >= self.bound || self.succession.is_unsaid(entry) {
                continue;
            }
            let stated_on = columns.parsed_again(&mut days)?;
            if !self.succession.stands(entry) {
                former.note(self.succession, entry, stated_on);
                continue;
            }
            former.stands(self.succession, entry);
            let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
            let qualifier = columns.parsed_again(&mut qualifiers)?;
            figures.push(Numbered {
                entry: entry_index(entry)?,
                stated_on,
                figure: Figure::new(low, best, high, qualifier)?,
                occurred: columns.parsed_or_null_again(&mut times)?,
                revised: self.succession.revised(connection, entry)?,
            });
        }
        *room = figures.len().min(MOST_ROOM);
        let lost = former.lost(self.succession);
        Ok((!figures.is_empty() || !lost.is_empty()).then_some(Numbers { key, figures, lost }))
    }
}

fn pass(found: Option<Numbers>, visit: Visit<'_, Numbers>) -> Result<ControlFlow<()>> {
    found.map_or(Ok(ControlFlow::Continue(())), visit)
}

/// The other reader ended before its work did.
fn gone() -> StoreError {
    StoreError::Sqlite("a reader of the database stopped".to_owned())
}

/// Versions in a series that do not stand.
#[derive(Default)]
struct Former {
    /// The newest version of the claim, the version in the series, and when that was stated.
    versions: Vec<(i64, i64, PartialDate)>,
    /// The versions that stand in the series and have others before them.
    standing: Vec<i64>,
}

impl Former {
    fn note(&mut self, succession: &Succession, entry: i64, stated_on: PartialDate) {
        // A retraction has the series of the version that it withdraws, and was never a point of it.
        if !succession.is_retraction(entry) {
            self.versions
                .push((succession.newest(entry), entry, stated_on));
        }
    }

    fn stands(&mut self, succession: &Succession, entry: i64) {
        if succession.before(entry).is_some() {
            self.standing.push(entry);
        }
    }

    /// The claims that were points of the series and are not any more.
    fn lost(mut self, succession: &Succession) -> Vec<Lost> {
        self.versions
            .sort_unstable_by_key(|(newest, entry, _)| (*newest, *entry));
        self.standing.sort_unstable();
        let mut lost = Vec::new();
        for (index, (newest, entry, stated_on)) in self.versions.iter().enumerate() {
            let next = self.versions.get(index + 1);
            let is_last = next.is_none_or(|(other, ..)| other != newest);
            if !is_last || self.standing.binary_search(newest).is_ok() {
                continue;
            }
            let away = succession.behind(*entry);
            if let Some((_, cause)) = away.and_then(|away| succession.before(away)) {
                lost.push(Lost {
                    stated_on: *stated_on,
                    cause,
                });
            }
        }
        lost
    }
}

pub(super) fn each_day(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, (SeriesKey, Vec<(PartialDate, usize)>)>,
) -> Result<()> {
    let succession = Succession::load(connection, horizon)?;
    // Where nothing was changed SQLite counts; else each version is looked at, and still no row but the index's.
    let mut statement = connection.prepare_cached(if succession.is_empty() {
        "SELECT r.stated_on, count(*), 0 FROM figure_revision AS r INDEXED BY figure_series
         WHERE r.series = ?1 AND r.entry < ?2 GROUP BY r.stated_on"
    } else {
        "SELECT r.stated_on, 1, r.entry FROM figure_revision AS r INDEXED BY figure_series
         WHERE r.series = ?1 AND r.entry < ?2"
    })?;
    each_key(connection, filter, &mut |key, series| {
        let mut found = statement.query((series, bound(horizon)))?;
        let mut days: Vec<(PartialDate, usize)> = Vec::new();
        while let Some(row) = found.next()? {
            let mut columns = Columns::of(row);
            let stated_on = columns.parsed()?;
            let figures: i64 = columns.value()?;
            let entry: i64 = columns.value()?;
            if !succession.is_empty() && !succession.stands(entry) {
                continue;
            }
            let figures = usize::try_from(figures).unwrap_or(usize::MAX);
            match days.last_mut() {
                // As text they stand side by side in the index, so each date comes once.
                Some((last, counted)) if *last == stated_on => *counted += figures,
                _ => days.push((stated_on, figures)),
            }
        }
        if days.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        visit((key, days))
    })
}

/// Which claim and version a figure is, and from where it is cited.
pub(super) fn source(connection: &Connection, entry: EntryIndex) -> Result<Option<FigureSource>> {
    let Ok(id) = i64::try_from(entry.get()) else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(
        "SELECT entry.record, entry.revision, c.article
         FROM figure_revision AS r CROSS JOIN entry ON entry.id = r.entry
         CROSS JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations
         WHERE r.entry = ?1 ORDER BY c.id",
    )?;
    let mut rows = statement.query([id])?;
    let mut source: Option<FigureSource> = None;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let claim = ClaimId::new(columns.positive()?);
        let revision = RevisionNumber::new(columns.positive()?);
        let article = ArticleId::new(columns.positive()?);
        let source = source.get_or_insert_with(|| FigureSource {
            claim,
            revision,
            articles: Vec::new(),
        });
        source.articles.push(article);
    }
    Ok(source)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rusqlite::OpenFlags;

    use super::*;

    fn connection() -> Connection {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/v3.db");
        let uri = format!("file:{}?immutable=1", path.display());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        Connection::open_with_flags(uri, flags).unwrap()
    }

    /// The numbers of all series, the series read over and over so that both readers have some.
    fn read(horizon: Horizon, is_shared: bool, most: usize) -> Vec<Numbers> {
        let own = connection();
        let mut keys = Vec::new();
        each_key(&own, &SeriesFilter::default(), &mut |key, series| {
            keys.push((key, series));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        assert!(keys.len() > 1);
        let keys: Keys = keys.iter().cycle().take(50).cloned().collect();
        let succession = Succession::load(&own, horizon).unwrap();
        let walk = Walk {
            succession: &succession,
            bound: bound(horizon),
        };
        let mut found = Vec::new();
        let visit = &mut |numbers| {
            found.push(numbers);
            Ok(match found.len() < most {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            })
        };
        if is_shared {
            walk.shared(&own, connection(), keys, visit).unwrap();
        } else {
            walk.alone(&own, keys, visit).unwrap();
        }
        found
    }

    #[test]
    fn two_readers_read_what_one_does() {
        let mut most = 0;
        for size in (0..=64).step_by(4) {
            let horizon = Horizon::first(size);
            for many in [usize::MAX, 3] {
                let alone = read(horizon, false, many);
                assert_eq!(read(horizon, true, many), alone, "{size} {many}");
                most = most.max(alone.len());
            }
        }
        assert!(most > 20, "{most}");
    }
}
