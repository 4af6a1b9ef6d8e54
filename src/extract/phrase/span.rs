//! Two numbers that are one: the ends of a range, the least and the most, the old and the new of a change.
//!
//! What enters: two numbers in a row. What leaves: what they are together, none where each is a number of its own.

use super::super::marks::Mark;
use super::super::number::{Amount, Number};
use super::super::pack::lexicon::Section;
use super::super::pack::raw::{NounPlace, TriggerKind};
use super::super::pack::sections::BETWEEN;
use super::super::sentence::Sentence;
use super::super::tokens::Joint;

/// Between the least and the most of a number stand at most so many tokens.
const BOUNDS: usize = 4;

/// What two numbers are together.
pub(super) enum Pair {
    Range(u64, u64, usize),
    Change,
    /// 3-1: a score counts nobody.
    Score,
}

/// Whether two numbers in a row are the ends of a range, or the old and the new of a change.
pub(super) fn range(s: &Sentence<'_>, low: &Number, high: &Number) -> Option<Pair> {
    let (Amount::Whole(mut a), Amount::Whole(b)) = (low.amount, high.amount) else {
        return None;
    };
    if !high.counts {
        return None;
    }
    if low.scale == 1 && high.scale > 1 && a < 1000 {
        a = a.checked_mul(high.scale)?;
    }
    let gap = high.first.checked_sub(low.end)?;
    let joint = s.tokens.get(high.first)?.joint;
    if a != b && is_left_behind(s, low, high) {
        return Some(Pair::Change);
    }
    if gap == 0 {
        return (joint == Joint::Hyphen).then_some(match a < b {
            true => Pair::Range(a, b, low.first),
            false => Pair::Score,
        });
    }
    if gap == 1 && matches!(s.tokens.sign(low.end), Some('-' | '–' | '—' | '−')) && a < b {
        return Some(Pair::Range(a, b, low.first));
    }
    if gap == 1 && s.tokens.sign(low.end) == Some(',') && is_guess(s, low, high, (a, b)) {
        return Some(Pair::Range(a, b, low.first));
    }
    // The noun may stand between in some languages; one word more is allowed.
    if gap <= 2 {
        let pair = (low.end..high.first).find_map(|at| frame(s, low, at));
        if let Some((from, entry)) = pair
            && a != b
        {
            // The toll is from 20 to 30, stood at between 20 and 30: no change is told of.
            let is_stated = s
                .marks
                .ending(from.first, Section::Rise)
                .is_some_and(|rise| s.pack.rises[rise.entry()].bare);
            let is_range = is_stated || entry >= BETWEEN;
            let is_change = !is_range
                && (1..=6).any(|back| {
                    from.first.checked_sub(back).is_some_and(|at| {
                        // "of July 2024, between 30 and 53": a preposition that may lead to a toll changes nothing.
                        let rises = s
                            .marks
                            .of(at, Section::Rise)
                            .is_some_and(|rise| !s.pack.rises[rise.entry()].bare);
                        rises
                            || s.is(at, Section::Aggregation)
                            || s.trigger(at)
                                .is_some_and(|(_, t)| t.kind == TriggerKind::Toll)
                    })
                });
            return match is_change {
                true => Some(Pair::Change),
                false => (a < b).then_some(Pair::Range(a, b, from.first)),
            };
        }
        if gap == 1 && s.is(low.end, Section::RangeWord) && a < b {
            return Some(Pair::Range(a, b, low.first));
        }
    }
    (a < b && is_bounded(s, low, high)).then_some(Pair::Range(a, b, low.first))
}

