//! Accusations and denials: who accuses whom of what.
//!
//! What enters: a sentence with marks. What leaves: one proposal for each frame whose accused (of a denial: who denies)
//! stands in the sentence.

use std::sync::Arc;

use super::marks::Mark;
use super::pack::lexicon::Section;
use super::pack::raw::{Order, Seat};
use super::parties::{self, PARTY, Row};
use super::proposal::{AccusationProposal, Proposal, Reason, Role, Score, Slot};
use super::sentence::Sentence;
use super::speech::Speech;

/// An act is at most so many tokens long.
const ACT: usize = 40;

/// The accusations of a sentence.
pub(super) fn propose(s: &Sentence<'_>, speeches: &[Speech], into: &mut Vec<Proposal>) {
    let mut at = 0;
    while at < s.tokens.len() {
        let mut end = at + 1;
        let found = if let Some(mark) = s.marks.of(at, Section::Accuse) {
            end = mark.end;
            if s.pack.accuses[mark.entry()].mutual {
                into.extend(mutual(s, mark).into_iter().map(Proposal::Accusation));
                None
            } else {
                accusation(s, mark, speeches)
            }
        } else if let Some(mark) = s.marks.of(at, Section::Deny) {
            end = mark.end;
            denial(s, mark)
        } else if let Some(mark) = s.marks.of(at, Section::Alleged) {
            end = mark.end;
            alleged(s, mark)
        } else {
            None
        };
        into.extend(found.map(Proposal::Accusation));
        at = end;
    }
}

/// Whether a sentence holds a word that accuses or denies.
pub(super) fn is_worth_a_look(s: &Sentence<'_>) -> bool {
    [Section::Accuse, Section::Deny, Section::Alleged]
        .into_iter()
        .any(|section| s.marks.hold(section))
}

/// Who speaks around a word: the nearest frame before it, else one behind that may close a sentence.
fn speaker(speeches: &[Speech], at: usize) -> Row {
    let before = speeches
        .iter()
        .rfind(|speech| speech.end <= at && speech.speaker.is_some());
    let after = || {
        speeches
            .iter()
            .find(|speech| speech.first >= at && speech.trails)
    };
    before
        .or_else(after)?
        .speaker
        .filter(|(from, to)| *to <= at || *from > at)
}

fn accusation(s: &Sentence<'_>, mark: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    if frame.wrong {
        return wrong(s, mark, speeches);
    }
    if frame.has_marks && s.pack.grammar.order == Order::Vso {
        return charge(s, mark, speeches);
    }
    let by = (mark.end..(mark.end + ACT).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::AccuseBy));
    let lead = act_lead(s, mark.end, Section::AccuseAct, &frame.act_prefixes);
    if frame.strict && lead.is_none() {
        return None;
    }
    let is_vso = s.pack.grammar.order == Order::Vso;
    let touching = parties::touching_lead(s, mark.end, &frame.act_prefixes);
    let lead = if is_vso && frame.strict && matches!(frame.accused, Seat::Before | Seat::Own) {
        // متهم بقتل: what a participle leads to touches it.
        let near = touching.or(lead.filter(|(at, _)| *at == mark.end));
        Some(near?)
    } else {
        lead
    };
    let (mut accuser, mut accused): (Row, Row) = (None, None);
    match (frame.accuser, frame.accused) {
        // اتهم بقتل: nothing between the verb and the act is a passive.
        (Seat::After, Seat::After) if is_vso && touching.is_some() => {
            accused = parties::noun_before(s, mark.first);
            let act = touching.and_then(|(_, from)| act(s, from));
            return finish(s, mark, None, Some(accused?), act, false);
        }
        (Seat::After, Seat::After) if is_vso => {
            (accuser, accused) = parties::behind(s, mark, lead.map(|(from, _)| from));
            if accuser.is_none() {
                accuser = parties::subject_before(s, mark.first)
                    .or_else(|| {
                        named(
                            s,
                            party_before(s, mark.first).filter(|row| row.1 == mark.first),
                        )
                    })
                    .or_else(|| speaker(speeches, mark.first));
            }
        }
        (Seat::After, Seat::After) => {
            let region = party_behind(s, mark.end, lead.map(|(from, _)| from));
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
            // أرمينيا تتهم أذربيجان: the accuser stands before the verb, or is the subject of the sentence.
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
        (accuser_seat, accused_seat) => {
            match accuser_seat {
                Seat::Before => accuser = party_before(s, mark.first),
                Seat::After => accuser = party_behind(s, mark.end, lead.map(|(from, _)| from)),
                // ٣٣ متهما is a number of accused.
                Seat::Speaker if frame.strict && counted(s, mark.first) => return None,
                Seat::Speaker => {
                    accuser = speaker(speeches, mark.first).or_else(|| condemner(s, mark.first));
                    if accuser.is_none() && is_vso && frame.strict {
                        accuser = parties::subject_of_sentence(s, mark.first);
                    }
                    accuser?;
                }
                Seat::Own | Seat::None => {}
            }
            match accused_seat {
                Seat::Before if is_vso => accused = parties::noun_before(s, mark.first),
                Seat::Before => accused = party_before(s, mark.first),
                Seat::After => {
                    accused = party_behind(s, mark.end, lead.map(|(from, _)| from));
                    if is_vso && !frame.strict {
                        accused = parties::without_phrases(s, accused);
                    }
                }
                Seat::Own if is_vso => accused = parties::own(s, mark),
                Seat::Own => accused = Some((mark.first, mark.end)),
                Seat::Speaker | Seat::None => {}
            }
        }
    }
    if let Some(by) = by
        && accuser.is_none()
    {
        accuser = party_behind(s, by.end, None);
    }
    let accused = match (frame.accuser, frame.accused) {
        // أدانت موسكو القصف الأوكراني: the side right behind the deed.
        (Seat::After, Seat::None) if is_vso => lead.and_then(|(_, from)| parties::doer(s, from)),
        _ => accused,
    }?;
    let act = lead.and_then(|(_, from)| act(s, from));
    finish(s, mark, accuser, Some(accused), act, false)
}

