//! The shape of a word where verbs come first: its article, its pronoun, what is written to it.
//!
//! What enters: a sentence and a token. What leaves: whether the letters of the word, with the lists of its pack, say so.

use super::super::pack::lexicon::{FormCount, Section};
use super::super::sentence::Sentence;
use crate::model::VictimStatus;

pub(in crate::extract) fn word<'t>(s: &Sentence<'t>, at: usize) -> &'t str {
    s.word(at)
}

/// A noun with the article.
pub(in crate::extract) fn is_definite(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let articles = &s.pack.grammar.definite;
    articles
        .iter()
        .any(|article| word.starts_with(article.as_str()))
}

/// A noun that somebody named before has: نائبه.
pub(in crate::extract) fn is_possessed(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let long = word.chars().nth(3).is_some();
    long && !is_led(s, at)
        && !is_definite(s, at)
        && has_pronoun(s, at)
        && !s.is_any(
            at,
            &[Section::Preposition, Section::SayThat, Section::Function],
        )
        && !s.is_any(at - 1, &[Section::Say, Section::SayThat])
}

/// Whether a word is one prefix alone, lengthened or not: بـ.
pub(in crate::extract) fn is_letter(s: &Sentence<'_>, at: usize, prefix: &str) -> bool {
    s.tokens.is_word(at) && word(s, at).trim_end_matches('\u{640}') == prefix
}

/// Whether a word begins with the preposition that leads to a reason: لتورطه.
pub(in crate::extract) fn is_led(s: &Sentence<'_>, at: usize) -> bool {
    let leads = &s.pack.grammar.reasons;
    leads
        .iter()
        .any(|letters| word(s, at).starts_with(letters.as_str()))
}

/// Whether a word ends with a pronoun.
pub(in crate::extract) fn has_pronoun(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let endings = &s.pack.grammar.pronoun_endings;
    endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

/// لوحداتنا: what a letter leads to is the speaker's own.
pub(in crate::extract) fn is_of_us(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let joined = is_joined(s, at) && has_pronoun(s, at);
    s.tokens.is_word(at) && is_led(s, at) && (joined || word.ends_with("نا"))
}

/// An adjective of a people: الأرمينية, أتراك behind a noun.
pub(in crate::extract) fn is_adjective(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let endings = &s.pack.grammar.adjectives;
    // بالحماية: no adjective carries a preposition.
    let bare = word.strip_prefix(['ب', 'ك']).unwrap_or("");
    let articles = &s.pack.grammar.definite;
    let led = articles
        .iter()
        .any(|article| bare.starts_with(article.as_str()));
    // للحوثيين: nor the letter that leads to somebody.
    let led = led || s.tokens.get(at).is_some_and(|token| token.prefixed) && word.starts_with("لل");
    let is_nisba = !led && endings.iter().any(|ending| word.ends_with(ending.as_str()));
    let follows_noun = at > 0 && s.tokens.is_word(at - 1);
    let is_plural = is_definite(s, at)
        && s.is(at, Section::Side)
        && at > 0
        && is_definite(s, at - 1)
        && s.marks
            .of(at, Section::Side)
            .is_some_and(|mark| mark.end == at + 1);
    // المستوطنين المتطرفين: both definite, with one ending.
    let agrees = at > 0
        && is_definite(s, at)
        && is_definite(s, at - 1)
        && s.pack.grammar.sound_plurals.iter().any(|ending| {
            let ends = |at: usize| self::word(s, at).ends_with(ending.as_str());
            ends(at) && ends(at - 1)
        });
    follows_noun && (is_nisba || is_plural || agrees)
}

/// A word that and, by or to is written to.
pub(in crate::extract) fn is_joined(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens
        .get(at)
        .is_some_and(|token| token.and_prefix || token.prefixed && !is_definite(s, at))
}

/// Whether a word in a list or in none begins as a definite one does that a preposition is fused with: للمطالبة.
pub(in crate::extract) fn begins_fused(s: &Sentence<'_>, at: usize) -> bool {
    let mut fused = s.pack.grammar.definite.iter().skip(1);
    fused.any(|letters| word(s, at).starts_with(letters.as_str()))
}

/// A definite word that a preposition is fused with: للنائب.
pub(in crate::extract) fn is_fused(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let fused = s.pack.grammar.definite.iter().skip(1);
    s.tokens.get(at).is_some_and(|token| token.prefixed)
        && fused
            .into_iter()
            .any(|letters| word.starts_with(letters.as_str()))
}

/// Whether a word of a list carries one of the prefixes: بإسرائيل.
pub(in crate::extract) fn begins_with(s: &Sentence<'_>, at: usize, prefixes: &[String]) -> bool {
    let word = word(s, at);
    let prefixed = s
        .tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !token.and_prefix);
    prefixed
        && prefixes
            .iter()
            .any(|prefix| word.starts_with(prefix.as_str()))
}

/// Whether the pronoun of a word may mean a noun: اتهمه is no group whose noun ends as a woman's does.
pub(in crate::extract) fn agrees(s: &Sentence<'_>, noun: usize, pronoun: usize) -> bool {
    let grammar = &s.pack.grammar;
    let one = word(s, pronoun);
    let male = grammar
        .male_pronouns
        .iter()
        .any(|ending| one.ends_with(ending.as_str()));
    let head = word(s, noun);
    !male
        || !grammar
            .female_nouns
            .iter()
            .any(|ending| head.ends_with(ending.as_str()))
}

