//! The extractor by rules: one pack, one text, every sentence in turn.

use std::sync::Arc;

use crate::model::Language;

use super::bind::{Bound, Cause};
use super::error::ExtractError;
use super::pack::Pack;
use super::phrase::Quantity;
use super::proposal::Proposal;
use super::sentence::Sentence;
use super::speech::Speech;
use super::split::sentence_end;
use super::{accuse, bind, figures, phrase, speech};

/// A language pack, ready to read texts.
#[derive(Debug, Clone)]
pub struct Rules {
    pack: Arc<Pack>,
}

impl Rules {
    /// Reads a pack from the text of its `rules.toml`; `origin` names it in errors.
    ///
    /// # Errors
    /// [`ExtractError::Pack`] with the first thing that is wrong.
    pub fn read(origin: &str, rules: &str) -> Result<Self, ExtractError> {
        Ok(Self {
            pack: Arc::new(Pack::read(origin, rules)?),
        })
    }

    /// The language's code.
    pub fn code(&self) -> &str {
        &self.pack.code
    }

    /// The language.
    pub fn language(&self) -> Option<Language> {
        self.pack.code.parse().ok()
    }

    /// The whole numbers that are read in `text`, with the words of each: what the grammar of numbers does alone.
    pub fn numbers<'t>(&self, text: &'t str) -> Vec<(u64, &'t str)> {
        let mut s = Sentence::new(&self.pack, text);
        s.read(0, text.len());
        let whole = |number: &super::number::Number| match number.amount {
            super::number::Amount::Whole(value) if number.counts => {
                let span = s.tokens.span(number.first, number.end)?;
                Some((value, text.get(span)?))
            }
            _ => None,
        };
        s.numbers.iter().filter_map(whole).collect()
    }

    /// The proposals of `text`, in its order.
    pub fn propose(&self, text: &str) -> Vec<Proposal> {
        let mut found = Vec::new();
        let mut reader = Reader::new(&self.pack, text);
        let mut at = 0;
        // A short text is read whole sooner than its words are looked for.
        let scanner = (text.len() >= WORTH_SCANNING).then(|| self.pack.scanner());
        while at < text.len() {
            let mut target = at;
            if let Some(scanner) = scanner {
                let Some(next) = scanner.next(text, at) else {
                    break;
                };
                target = next;
                if let Some(line) = text.as_bytes()[at..target]
                    .iter()
                    .rposition(|b| *b == b'\n')
                {
                    at += line + 1;
                }
            }
            let mut end = sentence_end(&self.pack, text, at, text.len()).max(at + 1);
            while end <= target {
                at = end;
                end = sentence_end(&self.pack, text, at, text.len()).max(at + 1);
            }
            reader.sentence(at, end.min(text.len()), &mut found);
            at = end;
        }
        found.sort_by_key(|proposal| proposal.quote().span().start);
        found
    }
}

/// A text from this many bytes on is scanned for its triggers first.
const WORTH_SCANNING: usize = 1 << 16;

/// Reads sentences; everything it holds is used again for the next.
struct Reader<'a> {
    s: Sentence<'a>,
    quantities: Vec<Quantity>,
    causes: Vec<Cause>,
    bound: Vec<Bound>,
    speeches: Vec<Speech>,
}

impl<'a> Reader<'a> {
    fn new(pack: &'a Pack, text: &'a str) -> Self {
        Self {
            s: Sentence::new(pack, text),
            quantities: Vec::new(),
            causes: Vec::new(),
            bound: Vec::new(),
            speeches: Vec::new(),
        }
    }

    /// The proposals of `from..end`, piece by piece when there are too many tokens for one.
    fn sentence(&mut self, mut from: usize, end: usize, found: &mut Vec<Proposal>) {
        while from < end {
            let stopped = self.s.read(from, end);
            self.piece(found);
            from = stopped.max(from + 1);
            while !self.s.text.is_char_boundary(from) {
                from += 1;
            }
        }
    }

    fn piece(&mut self, found: &mut Vec<Proposal>) {
        let accuses = accuse::is_worth_a_look(&self.s);
        self.bound.clear();
        if self.s.has_trigger() {
            phrase::quantities(&self.s, &mut self.quantities);
            bind::causes(&self.s, &self.quantities, &mut self.causes);
            bind::bind(&self.s, &self.quantities, &self.causes, &mut self.bound);
        }
        if self.bound.is_empty() && !accuses {
            return;
        }
        speech::speeches(&self.s, &mut self.speeches);
        figures::propose(
            &self.s,
            &self.quantities,
            &self.causes,
            &self.bound,
            &self.speeches,
            found,
        );
        if accuses {
            accuse::propose(&self.s, &self.speeches, found);
        }
    }
}
