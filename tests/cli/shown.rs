//! What the reports show of what they rest on: which time, which day, whose rating, which rule.

use crate::common::Desk;

/// An event with two sides, who speak of one side's soldiers.
fn desk() -> Desk {
    let desk = Desk::with_article();
    for (handle, side) in [("armmod", "Armenia"), ("azmod", "Azerbaijan")] {
        desk.run([
            "source",
            "add",
            handle,
            "--name",
            handle,
            "--kind",
            "official",
            "--speaks-for",
            side,
        ])
        .done();
    }
    desk
}

fn says(desk: &Desk, claimant: &str, figure: &str, day: &str, more: &[&str]) {
    let said = [
        "add",
        "figure",
        "--claimant",
        claimant,
        "--killed",
        figure,
        "--stated-on",
        day,
        "--victim-side",
        "Armenia",
        "--victim-status",
        "military",
        "--article",
        "a1",
    ];
    desk.run(said.into_iter().chain(more.iter().copied()))
        .done();
}

const TOTAL: [&str; 2] = ["--aggregation", "cumulative"];

fn said(desk: &Desk, args: &[&str]) -> String {
    desk.run(args).done().stdout
}

fn column(sheet: &str, name: &str) -> Vec<String> {
    let mut lines = sheet
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let at = head.iter().position(|column| *column == name).unwrap();
    lines.map(|cells| cells[at].to_owned()).collect()
}

#[test]
fn the_day_to_which_a_total_counts_stands_where_totals_are_grouped() {
    let desk = desk();
    let of = |until: &'static str| ["--occurred", until, TOTAL[0], TOTAL[1]];
    says(
        &desk,
        "azmod",
        "30",
        "2022-09-14",
        &of("2022-09-12/2022-09-13"),
    );
    says(
        &desk,
        "azmod",
        "40",
        "2022-09-16",
        &of("2022-09-12/2022-09-15"),
    );
    says(&desk, "armmod", "20", "2022-09-16", &of("../2022-09-14"));
    let changes = said(&desk, &["report", "changes"]);
    assert!(
        changes.contains("cumulative · since 2022-09-12\n"),
        "{changes}"
    );
    assert!(
        changes.contains("cumulative · up to 2022-09-14\n"),
        "{changes}"
    );
    assert!(changes.contains("◷ up to 2022-09-15\n"), "{changes}");
    for form in ["--markdown", "--html"] {
        let page = said(&desk, &["report", "event", form]);
        assert!(page.contains("up to 2022-09-14"), "{page}");
        assert!(page.contains("of 2022-09-12/2022-09-15"), "{page}");
    }
    let compare = said(&desk, &["report", "compare"]);
    assert!(
        compare.contains("up to 2022-09-15, said 2022-09-16"),
        "{compare}"
    );
    let conflicts = said(&desk, &["report", "conflicts"]);
    assert!(conflicts.contains("up to 2022-09-14"), "{conflicts}");
}

#[test]
fn loosening_adds_contradictions_and_takes_none_away() {
    let desk = desk();
    let of = |day: &'static str| ["--occurred", day, "--aggregation", "incremental"];
    for (claimant, figure, day) in [
        ("armmod", "20", "2022-09-13"),
        ("azmod", "30", "2022-09-13"),
        ("armmod", "5", "2022-09-14"),
        ("azmod", "5", "2022-09-14"),
        ("azmod", "9", "2022-09-15"),
    ] {
        says(&desk, claimant, figure, day, &of(day));
    }
    says(
        &desk,
        "reuters",
        "50",
        "2022-09-15",
        &["--aggregation", "incremental"],
    );
    let strict = ["report", "conflicts", "--json"];
    let strict = desk.run(strict).done().json();
    let loose = ["report", "conflicts", "--loosen", "period", "--json"];
    let loose = desk.run(loose).done().json();
    let all = |report: &serde_json::Value| report["conflicts"].as_array().unwrap().clone();
    assert_eq!(all(&strict).len(), 1);
    let (firm, others): (Vec<_>, Vec<_>) = all(&loose)
        .into_iter()
        .partition(|found| found["firm"] == true);
    assert_eq!(firm, all(&strict), "the same, and still open");
    assert!(others.len() > 1, "{others:?}");
    for found in others {
        let doubts = &found["pairs"][0]["doubts"];
        assert_eq!(doubts[0], "loosened", "{found}");
    }
}

