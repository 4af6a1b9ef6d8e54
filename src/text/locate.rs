//! Finding a quote in a snapshot's text.
//!
//! What enters: the quote as somebody typed or copied it, and the text. What leaves: the byte spans where it stands, or
//! the passage that is most like it. Invariants: spans lie on character borders; what stands at an exact span equals
//! the quote; time is linear in the text but for the quote's length, memory a few times the text.
//!
//! An exact occurrence wins. Otherwise these differences are forgiven, for they change neither a figure nor a word:
//!
//! - white space: any run of it is one space (but `1 200` is not `1200`, and a missing space is not forgiven);
//! - bidi marks, zero-width characters, soft hyphens, variation selectors, tatweel;
//! - optional vocalisation: Arabic tashkil, Hebrew niqqud, Russian stress marks, `ё` printed as `е`;
//! - typographic quotes, apostrophes, dashes, `…`; ligatures and Arabic presentation forms;
//! - composed and decomposed spellings of one letter.
//!
//! Not forgiven: case; digits of another script; alef, hamza and ya forms; accents of Latin letters (Turkish `öldü`,
//! died, is not `oldu`, became); a letter more or less.

mod context;
mod cuts;
mod nearest;

use std::ops::Range;

pub use context::context;
pub use cuts::{Cut, cut};
pub use nearest::Nearest;

use super::fold::{Folded, continues_letter};

/// How many places of one quote are listed at most.
pub const MOST_PLACES: usize = 100;

/// Where a quote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Located {
    /// In one place.
    Unique(Place),
    /// In several: the caller asks for more words.
    Several {
        /// The first [`MOST_PLACES`] of them, in order.
        places: Vec<Place>,
        /// Whether there are more.
        more: bool,
    },
    /// Nowhere.
    NotFound {
        /// The passage that is most like it, where one is like it at all.
        nearest: Option<Nearest>,
    },
}

/// One place where a quote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the text, on character borders.
    pub span: Range<usize>,
    /// Whether the text there equals the quote byte for byte.
    pub exact: bool,
    /// The number or word that the quote's ends cut in two: `50 soldiers` found in `150 soldiers`. Such a quote does not
    /// say what the text says. Places that cut nothing are preferred; where there is none, the caller refuses the
    /// quote, or at least one that cuts a number.
    pub cut: Option<Cut>,
}

/// Finds a quote in a text.
///
/// Places that cut a number or a word are listed only where no other is found.
pub fn locate(quote: &str, text: &str) -> Located {
    let mut cutting = None;
    if let Some((spans, more)) = exact(quote, text) {
        match settle(text, spans, more, true) {
            Ok(located) => return located,
            Err(located) => cutting = Some(located),
        }
    }
    if let Some((spans, more)) = forgiving(quote, text) {
        match settle(text, spans, more, false) {
            Ok(located) => return located,
            Err(located) => cutting = cutting.or(Some(located)),
        }
    }
    cutting.unwrap_or_else(|| Located::NotFound {
        nearest: nearest::nearest(quote, text),
    })
}

/// The places that cut nothing; where all do, those as an error.
fn settle(
    text: &str,
    spans: Vec<Range<usize>>,
    more: bool,
    exact: bool,
) -> Result<Located, Located> {
    let places = spans.into_iter().map(|span| Place {
        cut: cut(text, &span),
        span,
        exact,
    });
    let (clean, cutting): (Vec<_>, Vec<_>) = places.partition(|place| place.cut.is_none());
    let located = |mut places: Vec<Place>| match (places.pop(), more) {
        (Some(place), false) if places.is_empty() => Located::Unique(place),
        (Some(place), _) => {
            places.push(place);
            Located::Several { places, more }
        }
        (None, _) => Located::NotFound { nearest: None },
    };
    match clean.is_empty() {
        false => Ok(located(clean)),
        true => Err(located(cutting)),
    }
}

type Spans = (Vec<Range<usize>>, bool);

/// The places, overlapping ones too, where the text holds the very bytes; none where there is none.
fn exact(quote: &str, text: &str) -> Option<Spans> {
    let step = quote.chars().next()?.len_utf8();
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(offset) = text.get(from..).and_then(|rest| rest.find(quote)) {
        let start = from + offset;
        if spans.len() == MOST_PLACES {
            return Some((spans, true));
        }
        spans.push(start..start + quote.len());
        from = start + step;
    }
    (!spans.is_empty()).then_some((spans, false))
}

/// The places where the text holds the quote but for forgiven differences.
fn forgiving(quote: &str, text: &str) -> Option<Spans> {
    let wanted = Folded::for_quote(quote);
    let wanted = wanted.text().trim();
    if wanted.is_empty() {
        return None;
    }
    let folded = Folded::for_quote(text);
    let hay = folded.text();
    // Invariant: `wanted` is not empty.
    let step = wanted.chars().next().map_or(1, char::len_utf8);
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let mut tried = 0;
    while let Some(offset) = hay.get(from..).and_then(|rest| rest.find(wanted)) {
        let start = from + offset;
        let end = start + wanted.len();
        from = start + step;
        tried += 1;
        if spans.len() == MOST_PLACES || tried > MOST_PLACES * 10 {
            return Some((spans, true)).filter(|(spans, _)| !spans.is_empty());
        }
        // A mark behind the last letter makes it another letter.
        if hay[end..].chars().next().is_some_and(continues_letter) {
            continue;
        }
        let span = folded.original(start..end);
        if spans.last() != Some(&span) {
            spans.push(span);
        }
    }
    (!spans.is_empty()).then_some((spans, false))
}

#[cfg(test)]
mod tests;
