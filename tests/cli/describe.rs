//! `event`, `source` and `article`: add, edit, show, list.

use insta::assert_snapshot;

use crate::common::Desk;

#[test]
fn an_event_is_added_edited_shown_and_listed() {
    let desk = Desk::new();
    assert_snapshot!(desk.run([
        "event",
        "add",
        "clashes",
        "--title",
        "Clashes on the border",
        "--start",
        "2022-09-13",
        "--place",
        "Border",
        "--side",
        "Armenia",
        "--side",
        "Azerbaijan",
        "--note",
        "first reports at night"
    ]));
    assert_snapshot!(desk.run([
        "event",
        "edit",
        "clashes",
        "--end",
        "2022-09-14",
        "--reason",
        "ceasefire"
    ]));
    assert_snapshot!(desk.run(["event", "show", "clashes"]));
    assert_snapshot!(desk.run(["event", "list"]));
    assert_snapshot!(desk.run(["history", "clashes"]));
    desk.verify();
}

#[test]
fn a_source_has_names_in_every_language_and_is_found_by_each() {
    let desk = Desk::new();
    assert_snapshot!(desk.run([
        "source",
        "add",
        "azerbaijan-mod",
        "--name",
        "Ministry of Defence of Azerbaijan",
        "--alias",
        "ar:وزارة الدفاع الأذربيجانية",
        "--kind",
        "official",
        "--country",
        "az",
        "--speaks-for",
        "Azerbaijan",
        "--reliability",
        "C"
    ]));
    desk.run([
        "source",
        "edit",
        "azerbaijan-mod",
        "--alias",
        "ru:Минобороны Азербайджана",
    ])
    .done();
    for name in [
        "s1",
        "azerbaijan-mod",
        "ministry of defence of azerbaijan",
        "وزارة الدفاع الاذربيجانيه",
        "МИНОБОРОНЫ АЗЕРБАЙДЖАНА",
    ] {
        let shown = desk.run(["source", "show", name, "--json"]).done().json();
        assert_eq!(shown["id"], "s1", "{name}");
    }
    assert_snapshot!(desk.run(["source", "show", "s1"]));
    assert_snapshot!(desk.run(["source", "list"]));
}

#[test]
fn a_new_name_keeps_the_old_one_as_an_alias() {
    let desk = Desk::new();
    desk.run([
        "source",
        "add",
        "paper",
        "--name",
        "The Paper",
        "--kind",
        "outlet",
    ])
    .done();
    desk.run(["source", "edit", "paper", "--name", "The Daily Paper"])
        .done();
    desk.run(["source", "show", "The Paper"]).done();
    assert!(
        desk.run(["source", "show", "paper"])
            .done()
            .stdout
            .contains("The Daily Paper")
    );
}

#[test]
fn an_article_without_a_copy_can_be_recorded_and_cited() {
    let desk = Desk::new();
    desk.run([
        "source",
        "add",
        "paper",
        "--name",
        "The Paper",
        "--kind",
        "outlet",
    ])
    .done();
    assert_snapshot!(desk.run([
        "article",
        "add",
        "https://paper.example/A?utm_source=x#top",
        "--publisher",
        "The Paper",
        "--title",
        "Tolls",
        "--published",
        "2022-09-15",
        "--language",
        "en"
    ]));
    desk.run([
        "article",
        "edit",
        "a1",
        "--published",
        "2022-09-16",
        "--reason",
        "misread",
    ])
    .done();
    assert_snapshot!(desk.run(["article", "show", "a1"]));
    assert_snapshot!(desk.run(["article", "list"]));
    desk.run(["article", "add", "https://paper.example/A"])
        .failed(1, "is recorded already, as a1");
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let desk = Desk::new();
    desk.run(["event", "add", "clashes", "--title", "Clashes"])
        .done();
    desk.run(["event", "edit", "clashes", "--title", "Clashes"])
        .failed(1, "nothing changes");
    assert_eq!(desk.log_size(), 1);
}

#[test]
fn a_field_is_cleared_and_never_given_and_cleared_at_once() {
    let desk = Desk::new();
    desk.run([
        "event", "add", "clashes", "--title", "Clashes", "--place", "Border",
    ])
    .done();
    desk.run(["event", "edit", "clashes", "--clear", "place"])
        .done();
    assert_eq!(
        desk.run(["event", "show", "e1", "--json"]).json()["event"]["place"],
        serde_json::Value::Null
    );
    desk.run([
        "event", "edit", "clashes", "--clear", "place", "--place", "x",
    ])
    .failed(2, "given and cleared");
}

#[test]
fn handles_are_taken_once() {
    let desk = Desk::new();
    desk.run(["event", "add", "clashes", "--title", "Clashes"])
        .done();
    desk.run(["event", "add", "clashes", "--title", "Others"])
        .failed(1, "the handle “clashes” is taken by e1");
    desk.run([
        "source",
        "add",
        "paper",
        "--name",
        "The Paper",
        "--kind",
        "outlet",
    ])
    .done();
    desk.run([
        "source", "add", "paper", "--name", "Another", "--kind", "outlet",
    ])
    .failed(1, "is taken by s1");
}

#[test]
fn a_handle_may_be_written_as_files_are_named_but_never_like_another() {
    let desk = Desk::new();
    let event = |handle| ["event", "add", handle, "--title", "Clashes"];
    desk.run(event("border_clashes_2022")).done();
    let shown = desk
        .run(["event", "show", "border_clashes_2022", "--json"])
        .json();
    assert_eq!(shown["event"]["handle"], "border_clashes_2022");
    let ran = desk.run(event("border-clashes_2022"));
    assert!(
        ran.stderr
            .contains("write “border_clashes_2022” if you mean e1"),
        "{}",
        ran.stderr
    );
    ran.failed(
        1,
        "the handle “border-clashes_2022” is easily taken for “border_clashes_2022”, which is e1",
    );
    // However its words are joined.
    desk.run(event("border_clashes-2022"))
        .failed(1, "easily taken for “border_clashes_2022”, which is e1");
    desk.run(event("border-clashes")).done();
    desk.run(["event", "edit", "e2", "--handle", "border-clashes-2022"])
        .failed(1, "easily taken for “border_clashes_2022”");
    let source = |handle| ["source", "add", handle, "--name", "X", "--kind", "outlet"];
    desk.run(source("the-daily_paper-x")).done();
    desk.run(source("the_daily-paper_x"))
        .failed(1, "easily taken for “the-daily_paper-x”, which is s1");
    desk.run(source("the-daily-paper")).done();
    // An event's own handle may be spelt anew.
    desk.run(["event", "edit", "e1", "--handle", "border-clashes-2022"])
        .done();
}

#[test]
fn a_dry_run_says_what_would_be_recorded_and_writes_nothing() {
    let desk = Desk::new();
    let ran = desk
        .run(["event", "add", "clashes", "--title", "Clashes", "--dry-run"])
        .done();
    assert!(ran.stdout.contains("nothing was written"), "{}", ran.stdout);
    assert_eq!(desk.log_size(), 0);
}
