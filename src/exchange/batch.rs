//! Many texts at once: `{"id", "lang"?, "text"}` a line in, `{"id", "proposals": […]}` a line out, on all cores.
//!
//! Enter: a reader, an extractor. Leave: lines in the order in which they came, each whole, and what was counted
//! ([`Summary`]). Invariants: the memory is that of a few chunks, however long the input; a line that cannot be read is
//! named with its line and column and writes nothing, and the lines behind it are read all the same; a text whose
//! language has no pack or cannot be told is written with no proposals and an `error`, and one that looks like another
//! language than was said with a `warning`, so that neither can be taken for a text in which nothing stands; offsets are bytes of the text as given. No database is needed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ExchangeError, Result};
use crate::extract::json::write_list;
use crate::extract::{Dropped, ExtractError, Extraction, Extractor, Score};
use crate::model::Language;

/// How many bytes of lines are handed to a core at once. A longer line is handed over alone.
const CHUNK: usize = 256 * 1024;

/// How many chunks wait for each core, on either side of it.
const WAITING: usize = 2;

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 256 * 1024 * 1024;

/// The most faults that are kept to be named; all are counted.
const MOST_NAMED: usize = 20;

/// How a batch is run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of the lines that do not say theirs; guessed when not said.
    pub language: Option<Language>,
    /// Only proposals of at least this score.
    pub least: Option<Score>,
    /// On how many cores; all there are when not said.
    pub cores: Option<NonZeroUsize>,
    /// Somebody looks at it on a terminal: what could disorder it is written as `\u` escapes, which JSON reads back.
    pub terminal: bool,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// The line, from 1.
    pub line: u64,
    /// The byte of the line, from 1, where that is known.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What a batch counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Lines written.
    pub texts: u64,
    /// Proposals in them.
    pub proposals: u64,
    /// Lines that could not be read.
    pub failed: u64,
    /// The first of those.
    pub faults: Vec<LineFault>,
    /// Texts in a language that has no pack, by language.
    pub without_pack: BTreeMap<String, u64>,
    /// Texts in which nothing was found and that look like another language than was said: by the two.
    pub other_language: BTreeMap<(Language, Language), u64>,
    /// Texts whose language could not be told.
    pub unknown_language: u64,
    /// What the extractor offered and was not let through.
    pub dropped: Dropped,
}

/// Reads texts line by line and writes the proposals of each.
///
/// # Errors
/// What is read from or written to fails; a line's own fault is in the summary.
pub fn propose(
    input: Box<dyn BufRead + Send>,
    name: &str,
    out: &mut dyn Write,
    extractor: &(dyn Extractor + Sync),
    options: &Options,
) -> Result<Summary> {
    let cores = options
        .cores
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    thread::scope(|scope| {
        let mut into = Vec::with_capacity(cores);
        let mut from = Vec::with_capacity(cores);
        for _ in 0..cores {
            let (chunks, given) = sync_channel::<Chunk>(WAITING);
            let (done, results) = sync_channel::<Done>(WAITING);
            scope.spawn(move || work(&given, &done, extractor, options));
            into.push(chunks);
            from.push(results);
        }
        // Not waited for: when nobody takes the output any more, it may sit in a read that never ends.
        let (end, ended) = sync_channel::<io::Error>(1);
        thread::spawn(move || deal(input, &into, &end));
        let mut summary = Summary::default();
        // Chunk n went to core n modulo their number and comes back from there: order costs nothing.
        for results in from.iter().cycle() {
            let Ok(done) = results.recv() else {
                break;
            };
            out.write_all(&done.lines).map_err(ExchangeError::Write)?;
            summary.take(done);
        }
        match ended.try_recv() {
            Ok(reason) => Err(ExchangeError::Unreadable {
                path: name.into(),
                reason,
            }),
            Err(_) => Ok(summary),
        }
    })
}

