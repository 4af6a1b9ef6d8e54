//! The summary as JSON. The keys and their order are a contract; added ones stand last.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::super::changes::json::{CitationJson, FigureRatingJson, citation, rating};
use super::super::json::{FORMAT, Listing};
use super::{Head, Report};
use crate::model::{
    Aggregation, ClaimId, Count, EntryIndex, Instant, Label, Measure, PartialDate, Qualifier,
    RevisionNumber, VictimStatus,
};
use crate::report::changes::ChangePoint;
use crate::report::extent::{Extent, Heading};
use crate::report::summary::{Leap, SeriesSummary, Steps};
use crate::series::{Change, Delta, Step};
use crate::store::{self, FigurePoint};

pub(super) struct Json<'a> {
    list: Listing<'a>,
    head: Head<'a>,
}

#[derive(Serialize)]
struct ReportHead {
    format: u32,
    report: &'static str,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    log: store::Head,
    /// The flags that are counted; the others are the full report's.
    flags_told: Vec<&'static str>,
}

#[derive(Serialize)]
struct Tail<'a> {
    /// The one event that it is about.
    event: Option<&'a str>,
    /// How many entries of the log were looked at.
    entries: u64,
    /// Figures shown and left out.
    figures: usize,
    undatable: usize,
    later: usize,
    outside: usize,
    /// Whether the desk's corrections of its own entries are counted.
    desk_corrections: bool,
}

#[derive(Serialize)]
struct SeriesJson<'a> {
    event: &'a str,
    claimant: &'a str,
    claimant_name: &'a str,
    measure: Measure,
    victims: Option<&'a Label>,
    victim_side: Option<&'a Label>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
    place: Option<&'a Label>,
    figures: usize,
    revisions: RevisionsJson,
    departed: DepartedJson,
    first: Option<FigureJson<'a>>,
    latest: Option<FigureJson<'a>>,
    lowest: Option<FigureJson<'a>>,
    highest: Option<FigureJson<'a>>,
    steps: Steps,
    net: Option<StepJson>,
    biggest: Option<LeapJson>,
    flags: BTreeMap<&'static str, usize>,
    undatable: usize,
    begins_anew: bool,
    /// How many of the figures the desk has rated.
    rated: usize,
}

#[derive(Serialize)]
struct RevisionsJson {
    by_source: usize,
    /// How many figures the source corrected on a day that may lie after the as-of day.
    perhaps_later: usize,
    by_desk: Option<usize>,
}

#[derive(Serialize)]
struct DepartedJson {
    withdrawn: usize,
    moved: usize,
}

/// A figure with the words that it comes from.
#[derive(Serialize)]
struct FigureJson<'a> {
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
    citations: Vec<CitationJson<'a>>,
    /// The desk's ratings of the claim that stand.
    ratings: Vec<FigureRatingJson<'a>>,
}

#[derive(Serialize)]
struct StepJson {
    change: Change,
    delta: Option<Delta>,
}

#[derive(Serialize)]
struct LeapJson {
    change: Change,
    delta: Option<Delta>,
    from: BareJson,
    to: BareJson,
}

/// A figure without its words, which its claim and version lead to.
#[derive(Serialize)]
struct BareJson {
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    stated_on: PartialDate,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
}

impl<'a> Json<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, head: Head<'a>) -> io::Result<Self> {
        let object = ReportHead {
            format: FORMAT,
            report: "summary",
            as_of: head.as_of().map(|day| day.to_string()),
            recorded_by: head.query.recorded_by,
            log: head.made.head,
            flags_told: head.told().map(|flag| flag.name()).collect(),
        };
        Ok(Self {
            list: Listing::begin(out, &object, "series")?,
            head,
        })
    }
}

impl Report for Json<'_> {
    fn series(&mut self, _: &Heading, series: &SeriesSummary) -> io::Result<()> {
        let key = &series.key;
        self.list.element(&SeriesJson {
            event: &series.event,
            claimant: &series.claimant,
            claimant_name: &series.claimant_name,
            measure: key.measure,
            victims: key.victims.as_ref(),
            victim_side: key.victim_side.as_ref(),
            victim_status: key.victim_status,
            aggregation: key.aggregation,
            place: key.place.as_ref(),
            figures: series.figures,
            revisions: RevisionsJson {
                by_source: series.revisions.by_source,
                perhaps_later: series.revisions.perhaps_later,
                by_desk: series.revisions.by_desk,
            },
            departed: DepartedJson {
                withdrawn: series.departed.withdrawn,
                moved: series.departed.moved,
            },
            first: series.first.as_ref().map(figure),
            latest: series.latest.as_ref().map(figure),
            lowest: series.lowest.as_ref().map(figure),
            highest: series.highest.as_ref().map(figure),
            steps: series.steps,
            net: series.net.as_ref().map(step),
            biggest: series.biggest.as_ref().map(leap),
            flags: series
                .flags
                .iter()
                .map(|(flag, figures)| (flag.name(), *figures))
                .collect(),
            undatable: series.undatable,
            begins_anew: series.begins_anew,
            rated: series.rated,
        })
    }

    fn finish(self: Box<Self>, extent: &Extent) -> io::Result<()> {
        let event = extent.only_event();
        let made = self.head.made;
        self.list.end(&Tail {
            event: event.map(|heading| heading.event.handle.as_str()),
            entries: made.head.size.min(made.horizon.size()),
            figures: extent.shown,
            undatable: extent.undatable,
            later: extent.later,
            outside: extent.outside,
            desk_corrections: !self.head.query.hides_desk_corrections,
        })
    }
}

fn figure(point: &ChangePoint) -> FigureJson<'_> {
    FigureJson {
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
        citations: point.cited.iter().map(citation).collect(),
        ratings: point.ratings.iter().map(rating).collect(),
    }
}

fn step(step: &Step) -> StepJson {
    StepJson {
        change: step.change,
        delta: step.delta,
    }
}

fn leap(leap: &Leap) -> LeapJson {
    LeapJson {
        change: leap.step.change,
        delta: leap.step.delta,
        from: bare(&leap.from),
        to: bare(&leap.to),
    }
}

fn bare(point: &FigurePoint) -> BareJson {
    BareJson {
        claim: point.claim,
        revision: point.revision,
        entry: point.entry,
        stated_on: point.stated_on,
        low: point.figure.low(),
        best: point.figure.best(),
        high: point.figure.high(),
        qualifier: point.figure.qualifier(),
    }
}
