//! A pack as bytes: what the build writes and the program reads back.
//!
//! What enters: a [`Pack`]. What leaves: bytes, and from bytes the same pack. The form is that of one build: nothing keeps
//! it, and nothing else reads it. Numbers are little-endian, lists have their length before them, choices are their number.

use crate::model::{Aggregation, Measure, Qualifier, VictimStatus};

use super::super::fold::Folding;
use super::super::proposal::{Kept, Modality};
use super::lexicon::{Edge, FormCount, Lengths, Lexicon, Place as Node, Section, Sense, Table};
use super::raw::{Direction, NounPlace, Order, Place, SayKind, Scope, Seat, TriggerKind};
use super::{
    Accuse, Amount, AmountKind, Border, Deny, Grammar, Header, Hedge, NumberWord, Numerals, Others,
    Pack, Rise, Say, Side, Stop, Trigger, Victim,
};

/// What can be written as bytes and read back.
pub(super) trait Stored: Sized {
    /// Appends its bytes.
    fn put(&self, out: &mut Vec<u8>);

    /// Takes it off the front of `from`; none where the bytes are not its own.
    fn take(from: &mut &[u8]) -> Option<Self>;

    /// Takes so many off the front of `from`.
    fn take_row(length: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
        // Each has a byte at least: what claims more is broken.
        let mut all = Vec::with_capacity(length.min(from.len()));
        for _ in 0..length {
            all.push(Self::take(from)?);
        }
        Some(all)
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Stored for $number {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            #[inline]
            fn take(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(Self::from_le_bytes(*bytes))
            }

            // Most of a pack is rows of numbers: they are read all at once.
            fn take_row(length: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
                let bytes = length.checked_mul(size_of::<Self>())?;
                let (row, rest) = from.split_at_checked(bytes)?;
                *from = rest;
                let (numbers, _) = row.as_chunks();
                Some(numbers.iter().map(|n| Self::from_le_bytes(*n)).collect())
            }
        })+
    };
}

numbers!(u8, u16, u32, u64, u128, i32);

/// Defines structs as the row of their fields.
macro_rules! rows {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(out);)+
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Stored::take(from)?,)+ })
            }
        })+
    };
}

/// Defines choices as their numbers.
macro_rules! choices {
    ($($name:ident { $($choice:ident = $number:literal),+ $(,)? })+) => {
        $(impl Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(match self { $(Self::$choice => $number,)+ });
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(match u8::take(from)? {
                    $($number => Self::$choice,)+
                    _ => return None,
                })
            }
        })+
    };
}

/// Defines the model's choices by their names.
macro_rules! named {
    ($($name:ident),+) => {
        $(impl Stored for $name {
            fn put(&self, out: &mut Vec<u8>) {
                self.name().to_owned().put(out);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                let name = <&str>::take_text(from)?;
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        })+
    };
}

rows! {
    Header { code, script, stop_words }
    Pack {
        header, folding, lexicon, grammar, numerals, triggers, rises, victims, others, subsets, sides,
        qualifiers, stops, borders, aggregations, modalities, backgrounds, says, agencies, speakers,
        accuses, denies, alleged, dates, places, amounts, numbers,
    }
    Grammar {
        noun, order, bare_singular, definite, told_behind, towns, localities, press, name_heads, verb_letters, adjective_letters, adjectives, plural_pronouns, plural_verbs,
        male_pronouns, female_nouns, anybody, governing, openers, negations, arrests, arms, sound_plurals, deaths, fighters,
        harms, prosecutors, callers, bodies, cases, voices, news, armies, posts, reasons, out_of, personal, subjects,
        possessive, genitive, complements, relatives, unnamed, outlaws, groups, from_suffixes, bands, rivals, kinds, loyal, regulars, forces, hearsay, determiners, critics,
        impersonal, admissions, speaking,
        participles, adverbs, finite, things, loose, persons, reciprocal, infinitives, postpositions, oblique,
        genitive_endings, closing,
        pronoun_endings,
        zwnj_is_space, apostrophe, fused, units_before_tens, prefixes, hedge_prefixes, suffixes,
    }
    Numerals { group, decimal }
    Trigger { id, measure, kind, victims, weak, implicit, strict, person, military }
    Rise { id, bare, after }
    Victim { id, status }
    Others { id, incremental, count }
    Side { id, name }
    Hedge { id, qualifier, place }
    Stop { id, class, place }
    Border { id, soft, result }
    Say { id, kind, speaker, has_from, passive, known, nobody, cites }
    Accuse {
        id, accuser, accused, strict, mutual, wrong, claim, party, has_act, has_marks, accused_endings,
        act_prefixes,
    }
    Deny { id, denier, strict, act_prefixes }
    Amount { id, kind, qualifier, person }
    NumberWord { value, scale, weak }
    Sense { section, entry, count }
    Node { after, gap, edges, senses }
    Edge { form, node }
    Table { slots }
    Lengths { exact, stems }
    Folding { table, others }
}

choices! {
    FormCount { Singular = 0, Dual = 1, Plural = 2 }
    NounPlace { First = 0, Last = 1 }
    Order { Svo = 0, Vso = 1, Sov = 2 }
    TriggerKind { Verb = 0, Counted = 1, Toll = 2 }
    Direction { Before = 0, After = 1 }
    Place { Before = 0, After = 1, Either = 2 }
    Seat {
        Before = 0, After = 1, Speaker = 2, Own = 3, Subject = 4, Pronoun = 5, Teller = 6, None = 7,
    }
    Scope { Touch = 0, Clause = 1, Sentence = 2 }
    SayKind { Verb = 0, According = 1, Told = 2, Quoted = 3 }
    Modality { Asserted = 0, Hypothetical = 1, Denied = 2 }
}

named!(Measure, Qualifier, VictimStatus, Aggregation);

impl Stored for Section {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.number());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::numbered(u8::take(from)?)
    }
}

