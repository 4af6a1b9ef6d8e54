//! Numbers whose word stands with another: parts that a sentence begins to list, and what shares a verb across two places.
//!
//! What enters: a sentence's quantities and what is bound of them. What leaves: the word that a quantity takes, none where
//! it has no share in it.

use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::phrase::{Noun, Quantity};
use super::super::sentence::Sentence;
use super::spread::{beside, can_join, is_quiet, whole_number};
use super::{Bound, Cause, Link};

/// So many tokens may tell where the first of two numbers was, which share one verb.
const GAPPED: usize = 12;
/// So many tokens may stand between the whole of which a sentence begins to list the parts, and its first part.
const LED: usize = 4;

/// Whether it is told of a part what group its people belong to, how they are or where: six of them from the brigade, two of
/// whom are in hospital.
pub(super) fn is_told_of(s: &Sentence<'_>, from: usize) -> bool {
    // Cinco de ellos de gravedad: how badly is no part of a number of its own.
    if s.pack.grammar.order != Order::Vso && s.pack.grammar.personal.is_empty() {
        return false;
    }
    let mut at = from;
    while s.is(at, Section::Function) && !s.is(at, Section::Preposition) && at < from + 3 {
        at += 1;
    }
    s.is_any(at, &[Section::Of, Section::Preposition, Section::Place])
}

/// Among the 31 dead are three children and seven women: the words for a part stand before the whole, its parts behind.
pub(super) fn part_led(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let before = at.checked_sub(1)?;
    let whole = bound[before].filter(|_| !quantities[before].implicit)?;
    let left = &quantities[before];
    let lead = (left.first.saturating_sub(2 * LED)..=left.first)
        .filter_map(|at| s.marks.of(at, Section::Subset))
        .find(|mark| left.number < mark.end + LED)?;
    let ends = [
        Section::Border,
        Section::Say,
        Section::Subset,
        Section::Trigger,
    ];
    let quiet =
        |at: usize| s.tokens.is_word(at) && !s.is_any(at, &ends) && s.number_at(at).is_none();
    let fits = s.pack.grammar.order == Order::Vso
        && quantity.first.checked_sub(left.end)? <= LED
        && (left.end..quantity.first).all(quiet)
        && !quantity.and_prefix
        && can_join(quantity)
        && !quantity.implicit
        && whole_number(quantity)? < whole_number(left)?;
    fits.then_some(beside(at, quantity, &whole, 20, Link::Part(before, *lead)))
}

/// Goranboyda 5, Tərtərdə 8, Ağdamda isə 2 nəfər həlak olub: where the verb comes last, the numbers of a list of places share
/// the word that its last number stands with.
pub(super) fn by_place(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let next = at + 1;
    let last = bound.get(next).copied().flatten()?;
    let right = &quantities[next];
    whole_number(quantity)?;
    whole_number(right)?;
    let plain = s.pack.grammar.order == Order::Sov
        && quantity.noun == Noun::None
        && !quantity.implicit
        && !quantity.weak
        && !right.implicit;
    let place = |first: usize| {
        let name = (first.saturating_sub(PLACE_NAME)..first)
            .rev()
            .take_while(|&at| s.tokens.is_word(at))
            .find(|&at| s.is_capital(at));
        name.is_some_and(|at| s.number_at(at).is_none() && s.trigger(at).is_none())
    };
    let between = quantity.end..right.first;
    let quiet = between.len() <= 2 + PLACE_NAME
        && matches!(s.tokens.sign(quantity.end), Some(',' | '،'))
        && (quantity.end + 1..right.first).all(|at| {
            s.tokens
                .sign(at)
                .is_none_or(|sign| matches!(sign, '\'' | '’' | '-'))
                && s.trigger(at).is_none()
                && !s.is_any(at, &[Section::Say, Section::Subset, Section::Border])
        });
    (plain && quiet && place(quantity.first) && place(right.first)).then_some(beside(
        at,
        quantity,
        &last,
        20,
        Link::And(next),
    ))
}

/// The name of a place in a list, with its ending, is at most so many tokens.
const PLACE_NAME: usize = 4;

/// Ten died in one town and two in another: a number that "and" joins to one with a place takes its word, when where stands
/// behind it too.
pub(super) fn gapped(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let before = (0..at)
        .rev()
        .find(|&before| !quantities[before].superseded)?;
    let other = bound[before]?;
    let left = &quantities[before];
    if quantity.implicit || left.implicit || can_join(quantity) {
        return None;
    }
    if matches!(quantity.noun, Noun::Counted(_) | Noun::Unknown) {
        return None;
    }
    whole_number(quantity)?;
    let joint = quantity.first.checked_sub(1)?;
    let joined = quantity.and_prefix
        || s.is(joint, Section::And)
        || matches!(s.tokens.sign(joint), Some(',' | '،'));
    let place = |from: usize| {
        let article = (from + 1..from + 3).any(|at| s.is(at, Section::Article));
        let named =
            (from + 1..from + 4).find(|&at| !s.is_any(at, &[Section::Article, Section::Function]));
        s.is(from, Section::Place)
            && named.is_some_and(|at| {
                s.tokens.is_word(at)
                    && s.number_at(at).is_none()
                    && !s.is_any(at, &[Section::Date, Section::Trigger])
                    // Three in January: a month is no place.
                    && (article || !s.is(at, Section::Stop) || s.pack.grammar.personal.is_empty())
                    && (article || s.is_capital(at) || s.pack.grammar.personal.is_empty())
            })
    };
    // Six of them from one brigade and one from another: parts of one whole.
    let grouped = matches!(other.link, Link::Part(..)) && s.is(quantity.end, Section::Of);
    let told = match other.link {
        Link::Part(_, mark) if grouped => mark.end,
        _ => left.end,
    };
    let end = left.end.max(causes[other.cause].end).max(told);
    let between = end..quantity.first;
    let ends = [
        Section::Trigger,
        Section::Border,
        Section::Say,
        Section::Subset,
        Section::Accuse,
    ];
    let quiet = between.len() <= GAPPED
        && between
            .clone()
            .any(|at| place(at) || grouped && s.is(at, Section::Of))
        && between.clone().all(|at| {
            !s.is_any(at, &ends)
                && s.number_at(at).is_none()
                && s.tokens
                    .sign(at)
                    .is_none_or(|sign| is_quiet(sign) || matches!(sign, ',' | '،' | '-'))
        });
    (joined && quiet && (grouped || place(quantity.end))).then_some(beside(
        at,
        quantity,
        &other,
        25,
        Link::And(before),
    ))
}
