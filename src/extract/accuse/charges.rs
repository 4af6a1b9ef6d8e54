//! Nouns of charges and claims where verbs come first: charges against somebody, claims that somebody made, his claims.
//!
//! What enters: a frame in a sentence. What leaves: its proposal; who is charged may be unnamed where who charges is named,
//! and the reverse.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, begins_so, ends_clause, own_lead};
use super::rows::party_behind;
use super::topic::{antecedent, is_relative, phrase_end};
use super::{finish, speaker};

/// الاتهامات التي وجهتها فلانة: who makes the claim is named, against whom is not.
pub(super) fn claimed(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let first = mark.end;
    let is_named = !s.is_any(first, &[Section::Preposition, Section::Function])
        && s.tokens.is_word(first)
        && !parties::is_joined(s, first);
    let accuser = is_named.then(|| (first, phrase_end(s, first)))?;
    // الاتهامات التي وجهتها الولاية بالقتل إلى فلان.
    let accused = against(s, mark, accuser.1);
    finish(
        s,
        mark,
        Some(accuser),
        accused,
        Some((mark.first, accuser.1)),
        false,
    )
}

/// Whom a word leads to that stands behind a claim: ضد فلان.
fn against(s: &Sentence<'_>, mark: &Mark, from: usize) -> Row {
    let to = (from..(from + PARTY).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at) && s.tokens.sign(at).is_none())
        .find_map(|at| s.marks.of_entry(at, Section::AccusedMark, mark.entry()))?;
    // إلى المشتبه به: a participle names whom.
    if let Some(own) = s.marks.of(to.end, Section::Accuse) {
        let frame = &s.pack.accuses[own.entry()];
        return matches!(frame.accused, Seat::Own | Seat::Before).then_some((own.first, own.end));
    }
    let row = party_behind(s, to.end, None)?;
    (!parties::has_pronoun(s, to.end - 1))
        .then(|| parties::without_phrases(s, Some(row)))
        .flatten()
}

/// ادعاؤها, اتهاماته ضد فلان: the pronoun means who claims.
pub(super) fn own_claim(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let accused = against(s, mark, mark.end);
    let accuser = antecedent(s, mark.first, accused)
        .or_else(|| speaker(speeches, mark.first))
        .filter(|row| row.1 <= mark.first)?;
    let words = Some((mark.first, accused.map_or(mark.end, |row| row.1)));
    finish(s, mark, Some(accuser), accused, words, false)
}

/// ادعاءات بارتكابه كذا: against whom the pronoun of the act means.
fn by_pronoun(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let leads = s.pack.grammar.order == Order::Vso && begins_so(s, mark.end, &frame.act_prefixes);
    if !leads || !parties::has_pronoun(s, mark.end) {
        return None;
    }
    let accused = antecedent(s, mark.first, None)?;
    finish(s, mark, None, Some(accused), act(s, mark.end), false)
}

/// اتهامات لقوات كذا بارتكاب مجزرة: whom the letter of a preposition leads to, and the act behind.
fn addressed(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let led = s.pack.grammar.order == Order::Vso && parties::is_led(s, mark.end);
    let accused = parties::party_at(s, mark.end).filter(|_| led)?;
    let frame = &s.pack.accuses[mark.entry()];
    let leads = begins_so(s, accused.1, &frame.act_prefixes);
    let lead = leads.then_some((accused.1, accused.1));
    let (_, from) = lead.or_else(|| own_lead(s, mark, accused.1))?;
    finish(s, mark, None, Some(accused), act(s, from), false)
}

/// "Charges of murder against X": the act stands between the noun and the word that leads to the accused.
pub(in crate::extract) fn charge(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let marked = (mark.end..(mark.end + ACT / 2).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at) && s.tokens.sign(at).is_none_or(|c| c == '-'))
        .find_map(|at| {
            s.marks
                .of_entry(at, Section::AccusedMark, mark.entry())
                .copied()
        });
    let Some(lead) = marked else {
        return by_pronoun(s, mark).or_else(|| addressed(s, mark));
    };
    let behind = own_lead(s, mark, lead.end);
    // لائحة اتهام ضده: whom the pronoun means.
    if s.pack.grammar.order == Order::Vso && parties::has_pronoun(s, lead.end - 1) {
        let accused = antecedent(s, mark.first, None).filter(|row| {
            // الوثيقة التي صودرت من فلان، الذي وجهت تهمة ضده: whoever a relative clause continues stands beside it.
            let relative = (row.1 + 1..mark.first).any(|at| is_relative(s, at));
            !relative && !parties::is_listed(s, row.0, &s.pack.grammar.prosecutors)
        })?;
        let act = behind.and_then(|(_, from)| act(s, from));
        let accuser = parties::prosecutor(s, mark.first);
        return finish(s, mark, accuser, Some(accused), act, false);
    }
    // ضد كل من فلان وفلان.
    let each = usize::from(s.is(lead.end, Section::Function) && s.is(lead.end + 1, Section::Of));
    let accused = party_behind(s, lead.end + 2 * each, behind.map(|(from, _)| from));
    let accused = parties::without_phrases(s, accused)?;
    let between = (lead.first > mark.end).then_some((mark.end, lead.first));
    let act = between.or_else(|| behind.and_then(|(_, from)| act(s, from)));
    if frame.strict && act.is_none() {
        return None;
    }
    let accuser = match frame.accuser {
        Seat::Speaker => speaker(speeches, mark.first),
        _ if s.pack.grammar.order == Order::Vso => parties::prosecutor(s, mark.first),
        _ => None,
    };
    finish(s, mark, accuser, Some(accused), act, false)
}
