//! A figure of the report of changes with the words that it comes from, and where these stand.
//!
//! Enter: a figure as the store has it. Leave: the same with the names of whom it leads through. Invariant: every place
//! that is recorded is there, but for those that were printed after the as-of day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::ChangePoint;
use crate::model::{
    Anchor, ArticleId, Citation, ClaimId, Digest, EntryIndex, Handle, PartialDate, SnapshotId,
    SourceId,
};
use crate::register::Register;
use crate::report::ReportError;
use crate::report::amended::Amendment;
use crate::report::order::{Place, published};
use crate::report::printed::by_then;
use crate::series::corrected::{Former, Version};
use crate::series::{Said, Step};
use crate::store::{CitedPoint, CitedWords, FigurePoint, FigureWords, Read};

/// One place where a figure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The article.
    pub article: ArticleId,
    /// The article's URL or label.
    pub locator: Arc<str>,
    /// The copy, when this database holds it.
    pub snapshot: Option<SnapshotId>,
    /// SHA-256 of the copy's bytes, held here or elsewhere.
    pub sha256: Option<Digest>,
    /// The publisher's handle.
    pub publisher: Option<Handle>,
    /// The handles of those who relayed it, from the publisher's side.
    pub via: Vec<Handle>,
    /// The words; none where none were recorded or they were erased.
    pub quote: Option<Arc<str>>,
    /// When it was printed.
    pub published_at: Option<PartialDate>,
}

/// One figure with the words that it comes from.
pub(super) struct Sourced {
    pub(super) point: FigurePoint,
    pub(super) occurred: Option<PartialDate>,
    wording: Option<Arc<str>>,
    published_at: Option<PartialDate>,
    cited: Vec<Cited>,
    /// What was revised of it, where that was asked for.
    pub(super) amendments: Vec<Amendment>,
    /// What stood of it until its source corrected it.
    pub(super) former: Vec<Former>,
}

/// How a figure is led to from others of its series.
pub(super) struct Lead {
    pub(super) step: Step,
    pub(super) from: Option<ClaimId>,
    pub(super) is_over_others: bool,
    pub(super) is_order_assumed: bool,
    pub(super) is_number_assumed: bool,
    pub(super) version: Option<Version>,
    pub(super) perhaps_from: Option<ClaimId>,
    pub(super) is_correction_assumed: bool,
}

impl Lead {
    /// That of one looked at alone.
    const FIRST: Self = Self {
        step: Step::FIRST,
        from: None,
        is_over_others: false,
        is_order_assumed: false,
        is_number_assumed: false,
        version: None,
        perhaps_from: None,
        is_correction_assumed: false,
    };
}

impl Sourced {
    /// As a point of its series, with no flags.
    pub(super) fn shown(self, lead: Lead) -> ChangePoint {
        ChangePoint {
            claim: self.point.claim,
            revision: self.point.revision,
            entry: self.point.entry,
            stated_on: self.point.stated_on,
            occurred: self.occurred,
            published_at: self.published_at,
            figure: self.point.figure,
            wording: self.wording,
            step: lead.step,
            step_from: lead.from,
            is_over_others: lead.is_over_others,
            is_order_assumed: lead.is_order_assumed,
            is_number_assumed: lead.is_number_assumed,
            step_from_version: lead.version,
            perhaps_from: lead.perhaps_from,
            is_correction_assumed: lead.is_correction_assumed,
            amendments: self.amendments,
            former: self.former,
            flags: Vec::new(),
            ratings: Vec::new(),
            cited: self.cited,
        }
    }

    /// As its series sees it.
    pub(super) fn said(&self) -> Said<'_> {
        Said {
            figure: &self.point.figure,
            wording: self.wording.as_deref(),
            stated_on: &self.point.stated_on,
            occurred: self.occurred.as_ref(),
            published_at: self.published_at.as_ref(),
            former: &self.former,
        }
    }

    pub(super) fn place(&self) -> Place<'_> {
        Place {
            stated_on: &self.point.stated_on,
            published_at: self.published_at.as_ref(),
            occurred: self.occurred.as_ref(),
            figure: &self.point.figure,
            claim: self.point.claim,
        }
    }
}

/// A figure with its words.
///
/// # Errors
/// The store's.
pub(super) fn with_words(
    register: &Register<'_>,
    cited: CitedPoint,
    as_of: Option<NaiveDate>,
) -> Result<Sourced, ReportError> {
    let CitedPoint { point, words } = cited;
    let FigureWords {
        occurred,
        wording,
        citations,
    } = words;
    // With room for no more than there is: most figures stand in one place.
    let mut cited = Vec::with_capacity(citations.len());
    for citation in citations {
        cited.push(self::cited(register, citation)?);
    }
    by_then(&mut cited, as_of, |cited| cited.published_at);
    let published_at = published(cited.iter().map(|cited| cited.published_at));
    Ok(Sourced {
        point,
        occurred,
        wording,
        published_at,
        cited,
        amendments: Vec::new(),
        former: Vec::new(),
    })
}

/// A citation with the names of whom it leads through.
///
/// # Errors
/// The store's.
pub fn cite(register: &Register<'_>, citation: &Citation) -> Result<Cited, ReportError> {
    let quote = citation.passage.as_ref().map(|passage| &passage.quote);
    let words = CitedWords {
        article: citation.article,
        anchor: citation.anchor,
        quote: quote
            .filter(|quote| quote.value().is_some())
            .map(|quote| quote.shared()),
        via: citation.via.clone(),
    };
    cited(register, words)
}

/// One figure with its words, looked at alone: as the first of its series, with nothing revised and no flags.
///
/// # Errors
/// The store's.
pub(in crate::report) fn alone(
    read: &dyn Read,
    register: &Register<'_>,
    point: FigurePoint,
    as_of: Option<NaiveDate>,
) -> Result<ChangePoint, ReportError> {
    let words = read.figure_words(point.entry)?.unwrap_or(FigureWords {
        occurred: None,
        wording: None,
        citations: Vec::new(),
    });
    let sourced = with_words(register, CitedPoint { point, words }, as_of)?;
    Ok(sourced.shown(Lead::FIRST))
}

/// Where the version of a figure at this entry stands.
///
/// # Errors
/// The store's.
pub(in crate::report) fn cited_at(
    read: &dyn Read,
    register: &Register<'_>,
    entry: EntryIndex,
) -> Result<Vec<Cited>, ReportError> {
    let words = read.figure_words(entry)?;
    let citations = words.map(|words| words.citations).unwrap_or_default();
    citations
        .into_iter()
        .map(|citation| cited(register, citation))
        .collect()
}

fn cited(register: &Register<'_>, words: CitedWords) -> Result<Cited, ReportError> {
    let article = register.article(words.article)?;
    let (snapshot, sha256) = match words.anchor {
        Anchor::None => (None, None),
        Anchor::Held { snapshot, .. } => (
            Some(snapshot),
            Some(register.snapshot(snapshot)?.raw.digest),
        ),
        Anchor::Elsewhere { raw, .. } => (None, Some(raw)),
    };
    let handle = |source: SourceId| register.source(source).map(|source| source.handle.clone());
    Ok(Cited {
        article: words.article,
        locator: article.locator.shared(),
        snapshot,
        sha256,
        publisher: article.publisher.map(handle).transpose()?,
        via: words
            .via
            .into_iter()
            .map(handle)
            .collect::<Result<_, _>>()?,
        quote: words.quote,
        published_at: article.published_at,
    })
}
