//! What each claim that the page names rests on: gathered as the words are put together, written once below them.

use std::collections::BTreeMap;

use super::super::number;
use super::super::{changes, claim};
use super::page::{Note, Place, Span, Words, outside};
use crate::model::{ClaimId, PartialDate, RevisionNumber};
use crate::report::accusations::{AnswerStep, Thread};
use crate::report::changes::{ChangePoint, Cited};
use crate::report::event::EventReport;
use crate::report::record::CitationView;

/// Gathers the notes of the claims that are named.
pub(super) struct Notes<'a> {
    report: &'a EventReport,
    notes: BTreeMap<ClaimId, Note>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(report: &'a EventReport) -> Self {
        Self {
            report,
            notes: BTreeMap::new(),
        }
    }

    /// All of them, by claim.
    pub(super) fn all(self) -> BTreeMap<ClaimId, Note> {
        self.notes
    }

    /// A figure's claim, which leads to its note.
    pub(super) fn figure(&mut self, claimant: &str, point: &ChangePoint) -> Words {
        let mut says = outside(claimant);
        says.push(Span::Own(format!(": {}", number::figure(&point.figure))));
        if let Some(wording) = claim::wording(&point.figure, point.wording.as_deref()) {
            says.push(Span::Own(" ".to_owned()));
            says.push(Span::Outside(format!("“{wording}”")));
            says.extend(claim::doubt(&point.figure, wording).map(Span::Own));
        }
        says.push(Span::Own(format!(", stated {}", point.stated_on)));
        let places = point
            .cited
            .iter()
            .map(|cited| self.place(cited, &point.stated_on))
            .collect();
        self.notes.entry(point.claim).or_insert(Note {
            revision: point.revision,
            says,
            places,
        });
        vec![Span::Claim(point.claim)]
    }

    /// An accusation's claim.
    pub(super) fn accusation(&mut self, thread: &Thread) -> Words {
        let root = &thread.root;
        let mut says = outside(root.claimant.name.shown());
        if let Some(accused) = thread.accused() {
            says.push(Span::Own(" accuses ".to_owned()));
            says.push(Span::Outside(accused.name.shown().to_owned()));
        }
        if let Some(act) = thread.act() {
            says.push(Span::Own(": ".to_owned()));
            says.push(Span::Outside(act.shown().to_owned()));
        }
        says.push(Span::Own(format!(", stated {}", root.stated_on)));
        self.claim(
            root.claim,
            root.revision,
            says,
            &root.citations,
            &root.stated_on,
        )
    }

    /// The claim of an answer to an accusation.
    pub(super) fn answer(&mut self, answer: &AnswerStep) -> Words {
        let mut says = outside(answer.claimant.name.shown());
        says.push(Span::Own(format!(
            ": {} of {}",
            answer.kind, answer.answers
        )));
        if let Some(act) = &answer.act {
            says.push(Span::Own(": ".to_owned()));
            says.push(Span::Outside(act.shown().to_owned()));
        }
        says.push(Span::Own(format!(", stated {}", answer.stated_on)));
        self.claim(
            answer.claim,
            answer.revision,
            says,
            &answer.citations,
            &answer.stated_on,
        )
    }

    fn claim(
        &mut self,
        claim: ClaimId,
        revision: RevisionNumber,
        says: Words,
        citations: &[CitationView],
        stated_on: &PartialDate,
    ) -> Words {
        let places = citations
            .iter()
            .map(|view| viewed(view, stated_on))
            .collect();
        self.notes.entry(claim).or_insert(Note {
            revision,
            says,
            places,
        });
        vec![Span::Claim(claim)]
    }

    fn place(&self, cited: &Cited, stated_on: &PartialDate) -> Place {
        let mut by = cited.publisher.as_ref().map(ToString::to_string);
        if !cited.via.is_empty() {
            let via = changes::via(cited).unwrap_or_default();
            by = Some(by.map_or_else(|| format!("via {via}"), |by| format!("{by} via {via}")));
        }
        Place {
            quote: cited.quote.as_deref().map(str::to_owned),
            language: self.report.languages.get(&cited.article).cloned(),
            by,
            published: cited.published_at.map(|day| printed(&day, stated_on)),
            locator: cited.locator.to_string(),
            sha256: cited.sha256,
            held: cited.snapshot.is_some(),
        }
    }
}

/// The day on an article; that what it says was edited in later, where it was published before that was said.
fn printed(published_at: &PartialDate, stated_on: &PartialDate) -> String {
    match (published_at.latest(), stated_on.earliest()) {
        (Some(printed), Some(said)) if printed < said => {
            format!("{published_at}, edited in later")
        }
        _ => published_at.to_string(),
    }
}

/// One place where an accusation or an answer stands.
fn viewed(view: &CitationView, stated_on: &PartialDate) -> Place {
    let publisher = view
        .article
        .publisher
        .as_ref()
        .map(|publisher| publisher.handle.to_string());
    let via = claim::chain(&view.via);
    let by = match (publisher, via) {
        (Some(publisher), Some(via)) => Some(format!("{publisher} via {via}")),
        (None, Some(via)) => Some(format!("via {via}")),
        (publisher, None) => publisher,
    };
    Place {
        quote: view
            .citation
            .passage
            .as_ref()
            .and_then(|passage| passage.quote.value().map(str::to_owned)),
        language: view.article.language.clone(),
        by,
        published: view
            .article
            .published_at
            .map(|day| printed(&day, stated_on)),
        locator: view.article.locator.shown().to_owned(),
        sha256: view.sha256,
        held: view.held,
    }
}
