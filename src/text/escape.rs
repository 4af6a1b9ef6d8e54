//! Outside text on its way to a terminal: what would act or hide is shown as an escape; what is stored is not altered.
//!
//! Enter: any text. Leave: text without control characters (C0, DEL, C1), without bidi embeddings, overrides and
//! isolates (UAX #9), without line and paragraph separators and without characters that hide text (tags, zero-width
//! spaces, interlinear annotations), each written as `\u{202e}`. Marks that scripts need stay: zero-width joiners and
//! non-joiners, the left-to-right, right-to-left and Arabic letter marks, variation selectors, soft hyphens.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Whether a character must not reach a terminal.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text as it may be shown.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            // Writing into a string cannot fail.
            let _ = match c {
                '\n' => safe.write_str("\\n"),
                '\r' => safe.write_str("\\r"),
                '\t' => safe.write_str("\\t"),
                _ => write!(safe, "\\u{{{:x}}}", u32::from(c)),
            };
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// How many columns a safe text takes on a terminal (UAX #11): Arabic vowel signs take none, Chinese characters two.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to so many columns, with “…” for what is left out; no grapheme is cut.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut taken = 1;
    for grapheme in text.graphemes(true) {
        taken += width(grapheme);
        if taken > columns {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_or_hides_is_shown() {
        assert_eq!(for_terminal("a\u{1b}[2J"), "a\\u{1b}[2J");
        assert_eq!(for_terminal("x\u{202e}y\u{2066}z"), "x\\u{202e}y\\u{2066}z");
        assert_eq!(for_terminal("a\nb\tc\r\u{9b}d\u{7f}"), "a\\nb\\tc\\r\\u{9b}d\\u{7f}");
        assert_eq!(for_terminal("a\u{e0041}b\u{200b}c"), "a\\u{e0041}b\\u{200b}c");
    }

    #[test]
    fn what_scripts_need_stays() {
        for text in ["نحو 50 جندياً قُتلوا", "می‌خواهم", "👨‍👩‍👧", "\u{200f}شهر", "co\u{ad}operate"] {
            assert_eq!(for_terminal(text), text);
        }
    }

    #[test]
    fn widths_are_those_of_a_terminal() {
        assert_eq!(width("قُتِلَ"), 3);
        assert_eq!(width("死者"), 4);
        assert_eq!(truncate("死者三人", 5), "死者…");
        assert_eq!(truncate("abc", 3), "abc");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in any::<String>(), columns in 1..40_usize) {
            prop_assert!(!for_terminal(&text).chars().any(is_unsafe));
            prop_assert!(width(&truncate(&for_terminal(&text), columns)) <= columns);
        }
    }
}
