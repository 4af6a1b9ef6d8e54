//! A proposal of the rows that a frame found: who they name, what is quoted, how sure it is.
//!
//! What enters: the rows of accuser, accused and act of a frame. What leaves: the proposal with its reasons; none where
//! the accused (of a denial: who denies) names nobody.

use crate::extract::marks::Mark;
use crate::extract::names::bare;
use crate::extract::number::Amount;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties::{self, Row};
use crate::extract::proposal::{AccusationProposal, Reason, Role, Score, Slot};
use crate::extract::seat;
use crate::extract::sentence::Sentence;

use super::{rows, svo, verb_final};

/// Who accuses or denies: the name in the row; where it holds none, the subject that the sentence begins with, which a verb
/// before shares (X s'est exprimé et a accusé).
fn doer(s: &Sentence<'_>, row: (usize, usize), accused: Row) -> Row {
    seat::doer(s, row).or_else(|| {
        let opening = verb_final::subject(s, 0, row.0)?;
        let apart = accused.is_none_or(|(from, to)| opening.1 <= from || to <= opening.0);
        // Según ella, los soldados: who is the source of the whole is not its subject.
        if s.is_any(
            opening.0,
            &[Section::Say, Section::Preposition, Section::Border],
        ) {
            return None;
        }
        let closed = matches!(s.tokens.sign(opening.1), Some(',' | '،' | '՝'));
        let name = |at: usize| rows::is_name(s, Some(at)) || (at > 0 || closed) && s.is_capital(at);
        (apart && (opening.0..opening.1).any(name))
            .then(|| seat::doer(s, opening))
            .flatten()
    })
}

/// Of two who accuse each other, one proposal each way.
pub(super) fn both_ways(
    s: &Sentence<'_>,
    mark: &Mark,
    one: (usize, usize),
    other: (usize, usize),
    act: Row,
) -> Vec<AccusationProposal> {
    [(one, other), (other, one)]
        .into_iter()
        .filter_map(|(accuser, accused)| finish(s, mark, Some(accuser), Some(accused), act, false))
        .collect()
}

/// Whether a frame condemns a deed, and does not name whose it is.
fn condemns(s: &Sentence<'_>, mark: &Mark) -> bool {
    mark.sense.section == Section::Accuse && {
        let frame = &s.pack.accuses[mark.entry()];
        (frame.accuser, frame.accused) == (Seat::After, Seat::None) && frame.strict
    }
}

