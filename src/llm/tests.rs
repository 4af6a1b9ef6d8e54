use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::*;
use crate::extract::{Dropped, Proposal};

/// What the server does with one question.
#[derive(Clone)]
enum Does {
    /// Answers as a model does, with these words.
    Says(Value),
    /// Answers with this body.
    Body(&'static str),
    /// Fails with this status and these headers.
    Fails(u16, &'static str),
    /// Takes the question and is silent.
    Sleeps,
}

/// A service on this machine: each question is answered as the next of the list says, and kept.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    fn new(does: impl IntoIterator<Item = Does>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut does: VecDeque<Does> = does.into_iter().collect();
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let does = does.pop_front().unwrap_or(Does::Fails(410, ""));
                serve(stream.unwrap(), does, &kept);
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().unwrap().clone()
    }

    fn extractor(&self) -> ModelExtractor {
        self.with(|_| {})
    }

    fn with(&self, change: impl FnOnce(&mut Settings)) -> ModelExtractor {
        let mut settings = Settings {
            endpoint: self.address.clone(),
            model: "test-1".to_owned(),
            key: Some("sesame".to_owned()),
            cache: None,
            patience: Patience {
                timeout: Duration::from_secs(5),
                retries: 2,
                pause: Duration::from_millis(1),
            },
        };
        change(&mut settings);
        ModelExtractor::new(settings).unwrap()
    }
}

fn serve(mut stream: TcpStream, does: Does, kept: &Mutex<Vec<(String, Value)>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    while reader.read_line(&mut head).unwrap() > 2 {}
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    kept.lock()
        .unwrap()
        .push((head, serde_json::from_slice(&body).unwrap()));
    let (status, headers, body) = match does {
        Does::Says(content) => {
            let message = json!({"role": "assistant", "content": content.to_string()});
            let answer = json!({"choices": [{"message": message, "finish_reason": "stop"}]});
            (200, "", answer.to_string())
        }
        Does::Body(body) => (200, "", body.to_owned()),
        Does::Fails(status, headers) => (
            status,
            headers,
            r#"{"error":{"message":"out of order"}}"#.to_owned(),
        ),
        Does::Sleeps => {
            thread::sleep(Duration::from_secs(3));
            return;
        }
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
        body.len()
    );
}

const TEXT: &str = "The ministry said on Wednesday that about 50 servicemen were killed. Later three civilians were \
                    injured, it said. It accused Tavia of shelling Orun. Dozens fled.";

fn figure(quote: &str, number: &str, best: u64) -> Value {
    json!({
        "quote": quote, "number": number, "measure": "killed", "low": null, "best": best, "high": null,
        "qualifier": "about", "victims": "servicemen", "status": "military", "aggregation": "unknown",
        "modality": "asserted", "background": false, "place": null, "claimant": "The ministry", "via": null,
    })
}

fn says(figures: &[Value], accusations: &[Value]) -> Does {
    Does::Says(json!({"figures": figures, "accusations": accusations}))
}

fn failure(server: &Server) -> String {
    server
        .extractor()
        .extract(TEXT, None)
        .unwrap_err()
        .to_string()
}

#[test]
fn a_right_answer_becomes_proposals_with_our_own_offsets() {
    let accusation = json!({
        "quote": "It accused Tavia of shelling Orun", "accuser": "The ministry", "accused": "Tavia",
        "act": "shelling Orun", "denial": false,
    });
    let quote = "about 50 servicemen were killed";
    let server = Server::new([says(&[figure(quote, "50", 50)], &[accusation])]);
    let found = server
        .extractor()
        .extract(TEXT, Some(&"en".parse().unwrap()))
        .unwrap();
    assert_eq!(found.dropped, Dropped::default());
    let [Proposal::Figure(figure), Proposal::Accusation(accusation)] = found.proposals.as_slice()
    else {
        panic!("{found:?}");
    };
    assert_eq!(&TEXT[figure.quote.span()], quote);
    assert_eq!(
        figure.number.span(),
        TEXT.find("50").unwrap()..TEXT.find("50").unwrap() + 2
    );
    assert_eq!(figure.figure.to_string(), "about 50");
    assert_eq!(figure.claimant.as_ref().unwrap().span(), 0..12);
    assert!(figure.score.hundredths() < 70);
    assert_eq!(accusation.accused.as_ref().unwrap().text(), "Tavia");
    // What was asked: the path, the key, the schema, the text.
    let (head, body) = server.asked().remove(0);
    assert!(
        head.starts_with("POST /v1/chat/completions HTTP/1.1"),
        "{head}"
    );
    assert!(
        head.to_lowercase().contains("authorization: bearer sesame"),
        "{head}"
    );
    assert_eq!(body["model"], "test-1");
    assert_eq!(body["response_format"]["json_schema"]["strict"], true);
    assert!(
        body["messages"][1]["content"]
            .as_str()
            .unwrap()
            .ends_with(TEXT)
    );
}

