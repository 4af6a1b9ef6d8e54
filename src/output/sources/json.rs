//! The report of sources as JSON. The keys and their order are a contract; added ones stand last.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{FORMAT, Listing};
use super::super::view::NamedJson;
use crate::model::{
    Aggregation, AnswerKind, ArticleId, ClaimId, Count, Digest, EntryIndex, Handle, Instant, Label,
    Measure, PartialDate, Qualifier, RevisionNumber, SnapshotId, SourceId, VictimStatus,
};
use crate::report::sources::{
    Basis, Carrier, EventSources, Lag, Query, Said, Sources, Statement, Steps, Totals, counted,
};
use crate::store::Head;

#[derive(Serialize)]
struct ReportHead<'a> {
    format: u32,
    report: &'static str,
    event: Option<&'a Handle>,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    log: Head,
}

#[derive(Serialize)]
struct EventJson<'a> {
    event: &'a Handle,
    totals: Totals,
    statements: Vec<StatementJson<'a>>,
    outlets: Vec<OutletJson<'a>>,
    claimants: Vec<ClaimantJson<'a>>,
}

#[derive(Serialize)]
struct StatementJson<'a> {
    kind: &'static str,
    #[serde(flatten)]
    said: SaidJson<'a>,
    origin: NamedJson<'a, SourceId>,
    basis: Basis,
    outlets: usize,
    routes: usize,
    first_printed: Option<String>,
    first: Vec<NamedJson<'a, SourceId>>,
    claims: Vec<StatedJson<'a>>,
    citations: Vec<CarrierJson<'a>>,
    first_is_certain: bool,
    /// Those who have it from one another, as their relays are recorded.
    circle: Vec<NamedJson<'a, SourceId>>,
}

/// All keys are there for every kind; what a kind has not is `null`.
#[derive(Serialize, Default)]
struct SaidJson<'a> {
    measure: Option<Measure>,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Option<Qualifier>,
    wording: Option<&'a str>,
    victims: Option<&'a Label>,
    victim_side: Option<&'a Label>,
    victim_status: Option<VictimStatus>,
    aggregation: Option<Aggregation>,
    place: Option<&'a Label>,
    accused: Option<NamedJson<'a, SourceId>>,
    answer: Option<AnswerKind>,
    answers: Option<ClaimId>,
    act: Option<&'a str>,
}

#[derive(Serialize)]
struct StatedJson<'a> {
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    claimant: NamedJson<'a, SourceId>,
    stated_on: PartialDate,
}

#[derive(Serialize)]
struct CarrierJson<'a> {
    claim: ClaimId,
    article: ArticleId,
    url: Option<&'a str>,
    publisher: Option<NamedJson<'a, SourceId>>,
    via: Vec<NamedJson<'a, SourceId>>,
    published_at: Option<PartialDate>,
    lag_days: Option<i64>,
    edited_in: bool,
    same_text_as: Option<ArticleId>,
    snapshot: Option<SnapshotId>,
    sha256: Option<Digest>,
    quote: Option<&'a str>,
}

#[derive(Serialize)]
struct OutletJson<'a> {
    #[serde(flatten)]
    source: NamedJson<'a, SourceId>,
    statements: usize,
    first: usize,
    repeated: usize,
    lag_days: Option<Lag>,
    /// The claims behind the counts, by the counts' names.
    claims: BTreeMap<&'static str, Vec<BehindJson>>,
}

#[derive(Serialize)]
struct ClaimantJson<'a> {
    #[serde(flatten)]
    source: NamedJson<'a, SourceId>,
    figures: usize,
    steps: Steps,
    corrected: Steps,
    /// The claims behind the counts, by the counts' names.
    claims: BTreeMap<&'static str, Vec<BehindJson>>,
}

/// One claim that is counted.
#[derive(Serialize)]
struct BehindJson {
    claim: ClaimId,
    revision: RevisionNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<BeforeJson>,
}

/// What a step or a correction leads from.
#[derive(Serialize)]
struct BeforeJson {
    claim: ClaimId,
    revision: RevisionNumber,
}

#[derive(Serialize)]
struct Tail<'a> {
    /// How many entries of the log were looked at.
    entries: u64,
    undatable: usize,
    /// Claims that the source corrected on a day that may lie after the as-of day; shown as corrected.
    perhaps_corrected_later: &'a BTreeSet<ClaimId>,
    later: usize,
}

