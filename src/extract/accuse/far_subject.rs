//! The subject of a clause that somebody tells, where verbs come first and a phrase stands between it and its verb:
//! إن قوات الأمن في السودان عذبت.
//!
//! What enters: a sentence and the verb of a deed. What leaves: the row of tokens that names who did it; none where another
//! verb, or another noun that the verb may belong to, stands between.

use crate::extract::pack::lexicon::Section;
use crate::extract::parties::{self, Row};
use crate::extract::sentence::Sentence;

use super::topic::{is_relative, phrase_end};

/// A clause begins at most so many tokens before its verb.
const CLAUSE: usize = 20;
/// So many words say that two are meant: كلا من.
const BOTH: usize = 2;
/// A word this long may carry a preposition: بقيادة.
const LONG: usize = 4;

/// Who stands right behind "that", with a phrase about him before the verb.
pub(super) fn far_subject(s: &Sentence<'_>, verb: usize) -> Row {
    let prefixed = s.tokens.get(verb)?;
    if prefixed.prefixed || prefixed.and_prefix {
        return None;
    }
    let that = (verb.saturating_sub(CLAUSE)..verb)
        .rev()
        .take_while(|&at| !is_other_clause(s, at))
        .find(|&at| {
            let that = s.is(at, Section::SayThat) && !s.is(at, Section::Preposition);
            that || s.tokens.sign(at) == Some(':')
        })?;
    if s.tokens.is_word(that) && parties::has_pronoun(s, that) {
        return None;
    }
    let mut first = that + 1;
    if matches!(s.tokens.sign(first), Some('"' | '«' | '“')) {
        first += 1;
    }
    let both = parties::word(s, first).starts_with('ك')
        && (s.is(first + 1, Section::Of) || s.is(first + 1, Section::Preposition));
    if both {
        first += BOTH;
    }
    let end = phrase_end(s, first);
    let party = parties::is_group(s, first) && !parties::is_joined(s, first);
    let free = end < verb && opens_phrase(s, end) && closes_phrase(s, verb - 1);
    let plain = (end..verb).all(|at| !is_told(s, at));
    (party && free && plain && agrees(s, first, verb)).then(|| {
        let two = both && (end..verb).all(|at| s.tokens.is_word(at));
        (first, if two { verb } else { end })
    })
}

/// A sign or a word that begins a clause of its own.
fn is_other_clause(s: &Sentence<'_>, at: usize) -> bool {
    let hard = s
        .marks
        .of(at, Section::Border)
        .is_some_and(|border| !s.pack.borders[border.entry()].soft);
    matches!(
        s.tokens.sign(at),
        Some('.' | ';' | '؛' | '!' | '?' | '؟' | ':')
    ) || hard
}

/// A verb, or words that somebody says: another may be its subject.
fn is_told(s: &Sentence<'_>, at: usize) -> bool {
    let verbs = [Section::Say, Section::Accuse, Section::Deny];
    s.is_any(at, &verbs) || s.trigger(at).is_some()
}

/// What may stand right behind a name without being its verb: a preposition, a relative pronoun, "and", a sign.
fn opens_phrase(s: &Sentence<'_>, at: usize) -> bool {
    let joined = s.tokens.get(at).is_some_and(|token| token.and_prefix);
    let led =
        parties::word(s, at).starts_with('ب') && parties::word(s, at).chars().nth(LONG).is_some();
    let opens = [Section::Preposition, Section::Place, Section::Date];
    matches!(
        s.tokens.sign(at),
        Some(',' | '،' | '-' | '–' | '(' | '"' | '»' | '”')
    ) || s.is_any(at, &opens)
        || is_relative(s, at)
        || joined && (parties::is_group(s, at) || parties::is_definite(s, at))
        || led
}

/// Whether what stands right before a verb closes a phrase: a noun without the article would be its own subject (رصد مسلحين
/// قتلوا).
fn closes_phrase(s: &Sentence<'_>, at: usize) -> bool {
    let named = [Section::Side, Section::Date, Section::Agency];
    s.tokens.sign(at).is_some()
        || s.is_any(at, &named)
        || parties::is_definite(s, at)
        || parties::has_pronoun(s, at)
        || s.number_at(at).is_some()
}

/// Whether a verb may be about a noun: the verb of a woman, or of a body, about no noun of a man; that of several about people.
fn agrees(s: &Sentence<'_>, noun: usize, verb: usize) -> bool {
    let (head, deed) = (parties::word(s, noun), parties::word(s, verb));
    let female = deed.ends_with('ت') || deed.starts_with('ت') && !deed.ends_with(['ا', 'و']);
    let male = parties::is_definite(s, noun) && !head.ends_with(['ة', 'ت', 'ا', 'ء', 'ى']);
    let several = parties::is_plural_verb(s, verb) && !deed.ends_with("تا");
    let people = s.is(noun, Section::Victim)
        || (s.pack.grammar.sound_plurals.iter()).any(|ending| head.ends_with(ending.as_str()));
    !(female && male) && (!several || people)
}