/// Whether a word only opens a sentence: كما.
pub(in crate::extract) fn is_opener(s: &Sentence<'_>, at: usize) -> bool {
    let openers = &s.pack.grammar.openers;
    openers.iter().any(|opener| opener == word(s, at))
}

/// Whether a phrase means nobody in particular: شخص ما, أي شخص.
pub(in crate::extract) fn is_anybody(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let anybody = &s.pack.grammar.anybody;
    (from..to).any(|at| anybody.iter().any(|word_of| word_of == word(s, at)))
}

/// Whether a token is a noun of a deed that stands before whom it is done to.
pub(in crate::extract) fn governs(s: &Sentence<'_>, at: usize) -> bool {
    let governing = &s.pack.grammar.governing;
    let bare = word(s, at).trim_start_matches(['و', 'ب', 'ل']);
    governing
        .iter()
        .any(|deed| deed == word(s, at) || deed == bare)
}

/// Whether a token is a verb by which somebody calls for something; with "and" before it or none.
pub(in crate::extract) fn calls(s: &Sentence<'_>, at: usize) -> bool {
    let callers = &s.pack.grammar.callers;
    if callers.is_empty() || !s.tokens.is_word(at) {
        return false;
    }
    let folded = s.pack.folding.fold(word(s, at));
    let and = s.tokens.get(at).is_some_and(|token| token.and_prefix);
    let bare = folded.trim_start_matches(['و', 'ف']);
    callers
        .iter()
        .any(|verb| *verb == folded || verb == bare && (and || bare != folded))
}

/// Whether a token begins the name of a side, of somebody who speaks, or of an armed group with the article.
pub(in crate::extract) fn is_group(s: &Sentence<'_>, at: usize) -> bool {
    // مقاتلي «جبهة كذا»: the name may stand in quotation marks.
    let quoted = matches!(s.tokens.sign(at + 1), Some('"' | '«' | '“'));
    let named = at + 1 + usize::from(quoted);
    let armed = || {
        s.marks.of(at, Section::Victim).is_some_and(|mark| {
            s.pack.victims[mark.entry()].status == VictimStatus::Military
                // ضابط شرطة: one man of a body is no group.
                && (is_definite(s, at)
                    || s.is(named, Section::Side)
                    || mark.sense.count == FormCount::Plural && s.is(named, Section::Speaker))
                // الانتحاري: whoever he was.
                && !is_listed(s, at, &s.pack.grammar.unnamed)
        })
    };
    // الطيران الحربي: what somebody strikes with, with an adjective.
    let strikes = || {
        // طائرة عسكرية عراقية: behind another adjective.
        let second = || {
            is_adjective(s, named) && is_adjective(s, named + 1) && s.is(named + 1, Section::Side)
        };
        let owned =
            s.is(named, Section::Side) || is_definite(s, at) && is_adjective(s, named) || second();
        owned && is_listed(s, at, &s.pack.grammar.arms)
    };
    // استهدفت المستشفى: a house speaks, and does nothing.
    let house = || {
        s.marks
            .of(at, Section::Stop)
            .is_some_and(|stop| s.pack.stops[stop.entry()].class == "building")
    };
    s.is(at, Section::Side) || s.is(at, Section::Speaker) && !house() || armed() || strikes()
}

/// Whether a verb is one of several people, who stand before it or in it: هاجموا, يقصفون.
pub(in crate::extract) fn is_plural_verb(s: &Sentence<'_>, at: usize) -> bool {
    let endings = &s.pack.grammar.plural_verbs;
    endings
        .iter()
        .any(|ending| word(s, at).ends_with(ending.as_str()))
}

/// What may stand before a noun in one word, in this order, each at most once.
const BEFORE: [&[&str]; 3] = [&["و", "ف"], &["ب", "ك", "لل", "ل"], &["ال"]];
/// What may stand behind it.
const BEHIND: [&str; 9] = ["", "ا", "ات", "ه", "ها", "هم", "هما", "ين", "ون"];

/// Whether a word is one of a list of folded words, whatever is written to it.
pub(in crate::extract) fn is_listed(s: &Sentence<'_>, at: usize, list: &[String]) -> bool {
    if list.is_empty() || !s.tokens.is_word(at) {
        return false;
    }
    let folded = s.pack.folding.fold(word(s, at));
    let listed = |word: &str| {
        list.iter().any(|entry| {
            word.strip_prefix(entry.as_str())
                .is_some_and(|rest| BEHIND.contains(&rest))
        })
    };
    let mut bare = folded.as_str();
    if listed(bare) {
        return true;
    }
    for letters in BEFORE {
        if let Some(rest) = letters
            .iter()
            .find_map(|letters| bare.strip_prefix(letters))
        {
            bare = rest;
            if listed(bare) {
                return true;
            }
        }
    }
    false
}

/// Whether a noun with the article stands without it in a row: الحركة, in حركة كذا.
pub(in crate::extract) fn is_named_in(
    s: &Sentence<'_>,
    at: usize,
    (from, to): (usize, usize),
) -> bool {
    let articles = &s.pack.grammar.definite;
    let bare = articles
        .iter()
        .find_map(|article| word(s, at).strip_prefix(article.as_str()));
    bare.is_some_and(|bare| {
        (from..to).any(|one| one != at && (word(s, one) == bare || word(s, one) == word(s, at)))
    })
}
