//! Which number belongs to which casualty word.
//!
//! Each trigger takes the nearest quantity on a side that its entry names; the nearest pair of the sentence is bound
//! first, so that "5 soldiers were killed and 3 wounded" comes apart rightly. What is left over is joined to a bound
//! neighbour by a conjunction or as its part. Costs are tenths of a word of distance.

mod causes;
mod gaps;
mod own;
mod spread;
mod way;

use crate::model::Measure;

use super::marks::Mark;
use super::number::Amount;
use super::pack::Trigger;
use super::pack::lexicon::Section;
use super::pack::raw::{Direction, Order, Place, TriggerKind};
use super::phrase::{Noun, Quantity, Size};
use super::sentence::Sentence;
pub(super) use causes::causes;
use way::Way;

/// A casualty word, or two that share a number ("killed and wounded").
#[derive(Debug, Clone, Copy)]
pub(super) struct Cause {
    pub first: usize,
    pub end: usize,
    pub mark: Mark,
    pub second: Option<Mark>,
    pub measure: Measure,
}

/// How a quantity came to its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The trigger's own.
    Own,
    /// Through a toll word and what leads to its number.
    Toll(Option<Mark>),
    /// Joined to another quantity.
    And(usize),
    /// A part of another quantity.
    Part(usize, Mark),
}

/// A quantity with its trigger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    pub quantity: usize,
    pub cause: usize,
    pub cost: u32,
    pub link: Link,
    /// The qualifier, its own or one that covers the whole coordination.
    pub hedge: Option<Mark>,
}

/// A pair of trigger and quantity that might belong together.
#[derive(Debug)]
struct Candidate {
    cost: u32,
    cause: usize,
    quantity: usize,
    link: Link,
}

/// What binding needs and the next sentence may use again.
#[derive(Debug, Default)]
pub(super) struct Spare {
    candidates: Vec<Candidate>,
    taken: Vec<bool>,
    bound: Vec<Option<Bound>>,
}

/// Binds quantities to triggers.
pub(super) fn bind(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    spare: &mut Spare,
    into: &mut Vec<Bound>,
) {
    into.clear();
    if causes.is_empty() || quantities.is_empty() {
        return;
    }
    let Spare {
        candidates,
        taken,
        bound,
    } = spare;
    candidates.clear();
    let way = Way::of(s, causes.len() * quantities.len());
    for (index, cause) in causes.iter().enumerate() {
        let trigger = &s.pack.triggers[cause.mark.entry()];
        if trigger.kind == TriggerKind::Toll {
            toll(s, quantities, index, cause, candidates);
            continue;
        }
        if own::is_escape(s, cause) {
            continue;
        }
        for (at, quantity) in quantities.iter().enumerate() {
            if quantity.superseded {
                continue;
            }
            if let Noun::Counted(mark) = quantity.noun
                && mark == cause.mark
            {
                let cost = if trigger.person { 20 } else { 0 };
                candidates.push(Candidate {
                    cost,
                    cause: index,
                    quantity: at,
                    link: Link::Own,
                });
                continue;
            }
            if let Some(cost) = reach(s, &way, quantity, cause, trigger) {
                // Lost 200 soldiers killed: what happened to them is said nearer.
                let cost = cost + if trigger.military { LOSS } else { 0 };
                candidates.push(Candidate {
                    cost,
                    cause: index,
                    quantity: at,
                    link: Link::Own,
                });
            }
        }
    }
    candidates.sort_by_key(|candidate| candidate.cost);
    taken.clear();
    taken.resize(causes.len(), false);
    bound.clear();
    bound.resize(quantities.len(), None);
    for candidate in candidates.iter() {
        if taken[candidate.cause] || bound[candidate.quantity].is_some() {
            continue;
        }
        taken[candidate.cause] = true;
        bound[candidate.quantity] = Some(Bound {
            quantity: candidate.quantity,
            cause: candidate.cause,
            cost: candidate.cost,
            link: candidate.link,
            hedge: quantities[candidate.quantity]
                .hedge
                .filter(|hedge| match candidate.link {
                    // Выросло до 832: the qualifier's word only leads to the number.
                    Link::Toll(Some(lead)) => {
                        use crate::model::Qualifier as Q;
                        // ليصل إلى 21: it rose so far, and no further is meant.
                        let same = (hedge.first, hedge.end) == (lead.first, lead.end);
                        let most = s.pack.qualifiers[hedge.entry()].qualifier == Q::UpTo;
                        !(same && most) && (hedge.first <= lead.first || hedge.end > lead.end)
                    }
                    _ => true,
                }),
        });
    }
    for one in bound.iter_mut().flatten() {
        let quantity = &quantities[one.quantity];
        let plain = matches!(quantity.size, Size::One(Amount::Whole(_))) && !quantity.implicit;
        if one.hedge.is_none() && plain {
            one.hedge = leading_hedge(s, causes, quantity);
        }
    }
    for one in bound.iter_mut().flatten() {
        let (quantity, cause) = (&quantities[one.quantity], &causes[one.cause]);
        if one.hedge.is_none() && one.link == Link::Own && quantity.end == cause.first {
            one.hedge = closing_hedge(s, cause.end);
        }
    }
    spread::spread(s, quantities, causes, bound);
    into.extend(bound.iter().flatten());
}

