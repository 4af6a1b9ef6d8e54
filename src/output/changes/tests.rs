use std::num::NonZeroU32;
use std::sync::Arc;

use super::*;
use crate::log::Hash;
use crate::model::{
    Aggregation, ArticleId, ClaimId, Count, Digest, EntryIndex, EventId, Figure, Measure,
    PartialDate, Prose, Qualifier, RevisionNumber, Salt, SeriesKey, SnapshotId, SourceId,
    VictimStatus,
};
use crate::report::Named;
use crate::report::changes::{ChangePoint, Quiet};
use crate::report::extent::{Heading, PerhapsLater};
use crate::series::flags::{Corrected, Point, in_series};
use crate::series::{Change, Said, Step, steps};
use crate::store::Horizon;

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

fn count(number: u64) -> Option<Count> {
    Some(Count::try_from(number).unwrap())
}

fn prose(text: &str) -> Prose {
    Prose::new(Salt::from_bytes([0; 16]), text)
}

fn key(claimant: u32) -> SeriesKey {
    SeriesKey {
        event: EventId::new(number(1)),
        claimant: SourceId::new(number(claimant)),
        measure: Measure::Killed,
        victims: Some("Armenian servicemen".parse().unwrap()),
        victim_side: Some("Armenia".parse().unwrap()),
        victim_status: VictimStatus::Military,
        aggregation: Aggregation::Cumulative,
        place: None,
    }
}

fn cited(article: u32, publisher: &str) -> Cited {
    Cited {
        article: ArticleId::new(number(article)),
        locator: format!("https://{publisher}.example/{article}").into(),
        snapshot: Some(SnapshotId::new(number(article))),
        sha256: Some(Digest::of(b"page")),
        publisher: Some(publisher.parse().unwrap()),
        via: Vec::new(),
        quote: Some("=50, they said".into()),
        published_at: Some("2022-09-14".parse().unwrap()),
    }
}

fn series(name: &str, figures: &[(Figure, Option<&str>, &str)]) -> ChangeSeries {
    let key = key(2);
    let days: Vec<PartialDate> = figures
        .iter()
        .map(|(.., day)| day.parse().unwrap())
        .collect();
    let said = figures
        .iter()
        .zip(&days)
        .map(|((figure, wording, _), stated_on)| Said {
            figure,
            wording: *wording,
            stated_on,
            occurred: None,
            published_at: None,
            former: &[],
        });
    let steps = steps(key.aggregation, said);
    let mut points: Vec<ChangePoint> = figures
        .iter()
        .zip(steps)
        .zip(1..)
        .map(|(((figure, wording, day), step), index)| ChangePoint {
            claim: ClaimId::new(number(index)),
            revision: RevisionNumber::FIRST,
            entry: EntryIndex::new(u64::from(index) + 10),
            stated_on: day.parse().unwrap(),
            occurred: None,
            published_at: Some("2022-09-14".parse().unwrap()),
            figure: *figure,
            wording: wording.map(Arc::from),
            step: step.step,
            step_from: step.from.map(|_| ClaimId::new(number(index - 1))),
            is_over_others: false,
            is_order_assumed: false,
            is_number_assumed: false,
            step_from_version: None,
            perhaps_from: None,
            is_correction_assumed: false,
            amendments: Vec::new(),
            former: Vec::new(),
            flags: Vec::new(),
            ratings: Vec::new(),
            cited: vec![cited(index, "alsahifa")],
        })
        .collect();
    let seen: Vec<Point> = points
        .iter()
        .map(|point| Point {
            claim: point.claim,
            stated_on: point.stated_on,
            figure: point.figure,
            occurred: None,
            published_at: None,
            printed: None,
        })
        .collect();
    for (point, flags) in points.iter_mut().zip(in_series(
        &seen,
        &Corrected::new(),
        key.measure,
        key.aggregation,
    )) {
        point.flags = flags;
    }
    ChangeSeries {
        key,
        event: "border-clashes-2022".to_owned(),
        heading: Arc::new(heading()),
        claimant: "armenia-pm".to_owned(),
        claimant_name: name.to_owned(),
        points,
        undatable: 0,
        departures: Vec::new(),
        quiet: Quiet {
            single_source: 2,
            no_quote: 0,
        },
    }
}

