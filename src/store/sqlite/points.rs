//! The figures of series: the scan of the index on (series, date, figure) behind reports.
//!
//! One statement a series, whatever is wanted of its figures: with several rows each, and a statement for each row, most
//! of the time would go into beginning and ending statements.

use std::ops::ControlFlow;

use rusqlite::Connection;

use super::citations::cited_words;
use super::columns::Columns;
use super::queries::bound;
use super::series::each_key;
use super::versions::has_amended_claims;
use crate::model::{ClaimId, Figure, PartialDate, RevisionNumber, SeriesKey};
use crate::store::{
    CitedPoint, FigurePoint, FigureWords, Horizon, Result, SeriesFilter, StoreError, Visit,
};

/// The columns of a point, as [`point`] reads them.
macro_rules! point_columns {
    () => {
        "r.entry, entry.record, entry.revision, r.stated_on, r.low, r.best, r.high, r.qualifier"
    };
}

/// The versions of figures of the series ?1 within the horizon ?2. CROSS JOIN is SQLite's word for joining in this order.
macro_rules! versions {
    () => {
        " FROM figure_revision AS r INDEXED BY figure_series CROSS JOIN entry ON entry.id = r.entry "
    };
}

/// What is behind them.
macro_rules! words {
    () => {
        "LEFT JOIN prose AS wording ON wording.id = r.wording
         LEFT JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations
         LEFT JOIN prose AS quote ON quote.id = c.quote "
    };
}

/// Only the newest version of each claim, and none that is retracted.
macro_rules! standing {
    () => {
        " AND entry.cause <> 'retraction'
          AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = r.entry AND later.id < ?2)"
    };
}

macro_rules! of_series {
    () => {
        "WHERE r.series = ?1 AND r.entry < ?2"
    };
}

const POINTS: [&str; 2] = [
    concat!("SELECT ", point_columns!(), versions!(), of_series!()),
    concat!(
        "SELECT ",
        point_columns!(),
        versions!(),
        of_series!(),
        standing!()
    ),
];

macro_rules! cited {
    () => {
        concat!(
            "SELECT ",
            point_columns!(),
            ", r.citations, r.occurred, r.wording, wording.value, wording.commitment IS NOT NULL,
               c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte,
               c.quote, quote.value, quote.commitment IS NOT NULL,
               EXISTS (SELECT 1 FROM citation_via WHERE citation = c.id)",
            versions!(),
            words!(),
            of_series!(),
        )
    };
}

const CITED: [&str; 2] = [cited!(), concat!(cited!(), standing!())];

const DAYS: [&str; 2] = [
    concat!(
        "SELECT r.stated_on, count(*) FROM figure_revision AS r INDEXED BY figure_series ",
        of_series!(),
        " GROUP BY r.stated_on"
    ),
    concat!(
        "SELECT r.stated_on, count(*)",
        versions!(),
        of_series!(),
        standing!(),
        " GROUP BY r.stated_on"
    ),
];

/// Of the two statements that ask the same the quicker one: where no claim has a second version, every version stands.
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

pub(super) fn each_series(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, (SeriesKey, Vec<FigurePoint>)>,
) -> Result<()> {
    let sql = statement(connection, POINTS, horizon)?;
    each_key(connection, filter, &mut |key, series| {
        let mut statement = connection.prepare_cached(sql)?;
        let mut found = statement.query((series, bound(horizon)))?;
        let mut points = Vec::new();
        while let Some(row) = found.next()? {
            points.push(point(&mut Columns::of(row))?);
        }
        points.sort_by(in_order);
        pass(key, points, visit)
    })
}

pub(super) fn each_cited_series(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, (SeriesKey, Vec<CitedPoint>)>,
) -> Result<()> {
    let sql = statement(connection, CITED, horizon)?;
    each_key(connection, filter, &mut |key, series| {
        let mut points = cited(connection, sql, series, horizon)?;
        points.sort_by(|one, other| in_order(&one.point, &other.point));
        pass(key, points, visit)
    })
}

/// The figures of one series with their words: as many rows for each as it has citations.
fn cited(
    connection: &Connection,
    sql: &str,
    series: i64,
    horizon: Horizon,
) -> Result<Vec<CitedPoint>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query((series, bound(horizon)))?;
    let mut points: Vec<CitedPoint> = Vec::new();
    // How many citations the last of them still lacks.
    let mut missing = 0_i64;
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let entry = columns.entry()?;
        let is_another = points.last().is_none_or(|last| last.point.entry != entry);
        if is_another {
            whole(missing)?;
            let mut columns = Columns::of(row);
            let point = point(&mut columns)?;
            missing = columns.value()?;
            points.push(CitedPoint {
                point,
                words: FigureWords {
                    occurred: columns.parsed_or_null()?,
                    wording: columns.words()?,
                    citations: Vec::with_capacity(1),
                },
            });
        }
        columns.go_to(CITATION);
        let citation: Option<i64> = columns.value()?;
        if let (Some(citation), Some(last)) = (citation, points.last_mut()) {
            let words = cited_words(connection, citation, &mut columns)?;
            last.words.citations.push(words);
            missing -= 1;
        }
    }
    whole(missing)?;
    Ok(points)
}

/// Which column of [`CITED`] is the citation's.
const CITATION: usize = 13;

fn whole(missing: i64) -> Result<()> {
    match missing {
        0 => Ok(()),
        missing => Err(StoreError::Damaged(format!(
            "of the citations of a figure {missing} are not there"
        ))),
    }
}

pub(super) fn each_day(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, (SeriesKey, Vec<(PartialDate, usize)>)>,
) -> Result<()> {
    let sql = statement(connection, DAYS, horizon)?;
    each_key(connection, filter, &mut |key, series| {
        let mut statement = connection.prepare_cached(sql)?;
        let mut found = statement.query((series, bound(horizon)))?;
        let mut days = Vec::new();
        while let Some(row) = found.next()? {
            let mut columns = Columns::of(row);
            let stated_on = columns.parsed()?;
            let figures: i64 = columns.value()?;
            days.push((stated_on, usize::try_from(figures).unwrap_or(usize::MAX)));
        }
        pass(key, days, visit)
    })
}

/// Passes on what a series has, if it has anything.
fn pass<T>(
    key: SeriesKey,
    found: Vec<T>,
    visit: Visit<'_, (SeriesKey, Vec<T>)>,
) -> Result<ControlFlow<()>> {
    if found.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    visit((key, found))
}

fn point(columns: &mut Columns<'_, '_>) -> Result<FigurePoint> {
    let entry = columns.entry()?;
    let claim = ClaimId::new(columns.positive()?);
    let revision = RevisionNumber::new(columns.positive()?);
    let stated_on = columns.parsed()?;
    let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
    let figure = Figure::new(low, best, high, columns.parsed()?)?;
    Ok(FigurePoint {
        entry,
        claim,
        revision,
        stated_on,
        figure,
    })
}

fn in_order(one: &FigurePoint, other: &FigurePoint) -> std::cmp::Ordering {
    one.stated_on
        .chronological(&other.stated_on)
        .then(one.claim.cmp(&other.claim))
}
