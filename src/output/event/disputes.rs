//! The parts of the page on what is disputed: contradictions and accusations.

use super::super::accusations::{corrected, printed_later};
use super::super::comparing::{AS_READ, DAY_UNKNOWN, as_read, day, doubts, gap, scope};
use super::super::number::grouped;
use super::super::table::Kind;
use super::super::{claim, words};
use super::content::claimant;
use super::notes::Notes;
use super::page::{Block, Grid, Row, Section, Span, Words, outside, own, strong};
use crate::model::PartialDate;
use crate::report::accusations::{Begins, Step, Thread, Was, Withdrawn};
use crate::report::conflicts::{Disagreement, Group};
use crate::report::event::EventReport;

const MOST_ROWS: usize = 100;

const OPEN: &[(&str, Kind)] = &[
    ("since", Kind::Date),
    (
        "the one",
        Kind::Text {
            least: 16,
            lines: 5,
        },
    ),
    (
        "the other",
        Kind::Text {
            least: 16,
            lines: 5,
        },
    ),
    ("gap", Kind::Number),
];

/// So many answers to an accusation are named, the newest ones.
const MOST_ANSWERS: usize = 8;

const ACCUSATIONS: &[(&str, Kind)] = &[
    ("stated", Kind::Date),
    (
        "who accuses whom",
        Kind::Text {
            least: 14,
            lines: 4,
        },
    ),
    (
        "of what",
        Kind::Text {
            least: 18,
            lines: 6,
        },
    ),
    (
        "what came of it",
        Kind::Text {
            least: 14,
            // Whole: an answer that is cut away is one that nobody gave.
            lines: usize::MAX,
        },
    ),
    ("claim", Kind::Whole),
];

/// Contradictions that are open, and how many are closed; those that are certain apart from those that may be growth.
pub(super) fn conflicts(report: &EventReport, notes: &mut Notes<'_>) -> Section {
    let mut blocks = Vec::new();
    let groups = &report.conflicts.groups;
    let all = || groups.iter().flat_map(|group| &group.disagreements);
    let count = |is_firm: bool, is_open: bool| {
        let found = all().filter(|found| found.is_firm() == is_firm);
        found
            .filter(|found| found.closed.is_none() == is_open)
            .count()
    };
    let (firm, grown) = (count(true, true), count(false, true));
    let (closed, open) = (count(true, false), firm + grown);
    let mut room = MOST_ROWS;
    for is_firm in [true, false] {
        for group in groups {
            group_of(report, group, is_firm, notes, &mut blocks, &mut room);
        }
    }
    let mut text = match firm {
        0 if grown > 0 => "No contradiction is open for certain.".to_owned(),
        0 => "No contradiction is open.".to_owned(),
        1 => "1 contradiction is open.".to_owned(),
        _ => format!("{} contradictions are open.", grouped(&firm.to_string())),
    };
    match closed {
        0 => {}
        1 => text.push_str(" 1 was closed."),
        _ => text.push_str(&format!(" {} were closed.", grouped(&closed.to_string()))),
    }
    match grown {
        0 => {}
        1 => text.push_str(" 1 pair of claims differs, and both may be true."),
        _ => text.push_str(&format!(
            " {} pairs of claims differ, and both of each may be true.",
            grouped(&grown.to_string())
        )),
    }
    let left = open.saturating_sub(MOST_ROWS);
    if left > 0 {
        text.push_str(&format!(
            " {} of them are left out here.",
            grouped(&left.to_string())
        ));
    }
    let stopped = groups
        .iter()
        .filter_map(|group| group.stopped)
        .min_by(PartialDate::chronological);
    if let Some(day) = stopped {
        text.push_str(&format!(
            " There are too many to follow: of one scope at least, nothing said on {day} or later was looked at."
        ));
    }
    if all().count() > 0 {
        let handle = &report.heading.event.handle;
        text.push_str(&format!(" See claimlog report conflicts --event {handle}."));
    }
    blocks.insert(0, Block::Paragraph(own(text)));
    Section {
        heading: "Contradictions",
        blocks,
    }
}

