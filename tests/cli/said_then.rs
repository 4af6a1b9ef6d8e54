//! What had been said at the time: steps and contradictions where a source corrected itself later, counted a figure elsewhere,
//! or was found to have said nothing; totals that were said late.

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::Desk;
use crate::corrections::case;

const TOTAL: [&str; 2] = ["--aggregation", "cumulative"];

/// A correction of a claim by its source.
fn corrects(desk: &Desk, claim: &str, more: &[&str]) {
    let amend = ["amend", claim, "--cause", "source_revised"];
    let why = ["--reason", "it said so"];
    let args = amend.iter().chain(&why).chain(more);
    desk.run(args.copied()).done();
}

/// The ministry says 50 on the 1st and 70 on the 3rd; on the 5th it corrects the 50 to 90.
fn corrected_past_a_newer_one() -> Desk {
    let desk = case();
    desk.say_killed("70", "2024-01-03", &TOTAL);
    corrects(
        &desk,
        "c1",
        &["--killed", "90", "--corrected-on", "2024-01-05"],
    );
    desk
}

/// The points of the ministry's first series.
fn points(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let report = ["report", "changes", "--json", "--claimant", "ministry"];
    let json = desk.run(report.iter().chain(more).copied()).json();
    json["series"][0]["points"].as_array().unwrap().clone()
}

#[test]
fn a_step_is_from_what_had_been_said_by_then() {
    let desk = corrected_past_a_newer_one();
    let points = points(&desk, &[]);
    assert_eq!(
        points[0]["flags"],
        serde_json::json!(["correction_exceeds"])
    );
    let step = |point: &Value| {
        let of = |name: &str| point[name].clone();
        (
            of("change"),
            point["delta"]["best"].clone(),
            of("step_from"),
            of("step_from_revision"),
        )
    };
    let expected = ("rise".into(), 20.into(), "c1".into(), 1.into());
    assert_eq!(step(&points[1]), expected, "nobody had said 90 by then");
    assert_eq!(points[1]["flags"], serde_json::json!([]));
    assert_snapshot!(
        desk.run(["report", "changes", "--claimant", "ministry"])
            .done()
    );
    let sheet = desk.run(["report", "changes", "--csv"]).done().stdout;
    let row = sheet
        .lines()
        .find(|row| row.contains(",2024-01-03,"))
        .unwrap();
    assert!(row.ends_with(",c1,,false,false,1,false"), "{row}");
    // As it was on the day itself, but for which version that is.
    let then = self::points(&desk, &["--as-of", "2024-01-03"]);
    assert_eq!(then[1]["change"], points[1]["change"]);
    assert_eq!(then[1]["delta"], points[1]["delta"]);
}

#[test]
fn every_report_says_the_same_of_it() {
    let desk = corrected_past_a_newer_one();
    let summary = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    let ministry = &summary["series"][1];
    assert_eq!(ministry["claimant"], "ministry");
    assert_eq!(
        (&ministry["steps"]["falls"], &ministry["steps"]["rises"]),
        (&0.into(), &1.into())
    );
    assert_eq!(
        ministry["flags"],
        serde_json::json!({"correction_exceeds": 1})
    );
    assert_eq!(ministry["biggest"]["from"]["revision"], 1);
    assert_eq!(ministry["net"], Value::Null, "90 to 70 is no fall");
    let sources = desk.run(["report", "sources", "--json"]).json();
    let claimants = sources["events"][0]["claimants"].as_array().unwrap();
    let down = claimants.iter().map(|it| it["steps"]["down"].clone());
    assert!(down.into_iter().all(|down| down == 0));
    // From the fifth on nobody knows whether the ministry holds to its 70.
    let conflicts = desk.run(["report", "conflicts", "--json"]).json();
    let of = |found: &Value| {
        let doubts = found["pairs"][0]["doubts"].as_array().cloned();
        (
            found["opened"].clone(),
            found["closed"]["on"].clone(),
            doubts.unwrap_or_default(),
        )
    };
    let found = conflicts["conflicts"].as_array().unwrap();
    let found: Vec<_> = found.iter().map(of).collect();
    assert_eq!(
        found
            .iter()
            .filter(|(.., doubts)| doubts.contains(&"corrected".into()))
            .count(),
        1,
        "{conflicts}"
    );
    desk.run(["report", "changes", "--chart", "of.vl.json"])
        .done();
    let chart: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("of.vl.json")).unwrap()).unwrap();
    let row = |claim: &str| {
        let rows = chart["data"]["values"].as_array().unwrap();
        rows.iter()
            .find(|row| row["claim"] == claim)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&row("c1")["is_beside"], &row("c1")["falls"]),
        (&true.into(), &false.into())
    );
    assert_eq!(
        (&row("c3")["is_beside"], &row("c3")["is_last"]),
        (&false.into(), &true.into())
    );
    assert_eq!(row("c3")["falls"], false);
}

