//! Numbers in a sentence: numerals and number words by the grammar of the pack, read as whole numbers.
//!
//! What enters: tokens and marks. What leaves: every [`Number`] in order, never overlapping. Invariants: ordinals are
//! read over, so that nobody counts them; nothing is rounded, a number that is not whole is none.

mod sum;

use super::marks::Marks;
use super::numeral::Numeral;
use super::pack::lexicon::{Section, Sections};
use super::pack::raw::Place;
use super::pack::{AmountKind, NumberWord, Pack};
use super::tokens::{Joint, Kind, Tokens};
use sum::Sum;

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// So many.
    Whole(u64),
    /// A word for a size: dozens.
    Vague,
    /// Some, no size.
    Unstated,
}

/// A number in the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// Its first token.
    pub first: usize,
    /// Past its last token.
    pub end: usize,
    /// What it says.
    pub amount: Amount,
    /// The last scale word that multiplied it, 1 without: so that "2 to 3 million" is 2,000,000 to 3,000,000.
    pub scale: u64,
    /// Whether its word is often something else, and so counts only beside its noun.
    pub weak: bool,
    /// Whether the word names people by itself: nobody.
    pub person: bool,
    /// How many digits, when it is written in digits alone.
    pub digits: Option<u8>,
    /// The amount entry, where it is one.
    pub entry: Option<usize>,
    /// Whether it can be a count at all; an ordinal, a date or a fraction cannot.
    pub counts: bool,
}

/// A unit in Latin letters has at most so many of them.
const UNIT: usize = 3;

/// A word is tried in at most so many ways as several number words.
const SPLITS: usize = 400;

/// Reads all numbers of a sentence.
pub(super) fn read(
    pack: &Pack,
    text: &str,
    tokens: &Tokens,
    marks: &Marks,
    into: &mut Vec<Number>,
) {
    into.clear();
    let reader = Reader {
        pack,
        text,
        tokens,
        marks,
    };
    let words = Sections::one(Section::Amount)
        .or(Sections::one(Section::Ordinal))
        .or(Sections::one(Section::Number));
    let mut past = 0;
    for (at, (token, begun)) in tokens.all().iter().zip(marks.begun()).enumerate() {
        let may_begin = match token.kind {
            Kind::Number(_) => true,
            Kind::Word => token.fused || begun.meets(words),
            Kind::Sign(_) => false,
        };
        if may_begin
            && at >= past
            && let Some(number) = reader.number(at)
        {
            past = number.end;
            into.push(number);
        }
    }
}

struct Reader<'a> {
    pack: &'a Pack,
    text: &'a str,
    tokens: &'a Tokens,
    marks: &'a Marks,
}

