//! What holds of every chart.

use proptest::prelude::*;

use super::*;

fn any_figure() -> impl Strategy<Value = Figure> {
    let number = prop_oneof![0..100_u64, 0..(1_u64 << 53)];
    (number.clone(), number, 0..8_usize).prop_map(|(one, other, kind)| {
        let (low, high) = (one.min(other), one.max(other));
        let shape = match kind {
            0 => (count(low), count(low), count(low), Qualifier::Exact),
            1 => (None, count(low), None, Qualifier::About),
            2 => (count(low), None, None, Qualifier::AtLeast),
            3 => (None, None, count(high), Qualifier::UpTo),
            4 => (count(low), None, count(high), Qualifier::Range),
            5 => (count(low), count(low), count(high), Qualifier::Range),
            6 => (count(low), count(high), None, Qualifier::AtLeast),
            _ => (None, None, None, Qualifier::Vague),
        };
        Figure::new(shape.0, shape.1, shape.2, shape.3).unwrap()
    })
}

fn any_date() -> impl Strategy<Value = String> {
    (
        2020..2024_i32,
        1..13_u32,
        1..29_u32,
        0..7_usize,
        1000..9000_i32,
    )
        .prop_map(|(year, month, day, kind, far)| match kind {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("../{year}-{month:02}-{day:02}"),
            3 => format!("{year}-{month:02}-{day:02}/.."),
            4 if day == 1 => format!("{far}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        })
}

fn any_line() -> impl Strategy<Value = (u8, u8, String, Vec<(String, Figure)>)> {
    // Numbers that are none are looked for by the letters they would be written with.
    let is_no_number = |name: &String| !name.contains("NaN") && !name.contains("inf");
    let name = "[ a-zA-Z<>&\u{600}-\u{6ff}\u{5d0}-\u{5ea}\u{4e00}-\u{4e20}\u{202a}-\u{202e}\u{0}-\u{1f}]{0,300}";
    (
        0..3_u8,
        0..3_u8,
        name.prop_filter("written like a number that is none", is_no_number),
        prop::collection::vec((any_date(), any_figure()), 1..12),
    )
}

fn any_chart() -> impl Strategy<Value = Chart> {
    prop::collection::vec(any_line(), 0..10).prop_map(|lines| {
        let lines = lines
            .iter()
            .map(|(victims, aggregation, name, figures)| {
                let aggregation = [
                    Aggregation::Cumulative,
                    Aggregation::Incremental,
                    Aggregation::Unknown,
                ][usize::from(*aggregation)];
                let victims = ["soldiers", "مدنيون", "a"][usize::from(*victims)];
                let mut figures: Vec<(&str, Figure)> = figures
                    .iter()
                    .map(|(date, figure)| (date.as_str(), *figure))
                    .collect();
                let date = |text: &str| text.parse::<PartialDate>().unwrap();
                figures.sort_by(|one, other| date(one.0).chronological(&date(other.0)));
                (victims, aggregation, line(name, aggregation, &figures))
            })
            .collect();
        chart_of(lines)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn everything_lies_on_the_canvas_and_no_words_on_others(chart in any_chart()) {
        let scene = check(&chart)?;
        prop_assert_eq!(&scene, &layout::scene(&chart));
        let svg = svg(&chart, Theme::Auto);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
        let is_bare = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!svg.chars().any(is_bare));
        prop_assert!(resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok());
    }

    #[test]
    fn the_terminal_is_never_too_wide(chart in any_chart(), width in 40_usize..120) {
        for panel in &chart.panels {
            for line in &panel.lines {
                for row in terminal(line, panel.scope.aggregation, &Style::plain(width)) {
                    prop_assert!(crate::text::width(&row) <= width, "{row}");
                }
            }
        }
    }
}
