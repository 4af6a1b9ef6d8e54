//! What a word is to a pack: its forms, itself or without its clitics, and whether it makes a sentence worth a look.
//!
//! What enters: a word of a text. What leaves: [`Found`]. Words come again and again, so what was found is kept: a table
//! of fixed size in which a new word takes the place of an old one. Invariant: what is kept is what would be found anew.

mod forms;
mod key;

use std::ops::Range;

use super::eights::eights;
use super::letters::{possible_word, word_end};
use super::pack::Pack;
use super::pack::lexicon::{FormId, Section, Sections, Sense, mask};
use super::split::{ends_at_stop, is_abbreviated};

use forms::{forms_of, is_row_of_numbers};
use key::{KEPT, KEPT_LONG, Key, LONG, LONG_WORDS, PAIRS, SHORT, is_same, kept, kept_by, place_of};

/// A longer word is kept as a token but never looked up.
pub(super) const LONGEST_WORD: usize = 96;

/// What a word is.
///
/// Words are looked at in no order: each has a line of the machine's fast memory to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(align(64))]
pub(super) struct Found {
    /// Where its forms stand in the list of them, and how many they are.
    forms: u32,
    form_count: u8,
    /// Where what it means by itself stands in the list of that, and how much it is.
    senses: u32,
    sense_count: u8,
    /// The same where it is little; anything behind.
    few: [Sense; FEW],
    /// The sections of those.
    pub sections: Sections,
    /// Which forms may go on behind it in a longer pattern, by [`mask`].
    pub after: u64,
    /// The bits of its own forms among those.
    pub mask: u64,
    /// Whether a gap may go on behind it.
    pub gap: bool,
    /// The qualifier whose prefix was stripped from a number word: כשלושים.
    pub hedge: Option<u16>,
    /// Whether any prefix was stripped.
    pub prefixed: bool,
    /// Whether a prefix was stripped that means "and".
    pub and_prefix: bool,
    /// Whether a form of it makes the sentence worth a look: no trigger, accusation or denial stands without such a word.
    pub anchor: bool,
    /// Whether it may be several number words on end.
    pub fused: bool,
    /// Whether a full stop behind it ends no sentence: an initial, an abbreviation.
    pub abbreviated: bool,
}

/// Most words mean less than so much by themselves.
pub(super) const FEW: usize = 4;

impl Found {
    /// What the word means by itself and anything behind, and how much it is; none where it means more.
    #[inline]
    pub(super) fn few(&self) -> Option<(&[Sense; FEW], usize)> {
        let count = usize::from(self.sense_count);
        (count <= FEW).then_some((&self.few, count))
    }
}

/// Which of the words that were found a token is, and what is asked of every word: [`Found`] need not be at hand for it.
///
/// The lower sixteen bits are a number, those above say what holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

impl WordId {
    /// The word that is in no list, and no word: numbers and signs.
    pub(super) const NONE: Self = Self(0);

    const NUMBER: u32 = 0xFFFF;
    const ANCHOR: u32 = 1 << 16;
    const PREFIXED: u32 = 1 << 17;
    const AND_PREFIX: u32 = 1 << 18;
    const FUSED: u32 = 1 << 19;
    const ABBREVIATED: u32 = 1 << 20;
    const HEDGED: u32 = 1 << 21;

    fn new(number: usize, found: &Found) -> Self {
        // Invariant: `tidy` forgets the words long before there are so many.
        let number = u16::try_from(number).expect("a word's number has sixteen bits");
        let flags = [
            (found.anchor, Self::ANCHOR),
            (found.prefixed, Self::PREFIXED),
            (found.and_prefix, Self::AND_PREFIX),
            (found.fused, Self::FUSED),
            (found.abbreviated, Self::ABBREVIATED),
            (found.hedge.is_some(), Self::HEDGED),
        ];
        let bits = flags
            .into_iter()
            .filter(|(holds, _)| *holds)
            .fold(u32::from(number), |bits, (_, flag)| bits | flag);
        Self(bits)
    }

    const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// As [`Found::anchor`].
    pub(super) const fn is_anchor(self) -> bool {
        self.has(Self::ANCHOR)
    }

