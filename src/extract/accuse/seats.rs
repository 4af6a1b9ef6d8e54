//! Frames of accusing where verbs come first, whose seats are not both behind a verb: participles, what stands behind the
//! frame, what somebody tells, an accused that a word leads to.
//!
//! What enters: a frame in a sentence. What leaves: its proposal, where the accused is known.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Seat, TriggerKind};
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, ends_clause, own_lead};
use super::deeds::{is_harm, is_own, is_war, strikes_posts};
use super::participle::is_somebody;
use super::pronoun::{by, is_plural};
use super::rows::{named, party_behind};
use super::teller::{condemner, somebody_said, who_told};
use super::topic::{antecedent, counted_people, is_unknown, phrase_end};
use super::vso::{accuser_around, is_relative};
use super::{finish, topic};

/// The words of a day between commas are at most so many.
const DAYS: usize = 4;
/// A harm stands at most so many tokens before who did it.
const HARM: usize = 11;
/// Who was killed stands at most so many tokens before who did it.
const FOUGHT: usize = 8;

/// Who says all that stands before, behind it: بحسب فلان; a count of the dead (وفق حصيلة كذا) blames nobody.
fn closing(s: &Sentence<'_>, speeches: &[Speech], from: usize) -> Row {
    let last = speeches
        .last()
        .filter(|last| last.trails && last.first >= from)?;
    last.speaker.filter(|row| s.trigger(row.0).is_none())
}

