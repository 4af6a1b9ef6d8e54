//! The versions of claims that had not been said by the day of a horizon: corrections by the source of a later day, and
//! what builds on them. Found from the days of corrections alone, of which most logs have few, so that nothing else is
//! asked for what was never corrected.

use chrono::NaiveDate;
use rusqlite::Connection;
use rustc_hash::FxHashSet;

use super::columns::Columns;
use super::hashes;
use super::queries::bound;
use super::rows::{corrected_on, grounds};
use crate::model::{Cause, PartialDate};
use crate::store::said::{Told, certainly_after, days, said_by};
use crate::store::{Horizon, Result};

/// The versions of a horizon that had not been said by its day, each with those behind it.
#[derive(Debug, Default)]
pub(super) struct Unsaid {
    entries: FxHashSet<i64>,
    /// The corrections that had certainly been made by the day, as theirs tells.
    made: FxHashSet<i64>,
    /// What was logged before this entry was logged by the day, so what it tells of had happened by then.
    logged_by: i64,
}

impl Unsaid {
    pub(super) fn load(connection: &Connection, horizon: Horizon) -> Result<Self> {
        let mut unsaid = Self::default();
        let Some(day) = horizon.said_by() else {
            return Ok(unsaid);
        };
        let mut statement = connection.prepare_cached(
            "SELECT c.entry, c.corrected_on, e.record, before.cause = 'source_revised'
             FROM correction AS c CROSS JOIN entry AS e ON e.id = c.entry
             CROSS JOIN entry AS before ON before.id = e.parent
             WHERE c.entry < ?1 AND e.kind = 'c'",
        )?;
        let mut rows = statement.query([bound(horizon)])?;
        // Those of which the day of one correction alone does not decide.
        let mut claims: FxHashSet<u32> = FxHashSet::default();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let entry: i64 = columns.value()?;
            let corrected: PartialDate = columns.parsed()?;
            let claim: u32 = columns.value()?;
            let is_of_correction: bool = columns.value()?;
            if corrected.certainly_by(day) {
                unsaid.made.insert(entry);
            }
            if is_of_correction || certainly_after(&corrected, day) {
                claims.insert(claim);
            }
        }
        for claim in claims {
            unsaid.take(&Versions::of(connection, claim, horizon)?, day);
        }
        unsaid.logged_by = logged_by(connection, day)?;
        Ok(unsaid)
    }

    fn take(&mut self, versions: &Versions, day: NaiveDate) {
        let said = said_by(&versions.told, day);
        self.entries.extend(versions.entries.iter().skip(said));
        // A day that was given later is that of the correction before.
        for (entry, corrected) in versions.entries.iter().zip(days(&versions.told)) {
            match corrected {
                Some(corrected) if corrected.certainly_by(day) => self.made.insert(*entry),
                _ => self.made.remove(entry),
            };
        }
    }

    /// Whether every version had been said.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a version had not been said.
    pub(super) fn contains(&self, entry: i64) -> bool {
        self.entries.contains(&entry)
    }

    /// Whether a correction by the source had certainly been made by the day.
    pub(super) fn is_made(&self, entry: i64) -> bool {
        entry < self.logged_by || self.made.contains(&entry)
    }
}

