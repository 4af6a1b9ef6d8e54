//! `report changes`: what was newly said, what a source revised and what the desk corrected, told apart; and the flags.

use insta::assert_snapshot;

use crate::common::{Desk, Ran};

fn say(desk: &Desk, figure: &str, day: &str) {
    desk.say_killed(figure, day, &["--aggregation", "cumulative"]);
}

/// Three figures: the second revised by the source and then corrected by the desk, the third withdrawn.
fn revised() -> Desk {
    let mut desk = Desk::with_article();
    say(&desk, "190", "2022-09-13");
    say(&desk, "198", "2022-09-14");
    say(&desk, "999", "2022-09-15");
    desk.at("2022-09-22T08:00:00Z");
    let amend = |figure: &str, cause: &str, reason: &str| {
        desk.run([
            "amend", "c2", "--killed", figure, "--cause", cause, "--reason", reason,
        ])
        .done();
    };
    amend("702", "source_revised", "bulletin of the 22nd");
    amend("207", "desk_correction", "two digits \u{202e}swapped");
    desk.run(["retract", "c3", "--reason", "another event"])
        .done();
    desk
}

#[test]
fn what_was_said_revised_and_corrected_is_told_apart() {
    let desk = revised();
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "changes", "--json"]).json();
    let series = &json["series"][0];
    let revisions = &series["points"][1]["revisions"];
    assert_eq!(revisions[0]["by"], "source");
    assert_eq!(revisions[0]["cause"], "source_revised");
    assert_eq!(revisions[0]["before"]["best"], 198);
    assert_eq!(revisions[0]["after"]["best"], 702);
    assert_eq!(revisions[0]["delta"]["best"], 504);
    assert_eq!(revisions[1]["by"], "desk");
    assert_eq!(revisions[1]["change"], "fall");
    assert_eq!(
        series["points"][0]["revisions"].as_array().unwrap().len(),
        0
    );
    assert_eq!(series["departed"][0]["claim"], "c3");
    assert_eq!(series["departed"][0]["withdrawn"], true);
    assert_eq!(series["departed"][0]["last"]["best"], 999);
    let sheet = desk.run(["report", "changes", "--csv"]).done().stdout;
    assert!(
        sheet.ends_with(
            ",,,\"revision 2, 2022-09-22: 198 → 702\",\"revision 3, 2022-09-22: 702 → 207\",,false,c1,,false,false,,false\n"
        ),
        "{sheet}"
    );
}

/// Every cell of one column of a sheet.
fn column(sheet: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|known| known == name)
        .unwrap();
    let rows = reader.records();
    rows.map(|row| row.unwrap().get(at).unwrap().to_owned())
        .collect()
}

#[test]
fn a_sheet_of_its_own_has_what_was_revised_withdrawn_and_moved() {
    let desk = revised();
    say(&desk, "300", "2022-09-16");
    let move_away = [
        "amend",
        "c4",
        "--aggregation",
        "incremental",
        "--cause",
        "rescoped",
        "--reason",
        "of one day",
    ];
    desk.run(move_away).done();
    let ran = desk
        .run(["report", "changes", "--csv", "--sheet", "revisions"])
        .done();
    assert_snapshot!(ran);
    let all = |name| column(&ran.stdout, name);
    assert_eq!(all("claim"), ["c2", "c2", "c3", "c4", "c4"]);
    assert_eq!(
        all("what"),
        ["revised", "revised", "withdrawn", "moved", "revised"],
        "a claim that moved is missing here and is a revision there"
    );
    assert_eq!(all("before_best"), ["198", "702", "999", "300", "300"]);
    assert_eq!(all("best"), ["702", "207", "", "", "300"]);
    assert!(all("before_url").iter().all(|url| !url.is_empty()));
    let json = desk.run(["report", "changes", "--json"]).json();
    let series = &json["series"][0];
    assert_eq!(series["departed"][0]["citations"][0]["article"], "a1");
    let revision = &series["points"][1]["revisions"][0];
    assert_eq!(revision["before_citations"][0]["article"], "a1");
    assert!(revision["before"]["entry"].as_u64() < revision["entry"].as_u64());
    desk.run(["report", "changes", "--sheet", "revisions"])
        .failed(2, "--csv");
}

#[test]
fn what_the_desk_corrected_can_be_left_out() {
    let desk = revised();
    let ran = desk.run(["report", "changes", "--no-desk-corrections"]);
    assert_snapshot!(ran);
    let json = desk
        .run(["report", "changes", "--no-desk-corrections", "--json"])
        .json();
    assert_eq!(json["desk_corrections"], false);
    let series = &json["series"][0];
    assert_eq!(
        series["points"][1]["best"], 207,
        "the figure is as corrected"
    );
    assert_eq!(
        series["points"][1]["revisions"].as_array().unwrap().len(),
        1
    );
    assert_eq!(series["departed"].as_array().unwrap().len(), 0);
}