fn counted(s: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| s.number_at(before).is_some())
}

/// Parties that accuse each other: one proposal each way.
fn mutual(s: &Sentence<'_>, mark: &Mark) -> Vec<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = act_lead(s, mark.end, Section::AccuseAct, &frame.act_prefixes)
        .or_else(|| parties::touching_lead(s, mark.end, &frame.act_prefixes));
    let act = lead.and_then(|(_, from)| act(s, from));
    let Some((one, other)) = parties::pair_inside(s, mark) else {
        return Vec::new();
    };
    [(one, other), (other, one)]
        .into_iter()
        .filter_map(|(accuser, accused)| finish(s, mark, Some(accuser), Some(accused), act, false))
        .collect()
}

/// "Armenia said that Azerbaijan shelled": the deed of a known side that somebody else tells.
fn wrong(s: &Sentence<'_>, mark: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let accused = parties::teller_subject(s, mark.first)?;
    let accuser = speaker(speeches, accused.0)?;
    if accuser.1 > accused.0 || parties::shares_side(s, accuser, accused) {
        return None;
    }
    let act = act(s, mark.first);
    finish(s, mark, Some(accuser), Some(accused), act, false)
}

/// "Charges of murder against X": the act stands between the noun and the word that leads to the accused.
fn charge(s: &Sentence<'_>, mark: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let lead = (mark.end..(mark.end + ACT / 2).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at) && s.tokens.sign(at).is_none_or(|c| c == '-'))
        .find_map(|at| s.marks.of(at, Section::AccusedMark).copied())?;
    let behind = act_lead(s, lead.end, Section::AccuseAct, &frame.act_prefixes);
    let accused = party_behind(s, lead.end, behind.map(|(from, _)| from));
    let accused = parties::without_phrases(s, accused)?;
    let between = (lead.first > mark.end).then_some((mark.end, lead.first));
    let act = between.or_else(|| behind.and_then(|(_, from)| act(s, from)));
    if frame.strict && act.is_none() {
        return None;
    }
    let accuser = match frame.accuser {
        Seat::Speaker => speaker(speeches, mark.first),
        _ => None,
    };
    finish(s, mark, accuser, Some(accused), act, false)
}

/// Who condemns what stands behind: أدانت السعودية الجريمة التي نفذها X.
fn condemner(s: &Sentence<'_>, before: usize) -> Row {
    let mark = (0..before).rev().find_map(|at| {
        s.marks.of(at, Section::Accuse).filter(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            frame.accuser == Seat::After && frame.accused == Seat::None
        })
    })?;
    if (mark.end..before).any(|at| ends_clause(s, at)) {
        return None;
    }
    let lead = act_lead(s, mark.end, Section::AccuseAct, &[])?.0;
    party_behind(s, mark.end, Some(lead)).filter(|(_, to)| *to <= before)
}

