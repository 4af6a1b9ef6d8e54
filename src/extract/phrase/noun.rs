//! The noun phrase behind a number: whom it counts, and what takes it away.

use super::super::marks::Mark;
use super::super::number::{Amount, Number};
use super::super::pack::lexicon::{FormCount, Section};
use super::super::pack::raw::{NounPlace, Place, TriggerKind};
use super::super::sentence::Sentence;
use super::super::tokens::{Joint, Kind};
use super::group::group;
use super::refused::is_foreign_unit;
use super::{ADJECTIVES, Noun, is_definite};

pub(super) struct Phrase {
    pub noun: Noun,
    pub victims: Option<(usize, usize)>,
    pub others: Option<Mark>,
    pub side: Option<Mark>,
    pub end: usize,
}

/// Signs that do not part a number from its noun.
const fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '«' | '»' | '„' | '\'' | '’')
}

/// The noun phrase behind a number; none when something there takes the number away.
pub(super) fn noun_phrase(s: &Sentence<'_>, number: &Number, end: usize) -> Option<Phrase> {
    let mut at = end;
    let is_bracketed = number
        .first
        .checked_sub(1)
        .and_then(|before| s.tokens.sign(before))
        .is_some_and(|sign| matches!(sign, '(' | '[' | '«' | '"' | '“'))
        && s.tokens
            .sign(end)
            .is_some_and(|sign| matches!(sign, ')' | ']' | '»' | '"' | '”'));
    if is_bracketed {
        at += 1;
    }
    if is_foreign_unit(s, end) {
        return None;
    }
    let head = walk(s, at, number);
    let head = match head {
        Walk::Stopped => return None,
        Walk::Phrase(head) => head,
    };
    // A part out of a whole, and the whole: 1 patient sur 10 000.
    let whole = number.first.checked_sub(1).is_some_and(|at| {
        is_rate(s, at) && (at.saturating_sub(3)..at).any(|at| s.number_at(at).is_some())
    });
    if whole || is_rate(s, head.end) {
        return None;
    }
    // One of the dead: no statement that one died.
    if matches!(head.noun, Noun::Counted(_))
        && number.amount == Amount::Whole(1)
        && s.is(end, Section::Of)
    {
        return None;
    }
    let people = matches!(head.noun, Noun::Person(_) | Noun::Counted(_)) || head.others.is_some();
    if is_bracketed && !people {
        return None;
    }
    // 5-story, 13-летний: the compound is an adjective.
    if let Some(token) = s.tokens.get(end)
        && token.joint == Joint::Hyphen
        && token.kind == Kind::Word
        && number.digits.is_some()
        && !matches!(head.noun, Noun::Person(_) | Noun::Counted(_))
    {
        return None;
    }
    Some(head)
}

/// Whether a number stands out of another: 1 patient sur 10 000.
fn is_rate(s: &Sentence<'_>, at: usize) -> bool {
    let words = &s.pack.grammar.out_of;
    !words.is_empty()
        && s.number_at(at + 1)
            .is_some_and(|number| number.first == at + 1)
        && s.tokens
            .get(at)
            .and_then(|token| s.text.get(token.start..token.end))
            .is_some_and(|word| words.iter().any(|out_of| out_of == word))
}

enum Walk {
    Stopped,
    Phrase(Phrase),
}

