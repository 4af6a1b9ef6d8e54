//! Finding records: by id and horizon, by handle, by what they rest on.

use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _, Params};

use super::columns::{Columns, entry_index};
use super::unsaid::{Unsaid, newest_said};
use super::{contents, rows};
use crate::model::{
    ArticleId, AssessmentId, ClaimId, Content, Digest, EntryIndex, EventId, Instant, PartialDate,
    RecordId, RecordKind, Revision, SnapshotId, SourceId,
};
use crate::store::{Horizon, Result, StoreError, Visit};

/// The bound as SQLite's integers have it.
pub(super) fn bound(horizon: Horizon) -> i64 {
    i64::try_from(horizon.size()).unwrap_or(i64::MAX)
}

pub(super) fn horizon_at(connection: &Connection, instant: Instant) -> Result<Horizon> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT id FROM entry WHERE recorded_at <= ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([instant.micros()], |row| row.get(0))
        .optional()?;
    Ok(match last {
        None => Horizon::first(0),
        Some(last) => Horizon::first(entry_index(last)?.get() + 1),
    })
}

pub(super) fn history(connection: &Connection, record: RecordId) -> Result<Vec<Revision>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM entry WHERE kind = ?1 AND record = ?2 ORDER BY revision")?;
    let entries = statement
        .query_map((record.kind().name(), record.number().get()), |row| {
            row.get::<_, i64>(0)
        })?
        .collect::<std::result::Result<Vec<_>, _>>()?;
    entries
        .into_iter()
        .map(|entry| at(connection, entry_index(entry)?))
        .collect()
}

fn at(connection: &Connection, entry: EntryIndex) -> Result<Revision> {
    rows::revision(connection, entry)?
        .ok_or_else(|| StoreError::Damaged(format!("entry {entry} is there and cannot be read")))
}

pub(super) fn latest(
    connection: &Connection,
    record: RecordId,
    horizon: Horizon,
) -> Result<Option<Revision>> {
    newest(connection, record, horizon)?
        .map(|entry| at(connection, entry))
        .transpose()
}

pub(super) fn content(
    connection: &Connection,
    record: RecordId,
    horizon: Horizon,
) -> Result<Option<Content>> {
    let Some(entry) = newest(connection, record, horizon)? else {
        return Ok(None);
    };
    match contents::content(connection, entry, record)? {
        Some(content) => Ok(Some(content)),
        None => Err(rows::without_content(entry)),
    }
}

/// The entry of the newest version of a record within the horizon.
fn newest(
    connection: &Connection,
    record: RecordId,
    horizon: Horizon,
) -> Result<Option<EntryIndex>> {
    if record.kind() == RecordKind::Claim && horizon.said_by().is_some() {
        let entry = newest_said(connection, record.number().get(), horizon)?;
        return entry.map(entry_index).transpose();
    }
    let entry: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM entry WHERE kind = ?1 AND record = ?2 AND id < ?3 ORDER BY revision DESC LIMIT 1",
        )?
        .query_row((record.kind().name(), record.number().get(), bound(horizon)), |row| row.get(0))
        .optional()?;
    entry.map(entry_index).transpose()
}

