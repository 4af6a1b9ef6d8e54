//! Databases of every version of the schema, as the program of the day made them: they stay readable, and writable.
//!
//! `tests/databases/v<N>.db` is what `support::fill` made when the schema was version N. Such a file is never made
//! again: `FREEZE_DATABASE=1 cargo test --test frozen` makes only the one of a new version, before anything else is
//! changed, and the roots below get a row for it.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use claimlog::model::{Content, SourceId};
use claimlog::store::sqlite::{Access, SCHEMA_VERSION, SqliteStore};
use claimlog::store::{Horizon, Read as _, Store as _};
use claimlog::verify::verify;
use rusqlite::Connection;

/// What each frozen file's log has: how many entries, and the root over them. Never changed.
const HEADS: &[(u64, &str)] = &[
    (
        13,
        "5cba85d441a15f875a859deee98fd222b09a802497c21398c2ae0bd235e73ca5",
    ),
    (
        64,
        "ba27184ec23b49e068727a5c304ecef59851aae4d8ddc326ecdfeb9ab0015770",
    ),
    (
        64,
        "9dce9a05d85932c202a9385d2b08ce05dbf93841097ca23f9e0a2ae98708c728",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases")
}

fn frozen(version: i64) -> PathBuf {
    folder().join(format!("v{version}.db"))
}

/// Makes the frozen file of today's schema, unless there is one.
fn freeze() {
    let path = frozen(SCHEMA_VERSION);
    if std::env::var_os("FREEZE_DATABASE").is_none_or(|value| value != "1") || path.exists() {
        return;
    }
    let made = tempfile::tempdir().unwrap();
    let whole = made.path().join("whole.db");
    support::fill(&whole);
    let connection = Connection::open(&whole).unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            assert_eq!(row.get::<_, i64>(0)?, 0, "the checkpoint was not made");
            Ok(())
        })
        .unwrap();
    // One file that needs nothing beside it.
    connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| {
            assert_eq!(row.get::<_, String>(0)?, "delete");
            Ok(())
        })
        .unwrap();
    drop(connection);
    fs::create_dir_all(folder()).unwrap();
    fs::copy(&whole, path).unwrap();
}

/// The frozen files with their versions, from the oldest on, all of them.
fn all() -> Vec<(i64, PathBuf)> {
    freeze();
    (1..=SCHEMA_VERSION)
        .map(|version| (version, frozen(version)))
        .collect()
}

fn copy(path: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(path, &copy).unwrap();
    (folder, copy)
}

/// The isolates around right-to-left text, by name: a source file is no place for characters that cannot be seen.
fn visible(text: &str) -> String {
    text.replace('\u{2066}', "[lri]")
        .replace('\u{2067}', "[rli]")
        .replace('\u{2068}', "[fsi]")
        .replace('\u{2069}', "[pdi]")
}

