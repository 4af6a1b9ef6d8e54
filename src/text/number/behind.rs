//! What stands between two numbers, or behind one, and changes what it is.

use super::grammar::{Reader, one_of};
use super::lexicon::{Lang, Word};
use super::{Doubt, Form, Found, LARGEST, Value};

impl Reader<'_> {
    /// Whether the number at `at` follows the number that ended before token `end` as in a range or a choice: 2-3, two or
    /// three, from two to three.
    pub(super) fn are_linked(&self, end: usize, at: usize) -> bool {
        let gap = self.tokens[at].gap;
        if at == end {
            let joined = self
                .word(at)
                .is_some_and(|entry| entry.and && gap.is_space());
            return gap.words == 0 && (gap.hyphen || joined);
        }
        let link = self.word(end).map(|entry| entry.word);
        at == end + 1
            && matches!(link, Some(Word::And | Word::Link | Word::Governor))
            && gap.is_space()
            && self.tokens[end].gap.is_space()
    }

    /// In “2-3 thousand” the scale may cover the number before the hyphen as well; in “90 to one hundred” it cannot.
    pub(super) fn share_scale(&self, before: &mut Found, scale: u64, behind: &Value) {
        if let Value::Whole(value) = before.value
            && !before.implicit
            && value > 0
            && let Some(scaled) = value.checked_mul(scale).filter(|&v| v <= LARGEST)
        {
            let reaches = |most: u64| scaled < most;
            let is_less = match behind {
                Value::Whole(most) => reaches(*most),
                Value::OneOf { readings, .. } => readings.iter().copied().any(reaches),
                _ => false,
            };
            if is_less {
                before.value = one_of(vec![scaled, value], Doubt::Scale);
            }
        }
    }

    /// What stands behind a number and makes it no count: “50 percent”, “four-year-old”, “two-thirds”, “twenty-first”.
    pub(super) fn after(&self, value: Value, form: Form, next: usize) -> (Value, usize) {
        let Some(entry) = self.word(next) else {
            return (value, next);
        };
        let gap = self.tokens[next].gap;
        if gap.broken {
            return (value, next);
        }
        let close = gap.words == 0;
        let small = |most| matches!(value, Value::Whole(value) if value <= most);
        let tens = matches!(value, Value::Whole(value) if value >= 20 && value % 10 == 0);
        let words = form == Form::Words;
        let changed = match entry.word {
            Word::Percent if close => Value::Fraction,
            Word::Per if close && self.is_hundred(next + 1) => {
                return (Value::Fraction, next + 2);
            }
            Word::Span if close && gap.hyphen => Value::Label,
            Word::Part if close && words && small(9) => Value::Fraction,
            Word::Ordinal | Word::Part
                if close && words && tens && (gap.hyphen || entry.lang == Lang::Russian) =>
            {
                Value::Label
            }
            _ => return (value, next),
        };
        (changed, next + 1)
    }

    /// The “cent” of “per cent”, the المئة of في المئة.
    fn is_hundred(&self, at: usize) -> bool {
        self.joined(at, None).is_some_and(|entry| match entry.word {
            Word::Cent => true,
            Word::Scale(100, _) => entry.article,
            _ => false,
        })
    }
}
