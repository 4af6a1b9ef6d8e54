//! Reading what people write for a figure: “about 50”, `≥ 49`, `30–40`, `١٠٥`, “dozens”, `ما لا يقل عن ثلاثة`.
//!
//! What enters: the value of a flag or of a cell, in English, Arabic or Russian words and digits of any script. What
//! leaves: a [`Figure`], or why it is none. Invariants: the whole text is consumed; nothing is guessed, so a text that
//! can be read in two ways (`1.200`) is refused; a number is kept to the last digit or refused.

mod error;
mod phrases;

use std::ops::Range;

use crate::model::{Count, Figure, Qualifier};

pub use error::FigureError;
pub use phrases::may_qualify;
use phrases::{Hedge, around_range, before, behind, numberless};

use super::chars::{is_invisible, plain_punctuation};
use super::number::{Doubt, Form, Found, Value, numbers_in};

/// The longest text that can be a figure, in characters; a sentence belongs into the quote.
const LONGEST: usize = 200;

/// Reads a figure as people write it.
///
/// Case, white space and bidi marks do not matter. A group of thousands may be set off by comma, space, apostrophe or
/// `٬`; a single full stop is refused as ambiguous.
///
/// # Errors
/// What is not a whole number of people from 0 to 2^53−1 with at most one qualifier; each error has a hint.
pub fn read_figure(text: &str) -> Result<Figure, FigureError> {
    let clean: String = text.chars().filter(|&c| !is_invisible(c)).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return Err(FigureError::Empty);
    }
    if let Some((end, _)) = clean.char_indices().nth(LONGEST) {
        let text = super::width::truncate(&clean[..end], 60).into_owned();
        return Err(FigureError::TooLong { text });
    }
    if let Some(hedge) = numberless(clean) {
        return match hedge {
            Hedge::None => count(clean, 0).map(Figure::exact),
            Hedge::Vague => numberless_figure(clean, Qualifier::Vague),
            _ => numberless_figure(clean, Qualifier::Unstated),
        };
    }
    refuse_signs(clean)?;
    let numbers: Vec<_> = numbers_in(clean)
        .into_iter()
        .filter(|found| !found.implicit)
        .collect();
    match numbers.as_slice() {
        [] => Err(FigureError::NotAFigure {
            text: clean.to_owned(),
        }),
        [one] => single(clean, one),
        [low, high] => range(clean, low, high),
        [first, .., last] => Err(several(clean, first.span.start..last.span.end)),
    }
}

fn numberless_figure(text: &str, qualifier: Qualifier) -> Result<Figure, FigureError> {
    built(text, Figure::new(None, None, None, qualifier))
}

/// Invariant of every caller: the numbers fit the qualifier, so the model does not refuse; if it does, its words stand.
fn built(
    text: &str,
    figure: Result<Figure, crate::model::ModelError>,
) -> Result<Figure, FigureError> {
    figure.map_err(|error| FigureError::Refused {
        text: text.to_owned(),
        reason: error.to_string(),
    })
}

fn several(text: &str, span: Range<usize>) -> FigureError {
    FigureError::Several {
        text: text.to_owned(),
        numbers: text[span].to_owned(),
    }
}

/// A sign directly before the first digit.
fn refuse_signs(text: &str) -> Result<(), FigureError> {
    let mut chars = text.chars();
    let is_minus = chars
        .next()
        .is_some_and(|c| plain_punctuation(c).unwrap_or(c) == '-');
    let next = chars.as_str().trim_start().chars().next();
    match is_minus && next.is_some_and(char::is_numeric) {
        true => Err(FigureError::Negative {
            text: text.to_owned(),
        }),
        false => Ok(()),
    }
}

fn count(text: &str, number: u64) -> Result<Count, FigureError> {
    Count::try_from(number).map_err(|_| FigureError::TooLarge {
        number: text.to_owned(),
    })
}

/// The one whole number that a numeral stands for.
fn whole(text: &str, found: &Found) -> Result<Count, FigureError> {
    let printed = &text[found.span.clone()];
    let owned = || printed.to_owned();
    match &found.value {
        Value::Whole(value) => count(printed, *value),
        // The whole text is one figure: its groups and terms are one number.
        Value::OneOf {
            readings,
            doubt: Doubt::Groups | Doubt::Sum,
        } => match readings.first() {
            Some(&value) if !printed.contains('،') => count(printed, value),
            _ => Err(FigureError::Ambiguous {
                number: owned(),
                readings: readings.to_vec(),
            }),
        },
        Value::OneOf { readings, .. } => Err(FigureError::Ambiguous {
            number: owned(),
            readings: readings.to_vec(),
        }),
        Value::Fraction => Err(fraction(printed)),
        Value::Label => Err(FigureError::Label { number: owned() }),
        Value::TooLarge => Err(FigureError::TooLarge { number: owned() }),
        Value::MixedScripts => Err(FigureError::MixedScripts { number: owned() }),
    }
}

