//! The extractor by rules: one pack, one text, every sentence in turn.

use std::sync::Arc;

use crate::model::Language;

use super::bind::{Bound, Cause};
use super::context::Context;
use super::error::ExtractError;
use super::pack::Pack;
use super::phrase::Quantity;
use super::proposal::Proposal;
use super::sentence::{Sentence, Spare};
use super::speech::Speech;
use super::split::sentence_end;
use super::tokens::Until;
use super::{accuse, bind, figures, phrase, speech};

/// A language pack, ready to read texts.
#[derive(Debug, Clone)]
pub struct Rules {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    pack: Pack,
    /// What readers leave for the next.
    spare: Spare,
}

impl Rules {
    /// Reads a pack from the text of its `rules.toml`; `origin` names it in errors.
    ///
    /// # Errors
    /// [`ExtractError::Pack`] with the first thing that is wrong.
    pub fn read(origin: &str, rules: &str) -> Result<Self, ExtractError> {
        Pack::read(rules)
            .map(Self::of)
            .map_err(|reason| ExtractError::Pack {
                pack: origin.to_owned(),
                reason,
            })
    }

    /// The pack that the build kept as `bytes`.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Pack::from_bytes(bytes).map(Self::of)
    }

    fn of(pack: Pack) -> Self {
        Self {
            shared: Arc::new(Shared {
                pack,
                spare: Spare::default(),
            }),
        }
    }

    fn pack(&self) -> &Pack {
        &self.shared.pack
    }

    /// The language's code.
    pub fn code(&self) -> &str {
        &self.pack().header.code
    }

    /// The language.
    pub fn language(&self) -> Option<Language> {
        self.code().parse().ok()
    }

    /// The words without one of which no sentence is looked at twice, as the language folds them, in no order: what a scan
    /// of the text that does nothing else would look for.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.pack().lexicon.anchors()
    }

    /// The whole numbers that are read in `text`, with the words of each: what the grammar of numbers does alone.
    pub fn numbers<'t>(&self, text: &'t str) -> Vec<(u64, &'t str)> {
        let mut s = Sentence::new(self.pack(), &self.shared.spare, text);
        s.read_all();
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
        let mut reader = Reader::new(&self.shared, text);
        let mut at = 0;
        // Behind a sentence that has something to say, and the one behind that, the next is read at once; else the next word
        // is looked for that has.
        let mut quiet = QUIET;
        while at < text.len() {
            let mut target = at;
            if quiet >= QUIET {
                let Some(next) = reader.s.next_anchor(at) else {
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
            if at < target {
                let mut end = sentence_end(self.pack(), text, at, text.len()).max(at + 1);
                while end <= target {
                    at = end;
                    end = sentence_end(self.pack(), text, at, text.len()).max(at + 1);
                }
            }
            let (end, is_any) = reader.sentence(at, &mut found);
            quiet = if is_any { 0 } else { quiet + 1 };
            at = end;
        }
        found
    }
}

/// Behind so many sentences without a word that is worth a look, the next such word is looked for.
const QUIET: usize = 2;

/// Reads sentences; everything it holds is used again for the next.
struct Reader<'a> {
    s: Sentence<'a>,
    quantities: Vec<Quantity>,
    causes: Vec<Cause>,
    bound: Vec<Bound>,
    speeches: Vec<Speech>,
    context: Context,
    spare: bind::Spare,
}

impl<'a> Reader<'a> {
    fn new(shared: &'a Shared, text: &'a str) -> Self {
        Self {
            s: Sentence::new(&shared.pack, &shared.spare, text),
            quantities: Vec::new(),
            causes: Vec::new(),
            bound: Vec::new(),
            speeches: Vec::new(),
            context: Context::default(),
            spare: bind::Spare::default(),
        }
    }

    /// The proposals of the sentence that begins at `start`, piece by piece when there are too many tokens for one; where
    /// it ends, and whether any word was worth a look.
    fn sentence(&mut self, start: usize, found: &mut Vec<Proposal>) -> (usize, bool) {
        let mut is_any = false;
        let mut from = start;
        let mut rest = Some((
            self.s.text.len(),
            Until::Sentence {
                start,
                passed: start,
            },
        ));
        let before = found.len();
        while let Some((to, until)) = rest {
            let stopped = self.s.look(from, to, until);
            if self.s.tokens.has_anchor() {
                is_any = true;
                self.s.understand();
                self.piece(found);
            }
            (from, rest) = (stopped.at, stopped.rest);
        }
        let start = |proposal: &Proposal| proposal.quote().span().start;
        if let Some(new) = found.get_mut(before..)
            && !new.is_sorted_by_key(start)
        {
            new.sort_by_key(start);
        }
        (from, is_any)
    }

    fn piece(&mut self, found: &mut Vec<Proposal>) {
        let accuses = accuse::is_worth_a_look(&self.s);
        self.bound.clear();
        if self.s.has_trigger() {
            phrase::quantities(&self.s, &mut self.quantities);
            bind::causes(&self.s, &self.quantities, &mut self.causes);
            bind::bind(
                &self.s,
                &self.quantities,
                &self.causes,
                &mut self.spare,
                &mut self.bound,
            );
        }
        if self.bound.is_empty() && !accuses {
            return;
        }
        speech::speeches(&self.s, &mut self.speeches);
        let from = found.len();
        figures::propose(
            &self.s,
            &self.quantities,
            &self.causes,
            &self.bound,
            &self.speeches,
            &mut self.context,
            found,
        );
        if accuses {
            let before = found.len();
            accuse::propose(&self.s, &self.speeches, found);
            accuse::lend_accuser(found, from, before);
        }
    }
}
