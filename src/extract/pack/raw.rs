//! A pack as it is written: the sections of `rules.toml`, field by field. `lang/README.md` explains each.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A `rules.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub language: Header,
    #[serde(default)]
    pub letters: Letters,
    #[serde(default)]
    pub clitics: Clitics,
    #[serde(default)]
    pub endings: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub grammar: Grammar,
    #[serde(default)]
    pub numbers: Numbers,
    #[serde(default)]
    pub amount: Vec<Amount>,
    #[serde(default)]
    pub trigger: Vec<Trigger>,
    #[serde(default)]
    pub rise: Vec<Rise>,
    #[serde(default)]
    pub victim: Vec<Victim>,
    #[serde(default)]
    pub others: Vec<Others>,
    #[serde(default)]
    pub subset: Vec<Plain>,
    #[serde(default)]
    pub side: Vec<Side>,
    #[serde(default)]
    pub qualifier: Vec<Qualifier>,
    #[serde(default)]
    pub stop: Vec<Stop>,
    #[serde(default)]
    pub border: Vec<Border>,
    #[serde(default)]
    pub aggregation: Vec<Valued>,
    #[serde(default)]
    pub modality: Vec<Modality>,
    #[serde(default)]
    pub background: Vec<Background>,
    #[serde(default)]
    pub say: Vec<Say>,
    #[serde(default)]
    pub agency: Vec<Plain>,
    #[serde(default)]
    pub speaker: Vec<Plain>,
    #[serde(default)]
    pub accuse: Vec<Accuse>,
    #[serde(default)]
    pub deny: Vec<Deny>,
    #[serde(default)]
    pub alleged: Vec<Alleged>,
    #[serde(default)]
    pub date: Vec<Date>,
    #[serde(default)]
    pub place: Vec<Plain>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub code: String,
    pub name: String,
    pub script: String,
    #[serde(default)]
    pub stop_words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letters {
    #[serde(default)]
    pub case: Case,
    #[serde(default)]
    pub drop: String,
    #[serde(default)]
    pub equal: BTreeMap<String, String>,
    #[serde(default)]
    pub zwnj: Zwnj,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Case {
    #[default]
    Plain,
    Turkic,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Zwnj {
    #[default]
    Drop,
    Space,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clitics {
    #[serde(default)]
    pub prefixes: Vec<String>,
    #[serde(default)]
    pub and_prefixes: Vec<String>,
    #[serde(default)]
    pub suffixes: Vec<String>,
    #[serde(default)]
    pub apostrophe: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grammar {
    #[serde(default)]
    pub definite: Vec<String>,
    #[serde(default)]
    pub told_behind: Vec<String>,
    #[serde(default)]
    pub towns: Vec<String>,
    #[serde(default)]
    pub localities: Vec<String>,
    #[serde(default)]
    pub press: Vec<String>,
    #[serde(default)]
    pub name_heads: Vec<String>,
    #[serde(default)]
    pub verb_letters: Vec<String>,
    #[serde(default)]
    pub adjective_letters: Vec<String>,
    #[serde(default)]
    pub adjectives: Vec<String>,
    #[serde(default)]
    pub personal: Vec<String>,
    #[serde(default)]
    pub subjects: Vec<String>,
    #[serde(default)]
    pub possessive: Vec<String>,
    #[serde(default)]
    pub adverbs: Vec<String>,
    #[serde(default)]
    pub participles: Vec<String>,
    #[serde(default)]
    pub unnamed: Vec<String>,
    #[serde(default)]
    pub outlaws: Vec<String>,
    #[serde(default)]
    pub groups: Vec<String>,
    #[serde(default)]
    pub bands: Vec<String>,
    #[serde(default)]
    pub rivals: Vec<String>,
    #[serde(default)]
    pub kinds: Vec<String>,
    #[serde(default)]
    pub loyal: Vec<String>,
    #[serde(default)]
    pub regulars: Vec<String>,
    #[serde(default)]
    pub forces: Vec<String>,
    #[serde(default)]
    pub hearsay: Vec<String>,
    #[serde(default)]
    pub determiners: Vec<String>,
    #[serde(default)]
    pub critics: Vec<String>,
    #[serde(default)]
    pub impersonal: Vec<String>,
    #[serde(default)]
    pub finite: Vec<String>,
    #[serde(default)]
    pub things: Vec<String>,
    #[serde(default)]
    pub loose: Vec<String>,
    #[serde(default)]
    pub persons: Vec<String>,
    #[serde(default)]
    pub reciprocal: Vec<String>,
    #[serde(default)]
    pub infinitives: Vec<String>,
    #[serde(default)]
    pub postpositions: Vec<String>,
    #[serde(default)]
    pub oblique: Vec<String>,
    #[serde(default)]
    pub genitive_endings: Vec<String>,
    #[serde(default)]
    pub closing: Vec<String>,
    #[serde(default)]
    pub admissions: Vec<String>,
    #[serde(default)]
    pub speaking: Vec<String>,
    #[serde(default)]
    pub complements: Vec<String>,
    #[serde(default)]
    pub relatives: Vec<String>,
    #[serde(default)]
    pub genitive: Vec<String>,
    #[serde(default)]
    pub plural_pronouns: Vec<String>,
    #[serde(default)]
    pub plural_verbs: Vec<String>,
    #[serde(default)]
    pub male_pronouns: Vec<String>,
    #[serde(default)]
    pub female_nouns: Vec<String>,
    #[serde(default)]
    pub openers: Vec<String>,
    #[serde(default)]
    pub negations: Vec<String>,
    #[serde(default)]
    pub arrests: Vec<String>,
    #[serde(default)]
    pub harms: Vec<String>,
    #[serde(default)]
    pub arms: Vec<String>,
    #[serde(default)]
    pub sound_plurals: Vec<String>,
    #[serde(default)]
    pub deaths: Vec<String>,
    #[serde(default)]
    pub fighters: Vec<String>,
    #[serde(default)]
    pub prosecutors: Vec<String>,
    #[serde(default)]
    pub callers: Vec<String>,
    #[serde(default)]
    pub bodies: Vec<String>,
    #[serde(default)]
    pub cases: Vec<String>,
    #[serde(default)]
    pub voices: Vec<String>,
    #[serde(default)]
    pub news: Vec<String>,
    #[serde(default)]
    pub armies: Vec<String>,
    #[serde(default)]
    pub posts: Vec<String>,
    #[serde(default)]
    pub reasons: Vec<String>,
    #[serde(default)]
    pub out_of: Vec<String>,
    #[serde(default)]
    pub anybody: Vec<String>,
    #[serde(default)]
    pub governing: Vec<String>,
    #[serde(default)]
    pub pronoun_endings: Vec<String>,
    #[serde(default)]
    pub noun: NounPlace,
    #[serde(default)]
    pub order: Order,
    #[serde(default)]
    pub and: Vec<String>,
    #[serde(default)]
    pub or: Vec<String>,
    #[serde(default)]
    pub articles: Vec<String>,
    #[serde(default)]
    pub bare_singular: bool,
    #[serde(default)]
    pub from_to: Vec<(String, String)>,
    #[serde(default)]
    pub between: Vec<(String, String)>,
    #[serde(default)]
    pub from_suffixes: Vec<String>,
    #[serde(default)]
    pub range_words: Vec<String>,
    #[serde(default)]
    pub prepositions: Vec<String>,
    #[serde(default)]
    pub of: Vec<String>,
    #[serde(default)]
    pub function: Vec<String>,
    #[serde(default)]
    pub pronouns: Vec<String>,
    #[serde(default)]
    pub abbreviations: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum NounPlace {
    #[default]
    First,
    Last,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum Order {
    #[default]
    Svo,
    Vso,
    Sov,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    #[serde(default)]
    pub group: Vec<String>,
    #[serde(default)]
    pub decimal: Vec<String>,
    #[serde(default)]
    pub joiners: Vec<String>,
    #[serde(default)]
    pub units_before_tens: bool,
    #[serde(default)]
    pub fused: bool,
    #[serde(default)]
    pub ordinal_suffixes: Vec<String>,
    #[serde(default)]
    pub halves: Vec<String>,
    #[serde(default)]
    pub cardinal_suffixes: Vec<String>,
    #[serde(default)]
    pub ordinals: Vec<String>,
    #[serde(default)]
    pub weak: Vec<String>,
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub scales: BTreeMap<String, Vec<String>>,
}

/// Defines an entry: an id, words, a note that nobody reads, and what else it has.
macro_rules! entry {
    ($name:ident { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub id: String,
            #[serde(default)]
            pub words: Vec<String>,
            #[serde(default)]
            #[allow(dead_code, reason = "for the people who read the pack")]
            pub note: Option<String>,
            $($(#[$meta])* pub $field: $type,)*
        }
    };
}

entry!(Plain {});
entry!(Amount {
    #[serde(default)] qualifier: Option<String>,
    #[serde(default)] number: Option<u64>,
    #[serde(default)] person: bool,
});
entry!(Trigger {
    measure: String,
    kind: TriggerKind,
    #[serde(default)] victims: Vec<Direction>,
    #[serde(default)] singular: Vec<String>,
    #[serde(default)] dual: Vec<String>,
    #[serde(default)] weak: bool,
    #[serde(default = "yes")] implicit: bool,
    #[serde(default)] strict: bool,
    #[serde(default)] person: bool,
    #[serde(default)] military: bool,
});
entry!(Rise {
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    after: bool,
});
entry!(Victim {
    #[serde(default)] status: Option<String>,
    #[serde(default)] singular: Vec<String>,
    #[serde(default)] dual: Vec<String>,
    #[serde(default)] plural: Vec<String>,
});
entry!(Others {
    #[serde(default)]
    incremental: bool,
    #[serde(default)]
    count: Option<u8>,
});
entry!(Background {
    #[serde(default)]
    near: bool,
});
entry!(Side { name: String });
entry!(Qualifier {
    qualifier: String,
    #[serde(default)] place: Place,
    #[serde(default)] prefixes: Vec<String>,
});
entry!(Stop {
    class: String,
    #[serde(default)]
    place: Place,
});
entry!(Border {
    #[serde(default)]
    soft: bool,
    #[serde(default)]
    result: bool,
});
entry!(Valued { value: String });
entry!(Modality {
    value: String,
    #[serde(default)]
    scope: Scope,
});
entry!(Say {
    #[serde(default)] kind: SayKind,
    #[serde(default)] speaker: Vec<Direction>,
    #[serde(default)] that: Vec<String>,
    #[serde(default)] by: Vec<String>,
    #[serde(default)] to: Vec<String>,
    #[serde(default)] from: Vec<String>,
    #[serde(default)] passive: bool,
    #[serde(default)] known: bool,
    #[serde(default)] nobody: bool,
    #[serde(default)] cites: bool,
});
entry!(Accuse {
    #[serde(default)] accuser: Seat,
    #[serde(default)] accused: Seat,
    #[serde(default)] act: Vec<String>,
    #[serde(default)] by: Vec<String>,
    #[serde(default)] accused_marks: Vec<String>,
    #[serde(default)] strict: bool,
    #[serde(default)] mutual: bool,
    #[serde(default)] wrong: bool,
    #[serde(default)] claim: bool,
    #[serde(default)] party: bool,
    #[serde(default)] act_prefix: Vec<String>,
});
entry!(Deny {
    #[serde(default)] denier: Seat,
    #[serde(default)] strict: bool,
    #[serde(default)] act_prefix: Vec<String>,
    #[serde(default)] act: Vec<String>,
});
entry!(Alleged {
    #[serde(default)] acts: Vec<String>,
});
entry!(Date {
    #[serde(default)] days: Option<i32>,
});

const fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum TriggerKind {
    Verb,
    Counted,
    Toll,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum Direction {
    Before,
    After,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum Place {
    Before,
    After,
    #[default]
    Either,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum Seat {
    Before,
    After,
    /// Whoever speaks in the sentence.
    Speaker,
    /// The word itself names the party.
    Own,
    /// The subject of the sentence.
    Subject,
    /// A pronoun in the word means somebody named before.
    Pronoun,
    /// Of whom somebody tells a deed behind the word.
    Teller,
    #[default]
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum Scope {
    Touch,
    #[default]
    Clause,
    Sentence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::extract) enum SayKind {
    #[default]
    Verb,
    According,
    Told,
    Quoted,
}
