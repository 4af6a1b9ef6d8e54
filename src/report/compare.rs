//! `report compare`: who said how many of one event's victims, claimant beside claimant, day by day.
//!
//! Enter: a store to read, an event and a measure. Leave: groups of rows, one group for each scope and stance, one row
//! a series. Invariants: only figures of one scope stand in one group, so a range of a day, a spread and a ratio are
//! always of figures that may be compared, and a spread only of figures with both ends ([`super::range`]); whoever speaks for the side of the dead is kept apart from whoever speaks
//! for another side of the event; where a ratio cannot be had, the reasons are given instead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::changes::{ChangePoint, ChangeSeries, Made, made};
use super::extent::{Extent, Heading, by_measure};
use super::range::{NoSpread, Range, Whose, first_restart, range, since_restart};
use super::terms::{InTime, Query, series};
use super::{ReportError, ratio};
use crate::model::{Aggregation, ClaimId, Label, Measure, PartialDate, SeriesKey};
use crate::register::Register;
use crate::series::newest;
use crate::series::period::{Days, is_daily};
use crate::series::reading::{Reading, Relation, Succession};
use crate::series::scope::{Comparability, Difference, Loosened, Part, Scope, comparable};
use crate::store::Read;

pub use super::ratio::{Fraction, Grown, NoRatio, Of, Outcome, Quotient, Ratio};
pub use super::stance::Stance;

/// Claimants beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What was asked, with the measure that was taken.
    pub query: Query,
    /// The measure.
    pub measure: Measure,
    /// The other measures that the event has figures of, where all were asked for.
    pub other_measures: Vec<Measure>,
    /// The log that it was made from.
    pub made: Made,
    /// The event.
    pub heading: Heading,
    /// What was left out, and why.
    pub extent: Extent,
    /// The groups: those of one scope stand behind one another, own losses first.
    pub groups: Vec<Group>,
    /// What others claim of a side's losses against what the side admits.
    pub ratios: Vec<Ratio>,
    /// How many ratios were left out, because there would be too many.
    pub more_ratios: usize,
    /// Scopes of one side that were not compared with one another.
    pub apart: Vec<Apart>,
}

/// The rows of one scope and one stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What all of them count.
    pub scope: Scope,
    /// Whose losses they are to those who state them.
    pub stance: Stance,
    /// Each series, by the claimant's handle.
    pub rows: Vec<Row>,
    /// The days on which anything was stated, in order.
    pub days: Vec<Day>,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its key as it is recorded, nothing left out of account.
    pub key: SeriesKey,
    /// The claimant's handle.
    pub claimant: String,
    /// The claimant's name, as it is shown.
    pub claimant_name: String,
    /// The side that the claimant speaks for.
    pub speaks_for: Option<Label>,
    /// Its figures in order of statement; never empty.
    pub points: Vec<Point>,
    /// Of its figures since the counter began anew, by their place: the one with the lowest and the one with the
    /// highest number, and how far these are apart.
    pub range: Range<usize>,
    /// The place of the newest figure: the last said, but for a total up to an earlier day than one before it.
    pub latest: usize,
    /// The figure with which the counter began anew; those before it are in no range.
    pub restarted: Option<usize>,
    /// The figure with which it did so first: from there on it counts since another day than others do.
    pub anew: Option<usize>,
}

/// One figure of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The figure with its words.
    pub stated: ChangePoint,
    /// The figure as an interval.
    pub reading: Reading,
    /// How it stands to the one before it in the row that its step leads from; none where there is none, and where the two
    /// share no number and nobody knows which was said last.
    pub relation: Option<Relation>,
    /// The claim of that one.
    pub relation_to: Option<ClaimId>,
}

/// A figure of a group by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which row.
    pub row: usize,
    /// Which of its points.
    pub point: usize,
}