fn denial(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let frame = &s.pack.denies[mark.entry()];
    let lead = act_lead(s, mark.end, Section::DenyAct, &frame.act_prefixes);
    let denier = match frame.denier {
        Seat::Before | Seat::None | Seat::Own | Seat::Speaker => party_before(s, mark.first),
        Seat::After if is_name(s, mark.first.checked_sub(1)) => party_before(s, mark.first),
        Seat::After => party_behind(s, mark.end, lead.map(|(from, _)| from))
            .or_else(|| party_before(s, mark.first)),
    };
    let denier = match s.pack.grammar.order {
        Order::Vso => parties::denier(s, denier, mark.first),
        _ => denier,
    }?;
    let act = match lead {
        Some((_, from)) => act(s, from),
        None => act(s, mark.end.max(denier.1)),
    };
    finish(s, mark, Some(denier), None, act, true)
}

fn alleged(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let near = mark.end..(mark.end + 5).min(s.tokens.len());
    let act_mark = near
        .clone()
        .find_map(|at| s.marks.of(at, Section::AllegedAct))?;
    let wide = mark.end..(act_mark.end + 4).min(s.tokens.len());
    let side = wide
        .into_iter()
        .find_map(|at| s.marks.of(at, Section::Side))?;
    let act = act(s, act_mark.first);
    finish(s, mark, None, Some((side.first, side.end)), act, false)
}

/// A party that holds a known name.
pub(super) fn named(s: &Sentence<'_>, row: Row) -> Row {
    row.filter(|(from, to)| (*from..*to).any(|at| is_name(s, Some(at))))
}

pub(super) fn is_name(s: &Sentence<'_>, at: Option<usize>) -> bool {
    at.is_some_and(|at| s.is_any(at, &[Section::Side, Section::Speaker, Section::Agency]))
}

fn finish(
    s: &Sentence<'_>,
    mark: &Mark,
    accuser: Row,
    accused: Row,
    act: Row,
    denial: bool,
) -> Option<AccusationProposal> {
    let slot = |row: Row| row.and_then(|(from, to)| Slot::of(s.text, s.tokens.span(from, to)?));
    let rows = [accuser, accused, act, Some((mark.first, mark.end))];
    let from = rows.iter().flatten().map(|row| row.0).min()?;
    let to = rows.iter().flatten().map(|row| row.1).max()?;
    let rule: Arc<str> = s.rule(mark.sense);
    let mut reasons = Vec::new();
    for (role, row) in [
        (Role::Frame, Some((mark.first, mark.end))),
        (Role::Accuser, accuser),
        (Role::Accused, accused),
        (Role::Act, act),
    ] {
        reasons.extend(slot(row).map(|words| Reason {
            role,
            rule: rule.clone(),
            words,
        }));
    }
    let mut score = 85;
    if accuser.is_none() {
        score -= 15;
    }
    if act.is_none() {
        score -= 10;
    }
    Some(AccusationProposal {
        accuser: slot(accuser),
        accused: slot(accused),
        act: slot(act),
        denial,
        quote: slot(Some((from, to)))?,
        score: Score::from_hundredths(score),
        reasons,
    })
}

/// Where the act begins: the token that ends the accused, and the first of the act.
fn act_lead(
    s: &Sentence<'_>,
    from: usize,
    section: Section,
    prefixes: &[String],
) -> Option<(usize, usize)> {
    let end = (from + PARTY + 4).min(s.tokens.len());
    for at in from..end {
        let is_vso = s.pack.grammar.order == Order::Vso && section == Section::AccuseAct;
        // A bare preposition leads to the act only beside the frame: in may stand inside a party.
        if let Some(mark) = s.marks.of(at, section)
            && !(is_vso && at > from && mark.end == at + 1 && s.is(at, Section::Preposition))
        {
            // A deed (قصف, مسؤولية) is part of the act; a word that only leads to it (بأن) is not.
            let leads =
                !is_vso || s.is_any(mark.end - 1, &[Section::Preposition, Section::SayThat]);
            return Some((at, if leads { mark.end } else { at }));
        }
        if at > from && begins_so(s, at, prefixes) {
            return Some((at, at));
        }
        if matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟')) {
            return None;
        }
    }
    None
}

/// A word that carries a prefix that leads to the act: بقصف.
pub(super) fn begins_so(s: &Sentence<'_>, at: usize, prefixes: &[String]) -> bool {
    if prefixes.is_empty() || s.is_any(at, &[Section::Side, Section::Speaker, Section::Agency]) {
        return false;
    }
    if s.pack.grammar.order == Order::Vso && parties::is_bound(s, at) {
        return false;
    }
    let Some(token) = s.tokens.get(at).filter(|_| s.tokens.is_word(at)) else {
        return false;
    };
    let word = s.text.get(token.start..token.end).unwrap_or("");
    prefixes.iter().any(|prefix| {
        word.strip_prefix(prefix.as_str())
            .is_some_and(|rest| rest.chars().nth(2).is_some())
    })
}