#[test]
fn invented_quotes_and_numbers_are_dropped_and_counted() {
    let server = Server::new([says(
        &[
            // A quote that stands nowhere, one that was mended, one that is empty.
            figure("at least 90 people died", "90", 90),
            figure("About 50 servicemen were killed", "50", 50),
            figure(" ", "50", 50),
            // Numbers that the quote does not say, and one that is not of its qualifier’s shape.
            figure("about 50 servicemen were killed", "50", 500),
            figure("servicemen were killed", "50", 50),
            json!({
                "quote": "three civilians were injured", "number": "three", "measure": "injured", "low": 4, "best": 3,
                "high": 3, "qualifier": "exact", "victims": null, "status": "civilian", "aggregation": "unknown",
                "modality": "asserted", "background": false, "place": "Paris", "claimant": null, "via": null,
            }),
            // The one that is right, though its words for the number are not; its victims stand nowhere.
            json!({
                "quote": "three civilians were injured", "number": "civilians", "measure": "injured", "low": 3, "best": 3,
                "high": 3, "qualifier": "exact", "victims": "women", "status": "civilian", "aggregation": "unknown",
                "modality": "asserted", "background": false, "place": "Paris", "claimant": null, "via": null,
            }),
        ],
        &[
            json!({"quote": "It blamed us", "accuser": null, "accused": null, "act": null, "denial": false}),
        ],
    )]);
    let found = server.extractor().extract(TEXT, None).unwrap();
    assert_eq!(
        found.dropped,
        Dropped {
            quotes: 4,
            figures: 3,
            // Women, Paris.
            slots: 2
        }
    );
    let [Proposal::Figure(figure)] = found.proposals.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(figure.number.text(), "three");
    assert_eq!((&figure.victims, &figure.place), (&None, &None));
}

#[test]
fn a_vague_figure_needs_its_word_in_the_quote() {
    let vague = |number: Value| {
        json!({
            "quote": "Dozens fled", "number": number, "measure": "displaced", "low": null, "best": null, "high": null,
            "qualifier": "vague", "victims": null, "status": "unknown", "aggregation": "unknown",
            "modality": "asserted", "background": false, "place": null, "claimant": null, "via": null,
        })
    };
    let server = Server::new([
        says(&[vague(json!("Dozens"))], &[]),
        says(&[vague(Value::Null)], &[]),
    ]);
    assert_eq!(
        server
            .extractor()
            .extract(TEXT, None)
            .unwrap()
            .proposals
            .len(),
        1
    );
    assert_eq!(
        server
            .extractor()
            .extract(TEXT, None)
            .unwrap()
            .dropped
            .figures,
        1
    );
}

#[test]
fn the_same_quote_twice_is_each_place_once() {
    let text = "50 killed, he said. She too: 50 killed.";
    let one = || figure("50 killed", "50", 50);
    let server = Server::new([says(&[one(), one(), one()], &[])]);
    let found = server.extractor().extract(text, None).unwrap();
    let starts: Vec<usize> = found
        .proposals
        .iter()
        .map(|proposal| proposal.quote().span().start)
        .collect();
    assert_eq!(starts, [0, 29]);
}

