//! Folding: the one spelling under which texts are searched, and the spelling under which a quote is located.
//!
//! What enters: any text. What leaves: the folded text, and where asked a map from each of its bytes back to the
//! original ([`Folded`]). Invariants: every mapped span lies on character borders of the original; a folded text
//! folds to itself; time and memory are linear.
//!
//! **Search** ([`fold`]) looks past: case; compatibility forms (NFKC: ligatures, full-width, Arabic presentation
//! forms; superscripts, circled numbers and fractions stay, so that `50²` does not become 502); diacritics of Latin,
//! Greek and Cyrillic (`ё` is `е`, but `й`, `ї`, `ў` are letters and stay); Arabic tashkil, Hebrew niqqud; tatweel;
//! alef forms `أإآٱ` → `ا`, `ى` and Persian `ی` → `ي`, Persian `ک` → `ك`, `ة` and `ہ` → `ه`, `ؤ` → `و`, `ئ` → `ي`
//! (hamza on the line stays); bidi and zero-width marks; digits of every script → ASCII; typographic quotes and
//! dashes; runs of white space → one space.
//!
//! **Quote** (used by `locate`) forgives only what cannot change a figure or a word; see the notes there.

mod letters;

use std::ops::Range;

use unicode_normalization::char::compose;

pub(super) use letters::continues_letter;
use letters::{Policy, Step, Table};

static SEARCH: Table = Table::new(Policy::Search);
static QUOTE: Table = Table::new(Policy::Quote);

/// The text as search sees it. See the module for what is folded.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    run(text, &SEARCH, &mut out, &mut Untracked);
    out
}

/// Whether a word may begin with `c`.
pub(super) fn begins_word(c: char) -> bool {
    match SEARCH.step(c) {
        Step::Letter(_) => true,
        Step::Many => c.is_alphabetic(),
        Step::One(_) | Step::Space | Step::Drop | Step::DropMark => false,
    }
}

/// Appends the search folding of one character that stands in a word; returns false for what is not part of a word.
pub(super) fn push_word_char(c: char, out: &mut String) -> bool {
    match SEARCH.step(c) {
        Step::Letter(folded) => out.push(folded),
        Step::DropMark | Step::Drop => {}
        Step::Many if c.is_alphabetic() => letters::expand(c, Policy::Search, &mut |d| out.push(d)),
        Step::One(_) | Step::Space | Step::Many => return false,
    }
    true
}

/// A folded text with the way back to the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    runs: Vec<Run>,
}

/// Where a stretch of the folded text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    folded: usize,
    original: usize,
    /// 0 for characters that kept their lengths; otherwise the original length of one indivisible unit.
    block: usize,
}

impl Folded {
    /// Folds for search, with a map.
    pub fn new(text: &str) -> Self {
        Self::with(text, &SEARCH)
    }

    /// Folds for locating a quote, with a map.
    pub(super) fn for_quote(text: &str) -> Self {
        Self::with(text, &QUOTE)
    }

    fn with(text: &str, table: &Table) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut runs = Tracked::default();
        run(text, table, &mut folded, &mut runs);
        Self {
            text: folded,
            runs: runs.runs,
        }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `folded`, a span of [`Self::text`], came from: whole characters, with the
    /// marks over them. An end inside a character is widened to its border, one past the text is cut there.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let mut start = folded.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = folded.end.min(self.text.len()).max(start);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let from = self.run_at(start);
        let first = match from {
            Some(run) if run.block == 0 => run.original + (start - run.folded),
            Some(run) => run.original,
            None => 0,
        };
        if end == start {
            return first..first;
        }
        let last = match self.run_at(end - 1) {
            Some(run) if run.block == 0 => run.original + (end - run.folded),
            Some(run) => run.original + run.block,
            None => first,
        };
        first..last
    }

    fn run_at(&self, folded: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.folded <= folded);
        self.runs.get(after.checked_sub(1)?).copied()
    }
}

/// Notes where folded text comes from, or does not.
trait Track {
    /// A character whose folding has the same length and is one character.
    fn same(&mut self, folded: usize, original: usize);
    /// A character whose folding has another shape.
    fn unit(&mut self, folded: usize, original: usize, length: usize);
    /// A dropped character belongs to the unit before, which began at `last`.
    fn absorb(&mut self, last: Unit, end: usize);
}

