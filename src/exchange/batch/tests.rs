use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::text::PART;
use super::*;
use crate::extract::{
    AccusationProposal, ExtractError, Extraction, Proposal, Reading, Remarks, RuleExtractor, Slot,
};

/// Proposes each “A blames B” of a text; knows English only.
struct Blames;

impl Extractor for Blames {
    fn name(&self) -> &str {
        "test"
    }

    fn open<'a>(
        &'a self,
        text: &'a str,
        language: Option<&'a Language>,
    ) -> std::result::Result<Box<dyn Reading + 'a>, ExtractError> {
        match language.map(Language::as_str) {
            Some("en") => {}
            None if text.is_ascii() => {}
            None => return Err(ExtractError::UnknownLanguage),
            Some(_) => {
                return Err(ExtractError::NoPack {
                    language: language.unwrap().clone(),
                });
            }
        }
        Ok(Box::new(Extraction {
            language: language.cloned(),
            looks_like: text.starts_with("Guten Tag").then(|| "de".parse().unwrap()),
            others: Vec::new(),
            proposals: text
                .match_indices("blames")
                .map(|(at, _)| blame(text, at))
                .collect(),
            dropped: Dropped::default(),
        }))
    }
}

fn blame(text: &str, at: usize) -> Proposal {
    Proposal::Accusation(Box::new(AccusationProposal {
        accuser: None,
        accused: None,
        act: None,
        denial: false,
        quote: Slot::of(text, at..at + "blames".len()).unwrap(),
        score: Score::from_hundredths(if at == 0 { 50 } else { 90 }),
        reasons: Vec::new(),
    }))
}

fn run(input: impl Into<Vec<u8>>, options: Options) -> (Summary, String) {
    let mut out = Vec::new();
    let input = Box::new(Cursor::new(input.into()));
    let summary = propose(input, "texts", &mut out, &Blames, &options).unwrap();
    (summary, String::from_utf8(out).unwrap())
}

fn ids(out: &str) -> Vec<String> {
    out.lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            value["id"].to_string()
        })
        .collect()
}

#[test]
fn lines_come_back_in_order_whatever_the_number_of_cores() {
    let mut input = String::new();
    for number in 0..5_000 {
        // Uneven lines: a core with long ones must not be overtaken.
        let filling = "x ".repeat(if number % 7 == 0 { 900 } else { 3 });
        input.push_str(&format!(
            "{{\"id\":{number},\"text\":\"{filling}blames\"}}\n"
        ));
    }
    let wanted: Vec<String> = (0..5_000).map(|number: u32| number.to_string()).collect();
    let mut outputs = Vec::new();
    for cores in [1, 2, 7] {
        let options = Options {
            cores: NonZeroUsize::new(cores),
            ..Options::default()
        };
        let (summary, out) = run(input.clone(), options);
        assert_eq!((summary.texts, summary.proposals), (5_000, 5_000));
        assert_eq!(ids(&out), wanted);
        outputs.push(out);
    }
    assert!(outputs.iter().all(|out| *out == outputs[0]));
}

