//! Rows back into revisions: one function for each kind, every value checked on the way.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::str::FromStr;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::log::Hash;
use crate::model::citation::Span;
use crate::model::snapshot::SealedDigest;
use crate::model::{
    Accusation, Anchor, AnswerKind, Article, ArticleId, Citation, Claim, ClaimId, Content, Count,
    Digest, EntryIndex, Event, EventId, Figure, FigureClaim, Instant, Label, Passage, Prose,
    RecordId, RecordKind, Reliability, Revision, RevisionNumber, Salt, Snapshot, SnapshotId,
    Source, SourceId, SourceName, Statement,
};
use crate::store::{LogEntry, Result, StoreError, Unreadable, Visit};

/// Reads a row's columns one after another, so that a query and its reader stand side by side.
pub(super) struct Columns<'a, 'r> {
    row: &'a Row<'r>,
    next: usize,
}

impl<'a, 'r> Columns<'a, 'r> {
    pub(super) fn of(row: &'a Row<'r>) -> Self {
        Self { row, next: 0 }
    }

    pub(super) fn value<T: FromSql>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        self.row.get(column).map_err(|error| {
            let name = self
                .row
                .as_ref()
                .column_name(column)
                .unwrap_or("?")
                .to_owned();
            StoreError::Damaged(format!(
                "the column {name} holds no value of its type ({error})"
            ))
        })
    }

    /// A text column holding a value of the model.
    pub(super) fn parsed<T: FromStr<Err = crate::model::ModelError>>(&mut self) -> Result<T> {
        let text: String = self.value()?;
        Ok(text.parse()?)
    }

    pub(super) fn parsed_or_null<T: FromStr<Err = crate::model::ModelError>>(
        &mut self,
    ) -> Result<Option<T>> {
        let text: Option<String> = self.value()?;
        Ok(text.map(|text| text.parse()).transpose()?)
    }

    pub(super) fn positive(&mut self) -> Result<NonZeroU32> {
        self.positive_or_null()?
            .ok_or_else(|| StoreError::Damaged("a number is missing".to_owned()))
    }

    pub(super) fn positive_or_null(&mut self) -> Result<Option<NonZeroU32>> {
        let number: Option<i64> = self.value()?;
        number
            .map(|number| {
                u32::try_from(number)
                    .ok()
                    .and_then(NonZeroU32::new)
                    .ok_or_else(|| {
                        StoreError::Damaged(format!("{number} is not the number of a record"))
                    })
            })
            .transpose()
    }

    pub(super) fn count(&mut self) -> Result<Option<Count>> {
        let number: Option<i64> = self.value()?;
        Ok(number.map(Count::try_from).transpose()?)
    }

    fn entry(&mut self) -> Result<EntryIndex> {
        let number: i64 = self.value()?;
        entry_index(number)
    }

    fn instant(&mut self) -> Result<Instant> {
        let micros: i64 = self.value()?;
        Instant::from_micros(micros).ok_or_else(|| {
            StoreError::Damaged(format!(
                "{micros} microseconds is outside the years 0 to 9999"
            ))
        })
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let bytes: Vec<u8> = self.value()?;
        bytes
            .try_into()
            .map_err(|_| StoreError::Damaged(format!("a hash or salt is not {N} bytes long")))
    }

    /// The three columns of a text joined in: id, salt, value, commitment; none where the id is NULL.
    fn prose(&mut self) -> Result<Option<Prose>> {
        let id: Option<i64> = self.value()?;
        let salt: Option<Vec<u8>> = self.value()?;
        let value: Option<String> = self.value()?;
        let commitment: Option<Vec<u8>> = self.value()?;
        let Some(id) = id else {
            return Ok(None);
        };
        let wrong =
            || StoreError::Damaged(format!("the text {id} is missing or has lost its salt"));
        match (salt, value, commitment) {
            (Some(salt), Some(value), None) => {
                let salt = <[u8; 16]>::try_from(salt).map_err(|_| wrong())?;
                Ok(Some(Prose::new(Salt::from_bytes(salt), value)))
            }
            (None, None, Some(commitment)) => {
                let commitment = <[u8; 32]>::try_from(commitment).map_err(|_| wrong())?;
                Ok(Some(Prose::Erased {
                    commitment: Digest::from_bytes(commitment),
                }))
            }
            _ => Err(wrong()),
        }
    }

    fn required_prose(&mut self) -> Result<Prose> {
        self.prose()?
            .ok_or_else(|| StoreError::Damaged("a text is missing".to_owned()))
    }
}

pub(super) fn entry_index(number: i64) -> Result<EntryIndex> {
    u64::try_from(number)
        .map(EntryIndex::new)
        .map_err(|_| StoreError::Damaged(format!("{number} is not the number of an entry")))
}

