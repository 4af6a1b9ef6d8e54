//! Rows back into revisions: the entry here, its content from the table of its kind in [`super::contents`].

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::columns::{Columns, entry_index, prose_columns};
use super::contents::content;
use crate::log::Hash;
use crate::model::{
    Author, Content, EntryIndex, Grounds, Instant, Prose, RecordId, RecordKind, Revision,
    RevisionNumber,
};
use crate::store::{LogEntry, Result, StoreError, Unreadable, Visit};

/// When the source corrected itself, of an entry under this name: asked only where its cause says that it did.
macro_rules! corrected_on {
    ($entry:literal) => {
        concat!(
            "CASE WHEN ",
            $entry,
            ".cause = 'source_revised' THEN (SELECT corrected_on FROM correction WHERE entry = ",
            $entry,
            ".id) END"
        )
    };
}
pub(super) use corrected_on;

/// The columns of an entry without its hashes, as [`read_header`] reads them.
macro_rules! entry_columns {
    () => {
        concat!(
            "e.id, e.kind, e.record, e.revision, e.parent, author.name, e.recorded_at, e.cause, ",
            corrected_on!("e"),
            ", ",
            prose_columns!("reason", "e.reason")
        )
    };
}
pub(super) use entry_columns;

/// The author and the reason of an entry.
macro_rules! entry_texts {
    () => {
        " JOIN author ON author.id = e.author LEFT JOIN prose AS reason ON reason.id = e.reason "
    };
}
pub(super) use entry_texts;

const ENTRY: &str = concat!(
    "SELECT ",
    entry_columns!(),
    ", e.leaf, e.subtrees FROM entry AS e",
    entry_texts!()
);

/// A revision without its content, which is in the table of its kind.
pub(super) struct Header {
    pub(super) entry: EntryIndex,
    pub(super) record: RecordId,
    number: RevisionNumber,
    parent: Option<EntryIndex>,
    author: Author,
    recorded_at: Instant,
    grounds: Grounds,
    reason: Option<Prose>,
}

impl Header {
    pub(super) fn with(self, content: Content) -> Revision {
        Revision {
            entry: self.entry,
            record: self.record,
            number: self.number,
            parent: self.parent,
            author: self.author,
            recorded_at: self.recorded_at,
            grounds: self.grounds,
            reason: self.reason,
            content,
        }
    }
}

/// A cause and, behind it, the day of the correction.
pub(super) fn grounds(columns: &mut Columns<'_, '_>) -> Result<Grounds> {
    let cause = columns.parsed()?;
    Ok(Grounds::new(cause, columns.parsed_or_null()?)?)
}

pub(super) fn read_header(columns: &mut Columns<'_, '_>) -> Result<Header> {
    let entry = columns.entry()?;
    let kind: RecordKind = columns.parsed()?;
    let record = RecordId::new(kind, columns.positive()?);
    let number = RevisionNumber::new(columns.positive()?);
    let parent: Option<i64> = columns.value()?;
    Ok(Header {
        entry,
        record,
        number,
        parent: parent.map(entry_index).transpose()?,
        author: columns.parsed()?,
        recorded_at: columns.instant()?,
        grounds: grounds(columns)?,
        reason: columns.prose()?,
    })
}

/// A row of [`ENTRY`] with its content.
fn log_entry(connection: &Connection, row: &Row<'_>) -> Result<LogEntry> {
    let mut columns = Columns::of(row);
    let header = read_header(&mut columns)?;
    let leaf = Hash::from(columns.bytes::<32>()?);
    let subtrees: Option<Vec<u8>> = columns.value()?;
    let content = content(connection, header.entry, header.record)?
        .ok_or_else(|| without_content(header.entry))?;
    Ok(LogEntry {
        revision: header.with(content),
        leaf,
        subtrees: subtrees.unwrap_or_default(),
    })
}

/// An entry whose content is gone.
pub(super) fn without_content(entry: EntryIndex) -> StoreError {
    StoreError::Damaged(format!(
        "the table of its kind has no row for entry {entry}"
    ))
}

pub(super) fn revision(connection: &Connection, entry: EntryIndex) -> Result<Option<Revision>> {
    let Ok(id) = i64::try_from(entry.get()) else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(&format!("{ENTRY}WHERE e.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?
        .map(|row| log_entry(connection, row).map(|entry| entry.revision))
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
        "{}WHERE e.id >= ?1 ORDER BY e.id",
        ENTRY.replace("JOIN author", "LEFT JOIN author")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([from])?;
    while let Some(row) = rows.next()? {
        let read = match log_entry(connection, row) {
            Ok(entry) => Ok(entry),
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
             UNION ALL SELECT 'c' FROM accusation_revision WHERE entry = ?1
             UNION ALL SELECT 'r' FROM assessment_revision WHERE entry = ?1",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    Ok(kind)
}
