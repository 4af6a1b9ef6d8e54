//! What `report compare`, `report conflicts` and `report event` say of figures that need not exclude one another: totals
//! of two days, counters that begin anew, words that are only read as numbers.

use insta::assert_snapshot;

use crate::comparing::{desk, import, spells};

#[test]
fn one_certain_pair_makes_no_certainty_of_those_that_may_be_growth() {
    let desk = desk();
    let row = |claimant, figure, day| [claimant, figure, "Tavia", "military", "cumulative", day];
    import(
        &desk,
        &[
            row("observer", "10", "2024-01-01"),
            row("belmar-mod", "100", "2024-01-05"),
            row("belmar-mod", "400", "2024-01-06"),
            row("observer", "395", "2024-01-07"),
            row("observer", "900", "2024-02-07"),
        ],
    );
    assert_snapshot!(desk.run(["report", "conflicts"]));
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(
        spells(&json),
        [
            ["2024-01-07", "2024-02-07 may_be_growth", "true", "5"],
            ["2024-02-07", "", "false", "500"],
            ["2024-01-05", "2024-01-07 certain", "false", "90 390"],
        ]
    );
    let sheet = desk.run(["report", "conflicts", "--csv"]).done().stdout;
    assert_eq!(sheet.lines().count(), 1 + 4, "every pair is there");
    let page = desk.run(["report", "event", "river"]).done().stdout;
    assert!(
        page.contains(
            "No contradiction is open for certain. 1 was closed. 1 pair of claims differs"
        ),
        "{page}"
    );
    assert!(page.contains("not certain: the lower total"), "{page}");
}

#[test]
fn what_may_be_a_day_s_or_a_total_contradicts_nothing_for_certain() {
    let desk = desk();
    let row = |claimant, figure| [claimant, figure, "", "unknown", "unknown", "2024-01-01"];
    import(&desk, &[row("observer", "100"), row("belmar-mod", "5")]);
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(spells(&json), [["2024-01-01", "", "false", "95"]]);
    let text = desk.run(["report", "conflicts"]).done().stdout;
    assert!(
        text.contains("No contradiction for certain: nobody said whether they count everything"),
        "{text}"
    );
    let pair = desk.run(["report", "compare", "c1", "c2"]).done().stdout;
    assert!(
        pair.starts_with(
            "c1 and c2 share no number; they are 95 apart. No contradiction for certain"
        ),
        "{pair}"
    );
    let page = desk.run(["report", "event", "river"]).done().stdout;
    assert!(
        page.contains("No contradiction is open for certain."),
        "{page}"
    );
}

