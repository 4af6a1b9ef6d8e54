//! What an extractor proposes: figures and accusations, each slot with its words and where they stand.
//!
//! Invariants: every span lies on character borders of the text that was given, and the slot's text is the text of that
//! span, byte for byte; a figure keeps the shape of its qualifier ([`Figure`]); nothing here is a claim until a person
//! accepts it.

use std::fmt;
use std::ops::Range;

use super::eights::eights;
use crate::model::{Aggregation, Figure, Measure, VictimStatus};

/// Words of the text and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    words: Words,
    start: usize,
}

/// So many bytes are kept in place; most slots are a word or two.
const IN_PLACE: usize = 30;
/// In so many numbers of eight bytes they are read.
const EIGHTS: usize = IN_PLACE.div_ceil(8);

/// A text that is kept in place while it is short: a proposal has a dozen of them.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Words {
    /// The length and the bytes, nought behind them.
    Short(u8, [u8; IN_PLACE]),
    Long(Box<str>),
}

impl Words {
    /// The words `text[span]`, which lie on character borders.
    fn of(text: &str, span: Range<usize>) -> Option<Self> {
        let words = text.get(span.clone())?;
        let length = words.len();
        let Some(short) = u8::try_from(length).ok().filter(|_| length <= IN_PLACE) else {
            return Some(Self::Long(words.into()));
        };
        let eights: [u64; EIGHTS] = eights(text.as_bytes(), span.start, length);
        let mut bytes = [0; IN_PLACE];
        for (eight, into) in eights.iter().zip(bytes.chunks_mut(8)) {
            into.copy_from_slice(&eight.to_le_bytes()[..into.len()]);
        }
        Some(Self::Short(short, bytes))
    }

    fn text(&self) -> &str {
        match self {
            Self::Short(length, bytes) => std::str::from_utf8(&bytes[..usize::from(*length)])
                .expect("invariant: the bytes of a whole text"),
            Self::Long(text) => text,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Short(length, _) => usize::from(*length),
            Self::Long(text) => text.len(),
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text(), f)
    }
}

impl Slot {
    /// The words of `text` at `span`; none where the span does not lie on character borders inside the text.
    pub fn of(text: &str, span: Range<usize>) -> Option<Self> {
        Some(Self {
            words: Words::of(text, span.clone())?,
            start: span.start,
        })
    }

    /// The words.
    pub fn text(&self) -> &str {
        self.words.text()
    }

    /// Where they stand, in bytes of the text.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.words.len()
    }
}

/// How the text stands to the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// It is stated, by whomever.
    Asserted,
    /// It may be, is feared, or would be.
    Hypothetical,
    /// It is said not to be so.
    Denied,
}

impl Modality {
    /// The word used in files and rules.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
        }
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How much a proposal is believed, in hundredths from 0 to 100.
///
/// It is an order, not a probability: 90 and more is a number, its noun and its trigger side by side; 70 to 89 a figure
/// that was joined to its trigger over other words, or whose noun is in no list; below 70 one that rests on a noun alone
/// (an article, a dual) or on a word that often means something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// A score of so many hundredths; more than a hundred is a hundred.
    pub const fn from_hundredths(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// The hundredths.
    pub const fn hundredths(self) -> u8 {
        self.0
    }

    /// From 0 to 1, as it is written in files.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// `0.93`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

/// The rule by which the words beside who speaks say when he did.
const SAID_ON: Kept = Kept::of("engine/said-on");

/// What a reason explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The word that says what happened to the people.
    Measure,
    /// The number, or the noun that implies it.
    Number,
    /// The word that qualifies the number.
    Qualifier,
    /// Who was counted.
    Victims,
    /// Their side.
    Side,
    /// Civilians or not.
    Status,
    /// The noun that says by itself how many.
    Implicit,
    /// What joins the number to another: a part of it, or one more.
    Link,
    /// Everything so far, or only what is new.
    Aggregation,
    /// Stated, possible or denied.
    Modality,
    /// An older toll.
    Background,
    /// Who says it.
    Claimant,
    /// Who relays it.
    Via,
    /// Where.
    Place,
    /// When.
    Time,
    /// When it was said.
    Said,
    /// The word that accuses or denies.
    Frame,
    /// Who accuses or denies.
    Accuser,
    /// Who is accused.
    Accused,
    /// Of what.
    Act,
}

impl Role {
    /// The word used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Number => "number",
            Self::Qualifier => "qualifier",
            Self::Victims => "victims",
            Self::Side => "side",
            Self::Status => "status",
            Self::Implicit => "implicit",
            Self::Link => "link",
            Self::Aggregation => "aggregation",
            Self::Modality => "modality",
            Self::Background => "background",
            Self::Claimant => "claimant",
            Self::Via => "via",
            Self::Place => "place",
            Self::Time => "time",
            Self::Said => "said",
            Self::Frame => "frame",
            Self::Accuser => "accuser",
            Self::Accused => "accused",
            Self::Act => "act",
        }
    }
}

/// A text that is kept as long as the program runs: the ids of rules, the names of sides. Every proposal has half a dozen.
///
/// Only what is read once is kept so: a language pack, a model's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kept(&'static str);

