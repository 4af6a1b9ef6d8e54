//! One record: as it is or as one of its versions had it, with every name followed and what rests on it.

use std::ops::ControlFlow;

use super::listing::{AssessmentLine, ClaimLine};
use super::{Named, NamedArticle, ReportError};
use crate::model::{
    Accusation, Anchor, ArticleId, Assessment, Cause, Citation, Claim, ClaimId, Content, Digest,
    EventId, RecordId, RecordKind, Revision, RevisionNumber, Snapshot, SnapshotId, SourceId,
};
use crate::register::Register;
use crate::store::{Head, Horizon, Read, SeriesFilter};

/// One version of one record, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// The log that was looked at.
    pub head: Head,
    /// The version.
    pub revision: Revision,
    /// How many versions there are.
    pub versions: usize,
    /// Whether the newest version withdraws the record.
    pub retracted: bool,
    /// What belongs to it.
    pub about: About,
}

/// What belongs to a record, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An event: the claims about it.
    Event(ClaimCounts),
    /// A source: where it occurs.
    Source(SourceRoles),
    /// An article: who published it, its copies, and what rests on it.
    Article {
        /// Who published it.
        publisher: Option<Named<SourceId>>,
        /// Its copies, oldest entry first.
        snapshots: Vec<(SnapshotId, Snapshot)>,
        /// The claims that cite it.
        claims: Vec<ClaimLine>,
    },
    /// A snapshot: its article, and what rests on this copy.
    Snapshot {
        /// The article that was captured.
        article: NamedArticle,
        /// The claims that cite this copy.
        claims: Vec<ClaimLine>,
    },
    /// A claim: whom it names, where it stands, what answers it, how it is rated.
    Claim(Box<ClaimAbout>),
    /// A rating: the claim that it rates, and what it rests on.
    Assessment(Box<AssessmentAbout>),
}

/// The claim that a rating rates, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentAbout {
    /// The claim that is rated.
    pub claim: ClaimLine,
    /// The claims that the rating rests on.
    pub claims: Vec<ClaimLine>,
    /// The words that it rests on, in the order recorded.
    pub citations: Vec<CitationView>,
}

/// Whom a claim names, where it stands, what answers it, how it is rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimAbout {
    /// What it is about.
    pub event: Named<EventId>,
    /// Who states it.
    pub claimant: Named<SourceId>,
    /// Who is said to have done it.
    pub accused: Option<Named<SourceId>>,
    /// The claim that it answers.
    pub answers: Option<ClaimLine>,
    /// The claims that answer it.
    pub answered_by: Vec<ClaimLine>,
    /// Where it stands, in the order recorded.
    pub citations: Vec<CitationView>,
    /// How the desk rates it.
    pub assessments: Vec<AssessmentLine>,
}

/// One place where a claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationView {
    /// The citation: copy, span, words, reading.
    pub citation: Citation,
    /// The article.
    pub article: NamedArticle,
    /// SHA-256 of the copy's bytes, held here or elsewhere; none when no copy is named.
    pub sha256: Option<Digest>,
    /// Whether this database holds the copy.
    pub held: bool,
    /// Who relayed it, from the publisher's side.
    pub via: Vec<Named<SourceId>>,
}

/// How many claims there are of each kind. Retracted ones are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ClaimCounts {
    /// Figures.
    pub figures: usize,
    /// Accusations.
    pub accusations: usize,
    /// Denials, confirmations and concessions.
    pub answers: usize,
    /// Of any kind, retracted.
    pub retracted: usize,
}

/// Where a source occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct SourceRoles {
    /// The claims that it states.
    pub states: ClaimCounts,
    /// The accusations against it.
    pub accused: usize,
    /// The claims that it relays.
    pub relays: usize,
    /// The articles that it published.
    pub publishes: usize,
}

impl ClaimCounts {
    fn count(&mut self, claim: &Claim, is_retracted: bool) {
        let counter = match (is_retracted, claim.accusation()) {
            (true, _) => &mut self.retracted,
            (false, None) => &mut self.figures,
            (false, Some(Accusation::Accuses { .. })) => &mut self.accusations,
            (false, Some(Accusation::Answers { .. })) => &mut self.answers,
        };
        *counter += 1;
    }
}

