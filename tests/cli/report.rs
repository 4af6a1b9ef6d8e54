//! `report changes`: the contract, the two axes of time, and the expected report of the bundled case.

use insta::assert_snapshot;

use crate::common::{Desk, report_is_expected};

const HEADER: &str = "event,claimant,measure,victims,victim_side,victim_status,aggregation,place,stated_on,published_at,low,\
best,high,qualifier,wording,change,delta_low,delta_best,delta_high,flags,claim,revision,publisher,via,url,quote,\
snapshot_sha256,flag_notes,flag_records,source_revisions,desk_corrections,occurred,order_assumed,step_from,ratings,\
perhaps_corrected_later,by_convention,step_from_revision,step_from_assumed";

#[test]
fn the_report_of_the_bundled_case_is_what_is_expected() {
    report_is_expected("changes");
}

#[test]
fn the_csv_header_is_a_contract() {
    let desk = Desk::with_case();
    let sheet = desk.run(["report", "changes", "--csv"]).done().stdout;
    assert_eq!(sheet.lines().next().unwrap(), HEADER);
    let rows = csv::Reader::from_reader(sheet.as_bytes()).records().count();
    let points: usize = desk.run(["report", "changes", "--json"]).json()["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|series| series["points"].as_array().unwrap().len())
        .sum();
    assert_eq!(rows, points, "one row a point");
}

#[test]
fn the_json_has_the_keys_that_others_rely_on() {
    let desk = Desk::with_case();
    let json = desk
        .run([
            "report",
            "changes",
            "--event",
            "border-clashes-2022",
            "--json",
        ])
        .done()
        .json();
    for key in [
        "format",
        "report",
        "event",
        "as_of",
        "recorded_by",
        "log",
        "series",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    let series = json["series"]
        .as_array()
        .unwrap()
        .iter()
        .find(|series| series["claimant"] == "azerbaijan-mod")
        .unwrap();
    for key in [
        "claimant",
        "measure",
        "victims",
        "victim_side",
        "victim_status",
        "aggregation",
        "place",
        "points",
    ] {
        assert!(series.get(key).is_some(), "{key}");
    }
    let points = series["points"].as_array().unwrap();
    for key in [
        "claim",
        "revision",
        "entry",
        "stated_on",
        "published_at",
        "low",
        "best",
        "high",
        "qualifier",
        "wording",
        "change",
        "delta",
        "flags",
        "citations",
    ] {
        assert!(points[0].get(key).is_some(), "{key}");
    }
    for key in ["article", "snapshot", "publisher", "via", "quote", "sha256"] {
        assert!(points[0]["citations"][0].get(key).is_some(), "{key}");
    }
    let best: Vec<_> = points.iter().map(|point| point["best"].as_u64()).collect();
    assert_eq!(
        best,
        [None, Some(50), Some(71), Some(77), Some(79)],
        "missing is not zero"
    );
    let steps: Vec<_> = points
        .iter()
        .map(|point| point["change"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["first", "narrowed", "rise", "rise", "rise"]);
    assert_eq!(points[2]["delta"]["best"], 21);
}

#[test]
fn what_had_been_said_and_what_had_been_logged_are_two_axes() {
    let mut desk = Desk::with_article();
    desk.say_killed("50", "2022-09-13", &[]);
    desk.at("2022-09-25T12:00:00Z");
    desk.say_killed("71", "2022-09-15", &[]);
    desk.say_killed("60", "2022-09-14", &[]);
    let figures = |flags: &[&str]| -> Vec<u64> {
        let json = desk
            .run(["report", "changes", "--json"].iter().chain(flags))
            .done()
            .json();
        let series = json["series"].as_array().unwrap();
        series
            .iter()
            .flat_map(|series| series["points"].as_array().unwrap().clone())
            .map(|point| point["best"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(figures(&[]), [50, 60, 71]);
    assert_eq!(figures(&["--as-of", "2022-09-14"]), [50, 60]);
    assert_eq!(figures(&["--recorded-by", "2022-09-21"]), [50]);
    assert_eq!(
        figures(&["--as-of", "2022-09-14", "--recorded-by", "2022-09-24"]),
        [50]
    );
    assert_eq!(figures(&["--since", "2022-09-14"]), [60, 71]);
    assert_eq!(figures(&["--until", "2022-09-14"]), [50, 60]);
    assert!(figures(&["--recorded-by", "2020-01-01"]).is_empty());
}

#[test]
fn a_cumulative_figure_that_falls_is_flagged() {
    let mut desk = Desk::with_article();
    desk.at("2024-02-01T00:00:00Z");
    let women = ["--aggregation", "cumulative", "--victims", "women"];
    for (figure, day) in [
        ("1032", "2024-01-01"),
        ("1000", "2024-01-02"),
        ("967", "2024-01-03"),
    ] {
        desk.say_killed(figure, day, &women);
    }
    let ran = desk.run(["report", "changes"]).done();
    assert_snapshot!(ran);
    let json = desk.run(["report", "changes", "--json"]).json();
    assert_eq!(
        json["series"][0]["points"][1]["flags"][0],
        "cumulative_falls"
    );
}

#[test]
fn a_date_too_coarse_for_the_as_of_day_is_left_out_and_counted() {
    let desk = Desk::with_article();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--killed",
        "50",
        "--stated-on",
        "2022-09",
        "--article",
        "a1",
    ])
    .done();
    let ran = desk
        .run(["report", "changes", "--as-of", "2022-09-15"])
        .done();
    assert!(
        ran.stdout.contains("too coarse") || ran.stderr.contains("too coarse"),
        "{ran}"
    );
}

#[test]
fn an_event_without_a_figure_says_so() {
    let desk = Desk::with_article();
    assert_snapshot!(desk.run(["report", "changes", "--event", "clashes"]));
    let json = desk
        .run(["report", "changes", "--event", "clashes", "--json"])
        .done()
        .json();
    assert_eq!(
        (
            json["event"].as_str(),
            json["series"].as_array().map(Vec::len)
        ),
        (Some("clashes"), Some(0))
    );
    assert_eq!(
        desk.run(["report", "changes", "--csv"])
            .done()
            .stdout
            .trim_end(),
        HEADER
    );
}

#[test]
fn a_report_as_of_the_end_is_the_plain_one() {
    let desk = Desk::with_case();
    let series = |flags: &[&str]| {
        desk.run(["report", "changes", "--json"].iter().chain(flags))
            .json()["series"]
            .clone()
    };
    assert_eq!(
        series(&["--as-of", "2030-01-01", "--recorded-by", "2030-01-01"]),
        series(&[])
    );
}

#[test]
fn what_was_printed_after_the_day_looked_back_to_does_not_count() {
    let desk = Desk::with_case();
    let then = ["--as-of", "2022-09-13"];
    let changes = desk
        .run(["report", "changes", "--csv", then[0], then[1]])
        .done()
        .stdout;
    assert!(!changes.contains("headline_disagrees"), "{changes}");
    let json = desk
        .run(["report", "changes", "--json", then[0], then[1]])
        .json();
    let mut places = 0;
    for series in json["series"].as_array().unwrap() {
        for point in series["points"].as_array().unwrap() {
            for cited in point["citations"].as_array().unwrap() {
                assert_eq!(cited["published_at"], "2022-09-13", "{cited}");
                places += 1;
            }
        }
    }
    assert!(places > 2, "{places} places");
    let event = desk.run(["report", "event", "border-clashes-2022", then[0], then[1]]);
    let event = event.done().stdout;
    assert!(event.contains("articles by 2 outlets"), "{event}");
    let threads = desk
        .run(["report", "accusations", then[0], then[1]])
        .done()
        .stdout;
    assert!(!threads.contains("+2 more"), "{threads}");
}

#[test]
fn the_order_of_import_changes_no_report() {
    let row = |claimant: &str, figure: &str, day: &str, outlet: &str| {
        format!(
            "figure,ev,{claimant},killed,{figure},cumulative,{day},{outlet},{day},{outlet}-{day}\n"
        )
    };
    let rows = [
        row("zeta", "10", "2022-01-05", "herald"),
        row("alpha", "12", "2022-01-05", "courier"),
        row("zeta", "30", "2022-01-06", "courier"),
        row("moh", "about 20", "2022-01-06", "herald"),
        row("alpha", "25", "2022-01-06", "gazette"),
        row("moh", "22", "2022-01-06", "gazette"),
    ];
    let header =
        "kind,event,claimant,measure,figure,aggregation,stated_on,publisher,published_at,article\n";
    let reports = |rows: &mut dyn Iterator<Item = &String>| {
        let desk = Desk::empty();
        desk.run(["init"]).done();
        desk.run(["event", "add", "ev", "--title", "Ev"]).done();
        let sheet = rows.fold(header.to_owned(), |sheet, row| sheet + row);
        desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
            .done();
        let reports = [
            &["changes"][..],
            &["changes", "--summary"],
            &["compare"],
            &["conflicts"],
            &["sources"],
            &["event"],
        ];
        let shown = reports.map(|report| {
            let shown = desk.run(["report"].iter().chain(report)).done().stdout;
            let words = shown.split_whitespace().map(|word| {
                // Ids and the root tell in which order things were logged; that is what they are for.
                let is_id = |word: &str| {
                    let digits = word.trim_start_matches(['a', 'c', 's']);
                    digits.len() + 1 == word.len() && digits.bytes().all(|b| b.is_ascii_digit())
                };
                if is_id(word.trim_matches(|c: char| !c.is_alphanumeric())) {
                    "#"
                } else {
                    word
                }
            });
            let words: Vec<&str> = words.collect();
            let (body, _) = words.split_at(words.iter().rposition(|it| *it == "root").unwrap());
            body.join(" ")
        });
        shown.join("\n")
    };
    let forwards = reports(&mut rows.iter());
    assert!(forwards.contains("zeta"), "{forwards}");
    assert_eq!(forwards, reports(&mut rows.iter().rev()));
}
