//! Making text from outside safe to show.
//!
//! What enters: any text. What leaves: a text that moves no cursor, colours nothing, hides nothing and reorders nothing
//! outside itself. Invariants: nothing is dropped (but the CR of a CR LF), what is not shown as itself is shown as an escape (`\u{202e}`); a
//! harmless text is returned as it is, without a copy; what is stored is never touched.
//!
//! Shown as escapes: control characters (C0 with ESC, C1, DEL); line and paragraph separators; bidi embeddings and
//! overrides (U+202A–202E), isolates without a partner and deprecated format characters (Unicode TR36, “Trojan
//! Source”); zero-width space, word joiner, BOM, soft hyphen, Hangul fillers, invisible operators, annotation marks and
//! tags. Kept: LRM, RLM, ALM and variation selectors; joiners between letters and in emoji, where they are spelling.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};

/// How to show a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Keep line feeds (a CR before one is dropped with it as one line's end); else they are shown as `\n`.
    pub newlines: bool,
    /// Keep tabs; else they are shown as `\t`.
    pub tabs: bool,
    /// Wrap a text that has right-to-left letters into FSI … PDI, line by line, so that it cannot reorder what stands
    /// beside it: for cells of a table and values in a sentence.
    pub isolate: bool,
}

/// `text`, safe for a terminal. To cut it to a width as well, escape first, then [`super::truncate`], which closes
/// isolates.
pub fn for_terminal(text: &str, options: Options) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let escaped = escape(text, options);
    match options.isolate {
        true => isolate(escaped),
        false => escaped,
    }
}

/// Wraps each line that has right-to-left letters into FSI … PDI.
fn isolate(text: Cow<'_, str>) -> Cow<'_, str> {
    if !has_right_to_left(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 6);
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        if has_right_to_left(content) {
            out.push('\u{2068}');
            out.push_str(content);
            out.push('\u{2069}');
            out.push_str(&line[content.len()..]);
        } else {
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

/// Whether a text has letters or digits that run from right to left, or marks that make it so.
pub fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            !runs_left_to_right(c)
                && matches!(
                    bidi_class(c),
                    BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::RLI
                )
        })
}

/// Whether a character is one of the Latin, Greek and Cyrillic letters, and of the dashes, quotation marks, arrows and
/// signs, that most texts without right-to-left letters are made of: for these no table need be searched.
const fn runs_left_to_right(c: char) -> bool {
    matches!(c, '\0'..='\u{58f}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{2bff}')
}

fn escape(text: &str, options: Options) -> Cow<'_, str> {
    let mut partners = Partners::of(text);
    let mut out: Option<String> = None;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let behind = chars.peek().map(|&(_, c)| c);
        let shown = match c {
            '\n' if options.newlines => None,
            '\r' if options.newlines && behind == Some('\n') => {
                // One line's end; the line feed follows.
                out.get_or_insert_with(|| text[..at].to_owned());
                continue;
            }
            '\t' if options.tabs => None,
            '\u{2066}'..='\u{2069}' => (!partners.is_paired(at)).then_some(c),
            '\u{200c}' | '\u{200d}' => {
                let spelling = before.is_some_and(joins) && behind.is_some_and(joins);
                (!spelling).then_some(c)
            }
            _ => must_escape(c).then_some(c),
        };
        match shown {
            Some(c) => push_escape(c, out.get_or_insert_with(|| text[..at].to_owned())),
            None => {
                if let Some(out) = &mut out {
                    out.push(c);
                }
            }
        }
        before = Some(c);
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a joiner beside this character is part of its spelling.
fn joins(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !must_escape(c)
}

const fn must_escape(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}

fn push_escape(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
    }
}

/// The isolates of a text that have a partner in the same line.
struct Partners {
    /// Byte offsets, ascending.
    paired: Vec<usize>,
    next: usize,
}

impl Partners {
    fn of(text: &str) -> Self {
        let mut paired = Vec::new();
        let mut open = Vec::new();
        for (at, c) in text.char_indices() {
            match c {
                '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}' => open.clear(),
                '\u{2066}'..='\u{2068}' => open.push(at),
                '\u{2069}' => {
                    if let Some(begin) = open.pop() {
                        paired.extend([begin, at]);
                    }
                }
                _ => {}
            }
        }
        paired.sort_unstable();
        Self { paired, next: 0 }
    }

