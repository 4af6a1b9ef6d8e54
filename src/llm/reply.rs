//! From a model's answer to proposals: what does not stand in the text does not come through.

use std::ops::Range;

use serde::Deserialize;

use crate::extract::{
    AccusationProposal, Dropped, FigureProposal, Kept, Modality, Proposal, Reason, Role, Score,
    Slot,
};
use crate::model::{Aggregation, Count, Figure, Measure, Qualifier, VictimStatus};
use crate::text::{Standing, numbers_in, sentence, stands_in};

/// What every proposal of a model scores: below all that the rules are sure of, so that it is never accepted unseen
/// among them.
const SCORE: Score = Score::from_hundredths(60);

/// A model's answer, as the schema asks for it.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    figures: Vec<FigureAnswer>,
    accusations: Vec<AccusationAnswer>,
}

#[derive(Debug, Deserialize)]
struct FigureAnswer {
    quote: String,
    number: Option<String>,
    measure: String,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    qualifier: String,
    victims: Option<String>,
    status: String,
    aggregation: String,
    modality: String,
    background: bool,
    place: Option<String>,
    claimant: Option<String>,
    via: Option<String>,
}

#[derive(Debug, Deserialize)]
struct AccusationAnswer {
    quote: String,
    accuser: Option<String>,
    accused: Option<String>,
    act: Option<String>,
    denial: bool,
}

/// Reads an answer.
///
/// # Errors
/// In words: it is no JSON, or not of the schema.
pub(super) fn read(content: &str) -> Result<Answer, String> {
    let answer: Answer = serde_json::from_str(content).map_err(|error| error.to_string())?;
    for figure in &answer.figures {
        figure.words()?;
    }
    Ok(answer)
}

/// The words of a figure that are one of a few.
struct Words {
    measure: Measure,
    qualifier: Qualifier,
    status: VictimStatus,
    aggregation: Aggregation,
    modality: Modality,
}

impl FigureAnswer {
    fn words(&self) -> Result<Words, String> {
        let said = |error: crate::model::ModelError| error.to_string();
        Ok(Words {
            measure: self.measure.parse().map_err(said)?,
            qualifier: self.qualifier.parse().map_err(said)?,
            status: self.status.parse().map_err(said)?,
            aggregation: self.aggregation.parse().map_err(said)?,
            modality: [Modality::Asserted, Modality::Hypothetical, Modality::Denied]
                .into_iter()
                .find(|modality| modality.name() == self.modality)
                .ok_or_else(|| format!("“{}” is not a modality", self.modality))?,
        })
    }
}

/// The proposals that stand in the text, in its order, and how many do not.
pub(super) fn check(answer: Answer, text: &str, rule: Kept) -> (Vec<Proposal>, Dropped) {
    let mut checked = Checked {
        text,
        rule,
        proposals: Vec::new(),
        dropped: Dropped::default(),
    };
    answer
        .figures
        .into_iter()
        .for_each(|figure| checked.figure(figure));
    answer
        .accusations
        .into_iter()
        .for_each(|accusation| checked.accusation(accusation));
    checked.proposals.sort_by_key(|proposal| {
        let span = proposal.quote().span();
        (span.start, span.end)
    });
    (checked.proposals, checked.dropped)
}

struct Checked<'a> {
    text: &'a str,
    rule: Kept,
    proposals: Vec<Proposal>,
    dropped: Dropped,
}