/// What stands behind the frame is the accused: محملا إسرائيل المسؤولية, على يد مسلحين, نسبت إلى.
pub(super) fn followed(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let mark = &shortest(s, mark);
    let lead = own_lead(s, mark, mark.end);
    if frame.strict && frame.has_act && lead.is_none() {
        return None;
    }
    // قصف للطيران الحربي: who did it begins inside the frame.
    let inside = mark.end - 1;
    let begins = mark.end > mark.first + 1
        && (parties::is_led(s, inside) || parties::is_joined(s, inside))
        && s.is_any(
            inside,
            &[
                Section::Side,
                Section::Speaker,
                Section::Victim,
                Section::Stop,
            ],
        )
        && frame.accuser == Seat::Speaker;
    let from = if begins {
        inside
    } else {
        past_aside(s, mark.end)
    };
    let mut accused = party_behind(s, from, lead.map(|(from, _)| from));
    // انتحاري يشتبه في أنه ينتمي إلى كذا: a verb follows, whom it is about stands before.
    let named_so = [Section::Victim, Section::Side, Section::Speaker];
    let of_pronoun = parties::has_pronoun(s, mark.end - 1);
    if frame.claim && of_pronoun && !s.is_any(mark.end, &named_so) {
        accused = parties::noun_before(s, mark.first);
        // توقيف رجل يشتبه بأنه طعن: a person without the article right before, whom the clause describes.
        let before = mark.first.checked_sub(1).filter(|&at| {
            s.is(at, Section::Victim) && !parties::is_definite(s, at) && !parties::is_joined(s, at)
        });
        if let Some(at) = before {
            accused = Some((at, mark.first));
        }
    }
    // الذي يواجه اتهامات: whom the relative pronoun continues, or the subject.
    if accused.is_none() && frame.accuser == Seat::None && frame.strict {
        let relative = is_relative(s, mark.first)
            .then(|| parties::noun_before(s, mark.first.checked_sub(1)?))
            .flatten();
        accused = relative.or_else(|| parties::subject_before(s, mark.first));
    }
    // جرائم المستوطنين: whose crimes they are touches the word.
    if frame.accuser == Seat::Speaker && frame.strict {
        // قصف مدفعي من الجيش: the frame itself leads to who did it.
        let led = mark.end > mark.first + 1 && s.is(mark.end - 1, Section::Of);
        accused = if parties::governs(s, mark.first) && !led {
            parties::doer(s, mark.first)
        } else {
            let between = || {
                let (at, _) = lead.filter(|_| frame.has_act)?;
                party_behind(s, mark.end, Some(at)).filter(|row| !parties::is_joined(s, row.0))
            };
            parties::owner(s, mark.end)
                .or_else(between)
                .or_else(|| parties::deed_owner(s, mark))
        }
        // تنظيمات الإرهاب اليهودي: the name of somebody.
        .filter(|_| {
            !mark
                .first
                .checked_sub(1)
                .is_some_and(|at| s.is(at, Section::Speaker) && !parties::is_definite(s, at))
        });
    }
    // على أيدي مقاتلين ينتمون إلى جماعة كذا: the group that they are of names them.
    let whole = accused;
    if !frame.strict {
        accused = parties::without_phrases(s, accused);
    }
    // التهم المسندة إلى المتهمين: a participle names whom.
    if accused.is_none() && frame.accuser == Seat::None && !frame.strict {
        accused = charged(s, mark.end);
    }
    // تصفية الجيش لشباب: behind such a deed stands whom it is done to, unless a letter leads to him.
    if frame.strict && frame.claim && frame.accuser == Seat::Speaker {
        let object = accused.map_or(0, |row| row.1);
        let led = s.tokens.is_word(object) && parties::is_led(s, object);
        if !led || s.is(object, Section::Date) {
            return None;
        }
    }
    let bound = whole
        .and_then(|row| loyal(s, row))
        .filter(|_| !frame.strict);
    let accused = bound.or(accused)?;
    let loose = frame.accuser == Seat::None && !frame.strict && !frame.claim;
    if loose && is_abstract(s, accused) {
        return None;
    }
    // يواجه فلان تهمة: whoever it is touches the act.
    // تعرض التحالف الذي تقوده السعودية لانتقادات: past what a relative clause tells of him.
    let told = is_relative(s, accused.1 + 1);
    let far = lead.is_some_and(|(at, _)| {
        at > accused.1 + 3 && !told || (accused.1..at).any(|at| s.is(at, Section::Accuse))
    }) || (accused.0..accused.1).any(|at| s.is(at, Section::Preposition));
    if frame.strict && frame.accuser == Seat::None && far {
        return None;
    }
    // Gunmen and unknown attackers are nobody in particular; of whom it is suspected that he is a Y, Y is known.
    if frame.claim && accused.1 <= mark.first && is_somebody(s, accused) {
        return finish(s, mark, None, Some(accused), act(s, mark.end), false);
    }
    // مئير فلان الذي يشتبه بأنه: whom a relative clause is about has a name before it.
    if frame.claim && accused.1 <= mark.first && is_relative(s, mark.first) {
        return finish(s, mark, None, Some(accused), act(s, mark.end), false);
    }
    let fighters = || {
        let belong = accused.1 == accused.0 + 2 && parties::is_plural_verb(s, accused.1 - 1);
        belong && parties::is_listed(s, accused.0, &s.pack.grammar.fighters)
    };
    // استهداف الطيران المروحي: what somebody strikes with; تورط الموساد في: a name in no list, between word and act.
    let by_name = || {
        let touches = lead.is_some_and(|(at, _)| at == accused.1 && at <= mark.end + 2);
        touches && frame.has_act && (accused.0..accused.1).all(|at| is_unknown(s, at))
    };
    let known = || {
        named(s, Some(accused)).is_some()
            || fighters() && named(s, whole).is_some()
            || bound.is_some()
            || parties::is_group(s, accused.0)
            || frame.strict && by_name()
    };
    if (frame.accuser == Seat::Speaker || frame.claim) && !known() {
        return None;
    }
    let accuser = match frame.accuser {
        Seat::Speaker => {
            let named = who_told(s, speeches, mark.first);
            if named.is_none() && !somebody_said(s, mark.first) {
                return None;
            }
            named
        }
        Seat::Subject => {
            let named = accuser_around(s, mark, speeches, Some(accused));
            if named.is_none() && !somebody_said(s, mark.first) {
                return None;
            }
            named
        }
        _ => parties::inside(s, mark)
            .or_else(|| by(s, mark).and_then(|by| party_behind(s, by, None)))
            // السلطات نسبت الهجوم إلى كذا: with its object in it the verb is no passive.
            .or_else(|| {
                let object = mark.end > mark.first + 2;
                object
                    .then(|| parties::subject_before(s, mark.first))
                    .flatten()
            })
            // هجوم نسب إلى كذا، بحسب فلان: who closes the sentence says so.
            .or_else(|| closing(s, speeches, accused.1).filter(|_| !frame.strict && !frame.claim)),
    };
    if frame.accuser == Seat::Speaker {
        let harm =
            frame.strict || (mark.first.saturating_sub(HARM)..mark.end).any(|at| is_harm(s, at));
        let of_war = || {
            let fighters = |at: usize| parties::is_listed(s, at, &s.pack.grammar.fighters);
            let killed = s.is(mark.first, Section::Preposition)
                && (mark.first.saturating_sub(FOUGHT)..mark.first)
                    .rev()
                    .take_while(|&at| !ends_clause(s, at))
                    .any(fighters);
            strikes_posts(s, accused.1) || is_war(s, accused, accused.1) || killed
        };
        let at_posts = condemner(s, mark.first).is_none() && of_war();
        if at_posts || !harm || accuser.is_some_and(|accuser| is_own(s, accuser, accused)) {
            return None;
        }
    }
    let act = match frame.accuser {
        // The deed stands before the word that leads to who did it.
        Seat::Speaker if frame.strict => Some((mark.first, accused.1)),
        Seat::Speaker => parties::noun_before(s, mark.first).map(|row| with_deed(s, row)),
        _ => lead.and_then(|(_, from)| act(s, from)),
    };
    finish(s, mark, accuser, Some(accused), act, false)
}