fn walk(s: &Sentence<'_>, from: usize, number: &Number) -> Walk {
    let noun_last = s.pack.grammar.noun == NounPlace::Last;
    let mut at = from;
    let mut noun = Noun::None;
    let mut side = None;
    let mut others = None;
    let mut first_word = None;
    let mut end = from;
    let mut unknown = 0_usize;
    // Five of the soldiers.
    if s.is(at, Section::Of)
        && let Some(of) = s.marks.of(at, Section::Of)
    {
        let mut inner = of.end;
        while s.is_any(inner, &[Section::Article, Section::Function]) && inner < of.end + 3 {
            inner += 1;
        }
        let known = s.is_any(inner, &[Section::Victim, Section::Side]);
        // 6 من عناصر جماعة كذا: the people stand in the words, the group behind them.
        let of_group = of.end > of.first + 1 && !noun_last && s.is(inner, Section::Speaker);
        if of_group && !known && s.counted(inner).is_none() {
            return Walk::Phrase(Phrase {
                noun,
                victims: Some((of.first + 1, inner + 1)),
                others,
                side,
                end: group(s, from).max(inner + 1),
            });
        }
        if known || s.counted(inner).is_some() || {
            let next = inner + 1;
            s.tokens.is_word(inner)
                && s.number_at(inner).is_none()
                && s.marks.at(inner).is_empty()
                && (!noun_last || s.is_any(next, &[Section::Victim, Section::Side]))
        } {
            at = inner;
            end = from;
        }
        // Five of the family are five.
        if s.is_household(inner) {
            noun = Noun::Unknown;
            first_word = Some(inner);
            at = inner + 1;
            end = at;
        }
        // One of the houses: what is counted is a thing.
        let thing = s.marks.of(inner, Section::Stop).is_some_and(|stop| {
            s.pack.stops[stop.entry()].place == Place::After
                && !s.is(inner, Section::Victim)
                && !s.is_any(stop.end, &[Section::Victim, Section::Trigger])
                && s.trigger(inner).is_none()
        });
        if thing && noun_last && noun == Noun::None {
            return Walk::Stopped;
        }
    }
    // 88 тыс. пациентов: the full stop of an abbreviated number word ends nothing.
    if s.tokens.sign(at) == Some('.')
        && s.tokens.is_word(at + 1)
        && at.checked_sub(1).is_some_and(|word| s.tokens.is_word(word))
    {
        at += 1;
    }
    // Siete los civiles fallecidos: the definite article of a counted group.
    if s.is(at, Section::Function)
        && let Some(victim) = s.marks.of(at + 1, Section::Victim)
        && s.counted(victim.end).is_some()
    {
        at += 1;
    }
    loop {
        if let Some(sign) = s.tokens.sign(at) {
            // Шести человек, погибших при взрыве: a participle behind a comma.
            if matches!(sign, ',' | '،')
                && matches!(noun, Noun::Person(_))
                && s.counted(at + 1).is_some()
            {
                at += 1;
                continue;
            }
            if matches!(
                sign,
                '%' | '٪' | '°' | '$' | '€' | '£' | '₽' | '₪' | '₺' | '₼' | '֏'
            ) && unknown == 0
            {
                return Walk::Stopped;
            }
            if is_quote(sign) && at == from && s.tokens.is_word(at + 1) {
                at += 1;
                continue;
            }
            break;
        }
        if !s.tokens.is_word(at)
            || s.number_at(at).is_some_and(|number| number.first == at)
                && !matches!(noun, Noun::None)
        {
            break;
        }
        if at == from
            && let Some(hedge) = s.marks.of(at, Section::Qualifier)
            && s.pack.qualifiers[hedge.entry()].place != Place::Before
        {
            // 1000'den fazla kişi: the qualifier stands between the number and its noun.
            at = hedge.end;
            continue;
        }
        // 6 חיילים ואזרחית אחת: one more of another kind is a number of its own; more of them belong to the same.
        if first_word.is_some()
            && s.tokens.get(at).is_some_and(|token| token.and_prefix)
            && s.marks.of(at, Section::Victim).is_some_and(|mark| {
                mark.sense.count != FormCount::Plural || s.number_at(mark.end).is_some()
            })
        {
            break;
        }
        let may_stop = match noun {
            Noun::None => true,
            Noun::Unknown => noun_last,
            _ => false,
        };
        // Two village guards: a thing right before a word for people only says which.
        if noun_last
            && noun == Noun::None
            && let Some(stop) = s.marks.of(at, Section::Stop)
            && says_which(s, stop)
        {
            noun = Noun::Unknown;
            first_word = first_word.or(Some(at));
            at = stop.end;
            continue;
        }
        if may_stop
            && let Some(stop) = s.marks.of(at, Section::Stop)
            && s.pack.stops[stop.entry()].place != Place::Before
            && s.marks
                .of(at, Section::Victim)
                .is_none_or(|victim| victim.end < stop.end)
            // Fourteen shot dead: a longer word for what happened to them is no thing.
            && s.trigger(at).is_none_or(|(mark, _)| mark.end <= stop.end)
        {
            return Walk::Stopped;
        }
        if let Some((mark, trigger)) = s.trigger(at) {
            // 200 beds for the wounded: للجرحى is bound to another noun.
            let joined = at == from && s.tokens.get(at).is_some_and(|token| token.and_prefix);
            let is_bound = noun == Noun::Unknown
                && s.tokens
                    .get(at)
                    .is_some_and(|token| token.prefixed && !token.and_prefix);
            if trigger.kind == TriggerKind::Counted
                && !is_bound
                // الوفيات 32 والجرحى 159: what "and" begins is counted by the next number.
                && !joined
                && !matches!(noun, Noun::Counted(_))
            {
                noun = Noun::Counted(*mark);
                first_word = first_word.or(Some(at));
                at = mark.end;
                end = at;
                continue;
            }
            break;
        }
        if let Some(mark) = s.marks.of(at, Section::Victim) {
            // 140 pilot whales: one person's word before a thing or an animal says which.
            if !s.pack.grammar.personal.is_empty()
                && mark.sense.count == FormCount::Singular
                && number.amount != Amount::Whole(1)
                && s.marks.of(mark.end, Section::Stop).is_some_and(|stop| {
                    s.pack.stops[stop.entry()].place != Place::Before
                        && s.marks.of(mark.end, Section::Victim).is_none()
                })
            {
                return Walk::Stopped;
            }
            if !matches!(noun, Noun::Counted(_)) {
                noun = Noun::Person(*mark);
            }
            first_word = first_word.or(Some(at));
            at = mark.end;
            end = at;
            continue;
        }
        if let Some(mark) = s.marks.of(at, Section::Side) {
            // מתים בטורקיה: a preposition written to a country behind the noun says where; the article of الجنود الأرمن,
            // as before their noun, says whose they are.
            let led = s
                .tokens
                .get(at)
                .is_some_and(|token| token.prefixed && !token.and_prefix)
                && !(is_definite(s, at) && at > 0 && is_definite(s, at - 1));
            if led && matches!(noun, Noun::Counted(_) | Noun::Person(_)) {
                break;
            }
            side = side.or(Some(*mark));
            if matches!(noun, Noun::None | Noun::Unknown) {
                noun = Noun::Person(*mark);
            }
            first_word = first_word.or(Some(at));
            at = mark.end;
            end = at;
            continue;
        }
        if let Some(mark) = s.marks.of(at, Section::Others) {
            others = others.or(Some(*mark));
            at = mark.end;
            end = at;
            // Five others: what follows in a language that puts the noun first is no noun of theirs unless it is listed.
            if !noun_last
                && !s.is_any(at, &[Section::Victim, Section::Side])
                && s.counted(at).is_none()
            {
                break;
            }
            continue;
        }
        let ends = s.is_any(
            at,
            &[
                Section::Border,
                Section::And,
                Section::Or,
                Section::Preposition,
                Section::Of,
                Section::Function,
                Section::Say,
                Section::Subset,
                Section::Qualifier,
                Section::Amount,
                Section::Number,
                Section::Article,
                Section::Rise,
                Section::Aggregation,
                Section::Place,
                Section::Date,
            ],
        );
        // 165 presumed terrorists: a word of doubt right before the noun belongs to it.
        let doubted = s.is(at, Section::Modality)
            && !(noun_last && s.is_any(at + 1, &[Section::Victim, Section::Side]));
        // Three kidnapped students: a participle that tells a wrong is an adjective here.
        let accuses = s.marks.of(at, Section::Accuse).is_some_and(|mark| {
            !s.pack.accuses[mark.entry()].wrong || s.pack.grammar.personal.is_empty()
        });
        if ends || doubted || accuses || s.tokens.get(at).is_some_and(|token| token.and_prefix) {
            break;
        }
        // 23 dead AMISOM soldiers: a name right before the people says whose.
        if noun_last
            && matches!(noun, Noun::Counted(_))
            && s.is_capital(at)
            && s.is(at + 1, Section::Victim)
        {
            at += 1;
            continue;
        }
        let found = !matches!(noun, Noun::None | Noun::Unknown);
        // Two dozen others camped there: behind others, what is in no list tells what they did.
        let leads_on = || {
            (at + 1..at + ADJECTIVES)
                .take_while(|&at| s.tokens.is_word(at))
                .any(|at| {
                    s.is_any(at, &[Section::Victim, Section::Side]) || s.counted(at).is_some()
                })
        };
        if noun_last && others.is_some() && noun == Noun::None && !leads_on() {
            break;
        }
        if found || unknown >= if noun_last { ADJECTIVES } else { 2 } {
            break;
        }
        // Kills two trying to flee: what they do is no noun, unless one follows.
        if noun_last && noun == Noun::None && !s.is(at + 1, Section::Victim) && s.is_participle(at)
        {
            break;
        }
        noun = Noun::Unknown;
        first_word = first_word.or(Some(at));
        unknown += 1;
        at += 1;
        if noun_last || unknown == 1 {
            end = at;
        }
    }
    // 2 snayper tərəfindən öldürüldü: by two snipers, who are not the victims.
    if is_taken_away(s, end) {
        return Walk::Stopped;
    }
    if matches!(noun, Noun::Person(_)) {
        // أربعة من أفراد قوات الأمن: the force belongs to its people.
        let force = !noun_last
            && s.marks.ending(end - 1, Section::Of).is_some()
            && s.tokens.is_word(end)
            && s.tokens
                .get(end)
                .is_some_and(|token| token.joint == Joint::Space)
            && s.marks.at(end).is_empty()
            && s.pack
                .grammar
                .definite
                .iter()
                .any(|article| s.word(end).starts_with(article.as_str()));
        end = group(s, end + usize::from(force));
    }
    let victims = match noun {
        Noun::Counted(mark) => counted_victims(mark, first_word, end)
            // ثمانية قتلى آخرين: others names nobody.
            .filter(|row| others.is_none_or(|other| *row != (other.first, other.end)))
            .or_else(|| {
                // Seven dead among the troops.
                let past = group(s, end);
                let of = s.marks.of(end, Section::Of)?;
                let row = (of.end, past);
                (past > end).then_some(row)
            })
            // Thirteen martyrs: a word that is listed for people too names them.
            .or_else(|| {
                s.is(mark.first, Section::Victim)
                    .then_some((mark.first, mark.end))
            }),
        Noun::None => None,
        _ => first_word.map(|first| (first, end)),
    };
    Walk::Phrase(Phrase {
        noun,
        victims,
        others,
        side,
        end,
    })
}

