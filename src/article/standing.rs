//! Which quoted places of an old text still stand in a new one.
//!
//! A place stands when its exact words are in the new text, and there too begin and end where
//! words do. “5 killed” does not stand in “15 killed”, nor “200 killed” in “1,200 killed”.

use std::ops::Range;

use thiserror::Error;

use super::compare::compare;

/// What became of one quoted place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The words stand in the new text.
    Stands {
        /// Their bytes in the new text: where the old place was carried to, else the nearest to it.
        at: Range<usize>,
        /// Whether the line around the old place is in the new text as it was. Where not, the words
        /// may mean something else now.
        line_unchanged: bool,
    },
    /// The words no longer stand in the new text.
    Gone,
}

/// A span that is no place in the old text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("bytes {start} to {end} are no place in a text of {length} bytes")]
pub struct BadSpan {
    /// First byte of the span.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The text's length in bytes.
    pub length: usize,
}

/// Tells for each of the byte spans of the old text whether it still stands in the new text.
/// The answers are in the order of the spans.
///
/// # Errors
///
/// [`BadSpan`] when a span is empty, reaches beyond the old text, or cuts a character.
pub fn standing(old: &str, new: &str, spans: &[Range<usize>]) -> Result<Vec<Standing>, BadSpan> {
    let comparison = compare(old, new);
    spans
        .iter()
        .map(|span| {
            let quote = old
                .get(span.clone())
                .filter(|quote| !quote.is_empty())
                .ok_or(BadSpan {
                    start: span.start,
                    end: span.end,
                    length: old.len(),
                })?;
            let line = line_around(old, span);
            let carried = comparison.carried(span);
            let expected = carried.as_ref().map_or(span.start, |place| place.start);
            let stands_at = |at: &Range<usize>| {
                new.get(at.clone()) == Some(quote) && (is_whole(new, at) || !is_whole(old, span))
            };
            let at = match carried.filter(stands_at) {
                Some(place) => place,
                None => {
                    let nearest = new
                        .match_indices(quote)
                        .map(|(start, found)| start..start + found.len())
                        .filter(stands_at)
                        .min_by_key(|place| place.start.abs_diff(expected));
                    match nearest {
                        Some(place) => place,
                        None => return Ok(Standing::Gone),
                    }
                }
            };
            let line_unchanged = new[line_around(new, &at)] == old[line];
            Ok(Standing::Stands { at, line_unchanged })
        })
        .collect()
}

/// The lines that a place lies in.
fn line_around(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..]
        .find('\n')
        .map_or(text.len(), |at| place.end + at);
    start..end
}

/// Whether a place begins and ends where words and numbers do.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let inside = &text[place.clone()];
    let before = text[..place.start].chars().rev();
    let after = text[place.end..].chars();
    !is_joined(inside.chars().next(), before) && !is_joined(inside.chars().next_back(), after)
}

/// Whether a character at the edge of a place is of one word or number with what lies outside,
/// which is given outwards from that edge.
fn is_joined(edge: Option<char>, mut outside: impl Iterator<Item = char>) -> bool {
    let (Some(edge), Some(next)) = (edge, outside.next()) else {
        return false;
    };
    if !edge.is_alphanumeric() {
        return false;
    }
    if next.is_alphanumeric() || is_mark(next) {
        return true;
    }
    let separates_thousands = matches!(
        next,
        ',' | '.' | '\'' | '’' | '٬' | '٫' | '،' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    );
    edge.is_numeric() && separates_thousands && outside.next().is_some_and(char::is_numeric)
}

/// Combining marks of Latin, Hebrew and Arabic writing, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(old: &str, new: &str, quote: &str) -> Standing {
        let start = old.find(quote).expect("the quote stands in the old text");
        let span = start..start + quote.len();
        standing(old, new, &[span])
            .expect("the span is a place")
            .remove(0)
    }

    fn place(standing: &Standing) -> Option<(usize, bool)> {
        match standing {
            Standing::Stands { at, line_unchanged } => Some((at.start, *line_unchanged)),
            Standing::Gone => None,
        }
    }

    #[test]
    fn an_unchanged_place_is_carried_and_an_edited_one_is_gone() {
        let old = "Head\nIn all 49 killed.\nAnd 3 hurt.\n";
        let new = "New\nHead\nIn all 105 killed.\nAnd 3 hurt.\n";
        assert_eq!(
            place(&one(old, new, "3 hurt")),
            new.find("3 hurt").map(|at| (at, true))
        );
        assert_eq!(one(old, new, "49 killed"), Standing::Gone);
        assert_eq!(
            place(&one(old, new, "killed")),
            new.find("killed").map(|at| (at, false))
        );
    }

    #[test]
    fn a_figure_does_not_stand_within_a_larger_one() {
        assert_eq!(one("5 killed", "15 killed", "5 killed"), Standing::Gone);
        assert_eq!(
            one("200 killed", "1,200 killed", "200 killed"),
            Standing::Gone
        );
        assert_eq!(one("toll 49", "toll 49.5", "toll 49"), Standing::Gone);
        assert_eq!(one("٤٩ قتيلا", "١٬٠٤٩ قتيلا", "٤٩ قتيلا"), Standing::Gone);
        assert_eq!(
            place(&one("toll 49", "the toll 49.", "toll 49")),
            Some((4, false))
        );
    }

    #[test]
    fn a_quote_printed_twice_is_taken_where_its_place_was_carried_to() {
        let old = "10 dead\nx\n10 dead\n";
        let new = "10 dead\nx y\n10 dead\n";
        let found =
            standing(old, new, std::slice::from_ref(&(10..17))).expect("the span is a place");
        assert_eq!(place(&found[0]), Some((12, true)));
    }

    #[test]
    fn a_span_that_is_no_place_is_an_error() {
        for (text, span) in [("abc", 1..9), ("abc", 1..1), ("ق", 0..1)] {
            let found = standing(text, text, std::slice::from_ref(&span));
            assert!(found.is_err(), "{text} {span:?}");
        }
    }
}
