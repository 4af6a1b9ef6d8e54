//! What was changed of claims that state figures: their versions, and the claims that a series has lost.

use rusqlite::{Connection, OptionalExtension as _};

use super::columns::Columns;
use super::queries::bound;
use super::rows::{corrected_on, grounds};
use super::series::{find, key};
use crate::model::{Cause, ClaimId, Figure, RevisionNumber, SeriesKey};
use crate::store::said::{said_by, told};
use crate::store::{FigurePoint, FigureVersion, Horizon, Result};

/// The versions of a claim that state a figure, first to last.
pub(super) fn of_claim(
    connection: &Connection,
    claim: ClaimId,
    horizon: Horizon,
) -> Result<Vec<FigureVersion>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT e.id, e.revision, r.stated_on, r.low, r.best, r.high, r.qualifier, r.occurred,
             author.name, e.recorded_at, e.cause, ",
        corrected_on!("e"),
        ", reason.value,
             series.event, series.claimant, series.measure, series.victims, series.victim_side,
             series.victim_status, series.aggregation, series.place
         FROM entry AS e JOIN figure_revision AS r ON r.entry = e.id JOIN series ON series.id = r.series
             JOIN author ON author.id = e.author LEFT JOIN prose AS reason ON reason.id = e.reason
         WHERE e.kind = 'c' AND e.record = ?1 AND e.id < ?2 ORDER BY e.revision"
    ))?;
    let mut found = statement.query((claim.number().get(), bound(horizon)))?;
    let mut versions = Vec::new();
    while let Some(row) = found.next()? {
        let mut columns = Columns::of(row);
        let entry = columns.entry()?;
        let revision = RevisionNumber::new(columns.positive()?);
        let stated_on = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed()?)?;
        versions.push(FigureVersion {
            point: FigurePoint {
                entry,
                claim,
                revision,
                stated_on,
                figure,
            },
            occurred: columns.parsed_or_null()?,
            author: columns.parsed()?,
            recorded_at: columns.instant()?,
            grounds: grounds(&mut columns)?,
            reason: columns.value()?,
            series: key(&mut columns)?,
        });
    }
    if let Some(day) = horizon.said_by() {
        versions.truncate(said_by(&told(&versions), day));
    }
    Ok(versions)
}

/// Whether any claim has a second version. Most sheets that are taken in whole have none, and need not be asked again.
pub(super) fn has_amended_claims(connection: &Connection, horizon: Horizon) -> Result<bool> {
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM entry INDEXED BY entry_succession
             WHERE parent IS NOT NULL AND kind = 'c' AND id < ?1 LIMIT 1",
        )?
        .query_row([bound(horizon)], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// The claims that were points of a series and are no longer.
pub(super) fn departed(
    connection: &Connection,
    series: &SeriesKey,
    horizon: Horizon,
) -> Result<Vec<ClaimId>> {
    let Some(id) = find(connection, series)? else {
        return Ok(Vec::new());
    };
    // Every claim with a step away from the series; whether it came back is asked of its newest version.
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT later.record
         FROM figure_revision AS r INDEXED BY figure_series
             JOIN entry AS later INDEXED BY entry_succession ON later.parent = r.entry
             LEFT JOIN figure_revision AS next ON next.entry = later.id
         WHERE r.series = ?1 AND later.id < ?2 AND (later.cause = 'retraction' OR next.series IS NOT ?1)
         ORDER BY later.record",
    )?;
    let mut found = statement.query((id, bound(horizon)))?;
    let mut claims = Vec::new();
    while let Some(row) = found.next()? {
        let claim = ClaimId::new(Columns::of(row).positive()?);
        let is_here = of_claim(connection, claim, horizon)?
            .last()
            .is_some_and(|newest| newest.cause() != Cause::Retraction && newest.series == *series);
        if !is_here {
            claims.push(claim);
        }
    }
    Ok(claims)
}
