//! Figures of what is new, and the time that they cover: never a step, a rank or a contradiction across two times; and
//! what is in doubt (an order, a date, a scope left out of account) said as such.

use insta::assert_snapshot;

use crate::common::Desk;
use crate::comparing::desk;

/// Imports rows of claimant, figure, aggregation, the time covered, the day of statement.
pub fn import(desk: &Desk, rows: &[[&str; 5]]) {
    let mut sheet =
        "kind,claimant,measure,figure,victim_side,aggregation,occurred,stated_on,article\n"
            .to_owned();
    for [claimant, figure, aggregation, occurred, day] in rows {
        sheet.push_str(&format!(
            "figure,{claimant},killed,{figure},Tavia,{aggregation},{occurred},{day},page\n"
        ));
    }
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
}

/// One claimant's days, one of them said again, and one of which nobody knows what it covers.
fn daily() -> Desk {
    let desk = desk();
    let new = |figure, occurred, day| ["tavia-mod", figure, "incremental", occurred, day];
    import(
        &desk,
        &[
            new("20", "2024-01-03", "2024-01-04"),
            new("20", "2024-01-04", "2024-01-05"),
            new("25", "2024-01-03", "2024-01-06"),
            new("9", "", "2024-01-07"),
            new("9", "2024-01-06?", "2024-01-08"),
            new("18", "2024-01-04", "2024-01-09"),
        ],
    );
    desk
}

