//! The report of changes as JSON. The keys and their order are a contract; added ones stand last.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{FORMAT, Listing};
use super::{Head, Report, names, remarks, via};
use crate::model::{
    Aggregation, ArticleId, AssessmentId, Author, Cause, ClaimId, Count, Digest, EntryIndex,
    Handle, Instant, Label, Measure, PartialDate, Prose, Qualifier, RevisionNumber, SnapshotId,
    VictimStatus,
};
use crate::report::amended::{Amendment, By, Departure, Mark, ScopeChange, Stated};
use crate::report::changes::{ChangePoint, ChangeSeries, Cited};
use crate::report::rating::RatingVersion;
use crate::series::flags::{Finding, Flag};
use crate::series::{Change, Delta};
use crate::store;

pub(super) struct Json<'a> {
    list: Listing<'a>,
    tail: Tail,
}

#[derive(Serialize)]
struct ReportHead<'a> {
    format: u32,
    report: &'static str,
    event: Option<&'a str>,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    log: store::Head,
}

#[derive(Serialize)]
struct Tail {
    /// How many entries of the log were looked at.
    entries: u64,
    undatable: usize,
    /// Whether the desk's corrections of its own entries are among the revisions.
    desk_corrections: bool,
}

#[derive(Serialize)]
struct SeriesJson<'a> {
    claimant: &'a str,
    measure: Measure,
    victims: Option<&'a Label>,
    victim_side: Option<&'a Label>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
    place: Option<&'a Label>,
    points: Vec<PointJson<'a>>,
    event: &'a str,
    claimant_name: &'a str,
    undatable: usize,
    departed: Vec<DepartedJson<'a>>,
    /// Figures with a flag that is only counted.
    not_marked: QuietJson,
}

#[derive(Serialize)]
struct QuietJson {
    single_source: usize,
    no_quote: usize,
}

/// A flag with what it rests on.
#[derive(Serialize)]
struct NoteJson {
    flag: Flag,
    note: String,
    claims: Vec<ClaimId>,
    articles: Vec<ArticleId>,
}

/// A version of the claim that changed what the series shows.
#[derive(Serialize)]
pub(in crate::output) struct RevisionJson<'a> {
    #[serde(flatten)]
    mark: MarkJson<'a>,
    change: Change,
    delta: Option<Delta>,
    before: StatedJson,
    after: StatedJson,
    scope: &'a [ScopeChange],
    /// Where the version before stands.
    before_citations: Vec<CitationJson<'a>>,
}

#[derive(Serialize)]
struct MarkJson<'a> {
    revision: RevisionNumber,
    entry: EntryIndex,
    by: By,
    cause: Cause,
    /// When the source corrected itself, where that is known.
    corrected_on: Option<PartialDate>,
    /// The as-of day, where that may be later.
    perhaps_after: Option<String>,
    reason: Option<&'a str>,
    author: &'a Author,
    recorded_at: Instant,
}

#[derive(Serialize)]
struct StatedJson {
    revision: RevisionNumber,
    stated_on: PartialDate,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
    entry: EntryIndex,
    occurred: Option<PartialDate>,
}

/// A claim that stood in the series once.
#[derive(Serialize)]
struct DepartedJson<'a> {
    claim: ClaimId,
    withdrawn: bool,
    #[serde(flatten)]
    mark: MarkJson<'a>,
    last: StatedJson,
    citations: Vec<CitationJson<'a>>,
}

#[derive(Serialize)]
pub(in crate::output) struct PointJson<'a> {
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    stated_on: PartialDate,
    published_at: Option<PartialDate>,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
    wording: Option<&'a str>,
    change: Change,
    delta: Option<Delta>,
    flags: Vec<&'static str>,
    citations: Vec<CitationJson<'a>>,
    flag_notes: Vec<NoteJson>,
    revisions: Vec<RevisionJson<'a>>,
    order_assumed: bool,
    /// What the figure covers, where that was recorded.
    occurred: Option<PartialDate>,
    /// The claim that the step leads from.
    step_from: Option<ClaimId>,
    /// The desk's ratings of the claim that stand.
    ratings: Vec<FigureRatingJson<'a>>,
    /// Whether it is a rise or fall only as “about” or a word for a size is read.
    by_convention: bool,
    /// The version of that claim that the step leads from, where its source has corrected it since.
    step_from_revision: Option<RevisionNumber>,
    /// Another claim that may have been said after the one that the step leads from.
    step_perhaps_from: Option<ClaimId>,
    /// Whether what the step leads from is only assumed to be what had been said last.
    step_from_assumed: bool,
}

/// A rating of a figure.
#[derive(Serialize)]
pub(in crate::output) struct FigureRatingJson<'a> {
    assessment: AssessmentId,
    revision: RevisionNumber,
    assessed_on: PartialDate,
    scale: Option<&'a Label>,
    rating: &'a str,
    label: Option<&'a str>,
    rationale: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::output) struct CitationJson<'a> {
    article: ArticleId,
    snapshot: Option<SnapshotId>,
    publisher: Option<&'a str>,
    via: Option<String>,
    quote: Option<&'a str>,
    sha256: Option<Digest>,
    /// Whether this database holds the copy.
    held: bool,
    locator: &'a str,
    published_at: Option<PartialDate>,
}