#[test]
fn a_correction_of_an_unknown_day_makes_no_fall() {
    let desk = case();
    desk.say_killed("70", "2024-01-03", &TOTAL);
    corrects(&desk, "c1", &["--killed", "90"]);
    let points = points(&desk, &[]);
    assert_eq!(points[1]["change"], "unknown_order");
    assert_eq!(points[1]["step_from_assumed"], true);
    assert_eq!(points[1]["flags"], serde_json::json!([]));
    assert_snapshot!(
        desk.run(["report", "changes", "--claimant", "ministry"])
            .done()
    );
}

#[test]
fn what_was_said_by_somebody_else_was_never_said_by_the_one_before() {
    let desk = case();
    corrects(
        &desk,
        "c1",
        &["--killed", "120", "--corrected-on", "2024-01-05"],
    );
    desk.run([
        "source", "add", "agency", "--name", "Agency", "--kind", "agency",
    ])
    .done();
    desk.run([
        "amend",
        "c1",
        "--claimant",
        "agency",
        "--cause",
        "reattributed",
        "--reason",
        "the agency's own count",
    ])
    .done();
    let conflicts = |more: &[&str]| {
        let report = ["report", "conflicts", "--json"];
        desk.run(report.iter().chain(more).copied()).json()["conflicts"].clone()
    };
    // 120 of the agency against 100 of the council, from the fifth on; nobody said the 50.
    let found = conflicts(&[]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["opened"], "2024-01-05");
    assert_eq!(found[0]["pairs"][0]["one"]["revision"], 3);
    assert_eq!(conflicts(&["--as-of", "2024-01-04"]), serde_json::json!([]));
    let then = desk
        .run(["report", "changes", "--as-of", "2024-01-04"])
        .done()
        .stdout;
    assert!(!then.contains("c1"), "{then}");
    desk.verify();
}

#[test]
fn what_its_source_counts_elsewhere_was_contradicted_until_then() {
    let desk = case();
    let moves = ["--place", "the north", "--corrected-on", "2024-01-05"];
    corrects(&desk, "c1", &moves);
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let found = &json["conflicts"];
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(
        (&found[0]["opened"], &found[0]["closed"]["on"]),
        (&"2024-01-01".into(), &"2024-01-05".into())
    );
    assert_eq!(found[0]["closed"]["ending"], "counted_elsewhere");
    assert_snapshot!(desk.run(["report", "conflicts"]).done());
    let page = desk.run(["report", "event", "clashes"]).done().stdout;
    assert!(page.contains("1 was closed"), "{page}");
    // What had been said before it stands again.
    let desk = case();
    desk.say_killed("60", "2024-01-03", &TOTAL);
    corrects(&desk, "c3", &moves);
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let pairs = json["conflicts"][0]["pairs"].as_array().unwrap();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|pair| (pair["since"].clone(), pair["other"]["claim"].clone()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("2024-01-01".into(), "c1".into()),
            ("2024-01-03".into(), "c3".into()),
            ("2024-01-05".into(), "c1".into()),
        ],
        "{json}"
    );
}

