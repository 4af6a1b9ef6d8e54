//! Wrongs that somebody tells of another: M23 has executed prisoners, says a rights group; soldiers burned homes.
//!
//! What enters: a sentence, a deed in the active voice and the frames of speech. What leaves: an accusation by whoever tells
//! the deed of a named party that is not his own; a denial where he says that his own people did not do it; nothing where
//! nobody speaks, since plain narration accuses nobody. Only packs that list their personal pronouns are read so.

use crate::extract::marks::Mark;
use crate::extract::names::past_times;
use crate::extract::pack::lexicon::Section;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;
use crate::model::VictimStatus;

use super::act::{act, ends_clause};
use super::finish;
use super::rows::party_before;
use super::{pairs, svo};

/// Whom a deed is done to stands at most so many tokens behind it.
const OBJECT: usize = 9;
/// So many words of an aside or of another deed may stand between a deed and its subject.
pub(super) const REACH: usize = 30;

/// Whoever tells a deed speaks at most so many tokens before it.
const FAR: usize = 150;
/// A sentence in which more frames of speech stand is none: time stays linear.
pub(super) const MOST: usize = 100;

/// Who did it.
enum Doer {
    Named((usize, usize)),
    /// Whoever speaks, or his own people: it, its soldiers.
    Own,
}

/// The accusation, or the denial, that a deed makes.
pub(super) fn told(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    // Plain narration accuses nobody: most sentences are.
    let adverbs = (mark.first.saturating_sub(3)..mark.first)
        .rev()
        .take_while(|&at| s.is(at, Section::Function));
    // Was allegedly bombed: done to whoever stands before it.
    let suffered = adverbs.clone().any(|at| s.is(at, Section::Rise));
    let told =
        svo::is_hearsay(s, mark.first) || adverbs.into_iter().any(|at| svo::is_hearsay(s, at));
    let hearsay = told && !suffered;
    let is_told = s.marks.hold(Section::SayThat) || s.marks.hold(Section::Say) || hearsay;
    if speeches.is_empty() && !is_told || speeches.len() > MOST {
        return None;
    }
    let harms = !frame.strict || harms_people(s, mark.end);
    let regulars = !harms && kills_regulars(s, mark.end);
    if !harms && !regulars {
        return None;
    }
    let is_negated = (mark.first.saturating_sub(3)..mark.end)
        .any(|at| s.is(at, Section::Function) && svo::is_not(s, at));
    // A man who police say killed five: who says so stands inside the relative clause.
    if let Some((accused, accuser)) = pairs::inserted(s, mark.first)
        && !is_negated
    {
        return finish(
            s,
            mark,
            Some(accuser),
            Some(accused),
            act(s, mark.first),
            false,
        );
    }
    match doer(s, mark.first)? {
        // Rebels killed four soldiers: a wrong of no state's forces.
        Doer::Named(row) if regulars && (is_negated || is_of_state(s, row)) => None,
        Doer::Named(row) if !is_negated => {
            let told = teller(s, speeches, row, mark);
            // Reportedly killed: of a deed that is alleged before, nobody is told anew.
            let plain = row.0 == 0
                || s.tokens.sign(row.0 - 1).is_some()
                || s.is_any(
                    row.0 - 1,
                    &[Section::And, Section::Border, Section::Function],
                );
            let alleged = (0..row.0).any(|at| s.is(at, Section::Alleged));
            let accuser = if is_hearsay(s, row.0) {
                None
            } else if hearsay && plain && !alleged {
                // According to some sources: nobody in particular.
                told.filter(|row| {
                    !(row.0.saturating_sub(1)..row.0 + 1).any(|at| s.is(at, Section::Amount))
                })
            } else {
                Some(told?)
            };
            let own = accuser.is_some_and(|accuser| is_own(s, accuser, row));
            if own || is_admitted(s, row.0) {
                return None;
            }
            finish(s, mark, accuser, Some(row), act(s, mark.first), false)
        }
        Doer::Own if is_negated => {
            let denier = teller(s, speeches, (mark.first, mark.end), mark)?;
            finish(s, mark, Some(denier), None, act(s, mark.first), true)
        }
        // They then burned the village, he said: another whom a pronoun means.
        Doer::Own if begins_so(s, mark.first) => {
            let denier = svo::trailing(s, mark.end, speeches)?;
            let row = (0..mark.first).find(|&at| svo::is_pronoun(s, at))?;
            finish(
                s,
                mark,
                Some(denier),
                Some((row, row + 1)),
                act(s, mark.first),
                false,
            )
        }
        Doer::Named(_) | Doer::Own => None,
    }
}

