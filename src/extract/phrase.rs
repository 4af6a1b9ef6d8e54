//! Counted noun phrases: a number with its qualifiers before it and the people behind it.
//!
//! What enters: a sentence. What leaves: a [`Quantity`] for every number that may count people; what a stop, a unit or a
//! name takes away is left out here, so that no later step can count it. Nouns that count by themselves (a soldier,
//! جنديان) are quantities too, marked implicit.

mod noun;

use super::marks::Mark;
use super::number::{Amount, Number};
use super::pack::lexicon::{FormCount, Section, Sense};
use super::pack::raw::{NounPlace, Place, TriggerKind};
use super::sentence::Sentence;
use super::tokens::Joint;
use noun::{Phrase, is_taken_away, noun_phrase};

/// How many words of no list may stand between a number and its noun.
const ADJECTIVES: usize = 4;

/// The word for most of a whole stands at most so many tokens before its number.
const MOST: usize = 6;
/// Between the least and the most of a number stand at most so many tokens.
const BOUNDS: usize = 4;

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// A listed word for people, or a side.
    Person(Mark),
    /// A word that says itself what happened: dead, قتلى.
    Counted(Mark),
    /// A word in no list.
    Unknown,
    /// None: the number stands alone.
    None,
}

/// The numbers of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    One(Amount),
    Range(u64, u64),
}

/// A number of something that may be people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quantity {
    /// The first token, qualifiers included.
    pub first: usize,
    /// The first token of the number itself.
    pub number: usize,
    /// Past the last token of the number.
    pub number_end: usize,
    /// Past the last token of the noun phrase.
    pub end: usize,
    pub size: Size,
    /// The qualifier that stands before, or right behind.
    pub hedge: Option<Mark>,
    pub noun: Noun,
    /// The tokens that name the victims.
    pub victims: Option<(usize, usize)>,
    /// The word for others, further, more.
    pub others: Option<Mark>,
    /// Only the noun says how many.
    pub implicit: bool,
    /// The word names people by itself or is no everyday word.
    pub weak: bool,
    /// The side named inside the phrase.
    pub side: Option<Mark>,
    /// The earlier of two numbers of a change: "from 5 to 8".
    pub superseded: bool,
    /// The amount entry that it is, for the reasons.
    pub entry: Option<usize>,
    /// Prefix "and" on its first token.
    pub and_prefix: bool,
}

/// The quantities of a sentence, in order.
pub(super) fn quantities(s: &Sentence<'_>, into: &mut Vec<Quantity>) {
    into.clear();
    let mut at = 0;
    while at < s.numbers.len() {
        let (quantity, used) = quantity(s, at);
        into.extend(quantity);
        at += used;
    }
    for at in 1..into.len() {
        // From 62 to 93: the second word of the pair may be a qualifier elsewhere.
        if into[at - 1].superseded
            && let Some(hedge) = into[at].hedge
            && s.is(hedge.first, Section::To)
        {
            into[at].hedge = None;
        }
    }
    // Four men from one family, 16 civilians, from two families: of what the first are is no number of its own.
    for at in 1..into.len() {
        if belongs(s, &into[at - 1], &into[at]) {
            into[at].superseded = true;
        }
    }
    implied(s, into);
    into.sort_by_key(|quantity| quantity.number);
}

/// Whether a quantity only says to what group the people of the one before it belong.
fn belongs(s: &Sentence<'_>, left: &Quantity, right: &Quantity) -> bool {
    let begins = left.end + usize::from(matches!(s.tokens.sign(left.end), Some(',' | '،')));
    let inside = s
        .marks
        .of(begins, Section::Of)
        .is_some_and(|of| of.end == right.first);
    let people = matches!(left.noun, Noun::Person(_) | Noun::Counted(_));
    let Noun::Person(noun) = right.noun else {
        return false;
    };
    let group = s
        .tokens
        .get(noun.end - 1)
        .and_then(|token| s.text.get(token.start..token.end))
        .is_some_and(|word| s.pack.grammar.groups.iter().any(|group| group == word));
    let one = right.size == Size::One(Amount::Whole(1)) && begins == left.end;
    inside && people && right.others.is_none() && (group || one)
}