/// ألقى باللوم على الضعف الذي أبداه: one definite word that no list knows is a thing.
fn is_abstract(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    to == from + 1 && is_unknown(s, from) && parties::is_definite(s, from)
}

/// نفذه، أمس الخميس، تنظيم كذا: past a day between commas.
fn past_aside(s: &Sentence<'_>, from: usize) -> usize {
    let comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    let days = |at: &usize| s.is_any(*at, &[Section::Date, Section::Function]);
    let first = from + 1;
    let end = first + (first..first + DAYS).take_while(days).count();
    if comma(from) && end > first && comma(end) {
        end + 1
    } else {
        from
    }
}

/// عناصر موالية لفلان, مسلحين تابعين لجماعة كذا: people in arms by whose they are.
fn loyal(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    let fighters = parties::is_listed(s, from, &s.pack.grammar.fighters);
    let free =
        s.tokens.is_word(from + 1) && !s.is_any(from + 1, &[Section::Preposition, Section::Border]);
    let led = parties::is_led(s, from + 2);
    let whose = (from + 2..to.max(from + 3))
        .any(|at| s.is_any(at, &[Section::Side, Section::Speaker]) || is_unknown(s, at));
    (fighters && free && led && whose).then(|| (from, phrase_end(s, from + 2)))
}

/// A noun phrase with the word for the deed that it begins behind: اعتداء انتحاري.
fn with_deed(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let deed = from.checked_sub(1).filter(|&at| {
        s.marks.of(at, Section::Accuse).is_some_and(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            mark.end == from && frame.accuser == Seat::Speaker && frame.strict
        })
    });
    (deed.unwrap_or(from), to)
}

/// المتهمين, المشتبه به: who is charged, by a participle that is a frame of its own.
fn charged(s: &Sentence<'_>, at: usize) -> Row {
    let own = s.marks.of(at, Section::Accuse)?;
    let frame = &s.pack.accuses[own.entry()];
    let kept = (frame.accuser, frame.accused) == (Seat::None, Seat::None) && !frame.wrong;
    if kept {
        // المتهمين في القضية: what keeps the participle from being read.
        return Some((own.first, own.first + 1));
    }
    matches!(frame.accused, Seat::Own | Seat::Before).then_some((own.first, own.end))
}

/// A frame with a gap ends at the first of its last word: نسبته الحكومة إلى كذا الذي أدى إلى.
fn shortest(s: &Sentence<'_>, mark: &Mark) -> Mark {
    let last = parties::word(s, mark.end - 1);
    let end = (mark.first + 1..mark.end - 1).find(|&at| parties::word(s, at) == last);
    Mark {
        end: end.map_or(mark.end, |at| at + 1),
        ..*mark
    }
}

/// قتلوا نحو 250: a verb of killing that whom it is done to follows, with a number or the article.
fn kills(s: &Sentence<'_>, at: usize) -> bool {
    let verb = s
        .trigger(at)
        .filter(|(_, trigger)| trigger.kind == TriggerKind::Verb)
        .map(|(mark, _)| mark.end);
    verb.is_some_and(|end| {
        s.number_at(end)
            .is_some_and(|number| number.first == end && number.counts)
            || s.is(end, Section::Qualifier) && s.number_at(end + 1).is_some()
            || s.is(end, Section::Victim) && parties::is_definite(s, end)
    })
}

