//! The report of accusations for people: who accuses whom, then each accusation with what came of it.

use std::io::{self, Write};

use super::super::claim;
use super::super::fields::{paragraph, parts, quoted};
use super::super::frame;
use super::super::number::counted;
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Kind, Table};
use super::super::words;
use super::{begins, corrected, printed_later, publisher, via, why};
use crate::model::{AnswerKind, PartialDate, Prose};
use crate::report::accusations::{
    Accusations, Begins, EventAccusations, Evidence, Query, Step, Thread, Was, Words,
};
use crate::report::rating::Withdrawal;
use crate::report::record::CitationView;

const fn whole(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Whole,
    }
}

const fn number(heading: &'static str) -> Column {
    Column {
        heading,
        kind: Kind::Number,
    }
}

const fn text_column(heading: &'static str, least: usize, lines: usize) -> Column {
    Column {
        heading,
        kind: Kind::Text { least, lines },
    }
}

const PAIRS: [Column; 8] = [
    text_column("accuser", 9, 3),
    text_column("accused", 9, 3),
    number("accusations"),
    number("denied"),
    number("confirmed"),
    number("conceded"),
    number("rated"),
    number("unanswered"),
];

const STEPS: [Column; 6] = [
    Column {
        heading: "date",
        kind: Kind::Date,
    },
    text_column("step", 10, 3),
    text_column("by", 9, 3),
    text_column("words", 18, 6),
    text_column("publisher", 9, 4),
    whole("id"),
];

/// Writes the report for people.
///
/// # Errors
/// The stream's.
pub fn text(
    out: &mut dyn Write,
    style: &Style,
    query: &Query,
    report: &Accusations,
) -> io::Result<()> {
    for event in &report.events {
        part(out, style, query, event)?;
    }
    if report.events.is_empty() {
        paragraph(out, style, 0, nothing(query), Face::Plain)?;
        writeln!(out)?;
    }
    frame::made(out, style, &report.made, query.as_of, query.recorded_by)?;
    left_out(out, style, query, report)
}

fn nothing(query: &Query) -> &'static str {
    if query.unanswered {
        "No unanswered accusations to show."
    } else {
        "No accusations to show."
    }
}

fn part(
    out: &mut dyn Write,
    style: &Style,
    query: &Query,
    event: &EventAccusations,
) -> io::Result<()> {
    frame::event(out, style, &event.heading)?;
    writeln!(out)?;
    if event.threads.is_empty() {
        paragraph(out, style, 0, nothing(query), Face::Plain)?;
        writeln!(out)?;
    } else {
        let mut table = Table::new(0, &PAIRS);
        for pair in &event.pairs {
            let face = if pair.unanswered > 0 {
                Face::Warning
            } else {
                Face::Plain
            };
            table.row(vec![
                Cell::own(&pair.accuser.handle).with(Face::Bold),
                Cell::own(&pair.accused.handle).with(Face::Bold),
                Cell::own(pair.accusations),
                count(pair.denied),
                count(pair.confirmed),
                count(pair.conceded),
                count(pair.rated),
                count(pair.unanswered).with(face),
            ]);
        }
        table.write(out, style)?;
        writeln!(out)?;
    }
    for thread in &event.threads {
        whole_thread(out, style, thread)?;
    }
    if !event.apart.is_empty() {
        paragraph(
            out,
            style,
            0,
            "Answers to what is no accusation or is not shown",
            Face::Bold,
        )?;
        for thread in &event.apart {
            whole_thread(out, style, thread)?;
        }
    }
    withdrawn(out, style, event)?;
    still_unanswered(out, style, event)
}

/// What the desk withdrew, each with the reason.
fn withdrawn(out: &mut dyn Write, style: &Style, event: &EventAccusations) -> io::Result<()> {
    if event.withdrawn.is_empty() {
        return Ok(());
    }
    paragraph(out, style, 0, "Withdrawn by the desk", Face::Bold)?;
    let mut table = Table::new(2, &STEPS);
    for it in &event.withdrawn {
        let what = match &it.was {
            Was::Accusation { accused, .. } => format!("accusation of {}", accused.handle),
            Was::Answer { kind, answers, .. } => format!("{kind} of {answers}"),
        };
        let act = it.was.act().map(|act| words::running(act.shown()));
        let said = act.or_else(|| it.citations.first().and_then(words_of));
        table.row(vec![
            Cell::own(it.stated_on),
            Cell::own(what),
            Cell::own(&it.claimant.handle),
            Cell::own(said.unwrap_or_default()),
            Cell::own(published_by(&it.citations)),
            Cell::own(it.claim),
        ]);
        if it.is_printed_later {
            table.note(printed_later(it.claim, it.published_at), Face::Dim);
        }
        table.note(withdrawal(&it.withdrawal), Face::Dim);
    }
    table.write(out, style)?;
    writeln!(out)
}