fn user_version(path: &Path) -> i64 {
    Connection::open(path)
        .unwrap()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

/// What the program prints about a database.
fn printed(database: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_claimlog"))
        .arg("--db")
        .arg(database)
        .args(args)
        .env_clear()
        .env("CLAIMLOG_NOW", "2022-09-21T08:00:00Z")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_version_of_the_schema_has_a_frozen_database_and_no_other_has() {
    freeze();
    let mut found: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    let mut wanted: Vec<String> = (1..=SCHEMA_VERSION)
        .map(|version| format!("v{version}.db"))
        .collect();
    wanted.sort();
    assert_eq!(
        found, wanted,
        "FREEZE_DATABASE=1 cargo test --test frozen makes the one of a new version"
    );
    for (version, path) in all() {
        let (_folder, copy) = copy(&path);
        let stored = user_version(&copy);
        assert!(stored <= SCHEMA_VERSION, "{}", path.display());
        assert_eq!(stored, version, "{}", path.display());
    }
    assert_eq!(
        i64::try_from(HEADS.len()).unwrap(),
        SCHEMA_VERSION,
        "a head is pinned for each"
    );
}

#[test]
fn a_frozen_database_is_whole_and_its_root_is_what_it_was() {
    for ((_, path), (size, root)) in all().into_iter().zip(HEADS) {
        let (_folder, copy) = copy(&path);
        for access in [Access::Read, Access::Write] {
            let store = SqliteStore::open(&copy, access).unwrap();
            let found = verify(&store, &mut |_| ()).unwrap();
            assert_eq!(found.faults, [], "{access:?} {}", path.display());
            let head = store.head().unwrap();
            assert_eq!(found.head, Some(head));
            assert_eq!((head.size, head.root.to_string().as_str()), (*size, *root));
        }
    }
}

#[test]
fn looking_changes_no_byte_and_leaves_nothing_beside_the_file() {
    for (_, path) in all() {
        let (folder, copy) = copy(&path);
        let before = fs::read(&copy).unwrap();
        for args in [
            ["report", "changes"].as_slice(),
            &["list", "claims"],
            &["list", "assessments"],
            &["show", "c3"],
            &["search", "ministry"],
            &["show", "n1", "--text"],
            &["history", "c1"],
            &["export", "jsonl"],
            &["verify"],
        ] {
            printed(&copy, args);
            assert!(fs::read(&copy).unwrap() == before, "{args:?} changed it");
        }
        let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(beside.len(), 1, "{beside:?}");
    }
}

#[test]
fn the_history_of_a_frozen_claim_is_as_it_was() {
    let (_folder, copy) = copy(&frozen(1));
    insta::assert_snapshot!(visible(&printed(&copy, &["history", "c1"])), @r#"
    c1 version 1, first, by lina at 2022-09-20T10:00:00.000000Z, entry 6

    c1 version 2, late_discovery, by lina at 2022-09-20T10:00:00.000000Z, entry 7
      found later
      citation 2 article
        + a1
      citation 2 snapshot
        + n1
      citation 2 bytes
        + 142–177
      citation 2 quote
        + [rli]نحو 50 جندياً قُتلوا[pdi]
      citation 2 reading
        + read

    c1 version 3, source_revised, by lina at 2022-09-20T10:00:00.000000Z, entry 8
      the ministry said so itself
      figure
        − 50
        + about 50
      stated on
        − 2022-09-13
        + 2022-09-14
      note
        − note of the claim
      citation 1 bytes
        − 43–70
        + 142–164
      citation 1 via
        − reuters > azerbaijan-mod
      citation 1 quote
        − that 50 servicemen had died
        + [rli]نحو 50 جندياً[pdi]
      citation 2 article
        − a1
      citation 2 snapshot
        − n1
      citation 2 bytes
        − 142–177
      citation 2 quote
        − [rli]نحو 50 جندياً قُتلوا[pdi]
      citation 2 reading
        − read
    "#);
}

#[test]
fn the_report_of_a_frozen_database_is_as_it_was() {
    let (_folder, copy) = copy(&frozen(1));
    insta::assert_snapshot!(visible(&printed(&copy, &["report", "changes"])), @r#"
    Clashes
    border-clashes · 2022-09-13 to 2022-09-14

    AZERBAIJAN-MOD (azerbaijan-mod)
    killed · servicemen · Azerbaijan · military · cumulative · at Jermuk
    since 2022-09-13, up to 2022-09-14
      stated      printed     figure            step   publisher  claim
      2022-09-14  2022-09-15  about 50 “words”  first  reuters    c1
      ↻ the source corrected what it had said: 50 → about 50, stated 2022-09-13 → 2022-09-14 (revision
      3, 2022-09-20: the ministry said so itself)

    REUTERS (reuters)
    killed · servicemen · Azerbaijan · military · cumulative · at Jermuk
    since 2022-09-13, up to 2022-09-14
      stated      printed     figure      step   publisher                            claim
      2022-09-15  2022-09-15  71 “words”  first  azerbaijan-mod (copy not held here)  c2

    Made from a log of 13 entries · root 5cba85d441a1
    Not marked: 2 figures that one publisher or relay alone carries; see --flags.
    "#);
}

#[test]
fn a_frozen_database_takes_a_new_claim() {
    for (_, path) in all() {
        let (_folder, copy) = copy(&path);
        let before = SqliteStore::open(&copy, Access::Read)
            .unwrap()
            .head()
            .unwrap();
        let mut store = SqliteStore::open(&copy, Access::Write).unwrap();
        let first = store
            .latest("c1".parse().unwrap(), Horizon::NOW)
            .unwrap()
            .unwrap();
        let Content::Claim(first) = first.content else {
            panic!("c1 is a claim");
        };
        let claimant: SourceId = "s1".parse().unwrap();
        let mut desk = support::desk(&mut store);
        let added = desk
            .add_claim(&support::killed(
                first.event,
                claimant,
                support::exact(50),
                "2022-09-16",
                support::quoted(first.citations()[0].article, "that 50 servicemen"),
            ))
            .unwrap();
        let head = desk.commit().unwrap();
        assert_eq!(head.size, before.size + 1);
        assert_ne!(head.root, before.root);
        drop(store.begin(Some(head)).unwrap());
        drop(store);
        assert_eq!(
            user_version(&copy),
            SCHEMA_VERSION,
            "opened for writing, it is of today"
        );
        let store = SqliteStore::open(&copy, Access::Read).unwrap();
        assert_eq!(verify(&store, &mut |_| ()).unwrap().faults, []);
        let history = store.history(added.claim.into()).unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].entry.get(), before.size);
    }
}
