//! The parties around a verb where the subject stands before it and names begin with a capital.
//!
//! What enters: a sentence and where a frame begins. What leaves: the row of tokens that names who does it. Only packs that
//! list their personal pronouns (`personal`) are read so.

use crate::extract::pack::lexicon::Section;
use crate::extract::parties::Row;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::rows::party_before;
use super::speaker;

/// The subject of a sentence is at most so many tokens long, and so may an aside behind it be.
const SUBJECT: usize = 8;
/// So far back the noun of a participle may begin.
const NOUN: usize = 6;

const NAMES: [Section; 3] = [Section::Speaker, Section::Side, Section::Agency];

/// Whether a pack's parties are looked for so.
pub(super) fn applies(s: &Sentence<'_>) -> bool {
    !s.pack.grammar.personal.is_empty()
}

fn is_personal(s: &Sentence<'_>, at: usize) -> bool {
    let word = s
        .tokens
        .get(at)
        .filter(|_| s.tokens.is_word(at))
        .and_then(|token| s.text.get(token.start..token.end))
        .unwrap_or("");
    let personal = &s.pack.grammar.personal;
    personal.iter().any(|one| word.eq_ignore_ascii_case(one))
}

fn is_capital(s: &Sentence<'_>, at: usize) -> bool {
    at > 0 && s.tokens.get(at).is_some_and(|token| token.capital)
}

/// Whether a row names somebody: a name, a nation, one who speaks, a pronoun.
pub(super) fn names(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| is_capital(s, at) || s.is_any(at, &NAMES) || is_personal(s, at))
}

/// Whether a row is a name and no pronoun.
pub(super) fn is_other(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    !(from..to).any(|at| is_personal(s, at)) && !s.is(from, Section::Function)
}

/// Who stands before a verb: a pronoun, a name before an aside, who spoke before "and", the subject of a participle.
pub(super) fn before(s: &Sentence<'_>, verb: usize, speeches: &[Speech]) -> Row {
    let mut end = verb;
    while end > 0 && s.is(end - 1, Section::Function) {
        end -= 1;
        if is_personal(s, end) {
            return Some((end, end + 1));
        }
    }
    if end > 0 && s.is(end - 1, Section::And) {
        return speaker(speeches, verb).or_else(|| subject(s, verb));
    }
    // "Stevanin, arrested in 1994, is accused": the subject stands before the aside.
    if end == verb
        && verb > 0
        && s.tokens.sign(verb - 1) == Some(',')
        && let Some(comma) = (0..verb - 1)
            .rev()
            .find(|&at| s.tokens.sign(at) == Some(','))
        && let Some(row) = party_before(s, comma).filter(|row| row.1 - row.0 <= SUBJECT)
        && (row.0 == 0 || names(s, row))
    {
        return Some(row);
    }
    // "the penalty for Jan Kovac, the suspect in": the name right before the comma.
    if verb > 0 && s.tokens.sign(verb - 1) == Some(',') {
        let run = (0..verb - 1).rev().take_while(|&at| is_capital(s, at));
        if let Some(first) = run.last().filter(|first| first + 2 < verb) {
            return Some((first, verb - 1));
        }
    }
    let near = party_before(s, verb);
    match near {
        Some(row) if row.0 == 0 || names(s, row) => near,
        _ => subject(s, verb).or(near),
    }
}

/// The subject of a sentence, when it is a name or begins with one who speaks.
pub(super) fn subject(s: &Sentence<'_>, before: usize) -> Row {
    let mut first = 0;
    let opens = [
        Section::Place,
        Section::Preposition,
        Section::Border,
        Section::Date,
    ];
    if s.is_any(0, &opens) {
        first = (0..before).find(|&at| s.tokens.sign(at) == Some(','))? + 1;
    }
    let begins = first;
    while s.is_any(first, &[Section::Article, Section::Function]) && !is_personal(s, first) {
        first += 1;
    }
    let belongs = |at: usize| {
        s.tokens.get(at).is_some_and(|token| token.capital)
            || s.is_any(at, &NAMES)
            || s.tokens.sign(at) == Some('.')
    };
    if is_personal(s, first) {
        return Some((first, first + 1));
    }
    let mut end = (first..before.min(first + SUBJECT))
        .find(|&at| !belongs(at))
        .unwrap_or(before.min(first + SUBJECT));
    while end > first && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    let alone = || s.marks.at(first).is_empty();
    (end > first && (first > begins || names(s, (first, end)) || end > first + 1 || alone()))
        .then_some((first, end))
}

/// The noun right before a participle that no auxiliary carries: four diplomats accused of spying.
pub(super) fn participle_noun(s: &Sentence<'_>, verb: usize) -> Row {
    let mut first = verb;
    while first > 0 && verb - first < NOUN {
        let at = first - 1;
        let closes = s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Function,
                    Section::Border,
                    Section::Say,
                    Section::And,
                    Section::Of,
                ],
            )
            || s.trigger(at).is_some();
        if closes && s.number_at(at).is_none() {
            break;
        }
        first = at;
    }
    (first < verb).then_some((first, verb))
}

/// Who a clause is about that begins at a token: a pronoun, or a name with what stands before it.
pub(super) fn clause_subject(s: &Sentence<'_>, from: usize) -> Row {
    if is_personal(s, from) {
        return Some((from, from + 1));
    }
    let mut end = from;
    while end < s.tokens.len() && end < from + SUBJECT {
        let known = s.tokens.get(end).is_some_and(|token| token.capital)
            || s.is_any(end, &NAMES)
            || s.is_any(end, &[Section::Article, Section::Victim])
            || end == from && s.is(end, Section::Function);
        if !known || s.is(end, Section::Border) {
            break;
        }
        end += 1;
    }
    (end > from && names(s, (from, end))).then_some((from, end))
}
