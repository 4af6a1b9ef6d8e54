//! The sections of a pack whose entries hold more than one list of words.

use crate::model::{Measure, VictimStatus};

use super::build::{Filling, named};
use super::lexicon::{FormCount, Section};
use super::raw::{self, Direction, Order, TriggerKind};
use super::{Accuse, Amount, AmountKind, NumberWord, Say, Trigger, Victim};

/// The pairs of `between` count from here among those of `from_to`.
pub(in crate::extract) const BETWEEN: usize = 1000;

pub(super) fn grammar_words(f: &mut Filling, grammar: &raw::Grammar) -> Result<(), String> {
    f.list("and", &grammar.and, Section::And)?;
    f.list("or", &grammar.or, Section::Or)?;
    f.list("articles", &grammar.articles, Section::Article)?;
    f.list("range_words", &grammar.range_words, Section::RangeWord)?;
    f.list("prepositions", &grammar.prepositions, Section::Preposition)?;
    f.list("of", &grammar.of, Section::Of)?;
    f.list("function", &grammar.function, Section::Function)?;
    f.list("pronouns", &grammar.pronouns, Section::Pronoun)?;
    f.list(
        "abbreviations",
        &grammar.abbreviations,
        Section::Abbreviation,
    )?;
    let changes = grammar.from_to.iter().enumerate();
    let ranges = grammar.between.iter().enumerate();
    for (at, (from, to)) in changes.chain(ranges.map(|(at, pair)| (at + BETWEEN, pair))) {
        let pair = [from.clone(), to.clone()];
        f.words("from_to", &pair[..1], Section::From, at, FormCount::Plural)?;
        f.words("from_to", &pair[1..], Section::To, at, FormCount::Plural)?;
    }
    Ok(())
}

pub(super) fn number_words(
    f: &mut Filling,
    numbers: &raw::Numbers,
) -> Result<Vec<NumberWord>, String> {
    f.list("joiners", &numbers.joiners, Section::Joiner)?;
    f.list("halves", &numbers.halves, Section::Half)?;
    f.list("ordinals", &numbers.ordinals, Section::Ordinal)?;
    f.list(
        "ordinal_suffixes",
        &numbers.ordinal_suffixes,
        Section::OrdinalSuffix,
    )?;
    f.list(
        "cardinal_suffixes",
        &numbers.cardinal_suffixes,
        Section::CardinalSuffix,
    )?;
    let mut found = Vec::new();
    for (table, scale) in [(&numbers.words, false), (&numbers.scales, true)] {
        for (key, words) in table {
            let value: u64 = key
                .replace('_', "")
                .parse()
                .map_err(|_| format!("numbers: “{key}” is not a number"))?;
            let (weak, strong): (Vec<String>, Vec<String>) = words
                .iter()
                .cloned()
                .partition(|word| numbers.weak.contains(word));
            for (words, weak) in [(strong, false), (weak, true)] {
                f.words(key, &words, Section::Number, found.len(), FormCount::Plural)?;
                found.push(NumberWord { value, scale, weak });
            }
        }
    }
    Ok(found)
}

pub(super) fn amounts(f: &mut Filling, raws: &[raw::Amount]) -> Result<Vec<Amount>, String> {
    let mut found = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Amount, at)?;
        let mut qualifier = None;
        let kind = match (raw.number, raw.qualifier.as_deref()) {
            (Some(number), None) => AmountKind::Number(number),
            (Some(number), Some(said)) => {
                qualifier = Some(named(&raw.id, said)?);
                AmountKind::Number(number)
            }
            (None, Some("vague")) => AmountKind::Vague,
            (None, Some("unstated")) => AmountKind::Unstated,
            _ => {
                return Err(format!(
                    "{}: either number, or qualifier “vague” or “unstated”",
                    raw.id
                ));
            }
        };
        found.push(Amount {
            id,
            kind,
            qualifier,
            person: raw.person,
        });
    }
    Ok(found)
}