/// The columns of one text, joined in under an alias.
macro_rules! prose_columns {
    ($alias:literal, $id:literal) => {
        concat!(
            $id,
            ", ",
            $alias,
            ".salt, ",
            $alias,
            ".value, ",
            $alias,
            ".commitment"
        )
    };
}

const ENTRY: &str = concat!(
    "SELECT e.id, e.kind, e.record, e.revision, e.parent, author.name, e.recorded_at, e.cause, ",
    prose_columns!("reason", "e.reason"),
    ", e.leaf, e.subtrees
     FROM entry AS e JOIN author ON author.id = e.author LEFT JOIN prose AS reason ON reason.id = e.reason"
);

/// What stands in `entry` itself; the content is in the table of its kind.
struct Header {
    revision: Revision,
    leaf: Hash,
    subtrees: Vec<u8>,
}

fn header(connection: &Connection, row: &Row<'_>) -> Result<Header> {
    let mut columns = Columns::of(row);
    let entry = columns.entry()?;
    let kind: RecordKind = columns.parsed()?;
    let record = RecordId::new(kind, columns.positive()?);
    let number = RevisionNumber::new(columns.positive()?);
    let parent: Option<i64> = columns.value()?;
    let parent = parent.map(entry_index).transpose()?;
    let author = columns.parsed()?;
    let recorded_at = columns.instant()?;
    let cause = columns.parsed()?;
    let reason = columns.prose()?;
    let leaf = Hash::from(columns.bytes::<32>()?);
    let subtrees: Option<Vec<u8>> = columns.value()?;
    let content = content(connection, entry, record)?.ok_or_else(|| {
        StoreError::Damaged(format!(
            "the table of its kind has no row for entry {entry}"
        ))
    })?;
    let revision = Revision {
        entry,
        record,
        number,
        parent,
        author,
        recorded_at,
        cause,
        reason,
        content,
    };
    Ok(Header {
        revision,
        leaf,
        subtrees: subtrees.unwrap_or_default(),
    })
}

