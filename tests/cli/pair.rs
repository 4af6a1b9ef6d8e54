//! `report compare c3 c7`: how two claims stand to one another, or why they may not be compared.

use insta::assert_snapshot;

use crate::common::Desk;

#[test]
fn two_claims_are_put_beside_one_another_with_their_words() {
    let desk = Desk::with_case();
    assert_snapshot!(desk.run(["report", "compare", "c14", "c1"]));
    assert_snapshot!(desk.run(["report", "compare", "c8", "c20"]));
    assert_snapshot!(desk.run(["report", "compare", "c18", "c20"]));
}

#[test]
fn the_relation_is_told_from_the_first_to_the_second() {
    let desk = Desk::with_case();
    for (one, other, relation) in [
        ("c14", "c1", "narrows"),
        ("c1", "c14", "widens"),
        ("c15", "c3", "supersedes"),
        ("c3", "c15", "superseded"),
        ("c8", "c14", "contradicts"),
        ("c20", "c16", "narrows"),
    ] {
        let json = desk.run(["report", "compare", one, other, "--json"]).json();
        assert_eq!(json["relation"], relation, "{one} {other}");
        assert_eq!(json["one"]["claim"], one);
        assert_eq!(json["other"]["claim"], other);
        for side in ["one", "other"] {
            let citation = &json[side]["citations"][0];
            assert_eq!(citation["sha256"].as_str().unwrap().len(), 64);
            assert!(!citation["quote"].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn a_convention_is_not_equal_to_a_statement() {
    let mut desk = Desk::new();
    desk.at("2024-05-18T08:00:00Z");
    desk.run(["event", "add", "e", "--title", "E"]).done();
    for source in ["a", "b", "c"] {
        let args = [
            "source", "add", source, "--name", source, "--kind", "official",
        ];
        desk.run(args).done();
    }
    let sheet = "kind,event,claimant,measure,figure,aggregation,stated_on,article
figure,e,a,killed,dozens,cumulative,2024-01-01,page
figure,e,b,killed,20-99,cumulative,2024-01-01,page
figure,e,c,killed,20-99,cumulative,2024-01-01,page
";
    desk.feed(sheet.as_bytes(), ["import", "-", "--quiet"])
        .done();
    let said = |one: &str, other: &str| {
        let text = desk.run(["report", "compare", one, other]).done().stdout;
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert!(
        said("c1", "c2").starts_with("c1 and c2 are read alike"),
        "{}",
        said("c1", "c2")
    );
    assert_eq!(said("c2", "c3"), "c2 and c3 are equal");
}

#[test]
fn what_may_not_be_compared_has_reasons_and_no_number() {
    let desk = Desk::with_case();
    let json = desk
        .run(["report", "compare", "c18", "c20", "--json"])
        .json();
    assert_eq!(json["comparable"], false);
    assert_eq!(json["relation"], serde_json::Value::Null);
    assert_eq!(json["gap"], serde_json::Value::Null);
    let parts: Vec<&str> = json["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|difference| difference["part"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["victims", "status"]);
    let loosened = [
        "report",
        "compare",
        "c18",
        "c20",
        "--loosen",
        "victims,status",
    ];
    let ran = desk.run(loosened).done();
    assert!(ran.stdout.contains("c18 narrows c20"), "{ran}");
    assert!(ran.stdout.contains("Loosened: victims, status"), "{ran}");
    let measures = desk.run(["report", "compare", "c9", "c19"]).done();
    assert!(
        measures
            .stdout
            .contains("not comparable: injured against killed"),
        "{measures}"
    );
}

#[test]
fn the_sheet_has_both_with_their_words() {
    let desk = Desk::with_case();
    let ran = desk.run(["report", "compare", "c8", "c14", "--csv"]).done();
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let cell = |name: &str| {
        let at = names.iter().position(|known| known == name).unwrap();
        rows[0].get(at).unwrap()
    };
    assert_eq!(cell("relation"), "contradicts");
    assert_eq!(cell("gap"), "50");
    assert_eq!((cell("one_claim"), cell("other_claim")), ("c8", "c14"));
    for name in [
        "one_revision",
        "one_quote",
        "one_snapshot_sha256",
        "other_revision",
        "other_quote",
        "other_snapshot_sha256",
    ] {
        assert!(!cell(name).is_empty(), "{name}");
    }
}

#[test]
fn a_claim_that_states_no_figure_or_nothing_any_more_is_refused() {
    let desk = Desk::with_case();
    desk.run(["report", "compare", "c4", "c1"])
        .failed(1, "c4 states no figure");
    desk.run(["report", "compare", "c1", "c99"])
        .failed(1, "there is no claim “c99”");
    desk.run(["report", "compare", "c1", "c1"])
        .failed(2, "the same claim twice");
    desk.run(["report", "compare", "c1"]).failed(2, "2 values");
    desk.run(["report", "compare", "c1", "c14", "--measure", "killed"])
        .failed(2, "leave out");
    desk.run(["report", "compare", "c1", "c14", "--as-of", "2022-09-13"])
        .failed(1, "c14 had not been said by 2022-09-13");
    desk.run(["retract", "c14", "--reason", "typed twice"])
        .done();
    desk.run(["report", "compare", "c1", "c14"])
        .failed(1, "c14 was retracted");
}
