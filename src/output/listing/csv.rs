//! Lists as CSV. The headers are a contract: names are never changed, new columns are added at the end.

use std::io::{self, Write};

use super::super::claim;
use super::super::sheet::{Form, Sheet};
use super::super::view::first_quote;
use super::List;
use crate::model::{Accusation, Event, Label, Prose, RecordKind, Snapshot, Source};
use crate::report::NamedArticle;
use crate::report::listing::{AssessmentLine, ClaimLine, Line};

/// The header of a list of records of this kind.
pub const fn header(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Event => &[
            "event", "handle", "title", "start", "end", "place", "sides", "note",
        ],
        RecordKind::Source => &[
            "source",
            "handle",
            "name",
            "aliases",
            "kind",
            "country",
            "side",
            "reliability",
            "note",
        ],
        RecordKind::Article => &[
            "article",
            "url",
            "publisher",
            "title",
            "language",
            "published_at",
        ],
        RecordKind::Snapshot => &[
            "snapshot",
            "article",
            "url",
            "retrieved_at",
            "sha256",
            "text_sha256",
            "media_type",
            "charset",
            "captured_by",
            "extractor",
        ],
        RecordKind::Claim => &[
            "claim",
            "revision",
            "retracted",
            "event",
            "claimant",
            "kind",
            "measure",
            "low",
            "best",
            "high",
            "qualifier",
            "wording",
            "victims",
            "victim_side",
            "victim_status",
            "aggregation",
            "place",
            "accused",
            "act",
            "answers",
            "stated_on",
            "occurred",
            "published_at",
            "publisher",
            "via",
            "url",
            "quote",
            "citations",
            "note",
            "snapshot_sha256",
        ],
        RecordKind::Assessment => &[
            "assessment",
            "revision",
            "retracted",
            "event",
            "claim",
            "assessed_on",
            "scale",
            "rating",
            "label",
            "rationale",
            "evidence",
            "citations",
        ],
    }
}

pub(super) struct Csv<'a> {
    sheet: Sheet<'a>,
}

