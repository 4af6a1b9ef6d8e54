//! Accusations that a deed makes: charges against somebody, a wrong that somebody tells of another, an alleged strike.

use crate::extract::marks::Mark;
use crate::extract::names::past_times;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat, TriggerKind};
use crate::extract::parties;
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;
use crate::model::VictimStatus;

use super::act::{act, ends_clause, own_lead};
use super::far_subject::far_subject;
use super::teller::{condemner, continued, somebody_said, teller};
use super::{both_ways, finish, speaker, svo, told};

/// At whom a blow was struck stands at most so many tokens behind it.
const WHERE: usize = 5;
/// What the forces of a state strike stands at most so many tokens behind the deed.
const STRUCK: usize = 14;

/// Parties that accuse each other: one proposal each way.
pub(in crate::extract) fn mutual(s: &Sentence<'_>, mark: &Mark) -> Vec<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = own_lead(s, mark, mark.end)
        .or_else(|| parties::touching_lead(s, mark.end, &frame.act_prefixes));
    let act = lead.and_then(|(_, from)| act(s, from));
    let Some((one, other)) = parties::pair_inside(s, mark) else {
        return Vec::new();
    };
    both_ways(s, mark, one, other, act)
}

/// "Armenia said that Azerbaijan shelled": the deed of a known side that somebody else tells.
pub(in crate::extract) fn wrong(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let vso = s.pack.grammar.order == Order::Vso;
    let anybody = s.pack.accuses[mark.entry()].claim;
    if vso && !parties::is_done(s, mark) {
        return None;
    }
    let accused = parties::teller_subject(s, mark.first)
        .or_else(|| vso.then(|| parties::it_was(s, mark.first)).flatten())
        .or_else(|| anybody.then(|| parties::told_of(s, mark.first)).flatten())
        .or_else(|| vso.then(|| parties::doer_behind(s, mark)).flatten())
        .or_else(|| vso.then(|| parties::agent(s, mark)).flatten())
        .or_else(|| vso.then(|| parties::noun_doer(s, mark)).flatten())
        .or_else(|| vso.then(|| far_subject(s, mark.first)).flatten())?;
    let accuser = if vso {
        teller(s, speeches, accused.0)
    } else {
        speaker(speeches, accused.0)
    }
    .or_else(|| continued(s, accused.0));
    if accuser.is_none() && !somebody_said(s, accused.0)
        || accuser.is_some_and(|accuser| {
            // قصفت القوات القرية، حسبما قال فلان: who closes the sentence says so.
            let before = accuser.1 <= accused.0 || vso && accuser.0 >= accused.1;
            !before || is_own(s, accuser, accused)
        })
    {
        return None;
    }
    let of_war = || is_war(s, accused, mark.end) && condemner(s, mark.first).is_none();
    if vso && (strikes_posts(s, mark.end) || of_war()) {
        return None;
    }
    let act = act(s, mark.first);
    finish(s, mark, accuser, Some(accused), act, false)
}

/// Whether somebody tells of his own side. Where verbs come first those who accuse their own too (a court, an army that
/// tells of settlers) tell of others than the forces of the state.
pub(in crate::extract) fn is_own(
    s: &Sentence<'_>,
    accuser: (usize, usize),
    accused: (usize, usize),
) -> bool {
    let grammar = &s.pack.grammar;
    let shares = parties::shares_side(s, accuser, accused);
    if !shares || s.pack.grammar.order != Order::Vso {
        return shares;
    }
    let listed = |(from, to): (usize, usize), list: &[String]| {
        (from..to).any(|at| parties::is_listed(s, at, list))
    };
    let people = s.is(accused.0, Section::Speaker)
        || s.is_any(accused.0, &[Section::Victim, Section::Amount]);
    let state = [&grammar.armies, &grammar.arms, &grammar.bands]
        .into_iter()
        .any(|list| listed(accused, list))
        || grammar
            .bodies
            .iter()
            .any(|_| listed((accused.0, accused.0 + 1), &grammar.bodies));
    !(listed(accuser, &grammar.critics) && people && !state)
}