/// A record as its newest version within the horizon has it, or as version `number` had it. Names are those of the
/// newest versions within the horizon.
///
/// # Errors
/// No such record or version; the store's.
pub fn show(
    read: &dyn Read,
    record: RecordId,
    horizon: Horizon,
    number: Option<RevisionNumber>,
) -> Result<RecordView, ReportError> {
    let head = read.head()?;
    let versions = versions(read, record, horizon)?;
    let count = versions.len();
    let retracted = versions.last().is_some_and(Revision::is_retraction);
    let chosen = match number {
        None => versions.into_iter().next_back(),
        Some(asked) => versions
            .into_iter()
            .find(|revision| revision.number == asked),
    };
    let revision = chosen.ok_or_else(|| match number {
        Some(asked) => ReportError::NoVersion {
            record,
            asked,
            versions: count,
        },
        None => ReportError::unknown(record),
    })?;
    let register = Register::new(read, horizon);
    let about = match &revision.content {
        Content::Event(_) => {
            let id = EventId::new(record.number());
            About::Event(claims_about(read, id, horizon)?)
        }
        Content::Source(_) => About::Source(roles(read, &register, record, horizon)?),
        Content::Article(article) => {
            let id = ArticleId::new(record.number());
            About::Article {
                publisher: article
                    .publisher
                    .map(|publisher| Named::source(&register, publisher))
                    .transpose()?,
                snapshots: snapshots(read, id, horizon)?,
                claims: citing(read, &register, horizon, id, |_| true)?,
            }
        }
        Content::Snapshot(snapshot) => {
            let id = SnapshotId::new(record.number());
            let raw = snapshot.raw.digest;
            About::Snapshot {
                article: NamedArticle::of(&register, snapshot.article)?,
                claims: citing(read, &register, horizon, snapshot.article, |anchor| {
                    is_of(anchor, id, raw)
                })?,
            }
        }
        Content::Claim(claim) => {
            let id = ClaimId::new(record.number());
            About::Claim(Box::new(claim_about(read, &register, horizon, id, claim)?))
        }
        Content::Assessment(assessment) => About::Assessment(Box::new(assessment_about(
            read, &register, horizon, assessment,
        )?)),
    };
    Ok(RecordView {
        head,
        revision,
        versions: count,
        retracted,
        about,
    })
}

/// Every version of a record within the horizon; at least one.
pub(super) fn versions(
    read: &dyn Read,
    record: RecordId,
    horizon: Horizon,
) -> Result<Vec<Revision>, ReportError> {
    let mut versions = read.history(record)?;
    if versions.is_empty() {
        return Err(ReportError::unknown(record));
    }
    versions.retain(|revision| horizon.includes(revision.entry));
    if versions.is_empty() {
        return Err(ReportError::NotYet(record));
    }
    Ok(versions)
}

/// Whether an anchor is in this copy: by its id, or by the hash of its bytes when it was recorded elsewhere.
pub(super) fn is_of(anchor: &Anchor, snapshot: SnapshotId, raw: Digest) -> bool {
    match anchor {
        Anchor::None => false,
        Anchor::Held { snapshot: held, .. } => *held == snapshot,
        Anchor::Elsewhere { raw: bytes, .. } => *bytes == raw,
    }
}

fn assessment_about(
    read: &dyn Read,
    register: &Register<'_>,
    horizon: Horizon,
    assessment: &Assessment,
) -> Result<AssessmentAbout, ReportError> {
    let line = |id: ClaimId| {
        ClaimLine::find(read, register, horizon, id)?.ok_or_else(|| ReportError::unknown(id.into()))
    };
    let evidence = &assessment.evidence;
    Ok(AssessmentAbout {
        claim: line(assessment.claim)?,
        claims: evidence
            .claims
            .iter()
            .map(|id| line(*id))
            .collect::<Result<_, _>>()?,
        citations: evidence
            .citations
            .iter()
            .map(|citation| CitationView::of(register, citation))
            .collect::<Result<_, _>>()?,
    })
}

/// The ratings whose newest version rates this claim, withdrawn ones included.
pub(super) fn assessments_of(
    read: &dyn Read,
    register: &Register<'_>,
    horizon: Horizon,
    claim: ClaimId,
) -> Result<Vec<AssessmentLine>, ReportError> {
    let mut lines = Vec::new();
    for id in read.assessments_of(claim)? {
        let line = AssessmentLine::find(read, register, horizon, id)?;
        lines.extend(line.filter(|line| line.assessment.claim == claim));
    }
    Ok(lines)
}

fn claim_about(
    read: &dyn Read,
    register: &Register<'_>,
    horizon: Horizon,
    id: ClaimId,
    claim: &Claim,
) -> Result<ClaimAbout, ReportError> {
    let (accused, answers) = match claim.accusation() {
        Some(Accusation::Accuses { accused, .. }) => {
            (Some(Named::source(register, *accused)?), None)
        }
        Some(Accusation::Answers { claim, .. }) => {
            (None, ClaimLine::find(read, register, horizon, *claim)?)
        }
        None => (None, None),
    };
    let mut answered_by = Vec::new();
    for answer in read.claims_answering(id)? {
        let Some(line) = ClaimLine::find(read, register, horizon, answer)? else {
            continue;
        };
        // Some version answers it; the newest may answer another.
        let still = matches!(line.claim.accusation(), Some(Accusation::Answers { claim, .. }) if *claim == id);
        if still {
            answered_by.push(line);
        }
    }
    Ok(ClaimAbout {
        event: Named::event(register, claim.event)?,
        claimant: Named::source(register, claim.claimant)?,
        accused,
        answers,
        answered_by,
        citations: claim
            .citations()
            .iter()
            .map(|citation| CitationView::of(register, citation))
            .collect::<Result<_, _>>()?,
        assessments: assessments_of(read, register, horizon, id)?,
    })
}

