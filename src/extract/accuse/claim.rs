//! Claims that another did wrong: X alleges that Y raped her.
//!
//! What enters: a sentence and a frame that claims. What leaves: an accusation when what is claimed holds one of the
//! wrongful deeds that the entry lists. Whoever the clause begins with did it; the deed may also name nobody (le dio un
//! puñetazo).

use super::act::{act, ends_clause};
use super::finish;
use super::rows::party_before;
use super::svo;
use crate::extract::marks::Mark;
use crate::extract::names::{past_times, trimmed};
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

/// The word that begins what is claimed stands at most so many tokens behind the verb.
const THAT: usize = 6;
/// The deed stands at most so many tokens behind that.
const DEED: usize = 30;

/// The accusation that a claim is.
pub(super) fn claim(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let from = said_from(s, mark);
    let deed = (from..(from + DEED).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .filter_map(|at| s.marks.of(at, Section::AccuseAct))
        .find(|found| found.entry() == mark.entry())?;
    let accuser = party_before(s, mark.first).and_then(|row| trimmed(s, row))?;
    let accused = doer(s, from, deed.first);
    // What somebody tells of his own side is no accusation.
    if accused.is_some_and(|row| parties::shares_side(s, accuser, row)) {
        return None;
    }
    let begins = accused.map_or(from, |(_, to)| to);
    finish(s, mark, Some(accuser), accused, act(s, begins), false)
}

/// X alleges that Y, X's accusation that Y: a clause about somebody to whom nothing was done.
pub(super) fn that(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    // Denied allegations that he did it: the denial says so.
    let denied = (mark.first.saturating_sub(THAT)..mark.first).any(|at| s.is(at, Section::Deny));
    // That since 2011, the army: the subject stands behind the time.
    let mut from = past_times(s, mark.end, mark.end + DEED);
    if s.is_any(from, &[Section::Preposition, Section::Border]) {
        let comma = (from..mark.end + DEED / 2).find(|&at| s.tokens.sign(at) == Some(','));
        from = comma.map_or(from, |comma| comma + 1);
    }
    let accused = svo::clause_subject(s, from)?;
    let suffers = s.marks.of(accused.1, Section::Accuse).is_some_and(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        (frame.accuser, frame.accused, frame.wrong) == (Seat::None, Seat::None, false)
    });
    // Somebody's claim that another did wrong; other claims accuse nobody.
    let is_wrong = !s.pack.accuses[mark.entry()].strict
        || (accused.1..accused.1 + DEED / 2).any(|at| {
            s.marks
                .of(at, Section::Accuse)
                .is_some_and(|mark| s.pack.accuses[mark.entry()].wrong)
        });
    if denied || suffers || !is_wrong {
        return None;
    }
    let accuser = svo::before(s, mark.first, speeches)
        .filter(|row| !s.is_any(row.0, &[Section::Preposition, Section::Place]));
    finish(s, mark, accuser, Some(accused), act(s, accused.1), false)
}

/// Where what is claimed begins: behind the word for that, else behind the verb.
fn said_from(s: &Sentence<'_>, mark: &Mark) -> usize {
    (mark.end..mark.end + THAT)
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::SayThat))
        .map_or(mark.end, |that| that.end)
}

/// Who did it: the noun phrase that the clause begins with.
fn doer(s: &Sentence<'_>, from: usize, deed: usize) -> Row {
    let mut first = past_times(s, from, deed);
    // Que lorsqu'ils étudiaient, le candidat …: another clause stands first.
    if s.is(first, Section::Border) {
        let comma = (first..deed).find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')));
        first = comma.map_or(first, |comma| comma + 1);
    }
    let mut end = first;
    while end < deed && end - first < PARTY {
        let closes = s.tokens.sign(end).is_some_and(|sign| sign != '-')
            || s.is_any(end, &[Section::Border, Section::Date, Section::Say])
            || end > first && s.is(end, Section::Function);
        if closes {
            break;
        }
        end += 1;
    }
    if s.is(first, Section::Pronoun) {
        return Some((first, first + 1));
    }
    let names = |at: usize| {
        s.tokens.is_word(at) && !s.is_any(at, &[Section::Function, Section::Preposition])
    };
    (first..end).any(names).then_some((first, end))
}
