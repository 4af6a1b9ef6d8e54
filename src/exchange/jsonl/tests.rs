use std::process::Command;

use super::*;
use crate::exchange::testing::{Office, bundled, rated};
use crate::store::{Horizon, Read as _};

#[test]
fn an_exported_log_is_checked_by_stock_python() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    let mut out = Vec::new();
    let head = write_log(&office.store, &mut out).unwrap();
    assert_eq!(head, office.store.head().unwrap());
    let text = String::from_utf8(out.clone()).unwrap();
    assert_eq!(u64::try_from(text.lines().count()).unwrap(), head.size + 1);
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["format"], 1);
    assert_eq!(first["log"]["root"], head.root.to_string());

    let file = office.dir.path().join("log.jsonl");
    let check = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/log_check.py");
        let done = Command::new("python3").arg(script).arg(&file).output();
        let done = done.expect("python3 runs");
        (
            done.status.success(),
            String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned(),
        )
    };
    let (is_good, said) = check(&out);
    assert!(is_good, "{said}");
    assert!(said.contains(&head.root.to_string()), "{said}");

    // One changed digit anywhere is found: in a text, in the digest of a page, in the revision itself.
    for (old, new) in [
        ("at least 49", "at least 48"),
        ("\"sha256\":\"", "\"sha256\":\"0"),
        ("\"cause\":\"first\"", "\"cause\":\"redaction\""),
    ] {
        assert!(text.contains(old), "{old}");
        let mut forged = text.replacen(old, new, 1);
        if new.ends_with('0') {
            // The digest keeps its length.
            let at = forged.find(new).unwrap() + new.len();
            forged.replace_range(at + 62..at + 63, "");
        }
        let (is_good, said) = check(forged.as_bytes());
        assert!(!is_good, "{old}: {said}");
    }
}

#[test]
fn a_claim_is_one_object_with_names_for_ids() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    let mut out = Vec::new();
    assert_eq!(
        write_claims(&office.store, Horizon::NOW, None, &mut out).unwrap(),
        21
    );
    let lines: Vec<serde_json::Value> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let about_fifty = &lines[7];
    assert_eq!(about_fifty["claim"], "c8");
    assert_eq!(about_fifty["claimant"], "armenia-deputy-fm");
    assert_eq!(about_fifty["best"], 50);
    assert_eq!(about_fifty["low"], serde_json::Value::Null);
    assert_eq!(about_fifty["citations"][0]["via"][0], "reuters");
    assert_eq!(
        about_fifty["citations"][1]["via"],
        serde_json::json!(["highland-press", "reuters"])
    );
    assert!(about_fifty.get("accused").is_none());
    assert_eq!(lines[5]["answers"], "c4");
}

#[test]
fn a_claim_says_how_it_is_rated_and_on_what_that_rests() {
    let mut out = Vec::new();
    let office = rated();
    write_claims(&office.store, Horizon::NOW, None, &mut out).unwrap();
    let lines: Vec<serde_json::Value> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let accusation = &lines[3];
    assert_eq!(accusation["claim"], "c4");
    let ratings = accusation["ratings"].as_array().unwrap();
    assert_eq!(ratings.len(), 2, "{accusation}");
    assert_eq!(ratings[0]["assessment"], "r1");
    assert_eq!(ratings[0]["rating"], "contested");
    assert_eq!(ratings[0]["scale"], serde_json::Value::Null);
    assert_eq!(ratings[0]["label"], "=two versions");
    assert_eq!(ratings[0]["evidence"], serde_json::json!(["c5", "c6"]));
    // The newest version, and who wrote it.
    assert_eq!(ratings[1]["assessment"], "r3");
    assert_eq!(ratings[1]["revision"], 2);
    assert_eq!(ratings[1]["rating"], "1");
    assert_eq!(ratings[1]["scale"], "Admiralty credibility");
    assert_eq!(ratings[1]["author"], "second reader");
    let quoted = &lines[4]["ratings"][0];
    let places = quoted["citations"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0]["quote"], "again denied that its artillery");
    assert!(places[0]["snapshot_sha256"].is_string());
    // What was withdrawn is no rating.
    assert_eq!(lines[0]["ratings"], serde_json::json!([]));
    let before = Horizon::first(office.head().size - 2);
    let mut out = Vec::new();
    write_claims(&office.store, before, None, &mut out).unwrap();
    let first = String::from_utf8(out).unwrap();
    assert!(
        first.lines().next().unwrap().contains("\"weak\""),
        "{first}"
    );
}
