//! A language pack, read and made ready: what `lang/<code>/rules.toml` says, as tables.
//!
//! What enters: the text of a `rules.toml`. What leaves: a [`Pack`], or the first thing that is wrong with it. The packs
//! that are compiled in are read when the program is built (`build.rs`, which takes in this room and nothing that reads
//! texts) and kept as bytes ([`Pack::to_bytes`]), from which the program has them in a fraction of a millisecond.
//! Invariants: every entry has an id of its own; every word is folded as the text will be.

mod build;
mod draft;
pub(super) mod lexicon;
pub(super) mod notation;
pub(super) mod raw;
pub(in crate::extract) mod sections;
mod stored;

use crate::model::{Aggregation, Measure, Qualifier, VictimStatus};

use super::fold::Folding;
use super::proposal::{Kept, Modality};
use lexicon::Lexicon;
use raw::{Direction, NounPlace, Order, Place, SayKind, Scope, Seat, TriggerKind};
use stored::Stored as _;

/// The id of an entry with the pack's code before it: `en/killed-passive`.
pub(super) type RuleId = Kept;

/// A pack.
#[derive(Debug)]
pub(super) struct Pack {
    pub header: Header,
    pub folding: Folding,
    pub lexicon: Lexicon,
    pub grammar: Grammar,
    pub numerals: Numerals,
    pub triggers: Vec<Trigger>,
    pub rises: Vec<Rise>,
    pub victims: Vec<Victim>,
    pub others: Vec<Others>,
    pub subsets: Vec<RuleId>,
    pub sides: Vec<Side>,
    pub qualifiers: Vec<Hedge>,
    pub stops: Vec<Stop>,
    pub borders: Vec<Border>,
    pub aggregations: Vec<(RuleId, Aggregation)>,
    pub modalities: Vec<(RuleId, Modality, Scope)>,
    /// With whether it tells of the next figure alone.
    pub backgrounds: Vec<(RuleId, bool)>,
    pub says: Vec<Say>,
    pub agencies: Vec<RuleId>,
    pub speakers: Vec<RuleId>,
    pub accuses: Vec<Accuse>,
    pub denies: Vec<Deny>,
    pub alleged: Vec<RuleId>,
    pub dates: Vec<(RuleId, Option<i32>)>,
    pub places: Vec<RuleId>,
    pub amounts: Vec<Amount>,
    pub numbers: Vec<NumberWord>,
}

impl Pack {
    /// The pack as bytes, for [`Pack::from_bytes`] of the same build.
    #[cfg_attr(not(test), allow(dead_code, reason = "the build writes them"))]
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out);
        out
    }

    /// The pack of which [`Pack::to_bytes`] made `bytes`; none where they are no such bytes.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let pack = Self::take(&mut bytes)?;
        bytes.is_empty().then_some(pack)
    }

    /// Whether names begin with a capital in its script.
    pub(in crate::extract) fn has_capitals(&self) -> bool {
        matches!(
            self.header.script.as_str(),
            "Latin" | "Cyrillic" | "Armenian"
        )
    }
}

/// What a pack says of its language: enough to tell which one a text is in.
#[derive(Debug)]
pub(super) struct Header {
    /// The language's code.
    pub code: String,
    /// Its script, as the guide names them.
    pub script: String,
    /// Words that tell it from other languages of the script.
    pub stop_words: Vec<String>,
}

impl Header {
    /// The header of a pack that is kept as bytes.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        Self::take(&mut bytes)
    }
}