pub(super) fn ends_clause(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟'))
}

fn act(s: &Sentence<'_>, from: usize) -> Row {
    let mut first = from;
    while matches!(s.tokens.sign(first), Some(':' | ',' | '،')) {
        first += 1;
    }
    let mut end = first;
    while end < s.tokens.len() && end < first + ACT {
        if matches!(
            s.tokens.sign(end),
            Some('.' | ';' | '؛' | '!' | '?' | '؟' | ',' | '،')
        ) {
            break;
        }
        end += 1;
    }
    (end > first).then_some((first, end))
}

/// The party before a word, back to the clause's beginning.
fn party_before(s: &Sentence<'_>, to: usize) -> Row {
    let mut end = to;
    while end > 0
        && (s.is(end - 1, Section::Function) || matches!(s.tokens.sign(end - 1), Some(',' | '،')))
    {
        end -= 1;
    }
    let mut first = end;
    while first > 0 && end - first < PARTY {
        let at = first - 1;
        let ends = match s.tokens.sign(at) {
            Some('-' | '\'' | '’' | '.' | '/' | '(' | ')' | '«' | '»' | '"' | '“' | '”') => {
                false
            }
            Some(_) => true,
            None => s.is_any(
                at,
                &[
                    Section::SayThat,
                    Section::Border,
                    Section::Say,
                    Section::Accuse,
                    Section::Deny,
                ],
            ),
        };
        if ends {
            break;
        }
        first -= 1;
    }
    while first < end
        && (s.is_any(first, &[Section::And, Section::Or, Section::Function])
            || s.tokens.sign(first).is_some())
    {
        first += 1;
    }
    (end > first).then_some((first, end))
}

/// The party behind a word, up to the act or the clause's end.
fn party_behind(s: &Sentence<'_>, from: usize, lead: Option<usize>) -> Row {
    let mut first = from;
    while s.is_any(first, &[Section::Function, Section::Article]) && first < from + 3 {
        first += 1;
    }
    let mut end = first;
    let limit = lead
        .unwrap_or(usize::MAX)
        .min(first + PARTY)
        .min(s.tokens.len());
    while end < limit {
        let ends = match s.tokens.sign(end) {
            Some('-' | '\'' | '’' | '/' | '(' | ')' | '«' | '»' | '"' | '“' | '”') => false,
            Some(_) => true,
            None => parties::ends_party(s, end),
        };
        if ends {
            break;
        }
        end += 1;
    }
    while end > first && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    (end > first).then_some((first, end))
}

/// Two parties in a row: the second begins at the last side, speaker or name.
fn parted(s: &Sentence<'_>, (from, to): (usize, usize)) -> (Row, Row) {
    // A word that marks the accused parts them plainly.
    if let Some(mark) = (from..to).find_map(|at| s.marks.of(at, Section::AccusedMark)) {
        let left = (mark.first > from).then_some((from, mark.first));
        let right = (mark.end < to).then_some((mark.end, to));
        return match (left, right) {
            (left, Some(right)) => (left, Some(right)),
            (left, None) => (None, left),
        };
    }
    let names = |at: usize| {
        s.is_any(
            at,
            &[
                Section::Side,
                Section::Speaker,
                Section::Agency,
                Section::Victim,
            ],
        )
    };
    let is_governed =
        |at: usize| s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of]);
    let mut cut = (from + 1..to).rev().find(|&at| {
        names(at)
            && !is_governed(at)
            && !s
                .tokens
                .get(at)
                .is_some_and(|t| t.prefixed && t.joint != super::tokens::Joint::Space)
    });
    // An adjective of a party in a list belongs to the noun before it: قوات النظام السوري.
    while let Some(at) = cut
        && at > from + 1
        && names(at - 1)
    {
        let before = s.marks.of(at - 1, Section::Side).map(Mark::entry);
        let own = s.marks.of(at, Section::Side).map(Mark::entry);
        if (before.is_some() && own.is_some() && before != own) || is_governed(at - 1) {
            break;
        }
        cut = Some(at - 1);
    }
    match cut {
        Some(at) => (Some((from, at)), Some((at, to))),
        None => (None, Some((from, to))),
    }
}
