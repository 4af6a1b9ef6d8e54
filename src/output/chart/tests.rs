//! Charts of anything that can be recorded.

use std::ops::ControlFlow;

use proptest::prelude::{TestCaseError, prop_assert, prop_assert_eq};

use super::layout::{self, TRACED};
use super::scene::{Item, Rect, Scene, Sign};
use super::*;
use crate::model::{
    Count, Digest, EventId, Figure, Measure, PartialDate, Qualifier, RevisionNumber, VictimStatus,
};
use crate::report::changes::Made;
use crate::report::chart::{Basis, ChartScope, Gatherer, MOST_LINES, MOST_PANELS, Place};
use crate::report::tests::Case;
use crate::series::{Change, steps};
use crate::store::{Head, Horizon, Read as _};

mod properties;

fn count(number: u64) -> Option<Count> {
    Count::try_from(number).ok()
}

fn exact(number: u64) -> Figure {
    Figure::exact(count(number).unwrap())
}

fn unstated() -> Figure {
    Figure::new(None, None, None, Qualifier::Unstated).unwrap()
}

fn line(claimant: &str, aggregation: Aggregation, figures: &[(&str, Figure)]) -> Line {
    let numbers = figures.iter().map(|(_, figure)| (figure, None));
    let marks = figures
        .iter()
        .zip(
            steps(aggregation, numbers)
                .into_iter()
                .map(|stepped| stepped.step),
        )
        .enumerate()
        .map(|(index, ((date, figure), step))| Mark {
            stated_on: date.parse().unwrap(),
            figure: *figure,
            wording: None,
            falls: step.change == Change::Fall && aggregation == Aggregation::Cumulative,
            change: step.change,
            delta: step.delta,
            flags: Vec::new(),
            revised: None,
            claim: format!("c{}", index + 1).parse().unwrap(),
            revision: RevisionNumber::FIRST,
            place: Some(Place {
                locator: "https://x.example/<a>&b".into(),
                quote: Some("“نحو 50” ]]> <b>".into()),
                sha256: Some(Digest::of(b"page")),
            }),
        })
        .collect();
    Line {
        claimant: claimant.to_owned(),
        handle: "mod".to_owned(),
        marks,
    }
}

fn scope_of(victims: &str, aggregation: Aggregation) -> ChartScope {
    ChartScope {
        event: "e1".parse::<EventId>().unwrap(),
        measure: Measure::Killed,
        victims: victims.parse().ok(),
        victim_side: None,
        victim_status: VictimStatus::Unknown,
        aggregation,
        place: None,
    }
}

fn basis() -> Basis {
    let case = Case::new();
    Basis {
        made: Made {
            head: case.store.head().unwrap(),
            horizon: Horizon::NOW,
        },
        as_of: None,
        recorded_by: None,
    }
}

fn chart_of(lines: Vec<(&str, Aggregation, Line)>) -> Chart {
    let mut gatherer = Gatherer::default();
    for (victims, aggregation, line) in lines {
        gatherer.line("clashes".to_owned(), scope_of(victims, aggregation), line);
    }
    let head = Head {
        size: 65,
        root: basis_root(),
    };
    gatherer.finish(
        "Clashes <on> the & border".to_owned(),
        Basis {
            made: Made {
                head,
                horizon: Horizon::NOW,
            },
            as_of: None,
            recorded_by: None,
        },
    )
}

fn basis_root() -> crate::log::Hash {
    use std::sync::LazyLock;
    static ROOT: LazyLock<crate::log::Hash> = LazyLock::new(|| basis().made.head.root);
    *ROOT
}

