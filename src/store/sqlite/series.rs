//! Series: interned keys, and the scan of the index on (series, date, figure) behind reports.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::columns::{Columns, entry_index};
use super::queries::bound;
use crate::model::{
    ClaimId, EntryIndex, EventId, Figure, Label, PartialDate, RevisionNumber, SeriesKey, SourceId,
};
use crate::store::{FigurePoint, Horizon, Result, SeriesFilter, Visit};

/// The row of a series, made when it is not there yet.
pub(super) fn intern(connection: &Connection, key: &SeriesKey) -> Result<i64> {
    if let Some(id) = find(connection, key)? {
        return Ok(id);
    }
    connection
        .prepare_cached(
            "INSERT INTO series (event, claimant, measure, victims, victim_side, victim_status, aggregation, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            key.event.number().get(),
            key.claimant.number().get(),
            key.measure.name(),
            text(key.victims.as_ref()),
            text(key.victim_side.as_ref()),
            key.victim_status.name(),
            key.aggregation.name(),
            text(key.place.as_ref()),
        ])?;
    Ok(connection.last_insert_rowid())
}

pub(super) fn find(connection: &Connection, key: &SeriesKey) -> Result<Option<i64>> {
    // A label is never empty, so '' stands for NULL alone, as in the index.
    let found = connection
        .prepare_cached(
            "SELECT id FROM series WHERE event = ?1 AND claimant = ?2 AND measure = ?3 AND victim_status = ?4
                AND aggregation = ?5 AND ifnull(victims, '') = ?6 AND ifnull(victim_side, '') = ?7
                AND ifnull(place, '') = ?8",
        )?
        .query_row(
            params![
                key.event.number().get(),
                key.claimant.number().get(),
                key.measure.name(),
                key.victim_status.name(),
                key.aggregation.name(),
                text(key.victims.as_ref()).unwrap_or_default(),
                text(key.victim_side.as_ref()).unwrap_or_default(),
                text(key.place.as_ref()).unwrap_or_default(),
            ],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found)
}

fn text(label: Option<&Label>) -> Option<&str> {
    label.map(Label::as_str)
}

pub(super) fn figures_at(
    connection: &Connection,
    key: &SeriesKey,
    stated_on: &PartialDate,
) -> Result<Vec<EntryIndex>> {
    let Some(series) = find(connection, key)? else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare_cached(
        "SELECT entry FROM figure_revision WHERE series = ?1 AND stated_on = ?2 ORDER BY entry",
    )?;
    let mut found = statement.query(params![series, stated_on.to_string()])?;
    let mut entries = Vec::new();
    while let Some(row) = found.next()? {
        entries.push(entry_index(row.get(0)?)?);
    }
    Ok(entries)
}

pub(super) fn each_series(
    connection: &Connection,
    filter: &SeriesFilter,
    horizon: Horizon,
    visit: Visit<'_, (SeriesKey, Vec<FigurePoint>)>,
) -> Result<()> {
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(event) = filter.event {
        conditions.push("event = ?");
        values.push(i64::from(event.number().get()).into());
    }
    if let Some(claimant) = filter.claimant {
        conditions.push("claimant = ?");
        values.push(i64::from(claimant.number().get()).into());
    }
    if let Some(measure) = filter.measure {
        conditions.push("measure = ?");
        values.push(measure.name().to_owned().into());
    }
    let condition = if conditions.is_empty() {
        "1".to_owned()
    } else {
        conditions.join(" AND ")
    };
    // Ordered by what the key says, never by the id: ids tell only in which order series were first met.
    let sql = format!(
        "SELECT event, claimant, measure, victims, victim_side, victim_status, aggregation, place, id FROM series
         WHERE {condition}
         ORDER BY event, claimant, measure, victim_side, victims, victim_status, aggregation, place"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let key = key(&mut columns)?;
        let points = points(connection, columns.value()?, horizon)?;
        if !points.is_empty() && visit((key, points))?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The columns event, claimant, measure, victims, victim_side, victim_status, aggregation, place.
pub(super) fn key(columns: &mut Columns<'_, '_>) -> Result<SeriesKey> {
    Ok(SeriesKey {
        event: EventId::new(columns.positive()?),
        claimant: SourceId::new(columns.positive()?),
        measure: columns.parsed()?,
        victims: columns.parsed_or_null()?,
        victim_side: columns.parsed_or_null()?,
        victim_status: columns.parsed()?,
        aggregation: columns.parsed()?,
        place: columns.parsed_or_null()?,
    })
}

/// The newest versions of one series' claims within the horizon, retracted ones left out.
fn points(connection: &Connection, series: i64, horizon: Horizon) -> Result<Vec<FigurePoint>> {
    let mut statement = connection.prepare_cached(
        "SELECT r.entry, entry.record, entry.revision, r.stated_on, r.low, r.best, r.high, r.qualifier
         FROM figure_revision AS r INDEXED BY figure_series JOIN entry ON entry.id = r.entry
         WHERE r.series = ?1 AND r.entry < ?2 AND entry.cause <> 'retraction'
             AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = r.entry AND later.id < ?2)",
    )?;
    let mut found = statement.query((series, bound(horizon)))?;
    let mut points = Vec::new();
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let entry = entry_index(columns.value()?)?;
        let claim = ClaimId::new(columns.positive()?);
        let revision = RevisionNumber::new(columns.positive()?);
        let stated_on = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed()?)?;
        points.push(FigurePoint {
            entry,
            claim,
            revision,
            stated_on,
            figure,
        });
    }
    points.sort_by(|one, other| {
        one.stated_on
            .chronological(&other.stated_on)
            .then(one.claim.cmp(&other.claim))
    });
    Ok(points)
}
