//! The claim that accepting a proposal records: its words as they stand, its names followed, a person's edits over both.
//!
//! Enter: a proposal, what a person typed, where it is decided. Leaves: a [`ClaimSpec`] for the desk, or what is not clear
//! and has to be said by a person ([`Unclear`]). Nothing is filled in: without a day on which it was said, without a
//! claimant that is known, there is no claim.

use super::ledger::Typed;
use super::{Parties, Party, Proposed, Unclear, side_of};
use crate::extract::{AccusationProposal, FigureProposal, Modality, Proposal, Role, Slot};
use crate::model::{
    AnswerKind, ArticleId, ClaimId, EventId, Figure, Label, Measure, PartialDate, SeriesKey,
    SnapshotId, SourceId,
};
use crate::record::spec::{CitationSpec, ClaimSpec, CopySpec, FigureSpec, StatementSpec};
use crate::register::{Register, RegisterError};
use crate::text::read_figure;

/// The fields that a person may change, and what each takes.
pub const FIELDS: &[(&str, &str)] = &[
    ("claimant", "who says so: id, handle or name"),
    (
        "stated_on",
        "the day it was said: 2022-09-14, or “printed” for the one on the article",
    ),
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
    (
        "same_as",
        "the claim that says the same: this is one more place where it stands: c4",
    ),
    (
        "modality",
        "asserted: the words state it, whatever the rules read",
    ),
    (
        "background",
        "yes: record it although it is told as an older toll",
    ),
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
    draft.is_stated()?;
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
        citations: vec![draft.citation()?],
        note: draft.typed("note").map(str::to_owned),
    })
}

/// The claim that a person says a proposal to be one more place of, and that place; none where nothing of the kind is said.
///
/// # Errors
/// What a person has to say first.
pub fn same_as(
    proposed: &Proposed,
    typed: &Typed,
    setting: &Setting<'_>,
) -> Result<Option<(ClaimId, CitationSpec)>, Unclear> {
    let draft = Draft {
        proposed,
        typed,
        setting,
    };
    let Some(same) = draft.typed("same_as") else {
        return Ok(None);
    };
    Ok(Some((draft.claim("same_as", same)?, draft.citation()?)))
}

/// The series that a proposed figure would be a point of, as far as it is clear; `claimant` states it.
pub fn series(
    proposed: &Proposed,
    typed: &Typed,
    setting: &Setting<'_>,
    claimant: SourceId,
) -> Option<SeriesKey> {
    let draft = Draft {
        proposed,
        typed,
        setting,
    };
    let Proposal::Figure(proposal) = &proposed.proposal else {
        return None;
    };
    let (Ok(StatementSpec::Figure(figure)), Ok(place)) = (
        draft.figure(proposal),
        draft.label("place", proposal.place.as_ref()),
    ) else {
        return None;
    };
    Some(SeriesKey {
        event: setting.event,
        claimant,
        measure: figure.measure,
        victims: figure.victims,
        victim_side: figure.victim_side,
        victim_status: figure.victim_status,
        aggregation: figure.aggregation,
        place,
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

    /// A figure says that it is so: one that the words deny, or do not state, is none.
    fn is_stated(&self) -> Result<(), Unclear> {
        let Proposal::Figure(figure) = &self.proposed.proposal else {
            return Ok(());
        };
        let is_asserted = match self.typed("modality") {
            None => false,
            Some("asserted") => true,
            Some(other) => {
                return Err(Unclear::Field {
                    field: "modality".to_owned(),
                    reason: format!(
                        "“{other}” cannot be recorded; only what is asserted is a figure"
                    ),
                });
            }
        };
        match figure.modality {
            Modality::Denied if !is_asserted => return Err(Unclear::Denied),
            Modality::Hypothetical if !is_asserted => return Err(Unclear::NotStated),
            Modality::Denied | Modality::Hypothetical | Modality::Asserted => {}
        }
        if figure.background && self.typed("background") != Some("yes") {
            return Err(Unclear::Background);
        }
        Ok(())
    }

    fn citation(&self) -> Result<CitationSpec, Unclear> {
        let quote = self.proposed.proposal.quote();
        Ok(CitationSpec {
            article: self.setting.article,
            copy: CopySpec::Held(self.setting.snapshot),
            quote: Some(quote.text().to_owned()),
            at: u64::try_from(quote.span().start).ok(),
            via: self.via()?,
            allow_unread: self.typed("unread").is_some_and(|said| said == "yes"),
        })
    }

    /// A claim by its id.
    fn claim(&self, field: &str, id: &str) -> Result<ClaimId, Unclear> {
        match self.setting.register.find_claim(id) {
            Ok(claim) => Ok(claim),
            Err(RegisterError::Store(error)) => Err(RegisterError::Store(error).into()),
            Err(error) => Err(Unclear::Field {
                field: field.to_owned(),
                reason: error.to_string(),
            }),
        }
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
        // The outlet's own words.
        if field == "claimant" && slot.is_none() && self.typed("unattributed") == Some("publisher")
        {
            let article = self.setting.register.article(self.setting.article)?;
            if let Some(publisher) = article.publisher {
                return Ok(publisher);
            }
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

    /// The day that the words beside the speaker mean.
    fn said_on(&self) -> Option<PartialDate> {
        Some(PartialDate::day(self.proposed.said.as_ref()?.day?))
    }

    fn stated_on(&self) -> Result<PartialDate, Unclear> {
        match self.typed("stated_on") {
            // What the words say of it is a slot like any other.
            None => self.said_on().ok_or(Unclear::StatedOn),
            Some("printed") => {
                let article = self.setting.register.article(self.setting.article)?;
                let printed = article.published_at.ok_or(Unclear::NotPrinted)?;
                match &self.proposed.said {
                    Some(said) if self.said_on() != Some(printed) => Err(Unclear::SaidOtherwise {
                        printed,
                        words: on_one_line(&said.words),
                        day: said.day,
                    }),
                    _ => Ok(printed),
                }
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

    /// The event's own side of that name, or the one that the victims’ words name; another is left for a person to say.
    fn side(&self, proposal: &FigureProposal) -> Result<Option<Label>, Unclear> {
        let event = self.setting.register.event(self.setting.event)?;
        Ok(side_of(proposal, &event, self.setting.parties).cloned())
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
            claim: self.claim("answers", answers)?,
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
