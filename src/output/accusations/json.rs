//! The report of accusations as JSON. The keys and their order are a contract; added ones stand last.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{FORMAT, Listing};
use super::super::view::{CitationJson, ClaimLineJson, NamedJson};
use crate::model::{
    AnswerKind, AssessmentId, ClaimId, EntryIndex, Handle, Instant, Label, PartialDate, Prose,
    RevisionNumber, SourceId,
};
use crate::report::accusations::{
    Accusations, AnswerStep, Begins, Corrected, Evidence, Missing, Pair, Query, Step, Thread, Was,
    Withdrawn, Words,
};
use crate::report::rating::{RatingVersion, Withdrawal};
use crate::store::Head;

#[derive(Serialize)]
struct ReportHead<'a> {
    format: u32,
    report: &'static str,
    event: Option<&'a Handle>,
    as_of: Option<String>,
    recorded_by: Option<Instant>,
    log: Head,
    pairs: Vec<PairJson<'a>>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    event: &'a Handle,
    accuser: NamedJson<'a, SourceId>,
    accused: NamedJson<'a, SourceId>,
    accusations: usize,
    denied: usize,
    confirmed: usize,
    conceded: usize,
    rated: usize,
    unanswered: usize,
    denied_by_others: usize,
    /// The accusations that are counted; what each has met stands in its thread.
    claims: &'a [ClaimId],
}

#[derive(Serialize)]
pub(in crate::output) struct ThreadJson<'a> {
    event: &'a Handle,
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    kind: &'static str,
    accuser: NamedJson<'a, SourceId>,
    accused: Option<NamedJson<'a, SourceId>>,
    act: Option<&'a str>,
    answers: Option<ClaimId>,
    missing: Option<Missing>,
    stated_on: PartialDate,
    occurred: Option<PartialDate>,
    published_at: Option<PartialDate>,
    place: Option<&'a Label>,
    unanswered: bool,
    citations: Vec<CitationJson<'a>>,
    steps: Vec<StepJson<'a>>,
    source_corrected: Option<Corrected>,
    printed_later: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum StepJson<'a> {
    Answer(AnswerJson<'a>),
    Cited {
        step: &'static str,
        date: Option<PartialDate>,
        assessment: AssessmentId,
        citation: Box<CitationJson<'a>>,
    },
    Claim {
        step: &'static str,
        date: Option<PartialDate>,
        assessment: AssessmentId,
        claim: Box<ClaimLineJson<'a>>,
    },
    Rating(RatingJson<'a>),
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    step: &'static str,
    date: PartialDate,
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    answers: ClaimId,
    depth: usize,
    claimant: NamedJson<'a, SourceId>,
    by_accused: bool,
    published_at: Option<PartialDate>,
    act: Option<&'a str>,
    citations: Vec<CitationJson<'a>>,
    before_what_it_answers: bool,
    source_corrected: Option<Corrected>,
    printed_later: bool,
}

/// What the desk withdrew.
#[derive(Serialize)]
pub(in crate::output) struct WithdrawnClaimJson<'a> {
    event: &'a Handle,
    claim: ClaimId,
    revision: RevisionNumber,
    kind: &'static str,
    claimant: NamedJson<'a, SourceId>,
    accused: Option<NamedJson<'a, SourceId>>,
    answers: Option<ClaimId>,
    act: Option<&'a str>,
    stated_on: PartialDate,
    citations: Vec<CitationJson<'a>>,
    withdrawn: WithdrawnJson<'a>,
    published_at: Option<PartialDate>,
    printed_later: bool,
}

#[derive(Serialize)]
struct RatingJson<'a> {
    step: &'static str,
    date: PartialDate,
    assessment: AssessmentId,
    revision: RevisionNumber,
    entry: EntryIndex,
    rates: ClaimId,
    author: &'a str,
    scale: Option<&'a Label>,
    rating: &'a str,
    label: Option<&'a str>,
    rationale: Option<&'a str>,
    stands: bool,
    withdrawn: Option<WithdrawnJson<'a>>,
    /// Whether a later version stands in its place.
    replaced: bool,
}

#[derive(Serialize)]
struct WithdrawnJson<'a> {
    at: Instant,
    entry: EntryIndex,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Tail<'a> {
    apart: Vec<ThreadJson<'a>>,
    /// How many entries of the log were looked at.
    entries: u64,
    undatable: usize,
    /// Claims that the source corrected on a day that may lie after the as-of day; shown as corrected.
    perhaps_corrected_later: &'a BTreeSet<ClaimId>,
    later: usize,
    withdrawn: Vec<WithdrawnClaimJson<'a>>,
}

/// Writes the report as JSON, one object.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, query: &Query, report: &Accusations) -> io::Result<()> {
    let pairs = report.events.iter().flat_map(|event| {
        let handle = &event.heading.event.handle;
        event.pairs.iter().map(move |it| pair(handle, it))
    });
    let only = match report.events.as_slice() {
        [only] => Some(&only.heading.event.handle),
        _ => None,
    };
    let head = ReportHead {
        format: FORMAT,
        report: "accusations",
        event: only,
        as_of: query.as_of.map(|day| day.to_string()),
        recorded_by: query.recorded_by,
        log: report.made.head,
        pairs: pairs.collect(),
    };
    let mut list = Listing::begin(out, &head, "threads")?;
    let (mut apart, mut withdrawn) = (Vec::new(), Vec::new());
    for event in &report.events {
        let handle = &event.heading.event.handle;
        for it in &event.threads {
            list.element(&thread(handle, it))?;
        }
        apart.extend(event.apart.iter().map(|it| thread(handle, it)));
        withdrawn.extend(event.withdrawn.iter().map(|it| withdrawn_claim(handle, it)));
    }
    list.end(&Tail {
        apart,
        entries: report.made.head.size.min(report.made.horizon.size()),
        undatable: report.undatable,
        perhaps_corrected_later: &report.perhaps_later.claims,
        later: report.later,
        withdrawn,
    })
}

