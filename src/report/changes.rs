//! `report changes`: each series in order, the step from each figure to the next, what was revised of each, and what
//! an editor must look at.
//!
//! Three things make a figure differ from what was there before, and the report tells them apart: the claimant said
//! something new (a [`ChangePoint`] and its [`Step`]), the source corrected what it had said, or the desk corrected its
//! own entry (both [`Amendment`]s of a point, or a [`Departure`] from the series).

mod words;

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::ReportError;
use super::amended::{Amendment, By, Departure, FormerWords, amendments, departures};
use super::extent::Heading;
use super::former::formers;
use super::rating::{RatingVersion, Ratings};
use super::watch::Watch;
use crate::model::{
    Aggregation, ClaimId, EntryIndex, EventId, Figure, Instant, Measure, PartialDate,
    RevisionNumber, SeriesKey, SourceId,
};
use crate::register::Register;
use crate::series::corrected::{Former, Version};
use crate::series::flags::{Finding, Wanted};
use crate::series::{Said, Step, newest, steps};
use crate::store::{CitedPoint, Head, Horizon, Read, SeriesFilter};
use words::{Lead, Sourced, with_words};

pub use words::{Cited, cite};
pub(super) use words::{alone, cited_at};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only of this event.
    pub event: Option<EventId>,
    /// Only of this measure.
    pub measure: Option<Measure>,
    /// Only by this claimant.
    pub claimant: Option<SourceId>,
    /// Only figures that may have been stated on or after this day; the steps are still from the one before.
    pub since: Option<NaiveDate>,
    /// Only figures that may have been stated on or before this day.
    pub until: Option<NaiveDate>,
    /// Only what had certainly been said by this day; what came later does not exist for the report.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
    /// Leaves out what the desk corrected of its own entries; the figures are as corrected all the same.
    pub hides_desk_corrections: bool,
    /// Which flags are raised.
    pub flags: Wanted,
    /// Whether it is read where former versions stand.
    pub former: FormerWords,
}

impl Query {
    /// Whether a figure stated on this day lies within the days that were asked for.
    pub fn shows(&self, stated_on: &PartialDate) -> bool {
        self.since.is_none_or(|day| stated_on.possibly_since(day))
            && self.until.is_none_or(|day| stated_on.possibly_by(day))
    }

    /// Whether a figure of this series that was stated then is shown.
    fn shows_of(&self, key: &SeriesKey, stated_on: &PartialDate) -> bool {
        self.event.is_none_or(|event| event == key.event)
            && self.measure.is_none_or(|measure| measure == key.measure)
            && self
                .claimant
                .is_none_or(|claimant| claimant == key.claimant)
            && self.as_of.is_none_or(|day| stated_on.certainly_by(day))
            && self.shows(stated_on)
    }

    /// Whether a correction by the source or the desk is shown.
    fn tells(&self, by: By) -> bool {
        by == By::Source || !self.hides_desk_corrections
    }
}

/// How many of the figures shown have a quiet flag that was not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quiet {
    /// [`crate::series::flags::Flag::SingleSource`]
    pub single_source: usize,
    /// [`crate::series::flags::Flag::NoQuote`]
    pub no_quote: usize,
}

/// What a report was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The log as it was: the report rests on its entries within [`Made::horizon`].
    pub head: Head,
    /// How much of the log was looked at.
    pub horizon: Horizon,
}

/// One series with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSeries {
    /// Whose dead, over what, counted how.
    pub key: SeriesKey,
    /// The event's handle.
    pub event: String,
    /// The event, as the head of its part of the report.
    pub heading: Arc<Heading>,
    /// The claimant's handle.
    pub claimant: String,
    /// The claimant's name, as it is shown.
    pub claimant_name: String,
    /// The figures that are shown, in order of statement; none where only [`ChangeSeries::departures`] are.
    pub points: Vec<ChangePoint>,
    /// How many figures were left out because their date is too coarse or uncertain to say whether they had been stated by the
    /// as-of day.
    pub undatable: usize,
    /// The claims that stood in the series once and do not now.
    pub departures: Vec<Departure>,
    /// How many of its figures have a quiet flag.
    pub quiet: Quiet,
}