/// Whether a thing stands before a word for people that it describes: village guards, bus drivers; no plural (5 houses people
/// fled).
fn says_which(s: &Sentence<'_>, stop: &Mark) -> bool {
    let class = s.pack.stops[stop.entry()].class.as_str();
    let plural = s
        .tokens
        .get(stop.end - 1)
        .and_then(|token| s.text.get(token.start..token.end))
        .is_some_and(|word| word.ends_with('s'));
    matches!(class, "building" | "vehicle" | "animal")
        && !s.pack.grammar.personal.is_empty()
        && !plural
        && s.pack.stops[stop.entry()].place != Place::Before
        && s.marks
            .of(stop.end, Section::Victim)
            .is_some_and(|mark| mark.sense.count == FormCount::Plural)
}

/// A stop behind a whole phrase that says what became of the people, or that they did it: 2 sürücü gözaltında,
/// iki snayper tərəfindən.
pub(super) fn is_taken_away(s: &Sentence<'_>, end: usize) -> bool {
    let takes = |at: usize| {
        s.marks.of(at, Section::Stop).is_some_and(|stop| {
            matches!(
                s.pack.stops[stop.entry()].class.as_str(),
                "agent" | "arrest" | "survivor"
            )
        })
    };
    takes(end) || (s.is(end, Section::Function) && takes(end + 1))
}

/// The victims beside a word such as dead: what stands before or behind it in the phrase.
fn counted_victims(mark: Mark, first: Option<usize>, end: usize) -> Option<(usize, usize)> {
    let first = first?;
    if first < mark.first {
        Some((first, mark.first))
    } else if mark.end < end {
        Some((mark.end, end))
    } else {
        None
    }
}
