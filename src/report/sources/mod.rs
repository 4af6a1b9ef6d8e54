//! `report sources`: how many outlets, and how many origins; who printed each statement first, and how far behind the
//! others were; how often each source's figures were later revised.
//!
//! A **statement** is what one claimant said on one day: a claim. An **outlet** is whoever published an article that it
//! stands in. An **origin** is who is behind it, whatever the number of outlets:
//!
//! 1. A claim states who said so. Its claimant is its origin, and nine outlets that print it are one origin.
//! 2. Where an outlet states it in its own words (it is publisher and claimant at once), the origin is whom it had it from:
//!    the relay nearest to the end of the chain; without one, the outlet.
//! 3. An outlet's own words are joined with another claim that states the same (measure, victims, side, status,
//!    aggregation, place and figure; or accused and act) when both stand in near-identical texts (see
//!    [`crate::text::shingles`]): with the claim of somebody quoted, where there is one, else with the outlet that printed
//!    it first. Two who are quoted are never joined, though one text quotes both.
//!
//! A **route** is how it came out: who heard it from the claimant, which is the relay nearest to the claimant, or the
//! outlet. A relay that prints the statement itself and has it from another one leads on to that one. Outlets that print
//! near-identical texts share one route.
//!
//! Texts are compared only between articles of different publishers that carry the same figure or accusation and were
//! printed within a week; everything else cannot change a count. An article without a copy here is compared with none,
//! and is counted.
//!
//! Days that are coarse or uncertain are never ranked; who was first is then certain only where the others' days cannot be
//! earlier, and nobody is counted as first where that is not so. Nor is the day of an article that was published before the
//! statement was made: the page was edited later, and on which day is not known.

mod collect;
mod counts;
mod grouping;
mod outlets;
mod revisions;
mod routes;
mod statements;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::changes::Made;
use super::extent::{Heading, PerhapsLater};
use super::{Named, ReportError};
use crate::model::{
    AnswerKind, ArticleId, ClaimId, Digest, EntryIndex, EventId, Figure, Instant, PartialDate,
    Revision, RevisionNumber, SeriesKey, SnapshotId, SourceId,
};
use crate::register::Register;
use crate::store::{CitedPoint, Horizon, Read};

use collect::Collector;
pub use counts::{Counted, CountedCorrection, CountedFigure, Counts, Way, counted};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only about this event.
    pub event: Option<EventId>,
    /// Only what had certainly been said, and printed, by this day.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The log that it was made from.
    pub made: Made,
    /// Event by event; one that was asked for is there even without a claim.
    pub events: Vec<EventSources>,
    /// How many claims were left out because it cannot be said whether they had been stated and printed by the as-of day.
    pub undatable: usize,
    /// How many were stated or printed only later.
    pub later: usize,
    /// Those of which it is not known whether they had been corrected by the as-of day.
    pub perhaps_later: PerhapsLater,
}

/// The sources of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSources {
    /// The event.
    pub heading: Heading,
    /// What there is in all.
    pub totals: Totals,
    /// Each statement with where it stands, in order of statement.
    pub statements: Vec<Statement>,
    /// Each outlet, in the order of handles.
    pub outlets: Vec<Outlet>,
    /// Each claimant of figures, in the order of handles.
    pub claimants: Vec<Claimant>,
}

/// What there is in all of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Totals {
    /// Publishers of articles that a claim stands in.
    pub outlets: usize,
    /// Who is behind the statements.
    pub origins: usize,
    /// Statements, joined ones counted once.
    pub statements: usize,
    /// Claims.
    pub claims: usize,
    /// Articles that a claim stands in.
    pub articles: usize,
    /// Of those, the ones whose publisher is not recorded.
    pub without_publisher: usize,
    /// Of those, the ones of which no copy is held here, so that their text was compared with none.
    pub without_copy: usize,
    /// Texts that were compared.
    pub compared: usize,
    /// Texts that are near-identical with one of another publisher.
    pub near_identical: usize,
}