/// Whether a sentence begins with somebody who is meant by a pronoun and does what the verb says.
fn begins_so(s: &Sentence<'_>, verb: usize) -> bool {
    let first = (0..2).find(|&at| svo::is_pronoun(s, at) && !svo::is_speaking(s, at));
    first.is_some_and(|first| {
        (first + 1..verb).all(|at| s.is(at, Section::Function) && !svo::is_pronoun(s, at))
    })
}

/// Whether a row tells of a deed and names nobody.
pub(super) fn is_thing(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| s.is(at, Section::AllegedAct)) && !svo::names(s, (from, to))
}

/// Whether a deed is done to people who are not in arms: right behind it, or meant by a pronoun there.
fn harms_people(s: &Sentence<'_>, from: usize) -> bool {
    let mut at = from;
    while at < (from + OBJECT).min(s.tokens.len()) {
        if let Some(mark) = s.marks.of(at, Section::Qualifier) {
            at = mark.end;
            continue;
        }
        if let Some(mark) = s.marks.of(at, Section::Victim) {
            return is_unarmed(s, mark)
                && !svo::is_outlaw(s, mark.end - 1)
                && !svo::is_outlaw(s, mark.end);
        }
        // Where people live: hit an apartment block.
        if s.is(at, Section::Stop) {
            let building = s.marks.at(at).iter().any(|mark| {
                mark.sense.section == Section::Stop
                    && s.pack.stops[mark.entry()].class == "building"
            });
            return building && !svo::is_outlaw(s, at);
        }
        // Kill one in the market: a number alone counts people.
        let bare = s.number_at(at).is_some_and(|number| {
            let next = [Section::Preposition, Section::Place, Section::Border];
            number.counts && number.first == at && s.is_any(number.end, &next)
        });
        if bare {
            return true;
        }
        // Attacked our positions: whoever is quoted was attacked.
        if svo::is_our(s, at) {
            return true;
        }
        // Took 43 civilians and burned them.
        if s.is(at, Section::Pronoun) {
            return (at.saturating_sub(REACH)..from)
                .rev()
                .find_map(|at| s.marks.of(at, Section::Victim))
                .is_some_and(|mark| is_unarmed(s, mark));
        }
        let closes = s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(at, &[Section::Say, Section::Border, Section::And])
            || s.is_any(at, &[Section::Preposition, Section::Place]) && !s.is(at, Section::Of);
        if closes {
            return false;
        }
        at += 1;
    }
    false
}

/// Whether a deed is done to soldiers or policemen, right behind it.
fn kills_regulars(s: &Sentence<'_>, from: usize) -> bool {
    let regulars = &s.pack.grammar.regulars;
    (from..from + OBJECT)
        .take_while(|&at| s.tokens.is_word(at) || s.number_at(at).is_some())
        .take_while(|&at| !s.is_any(at, &[Section::Preposition, Section::Place, Section::Border]))
        .find(|&at| s.is(at, Section::Victim))
        .is_some_and(|at| svo::is_one_of(s, at, regulars))
}

/// Whether a party is the forces of a state, or of a side that a list knows.
fn is_of_state(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let forces = &s.pack.grammar.forces;
    (from..to).any(|at| svo::is_one_of(s, at, forces) || s.is(at, Section::Side))
}

/// Whether people who are not in arms stand before a passive in its clause: two farmers were killed by.
pub(super) fn harmed(s: &Sentence<'_>, verb: usize) -> bool {
    let people = (verb.saturating_sub(OBJECT)..verb)
        .rev()
        .take_while(|&at| !ends_clause(s, at) && !s.is(at, Section::Say))
        .find_map(|at| s.marks.of(at, Section::Victim));
    people.is_some_and(|mark| is_unarmed(s, mark) && !svo::is_outlaw(s, mark.end - 1))
}