#[test]
fn a_contradiction_that_rests_on_how_a_word_is_read_says_so() {
    let desk = desk();
    let row = |claimant, figure| [claimant, figure, "", "unknown", "cumulative", "2024-01-01"];
    import(
        &desk,
        &[
            row("observer", "dozens"),
            row("belmar-mod", "100"),
            row("tavia-mod", "7"),
        ],
    );
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let found: Vec<_> = json["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["last_gap"].clone(), found["by_convention"].clone()))
        .collect();
    let expected = [(93, false), (13, true), (1, true)];
    assert_eq!(found, expected.map(|(gap, by)| (gap.into(), by.into())));
    let text = desk.run(["report", "conflicts"]).done().stdout;
    assert_eq!(
        text.matches("rests on how “about” or a word is read")
            .count(),
        2,
        "{text}"
    );
}

#[test]
fn totals_of_two_days_make_no_ratio_and_no_range_for_certain() {
    let desk = desk();
    let row = |claimant, figure, aggregation, day| {
        [claimant, figure, "Tavia", "military", aggregation, day]
    };
    import(
        &desk,
        &[
            row("tavia-mod", "5", "cumulative", "2024-01-05"),
            row("belmar-mod", "15", "cumulative", "2024-01-05"),
            row("belmar-mod", "60", "cumulative", "2024-03-05"),
            row("observer", "dozens", "cumulative", "2024-03-05"),
            row("observer", "more than 100", "cumulative", "2024-03-06"),
            row("observer", "up to 500", "cumulative", "2024-03-07"),
            row("observer", "2", "incremental", "2024-03-06"),
            row("observer", "725", "incremental", "2024-03-07"),
            row("belmar-mod", "9", "incremental", "2024-03-06"),
        ],
    );
    assert_snapshot!(desk.run(["report", "compare"]));
    let json = desk.run(["report", "compare", "--json"]).json();
    let ratio = &json["ratios"][0];
    assert_eq!(ratio["may_be_growth"], true);
    assert_eq!(ratio["may_have_grown"], "admitted");
    assert_eq!(json["ratios"][1]["of"], "same_time");
    assert_eq!(json["ratios"][1]["best"], "3.00");
    let rows: Vec<_> = json["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["rows"].as_array().unwrap())
        .filter(|row| row["claimant"] == "observer")
        .map(|row| (row["no_spread"].clone(), row["without_number"].clone()))
        .collect();
    assert_eq!(
        rows,
        [
            ("open_ends".into(), 1.into()),
            ("different_times".into(), 0.into())
        ]
    );
    assert_snapshot!(desk.run(["report", "event", "river"]));
}

#[test]
fn a_range_is_of_what_was_said_since_the_counter_began_anew() {
    let desk = desk();
    let row = |figure, day| ["observer", figure, "Tavia", "military", "cumulative", day];
    import(
        &desk,
        &[
            row("77", "2024-01-01"),
            row("4047", "2024-01-02"),
            row("123", "2024-01-03"),
            row("1200", "2024-01-04"),
            row("1223", "2024-01-05"),
        ],
    );
    let json = desk.run(["report", "compare", "--json"]).json();
    let row = &json["groups"][0]["rows"][0];
    let range = [
        &row["lowest"],
        &row["highest"],
        &row["since_restart"],
        &row["spread"],
    ];
    assert_eq!(
        range,
        ["c3", "c5", "c3", "1100"]
            .map(|cell| {
                cell.parse::<i64>()
                    .map_or_else(|_| cell.into(), serde_json::Value::from)
            })
            .each_ref()
    );
    let text = desk.run(["report", "compare"]).done();
    assert!(
        text.stdout
            .contains("observer: the counter began anew with 123 c3 (2024-01-03)"),
        "{text}"
    );
    let page = desk.run(["report", "event", "river"]).done();
    assert!(page.stdout.contains("since the counter began"), "{page}");
}

#[test]
fn claimants_of_one_day_are_spread_too() {
    let desk = desk();
    let row = |claimant, figure, side| {
        [
            claimant,
            figure,
            side,
            "unknown",
            "cumulative",
            "2024-01-01",
        ]
    };
    import(
        &desk,
        &[
            row("belmar-mod", "0", ""),
            row("observer", "2000000", ""),
            row("tavia-mod", "hundreds of thousands", ""),
        ],
    );
    assert_snapshot!(desk.run(["report", "compare"]));
}

#[test]
fn a_figure_is_stale_only_once_it_was_printed_late() {
    let desk = desk();
    let mut sheet =
        "kind,claimant,measure,figure,aggregation,stated_on,publisher,published_at,article\n"
            .to_owned();
    for (figure, said, printed) in [
        ("100", "2024-01-01", "2024-01-01"),
        ("110", "2024-01-02", "2024-01-05"),
        ("120", "2024-01-03", "2024-01-03"),
    ] {
        sheet.push_str(&format!(
            "figure,tavia-mod,killed,{figure},cumulative,{said},observer,{printed},page-{printed}\n"
        ));
    }
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
    let stale = |day: &str| {
        let ran = desk
            .run(["report", "changes", "--flags", "stale", "--as-of", day])
            .done();
        ran.stdout.contains("had been public since 2024-01-03")
    };
    assert!(!stale("2024-01-04"));
    assert!(stale("2024-01-05"));
}
