//! Text → proposals: every figure and accusation that stands in it, with its words and the reasons.
//!
//! What enters: a text and, where it is known, its language. What leaves: an [`Extraction`], the [`Proposal`]s in the
//! order of the text; or, a few at a time, the same from a [`Reading`]. Invariants: the same text gives the same proposals
//! every time; every slot is a span of the text on character borders; nothing is written anywhere, a person accepts; time
//! is linear in the text's length, and a reading holds the proposals of one piece of a sentence and no more.
//!
//! The rules are data, one folder a language under `lang/`; `lang/README.md` is the guide for a new one.

mod accuse;
mod bind;
mod class;
mod composed;
mod context;
pub mod corpus;
mod eights;
pub mod error;
mod figures;
mod fold;
mod guess;
pub mod json;
mod letters;
mod marks;
mod mixed;
mod names;
mod number;
mod numeral;
mod pack;
pub mod packs;
mod parties;
mod phrase;
pub mod proposal;
pub mod reads;
mod rules;
mod seat;
mod sentence;
mod speech;
mod split;
mod tokens;
mod words;

pub use error::ExtractError;
pub use mixed::OtherScript;
pub use packs::{RuleExtractor, languages};
pub use proposal::{
    AccusationProposal, FigureProposal, Kept, Modality, Proposal, Reason, Role, Score, Side, Slot,
    Time,
};
pub use rules::Rules;

#[cfg(test)]
mod tests;

use crate::model::Language;

/// The rule by which a figure is background because its year alone is told: in 2014. Whoever knows when the text was printed
/// knows whether that is past.
pub const BARE_YEAR: &str = "engine/bare-year";

/// Something that proposes claims from a text: the rules of this room, or a model behind the same words.
pub trait Extractor {
    /// What it is called where proposals are kept; another version that may propose otherwise has another name.
    fn name(&self) -> &str;

    /// Begins to read `text`; the language is guessed when none is given. All that can fail fails here: behind the first
    /// proposal there is no error, so what was written of a text is never withdrawn.
    ///
    /// # Errors
    /// A language without a pack, an unknown one, a broken pack, or a server's failure.
    fn open<'a>(
        &'a self,
        text: &'a str,
        language: Option<&'a Language>,
    ) -> Result<Box<dyn Reading + 'a>, ExtractError>;

    /// All proposals of `text` at once, in its order.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    fn extract(&self, text: &str, language: Option<&Language>) -> Result<Extraction, ExtractError> {
        let mut reading = self.open(text, language)?;
        let mut proposals = Vec::new();
        while reading.next(&mut proposals) {}
        let Remarks {
            language,
            looks_like,
            others,
            dropped,
        } = reading.close();
        Ok(Extraction {
            language,
            looks_like,
            others,
            proposals,
            dropped,
        })
    }
}

/// A text that is being read. Its proposals come a few at a time: those of a long text are many times its size.
pub trait Reading {
    /// Appends the next proposals in the order of the text; `false`, and nothing, when there are no more.
    fn next(&mut self, into: &mut Vec<Proposal>) -> bool;

    /// What there is to say of the text beside its proposals, once there are no more.
    fn close(self: Box<Self>) -> Remarks;
}

/// What an extractor says of a text beside its proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarks {
    /// As [`Extraction::language`].
    pub language: Option<Language>,
    /// As [`Extraction::looks_like`].
    pub looks_like: Option<Language>,
    /// As [`Extraction::others`].
    pub others: Vec<OtherScript>,
    /// As [`Extraction::dropped`].
    pub dropped: Dropped,
}

/// A text that was read at once.
impl Reading for Extraction {
    fn next(&mut self, into: &mut Vec<Proposal>) -> bool {
        let is_any = !self.proposals.is_empty();
        into.append(&mut self.proposals);
        is_any
    }

    fn close(self: Box<Self>) -> Remarks {
        Remarks {
            language: self.language,
            looks_like: self.looks_like,
            others: self.others,
            dropped: self.dropped,
        }
    }
}

/// What one extractor found in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extraction {
    /// The language by whose rules the text was read.
    pub language: Option<Language>,
    /// The language that the text looks like, when it clearly looks like another than the one that was said, and nothing was
    /// found by the rules of that one or the text is dense in letters that it does not have.
    pub looks_like: Option<Language>,
    /// What stands in it in other scripts: by whose rules that was read, or that it was not.
    pub others: Vec<OtherScript>,
    /// What it proposes, in the order of the text.
    pub proposals: Vec<Proposal>,
    /// What was found and not let through.
    pub dropped: Dropped,
}

/// What an extractor offered and this room refused. The rules never offer such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dropped {
    /// Quotes that do not stand in the text byte for byte.
    pub quotes: u64,
    /// Figures whose number is not read in their quote.
    pub figures: u64,
    /// Words of other slots (who says it, who the victims are) that do not stand in the text; the rest was kept.
    pub slots: u64,
}
