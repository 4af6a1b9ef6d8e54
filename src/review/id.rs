//! What a proposal is called: the same from run to run, and never that of another.
//!
//! The id is made of what is proposed and of the bytes that it rests on, not of its place in a list: rules that find one
//! more figure leave the ids of the others as they were, and a command typed from an older list cannot accept another.

use std::fmt;

use crate::extract::Proposal;
use crate::model::Digest;

/// The fewest hexadecimal digits of an id.
const LEAST: usize = 5;

/// What a proposal is of, within its text: enough to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Where the number stands; for an accusation, the quote. First byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// What is proposed of it: `killed about 50`, `accusation`, `denial`.
    pub what: String,
}

impl Key {
    /// The key of a proposal.
    pub fn of(proposal: &Proposal) -> Self {
        let (span, what) = match proposal {
            Proposal::Figure(figure) => (
                figure.number.span(),
                format!("{} {}", figure.measure, figure.figure),
            ),
            Proposal::Accusation(accusation) => (
                accusation.quote.span(),
                if accusation.denial {
                    "denial"
                } else {
                    "accusation"
                }
                .to_owned(),
            ),
        };
        Self {
            start: span.start,
            end: span.end,
            what,
        }
    }

    fn digits(&self) -> String {
        let whole = format!("{}\n{}\n{}", self.start, self.end, self.what);
        Digest::of(whole.as_bytes()).to_string()
    }
}

/// `p3f9c2`: what a proposal is called within its text. Spoken of elsewhere, its snapshot stands before it: `n4.p3f9c2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProposalId(String);

impl ProposalId {
    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProposalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for ProposalId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The proposals of one text with their keys and ids. What is proposed twice of the same words is kept once.
pub fn identified(proposals: Vec<Proposal>) -> Vec<(ProposalId, Key, Proposal)> {
    let mut taken = std::collections::HashSet::new();
    let mut known = std::collections::HashSet::new();
    let mut found = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        let key = Key::of(&proposal);
        if !known.insert(key.clone()) {
            continue;
        }
        let digits = key.digits();
        // Two that begin alike are told apart by more digits; all 64 are never needed.
        let id = (LEAST..=digits.len())
            .map(|length| format!("p{}", &digits[..length]))
            .find(|id| !taken.contains(id))
            .unwrap_or(digits);
        taken.insert(id.clone());
        found.push((ProposalId(id), key, proposal));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{AccusationProposal, Score, Slot};

    fn accusation(text: &str, at: usize, denial: bool) -> Proposal {
        Proposal::Accusation(Box::new(AccusationProposal {
            accuser: None,
            accused: None,
            act: None,
            denial,
            quote: Slot::of(text, at..at + 1).unwrap(),
            score: Score::from_hundredths(80),
            reasons: Vec::new(),
        }))
    }

    #[test]
    fn ids_do_not_hang_on_the_others_and_are_never_shared() {
        let text = "x".repeat(3_000);
        let all: Vec<Proposal> = (0..3_000)
            .map(|at| accusation(&text, at, at % 2 == 0))
            .collect();
        let some: Vec<Proposal> = all.iter().skip(7).step_by(500).cloned().collect();
        let ids = |proposals: Vec<Proposal>| -> Vec<String> {
            identified(proposals)
                .into_iter()
                .map(|(id, ..)| id.to_string())
                .collect()
        };
        let (all, some) = (ids(all), ids(some));
        assert!(some.iter().all(|id| all.contains(id)), "{some:?}");
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), all.len());
    }

    #[test]
    fn the_same_is_kept_once_and_a_denial_is_another() {
        let found = identified(vec![
            accusation("abc", 1, false),
            accusation("abc", 1, false),
            accusation("abc", 1, true),
        ]);
        assert_eq!(found.len(), 2);
        assert_ne!(found[0].0, found[1].0);
    }
}
