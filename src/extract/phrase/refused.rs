//! Numbers that count nobody: ages, half of a number, what a word before them takes away.
//!
//! What enters: a number in a sentence. What leaves: whether it is refused.

use super::super::class::is_unseen;
use super::super::marks::Mark;
use super::super::number::{Amount, Number};
use super::super::pack::lexicon::{FormCount, Section};
use super::super::pack::raw::{Direction, NounPlace, Order, Place, TriggerKind};
use super::super::sentence::Sentence;
use super::super::tokens::Joint;
use crate::model::Measure;

/// The word for most of a whole stands at most so many tokens before its number.
const MOST: usize = 6;
/// Between a part and its whole, and behind the whole to what became of it, stand at most so many tokens.
const PART: usize = 5;

/// "Olga, 48, was killed": a number between commas behind a name is an age.
pub(super) fn is_apposed(s: &Sentence<'_>, number: &Number) -> bool {
    let is_comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    number.digits.is_some_and(|digits| digits <= 3)
        && number.first >= 2
        && is_comma(number.first - 1)
        && (s.is_capital(number.first - 2)
            || s.is_any(
                number.first - 2,
                &[Section::Victim, Section::Speaker, Section::Side],
            ))
        && (is_comma(number.end) || s.tokens.sign(number.end) == Some(')'))
}

/// "Death of victim 13": digits alone behind one person are an age, where a number stands before a plural.
pub(super) fn is_age(s: &Sentence<'_>, number: &Number) -> bool {
    !s.pack.grammar.personal.is_empty()
        && number.digits.is_some_and(|digits| digits <= 2)
        && number
            .first
            .checked_sub(1)
            .and_then(|_| s.marks.ending(number.first, Section::Victim))
            .is_some_and(|mark| mark.sense.count == FormCount::Singular)
}

/// A mother of two: how many children somebody has.
pub(super) fn is_parent(s: &Sentence<'_>, number: &Number) -> bool {
    s.marks.ending(number.first, Section::Of).is_some_and(|of| {
        s.marks
            .ending(of.first, Section::Victim)
            .is_some_and(|noun| noun.sense.count == FormCount::Singular)
    })
}

/// 23 450 people: digits behind digits may be the end of one number, and half of a number is none; behind a month they are
/// two (on October 7 120 people).
pub(super) fn is_tail(s: &Sentence<'_>, index: usize) -> bool {
    let Some((head, tail)) = index
        .checked_sub(1)
        .and_then(|before| Some((s.numbers.get(before)?, s.numbers.get(index)?)))
    else {
        return false;
    };
    let spaced = s
        .tokens
        .get(tail.first)
        .is_some_and(|token| token.joint == Joint::Space);
    let dated = [Section::Stop, Section::Date]
        .into_iter()
        .any(|section| s.marks.ending(head.first, section).is_some());
    head.end == tail.first
        && spaced
        && tail.digits == Some(3)
        && head.digits.is_some_and(|digits| digits <= 3)
        && !dated
}

/// Killed most of the country's 3 million Jews: the number is the whole of which most were killed.
fn is_whole_of_most(s: &Sentence<'_>, first: usize) -> bool {
    (first.saturating_sub(MOST)..first)
        .rev()
        .take_while(|&at| {
            s.tokens
                .sign(at)
                .is_none_or(|sign| matches!(sign, '\'' | '’'))
        })
        .find_map(|at| {
            s.marks
                .of(at, Section::Stop)
                .filter(|stop| s.pack.stops[stop.entry()].class == "most")
        })
        .is_some_and(|most| {
            (most.first.saturating_sub(3)..most.first).any(|at| {
                // More than half of them.
                let qualified = |at: usize| {
                    let before = at.checked_sub(1);
                    let mark = before.and_then(|before| s.marks.of(before, Section::Qualifier));
                    s.is_any(at, &[Section::Qualifier, Section::Function])
                        || mark.is_some_and(|mark| mark.end > at)
                };
                s.trigger(at).is_some_and(|(mark, _)| {
                    mark.end <= most.first && (mark.end..most.first).all(qualified)
                })
            })
        })
}

