//! One core's part of a batch: chunks of lines → the lines with their proposals, in parts.
//!
//! Enter: [`Chunk`]s. Leave: [`Part`]s, the last of each chunk marked. Invariants: of a text no more is held than the
//! proposals of one piece of a sentence, and of what was written at most a part of about [`PART`] bytes: when nobody
//! takes it, the core waits; whatever can fail of a line fails before the first byte of it is written.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lines::{Chunk, LONGEST_LINE};
use super::{LineFault, Options, Part};
use crate::extract::json::write_one;
use crate::extract::{
    Dropped, ExtractError, Extraction, Extractor, OtherScript, Proposal, Reading, Score,
};
use crate::model::Language;

/// What is written is passed on once it has so many bytes.
pub(super) const PART: usize = 1024 * 1024;

/// Works until no more is given or nobody takes what is done.
pub(super) fn work(
    given: &Receiver<Chunk>,
    done: &SyncSender<Part>,
    extractor: &dyn Extractor,
    options: &Options,
) {
    let mut core = Core {
        done,
        extractor,
        options,
        part: Part::default(),
        shown: 0,
        proposals: Vec::new(),
    };
    while let Ok(chunk) = given.recv() {
        if core.chunk(&chunk).is_break() {
            return;
        }
    }
}

/// A core at work.
struct Core<'a> {
    done: &'a SyncSender<Part>,
    extractor: &'a dyn Extractor,
    options: &'a Options,
    part: Part,
    /// How much of the part is fit to be seen, as the options ask.
    shown: usize,
    /// Room for proposals, empty between any two.
    proposals: Vec<Proposal>,
}