#[test]
fn a_total_up_to_a_later_day_that_is_smaller_is_a_fall_in_whatever_order_they_are_said() {
    let said = |one: (&str, &str, &str), other: (&str, &str, &str)| {
        let mut desk = Desk::with_article();
        desk.at("2024-02-01T08:00:00Z");
        for (figure, covered, day) in [one, other] {
            desk.say_killed(
                figure,
                day,
                &["--aggregation", "cumulative", "--occurred", covered],
            );
        }
        let points = points(&desk, &[]);
        let flags = points
            .iter()
            .map(|point| point["flags"].as_array().unwrap().len());
        (flags.collect::<Vec<_>>(), points[1]["change"].clone(), desk)
    };
    let (earlier, later) = ("../2024-01-05", "../2024-01-12");
    let (flags, change, _) = said(("260", earlier, "2024-01-06"), ("255", later, "2024-01-13"));
    assert_eq!((flags, change), (vec![0, 1], "fall".into()));
    // On one day, the one up to the earlier day first.
    let (flags, change, _) = said(("255", later, "2024-01-13"), ("260", earlier, "2024-01-13"));
    assert_eq!((flags, change), (vec![0, 1], "fall".into()));
    let (flags, change, desk) = said(("255", later, "2024-01-13"), ("260", earlier, "2024-01-20"));
    assert_eq!((flags, change), (vec![0, 1], "other_period".into()));
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let (flags, _, _) = said(("255", later, "2024-01-13"), ("250", earlier, "2024-01-20"));
    assert_eq!(flags, [0, 0]);
}

#[test]
fn a_late_total_is_a_sign_beside_the_line() {
    let mut desk = Desk::with_article();
    desk.at("2024-02-01T08:00:00Z");
    for (figure, covered, day) in [
        ("100", "../2024-01-05", "2024-01-06"),
        ("120", "../2024-01-10", "2024-01-11"),
        ("80", "../2024-01-03", "2024-01-14"),
    ] {
        desk.say_killed(
            figure,
            day,
            &["--aggregation", "cumulative", "--occurred", covered],
        );
    }
    desk.run(["report", "changes", "--chart", "late.vl.json"])
        .done();
    desk.run(["report", "changes", "--chart", "late.svg"])
        .done();
    let chart: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("late.vl.json")).unwrap()).unwrap();
    let rows = chart["data"]["values"].as_array().unwrap();
    let of = |name: &str| rows.iter().map(|row| row[name] == true).collect::<Vec<_>>();
    assert_eq!(of("is_beside"), [false, false, true]);
    assert_eq!(of("is_last"), [false, true, false]);
    assert_eq!(rows[1]["until"], "2024-01-14", "the line goes on at 120");
    let svg = std::fs::read_to_string(desk.path("late.svg")).unwrap();
    assert!(
        svg.contains("120, 2024-01-11"),
        "the label is of the newest"
    );
    assert_snapshot!(desk.run(["report", "changes", "--chart", "-"]).done());
}

#[test]
fn what_was_corrected_on_no_known_day_opens_nothing_on_a_known_one() {
    let desk = case();
    corrects(&desk, "c1", &["--killed", "90"]);
    let conflicts = |more: &[&str]| {
        let report = ["report", "conflicts", "--json"];
        desk.run(report.iter().chain(more).copied()).json()["conflicts"][0].clone()
    };
    let found = conflicts(&[]);
    assert_eq!(found["pairs"][0]["other"]["revision"], 2, "{found}");
    assert_eq!(found["opened_day_known"], false, "{found}");
    let shown = desk.run(["report", "conflicts"]).done().stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("≈ 2024-01-01"), "{shown}");
    assert!(shown.contains("on a day that is not known"), "{shown}");
    let dated = case();
    corrects(
        &dated,
        "c1",
        &["--killed", "90", "--corrected-on", "2024-01-03"],
    );
    let report = dated.run(["report", "conflicts", "--json"]).json();
    let days = report["conflicts"].as_array().unwrap().iter();
    assert!(
        days.into_iter()
            .all(|found| found["opened_day_known"] == true),
        "{report}"
    );
}

