//! Denials: who denies, and what.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::{FormCount, Section};
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, PARTY, Row, has_pronoun};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{act, act_lead};
use super::deeds::is_harm;
use super::rows::{is_name, party_before, party_behind};
use super::topic::{headline, is_unknown, subject, subject_end};
use super::{finish, speaker, subject as subjects, svo, verb_final, whose};

/// The charge that is denied by somebody stands at most so many tokens before.
const SUFFERED: usize = 5;
/// What is said to be false stands at most so many tokens before.
const ALLEGED: usize = 16;

pub(in crate::extract) fn denial(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.denies[mark.entry()];
    if s.pack.grammar.order == Order::Sov && frame.denier == Seat::Before {
        return verb_final::denial(s, mark);
    }
    // A charge denied by the army: a participle.
    if svo::applies(s) && s.is_any(mark.end, &[Section::AccuseBy, Section::SayBy]) {
        let near = mark.first.saturating_sub(SUFFERED)..mark.first;
        let charge = near
            .rev()
            .find(|&at| s.is_any(at, &[Section::DenyAct, Section::Accuse]))?;
        let denier = party_behind(s, mark.end + 1, None)?;
        return finish(
            s,
            mark,
            Some(denier),
            None,
            Some((charge, charge + 1)),
            true,
        );
    }
    let own = frame.strict.then(|| mark.entry());
    let lead = act_lead(s, mark.end, (Section::DenyAct, own), &frame.act_prefixes);
    // رفض تأكيد أو نفي كذا: nobody denies.
    let vso = s.pack.grammar.order == Order::Vso;
    // من ينكر كذا: whoever denies is nobody in particular.
    if vso && mark.first > 0 && s.is_any(mark.first - 1, &[Section::Or, Section::Of]) {
        return None;
    }
    // عبر عن رفض الدول لما ورد: a noun behind a preposition is no verb.
    let noun = mark
        .first
        .checked_sub(1)
        .is_some_and(|at| s.is(at, Section::Preposition));
    if vso && noun && frame.denier == Seat::After {
        return None;
    }
    // What is denied stands in the same clause, with no other verb of saying or accusing before it.
    let verb = |at: usize| s.is_any(at, &[Section::Say, Section::Accuse, Section::Border]);
    if frame.strict && svo::applies(s) {
        let (from, denier) = whose::relative_claim(s, mark.first)?;
        return finish(s, mark, Some(denier), None, Some((from, from + 1)), true);
    }
    if frame.strict && lead.is_none_or(|(at, _)| (mark.end..at).any(verb)) {
        return None;
    }
    let denied = lead.map_or(mark.end, |(from, _)| from);
    if vso && (is_of_death(s, denied) || !frame.strict && is_of_news(s, mark.end)) {
        return None;
    }
    let denier = match frame.denier {
        Seat::Before if svo::applies(s) => {
            let row = svo::before(s, mark.first, speeches);
            // A group accused of it is denying that: who is accused stands before the participle.
            let accused = row.and_then(|row| svo::accused_participle(s, row.0));
            accused.or(row)
        }
        // The allegations are false, he said: of what is alleged, who says so.
        Seat::Speaker if svo::applies(s) => {
            let said = (mark.first.saturating_sub(ALLEGED)..mark.first)
                .any(|at| s.is_any(at, &[Section::Accuse, Section::DenyAct]));
            super::speaker(speeches, mark.first)
                .or_else(|| svo::trailing(s, mark.end, speeches))
                .filter(|_| said)
        }
        Seat::Before if s.pack.grammar.order == Order::Svo => subjects::accuser(s, mark.first),
        // نافيا: the subject of the sentence denies.
        Seat::Subject => subject(s, mark.first),
        // الاتهامات كاذبة: who says so, else the subject.
        Seat::Speaker if vso => speaker(speeches, mark.first).or_else(|| subject(s, mark.first)),
        Seat::Before | Seat::None | Seat::Own | Seat::Speaker | Seat::Pronoun | Seat::Teller => {
            party_before(s, mark.first)
        }
        Seat::After if is_name(s, mark.first.checked_sub(1)) => party_before(s, mark.first),
        Seat::After if s.pack.grammar.order == Order::Vso && headline(s, mark.first).is_some() => {
            headline(s, mark.first)
        }
        Seat::After => party_behind(s, mark.end, lead.map(|(from, _)| from))
            .or_else(|| party_before(s, mark.first)),
    };
    let denier = match s.pack.grammar.order {
        Order::Vso
            if !matches!(frame.denier, Seat::Subject | Seat::Speaker)
                && headline(s, mark.first).is_none() =>
        {
            parties::denier(s, denier, mark.first).or_else(|| {
                // لكن مصدرا مقربا من فلان ينفي ذلك: the topic of the clause.
                (frame.denier == Seat::After)
                    .then(|| parties::topic_of(s, mark.first))
                    .flatten()
            })
        }
        _ => denier,
    }?;
    let accused = lead.and_then(|(at, from)| match s.pack.grammar.order {
        Order::Vso => other_of_clause(s, at, from),
        // "denied that Morales": somebody else by name, no pronoun.
        _ if svo::applies(s) && s.is(at, Section::SayThat) => {
            svo::clause_subject(s, from)
                .filter(|row| svo::is_other(s, *row) && svo::names(s, *row))
                // Eritrean officials denied that Eritrean troops were there: their own.
                .filter(|row| !parties::shares_side(s, denier, *row))
        }
        _ => None,
    });
    let accused = accused.or_else(|| vso.then(|| doer_denied(s, lead?.0)).flatten());
    let act = match lead {
        Some((_, from)) => act(s, from),
        // Called the reports a lie: what is denied stands in the words of the frame.
        None => act(s, mark.end.max(denier.1))
            .filter(|row| (row.0..row.1).any(|at| s.tokens.is_word(at)))
            .or(Some((mark.first, mark.end))),
    };
    finish(s, mark, Some(denier), accused, act, true)
}

