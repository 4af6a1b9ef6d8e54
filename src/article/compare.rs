//! What differs between two texts of one article, such as two captures of a page that was edited.
//!
//! **In:** two texts. **Out:** passages that differ, and in each the words that do, as byte spans
//! into both texts. The same two texts always give the same answer, in bounded work: where they
//! share almost nothing, passages come out larger than they need be, never wrong.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Passages with more words than this on both sides together are not compared word by word.
const MAX_WORDS: usize = 50_000;

/// Texts with more lines than this on both sides together, beyond what they begin and end with
/// alike, are given as one passage.
const MAX_LINES: usize = 1_000_000;

/// What differs between an old and a new text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The runs of lines that differ, in order. Empty when the texts are the same.
    pub passages: Vec<Passage>,
}

/// A run of whole lines that differs. Everything between two passages is the same in both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The bytes of the old text that were replaced or taken out; empty where lines were put in.
    pub old: Range<usize>,
    /// The bytes of the new text that stand there instead; empty where lines were taken out.
    pub new: Range<usize>,
    /// The words within the passage that differ, in order; at least one.
    pub edits: Vec<Edit>,
}

/// A run of words that differs. Never both sides empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the old text.
    pub old: Range<usize>,
    /// The bytes of the new text.
    pub new: Range<usize>,
}

impl Comparison {
    /// Whether the texts are the same, byte for byte.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.passages.is_empty()
    }

    /// Where a place of the old text stands in the new one, if it lies outside every edit.
    /// The place must be a byte range within the old text.
    #[must_use]
    pub fn carried(&self, old: &Range<usize>) -> Option<Range<usize>> {
        // After each edit the two texts run apart by a fixed number of bytes.
        let edits = || self.passages.iter().flat_map(|passage| &passage.edits);
        if edits().any(|edit| {
            edit.old.start < old.end && old.start < edit.old.end.max(edit.old.start + 1)
        }) {
            return None;
        }
        let before = edits().take_while(|edit| edit.old.end <= old.start).last();
        let (from_old, from_new) = before.map_or((0, 0), |edit| (edit.old.end, edit.new.end));
        let start = from_new + old.start.checked_sub(from_old)?;
        Some(start..start + old.len())
    }
}

/// Compares two texts.
#[must_use]
pub fn compare(old: &str, new: &str) -> Comparison {
    if old == new {
        return Comparison::default();
    }
    let old_lines = spans(old.split_inclusive('\n'));
    let new_lines = spans(new.split_inclusive('\n'));
    let whole = |pieces| Side { pieces, from: 0 };
    let passages = changes(
        (old, &whole(&old_lines)),
        (new, &whole(&new_lines)),
        MAX_LINES,
    )
    .into_iter()
    .map(|(old_span, new_span)| {
        let edits = words_between(old, &old_span, new, &new_span);
        Passage {
            old: old_span,
            new: new_span,
            edits,
        }
    })
    .collect();
    Comparison { passages }
}

/// The words that differ between two passages that are known to differ.
fn words_between(
    old: &str,
    old_span: &Range<usize>,
    new: &str,
    new_span: &Range<usize>,
) -> Vec<Edit> {
    let words = |text: &str, span: &Range<usize>| -> Vec<Range<usize>> {
        spans(text[span.clone()].split_word_bounds())
            .into_iter()
            .map(|word| word.start + span.start..word.end + span.start)
            .collect()
    };
    let (old_words, new_words) = (words(old, old_span), words(new, new_span));
    let old_side = Side {
        pieces: &old_words,
        from: old_span.start,
    };
    let new_side = Side {
        pieces: &new_words,
        from: new_span.start,
    };
    changes((old, &old_side), (new, &new_side), MAX_WORDS)
        .into_iter()
        .map(|(old, new)| Edit { old, new })
        .collect()
}

/// The byte spans of pieces that follow one another from the beginning of a text.
fn spans<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<Range<usize>> {
    let mut at = 0;
    pieces
        .map(|piece| {
            let start = at;
            at += piece.len();
            start..at
        })
        .collect()
}

/// The pieces of one text: byte spans that follow one another without a gap, from byte `from`.
struct Side<'a> {
    pieces: &'a [Range<usize>],
    from: usize,
}

impl Side<'_> {
    /// The bytes of a run of pieces, given by their indices.
    fn bytes_of(&self, run: &Range<usize>) -> Range<usize> {
        let end_before = |index: usize| {
            let last = index.checked_sub(1).and_then(|last| self.pieces.get(last));
            last.map_or(self.from, |piece| piece.end)
        };
        end_before(run.start)..end_before(run.end)
    }
}

