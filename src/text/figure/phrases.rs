//! The words around a number, and the words in place of one. They are compared folded, so case, tashkil, alef forms
//! and white space do not matter.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::digits::digit_value;
use crate::text::fold::fold;

/// What words say about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Before a number nothing; in place of one “none”.
    None,
    Exactly,
    About,
    AtLeast,
    MoreThan,
    UpTo,
    FewerThan,
    Vague,
    Unstated,
}

/// Phrases parted by `|`.
type Phrases = &'static [(Hedge, &'static str)];

const BEFORE: Phrases = &[
    (Hedge::Exactly, "exactly|=|precisely|بالضبط|تحديدا|ровно"),
    (
        Hedge::About,
        "~|≈|∼|≃|≅|c|c.|ca|ca.|circa|approx|approx.|approximately|about|around|some|nearly|almost|roughly|close to|\
         an estimated|estimated|in the region of|somewhere around|just about|an approximate|\
         نحو|بنحو|لنحو|حوالي|حوالى|بحوالي|قرابة|زهاء|ما يقارب|يقارب|ما يقرب من|يقرب من|تقريبا|ما يناهز|\
         около|порядка|примерно|приблизительно|почти|где-то|ориентировочно|приблизительно около",
    ),
    (
        Hedge::AtLeast,
        "at least|>=|≥|⩾|=>|no fewer than|not fewer than|no less than|not less than|minimum|a minimum of|min|min.|\
         at the least|as few as|\
         ما لا يقل عن|لا يقل عن|على الأقل|لا أقل من|ليس أقل من|كحد أدنى|بما لا يقل عن|\
         не менее|не меньше|как минимум|минимум|по меньшей мере|по крайней мере|не менее чем|самое меньшее",
    ),
    (
        Hedge::MoreThan,
        "more than|over|>|in excess of|upwards of|upward of|above|greater than|\
         أكثر من|بأكثر من|لأكثر من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن|أزيد من|فوق|\
         более|более чем|больше|больше чем|свыше",
    ),
    (
        Hedge::UpTo,
        "up to|as many as|at most|<=|≤|⩽|=<|no more than|not more than|maximum|a maximum of|max|max.|\
         ما يصل إلى|يصل إلى|حتى|على الأكثر|لا يزيد عن|لا يزيد على|لا يتجاوز|ما لا يزيد على|ما لا يزيد عن|كحد أقصى|\
         до|не более|не больше|максимум|не более чем|самое большее",
    ),
    (
        Hedge::FewerThan,
        "fewer than|less than|under|below|<|أقل من|بأقل من|دون|менее|менее чем|меньше|меньше чем",
    ),
];

const BEHIND: Phrases = &[
    (
        Hedge::About,
        "or so|approximately|approx|approx.|roughly|or thereabouts|تقريبا|على وجه التقريب|примерно|приблизительно",
    ),
    (
        Hedge::AtLeast,
        "+|or more|at least|and more|and up|at a minimum|minimum|at the least|على الأقل|فأكثر|أو أكثر|كحد أدنى|فما فوق|\
         или более|или больше|и более|и больше|как минимум|минимум|по меньшей мере|по крайней мере|не менее",
    ),
    (Hedge::MoreThan, "с лишним"),
    (
        Hedge::UpTo,
        "or fewer|or less|at most|maximum|at the most|على الأكثر|كحد أقصى|أو أقل|فأقل|или менее|или меньше|и менее|\
         максимум|не более",
    ),
];

const NUMBERLESS: Phrases = &[
    (
        Hedge::None,
        "none|no one|no-one|nobody|nil|zero|no|لا أحد|لا شيء|صفر|لا يوجد|никто|никого|ноль|нуль|нет|ни одного|ни один",
    ),
    (
        Hedge::Vague,
        "dozens|dozens of|scores|scores of|tens|tens of|hundreds|hundreds of|thousands|thousands of|tens of thousands|\
         tens of thousands of|hundreds of thousands|hundreds of thousands of|millions|millions of|many|a lot|a lot of|\
         several dozen|several hundred|several thousand|a few dozen|a few hundred|a few thousand|some dozens|\
         a large number|a large number of|large numbers|large numbers of|scores or hundreds|dozens or hundreds|\
         عشرات|العشرات|العشرات من|مئات|المئات|المئات من|آلاف|الآلاف|الآلاف من|عشرات الآلاف|مئات الآلاف|ملايين|الملايين|\
         كثير|كثيرون|كثيرين|الكثير|الكثير من|العديد|العديد من|أعداد كبيرة|أعداد كبيرة من|عدد كبير|عدد كبير من|\
         десятки|десяток-другой|сотни|тысячи|десятки тысяч|сотни тысяч|миллионы|много|многие|множество|\
         несколько десятков|несколько сотен|несколько тысяч|большое число|большое количество",
    ),
    (
        Hedge::Unstated,
        "a number of|a number|an unknown number|an unknown number of|an unspecified number|an unspecified number of|\
         several|some|unknown|unstated|unspecified|not stated|not known|unclear|a few|few|multiple|various|\
         an undisclosed number|an undisclosed number of|undisclosed|\
         عدد من|عدد|بعض|البعض|عدة|بضعة|غير معروف|غير محدد|غير معلوم|مجهول|عدد غير معروف|عدد غير محدد|عدد غير معروف من|\
         عدد غير محدد من|لم يحدد|لم يذكر|\
         ряд|несколько|некоторое число|некоторое количество|неизвестно|неизвестное число|неизвестное количество|\
         не указано|не названо|некоторые",
    ),
];

