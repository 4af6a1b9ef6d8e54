//! Totals and the time that they count: late figures, other starts, an order that nobody knows, words for a size, and
//! people who may become fewer.

use insta::assert_snapshot;

use crate::common::Desk;
use crate::comparing::desk;
use crate::periods::import;

fn total<'a>(
    claimant: &'a str,
    figure: &'a str,
    covered: &'a str,
    stated_on: &'a str,
) -> [&'a str; 5] {
    [claimant, figure, "cumulative", covered, stated_on]
}

/// A late figure for an earlier day, and totals of one claimant since two days.
fn totals() -> Desk {
    let desk = desk();
    import(
        &desk,
        &[
            total("tavia-mod", "100", "../2024-01-05", "2024-01-06"),
            total("tavia-mod", "80", "../2024-01-03", "2024-01-10"),
            total("tavia-mod", "120", "../2024-01-10", "2024-01-11"),
            total("belmar-mod", "200", "2023-01-01/2023-12-31", "2024-01-10"),
            total("belmar-mod", "20", "2024-01-01/2024-01-10", "2024-01-11"),
            total("observer", "300", "../2024-01-04", "2024-01-09"),
        ],
    );
    desk
}

#[test]
fn a_late_figure_and_one_since_another_day_are_no_fall() {
    let desk = totals();
    assert_snapshot!(desk.run(["report", "changes"]).done());
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    assert_snapshot!(desk.run(["report", "compare", "c1", "c2"]).done());
    let json = desk.run(["report", "compare", "c1", "c2", "--json"]).json();
    assert_eq!(json["relation"], "contradicts");
    assert_eq!(json["doubts"], serde_json::json!(["growth"]));
    let sources = desk.run(["report", "sources", "--json"]).json();
    let claimants = sources["events"][0]["claimants"].as_array().unwrap();
    assert_eq!(claimants.len(), 3);
    assert!(claimants.iter().all(|it| it["steps"]["down"] == 0));
}

#[test]
fn the_latest_is_never_a_late_one() {
    let desk = desk();
    import(
        &desk,
        &[
            total("tavia-mod", "100", "../2024-01-05", "2024-01-06"),
            total("tavia-mod", "80", "../2024-01-03", "2024-01-10"),
            total("observer", "130", "../2024-01-05", "2024-01-07"),
        ],
    );
    assert_snapshot!(desk.run(["report", "compare"]).done());
    let event = desk.run(["report", "event", "river", "--json"]).json();
    let scopes = event["figures"].as_array().unwrap();
    let latest: Vec<&str> = scopes
        .iter()
        .flat_map(|scope| scope["latest"].as_array().unwrap())
        .map(|it| it["latest"]["claim"].as_str().unwrap())
        .collect();
    assert_eq!(latest, ["c3", "c1"]);
    let summary = desk
        .run(["report", "changes", "--summary", "--json"])
        .json();
    assert_eq!(summary["series"][1]["latest"]["claim"], "c1");
    let conflicts = desk.run(["report", "conflicts", "--json"]).json();
    let first = &conflicts["conflicts"][0];
    assert_eq!(first["firm"], true);
    assert!(first["closed"].is_null(), "the late figure closes nothing");
}

#[test]
fn of_an_order_or_a_counting_that_nobody_knows_there_is_no_fall() {
    let desk = desk();
    let unknown = |figure, day| ["belmar-mod", figure, "unknown", "", day];
    import(
        &desk,
        &[
            total("tavia-mod", "40", "", "2024-01"),
            total("tavia-mod", "35", "", "2024-01-10"),
            unknown("40", "2024-01-01"),
            unknown("30", "2024-01-02"),
            unknown("330", "2024-01-03"),
        ],
    );
    assert_snapshot!(desk.run(["report", "changes"]).done());
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    let pair = desk.run(["report", "compare", "c3", "c4"]).done().stdout;
    assert!(
        pair.contains("No contradiction for certain: nobody said whether they count"),
        "{pair}"
    );
    assert!(!pair.contains("supersede"), "{pair}");
}

#[test]
fn words_for_a_size_have_a_direction() {
    let desk = desk();
    import(
        &desk,
        &[
            total("tavia-mod", "dozens", "", "2024-01-01"),
            total("tavia-mod", "1500", "", "2024-01-02"),
            total("tavia-mod", "hundreds", "", "2024-01-03"),
            total("tavia-mod", "dozens", "", "2024-01-04"),
            total("observer", "12", "", "2024-01-04"),
        ],
    );
    assert_snapshot!(desk.run(["report", "changes"]).done());
    assert_snapshot!(desk.run(["report", "changes", "--summary"]).done());
    let pair = desk.run(["report", "compare", "c4", "c5"]).done().stdout;
    assert!(
        pair.starts_with("c4 contradicts c5: no number fits both; they are 8 apart; this rests on"),
        "{pair}"
    );
    let sources = desk.run(["report", "sources", "--csv", "--sheet", "counts"]);
    let sources = sources.done().stdout;
    assert_eq!(sources.matches(",steps_down,").count(), 2, "{sources}");
}

/// Imports totals of a measure: claimant, figure, day of statement.
fn import_measure(desk: &Desk, measure: &str, rows: &[[&str; 3]]) {
    let mut sheet =
        "kind,claimant,measure,figure,victim_side,aggregation,stated_on,article\n".to_owned();
    for [claimant, figure, day] in rows {
        sheet.push_str(&format!(
            "figure,{claimant},{measure},{figure},Tavia,cumulative,{day},page\n"
        ));
    }
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
}

#[test]
fn the_missing_may_be_found() {
    let desk = desk();
    let rows = [
        ["tavia-mod", "100", "2024-01-01"],
        ["observer", "60", "2024-01-03"],
        ["tavia-mod", "50", "2024-01-05"],
    ];
    import_measure(&desk, "missing", &rows);
    let text = desk.run(["report", "changes"]).done().stdout;
    assert!(text.contains("▼ −50") && !text.contains('⚠'), "{text}");
    assert_snapshot!(desk.run(["report", "conflicts"]).done());
    import_measure(&desk, "injured", &rows);
    let text = desk
        .run(["report", "changes", "--measure", "injured"])
        .done()
        .stdout;
    assert!(text.contains("⚠ a cumulative figure is smaller"), "{text}");
}

#[test]
fn a_restart_and_a_slip_are_each_told_once() {
    let desk = desk();
    let days = ["01", "02", "03", "04", "05"].map(|day| format!("2024-01-{day}"));
    let rows = |claimant: &'static str, figures: [&'static str; 5]| {
        let row = |(figure, day)| [claimant, figure, String::as_str(day)];
        figures.into_iter().zip(&days).map(row).collect::<Vec<_>>()
    };
    let slip = rows("observer", ["1000", "1010", "102", "1030", "1040"]);
    let restart = rows("tavia-mod", ["1000", "1010", "50", "60", "70"]);
    import_measure(&desk, "killed", &[slip, restart].concat());
    assert_snapshot!(desk.run(["report", "changes"]).done());
    let json = desk.run(["report", "sources", "--json"]).json();
    let claimants = json["events"][0]["claimants"].as_array().unwrap();
    let down: Vec<u64> = claimants
        .iter()
        .map(|it| it["steps"]["down"].as_u64().unwrap())
        .collect();
    assert_eq!(
        down,
        [1, 0],
        "a slip falls, a counter that begins anew does not"
    );
}
