//! Databases that are missing, empty, somebody else's, newer, read-only, locked, truncated or damaged.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Output;

use rusqlite::Connection;

use crate::common::{Desk, files};

#[test]
fn no_database_names_init() {
    let desk = Desk::empty();
    let ran = desk.run(["list"]).failed(1, "no database");
    assert!(ran.stderr.contains("claimlog init"), "{}", ran.stderr);
    desk.run(["--db", "elsewhere.db", "list"])
        .failed(1, "there is no database at elsewhere.db");
    assert!(files(&desk.path("")).is_empty(), "nothing was made");
}

#[test]
fn the_database_is_the_one_named_or_the_nearest() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("a/b")).unwrap();
    let mut command = desk.command();
    command
        .current_dir(desk.path("a/b"))
        .args(["event", "add", "clashes", "--title", "Clashes"]);
    assert!(command.output().unwrap().status.success());
    assert_eq!(desk.log_size(), 1);
    desk.run(["--db", "other.db", "init"]).done();
    let mut command = desk.command();
    command
        .env("CLAIMLOG_DB", desk.path("other.db"))
        .args(["event", "add", "x-event", "--title", "X"]);
    assert!(command.output().unwrap().status.success());
    assert_eq!(desk.log_size(), 1);
    let both = desk
        .command()
        .env("CLAIMLOG_DB", desk.path("nowhere.db"))
        .args(["--db", "other.db", "event", "list"])
        .output()
        .unwrap();
    assert!(
        String::from_utf8(both.stdout).unwrap().contains("x-event"),
        "--db goes before CLAIMLOG_DB"
    );
}

#[test]
fn init_never_touches_what_is_there() {
    let desk = Desk::new();
    desk.run(["event", "add", "clashes", "--title", "Clashes"])
        .done();
    desk.run(["init"]).failed(1, "exists already");
    assert_eq!(desk.log_size(), 1);
    desk.write("letter.txt", "Dear editor");
    desk.run(["--db", "letter.txt", "init"])
        .failed(1, "exists already");
    assert_eq!(fs::read(desk.path("letter.txt")).unwrap(), b"Dear editor");
}

#[test]
fn an_empty_file_and_a_foreign_one_are_told_apart() {
    let desk = Desk::empty();
    desk.write("empty.db", "");
    desk.run(["--db", "empty.db", "list"]).failed(1, "is empty");
    desk.run(["--db", "empty.db", "init"]).done();
    desk.write("letter.db", "Dear editor, this is not a database at all");
    desk.run(["--db", "letter.db", "list"])
        .failed(1, "is not a claimlog database");
    Connection::open(desk.path("foreign.db"))
        .unwrap()
        .execute_batch("CREATE TABLE recipe (name TEXT)")
        .unwrap();
    let before = fs::read(desk.path("foreign.db")).unwrap();
    for command in [
        &["list"][..],
        &["event", "add", "x-event", "--title", "X"],
        &["verify"],
    ] {
        desk.run(["--db", "foreign.db"].iter().chain(command))
            .failed(1, "another program");
    }
    assert_eq!(
        fs::read(desk.path("foreign.db")).unwrap(),
        before,
        "left untouched"
    );
    desk.run(["--db", ".", "list"]).failed(1, "it is a folder");
}

#[test]
fn a_newer_file_is_refused_and_left_untouched() {
    let desk = Desk::new();
    let connection = Connection::open(desk.database()).unwrap();
    connection
        .execute_batch("PRAGMA user_version = 99; PRAGMA journal_mode = delete")
        .unwrap();
    drop(connection);
    let before = fs::read(desk.database()).unwrap();
    desk.run(["list"]).failed(1, "newer claimlog (schema 99");
    desk.run(["event", "add", "x-event", "--title", "X"])
        .failed(1, "newer claimlog");
    assert_eq!(fs::read(desk.database()).unwrap(), before);
}

