//! The newest versions of many records of one kind at once.

use std::num::NonZeroU32;

use rusqlite::Connection;

use super::columns::Columns;
use super::unsaid::Unsaid;
use crate::model::RecordKind;
use crate::store::Result;

/// The entries of newest versions and the numbers of their records, in the order of the log.
pub(super) type Stretch = Vec<(i64, NonZeroU32)>;

/// Where one in so many records is wanted, all of them are walked over.
const DENSE: u32 = 4;

/// The entries of the newest versions of these records before `bound` and not among `unsaid`, in the order of the log, in stretches between
/// which there are many others.
pub(super) fn newest(
    connection: &Connection,
    kind: RecordKind,
    mut numbers: Vec<NonZeroU32>,
    bound: i64,
    unsaid: &Unsaid,
) -> Result<Vec<Stretch>> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut statement = connection.prepare_cached(
        "SELECT record, id, revision FROM entry INDEXED BY entry_record
         WHERE kind = ?4 AND record BETWEEN ?1 AND ?2 AND id < ?3 ORDER BY record, revision",
    )?;
    let is_near = |one: &NonZeroU32, next: &NonZeroU32| next.get() - one.get() <= DENSE;
    let mut stretches = Vec::new();
    for wanted in numbers.chunk_by(is_near) {
        let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else {
            continue;
        };
        let mut rows = statement.query((first.get(), last.get(), bound, kind.name()))?;
        let mut wanted = wanted.iter().copied().peekable();
        // Records come into the log in the order of their numbers; a later version stands somewhere behind.
        let (mut firsts, mut later) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let number = columns.positive()?;
            while wanted.next_if(|wanted| *wanted < number).is_some() {}
            if wanted.peek() != Some(&number) {
                continue;
            }
            let (entry, revision): (i64, i64) = (columns.value()?, columns.value()?);
            if unsaid.contains(entry) {
                continue;
            }
            if revision == 1 {
                firsts.push((entry, number));
                continue;
            }
            firsts.pop_if(|(_, of)| *of == number);
            later.pop_if(|(_, of)| *of == number);
            later.push((entry, number));
        }
        // A file that was written by other means may have them in another order.
        firsts.sort_unstable();
        stretches.push(firsts);
        stretches.extend(later.into_iter().map(|one| vec![one]));
    }
    Ok(stretches)
}
