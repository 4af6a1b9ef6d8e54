//! `report compare` and `report conflicts`: the bundled case, the scope guard, the two axes of time, odd input.

use insta::assert_snapshot;

use crate::common::Desk;

const COMPARE: &str = "event,stance,claimant,speaks_for,measure,victims,victim_side,victim_status,aggregation,place,\
occurred,stated_on,published_at,low,best,high,qualifier,wording,interval_low,interval_high,interval_basis,relation,\
is_latest,is_lowest,is_highest,spread,loosened,vague,claim,revision,entry,publisher,via,url,quote,snapshot_sha256,\
no_spread,without_number,since_restart,ratings,relation_to";

const CONFLICTS: &str = "event,conflict,opened,closed,since,until,gap,may_be_growth,loosened,vague,closed_by_one,\
closed_by_other,firm,one_claimant,one_measure,one_victims,one_victim_side,one_victim_status,one_aggregation,one_place,\
one_occurred,one_stated_on,one_published_at,one_low,one_best,one_high,one_qualifier,one_wording,one_interval_low,\
one_interval_high,one_interval_basis,one_claim,one_revision,one_publisher,one_via,one_url,one_quote,\
one_snapshot_sha256,other_claimant,other_measure,other_victims,other_victim_side,other_victim_status,\
other_aggregation,other_place,other_occurred,other_stated_on,other_published_at,other_low,other_best,other_high,\
other_qualifier,other_wording,other_interval_low,other_interval_high,other_interval_basis,other_claim,other_revision,\
other_publisher,other_via,other_url,other_quote,other_snapshot_sha256,ending,by_convention,doubts,\
one_ratings,other_ratings,pair_by_convention,opened_day_known,closed_day_known";

/// A desk with one event between two sides and the sources that the sheets here name.
pub(crate) fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.at("2024-05-18T08:00:00Z");
    desk.run([
        "event",
        "add",
        "river",
        "--title",
        "Fighting on the river",
        "--side",
        "Tavia",
        "--side",
        "Belmar",
    ])
    .done();
    for (handle, side) in [
        ("tavia-mod", Some("Tavia")),
        ("belmar-mod", Some("Belmar")),
        ("observer", None),
    ] {
        let mut args = vec![
            "source", "add", handle, "--name", handle, "--kind", "official",
        ];
        args.extend(side.into_iter().flat_map(|side| ["--speaks-for", side]));
        desk.run(args).done();
    }
    desk
}

/// Imports rows of claimant, figure, side, status, aggregation, day; what is new is of that day.
pub(crate) fn import(desk: &Desk, rows: &[[&str; 6]]) {
    let mut sheet =
        "kind,claimant,measure,figure,victim_side,victim_status,aggregation,stated_on,occurred,article\n"
            .to_owned();
    for [claimant, figure, side, status, aggregation, day] in rows {
        let occurred = if *aggregation == "incremental" {
            day
        } else {
            ""
        };
        let row = format!(
            "figure,{claimant},killed,{figure},{side},{status},{aggregation},{day},{occurred},page\n"
        );
        sheet.push_str(&row);
    }
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
}

/// Both sides on one side's losses, over four days.
fn contested() -> Desk {
    let desk = desk();
    import(
        &desk,
        &[
            [
                "tavia-mod",
                "50",
                "Tavia",
                "military",
                "cumulative",
                "2024-05-13",
            ],
            [
                "tavia-mod",
                "71",
                "Tavia",
                "military",
                "cumulative",
                "2024-05-15",
            ],
            [
                "tavia-mod",
                "at least 190",
                "Tavia",
                "military",
                "cumulative",
                "2024-05-16",
            ],
            [
                "belmar-mod",
                "dozens",
                "Tavia",
                "military",
                "cumulative",
                "2024-05-13",
            ],
            [
                "belmar-mod",
                "about 200",
                "Tavia",
                "military",
                "cumulative",
                "2024-05-14",
            ],
            [
                "belmar-mod",
                "15",
                "Belmar",
                "military",
                "cumulative",
                "2024-05-14",
            ],
            [
                "tavia-mod",
                "90",
                "Belmar",
                "mixed",
                "cumulative",
                "2024-05-14",
            ],
            [
                "observer",
                "12",
                "Tavia",
                "military",
                "incremental",
                "2024-05-14",
            ],
        ],
    );
    desk
}