#[test]
fn an_id_comes_back_as_it_was() {
    for id in [
        "7",
        "-0",
        "1.50",
        "123456789012345678901234567890",
        "1e400",
        r#""a\u00e9\n""#,
        r#""""#,
        "\"قتل\"",
    ] {
        let (summary, out) = run(format!(r#"{{"text":"","id":{id}}}"#), Options::default());
        assert_eq!(summary.failed, 0, "{id}: {summary:?}");
        assert_eq!(out, format!("{{\"id\":{id},\"proposals\":[]}}\n"));
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_others_are_written() {
    let input: &[u8] = b"\xef\xbb\xbf{\"id\":1,\"text\":\"a blames\"}\r\n\n{\"id\":2,\"text\":\n\
        {\"id\":3}\n{\"id\":[4],\"text\":\"\"}\n{\"id\":5,\"text\":\"\xff\"}\n\
        {\"id\":6,\"lang\":\"english\",\"text\":\"\"}\n{\"id\":7,\"text\":\"\\ud800\"}\nnull\n{\"id\":8,\"text\":\"x\"}";
    let (summary, out) = run(input, Options::default());
    assert_eq!(ids(&out), ["1", "8"]);
    assert_eq!((summary.texts, summary.failed), (2, 7));
    let faults: Vec<(u64, Option<usize>)> = summary
        .faults
        .iter()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(faults[0].0, 3);
    assert_eq!(
        faults[1],
        (4, Some(8)),
        "a missing field, at the object's end"
    );
    assert_eq!(faults[2], (5, None));
    assert_eq!(faults[3], (6, Some(17)), "the byte that is not UTF-8");
    assert_eq!(faults[4].0, 7);
    assert_eq!(faults[5].0, 8);
    assert_eq!(faults[6].0, 9);
    assert!(summary.faults[1].message.contains("text"), "{summary:?}");
    assert!(!summary.faults[1].message.contains("line 1"), "{summary:?}");
}

#[test]
fn what_is_no_text_is_told_in_plain_words() {
    for (line, message) in [
        ("tru", "it is no JSON: it breaks off inside a value"),
        ("treu", "it is no JSON: no value stands here"),
        ("x", "it is no JSON: no value stands here"),
        ("null", "it is no JSON object"),
        ("[1,2]", "it is no JSON object"),
        (r#"[1,"en","5 were killed"]"#, "it is no JSON object"),
        (r#"{"id":1}"#, "it has no \"text\""),
        (r#"{"text":"x"}"#, "it has no \"id\""),
        (
            r#"{"id":1,"text":5}"#,
            "invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"id":1 "text":"x"}"#,
            "it is no JSON: expected `,` or `}`",
        ),
    ] {
        let (summary, out) = run(line, Options::default());
        assert_eq!(out, "", "{line}");
        assert_eq!(summary.faults[0].message, message, "{line}");
    }
}

#[test]
fn a_line_that_breaks_off_is_named_where_it_ends() {
    for end in ["\n", "\r\n", ""] {
        let input = format!("{{\"id\":1,\"text\":\"x\"}}\n{{\"id\":2,\"text\":\"قتل{end}");
        let (summary, out) = run(input, Options::default());
        assert_eq!(ids(&out), ["1"]);
        let fault = &summary.faults[0];
        assert_eq!((fault.line, fault.column), (2, Some(22)), "{fault:?}");
        assert!(fault.message.contains("string"), "{fault:?}");
    }
}

#[test]
fn a_text_that_looks_like_another_language_is_said_in_the_line_and_counted() {
    let line = "{\"id\":1,\"lang\":\"en\",\"text\":\"Guten Tag\"}\n";
    let (summary, out) = run(line.repeat(2), Options::default());
    let said = "{\"id\":1,\"proposals\":[],\"warning\":\"nothing was found by the rules of “en”; it looks like “de”\"}\n";
    assert_eq!(out, said.repeat(2));
    let languages = ("en".parse().unwrap(), "de".parse().unwrap());
    assert_eq!(summary.other_language.get(&languages), Some(&2));
    assert_eq!((summary.texts, summary.failed), (2, 0));
}

#[test]
fn a_language_without_a_pack_is_said_in_the_line_and_counted() {
    let input = "{\"id\":1,\"lang\":\"zh\",\"text\":\"五十人\"}\n{\"id\":2,\"text\":\"五十人\"}\n";
    let (summary, out) = run(input, Options::default());
    assert_eq!(
        out,
        "{\"id\":1,\"proposals\":[],\"error\":\"there is no language pack for “zh”\"}\n\
         {\"id\":2,\"proposals\":[],\"error\":\"the language of the text is not known\"}\n"
    );
    assert_eq!(summary.without_pack.get("zh"), Some(&1));
    assert_eq!((summary.unknown_language, summary.failed), (1, 0));
    let options = Options {
        language: Some("zh".parse().unwrap()),
        ..Options::default()
    };
    let (summary, _) = run(input, options);
    assert_eq!(summary.without_pack.get("zh"), Some(&2));
}

#[test]
fn proposals_below_the_least_score_are_left_out() {
    let options = Options {
        least: Some(Score::from_hundredths(70)),
        ..Options::default()
    };
    let (summary, out) = run(r#"{"id":1,"text":"blames and blames"}"#, options);
    assert_eq!(summary.proposals, 1);
    assert!(out.contains("\"start\":11"), "{out}");
}

#[test]
fn a_terminal_is_not_disordered_and_the_json_reads_back_the_same() {
    let input = "{\"id\":\"\u{202e}x\u{9b}\",\"text\":\"\"}";
    let options = Options {
        terminal: true,
        ..Options::default()
    };
    let (_, out) = run(input, options);
    assert!(out.is_ascii(), "{out}");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["id"], "\u{202e}x\u{9b}");
}

#[test]
fn one_very_long_line_is_one_text() {
    let mut input = String::from("{\"id\":1,\"text\":\"");
    input.push_str(&"blames ".repeat(100_000));
    input.push_str("\"}");
    let (summary, _) = run(input, Options::default());
    assert_eq!((summary.texts, summary.proposals), (1, 100_000));
}

#[test]
fn a_closed_output_ends_it_though_the_input_never_does() {
    struct Endless;
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let line = b"{\"id\":1,\"text\":\"x\"}\n";
            let taken = line.len().min(buffer.len());
            buffer[..taken].copy_from_slice(&line[..taken]);
            Ok(taken)
        }
    }
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let input = Box::new(io::BufReader::new(Endless));
    let error = propose(input, "texts", &mut Closed, &Blames, &Options::default()).unwrap_err();
    assert!(matches!(error, ExchangeError::Write(_)), "{error}");
}

#[test]
fn what_fails_while_it_is_read_is_an_error_and_not_the_end() {
    struct Breaks(u32);
    impl Read for Breaks {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            if self.0 > 3 {
                return Err(io::Error::other("the disk failed"));
            }
            buffer[..20].copy_from_slice(b"{\"id\":1,\"text\":\"x\"}\n");
            Ok(20)
        }
    }
    let input = Box::new(io::BufReader::new(Breaks(0)));
    let error = propose(
        input,
        "texts",
        &mut Vec::new(),
        &Blames,
        &Options::default(),
    )
    .unwrap_err();
    assert!(error.to_string().contains("the disk failed"), "{error}");
}

/// Proposes the same over and over, and counts how often it was asked.
#[derive(Default)]
struct Endless(AtomicUsize);

impl Extractor for Endless {
    fn name(&self) -> &str {
        "endless"
    }

    fn open<'a>(
        &'a self,
        text: &'a str,
        _: Option<&'a Language>,
    ) -> std::result::Result<Box<dyn Reading + 'a>, ExtractError> {
        Ok(Box::new(Again(&self.0, text)))
    }
}

struct Again<'a>(&'a AtomicUsize, &'a str);

impl Reading for Again<'_> {
    fn next(&mut self, into: &mut Vec<Proposal>) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        into.push(blame(self.1, 0));
        true
    }

    fn close(self: Box<Self>) -> Remarks {
        unreachable!("it never ends")
    }
}

