//! Whom a sentence is about where verbs come first: its subject, and whom a pronoun means.
//!
//! What enters: a sentence and a token. What leaves: the row of tokens before it that names somebody. Both are guesses by
//! position; they are asked only when nothing stands beside the frame itself.

use crate::extract::pack::lexicon::Section;
use crate::extract::parties::{self, Row};
use crate::extract::sentence::Sentence;

use super::act::ends_clause;

/// A noun phrase is at most so many tokens long.
const NOUN: usize = 8;
/// So many words may stand before the verb of a sentence: a date, an adverb.
const OPENING: usize = 3;
/// A phrase of time or place before the verb is at most so many tokens long.
const LONG_OPENING: usize = 14;

/// The words that say that a token begins somebody's name.
const HEADS: [Section; 4] = [
    Section::Speaker,
    Section::Side,
    Section::Agency,
    Section::Victim,
];

/// Whether a token begins the name of somebody who stands free: no adjective, behind no preposition.
fn heads(s: &Sentence<'_>, at: usize) -> bool {
    let governed = s.is(at, Section::Preposition)
        || at > 0
            && (s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of])
                || s.number_at(at - 1).is_some());
    // والحركة تنفي: behind a comma, and begins a clause.
    let clause = at > 0
        && s.tokens.sign(at - 1).is_some()
        && s.tokens.get(at).is_some_and(|token| token.and_prefix);
    s.is_any(at, &HEADS)
        && !governed
        && !is_owner(s, at)
        && !parties::is_fused(s, at)
        && (clause || !parties::is_joined(s, at))
        && !parties::is_adjective(s, at)
}

/// غرفة اللاعب: whose a thing in no list is.
fn is_owner(s: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let endings = &s.pack.grammar.female_nouns;
        is_unknown(s, before)
            && parties::is_definite(s, at)
            && !parties::is_definite(s, before)
            && endings
                .iter()
                .any(|ending| parties::word(s, before).ends_with(ending.as_str()))
    })
}

/// A word that no list knows, as a name is.
pub(super) fn is_unknown(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens.is_word(at) && s.marks.at(at).is_empty() && s.number_at(at).is_none()
}

/// Where a noun phrase ends that begins at a token.
pub(super) fn phrase_end(s: &Sentence<'_>, first: usize) -> usize {
    let mut end = s
        .marks
        .at(first)
        .iter()
        .filter(|mark| HEADS.contains(&mark.sense.section))
        .map(|mark| mark.end)
        .max()
        .unwrap_or(first + 1);
    while end < s.tokens.len() && end < first + NOUN {
        let stops = [
            Section::Preposition,
            Section::Border,
            Section::Function,
            Section::Say,
            Section::Accuse,
            Section::Deny,
            Section::Date,
            Section::Number,
        ];
        let closes = s.tokens.sign(end).is_some_and(|sign| sign != '-')
            || s.is_any(end, &stops)
            || s.is(end, Section::SayThat) && !s.is(end, Section::Speaker)
            || s.trigger(end).is_some()
            || s.number_at(end).is_some()
            || parties::is_joined(s, end);
        if closes {
            break;
        }
        end += 1;
    }
    end
}

/// Where the name of the subject of a clause ends, before its verb: its adjectives belong to it.
pub(super) fn subject_end(s: &Sentence<'_>, first: usize) -> usize {
    let mark = s.marks.at(first).iter();
    let known = mark.filter(|mark| HEADS.contains(&mark.sense.section));
    let end = known.map(|mark| mark.end).max().unwrap_or(first + 1);
    let limit = phrase_end(s, first).max(end);
    (end..limit)
        .find(|&at| !parties::is_definite(s, at) && !parties::is_adjective(s, at))
        .unwrap_or(limit)
}

/// Who stands before a verb at the beginning of a headline, by a name in no list: فلانة أنكرت.
pub(super) fn headline(s: &Sentence<'_>, verb: usize) -> Row {
    let first = opening(s, verb);
    let said = (first..verb)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some(':' | '«' | '“')));
    let first = said.map_or(first, |at| at + 1);
    // A second name may begin with the letter of "and": ماكسين ووترز.
    let unknown = |at: usize| is_unknown(s, at) && (at > first || !parties::is_joined(s, at));
    let short = verb > first && verb - first <= OPENING;
    (short && (first..verb).all(unknown)).then_some((first, verb))
}

/// كان فلان قد اتهم: a name between an auxiliary and the verb.
pub(super) fn after_auxiliary(s: &Sentence<'_>, verb: usize) -> Row {
    let first = opening(s, verb);
    let auxiliary =
        s.is(first, Section::Function) && !s.is_any(first, &[Section::Border, Section::SayThat]);
    let mut end = verb;
    while end > first && s.is(end - 1, Section::Function) {
        end -= 1;
    }
    let names = |at: usize| {
        // كانت ثلاث نساء قد اتهمن: so many of them.
        (is_unknown(s, at) || s.is_any(at, &HEADS) || s.number_at(at).is_some())
            && (at > first + 1 || !parties::is_joined(s, at))
    };
    let short = end > first + 1 && end - first <= NOUN;
    (auxiliary && short && (first + 1..end).all(names)).then_some((first + 1, end))
}