pub(super) fn triggers(f: &mut Filling, raws: &[raw::Trigger]) -> Result<Vec<Trigger>, String> {
    let mut found = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let measure: Measure = named(&raw.id, &raw.measure)?;
        if measure == Measure::Detained {
            return Err(format!("{}: people detained are not proposed", raw.id));
        }
        let victims = match (raw.kind, raw.victims.as_slice()) {
            // Forced 5,000 people to flee: the words stand around the number.
            (TriggerKind::Verb, []) if raw.words.iter().all(|word| word.contains('_')) => {
                Vec::new()
            }
            (TriggerKind::Verb, []) => {
                return Err(format!(
                    "{}: a verb says where its victims stand, unless its words stand around their number",
                    raw.id
                ));
            }
            (TriggerKind::Counted, []) => vec![Direction::Before],
            (_, given) => given.to_vec(),
        };
        f.words(&raw.id, &raw.words, Section::Trigger, at, FormCount::Plural)?;
        f.words(
            &raw.id,
            &raw.singular,
            Section::Trigger,
            at,
            FormCount::Singular,
        )?;
        f.words(&raw.id, &raw.dual, Section::Trigger, at, FormCount::Dual)?;
        if raw.words.is_empty() && raw.singular.is_empty() && raw.dual.is_empty() {
            return Err(format!("{}: no words", raw.id));
        }
        found.push(Trigger {
            id: f.id(&raw.id)?,
            measure,
            kind: raw.kind,
            victims,
            weak: raw.weak,
            implicit: raw.implicit,
            strict: raw.strict,
            person: raw.person,
            military: raw.military,
        });
    }
    Ok(found)
}

pub(super) fn victims(f: &mut Filling, raws: &[raw::Victim]) -> Result<Vec<Victim>, String> {
    let mut found = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let status = match raw.status.as_deref() {
            None => VictimStatus::Unknown,
            Some(text) => named(&raw.id, text)?,
        };
        if raw.singular.is_empty()
            && raw.dual.is_empty()
            && raw.plural.is_empty()
            && raw.words.is_empty()
        {
            return Err(format!("{}: no words", raw.id));
        }
        for (words, count) in [
            (&raw.dual, FormCount::Dual),
            (&raw.plural, FormCount::Plural),
            (&raw.words, FormCount::Plural),
            (&raw.singular, FormCount::Singular),
        ] {
            f.words(&raw.id, words, Section::Victim, at, count)?;
        }
        found.push(Victim {
            id: f.id(&raw.id)?,
            status,
        });
    }
    Ok(found)
}

pub(super) fn says(f: &mut Filling, raws: &[raw::Say], order: Order) -> Result<Vec<Say>, String> {
    let mut found = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Say, at)?;
        for (words, section) in [
            (&raw.that, Section::SayThat),
            (&raw.by, Section::SayBy),
            (&raw.to, Section::SayTo),
            (&raw.from, Section::SayFrom),
        ] {
            f.words(&raw.id, words, section, at, FormCount::Plural)?;
        }
        let speaker = match (raw.speaker.as_slice(), raw.kind) {
            ([], raw::SayKind::According) => vec![Direction::After],
            ([], _) => match order {
                Order::Svo => vec![Direction::Before, Direction::After],
                Order::Vso => vec![Direction::After, Direction::Before],
                Order::Sov => vec![Direction::Before],
            },
            (given, _) => given.to_vec(),
        };
        found.push(Say {
            id,
            kind: raw.kind,
            speaker,
            has_from: !raw.from.is_empty(),
            passive: raw.passive,
            known: raw.known,
            nobody: raw.nobody,
            cites: raw.cites,
        });
    }
    Ok(found)
}

pub(super) fn accuses(f: &mut Filling, raws: &[raw::Accuse]) -> Result<Vec<Accuse>, String> {
    let mut found = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Accuse, at)?;
        let (endings, marks): (Vec<String>, Vec<String>) = raw
            .accused_marks
            .iter()
            .cloned()
            .partition(|mark| mark.starts_with('-'));
        for (words, section) in [
            (&raw.act, Section::AccuseAct),
            (&raw.by, Section::AccuseBy),
            (&marks, Section::AccusedMark),
        ] {
            f.words(&raw.id, words, section, at, FormCount::Plural)?;
        }
        found.push(Accuse {
            id,
            accuser: raw.accuser,
            accused: raw.accused,
            strict: raw.strict,
            mutual: raw.mutual,
            wrong: raw.wrong,
            claim: raw.claim,
            party: raw.party,
            has_act: !raw.act.is_empty() || !raw.act_prefix.is_empty(),
            has_marks: !marks.is_empty(),
            accused_endings: endings
                .iter()
                .map(|ending| f.fold(ending.trim_start_matches('-')))
                .collect(),
            act_prefixes: raw.act_prefix.clone(),
        });
    }
    Ok(found)
}
