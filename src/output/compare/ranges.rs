//! The ranges of a comparison in words: what claimants of one day come to, and why a spread is missing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::comparing::{AGGREGATION, LOOSENED, ORDER, RESTART};
use super::super::number;
use super::text::{cited, heading};
use crate::model::Aggregation;
use crate::report::compare::{Day, Group, Place, When};
use crate::report::range::NoSpread;

/// Why figures that name their numbers have no spread.
const APPROXIMATE: &str = "a figure is “about” its number, and nobody said how far from it";

/// What the claimants come to who all spoke on one day only.
pub(super) fn one_day(group: &Group, day: &Day) -> String {
    let when = heading(&day.when);
    let said = |place: Place| group.at(place).map(cited).unwrap_or_default();
    let Some((lowest, highest)) = day.range.ends else {
        return match day.spread() {
            Err(NoSpread::DifferentTimes) => {
                format!("{when}: not put beside one another, they cover different times, or may")
            }
            Err(NoSpread::UnknownAggregation) => {
                format!("{when}: not put beside one another, {AGGREGATION}")
            }
            Err(NoSpread::OneClaimant) => {
                format!("{when}: not put beside one another, they are one claimant's own")
            }
            _ => format!("{when}: fewer than two figures name a number"),
        };
    };
    let spread = match day.spread() {
        Ok(by) if day.is_loosened => format!(
            ", spread {}, not for certain: {LOOSENED}",
            number::grouped(&by.to_string())
        ),
        Ok(by) => format!(", spread {}", number::grouped(&by.to_string())),
        Err(NoSpread::TooFewNumbers | NoSpread::OneClaimant) => String::new(),
        Err(NoSpread::Restarted) => format!(", no spread: {RESTART}"),
        Err(NoSpread::OrderUnknown) => format!(", no spread: {ORDER}"),
        Err(NoSpread::OpenEnds) => ", spread open".to_owned(),
        Err(NoSpread::Approximate) => format!(", no spread: {APPROXIMATE}"),
        Err(NoSpread::UnknownAggregation) => format!(", no spread: {AGGREGATION}"),
        Err(NoSpread::DifferentTimes) => ", perhaps of different days".to_owned(),
    };
    let mut text = format!(
        "{when}: lowest {}, highest {}{spread}",
        said(lowest),
        said(highest)
    );
    if day.range.passed_over > 0 {
        text.push_str(&format!("; {}", without_number(day.range.passed_over)));
    }
    text
}

/// `2 figures name no number and are passed over`.
fn without_number(count: usize) -> String {
    let word = if count == 1 {
        "names no number and is passed over"
    } else {
        "name no number and are passed over"
    };
    format!("{} {word}", number::counted(count, "figure", "figures"))
}

/// Whether totals of a group certainly count since two days.
fn of_other_starts(group: &Group) -> bool {
    let points = group.rows.iter().flat_map(|row| &row.points);
    let starts = points.filter_map(|point| point.stated.occurred?.begins_on());
    let starts: BTreeSet<NaiveDate> = starts.collect();
    group.scope.aggregation == Aggregation::Cumulative && starts.len() > 1
}

/// Why ranges are missing, or what they leave out.
pub(super) fn notes(group: &Group) -> Vec<String> {
    let several = || group.rows.iter().filter(|row| row.points.len() > 1);
    let lacks = |reason: NoSpread| several().any(|row| row.range.spread == Err(reason));
    let is_open = |day: &Day| day.spread() == Err(NoSpread::OpenEnds);
    let mut notes = Vec::new();
    if lacks(NoSpread::OpenEnds) || group.days.iter().any(is_open) {
        notes.push(
            "open: a figure has no upper or no lower end, so nobody knows the spread".to_owned(),
        );
    }
    let is_about = |day: &Day| day.spread() == Err(NoSpread::Approximate);
    if lacks(NoSpread::Approximate) || group.days.len() > 1 && group.days.iter().any(is_about) {
        notes.push(format!("no spread where {APPROXIMATE}"));
    }
    if lacks(NoSpread::UnknownAggregation) {
        notes.push(format!("no lowest, highest and spread: {AGGREGATION}"));
    }
    if lacks(NoSpread::DifferentTimes) {
        notes.push("no lowest, highest and spread where figures cover different times".to_owned());
    }
    if of_other_starts(group) {
        notes.push(
            "they do not all count since the same day: those that do not are compared with nothing"
                .to_owned(),
        );
    }
    let is_anew = |day: &Day| day.spread() == Err(NoSpread::Restarted);
    if group.days.len() > 1 && group.days.iter().any(is_anew) {
        notes.push(format!("no spread on a day on which {RESTART}"));
    }
    if group
        .days
        .iter()
        .any(|day| matches!(day.when, When::Unplaced(_)))
    {
        notes.push(
            "a figure of what is new of which the time covered was not said, or not for certain, is put beside none"
                .to_owned(),
        );
    }
    if group.days.iter().any(|day| day.is_loosened) && group.days.len() > 1 {
        notes.push(format!("no spread is certain where it is {LOOSENED}"));
    }
    if group
        .days
        .iter()
        .any(|day| day.spread() == Err(NoSpread::OneClaimant))
    {
        notes.push(
            "no spread where the lowest and the highest are one claimant's own, of other people (loosened)"
                .to_owned(),
        );
    }
    notes.extend(group.rows.iter().filter_map(|row| {
        let newest = &row.latest().stated;
        let from = newest.step_from.filter(|_| newest.is_number_assumed)?;
        Some(format!(
            "{}: whether {from} or {}, shown as the latest, was said last is not known",
            row.claimant, newest.claim
        ))
    }));
    let passed_over = several().map(|row| row.range.passed_over).sum();
    if passed_over > 0 {
        notes.push(without_number(passed_over));
    }
    notes.extend(several().filter_map(|row| {
        let anew = row.points.get(row.restarted?)?;
        Some(format!(
            "{}: the counter began anew with {} ({}), and what was said before is in no range",
            row.claimant,
            cited(anew),
            anew.stated.stated_on
        ))
    }));
    notes
}

/// A spread in few columns; none where there is nothing to say of it.
pub(super) fn spread(spread: Result<i64, NoSpread>) -> Option<String> {
    match spread {
        Ok(by) => Some(number::grouped(&by.to_string())),
        Err(NoSpread::OpenEnds) => Some("open".to_owned()),
        Err(
            NoSpread::TooFewNumbers
            | NoSpread::Approximate
            | NoSpread::UnknownAggregation
            | NoSpread::DifferentTimes
            | NoSpread::OrderUnknown
            | NoSpread::Restarted
            | NoSpread::OneClaimant,
        ) => None,
    }
}