/// More than half of the 200 passengers were killed: the number is the whole of which a part were. “Most of the 49 dead”
/// and “half of the 60 people wounded” tell a toll all the same.
pub(super) fn is_whole_of_part(s: &Sentence<'_>, number: &Number) -> bool {
    let first = number.first;
    let is_part = |at: usize| {
        let part = s
            .marks
            .of(at, Section::Stop)
            .filter(|stop| s.pack.stops[stop.entry()].class == "most")
            .map(|stop| stop.end);
        // 40% of the 500
        part.or_else(|| (s.tokens.sign(at) == Some('%')).then_some(at + 1))
    };
    let Some(end) = (first.saturating_sub(PART)..=first).rev().find_map(is_part) else {
        return false;
    };
    // All but three of them: the number is in the words themselves; half a million is a number, and many of them are so
    // many.
    if end > first {
        return number.end <= end && matches!(number.amount, Amount::Whole(_));
    }
    let small = [Section::Article, Section::Function, Section::Of];
    if !(end..first).all(|at| s.is_any(at, &small)) {
        return false;
    }
    // Of the 49 people killed: a participle may stand behind the noun where the whole has its article.
    let has_article = end < first;
    // Half of the 30 hostages: who they are tells no toll.
    let told = (number.end..number.end + PART)
        .filter_map(|at| s.trigger(at))
        .find(|(_, trigger)| {
            !matches!(
                trigger.measure,
                Measure::Captured | Measure::Detained | Measure::Missing | Measure::Displaced
            )
        });
    told.is_none_or(|(word, trigger)| {
        let is_beside = word.first <= number.end + usize::from(has_article)
            && trigger.victims.first() == Some(&Direction::After);
        trigger.kind == TriggerKind::Verb && !is_beside
    })
}

/// At least 5<zero-width space>0 killed: a number that goes on behind a sign that nobody sees is none.
pub(super) fn is_cut(s: &Sentence<'_>, number: &Number) -> bool {
    let goes_on = |left: usize| {
        let (Some(one), Some(other)) = (s.tokens.get(left), s.tokens.get(left + 1)) else {
            return false;
        };
        let between = s.text.get(one.end..other.start).unwrap_or(" ");
        let is_digit = |text: Option<&str>, at_end: bool| {
            let mut chars = text.unwrap_or("").chars();
            let c = if at_end {
                chars.next_back()
            } else {
                chars.next()
            };
            c.is_some_and(char::is_numeric)
        };
        !between.is_empty()
            && between.chars().all(is_unseen)
            && is_digit(s.text.get(one.start..one.end), true)
            && is_digit(s.text.get(other.start..other.end), false)
    };
    number.digits.is_some()
        && (goes_on(number.end - 1) || number.first.checked_sub(1).is_some_and(goes_on))
}

/// A stop right before: aged 5, on March 5.
pub(super) fn is_stopped_before(s: &Sentence<'_>, first: usize) -> bool {
    if is_whole_of_most(s, first) {
        return true;
    }
    // Пересекло отметку в 500: the word belongs to a longer one that qualifies the number.
    let longer = |stop: &Mark| {
        s.marks
            .ending(first, Section::Qualifier)
            .is_some_and(|hedge| hedge.first < stop.first)
    };
    s.marks
        .ending(first, Section::Stop)
        .filter(|mark| !longer(mark))
        .map(|mark| &s.pack.stops[mark.entry()])
        .is_some_and(|stop| stop.place != Place::After && stop.class != "most")
}

