//! Text from outside, made safe to show, measured and broken into lines.
//!
//! Enter: stored text, any script, perhaps hostile. Leave: lines that hold no control character, no bidi control but
//! the isolates that this file puts around right-to-left text, and are at most as wide as asked. Stored text is
//! never altered, only shown.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{Options, for_terminal, has_right_to_left, truncate};

pub use crate::text::{is_plain, width};

const RLI: char = '\u{2067}';
const LRI: char = '\u{2066}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// A text as one line whose control characters and bidi controls are shown as escapes; not isolated, so that it can
/// be cut and joined.
pub fn escaped(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    for_terminal(text, Options::default())
        .chars()
        .filter(|c| !matches!(*c, LRI | RLI | FSI | PDI))
        .collect()
}

/// As [`escaped`], for running text: line ends and tabs are spaces, and several spaces are one.
pub fn running(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    escaped(&flat)
}

/// A safe text whose order cannot reach beyond it: between isolates where it has right-to-left letters.
pub fn isolated(safe: &str) -> Cow<'_, str> {
    if has_right_to_left(safe) {
        Cow::Owned(format!("{FSI}{safe}{PDI}"))
    } else {
        Cow::Borrowed(safe)
    }
}

/// One line of a text whose lines must all run the same way: the way of the whole.
pub(super) fn isolated_as(line: &str, direction: Direction) -> String {
    match direction {
        _ if !has_right_to_left(line) => line.to_owned(),
        Direction::RightToLeft => format!("{RLI}{line}{PDI}"),
        Direction::LeftToRight => format!("{LRI}{line}{PDI}"),
    }
}

/// A text from outside as one line, escaped and isolated.
pub fn line(text: &str) -> String {
    isolated(&escaped(text)).into_owned()
}

/// One of our own marks inside a text of either direction: it stays in one piece.
pub fn kept_together(mark: &str) -> String {
    format!("{LRI}{mark}{PDI}")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Which way a text runs: as its first letter does that stands in no isolate (UAX #9, P2).
pub(super) fn direction(text: &str) -> Direction {
    let mut depth = 0_usize;
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => depth += 1,
            BidiClass::PDI => depth = depth.saturating_sub(1),
            BidiClass::L if depth == 0 => return Direction::LeftToRight,
            BidiClass::R | BidiClass::AL if depth == 0 => return Direction::RightToLeft,
            _ => {}
        }
    }
    Direction::LeftToRight
}

/// A safe text in lines of at most `columns`, broken between words, and inside a word only where it is longer than a
/// line; at most `most` lines, the last cut where the text goes on. Not isolated.
pub fn broken(safe: &str, columns: usize, most: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in safe.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        let gap = usize::from(!line.is_empty());
        if used + gap + wide <= columns {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            used += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if wide <= columns {
            line.push_str(word);
            used = wide;
            continue;
        }
        // A handle or an address is broken behind its own marks first, anything else between letters.
        for piece in word.split_inclusive(['-', '/', '.', '_', '?', '&']) {
            let is_long = width(piece) > columns;
            for part in letters(piece, columns) {
                let wide = if is_long { width(part) } else { width(piece) };
                if used + wide > columns && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(if is_long { part } else { piece });
                used += wide;
                if !is_long {
                    break;
                }
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(truncate(&rest, columns).into_owned());
    }
    lines
}

/// The letters of a word, as they are seen; one that is wider than a line by itself (an Arabic number sign with a CJK
/// character) by its characters.
fn letters(word: &str, columns: usize) -> impl Iterator<Item = &str> {
    word.graphemes(true).flat_map(move |letter| {
        let is_wide = width(letter) > columns;
        let whole = (!is_wide).then_some(letter);
        let characters = letter.char_indices().filter(move |_| is_wide);
        whole
            .into_iter()
            .chain(characters.map(move |(at, c)| &letter[at..at + c.len_utf8()]))
    })
}

/// A safe text in isolated lines: [`broken`], each line running the way of the whole text. Where the text does not
/// fit on one line, its line ends (which only we can have put there) are broken at before anything else, and each
/// part runs its own way.
pub fn lines(safe: &str, columns: usize, most: usize) -> Vec<String> {
    let flat = safe.replace('\n', " ");
    if width(&flat) <= columns {
        return vec![match has_right_to_left(&flat) {
            true => isolated_as(&flat, direction(&flat)),
            false => flat,
        }];
    }
    let mut lines = Vec::new();
    let mut rest = Some(safe);
    while let Some(text) = rest {
        let left = most.saturating_sub(lines.len());
        if left == 0 {
            break;
        }
        // What is left shares the last line, so that it is seen where something is cut off.
        let (part, after) = match text.split_once('\n') {
            Some((part, after)) if left > 1 => (part.to_owned(), Some(after)),
            _ => (text.replace('\n', " "), None),
        };
        rest = after;
        let direction = direction(&part);
        let most = if after.is_some() { left - 1 } else { left };
        let broken = broken(&part, columns, most);
        lines.extend(broken.iter().map(|line| isolated_as(line, direction)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_instead() {
        let safe = line("evil\u{1b}[2J\u{202e}name\nnext");
        assert!(!safe.chars().any(|c| c.is_control() || c == '\u{202e}'));
        assert!(safe.starts_with("evil") && safe.contains("name"));
        assert_eq!(running(" two\r\n lines\t "), "two lines");
    }

    #[test]
    fn right_to_left_text_is_isolated_and_every_line_runs_one_way() {
        assert_eq!(line("نحو 50"), "\u{2068}نحو 50\u{2069}");
        assert_eq!(line("about 50"), "about 50");
        let lines = lines("قال Reuters اليوم إن", 8, 9);
        assert_eq!(
            lines,
            ["\u{2067}قال\u{2069}", "Reuters", "\u{2067}اليوم إن\u{2069}"]
        );
    }

    #[test]
    fn a_mark_of_our_own_does_not_turn_the_text() {
        let marked = format!("{}قتل 50", kept_together("[p1]"));
        assert_eq!(direction(&marked), Direction::RightToLeft);
        assert_eq!(direction(&kept_together("قتل")), Direction::LeftToRight);
    }

    #[test]
    fn a_text_of_too_many_lines_is_cut_with_a_sign() {
        assert_eq!(broken("one two three four", 9, 2), ["one two", "three fo…"]);
        assert_eq!(broken("", 9, 2), [""]);
    }

    #[test]
    fn a_letter_wider_than_a_line_is_broken_too() {
        assert_eq!(broken("\u{600}一", 2, 9), ["\u{600}", "一"]);
        assert_eq!(broken("\u{600}一", 3, 9), ["\u{600}一"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_nothing_dangerous_is_left(text in "\\PC{0,60}|[ -~\u{600}-\u{6ff}\u{4e00}-\u{4e20}\u{202a}-\u{202e}\u{0}-\u{1f}]{0,60}", columns in 2_usize..40) {
            for line in lines(&running(&text), columns, 5) {
                prop_assert!(width(&line) <= columns, "{line:?}");
                let is_bare = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                prop_assert!(!line.chars().any(is_bare));
            }
        }
    }
}