/// Habits of the language.
#[derive(Debug)]
pub(super) struct Grammar {
    pub noun: NounPlace,
    pub order: Order,
    pub bare_singular: bool,
    /// Letters that a definite noun begins with: ال.
    pub definite: Vec<String>,
    /// How a sentence begins that says who told of the one before: Об этом.
    pub told_behind: Vec<String>,
    /// Names of places, where a language has no capitals; folded and in order: غزة.
    pub towns: Vec<String>,
    /// Words that belong to the names of places: مدينة, province, southern.
    pub localities: Vec<String>,
    /// Words for those who relay the news: agency, newspaper, وكالة.
    pub press: Vec<String>,
    /// First words of the names of places that have two: بيت.
    pub name_heads: Vec<String>,
    /// Letters that a verb of the present begins with: ي.
    pub verb_letters: Vec<String>,
    /// Letters that an adjective without the article ends in: ة.
    pub adjective_letters: Vec<String>,
    /// Letters that an adjective of a people ends in: ية.
    pub adjectives: Vec<String>,
    /// Letters that a word with the pronoun of several people ends in.
    pub plural_pronouns: Vec<String>,
    /// The endings of a verb of several people, before a pronoun.
    pub plural_verbs: Vec<String>,
    /// How a word with the pronoun of one man ends.
    pub male_pronouns: Vec<String>,
    /// How a noun ends that such a pronoun does not mean.
    pub female_nouns: Vec<String>,
    /// Words that open a sentence before its verb: كما.
    pub openers: Vec<String>,
    /// Words that deny a verb: لم, not.
    pub negations: Vec<String>,
    /// Words of arresting and trying somebody, who is the party behind them: اعتقال. Folded.
    pub arrests: Vec<String>,
    /// Nouns of somebody's death, which to deny is no denial of a deed: وفاة. Folded.
    pub deaths: Vec<String>,
    /// Endings in which a plural noun and its adjective agree: ين.
    pub sound_plurals: Vec<String>,
    /// Those whose killing in a fight is told of nobody as a wrong: مسلحون. Folded.
    pub fighters: Vec<String>,
    /// What a party strikes with, which stands for it: طائرات. Folded.
    pub arms: Vec<String>,
    /// Nouns of a harm that somebody did: هجوم. Folded.
    pub harms: Vec<String>,
    /// Words for those who charge others by office: النيابة. Folded.
    pub prosecutors: Vec<String>,
    /// Verbs of whoever calls for something, or will not bear it: دعا. Folded.
    pub callers: Vec<String>,
    /// Bodies whose name no name of a person follows: حكومة. Folded.
    pub bodies: Vec<String>,
    /// Words for a case at law or what happened in it: قضية. Folded.
    pub cases: Vec<String>,
    /// Who speaks where it stands alone before the colon of a headline: موسكو. Folded.
    pub voices: Vec<String>,
    /// Words for news, which somebody may say is not true: تقارير. Folded.
    pub news: Vec<String>,
    /// Words for the forces of a state: جيش. Folded.
    pub armies: Vec<String>,
    /// What the forces of a state strike in war: مواقع, مدرعات. Folded.
    pub posts: Vec<String>,
    /// Letters of a preposition that leads to a reason: لتورطه.
    pub reasons: Vec<String>,
    /// Words between a part and its whole, in a rate: 1 patient sur 10 000.
    pub out_of: Vec<String>,
    /// Words that mean nobody in particular.
    pub anybody: Vec<String>,
    /// Nouns of a deed that stand before whom it is done to.
    pub governing: Vec<String>,
    /// Personal pronouns, where names begin with capitals and stand before the verb.
    pub personal: Vec<String>,
    /// Other pronouns that may be a subject: it.
    pub subjects: Vec<String>,
    /// Words that say whose somebody is: its, their.
    pub possessive: Vec<String>,
    /// Letters that stand behind whose something is, as a word: s.
    pub genitive: Vec<String>,
    /// Words that begin what is said: أن.
    pub complements: Vec<String>,
    /// Words that begin a relative clause: الذي.
    pub relatives: Vec<String>,
    /// Words for people that name no party: gunman, attackers.
    pub unnamed: Vec<String>,
    /// People and places that to harm is no wrong by itself: robbers, a base.
    pub outlaws: Vec<String>,
    /// Words for a group that people belong to: of two families.
    pub groups: Vec<String>,
    /// Endings of the number that a toll rose from: tr 12'den 19'a yükseldi.
    pub from_suffixes: Vec<String>,
    /// Words for armed groups: حركة, ميليشيات.
    pub bands: Vec<String>,
    /// Words by which somebody calls whom he accuses: خصم.
    pub rivals: Vec<String>,
    /// Adjectives of a blow that do not end as those of peoples and arms do: عنيف.
    pub kinds: Vec<String>,
    /// Words that say whose people or machines in arms are: تابعة, موالية.
    pub loyal: Vec<String>,
    /// People in arms of a state, whom a group wrongs that kills them: soldiers, policemen.
    pub regulars: Vec<String>,
    /// Words by which the forces of a state are known: army, police.
    pub forces: Vec<String>,
    /// Adverbs that say that a deed is only told of: reportedly.
    pub hearsay: Vec<String>,
    /// Words that only a noun follows, so that they may begin a name and never end one: the, its, cette.
    pub determiners: Vec<String>,
    /// Words for those who accuse their own state: rights groups, residents.
    pub critics: Vec<String>,
    /// Verbs by which nobody in particular accuses, with the object before them: обвиняют.
    pub impersonal: Vec<String>,
    /// Finite verbs, and with a hyphen their endings: no name holds one (a dit, -aient).
    pub finite: Vec<String>,
    /// Nouns, and with a hyphen their endings, that are no party: bilan, -tion.
    pub things: Vec<String>,
    /// Words that neither begin nor end a name: comme, également.
    pub loose: Vec<String>,
    /// Pronouns that may be the whole of a party: lui, nous.
    pub persons: Vec<String>,
    /// Words that say that each does it to the other: mutuellement.
    pub reciprocal: Vec<String>,
    /// Names of deeds, by their endings: de usar.
    pub infinitives: Vec<String>,
    /// Words behind the noun that they lead: հետ, görə.
    pub postpositions: Vec<String>,
    /// Endings of cases in which nobody does or suffers anything: -dan.
    pub oblique: Vec<String>,
    /// Endings that say whose something is: -nın.
    pub genitive_endings: Vec<String>,
    /// Endings that close a noun phrase, so that the next noun begins another: -ları.
    pub closing: Vec<String>,
    /// Verbs by which somebody tells of his own deed: admitted.
    pub admissions: Vec<String>,
    /// Pronouns that mean whoever speaks: we, our.
    pub speaking: Vec<String>,
    /// Endings of participles: ing.
    pub participles: Vec<String>,
    /// Endings of adverbs: ly.
    pub adverbs: Vec<String>,
    /// Letters that a pronoun adds to a word.
    pub pronoun_endings: Vec<String>,
    pub zwnj_is_space: bool,
    pub apostrophe: bool,
    pub fused: bool,
    pub units_before_tens: bool,
    /// Prefixes, folded, the longest first, and whether each means "and".
    pub prefixes: Vec<(String, bool)>,
    /// Prefixes of number words that qualify them, folded, and the qualifier's entry.
    pub hedge_prefixes: Vec<(String, u16)>,
    /// Suffixes, folded, the longest first.
    pub suffixes: Vec<String>,
}