/// قتل 5kg, 12 Ⅳ: Latin letters that touch the digits where another script is written, or the sign of another number, count
/// no people.
pub(super) fn is_foreign_unit(s: &Sentence<'_>, end: usize) -> bool {
    let Some(token) = s.tokens.get(end).filter(|_| s.tokens.is_word(end)) else {
        return false;
    };
    let Some(first) = s
        .text
        .get(token.start..)
        .and_then(|rest| rest.chars().next())
    else {
        return false;
    };
    let touches = token.joint != Joint::Space;
    let foreign = s.pack.header.script != "Latin" && first.is_ascii_alphabetic();
    foreign && touches || !first.is_alphabetic() || ('\u{2150}'..='\u{218F}').contains(&first)
}

/// One in five: a part of many. 1,5 thousand: a word behind half of a number that another language writes so.
pub(super) fn is_rate(s: &Sentence<'_>, index: usize) -> bool {
    let Some((left, right)) = index
        .checked_sub(1)
        .and_then(|before| Some((s.numbers.get(before)?, s.numbers.get(index)?)))
    else {
        return false;
    };
    let last = s.pack.grammar.noun == NounPlace::Last;
    let one = left.amount == Amount::Whole(1) && left.end + 1 == right.first;
    let rest = left.end == right.first && !left.counts && right.digits.is_none() && right.scale > 1;
    let cut = rest
        && s.tokens
            .get(left.first)
            .and_then(|token| s.text.get(token.start..token.end))
            .is_some_and(|digits| digits.contains(','));
    last && one && s.is(left.end, Section::Place) || cut
}

/// The mayor was one of the 16 people killed: whose number is told is all of them.
pub(super) fn is_one_of(s: &Sentence<'_>, number: &Number) -> bool {
    let copula = |at: usize| s.is(at, Section::Rise) && s.is(at, Section::Function);
    number.amount == Amount::Whole(1)
        && number.weak
        && number.first.checked_sub(1).is_some_and(copula)
}

/// صاروخا واحدا أصاب المنزل: one and two behind a word for a thing count that.
pub(super) fn is_of_thing(s: &Sentence<'_>, number: &Number) -> bool {
    let thing = |stop: &Mark| {
        let class = s.pack.stops[stop.entry()].class.as_str();
        matches!(class, "thing" | "vehicle" | "building" | "animal")
    };
    s.pack.grammar.noun == NounPlace::First
        && matches!(number.amount, Amount::Whole(1 | 2))
        && number.digits.is_none()
        && s.marks.ending(number.first, Section::Victim).is_none()
        && s.marks
            .ending(number.first, Section::Stop)
            .is_some_and(thing)
}

/// إصابة 1645 بجروح: where verbs come first, no year stands right behind a noun for what happened, nor behind a toll.
pub(super) fn is_object(s: &Sentence<'_>, first: usize) -> bool {
    let goes_on = s.tokens.is_word(first + 1);
    let told = s.marks.ending(first, Section::Trigger).is_some_and(|mark| {
        match s.pack.triggers[mark.entry()].kind {
            TriggerKind::Verb => goes_on,
            TriggerKind::Toll => true,
            TriggerKind::Counted => false,
        }
    });
    s.pack.grammar.order == Order::Vso && told
}

/// تسعة من المصابين العشرة: with the article behind its noun, the number of all of whom the first is a part.
pub(super) fn is_whole_behind(s: &Sentence<'_>, number: &Number) -> bool {
    let definite = |at: usize| {
        s.pack
            .grammar
            .definite
            .iter()
            .any(|article| s.word(at).starts_with(article.as_str()))
    };
    let Some(noun) = number.first.checked_sub(1).filter(|&at| definite(at)) else {
        return false;
    };
    let people = s.is(noun, Section::Victim) || s.counted(noun).is_some();
    let part = s.marks.ending(noun, Section::Of).is_some_and(|of| {
        of.first
            .checked_sub(1)
            .is_some_and(|at| s.number_at(at).is_some_and(|part| part.counts))
    });
    s.pack.grammar.noun == NounPlace::First && definite(number.first) && people && part
}