/// The quantity that begins with the number at an index, and how many numbers it took.
fn quantity(s: &Sentence<'_>, index: usize) -> (Option<Quantity>, usize) {
    let number = s.numbers[index];
    if !number.counts {
        return (None, 1);
    }
    let mut size = Size::One(number.amount);
    let mut end = number.end;
    let mut used = 1;
    let mut first = number.first;
    let mut superseded = false;
    if let Some(next) = s.numbers.get(index + 1)
        && let Some(range) = range(s, &number, next)
    {
        match range {
            Pair::Range(low, high, from) => {
                size = Size::Range(low, high);
                end = next.end;
                used = 2;
                first = from;
            }
            Pair::Change => superseded = true,
            Pair::Score => return (None, 2),
        }
    }
    if is_stopped_before(s, first) || is_tail(s, index) {
        return (None, used);
    }
    // "14 of the 45 passengers died": the second number is the whole that the first is a part of.
    let whole = (used == 1).then(|| whole_behind(s, index)).flatten();
    used += usize::from(whole.is_some());
    let counted = whole.map_or(&number, |whole| whole);
    let Some(mut phrase) = noun_phrase(s, counted, whole.map_or(end, |whole| whole.end)) else {
        return (None, used);
    };
    // شخص واحد, אדם אחד: one and two stand behind their noun.
    if s.pack.grammar.noun == NounPlace::First
        && matches!(number.amount, Amount::Whole(1 | 2))
        && matches!(phrase.noun, Noun::None | Noun::Unknown)
        && number.digits.is_none()
        && let Some(mark) = s.marks.ending(number.first, Section::Victim)
        && mark.sense.count != FormCount::Plural
    {
        first = mark.first;
        phrase = Phrase {
            noun: Noun::Person(*mark),
            victims: Some((mark.first, mark.end)),
            others: None,
            side: None,
            end: number.end,
        };
    }
    if number.person && phrase.noun == Noun::Unknown {
        phrase.noun = Noun::None;
        phrase.victims = None;
        phrase.end = end;
    }
    // A year stands alone; people do not, unless a qualifier says that it is a number.
    let is_year = s.marks.ending(first, Section::Qualifier).is_none()
        && number.digits == Some(4)
        // 1,775 were killed: no year has a separator.
        && s.tokens
            .get(number.first)
            .and_then(|token| s.text.get(token.start..token.end))
            .is_none_or(|digits| digits.chars().count() == 4)
        && matches!(number.amount, Amount::Whole(1500..=2100))
        && matches!(phrase.noun, Noun::None | Noun::Unknown)
        && used == 1;
    if is_year {
        return (None, used);
    }
    let glued = s
        .tokens
        .get(number.first)
        .and_then(|token| token.hedge)
        .map(|entry| Mark {
            first: number.first,
            end: number.first + 1,
            sense: Sense {
                section: Section::Qualifier,
                entry,
                count: FormCount::Plural,
            },
        });
    let no_noun = phrase.noun == Noun::None;
    if no_noun && (is_apposed(s, &number) || is_age(s, &number) || is_parent(s, &number)) {
        return (None, used);
    }
    // Both killed and injured victims: the word only joins the two.
    let joins = number.entry.is_some()
        && number.amount == Amount::Whole(2)
        && s.trigger(number.end).is_some_and(|(mark, _)| {
            (mark.first..mark.end).any(|at| s.is(at, Section::And))
                || s.is(mark.end, Section::And) && s.trigger(mark.end + 1).is_some()
        });
    if joins {
        return (None, used);
    }
    let hedge = hedge_before(s, &mut first)
        .or(glued)
        .or_else(|| hedge_behind(s, end, phrase.end));
    let and_prefix = s.tokens.get(first).is_some_and(|token| token.and_prefix);
    let quantity = Quantity {
        first,
        number: number.first,
        number_end: end,
        end: phrase.end,
        size,
        hedge,
        noun: phrase.noun,
        victims: phrase.victims,
        others: phrase.others,
        implicit: false,
        weak: number.weak,
        side: phrase.side,
        superseded,
        entry: number.entry,
        and_prefix,
    };
    (Some(quantity), used)
}

/// The number of all of whom the number at an index is a part.
fn whole_behind<'n>(s: &'n Sentence<'_>, index: usize) -> Option<&'n Number> {
    let (part, whole) = (s.numbers.get(index)?, s.numbers.get(index + 1)?);
    let mut at = s.marks.of(part.end, Section::Of)?.end;
    while s.is_any(at, &[Section::Article, Section::Function]) && at < part.end + 4 {
        at += 1;
    }
    let (Amount::Whole(some), Amount::Whole(all)) = (part.amount, whole.amount) else {
        return None;
    };
    (at == whole.first && whole.counts && some < all).then_some(whole)
}

