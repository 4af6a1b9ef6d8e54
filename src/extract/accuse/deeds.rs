//! Accusations that a deed makes: charges against somebody, a wrong that somebody tells of another, an alleged strike.

use crate::extract::marks::Mark;
use crate::extract::names::past_times;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat, TriggerKind};
use crate::extract::parties::{self, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;
use crate::model::VictimStatus;

use super::act::{act, act_lead, ends_clause, own_lead};
use super::rows::{named, party_behind};
use super::topic::{after_auxiliary, counted_people, is_relative, is_unknown, phrase_end, subject};
use super::{both_ways, finish, speaker, svo, told};

/// So many tokens behind a verb of speech it still tells what stands there.
const TOLD: usize = 18;
/// What is condemned stands at most so many tokens behind the word for it.
const CONDEMNED: usize = 45;
/// At whom a blow was struck stands at most so many tokens behind it.
const WHERE: usize = 5;
/// A name in no list is at most so many tokens long.
const NAME: usize = 4;
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
        .or_else(|| vso.then(|| parties::noun_doer(s, mark)).flatten())?;
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

/// Who tells of a deed: who speaks, or who condemns it, whichever stands nearer before it.
pub(in crate::extract) fn teller(s: &Sentence<'_>, speeches: &[Speech], at: usize) -> Row {
    let condemner = condemner(s, at);
    // What is far behind a verb of speech is told by it only behind "that", a colon or a quotation mark.
    let near = speeches
        .iter()
        .rfind(|speech| speech.end <= at && speech.speaker.is_some());
    let covers = |speech: &Speech| {
        speech.trails
            || at - speech.end <= TOLD
            || (speech.end..at).any(|at| {
                s.is(at, Section::SayThat) && !s.is(at, Section::Preposition)
                    || matches!(s.tokens.sign(at), Some(':' | '"' | '«' | '“'))
            })
    };
    let speaker = speaker(speeches, at).filter(|_| near.is_none_or(covers));
    let nearer = match (condemner, speaker) {
        (Some(one), Some(other)) if other.0 < at && other.0 > one.0 => speaker,
        (None, _) => speaker,
        _ => condemner,
    };
    let far = |row: &(usize, usize)| nearer.is_none_or(|near| near.0 < row.0 || near.0 > at);
    // قررت الولايات المتحدة دعم من يقصف حزب كذا: behind such a deed stands whom it is done to.
    let called = (!parties::governs(s, at)).then(|| caller(s, at)).flatten();
    called
        .filter(far)
        .or(nearer)
        .filter(|row| !is_thing(s, *row))
}

/// وكتبت كلمة على الجدران: a thing tells nothing.
fn is_thing(s: &Sentence<'_>, (from, _): (usize, usize)) -> bool {
    let party = [
        Section::Speaker,
        Section::Side,
        Section::Agency,
        Section::Victim,
    ];
    let thing = s
        .marks
        .of(from, Section::Stop)
        .is_some_and(|stop| s.pack.stops[stop.entry()].class == "thing");
    thing && !s.is_any(from, &party)
}

/// دعت الحركة إلى التصدي لجرائم كذا: who calls for something about a deed, where nobody tells of it.
pub(in crate::extract) fn caller(s: &Sentence<'_>, before: usize) -> Row {
    let verb = (before.saturating_sub(CONDEMNED)..before)
        .rev()
        .take_while(|&at| !ends_clause(s, at) && !is_apart(s, at))
        .find(|&at| parties::calls(s, at))?;
    // قررت بدء الإجراءات: behind the verb of a woman or a body a word in no list is what is called for.
    let female = parties::word(s, verb).ends_with('ت');
    let behind = parties::party_at(s, verb + 1)
        .or_else(|| (!female).then(|| plain_name(s, verb + 1)).flatten());
    behind
        .or_else(|| parties::subject_before(s, verb))
        .filter(|row| row.1 <= before)
}

/// بعدما: another clause, which nobody tells who calls for something.
fn is_apart(s: &Sentence<'_>, at: usize) -> bool {
    s.marks
        .of(at, Section::Border)
        .is_some_and(|border| !s.pack.borders[border.entry()].soft)
}

/// دعا مدني المجتمع الدولي: a name in no list.
fn plain_name(s: &Sentence<'_>, first: usize) -> Row {
    // طالب عضو اللجنة: a word for somebody.
    let name = |at: &usize| {
        (is_unknown(s, *at) || s.is(*at, Section::Victim) && *at == first)
            && !parties::is_definite(s, *at)
            && !parties::is_joined(s, *at)
    };
    let end = first + (first..first + NAME).take_while(name).count();
    (end > first && !parties::is_led(s, first)).then_some((first, end))
}

/// Whether a quotation that began in another sentence ends in this one: ... من قبل المؤسسة».
fn ends_quotation(s: &Sentence<'_>, at: usize) -> bool {
    let marks = |at: usize| matches!(s.tokens.sign(at), Some('«' | '»'));
    let opened = (0..at).rev().find(|&at| marks(at));
    let closed = (at..s.tokens.len()).find(|&at| marks(at));
    opened.is_none() && closed.is_some_and(|at| s.tokens.sign(at) == Some('»'))
}

/// وأضاف أن ...: a sentence that goes on with what somebody said who is named in another.
pub(in crate::extract) fn somebody_said(s: &Sentence<'_>, at: usize) -> bool {
    if s.pack.grammar.order == Order::Vso && ends_quotation(s, at) {
        return true;
    }
    let first = (0..at)
        .rev()
        .find(|&at| ends_clause(s, at))
        .map_or(0, |end| end + 1);
    s.pack.grammar.order == Order::Vso
        && (s.tokens.get(first).is_some_and(|token| token.and_prefix)
            || parties::word(s, first).starts_with('و'))
        && s.marks.of(first, Section::Say).is_some_and(|say| {
            // وأضافت، أن: a comma may stand between.
            let end = say.end + usize::from(matches!(s.tokens.sign(say.end), Some(',' | '،')));
            s.is(end, Section::SayThat) || s.tokens.sign(end) == Some(':')
        })
}

/// Who goes on speaking behind a verb of speech that names nobody: ندد فلان بكذا وقال.
pub(in crate::extract) fn spoke_before(s: &Sentence<'_>, at: usize) -> Row {
    let clause = (0..at)
        .rev()
        .take_while(|&at| !ends_clause(s, at))
        .find(|&at| s.is(at, Section::Say))?;
    let end = s
        .marks
        .of(clause, Section::Say)
        .map_or(clause + 1, |say| say.end);
    let alone = s.tokens.get(clause).is_some_and(|token| token.and_prefix)
        || s.tokens.sign(end) == Some(':')
        || s.is(end, Section::SayThat);
    (alone && s.pack.grammar.order == Order::Vso)
        .then(|| subject(s, clause))
        .flatten()
}

/// Who goes on speaking: نفى الحزب ذلك مضيفا أن, the subject of the sentence.
fn continued(s: &Sentence<'_>, at: usize) -> Row {
    let says = (at.saturating_sub(4)..at).any(|at| s.is(at, Section::Say));
    (says && s.pack.grammar.order == Order::Vso)
        .then(|| subject(s, at))
        .flatten()
}

/// Whether a word names a harm: a casualty, a deed that is told of somebody, a noun that the pack lists.
pub(in crate::extract) fn is_harm(s: &Sentence<'_>, at: usize) -> bool {
    let tells = s.marks.of(at, Section::Accuse).is_some_and(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        frame.wrong || frame.accuser == Seat::Speaker && frame.strict
    });
    tells || s.trigger(at).is_some() || parties::is_listed(s, at, &s.pack.grammar.harms)
}

