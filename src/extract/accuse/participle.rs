//! Participles where verbs come first: متهم بقتل, المتهمون.
//!
//! What enters: a frame in a sentence. What leaves: its proposal, where whom the participle is about is known.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::{self, PARTY};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, own_lead};
use super::deeds::is_harm;
use super::pronoun::by;
use super::rows::{named, party_behind};
use super::topic::{antecedent, counted_people};
use super::vso::{accuser_around, counted_row};
use super::{finish, speaker};

/// Of what somebody is suspected stands at most so many tokens behind the word.
const WHAT: usize = 4;
/// متهم بقتل, المتهمون: what a participle leads to touches it; with a party behind it, it accuses that.
pub(super) fn participle(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = own_lead(s, mark, mark.end);
    let near = parties::touching_lead(s, mark.end, &frame.act_prefixes)
        .or(lead.filter(|(at, _)| *at == mark.end))
        .or((!frame.strict).then_some((mark.end, mark.end)));
    let Some((_, from)) = near else {
        let (at, from) = lead.filter(|_| frame.accused == Seat::Before)?;
        // يتحمل فلان مسؤولية كذا is a verb; أن يتحمل is what somebody wants.
        let wanted = || mark.first > 0 && s.is(mark.first - 1, Section::SayThat);
        if frame.accuser == Seat::Speaker && (!frame.party || wanted()) {
            return None;
        }
        let accused = party_behind(s, mark.end, Some(at));
        let accused = parties::without_phrases(s, accused)?;
        // متهمين عملية الاختيار بأنها: somebody in no list touches the act, with the article.
        let touches =
            accused.1 == at && (accused.0..accused.1).any(|at| parties::is_definite(s, at));
        let quoted = matches!(s.tokens.sign(mark.end), Some('«' | '“' | '"'));
        if named(s, Some(accused)).is_none() && !touches && !quoted {
            return None;
        }
        if s.is(accused.0, Section::Preposition) {
            return None;
        }
        let accuser = accuser_around(s, mark, speeches, Some(accused))?;
        return finish(s, mark, Some(accuser), Some(accused), act(s, from), false);
    };
    // احتجز الجنود المشتبه بهم في ثكنة: where they are, and not of what they are suspected.
    let suspects = frame.strict && mark.end > mark.first + 1 && from > mark.end;
    if suspects && s.is(from - 1, Section::Preposition) && !is_case(s, from) {
        return None;
    }
    let number = mark.first.checked_sub(1).and_then(|at| s.number_at(at));
    let accused = match (frame.accused, number) {
        // أربعة متهمين: the number counts the accused.
        (Seat::Before, Some(number))
            if frame.strict && (!parties::is_definite(s, mark.first) || is_case(s, from)) =>
        {
            Some((number.first, mark.end))
        }
        (Seat::Own, _) => parties::own(s, mark),
        (_, _) if !frame.strict && frame.claim => parties::arrested(s, mark.first),
        (_, _) if !frame.strict => parties::arrested(s, mark.first)
            .or_else(|| {
                // قدمت النيابة لائحة اتهام: who charges by office is not charged.
                let charges = |row: &(usize, usize)| {
                    parties::is_listed(s, row.0, &s.pack.grammar.prosecutors)
                };
                antecedent(s, mark.first, None).filter(|row| !charges(row))
            })
            .filter(|(first, _)| first + PARTY > mark.first)
            .or_else(|| counted_people(s, mark.first)),
        // بأنه متهم بكذا: whom the pronoun means.
        _ if mark.first > 0
            && s.is(mark.first - 1, Section::SayThat)
            && parties::has_pronoun(s, mark.first - 1) =>
        {
            antecedent(s, mark.first - 1, None)
        }
        // وإن كانوا مسؤولين عن كذا: whom the verb of being is about.
        _ if frame.accuser == Seat::Speaker
            && mark.first > 0
            && s.is(mark.first - 1, Section::Function)
            && parties::is_plural_verb(s, mark.first - 1) =>
        {
            antecedent(s, mark.first - 1, None)
        }
        // هوية مشتبه به: what stands before is nobody.
        // اعتقال خلية في المدينة مسؤولة عن كذا: no place is accused.
        _ => parties::continued(s, mark.first)
            // أوقفت الشرطة المشتبه به: the pronoun means no woman and no body.
            .filter(|row| {
                let last = row.1 - 1;
                let body = s.is(last, Section::Speaker) && parties::is_definite(s, last);
                let definite = parties::is_definite(s, mark.first);
                !body || !definite || parties::agrees(s, last, mark.end - 1)
            })
            // الإفراج عن المشتبه بهم في كذا: nobody else is named.
            .or_else(|| parties::is_definite(s, mark.first).then_some((mark.first, mark.end)))
            .map(|row| {
                let place = row.0 > 0 && s.is(row.0 - 1, Section::Place);
                let arrested = place.then(|| parties::arrested(s, mark.first)).flatten();
                arrested.unwrap_or(row)
            })
            .map(|row| counted_row(s, row))
            // مواطن عمره 30 سنة، متهم بكذا: how old he is names nobody.
            .map(
                |row| match s.number_at(row.0).is_some_and(|age| !age.counts) {
                    true => parties::arrested(s, row.0)
                        .or_else(|| antecedent(s, row.0, None))
                        .unwrap_or(row),
                    false => row,
                },
            )
            // المزيد من المتهمين: they are what the participle says.
            .map(|row| match s.is(row.1 - 1, Section::Of) {
                true => (mark.first, mark.end),
                false => row,
            })
            // اعتقال مئات من المشتبه بهم في الداخل: of what they are suspected is not said.
            .filter(|row| row.1 <= mark.first || is_case(s, from))
            .filter(|row| !frame.claim || is_somebody(s, *row)),
    }?;
    // أحالت النيابة فلانا إلى المحكمة بتهمة كذا: the verb that these words lead to the act says who charges whom.
    let verb = |at: usize| {
        s.marks.of(at, Section::Accuse).is_some_and(|verb| {
            let frame = &s.pack.accuses[verb.entry()];
            let charges = (frame.accuser, frame.accused) == (Seat::After, Seat::After);
            let acts = || own_lead(s, verb, verb.end).is_some_and(|(act, _)| act == mark.first);
            // أحالت الشرطة الملف إلى النيابة، وأوقفت رجلا بتهمة كذا: who is arrested on the way is charged.
            let arrested =
                (verb.end..mark.first).any(|at| parties::is_listed(s, at, &s.pack.grammar.arrests));
            frame.strict && charges && acts() && !arrested
        })
    };
    if !frame.strict && (mark.first.saturating_sub(ACT)..mark.first).any(verb) {
        return None;
    }
    // على ذمة التحقيق بتهمة كذا, خلال السنوات الماضية بتهم: a step of the court or a time is nobody.
    let ends = |section| s.marks.ending(accused.1, section).is_some();
    if frame.accused == Seat::Before
        && !frame.strict
        && accused.1 <= mark.first
        && (ends(Section::Accuse) || ends(Section::Background))
    {
        return None;
    }
    // معاقل مشتبه بأنها تابعة لكذا: a post is not suspected.
    let named_so = s.is_any(accused.0, &[Section::Side, Section::Speaker]);
    if !named_so && parties::is_listed(s, accused.0, &s.pack.grammar.posts) {
        return None;
    }
    // Whom somebody calls responsible, or involved, has a name.
    let calls = frame.accuser == Seat::Speaker || frame.claim && frame.accused == Seat::Own;
    if calls && named(s, Some(accused)).is_none() {
        return None;
    }
    let accuser = match frame.accuser {
        // المجموعة المسؤولة عن كذا، وفق فلان: what the paper says of a party is not what he said.
        Seat::Speaker => Some(
            speaker(speeches, mark.first)
                .filter(|row| row.1 <= mark.first || !parties::is_definite(s, mark.first))?,
        ),
        _ => by(s, mark).and_then(|by| party_behind(s, by, None)),
    };
    finish(s, mark, accuser, Some(accused), act(s, from), false)
}

/// Whether a harm, or the case that it is, stands soon behind a word.
fn is_case(s: &Sentence<'_>, from: usize) -> bool {
    (from..from + WHAT)
        .take_while(|&at| s.tokens.is_word(at))
        .any(|at| is_harm(s, at) || parties::is_listed(s, at, &s.pack.grammar.cases))
}

/// Whether a phrase holds a number, or a word for people.
pub(super) fn is_somebody(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| {
        s.is_any(at, &[Section::Victim, Section::Side, Section::Speaker])
            || s.number_at(at).is_some()
    })
}
