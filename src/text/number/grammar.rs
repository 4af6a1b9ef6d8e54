//! How tokens make numbers: units, tens, hundreds and scales joined as each language joins them.
//!
//! One walk over the tokens; a number is read as far as it goes, and a part that turns out to begin another number
//! (“one hundred and two hundred”) is given back. The recursion is as deep as there are scales, five at most.

use super::lexicon::{Bare, Entry, Lang, Word};
use super::numeral::Decimal;
use super::scan::{Item, Token};
use super::{Doubt, Form, Found, LARGEST, Value};

/// The numbers that the tokens make.
pub(super) fn read(tokens: &[Token]) -> Vec<Found> {
    let reader = Reader { tokens };
    let mut found: Vec<Found> = Vec::new();
    // The token behind the last number, a noun of which is counted by it.
    let mut counted_until: Option<usize> = None;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(number) = reader.number(at, u64::MAX) {
            if let Some(scale) = number.scale
                && let Some(before) = found.last_mut()
                && counted_until.is_some_and(|end| reader.are_linked(end, at))
            {
                reader.share_scale(before, scale, &number.value);
            }
            let (value, next) = reader.after(number.value, number.form, number.next);
            found.push(Found {
                span: tokens[at].span.start..tokens[next - 1].span.end,
                form: number.form,
                value,
                implicit: false,
            });
            at = next;
            counted_until = Some(at);
            continue;
        }
        if let Some((implicit, next)) = reader.none(at) {
            found.push(Found {
                span: tokens[at].span.start..tokens[next - 1].span.end,
                form: Form::Words,
                value: Value::Whole(0),
                implicit,
            });
            at = next;
            counted_until = Some(at);
            continue;
        }
        if let Some(mut implied) = reader.noun(at, counted_until) {
            if found
                .last()
                .is_some_and(|last| last.span.end > implied.span.start)
            {
                implied.span.start = tokens[at].span.start;
            }
            found.push(implied);
        }
        at += 1;
    }
    found
}

/// The tokens of one text.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
}

/// A number read so far, and the token behind it.
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) decimal: Option<Decimal>,
    pub(super) form: Form,
    pub(super) lang: Option<Lang>,
    /// Only digits, without a scale word: it joins what stands before it only doubtfully.
    pub(super) bare_digits: bool,
    /// The scale that what was read was multiplied by.
    pub(super) scale: Option<u64>,
    pub(super) next: usize,
}

impl Read {
    pub(super) fn words(value: u64, lang: Lang, next: usize) -> Self {
        Self {
            value: whole(value),
            decimal: None,
            form: Form::Words,
            lang: Some(lang),
            bare_digits: false,
            scale: None,
            next,
        }
    }

    pub(super) fn whole(&self) -> Option<u64> {
        match self.value {
            Value::Whole(value) => Some(value),
            _ => None,
        }
    }
}

pub(super) const fn whole(value: u64) -> Value {
    match value <= LARGEST {
        true => Value::Whole(value),
        false => Value::TooLarge,
    }
}