fn group_of(
    report: &EventReport,
    group: &Group,
    is_firm: bool,
    notes: &mut Notes<'_>,
    blocks: &mut Vec<Block>,
    room: &mut usize,
) {
    let open = group
        .disagreements
        .iter()
        .filter(|found| found.closed.is_none() && found.is_firm() == is_firm);
    let rows: Vec<Row> = open
        .take(*room)
        .filter_map(|found| disagreement(report, found, notes))
        .collect();
    *room -= rows.len();
    let key = group
        .disagreements
        .first()
        .and_then(|found| report.conflicts.series.get(found.one))
        .map(|series| &series.stated.key);
    let Some(key) = key.filter(|_| !rows.is_empty()) else {
        return;
    };
    let heading = scope(key, &report.conflicts.query.loosened).join(" · ");
    blocks.push(Block::Heading(outside(heading)));
    blocks.push(Block::Table(Grid {
        columns: OPEN,
        rows,
    }));
}

fn disagreement(report: &EventReport, found: &Disagreement, notes: &mut Notes<'_>) -> Option<Row> {
    let last = found.last();
    let is_read = found.is_read(&report.conflicts, last);
    let mut side = |series: usize, point: usize| -> Option<Words> {
        let name = &report.conflicts.series.get(series)?.stated;
        let (stated, reading) = report.conflicts.at(series, point)?;
        let said = as_read(&stated.figure, reading, stated.wording.as_deref());
        let mut words = strong("");
        words[0] = Span::Strong(said);
        words.push(Span::Own(", ".to_owned()));
        words.extend(claimant(&name.claimant_name, &name.claimant));
        words.push(Span::Own(", ".to_owned()));
        words.extend(notes.figure(&name.claimant_name, stated));
        Some(words)
    };
    let cells = vec![
        own(day(found.opening().since, found.opening().is_day_known)),
        side(found.one, last.one)?,
        side(found.other, last.other)?,
        own(gap(last.gap, is_read)),
    ];
    let uncertain = (!found.is_firm()).then(|| format!("not certain: {}", doubts(found.doubts())));
    let by_convention = is_read.then(|| format!("≈ the gap {AS_READ}"));
    let coarse = (!found.opening().is_day_known).then(|| DAY_UNKNOWN.to_owned());
    let all = uncertain.into_iter().chain(by_convention).chain(coarse);
    Some(Row {
        cells,
        warnings: all.collect(),
    })
}

/// Each accusation with what came of it, those that are not answered first.
pub(super) fn accusations(report: &EventReport, notes: &mut Notes<'_>) -> Section {
    let found = &report.accusations;
    let open = found
        .threads
        .iter()
        .filter(|thread| thread.unanswered)
        .count();
    let all = found.threads.len();
    let text = match (all, open) {
        (0, _) => "No accusation is recorded.".to_owned(),
        (1, 1) => "1 accusation, which the accused has not answered.".to_owned(),
        (1, _) => "1 accusation, which the accused has answered.".to_owned(),
        (_, 0) => format!(
            "{} accusations, all answered by the accused.",
            grouped(&all.to_string())
        ),
        _ => format!(
            "{} accusations; the accused have not answered {}.",
            grouped(&all.to_string()),
            if open == all {
                "any of them".to_owned()
            } else {
                grouped(&open.to_string())
            }
        ),
    };
    let mut blocks = vec![Block::Paragraph(own(text))];
    let (unanswered, answered): (Vec<&Thread>, Vec<&Thread>) =
        found.threads.iter().partition(|thread| thread.unanswered);
    let rows: Vec<Row> = unanswered
        .into_iter()
        .chain(answered)
        .take(MOST_ROWS)
        .map(|thread| row(thread, notes))
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Grid {
            columns: ACCUSATIONS,
            rows,
        }));
    }
    let left = all.saturating_sub(MOST_ROWS);
    if left + found.apart.len() > 0 {
        blocks.push(Block::Paragraph(own(format!(
            "{} more accusations and {} answers to other claims: claimlog report accusations --event {}.",
            grouped(&left.to_string()),
            grouped(&found.apart.len().to_string()),
            report.heading.event.handle
        ))));
    }
    if !found.withdrawn.is_empty() {
        blocks.push(Block::Paragraph(withdrawn(&found.withdrawn)));
    }
    Section {
        heading: "Accusations",
        blocks,
    }
}