/// When it was withdrawn, and why. Safe.
fn withdrawal(withdrawal: &Withdrawal) -> String {
    let mut text = format!("withdrawn {}", withdrawal.at.day());
    if let Some(reason) = &withdrawal.reason {
        text.push_str(&format!(": {}", words::running(reason.shown())));
    }
    text
}

/// Missing is not zero, and here nothing is missing: a dot reads faster than a column of noughts.
fn count(count: usize) -> Cell {
    if count == 0 {
        Cell::own("·").with(Face::Dim)
    } else {
        Cell::own(count)
    }
}

fn whole_thread(out: &mut dyn Write, style: &Style, thread: &Thread) -> io::Result<()> {
    let root = &thread.root;
    let heading = match &root.begins {
        Begins::Accusation { accused, .. } => format!(
            "{} {} accuses {}",
            root.claim, root.claimant.handle, accused.handle
        ),
        Begins::Answer {
            kind,
            answers,
            missing,
            ..
        } => format!(
            "{} {} {} {answers} ({})",
            root.claim,
            root.claimant.handle,
            verb(*kind),
            why(*missing)
        ),
    };
    paragraph(out, style, 0, &heading, Face::Bold)?;
    if let Some(act) = thread.act() {
        paragraph(out, style, 2, &words::running(act.shown()), Face::Plain)?;
    }
    let mut scope = Vec::new();
    scope.extend(
        root.place
            .as_ref()
            .map(|place| format!("at {}", words::escaped(place.as_str()))),
    );
    scope.extend(root.occurred.map(|day| format!("on {day}")));
    for rating in thread.ratings() {
        scope.push(format!("rated {}", claim::rating(&rating.rating)));
    }
    parts(out, style, 2, &scope)?;
    let mut table = Table::new(2, &STEPS);
    let said = root.citations.first().and_then(words_of);
    table.row(vec![
        Cell::own(root.stated_on),
        Cell::own(begins(root)),
        Cell::own(&root.claimant.handle),
        Cell::own(said.unwrap_or_default()),
        Cell::own(published_by(&root.citations)),
        Cell::own(root.claim),
    ]);
    if root.is_printed_later {
        table.note(printed_later(root.claim, root.published_at), Face::Dim);
    }
    if let Some(it) = &root.corrected {
        table.note(corrected(root.claim, it), Face::Plain);
    }
    for step in &thread.steps {
        table.row(row(thread, step));
        let Step::Answer(answer) = step else {
            continue;
        };
        if answer.is_printed_later {
            table.note(printed_later(answer.claim, answer.published_at), Face::Dim);
        }
        if let Some(it) = &answer.corrected {
            table.note(corrected(answer.claim, it), Face::Plain);
        }
        if answer.is_before {
            let text = format!(
                "⚠ {} was stated before {}, which it answers: one of the two days is wrong, or it answers something else",
                answer.claim, answer.answers
            );
            table.note(text, Face::Warning);
        }
    }
    if thread.unanswered {
        let text = if thread
            .steps
            .iter()
            .any(|step| matches!(step, Step::Answer(_)))
        {
            "unanswered by the accused; others have answered"
        } else {
            "unanswered"
        };
        table.note(format!("⚠ {text}"), Face::Warning);
    }
    table.write(out, style)?;
    writeln!(out)
}

fn row(thread: &Thread, step: &Step) -> Vec<Cell> {
    match step {
        Step::Answer(answer) => {
            let mut kind = answer.kind.to_string();
            if answer.answers != thread.root.claim {
                kind.push_str(&format!(" of {}", answer.answers));
            }
            let act = answer.act.as_ref().map(|act| words::running(act.shown()));
            let said = act.or_else(|| answer.citations.first().and_then(words_of));
            vec![
                Cell::own(answer.stated_on),
                Cell::own(kind).with(Face::Bold),
                Cell::own(&answer.claimant.handle),
                Cell::own(said.unwrap_or_default()),
                Cell::own(published_by(&answer.citations)),
                Cell::own(answer.claim),
            ]
        }
        Step::Evidence(evidence) => evidence_row(evidence),
        Step::Rating(rating) => {
            let mut said = claim::rating(&rating.rating);
            if let Some(label) = &rating.label {
                said.push_str(&format!(" “{}”", words::running(label.shown())));
            }
            said.push_str(&format!(": {}", words::running(rating.rationale.shown())));
            let mut kind = "assessment".to_owned();
            if rating.rates != thread.root.claim {
                kind.push_str(&format!(" of {}", rating.rates));
            }
            match &rating.withdrawn {
                Some(withdrawn) => {
                    kind.push_str(&format!(", withdrawn {}", withdrawn.at.day()));
                    if let Some(reason) = &withdrawn.reason {
                        let reason = words::running(reason.shown());
                        said.push_str(&format!(" · withdrawn: {reason}"));
                    }
                }
                None if rating.is_replaced() => kind.push_str(", since changed"),
                None => {}
            }
            let face = if rating.stands { Face::Bold } else { Face::Dim };
            vec![
                Cell::own(rating.assessed_on),
                Cell::own(kind).with(face),
                Cell::own(words::escaped(&rating.author)),
                Cell::own(said).with(face),
                Cell::default(),
                Cell::own(rating.assessment),
            ]
        }
    }
}

