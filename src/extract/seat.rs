//! Whether a row of tokens may sit where a party sits: who speaks, who accuses, who is accused.
//!
//! What enters: a row of tokens that the order of words put there. What leaves: the noun phrase in it that names somebody;
//! none where it names nobody. A wrong name is worse than none, so that a seat neither begins nor ends with a word that only
//! joins, holds no finite verb, and its head is no thing. Only packs that list their finite verbs (`finite`) are read so:
//! where verbs come first, and where a pack lists its personal pronouns, the parties are looked for otherwise.

use super::names::past_time;
use super::pack::lexicon::Section;
use super::pack::raw::{NounPlace, Order};
use super::parties::Row;
use super::sentence::Sentence;

const NAMES: [Section; 4] = [
    Section::Speaker,
    Section::Side,
    Section::Agency,
    Section::Victim,
];
const JOINING: [Section; 9] = [
    Section::And,
    Section::Or,
    Section::Border,
    Section::SayThat,
    Section::Preposition,
    Section::Of,
    Section::Place,
    Section::Function,
    Section::Date,
];
/// A name of several listed words is at most so many tokens long.
const LISTED: usize = 6;

/// Whether a pack's seats are read so.
pub(super) fn applies(s: &Sentence<'_>) -> bool {
    !s.pack.grammar.finite.is_empty()
}

/// Who does something: speaks, accuses, denies.
pub(super) fn doer(s: &Sentence<'_>, row: (usize, usize)) -> Row {
    if !applies(s) {
        return Some(row);
    }
    let (from, to) = row;
    // 70 muertos y 200 heridos.- Las autoridades: behind the end of a headline.
    let from = (from + 1..to.saturating_sub(1))
        .rev()
        .find(|&at| s.tokens.sign(at) == Some('.') && s.tokens.sign(at + 1).is_some())
        .map_or(from, |at| at + 2);
    // A phrase of place speaks when it names somebody who can: в МВС Білорусі.
    let led = s.is_any(from, &[Section::Preposition, Section::Place])
        && !is_known(s, from)
        && !is_determiner(s, from)
        && (from == 0 || !s.is_capital(from));
    let speaks = |at: usize| s.is_any(at, &[Section::Speaker, Section::Agency, Section::Side]);
    if led && let Some(row) = trailing_name(s, (from, to)) {
        return Some(row);
    }
    if led && !(from..to).any(speaks) {
        return None;
    }
    // Le camp a été bombardé et le ministère annonce: behind the verb and a conjunction another subject stands.
    let verb = (from..to).rev().find(|&at| is_finite(s, at));
    let second = verb
        .filter(|_| s.pack.grammar.order != Order::Sov)
        .and_then(|verb| (verb..to).find(|&at| s.is(at, Section::And)))
        .and_then(|and| named(s, (and + 1, to)));
    second.or_else(|| named(s, (from, to)))
}

/// В обстреле школы Анкара обвинила: behind a phrase that stands first, the name that touches the verb.
fn trailing_name(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    if s.pack.grammar.order == Order::Sov {
        return None;
    }
    let mut end = to;
    while end > from + 1 && closes_nothing(s, from, end) {
        end -= 1;
    }
    let name = |at: usize| s.tokens.is_word(at) && (s.is_capital(at) || is_known(s, at));
    let mut first = end;
    while first > from + 2 && name(first - 1) {
        first -= 1;
    }
    // В министерстве обороны России: the phrase itself is who speaks.
    let speaks = |at: usize| s.is_any(at, &[Section::Speaker, Section::Agency]);
    // Газете Sunday Times премьер Мэй: behind a name a title begins another.
    let first = (first + 1..end)
        .rev()
        .find(|&at| !s.is_capital(at) && s.is_capital(at - 1) && s.is(at, Section::Speaker))
        .unwrap_or(first);
    let governed = s.is_any(
        first - 1,
        &[Section::Preposition, Section::Place, Section::Of],
    ) || is_determiner(s, first - 1);
    (first < end && !governed && !(from + 1..first).any(speaks)).then_some((first, end))
}

