//! Series: interned keys, and the walk over them; their figures are in [`super::points`].

use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::columns::{Columns, entry_index};
use crate::model::{EntryIndex, EventId, Label, PartialDate, SeriesKey, SourceId};
use crate::store::{Result, SeriesFilter};

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

/// Visits the series that match with their rows' numbers, in the order of what their keys say.
pub(super) fn each_key(
    connection: &Connection,
    filter: &SeriesFilter,
    visit: &mut dyn FnMut(SeriesKey, i64) -> Result<ControlFlow<()>>,
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
    // Ordered by what the key says and by the names of whom it speaks of, never by an id: ids tell only in which order
    // things were first met.
    let sql = format!(
        "SELECT event, claimant, measure, victims, victim_side, victim_status, aggregation, place, id FROM series
         WHERE {condition}
         ORDER BY
            (SELECT r.handle FROM entry JOIN event_revision AS r ON r.entry = entry.id
             WHERE entry.kind = 'e' AND entry.record = series.event ORDER BY entry.revision DESC LIMIT 1),
            event,
            (SELECT r.handle FROM entry JOIN source_revision AS r ON r.entry = entry.id
             WHERE entry.kind = 's' AND entry.record = series.claimant ORDER BY entry.revision DESC LIMIT 1),
            claimant, measure, victim_side, victims, victim_status, aggregation, place"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        if visit(key(&mut columns)?, columns.value()?)?.is_break() {
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