    /// As [`Found::prefixed`].
    pub(super) const fn is_prefixed(self) -> bool {
        self.has(Self::PREFIXED)
    }

    /// As [`Found::and_prefix`].
    pub(super) const fn has_and_prefix(self) -> bool {
        self.has(Self::AND_PREFIX)
    }

    /// As [`Found::fused`].
    pub(super) const fn is_fused(self) -> bool {
        self.has(Self::FUSED)
    }

    /// As [`Found::abbreviated`].
    pub(super) const fn is_abbreviated(self) -> bool {
        self.has(Self::ABBREVIATED)
    }

    /// Whether there is a [`Found::hedge`].
    pub(super) const fn is_hedged(self) -> bool {
        self.has(Self::HEDGED)
    }
}

/// What was found is given up when there is more.
const MOST_FOUND: usize = 1 << 15;

/// The words that were looked up. Of use for one pack only.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Where a word is looked for first, and where the one before it there went. All nought while nothing is kept.
    first: Vec<Key<SHORT>>,
    second: Vec<Key<SHORT>>,
    /// The same of long words, one at each place.
    long: Vec<Key<LONG>>,
    /// What was found; the first is what a word in no list is, and no word.
    found: Vec<Found>,
    forms: Vec<FormId>,
    senses: Vec<Sense>,
    folded: String,
}

fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// So many of a list from a place on.
#[inline]
fn row<T>(list: &[T], (start, count): (u32, u8)) -> &[T] {
    let start = index(start);
    list.get(start..start + usize::from(count)).unwrap_or(&[])
}

/// The end of a list from a place on, as [`row`] takes it.
fn tail<T>(list: &mut Vec<T>, start: usize) -> (u32, u8) {
    list.truncate(start + usize::from(u8::MAX));
    let count = u8::try_from(list.len() - start).unwrap_or(u8::MAX);
    (place(start), count)
}

impl Words {
    /// Forgets what was found when that is much. A [`WordId`] holds until then.
    #[inline]
    pub(super) fn tidy(&mut self) {
        if self.first.is_empty() {
            self.first = vec![[0; SHORT]; 1 << PAIRS];
            self.second = vec![[0; SHORT]; 1 << PAIRS];
            self.long = vec![[0; LONG]; 1 << LONG_WORDS];
            self.found.push(Found::default());
        } else if self.found.len() > MOST_FOUND {
            self.first.fill([0; SHORT]);
            self.second.fill([0; SHORT]);
            self.long.fill([0; LONG]);
            self.found.truncate(1);
            self.forms.clear();
            self.senses.clear();
        }
    }

    /// What a word is that was found since the last [`Words::tidy`].
    #[inline]
    pub(super) fn found(&self, id: WordId) -> &Found {
        const NOTHING: &Found = &Found {
            forms: 0,
            form_count: 0,
            senses: 0,
            sense_count: 0,
            few: [Sense::ANY; FEW],
            sections: Sections::NONE,
            after: 0,
            mask: 0,
            gap: false,
            hedge: None,
            prefixed: false,
            and_prefix: false,
            anchor: false,
            fused: false,
            abbreviated: false,
        };
        self.found
            .get(index(id.0 & WordId::NUMBER))
            .unwrap_or(NOTHING)
    }

    /// The forms of a word that was found.
    #[inline]
    pub(super) fn forms(&self, id: WordId) -> &[FormId] {
        let found = self.found(id);
        row(&self.forms, (found.forms, found.form_count))
    }

    /// What a word that was found means by itself, of one section one.
    #[inline]
    pub(super) fn senses(&self, found: &Found) -> &[Sense] {
        row(&self.senses, (found.senses, found.sense_count))
    }

    /// What the word is that begins at `at`, and where it ends, at most at `to`.
    ///
    /// A word is looked for with what stands close behind it and may belong to it, so that its letters are looked at when it
    /// is met first, and what is kept says which of them are its own.
    #[inline(always)]
    pub(super) fn word_at(
        &mut self,
        pack: &Pack,
        text: &str,
        at: usize,
        to: usize,
    ) -> (WordId, usize) {
        let length = possible_word(text, at, KEPT);
        if length > KEPT {
            return self.rare_word(pack, text, at, to);
        }
        let key: Key<SHORT> = eights(text.as_bytes(), at, length);
        let place = place_of(&key, PAIRS);
        match self.first.get(place) {
            Some(first) if is_same(first, &key) => {
                let (id, own) = kept_by(first);
                (id, (at + own).min(to))
            }
            _ => self.second_word(pack, text, at..at + length, to, &key),
        }
    }