#[test]
fn the_bundled_case_is_compared() {
    let desk = Desk::with_case();
    assert_snapshot!(desk.run(["report", "compare"]));
    assert_snapshot!(desk.run(["report", "conflicts"]));
}

#[test]
fn own_and_claimed_losses_stand_apart_with_their_ratio_or_the_reason_for_none() {
    let desk = contested();
    let ran = desk.run(["report", "compare"]).done();
    assert_snapshot!(ran);
    let json = desk.run(["report", "compare", "--json"]).json();
    let ratios = json["ratios"].as_array().unwrap();
    assert_eq!(ratios[0]["reason"], "not_comparable");
    assert_eq!(ratios[0]["differences"][0]["part"], "status");
    assert_eq!(
        ratios[1]["low"],
        serde_json::Value::Null,
        "190 or more is no divisor from above"
    );
    assert_eq!(ratios[1]["high"], "1.16");
}

#[test]
fn the_ratios_have_a_sheet_with_the_figures_that_they_rest_on() {
    let desk = contested();
    let ran = desk
        .run(["report", "compare", "--csv", "--sheet", "ratios"])
        .done();
    assert_snapshot!(ran);
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let json = desk.run(["report", "compare", "--json"]).json();
    let ratios = json["ratios"].as_array().unwrap();
    assert_eq!(rows.len(), ratios.len());
    for (row, ratio) in rows.iter().zip(ratios) {
        let cell = |name: &str| {
            let at = names.iter().position(|known| known == name).unwrap();
            row.get(at).unwrap()
        };
        assert_eq!(cell("claimed_claim"), ratio["claimed"]);
        assert_eq!(cell("admitted_claim"), ratio["admitted"]);
        for (name, key) in [("ratio_low", "low"), ("ratio_high", "high")] {
            assert_eq!(cell(name), ratio[key].as_str().unwrap_or_default());
        }
        assert_eq!(
            cell("no_ratio"),
            ratio["reason"].as_str().unwrap_or_default()
        );
        assert!(!cell("claimed_revision").is_empty() && !cell("claimed_url").is_empty());
    }
}

#[test]
fn a_contradiction_opens_and_closes_by_statements_of_either() {
    let desk = contested();
    let ran = desk.run(["report", "conflicts"]).done();
    assert_snapshot!(ran);
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(
        spells(&json),
        [
            ["2024-05-15", "2024-05-16 meet", "true", "109"],
            ["2024-05-14", "2024-05-15 certain", "false", "130"],
        ]
    );
    let acled = desk.run(["report", "conflicts", "--vague", "acled"]).done();
    assert!(acled.stdout.contains("“dozens” (read as 12)"), "{acled}");
    assert!(acled.stdout.contains("ACLED codebook"), "{acled}");
}

/// Each disagreement: when it opened, when it closed and how, whether it is certain, and its gaps.
pub(crate) fn spells(json: &serde_json::Value) -> Vec<[String; 4]> {
    let found = json["conflicts"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    found
        .iter()
        .map(|found| {
            let closed = &found["closed"];
            let pairs = found["pairs"].as_array().unwrap();
            for pair in pairs {
                let is_doubted = !pair["doubts"].as_array().unwrap().is_empty();
                assert_ne!(is_doubted, found["firm"]);
            }
            let gaps: Vec<String> = pairs.iter().map(|pair| pair["gap"].to_string()).collect();
            let end = format!("{} {}", text(&closed["on"]), text(&closed["ending"]));
            [
                text(&found["opened"]),
                end.trim().to_owned(),
                found["firm"].to_string(),
                gaps.join(" "),
            ]
        })
        .collect()
}

#[test]
fn what_is_loosened_is_said_in_every_form() {
    let desk = contested();
    for report in ["compare", "conflicts"] {
        let loose = ["report", report, "--loosen", "status,place"];
        let text = desk.run(loose).done().stdout;
        assert!(text.contains("Loosened: status, place"), "{text}");
        assert!(text.contains("any status · any place"), "{text}");
        let json = desk.run(loose.iter().chain(&["--json"])).json();
        assert_eq!(json["loosened"], serde_json::json!(["status", "place"]));
        let sheet = desk.run(loose.iter().chain(&["--csv"])).done().stdout;
        let mut reader = csv::Reader::from_reader(sheet.as_bytes());
        let at = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == "loosened")
            .unwrap();
        assert!(
            reader
                .records()
                .all(|row| row.unwrap().get(at) == Some("status,place"))
        );
    }
    let ratio = &desk
        .run(["report", "compare", "--loosen", "status", "--json"])
        .json()["ratios"][0];
    assert_eq!(
        ratio["best"], "6.00",
        "90 of both kinds over 15 soldiers, on request"
    );
}

