//! Frames of accusing: a verb, a participle or a noun, with accuser and accused in the seats that its entry names.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::seat;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, act_lead, ends_clause};
use super::behind_act::behind_act;
use super::rows::{named, parted, party_before, party_behind};
use super::teller::condemner;
use super::{claim, finish, pairs, speaker, subject, svo, told, verb_final, whose};

/// The accusation of a frame.
pub(super) fn accusation(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let named_so = svo::applies(s);
    if named_so && s.is(mark.end - 1, Section::SayThat) && frame.accuser == Seat::Before {
        return claim::that(s, mark, speeches);
    }
    // Blamed Moscow for the attack on the clinic: whom a verb blames stands before what for (blamed it on Moscow).
    if named_so
        && s.is(mark.end - 1, Section::Preposition)
        && let Some(lead) = (mark.first + 2..mark.end - 1)
            .find(|&at| s.is(at, Section::AccuseAct) && s.is(at, Section::Preposition))
        && let Some(accused) = party_behind(s, mark.first + 1, Some(lead))
        && (svo::names(s, accused) || (accused.0..accused.1).any(|at| s.is(at, Section::Victim)))
    {
        let verb = Mark {
            end: mark.first + 1,
            ..*mark
        };
        let accuser = svo::before(s, mark.first, speeches);
        return finish(s, &verb, accuser, Some(accused), act(s, lead + 1), false);
    }
    // Accused Kyiv of committing a war crime: behind a preposition the deed is the act of another frame.
    let governed = mark
        .first
        .checked_sub(1)
        .is_some_and(|at| s.is_any(at, &[Section::Preposition, Section::Of, Section::AccuseAct]));
    if named_so && governed && (frame.accuser, frame.accused) == (Seat::Subject, Seat::Before) {
        return None;
    }
    // Nine of the 15 accused: a noun.
    let noun = mark.first.checked_sub(1).is_some_and(|at| {
        // Belmar on 1 March 2022 accused: a year.
        s.number_at(at)
            .is_some_and(|number| number.digits != Some(4))
            || svo::is_determiner(s, at)
            || mark.first == 1 && s.is(at, Section::Function) && !svo::is_pronoun(s, at)
    });
    // Suspected Boko Haram: a verb only behind those who may suspect.
    let suspect = s.is(mark.first, Section::Alleged)
        && mark.first.checked_sub(1).is_none_or(|at| {
            !s.is_any(at, &[Section::Speaker, Section::Victim]) && !svo::is_pronoun(s, at)
        });
    let noun = noun || suspect;
    if named_so && noun && (frame.accuser, frame.accused) == (Seat::Before, Seat::After) {
        return None;
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
        .find_map(|at| s.marks.of(at, Section::AccuseBy))
        .filter(|by| !named_so || by.entry() == mark.entry());
    let entry = (named_so || frame.strict).then(|| mark.entry());
    // The words that lead to the act of one entry mean nothing behind another that has none: accusations against X of Y.
    let lead = act_lead(
        s,
        mark.end,
        (Section::AccuseAct, entry),
        &frame.act_prefixes,
    )
    .filter(|_| frame.has_act || frame.accused != Seat::After)
    .or_else(|| {
        let passive = !named_so && frame.accused == Seat::Before;
        let touching = passive.then_some(mark.end);
        touching.and_then(|at| parties::touching_lead(s, at, &frame.act_prefixes))
    });
    let possessed = named_so && (frame.accuser, frame.accused) == (Seat::Before, Seat::After);
    if frame.strict && lead.is_none() && !possessed {
        return None;
    }
    let (mut accuser, mut accused): (Row, Row) = (None, None);
    match (frame.accuser, frame.accused) {
        (Seat::After, Seat::After) => {
            let region = party_behind(s, mark.end, lead.map(|(from, _)| from));
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
            // The accuser stands before the verb, or is the subject of the sentence.
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
        // Four diplomats accused of spying: with nobody behind it the verb is a participle.
        (Seat::Before, Seat::After) if named_so && lead.is_some_and(|(at, _)| at == mark.end) => {
            if let Some((object, between)) = svo::object_before(s, mark.first) {
                accused = Some(object);
                accuser = Some(between);
            } else {
                accused = svo::participle_noun(s, mark.first);
            }
        }
        // Allegations from a woman that he did it.
        (Seat::After, Seat::None) if named_so => {
            let that = lead.filter(|&(at, _)| s.is(at, Section::SayThat));
            let party = party_behind(s, mark.end, that.map(|(at, _)| at));
            let denied = that.and_then(|(_, from)| svo::clause_subject(s, from));
            let act = that.and_then(|(_, from)| act(s, from));
            let act = act.or(Some((mark.first, mark.end)));
            // Denied accusations from X that its army did it: whoever denies is accused.
            let denier = || {
                let from = mark.first.saturating_sub(3);
                let deny = (from..mark.first).find_map(|at| s.marks.of(at, Section::Deny))?;
                svo::before(s, deny.first, speeches)
            };
            let denied = denied
                .filter(|row| !svo::is_possessive(s, row.0))
                .or_else(denier);
            return finish(s, mark, Some(party?), denied, act, false);
        }
        (accuser_seat, accused_seat) => {
            match accuser_seat {
                Seat::Before if named_so => accuser = svo::before(s, mark.first, speeches),
                Seat::Before => accuser = subject::accuser(s, mark.first),
                Seat::After => accuser = party_behind(s, mark.end, lead.map(|(from, _)| from)),
                Seat::Speaker => {
                    accuser = speaker(speeches, mark.first)
                        .or_else(|| condemner(s, mark.first))
                        .or_else(|| svo::condemner(s, mark.first, speeches))
                        .or_else(|| svo::trailing(s, mark.end, speeches).filter(|_| named_so))
                        .or_else(|| told::pronoun_teller(s, mark.first).filter(|_| named_so));
                    // Allegedly carried out by Tula: nobody need speak.
                    let hearsay = named_so && mark.first > 0 && svo::is_hearsay(s, mark.first - 1);
                    if !hearsay {
                        accuser?;
                    }
                }
                // Whoever says so, if anybody does.
                Seat::Subject => {
                    let trailing = || svo::trailing(s, mark.end, speeches).filter(|_| named_so);
                    // Según los socorristas, murieron: inside the sentence it speaks of its own clause alone.
                    let whole = |row: &(usize, usize)| {
                        named_so || row.1 <= mark.first || row.1 + 1 >= s.tokens.len()
                    };
                    accuser = speaker(speeches, mark.first)
                        .filter(whole)
                        .or_else(trailing);
                }
                Seat::Own | Seat::Pronoun | Seat::Teller | Seat::None => {}
            }
            match accused_seat {
                Seat::Before if named_so => accused = svo::before(s, mark.first, speeches),
                Seat::Before => accused = subject::accused(s, mark),
                Seat::After if frame.accuser == Seat::None && !named_so => {
                    accused = subject::target(s, mark.end, lead.map(|(from, _)| from));
                }
                Seat::After => {
                    accused = party_behind(s, mark.end, lead.map(|(from, _)| from));
                }
                // Held the rebels responsible: the accused stands inside the frame.
                Seat::Own if named_so => accused = inside(s, mark),
                Seat::Own => accused = Some((mark.first, mark.end)),
                Seat::Speaker | Seat::Subject | Seat::Pronoun | Seat::Teller | Seat::None => {}
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
    // האשים ראש העיר את: where the verb may stand first, who accuses stands inside the frame.
    if order == Order::Svo && !named_so && s.is(mark.end - 1, Section::AccusedMark) {
        let inside = (mark.end > mark.first + 2).then_some((mark.first + 1, mark.end - 1));
        accuser = named(s, inside).or(accuser);
    }
    // Российских солдат обвиняют в пытках: nobody in particular accuses, the object stands before the verb.
    let impersonal = order == Order::Svo
        && (frame.accuser, frame.accused) == (Seat::Before, Seat::After)
        && lead.is_some_and(|(at, _)| at == mark.end)
        && [mark.first, mark.end - 1]
            .into_iter()
            .any(|at| parties::is_listed(s, at, &s.pack.grammar.impersonal));
    if impersonal && accused.is_none() {
        accused = accuser.take();
    }
    // Обвинил в обстреле села Вооружённые силы: where the object may stand behind the act.
    let turned = !s.pack.grammar.impersonal.is_empty()
        && !impersonal
        && (frame.accuser, frame.accused) == (Seat::Before, Seat::After)
        && lead.is_some_and(|(at, _)| at == mark.end)
        && accuser.is_some()
        && accused.is_none();
    let behind = lead
        .filter(|_| turned)
        .and_then(|(_, from)| Some((from, behind_act(s, from)?)));
    if let Some((from, row)) = behind {
        return finish(s, mark, accuser, Some(row), Some((from, row.0)), false);
    }
    // Մեղադրել է Ադրբեջանին գյուղերը գնդակոծելու մեջ: the accused ends with the word that its case marks.
    let marked = accused
        .filter(|_| order == Order::Svo && !named_so)
        .and_then(|row| Some((row.0, verb_final::first_marked(s, mark, row)? + 1)))
        .filter(|row| accused.is_some_and(|all| row.1 < all.1));
    let rest = marked.and_then(|row| Some((row.1, accused?.1)));
    accused = marked.or(accused);
    if let Some(by) = by
        && accuser.is_none()
    {
        let lead = lead.map(|(at, _)| at).filter(|&at| at > by.end);
        // By unleashing militias: an act, no party.
        accuser =
            party_behind(s, by.end, lead).filter(|row| !named_so || !svo::is_participle(s, row.0));
    }
    // Five soldiers were killed by rebels, the army said: war, and no wrong.
    let kills = s.is(mark.first, Section::Function)
        && (mark.first..mark.end).any(|at| s.trigger(at).is_some());
    let deed = |row: (usize, usize)| (row.0..row.1).any(|at| s.is(at, Section::AllegedAct));
    let agency = |row: (usize, usize)| (row.0..row.1).any(|at| s.is(at, Section::Agency));
    if named_so
        && frame.accuser == Seat::Speaker
        && kills
        && (!told::harmed(s, mark.first)
            || accused.is_some_and(deed)
            || accuser.is_some_and(agency))
    {
        return None;
    }
    // "Carried out by aircraft" names nobody.
    if named_so && frame.accuser == Seat::Speaker {
        accused = accused.and_then(|row| told::named_end(s, row));
    }
    // Who is alleged to have done something is somebody, not a number of things.
    if named_so && frame.accuser == Seat::Before && !frame.has_act {
        accused = svo::clause_subject(s, mark.end);
    }
    // Condemned the army's shelling of a village: whose deed it is.
    if named_so && frame.strict && lead.is_none() && !s.is(mark.end - 1, Section::Preposition) {
        accused = whose::possessor(s, mark.end).or_else(|| whose::deed_of(s, mark.end));
    }
    // Described the killings as genocide: a thing is no party.
    if named_so && frame.strict && (frame.accuser, frame.accused) == (Seat::Before, Seat::After) {
        accused = accused.filter(|row| !told::is_thing(s, *row));
    }
    // Was criticised: a thing that names nobody is no party; who says so behind a passive accuses.
    if named_so && (frame.accuser, frame.accused) == (Seat::None, Seat::Before) {
        accused = accused.filter(|row| !told::is_thing(s, *row));
        let known = |row: &(usize, usize)| {
            s.is(mark.first, Section::Function)
                && (row.0..row.1).any(|at| s.is_any(at, &[Section::Speaker, Section::Side]))
                && !(row.0..row.1).any(|at| s.is(at, Section::Agency))
        };
        accuser = accuser.or_else(|| svo::trailing(s, mark.end, speeches).filter(known));
    }
    // Blamed it on its rival, Tula: the name stands behind the comma.
    if named_so && frame.accused == Seat::After {
        accused = accused.map(|row| pairs::with_name_behind(s, row));
    }
    if frame.party {
        accused = accused.filter(|row| svo::is_party(s, *row));
    }
    // Accused each other: the pronoun is two words.
    if named_so && frame.accused == Seat::After {
        accused = accused.map(|(from, to)| {
            // Accused both sides.
            let pair = from > mark.end
                && (s.is(from, Section::Others)
                    || s.is(from - 1, Section::Amount) && s.is(from - 1, Section::Function));
            (from - usize::from(pair), to)
        });
    }
    // El acusado de 29 años: an age is no act.
    let age = |from: usize| {
        s.number_at(from).is_some_and(|number| {
            s.marks.of(number.end, Section::Stop).is_some_and(|stop| {
                matches!(s.pack.stops[stop.entry()].class.as_str(), "age" | "period")
            })
        })
    };
    if frame.accused == Seat::Before && !named_so && lead.is_some_and(|(_, from)| age(from)) {
        return None;
    }
    // Accusés de torture par des habitants: who accuses stands behind the act, and is none of it.
    // Impute au régime la mort de dix hommes: the deed that leads to the act is part of it.
    let begins = |(at, from): (usize, usize)| {
        let deed = !named_so && (at..from).any(|at| seat::is_thing_at(s, at));
        if deed { at } else { from }
    };
    let act = lead.and_then(|lead| act(s, begins(lead))).or(rest);
    let act = match (act, by) {
        (Some((from, to)), Some(by)) if !named_so && from < by.first && by.first < to => {
            Some((from, by.first))
        }
        (act, _) => act,
    };
    finish(s, mark, accuser, Some(accused?), act, false)
}

/// The party between the first and the last word of a frame, without its article and without the preposition behind it.
fn inside(s: &Sentence<'_>, mark: &Mark) -> Row {
    let first = mark.first + 1;
    let closes = [Section::Preposition, Section::Place, Section::Article];
    let last = (first + 1..mark.end).find(|&at| s.is_any(at, &closes));
    let party = party_behind(s, first, Some(last.unwrap_or(mark.end - 1)))?;
    let known = svo::names(s, party)
        || (party.0..party.1).any(|at| s.is(at, Section::Victim))
        || svo::is_determiner(s, party.0 - 1);
    known.then_some(party)
}