/// One figure of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePoint {
    /// The claim.
    pub claim: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// When it was printed: the day on the article that it is first cited from; the earliest day on another one where
    /// that has none.
    pub published_at: Option<PartialDate>,
    /// How many.
    pub figure: Figure,
    /// The number words as printed; none where they were not recorded or were erased.
    pub wording: Option<Arc<str>>,
    /// How it differs from the figure that the step leads from.
    pub step: Step,
    /// The claim that the step leads from ([`crate::series::steps`]); none where there is none.
    pub step_from: Option<ClaimId>,
    /// Whether figures that it may not be compared with stand between that one and this.
    pub is_over_others: bool,
    /// Whether nothing recorded tells that it was said after the figure that the step leads from: a smaller number is then
    /// put before a greater one.
    pub is_order_assumed: bool,
    /// Whether that leaves open which number of the two stands: a figure without a number takes none back.
    pub is_number_assumed: bool,
    /// The version of that claim that the step leads from, where its source has corrected it since: what had been said then.
    pub step_from_version: Option<Version>,
    /// Another claim that may have been said after the one that the step leads from.
    pub perhaps_from: Option<ClaimId>,
    /// Whether the claim that the step leads from may not have been corrected yet.
    pub is_correction_assumed: bool,
    /// What was revised of it since it was first recorded, first to last.
    pub amendments: Vec<Amendment>,
    /// What stood of it in this series until its source corrected it, first to last.
    pub former: Vec<Former>,
    /// What must be looked at, and what that rests on.
    pub flags: Vec<Finding>,
    /// What the desk holds of it: its ratings that stand.
    pub ratings: Vec<RatingVersion>,
    /// Where it stands, in the order recorded.
    pub cited: Vec<Cited>,
}

impl ChangePoint {
    /// Whether its source corrected it on a day that may lie after the as-of day.
    pub fn is_perhaps_corrected_later(&self) -> bool {
        let mut amendments = self.amendments.iter();
        amendments.any(|amendment| amendment.mark.perhaps_after.is_some())
    }

    /// Whether what the step leads from is only assumed to be what its claimant had said last.
    pub fn is_from_assumed(&self) -> bool {
        self.perhaps_from.is_some() || self.is_correction_assumed
    }

    /// As its series sees it.
    pub(super) fn said(&self) -> Said<'_> {
        Said {
            figure: &self.figure,
            wording: self.wording.as_deref(),
            stated_on: &self.stated_on,
            occurred: self.occurred.as_ref(),
            published_at: self.published_at.as_ref(),
            former: &self.former,
        }
    }
}

/// The place of the newest of some figures in order of statement: the last said, but for a total up to an earlier day than
/// one before it.
pub(super) fn latest(aggregation: Aggregation, points: &[ChangePoint]) -> Option<usize> {
    newest(aggregation, points.iter().map(ChangePoint::said))
}

/// What the report is made from, to be shown with it.
///
/// # Errors
/// The store's.
pub fn made(read: &dyn Read, query: &Query) -> Result<Made, ReportError> {
    let horizon = match query.recorded_by {
        Some(instant) => read.horizon_at(instant)?,
        None => Horizon::NOW,
    };
    Ok(Made {
        head: read.head()?,
        horizon: horizon.as_of(query.as_of),
    })
}

/// Visits each series that has a figure to show or has lost one, in order; the memory is that of one series, or of an event of a few
/// thousand figures.
///
/// # Errors
/// The store's, or what `visit` returns.
pub fn each_series<E: From<ReportError>>(
    read: &dyn Read,
    query: &Query,
    made: &Made,
    visit: impl FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let register = Register::new(read, made.horizon);
    each_series_met(read, &register, query, made, &mut |_, _| Ok(()), visit)
}

