//! Numbers that a verb of their own has, and no casualty word before: killed 12 and trapped 30 others.
//!
//! What enters: two quantities that "and" or a comma joins. What leaves: whether the second is another verb's object or
//! subject, or the first is; such a number does not share its neighbour's word.

use super::super::pack::lexicon::Section;
use super::super::pack::raw::{NounPlace, Order};
use super::super::phrase::Quantity;
use super::super::seat::{is_determiner, is_finite, is_listed};
use super::super::sentence::Sentence;

/// A word in no list has at least so many letters where it may be a verb.
const LETTERS: usize = 4;

/// Whether a word in no list stands there that may be a verb.
fn unknown(s: &Sentence<'_>, at: usize) -> bool {
    let grammar = &s.pack.grammar;
    let adverb = grammar
        .adverbs
        .iter()
        .any(|ending| s.word(at).ends_with(ending.as_str()));
    s.tokens.is_word(at)
        && s.marks.at(at).is_empty()
        && !s.is_capital(at)
        && s.word(at).chars().nth(LETTERS - 1).is_some()
        && !adverb
        && !is_determiner(s, at)
        && !is_listed(s, at, &grammar.loose)
}

/// Whether a word is a verb by its form.
fn is_verb(s: &Sentence<'_>, at: usize) -> bool {
    let grammar = &s.pack.grammar;
    let formed = !grammar.personal.is_empty()
        && (s.word(at).ends_with("ed")
            || grammar
                .participles
                .iter()
                .any(|ending| s.word(at).ends_with(ending.as_str())));
    unknown(s, at) && (formed || is_finite(s, at))
}

/// Killed 12 and trapped 30 others, and police questioned 30: behind the conjunction the number has a verb before it.
pub(super) fn is_object(s: &Sentence<'_>, left: &Quantity, right: &Quantity) -> bool {
    let Some(verb) = right.first.checked_sub(1).filter(|&at| at >= left.end) else {
        return false;
    };
    if s.pack.grammar.order == Order::Sov {
        return false;
    }
    let opens = |at: usize| {
        at > left.end
            && (s.is(at - 1, Section::And) || matches!(s.tokens.sign(at - 1), Some(',' | '،')))
            || s.tokens.get(at).is_some_and(|token| token.and_prefix)
    };
    unknown(s, verb) && opens(verb)
        || is_verb(s, verb) && (left.end + 1..verb).rev().any(|at| s.is(at, Section::And))
}

/// Погибли 12 человек, еще 30 оказались под завалами: the number has a verb behind it.
pub(super) fn is_subject(s: &Sentence<'_>, right: &Quantity) -> bool {
    let mut at = right.end;
    while at < right.end + 2 && s.is(at, Section::Function) && !is_finite(s, at) {
        at += 1;
    }
    let passive = at > right.end && s.is(at - 1, Section::Function);
    let personal = !s.pack.grammar.personal.is_empty();
    let negated = is_listed(s, at, &s.pack.grammar.negations);
    s.pack.grammar.order == Order::Svo
        && !negated
        && s.trigger(at).is_none()
        && s.trigger(at + 1).is_none()
        && (if personal {
            passive && is_verb(s, at)
        } else {
            // մնացել է: the participle stands before its auxiliary.
            let participle = s.pack.grammar.noun == NounPlace::Last && unknown(s, at);
            unknown(s, at) && is_finite(s, at) || participle && is_finite(s, at + 1)
        })
}

/// Rescuers saved 12 people and 4 soldiers were killed: the first is the object of a verb in no list.
pub(super) fn is_governed(s: &Sentence<'_>, left: &Quantity) -> bool {
    left.first.checked_sub(1).is_some_and(|at| {
        at > 0
            && s.pack.grammar.order == Order::Svo
            && is_verb(s, at)
            && s.tokens.is_word(at - 1)
            && !s.is_any(at - 1, &[Section::Function, Section::Article])
    })
}