/// What must hold of every drawing.
fn check(chart: &Chart) -> Result<Scene, TestCaseError> {
    let scene = layout::scene(chart);
    let canvas = Rect {
        left: space::Px::ZERO,
        top: space::Px::ZERO,
        right: scene.width,
        bottom: scene.height,
    };
    let mut texts: Vec<(Rect, &str)> = Vec::new();
    let mut traced = 0;
    for item in &scene.items {
        if let Some(extent) = item.extent() {
            let is_inside = extent.left >= canvas.left
                && extent.top >= canvas.top
                && extent.right <= canvas.right
                && extent.bottom <= canvas.bottom;
            prop_assert!(is_inside, "{item:?} lies outside");
            prop_assert!(
                extent.left <= extent.right && extent.top <= extent.bottom,
                "{item:?}"
            );
            if let Item::Text(text) = item {
                for (other, words) in &texts {
                    prop_assert!(!extent.meets(other), "{:?} lies on {words:?}", text.text);
                }
                texts.push((extent, &text.text));
            }
        }
        if let Item::Figure { trace: Some(_), .. } = item {
            traced += 1;
        }
    }
    if chart.figures() <= TRACED {
        prop_assert_eq!(traced, chart.figures(), "each figure has a sign");
    }
    Ok(scene)
}

#[test]
fn a_missing_number_is_a_sign_without_height() {
    let figures = [("2022-09-13", unstated()), ("2022-09-14", exact(50))];
    let chart = chart_of(vec![(
        "soldiers",
        Aggregation::Cumulative,
        line("Ministry", Aggregation::Cumulative, &figures),
    )]);
    let scene = check(&chart).unwrap();
    let signs: Vec<_> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Figure {
                signs,
                trace: Some(_),
                ..
            } => Some(signs.clone()),
            _ => None,
        })
        .collect();
    let [(none, Sign::Diamond)] = signs[0][..] else {
        panic!("{signs:?}");
    };
    let [(fifty, Sign::Dot)] = signs[1][..] else {
        panic!("{signs:?}");
    };
    assert!(none.y > fifty.y);
    // The line begins with the first number: it does not come up from zero.
    let paths: Vec<_> = scene
        .items
        .iter()
        .filter(|item| matches!(item, Item::Path { stroke, .. } if stroke.look == scene::Look::Solid && stroke.ink == scene::Ink::Line(0)))
        .collect();
    assert_eq!(paths, Vec::<&Item>::new());
}

#[test]
fn what_holds_from_day_to_day_is_a_line_and_what_is_new_is_not() {
    let figures = [
        ("2022-09-13", exact(5)),
        ("2022-09-14", exact(3)),
        ("2022-09-15", exact(4)),
    ];
    let shapes = |aggregation| {
        let chart = chart_of(vec![(
            "all",
            aggregation,
            line("Ministry", aggregation, &figures),
        )]);
        let scene = check(&chart).unwrap();
        let has_fall = scene.items.iter().any(|item| {
            matches!(item, Item::Figure { signs, trace: None, .. } if signs[0].1 == Sign::Fall)
        });
        let longest = scene.items.iter().filter_map(|item| match item {
            Item::Path { stretches, stroke }
                if stroke.ink == scene::Ink::Line(0) && stroke.look == scene::Look::Solid =>
            {
                stretches.iter().map(Vec::len).max()
            }
            _ => None,
        });
        (longest.max(), has_fall)
    };
    assert_eq!(shapes(Aggregation::Cumulative), (Some(5), true));
    assert_eq!(shapes(Aggregation::Incremental), (Some(2), false));
    assert_eq!(shapes(Aggregation::Unknown), (None, false));
}

#[test]
fn a_lower_end_is_not_joined_to_an_upper_one() {
    let said = |text: &str| crate::text::read_figure(text).unwrap();
    let stretches = |one: &str, other: &str| {
        let figures = [("2022-09-13", said(one)), ("2022-09-15", said(other))];
        let aggregation = Aggregation::Cumulative;
        let of = line("Ministry", aggregation, &figures);
        let scene = check(&chart_of(vec![("all", aggregation, of)])).unwrap();
        let longest = scene.items.iter().filter_map(|item| match item {
            Item::Path { stretches, stroke }
                if stroke.ink == scene::Ink::Line(0) && stroke.look == scene::Look::Solid =>
            {
                stretches.iter().map(Vec::len).max()
            }
            _ => None,
        });
        longest.max()
    };
    assert_eq!(stretches("more than 100", "500"), Some(3));
    assert_eq!(stretches("more than 100", "up to 500"), Some(2));
    assert_eq!(stretches("up to 500", "at least 10"), Some(2));
}

