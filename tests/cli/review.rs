//! `review` in scripts: accepting writes a claim with its citation, refusing is remembered, what is not clear is named.

use insta::assert_snapshot;

use crate::common::Desk;

const DAY: &str = "Shelling on the second day\n\nThe Ministry said on Wednesday that 50 servicemen had been killed. \
                   The Red Cross said that three civilians were injured.\n\n\
                   The Ministry accused Armenia of shelling the town of Orun.\n";

fn desk() -> Desk {
    let desk = Desk::with_article();
    desk.run(["source", "edit", "ministry", "--alias", "The Ministry"])
        .done();
    desk.run([
        "source", "add", "armenia", "--name", "Armenia", "--kind", "state",
    ])
    .done();
    desk.write("day.txt", DAY);
    desk.run([
        "ingest",
        "day.txt",
        "--publisher",
        "reuters",
        "--published",
        "2022-09-14",
        "--language",
        "en",
    ])
    .done();
    desk
}

/// The id of the proposal whose quote holds these words.
fn id(desk: &Desk, words: &str) -> String {
    let json = desk.run(["review", "a2", "--all", "--json"]).done().json();
    let found = json["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["quote"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("{words} in {json}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn states(desk: &Desk) -> Vec<String> {
    let json = desk.run(["review", "a2", "--all", "--json"]).done().json();
    let all = json["proposals"].as_array().unwrap();
    all.iter()
        .map(|one| one["state"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn without_a_terminal_it_shows_what_there_is_to_decide() {
    let desk = desk();
    assert_snapshot!(desk.run(["review", "a2"]).done());
    let all = desk.run(["review", "clashes"]).done();
    assert!(
        all.stdout.contains("n1 ") && all.stdout.contains("n2 "),
        "{all}"
    );
}

#[test]
fn accepting_writes_the_claim_that_add_figure_would() {
    let desk = desk();
    let killed = id(&desk, "50 servicemen");
    let said = ["--stated-on", "2022-09-14"];
    let size = desk.log_size();
    let run = |more: &[&str]| {
        let mut args = vec!["review", "a2", "--accept", &killed];
        args.extend(said);
        args.extend(more);
        desk.run(args)
    };
    assert!(
        run(&["--dry-run"])
            .done()
            .stdout
            .contains("nothing was written")
    );
    assert_eq!(desk.log_size(), size);
    assert_snapshot!(run(&[]).done());
    assert_snapshot!(desk.run(["show", "c1"]).done());
    desk.verify();
    run(&[]).failed(1, "c1 records this statement already");
    assert!(
        !desk.run(["review", "a2"]).done().stdout.contains(&killed),
        "it is decided"
    );
}

#[test]
fn the_same_statement_from_another_page_is_one_more_citation() {
    let desk = desk();
    let killed = id(&desk, "50 servicemen");
    desk.run([
        "review",
        "a2",
        "--accept",
        &killed,
        "--stated-on",
        "printed",
    ])
    .done();
    desk.write(
        "copy.txt",
        format!("From the agencies\n\n{}", DAY.lines().nth(2).unwrap()),
    );
    desk.run([
        "ingest",
        "copy.txt",
        "--published",
        "2022-09-15",
        "--language",
        "en",
    ])
    .done();
    let shown = desk.run(["review", "a3"]).done();
    assert!(
        shown
            .stdout
            .contains("c1 says the same; this is one more place"),
        "{shown}"
    );
    let json = desk.run(["review", "a3", "--json"]).done().json();
    let one = json["proposals"][0]["id"].as_str().unwrap().to_owned();
    assert_snapshot!(
        desk.run([
            "review",
            "a3",
            "--accept",
            &one,
            "--stated-on",
            "2022-09-14"
        ])
        .done()
    );
    let claims = desk
        .run(["list", "claims", "--json"])
        .done()
        .json()
        .to_string();
    assert!(claims.contains("c1") && !claims.contains("c2"), "{claims}");
    desk.verify();
}

#[test]
fn what_is_not_clear_is_named_and_nothing_is_written() {
    let desk = desk();
    let size = desk.log_size();
    let (killed, injured) = (id(&desk, "50 servicemen"), id(&desk, "three civilians"));
    let ministry = ["--set", "claimant=ministry"];
    desk.run(
        ["review", "a2", "--accept", &injured]
            .into_iter()
            .chain(ministry),
    )
    .failed(1, "the day it was said is not known");
    // One that is clear and one that is not: neither.
    desk.run([
        "review",
        "a2",
        "--accept",
        &killed,
        "--accept",
        &injured,
        "--stated-on",
        "printed",
    ])
    .failed(1, "is no known source");
    desk.run([
        "review",
        "a2",
        "--accept",
        &injured,
        "--stated-on",
        "printed",
        "--set",
        "claimant=nobody",
    ])
    .failed(1, "claimant: there is no source “nobody”");
    desk.run([
        "review",
        "a2",
        "--accept",
        &killed,
        "--stated-on",
        "printed",
        "--set",
        "figure=51",
    ])
    .failed(1, "the quote does not say “51”");
    desk.run(["review", "a2", "--accept", &killed, "--stated-on", "soon"])
        .failed(1, "stated_on");
    desk.run(["review", "a2", "--accept", "p00000"])
        .failed(2, "there is no proposal “p00000”");
    desk.run(["review", "a2", "--accept", &killed, "--refuse", &killed])
        .failed(2, "both accepted and refused");
    desk.run(["review", "a2", "--accept-all"])
        .failed(2, "--min-score");
    desk.run(["review", "a2", "--set", "colour=red"])
        .failed(2, "“colour” is no field");
    desk.run(["review", "a2", "--set", "side=Armenia"]).failed(
        2,
        "--set is of what is accepted, and nothing is accepted here",
    );
    desk.run([
        "review",
        "a2",
        "--refuse",
        &killed,
        "--stated-on",
        "printed",
    ])
    .failed(2, "--stated-on is of what is accepted");
    assert_eq!(desk.log_size(), size);
    let edited = [
        "--set",
        "claimant=ministry",
        "--set",
        "victims=villagers",
        "--set",
        "side=Armenia",
    ];
    let mut args = vec![
        "review",
        "a2",
        "--accept",
        &injured,
        "--stated-on",
        "2022-09-14",
    ];
    args.extend(edited);
    let ran = desk.run(args).done();
    assert!(ran.stdout.contains("3 injured (villagers)"), "{ran}");
    assert_eq!(
        states(&desk)
            .iter()
            .filter(|state| *state == "recorded")
            .count(),
        1
    );
}

#[test]
fn all_that_is_clear_is_accepted_and_the_rest_is_left() {
    let desk = desk();
    assert_snapshot!(
        desk.run([
            "review",
            "a2",
            "--accept-all",
            "--min-score",
            "0.8",
            "--stated-on",
            "printed",
            "--dry-run"
        ])
        .done()
    );
    let json = desk
        .run([
            "review",
            "a2",
            "--accept-all",
            "--min-score",
            "0.8",
            "--stated-on",
            "printed",
            "--json",
        ])
        .done()
        .json();
    let decided: Vec<&str> = json["decided"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["decision"].as_str().unwrap())
        .collect();
    assert_eq!(decided, ["recorded", "recorded", "left"]);
    desk.verify();
}

#[test]
fn a_refusal_is_remembered_beside_the_database_and_can_be_taken_back() {
    let desk = desk();
    let size = desk.log_size();
    let killed = id(&desk, "50 servicemen");
    let said = desk.run(["review", "a2", "--refuse", &killed]).done();
    assert_eq!(said.stdout, format!("{killed} refused\n"));
    assert_eq!(desk.log_size(), size, "it is not in the log");
    assert!(!desk.run(["review", "a2"]).done().stdout.contains(&killed));
    assert!(
        desk.run(["review", "a2", "--all"])
            .done()
            .stdout
            .contains("refused")
    );
    let all = [
        "review",
        "a2",
        "--accept-all",
        "--min-score",
        "0.8",
        "--stated-on",
        "printed",
    ];
    assert!(!desk.run(all).done().stdout.contains(&killed));
    desk.run(["review", "a2", "--reopen", &killed]).done();
    assert!(desk.run(["review", "a2"]).done().stdout.contains(&killed));
    // A line that was torn is passed over, and said.
    let ledger = desk.path("claimlog.db.review.jsonl");
    let mut bytes = std::fs::read(&ledger).unwrap();
    bytes.extend_from_slice(b"{\"text\":");
    std::fs::write(&ledger, bytes).unwrap();
    assert!(
        desk.run(["review", "a2"])
            .done()
            .stderr
            .contains("cannot be read")
    );
    desk.verify();
}

#[test]
fn the_difference_from_what_was_known_stands_beside_it() {
    let desk = desk();
    let add = [
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--killed",
        "49",
        "--stated-on",
        "2022-09-13",
        "--article",
        "a1",
    ];
    desk.run(add).done();
    let of_one_scope = ["--victims", "servicemen", "--victim-status", "military"];
    desk.run(add.into_iter().chain(of_one_scope)).done();
    let shown = desk.run(["review", "a2"]).done();
    let one_line = shown
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for known in [
        "known: the same claimant said 49 on 2022-09-13 (c2, servicemen · military): ▲ +1",
        // Nobody knows whether those 49 were servicemen: there is no step.
        "known: the same claimant said 49 on 2022-09-13 (c1): not comparable (victims, status",
    ] {
        assert!(one_line.contains(known), "{shown}");
    }
}