/// What is shown each series as the store has it, whatever day it was said on, before the report makes its own of it.
pub(super) type Meet<'v> = &'v mut dyn FnMut(&SeriesKey, &[CitedPoint]) -> Result<(), ReportError>;

/// As [`each_series`], for a report that needs more of the same figures: `meet` sees them on the way.
pub(super) fn each_series_met<E: From<ReportError>>(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    made: &Made,
    meet: Meet<'_>,
    mut visit: impl FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let horizon = made.horizon;
    let is_amended = read
        .has_amended_claims(horizon)
        .map_err(|error| E::from(error.into()))?;
    let mut watch = Watch::new(read, register, query, horizon);
    let mut is_ended = false;
    let revised = is_amended.then_some(Revised { read, horizon });
    walk::<E>(
        read,
        register,
        query,
        horizon,
        revised,
        meet,
        &mut |mut series| {
            if is_amended {
                take_leave(read, register, query, horizon, &mut series)?;
            }
            let flow = watch.take(series, &mut visit)?;
            is_ended = flow.is_break();
            Ok(flow)
        },
    )?;
    if !is_ended {
        let _ = watch.flush(&mut visit)?;
    }
    Ok(())
}

/// From where it is read what was revised.
#[derive(Clone, Copy)]
struct Revised<'r> {
    read: &'r dyn Read,
    horizon: Horizon,
}

impl Revised<'_> {
    /// Adds what was revised of a figure, and what stood of it until its source corrected it.
    fn add(
        self,
        register: &Register<'_>,
        query: &Query,
        sourced: &mut Sourced,
    ) -> Result<(), ReportError> {
        let Self { read, horizon } = self;
        if sourced.point.revision == RevisionNumber::FIRST {
            return Ok(());
        }
        let versions = read.figure_versions(sourced.point.claim, horizon)?;
        sourced.amendments = amendments(read, register, &versions, horizon, query.former)?;
        sourced
            .amendments
            .retain(|amendment| query.tells(amendment.mark.by()));
        sourced.former = formers(&versions);
        Ok(())
    }
}

/// Adds which figures a series lost.
fn take_leave(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    horizon: Horizon,
    series: &mut ChangeSeries,
) -> Result<(), ReportError> {
    let (key, former) = (&series.key, query.former);
    let is_shown = |key: &SeriesKey, stated_on: &PartialDate| query.shows_of(key, stated_on);
    series.departures = departures(read, register, key, horizon, former, is_shown)?;
    series.departures.retain(|departure| {
        let stated_on = &departure.last.stated_on;
        let is_said = query.as_of.is_none_or(|day| stated_on.certainly_by(day));
        is_said && query.shows(stated_on) && query.tells(departure.mark.by())
    });
    Ok(())
}

/// Visits each series with all of its figures that had been said by the as-of day, without what was revised of them
/// and without flags.
pub(super) fn each_unflagged<E: From<ReportError>>(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    horizon: Horizon,
    visit: &mut dyn FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    walk(
        read,
        register,
        query,
        horizon,
        None,
        &mut |_, _| Ok(()),
        visit,
    )
}

fn walk<E: From<ReportError>>(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    horizon: Horizon,
    revised: Option<Revised<'_>>,
    meet: Meet<'_>,
    visit: &mut dyn FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let filter = SeriesFilter {
        event: query.event,
        claimant: query.claimant,
        measure: query.measure,
    };
    let ratings = Ratings::read(read, horizon, query.as_of)?;
    let mut outcome = Ok(());
    let mut heading = None;
    let walked = read.each_series(&filter, horizon, &mut |found| {
        let terms = Terms {
            register,
            query,
            ratings: &ratings,
            revised,
        };
        let next = pass(terms, found, &mut heading, meet, visit);
        Ok(match next {
            Ok(flow) => flow,
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        })
    });
    walked.map_err(|error| E::from(error.into()))?;
    outcome
}