/// The entry behind the last one that was logged by the end of the day, found by halves: a log is in the order of its
/// clock, but for a clock that was set back.
fn logged_by(connection: &Connection, day: NaiveDate) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT recorded_at FROM entry WHERE id = ?1")?;
    let size = hashes::size(connection)?;
    let (mut low, mut high) = (0, i64::try_from(size).unwrap_or(i64::MAX));
    while low < high {
        let middle = low + (high - low) / 2;
        let mut rows = statement.query([middle])?;
        let is_by_then = match rows.next()? {
            Some(row) => Columns::of(row).instant()?.day() <= day,
            // A hole, which `verify` finds.
            None => false,
        };
        if is_by_then {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// The entry of the newest version of a claim within the horizon that had been said by its day.
pub(super) fn newest_said(
    connection: &Connection,
    claim: u32,
    horizon: Horizon,
) -> Result<Option<i64>> {
    let versions = Versions::of(connection, claim, horizon)?;
    let said = horizon
        .said_by()
        .map_or(versions.told.len(), |day| said_by(&versions.told, day));
    let newest = said
        .checked_sub(1)
        .and_then(|last| versions.entries.get(last));
    Ok(newest.copied())
}

/// The versions of a claim, first to last.
struct Versions {
    entries: Vec<i64>,
    told: Vec<Told>,
}

impl Versions {
    fn of(connection: &Connection, claim: u32, horizon: Horizon) -> Result<Self> {
        let mut statement = connection.prepare_cached(concat!(
            "SELECT e.id, e.cause, ",
            corrected_on!("e"),
            ", e.recorded_at, ifnull(series.claimant, a.claimant)
             FROM entry AS e LEFT JOIN figure_revision AS r ON r.entry = e.id
                 LEFT JOIN series ON series.id = r.series LEFT JOIN accusation_revision AS a ON a.entry = e.id
             WHERE e.kind = 'c' AND e.record = ?1 AND e.id < ?2 ORDER BY e.revision"
        ))?;
        let mut rows = statement.query((claim, bound(horizon)))?;
        let mut versions = Self {
            entries: Vec::new(),
            told: Vec::new(),
        };
        let mut claimant: Option<i64> = None;
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let entry = columns.value()?;
            let grounds = grounds(&mut columns)?;
            let recorded_on = columns.instant()?.day();
            let said_by: i64 = columns.value()?;
            let is_of_another = claimant.replace(said_by).is_some_and(|one| one != said_by);
            let before = versions.entries.last().copied();
            // Only of a correction of a correction it matters.
            let is_asked = grounds.corrected_on().is_some()
                && versions
                    .told
                    .last()
                    .is_some_and(|before: &Told| before.grounds.cause() == Cause::SourceRevised);
            let is_same = match before {
                Some(before) if is_asked => is_same(connection, before, entry)?,
                _ => false,
            };
            versions.entries.push(entry);
            versions.told.push(Told {
                grounds,
                is_same,
                is_reattributed: is_of_another && grounds.cause() != Cause::SourceRevised,
                recorded_on,
            });
        }
        Ok(versions)
    }
}

/// The versions that say nothing but on which day the correction before them was made.
pub(super) fn giving_days(connection: &Connection) -> Result<FxHashSet<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.entry, e.parent
         FROM correction AS c CROSS JOIN entry AS e ON e.id = c.entry
         CROSS JOIN entry AS before ON before.id = e.parent
         WHERE e.kind = 'c' AND before.cause = 'source_revised'",
    )?;
    let mut rows = statement.query([])?;
    let mut giving = FxHashSet::default();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let (entry, before): (i64, i64) = (columns.value()?, columns.value()?);
        if is_same(connection, before, entry)? {
            giving.insert(entry);
        }
    }
    Ok(giving)
}

/// Whether two versions say the same, wherever that stands.
pub(super) fn is_same(connection: &Connection, one: i64, other: i64) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM figure_revision AS a, figure_revision AS b
             WHERE a.entry = ?1 AND b.entry = ?2 AND a.series = b.series AND a.stated_on = b.stated_on
                 AND a.occurred IS b.occurred AND a.low IS b.low AND a.best IS b.best AND a.high IS b.high
                 AND a.qualifier = b.qualifier)
             OR EXISTS (SELECT 1 FROM accusation_revision AS a, accusation_revision AS b
             WHERE a.entry = ?1 AND b.entry = ?2 AND a.event = b.event AND a.claimant = b.claimant
                 AND a.stated_on = b.stated_on AND a.occurred IS b.occurred AND a.place IS b.place
                 AND a.kind = b.kind AND a.accused IS b.accused AND a.act IS b.act AND a.answers IS b.answers)",
    )?;
    Ok(statement.query_row((one, other), |row| row.get(0))?)
}
