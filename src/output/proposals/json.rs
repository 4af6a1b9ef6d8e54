//! Proposals as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::extract::{OtherScript, Proposal, Slot};
use crate::model::{ClaimId, Digest, Handle, Language, SnapshotId, SourceKind};
use crate::output::json::{FORMAT, Listing, Nothing};
use crate::review::{Parties, Party, ProposalId, Proposals, Proposed, State, Subject};
use crate::store::Head;

#[derive(Serialize)]
struct HeadJson<'a> {
    format: u32,
    report: &'static str,
    log: Option<Head>,
    name: &'a str,
    article: Option<String>,
    snapshot: Option<SnapshotId>,
    text_sha256: Digest,
    language: Option<&'a Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    looks_like: Option<&'a Language>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_scripts: Vec<OtherScriptJson<'a>>,
    extractor: &'a str,
    dropped_quotes: u64,
    dropped_figures: u64,
    dropped_slots: u64,
    below_min_score: usize,
}

/// What stands in the text in another script: read by the rules of `language`, or not at all.
#[derive(Serialize)]
struct OtherScriptJson<'a> {
    script: &'static str,
    language: Option<&'a Language>,
    passages: usize,
    letters: usize,
    first: usize,
    proposals: usize,
}

impl<'a> OtherScriptJson<'a> {
    fn of(other: &'a OtherScript) -> Self {
        Self {
            script: other.script,
            language: other.language.as_ref(),
            passages: other.passages,
            letters: other.letters,
            first: other.first,
            proposals: other.proposals,
        }
    }
}

/// One proposal: the fields of `propose --jsonl`, and what is known beside it.
#[derive(Serialize)]
pub(in crate::output) struct ProposedJson<'a> {
    id: &'a ProposalId,
    state: &'static str,
    recorded_as: Option<ClaimId>,
    sentence: &'a str,
    claimant_source: Option<PartyJson<'a>>,
    accused_source: Option<PartyJson<'a>>,
    via_sources: Vec<PartyJson<'a>>,
    /// The words that date the saying.
    said: Option<&'a Slot>,
    /// The day that they mean.
    said_on: Option<String>,
    /// The day that the words of `time` mean.
    time_on: Option<String>,
    #[serde(flatten)]
    proposal: &'a Proposal,
}

/// Whom words mean: `known`, `perhaps`, `ambiguous` or `new`.
#[derive(Serialize)]
struct PartyJson<'a> {
    standing: &'static str,
    sources: Vec<&'a Handle>,
    suggested_handle: Option<&'a Handle>,
    suggested_kind: Option<SourceKind>,
}

impl<'a> PartyJson<'a> {
    fn of(party: &'a Party, parties: &'a Parties) -> Self {
        let handles = |sources: &[crate::model::SourceId]| {
            sources
                .iter()
                .filter_map(|source| parties.handle(*source))
                .collect()
        };
        let (standing, sources, new) = match party {
            Party::Known(source) => ("known", handles(&[*source]), None),
            Party::Perhaps(source) => ("perhaps", handles(&[*source]), None),
            Party::Ambiguous(several) => ("ambiguous", handles(several), None),
            Party::New(new) => ("new", Vec::new(), Some(new)),
        };
        Self {
            standing,
            sources,
            suggested_handle: new.map(|new| &new.handle),
            suggested_kind: new.and_then(|new| new.kind),
        }
    }
}

impl<'a> ProposedJson<'a> {
    pub(in crate::output) fn of(
        text: &'a str,
        proposed: &'a Proposed,
        parties: &'a Parties,
    ) -> Self {
        let of = |party: &'a Party| PartyJson::of(party, parties);
        Self {
            id: &proposed.id,
            state: match proposed.state {
                State::Open => "open",
                State::Recorded(_) => "recorded",
                State::Refused => "refused",
            },
            recorded_as: match proposed.state {
                State::Recorded(claim) => Some(claim),
                State::Open | State::Refused => None,
            },
            sentence: text.get(proposed.sentence.clone()).unwrap_or_default(),
            claimant_source: proposed.claimant.as_ref().map(of),
            accused_source: proposed.accused.as_ref().map(of),
            via_sources: proposed.via.iter().map(of).collect(),
            said: proposed.said.as_ref().map(|said| &said.words),
            said_on: proposed
                .said
                .as_ref()
                .and_then(|said| Some(said.day?.to_string())),
            time_on: proposed.happened.map(|day| day.to_string()),
            proposal: &proposed.proposal,
        }
    }
}

/// Writes the proposals of one text.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, proposals: &Proposals, parties: &Parties) -> io::Result<()> {
    let (log, name, article, snapshot) = match &proposals.subject {
        Subject::Snapshot { id, article, head } => (
            Some(*head),
            article.locator.shown(),
            Some(article.id.to_string()),
            Some(*id),
        ),
        Subject::Text { name } => (None, name.as_str(), None, None),
    };
    let head = HeadJson {
        format: FORMAT,
        report: "proposals",
        log,
        name,
        article,
        snapshot,
        text_sha256: proposals.digest(),
        language: proposals.language.as_ref(),
        looks_like: proposals.looks_like.as_ref(),
        other_scripts: proposals.others.iter().map(OtherScriptJson::of).collect(),
        extractor: &proposals.extractor,
        dropped_quotes: proposals.dropped.quotes,
        dropped_figures: proposals.dropped.figures,
        dropped_slots: proposals.dropped.slots,
        below_min_score: proposals.below,
    };
    let mut list = Listing::begin(out, &head, "proposals")?;
    for proposed in &proposals.proposals {
        list.element(&ProposedJson::of(&proposals.text, proposed, parties))?;
    }
    list.end(&Nothing {})
}