/// What the figures of one column of a group have in common, each as coarse as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Totals: the day they were said on.
    Stated(PartialDate),
    /// Figures of what is new: the time that they certainly cover.
    Covering(PartialDate),
    /// Figures of what is new of which it is not known for certain which time they cover: the day they were said on, and
    /// nothing else.
    Unplaced(PartialDate),
}

impl When {
    fn of(aggregation: Aggregation, stated: &ChangePoint) -> Self {
        match (aggregation, stated.occurred) {
            (Aggregation::Cumulative | Aggregation::Unknown, _) => Self::Stated(stated.stated_on),
            (Aggregation::Incremental, Some(covered)) if Days::of(Some(&covered)).is_some() => {
                Self::Covering(covered)
            }
            (Aggregation::Incremental, _) => Self::Unplaced(stated.stated_on),
        }
    }

    /// The date, whatever it is of.
    pub const fn date(&self) -> PartialDate {
        match self {
            Self::Stated(date) | Self::Covering(date) | Self::Unplaced(date) => *date,
        }
    }

    /// Where it stands among others, in order of time; one time is one place, however it was written.
    fn place(&self) -> (Option<NaiveDate>, NaiveDate, bool, Option<InTime>) {
        let date = self.date();
        let last = date.latest().unwrap_or(NaiveDate::MAX);
        let written = !matches!(self, Self::Covering(_));
        (
            date.earliest(),
            last,
            written,
            written.then_some(InTime(date)),
        )
    }
}

/// One column of a group: a day on which totals were said, or a time that figures of what is new cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub when: When,
    /// How many of the rows have a figure of it.
    pub claimants: usize,
    /// All of these figures, by row.
    pub places: Vec<Place>,
    /// Whether the lowest and the highest count other people, and only stand together because a part of the scope is left
    /// out of account.
    pub is_loosened: bool,
    /// The figures with the lowest and the highest number among these, the last of each row, and how far these are apart:
    /// what was said on other days is not put beside totals, since the number may have grown between.
    pub range: Range<Place>,
}

/// Two scopes of one side that were not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// A series of the one.
    pub one: SeriesKey,
    /// A series of the other.
    pub other: SeriesKey,
    /// Every reason.
    pub reasons: Vec<Difference>,
}

impl Row {
    /// The newest figure.
    pub fn latest(&self) -> &Point {
        // Invariant: a series without a figure to show makes no row.
        &self.points[self.latest]
    }

    /// The figure with the lowest number.
    pub fn lowest(&self) -> Option<&Point> {
        self.points.get(self.range.ends?.0)
    }

    /// The figure with the highest number.
    pub fn highest(&self) -> Option<&Point> {
        self.points.get(self.range.ends?.1)
    }

    /// Whether all of its figures are each of one day.
    pub fn is_daily(&self) -> bool {
        let mut points = self.points.iter();
        points.all(|point| is_daily(point.stated.occurred.as_ref()))
    }
}

impl Group {
    /// A figure by its place.
    pub fn at(&self, place: Place) -> Option<&Point> {
        self.rows.get(place.row)?.points.get(place.point)
    }

    /// Whether all figures of what is new are each of one day.
    fn is_daily(&self) -> bool {
        self.rows.iter().all(Row::is_daily)
    }
}

impl Day {
    /// The highest number of the day less the lowest; none where not several have named one.
    pub fn spread(&self) -> Result<i64, NoSpread> {
        self.range.spread
    }
}

