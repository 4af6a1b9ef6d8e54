//! Days that stand in a text: “on Saturday”, “1 March 2024”, «أمس الأربعاء».
//!
//! Enter: a text, its language. Leave: the places where it names one day ([`Dated`]), and, beside the day on which the text
//! was printed, which day that is. Invariants: every span lies on character borders; what may be two days is none: a date
//! that begins or ends a stretch, “last Tuesday”, “yesterday” beside a weekday that yesterday was not. A weekday, and a
//! date without a year, is the last such day up to the day of the print; without that day it is none.

mod names;

use std::ops::Range;
use std::sync::OnceLock;

use chrono::{Datelike as _, Days, NaiveDate};

use super::digits::digit_value;
use super::fold;
use names::{NAMES, Names};

/// How a text names a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// From Monday, 0.
    Weekday(u32),
    /// So many days from the day of the print.
    Away(i32),
    /// A month and a day, and the year where it is said.
    Date(Option<i32>, u32, u32),
}

/// A place where a text names one day, in one way or in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Where, with the preposition.
    pub span: Range<usize>,
    named: Vec<Named>,
    /// It is one end of a stretch, or counted from something: which day is not clear.
    is_open: bool,
}

impl Dated {
    /// Which day it is, in a text that was printed on `printed`; none where the ways to name it do not agree, or need a day
    /// of print that is not known.
    pub fn day(&self, printed: Option<NaiveDate>) -> Option<NaiveDate> {
        if self.is_open {
            return None;
        }
        let mut days = self.named.iter().map(|named| named.day(printed));
        let first = days.next()??;
        days.all(|day| day == Some(first)).then_some(first)
    }
}

impl Named {
    fn day(self, printed: Option<NaiveDate>) -> Option<NaiveDate> {
        match self {
            Self::Weekday(wanted) => {
                let printed = printed?;
                let back = (printed.weekday().num_days_from_monday() + 7 - wanted) % 7;
                printed.checked_sub_days(Days::new(back.into()))
            }
            Self::Away(days) => {
                let span = Days::new(days.unsigned_abs().into());
                if days < 0 {
                    printed?.checked_sub_days(span)
                } else {
                    printed?.checked_add_days(span)
                }
            }
            Self::Date(Some(year), month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Date(None, month, day) => {
                let printed = printed?;
                // The 29th of February is eight years away at most.
                (0..=8)
                    .filter_map(|back| NaiveDate::from_ymd_opt(printed.year() - back, month, day))
                    .find(|date| *date <= printed)
            }
        }
    }
}

/// Whether the calendar of a language is known.
pub fn is_known(language: &str) -> bool {
    calendar(language).is_some()
}

/// Whether the verb closes a sentence of the language, so that a day behind its subject may be of either.
pub fn is_verb_final(language: &str) -> bool {
    calendar(language).is_some_and(|calendar| calendar.names.is_verb_final)
}

/// A name and its words, folded.
type Words<T> = Vec<(Vec<String>, T)>;

/// The words of one language, folded, the longest names first.
struct Calendar {
    names: &'static Names,
    weekdays: Words<u32>,
    months: Words<u32>,
    away: Words<i32>,
    links: Vec<String>,
    before: Vec<String>,
    beside: Vec<String>,
}

fn calendar(language: &str) -> Option<&'static Calendar> {
    static ALL: OnceLock<Vec<OnceLock<Calendar>>> = OnceLock::new();
    let primary = language.split('-').next()?;
    let at = NAMES.iter().position(|names| names.code == primary)?;
    let all = ALL.get_or_init(|| NAMES.iter().map(|_| OnceLock::new()).collect());
    Some(all.get(at)?.get_or_init(|| Calendar::of(&NAMES[at])))
}

