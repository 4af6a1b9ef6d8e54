//! `assess`, and what shows its ratings.

use insta::assert_snapshot;

use crate::common::Desk;

/// The bundled case, with a rating of c4, changed once.
pub fn rated() -> Desk {
    let mut desk = Desk::with_case();
    desk.run([
        "assess",
        "c4",
        "--rating",
        "contested",
        "--label",
        "two versions",
        "--rationale",
        "each ministry says that the other fired first",
        "--evidence",
        "c5",
        "--evidence",
        "c6",
    ])
    .done();
    desk.at("2022-09-23T08:00:00Z");
    desk.run([
        "assess",
        "r1",
        "--rating",
        "fair",
        "--rationale",
        "a second outlet saw the damage",
        "--article",
        "a5",
        "--cause",
        "late_discovery",
        "--reason",
        "read once more",
    ])
    .done();
    desk
}

#[test]
fn a_rating_is_recorded_shown_and_changed_with_a_reason() {
    let desk = rated();
    assert_snapshot!(desk.run(["show", "r1"]));
    assert_snapshot!(desk.run(["history", "r1"]));
    assert_snapshot!(desk.run(["list", "assessments"]));
    let shown = desk.run(["show", "c4"]).done().stdout;
    assert!(
        shown.ends_with(
            "Rated by the desk\n  r1, 2022-09-23: fair “two versions”: a second outlet saw the damage\n"
        ),
        "{shown}"
    );
    let then = desk.run(["show", "r1", "--revision", "1", "--json"]).json();
    assert_eq!(then["assessment"]["rating"], "contested");
    assert_eq!(then["claims"].as_array().unwrap().len(), 2);
    let list = desk.run(["list", "assessments", "--json"]).json();
    assert_eq!(list["assessments"][0]["evidence"][1], "c6");
    let found = desk.run(["search", "outlet damage"]).done().stdout;
    assert!(found.starts_with("r1 "), "{found}");
    desk.verify();
}

#[test]
fn a_rating_goes_out_with_its_claim_and_comes_in_again() {
    let desk = rated();
    let sheet = desk.run(["export", "csv"]).done().stdout;
    let last = sheet.lines().last().unwrap();
    assert!(last.starts_with("r1,assessment,,"), "{last}");
    assert!(
        last.ends_with(",c4,fair,,two versions,a second outlet saw the damage,c5 c6,2022-09-23"),
        "{last}"
    );
    let mut other = Desk::new();
    other.at("2022-09-24T08:00:00Z");
    let ran = other.feed(sheet.as_bytes(), ["import", "-"]).done();
    assert!(
        ran.stdout
            .contains("21 claims recorded, 1 assessment recorded"),
        "{ran}"
    );
    assert_eq!(other.run(["export", "csv"]).done().stdout, sheet);
    let again = other.feed(sheet.as_bytes(), ["import", "-"]).done();
    assert!(again.stdout.contains("22 recorded already"), "{again}");
    let report = other.run(["report", "accusations", "--json"]).json();
    let steps = report["threads"][1]["steps"].as_array().unwrap();
    assert_eq!(steps.last().unwrap()["rating"], "fair");
    other.verify();
    let history = desk.run(["export", "csv", "--history"]).done().stdout;
    let mut later = Desk::new();
    later.at("2022-09-24T08:00:00Z");
    later.feed(history.as_bytes(), ["import", "-"]).done();
    let told = later.run(["history", "r1"]).done().stdout;
    assert!(told.contains("read once more"), "{told}");
}