impl Reader<'_> {
    /// The number that begins at a token that may begin one.
    fn number(&self, at: usize) -> Option<Number> {
        let token = self.tokens.get(at)?;
        let amount = self.marks.of(at, Section::Amount);
        if let Some(mark) = self.marks.of(at, Section::Ordinal)
            && amount.is_none_or(|amount| mark.end >= amount.end)
            && self
                .marks
                .of(at, Section::Number)
                .is_none_or(|number| mark.end >= number.end)
        {
            return Some(no_count(at, mark.end));
        }
        let summed = self.sum(at);
        // Свыше тысячи: behind a qualifier the word for thousands is the number itself.
        let is_one_scale = summed.as_ref().is_some_and(|number| {
            number.end == at + 1
                && self.is_scale(at)
                && self
                    .marks
                    .ending(at, Section::Qualifier)
                    .is_some_and(|mark| self.pack.qualifiers[mark.entry()].place != Place::After)
        });
        if let Some(mark) = amount
            && !is_one_scale
            && summed.as_ref().is_none_or(|number| mark.end >= number.end)
        {
            let entry = &self.pack.amounts[mark.entry()];
            let amount = match entry.kind {
                AmountKind::Number(n) => Amount::Whole(n),
                AmountKind::Vague => Amount::Vague,
                AmountKind::Unstated => Amount::Unstated,
            };
            return Some(Number {
                first: at,
                end: mark.end,
                amount,
                scale: 1,
                weak: false,
                person: entry.person,
                digits: None,
                entry: Some(mark.entry()),
                counts: true,
            });
        }
        match summed {
            Some(number) => Some(number),
            None => matches!(token.kind, Kind::Number(_)).then(|| no_count(at, at + 1)),
        }
    }

    /// The numeral or number words from a token on, added up.
    fn sum(&self, at: usize) -> Option<Number> {
        let mut sum = Sum::default();
        let mut end = at;
        let mut digits = None;
        let mut counts = true;
        let mut only_weak = true;
        let mut words = 0_usize;
        let mut next = at;
        loop {
            // What joins parts: a prefix that is "and", the word itself, a hyphen.
            let mut joined = self.tokens.get(next).is_some_and(|token| token.and_prefix);
            let mut part = next;
            // أكثر من «3» آلاف: only the digits stand in quotes.
            if part == at + 1
                && digits.is_some()
                && matches!(self.tokens.sign(part), Some('»' | '"' | '”' | ')'))
                && self.is_scale(part + 1)
            {
                part += 1;
            }
            if next > at {
                if let Some(mark) = self.marks.of(next, Section::Joiner)
                    && self.is_part(mark.end, sum.scale.is_some())
                {
                    joined = true;
                    part = mark.end;
                }
                if self.pack.grammar.units_before_tens
                    && !joined
                    && sum.group.is_some()
                    && !self.is_scale(part)
                {
                    break;
                }
            }
            if self.has_thousands_comma(part, &sum, digits.is_some()) {
                part += 1;
            }
            let Some(token) = self.tokens.get(part) else {
                break;
            };
            match token.kind {
                Kind::Number(numeral) => {
                    // Digits begin a number, or go on after a scale: 2 million 300 thousand, 17 bin 480.
                    let fits = match (numeral, sum.scale) {
                        (Numeral::Whole(value, digits), Some(scale)) => {
                            value < scale && digits <= 3 && (joined || value >= 100)
                        }
                        _ => false,
                    };
                    // 250 ألفا و300 ألف: two of one scale are two numbers.
                    let behind = self.marks.of(part + 1, Section::Number).and_then(|mark| {
                        let word = &self.pack.numbers[mark.entry()];
                        word.scale.then_some(word.value)
                    });
                    let goes_on = sum.group.is_none()
                        && sum
                            .scale
                            .is_some_and(|scale| behind.map_or(fits, |own| own < scale));
                    if part != at && !goes_on {
                        break;
                    }
                    if part == at {
                        digits = Some(0);
                        counts = !token.ordinal && !self.is_glued_label(at);
                    }
                    match numeral {
                        Numeral::Whole(value, count) => {
                            if part == at {
                                digits = Some(count);
                            }
                            sum.group = Some(value);
                        }
                        Numeral::Decimal(value, by) => sum.decimal = Some((value, by)),
                        Numeral::Label => {
                            if part == at {
                                return Some(no_count(at, at + 1));
                            }
                            break;
                        }
                    }
                    only_weak = false;
                    end = part + 1;
                    next = end;
                }
                Kind::Word => {
                    if part > at
                        && let Some(mark) = self.marks.of(part, Section::Half)
                        && sum.half(self.is_scale(mark.end))
                    {
                        words += 1;
                        end = mark.end;
                        next = end;
                        continue;
                    }
                    let Some(mark) = self.marks.of(part, Section::Number) else {
                        match self.fused(part, &mut sum, joined) {
                            true => {
                                only_weak = false;
                                words += 1;
                                end = part + 1;
                                next = end;
                                continue;
                            }
                            false => break,
                        }
                    };
                    let word = self.pack.numbers[mark.entry()];
                    let fits = match word.scale {
                        // 415 ואלפים: thousands that and begins are a number of their own.
                        true if part > at && token.and_prefix && sum.group.is_some() => false,
                        true => sum.scale(word.value),
                        false if digits.is_some() && sum.scale.is_none() => false,
                        false => sum.add(word.value, joined, self.pack.grammar.units_before_tens),
                    };
                    if !fits {
                        break;
                    }
                    only_weak &= word.weak;
                    words += 1;
                    end = mark.end;
                    next = end;
                }
                Kind::Sign(_) => break,
            }
        }
        if end == at {
            return None;
        }
        // IS-K: a letter that shortens thousands is none without a number before it.
        let is_letter = digits.is_none()
            && end == at + 1
            && self.is_scale(at)
            && self
                .tokens
                .get(at)
                .is_some_and(|token| token.end - token.start == 1);
        if is_letter {
            return None;
        }
        if digits.is_some() && self.has_latin_unit(end) {
            return Some(no_count(at, end + 1));
        }
        if self.has_ordinal_ending(end, digits.is_some()) {
            return Some(no_count(at, end + 1));
        }
        let Some(value) = sum.value().filter(|&v| v <= crate::model::Count::MAX.get()) else {
            return Some(no_count(at, end));
        };
        if !counts {
            return Some(no_count(at, end));
        }
        Some(Number {
            first: at,
            end,
            amount: Amount::Whole(value),
            scale: match sum.group {
                None => sum.scale.unwrap_or(1),
                Some(_) => 1,
            },
            weak: only_weak,
            person: false,
            digits: digits.filter(|_| words == 0),
            entry: None,
            counts: true,
        })
    }

    fn is_part(&self, at: usize, after_scale: bool) -> bool {
        self.marks.is(at, Section::Number)
            || self.marks.is(at, Section::Half)
            || (matches!(self.tokens.get(at), Some(token) if matches!(token.kind, Kind::Number(_)))
                && (self.is_scale(at + 1) || after_scale))
    }

    /// One thousand, two hundred: a comma inside one number in words.
    fn has_thousands_comma(&self, at: usize, sum: &Sum, has_digits: bool) -> bool {
        !has_digits
            && sum.group.is_none()
            && sum.scale.is_some_and(|scale| scale >= 1000)
            && self.tokens.sign(at) == Some(',')
            && self
                .marks
                .of(at + 1, Section::Number)
                .is_some_and(|mark| self.is_scale(mark.end))
            && !self.is_scale(at + 1)
    }

    fn is_scale(&self, at: usize) -> bool {
        self.marks
            .of(at, Section::Number)
            .is_some_and(|mark| self.pack.numbers[mark.entry()].scale)
    }

    /// 5km, 5 kg in a text that has no Latin letters: a unit, and nobody is counted.
    fn has_latin_unit(&self, end: usize) -> bool {
        let Some(token) = self.tokens.get(end).filter(|_| self.tokens.is_word(end)) else {
            return false;
        };
        let word = self.text.get(token.start..token.end).unwrap_or("");
        let latin = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let short = word.len() <= UNIT && word.bytes().all(|byte| byte.is_ascii_lowercase());
        self.pack.header.script != "Latin" && latin && (token.joint != Joint::Space || short)
    }

    /// A word or ending behind the number makes it an ordinal: 5th, 5-й, twenty-second.
    fn has_ordinal_ending(&self, end: usize, is_digits: bool) -> bool {
        let Some(token) = self.tokens.get(end) else {
            return false;
        };
        let is_near = token.joint != Joint::Space;
        (is_digits && is_near && self.marks.is(end, Section::OrdinalSuffix))
            || (!is_digits && self.marks.is(end, Section::Ordinal))
    }

    /// T-72, COVID-19, Su25, #5, No 5: the number belongs to a name.
    fn is_glued_label(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let (Some(token), Some(previous)) = (self.tokens.get(at), self.tokens.get(before)) else {
            return false;
        };
        match previous.kind {
            Kind::Sign(sign) => matches!(
                sign,
                '#' | '№' | '$' | '€' | '£' | '₽' | '₪' | '¥' | '₺' | '₼' | '֏' | '−'
            ),
            Kind::Word => {
                let word = self.text.get(previous.start..previous.end).unwrap_or("");
                match token.joint {
                    Joint::Space => false,
                    // يقتل5: the space was forgotten behind a word for what happened.
                    Joint::None if self.marks.is(before, Section::Trigger) => false,
                    // A prefix of one letter or two that the language writes to the number: ב-50, و16.
                    _ => !self.is_prefix(word),
                }
            }
            Kind::Number(_) => false,
        }
    }

    fn is_prefix(&self, word: &str) -> bool {
        let folded = self.pack.folding.fold(word);
        self.pack
            .grammar
            .prefixes
            .iter()
            .any(|(prefix, _)| *prefix == folded)
    }

    /// One word that is several number words on end, as in Armenian քսանհինգ: adds them all, or nothing.
    fn fused(&self, at: usize, sum: &mut Sum, joined: bool) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.fused) else {
            return false;
        };
        if !self.tokens.forms(at).is_empty() {
            return false;
        }
        let word = self.text.get(token.start..token.end).unwrap_or("");
        if word.len() > 96 {
            return false;
        }
        let folded = self.pack.folding.fold(word);
        let mut trial = sum.clone();
        let mut steps = 0;
        let parts = self.split(&folded, &mut trial, joined, &mut steps);
        if parts.is_some_and(|parts| parts >= 2) {
            *sum = trial;
            return true;
        }
        false
    }

    /// Splits a word wholly into number words, the longest part first, going back where the rest does not fit (tr
    /// yirmiyedi: yirmi|yedi, not yirmiye|di); how many parts there were.
    fn split(&self, word: &str, sum: &mut Sum, joined: bool, steps: &mut usize) -> Option<usize> {
        if word.is_empty() {
            return Some(0);
        }
        let ends = word
            .char_indices()
            .map(|(start, c)| start + c.len_utf8())
            .rev();
        for end in ends {
            *steps += 1;
            if *steps > SPLITS {
                return None;
            }
            let Some(part) = self.number_word(&word[..end]) else {
                continue;
            };
            let before = sum.clone();
            let fits = match part.scale {
                true => sum.scale(part.value),
                false => sum.add(part.value, joined, self.pack.grammar.units_before_tens),
            };
            if fits && let Some(rest) = self.split(&word[end..], sum, joined, steps) {
                return Some(rest + 1);
            }
            *sum = before;
        }
        None
    }

    /// The number word that a folded word is.
    fn number_word(&self, word: &str) -> Option<NumberWord> {
        let form = self.pack.lexicon.exact(word)?;
        let node = self.pack.lexicon.step(0, form)?;
        let sense = self
            .pack
            .lexicon
            .senses(node)
            .iter()
            .find(|sense| sense.section == Section::Number)?;
        Some(self.pack.numbers[usize::from(sense.entry)])
    }
}

const fn no_count(first: usize, end: usize) -> Number {
    Number {
        first,
        end,
        amount: Amount::Unstated,
        scale: 1,
        weak: false,
        person: false,
        digits: None,
        entry: None,
        counts: false,
    }
}
