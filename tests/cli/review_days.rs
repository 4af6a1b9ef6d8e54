//! `review`: on which day something was said, and what is no new statement or no statement at all.

use insta::assert_snapshot;

use crate::common::Desk;

/// An office with one event, a ministry, two outlets; each text an article in English of its day.
fn desk(texts: &[(&str, &str)]) -> Desk {
    let desk = Desk::with_article();
    desk.run(["source", "edit", "ministry", "--alias", "The Ministry"])
        .done();
    for (number, (day, text)) in texts.iter().enumerate() {
        let name = format!("day{number}.txt");
        desk.write(&name, format!("Day {number}\n\n{text}\n"));
        desk.run([
            "ingest",
            &name,
            "--publisher",
            "reuters",
            "--published",
            day,
            "--language",
            "en",
        ])
        .done();
    }
    desk
}

fn accept_all(desk: &Desk, article: &str, more: &[&str]) -> crate::common::Ran {
    let args = ["review", article, "--accept-all", "--min-score", "0.7"];
    desk.run(args.into_iter().chain(more.iter().copied()))
        .done()
}

/// The id of the first proposal of an article whose quote holds these words.
fn id(desk: &Desk, article: &str, words: &str) -> String {
    let json = desk
        .run(["review", article, "--all", "--json"])
        .done()
        .json();
    let all = json["proposals"].as_array().unwrap();
    let found = all
        .iter()
        .find(|one| one["kind"] == "figure" && one["quote"].as_str().unwrap().contains(words));
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

fn claims(desk: &Desk) -> usize {
    let json = desk.run(["list", "claims", "--json"]).done().json();
    json["claims"].as_array().unwrap().len()
}

const FIRST: &str = "The Ministry said on Wednesday that 49 soldiers had been killed so far.";
const COPY: &str = "The Ministry said on 14 September that 49 soldiers had been killed so far.";
const UNDATED: &str = "The Ministry said that 49 soldiers had been killed so far.";

#[test]
fn the_words_day_is_the_statements_and_printed_leaves_it_open() {
    // 2022-09-14 is a Wednesday; the second page is of the day after.
    let desk = desk(&[("2022-09-14", FIRST), ("2022-09-15", COPY)]);
    accept_all(&desk, "a2", &["--stated-on", "printed"]);
    assert_eq!(claims(&desk), 1);
    assert_snapshot!(desk.run(["review", "a3"]).done());
    let left = accept_all(&desk, "a3", &["--stated-on", "printed"]);
    assert!(
        left.stdout
            .contains("the words say “on 14 September”, 2022-09-14"),
        "{left}"
    );
    assert_eq!(claims(&desk), 1);
    // A day given for all is no word about this one either; without one the words count, and it is one more place.
    accept_all(&desk, "a3", &["--stated-on", "2022-09-15"]);
    assert_eq!(claims(&desk), 1);
    let cited = accept_all(&desk, "a3", &[]);
    assert!(
        cited.stdout.contains("one more place where c1 stands"),
        "{cited}"
    );
    assert_eq!(claims(&desk), 1);
    desk.verify();
}

#[test]
fn what_is_printed_again_a_day_later_is_no_new_statement_unasked() {
    let desk = desk(&[("2022-09-14", FIRST), ("2022-09-15", UNDATED)]);
    accept_all(&desk, "a2", &[]);
    let left = accept_all(&desk, "a3", &["--stated-on", "printed"]);
    assert_snapshot!(left);
    assert_eq!(claims(&desk), 1);
    let again = id(&desk, "a3", "49 soldiers");
    let same = ["review", "a3", "--accept", &again, "--set", "same_as=c1"];
    assert_snapshot!(desk.run(same).done());
    assert_eq!(claims(&desk), 1);
    desk.verify();
}

#[test]
fn other_words_for_the_same_people_on_one_day_are_left_to_a_person() {
    let other = "The Ministry said on 14 September that 49 troops had been killed so far.";
    let desk = desk(&[("2022-09-14", FIRST), ("2022-09-15", other)]);
    accept_all(&desk, "a2", &[]);
    let left = accept_all(&desk, "a3", &[]);
    assert!(
        left.stdout
            .contains("c1 says the same on 2022-09-14, in other words for whom it counts"),
        "{left}"
    );
    assert_eq!(claims(&desk), 1);
}

#[test]
fn a_person_who_names_it_records_a_statement_of_its_own() {
    let desk = desk(&[("2022-09-14", FIRST), ("2022-09-15", UNDATED)]);
    accept_all(&desk, "a2", &[]);
    let again = id(&desk, "a3", "49 soldiers");
    let named = ["review", "a3", "--accept", &again, "--stated-on", "printed"];
    // It is recorded, and what it may be beside is said.
    assert_snapshot!(desk.run(named).done());
    assert_eq!(claims(&desk), 2);
    desk.run(["retract", "c2", "--reason", "printed again"])
        .done();
    let same = ["review", "a3", "--accept", &again, "--set", "same_as=c1"];
    let cited = desk.run(same).done();
    assert!(
        cited.stdout.contains("one more place where c1 stands"),
        "{cited}"
    );
}

#[test]
fn what_the_words_deny_fear_or_tell_of_old_is_no_figure() {
    let text = "The Ministry denied that 300 people had been killed. The Ministry said that up to 20 people could be killed.";
    let desk = desk(&[("2022-09-14", text)]);
    let size = desk.log_size();
    for (words, why) in [
        ("300 people", "the words deny it"),
        ("20 people", "the words do not state it"),
    ] {
        let one = id(&desk, "a2", words);
        let args = [
            "review",
            "a2",
            "--accept",
            &one,
            "--stated-on",
            "printed",
            "--set",
            "claimant=ministry",
        ];
        desk.run(args).failed(1, why);
        assert_eq!(desk.log_size(), size);
        desk.run(
            args.into_iter()
                .chain(["--dry-run", "--set", "modality=asserted"]),
        )
        .done();
    }
}

#[test]
fn the_publisher_says_what_is_ascribed_to_nobody_only_where_that_is_asked_for() {
    let desk = desk(&[(
        "2022-09-14",
        "49 soldiers were killed. The Red Cross said that 3 civilians were injured.",
    )]);
    let all = ["--stated-on", "printed", "--dry-run"];
    let left = accept_all(&desk, "a2", &all);
    assert!(!left.stdout.contains("would be recorded"), "{left}");
    let publisher = all.iter().copied().chain(["--unattributed", "publisher"]);
    let shown = accept_all(&desk, "a2", &publisher.collect::<Vec<_>>());
    assert!(
        shown
            .stdout
            .contains("would be recorded as c1: Reuters: 49 killed"),
        "{shown}"
    );
    // What names somebody who is not known stays open.
    assert!(
        shown.stdout.contains("“The Red Cross” is no known source"),
        "{shown}"
    );
}

#[test]
fn another_copy_of_the_article_proposes_nothing_that_it_is_cited_for() {
    let desk = desk(&[("2022-09-14", FIRST)]);
    accept_all(&desk, "a2", &[]);
    desk.write(
        "again.txt",
        format!("Day 0, with a correction\n\n{FIRST}\n"),
    );
    desk.run(["ingest", "again.txt", "--article", "a2", "--language", "en"])
        .done();
    let shown = desk.run(["review", "a2"]).done();
    assert!(!shown.stdout.contains("49 soldiers"), "{shown}");
}

#[test]
fn what_is_never_accepted_unseen_is_named_with_the_reason() {
    let denied = "The Ministry denied that 300 people had been killed. It feared that up to 20 more could be killed.";
    let desk = desk(&[("2022-09-14", denied)]);
    let left = accept_all(&desk, "a2", &["--stated-on", "printed"]);
    for why in [
        "the words deny it",
        "the words do not state it",
        "which accusation it answers",
    ] {
        assert!(left.stdout.contains(why), "{left}");
    }
    assert_eq!(claims(&desk), 0);
}
