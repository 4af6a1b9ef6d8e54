//! The sentence that a proposal stands in, with its slots in colour and its quote between marks.

use std::ops::Range;

use crate::extract::{Proposal, Role, Slot};
use crate::output::style::{Face, Style};
use crate::output::words;
use crate::review::Proposed;

/// The sentence as one line. `mark` stands before the quote and, with a slash, behind it.
pub(super) fn marked(text: &str, proposed: &Proposed, style: &Style) -> String {
    let quote = proposed.proposal.quote().span();
    let faces = faces(&proposed.proposal);
    let mut borders: Vec<usize> = faces
        .iter()
        .flat_map(|(span, _)| [span.start, span.end])
        .chain([
            quote.start,
            quote.end,
            proposed.sentence.start,
            proposed.sentence.end,
        ])
        .filter(|at| proposed.sentence.contains(at) || *at == proposed.sentence.end)
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mark = |sign: &str| {
        let mark = words::kept_together(&format!("[{sign}{}]", proposed.id));
        style.paint(&mark, Face::Dim)
    };
    let (mut shown, mut plain) = (String::new(), String::new());
    for (start, end) in borders.iter().zip(borders.iter().skip(1)) {
        if *start == quote.start {
            shown.push_str(&mark(""));
        }
        let face = faces
            .iter()
            .find(|(span, _)| span.start <= *start && span.end >= *end)
            .map_or(Face::Plain, |(_, face)| *face);
        // Invariant: all borders are ends of slots of this text, so they lie on character borders.
        let piece = words::escaped(
            &text
                .get(*start..*end)
                .unwrap_or_default()
                .replace('\n', " "),
        );
        shown.push_str(&style.paint(&piece, face));
        plain.push_str(&piece);
        if *end == quote.end {
            shown.push_str(&mark("/"));
        }
    }
    if words::isolated(&plain) == plain {
        shown
    } else {
        format!("\u{2068}{shown}\u{2069}")
    }
}

/// The slots that are set off, the most telling first: where two overlap, the first is shown.
fn faces(proposal: &Proposal) -> Vec<(Range<usize>, Face)> {
    let mut faces: Vec<(Range<usize>, Face)> = Vec::new();
    let mut put = |slot: Option<&Slot>, face| {
        if let Some(slot) = slot {
            faces.push((slot.span(), face));
        }
    };
    match proposal {
        Proposal::Figure(figure) => {
            put(Some(&figure.number), Face::Number);
            for reason in &figure.reasons {
                if matches!(reason.role, Role::Measure | Role::Qualifier) {
                    put(Some(&reason.words), Face::Trigger);
                }
            }
            put(figure.claimant.as_ref(), Face::Party);
            figure
                .via
                .iter()
                .for_each(|via| put(Some(via), Face::Party));
            put(figure.victims.as_ref(), Face::Victims);
        }
        Proposal::Accusation(accusation) => {
            put(accusation.accuser.as_ref(), Face::Party);
            put(accusation.accused.as_ref(), Face::Victims);
            for reason in &accusation.reasons {
                if reason.role == Role::Frame {
                    put(Some(&reason.words), Face::Trigger);
                }
            }
            put(accusation.act.as_ref(), Face::Number);
        }
    }
    faces
}
