//! What is recorded and told of, and what is refused, although each value is well formed.

use insta::assert_snapshot;

use crate::common::Desk;

/// A figure of the ministry, as the flags say.
fn figure<'a>(flags: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec![
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--article",
        "a1",
        "--stated-on",
        "2022-09-14",
    ];
    args.extend(flags);
    args
}

#[test]
fn a_quote_that_is_surer_or_less_sure_than_the_figure_is_told() {
    let desk = Desk::with_article();
    let quote = ["--quote", "نحو 50 جندياً قُتلوا"];
    let recorded = desk.run(figure(&[&["--killed", "at least 50"], &quote[..]].concat()));
    assert_snapshot!(recorded);
    let same = desk.run(figure(
        &[&["--killed", "about 50", "--place", "x"], &quote[..]].concat(),
    ));
    assert_eq!(same.done().stderr, "");
}

#[test]
fn a_wording_that_reads_as_another_number_is_told_and_marked() {
    let desk = Desk::with_article();
    let recorded = desk.run(figure(&["--killed", "7", "--wording", "nine"]));
    assert_snapshot!(recorded);
    let marked = "“nine” ⚠ reads as 9";
    for command in [
        &["show", "c1"][..],
        &["report", "changes"],
        &["report", "event"],
    ] {
        let ran = desk.run(command.iter().copied()).done();
        assert!(ran.stdout.contains(marked), "{}", ran.stdout);
    }
    let html = desk.run(["report", "event", "--html"]).done().stdout;
    assert!(html.contains("<bdi>“nine”</bdi> ⚠ reads as 9"), "{html}");
    let sheet = "kind,claimant,measure,low,best,high,qualifier,wording,stated_on,article\n\
                 figure,ministry,killed,8,8,8,exact,nine,2022-09-15,a1\n\
                 figure,ministry,killed,9,9,9,exact,nine,2022-09-16,a1\n";
    desk.write("sheet.csv", sheet);
    assert_snapshot!(desk.run(["import", "sheet.csv"]));
}

#[test]
fn a_claimant_who_relays_or_accuses_itself_is_told() {
    let desk = Desk::with_article();
    let ran = desk
        .run(figure(&["--killed", "50", "--via", "ministry"]))
        .done();
    assert!(
        ran.stderr
            .contains("Warning: c1: Ministry of Defence is the claimant"),
        "{ran}"
    );
    let ran = desk.run([
        "add",
        "accusation",
        "--claimant",
        "ministry",
        "--accused",
        "ministry",
        "--act",
        "shelling",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1",
    ]);
    assert!(
        ran.done()
            .stderr
            .contains("Warning: c2: Ministry of Defence accuses itself")
    );
}

#[test]
fn what_happened_after_it_was_said_is_refused() {
    let desk = Desk::with_article();
    desk.run(figure(&["--killed", "50", "--occurred", "2022-09-20"]))
        .failed(2, "of what was to happen later (2022-09-20)");
    // A day later may be the same day elsewhere, and of a month some days are over.
    desk.run(figure(&["--killed", "50", "--occurred", "2022-09-15"]))
        .done();
    desk.run(figure(&["--killed", "51", "--occurred", "2022-09"]))
        .done();
}

#[test]
fn two_letters_that_are_no_countrys_are_refused() {
    let desk = Desk::with_article();
    let add = |handle, country| {
        desk.run([
            "source",
            "add",
            handle,
            "--name",
            "X",
            "--kind",
            "state",
            "--country",
            country,
        ])
    };
    add("nowhere", "ZZ").failed(2, "no country has the code “ZZ”");
    add("kosovo", "xk").done();
    desk.run(["source", "edit", "kosovo", "--country", "UK"])
        .failed(2, "“UK”");
}

#[test]
fn a_guessed_charset_is_told() {
    let desk = Desk::with_article();
    // “About 50 soldiers were killed” in windows-1256, which nothing says.
    let bytes = b"\xe4\xcd\xe6 50 \xcc\xe4\xcf\xed\xc7\xf0 \xde\xca\xe1\xe6\xc7 \xc3\xe3\xd3 \xe6\xc7\xe1\xc8\xc7\xde\xe6\xe4 \xe4\xcc\xe6\xc7 \xe3\xe4 \xc7\xe1\xe3\xe6\xca";
    desk.write("old.txt", bytes);
    let ran = desk.run(["ingest", "old.txt", "--dry-run"]).done();
    assert!(
        ran.stderr.contains(
            "read as windows-1256, a guess: nothing says which charset it is; give --charset"
        ),
        "{ran}"
    );
    let ran = desk
        .run(["ingest", "old.txt", "--charset", "windows-1256"])
        .done();
    assert!(!ran.stderr.contains("a guess"), "{ran}");
}