/// Who condemns what stands behind: أدانت السعودية الجريمة التي نفذها X.
pub(in crate::extract) fn condemner(s: &Sentence<'_>, before: usize) -> Row {
    let near = before.saturating_sub(CONDEMNED)..before;
    let mark = near.rev().find_map(|at| {
        s.marks.of(at, Section::Accuse).filter(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            frame.accuser == Seat::After && frame.accused == Seat::None
        })
    })?;
    if (mark.end..before).any(|at| ends_clause(s, at)) {
        return None;
    }
    let vso = s.pack.grammar.order == Order::Vso;
    let lead = act_lead(s, mark.end, (Section::AccuseAct, Some(mark.entry())), &[]);
    // ندد أول من أمس: a day is nobody.
    let day = s.marks.of(mark.end, Section::Date).filter(|_| vso);
    let first = day.map_or(mark.end, |day| day.end);
    // أدانت الرابطة مقتل الطفل على يد كذا: what is condemned need not be a listed deed.
    let behind = match lead {
        Some((at, _)) => party_behind(s, first, Some(at)),
        None if vso && !parties::is_joined(s, mark.end) => Some((first, phrase_end(s, first))),
        None if vso => None,
        None => return None,
    };
    let behind = behind.filter(|row| {
        let loose = [Section::Preposition, Section::Function];
        // ندد فلان بقيام كذا: a name in no list.
        let plain = plain_name(s, row.0).is_some() && !is_harm(s, row.0);
        let names = lead.is_some() || named(s, Some(*row)).is_some() || plain;
        let free = !parties::is_joined(s, row.0) && !s.is_any(row.0, &loose);
        row.1 <= before && names && free
    });
    behind.or_else(|| {
        let known = vso
            .then(|| parties::subject_before(s, mark.first))
            .flatten();
        // فتحت الشرطة تحقيقا في تهديد الرئيس الذي ندد بكذا: whom a relative clause continues.
        let continued = || {
            let before = mark
                .first
                .checked_sub(1)
                .filter(|&at| vso && is_relative(s, at))?;
            named(s, parties::noun_before(s, before))
        };
        known
            .or_else(continued)
            .or_else(|| vso.then(|| after_auxiliary(s, mark.first)).flatten())
            .or_else(|| vso.then(|| named(s, subject(s, mark.first))).flatten())
            .or_else(|| vso.then(|| counted_people(s, mark.first)).flatten())
    })
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
