//! From the written sections to the tables: folding words, numbering entries, refusing what the format forbids.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Aggregation, Qualifier};

use super::super::fold::{Folding, plain_lower, turkic_lower};
use super::super::proposal::{Kept, Modality};
use super::draft::Draft;
use super::lexicon::{FormCount, Section, Sense};
use super::notation::segments;
use super::raw::{self, Case, Rules, Zwnj};
use super::sections::{accuses, amounts, grammar_words, number_words, says, triggers, victims};
use super::{
    Border, Deny, Grammar, Header, Hedge, Numerals, Others, Pack, Rise, RuleId, Side, Stop,
};

/// The classes of stops, as the guide lists them.
const STOP_CLASSES: &[&str] = &[
    "age",
    "date",
    "time",
    "rank",
    "unit",
    "ordinal",
    "money",
    "distance",
    "calibre",
    "vehicle",
    "building",
    "household",
    "arrest",
    "survivor",
    "animal",
    "score",
    "percent",
    "thing",
    "period",
    "place",
    "agent",
    "unborn",
    "ailing",
    "most",
    "natural",
    "sentence",
    "illness",
    "other",
];

impl Pack {
    /// Reads a `rules.toml`.
    ///
    /// # Errors
    /// Text that is no TOML of the format, with its line; an id used twice, a word that cannot be read, with its entry.
    pub fn read(text: &str) -> Result<Self, String> {
        let rules: Rules = toml::from_str(text).map_err(|error| error.to_string())?;
        build(rules)
    }
}

/// What is filled while the sections are read.
pub(super) struct Filling {
    code: String,
    lexicon: Draft,
    folding: Folding,
    endings: BTreeMap<String, Vec<String>>,
    ids: BTreeSet<String>,
}

/// Whether words of a section make a sentence worth a look.
fn is_anchor(section: Section) -> bool {
    matches!(
        section,
        Section::Trigger | Section::Accuse | Section::Deny | Section::Alleged
    )
}

impl Filling {
    /// A word or ending as the lexicon holds it.
    pub(super) fn fold(&self, word: &str) -> String {
        self.folding.fold(word)
    }

    pub(super) fn id(&mut self, id: &str) -> Result<RuleId, String> {
        if id.trim().is_empty() {
            return Err("an entry has an empty id".to_owned());
        }
        if !self.ids.insert(id.to_owned()) {
            return Err(format!("the id “{id}” is used twice"));
        }
        Ok(Kept::forever(format!("{}/{id}", self.code)))
    }

    /// Adds `words` to a section; `id` names the entry in errors.
    pub(super) fn words(
        &mut self,
        id: &str,
        words: &[String],
        section: Section,
        entry: usize,
        count: FormCount,
    ) -> Result<(), String> {
        let entry = u16::try_from(entry).map_err(|_| "too many entries in a section".to_owned())?;
        let sense = Sense {
            section,
            entry,
            count,
        };
        for written in words {
            let segments =
                segments(written, &self.endings).map_err(|error| format!("{id}: {error}"))?;
            let folding = &self.folding;
            self.lexicon
                .add(&segments, sense, is_anchor(section), |word| {
                    folding.fold(word)
                })
                .map_err(|error| format!("{id}: “{written}”: {error}"))?;
        }
        Ok(())
    }

    /// Adds the words of a list of `[grammar]` or `[numbers]`, which has no id.
    pub(super) fn list(
        &mut self,
        name: &str,
        words: &[String],
        section: Section,
    ) -> Result<(), String> {
        self.words(name, words, section, 0, FormCount::Plural)
    }

    /// An entry with words: its id.
    pub(super) fn entry(
        &mut self,
        id: &str,
        words: &[String],
        section: Section,
        entry: usize,
    ) -> Result<RuleId, String> {
        if words.is_empty() {
            return Err(format!("{id}: no words"));
        }
        self.words(id, words, section, entry, FormCount::Plural)?;
        self.id(id)
    }
}

pub(super) fn named<T: std::str::FromStr<Err = crate::model::ModelError>>(
    id: &str,
    text: &str,
) -> Result<T, String> {
    text.parse()
        .map_err(|error: crate::model::ModelError| format!("{id}: {error}"))
}

