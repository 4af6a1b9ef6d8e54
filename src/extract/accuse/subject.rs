//! The subject of a verb that stands before its object: who accuses or denies, and who is accused in a passive.
//!
//! What enters: a sentence and where the verb stands. What leaves: the row that names the subject, without the day, the
//! place and the words of another clause; none where nothing names anybody.

use crate::extract::marks::Mark;
use crate::extract::names::trimmed;
use crate::extract::pack::lexicon::Section;
use crate::extract::parties::Row;
use crate::extract::sentence::Sentence;

use super::rows::{party_before, party_behind};
use super::verb_final;

/// Who is accused by a noun (accusations against X) is at most so many tokens long.
const SHORT: usize = 6;

/// Who accuses or denies.
pub(super) fn accuser(s: &Sentence<'_>, verb: usize) -> Row {
    let (from, to) = trimmed(s, party_before(s, verb)?)?;
    let governed =
        |at: usize| s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of]);
    if s.is_any(from, &[Section::Preposition, Section::Place]) {
        // В интервью газете премьер-министр обвинила: the last one who can speak.
        let speaker = (from + 2..to)
            .rev()
            .find(|&at| s.is(at, Section::Speaker) && !governed(at));
        // Кавано дал показания, в обращении отвергнув обвинения: the subject of the whole sentence.
        return speaker
            .map(|at| (at, to))
            .or_else(|| verb_final::subject(s, 0, from))
            .or_else(|| somebody(s, (from, to)));
    }
    // Sofía Prats, asesinado su padre, acusó: what stands between is another clause.
    if s.trigger(from).is_some() {
        return verb_final::subject(s, 0, from).or_else(|| somebody(s, (from, to)));
    }
    somebody(s, (from, to))
}

/// Who is accused in a passive: up to the auxiliary; beside a participle, the noun that it follows.
pub(super) fn accused(s: &Sentence<'_>, mark: &Mark) -> Row {
    let (from, to) = trimmed(s, party_before(s, mark.first)?)?;
    let is_participle = !s.is_any(mark.first, &[Section::Function, Section::Preposition]);
    let is_apposed = mark
        .first
        .checked_sub(1)
        .is_some_and(|at| matches!(s.tokens.sign(at), Some(',' | '،')));
    let auxiliary = (from + 1..to).find(|&at| s.is(at, Section::Function));
    if is_participle && (is_apposed || auxiliary.is_some()) {
        // À l'égard du juge, accusé de: what governs it begins it.
        let governs = |at: usize| {
            s.is_any(
                at,
                &[Section::Preposition, Section::Place, Section::Function],
            ) && !s.is(at, Section::Of)
        };
        let head = (from..to - 1).rev().find(|&at| governs(at));
        return somebody(s, (head.map_or(from, |at| at + 1), to));
    }
    somebody(s, (from, auxiliary.unwrap_or(to)))
}

/// Who is accused by a noun that stands before it: accusations against X.
pub(super) fn target(s: &Sentence<'_>, from: usize, lead: Option<usize>) -> Row {
    // Contre lui et: a pronoun alone.
    let next = from + 1;
    let closes = s
        .tokens
        .get(next)
        .is_none_or(|_| s.tokens.sign(next).is_some())
        || s.is_any(
            next,
            &[
                Section::And,
                Section::Function,
                Section::Preposition,
                Section::Border,
            ],
        );
    if s.is(from, Section::Function) && closes {
        return Some((from, next));
    }
    let (first, end) = party_behind(s, from, lead)?;
    let past = (first + 1..end.min(first + SHORT)).find(|&at| {
        s.tokens
            .sign(at)
            .is_some_and(|sign| !matches!(sign, '-' | '\'' | '’'))
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Place,
                    Section::Function,
                    Section::And,
                ],
            ) && !s.is(at, Section::Of)
    });
    somebody(s, (first, past.unwrap_or(end.min(first + SHORT))))
}

/// A row that holds more than words without a meaning of their own.
fn somebody(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    let means = |at: usize| {
        s.tokens.is_word(at)
            && !s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Of,
                    Section::Article,
                    Section::And,
                ],
            )
    };
    (from..to).any(means).then_some((from, to))
}