impl Kept {
    /// Keeps a text that is there anyway.
    pub const fn of(text: &'static str) -> Self {
        Self(text)
    }

    /// Keeps a text: its room is never given back.
    pub fn forever(text: String) -> Self {
        Self(text.leak())
    }

    /// The text.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

impl std::ops::Deref for Kept {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

/// Why a slot is what it is: the rule that filled it, and the words that the rule matched.
///
/// Every slot of a figure that says more than nothing (a status that is not unknown, a modality that is not asserted, …)
/// has one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What is explained.
    pub role: Role,
    /// The entry of the language pack, as `en/killed-passive`, or a rule of the engine, as `engine/conjunction`.
    pub rule: Kept,
    /// The words that matched.
    pub words: Slot,
}

/// Victims of one of the sides that the language pack lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The side in plain English, as the pack names it.
    pub name: Kept,
    /// The words that say so.
    pub words: Slot,
}

/// When, as far as the text says it near the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub words: Slot,
    /// Days from the day of publication where the words name one day (“yesterday” is −1).
    pub days: Option<i32>,
}

/// A number of people as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureProposal {
    /// What happened to them.
    pub measure: Measure,
    /// How many.
    pub figure: Figure,
    /// The shortest part of the text that holds the number, the casualty word and the victims.
    pub quote: Slot,
    /// The words of the number; the noun, when the number is implicit.
    pub number: Slot,
    /// Who they are.
    pub victims: Option<Slot>,
    /// Whose they are.
    pub side: Option<Side>,
    /// Civilians or not, as far as the noun says.
    pub status: VictimStatus,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
    /// Stated, possible or denied.
    pub modality: Modality,
    /// Whether it is an older toll, told as context.
    pub background: bool,
    /// Whether no number is written and the noun alone says how many.
    pub implicit: bool,
    /// Where.
    pub place: Option<Slot>,
    /// When.
    pub time: Option<Time>,
    /// Who states it.
    pub claimant: Option<Slot>,
    /// Who relays it, the one nearest to the reader first.
    pub via: Vec<Slot>,
    /// How much it is believed.
    pub score: Score,
    /// Why, slot by slot.
    pub reasons: Vec<Reason>,
}

/// One party that accuses another of something, or denies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccusationProposal {
    /// Who accuses; who denies, when it is a denial.
    pub accuser: Option<Slot>,
    /// Who is accused.
    pub accused: Option<Slot>,
    /// Of what.
    pub act: Option<Slot>,
    /// Whether it is denied.
    pub denial: bool,
    /// The part of the text that holds all of it.
    pub quote: Slot,
    /// How much it is believed.
    pub score: Score,
    /// Why, slot by slot.
    pub reasons: Vec<Reason>,
}

/// What an extractor proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// A number of people.
    Figure(Box<FigureProposal>),
    /// An accusation or its denial.
    Accusation(Box<AccusationProposal>),
}

impl Proposal {
    /// The part of the text that it rests on.
    pub const fn quote(&self) -> &Slot {
        match self {
            Self::Figure(figure) => &figure.quote,
            Self::Accusation(accusation) => &accusation.quote,
        }
    }

    /// Who says so: the claimant, the accuser, whoever denies.
    pub const fn speaker(&self) -> Option<&Slot> {
        match self {
            Self::Figure(figure) => figure.claimant.as_ref(),
            Self::Accusation(accusation) => accusation.accuser.as_ref(),
        }
    }

    /// How much it is believed.
    pub const fn score(&self) -> Score {
        match self {
            Self::Figure(figure) => figure.score,
            Self::Accusation(accusation) => accusation.score,
        }
    }

    /// Why, slot by slot.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Figure(figure) => &figure.reasons,
            Self::Accusation(accusation) => &accusation.reasons,
        }
    }

    /// Adds the reason for the day on which it was said, in place of one that was given before.
    pub fn because_said(&mut self, words: Option<Slot>) {
        let reasons = match self {
            Self::Figure(figure) => &mut figure.reasons,
            Self::Accusation(accusation) => &mut accusation.reasons,
        };
        reasons.retain(|reason| reason.role != Role::Said);
        reasons.extend(words.map(|words| Reason {
            role: Role::Said,
            rule: SAID_ON,
            words,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_the_text_of_its_span() {
        let text = "قتل 50 جنديا";
        let slot = Slot::of(text, 7..9).unwrap();
        assert_eq!((slot.text(), slot.span()), ("50", 7..9));
        for text in ["", "x", &"ق".repeat(15), &"ق".repeat(16)] {
            let slot = Slot::of(text, 0..text.len()).unwrap();
            assert_eq!((slot.text(), slot.span()), (text, 0..text.len()));
            assert!(format!("{slot:?}").contains(text), "{slot:?}");
        }
        assert_eq!(Slot::of(text, 1..4), None, "inside a letter");
        assert_eq!(Slot::of(text, 0..400), None, "past the end");
    }

    #[test]
    fn a_score_stays_between_nought_and_one() {
        assert_eq!(Score::from_hundredths(200).to_string(), "1.00");
        assert_eq!(Score::from_hundredths(7).to_string(), "0.07");
    }
}
