//! A deed that somebody is the source of, where the subject stands before its verb: according to the staff, the rebels shelled the
//! village; the enemy shelled the village, the governor said.
//!
//! What enters: a sentence with its frames of speech and a verb that tells a wrong. What leaves: an accusation by the source
//! against the subject of the verb; none where nobody is the source, or where he tells of his own side.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::parties::{self, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{act, ends_clause};
use super::finish;

/// Who did it is at most so many tokens long.
const DOER: usize = 8;
/// A source behind a dash at the end is at most so many tokens long.
const SOURCE: usize = 6;

/// The accusation of a deed by its source.
pub(super) fn attributed(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let accused = subject(s, mark.first)?;
    let accuser = source(s, speeches, accused.0, mark.end)?;
    let meet = accuser.0 < accused.1 && accused.0 < accuser.1;
    if meet || parties::shares_side(s, accuser, accused) {
        return None;
    }
    finish(
        s,
        mark,
        Some(accuser),
        Some(accused),
        act(s, mark.first),
        false,
    )
}

/// The party that begins the clause of a verb and touches it.
fn subject(s: &Sentence<'_>, verb: usize) -> Row {
    let closes = |at: usize| {
        s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(
                at,
                &[
                    Section::Border,
                    Section::SayThat,
                    Section::Say,
                    Section::Accuse,
                    Section::Deny,
                ],
            )
    };
    let mut first = (0..verb)
        .rev()
        .find(|&at| closes(at))
        .map_or(0, |at| at + 1);
    while first < verb && s.is_any(first, &[Section::Function, Section::And, Section::Article]) {
        first += 1;
    }
    let mut end = verb;
    while end > first && s.is(end - 1, Section::Function) {
        end -= 1;
    }
    let loose = [
        Section::Preposition,
        Section::Place,
        Section::Date,
        Section::Stop,
    ];
    let plain = |at: usize| {
        s.tokens.is_word(at)
            && !s.is_any(at, &loose)
            && s.number_at(at).is_none()
            && s.trigger(at).is_none()
    };
    let people = |at: usize| {
        s.is_any(at, &[Section::Side, Section::Speaker, Section::Victim]) || s.counted(at).is_some()
    };
    let whole = first < end && end - first <= DOER && (first..end).all(plain);
    (whole && (first..end).any(people)).then_some((first, end))
}

/// Who is the source: whose account opens the sentence, who says so behind a comma, whom a dash names at the end.
pub(super) fn source(s: &Sentence<'_>, speeches: &[Speech], subject: usize, behind: usize) -> Row {
    let opens = |at: usize| at == 0 || ends_clause(s, at - 1);
    let opening = speeches.iter().find(|speech| {
        let Some(row) = speech.speaker else {
            return false;
        };
        let (first, end) = (speech.first.min(row.0), speech.end.max(row.1));
        let signs = (end..subject).all(|at| s.tokens.sign(at).is_some());
        speech.trails && opens(first) && end <= subject && signs
    });
    let closing = || {
        speeches.iter().find(|speech| {
            let first = speech
                .speaker
                .map_or(speech.first, |row| row.0.min(speech.first));
            let parted = first
                .checked_sub(1)
                .and_then(|at| s.tokens.sign(at))
                .is_some_and(|sign| matches!(sign, ',' | '"' | '»' | '”' | '—' | '–' | '-'));
            first >= behind && (parted || speech.trails)
        })
    };
    let told = opening.or_else(closing).and_then(|speech| speech.speaker);
    told.or_else(|| dashed(s, behind))
}

/// Росіяни атакували місто, – ОВА: whom a dash names at the end.
fn dashed(s: &Sentence<'_>, behind: usize) -> Row {
    let dash = (behind..s.tokens.len())
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some('—' | '–')))?;
    let mut end = s.tokens.len();
    while end > dash + 1 && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    let row = (dash + 1, end);
    let name = |at: usize| s.is_capital(at) || s.is_any(at, &[Section::Speaker, Section::Agency]);
    let all = (row.0..row.1).all(|at| s.tokens.is_word(at) || s.tokens.sign(at) == Some('.'));
    (end > dash + 1 && end - dash <= SOURCE && all && name(row.0)).then_some(row)
}
