//! `ingest`: articles, versions of articles, case folders.

use std::fs;
use std::os::unix::fs::symlink;

use insta::assert_snapshot;

use crate::common::{Desk, files, fixture, is_expected};

/// A small case of one's own, to be spoiled.
fn case(desk: &Desk) {
    desk.write("case/case.toml", CASE);
    desk.write("case/claims.csv", CLAIMS);
    desk.write(
        "case/articles/one.txt",
        "First day\n\nThe ministry said that 50 servicemen had died.\n",
    );
    desk.write(
        "case/articles/two.txt",
        "Second day\n\nThe ministry put its losses at 71 servicemen.\n",
    );
}

const CASE: &str = r#"format = 1

[event]
handle = "clashes"
title = "Clashes"
start = "2022-09-13"
sides = ["Armenia", "Azerbaijan"]

[[source]]
handle = "ministry"
name = "Ministry of Defence"
kind = "official"

[[source]]
handle = "paper"
name = "The Paper"
kind = "outlet"

[[article]]
key = "one"
file = "articles/one.txt"
url = "https://paper.example/one"
publisher = "paper"
published = "2022-09-13"
language = "en"
retrieved = "2022-09-13T20:00:00Z"

[[article]]
key = "two"
file = "articles/two.txt"
url = "https://paper.example/two"
publisher = "paper"
published = "2022-09-15"
language = "en"
retrieved = "2022-09-15T20:00:00Z"
"#;

const CLAIMS: &str =
    "claim,kind,claimant,measure,figure,victims,aggregation,stated_on,article,quote
k1,figure,ministry,killed,50,servicemen,cumulative,2022-09-13,one,50 servicemen had died
k2,figure,ministry,killed,71,servicemen,cumulative,2022-09-15,two,71 servicemen
";

#[test]
fn the_bundled_case_is_taken_whole_into_a_fresh_file() {
    let desk = Desk::empty();
    let fixture = fixture();
    let ran = desk
        .run(["--db", "clashes.db", "ingest", fixture.to_str().unwrap()])
        .done();
    is_expected("ingest.txt", &ran.stdout);
    // A page whose JSON-LD is broken is told of, and taken all the same.
    assert!(ran.stderr.contains("JSON-LD"), "{ran}");
    desk.run(["--db", "clashes.db", "verify"]).done();
}

