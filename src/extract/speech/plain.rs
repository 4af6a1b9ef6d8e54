//! The speaker in a row of tokens, without what stands around him: adverbs, auxiliaries, the clause before.
//!
//! What enters: a row of tokens beside a verb of speech. What leaves: who speaks; none where the row names what cannot.

use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::parties::Row;
use super::super::seat::is_determiner;
use super::super::sentence::Sentence;

/// A row with so many tokens before "and" may hold a clause of its own.
const CLAUSE: usize = 6;

/// Where names have capitals and stand before the verb: the speaker alone.
pub(super) fn plain(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    if s.pack.grammar.personal.is_empty() {
        return Some((from, to));
    }
    let known = |at: usize| s.is_any(at, &[Section::Speaker, Section::Agency, Section::Side]);
    let small = |at: usize| !known(at) && (is_adverb(s, at) || s.is(at, Section::Function));
    let (mut first, mut end) = (from, to);
    // Initially officials, later that day a daily: when, and how.
    while first + 1 < end
        && !known(first)
        && (is_adverb(s, first) || s.is(first, Section::Date) || is_time(s, first))
        && (known(first + 1) || s.is_capital(first + 1) || is_determiner(s, first + 1))
    {
        first += 1;
    }
    // Sources additionally, prosecutors will have to: the verb's own.
    let verb = (first + 1..end).find(|&at| {
        small(at) && !s.is_capital(at) && (at..end).all(|at| small(at) || leads_on(s, at))
    });
    end = verb.unwrap_or(end);
    // A train hit a wall on Wednesday and police: another clause stands before.
    let and = (first + CLAUSE..end)
        .rev()
        .find(|&at| s.is(at, Section::And) && known(at + 1));
    if let Some(and) = and
        && (first..and).any(|at| s.is_any(at, &[Section::Date, Section::Place]))
    {
        first = and + 1;
    }
    // The agency provided the lowest estimate stating: a verb of its own behind the name.
    let told = (first + 1..end).find(|&at| {
        known(at - 1)
            && s.marks.at(at).is_empty()
            && s.word(at).ends_with("ed")
            && is_determiner(s, at + 1)
    });
    end = told.unwrap_or(end);
    // On the attack with an update, with sources: what a preposition leads to speaks when it can.
    let led = s.is_any(first, &[Section::Preposition, Section::Place]) && !known(first);
    if led && first < end {
        first = (first + 1..end.min(first + 3)).find(|&at| known(at))?;
    }
    (end > first).then_some((first, end))
}

fn is_adverb(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.word(at);
    let endings = &s.pack.grammar.adverbs;
    s.tokens.is_word(at) && endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

fn is_time(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.of(at, Section::Stop).is_some_and(|stop| {
        matches!(
            s.pack.stops[stop.entry()].class.as_str(),
            "date" | "time" | "period" | "age"
        )
    })
}

/// A preposition at the end of a row leads to what is said.
fn leads_on(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(at, &[Section::Preposition, Section::To])
}

/// Whether a row names what cannot speak, where verbs come first: a deed (قصف تركيا لقرية) or what somebody has (أعلنت ولاءها
/// لتنظيم).
pub(super) fn is_thing(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    if s.pack.grammar.order != Order::Vso || s.is_any(from, &[Section::Speaker, Section::Agency]) {
        return false;
    }
    let endings = &s.pack.grammar.pronoun_endings;
    let own = s.marks.at(from).is_empty()
        && endings
            .iter()
            .any(|ending| s.word(from).ends_with(ending.as_str()));
    let led = from + 1 < to
        && s.tokens
            .get(from + 1)
            .is_some_and(|token| token.prefixed && !token.and_prefix)
        && s.word(from + 1).starts_with('ل');
    s.is(from, Section::AllegedAct) || own && led
}