impl Calendar {
    fn of(names: &'static Names) -> Self {
        fn words<T: Copy>(names: impl Iterator<Item = (T, &'static str)>) -> Words<T> {
            let mut all: Words<T> = names
                .flat_map(|(of, names)| names.split('/').map(move |name| (folded(name), of)))
                .collect();
            all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            all
        }
        let single = |names: &str| names.split('/').flat_map(folded).collect();
        Self {
            names,
            weekdays: words((0..).zip(names.weekdays)),
            months: words((1..).zip(names.months)),
            away: words(names.away.iter().copied()),
            links: single(names.links),
            before: single(names.before),
            beside: single(names.beside),
        }
    }

    /// The name that begins at the first of `tokens`, and how many it takes.
    fn name<T: Copy>(&self, names: &Words<T>, tokens: &[Token]) -> Option<(T, usize)> {
        let fits = |word: &str, token: &Token, is_first: bool, is_last: bool| {
            let ends = |text: &str| match text.strip_prefix(word) {
                Some("") => true,
                Some(rest) => is_last && rest.chars().count() <= self.names.endings,
                None => false,
            };
            let bare = token
                .text
                .strip_prefix(|c: char| is_first && self.names.prefixes.contains(c));
            ends(&token.text) || bare.is_some_and(ends)
        };
        names.iter().find_map(|(words, of)| {
            let taken = tokens.get(..words.len())?;
            let last = words.len() - 1;
            words
                .iter()
                .zip(taken)
                .enumerate()
                .all(|(at, (word, token))| fits(word, token, at == 0, at == last))
                .then_some((*of, words.len()))
        })
    }

    /// What names a day at the first of `tokens`, and how many it takes. A number beside a month is its day.
    fn piece(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        if let Some((weekday, taken)) = self.name(&self.weekdays, tokens) {
            return Some((Named::Weekday(weekday), taken));
        }
        if let Some((days, taken)) = self.name(&self.away, tokens) {
            return Some((Named::Away(days), taken));
        }
        self.day_first(tokens).or_else(|| self.month_first(tokens))
    }

    /// `1 March 2024`, `1 de marzo de 2024`, `١٤ أيلول/سبتمبر`.
    fn day_first(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let day = tokens.first()?.day()?;
        let mut at = self.past_links(tokens, 1);
        let (month, taken) = self.name(&self.months, tokens.get(at..)?)?;
        at += taken;
        if let Some((again, taken)) = self.name(&self.months, tokens.get(at..)?) {
            if again != month {
                return None;
            }
            at += taken;
        }
        let (year, at) = self.year(tokens, at);
        Some((Named::Date(year, month, day), at))
    }

    /// `March 1, 2024`, `սեպտեմբերի 14-ին`.
    fn month_first(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let (month, taken) = self.name(&self.months, tokens)?;
        let at = self.past_links(tokens, taken);
        let day = tokens.get(at)?.day()?;
        let (year, at) = self.year(tokens, at + 1);
        Some((Named::Date(year, month, day), at))
    }

    fn year(&self, tokens: &[Token], at: usize) -> (Option<i32>, usize) {
        let behind = self.past_links(tokens, at);
        match tokens.get(behind).and_then(Token::year) {
            Some(year) => (Some(year), behind + 1),
            None => (None, at),
        }
    }

    /// At most two words that change nothing.
    fn past_links(&self, tokens: &[Token], at: usize) -> usize {
        let is_link = |token: &&Token| self.links.contains(&token.text);
        at + tokens.iter().skip(at).take(2).take_while(is_link).count()
    }
}

/// A word or a number of a text.
struct Token {
    span: Range<usize>,
    /// Folded; a number in ASCII digits.
    text: String,
    /// What stands before it parts it from the word before: more than white space and commas.
    is_parted: bool,
    /// A dash alone stands before it.
    is_dashed: bool,
}

impl Token {
    fn number(&self, digits: usize) -> Option<u32> {
        let is_number = self.text.len() <= digits && self.text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| self.text.parse().ok()).flatten()
    }

    fn day(&self) -> Option<u32> {
        self.number(2).filter(|day| (1..=31).contains(day))
    }

