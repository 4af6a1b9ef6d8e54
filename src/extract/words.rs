//! What a word is to a pack: its forms, itself or without its clitics, and whether it makes a sentence worth a look.
//!
//! What enters: a word of a text. What leaves: [`Found`]. Words come again and again, so what was found is kept: a table
//! of fixed size in which a new word takes the place of an old one. Invariant: what is kept is what would be found anew.

use std::ops::Range;

use super::eights::{LONGEST, MOST_EIGHTS, eights};
use super::letters::{possible_word, word_end};
use super::pack::Pack;
use super::pack::lexicon::{FormId, Section, Sections, Sense, mask};
use super::split::{ends_at_stop, is_abbreviated};

/// A longer word is kept as a token but never looked up.
pub(super) const LONGEST_WORD: usize = 96;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Found {
    /// Where its forms stand in the list of them, and how many they are.
    forms: (u32, u8),
    /// Where what it means by itself stands in the list of that, and how much it is.
    senses: (u32, u8),
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

/// Which of the words that were found a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

impl WordId {
    /// The word that is in no list, and no word: numbers and signs.
    pub(super) const NONE: Self = Self(0);
}

/// How many bytes of a word are kept: fourteen letters of most scripts.
const KEPT: usize = SHORT * 8 - 4;
/// How many of a long word: thirty letters.
const KEPT_LONG: usize = LONGEST - 4;
/// How many pairs of words are kept, as a power of two.
const PAIRS: u32 = 12;
/// How many long words, as a power of two.
const LONG_WORDS: u32 = 10;
/// What was found is given up when there is more.
const MOST_FOUND: usize = 1 << 15;

/// So many numbers keep a word.
const SHORT: usize = 4;
/// So many a long one.
const LONG: usize = MOST_EIGHTS;

/// A word as it is written, as numbers, nought behind its end: no letter is nought. The upper half of the last number is no
/// part of it, and says where the word is kept what it is.
type Key<const N: usize> = [u64; N];

/// The words that were looked up. Of use for one pack only.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Two words at each place: where a word is looked for first, and where the one before it there went. All nought
    /// while nothing is kept.
    pairs: Vec<[Key<SHORT>; 2]>,
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
        if self.pairs.is_empty() {
            self.pairs = vec![[[0; SHORT]; 2]; 1 << PAIRS];
            self.long = vec![[0; LONG]; 1 << LONG_WORDS];
            self.found.push(Found::default());
        } else if self.found.len() > MOST_FOUND {
            self.pairs.fill([[0; SHORT]; 2]);
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
            forms: (0, 0),
            senses: (0, 0),
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
        self.found.get(index(id.0)).unwrap_or(NOTHING)
    }

    /// The forms of a word that was found.
    #[inline]
    pub(super) fn forms(&self, id: WordId) -> &[FormId] {
        row(&self.forms, self.found(id).forms)
    }

    /// What a word that was found means by itself, of one section one.
    #[inline]
    pub(super) fn senses(&self, found: &Found) -> &[Sense] {
        row(&self.senses, found.senses)
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
        match self.pairs.get(place) {
            Some([first, _]) if is_same(first, &key) => {
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
        if let Some([_, second]) = self.pairs.get(place)
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
        if let Some(pair) = self.pairs.get_mut(place) {
            *pair = [kept(*key, id, end - possible.start), pair[0]];
        }
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
        if let Some(pair) = self.pairs.get(place)
            && let Some(same) = pair.iter().find(|kept| is_same(kept, &key))
        {
            return kept_by(same).0;
        }
        let id = self.look_up(pack, text.get(start..end).unwrap_or(""));
        if let Some(pair) = self.pairs.get_mut(place) {
            *pair = [kept(key, id, length), pair[0]];
        }
        id
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
                found.senses = tail(&mut self.senses, first_sense);
            }
        }
        if word.len() > LONGEST_WORD {
            found.abbreviated = !ends_at_stop(pack, word);
        }
        if self.forms.len() > first {
            found.forms = tail(&mut self.forms, first);
        } else if found == Found::default() {
            // Names and most other words: all of them are one.
            return WordId::NONE;
        }
        self.found.push(found);
        WordId(place(self.found.len() - 1))
    }
}

/// The half of the last number of a key that is the word's.
const LOWER: u64 = 0xFFFF_FFFF;

/// Compares numbers that were just made, one by one: all at once would wait until they have reached the memory.
#[inline]
fn is_same<const N: usize>(kept: &Key<N>, key: &Key<N>) -> bool {
    let mut differs = 0;
    for (part, (one, other)) in (1..).zip(kept.iter().zip(key)) {
        let bits = one ^ other;
        differs |= if part == N { bits & LOWER } else { bits };
    }
    differs == 0
}

/// The id of what is kept, and how many of its bytes are the word.
#[inline]
fn kept_by<const N: usize>(kept: &Key<N>) -> (WordId, usize) {
    let upper = kept[N - 1] >> 32;
    let id = u32::try_from(upper >> 8).unwrap_or(0);
    (
        WordId(id),
        usize::try_from(upper & 0xFF).unwrap_or(KEPT_LONG),
    )
}

