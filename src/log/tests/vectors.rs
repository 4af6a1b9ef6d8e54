//! The test vectors in `schema/log-vectors.json`, against which `tests/log_check.py` is checked as
//! well.
//!
//! Its tree has the eight inputs, the roots and the proofs that implementations of Certificate
//! Transparency are tested with; the strings and the order of keys are the examples of RFC 8785 and
//! beyond.

use serde::Deserialize;

use super::json::Json;
use super::naive::Store;
use crate::log::entry::{self, Encoder};
use crate::log::{
    Checkpoint, Hash, leaf_hash, prove_consistency, prove_inclusion, root_at, verify_consistency,
    verify_inclusion,
};
use crate::model::{
    Assessment, Cause, Content, EntryIndex, Evidence, Grade, Prose, Rating, Revision,
    RevisionNumber, Salt,
};

const TEXT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/schema/log-vectors.json"
));
const WORDS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/log.md"));

#[derive(Deserialize)]
struct Vectors {
    tag: String,
    canonical: Vec<Canonical>,
    refused: Vec<Refused>,
    commitments: Vec<Committed>,
    entries: Vec<Entry>,
    checkpoints: Vec<Head>,
    refused_checkpoints: Vec<RefusedHead>,
    tree: Tree,
}

#[derive(Deserialize)]
struct Canonical {
    name: String,
    input: String,
    canonical: String,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    input: String,
}

#[derive(Deserialize)]
struct Committed {
    name: String,
    salt: String,
    value: String,
    commitment: String,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    canonical: String,
    leaf: Hash,
}

#[derive(Deserialize)]
struct Head {
    text: String,
    origin: String,
    size: String,
    root: Hash,
}

