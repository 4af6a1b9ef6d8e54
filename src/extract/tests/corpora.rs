//! Every pack's examples come out as they say, and its traps give nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{codes, rules};
use crate::extract::corpus::Corpus;
use crate::extract::{FigureProposal, Modality, Proposal, Reason, Role};
use crate::model::{Aggregation, Qualifier, VictimStatus};

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

/// The slots of a figure that say something.
fn told(figure: &FigureProposal) -> Vec<Role> {
    let set = [
        (Role::Measure, true),
        (Role::Number, true),
        (
            Role::Qualifier,
            figure.figure.qualifier() != Qualifier::Exact,
        ),
        (Role::Victims, figure.victims.is_some()),
        (Role::Side, figure.side.is_some()),
        (Role::Status, figure.status != VictimStatus::Unknown),
        (Role::Implicit, figure.implicit),
        (
            Role::Aggregation,
            figure.aggregation != Aggregation::Unknown,
        ),
        (Role::Modality, figure.modality != Modality::Asserted),
        (Role::Background, figure.background),
        (Role::Place, figure.place.is_some()),
        (Role::Time, figure.time.is_some()),
        (Role::Claimant, figure.claimant.is_some()),
        (Role::Via, !figure.via.is_empty()),
    ];
    set.into_iter()
        .filter_map(|(role, is_set)| is_set.then_some(role))
        .collect()
}

#[test]
fn every_slot_of_every_example_has_a_reason_with_a_rule_and_words() {
    let mut failed = Vec::new();
    for code in codes() {
        for example in &corpus(code).positive {
            for proposal in rules(code).propose(&example.text) {
                let Proposal::Figure(figure) = &proposal else {
                    continue;
                };
                for role in told(figure) {
                    let is_reason = |reason: &&Reason| {
                        reason.role == role
                            && !reason.rule.text().is_empty()
                            && !reason.words.text().is_empty()
                    };
                    if figure.reasons.iter().find(is_reason).is_none() {
                        failed.push(format!("{}: {}: {}", example.id, role.name(), example.text));
                    }
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
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

/// A word of two entries would only be that of the first: “au moins” before a number and behind one is one entry.
#[test]
fn no_qualifier_stands_in_two_entries() {
    for code in codes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("src/extract/lang/{code}/rules.toml"));
        let rules: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let mut seen = BTreeSet::new();
        for entry in rules["qualifier"].as_array().unwrap() {
            let id = entry["id"].as_str().unwrap();
            let words = entry.get("words").and_then(toml::Value::as_array);
            let words: BTreeSet<_> = words
                .into_iter()
                .flatten()
                .map(|word| word.as_str().unwrap())
                .collect();
            for word in words {
                assert!(
                    seen.insert(word.to_owned()),
                    "{code}: “{word}” stands in {id} and before"
                );
            }
        }
    }
}