fn evidence_row(evidence: &Evidence) -> Vec<Cell> {
    let kind = format!("evidence for {}", evidence.assessment);
    let date = evidence.date.map(|date: PartialDate| date.to_string());
    match &evidence.words {
        Words::Cited(view) => {
            let title = || words::running(view.article.label().shown());
            vec![
                Cell::own_or_none(date),
                Cell::own(kind),
                Cell::default(),
                Cell::own(words_of(view).unwrap_or_else(title)),
                Cell::own(published_by(std::slice::from_ref(view))),
                Cell::own(view.article.id),
            ]
        }
        Words::Claim { line, .. } => {
            let accused = line.accused.as_ref().map(|accused| &accused.handle);
            let mut said = claim::statement(&line.claim, accused);
            if line.retracted {
                said.insert_str(0, "retracted: ");
            }
            vec![
                Cell::own_or_none(date),
                Cell::own(kind),
                Cell::own(&line.claimant.handle),
                Cell::own(said),
                Cell::own(publisher_of(
                    line.article
                        .publisher
                        .as_ref()
                        .map(|publisher| publisher.handle.as_str()),
                )),
                Cell::own(line.id),
            ]
        }
    }
}

/// The words of a citation, in quotation marks. Safe.
fn words_of(view: &CitationView) -> Option<String> {
    let quote: &Prose = &view.citation.passage.as_ref()?.quote;
    Some(quoted(&words::running(quote.shown())))
}

fn publisher_of(handle: Option<&str>) -> String {
    handle.unwrap_or("–").to_owned()
}

/// The publisher, the relays, and how many more say so.
fn published_by(citations: &[CitationView]) -> String {
    let Some(first) = citations.first() else {
        return String::new();
    };
    let mut text = publisher_of(publisher(first));
    if let Some(via) = via(first) {
        text.push_str(&format!("\nvia {via}"));
    }
    if citations.len() > 1 {
        text.push_str(&format!("\n+{} more", citations.len() - 1));
    }
    text
}

const fn verb(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Denial => "denies",
        AnswerKind::Confirmation => "confirms",
        AnswerKind::Concession => "concedes",
    }
}

fn still_unanswered(
    out: &mut dyn Write,
    style: &Style,
    event: &EventAccusations,
) -> io::Result<()> {
    let open: Vec<String> = event
        .threads
        .iter()
        .filter(|thread| thread.unanswered)
        .map(|thread| thread.root.claim.to_string())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let text = format!(
        "Unanswered by the accused: {} of {}: {}",
        open.len(),
        counted(
            u64::try_from(event.threads.len()).unwrap_or(u64::MAX),
            "accusation",
            "accusations"
        ),
        open.join(", ")
    );
    paragraph(out, style, 0, &text, Face::Warning)?;
    writeln!(out)
}

fn left_out(
    out: &mut dyn Write,
    style: &Style,
    query: &Query,
    report: &Accusations,
) -> io::Result<()> {
    let day = query.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut say = |count: usize, what: String| {
        if count == 0 {
            return Ok(());
        }
        let claims = if count == 1 {
            "claim was"
        } else {
            "claims were"
        };
        let text = format!("{count} {claims} left out: {what}.");
        paragraph(out, style, 0, &text, Face::Plain)
    };
    say(
        report.undatable,
        format!(
            "the date is too coarse or too uncertain to say whether it had been stated by {day}"
        ),
    )?;
    say(report.later, format!("stated after {day}"))?;
    match frame::perhaps_later(&report.perhaps_later, query.as_of, "claim", "claims") {
        Some(text) => paragraph(out, style, 0, &text, Face::Plain),
        None => Ok(()),
    }
}