/// The runs of pieces that differ, as byte spans of both texts. More than `max` pieces in all,
/// beyond what both sides begin and end with alike, are given as one run.
fn changes(
    (old, old_side): (&str, &Side<'_>),
    (new, new_side): (&str, &Side<'_>),
    max: usize,
) -> Vec<(Range<usize>, Range<usize>)> {
    let old_words: Vec<&str> = old_side
        .pieces
        .iter()
        .map(|piece| &old[piece.clone()])
        .collect();
    let new_words: Vec<&str> = new_side
        .pieces
        .iter()
        .map(|piece| &new[piece.clone()])
        .collect();
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old_words.iter().zip(&new_words).take_while(same).count();
    let (old_rest, new_rest) = (&old_words[head..], &new_words[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];
    if old_middle.is_empty() && new_middle.is_empty() {
        return Vec::new();
    }

    let ops = if old_middle.len() + new_middle.len() > max {
        vec![DiffOp::Replace {
            old_index: 0,
            old_len: old_middle.len(),
            new_index: 0,
            new_len: new_middle.len(),
        }]
    } else {
        capture_diff_slices(Algorithm::Myers, old_middle, new_middle)
    };
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let past_head = |run: Range<usize>| run.start + head..run.end + head;
        let old_span = old_side.bytes_of(&past_head(op.old_range()));
        let new_span = new_side.bytes_of(&past_head(op.new_range()));
        match found.last_mut() {
            Some((last_old, last_new))
                if last_old.end == old_span.start && last_new.end == new_span.start =>
            {
                last_old.end = old_span.end;
                last_new.end = new_span.end;
            }
            _ => found.push((old_span, new_span)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edits<'a>(old: &'a str, new: &'a str) -> Vec<(&'a str, &'a str)> {
        compare(old, new)
            .passages
            .iter()
            .flat_map(|passage| &passage.edits)
            .map(|edit| (&old[edit.old.clone()], &new[edit.new.clone()]))
            .collect()
    }

    #[test]
    fn a_changed_figure_is_found_by_itself() {
        let old = "Title\n\nAt least 49 soldiers were killed.\n\nTalks go on.";
        let new = old.replace("49", "105");
        assert_eq!(edits(old, &new), [("49", "105")]);
        let comparison = compare(old, &new);
        assert_eq!(comparison.passages.len(), 1);
        assert_eq!(
            &old[comparison.passages[0].old.clone()],
            "At least 49 soldiers were killed.\n"
        );
        assert_eq!(edits("قُتل ٤٩ جنديا", "قُتل ١٠٥ جنديا"), [("٤٩", "١٠٥")]);
        assert_eq!(
            edits("killed 1,200 men", "killed 1,300 men"),
            [("1,200", "1,300")]
        );
    }

    #[test]
    fn lines_put_in_and_taken_out_are_one_sided() {
        assert_eq!(edits("a\nb\n", "a\nx\nb\n"), [("", "x\n")]);
        assert_eq!(edits("a\nx\nb\n", "a\nb\n"), [("x\n", "")]);
        assert_eq!(edits("", "a"), [("", "a")]);
        assert!(compare("same", "same").is_same());
    }

    #[test]
    fn a_place_is_carried_over_edits_before_it_and_lost_within_one() {
        let (old, new) = ("one\n49 dead\nend", "one\nmore than 105 dead\nend");
        let comparison = compare(old, new);
        let at = |text: &str, word: &str| {
            text.find(word)
                .map(|start| start..start + word.len())
                .expect("it stands there")
        };
        assert_eq!(comparison.carried(&at(old, "end")), Some(at(new, "end")));
        assert_eq!(comparison.carried(&at(old, "dead")), Some(at(new, "dead")));
        assert_eq!(comparison.carried(&at(old, "49")), None);
        assert_eq!(comparison.carried(&(0..3)), Some(0..3));
    }

    #[test]
    fn texts_without_anything_in_common_are_compared_in_bounded_work() {
        let old: String = (0..200_000).map(|i| format!("old line {i}\n")).collect();
        let new: String = (0..200_000)
            .map(|i| format!("new line {}\n", i * 7))
            .collect();
        let comparison = compare(&old, &new);
        assert_eq!(comparison.passages.first().map(|p| p.old.start), Some(0));
    }

    proptest! {
        #[test]
        fn applying_the_edits_to_the_old_text_gives_the_new(
            old in "[ab1٢\\n .,]{0,60}", new in "[ab1٢\\n .,]{0,60}"
        ) {
            let comparison = compare(&old, &new);
            let mut built = String::new();
            let mut at = 0;
            for edit in comparison.passages.iter().flat_map(|passage| &passage.edits) {
                prop_assert!(!(edit.old.is_empty() && edit.new.is_empty()));
                built.push_str(&old[at..edit.old.start]);
                built.push_str(&new[edit.new.clone()]);
                at = edit.old.end;
            }
            built.push_str(&old[at..]);
            prop_assert_eq!(built, new);
        }
    }
}