/// Takes so many bytes, and then is closed. At each write it notes how many proposals were made and had not yet come.
struct Slow<'a> {
    made: &'a AtomicUsize,
    left: usize,
    came: usize,
    most: usize,
    /// How many bytes of input were read, and how many when the last bytes were taken.
    read: Option<&'a AtomicUsize>,
    read_by_then: usize,
}

impl Write for Slow<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Whoever is not held back runs far ahead in this time.
        thread::sleep(Duration::from_millis(30));
        let made = self.made.load(Ordering::Relaxed);
        self.most = self.most.max(made.saturating_sub(self.came));
        self.read_by_then = self.read.map_or(0, |read| read.load(Ordering::Relaxed));
        self.came += String::from_utf8_lossy(bytes).matches("accusation").count();
        self.left = self.left.saturating_sub(bytes.len());
        match self.left {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            _ => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_text_without_end_is_written_as_it_is_read_and_ends_when_nobody_takes_it() {
    let endless = Endless::default();
    let mut out = Slow {
        made: &endless.0,
        left: 12 * PART,
        came: 0,
        most: 0,
        read: None,
        read_by_then: 0,
    };
    let input = Box::new(Cursor::new("{\"id\":1,\"text\":\"blames\"}\n".repeat(3)));
    let options = Options {
        cores: NonZeroUsize::new(2),
        ..Options::default()
    };
    let error = propose(input, "texts", &mut out, &endless, &options).unwrap_err();
    assert!(matches!(error, ExchangeError::Write(_)), "{error}");
    let mut one = Vec::new();
    crate::extract::json::write_one(&blame("blames", 0), &mut one);
    let a_part = PART / (one.len() + 1) + 1;
    assert!(out.came > 10 * a_part, "{} of {a_part}", out.came);
    // A part in the making, one waiting for room, and those ahead.
    assert!(out.most <= (AHEAD + 3) * a_part, "{} of {a_part}", out.most);
}

#[test]
fn long_lines_are_not_read_while_others_wait() {
    const LINE: usize = 9 * 1024 * 1024;
    /// Lines of one text without end, and how many bytes of them were taken.
    struct Long<'a>(&'a AtomicUsize);
    impl Read for Long<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let taken = self.0.load(Ordering::Relaxed);
            let at = taken % LINE;
            let head = b"{\"id\":1,\"text\":\"blames";
            let (from, fill): (&[u8], u8) = match at {
                0 => (head, b' '),
                _ if at == LINE - 3 => (b"\"}\n", b' '),
                _ => (b"", b'x'),
            };
            let until = if at < LINE - 3 { LINE - 3 } else { LINE };
            let length = buffer.len().min(until - at);
            buffer[..length].fill(fill);
            buffer[..from.len()].copy_from_slice(from);
            self.0.fetch_add(length, Ordering::Relaxed);
            Ok(length)
        }
    }
    static READ: AtomicUsize = AtomicUsize::new(0);
    let endless = Endless::default();
    let mut out = Slow {
        made: &endless.0,
        left: 12 * PART,
        came: 0,
        most: 0,
        read: Some(&READ),
        read_by_then: 0,
    };
    let input = Box::new(io::BufReader::new(Long(&READ)));
    let options = Options {
        cores: NonZeroUsize::new(4),
        ..Options::default()
    };
    propose(input, "texts", &mut out, &endless, &options).unwrap_err();
    // The first core never ends its line; the others wait for their turn. (Once nobody takes anything more, what waited is
    // dropped, and there is room for a moment.)
    let read = out.read_by_then;
    assert!(read > lines::MOST_WAITING, "{read}");
    assert!(read <= lines::MOST_WAITING + LINE + LINE / 9, "{read}");
}

