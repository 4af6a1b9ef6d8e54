//! `amend` and `retract`: a later version, and what it keeps.

use insta::assert_snapshot;

use crate::claims::with_claim;

#[test]
fn an_amendment_and_a_retraction_keep_what_was() {
    let mut desk = with_claim();
    desk.at("2022-09-22T08:00:00Z");
    assert_snapshot!(desk.run([
        "amend",
        "c1",
        "--killed",
        "about 50",
        "--quote",
        "نحو 50 جندياً",
        "--cause",
        "desk_correction",
        "--reason",
        "quoted the wrong line"
    ]));
    desk.at("2022-09-23T08:00:00Z");
    desk.run(["retract", "c1", "--reason", "another event"])
        .done();
    assert_snapshot!(desk.run(["history", "c1"]));
    assert!(
        desk.run(["show", "c1", "--revision", "1"])
            .done()
            .stdout
            .contains("50 servicemen had died")
    );
    desk.run(["show", "c1", "--revision", "9"])
        .failed(1, "c1 has no version 9");
    desk.run(["retract", "c1", "--reason", "again"])
        .failed(1, "retracted already");
    assert!(!desk.run(["list"]).stdout.contains("c1"));
    assert!(desk.run(["list", "--retracted"]).stdout.contains("c1"));
    // As the desk knew it on the 21st, it stands.
    assert!(
        desk.run(["list", "--recorded-by", "2022-09-21"])
            .stdout
            .contains("c1")
    );
    desk.verify();
}

#[test]
fn an_amendment_needs_a_cause_a_reason_and_a_change() {
    let desk = with_claim();
    desk.run(["amend", "c1", "--place", "Goris", "--reason", "x"])
        .failed(2, "--cause");
    desk.run(["amend", "c1", "--place", "Goris", "--cause", "rescoped"])
        .failed(2, "--reason");
    desk.run([
        "amend", "c1", "--place", "Goris", "--cause", "rescoped", "--reason", "  ",
    ])
    .failed(2, "needs a reason");
    desk.run(["amend", "c1", "--cause", "rescoped", "--reason", "x"])
        .failed(1, "nothing changes");
    desk.run([
        "amend", "c1", "--act", "x", "--cause", "rescoped", "--reason", "x",
    ])
    .failed(2, "cannot become an accusation");
    desk.run([
        "amend", "c1", "--cause", "first", "--place", "x", "--reason", "x",
    ])
    .failed(2, "one of: source_revised");
    assert_eq!(desk.run(["show", "c1", "--json"]).json()["revision"], 1);
}

#[test]
fn a_changed_figure_is_read_anew_in_its_quote() {
    let desk = with_claim();
    desk.run([
        "amend",
        "c1",
        "--killed",
        "71",
        "--cause",
        "desk_correction",
        "--reason",
        "typing error",
    ])
    .failed(1, "the quote does not say “71”");
}

#[test]
fn a_retracted_claim_stands_again_only_when_that_is_said() {
    let desk = with_claim();
    desk.run(["retract", "c1", "--reason", "another event"])
        .done();
    let change = [
        "amend",
        "c1",
        "--note",
        "x",
        "--cause",
        "desk_correction",
        "--reason",
        "it was this event after all",
    ];
    desk.run(change).failed(1, "c1 is retracted");
    desk.run(["cite", "c1", "--article", "a1", "--quote", "نحو 50 جندياً"])
        .failed(1, "c1 is retracted");
    assert!(!desk.run(["list"]).stdout.contains("c1"));
    desk.run(change.into_iter().chain(["--reinstate"])).done();
    assert!(desk.run(["list"]).stdout.contains("c1"));
    desk.verify();
}