/// `1,20` may be a slip in a group of thousands; `3.5` is plainly a decimal.
fn fraction(printed: &str) -> FigureError {
    let number = printed.to_owned();
    match printed.split_once(',') {
        Some((head, tail)) if head.len() <= 3 && tail.len() == 2 && !head.starts_with('0') => {
            let digits: String = [head, tail].concat();
            let readings = digits.parse().into_iter().collect();
            FigureError::Ambiguous { number, readings }
        }
        _ => FigureError::NotWhole { number },
    }
}

fn single(text: &str, found: &Found) -> Result<Figure, FigureError> {
    let (pre, post) = (&text[..found.span.start], &text[found.span.end..]);
    let hedge = match (before(pre), behind(post)) {
        (Some(hedge), Some(Hedge::None)) | (Some(Hedge::None), Some(hedge)) => hedge,
        // “at least 49 or more” says one thing twice.
        (Some(one), Some(other)) if one == other => one,
        (Some(_), _) => return Err(leftover(text, found, post, Side::Behind)),
        (None, _) => return Err(leftover(text, found, pre, Side::Before)),
    };
    let number = whole(text, found)?;
    let printed = &text[found.span.clone()];
    let too_large = || FigureError::TooLarge {
        number: printed.to_owned(),
    };
    use Qualifier as Q;
    let figure = match hedge {
        Hedge::None | Hedge::Exactly => return Ok(Figure::exact(number)),
        Hedge::About => Figure::new(None, Some(number), None, Q::About),
        Hedge::AtLeast => Figure::new(Some(number), None, None, Q::AtLeast),
        Hedge::MoreThan => {
            let low = number.plus_one().ok_or_else(too_large)?;
            Figure::new(Some(low), None, None, Q::MoreThan)
        }
        Hedge::UpTo => Figure::new(None, None, Some(number), Q::UpTo),
        Hedge::FewerThan => {
            let high = number
                .minus_one()
                .ok_or_else(|| FigureError::FewerThanNone {
                    text: text.to_owned(),
                })?;
            Figure::new(None, None, Some(high), Q::FewerThan)
        }
        Hedge::Vague | Hedge::Unstated => {
            return Err(leftover(text, found, pre, Side::Before));
        }
    };
    built(text, figure)
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

/// Names the words that are no part of a figure: all on that side but those of the qualifier nearest the number.
fn leftover(text: &str, found: &Found, words: &str, side: Side) -> FigureError {
    let words = words.trim();
    let known = |part: &str| match side {
        Side::Before => before(part).is_some_and(|hedge| hedge != Hedge::None),
        Side::Behind => behind(part).is_some_and(|hedge| hedge != Hedge::None),
    };
    let mut rest = words;
    for (at, c) in words.char_indices() {
        if !c.is_whitespace() {
            continue;
        }
        let (head, tail) = words.split_at(at);
        match side {
            Side::Before if known(tail) => {
                rest = head;
                break;
            }
            Side::Behind if known(head) => rest = tail,
            _ => {}
        }
    }
    let number = text[found.span.clone()].to_owned();
    let leftover = rest.trim().to_owned();
    if leftover == "?" || leftover == "؟" {
        return FigureError::Doubted {
            text: text.to_owned(),
            number,
        };
    }
    FigureError::Leftover {
        text: text.to_owned(),
        leftover,
    }
}

fn range(text: &str, low: &Found, high: &Found) -> Result<Figure, FigureError> {
    let pre = &text[..low.span.start];
    let between = &text[low.span.end..high.span.start];
    let post = &text[high.span.end..];
    let second = &text[high.span.clone()];
    if !around_range(pre, between, second) {
        if around_range("", between, second) {
            return Err(leftover(text, low, pre, Side::Before));
        }
        return Err(several(text, low.span.start..high.span.end));
    }
    if !post.trim().is_empty() {
        return Err(leftover(text, high, post, Side::Behind));
    }
    let half_scaled = || FigureError::HalfScaled {
        text: text.to_owned(),
    };
    if let Value::OneOf {
        doubt: Doubt::Scale,
        ..
    } = &low.value
    {
        return Err(half_scaled());
    }
    let (first, last) = (whole(text, low)?, whole(text, high)?);
    // “2 up to 3 thousand” means two thousand, but does not say so.
    let scale = if last.get() < 1_000 { 100 } else { 1_000 };
    let in_words = high.form != Form::Digits && low.form != Form::Mixed;
    if in_words && first.get() > 0 && first.get().saturating_mul(scale) < last.get() {
        return Err(half_scaled());
    }
    if first > last {
        return Err(FigureError::Reversed {
            low: first,
            high: last,
        });
    }
    built(
        text,
        Figure::new(Some(first), None, Some(last), Qualifier::Range),
    )
}

#[cfg(test)]
mod tests;
