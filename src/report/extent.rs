//! What a report of changes covers: which events, how many figures, and what was left out and why. One walk over the
//! index of figures by their days of statement, without their numbers and words.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::changes::{ChangePoint, Made, Query};
use super::{Named, ReportError};
use crate::model::{ClaimId, EventId, Measure, PartialDate, SeriesKey};
use crate::register::Register;
use crate::store::{CitedPoint, Read, SeriesFilter};

/// What a report of changes covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    /// The events whose figures are shown, in the order of the report; the event that was asked for, even where it
    /// has none.
    pub events: Vec<Heading>,
    /// How many series are shown.
    pub series: usize,
    /// How many figures are shown.
    pub shown: usize,
    /// How many were left out because their date is too coarse or uncertain to say whether they had been stated by the as-of day.
    pub undatable: usize,
    /// How many were stated after the as-of day.
    pub later: usize,
    /// How many lie outside the days that were asked for.
    pub outside: usize,
    /// Those of which it is not known whether they had been corrected by the as-of day.
    pub perhaps_later: PerhapsLater,
}

/// What is shown as its source corrected it, where the day of the correction is not known, or too coarse to say whether it
/// came by the as-of day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PerhapsLater {
    /// How many.
    pub count: usize,
    /// Which claims, as far as the report reads them.
    pub claims: BTreeSet<ClaimId>,
}

impl PerhapsLater {
    pub(super) fn add(&mut self, claim: ClaimId) {
        self.count += usize::from(self.claims.insert(claim));
    }

    /// Takes those of the figures that are shown.
    pub(super) fn take(&mut self, points: &[ChangePoint]) {
        for point in points {
            if point.is_perhaps_corrected_later() {
                self.add(point.claim);
            }
        }
    }
}

/// An event as the head of its part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its names.
    pub event: Named<EventId>,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
}

impl Heading {
    /// The head of an event's part.
    ///
    /// # Errors
    /// No such event; the store's.
    pub fn of(register: &Register<'_>, id: EventId) -> Result<Self, ReportError> {
        let event = register.event(id)?;
        Ok(Self {
            event: Named::event(register, id)?,
            start: event.start,
            end: event.end,
        })
    }
}

impl Extent {
    /// The one event that all of the report is about; none when there are several or none.
    pub fn only_event(&self) -> Option<&Heading> {
        match self.events.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Measures what the report of `query` covers.
///
/// # Errors
/// The store's; no such event.
pub fn extent(read: &dyn Read, query: &Query, made: &Made) -> Result<Extent, ReportError> {
    let mut extent = Extent::default();
    let mut events = BTreeSet::new();
    events.extend(query.event);
    for (_, found) in by_measure(read, query, made, &mut events)? {
        extent.series += found.series;
        extent.shown += found.shown;
        extent.undatable += found.undatable;
        extent.later += found.later;
        extent.outside += found.outside;
    }
    let register = Register::new(read, made.horizon);
    for event in events {
        extent.events.push(Heading::of(&register, event)?);
    }
    Ok(extent)
}

/// What it covers, measure by measure; the events with a figure to show are put into `events`, none of them into the
/// extents.
///
/// # Errors
/// The store's.
pub(super) fn by_measure(
    read: &dyn Read,
    query: &Query,
    made: &Made,
    events: &mut BTreeSet<EventId>,
) -> Result<BTreeMap<Measure, Extent>, ReportError> {
    let filter = SeriesFilter {
        event: query.event,
        claimant: query.claimant,
        measure: query.measure,
    };
    let mut extents: BTreeMap<Measure, Extent> = BTreeMap::new();
    read.each_day(&filter, made.horizon, &mut |(key, days)| {
        let extent = extents.entry(key.measure).or_default();
        let before = extent.shown;
        for (stated_on, figures) in days {
            extent.count(query, &stated_on, figures);
        }
        if extent.shown > before {
            extent.series += 1;
            events.insert(key.event);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(extents)
}

/// What a walk over the figures themselves covers, counted on the way: as [`extent`], which asks the index.
pub(super) struct Met<'q> {
    query: &'q Query,
    extent: Extent,
    events: BTreeSet<EventId>,
}

impl<'q> Met<'q> {
    pub(super) fn new(query: &'q Query) -> Self {
        Self {
            query,
            extent: Extent::default(),
            events: query.event.into_iter().collect(),
        }
    }

    /// Takes all figures of a series, whatever day they were stated on.
    pub(super) fn take(&mut self, key: &SeriesKey, points: &[CitedPoint]) {
        let before = self.extent.shown;
        for cited in points {
            self.extent.count(self.query, &cited.point.stated_on, 1);
        }
        if self.extent.shown > before {
            self.extent.series += 1;
            self.events.insert(key.event);
        }
    }

    /// # Errors
    /// The store's.
    pub(super) fn finish(self, register: &Register<'_>) -> Result<Extent, ReportError> {
        let mut extent = self.extent;
        for event in self.events {
            extent.events.push(Heading::of(register, event)?);
        }
        Ok(extent)
    }
}

impl Extent {
    /// Counts figures that were stated then as shown, or as left out and why.
    pub(super) fn count(&mut self, query: &Query, stated: &PartialDate, figures: usize) {
        if let Some(day) = query.as_of
            && !stated.certainly_by(day)
        {
            if stated.perhaps_by(day) {
                self.undatable += figures;
            } else {
                self.later += figures;
            }
            return;
        }
        if query.shows(stated) {
            self.shown += figures;
        } else {
            self.outside += figures;
        }
    }
}
