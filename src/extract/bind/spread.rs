//! What no trigger took is joined to a bound neighbour: by a conjunction, as its part, as its whole.

use super::super::marks::Mark;
use super::super::number::Amount;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::phrase::{Noun, Quantity, Size};
use super::super::sentence::Sentence;
use super::gaps::{by_place, gapped, is_told_of, part_led};
use super::own::{is_governed, is_object, is_subject};
use super::{Bound, Cause, Link};

/// So many tokens of a list may stand before its first number.
const LISTED: usize = 6;

/// Joins what is left over to bound neighbours.
pub(super) fn spread(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    bound: &mut [Option<Bound>],
) {
    // At first a part waits until the number before it has its word, if that is still to come.
    for round in 0..6 {
        let patient = round < 3;
        let mut changed = false;
        for at in 0..quantities.len() {
            if bound[at].is_some() || quantities[at].superseded {
                continue;
            }
            let found = whole_aside(s, quantities, causes, bound, at)
                .or_else(|| part_of(s, quantities, bound, at, patient))
                .or_else(|| joined(s, quantities, causes, bound, at))
                .or_else(|| whole_of(s, quantities, bound, at))
                .or_else(|| part_behind(s, quantities, bound, at))
                .or_else(|| part_dashed(s, quantities, bound, at))
                .or_else(|| part_before(s, quantities, bound, at))
                .or_else(|| part_among(s, quantities, bound, at))
                .or_else(|| part_led(s, quantities, bound, at))
                .or_else(|| gapped(s, quantities, causes, bound, at))
                .or_else(|| by_place(s, quantities, bound, at));
            if let Some(found) = found {
                bound[at] = Some(found);
                changed = true;
            }
        }
        if !changed && !patient {
            break;
        }
    }
    cover(s, quantities, bound);
}

/// "About 6 dead and 16 wounded": a qualifier before the first covers the second of one noun phrase.
fn cover(s: &Sentence<'_>, quantities: &[Quantity], bound: &mut [Option<Bound>]) {
    use crate::model::Qualifier as Q;
    let mut listed = false;
    for at in 1..quantities.len() {
        let counted = |q: &Quantity| {
            !q.implicit
                && (matches!(q.noun, Noun::Counted(_))
                    || q.noun == Noun::None && s.trigger(q.end).is_some())
        };
        let (left, right) = (&quantities[at - 1], &quantities[at]);
        let Some(hedge) = bound[at - 1].and_then(|one| one.hedge) else {
            listed = false;
            continue;
        };
        // At least seven women, 10 children and a baby: people in one list that share their word.
        let same = bound[at].is_some_and(|one| bound[at - 1].is_some_and(|o| o.cause == one.cause));
        let people = can_join(left) && can_join(right) && !left.implicit && !right.implicit;
        let comma = left.end + 1 == right.first && s.tokens.sign(left.end) == Some(',');
        let and = left.end + 1 == right.first && s.is(left.end, Section::And);
        // Twelve civilians, two of whom were women: a part is no other item.
        let part = subset_before(s, right).is_some()
            || (right.number_end..right.end + 2).any(|at| s.is(at, Section::Subset));
        let is_listed = same
            && people
            && !part
            && (and || comma && (listed || subset_before(s, left).is_some()));
        let covers = hedge.end <= left.number
            && matches!(
                s.pack.qualifiers[hedge.entry()].qualifier,
                Q::About | Q::AtLeast | Q::UpTo
            );
        let joined = right.and_prefix && right.first == left.end
            || left.end + 1 == right.first && s.is(left.end, Section::And);
        if covers
            && (is_listed || joined && counted(left) && counted(right))
            && matches!(right.size, Size::One(Amount::Whole(_)))
            && let Some(one) = bound[at].as_mut()
            && one.hedge.is_none()
        {
            one.hedge = Some(hedge);
            listed = is_listed;
        } else {
            listed = false;
        }
    }
}

/// Whether a quantity counts people: by a word for them, for others, or by the group that they are of (six of its members).
pub(super) fn can_join(quantity: &Quantity) -> bool {
    matches!(quantity.noun, Noun::Person(_))
        || quantity.others.is_some()
        || quantity.noun == Noun::None && quantity.victims.is_some()
}

