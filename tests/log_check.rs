//! `tests/log_check.py` against logs that this crate makes: a sound export passes, and one with
//! anything changed is refused at the line that was changed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use claimlog::log::canonical::write_object;
use claimlog::log::{Checkpoint, Frontier, Hash, leaf_hash};
use claimlog::model::Salt;

const TAG: &[u8] = b"claimlog-entry-1\n";

fn in_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn log_check(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new("python3")
        .arg(in_crate("tests/log_check.py"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this test needs Python 3.8 or later as `python3`");
    // The script may stop at the first bad line without reading the rest.
    let _ = child
        .stdin
        .take()
        .expect("it is piped")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[track_caller]
fn passes(arguments: &[&str], input: &str, stdout: &str) {
    let output = log_check(arguments, input);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), stdout);
    assert_eq!(output.status.code(), Some(0));
}

#[track_caller]
fn fails(arguments: &[&str], input: &str, reason: &str) {
    let output = log_check(arguments, input);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(reason), "expected {reason:?} in {stderr:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(1));
}

/// An export, line by line, and the edge of the log at its end.
struct Export {
    lines: Vec<String>,
    frontier: Frontier,
}

impl Export {
    fn of(entries: u8) -> Self {
        let mut frontier = Frontier::new();
        let mut lines = vec![String::new()];
        for entry in 0..entries {
            let salt = Salt::from_bytes([entry; 16]);
            let value = format!("نحو {entry} \"quoted\"\n\u{202e}😂");
            let commitment = salt.commit(value.as_bytes());
            let mut bytes = TAG.to_vec();
            write_object(&mut bytes, |o| {
                o.array("citations", |a| {
                    a.object(|o| o.hex("quote", commitment.as_bytes()))
                });
                o.integer("entry", u32::from(entry));
                o.null_or_string("place", (entry % 2 == 0).then_some("\u{1}\\حدود"));
                o.boolean("retracted", false);
            });
            let leaf = leaf_hash(&bytes);
            frontier.push(leaf);
            let canonical = std::str::from_utf8(&bytes[TAG.len()..]).expect("JSON is UTF-8");
            let value = serde_json::json!({ "salt": salt.to_string(), "value": value });
            lines.push(format!(
                r#"{{"entry":{entry},"leaf":"{leaf}","canonical":{canonical},{}}}"#,
                format_args!(r#""values":{{"{commitment}":{value}}}"#)
            ));
        }
        let mut export = Self { lines, frontier };
        export.set_header(export.frontier.root());
        export
    }

    fn set_header(&mut self, root: Hash) {
        let size = self.frontier.size();
        self.lines[0] = format!(r#"{{"format":1,"log":{{"size":{size},"root":"{root}"}}}}"#);
    }

    fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    fn changed(&self, line: usize, from: &str, to: &str) -> String {
        let mut lines = self.lines.clone();
        assert!(
            lines[line - 1].contains(from),
            "{from:?} is not in line {line}"
        );
        lines[line - 1] = lines[line - 1].replacen(from, to, 1);
        lines.join("\n") + "\n"
    }
}

#[test]
fn agrees_with_the_vectors() {
    let vectors = in_crate("schema/log-vectors.json");
    let output = log_check(&["--vectors", vectors.to_str().expect("UTF-8")], "");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.stdout.starts_with(b"ok "));
    assert!(output.status.success());
}

#[test]
fn notices_a_vector_that_is_wrong() {
    let text = std::fs::read_to_string(in_crate("schema/log-vectors.json")).expect("it is there");
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = folder.path().join("wrong.json");
    let root = "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c";
    std::fs::write(&wrong, text.replace(root, &root.replace("ddb8", "ddb9"))).expect("written");
    fails(
        &["--vectors", wrong.to_str().expect("UTF-8")],
        "",
        "test vector 'roots'",
    );
}

#[test]
fn passes_logs_of_every_small_size() {
    for size in 0..10 {
        let export = Export::of(size);
        let ok = format!("ok {size} entries, root {}\n", export.frontier.root());
        passes(&["-"], &export.text(), &ok);
    }
}

#[test]
fn the_order_of_keys_in_the_export_does_not_matter_nor_do_erased_values() {
    let export = Export::of(3);
    let ok = format!("ok 3 entries, root {}\n", export.frontier.root());
    let object = r#""entry":1,"place":null,"retracted":false"#;
    let other = r#" "retracted" : false, "place":null, "entry":1"#;
    passes(&["-"], &export.changed(3, object, other), &ok);

    let mut erased = Export::of(3);
    let values = erased.lines[2].find(r#""values":"#).expect("it has values");
    erased.lines[2].truncate(values);
    erased.lines[2] += r#""values":{}}"#;
    passes(&["-"], &erased.text(), &ok);
}

#[test]
fn refuses_whatever_was_changed_and_names_the_line() {
    let export = Export::of(5);
    let zero = "0".repeat(64);
    let cases = [
        (
            4,
            r#""retracted":false"#,
            r#""retracted":true"#,
            "line 4: the leaf of entry 2",
        ),
        (
            4,
            r#""retracted":false"#,
            r#""retracted":null"#,
            "line 4: the leaf of entry 2",
        ),
        (4, "حدود", "حدو", "line 4: the leaf of entry 2"),
        (
            4,
            r#""retracted":false"#,
            r#""retracted":0.5"#,
            "line 4: the number 0.5",
        ),
        (
            4,
            r#""retracted":false"#,
            r#""a":1,"a":2"#,
            "line 4: the key 'a' twice",
        ),
        (
            4,
            r#""entry":2,"leaf""#,
            r#""entry":3,"leaf""#,
            "line 4: entry 3 where entry 2 is due",
        ),
        (4, r#""leaf":""#, r#""leaf":"0"#, "line 4: "),
        (4, "quoted", "quoteD", "line 4: salt and value of entry 2"),
        (
            4,
            r#""salt":"02"#,
            r#""salt":"03"#,
            "line 4: salt and value of entry 2",
        ),
        (
            4,
            r#""values""#,
            r#""valued""#,
            "line 4: 'values' is missing",
        ),
        (4, "{", "", "line 4: not JSON"),
        (
            1,
            r#""size":5"#,
            r#""size":6"#,
            "line 7: the header says 6 entries, the file has 5",
        ),
        (
            1,
            r#""size":5"#,
            r#""size":4"#,
            "line 6: the header says 4 entries, the file has 5",
        ),
        (
            1,
            r#""size":5"#,
            r#""size":true"#,
            "line 1: 'size' is missing or not of type int",
        ),
        (
            1,
            r#""format":1"#,
            r#""format":2"#,
            "line 1: format 2 is unknown",
        ),
        (
            1,
            &export.frontier.root().to_string(),
            &zero,
            "line 1: the root is",
        ),
    ];
    for (line, from, to, reason) in cases {
        fails(&["-"], &export.changed(line, from, to), reason);
    }
    fails(&["-"], "", "line 1: there is no header");
    fails(&["-"], &(export.text() + "\n"), "line 7: not JSON");
    fails(&["no-such-file.jsonl"], "", "no-such-file.jsonl");
}

#[test]
fn refuses_a_commitment_that_the_entry_does_not_hold() {
    let export = Export::of(2);
    let salt = Salt::from_bytes([9; 16]);
    let foreign = salt.commit(b"put in later");
    let member = format!(r#""values":{{"{foreign}":{{"salt":"{salt}","value":"put in later"}},"#);
    let text = export.changed(2, r#""values":{"#, &member);
    fails(
        &["-"],
        &text,
        "line 2: entry 0 does not hold the commitment",
    );
}

#[test]
fn holds_a_log_to_an_earlier_checkpoint() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("checkpoint");
    let path = file.to_str().expect("UTF-8");
    let earlier = Export::of(3).frontier;
    let later = Export::of(7);
    let write = |size, root| {
        let checkpoint = Checkpoint::new("example.org/desk", size, root).expect("sound");
        std::fs::write(&file, checkpoint.to_string()).expect("written");
    };

    write(3, earlier.root());
    let ok = format!(
        "ok 7 entries, root {}\nok begins with the 3 entries of the checkpoint of {}\n",
        later.frontier.root(),
        "'example.org/desk'"
    );
    passes(&["-", "--checkpoint", path], &later.text(), &ok);

    write(3, Export::of(4).frontier.root());
    fails(
        &["-", "--checkpoint", path],
        &later.text(),
        "the log was rewritten since",
    );
    write(8, earlier.root());
    fails(
        &["-", "--checkpoint", path],
        &later.text(),
        "has 8 entries, the log only 7",
    );
    std::fs::write(&file, "example.org/desk\n3\n").expect("written");
    fails(
        &["-", "--checkpoint", path],
        &later.text(),
        "a checkpoint has three lines",
    );
}
