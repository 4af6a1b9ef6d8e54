//! `report event`: the page of the bundled case, the two axes of time, and events of odd sizes.

use std::fs;

use insta::assert_snapshot;

use crate::common::{Desk, is_expected};

const EVENT: [&str; 3] = ["report", "event", "border-clashes-2022"];

#[test]
fn the_page_of_the_bundled_case_is_what_is_expected() {
    let desk = Desk::with_case();
    for (form, name) in [
        (None, "event.txt"),
        (Some("--markdown"), "event.md"),
        (Some("--html"), "event.html"),
        (Some("--json"), "event.json"),
    ] {
        let found = desk.run(EVENT.into_iter().chain(form)).done().stdout;
        is_expected(name, &found);
        let file = desk.path(name);
        let output = ["--output", name];
        desk.run(EVENT.into_iter().chain(form).chain(output)).done();
        let kept = fs::read_to_string(&file).unwrap();
        if form.is_some() {
            assert!(kept == found, "{name} is another in a file");
        }
    }
}

#[test]
fn every_figure_leads_to_its_words_and_its_copy() {
    let desk = Desk::with_case();
    let json = desk.run(EVENT.into_iter().chain(["--json"])).done().json();
    let page = desk.run(EVENT.into_iter().chain(["--html"])).done().stdout;
    let mut figures = 0;
    for scope in json["figures"].as_array().unwrap() {
        for latest in scope["latest"].as_array().unwrap() {
            figures += 1;
            let point = &latest["latest"];
            let claim = point["claim"].as_str().unwrap();
            assert!(
                page.contains(&format!("<a href=\"#{claim}\">{claim}</a>")),
                "{claim}"
            );
            assert!(page.contains(&format!("<dt id=\"{claim}\">")), "{claim}");
            let sha256 = point["citations"][0]["sha256"].as_str().unwrap();
            assert!(page.contains(sha256), "{claim}");
        }
    }
    assert_eq!(figures, 8);
    for key in ["conflicts", "accusations", "outlets", "recent", "log"] {
        assert!(!json[key].is_null(), "{key}");
    }
    // What is counted is named.
    let named = |counted: &serde_json::Value, key: &str| {
        let claims = counted["claims"].as_array().unwrap().len();
        assert_eq!(counted[key], claims, "{counted}");
    };
    for outlet in json["outlets"].as_array().unwrap() {
        named(outlet, "figures");
    }
    let json = desk.run(["report", "accusations", "--json"]).done().json();
    for pair in json["pairs"].as_array().unwrap() {
        named(pair, "accusations");
    }
    let json = desk.run(["list", "claims", "--json"]).done().json();
    for claim in json["claims"].as_array().unwrap() {
        assert_eq!(claim["sha256"].as_str().unwrap().len(), 64, "{claim}");
    }
}

#[test]
fn a_page_as_of_the_end_is_the_plain_one_but_for_its_day() {
    let desk = Desk::with_case();
    let page = |flags: &[&str]| {
        let mut json = desk
            .run(
                EVENT
                    .into_iter()
                    .chain(["--json"])
                    .chain(flags.iter().copied()),
            )
            .done()
            .json();
        let fields = json.as_object_mut().unwrap();
        for field in ["as_of", "recorded_by"] {
            fields.remove(field);
        }
        json
    };
    let plain = page(&[]);
    assert_eq!(plain, page(&["--recorded-by", "2030-01-01"]));
    let by_then = page(&["--as-of", "2022-09-15", "--days", "1"]);
    assert_eq!(by_then["recent"]["from"], "2022-09-15");
    assert_eq!(by_then["later"], 6);
    let text = by_then.to_string();
    assert!(!text.contains("\"c16\"") && text.contains("\"c15\""));
    // What is recorded later about a later day changes nothing of what had been said by then.
    desk.run([
        "import",
        desk.write(
            "later.csv",
            "kind,event,claimant,measure,low,best,high,qualifier,aggregation,stated_on,article\n\
             figure,border-clashes-2022,armenia-pm,killed,500,500,500,exact,cumulative,2022-09-20,a page\n",
        )
        .to_str()
        .unwrap(),
    ])
    .done();
    let mut after = page(&["--as-of", "2022-09-15", "--days", "1"]);
    let mut before = by_then;
    for page in [&mut after, &mut before] {
        let fields = page.as_object_mut().unwrap();
        // The log has grown, and one more figure is counted as later; nothing else is another.
        for field in ["log", "entries", "later"] {
            fields.remove(field);
        }
    }
    assert_eq!(before, after);
}

#[test]
fn an_event_without_anything_says_so() {
    let desk = Desk::new();
    desk.run([
        "event", "add", "quiet", "--title", "هدوء", "--side", "Armenia",
    ])
    .done();
    assert_snapshot!(desk.run(["report", "event"]).done());
    desk.run(["report", "event", "--html"]).done();
    desk.run(["report", "event", "--markdown"]).done();
    desk.run(["report", "event", "other"]).failed(1, "other");
    desk.run(["report", "event", "--days", "0"])
        .failed(2, "days");
    desk.run(["report", "event", "--html", "--json"])
        .failed(2, "--html");
}