#[test]
fn a_day_is_stepped_from_the_same_day_alone() {
    let desk = daily();
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "changes", "--json"]).json();
    let points = json["series"][0]["points"].as_array().unwrap();
    let steps: Vec<(&str, Option<i64>, Option<&str>)> = points
        .iter()
        .map(|point| {
            let change = point["change"].as_str().unwrap();
            (
                change,
                point["delta"]["best"].as_i64(),
                point["step_from"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("first", None, None),
            ("other_period", None, None),
            ("rise", Some(5), Some("c1")),
            ("unknown_period", None, None),
            ("unknown_period", None, None),
            ("fall", Some(-2), Some("c2")),
        ]
    );
    let sheet = desk.run(["report", "changes", "--csv"]).done().stdout;
    let rows: Vec<&str> = sheet.lines().skip(1).collect();
    assert!(rows[1].contains(",other_period,,,,"), "{sheet}");
    assert!(
        rows[2].ends_with(",2024-01-03,false,c1,,false,false,,false"),
        "{sheet}"
    );
}

#[test]
fn the_summary_and_the_page_say_the_same() {
    let desk = daily();
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    let json = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    let series = &json["series"][0];
    assert!(series["net"].is_null() && series["lowest"].is_null() && series["highest"].is_null());
    assert_eq!(series["steps"]["rises"], 1);
    assert_eq!(series["steps"]["falls"], 1);
    assert_eq!(series["steps"]["other_period"], 1);
    assert_eq!(series["steps"]["unknown_period"], 2);
    assert_eq!(series["biggest"]["from"]["claim"], "c1");
    assert_eq!(series["biggest"]["to"]["claim"], "c3");
    let sheet = desk.run(["report", "changes", "--summary", "--csv"]).done();
    assert!(
        sheet.stdout.ends_with(",0,1,2,0,0,0,0,0,,,,,0\n"),
        "{}",
        sheet.stdout
    );
    assert_snapshot!(desk.run(["report", "event", "river"]).done());
    let sources = desk.run(["report", "sources", "--json"]).json();
    let claimant = &sources["events"][0]["claimants"][0];
    let of = |steps: &str| claimant["claims"][steps][0]["claim"].clone();
    assert_eq!(
        (of("steps_up"), of("steps_down")),
        ("c3".into(), "c6".into())
    );
}

#[test]
fn a_chart_has_them_over_the_time_that_they_cover() {
    let desk = daily();
    desk.run(["report", "changes", "--chart", "daily.vl.json"])
        .done();
    let chart = std::fs::read_to_string(desk.path("daily.vl.json")).unwrap();
    let chart: serde_json::Value = serde_json::from_str(&chart).unwrap();
    let rows = rows(&chart).expect("the figures");
    let days: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            (
                row["stated_on"].as_str().unwrap(),
                row["day"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        days,
        [
            ("2024-01-04", "2024-01-03"),
            ("2024-01-05", "2024-01-04"),
            ("2024-01-06", "2024-01-03"),
            ("2024-01-07", "2024-01-07"),
            ("2024-01-08", "2024-01-08"),
            ("2024-01-09", "2024-01-04"),
        ],
        "the day it was said on only where nothing else is certain"
    );
}

/// The rows of data of a chart, wherever in it they stand.
fn rows(chart: &serde_json::Value) -> Option<&Vec<serde_json::Value>> {
    match chart {
        serde_json::Value::Array(list) if list.iter().any(|row| row["stated_on"].is_string()) => {
            Some(list)
        }
        serde_json::Value::Array(list) => list.iter().find_map(rows),
        serde_json::Value::Object(object) => object.values().find_map(rows),
        _ => None,
    }
}

#[test]
fn what_covers_another_time_is_not_ranked_beside_it() {
    let desk = desk();
    import(
        &desk,
        &[
            ["observer", "5", "incremental", "2024-01-15", "2024-01-15"],
            [
                "belmar-mod",
                "7",
                "incremental",
                "2024-01-14/2024-01-15",
                "2024-01-15",
            ],
            ["tavia-mod", "5", "incremental", "", "2024-01-15"],
            ["observer", "8", "incremental", "2024-01-16", "2024-01-17"],
        ],
    );
    assert_snapshot!(desk.run(["report", "compare"]).done());
    let days = desk.run(["report", "compare", "--json"]).json()["groups"][2]["days"].clone();
    assert_eq!(days[0]["covers"], "2024-01-15");
    assert!(days[0]["stated_on"].is_null() && days[0]["spread"].is_null());
    let pair = |one: &str, other: &str| {
        let ran = desk.run(["report", "compare", one, other]).done();
        ran.stdout.lines().next().unwrap().to_owned()
    };
    assert_eq!(
        pair("c1", "c2"),
        "c1 and c2: not comparable: 2024-01-15 against 2024-01-14/2024-01-15 (--loosen period puts them together)"
    );
    assert_eq!(
        pair("c1", "c3"),
        "c1 and c3: not comparable: 2024-01-15 against time covered not said (--loosen period puts them together)"
    );
    let found = desk.run(["report", "conflicts"]).done().stdout;
    assert!(
        found.contains(
            "1 figure of what is new was compared with none: the time covered was not said"
        ),
        "{found}"
    );
    let loose = desk
        .run(["report", "compare", "c2", "c1", "--loosen", "period"])
        .done();
    assert!(
        loose
            .stdout
            .starts_with("c2 and c1 share no number; they are 2 apart. Not for certain: loosened,"),
        "{loose}"
    );
}

#[test]
fn which_of_a_day_was_the_last_is_not_taken_for_certain() {
    let desk = desk();
    let total = |claimant, figure| [claimant, figure, "cumulative", "", "2024-01-15"];
    import(
        &desk,
        &[
            total("tavia-mod", "40"),
            total("tavia-mod", "60"),
            total("belmar-mod", "200"),
        ],
    );
    assert_snapshot!(desk.run(["report", "compare"]).done());
    assert_snapshot!(desk.run(["report", "conflicts"]).done());
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(json["conflicts"][0]["firm"], false);
    assert_eq!(
        json["conflicts"][0]["pairs"][0]["doubts"],
        serde_json::json!(["order"])
    );
    assert_eq!(json["conflicts"][0]["pairs"][0]["may_be_growth"], false);
}

#[test]
fn a_date_in_doubt_had_not_been_reached_for_certain() {
    let desk = desk();
    let total = |figure, day| ["tavia-mod", figure, "cumulative", "", day];
    import(
        &desk,
        &[total("30", "2024-02-10?"), total("40", "2024-02-11")],
    );
    let as_of = |day: &str| desk.run(["report", "changes", "--as-of", day]).done();
    assert_snapshot!(as_of("2024-02-11"));
    let json = desk
        .run(["report", "changes", "--as-of", "2024-02-09", "--json"])
        .json();
    assert_eq!(json["undatable"], 1, "it may be earlier");
    let plain = desk.run(["report", "changes"]).done().stdout;
    assert!(
        plain.contains("which came first, this one or c1, is not known"),
        "{plain}"
    );
}

#[test]
fn what_is_loosened_names_what_differs_and_puts_nobody_against_himself() {
    let desk = Desk::with_case();
    let loose = ["--loosen", "victims,status"];
    let run = |report: &str| desk.run(["report", report].into_iter().chain(loose)).done();
    assert_snapshot!(run("compare"));
    assert_snapshot!(run("conflicts"));
}

#[test]
fn the_last_days_end_where_a_coarse_date_begins() {
    let desk = desk();
    let total = |figure, day| ["tavia-mod", figure, "cumulative", "", day];
    import(&desk, &[total("30", "2024-01-20"), total("40", "2024-02")]);
    let page = desk.run(["report", "event", "river"]).done().stdout;
    assert!(
        page.contains(
            "to 2024-02-01, the beginning of the latest date of a figure or correction (2024-02), 1 figure"
        ),
        "{page}"
    );
}

#[test]
fn a_version_that_covers_another_time_is_told_without_a_number() {
    let desk = desk();
    import(
        &desk,
        &[["tavia-mod", "20", "incremental", "2024-01-03", "2024-01-05"]],
    );
    let amend = |args: &[&str]| {
        let because = ["--cause", "desk_correction", "--reason", "read again"];
        desk.run(["amend", "c1"].iter().chain(args).chain(&because))
            .done();
    };
    amend(&["--occurred", "2024-01-04"]);
    amend(&["--killed", "25", "--occurred", "2024-01-05"]);
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "changes", "--json"]).json();
    let revisions = &json["series"][0]["points"][0]["revisions"];
    assert_eq!(revisions[1]["change"], "other_period");
    assert!(revisions[1]["delta"].is_null());
    assert_eq!(revisions[1]["before"]["occurred"], "2024-01-04");
}