fn example() -> Vec<ChangeSeries> {
    let at_least = Figure::new(count(49), None, None, Qualifier::AtLeast).unwrap();
    let about = Figure::new(None, count(50), None, Qualifier::About).unwrap();
    let vague = Figure::new(None, None, None, Qualifier::Unstated).unwrap();
    let exact = |number: u64| Figure::exact(Count::try_from(number).unwrap());
    let mut first = series(
        "رئيس الوزراء الأرميني",
        &[
            (at_least, Some("ما لا يقل عن 49"), "2022-09-13"),
            (exact(105), Some("105"), "2022-09-14"),
            (exact(72), None, "2022-09-15"),
            (exact(72), None, "2022-09"),
        ],
    );
    if let Some(point) = first.points.get_mut(1) {
        point.cited[0].via = vec![
            "highland-press".parse().unwrap(),
            "reuters".parse().unwrap(),
        ];
        point.cited.push(cited(9, "mirat"));
    }
    if let Some(point) = first.points.get_mut(2) {
        point.cited[0].snapshot = None;
    }
    let mut second = series(
        "Ministry",
        &[
            (vague, Some("a number of"), "2022-09-13/2022-09-14"),
            (about, Some("نحو 50"), "2022-09-14"),
        ],
    );
    second.key.claimant = SourceId::new(number(3));
    second.key.aggregation = Aggregation::Unknown;
    if let Some(point) = second.points.get_mut(1) {
        point.step = Step::alone(Change::UnknownAggregation);
        point.step_from = None;
    }
    second.key.place = Some("غوريس".parse().unwrap());
    second.claimant = "azerbaijan-mod".to_owned();
    vec![first, second]
}

fn heading() -> Heading {
    Heading {
        event: Named {
            id: EventId::new(number(1)),
            handle: "border-clashes-2022".parse().unwrap(),
            name: prose("Clashes on the border, September 2022"),
        },
        start: Some("2022-09-13".parse().unwrap()),
        end: Some("2022-09-14".parse().unwrap()),
    }
}

struct Asked {
    query: Query,
    made: Made,
    extent: Extent,
}

fn asked() -> Asked {
    Asked {
        query: Query::default(),
        made: Made {
            head: crate::store::Head {
                size: 41,
                root: Hash::EMPTY_ROOT,
            },
            horizon: Horizon::NOW,
        },
        extent: Extent {
            events: vec![heading()],
            series: 2,
            shown: 6,
            undatable: 0,
            later: 0,
            outside: 0,
            perhaps_later: PerhapsLater::default(),
        },
    }
}

fn head(asked: &Asked) -> Head<'_> {
    Head {
        query: &asked.query,
        made: &asked.made,
        extent: &asked.extent,
    }
}

fn written(mut report: Box<dyn Report + '_>, series: &[ChangeSeries]) {
    for series in series {
        report.series(series).unwrap();
    }
    report.finish().unwrap();
}

fn as_text(asked: &Asked, series: &[ChangeSeries], width: usize) -> String {
    let mut out = Vec::new();
    written(
        text(&mut out, Style::plain(width), head(asked)).unwrap(),
        series,
    );
    String::from_utf8(out).unwrap()
}

fn as_json(asked: &Asked, series: &[ChangeSeries]) -> String {
    let mut out = Vec::new();
    written(json(&mut out, head(asked)).unwrap(), series);
    String::from_utf8(out).unwrap()
}

/// Isolates made visible, so that a snapshot shows them.
fn visible(text: &str) -> String {
    text.replace('\u{2068}', "‹")
        .replace(['\u{2066}', '\u{2067}'], "‹")
        .replace('\u{2069}', "›")
}