/// زعمت A أن B فعل كذا: one person's claim about another.
pub(super) fn told(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let end = (mark.end + ACT / 2).min(s.tokens.len());
    let that = (mark.end..end)
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| {
            s.marks
                .of_entry(at, Section::AccuseAct, mark.entry())
                .copied()
        });
    let (first, from) = match that {
        Some(that) => (that.first, that.end),
        None if frame.accuser == Seat::None => (mark.end, mark.end),
        None => return None,
    };
    let person = s.is_any(from, &[Section::Speaker, Section::Victim, Section::Side])
        || s.tokens.is_word(from) && s.marks.at(from).is_empty();
    if !person || parties::is_joined(s, from) || s.number_at(from).is_some() {
        return None;
    }
    let accused = (from, phrase_end(s, from));
    let is_deed = (accused.1..(accused.1 + 3).min(s.tokens.len())).any(|at| {
        s.marks
            .of(at, Section::Accuse)
            .is_some_and(|mark| s.pack.accuses[mark.entry()].wrong)
            || kills(s, at)
    });
    // What an army is said to have suffered is no accusation.
    if !is_deed {
        return None;
    }
    let accuser = match frame.accuser {
        Seat::After => party_behind(s, mark.end, Some(first))
            .or_else(|| accuser_around(s, mark, speeches, Some(accused))),
        _ => None,
    };
    if accuser.is_none() && frame.accuser == Seat::After {
        return None;
    }
    finish(s, mark, accuser, Some(accused), act(s, accused.1), false)
}

/// ألقت A مسؤولية كذا على B, وجهت A إلى B تهمة كذا: a word leads to the accused, another to the act, in either order.
pub(super) fn led(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let near = |most: usize| {
        (mark.end..(mark.end + most).min(s.tokens.len())).take_while(|&at| !ends_clause(s, at))
    };
    let (lead, from) = near(PARTY)
        .find_map(|at| s.marks.of_entry(at, Section::AccuseAct, mark.entry()))
        .map(|mark| (mark.first, mark.end))?;
    let to = near(ACT)
        .find_map(|at| s.marks.of_entry(at, Section::AccusedMark, mark.entry()))
        .copied();
    // وجهت تهمة كذا لطبيب: the letter of a preposition leads to whom.
    let Some(to) = to else {
        let person = [Section::Victim, Section::Speaker, Section::Side];
        let led = |at: usize| {
            parties::is_fused(s, at) || parties::is_led(s, at) && parties::is_joined(s, at)
        };
        // اتهامات لوزيرين: right behind the word whoever it is.
        let beside = |at: usize| at == from && s.tokens.is_word(at) && parties::is_led(s, at);
        // أسندت النيابة لفلان تهمة كذا: before the word too.
        let ahead = (mark.end..lead).find(|&at| {
            led(at) && s.is_any(at, &person) || at == mark.end && parties::is_fused(s, at)
        });
        // وجهت النيابة لسامي تهمة: a name in no list right before the word, behind who charges by office.
        let ahead = ahead.or_else(|| {
            let charges = |at: usize| parties::is_listed(s, at, &s.pack.grammar.prosecutors);
            (mark.end + 1..lead).find(|&at| {
                is_unknown(s, at) && parties::is_led(s, at) && (mark.end..at).any(charges)
            })
        });
        if let Some(at) = ahead {
            let accuser = party_behind(s, mark.end, Some(at));
            let row = (at, phrase_end(s, at).clamp(at + 1, lead));
            return finish(s, mark, accuser, Some(row), act(s, from), false);
        }
        let at =
            near(ACT).find(|&at| beside(at) || at > from && led(at) && s.is_any(at, &person))?;
        let row = (at, phrase_end(s, at));
        let accuser = party_behind(s, mark.end, Some(lead));
        return finish(s, mark, accuser, Some(row), act(s, from), false);
    };
    let accused = if parties::has_pronoun(s, to.end - 1) {
        let people = is_plural(s, to.end - 1).then(|| counted_people(s, mark.first));
        people.flatten().or_else(|| antecedent(s, mark.first, None))
    } else if let Some(row) = charged(s, to.end) {
        // أسندت النيابة إلى المتهمين أنهم: a participle names whom.
        Some(row)
    } else if to.first < lead {
        party_behind(s, to.end, Some(lead))
    } else {
        parties::without_phrases(s, party_behind(s, to.end, None))
    }?;
    if is_abstract(s, accused) {
        return None;
    }
    // وجهت إلى فلان: with nobody behind the verb it is a passive, unless its subject stands before it.
    let accuser = party_behind(s, mark.end, Some(lead.min(to.first))).or_else(|| {
        let active = to.first > lead;
        active
            .then(|| accuser_around(s, mark, speeches, Some(accused)))
            .flatten()
            .or_else(|| parties::subject_before(s, mark.first))
            .or_else(|| topic::after_auxiliary(s, mark.first))
    });
    let act = if to.first > from {
        Some((from, to.first))
    } else {
        act(s, from)
    };
    finish(s, mark, accuser, Some(accused), act, false)
}