fn is_unarmed(s: &Sentence<'_>, mark: &Mark) -> bool {
    let status = s.pack.victims[mark.entry()].status;
    !matches!(status, VictimStatus::Military | VictimStatus::Mixed)
}

/// Who did what a verb says.
fn doer(s: &Sentence<'_>, verb: usize) -> Option<Doer> {
    // A bombed theatre: a participle beside its noun.
    if verb
        .checked_sub(1)
        .is_some_and(|at| s.is(at, Section::Article))
    {
        return None;
    }
    let mut end = verb;
    let adverb = |at: usize| s.marks.at(at).is_empty() && svo::is_adverb(s, at);
    while end > 0 && (s.is(end - 1, Section::Function) || end == verb && adverb(end - 1)) {
        end -= 1;
        if svo::is_pronoun(s, end) {
            return Some(Doer::Own);
        }
        // It had found the commander who ordered it: whom the relative clause is about.
        if svo::is_relative(s, end) && s.is(end, Section::Border) {
            let row = svo::participle_noun(s, end)
                .filter(|row| s.marks.ending(row.1, Section::Victim).is_some());
            if let Some(row) = row.and_then(|row| named_end(s, row)) {
                return Some(Doer::Named(row));
            }
        }
    }
    let verb = if end < verb && adverb(verb - 1) {
        end
    } else {
        verb
    };
    let joined = end == 0
        || s.is_any(end - 1, &[Section::And, Section::Border])
        || s.tokens.sign(end - 1) == Some(',');
    let row = if joined {
        before_aside(s, end)
            .or_else(|| before_verb(s, end))
            .or_else(|| first_subject(s, end))?
    } else {
        let mut row = party_before(s, verb)?;
        // Told AFP the army fired: who is told is no part of who did it.
        if let Some(agency) = s.marks.of(row.0, Section::Agency)
            && s.marks.ending(row.0, Section::Say).is_some()
            && agency.end < row.1
        {
            row.0 = agency.end;
        }
        (past_times(s, behind_object(s, row), row.1), row.1)
    };
    if row.0 > 0 && svo::is_possessive(s, row.0 - 1) || svo::is_possessive(s, row.0) {
        return Some(Doer::Own);
    }
    named_end(s, row).map(Doer::Named)
}

/// A group of soldiers seized and killed two men: who stands right before the verb before "and".
fn before_verb(s: &Sentence<'_>, end: usize) -> Row {
    let verb = end.checked_sub(2)?;
    let plain = s.is(end - 1, Section::And) && s.tokens.is_word(verb);
    let row = party_before(s, verb).filter(|row| plain && row.1 == verb)?;
    let known = [Section::Side, Section::Speaker, Section::Victim];
    let wrong = s
        .marks
        .of(verb, Section::Accuse)
        .is_some_and(|mark| s.pack.accuses[mark.entry()].wrong);
    let is_verb = !s.is_any(verb, &known) && (s.is_any(verb - 1, &known) || wrong);
    is_verb.then(|| named_end(s, row)).flatten()
}

/// Killed dozens of civilians and army aircraft bombed villages: past the object of the verb before "and".
fn behind_object(s: &Sentence<'_>, (from, to): (usize, usize)) -> usize {
    let Some(and) = (from + 1..to).rev().find(|&at| s.is(at, Section::And)) else {
        return from;
    };
    let object = (from..and).any(|at| {
        s.number_at(at).is_some()
            || s.marks
                .of(at, Section::Victim)
                .is_some_and(|mark| is_unarmed(s, mark))
    });
    if object { and + 1 } else { from }
}

/// M23, a rebel group, attacked: who stands before an aside between commas.
fn before_aside(s: &Sentence<'_>, end: usize) -> Row {
    let closing = end.checked_sub(1)?;
    if s.tokens.sign(closing) != Some(',') {
        return None;
    }
    let comma = (end.saturating_sub(REACH)..closing)
        .rev()
        .take_while(|&at| !ends_clause(s, at))
        .find(|&at| s.tokens.sign(at) == Some(','))?;
    let row = party_before(s, comma)?;
    named_end(s, row)
}