/// Each disagreement: when it began and ended, whether it is certain, and the doubts of its first pair.
fn disagreements(desk: &Desk, more: &[&str]) -> Vec<(String, String, bool, String)> {
    let report = ["report", "conflicts", "--json"];
    let json = desk.run(report.iter().chain(more).copied()).json();
    let text = |value: &Value| value.as_str().unwrap_or("open").to_owned();
    let all = json["conflicts"].as_array().unwrap().iter();
    all.map(|found| {
        (
            text(&found["opened"]),
            text(&found["closed"]["on"]),
            found["firm"].as_bool().unwrap(),
            found["pairs"][0]["doubts"].to_string(),
        )
    })
    .collect()
}

#[test]
fn a_number_corrected_on_no_known_day_need_never_have_stood_beside_another() {
    for (day, by) in [(None, "2024-02-01"), (Some("2024-01"), "2024-01-31")] {
        let desk = case();
        let typo = ["--cause", "desk_correction", "--reason", "misread"];
        desk.run(["amend", "c2", "--killed", "50"].iter().chain(&typo))
            .done();
        let mut corrected = vec!["--killed", "90"];
        corrected.extend(day.iter().flat_map(|day| ["--corrected-on", day]));
        corrects(&desk, "c2", &corrected);
        let all = disagreements(&desk, &[]);
        assert!(all[0].2, "it was corrected by now, and is contradicted");
        desk.say_killed("90", "2024-01-03", &TOTAL);
        let text = str::to_owned;
        assert_eq!(
            disagreements(&desk, &[]),
            [
                (
                    text(day.unwrap_or("2024-01-01")),
                    text("2024-01-03"),
                    false,
                    text("[\"correction_day\"]")
                ),
                (
                    text("2024-01-03"),
                    format!("2024-01-03/{by}"),
                    false,
                    text("[\"growth\",\"correction_day\"]")
                ),
            ]
        );
        let sheet = desk.run(["report", "conflicts", "--csv"]).done().stdout;
        assert_eq!(sheet.matches(",correction_day,").count(), 1, "{sheet}");
        if day.is_none() {
            assert_snapshot!(desk.run(["report", "conflicts"]).done());
        }
    }
}

#[test]
fn what_a_correction_of_no_known_day_ended_is_listed() {
    let desk = case();
    corrects(&desk, "c1", &["--killed", "100"]);
    let text = str::to_owned;
    let doubt = text("[\"correction_day\"]");
    assert_eq!(
        disagreements(&desk, &[]),
        [(
            text("2024-01-01"),
            text("2024-01-01/2024-02-01"),
            false,
            doubt.clone()
        )]
    );
    assert_eq!(
        disagreements(&desk, &["--as-of", "2024-01-10"]),
        [(text("2024-01-01"), text("open"), false, doubt)],
        "it may not have been corrected by then"
    );
    let shown = desk.run(["report", "conflicts"]).done().stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("≈ 2024-01-01/2024-02-01"), "{shown}");
    assert!(shown.contains("50 c1"), "{shown}");
}

#[test]
fn two_claims_beside_one_another_say_what_was_corrected() {
    for (day, words) in [
        (None, "on a day that is not known: 50 → 90 (revision 2,"),
        (Some("2024-01-03"), "on 2024-01-03: 50 → 90 (revision 2,"),
    ] {
        let desk = case();
        let mut corrected = vec!["--killed", "90"];
        corrected.extend(day.iter().flat_map(|day| ["--corrected-on", day]));
        corrects(&desk, "c1", &corrected);
        let shown = desk.run(["report", "compare", "c1", "c2"]).done().stdout;
        assert!(
            shown.contains(&format!("corrected  by its source {words}")),
            "{shown}"
        );
        let json = desk.run(["report", "compare", "c1", "c2", "--json"]).json();
        let correction = &json["one"]["corrections"][0];
        assert_eq!(correction["before"]["best"], 50);
        assert_eq!(correction["corrected_on"].as_str(), day);
        assert_eq!(json["other"]["corrections"], serde_json::json!([]));
    }
    // The ministry says 70 on the 3rd, and corrects the 50 of the 1st to 90 on the 5th: 90 was said last.
    let desk = corrected_past_a_newer_one();
    let json = desk.run(["report", "compare", "c1", "c3", "--json"]).json();
    assert_eq!(json["relation"], "supersedes");
}