#[test]
fn scopes_never_share_a_panel_and_what_does_not_fit_is_counted() {
    let one = |name: &str| line(name, Aggregation::Cumulative, &[("2022", exact(3))]);
    let two = |name: &str| {
        let figures = [("2022-01", exact(3)), ("2022-02", exact(4))];
        line(name, Aggregation::Cumulative, &figures)
    };
    let mut lines = vec![("late", Aggregation::Cumulative, two("late"))];
    let victims: Vec<String> = (0..1000).map(|index| format!("group {index}")).collect();
    lines.extend(
        victims
            .iter()
            .map(|victims| (victims.as_str(), Aggregation::Cumulative, one("m"))),
    );
    lines.extend((0..9).map(|_| ("late", Aggregation::Cumulative, two("late"))));
    let chart = chart_of(lines);
    assert_eq!(chart.panels.len(), MOST_PANELS);
    assert_eq!(chart.panels[0].lines.len(), MOST_LINES);
    assert_eq!(chart.series() + chart.left_out.series, 1010);
    assert_eq!(chart.figures() + chart.left_out.figures, 1020);
    let svg = svg(&chart, Theme::Auto);
    assert!(
        svg.contains(&format!(
            "{} of 1010 series are not drawn",
            chart.left_out.series
        )),
        "{svg}"
    );
}

#[test]
fn outside_text_cannot_leave_its_place() {
    let figures = [("2022-09-13", exact(5))];
    let name = "</text><script>alert(1)</script> \u{202e}evil\u{7} \"quoted\" وزارة & ]]>";
    let chart = chart_of(vec![(
        "a<b>&",
        Aggregation::Cumulative,
        line(name, Aggregation::Cumulative, &figures),
    )]);
    let svg = svg(&chart, Theme::Auto);
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{7}'));
    assert!(
        resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok(),
        "{svg}"
    );
    assert!(!svg.contains("href") && !svg.contains("@import") && !svg.contains("@font-face"));
    let title = "SHA-256";
    assert!(svg.contains("data-claim=\"c1\" data-revision=\"1\"") && svg.contains(title));
}

#[test]
fn a_picture_is_a_picture_of_the_right_size_on_its_paper() {
    let figures = [("2022-09-13", exact(5)), ("2022-09-15", exact(9))];
    let name = "وزارة الدفاع דובר צה\"ל Վարչապետ 国";
    let chart = chart_of(vec![(
        "all",
        Aggregation::Cumulative,
        line(name, Aggregation::Cumulative, &figures),
    )]);
    for (theme, corner) in [
        (Theme::Auto, [255, 255, 255]),
        (Theme::Dark, [0x14, 0x17, 0x1a]),
    ] {
        let written = write(&chart, Format::Png, theme).unwrap();
        assert_eq!(written.undrawable.iter().collect::<String>(), "国");
        let picture = resvg::tiny_skia::Pixmap::decode_png(&written.bytes).unwrap();
        assert_eq!(picture.width(), 1440);
        let at = picture.pixel(2, 2).unwrap();
        assert_eq!([at.red(), at.green(), at.blue()], corner);
        // Letters of each script leave ink: more of it with the name than without.
        let inked = |picture: &resvg::tiny_skia::Pixmap| {
            picture
                .pixels()
                .iter()
                .filter(|pixel| [pixel.red(), pixel.green(), pixel.blue()] != corner)
                .count()
        };
        let empty = chart_of(vec![(
            "all",
            Aggregation::Cumulative,
            line("", Aggregation::Cumulative, &figures),
        )]);
        let empty = write(&empty, Format::Png, theme).unwrap();
        let empty = resvg::tiny_skia::Pixmap::decode_png(&empty.bytes).unwrap();
        assert!(inked(&picture) > inked(&empty) + 500);
    }
}

