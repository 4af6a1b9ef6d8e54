//! `export` and `import`: there and back, and sheets that are not what they should be.

use std::fs;

use insta::assert_snapshot;

use crate::common::{Desk, repository};

/// A sheet without what differs from database to database: ids and the times of recording.
fn without_ids_and_times(sheet: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            header
                .iter()
                .zip(row.iter())
                .filter(|(name, _)| !["claim", "answers", "recorded_at"].contains(name))
                .map(|(_, cell)| cell.to_owned())
                .collect()
        })
        .collect()
}

fn round_trip(history: &[&str]) {
    let desk = Desk::with_case();
    desk.run([
        "amend",
        "c1",
        "--place",
        "Goris",
        "--cause",
        "rescoped",
        "--reason",
        "the quote names it",
    ])
    .done();
    desk.run(["retract", "c2", "--reason", "withdrawn"]).done();
    let export = |desk: &Desk| {
        desk.run(["export", "csv"].iter().chain(history))
            .done()
            .stdout
    };
    let sheet = export(&desk);
    let other = Desk::new();
    other.write("sheet.csv", &sheet);
    other.run(["import", "sheet.csv"]).done();
    other.verify();
    let again = export(&other);
    assert_eq!(without_ids_and_times(&again), without_ids_and_times(&sheet));
    let size = other.log_size();
    other.run(["import", "sheet.csv"]).done();
    assert_eq!(
        other.log_size(),
        size,
        "a sheet imported again records nothing new"
    );
    if history.is_empty() {
        // Copies that the new database does not hold are said so, and are no fault.
        let found = other.run(["verify", "--json"]).json();
        assert!(
            found["elsewhere"].as_u64().unwrap() > 20 && found["quotes"] == 0,
            "{found}"
        );
        assert!(
            other.run(["show", "c1"]).stdout.contains("not held here"),
            "{}",
            other.run(["show", "c1"])
        );
    }
}

#[test]
fn claims_go_out_and_come_back_the_same() {
    round_trip(&[]);
}

#[test]
fn every_version_goes_out_and_comes_back_the_same() {
    round_trip(&["--history"]);
}

#[test]
fn the_header_is_a_contract() {
    let desk = Desk::with_case();
    let sheet = desk.run(["export", "csv"]).done().stdout;
    assert_snapshot!(sheet.lines().next().unwrap());
    let history = desk.run(["export", "csv", "--history"]).done().stdout;
    assert_snapshot!(history.lines().next().unwrap());
    assert!(!sheet.starts_with('\u{feff}') && !sheet.contains('\r'));
    let excel = desk.run(["export", "csv", "--excel"]).done().stdout;
    assert!(excel.starts_with('\u{feff}') && excel.contains("\r\n"));
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was() {
    let desk = Desk::with_article();
    let note = "=HYPERLINK(\"http://evil.example\")";
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1",
        "--quote",
        "50 servicemen had died",
        "--note",
        note,
    ])
    .done();
    let sheet = desk.run(["export", "csv"]).done().stdout;
    assert!(sheet.contains("'=HYPERLINK"), "{sheet}");
    assert!(
        !desk
            .run(["export", "csv", "--raw"])
            .done()
            .stdout
            .contains("'=HYPERLINK")
    );
    let other = Desk::new();
    other.feed(sheet.as_bytes(), ["import", "-"]).done();
    assert_eq!(
        other.run(["show", "c1", "--json"]).json()["claim"]["note"],
        note
    );
}

#[test]
fn an_export_goes_to_a_file_whole_or_not_at_all() {
    let desk = Desk::with_case();
    desk.run(["export", "csv", "--output", "claims.csv"]).done();
    assert_eq!(
        fs::read_to_string(desk.path("claims.csv")).unwrap(),
        desk.run(["export", "csv"]).stdout
    );
    desk.run(["export", "csv", "--output", "no/such/folder/claims.csv"])
        .failed(2, "there is no folder no/such/folder");
}

const HEADER: &str = "kind,claimant,measure,figure,stated_on,article,quote";
const ROW: &str = "figure,ministry,killed,50,2022-09-14,a1,50 servicemen had died";

#[test]
fn sheets_with_a_bom_crlf_or_semicolons_are_read() {
    for sheet in [
        format!("\u{feff}{HEADER}\n{ROW}\n"),
        format!("{HEADER}\r\n{ROW}\r\n"),
        format!("{HEADER}\n{ROW}\n").replace(',', ";"),
        format!("{HEADER}\n{ROW}\n").replace(',', "\t"),
    ] {
        let desk = Desk::with_article();
        desk.write("sheet.csv", &sheet);
        desk.run(["import", "sheet.csv"]).done();
        assert_eq!(
            desk.run(["list", "--json"]).json()["claims"]
                .as_array()
                .map(Vec::len),
            Some(1),
            "{sheet:?}"
        );
    }
}

