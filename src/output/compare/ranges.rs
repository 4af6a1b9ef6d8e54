//! The ranges of a comparison in words: what claimants of one day come to, and why a spread is missing.

use super::super::number;
use super::text::cited;
use crate::report::compare::{Day, Group, Place};
use crate::report::range::NoSpread;

/// What the claimants come to who all spoke on one day only.
pub(super) fn one_day(group: &Group, day: &Day) -> String {
    let said = |place: Place| group.at(place).map(cited).unwrap_or_default();
    let Some((lowest, highest)) = day.range.ends else {
        return match day.spread() {
            Err(NoSpread::DifferentTimes) => {
                format!(
                    "{}: not put beside one another, they cover different times",
                    day.date
                )
            }
            _ => format!("{}: fewer than two figures name a number", day.date),
        };
    };
    let spread = match day.spread() {
        Ok(by) => format!(", spread {}", number::grouped(&by.to_string())),
        Err(NoSpread::TooFewNumbers) => String::new(),
        Err(NoSpread::OpenEnds) => ", spread open".to_owned(),
        Err(NoSpread::DifferentTimes) => ", perhaps of different days".to_owned(),
    };
    let mut text = format!(
        "{}: lowest {}, highest {}{spread}",
        day.date,
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
    if lacks(NoSpread::DifferentTimes) {
        notes.push(
            "no lowest, highest and spread where figures of what is new cover different times"
                .to_owned(),
        );
    }
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
        Err(NoSpread::TooFewNumbers | NoSpread::DifferentTimes) => None,
    }
}
