//! The words that numbers are made of, looked up in one table over all languages.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::{nouns, words_ar, words_en, words_other, words_ru};
use crate::text::fold::fold;

/// How a language builds its numerals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lang {
    Arabic,
    English,
    Russian,
    /// Any other: only its scale words are known.
    Other,
}

/// What a word is to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 1 to 9.
    Unit(u64),
    /// A unit only before a teen's second half: أحد, اثنا.
    TeenHead(u64),
    /// 10 to 19; in Arabic 10, which is also the second half of a teen.
    Teen(u64),
    /// 20 to 90.
    Tens(u64),
    /// 100 to 900 in one word.
    Hundreds(u64),
    /// A word that multiplies what stands before it.
    Scale(u64, Bare),
    /// A number that stands for itself and joins nothing: zero, полтысячи.
    Fixed(u64),
    /// One and a half, before a scale.
    OneAndHalf,
    /// A half.
    Half,
    /// A quarter, before a scale.
    Quarter,
    /// Quarters, between how many and a scale.
    Quarters,
    /// “and”, و.
    And,
    /// “с” in “с половиной”.
    With,
    /// “a”, “an”: one before a scale or a noun.
    Article,
    /// “his”, “another”: one before a noun.
    Determiner,
    /// A word that asks for the genitive: около, свыше.
    Governor,
    /// “dozens”, “several”: how many without a number; a noun behind it counts nothing.
    Quantity,
    /// “no”, لا, ни: none of the noun or the “one” that follows.
    No,
    /// “percent”.
    Percent,
    /// “per” before “cent”, في before المئة.
    Per,
    /// The second half of “per cent”.
    Cent,
    /// A word that only looks like a number with a clitic.
    Nothing,
    /// “or”, “to”, إلى: between two numbers that a scale may cover together.
    Link,
    /// “thirds”: with the number before it a fraction.
    Part,
    /// “first”: with tens before it an ordinal.
    Ordinal,
    /// What a day or a year behind a hyphen is: `four-year-old`.
    Span,
    /// A noun for people in the singular.
    Singular,
    /// A noun for people in the dual.
    Dual,
    /// A form that is dual and plural alike: مدنيين.
    DualOrPlural,
    /// A noun for people in the plural; it counts only behind “no”.
    Plural,
}

/// What a scale is without a number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// Once that much: ألف, тысяча.
    Once,
    /// Twice that much: ألفان.
    Twice,
    /// Either: ألفا.
    OnceOrTwice,
    /// Once that much behind a preposition of the genitive, else a vague plural: свыше тысячи, тысячи людей.
    Governed,
    /// No number, and behind digits perhaps a word of another language: `5 min`, five thousand or five minutes.
    Doubtful,
    /// No number: several thousand, آلاف.
    Never,
}

/// A word with its language, and the clitics that were taken off it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) lang: Lang,
    pub(super) word: Word,
    /// و or ف was joined to it.
    pub(super) and: bool,
    /// The article ال was joined to it.
    pub(super) article: bool,
}

#[derive(Clone, Copy)]
struct Known {
    lang: Lang,
    word: Word,
    takes_article: bool,
}

/// FNV-1a: short keys of a fixed table, nothing for an attacker to choose.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Every word by its folded form.
type Words = HashMap<String, Known, BuildHasherDefault<Fnv>>;

/// The letters that a word is written in. Each has a table of its own, made when the first such word is looked up: whoever
/// records one figure with an English quote does not wait for Arabic nouns to be folded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Latin,
    Arabic,
    /// Cyrillic, and those of which only scale words are known.
    Others,
}

impl Letters {
    fn of(word: &str) -> Self {
        match word.chars().next() {
            None | Some(..'\u{370}') => Self::Latin,
            Some('\u{600}'..'\u{700}') => Self::Arabic,
            Some(_) => Self::Others,
        }
    }

    fn words(self) -> &'static Words {
        static LATIN: LazyLock<Words> = LazyLock::new(|| gather(Letters::Latin));
        static ARABIC: LazyLock<Words> = LazyLock::new(|| gather(Letters::Arabic));
        static OTHERS: LazyLock<Words> = LazyLock::new(|| gather(Letters::Others));
        match self {
            Self::Latin => &LATIN,
            Self::Arabic => &ARABIC,
            Self::Others => &OTHERS,
        }
    }
}

