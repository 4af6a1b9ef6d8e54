//! Frames of accusing: a verb, a participle or a noun, with accuser and accused in the seats that its entry names.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, act_lead, ends_clause};
use super::deeds::{charge, condemner, wrong};
use super::rows::{named, parted, party_before, party_behind};
use super::{claim, finish, speaker, subject, verb_final};

pub(in crate::extract) fn accusation(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    if frame.wrong {
        return wrong(s, mark, speeches);
    }
    if frame.has_marks && s.pack.grammar.order == Order::Vso {
        return charge(s, mark, speeches);
    }
    let order = s.pack.grammar.order;
    if frame.claim && order == Order::Svo {
        return claim::claim(s, mark);
    }
    match (frame.accuser, frame.accused) {
        (Seat::Before, Seat::Before) if order == Order::Sov => {
            return verb_final::accusation(s, mark);
        }
        (Seat::None, Seat::Before) if order == Order::Sov => return verb_final::passive(s, mark),
        // Պեկինին մեղադրեց: the marked word right before the verb is the accused.
        (Seat::Before, _) if verb_final::is_marked_before(s, mark) => {
            return verb_final::accusation(s, mark);
        }
        _ => {}
    }
    let by = (mark.end..(mark.end + ACT).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::AccuseBy));
    // The words that lead to the act of one entry mean nothing behind another that has none: accusations against X of Y.
    let lead = act_lead(s, mark.end, Section::AccuseAct, &frame.act_prefixes)
        .filter(|_| frame.has_act || frame.accused != Seat::After || order == Order::Vso);
    if frame.strict && lead.is_none() {
        return None;
    }
    let is_vso = order == Order::Vso;
    let touching = parties::touching_lead(s, mark.end, &frame.act_prefixes);
    let lead = if is_vso && frame.strict && matches!(frame.accused, Seat::Before | Seat::Own) {
        // متهم بقتل: what a participle leads to touches it.
        let near = touching.or(lead.filter(|(at, _)| *at == mark.end));
        Some(near?)
    } else {
        lead
    };
    let (mut accuser, mut accused): (Row, Row) = (None, None);
    match (frame.accuser, frame.accused) {
        // اتهم بقتل: nothing between the verb and the act is a passive.
        (Seat::After, Seat::After) if is_vso && touching.is_some() => {
            accused = parties::noun_before(s, mark.first);
            let act = touching.and_then(|(_, from)| act(s, from));
            return finish(s, mark, None, Some(accused?), act, false);
        }
        (Seat::After, Seat::After) if is_vso => {
            (accuser, accused) = parties::behind(s, mark, lead.map(|(from, _)| from));
            if accuser.is_none() {
                accuser = parties::subject_before(s, mark.first)
                    .or_else(|| {
                        named(
                            s,
                            party_before(s, mark.first).filter(|row| row.1 == mark.first),
                        )
                    })
                    .or_else(|| speaker(speeches, mark.first));
            }
        }
        (Seat::After, Seat::After) => {
            let region = party_behind(s, mark.end, lead.map(|(from, _)| from));
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
            // أرمينيا تتهم أذربيجان: the accuser stands before the verb, or is the subject of the sentence.
            if accuser.is_none() {
                accuser =
                    named(s, party_before(s, mark.first)).or_else(|| speaker(speeches, mark.first));
            }
        }
        (Seat::Before, Seat::Before) => {
            let region = party_before(s, mark.first);
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
        }
        (accuser_seat, accused_seat) => {
            match accuser_seat {
                Seat::Before if is_vso => accuser = party_before(s, mark.first),
                Seat::Before => accuser = subject::accuser(s, mark.first),
                Seat::After => accuser = party_behind(s, mark.end, lead.map(|(from, _)| from)),
                // ٣٣ متهما is a number of accused.
                Seat::Speaker if frame.strict && counted(s, mark.first) => return None,
                Seat::Speaker => {
                    accuser = speaker(speeches, mark.first).or_else(|| condemner(s, mark.first));
                    if accuser.is_none() && is_vso && frame.strict {
                        accuser = parties::subject_of_sentence(s, mark.first);
                    }
                    accuser?;
                }
                Seat::Own | Seat::None => {}
            }
            match accused_seat {
                Seat::Before if is_vso => accused = parties::noun_before(s, mark.first),
                Seat::Before => accused = subject::accused(s, mark),
                Seat::After if frame.accuser == Seat::None && !is_vso => {
                    accused = subject::target(s, mark.end, lead.map(|(from, _)| from));
                }
                Seat::After => {
                    accused = party_behind(s, mark.end, lead.map(|(from, _)| from));
                    if is_vso && !frame.strict {
                        accused = parties::without_phrases(s, accused);
                    }
                }
                Seat::Own if is_vso => accused = parties::own(s, mark),
                Seat::Own => accused = Some((mark.first, mark.end)),
                Seat::Speaker | Seat::None => {}
            }
        }
    }
    // Судьи, которого критики обвиняли в пристрастности: the object stands before its clause.
    if order == Order::Svo
        && (frame.accuser, frame.accused) == (Seat::Before, Seat::After)
        && lead.is_some_and(|(at, _)| at == mark.end)
        && let Some((object, between)) = subject::relative(s, mark.first)
    {
        accused = Some(object);
        accuser = between;
    }
    if let Some(by) = by
        && accuser.is_none()
    {
        accuser = party_behind(s, by.end, None);
    }
    let accused = match (frame.accuser, frame.accused) {
        // أدانت موسكو القصف الأوكراني: the side right behind the deed.
        (Seat::After, Seat::None) if is_vso => lead.and_then(|(_, from)| parties::doer(s, from)),
        _ => accused,
    }?;
    let act = lead.and_then(|(_, from)| act(s, from));
    finish(s, mark, accuser, Some(accused), act, false)
}

pub(in crate::extract) fn counted(s: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| s.number_at(before).is_some())
}
