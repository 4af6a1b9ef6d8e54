//! Frames of accusing where verbs come first: verb, accuser, accused, act, with nothing between the parties.
//!
//! What enters: a frame in a sentence. What leaves: its proposal, where at least the accused is known, or the act of an
//! allegation that names nobody.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, act_lead, ends_clause, own_lead};
use super::blow::fights;
use super::charges::{charge, claimed, own_claim};
use super::deeds::is_harm;
use super::participle::participle;
use super::pronoun::{of_us, pronoun};
use super::rows::{named, party_before, party_behind};
use super::seats::{followed, led, told};
use super::teller::caller;
use super::topic::{counted_people, headline, phrase_end, subject, subject_end};
use super::{finish, speaker, topic};

/// The accusation of a frame.
pub(super) fn accusation(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    if frame.has_marks {
        return match (frame.accuser, frame.accused) {
            (Seat::After, Seat::None) => claimed(s, mark),
            (Seat::Subject, Seat::None) => own_claim(s, mark, speeches),
            (Seat::After, _) => led(s, mark, speeches),
            _ => charge(s, mark, speeches),
        };
    }
    match (frame.accuser, frame.accused) {
        (Seat::After, Seat::After) => verb(s, mark, speeches),
        (Seat::After, Seat::None) if frame.strict => condemned(s, mark, speeches),
        (Seat::After, Seat::None) => claimed(s, mark),
        // Words that only keep a shorter one from being an accusation.
        (Seat::None, Seat::None) => None,
        (_, Seat::Pronoun) => pronoun(s, mark, speeches),
        (Seat::After, Seat::Before) => relative(s, mark),
        (_, Seat::Speaker) => of_us(s, mark, speeches),
        (_, Seat::Before | Seat::Own) => participle(s, mark, speeches),
        (_, Seat::Teller) => told(s, mark, speeches),
        _ => followed(s, mark, speeches),
    }
}

/// Where the act begins behind a frame, if it does: beside it, or behind a party.
pub(super) fn lead_of(s: &Sentence<'_>, mark: &Mark) -> Option<(usize, usize)> {
    let frame = &s.pack.accuses[mark.entry()];
    parties::touching_lead(s, mark.end, &frame.act_prefixes).or_else(|| own_lead(s, mark, mark.end))
}

/// Whether a relative pronoun stands before a verb: الذي اتهم.
pub(super) fn is_relative(s: &Sentence<'_>, verb: usize) -> bool {
    verb.checked_sub(1)
        .is_some_and(|before| topic::is_relative(s, before))
}

/// Who accuses when nobody stands behind the verb: a name before it, whom a relative pronoun continues, who speaks, the
/// subject of the sentence.
pub(super) fn accuser_around(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
    accused: Row,
) -> Row {
    let apart = |row: &(usize, usize)| accused.is_none_or(|(a, b)| row.1 <= a || row.0 >= b);
    let mut verb = mark.first;
    while verb > 0 && s.is(verb - 1, Section::Function) && !s.is(verb - 1, Section::Border) {
        verb -= 1;
    }
    let relative = is_relative(s, verb);
    // التي تقاتل النظام واتهمت: what a relative clause tells is not who goes on.
    let told = |row: &(usize, usize)| row.0 > 0 && topic::is_relative(s, row.0 - 1);
    parties::subject_before(s, verb)
        .or_else(|| {
            named(
                s,
                party_before(s, verb).filter(|row| row.1 == verb && !told(row)),
            )
        })
        .or_else(|| headline(s, verb))
        .or_else(|| {
            let row = relative
                .then(|| parties::noun_before(s, verb - 1))
                .flatten();
            row.map(|row| people_of(s, row, verb - 1))
        })
        .filter(apart)
        .or_else(|| speaker(speeches, mark.first).filter(apart))
        .or_else(|| {
            // حيث يتهم فلان: in another clause only somebody known goes on.
            let border = |at: usize| s.is(at, Section::Border) && !is_soft(s, at);
            subject(s, mark.first)
                .filter(|row| !(row.1..mark.first).any(border) || named(s, Some(*row)).is_some())
                .filter(apart)
        })
}