    /// Whether the isolate at `at` has a partner; asked in ascending order.
    fn is_paired(&mut self, at: usize) -> bool {
        let found = self.paired.get(self.next) == Some(&at);
        self.next += usize::from(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_no_table_is_searched_for_is_in_none() {
        for c in ('\0'..=char::MAX).filter(|c| runs_left_to_right(*c)) {
            let class = bidi_class(c);
            let runs_back = matches!(
                class,
                BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::RLI
            );
            assert!(!runs_back, "{c:?} is {class:?}");
        }
    }

    fn line(text: &str) -> String {
        for_terminal(text, Options::default()).into_owned()
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_an_escape() {
        for (text, shown) in [
            ("\u{1b}[31mred\u{1b}[0m", "\\u{1b}[31mred\\u{1b}[0m"),
            ("a\u{7}b\u{8}c\u{7f}", "a\\u{7}b\\u{8}c\\u{7f}"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("abc\u{202e}def", "abc\\u{202e}def"),
            ("\u{202a}x\u{202c}", "\\u{202a}x\\u{202c}"),
            ("a\u{2028}b\u{2029}c", "a\\u{2028}b\\u{2029}c"),
            ("5\u{200b}0", "5\\u{200b}0"),
            ("a\u{200d}b", "a\\u{200d}b"),
            ("x\u{e0041}\u{e007f}", "x\\u{e0041}\\u{e007f}"),
            ("a\u{2068}b", "a\\u{2068}b"),
            ("a\u{2069}b", "a\\u{2069}b"),
            ("\u{2067}x\u{2069}\u{2069}", "\u{2067}x\u{2069}\\u{2069}"),
            ("co\u{ad}op", "co\\u{ad}op"),
        ] {
            assert_eq!(line(text), shown);
        }
    }

    #[test]
    fn what_is_only_writing_stays_and_costs_no_copy() {
        for text in [
            "plain",
            "قُتِلَ نحو 50",
            "می\u{200c}شود",
            "👨\u{200d}👩\u{200d}👧",
            "נפצעו",
            "क्\u{200d}ष",
            "❤\u{fe0f}",
        ] {
            assert!(
                matches!(for_terminal(text, Options::default()), Cow::Borrowed(same) if same == text)
            );
        }
    }

    #[test]
    fn lines_and_tabs_are_kept_when_asked() {
        let options = Options {
            newlines: true,
            tabs: true,
            isolate: false,
        };
        assert_eq!(for_terminal("a\r\nb\tc\rd\n", options), "a\nb\tc\\rd\n");
    }

    #[test]
    fn right_to_left_text_is_isolated_line_by_line() {
        let options = Options {
            newlines: true,
            tabs: false,
            isolate: true,
        };
        assert_eq!(for_terminal("نحو 50", options), "\u{2068}نحو 50\u{2069}");
        assert_eq!(
            for_terminal("a\nنحو\nb", options),
            "a\n\u{2068}نحو\u{2069}\nb"
        );
        assert_eq!(for_terminal("about 50", options), "about 50");
        assert_eq!(
            for_terminal("שלום\u{2068}", options),
            "\u{2068}שלום\\u{2068}\u{2069}"
        );
    }

    proptest! {
        #[test]
        fn nothing_that_acts_gets_through(text in any::<String>(), newlines: bool, tabs: bool, isolate: bool) {
            let shown = for_terminal(&text, Options { newlines, tabs, isolate });
            let mut open = 0_i32;
            for c in shown.chars() {
                match c {
                    '\n' => prop_assert!(newlines),
                    '\t' => prop_assert!(tabs),
                    '\u{2066}'..='\u{2068}' => open += 1,
                    '\u{2069}' => open -= 1,
                    c => prop_assert!(!must_escape(c), "{:?}", c),
                }
                prop_assert!(open >= 0);
            }
            prop_assert_eq!(open, 0);
        }
    }
}
