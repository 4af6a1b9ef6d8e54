//! Whom the words of a slot mean: a known source by one of its names, in any language, or a new one.
//!
//! Enter: the names of all sources, the words of a slot. Leaves: a [`Party`]. Nothing is guessed: only a name that
//! stands there whole is taken as known, spelled as the text's grammar bends it (Arabic and Hebrew prefixes, the endings
//! of Slavic and Armenian cases, a possessive); a name that is only a part is a suggestion for a person to confirm; a
//! name of two sources is said to be of two.

mod new;
mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::model::{Content, Handle, Label, RecordKind, SourceId, SourceKind};
use crate::store::{Horizon, Read, StoreError};

pub use new::NewSource;
use words::{Word, words};

/// Whom a slot means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// This source: one of its names, whole.
    Known(SourceId),
    /// Perhaps this one: its name is a part of the words, or the words a part of its name. To be confirmed.
    Perhaps(SourceId),
    /// Several sources fit equally well.
    Ambiguous(Vec<SourceId>),
    /// None that is known.
    New(NewSource),
}

/// The names of all sources, prepared for looking up.
#[derive(Debug, Default)]
pub struct Parties {
    names: Vec<Name>,
    handles: BTreeMap<SourceId, Handle>,
    /// The sides that states are.
    sides: BTreeMap<SourceId, String>,
    /// What was suggested for new names.
    suggested: RefCell<BTreeMap<String, Handle>>,
}

#[derive(Debug)]
struct Name {
    source: SourceId,
    words: Vec<Word>,
}

