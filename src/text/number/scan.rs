//! A text as the tokens that matter to numbers: numerals, number words, nouns that count, and what stands between.

use std::ops::Range;

use super::lexicon::{Entry, Word, look_up};
use super::numeral::{self, Numeral};
use super::{Doubt, LARGEST, Value};
use crate::text::chars::is_invisible;
use crate::text::digits::digit;
use crate::text::fold::{begins_word, push_word_char};

/// One token that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) item: Item,
    pub(super) gap: Gap,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Numeral(Numeral),
    Word(Entry),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Words that matter to no number; saturates.
    pub(super) words: u8,
    /// A hyphen or a dash; a dash also breaks.
    pub(super) hyphen: bool,
    /// Punctuation or a line's end: nothing is joined over it.
    pub(super) broken: bool,
}

impl Gap {
    /// Nothing but spaces.
    pub(super) const fn is_space(self) -> bool {
        self.words == 0 && !self.hyphen && !self.broken
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        out: Vec::new(),
        gap: Gap::default(),
        numerals: Vec::new(),
        word: String::new(),
        name: None,
    };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at = scanner.step(at, c);
    }
    scanner.out
}

/// What the word that `text` begins with is to numbers, if anything; none where it begins with no word.
pub(super) fn first_word(text: &str) -> Option<Option<Entry>> {
    let first = text.chars().next()?;
    let mut word = String::new();
    if !begins_word(first) {
        return None;
    }
    read_word(text, &mut word);
    Some(look_up(&word))
}

/// Folds the word that `text` begins with into `word`, and returns its length in bytes.
fn read_word(text: &str, word: &mut String) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        } else if !push_word_char(c, word) {
            break;
        }
        if !is_invisible(c) {
            end = at + c.len_utf8();
        }
    }
    end
}

struct Scanner<'a> {
    text: &'a str,
    out: Vec<Token>,
    gap: Gap,
    numerals: Vec<Numeral>,
    /// The folded word under way, kept to save allocations.
    word: String,
    /// Where the last word that begins with a capital of Latin, Greek or Cyrillic ended: `T` of `T-72`.
    name: Option<usize>,
}

impl Scanner<'_> {
    /// Reads one token, or one character that is none, and returns where it ends.
    fn step(&mut self, at: usize, c: char) -> usize {
        if digit(c).is_some() {
            return self.numeral(at);
        }
        if begins_word(c) {
            return self.word(at, c);
        }
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.gap.broken = true,
            '-' | '‐' | '‑' => self.gap.hyphen = true,
            '–' | '—' => {
                self.gap.hyphen = true;
                self.gap.broken = true;
            }
            _ if c.is_whitespace() || is_invisible(c) || is_mark(c) => {}
            '½' | '¼' | '¾' | '⅓' | '⅔' => self.vulgar_fraction(at, c),
            _ => self.gap.broken = true,
        }
        at + c.len_utf8()
    }

    fn push(&mut self, span: Range<usize>, item: Item) {
        let gap = std::mem::take(&mut self.gap);
        self.out.push(Token { span, item, gap });
    }

    fn word(&mut self, at: usize, first: char) -> usize {
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        // At least the first letter, even where that folds to nothing.
        let end = at + read_word(&self.text[at..], &mut word).max(first.len_utf8());
        let is_name = first.is_uppercase();
        self.name = is_name.then_some(end);
        match look_up(&word) {
            Some(entry) => {
                // The full stop of “тыс.” ends no sentence.
                let abbreviates = matches!(entry.word, Word::Scale(..))
                    && matches!(word.as_str(), "тыс" | "млн" | "млрд" | "тис")
                    && self.text[end..].starts_with('.');
                self.push(at..end, Item::Word(entry));
                self.word = word;
                return end + usize::from(abbreviates);
            }
            None => self.gap.words = self.gap.words.saturating_add(1),
        }
        self.word = word;
        end
    }

    fn numeral(&mut self, at: usize) -> usize {
        let mut numerals = std::mem::take(&mut self.numerals);
        let end = numeral::read(self.text, at, &mut numerals);
        let in_name = self.name.is_some_and(|name| {
            let between = &self.text[name..at];
            between.is_empty() || matches!(between, "-" | "‐" | "‑")
        });
        let negative = self.text[..at].ends_with('−')
            && !self.text[..at]
                .trim_end_matches('−')
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
        let last = numerals.len().saturating_sub(1);
        for (index, mut numeral) in numerals.drain(..).enumerate() {
            if index == 0 && in_name {
                numeral.value = Value::Label;
            } else if index == 0 && negative {
                numeral.value = Value::Fraction;
            }
            if index == last {
                let (reach, value) = attached_scale(self.text, end, &numeral)
                    .unwrap_or_else(|| suffix(self.text, end));
                if let Some(value) = value {
                    numeral.value = value;
                    numeral.decimal = None;
                    numeral.span.end = reach;
                }
            }
            self.push(numeral.span.clone(), Item::Numeral(numeral));
        }
        self.numerals = numerals;
        self.name = None;
        // Invariant: a numeral holds at least its first digit, so this moves on.
        self.out.last().map_or(end, |token| token.span.end.max(end))
    }

    /// `2½` is a fraction, and so is `½` alone.
    fn vulgar_fraction(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        if let Some(Token {
            span,
            item: Item::Numeral(numeral),
            ..
        }) = self.out.last_mut()
            && self.text[span.end..at].trim().is_empty()
        {
            span.end = end;
            numeral.span.end = end;
            numeral.value = Value::Fraction;
            numeral.decimal = None;
            return;
        }
        let numeral = Numeral {
            span: at..end,
            value: Value::Fraction,
            decimal: None,
        };
        self.push(at..end, Item::Numeral(numeral));
    }
}

