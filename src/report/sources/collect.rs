//! What was said of each event, and where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::{
    Accusation, Anchor, AnswerKind, ArticleId, ClaimId, Content, Digest, EntryIndex, EventId,
    Figure, PartialDate, Qualifier, Revision, RevisionNumber, SeriesKey, SnapshotId, SourceId,
};
use crate::register::Register;
use crate::report::ReportError;
use crate::report::changes::learn_articles;
use crate::report::extent::PerhapsLater;
use crate::report::former::formers;
use crate::report::order::{self, published};
use crate::report::printed::{by_then, is_later};
use crate::series::corrected::Former;
use crate::series::flags::{Flag, Point, by_figures, corrected_of};
use crate::series::{Change, Said, Stepped, Worded, change, steps};
use crate::store::said::{is_perhaps_later, told};
use crate::store::{CitedPoint, CitedWords, FigurePoint, Horizon, Read, SeriesFilter, StoreError};

use super::counts::{CountedCorrection, CountedFigure, Way};

/// One claim in its newest version.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) claim: ClaimId,
    pub(super) revision: RevisionNumber,
    pub(super) entry: EntryIndex,
    pub(super) claimant: SourceId,
    pub(super) stated_on: PartialDate,
    pub(super) what: What,
    /// Never empty.
    pub(super) places: Vec<Place>,
}

/// What is told.
#[derive(Debug, Clone)]
pub(super) enum What {
    Figure {
        key: Arc<SeriesKey>,
        figure: Figure,
        wording: Option<Arc<str>>,
    },
    Accuses {
        accused: SourceId,
        act: Option<String>,
    },
    Answers {
        kind: AnswerKind,
        claim: ClaimId,
        act: Option<String>,
    },
}

/// One place where it stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) article: ArticleId,
    pub(super) publisher: Option<SourceId>,
    pub(super) published_at: Option<PartialDate>,
    pub(super) snapshot: Option<SnapshotId>,
    pub(super) sha256: Option<Digest>,
    pub(super) quote: Option<Arc<str>>,
    pub(super) via: Vec<SourceId>,
}

impl Place {
    /// Whether the article was published before this had been said.
    pub(super) fn is_edited_in(&self, told: &Told) -> bool {
        match (
            self.published_at.and_then(|day| day.latest()),
            told.stated_on.earliest(),
        ) {
            (Some(printed), Some(said)) => printed < said,
            _ => false,
        }
    }

    /// The day on which this was printed there, where it is known.
    pub(super) fn day(&self, told: &Told) -> Option<NaiveDate> {
        let day = self.published_at.as_ref().and_then(certain_day);
        day.filter(|_| !self.is_edited_in(told))
    }
}

impl Told {
    /// Whether every outlet that prints it is the claimant: it speaks in its own words.
    pub(super) fn is_own_words(&self) -> bool {
        self.places
            .iter()
            .all(|place| place.publisher == Some(self.claimant))
    }
}

/// A day that is known for certain; none for a month, a year, an interval or an uncertain day.
pub(super) fn certain_day(date: &PartialDate) -> Option<NaiveDate> {
    date.earliest()
        .filter(|day| *date == PartialDate::day(*day))
}

/// The claims of one event, and what became of its claimants' figures.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) told: Vec<Told>,
    pub(super) series: BTreeMap<SourceId, Tally>,
}

/// What became of one claimant's figures.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) figures: Vec<CountedFigure>,
    pub(super) corrections: Vec<CountedCorrection>,
}