/// غضب أكراد تركيا الذين: whom a relative pronoun of several people continues.
fn people_of(s: &Sentence<'_>, (from, to): (usize, usize), relative: usize) -> (usize, usize) {
    let mut plurals = s.pack.grammar.sound_plurals.iter();
    let several = plurals.any(|ending| parties::word(s, relative).ends_with(ending.as_str()));
    let people = |at: usize| {
        let known = s.is_any(at, &[Section::Side, Section::Speaker, Section::Victim]);
        known && !parties::is_adjective(s, at) && !parties::is_definite(s, at)
    };
    let begins = (from + 1..to).find(|&at| people(at) && !people(at - 1));
    let known = s.is_any(from, &[Section::Side, Section::Speaker, Section::Victim]);
    (begins.filter(|_| several && !known).unwrap_or(from), to)
}

/// Whether the words that begin at a token cost distance without ending a clause.
fn is_soft(s: &Sentence<'_>, at: usize) -> bool {
    s.marks
        .of(at, Section::Border)
        .is_some_and(|border| s.pack.borders[border.entry()].soft)
}

/// اتهمت A B بكذا, حملت A B مسؤولية كذا.
fn verb(s: &Sentence<'_>, mark: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = own_lead(s, mark, mark.end).or_else(|| lead_past_aside(s, mark));
    if frame.strict && lead.is_none() {
        return None;
    }
    // اتهم بالمر بقتل: a name that begins as the act does, right before it.
    let named_so = s.marks.at(mark.end).is_empty()
        && s.number_at(mark.end).is_none()
        && parties::touching_lead(s, mark.end + 1, &frame.act_prefixes).is_some();
    let touching = parties::touching_lead(s, mark.end, &frame.act_prefixes);
    if named_so && touching.is_some() {
        let row = Some((mark.end, mark.end + 1));
        return finish(s, mark, None, row, act(s, mark.end + 1), false);
    }
    if let Some((_, from)) = touching {
        // اتهم بقتل: nothing between the verb and the act is a passive.
        // واتهمت بكذا: what stands before "and" is whom it is about only with a name.
        let and = s
            .tokens
            .get(mark.first)
            .is_some_and(|token| token.and_prefix);
        let accused = parties::noun_before(s, mark.first)
            .filter(|row| !and || named(s, Some(*row)).is_some())?;
        return finish(s, mark, None, Some(accused), act(s, from), false);
    }
    if let Some(lead) = lead
        && is_laid_on(s, lead)
    {
        return laid_on(s, mark, lead);
    }
    let (mut accuser, mut accused) = parties::behind(s, mark, lead.map(|(from, _)| from));
    // وكان فلان حمل التنظيم الإرهابي المسؤولية: the subject stands behind the auxiliary, and all behind the verb is whom.
    if let Some(row) = topic::after_auxiliary(s, mark.first) {
        let whole = accuser.map_or(accused, |one| accused.map(|other| (one.0, other.1)));
        (accuser, accused) = (Some(row), whole);
    }
    // اتهم خصمه الحزب الحاكم بكذا: whoever it is whose rival he calls him.
    if let (Some(one), Some(other)) = (accuser, accused)
        && one.1 == other.0
        && parties::has_pronoun(s, one.0)
        && parties::is_listed(s, one.0, &s.pack.grammar.rivals)
    {
        (accuser, accused) = (speaker(speeches, mark.first), Some((one.0, other.1)));
    }
    // بعد اتهام نشطاء للتحالف بكذا: a letter leads to whom somebody accuses.
    if frame.claim
        && let Some((at, _)) = lead
        && let Some(to) = (mark.end + 1..at).find(|&to| is_led_party(s, to))
    {
        (accuser, accused) = (
            Some((mark.end, to)),
            Some((to, phrase_end(s, to).clamp(to + 1, at))),
        );
    }
    // اتهام الوزير فلان، وزير كذا، بكذا: what stands between commas says who he is.
    if frame.claim
        && let (Some(one), Some(other), Some((at, _))) = (accuser, accused, lead)
        && s.tokens.sign(at - 1).is_some()
        && other.0 > one.1
        && s.tokens.sign(other.0 - 1).is_some()
    {
        (accuser, accused) = (None, Some((one.0, at - 1)));
    }
    // اتهام مدير البنك الذي يضم فلانا بكذا: whom a relative clause names is not accused.
    if frame.claim
        && let (Some(one), Some(other)) = (accuser, accused)
        && let Some(relative) = (one.1..=other.0).find(|&at| topic::is_relative(s, at))
        && (relative..other.0).all(|at| s.tokens.sign(at).is_none())
    {
        (accuser, accused) = (None, Some(one));
    }
    // سبق لكابول اتهام باكستان: a letter leads to whoever has done it before.
    if frame.claim && accuser.is_none() && mark.first > 0 {
        let before = mark.first - 1;
        let led = parties::is_led(s, before) && parties::is_joined(s, before);
        accuser = (led && s.is(before, Section::Side)).then_some((before, mark.first));
    }
    // اتهام شرطي، فلان بكذا: behind a noun a name in no list only says who the one before it is.
    if frame.claim
        && let (Some(one), Some(other)) = (accuser, accused)
        && s.tokens.sign(other.0 - 1).is_some()
        && named(s, Some(other)).is_none()
        && !parties::is_definite(s, one.0)
    {
        (accuser, accused) = (None, Some(one));
    }
    let clause = lead.and_then(|(at, from)| accused_of_clause(s, at, from));
    // يشتبه المحققون في أن كذا فعل: whom they suspect stands in the clause alone.
    if frame.claim && frame.act_prefixes.is_empty() && clause.is_none() {
        return None;
    }
    if accuser.is_none() && clause.is_some() {
        // اتهام A بأن B فعلت: the one behind the verb accuses the one of the clause.
        (accuser, accused) = (accused, clause);
    }
    let accused = accused
        .filter(|row| !parties::is_joined(s, row.0) && !parties::is_anybody(s, *row))
        .filter(|row| !frame.party || is_known(s, *row))?;
    // A noun (اتهام X بكذا) does not say who accuses.
    let accuser = accuser.or_else(|| {
        (!frame.claim)
            .then(|| accuser_around(s, mark, speeches, Some(accused)))
            .flatten()
    });
    // أحالت النيابة العامة وزيرا بتهمة كذا: who charges by office, with nobody told apart behind it, is not charged.
    let by_office = parties::is_listed(s, accused.0, &s.pack.grammar.prosecutors);
    if frame.strict && accuser.is_none() && by_office {
        return None;
    }
    finish(
        s,
        mark,
        accuser,
        Some(accused),
        lead.and_then(|(_, from)| act(s, from)),
        false,
    )
}