/// The words that may stand next to a number and qualify it: the last ones of what stands before, the first ones of what
/// stands behind, and every word of what stands in place of one.
struct Neighbours {
    before: FxHashSet<String>,
    behind: FxHashSet<String>,
}

static NEIGHBOURS: LazyLock<Neighbours> = LazyLock::new(|| {
    let phrases = |all: Phrases| all.iter().flat_map(|(_, all)| all.split('|')).map(fold);
    let words =
        |phrase: String| -> Vec<String> { phrase.split_whitespace().map(str::to_owned).collect() };
    let instead: Vec<String> = phrases(NUMBERLESS).flat_map(words).collect();
    let last = phrases(BEFORE).filter_map(|phrase| words(phrase).pop());
    let first = phrases(BEHIND).filter_map(|phrase| words(phrase).into_iter().next());
    Neighbours {
        before: last.chain(instead.iter().cloned()).collect(),
        behind: first.chain(instead.iter().cloned()).collect(),
    }
});

/// False where neither the word right before a number nor the one right behind it can belong to a phrase that qualifies
/// it, so that nobody need look further.
pub fn may_qualify(before: Option<&str>, behind: Option<&str>) -> bool {
    let is_in = |words: &FxHashSet<String>, word: &str| words.contains(fold(word).trim());
    before.is_some_and(|word| is_in(&NEIGHBOURS.before, word))
        || behind.is_some_and(|word| is_in(&NEIGHBOURS.behind, word))
}

fn look_up(phrases: Phrases, words: &str) -> Option<Hedge> {
    let wanted = fold(words);
    let wanted = wanted.trim();
    phrases
        .iter()
        .find(|(_, all)| {
            all.split('|')
                .any(|phrase| may_begin_alike(phrase, wanted) && fold(phrase) == wanted)
        })
        .map(|(hedge, _)| *hedge)
}

/// False where a phrase and folded words begin with letters that no folding makes one: it spares most of the folding.
fn may_begin_alike(phrase: &str, folded: &str) -> bool {
    let is_other_script = |c: char| ('\u{400}'..'\u{700}').contains(&c) && c.is_alphabetic();
    match (phrase.chars().next(), folded.chars().next()) {
        (Some(a), Some(b)) if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            a.eq_ignore_ascii_case(&b)
        }
        (Some(a), Some(b)) if a.is_ascii_alphabetic() => !is_other_script(b),
        (Some(a), Some(b)) if b.is_ascii_alphabetic() => !is_other_script(a),
        _ => true,
    }
}

/// What the words before a number say; nothing where there are none, and none where they are not known.
pub(super) fn before(words: &str) -> Option<Hedge> {
    match words.trim().is_empty() {
        true => Some(Hedge::None),
        false => look_up(BEFORE, words),
    }
}

/// What the words behind a number say.
pub(super) fn behind(words: &str) -> Option<Hedge> {
    match words.trim().is_empty() {
        true => Some(Hedge::None),
        false => look_up(BEHIND, words),
    }
}

/// What a text without a number says: none, vague or unstated.
pub(super) fn numberless(words: &str) -> Option<Hedge> {
    // No phrase has a digit, and most figures are digits.
    match words.chars().any(|c| digit_value(c).is_some()) {
        true => None,
        false => look_up(NUMBERLESS, words),
    }
}

/// What may stand before and between the two numbers of a range.
const RANGES: &[(&str, &str)] = &[
    ("", "-|to|up to|til|till|до|إلى|حتى"),
    ("between", "and|to|-"),
    ("from|somewhere between", "to|-"),
    ("بين|ما بين", "و|إلى|-"),
    ("من", "إلى|حتى"),
    ("от|с", "до"),
    ("между", "и"),
];

/// Whether the words before and between two numbers make them a range; in Arabic و may be joined to the second.
pub(super) fn around_range(pre: &str, between: &str, second: &str) -> bool {
    let (pre, mut between) = (fold(pre), fold(between));
    if between.trim().is_empty() && second.starts_with('و') {
        between = "و".to_owned();
    }
    let is_one_of = |phrases: &str, words: &str| {
        phrases
            .split('|')
            .any(|phrase| fold(phrase) == words.trim())
    };
    RANGES
        .iter()
        .any(|(before, middle)| is_one_of(before, &pre) && is_one_of(middle, &between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_a_word_next_to_the_number_that_is_known() {
        let each = |phrases: Phrases| phrases.iter().flat_map(|(_, all)| all.split('|'));
        for phrase in each(BEFORE) {
            assert!(
                may_qualify(phrase.split_whitespace().last(), None),
                "{phrase}"
            );
        }
        for phrase in each(BEHIND) {
            assert!(
                may_qualify(None, phrase.split_whitespace().next()),
                "{phrase}"
            );
        }
        assert!(!may_qualify(Some("that"), Some("servicemen")));
        assert!(!may_qualify(None, None));
    }

    #[test]
    fn what_is_passed_over_would_not_have_been_found() {
        let phrases: Vec<&str> = [BEFORE, BEHIND, NUMBERLESS]
            .into_iter()
            .flatten()
            .flat_map(|(_, all)| all.split('|'))
            .collect();
        for phrase in &phrases {
            for other in &phrases {
                let folded = fold(other);
                assert!(
                    fold(phrase) != folded || may_begin_alike(phrase, &folded),
                    "{phrase}"
                );
            }
        }
        assert!(!may_begin_alike("over", "under"));
        assert!(!may_begin_alike("более", "more than"));
    }
}