pub(super) fn one_of(readings: Vec<u64>, doubt: Doubt) -> Value {
    match readings.as_slice() {
        [] => Value::TooLarge,
        _ => Value::OneOf {
            readings: readings.into(),
            doubt,
        },
    }
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> Option<Entry> {
        match self.tokens.get(at)?.item {
            Item::Word(entry) => Some(entry),
            Item::Numeral(_) => None,
        }
    }

    /// The word at `at` when nothing but a space stands before it; in English also a hyphen.
    pub(super) fn joined(&self, at: usize, lang: Option<Lang>) -> Option<Entry> {
        let entry = self.word(at)?;
        let gap = self.tokens[at].gap;
        let close = gap.words == 0 && !gap.broken && (!gap.hyphen || entry.lang == Lang::English);
        (close && lang.is_none_or(|lang| lang == entry.lang)).then_some(entry)
    }

    /// The scale word at `at` that multiplies the number before it.
    pub(super) fn scale(&self, at: usize, lang: Option<Lang>) -> Option<(u64, Entry)> {
        let entry = self.joined(at, lang)?;
        match entry.word {
            Word::Scale(scale, bare) if !entry.and && !entry.article && bare != Bare::Twice => {
                Some((scale, entry))
            }
            _ => None,
        }
    }

    /// A number below `limit` that begins at `at`.
    pub(super) fn number(&self, at: usize, limit: u64) -> Option<Read> {
        let mut read = self.first_term(at)?;
        while let Some((scale, entry)) = self.scale(read.next, read.lang) {
            if scale < 1_000 && scale != 12 && scale != 10 && read.lang.is_some() {
                break;
            }
            self.multiply(&mut read, scale, entry);
            read.scale = Some(scale);
        }
        if read.bare_digits {
            return self.below(read, limit);
        }
        // Checked before going deeper, so that each level has a smaller scale than the one above.
        read = self.below(read, limit)?;
        if let Some(scale) = read.scale.or_else(|| self.bare_scale(at)) {
            self.half_behind(&mut read, scale);
            self.rest(&mut read, scale);
        }
        self.below(read, limit)
    }

    fn below(&self, read: Read, limit: u64) -> Option<Read> {
        let most = match &read.value {
            Value::Whole(value) => *value,
            Value::OneOf { readings, .. } => readings.iter().copied().max()?,
            _ if limit == u64::MAX => 0,
            _ => return None,
        };
        (most < limit).then_some(read)
    }

    /// Digits, a group below a thousand, or a scale that stands alone.
    fn first_term(&self, at: usize) -> Option<Read> {
        let token = self.tokens.get(at)?;
        let entry = match &token.item {
            Item::Numeral(numeral) => {
                return Some(Read {
                    value: numeral.value.clone(),
                    decimal: numeral.decimal,
                    form: Form::Digits,
                    lang: None,
                    bare_digits: true,
                    scale: None,
                    next: at + 1,
                });
            }
            Item::Word(entry) => *entry,
        };
        if let Some(read) = self.halves(at, entry) {
            return Some(read);
        }
        if let Word::Fixed(value) = entry.word {
            return Some(Read::words(value, entry.lang, at + 1));
        }
        if entry.word == Word::Article
            && let Some((scale, _)) = self.scale(at + 1, Some(Lang::English))
        {
            let mut read = Read::words(scale, entry.lang, at + 2);
            if scale == 100 {
                self.tens_behind(&mut read);
            }
            return Some(read);
        }
        if let Some(read) = self.group(at, entry) {
            return Some(read);
        }
        let Word::Scale(scale, bare) = entry.word else {
            return None;
        };
        let value = match bare {
            Bare::Once => whole(scale),
            Bare::Twice => whole(scale * 2),
            Bare::OnceOrTwice => one_of(vec![scale * 2, scale], Doubt::Dual),
            Bare::Governed => {
                let before = self.word(at.checked_sub(1)?)?;
                let governed = before.word == Word::Governor && self.tokens[at].gap.is_space();
                governed.then_some(whole(scale))?
            }
            Bare::Doubtful | Bare::Never => return None,
        };
        Some(Read {
            value,
            ..Read::words(0, entry.lang, at + 1)
        })
    }

    /// A number below a thousand in words (in English below ten thousand: fifteen hundred).
    fn group(&self, at: usize, entry: Entry) -> Option<Read> {
        let lang = entry.lang;
        let mut read = match entry.word {
            Word::Hundreds(value) => Read::words(value, lang, at + 1),
            Word::Scale(100, Bare::Once) => Read::words(100, lang, at + 1),
            _ => {
                let (value, next) = self.below_hundred(at, entry)?;
                match self.scale(next, Some(lang)) {
                    Some((100, _)) => Read {
                        scale: Some(100),
                        ..Read::words(value * 100, lang, next + 1)
                    },
                    _ => return Some(Read::words(value, lang, next)),
                }
            }
        };
        self.tens_behind(&mut read);
        Some(read)
    }

    /// Adds the tens and units behind hundreds, joined as the language joins them.
    fn tens_behind(&self, read: &mut Read) {
        let (Some(hundreds), Some(lang)) = (read.whole(), read.lang) else {
            return;
        };
        let Some(start) = self.joint(read.next, lang) else {
            return;
        };
        let Some(entry) = self.word(start) else {
            if let Some(tail) = self.number(start, 100).filter(|tail| tail.bare_digits) {
                self.add_doubtfully(read, &tail);
            }
            return;
        };
        if entry.lang == lang
            && let Some((value, next)) = self.below_hundred(start, entry)
            && !matches!(self.scale(next, Some(lang)), Some((10..=100, _)))
        {
            read.value = whole(hundreds + value);
            read.next = next;
        }
    }

    /// Where the next part of a number begins: behind “and” in English, behind the و that Arabic requires.
    pub(super) fn joint(&self, at: usize, lang: Lang) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let close = token.gap.words == 0 && !token.gap.broken;
        if !close || (token.gap.hyphen && lang != Lang::English) {
            return None;
        }
        let Some(entry) = self.word(at) else {
            return (lang != Lang::Arabic).then_some(at);
        };
        match (entry.word, lang) {
            (Word::And, Lang::English | Lang::Arabic) if entry.lang == lang => {
                let next = self.tokens.get(at + 1)?;
                next.gap.is_space().then_some(at + 1)
            }
            (_, Lang::Arabic) => entry.and.then_some(at),
            _ => Some(at),
        }
    }

    /// 1 to 99 in words, and the token behind.
    pub(super) fn below_hundred(&self, at: usize, entry: Entry) -> Option<(u64, usize)> {
        let behind = self.joined(at + 1, Some(entry.lang));
        let arabic = entry.lang == Lang::Arabic;
        match entry.word {
            Word::Unit(unit) if arabic => match behind {
                Some(Entry {
                    word: Word::Teen(10),
                    and: false,
                    article: false,
                    ..
                }) => Some((10 + unit, at + 2)),
                Some(Entry {
                    word: Word::Tens(tens),
                    and: true,
                    ..
                }) => Some((tens + unit, at + 2)),
                _ => Some((unit, at + 1)),
            },
            Word::TeenHead(unit) => match behind?.word {
                Word::Teen(10) => Some((10 + unit, at + 2)),
                Word::Tens(tens) if behind?.and => Some((tens + unit, at + 2)),
                _ => None,
            },
            Word::Unit(value) | Word::Teen(value) => Some((value, at + 1)),
            Word::Tens(tens) => match behind.map(|entry| entry.word) {
                Some(Word::Unit(unit)) if !arabic => Some((tens + unit, at + 2)),
                _ => Some((tens, at + 1)),
            },
            _ => None,
        }
    }
}