#[test]
fn before_they_were_logged_there_are_no_revisions() {
    let desk = revised();
    let ran = desk
        .run(["report", "changes", "--recorded-by", "2022-09-21"])
        .done();
    assert!(
        !ran.stdout.contains('↻') && !ran.stdout.contains('✎'),
        "{ran}"
    );
    assert!(
        ran.stdout.contains("198") && ran.stdout.contains("999"),
        "{ran}"
    );
}

/// Rows of event, claimant, measure, victims, status, aggregation, day, figure, article, title, printed on.
const SHEET: &str = "\
kind,event,claimant,measure,victims,victim_status,aggregation,stated_on,figure,article,title,publisher,published_at
figure,north,ministry,killed,,unknown,cumulative,2024-11-26,3823,page-1,,gazette,2024-11-26
figure,north,ministry,killed,,unknown,cumulative,2024-11-28,3961,page-2,,gazette,2024-11-28
figure,north,ministry,killed,,unknown,incremental,2024-11-28,139,page-2,,gazette,2024-11-28
figure,north,ministry,killed,,unknown,cumulative,2024-12-04,4047,page-3,,gazette,2024-12-04
figure,north,ministry,killed,,unknown,cumulative,2026-03-05,123,page-4,,gazette,2026-03-05
figure,north,ministry,killed,,unknown,cumulative,2026-03-06,217,page-5,,gazette,2026-03-06
figure,north,ministry,injured,women,unknown,cumulative,2024-11-01,1032,page-6,,gazette,2024-11-01
figure,north,ministry,injured,women,unknown,cumulative,2024-11-02,1000,page-7,,gazette,2024-11-02
figure,north,staff,killed,,unknown,cumulative,2024-11-01,163,page-6,,gazette,2024-11-01
figure,north,staff,killed,,unknown,cumulative,2024-11-02,1165,page-7,,gazette,2024-11-02
figure,north,staff,killed,,unknown,cumulative,2024-11-03,167,page-8,,gazette,2024-11-03
figure,north,staff,injured,,unknown,cumulative,2024-11-01,100,page-6,,gazette,2024-11-01
figure,north,staff,injured,,unknown,cumulative,2024-11-02,110,page-7,,gazette,2024-11-02
figure,north,staff,injured,,unknown,cumulative,2024-11-03,190,page-8,,gazette,2024-11-03
figure,north,staff,injured,,unknown,cumulative,2024-11-04,130,page-9,,gazette,2024-11-04
figure,north,staff,injured,,unknown,cumulative,2024-11-05,140,page-10,,gazette,2024-11-05
figure,north,staff,injured,,unknown,cumulative,2024-11-06,185,page-11,,gazette,2024-11-06
figure,north,staff,injured,,unknown,cumulative,2024-11-07,195,page-12,,gazette,2024-11-07
figure,north,council,killed,,mixed,cumulative,2024-11-19,207,page-13,Over 200 soldiers killed on the border,gazette,2024-11-19
figure,north,council,killed,,mixed,cumulative,2024-11-22,209,page-14,Death toll rises to 290,gazette,2024-11-22
figure,north,mayor,killed,,unknown,cumulative,2024-11-01,49,page-15,,gazette,2024-11-09
figure,north,mayor,killed,,unknown,cumulative,2024-11-02,105,page-7,,gazette,2024-11-02
figure,north,mayor,killed,,unknown,cumulative,2024-11-12,106,page-9,,gazette,2024-11-04
figure,north,staf,killed,,unknown,cumulative,2024-11-04,170,page-9,,gazette,2024-11-04
";

fn flagged() -> Desk {
    let mut desk = Desk::new();
    desk.at("2026-04-01T08:00:00Z");
    desk.feed(SHEET.as_bytes(), ["import", "-"]).done();
    desk
}