impl Checked<'_> {
    /// Where a quote stands: the first place from which nothing of the kind was taken yet.
    fn quote(&mut self, words: &str, is_taken: impl Fn(&Proposal) -> bool) -> Option<Slot> {
        if words.trim().is_empty() || !self.text.contains(words) {
            self.dropped.quotes += 1;
            return None;
        }
        let place = self
            .text
            .match_indices(words)
            .map(|(at, _)| at)
            .find(|at| {
                !self
                    .proposals
                    .iter()
                    .any(|other| other.quote().span().start == *at && is_taken(other))
            })?;
        Slot::of(self.text, place..place + words.len())
    }

    fn figure(&mut self, answer: FigureAnswer) {
        // Invariant: `read` has seen that the words are some of theirs.
        let Ok(words) = answer.words() else {
            return;
        };
        let count = |number: Option<u64>| number.map(Count::try_from).transpose();
        let figure = match (count(answer.low), count(answer.best), count(answer.high)) {
            (Ok(low), Ok(best), Ok(high)) => Figure::new(low, best, high, words.qualifier).ok(),
            _ => None,
        };
        let same = |other: &Proposal| match (other, &figure) {
            (Proposal::Figure(other), Some(figure)) => {
                other.measure == words.measure && other.figure == *figure
            }
            _ => false,
        };
        let Some(quote) = self.quote(&answer.quote, same) else {
            return;
        };
        let Some((figure, number)) = figure.and_then(|figure| {
            let number = number(self.text, &quote, &figure, answer.number.as_deref())?;
            Some((figure, number))
        }) else {
            self.dropped.figures += 1;
            return;
        };
        let reason = Reason {
            role: Role::Measure,
            rule: self.rule,
            words: quote.clone(),
        };
        let mut near = |words: &Option<String>| self.slot(&quote, words.as_deref());
        let proposal = FigureProposal {
            measure: words.measure,
            figure,
            number,
            victims: near(&answer.victims),
            side: None,
            status: words.status,
            aggregation: words.aggregation,
            modality: words.modality,
            background: answer.background,
            implicit: false,
            place: near(&answer.place),
            time: None,
            claimant: near(&answer.claimant),
            via: near(&answer.via).into_iter().collect(),
            score: SCORE,
            reasons: vec![reason],
            quote,
        };
        self.proposals.push(Proposal::Figure(Box::new(proposal)));
    }

    fn accusation(&mut self, answer: AccusationAnswer) {
        let denial = answer.denial;
        let same = |other: &Proposal| matches!(other, Proposal::Accusation(other) if other.denial == denial);
        let Some(quote) = self.quote(&answer.quote, same) else {
            return;
        };
        let mut near = |words: &Option<String>| self.slot(&quote, words.as_deref());
        let proposal = AccusationProposal {
            accuser: near(&answer.accuser),
            accused: near(&answer.accused),
            act: near(&answer.act),
            denial,
            score: SCORE,
            reasons: vec![Reason {
                role: Role::Frame,
                rule: self.rule,
                words: quote.clone(),
            }],
            quote,
        };
        self.proposals
            .push(Proposal::Accusation(Box::new(proposal)));
    }

    /// A slot by its words; counted where they are some and stand nowhere.
    fn slot(&mut self, quote: &Slot, words: Option<&str>) -> Option<Slot> {
        let words = words.filter(|words| !words.trim().is_empty())?;
        let slot = self.near(quote, words);
        self.dropped.slots += u64::from(slot.is_none());
        slot
    }

    /// Where a slot's words stand: in the quote, else in its sentence, else before it, else anywhere; none where the text
    /// has no such words.
    fn near(&self, quote: &Slot, words: &str) -> Option<Slot> {
        let span = quote.span();
        let within = |range: Range<usize>| {
            let at = range.start + self.text.get(range)?.find(words)?;
            Some(at)
        };
        let at = within(span.clone())
            .or_else(|| within(sentence(self.text, span.clone())))
            .or_else(|| self.text.get(..span.start)?.rfind(words))
            .or_else(|| self.text.find(words))?;
        Slot::of(self.text, at..at + words.len())
    }
}

/// The words of the number in the quote; none where our own grammar does not read the figure's numbers there.
fn number(text: &str, quote: &Slot, figure: &Figure, words: Option<&str>) -> Option<Slot> {
    let start = quote.span().start;
    let said = words
        .filter(|words| !words.trim().is_empty())
        .and_then(|words| quote.text().find(words).map(|at| at..at + words.len()));
    let span = match stands_in(figure, quote.text()) {
        Standing::Unread => return None,
        // Nothing can be read again of “dozens”: the word itself must stand there.
        Standing::NothingToRead => said?,
        Standing::Read => said
            .filter(|span| stands_in(figure, &quote.text()[span.clone()]) == Standing::Read)
            .or_else(|| {
                let wanted = figure.printed_numbers();
                numbers_in(quote.text())
                    .iter()
                    .find(|found| {
                        wanted
                            .iter()
                            .any(|count| found.candidates().contains(&count.get()))
                    })
                    .map(|found| found.span.clone())
            })?,
    };
    Slot::of(text, start + span.start..start + span.end)
}