#[test]
fn long_texts_come_out_as_from_the_whole_between_short_ones_in_order() {
    let dense = "Reuters quoted the ministry as saying at least 50 people were killed and 12 wounded on Tuesday. Kyiv blamed Moscow. ";
    let texts = [
        "5 killed ".repeat(3000),
        "A man was killed.".to_owned(),
        dense.repeat(1500),
        String::new(),
        "(5 killed, \"12\" wounded) ".repeat(1000),
        dense.to_owned(),
    ];
    let english: Language = "en".parse().unwrap();
    let mut input = String::new();
    let mut expected = String::new();
    for (id, text) in (0..).zip(texts.iter().cycle().take(12)) {
        let text_as_json = serde_json::to_string(text).unwrap();
        input.push_str(&format!(
            "{{\"id\":{id},\"lang\":\"en\",\"text\":{text_as_json}}}\n"
        ));
        let found = RuleExtractor.extract(text, Some(&english)).unwrap();
        let all = serde_json::to_string(&found.proposals).unwrap();
        expected.push_str(&format!("{{\"id\":{id},\"proposals\":{all}}}\n"));
    }
    assert!(expected.len() > 8 * PART, "{}", expected.len());
    for cores in [1, 2, 5] {
        let mut out = Vec::new();
        let options = Options {
            cores: NonZeroUsize::new(cores),
            ..Options::default()
        };
        let input = Box::new(Cursor::new(input.clone().into_bytes()));
        propose(input, "texts", &mut out, &RuleExtractor, &options).unwrap();
        assert!(out == expected.as_bytes(), "on {cores} cores");
    }
}
