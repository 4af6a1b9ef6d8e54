//! The subject of a verb that stands before its object: who accuses or denies, and who is accused in a passive.
//!
//! What enters: a sentence and where the verb stands. What leaves: the row that names the subject, without the day, the
//! place and the words of another clause; none where nothing names anybody.

use crate::extract::marks::Mark;
use crate::extract::names::trimmed;
use crate::extract::pack::lexicon::Section;
use crate::extract::parties::Row;
use crate::extract::seat;
use crate::extract::sentence::Sentence;

use super::act::ends_clause;
use super::rows::{party_before, party_behind};
use super::verb_final;

/// The verb of a relative clause stands at most so many tokens behind its comma.
const RELATIVE: usize = 5;
/// Who is accused by a noun (accusations against X) is at most so many tokens long.
const SHORT: usize = 6;

/// Who accuses or denies.
pub(super) fn accuser(s: &Sentence<'_>, verb: usize) -> Row {
    if let Some(row) = pronoun(s, verb) {
        return Some(row);
    }
    // Le journal (qui appartient à l'État) accuse: past the aside.
    if let Some(close) = verb.checked_sub(1)
        && s.tokens.sign(close) == Some(')')
        && let Some(open) = (0..close).rev().find(|&at| s.tokens.sign(at) == Some('('))
        && open > 0
    {
        return accuser(s, open);
    }
    let row = party_before(s, verb).and_then(|row| trimmed(s, row));
    let row = row.and_then(|row| somebody(s, row));
    // Tras acusar a China: whoever the sentence begins with.
    let Some((from, to)) = row else {
        let mut at = verb;
        while at > 0 && s.is(at - 1, Section::Function) {
            at -= 1;
        }
        if at > 0
            && !s.is_any(
                at - 1,
                &[Section::Preposition, Section::Place, Section::And],
            )
        {
            return None;
        }
        return verb_final::subject(s, 0, verb)
            .and_then(|row| somebody(s, row))
            .filter(|row| names(s, *row))
            .or_else(|| behind_gerund(s, verb));
    };
    let governed =
        |at: usize| s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of]);
    if s.is_any(from, &[Section::Preposition, Section::Place]) && !seat::is_determiner(s, from) {
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
    // Кавано дал показания, эмоционально отвергая обвинения: an adverb accuses nobody.
    let is_behind_sign = from > 0 && s.tokens.sign(from - 1).is_some();
    let is_adverb = (from..verb).all(|at| {
        !s.is_any(
            at,
            &[
                Section::Function,
                Section::Article,
                Section::Border,
                Section::Preposition,
            ],
        )
    });
    if is_behind_sign && is_adverb && !names(s, (from, to)) {
        let opening = verb_final::subject(s, 0, from).filter(|row| names(s, *row));
        return opening.or_else(|| somebody(s, (from, to)));
    }
    somebody(s, (from, to))
}

/// The subject behind a clause that begins the sentence: En accusant Pékin, Trump …
fn behind_gerund(s: &Sentence<'_>, verb: usize) -> Row {
    if verb > 2 {
        return None;
    }
    let comma = (verb..s.tokens.len())
        .take_while(|&at| !ends_clause(s, at))
        .find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')))?;
    let first = comma + 1;
    if s.is(first, Section::Pronoun) {
        return Some((first, first + 1));
    }
    verb_final::subject(s, first, s.tokens.len()).filter(|row| names(s, *row))
}

/// A pronoun right before a verb, over auxiliaries.
fn pronoun(s: &Sentence<'_>, verb: usize) -> Row {
    let mut at = verb;
    while at > 0 && s.is(at - 1, Section::Function) {
        at -= 1;
        if s.is(at, Section::Pronoun) {
            return Some((at, at + 1));
        }
    }
    None
}

/// Whether a row holds a name, a known party or a word for people.
fn names(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| {
        s.is_any(
            at,
            &[
                Section::Side,
                Section::Speaker,
                Section::Agency,
                Section::Victim,
                Section::Pronoun,
            ],
        ) || s.counted(at).is_some()
            || s.is_capital(at)
    })
}

/// The noun before a relative clause whose verb has no object of its own, and who stands between: судьи, которого
/// критики обвиняли.
pub(super) fn relative(s: &Sentence<'_>, verb: usize) -> Option<((usize, usize), Row)> {
    let comma = (verb.saturating_sub(RELATIVE)..verb)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')))?;
    // A quien los críticos acusaron: a preposition may stand before it.
    let led = usize::from(s.is_any(comma + 1, &[Section::Preposition, Section::Of]));
    let border = s.marks.of(comma + 1 + led, Section::Border)?;
    if !s.pack.borders[border.entry()].soft {
        return None;
    }
    let (from, to) = trimmed(s, party_before(s, comma)?)?;
    let head = (from..to.saturating_sub(1))
        .rev()
        .find(|&at| governs(s, at));
    let accused = somebody(s, (head.map_or(from, |at| at + 1), to))?;
    let between = (border.end < verb).then_some((border.end, verb));
    // Qui l'accuse: what stands between is the object itself.
    if between.is_some_and(|row| !names(s, row)) {
        return None;
    }
    Some((accused, between))
}

/// A word that begins a phrase of its own behind a noun.
fn governs(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(
        at,
        &[Section::Preposition, Section::Place, Section::Function],
    ) && !s.is(at, Section::Of)
}

/// Who is accused in a passive: up to the auxiliary; beside a participle, the noun that it follows.
pub(super) fn accused(s: &Sentence<'_>, mark: &Mark) -> Row {
    if let Some(row) = pronoun(s, mark.first) {
        return Some(row);
    }
    // 21 acusados: a number alone names nobody.
    if let Some(before) = mark.first.checked_sub(1)
        && s.number_at(before).is_some()
        && !s.is(before, Section::Ordinal)
    {
        return None;
    }
    let (from, to) = trimmed(s, party_before(s, mark.first)?)?;
    let is_participle = !s.is_any(mark.first, &[Section::Function, Section::Preposition]);
    let is_apposed = mark
        .first
        .checked_sub(1)
        .is_some_and(|at| matches!(s.tokens.sign(at), Some(',' | '،')));
    let auxiliary = (from + 1..to).find(|&at| s.is(at, Section::Function));
    if is_participle && (is_apposed || auxiliary.is_some()) {
        // À l'égard du juge, accusé de: what governs it begins it.
        let head = (from..to - 1).rev().find(|&at| governs(s, at));
        let row = (head.map_or(from, |at| at + 1), to);
        if is_apposed || names(s, row) {
            return somebody(s, beside_verb(s, row));
        }
    }
    let row = (from, auxiliary.unwrap_or(to));
    // Житель Аризоны, открывший стрельбу, предстал перед судом по обвинению: the subject of the whole sentence.
    if s.is(mark.first, Section::Preposition)
        && from > 0
        && s.tokens.sign(from - 1).is_some()
        && !names(s, row)
    {
        let opening = verb_final::subject(s, 0, from).filter(|row| names(s, *row));
        return opening.or_else(|| somebody(s, row));
    }
    somebody(s, row)
}

/// Вимагають страти Івана Петренка, підозрюваного: behind a verb the name that touches the participle.
fn beside_verb(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let Some(verb) = (from..to).rev().find(|&at| seat::is_finite(s, at)) else {
        return (from, to);
    };
    if !s.is_capital(to - 1) {
        return if verb + 1 < to {
            (verb + 1, to)
        } else {
            (from, to)
        };
    }
    let mut first = to - 1;
    while first > from && (s.is_capital(first - 1) || s.is(first - 1, Section::Speaker)) {
        first -= 1;
    }
    (first, to)
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
