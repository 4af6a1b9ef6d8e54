//! The act: where it begins behind a frame, and where it ends.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Order;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::sentence::Sentence;
use crate::extract::tokens::Joint;

/// An act is at most so many tokens long.
pub(super) const ACT: usize = 40;

/// Where the act of a frame begins behind `from`, by the frame's own words: see [`act_lead`].
pub(super) fn own_lead(s: &Sentence<'_>, mark: &Mark, from: usize) -> Option<(usize, usize)> {
    let prefixes = &s.pack.accuses[mark.entry()].act_prefixes;
    let own = (Section::AccuseAct, Some(mark.entry()));
    act_lead(s, from, own, prefixes)
}

/// Where the act begins: the token that ends the accused, and the first of the act. With an entry only its own words lead.
pub(in crate::extract) fn act_lead(
    s: &Sentence<'_>,
    from: usize,
    (section, entry): (Section, Option<usize>),
    prefixes: &[String],
) -> Option<(usize, usize)> {
    let leading = |at: usize| match entry {
        Some(entry) => s.marks.of_entry(at, section, entry),
        None => s.marks.of(at, section),
    };
    let end = (from + PARTY + 4).min(s.tokens.len());
    for at in from..end {
        let is_vso = s.pack.grammar.order == Order::Vso && section == Section::AccuseAct;
        // A bare preposition leads to the act only beside the frame: in may stand inside a party.
        if let Some(mark) = leading(at)
            && !(is_vso && at > from && mark.end == at + 1 && s.is(at, Section::Preposition))
        {
            // A deed (قصف, مسؤولية) is part of the act; a word that only leads to it (بأن) is not.
            let leads =
                !is_vso || s.is_any(mark.end - 1, &[Section::Preposition, Section::SayThat]);
            return Some((at, if leads { mark.end } else { at }));
        }
        if at > from && begins_so(s, at, prefixes) {
            return Some(plain_lead(s, at, section, prefixes).unwrap_or((at, at)));
        }
        if matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟')) {
            return None;
        }
    }
    None
}

/// A word that no list knows may begin with the letter of a preposition, as a name does (كريستين بلاسي فورد بأنه): a plain
/// word that leads to the act soon behind it, or such a word right behind it, is believed first.
fn plain_lead(
    s: &Sentence<'_>,
    at: usize,
    section: Section,
    prefixes: &[String],
) -> Option<(usize, usize)> {
    if !s.marks.at(at).is_empty() || s.pack.grammar.order != Order::Vso {
        return None;
    }
    if begins_so(s, at + 1, prefixes) {
        return Some((at + 1, at + 1));
    }
    let end = (at + 4).min(s.tokens.len());
    (at + 1..end)
        .take_while(|&next| s.tokens.is_word(next))
        .find_map(|next| {
            s.marks.of(next, section).filter(|mark| {
                s.is(mark.first, Section::SayThat) && !s.is(mark.first, Section::Preposition)
            })
        })
        .map(|mark| (mark.first, mark.end))
}

/// A word that carries a prefix that leads to the act: بقصف.
pub(in crate::extract) fn begins_so(s: &Sentence<'_>, at: usize, prefixes: &[String]) -> bool {
    if prefixes.is_empty() || s.is_any(at, &[Section::Side, Section::Speaker, Section::Agency]) {
        return false;
    }
    // بـ «...»: the preposition alone, before a quotation.
    // ب"تهديد: with no space the mark joins the two.
    let joined = s
        .tokens
        .get(at + 1)
        .is_some_and(|token| token.joint == Joint::Other);
    let quoted = joined || matches!(s.tokens.sign(at + 1), Some('"' | '«' | '“'));
    if quoted
        && prefixes
            .iter()
            .any(|prefix| parties::is_letter(s, at, prefix))
    {
        return true;
    }
    if s.pack.grammar.order == Order::Vso && parties::is_bound(s, at) {
        return false;
    }
    // שלושה שוטרים: a number or a word for people that begins with those letters.
    if s.pack.grammar.order != Order::Vso
        && (s.is(at, Section::Victim) || s.number_at(at).is_some())
    {
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

pub(in crate::extract) fn ends_clause(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟'))
}

pub(in crate::extract) fn act(s: &Sentence<'_>, from: usize) -> Row {
    let mut first = from;
    while matches!(s.tokens.sign(first), Some(':' | ',' | '،')) {
        first += 1;
    }
    // В том, что они …: what is said begins behind the comma.
    if first > 0
        && s.is(first - 1, Section::Preposition)
        && matches!(s.tokens.sign(first + 1), Some(','))
        && s.is(first + 2, Section::SayThat)
    {
        first += 3;
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
