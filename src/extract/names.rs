//! The name inside a row of tokens: without the day, the hour and the place that stand around it.
//!
//! What enters: a row of tokens that names a party or a speaker. What leaves: the row without what only tells when or
//! where; none where nothing else is left.

use super::pack::lexicon::Section;
use super::pack::raw::{Order, Place};
use super::parties::Row;
use super::sentence::Sentence;
use super::tokens::Joint;

/// A place before a speaker is at most so many tokens long: en Bogotá los organismos.
const PLACE: usize = 5;

/// Past the words of time that begin at a token; the token itself where none do.
pub(super) fn past_time(s: &Sentence<'_>, at: usize) -> usize {
    if let Some(mark) = s.marks.of(at, Section::Date) {
        return mark.end;
    }
    let is_date = |at: usize| {
        s.marks
            .of(at, Section::Stop)
            .filter(|mark| {
                let stop = &s.pack.stops[mark.entry()];
                stop.class == "date" && stop.place != Place::Before
            })
            .map(|mark| mark.end)
    };
    let is_period = |at: usize| {
        s.marks
            .of(at, Section::Stop)
            .filter(|mark| {
                matches!(
                    s.pack.stops[mark.entry()].class.as_str(),
                    "date" | "period" | "age"
                )
            })
            .map(|mark| mark.end)
    };
    // 25 июля, 12 de julio.
    let dated = |at: usize| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        is_date(number.end).map(|end| match s.number_at(end) {
            Some(year) if year.digits == Some(4) => is_period(year.end).unwrap_or(year.end),
            _ => end,
        })
    };
    let year = |at: usize| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        (number.digits == Some(4)).then(|| is_period(number.end).unwrap_or(number.end))
    };
    // Декабре 2017 года.
    let month = |at: usize| {
        let end = is_date(at)?;
        year(end).or_else(|| s.is(end, Section::Of).then(|| year(end + 1)).flatten())
    };
    if let Some(end) = dated(at) {
        return end;
    }
    // В 1998 году, le 12 juillet, el lunes.
    let leads = s.is_any(
        at,
        &[
            Section::Preposition,
            Section::Place,
            Section::Article,
            Section::Function,
            Section::Stop,
        ],
    );
    if leads {
        let next = at + 1;
        if let Some(mark) = s.marks.of(next, Section::Date) {
            return mark.end;
        }
        if let Some(end) = dated(next).or_else(|| year(next)).or_else(|| month(next)) {
            return end;
        }
    }
    at
}

/// Past the words of time that begin at a token, with the commas that close each.
pub(super) fn past_times(s: &Sentence<'_>, from: usize, to: usize) -> usize {
    let mut at = from;
    while at < to {
        let next = past_time(s, at);
        if next == at {
            break;
        }
        at = next;
        if matches!(s.tokens.sign(at), Some(',' | '،')) {
            at += 1;
        }
    }
    at.min(to)
}

/// The row without the words of time at either end and the place before a speaker.
pub(super) fn trimmed(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    let mut first = past_times(s, from, to);
    let speaks = |at: usize| s.is_any(at, &[Section::Speaker, Section::Agency]);
    if first < to && s.is(first, Section::Place) {
        let begins = |at: usize| s.is_any(at, &[Section::Article, Section::Function]) || speaks(at);
        let next = (first + 2..to.min(first + PLACE)).find(|&at| begins(at));
        if let Some(next) = next
            && (next..to).any(speaks)
        {
            first = next;
        }
    }
    let tail = (first..to)
        .find(|&at| at > first && s.tokens.sign(at).is_none() && past_times(s, at, to) == to);
    let mut end = tail.unwrap_or(to);
    // Selon lui à: a word that leads on is no part of the name.
    while end > first
        && (matches!(s.tokens.sign(end - 1), Some(',' | '،'))
            || end > first + 1
                && s.is_any(end - 1, &[Section::Preposition, Section::Of])
                && s.tokens
                    .get(end - 1)
                    .is_some_and(|token| token.joint == Joint::Space))
    {
        end -= 1;
    }
    let vso = s.pack.grammar.order == Order::Vso;
    let loose = [Section::Function, Section::Preposition, Section::Date];
    let nobody = vso && (first..end).all(|at| s.is_any(at, &loose) && !s.is(at, Section::Agency));
    (end > first && !nobody).then(|| bare(s, (first, end)))
}

/// A name where verbs come first, without the adverbs and the loose preposition behind it: كالزاديلا أيضا, الوزير بشدة.
pub(super) fn bare(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    if s.pack.grammar.order != Order::Vso {
        return (from, to);
    }
    let adverb = |end: usize| {
        // روسيا اليوم: the adverb is a part of the name.
        let is_name = [Section::Agency, Section::Speaker]
            .into_iter()
            .any(|section| s.marks.ending(end, section).is_some());
        if is_name {
            return None;
        }
        [Section::Function, Section::Preposition, Section::Date]
            .into_iter()
            .filter_map(|section| s.marks.ending(end, section))
            .map(|mark| mark.first)
            .find(|&first| first > from)
    };
    let mut end = to;
    while let Some(first) = adverb(end) {
        end = first;
    }
    (from, end)
}
