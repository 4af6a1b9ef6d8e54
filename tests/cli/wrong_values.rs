//! Values that say nothing, or two things: each is refused by name, with what to do, and nothing is written.

use crate::common::Desk;

#[test]
fn dates_that_are_none() {
    let desk = Desk::with_article();
    for date in [
        "2022-13-40",
        "14.09.2022",
        "2022-9-1",
        "yesterday",
        "2022-09-14/2022-09-13",
        "",
        "٢٠٢٢",
    ] {
        let flag = format!("--stated-on={date}");
        let ran = desk
            .run([
                "add",
                "figure",
                "--claimant",
                "ministry",
                "--article",
                "a1",
                "--killed",
                "5",
                &flag,
            ])
            .failed(2, "--stated-on");
        assert!(ran.stderr.contains("Hint: "), "{}", ran.stderr);
    }
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--article",
        "a1",
        "--killed",
        "5",
        "--stated-on",
        "2202-09-14",
    ])
    .failed(2, "lies in the future");
    desk.run(["report", "changes", "--since", "2022-13-40"])
        .failed(2, "2022-13-40");
    for command in [
        ["report", "changes"].as_slice(),
        &["report", "conflicts"],
        &["list", "claims"],
    ] {
        let days = ["--since", "2022-09-15", "--until", "2022-09-14"];
        desk.run(command.iter().chain(&days))
            .failed(2, "2022-09-14 is before --since 2022-09-15");
    }
    desk.run(["report", "changes", "--recorded-by", "noon"])
        .failed(2, "noon");
}

#[test]
fn names_that_stand_for_nothing_or_for_two() {
    let desk = Desk::with_article();
    desk.run([
        "source",
        "add",
        "ministry-two",
        "--name",
        "Ministry of Defence",
        "--kind",
        "official",
    ])
    .done();
    let add = |claimant: &str, article: &str, event: &str| {
        desk.run([
            "add",
            "figure",
            "--claimant",
            claimant,
            "--article",
            article,
            "--event",
            event,
            "--killed",
            "5",
            "--stated-on",
            "2022-09-14",
        ])
    };
    add("Ministry of Defence", "a1", "clashes")
        .failed(1, "may be s1 (ministry) or s3 (ministry-two)");
    add("ministri", "a1", "clashes").failed(1, "did you mean");
    add("c1", "a1", "clashes").failed(1, "c1 is a claim, not a source");
    add("s99", "a1", "clashes").failed(1, "there is no source “s99”");
    add("ministry", "a99", "clashes").failed(1, "there is no article “a99”");
    add("ministry", "a1", "clash").failed(1, "there is no event “clash”");
    desk.run(["show", "c99"]).failed(1, "c99");
    desk.run(["history", "nothing-of-the-kind"])
        .failed(1, "nothing-of-the-kind");
    desk.run([
        "amend", "c99", "--place", "x", "--cause", "rescoped", "--reason", "x",
    ])
    .failed(1, "c99");
}

#[test]
fn the_event_may_be_left_out_only_when_there_is_one() {
    let desk = Desk::with_article();
    desk.run(["event", "add", "others", "--title", "Others"])
        .done();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--article",
        "a1",
        "--killed",
        "5",
        "--stated-on",
        "2022-09-14",
    ])
    .failed(1, "which event? there are 2");
}

#[test]
fn measures_kinds_and_other_vocabularies() {
    let desk = Desk::with_article();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--article",
        "a1",
        "--measure",
        "wounded",
        "--low",
        "5",
        "--stated-on",
        "2022-09-14",
    ])
    .failed(2, "“wounded” is not a measure");
    desk.run(["source", "add", "x", "--name", "X", "--kind", "newspaper"])
        .failed(2, "“newspaper” is not a kind of source");
    desk.run([
        "source",
        "add",
        "x",
        "--name",
        "X",
        "--kind",
        "outlet",
        "--reliability",
        "G",
    ])
    .failed(2, "reliability");
    desk.run([
        "source",
        "add",
        "x",
        "--name",
        "X",
        "--kind",
        "outlet",
        "--country",
        "Armenia",
    ])
    .failed(2, "not a country");
    desk.run(["source", "add", "X Y", "--name", "X", "--kind", "outlet"])
        .failed(2, "not a handle");
    desk.run(["source", "add", "c17", "--name", "X", "--kind", "outlet"])
        .failed(2, "shape of an id");
    desk.run([
        "article",
        "add",
        "https://x.example/",
        "--language",
        "Arabic",
    ])
    .failed(2, "not a language tag");
    desk.run(["source", "add", "x", "--name", "a\nb", "--kind", "outlet"])
        .failed(2, "control character");
}

#[test]
fn arguments_that_say_nothing() {
    let desk = Desk::new();
    assert_eq!(desk.run(["--frobnicate"]).code, 2);
    assert_eq!(desk.run(["no-such-command"]).code, 2);
    assert_eq!(desk.run::<[&str; 0], &str>([]).code, 2);
    assert_eq!(desk.run(["--help"]).code, 0);
    assert!(
        desk.run(["--version"])
            .done()
            .stdout
            .starts_with("claimlog ")
    );
    desk.run(["event", "add", "x", "--title", "X", "--author", " "])
        .failed(2, "not an author");
}

#[test]
fn every_command_has_help_with_an_example() {
    let desk = Desk::empty();
    let commands: &[&[&str]] = &[
        &["init"],
        &["ingest"],
        &["event", "add"],
        &["event", "edit"],
        &["source", "add"],
        &["source", "edit"],
        &["article", "add"],
        &["article", "edit"],
        &["add", "figure"],
        &["add", "accusation"],
        &["cite"],
        &["amend"],
        &["retract"],
        &["show"],
        &["history"],
        &["list"],
        &["search"],
        &["report", "changes"],
        &["import"],
        &["export", "csv"],
        &["export", "jsonl"],
        &["verify"],
        &["completions"],
        &["man"],
    ];
    for command in commands {
        let ran = desk.run(command.iter().chain(&["--help"])).done();
        assert!(
            ran.stdout.contains("Example"),
            "{command:?}:\n{}",
            ran.stdout
        );
    }
}

#[test]
fn an_event_does_not_end_before_it_begins() {
    let desk = Desk::new();
    desk.run([
        "event",
        "add",
        "clashes",
        "--title",
        "X",
        "--start",
        "2022-09-14",
        "--end",
        "2022-09-13",
    ])
    .failed(2, "ends (2022-09-13) before it begins");
    desk.run([
        "event",
        "add",
        "clashes",
        "--title",
        "X",
        "--start",
        "2022-09",
        "--end",
        "2022-09-13",
    ])
    .done();
}

#[test]
fn what_was_typed_wrongly_never_reaches_the_terminal_raw() {
    let desk = Desk::new();
    let ran = desk.run([
        "source",
        "add",
        "zz",
        "--name",
        "a\u{1b}[31mRED",
        "--kind",
        "state",
    ]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.starts_with("Error: ") && !ran.stderr.contains('\u{1b}'),
        "{ran}"
    );
}