impl Summary {
    fn take(&mut self, done: Done) {
        self.texts += done.texts;
        self.proposals += done.proposals;
        self.unknown_language += done.unknown_language;
        self.dropped.quotes += done.dropped.quotes;
        self.dropped.figures += done.dropped.figures;
        for (language, count) in done.without_pack {
            *self.without_pack.entry(language).or_default() += count;
        }
        for (languages, count) in done.other_language {
            *self.other_language.entry(languages).or_default() += count;
        }
        self.failed += u64::try_from(done.faults.len()).unwrap_or(u64::MAX);
        let room = MOST_NAMED.saturating_sub(self.faults.len());
        self.faults.extend(done.faults.into_iter().take(room));
    }
}

/// Some whole lines.
struct Chunk {
    /// The number of the first of them, from 1.
    first: u64,
    bytes: Vec<u8>,
    /// A line behind them that is too long to be read.
    too_long: Option<u64>,
}

/// What became of a chunk.
#[derive(Default)]
struct Done {
    lines: Vec<u8>,
    texts: u64,
    proposals: u64,
    faults: Vec<LineFault>,
    without_pack: BTreeMap<String, u64>,
    other_language: BTreeMap<(Language, Language), u64>,
    unknown_language: u64,
    dropped: Dropped,
}

/// Cuts the input into chunks and hands them out in turn. Ends with the input, with its error, or when nobody takes.
fn deal(
    mut input: Box<dyn BufRead + Send>,
    into: &[SyncSender<Chunk>],
    end: &SyncSender<io::Error>,
) {
    let mut next = 1;
    for core in into.iter().cycle() {
        match chunk(&mut *input, next) {
            Ok((_, None)) => return,
            Ok((after, Some(chunk))) => {
                next = after;
                if core.send(chunk).is_err() {
                    return;
                }
            }
            Err(error) => {
                // Sent before the channels to the cores close, so that it is there when they are found closed.
                let _ = end.send(error);
                return;
            }
        }
    }
}

