//! `--chart`: the drawings of the bundled case, and files that are written whole or not at all.

use std::fs;

use insta::assert_snapshot;

use crate::common::{Desk, files, is_expected};

const CASE: [&str; 4] = ["report", "changes", "--event", "border-clashes-2022"];

#[test]
fn the_charts_of_the_bundled_case_are_what_is_expected() {
    let desk = Desk::with_case();
    for name in ["changes.svg", "changes.vl.json"] {
        desk.run(CASE.iter().copied().chain(["--chart", name]))
            .done();
        let found = fs::read_to_string(desk.path(name)).unwrap();
        is_expected(name, &found);
    }
    let found = desk
        .run(CASE.iter().copied().chain(["--chart", "-"]))
        .done();
    is_expected("changes-chart.txt", &found.stdout);
}

#[test]
fn every_figure_of_the_report_is_in_the_drawing_with_its_claim() {
    let desk = Desk::with_case();
    let json = desk
        .run(
            CASE.iter()
                .copied()
                .chain(["--json", "--chart", "chart.svg"]),
        )
        .done()
        .json();
    let drawing = fs::read_to_string(desk.path("chart.svg")).unwrap();
    let mut figures = 0;
    for series in json["series"].as_array().unwrap() {
        for point in series["points"].as_array().unwrap() {
            figures += 1;
            let claim = point["claim"].as_str().unwrap();
            assert!(
                drawing.contains(&format!("data-claim=\"{claim}\"")),
                "{claim}"
            );
            let sha256 = point["citations"][0]["sha256"].as_str().unwrap();
            assert!(drawing.contains(sha256), "{claim}");
        }
    }
    assert_eq!(drawing.matches("data-claim=").count(), figures);
    assert!(drawing.contains(json["log"]["root"].as_str().unwrap()));
}

#[test]
fn a_picture_is_a_png() {
    let desk = Desk::with_case();
    let ran = desk
        .run(CASE.iter().copied().chain(["--chart", "chart.PNG"]))
        .done();
    assert_snapshot!(ran.stderr, @"Note: 14 figures in 8 series drawn in chart.PNG");
    let bytes = fs::read(desk.path("chart.PNG")).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(&bytes[16..20], 1440_u32.to_be_bytes(), "its width");
}

#[test]
fn claimants_beside_one_another_are_drawn_too() {
    let desk = Desk::with_case();
    let compare = ["report", "compare", "--event", "border-clashes-2022"];
    let to_file = ["--measure", "killed", "--chart", "compare.svg"];
    let ran = desk.run(compare.into_iter().chain(to_file)).done();
    assert!(ran.stderr.contains("drawn in compare.svg"));
    let drawing = fs::read_to_string(desk.path("compare.svg")).unwrap();
    assert_eq!(drawing.matches("data-claim=").count(), 13);
    for heading in [
        "Own losses, as Armenia states them",
        "Losses of Armenia, as others state them",
    ] {
        assert!(drawing.contains(&format!(">{heading}</text>")), "{heading}");
    }
    desk.run(compare.into_iter().chain(["--chart", "-"]))
        .failed(2, "report changes");
}

#[test]
fn a_chart_looks_back_as_the_report_does() {
    let desk = Desk::with_case();
    let drawing = |flags: &[&str]| {
        desk.run(
            CASE.iter()
                .copied()
                .chain(["--chart", "chart.svg"])
                .chain(flags.iter().copied()),
        )
        .done();
        fs::read_to_string(desk.path("chart.svg")).unwrap()
    };
    let plain = drawing(&[]);
    let by_then = drawing(&["--as-of", "2022-09-14"]);
    assert!(plain.contains("at least 135") && !by_then.contains("at least 135"));
    assert!(by_then.contains("as of 2022-09-14"));
    assert!(by_then.contains("figures are left out: stated after 2022-09-14."));
    let before_all = ["--recorded-by", "2020-01-01", "--chart", "empty.svg"];
    desk.run(["report", "changes"].into_iter().chain(before_all))
        .done();
    let empty = fs::read_to_string(desk.path("empty.svg")).unwrap();
    assert!(empty.contains("There is no figure to draw."));
    assert!(drawing(&["--chart-theme", "dark"]).contains(".claimlog-chart .paper{fill:#14171a}"));
    assert!(plain.contains("prefers-color-scheme: dark"));
}

#[test]
fn what_cannot_be_drawn_is_refused_and_nothing_is_written() {
    let desk = Desk::with_case();
    let before = files(desk.path("").as_path());
    let run = |flags: &[&str]| {
        desk.run(CASE.iter().copied().chain(flags.iter().copied()))
            .to_string()
    };
    assert_snapshot!(run(&["--chart", "chart.pdf"]));
    assert_snapshot!(run(&["--chart", "-", "--json"]));
    desk.run(CASE.iter().copied().chain(["--chart", "missing/chart.svg"]))
        .failed(
            2,
            "missing/chart.svg cannot be written: there is no folder missing",
        );
    // Nothing is shown before that is known.
    assert_snapshot!(run(&["--chart", "missing/chart.svg"]));
    fs::create_dir(desk.path("folder.svg")).unwrap();
    assert_snapshot!(run(&["--chart", "folder.svg"]));
    fs::remove_dir(desk.path("folder.svg")).unwrap();
    desk.run(["report", "event", "-o", "missing/event.json"])
        .failed(
            2,
            "missing/event.json cannot be written: there is no folder missing",
        );
    desk.run(CASE.iter().copied().chain(["--chart-theme", "dark"]))
        .failed(2, "--chart");
    desk.run(
        CASE.iter()
            .copied()
            .chain(["--chart", "a.svg", "--chart-theme", "blue"]),
    )
    .failed(2, "theme");
    fs::copy(desk.database(), desk.path("copy.svg")).unwrap();
    desk.run(CASE.iter().copied().chain(["--chart", "copy.svg"]))
        .failed(2, "is a database");
    assert_eq!(
        fs::read(desk.path("copy.svg")).unwrap(),
        fs::read(desk.database()).unwrap()
    );
    fs::remove_file(desk.path("copy.svg")).unwrap();
    // Beside the database lie files of SQLite's own.
    let names = |files: Vec<(std::path::PathBuf, Vec<u8>)>| -> Vec<_> {
        let paths = files.into_iter().map(|(path, _)| path);
        paths
            .filter(|path| path.extension().is_none_or(|end| end.len() < 4))
            .collect()
    };
    assert_eq!(names(files(desk.path("").as_path())), names(before));
}
