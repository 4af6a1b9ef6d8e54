//! What was said in the last days, and what of what had been said before was corrected in them by its source.
//!
//! Enter: the series of an event. Leave: the days, and the figures with anything new in them. Invariants: the days are counted
//! back from the as-of day, or else from the latest day on which a figure was stated or corrected by its source, and from no
//! clock; what is coarse is there where it may have been then.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::super::amended::{Amendment, By};
use super::super::changes::{ChangePoint, ChangeSeries};
use super::super::terms::InTime;
use crate::model::PartialDate;

/// What was said in the last days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The first of the days.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// The date of the latest figure or correction, where that is no certain day: the last of the days is where it begins then, and
    /// nothing is known to have been stated on it.
    pub begins: Option<PartialDate>,
    /// The series in which something was said, with those figures only; their steps are from the figure before.
    pub series: Vec<ChangeSeries>,
}

impl Recent {
    /// Whether a figure was stated in those days, or may have been.
    pub fn is_stated(&self, point: &ChangePoint) -> bool {
        point.stated_on.possibly_since(self.from)
    }

    /// Whether its source corrected a figure in those days, or may have.
    pub fn is_corrected(&self, point: &ChangePoint) -> bool {
        let mut corrections = corrections(point);
        corrections.any(|it| match it.mark.grounds.corrected_on() {
            Some(day) => day.possibly_since(self.from),
            // Not after it was logged.
            None => it.mark.recorded_at.day() >= self.from,
        })
    }

    /// Takes what was said in those days in a series, if anything was.
    fn add(&mut self, series: &ChangeSeries) {
        let is_recent = |point: &&ChangePoint| self.is_stated(point) || self.is_corrected(point);
        let points: Vec<ChangePoint> = series.points.iter().filter(is_recent).cloned().collect();
        if !points.is_empty() {
            self.series.push(ChangeSeries {
                points,
                key: series.key.clone(),
                event: series.event.clone(),
                heading: Arc::clone(&series.heading),
                claimant: series.claimant.clone(),
                claimant_name: series.claimant_name.clone(),
                departures: series.departures.clone(),
                ..*series
            });
        }
    }
}

fn corrections(point: &ChangePoint) -> impl Iterator<Item = &Amendment> {
    let amendments = point.amendments.iter();
    amendments.filter(|amendment| amendment.mark.by() == By::Source)
}

/// The day that the last days are counted back from, and the date that it is the beginning of where nothing is known to
/// have been stated on it.
fn last_day(
    as_of: Option<NaiveDate>,
    all: &[ChangeSeries],
) -> Option<(NaiveDate, Option<PartialDate>)> {
    if let Some(day) = as_of {
        return Some((day, None));
    }
    // The beginning of a coarse date: a figure of “2022” makes no December of it.
    let begins = |date: PartialDate| date.earliest().or(date.latest());
    let points = all.iter().flat_map(|series| &series.points);
    let dates = points.flat_map(|point| {
        let corrected = corrections(point).filter_map(|it| it.mark.grounds.corrected_on());
        corrected.chain([point.stated_on])
    });
    let latest = dates.filter_map(|date| {
        let day = begins(date)?;
        // Of two that begin on one day the one that is that day.
        Some((day, date == PartialDate::day(day), InTime(date)))
    });
    let (day, is_that_day, date) = latest.max()?;
    Some((day, (!is_that_day).then_some(date.0)))
}

/// What was said in the last `days` days.
pub(super) fn recent(as_of: Option<NaiveDate>, days: u16, all: &[ChangeSeries]) -> Option<Recent> {
    let (to, begins) = last_day(as_of, all)?;
    let mut recent = Recent {
        from: to
            .checked_sub_days(Days::new(u64::from(days.saturating_sub(1))))
            .unwrap_or(NaiveDate::MIN),
        to,
        begins,
        series: Vec::new(),
    };
    for series in all {
        recent.add(series);
    }
    Some(recent)
}