/// تجاوز عدد القتلى 500: where verbs come first, the one before the word for a toll says that its number is passed.
fn leading_hedge(s: &Sentence<'_>, causes: &[Cause], quantity: &Quantity) -> Option<Mark> {
    if s.pack.grammar.order != Order::Vso {
        return None;
    }
    let toll = causes
        .iter()
        .rev()
        .filter(|cause| s.pack.triggers[cause.mark.entry()].kind == TriggerKind::Toll)
        .find(|cause| cause.end <= quantity.first)?;
    let near = quantity.first - toll.end <= LED;
    let parts = |at: usize| {
        s.number_at(at).is_some()
            || s.tokens.sign(at).is_some()
            || s.is_any(at, &[Section::And, Section::Rise, Section::Border])
            || s.tokens.get(at).is_some_and(|token| token.and_prefix)
    };
    let verb = s.marks.ending(toll.first, Section::Rise)?;
    let hedge = s
        .marks
        .of(verb.first, Section::Qualifier)
        .filter(|hedge| hedge.end == verb.end)?;
    // يقترب عدد القتلى من 200
    let passed = matches!(
        s.pack.qualifiers[hedge.entry()].qualifier,
        crate::model::Qualifier::MoreThan | crate::model::Qualifier::About
    );
    (near && passed && !(toll.end..quantity.first).any(parts)).then_some(*hedge)
}

/// The number of a toll stands at most so many tokens behind it where a verb before the toll qualifies it.
const LED: usize = 8;

/// سبعة مدنيين قتلوا، على الأقل: a qualifier between commas behind the verb.
fn closing_hedge(s: &Sentence<'_>, end: usize) -> Option<Mark> {
    let comma = |at: usize| matches!(s.tokens.sign(at), Some(',' | '،'));
    let at = end + usize::from(comma(end));
    let mark = *s.marks.of(at, Section::Qualifier)?;
    let closes =
        comma(mark.end) || s.tokens.sign(mark.end) == Some('.') || mark.end >= s.tokens.len();
    let behind = s.pack.qualifiers[mark.entry()].place != Place::Before;
    (comma(end) && closes && behind && s.number_at(mark.end).is_none()).then_some(mark)
}

