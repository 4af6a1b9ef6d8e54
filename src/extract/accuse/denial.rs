//! Denials: who denies, and what.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties;
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;

use super::act::{act, act_lead};
use super::rows::{is_name, party_before, party_behind};
use super::{finish, subject, verb_final};

pub(in crate::extract) fn denial(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let frame = &s.pack.denies[mark.entry()];
    if s.pack.grammar.order == Order::Sov && frame.denier == Seat::Before {
        return verb_final::denial(s, mark);
    }
    let lead = act_lead(s, mark.end, Section::DenyAct, &frame.act_prefixes);
    let denier = match frame.denier {
        Seat::Before if s.pack.grammar.order == Order::Svo => subject::accuser(s, mark.first),
        Seat::Before | Seat::None | Seat::Own | Seat::Speaker => party_before(s, mark.first),
        Seat::After if is_name(s, mark.first.checked_sub(1)) => party_before(s, mark.first),
        Seat::After => party_behind(s, mark.end, lead.map(|(from, _)| from))
            .or_else(|| party_before(s, mark.first)),
    };
    let denier = match s.pack.grammar.order {
        Order::Vso => parties::denier(s, denier, mark.first),
        _ => denier,
    }?;
    let act = match lead {
        Some((_, from)) => act(s, from),
        None => act(s, mark.end.max(denier.1)),
    };
    finish(s, mark, Some(denier), None, act, true)
}
