//! Where a line goes and where it ends: in the picture, in the specification and in the terminal.

use super::*;

#[test]
fn a_missing_number_is_a_sign_without_height() {
    let figures = [("2022-09-13", unstated()), ("2022-09-14", exact(50))];
    let chart = chart_of(vec![(
        "soldiers",
        Aggregation::Cumulative,
        line("Ministry", Aggregation::Cumulative, &figures),
    )]);
    let scene = check(&chart).unwrap();
    let signs = signs(&scene);
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

/// Who said 300, then “hundreds”, no longer says 300: neither the line nor what carries it on goes past that day.
#[test]
fn what_has_no_number_ends_the_number_before_it() {
    let vague = unstated();
    let shape = |figures: &[(&str, Figure)]| {
        let aggregation = Aggregation::Cumulative;
        let of = line("Ministry", aggregation, figures);
        let chart = chart_of(vec![("all", aggregation, of)]);
        let scene = check(&chart).unwrap();
        let path = |wanted| {
            let found = scene.items.iter().filter_map(move |item| match item {
                Item::Path { stretches, stroke }
                    if stroke.look == wanted && stroke.ink == scene::Ink::Line(0) =>
                {
                    Some(stretches.clone())
                }
                _ => None,
            });
            found.flatten().collect::<Vec<_>>()
        };
        let at: Vec<_> = signs(&scene).iter().map(|signs| signs[0].0).collect();
        (
            path(scene::Look::Solid),
            path(scene::Look::Dotted),
            at,
            chart,
        )
    };
    let first = ("2022-09-13", exact(300));
    let (solid, dotted, signs, chart) = shape(&[first, ("2022-09-15", vague)]);
    let [at, diamond] = signs[..] else {
        panic!("{signs:?}");
    };
    assert_eq!(
        solid,
        [[
            at,
            scene::Point {
                x: diamond.x,
                y: at.y
            }
        ]]
    );
    assert_eq!(dotted[0][0], diamond);
    assert!(diamond.y > at.y);
    let spec: serde_json::Value = serde_json::from_slice(&vega::write(&chart)).unwrap();
    let rows = spec["data"]["values"].as_array().unwrap();
    assert_eq!(rows[0]["until"], "2022-09-15");
    assert_eq!(rows[0]["is_broken_off"], true);
    assert!(rows[0]["end_y"].is_null() && rows[1]["end_y"].is_number());
    // A number said later begins another line.
    let (solid, ..) = shape(&[
        first,
        ("2022-09-15", vague),
        ("2022-09-17", exact(310)),
        ("2022-09-18", exact(320)),
    ]);
    assert_eq!(solid.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3]);
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
fn the_specification_joins_no_lower_end_to_an_upper_one() {
    let said = |text: &str| crate::text::read_figure(text).unwrap();
    let figures = [
        ("2022-09-13", said("more than 100")),
        ("2022-09-15", said("up to 500")),
        ("2022-09-17", said("up to 600")),
        ("2022-09-18", said("300 to 400")),
        ("2022-09-19", said("350")),
    ];
    let aggregation = Aggregation::Cumulative;
    let chart = chart_of(vec![("all", aggregation, line("M", aggregation, &figures))]);
    let spec: serde_json::Value = serde_json::from_slice(&vega::write(&chart)).unwrap();
    let rows = spec["data"]["values"].as_array().unwrap();
    let stretches: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["stretch"].as_u64().unwrap(),
                row["is_broken_off"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        stretches,
        [(0, true), (1, false), (1, true), (2, true), (3, false)]
    );
    // Whatever draws a line from row to row draws one for each stretch; a rule from a day to the next is level.
    for layer in spec["vconcat"][0]["layer"].as_array().unwrap() {
        let encoding = &layer["encoding"];
        match layer["mark"]["type"].as_str().unwrap() {
            "line" => assert_eq!(encoding["detail"]["field"], "stretch"),
            "area" | "trail" => panic!("{layer}"),
            "rule" if encoding["x2"]["field"] == "until" => {
                assert!(encoding["y2"].is_null(), "{layer}");
            }
            _ => {}
        }
    }
    for pair in rows.windows(2) {
        let has = |row: &serde_json::Value, end: &str| !row[end].is_null();
        let is_lower = |row| has(row, "low") && !has(row, "high");
        let is_upper = |row| has(row, "high") && !has(row, "low");
        let is_unlike = (is_lower(&pair[0]) && is_upper(&pair[1]))
            || (is_upper(&pair[0]) && is_lower(&pair[1]));
        assert!(!is_unlike || pair[0]["stretch"] != pair[1]["stretch"]);
    }
}

#[test]
fn the_terminal_joins_no_lower_end_to_an_upper_one() {
    let said = |text: &str| crate::text::read_figure(text).unwrap();
    let drawn = |one: &str, other: &str| {
        let figures = [("2022-09-13", said(one)), ("2022-09-15", said(other))];
        let line = line("M", Aggregation::Cumulative, &figures);
        terminal(&line, Aggregation::Cumulative, &Style::plain(40)).join("\n")
    };
    let has_corner = |drawn: &str| drawn.contains('╯') || drawn.contains('╮');
    assert!(has_corner(&drawn("more than 100", "500")));
    assert!(!has_corner(&drawn("more than 100", "up to 500")));
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

/// One digit too many would press every other figure onto the axis.
#[test]
fn a_slip_of_the_keyboard_does_not_set_the_scale_of_the_terminal() {
    let of = |number: u64| {
        let figures = [
            ("2022-09-13", exact(100)),
            ("2022-09-14", exact(128)),
            ("2022-09-15", exact(number)),
            ("2022-09-16", exact(150)),
        ];
        let mut line = line("M", Aggregation::Cumulative, &figures);
        line.marks[2].flags = vec![Flag::KeyboardSlip];
        terminal(&line, Aggregation::Cumulative, &Style::plain(48)).join("\n")
    };
    insta::assert_snapshot!(of(1_500));
    // What is not far above the others stands among them.
    let near = of(290);
    assert!(near.contains("290 ┤") && !near.contains('‡'), "{near}");
}
