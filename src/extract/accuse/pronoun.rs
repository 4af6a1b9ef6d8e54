//! Frames whose accused is a pronoun, where verbs come first: اتهمته, اتهامهم, واتهمونا.
//!
//! What enters: a frame in a sentence. What leaves: its proposal, where whom the pronoun means is named before it.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, ends_clause};
use super::rows::{named, party_behind};
use super::teller::caller;
use super::topic::{antecedent, counted_people, subject, subject_end};
use super::vso::{is_relative, lead_of};
use super::{finish, speaker};

/// اتهمته, اتهامهم, يزعم أنه: whom the pronoun means stands before.
pub(super) fn pronoun(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = lead_of(s, mark);
    if frame.strict && lead.is_none() {
        return None;
    }
    let by = by(s, mark);
    let mut accuser = match (frame.accuser, by) {
        (_, Some(by)) => party_behind(s, by, lead.map(|(at, _)| at).filter(|&at| at > by)),
        (Seat::After, _) => {
            party_behind(s, mark.end, lead.map(|(at, _)| at)).filter(|(from, _)| {
                !s.is(*from, Section::Preposition) && !parties::is_joined(s, *from)
            })
        }
        _ => None,
    };
    if accuser.is_none() && frame.accuser == Seat::After {
        accuser = parties::subject_before(s, mark.first)
            .or_else(|| joined_subject(s, mark.first))
            .or_else(|| parties::topic_of(s, mark.first))
            .or_else(|| subject(s, mark.first))
            .or_else(|| speaker(speeches, mark.first));
    }
    let relative = is_relative(s, mark.first);
    let continued = relative
        .then(|| parties::continued(s, mark.first - 1))
        .flatten();
    let people = is_plural(s, mark.end - 1)
        .then(|| counted_people(s, mark.first))
        .flatten();
    // توقيف فلان لتورطه في كذا, ضد ناشطين يشتبه في ضلوعهم: whom the words touch.
    let reason = matches!(frame.accuser, Seat::Speaker | Seat::Subject);
    let open = frame.accuser == Seat::None
        && mark.end > mark.first + 1
        && mark.first > 0
        && !parties::is_definite(s, mark.first)
        && !parties::is_definite(s, mark.first - 1);
    let beside = (reason && parties::is_led(s, mark.first) || open)
        .then(|| parties::noun_before(s, mark.first))
        .flatten()
        .filter(|row| row.1 == mark.first);
    // متهما لتورطه في كذا: a participle names whom.
    let participle = || {
        let before = mark.first.checked_sub(1).filter(|_| reason)?;
        let own = s.marks.ending(before + 1, Section::Accuse)?;
        let seat = s.pack.accuses[own.entry()].accused;
        matches!(seat, Seat::Own | Seat::Before).then_some((own.first, own.end))
    };
    let beside = beside.or_else(participle);
    // استهدفت أفرادا يشتبه في انتمائهم: a noun that the verb touches is nearer than any number.
    let (first, second) = if frame.claim {
        (beside, people)
    } else {
        (people, beside)
    };
    let accused = continued
        .or(first)
        .or(second)
        .or_else(|| {
            let tried = frame.claim || is_verdict(s, mark);
            // بالسجن عامين: how long is nobody.
            let long = |row: &(usize, usize)| s.is(row.0, Section::Stop);
            let arrested = tried.then(|| parties::arrested(s, mark.first)).flatten();
            arrested.filter(|row| !long(row))
        })
        .or_else(|| {
            is_plural(s, mark.end - 1)
                .then(|| against(s, mark))
                .flatten()
        })
        // حكمت محكمة على فلان بعد إدانته: no court is found guilty.
        .or_else(|| {
            let verdict = is_verdict(s, mark);
            antecedent(s, mark.first, accuser).filter(|row| !verdict || !is_court(s, row.0))
        })
        .or_else(|| against(s, mark));
    // هاجم الرئيس المعارضة متهما إياها: the object of the verb before, behind its subject.
    let both = accuser.filter(|_| accused.is_none());
    let (accuser_part, accused) = match both.and_then(|row| Some((row, parties::cut(s, row)?))) {
        Some(((from, to), at)) => (Some((from, at)), Some((at, to))),
        None => (accuser, accused),
    };
    accuser = accuser_part;
    // بعد اتهامهن: who did what stands before it accuses, where the sentence says so.
    let behind_deed = mark.first > 0 && s.is(mark.first - 1, Section::Border)
        || s.tokens
            .get(mark.first)
            .is_some_and(|token| token.prefixed && !token.and_prefix);
    if frame.accuser == Seat::Subject && behind_deed {
        // هاجم الرئيس التركي رئيس الحزب باتهامه: the object stands behind the subject.
        accuser = subject(s, mark.first)
            .map(|row| match accused {
                Some((from, _)) if from > row.0 => (row.0, row.1.min(subject_end(s, row.0))),
                _ => row,
            })
            .filter(|row| accused.is_none_or(|accused| row.1 <= accused.0 || row.0 >= accused.1));
    }
    // أحيل فلان إلى المحاكمة لضلوعه في كذا: whoever says so.
    if frame.accuser == Seat::Speaker {
        accuser = speaker(speeches, mark.first)
            // طالب الوزير أرمينيا بوقف اعتداءاتها: who calls for it, before whom he calls on.
            .or_else(|| {
                let (first, end) = caller(s, mark.first)?;
                let to = accused.map_or(end, |row| end.min(row.0));
                (first < to).then_some((first, to))
            })
            .filter(|row| accused.is_none_or(|accused| row.1 <= accused.0 || row.0 >= accused.1));
    }
    let from = lead
        .map(|(_, from)| from)
        .or(by.is_none().then_some(mark.end));
    let act = from.and_then(|from| act(s, from));
    let nobody = accuser.is_none() && frame.claim;
    if accused.is_none() && (act.is_none() || nobody || frame.accuser == Seat::Speaker) {
        return None;
    }
    finish(s, mark, accuser, accused, act, false)
}