pub(super) struct Collector<'a> {
    read: &'a dyn Read,
    register: &'a Register<'a>,
    horizon: Horizon,
    as_of: Option<NaiveDate>,
    pub(super) undatable: usize,
    pub(super) later: usize,
    pub(super) perhaps_later: PerhapsLater,
    pub(super) by_event: BTreeMap<EventId, Collected>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        read: &'a dyn Read,
        register: &'a Register<'a>,
        horizon: Horizon,
        as_of: Option<NaiveDate>,
    ) -> Self {
        Self {
            read,
            register,
            horizon,
            as_of,
            undatable: 0,
            later: 0,
            perhaps_later: PerhapsLater::default(),
            by_event: BTreeMap::new(),
        }
    }

    /// Every figure that had been said by then.
    pub(super) fn figures(&mut self, event: Option<EventId>) -> Result<(), ReportError> {
        let filter = SeriesFilter {
            event,
            ..SeriesFilter::default()
        };
        let (read, register) = (self.read, self.register);
        let mut outcome = Ok(());
        read.each_series(&filter, self.horizon, &mut |found| {
            outcome = learn_articles(register, &found).and_then(|()| {
                let mut found = found.into_iter();
                found.try_for_each(|(key, points)| self.series(&key, &points))
            });
            Ok(match outcome {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        })?;
        outcome
    }

    /// Every figure of a series that had been said by then.
    pub(super) fn series(
        &mut self,
        key: &SeriesKey,
        points: &[CitedPoint],
    ) -> Result<(), ReportError> {
        let mut said: Vec<Dated<'_>> = Vec::with_capacity(points.len());
        for cited in points {
            if self.was_said(&cited.point.stated_on) {
                said.push(Dated {
                    cited,
                    published_at: self.published(cited)?,
                    former: self.former(cited)?,
                });
            }
        }
        said.sort_by(|one, other| one.place().in_order_of_statement(&other.place()));
        let steps = steps(key.aggregation, said.iter().map(Dated::said));
        let anew = if steps.iter().any(|it| it.step.change == Change::Fall) {
            restarts(key, &said)
        } else {
            BTreeSet::new()
        };
        let said: Vec<&CitedPoint> = said.into_iter().map(|dated| dated.cited).collect();
        let mut tally = Tally::default();
        for (at, (cited, stepped)) in said.iter().zip(steps).enumerate() {
            let Stepped {
                step,
                from,
                version,
                ..
            } = stepped;
            let before = from
                .filter(|_| step.delta.is_some())
                .and_then(|from| said.get(from));
            let point = &cited.point;
            tally.figures.push(CountedFigure {
                claim: point.claim,
                revision: point.revision,
                entry: point.entry,
                before: before.map(|before| {
                    let shown = before.point.revision;
                    let revision = version.map_or(shown, |version| version.revision);
                    (before.point.claim, revision)
                }),
                // A day with fewer dead than another revises nothing, nor does a counter that begins anew.
                way: Way::of(step.change).filter(|_| !anew.contains(&at)),
            });
        }
        let shared = Arc::new(key.clone());
        for cited in said {
            if cited.point.revision > RevisionNumber::FIRST {
                self.corrections(cited.point.claim, &mut tally.corrections)?;
            }
            self.figure(&shared, cited)?;
        }
        if !tally.figures.is_empty() {
            let collected = self.by_event.entry(key.event).or_default();
            collected.series.entry(key.claimant).or_default().add(tally);
        }
        Ok(())
    }

    /// What stood of a figure until its source corrected it.
    fn former(&self, cited: &CitedPoint) -> Result<Vec<Former>, ReportError> {
        let CitedPoint { point, .. } = cited;
        if point.revision == RevisionNumber::FIRST {
            return Ok(Vec::new());
        }
        Ok(formers(
            &self.read.figure_versions(point.claim, self.horizon)?,
        ))
    }

    /// What the source corrected of one figure, each time.
    fn corrections(
        &mut self,
        claim: ClaimId,
        corrections: &mut Vec<CountedCorrection>,
    ) -> Result<(), ReportError> {
        let versions = self.read.figure_versions(claim, self.horizon)?;
        if let Some(day) = self.as_of
            && is_perhaps_later(&told(&versions), day)
        {
            self.perhaps_later.add(claim);
        }
        for pair in versions.windows(2) {
            if let [before, after] = pair
                && after.cause() == crate::model::Cause::SourceRevised
                && before.point.figure != after.point.figure
                && let Some(way) = Way::of(self.correction(&before.point, &after.point)?)
            {
                corrections.push(CountedCorrection {
                    claim,
                    before: before.point.revision,
                    revision: after.point.revision,
                    entry: after.point.entry,
                    way,
                });
            }
        }
        Ok(())
    }

    /// What kind of change a correction is.
    fn correction(&self, before: &FigurePoint, after: &FigurePoint) -> Result<Change, ReportError> {
        let wording = |point: &FigurePoint| -> Result<Option<Arc<str>>, ReportError> {
            if point.figure.qualifier() != Qualifier::Vague {
                return Ok(None);
            }
            let words = self.read.figure_words(point.entry)?;
            Ok(words.and_then(|words| words.wording))
        };
        let (was, is) = (wording(before)?, wording(after)?);
        Ok(change(
            Worded {
                figure: &before.figure,
                wording: was.as_deref(),
            },
            Worded {
                figure: &after.figure,
                wording: is.as_deref(),
            },
        ))
    }

    fn figure(&mut self, key: &Arc<SeriesKey>, cited: &CitedPoint) -> Result<(), ReportError> {
        let CitedPoint { point, words } = cited;
        let places = self.places(&words.citations)?;
        self.keep(
            key.event,
            Told {
                claim: point.claim,
                revision: point.revision,
                entry: point.entry,
                claimant: key.claimant,
                stated_on: point.stated_on,
                what: What::Figure {
                    key: Arc::clone(key),
                    figure: point.figure,
                    wording: words.wording.clone(),
                },
                places,
            },
        );
        Ok(())
    }

    /// Every accusation and answer that had been said by then.
    pub(super) fn accusations(
        &mut self,
        event: Option<EventId>,
        newest: &[Revision],
    ) -> Result<(), ReportError> {
        for revision in newest {
            let id = ClaimId::try_from(revision.record).map_err(StoreError::from)?;
            let (number, entry, is_retracted) =
                (revision.number, revision.entry, revision.is_retraction());
            let Content::Claim(claim) = &revision.content else {
                continue;
            };
            let is_about = event.is_none_or(|event| claim.event == event);
            if is_retracted || !is_about || !self.was_said(&claim.stated_on) {
                continue;
            }
            let value = |act: &crate::model::Prose| act.value().map(str::to_owned);
            let what = match claim.accusation() {
                Some(Accusation::Accuses { accused, act }) => What::Accuses {
                    accused: *accused,
                    act: value(act),
                },
                Some(Accusation::Answers { kind, claim, act }) => What::Answers {
                    kind: *kind,
                    claim: *claim,
                    act: act.as_ref().and_then(value),
                },
                None => continue,
            };
            let cited = claim.citations().iter().map(|citation| CitedWords {
                article: citation.article,
                anchor: citation.anchor,
                quote: citation
                    .passage
                    .as_ref()
                    .filter(|passage| passage.quote.value().is_some())
                    .map(|passage| passage.quote.shared()),
                via: citation.via.clone(),
            });
            let places = self.places(&cited.collect::<Vec<_>>())?;
            self.keep(
                claim.event,
                Told {
                    claim: id,
                    revision: number,
                    entry,
                    claimant: claim.claimant,
                    stated_on: claim.stated_on,
                    what,
                    places,
                },
            );
        }
        Ok(())
    }

    /// Whether it had been said by the as-of day; what had not is counted.
    fn was_said(&mut self, stated_on: &PartialDate) -> bool {
        let Some(day) = self.as_of else {
            return true;
        };
        let said = stated_on.certainly_by(day);
        if !said && stated_on.perhaps_by(day) {
            self.undatable += 1;
        } else if !said {
            self.later += 1;
        }
        said
    }

    /// Keeps what had been printed by then; what was said by then and printed only later is counted with the later.
    fn keep(&mut self, event: EventId, told: Told) {
        if told.places.is_empty() {
            self.later += 1;
            return;
        }
        self.by_event.entry(event).or_default().told.push(told);
    }

    /// When a figure was printed, as far as that counts on the as-of day.
    fn published(&self, cited: &CitedPoint) -> Result<Option<PartialDate>, ReportError> {
        let citations = &cited.words.citations;
        let mut days = Vec::with_capacity(citations.len());
        for words in citations {
            days.push(self.register.article(words.article)?.published_at);
        }
        by_then(&mut days, self.as_of, |day| *day);
        Ok(published(days.into_iter()))
    }

    /// Where a claim stands, without what was surely printed after the as-of day.
    fn places(&self, cited: &[CitedWords]) -> Result<Vec<Place>, ReportError> {
        let mut places = Vec::with_capacity(cited.len());
        for words in cited {
            let article = self.register.article(words.article)?;
            if is_later(article.published_at, self.as_of) {
                continue;
            }
            let (snapshot, sha256) = match words.anchor {
                Anchor::None => (None, None),
                Anchor::Held { snapshot, .. } => {
                    let raw = self.register.snapshot(snapshot)?.raw.digest;
                    (Some(snapshot), Some(raw))
                }
                Anchor::Elsewhere { raw, .. } => (None, Some(raw)),
            };
            places.push(Place {
                article: words.article,
                publisher: article.publisher,
                published_at: article.published_at,
                snapshot,
                sha256,
                quote: words.quote.clone(),
                via: words.via.clone(),
            });
        }
        Ok(places)
    }
}

/// A figure with what tells where it stands among the others of its series, and what its claimant had said then.
struct Dated<'a> {
    cited: &'a CitedPoint,
    published_at: Option<PartialDate>,
    /// What stood of it until its source corrected it.
    former: Vec<Former>,
}