/// By what series are made.
#[derive(Clone, Copy)]
struct Terms<'t> {
    register: &'t Register<'t>,
    query: &'t Query,
    ratings: &'t Ratings,
    revised: Option<Revised<'t>>,
}

/// Passes on some series.
fn pass<E: From<ReportError>>(
    terms: Terms<'_>,
    found: Vec<(SeriesKey, Vec<CitedPoint>)>,
    heading: &mut Option<Arc<Heading>>,
    meet: Meet<'_>,
    visit: &mut dyn FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>,
) -> Result<ControlFlow<()>, E> {
    let Terms {
        register, ratings, ..
    } = terms;
    learn_articles(register, &found)?;
    for (key, points) in found {
        meet(&key, &points)?;
        let heading = match heading.take() {
            Some(same) if same.event.id == key.event => heading.insert(same),
            _ => heading.insert(Arc::new(Heading::of(register, key.event)?)),
        };
        let mut found = series(terms, heading, key, points)?;
        for point in &mut found.points {
            point.ratings = ratings.of(point.claim).to_vec();
        }
        if visit(found)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Reads the articles that some series are cited from, in one go.
pub(super) fn learn_articles(
    register: &Register<'_>,
    found: &[(SeriesKey, Vec<CitedPoint>)],
) -> Result<(), ReportError> {
    let points = found.iter().flat_map(|(_, points)| points);
    let citations = points.flat_map(|cited| &cited.words.citations);
    Ok(register.learn_articles(citations.map(|citation| citation.article))?)
}

fn series(
    terms: Terms<'_>,
    heading: &Arc<Heading>,
    key: SeriesKey,
    points: Vec<CitedPoint>,
) -> Result<ChangeSeries, ReportError> {
    let Terms {
        register,
        query,
        revised,
        ..
    } = terms;
    let mut undatable = 0;
    let mut sourced = Vec::with_capacity(points.len());
    for cited in points {
        let stated_on = &cited.point.stated_on;
        if let Some(day) = query.as_of
            && !stated_on.certainly_by(day)
        {
            undatable += usize::from(stated_on.perhaps_by(day));
            continue;
        }
        let mut one = with_words(register, cited, query.as_of)?;
        if let Some(revised) = revised {
            revised.add(register, query, &mut one)?;
        }
        sourced.push(one);
    }
    sourced.sort_by(|one, other| one.place().in_order_of_statement(&other.place()));
    let steps = steps(key.aggregation, sourced.iter().map(Sourced::said));
    let leads: Vec<Lead> = steps
        .into_iter()
        .enumerate()
        .map(|(at, stepped)| {
            let from = stepped.from.and_then(|from| sourced.get(from));
            let perhaps_from = stepped.perhaps_from.and_then(|from| sourced.get(from));
            let name_numbers = [from, sourced.get(at)]
                .into_iter()
                .flatten()
                .all(|one| !one.point.figure.is_numberless());
            Lead {
                step: stepped.step,
                from: from.map(|from| from.point.claim),
                is_over_others: stepped.from.is_some_and(|from| from + 1 != at),
                is_order_assumed: stepped.is_order_assumed,
                is_number_assumed: stepped.is_order_assumed && name_numbers,
                version: stepped.version,
                perhaps_from: perhaps_from.map(|from| from.point.claim),
                is_correction_assumed: stepped.is_correction_assumed,
            }
        })
        .collect();
    let points = sourced
        .into_iter()
        .zip(leads)
        .map(|(sourced, lead)| sourced.shown(lead))
        .collect();
    let claimant = register.source(key.claimant)?;
    Ok(ChangeSeries {
        event: heading.event.handle.to_string(),
        heading: Arc::clone(heading),
        claimant: claimant.handle.to_string(),
        claimant_name: claimant.name().shown().to_owned(),
        key,
        points,
        undatable,
        departures: Vec::new(),
        quiet: Quiet::default(),
    })
}

#[cfg(test)]
pub(super) mod tests;
