//! The claim that accepting a proposal records: its words as they stand, its names followed, a person's edits over both.
//!
//! Enter: a proposal, what a person typed, where it is decided. Leaves: a [`ClaimSpec`] for the desk, or what is not clear
//! and has to be said by a person ([`Unclear`]). Nothing is filled in: without a day on which it was said, without a
//! claimant that is known, there is no claim.

use super::ledger::Typed;
use super::{Parties, Party, Proposed};
use crate::extract::{AccusationProposal, FigureProposal, Proposal, Role, Slot};
use crate::model::{
    AnswerKind, ArticleId, EventId, Figure, Label, Measure, PartialDate, SnapshotId, SourceId,
};
use crate::record::spec::{CitationSpec, ClaimSpec, CopySpec, FigureSpec, StatementSpec};
use crate::register::{Register, RegisterError};
use crate::text::read_figure;

/// The fields that a person may change, and what each takes.
pub const FIELDS: &[(&str, &str)] = &[
    ("claimant", "who says so: id, handle or name"),
    ("stated_on", "the day it was said: 2022-09-14, or “printed”"),
    ("figure", "how many: about 50, at least 49, dozens"),
    (
        "measure",
        "killed, injured, missing, captured, displaced, detained, casualties",
    ),
    ("victims", "who they are, in the desk’s words"),
    ("side", "the side they belong to, one of the event’s"),
    ("status", "civilian, military, mixed, unknown"),
    ("aggregation", "cumulative, incremental, unknown"),
    (
        "place",
        "where, when it is not for the whole of the event’s place",
    ),
    ("occurred", "the time that it covers"),
    (
        "via",
        "who relayed it, the publisher’s side first, with commas between",
    ),
    ("accused", "who is accused: id, handle or name"),
    ("act", "what is said to have been done"),
    ("answers", "the claim that is denied: c4"),
    ("note", "a note of the desk"),
    (
        "unread",
        "yes: record it although the figure cannot be read in the quote",
    ),
];

/// Where a proposal is decided.
pub struct Setting<'a> {
    /// Names to records.
    pub register: &'a Register<'a>,
    /// The names of sources.
    pub parties: &'a Parties,
    /// What it is about.
    pub event: EventId,
    /// The article.
    pub article: ArticleId,
    /// The copy.
    pub snapshot: SnapshotId,
    /// The whole text of the copy.
    pub text: &'a str,
}

/// What a person has to say first.
#[derive(Debug, thiserror::Error)]
pub enum Unclear {
    /// Whom some words mean.
    #[error("{field}: {}", whom(words.as_deref(), party, candidates))]
    Party {
        /// `claimant`, `accused` or `via`.
        field: &'static str,
        /// The words, where there are any.
        words: Option<String>,
        /// Whom they may mean.
        party: Option<Party>,
        /// The handles of those.
        candidates: Vec<String>,
    },
    /// The day on which it was said.
    #[error("stated_on: the day it was said is not known")]
    StatedOn,
    /// “printed” of an article that has no date.
    #[error("stated_on: no day is printed on the article")]
    NotPrinted,
    /// What somebody is accused of.
    #[error("act: what is said to have been done is not clear")]
    Act,
    /// What is denied.
    #[error("answers: which accusation is denied is not clear")]
    Answers,
    /// A field that was typed and cannot be read.
    #[error("{field}: {reason}")]
    Field {
        /// Its name.
        field: String,
        /// Why.
        reason: String,
    },
    /// The database's own error.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

fn whom(words: Option<&str>, party: &Option<Party>, candidates: &[String]) -> String {
    match (party, words) {
        (Some(Party::Ambiguous(_)), Some(words)) => {
            format!("“{words}” may mean {}", candidates.join(" or "))
        }
        (Some(Party::Perhaps(_)), Some(words)) => {
            format!(
                "“{words}” is perhaps {}, to be confirmed",
                candidates.join("")
            )
        }
        (_, Some(words)) => format!("“{words}” is no known source"),
        (_, None) => "the text near it does not say who".to_owned(),
    }
}

impl Unclear {
    /// The field that has to be said.
    pub fn field(&self) -> &str {
        match self {
            Self::Party { field, .. } => field,
            Self::StatedOn | Self::NotPrinted => "stated_on",
            Self::Act => "act",
            Self::Answers => "answers",
            Self::Field { field, .. } => field,
            Self::Register(_) => "the database",
        }
    }
}

/// The claim that accepting a proposal would record.
///
/// # Errors
/// What a person has to say first.
pub fn draft(
    proposed: &Proposed,
    typed: &Typed,
    setting: &Setting<'_>,
) -> Result<ClaimSpec, Unclear> {
    let draft = Draft {
        proposed,
        typed,
        setting,
    };
    let quote = proposed.proposal.quote();
    // In the order in which a person is asked: who, what, when.
    let claimant = draft.party(
        "claimant",
        proposed.claimant.as_ref(),
        proposed.proposal.speaker(),
    )?;
    let statement = match &proposed.proposal {
        Proposal::Figure(figure) => draft.figure(figure)?,
        Proposal::Accusation(accusation) => draft.accusation(accusation)?,
    };
    let place = match &proposed.proposal {
        Proposal::Figure(figure) => figure.place.as_ref(),
        Proposal::Accusation(_) => None,
    };
    Ok(ClaimSpec {
        event: setting.event,
        claimant,
        stated_on: draft.stated_on()?,
        occurred: draft.parsed("occurred")?,
        place: draft.label("place", place)?,
        statement,
        citations: vec![CitationSpec {
            article: setting.article,
            copy: CopySpec::Held(setting.snapshot),
            quote: Some(quote.text().to_owned()),
            at: u64::try_from(quote.span().start).ok(),
            via: draft.via()?,
            allow_unread: draft.typed("unread").is_some_and(|said| said == "yes"),
        }],
        note: draft.typed("note").map(str::to_owned),
    })
}

struct Draft<'a> {
    proposed: &'a Proposed,
    typed: &'a Typed,
    setting: &'a Setting<'a>,
}