/// Whom something is said of: the accused.
pub(super) fn object(s: &Sentence<'_>, row: (usize, usize)) -> Row {
    if !applies(s) {
        return Some(row);
    }
    let found = named(s, row)?;
    // Которую в России осудили: where it was is no party.
    let place = (row.0..found.0).any(|at| s.is(at, Section::Place));
    let who = |at: usize| s.is_any(at, &[Section::Speaker, Section::Agency, Section::Victim]);
    (!place || (found.0..found.1).any(who)).then_some(found)
}

/// The noun phrase of a row that names somebody.
fn named(s: &Sentence<'_>, row: (usize, usize)) -> Row {
    let whole = bare(s, row)?;
    let row = without_verb(s, whole)?;
    // Niyet belgesine göre: the head closes the phrase, however long.
    if s.pack.grammar.noun == NounPlace::Last && is_thing(s, whole) {
        return None;
    }
    (!is_thing(s, row) && names(s, row)).then_some(row)
}

/// The row up to its verb; where the verb comes last, what stands behind it.
fn without_verb(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    if s.pack.grammar.order == Order::Sov {
        let from = match (from..to).rev().find(|&at| is_finite(s, at)) {
            Some(verb) => bare(s, (verb + 1, to))?.0,
            None => from,
        };
        // Bu olaydan sonra büyükelçi: behind what a postposition closes.
        let from = (from..to.saturating_sub(1))
            .rev()
            .find(|&at| is_listed(s, at, &s.pack.grammar.postpositions))
            .map_or(from, |at| at + 1);
        // Bakü salı günü, örgütleri sekiz, Moskva partlayışa görə: when, how many and what for are no part of who.
        let ends = |at: usize| {
            past_time(s, at) > at && !is_known(s, at)
                || s.number_at(at).is_some_and(|number| number.first == at)
                || is_oblique(s, at) && at + 1 < to
                || at + 1 < to && is_listed(s, at + 1, &s.pack.grammar.postpositions)
        };
        let end = (from + 1..to).find(|&at| ends(at)).map(|at| {
            // New York'ta: the whole name stands in that case.
            let name = s.is_capital(at) && is_oblique(s, at);
            (from..=at)
                .rev()
                .take_while(|&at| name && s.is_capital(at))
                .last()
                .unwrap_or(at)
        });
        return match end {
            Some(end) => bare(s, (from, end)),
            None => Some((from, to)),
        };
    }
    let ends = |at: usize| {
        is_finite(s, at) && !(at == from && is_person(s, at))
            || at > from && past_time(s, at) > at && !is_known(s, at)
            || at > from && (leads_to_verb(s, at) || leads_to_thing(s, at))
            || at > from && at + 1 < to && is_listed(s, at + 1, &s.pack.grammar.postpositions)
    };
    match (from..to).find(|&at| ends(at)) {
        Some(verb) => bare(s, (from, verb)),
        None => Some((from, to)),
    }
}

/// Of using: a preposition before the name of a deed.
fn leads_to_verb(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(at, &[Section::Preposition, Section::Of])
        && !is_known(s, at + 1)
        && is_listed(s, at + 1, &s.pack.grammar.infinitives)
}

/// Augusto Pinochet en el crimen, los críticos con su plan: a preposition before a thing.
fn leads_to_thing(s: &Sentence<'_>, at: usize) -> bool {
    let next = at + 1 + usize::from(is_determiner(s, at + 1));
    // La policía en un comunicado: in what it says so, even where that word may speak for itself.
    let document = at + 2 == next
        && s.is_any(at, &[Section::Preposition, Section::Place])
        && !s.is(at, Section::Of)
        && is_listed(s, next, &s.pack.grammar.things);
    document && s.pack.grammar.noun == NounPlace::First
        || s.pack.grammar.noun == NounPlace::First
            && s.is_any(at, &[Section::Preposition, Section::Of, Section::Place])
            && is_thing_at(s, next)
}

