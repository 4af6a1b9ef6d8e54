//! Which frame of speech covers a figure.
//!
//! What enters: the frames of a sentence and a bound figure. What leaves: the nearest frame before it, else one behind it
//! that closes the statement.

use super::super::bind::Cause;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::phrase::Quantity;
use super::super::sentence::Sentence;
use super::{Speech, headline};

/// أعلنت الحركة مسؤوليتها عن الهجوم الذي أوقع: in a relative clause behind a verb of speech that has not yet begun what is said,
/// the toll is the paper's own.
fn is_aside(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    let complements = &s.pack.grammar.complements;
    if complements.is_empty() {
        return false;
    }
    let word = |at: usize| s.word(at);
    let begins = |at: usize| {
        complements.iter().any(|one| one == word(at))
            || matches!(s.tokens.sign(at), Some(':' | '"' | '“' | '«'))
            || s.trigger(at).is_some()
            || s.number_at(at).is_some()
    };
    (from..to)
        .take_while(|&at| !begins(at))
        .any(|at| s.pack.grammar.relatives.iter().any(|one| one == word(at)))
}

/// The frame that covers a figure.
pub(super) fn speaker_of<'s>(
    s: &Sentence<'_>,
    speeches: &'s [Speech],
    q: &Quantity,
    cause: &Cause,
) -> Option<&'s Speech> {
    let from = q.first.min(cause.first);
    let to = q.end.max(cause.end);
    let apart = |speech: &&Speech| {
        speech
            .speaker
            .is_none_or(|(a, b)| b <= from || a >= to || (a < from && b <= to))
    };
    let before = speeches.iter().filter(apart).rfind(|speech| {
        // The ministry put the number of wounded at six: the words for what is told begin inside the frame.
        let told = speech.first <= from && from < speech.end && speech.end <= to;
        let spoken = speech.speaker.is_some_and(|row| row.1 <= speech.first);
        (speech.end <= from || told && spoken) && !is_aside(s, speech.end, from)
    });
    let after = speeches.iter().filter(apart).find(|speech| {
        // "and the army says that": what it says stands behind it.
        let says_more = s.pack.grammar.order == Order::Vso
            && !speech.trails
            && s.is(speech.end, Section::SayThat)
            && !s.is(speech.end, Section::Preposition);
        // "were reported injured by witnesses": the frame stands around the word for what happened.
        let begins = match (speech.trails, speech.speaker) {
            (true, Some((first, _))) => first.max(speech.first),
            _ => speech.first,
        };
        begins >= to && !says_more && {
            let start = speech
                .speaker
                .map_or(speech.first, |(a, _)| a.min(speech.first));
            // Where the verb comes last, speaker and verb stand around what is said.
            speech.trails
                || speech.speaker.is_some_and(|(_, end)| end <= from)
                || start
                    .checked_sub(1)
                    .and_then(|at| s.tokens.sign(at))
                    .is_some_and(|sign| {
                        matches!(sign, ',' | '،' | '"' | '”' | '»' | '-' | '—' | '–' | '\'')
                    })
        }
    });
    match (before, after) {
        // (Reuters) - Seven were killed, a witness said: the agency's dateline states nothing where somebody speaks.
        (Some(before), Some(after))
            if before.rule == headline::DATELINE
                && (before.speaker.is_none() || !s.pack.grammar.personal.is_empty()) =>
        {
            Some(after)
        }
        (Some(before), Some(after)) => {
            // A closer one behind, before any other clause, is its speaker: "…, police said".
            let near = |a: usize, b: usize| b.saturating_sub(a);
            let is_closed =
                (before.end..from).any(|at| matches!(s.tokens.sign(at), Some(';' | '.' | '؛')));
            if is_closed || (after.trails && near(to, after.first) + 6 < near(before.end, from)) {
                Some(after)
            } else {
                Some(before)
            }
        }
        (Some(before), None) if is_left(s, before, from) => None,
        (one, other) => one.or(other),
    }
}

/// X said so; the mayor was among the dead: behind a semicolon, where nobody is meant by a pronoun, the paper tells.
fn is_left(s: &Sentence<'_>, speech: &Speech, from: usize) -> bool {
    !s.pack.grammar.personal.is_empty()
        && !speech.trails
        && (speech.end..from).any(|at| s.tokens.sign(at) == Some(';'))
}