#[test]
fn a_writer_waits_and_then_says_that_the_database_is_busy() {
    let desk = Desk::new();
    let other = Connection::open(desk.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.run(["event", "add", "clashes", "--title", "Clashes"])
        .failed(75, "busy");
    // Looking is not writing.
    desk.run(["event", "list"]).done();
    other.execute_batch("ROLLBACK").unwrap();
    desk.run(["event", "add", "clashes", "--title", "Clashes"])
        .done();
}

/// Runs as a user who may not write here, even when the tests run as root. Needs a copy of the program that this
/// user may read.
fn as_nobody(desk: &Desk, args: &[&str]) -> Output {
    let program = desk.path("bin/claimlog");
    if !program.exists() {
        fs::create_dir_all(desk.path("bin")).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_claimlog"), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = std::process::Command::new(&program);
    command
        .args(args)
        .current_dir(desk.path(""))
        .env_clear()
        .env("CLAIMLOG_AUTHOR", "nobody");
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if is_root {
        command.uid(65_534).gid(65_534);
    }
    command.output().unwrap()
}

fn make_read_only(folder: &Path) {
    for (path, _) in files(folder) {
        if !path.to_string_lossy().contains("/bin/") {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
}

#[test]
fn a_read_only_file_in_a_read_only_folder_is_read_and_not_written() {
    let desk = Desk::with_case();
    as_nobody(&desk, &["--version"]);
    make_read_only(&desk.path(""));
    let before = fs::read(desk.database()).unwrap();
    for args in [
        &["verify"][..],
        &["report", "changes"],
        &["list"],
        &["show", "c1"],
        &["export", "csv"],
    ] {
        fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o555)).unwrap();
        let output = as_nobody(&desk, args);
        assert!(
            output.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let output = as_nobody(&desk, &["event", "add", "x-event", "--title", "X"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("read-only"), "{stderr}");
    assert_eq!(fs::read(desk.database()).unwrap(), before);
    fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_truncated_file_is_named_as_damaged() {
    let desk = Desk::with_case();
    let whole = fs::read(desk.database()).unwrap();
    for length in [100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(desk.database(), &whole[..length]).unwrap();
        let ran = desk.run(["verify"]);
        assert_eq!(ran.code, 3, "{length} bytes: {ran}");
        assert!(!ran.stderr.contains("panicked"), "{ran}");
    }
    // Without its last page most can be read still, and it is said up to where.
    let ran = desk.run(["verify"]);
    let cut = format!(
        "FAULT the file: it was cut off: of {} bytes the first {} are left; its records can be read up to ",
        whole.len(),
        whole.len() - 4096
    );
    assert!(ran.stdout.contains(&cut), "{ran}");
    fs::write(desk.database(), &whole).unwrap();
    desk.verify();
}

#[test]
fn a_flipped_bit_is_found_wherever_it_lies() {
    let desk = Desk::with_case();
    let whole = fs::read(desk.database()).unwrap();
    // Every page, at places of its own in each: content, free space and inner pages alike.
    let mut unnoticed = Vec::new();
    let mut noticed = 0;
    for page in 0..whole.len() / 4096 {
        for third in 0..3 {
            let at = page * 4096 + third * 1_300 + (page * 997) % 1_200;
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            fs::write(desk.database(), &flipped).unwrap();
            let ran = desk.run(["verify"]);
            assert!(!ran.stderr.contains("panicked"), "byte {at}: {ran}");
            match ran.code {
                0 => unnoticed.push(at),
                _ => noticed += 1,
            }
        }
    }
    // Unused space holds nothing that was logged; a bit there says nothing. Everything else is found.
    for at in &unnoticed {
        fs::write(desk.database(), &whole).unwrap();
        let mut flipped = whole.clone();
        flipped[*at] ^= 0x10;
        fs::write(desk.database(), &flipped).unwrap();
        let intact = desk.run(["export", "jsonl", "--log"]).done().stdout;
        fs::write(desk.database(), &whole).unwrap();
        assert_eq!(
            intact,
            desk.run(["export", "jsonl", "--log"]).done().stdout,
            "byte {at} changed what is exported"
        );
    }
    assert!(
        noticed > unnoticed.len() / 4,
        "{noticed} noticed, {} not",
        unnoticed.len()
    );
}

#[test]
fn a_schema_that_never_was_is_damage() {
    let desk = Desk::new();
    Connection::open(desk.database())
        .unwrap()
        .execute_batch("PRAGMA user_version = 0")
        .unwrap();
    desk.run(["list"]).failed(3, "schema version is 0");
}
