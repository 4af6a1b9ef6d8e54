//! Who sits where somebody speaks, and does not: a toll, a part of the people, a pronoun; and who goes on speaking.
//!
//! What enters: a row of tokens beside a verb of saying. What leaves: whether it speaks of nobody; for a verb without a
//! subject, whose verb stands before.

use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::{Order, Seat, TriggerKind};
use super::super::parties;
use super::super::sentence::Sentence;

/// Who accuses may go on to say something so many tokens behind.
const CARRIED: usize = 30;

/// بحسب حصيلة أولية: a toll that nobody is named with says nothing of who stated it.
pub(super) fn is_toll(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let named = [Section::Speaker, Section::Agency, Section::Side];
    s.pack.grammar.order == Order::Vso
        && s.trigger(from)
            .is_some_and(|(_, trigger)| trigger.kind == TriggerKind::Toll)
        && (from..to).all(|at| !s.is_any(at, &named))
}

/// واتهمت باكو كذا، وأعلنت أن: a verb of saying that "and" begins and nobody follows goes on speaking of who accused or denied.
pub(super) fn carried(s: &Sentence<'_>, mark: &Mark) -> Option<(usize, usize)> {
    let and = s
        .tokens
        .get(mark.first)
        .is_some_and(|token| token.and_prefix);
    if s.pack.grammar.order != Order::Vso || !and || !s.is(mark.end, Section::SayThat) {
        return None;
    }
    let verb = (mark.first.saturating_sub(CARRIED)..mark.first)
        .rev()
        .find_map(|at| {
            let accuse = s
                .marks
                .of(at, Section::Accuse)
                .filter(|mark| s.pack.accuses[mark.entry()].accuser == Seat::After);
            accuse.or_else(|| s.marks.of(at, Section::Deny))
        })?;
    let said =
        (verb.end..mark.first).any(|at| s.is(at, Section::Say) || s.tokens.sign(at) == Some('.'));
    let named = [Section::Side, Section::Speaker];
    let row = s
        .marks
        .of(verb.end, Section::Side)
        .map(|side| (side.first, side.end))
        .or_else(|| parties::party_at(s, verb.end))
        .filter(|row| s.is_any(row.0, &named))?;
    (!said).then_some(row)
}

/// Whether a row before a comma tells what happened or to whom, and so speaks of nobody: raids killed 90, including many
/// children, said a monitor.
pub(super) fn is_told(s: &Sentence<'_>, (from, to): (usize, usize), verb: usize) -> bool {
    let people = [Section::Amount, Section::Number, Section::Victim];
    let part = s.is(from, Section::Subset)
        && (s.is_any(from + 1, &people) || s.number_at(from + 1).is_some());
    let happened = |at: usize| {
        let verb = s
            .trigger(at)
            .is_some_and(|(_, trigger)| trigger.kind == TriggerKind::Verb);
        verb || s.is(at, Section::Victim)
            && s.number_at(at.saturating_sub(1))
                .is_some_and(|number| number.counts && !number.weak)
    };
    let comma = verb
        .checked_sub(1)
        .is_some_and(|at| s.tokens.sign(at) == Some(','));
    !s.pack.grammar.personal.is_empty() && comma && (part || (from..to).any(happened))
}

/// Whether a row is a pronoun with nothing but adverbs: he could tentatively.
pub(super) fn is_aside(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let pronoun = s
        .pack
        .grammar
        .personal
        .iter()
        .any(|one| s.word(from).eq_ignore_ascii_case(one));
    let adverb = |at: usize| {
        s.is(at, Section::Function)
            || s.pack
                .grammar
                .adverbs
                .iter()
                .any(|ending| s.word(at).ends_with(ending.as_str()))
    };
    pronoun && to > from + 1 && (from + 1..to).all(adverb)
}
