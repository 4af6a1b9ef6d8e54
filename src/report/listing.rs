//! Lists of records: one after another in the order of their ids, filtered, within a horizon. The memory is that of
//! one record and of the names met so far.

use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{Named, NamedArticle, ReportError};
use crate::model::{
    Accusation, Anchor, AnswerKind, ArticleId, Assessment, AssessmentId, Claim, ClaimId, Content,
    Digest, EntryIndex, Event, EventId, Measure, ModelError, PartialDate, RecordKind, Revision,
    RevisionNumber, Snapshot, SnapshotId, Source, SourceId,
};
use crate::register::Register;
use crate::store::{Horizon, Read};

/// What a claim is, as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A number of people.
    Figure,
    /// Somebody is said to have done something.
    Accusation,
    /// A denial, confirmation or concession.
    Answer(AnswerKind),
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Figure,
        Self::Accusation,
        Self::Answer(AnswerKind::Denial),
        Self::Answer(AnswerKind::Confirmation),
        Self::Answer(AnswerKind::Concession),
    ];

    /// The one name used in commands, tables, sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Accusation => "accusation",
            Self::Answer(kind) => kind.name(),
        }
    }
}

impl fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ClaimKind {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let wanted = text.trim().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == wanted)
            .ok_or_else(|| {
                let names = Self::ALL.map(Self::name).join(", ");
                ModelError::new(format!("“{text}” is not a kind of claim"))
                    .with_hint(format!("one of: {names}"))
            })
    }
}

/// Which records are wanted. Absent means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Claims about this event, and ratings of them.
    pub event: Option<EventId>,
    /// Claims that this source states, published or relayed; articles that it published, and copies of them.
    pub source: Option<SourceId>,
    /// Figures of this measure.
    pub measure: Option<Measure>,
    /// Claims of this kind.
    pub kind: Option<ClaimKind>,
    /// What may be dated on or after this day: claims by when they were stated, ratings by when they were made, articles and their copies by when
    /// they were printed, events by when they ended. What has no date is left out.
    pub since: Option<NaiveDate>,
    /// What may be dated on or before this day; events by when they began.
    pub until: Option<NaiveDate>,
    /// Retracted claims and ratings too.
    pub retracted: bool,
}

impl Filter {
    /// The first filter that says nothing about this kind of record, in the words of the command line.
    pub const fn unfit(&self, kind: RecordKind) -> Option<&'static str> {
        let is_claim = matches!(kind, RecordKind::Claim);
        let is_assessment = matches!(kind, RecordKind::Assessment);
        if self.event.is_some() && !is_claim && !is_assessment {
            return Some("--event");
        }
        if self.measure.is_some() && !is_claim {
            return Some("--measure");
        }
        if self.kind.is_some() && !is_claim {
            return Some("--kind");
        }
        if self.retracted && !is_claim && !is_assessment {
            return Some("--retracted");
        }
        if self.source.is_some()
            && matches!(
                kind,
                RecordKind::Event | RecordKind::Source | RecordKind::Assessment
            )
        {
            return Some("--source");
        }
        if (self.since.is_some() || self.until.is_some()) && matches!(kind, RecordKind::Source) {
            return Some("--since or --until");
        }
        None
    }

    /// Whether a date fits; the absence of one only where no day is asked for.
    fn dated(&self, date: Option<&PartialDate>) -> bool {
        self.since
            .is_none_or(|day| date.is_some_and(|date| date.possibly_since(day)))
            && self
                .until
                .is_none_or(|day| date.is_some_and(|date| date.possibly_by(day)))
    }

    /// Whether an event may have gone on within the days that are asked for. One that began and has no end may.
    fn spans(&self, event: &Event) -> bool {
        let began = event.start.or(event.end);
        let goes_on = |day| match event.end {
            Some(end) => end.possibly_since(day),
            None => event.start.is_some(),
        };
        self.since.is_none_or(goes_on)
            && self
                .until
                .is_none_or(|day| began.is_some_and(|date| date.possibly_by(day)))
    }
}

/// One record of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// An event.
    Event(EventId, Event),
    /// A source.
    Source(SourceId, Source),
    /// An article.
    Article(NamedArticle),
    /// A snapshot, with its article.
    Snapshot(SnapshotId, Snapshot, Box<NamedArticle>),
    /// A claim.
    Claim(Box<ClaimLine>),
    /// A rating of a claim.
    Assessment(Box<AssessmentLine>),
}