/// اتهمت أ قوات ب، التي يقودها فلان منذ سنين، بكذا: the act right behind the comma that closes a long aside.
fn lead_past_aside(s: &Sentence<'_>, mark: &Mark) -> Option<(usize, usize)> {
    let prefixes = &s.pack.accuses[mark.entry()].act_prefixes;
    let comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    let mut near = (mark.end..(mark.end + ACT).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at) && !s.is_any(at, &[Section::Say, Section::Deny]));
    near.find_map(|at| {
        let lead = comma(at).then(|| parties::touching_lead(s, at + 1, prefixes))?;
        lead.filter(|_| (mark.end..at).any(comma))
    })
}

/// للتحالف, لجماعة كذا: a party that a letter leads to.
fn is_led_party(s: &Sentence<'_>, at: usize) -> bool {
    let known = [Section::Side, Section::Speaker, Section::Victim];
    let led = parties::is_fused(s, at) || parties::is_led(s, at) && parties::is_joined(s, at);
    led && (s.is_any(at, &known) || fights(s, at))
}

/// Whether whose a deed is stands behind the word for the blame: مسؤوليته لقوات كذا.
fn is_laid_on(s: &Sentence<'_>, (at, from): (usize, usize)) -> bool {
    let own = s.tokens.is_word(at) && parties::has_pronoun(s, at);
    let to = from.max(at + 1);
    let known = [Section::Side, Section::Speaker, Section::Victim];
    own && parties::is_led(s, to) && (s.is_any(to, &known) || fights(s, to))
}