#[derive(Deserialize)]
struct RefusedHead {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct Tree {
    entries: Vec<String>,
    leaves: Vec<Hash>,
    roots: Vec<Hash>,
    inclusion: Vec<Inclusion>,
    consistency: Vec<Consistency>,
}

#[derive(Deserialize)]
struct Inclusion {
    index: u64,
    size: u64,
    proof: Vec<Hash>,
}

#[derive(Deserialize)]
struct Consistency {
    old: u64,
    new: u64,
    proof: Vec<Hash>,
}

fn vectors() -> Vectors {
    serde_json::from_str(TEXT).expect("the vectors are in their format")
}

/// Reads any order and spacing, writes the canonical form.
fn canonical(text: &str) -> serde_json::Result<String> {
    let mut out = Vec::new();
    serde_json::from_str::<Json>(text)?.sorted().write(&mut out);
    Ok(String::from_utf8(out).expect("the writer writes UTF-8"))
}

#[test]
fn canonical_json() {
    for case in vectors().canonical {
        let text = canonical(&case.input).expect("the input is JSON");
        assert_eq!(text, case.canonical, "{}", case.name);
    }
}

#[test]
fn what_has_no_canonical_form() {
    for case in vectors().refused {
        assert!(canonical(&case.input).is_err(), "{}", case.name);
    }
}

#[test]
fn commitments() {
    for case in vectors().commitments {
        let salt: Salt = case.salt.parse().unwrap();
        let commitment = salt.commit(case.value.as_bytes()).to_string();
        assert_eq!(commitment, case.commitment, "{}", case.name);
    }
}

#[test]
fn leaves_of_entries() {
    let vectors = vectors();
    for case in vectors.entries {
        assert_eq!(
            canonical(&case.canonical).ok().as_ref(),
            Some(&case.canonical),
            "{}",
            case.name
        );
        let entry = format!("{}{}", vectors.tag, case.canonical);
        assert_eq!(leaf_hash(entry.as_bytes()), case.leaf, "{}", case.name);
    }
}

#[test]
fn checkpoints() {
    let vectors = vectors();
    for case in vectors.checkpoints {
        let size = case.size.parse().expect("a size");
        let checkpoint = Checkpoint::new(&case.origin, size, case.root).expect("sound");
        assert_eq!(checkpoint.to_string(), case.text);
        assert_eq!(case.text.parse(), Ok(checkpoint));
    }
    for case in vectors.refused_checkpoints {
        assert!(case.text.parse::<Checkpoint>().is_err(), "{}", case.name);
    }
}

#[test]
fn tree() {
    let tree = vectors().tree;
    let entry = |text: &String| {
        let bytes = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits");
        (0..text.len()).step_by(2).map(bytes).collect::<Vec<_>>()
    };
    let leaves: Vec<Hash> = tree
        .entries
        .iter()
        .map(|text| leaf_hash(&entry(text)))
        .collect();
    assert_eq!(leaves, tree.leaves);
    let store = Store::of(&leaves);
    let root = |size: u64| root_at(&store, size).expect("all is stored");
    assert_eq!(tree.roots.len(), leaves.len() + 1);
    for (size, expected) in (0..).zip(&tree.roots) {
        assert_eq!(root(size), *expected, "{size} entries");
    }
    for Inclusion { index, size, proof } in tree.inclusion {
        assert_eq!(prove_inclusion(&store, index, size).as_ref(), Ok(&proof));
        let leaf = leaves[usize::try_from(index).expect("small")];
        assert_eq!(
            verify_inclusion(&leaf, index, size, &proof, &root(size)),
            Ok(())
        );
    }
    for Consistency { old, new, proof } in tree.consistency {
        assert_eq!(prove_consistency(&store, old, new).as_ref(), Ok(&proof));
        assert_eq!(
            verify_consistency(old, new, &proof, &root(old), &root(new)),
            Ok(())
        );
    }
}

/// The example that `schema/log.md` works through by hand is one of the vectors.
#[test]
fn the_example_in_words() {
    let vectors = vectors();
    let commitment = &vectors.commitments[1];
    let (entry, checkpoint) = (&vectors.entries[1], &vectors.checkpoints[2]);
    for shown in [
        &commitment.commitment.to_string(),
        &entry.canonical,
        &entry.leaf.to_string(),
    ] {
        assert!(WORDS.contains(&shown[..]), "{shown} is not in log.md");
    }
    for line in checkpoint.text.lines() {
        assert!(
            WORDS.lines().any(|other| other.trim() == line),
            "{line} is not in log.md"
        );
    }
    assert_eq!(checkpoint.root, entry.leaf);
    assert!(WORDS.contains(vectors.tag.trim_end()));
}

#[test]
fn an_assessment_is_encoded_as_its_vector_says() {
    let salt = Salt::from_bytes(std::array::from_fn(|i| {
        u8::try_from(i).expect("it is small")
    }));
    let assessment = Assessment {
        claim: "c3".parse().expect("an id"),
        assessed_on: "2022-09-16".parse().expect("a date"),
        rating: Rating::Grade(Grade::Contested),
        label: None,
        rationale: Prose::new(salt, "about 50"),
        evidence: Evidence {
            citations: Vec::new(),
            claims: vec!["c1".parse().expect("an id"), "c4".parse().expect("an id")],
        },
    };
    let revision = Revision {
        entry: EntryIndex::new(12),
        record: "r1".parse().expect("an id"),
        number: RevisionNumber::FIRST,
        parent: None,
        author: "lina".parse().expect("a name"),
        recorded_at: "2022-09-20T10:00:00Z".parse().expect("an instant"),
        cause: Cause::First,
        reason: None,
        content: Content::Assessment(assessment),
    };
    let vectors = vectors().entries;
    let vector = vectors
        .iter()
        .find(|vector| vector.name == "an assessment")
        .expect("there is one");
    let canonical = entry::canonical_json(&revision).expect("its integers are safe");
    assert_eq!(String::from_utf8_lossy(&canonical), vector.canonical);
    let leaf = Encoder::new()
        .leaf(&revision)
        .expect("its integers are safe");
    assert_eq!(leaf, vector.leaf);
}
