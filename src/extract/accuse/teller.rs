//! In whose mouth a deed is, where verbs come first: who tells of it, condemns it or calls for something about it.
//!
//! What enters: a sentence, its frames of speech and where the deed stands. What leaves: the row of tokens of who tells; none
//! where the words are the paper's own.

use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, Row};
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{act_lead, ends_clause};
use super::deeds::is_harm;
use super::rows::{named, party_behind};
use super::speaker;
use super::topic::{after_auxiliary, counted_people, is_relative, is_unknown, phrase_end, subject};

/// So many tokens behind a verb of speech it still tells what stands there.
const TOLD: usize = 18;
/// A quotation opens at most so many tokens behind who is quoted.
const SAID: usize = 3;
/// What is condemned stands at most so many tokens behind the word for it.
const CONDEMNED: usize = 45;
/// A name in no list is at most so many tokens long.
const NAME: usize = 4;
/// Who tells of a deed: who speaks, or who condemns it, whichever stands nearer before it.
pub(in crate::extract) fn who_told(s: &Sentence<'_>, speeches: &[Speech], at: usize) -> Row {
    let near = speeches
        .iter()
        .rfind(|speech| speech.end <= at && speech.speaker.is_some());
    let own = |speech: &Speech| is_past(s, speech, at) || is_quoted_before(s, speech, at);
    if near.is_some_and(own) {
        return teller(s, speeches, at);
    }
    teller(s, speeches, at).or_else(|| spoke_before(s, at))
}

/// Who tells of a deed: the nearest of who condemns it, who speaks before it and who calls for something about it.
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
    let speaker = speaker(speeches, at)
        .filter(|_| near.is_none_or(covers))
        .filter(|_| {
            near.is_none_or(|speech| !is_quoted_before(s, speech, at) && !is_past(s, speech, at))
        });
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

/// قتل كذا، على ما أعلن فلان، وكانت الحصيلة: what stands behind the clause that somebody's words close is the paper's own.
fn is_past(s: &Sentence<'_>, speech: &Speech, at: usize) -> bool {
    let opening = (0..speech.first)
        .rev()
        .find(|&at| ends_clause(s, at))
        .map_or(0, |end| end + 1);
    let behind = speech
        .speaker
        .map_or(speech.end, |row| row.1)
        .max(speech.end);
    let closed = (behind..at).any(|at| matches!(s.tokens.sign(at), Some(',' | '،')));
    // على ما أعلن فلان, كما قال فلان.
    let as_said = speech.first > opening
        && ["ما", "كما", "حسبما"].contains(&parties::word(s, speech.first - 1));
    let closes = speech.trails || as_said;
    closes && speech.first > opening + 1 && behind <= at && closed
}

/// قال فلان إن «...»، ردا على كذا: a quotation that closed before is all that he said.
fn is_quoted_before(s: &Sentence<'_>, speech: &Speech, at: usize) -> bool {
    let first = speech
        .speaker
        .map_or(speech.end, |row| row.1)
        .max(speech.end);
    let open = (first..at.min(first + SAID))
        .find(|&at| matches!(s.tokens.sign(at), Some('"' | '«' | '“')));
    let close = open.and_then(|open| {
        (open + 1..at).find(|&at| matches!(s.tokens.sign(at), Some('"' | '»' | '”')))
    });
    let own = (first..at).any(|at| is_manner(s, at));
    own || close.is_some_and(|close| {
        let goes_on = (close..at).any(|at| {
            let that = s.is(at, Section::SayThat) && !s.is(at, Section::Preposition);
            that || s.is(at, Section::Say)
        });
        let comma = matches!(s.tokens.sign(close + 1), Some(',' | '،'));
        comma && !goes_on
    })
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
    is_manner(s, at)
        || s.marks
            .of(at, Section::Border)
            .is_some_and(|border| !s.pack.borders[border.entry()].soft)
}

/// تعهد بكذا، غاضا النظر عن كذا: how somebody did it is the paper's own.
fn is_manner(s: &Sentence<'_>, at: usize) -> bool {
    let next = at + 1;
    // مشيرا إلى أن كذا: he says it.
    let says = (next + 1..next + 4)
        .any(|at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition));
    matches!(s.tokens.sign(at), Some(',' | '،'))
        && !says
        && is_unknown(s, next)
        && !parties::is_definite(s, next)
        && parties::word(s, next)
            .trim_end_matches('\u{64b}')
            .ends_with('ا')
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
pub(super) fn continued(s: &Sentence<'_>, at: usize) -> Row {
    let says = (at.saturating_sub(4)..at).any(|at| s.is(at, Section::Say));
    (says && s.pack.grammar.order == Order::Vso)
        .then(|| subject(s, at))
        .flatten()
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
