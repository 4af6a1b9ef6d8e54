//! How many columns a text takes in a terminal, and cutting it to a number of them.
//!
//! What enters: text of any script. What leaves: a number of columns (UAX #11, emoji sequences included), or the text's
//! beginning. Invariants: a grapheme (UAX #29) is never cut; the cut text is never wider than asked; directional
//! isolates that the cut leaves open are closed.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for the part that was cut off.
const ELLIPSIS: &str = "…";

/// The columns that `text` takes: Arabic diacritics none, CJK characters two, an emoji sequence two.
///
/// Counted by grapheme, so that the width of a text is the sum of its parts: an Arabic lam-alef is two columns, as
/// terminals lay it out.
pub fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.bytes().filter(|byte| !byte.is_ascii_control()).count(),
        false if text.chars().all(is_one_column) => text.chars().count(),
        false => text.graphemes(true).map(grapheme_width).sum(),
    }
}

/// Whether a text is one line of such characters that each take one column and run from left to right wherever they stand:
/// nothing need be put around it, and it is as wide as it has characters.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_one_column)
}

/// Whether a character is one of those that always make a grapheme of one column among themselves: printable ASCII, and
/// the marks that claimlog writes beside it. Nearly all cells of a report are made of these.
const fn is_one_column(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2193}' | '\u{202f}' | '▲' | '▼' | '±' | '·' | '×' | '−' | '≈' | '≤' | '≥')
}

fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.chars().next() {
        Some(c) if c.is_control() => 0,
        _ => grapheme.width(),
    }
}

/// The text if it fits into `columns`, else its beginning and “…”, together no wider. Nothing fits into none. A number is
/// never shortened, which would make another one of it: it stays whole or goes.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    // Each column takes at least one byte, so a text of so few bytes fits.
    if text.len() <= columns && text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    // The end of what fits beside the ellipsis.
    let mut kept = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let next = used + grapheme_width(grapheme);
        if kept.is_none() && next + ELLIPSIS.width() > columns {
            kept = Some(at);
        }
        if next > columns {
            return match columns {
                0 => Cow::Borrowed(""),
                _ => Cow::Owned(cut(before_number(text, kept.unwrap_or(at)))),
            };
        }
        used = next;
    }
    Cow::Borrowed(text)
}

/// The beginning of a text up to a place, or up to the number that stands there, with its sign.
fn before_number(text: &str, end: usize) -> &str {
    let (beginning, rest) = text.split_at(end);
    let mut rest = rest.chars();
    let goes_on = match rest.next() {
        Some(c) if is_within_number(c) => rest.next().is_some_and(char::is_numeric),
        Some(c) => c.is_numeric(),
        None => false,
    };
    let number = |c: char| c.is_numeric() || is_within_number(c);
    if !goes_on || !beginning.ends_with(number) {
        return beginning;
    }
    let whole = beginning.trim_end_matches(number);
    whole.trim_end_matches(['+', '-', '−', '±'])
}

/// What may stand between the digits of one number.
const fn is_within_number(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | '\u{66b}' | '\u{66c}')
}

/// A beginning with the ellipsis, and the isolates that are open there closed.
fn cut(beginning: &str) -> String {
    let mut open = 0_usize;
    for c in beginning.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{2069}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    let mut out = beginning.trim_end().to_owned();
    out.push_str(ELLIPSIS);
    out.extend(std::iter::repeat_n('\u{2069}', open));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_are_counted_as_terminals_lay_them_out() {
        for (text, columns) in [
            ("", 0),
            ("abc", 3),
            ("قُتِلَ", 3),
            ("السلام", 6),
            ("五十人", 6),
            ("e\u{301}", 1),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("🇦🇲", 2),
            ("\u{2068}نحو\u{2069}", 3),
            ("ก็", 1),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn a_cut_never_tears_a_letter_and_closes_what_it_opened() {
        for (text, columns, expected) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcd…"),
            ("abc def", 5, "abc…"),
            ("abc", 0, ""),
            ("abc", 1, "…"),
            ("五十人", 5, "五十…"),
            ("五十人", 4, "五…"),
            ("قُتِلَ أمس", 4, "قُتِلَ…"),
            ("ae\u{301}e\u{301}e\u{301}", 3, "ae\u{301}…"),
            ("\u{2068}abcdef\u{2069}", 4, "\u{2068}abc…\u{2069}"),
        ] {
            assert_eq!(truncate(text, columns), expected, "{text} {columns}");
        }
    }

    #[test]
    fn a_number_is_never_shortened() {
        for (text, columns, expected) in [
            ("up to 500", 8, "up to…"),
            ("up to 500 killed", 10, "up to 500…"),
            ("most −15\u{202f}955 c3", 10, "most…"),
            ("most −15\u{202f}955 c3", 14, "most −15\u{202f}955…"),
            ("to 131\u{202f}417", 7, "to…"),
            ("نحو ١٢٬٣٤٥ قتيلا", 8, "نحو…"),
            ("in 2022, killed", 9, "in 2022,…"),
            ("123456789", 5, "…"),
        ] {
            assert_eq!(truncate(text, columns), expected, "{text} {columns}");
        }
    }

    #[test]
    fn marks_of_one_column_are_counted_as_any_text_is() {
        let marks: Vec<char> = ('\u{0}'..'\u{3000}')
            .filter(|c| is_one_column(*c))
            .collect();
        assert!(marks.contains(&'→') && marks.contains(&'–') && marks.contains(&'“'));
        for one in &marks {
            for other in &marks {
                let text = format!("{one}{other}");
                let counted: usize = text.graphemes(true).map(grapheme_width).sum();
                assert_eq!(width(&text), counted, "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_plain_text_is_as_wide_as_it_is_long(text in "[ -~→–“”−▲▼≥·\u{202f}]{0,9}|\\PC{0,9}") {
            if is_plain(&text) {
                prop_assert_eq!(width(&text), text.chars().count());
                prop_assert!(!crate::text::has_right_to_left(&text) && !text.contains('\n'));
            }
        }

        #[test]
        fn a_cut_text_is_never_too_wide(text in any::<String>(), columns in 0_usize..30) {
            let cut = truncate(&text, columns);
            prop_assert!(width(&cut) <= columns);
            if width(&text) <= columns {
                prop_assert_eq!(cut.as_ref(), text.as_str());
            }
        }
    }
}
