//! `report changes --summary`: one line a series, the same figures as in the full report, each with its claim.

use insta::assert_snapshot;

use crate::common::{Desk, is_expected};

const FIGURES: [&str; 4] = ["first", "latest", "lowest", "highest"];

const FIGURE: &str = "claim,revision,stated_on,published_at,low,best,high,qualifier,wording,publisher,via,url,quote,\
snapshot_sha256";

/// A counter that falls, is corrected and loses a claim; words for a number; what is counted in two scripts.
fn falling() -> Desk {
    let mut desk = Desk::with_article();
    let say = |figure: &str, day: &str, more: &[&str]| desk.say_killed(figure, day, more);
    let total = ["--aggregation", "cumulative"];
    say("at least 190", "2022-09-13", &total);
    say("260", "2022-09-14", &total);
    say("240", "2022-09-15", &total);
    say("999", "2022-09-16", &total);
    say("240", "2022-09-17", &total);
    say(
        "dozens",
        "2022-09-14",
        &["--victims", "جنود", "--wording", "عشرات"],
    );
    say(
        "a number of",
        "2022-09-16",
        &[
            "--victims",
            "جنود",
            "--victim-side",
            "Armenia",
            "--place",
            "الحدود",
        ],
    );
    say("7", "2022-09-17", &["--victims", "medics"]);
    desk.at("2022-09-22T08:00:00Z");
    let amend = |figure: &str, cause: &str| {
        desk.run([
            "amend",
            "c2",
            "--killed",
            figure,
            "--cause",
            cause,
            "--reason",
            "seen again",
        ])
        .done();
    };
    amend("271", "source_revised");
    amend("265", "desk_correction");
    for claim in ["c4", "c8"] {
        desk.run(["retract", claim, "--reason", "another event"])
            .done();
    }
    desk
}

#[test]
fn the_summary_of_the_bundled_case_is_what_is_expected() {
    let desk = Desk::with_case();
    for (form, ending) in [
        (Some("--csv"), "csv"),
        (None, "txt"),
        (Some("--json"), "json"),
    ] {
        let ran = desk
            .run(["report", "changes", "--summary"].into_iter().chain(form))
            .done();
        is_expected(&format!("summary.{ending}"), &ran.stdout);
    }
}

#[test]
fn a_series_is_one_line_with_what_was_revised_and_must_be_looked_at() {
    let desk = falling();
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    let json = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    let series = &json["series"][0];
    assert_eq!(series["figures"], 4);
    assert_eq!(series["revisions"]["by_source"], 1);
    assert_eq!(series["revisions"]["by_desk"], 1);
    assert_eq!(series["departed"]["withdrawn"], 1);
    assert_eq!(series["latest"]["claim"], "c5");
    assert_eq!(series["highest"]["claim"], "c2");
    assert_eq!(series["highest"]["revision"], 3);
    // From “at least 190” to 265 nobody knows how far it is.
    assert_eq!(series["biggest"]["from"]["claim"], "c2");
    assert_eq!(series["biggest"]["delta"]["best"], -25);
    assert_eq!(series["flags"]["cumulative_falls"], 1);
}

#[test]
fn the_days_and_corrections_that_are_not_asked_for_are_not_counted() {
    let desk = falling();
    assert_snapshot!(
        desk.run([
            "report",
            "changes",
            "--summary",
            "--claimant",
            "ministry",
            "--since",
            "2022-09-14",
            "--as-of",
            "2022-09-16",
            "--no-desk-corrections",
            "--flags",
            "counter_restarts",
        ])
        .done()
    );
    // As it was logged before the corrections of the 22nd.
    let then = desk.run([
        "report",
        "changes",
        "--summary",
        "--json",
        "--recorded-by",
        "2022-09-21",
    ]);
    let series = &then.json()["series"][0];
    assert_eq!(series["figures"], 5);
    assert_eq!(series["revisions"]["by_source"], 0);
    assert_eq!(series["highest"]["best"], 999);
}

