use super::*;
use crate::model::RevisionNumber;
use crate::output::style::Style;
use crate::output::{history, text as marked};
use crate::report::history::history as read_history;
use crate::report::marked_text::marked_text;
use crate::report::record::show;
use crate::report::tests::Case;
use crate::store::Horizon;

fn utf8(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap()
}

/// Isolates made visible, so that a snapshot shows them.
fn visible(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}'], "‹")
        .replace('\u{2069}', "›")
}

fn shown(case: &Case, id: &str, number: Option<u32>, width: usize) -> String {
    let number = number.map(|number| RevisionNumber::new(number.try_into().unwrap()));
    let view = show(&case.store, id.parse().unwrap(), Horizon::NOW, number).unwrap();
    let mut out = Vec::new();
    text(&mut out, &Style::plain(width), &view).unwrap();
    visible(&utf8(out))
}

#[test]
fn every_kind_of_record_is_shown() {
    let case = Case::new();
    insta::assert_snapshot!(shown(&case, "e1", None, 80), @r"
    e1 event, version 1 of 1, by Desk at 2022-09-20T10:00:00.000000Z
    handle  clashes
    title   Clashes on the border
    start   2022-09-13
    end     2022-09-14
    sides   Armenia, Azerbaijan
    claims  2 figures, 1 accusation, 1 answer, 1 retracted
    ");
    insta::assert_snapshot!(shown(&case, "s2", None, 80), @r"
    s2 source, version 1 of 1, by Desk at 2022-09-20T10:00:00.000000Z
    handle       sahifa
    name         ‹الصحيفة›
    alias        ‹وزارة الدفاع› (ar)
    kind         official
    country      AM
    side         Armenia
    reliability  C
    states       0 figures, 0 accusations, 1 answer
    also         accused in 1 accusation, relays 0 claims, published 1 article
    ");
    insta::assert_snapshot!(shown(&case, "a1", None, 80), @r"
    a1 article, version 1 of 1, by Desk at 2022-09-20T10:00:00.000000Z
    title      ‹خسائر›
    url        https://sahifa.example/1
    publisher  ‹الصحيفة (sahifa)›
    published  2022-09-15
    language   ar

    Copies
      snapshot   n1
      retrieved  2022-09-15T08:30:00.000000Z
      sha256     cbb715dd83ed40510102c7c53eaa44fcfed985e10397caac39a0a0d072eb7801

    Cited by
      ‹c1 mod, 2022-09-13: killed: 49 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›
      ‹c2 mod, 2022-09-14: killed: 45 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›
    ");
    insta::assert_snapshot!(shown(&case, "n1", None, 80), @r"
    n1 snapshot, version 1 of 1, by Desk at 2022-09-20T10:00:00.000000Z
    article       ‹a1 خسائر›
    retrieved     2022-09-15T08:30:00.000000Z
    sha256        cbb715dd83ed40510102c7c53eaa44fcfed985e10397caac39a0a0d072eb7801
    text sha256   cbb715dd83ed40510102c7c53eaa44fcfed985e10397caac39a0a0d072eb7801
    format        text/plain, UTF-8
    captured by   file
    text made by  none 1

    Cited by
      ‹c1 mod, 2022-09-13: killed: 49 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›
      ‹c2 mod, 2022-09-14: killed: 45 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›
    ");
    insta::assert_snapshot!(shown(&case, "c3", None, 80), @r"
    c3 accusation, version 1 of 1, by Desk at 2022-09-20T10:00:00.000000Z
    event      Clashes on the border (clashes)
    claimant   Ministry (mod)
    accused    ‹الصحيفة (sahifa)›
    act        shelling of “Goris”
    stated on  2022-09-13

    Citation 1
      article    a2 label of a leaflet
      publisher  Agency (agency)
      published  2022-09
      copy       none is named

    Answered by
      c4 sahifa, 2022-09-14: denies c3
    ");
    insta::assert_snapshot!(shown(&case, "c4", None, 60), @r"
    c4 denial, version 1 of 1, by Desk at
    2022-09-20T10:00:00.000000Z
    event      Clashes on the border (clashes)
    claimant   ‹الصحيفة (sahifa)›
    answers    c3 mod, 2022-09-13: accuses sahifa: shelling of
               “Goris”
    stated on  2022-09-14

    Citation 1
      article    a2 label of a leaflet
      publisher  Agency (agency)
      published  2022-09
      copy       none is named
    ");
    insta::assert_snapshot!(shown(&case, "c2", Some(2), 60), @r"
    c2 figure, version 2 of 3, by Desk at
    2022-09-20T10:00:00.000000Z
    late_discovery: another print
    event          Clashes on the border (clashes)
    claimant       Ministry (mod)
    measure        killed
    figure         ‹50 “نحو 50”›
    victims        Armenian servicemen
    victim side    Armenia
    victim status  military
    aggregation    cumulative
    stated on      2022-09-14

    Citation 1
      quote      ‹“نحو 50 جندياً قُتلوا Officials said at least 49”›
      before it  ‹قال نائب وزير الخارجيّة إن›
      behind it  soldiers died.
      article    ‹a1 خسائر›
      url        https://sahifa.example/1
      publisher  ‹الصحيفة (sahifa)›
      via        Agency (agency)
      published  2022-09-15
      copy       n1
      sha256     cbb715dd83ed40510102c7c53eaa44fcfed985e10397caac39a0a0d072eb7801
      bytes      81–143

    Citation 2
      quote      “seventy”
      article    a2 label of a leaflet
      publisher  Agency (agency)
      published  2022-09
      copy       not held here
      sha256     c88464c37c9a995282468191a3420b41e10023978b968d27290976d41a53bbb3
      reading    the figure was not read in the quote; the desk
                 vouches for it
    ");
    insta::assert_snapshot!(shown(&case, "c5", Some(1), 80), @r"
    c5 figure, version 1 of 2, by Desk at 2022-09-20T10:00:00.000000Z
    ⚠ a later version retracts it
    event          Clashes on the border (clashes)
    claimant       Ministry (mod)
    measure        killed
    figure         ‹70 “نحو 50” ⚠ reads as 50›
    victims        Armenian servicemen
    victim side    Armenia
    victim status  military
    aggregation    cumulative
    stated on      2022-09-16

    Citation 1
      article    a2 label of a leaflet
      publisher  Agency (agency)
      published  2022-09
      copy       none is named
    ");
}

#[test]
fn json_names_what_it_shows_and_has_every_key() {
    let case = Case::new();
    let value = |id: &str| -> serde_json::Value {
        let view = show(&case.store, id.parse().unwrap(), Horizon::NOW, None).unwrap();
        let mut out = Vec::new();
        json(&mut out, &view).unwrap();
        serde_json::from_slice(&out).unwrap()
    };
    let claim = value("c2");
    assert_eq!(claim["format"], 1);
    assert_eq!(claim["show"], "claim");
    assert_eq!(claim["claim"]["best"], 45);
    assert!(claim["claim"]["act"].is_null());
    assert_eq!(claim["claim"]["claimant"]["handle"], "mod");
    assert_eq!(claim["citations"][0]["held"], true);
    assert_eq!(claim["citations"][0]["snapshot"], "n1");
    assert_eq!(value("c3")["answered_by"][0]["id"], "c4");
    assert_eq!(value("c4")["answers"]["id"], "c3");
    assert_eq!(value("e1")["claims"]["figures"], 2);
    assert_eq!(value("s2")["accused"], 1);
    assert_eq!(value("a1")["snapshots"][0]["snapshot"], "n1");
    assert_eq!(value("n1")["snapshot"]["charset"], "UTF-8");
}

#[test]
fn a_history_is_shown_version_by_version() {
    let case = Case::new();
    let versions = read_history(&case.store, "c2".parse().unwrap(), Horizon::NOW).unwrap();
    let mut out = Vec::new();
    history::text(&mut out, &Style::plain(60), &versions).unwrap();
    insta::assert_snapshot!(visible(&utf8(out)), @r"
    c2 version 1, first, by Desk at 2022-09-20T10:00:00.000000Z,
    entry 8

    c2 version 2, late_discovery, by Desk at
    2022-09-20T10:00:00.000000Z, entry 11
      another print
      citation 2 article
        + a2
      citation 2 sha256
        + c88464c37c9a995282468191a3420b41e10023978b968d27290976d41a53bbb3
      citation 2 quote
        + seventy
      citation 2 reading
        + unread

    c2 version 3, desk_correction, by Editor at
    2022-09-20T11:00:00.000000Z, entry 13
      misread
      figure
        − 50
        + 45
      citation 1 via
        − agency
      citation 1 reading
        − read
        + unread
      citation 2 article
        − a2
      citation 2 sha256
        − c88464c37c9a995282468191a3420b41e10023978b968d27290976d41a53bbb3
      citation 2 quote
        − seventy
      citation 2 reading
        − unread
    ");
    let mut out = Vec::new();
    history::json(&mut out, &versions).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["history"], "claim");
    assert_eq!(value["versions"][2]["differences"][0]["field"], "figure");
}

#[test]
fn a_text_has_marks_where_claims_rest_on_it() {
    let case = Case::new();
    let text = marked_text(&case.store, "n1".parse().unwrap(), Horizon::NOW).unwrap();
    let mut out = Vec::new();
    marked::text(&mut out, &Style::plain(60), &text).unwrap();
    insta::assert_snapshot!(visible(&utf8(out)), @r"
    ‹خسائر على الحدود›

    ‹قال نائب وزير الخارجيّة إن ‹[c2]›نحو 50 جندياً قُتلوا›
    Officials said ‹[c1]›at least 49‹[/c2]› soldiers died‹[/c1]›.

    Cited by
      ‹c1 mod, 2022-09-13: killed: 49 “نحو 50” ⚠ reads as 50›
      (Armenian servicemen)
      ‹c2 mod, 2022-09-14: killed: 45 “نحو 50” ⚠ reads as 50›
      (Armenian servicemen)
    ");
    let mut out = Vec::new();
    marked::json(&mut out, &text).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["text"], text.text);
    assert_eq!(
        value["pieces"][1]["claims"],
        serde_json::json!(["c2", "c1"])
    );
}