impl Core<'_> {
    fn chunk(&mut self, chunk: &Chunk) -> ControlFlow<()> {
        // Of dense text several times as much is written as was read.
        self.part.lines.reserve(PART.min(chunk.bytes.len() * 2));
        let lines = chunk.bytes.split_inclusive(|byte| *byte == b'\n');
        for (number, line) in (chunk.first..).zip(lines) {
            match Text::of(line, number, self.options) {
                Ok(None) => {}
                Ok(Some(text)) => self.text(&text)?,
                Err(fault) => self.part.faults.push(fault),
            }
        }
        if let Some(line) = chunk.too_long {
            self.part.faults.push(LineFault {
                line,
                column: None,
                message: format!("it is longer than {} MiB", LONGEST_LINE / 1024 / 1024),
                hint: Some("check that each text stands on a line of its own".to_owned()),
            });
        }
        self.part.ends = true;
        self.pass_on()
    }

    /// Writes the line of a text.
    fn text(&mut self, text: &Text<'_>) -> ControlFlow<()> {
        let language = text.language.as_ref();
        let opened: Result<Box<dyn Reading + '_>, _> = if text.given.text.trim().is_empty() {
            // In nothing there is nothing, in whatever language.
            Ok(Box::new(Extraction {
                language: None,
                looks_like: None,
                others: Vec::new(),
                proposals: Vec::new(),
                dropped: Dropped::default(),
            }))
        } else {
            self.extractor.open(&text.given.text, language)
        };
        let (reading, error) = match opened {
            Ok(reading) => (Some(reading), None),
            Err(error @ ExtractError::NoPack { .. }) => {
                let language = language.map_or_else(String::new, Language::to_string);
                *self.part.without_pack.entry(language).or_default() += 1;
                (None, Some(error.to_string()))
            }
            Err(error @ ExtractError::UnknownLanguage) => {
                self.part.unknown_language += 1;
                (None, Some(error.to_string()))
            }
            Err(error) => {
                let fault = text.fault(&error);
                self.part.faults.push(fault);
                return ControlFlow::Continue(());
            }
        };
        self.part.texts += 1;
        self.put(br#"{"id":"#);
        self.put(text.given.id.get().as_bytes());
        self.put(br#","proposals":["#);
        let mut warning = None;
        if let Some(mut reading) = reading {
            let is_any = self.proposals(&mut *reading)?;
            let remarks = reading.close();
            self.part.dropped.quotes += remarks.dropped.quotes;
            self.part.dropped.figures += remarks.dropped.figures;
            self.part.dropped.slots += remarks.dropped.slots;
            if let (Some(said), Some(other)) = (language, remarks.looks_like) {
                let found = match is_any {
                    true => "what was found was read",
                    false => "nothing was found",
                };
                warning = Some(format!(
                    "{found} by the rules of “{said}”; it looks like “{other}”"
                ));
                let languages = (said.clone(), other);
                *self.part.other_language.entry(languages).or_default() += 1;
            } else {
                // What was read by other rules stands among the proposals; what was not is told.
                let unread = remarks
                    .others
                    .iter()
                    .filter(|other| other.language.is_none());
                warning = unread.filter_map(OtherScript::remark).next();
            }
        }
        self.put(b"]");
        for (name, said) in [("error", error), ("warning", warning)] {
            let Some(said) = said else {
                continue;
            };
            self.put(br#",""#);
            self.put(name.as_bytes());
            self.put(br#"":"#);
            // Invariant: a string is always JSON, and memory can be written to.
            serde_json::to_writer(&mut self.part.lines, &said).expect("a string is JSON");
        }
        self.put(b"}\n");
        self.show();
        self.pass_on_if_full()
    }

    /// Writes the proposals as they come; whether there were any, of whatever score.
    fn proposals(&mut self, reading: &mut dyn Reading) -> ControlFlow<(), bool> {
        let least = self.options.least.unwrap_or(Score::from_hundredths(0));
        let (mut is_any, mut is_first) = (false, true);
        while reading.next(&mut self.proposals) {
            is_any = true;
            for proposal in self.proposals.drain(..) {
                if proposal.score() < least {
                    continue;
                }
                if !is_first {
                    self.part.lines.push(b',');
                }
                is_first = false;
                self.part.proposals += 1;
                write_one(&proposal, &mut self.part.lines);
            }
            self.pass_on_if_full()?;
        }
        ControlFlow::Continue(is_any)
    }

    fn put(&mut self, bytes: &[u8]) {
        self.part.lines.extend_from_slice(bytes);
    }

    /// Makes what was written since the last time fit to be seen.
    fn show(&mut self) {
        let lines = &mut self.part.lines;
        if self.options.terminal {
            let written = lines.split_off(self.shown);
            let shown = harmless(&String::from_utf8_lossy(&written));
            lines.extend_from_slice(shown.as_bytes());
        }
        self.shown = lines.len();
    }

    fn pass_on_if_full(&mut self) -> ControlFlow<()> {
        if self.part.lines.len() < PART {
            return ControlFlow::Continue(());
        }
        self.pass_on()
    }

    /// Waits until there is room for the part; breaks when nobody takes it any more.
    fn pass_on(&mut self) -> ControlFlow<()> {
        self.show();
        self.shown = 0;
        match self.done.send(std::mem::take(&mut self.part)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// A text to be read. Other fields are passed over.
#[derive(Deserialize)]
struct Given<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow, default)]
    lang: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// A line that can be read.
struct Text<'a> {
    line: u64,
    given: Given<'a>,
    language: Option<Language>,
}

impl<'a> Text<'a> {
    /// Reads a line; an empty one is none.
    fn of(
        line: &'a [u8],
        number: u64,
        options: &Options,
    ) -> std::result::Result<Option<Self>, LineFault> {
        let mark = if number == 1 {
            &b"\xef\xbb\xbf"[..]
        } else {
            b""
        };
        let bare = line.strip_prefix(mark).unwrap_or(line);
        let skipped = line.len() - bare.len();
        // Without its end, so that a string that is not closed ends where the line does and not on one behind it.
        let bare = bare.strip_suffix(b"\n").unwrap_or(bare);
        let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
        if bare.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        let fault = |column: Option<usize>, message: String, hint: Option<String>| LineFault {
            line: number,
            column: column.map(|column| column + skipped),
            message,
            hint,
        };
        let shape = || {
            Some(
                r#"each line is {"id": "…", "lang": "ar", "text": "…"}; "lang" may be left out"#
                    .to_owned(),
            )
        };
        let text = std::str::from_utf8(bare).map_err(|error| {
            fault(
                Some(error.valid_up_to() + 1),
                "it is not UTF-8".to_owned(),
                None,
            )
        })?;
        // A list of three would be read as the three fields.
        if text.trim_start().starts_with('[') {
            return Err(fault(None, NO_OBJECT.to_owned(), shape()));
        }
        let given: Given<'_> = serde_json::from_str(text)
            .map_err(|error| fault(Some(error.column().max(1)), plain(&error), shape()))?;
        let id = given.id.get();
        if !id.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
            let message = format!("its id is neither a string nor a number: {}", beginning(id));
            return Err(fault(None, message, shape()));
        }
        let language = match given.lang.as_deref() {
            None => options.language.clone(),
            Some(tag) => Some(tag.parse::<Language>().map_err(|error| {
                fault(None, error.to_string(), error.hint().map(str::to_owned))
            })?),
        };
        Ok(Some(Self {
            line: number,
            given,
            language,
        }))
    }

    fn fault(&self, error: &ExtractError) -> LineFault {
        LineFault {
            line: self.line,
            column: None,
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}

/// What serde_json says, in our own words, without the place, which is said beside them.
fn plain(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(&*said, |at| &said[..at]);
    let missing = said
        .strip_prefix("missing field `")
        .and_then(|name| name.strip_suffix('`'));
    match (error.is_data(), missing) {
        (true, Some(name)) => format!("it has no \"{name}\""),
        (true, None) if said.contains("struct ") => NO_OBJECT.to_owned(),
        (true, None) => said.to_owned(),
        (false, _) if error.is_eof() => {
            let inside = said.trim_start_matches("EOF while parsing ");
            format!("it is no JSON: it breaks off inside {inside}")
        }
        // The parser's names of what it waited for.
        (false, _) if matches!(said, "expected value" | "expected ident") => {
            "it is no JSON: no value stands here".to_owned()
        }
        (false, _) => format!("it is no JSON: {said}"),
    }
}

/// What a line is told that holds something else than an object.
const NO_OBJECT: &str = "it is no JSON object";

fn beginning(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// JSON in which nothing can disorder a terminal: such characters stand only in strings, as escapes they are the same.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
