//! `report event`: one page on one event, for an editor who must decide today.
//!
//! Enter: a store to read and an event. Leave: what the event is, the latest figure of each claimant on each side's
//! victims, what was said in the last days, who contradicts and who accuses whom, who is cited, and a chart. Invariants: figures of different scope never
//! share a table or a range; the page hangs on the log alone and on no clock: the last days are counted back from the
//! as-of day, or else from the latest day on which a figure was stated, so that the same log gives the same page.

mod recent;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::{panic, thread};

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::ReportError;
use super::accusations::{self, EventAccusations};
use super::changes::{self, ChangePoint, ChangeSeries, Made, each_series_met, made};
use super::chart::{Basis, Chart, ChartScope, Gatherer};
use super::conflicts::{self, Conflicts};
use super::doubts::Doubts;
use super::extent::{Extent, Heading, Met, PerhapsLater};
use super::printed::is_later;
use super::range::{Range, Whose, range, since_restart, until};
use super::sources::{self, Totals};
use super::stance::Stance;
use super::terms::{self, lower_number};
use crate::model::{
    ArticleId, ClaimId, EventId, Handle, Instant, Label, Language, PartialDate, Prose, SeriesKey,
    SourceId,
};
use crate::register::Register;
use crate::store::{CitedPoint, Read};
use recent::recent;

pub use recent::Recent;

/// How many days back count as the last ones where nobody says.
pub const DAYS: u16 = 7;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    /// The event.
    pub event: EventId,
    /// Only what had certainly been said by this day.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
    /// How many days count as the last ones.
    pub days: u16,
    /// Whether the chart is wanted too.
    pub draws: bool,
}

impl Query {
    /// The same question to the report of changes.
    pub fn changes(&self) -> changes::Query {
        changes::Query {
            event: Some(self.event),
            as_of: self.as_of,
            recorded_by: self.recorded_by,
            ..changes::Query::default()
        }
    }
}

impl Query {
    /// The same question to the report of conflicts.
    fn terms(&self) -> terms::Query {
        terms::Query {
            as_of: self.as_of,
            recorded_by: self.recorded_by,
            ..terms::Query::of(self.event)
        }
    }

    /// The same question to the report of accusations.
    fn accusations(&self) -> accusations::Query {
        accusations::Query {
            event: Some(self.event),
            as_of: self.as_of,
            recorded_by: self.recorded_by,
            ..accusations::Query::default()
        }
    }
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventReport {
    /// What was asked.
    pub query: Query,
    /// The log that it was made from.
    pub made: Made,
    /// The event's names and days.
    pub heading: Heading,
    /// Its sides, in the order given.
    pub sides: Vec<Label>,
    /// Where it was.
    pub place: Option<Label>,
    /// The desk's note on it.
    pub note: Option<Prose>,
    /// What was left out, and why.
    pub extent: Extent,
    /// The latest figures, one part a side in the event's order, those of no side last.
    pub figures: Vec<SideFigures>,
    /// What was said in the last days; none where no figure has a day.
    pub recent: Option<Recent>,
    /// Where claimants contradict one another.
    pub conflicts: Conflicts,
    /// Who accuses whom, and what came of it.
    pub accusations: EventAccusations,
    /// Those of which it is not known whether they had been corrected by the as-of day.
    pub accusations_perhaps_later: PerhapsLater,
    /// How many outlets and origins there are, accusations counted too; none where nothing is cited.
    pub origins: Option<Totals>,
    /// Who publishes what the figures rest on, by handle.
    pub outlets: Vec<Outlet>,
    /// How many articles the figures rest on.
    pub articles: usize,
    /// How many figures rest on no article whose publisher is known.
    pub unpublished: usize,
    /// All of it as a picture, where one was asked for.
    pub chart: Option<Chart>,
    /// The languages of the articles that are cited, where they are known.
    pub languages: BTreeMap<ArticleId, Language>,
}

/// The figures on the victims of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideFigures {
    /// The side; none for figures on people of no side, or of several.
    pub side: Option<Label>,
    /// One part a scope.
    pub scopes: Vec<ScopeFigures>,
}

/// The latest figures of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeFigures {
    /// What all of them count.
    pub scope: ChartScope,
    /// One a claimant, the latest said first.
    pub latest: Vec<Latest>,
}

/// Where a claimant stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// The claimant's handle.
    pub claimant: String,
    /// The claimant's name, as it is shown.
    pub claimant_name: String,
    /// The latest figure.
    pub point: ChangePoint,
    /// How many figures the claimant has stated in this scope.
    pub stated: usize,
    /// The claimant's figure with the lowest number so far, since the counter began anew; none where no number was
    /// named, or where the figures are of what is new on different days.
    pub lowest: Option<ChangePoint>,
    /// The claimant's figure with the highest number so far, since then.
    pub highest: Option<ChangePoint>,
    /// The figure with which the counter began anew.
    pub restarted: Option<ClaimId>,
}