/// A claim with the names that it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// Its id.
    pub id: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Whether it is retracted.
    pub retracted: bool,
    /// What it is about.
    pub event: Named<EventId>,
    /// Who states it.
    pub claimant: Named<SourceId>,
    /// Who is said to have done it.
    pub accused: Option<Named<SourceId>>,
    /// The article that it is first cited from.
    pub article: NamedArticle,
    /// Who relayed it there, from the publisher's side.
    pub via: Vec<Named<SourceId>>,
    /// When it was printed: the day on the article that it is first cited from; the earliest day on another one where
    /// that has none.
    pub published_at: Option<PartialDate>,
    /// SHA-256 of the copy that it first stands in; none where no copy is named.
    pub sha256: Option<Digest>,
    /// The claim.
    pub claim: Claim,
}

impl ClaimLine {
    /// A claim as its newest version within the horizon has it; none where it had not been logged.
    ///
    /// # Errors
    /// A name that stands for nothing; the store's.
    pub fn find(
        read: &dyn Read,
        register: &Register<'_>,
        horizon: Horizon,
        id: ClaimId,
    ) -> Result<Option<Self>, ReportError> {
        match read.latest(id.into(), horizon)? {
            Some(revision) => Self::of(register, revision),
            None => Ok(None),
        }
    }

    /// A claim's version with its names; none for a version of another kind of record.
    ///
    /// # Errors
    /// A name that stands for nothing; the store's.
    pub fn of(register: &Register<'_>, revision: Revision) -> Result<Option<Self>, ReportError> {
        let retracted = revision.is_retraction();
        let Content::Claim(claim) = revision.content else {
            return Ok(None);
        };
        // Invariant of the model: a claim is cited from somewhere.
        let Some(first) = claim.citations().first() else {
            return Ok(None);
        };
        let article = NamedArticle::of(register, first.article)?;
        let published_at = match article.published_at {
            Some(day) => Some(day),
            None => earliest_print(register, &claim)?,
        };
        let accused = match claim.accusation() {
            Some(Accusation::Accuses { accused, .. }) => Some(Named::source(register, *accused)?),
            _ => None,
        };
        Ok(Some(Self {
            id: ClaimId::new(revision.record.number()),
            revision: revision.number,
            entry: revision.entry,
            retracted,
            event: Named::event(register, claim.event)?,
            claimant: Named::source(register, claim.claimant)?,
            accused,
            article,
            via: Named::chain(register, &first.via)?,
            published_at,
            sha256: match first.anchor {
                Anchor::None => None,
                Anchor::Held { snapshot, .. } => Some(register.snapshot(snapshot)?.raw.digest),
                Anchor::Elsewhere { raw, .. } => Some(raw),
            },
            claim,
        }))
    }
}

/// A rating with the claim that it rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentLine {
    /// Its id.
    pub id: AssessmentId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Whether it is withdrawn.
    pub retracted: bool,
    /// The claim that it rates, as it is within the same horizon.
    pub claim: ClaimLine,
    /// The rating.
    pub assessment: Assessment,
}

impl AssessmentLine {
    /// A rating as its newest version within the horizon has it; none where it had not been logged.
    ///
    /// # Errors
    /// A name that stands for nothing; the store's.
    pub fn find(
        read: &dyn Read,
        register: &Register<'_>,
        horizon: Horizon,
        id: AssessmentId,
    ) -> Result<Option<Self>, ReportError> {
        match read.latest(id.into(), horizon)? {
            Some(revision) => Self::of(read, register, horizon, revision),
            None => Ok(None),
        }
    }

    /// A rating's version with its claim; none for a version of another kind of record.
    ///
    /// # Errors
    /// A name that stands for nothing; the store's.
    pub fn of(
        read: &dyn Read,
        register: &Register<'_>,
        horizon: Horizon,
        revision: Revision,
    ) -> Result<Option<Self>, ReportError> {
        let retracted = revision.is_retraction();
        let Content::Assessment(assessment) = revision.content else {
            return Ok(None);
        };
        let claim = ClaimLine::find(read, register, horizon, assessment.claim)?
            .ok_or_else(|| ReportError::unknown(assessment.claim.into()))?;
        Ok(Some(Self {
            id: AssessmentId::new(revision.record.number()),
            revision: revision.number,
            entry: revision.entry,
            retracted,
            claim,
            assessment,
        }))
    }
}

fn earliest_print(
    register: &Register<'_>,
    claim: &Claim,
) -> Result<Option<PartialDate>, ReportError> {
    let mut earliest: Option<PartialDate> = None;
    for citation in claim.citations() {
        if let Some(day) = register.article(citation.article)?.published_at {
            let is_earlier = earliest.is_none_or(|known| day.chronological(&known).is_lt());
            earliest = if is_earlier { Some(day) } else { earliest };
        }
    }
    Ok(earliest)
}