#[test]
fn totals_that_do_not_count_since_the_same_day_contradict_nothing_for_certain() {
    let desk = desk();
    let total = |claimant, figure, occurred, day| [claimant, figure, "cumulative", occurred, day];
    import(
        &desk,
        &[
            total("tavia-mod", "100", "2024-01-01/2024-01-10", "2024-01-10"),
            total("belmar-mod", "50", "2024-01-05/2024-01-10", "2024-01-10"),
        ],
    );
    let pair = desk.run(["report", "compare", "c1", "c2"]).done().stdout;
    assert!(
        pair.starts_with("c1 and c2: not comparable: 2024-01-01/2024-01-10 against 2024-01-05"),
        "{pair}"
    );
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(json["conflicts"].as_array().unwrap().len(), 0);
    // A counter that begins anew counts since a day of its own.
    let desk = crate::comparing::desk();
    import(
        &desk,
        &[
            total("belmar-mod", "1200", "", "2024-01-01"),
            total("belmar-mod", "50", "", "2024-01-10"),
            total("belmar-mod", "80", "", "2024-01-20"),
            total("tavia-mod", "1500", "", "2024-01-20"),
        ],
    );
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let last = json["conflicts"].as_array().unwrap().last().unwrap();
    assert_eq!(last["firm"], false);
    let doubts = last["pairs"][0]["doubts"].as_array().unwrap();
    assert!(doubts.contains(&"restart".into()), "{last}");
    let ratio = &desk.run(["report", "compare", "--json"]).json()["ratios"][0];
    assert_eq!(ratio["restarted"], true);
    let text = desk.run(["report", "compare"]).done().stdout;
    assert!(text.contains("has begun anew"), "{text}");
}
