//! What stands directly before and behind a span, for the prefix and suffix of a citation.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// At most `chars` characters directly before and behind `span`, within its paragraph, cut between words where a word
/// would be torn, and between graphemes where there is no space.
///
/// The texts are exact: `prefix + text[span] + suffix` stands in the text. A span outside the text, or off character
/// borders, has no context.
pub fn context(text: &str, span: Range<usize>, chars: usize) -> (&str, &str) {
    let (Some(before), Some(behind)) = (text.get(..span.start), text.get(span.end..)) else {
        return ("", "");
    };
    (prefix(before, chars), suffix(behind, chars))
}

fn ends_paragraph(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn prefix(text: &str, chars: usize) -> &str {
    let mut start = text.len();
    let mut torn = false;
    for (count, (at, c)) in text.char_indices().rev().enumerate() {
        if ends_paragraph(c) {
            break;
        }
        if count == chars {
            torn = !c.is_whitespace();
            break;
        }
        start = at;
    }
    let taken = &text[start..];
    if !torn {
        return taken;
    }
    match taken.find(char::is_whitespace) {
        // Invariant: a space was found there, so what follows begins on a border.
        Some(space) => taken[space..].trim_start(),
        None => &text[grapheme_border(text, start, Side::Later)..],
    }
}

fn suffix(text: &str, chars: usize) -> &str {
    let mut end = 0;
    let mut torn = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if ends_paragraph(c) {
            break;
        }
        if count == chars {
            torn = !c.is_whitespace();
            break;
        }
        end = at + c.len_utf8();
    }
    let taken = &text[..end];
    if !torn {
        return taken;
    }
    match taken.rfind(char::is_whitespace) {
        Some(space) => taken[..space].trim_end(),
        None => &text[..grapheme_border(text, end, Side::Earlier)],
    }
}

#[derive(Clone, Copy)]
enum Side {
    Earlier,
    Later,
}

/// The nearest border between graphemes at `at` or on that side of it.
fn grapheme_border(text: &str, at: usize, side: Side) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    let found = match side {
        Side::Earlier => cursor.prev_boundary(text, 0),
        Side::Later => cursor.next_boundary(text, 0),
    };
    found.ok().flatten().unwrap_or(match side {
        Side::Earlier => 0,
        Side::Later => text.len(),
    })
}