/// "Olga, 48, was killed": a number between commas behind a name is an age.
fn is_apposed(s: &Sentence<'_>, number: &Number) -> bool {
    let is_comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    number.digits.is_some_and(|digits| digits <= 3)
        && number.first >= 2
        && is_comma(number.first - 1)
        && (s
            .tokens
            .get(number.first - 2)
            .is_some_and(|token| token.capital)
            || s.is_any(
                number.first - 2,
                &[Section::Victim, Section::Speaker, Section::Side],
            ))
        && (is_comma(number.end) || s.tokens.sign(number.end) == Some(')'))
}

/// "Death of victim 13": digits alone behind one person are an age, where a number stands before a plural.
fn is_age(s: &Sentence<'_>, number: &Number) -> bool {
    !s.pack.grammar.personal.is_empty()
        && number.digits.is_some_and(|digits| digits <= 2)
        && number
            .first
            .checked_sub(1)
            .and_then(|_| s.marks.ending(number.first, Section::Victim))
            .is_some_and(|mark| mark.sense.count == FormCount::Singular)
}

/// A mother of two: how many children somebody has.
fn is_parent(s: &Sentence<'_>, number: &Number) -> bool {
    s.marks.ending(number.first, Section::Of).is_some_and(|of| {
        s.marks
            .ending(of.first, Section::Victim)
            .is_some_and(|noun| noun.sense.count == FormCount::Singular)
    })
}

enum Pair {
    Range(u64, u64, usize),
    Change,
    /// 3-1: a score counts nobody.
    Score,
}

/// Whether two numbers in a row are the ends of a range, or the old and the new of a change.
fn range(s: &Sentence<'_>, low: &Number, high: &Number) -> Option<Pair> {
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
    // The noun may stand between in some languages; one word more is allowed.
    if gap <= 2 {
        let to = (low.end..high.first).find(|&at| s.is(at, Section::To));
        if let Some(to) = to
            && let Some(to_mark) = s.marks.of(to, Section::To)
            && let Some(from) = s.marks.ending(low.first, Section::From)
            && from.entry() == to_mark.entry()
            && a < b
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
            return Some(match is_change {
                true => Pair::Change,
                false => Pair::Range(a, b, from.first),
            });
        }
        if gap == 1 && s.is(low.end, Section::RangeWord) && a < b {
            return Some(Pair::Range(a, b, low.first));
        }
    }
    (a < b && is_bounded(s, low, high)).then_some(Pair::Range(a, b, low.first))
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

/// 23 450 people: digits behind digits may be the end of one number, and half of a number is none; behind a month they are
/// two (on October 7 120 people).
fn is_tail(s: &Sentence<'_>, index: usize) -> bool {
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
                s.trigger(at)
                    .is_some_and(|(mark, _)| mark.end == most.first)
            })
        })
}

/// A stop right before: aged 5, on March 5.
fn is_stopped_before(s: &Sentence<'_>, first: usize) -> bool {
    if is_whole_of_most(s, first) {
        return true;
    }
    s.marks
        .ending(first, Section::Stop)
        .is_some_and(|mark| s.pack.stops[mark.entry()].place != Place::After)
}

/// The qualifier right before; `first` moves to its first token.
fn hedge_before(s: &Sentence<'_>, first: &mut usize) -> Option<Mark> {
    let mut found: Option<Mark> = None;
    for _ in 0..2 {
        let mut end = *first;
        // למעלה מ- 1,000: the hyphen is the preposition's.
        if let Some(hyphen) = end.checked_sub(1)
            && matches!(s.tokens.sign(hyphen), Some('-' | '־'))
            && s.marks.ending(hyphen, Section::Qualifier).is_some()
        {
            end = hyphen;
        }
        // أكثر من «3» آلاف: the quotation mark opens at the digits.
        if let Some(open) = end.checked_sub(1)
            && matches!(s.tokens.sign(open), Some('«' | '"' | '“' | '('))
            && s.marks.ending(open, Section::Qualifier).is_some()
        {
            end = open;
        }
        // An article may stand between: an estimated 50; at least a dozen.
        if let Some(before) = end.checked_sub(1)
            && s.is(before, Section::Article)
            && s.marks.ending(before, Section::Qualifier).is_some()
        {
            end = before;
        }
        let Some(mark) = s.marks.ending(end, Section::Qualifier) else {
            break;
        };
        if s.pack.qualifiers[mark.entry()].place == Place::After {
            break;
        }
        *first = mark.first;
        found = found.or(Some(*mark));
    }
    found
}

