//! Whether a span cuts a number or a word in two.

use std::ops::Range;

use crate::text::chars::{is_diacritic, is_invisible, is_spaced_letter, is_vocalisation};
use crate::text::digits::digit;
use crate::text::fold::continues_letter;
use crate::text::number::{Form, numbers_in};

/// What the ends of a span cut in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// A number: where the whole of it stands.
    Number(Range<usize>),
    /// A word: where the whole of it stands.
    Word(Range<usize>),
}

/// How far a number may reach over a span's end, in characters.
const REACH: usize = 40;

/// What the ends of `span` cut in `text`: a number before a word, none where both ends lie between words. Arabic
/// particles that are joined to the next word (و ف ب ل ك, ال) may be left off. Scripts that do not part words cut
/// none.
pub fn cut(text: &str, span: &Range<usize>) -> Option<Cut> {
    let ends = [span.start, span.end];
    ends.iter()
        .find_map(|&at| number_over(text, at))
        .map(Cut::Number)
        .or_else(|| {
            ends.iter()
                .find_map(|&at| word_over(text, at, span))
                .map(Cut::Word)
        })
}

/// The number in digits that reaches over `at`.
fn number_over(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, behind) = text.split_at_checked(at)?;
    let is_part = |c: char| {
        digit(c).is_some()
            || is_invisible(c)
            || matches!(
                c,
                ',' | '.' | '\'' | '’' | '٬' | '٫' | '،' | ':' | '/' | '-'
            )
            || (c.is_whitespace() && c != '\n')
    };
    // Only where a digit is near on both sides.
    let near = |c: Option<char>| c.is_some_and(is_part);
    if !near(before.chars().next_back()) || !near(behind.chars().next()) {
        return None;
    }
    let start = before
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|&(_, c)| is_part(c))
        .last()
        .map_or(at, |(start, _)| start);
    let end = behind
        .char_indices()
        .take(REACH)
        .take_while(|&(_, c)| is_part(c))
        .last()
        .map_or(at, |(offset, c)| at + offset + c.len_utf8());
    numbers_in(&text[start..end])
        .into_iter()
        .filter(|found| found.form == Form::Digits)
        .map(|found| found.span.start + start..found.span.end + start)
        .find(|number| number.start < at && at < number.end)
}

fn is_in_word(c: char) -> bool {
    is_spaced_letter(c) || is_diacritic(c) || is_invisible(c)
}

/// The word that reaches over `at`.
fn word_over(text: &str, at: usize, span: &Range<usize>) -> Option<Range<usize>> {
    let (before, behind) = text.split_at_checked(at)?;
    // A mark that makes the last letter another one: `cafe` in a decomposed `café`.
    let torn = at == span.end
        && behind
            .chars()
            .next()
            .is_some_and(|c| continues_letter(c) && !is_vocalisation(c));
    let letter = |c: &char| !is_diacritic(*c) && !is_invisible(*c);
    let last = before.chars().rev().take(REACH).find(letter)?;
    let next = behind.chars().take(REACH).find(letter).unwrap_or(' ');
    let joined = is_spaced_letter(last) && is_spaced_letter(next);
    if !(torn || joined) {
        return None;
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_in_word(c))
        .take(200)
        .last()
        .map_or(at, |(start, _)| start);
    if at == span.start && is_joined_particle(&text[start..at]) {
        return None;
    }
    let end = behind
        .char_indices()
        .take_while(|&(_, c)| is_in_word(c))
        .take(200)
        .last()
        .map_or(at, |(offset, c)| at + offset + c.len_utf8());
    Some(start..end)
}

fn is_joined_particle(letters: &str) -> bool {
    let bare: String = letters
        .chars()
        .filter(|&c| !is_diacritic(c) && !is_invisible(c))
        .collect();
    let rest = bare.strip_prefix(['و', 'ف']).unwrap_or(&bare);
    let rest = rest.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(rest);
    matches!(rest, "" | "ال" | "ل") && !bare.is_empty()
}