/// Who publishes what the figures rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// The handle.
    pub handle: String,
    /// The name, as it is shown.
    pub name: String,
    /// How many of its articles are cited.
    pub articles: usize,
    /// How many figures are cited from them.
    pub figures: usize,
    /// Which figures these are.
    pub claims: Vec<ClaimId>,
    /// The first day printed on one of them.
    pub first: Option<PartialDate>,
    /// The last.
    pub last: Option<PartialDate>,
}

impl ScopeFigures {
    /// The latest figures with the lowest and with the highest number, where several claimants name any. A figure that
    /// is open above or below names one end only, so this is the range of what was said and not of what may be; and of
    /// totals up to different days the lower may have grown since ([`ScopeFigures::doubts`]).
    pub fn range(&self) -> Option<Range<&Latest>> {
        let latest = self.latest.iter().map(|latest| (latest, &latest.point));
        let range = range(self.scope.aggregation, Whose::Several, latest);
        (self.latest.len() - range.passed_over > 1).then_some(range)
    }

    /// Why the lower and the higher of two of these may both be true.
    pub fn doubts(&self, lower: &Latest, higher: &Latest) -> Doubts {
        let number = |latest: &Latest| lower_number(&latest.point.figure);
        if number(lower) >= number(higher) {
            return Doubts::default();
        }
        let (lower, higher) = (until(&lower.point), until(&higher.point));
        Doubts::of_times(self.scope.measure, self.scope.aggregation, &lower, &higher)
    }
}

/// Makes the report.
///
/// # Errors
/// No such event; the store's.
pub fn event(read: &dyn Read, query: &Query) -> Result<EventReport, ReportError> {
    let asked = query.changes();
    let made = made(read, &asked)?;
    let register = Register::new(read, made.horizon);
    let event = register.event(query.event)?;
    let heading = Heading::of(&register, query.event)?;
    let mut met = Met::new(&asked);
    let mut gatherer = query.draws.then(Gatherer::default);
    let mut scopes: BTreeMap<ChartScope, Vec<Latest>> = BTreeMap::new();
    let mut cited = Citings::default();
    let mut counting = sources::Counting::new(read, &register, &made, query.as_of);
    let mut all = Vec::new();
    let mut meet = |key: &SeriesKey, points: &[CitedPoint]| {
        met.take(key, points);
        counting.meet(key, points)
    };
    let mut visit = |series: ChangeSeries| {
        if series.points.is_empty() {
            // Nothing of it is stated any more; the report of changes tells what was.
            return Ok(ControlFlow::Continue(()));
        }
        if let Some(gatherer) = &mut gatherer {
            gatherer.push(&series, Stance::of(&register, &series.key)?);
        }
        cited.add(&series, query.as_of);
        if let Some(latest) = latest(&series) {
            let scope = ChartScope::from(&series.key);
            scopes.entry(scope).or_default().push(latest);
        }
        all.push(series);
        Ok(ControlFlow::Continue(()))
    };
    let mut figures = Ok(());
    let newest = read.accusations_beside(Some(query.event), made.horizon, &mut || {
        figures =
            each_series_met::<ReportError>(read, &register, &asked, &made, &mut meet, &mut visit);
    })?;
    figures?;
    let mut extent = met.finish(&register)?;
    for series in &all {
        extent.perhaps_later.take(&series.points);
    }
    let recent = recent(query.as_of, query.days, &all);
    let mut languages = BTreeMap::new();
    for id in cited.articles() {
        if let Some(language) = register.article(id)?.language.clone() {
            languages.insert(id, language);
        }
    }
    let disputed = || {
        let all = all.into_iter().map(terms::ordered).collect();
        conflicts::among(heading.clone(), &query.terms(), made, extent.clone(), all)
    };
    let rest = || {
        let origins = counting.finish(query.event, &newest)?;
        let found = accusations::known_to(read, &register, made, &query.accusations(), newest)?;
        Ok::<_, ReportError>((origins, found))
    };
    let (conflicts, rest) = if extent.shown < MANY {
        (disputed(), rest())
    } else {
        beside(disputed, rest)
    };
    let (origins, found) = rest?;
    let origins = Some(origins);
    let accusations_perhaps_later = found.perhaps_later;
    let accusations = match found.events.into_iter().next() {
        Some(accusations) => accusations,
        None => EventAccusations {
            heading: heading.clone(),
            pairs: Vec::new(),
            threads: Vec::new(),
            apart: Vec::new(),
            withdrawn: Vec::new(),
        },
    };
    let basis = Basis {
        made,
        as_of: query.as_of,
        recorded_by: query.recorded_by,
    };
    Ok(EventReport {
        query: *query,
        made,
        sides: event.sides.clone(),
        place: event.place.clone(),
        note: event.note.clone(),
        figures: by_side(&event.sides, scopes),
        recent,
        articles: cited.articles().len(),
        unpublished: cited.unpublished,
        outlets: cited.outlets(&register)?,
        conflicts,
        accusations,
        accusations_perhaps_later,
        origins,
        chart: gatherer.map(|mut gatherer| {
            gatherer.without(extent.undatable, extent.later, extent.outside);
            gatherer.finish(heading.event.name.shown().to_owned(), basis)
        }),
        languages,
        heading,
        extent,
    })
}

