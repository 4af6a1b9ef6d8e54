//! A whole case folder → its event, sources, articles and claims. A second time, nothing.

use std::collections::HashMap;
use std::path::Path;

use super::capture::{Given, Taken, capture_file, look_again};
use super::case::{Case, CaseArticle, CaseCopy};
use super::guard::Guard;
use super::sheet::{Missing, Pinned, SheetOptions, SheetOutcome, record_sheet_file};
use super::{ExchangeError, Result, RowFault, Shelf};
use crate::model::{EventId, SourceId};
use crate::record::spec::{EventSpec, SourceSpec};
use crate::record::{Captured, Desk};

/// What became of a case folder. Nothing of it is durable until the desk commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOutcome {
    /// The event.
    pub event: EventId,
    /// Whether the event was made.
    pub is_new_event: bool,
    /// Sources that were made for it.
    pub new_sources: Vec<SourceId>,
    /// Its pages, in the order of `case.toml`.
    pub pages: Vec<Page>,
    /// Pages that were not captured, and why: the line is that of `case.toml`.
    pub failed: Vec<RowFault>,
    /// Its claims; none where the folder has no sheet.
    pub claims: Option<SheetOutcome>,
    /// Where the case describes something otherwise than it is recorded.
    pub notes: Vec<String>,
}

/// A captured page of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What the case calls the article.
    pub key: String,
    /// The file, as the case names it.
    pub file: String,
    /// What became of it.
    pub taken: Taken,
}

impl CaseOutcome {
    /// Every row and page that failed.
    pub fn faults(&self) -> impl Iterator<Item = &RowFault> {
        let rows = self.claims.iter().flat_map(|claims| &claims.failed);
        self.failed.iter().chain(rows)
    }

    /// What a person should know of the case and of its sheet.
    pub fn all_notes(&self) -> impl Iterator<Item = &String> {
        self.notes
            .iter()
            .chain(self.claims.iter().flat_map(|claims| &claims.notes))
    }

    /// Whether anything was written.
    pub fn is_changed(&self) -> bool {
        self.is_new_event
            || !self.new_sources.is_empty()
            || self
                .pages
                .iter()
                .any(|page| !matches!(page.taken.captured, Captured::Same(_)))
            || self.claims.as_ref().is_some_and(SheetOutcome::is_changed)
    }
}

