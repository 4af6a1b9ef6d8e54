//! Accusations and answers, all of an event at once: what several reports tell, whole, with where it stands.

use std::num::NonZeroU32;

use rusqlite::{Connection, Rows};

use super::citations::{Relays, all_there, citation, citation_columns, citation_texts};
use super::columns::{Columns, entry_index, prose_columns};
use super::contents::{Uncited, accusation_columns, accusation_texts, read_accusation};
use super::newest::newest;
use super::queries::{accusations_about, bound};
use super::rows::{
    self, Header, corrected_on, entry_columns, entry_texts, read_header, without_content,
};
use super::second::Readers;
use super::unsaid::Unsaid;
use crate::model::{Citation, ClaimId, Content, EventId, RecordKind, Revision};
use crate::store::{Horizon, Result};

/// The accusations and answers logged from ?1 to ?2, in log order; one has as many rows as citations.
const SQL: &str = concat!(
    "SELECT ",
    entry_columns!(),
    ", ",
    accusation_columns!(),
    ", ",
    citation_columns!(),
    " FROM accusation_revision AS r CROSS JOIN entry AS e ON e.id = r.entry",
    entry_texts!(),
    accusation_texts!(),
    "LEFT JOIN citation AS c ON c.id >= r.first_citation AND c.id < r.first_citation + r.citations",
    citation_texts!(),
    "WHERE r.entry BETWEEN ?1 AND ?2 ORDER BY r.entry, c.id"
);

/// Which column of [`SQL`] is the citation’s: behind 13 of the entry and 18 of the accusation.
const CITATION: usize = 31;

/// The newest versions within the horizon of every accusation and answer of which some version is about the event, or
/// about any, in the order of their ids.
pub(super) fn accusations(
    connection: &Connection,
    event: Option<EventId>,
    horizon: Horizon,
) -> Result<Vec<Revision>> {
    let ids = accusations_about(connection, event)?;
    let unsaid = Unsaid::load(connection, horizon)?;
    newest_of(connection, &ids, bound(horizon), &unsaid)
}

/// From so many accusations on they are worth the while of a second reader.
const WORTH: usize = if cfg!(test) { 2 } else { 200 };

/// The same, read while `meanwhile` is done, where there are many.
pub(super) fn beside(
    readers: &Readers<'_>,
    event: Option<EventId>,
    horizon: Horizon,
    meanwhile: &mut dyn FnMut(),
) -> Result<Vec<Revision>> {
    let ids = accusations_about(readers.own, event)?;
    let bound = readers.bound(bound(horizon))?;
    let unsaid = Unsaid::load(readers.own, horizon)?;
    let read = |connection: &Connection| newest_of(connection, &ids, bound, &unsaid);
    readers.aside(ids.len() >= WORTH, read, meanwhile)
}

/// The newest versions of these claims, in the order of their ids.
fn newest_of(
    connection: &Connection,
    ids: &[ClaimId],
    bound: i64,
    unsaid: &Unsaid,
) -> Result<Vec<Revision>> {
    let numbers = ids.iter().map(|id| id.number()).collect();
    let mut found = Vec::with_capacity(ids.len());
    let mut statement = connection.prepare_cached(SQL)?;
    for stretch in newest(connection, RecordKind::Claim, numbers, bound, unsaid)? {
        if let (Some((first, _)), Some((last, _))) = (stretch.first(), stretch.last()) {
            let mut rows = statement.query((*first, *last))?;
            read(connection, &mut rows, &stretch, &mut found)?;
        }
    }
    found.sort_unstable_by_key(|revision| revision.record);
    Ok(found)
}

/// Reads those of a stretch from rows in log order.
fn read(
    connection: &Connection,
    rows: &mut Rows<'_>,
    stretch: &[(i64, NonZeroU32)],
    found: &mut Vec<Revision>,
) -> Result<()> {
    let mut relays = Relays::new(connection);
    let mut wanted = stretch.iter().map(|(entry, _)| *entry).peekable();
    let mut last: Option<Building> = None;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let entry: i64 = columns.value()?;
        if last.as_ref().is_none_or(|last| last.entry != entry) {
            found.extend(last.take().map(Building::done).transpose()?);
            while let Some(other) = wanted.next_if(|wanted| *wanted < entry) {
                found.push(otherwise(connection, other)?);
            }
            if wanted.next_if_eq(&entry).is_none() {
                continue;
            }
            columns.go_to(0);
            last = Some(Building {
                entry,
                header: read_header(&mut columns)?,
                uncited: read_accusation(&mut columns)?,
                citations: Vec::with_capacity(1),
            });
        }
        columns.go_to(CITATION);
        if let Some(last) = &mut last
            && columns.value::<Option<i64>>()?.is_some()
        {
            columns.go_to(CITATION);
            last.citations.push(citation(&mut columns, &mut relays)?);
        }
    }
    found.extend(last.map(Building::done).transpose()?);
    for other in wanted {
        found.push(otherwise(connection, other)?);
    }
    Ok(())
}

/// The newest version of a claim that was an accusation once and states something else now.
fn otherwise(connection: &Connection, entry: i64) -> Result<Revision> {
    let entry = entry_index(entry)?;
    rows::revision(connection, entry)?.ok_or_else(|| without_content(entry))
}

/// An accusation whose citations are being read.
struct Building {
    entry: i64,
    header: Header,
    uncited: Uncited,
    citations: Vec<Citation>,
}

impl Building {
    fn done(self) -> Result<Revision> {
        all_there(self.citations.len(), self.uncited.citations)?;
        let claim = self.uncited.cited(self.citations)?;
        Ok(self.header.with(Content::Claim(claim)))
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::super::second::testing::by_two;
    use super::*;
    use crate::store::{Read as _, SeriesFilter};

    #[test]
    fn accusations_are_the_same_whatever_is_read_meanwhile() {
        let store = by_two("v3.db");
        let mut most = 0;
        for size in 0..=64 {
            let horizon = Horizon::first(size);
            let alone = store.accusations(None, horizon).unwrap();
            let mut figures = 0;
            // The figures are read in halves: the second reader has both to do.
            let beside = store.accusations_beside(None, horizon, &mut || {
                let all = SeriesFilter::default();
                store
                    .each_series(&all, horizon, &mut |found| {
                        figures += found.iter().map(|(_, points)| points.len()).sum::<usize>();
                        Ok(ControlFlow::Continue(()))
                    })
                    .unwrap();
            });
            assert_eq!(beside.unwrap(), alone, "{size}");
            most = most.max(alone.len().min(figures));
        }
        assert!(most >= WORTH, "{most} accusations and figures");
    }
}
