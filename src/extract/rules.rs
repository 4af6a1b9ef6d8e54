//! The extractor by rules: one pack, one text, every sentence in turn.

use std::ops::Range;
use std::sync::Arc;

use crate::model::Language;

use super::bind::{Bound, Cause};
use super::context::Context;
use super::error::ExtractError;
use super::pack::Pack;
use super::pack::lexicon::Section;
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

    /// The sides that `text` names, in plain English as the pack calls them, with the place of each in it.
    pub fn sides(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let mut s = Sentence::new(self.pack(), &self.shared.spare, text);
        s.read_all();
        let named = |at: usize| {
            let mark = s.marks.of(at, Section::Side)?;
            let name = self.pack().sides.get(mark.entry())?.name;
            Some((name.text(), s.tokens.span(mark.first, mark.end)?))
        };
        (0..s.tokens.len()).filter_map(named).collect()
    }

    /// The proposals of `text`, in its order.
    pub fn propose(&self, text: &str) -> Vec<Proposal> {
        let mut found = Vec::new();
        let mut reader = self.open(text);
        while reader.next(&mut found) {}
        found
    }

    /// Begins to read `text`: its proposals come a few at a time, so that those of a long text need not be held at once.
    pub fn open<'a>(&'a self, text: &'a str) -> Reader<'a> {
        Reader::new(&self.shared, text)
    }

    /// Begins to read a part of `text`; what it proposes is counted in the whole text. A part that does not stand in it, or
    /// not on character borders, is empty.
    pub(super) fn open_part<'a>(&'a self, text: &'a str, part: &Range<usize>) -> Reader<'a> {
        let read = text.get(..part.end).unwrap_or("");
        let mut reader = Reader::new(&self.shared, read);
        reader.at = part.start.min(read.len());
        reader
    }

    /// The script that the language is written in.
    pub(super) fn script(&self) -> &str {
        &self.pack().header.script
    }
}

/// Behind so many sentences without a word that is worth a look, the next such word is looked for.
const QUIET: usize = 2;

/// A text that is being read. What it carries from one sentence to the next is where it stands; everything else that it
/// holds is of the [`MOST`](super::tokens::MOST) tokens that it read last, and used again for the next.
pub struct Reader<'a> {
    s: Sentence<'a>,
    /// Where the next sentence begins.
    at: usize,
    /// How many sentences on end had no word that is worth a look.
    quiet: usize,
    /// The rest of a sentence with too many tokens for one piece.
    rest: Option<Rest>,
    quantities: Vec<Quantity>,
    causes: Vec<Cause>,
    bound: Vec<Bound>,
    speeches: Vec<Speech>,
    context: Context,
    spare: bind::Spare,
}

/// What is left of a sentence.
#[derive(Debug, Clone, Copy)]
struct Rest {
    from: usize,
    to: usize,
    until: Until,
    /// Whether any word before was worth a look.
    is_any: bool,
}

impl<'a> Reader<'a> {
    fn new(shared: &'a Shared, text: &'a str) -> Self {
        Self {
            s: Sentence::new(&shared.pack, &shared.spare, text),
            at: 0,
            // The first is looked for.
            quiet: QUIET,
            rest: None,
            quantities: Vec::new(),
            causes: Vec::new(),
            bound: Vec::new(),
            speeches: Vec::new(),
            context: Context::default(),
            spare: bind::Spare::default(),
        }
    }

    /// Appends the next proposals, in the order of the text and of one sentence at most; `false` when there are no more.
    pub fn next(&mut self, found: &mut Vec<Proposal>) -> bool {
        let before = found.len();
        while found.len() == before {
            let Some(rest) = self.rest.take().or_else(|| self.next_sentence()) else {
                return false;
            };
            self.read(rest, found);
        }
        true
    }

    /// The next sentence to read, if any word is left that is worth a look. Behind a sentence that has something to say,
    /// and the one behind that, the next is read at once; else the next word is looked for that has.
    fn next_sentence(&mut self) -> Option<Rest> {
        let (pack, text) = (self.s.pack, self.s.text);
        let mut at = self.at;
        if at >= text.len() {
            return None;
        }
        if self.quiet >= QUIET {
            let Some(target) = self.s.next_anchor(at) else {
                self.at = text.len();
                return None;
            };
            let passed = &text.as_bytes()[at..target];
            if let Some(line) = passed.iter().rposition(|b| *b == b'\n') {
                at += line + 1;
            }
            if at < target {
                let mut end = sentence_end(pack, text, at, text.len()).max(at + 1);
                while end <= target {
                    at = end;
                    end = sentence_end(pack, text, at, text.len()).max(at + 1);
                }
            }
        }
        Some(Rest {
            from: at,
            to: text.len(),
            until: Until::Sentence {
                start: at,
                passed: at,
            },
            is_any: false,
        })
    }

    /// Reads as much of a sentence as is one piece.
    fn read(&mut self, rest: Rest, found: &mut Vec<Proposal>) {
        let from = found.len();
        let stopped = self.s.look(rest.from, rest.to, rest.until);
        let has_anchor = self.s.tokens.has_anchor();
        if has_anchor {
            self.s.understand();
            self.piece(found);
        }
        let is_any = rest.is_any || has_anchor;
        match stopped.rest {
            Some((to, until)) => {
                self.rest = Some(Rest {
                    from: stopped.at,
                    to,
                    until,
                    is_any,
                });
            }
            None => {
                self.quiet = if is_any { 0 } else { self.quiet + 1 };
                self.at = stopped.at;
                if let Some(new) = found.get_mut(from..) {
                    self.tell(new);
                }
            }
        }
    }

    /// Погибли пять человек. Об этом сообщил губернатор: the figures that nobody states are stated by whom the next sentence
    /// says so of.
    fn tell(&mut self, new: &mut [Proposal]) {
        let is_open =
            |one: &Proposal| matches!(one, Proposal::Figure(figure) if figure.claimant.is_none());
        let text = self.s.text;
        let rest = text.get(self.at..).unwrap_or("");
        let from = self.at + (rest.len() - rest.trim_start().len());
        let begins = |opener: &String| rest.trim_start().starts_with(opener.as_str());
        if !self.s.pack.grammar.told_behind.iter().any(begins) || !new.iter().any(is_open) {
            return;
        }
        let until = Until::Sentence {
            start: from,
            passed: from,
        };
        self.s.look(from, text.len(), until);
        self.s.understand();
        speech::speeches(&self.s, &mut self.speeches);
        let Some(speech) = self.speeches.first() else {
            return;
        };
        for one in new {
            if let Proposal::Figure(figure) = one
                && figure.claimant.is_none()
            {
                figures::tell(&self.s, speech, figure);
            }
        }
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
            accuse::lend_accuser(&self.s, found, from, before);
        }
        // The quotes of one piece end where those of the next begin: pieces in order are the whole in order.
        let start = |proposal: &Proposal| proposal.quote().span().start;
        if let Some(new) = found.get_mut(from..)
            && !new.is_sorted_by_key(start)
        {
            new.sort_by_key(start);
        }
    }
}