#[test]
fn a_sheet_that_is_wrong_is_told_where_and_nothing_is_recorded() {
    let desk = Desk::with_article();
    let size = desk.log_size();
    let wrong: &[(&[u8], &str)] = &[
        (b"", "empty"),
        (b"kind,claimant,measure,figure,stated_on\nfigure,ministry,killed,50,2022-09-14\n", "article"),
        (b"kind,kind,claimant,measure,figure,stated_on,article\n", "kind"),
        (b"kind,claimant,colour,figure,stated_on,article\n", "colour"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,killed\n", "line 2"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,killed,50,2022-09-14,a1,\xff\xfe\n", "line 2"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,killed,50,2022-13-40,a1,\n", "2022-13-40"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,killed,1.200,2022-09-14,a1,\n", "1.200"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,slain,50,2022-09-14,a1,\n", "slain"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nrumour,ministry,killed,50,2022-09-14,a1,\n", "rumour"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\nfigure,ministry,killed,50,2022-09-14,a1,no such words\n", "the quote does not stand"),
        (b"kind,claimant,measure,figure,stated_on,article,quote\n\nfigure,ministry,killed,51,2022-09-14,a1,50 servicemen had died\n", "line 3"),
    ];
    for (bytes, words) in wrong {
        desk.write("sheet.csv", bytes);
        let ran = desk.run(["import", "sheet.csv"]).failed(1, words);
        assert!(ran.stderr.contains("sheet.csv"), "{ran}");
        assert_eq!(desk.log_size(), size, "{words}");
    }
}

#[test]
fn the_log_can_be_checked_by_somebody_else_with_python_alone() {
    let desk = Desk::with_case();
    desk.run([
        "amend",
        "c1",
        "--place",
        "Goris",
        "--cause",
        "rescoped",
        "--reason",
        "the quote names it",
    ])
    .done();
    let log = desk.run(["export", "jsonl", "--log"]).done().stdout;
    let path = desk.write("log.jsonl", &log);
    let script = repository().join("tests/log_check.py");
    let check = |path: &std::path::Path| {
        std::process::Command::new("python3")
            .arg(&script)
            .arg(path)
            .output()
            .unwrap()
    };
    let output = check(&path);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let head = desk.run(["verify", "--json"]).json()["head"].clone();
    assert!(said.contains(head["root"].as_str().unwrap()), "{said}");
    // One figure changed by one, and the script names the line.
    let changed = log.replacen("\"best\":50", "\"best\":51", 1);
    assert_ne!(changed, log);
    let output = check(&desk.write("changed.jsonl", changed));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn claims_are_exported_as_json_lines() {
    let desk = Desk::with_case();
    let lines = desk.run(["export", "jsonl"]).done().stdout;
    let claims: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        claims.len(),
        desk.run(["list", "--json"]).json()["claims"]
            .as_array()
            .unwrap()
            .len()
    );
}

#[test]
fn an_export_never_goes_over_a_database_and_leaves_devices_and_links_what_they_are() {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
    let desk = Desk::with_article();
    let before = fs::read(desk.database()).unwrap();
    desk.run(["export", "csv", "--output", "claimlog.db"])
        .failed(2, "is a database");
    symlink("claimlog.db", desk.path("alias.csv")).unwrap();
    desk.run(["export", "csv", "--output", "alias.csv"])
        .failed(2, "is a database");
    assert_eq!(fs::read(desk.database()).unwrap(), before);
    // A pipe is written to, not replaced.
    let fifo = desk.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let reader = std::thread::spawn({
        let fifo = fifo.clone();
        move || fs::read_to_string(fifo).unwrap()
    });
    desk.run(["export", "csv", "--output", "pipe"]).done();
    assert!(reader.join().unwrap().starts_with("claim,kind,"));
    assert!(fs::symlink_metadata(&fifo).unwrap().file_type().is_fifo());
    // A link is followed, and what it leads to keeps its permissions.
    desk.write("there.csv", "old");
    fs::set_permissions(desk.path("there.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("there.csv", desk.path("link.csv")).unwrap();
    desk.run(["export", "csv", "--output", "link.csv"]).done();
    let there = fs::symlink_metadata(desk.path("there.csv")).unwrap();
    assert!(
        fs::symlink_metadata(desk.path("link.csv"))
            .unwrap()
            .file_type()
            .is_symlink()
    );
    assert!(
        there.size() > 3 && there.mode() & 0o777 == 0o640,
        "{:o}",
        there.mode()
    );
}