impl Draft<'_> {
    /// What a person typed; an emptied field is none, and is told apart by [`Self::is_typed`].
    fn typed(&self, field: &str) -> Option<&str> {
        self.typed
            .get(field)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }

    fn is_typed(&self, field: &str) -> bool {
        self.typed.contains_key(field)
    }

    fn parsed<T: std::str::FromStr<Err = E>, E: std::fmt::Display>(
        &self,
        field: &str,
    ) -> Result<Option<T>, Unclear> {
        let parse = |text: &str| {
            text.parse::<T>().map_err(|error| Unclear::Field {
                field: field.to_owned(),
                reason: error.to_string(),
            })
        };
        self.typed(field).map(parse).transpose()
    }

    /// Words as a label: on one line.
    fn label(&self, field: &str, slot: Option<&Slot>) -> Result<Option<Label>, Unclear> {
        if self.is_typed(field) {
            return self.parsed(field);
        }
        // Words that are no label (control characters in them) are left for a person to write.
        Ok(slot.and_then(|slot| on_one_line(slot).parse().ok()))
    }

    fn party(
        &self,
        field: &'static str,
        party: Option<&Party>,
        slot: Option<&Slot>,
    ) -> Result<SourceId, Unclear> {
        if let Some(name) = self.typed(field) {
            return self.named(field, name);
        }
        self.known(field, party, slot)
    }

    /// A source by the name that a person typed.
    fn named(&self, field: &str, name: &str) -> Result<SourceId, Unclear> {
        match self.setting.register.find_source(name) {
            Ok(source) => Ok(source),
            Err(error @ RegisterError::Store(_)) => Err(error.into()),
            Err(error) => Err(Unclear::Field {
                field: field.to_owned(),
                reason: error.to_string(),
            }),
        }
    }

    fn known(
        &self,
        field: &'static str,
        party: Option<&Party>,
        slot: Option<&Slot>,
    ) -> Result<SourceId, Unclear> {
        let handles = |sources: &[SourceId]| {
            let handle = |source: &SourceId| {
                self.setting
                    .parties
                    .handle(*source)
                    .map(ToString::to_string)
            };
            sources.iter().filter_map(handle).collect()
        };
        let candidates = match party {
            Some(Party::Known(source)) => return Ok(*source),
            Some(Party::Perhaps(source)) => handles(&[*source]),
            Some(Party::Ambiguous(several)) => handles(several),
            Some(Party::New(_)) | None => Vec::new(),
        };
        Err(Unclear::Party {
            field,
            words: slot.map(on_one_line),
            party: party.cloned(),
            candidates,
        })
    }

    fn stated_on(&self) -> Result<PartialDate, Unclear> {
        match self.typed("stated_on") {
            None => Err(Unclear::StatedOn),
            Some("printed") => {
                let article = self.setting.register.article(self.setting.article)?;
                article.published_at.ok_or(Unclear::NotPrinted)
            }
            Some(_) => self.parsed("stated_on")?.ok_or(Unclear::StatedOn),
        }
    }

    /// The relays, without the publisher: a page need not say that it quotes itself.
    fn via(&self) -> Result<Vec<SourceId>, Unclear> {
        let register = self.setting.register;
        if self.is_typed("via") {
            let names = self
                .typed("via")
                .unwrap_or_default()
                .split(',')
                .map(str::trim);
            return names
                .filter(|name| !name.is_empty())
                .map(|name| self.named("via", name))
                .collect();
        }
        let publisher = register.article(self.setting.article)?.publisher;
        let mut via = Vec::new();
        for (index, party) in self.proposed.via.iter().enumerate() {
            let slot = match &self.proposed.proposal {
                Proposal::Figure(figure) => figure.via.get(index),
                Proposal::Accusation(_) => None,
            };
            let source = self.known("via", Some(party), slot)?;
            if Some(source) != publisher && !via.contains(&source) {
                via.push(source);
            }
        }
        Ok(via)
    }

    fn figure(&self, proposal: &FigureProposal) -> Result<StatementSpec, Unclear> {
        let typed: Option<Figure> = match self.typed("figure") {
            None => None,
            Some(text) => Some(read_figure(text).map_err(|error| Unclear::Field {
                field: "figure".to_owned(),
                reason: error.to_string(),
            })?),
        };
        let side = match self.is_typed("side") {
            true => self.parsed("side")?,
            false => self.side(proposal)?,
        };
        Ok(StatementSpec::Figure(FigureSpec {
            measure: self
                .parsed::<Measure, _>("measure")?
                .unwrap_or(proposal.measure),
            figure: typed.unwrap_or(proposal.figure),
            wording: wording(proposal, self.setting.text),
            victims: self.label("victims", proposal.victims.as_ref())?,
            victim_side: side,
            victim_status: self.parsed("status")?.unwrap_or(proposal.status),
            aggregation: self.parsed("aggregation")?.unwrap_or(proposal.aggregation),
        }))
    }

    /// The event's own side of that name; another is left for a person to say.
    fn side(&self, proposal: &FigureProposal) -> Result<Option<Label>, Unclear> {
        let Some(side) = &proposal.side else {
            return Ok(None);
        };
        let event = self.setting.register.event(self.setting.event)?;
        Ok(event.side(&side.name).cloned())
    }

    fn accusation(&self, proposal: &AccusationProposal) -> Result<StatementSpec, Unclear> {
        let act = match self.typed("act") {
            Some(act) => Some(act.to_owned()),
            None => proposal.act.as_ref().map(|act| act.text().to_owned()),
        };
        if !proposal.denial {
            return Ok(StatementSpec::Accuses {
                accused: self.party(
                    "accused",
                    self.proposed.accused.as_ref(),
                    proposal.accused.as_ref(),
                )?,
                act: act.ok_or(Unclear::Act)?,
            });
        }
        let Some(answers) = self.typed("answers") else {
            return Err(Unclear::Answers);
        };
        Ok(StatementSpec::Answers {
            kind: AnswerKind::Denial,
            claim: match self.setting.register.find_claim(answers) {
                Err(RegisterError::Store(error)) => return Err(RegisterError::Store(error).into()),
                found => found.map_err(|error| Unclear::Field {
                    field: "answers".to_owned(),
                    reason: error.to_string(),
                })?,
            },
            act: self.typed("act").map(str::to_owned),
        })
    }
}

/// The words of a slot without its line ends.
fn on_one_line(slot: &Slot) -> String {
    slot.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number words as printed, with the qualifier where it stands directly beside them; none where only a noun says how
/// many.
fn wording(proposal: &FigureProposal, text: &str) -> Option<String> {
    if proposal.implicit {
        return None;
    }
    let mut span = proposal.number.span();
    let qualifiers = proposal
        .reasons
        .iter()
        .filter(|reason| reason.role == Role::Qualifier)
        .map(|reason| reason.words.span());
    for qualifier in qualifiers {
        let gap = if qualifier.end <= span.start {
            qualifier.end..span.start
        } else {
            span.end..qualifier.start.max(span.end)
        };
        let is_beside = text
            .get(gap)
            .is_some_and(|gap| gap.len() <= 2 && gap.trim().is_empty());
        if is_beside {
            span = span.start.min(qualifier.start)..span.end.max(qualifier.end);
        }
    }
    text.get(span).map(str::to_owned)
}
