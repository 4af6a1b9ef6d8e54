//! The current claims as JSON Lines: one object a claim, names instead of ids where there are names, the desk's ratings of
//! it inside.
//!
//! What is not known is null. A text that was erased is null too, and its field is named in `erased`.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;

use super::line;
use super::ratings::{RatingFields, Ratings};
use crate::exchange::Result;
use crate::exchange::sheet::Filter;
use crate::model::{
    Accusation, Aggregation, Anchor, ArticleId, Citation, Claim, ClaimId, Content, Count,
    EntryIndex, FigureClaim, Instant, Language, Measure, PartialDate, Prose, Qualifier, Reading,
    RecordKind, Revision, RevisionNumber, SnapshotId, VictimStatus,
};
use crate::register::Register;
use crate::store::{Horizon, Read};

#[derive(Serialize)]
struct ClaimLine<'c> {
    format: u32,
    claim: ClaimId,
    revision: RevisionNumber,
    entry: EntryIndex,
    recorded_at: Instant,
    author: &'c str,
    kind: &'static str,
    event: String,
    claimant: String,
    stated_on: PartialDate,
    occurred: Option<PartialDate>,
    place: Option<&'c str>,
    #[serde(flatten)]
    figure: Option<FigureFields<'c>>,
    #[serde(flatten)]
    accusation: Option<AccusationFields<'c>>,
    note: Option<&'c str>,
    citations: Vec<CitationFields>,
    ratings: Vec<RatingFields<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<&'static str>,
}

#[derive(Serialize)]
struct FigureFields<'c> {
    measure: Measure,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
    wording: Option<&'c str>,
    victims: Option<&'c str>,
    victim_side: Option<&'c str>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
}

#[derive(Serialize)]
struct AccusationFields<'c> {
    accused: Option<String>,
    act: Option<&'c str>,
    answers: Option<ClaimId>,
}

#[derive(Serialize)]
pub(super) struct CitationFields {
    article: ArticleId,
    locator: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    published_at: Option<PartialDate>,
    language: Option<Language>,
    via: Vec<String>,
    quote: Option<String>,
    prefix: Option<String>,
    suffix: Option<String>,
    start: Option<u64>,
    end: Option<u64>,
    snapshot: Option<SnapshotId>,
    snapshot_sha256: Option<String>,
    reading: Option<Reading>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<&'static str>,
}

