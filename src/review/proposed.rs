//! The proposals of one text, each with its sentence and whom its words mean.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::said::{happened, one_day, said};
use super::{Key, NewSource, Parties, Party, ProposalId, Said, identified};
use crate::extract::{
    BARE_YEAR, Dropped, Extraction, OtherScript, Proposal, Reason, Role, Slot, languages,
};
use crate::model::{ClaimId, Digest, Language, SnapshotId};
use crate::report::NamedArticle;
use crate::store::Head;
use crate::text::digits::digit_value;
use crate::text::sentence;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A snapshot that is kept.
    Snapshot {
        /// The copy.
        id: SnapshotId,
        /// Its article.
        article: Box<NamedArticle>,
        /// The log that was looked at.
        head: Head,
    },
    /// A text that is not kept: a file, standard input.
    Text {
        /// What it is called.
        name: String,
    },
}

/// Whether there is something to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided.
    Open,
    /// It is recorded as this claim, cited from these words.
    Recorded(ClaimId),
    /// A person refused it.
    Refused,
}

/// The proposals of one text.
#[derive(Debug, Clone)]
pub struct Proposals {
    /// What was read.
    pub subject: Subject,
    /// The text, as the spans count it.
    pub text: String,
    /// The language by whose rules it was read.
    pub language: Option<Language>,
    /// The language that the text looks like, when that is clearly another than was said.
    pub looks_like: Option<Language>,
    /// What stands in it in other scripts.
    pub others: Vec<OtherScript>,
    /// What proposed.
    pub extractor: String,
    /// What was offered and not let through.
    pub dropped: Dropped,
    /// In the order of the text.
    pub proposals: Vec<Proposed>,
    /// How many more there are whose score is too low to be shown.
    pub below: usize,
}

/// One proposal with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What it is called.
    pub id: ProposalId,
    /// What it is of.
    pub key: Key,
    /// What is proposed.
    pub proposal: Proposal,
    /// The sentence that it stands in.
    pub sentence: Range<usize>,
    /// Whom the claimant's or accuser's words mean.
    pub claimant: Option<Party>,
    /// Whom the accused's words mean.
    pub accused: Option<Party>,
    /// Whom the relays' words mean, the one nearest to the reader first.
    pub via: Vec<Party>,
    /// When the words say that it was said.
    pub said: Option<Said>,
    /// The day that the words of the figure’s time mean.
    pub happened: Option<NaiveDate>,
    /// Whether there is something to decide.
    pub state: State,
}

impl Proposals {
    /// What an extractor found in a text, with the names followed that are in `parties`.
    pub fn new(
        subject: Subject,
        text: String,
        extractor: &str,
        extraction: Extraction,
        parties: &Parties,
    ) -> Self {
        let printed = match &subject {
            Subject::Snapshot { article, .. } => one_day(article.published_at),
            Subject::Text { .. } => None,
        };
        let language = extraction.language.as_ref().map(ToString::to_string);
        let language = language.as_deref().unwrap_or_default();
        let mut found = extraction.proposals;
        if let Some(printed) = printed {
            found.iter_mut().for_each(|one| place_in_time(one, printed));
        }
        let proposals = identified(found)
            .into_iter()
            .map(|(id, key, proposal)| {
                let mut proposed = Proposed::new(&text, id, key, proposal, parties);
                proposed.date(
                    &text,
                    written_in(&proposed.proposal).unwrap_or(language),
                    printed,
                );
                proposed
            })
            .collect();
        Self {
            subject,
            text,
            language: extraction.language,
            extractor: extractor.to_owned(),
            looks_like: extraction.looks_like,
            others: extraction.others,
            dropped: extraction.dropped,
            proposals,
            below: 0,
        }
    }

    /// Follows the names anew: there are other sources than before.
    pub fn follow(&mut self, parties: &Parties) {
        for proposed in &mut self.proposals {
            proposed.follow(&self.text, parties);
        }
    }

    /// The SHA-256 of the text: what decisions about its proposals hang on.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text.as_bytes())
    }
}

/// The language by whose rules something was found, where it was found by rules.
fn written_in(proposal: &Proposal) -> Option<&'static str> {
    proposal.reasons().iter().find_map(|reason| {
        let (pack, _) = reason.rule.text().split_once('/')?;
        languages().find(|code| *code == pack)
    })
}

/// A year that is written in digits.
fn year(words: &str) -> Option<i32> {
    words.chars().try_fold(0_i32, |year, c| {
        let digit = i32::from(digit_value(c)?);
        year.checked_mul(10)?.checked_add(digit)
    })
}

/// A figure is no older one by its year alone where that is the year of the article.
fn place_in_time(proposal: &mut Proposal, printed: NaiveDate) {
    let Proposal::Figure(figure) = proposal else {
        return;
    };
    let is_now = |reason: &Reason| {
        reason.role == Role::Background
            && reason.rule.text() == BARE_YEAR
            && year(reason.words.text()).is_some_and(|year| year >= printed.year())
    };
    if figure.reasons.iter().any(is_now) {
        figure.background = false;
        figure
            .reasons
            .retain(|reason| reason.role != Role::Background);
    }
}

impl Proposed {
    fn new(text: &str, id: ProposalId, key: Key, proposal: Proposal, parties: &Parties) -> Self {
        let mut proposed = Self {
            id,
            key,
            sentence: sentence(text, proposal.quote().span()),
            claimant: None,
            accused: None,
            via: Vec::new(),
            said: None,
            happened: None,
            state: State::Open,
            proposal,
        };
        proposed.follow(text, parties);
        proposed
    }

    /// Follows the words of its days; `printed` is the day on its article.
    fn date(&mut self, text: &str, language: &str, printed: Option<NaiveDate>) {
        self.said = said(text, &self.proposal, language, printed);
        let words = self.said.as_ref().map(|said| said.words.clone());
        self.proposal.because_said(words);
        if let Proposal::Figure(figure) = &self.proposal
            && let Some(time) = &figure.time
        {
            self.happened = happened(text, &time.words, time.days, language, printed);
        }
    }

    /// Those whom it names and nobody knows: claimant, accused, relays.
    pub fn strangers(&self) -> impl Iterator<Item = &NewSource> {
        let named = self.claimant.iter().chain(&self.accused).chain(&self.via);
        named.filter_map(|party| match party {
            Party::New(new) => Some(new),
            Party::Known(_) | Party::Perhaps(_) | Party::Ambiguous(_) => None,
        })
    }

    /// Follows its names.
    fn follow(&mut self, text: &str, parties: &Parties) {
        let sentence = text.get(self.sentence.clone()).unwrap_or_default();
        let one = |slot: &Slot| parties.find_in(slot.text(), sentence);
        let find = |slot: &Option<Slot>| slot.as_ref().map(one);
        match &self.proposal {
            Proposal::Figure(figure) => {
                self.claimant = find(&figure.claimant);
                self.via = figure.via.iter().map(one).collect();
            }
            Proposal::Accusation(accusation) => {
                self.claimant = find(&accusation.accuser);
                self.accused = find(&accusation.accused);
            }
        }
    }
}