#[test]
fn the_author_is_the_systems_user_when_nobody_is_named() {
    let desk = Desk::empty();
    let run = |args: &[&str]| {
        desk.command()
            .env_remove("CLAIMLOG_AUTHOR")
            .args(args)
            .output()
            .unwrap()
    };
    assert!(run(&["init"]).status.success());
    let output = run(&["event", "add", "clashes", "--title", "Clashes"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let log = desk.run(["history", "clashes", "--json"]).json();
    let author = log["versions"][0]["author"].as_str().unwrap();
    assert!(!author.is_empty() && author != "lina", "{log}");
}

#[test]
fn a_case_taken_again_records_nothing_new() {
    let desk = Desk::with_case();
    let (size, before) = (desk.log_size(), fs::read(desk.database()).unwrap());
    let ran = desk
        .run(["ingest", fixture().to_str().unwrap(), "--json"])
        .done();
    assert_eq!(desk.log_size(), size);
    assert_eq!(
        fs::read(desk.database()).unwrap(),
        before,
        "not a byte is written"
    );
    assert_eq!(ran.json()["recorded"], 0, "{ran}");
}

#[test]
fn a_case_that_grew_records_only_what_is_new() {
    let desk = Desk::new();
    case(&desk);
    desk.run(["ingest", "case"]).done();
    let size = desk.log_size();
    desk.write(
        "case/articles/three.txt",
        "Third day\n\nIt is 77 now, the ministry said.\n",
    );
    desk.write("case/case.toml", format!("{CASE}\n[[article]]\nkey = \"three\"\nfile = \"articles/three.txt\"\nretrieved = \"2022-09-16T20:00:00Z\"\n"));
    desk.write(
        "case/claims.csv",
        format!(
            "{CLAIMS}k3,figure,ministry,killed,77,servicemen,cumulative,2022-09-16,three,77 now\n"
        ),
    );
    desk.run(["ingest", "case"]).done();
    assert_eq!(
        desk.log_size(),
        size + 3,
        "an article, its snapshot and a claim"
    );
    desk.verify();
}

#[test]
fn a_row_that_fails_is_named_and_nothing_of_the_folder_is_recorded() {
    let desk = Desk::new();
    case(&desk);
    desk.write(
        "case/claims.csv",
        CLAIMS.replace("71 servicemen\n", "72 servicemen\n"),
    );
    let ran = desk.run(["ingest", "case"]);
    assert_snapshot!(ran.failed(1, "claims.csv"));
    assert_eq!(desk.log_size(), 0);
    let ran = desk
        .run(["ingest", "case", "--keep-going"])
        .failed(1, "claims.csv");
    assert!(ran.stderr.contains("line 3"), "{ran}");
    assert_eq!(
        desk.run(["list", "--json"]).json()["claims"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    desk.verify();
}

#[test]
fn a_dry_run_of_a_case_writes_nothing() {
    let desk = Desk::new();
    case(&desk);
    desk.run(["ingest", "case", "--dry-run"]).done();
    assert_eq!(desk.log_size(), 0);
    let fresh = Desk::empty();
    case(&fresh);
    fresh
        .run(["--db", "fresh.db", "ingest", "case", "--dry-run"])
        .done();
    assert!(
        !fresh.path("fresh.db").exists(),
        "not even an empty file is left"
    );
}

#[test]
fn a_case_that_leads_out_of_its_folder_is_refused() {
    let desk = Desk::new();
    case(&desk);
    desk.write("secret.txt", "Not an article of this case: 50 people.\n");
    let absolute = desk.path("secret.txt");
    for path in [
        absolute.to_str().unwrap(),
        "../secret.txt",
        "articles/../../secret.txt",
        "articles/link.txt",
    ] {
        symlink(desk.path("secret.txt"), desk.path("case/articles/link.txt")).ok();
        desk.write("case/case.toml", CASE.replace("articles/two.txt", path));
        desk.run(["ingest", "case"]).failed(1, "folder");
        assert_eq!(desk.log_size(), 0, "{path}");
    }
}

#[test]
fn a_case_file_that_says_something_wrong_is_told_where() {
    let desk = Desk::new();
    let spoiled = [
        ("format = 1", "format = 2", "format"),
        ("handle = \"ministry\"", "handel = \"ministry\"", "handel"),
        ("kind = \"official\"", "kind = \"office\"", "office"),
        (
            "published = \"2022-09-13\"",
            "published = \"2022-13-40\"",
            "2022-13-40",
        ),
        ("handle = \"paper\"", "handle = \"ministry\"", "ministry"),
        ("key = \"two\"", "key = \"one\"", "one"),
        ("publisher = \"paper\"", "publisher = \"nobody\"", "nobody"),
        ("articles/two.txt", "articles/none.txt", "none.txt"),
        ("[event]", "[event", "case.toml"),
    ];
    for (from, to, named) in spoiled {
        case(&desk);
        desk.write("case/case.toml", CASE.replacen(from, to, 1));
        desk.run(["ingest", "case"]).failed(1, named);
        assert_eq!(desk.log_size(), 0, "{to}");
    }
}

#[test]
fn the_same_bytes_change_nothing_and_other_bytes_are_the_next_snapshot() {
    let desk = Desk::with_article();
    desk.run([
        "add",
        "figure",
        "--claimant",
        "ministry",
        "--killed",
        "50",
        "--stated-on",
        "2022-09-14",
        "--article",
        "a1",
        "--quote",
        "50 servicemen had died",
    ])
    .done();
    let size = desk.log_size();
    assert_snapshot!(desk.run(["ingest", "toll.txt"]));
    assert_eq!(desk.log_size(), size);
    let text = fs::read_to_string(desk.path("toll.txt")).unwrap();
    desk.write("toll.txt", text.replace("50 servicemen", "71 servicemen"));
    assert_snapshot!(desk.run(["ingest", "toll.txt"]));
    assert_eq!(desk.log_size(), size + 1);
    // The claim still rests on the copy that it was recorded from.
    desk.verify();
}

#[test]
fn a_page_brings_its_own_title_language_publisher_and_date() {
    let desk = Desk::new();
    desk.write("page.html", r#"<!doctype html><html lang="en"><head><title>Toll rises | The Paper</title>
        <link rel="canonical" href="https://paper.example/toll?utm_source=feed">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Toll rises","inLanguage":"en",
        "publisher":{"name":"The Paper"},"datePublished":"2022-09-15T01:00:00+04:00"}</script></head><body>
        <nav><a href="/">Home</a></nav><article><h1>Toll rises</h1><p>The ministry said that 71 servicemen had died since
        Tuesday, more than it had said the day before, and that the number may still change as units report in.</p>
        <p>Officials asked families to wait for word from their own units before they believed any list.</p></article>
        </body></html>"#);
    desk.run(["ingest", "page.html"]).done();
    assert_snapshot!(desk.run(["show", "a1"]));
    desk.run(["ingest", "page.html", "--title", "x"]).done();
    assert_eq!(
        desk.run(["article", "list", "--json"]).json()["articles"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn flags_go_before_what_the_page_says() {
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
    desk.write("a.txt", "Some title\n\nSome words about 50 people.\n");
    desk.run([
        "ingest",
        "a.txt",
        "--url",
        "https://paper.example/a",
        "--publisher",
        "paper",
        "--title",
        "Another title",
        "--published",
        "2022-09-15",
        "--language",
        "en",
        "--retrieved",
        "2022-09-15T18:00:00Z",
    ])
    .done();
    let shown = desk.run(["show", "a1"]).done().stdout;
    for word in [
        "Another title",
        "https://paper.example/a",
        "2022-09-15",
        "The Paper",
    ] {
        assert!(shown.contains(word), "{word}:\n{shown}");
    }
    assert!(
        desk.run(["show", "n1"])
            .stdout
            .contains("2022-09-15T18:00:00")
    );
    desk.run([
        "ingest",
        "a.txt",
        "b.txt",
        "--url",
        "https://paper.example/b",
    ])
    .failed(2, "one article");
}

#[test]
fn charsets_of_every_kind_are_read() {
    let desk = Desk::new();
    let arabic =
        "قال الوزير إن نحو 50 جندياً قتلوا في الاشتباكات على الحدود، ولم تُعرف بعد أسماؤهم جميعاً.";
    let russian = "Министр сообщил, что погибли не менее 49 военнослужащих, и назвал эти данные предварительными.";
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(arabic.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.write("utf16.txt", utf16);
    // windows-1256 and KOI8-R as old sites send them: declared in the page.
    let page = |charset: &str, body: &[u8]| {
        let head =
            format!("<html><head><meta charset=\"{charset}\"><title>t</title></head><body><p>");
        [head.as_bytes(), body, b"</p></body></html>"].concat()
    };
    let (in_1256, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
    let (in_koi8, _, _) = encoding_rs::KOI8_R.encode(russian);
    desk.write("1256.html", page("windows-1256", &in_1256));
    desk.write("koi8.html", page("koi8-r", &in_koi8));
    desk.run(["ingest", "utf16.txt", "1256.html", "koi8.html"])
        .done();
    for (id, words, charset) in [
        ("n1", "نحو 50 جندياً", "UTF-16LE"),
        ("n2", "نحو 50 جندي", "windows-1256"),
        ("n3", "не менее 49", "KOI8-R"),
    ] {
        assert!(
            desk.run(["show", id, "--text", "--json"])
                .stdout
                .contains(words),
            "{id}"
        );
        assert!(desk.run(["show", id]).stdout.contains(charset), "{id}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let desk = Desk::new();
    desk.write("empty.html", "");
    desk.write("image.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
    desk.write("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n");
    desk.write(
        "blank.html",
        "<html><head><script>var x = 50;</script></head><body><div></div></body></html>",
    );
    desk.write(
        "broken.txt",
        b"The ministry said \xff\xfe\xfa that 50 \xc3\x28 people",
    );
    for (name, words) in [
        ("empty.html", "empty"),
        ("image.png", "PNG"),
        ("paper.pdf", "PDF"),
        ("blank.html", "text"),
        ("none.html", "none.html"),
    ] {
        let ran = desk.run(["ingest", name]).failed(1, words);
        assert!(ran.stderr.contains(name), "{ran}");
    }
    desk.run(["ingest", "broken.txt", "--charset", "utf-8"])
        .failed(1, "broken.txt");
    desk.run(["ingest", "broken.txt", "--charset", "klingon"])
        .failed(2, "klingon");
    assert_eq!(desk.log_size(), 0);
    // The good ones beside a bad one: all or nothing, unless told to go on.
    desk.write("good.txt", "A title\n\nSome words about 50 people.\n");
    desk.run(["ingest", "good.txt", "image.png"])
        .failed(1, "image.png");
    assert_eq!(desk.log_size(), 0);
    desk.run(["ingest", "good.txt", "image.png", "--keep-going"])
        .failed(1, "image.png");
    assert_eq!(desk.log_size(), 2);
}

#[test]
fn a_file_of_200_megabytes_is_refused_before_it_is_read() {
    let desk = Desk::new();
    let file = fs::File::create(desk.path("huge.html")).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    desk.run(["ingest", "huge.html"]).failed(1, "huge.html");
    assert_eq!(desk.log_size(), 0);
}

#[test]
fn standard_input_is_an_article() {
    let desk = Desk::new();
    let text = "From a pipe\n\nThe ministry said that 50 servicemen had died.\n";
    desk.feed(
        text.as_bytes(),
        ["ingest", "-", "--url", "https://paper.example/pipe"],
    )
    .done();
    assert!(desk.run(["show", "n1"]).stdout.contains("stdin"));
    assert!(
        desk.run(["show", "a1"])
            .stdout
            .contains("https://paper.example/pipe")
    );
}

#[test]
fn a_folder_without_a_case_is_its_articles() {
    let desk = Desk::new();
    desk.write(
        "saved/one.txt",
        "One\n\nThe first article about 50 people.\n",
    );
    desk.write(
        "saved/deep/two.txt",
        "Two\n\nThe second article about 71 people.\n",
    );
    desk.run(["ingest", "saved"]).done();
    assert_eq!(
        desk.run(["article", "list", "--json"]).json()["articles"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let before = files(&desk.path("saved"));
    desk.run(["ingest", "saved"]).done();
    assert_eq!(files(&desk.path("saved")), before);
}

#[test]
fn archives_and_pipes_are_no_articles() {
    let desk = Desk::new();
    desk.write("old.arc", "filedesc://x.arc 0.0.0.0 20220914 text/plain 76\n1 0 X\nURL IP-address Date Type Length\n\n");
    desk.run(["ingest", "old.arc"]).failed(1, "ARC");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(desk.path("pipe"))
            .status()
            .unwrap()
            .success()
    );
    desk.run(["ingest", "pipe"]).failed(1, "not a plain file");
    assert_eq!(desk.log_size(), 0);
}