/// Marks over letters, which part nothing.
fn is_mark(c: char) -> bool {
    crate::text::chars::is_diacritic(c)
}

/// A scale that is written directly behind digits: `5万` in Chinese, Japanese and Korean, with further digits behind it
/// (`3万5千`) not read as a whole; `10k`, `1.5m`, `2bn` in English, where k and m may be units. Returns where it ends, and
/// what the numeral is then.
fn attached_scale(text: &str, at: usize, numeral: &Numeral) -> Option<(usize, Option<Value>)> {
    let rest = text.get(at..)?;
    let sign = rest.chars().next()?;
    let (scale, length) = match sign {
        '百' | '백' => (100_u64, 3),
        '千' | '천' => (1_000, 3),
        '万' | '萬' | '만' => (10_000, 3),
        '亿' | '億' | '억' => (100_000_000, 3),
        'k' | 'K' => (1_000, 1),
        'm' | 'M' if rest[1..].starts_with(['n', 'N']) => (1_000_000, 2),
        'm' | 'M' => (1_000_000, 1),
        'b' | 'B' if rest[1..].starts_with(['n', 'N']) => (1_000_000_000, 2),
        _ => return None,
    };
    let end = at + length;
    let is_latin = sign.is_ascii();
    let tail = &text[end..];
    if is_latin && tail.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let goes_on = tail.starts_with(|c| digit(c).is_some() || "百千万萬亿億만천백".contains(c));
    let times = |value: u64| value.checked_mul(scale).filter(|&v| v <= LARGEST);
    let product = match (&numeral.value, numeral.decimal) {
        _ if goes_on && !is_latin => Value::Label,
        (Value::Whole(value), _) => match times(*value) {
            Some(product) if is_latin && length == 1 => Value::OneOf {
                readings: Box::new([product, *value]),
                doubt: Doubt::Scale,
            },
            Some(product) => Value::Whole(product),
            None => Value::TooLarge,
        },
        (Value::Fraction, Some(decimal)) => match decimal.times(scale) {
            Some(product) if is_latin && length == 1 => Value::OneOf {
                readings: Box::new([product]),
                doubt: Doubt::Scale,
            },
            Some(product) => Value::Whole(product),
            None => Value::Fraction,
        },
        _ => Value::Fraction,
    };
    Some((end, Some(product)))
}

/// What directly follows a numeral and makes it no count: a percent sign, the ending of an ordinal, an exponent.
/// Returns where that ends, and what the numeral is then.
fn suffix(text: &str, at: usize) -> (usize, Option<Value>) {
    let rest = &text[at..];
    let unspaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if let Some(sign) = unspaced.chars().next().filter(|&c| "%٪‰％".contains(c)) {
        let reach = at + rest.len() - unspaced.len() + sign.len_utf8();
        return (reach, Some(Value::Fraction));
    }
    let (hyphen, tail) = match rest.strip_prefix(['-', '‐', '‑']) {
        Some(tail) => (true, tail),
        None => (false, rest),
    };
    let length = tail
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(tail.len());
    let word = &tail[..length];
    let is_latin = word.bytes().all(|b| b.is_ascii_alphabetic());
    if word.is_empty() || word.len() > 40 {
        return (at, None);
    }
    let mut reach = at + rest.len() - tail.len() + length;
    let lower = word.to_lowercase();
    let label = match lower.as_str() {
        "st" | "nd" | "rd" | "th" => !hyphen,
        // 1e9, 0x1F
        _ if is_latin && !hyphen && tail[length..].starts_with(|c| digit(c).is_some()) => {
            let more = tail[length..].find(|c: char| !c.is_alphanumeric());
            reach += more.unwrap_or(tail.len() - length);
            true
        }
        "й" | "я" | "е" | "го" | "му" | "ый" | "ий" | "ой" | "ая" | "ое" | "ые" | "ого" | "ому"
        | "ю" | "а" => hyphen,
        _ if hyphen => {
            look_up(&lower).is_some_and(|entry| entry.word == Word::Span)
                || ["летн", "дневн", "месячн", "часов", "минутн", "річн", "денн"]
                    .iter()
                    .any(|stem| lower.starts_with(stem))
        }
        _ => false,
    };
    match label {
        true => (reach, Some(Value::Label)),
        false => (at, None),
    }
}