#[test]
fn one_fault_of_many_rows_is_said_once() {
    let desk = Desk::with_article();
    let mut sheet =
        "event,kind,claimant,measure,low,best,high,qualifier,stated_on,article\n".to_owned();
    for day in 10..20 {
        let who = if day == 12 {
            "ministry"
        } else {
            "Минобороны"
        };
        sheet.push_str(&format!(
            "clashes,figure,{who},killed,{day},{day},{day},exact,2022-09-{day},https://x.example/1\n"
        ));
    }
    desk.write("sheet.csv", sheet);
    assert_snapshot!(desk.run(["import", "sheet.csv"]));
}

#[test]
fn of_a_long_text_the_history_shows_what_changed() {
    let desk = Desk::with_article();
    for figure in ["49", "105"] {
        let note = format!(
            "Written by the desk after the second call to the hospital, which put the dead at {figure} and \
             asked that its name be kept out of all that is printed."
        );
        desk.run(["event", "edit", "clashes", "--note", &note])
            .done();
    }
    assert_snapshot!(desk.run(["history", "e1"]));
}

#[test]
fn what_is_asked_wrongly_has_one_exit_code() {
    let desk = Desk::with_article();
    desk.run(figure(&["--killed", "50"])).done();
    for (args, words) in [
        (vec!["search", " "], "nothing to search for"),
        (vec!["retract", "c1", "--reason", ""], "needs a reason"),
        (
            vec!["ingest", "toll.txt", "--charset", "klingon"],
            "unknown charset",
        ),
        (vec!["ingest", "toll.txt", "--url", "ht!tp"], "is not a URL"),
        (
            figure(&["--killed", "5", "--quote", ""]),
            "the quote is empty",
        ),
        (vec!["show", "c1", "--revision", "x"], "--revision"),
    ] {
        desk.run(args).failed(2, words);
    }
    for (args, words) in [
        (vec!["show", "c9"], "there is no claim"),
        (
            vec!["report", "changes", "--event", "nope"],
            "there is no event",
        ),
    ] {
        desk.run(args).failed(1, words);
    }
}

#[test]
fn a_sheet_is_told_its_doubts_once_for_each_kind_with_the_lines() {
    let desk = Desk::with_article();
    let sheet = "kind,claimant,measure,figure,stated_on,article,via,quote,reading,accused,act\n\
        figure,ministry,killed,at least 50,2022-09-14,a1,,نحو 50 جندياً قُتلوا,,,\n\
        figure,ministry,killed,50,2022-09-15,https://x.example/1,ministry,about 50 of them,,,\n\
        figure,ministry,killed,51,2022-09-16,https://x.example/2,,51 of them,,,\n\
        accusation,ministry,,,2022-09-16,https://x.example/3,,,,ministry,shelling\n";
    desk.write("sheet.csv", sheet);
    let ran = desk.run(["import", "sheet.csv"]);
    assert_snapshot!(ran);
    // Nothing is refused for it, and what is recorded already is not told again.
    let again = desk.run(["import", "sheet.csv"]).done();
    assert!(!again.stderr.contains("column"), "{again}");
    let folder = desk.path("case");
    std::fs::create_dir(&folder).unwrap();
    let case = "format = 1\n[event]\nhandle = \"clashes\"\ntitle = \"Clashes\"\n\
        [[source]]\nhandle = \"council\"\nname = \"Council\"\nkind = \"official\"\n\
        [[article]]\nkey = \"page\"\nfile = \"articles/page.txt\"\n";
    std::fs::create_dir(folder.join("articles")).unwrap();
    desk.write("case/articles/page.txt", "Seven were killed.\n");
    desk.write("case/case.toml", case);
    let rows = "kind,claimant,measure,figure,stated_on,article,via\n\
        figure,council,killed,7,2022-09-17,page,council\n";
    desk.write("case/claims.csv", rows);
    let taken = desk.run(["ingest", "case"]).done();
    assert!(
        taken
            .stderr
            .contains("claims.csv, line 2, column via: Council is the claimant, and is said to have relayed it too"),
        "{taken}"
    );
}

#[test]
fn a_figure_of_what_is_new_without_its_time_is_told() {
    let desk = Desk::with_article();
    let told = desk.run(figure(&["--killed", "7", "--aggregation", "incremental"]));
    assert_snapshot!(told);
    let with = [
        "--killed",
        "7",
        "--aggregation",
        "incremental",
        "--place",
        "x",
    ];
    let with = desk.run(figure(&[&with[..], &["--occurred", "2022-09-13"]].concat()));
    assert_eq!(with.done().stderr, "");
}