pub(super) fn each_latest(
    connection: &Connection,
    kind: RecordKind,
    horizon: Horizon,
    visit: Visit<'_, Revision>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM entry WHERE kind = ?1 AND id < ?2
             AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = entry.id AND later.id < ?2)
         ORDER BY record",
    )?;
    let unsaid = match kind {
        RecordKind::Claim => Unsaid::load(connection, horizon)?,
        _ => Unsaid::default(),
    };
    let mut found = statement.query((kind.name(), bound(horizon)))?;
    while let Some(row) = found.next()? {
        let mut entry: i64 = row.get(0)?;
        while unsaid.contains(entry) {
            entry = before(connection, entry)?;
        }
        if visit(at(connection, entry_index(entry)?)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The version before one that is not the first.
fn before(connection: &Connection, entry: i64) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT parent FROM entry WHERE id = ?1")?;
    Ok(statement.query_row([entry], |row| row.get(0))?)
}

pub(super) fn snapshots_of(connection: &Connection, article: ArticleId) -> Result<Vec<SnapshotId>> {
    let sql = "SELECT entry.record FROM snapshot_revision AS r JOIN entry ON entry.id = r.entry
        WHERE r.article = ?1 ORDER BY r.entry";
    Ok(numbers(connection, sql, [article.number().get()])?
        .into_iter()
        .map(SnapshotId::new)
        .collect())
}

pub(super) fn snapshots_with_bytes(
    connection: &Connection,
    raw: Digest,
) -> Result<Vec<SnapshotId>> {
    let sql = "SELECT entry.record FROM snapshot_revision AS r JOIN entry ON entry.id = r.entry
        WHERE r.raw_sha256 = ?1 ORDER BY r.entry";
    Ok(numbers(connection, sql, [raw.as_bytes()])?
        .into_iter()
        .map(SnapshotId::new)
        .collect())
}

pub(super) fn claims_citing(connection: &Connection, article: ArticleId) -> Result<Vec<ClaimId>> {
    let sql = "SELECT DISTINCT entry.record FROM citation JOIN entry ON entry.id = citation.entry
        WHERE citation.article = ?1 AND entry.kind = 'c' ORDER BY entry.record";
    Ok(numbers(connection, sql, [article.number().get()])?
        .into_iter()
        .map(ClaimId::new)
        .collect())
}

pub(super) fn claims_answering(connection: &Connection, claim: ClaimId) -> Result<Vec<ClaimId>> {
    let sql = "SELECT DISTINCT entry.record FROM accusation_revision AS r JOIN entry ON entry.id = r.entry
        WHERE r.answers = ?1 ORDER BY entry.record";
    Ok(numbers(connection, sql, [claim.number().get()])?
        .into_iter()
        .map(ClaimId::new)
        .collect())
}

pub(super) fn assessments_of(connection: &Connection, claim: ClaimId) -> Result<Vec<AssessmentId>> {
    let sql = "SELECT DISTINCT entry.record FROM assessment_revision AS r JOIN entry ON entry.id = r.entry
        WHERE r.claim = ?1 ORDER BY entry.record";
    Ok(numbers(connection, sql, [claim.number().get()])?
        .into_iter()
        .map(AssessmentId::new)
        .collect())
}

pub(super) fn accusations_at(
    connection: &Connection,
    event: EventId,
    claimant: SourceId,
    stated_on: &PartialDate,
) -> Result<Vec<EntryIndex>> {
    let mut statement = connection.prepare_cached(
        "SELECT entry FROM accusation_revision WHERE event = ?1 AND claimant = ?2 AND stated_on = ?3 ORDER BY entry",
    )?;
    let mut found = statement.query((
        event.number().get(),
        claimant.number().get(),
        stated_on.to_string(),
    ))?;
    let mut entries = Vec::new();
    while let Some(row) = found.next()? {
        entries.push(entry_index(row.get(0)?)?);
    }
    Ok(entries)
}

pub(super) fn accusations_about(
    connection: &Connection,
    event: Option<EventId>,
) -> Result<Vec<ClaimId>> {
    let found = match event {
        Some(event) => numbers(
            connection,
            "SELECT DISTINCT entry.record FROM accusation_revision AS r JOIN entry ON entry.id = r.entry
             WHERE r.event = ?1 ORDER BY entry.record",
            [event.number().get()],
        )?,
        None => numbers(
            connection,
            "SELECT DISTINCT entry.record FROM accusation_revision AS r JOIN entry ON entry.id = r.entry
             ORDER BY entry.record",
            [],
        )?,
    };
    Ok(found.into_iter().map(ClaimId::new).collect())
}

fn numbers(connection: &Connection, sql: &str, with: impl Params) -> Result<Vec<NonZeroU32>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(with)?;
    let mut numbers = Vec::new();
    while let Some(row) = found.next()? {
        numbers.push(Columns::of(row).positive()?);
    }
    Ok(numbers)
}
