//! A deadly deed that is told with the side whose it is: twelve people were killed in an Azeri air strike, officials say.
//!
//! What enters: a sentence with the frames of speech. What leaves: an accusation by whoever tells it; none where nobody does,
//! or where he tells of his own side.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::TriggerKind;
use crate::extract::proposal::{AccusationProposal, Proposal};
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;
use crate::model::VictimStatus;

use super::act::{act, ends_clause};
use super::finish;
use super::svo;
use super::told::{MOST, REACH, is_own, teller};

/// Whoever struck stands at most so many tokens before the word for the strike.
const STRIKER: usize = 5;

/// Twelve people were killed in an Azeri air strike, officials say: a deadly deed that is told with the side whose it is.
pub(super) fn strikes(s: &Sentence<'_>, speeches: &[Speech], into: &mut Vec<Proposal>) {
    let told = !speeches.is_empty() && speeches.len() <= MOST;
    if !told || !s.marks.hold(Section::AllegedAct) || !s.has_trigger() {
        return;
    }
    let mut past = 0;
    for at in 0..s.tokens.len() {
        let Some(deed) = s.marks.of(at, Section::AllegedAct).filter(|_| at >= past) else {
            continue;
        };
        past = deed.end;
        into.extend(
            strike(s, deed, speeches)
                .or_else(|| by_whom(s, deed, speeches))
                .map(Box::new)
                .map(Proposal::Accusation),
        );
    }
}

/// Killed in airstrikes by the Tula army, the execution of civilians by Belmar troops: who did it is led to behind the deed.
fn by_whom(s: &Sentence<'_>, deed: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let is_by = |at: usize| s.is_any(at, &[Section::AccuseBy, Section::SayBy]);
    let of = s.is(deed.end, Section::Of);
    let by = if of {
        (deed.end + 1..deed.end + STRIKER)
            .take_while(|&at| s.tokens.is_word(at) && !s.is(at, Section::Say))
            .find(|&at| is_by(at))?
    } else {
        Some(deed.end).filter(|&at| is_by(at))?
    };
    let first = by + 1 + usize::from(s.tokens.sign(by + 1).is_some());
    let mut row = svo::clause_subject(s, first)?;
    // Belmar troops: a plain word behind the name.
    while svo::is_one_of(s, row.1, &s.pack.grammar.forces) {
        row.1 += 1;
    }
    let armed = (row.0..row.1).any(|at| {
        s.marks.of(at, Section::Victim).is_some_and(|mark| {
            s.pack.victims[mark.entry()].status == VictimStatus::Military && !svo::is_unnamed(s, at)
        })
    });
    let force = (row.0..row.1).any(|at| svo::is_one_of(s, at, &s.pack.grammar.forces));
    let side = (row.0..row.1).any(|at| s.is(at, Section::Side));
    let deadly = |range: std::ops::Range<usize>| {
        range
            .take_while(|&at| at < s.tokens.len() && !ends_clause(s, at))
            .any(|at| s.trigger(at).is_some())
    };
    let killed =
        of || deadly(deed.first.saturating_sub(REACH)..deed.first) || deadly(row.1..row.1 + REACH);
    let alleged = (deed.first.saturating_sub(2)..deed.first).any(|at| s.is(at, Section::Alleged));
    if !(armed || force || side) || !killed || alleged {
        return None;
    }
    let teller = teller(s, speeches, row, deed)?;
    let agency = (teller.0..teller.1).any(|at| s.is(at, Section::Agency));
    if agency || is_own(s, teller, row) {
        return None;
    }
    finish(s, deed, Some(teller), Some(row), act(s, deed.first), false)
}

fn strike(s: &Sentence<'_>, deed: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let is_name = |at: &usize| {
        s.tokens.is_word(*at)
            && !s.is_any(
                *at,
                &[
                    Section::Article,
                    Section::Function,
                    Section::Preposition,
                    Section::Place,
                    Section::And,
                    Section::Border,
                    Section::Say,
                    Section::Accuse,
                    Section::Alleged,
                ],
            )
            || s.tokens.sign(*at) == Some('-')
    };
    let near = deed.first.saturating_sub(STRIKER)..deed.first;
    let first = near.rev().take_while(is_name).last()?;
    let side = (first..deed.first).any(|at| s.is(at, Section::Side));
    // In an Azeri strike: behind a preposition it is how people were killed.
    let mut lead = first;
    while lead > 0 && s.is_any(lead - 1, &[Section::Article, Section::Function]) {
        lead -= 1;
    }
    let led = lead > 0
        && s.is_any(
            lead - 1,
            &[Section::Preposition, Section::Place, Section::Border],
        );
    // RSF shelling killed twenty: the subject of a verb of killing.
    let kills = || {
        let (verb, trigger) = s.trigger(deed.end)?;
        let object = s.number_at(verb.end).is_some()
            || s.is_any(
                verb.end,
                &[Section::Qualifier, Section::Amount, Section::Victim],
            );
        (trigger.kind == TriggerKind::Verb && object && !s.is(deed.end, Section::Function))
            .then_some(())
    };
    let subject = s.is(deed.first - 1, Section::Side) && kills().is_some();
    let led = led || subject;
    let deadly = subject
        || (lead.saturating_sub(REACH)..lead)
            .rev()
            .take_while(|&at| !ends_clause(s, at))
            .any(|at| s.trigger(at).is_some());
    let alleged = (lead.saturating_sub(2)..deed.first).any(|at| s.is(at, Section::Alleged));
    if !side || !led || !deadly || alleged {
        return None;
    }
    let row = (first, deed.first);
    let teller = teller(s, speeches, row, deed)?;
    // Who admits a strike of his own accuses nobody.
    let known = [Section::Speaker, Section::Side, Section::Victim];
    let speaks = (teller.0..teller.1).any(|at| s.is_any(at, &known)) || teller.1 > teller.0 + 1;
    if is_own(s, teller, row) || !speaks || (teller.0..teller.1).any(|at| s.is(at, Section::Agency))
    {
        return None;
    }
    finish(s, deed, Some(teller), Some(row), act(s, deed.first), false)
}
