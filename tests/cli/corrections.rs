//! A correction by the source on its day: `amend --corrected-on`, and what every report shows as of a day before and after.

use insta::assert_snapshot;

use crate::common::{Desk, Ran};

/// The ministry says 50, and the council 100, on the 1st; the ministry corrects itself to 100 later.
pub fn case() -> Desk {
    let mut desk = Desk::with_article();
    desk.at("2024-02-01T08:00:00Z");
    desk.run([
        "source", "add", "council", "--name", "Council", "--kind", "ngo",
    ])
    .done();
    desk.say_killed("50", "2024-01-01", &["--aggregation", "cumulative"]);
    let rival = ["--aggregation", "cumulative", "--claimant", "council"];
    desk.run(
        [
            "add",
            "figure",
            "--killed",
            "100",
            "--stated-on",
            "2024-01-01",
            "--article",
            "a1",
        ]
        .into_iter()
        .chain(rival),
    )
    .done();
    desk
}

fn corrects(desk: &Desk, day: Option<&str>) -> Ran {
    let mut args = vec![
        "amend",
        "c1",
        "--killed",
        "100",
        "--cause",
        "source_revised",
        "--reason",
        "it counted one barrack twice",
    ];
    args.extend(day.iter().flat_map(|day| ["--corrected-on", day]));
    desk.run(args)
}

fn corrected(day: &str) -> Desk {
    let desk = case();
    corrects(&desk, Some(day)).done();
    desk
}

/// What a report says as of a day.
fn as_of(desk: &Desk, report: &[&str], day: &str) -> String {
    let args = ["report"].into_iter().chain(report.iter().copied());
    desk.run(args.chain(["--as-of", day])).done().stdout
}

/// Every report, but for the log that it was made from.
const REPORTS: [&[&str]; 12] = [
    &["changes", "--flags", "all"],
    &["changes", "--csv"],
    &["changes", "--csv", "--sheet", "revisions"],
    &["changes", "--summary"],
    &["changes", "--summary", "--csv"],
    &["compare"],
    &["compare", "--csv"],
    &["compare", "c1", "c2"],
    &["conflicts"],
    &["sources"],
    &["accusations"],
    &["event", "--markdown"],
];

/// The cells that say that it may have been corrected later, the council's first. Counted from the end: a figure's words
/// may hold a comma.
fn corrected_later(sheet: &str) -> Vec<&str> {
    let column = "perhaps_corrected_later";
    let header = sheet.lines().next().unwrap_or_default();
    let behind = header.rsplit(',').position(|name| name == column).unwrap();
    let rows = sheet.lines().skip(1);
    rows.filter_map(|row| row.rsplit(',').nth(behind)).collect()
}