/// Makes the report. Without a measure in the query it is of those killed, or of the first measure that the event has
/// figures of where it has none of those killed.
///
/// # Errors
/// No such event; the store's.
pub fn compare(read: &dyn Read, query: &Query) -> Result<Comparison, ReportError> {
    let mut query = query.clone();
    let made = made(read, &query.changes())?;
    let register = Register::new(read, made.horizon);
    let event = register.event(query.event)?;
    let mut extents = by_measure(read, &query.changes(), &made, &mut BTreeSet::new())?;
    let measure = query.measure.unwrap_or_else(|| {
        let is_killed = extents.contains_key(&Measure::Killed);
        let first = extents.keys().next().filter(|_| !is_killed);
        first.copied().unwrap_or(Measure::Killed)
    });
    let mut extent = extents.remove(&measure).unwrap_or_default();
    query.measure = Some(measure);
    let (found, met) = series(read, &register, &query, &made, |series| {
        !series.points.is_empty()
    })?;
    extent.perhaps_later = met.perhaps_later;
    // Those whose side is not said come last.
    let mut sorted: BTreeMap<(bool, Scope, Stance), Vec<Row>> = BTreeMap::new();
    for series in found {
        let speaks_for = register.source(series.key.claimant)?.side.clone();
        let victims = series.key.victim_side.as_ref();
        let stance = Stance::between(&event, speaks_for.as_ref(), victims);
        let scope = Scope::of(&series.key, &query.loosened);
        let is_of_no_side = scope.side.is_none();
        let row = row(series, speaks_for, &query);
        sorted
            .entry((is_of_no_side, scope, stance))
            .or_default()
            .push(row);
    }
    let groups: Vec<Group> = sorted
        .into_iter()
        .map(|((_, scope, stance), rows)| group(scope, stance, rows))
        .collect();
    let (ratios, more_ratios) = ratio::ratios(&groups, &query.loosened);
    Ok(Comparison {
        other_measures: extents.into_keys().collect(),
        measure,
        made,
        heading: Heading::of(&register, query.event)?,
        extent,
        apart: apart(&groups, &query),
        groups,
        ratios,
        more_ratios,
        query,
    })
}

fn row(series: ChangeSeries, speaks_for: Option<Label>, query: &Query) -> Row {
    let restarted = since_restart(&series.points);
    let anew = first_restart(&series.points);
    let mut points: Vec<Point> = Vec::with_capacity(series.points.len());
    for stated in series.points {
        let reading = Reading::of(&stated.figure, stated.wording.as_deref(), query.convention);
        let before = stated
            .step_from
            .filter(|_| series.key.aggregation != Aggregation::Unknown)
            .and_then(|from| points.iter().rev().find(|point| point.stated.claim == from));
        let relation = before
            .map(|before| {
                // As it stood when this one was said.
                let version = stated.step_from_version;
                let before_it = version.map_or(before.reading, |version| {
                    Reading::of(&version.figure, None, query.convention)
                });
                let succession = match Succession::of(&stated.stated_on, &before.stated.stated_on) {
                    // Of one day, and printed one after the other.
                    Succession::None if !stated.is_order_assumed => Succession::Later,
                    succession => succession,
                };
                reading.relation(&before_it, succession)
            })
            // A claimant takes back what he said, and contradicts others.
            .filter(|relation| *relation != Relation::Contradicts);
        points.push(Point {
            relation_to: relation.and(stated.step_from),
            stated,
            reading,
            relation,
        });
    }
    let ranked = points.iter().map(|point| &point.stated).enumerate();
    let ranked = ranked.skip(restarted.unwrap_or(0));
    let stated: Vec<_> = points.iter().map(|point| point.stated.said()).collect();
    let latest = newest(series.key.aggregation, stated).unwrap_or(0);
    Row {
        latest,
        range: range(series.key.aggregation, Whose::One, ranked),
        restarted,
        anew,
        key: series.key,
        claimant: series.claimant,
        claimant_name: series.claimant_name,
        speaks_for,
        points,
    }
}

fn group(scope: Scope, stance: Stance, mut rows: Vec<Row>) -> Group {
    // The key beside the handle: with a loosened scope a claimant may have several series here.
    rows.sort_by(|one, other| {
        let key = |row: &Row| {
            let key = &row.key;
            (
                key.victims.clone(),
                key.victim_side.clone(),
                key.victim_status,
                key.place.clone(),
            )
        };
        one.claimant
            .cmp(&other.claimant)
            .then_with(|| key(one).cmp(&key(other)))
    });
    let days = days(scope.aggregation, &rows);
    Group {
        scope,
        stance,
        rows,
        days,
    }
}

