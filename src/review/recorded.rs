//! Which proposals of a copy are recorded already: a claim is cited from the very words.

use std::ops::Range;

use super::{Proposals, State};
use crate::extract::Proposal;
use crate::model::{Accusation, Anchor, ArticleId, Claim, ClaimId, SnapshotId, Statement};
use crate::report::listing::ClaimLine;
use crate::text::fold;

/// Marks the proposals that claims rest on: cited from their very quote, or the same figure or kind of statement cited from
/// words that overlap. `claims` are those that cite the copy, retracted ones left out.
pub fn mark_recorded(proposals: &mut Proposals, snapshot: SnapshotId, claims: &[ClaimLine]) {
    for proposed in &mut proposals.proposals {
        let quote = proposed.proposal.quote().span();
        let core = match &proposed.proposal {
            Proposal::Figure(figure) => figure.number.span(),
            Proposal::Accusation(_) => quote.clone(),
        };
        let found = claims.iter().find(|line| {
            let is_alike = is_alike(&line.claim, &proposed.proposal);
            spans(&line.claim, snapshot).any(|cited| {
                // A person may have edited what was accepted: the words are what counts.
                cited == quote || (is_alike && cited.start < core.end && core.start < cited.end)
            })
        });
        if let Some(line) = found {
            proposed.state = State::Recorded(line.id);
        }
    }
}

/// Marks the proposals whose very words a claim quotes from the same article, in whatever copy of it. `claims` are those
/// that cite the article, retracted ones left out.
pub fn mark_quoted(proposals: &mut Proposals, article: ArticleId, claims: &[(ClaimId, Claim)]) {
    for proposed in &mut proposals.proposals {
        if proposed.state != State::Open {
            continue;
        }
        let quote = fold(proposed.proposal.quote().text());
        let quotes = |claim: &Claim| {
            claim.citations().iter().any(|citation| {
                let words = citation
                    .passage
                    .as_ref()
                    .and_then(|passage| passage.quote.value());
                citation.article == article && words.is_some_and(|words| fold(words) == quote)
            })
        };
        let found = claims
            .iter()
            .find(|(_, claim)| is_alike(claim, &proposed.proposal) && quotes(claim));
        if let Some((id, _)) = found {
            proposed.state = State::Recorded(*id);
        }
    }
}

/// Where a claim is cited from in a copy.
fn spans(claim: &Claim, copy: SnapshotId) -> impl Iterator<Item = Range<usize>> + '_ {
    claim
        .citations()
        .iter()
        .filter_map(move |citation| match citation.anchor {
            Anchor::Held {
                snapshot,
                span: Some(span),
            } if snapshot == copy => {
                Some(usize::try_from(span.start()).ok()?..usize::try_from(span.end()).ok()?)
            }
            _ => None,
        })
}

fn is_alike(claim: &Claim, proposal: &Proposal) -> bool {
    match (&claim.statement, proposal) {
        (Statement::Figure(stated), Proposal::Figure(proposed)) => {
            stated.measure == proposed.measure && stated.figure == proposed.figure
        }
        (Statement::Accusation(Accusation::Accuses { .. }), Proposal::Accusation(proposed)) => {
            !proposed.denial
        }
        (Statement::Accusation(Accusation::Answers { .. }), Proposal::Accusation(proposed)) => {
            proposed.denial
        }
        _ => false,
    }
}
