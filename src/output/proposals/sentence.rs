//! The sentence that a proposal stands in, with its slots in colour and its quote between marks.

use std::ops::Range;

use crate::extract::{Proposal, Role, Slot};
use crate::output::painted::lines;
use crate::output::style::{Face, Style};
use crate::output::words;
use crate::review::Proposed;

/// The sentence in lines of at most `columns`, each running the way of the whole. `[ID]` stands before the quote and
/// `[/ID]` behind it.
pub(super) fn marked(
    text: &str,
    proposed: &Proposed,
    style: &Style,
    columns: usize,
) -> Vec<String> {
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
    let mark = |sign: &str| words::kept_together(&format!("[{sign}{}]", proposed.id));
    let mut stretches = Vec::new();
    for (start, end) in borders.iter().zip(borders.iter().skip(1)) {
        if *start == quote.start {
            stretches.push((mark(""), Face::Dim));
        }
        let face = faces
            .iter()
            .find(|(span, _)| span.start <= *start && span.end >= *end)
            .map_or(Face::Plain, |(_, face)| *face);
        // Invariant: all borders are ends of slots of this text, so they lie on character borders.
        let stretch = text.get(*start..*end).unwrap_or_default();
        stretches.push((words::escaped(&stretch.replace('\n', " ")), face));
        if *end == quote.end {
            stretches.push((mark("/"), Face::Dim));
        }
    }
    lines(&stretches, style, columns)
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
