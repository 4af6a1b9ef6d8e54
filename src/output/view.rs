//! Records as JSON has them: the same shape wherever a record occurs. A free text that was erased is `null`, and its
//! field is named in `erased`.

use serde::Serialize;

use crate::model::{
    Accusation, Aggregation, AnswerKind, ArticleId, Assessment, AssessmentId, Cause, Citation,
    Claim, ClaimId, Count, Country, Digest, EntryIndex, Event, EventId, Handle, Instant, Label,
    Language, Measure, PartialDate, Prose, Qualifier, Reading, RecordId, Revision, RevisionNumber,
    Snapshot, SnapshotId, Source, SourceId, SourceKind, VictimStatus,
};
use crate::report::listing::{AssessmentLine, ClaimLine};
use crate::report::record::CitationView;
use crate::report::{Named, NamedArticle};

/// The fields whose text was erased.
#[derive(Serialize, Default)]
#[serde(transparent)]
pub(super) struct Erased(Vec<&'static str>);

impl Erased {
    fn text<'a>(&mut self, field: &'static str, prose: Option<&'a Prose>) -> Option<&'a str> {
        let prose = prose?;
        if prose.value().is_none() {
            self.0.push(field);
        }
        prose.value()
    }
}

/// An event or a source by its names.
#[derive(Serialize)]
pub(super) struct NamedJson<'a, I> {
    id: I,
    handle: &'a Handle,
    name: Option<&'a str>,
}

impl<'a, I: Copy> NamedJson<'a, I> {
    pub(super) fn of(named: &'a Named<I>) -> Self {
        Self {
            id: named.id,
            handle: &named.handle,
            name: named.name.value(),
        }
    }
}

/// What a version of any record has beside the record itself.
#[derive(Serialize)]
pub(super) struct RevisionJson<'a> {
    id: RecordId,
    revision: RevisionNumber,
    entry: EntryIndex,
    author: &'a str,
    recorded_at: Instant,
    cause: Cause,
    corrected_on: Option<PartialDate>,
    reason: Option<&'a str>,
}

impl<'a> RevisionJson<'a> {
    pub(super) fn of(revision: &'a Revision) -> Self {
        Self {
            id: revision.record,
            revision: revision.number,
            entry: revision.entry,
            author: revision.author.as_str(),
            recorded_at: revision.recorded_at,
            cause: revision.cause(),
            corrected_on: revision.grounds.corrected_on(),
            reason: revision.reason.as_ref().and_then(Prose::value),
        }
    }
}

#[derive(Serialize)]
pub(super) struct EventJson<'a> {
    handle: &'a Handle,
    title: Option<&'a str>,
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    place: Option<&'a Label>,
    sides: &'a [Label],
    note: Option<&'a str>,
    erased: Erased,
}

impl<'a> EventJson<'a> {
    pub(super) fn of(event: &'a Event) -> Self {
        let mut erased = Erased::default();
        Self {
            handle: &event.handle,
            title: erased.text("title", Some(&event.title)),
            start: event.start,
            end: event.end,
            place: event.place.as_ref(),
            sides: &event.sides,
            note: erased.text("note", event.note.as_ref()),
            erased,
        }
    }
}

#[derive(Serialize)]
pub(super) struct SourceJson<'a> {
    handle: &'a Handle,
    names: Vec<NameJson<'a>>,
    kind: SourceKind,
    country: Option<&'a Country>,
    side: Option<&'a Label>,
    reliability: Option<&'static str>,
    note: Option<&'a str>,
    erased: Erased,
}

#[derive(Serialize)]
struct NameJson<'a> {
    name: Option<&'a str>,
    language: Option<&'a Language>,
}

impl<'a> SourceJson<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let mut erased = Erased::default();
        Self {
            handle: &source.handle,
            names: source
                .names()
                .iter()
                .map(|name| NameJson {
                    name: erased.text("names", Some(&name.name)),
                    language: name.language.as_ref(),
                })
                .collect(),
            kind: source.kind,
            country: source.country.as_ref(),
            side: source.side.as_ref(),
            reliability: source.reliability.map(|letter| letter.letter()),
            note: erased.text("note", source.note.as_ref()),
            erased,
        }
    }
}

