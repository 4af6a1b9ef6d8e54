//! Writing one revision: its rows, its leaf, and the subtrees that it completes.

use std::collections::HashMap;
use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::citations;
use crate::log::Frontier;
use crate::log::entry::Encoder;
use crate::model::{
    Author, Cause, EntryIndex, Prose, RecordId, RecordKind, Revision, RevisionNumber,
};
use crate::store::{Draft, Logged, Result, StoreError};
use rows::Writer;

mod rows;

/// What a writing transaction remembers between two revisions.
#[derive(Debug)]
pub(super) struct Appender {
    frontier: Frontier,
    encoder: Encoder,
    authors: HashMap<Author, i64>,
    /// Whether a revision was begun and not finished: its rows are there in part, so nothing may be committed.
    is_broken: bool,
}

/// The version before, with what of it can be named again instead of being stored twice.
struct Prior {
    revision: Revision,
    prose: HashMap<Prose, i64>,
    /// The first citation's id and how many there are, for a claim or an assessment.
    citations: Option<(Option<i64>, i64)>,
}

impl Appender {
    pub(super) fn new(frontier: Frontier) -> Self {
        Self {
            frontier,
            encoder: Encoder::new(),
            authors: HashMap::new(),
            is_broken: false,
        }
    }

    /// Refuses to go on when a revision was written in part.
    pub(super) fn check_whole(&self) -> Result<()> {
        if self.is_broken {
            return Err(StoreError::Refused(
                "a revision could not be written whole, so nothing of this change is".to_owned(),
            ));
        }
        Ok(())
    }

    pub(super) fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    pub(super) fn append(&mut self, connection: &Connection, draft: Draft) -> Result<Logged> {
        self.check_whole()?;
        let Draft {
            record,
            author,
            recorded_at,
            grounds,
            reason,
            content,
        } = draft;
        let cause = grounds.cause();
        let kind = content.kind();
        let (record, number, prior) = match record {
            None => (next_record(connection, kind)?, RevisionNumber::FIRST, None),
            Some(record) if record.kind() != kind => {
                return Err(StoreError::Refused(format!(
                    "{record} cannot become a version of a {}",
                    kind.word()
                )));
            }
            Some(record) => {
                let prior = prior(connection, record)?;
                let number = prior.revision.number.next().ok_or_else(|| {
                    StoreError::Refused(format!(
                        "{record} has as many versions as a record can have"
                    ))
                })?;
                (record, number, Some(prior))
            }
        };
        if (cause == Cause::First) != prior.is_none() {
            return Err(StoreError::Refused(format!(
                "the cause “{cause}” does not fit version {number} of {record}"
            )));
        }
        let entry = EntryIndex::new(self.frontier.size());
        let parent = prior.as_ref().map(|prior| prior.revision.entry);
        let revision = Revision {
            entry,
            record,
            number,
            parent,
            author,
            recorded_at,
            grounds,
            reason,
            content,
        };
        let leaf = self
            .encoder
            .leaf(&revision)
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        self.is_broken = true;
        let author = self.author(connection, &revision.author)?;
        let mut writer = Writer {
            connection,
            entry: index(entry)?,
            prior: prior.as_ref(),
        };
        let reason = writer.prose(revision.reason.as_ref())?;
        let completed = self.frontier.push(leaf);
        let subtrees = Some(completed.as_bytes()).filter(|bytes| !bytes.is_empty());
        connection
            .prepare_cached(
                "INSERT INTO entry (id, kind, record, revision, parent, author, recorded_at, cause, reason, leaf, subtrees)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                index(entry)?,
                kind.name(),
                record.number().get(),
                number.get().get(),
                parent.map(index).transpose()?,
                author,
                recorded_at.micros(),
                cause.name(),
                reason,
                leaf.as_bytes(),
                subtrees,
            ])?;
        if let Some(day) = grounds.corrected_on() {
            connection
                .prepare_cached("INSERT INTO correction (entry, corrected_on) VALUES (?1, ?2)")?
                .execute(params![index(entry)?, day.to_string()])?;
        }
        writer.content(&revision.content)?;
        self.is_broken = false;
        Ok(Logged {
            entry,
            record,
            number,
        })
    }

    fn author(&mut self, connection: &Connection, author: &Author) -> Result<i64> {
        if let Some(id) = self.authors.get(author) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM author WHERE name = ?1")?
            .query_row([author.as_str()], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO author (name) VALUES (?1)")?
                    .execute([author.as_str()])?;
                connection.last_insert_rowid()
            }
        };
        self.authors.insert(author.clone(), id);
        Ok(id)
    }
}

fn next_record(connection: &Connection, kind: RecordKind) -> Result<RecordId> {
    let last: Option<u32> = connection
        .prepare_cached("SELECT record FROM entry WHERE kind = ?1 ORDER BY record DESC LIMIT 1")?
        .query_row([kind.name()], |row| row.get(0))
        .optional()?;
    let number = last
        .unwrap_or(0)
        .checked_add(1)
        .and_then(NonZeroU32::new)
        .ok_or_else(|| {
            StoreError::Refused(format!(
                "there are as many records of the kind “{}” as there can be",
                kind.word()
            ))
        })?;
    Ok(RecordId::new(kind, number))
}

fn prior(connection: &Connection, record: RecordId) -> Result<Prior> {
    let revision = super::queries::latest(connection, record, crate::store::Horizon::NOW)?
        .ok_or_else(|| StoreError::Refused(format!("there is no {record}")))?;
    let entry = index(revision.entry)?;
    let prose = citations::prose_of(connection, entry, record.kind())?;
    let citations = match record.kind() {
        RecordKind::Claim | RecordKind::Assessment => {
            Some(citations::citation_range(connection, entry)?)
        }
        _ => None,
    };
    Ok(Prior {
        revision,
        prose,
        citations,
    })
}

fn index(entry: EntryIndex) -> Result<i64> {
    i64::try_from(entry.get()).map_err(|_| StoreError::Refused("the log is full".to_owned()))
}
