//! The words that were found in their surroundings.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// How much of a text is shown around what was found, in bytes of it: a few lines in any script.
const BEFORE: usize = 80;
const WINDOW: usize = 320;

/// How many occurrences are weighed against one another.
const WEIGHED: usize = 2000;

/// The words that were found in their surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The bytes of the field at which the first of the words shown stands.
    pub found: Range<usize>,
    /// A stretch of the field, exactly as it is there.
    pub text: String,
    /// The byte of the field at which the stretch begins.
    pub start: usize,
    /// The bytes of [`Self::text`] that are words of the query, in order, not overlapping.
    pub marks: Vec<Range<usize>>,
    /// Whether the field goes on after the stretch.
    pub goes_on: bool,
}

impl Excerpt {
    /// The stretch in which most of the terms stand, the first such. `found` is sorted: where, and which term.
    pub(super) fn of(text: &str, found: &[(Range<usize>, usize)]) -> Option<Self> {
        let found = found.get(..WEIGHED).unwrap_or(found);
        let mut best: Option<(usize, &Range<usize>)> = None;
        for (index, (range, _)) in found.iter().enumerate() {
            let within = found
                .iter()
                .skip(index)
                .take_while(|(other, _)| other.end <= range.start + WINDOW - BEFORE);
            let mut terms: Vec<usize> = within.map(|(_, term)| *term).collect();
            terms.sort_unstable();
            terms.dedup();
            if best.is_none_or(|(most, _)| terms.len() > most) {
                best = Some((terms.len(), range));
            }
        }
        let (_, first) = best?;
        let start = word_start(text, first.start.saturating_sub(BEFORE), first.start);
        let end = word_end(text, (start + WINDOW).max(first.end), first.end);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (range, _) in found {
            if range.start < start || range.end > end {
                continue;
            }
            let mark = range.start - start..range.end - start;
            match marks.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => marks.push(mark),
            }
        }
        Some(Self {
            found: first.clone(),
            text: text[start..end].to_owned(),
            start,
            marks,
            goes_on: end < text.len(),
        })
    }
}

/// The first border of a word at or behind `from`, or of a character, never behind `before`.
fn word_start(text: &str, from: usize, before: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = border(text, from);
    let stretch = &text[from..before];
    match stretch.find(char::is_whitespace) {
        Some(space) => {
            let rest = stretch[space..].trim_start();
            before - rest.len()
        }
        // No word ends there: the first whole character as it is seen. The first may be a rest of one.
        None => stretch
            .grapheme_indices(true)
            .nth(1)
            .map_or(before, |(at, _)| from + at),
    }
}

/// The last border of a character at or before `at`.
fn border(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The last border of a word at or before `to`, never before `after`.
fn word_end(text: &str, to: usize, after: usize) -> usize {
    if to >= text.len() {
        return text.len();
    }
    let to = border(text, to).max(after);
    let stretch = &text[after..to];
    match stretch.rfind(char::is_whitespace) {
        Some(space) => after + stretch[..space].trim_end().len(),
        None => stretch
            .grapheme_indices(true)
            .next_back()
            .map_or(after, |(at, _)| after + at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_begins_and_ends_with_whole_words_and_marks_what_was_found() {
        let text = format!(
            "{} then fifty soldiers died {}",
            "before ".repeat(40),
            "after ".repeat(90)
        );
        let at = text.find("fifty").unwrap();
        let other = text.find("died").unwrap();
        let excerpt = Excerpt::of(&text, &[(at..at + 5, 0), (other..other + 4, 1)]).unwrap();
        assert!(excerpt.text.starts_with("before before"));
        assert!(excerpt.text.ends_with("after") && excerpt.goes_on);
        assert!(excerpt.start > 0);
        let marked: Vec<&str> = excerpt
            .marks
            .iter()
            .map(|mark| &excerpt.text[mark.clone()])
            .collect();
        assert_eq!(marked, ["fifty", "died"]);
        assert_eq!(excerpt.found, at..at + 5);
    }

    #[test]
    fn text_without_spaces_is_cut_between_characters() {
        let text = "死".repeat(500);
        let excerpt = Excerpt::of(&text, &[(600..603, 0)]).unwrap();
        assert!(excerpt.text.contains('死') && excerpt.start > 0 && excerpt.goes_on);
    }
}