#[test]
fn a_contradiction_that_ends_on_a_coarse_day_says_so() {
    let desk = desk();
    says(&desk, "armmod", "20", "2022-07-13", &TOTAL);
    says(&desk, "azmod", "30", "2022-07-13", &TOTAL);
    says(&desk, "armmod", "30", "2022-08", &TOTAL);
    let text = said(&desk, &["report", "conflicts"]);
    assert!(text.contains("closed  ≈\u{a0}2022-08"), "{text}");
    assert!(text.contains("≈ the day is not known"), "{text}");
    let sheet = said(&desk, &["report", "conflicts", "--csv"]);
    assert_eq!(column(&sheet, "closed"), ["2022-08"]);
    assert_eq!(column(&sheet, "closed_day_known"), ["false"]);
    assert_eq!(column(&sheet, "opened_day_known"), ["true"]);
    let json = desk.run(["report", "conflicts", "--json"]).done().json();
    assert_eq!(json["conflicts"][0]["closed"]["day_known"], false);
    // What was said in the course of July may have been said behind the day on which the other spoke.
    let desk = self::desk();
    says(&desk, "armmod", "20", "2022-07", &TOTAL);
    says(&desk, "azmod", "10", "2022-07-05", &TOTAL);
    let sheet = said(&desk, &["report", "conflicts", "--csv"]);
    assert_eq!(column(&sheet, "opened"), ["2022-07-05"]);
    assert_eq!(column(&sheet, "opened_day_known"), ["false"]);
    let text = said(&desk, &["report", "conflicts"]);
    assert!(text.contains("≈\u{a0}2022-07-05"), "{text}");
}

#[test]
fn a_number_that_a_word_is_read_as_is_marked_wherever_it_counts() {
    let desk = desk();
    let words = |words: &'static str| ["--wording", words, TOTAL[0], TOTAL[1]];
    says(&desk, "armmod", "3", "2022-09-13", &TOTAL);
    says(&desk, "azmod", "dozens", "2022-09-13", &words("dozens"));
    says(
        &desk,
        "reuters",
        "hundreds",
        "2022-09-13",
        &words("hundreds"),
    );
    let acled = ["report", "compare", "--vague", "acled"];
    let compare = said(&desk, &acled);
    assert!(compare.contains("“dozens” c2, read as 12"), "{compare}");
    assert!(
        compare.contains("4.00 times, which rests on how"),
        "{compare}"
    );
    let asked = ["report", "conflicts", "--vague", "acled"];
    let before = said(&desk, &asked);
    assert!(before.contains("≈\u{a0}88"), "{before}");
    // One pair by the rule, one by stated numbers: only the first is marked.
    says(&desk, "azmod", "70", "2022-09-14", &TOTAL);
    says(&desk, "reuters", "50", "2022-09-14", &TOTAL);
    let sheet = desk.run(asked.into_iter().chain(["--csv"])).done().stdout;
    let gaps = column(&sheet, "gap")
        .into_iter()
        .zip(column(&sheet, "pair_by_convention"));
    for (gap, is_marked) in gaps {
        let is_read = ["9", "97", "88"].contains(&gap.as_str());
        assert_eq!(is_marked, is_read.to_string(), "{gap} in\n{sheet}");
    }
    let text = said(&desk, &asked);
    assert!(text.contains("≈\u{a0}88"), "{text}");
    assert!(!text.contains("≈\u{a0}20"), "{text}");
}