impl CitationView {
    /// A citation with every name followed.
    ///
    /// # Errors
    /// A name that stands for nothing; the store's.
    pub fn of(register: &Register<'_>, citation: &Citation) -> Result<Self, ReportError> {
        let (sha256, held) = match citation.anchor {
            Anchor::None => (None, false),
            Anchor::Held { snapshot, .. } => (Some(register.snapshot(snapshot)?.raw.digest), true),
            Anchor::Elsewhere { raw, .. } => (Some(raw), false),
        };
        Ok(Self {
            article: NamedArticle::of(register, citation.article)?,
            sha256,
            held,
            via: Named::chain(register, &citation.via)?,
            citation: citation.clone(),
        })
    }
}

/// The claims whose newest version cites this article with an anchor that fits, retracted ones included.
pub(super) fn citing(
    read: &dyn Read,
    register: &Register<'_>,
    horizon: Horizon,
    article: ArticleId,
    fits: impl Fn(&Anchor) -> bool,
) -> Result<Vec<ClaimLine>, ReportError> {
    let mut lines = Vec::new();
    for id in read.claims_citing(article)? {
        let Some(line) = ClaimLine::find(read, register, horizon, id)? else {
            continue;
        };
        let is_cited = line
            .claim
            .citations()
            .iter()
            .any(|citation| citation.article == article && fits(&citation.anchor));
        if is_cited {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn snapshots(
    read: &dyn Read,
    article: ArticleId,
    horizon: Horizon,
) -> Result<Vec<(SnapshotId, Snapshot)>, ReportError> {
    let mut snapshots = Vec::new();
    for id in read.snapshots_of(article)? {
        if let Some(revision) = read.latest(id.into(), horizon)?
            && let Content::Snapshot(snapshot) = revision.content
        {
            snapshots.push((id, snapshot));
        }
    }
    Ok(snapshots)
}

fn each_claim(
    read: &dyn Read,
    horizon: Horizon,
    mut visit: impl FnMut(&Claim, bool),
) -> Result<(), ReportError> {
    read.each_latest(RecordKind::Claim, horizon, &mut |revision| {
        if let Content::Claim(claim) = &revision.content {
            visit(claim, revision.is_retraction());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(())
}

/// How many claims there are about an event, counted in the indexes on series and on accusations: no figure's words are
/// read, and no claim about another event.
fn claims_about(
    read: &dyn Read,
    event: EventId,
    horizon: Horizon,
) -> Result<ClaimCounts, ReportError> {
    let filter = SeriesFilter {
        event: Some(event),
        ..SeriesFilter::default()
    };
    let mut counts = ClaimCounts::default();
    read.each_numbers(&filter, horizon, &mut |series| {
        let lost = series.lost.iter();
        let retracted = lost.filter(|lost| lost.cause == Cause::Retraction);
        counts.figures += series.figures.len();
        counts.retracted += retracted.count();
        Ok(ControlFlow::Continue(()))
    })?;
    for revision in read.accusations(Some(event), horizon)? {
        // Some version was about the event; the newest may be about another, or state a figure.
        if let Content::Claim(claim) = &revision.content
            && claim.event == event
            && claim.accusation().is_some()
        {
            counts.count(claim, revision.is_retraction());
        }
    }
    Ok(counts)
}

fn roles(
    read: &dyn Read,
    register: &Register<'_>,
    source: RecordId,
    horizon: Horizon,
) -> Result<SourceRoles, ReportError> {
    let id = SourceId::new(source.number());
    let mut roles = SourceRoles::default();
    each_claim(read, horizon, |claim, is_retracted| {
        if claim.claimant == id {
            roles.states.count(claim, is_retracted);
        }
        if is_retracted {
            return;
        }
        let is_accused = matches!(claim.accusation(), Some(Accusation::Accuses { accused, .. }) if *accused == id);
        roles.accused += usize::from(is_accused);
        let relays = claim
            .citations()
            .iter()
            .any(|citation| citation.via.contains(&id));
        roles.relays += usize::from(relays);
    })?;
    read.each_latest(RecordKind::Article, horizon, &mut |revision| {
        if let Content::Article(article) = &revision.content {
            roles.publishes += usize::from(article.publisher == Some(id));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    // The register is what the names of the view come from; a source that cannot be followed is damage.
    register.source(id)?;
    Ok(roles)
}