#[test]
fn a_measure_and_an_aggregation_are_never_loosened() {
    let desk = contested();
    desk.run(["report", "compare", "--loosen", "aggregation"])
        .failed(2, "a daily figure is never compared with a running total");
    desk.run(["report", "conflicts", "--loosen", "side,measure"])
        .failed(2, "are never compared with one another");
    desk.run(["report", "conflicts", "--loosen", "sides"])
        .failed(2, "one of: victims, side, status, place, period");
}

#[test]
fn the_headers_are_contracts_and_every_figure_leads_to_its_words() {
    let desk = Desk::with_case();
    for (report, header) in [("compare", COMPARE), ("conflicts", CONFLICTS)] {
        let sheet = desk.run(["report", report, "--csv"]).done().stdout;
        assert_eq!(sheet.lines().next().unwrap(), header);
        let mut reader = csv::Reader::from_reader(sheet.as_bytes());
        let names: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        let mut rows = 0;
        for row in reader.records() {
            rows += 1;
            for (name, cell) in names.iter().zip(&row.unwrap()) {
                let is_trace = ["claim", "revision", "quote", "snapshot_sha256"]
                    .iter()
                    .any(|end| {
                        name.trim_start_matches("one_").trim_start_matches("other_") == *end
                    });
                assert!(!is_trace || !cell.is_empty(), "{report}: {name}");
            }
        }
        assert!(rows > 0);
    }
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let figure = &json["conflicts"][0]["pairs"][0]["one"];
    for key in ["claim", "revision", "entry", "citations"] {
        assert!(figure.get(key).is_some(), "{key}");
    }
    assert!(figure["citations"][0]["quote"].is_string());
    assert!(figure["citations"][0]["sha256"].is_string());
}

#[test]
fn what_had_been_said_and_what_had_been_logged_are_two_axes() {
    let mut desk = desk();
    let row = |claimant, figure, day| [claimant, figure, "Tavia", "military", "cumulative", day];
    import(&desk, &[row("tavia-mod", "50", "2024-05-13")]);
    desk.at("2024-06-01T12:00:00Z");
    import(
        &desk,
        &[
            row("observer", "90", "2024-05-13"),
            row("observer", "50", "2024-05-15"),
        ],
    );
    let state = |flags: &[&str]| {
        let json = desk
            .run(["report", "conflicts", "--json"].iter().chain(flags))
            .done()
            .json();
        let found = json["conflicts"].as_array().unwrap();
        found
            .first()
            .map(|found| found["closed"]["on"].as_str().map(str::to_owned))
    };
    assert_eq!(state(&[]), Some(Some("2024-05-15".to_owned())));
    assert_eq!(
        state(&["--as-of", "2024-05-14"]),
        Some(None),
        "still open then"
    );
    assert_eq!(
        state(&["--recorded-by", "2024-05-20"]),
        None,
        "the desk knew one side"
    );
    assert_eq!(
        state(&["--as-of", "2024-05-14", "--recorded-by", "2024-05-20"]),
        None
    );
    let rows = |flags: &[&str]| {
        let args = ["report", "compare", "--csv"];
        desk.run(args.iter().chain(flags))
            .done()
            .stdout
            .lines()
            .count()
            - 1
    };
    assert_eq!(rows(&[]), 3);
    assert_eq!(rows(&["--as-of", "2024-05-14"]), 2);
    assert_eq!(
        rows(&["--as-of", "2024-05-14", "--recorded-by", "2024-05-20"]),
        1
    );
    assert_eq!(rows(&["--since", "2024-05-14"]), 1);
}