#[test]
fn the_summary_has_the_desks_ratings_and_no_citation_counts_as_a_revision() {
    let desk = desk();
    says(&desk, "armmod", "20", "2022-09-13", &TOTAL);
    says(&desk, "armmod", "30", "2022-09-14", &TOTAL);
    desk.run([
        "assess",
        "c2",
        "--rating",
        "discounted",
        "--rationale",
        "counted twice",
    ])
    .done();
    desk.write("again.txt", "It stands here too.\n");
    desk.run(["ingest", "again.txt"]).done();
    desk.run(["cite", "c1", "--article", "a2"]).done();
    let summary = ["report", "changes", "--summary"];
    let text = said(&desk, &summary);
    assert!(text.contains("◆ 1 rated"), "{text}");
    assert!(text.contains("c2 ◆"), "{text}");
    assert!(
        text.contains("◆ rated by the desk: c2 discounted (r1)"),
        "{text}"
    );
    assert!(!text.contains('✎'), "{text}");
    let sheet = desk.run(summary.into_iter().chain(["--csv"])).done().stdout;
    assert_eq!(column(&sheet, "rated"), ["1"]);
    assert_eq!(column(&sheet, "desk_revisions"), ["0"]);
    assert_eq!(column(&sheet, "first_ratings"), [""]);
    assert_eq!(column(&sheet, "latest_ratings"), ["discounted (r1)"]);
    let json = desk
        .run(summary.into_iter().chain(["--json"]))
        .done()
        .json();
    let series = &json["series"][0];
    assert_eq!(series["rated"], 1);
    assert_eq!(series["latest"]["ratings"][0]["rating"], "discounted");
    desk.run([
        "amend",
        "c1",
        "--killed",
        "21",
        "--cause",
        "desk_correction",
        "--reason",
        "typed wrongly",
    ])
    .done();
    let text = said(&desk, &summary);
    assert!(text.contains("✎ 1"), "{text}");
}

#[test]
fn a_correction_of_the_last_days_is_news() {
    let desk = desk();
    says(&desk, "armmod", "20", "2022-08-01", &TOTAL);
    says(&desk, "azmod", "30", "2022-09-13", &TOTAL);
    desk.run([
        "amend",
        "c1",
        "--killed",
        "25",
        "--cause",
        "source_revised",
        "--corrected-on",
        "2022-09-15",
        "--reason",
        "it counted again",
    ])
    .done();
    let page = said(&desk, &["report", "event", "--days", "3"]);
    let (_, recent) = page.split_once("SAID IN THE LAST DAYS").unwrap();
    let (recent, _) = recent.split_once("CONTRADICTIONS").unwrap();
    assert!(recent.contains("From 2022-09-13 to 2022-09-15"), "{recent}");
    assert!(recent.contains("1 that had been stated before"), "{recent}");
    assert!(
        recent.contains("↻ the source corrected it on 2022-09-15: 20 → 25"),
        "{recent}"
    );
    let json = desk
        .run(["report", "event", "--days", "3", "--json"])
        .done()
        .json();
    let series = json["recent"]["series"].as_array().unwrap();
    assert_eq!(series.len(), 2, "{json}");
    let before = ["report", "event", "--days", "3", "--as-of", "2022-09-14"];
    let before = said(&desk, &before);
    let (_, recent) = before.split_once("SAID IN THE LAST DAYS").unwrap();
    assert!(!recent.contains("↻"), "{recent}");
}

#[test]
fn one_figure_has_no_spread_and_no_claimant_contradicts_himself() {
    let desk = desk();
    says(&desk, "armmod", "20", "2022-09-13", &TOTAL);
    says(&desk, "azmod", "30", "2022-09-13", &TOTAL);
    desk.write("evening.txt", "In the evening it was more.\n");
    desk.run(["ingest", "evening.txt", "--published", "2022-09-14"])
        .done();
    desk.run([
        "article",
        "edit",
        "a1",
        "--published",
        "2022-09-13",
        "--reason",
        "on the page",
    ])
    .done();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "azmod",
        "--killed",
        "40",
        "--stated-on",
        "2022-09-13",
        "--victim-side",
        "Armenia",
        "--victim-status",
        "military",
        "--article",
        "a2",
        "--aggregation",
        "cumulative",
    ])
    .done();
    let sheet = said(&desk, &["report", "compare", "--csv"]);
    assert_eq!(column(&sheet, "claimant"), ["armmod", "azmod", "azmod"]);
    assert_eq!(column(&sheet, "spread"), ["", "10", "10"]);
    assert_eq!(column(&sheet, "no_spread"), ["too_few_numbers", "", ""]);
    assert_eq!(column(&sheet, "relation"), ["", "", "supersedes"]);
    assert_eq!(column(&sheet, "relation_to"), ["", "", "c2"]);
}

