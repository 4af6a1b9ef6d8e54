//! Parties that accuse each other: Kiev et Moscou s'accusent mutuellement.
//!
//! What enters: a sentence and a frame of accusing. What leaves: one proposal each way, where a word of the pack
//! (`reciprocal`) says that each accuses the other and a conjunction joins two that are named.

use super::act::{act, act_lead};
use super::both_ways;
use super::rows::{party_before, party_behind};
use super::verb_final;
use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::proposal::AccusationProposal;
use crate::extract::seat;
use crate::extract::sentence::Sentence;

/// The word that says so stands at most so many tokens from the frame.
const NEAR: usize = 8;
/// The conjunction stands at most so many tokens before the frame.
const JOINED: usize = 16;

/// اتهمت أرمينيا وأذربيجان بعضهما البعض بكذا: both stand behind the verb, and the word behind them.
fn behind(s: &Sentence<'_>, mark: &Mark) -> Option<Vec<AccusationProposal>> {
    let frame = &s.pack.accuses[mark.entry()];
    if (frame.accuser, frame.accused) != (Seat::After, Seat::After) {
        return None;
    }
    let word = (mark.end..mark.end + NEAR)
        .find(|&at| seat::is_listed(s, at, &s.pack.grammar.reciprocal))?;
    let and = (mark.end + 1..word)
        .rev()
        .find(|&at| s.tokens.get(at).is_some_and(|token| token.and_prefix))?;
    let own = (Section::AccuseAct, Some(mark.entry()));
    let prefixes = &s.pack.accuses[mark.entry()].act_prefixes;
    let act = act_lead(s, word + 1, own, prefixes).and_then(|(_, from)| act(s, from));
    Some(both_ways(s, mark, (mark.end, and), (and, word), act))
}

/// Each accuses the other; none where nothing says so, and an empty list where nobody is named.
pub(super) fn each_other(s: &Sentence<'_>, mark: &Mark) -> Option<Vec<AccusationProposal>> {
    let words = &s.pack.grammar.reciprocal;
    let is_word = |at: usize| seat::is_listed(s, at, words);
    let around = match s.pack.grammar.order {
        Order::Sov => mark.first.saturating_sub(NEAR)..mark.first,
        _ => mark.first.saturating_sub(2)..mark.end + 3,
    };
    if words.is_empty() {
        return None;
    }
    if s.pack.grammar.order == Order::Vso {
        return behind(s, mark);
    }
    let word = around.clone().find(|&at| is_word(at))?;
    let past = (word..around.end)
        .find(|&at| !is_word(at))
        .unwrap_or(word + 1);
    let end = word.min(mark.first);
    let both = (end.saturating_sub(JOINED)..end).rev().find(|&at| {
        s.is(at, Section::And) && s.tokens.is_word(at)
            || s.tokens.get(at).is_some_and(|token| token.and_prefix)
    });
    let parties = both.and_then(|and| {
        let prefixed = usize::from(!s.is(and, Section::And) || s.tokens.get(and)?.and_prefix);
        let one = seat::doer(s, party_before(s, and)?)?;
        let other = seat::doer(s, party_behind(s, and + 1 - prefixed, Some(end))?)?;
        Some((one, other))
    });
    let Some((one, other)) = parties else {
        return Some(Vec::new());
    };
    let act = match s.pack.grammar.order {
        Order::Sov => verb_final::act(s, past, mark.first),
        _ => {
            let own = (Section::AccuseAct, Some(mark.entry()));
            let prefixes = &s.pack.accuses[mark.entry()].act_prefixes;
            act_lead(s, past.max(mark.end), own, prefixes).and_then(|(_, from)| act(s, from))
        }
    };
    Some(both_ways(s, mark, one, other, act))
}