/// نفى استهداف قوات كذا لمنزل, إقدام الجيش على قتل كذا: who is said to have done what is denied.
fn doer_denied(s: &Sentence<'_>, at: usize) -> Row {
    let row = parties::party_at(s, at + 1).filter(|row| !parties::is_joined(s, row.0))?;
    let governs = parties::governs(s, at);
    // نفى استهداف القوات المدنيين: behind who did it stands whom, with no letter.
    let object =
        s.is_any(row.1, &[Section::Victim, Section::Stop]) || parties::is_definite(s, row.1);
    let bare = s.tokens.is_word(row.1)
        && object
        && !parties::is_joined(s, row.1)
        && !parties::is_adjective(s, row.1);
    let led = s.tokens.is_word(row.1) && parties::is_led(s, row.1) || bare;
    let leads = s.marks.of(at, Section::Accuse).is_some_and(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        frame.has_act && frame.accuser == Seat::Speaker
    });
    (governs && led || leads && !governs).then_some(row)
}

/// What is denied stands within so many tokens.
const DENIED: usize = 4;

/// نفت الحركة نبأ وفاة زعيمها: that somebody died is denied, and no deed; that several were killed may be one.
fn is_of_death(s: &Sentence<'_>, from: usize) -> bool {
    let near = from..from + DENIED;
    let death = near
        // نفى تسببه في وفاة كذا: what he is said to have done.
        .take_while(|&at| !(s.tokens.is_word(at) && has_pronoun(s, at)))
        .take_while(|&at| {
            s.tokens.is_word(at) || matches!(s.tokens.sign(at), Some('"' | '”' | '»' | '«' | '“'))
        })
        .find(|&at| parties::is_listed(s, at, &s.pack.grammar.deaths));
    death.is_some_and(|at| {
        let people = |at: usize| {
            s.number_at(at).is_some()
                || s.marks
                    .of(at, Section::Victim)
                    .is_some_and(|mark| mark.sense.count == FormCount::Plural)
        };
        !(at + 1..at + 1 + DENIED).any(people)
    })
}

/// نفت الحركة تلك التقارير: that news is true is denied, and no deed.
fn is_of_news(s: &Sentence<'_>, from: usize) -> bool {
    let near = from..from + PARTY;
    let at = near
        .take_while(|&at| s.tokens.is_word(at) && !s.is(at, Section::Border))
        .find(|&at| parties::is_listed(s, at, &s.pack.grammar.news));
    // أنباء تورطه في كذا, ما جاء في التقارير عن قصف كذا: of a deed.
    at.is_some_and(|at| {
        let clause = |at: &usize| !s.tokens.get(*at).is_some_and(|token| token.and_prefix);
        !(at + 1..at + 1 + 2 * DENIED)
            .take_while(clause)
            .take_while(|&at| s.tokens.is_word(at))
            .any(|at| is_harm(s, at) || has_pronoun(s, at))
    })
}

/// Of whom something is denied, where it is not the denier: نفى فلان أن موسكو قصفت.
fn other_of_clause(s: &Sentence<'_>, at: usize, from: usize) -> Row {
    let that = s.is(at, Section::SayThat) && from == at + 1 && !has_pronoun(s, at);
    if that && s.is_any(from, &[Section::Side, Section::Speaker, Section::Agency]) {
        return Some((from, subject_end(s, from)));
    }
    // أن موراليس - ...: a name in no list that an aside or an auxiliary follows.
    let aside = matches!(s.tokens.sign(from + 1), Some('-' | '–' | ',' | '،' | '('));
    let known = aside || s.is(from + 1, Section::Function);
    (that
        && known
        && is_unknown(s, from)
        && !parties::is_joined(s, from)
        && !parties::is_definite(s, from))
    .then_some((from, from + 1))
}