/// From so many figures on it takes longer to put them against one another than to begin a thread for it.
const MANY: usize = 1_000;

/// Does two things at once, the second here.
fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join();
        (
            one.unwrap_or_else(|fault| panic::resume_unwind(fault)),
            other,
        )
    })
}

/// Where a claimant stands; none for a series without a figure.
fn latest(series: &ChangeSeries) -> Option<Latest> {
    let point = series
        .points
        .get(changes::latest(series.key.aggregation, &series.points)?)?
        .clone();
    let restarted = since_restart(&series.points);
    let points = series.points.iter().enumerate();
    let counted = points.skip(restarted.unwrap_or(0));
    let ends = range(series.key.aggregation, Whose::One, counted).ends;
    let at = |index: usize| series.points.get(index);
    Some(Latest {
        claimant: series.claimant.clone(),
        claimant_name: series.claimant_name.clone(),
        stated: series.points.len(),
        lowest: ends.and_then(|(lowest, _)| at(lowest)).cloned(),
        highest: ends.and_then(|(_, highest)| at(highest)).cloned(),
        restarted: restarted.and_then(at).map(|point| point.claim),
        point,
    })
}

fn by_side(sides: &[Label], scopes: BTreeMap<ChartScope, Vec<Latest>>) -> Vec<SideFigures> {
    let mut parts: Vec<SideFigures> = sides
        .iter()
        .cloned()
        .map(Some)
        .chain([None])
        .map(|side| SideFigures {
            side,
            scopes: Vec::new(),
        })
        .collect();
    for (scope, mut latest) in scopes {
        latest.sort_by(|one, other| {
            let days = other.point.stated_on.chronological(&one.point.stated_on);
            days.then_with(|| one.claimant.cmp(&other.claimant))
        });
        // Invariant: the parts end with that of no side.
        let own = parts
            .iter()
            .position(|part| part.side == scope.victim_side)
            .unwrap_or(parts.len() - 1);
        parts[own].scopes.push(ScopeFigures { scope, latest });
    }
    parts.retain(|part| part.side.is_some() || !part.scopes.is_empty());
    parts
}

/// What the figures are cited from.
#[derive(Default)]
struct Citings {
    /// For each publisher its articles, the figures cited from them, and the days printed on them.
    outlets: BTreeMap<Handle, Cuttings>,
    /// Numbers that the log gave: nobody outside can choose them to collide.
    articles: FxHashSet<ArticleId>,
    unpublished: usize,
}

#[derive(Default)]
struct Cuttings {
    articles: FxHashSet<ArticleId>,
    figures: Vec<ClaimId>,
    days: Vec<PartialDate>,
}

impl Citings {
    fn add(&mut self, series: &ChangeSeries, as_of: Option<NaiveDate>) {
        for point in &series.points {
            let mut publishers = BTreeSet::new();
            let printed = point.cited.iter();
            for cited in printed.filter(|cited| !is_later(cited.published_at, as_of)) {
                self.articles.insert(cited.article);
                let Some(publisher) = &cited.publisher else {
                    continue;
                };
                publishers.insert(publisher.clone());
                let cuttings = self.outlets.entry(publisher.clone()).or_default();
                let is_new = cuttings.articles.insert(cited.article);
                if is_new {
                    cuttings.days.extend(cited.published_at);
                }
            }
            let is_unpublished = point.cited.iter().all(|cited| cited.publisher.is_none());
            self.unpublished += usize::from(is_unpublished);
            for publisher in publishers {
                let cuttings = self.outlets.entry(publisher).or_default();
                cuttings.figures.push(point.claim);
            }
        }
    }

    fn articles(&self) -> Vec<ArticleId> {
        self.articles.iter().copied().collect()
    }

    fn outlets(self, register: &Register<'_>) -> Result<Vec<Outlet>, ReportError> {
        let mut outlets = Vec::new();
        for (handle, mut cuttings) in self.outlets {
            let id: SourceId = register.find_source(handle.as_str())?;
            cuttings.days.sort_by(PartialDate::chronological);
            cuttings.figures.sort_unstable();
            outlets.push(Outlet {
                name: register.source(id)?.name().shown().to_owned(),
                handle: handle.to_string(),
                articles: cuttings.articles.len(),
                figures: cuttings.figures.len(),
                claims: cuttings.figures,
                first: cuttings.days.first().copied(),
                last: cuttings.days.last().copied(),
            });
        }
        Ok(outlets)
    }
}