impl Stored for AmountKind {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Vague => out.push(0),
            Self::Unstated => out.push(1),
            Self::Number(number) => {
                out.push(2);
                number.put(out);
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match u8::take(from)? {
            0 => Self::Vague,
            1 => Self::Unstated,
            2 => Self::Number(u64::take(from)?),
            _ => return None,
        })
    }
}

impl Stored for Lexicon {
    fn put(&self, out: &mut Vec<u8>) {
        let Self {
            text,
            bounds,
            exact,
            stems,
            anchors,
            roots,
            places,
            edges,
            senses,
            lengths,
        } = self;
        text.put(out);
        bounds.put(out);
        exact.put(out);
        stems.put(out);
        anchors.put(out);
        roots.put(out);
        places.put(out);
        edges.put(out);
        senses.put(out);
        lengths.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            text: Stored::take(from)?,
            bounds: Stored::take(from)?,
            exact: Stored::take(from)?,
            stems: Stored::take(from)?,
            anchors: Stored::take(from)?,
            roots: Stored::take(from)?,
            places: Stored::take(from)?,
            edges: Stored::take(from)?,
            senses: Stored::take(from)?,
            lengths: Stored::take(from)?,
        })
    }
}

impl Stored for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(u8::take(from)? != 0)
    }

    fn take_row(length: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
        let bytes = u8::take_row(length, from)?;
        Some(bytes.into_iter().map(|byte| byte != 0).collect())
    }
}

impl Stored for char {
    fn put(&self, out: &mut Vec<u8>) {
        u32::from(*self).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::from_u32(u32::take(from)?)
    }

    fn take_row(length: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
        let codes = u32::take_row(length, from)?;
        codes.into_iter().map(Self::from_u32).collect()
    }
}

/// Text that is looked at where it stands.
trait TakeText<'b>: Sized {
    fn take_text(from: &mut &'b [u8]) -> Option<Self>;
}

impl<'b> TakeText<'b> for &'b str {
    fn take_text(from: &mut &'b [u8]) -> Option<Self> {
        let length = usize::try_from(u32::take(from)?).ok()?;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(text).ok()
    }
}

impl Stored for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        <&str>::take_text(from).map(str::to_owned)
    }
}

impl Stored for Kept {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        String::take(from).map(Self::forever)
    }
}

fn put_length(length: usize, out: &mut Vec<u8>) {
    // Invariant: no pack comes near so many words.
    u32::try_from(length)
        .expect("a list of a pack is shorter than 2^32")
        .put(out);
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        for one in self {
            one.put(out);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let length = usize::try_from(u32::take(from)?).ok()?;
        T::take_row(length, from)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(one) = self {
            one.put(out);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match bool::take(from)? {
            true => Some(T::take(from)?),
            false => None,
        })
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
        self.2.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?, C::take(from)?))
    }
}