/// Which accusations and answers the desk withdrew, when and why.
fn withdrawn(found: &[Withdrawn]) -> Words {
    let mut words = own("Withdrawn by the desk: ");
    for (index, it) in found.iter().take(MOST_ROWS).enumerate() {
        if index > 0 {
            words.push(Span::Own("; ".to_owned()));
        }
        let (before, whom) = match &it.was {
            Was::Accusation { accused, .. } => (", who accused ", Some(&accused.name)),
            Was::Answer { .. } => ("", None),
        };
        words.push(Span::Own(format!("{}, {} by ", it.claim, it.was.kind())));
        words.push(Span::Outside(it.claimant.name.shown().to_owned()));
        words.push(Span::Own(before.to_owned()));
        words.extend(whom.map(|name| Span::Outside(name.shown().to_owned())));
        if let Was::Answer { answers, .. } = &it.was {
            words.push(Span::Own(format!(", of {answers}")));
        }
        let withdrawal = &it.withdrawal;
        words.push(Span::Own(format!(
            ", {}, withdrawn {}",
            it.stated_on,
            withdrawal.at.day()
        )));
        if let Some(reason) = &withdrawal.reason {
            words.push(Span::Own(": ".to_owned()));
            words.push(Span::Outside(reason.shown().to_owned()));
        }
    }
    words.push(Span::Own(".".to_owned()));
    words
}

fn row(thread: &Thread, notes: &mut Notes<'_>) -> Row {
    let root = &thread.root;
    let mut who = outside(root.claimant.name.shown());
    if let Begins::Accusation { accused, .. } = &root.begins {
        who.push(Span::Own(" accuses ".to_owned()));
        who.push(Span::Outside(accused.name.shown().to_owned()));
    }
    let mut act = thread
        .act()
        .map(|act| outside(act.shown()))
        .unwrap_or_default();
    if root.is_printed_later {
        let text = printed_later(root.claim, root.published_at);
        act.push(Span::Own(format!(" ({text})")));
    }
    if let Some(it) = &root.corrected {
        act.push(Span::Own(format!(" ({})", corrected(root.claim, it))));
    }
    Row {
        cells: vec![
            own(root.stated_on),
            who,
            act,
            outcome(thread, notes),
            notes.accusation(thread),
        ],
        warnings: Vec::new(),
    }
}

/// Who answered how, and the desk's ratings.
fn outcome(thread: &Thread, notes: &mut Notes<'_>) -> Words {
    let mut words = Words::new();
    if thread.unanswered {
        words.push(Span::Strong("unanswered".to_owned()));
    }
    let answers = || {
        thread.steps.iter().filter_map(|step| match step {
            Step::Answer(answer) => Some(answer),
            _ => None,
        })
    };
    let earlier = answers().count().saturating_sub(MOST_ANSWERS);
    if earlier > 0 {
        let each = if earlier == 1 { "answer" } else { "answers" };
        words.push(Span::Own(format!(
            "{} earlier {each} left out here",
            grouped(&earlier.to_string())
        )));
    }
    for answer in answers().skip(earlier) {
        if !words.is_empty() {
            words.push(Span::Own("; ".to_owned()));
        }
        // The denial of a denial is none of the accusation.
        let of = match answer.answers == thread.root.claim {
            true => String::new(),
            false => format!(" of {}", answer.answers),
        };
        words.push(Span::Own(format!("{}{of} by ", answer.kind)));
        words.push(Span::Outside(answer.claimant.name.shown().to_owned()));
        words.push(Span::Own(format!(", {}, ", answer.stated_on)));
        words.extend(notes.answer(answer));
        if answer.is_printed_later {
            let text = printed_later(answer.claim, answer.published_at);
            words.push(Span::Own(format!(" ({text})")));
        }
        if let Some(it) = &answer.corrected {
            words.push(Span::Own(format!(" ({})", corrected(answer.claim, it))));
        }
        if answer.is_before {
            let text = format!(" (⚠ stated before {}, which it answers)", answer.answers);
            words.push(Span::Strong(text));
        }
    }
    for rating in thread.ratings() {
        if !words.is_empty() {
            words.push(Span::Own("; ".to_owned()));
        }
        let label = match &rating.label {
            Some(label) => format!(" “{}”", words::running(label.shown())),
            None => String::new(),
        };
        words.push(Span::Strong(format!(
            "rated {}{label}",
            claim::rating(&rating.rating)
        )));
        words.push(Span::Own(format!(", {}", rating.assessment)));
    }
    words
}
