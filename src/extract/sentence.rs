//! One sentence, read: its tokens, marks and numbers, kept for use by the next to save allocations.

use std::sync::{Mutex, PoisonError};

use super::marks::{Mark, Marks};
use super::number::{self, Number};
use super::pack::Pack;
use super::pack::lexicon::{Section, Sense};
use super::pack::raw::TriggerKind;
use super::proposal::{Kept, Slot};
use super::tokens::{Stopped, Tokens, Until};

/// The tokens of texts that were read, with the words that were looked up for them: one set for each that reads at once.
#[derive(Debug, Default)]
pub(super) struct Spare(Mutex<Vec<Tokens>>);

impl Spare {
    fn take(&self) -> Tokens {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        spare.pop().unwrap_or_default()
    }

    fn give(&self, tokens: Tokens) {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        spare.push(tokens);
    }
}

/// A sentence, read by a pack.
pub(super) struct Sentence<'a> {
    pub pack: &'a Pack,
    spare: &'a Spare,
    /// The whole text; all spans are of it.
    pub text: &'a str,
    pub tokens: Tokens,
    pub marks: Marks,
    pub numbers: Vec<Number>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(pack: &'a Pack, spare: &'a Spare, text: &'a str) -> Self {
        Self {
            pack,
            spare,
            text,
            tokens: spare.take(),
            marks: Marks::default(),
            numbers: Vec::new(),
        }
    }

    /// The words of a row of tokens, without the "and" that is written to its first one where a list knows that word: جندي,
    /// not وجندي.
    pub(super) fn without_and(&self, from: usize, to: usize) -> Option<Slot> {
        let mut span = self.tokens.span(from, to)?;
        let token = self.tokens.get(from)?;
        let people = [
            Section::Side,
            Section::Speaker,
            Section::Agency,
            Section::Victim,
            Section::Trigger,
        ];
        // وسائل إعلام: a longer word of a list that itself begins so.
        let single = self.marks.at(from).iter().all(|mark| mark.end == from + 1);
        let and = token.and_prefix && single && self.is_any(from, &people);
        if and {
            let letter = self.text.get(token.start..)?.chars().next();
            span.start += letter.map_or(0, char::len_utf8);
        }
        Slot::of(self.text, span)
    }

    /// Reads the whole text as one sentence, as far as it has not too many tokens.
    pub(super) fn read_all(&mut self) {
        let end = self.text.len();
        self.tokens.read(self.pack, self.text, 0, end, Until::End);
        self.understand();
    }

    /// Where the first word at or after `from` begins that makes its sentence worth a look.
    pub(super) fn next_anchor(&mut self, from: usize) -> Option<usize> {
        self.tokens.next_anchor(self.pack, self.text, from)
    }

    /// Reads only the words of `text[from..to]`, or of less of it; where it stopped.
    pub(super) fn look(&mut self, from: usize, to: usize, until: Until) -> Stopped {
        self.tokens.read(self.pack, self.text, from, to, until)
    }

    /// Reads what the words say.
    pub(super) fn understand(&mut self) {
        self.marks.find(self.pack, &self.tokens);
        number::read(
            self.pack,
            self.text,
            &self.tokens,
            &self.marks,
            &mut self.numbers,
        );
    }

    /// Whether any casualty word stands in it.
    pub(super) fn has_trigger(&self) -> bool {
        self.marks.hold(Section::Trigger)
    }

    /// Whether a mark of a section begins at a token.
    #[inline]
    pub(super) fn is(&self, at: usize, section: Section) -> bool {
        self.marks.is(at, section)
    }

    /// Whether a family or a home stands at a token: what counts them counts no people.
    pub(super) fn is_household(&self, at: usize) -> bool {
        self.marks
            .of(at, Section::Stop)
            .is_some_and(|stop| self.pack.stops[stop.entry()].class == "household")
    }

    /// Whether a mark of one of the sections begins at a token.
    #[inline]
    pub(super) fn is_any(&self, at: usize, sections: &[Section]) -> bool {
        self.marks.is_any(at, sections)
    }

    /// Whether a token begins with a capital.
    #[inline]
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// A token as it is written; nothing where there is none.
    pub(super) fn word(&self, at: usize) -> &'a str {
        let token = self.tokens.get(at);
        token
            .and_then(|token| self.text.get(token.start..token.end))
            .unwrap_or("")
    }

    /// Whether a token has the letters of a participle: saying.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        let word = self
            .tokens
            .get(at)
            .and_then(|token| self.text.get(token.start..token.end));
        let endings = &self.pack.grammar.participles;
        word.is_some_and(|word| endings.iter().any(|ending| word.ends_with(ending.as_str())))
    }

    /// The trigger that begins at a token.
    #[inline]
    pub(super) fn trigger(&self, at: usize) -> Option<(&Mark, &super::pack::Trigger)> {
        let mark = self.marks.of(at, Section::Trigger)?;
        Some((mark, &self.pack.triggers[mark.entry()]))
    }

    /// The counted noun or adjective that begins at a token.
    pub(super) fn counted(&self, at: usize) -> Option<&Mark> {
        self.trigger(at)
            .filter(|(_, trigger)| trigger.kind == TriggerKind::Counted)
            .map(|(mark, _)| mark)
    }

    /// The number that a token belongs to.
    #[inline]
    pub(super) fn number_at(&self, at: usize) -> Option<&Number> {
        let index = self.numbers.partition_point(|number| number.end <= at);
        self.numbers.get(index).filter(|number| number.first <= at)
    }

    /// The id of the entry behind a sense.
    pub(super) fn rule(&self, sense: Sense) -> Kept {
        let at = usize::from(sense.entry);
        let pack = self.pack;
        let id = match sense.section {
            Section::Trigger => pack.triggers.get(at).map(|e| &e.id),
            Section::Rise => pack.rises.get(at).map(|e| &e.id),
            Section::Victim => pack.victims.get(at).map(|e| &e.id),
            Section::Others => pack.others.get(at).map(|e| &e.id),
            Section::Subset => pack.subsets.get(at),
            Section::Side => pack.sides.get(at).map(|e| &e.id),
            Section::Qualifier => pack.qualifiers.get(at).map(|e| &e.id),
            Section::Stop => pack.stops.get(at).map(|e| &e.id),
            Section::Border => pack.borders.get(at).map(|e| &e.id),
            Section::Aggregation => pack.aggregations.get(at).map(|e| &e.0),
            Section::Modality => pack.modalities.get(at).map(|e| &e.0),
            Section::Background => pack.backgrounds.get(at).map(|e| &e.0),
            Section::Say => pack.says.get(at).map(|e| &e.id),
            Section::Agency => pack.agencies.get(at),
            Section::Speaker => pack.speakers.get(at),
            Section::Accuse => pack.accuses.get(at).map(|e| &e.id),
            Section::Deny => pack.denies.get(at).map(|e| &e.id),
            Section::Alleged | Section::AllegedAct => pack.alleged.get(at),
            Section::Date => pack.dates.get(at).map(|e| &e.0),
            Section::Place => pack.places.get(at),
            Section::Amount => pack.amounts.get(at).map(|e| &e.id),
            _ => None,
        };
        id.copied().unwrap_or(Kept::of("engine/grammar"))
    }
}

/// The words that were looked up are of use for the next text.
impl Drop for Sentence<'_> {
    fn drop(&mut self) {
        self.spare.give(std::mem::take(&mut self.tokens));
    }
}