    /// The same for a word that is not where it is looked for first.
    #[inline(never)]
    fn second_word(
        &mut self,
        pack: &Pack,
        text: &str,
        possible: Range<usize>,
        to: usize,
        key: &Key<SHORT>,
    ) -> (WordId, usize) {
        let place = place_of(key, PAIRS);
        if let Some(second) = self.second.get(place)
            && is_same(second, key)
        {
            let (id, own) = kept_by(second);
            return (id, (possible.start + own).min(to));
        }
        let (id, end) = match word_end(text, possible.start, text.len(), pack.grammar.zwnj_is_space)
        {
            end if end == possible.end => (
                self.look_up(pack, text.get(possible.clone()).unwrap_or("")),
                end,
            ),
            end => (self.find(pack, text, possible.start, end), end),
        };
        self.keep(place, kept(*key, id, end - possible.start));
        (id, end.min(to))
    }

    /// The same for a word behind which much stands that may belong to it.
    #[inline(never)]
    fn rare_word(&mut self, pack: &Pack, text: &str, at: usize, to: usize) -> (WordId, usize) {
        let end = word_end(text, at, to, pack.grammar.zwnj_is_space);
        (self.find(pack, text, at, end), end)
    }

    /// What the word `text[start..end]` is.
    pub(super) fn find(&mut self, pack: &Pack, text: &str, start: usize, end: usize) -> WordId {
        let length = end - start;
        if length > KEPT {
            return self.find_long(pack, text, start, end);
        }
        let key: Key<SHORT> = eights(text.as_bytes(), start, length);
        let place = place_of(&key, PAIRS);
        let there = self
            .first
            .get(place)
            .into_iter()
            .chain(self.second.get(place));
        if let Some(same) = there.into_iter().find(|kept| is_same(kept, &key)) {
            return kept_by(same).0;
        }
        let id = self.look_up(pack, text.get(start..end).unwrap_or(""));
        self.keep(place, kept(key, id, length));
        id
    }

    /// Keeps a word where it is looked for first; the one that was there goes second.
    fn keep(&mut self, place: usize, key: Key<SHORT>) {
        if let (Some(first), Some(second)) = (self.first.get_mut(place), self.second.get_mut(place))
        {
            *second = std::mem::replace(first, key);
        }
    }

    #[inline(never)]
    fn find_long(&mut self, pack: &Pack, text: &str, start: usize, end: usize) -> WordId {
        if end - start > KEPT_LONG {
            return self.look_up(pack, text.get(start..end).unwrap_or(""));
        }
        let key: Key<LONG> = eights(text.as_bytes(), start, end - start);
        let at = place_of(&key, LONG_WORDS);
        if let Some(slot) = self.long.get(at)
            && is_same(slot, &key)
        {
            return kept_by(slot).0;
        }
        let id = self.look_up(pack, text.get(start..end).unwrap_or(""));
        if let Some(slot) = self.long.get_mut(at) {
            *slot = kept(key, id, end - start);
        }
        id
    }