#[test]
fn a_letter_without_a_face_takes_no_face_from_the_others() {
    let picture = |name: &str| {
        let figures = [("2022-09-13", exact(50))];
        let chart = chart_of(vec![(
            "all",
            Aggregation::Cumulative,
            line(name, Aggregation::Cumulative, &figures),
        )]);
        write(&chart, Format::Png, Theme::Light).unwrap().bytes
    };
    assert_ne!(picture("委 لجنة"), picture("委 委委委委"));
    assert_ne!(picture("委 لجنة"), picture("委 לגנה"));
}

#[test]
fn a_file_name_asks_for_its_format() {
    let formats =
        ["a.svg", "A.PNG", "x.vl.json", "x.json", "svg", "a.pdf", ""].map(Format::of_name);
    let expected = [
        Some(Format::Svg),
        Some(Format::Png),
        Some(Format::VegaLite),
        None,
        None,
        None,
        None,
    ];
    assert_eq!(formats, expected);
}

#[test]
fn the_specification_has_every_figure_with_its_source_and_null_for_no_number() {
    let figures = [("2022-09-13", unstated()), ("2022-09-14", exact(50))];
    let chart = chart_of(vec![(
        "all",
        Aggregation::Cumulative,
        line("M", Aggregation::Cumulative, &figures),
    )]);
    let written = write(&chart, Format::VegaLite, Theme::Auto).unwrap();
    let spec: serde_json::Value = serde_json::from_slice(&written.bytes).unwrap();
    let rows = spec["data"]["values"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0]["value"].is_null() && rows[0]["best"].is_null());
    assert_eq!(rows[1]["value"], 50);
    assert_eq!(rows[1]["claim"], "c2");
    assert_eq!(rows[1]["snapshot_sha256"], Digest::of(b"page").to_string());
    assert_eq!(spec["usermeta"]["claimlog"]["log"]["size"], 65);
}

#[test]
fn a_case_of_the_store_becomes_a_chart() {
    let case = Case::new();
    let query = crate::report::changes::Query::default();
    let made = crate::report::changes::made(&case.store, &query).unwrap();
    let mut gatherer = Gatherer::default();
    crate::report::changes::each_series::<crate::report::ReportError>(
        &case.store,
        &query,
        &made,
        |series| {
            gatherer.push(&series);
            Ok(ControlFlow::Continue(()))
        },
    )
    .unwrap();
    let chart = gatherer.finish(
        "Clashes".to_owned(),
        Basis {
            made,
            as_of: None,
            recorded_by: None,
        },
    );
    assert!(chart.figures() > 0);
    let revised = chart
        .panels
        .iter()
        .flat_map(|panel| &panel.lines)
        .flat_map(|line| &line.marks)
        .filter(|mark| mark.revised.is_some())
        .count();
    assert_eq!(revised, 1, "one claim of the case was amended");
    assert!(svg(&chart, Theme::Light).contains("corrected by"));
}

#[test]
fn the_terminal_has_steps_and_signs() {
    let at_least = Figure::new(count(49), None, None, Qualifier::AtLeast).unwrap();
    let figures = [
        ("2022-09-13", at_least),
        ("2022-09-14", unstated()),
        ("2022-09-15", exact(207)),
        ("2022-09-19", exact(135)),
    ];
    let line = line("M", Aggregation::Cumulative, &figures);
    let rows = terminal(&line, Aggregation::Cumulative, &Style::plain(40));
    insta::assert_snapshot!(rows.join("\n"));
    assert!(
        terminal(
            &Line {
                marks: line.marks[..2].to_vec(),
                ..line
            },
            Aggregation::Cumulative,
            &Style::plain(40)
        )
        .is_empty()
    );
}
