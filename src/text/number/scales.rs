//! Scales: thousand, million, dozen, and their halves.

use super::grammar::{Read, Reader, one_of, whole};
use super::lexicon::{Bare, Entry, Lang, Word};
use super::{Doubt, Form, LARGEST, Value};

impl Reader<'_> {
    /// Multiplies what was read by the scale at its end.
    pub(super) fn multiply(&self, read: &mut Read, scale: u64, entry: Entry) {
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
    pub(super) fn bare_scale(&self, at: usize) -> Option<u64> {
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
    pub(super) fn rest(&self, read: &mut Read, scale: u64) {
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
            // English says “2 thousand and 500” of two numbers.
            if lang != Lang::English || start == read.next {
                self.add_doubtfully(read, &tail);
            }
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
    pub(super) fn add_doubtfully(&self, read: &mut Read, tail: &Read) {
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

    /// “half a million”, نصف مليون, ثلاثة أرباع المليون, полтора десятка, два с половиной миллиона, two and a half thousand.
    pub(super) fn halves(&self, at: usize, entry: Entry) -> Option<Read> {
        let lang = entry.lang;
        let (parts, of, mut next) = match entry.word {
            Word::OneAndHalf => (3, 2, at + 1),
            Word::Half => (1, 2, at + 1),
            Word::Quarter => (1, 4, at + 1),
            _ => {
                let (value, next) = self.below_hundred(at, entry)?;
                let quarters = self.joined(next, Some(lang));
                match quarters.is_some_and(|entry| entry.word == Word::Quarters) {
                    true => (value, 4, next + 1),
                    false => (value * 2 + 1, 2, self.and_a_half(next, lang)?),
                }
            }
        };
        let article = self.joined(next, Some(Lang::English));
        if article.is_some_and(|entry| entry.word == Word::Article) {
            next += 1;
        }
        let scale = self.scale(next, Some(lang)).map(|(scale, _)| scale);
        let scale = scale.or_else(|| self.scale_with_article(next, lang))?;
        let product = scale.checked_mul(parts)?;
        (product % of == 0).then(|| Read::words(product / of, lang, next + 1))
    }

    /// نصف المليون: behind a part the scale may be definite.
    fn scale_with_article(&self, at: usize, lang: Lang) -> Option<u64> {
        let entry = self.joined(at, Some(lang))?;
        match entry.word {
            Word::Scale(scale, Bare::Once) if entry.article && !entry.and => Some(scale),
            _ => None,
        }
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
    pub(super) fn half_behind(&self, read: &mut Read, scale: u64) {
        let (Some(head), Some(lang)) = (read.whole(), read.lang) else {
            return;
        };
        if scale < 1_000 {
            return;
        }
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
}