/// One statement, however many outlets print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What is stated.
    pub said: Said,
    /// The claims that state it: one, or several that were joined; the origin's first.
    pub claims: Vec<Stated>,
    /// Who is behind it.
    pub origin: Named<SourceId>,
    /// How that is known.
    pub basis: Basis,
    /// Where it stands, in order of print.
    pub carriers: Vec<Carrier>,
    /// How many outlets print it.
    pub outlets: usize,
    /// How many ways it came out.
    pub routes: usize,
    /// Those who have it from one another, as their relays are recorded; mostly none.
    pub circle: Vec<Named<SourceId>>,
    /// The day on which it was first printed; none where no day is known.
    pub first_day: Option<NaiveDate>,
    /// Who printed it that day.
    pub first: Vec<Named<SourceId>>,
    /// Whether nobody else can have printed it earlier: no other outlet's day is unknown or coarse enough for that.
    pub is_first_certain: bool,
}

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// How many people.
    Figure {
        /// Whose dead, over what, counted how.
        key: Arc<SeriesKey>,
        /// How many.
        figure: Figure,
        /// The number words as printed.
        wording: Option<Arc<str>>,
    },
    /// Who did what.
    Accusation {
        /// Who is said to have done it.
        accused: Named<SourceId>,
        /// What; none where it was erased.
        act: Option<String>,
    },
    /// An answer to another claim.
    Answer {
        /// Denial, confirmation or concession.
        kind: AnswerKind,
        /// The claim that is answered.
        answers: ClaimId,
        /// What is answered, where it is not the whole.
        act: Option<String>,
    },
}

/// A claim that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The claim.
    pub claim: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Who states it.
    pub claimant: Named<SourceId>,
    /// When it was said.
    pub stated_on: PartialDate,
}

/// How the origin of a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// It is the claimant, whom outlets quote.
    Claimant,
    /// The outlet states it in its own words.
    OwnWords,
    /// The outlet's chain of relays leads there.
    Relay,
    /// The texts are near-identical, and this is who is quoted in one of them, or who printed it first.
    SameText,
}

impl Basis {
    /// The one name used in sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claimant => "claimant",
            Self::OwnWords => "own_words",
            Self::Relay => "relay",
            Self::SameText => "same_text",
        }
    }
}

/// One place where a statement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The claim that is cited from there.
    pub claim: ClaimId,
    /// The article.
    pub article: ArticleId,
    /// The article's URL or label; none where it was erased.
    pub locator: Option<Arc<str>>,
    /// Who published it.
    pub publisher: Option<Named<SourceId>>,
    /// Who relayed it, from the publisher's side.
    pub via: Vec<Named<SourceId>>,
    /// When it was printed.
    pub published_at: Option<PartialDate>,
    /// How many days after the first print; none where a day is not known.
    pub lag: Option<i64>,
    /// Whether it is among the first to print it: on the first day, and not by way of another outlet that printed it
    /// that day. Of those whose day is known, where that is not certain ([`Statement::is_first_certain`]).
    pub is_first: bool,
    /// Whether the article was published before the statement was made: it came into the page by a later edit.
    pub edited_in: bool,
    /// The earliest article of another publisher with a near-identical text.
    pub same_text_as: Option<ArticleId>,
    /// The copy, when this database holds it.
    pub snapshot: Option<SnapshotId>,
    /// SHA-256 of the copy's bytes, held here or elsewhere.
    pub sha256: Option<Digest>,
    /// The words; none where none were recorded or they were erased.
    pub quote: Option<Arc<str>>,
}

/// One outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// The outlet.
    pub source: Named<SourceId>,
    /// How many statements it prints.
    pub statements: usize,
    /// How many of them it certainly printed on the first day, and not by way of another outlet that printed it that day.
    pub first: usize,
    /// How many of them it has from a relay, or in a text near-identical with an earlier one of another publisher.
    pub repeated: usize,
    /// Days behind the first print, over the statements that others print too and whose days are known: the least, the
    /// middle one (the lower of two), the greatest.
    pub lag: Option<Lag>,
}

/// Days behind the first print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Lag {
    /// Over how many statements.
    pub statements: usize,
    /// The least.
    pub least: i64,
    /// The middle one; the lower of two.
    pub median: i64,
    /// The greatest.
    pub greatest: i64,
}

/// What became of one claimant's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimant {
    /// The claimant.
    pub source: Named<SourceId>,
    /// How many figures.
    pub figures: usize,
    /// The steps from one figure of a series to the claimant's next.
    pub steps: Steps,
    /// What the claimant corrected of what it had said: versions with the cause `source_revised`.
    pub corrected: Steps,
    /// The figures that are counted, and the steps to them.
    pub counted: Vec<CountedFigure>,
    /// The corrections that are counted.
    pub corrections: Vec<CountedCorrection>,
}

/// Steps by their direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Steps {
    /// To more people.
    pub up: usize,
    /// To fewer.
    pub down: usize,
    /// To the same number, or to one that is only more or less precise.
    pub level: usize,
}