#[test]
fn nothing_one_claim_and_coarse_dates_are_told_as_they_are() {
    let desk = desk();
    for report in ["compare", "conflicts"] {
        let ran = desk.run(["report", report]).done();
        assert!(ran.stdout.contains("No figures"), "{ran}");
        let sheet = desk.run(["report", report, "--csv"]).done().stdout;
        assert_eq!(sheet.lines().count(), 1);
        desk.run(["report", report, "--json"]).done().json();
    }
    import(
        &desk,
        &[["observer", "40", "Tavia", "unknown", "unknown", "2024"]],
    );
    assert_snapshot!(desk.run(["report", "compare"]));
    assert_snapshot!(desk.run(["report", "conflicts"]));
    import(
        &desk,
        &[["tavia-mod", "55", "Tavia", "unknown", "unknown", "2024-05"]],
    );
    let json = desk.run(["report", "conflicts", "--json"]).json();
    assert_eq!(
        json["conflicts"][0]["opened"], "2024-05",
        "no day is made up"
    );
    let early = desk
        .run(["report", "conflicts", "--as-of", "2024-05-31"])
        .done();
    assert!(early.stdout.contains("too coarse"), "{early}");
}

#[test]
fn hundreds_of_days_and_very_long_names_fit_into_80_columns() {
    let desk = desk();
    let name = "Ministry of the long river وزارة النهر الطويل 大河の省 ".repeat(6);
    let name: String = name.trim().chars().take(300).collect();
    desk.run([
        "source",
        "add",
        "long",
        "--name",
        name.trim(),
        "--kind",
        "official",
    ])
    .done();
    let days: Vec<String> = (1..=12)
        .flat_map(|month| (1..=28).map(move |day| format!("2023-{month:02}-{day:02}")))
        .collect();
    let numbers: Vec<String> = (0..days.len())
        .map(|index| (1_000_000 + index * 7).to_string())
        .collect();
    let rows: Vec<[&str; 6]> = days
        .iter()
        .zip(&numbers)
        .map(|(day, number)| {
            [
                "long",
                number.as_str(),
                "Tavia",
                "military",
                "cumulative",
                day.as_str(),
            ]
        })
        .chain([[
            "observer",
            "900000",
            "Tavia",
            "military",
            "cumulative",
            "2023-06-01",
        ]])
        .collect();
    import(&desk, &rows);
    for report in ["compare", "conflicts"] {
        let output = desk
            .command()
            .env("COLUMNS", "80")
            .args(["report", report])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        for line in text.lines() {
            assert!(claimlog::output::words::width(line) <= 80, "{line}");
        }
        if report == "compare" {
            assert!(text.contains("332 of 336 days are not shown"), "{text}");
            assert!(
                text.contains("2023-01-01") && text.contains("2023-12-28"),
                "{text}"
            );
        }
    }
}

#[test]
fn totals_of_other_starts_say_since_when_they_count() {
    let mut desk = Desk::with_article();
    desk.at("2024-02-01T08:00:00Z");
    desk.run([
        "source", "add", "council", "--name", "Council", "--kind", "ngo",
    ])
    .done();
    let say = |claimant: &str, figure: &str, covered: &str| {
        desk.run([
            "add",
            "figure",
            "--claimant",
            claimant,
            "--killed",
            figure,
            "--stated-on",
            "2024-01-10",
            "--article",
            "a1",
            "--aggregation",
            "cumulative",
            "--occurred",
            covered,
        ])
        .done();
    };
    say("ministry", "95", "2024-01-01/2024-01-10");
    let shown = |desk: &Desk| desk.run(["report", "compare"]).done().stdout;
    assert!(shown(&desk).contains("cumulative · since 2024-01-01"));
    say("council", "60", "2024-01-04/2024-01-10");
    let text = shown(&desk);
    for words in [
        "95 c1",
        "since 2024-01-01, said 2024-01-10",
        "since 2024-01-04, said 2024-01-10",
        "they do not all count since the same day",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
