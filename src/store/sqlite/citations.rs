//! Where a claim stands, and which texts a version can name again.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::columns::{Columns, prose_columns};
use super::contents::list;
use crate::model::citation::Span;
use crate::model::{
    Anchor, ArticleId, Citation, Digest, EntryIndex, Passage, Prose, RecordKind, SnapshotId,
    SourceId,
};
use crate::store::{CitedWords, FigureWords, Result, StoreError};

/// The columns of a citation and where its texts are, as [`citation`] reads them.
macro_rules! citation_columns {
    () => {
        concat!(
            "c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte, ",
            prose_columns!("quote", "c.quote"),
            ", ",
            prose_columns!("prefix", "c.prefix"),
            ", ",
            prose_columns!("suffix", "c.suffix"),
            ", c.reading"
        )
    };
}
pub(super) use citation_columns;

macro_rules! citation_texts {
    () => {
        " LEFT JOIN prose AS quote ON quote.id = c.quote LEFT JOIN prose AS prefix ON prefix.id = c.prefix
          LEFT JOIN prose AS suffix ON suffix.id = c.suffix "
    };
}
pub(super) use citation_texts;

pub(super) fn citations(connection: &Connection, first: i64, count: i64) -> Result<Vec<Citation>> {
    const SQL: &str = concat!(
        "SELECT ",
        citation_columns!(),
        " FROM citation AS c",
        citation_texts!(),
        "WHERE c.id >= ?1 AND c.id < ?1 + ?2 ORDER BY c.id"
    );
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query([first, count])?;
    let mut relays = Relays::new(connection);
    let mut citations = Vec::new();
    while let Some(row) = rows.next()? {
        citations.push(citation(&mut Columns::of(row), &mut relays)?);
    }
    all_there(citations.len(), count)?;
    Ok(citations)
}

/// Refuses fewer or more citations than a claim or assessment says that it has.
pub(super) fn all_there(found: usize, count: i64) -> Result<()> {
    if i64::try_from(found).ok() == Some(count) {
        return Ok(());
    }
    Err(StoreError::Damaged(format!(
        "{found} of {count} citations are there"
    )))
}

pub(super) fn citation(columns: &mut Columns<'_, '_>, relays: &mut Relays<'_>) -> Result<Citation> {
    let id: i64 = columns.value()?;
    let article = ArticleId::new(columns.positive()?);
    let snapshot = columns.positive_or_null()?.map(SnapshotId::new);
    let elsewhere = columns.blob_or_null()?;
    let anchor = anchor(snapshot, elsewhere, (columns.value()?, columns.value()?))?;
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
    Ok(Citation {
        article,
        anchor,
        passage,
        reading,
        via: relays.of(id)?,
    })
}

/// Where in which copy, of what the columns say.
fn anchor(
    snapshot: Option<SnapshotId>,
    elsewhere: Option<&[u8]>,
    bytes: (Option<i64>, Option<i64>),
) -> Result<Anchor> {
    let byte = |byte: i64| {
        u64::try_from(byte).map_err(|_| StoreError::Damaged(format!("{byte} is no byte offset")))
    };
    let span = match bytes {
        (Some(start), Some(end)) => Some(Span::new(byte(start)?, byte(end)?)?),
        (None, None) => None,
        _ => return Err(StoreError::Damaged("a citation has half a span".to_owned())),
    };
    match (snapshot, elsewhere) {
        (None, None) if span.is_none() => Ok(Anchor::None),
        (Some(snapshot), None) => Ok(Anchor::Held { snapshot, span }),
        (None, Some(raw)) => {
            let raw = <[u8; 32]>::try_from(raw).map_err(|_| {
                StoreError::Damaged("a snapshot’s hash is not 32 bytes long".to_owned())
            })?;
            Ok(Anchor::Elsewhere {
                raw: Digest::from_bytes(raw),
                span,
            })
        }
        _ => Err(StoreError::Damaged(
            "a citation names no snapshot or two".to_owned(),
        )),
    }
}

fn relays(connection: &Connection, citation: i64) -> Result<Vec<SourceId>> {
    list(
        connection,
        "SELECT position, source FROM citation_via WHERE citation = ?1 ORDER BY position",
        citation,
        |columns| columns.positive().map(SourceId::new),
    )
}

/// What a report cites of a figure: one row for each citation, without salts and surroundings.
pub(super) fn figure_words(
    connection: &Connection,
    entry: EntryIndex,
) -> Result<Option<FigureWords>> {
    let Ok(id) = i64::try_from(entry.get()) else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(
        "SELECT r.citations, r.occurred, r.wording, wording.value, wording.commitment IS NOT NULL,
                c.id, c.article, c.snapshot, c.snapshot_sha256, c.start_byte, c.end_byte,
                c.quote, quote.value, quote.commitment IS NOT NULL
         FROM figure_revision AS r
         LEFT JOIN prose AS wording ON wording.id = r.wording
         LEFT JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations
         LEFT JOIN prose AS quote ON quote.id = c.quote
         WHERE r.entry = ?1 ORDER BY c.id",
    )?;
    let mut rows = statement.query([id])?;
    let mut found: Option<(usize, FigureWords)> = None;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let count: i64 = columns.value()?;
        let (occurred, wording) = (columns.parsed_or_null()?, columns.words()?);
        let (_, words) = found.get_or_insert_with(|| {
            let words = FigureWords {
                occurred,
                wording,
                citations: Vec::new(),
            };
            (usize::try_from(count).unwrap_or(usize::MAX), words)
        });
        let citation: Option<i64> = columns.value()?;
        if let Some(citation) = citation {
            let mut cited = cited_words(&mut columns)?;
            cited.via = relays(connection, citation)?;
            words.citations.push(cited);
        }
    }
    match found {
        Some((count, words)) if words.citations.len() != count => Err(StoreError::Damaged(
            format!("{} of {count} citations are there", words.citations.len()),
        )),
        found => Ok(found.map(|(_, words)| words)),
    }
}

/// What a report cites of a figure at one place, without salts and surroundings, and without its relays.
pub(super) fn cited_words(columns: &mut Columns<'_, '_>) -> Result<CitedWords> {
    let article = ArticleId::new(columns.positive()?);
    let snapshot = columns.positive_or_null()?.map(SnapshotId::new);
    let elsewhere = columns.blob_or_null()?;
    let bytes = (columns.value()?, columns.value()?);
    let quote = columns.words()?;
    Ok(CitedWords {
        article,
        anchor: anchor(snapshot, elsewhere, bytes)?,
        quote,
        via: Vec::new(),
    })
}

/// The relays of many citations, asked for in about the order of their ids: most have none, and stretches of those are
/// known from one look.
pub(super) struct Relays<'c> {
    connection: &'c Connection,
    /// No citation from `from` on and before `next` has relays.
    from: i64,
    next: i64,
}

impl<'c> Relays<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            from: 0,
            next: 0,
        }
    }

    pub(super) fn of(&mut self, citation: i64) -> Result<Vec<SourceId>> {
        if (self.from..self.next).contains(&citation) {
            return Ok(Vec::new());
        }
        if citation != self.next {
            let found: Option<i64> = self
                .connection
                .prepare_cached(
                    "SELECT citation FROM citation_via WHERE citation >= ?1 ORDER BY citation LIMIT 1",
                )?
                .query_row([citation], |row| row.get(0))
                .optional()?;
            self.from = citation;
            self.next = found.unwrap_or(i64::MAX);
        }
        if citation == self.next {
            return relays(self.connection, citation);
        }
        Ok(Vec::new())
    }
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