#[test]
fn a_report_is_read_at_a_glance() {
    insta::assert_snapshot!(visible(&as_text(&asked(), &example(), 100)), @r"
    Clashes on the border, September 2022
    border-clashes-2022 · 2022-09-13 to 2022-09-14

    ‹رئيس الوزراء الأرميني› (armenia-pm)
    killed · Armenian servicemen · Armenia · military · cumulative
      stated      printed     figure                       step        publisher                   claim
      2022-09-13  2022-09-14  at least 49                  first       alsahifa                    c1
                              ‹“ما لا يقل عن 49”›
      2022-09-14  2022-09-14  105                          ▲ rise      alsahifa                    c2
                                                                       via highland-press >
                                                                       reuters
                                                                       +1 more
      2022-09-15  2022-09-14  72                           ▼ −33       alsahifa                    c3
                                                                       (copy not held here)
      ⚠ a cumulative figure is smaller than the one before it, 105 of 2022-09-14 (c2)
      2022-09     2022-09-14  72                           = restated  alsahifa                    c4

    Ministry (azerbaijan-mod)
    killed · Armenian servicemen · Armenia · military · not said whether cumulative · ‹at غوريس›
      There are no steps: nobody said whether they count everything so far or only what is new.
      stated                 printed     figure                  step                publisher  claim
      2022-09-13/2022-09-14  2022-09-14  unstated “a number of”  first               alsahifa   c1
      2022-09-14             2022-09-14  ‹about 50 “نحو 50”›       · counting unknown  alsahifa   c2

    Made from a log of 41 entries · root e3b0c44298fc
    Not marked: 4 figures that one publisher or relay alone carries; see --flags.
    ");
}

#[test]
fn a_narrow_terminal_loses_nothing() {
    insta::assert_snapshot!(visible(&as_text(&asked(), &example(), 60)), @r"
    Clashes on the border, September 2022
    border-clashes-2022 · 2022-09-13 to 2022-09-14

    ‹رئيس الوزراء الأرميني› (armenia-pm)
    killed · Armenian servicemen · Armenia · military
    cumulative
    stated     printed    figure     step       publisher  claim
    2022-09-13 2022-09-14 at least   first      alsahifa   c1
                          49
                          ‹“ما لا يقل›
                          ‹عن 49”›
    2022-09-14 2022-09-14 105        ▲ rise     alsahifa   c2
                                                via
                                                highland-
                                                press >
                                                reuters
                                                +1 more
    2022-09-15 2022-09-14 72         ▼ −33      alsahifa   c3
                                                (copy not
                                                held here)
      ⚠ a cumulative figure is smaller than the one before it,
      105 of 2022-09-14 (c2)
    2022-09    2022-09-14 72         = restated alsahifa   c4

    Ministry (azerbaijan-mod)
    killed · Armenian servicemen · Armenia · military
    not said whether cumulative · ‹at غوريس›
      There are no steps: nobody said whether they count
      everything so far or only what is new.
    stated       printed    figure    step       publisher claim
    2022-09-13/  2022-09-14 unstated  first      alsahifa  c1
    2022-09-14              “a number
                            of”
    2022-09-14   2022-09-14 about 50  · counting alsahifa  c2
                            ‹“نحو 50”›  unknown

    Made from a log of 41 entries · root e3b0c44298fc
    Not marked: 4 figures that one publisher or relay alone
    carries; see --flags.
    ");
}

#[test]
fn an_empty_report_says_why() {
    let mut asked = asked();
    asked.extent.series = 0;
    asked.extent.shown = 0;
    asked.query.as_of = Some("2022-09-12".parse().unwrap());
    asked.query.recorded_by = Some("2022-09-20T10:00:00Z".parse().unwrap());
    asked.made.horizon = Horizon::first(12);
    asked.extent.undatable = 1;
    asked.extent.later = 5;
    insta::assert_snapshot!(as_text(&asked, &[], 80), @r"
    Clashes on the border, September 2022
    border-clashes-2022 · 2022-09-13 to 2022-09-14

    No figures to show: none of those recorded lies within the days that were asked
    for.

    Made from a log of 41 entries · root e3b0c44298fc · as of 2022-09-12
    recorded by 2022-09-20T10:00:00.000000Z (12 entries)
    1 figure was left out: the date is too coarse or too uncertain to say whether it
    had been stated by 2022-09-12.
    5 figures were left out: stated after 2022-09-12.
    ");
    let value: serde_json::Value = serde_json::from_str(&as_json(&asked, &[])).unwrap();
    assert_eq!(value["series"], serde_json::json!([]));
    assert_eq!(value["undatable"], 1);
    assert_eq!(value["as_of"], "2022-09-12");
}

#[test]
fn every_line_fits_and_nothing_reaches_the_terminal_raw() {
    let mixed: String = "وزارة الدفاع / Министерство / 国防部 / Ministry "
        .chars()
        .cycle()
        .take(300)
        .collect();
    let hostile = "Evil\u{1b}[2J \u{202e}eman\nsecond line";
    for name in [mixed.as_str(), hostile] {
        let mut list = example();
        for series in &mut list {
            series.claimant_name = name.to_owned();
            series.points[0].wording = Some(name.into());
            series.points[1].cited[0].publisher = "p".repeat(64).parse().ok();
        }
        for width in [60, 80, 120] {
            let text = as_text(&asked(), &list, width);
            for line in text.lines() {
                assert!(
                    crate::output::words::width(line) <= width,
                    "{width}: {line}"
                );
                let is_bare = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                assert!(!line.chars().any(is_bare), "{line:?}");
            }
        }
    }
}

#[test]
fn json_has_the_keys_of_the_contract_in_their_order() {
    let json = as_json(&asked(), &example());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["format"], 1);
    let mut at = 0;
    for key in [
        "format",
        "report",
        "event",
        "as_of",
        "recorded_by",
        "log",
        "size",
        "root",
        "series",
        "claimant",
        "measure",
        "victims",
        "victim_side",
        "victim_status",
        "aggregation",
        "place",
        "points",
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
        "article",
        "snapshot",
        "publisher",
        "via",
        "quote",
        "sha256",
        "held",
        "locator",
        "published_at",
    ] {
        let quoted = format!("\"{key}\":");
        let found = json[at..].find(&quoted);
        at +=
            found.unwrap_or_else(|| panic!("{key} is not behind the key before it")) + quoted.len();
    }
    let first = &value["series"][0];
    assert!(first["place"].is_null());
    assert_eq!(value["event"], "border-clashes-2022");
    assert!(first["points"][0]["delta"].is_null());
    assert_eq!(
        first["points"][1]["delta"],
        serde_json::json!({"low": null, "best": null, "high": null})
    );
    assert_eq!(first["points"][1]["step_from"], "c1");
    assert!(first["points"][0]["step_from"].is_null());
    assert_eq!(
        first["points"][1]["citations"][0]["via"],
        "highland-press > reuters"
    );
    assert_eq!(first["points"][1]["citations"].as_array().unwrap().len(), 2);
    assert_eq!(
        first["points"][2]["flags"],
        serde_json::json!(["cumulative_falls"])
    );
    assert_eq!(first["points"][2]["citations"][0]["held"], false);
    assert_eq!(
        value["series"][1]["points"][0]["best"],
        serde_json::Value::Null
    );
}

#[test]
fn the_sheet_has_the_header_of_the_contract_and_a_row_a_figure() {
    let mut out = Vec::new();
    written(csv(&mut out, Form::default()).unwrap(), &example());
    insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
    event,claimant,measure,victims,victim_side,victim_status,aggregation,place,stated_on,published_at,low,best,high,qualifier,wording,change,delta_low,delta_best,delta_high,flags,claim,revision,publisher,via,url,quote,snapshot_sha256,flag_notes,flag_records,source_revisions,desk_corrections,occurred,order_assumed,step_from,ratings,perhaps_corrected_later,by_convention,step_from_revision,step_from_assumed
    border-clashes-2022,armenia-pm,killed,Armenian servicemen,Armenia,military,cumulative,,2022-09-13,2022-09-14,49,,,at_least,ما لا يقل عن 49,first,,,,,c1,1,alsahifa,,https://alsahifa.example/1,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,,,,,,false,,,false,false,,false
    border-clashes-2022,armenia-pm,killed,Armenian servicemen,Armenia,military,cumulative,,2022-09-14,2022-09-14,105,105,105,exact,105,rise,,,,,c2,1,alsahifa,highland-press > reuters,https://alsahifa.example/2,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,,,,,,false,c1,,false,false,,false
    border-clashes-2022,armenia-pm,killed,Armenian servicemen,Armenia,military,cumulative,,2022-09-15,2022-09-14,72,72,72,exact,,fall,-33,-33,-33,cumulative_falls,c3,1,alsahifa,,https://alsahifa.example/3,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,"a cumulative figure is smaller than the one before it, 105 of 2022-09-14 (c2)",c2,,,,false,c2,,false,false,,false
    border-clashes-2022,armenia-pm,killed,Armenian servicemen,Armenia,military,cumulative,,2022-09,2022-09-14,72,72,72,exact,,restated,0,0,0,,c4,1,alsahifa,,https://alsahifa.example/4,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,,,,,,false,c3,,false,false,,false
    border-clashes-2022,azerbaijan-mod,killed,Armenian servicemen,Armenia,military,unknown,غوريس,2022-09-13/2022-09-14,2022-09-14,,,,unstated,a number of,first,,,,,c1,1,alsahifa,,https://alsahifa.example/1,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,,,,,,false,,,false,false,,false
    border-clashes-2022,azerbaijan-mod,killed,Armenian servicemen,Armenia,military,unknown,غوريس,2022-09-14,2022-09-14,,50,,about,نحو 50,unknown_aggregation,,,,,c2,1,alsahifa,,https://alsahifa.example/2,"'=50, they said",3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274,,,,,,false,,,false,false,,false
    "#);
}