/// A quantity that takes its measure from a bound one, at a cost of its own.
pub(super) const fn beside(
    at: usize,
    quantity: &Quantity,
    other: &Bound,
    more: u32,
    link: Link,
) -> Bound {
    Bound {
        quantity: at,
        cause: other.cause,
        cost: other.cost + more,
        link,
        hedge: quantity.hedge,
    }
}

/// The subset word right before a quantity.
fn subset_before(s: &Sentence<'_>, quantity: &Quantity) -> Option<Mark> {
    let mut end = quantity.first;
    for _ in 0..2 {
        if let Some(mark) = s.marks.ending(end, Section::Subset) {
            return Some(*mark);
        }
        let before = end.checked_sub(1)?;
        if !s.is_any(before, &[Section::Article, Section::Function, Section::Of])
            && !matches!(s.tokens.sign(before), Some(':' | '–' | '—' | '-'))
        {
            return None;
        }
        end = before;
    }
    None
}

/// Twenty were killed in the war, 10 of them children: the words for a part stand behind its number.
fn part_behind(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let mark = *s
        .marks
        .of(quantity.number_end, Section::Subset)
        .filter(|mark| {
            let apart = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،' | '('));
            let parted = quantity.first.checked_sub(1).is_some_and(apart);
            s.is(mark.first, Section::Of) || parted && s.pack.grammar.order == Order::Vso
        })
        // Five of them badly: a part has a noun of its own.
        .filter(|mark| {
            (mark.end..mark.end + 4).any(|at| s.is_any(at, &[Section::Victim, Section::Side]))
                || is_told_of(s, mark.end)
        })?;
    let whole = (0..at).rev().find_map(|before| bound[before])?;
    let (some, all) = (
        whole_number(quantity)?,
        whole_number(&quantities[whole.quantity])?,
    );
    let end = quantities[whole.quantity].end;
    let near = quantity.first.checked_sub(end)? <= 30 && !crosses(s, end, quantity.first);
    let closed = (end..quantity.first).any(|at| matches!(s.tokens.sign(at), Some('.' | '!' | '?')));
    (near && !closed && some < all).then_some(beside(
        at,
        quantity,
        &whole,
        20,
        Link::Part(whole.quantity, mark),
    ))
}

/// Four engineers--two of them Peruvians and two French--: what a dash parts from its whole.
fn part_dashed(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let before = at.checked_sub(1)?;
    let whole = bound[before].filter(|_| !quantities[before].implicit)?;
    let (some, all) = (whole_number(quantity)?, whole_number(&quantities[before])?);
    let between = quantities[before].end..quantity.first;
    let leads = |at: usize| matches!(s.tokens.sign(at), Some('-' | '–' | '—' | '(' | ':'));
    let dashed = (1..=2).contains(&between.len()) && between.clone().all(leads);
    // Forty people were killed: 20 miners, …
    let last = quantity.first.checked_sub(1)?;
    let told = (2..=LISTED).contains(&between.len())
        && s.tokens.sign(last) == Some(':')
        && (between.start..last).all(|at| s.tokens.is_word(at))
        && (between.start..last).any(|at| s.trigger(at).is_some_and(|(mark, _)| mark.end == last));
    let dashed = dashed || told;
    let fits = dashed && some < all && can_join(quantity) && !quantity.implicit;
    fits.then_some(beside(at, quantity, &whole, 20, Link::And(before)))
}

pub(super) const fn whole_number(q: &Quantity) -> Option<u64> {
    match q.size {
        Size::One(Amount::Whole(n)) => Some(n),
        _ => None,
    }
}

/// 8'i çocuk 21 kişi öldü: where the noun comes last, a part stands right before its whole.
fn part_before(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let next = at + 1;
    let whole = bound.get(next).copied().flatten()?;
    let fits = s.pack.grammar.order == Order::Sov
        && matches!(quantity.noun, Noun::Person(_) | Noun::Unknown)
        // Bir kavgayı ayırırken 3 kişi: an article before an unknown noun counts nobody.
        && !(quantity.weak && quantity.noun == Noun::Unknown)
        && !quantity.implicit
        && quantity.end == quantities[next].first
        && whole_number(quantity)? < whole_number(&quantities[next])?;
    fits.then_some(beside(at, quantity, &whole, 20, Link::And(next)))
}

/// "Six children were among 10 killed": the part stands before its whole.
fn part_among(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let next = at + 1;
    let whole = bound.get(next).copied().flatten()?;
    let mark = *s.marks.of(quantity.end, Section::Subset)?;
    let fits = can_join(quantity)
        && s.pack.grammar.order == Order::Svo
        && quantities[next].first.checked_sub(mark.end)? <= 1;
    fits.then_some(beside(at, quantity, &whole, 20, Link::Part(next, mark)))
}

/// "12 people, including 3 children": the part takes the measure of the whole.
fn part_of(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
    patient: bool,
) -> Option<Bound> {
    let quantity = &quantities[at];
    let mark = subset_before(s, quantity)?;
    let waits = at.checked_sub(1).is_some_and(|before| {
        let left = &quantities[before];
        let touches = mark.first.saturating_sub(left.end) <= 1;
        bound[before].is_none() && !left.superseded && touches && can_join(left)
    });
    // کشته شده و ۱۱ کارمند وزارت به شمول پنج خانم زخمی شدند: where verbs come last, nor does it reach over a number whose verb
    // is not known.
    let passes = s.pack.grammar.order == Order::Sov
        && at.checked_sub(1).is_some_and(|before| {
            bound[before].is_none()
                && !quantities[before].superseded
                && can_join(&quantities[before])
        });
    if patient && waits || passes {
        return None;
    }
    // Несовершеннолетних среди них нет: none without a noun is no part.
    if quantity.size == Size::One(Amount::Whole(0)) && quantity.noun == Noun::None {
        return None;
    }
    if !can_join(quantity) && quantity.noun != Noun::None && !is_adjacent(&mark, quantity) {
        return None;
    }
    let whole = (0..at).rev().find_map(|before| bound[before])?;
    let gap = mark.first.checked_sub(quantities[whole.quantity].end)?;
    // 65 آخرين في 3 تفجيرات بينها انتحاريان: a part of what was counted last.
    let things = quantity.implicit
        && gap <= 30
        && (quantities[whole.quantity].end..mark.first).any(|at| {
            s.number_at(at)
                .is_some_and(|number| number.counts && !number.weak)
        });
    if things {
        return None;
    }
    (gap <= 30 && !crosses(s, quantities[whole.quantity].end, mark.first)).then_some(beside(
        at,
        quantity,
        &whole,
        20,
        Link::Part(whole.quantity, mark),
    ))
}

fn is_adjacent(mark: &Mark, quantity: &Quantity) -> bool {
    quantity.first <= mark.end + 1
}

/// A sentence of its own begins between.
fn crosses(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| matches!(s.tokens.sign(at), Some(';' | '؛')))
}