/// A blow at an enemy's posts is told, not alleged: غارات على مواقع.
pub(in crate::extract) fn strikes_posts(s: &Sentence<'_>, behind: usize) -> bool {
    let keeps = |at: usize| {
        s.marks.of(at, Section::Accuse).is_some_and(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            let seats = frame.accuser == Seat::None && frame.accused == Seat::None;
            seats && !frame.wrong && !frame.mutual
        })
    };
    (behind..behind + WHERE)
        .take_while(|&at| s.tokens.sign(at).is_none())
        .any(keeps)
}

/// A state's forces strike an enemy in arms: war that is told, and no wrong.
pub(in crate::extract) fn is_war(
    s: &Sentence<'_>,
    (from, to): (usize, usize),
    behind: usize,
) -> bool {
    let grammar = &s.pack.grammar;
    let army = (from..to).any(|at| parties::is_listed(s, at, &grammar.armies));
    let near = || (behind..behind + STRUCK).take_while(|&at| !ends_clause(s, at));
    let unarmed = |at: usize| {
        s.marks
            .of(at, Section::Victim)
            .is_some_and(|mark| s.pack.victims[mark.entry()].status == VictimStatus::Civilian)
    };
    // فتحت القوات النار على مواقعها: the teller's own.
    // استهدف مواقع لوحداتنا: of the teller too.
    let ours = |at: usize| parties::has_pronoun(s, at) || parties::is_of_us(s, at + 1);
    let posts = |at: usize| parties::is_listed(s, at, &grammar.posts) && !ours(at);
    army && near().any(posts) && !near().any(unarmed)
}

/// Whether a word names a harm: a casualty, a deed that is told of somebody, a noun that the pack lists.
pub(in crate::extract) fn is_harm(s: &Sentence<'_>, at: usize) -> bool {
    let tells = s.marks.of(at, Section::Accuse).is_some_and(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        frame.wrong || frame.accuser == Seat::Speaker && frame.strict
    });
    tells || s.trigger(at).is_some() || parties::is_listed(s, at, &s.pack.grammar.harms)
}

/// He allegedly drove into a crowd: an adverb between a person and what he did, not what was done to him.
fn adverb(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let before = mark.first.checked_sub(1)?;
    let is_adverb = svo::applies(s) && svo::is_adverb(s, mark.first);
    let person = svo::is_pronoun(s, before) && !s.is(before, Section::Of)
        || s.is_any(before, &[Section::Speaker, Section::Victim])
        || s.is_capital(before) && before > 0;
    if !is_adverb || !person || s.is_any(before, &[Section::Side, Section::Date]) {
        return None;
    }
    // Members allegedly killed in the attack: a participle, done to them.
    let suffers = s.trigger(mark.end).is_some_and(|(verb, _)| {
        let next = [Section::Preposition, Section::Place, Section::Border];
        s.is_any(verb.end, &next) || verb.end >= s.tokens.len() || s.tokens.sign(verb.end).is_some()
    });
    if suffers {
        return None;
    }
    let row = svo::before(s, mark.first, &[])?;
    let accused = match svo::is_other(s, row) {
        true => told::named_end(s, row)?,
        false => row,
    };
    let act = act(s, mark.end)?;
    finish(s, mark, None, Some(accused), Some(act), false)
}

