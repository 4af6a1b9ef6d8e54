//! `report changes --summary`: each series in one line, for whoever has a thousand of them.
//!
//! Enter: the numbers of series as the index has them. Leave: for each series how many figures it has, the first, the
//! latest, the lowest and the highest of them with the words that they come from, its steps counted, and the flags that
//! figures alone can raise. Only the few figures that are shown are read with their words, and only where several were
//! stated on one day is it asked when each was printed: a million claims cost little more than the scan of the index.
//!
//! Invariant: it says what the full report says. The figures, their order, the steps and the flags are those of
//! [`super::changes`], by the same functions; a test folds the one into the other.

mod kinds;
mod known;
mod series;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::ReportError;
use super::amended::By;
use super::changes::{ChangePoint, Made, Query};
use super::extent::{Extent, Heading};
use super::former::formers;
use super::order::{Place, published};
use super::printed::by_then;
use crate::model::{Aggregation, Cause, EntryIndex, EventId, PartialDate, Qualifier, SeriesKey};
use crate::register::Register;
use crate::series::corrected::Version;
use crate::series::flags::sum::Totals;
use crate::series::flags::{Corrected, Flag, Point, by_figures, corrected_of};
use crate::series::{Delta, Said, Step, Stepped, steps};
use crate::store::{
    FigurePoint, FigureSource, Horizon, Lost, Numbered, Numbers, Read, SeriesFilter, StoreError,
};
use known::{Known, Rated, Words};
use series::Series;

pub use kinds::Steps;

/// The flags that figures alone can raise. Of [`Flag::Misdated`] it is the half that does without a day of printing: a
/// figure that would fit between other dates.
pub const TOLD: [Flag; 6] = [
    Flag::CumulativeFalls,
    Flag::CounterRestarts,
    Flag::SumDiffers,
    Flag::KeyboardSlip,
    Flag::Misdated,
    Flag::CorrectionExceeds,
];

/// A series in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSummary {
    /// Whose dead, over what, counted how.
    pub key: SeriesKey,
    /// The event's handle.
    pub event: String,
    /// The claimant's handle.
    pub claimant: String,
    /// The claimant's name, as it is shown.
    pub claimant_name: String,
    /// How many figures are shown by the full report.
    pub figures: usize,
    /// How often their claims were revised.
    pub revisions: Revisions,
    /// How many claims stood in the series once and do not now.
    pub departed: Departed,
    /// The first of the figures, and the step to it from the one before, which may lie before the days asked for; none
    /// where only [`SeriesSummary::departed`] are shown. Of this and the other figures neither what was revised of them
    /// nor their flags are read.
    pub first: Option<ChangePoint>,
    /// The last of them; a total up to an earlier day than one before it is not.
    pub latest: Option<ChangePoint>,
    /// The one with the lowest number ([`super::terms::lower_number`]), the first of equals; none where no figure names a
    /// number, where figures of what is new do not all certainly cover one time, where nobody said how several count, and where
    /// totals certainly begin on two days. After a counter began anew, of those
    /// since.
    pub lowest: Option<ChangePoint>,
    /// The one with the highest number ([`super::terms::upper_number`]), the first of equals.
    pub highest: Option<ChangePoint>,
    /// How many steps of which kind lead to the figures shown.
    pub steps: Steps,
    /// From the first to the latest; none where there is one figure, where these may not be compared ([`crate::series::steps`]),
    /// where the steps do not lead from the one to the other, where it would be a fall and no step is one, where each counts only what is new, and where the counter begins anew between them: then the difference is none of
    /// people.
    pub net: Option<Step>,
    /// Whether the counter begins anew behind the first of the figures shown.
    pub begins_anew: bool,
    /// The rise or fall by most, the first of equals; none where no rise or fall has a difference.
    pub biggest: Option<Leap>,
    /// How many figures have which of the flags that were asked for and can be told ([`TOLD`]), in that order; those
    /// that none has are left out.
    pub flags: Vec<(Flag, usize)>,
    /// How many figures were left out because their date is too coarse or uncertain to say whether they had been stated by the
    /// as-of day.
    pub undatable: usize,
    /// How many of the figures shown the desk has rated.
    pub rated: usize,
}

/// How many versions there are behind the first ones of some claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revisions {
    /// The source corrected what it had said.
    pub by_source: usize,
    /// How many figures the source corrected on a day that is not known, or too coarse to say whether it came by the as-of day.
    pub perhaps_later: usize,
    /// The desk changed its own entry, whether or not that changed what the series shows, but for a further place where the
    /// claim stands; none where it was asked to be left out.
    pub by_desk: Option<usize>,
}

