//! Search: text in any language, folded (letter case, diacritics, alef forms, tatweel, digits of every script).
//!
//! A query is words, and phrases in quotation marks; all of them must occur in one field. A word is found inside
//! longer words, since Arabic writes “and”, “the” and “by” on to the next word; a number is found only whole, so that
//! 50 is not found in 150. One hit a field; the memory is that of one record and its text.

mod excerpt;

use std::ops::{ControlFlow, Range};

use super::{NamedArticle, ReportError};
use crate::model::{
    Accusation, Assessment, Citation, Claim, Content, Event, Prose, RecordId, RecordKind, Revision,
    Snapshot, SnapshotId, Source, Statement,
};
use crate::register::Register;
use crate::store::{Horizon, Read, snapshot_text};
use crate::text::fold::{Folded, fold};

pub use excerpt::Excerpt;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    given: String,
    /// Folded words and phrases; never empty, none of them empty.
    terms: Vec<String>,
}

impl Needle {
    /// Reads a query: words, and phrases in quotation marks of any kind.
    ///
    /// # Errors
    /// Nothing but white space, marks and punctuation.
    pub fn parse(given: &str) -> Result<Self, ReportError> {
        let folded = fold(given);
        let mut terms = Vec::new();
        // Folding turns every kind of double quotation mark into the plain one; between an odd and an even one
        // stands a phrase. A mark that is never closed is none.
        let parts: Vec<&str> = folded.split('"').collect();
        let closed = parts.len() - usize::from(parts.len().is_multiple_of(2));
        for (index, part) in parts.iter().enumerate() {
            if index % 2 == 1 && index < closed {
                terms.push(part.trim().to_owned());
            } else {
                terms.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        terms.retain(|term| term.chars().any(char::is_alphanumeric));
        terms.dedup();
        if terms.is_empty() {
            return Err(ReportError::EmptySearch(given.to_owned()));
        }
        Ok(Self {
            given: given.to_owned(),
            terms,
        })
    }

    /// The query as it was given.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Where a text has all of the terms; none where it lacks one.
    pub fn find(&self, text: &str) -> Option<Excerpt> {
        let folded = fold(text);
        if !self.terms.iter().all(|term| occurs(&folded, term)) {
            return None;
        }
        let folded = Folded::new(text);
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (index, term) in self.terms.iter().enumerate() {
            found.extend(
                occurrences(folded.text(), term).map(|range| (folded.original(range), index)),
            );
        }
        found.sort_by_key(|(range, index)| (range.start, range.end, *index));
        Excerpt::of(text, &found)
    }
}

fn occurs(folded: &str, term: &str) -> bool {
    occurrences(folded, term).next().is_some()
}

/// Where a folded term occurs; a number only whole.
fn occurrences<'a>(folded: &'a str, term: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let is_digit = |c: char| c.is_ascii_digit();
    folded
        .match_indices(term)
        .map(|(at, term)| at..at + term.len())
        .filter(move |range| {
            let before = folded[..range.start].chars().next_back();
            let after = folded[range.end..].chars().next();
            let goes_on_before = term.starts_with(is_digit) && before.is_some_and(is_digit);
            let goes_on_after = term.ends_with(is_digit) && after.is_some_and(is_digit);
            !goes_on_before && !goes_on_after
        })
}

/// A field in which the words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub record: RecordId,
    /// What people know it by: a title, a name; a claim and its rating by the claimant's, a snapshot by its article's.
    pub label: Prose,
    /// Whether it is a retracted claim or a withdrawn rating.
    pub retracted: bool,
    /// Where the words stand: `title`, `quote`, `text` …
    pub field: &'static str,
    /// The words in their surroundings.
    pub excerpt: Excerpt,
}

/// What a search could not look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsearched {
    /// The snapshot whose text cannot be read.
    pub snapshot: SnapshotId,
    /// Why.
    pub reason: String,
}