fn gather(letters: Letters) -> Words {
    let mut words = HashMap::default();
    let mut add = |lang, form: &str, word, takes_article| {
        if Letters::of(form) == letters {
            words.entry(fold(form)).or_insert(Known {
                lang,
                word,
                takes_article,
            });
        }
    };
    for (lang, table) in [
        (Lang::English, words_en::WORDS),
        (Lang::Russian, words_ru::WORDS),
        (Lang::Arabic, words_ar::WORDS),
        (Lang::Other, words_other::WORDS),
    ] {
        for (forms, word) in table {
            for form in forms.split_whitespace() {
                add(lang, form, *word, true);
            }
        }
    }
    match letters {
        Letters::Latin => nouns::english(&mut |form, word| add(Lang::English, form, word, true)),
        Letters::Arabic => {
            for (forms, word) in words_ar::WITHOUT_ARTICLE {
                for form in forms.split_whitespace() {
                    add(Lang::Arabic, form, *word, false);
                }
            }
            nouns::arabic(&mut |form, word, takes_article| {
                add(Lang::Arabic, form, word, takes_article);
            });
        }
        Letters::Others => {
            for ordinal in words_ru::ordinals() {
                add(Lang::Russian, &ordinal, Word::Ordinal, true);
            }
            nouns::russian(&mut |form, word| add(Lang::Russian, form, word, true));
        }
    }
    words
}

/// The longest folded word of the table, in bytes; anything longer is not looked up.
const LONGEST: usize = 40;

/// What a folded word is; none for a word that has nothing to do with numbers.
pub(super) fn look_up(word: &str) -> Option<Entry> {
    if word.len() > LONGEST {
        return None;
    }
    let entry = |known: &Known, and, article| Entry {
        lang: known.lang,
        word: known.word,
        and,
        article,
    };
    let words = Letters::of(word).words();
    if let Some(known) = words.get(word) {
        return Some(entry(known, false, false));
    }
    // Arabic joins و ف (and), then ب ل ك (with, for, as), then ال (the) to a word; ل and ال make لل.
    let without = |word: &str| -> Option<(Known, bool)> {
        if let Some(known) = words.get(word) {
            return Some((*known, false));
        }
        let stem = word.strip_prefix("ال")?;
        let known = words.get(stem)?;
        known.takes_article.then_some((*known, true))
    };
    let first = word.chars().next()?;
    let (rest, and) = match first {
        'و' | 'ف' => (word.strip_prefix(first)?, true),
        'ب' | 'ل' | 'ك' | 'ا' => (word, false),
        _ => return None,
    };
    let found = without(rest).or_else(|| {
        let of_the = rest.strip_prefix("لل").and_then(|stem| words.get(stem));
        match of_the {
            Some(known) if known.takes_article => Some((*known, true)),
            _ => without(rest.strip_prefix(['ب', 'ل', 'ك'])?),
        }
    });
    let (known, article) = found?;
    (known.lang == Lang::Arabic).then(|| entry(&known, and, article))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clitics_come_off_and_words_that_begin_like_them_stay() {
        let unit = |word: &str| look_up(&fold(word)).map(|e| (e.word, e.and, e.article));
        assert_eq!(unit("خمسة"), Some((Word::Unit(5), false, false)));
        assert_eq!(unit("وخمسة"), Some((Word::Unit(5), true, false)));
        assert_eq!(unit("بخمسة"), Some((Word::Unit(5), false, false)));
        assert_eq!(unit("وبالخمسة"), Some((Word::Unit(5), true, true)));
        assert_eq!(unit("للخمسة"), Some((Word::Unit(5), false, true)));
        assert_eq!(unit("واحد"), Some((Word::Unit(1), false, false)));
        assert_eq!(unit("الاثنين"), None, "Monday");
        assert_eq!(unit("المدني"), None, "civil");
        assert_eq!(unit("وزارة"), None);
    }

    #[test]
    fn no_word_of_the_tables_is_too_long_to_be_found_or_in_the_wrong_one() {
        for letters in [Letters::Latin, Letters::Arabic, Letters::Others] {
            assert!(letters.words().len() > 100);
            for word in letters.words().keys() {
                assert!(word.len() <= LONGEST, "{word}");
                assert!(Letters::of(word) == letters, "{word}");
            }
        }
    }

    #[test]
    fn the_nouns_and_ordinals_of_every_language_are_in_its_table() {
        for (word, lang) in [
            ("soldiers", Lang::English),
            ("солдат", Lang::Russian),
            ("первый", Lang::Russian),
            ("جنديان", Lang::Arabic),
            ("tausend", Lang::Other),
            ("هزار", Lang::Other),
        ] {
            assert_eq!(look_up(&fold(word)).map(|e| e.lang), Some(lang), "{word}");
        }
    }
}