/// قصف تحمل الحكومة مسؤوليته لقوات كذا: a letter leads to whom it is laid on.
fn laid_on(
    s: &Sentence<'_>,
    mark: &Mark,
    (at, from): (usize, usize),
) -> Option<AccusationProposal> {
    let to = from.max(at + 1);
    let accuser = party_behind(s, mark.end, Some(at))?;
    let accused = (to, phrase_end(s, to));
    let act = Some((mark.first, to));
    finish(s, mark, Some(accuser), Some(accused), act, false)
}

/// The side that the clause of an act is about: بأن بكين حاولت.
fn accused_of_clause(s: &Sentence<'_>, at: usize, from: usize) -> Row {
    // في أن: the word itself may stand behind a preposition.
    let word = from.saturating_sub(1).max(at);
    let that = s.is(word, Section::SayThat) && from > at && !parties::has_pronoun(s, word);
    let named = that && s.is_any(from, &[Section::Side, Section::Speaker]);
    // اتهام أ بقيام ب بكذا: whose deed it is stands behind the noun.
    let deed = s.marks.of(from, Section::Accuse).filter(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        let owned = (frame.accuser, frame.accused) == (Seat::Speaker, Seat::After);
        owned && frame.strict && frame.has_act
    });
    let done = deed.and_then(|deed| parties::party_at(s, deed.end));
    named.then(|| (from, subject_end(s, from))).or(done)
}

/// أدانت موسكو القصف الأوكراني: the side right behind the deed.
fn condemned(s: &Sentence<'_>, mark: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let entry = (Section::AccuseAct, Some(mark.entry()));
    // ندد فلان بإسرائيل وقال: «هذا التصعيد: what is said behind a colon is another sentence.
    let deed = act_lead(s, mark.end, entry, &[])
        .filter(|(at, _)| !(mark.end..*at).any(|at| s.tokens.sign(at) == Some(':')));
    // تدين جريمة حرق مستوطنين لرضيع: a deed inside the one that is condemned.
    let done_by = |(at, from): (usize, usize)| {
        let inner = from + 1;
        let nested = || {
            parties::governs(s, inner)
                .then(|| parties::doer(s, inner))
                .flatten()
        };
        Some((at, parties::doer(s, from).or_else(nested)?, from))
    };
    let (at, accused, from) = match deed.and_then(done_by) {
        Some((at, accused, from)) => (at, accused, Some(from)),
        None if s.pack.accuses[mark.entry()].party => return criticised(s, mark),
        // ندد بالتساهل الذي تبديه الحكومة: whoever a relative clause names behind its verb.
        None if condemned_side(s, mark).is_none() => {
            let accused = shown_by(s, mark.end)?;
            (accused.0, accused, Some(mark.end))
        }
        // ندد فلان بإسرائيل: the side itself, led to by the letter of a preposition.
        None => {
            let at = condemned_side(s, mark)?;
            (at, (at, phrase_end(s, at)), None)
        }
    };
    // للتنديد بما وصفوها بكذا: a verb is nobody.
    let nobody = |row: (usize, usize)| {
        s.is(row.0, Section::Preposition)
            || named(s, Some(row)).is_none() && parties::has_pronoun(s, row.1 - 1)
    };
    let accuser = party_behind(s, mark.end, Some(at))
        .filter(|row| !nobody(*row))
        .or_else(|| accuser_around(s, mark, speeches, Some(accused)))
        .or_else(|| caller(s, mark.first));
    let act = from.and_then(|from| act(s, from));
    finish(s, mark, accuser, Some(accused), act, false)
}

