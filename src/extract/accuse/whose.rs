//! Whose a deed is that a verb condemns, and who rejects a claim, where names begin with a capital.
//!
//! What enters: a sentence and where the verb stands. What leaves: the row of tokens that names the party.

use crate::extract::pack::lexicon::Section;
use crate::extract::parties::Row;
use crate::extract::sentence::Sentence;
use crate::model::VictimStatus;

use super::act::ends_clause;
use super::svo::{SUBJECT, clause_subject, is_one_of, is_personal, is_unnamed, names};

/// A deed stands at most so many tokens behind whose it is.
const DEED: usize = 4;

/// Whose deed something is that a verb condemns: the army's shelling of a village.
pub(super) fn possessor(s: &Sentence<'_>, from: usize) -> Row {
    let mark = (from..(from + SUBJECT).min(s.tokens.len()))
        .find(|&at| is_one_of(s, at, &s.pack.grammar.genitive))
        .filter(|&at| !(from..at).any(|at| s.is(at, Section::Date)))?;
    let mut end = mark;
    while end > from && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    let mut first = from;
    while first < end && s.is_any(first, &[Section::Article, Section::Function]) {
        first += 1;
    }
    let deed = (mark + 1..mark + 1 + DEED)
        .any(|at| s.is_any(at, &[Section::AllegedAct, Section::Accuse]) || s.trigger(at).is_some());
    (deed && end > first).then_some((first, end))
}

/// Whose deed a verb condemns, by a noun before it (a coalition strike) or behind it (killings by the army).
pub(super) fn deed_of(s: &Sentence<'_>, from: usize) -> Row {
    let end = (from..from + 2 * SUBJECT)
        .find(|&at| s.tokens.get(at).is_none() || ends_clause(s, at))
        .unwrap_or(from + 2 * SUBJECT);
    let by_whom = |s: &Sentence<'_>, from: usize, end: usize| {
        let by = (from..end).find(|&at| s.is_any(at, &[Section::AccuseBy, Section::SayBy]))?;
        clause_subject(s, by + 1).filter(|row| names(s, *row) || is_armed(s, *row))
    };
    let Some(deed) = (from..end).find(|&at| {
        s.is_any(at, &[Section::AllegedAct, Section::Accuse]) || s.trigger(at).is_some()
    }) else {
        // Condemned this hostile act by Tula.
        return by_whom(s, from, end);
    };
    let mut first = from;
    while first < deed && s.is_any(first, &[Section::Article, Section::Function]) {
        first += 1;
    }
    let party = [Section::Side, Section::Speaker];
    let adjective = deed > first
        && deed - first <= DEED
        && s.is(deed, Section::AllegedAct)
        && (first..deed).all(|at| s.tokens.is_word(at) && !s.is(at, Section::Preposition))
        && (first..deed).any(|at| s.is_any(at, &party));
    if adjective {
        return Some((first, deed));
    }
    by_whom(s, deed + 1, end)
}

/// Whether a row holds a word for people in arms.
fn is_armed(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| {
        s.marks.of(at, Section::Victim).is_some_and(|mark| {
            let status = s.pack.victims[mark.entry()].status;
            matches!(status, VictimStatus::Military) && !is_unnamed(s, at)
        })
    })
}

/// A claim that M23 rejected: where the claim stands, and who rejects it.
pub(super) fn relative_claim(s: &Sentence<'_>, verb: usize) -> Option<(usize, (usize, usize))> {
    let near = (verb.saturating_sub(SUBJECT)..verb)
        .rev()
        .take_while(|&at| s.tokens.sign(at).is_none());
    // An allegation it rejects: without a relative pronoun.
    let bare = || {
        near.clone().find(|&at| {
            let noun = s.is_any(at, &[Section::DenyAct, Section::Accuse]);
            noun && at > 0 && s.is(at - 1, Section::Article) && at + 1 < verb
        })
    };
    let relative = near
        .clone()
        .find(|&at| is_one_of(s, at, &s.pack.grammar.relatives) || s.is(at, Section::Border));
    let at = relative.or_else(bare)?;
    let claim = at.checked_sub(usize::from(relative.is_some()))?;
    let is_claim = relative.is_none()
        || s.marks.ending(at, Section::DenyAct).is_some()
        || s.marks.ending(at, Section::Accuse).is_some()
        || s.marks.of(claim, Section::Accuse).is_some();
    let mut first = at + 1;
    while s.is_any(first, &[Section::Article, Section::Function]) && !is_personal(s, first) {
        first += 1;
    }
    let mut end = verb;
    while end > first && s.is(end - 1, Section::Function) && !is_personal(s, end - 1) {
        end -= 1;
    }
    (is_claim && end > first).then_some((claim, (first, end)))
}