impl Parties {
    /// Reads the names of every source within the horizon.
    ///
    /// # Errors
    /// The store's.
    pub fn read(read: &dyn Read, horizon: Horizon) -> Result<Self, StoreError> {
        let mut parties = Self::default();
        read.each_latest(RecordKind::Source, horizon, &mut |revision| {
            if let Content::Source(source) = &revision.content
                && let Ok(id) = SourceId::try_from(revision.record)
            {
                let names = source.names().iter().filter_map(|name| name.name.value());
                // A state’s name is that of its people; an outlet that speaks for it has its own.
                let side = source
                    .side
                    .as_ref()
                    .filter(|_| source.kind == SourceKind::State);
                let side = side.map(Label::as_str);
                parties.add(id, &source.handle, side, names);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(parties)
    }

    pub(super) fn add<'a>(
        &mut self,
        id: SourceId,
        handle: &Handle,
        side: Option<&str>,
        names: impl Iterator<Item = &'a str>,
    ) {
        self.handles.insert(id, handle.clone());
        if let Some(side) = side {
            self.sides.insert(id, side.to_lowercase());
        }
        for name in names {
            let words = words(name);
            if !words.is_empty() {
                self.names.push(Name { source: id, words });
            }
        }
    }

    /// Whom these words mean.
    pub fn find(&self, slot: &str) -> Party {
        let wanted = words(slot);
        let whole = |same: fn(&Word, &Word, bool) -> bool| {
            self.sources(|name| {
                name.words.len() == wanted.len()
                    && name
                        .words
                        .iter()
                        .zip(&wanted)
                        .enumerate()
                        .all(|(index, (name, word))| same(name, word, index == 0))
            })
        };
        for found in [whole(|name, word, _| name.is(word)), whole(Word::bends_to)] {
            match found.as_slice() {
                [] => {}
                [only] => return Party::Known(*only),
                _ => return Party::Ambiguous(found),
            }
        }
        match self.part(&wanted).as_slice() {
            [] => Party::New(self.suggest(slot)),
            [only] => Party::Perhaps(*only),
            several => Party::Ambiguous(several.to_vec()),
        }
    }

    /// Whether a side's own name, or a whole name of a state that is of it, stands in these words. Behind a dash it
    /// does not: anti-Belmar.
    pub(super) fn names_side(&self, victims: &str, side: &Label) -> bool {
        let is_dash = |c: char| matches!(c, '-' | '‐' | '‑');
        let apart: Vec<&str> = victims
            .split_whitespace()
            .filter(|word| !word.contains(is_dash) || side.as_str().contains(is_dash))
            .collect();
        let all = words(&apart.join(" "));
        let side_words = words(side.as_str());
        let stands = |name: &[Word]| {
            !name.is_empty()
                && all
                    .windows(name.len())
                    .any(|row| name.iter().zip(row).all(|(name, word)| name.is(word)))
        };
        let speaks = side.as_str().to_lowercase();
        stands(&side_words)
            || self
                .names
                .iter()
                .filter(|name| self.sides.get(&name.source) == Some(&speaks))
                .any(|name| stands(&name.words))
    }

    /// Whether no source is known at all.
    pub fn is_empty(&self) -> bool {
        self.handles.is_empty()
    }

    /// Whom these words of a sentence mean. Where the sentence names another source by a longer name that holds them
    /// (“Belmar” in “the ministry of defence of Belmar”), either may be meant.
    pub fn find_in(&self, slot: &str, sentence: &str) -> Party {
        let found = self.find(slot);
        let Party::Known(source) = found else {
            return found;
        };
        let (wanted, all) = (words(slot), words(sentence));
        let mut longer = self.sources(|name| {
            name.source != source
                && name.words.len() > wanted.len()
                && is_within(&wanted, &name.words)
                && stands_in(&name.words, &all)
        });
        if longer.is_empty() {
            return found;
        }
        longer.push(source);
        longer.sort_unstable();
        Party::Ambiguous(longer)
    }

    /// A new source of that name, under a handle that is free. One that says nothing of the name is suggested for no
    /// other name.
    pub fn suggest(&self, name: &str) -> NewSource {
        let mut suggested = self.suggested.borrow_mut();
        let is_taken = |handle: &Handle| {
            let mut taken = self.handles.values();
            taken.any(|taken| taken.is_mistakable_for(handle))
        };
        let new = NewSource::of(name, is_taken, |name, handle| {
            let mut others = suggested.iter().filter(|(other, _)| *other != name);
            others.any(|(_, other)| other == handle)
        });
        suggested.insert(new.name.clone(), new.handle.clone());
        new
    }

    /// The names of all sources as they are now; what was suggested for new ones stays as far as it is free.
    ///
    /// # Errors
    /// The store's.
    pub fn read_again(&self, read: &dyn Read, horizon: Horizon) -> Result<Self, StoreError> {
        let again = Self::read(read, horizon)?;
        again.suggested.replace(self.suggested.borrow().clone());
        Ok(again)
    }

    /// The handle of a source whose names were read.
    pub fn handle(&self, source: SourceId) -> Option<&Handle> {
        self.handles.get(&source)
    }

    /// The sources one of whose names stands in the words, in whatever order, with the most words; else those in one of
    /// whose names the words stand. Two that are named side by side stay two.
    fn part(&self, wanted: &[Word]) -> Vec<SourceId> {
        let inside: Vec<(usize, SourceId)> = self
            .names
            .iter()
            .filter(|name| is_within(&name.words, wanted))
            .map(|name| {
                (
                    name.words.iter().filter(|word| word.says_much()).count(),
                    name.source,
                )
            })
            .collect();
        let most = inside.iter().map(|(count, _)| *count).max();
        let mut found: Vec<SourceId> = inside
            .iter()
            .filter(|(count, _)| Some(*count) == most)
            .map(|(_, source)| *source)
            .collect();
        if found.is_empty() {
            found = self.sources(|name| is_within(wanted, &name.words));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn sources(&self, fits: impl Fn(&Name) -> bool) -> Vec<SourceId> {
        let mut found: Vec<SourceId> = self
            .names
            .iter()
            .filter(|name| fits(name))
            .map(|name| name.source)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether every word of `part` that says much is one of `all`, as grammar and derivation bend it.
fn is_within(part: &[Word], all: &[Word]) -> bool {
    let mut telling = part.iter().filter(|word| word.says_much()).peekable();
    telling.peek().is_some() && telling.all(|word| all.iter().any(|other| word.is_akin_to(other)))
}

/// Whether the words of a name stand in a row.
fn stands_in(name: &[Word], all: &[Word]) -> bool {
    !name.is_empty()
        && all.windows(name.len()).any(|window| {
            name.iter()
                .zip(window)
                .enumerate()
                .all(|(index, (name, word))| name.bends_to(word, index == 0))
        })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn id(number: u32) -> SourceId {
        SourceId::new(NonZeroU32::new(number).unwrap())
    }

    fn parties(sources: &[(&str, &[&str])]) -> Parties {
        let mut parties = Parties::default();
        for (number, (handle, names)) in (1..).zip(sources) {
            let names = names.iter().copied();
            parties.add(id(number), &handle.parse().unwrap(), None, names);
        }
        parties
    }

    fn case() -> Parties {
        parties(&[
            ("reuters", &["Reuters", "رويترز", "Рейтер", "רויטרס"]),
            ("armenia", &["Armenia", "أرمينيا", "Армения", "Հայաստան"]),
            (
                "armenia-mod",
                &[
                    "Ministry of Defence of Armenia",
                    "وزارة الدفاع الأرمينية",
                    "Министерство обороны Армении",
                ],
            ),
            (
                "azerbaijan-mod",
                &[
                    "Ministry of Defence of Azerbaijan",
                    "وزارة الدفاع الأذربيجانية",
                ],
            ),
            (
                "hovhannisyan",
                &["Paruyr Hovhannisyan", "باروير هوفهانيسيان"],
            ),
        ])
    }

    #[test]
    fn a_name_is_known_in_any_language_and_as_the_grammar_bends_it() {
        for (slot, number) in [
            ("Reuters", 1),
            ("REUTERS'", 1),
            ("Reuters'ın", 1),
            ("لرويترز", 1),
            ("ورويترز", 1),
            ("ולרויטרס", 1),
            ("Рейтера", 1),
            ("Армении", 2),
            ("Հայաստանի", 2),
            ("the Ministry of Defence of Armenia", 3),
            ("министерства обороны Армении", 3),
            ("ووزارةُ الدفاعِ الأرمينية", 3),
            ("لوزارة الدفاع الاذربيجانيه", 4),
        ] {
            assert_eq!(case().find(slot), Party::Known(id(number)), "{slot}");
        }
    }

    #[test]
    fn a_part_is_only_a_suggestion_and_two_are_said_to_be_two() {
        let case = case();
        assert_eq!(
            case.find("the Armenian deputy foreign minister, Paruyr Hovhannisyan"),
            Party::Perhaps(id(5))
        );
        assert_eq!(
            case.find("a spokesman of the Ministry of Defence of Armenia"),
            Party::Perhaps(id(3)),
            "the longest name, and not Armenia itself"
        );
        assert_eq!(case.find("Hovhannisyan"), Party::Perhaps(id(5)));
        assert_eq!(
            case.find("the Armenian Ministry of Defence"),
            Party::Perhaps(id(3))
        );
        let two = parties(&[("armenia", &["أرمينيا"]), ("azerbaijan", &["أذربيجان"])]);
        assert_eq!(
            two.find("أرمينيا وأذربيجان"),
            Party::Ambiguous(vec![id(1), id(2)])
        );
        assert_eq!(
            case.find("the Ministry of Defence"),
            Party::Ambiguous(vec![id(3), id(4)])
        );
        assert_eq!(
            case.find("وزارة الدفاع"),
            Party::Ambiguous(vec![id(3), id(4)])
        );
        let twins = parties(&[("one", &["The Courier"]), ("two", &["Courier"])]);
        assert_eq!(twins.find("Courier"), Party::Ambiguous(vec![id(1), id(2)]));
    }

    #[test]
    fn a_name_inside_a_longer_one_of_the_sentence_may_be_either() {
        let sentence = "The Ministry of Defence of Armenia said that 50 were killed in Armenia";
        assert_eq!(
            case().find_in("Armenia", sentence),
            Party::Ambiguous(vec![id(2), id(3)])
        );
        assert_eq!(
            case().find_in("Armenia", "Armenia said that 50 were killed"),
            Party::Known(id(2))
        );
    }

    #[test]
    fn two_strangers_are_not_suggested_under_one_handle_that_says_nothing() {
        let case = case();
        let handle = |name: &str| case.suggest(name).handle.to_string();
        for _ in 0..2 {
            assert_eq!(handle("المرصد"), "source-1");
            assert_eq!(handle("الشرطة"), "source-2");
            assert_eq!(handle("Red Cross"), "red-cross");
            assert_eq!(
                handle("The Red Cross"),
                "red-cross",
                "the same, as it seems"
            );
        }
    }

    #[test]
    fn a_stranger_is_a_new_source() {
        for slot in ["the Red Cross", "Россия", "المرصد", "«»", ""] {
            assert!(matches!(case().find(slot), Party::New(_)), "{slot}");
        }
        // Of one letter's difference, or sharing only a beginning: others.
        for slot in ["Rauters", "Армянин"] {
            assert!(matches!(case().find(slot), Party::New(_)), "{slot}");
        }
    }
}