impl<'a> Json<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, head: Head<'a>) -> io::Result<Self> {
        let event = head.extent.only_event();
        let object = ReportHead {
            format: FORMAT,
            report: "changes",
            event: event.map(|heading| heading.event.handle.as_str()),
            as_of: head.query.as_of.map(|day| day.to_string()),
            recorded_by: head.query.recorded_by,
            log: head.made.head,
        };
        Ok(Self {
            list: Listing::begin(out, &object, "series")?,
            tail: Tail {
                entries: head.made.head.size.min(head.made.horizon.size()),
                undatable: head.extent.undatable,
                desk_corrections: !head.query.hides_desk_corrections,
            },
        })
    }
}

impl Report for Json<'_> {
    fn series(&mut self, series: &ChangeSeries) -> io::Result<()> {
        let key = &series.key;
        self.list.element(&SeriesJson {
            claimant: &series.claimant,
            measure: key.measure,
            victims: key.victims.as_ref(),
            victim_side: key.victim_side.as_ref(),
            victim_status: key.victim_status,
            aggregation: key.aggregation,
            place: key.place.as_ref(),
            points: series.points.iter().map(point).collect(),
            event: &series.event,
            claimant_name: &series.claimant_name,
            undatable: series.undatable,
            departed: series.departures.iter().map(departed).collect(),
            not_marked: QuietJson {
                single_source: series.quiet.single_source,
                no_quote: series.quiet.no_quote,
            },
        })
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.list.end(&self.tail)
    }
}

pub(in crate::output) fn point(point: &ChangePoint) -> PointJson<'_> {
    PointJson {
        claim: point.claim,
        revision: point.revision,
        entry: point.entry,
        stated_on: point.stated_on,
        published_at: point.published_at,
        low: point.figure.low(),
        best: point.figure.best(),
        high: point.figure.high(),
        qualifier: point.figure.qualifier(),
        wording: point.wording.as_deref(),
        change: point.step.change,
        delta: point.step.delta,
        flags: names(&point.flags),
        citations: point.cited.iter().map(citation).collect(),
        flag_notes: point.flags.iter().map(note).collect(),
        revisions: point.amendments.iter().map(revision).collect(),
        order_assumed: point.is_order_assumed,
        occurred: point.occurred,
        step_from: point.step_from,
        ratings: point.ratings.iter().map(rating).collect(),
        by_convention: point.step.is_by_convention,
        step_from_revision: point.step_from_version.map(|version| version.revision),
        step_perhaps_from: point.perhaps_from,
        step_from_assumed: point.is_from_assumed(),
    }
}

pub(in crate::output) fn rating(version: &RatingVersion) -> FigureRatingJson<'_> {
    FigureRatingJson {
        assessment: version.assessment,
        revision: version.revision,
        assessed_on: version.assessed_on,
        scale: version.rating.scale(),
        rating: version.rating.step(),
        label: version.label.as_ref().and_then(Prose::value),
        rationale: version.rationale.value(),
    }
}

fn note(finding: &Finding) -> NoteJson {
    NoteJson {
        flag: finding.flag(),
        note: remarks::finding(finding, remarks::plain),
        claims: finding.claims(),
        articles: finding.articles(),
    }
}

fn mark(mark: &Mark) -> MarkJson<'_> {
    MarkJson {
        revision: mark.revision,
        entry: mark.entry,
        by: mark.by(),
        cause: mark.cause(),
        corrected_on: mark.grounds.corrected_on(),
        perhaps_after: mark.perhaps_after.map(|day| day.to_string()),
        reason: mark.reason.as_deref(),
        author: &mark.author,
        recorded_at: mark.recorded_at,
    }
}

fn stated(stated: &Stated) -> StatedJson {
    StatedJson {
        revision: stated.revision,
        stated_on: stated.stated_on,
        low: stated.figure.low(),
        best: stated.figure.best(),
        high: stated.figure.high(),
        qualifier: stated.figure.qualifier(),
        entry: stated.entry,
        occurred: stated.occurred,
    }
}

pub(in crate::output) fn revision(amendment: &Amendment) -> RevisionJson<'_> {
    RevisionJson {
        mark: mark(&amendment.mark),
        change: amendment.step.change,
        delta: amendment.step.delta,
        before: stated(&amendment.before),
        after: stated(&amendment.after),
        scope: &amendment.scope,
        before_citations: amendment.before_cited.iter().map(citation).collect(),
    }
}

fn departed(departure: &Departure) -> DepartedJson<'_> {
    DepartedJson {
        claim: departure.claim,
        withdrawn: departure.is_withdrawn(),
        mark: mark(&departure.mark),
        last: stated(&departure.last),
        citations: departure.cited.iter().map(citation).collect(),
    }
}

pub(in crate::output) fn citation(cited: &Cited) -> CitationJson<'_> {
    CitationJson {
        article: cited.article,
        snapshot: cited.snapshot,
        publisher: cited.publisher.as_ref().map(Handle::as_str),
        via: via(cited),
        quote: cited.quote.as_deref(),
        sha256: cited.sha256,
        held: cited.snapshot.is_some(),
        locator: &cited.locator,
        published_at: cited.published_at,
    }
}