#[derive(Serialize)]
pub(super) struct ArticleJson<'a> {
    article: ArticleId,
    url: Option<&'a str>,
    publisher: Option<NamedJson<'a, SourceId>>,
    title: Option<&'a str>,
    language: Option<&'a Language>,
    published_at: Option<PartialDate>,
    erased: Erased,
}

impl<'a> ArticleJson<'a> {
    pub(super) fn of(article: &'a NamedArticle) -> Self {
        let mut erased = Erased::default();
        Self {
            article: article.id,
            url: erased.text("url", Some(&article.locator)),
            publisher: article.publisher.as_ref().map(NamedJson::of),
            title: erased.text("title", article.title.as_ref()),
            language: article.language.as_ref(),
            published_at: article.published_at,
            erased,
        }
    }
}

#[derive(Serialize)]
pub(super) struct SnapshotJson<'a> {
    snapshot: SnapshotId,
    article: ArticleId,
    retrieved_at: Instant,
    sha256: Digest,
    text_sha256: Digest,
    media_type: &'a str,
    charset: &'a str,
    captured_by: &'a str,
    extractor: &'a str,
}

impl<'a> SnapshotJson<'a> {
    pub(super) fn of(id: SnapshotId, snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot: id,
            article: snapshot.article,
            retrieved_at: snapshot.retrieved_at,
            sha256: snapshot.raw.digest,
            text_sha256: snapshot.text.digest,
            media_type: &snapshot.media_type,
            charset: &snapshot.charset,
            captured_by: &snapshot.captured_by,
            extractor: &snapshot.extractor,
        }
    }
}

/// A claim. All keys are there for every kind; what a kind has not is `null`.
#[derive(Serialize)]
pub(super) struct ClaimJson<'a> {
    kind: &'static str,
    event: NamedJson<'a, EventId>,
    claimant: NamedJson<'a, SourceId>,
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
    accused: Option<NamedJson<'a, SourceId>>,
    act: Option<&'a str>,
    answers: Option<ClaimId>,
    answer: Option<AnswerKind>,
    place: Option<&'a Label>,
    occurred: Option<PartialDate>,
    stated_on: PartialDate,
    note: Option<&'a str>,
    erased: Erased,
}

impl<'a> ClaimJson<'a> {
    pub(super) fn of(
        claim: &'a Claim,
        event: &'a Named<EventId>,
        claimant: &'a Named<SourceId>,
        accused: Option<&'a Named<SourceId>>,
    ) -> Self {
        let mut erased = Erased::default();
        let stated = claim.figure();
        let (act, answers, answer) = match claim.accusation() {
            Some(Accusation::Accuses { act, .. }) => (Some(act), None, None),
            Some(Accusation::Answers { kind, claim, act }) => {
                (act.as_ref(), Some(*claim), Some(*kind))
            }
            None => (None, None, None),
        };
        Self {
            kind: claim.kind(),
            event: NamedJson::of(event),
            claimant: NamedJson::of(claimant),
            measure: stated.map(|stated| stated.measure),
            low: stated.and_then(|stated| stated.figure.low()),
            best: stated.and_then(|stated| stated.figure.best()),
            high: stated.and_then(|stated| stated.figure.high()),
            qualifier: stated.map(|stated| stated.figure.qualifier()),
            wording: erased.text("wording", stated.and_then(|stated| stated.wording.as_ref())),
            victims: stated.and_then(|stated| stated.victims.as_ref()),
            victim_side: stated.and_then(|stated| stated.victim_side.as_ref()),
            victim_status: stated.map(|stated| stated.victim_status),
            aggregation: stated.map(|stated| stated.aggregation),
            accused: accused.map(NamedJson::of),
            act: erased.text("act", act),
            answers,
            answer,
            place: claim.place.as_ref(),
            occurred: claim.occurred,
            stated_on: claim.stated_on,
            note: erased.text("note", claim.note.as_ref()),
            erased,
        }
    }
}

/// A claim in a list.
#[derive(Serialize)]
pub(super) struct ClaimLineJson<'a> {
    id: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    retracted: bool,
    #[serde(flatten)]
    claim: ClaimJson<'a>,
    published_at: Option<PartialDate>,
    publisher: Option<NamedJson<'a, SourceId>>,
    via: Vec<NamedJson<'a, SourceId>>,
    article: ArticleId,
    url: Option<&'a str>,
    quote: Option<&'a str>,
    citations: usize,
    sha256: Option<Digest>,
}