/// Seventeen were killed, and at least four people, including two children, were injured: the aside between commas is a part
/// of the number right before it, and both are the next verb's.
fn whole_aside(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let part = bound.get(at + 1).copied().flatten()?;
    let next = &quantities[at + 1];
    let comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    let verb = part.link == Link::Own && next.end < causes[part.cause].first;
    let aside = comma(quantities[at].end) && comma(next.end) && verb;
    whole_of(s, quantities, bound, at).filter(|_| aside && subset_before(s, next).is_some())
}

/// "12 people, including 3 children, were killed": the whole takes the measure of the part.
fn whole_of(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    if !can_join(quantity) {
        return None;
    }
    let next = at + 1;
    let part = bound.get(next).copied().flatten()?;
    // Many others, including displaced families and five teachers: the subset may begin with somebody whom nobody counts.
    let listed = || {
        let begins = quantity.end + usize::from(s.tokens.sign(quantity.end) == Some(','));
        let mark = *s.marks.of(begins, Section::Subset)?;
        let between = mark.end..quantities[next].first;
        let closes = [Section::Border, Section::Say];
        let plain = between.len() <= LISTED && between.clone().all(|at| !s.is_any(at, &closes));
        (plain && quantity.others.is_some()).then_some(mark)
    };
    // 3 people (2 women) were killed.
    let bracketed = s.tokens.sign(quantity.end) == Some('(')
        && quantities[next].first == quantity.end + 1
        && !quantity.implicit;
    if bracketed {
        return Some(beside(at, quantity, &part, 10, Link::And(next)));
    }
    let mark = subset_before(s, &quantities[next]).or_else(listed)?;
    let gap = mark.first.checked_sub(quantity.end)?;
    (gap <= 8 && !crosses(s, quantity.end, mark.first)).then_some(beside(
        at,
        quantity,
        &part,
        10,
        Link::And(next),
    ))
}