/// How digits are parted.
#[derive(Debug)]
pub(super) struct Numerals {
    pub group: Vec<char>,
    pub decimal: Vec<char>,
}

#[derive(Debug)]
pub(super) struct Trigger {
    pub id: RuleId,
    pub measure: Measure,
    pub kind: TriggerKind,
    pub victims: Vec<Direction>,
    pub weak: bool,
    pub implicit: bool,
    pub strict: bool,
    pub person: bool,
    /// It counts only soldiers and such: lost 200 soldiers.
    pub military: bool,
}

#[derive(Debug)]
pub(super) struct Rise {
    pub id: RuleId,
    pub bare: bool,
    pub after: bool,
}

#[derive(Debug)]
pub(super) struct Victim {
    pub id: RuleId,
    pub status: VictimStatus,
}

#[derive(Debug)]
pub(super) struct Others {
    pub id: RuleId,
    pub incremental: bool,
    /// How many it counts by itself beside a word for what happened: wounded another.
    pub count: Option<u8>,
}

#[derive(Debug)]
pub(super) struct Side {
    pub id: RuleId,
    pub name: Kept,
}

#[derive(Debug)]
pub(super) struct Hedge {
    pub id: RuleId,
    pub qualifier: Qualifier,
    pub place: Place,
}

#[derive(Debug)]
pub(super) struct Stop {
    pub id: RuleId,
    pub class: String,
    pub place: Place,
}

#[derive(Debug)]
pub(super) struct Border {
    pub id: RuleId,
    pub soft: bool,
    pub result: bool,
}

#[derive(Debug)]
pub(super) struct Say {
    pub id: RuleId,
    pub kind: SayKind,
    pub speaker: Vec<Direction>,
    /// Whether the entry lists words that lead to the speaker.
    pub has_from: bool,
    /// A passive: nobody speaks unless `by` names him.
    pub passive: bool,
    /// Only a known speaker right behind the word makes it one of speech.
    pub known: bool,
    /// Whether the words name no speaker: according to first findings.
    pub nobody: bool,
    /// Whether the words lead to whom the speaker has it from: citing X.
    pub cites: bool,
}

#[derive(Debug)]
pub(super) struct Accuse {
    /// Only a known party or a name is accused: no weather.
    pub party: bool,
    pub id: RuleId,
    pub accuser: Seat,
    pub accused: Seat,
    /// The act must stand there: the word often means something else.
    pub strict: bool,
    /// The parties stand inside the frame and accuse each other.
    pub mutual: bool,
    /// A wrongful deed that a speaker reports of another party.
    pub wrong: bool,
    /// What is claimed must hold one of the deeds of `act`: alleges that he raped her.
    pub claim: bool,
    /// Whether the entry lists words that lead to the act.
    pub has_act: bool,
    /// Whether the entry lists words that lead to the accused.
    pub has_marks: bool,
    /// Endings that mark the accused, folded: tr -i.
    pub accused_endings: Vec<String>,
    /// Letters before a word that lead to the act, folded: ب.
    pub act_prefixes: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Deny {
    pub id: RuleId,
    pub denier: Seat,
    /// Only with what is denied.
    pub strict: bool,
    pub act_prefixes: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Amount {
    pub id: RuleId,
    pub kind: AmountKind,
    /// How loosely a number is said: une vingtaine is about 20.
    pub qualifier: Option<Qualifier>,
    pub person: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountKind {
    Number(u64),
    Vague,
    Unstated,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct NumberWord {
    pub value: u64,
    pub scale: bool,
    pub weak: bool,
}
