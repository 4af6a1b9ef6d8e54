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
                && counted_until == Some(at)
                && let Some(before) = found.last_mut()
            {
                reader.share_scale(before, at, scale);
            }
            let (value, next) = reader.after(number.value, number.next);
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
struct Read {
    value: Value,
    decimal: Option<Decimal>,
    form: Form,
    lang: Option<Lang>,
    /// Only digits, without a scale word: it joins what stands before it only doubtfully.
    bare_digits: bool,
    /// The scale that what was read was multiplied by.
    scale: Option<u64>,
    next: usize,
}

impl Read {
    fn words(value: u64, lang: Lang, next: usize) -> Self {
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

    fn whole(&self) -> Option<u64> {
        match self.value {
            Value::Whole(value) => Some(value),
            _ => None,
        }
    }
}

const fn whole(value: u64) -> Value {
    match value <= LARGEST {
        true => Value::Whole(value),
        false => Value::TooLarge,
    }
}

fn one_of(readings: Vec<u64>, doubt: Doubt) -> Value {
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
    fn joined(&self, at: usize, lang: Option<Lang>) -> Option<Entry> {
        let entry = self.word(at)?;
        let gap = self.tokens[at].gap;
        let close = gap.words == 0 && !gap.broken && (!gap.hyphen || entry.lang == Lang::English);
        (close && lang.is_none_or(|lang| lang == entry.lang)).then_some(entry)
    }

    /// The scale word at `at` that multiplies the number before it.
    fn scale(&self, at: usize, lang: Option<Lang>) -> Option<(u64, Entry)> {
        let entry = self.joined(at, lang)?;
        match entry.word {
            Word::Scale(scale, bare) if !entry.and && !entry.article && bare != Bare::Twice => {
                Some((scale, entry))
            }
            _ => None,
        }
    }

    /// A number below `limit` that begins at `at`.
    fn number(&self, at: usize, limit: u64) -> Option<Read> {
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
                    Some((100, _)) => Read::words(value * 100, lang, next + 1),
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
    fn joint(&self, at: usize, lang: Lang) -> Option<usize> {
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
    fn below_hundred(&self, at: usize, entry: Entry) -> Option<(u64, usize)> {
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

    /// Multiplies what was read by the scale at its end.
    fn multiply(&self, read: &mut Read, scale: u64, entry: Entry) {
        let times = |value: u64| value.checked_mul(scale).filter(|&v| v <= LARGEST);
        let by_point = read.decimal.take().and_then(|decimal| decimal.times(scale));
        let is_doubtful = matches!(entry.word, Word::Scale(_, Bare::Doubtful));
        read.value = match &read.value {
            Value::Whole(value) if is_doubtful => one_of(
                times(*value).into_iter().chain([*value]).collect(),
                Doubt::Scale,
            ),
            Value::Whole(value) => match (times(*value), by_point) {
                (Some(one), Some(other)) if one != other => one_of(vec![one, other], Doubt::Point),
                (Some(one), _) => Value::Whole(one),
                (None, _) => Value::TooLarge,
            },
            Value::Fraction => by_point.map_or(Value::Fraction, Value::Whole),
            Value::OneOf { readings, doubt } => match (doubt, readings.split_last()) {
                // In “1 200 thousand” only the last group is multiplied when they are several numbers.
                (Doubt::Groups, Some((last, [joined, parts @ ..]))) if readings.len() > 2 => {
                    let kept = times(*joined).into_iter().chain(parts.iter().copied());
                    one_of(kept.chain(times(*last)).collect(), Doubt::Groups)
                }
                // `3،5 million`: two numbers or a decimal.
                (Doubt::Groups, _) => Value::Fraction,
                _ => one_of(
                    readings
                        .iter()
                        .filter_map(|&v| times(v))
                        .chain(by_point)
                        .collect(),
                    *doubt,
                ),
            },
            other => other.clone(),
        };
        read.form = match read.form {
            Form::Digits => Form::Mixed,
            form => form,
        };
        read.bare_digits = false;
        read.lang = Some(entry.lang);
        read.next += 1;
    }

    /// The scale of a number that begins with a scale of a thousand or more: ألفان.
    fn bare_scale(&self, at: usize) -> Option<u64> {
        let entry = self.word(at)?;
        let entry = match entry.word {
            Word::Article => self.word(at + 1)?,
            _ => entry,
        };
        match entry.word {
            Word::Scale(scale, _) if scale >= 1_000 => Some(scale),
            _ => None,
        }
    }

    /// Adds what follows a scale: “two thousand three hundred”, “ألف ومئتان”.
    fn rest(&self, read: &mut Read, scale: u64) {
        let (Some(head), Some(lang)) = (read.whole(), read.lang) else {
            return;
        };
        if scale < 1_000 {
            return;
        }
        let Some(start) = self.joint(read.next, lang) else {
            return;
        };
        let Some(tail) = self.number(start, scale) else {
            return;
        };
        if tail.bare_digits {
            self.add_doubtfully(read, &tail);
            return;
        }
        let same = tail.lang == Some(lang);
        if let (Some(value), true) = (tail.whole(), same) {
            read.value = whole(head.saturating_add(value));
        } else if let (Value::OneOf { readings, doubt }, true) = (&tail.value, same) {
            let sums = readings.iter().filter_map(|v| head.checked_add(*v));
            read.value = one_of(sums.filter(|&v| v <= LARGEST).collect(), *doubt);
        } else {
            return;
        }
        if tail.form != Form::Words {
            read.form = Form::Mixed;
        }
        read.next = tail.next;
    }

    /// Digits behind words may go on with the number or begin another.
    fn add_doubtfully(&self, read: &mut Read, tail: &Read) {
        let (Some(head), Some(value)) = (read.whole(), tail.whole()) else {
            return;
        };
        let Some(sum) = head.checked_add(value).filter(|&sum| sum <= LARGEST) else {
            return;
        };
        read.value = one_of(vec![sum, head, value], Doubt::Sum);
        read.form = Form::Mixed;
        read.next = tail.next;
    }

    /// “half a million”, نصف مليون, полтора десятка, два с половиной миллиона, two and a half thousand.
    fn halves(&self, at: usize, entry: Entry) -> Option<Read> {
        let lang = entry.lang;
        let (doubled, mut next) = match entry.word {
            Word::OneAndHalf => (3, at + 1),
            Word::Half => (1, at + 1),
            _ => {
                let (value, next) = self.below_hundred(at, entry)?;
                (value * 2 + 1, self.and_a_half(next, lang)?)
            }
        };
        let article = self.joined(next, Some(Lang::English));
        if article.is_some_and(|entry| entry.word == Word::Article) {
            next += 1;
        }
        let (scale, _) = self.scale(next, Some(lang))?;
        let product = scale.checked_mul(doubled)?;
        (product % 2 == 0).then(|| Read::words(product / 2, lang, next + 1))
    }

    /// The token behind “and a half” or “с половиной”.
    fn and_a_half(&self, at: usize, lang: Lang) -> Option<usize> {
        let is =
            |at: usize, word: Word| self.joined(at, Some(lang)).is_some_and(|e| e.word == word);
        match lang {
            Lang::English => {
                (is(at, Word::And) && is(at + 1, Word::Article) && is(at + 2, Word::Half))
                    .then_some(at + 3)
            }
            Lang::Russian => (is(at, Word::With) && is(at + 1, Word::Half)).then_some(at + 2),
            Lang::Arabic | Lang::Other => None,
        }
    }

    /// مليون ونصف (المليون), “a million and a half”.
    fn half_behind(&self, read: &mut Read, scale: u64) {
        let (Some(head), Some(lang)) = (read.whole(), read.lang) else {
            return;
        };
        let next = match lang {
            Lang::Arabic => match self.joined(read.next, Some(lang)) {
                Some(entry) if entry.word == Word::Half && entry.and => {
                    let again = self.joined(read.next + 1, Some(lang));
                    let named =
                        again.is_some_and(|e| matches!(e.word, Word::Scale(s, _) if s == scale));
                    Some(read.next + 1 + usize::from(named))
                }
                _ => None,
            },
            _ => self.and_a_half(read.next, lang),
        };
        if let Some(next) = next {
            read.value = whole(head.saturating_add(scale / 2));
            read.next = next;
        }
    }

    /// In “2-3 thousand” the scale may cover the number before the hyphen as well.
    fn share_scale(&self, before: &mut Found, at: usize, scale: u64) {
        let gap = self.tokens[at].gap;
        if let Value::Whole(value) = before.value
            && gap.hyphen
            && gap.words == 0
            && value < scale
            && let Some(scaled) = value.checked_mul(scale).filter(|&v| v <= LARGEST)
        {
            before.value = one_of(vec![scaled, value], Doubt::Scale);
        }
    }

    /// A percentage in words is no count, and neither is an age: “50 percent”, “four-year-old”.
    fn after(&self, value: Value, next: usize) -> (Value, usize) {
        let Some(entry) = self.word(next) else {
            return (value, next);
        };
        let gap = self.tokens[next].gap;
        let percent = match entry.word {
            Word::Percent => gap.words == 0,
            Word::Cent => gap.words == 1 && !gap.broken,
            Word::Scale(100, _) => entry.article && gap.words == 1,
            _ => false,
        };
        if percent && !gap.broken {
            return (Value::Fraction, next + 1);
        }
        if entry.word == Word::Span && gap.hyphen && gap.words == 0 && !gap.broken {
            return (Value::Label, next + 1);
        }
        (value, next)
    }
}