#[test]
fn figures_that_nobody_said_how_to_count_have_no_range() {
    let desk = desk();
    says(&desk, "armmod", "20", "2022-09-13", &[]);
    says(&desk, "armmod", "5", "2022-09-14", &[]);
    says(&desk, "azmod", "30", "2022-09-13", &[]);
    let summary = said(&desk, &["report", "changes", "--summary"]);
    assert!(summary.contains("not ranked"), "{summary}");
    let sheet = said(&desk, &["report", "compare", "--csv"]);
    assert_eq!(column(&sheet, "is_lowest"), ["false", "false", "true"]);
    assert_eq!(column(&sheet, "no_spread")[0], "unknown_aggregation");
    let page = said(&desk, &["report", "event"]);
    assert!(
        page.contains("Not put beside one another: nobody said whether"),
        "{page}"
    );
    assert!(!page.contains(", from 5"), "{page}");
}

#[test]
fn relays_that_lead_in_a_circle_are_told() {
    let desk = desk();
    for (name, publisher, via) in [("one", "armmod", "azmod"), ("two", "azmod", "armmod")] {
        let file = format!("{name}.txt");
        desk.write(&file, format!("Number {name}: it is said.\n"));
        desk.run(["ingest", &file, "--publisher", publisher]).done();
        let article = if name == "one" { "a2" } else { "a3" };
        let place = ["--article", article, "--via", via];
        match name {
            "one" => desk.run(
                [
                    "add",
                    "figure",
                    "--claimant",
                    "ministry",
                    "--killed",
                    "9",
                    "--stated-on",
                    "2022-09-13",
                ]
                .into_iter()
                .chain(place),
            ),
            _ => desk.run(["cite", "c1"].into_iter().chain(place)),
        }
        .done();
    }
    let text = said(&desk, &["report", "sources"]);
    assert!(
        text.contains("⚠ the relays lead in a circle: armmod and azmod have it from one another"),
        "{text}"
    );
    let sheet = said(&desk, &["report", "sources", "--csv"]);
    assert_eq!(
        column(&sheet, "circle"),
        ["armmod > azmod", "armmod > azmod"]
    );
    let json = desk.run(["report", "sources", "--json"]).done().json();
    assert_eq!(
        json["events"][0]["statements"][0]["circle"][1]["handle"],
        "azmod"
    );
}

#[test]
fn an_accusation_that_was_printed_after_the_as_of_day_says_so() {
    let desk = desk();
    desk.run([
        "article",
        "edit",
        "a1",
        "--published",
        "2022-09-15",
        "--reason",
        "on the page",
    ])
    .done();
    desk.run([
        "add",
        "accusation",
        "--claimant",
        "armmod",
        "--accused",
        "azmod",
        "--act",
        "shelling",
        "--stated-on",
        "2022-09-13",
        "--article",
        "a1",
    ])
    .done();
    let asked = ["report", "accusations", "--as-of", "2022-09-14"];
    let mark = "◷ c1 was printed only after that day, on 2022-09-15";
    let text = said(&desk, &asked);
    assert!(text.contains(mark), "{text}");
    let sheet = desk.run(asked.into_iter().chain(["--csv"])).done().stdout;
    assert_eq!(column(&sheet, "printed_later"), ["yes"]);
    let json = desk.run(asked.into_iter().chain(["--json"])).done().json();
    assert_eq!(json["threads"][0]["printed_later"], true);
    let page = said(
        &desk,
        &["report", "event", "--as-of", "2022-09-14", "--markdown"],
    );
    assert!(page.contains("was printed only after that day"), "{page}");
    let later = said(&desk, &["report", "accusations", "--as-of", "2022-09-15"]);
    assert!(!later.contains('◷'), "{later}");
}

#[test]
fn a_title_on_one_sides_dead_says_nothing_of_the_others() {
    let desk = desk();
    desk.write("news.txt", "Armenian toll rises to 100\n\nBoth spoke.\n");
    desk.run(["ingest", "news.txt", "--language", "en"]).done();
    let says = |side: &str, figure: &str| {
        desk.run([
            "add",
            "figure",
            "--claimant",
            "ministry",
            "--killed",
            figure,
            "--stated-on",
            "2022-09-13",
            "--victim-side",
            side,
            "--article",
            "a2",
        ])
        .done();
    };
    says("Azerbaijan", "71");
    let flagged = || said(&desk, &["report", "changes"]).contains("the title of a2 says 100");
    assert!(!flagged(), "the title is on others");
    desk.run(["retract", "c1", "--reason", "a trial"]).done();
    says("Armenia", "90");
    assert!(flagged(), "the title is on these");
}