/// The first token of the sentence that holds a token.
fn opening(s: &Sentence<'_>, before: usize) -> usize {
    (0..before)
        .rev()
        .find(|&at| ends_clause(s, at))
        .map_or(0, |at| at + 1)
}

/// The subject of the sentence that holds a token, if it stands before it.
pub(super) fn subject(s: &Sentence<'_>, before: usize) -> Row {
    let mut first = opening(s, before);
    // "On Saturday,": a phrase before the verb ends with a comma.
    let opens = [
        Section::Preposition,
        Section::Place,
        Section::Border,
        Section::Of,
    ];
    if s.is_any(first, &opens) {
        let near = first..before.min(first + LONG_OPENING);
        let comma = near
            .clone()
            .find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')));
        match comma {
            Some(comma) => first = comma + 1,
            None => {
                return near
                    .into_iter()
                    .find(|&at| heads(s, at))
                    .map(|at| (at, phrase_end(s, at).min(before)));
            }
        }
    }
    while first < before && (s.tokens.sign(first).is_some() || parties::is_opener(s, first)) {
        first += 1;
    }
    let behind_verb = (first..before.min(first + OPENING))
        .find(|&at| s.tokens.is_word(at) && !s.is_any(at, &[Section::Function, Section::Date]));
    let start = if heads(s, first) {
        first
    } else {
        let verb = behind_verb?;
        let next = verb + 1;
        let auxiliary = (first..verb).any(|at| s.is(at, Section::Function));
        // وكانت قوات كذا قد قالت: the subject right behind the auxiliary.
        let begins = if auxiliary { verb } else { next };
        let known = (begins..before.min(next + 2)).find(|&at| heads(s, at));
        let named = |at: usize| at < before && is_unknown(s, at) && !parties::is_joined(s, at);
        match known {
            Some(at) => at,
            // كان فلان قد قال: the subject stands behind the auxiliary.
            None if auxiliary && named(verb) => verb,
            None if named(next) && !s.is_any(verb, &HEADS) => next,
            // قتلت مجموعة من القرويين: a group of people.
            None if next < before && s.is(next, Section::Amount) && s.is(next + 1, Section::Of) => {
                return Some((next, phrase_end(s, next + 2).min(before)))
                    .filter(|(first, end)| end > first);
            }
            None => return None,
        }
    };
    let end = phrase_end(s, start).min(before);
    (end > start).then_some((start, end))
}

/// Whom a pronoun means: the nearest that is named free before it, else the subject of the sentence.
pub(super) fn antecedent(s: &Sentence<'_>, before: usize, other: Row) -> Row {
    let first = opening(s, before);
    let apart = |row: &(usize, usize)| {
        other.is_none_or(|(a, b)| row.1 <= a || row.0 >= b) && parties::agrees(s, row.0, before)
    };
    // Who stands inside a relative clause (الذي أحرق الرضيع) is not whom the sentence goes on about.
    let relative = (first + 1..before).find(|&at| is_relative(s, at));
    let end = relative.unwrap_or(before);
    // قالت النيابة إن بديع وبقية المتهمين: what is told has a subject of its own, a name in no list too.
    let told = (first + 1..end)
        .rev()
        .find(|&at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition))
        .filter(|&that| !parties::has_pronoun(s, that))
        .map(|that| {
            that + 1 + usize::from(matches!(s.tokens.sign(that + 1), Some('"' | '«' | '“')))
        })
        .filter(|&name| name < end && is_unknown(s, name));
    if let Some(name) = told {
        let stop = (name..end).find(|&at| !is_unknown(s, at)).unwrap_or(end);
        // إن فلان الفلاني هو: a pronoun of its own says that the clause is about him.
        if stop > name + 1 && s.is(stop, Section::Function) {
            return Some((name, stop)).filter(apart);
        }
        if parties::is_joined(s, name + 1) && !(name..end).any(|at| heads(s, at)) {
            return Some((name, phrase_end(s, name + 1).min(before))).filter(apart);
        }
    }
    let nearest = (first..end)
        .rev()
        .filter(|&at| heads(s, at))
        .map(|at| (at, phrase_end(s, at).min(before)))
        .find(apart);
    nearest.or_else(|| subject(s, before).filter(apart))
}

/// Whether a relative pronoun stands at a token.
pub(super) fn is_relative(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, Section::Function)
        && s.marks
            .of(at, Section::Border)
            .is_some_and(|border| s.pack.borders[border.entry()].soft)
}

/// Several people whom a plural pronoun means: the nearest number of people before it.
pub(super) fn counted_people(s: &Sentence<'_>, before: usize) -> Row {
    let first = opening(s, before);
    (first..before).rev().find_map(|at| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        // "29 accused, among them 7 women": a part of them is not meant.
        if at > 0 && (s.marks.ending(at, Section::Subset).is_some()) {
            return None;
        }
        let noun = number.end;
        let people = s.is_any(noun, &[Section::Victim, Section::Side]) || s.counted(noun).is_some();
        (number.counts && people && noun < before)
            .then(|| (at, phrase_end(s, noun).min(before).max(noun + 1)))
    })
}