/// The row without the words and signs at either end that only join.
fn bare(s: &Sentence<'_>, (from, to): (usize, usize)) -> Row {
    let (mut first, mut end) = (from, to);
    if to == from + 1 && is_person(s, from) {
        return Some((from, to));
    }
    // Этой зимой он: a pronoun is the whole of a party.
    if let Some(last) = to.checked_sub(1)
        && last > from
        && is_person(s, last)
        && !is_finite(s, last)
        && !is_determiner(s, last)
    {
        return Some((last, to));
    }
    while first < end && !is_person(s, first) && !is_known(s, first) {
        let past = past_time(s, first);
        if past > first && past < end {
            first = past;
        } else if opens_nothing(s, first, end) {
            first += 1;
        } else {
            break;
        }
    }
    // L’égard du juge: an article before a word that only leads on.
    if first + 1 < end && is_determiner(s, first) && is_loose(s, first + 1) {
        return bare(s, (first + 1, end));
    }
    while end > first && closes_nothing(s, first, end) {
        end -= 1;
    }
    // Al gobierno " reconocer: a quotation that opens inside and does not close is another's words.
    let open = (first + 1..end).find(|&at| {
        let opens = matches!(s.tokens.sign(at), Some('«' | '“' | '"' | '('));
        let inside = |other: usize| quotes(s, at, other) || quotes(s, other, at);
        opens && !(first..end).any(|other| other != at && inside(other))
    });
    match open {
        // Источник «Интерфакса»: it closes right behind.
        Some(open) if quotes(s, open, end) => Some((first, end + 1)),
        Some(open) => bare(s, (first, open)),
        // "Les rebelles": it closes right behind the name that it opens before.
        None if end > first && quotes(s, first, end) => Some((first, end + 1)),
        None => (end > first).then_some((first, end)),
    }
}

fn opens_nothing(s: &Sentence<'_>, at: usize, end: usize) -> bool {
    if let Some(sign) = s.tokens.sign(at) {
        let pairs = matches!(sign, '«' | '“' | '"' | '(')
            && (at + 1..=end).any(|other| quotes(s, at, other));
        return sign != '@' && !pairs;
    }
    if is_known(s, at) || is_determiner(s, at) {
        return false;
    }
    is_loose(s, at) || s.is_any(at, &JOINING) && !s.is_capital(at) || is_leading(s, at)
}

/// Whether a sign at one token opens what a sign at another closes.
fn quotes(s: &Sentence<'_>, open: usize, close: usize) -> bool {
    matches!(
        (s.tokens.sign(open), s.tokens.sign(close)),
        (Some('«'), Some('»'))
            | (Some('“'), Some('”'))
            | (Some('"'), Some('"'))
            | (Some('('), Some(')'))
    )
}

/// A preposition with a capital begins a sentence, and no name.
fn is_leading(s: &Sentence<'_>, at: usize) -> bool {
    at == 0 && s.is_any(at, &JOINING)
}

fn closes_nothing(s: &Sentence<'_>, first: usize, end: usize) -> bool {
    let at = end - 1;
    if let Some(sign) = s.tokens.sign(at) {
        // EE. UU.
        if sign == '.' {
            return s.tokens.sign(at.saturating_sub(1)).is_some();
        }
        let dash = sign == '-' && (first..at).any(|other| s.tokens.sign(other) == Some('-'));
        return !dash && !(first..at).any(|other| quotes(s, other, at));
    }
    if is_known(s, at) || s.is_capital(at) && at > first {
        return false;
    }
    is_loose(s, at) || is_determiner(s, at) || s.is_any(at, &JOINING)
}

/// Whether the head of a row is a thing: one stands before any name in it and before any preposition; where nouns close their
/// phrase, the last word.
fn is_thing(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let thing = |at: usize| is_thing_at(s, at);
    if s.pack.grammar.noun == NounPlace::Last && s.pack.grammar.order != Order::Sov {
        return (from..to).any(thing);
    }
    if s.pack.grammar.noun == NounPlace::Last {
        return thing(to - 1);
    }
    (from..to)
        .take_while(|&at| {
            let name = is_known(s, at) || s.is_capital(at) && at > from;
            !name && (at == from || !s.is_any(at, &[Section::Preposition, Section::Of]))
        })
        .any(thing)
}

