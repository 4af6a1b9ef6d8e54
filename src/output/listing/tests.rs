use std::ops::ControlFlow;

use super::*;
use crate::report::ReportError;
use crate::report::listing::{Filter, each};
use crate::report::tests::Case;
use crate::store::{Horizon, Read as _};

const KINDS: [RecordKind; 6] = [
    RecordKind::Event,
    RecordKind::Source,
    RecordKind::Article,
    RecordKind::Snapshot,
    RecordKind::Claim,
    RecordKind::Assessment,
];

fn written(case: &Case, kind: RecordKind, mut list: Box<dyn List + '_>) {
    let filter = Filter {
        retracted: kind == RecordKind::Claim,
        ..Filter::default()
    };
    let walked: Result<(), ReportError> = each(&case.store, kind, &filter, Horizon::NOW, |line| {
        list.line(&line).unwrap();
        Ok(ControlFlow::Continue(()))
    });
    walked.unwrap();
    list.finish().unwrap();
}

fn as_text(case: &Case, kind: RecordKind, width: usize) -> String {
    let mut out = Vec::new();
    written(
        case,
        kind,
        text(&mut out, Style::plain(width), kind).unwrap(),
    );
    String::from_utf8(out)
        .unwrap()
        .replace(['\u{2066}', '\u{2067}', '\u{2068}'], "‹")
        .replace('\u{2069}', "›")
}

#[test]
fn every_kind_of_record_is_listed() {
    let case = Case::new();
    insta::assert_snapshot!(as_text(&case, RecordKind::Event, 80), @r"
    event  handle   title                  start       end
    e1     clashes  Clashes on the border  2022-09-13  2022-09-14
    ");
    insta::assert_snapshot!(as_text(&case, RecordKind::Source, 80), @r"
    source  handle  name      kind      side     reliability
    s1      mod     Ministry  official  Armenia  C
    s2      sahifa  ‹الصحيفة›   official  Armenia  C
    s3      agency  Agency    official  Armenia  C
    ");
    insta::assert_snapshot!(as_text(&case, RecordKind::Article, 80), @r"
    article  published   publisher  language  title
    a1       2022-09-15  sahifa     ar        ‹خسائر›
    a2       2022-09     agency     ar        label of a leaflet
    ");
    insta::assert_snapshot!(as_text(&case, RecordKind::Snapshot, 80), @r"
    snapshot  article  retrieved         sha256        title
    n1        a1       2022-09-15 08:30  cbb715dd83ed  ‹خسائر›
    ");
    insta::assert_snapshot!(as_text(&case, RecordKind::Claim, 60), @r"
    claim  stated      claimant  statement             publisher
    c1     2022-09-13  mod       ‹killed: 49 “نحو 50”›   sahifa
                                 ⚠ reads as 50 (Arme…
    c2     2022-09-14  mod       ‹killed: 45 “نحو 50”›   sahifa
                                 ⚠ reads as 50 (Arme…
    c3     2022-09-13  mod       accuses sahifa:       agency
                                 shelling of “Goris”
    c4     2022-09-14  sahifa    denies c3             agency
    c5     2022-09-16  mod       retracted: killed:    agency
                                 ‹70 “نحو 50” ⚠ reads…›
    ");
    insta::assert_snapshot!(as_text(&case, RecordKind::Claim, 120), @r"
    claim  stated      claimant  statement                                                           publisher
    c1     2022-09-13  mod       ‹killed: 49 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›             sahifa
    c2     2022-09-14  mod       ‹killed: 45 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›             sahifa
    c3     2022-09-13  mod       accuses sahifa: shelling of “Goris”                                 agency
    c4     2022-09-14  sahifa    denies c3                                                           agency
    c5     2022-09-16  mod       ‹retracted: killed: 70 “نحو 50” ⚠ reads as 50 (Armenian servicemen)›  agency
    ");
}

#[test]
fn json_names_the_list_and_sheets_have_their_header() {
    let case = Case::new();
    for kind in KINDS {
        let mut out = Vec::new();
        let head = case.store.head().unwrap();
        written(&case, kind, json(&mut out, kind, head).unwrap());
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let name = format!("{}s", kind.word());
        assert_eq!(value["list"], name.as_str());
        let count = value[&name].as_array().unwrap().len();

        let mut out = Vec::new();
        written(&case, kind, csv(&mut out, kind, Form::default()).unwrap());
        let mut sheet = ::csv::Reader::from_reader(out.as_slice());
        assert_eq!(sheet.headers().unwrap(), header(kind));
        assert_eq!(sheet.records().map(Result::unwrap).count(), count, "{name}");
    }
}