/// How many claims left a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Departed {
    /// Withdrawn.
    pub withdrawn: usize,
    /// Points of other series now.
    pub moved: usize,
}

/// One step with the figures that it leads from and to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leap {
    /// The figure before; it may lie before the days asked for.
    pub from: FigurePoint,
    /// The figure.
    pub to: FigurePoint,
    /// The step.
    pub step: Step,
}

/// How far a step goes: the greatest of its differences.
pub fn size(delta: &Delta) -> Option<u64> {
    let differences = [delta.low, delta.best, delta.high];
    differences
        .into_iter()
        .flatten()
        .map(i64::unsigned_abs)
        .max()
}

/// What is done with each summary, under the head of its event; it may say that it has seen enough.
pub type Visit<'a, E> = dyn FnMut(&Heading, SeriesSummary) -> Result<ControlFlow<()>, E> + 'a;

/// Visits the summary of each series that has a figure to show or has lost one, under the head of its event, in the order
/// of the full report; says at the end what that covers. The memory is that of one series, and of the cumulative ones of
/// one claimant and measure.
///
/// # Errors
/// The store's, or what `visit` returns.
pub fn each_summary<E: From<ReportError>>(
    read: &dyn Read,
    query: &Query,
    made: &Made,
    visit: &mut Visit<'_, E>,
) -> Result<Extent, E> {
    let register = Register::new(read, made.horizon);
    let filter = SeriesFilter {
        event: query.event,
        claimant: query.claimant,
        measure: query.measure,
    };
    let rated = Rated::read(read, query, made).map_err(E::from)?;
    let mut summing = Summing {
        read,
        register: &register,
        query,
        horizon: made.horizon,
        rated,
        heading: None,
        extent: Extent::default(),
        totals: Totals::default(),
    };
    let mut outcome = Ok(());
    let walked = read.each_numbers(&filter, made.horizon, &mut |numbers| {
        let next = summing.take(numbers).map_err(E::from).and_then(|summary| {
            match (summary, &summing.heading) {
                (Some(summary), Some(heading)) => visit(heading, summary),
                _ => Ok(ControlFlow::Continue(())),
            }
        });
        Ok(next.unwrap_or_else(|error| {
            outcome = Err(error);
            ControlFlow::Break(())
        }))
    });
    walked.map_err(|error| E::from(error.into()))?;
    outcome?;
    let mut extent = summing.extent;
    if let (Some(event), true) = (query.event, extent.events.is_empty()) {
        extent
            .events
            .push(Heading::of(&register, event).map_err(E::from)?);
    }
    Ok(extent)
}

struct Summing<'a> {
    read: &'a dyn Read,
    register: &'a Register<'a>,
    query: &'a Query,
    rated: Rated,
    horizon: Horizon,
    /// The event of the series before.
    heading: Option<Heading>,
    extent: Extent,
    totals: Totals<EntryIndex>,
}