pub(super) fn is_thing_at(s: &Sentence<'_>, at: usize) -> bool {
    !is_known(s, at) && is_listed(s, at, &s.pack.grammar.things)
}

/// Whether a row holds a word that may name somebody.
fn names(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let plain = |at: usize| {
        s.tokens.is_word(at)
            && s.number_at(at).is_none()
            && !is_determiner(s, at)
            && !s.is_any(at, &JOINING)
            && !s.is_any(
                at,
                &[
                    Section::Ordinal,
                    Section::Article,
                    Section::Amount,
                    Section::Number,
                ],
            )
            && !is_measured(s, at)
            && (s.trigger(at).is_none() || s.counted(at).is_some() && from + 1 < to)
    };
    (from..to).any(|at| is_known(s, at) || is_person(s, at) || s.is_capital(at) || plain(at))
}

/// Whether a word belongs to a date: salı günü.
pub(super) fn is_dated(s: &Sentence<'_>, at: usize) -> bool {
    (at.saturating_sub(1)..=at).any(|first| {
        s.marks.at(first).iter().any(|mark| {
            mark.end > at
                && (mark.sense.section == Section::Date
                    || mark.sense.section == Section::Stop
                        && s.pack.stops[mark.entry()].class == "date")
        })
    })
}

/// Whether a word counts time, money or distance.
fn is_measured(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.of(at, Section::Stop).is_some_and(|stop| {
        matches!(
            s.pack.stops[stop.entry()].class.as_str(),
            "age" | "date" | "time" | "period" | "money" | "percent" | "distance"
        )
    })
}

/// Whether a word of a name that a pack lists stands at a token.
fn is_known(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(at, &NAMES)
        || (at.saturating_sub(LISTED)..at).any(|first| {
            s.is_any(first, &NAMES)
                && s.marks
                    .at(first)
                    .iter()
                    .any(|mark| mark.end > at && NAMES.contains(&mark.sense.section))
        })
}

/// Whether a token is a pronoun that may be the whole of a party.
pub(super) fn is_person(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, Section::Pronoun) || is_listed(s, at, &s.pack.grammar.persons)
}

/// Whether a word stands in a case in which nobody does or suffers anything.
pub(super) fn is_oblique(s: &Sentence<'_>, at: usize) -> bool {
    is_listed(s, at, &s.pack.grammar.oblique)
}

pub(super) fn is_determiner(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, Section::Article) || is_listed(s, at, &s.pack.grammar.determiners)
}

fn is_loose(s: &Sentence<'_>, at: usize) -> bool {
    is_listed(s, at, &s.pack.grammar.loose)
}

/// Whether a token is a finite verb.
pub(super) fn is_finite(s: &Sentence<'_>, at: usize) -> bool {
    !is_known(s, at) && is_listed(s, at, &s.pack.grammar.finite)
}

/// Whether a word is in a list, or, in small letters, ends as one of its entries that begin with a hyphen.
pub(super) fn is_listed(s: &Sentence<'_>, at: usize, list: &[String]) -> bool {
    if list.is_empty() || !s.tokens.is_word(at) {
        return false;
    }
    let word = s.word(at);
    let capital = s.is_capital(at);
    // New York'ta: a sign parts the ending of a name.
    let parted = |entry: &str| {
        entry.strip_prefix('\'').is_some_and(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.ends_with(['\'', '’']))
        })
    };
    if capital && list.iter().any(|entry| parted(entry)) {
        return true;
    }
    let lower = capital.then(|| word.to_lowercase());
    let word = lower.as_deref().unwrap_or(word);
    list.iter().any(|entry| match entry.strip_prefix('-') {
        Some(ending) => {
            !capital
                && word
                    .strip_suffix(ending)
                    .is_some_and(|stem| stem.chars().nth(1).is_some())
        }
        None => word == entry,
    })
}