/// Takes in a case: makes the event and the sources that are missing, captures the articles, records the claims.
/// What is recorded already is left as it is. `progress` is told of bytes as they are read, [`Case::size`] in all.
///
/// # Errors
/// The sheet cannot be read as a whole; the database fails. Single rows and pages that fail are in the outcome, and
/// the caller decides whether to commit.
pub fn take_case(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    case: &Case,
    keep_going: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<CaseOutcome> {
    let mut notes = Vec::new();
    let (event, is_new_event) = event(desk, case, &mut notes)?;
    let mut outcome = CaseOutcome {
        event,
        is_new_event,
        new_sources: Vec::new(),
        pages: Vec::new(),
        failed: Vec::new(),
        claims: None,
        notes,
    };
    for (_, spec) in &case.sources {
        source(desk, shelf, spec, &mut outcome)?;
    }
    let mut pinned = HashMap::new();
    for article in &case.articles {
        capture(
            desk,
            shelf,
            case,
            article,
            &mut pinned,
            &mut outcome,
            progress,
        )?;
    }
    if let Some(path) = &case.claims {
        let options = SheetOptions {
            guard: Guard::On,
            missing: Missing::Refuse,
            event: Some(event),
            pinned: &pinned,
            keep_going,
        };
        let claims = record_sheet_file(desk, shelf, path, options, progress)?;
        outcome.claims = Some(claims);
        // Claims may have been recorded from the earlier copies of a page that came in this time.
        for page in &mut outcome.pages {
            if let Captured::Next { snapshot, .. } = page.taken.captured {
                page.taken.claims_at_risk = look_again(desk, page.taken.article, snapshot)?;
            }
        }
    }
    Ok(outcome)
}

fn event(desk: &mut Desk<'_>, case: &Case, notes: &mut Vec<String>) -> Result<(EventId, bool)> {
    let Some(known) = desk.read().event_by_handle(&case.event.handle)? else {
        return Ok((desk.add_event(&case.event)?, true));
    };
    let recorded = EventSpec::from(&desk.event_at(known)?);
    let wanted = &case.event;
    let differs = named(&[
        ("title", recorded.title != wanted.title),
        ("start", recorded.start != wanted.start),
        ("end", recorded.end != wanted.end),
        ("place", recorded.place != wanted.place),
        ("sides", recorded.sides != wanted.sides),
        ("note", recorded.note != wanted.note),
    ]);
    if let Some(differs) = differs {
        let handle = &wanted.handle;
        notes.push(format!(
            "{known} ({handle}) differs from case.toml: {differs}; left as recorded, see `claimlog event edit {handle}`"
        ));
    }
    Ok((known, false))
}

fn source(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    spec: &SourceSpec,
    outcome: &mut CaseOutcome,
) -> Result<()> {
    let Some(known) = desk.read().source_by_handle(&spec.handle)? else {
        let source = desk.add_source(spec)?;
        for (name, _) in &spec.names {
            shelf.put_source(desk, name, source)?;
        }
        outcome.new_sources.push(source);
        return Ok(());
    };
    let recorded = SourceSpec::from(&desk.source_at(known)?);
    let differs = named(&[
        ("names", recorded.names != spec.names),
        ("kind", recorded.kind != spec.kind),
        ("country", recorded.country != spec.country),
        ("side", recorded.side != spec.side),
        ("reliability", recorded.reliability != spec.reliability),
        ("note", recorded.note != spec.note),
    ]);
    if let Some(differs) = differs {
        let handle = &spec.handle;
        outcome.notes.push(format!(
            "{known} ({handle}) differs from case.toml: {differs}; left as recorded, see `claimlog source edit {handle}`"
        ));
    }
    Ok(())
}

fn named(fields: &[(&str, bool)]) -> Option<String> {
    let differing: Vec<&str> = fields
        .iter()
        .filter_map(|(name, differs)| differs.then_some(*name))
        .collect();
    (!differing.is_empty()).then(|| differing.join(", "))
}

fn capture(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    case: &Case,
    article: &CaseArticle,
    pinned: &mut HashMap<String, Pinned>,
    outcome: &mut CaseOutcome,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let fault = |line: usize, error: &ExchangeError| RowFault {
        file: case.file.clone(),
        line: u64::try_from(line).unwrap_or(u64::MAX),
        column: None,
        message: error.to_string(),
        hint: error.hint(),
    };
    let publisher = match &article.publisher {
        None => None,
        Some((line, handle)) => match desk.read().source_by_handle(handle)? {
            Some(publisher) => Some(publisher),
            None => {
                outcome.failed.push(RowFault {
                    file: case.file.clone(),
                    line: u64::try_from(*line).unwrap_or(u64::MAX),
                    column: None,
                    message: format!("there is no source “{handle}” to be the publisher"),
                    hint: Some("describe it as a [[source]] of the case".to_owned()),
                });
                pin_failed(article, pinned);
                return Ok(());
            }
        },
    };
    let mut known = None;
    for copy in &article.copies {
        let given = Given {
            // Further copies are of the article that the first one led to.
            article: known,
            url: article.url.clone(),
            label: Some(format!("{}/{}", case.event.handle, article.key)),
            publisher,
            title: article.title.clone(),
            language: article.language.clone(),
            published_at: article.published_at,
            charset: copy.charset.clone(),
            retrieved_at: copy.retrieved_at,
            captured_by: Some("case folder".to_owned()),
            ..Given::default()
        };
        let taken = capture_file(desk, shelf, &copy.path, &given);
        progress(size_of(copy));
        match taken {
            Ok(taken) => {
                known = Some(taken.article);
                let snapshot = taken.captured.snapshot();
                pinned.insert(
                    copy.named.clone(),
                    Pinned::Article(taken.article, Some(snapshot)),
                );
                let whole = Pinned::Article(taken.article, None);
                pinned.entry(article.key.clone()).or_insert(whole);
                outcome.pages.push(Page {
                    key: article.key.clone(),
                    file: copy.named.clone(),
                    taken,
                });
            }
            Err(error) if error.is_fatal() => return Err(error),
            Err(error) => {
                let error = error.called(Path::new(&copy.named));
                outcome.failed.push(fault(copy.line, &error));
                pinned.insert(copy.named.clone(), Pinned::Failed);
            }
        }
    }
    if known.is_none() {
        pin_failed(article, pinned);
    }
    Ok(())
}

fn pin_failed(article: &CaseArticle, pinned: &mut HashMap<String, Pinned>) {
    pinned.insert(article.key.clone(), Pinned::Failed);
    for copy in &article.copies {
        pinned.insert(copy.named.clone(), Pinned::Failed);
    }
}

fn size_of(copy: &CaseCopy) -> u64 {
    std::fs::metadata(&copy.path).map_or(0, |found| found.len())
}

#[cfg(test)]
mod tests;
