//! The words of a name as they are compared: folded, without the article, and as grammar bends them.

use crate::text::fold;

/// One folded word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word(String);

/// The words of a name or a slot. What follows an apostrophe is an ending (`Reuters'ın`, `Armenia’s`) unless it is most
/// of the word (`d'État`); a leading “the” says nothing.
pub(super) fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let mut found: Vec<Word> = folded
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .map(|word| {
            let word = word.trim_matches('\'');
            match word.split_once('\'') {
                Some((stem, ending)) if stem.chars().count() > ending.chars().count() => stem,
                _ => word,
            }
        })
        .filter(|word| !word.is_empty())
        .map(|word| Word(word.to_owned()))
        .collect();
    if found.len() > 1 && found[0].0 == "the" {
        found.remove(0);
    }
    found
}

impl Word {
    /// Whether a word is long enough to tell one source from another: “of” is not.
    pub(super) fn says_much(&self) -> bool {
        self.0.chars().count() >= 4
    }

    /// Whether two words are of one root, as far as their letters show it: good enough to ask a person.
    pub(super) fn is_akin_to(&self, other: &Self) -> bool {
        self.bends_to(other, true)
            || other.bends_to(self, true)
            || is_other_ending(&self.0, &other.0)
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self == other
    }

    /// Whether `other`, found in a text, is this word of a name as grammar bends it. The first word of a slot may have
    /// the prefixes of what stands before it.
    pub(super) fn bends_to(&self, other: &Self, is_first: bool) -> bool {
        if self == other {
            return true;
        }
        match self.0.chars().next() {
            Some('\u{600}'..='\u{6ff}') => arabic(&self.0, &other.0, is_first),
            Some('\u{590}'..='\u{5ff}') => {
                is_first && without_prefixes(&other.0, "ושכבלמה", 3, &self.0)
            }
            Some('\u{400}'..='\u{58f}') => is_other_ending(&self.0, &other.0),
            _ => false,
        }
    }
}

/// `و` or `ف`, then `ب`, `ل` or `ك`, before the first word; the article before any.
fn arabic(name: &str, word: &str, is_first: bool) -> bool {
    fn bare(word: &str) -> &str {
        match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 3 => rest,
            _ => word,
        }
    }
    let is_same = |word: &str| word == name || bare(word) == bare(name);
    if is_same(word) {
        return true;
    }
    if !is_first {
        return false;
    }
    let joined = [word].into_iter().chain(word.strip_prefix(['و', 'ف']));
    joined.into_iter().any(|word| {
        is_same(word)
            || word.strip_prefix(['ب', 'ل', 'ك']).is_some_and(is_same)
            // “ل” swallows the alef of the article.
            || word.strip_prefix("لل").is_some_and(|rest| bare(name) != name && rest == bare(name))
    })
}

/// Whether `word` is `name` behind at most so many of these letters.
fn without_prefixes(word: &str, prefixes: &str, most: usize, name: &str) -> bool {
    word.strip_suffix(name).is_some_and(|before| {
        before.chars().count() <= most && before.chars().all(|c| prefixes.contains(c))
    })
}

/// Whether two words differ in their last three letters at most, behind at least four that they share.
fn is_other_ending(one: &str, other: &str) -> bool {
    let shared = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |word: &str| word.chars().count() - shared;
    shared >= 4 && rest(one) <= 2 && rest(other) <= 3
}