/// Soldiers came on Monday, took 43 people and burned them: whoever the clause begins with.
fn first_subject(s: &Sentence<'_>, verb: usize) -> Row {
    let begins = |at: usize| {
        matches!(s.tokens.sign(at), Some('"' | '“' | '.' | ':' | ';'))
            || s.is(at, Section::SayThat)
            || s.marks.of(at, Section::Border).is_some_and(|border| {
                s.pack.borders[border.entry()].soft && !svo::is_relative(s, at)
            })
            || s.marks.ending(at + 1, Section::Say).is_some()
    };
    let from = (verb.saturating_sub(REACH)..verb)
        .rev()
        .find(|&at| begins(at))
        .map_or(verb.saturating_sub(REACH), |at| at + 1);
    let mut first = past_times(s, from, verb);
    // That during the month of May, rebels killed …: the subject stands behind the comma.
    if s.is_any(
        first,
        &[Section::Preposition, Section::Place, Section::Border],
    ) {
        let comma = (first..verb).find(|&at| s.tokens.sign(at) == Some(','));
        first = comma.map_or(first, |comma| comma + 1);
    }
    if svo::is_possessive(s, first) {
        return Some((first, first + 1));
    }
    let mut end = first;
    while end < first + OBJECT && s.is_any(end, &[Section::Article, Section::Function]) {
        end += 1;
    }
    while end < first + OBJECT
        && (s.is_any(
            end,
            &[
                Section::Side,
                Section::Speaker,
                Section::Victim,
                Section::Agency,
            ],
        ) || s.is_capital(end))
    {
        end += 1;
    }
    (end > first).then_some((first, end))
}

/// The part of a row that names a party: what stands behind the last preposition of place, with a name, a group or a force;
/// a deed or a thing (an attack on the camp) names nobody but the side that stands before it.
pub(super) fn named_end(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    let mut to = to;
    while to > from && s.tokens.sign(to - 1).is_some() {
        to -= 1;
    }
    // The home was "bombed": an auxiliary before the quotation mark makes it a passive.
    if to <= from || s.is(to - 1, Section::Function) {
        return None;
    }
    let mut first = from;
    if s.is_any(first, &[Section::Preposition, Section::Place]) {
        first = (first + 1..to).rev().find(|&at| {
            s.is_any(at, &[Section::Article, Section::Function]) && !svo::is_pronoun(s, at)
        })?;
    }
    let is_thing = |at: usize| {
        let thing = s
            .marks
            .of(at, Section::Stop)
            .is_some_and(|mark| s.pack.stops[mark.entry()].class == "thing");
        thing && !s.is(at, Section::Speaker)
            || s.is(at, Section::AllegedAct) && !s.is(at, Section::Victim)
            || s.trigger(at).is_some()
    };
    let is_capital = |at: usize| s.is_capital(at) && (at > 0 || s.marks.at(at).is_empty());
    let is_party = |at: usize| {
        let armed = s.marks.of(at, Section::Victim).is_some_and(|mark| {
            matches!(s.pack.victims[mark.entry()].status, VictimStatus::Military)
        });
        armed && !svo::is_unnamed(s, at)
            || s.is_any(at, &[Section::Side, Section::Speaker])
            || is_capital(at)
    };
    // An alleged strike is nobody's word.
    if (first.saturating_sub(1)..to).any(|at| s.is(at, Section::Alleged)) {
        return None;
    }
    let thing = (first..to).find(|&at| is_thing(at) && !s.is(at, Section::Victim));
    if let Some(thing) = thing {
        let side = (first..thing).any(|at| s.is_any(at, &[Section::Side, Section::Speaker]));
        return side.then_some((first, to));
    }
    let verbs = [
        Section::Say,
        Section::Accuse,
        Section::Deny,
        Section::Border,
    ];
    let is_plain = (first..to).all(|at| {
        // Fighting is hampering a rescue: an auxiliary inside makes it a clause.
        let auxiliary = s.is(at, Section::Rise) && s.is(at, Section::Function);
        !s.is_any(at, &verbs) && !auxiliary
    });
    (to > first && is_plain && (first..to).any(is_party)).then_some((first, to))
}