/// Visits the records of one kind that fit, one at a time, in the order of their ids.
///
/// # Errors
/// A filter that says nothing about this kind; the store's, or what `visit` returns.
pub fn each<E: From<ReportError>>(
    read: &dyn Read,
    kind: RecordKind,
    filter: &Filter,
    horizon: Horizon,
    mut visit: impl FnMut(Line) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    if let Some(unfit) = filter.unfit(kind) {
        return Err(ReportError::UnfitFilter {
            filter: unfit,
            kind,
        }
        .into());
    }
    let register = Register::new(read, horizon);
    let mut outcome = Ok(());
    let walked = read.each_latest(kind, horizon, &mut |revision| {
        let next = match line(read, &register, filter, horizon, revision) {
            Ok(None) => Ok(ControlFlow::Continue(())),
            Ok(Some(line)) => visit(line),
            Err(error) => Err(error.into()),
        };
        Ok(next.unwrap_or_else(|error| {
            outcome = Err(error);
            ControlFlow::Break(())
        }))
    });
    walked.map_err(|error| E::from(error.into()))?;
    outcome
}

/// The record as a line, when it fits.
fn line(
    read: &dyn Read,
    register: &Register<'_>,
    filter: &Filter,
    horizon: Horizon,
    revision: Revision,
) -> Result<Option<Line>, ReportError> {
    let number = revision.record.number();
    Ok(match revision.content {
        Content::Event(event) => {
            let fits = filter.spans(&event);
            fits.then(|| Line::Event(EventId::new(number), event))
        }
        Content::Source(source) => Some(Line::Source(SourceId::new(number), source)),
        Content::Article(article) => {
            let fits = filter.dated(article.published_at.as_ref())
                && filter
                    .source
                    .is_none_or(|source| article.publisher == Some(source));
            if !fits {
                return Ok(None);
            }
            Some(Line::Article(NamedArticle::of(
                register,
                ArticleId::new(number),
            )?))
        }
        Content::Snapshot(snapshot) => {
            let article = register.article(snapshot.article)?;
            let fits = filter.dated(article.published_at.as_ref())
                && filter
                    .source
                    .is_none_or(|source| article.publisher == Some(source));
            if !fits {
                return Ok(None);
            }
            let article = NamedArticle::of(register, snapshot.article)?;
            let id = SnapshotId::new(number);
            Some(Line::Snapshot(id, snapshot, Box::new(article)))
        }
        Content::Claim(_) => claim_line(register, filter, revision)?
            .map(Box::new)
            .map(Line::Claim),
        Content::Assessment(_) => assessment_line(read, register, filter, horizon, revision)?
            .map(Box::new)
            .map(Line::Assessment),
    })
}

fn assessment_line(
    read: &dyn Read,
    register: &Register<'_>,
    filter: &Filter,
    horizon: Horizon,
    revision: Revision,
) -> Result<Option<AssessmentLine>, ReportError> {
    let Content::Assessment(assessment) = &revision.content else {
        return Ok(None);
    };
    let fits = (filter.retracted || !revision.is_retraction())
        && filter.dated(Some(&assessment.assessed_on));
    if !fits {
        return Ok(None);
    }
    let line = AssessmentLine::of(read, register, horizon, revision)?;
    Ok(line.filter(|line| {
        filter
            .event
            .is_none_or(|event| line.claim.claim.event == event)
    }))
}

fn claim_line(
    register: &Register<'_>,
    filter: &Filter,
    revision: Revision,
) -> Result<Option<ClaimLine>, ReportError> {
    let Content::Claim(claim) = &revision.content else {
        return Ok(None);
    };
    let fits = (filter.retracted || !revision.is_retraction())
        && filter.event.is_none_or(|event| claim.event == event)
        && filter
            .measure
            .is_none_or(|measure| claim.figure().is_some_and(|f| f.measure == measure))
        && filter.kind.is_none_or(|kind| claim.kind() == kind.name())
        && filter.dated(Some(&claim.stated_on));
    if !fits {
        return Ok(None);
    }
    if let Some(source) = filter.source
        && !has_part(register, claim, source)?
    {
        return Ok(None);
    }
    ClaimLine::of(register, revision)
}

/// Whether a source states a claim, published it or relayed it.
fn has_part(register: &Register<'_>, claim: &Claim, source: SourceId) -> Result<bool, ReportError> {
    if claim.claimant == source {
        return Ok(true);
    }
    for citation in claim.citations() {
        if citation.via.contains(&source)
            || register.article(citation.article)?.publisher == Some(source)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