/// Where the last unit of output began, folded and original.
#[derive(Debug, Clone, Copy)]
struct Unit {
    folded: usize,
    original: usize,
}

struct Untracked;

impl Track for Untracked {
    fn same(&mut self, _: usize, _: usize) {}
    fn unit(&mut self, _: usize, _: usize, _: usize) {}
    fn absorb(&mut self, _: Unit, _: usize) {}
}

#[derive(Default)]
struct Tracked {
    runs: Vec<Run>,
}

impl Track for Tracked {
    fn same(&mut self, folded: usize, original: usize) {
        if let Some(last) = self.runs.last()
            && last.block == 0
            && last.original + (folded - last.folded) == original
        {
            return;
        }
        self.unit(folded, original, 0);
    }

    fn unit(&mut self, folded: usize, original: usize, block: usize) {
        self.runs.push(Run {
            folded,
            original,
            block,
        });
    }

    fn absorb(&mut self, last: Unit, end: usize) {
        let block = end - last.original;
        match self.runs.last_mut() {
            Some(run) if run.folded == last.folded => run.block = block,
            _ => self.unit(last.folded, last.original, block),
        }
    }
}

fn run(text: &str, table: &Table, out: &mut String, track: &mut impl Track) {
    let mut last: Option<Unit> = None;
    let mut in_space = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let plain = table.ascii_run(&text[at..]);
        if plain > 0 {
            // Letters, digits and punctuation of ASCII keep their length: one step for the whole stretch.
            track.same(out.len(), at);
            table.push_ascii(&text[at..at + plain], out);
            at += plain;
            last = Some(Unit {
                folded: out.len() - 1,
                original: at - 1,
            });
            in_space = false;
            continue;
        }
        // Invariant: `at` is below the length and on a border, so a character is there.
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let end = at + c.len_utf8();
        let begins = Unit {
            folded: out.len(),
            original: at,
        };
        let step = match table.step(c) {
            Step::One(mark) if is_aid(mark, table.policy, out) => Step::DropMark,
            step => step,
        };
        match step {
            Step::Drop => {}
            Step::DropMark => {
                if let Some(unit) = last {
                    compose_letter(c, unit, table.policy, out);
                    track.absorb(unit, end);
                }
            }
            Step::Space if in_space => {
                if let Some(unit) = last {
                    track.absorb(unit, end);
                }
            }
            Step::Space => {
                out.push(' ');
                track_one(track, begins, 1, end - at);
                last = Some(begins);
                in_space = true;
            }
            Step::Letter(folded) | Step::One(folded) => {
                out.push(folded);
                track_one(track, begins, folded.len_utf8(), end - at);
                last = Some(begins);
                in_space = false;
            }
            Step::Many => {
                letters::expand(c, table.policy, &mut |d| out.push(d));
                if out.len() > begins.folded {
                    track.unit(begins.folded, at, end - at);
                    last = Some(begins);
                    in_space = false;
                }
            }
        }
        at = end;
    }
}

/// Whether a mark only helps to read the letter that was folded last.
fn is_aid(mark: char, policy: Policy, out: &str) -> bool {
    policy == Policy::Quote
        && matches!(mark, '\u{300}' | '\u{301}' | '\u{308}')
        && out
            .chars()
            .next_back()
            .is_some_and(|base| letters::is_reading_aid(base, mark))
}

fn track_one(track: &mut impl Track, at: Unit, folded: usize, original: usize) {
    if folded == original {
        track.same(at.folded, at.original);
    } else {
        track.unit(at.folded, at.original, original);
    }
}

/// A mark that search drops, unless it makes a Cyrillic letter of its own: `и` and breve are `й`.
fn compose_letter(mark: char, unit: Unit, policy: Policy, out: &mut String) {
    if policy != Policy::Search {
        return;
    }
    let Some(base) = out[unit.folded..].chars().next() else {
        return;
    };
    if !('\u{400}'..='\u{52f}').contains(&base) {
        return;
    }
    if let Some(letter) = compose(base, mark)
        && letters::keeps_its_mark(letter)
    {
        out.truncate(unit.folded);
        out.push(letter);
    }
}

#[cfg(test)]
mod tests;