/// Writes the report as JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, query: &Query, report: &Sources) -> io::Result<()> {
    let only = match report.events.as_slice() {
        [only] => Some(&only.heading.event.handle),
        _ => None,
    };
    let head = ReportHead {
        format: FORMAT,
        report: "sources",
        event: only,
        as_of: query.as_of.map(|day| day.to_string()),
        recorded_by: query.recorded_by,
        log: report.made.head,
    };
    let mut list = Listing::begin(out, &head, "events")?;
    for it in &report.events {
        list.element(&event(it))?;
    }
    list.end(&Tail {
        entries: report.made.head.size.min(report.made.horizon.size()),
        undatable: report.undatable,
        perhaps_corrected_later: &report.perhaps_later.claims,
        later: report.later,
    })
}

fn event(event: &EventSources) -> EventJson<'_> {
    let mut behind: HashMap<(bool, SourceId), BTreeMap<&'static str, Vec<BehindJson>>> =
        HashMap::new();
    for counted in counted(event) {
        let of = (counted.count.is_of_outlet(), counted.source.id);
        let claims = behind.entry(of).or_default();
        let before = counted.before;
        claims
            .entry(counted.count.name())
            .or_default()
            .push(BehindJson {
                claim: counted.claim,
                revision: counted.revision,
                before: before.map(|(claim, revision)| BeforeJson { claim, revision }),
            });
    }
    let mut behind = |of| behind.remove(&of).unwrap_or_default();
    let mut outlets = Vec::with_capacity(event.outlets.len());
    outlets.extend(event.outlets.iter().map(|outlet| OutletJson {
        source: NamedJson::of(&outlet.source),
        statements: outlet.statements,
        first: outlet.first,
        repeated: outlet.repeated,
        lag_days: outlet.lag,
        claims: behind((true, outlet.source.id)),
    }));
    let claimants = event.claimants.iter().map(|claimant| ClaimantJson {
        source: NamedJson::of(&claimant.source),
        figures: claimant.figures,
        steps: claimant.steps,
        corrected: claimant.corrected,
        claims: behind((false, claimant.source.id)),
    });
    EventJson {
        event: &event.heading.event.handle,
        totals: event.totals,
        statements: event.statements.iter().map(statement).collect(),
        outlets,
        claimants: claimants.collect(),
    }
}

fn statement(statement: &Statement) -> StatementJson<'_> {
    let claims = statement.claims.iter().map(|stated| StatedJson {
        claim: stated.claim,
        revision: stated.revision,
        entry: stated.entry,
        claimant: NamedJson::of(&stated.claimant),
        stated_on: stated.stated_on,
    });
    StatementJson {
        kind: super::kind(&statement.said),
        said: said(&statement.said),
        origin: NamedJson::of(&statement.origin),
        basis: statement.basis,
        outlets: statement.outlets,
        routes: statement.routes,
        first_printed: statement.first_day.map(|day| day.to_string()),
        first: statement.first.iter().map(NamedJson::of).collect(),
        claims: claims.collect(),
        citations: statement.carriers.iter().map(carrier).collect(),
        first_is_certain: statement.is_first_certain,
        circle: statement.circle.iter().map(NamedJson::of).collect(),
    }
}

fn said(said: &Said) -> SaidJson<'_> {
    match said {
        Said::Figure {
            key,
            figure,
            wording,
        } => SaidJson {
            measure: Some(key.measure),
            low: figure.low(),
            best: figure.best(),
            high: figure.high(),
            qualifier: Some(figure.qualifier()),
            wording: wording.as_deref(),
            victims: key.victims.as_ref(),
            victim_side: key.victim_side.as_ref(),
            victim_status: Some(key.victim_status),
            aggregation: Some(key.aggregation),
            place: key.place.as_ref(),
            ..SaidJson::default()
        },
        Said::Accusation { accused, act } => SaidJson {
            accused: Some(NamedJson::of(accused)),
            act: act.as_deref(),
            ..SaidJson::default()
        },
        Said::Answer { kind, answers, act } => SaidJson {
            answer: Some(*kind),
            answers: Some(*answers),
            act: act.as_deref(),
            ..SaidJson::default()
        },
    }
}

fn carrier(carrier: &Carrier) -> CarrierJson<'_> {
    CarrierJson {
        claim: carrier.claim,
        article: carrier.article,
        url: carrier.locator.as_deref(),
        publisher: carrier.publisher.as_ref().map(NamedJson::of),
        via: carrier.via.iter().map(NamedJson::of).collect(),
        published_at: carrier.published_at,
        lag_days: carrier.lag,
        edited_in: carrier.edited_in,
        same_text_as: carrier.same_text_as,
        snapshot: carrier.snapshot,
        sha256: carrier.sha256,
        quote: carrier.quote.as_deref(),
    }
}