fn folding(letters: &raw::Letters) -> Result<Folding, String> {
    let mut pairs = Vec::new();
    for (from, to) in &letters.equal {
        let mut target = to.chars();
        let (Some(to), None) = (target.next(), target.next()) else {
            return Err(format!("letters: “{from}” must be read as one letter"));
        };
        pairs.extend(from.chars().map(|c| (c, to)));
    }
    let lower = match letters.case {
        Case::Plain => plain_lower,
        Case::Turkic => turkic_lower,
        Case::None => |c| c,
    };
    let mut drop = letters.drop.clone();
    // Nothing that is not seen belongs to a word; ZWNJ parts words where the pack says so, before folding.
    drop.extend(['\u{AD}']);
    Ok(Folding::new(lower, &drop, pairs.iter().copied()))
}

fn grammar(rules: &Rules, folding: &Folding) -> Grammar {
    let clitics = &rules.clitics;
    let mut prefixes: Vec<(String, bool)> = clitics
        .prefixes
        .iter()
        .map(|prefix| (folding.fold(prefix), clitics.and_prefixes.contains(prefix)))
        .collect();
    for prefix in &clitics.and_prefixes {
        if !clitics.prefixes.contains(prefix) {
            prefixes.push((folding.fold(prefix), true));
        }
    }
    // A combination that begins with the word "and" coordinates too.
    let ands: Vec<String> = clitics
        .and_prefixes
        .iter()
        .map(|p| folding.fold(p))
        .collect();
    for (prefix, is_and) in &mut prefixes {
        *is_and |= ands.iter().any(|and| prefix.starts_with(and.as_str()));
    }
    prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    let mut suffixes: Vec<String> = clitics.suffixes.iter().map(|s| folding.fold(s)).collect();
    suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.len()));
    let folded = |words: &[String]| words.iter().map(|word| folding.fold(word)).collect();
    Grammar {
        noun: rules.grammar.noun,
        order: rules.grammar.order,
        bare_singular: rules.grammar.bare_singular,
        definite: rules.grammar.definite.clone(),
        told_behind: rules.grammar.told_behind.clone(),
        towns: {
            let mut towns: Vec<String> = folded(&rules.grammar.towns);
            towns.sort_unstable();
            towns
        },
        localities: rules.grammar.localities.clone(),
        press: rules.grammar.press.clone(),
        name_heads: rules.grammar.name_heads.clone(),
        verb_letters: rules.grammar.verb_letters.clone(),
        adjective_letters: rules.grammar.adjective_letters.clone(),
        adjectives: rules.grammar.adjectives.clone(),
        plural_pronouns: rules.grammar.plural_pronouns.clone(),
        plural_verbs: rules.grammar.plural_verbs.clone(),
        out_of: rules.grammar.out_of.clone(),
        openers: rules.grammar.openers.clone(),
        negations: rules.grammar.negations.clone(),
        arrests: folded(&rules.grammar.arrests),
        deaths: folded(&rules.grammar.deaths),
        sound_plurals: rules.grammar.sound_plurals.clone(),
        fighters: folded(&rules.grammar.fighters),
        arms: folded(&rules.grammar.arms),
        harms: folded(&rules.grammar.harms),
        prosecutors: folded(&rules.grammar.prosecutors),
        callers: folded(&rules.grammar.callers),
        bodies: folded(&rules.grammar.bodies),
        cases: folded(&rules.grammar.cases),
        voices: folded(&rules.grammar.voices),
        news: folded(&rules.grammar.news),
        armies: folded(&rules.grammar.armies),
        posts: folded(&rules.grammar.posts),
        bands: folded(&rules.grammar.bands),
        rivals: folded(&rules.grammar.rivals),
        kinds: folded(&rules.grammar.kinds),
        loyal: folded(&rules.grammar.loyal),
        regulars: rules.grammar.regulars.clone(),
        forces: rules.grammar.forces.clone(),
        reasons: rules.grammar.reasons.clone(),
        anybody: rules.grammar.anybody.clone(),
        male_pronouns: rules.grammar.male_pronouns.clone(),
        female_nouns: rules.grammar.female_nouns.clone(),
        governing: rules.grammar.governing.clone(),
        pronoun_endings: rules.grammar.pronoun_endings.clone(),
        personal: rules.grammar.personal.clone(),
        subjects: rules.grammar.subjects.clone(),
        possessive: rules.grammar.possessive.clone(),
        adverbs: rules.grammar.adverbs.clone(),
        participles: rules.grammar.participles.clone(),
        unnamed: rules.grammar.unnamed.clone(),
        outlaws: rules.grammar.outlaws.clone(),
        groups: rules.grammar.groups.clone(),
        from_suffixes: rules.grammar.from_suffixes.clone(),
        hearsay: rules.grammar.hearsay.clone(),
        determiners: rules.grammar.determiners.clone(),
        critics: folded(&rules.grammar.critics),
        impersonal: rules.grammar.impersonal.clone(),
        finite: rules.grammar.finite.clone(),
        things: rules.grammar.things.clone(),
        loose: rules.grammar.loose.clone(),
        persons: rules.grammar.persons.clone(),
        reciprocal: rules.grammar.reciprocal.clone(),
        infinitives: rules.grammar.infinitives.clone(),
        postpositions: rules.grammar.postpositions.clone(),
        oblique: rules.grammar.oblique.clone(),
        genitive_endings: rules.grammar.genitive_endings.clone(),
        closing: rules.grammar.closing.clone(),
        admissions: rules.grammar.admissions.clone(),
        speaking: rules.grammar.speaking.clone(),
        complements: rules.grammar.complements.clone(),
        relatives: rules.grammar.relatives.clone(),
        genitive: rules.grammar.genitive.clone(),
        zwnj_is_space: rules.letters.zwnj == Zwnj::Space,
        apostrophe: clitics.apostrophe,
        fused: rules.numbers.fused,
        units_before_tens: rules.numbers.units_before_tens,
        prefixes,
        hedge_prefixes: Vec::new(),
        suffixes,
    }
}

