use super::*;

const COLUMNS: [Column; 5] = [
    Column {
        heading: "id",
        kind: Kind::Whole,
    },
    Column {
        heading: "stated",
        kind: Kind::Date,
    },
    Column {
        heading: "name",
        kind: Kind::Text {
            least: 10,
            lines: 2,
        },
    },
    Column {
        heading: "killed",
        kind: Kind::Number,
    },
    Column {
        heading: "quote",
        kind: Kind::Text {
            least: 12,
            lines: 3,
        },
    },
];

/// 300 characters in four scripts, with an emoji of several code points.
fn long_name() -> String {
    "وزارة الدفاع الأذربيجانية / Министерство обороны / 国防部 👩🏽‍🚒 Ministry "
        .chars()
        .cycle()
        .take(300)
        .collect()
}

fn table() -> Table {
    let mut table = Table::new(2, &COLUMNS);
    table.row(vec![
        Cell::own("c1"),
        Cell::own("2022-09-13"),
        Cell::outside("Ministry of Defence"),
        Cell::own(50),
        Cell::outside("a number of"),
    ]);
    table.row(vec![
        Cell::own("c4294967295"),
        Cell::own("2022-09-13/2022-09-14"),
        Cell::outside("وزارة الدفاع الأذربيجانية"),
        Cell::own("12345"),
        Cell::outside("نحو 50 قتيلاً في صفوف العسكريين الأرمينيين إلى الآن"),
    ]);
    table.row(vec![
        Cell::own("c3"),
        Cell::own("2022-09"),
        Cell::outside("evil\u{1b}[2J \u{202e}eman\nnext"),
    ]);
    table.row(vec![
        Cell::own("c5"),
        Cell::default(),
        Cell::own(words::running(&long_name())),
        Cell::own(7),
    ]);
    table
}

fn written(width: usize) -> String {
    let mut out = Vec::new();
    table().write(&mut out, &Style::plain(width)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_row_has_the_same_display_width_and_fits() {
    for width in [60, 80, 100, 120, 200] {
        let mut table = table();
        let Layout::Columns(_) = table.layout(width) else {
            panic!("{width} is wide enough for columns");
        };
        let mut lines = Lines {
            keeps_blanks: true,
            ..Lines::default()
        };
        table.lay_out(&Style::plain(width), &mut lines);
        let widths: Vec<usize> = lines.text.lines().map(words::width).collect();
        assert!(widths.iter().all(|wide| *wide == widths[0]), "{widths:?}");
        assert!(widths[0] <= width, "{} in {width}", widths[0]);
    }
}

#[test]
fn ids_numbers_and_dates_are_whole_at_any_width() {
    for width in [40, 60, 80, 120] {
        let text = written(width);
        for whole in ["c4294967295", "12345", "2022-09-13", "2022-09-14", "c3"] {
            assert!(text.contains(whole), "{whole} at {width}:\n{text}");
        }
    }
}

#[test]
fn nothing_reaches_the_terminal_raw_and_isolates_are_closed_in_their_line() {
    for width in [40, 60, 80, 120] {
        for line in written(width).lines() {
            assert!(!line.chars().any(char::is_control), "{line:?}");
            assert!(!line.contains(['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}']));
            let mut depth = 0_i32;
            for c in line.chars() {
                depth += match c {
                    '\u{2066}'..='\u{2068}' => 1,
                    '\u{2069}' => -1,
                    _ => 0,
                };
                assert!((0..=1).contains(&depth), "{line:?}");
            }
            assert_eq!(depth, 0, "{line:?}");
        }
    }
}

#[test]
fn a_later_stretch_keeps_the_columns_and_says_nothing_twice() {
    let mut table = Table::new(0, &COLUMNS[..2]);
    let mut out = Vec::new();
    for number in 0..1200 {
        table.row(vec![
            Cell::own(format!("c{}", 1000 + number)),
            Cell::own("2022"),
        ]);
        table.write_when_full(&mut out, &Style::plain(80)).unwrap();
    }
    table.write(&mut out, &Style::plain(80)).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("stated").count(), 1);
    assert_eq!(text.lines().count(), 1201);
}

#[test]
fn colour_changes_no_column() {
    let colored = Style {
        color: true,
        ..Style::plain(80)
    };
    let mut table = table();
    table.note("⚠ look at this", Face::Warning);
    let written = |mut table: Table, style: &Style| {
        let mut lines = Lines {
            keeps_blanks: true,
            ..Lines::default()
        };
        table.lay_out(style, &mut lines);
        lines.text
    };
    let plain = written(table.clone(), &Style::plain(80));
    let painted = written(table, &colored);
    assert_ne!(plain, painted);
    let unpainted = painted
        .replace("\u{1b}[0m", "")
        .replace("\u{1b}[1;33m", "")
        .replace("\u{1b}[2m", "");
    assert_eq!(plain, unpainted);
}