/// A proposal of the rows of its parties, as far as they name somebody.
pub(super) fn finish(
    s: &Sentence<'_>,
    mark: &Mark,
    accuser: Row,
    accused: Row,
    act: Row,
    denial: bool,
) -> Option<AccusationProposal> {
    // What stands around a name is no part of a seat.
    let accuser = accuser.and_then(|row| parties::settled(s, row));
    let accused = match accused {
        Some(row) => Some(parties::settled(s, row)?),
        None => None,
    };
    let slot = |row: Row| row.and_then(|(from, to)| Slot::of(s.text, s.tokens.span(from, to)?));
    let party = |row: Row| row.and_then(|(from, to)| words_of(s, from, to));
    let holds_word = |row: &(usize, usize)| (row.0..row.1).any(|at| s.tokens.sign(at).is_none());
    // A phrase that a preposition leads is nobody.
    let led = |row: &(usize, usize)| {
        let named = [Section::Speaker, Section::Agency, Section::Side];
        s.pack.grammar.order == Order::Vso
            && s.is(row.0, Section::Preposition)
            && !s.is_any(row.0, &named)
    };
    // الانتهاكات الإسرائيلية: an adjective alone is nobody.
    let adjective = |row: &(usize, usize)| parties::is_bare_adjective(s, *row);
    // ائتلاف «كذا» المؤيد للرئيس: what is said of a name in quotation marks is nobody.
    let apposed = |row: &(usize, usize)| {
        let quoted = row.0 > 0 && matches!(s.tokens.sign(row.0 - 1), Some('»' | '”'));
        let unknown = s.tokens.is_word(row.0) && s.marks.at(row.0).is_empty();
        s.pack.grammar.order == Order::Vso && quoted && unknown && parties::is_definite(s, row.0)
    };
    // أدانت فلانة القصف الإسرائيلي: of a deed that is condemned the adjective says whose it is.
    let whose = |row: &(usize, usize)| !denial && condemns(s, mark) && s.is(row.0, Section::Side);
    let nobody = |row: &(usize, usize)| {
        parties::is_anybody(s, *row) || adjective(row) && !whose(row) || apposed(row)
    };
    if accused.is_some_and(|row| !holds_word(&row) || led(&row) || nobody(&row)) {
        return None;
    }
    // No other source blamed Tula: nobody accuses.
    let none = |row: (usize, usize)| {
        (row.0.saturating_sub(1)..row.0 + 1).any(|at| {
            s.number_at(at)
                .is_some_and(|number| number.amount == Amount::Whole(0))
        })
    };
    if svo::applies(s) && accuser.is_some_and(none) {
        return None;
    }
    let accuser = accuser.filter(|row| holds_word(row) && !led(row) && !adjective(row));
    let accuser = match (denial, accused) {
        (true, _) => Some(doer(s, accuser?, None)?),
        (false, accused) => accuser.and_then(|row| doer(s, row, accused)),
    };
    let accuser = accuser.map(|row| bare(s, row));
    let accused = match accused {
        Some(row) if !denial => Some(seat::object(s, row)?),
        row => row.and_then(|row| seat::object(s, row)),
    };
    let accused = accused.map(|row| bare(s, row)).map(|(from, to)| {
        // ملاحقة المستوطنين المتورطين: what is done to the accused is no part of the name.
        let done = parties::is_listed(s, from, &s.pack.grammar.arrests);
        (from + usize::from(done && to > from + 1), to)
    });
    // Ford'a, New York'ta: in such a case nobody does or suffers anything.
    let oblique = |row: &(usize, usize)| seat::is_oblique(s, row.1 - 1);
    let accuser = accuser.filter(|row| !oblique(row));
    if denial && accuser.is_none() {
        return None;
    }
    if accused.as_ref().is_some_and(oblique) {
        return None;
    }
    // أعلنت القوات أنها مسؤولة عن الهجوم: an admission.
    let same = |accuser: (usize, usize)| {
        !denial && accused.is_some_and(|(from, to)| accuser.0 < to && from < accuser.1)
    };
    // أعلن المتحدث باسم حركة كذا مسؤولية الحركة: by a noun of its own name.
    let own = |accuser: (usize, usize)| {
        accused.is_some_and(|(from, to)| {
            !denial && to == from + 1 && parties::is_named_in(s, from, accuser)
        })
    };
    if s.pack.grammar.order == Order::Vso && accuser.is_some_and(|row| same(row) || own(row)) {
        return None;
    }
    let rows = [accuser, accused, act, Some((mark.first, mark.end))];
    let from = rows.iter().flatten().map(|row| row.0).min()?;
    let to = rows.iter().flatten().map(|row| row.1).max()?;
    let rule = s.rule(mark.sense);
    let mut reasons = Vec::with_capacity(4);
    for (role, row) in [
        (Role::Frame, Some((mark.first, mark.end))),
        (Role::Accuser, accuser),
        (Role::Accused, accused),
        (Role::Act, act),
    ] {
        let words = match role {
            Role::Accuser | Role::Accused => party(row),
            _ => slot(row),
        };
        reasons.extend(words.map(|words| Reason { role, rule, words }));
    }
    let mut score = 85;
    if accuser.is_none() {
        score -= 15;
    }
    if act.is_none() {
        score -= 10;
    }
    Some(AccusationProposal {
        accuser: party(accuser),
        accused: party(accused),
        act: slot(act),
        denial,
        quote: slot(Some((from, to)))?,
        score: Score::from_hundredths(score),
        reasons,
    })
}

/// The words of a party, without the letters of a preposition that are written to its first one: مجموعة, in للمجموعة.
fn words_of(s: &Sentence<'_>, from: usize, to: usize) -> Option<Slot> {
    let plain = s.without_and(from, to)?;
    let token = s.tokens.get(from)?;
    let single = s.marks.at(from).iter().all(|mark| mark.end == from + 1);
    if s.pack.grammar.order != Order::Vso || !token.prefixed || !single {
        return Some(plain);
    }
    let written = plain.text();
    let articles = &s.pack.grammar.definite;
    // للمجموعة: the article is fused with the letter, and without it the name would be spoilt.
    if articles
        .iter()
        .skip(1)
        .any(|fused| written.starts_with(fused.as_str()))
    {
        return Some(plain);
    }
    let letters = Some(written)
        .and_then(|written| {
            let letter = written.chars().next().filter(|one| "بلك".contains(*one))?;
            let rest = written.get(letter.len_utf8()..)?;
            let definite = articles.iter().any(|one| rest.starts_with(one.as_str()));
            let led = definite || parties::is_joined(s, from) && !token.and_prefix;
            led.then_some(letter.len_utf8())
        })
        .unwrap_or(0);
    let mut span = plain.span();
    span.start += letters;
    Slot::of(s.text, span)
}