fn pair<'a>(event: &'a Handle, pair: &'a Pair) -> PairJson<'a> {
    PairJson {
        event,
        accuser: NamedJson::of(&pair.accuser),
        accused: NamedJson::of(&pair.accused),
        accusations: pair.accusations,
        denied: pair.denied,
        confirmed: pair.confirmed,
        conceded: pair.conceded,
        rated: pair.rated,
        unanswered: pair.unanswered,
        denied_by_others: pair.denied_by_others,
        claims: &pair.claims,
    }
}

pub(in crate::output) fn thread<'a>(event: &'a Handle, thread: &'a Thread) -> ThreadJson<'a> {
    let root = &thread.root;
    let (answers, missing) = match &root.begins {
        Begins::Accusation { .. } => (None, None),
        Begins::Answer {
            answers, missing, ..
        } => (Some(*answers), Some(*missing)),
    };
    ThreadJson {
        event,
        claim: root.claim,
        revision: root.revision,
        entry: root.entry,
        kind: super::begins(root),
        accuser: NamedJson::of(&root.claimant),
        accused: thread.accused().map(NamedJson::of),
        act: thread.act().and_then(Prose::value),
        answers,
        missing,
        stated_on: root.stated_on,
        occurred: root.occurred,
        published_at: root.published_at,
        place: root.place.as_ref(),
        unanswered: thread.unanswered,
        citations: root.citations.iter().map(CitationJson::of).collect(),
        steps: thread.steps.iter().map(step).collect(),
        source_corrected: root.corrected,
        printed_later: root.is_printed_later,
    }
}

fn step(step: &Step) -> StepJson<'_> {
    match step {
        Step::Answer(it) => StepJson::Answer(answer(it)),
        Step::Evidence(it) => evidence(it),
        Step::Rating(it) => StepJson::Rating(rating(it)),
    }
}

fn answer(answer: &AnswerStep) -> AnswerJson<'_> {
    AnswerJson {
        step: match answer.kind {
            AnswerKind::Denial => "denial",
            AnswerKind::Confirmation => "confirmation",
            AnswerKind::Concession => "concession",
        },
        date: answer.stated_on,
        claim: answer.claim,
        revision: answer.revision,
        entry: answer.entry,
        answers: answer.answers,
        depth: answer.depth,
        claimant: NamedJson::of(&answer.claimant),
        by_accused: answer.by_accused,
        published_at: answer.published_at,
        act: answer.act.as_ref().and_then(Prose::value),
        citations: answer.citations.iter().map(CitationJson::of).collect(),
        before_what_it_answers: answer.is_before,
        source_corrected: answer.corrected,
        printed_later: answer.is_printed_later,
    }
}

fn evidence(evidence: &Evidence) -> StepJson<'_> {
    let (step, date, assessment) = ("evidence", evidence.date, evidence.assessment);
    match &evidence.words {
        Words::Cited(view) => StepJson::Cited {
            step,
            date,
            assessment,
            citation: Box::new(CitationJson::of(view)),
        },
        Words::Claim { line, .. } => StepJson::Claim {
            step,
            date,
            assessment,
            claim: Box::new(ClaimLineJson::of(line)),
        },
    }
}

fn rating(rating: &RatingVersion) -> RatingJson<'_> {
    RatingJson {
        step: "assessment",
        date: rating.assessed_on,
        assessment: rating.assessment,
        revision: rating.revision,
        entry: rating.entry,
        rates: rating.rates,
        author: &rating.author,
        scale: rating.rating.scale(),
        rating: rating.rating.step(),
        label: rating.label.as_ref().and_then(Prose::value),
        rationale: rating.rationale.value(),
        stands: rating.stands,
        withdrawn: rating.withdrawn.as_ref().map(withdrawal),
        replaced: rating.is_replaced(),
    }
}

fn withdrawal(withdrawal: &Withdrawal) -> WithdrawnJson<'_> {
    WithdrawnJson {
        at: withdrawal.at,
        entry: withdrawal.entry,
        reason: withdrawal.reason.as_ref().and_then(Prose::value),
    }
}

pub(in crate::output) fn withdrawn_claim<'a>(
    event: &'a Handle,
    it: &'a Withdrawn,
) -> WithdrawnClaimJson<'a> {
    let (accused, answers) = match &it.was {
        Was::Accusation { accused, .. } => (Some(NamedJson::of(accused)), None),
        Was::Answer { answers, .. } => (None, Some(*answers)),
    };
    WithdrawnClaimJson {
        event,
        claim: it.claim,
        revision: it.revision,
        kind: it.was.kind(),
        claimant: NamedJson::of(&it.claimant),
        accused,
        answers,
        act: it.was.act().and_then(Prose::value),
        stated_on: it.stated_on,
        citations: it.citations.iter().map(CitationJson::of).collect(),
        withdrawn: withdrawal(&it.withdrawal),
        published_at: it.published_at,
        printed_later: it.is_printed_later,
    }
}
