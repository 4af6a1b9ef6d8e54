//! The flags of a report of changes, raised while it is made: what [`crate::series::flags`] says of the series as they
//! pass, one after another in the order of the store.
//!
//! Rules that look beyond one series hold what they need until it is past: incremental figures are compared with the
//! cumulative series of the same claimant and measure, which comes before them; who is known to an event is clear only
//! at its end, so the series of an event of at most [`sourcing::MANY`] figures are held back until then.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::ReportError;
use super::changes::{ChangePoint, ChangeSeries, Query, Quiet, each_unflagged};
use super::printed::is_later;
use crate::model::{
    ArticleId, Cause, ClaimId, EventId, Figure, Handle, Measure, PartialDate, SeriesKey, SourceId,
};
use crate::register::Register;
use crate::series::flags::headline::{Headline, counts_others, distance, headlines, may_be_one};
use crate::series::flags::sourcing::{self, Role, single_channel};
use crate::series::flags::sum::Totals;
use crate::series::flags::{Finding, Flag, Point, Printed, corrected_of, in_series};
use crate::store::{Horizon, Read};

/// Titles and articles remembered at most; then memory is cleared.
const REMEMBERED: usize = 10_000;
/// An article from which more figures are logged is a table, and its title is not about one of them.
const FIGURES_OF_A_TITLE: usize = 50;
/// A figure that was stated so many days before the article is there as history, not as its news.
const NEWS_DAYS: i64 = 1;

/// Raises flags on the series that pass.
pub(super) struct Watch<'a> {
    read: &'a dyn Read,
    register: &'a Register<'a>,
    query: &'a Query,
    horizon: Horizon,
    totals: Totals,
    event: Option<EventId>,
    /// The series of the event that are held back, with how many figures they have.
    held: Vec<ChangeSeries>,
    figures: usize,
    /// In how many figures of the event each source appears.
    seen: HashMap<SourceId, usize>,
    /// The handles of those who relay something in the event.
    relays: HashSet<Handle>,
    titles: FxHashMap<ArticleId, Rc<[Headline]>>,
    /// Whether more than one figure of a measure is logged from an article.
    several: HashMap<(ArticleId, Measure), bool>,
}

/// Where flagged series go.
pub(super) type Visit<'v, E> = &'v mut dyn FnMut(ChangeSeries) -> Result<ControlFlow<()>, E>;

impl<'a> Watch<'a> {
    pub(super) fn new(
        read: &'a dyn Read,
        register: &'a Register<'a>,
        query: &'a Query,
        horizon: Horizon,
    ) -> Self {
        Self {
            read,
            register,
            query,
            horizon,
            totals: Totals::default(),
            event: None,
            held: Vec::new(),
            figures: 0,
            seen: HashMap::new(),
            relays: HashSet::new(),
            titles: FxHashMap::default(),
            several: HashMap::new(),
        }
    }