fn days(aggregation: Aggregation, rows: &[Row]) -> Vec<Day> {
    let mut by_time: BTreeMap<_, (When, Vec<Place>)> = BTreeMap::new();
    for (row, series) in rows.iter().enumerate() {
        for (point, figure) in series.points.iter().enumerate() {
            let when = When::of(aggregation, &figure.stated);
            let (_, places) = by_time
                .entry(when.place())
                .or_insert_with(|| (when, Vec::new()));
            places.push(Place { row, point });
        }
    }
    by_time
        .into_values()
        .map(|(when, places)| day(aggregation, rows, when, places))
        .collect()
}

fn day(aggregation: Aggregation, rows: &[Row], when: When, places: Vec<Place>) -> Day {
    // A later figure of a row stands in place of the one before it.
    let last: BTreeMap<usize, Place> = places.iter().map(|place| (place.row, *place)).collect();
    let said = last.values().filter_map(|place| {
        let point = rows.get(place.row)?.points.get(place.point)?;
        Some((*place, &point.stated))
    });
    let mut range = range(aggregation, Whose::Several, said);
    let ends = range.ends.and_then(|(lowest, highest)| {
        let (one, other) = (rows.get(lowest.row)?, rows.get(highest.row)?);
        Some((lowest.row != highest.row, &one.key, &other.key))
    });
    let is_anew = |place: &Place| {
        let anew = rows.get(place.row).and_then(|row| row.anew);
        anew.is_some_and(|anew| place.point >= anew)
    };
    if range.spread.is_ok() && last.values().any(is_anew) {
        range.spread = Err(NoSpread::Restarted);
    }
    let mut is_loosened = false;
    if let Some((true, one, other)) = ends {
        is_loosened = comparable(one, other, &Loosened::default()) != Comparability::Comparable;
        if is_loosened && one.claimant == other.claimant {
            // A part and its total, and not two who disagree.
            (range.ends, range.spread) = (None, Err(NoSpread::OneClaimant));
            is_loosened = false;
        }
    }
    Day {
        when,
        claimants: last.len(),
        places,
        is_loosened,
        range,
    }
}

/// How many scopes back one that is near is looked for.
const NEAR: usize = 50;

/// Each scope of a side against the nearest before it: the one from which it differs in the fewest parts.
fn apart(groups: &[Group], query: &Query) -> Vec<Apart> {
    let mut scopes: Vec<(&SeriesKey, bool)> = Vec::new();
    let mut apart = Vec::new();
    let mut last: Option<&Scope> = None;
    for group in groups {
        let Some(first) = group.rows.first() else {
            continue;
        };
        if last == Some(&group.scope) {
            continue;
        }
        last = Some(&group.scope);
        let is_daily = group.is_daily();
        let nearest = scopes
            .iter()
            .rev()
            .take(NEAR)
            .filter(|(other, _)| other.victim_side == first.key.victim_side)
            .map(|(other, daily)| {
                let found = comparable(other, &first.key, &query.loosened);
                (*other, found.daily(*daily, is_daily))
            })
            .min_by_key(|(_, found)| found.reasons().len());
        // And against each that differs by nothing but that its side, or this one's, was not said.
        let sideless = scopes
            .iter()
            .rev()
            .take(NEAR)
            .filter(|(other, _)| {
                other.victim_side != first.key.victim_side
                    && (other.victim_side.is_none() || first.key.victim_side.is_none())
            })
            .map(|(other, _)| (*other, comparable(other, &first.key, &query.loosened)))
            .filter(|(_, found)| matches!(found.reasons(), [only] if only.part == Part::Side));
        for (other, found) in nearest.into_iter().chain(sideless) {
            apart.push(Apart {
                one: other.clone(),
                other: first.key.clone(),
                reasons: found.reasons().to_vec(),
            });
        }
        scopes.push((&first.key, is_daily));
    }
    apart
}
