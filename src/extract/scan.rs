//! The cheap first pass: where in a text a word stands that could make a proposal.
//!
//! What enters: the words of a pack's triggers and frames. What leaves: an automaton over bytes that finds the next
//! of them. It may find too much (a word inside another), never too little: a letter that the language spells in several
//! ways is written out in each, and a mark that spelling may leave out is a find of its own.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

use super::fold::Folding;

/// A key has at most so many spellings; else its longest plain part is looked for.
const SPELLINGS: usize = 24;

/// Finds the next place worth a look.
#[derive(Debug)]
pub(super) struct Scanner {
    automaton: Option<AhoCorasick>,
}

impl Scanner {
    /// For folded words; `dropped` are the marks that spelling may leave out.
    pub(super) fn new(folding: &Folding, words: &BTreeSet<String>, dropped: &str) -> Self {
        // A word inside another finds both.
        let mut sorted: Vec<&String> = words.iter().collect();
        sorted.sort_by_key(|word| word.len());
        let mut kept: Vec<&str> = Vec::new();
        for word in sorted {
            if !kept.iter().any(|short| word.contains(short)) {
                kept.push(word);
            }
        }
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for word in kept {
            keys.extend(spellings(folding, word));
        }
        for mark in dropped.chars() {
            // The tanwin and what stands at a word's end part no key.
            if !matches!(mark, '\u{64B}' | '\u{AD}') {
                keys.insert(mark.to_string());
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&keys)
            .ok();
        Self { automaton }
    }

    /// The first find at or after a byte; the byte itself when there is no automaton.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
        match &self.automaton {
            Some(automaton) => automaton
                .find(Input::new(text).span(from..text.len()))
                .map(|found| found.start()),
            None => Some(from),
        }
    }
}

/// The ways in which a folded word may be written, as far as case and merged letters go.
fn spellings(folding: &Folding, word: &str) -> Vec<String> {
    let letters: Vec<(Vec<char>, char)> = word
        .chars()
        .map(|c| {
            let sources = folding.sources(c);
            let upper = sources
                .iter()
                .copied()
                .find(|s| s.is_uppercase())
                .unwrap_or(c);
            let mut lower: Vec<char> = sources.into_iter().filter(|s| !s.is_uppercase()).collect();
            if lower.is_empty() {
                lower.push(c);
            }
            (lower, upper)
        })
        .collect();
    let ways: usize = letters.iter().map(|(lower, _)| lower.len()).product();
    if ways > SPELLINGS || ways == 0 {
        // The longest part whose letters are written in one way.
        let plain = letters
            .split(|(lower, _)| lower.len() > 1)
            .max_by_key(|part| part.len())
            .unwrap_or(&[]);
        if plain.len() >= 2 {
            let word: String = plain.iter().map(|(lower, _)| lower[0]).collect();
            return spellings(folding, &word);
        }
    }
    let mut rows = vec![String::new()];
    for (lower, _) in &letters {
        let mut longer = Vec::with_capacity(rows.len() * lower.len());
        for row in &rows {
            for c in lower {
                let mut next = row.clone();
                next.push(*c);
                longer.push(next);
            }
        }
        rows = longer;
        if rows.len() > 512 {
            break;
        }
    }
    let upper: String = letters.iter().map(|(_, upper)| *upper).collect();
    let mut titles: Vec<String> = Vec::new();
    for row in &rows {
        let mut chars = row.chars();
        if let (Some(_), Some((_, first))) = (chars.next(), letters.first()) {
            titles.push(std::iter::once(*first).chain(chars).collect());
        }
    }
    rows.push(upper);
    rows.extend(titles);
    rows
}
