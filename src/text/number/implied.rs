//! Numbers that only a noun tells: “a soldier”, `جنديان`, “no casualties”.

use super::grammar::Reader;
use super::lexicon::{Lang, Word};
use super::{Doubt, Form, Found, Value};

impl Reader<'_> {
    /// None at all: “no one”, “no casualties”, لا ضحايا, ни один, нет погибших. Returns whether only a noun says so,
    /// and the token behind.
    pub(super) fn none(&self, at: usize) -> Option<(bool, usize)> {
        let no = self.word(at)?;
        if no.word != Word::No {
            return None;
        }
        let mut next = at + 1;
        let mut entry = self.word(next)?;
        if entry.word == Word::Article {
            // “not a single soldier”
            next += 1;
            entry = self.word(next)?;
        }
        let gaps = &self.tokens[at + 1..=next];
        let words: u32 = gaps.iter().map(|token| u32::from(token.gap.words)).sum();
        if entry.lang != no.lang || gaps.iter().any(|token| token.gap.broken) {
            return None;
        }
        match entry.word {
            Word::Unit(1) | Word::TeenHead(1) => {
                let near = if no.lang == Lang::Arabic { 1 } else { 0 };
                (words <= near).then_some((false, next + 1))
            }
            Word::Singular | Word::Plural | Word::DualOrPlural => {
                (words <= 1).then_some((true, next + 1))
            }
            _ => None,
        }
    }

    /// One or two that a noun tells, where no number or quantity before it counts it. `counted_until` is the token
    /// behind the last number.
    pub(super) fn noun(&self, at: usize, counted_until: Option<usize>) -> Option<Found> {
        let entry = self.word(at)?;
        let (value, start) = match entry.word {
            Word::Dual => (Value::Whole(2), at),
            Word::DualOrPlural => {
                let readings = Box::new([2]);
                let doubt = Doubt::Plural;
                (Value::OneOf { readings, doubt }, at)
            }
            Word::Singular if entry.lang == Lang::English => {
                (Value::Whole(1), self.determiner(at)?)
            }
            Word::Singular => (Value::Whole(1), at),
            _ => return None,
        };
        if self.is_counted(at, counted_until) {
            return None;
        }
        Some(Found {
            span: self.tokens[start].span.start..self.tokens[at].span.end,
            form: Form::Words,
            value,
            implicit: true,
        })
    }

    /// The article that an English noun needs, at most four words before it.
    fn determiner(&self, at: usize) -> Option<usize> {
        let mut words = 0;
        let mut token = at;
        while token > 0 {
            let gap = self.tokens[token].gap;
            words += u32::from(gap.words);
            if gap.broken || words > 4 {
                return None;
            }
            token -= 1;
            match self.word(token).map(|entry| entry.word) {
                Some(Word::Article | Word::Determiner) => return Some(token),
                // An age, or an adjective that is a noun as well: “a 12-year-old boy”, “a police officer”.
                None
                | Some(
                    Word::Singular | Word::Span | Word::Unit(_) | Word::Teen(_) | Word::Tens(_),
                ) => {
                    words += 1;
                }
                Some(_) => return None,
            }
        }
        None
    }

    /// Whether what stands before a noun counts it or is its head: fifty soldiers, several soldiers, ضابط شرطة.
    fn is_counted(&self, at: usize, counted_until: Option<usize>) -> bool {
        let entry = self.word(at);
        let (lang, and) = match entry {
            Some(entry) => (entry.lang, entry.and),
            None => return false,
        };
        let gap = self.tokens[at].gap;
        if and || gap.broken || lang == Lang::English || at == 0 {
            return false;
        }
        let behind_number = counted_until == Some(at);
        let near = if lang == Lang::Arabic { 1 } else { 2 };
        match self.word(at - 1).map(|entry| entry.word) {
            _ if behind_number => gap.words <= near,
            Some(Word::Quantity | Word::Scale(..)) => gap.words <= near,
            Some(Word::Singular | Word::Dual | Word::DualOrPlural | Word::Plural) => gap.words == 0,
            _ => false,
        }
    }
}