/// What it costs a trigger to take a quantity; none when it cannot.
fn reach(
    s: &Sentence<'_>,
    way: &Way,
    quantity: &Quantity,
    cause: &Cause,
    trigger: &Trigger,
) -> Option<u32> {
    let is_person = match quantity.noun {
        Noun::Person(_) => true,
        Noun::Counted(mark) => s.pack.triggers[mark.entry()].person,
        Noun::Unknown | Noun::None => false,
    };
    if let Noun::Counted(_) = quantity.noun
        && !is_person
    {
        return None;
    }
    let (direction, from, to) = if quantity.end <= cause.first {
        (Direction::Before, quantity.end, cause.first)
    } else if cause.end <= quantity.first {
        (Direction::After, cause.end, quantity.first)
    } else if cause.first < quantity.first && quantity.end < cause.end && !quantity.implicit {
        // Forced 5,000 people to flee: the words of the trigger stand around its number.
        let known = matches!(quantity.noun, Noun::Person(_) | Noun::None);
        return (known || !trigger.strict).then_some(0);
    } else {
        return None;
    };
    if trigger.victims.is_empty() {
        return None;
    }
    // After the murder, 230 people …: a comma closes the phrase of a noun or verb.
    if direction == Direction::After && matches!(s.tokens.sign(from), Some(',' | '،')) {
        return None;
    }
    // Ölen askerlerin ailelerine taziye dileyen bakan, iki askere madalya verdi: the participle has its people behind it.
    let described = direction == Direction::After
        && s.pack.grammar.order == Order::Sov
        && trigger.kind == TriggerKind::Verb
        && s.marks
            .of(cause.end, Section::Victim)
            .is_some_and(|noun| noun.end <= quantity.first);
    if described {
        return None;
    }
    // Killed by a sniper, by two gunmen: who did it.
    let agent = direction == Direction::After
        && is_person
        && s.pack.grammar.order == Order::Svo
        && trigger.kind == TriggerKind::Verb
        && s.marks.ending(quantity.first, Section::AccuseBy).is_some();
    if agent {
        return None;
    }
    // دعا الجيش 20 ألف شخص إلى مغادرة الحي: called upon, and nobody has moved.
    let called = trigger.measure == Measure::Displaced
        && direction == Direction::Before
        && s.pack.grammar.order == Order::Vso
        && (quantity.first.saturating_sub(CALLED)..quantity.first)
            .any(|at| super::parties::is_listed(s, at, &s.pack.grammar.callers));
    if called {
        return None;
    }
    let is_counted = trigger.kind == TriggerKind::Counted;
    if is_counted && (quantity.implicit || quantity.noun == Noun::Unknown) {
        return None;
    }
    // נהרגו ושלושה: what "and" begins is the next trigger's sooner.
    let apart = if direction == Direction::After && quantity.and_prefix {
        25
    } else {
        0
    };
    // Погибших — 12: a dash or colon alone leads from the counted word to its number.
    if is_counted && direction == Direction::After && is_led_to(s, from, to) && !quantity.superseded
    {
        return Some(5);
    }
    let preference = trigger.victims.iter().position(|d| *d == direction)?;
    // بقتل: bound to a preposition it is a noun, and its people stand behind it.
    let is_noun = s
        .tokens
        .get(cause.first)
        .is_some_and(|token| token.prefixed && !token.and_prefix);
    // عشرات الإصابات: a word for a number that touches the noun has it as its complement.
    let complement = quantity.end == cause.first
        && quantity.entry.is_some()
        && quantity.noun == Noun::None
        && s.pack
            .grammar
            .definite
            .iter()
            .any(|article| s.word(cause.first).starts_with(article.as_str()));
    if direction == Direction::Before
        && is_noun
        && !complement
        && s.pack.grammar.order == Order::Vso
    {
        return None;
    }
    // إلى نزوح قسري: a noun that a preposition leads to has its people behind it; injuries that people are treated for are theirs.
    let led = cause
        .first
        .checked_sub(1)
        .is_some_and(|at| s.is_any(at, &[Section::Preposition, Section::Of]));
    let told = trigger.kind == TriggerKind::Verb && trigger.measure != Measure::Injured;
    if direction == Direction::Before && led && told && s.pack.grammar.order == Order::Vso {
        return None;
    }
    // Five children, and others were wounded: who stands right before the verb, in no number.
    if direction == Direction::Before && !is_counted && s.pack.grammar.order == Order::Svo {
        // Five people or more died: the words of a qualifier are nobody.
        let hedged = |at: usize| {
            quantity
                .hedge
                .is_some_and(|hedge| hedge.first <= at && at < hedge.end)
        };
        let subject = (quantity.end..cause.first)
            .rev()
            .find(|&at| !hedged(at) && (!s.is(at, Section::Function) || s.is(at, Section::Others)));
        if subject.is_some_and(|at| s.is(at, Section::Others)) {
            return None;
        }
    }
    let refused = (trigger.weak && !is_person)
        || (trigger.military && !is_military(s, quantity))
        || (trigger.strict && quantity.noun == Noun::Unknown)
        || (quantity.weak && quantity.noun == Noun::Unknown)
        || (quantity.implicit && !trigger.implicit);
    if refused {
        return None;
    }
    let limit = match quantity.noun {
        _ if trigger.weak => 15,
        // A bare noun must stand beside its trigger; an article lets it stand a little apart.
        // Among the dead is a young clerk: words that begin a sentence have nobody but who stands behind them.
        _ if quantity.implicit
            && quantity.first == quantity.number_end.saturating_sub(1)
            && trigger.victims.first() == Some(&Direction::After)
            && cause.first == 0
            && s.pack.grammar.order == Order::Svo =>
        {
            40
        }
        _ if quantity.implicit && quantity.first == quantity.number_end.saturating_sub(1) => 9,
        _ if quantity.implicit => 40,
        // Enforcement bodies expect 800, sentenced 11 to death: a word of its own parts them.
        _ if is_counted && !s.pack.grammar.personal.is_empty() => 9,
        _ if is_counted => 10,
        _ if quantity.others.is_some() => 100,
        // وفاة الزعيم من الانقسامات مع إعلان بعض المقاتلين: some people far off are nobody's number.
        Noun::Person(_) | Noun::Counted(_) if quantity.size == Size::One(Amount::Unstated) => 60,
        Noun::Person(_) | Noun::Counted(_) => 150,
        // Понад 49 тисяч - зазнали поранень.
        Noun::None if quantity.hedge.is_some() && is_led_to(s, from, to) => 30,
        // Пятеро погибли, еще 3 — ранены: a dash stands for the verb.
        Noun::None
            if direction == Direction::Before
                && trigger.kind == TriggerKind::Verb
                && s.pack.grammar.order == Order::Svo
                && s.pack.grammar.personal.is_empty()
                && is_led_to(s, from, to) =>
        {
            30
        }
        // Killed: 3, injured: 5.
        Noun::None if to == from + 1 && s.tokens.sign(from) == Some(':') => 45,
        Noun::None => 19,
        Noun::Unknown => 25,
    };
    let limit = match quantity.weak && !is_person {
        true => limit.min(10),
        false => limit,
    };
    let gap = way.cost(s, from, to, limit)?;
    let noun = match quantity.noun {
        Noun::Person(_) | Noun::Counted(_) => 0,
        _ if quantity.others.is_some() => 0,
        Noun::None => 5,
        Noun::Unknown => 15,
    };
    let implied = if quantity.implicit { 12 } else { 0 };
    let second = if preference == 0 { 0 } else { 15 };
    Some(gap + noun + implied + second + apart)
}