/// The qualifier right behind the number or its noun.
fn hedge_behind(s: &Sentence<'_>, number_end: usize, end: usize) -> Option<Mark> {
    for at in [number_end, end, end + 1] {
        if at == end + 1 && !matches!(s.tokens.sign(end), Some(',' | '،')) {
            continue;
        }
        if let Some(mark) = s.marks.of(at, Section::Qualifier)
            && s.pack.qualifiers[mark.entry()].place != Place::Before
            // "three women, at least eight children": it is the next number's.
            && s.number_at(mark.end).is_none()
        {
            return Some(*mark);
        }
    }
    None
}

/// Nouns that count by themselves.
fn implied(s: &Sentence<'_>, into: &mut Vec<Quantity>) {
    let counted = into.len();
    for mark in s.marks.all() {
        if !matches!(mark.sense.section, Section::Victim | Section::Trigger) {
            continue;
        }
        let is_noun = mark.sense.section == Section::Victim
            || s.pack.triggers[mark.entry()].kind == TriggerKind::Counted;
        let number = match mark.sense.count {
            FormCount::Dual => 2,
            FormCount::Singular => 1,
            FormCount::Plural => continue,
        };
        if !is_noun
            || into[..counted]
                .iter()
                .any(|q| q.first <= mark.first && mark.first < q.end)
        {
            continue;
        }
        if s.number_at(mark.first).is_some() {
            continue;
        }
        let mut first = mark.first;
        if number == 1 {
            match article_before(s, mark.first) {
                Some(article) => first = article,
                None if s.pack.grammar.bare_singular => {}
                None => continue,
            }
        }
        // A police officer is one, not an officer too.
        let nested = into[counted..]
            .iter()
            .rev()
            .take(ADJECTIVES)
            .any(|q| q.first <= mark.first && mark.end <= q.end);
        // The daughter of a medic: whose somebody is.
        let owner = s.pack.grammar.noun == NounPlace::Last
            && s.marks.ending(first, Section::Of).is_some_and(|of| {
                s.marks.ending(of.first, Section::Victim).is_some()
                    && s.tokens
                        .get(of.first)
                        .and_then(|token| s.text.get(token.start..token.end))
                        == Some("of")
            });
        if nested || owner {
            continue;
        }
        let is_trigger = mark.sense.section == Section::Trigger;
        // The dead man is no statement that one died.
        let is_definite = s
            .tokens
            .get(mark.first)
            .is_some_and(|token| token.prefixed && !token.and_prefix);
        let by_whom = s.marks.ending(first, Section::Stop).is_some_and(|stop| {
            matches!(
                s.pack.stops[stop.entry()].class.as_str(),
                "agent" | "unborn"
            )
        });
        if (is_trigger && is_definite) || by_whom || is_taken_away(s, mark.end) {
            continue;
        }
        into.push(Quantity {
            first,
            number: first,
            number_end: mark.end,
            end: mark.end,
            size: Size::One(Amount::Whole(number)),
            hedge: None,
            noun: match is_trigger {
                true => Noun::Counted(*mark),
                false => Noun::Person(*mark),
            },
            victims: (!is_trigger).then_some((mark.first, mark.end)),
            others: None,
            implicit: true,
            weak: false,
            side: None,
            superseded: false,
            entry: None,
            and_prefix: s.tokens.get(first).is_some_and(|token| token.and_prefix),
        });
    }
}

/// The article before a noun, over adjectives.
fn article_before(s: &Sentence<'_>, noun: usize) -> Option<usize> {
    for back in 1..=ADJECTIVES {
        let at = noun.checked_sub(back)?;
        if s.is(at, Section::Article) {
            return Some(at);
        }
        let is_adjective = s.tokens.is_word(at)
            && s.number_at(at).is_none()
            && !s.is_any(
                at,
                &[
                    Section::Trigger,
                    Section::Border,
                    Section::And,
                    Section::Or,
                    Section::Preposition,
                    Section::Of,
                    Section::Function,
                    Section::Stop,
                ],
            );
        if !is_adjective {
            return None;
        }
    }
    None
}
