//! What came of the proposals that were decided, on its way to be shown.

use crate::model::{ClaimId, Language, PartialDate};
use crate::output::review::Decided;
use crate::review::NewSource;

/// What was decided.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Proposals that became claims or citations.
    pub(super) accepted: Vec<(String, ClaimId, &'static str, String)>,
    /// Proposals that are not wanted.
    pub(super) refused: Vec<String>,
    /// Proposals that are open again.
    pub(super) reopened: Vec<String>,
    /// Proposals that a person has to look at, and why.
    pub(super) left: Vec<(String, String)>,
    /// New claims that say the same as another shortly before: the proposal, its claim, the other and its day.
    pub(super) repeated: Vec<(String, ClaimId, ClaimId, PartialDate)>,
    /// Those whom proposals that were left name and nobody knows, each once, and the language they are named in.
    pub(super) strangers: Vec<(NewSource, Option<Language>)>,
}

impl Outcome {
    pub(super) fn shown(&self) -> Vec<Decided<'_>> {
        let accepted = self
            .accepted
            .iter()
            .map(|(id, claim, deed, summary)| Decided {
                proposal: id,
                decision: deed,
                claim: Some(*claim),
                words: Some(summary),
            });
        let bare = |id, decision| Decided {
            proposal: id,
            decision,
            claim: None,
            words: None,
        };
        accepted
            .chain(self.refused.iter().map(move |id| bare(id, "refused")))
            .chain(self.reopened.iter().map(move |id| bare(id, "reopened")))
            .chain(self.left.iter().map(|(id, why)| Decided {
                proposal: id,
                decision: "left",
                claim: None,
                words: Some(why),
            }))
            .collect()
    }
}