/// "4 soldiers and 3 civilians were killed": both take the measure.
fn joined(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    bound: &[Option<Bound>],
    at: usize,
) -> Option<Bound> {
    let quantity = &quantities[at];
    // Three mothers from three families and their six children: over what says where they belong.
    if let Some(before) = (0..at).rev().find(|&before| !quantities[before].superseded)
        && let Some(other) = bound[before]
        && let Some(pure) = coordinated(s, &quantities[before], quantity)
        && !is_object(s, &quantities[before], quantity)
        && !(causes[other.cause].end <= quantity.first && is_subject(s, quantity))
    {
        let covered = other.hedge.filter(|mark| {
            use crate::model::Qualifier as Q;
            let hedge = &s.pack.qualifiers[mark.entry()];
            pure && mark.end <= quantities[before].number
                && matches!(hedge.qualifier, Q::About | Q::AtLeast | Q::UpTo)
        });
        let more = if pure { 10 } else { 30 };
        return Some(Bound {
            hedge: quantity.hedge.or(covered),
            ..beside(at, quantity, &other, more, Link::And(before))
        });
    }
    // "12 members of the family and four neighbours": a noun of its own inside the phrase counts nobody.
    let next = (at + 1..quantities.len())
        .find(|&next| bound[next].is_some() || !quantities[next].implicit)?;
    let other = bound[next]?;
    let pure = coordinated(s, quantity, &quantities[next])
        .filter(|_| causes[other.cause].first < quantity.first || !is_governed(s, quantity))?;
    Some(beside(
        at,
        quantity,
        &other,
        if pure { 10 } else { 30 },
        Link::And(next),
    ))
}

/// Whether two quantities are joined by a conjunction or a comma; whether nothing else stands between.
fn coordinated(s: &Sentence<'_>, left: &Quantity, right: &Quantity) -> Option<bool> {
    let gap = right.first.checked_sub(left.end)?;
    if gap > 9 {
        return None;
    }
    let mut joins = right.and_prefix;
    let mut between = 0;
    for at in left.end..right.first {
        if matches!(s.tokens.sign(at), Some(',' | '،'))
            || s.is_any(at, &[Section::And, Section::Or])
        {
            joins = true;
        } else if at == left.end && left.implicit && s.is(at, Section::Stop) {
            // Водитель автобуса и трое пассажиров: what the one belongs to.
            between += 1;
        } else if s.is(at, Section::Of)
            && !s.is_any(at, &[Section::Trigger, Section::Border, Section::Stop])
            && [at + 1, at + 2].iter().all(|&at| {
                s.number_at(at)
                    .is_none_or(|number| s.is_household(number.end))
            })
        {
            // "12 members of the family and four": whose they are, no part of a number.
            between += 1;
        } else if s.is_any(
            at,
            &[
                Section::Trigger,
                Section::Border,
                Section::Say,
                Section::Subset,
                Section::Rise,
            ],
        ) || s.is(at, Section::Stop) && !is_in_place(s, at) && !s.is_household(at)
            || s.tokens.sign(at).is_some_and(|sign| !is_quiet(sign))
        {
            return None;
        } else {
            between += 1;
        }
    }
    let both_people = can_join(left) && can_join(right);
    let last_is_unknown =
        right.noun == Noun::Unknown && can_join(left) && between == 0 && !right.implicit;
    let first_is_unknown =
        left.noun == Noun::Unknown && can_join(right) && between == 0 && !left.implicit;
    let fits = joins
        && (both_people || last_is_unknown || first_is_unknown)
        && !(right.implicit
            && (between > 0 || s.is(right.end, Section::Say) && s.trigger(right.end).is_none()))
        && !(left.implicit && between > 3);
    fits.then_some(between == 0)
}

/// 900 people in the country, and hundreds more: where it happened counts nobody.
fn is_in_place(s: &Sentence<'_>, at: usize) -> bool {
    let place = at
        .checked_sub(1)
        .map(|before| before - usize::from(before > 0 && s.is(before, Section::Function)))
        .is_some_and(|before| s.is(before, Section::Place));
    place
        && s.marks
            .of(at, Section::Stop)
            .is_some_and(|stop| s.pack.stops[stop.entry()].class == "building")
}

pub(super) const fn is_quiet(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '«' | '»' | '(' | ')')
}
