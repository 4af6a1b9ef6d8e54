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
         scale,rating,words,publisher,via,url,quote,snapshot_sha256,place"
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