impl<'a> ClaimLineJson<'a> {
    pub(super) fn of(line: &'a ClaimLine) -> Self {
        Self {
            id: line.id,
            revision: line.revision,
            entry: line.entry,
            retracted: line.retracted,
            claim: ClaimJson::of(
                &line.claim,
                &line.event,
                &line.claimant,
                line.accused.as_ref(),
            ),
            published_at: line.published_at,
            publisher: line.article.publisher.as_ref().map(NamedJson::of),
            via: line.via.iter().map(NamedJson::of).collect(),
            article: line.article.id,
            url: line.article.locator.value(),
            quote: first_quote(&line.claim).and_then(Prose::value),
            citations: line.claim.citations().len(),
            sha256: line.sha256,
        }
    }
}

/// A rating, without the records that it names.
#[derive(Serialize)]
pub(super) struct AssessmentJson<'a> {
    claim: ClaimId,
    assessed_on: PartialDate,
    scale: Option<&'a Label>,
    rating: &'a str,
    label: Option<&'a str>,
    rationale: Option<&'a str>,
    evidence: &'a [ClaimId],
    erased: Erased,
}

impl<'a> AssessmentJson<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        let mut erased = Erased::default();
        Self {
            claim: assessment.claim,
            assessed_on: assessment.assessed_on,
            scale: assessment.rating.scale(),
            rating: assessment.rating.step(),
            label: erased.text("label", assessment.label.as_ref()),
            rationale: erased.text("rationale", Some(&assessment.rationale)),
            evidence: &assessment.evidence.claims,
            erased,
        }
    }
}

/// A rating in a list.
#[derive(Serialize)]
pub(super) struct AssessmentLineJson<'a> {
    id: AssessmentId,
    revision: RevisionNumber,
    entry: EntryIndex,
    retracted: bool,
    #[serde(flatten)]
    assessment: AssessmentJson<'a>,
    citations: usize,
}

impl<'a> AssessmentLineJson<'a> {
    pub(super) fn of(line: &'a AssessmentLine) -> Self {
        Self {
            id: line.id,
            revision: line.revision,
            entry: line.entry,
            retracted: line.retracted,
            assessment: AssessmentJson::of(&line.assessment),
            citations: line.assessment.evidence.citations.len(),
        }
    }
}

/// The words of the first place where a claim stands.
pub(super) fn first_quote(claim: &Claim) -> Option<&Prose> {
    quote(claim.citations().first()?)
}

fn quote(citation: &Citation) -> Option<&Prose> {
    citation.passage.as_ref().map(|passage| &passage.quote)
}

/// One place where a claim stands.
#[derive(Serialize)]
pub(super) struct CitationJson<'a> {
    #[serde(flatten)]
    article: ArticleJson<'a>,
    snapshot: Option<SnapshotId>,
    sha256: Option<Digest>,
    held: bool,
    start: Option<u64>,
    end: Option<u64>,
    quote: Option<&'a str>,
    prefix: Option<&'a str>,
    suffix: Option<&'a str>,
    via: Vec<NamedJson<'a, SourceId>>,
    reading: Option<Reading>,
}

impl<'a> CitationJson<'a> {
    pub(super) fn of(view: &'a CitationView) -> Self {
        let citation = &view.citation;
        let passage = citation.passage.as_ref();
        let mut article = ArticleJson::of(&view.article);
        let span = citation.anchor.span();
        let snapshot = match citation.anchor {
            crate::model::Anchor::Held { snapshot, .. } => Some(snapshot),
            _ => None,
        };
        Self {
            snapshot,
            sha256: view.sha256,
            held: view.held,
            start: span.map(|span| span.start()),
            end: span.map(|span| span.end()),
            quote: article.erased.text("quote", quote(citation)),
            prefix: article.erased.text(
                "prefix",
                passage.and_then(|passage| passage.prefix.as_ref()),
            ),
            suffix: article.erased.text(
                "suffix",
                passage.and_then(|passage| passage.suffix.as_ref()),
            ),
            via: view.via.iter().map(NamedJson::of).collect(),
            reading: citation.reading,
            article,
        }
    }
}