/// بعدما أدانته, إثر إدانته: whoever was sentenced is found guilty. A word that condemns stands in the frame.
fn is_verdict(s: &Sentence<'_>, mark: &Mark) -> bool {
    let list = &s.pack.grammar.arrests;
    parties::is_listed(s, mark.end - 1, list)
}

/// محكمة جنايات القاهرة: whether a token belongs to the name of a court, or of another body.
fn is_court(s: &Sentence<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..=at).any(|at| parties::is_listed(s, at, &s.pack.grammar.bodies))
}

/// تقدم فلان ببلاغ ضد فلان وفلان اتهمهما فيه بكذا: against whom something was done before.
fn against(s: &Sentence<'_>, mark: &Mark) -> Row {
    let near = mark.first.saturating_sub(PARTY)..mark.first;
    let to = near
        .rev()
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| {
            s.marks
                .of(at, Section::AccusedMark)
                .filter(|to| s.is(to.first, Section::Preposition))
        })?;
    party_behind(s, to.end, Some(mark.first))
}

/// واتهمونا بكذا: whoever speaks is accused, a side by its name; a witness who speaks for others names nobody.
pub(super) fn of_us(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let (_, from) = lead_of(s, mark)?;
    let behind = party_behind(s, mark.end, lead_of(s, mark).map(|(at, _)| at));
    let accuser = named(s, behind)
        .or_else(|| parties::topic_of(s, mark.first))
        .or_else(|| parties::subject_before(s, mark.first))?;
    let speaks = |row: &(usize, usize)| (row.0..row.1).any(|at| s.is(at, Section::Side));
    let accused = speaker(speeches, mark.first)
        .filter(|row| speaks(row) && (row.1 <= accuser.0 || row.0 >= accuser.1));
    finish(s, mark, Some(accuser), accused, act(s, from), false)
}

/// الحركة تنفي وتتهمه: the subject of the verb that and joins to this one.
fn joined_subject(s: &Sentence<'_>, verb: usize) -> Row {
    s.tokens.get(verb).filter(|token| token.and_prefix)?;
    let other = [Section::Deny, Section::Say, Section::Accuse]
        .into_iter()
        .find_map(|section| s.marks.ending(verb, section))?;
    parties::subject_before(s, other.first)
}

/// Whether a word ends with the pronoun of several people.
pub(super) fn is_plural(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.word(at);
    s.pack
        .grammar
        .plural_pronouns
        .iter()
        .any(|ending| word.ends_with(ending.as_str()))
}

/// Where the party begins that a passive names: من جانب.
pub(super) fn by(s: &Sentence<'_>, mark: &Mark) -> Option<usize> {
    (mark.end..(mark.end + ACT / 2).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::AccuseBy))
        .map(|mark| mark.end)
}