    fn year(&self) -> Option<i32> {
        let year = self.number(4).filter(|year| (1900..2200).contains(year))?;
        i32::try_from(year).ok()
    }
}

fn folded(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.text).collect()
}

/// The words and numbers of a text; letters and digits are never of one.
fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut end = 0;
    let close = |all: &mut Vec<Token>, start: usize, stop: usize, before: usize| {
        let gap = &text[before..start];
        let bare = gap.trim();
        all.push(Token {
            span: start..stop,
            text: fold(&text[start..stop]),
            is_parted: !bare
                .chars()
                .all(|c| matches!(c, ',' | '،' | '/' | '-' | '\'' | '’' | '\u{200c}')),
            is_dashed: matches!(bare, "-" | "–" | "—"),
        });
    };
    for (at, c) in text.char_indices() {
        let is_digit = digit_value(c).is_some();
        let is_in = c.is_alphanumeric() || is_digit;
        match open {
            Some((start, was_digit)) if !is_in || was_digit != is_digit => {
                close(&mut all, start, at, end);
                end = at;
                open = is_in.then_some((at, is_digit));
            }
            None if is_in => open = Some((at, is_digit)),
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        close(&mut all, start, text.len(), end);
    }
    all
}

/// Where a text names a day, in order. None in a language whose calendar is not known.
pub fn days_in(text: &str, language: &str) -> Vec<Dated> {
    let Some(calendar) = calendar(language) else {
        return Vec::new();
    };
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((named, taken)) = calendar.piece(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let mut all = vec![named];
        let mut end = at + taken;
        // أمس الأربعاء; Tuesday, 1 March; Tuesday evening.
        loop {
            let next = calendar.past_links(&tokens, end);
            let is_joined = |to: usize| tokens[end..=to].iter().all(|token| !token.is_parted);
            match tokens.get(next..).and_then(|rest| calendar.piece(rest)) {
                Some((named, taken)) if is_joined(next) => {
                    all.push(named);
                    end = next + taken;
                }
                _ => break,
            }
        }
        let mut first = at;
        while first > 0
            && calendar.links.contains(&tokens[first - 1].text)
            && !tokens[first].is_parted
        {
            first -= 1;
        }
        let is_open = is_open(calendar, &tokens, first, end);
        // “last” and “next” are of the date.
        let leads = |token: &Token| calendar.beside.contains(&token.text);
        if first > 0 && !tokens[first].is_parted && leads(&tokens[first - 1]) {
            first -= 1;
        }
        if !is_genitive(&tokens, end) {
            found.push(Dated {
                span: tokens[first].span.start..tokens[end - 1].span.end,
                named: all,
                is_open,
            });
        }
        at = end;
    }
    found
}

/// Whether a date is one end of a stretch, or has to be counted from something: since Tuesday, 1–2 March, next Friday.
fn is_open(calendar: &Calendar, tokens: &[Token], first: usize, end: usize) -> bool {
    let is_beside = |token: &Token| calendar.beside.contains(&token.text);
    let before = first.checked_sub(1).and_then(|at| tokens.get(at));
    let is_number = |token: &Token| token.number(4).is_some();
    let is_behind = |token: &Token| calendar.before.contains(&token.text) || is_beside(token);
    before.is_some_and(|token| {
        let is_dashed = tokens[first].is_dashed && is_number(token);
        is_dashed || !tokens[first].is_parted && is_behind(token)
    }) || tokens.get(end).is_some_and(|token| {
        // Behind a comma another clause begins.
        let is_near = token.span.start <= tokens[end - 1].span.end + 1;
        is_near && is_beside(token)
    })
}

/// Whether a date says of something else when it was: Tuesday's attack.
fn is_genitive(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|token| {
        let gap = token.span.start - tokens[end - 1].span.end;
        token.text == "s" && (1..=3).contains(&gap) && !token.is_parted
    })
}

#[cfg(test)]
mod tests;