impl Dated<'_> {
    fn place(&self) -> order::Place<'_> {
        order::Place {
            stated_on: &self.cited.point.stated_on,
            published_at: self.published_at.as_ref(),
            occurred: self.cited.words.occurred.as_ref(),
            figure: &self.cited.point.figure,
            claim: self.cited.point.claim,
        }
    }

    /// As its series sees it.
    fn said(&self) -> Said<'_> {
        Said {
            figure: &self.cited.point.figure,
            wording: self.cited.words.wording.as_deref(),
            stated_on: &self.cited.point.stated_on,
            occurred: self.cited.words.occurred.as_ref(),
            published_at: self.published_at.as_ref(),
            former: &self.former,
        }
    }
}

/// The places at which the counter of a series begins anew: from there on it counts something else.
fn restarts(key: &SeriesKey, said: &[Dated<'_>]) -> BTreeSet<usize> {
    let points: Vec<Point> = said
        .iter()
        .map(|dated| Point {
            claim: dated.cited.point.claim,
            stated_on: dated.cited.point.stated_on,
            occurred: dated.cited.words.occurred,
            figure: dated.cited.point.figure,
            published_at: dated.published_at,
            printed: None,
        })
        .collect();
    let corrected = said.iter().map(|dated| dated.former.as_slice());
    let corrected = corrected_of(corrected);
    let found = by_figures(&points, &corrected, key.measure, key.aggregation).into_iter();
    found
        .filter(|(_, finding)| finding.flag() == Flag::CounterRestarts)
        .map(|(at, _)| at)
        .collect()
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.figures.extend(other.figures);
        self.corrections.extend(other.corrections);
    }
}