impl<'a> Csv<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, kind: RecordKind, form: Form) -> io::Result<Self> {
        Ok(Self {
            sheet: Sheet::new(out, form, header(kind))?,
        })
    }

    fn text(&mut self, prose: Option<&Prose>) {
        self.sheet.text(prose.and_then(Prose::value));
    }

    fn label(&mut self, label: Option<&Label>) {
        self.sheet.text(label.map(Label::as_str));
    }

    fn event(&mut self, event: &Event) {
        self.sheet.plain(Some(&event.handle));
        self.text(Some(&event.title));
        self.sheet.plain(event.start);
        self.sheet.plain(event.end);
        self.label(event.place.as_ref());
        let sides: Vec<&str> = event.sides.iter().map(Label::as_str).collect();
        self.sheet.text(Some(&sides.join("; ")));
        self.text(event.note.as_ref());
    }

    fn source(&mut self, source: &Source) {
        self.sheet.plain(Some(&source.handle));
        self.text(Some(source.name()));
        let aliases: Vec<&str> = source
            .names()
            .iter()
            .skip(1)
            .filter_map(|name| name.name.value())
            .collect();
        self.sheet.text(Some(&aliases.join("; ")));
        self.sheet.plain(Some(source.kind));
        self.sheet.plain(source.country.as_ref());
        self.label(source.side.as_ref());
        self.sheet
            .plain(source.reliability.map(|letter| letter.letter()));
        self.text(source.note.as_ref());
    }

    fn article(&mut self, article: &NamedArticle) {
        self.text(Some(&article.locator));
        self.sheet.plain(
            article
                .publisher
                .as_ref()
                .map(|publisher| &publisher.handle),
        );
        self.text(article.title.as_ref());
        self.sheet.plain(article.language.as_ref());
        self.sheet.plain(article.published_at);
    }

    fn snapshot(&mut self, snapshot: &Snapshot, article: &NamedArticle) {
        self.sheet.plain(Some(snapshot.article));
        self.text(Some(&article.locator));
        self.sheet.plain(Some(snapshot.retrieved_at));
        self.sheet.plain(Some(snapshot.raw.digest));
        self.sheet.plain(Some(snapshot.text.digest));
        self.sheet.text(Some(&snapshot.media_type));
        self.sheet.text(Some(&snapshot.charset));
        self.sheet.text(Some(&snapshot.captured_by));
        self.sheet.text(Some(&snapshot.extractor));
    }

    fn claim(&mut self, line: &ClaimLine) {
        let claim = &line.claim;
        let stated = claim.figure();
        let figure = stated.map(|stated| stated.figure);
        self.sheet.plain(Some(line.revision));
        self.sheet.plain(line.retracted.then_some("yes"));
        self.sheet.plain(Some(&line.event.handle));
        self.sheet.plain(Some(&line.claimant.handle));
        self.sheet.plain(Some(claim.kind()));
        self.sheet.plain(stated.map(|stated| stated.measure));
        self.sheet.plain(figure.and_then(|figure| figure.low()));
        self.sheet.plain(figure.and_then(|figure| figure.best()));
        self.sheet.plain(figure.and_then(|figure| figure.high()));
        self.sheet.plain(figure.map(|figure| figure.qualifier()));
        self.text(stated.and_then(|stated| stated.wording.as_ref()));
        self.label(stated.and_then(|stated| stated.victims.as_ref()));
        self.label(stated.and_then(|stated| stated.victim_side.as_ref()));
        self.sheet.plain(stated.map(|stated| stated.victim_status));
        self.sheet.plain(stated.map(|stated| stated.aggregation));
        self.label(claim.place.as_ref());
        let (act, answers) = match claim.accusation() {
            Some(Accusation::Accuses { act, .. }) => (Some(act), None),
            Some(Accusation::Answers { claim, act, .. }) => (act.as_ref(), Some(*claim)),
            None => (None, None),
        };
        self.sheet
            .plain(line.accused.as_ref().map(|accused| &accused.handle));
        self.text(act);
        self.sheet.plain(answers);
        self.sheet.plain(Some(claim.stated_on));
        self.sheet.plain(claim.occurred);
        self.sheet.plain(line.published_at);
        self.sheet.plain(
            line.article
                .publisher
                .as_ref()
                .map(|publisher| &publisher.handle),
        );
        self.sheet.plain(claim::chain(&line.via));
        self.text(Some(&line.article.locator));
        self.text(first_quote(claim));
        self.sheet.plain(Some(claim.citations().len()));
        self.text(claim.note.as_ref());
        self.sheet.plain(line.sha256);
    }
}

impl Csv<'_> {
    fn assessment(&mut self, line: &AssessmentLine) {
        let assessment = &line.assessment;
        self.sheet.plain(Some(line.revision));
        self.sheet.plain(line.retracted.then_some("yes"));
        self.sheet.plain(Some(&line.claim.event.handle));
        self.sheet.plain(Some(assessment.claim));
        self.sheet.plain(Some(assessment.assessed_on));
        self.label(assessment.rating.scale());
        self.sheet.text(Some(assessment.rating.step()));
        self.text(assessment.label.as_ref());
        self.text(Some(&assessment.rationale));
        let claims: Vec<String> = assessment
            .evidence
            .claims
            .iter()
            .map(ToString::to_string)
            .collect();
        self.sheet.plain(Some(claims.join(" ")));
        self.sheet.plain(Some(assessment.evidence.citations.len()));
    }
}

impl List for Csv<'_> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        match line {
            Line::Event(id, event) => {
                self.sheet.plain(Some(id));
                self.event(event);
            }
            Line::Source(id, source) => {
                self.sheet.plain(Some(id));
                self.source(source);
            }
            Line::Article(article) => {
                self.sheet.plain(Some(article.id));
                self.article(article);
            }
            Line::Snapshot(id, snapshot, article) => {
                self.sheet.plain(Some(id));
                self.snapshot(snapshot, article);
            }
            Line::Claim(line) => {
                self.sheet.plain(Some(line.id));
                self.claim(line);
            }
            Line::Assessment(line) => {
                self.sheet.plain(Some(line.id));
                self.assessment(line);
            }
        }
        self.sheet.end_row()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.sheet.finish()
    }
}