/// A key with what it stands for: 24 bits are an id, far more than are found between two [`Words::tidy`], and eight how many
/// of its bytes are the word.
fn kept<const N: usize>(mut key: Key<N>, id: WordId, length: usize) -> Key<N> {
    let length = u64::try_from(length).unwrap_or(0) & 0xFF;
    key[N - 1] |= (u64::from(id.0) << 8 | length) << 32;
    key
}

/// Where a word is kept among so many places, a power of two.
#[inline]
fn place_of<const N: usize>(key: &Key<N>, places: u32) -> usize {
    // Odd numbers without a pattern: a sum of products, of which the highest bits depend on every letter.
    const ODD: [u64; LONG] = [
        0x9E37_79B9_7F4A_7C15,
        0xC2B2_AE3D_27D4_EB4F,
        0x1656_67B1_9E37_79F9,
        0x27D4_EB2F_1656_67C5,
        0x8525_4D99_E0C1_3A37,
        0xD6E8_FEB8_6659_FD93,
        0xA076_1D64_78BD_642F,
        0xE703_7ED1_A0B4_28DB,
    ];
    let sum = key.iter().zip(ODD).fold(0_u64, |sum, (part, odd)| {
        sum.wrapping_add(part.wrapping_mul(odd))
    });
    usize::try_from((sum ^ (sum >> 29)).wrapping_mul(ODD[0]) >> (64 - places)).unwrap_or(0)
}

/// Appends the forms of a folded word, itself or stripped.
fn forms_of(pack: &Pack, key: &str, forms: &mut Vec<FormId>, found: &mut Found) {
    let first = forms.len();
    pack.lexicon.forms(key, forms);
    // A word that only goes on a longer entry may be a stripped word too: القتلى in عدد القتلى.
    let stands_alone = forms.iter().skip(first).any(|&form| {
        pack.lexicon.step(0, form).is_some_and(|node| {
            pack.lexicon
                .senses(node)
                .iter()
                .any(|sense| !is_lead(sense.section))
        })
    });
    if stands_alone {
        return;
    }
    found.hedge = hedged(pack, key, forms);
    (found.prefixed, found.and_prefix) = match found.hedge {
        Some(_) => (true, false),
        None => strip(pack, key, forms),
    };
}

/// Words that only lead to a part of a frame: the same letters may be a stripped word of its own.
const fn is_lead(section: Section) -> bool {
    matches!(
        section,
        Section::SayThat
            | Section::SayBy
            | Section::SayTo
            | Section::SayFrom
            | Section::AccuseAct
            | Section::AccuseBy
            | Section::DenyAct
    )
}

pub(super) fn has(pack: &Pack, node: u32, section: Section) -> bool {
    pack.lexicon
        .senses(node)
        .iter()
        .any(|sense| sense.section == section)
}

/// Tries the prefixes that qualify a number word: the qualifier's entry.
fn hedged(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> Option<u16> {
    pack.grammar
        .hedge_prefixes
        .iter()
        .find_map(|(prefix, entry)| {
            let form = pack.lexicon.exact(key.strip_prefix(prefix.as_str())?)?;
            let node = pack.lexicon.step(0, form)?;
            (has(pack, node, Section::Number) || has(pack, node, Section::Amount)).then(|| {
                forms.push(form);
                *entry
            })
        })
}

/// Tries the prefixes and suffixes of the language on an unknown word: whether a prefix went, and whether it was "and".
fn strip(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> (bool, bool) {
    let long_enough = |rest: &str| rest.chars().nth(1).is_some();
    for (prefix, is_and) in &pack.grammar.prefixes {
        if let Some(rest) = key.strip_prefix(prefix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (true, *is_and);
        }
    }
    for suffix in &pack.grammar.suffixes {
        if let Some(rest) = key.strip_suffix(suffix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (false, false);
        }
    }
    for (prefix, is_and) in &pack.grammar.prefixes {
        let Some(rest) = key.strip_prefix(prefix.as_str()) else {
            continue;
        };
        for suffix in &pack.grammar.suffixes {
            if let Some(rest) = rest.strip_suffix(suffix.as_str())
                && long_enough(rest)
                && pack.lexicon.forms(rest, forms)
            {
                return (true, *is_and);
            }
        }
    }
    // "And" before a word in no list still coordinates: ونيجيري.
    let and = pack.grammar.prefixes.iter().any(|(prefix, is_and)| {
        *is_and
            && key
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.chars().nth(2).is_some())
    });
    (false, and)
}

/// Whether a folded word is number words on end and nothing else, whatever the grammar of numbers says of their order.
fn is_row_of_numbers(pack: &Pack, word: &str) -> bool {
    let mut ends = [false; LONGEST_WORD + 1];
    ends[0] = true;
    if word.len() > LONGEST_WORD {
        // Folding made it longer.
        return true;
    }
    for start in 0..word.len() {
        if !ends[start] {
            continue;
        }
        let Some(rest) = word.get(start..) else {
            continue;
        };
        for (at, c) in rest.char_indices() {
            let length = at + c.len_utf8();
            let is_number = pack.lexicon.exact(&rest[..length]).is_some_and(|form| {
                pack.lexicon
                    .step(0, form)
                    .is_some_and(|node| has(pack, node, Section::Number))
            });
            if is_number {
                ends[start + length] = true;
            }
        }
    }
    ends[word.len()]
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
                forms: (0, 0),
                senses: (0, 0),
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
