//! What a word is to a pack: its forms, itself or without its clitics, and whether it makes a sentence worth a look.
//!
//! What enters: a word of a text. What leaves: [`Found`]. Words come again and again, so what was found is kept: a table
//! of fixed size in which a new word takes the place of an old one. Invariant: what is kept is what would be found anew.

use super::pack::Pack;
use super::pack::lexicon::{FormId, Section, Sections, Sense, mask};

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
}

/// Which of the words that were found a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

impl WordId {
    /// The word that is in no list, and no word: numbers and signs.
    pub(super) const NONE: Self = Self(0);
}

/// How many bytes of a word are kept: sixteen letters of most scripts.
const KEPT: usize = 32;
/// How many pairs of words are kept, as a power of two.
const PAIRS: u32 = 12;
/// What was found is given up when there is more.
const MOST_FOUND: usize = 1 << 15;

/// A word as it is written, in four numbers, nought behind its end: no letter is nought.
type Key = [u64; KEPT / 8];

/// The words that were looked up. Of use for one pack only.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Two words at each place: where a word is looked for first, and where the one before it there went. All nought
    /// while nothing is kept.
    pairs: Vec<[Key; 2]>,
    /// By place: which words they are.
    ids: Vec<[u32; 2]>,
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
            self.pairs = vec![[[0; KEPT / 8]; 2]; 1 << PAIRS];
            self.ids = vec![[0; 2]; 1 << PAIRS];
            self.found.push(Found::default());
        } else if self.found.len() > MOST_FOUND {
            self.pairs.fill([Key::default(); 2]);
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
    pub(super) fn senses(&self, id: WordId) -> &[Sense] {
        row(&self.senses, self.found(id).senses)
    }

    /// What the word `text[start..end]` is.
    #[inline]
    pub(super) fn find(&mut self, pack: &Pack, text: &str, start: usize, end: usize) -> WordId {
        let Some(key) = key(text.as_bytes(), start, end) else {
            return self.look_up(pack, text.get(start..end).unwrap_or(""));
        };
        let at = place_of(&key);
        if let (Some([first, second]), Some(ids)) = (self.pairs.get(at), self.ids.get(at)) {
            if is_same(first, &key) {
                return WordId(ids[0]);
            }
            if is_same(second, &key) {
                return WordId(ids[1]);
            }
        }
        let id = self.look_up(pack, text.get(start..end).unwrap_or(""));
        if let (Some(pair), Some(ids)) = (self.pairs.get_mut(at), self.ids.get_mut(at)) {
            *pair = [key, pair[0]];
            *ids = [id.0, ids[0]];
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

/// The key of a word; none when it is too long to be kept.
#[inline]
fn key(bytes: &[u8], start: usize, end: usize) -> Option<Key> {
    let length = end.checked_sub(start).filter(|&n| 0 < n && n <= KEPT)?;
    let mut piece = [0; KEPT];
    let there = match bytes.get(start..).and_then(<[u8]>::first_chunk::<KEPT>) {
        Some(there) => there,
        None => {
            piece[..length].copy_from_slice(bytes.get(start..end)?);
            &piece
        }
    };
    let (eights, _) = there.as_chunks::<8>();
    let mut key = Key::default();
    let whole = (length - 1) / 8;
    for (part, eight) in key.iter_mut().zip(eights).take(whole) {
        *part = u64::from_le_bytes(*eight);
    }
    // The last part keeps one byte to eight.
    let kept = length - whole * 8;
    let last = u64::from_le_bytes(*eights.get(whole)?);
    *key.get_mut(whole)? = last & (u64::MAX >> (64 - 8 * kept));
    Some(key)
}

/// Compares four numbers that were just made, one by one: all at once would wait until they have reached the memory.
#[inline]
fn is_same(one: &Key, other: &Key) -> bool {
    (one[0] ^ other[0]) | (one[1] ^ other[1]) | (one[2] ^ other[2]) | (one[3] ^ other[3]) == 0
}

/// Where a word is kept.
#[inline]
fn place_of(key: &Key) -> usize {
    // Odd numbers without a pattern: a sum of products, of which the highest bits depend on every letter.
    let sum = key[0]
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
        .wrapping_add(key[2].wrapping_mul(0x1656_67B1_9E37_79F9))
        .wrapping_add(key[3].wrapping_mul(0x27D4_EB2F_1656_67C5));
    usize::try_from((sum ^ (sum >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - PAIRS))
        .unwrap_or(0)
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
