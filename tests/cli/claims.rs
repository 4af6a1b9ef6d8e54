//! `add`, `cite`, `amend`, `retract` and `history`.

use insta::assert_snapshot;

use crate::common::Desk;

const SAID: [&str; 6] = ["add", "figure", "--claimant", "ministry", "--article", "a1"];

fn add<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    SAID.into_iter().chain(rest.iter().copied()).collect()
}

pub fn with_claim() -> Desk {
    let desk = Desk::with_article();
    desk.run(add(&[
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "50 servicemen had died",
        "--victims",
        "servicemen",
        "--victim-side",
        "Azerbaijan",
        "--victim-status",
        "military",
        "--aggregation",
        "cumulative",
    ]))
    .done();
    desk
}

#[test]
fn a_figure_is_recorded_with_the_place_of_its_words() {
    let desk = with_claim();
    assert_snapshot!(desk.run(["show", "c1"]));
    let json = desk.run(["show", "c1", "--json"]).done().json();
    assert_eq!(json["format"], 1);
    desk.verify();
}

#[test]
fn a_quote_is_found_with_white_space_bidi_marks_and_diacritics_forgiven() {
    let desk = Desk::with_article();
    // Typed without tashkil, with a right-to-left mark and a line break; the stored span has the article's own words.
    desk.run(add(&[
        "--killed",
        "about 50",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "\u{200f}نحو  50\nجنديا قتلوا",
    ]))
    .done();
    let shown = desk.run(["show", "c1", "--json"]).json().to_string();
    assert!(shown.contains("نحو 50 جندياً قُتلوا"), "{shown}");
    desk.verify();
}