fn flags(ran: &Ran) -> Vec<(String, String)> {
    let json = ran.json();
    let series = json["series"].as_array().unwrap();
    series
        .iter()
        .flat_map(|series| series["points"].as_array().unwrap().clone())
        .flat_map(|point| {
            let claim = point["claim"].as_str().unwrap().to_owned();
            point["flags"]
                .as_array()
                .unwrap()
                .iter()
                .map(|flag| (flag.as_str().unwrap().to_owned(), claim.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn each_flag_names_the_records_that_it_rests_on() {
    let desk = flagged();
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "changes", "--json"]).json();
    let notes: Vec<&serde_json::Value> = json["series"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|series| series["points"].as_array().unwrap())
        .flat_map(|point| point["flag_notes"].as_array().unwrap())
        .collect();
    assert!(!notes.is_empty());
    for note in notes {
        let rests = [&note["claims"], &note["articles"]]
            .iter()
            .any(|list| !list.as_array().unwrap().is_empty());
        let names_itself = note["flag"] == "unknown_source";
        assert!(rests || names_itself, "{note}");
        assert!(!note["note"].as_str().unwrap().is_empty());
    }
}

#[test]
fn flags_are_chosen_by_name() {
    let desk = flagged();
    let ran = |choice: &str| {
        flags(
            &desk
                .run(["report", "changes", "--json", "--flags", choice])
                .done(),
        )
    };
    let is = |flag: &str, claim: &str| (flag.to_owned(), claim.to_owned());
    assert_eq!(ran("none"), []);
    assert_eq!(
        ran("counter_restarts,keyboard-slip"),
        [is("counter_restarts", "c5"), is("keyboard_slip", "c10")]
    );
    let quiet = ran("no_quote");
    assert_eq!(quiet.len(), 24, "no figure has a quote");
    assert!(ran("all").len() > quiet.len());
    desk.run(["report", "changes", "--flags", "falls"])
        .failed(2, "“falls” is not a flag");
}

#[test]
fn the_sheet_has_the_notes_behind_its_contract() {
    let desk = flagged();
    let sheet = desk
        .run(["report", "changes", "--csv", "--claimant", "council"])
        .done();
    assert_snapshot!(sheet);
}

#[test]
fn a_series_that_was_withdrawn_whole_is_shown_as_such() {
    let mut desk = Desk::with_article();
    say(&desk, "190", "2022-09-13");
    say(&desk, "198", "2022-09-14");
    desk.at("2022-09-22T08:00:00Z");
    desk.run(["retract", "c1", "--reason", "another event"])
        .done();
    desk.run([
        "amend",
        "c2",
        "--aggregation",
        "unknown",
        "--cause",
        "rescoped",
        "--reason",
        "no running total",
    ])
    .done();
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "changes", "--json"]).json();
    let lost = &json["series"][0];
    assert_eq!(lost["aggregation"], "cumulative");
    assert_eq!(lost["points"], serde_json::json!([]));
    assert_eq!(lost["departed"][0]["claim"], "c1");
    assert_eq!(lost["departed"][0]["withdrawn"], true);
    assert_eq!(lost["departed"][1]["claim"], "c2");
    assert_eq!(lost["departed"][1]["withdrawn"], false);
    let sheet = desk.run(["report", "changes", "--csv", "--sheet", "revisions"]);
    assert_snapshot!(sheet.done());
    // As of a day, and as it was recorded: what had been said, what the desk knew.
    let early = ["report", "changes", "--as-of", "2022-09-13", "--json"];
    let early = desk.run(early).json();
    assert_eq!(early["series"].as_array().unwrap().len(), 1);
    assert_eq!(early["series"][0]["departed"].as_array().unwrap().len(), 1);
    let before = ["report", "changes", "--recorded-by", "2022-09-21", "--json"];
    let before = desk.run(before).json();
    let points = &before["series"][0]["points"];
    assert_eq!(points.as_array().unwrap().len(), 2, "{before}");
    assert_eq!(before["series"][0]["departed"], serde_json::json!([]));
    // Nothing else makes a table or a picture of it.
    let page = desk.run(["report", "event"]).done();
    assert!(
        page.stdout.contains("198") && !page.stdout.contains("190"),
        "{}",
        page.stdout
    );
}

/// Told once: where the claims stand now.
#[test]
fn a_series_that_all_claims_left_for_one_that_is_shown_has_no_part_of_its_own() {
    let mut desk = Desk::with_article();
    say(&desk, "190", "2022-09-13");
    say(&desk, "198", "2022-09-14");
    desk.at("2022-09-22T08:00:00Z");
    for claim in ["c1", "c2"] {
        desk.run([
            "amend",
            claim,
            "--aggregation",
            "unknown",
            "--cause",
            "rescoped",
            "--reason",
            "no running total",
        ])
        .done();
    }
    let ran = desk.run(["report", "changes"]).done();
    assert_eq!(ran.stdout.matches("cumulative → unknown").count(), 2);
    assert_snapshot!(ran);
    let json = desk.run(["report", "changes", "--json"]).json();
    let departed = json["series"][0]["departed"].as_array().unwrap();
    assert_eq!(departed.len(), 2, "files have it all");
    // Where the report does not show them, it says what became of them.
    let early = desk.run(["report", "changes", "--until", "2022-09-13"]);
    assert!(!early.stdout.contains("stood here"), "{}", early.stdout);
    desk.run([
        "amend",
        "c2",
        "--claimant",
        "reuters",
        "--cause",
        "reattributed",
        "--reason",
        "misread",
    ])
    .done();
    // Whom it was moved to stands there by handle; files have the ids and the handles.
    let all = desk.run(["report", "changes"]).done();
    assert!(
        all.stdout.contains("claimant ministry → reuters"),
        "{}",
        all.stdout
    );
    let sheet = desk
        .run(["report", "changes", "--csv", "--sheet", "revisions"])
        .done();
    assert!(
        sheet.stdout.contains("claimant ministry → reuters"),
        "{}",
        sheet.stdout
    );
    let json = desk.run(["report", "changes", "--json"]).done().stdout;
    assert!(
        json.contains("\"before_handle\":\"ministry\",\"after_handle\":\"reuters\""),
        "{json}"
    );
    assert!(
        json.contains("\"field\":\"claimant\",\"before\":\"s"),
        "{json}"
    );
    let of_one = desk.run(["report", "changes", "--claimant", "ministry"]);
    assert!(of_one.stdout.contains("c2 stood here"), "{}", of_one.stdout);
}
