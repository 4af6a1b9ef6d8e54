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
use crate::report::stance::Stance;
use crate::report::tests::Case;
use crate::series::flags::Flag;
use crate::series::{Change, Said, steps};
use crate::store::{Head, Horizon, Read as _};

mod drawn_lines;
mod pictures;
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
    let days: Vec<PartialDate> = figures
        .iter()
        .map(|(day, _)| day.parse().unwrap())
        .collect();
    let numbers = figures
        .iter()
        .zip(&days)
        .map(|((_, figure), stated_on)| Said {
            figure,
            wording: None,
            stated_on,
            occurred: None,
            published_at: None,
            former: &[],
        });
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
            drawn_on: date.parse().unwrap(),
            occurred: None,
            figure: *figure,
            wording: None,
            is_beside: false,
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
        handle: claimant.to_owned(),
        slot: 0,
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
        let scope = scope_of(victims, aggregation);
        gatherer.line("clashes".to_owned(), scope, Stance::Other, line);
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

/// The signs of each figure that leads to its claim.
fn signs(scene: &scene::Scene) -> Vec<Vec<(scene::Point, Sign)>> {
    let signs = scene.items.iter().filter_map(|item| match item {
        Item::Figure {
            signs,
            trace: Some(_),
            ..
        } => Some(signs.clone()),
        _ => None,
    });
    signs.collect()
}

/// A line that says 5 and then a number.
fn rising(name: &str, number: u64) -> Line {
    let figures = [("2022-09-13", exact(5)), ("2022-09-15", exact(number))];
    line(name, Aggregation::Cumulative, &figures)
}

/// Own losses and losses claimed of the enemy, by two ministries that speak of both sides, and others.
fn two_sided() -> Chart {
    let mut gatherer = Gatherer::default();
    let sided = |side: &str| ChartScope {
        victim_side: side.parse().ok(),
        ..scope_of("soldiers", Aggregation::Cumulative)
    };
    for (side, stance, name, number) in [
        ("A", Stance::Own, "Ministry of A", 20),
        ("A", Stance::Enemy, "Ministry of B", 400),
        ("A", Stance::Other, "Monitor", 90),
        ("B", Stance::Enemy, "Ministry of A", 300),
        ("B", Stance::Enemy, "General of A", 200),
        ("B", Stance::Own, "Ministry of B", 30),
    ] {
        let line = rising(name, number);
        gatherer.line("clashes".to_owned(), sided(side), stance, line);
    }
    gatherer.finish("Clashes".to_owned(), basis())
}

#[test]
fn own_losses_and_those_claimed_of_the_enemy_stand_apart_on_one_scale() {
    let chart = two_sided();
    let panels: Vec<_> = chart
        .panels
        .iter()
        .map(|panel| {
            (
                panel.scope.victim_side.as_ref().unwrap().as_str(),
                panel.stance,
                panel.lines.len(),
            )
        })
        .collect();
    assert_eq!(
        panels,
        [
            ("A", Stance::Own, 1),
            ("A", Stance::Enemy, 1),
            ("A", Stance::Other, 1),
            ("B", Stance::Own, 1),
            ("B", Stance::Enemy, 2)
        ]
    );
    let scene = check(&chart).unwrap();
    let texts: Vec<&str> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) => Some(text.text.as_str()),
            _ => None,
        })
        .collect();
    for heading in [
        "Own losses, as A states them",
        "Losses of A, as claimed by the enemy",
        "Losses of A, as others state them",
    ] {
        assert_eq!(
            texts.iter().filter(|text| **text == heading).count(),
            1,
            "{texts:?}"
        );
    }
    // 20 of 400 in one panel is as high as 20 of 400 in the other: the axes of a side are alike.
    let fives: Vec<_> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Path { stretches, stroke }
                if matches!(stroke.ink, scene::Ink::Line(_))
                    && stroke.look != scene::Look::Dotted
                    && stretches[0].len() == 3 =>
            {
                let (low, high) = (stretches[0][0].y, stretches[0][2].y);
                Some((low - high).get())
            }
            _ => None,
        })
        .take(2)
        .collect();
    let scaled = fives[0] * 395 / 15;
    assert!((scaled - fives[1]).abs() < 40, "{fives:?}");
    let spec: serde_json::Value = serde_json::from_slice(&vega::write(&chart)).unwrap();
    assert_eq!(
        spec["vconcat"][0]["title"]["text"],
        "Own losses, as A states them"
    );
    assert_eq!(spec["data"]["values"][0]["stance"], "own");
    let top = |panel: usize| {
        let layers = spec["vconcat"][panel]["layer"].as_array().unwrap();
        let line = layers.iter().find(|layer| layer["mark"]["type"] == "line");
        line.unwrap()["encoding"]["y"]["scale"]["domain"][1].clone()
    };
    assert_eq!(top(0), top(1));
    assert_ne!(top(0), top(4));
}

#[test]
fn a_claimant_has_one_look_in_all_panels() {
    let chart = two_sided();
    let slot = |panel: usize, handle: &str| {
        let lines = &chart.panels[panel].lines;
        lines
            .iter()
            .find(|line| line.handle == handle)
            .unwrap()
            .slot
    };
    assert_eq!(slot(0, "Ministry of A"), slot(4, "Ministry of A"));
    assert_eq!(slot(1, "Ministry of B"), slot(3, "Ministry of B"));
    let slots: BTreeSet<usize> = chart
        .panels
        .iter()
        .flat_map(|panel| &panel.lines)
        .map(|line| line.slot)
        .collect();
    assert_eq!(slots.len(), 4, "no two have one");
    let svg = svg(&chart, Theme::Light);
    let looks: BTreeSet<&str> = svg
        .lines()
        .filter(|line| line.contains("stroke-width=\"3\""))
        .map(|line| line.split(" d=").next().unwrap())
        .collect();
    assert_eq!(looks.len(), 4, "{looks:?}");
    let spec: serde_json::Value = serde_json::from_slice(&vega::write(&chart)).unwrap();
    let scales = |channel: &str| -> BTreeSet<String> {
        let panels = spec["vconcat"].as_array().unwrap().iter();
        let layers = panels.flat_map(|panel| panel["layer"].as_array().unwrap());
        let encodings = layers.map(|layer| &layer["encoding"][channel]);
        let scales = encodings.filter(|channel| channel["field"] == "claimant");
        scales.map(|channel| channel["scale"].to_string()).collect()
    };
    assert_eq!((scales("color").len(), scales("strokeDash").len()), (1, 1));
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
            gatherer.push(&series, Stance::Other);
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
