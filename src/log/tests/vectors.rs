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
    Aggregation, Anchor, Assessment, Cause, Citation, Claim, Content, Count, EntryIndex, Evidence,
    Figure, FigureClaim, Grade, Grounds, Measure, Prose, Rating, Revision, RevisionNumber, Salt,
    Statement, VictimStatus,
};

const TEXT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/schema/log-vectors.json"
));
const WORDS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/log.md"));

#[derive(Deserialize)]
struct Vectors {
    tag: String,
    tag_with_corrected_on: String,
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
        let object: serde_json::Value = serde_json::from_str(&case.canonical).expect("it is JSON");
        let tag = match object.get("corrected_on") {
            None => &vectors.tag,
            Some(_) => &vectors.tag_with_corrected_on,
        };
        let entry = format!("{tag}{}", case.canonical);
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
    assert!(WORDS.contains(vectors.tag_with_corrected_on.trim_end()));
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
        grounds: Grounds::FIRST,
        reason: None,
        content: Content::Assessment(assessment),
    };
    is_encoded_as(&revision, "an assessment");
}

#[track_caller]
fn is_encoded_as(revision: &Revision, name: &str) {
    let vectors = vectors().entries;
    let vector = vectors.iter().find(|vector| vector.name == name);
    let vector = vector.expect("there is one");
    let canonical = entry::canonical_json(revision).expect("its integers are safe");
    assert_eq!(String::from_utf8_lossy(&canonical), vector.canonical);
    let leaf = Encoder::new()
        .leaf(revision)
        .expect("its integers are safe");
    assert_eq!(leaf, vector.leaf);
}

#[test]
fn a_correction_with_its_day_is_encoded_as_its_vector_says_and_without_it_as_ever() {
    let salt = Salt::from_bytes(std::array::from_fn(|i| {
        u8::try_from(i).expect("it is small")
    }));
    let statement = Statement::Figure(FigureClaim {
        measure: Measure::Killed,
        figure: Figure::exact(Count::try_from(55_u64).expect("it is small")),
        wording: None,
        victims: None,
        victim_side: None,
        victim_status: VictimStatus::Unknown,
        aggregation: Aggregation::Cumulative,
    });
    let citation = Citation {
        article: "a2".parse().expect("an id"),
        anchor: Anchor::None,
        passage: None,
        reading: None,
        via: Vec::new(),
    };
    let claim = Claim::new(
        "e1".parse().expect("an id"),
        "s1".parse().expect("an id"),
        "2022-09-14".parse().expect("a date"),
        statement,
        vec![citation],
    );
    let mut revision = Revision {
        entry: EntryIndex::new(13),
        record: "c1".parse().expect("an id"),
        number: RevisionNumber::FIRST.next().expect("there is a second"),
        parent: Some(EntryIndex::new(7)),
        author: "lina".parse().expect("a name"),
        recorded_at: "2022-09-20T10:00:00Z".parse().expect("an instant"),
        grounds: Grounds::corrected_on_day("2022-09-18".parse().expect("a date")),
        reason: Some(Prose::new(salt, "about 50")),
        content: Content::Claim(claim.expect("it is cited")),
    };
    is_encoded_as(&revision, "a correction by the source, with its day");
    revision.grounds = Cause::SourceRevised.into();
    let entry = Encoder::new().encode(&revision).map(<[u8]>::to_vec);
    let entry = String::from_utf8(entry.expect("its integers are safe")).expect("it is UTF-8");
    assert!(entry.starts_with(&vectors().tag), "{entry}");
    assert!(!entry.contains("corrected_on"), "{entry}");
}
