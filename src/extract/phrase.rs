//! Counted noun phrases: a number with its qualifiers before it and the people behind it.
//!
//! What enters: a sentence. What leaves: a [`Quantity`] for every number that may count people; what a stop, a unit or a
//! name takes away is left out here, so that no later step can count it. Nouns that count by themselves (a soldier,
//! جنديان) are quantities too, marked implicit.

mod another;
mod group;
mod noun;
mod refused;
mod span;

use super::marks::Mark;
use super::number::{Amount, Number};
use super::pack::lexicon::{FormCount, Section, Sense};
use super::pack::raw::{NounPlace, Place, TriggerKind};
use super::sentence::Sentence;
use noun::{Phrase, is_taken_away, noun_phrase};
use refused::{
    is_age, is_apposed, is_cut, is_object, is_of_thing, is_one_of, is_parent, is_rate,
    is_stopped_before, is_tail, is_whole_behind, is_whole_of_part,
};
use span::{Pair, range};

/// How many words of no list may stand between a number and its noun.
const ADJECTIVES: usize = 4;

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
    another::others(s, into);
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
    // خمس نساء من عائلة واحدة: one and two stand behind the noun, which the first phrase holds.
    if left.number < right.first && right.first < left.end && right.end <= left.end + 1 {
        return true;
    }
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
    // No other sources confirmed it: nobody is counted.
    let speakers = number.amount == Amount::Whole(0)
        && number.entry.is_some()
        && !s.pack.grammar.personal.is_empty()
        && (number.end..number.end + 2)
            .any(|at| s.is(at, Section::Speaker) && !s.is(at, Section::Victim));
    if speakers {
        return (None, used);
    }
    if is_stopped_before(s, first) || is_tail(s, index) || is_rate(s, index) {
        return (None, used);
    }
    if is_whole_of_part(s, &number) || is_cut(s, &number) {
        return (None, used);
    }
    if is_one_of(s, &number) && whole_behind(s, index).is_some() {
        return (None, used);
    }
    // "14 of the 45 passengers died": the second number is the whole that the first is a part of.
    let whole = (used == 1).then(|| whole_behind(s, index)).flatten();
    used += usize::from(whole.is_some());
    let counted = whole.map_or(&number, |whole| whole);
    let Some(mut phrase) = noun_phrase(s, counted, whole.map_or(end, |whole| whole.end)) else {
        return (None, used);
    };
    // Four of the 17 wounded later died: who they were.
    if let Some(whole) = whole
        && phrase.noun == Noun::None
        && let Some((word, trigger)) = s.trigger(whole.end)
        && trigger.kind == TriggerKind::Verb
        && word.end == whole.end + 1
    {
        phrase.noun = Noun::Unknown;
        phrase.victims = Some((word.first, word.end));
        phrase.end = word.end;
    }
    let unlisted = matches!(phrase.noun, Noun::None | Noun::Unknown);
    if unlisted && (is_of_thing(s, &number) || is_whole_behind(s, &number)) {
        return (None, used);
    }
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
    // الجنود السبعة المفقودون: with the article both the people and their number, which stands behind them.
    if s.pack.grammar.noun == NounPlace::First
        && phrase.victims.is_none()
        && matches!(phrase.noun, Noun::None | Noun::Counted(_))
        && is_definite(s, number.first)
        && let Some(mark) = s.marks.ending(number.first, Section::Victim)
        && mark.sense.count == FormCount::Plural
        && is_definite(s, mark.first)
    {
        phrase.victims = Some((mark.first, mark.end));
    }
    // عائلة واحدة, משפחה אחת
    let is_household = s.pack.grammar.noun == NounPlace::First
        && number.amount == Amount::Whole(1)
        && s.marks
            .ending(number.first, Section::Stop)
            .is_some_and(|stop| s.pack.stops[stop.entry()].class == "household");
    if matches!(phrase.noun, Noun::None | Noun::Unknown)
        && (is_household || is_of_things_before(s, &number, end))
    {
        return (None, used);
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
        && used == 1
        && !is_object(s, number.first);
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
    // ולפחות ארבעה: a qualifier that is listed with its "and".
    let listed = hedge.is_some_and(|hedge| {
        let word = s.word(hedge.first);
        hedge.first == first
            && first < number.first
            && s.pack.grammar.prefixes.iter().any(|(prefix, and)| {
                *and && prefix.chars().count() == 1 && word.starts_with(prefix.as_str())
            })
    });
    let and_prefix = listed || s.tokens.get(first).is_some_and(|token| token.and_prefix);
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

/// The qualifier right before; `first` moves to its first token.
fn hedge_before(s: &Sentence<'_>, first: &mut usize) -> Option<Mark> {
    let mut found: Option<Mark> = None;
    for _ in 0..2 {
        // ثلاثون قتيلا على الأقل ومئة جريح: what stands before "and" qualifies the number before it.
        if s.tokens.get(*first).is_some_and(|token| token.and_prefix) {
            break;
        }
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
            // "three women, at least eight children": it is the next number's; ثلاثين قتيلا على الأقل ومئة جريح is not.
            && s.number_at(mark.end)
                .is_none_or(|next| s.tokens.get(next.first).is_some_and(|token| token.and_prefix))
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
        // A relative of those killed: one of whom nothing is told.
        let relative = s.pack.grammar.noun == NounPlace::Last
            && s.marks.of(mark.end, Section::Of).is_some_and(|of| {
                s.number_at(of.end).is_none()
                    && (of.end..of.end + 2).any(|at| s.trigger(at).is_some())
            });
        if nested || owner || relative {
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

/// حصيلة الاعتداءات الثلاثة, السنوات العشر الماضية: where the number stands behind its noun, both with the article, and the
/// noun is in no list for people; الصيادون الثلاثة are people to a word for what happened to them right beside.
fn is_of_things_before(s: &Sentence<'_>, number: &Number, end: usize) -> bool {
    let Some(noun) = number.first.checked_sub(1) else {
        return false;
    };
    if s.pack.grammar.noun != NounPlace::First
        || number.digits.is_some()
        || !is_definite(s, number.first)
        || !is_definite(s, noun)
    {
        return false;
    }
    let is_listed = [
        Section::Victim,
        Section::Trigger,
        Section::Side,
        Section::Others,
    ]
    .iter()
    .any(|section| s.marks.ending(number.first, *section).is_some());
    let is_told = s.trigger(end).is_some()
        || s.marks
            .ending(noun, Section::Trigger)
            .is_some_and(|mark| s.pack.triggers[mark.entry()].kind == TriggerKind::Verb);
    !is_listed && !is_told
}

/// Whether the article is written to a word.
fn is_definite(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !token.and_prefix)
        && s.pack
            .grammar
            .definite
            .iter()
            .any(|article| s.word(at).starts_with(article.as_str()))
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
