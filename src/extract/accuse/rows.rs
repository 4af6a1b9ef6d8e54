//! The noun phrases before and behind a frame that may be its parties.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Order;
use crate::extract::parties::{self, PARTY, Row};
use crate::extract::sentence::Sentence;
use crate::extract::tokens::Joint;

use super::svo;

/// The party before a word, back to the clause's beginning.
pub(in crate::extract) fn party_before(s: &Sentence<'_>, to: usize) -> Row {
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
pub(in crate::extract) fn party_behind(s: &Sentence<'_>, from: usize, lead: Option<usize>) -> Row {
    let mut first = from;
    // Allegations against him: a pronoun is the whole party.
    let alone = lead.is_none_or(|lead| lead == from + 1);
    if s.pack.grammar.order == Order::Svo && s.is(from, Section::Pronoun) && alone {
        return Some((from, from + 1));
    }
    // Accusing it of laying mines.
    if lead == Some(from + 1) && svo::is_pronoun(s, from) {
        return Some((from, from + 1));
    }
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
pub(in crate::extract) fn parted(s: &Sentence<'_>, (from, to): (usize, usize)) -> (Row, Row) {
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
                .is_some_and(|t| t.prefixed && t.joint != Joint::Space)
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

/// A party that holds a known name.
pub(in crate::extract) fn named(s: &Sentence<'_>, row: Row) -> Row {
    row.filter(|(from, to)| (*from..*to).any(|at| is_name(s, Some(at))))
}

pub(in crate::extract) fn is_name(s: &Sentence<'_>, at: Option<usize>) -> bool {
    at.is_some_and(|at| s.is_any(at, &[Section::Side, Section::Speaker, Section::Agency]))
}