pub(super) fn revision(connection: &Connection, entry: EntryIndex) -> Result<Option<Revision>> {
    let Ok(id) = i64::try_from(entry.get()) else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(&format!("{ENTRY} WHERE e.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?
        .map(|row| header(connection, row).map(|header| header.revision))
        .transpose()
}

pub(super) fn each_entry(
    connection: &Connection,
    from: EntryIndex,
    visit: Visit<'_, std::result::Result<LogEntry, Unreadable>>,
) -> Result<()> {
    let from = i64::try_from(from.get()).unwrap_or(i64::MAX);
    // LEFT JOIN, so that an entry whose author is gone is still met, and named.
    let sql = format!(
        "{} WHERE e.id >= ?1 ORDER BY e.id",
        ENTRY.replace("JOIN author", "LEFT JOIN author")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([from])?;
    while let Some(row) = rows.next()? {
        let read = match header(connection, row) {
            Ok(Header {
                revision,
                leaf,
                subtrees,
            }) => Ok(LogEntry {
                revision,
                leaf,
                subtrees,
            }),
            Err(StoreError::Busy) => return Err(StoreError::Busy),
            Err(error) => Err(unreadable(connection, row, &error)?),
        };
        if visit(read)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn unreadable(connection: &Connection, row: &Row<'_>, error: &StoreError) -> Result<Unreadable> {
    let entry = entry_index(row.get(0)?)?;
    let kind = match row.get::<_, String>(1) {
        Ok(kind) if kind.parse::<RecordKind>().is_ok() => Some(kind),
        _ => kind_by_content(connection, row.get(0)?)?,
    };
    let record = match (kind, row.get::<_, i64>(2)) {
        (Some(kind), Ok(number)) => Some(format!("{kind}{number}")),
        _ => None,
    };
    let detail = match error {
        StoreError::Damaged(detail) => detail.clone(),
        other => other.to_string(),
    };
    Ok(Unreadable {
        entry,
        record,
        detail,
    })
}

/// The kind of an entry whose own word for it is damaged: the kind of the table that holds its content.
fn kind_by_content(connection: &Connection, entry: i64) -> Result<Option<String>> {
    let kind = connection
        .prepare_cached(
            "SELECT 'e' FROM event_revision WHERE entry = ?1
             UNION ALL SELECT 's' FROM source_revision WHERE entry = ?1
             UNION ALL SELECT 'a' FROM article_revision WHERE entry = ?1
             UNION ALL SELECT 'n' FROM snapshot_revision WHERE entry = ?1
             UNION ALL SELECT 'c' FROM figure_revision WHERE entry = ?1
             UNION ALL SELECT 'c' FROM accusation_revision WHERE entry = ?1",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    Ok(kind)
}

/// The content of an entry from the table of its kind.
fn content(
    connection: &Connection,
    entry: EntryIndex,
    record: RecordId,
) -> Result<Option<Content>> {
    let id = i64::try_from(entry.get()).unwrap_or(i64::MAX);
    Ok(match record.kind() {
        RecordKind::Event => event(connection, id)?.map(Content::Event),
        RecordKind::Source => source(connection, id)?.map(Content::Source),
        RecordKind::Article => article(connection, id)?.map(Content::Article),
        RecordKind::Snapshot => snapshot(connection, id)?.map(Content::Snapshot),
        RecordKind::Claim => match figure(connection, id)? {
            Some(claim) => Some(Content::Claim(claim)),
            None => accusation(connection, id)?.map(Content::Claim),
        },
    })
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    entry: i64,
    read: impl FnOnce(&mut Columns<'_, '_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([entry])?;
    rows.next()?
        .map(|row| read(&mut Columns::of(row)))
        .transpose()
}

/// The rows of a list table, which must be numbered from 0 without a gap.
fn list<T>(
    connection: &Connection,
    sql: &str,
    of: i64,
    mut read: impl FnMut(&mut Columns<'_, '_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([of])?;
    let mut items = Vec::new();
    let mut expected = 0_i64;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let position: i64 = columns.value()?;
        if position != expected {
            return Err(StoreError::Damaged(format!(
                "a list has position {position} where {expected} should be"
            )));
        }
        expected += 1;
        items.push(read(&mut columns)?);
    }
    Ok(items)
}

fn event(connection: &Connection, entry: i64) -> Result<Option<Event>> {
    const SQL: &str = concat!(
        "SELECT r.handle, ",
        prose_columns!("title", "r.title"),
        ", r.start_on, r.end_on, r.place, ",
        prose_columns!("note", "r.note"),
        " FROM event_revision AS r LEFT JOIN prose AS title ON title.id = r.title
          LEFT JOIN prose AS note ON note.id = r.note WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        Ok(Event {
            handle: columns.parsed()?,
            title: columns.required_prose()?,
            start: columns.parsed_or_null()?,
            end: columns.parsed_or_null()?,
            place: columns.parsed_or_null()?,
            note: columns.prose()?,
            sides: list(
                connection,
                "SELECT position, name FROM event_side WHERE entry = ?1 ORDER BY position",
                entry,
                |columns| columns.parsed::<Label>(),
            )?,
        })
    })
}

fn source(connection: &Connection, entry: i64) -> Result<Option<Source>> {
    const SQL: &str = concat!(
        "SELECT r.handle, r.kind, r.country, r.side, r.reliability, ",
        prose_columns!("note", "r.note"),
        " FROM source_revision AS r LEFT JOIN prose AS note ON note.id = r.note WHERE r.entry = ?1"
    );
    const NAMES: &str = concat!(
        "SELECT r.position, ",
        prose_columns!("name", "r.name"),
        ", r.language FROM source_name AS r LEFT JOIN prose AS name ON name.id = r.name
         WHERE r.entry = ?1 ORDER BY r.position"
    );
    one(connection, SQL, entry, |columns| {
        let names = list(connection, NAMES, entry, |columns| {
            Ok(SourceName {
                name: columns.required_prose()?,
                language: columns.parsed_or_null()?,
            })
        })?;
        let mut source = Source::new(columns.parsed()?, names, columns.parsed()?)?;
        source.country = columns.parsed_or_null()?;
        source.side = columns.parsed_or_null()?;
        source.reliability = columns.parsed_or_null::<Reliability>()?;
        source.note = columns.prose()?;
        Ok(source)
    })
}

fn article(connection: &Connection, entry: i64) -> Result<Option<Article>> {
    const SQL: &str = concat!(
        "SELECT ",
        prose_columns!("locator", "r.locator"),
        ", r.publisher, ",
        prose_columns!("title", "r.title"),
        ", r.language, r.published_at FROM article_revision AS r
         LEFT JOIN prose AS locator ON locator.id = r.locator LEFT JOIN prose AS title ON title.id = r.title
         WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        Ok(Article {
            locator: columns.required_prose()?,
            publisher: columns.positive_or_null()?.map(SourceId::new),
            title: columns.prose()?,
            language: columns.parsed_or_null()?,
            published_at: columns.parsed_or_null()?,
        })
    })
}

fn snapshot(connection: &Connection, entry: i64) -> Result<Option<Snapshot>> {
    const SQL: &str = "SELECT article, retrieved_at, raw_sha256, raw_salt, text_sha256, text_salt, media_type, charset,
        captured_by, extractor FROM snapshot_revision WHERE entry = ?1";
    one(connection, SQL, entry, |columns| {
        Ok(Snapshot {
            article: ArticleId::new(columns.positive()?),
            retrieved_at: columns.instant()?,
            raw: sealed(columns)?,
            text: sealed(columns)?,
            media_type: columns.value()?,
            charset: columns.value()?,
            captured_by: columns.value()?,
            extractor: columns.value()?,
        })
    })
}

fn sealed(columns: &mut Columns<'_, '_>) -> Result<SealedDigest> {
    Ok(SealedDigest {
        digest: Digest::from_bytes(columns.bytes()?),
        salt: Salt::from_bytes(columns.bytes()?),
    })
}

fn figure(connection: &Connection, entry: i64) -> Result<Option<Claim>> {
    const SQL: &str = concat!(
        "SELECT series.event, series.claimant, r.stated_on, r.occurred, series.place, series.measure, series.victims,
            series.victim_side, series.victim_status, series.aggregation, r.low, r.best, r.high, r.qualifier, ",
        prose_columns!("wording", "r.wording"),
        ", r.first_citation, r.citations, ",
        prose_columns!("note", "r.note"),
        " FROM figure_revision AS r LEFT JOIN series ON series.id = r.series
          LEFT JOIN prose AS wording ON wording.id = r.wording LEFT JOIN prose AS note ON note.id = r.note
          WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        let event = EventId::new(columns.positive()?);
        let claimant = SourceId::new(columns.positive()?);
        let stated_on = columns.parsed()?;
        let occurred = columns.parsed_or_null()?;
        let place = columns.parsed_or_null()?;
        let measure = columns.parsed()?;
        let victims = columns.parsed_or_null()?;
        let victim_side = columns.parsed_or_null()?;
        let victim_status = columns.parsed()?;
        let aggregation = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed()?)?;
        let wording = columns.prose()?;
        let citations = citations(connection, columns.value()?, columns.value()?)?;
        let statement = Statement::Figure(FigureClaim {
            measure,
            figure,
            wording,
            victims,
            victim_side,
            victim_status,
            aggregation,
        });
        let mut claim = Claim::new(event, claimant, stated_on, statement, citations)?;
        claim.occurred = occurred;
        claim.place = place;
        claim.note = columns.prose()?;
        Ok(claim)
    })
}

fn accusation(connection: &Connection, entry: i64) -> Result<Option<Claim>> {
    const SQL: &str = concat!(
        "SELECT r.event, r.claimant, r.stated_on, r.occurred, r.place, r.kind, r.accused, ",
        prose_columns!("act", "r.act"),
        ", r.answers, r.first_citation, r.citations, ",
        prose_columns!("note", "r.note"),
        " FROM accusation_revision AS r LEFT JOIN prose AS act ON act.id = r.act
          LEFT JOIN prose AS note ON note.id = r.note WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        let event = EventId::new(columns.positive()?);
        let claimant = SourceId::new(columns.positive()?);
        let stated_on = columns.parsed()?;
        let occurred = columns.parsed_or_null()?;
        let place = columns.parsed_or_null()?;
        let kind: String = columns.value()?;
        let accused = columns.positive_or_null()?.map(SourceId::new);
        let act = columns.prose()?;
        let answers = columns.positive_or_null()?.map(ClaimId::new);
        let accusation = match (kind.as_str(), accused, act, answers) {
            ("accusation", Some(accused), Some(act), None) => Accusation::Accuses { accused, act },
            (kind, None, act, Some(claim)) => Accusation::Answers {
                kind: kind.parse::<AnswerKind>()?,
                claim,
                act,
            },
            _ => {
                return Err(StoreError::Damaged(
                    "an accusation lacks who is accused, the act or what it answers".to_owned(),
                ));
            }
        };
        let citations = citations(connection, columns.value()?, columns.value()?)?;
        let mut claim = Claim::new(
            event,
            claimant,
            stated_on,
            Statement::Accusation(accusation),
            citations,
        )?;
        claim.occurred = occurred;
        claim.place = place;
        claim.note = columns.prose()?;
        Ok(claim)
    })
}

fn citations(connection: &Connection, first: i64, count: i64) -> Result<Vec<Citation>> {
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

/// The first citation and how many, as a claim's entry names them.
pub(super) fn citation_range(connection: &Connection, entry: i64) -> Result<(i64, i64)> {
    connection
        .prepare_cached(
            "SELECT first_citation, citations FROM figure_revision WHERE entry = ?1
             UNION ALL SELECT first_citation, citations FROM accusation_revision WHERE entry = ?1",
        )?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| StoreError::Damaged(format!("entry {entry} is no claim")))
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
