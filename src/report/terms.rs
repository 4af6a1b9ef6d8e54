//! On what terms figures are compared, and the figures of an event in an order that does not depend on the order in
//! which the desk logged them. Shared by the reports that put claimants beside one another.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::ReportError;
use super::changes::{self, ChangePoint, ChangeSeries, Made};
use super::extent::{Extent, Met, PerhapsLater};
use super::order::end;
use crate::model::{Count, EventId, Figure, Instant, Measure, PartialDate};
use crate::register::Register;
use crate::series::scope::Loosened;
use crate::series::vague::Convention;
use crate::store::Read;

/// What is asked: one event, and on what terms its figures are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The event.
    pub event: EventId,
    /// Only of this measure.
    pub measure: Option<Measure>,
    /// Only figures that may have been stated on or after this day.
    pub since: Option<NaiveDate>,
    /// Only figures that may have been stated on or before this day.
    pub until: Option<NaiveDate>,
    /// Only what had certainly been said by this day; what came later does not exist for the report.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
    /// The parts of the scope that are left out of account.
    pub loosened: Loosened,
    /// Which numbers a word for a size stands for.
    pub convention: Convention,
}

impl Query {
    /// Everything of an event, on the strictest terms.
    pub fn of(event: EventId) -> Self {
        Self {
            event,
            measure: None,
            since: None,
            until: None,
            as_of: None,
            recorded_by: None,
            loosened: Loosened::default(),
            convention: Convention::default(),
        }
    }

    /// The same as a question to the report of changes.
    pub fn changes(&self) -> changes::Query {
        changes::Query {
            event: Some(self.event),
            measure: self.measure,
            claimant: None,
            since: self.since,
            until: self.until,
            as_of: self.as_of,
            recorded_by: self.recorded_by,
            ..changes::Query::default()
        }
    }
}

/// The series of the event that are to be kept, each with its points in [`in_order`], and what they cover.
pub(super) fn series(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    made: &Made,
    is_kept: impl Fn(&ChangeSeries) -> bool,
) -> Result<(Vec<ChangeSeries>, Extent), ReportError> {
    let mut found = Vec::new();
    let asked = query.changes();
    let mut met = Met::new(&asked);
    let mut perhaps_later = PerhapsLater::default();
    changes::each_series_met::<ReportError>(
        read,
        register,
        &asked,
        made,
        &mut |key, points| {
            met.take(key, points);
            Ok(())
        },
        |series| {
            perhaps_later.take(&series.points);
            if is_kept(&series) {
                found.push(ordered(series));
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let mut extent = met.finish(register)?;
    extent.perhaps_later = perhaps_later;
    Ok((found, extent))
}

/// A series with its points in [`in_order`].
pub(super) fn ordered(mut series: ChangeSeries) -> ChangeSeries {
    series.points.sort_by(in_order);
    series
}

/// By the day it was said, the day it was printed, the day that it counts to, the numbers, then the words and where they stand; ids only where
/// nothing else differs.
fn in_order(one: &ChangePoint, other: &ChangePoint) -> Ordering {
    let printed = |point: &ChangePoint| {
        (
            point.published_at.is_none(),
            point.published_at.and_then(|date| date.earliest()),
            point.published_at.and_then(|date| date.latest()),
        )
    };
    let ends = |point: &ChangePoint| end(&point.stated_on, point.occurred.as_ref());
    let said = |point: &ChangePoint| {
        let figure = point.figure;
        (
            first_number(&figure),
            figure.low(),
            figure.high(),
            figure.best(),
            figure.qualifier(),
        )
    };
    let place = |point: &ChangePoint| {
        let cited = point.cited.first();
        (
            point.wording.clone(),
            cited.map(|cited| cited.locator.clone()),
            cited.and_then(|cited| cited.quote.clone()),
        )
    };
    one.stated_on
        .chronological(&other.stated_on)
        .then_with(|| printed(one).cmp(&printed(other)))
        .then_with(|| ends(one).cmp(&ends(other)))
        .then_with(|| said(one).cmp(&said(other)))
        .then_with(|| place(one).cmp(&place(other)))
        .then_with(|| one.claim.cmp(&other.claim))
}

/// The number that a figure states first when it is looked at from below: its low bound, else its best value, else its
/// high bound.
pub fn lower_number(figure: &Figure) -> Option<Count> {
    figure.low().or(figure.best()).or(figure.high())
}

/// The number that a figure states first when it is looked at from above.
pub fn upper_number(figure: &Figure) -> Option<Count> {
    figure.high().or(figure.best()).or(figure.low())
}

fn first_number(figure: &Figure) -> Option<Count> {
    figure.best().or(figure.low()).or(figure.high())
}

/// A date in the order of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InTime(pub PartialDate);

impl Ord for InTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.chronological(&other.0)
    }
}

impl PartialOrd for InTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
