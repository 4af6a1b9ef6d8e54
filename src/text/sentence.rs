//! The sentence around a span: what a person reads to judge a figure.
//!
//! Enter: a text and a span of it. Leaves: a wider span, on character borders, in time that depends on the sentence and
//! not on the text. A sentence ends at a line end, or at a full stop, question or exclamation mark of any script that
//! white space follows; one that is very long is cut at a space on either side of the span.

use std::ops::Range;

/// How many bytes before and behind the span are looked at.
const REACH: usize = 600;

/// The span of the sentence, or the sentences, that `span` stands in; surrounding white space is left out. A span that
/// does not lie in the text is given back as the empty span at its end.
pub fn sentence(text: &str, span: Range<usize>) -> Range<usize> {
    if text.get(span.clone()).is_none() {
        return text.len()..text.len();
    }
    let start = begin(text, span.start);
    let end = end(text, span.end);
    let inside = &text[start..end];
    let left = inside.len() - inside.trim_start().len();
    let right = inside.len() - inside.trim_end().len();
    // White space inside the span itself is not cut off.
    (start + left).min(span.start)..(end - right).max(span.end)
}

fn begin(text: &str, at: usize) -> usize {
    let mut least = at.saturating_sub(REACH);
    while !text.is_char_boundary(least) {
        least += 1;
    }
    let before = &text[least..at];
    let mut behind: Option<char> = None;
    let mut space = None;
    for (index, c) in before.char_indices().rev() {
        let after = index + c.len_utf8();
        let is_end = c == '\n' || (ends(c) && behind.is_some_and(char::is_whitespace));
        if is_end {
            return least + after;
        }
        if c.is_whitespace() {
            space = Some(least + after);
        }
        behind = Some(c);
    }
    match space {
        _ if least == 0 => 0,
        Some(space) => space,
        None => least,
    }
}

fn end(text: &str, at: usize) -> usize {
    let mut most = at.saturating_add(REACH).min(text.len());
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let mut space = None;
    let mut chars = text[at..most].char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        if c == '\n' {
            return at + index;
        }
        let behind = chars.peek().map(|(_, c)| *c);
        if ends(c) && behind.is_none_or(char::is_whitespace) {
            return at + index + c.len_utf8();
        }
        if c.is_whitespace() {
            space = Some(at + index);
        }
    }
    match space {
        _ if most == text.len() => most,
        Some(space) => space,
        None => most,
    }
}

const fn ends(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '؟' | '۔' | '։' | '。' | '！' | '？' | '।'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn around<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).unwrap();
        &text[sentence(text, at..at + words.len())]
    }

    #[test]
    fn a_sentence_ends_at_marks_before_space_and_at_line_ends() {
        let text = "One. Some 1.5 km on, 50 were killed! Three more?\n\nقُتل خمسون جندياً؟ نعم. End";
        assert_eq!(around(text, "50"), "Some 1.5 km on, 50 were killed!");
        assert_eq!(around(text, "One"), "One.");
        assert_eq!(around(text, "Three"), "Three more?");
        assert_eq!(around(text, "خمسون"), "قُتل خمسون جندياً؟");
        assert_eq!(around(text, "End"), "End");
        assert_eq!(
            around(text, "killed! Three"),
            "Some 1.5 km on, 50 were killed! Three more?"
        );
    }

    #[test]
    fn a_very_long_sentence_is_cut_between_words() {
        let text = format!("{}50 killed{}", "word ".repeat(1000), " word".repeat(1000));
        let shown = around(&text, "50 killed");
        assert!(shown.len() < 1300 && shown.starts_with("word") && shown.ends_with("word"));
    }

    proptest! {
        #[test]
        fn the_span_is_inside_and_the_borders_hold(text in "[a. \n؟قتل!]{0,60}", from in 0_usize..80, to in 0_usize..80) {
            let found = sentence(&text, from..to);
            prop_assert!(text.get(found.clone()).is_some());
            if text.get(from..to).is_some() {
                prop_assert!(found.start <= from && found.end >= to);
            }
        }
    }
}