/// The word that leads to the first of two numbers, with the entry that it shares with a word between them; a word may be that of
/// several pairs (от … до, с … до).
fn frame(s: &Sentence<'_>, low: &Number, to: usize) -> Option<(Mark, usize)> {
    let is_of = |mark: &&Mark, section: Section| mark.sense.section == section;
    let pairs = s
        .marks
        .at(to)
        .iter()
        .filter(|mark| is_of(mark, Section::To));
    let leads = (1..=FRAME)
        .filter_map(|back| low.first.checked_sub(back))
        .flat_map(|at| s.marks.at(at));
    let leads = leads.filter(|mark| is_of(mark, Section::From) && mark.end == low.first);
    leads
        .flat_map(|from| pairs.clone().map(move |to| (from, to.entry())))
        .find(|(from, entry)| from.entry() == *entry)
        .map(|(from, entry)| (*from, entry))
}

/// What leads to the first of two numbers is at most so many tokens long.
const FRAME: usize = 4;

/// Between the old number and the new one of a change stand at most so many tokens.
const CHANGE: usize = 5;

/// 12'den 19'a yükseldi: the number of a toll has the ending of what one leaves, and a word for a change stands behind.
fn is_left_behind(s: &Sentence<'_>, low: &Number, high: &Number) -> bool {
    let endings = &s.pack.grammar.from_suffixes;
    if endings.is_empty() || low.digits.is_none() || high.first > low.end + CHANGE {
        return false;
    }
    let behind = s.tokens.get(low.first).and_then(|token| {
        let rest = s.text.get(token.start..)?;
        Some(rest.trim_start_matches(|c: char| {
            c.is_numeric() || matches!(c, '.' | ',' | '\'' | '’' | '-')
        }))
    });
    let has_ending = behind.is_some_and(|behind| {
        endings.iter().any(|ending| {
            behind
                .strip_prefix(ending.as_str())
                .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        })
    });
    has_ending && (low.end..high.end + CHANGE).any(|at| s.is(at, Section::Rise))
}

/// "50, 60 people": two round numbers on end, or two small ones that follow each other, are one guess; behind a word that
/// takes the first (killed 50, a date, a name) they are two.
fn is_guess(s: &Sentence<'_>, low: &Number, high: &Number, (a, b): (u64, u64)) -> bool {
    let round = a % 10 == 0 && b % 10 == 0 && a < b && b <= a.saturating_mul(2);
    let next = a < 20 && b == a + 1;
    let alike = low.digits.is_some() == high.digits.is_some();
    let free = low.first.checked_sub(1).is_none_or(|at| {
        let taken = [Section::Stop, Section::Date, Section::Trigger]
            .into_iter()
            .any(|section| s.marks.ending(low.first, section).is_some());
        s.tokens.is_word(at)
            && !taken
            && s.number_at(at).is_none()
            && !s
                .tokens
                .get(at)
                .is_some_and(|token| token.capital && at > 0)
    });
    let noun = s.is(high.end, Section::Victim) && s.pack.grammar.noun == NounPlace::Last;
    (round || next) && alike && free && noun && low.entry.is_none() && high.entry.is_none()
}

/// "At least 27 and up to 30", "at least one but possibly up to 12": the least and the most of one number.
fn is_bounded(s: &Sentence<'_>, low: &Number, high: &Number) -> bool {
    use crate::model::Qualifier as Q;
    let before = |at: usize, wanted: Q| {
        s.marks
            .ending(at, Section::Qualifier)
            .filter(|mark| s.pack.qualifiers[mark.entry()].qualifier == wanted)
    };
    let Some(most) = before(high.first, Q::UpTo) else {
        return false;
    };
    let between = low.end..most.first;
    let joins = |at: usize| s.is_any(at, &[Section::And, Section::Or, Section::Border]);
    let quiet = |at: usize| {
        joins(at)
            || s.is_any(at, &[Section::Function, Section::Modality])
            || matches!(s.tokens.sign(at), Some(',' | '،'))
    };
    before(low.first, Q::AtLeast).is_some()
        && (1..=BOUNDS).contains(&between.len())
        && between.clone().any(joins)
        && between.into_iter().all(quiet)
}
