//! Handles to events and sources: the same handle, and those of the same words that a person takes for it.

use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _};

use super::columns::Columns;
use crate::model::label::JOINTS;
use crate::model::{EventId, Handle, SourceId};
use crate::store::Result;

/// Whose handles, and how they are asked for; each statement is answered from the index on handles.
pub(super) struct Handles<I> {
    /// The record whose newest version has the handle ?1.
    by_handle: &'static str,
    /// The first handle from ?1 on that some version has.
    next: &'static str,
    id: fn(NonZeroU32) -> I,
}

macro_rules! handles {
    ($table:literal, $id:expr) => {
        Handles {
            by_handle: concat!(
                "SELECT entry.record FROM ",
                $table,
                " AS r JOIN entry ON entry.id = r.entry WHERE r.handle = ?1
                  AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = r.entry)"
            ),
            next: concat!(
                "SELECT handle FROM ",
                $table,
                " WHERE handle >= ?1 ORDER BY handle LIMIT 1"
            ),
            id: $id,
        }
    };
}

pub(super) const EVENTS: Handles<EventId> = handles!("event_revision", EventId::new);
pub(super) const SOURCES: Handles<SourceId> = handles!("source_revision", SourceId::new);

impl<I> Handles<I> {
    pub(super) fn by_handle(&self, connection: &Connection, handle: &Handle) -> Result<Option<I>> {
        let mut statement = connection.prepare_cached(self.by_handle)?;
        let mut found = statement.query([handle.as_str()])?;
        let number = found.next()?.map(|row| Columns::of(row).positive());
        Ok(number.transpose()?.map(self.id))
    }

    /// The handle itself first, then those that are mistakable for it, in order.
    pub(super) fn like(
        &self,
        connection: &Connection,
        handle: &Handle,
    ) -> Result<Vec<(Handle, I)>> {
        // Word by word, only beginnings that some handle has: so many joints there may be, few of their ways are gone.
        let mut words = handle.words();
        let mut spellings = vec![words.next().unwrap_or_default().to_owned()];
        for word in words {
            let mut longer = Vec::new();
            for spelling in &spellings {
                for joint in JOINTS {
                    let next = format!("{spelling}{joint}{word}");
                    if self.is_beginning(connection, &next)? {
                        longer.push(next);
                    }
                }
            }
            spellings = longer;
        }
        spellings.sort_by_key(|spelling| (spelling != handle.as_str(), spelling.clone()));
        let mut like = Vec::new();
        for spelling in spellings {
            let Ok(handle) = spelling.parse::<Handle>() else {
                continue;
            };
            if let Some(id) = self.by_handle(connection, &handle)? {
                like.push((handle, id));
            }
        }
        Ok(like)
    }

    /// Whether some handle begins so.
    fn is_beginning(&self, connection: &Connection, beginning: &str) -> Result<bool> {
        let next: Option<String> = connection
            .prepare_cached(self.next)?
            .query_row([beginning], |row| row.get(0))
            .optional()?;
        Ok(next.is_some_and(|next| next.starts_with(beginning)))
    }
}
