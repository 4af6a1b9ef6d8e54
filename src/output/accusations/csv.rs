//! The report of accusations as CSV: one row a step, the accusation itself first, each with the first place where it
//! stands.

use std::io::{self, Write};

use super::super::claim;
use super::super::sheet::{Form, Sheet};
use super::{begins, publisher, quote, via};
use crate::model::{Prose, RecordId, RevisionNumber};
use crate::report::accusations::{Accusations, Begins, Step, Thread, Words};
use crate::report::record::CitationView;

/// The header. It is a contract: names are never changed, new ones are added at the end.
pub const HEADER: [&str; 23] = [
    "event",
    "thread",
    "accuser",
    "accused",
    "act",
    "unanswered",
    "step",
    "id",
    "revision",
    "answers",
    "claimant",
    "by_accused",
    "date",
    "published_at",
    "scale",
    "rating",
    "words",
    "publisher",
    "via",
    "url",
    "quote",
    "snapshot_sha256",
    "place",
];

/// Writes the report as CSV.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, report: &Accusations) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, &HEADER)?;
    for event in &report.events {
        let handle = event.heading.event.handle.as_str();
        for thread in event.threads.iter().chain(&event.apart) {
            root(&mut sheet, handle, thread)?;
            for step in &thread.steps {
                self::step(&mut sheet, handle, thread, step)?;
            }
        }
    }
    sheet.finish()
}

/// What every row of a thread begins with.
fn begin(sheet: &mut Sheet<'_>, event: &str, thread: &Thread) {
    sheet.plain(Some(event));
    sheet.plain(Some(thread.root.claim));
    sheet.plain(Some(&thread.root.claimant.handle));
    sheet.plain(thread.accused().map(|accused| &accused.handle));
    sheet.text(thread.act().and_then(Prose::value));
    sheet.plain(thread.unanswered.then_some("yes"));
}

fn id(sheet: &mut Sheet<'_>, id: impl Into<RecordId>, revision: Option<RevisionNumber>) {
    sheet.plain(Some(id.into()));
    sheet.plain(revision);
}

fn cited(sheet: &mut Sheet<'_>, view: Option<&CitationView>) {
    sheet.plain(view.and_then(publisher));
    sheet.plain(view.and_then(via));
    sheet.text(view.and_then(|view| view.article.locator.value()));
    sheet.text(view.and_then(quote));
    sheet.plain(view.and_then(|view| view.sha256));
}

fn end(sheet: &mut Sheet<'_>, thread: &Thread) -> io::Result<()> {
    sheet.text(thread.root.place.as_ref().map(|place| place.as_str()));
    sheet.end_row()
}

fn root(sheet: &mut Sheet<'_>, event: &str, thread: &Thread) -> io::Result<()> {
    let root = &thread.root;
    begin(sheet, event, thread);
    sheet.plain(Some(begins(root)));
    id(sheet, root.claim, Some(root.revision));
    sheet.plain(match &root.begins {
        Begins::Accusation { .. } => None,
        Begins::Answer { answers, .. } => Some(answers),
    });
    sheet.plain(Some(&root.claimant.handle));
    sheet.plain(None::<&str>);
    sheet.plain(Some(root.stated_on));
    sheet.plain(root.published_at);
    sheet.plain(None::<&str>);
    sheet.plain(None::<&str>);
    sheet.text(thread.act().and_then(Prose::value));
    cited(sheet, root.citations.first());
    end(sheet, thread)
}

fn step(sheet: &mut Sheet<'_>, event: &str, thread: &Thread, step: &Step) -> io::Result<()> {
    begin(sheet, event, thread);
    sheet.plain(Some(step.kind()));
    match step {
        Step::Answer(answer) => {
            id(sheet, answer.claim, Some(answer.revision));
            sheet.plain(Some(answer.answers));
            sheet.plain(Some(&answer.claimant.handle));
            sheet.plain(Some(if answer.by_accused { "yes" } else { "no" }));
            sheet.plain(Some(answer.stated_on));
            sheet.plain(answer.published_at);
            sheet.plain(None::<&str>);
            sheet.plain(None::<&str>);
            sheet.text(answer.act.as_ref().and_then(Prose::value));
            cited(sheet, answer.citations.first());
        }
        Step::Evidence(evidence) => {
            match &evidence.words {
                Words::Cited(view) => id(sheet, view.article.id, None),
                Words::Claim { line, .. } => id(sheet, line.id, Some(line.revision)),
            }
            sheet.plain(Some(evidence.assessment));
            sheet.plain(match &evidence.words {
                Words::Cited(_) => None,
                Words::Claim { line, .. } => Some(&line.claimant.handle),
            });
            sheet.plain(None::<&str>);
            sheet.plain(evidence.date);
            sheet.plain(match &evidence.words {
                Words::Cited(view) => view.article.published_at,
                Words::Claim { line, .. } => line.published_at,
            });
            sheet.plain(None::<&str>);
            sheet.plain(None::<&str>);
            match &evidence.words {
                Words::Cited(view) => {
                    sheet.text(view.article.title.as_ref().and_then(Prose::value));
                    cited(sheet, Some(view));
                }
                Words::Claim { line, cited: place } => {
                    let accused = line.accused.as_ref().map(|accused| &accused.handle);
                    sheet.text(Some(&claim::statement(&line.claim, accused)));
                    cited(sheet, place.as_ref());
                }
            }
        }
        Step::Rating(rating) => {
            id(sheet, rating.assessment, Some(rating.revision));
            sheet.plain(Some(rating.rates));
            sheet.text(Some(&rating.author));
            sheet.plain(None::<&str>);
            sheet.plain(Some(rating.assessed_on));
            sheet.plain(None::<&str>);
            sheet.text(rating.rating.scale().map(|scale| scale.as_str()));
            sheet.text(Some(rating.rating.step()));
            sheet.text(rating.rationale.value());
            cited(sheet, None);
        }
    }
    end(sheet, thread)
}
