//! Many texts at once: `{"id", "lang"?, "text"}` a line in, `{"id", "proposals": […]}` a line out, on all cores.
//!
//! Enter: a reader, an extractor. Leave: lines in the order in which they came, each whole unless nobody takes them any
//! more, and what was counted ([`Summary`]). Invariants: a line that cannot be read is named with its line and column and
//! writes nothing, and the lines behind it are read all the same; a text whose language has no pack or cannot be told is
//! written with no proposals and an `error`, and one that looks like another language than was said with a `warning`, so
//! that neither can be taken for a text in which nothing stands; offsets are bytes of the text as given. No database is
//! needed.
//!
//! The memory is that of one long line (its bytes, and its text once more where JSON writes it otherwise) and of a few
//! short ones a core, however long the input and however much is found: proposals are written as they come, a core that
//! is ahead of its turn waits once it is a few parts ahead, and nothing more is read while enough lies ready.

mod lines;
mod text;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::{ExchangeError, Result};
use crate::extract::{Dropped, Extractor, Score};
use crate::model::Language;
use lines::{Chunk, WAITING, deal};
use text::work;

/// How many parts of what it wrote each core may be ahead of its turn.
const AHEAD: usize = 8;

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
            let (done, results) = sync_channel::<Part>(AHEAD);
            scope.spawn(move || work(&given, &done, extractor, options));
            into.push(chunks);
            from.push(results);
        }
        // Not waited for: when nobody takes the output any more, it may sit in a read that never ends.
        let (end, ended) = sync_channel::<io::Error>(1);
        thread::spawn(move || deal(input, &into, &end));
        let mut summary = Summary::default();
        // Chunk n went to core n modulo their number and comes back from there: order costs nothing.
        'chunks: for results in from.iter().cycle() {
            loop {
                let Ok(part) = results.recv() else {
                    break 'chunks;
                };
                out.write_all(&part.lines).map_err(ExchangeError::Write)?;
                let ends = part.ends;
                summary.take(part);
                if ends {
                    break;
                }
            }
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
    fn take(&mut self, part: Part) {
        self.texts += part.texts;
        self.proposals += part.proposals;
        self.unknown_language += part.unknown_language;
        self.dropped.quotes += part.dropped.quotes;
        self.dropped.figures += part.dropped.figures;
        self.dropped.slots += part.dropped.slots;
        for (language, count) in part.without_pack {
            *self.without_pack.entry(language).or_default() += count;
        }
        for (languages, count) in part.other_language {
            *self.other_language.entry(languages).or_default() += count;
        }
        self.failed += u64::try_from(part.faults.len()).unwrap_or(u64::MAX);
        let room = MOST_NAMED.saturating_sub(self.faults.len());
        self.faults.extend(part.faults.into_iter().take(room));
    }
}

/// What became of a chunk, or of a part of it: of a long text lines are passed on before they are whole.
#[derive(Default)]
struct Part {
    lines: Vec<u8>,
    /// Whether it is the last of its chunk.
    ends: bool,
    texts: u64,
    proposals: u64,
    faults: Vec<LineFault>,
    without_pack: BTreeMap<String, u64>,
    other_language: BTreeMap<(Language, Language), u64>,
    unknown_language: u64,
    dropped: Dropped,
}

#[cfg(test)]
mod tests;