/// Writes the claims as they are within the horizon, each with how it is rated, without what is retracted; how many claims
/// comes back.
///
/// # Errors
/// The store's; [`crate::exchange::ExchangeError::Write`].
pub fn write_claims(
    read: &dyn Read,
    horizon: Horizon,
    filter: Option<Filter<'_>>,
    out: &mut dyn Write,
) -> Result<u64> {
    let register = Register::new(read, horizon);
    let ratings = Ratings::read(read, horizon)?;
    let mut written = 0;
    let mut failure = None;
    read.each_latest(RecordKind::Claim, horizon, &mut |revision| {
        let id = ClaimId::try_from(revision.record)?;
        let Content::Claim(claim) = &revision.content else {
            return Ok(ControlFlow::Continue(()));
        };
        if revision.is_retraction() || filter.is_some_and(|filter| !filter(id, claim)) {
            return Ok(ControlFlow::Continue(()));
        }
        let fields = claim_line(&register, &ratings, id, &revision, claim);
        let done = fields.and_then(|fields| line(out, &fields));
        Ok(match done {
            Ok(()) => {
                written += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    match failure {
        Some(error) => Err(error),
        None => Ok(written),
    }
}

fn claim_line<'c>(
    register: &Register<'_>,
    ratings: &'c Ratings,
    id: ClaimId,
    revision: &'c Revision,
    claim: &'c Claim,
) -> Result<ClaimLine<'c>> {
    let mut erased = Vec::new();
    let accusation = match claim.accusation() {
        None => None,
        Some(Accusation::Accuses { accused, act }) => Some(AccusationFields {
            accused: Some(register.source(*accused)?.handle.to_string()),
            act: kept(Some(act), "act", &mut erased),
            answers: None,
        }),
        Some(Accusation::Answers { claim, act, .. }) => Some(AccusationFields {
            accused: None,
            act: kept(act.as_ref(), "act", &mut erased),
            answers: Some(*claim),
        }),
    };
    let figure = claim
        .figure()
        .map(|claim| figure_fields(claim, &mut erased));
    let mut citations = Vec::with_capacity(claim.citations().len());
    for citation in claim.citations() {
        citations.push(citation_fields(register, citation)?);
    }
    Ok(ClaimLine {
        format: 1,
        claim: id,
        revision: revision.number,
        entry: revision.entry,
        recorded_at: revision.recorded_at,
        author: revision.author.as_str(),
        kind: claim.kind(),
        event: register.event(claim.event)?.handle.to_string(),
        claimant: register.source(claim.claimant)?.handle.to_string(),
        stated_on: claim.stated_on,
        occurred: claim.occurred,
        place: claim.place.as_ref().map(|place| place.as_str()),
        figure,
        accusation,
        note: kept(claim.note.as_ref(), "note", &mut erased),
        citations,
        ratings: ratings.of(register, id)?,
        erased,
    })
}

fn figure_fields<'c>(claim: &'c FigureClaim, erased: &mut Vec<&'static str>) -> FigureFields<'c> {
    FigureFields {
        measure: claim.measure,
        low: claim.figure.low(),
        best: claim.figure.best(),
        high: claim.figure.high(),
        qualifier: claim.figure.qualifier(),
        wording: kept(claim.wording.as_ref(), "wording", erased),
        victims: claim.victims.as_ref().map(|victims| victims.as_str()),
        victim_side: claim.victim_side.as_ref().map(|side| side.as_str()),
        victim_status: claim.victim_status,
        aggregation: claim.aggregation,
    }
}

pub(super) fn citation_fields(
    register: &Register<'_>,
    citation: &Citation,
) -> Result<CitationFields> {
    let article = register.article(citation.article)?;
    let mut erased = Vec::new();
    let mut text =
        |prose: Option<&Prose>, field| kept(prose, field, &mut erased).map(str::to_owned);
    let passage = citation.passage.as_ref();
    let locator = text(Some(&article.locator), "locator");
    let title = text(article.title.as_ref(), "title");
    let quote = text(passage.map(|passage| &passage.quote), "quote");
    let prefix = text(
        passage.and_then(|passage| passage.prefix.as_ref()),
        "prefix",
    );
    let suffix = text(
        passage.and_then(|passage| passage.suffix.as_ref()),
        "suffix",
    );
    let mut via = Vec::with_capacity(citation.via.len());
    for relay in &citation.via {
        via.push(register.source(*relay)?.handle.to_string());
    }
    let (snapshot, snapshot_sha256) = match citation.anchor {
        Anchor::None => (None, None),
        Anchor::Held { snapshot, .. } => {
            let raw = register.snapshot(snapshot)?.raw.digest;
            (Some(snapshot), Some(raw.to_string()))
        }
        Anchor::Elsewhere { raw, .. } => (None, Some(raw.to_string())),
    };
    let span = citation.anchor.span();
    Ok(CitationFields {
        article: citation.article,
        locator,
        title,
        publisher: match article.publisher {
            Some(publisher) => Some(register.source(publisher)?.handle.to_string()),
            None => None,
        },
        published_at: article.published_at,
        language: article.language.clone(),
        via,
        quote,
        prefix,
        suffix,
        start: span.map(|span| span.start()),
        end: span.map(|span| span.end()),
        snapshot,
        snapshot_sha256,
        reading: citation.reading,
        erased,
    })
}

/// A text, unless it was erased, which is noted.
pub(super) fn kept<'p>(
    prose: Option<&'p Prose>,
    field: &'static str,
    erased: &mut Vec<&'static str>,
) -> Option<&'p str> {
    let value = prose.and_then(Prose::value);
    if prose.is_some() && value.is_none() {
        erased.push(field);
    }
    value
}
