//! `report sources`.

use insta::assert_snapshot;

use crate::common::{Desk, report_is_expected};

#[test]
fn the_sources_of_the_bundled_case_are_what_is_expected() {
    report_is_expected("sources");
}

/// An agency's report, as three outlets print it: whole, cut under a headline, and with a line of one's own.
const REPORT: &str = "At least thirty people were killed and nearly a hundred were wounded on Monday when a bomb went off in the \
garden of a cultural centre in a small town near the border, where some three hundred students had gathered before \
they were to cross over with toys and medicine for a town that had been under siege all winter.";

#[test]
fn outlets_that_print_one_agencys_text_are_one_origin() {
    let desk = Desk::new();
    desk.run(["event", "add", "bombing", "--title", "The bombing"])
        .done();
    let cut = REPORT.split(" where some").next().unwrap();
    for (outlet, day, text) in [
        ("herald", "2022-09-14", format!("Thirty dead\n\n{REPORT}\n")),
        ("courier", "2022-09-15", format!("Bomb at the border\n\n{cut}\n")),
        (
            "gazette",
            "2022-09-15",
            "Toll\n\nOur correspondent counted thirty people killed at the gate, under the trees and in the street \
             behind the centre, and spoke with the doctors who came from the hospital in the valley.\n"
                .to_owned(),
        ),
    ] {
        desk.run(["source", "add", outlet, "--name", outlet, "--kind", "outlet"])
            .done();
        let page = format!("{outlet}.txt");
        desk.write(&page, text);
        desk.run(["ingest", &page, "--publisher", outlet, "--published", day])
            .done();
        desk.run([
            "add", "figure", "--claimant", outlet, "--killed", "thirty", "--stated-on", day,
            "--article", &page, "--quote", "thirty people",
        ])
        .done();
    }
    assert_snapshot!(desk.run(["report", "sources"]));
    let json = desk.run(["report", "sources", "--json"]).done().json();
    assert_eq!(json["format"], 1);
    let event = &json["events"][0];
    assert_eq!(event["totals"]["outlets"], 3);
    assert_eq!(event["totals"]["origins"], 2);
    let joined = &event["statements"][0];
    assert_eq!(joined["basis"], "same_text");
    assert_eq!(joined["citations"][1]["same_text_as"], "a1");
    assert_eq!(joined["citations"][1]["quote"], "thirty people");
    let outlets = desk
        .run(["report", "sources", "--csv", "--sheet", "outlets"])
        .done()
        .stdout;
    assert_snapshot!(outlets, @r"
    event,outlet,statements,first,repeated,lag_statements,lag_least,lag_median,lag_greatest
    bombing,courier,1,0,1,1,1,1,1
    bombing,gazette,1,1,0,,,,
    bombing,herald,1,1,0,1,0,0,0
    ");
    let claimants = desk
        .run(["report", "sources", "--csv", "--sheet", "claimants"])
        .done()
        .stdout;
    assert_snapshot!(claimants, @r"
    event,claimant,figures,steps_up,steps_down,steps_level,corrected_up,corrected_down,corrected_level
    bombing,courier,1,0,0,0,0,0,0
    bombing,gazette,1,0,0,0,0,0,0
    bombing,herald,1,0,0,0,0,0,0
    ");
    // As of the first day, before the others had printed it, and before any had.
    let first = desk
        .run(["report", "sources", "--as-of", "2022-09-14", "--json"])
        .json();
    assert_eq!(first["events"][0]["totals"]["outlets"], 1);
    assert_eq!(first["later"], 2);
    let none = desk
        .run(["report", "sources", "--as-of", "2022-09-13"])
        .done();
    assert!(none.stdout.starts_with("No claims to show."), "{none}");
}

#[test]
fn both_axes_and_what_does_not_fit() {
    let desk = Desk::with_case();
    let both = desk
        .run([
            "report",
            "sources",
            "--as-of",
            "2022-09-13",
            "--recorded-by",
            "2022-09-30",
            "--csv",
        ])
        .done();
    let header = both.stdout.lines().next().unwrap();
    assert_eq!(
        header,
        "event,statement,kind,said,measure,low,best,high,qualifier,wording,victims,victim_side,victim_status,\
         aggregation,place,origin,basis,outlets,routes,claim,revision,claimant,stated_on,publisher,via,article,\
         published_at,lag_days,edited_in,same_text_as,url,quote,snapshot_sha256,circle"
    );
    // What pereval and the ledger print on the day after is not there yet.
    assert!(!both.stdout.contains("pereval"), "{both}");
    assert!(both.stdout.contains("harbinger"), "{both}");
    desk.run(["report", "sources", "--sheet", "outlets"])
        .failed(2, "--csv");
    desk.run(["report", "sources", "--event", "nowhere"])
        .failed(1, "there is no event “nowhere”");
    assert_snapshot!(Desk::new().run(["report", "sources"]));
}

#[test]
fn what_one_outlet_alone_prints_is_counted_beyond_some_and_listed_on_request() {
    let desk = Desk::new();
    let mut sheet =
        "event,kind,claimant,measure,figure,aggregation,stated_on,article,publisher,published_at\n"
            .to_owned();
    for day in 1..=41 {
        let date = format!("2022-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        sheet.push_str(&format!(
            "bombing,figure,ministry,killed,{day},cumulative,{date},https://herald.example/{day},herald,{date}\n"
        ));
    }
    for outlet in ["herald", "courier"] {
        sheet.push_str(&format!(
            "bombing,figure,governor,killed,7,cumulative,2022-03-01,https://{outlet}.example/x,{outlet},2022-03-01\n"
        ));
    }
    desk.write("sheet.csv", sheet);
    desk.run(["import", "sheet.csv"]).done();
    let folded = desk.run(["report", "sources"]).done();
    assert_snapshot!(folded);
    let all = desk.run(["report", "sources", "--all"]).done();
    assert!(
        all.stdout.contains("c41") && !all.stdout.contains("Not listed"),
        "{all}"
    );
    assert!(!folded.stdout.contains("c41"));
    let whole = desk.run(["report", "sources", "--csv"]).done();
    assert_eq!(whole.stdout.lines().count(), 1 + 41 + 2);
    let counts = ["report", "sources", "--csv", "--sheet", "counts"];
    let counts = desk.run(counts).done().stdout;
    let of = |cells: &str| counts.lines().filter(|line| line.contains(cells)).count();
    assert_eq!(of("bombing,outlet,herald,statements,"), 42);
    assert_eq!(of("bombing,claimant,ministry,steps_up,"), 40);
    for row in [
        "bombing,claimant,ministry,steps_up,c2,1,c1,1,c2,a2,,https://herald.example/2,",
        "bombing,outlet,courier,first,c42,2,,,c42,a43,0,https://courier.example/x,",
    ] {
        assert_eq!(of(row), 1, "{row} in {counts}");
    }
    desk.run(["report", "sources", "--all", "--json"])
        .failed(2, "--all");
}

#[test]
fn of_two_figures_of_one_day_the_one_that_was_printed_later_is_the_later_one() {
    let desk = crate::comparing::desk();
    let sheet = "kind,claimant,measure,figure,aggregation,stated_on,publisher,published_at,article\n\
                 figure,tavia-mod,killed,25,cumulative,2024-01-04,observer,2024-01-05,first\n\
                 figure,tavia-mod,killed,20,cumulative,2024-01-04,observer,2024-01-06,second\n";
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
    // As `report changes` has it.
    let changes = desk.run(["report", "changes"]).done();
    assert!(changes.stdout.contains("−5"), "{changes}");
    let counts = ["report", "sources", "--csv", "--sheet", "claimants"];
    let counts = desk.run(counts).done();
    assert!(counts.stdout.contains("tavia-mod,2,0,1,0"), "{counts}");
}
