//! Two numbers that are one: the ends of a range, the least and the most, the old and the new of a change.
//!
//! What enters: two numbers in a row. What leaves: what they are together, none where each is a number of its own.

use super::super::number::{Amount, Number};
use super::super::pack::lexicon::Section;
use super::super::pack::raw::{NounPlace, TriggerKind};
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
        let to = (low.end..high.first).find(|&at| s.is(at, Section::To));
        if let Some(to) = to
            && let Some(to_mark) = s.marks.of(to, Section::To)
            && let Some(from) = s.marks.ending(low.first, Section::From)
            && from.entry() == to_mark.entry()
            && a != b
        {
            let is_change = (1..=6).any(|back| {
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
