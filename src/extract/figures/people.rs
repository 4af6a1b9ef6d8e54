//! Who was counted: the words that name them and whether they are civilians, each with its reason.
//!
//! What enters: a bound quantity. What leaves: the victims' slot and their status; none where the words name nobody.

use crate::model::VictimStatus;

use super::super::bind::Link;
use super::super::marks::Mark;
use super::super::number::Amount;
use super::super::pack::lexicon::{FormCount, Section};
use super::super::pack::raw::TriggerKind;
use super::super::phrase::{Noun, Size};
use super::super::proposal::{Kept, Role, Slot};
use super::super::seat::is_determiner;
use super::Builder;

/// Who stands beside the number, in no list of people.
const NOUN: Kept = Kept::of("engine/noun");

impl Builder<'_, '_> {
    /// The victims and their status.
    pub(super) fn people(&mut self) -> (Option<Slot>, VictimStatus) {
        let named = self
            .row()
            .and_then(|row| Some((row, self.s.without_and(row.0, row.1)?)));
        let Some((row, victims)) = named else {
            return (None, VictimStatus::Unknown);
        };
        self.because_of(row);
        (Some(victims), self.status(row))
    }

    /// The tokens that name them.
    fn row(&self) -> Option<(usize, usize)> {
        let (s, q, cause) = (self.s, self.quantity, self.cause);
        // Three killed civilians: the noun behind the word for what happened.
        let behind = (q.noun == Noun::None && q.end == cause.first)
            .then(|| s.marks.of(cause.end, Section::Victim))
            .flatten()
            .map(|noun| (noun.first, noun.end));
        // Two displaced people were wounded: the word that says what happened to them before names them.
        let named = match q.noun {
            // The toll is 129 dead: a word for the same names nobody.
            Noun::Counted(mark)
                if mark != cause.mark
                    && s.pack.triggers[mark.entry()].person
                    && !self.is_said_again(&mark) =>
            {
                Some((mark.first, mark.end))
            }
            _ => None,
        };
        // A number of serious injuries: an adjective names nobody.
        let names = |&(from, to): &(usize, usize)| {
            let bare = matches!(q.noun, Noun::Counted(mark) if mark == cause.mark)
                && !s.pack.grammar.personal.is_empty();
            !bare
                || (from..to).any(|at| {
                    s.is_any(at, &[Section::Victim, Section::Side, Section::Speaker])
                        || s.is_capital(at)
                })
        };
        // No casualties: the word for what happened to nobody names nobody.
        let nobody = |&(from, to): &(usize, usize)| {
            q.size != Size::One(Amount::Whole(0))
                || !matches!(q.noun, Noun::Counted(mark) if (mark.first, mark.end) == (from, to))
        };
        // Passed the 500 mark: what the number of a toll is called is nobody.
        let people = |&(from, to): &(usize, usize)| {
            q.noun != Noun::Unknown
                || !matches!(self.bound.link, Link::Toll(_))
                || to > from + 1
                || !q
                    .number
                    .checked_sub(1)
                    .is_some_and(|at| is_determiner(s, at))
        };
        q.victims
            .filter(people)
            .filter(nobody)
            .filter(names)
            .or(behind)
            .or_else(|| self.tolled())
            .or(named)
    }

    /// Whether a word for people only says again what the verb or the toll says: 30 wounded are in hospital.
    fn is_said_again(&self, people: &Mark) -> bool {
        let (word, cause) = (
            &self.s.pack.triggers[people.entry()],
            &self.s.pack.triggers[self.cause.mark.entry()],
        );
        cause.kind != TriggerKind::Counted && word.measure == cause.measure
    }

    /// The civilian death toll, حصيلة القتلى المدنيين: the people beside the word for a toll.
    fn tolled(&self) -> Option<(usize, usize)> {
        let (s, q, cause) = (self.s, self.quantity, self.cause);
        let is_toll = s.pack.triggers[cause.mark.entry()].kind == TriggerKind::Toll;
        if !is_toll || q.noun != Noun::None {
            return None;
        }
        // A journalist put the dead at 12: who stands before a verb is not among them.
        let before = (cause.end <= cause.first + 2)
            .then(|| s.marks.ending(cause.first, Section::Victim))
            .flatten();
        s.marks
            .of(cause.end, Section::Victim)
            .filter(|mark| mark.sense.count == FormCount::Plural)
            .filter(|noun| noun.end <= q.first)
            .or(before)
            .map(|noun| (noun.first, noun.end))
    }

    /// Why the words of a row are the victims: the list that knows a word of them, else that they stand beside the number.
    fn because_of(&mut self, (from, to): (usize, usize)) {
        let s = self.s;
        let people = [
            Section::Victim,
            Section::Side,
            Section::Speaker,
            Section::Trigger,
        ];
        let known = (from..to).find_map(|at| {
            let mut marks = people.into_iter().filter_map(|one| s.marks.of(at, one));
            marks.find(|mark| mark.end <= to).copied()
        });
        match known {
            Some(mark) => self.mark(Role::Victims, &mark),
            None => self.because(Role::Victims, NOUN, from, to),
        }
    }

    /// Civilians or not, as far as a word of the row says.
    fn status(&mut self, (from, to): (usize, usize)) -> VictimStatus {
        let s = self.s;
        let said = (from..to)
            .filter_map(|at| s.marks.of(at, Section::Victim))
            .find_map(|mark| {
                let status = s.pack.victims.get(mark.entry())?.status;
                (status != VictimStatus::Unknown).then_some((*mark, status))
            });
        let Some((mark, status)) = said else {
            return VictimStatus::Unknown;
        };
        self.mark(Role::Status, &mark);
        status
    }
}
