//! Where a claim stands, and which texts a version can name again.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::columns::{Columns, prose_columns};
use super::contents::list;
use crate::model::citation::Span;
use crate::model::{
    Anchor, ArticleId, Citation, Digest, Passage, Prose, RecordKind, SnapshotId, SourceId,
};
use crate::store::{Result, StoreError};

pub(super) fn citations(connection: &Connection, first: i64, count: i64) -> Result<Vec<Citation>> {
    const SQL: &str = concat!(
        "SELECT c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte, ",
        prose_columns!("quote", "c.quote"),
        ", ",
        prose_columns!("prefix", "c.prefix"),
        ", ",
        prose_columns!("suffix", "c.suffix"),
        ", c.reading, EXISTS (SELECT 1 FROM citation_via WHERE citation = c.id) FROM citation AS c
         LEFT JOIN prose AS quote ON quote.id = c.quote LEFT JOIN prose AS prefix ON prefix.id = c.prefix
         LEFT JOIN prose AS suffix ON suffix.id = c.suffix
         WHERE c.id >= ?1 AND c.id < ?1 + ?2 ORDER BY c.id"
    );
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query([first, count])?;
    let mut citations = Vec::new();
    while let Some(row) = rows.next()? {
        citations.push(citation(connection, &mut Columns::of(row))?);
    }
    if i64::try_from(citations.len()).ok() != Some(count) {
        return Err(StoreError::Damaged(format!(
            "{} of {count} citations are there",
            citations.len()
        )));
    }
    Ok(citations)
}

fn citation(connection: &Connection, columns: &mut Columns<'_, '_>) -> Result<Citation> {
    let id: i64 = columns.value()?;
    let article = ArticleId::new(columns.positive()?);
    let snapshot = columns.positive_or_null()?.map(SnapshotId::new);
    let elsewhere: Option<Vec<u8>> = columns.value()?;
    let byte = |byte: Option<i64>| {
        byte.map(|byte| {
            u64::try_from(byte)
                .map_err(|_| StoreError::Damaged(format!("{byte} is no byte offset")))
        })
        .transpose()
    };
    let span = match (byte(columns.value()?)?, byte(columns.value()?)?) {
        (Some(start), Some(end)) => Some(Span::new(start, end)?),
        (None, None) => None,
        _ => return Err(StoreError::Damaged("a citation has half a span".to_owned())),
    };
    let anchor = match (snapshot, elsewhere) {
        (None, None) if span.is_none() => Anchor::None,
        (Some(snapshot), None) => Anchor::Held { snapshot, span },
        (None, Some(raw)) => {
            let raw = <[u8; 32]>::try_from(raw).map_err(|_| {
                StoreError::Damaged("a snapshot’s hash is not 32 bytes long".to_owned())
            })?;
            Anchor::Elsewhere {
                raw: Digest::from_bytes(raw),
                span,
            }
        }
        _ => {
            return Err(StoreError::Damaged(
                "a citation names no snapshot or two".to_owned(),
            ));
        }
    };
    let (quote, prefix, suffix) = (columns.prose()?, columns.prose()?, columns.prose()?);
    let passage = match quote {
        Some(quote) => Some(Passage {
            quote,
            prefix,
            suffix,
        }),
        None if prefix.is_none() && suffix.is_none() => None,
        None => {
            return Err(StoreError::Damaged(
                "a citation has surroundings without a quote".to_owned(),
            ));
        }
    };
    let reading = columns.parsed_or_null()?;
    let is_relayed: bool = columns.value()?;
    let via = if is_relayed {
        list(
            connection,
            "SELECT position, source FROM citation_via WHERE citation = ?1 ORDER BY position",
            id,
            |columns| columns.positive().map(SourceId::new),
        )?
    } else {
        Vec::new()
    };
    Ok(Citation {
        article,
        anchor,
        passage,
        reading,
        via,
    })
}

/// The first citation and how many, as the entry of a claim or an assessment names them.
pub(super) fn citation_range(connection: &Connection, entry: i64) -> Result<(Option<i64>, i64)> {
    connection
        .prepare_cached(
            "SELECT first_citation, citations FROM figure_revision WHERE entry = ?1
             UNION ALL SELECT first_citation, citations FROM accusation_revision WHERE entry = ?1
             UNION ALL SELECT first_citation, citations FROM assessment_revision WHERE entry = ?1",
        )?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| StoreError::Damaged(format!("entry {entry} has no citations")))
}

/// The texts of one entry with their ids, to be named again by the next version.
pub(super) fn prose_of(
    connection: &Connection,
    entry: i64,
    kind: RecordKind,
) -> Result<HashMap<Prose, i64>> {
    let ids = match kind {
        RecordKind::Event => {
            "SELECT title FROM event_revision WHERE entry = ?1
            UNION SELECT note FROM event_revision WHERE entry = ?1"
        }
        RecordKind::Source => {
            "SELECT note FROM source_revision WHERE entry = ?1
            UNION SELECT name FROM source_name WHERE entry = ?1"
        }
        RecordKind::Article => {
            "SELECT locator FROM article_revision WHERE entry = ?1
            UNION SELECT title FROM article_revision WHERE entry = ?1"
        }
        RecordKind::Snapshot => "SELECT NULL WHERE ?1 < 0",
        RecordKind::Claim => {
            "SELECT wording FROM figure_revision WHERE entry = ?1
            UNION SELECT note FROM figure_revision WHERE entry = ?1
            UNION SELECT act FROM accusation_revision WHERE entry = ?1
            UNION SELECT note FROM accusation_revision WHERE entry = ?1
            UNION SELECT c.quote FROM citation AS c JOIN figure_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.prefix FROM citation AS c JOIN figure_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.suffix FROM citation AS c JOIN figure_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.quote FROM citation AS c JOIN accusation_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.prefix FROM citation AS c JOIN accusation_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.suffix FROM citation AS c JOIN accusation_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1"
        }
        RecordKind::Assessment => {
            "SELECT label FROM assessment_revision WHERE entry = ?1
            UNION SELECT rationale FROM assessment_revision WHERE entry = ?1
            UNION SELECT c.quote FROM citation AS c JOIN assessment_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.prefix FROM citation AS c JOIN assessment_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1
            UNION SELECT c.suffix FROM citation AS c JOIN assessment_revision AS r ON r.entry = ?1
                AND c.id BETWEEN r.first_citation AND r.first_citation + r.citations - 1"
        }
    };
    let sql = format!("SELECT id, salt, value, commitment, id FROM prose WHERE id IN ({ids})");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([entry])?;
    let mut texts = HashMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let prose = columns.required_prose()?;
        texts.insert(prose, columns.value()?);
    }
    Ok(texts)
}