#[test]
fn a_quote_that_does_not_stand_there_is_refused_with_the_nearest_text() {
    let desk = Desk::with_article();
    let ran = desk.run(add(&[
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "50 soldiers had died",
    ]));
    assert_snapshot!(ran.failed(1, "the quote does not stand in snapshot n1 of a1"));
    assert_eq!(
        desk.run(["list", "claims", "--json"]).json()["claims"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
}

#[test]
fn a_quote_in_several_places_asks_which() {
    let desk = Desk::with_article();
    desk.write(
        "twice.txt",
        "Tolls\n\nThe army said 50 died. Later the army said 50 died.\n",
    );
    desk.run(["ingest", "twice.txt"]).done();
    let twice = [
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--article",
        "a2",
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "the army said 50 died",
    ];
    desk.run(twice).done();
    let several = [
        "add",
        "figure",
        "--claimant",
        "reuters",
        "--article",
        "a2",
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "army said 50 died",
    ];
    desk.run(several)
        .failed(1, "the quote stands in 2 places in n2");
    desk.run(several.into_iter().chain(["--at", "3"]))
        .failed(1, "does not stand at byte 3");
    desk.run(several.into_iter().chain(["--at", "11"])).done();
}

#[test]
fn a_figure_that_its_quote_does_not_give_is_refused_unless_it_is_said() {
    let desk = Desk::with_article();
    let wrong = add(&[
        "--killed",
        "51",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "50 servicemen had died",
    ]);
    desk.run(&wrong)
        .failed(1, "the quote does not say “51”; the number in it is 50");
    desk.run(wrong.into_iter().chain(["--unread"])).done();
    let verified = desk.run(["verify", "--json"]).done().json();
    assert_eq!(verified["figures_unread"], 1);
}

#[test]
fn number_words_are_read_in_the_quote() {
    let desk = Desk::with_article();
    desk.run(add(&[
        "--injured",
        "3",
        "--stated-on",
        "2022-09-14",
        "--quote",
        "وأصيب ثلاثة مدنيين",
    ]))
    .done();
    assert_eq!(desk.run(["verify", "--json"]).json()["figures_read"], 1);
}

#[test]
fn number_words_of_every_language_that_is_proposed_from_are_read() {
    let desk = Desk::with_article();
    for (name, text, quote, figure) in [
        (
            "fr",
            "Selon l’armée, sept soldats ont été tués dans l’attaque du poste.",
            "sept soldats",
            "7",
        ),
        (
            "hy",
            "Սահմանին զոհվել է երեք զինծառայող, հայտնեց նախարարությունը։",
            "երեք զինծառայող",
            "3",
        ),
    ] {
        let file = desk.write(&format!("{name}.txt"), text);
        desk.run([
            "ingest".as_ref(),
            file.as_os_str(),
            "--published".as_ref(),
            "2022-09-14".as_ref(),
        ])
        .done();
        let article = if name == "fr" { "a2" } else { "a3" };
        let add = [
            "add",
            "figure",
            "--claimant",
            "ministry",
            "--stated-on",
            "2022-09-14",
        ];
        let rest = [
            "--article",
            article,
            "--killed",
            figure,
            "--quote",
            quote,
            "--place",
            name,
        ];
        desk.run(add.iter().chain(&rest)).done();
        let wrong = ["--article", article, "--killed", "40", "--quote", quote];
        desk.run(add.iter().chain(&wrong))
            .failed(1, "the quote does not say");
    }
    assert_eq!(desk.run(["verify", "--json"]).json()["figures_read"], 2);
}

#[test]
fn a_part_of_a_million_is_read_in_the_quote_and_a_million_is_not() {
    let desk = Desk::with_article();
    desk.write(
        "nazihun.txt",
        "نازحون\n\nقالت الوزارة إن نصف المليون شخص نزحوا وإن ربع مليون عادوا.\n",
    );
    desk.run(["ingest", "nazihun.txt"]).done();
    let said = |number: &'static str| {
        [
            "add",
            "figure",
            "--claimant",
            "ministry",
            "--article",
            "a2",
            "--displaced",
            number,
            "--stated-on",
            "2022-09-14",
            "--quote",
            "نصف المليون شخص نزحوا",
        ]
    };
    desk.run(said("1000000")).failed(
        1,
        "the quote does not say “1000000”; the number in it is 500000",
    );
    desk.run(said("500000")).done();
    assert_eq!(desk.run(["verify", "--json"]).json()["figures_read"], 1);
}

#[test]
fn what_people_write_is_read_and_what_is_ambiguous_is_refused() {
    let desk = Desk::with_article();
    let days: Vec<String> = (1..=20).map(|day| format!("2022-08-{day:02}")).collect();
    let good = [
        ("about 50", (None, Some(50), None), "about"),
        ("at least 49", (Some(49), None, None), "at_least"),
        ("more than 200", (Some(201), None, None), "more_than"),
        ("up to 30", (None, None, Some(30)), "up_to"),
        ("fewer than 10", (None, None, Some(9)), "fewer_than"),
        ("30-40", (Some(30), None, Some(40)), "range"),
        ("dozens", (None, None, None), "vague"),
        ("a number of", (None, None, None), "unstated"),
        ("١٠٥", (Some(105), Some(105), Some(105)), "exact"),
        ("1,200", (Some(1200), Some(1200), Some(1200)), "exact"),
    ];
    for ((text, (low, best, high), qualifier), day) in good.into_iter().zip(&days) {
        let ran = desk
            .run(add(&["--killed", text, "--stated-on", day, "--json"]))
            .done();
        let id = ran.json()["record"].as_str().unwrap().to_owned();
        let shown = desk.run(["show", &id, "--json"]).json();
        let figure = &shown["claim"];
        let number = |value: &serde_json::Value| value.as_u64();
        assert_eq!(
            (
                number(&figure["low"]),
                number(&figure["best"]),
                number(&figure["high"])
            ),
            (low, best, high),
            "{text}"
        );
        assert_eq!(figure["qualifier"], qualifier, "{text}");
    }
    let size = desk.log_size();
    for text in [
        "1.200",
        "-3",
        "1e9",
        "10000000000000000000",
        "٣.٥",
        "",
        "40-30",
        "about 50 soldiers",
        "1٢",
    ] {
        let ran = desk
            .run(add(&[
                &format!("--killed={text}"),
                "--stated-on",
                "2022-08-30",
            ]))
            .failed(2, "");
        assert!(ran.stderr.contains("Hint: "), "{text}: {}", ran.stderr);
    }
    assert_eq!(desk.log_size(), size);
}

#[test]
fn bounds_are_given_where_words_do_not_do() {
    let desk = Desk::with_article();
    let bounds = [
        "--measure",
        "displaced",
        "--low",
        "30000",
        "--best",
        "35,000",
        "--high",
        "40000",
        "--stated-on",
        "2022-09",
    ];
    desk.run(add(&bounds)).done();
    assert!(
        desk.run(["show", "c1"]).stdout.contains("(best 35"),
        "{}",
        desk.run(["show", "c1"])
    );
    desk.run(add(&[
        "--measure",
        "killed",
        "--low",
        "9",
        "--high",
        "3",
        "--stated-on",
        "2022-09",
    ]))
    .failed(2, "out of order");
    desk.run(add(&[
        "--killed",
        "5",
        "--low",
        "3",
        "--stated-on",
        "2022-09",
    ]))
    .failed(2, "cannot be used with");
    desk.run(add(&["--stated-on", "2022-09"]))
        .failed(2, "no figure is given");
}

#[test]
fn an_accusation_and_its_denial() {
    let desk = Desk::with_article();
    assert_snapshot!(desk.run([
        "add",
        "accusation",
        "--claimant",
        "ministry",
        "--accused",
        "reuters",
        "--act",
        "misreporting",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1"
    ]));
    assert_snapshot!(desk.run([
        "add",
        "accusation",
        "--claimant",
        "reuters",
        "--answers",
        "c1",
        "--as",
        "denial",
        "--stated-on",
        "2022-09-15",
        "--article",
        "a1"
    ]));
    assert_snapshot!(desk.run(["show", "c1"]));
    assert_snapshot!(desk.run(["show", "c2"]));
    desk.run([
        "add",
        "accusation",
        "--claimant",
        "reuters",
        "--answers",
        "c9",
        "--as",
        "denial",
        "--stated-on",
        "2022-09-15",
        "--article",
        "a1",
    ])
    .failed(1, "there is no claim “c9”");
    desk.run([
        "add",
        "accusation",
        "--claimant",
        "reuters",
        "--stated-on",
        "2022-09-15",
        "--article",
        "a1",
    ])
    .failed(2, "--accused");
    desk.verify();
}

#[test]
fn the_same_statement_is_recorded_once_and_cited_again() {
    let desk = with_claim();
    let again = add(&[
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--victims",
        "servicemen",
        "--victim-side",
        "azerbaijan",
        "--victim-status",
        "military",
        "--aggregation",
        "cumulative",
    ]);
    desk.run(&again)
        .failed(1, "c1 records this statement already");
    desk.write(
        "other.txt",
        "Elsewhere\n\nThe agency repeats that 50 servicemen had died.\n",
    );
    desk.run(["ingest", "other.txt"]).done();
    assert_snapshot!(desk.run([
        "cite",
        "c1",
        "--article",
        "a2",
        "--via",
        "reuters",
        "--quote",
        "50 servicemen had died"
    ]));
    desk.run([
        "cite",
        "c1",
        "--article",
        "a2",
        "--quote",
        "50 servicemen had died",
    ])
    .failed(1, "cited from there already");
    assert_snapshot!(desk.run(["show", "c1"]));
    desk.verify();
}

#[test]
fn a_side_that_the_event_does_not_have_is_refused() {
    let desk = Desk::with_article();
    desk.run(add(&[
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--victim-side",
        "Atlantis",
    ]))
    .failed(1, "“Atlantis” is not a side of the event “clashes”");
}

#[test]
fn words_from_outside_never_reach_the_terminal_raw() {
    let desk = Desk::with_article();
    desk.run(add(&[
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--note",
        "evil\u{1b}[2J\u{202e}txet",
    ]))
    .done();
    let shown = desk.run(["show", "c1"]).done().stdout;
    assert!(
        !shown.contains('\u{1b}') && !shown.contains('\u{202e}'),
        "{shown:?}"
    );
    let json = desk.run(["show", "c1", "--json"]).json();
    assert!(
        json.to_string().contains("\\u001b[2J") || json.to_string().contains('\u{1b}'),
        "what is stored is not altered"
    );
}