#[test]
fn the_header_of_its_sheet_is_a_contract() {
    let desk = falling();
    let sheet = desk
        .run(["report", "changes", "--summary", "--csv"])
        .done()
        .stdout;
    let figures: Vec<String> = FIGURES
        .iter()
        .flat_map(|figure| {
            FIGURE
                .split(',')
                .map(move |column| format!("{figure}_{column}"))
        })
        .collect();
    let header = format!(
        "event,claimant,measure,victims,victim_side,victim_status,aggregation,place,figures,source_revisions,\
desk_revisions,withdrawn,moved,{},rises,falls,restated,requalified,narrowed,widened,net_change,net_low,net_best,net_high,\
biggest_change,biggest_low,biggest_best,biggest_high,biggest_from_claim,biggest_from_revision,biggest_to_claim,\
biggest_to_revision,undatable,cumulative_falls,counter_restarts,sum_differs,keyboard_slip,misdated,lowered,\
other_period,unknown_period,perhaps_corrected_later,unknown_order,unknown_aggregation,by_convention,\
rated,first_ratings,latest_ratings,lowest_ratings,highest_ratings,correction_exceeds",
        figures.join(",")
    );
    assert_eq!(sheet.lines().next().unwrap(), header);
    let rows = csv::Reader::from_reader(sheet.as_bytes()).into_records();
    assert_eq!(rows.map(Result::unwrap).count(), 4, "one row a series");
}

#[test]
fn a_figure_that_has_no_number_is_not_the_lowest() {
    let desk = falling();
    let json = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    let vague = &json["series"][2];
    assert_eq!(vague["first"]["qualifier"], "vague");
    assert!(vague["lowest"].is_null() && vague["highest"].is_null() && vague["net"].is_null());
}

#[test]
fn what_it_cannot_show_is_refused() {
    let desk = falling();
    let summary = |more: &[&str]| {
        let asked = ["report", "changes", "--summary"];
        desk.run(asked.into_iter().chain(more.iter().copied()))
    };
    summary(&["--chart", "c.svg"]).failed(2, "--chart");
    summary(&["--csv", "--sheet", "revisions"]).failed(2, "--sheet");
    assert_snapshot!(summary(&["--flags", "stale"]).failed(2, "stale"));
    summary(&["--flags", "all"]).done();
    summary(&["--flags", "none"]).done();
}

#[test]
fn where_there_is_nothing_it_says_so() {
    let desk = Desk::new();
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    let json = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    assert_eq!(json["series"].as_array().unwrap().len(), 0);
    assert!(json["event"].is_null());
}

#[test]
fn a_net_fall_is_one_of_the_steps() {
    let net = |said: &[(&str, &str, &[&str])]| {
        let desk = Desk::with_article();
        for (figure, day, more) in said {
            let total = ["--aggregation", "cumulative"];
            desk.say_killed(figure, day, &[&total, *more].concat());
        }
        let report = ["report", "changes", "--summary", "--json"];
        desk.run(report).json()["series"][0]["net"].clone()
    };
    let week = ["--occurred", "2022-09-01/2022-09-07"];
    let is_none = |net: serde_json::Value| net.is_null() || net["change"].is_null();
    assert!(is_none(net(&[
        ("more than 200", "2022-09-04", &[]),
        ("250", "2022-09-09", &week),
        ("up to 180", "2022-09-12", &[]),
    ])));
    assert!(is_none(net(&[
        ("more than 200", "2022-09-04", &[]),
        ("150-250", "2022-09-09", &[]),
        ("up to 180", "2022-09-12", &[]),
    ])));
    let fall = net(&[
        ("200", "2022-09-04", &[]),
        ("170", "2022-09-09", &[]),
        ("180", "2022-09-12", &[]),
    ]);
    assert_eq!(fall["change"], "fall", "{fall}");
}