fn separators(name: &str, written: &[String]) -> Result<Vec<char>, String> {
    written
        .iter()
        .map(|text| {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(c),
                _ => Err(format!("numbers: {name}: “{text}” is not one character")),
            }
        })
        .collect()
}

fn build(rules: Rules) -> Result<Pack, String> {
    if rules.language.name.is_empty() || rules.language.stop_words.is_empty() {
        return Err("language: a name and stop words are needed".to_owned());
    }
    let folding = folding(&rules.letters)?;
    let mut grammar = grammar(&rules, &folding);
    let numerals = Numerals {
        group: separators("group", &rules.numbers.group)?,
        decimal: separators("decimal", &rules.numbers.decimal)?,
    };
    let mut filling = Filling {
        code: rules.language.code.clone(),
        lexicon: Draft::new(),
        folding,
        endings: rules.endings,
        ids: BTreeSet::new(),
    };
    let f = &mut filling;
    grammar_words(f, &rules.grammar)?;
    let numbers = number_words(f, &rules.numbers)?;
    let amounts = amounts(f, &rules.amount)?;
    let triggers = triggers(f, &rules.trigger)?;
    let victims = victims(f, &rules.victim)?;
    let says = says(f, &rules.say, rules.grammar.order)?;
    let accuses = accuses(f, &rules.accuse)?;

    let mut rises = Vec::new();
    for (at, raw) in rules.rise.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Rise, at)?;
        rises.push(Rise {
            id,
            bare: raw.bare,
            after: raw.after,
        });
    }
    let mut others = Vec::new();
    for (at, raw) in rules.others.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Others, at)?;
        others.push(Others {
            id,
            incremental: raw.incremental,
            count: raw.count,
        });
    }
    let mut subsets = Vec::new();
    for (at, raw) in rules.subset.iter().enumerate() {
        subsets.push(f.entry(&raw.id, &raw.words, Section::Subset, at)?);
    }
    let mut sides = Vec::new();
    for (at, raw) in rules.side.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Side, at)?;
        sides.push(Side {
            id,
            name: Kept::forever(raw.name.clone()),
        });
    }
    let mut hedges = Vec::new();
    let mut qualifiers = Vec::new();
    for (at, raw) in rules.qualifier.iter().enumerate() {
        let entry = u16::try_from(at).map_err(|_| "too many qualifiers".to_owned())?;
        hedges.extend(
            raw.prefixes
                .iter()
                .map(|prefix| (f.folding.fold(prefix), entry)),
        );
        let id = match raw.words.is_empty() && !raw.prefixes.is_empty() {
            true => f.id(&raw.id)?,
            false => f.entry(&raw.id, &raw.words, Section::Qualifier, at)?,
        };
        let qualifier: Qualifier = named(&raw.id, &raw.qualifier)?;
        qualifiers.push(Hedge {
            id,
            qualifier,
            place: raw.place,
        });
    }
    let mut stops = Vec::new();
    for (at, raw) in rules.stop.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Stop, at)?;
        if !STOP_CLASSES.contains(&raw.class.as_str()) {
            return Err(format!("{}: no class “{}”", raw.id, raw.class));
        }
        stops.push(Stop {
            id,
            class: raw.class.clone(),
            place: raw.place,
        });
    }
    let mut borders = Vec::new();
    for (at, raw) in rules.border.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Border, at)?;
        borders.push(Border {
            id,
            soft: raw.soft,
            result: raw.result,
        });
    }
    let mut aggregations = Vec::new();
    for (at, raw) in rules.aggregation.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Aggregation, at)?;
        let value: Aggregation = named(&raw.id, &raw.value)?;
        aggregations.push((id, value));
    }
    let mut modalities = Vec::new();
    for (at, raw) in rules.modality.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Modality, at)?;
        let value = match raw.value.as_str() {
            "hypothetical" => Modality::Hypothetical,
            "denied" => Modality::Denied,
            other => return Err(format!("{}: no modality “{other}”", raw.id)),
        };
        modalities.push((id, value, raw.scope));
    }
    let mut denies = Vec::new();
    for (at, raw) in rules.deny.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Deny, at)?;
        f.words(&raw.id, &raw.act, Section::DenyAct, at, FormCount::Plural)?;
        denies.push(Deny {
            id,
            denier: raw.denier,
            strict: raw.strict,
            act_prefixes: raw.act_prefix.clone(),
        });
    }
    let mut alleged = Vec::new();
    for (at, raw) in rules.alleged.iter().enumerate() {
        // Deeds without a word for "alleged": whose they were is told beside them.
        alleged.push(if raw.words.is_empty() {
            f.id(&raw.id)?
        } else {
            f.entry(&raw.id, &raw.words, Section::Alleged, at)?
        });
        f.words(
            &raw.id,
            &raw.acts,
            Section::AllegedAct,
            at,
            FormCount::Plural,
        )?;
    }
    let mut dates = Vec::new();
    for (at, raw) in rules.date.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Date, at)?;
        dates.push((id, raw.days));
    }
    let plain = |f: &mut Filling, raws: &[raw::Plain], section| {
        raws.iter()
            .enumerate()
            .map(|(at, raw)| f.entry(&raw.id, &raw.words, section, at))
            .collect::<Result<Vec<_>, _>>()
    };
    let mut backgrounds = Vec::new();
    for (at, raw) in rules.background.iter().enumerate() {
        let id = f.entry(&raw.id, &raw.words, Section::Background, at)?;
        backgrounds.push((id, raw.near));
    }
    let agencies = plain(f, &rules.agency, Section::Agency)?;
    let speakers = plain(f, &rules.speaker, Section::Speaker)?;
    let places = plain(f, &rules.place, Section::Place)?;
    grammar.hedge_prefixes = hedges;
    let written = &rules.grammar;
    let light = [
        &rules.language.stop_words,
        &written.and,
        &written.or,
        &written.articles,
        &written.prepositions,
        &written.of,
        &written.function,
        &written.pronouns,
    ]
    .into_iter()
    .flatten()
    .map(|word| filling.folding.fold(word))
    .collect();
    Ok(Pack {
        header: Header {
            code: rules.language.code,
            script: rules.language.script,
            stop_words: rules.language.stop_words,
        },
        folding: filling.folding,
        lexicon: filling.lexicon.finish(&light),
        grammar,
        numerals,
        triggers,
        rises,
        victims,
        others,
        subsets,
        sides,
        qualifiers,
        stops,
        borders,
        aggregations,
        modalities,
        backgrounds,
        says,
        agencies,
        speakers,
        accuses,
        denies,
        alleged,
        dates,
        places,
        amounts,
        numbers,
    })
}
