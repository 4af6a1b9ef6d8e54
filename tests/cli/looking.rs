//! `show`, `list` and `search`.

use insta::assert_snapshot;

use crate::common::Desk;

#[test]
fn claims_are_listed_by_event_source_measure_kind_and_day() {
    let desk = Desk::with_case();
    assert_snapshot!(desk.run(["list", "claims"]));
    assert_snapshot!(desk.run([
        "list",
        "claims",
        "--measure",
        "killed",
        "--source",
        "azerbaijan-mod",
        "--since",
        "2022-09-15"
    ]));
    assert_snapshot!(desk.run(["list", "claims", "--kind", "denial"]));
    assert_snapshot!(desk.run(["list", "articles", "--csv"]));
    assert_snapshot!(desk.run(["list", "sources"]));
    let until = desk.run(["list", "--until", "2022-09-13", "--json"]).json();
    assert!(
        until["claims"]
            .as_array()
            .unwrap()
            .iter()
            .all(|claim| claim["stated_on"].as_str().unwrap() <= "2022-09-13"
                || claim["stated_on"] == "2022-09"),
        "{until}"
    );
}

#[test]
fn words_are_found_whatever_their_spelling() {
    let desk = Desk::with_case();
    for words in ["٧١", "71"] {
        let hits = desk.run(["search", words, "--json"]).done().json();
        assert!(!hits["hits"].as_array().unwrap().is_empty(), "{words}");
    }
    // Written with another alef and without tashkil than in the article.
    assert_snapshot!(desk.run(["search", "أذربيجانيه"]));
    assert_snapshot!(desk.run(["search", "ПРЕМЬЕР-МИНИСТР"]));
    let none = desk.run(["search", "xylophone"]);
    assert_eq!(
        (none.code, none.stdout.as_str()),
        (
            0,
            "Nothing found for “xylophone”.
"
        )
    );
    desk.run(["search", "  "]).failed(2, "nothing to search");
}

#[test]
fn a_text_is_shown_with_its_citations_marked() {
    let desk = Desk::with_article();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1",
        "--quote",
        "50 servicemen had died",
    ])
    .done();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "reuters",
        "--killed",
        "about 50",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1",
        "--quote",
        "نحو 50 جندياً قُتلوا",
    ])
    .done();
    assert_snapshot!(desk.run(["show", "n1", "--text"]));
    assert_snapshot!(desk.run(["show", "a1"]));
    assert_snapshot!(desk.run(["show", "n1"]));
    desk.run(["show", "c1", "--text"]).failed(2, "has no text");
}

/// What is counted in the indexes is what a list of all claims comes to.
#[test]
fn the_claims_about_an_event_are_counted_as_they_are_listed() {
    let desk = Desk::with_case();
    let counted = |flags: &[&str]| {
        let shown = ["event", "show", "e1", "--json"];
        let shown = desk.run(shown.iter().chain(flags)).json();
        shown["claims"].clone()
    };
    let listed = |flags: &[&str]| {
        let list = ["list", "claims", "--event", "e1", "--retracted", "--json"];
        let list = desk.run(list.iter().chain(flags)).json();
        let claims = list["claims"].as_array().unwrap().clone();
        let mut counts = [0; 4];
        for claim in claims {
            let which = match (&claim["retracted"], claim["kind"].as_str().unwrap()) {
                (serde_json::Value::Bool(true), _) => 3,
                (_, "figure") => 0,
                (_, "accusation") => 1,
                _ => 2,
            };
            counts[which] += 1;
        }
        let [figures, accusations, answers, retracted] = counts;
        serde_json::json!({
            "figures": figures, "accusations": accusations, "answers": answers, "retracted": retracted,
        })
    };
    let before = counted(&[]);
    assert_eq!(before, listed(&[]));
    desk.run(["event", "add", "other", "--title", "Other"])
        .done();
    let list = desk.run(["list", "claims", "--json"]).json();
    let of = |kind: &str| -> Vec<String> {
        let claims = list["claims"].as_array().unwrap().iter();
        claims
            .filter(|claim| claim["kind"] == kind)
            .map(|claim| claim["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (figures, accusations) = (of("figure"), of("accusation"));
    for claim in [&figures[0], &accusations[0], &figures[2]] {
        desk.run(["retract", claim, "--reason", "a hoax"]).done();
    }
    for claim in [&figures[1], &figures[2], &accusations[1]] {
        // What was withdrawn is not amended, and counts as it did.
        desk.run([
            "amend",
            claim,
            "--event",
            "other",
            "--cause",
            "rescoped",
            "--reason",
            "elsewhere",
        ]);
    }
    let after = counted(&[]);
    assert_ne!(after, before);
    assert_eq!(after, listed(&[]));
}