/// The next lines, and the number of the line behind them.
fn chunk(input: &mut dyn BufRead, first: u64) -> io::Result<(u64, Option<Chunk>)> {
    let mut bytes = Vec::new();
    let mut next = first;
    while bytes.len() < CHUNK {
        let before = bytes.len();
        match line(input, &mut bytes)? {
            Line::End => break,
            Line::Whole => next += 1,
            Line::TooLong => {
                bytes.truncate(before);
                let chunk = Chunk {
                    first,
                    bytes,
                    too_long: Some(next),
                };
                return Ok((next + 1, Some(chunk)));
            }
        }
    }
    let chunk = (next > first).then_some(Chunk {
        first,
        bytes,
        too_long: None,
    });
    Ok((next, chunk))
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Appends one line with its line end. Of a line that is too long the rest is passed over.
fn line(input: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<Line> {
    let limit = bytes.len().saturating_add(LONGEST_LINE);
    let (mut is_any, mut is_long) = (false, false);
    loop {
        let there = match input.fill_buf() {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = there.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(there.len(), |end| end + 1);
        is_any |= taken > 0;
        is_long |= bytes.len().saturating_add(taken) > limit;
        if !is_long {
            bytes.extend_from_slice(&there[..taken]);
        }
        input.consume(taken);
        if end.is_some() || taken == 0 {
            return Ok(match (is_any, is_long) {
                (false, _) => Line::End,
                (true, true) => Line::TooLong,
                (true, false) => Line::Whole,
            });
        }
    }
}

fn work(
    given: &Receiver<Chunk>,
    done: &SyncSender<Done>,
    extractor: &dyn Extractor,
    options: &Options,
) {
    while let Ok(chunk) = given.recv() {
        let mut made = Done {
            // Of dense text several times as much is written as was read.
            lines: Vec::with_capacity(chunk.bytes.len() * 2),
            ..Done::default()
        };
        let lines = chunk.bytes.split_inclusive(|byte| *byte == b'\n');
        for (number, line) in (chunk.first..).zip(lines) {
            if let Err(fault) = one(line, number, extractor, options, &mut made) {
                made.faults.push(fault);
            }
        }
        if let Some(line) = chunk.too_long {
            made.faults.push(LineFault {
                line,
                column: None,
                message: format!("it is longer than {} MiB", LONGEST_LINE / 1024 / 1024),
                hint: Some("check that each text stands on a line of its own".to_owned()),
            });
        }
        if done.send(made).is_err() {
            return;
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

fn one(
    line: &[u8],
    number: u64,
    extractor: &dyn Extractor,
    options: &Options,
    made: &mut Done,
) -> std::result::Result<(), LineFault> {
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
        return Ok(());
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
    let given: Given<'_> = serde_json::from_str(text)
        .map_err(|error| fault(Some(error.column().max(1)), plain(&error), shape()))?;
    let id = given.id.get();
    if !id.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        let message = format!("its id is neither a string nor a number: {}", beginning(id));
        return Err(fault(None, message, shape()));
    }
    let language = match given.lang.as_deref() {
        None => options.language.clone(),
        Some(tag) => Some(
            tag.parse::<Language>()
                .map_err(|error| fault(None, error.to_string(), error.hint().map(str::to_owned)))?,
        ),
    };
    let found = if given.text.trim().is_empty() {
        // In nothing there is nothing, in whatever language.
        Ok(Extraction {
            language: None,
            looks_like: None,
            proposals: Vec::new(),
            dropped: Dropped::default(),
        })
    } else {
        extractor.extract(&given.text, language.as_ref())
    };
    let mut doubt = None;
    let (mut proposals, error) = match found {
        Ok(found) => {
            if let (Some(said), Some(other)) = (language, found.looks_like) {
                let found = match found.proposals.is_empty() {
                    true => "nothing was found",
                    false => "what was found was read",
                };
                doubt = Some(format!(
                    "{found} by the rules of “{said}”; it looks like “{other}”"
                ));
                *made.other_language.entry((said, other)).or_default() += 1;
            }
            made.dropped.quotes += found.dropped.quotes;
            made.dropped.figures += found.dropped.figures;
            (found.proposals, None)
        }
        Err(error @ ExtractError::NoPack { .. }) => {
            let language = language.map_or_else(String::new, |language| language.to_string());
            *made.without_pack.entry(language).or_default() += 1;
            (Vec::new(), Some(error.to_string()))
        }
        Err(error @ ExtractError::UnknownLanguage) => {
            made.unknown_language += 1;
            (Vec::new(), Some(error.to_string()))
        }
        Err(error) => return Err(fault(None, error.to_string(), error.hint())),
    };
    if let Some(least) = options.least {
        proposals.retain(|proposal| proposal.score() >= least);
    }
    made.texts += 1;
    made.proposals += u64::try_from(proposals.len()).unwrap_or(u64::MAX);
    // Written where it stays: the proposals of one long text are many times its length.
    let from = made.lines.len();
    made.lines.extend_from_slice(br#"{"id":"#);
    made.lines.extend_from_slice(id.as_bytes());
    made.lines.extend_from_slice(br#","proposals":"#);
    write_list(&proposals, &mut made.lines);
    // Invariant: a string is always JSON, and memory can be written to.
    if let Some(error) = error {
        made.lines.extend_from_slice(br#","error":"#);
        serde_json::to_writer(&mut made.lines, &error).expect("a string is JSON");
    }
    if let Some(doubt) = doubt {
        made.lines.extend_from_slice(br#","warning":"#);
        serde_json::to_writer(&mut made.lines, &doubt).expect("a string is JSON");
    }
    made.lines.push(b'}');
    if options.terminal {
        let object = made.lines.split_off(from);
        let shown = harmless(&String::from_utf8_lossy(&object));
        made.lines.extend_from_slice(shown.as_bytes());
    }
    made.lines.push(b'\n');
    Ok(())
}

/// What serde_json says, without the place, which we say in our own words.
fn plain(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.rfind(" at line ") {
        Some(at) => said[..at].to_owned(),
        None => said,
    }
}

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

#[cfg(test)]
mod tests;
