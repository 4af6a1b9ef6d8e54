//! `propose`, `ingest --propose`: what stands in a text, and nothing recorded.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use insta::assert_snapshot;

use crate::common::{Desk, files};

const DAY: &str = "Shelling on the second day\n\nThe Ministry said on Wednesday that 50 servicemen had been killed. \
                   Reuters reported that three civilians were injured, and that a house of 12 rooms burned.\n\n\
                   The Ministry accused Armenia of shelling the town of Orun.\n";

fn desk() -> Desk {
    let desk = Desk::with_article();
    desk.run(["source", "edit", "ministry", "--alias", "The Ministry"])
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

#[test]
fn the_newest_snapshot_of_an_article_is_read_and_nothing_is_recorded() {
    let desk = desk();
    let size = desk.log_size();
    let before = files(desk.path("").as_path()).len();
    assert_snapshot!(desk.run(["propose", "a2"]).done());
    assert_eq!(desk.log_size(), size);
    assert_eq!(
        files(desk.path("").as_path()).len(),
        before,
        "no file is made"
    );
}

#[test]
fn every_reason_is_a_rule_and_its_words() {
    assert_snapshot!(
        desk()
            .run(["propose", "n2", "--reasons", "--min-score", "0.9"])
            .done()
    );
}

#[test]
fn a_file_and_stdin_need_no_database() {
    let desk = Desk::empty();
    desk.write("page.html", "<html lang=ar><body><article><p>قال نائب الوزير إن نحو 50 جندياً قُتلوا حتى الآن.</p></article></body></html>");
    let json = desk.run(["propose", "page.html", "--json"]).done().json();
    assert_eq!(
        (&json["report"], &json["language"]),
        (&"proposals".into(), &"ar".into())
    );
    let figure = &json["proposals"][0];
    assert_eq!(
        (&figure["measure"], &figure["best"], &figure["qualifier"]),
        (&"killed".into(), &50.into(), &"about".into())
    );
    let text = desk
        .feed(
            "نحو 50 جندياً قُتلوا".as_bytes(),
            ["propose", "-", "--csv", "--language", "ar"],
        )
        .done();
    assert!(
        text.stdout
            .starts_with("proposal,state,kind,measure,low,best,high,qualifier,victims,"),
        "{text}"
    );
    assert!(
        text.stdout.contains(",open,figure,killed,,50,,about,"),
        "{text}"
    );
    assert!(!desk.database().exists());
}

#[test]
fn a_language_that_was_said_wrongly_is_noticed() {
    let desk = desk();
    let text = "پنج نفر در حمله به یک پایگاه کشته و سه نفر زخمی شدند.";
    let wrong = desk
        .feed(
            text.as_bytes(),
            ["propose", "-", "--language", "ar", "--json"],
        )
        .done();
    assert_eq!(wrong.json()["looks_like"], "fa");
    assert!(
        wrong
            .stderr
            .contains("by the rules of “ar”, and the text looks like “fa”: try --language fa"),
        "{wrong}"
    );
    let right = desk
        .feed(
            text.as_bytes(),
            ["propose", "-", "--language", "fa", "--json"],
        )
        .done();
    assert!(right.json().get("looks_like").is_none(), "{right}");
    assert!(!right.stderr.contains("looks like"), "{right}");
    let line = format!("{{\"id\":1,\"lang\":\"ar\",\"text\":\"{text}\"}}\n");
    let lines = desk.feed(line.as_bytes(), ["propose", "--jsonl"]).done();
    assert!(
        lines.stdout.contains("\"warning\":\"nothing was found"),
        "{lines}"
    );
    assert!(
        lines
            .stderr
            .contains("texts said to be in “ar” that look like “fa”: 1"),
        "{lines}"
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let desk = desk();
    desk.feed(
        "Es wurden 50 Soldaten getötet".as_bytes(),
        ["propose", "-", "--language", "de"],
    )
    .failed(1, "there is no language pack for “de”");
    desk.feed("五十人が死亡した".as_bytes(), ["propose", "-"])
        .failed(1, "the language of the text is not known");
    desk.feed(b"", ["propose", "-"]).failed(1, "empty");
    desk.feed(b"\xff\xfe\xfd\x00\x80", ["propose", "-"])
        .failed(1, "");
    desk.run(["propose", "nothing"])
        .failed(1, "“nothing” is no article, no snapshot and no file");
    desk.run(["propose", "a9"]).failed(1, "no article “a9”");
    desk.run(["propose", "c1"])
        .failed(1, "c1 is a claim, not an article");
    desk.run(["article", "add", "https://x.example/a"]).done();
    desk.run(["propose", "a3"])
        .failed(1, "of a3 no copy is kept");
    desk.run(["propose", "a2", "--min-score", "85"])
        .failed(2, "from 0 to 1");
    // Read by the rules of another language: nothing is found, nothing breaks.
    desk.feed(DAY.as_bytes(), ["propose", "-", "--language", "ar"])
        .done();
}

#[test]
fn a_page_is_captured_and_its_proposals_shown() {
    let desk = Desk::with_article();
    desk.write("day.txt", DAY);
    assert_snapshot!(desk.run(["ingest", "day.txt", "--propose"]).done());
    desk.run(["ingest", "day.txt", "--propose", "--dry-run"])
        .failed(2, "--dry-run");
    // A page in a language without a pack is captured all the same.
    desk.write("seite.txt", "五十人が死亡した。\n");
    let ran = desk.run(["ingest", "seite.txt", "--propose"]).done();
    assert!(ran.stderr.contains("nothing proposed"), "{ran}");
}

/// A page with a table of tolls: place, killed, injured.
const TABLE: &str = r#"<html lang="en"><head><title>Toll by province</title></head><body><article>
<h1>Toll by province</h1><p>The agency said on Monday that 57 people were killed and 120 injured across the country, and that
the search goes on in the villages along the river, where the army opened three bridges.</p>
<table><tr><th>Province</th><th>Killed</th><th>Injured</th></tr><tr><td>North</td><td>12</td><td>30</td></tr>
<tr><td>South</td><td>45</td><td>90</td></tr></table>
<p>Officials said that the numbers may change, and that aid had reached most of the towns by the evening.</p></article></body></html>"#;

#[test]
fn the_cells_of_a_table_are_left_out_and_nothing_is_made_of_them() {
    let desk = Desk::empty();
    desk.write("table.html", TABLE);
    let ran = desk.run(["propose", "table.html", "--json"]).done();
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let numbers: Vec<u64> = found["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["best"].as_u64())
        .collect();
    assert_eq!(numbers, [57, 120], "{ran}");
}

#[test]
fn lines_come_back_in_order_with_their_ids() {
    let desk = Desk::empty();
    let input = "{\"id\":\"x\",\"lang\":\"en\",\"text\":\"50 soldiers were killed.\"}\n{\"id\":2,\"text\":\"\"}\noops\n\
                 {\"id\":3,\"lang\":\"zh\",\"text\":\"五十\"}\n{\"id\":1.0,\"text\":\"قُتل ثلاثة مدنيين\"}\n";
    assert_snapshot!(desk.feed(input.as_bytes(), ["propose", "--jsonl"]));
    desk.write("texts.jsonl", input);
    let again = desk.run(["propose", "--jsonl", "texts.jsonl"]);
    let first = desk.feed(input.as_bytes(), ["propose", "--jsonl", "-"]);
    assert_eq!(again.stdout, first.stdout);
    desk.run(["propose", "--jsonl", "gone.jsonl"])
        .failed(1, "gone.jsonl");
    assert!(!desk.database().exists());
}

#[test]
fn offsets_are_bytes_of_the_text_and_the_fields_are_a_contract() {
    let desk = Desk::empty();
    let text =
        "«رويترز»: قُتل 50 جندياً. \\u0041 \\n The ministry accused Belmar of shelling a town.";
    let ran = desk
        .feed(
            format!("{{\"id\":0,\"lang\":\"en\",\"text\":\"{text} 3 people died.\"}}").as_bytes(),
            ["propose", "--jsonl"],
        )
        .done();
    let text: String = serde_json::from_str(&format!("\"{text} 3 people died.\"")).unwrap();
    let json = ran.json();
    let kinds: Vec<&str> = json["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"figure") && kinds.contains(&"accusation"),
        "{ran}"
    );
    for one in json["proposals"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(one[name].as_u64().unwrap()).unwrap();
        assert_eq!(
            &text[at("start")..at("end")],
            one["quote"].as_str().unwrap()
        );
        let fields: &[&str] = if one["kind"] == "figure" {
            &[
                "measure",
                "low",
                "best",
                "high",
                "qualifier",
                "victims",
                "aggregation",
                "modality",
                "background",
                "implicit",
                "claimant",
                "via",
                "score",
                "reasons",
            ]
        } else {
            &["accuser", "accused", "act", "denial", "score", "reasons"]
        };
        for field in fields {
            assert!(one.get(field).is_some(), "{field} in {one}");
        }
    }
}

#[test]
fn a_model_is_asked_and_what_it_invents_is_dropped() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while reader.read_line(&mut head).unwrap() > 2 {}
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")?
                    .trim()
                    .parse()
                    .ok()
            });
            reader
                .read_exact(&mut vec![0; length.unwrap_or(0)])
                .unwrap();
            let figure = |quote: &str, best: u32| {
                serde_json::json!({"quote": quote, "number": null, "measure": "killed", "low": best, "best": best, "high": best,
                    "qualifier": "exact", "victims": null, "status": "unknown", "aggregation": "unknown", "modality": "asserted",
                    "background": false, "place": null, "claimant": null, "via": null})
            };
            let figures = [
                figure("50 servicemen had been killed", 50),
                figure("50 servicemen had been killed", 51),
                figure("60 died", 60),
            ];
            let content = serde_json::json!({"figures": figures, "accusations": []}).to_string();
            let body =
                serde_json::json!({"choices": [{"message": {"content": content}}]}).to_string();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let desk = Desk::empty();
    desk.write("day.txt", DAY);
    let args = [
        "propose",
        "day.txt",
        "--extractor",
        "llm",
        "--endpoint",
        &address,
        "--model",
        "m",
    ];
    assert_snapshot!(desk.run(args).done());
    desk.run(["propose", "day.txt", "--extractor", "llm"])
        .failed(2, "--endpoint");
    desk.run([
        "propose",
        "day.txt",
        "--extractor",
        "llm",
        "--endpoint",
        "nowhere",
        "--model",
        "m",
    ])
    .failed(1, "“nowhere” is not the address of a service");
}
