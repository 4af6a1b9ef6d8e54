//! `report accusations`.

use insta::assert_snapshot;

use crate::assess::rated;
use crate::common::{Desk, report_is_expected};

#[test]
fn the_accusations_of_the_bundled_case_are_what_is_expected() {
    report_is_expected("accusations");
}

#[test]
fn a_thread_shows_evidence_and_ratings_where_they_belong_in_time() {
    let desk = rated();
    let narrow = ["report", "accusations", "--accuser", "armenia-mod"];
    assert_snapshot!(desk.run(narrow));
    let then = desk.run(narrow.into_iter().chain(["--as-of", "2022-09-22"]));
    assert!(then.stdout.contains("contested “two versions”"), "{then}");
    assert!(!then.stdout.contains("fair"), "{then}");
    let known = desk.run(narrow.into_iter().chain(["--recorded-by", "2022-09-22"]));
    assert!(known.stdout.contains("contested “two versions”"), "{known}");
    let said = desk.run(narrow.into_iter().chain(["--as-of", "2022-09-12"]));
    assert!(said.stdout.contains("No accusations to show."), "{said}");
    let json = desk.run(narrow.into_iter().chain(["--json"])).done().json();
    assert_eq!(json["format"], 1);
    assert_eq!(json["report"], "accusations");
    let steps: Vec<&str> = json["threads"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        ["denial", "evidence", "evidence", "assessment", "assessment"]
    );
    // Every step leads back to its words.
    let denial = &json["threads"][0]["steps"][0];
    let cited = &denial["citations"][0];
    assert_eq!(denial["claim"], "c6");
    assert!(cited["quote"].as_str().unwrap().contains("denied"));
    assert_eq!(cited["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn the_unanswered_alone_and_both_axes_at_once() {
    let desk = Desk::with_case();
    let open = desk
        .run(["report", "accusations", "--unanswered", "--csv"])
        .done();
    let claims: Vec<&str> = open
        .stdout
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(claims, ["c12", "c11", "c13"]);
    let header = open.stdout.lines().next().unwrap();
    assert_eq!(
        header,
        "event,thread,accuser,accused,act,unanswered,step,id,revision,answers,claimant,by_accused,date,published_at,\
         scale,rating,words,publisher,via,url,quote,snapshot_sha256,place,stands,withdrawn_at,withdrawn_because,\
         before_what_it_answers,source_corrected,stands_no_more,printed_later"
    );
    let both = desk
        .run([
            "report",
            "accusations",
            "--as-of",
            "2022-09-13",
            "--recorded-by",
            "2022-09-30",
        ])
        .done();
    assert!(both.stdout.contains("as of 2022-09-13"), "{both}");
    assert!(
        both.stdout
            .contains("1 claim was left out: the date is too coarse"),
        "{both}"
    );
    assert!(
        both.stdout.contains("2 claims were left out: stated after"),
        "{both}"
    );
    let nobody = Desk::new();
    assert_snapshot!(nobody.run(["report", "accusations"]));
}

#[test]
fn what_the_desk_withdrew_is_listed_with_the_reason() {
    let mut desk = rated();
    desk.at("2022-09-24T08:00:00Z");
    desk.run(["retract", "c6", "--reason", "the denial is of another day"])
        .done();
    desk.run(["retract", "c12", "--reason", "logged twice"])
        .done();
    assert_snapshot!(desk.run(["report", "accusations", "--accuser", "armenia-mod"]));
    let sheet = desk.run(["report", "accusations", "--csv"]).done().stdout;
    let rows: Vec<&str> = sheet
        .lines()
        .filter(|row| row.contains(",no,2022-09-24"))
        .collect();
    assert_snapshot!(rows.join("\n"));
    let changed: Vec<&str> = sheet.lines().filter(|row| row.contains(",r1,1,")).collect();
    assert!(changed[0].ends_with(",no,,,,,replaced,"), "{changed:?}");
    let json = desk.run(["report", "accusations", "--json"]).json();
    assert_eq!(json["withdrawn"][0]["claim"], "c12");
    assert_eq!(json["withdrawn"][0]["withdrawn"]["reason"], "logged twice");
    assert_eq!(json["withdrawn"][1]["answers"], "c4");
    let page = desk.run(["report", "event", "--markdown"]).done().stdout;
    let line = page
        .lines()
        .find(|line| line.starts_with("Withdrawn by the desk:"));
    assert_snapshot!(line.unwrap_or_default());
    // Neither had been logged by then.
    let known = [
        "report",
        "accusations",
        "--recorded-by",
        "2022-09-23T23:00:00Z",
    ];
    let known = desk.run(known).done().stdout;
    assert!(!known.contains("Withdrawn"), "{known}");
}

#[test]
fn an_answer_from_before_its_accusation_is_told_and_marked() {
    let desk = Desk::with_case();
    let early = desk.run([
        "add",
        "accusation",
        "--claimant",
        "azerbaijan-mod",
        "--answers",
        "c4",
        "--as",
        "denial",
        "--stated-on",
        "2022-01-05",
        "--article",
        "a1",
    ]);
    assert_snapshot!(early.stderr);
    let shown = desk.run(["report", "accusations"]).done().stdout;
    let mark = "was stated before c4, which it answers";
    assert!(shown.contains(mark), "{shown}");
    let sheet = desk.run(["report", "accusations", "--csv"]).done().stdout;
    assert_eq!(
        sheet
            .lines()
            .filter(|row| row.ends_with(",yes,,,yes,,,"))
            .count(),
        1
    );
}

#[test]
fn what_a_source_corrected_of_an_answer_is_told() {
    let mut desk = Desk::with_case();
    desk.at("2022-10-01T08:00:00Z");
    desk.run([
        "amend",
        "c6",
        "--as",
        "confirmation",
        "--cause",
        "source_revised",
        "--corrected-on",
        "2022-09-20",
        "--reason",
        "it took its denial back",
    ])
    .done();
    let mark = "the source corrected c6 on 2022-09-20";
    for report in [&["accusations"][..], &["event"], &["event", "--html"]] {
        let shown = desk.run(["report"].iter().chain(report)).done().stdout;
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(mark), "{shown}");
    }
    let sheet = desk.run(["report", "accusations", "--csv"]).done().stdout;
    let rows = sheet.lines().filter(|row| row.ends_with(",2022-09-20,,"));
    assert_eq!(rows.count(), 1);
    let before = ["report", "accusations", "--as-of", "2022-09-19"];
    let before = desk.run(before).done().stdout;
    assert!(
        before.contains("denial") && !before.contains(mark),
        "{before}"
    );
}

/// The denial of a denial is none of the accusation, and the page on an event says so too.
#[test]
fn what_answers_an_answer_says_which() {
    let desk = Desk::with_case();
    let answer = |claimant: &str, answers: &str| {
        let add = [
            "add",
            "accusation",
            "--claimant",
            claimant,
            "--answers",
            answers,
        ];
        let more = [
            "--as",
            "denial",
            "--stated-on",
            "2022-09-19",
            "--article",
            "a1",
        ];
        desk.run(add.into_iter().chain(more))
            .done()
            .stdout
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    let denial = answer("azerbaijan-mod", "c4");
    let other = answer("armenia-mod", &denial);
    let shown = desk.run(["report", "event", "--markdown"]).done().stdout;
    assert!(
        shown.contains(&format!("denial of {denial} by")),
        "{other}: {shown}"
    );
    assert!(shown.contains("denial by"), "{shown}");
}

/// In a narrow window the page on an event names every answer: the last one may be what the accused concedes.
#[test]
fn an_event_cuts_no_answer_away() {
    let mut desk = Desk::with_case();
    desk.at("2022-12-01T10:00:00Z");
    let answer = |claimant: &str, kind: &str, day: &str| {
        let whose = ["--claimant", claimant, "--answers", "c4", "--as", kind];
        let when = ["--stated-on", day, "--article", "a1"];
        let add = ["add", "accusation"].into_iter().chain(whose).chain(when);
        desk.run(add).done();
    };
    for day in 1..=9 {
        answer("azerbaijan-mod", "denial", &format!("2022-10-0{day}"));
    }
    answer("azerbaijan-mod", "concession", "2022-10-10");
    let mut narrow = desk.command();
    narrow.env("COLUMNS", "70").args(["report", "event"]);
    let shown = String::from_utf8(narrow.output().unwrap().stdout).unwrap();
    let words: Vec<&str> = shown.split_whitespace().collect();
    let shown = words.join(" ");
    assert!(shown.contains("concession"), "{shown}");
    assert_eq!(
        words
            .iter()
            .filter(|word| word.starts_with("2022-10-"))
            .count(),
        8,
        "{shown}"
    );
    assert!(shown.contains("earlier"), "{shown}");
}
