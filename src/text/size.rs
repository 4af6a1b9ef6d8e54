//! Words for a size: “dozens”, `مئات`, “десятки тысяч”.
//!
//! Enter: words as printed. Leave: the one size that they name, or none where they name no size, or several (“dozens or
//! hundreds”), or only that it was many. A size is a word, not a number; which numbers it can stand for is for
//! [`crate::series::vague`] to say.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// A size that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// “tens”, and Arabic عشرات and Russian десятки, which translators give as “tens” and as “dozens”.
    Tens,
    /// “dozens”.
    Dozens,
    /// “scores”.
    Scores,
    /// “hundreds”, مئات, сотни.
    Hundreds,
    /// “thousands”, آلاف, тысячи.
    Thousands,
    /// “tens of thousands”, عشرات الآلاف, десятки тысяч.
    TensOfThousands,
    /// “hundreds of thousands”, مئات الآلاف, сотни тысяч.
    HundredsOfThousands,
    /// “millions”, ملايين, миллионы.
    Millions,
}

const WORDS: &[(Size, &str)] = &[
    (
        Size::Tens,
        "tens|عشرات|العشرات|بالعشرات|بعشرات|десятки|десятков|десятками|десяткам",
    ),
    (Size::Dozens, "dozens|several dozen|a few dozen|few dozen"),
    (Size::Scores, "scores"),
    (
        Size::Hundreds,
        "hundreds|several hundred|a few hundred|few hundred|مئات|المئات|بالمئات|بمئات|مئآت|сотни|сотен|сотнями|сотням",
    ),
    (
        Size::Thousands,
        "thousands|several thousand|a few thousand|few thousand|آلاف|الآلاف|بالآلاف|بآلاف|\
         тысячи|тысяч|тысячами|тысячам",
    ),
    (
        Size::TensOfThousands,
        "tens of thousands|dozens of thousands|عشرات الآلاف|عشرات آلاف|десятки тысяч|десятков тысяч|десятками тысяч",
    ),
    (
        Size::HundredsOfThousands,
        "hundreds of thousands|مئات الآلاف|مئات آلاف|сотни тысяч|сотен тысяч|сотнями тысяч",
    ),
    (
        Size::Millions,
        "millions|ملايين|الملايين|بالملايين|миллионы|миллионов|миллионами",
    ),
];

/// The most words of a phrase.
const LONGEST: usize = 3;

static SIZES: LazyLock<HashMap<String, Size>> = LazyLock::new(|| {
    WORDS
        .iter()
        .flat_map(|(size, phrases)| phrases.split('|').map(|phrase| (words(phrase), *size)))
        .map(|(words, size)| (words.join(" "), size))
        .collect()
});

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The one size that some words name: none where they name none, or more than one.
pub fn size_in(text: &str) -> Option<Size> {
    let words = words(text);
    let mut found: Option<Size> = None;
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST).rev().find_map(|length| {
            let phrase = words.get(at..at + length)?.join(" ");
            Some((SIZES.get(&phrase)?, length))
        });
        match longest {
            Some((size, _)) if found.is_some_and(|other| other != *size) => return None,
            Some((size, length)) => {
                found = Some(*size);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_words() {
        for (text, size) in [
            ("Dozens", Size::Dozens),
            ("dozens of people", Size::Dozens),
            ("several dozen", Size::Dozens),
            ("العشرات من", Size::Tens),
            ("عَشَرات", Size::Tens),
            ("مئات الآلاف", Size::HundredsOfThousands),
            ("tens of  thousands", Size::TensOfThousands),
            ("несколько десятков", Size::Tens),
            ("сотни тысяч", Size::HundredsOfThousands),
            ("hundreds, perhaps hundreds", Size::Hundreds),
        ] {
            assert_eq!(size_in(text), Some(size), "{text}");
        }
    }

    #[test]
    fn what_names_no_size_or_two_is_none() {
        for text in [
            "",
            "many",
            "a number of",
            "a dozen",
            "dozens or hundreds",
            "عدد من",
            "tensions",
        ] {
            assert_eq!(size_in(text), None, "{text}");
        }
    }
}
