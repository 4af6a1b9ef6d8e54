//! The numbers of series without their words: what the index on (series, date, figure) alone can tell, in one scan of it,
//! beside one of the index on successions. No row of a claim, of its words or of an article is read.

use std::ops::ControlFlow;

use rusqlite::Connection;

use super::columns::{Columns, entry_index};
use super::queries::bound;
use super::series::each_key;
use super::succession::Succession;
use crate::model::{
    ArticleId, Cause, ClaimId, EntryIndex, Figure, PartialDate, RevisionNumber, SeriesKey,
};
use crate::store::{
    FigureSource, Horizon, Lost, Numbered, Numbers, Result, Revised, SeriesFilter, Visit,
};

/// Room for how many figures is made at most before one is read.
const MOST_ROOM: usize = 4_096;

pub(super) fn each_numbers(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, Numbers>,
) -> Result<()> {
    let succession = Succession::load(connection, horizon)?;
    let mut statement = connection.prepare_cached(
        "SELECT r.entry, r.stated_on, r.low, r.best, r.high, r.qualifier
         FROM figure_revision AS r INDEXED BY figure_series WHERE r.series = ?1 AND r.entry < ?2",
    )?;
    let mut room = 0;
    each_key(connection, filter, &mut |key, series| {
        let mut rows = statement.query((series, bound(horizon)))?;
        // One series is often about as long as the one before.
        let mut figures = Vec::with_capacity(room);
        let mut former = Former::default();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let entry: i64 = columns.value()?;
            let stated_on = columns.parsed()?;
            if !succession.stands(entry) {
                former.note(&succession, entry, stated_on);
                continue;
            }
            former.stands(&succession, entry);
            let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
            figures.push(Numbered {
                entry: entry_index(entry)?,
                stated_on,
                figure: Figure::new(low, best, high, columns.parsed()?)?,
                revised: revised(&succession, entry),
            });
        }
        room = figures.len().min(MOST_ROOM);
        if figures.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        visit(Numbers {
            key,
            figures,
            lost: former.lost(&succession),
        })
    })
}

/// The versions behind the first one, up to this one.
fn revised(succession: &Succession, entry: i64) -> Revised {
    let mut revised = Revised::default();
    let mut at = entry;
    while let Some((before, cause)) = succession.before(at) {
        match cause {
            Cause::SourceRevised => revised.by_source += 1,
            _ => revised.otherwise += 1,
        }
        at = before;
    }
    revised
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