#[test]
fn wrong_answers_are_named() {
    for (body, words) in [
        ("not json", "no OpenAI-compatible service"),
        ("{}", "missing field `choices`"),
        (r#"{"choices":[]}"#, "the answer is empty"),
        (
            r#"{"choices":[{"message":{"content":"sorry"}}]}"#,
            "not the shape that was asked for",
        ),
        (
            r#"{"choices":[{"message":{"content":"{\"figures\":[]}"}}]}"#,
            "missing field `accusations`",
        ),
        (
            r#"{"choices":[{"message":{"content":null,"refusal":"I will not"}}]}"#,
            "the model refuses: I will not",
        ),
        (
            r#"{"choices":[{"finish_reason":"length","message":{"content":"{"}}]}"#,
            "cut off",
        ),
    ] {
        let said = failure(&Server::new([Does::Body(body)]));
        assert!(said.contains(words), "{words}: {said}");
    }
    let mut odd = figure("about 50 servicemen were killed", "50", 50);
    odd["measure"] = json!("dead");
    let said = failure(&Server::new([says(&[odd.clone()], &[])]));
    assert!(said.contains("“dead”"), "{said}");
    odd["measure"] = json!("killed");
    odd["best"] = json!(-50);
    let said = failure(&Server::new([says(&[odd], &[])]));
    assert!(said.contains("not the shape"), "{said}");
}

#[test]
fn a_busy_service_is_asked_again_and_a_broken_one_is_given_up() {
    let right = says(&[], &[]);
    let server = Server::new([
        Does::Fails(429, "Retry-After: 0\r\n"),
        Does::Fails(503, ""),
        right,
    ]);
    assert!(
        server
            .extractor()
            .extract(TEXT, None)
            .unwrap()
            .proposals
            .is_empty()
    );
    assert_eq!(server.asked().len(), 3);
    let server = Server::new([
        Does::Fails(500, ""),
        Does::Fails(500, ""),
        Does::Fails(500, ""),
    ]);
    let said = failure(&server);
    assert!(said.contains("(500): out of order, 3 times"), "{said}");
    for (status, words) in [
        (401, "refuses the key"),
        (404, "no such service or model"),
        (400, "answered 400: out of order"),
    ] {
        let server = Server::new([Does::Fails(status, "")]);
        let said = failure(&server);
        assert!(said.contains(words) && !said.contains("sesame"), "{said}");
        assert_eq!(server.asked().len(), 1, "not asked again");
    }
}

#[test]
fn a_slow_service_is_not_waited_for() {
    let server = Server::new([Does::Sleeps]);
    let extractor = server.with(|settings| settings.patience.timeout = Duration::from_millis(200));
    let begun = Instant::now();
    let said = extractor.extract(TEXT, None).unwrap_err().to_string();
    assert!(said.contains("no answer within 0.2 seconds"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn nobody_there_is_said() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let server = Server {
        address,
        asked: Arc::default(),
    };
    assert!(failure(&server).contains("cannot be asked"));
}

#[test]
fn an_answer_is_kept_by_text_prompt_and_model() {
    let folder = tempfile::tempdir().unwrap();
    let one = says(&[figure("about 50 servicemen were killed", "50", 50)], &[]);
    let none = says(&[], &[]);
    let server = Server::new([one, none.clone(), none]);
    let cached = |model: &str| {
        server.with(|settings| {
            settings.cache = Some(folder.path().join("llm"));
            settings.model = model.to_owned();
        })
    };
    let first = cached("test-1").extract(TEXT, None).unwrap();
    assert_eq!(first.proposals.len(), 1);
    assert_eq!(cached("test-1").extract(TEXT, None).unwrap(), first);
    assert_eq!(server.asked().len(), 1, "the second time nothing was asked");
    assert!(
        cached("test-2")
            .extract(TEXT, None)
            .unwrap()
            .proposals
            .is_empty()
    );
    assert_eq!(server.asked().len(), 2);
    // What was kept and is damaged is asked for again.
    for file in std::fs::read_dir(folder.path().join("llm")).unwrap() {
        std::fs::write(file.unwrap().path(), "{").unwrap();
    }
    assert!(
        cached("test-1")
            .extract(TEXT, None)
            .unwrap()
            .proposals
            .is_empty()
    );
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn an_address_is_checked_before_anything_is_sent() {
    let new = |endpoint: &str, key: Option<&str>| {
        ModelExtractor::new(Settings {
            endpoint: endpoint.to_owned(),
            model: "m".to_owned(),
            key: key.map(str::to_owned),
            cache: None,
            patience: Patience::default(),
        })
        .map(drop)
        .map_err(|error| error.to_string())
    };
    for endpoint in [
        "",
        "api.example.org/v1",
        "ftp://api.example.org",
        "file:///etc/passwd",
    ] {
        assert!(
            new(endpoint, None).unwrap_err().contains("not the address"),
            "{endpoint}"
        );
    }
    assert!(
        new("http://api.example.org/v1", Some("k"))
            .unwrap_err()
            .contains("unencrypted")
    );
    for endpoint in ["http://api.example.org/v1", "http://localhost:1/v1"] {
        assert_eq!(new(endpoint, None), Ok(()), "{endpoint}");
    }
    for endpoint in [
        "https://api.example.org/v1",
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost",
    ] {
        assert_eq!(new(endpoint, Some("k")), Ok(()), "{endpoint}");
    }
}

#[test]
fn an_empty_text_and_one_that_is_too_long_are_not_sent() {
    let server = Server::new([]);
    assert!(
        server
            .extractor()
            .extract(" \n", None)
            .unwrap()
            .proposals
            .is_empty()
    );
    let long = "a".repeat(LONGEST_TEXT + 1);
    let said = server
        .extractor()
        .extract(&long, None)
        .unwrap_err()
        .to_string();
    assert!(said.contains("at most"), "{said}");
    assert!(server.asked().is_empty());
}