/// انتقد فلان الحكومة: the party itself, right behind who criticises; no thing that he did not like.
fn criticised(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let lead = lead_of(s, mark);
    let (behind, accused) = parties::behind(s, mark, lead.map(|(at, _)| at));
    let accused = accused.filter(|row| is_known(s, *row))?;
    // مقطع تنتقد فيه الحكومة: whoever made it stands before, and behind the words is only whom.
    let made = || {
        let within = behind.is_none() && mark.end > mark.first + 1;
        within.then(|| subject(s, mark.first)).flatten()
    };
    let accuser = behind
        .or_else(|| parties::subject_before(s, mark.first))
        .or_else(made)?;
    let act = lead.and_then(|(_, from)| act(s, from));
    finish(s, mark, Some(accuser), Some(accused), act, false)
}

/// Whether a row begins with the name of a party, and holds no deed.
fn is_known(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let named = s.is_any(from, &[Section::Side, Section::Speaker, Section::Agency]);
    named && !parties::is_joined(s, from) && !(from..to).any(|at| is_harm(s, at))
}

/// Who does what a relative clause tells of the thing before it: الذي تبديه الحكومة.
fn shown_by(s: &Sentence<'_>, from: usize) -> Row {
    let at = (from..(from + PARTY).min(s.tokens.len()))
        // A relative clause behind a place tells of the place.
        .take_while(|&at| {
            let letter = parties::word(s, at).chars().nth(2).is_none();
            !ends_clause(s, at) && (letter || !s.is(at, Section::Preposition))
        })
        .find(|&at| topic::is_relative(s, at))?;
    let (verb, first) = (at + 1, at + 2);
    let known = s.is_any(first, &[Section::Side, Section::Speaker])
        && !parties::is_joined(s, first)
        && !s.is(first, Section::Preposition);
    let tells = s.tokens.is_word(verb)
        && parties::has_pronoun(s, verb)
        && !s.is_any(
            verb,
            &[Section::Function, Section::Preposition, Section::Accuse],
        );
    (tells && known).then(|| (first, phrase_end(s, first)))
}

/// The side that a condemnation names behind its preposition.
fn condemned_side(s: &Sentence<'_>, mark: &Mark) -> Option<usize> {
    let prefixes = &s.pack.accuses[mark.entry()].act_prefixes;
    (mark.end..(mark.end + PARTY).min(s.tokens.len()))
        .take_while(|&at| s.tokens.is_word(at) && !s.is(at, Section::Border))
        .find(|&at| s.is(at, Section::Side) && parties::begins_with(s, at, prefixes))
}

/// الذي تتهمه أنقرة بالهجوم: the accused stands before the frame, the accuser behind it.
fn relative(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let (at, from) = lead_of(s, mark)?;
    let accused = counted_row(s, parties::continued(s, mark.first)?);
    let accuser = party_behind(s, mark.end, Some(at))
        .filter(|(first, _)| *first < at && !s.is(*first, Section::Preposition))
        .or_else(|| {
            let apart = |row: &(usize, usize)| row.1 <= accused.0;
            they_accuse(s, mark)
                .then(|| counted_people(s, accused.0).filter(apart))
                .flatten()
        })
        .or_else(|| {
            // فتحت تركيا جبهة مع تنظيم كذا الذي تتهمه بكذا: a known subject goes on.
            named(s, subject(s, accused.0)).filter(|row| row.1 <= accused.0)
        });
    finish(s, mark, accuser, Some(accused), act(s, from), false)
}

/// Whether the verb of a relative clause is a plural one: الذين يتهمونه means that several people before it accuse him.
fn they_accuse(s: &Sentence<'_>, mark: &Mark) -> bool {
    let word = s.word(mark.end - 1);
    let grammar = &s.pack.grammar;
    grammar.pronoun_endings.iter().any(|pronoun| {
        word.strip_suffix(pronoun.as_str()).is_some_and(|verb| {
            grammar
                .plural_verbs
                .iter()
                .any(|ending| verb.ends_with(ending.as_str()))
        })
    })
}

/// A noun phrase that holds a number begins with it: في أنحاء البلاد 590 شخصا.
pub(super) fn counted_row(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let number = (from..to).find_map(|at| s.number_at(at).filter(|number| number.first >= from));
    (number.map_or(from, |number| number.first), to)
}
