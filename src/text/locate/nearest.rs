//! The passage most like a quote that was not found, for the hint.
//!
//! Every word of the quote is a set of three-letter pieces. A window as many words long as the quote slides over the
//! text, counting pieces in common; around the best window the words are then aligned one by one, which settles where
//! the passage begins and ends. The window is linear in the text, the alignment bounded.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold::fold;

/// The passage of a text that is most like a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Bytes of the text, on character borders.
    pub span: Range<usize>,
    /// What stands there.
    pub text: String,
}

/// How many words of a long quote are compared.
const WORDS: usize = 200;

/// How much of the quote's pieces must stand in the window, in hundredths.
const LEAST_LIKENESS: usize = 30;

/// A word of the text: where it stands, and which of the quote's pieces it has.
struct Word {
    span: Range<usize>,
    pieces: Vec<usize>,
}

pub(super) fn nearest(quote: &str, text: &str) -> Option<Nearest> {
    let wanted: Vec<String> = quote.unicode_words().take(WORDS).map(fold).collect();
    let mut numbers = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    for word in &wanted {
        pieces(word, &mut |piece| {
            let next = counts.len();
            let number = *numbers.entry(piece).or_insert(next);
            if number == next {
                counts.push(0);
            }
            counts[number] += 1;
        });
    }
    let total: usize = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let around = best_window(text, wanted.len(), &numbers, &counts, total)?;
    let words: Vec<(Range<usize>, String)> = text[around.clone()]
        .unicode_word_indices()
        .map(|(at, word)| {
            let start = around.start + at;
            (start..start + word.len(), fold(word))
        })
        .collect();
    let best = align(&wanted, &words)?;
    let span = words.get(best.start)?.0.start..words.get(best.end.checked_sub(1)?)?.0.end;
    Some(Nearest {
        text: text[span.clone()].to_owned(),
        span,
    })
}

/// The pieces of a folded word: three characters each, its ends marked; a short word whole.
fn pieces(word: &str, call: &mut impl FnMut([char; 3])) {
    let (mut one, mut two) = ('\u{2}', '\u{2}');
    for c in word.chars().take(40).chain(['\u{3}']) {
        if two != '\u{2}' || c == '\u{3}' {
            call([one, two, c]);
        }
        (one, two) = (two, c);
    }
}

/// The text around the window of `length` words that has most pieces in common with the quote, half a window wider on
/// both sides; none where even that is not like it.
fn best_window(
    text: &str,
    length: usize,
    numbers: &HashMap<[char; 3], usize>,
    counts: &[usize],
    total: usize,
) -> Option<Range<usize>> {
    let mut window: VecDeque<Word> = VecDeque::new();
    let mut held = vec![0_usize; counts.len()];
    let mut score = 0;
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut folded = String::new();
    for (at, word) in text.unicode_word_indices() {
        let mut found = Vec::new();
        folded.clear();
        folded.push_str(&fold(word));
        pieces(&folded, &mut |piece| {
            if let Some(&number) = numbers.get(&piece) {
                found.push(number);
            }
        });
        for &number in &found {
            held[number] += 1;
            score += usize::from(held[number] <= counts[number]);
        }
        window.push_back(Word {
            span: at..at + word.len(),
            pieces: found,
        });
        if window.len() > length
            && let Some(left) = window.pop_front()
        {
            for number in left.pieces {
                score -= usize::from(held[number] <= counts[number]);
                held[number] -= 1;
            }
        }
        if best.as_ref().is_none_or(|(most, _)| score > *most)
            && let Some(first) = window.front()
        {
            best = Some((score, first.span.start..at + word.len()));
        }
    }
    let (score, window) = best?;
    if score * 100 < total * LEAST_LIKENESS {
        return None;
    }
    let before = text[..window.start]
        .unicode_word_indices()
        .rev()
        .take(length / 2 + 1)
        .last()
        .map_or(window.start, |(at, _)| at);
    let behind = text[window.end..]
        .unicode_word_indices()
        .take(length / 2 + 1)
        .last()
        .map_or(window.end, |(at, word)| window.end + at + word.len());
    Some(before..behind)
}

/// How well two words agree: twice the share of pieces in common, in hundredths, less 100.
fn likeness(one: &str, other: &str) -> i64 {
    if one == other {
        return 100;
    }
    let mut left = Vec::new();
    pieces(one, &mut |piece| left.push(piece));
    let all = left.len();
    let (mut common, mut right) = (0_i64, 0_i64);
    pieces(other, &mut |piece| {
        right += 1;
        if let Some(at) = left.iter().position(|&p| p == piece) {
            left.swap_remove(at);
            common += 1;
        }
    });
    let sum = right + i64::try_from(all).unwrap_or(i64::MAX - right);
    400 * common / sum.max(1) - 100
}

/// The words of the text that the quote's words are best laid along: a local alignment (Smith and Waterman 1981) whose
/// gaps cost half a word.
fn align(wanted: &[String], words: &[(Range<usize>, String)]) -> Option<Range<usize>> {
    const GAP: i64 = 50;
    // Each cell: the score of the best alignment that ends there, and the word where that began.
    let mut above: Vec<(i64, usize)> = (0..=words.len()).map(|at| (0, at)).collect();
    let mut best: Option<(i64, Range<usize>)> = None;
    for word in wanted {
        let mut row: Vec<(i64, usize)> = Vec::with_capacity(above.len());
        row.push((0, 0));
        for (at, (_, other)) in words.iter().enumerate() {
            let (diagonal, began) = above[at];
            let (up, up_began) = above[at + 1];
            let (left, left_began) = row[at];
            let cell = [
                (diagonal + likeness(word, other), began),
                (up - GAP, up_began),
                (left - GAP, left_began),
                (0, at + 1),
            ];
            let cell = cell
                .into_iter()
                .max_by_key(|&(score, _)| score)
                .unwrap_or((0, at + 1));
            if cell.0 > best.as_ref().map_or(0, |(score, _)| *score) {
                best = Some((cell.0, cell.1..at + 1));
            }
            row.push(cell);
        }
        above = row;
    }
    best.map(|(_, words)| words)
}