    #[cold]
    fn look_up(&mut self, pack: &Pack, word: &str) -> WordId {
        let first = self.forms.len();
        let mut found = Found::default();
        if word.len() <= LONGEST_WORD {
            self.folded.clear();
            pack.folding.fold_into(word, &mut self.folded);
            found.abbreviated = is_abbreviated(pack, word, &self.folded);
            forms_of(pack, &self.folded, &mut self.forms, &mut found);
            let forms = self.forms.get(first..).unwrap_or(&[]);
            found.anchor = forms.iter().any(|&form| pack.lexicon.is_anchor(form));
            found.fused =
                pack.grammar.fused && forms.is_empty() && is_row_of_numbers(pack, &self.folded);
            let first_sense = self.senses.len();
            for &form in forms {
                found.mask |= mask(form);
                let Some(node) = pack.lexicon.step(0, form) else {
                    continue;
                };
                let (after, gap) = pack.lexicon.after(node);
                found.after |= after;
                found.gap |= gap;
                for &sense in pack.lexicon.senses(node) {
                    let own = self.senses.get(first_sense..).unwrap_or(&[]);
                    if !own.iter().any(|known| known.stands_for(sense)) {
                        self.senses.push(sense);
                        found.sections = found.sections.or(Sections::one(sense.section));
                    }
                }
            }
            if self.senses.len() > first_sense {
                (found.senses, found.sense_count) = tail(&mut self.senses, first_sense);
                let own = row(&self.senses, (found.senses, found.sense_count));
                for (few, sense) in found.few.iter_mut().zip(own) {
                    *few = *sense;
                }
            }
        }
        if word.len() > LONGEST_WORD {
            found.abbreviated = !ends_at_stop(pack, word);
        }
        if self.forms.len() > first {
            (found.forms, found.form_count) = tail(&mut self.forms, first);
        } else if found == Found::default() {
            // Names and most other words: all of them are one.
            return WordId::NONE;
        }
        let id = WordId::new(self.found.len(), &found);
        self.found.push(found);
        id
    }
}

pub(super) fn has(pack: &Pack, node: u32, section: Section) -> bool {
    pack.lexicon
        .senses(node)
        .iter()
        .any(|sense| sense.section == section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::packs::SOURCES;

    fn pack(code: &str) -> Pack {
        let source = SOURCES.iter().find(|source| source.code == code).unwrap();
        Pack::from_bytes(source.bytes).unwrap()
    }

    fn shown(words: &mut Words, pack: &Pack, text: &str, word: &str) -> (Vec<FormId>, Found) {
        let start = text.find(word).unwrap();
        let found = words.find(pack, text, start, start + word.len());
        let forms = words.forms(found).to_vec();
        (
            forms,
            Found {
                forms: 0,
                senses: 0,
                ..*words.found(found)
            },
        )
    }

    #[test]
    fn a_word_that_was_kept_is_what_it_was() {
        let pack = pack("en");
        let mut words = Words::default();
        words.tidy();
        // A word at the end of the text, one in the middle, one too long to be kept, and one too long to be looked up.
        let long = "k".repeat(40);
        let longest = format!("{}s", "killed".repeat(20));
        let text = format!("killed {long} {longest} killing of soldiers killed");
        for word in ["killed", "soldiers", "killing", "of", &long, &longest] {
            let first = shown(&mut words, &pack, &text, word);
            for _ in 0..3 {
                assert_eq!(shown(&mut words, &pack, &text, word), first, "{word}");
            }
            let alone = shown(&mut words, &pack, word, word);
            assert_eq!(alone, first, "{word} at the end of a text");
        }
        assert!(shown(&mut words, &pack, &text, "killed").1.anchor);
        assert!(!shown(&mut words, &pack, &text, "of").1.anchor);
        assert!(shown(&mut words, &pack, &text, &longest).0.is_empty());
    }

    #[test]
    fn words_that_fill_the_table_push_none_aside_wrongly() {
        let pack = pack("en");
        let mut words = Words::default();
        words.tidy();
        let killed = shown(&mut words, &pack, "killed", "killed");
        for n in 0..40_000_u32 {
            let word: String = format!("{n:05}")
                .bytes()
                .map(|digit| char::from(digit - b'0' + b'a'))
                .collect();
            words.find(&pack, &word, 0, word.len());
            if n % 1000 == 0 {
                words.tidy();
                assert_eq!(shown(&mut words, &pack, "killed", "killed"), killed, "{n}");
            }
        }
    }

    #[test]
    fn only_a_row_of_number_words_may_be_fused() {
        let pack = pack("tr");
        for (word, expected) in [
            ("yirmiyedi", true),
            ("yirmi", true),
            ("yirmiyediq", false),
            ("asker", false),
            ("", true),
        ] {
            assert_eq!(is_row_of_numbers(&pack, word), expected, "{word}");
        }
    }
}