#[test]
fn ratings_on_a_scale_of_ones_own_stand_beside_the_grades() {
    let desk = rated();
    desk.run([
        "assess",
        "c4",
        "--scale",
        "Admiralty credibility",
        "--rating",
        "2",
        "--rationale",
        "agrees with the pictures",
    ])
    .done();
    let sheet = desk.run(["list", "assessments", "--csv"]).done().stdout;
    assert_snapshot!(sheet, @r"
    assessment,revision,retracted,event,claim,assessed_on,scale,rating,label,rationale,evidence,citations
    r1,2,,border-clashes-2022,c4,2022-09-23,,fair,two versions,a second outlet saw the damage,c5 c6,1
    r2,1,,border-clashes-2022,c4,2022-09-23,Admiralty credibility,2,,agrees with the pictures,,0
    ");
    desk.run(["retract", "r1", "--reason", "rated the wrong claim"])
        .done();
    desk.run(["retract", "r1", "--reason", "again"])
        .failed(1, "r1 is retracted already");
    let left = desk.run(["list", "assessments", "--json"]).json();
    assert_eq!(left["assessments"].as_array().unwrap().len(), 1);
    let all = desk.run(["list", "assessments", "--retracted"]).done();
    assert!(all.stdout.contains("retracted: fair"), "{all}");
    // A withdrawn rating stands again by a version that says why.
    desk.run([
        "assess",
        "r1",
        "--cause",
        "desk_correction",
        "--reason",
        "it was right",
    ])
    .done();
    let again = desk.run(["show", "r1", "--json"]).json();
    assert_eq!(again["retracted"], false);
    desk.verify();
}

#[test]
fn what_cannot_be_a_rating_is_refused_and_nothing_is_written() {
    let desk = rated();
    let size = desk.log_size();
    let refused: &[(&[&str], i32, &str)] = &[
        (
            &["c4", "--rating", "weak", "--rationale", "x"],
            1,
            "r1 rates c4 on this scale already",
        ),
        (
            &["c5", "--rating", "likely", "--rationale", "x"],
            2,
            "“likely” is not a grade",
        ),
        (
            &["c5", "--rating", "weak"],
            2,
            "needs --rating and --rationale",
        ),
        (
            &["c5", "--rating", "weak", "--rationale", " "],
            2,
            "the rating of c5 has no rationale",
        ),
        (
            &[
                "c5",
                "--rating",
                "weak",
                "--rationale",
                "x",
                "--evidence",
                "c5",
            ],
            1,
            "cannot rest on c5",
        ),
        (
            &[
                "c5",
                "--rating",
                "weak",
                "--rationale",
                "x",
                "--evidence",
                "c99",
            ],
            1,
            "there is no claim “c99”",
        ),
        (
            &["c5", "--rating", "weak", "--rationale", "x", "--quote", "y"],
            2,
            "stand in an article",
        ),
        (
            &[
                "c5",
                "--rating",
                "weak",
                "--rationale",
                "x",
                "--article",
                "a5",
                "--quote",
                "never said",
            ],
            1,
            "the quote does not stand in",
        ),
        (
            &[
                "c5",
                "--rating",
                "weak",
                "--rationale",
                "x",
                "--assessed-on",
                "2023-01-01",
            ],
            2,
            "assessed on 2023-01-01, which lies in the future",
        ),
        (
            &[
                "c5",
                "--rating",
                "weak",
                "--rationale",
                "x",
                "--cause",
                "rescoped",
            ],
            2,
            "are for a new version of a rating",
        ),
        (
            &["c99", "--rating", "weak", "--rationale", "x"],
            1,
            "there is no claim “c99”",
        ),
        (
            &["r1", "--rating", "weak"],
            2,
            "a new version of r1 needs --cause and --reason",
        ),
        (
            &["r9", "--cause", "rescoped", "--reason", "x"],
            1,
            "there is no assessment r9",
        ),
        (
            &["r1", "--cause", "rescoped", "--reason", "x"],
            1,
            "nothing changes: r1 says this already",
        ),
        (
            &["e1", "--rating", "weak", "--rationale", "x"],
            1,
            "e1 is an event",
        ),
    ];
    for (args, code, words) in refused {
        let all = ["assess"].iter().chain(args.iter());
        desk.run(all).failed(*code, words);
    }
    desk.run([
        "assess",
        "c5",
        "--rating",
        "weak",
        "--rationale",
        "x",
        "--dry-run",
    ])
    .done();
    assert_eq!(desk.log_size(), size);
    desk.run(["list", "assessments", "--measure", "killed"])
        .failed(2, "--measure says nothing about assessments");
}

#[test]
fn a_rated_figure_is_marked_wherever_it_is_shown() {
    let mut desk = Desk::with_case();
    desk.run([
        "assess",
        "c1",
        "--rating",
        "discounted",
        "--rationale",
        "counts the wounded too",
    ])
    .done();
    let mark = "the desk rates it discounted (r1, 2022-09-21): counts the wounded too";
    for command in [
        &["report", "changes"][..],
        &["report", "event"],
        &["report", "event", "--html"],
        &["compare", "c1", "c8"],
    ] {
        let command = match command {
            ["compare", rest @ ..] => [&["report", "compare"], rest].concat(),
            _ => command.to_vec(),
        };
        let shown = desk.run(command).done().stdout.replace("\n", " ");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(mark), "{shown}");
    }
    let shown = desk.run(["report", "compare"]).done().stdout;
    let foot = "◆ Rated by the desk: c1 discounted (r1).";
    assert!(shown.contains(foot), "{shown}");
    let rationale = ["--rationale", "one outlet"];
    desk.run(
        ["assess", "c8", "--rating", "weak"]
            .iter()
            .chain(&rationale),
    )
    .done();
    let shown = desk.run(["report", "conflicts"]).done().stdout;
    let foot = "◆ Rated by the desk: c8 weak (r2).";
    assert!(shown.contains(foot), "{shown}");
    let conflicts = desk.run(["report", "conflicts", "--csv"]).done().stdout;
    assert!(conflicts.contains(",weak (r2),"), "{conflicts}");
    let changes = ["report", "changes", "--csv"];
    let marked = |desk: &Desk, args: &[&str]| {
        let sheet = desk.run(args.iter().copied()).done().stdout;
        sheet.matches("discounted (r1)").count()
    };
    assert_eq!(marked(&desk, &changes), 1);
    assert!(marked(&desk, &["report", "compare", "--csv"]) > 0);
    let json = desk.run(["report", "changes", "--json"]).json();
    let points = json["series"].as_array().unwrap().iter();
    let rated: Vec<_> = points
        .flat_map(|series| series["points"].as_array().unwrap())
        .filter(|point| point["ratings"][0]["rating"] == "discounted")
        .map(|point| &point["claim"])
        .collect();
    assert_eq!(rated, ["c1"]);
    // The desk had not come to it before that day, and stood by it until it withdrew it.
    let before = [&changes[..], &["--as-of", "2022-09-20"]].concat();
    assert_eq!(marked(&desk, &before), 0);
    desk.at("2022-09-25T08:00:00Z");
    desk.run(["retract", "r1", "--reason", "the quote says dead"])
        .done();
    assert_eq!(marked(&desk, &changes), 0);
    let until = [&changes[..], &["--as-of", "2022-09-24"]].concat();
    assert_eq!(marked(&desk, &until), 1);
}

#[test]
fn another_rating_needs_a_rationale_of_its_own() {
    let desk = rated();
    let why = ["--cause", "late_discovery", "--reason", "read once more"];
    let again = ["assess", "r1", "--rating", "discounted"];
    desk.run(again.iter().chain(&why)).failed(
        2,
        "r1 would be rated discounted with the rationale for fair: “a second outlet saw the damage”",
    );
    desk.run(["assess", "r1", "--label", "seen"].iter().chain(&why))
        .done();
    let words = ["--rationale", "it was another village"];
    desk.run(again.iter().chain(&why).chain(&words)).done();
}