impl Summing<'_> {
    /// The next series; none where nothing of it is shown.
    fn take(&mut self, numbers: Numbers) -> Result<Option<SeriesSummary>, ReportError> {
        let Numbers { key, figures, lost } = numbers;
        let undatable = self.extent.undatable;
        let (figures, known) = self.said(figures)?;
        let undatable = self.extent.undatable - undatable;
        let said: Vec<Said<'_>> = figures.iter().map(|figure| known.said(figure)).collect();
        let steps = steps(key.aggregation, said.iter().copied());
        let (flagged, restarts) = self.flagged(&key, &figures, &known);
        let is_shown = |figure: &Numbered| self.query.shows(&figure.stated_on);
        let shown: Vec<usize> = (0..figures.len())
            .filter(|index| figures.get(*index).is_some_and(is_shown))
            .collect();
        let series = Series {
            figures: &figures,
            said: &said,
            steps: &steps,
            shown: &shown,
        };
        let begins_anew = series.begins_anew(&restarts);
        let is_one_time = series.is_one_time(key.aggregation, &restarts);
        let ranked = |index: Option<usize>| index.filter(|_| is_one_time);
        let departed = self.departed(&lost);
        if shown.is_empty() && departed == Departed::default() {
            return Ok(None);
        }
        self.enter(key.event, !shown.is_empty())?;
        let revisions = self.revisions(&series);
        self.extent.perhaps_later.count += revisions.perhaps_later;
        let mut words = Words::default();
        let mut point = |index: usize| words.read(self, &series, index);
        let claimant = self.register.source(key.claimant)?;
        Ok(Some(SeriesSummary {
            event: self.register.event(key.event)?.handle.to_string(),
            claimant: claimant.handle.to_string(),
            claimant_name: claimant.name().shown().to_owned(),
            figures: shown.len(),
            revisions,
            departed,
            first: shown.first().copied().map(&mut point).transpose()?,
            latest: series.newest(key.aggregation).map(&mut point).transpose()?,
            lowest: ranked(series.lowest(&restarts))
                .map(&mut point)
                .transpose()?,
            highest: ranked(series.highest(&restarts))
                .map(&mut point)
                .transpose()?,
            steps: series.counted(),
            net: series.net(key.aggregation).filter(|_| !begins_anew),
            begins_anew,
            biggest: self.biggest(&series)?,
            flags: counted(&flagged, &shown),
            undatable,
            rated: series.shown().filter(|it| self.rated.has(it.entry)).count(),
            key,
        }))
    }

    /// The figures that had been said by the as-of day, in order of statement, with what the index does not know of some;
    /// all are counted.
    fn said(&mut self, mut figures: Vec<Numbered>) -> Result<(Vec<Numbered>, Known), ReportError> {
        let mut known = Known::default();
        for figure in &figures {
            self.extent.count(self.query, &figure.stated_on, 1);
        }
        if let Some(day) = self.query.as_of {
            figures.retain(|figure| figure.stated_on.certainly_by(day));
        }
        let in_time =
            |one: &Numbered, other: &Numbered| one.stated_on.chronological(&other.stated_on);
        for figure in &figures {
            if figure.figure.qualifier() == Qualifier::Vague {
                let words = self.read.figure_words(figure.entry)?;
                let wording = words.and_then(|words| words.wording);
                known
                    .wording
                    .extend(wording.map(|wording| (figure.entry, wording)));
            }
            if figure.revised.by_source > 0 {
                let source = self.source(figure.entry)?;
                let horizon = self.horizon;
                let former = formers(&self.read.figure_versions(source.claim, horizon)?);
                known.former.insert(figure.entry, former);
            }
        }
        // As the index has them, where there is a figure a day and no date is coarse.
        if figures.is_sorted_by(|one, other| in_time(one, other).is_lt()) {
            return Ok((figures, known));
        }
        figures.sort_by(in_time);
        let same_day = |one: &Numbered, other: &Numbered| one.stated_on == other.stated_on;
        for same in figures.chunk_by_mut(same_day) {
            if same.len() > 1 {
                self.order(same, &mut known)?;
            }
        }
        Ok((figures, known))
    }

    /// Puts figures of one day in order of statement, for which it must be known when they were printed.
    fn order(&self, same: &mut [Numbered], known: &mut Known) -> Result<(), ReportError> {
        let mut placed = Vec::with_capacity(same.len());
        for figure in same.iter() {
            let source = self.source(figure.entry)?;
            let mut days: Vec<Option<PartialDate>> = Vec::with_capacity(source.articles.len());
            for article in source.articles {
                days.push(self.register.article(article)?.published_at);
            }
            by_then(&mut days, self.query.as_of, |day| *day);
            placed.push((published(days.into_iter()), source.claim, *figure));
        }
        placed.sort_by(|one, other| place(one).in_order_of_statement(&place(other)));
        for (to, (published_at, _, from)) in same.iter_mut().zip(placed) {
            known
                .published_at
                .extend(published_at.map(|day| (from.entry, day)));
            *to = from;
        }
        Ok(())
    }

    fn source(&self, entry: EntryIndex) -> Result<FigureSource, ReportError> {
        let found = self.read.figure_source(entry)?;
        Ok(found.ok_or_else(|| StoreError::Damaged(format!("entry {entry} is not a figure")))?)
    }

    fn point(&self, figure: &Numbered) -> Result<FigurePoint, ReportError> {
        let FigureSource {
            claim, revision, ..
        } = self.source(figure.entry)?;
        Ok(FigurePoint {
            entry: figure.entry,
            claim,
            revision,
            stated_on: figure.stated_on,
            figure: figure.figure,
        })
    }

    /// What figures alone say of which figure, as far as it was asked for, and where the counter begins anew.
    fn flagged(
        &mut self,
        key: &SeriesKey,
        figures: &[Numbered],
        known: &Known,
    ) -> (BTreeSet<(Flag, usize)>, Vec<usize>) {
        let is_wanted = |flag: Flag| TOLD.contains(&flag) && self.query.flags.includes(flag);
        let is_told = match key.aggregation {
            // Whether the counter begins anew is told in any case.
            Aggregation::Cumulative => true,
            Aggregation::Incremental => TOLD.into_iter().any(is_wanted),
            Aggregation::Unknown => false,
        };
        if !is_told {
            return (BTreeSet::new(), Vec::new());
        }
        let points: Vec<Point<EntryIndex>> = figures
            .iter()
            .map(|figure| Point {
                claim: figure.entry,
                stated_on: figure.stated_on,
                figure: figure.figure,
                occurred: figure.occurred,
                published_at: known.published_at.get(&figure.entry).copied(),
                printed: None,
            })
            .collect();
        let corrected = if known.former.is_empty() {
            Corrected::default()
        } else {
            corrected_of(figures.iter().map(|figure| known.former_of(figure)))
        };
        let found = by_figures(&points, &corrected, key.measure, key.aggregation).into_iter();
        let mut flags: BTreeSet<(Flag, usize)> = found
            .map(|(index, finding)| (finding.flag(), index))
            .collect();
        let sums = self.totals.take(key, points, &corrected).into_iter();
        flags.extend(sums.map(|(index, _)| (Flag::SumDiffers, index)));
        let restarts = flags
            .iter()
            .filter(|(flag, _)| *flag == Flag::CounterRestarts);
        let restarts = restarts.map(|(_, index)| *index).collect();
        flags.retain(|(flag, _)| is_wanted(*flag));
        (flags, restarts)
    }

    /// Notes that a series of the event is shown, and whether any of its figures are.
    fn enter(&mut self, event: EventId, has_figures: bool) -> Result<(), ReportError> {
        let is_of = |heading: &Heading| heading.event.id == event;
        let heading = match self.heading.take() {
            Some(heading) if is_of(&heading) => heading,
            _ => Heading::of(self.register, event)?,
        };
        if has_figures {
            self.extent.series += 1;
            if !self.extent.events.last().is_some_and(is_of) {
                self.extent.events.push(heading.clone());
            }
        }
        self.heading = Some(heading);
        Ok(())
    }

    fn revisions(&self, series: &Series<'_>) -> Revisions {
        let revised = || series.shown().map(|figure| figure.revised);
        Revisions {
            by_source: revised().map(|revised| revised.by_source).sum(),
            perhaps_later: revised()
                .filter(|revised| revised.perhaps_later > 0)
                .count(),
            by_desk: (!self.query.hides_desk_corrections)
                .then(|| revised().map(|revised| revised.otherwise).sum()),
        }
    }

    fn departed(&self, lost: &[Lost]) -> Departed {
        let mut departed = Departed::default();
        for Lost { stated_on, cause } in lost {
            let is_said = self
                .query
                .as_of
                .is_none_or(|day| stated_on.certainly_by(day));
            let is_told = By::cause(*cause) == By::Source || !self.query.hides_desk_corrections;
            if !is_said || !is_told || !self.query.shows(stated_on) {
                continue;
            }
            match cause {
                Cause::Retraction => departed.withdrawn += 1,
                _ => departed.moved += 1,
            }
        }
        departed
    }

    fn biggest(&self, series: &Series<'_>) -> Result<Option<Leap>, ReportError> {
        let Some((index, stepped)) = series.biggest() else {
            return Ok(None);
        };
        let Stepped {
            step,
            from,
            version,
            ..
        } = stepped;
        let before = from.and_then(|at| series.figures.get(at));
        match (before, series.figures.get(index)) {
            (Some(from), Some(to)) => Ok(Some(Leap {
                from: in_version(self.point(from)?, version),
                to: self.point(to)?,
                step,
            })),
            _ => Ok(None),
        }
    }
}

/// A figure as it stood in this version, where that is another.
fn in_version(point: FigurePoint, version: Option<Version>) -> FigurePoint {
    match version {
        None => point,
        Some(version) => FigurePoint {
            entry: version.entry,
            revision: version.revision,
            stated_on: version.stated_on,
            figure: version.figure,
            ..point
        },
    }
}

fn place(placed: &(Option<PartialDate>, crate::model::ClaimId, Numbered)) -> Place<'_> {
    let (published_at, claim, figure) = placed;
    Place {
        stated_on: &figure.stated_on,
        published_at: published_at.as_ref(),
        occurred: figure.occurred.as_ref(),
        figure: &figure.figure,
        claim: *claim,
    }
}

/// How many of the figures shown have which flag.
fn counted(flagged: &BTreeSet<(Flag, usize)>, shown: &[usize]) -> Vec<(Flag, usize)> {
    let mut found: BTreeMap<Flag, usize> = BTreeMap::new();
    for (flag, index) in flagged {
        if shown.binary_search(index).is_ok() {
            *found.entry(*flag).or_default() += 1;
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests;