    /// The next series, with all of its figures that had been said by the as-of day.
    pub(super) fn take<E: From<ReportError>>(
        &mut self,
        mut series: ChangeSeries,
        visit: Visit<'_, E>,
    ) -> Result<ControlFlow<()>, E> {
        if self.event != Some(series.key.event) {
            if self.flush(visit)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.event = Some(series.key.event);
            self.figures = 0;
        }
        self.raise(&mut series)?;
        if self.figures > sourcing::MANY || !self.wants(Flag::UnknownSource) {
            return self.pass(series, visit);
        }
        self.figures += series.points.len();
        self.note_sources(&series)?;
        self.held.push(series);
        if self.figures > sourcing::MANY {
            return self.release(visit);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What is still held back, at the end.
    pub(super) fn flush<E: From<ReportError>>(
        &mut self,
        visit: Visit<'_, E>,
    ) -> Result<ControlFlow<()>, E> {
        self.raise_unknown()?;
        self.release(visit)
    }

    fn release<E: From<ReportError>>(&mut self, visit: Visit<'_, E>) -> Result<ControlFlow<()>, E> {
        self.seen.clear();
        self.relays.clear();
        for series in std::mem::take(&mut self.held) {
            if self.pass(series, visit)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Passes on the figures of a series that were asked for, and those that it has lost, if there are any.
    fn pass<E>(&self, mut series: ChangeSeries, visit: Visit<'_, E>) -> Result<ControlFlow<()>, E> {
        series
            .points
            .retain(|point| self.query.shows(&point.stated_on));
        if series.points.is_empty() && series.departures.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let claimant = &series.claimant;
        let mut quiet = Quiet::default();
        for point in &mut series.points {
            self.raise_quiet(claimant, point, &mut quiet);
        }
        series.quiet = quiet;
        visit(series)
    }

    fn wants(&self, flag: Flag) -> bool {
        self.query.flags.includes(flag)
    }

    fn raise(&mut self, series: &mut ChangeSeries) -> Result<(), ReportError> {
        let as_of = self.query.as_of;
        let points: Vec<Point> = series.points.iter().map(|it| point(it, as_of)).collect();
        let corrected = corrected_of(series.points.iter().map(|it| it.former.as_slice()));
        let (measure, aggregation) = (series.key.measure, series.key.aggregation);
        let found = in_series(&points, &corrected, measure, aggregation);
        let sums = self.totals.take(&series.key, points, &corrected);
        for (point, found) in series.points.iter_mut().zip(found) {
            point.flags = found;
        }
        for (index, mismatch) in sums {
            if let Some(point) = series.points.get_mut(index) {
                point.flags.push(Finding::SumDiffers(mismatch));
            }
        }
        if self.wants(Flag::HeadlineDisagrees) {
            for point in &mut series.points {
                if let Some(finding) = self.title_against(&series.key, point)? {
                    point.flags.push(finding);
                }
            }
        }
        for point in &mut series.points {
            point
                .flags
                .retain(|finding| self.query.flags.includes(finding.flag()));
        }
        Ok(())
    }

    /// Counts the quiet flags, or raises them where they are asked for.
    fn raise_quiet(&self, claimant: &str, point: &mut ChangePoint, quiet: &mut Quiet) {
        let citations = point.cited.iter().map(|cited| {
            (
                cited.publisher.as_ref().map(Handle::as_str),
                cited.via.as_slice(),
            )
        });
        let articles = || point.cited.iter().map(|cited| cited.article).collect();
        let channel = single_channel(claimant, citations);
        let is_wordless = point.cited.iter().all(|cited| cited.quote.is_none());
        let mut raised = Vec::new();
        if let Some(channel) = channel {
            if self.wants(Flag::SingleSource) {
                raised.push(Finding::SingleSource {
                    channel: channel.to_owned(),
                    articles: articles(),
                });
            } else {
                quiet.single_source += 1;
            }
        }
        if is_wordless {
            if self.wants(Flag::NoQuote) {
                raised.push(Finding::NoQuote {
                    articles: articles(),
                });
            } else {
                quiet.no_quote += 1;
            }
        }
        point.flags.extend(raised);
    }

    /// What the title of an article that has the figure says against it.
    fn title_against(
        &mut self,
        key: &SeriesKey,
        point: &ChangePoint,
    ) -> Result<Option<Finding>, ReportError> {
        for cited in &point.cited {
            if is_later(cited.published_at, self.query.as_of) {
                continue;
            }
            let titles = self.titles(cited.article)?;
            let Some(title) = titles.iter().find(|it| it.measure == key.measure) else {
                continue;
            };
            let is_of_another = title.is_of_another_side(key.victim_side.as_ref());
            if is_of_another || !is_news(&point.stated_on, cited.published_at) {
                continue;
            }
            let counts_others = counts_others(title.status, key.victim_status);
            if !counts_others && title.is_plainly(&point.figure) {
                continue;
            }
            let says = title.figure;
            let is_that = may_be_one(&says, &point.figure);
            let counts = is_that && counts_others;
            if is_that && !counts {
                continue;
            }
            let is_explained = if counts {
                self.is_about_another(cited.article, title, &says, point)?
            } else {
                // A title is about one of several figures, and a part is no disagreement with the whole.
                self.has_several(cited.article, title.measure)?
            };
            if !is_explained {
                return Ok(Some(Finding::HeadlineDisagrees {
                    article: cited.article,
                    says,
                    counts: title.status.filter(|_| counts),
                }));
            }
        }
        Ok(None)
    }

    fn titles(&mut self, article: ArticleId) -> Result<Rc<[Headline]>, ReportError> {
        if let Some(known) = self.titles.get(&article) {
            return Ok(Rc::clone(known));
        }
        let record = self.register.article(article)?;
        let title = record.title.as_ref().and_then(|title| title.value());
        let read: Rc<[Headline]> = title
            .map(|title| headlines(title, record.language.as_ref()))
            .unwrap_or_default()
            .into();
        if self.titles.len() >= REMEMBERED {
            self.titles.clear();
        }
        self.titles.insert(article, Rc::clone(&read));
        Ok(read)
    }

    /// Whether a figure of the people whom the title counts is nearer to its number than this one.
    fn is_about_another(
        &self,
        article: ArticleId,
        title: &Headline,
        says: &Figure,
        point: &ChangePoint,
    ) -> Result<bool, ReportError> {
        let own = distance(says, &point.figure);
        let claims = self.read.claims_citing(article)?;
        if claims.len() > FIGURES_OF_A_TITLE {
            return Ok(true);
        }
        for claim in claims {
            if claim != point.claim
                && let Some((key, figure)) = self.figure_of(claim)?
                && key.measure == title.measure
                && may_be_one(says, &figure)
                && !counts_others(title.status, key.victim_status)
                && distance(says, &figure) <= own
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether more than one figure of the measure is logged from an article.
    fn has_several(&mut self, article: ArticleId, measure: Measure) -> Result<bool, ReportError> {
        if let Some(known) = self.several.get(&(article, measure)) {
            return Ok(*known);
        }
        let claims = self.read.claims_citing(article)?;
        let mut figures = 0;
        for claim in claims.iter().take(FIGURES_OF_A_TITLE) {
            let is_one = self
                .figure_of(*claim)?
                .is_some_and(|(key, _)| key.measure == measure);
            figures += usize::from(is_one);
            if figures > 1 {
                break;
            }
        }
        let several = figures > 1 || claims.len() > FIGURES_OF_A_TITLE;
        if self.several.len() >= REMEMBERED {
            self.several.clear();
        }
        self.several.insert((article, measure), several);
        Ok(several)
    }

    /// What a claim states as of the report, when that is a figure.
    fn figure_of(&self, claim: ClaimId) -> Result<Option<(SeriesKey, Figure)>, ReportError> {
        let versions = self.read.figure_versions(claim, self.horizon)?;
        Ok(versions
            .into_iter()
            .next_back()
            .filter(|newest| newest.cause() != Cause::Retraction)
            .filter(|newest| {
                self.query
                    .as_of
                    .is_none_or(|day| newest.point.stated_on.certainly_by(day))
            })
            .map(|newest| (newest.series, newest.point.figure)))
    }

    /// Notes who states and prints the figures of a series.
    fn note_sources(&mut self, series: &ChangeSeries) -> Result<(), ReportError> {
        for point in &series.points {
            for (source, _) in self.sources(&series.key, point)? {
                *self.seen.entry(source).or_default() += 1;
            }
            let relays = point.cited.iter().flat_map(|cited| &cited.via);
            for relay in relays {
                if !self.relays.contains(relay) {
                    self.relays.insert(relay.clone());
                }
            }
        }
        Ok(())
    }

    /// Who states and who prints a figure, each once.
    fn sources(
        &self,
        key: &SeriesKey,
        point: &ChangePoint,
    ) -> Result<Vec<(SourceId, Role)>, ReportError> {
        let mut sources = vec![(key.claimant, Role::Claimant)];
        for cited in &point.cited {
            if let Some(publisher) = self.register.article(cited.article)?.publisher
                && sources.iter().all(|(source, _)| *source != publisher)
            {
                sources.push((publisher, Role::Publisher));
            }
        }
        Ok(sources)
    }

    /// Flags the figures of the event that passed whose claimant or publisher appears nowhere else in it.
    fn raise_unknown(&mut self) -> Result<(), ReportError> {
        let mut strange: HashSet<SourceId> = HashSet::new();
        for (source, figures) in &self.seen {
            let is_strange = *figures == 1 && self.is_bare(*source)?;
            strange.extend(is_strange.then_some(*source));
        }
        let is_part = self.query.claimant.is_some() || self.query.measure.is_some();
        let is_few = if is_part && !strange.is_empty() {
            // Only a part of the event passed: look at all of it.
            let figures = self.look_at_all()?;
            strange.retain(|source| self.seen.get(source) == Some(&1));
            strange.retain(|source| {
                self.register
                    .source(*source)
                    .is_ok_and(|record| !self.relays.contains(&record.handle))
            });
            !(sourcing::FEW..=sourcing::MANY).contains(&figures)
        } else {
            self.figures < sourcing::FEW
        };
        if is_few || strange.is_empty() {
            return Ok(());
        }
        let mut held = std::mem::take(&mut self.held);
        for series in &mut held {
            for point in &mut series.points {
                let mut sources = Vec::new();
                for (source, role) in self.sources(&series.key, point)? {
                    if strange.contains(&source) {
                        sources.push((self.register.source(source)?.handle.to_string(), role));
                    }
                }
                if !sources.is_empty() {
                    point.flags.push(Finding::UnknownSource { sources });
                }
            }
        }
        self.held = held;
        Ok(())
    }

    /// Whether nothing but a name is recorded of a source, and it relays nothing in the event.
    fn is_bare(&self, source: SourceId) -> Result<bool, ReportError> {
        let record = self.register.source(source)?;
        Ok(record.country.is_none()
            && record.side.is_none()
            && record.reliability.is_none()
            && !self.relays.contains(&record.handle))
    }

    /// Notes who appears in all of the event, and returns how many figures it has.
    fn look_at_all(&mut self) -> Result<usize, ReportError> {
        let query = Query {
            event: self.event,
            as_of: self.query.as_of,
            ..Query::default()
        };
        self.seen.clear();
        let mut figures = 0;
        each_unflagged::<ReportError>(
            self.read,
            self.register,
            &query,
            self.horizon,
            &mut |series| {
                figures += series.points.len();
                if figures > sourcing::MANY {
                    return Ok(ControlFlow::Break(()));
                }
                self.note_sources(&series)?;
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(figures)
    }
}

/// A figure as the rules see it on a day.
fn point(point: &ChangePoint, as_of: Option<NaiveDate>) -> Point {
    let printed = point
        .cited
        .iter()
        .filter(|cited| !is_later(cited.published_at, as_of))
        .filter_map(|cited| {
            Some(Printed {
                article: cited.article,
                on: cited.published_at?,
            })
        })
        .min_by(|one, other| one.on.chronological(&other.on));
    Point {
        claim: point.claim,
        stated_on: point.stated_on,
        occurred: point.occurred,
        figure: point.figure,
        published_at: point.published_at,
        printed,
    }
}

/// Whether a figure was said at most a day before the article was printed, as far as can be told.
fn is_news(stated_on: &PartialDate, published_at: Option<PartialDate>) -> bool {
    match (
        stated_on.latest(),
        published_at.and_then(|day| day.earliest()),
    ) {
        (Some(said), Some(printed)) => (printed - said).num_days() <= NEWS_DAYS,
        _ => true,
    }
}