/// Makes the report.
///
/// # Errors
/// The store's; a name that stands for nothing.
pub fn sources(read: &dyn Read, query: &Query) -> Result<Sources, ReportError> {
    let horizon = match query.recorded_by {
        Some(instant) => read.horizon_at(instant)?,
        None => Horizon::NOW,
    }
    .as_of(query.as_of);
    let made = Made {
        head: read.head()?,
        horizon,
    };
    let register = Register::new(read, horizon);
    let mut collector = Collector::new(read, &register, horizon, query.as_of);
    let mut figures = Ok(());
    let newest = read.accusations_beside(query.event, horizon, &mut || {
        figures = collector.figures(query.event);
    })?;
    figures?;
    collector.accusations(query.event, &newest)?;
    let (undatable, later) = (collector.undatable, collector.later);
    let perhaps_later = collector.perhaps_later;
    let mut by_event: BTreeMap<EventId, collect::Collected> = collector.by_event;
    if let Some(event) = query.event {
        by_event.entry(event).or_default();
    }
    let mut events = Vec::with_capacity(by_event.len());
    for (event, collected) in by_event {
        events.push(event_sources(read, &register, event, collected)?);
    }
    Ok(Sources {
        made,
        events,
        undatable,
        later,
        perhaps_later,
    })
}

fn event_sources(
    read: &dyn Read,
    register: &Register<'_>,
    event: EventId,
    collected: collect::Collected,
) -> Result<EventSources, ReportError> {
    let told = grouping::grouped(collected.told);
    let texts = texts::Texts::compare(read, register, &told)?;
    let mut totals = Totals::begin(&told, &texts);
    let claimants = revisions::claimants(register, collected.series)?;
    let statements = statements::statements(register, told, &texts)?;
    totals.statements = statements.len();
    let origins: BTreeSet<SourceId> = statements.iter().map(|it| it.origin.id).collect();
    totals.origins = origins.len();
    let outlets = outlets::outlets(&statements);
    totals.outlets = outlets.len();
    Ok(EventSources {
        heading: Heading::of(register, event)?,
        totals,
        statements,
        outlets,
        claimants,
    })
}

/// What there is in all of one event, without the statements themselves: for a report that meets its figures anyway.
pub(super) struct Counting<'a> {
    read: &'a dyn Read,
    register: &'a Register<'a>,
    collector: Collector<'a>,
}

impl<'a> Counting<'a> {
    pub(super) fn new(
        read: &'a dyn Read,
        register: &'a Register<'a>,
        made: &Made,
        as_of: Option<NaiveDate>,
    ) -> Self {
        Self {
            read,
            register,
            collector: Collector::new(read, register, made.horizon, as_of),
        }
    }

    /// Takes the figures of a series, whatever day they were stated on.
    pub(super) fn meet(
        &mut self,
        key: &SeriesKey,
        points: &[CitedPoint],
    ) -> Result<(), ReportError> {
        self.collector.series(key, points)
    }

    /// The totals, accusations counted too; `newest` are those of the event.
    pub(super) fn finish(self, event: EventId, newest: &[Revision]) -> Result<Totals, ReportError> {
        let Self {
            read,
            register,
            mut collector,
        } = self;
        collector.accusations(Some(event), newest)?;
        let told = collector.by_event.remove(&event).unwrap_or_default().told;
        let told = grouping::grouped(told);
        let texts = texts::Texts::compare(read, register, &told)?;
        let mut totals = Totals::begin(&told, &texts);
        let places = told.iter().flatten().flat_map(|told| &told.places);
        let publishers: BTreeSet<SourceId> = places.filter_map(|place| place.publisher).collect();
        totals.outlets = publishers.len();
        let (statements, origins) = statements::counted(register, told, &texts)?;
        totals.statements = statements;
        totals.origins = origins.len();
        Ok(totals)
    }
}

impl Totals {
    /// What can be said of claims before they are put together into statements.
    fn begin(told: &[Vec<collect::Told>], texts: &texts::Texts) -> Self {
        let mut totals = Self {
            claims: told.iter().map(Vec::len).sum(),
            compared: texts.compared(),
            near_identical: texts.near_identical(),
            ..Self::default()
        };
        totals.count_articles(told);
        totals
    }

    fn count_articles(&mut self, told: &[Vec<collect::Told>]) {
        // Keyed by numbers that the log gave: nobody outside can choose them to collide.
        let mut articles: FxHashMap<ArticleId, (bool, bool)> = FxHashMap::default();
        for place in told.iter().flatten().flat_map(|told| &told.places) {
            let (named, held) = articles.entry(place.article).or_default();
            *named |= place.publisher.is_some();
            *held |= place.snapshot.is_some();
        }
        self.articles = articles.len();
        self.without_publisher = articles.values().filter(|(named, _)| !named).count();
        self.without_copy = articles.values().filter(|(_, held)| !held).count();
    }
}