/// Whether a quantity counts soldiers and such.
fn is_military(s: &Sentence<'_>, quantity: &Quantity) -> bool {
    let military = |mark: &Mark| {
        mark.sense.section == Section::Victim
            && s.pack.victims[mark.entry()].status == crate::model::VictimStatus::Military
    };
    matches!(quantity.noun, Noun::Person(mark) if military(&mark))
        || quantity.victims.is_some_and(|(from, to)| {
            (from..to).any(|at| s.marks.of(at, Section::Victim).is_some_and(military))
        })
}

/// How much further than any other word one for a loss stands.
const LOSS: u32 = 25;

/// Who calls upon people to leave stands at most so many tokens before them.
const CALLED: usize = 8;

/// Whether nothing but a dash or a colon stands between two tokens.
fn is_led_to(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    to == from + 1 && matches!(s.tokens.sign(from), Some('—' | '–' | '-' | ':'))
}

/// Qualifiers before a number are fewer tokens than these.
const QUALIFIERS: usize = 64;

/// The quantity whose number a token leads to or begins, qualifiers included.
fn beginning_at(quantities: &[Quantity], at: usize) -> Option<usize> {
    let from = quantities.partition_point(|q| q.number < at);
    quantities[from..]
        .iter()
        .take_while(|q| q.number < at + QUALIFIERS)
        .position(|q| q.first <= at && !q.implicit)
        .map(|behind| from + behind)
}

