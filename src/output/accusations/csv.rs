//! The report of accusations as CSV: one row a step, the accusation itself first, each with the first place where it
//! stands.

use std::io::{self, Write};

use super::super::claim;
use super::super::sheet::{Form, Sheet};
use super::{begins, publisher, quote, via};
use crate::model::{Prose, RecordId, RevisionNumber};
use crate::report::accusations::{
    Accusations, Begins, Corrected, Step, Thread, Was, Withdrawn, Words,
};
use crate::report::rating::Withdrawal;
use crate::report::record::CitationView;

/// The header. It is a contract: names are never changed, new ones are added at the end.
pub const HEADER: [&str; 30] = [
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
    "stands",
    "withdrawn_at",
    "withdrawn_because",
    "before_what_it_answers",
    "source_corrected",
    "stands_no_more",
    "printed_later",
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
        for it in &event.withdrawn {
            withdrawn(&mut sheet, handle, it)?;
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

/// Whether a record stands, or what became of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Yes,
    /// The desk took it back.
    Withdrawn,
    /// A later version of it stands in its place.
    Replaced,
}

impl Stands {
    /// What became of it; none where it stands.
    const fn no_more(self) -> Option<&'static str> {
        match self {
            Self::Yes => None,
            Self::Withdrawn => Some("withdrawn"),
            Self::Replaced => Some("replaced"),
        }
    }
}

/// Whether something that was recorded is still the desk's word.
struct Standing<'a> {
    stands: Stands,
    withdrawal: Option<&'a Withdrawal>,
    is_before: bool,
    is_printed_later: bool,
    corrected: Option<Corrected>,
}

impl Standing<'_> {
    const YES: Self = Self {
        stands: Stands::Yes,
        withdrawal: None,
        is_before: false,
        is_printed_later: false,
        corrected: None,
    };
}

fn end(sheet: &mut Sheet<'_>, thread: &Thread, standing: &Standing<'_>) -> io::Result<()> {
    sheet.text(thread.root.place.as_ref().map(|place| place.as_str()));
    stand(sheet, standing);
    sheet.end_row()
}

fn stand(sheet: &mut Sheet<'_>, standing: &Standing<'_>) {
    let withdrawal = standing.withdrawal;
    let no_more = standing.stands.no_more();
    sheet.plain(Some(if no_more.is_none() { "yes" } else { "no" }));
    sheet.plain(withdrawal.map(|it| it.at));
    let reason = withdrawal.and_then(|it| it.reason.as_ref());
    sheet.text(reason.and_then(Prose::value));
    sheet.plain(standing.is_before.then_some("yes"));
    sheet.plain(standing.corrected.map(|corrected| {
        let day = corrected.on.map(|day| day.to_string());
        day.unwrap_or_else(|| "day not known".to_owned())
    }));
    sheet.plain(no_more);
    sheet.plain(standing.is_printed_later.then_some("yes"));
}

fn withdrawn(sheet: &mut Sheet<'_>, event: &str, it: &Withdrawn) -> io::Result<()> {
    let (thread, answers, accused) = match &it.was {
        Was::Accusation { accused, .. } => (it.claim, None, Some(&accused.handle)),
        Was::Answer { answers, .. } => (*answers, Some(*answers), None),
    };
    sheet.plain(Some(event));
    sheet.plain(Some(thread));
    // Only an accusation has these itself; those of what was answered stand in the rows of its thread.
    sheet.plain(accused.map(|_| &it.claimant.handle));
    sheet.plain(accused);
    sheet.text(accused.and_then(|_| it.was.act()).and_then(Prose::value));
    sheet.plain(None::<&str>);
    sheet.plain(Some(it.was.kind()));
    id(sheet, it.claim, Some(it.revision));
    sheet.plain(answers);
    sheet.plain(Some(&it.claimant.handle));
    sheet.plain(None::<&str>);
    sheet.plain(Some(it.stated_on));
    sheet.plain(it.published_at);
    sheet.plain(None::<&str>);
    sheet.plain(None::<&str>);
    sheet.text(it.was.act().and_then(Prose::value));
    cited(sheet, it.citations.first());
    sheet.text(None);
    let standing = Standing {
        stands: Stands::Withdrawn,
        withdrawal: Some(&it.withdrawal),
        is_printed_later: it.is_printed_later,
        ..Standing::YES
    };
    stand(sheet, &standing);
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
    let standing = Standing {
        corrected: root.corrected,
        is_printed_later: root.is_printed_later,
        ..Standing::YES
    };
    end(sheet, thread, &standing)
}

fn step(sheet: &mut Sheet<'_>, event: &str, thread: &Thread, step: &Step) -> io::Result<()> {
    begin(sheet, event, thread);
    sheet.plain(Some(step.kind()));
    let mut standing = Standing::YES;
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
            standing.is_before = answer.is_before;
            standing.corrected = answer.corrected;
            standing.is_printed_later = answer.is_printed_later;
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
                    if line.retracted {
                        standing.stands = Stands::Withdrawn;
                    }
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
            standing.stands = match (rating.stands, rating.is_replaced()) {
                (true, _) => Stands::Yes,
                (false, true) => Stands::Replaced,
                (false, false) => Stands::Withdrawn,
            };
            standing.withdrawal = rating.withdrawn.as_ref();
        }
    }
    end(sheet, thread, &standing)
}
