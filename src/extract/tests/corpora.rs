//! Every pack's examples come out as they say, and its traps give nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{codes, rules};
use crate::extract::corpus::Corpus;

/// So many examples and so many traps at least.
const LEAST: usize = 50;

fn corpus(code: &str) -> Corpus {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/extract/lang/{code}/corpus.toml"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Corpus::read(code, &text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_example_comes_out_as_it_says() {
    let mut failed = Vec::new();
    for code in codes() {
        for failure in corpus(code).check(rules(code)) {
            failed.push(format!("{}: {}", failure.id, failure.what));
        }
    }
    assert!(
        failed.is_empty(),
        "{} failures\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn every_corpus_has_examples_and_traps_enough_each_with_its_own_id() {
    for code in codes() {
        let corpus = corpus(code);
        assert!(
            corpus.positive.len() >= LEAST,
            "{code}: {} examples",
            corpus.positive.len()
        );
        assert!(
            corpus.trap.len() >= LEAST,
            "{code}: {} traps",
            corpus.trap.len()
        );
        let ids: BTreeSet<&str> = corpus
            .positive
            .iter()
            .map(|one| one.id.as_str())
            .chain(corpus.trap.iter().map(|one| one.id.as_str()))
            .collect();
        assert_eq!(
            ids.len(),
            corpus.positive.len() + corpus.trap.len(),
            "{code}: an id twice"
        );
    }
}