/// Whether a word for people of one measure may count them for a toll of another: a toll of casualties counts the dead.
fn counts_too(counted: Measure, toll: Measure) -> bool {
    counted == toll || counted == Measure::Casualties || toll == Measure::Casualties
}

/// How far behind a toll word its number may stand, in tokens.
const TOLL_REACH: usize = 36;

/// The number of a toll word: the one that a rise word leads to, else the one that stands beside it.
fn toll(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    index: usize,
    cause: &Cause,
    candidates: &mut Vec<Candidate>,
) {
    let end = (cause.end + TOLL_REACH).min(s.tokens.len());
    let mut at = cause.end;
    // بلغ عدد الشهداء في القصف 634: where verbs come first, what leads to the number stands before the word for a toll.
    let mut lead = s
        .marks
        .ending(cause.first, Section::Rise)
        .filter(|mark| s.pack.grammar.order == Order::Vso && !s.pack.rises[mark.entry()].bare)
        .copied();
    let mut steps = 0_u32;
    while at <= end {
        // A rise word may be the qualifier too (exceeded), so it is looked at first.
        if let Some(mark) = s.marks.of(at, Section::Rise)
            && !s.pack.rises[mark.entry()].after
        {
            lead = Some(*mark);
            at = mark.end;
        }
        if let Some(position) = beginning_at(quantities, at) {
            // A rise word may stand behind: 8'e yükseldi.
            let quantity = &quantities[position];
            let behind = s
                .marks
                .of(quantity.end, Section::Rise)
                .filter(|mark| s.pack.rises[mark.entry()].after);
            let trigger = &s.pack.triggers[cause.mark.entry()];
            let people = matches!(quantity.noun, Noun::Person(_) | Noun::Counted(_));
            let known =
                people || !(trigger.weak || trigger.strict && quantity.noun == Noun::Unknown);
            // Le bilan des morts est inconnu, 30 blessés: those who are counted by a word for something else.
            let others = matches!(quantity.noun, Noun::Counted(mark)
                if !counts_too(s.pack.triggers[mark.entry()].measure, cause.measure));
            let fits = (lead.is_some() || behind.is_some() || steps <= 2) && known && !others;
            if fits && !quantity.superseded {
                let penalty = if lead.is_some() || behind.is_some() {
                    0
                } else {
                    20
                };
                candidates.push(Candidate {
                    cost: steps + penalty,
                    cause: index,
                    quantity: position,
                    link: Link::Toll(lead.or(behind.copied())),
                });
                return;
            }
            at = quantity.end.max(at + 1);
            steps += 5;
            continue;
        }
        let ends = s
            .marks
            .of(at, Section::Border)
            .is_some_and(|border| !s.pack.borders[border.entry()].soft)
            || matches!(s.tokens.sign(at), Some(';' | '؛'))
            || (s.is(at, Section::Trigger)
                && lead.is_none()
                && s.trigger(at)
                    .is_some_and(|(_, t)| t.kind == TriggerKind::Verb));
        if ends {
            break;
        }
        // A colon leads to the number (Death toll: 8); past a comma only a rise word does.
        steps += match s.tokens.sign(at) {
            Some(':') => 0,
            Some(',' | '،') => 3,
            _ => 1,
        };
        at += 1;
    }
    // The number may stand before: a toll of 8 is behind, "8 olan ölü sayısı" before.
    let trigger = &s.pack.triggers[cause.mark.entry()];
    if trigger.victims.contains(&Direction::Before)
        && let Some((position, _)) = quantities
            .iter()
            .enumerate()
            // No official toll: there is none, which says nothing of the dead.
            .find(|(_, q)| {
                q.end == cause.first && !q.implicit && q.size != Size::One(Amount::Whole(0))
            })
    {
        candidates.push(Candidate {
            cost: 10,
            cause: index,
            quantity: position,
            link: Link::Own,
        });
    }
}