/// Suspected rebels killed two men: people in arms, or by name, of whom a deed is told in the active voice.
fn suspected(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let opens = mark.first == 0
        || s.tokens.sign(mark.first - 1).is_some()
        || s.is_any(
            mark.first - 1,
            &[
                Section::Border,
                Section::SayThat,
                Section::Say,
                Section::And,
            ],
        );
    if !svo::applies(s) || svo::is_adverb(s, mark.first) || !opens {
        return None;
    }
    let first = mark.end;
    let mut end = first;
    while end < first + WHERE
        && s.tokens.is_word(end)
        && s.trigger(end).is_none()
        && !s.is_any(
            end,
            &[
                Section::Accuse,
                Section::Preposition,
                Section::Function,
                Section::Border,
            ],
        )
    {
        end += 1;
    }
    let armed = |at: usize| {
        s.marks
            .of(at, Section::Victim)
            .is_some_and(|mark| s.pack.victims[mark.entry()].status == VictimStatus::Military)
    };
    let party = (first..end).any(|at| {
        armed(at) || s.is_any(at, &[Section::Side, Section::Speaker]) || s.is_capital(at)
    });
    let verb = past_times(s, end, end + WHERE);
    let deed = s
        .marks
        .of(verb, Section::Accuse)
        .is_some_and(|mark| s.pack.accuses[mark.entry()].wrong)
        || s.trigger(verb)
            .is_some_and(|(_, trigger)| trigger.kind == TriggerKind::Verb)
            && !s.is(verb, Section::Function);
    // Suspected rebels killed in a raid: done to them.
    let suffers = s.trigger(verb).is_some_and(|(killed, _)| {
        let led = s.is_any(
            killed.end,
            &[Section::Preposition, Section::Place, Section::Border],
        );
        led && !s.is(killed.end, Section::Qualifier)
            || killed.end >= s.tokens.len()
            || s.tokens.sign(killed.end).is_some()
    });
    if end == first || !party || !deed || suffers {
        return None;
    }
    finish(s, mark, None, Some((first, end)), act(s, verb), false)
}

pub(in crate::extract) fn alleged(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    // Suspected of killing: a participle, whom it is about stands before it.
    if s.is(mark.end, Section::Of) {
        return None;
    }
    if let Some(one) = adverb(s, mark) {
        return Some(one);
    }
    // Residents suspected it: a verb.
    let before = mark.first.checked_sub(1);
    if svo::applies(s)
        && before.is_some_and(|at| s.is_any(at, &[Section::Speaker, Section::Victim]))
        && !svo::is_adverb(s, mark.first)
        && !s.is(mark.first, Section::Say)
    {
        return None;
    }
    // An Azeri airstrike allegedly killed two: the side stands before the deed, that before the adverb.
    if svo::applies(s)
        && svo::is_adverb(s, mark.first)
        && let Some(deed) = s.marks.ending(mark.first, Section::AllegedAct).copied()
        && let Some(side) = (deed.first.saturating_sub(3)..deed.first)
            .rev()
            .find_map(|at| s.marks.of(at, Section::Side))
        && s.trigger(mark.end).is_some()
    {
        let row = Some((side.first, side.end));
        return finish(s, mark, None, row, act(s, deed.first), false);
    }
    if let Some(one) = suspected(s, mark) {
        return Some(one);
    }
    let act_mark = (mark.end..(mark.end + 7).min(s.tokens.len()))
        .find_map(|at| s.marks.of(at, Section::AllegedAct))?;
    // The side stands before the deed; behind it only where it is led to (by Israeli forces), else it is a place or
    // somebody else.
    let wide = mark.end..(act_mark.end + 7).min(s.tokens.len());
    // Seeking refuge from Northern Gaza: another preposition leads to a place.
    let led = |at: usize| {
        let by = [Section::AccuseBy, Section::SayBy];
        s.is(at, Section::Preposition) && !s.is_any(at, &by)
    };
    let side = wide
        .take_while(|&at| {
            let closes = matches!(s.tokens.sign(at), Some(',' | ';' | '.' | ':'));
            let away = s.is(at, Section::Place) || s.is_any(at, &[Section::And, Section::Border]);
            !(closes || at >= act_mark.end && away)
        })
        .find_map(|at| s.marks.of(at, Section::Side))
        .filter(|side| {
            let by = (act_mark.end.max(side.first.saturating_sub(2))..side.first)
                .any(|at| s.is_any(at, &[Section::AccuseBy, Section::SayBy]));
            by || !(act_mark.end..side.first).any(led)
        })
        .or_else(|| {
            // Israeli aircraft allegedly bombed: the deed's own side, right before the adverb.
            let touches = act_mark.first == mark.end
                && mark.first > 0
                && !s.is(mark.first - 1, Section::Function);
            (mark.first.saturating_sub(3)..mark.first)
                .rev()
                .take_while(|&at| {
                    touches
                        && s.tokens.is_word(at)
                        && !s.is_any(at, &[Section::Place, Section::Preposition])
                })
                .find_map(|at| s.marks.of(at, Section::Side))
        })?;
    let act = act(s, act_mark.first);
    finish(s, mark, None, Some((side.first, side.end)), act, false)
}