/// Who tells a deed: who spoke before it in its sentence, else who speaks behind it.
pub(super) fn teller(
    s: &Sentence<'_>,
    speeches: &[Speech],
    doer: (usize, usize),
    mark: &Mark,
) -> Row {
    let closed = |from: usize, to: usize| (from..to).any(|at| ends_clause(s, at));
    let before = speeches
        .iter()
        .rev()
        .filter(|speech| speech.end <= doer.0 && doer.0 - speech.end <= FAR)
        .take_while(|speech| !closed(speech.end, doer.0))
        .find(|speech| {
            let other = |row: &(usize, usize)| row.1 <= doer.0 || row.0 >= doer.1;
            let row = speech.speaker.filter(other);
            row.is_some_and(|row| svo::speaks(s, row))
        });
    // Denied it and closed the border, saying Tula plotted an attack: whoever the sentence is about.
    let participle = || {
        let said = s.marks.ending(doer.0, Section::Say)?;
        svo::is_participle(s, said.first)
            .then(|| svo::subject(s, said.first))
            .flatten()
    };
    match before {
        Some(before) => before.speaker,
        None => svo::trailing(s, mark.end, speeches)
            .or_else(participle)
            .or_else(|| pronoun_teller(s, doer.0)),
    }
}

/// It claimed that troops did it: a pronoun that tells.
pub(super) fn pronoun_teller(s: &Sentence<'_>, doer: usize) -> Row {
    let said = (doer.saturating_sub(REACH)..doer)
        .rev()
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::Say))?;
    let at = said.first.checked_sub(1)?;
    (svo::is_pronoun(s, at) && !svo::is_speaking(s, at)).then_some((at, at + 1))
}

/// Over reports that soldiers did it: somebody says so, nobody is named.
fn is_hearsay(s: &Sentence<'_>, from: usize) -> bool {
    let that = (from.saturating_sub(2)..from).find(|&at| s.is(at, Section::SayThat));
    let Some(noun) = that.and_then(|at| at.checked_sub(1)) else {
        return false;
    };
    // Said in a post on the media that: where it was said.
    let place = (noun.saturating_sub(2)..noun)
        .any(|at| s.is_any(at, &[Section::Preposition, Section::Place]));
    let is_noun = s.is(noun, Section::Accuse)
        || s.is(noun, Section::Speaker) && (s.is(noun, Section::Say) || !place);
    let named = noun > 0
        && (s.is_any(
            noun - 1,
            &[Section::Side, Section::Speaker, Section::Agency],
        ) || s.is_capital(noun - 1));
    let denied = (noun.saturating_sub(PARTY)..from + REACH)
        .any(|at| at < s.tokens.len() && s.is(at, Section::Deny));
    is_noun && !named && !denied
}

/// The army admitted that soldiers did it: whoever tells it tells of his own.
fn is_admitted(s: &Sentence<'_>, doer: usize) -> bool {
    (doer.saturating_sub(REACH)..doer)
        .rev()
        .take_while(|&at| !ends_clause(s, at))
        .find(|&at| s.is(at, Section::Say))
        .is_some_and(|at| svo::admits(s, at))
}

/// Whether somebody tells a deed of himself or of his own side.
pub(super) fn is_own(s: &Sentence<'_>, teller: (usize, usize), doer: (usize, usize)) -> bool {
    let same = |one: usize| {
        (doer.0..doer.1).any(|other| {
            s.is(one, Section::Speaker)
                && s.is(other, Section::Speaker)
                && s.tokens.word(one) == s.tokens.word(other)
        })
    };
    let critic = svo::is_critic(s, teller) && !svo::is_critic(s, doer);
    teller.0 < doer.1 && doer.0 < teller.1
        || !critic && parties::shares_side(s, teller, doer)
        || (teller.0..teller.1).any(same)
}