fn without_log(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.contains("Made from a log") && !line.contains("oot "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn before_its_day_no_report_knows_of_it() {
    let (before, after) = (case(), corrected("2024-01-05"));
    for report in REPORTS {
        assert_eq!(
            without_log(&as_of(&before, report, "2024-01-04")),
            without_log(&as_of(&after, report, "2024-01-04")),
            "{report:?}"
        );
        let is_of_figures = report != ["accusations"];
        assert_eq!(
            without_log(&as_of(&before, report, "2024-01-05"))
                != without_log(&as_of(&after, report, "2024-01-05")),
            is_of_figures,
            "{report:?}"
        );
    }
    assert_snapshot!(
        after
            .run(["report", "changes", "--as-of", "2024-01-04"])
            .done()
    );
    assert_snapshot!(after.run(["report", "changes"]).done());
    assert_snapshot!(after.run(["history", "c1"]).done());
    after.verify();
}

#[test]
fn a_contradiction_is_closed_by_it_on_its_day() {
    let desk = corrected("2024-01-05");
    assert_snapshot!(desk.run(["report", "conflicts"]).done());
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let found = &json["conflicts"][0];
    assert_eq!(
        (&found["opened"], &found["closed"]["on"]),
        (&"2024-01-01".into(), &"2024-01-05".into())
    );
    assert_eq!(found["pairs"][0]["other"]["revision"], 1);
    assert_eq!(found["closed"]["other"]["revision"], 2);
    // What it corrected after it had said another number never stood.
    let desk = case();
    desk.say_killed("100", "2024-01-03", &["--aggregation", "cumulative"]);
    desk.run([
        "amend",
        "c1",
        "--killed",
        "60",
        "--cause",
        "source_revised",
        "--corrected-on",
        "2024-01-05",
        "--reason",
        "of the first day",
    ])
    .done();
    let json = desk.run(["report", "conflicts", "--json"]).json();
    let found = &json["conflicts"];
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["closed"]["on"], "2024-01-03");
}

#[test]
fn without_a_day_it_counts_and_every_report_says_so() {
    let desk = case();
    assert_snapshot!(corrects(&desk, None));
    let words = "on a day that is not known, perhaps after 2024-01-04";
    for report in [
        &["changes"][..],
        &["changes", "--summary"],
        &["compare"],
        &["conflicts"],
        &["sources"],
        &["event"],
    ] {
        let told = as_of(&desk, report, "2024-01-04")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(told.contains(words), "{report:?}: {told}");
        // It was logged in February, so by then it had been made.
        let later = as_of(&desk, report, "2024-02-01");
        assert!(!later.contains("perhaps after"), "{report:?}: {later}");
    }
    for report in ["compare", "conflicts", "sources", "event"] {
        let json = desk
            .run(["report", report, "--json", "--as-of", "2024-01-04"])
            .json();
        assert_eq!(json["perhaps_corrected_later"][0], "c1", "{report}");
    }
    let sheet = as_of(&desk, &["changes", "--csv"], "2024-01-04");
    assert_eq!(corrected_later(&sheet), ["false", "true"]);
    let sheet = as_of(&desk, &["changes", "--summary", "--csv"], "2024-01-04");
    assert_eq!(corrected_later(&sheet), ["0", "1"]);

    // The day becomes known.
    let given = desk.run([
        "amend",
        "c1",
        "--cause",
        "source_revised",
        "--corrected-on",
        "2024-01-05",
        "--reason",
        "the notice was found",
    ]);
    assert_snapshot!(given);
    let known = as_of(&desk, &["changes"], "2024-01-04");
    assert!(
        !known.contains("100      first  Reuters") && !known.contains("↻"),
        "{known}"
    );
    assert_snapshot!(
        desk.run(["report", "changes", "--claimant", "ministry"])
            .done()
    );
    // Said once more it is nothing new; another day is.
    let again = |day: &str| {
        desk.run([
            "amend",
            "c1",
            "--cause",
            "source_revised",
            "--corrected-on",
            day,
            "--reason",
            "again",
        ])
    };
    again("2024-01-05").failed(1, "nothing changes");
    again("2024-01-06").done();
    assert!(as_of(&desk, &["changes"], "2024-01-05").contains("50"));
    desk.verify();
}

#[test]
fn a_coarse_day_is_said_as_it_is() {
    let desk = corrected("2024-01");
    let told = as_of(&desk, &["changes"], "2024-01-04");
    assert!(
        told.contains("the source corrected it on 2024-01, perhaps after 2024-01-04"),
        "{told}"
    );
    assert!(!as_of(&desk, &["changes"], "2024-01-31").contains("perhaps"));
    assert!(!as_of(&desk, &["changes"], "2023-12-31").contains("↻"));
}

#[test]
fn a_day_that_cannot_be_is_refused() {
    let desk = case();
    corrects(&desk, Some("2023-12-31")).failed(2, "before it was said: 2024-01-01");
    corrects(&desk, Some("2025")).failed(2, "lies in the future");
    corrects(&desk, Some("yesterday")).failed(2, "“yesterday” is not a date");
    desk.run([
        "amend",
        "c1",
        "--killed",
        "51",
        "--cause",
        "desk_correction",
        "--corrected-on",
        "2024-01-05",
        "--reason",
        "x",
    ])
    .failed(2, "only a correction by the source has a day of its own");
    // A day in doubt may be a later one.
    corrects(&desk, Some("2023-12-31?")).done();
    assert_eq!(
        desk.run(["show", "c1", "--json"]).json()["corrected_on"],
        "2023-12-31?"
    );
}

#[test]
fn it_goes_out_and_comes_back() {
    let desk = corrected("2024-01-05");
    let history = desk.run(["export", "csv", "--history"]).done().stdout;
    let other = case();
    other.write("history.csv", &history);
    other.run(["import", "history.csv"]).done();
    assert_eq!(
        without_log(&as_of(&other, &["changes"], "2024-01-04")),
        without_log(&as_of(&desk, &["changes"], "2024-01-04"))
    );
    assert!(as_of(&other, &["changes"], "2024-01-05").contains("corrected it on 2024-01-05"));
    let wrong = history.replace(",source_revised,", ",desk_correction,");
    let third = case();
    third.write("wrong.csv", wrong);
    third
        .run(["import", "wrong.csv"])
        .failed(1, "has a day of its own");
}

#[test]
fn corrections_are_recorded_in_the_order_of_their_days() {
    let desk = corrected("2024-01-08");
    let amend = ["amend", "c1", "--killed", "60", "--cause", "source_revised"];
    let early = ["--corrected-on", "2024-01-06", "--reason", "x"];
    let refused = desk.run(amend.iter().chain(&early));
    assert_snapshot!(refused);
    let later = ["--corrected-on", "2024-01-09", "--reason", "x"];
    desk.run(amend.iter().chain(&later)).done();
}