/// Visits each field that has all of the words: events, sources, articles, claims, ratings, then the texts of snapshots.
/// Returns the texts that could not be read.
///
/// # Errors
/// The store's, or what `visit` returns.
pub fn search<E: From<ReportError>>(
    read: &dyn Read,
    needle: &Needle,
    horizon: Horizon,
    mut visit: impl FnMut(Hit) -> Result<ControlFlow<()>, E>,
) -> Result<Vec<Unsearched>, E> {
    let register = Register::new(read, horizon);
    let mut unsearched = Vec::new();
    let mut outcome = Ok(ControlFlow::Continue(()));
    for kind in [
        RecordKind::Event,
        RecordKind::Source,
        RecordKind::Article,
        RecordKind::Claim,
        RecordKind::Assessment,
        RecordKind::Snapshot,
    ] {
        let walked = read.each_latest(kind, horizon, &mut |revision| {
            let hits = hits(read, &register, needle, &revision, &mut unsearched);
            outcome = hits.map_err(E::from).and_then(|hits| {
                for hit in hits {
                    if visit(hit)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            });
            Ok(match outcome {
                Ok(flow) => flow,
                Err(_) => ControlFlow::Break(()),
            })
        });
        walked.map_err(|error| E::from(error.into()))?;
        if !matches!(outcome, Ok(ControlFlow::Continue(()))) {
            break;
        }
    }
    outcome.map(|_| unsearched)
}

fn hits(
    read: &dyn Read,
    register: &Register<'_>,
    needle: &Needle,
    revision: &Revision,
    unsearched: &mut Vec<Unsearched>,
) -> Result<Vec<Hit>, ReportError> {
    let mut found = Found {
        needle,
        fields: Vec::new(),
    };
    match &revision.content {
        Content::Event(event) => found.event(event),
        Content::Source(source) => found.source(source),
        Content::Article(article) => {
            found.prose("title", article.title.as_ref());
            found.prose("url", Some(&article.locator));
        }
        Content::Claim(claim) => found.claim(claim),
        Content::Assessment(assessment) => found.assessment(assessment),
        Content::Snapshot(snapshot) => match snapshot_text(read, snapshot) {
            Ok(text) => found.text("text", &text),
            Err(error) => unsearched.push(Unsearched {
                snapshot: SnapshotId::new(revision.record.number()),
                reason: error.to_string(),
            }),
        },
    }
    if found.fields.is_empty() {
        return Ok(Vec::new());
    }
    let label = label(register, &revision.content)?;
    Ok(found
        .fields
        .into_iter()
        .map(|(field, excerpt)| Hit {
            record: revision.record,
            label: label.clone(),
            retracted: revision.is_retraction(),
            field,
            excerpt,
        })
        .collect())
}

fn label(register: &Register<'_>, content: &Content) -> Result<Prose, ReportError> {
    let of_snapshot = |snapshot: &Snapshot| {
        Ok(NamedArticle::of(register, snapshot.article)?
            .label()
            .clone())
    };
    match content {
        Content::Event(event) => Ok(event.title.clone()),
        Content::Source(source) => Ok(source.name().clone()),
        Content::Article(article) => Ok(article.title.as_ref().unwrap_or(&article.locator).clone()),
        Content::Snapshot(snapshot) => of_snapshot(snapshot),
        Content::Claim(claim) => Ok(register.source(claim.claimant)?.name().clone()),
        Content::Assessment(assessment) => {
            let claimant = register.claim(assessment.claim)?.claimant;
            Ok(register.source(claimant)?.name().clone())
        }
    }
}

/// The fields of one record in which the words were found, each once.
struct Found<'a> {
    needle: &'a Needle,
    fields: Vec<(&'static str, Excerpt)>,
}

impl Found<'_> {
    fn text(&mut self, field: &'static str, text: &str) {
        if self.fields.iter().any(|(known, _)| *known == field) {
            return;
        }
        if let Some(excerpt) = self.needle.find(text) {
            self.fields.push((field, excerpt));
        }
    }

    fn prose(&mut self, field: &'static str, prose: Option<&Prose>) {
        if let Some(text) = prose.and_then(Prose::value) {
            self.text(field, text);
        }
    }

    fn event(&mut self, event: &Event) {
        self.prose("title", Some(&event.title));
        self.text("handle", event.handle.as_str());
        if let Some(place) = &event.place {
            self.text("place", place.as_str());
        }
        self.prose("note", event.note.as_ref());
    }

    fn source(&mut self, source: &Source) {
        for name in source.names() {
            self.prose("name", Some(&name.name));
        }
        self.text("handle", source.handle.as_str());
        self.prose("note", source.note.as_ref());
    }

    fn claim(&mut self, claim: &Claim) {
        match &claim.statement {
            Statement::Figure(figure) => {
                self.prose("wording", figure.wording.as_ref());
                if let Some(victims) = &figure.victims {
                    self.text("victims", victims.as_str());
                }
            }
            Statement::Accusation(Accusation::Accuses { act, .. }) => self.prose("act", Some(act)),
            Statement::Accusation(Accusation::Answers { act, .. }) => {
                self.prose("act", act.as_ref());
            }
        }
        if let Some(place) = &claim.place {
            self.text("place", place.as_str());
        }
        self.quotes(claim.citations());
        self.prose("note", claim.note.as_ref());
    }

    fn assessment(&mut self, assessment: &Assessment) {
        self.text("rating", assessment.rating.step());
        self.prose("label", assessment.label.as_ref());
        self.prose("rationale", Some(&assessment.rationale));
        self.quotes(&assessment.evidence.citations);
    }

    fn quotes(&mut self, citations: &[Citation]) {
        for citation in citations {
            self.prose(
                "quote",
                citation.passage.as_ref().map(|passage| &passage.quote),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> Option<String> {
        let excerpt = Needle::parse(query).unwrap().find(text)?;
        Some(text[excerpt.found].to_owned())
    }

    #[test]
    fn arabic_is_found_whatever_its_spelling() {
        let text = "أعلن نائب وزير الخارجيّة الأرمينـــي مقتل نحو ٥٠ جندياً";
        assert_eq!(found("الارميني", text).as_deref(), Some("الأرمينـــي"));
        assert_eq!(found("الخارجية", text).as_deref(), Some("الخارجيّة"));
        assert_eq!(found("50", text).as_deref(), Some("٥٠"));
        assert_eq!(found("اذربيجان", text), None);
    }

    #[test]
    fn a_number_is_found_whole() {
        assert_eq!(found("50", "150 men, 500 women"), None);
        assert_eq!(found("50", "150, then 50.").as_deref(), Some("50"));
    }

    #[test]
    fn a_phrase_stays_together_and_words_may_stand_apart() {
        let text = "The Ministry said that 50 of its servicemen had died";
        assert!(found("servicemen ministry", text).is_some());
        assert!(found("“servicemen ministry”", text).is_none());
        assert_eq!(
            found("\"its servicemen\"", text).as_deref(),
            Some("its servicemen")
        );
        assert!(found("ministry denied", text).is_none());
        assert!(
            found("\"ministry said", text).is_some(),
            "an open mark is none"
        );
    }

    #[test]
    fn nothing_is_no_query() {
        for query in ["", "  ", "\"\"", "…", "\u{200f}"] {
            assert!(Needle::parse(query).is_err(), "{query:?}");
        }
    }
}
