//! The input of a batch, cut into chunks of whole lines for the cores.
//!
//! Enters: a reader. Leave: [`Chunk`]s, in turn to each core. Invariant: the chunks that wait or are worked on hold at
//! most the [`Gate`]'s bytes and one line of [`LONGEST_LINE`], however long the input and its lines.

use std::io::{self, BufRead};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// How many bytes of lines are handed to a core at once. A longer line is handed over alone.
pub(super) const CHUNK: usize = 256 * 1024;

/// The longest line that is read, in bytes.
pub(super) const LONGEST_LINE: usize = 256 * 1024 * 1024;

/// How many chunks wait for each core.
pub(super) const WAITING: usize = 2;

/// Nothing more is read while more bytes than these wait or are worked on.
pub(super) const MOST_WAITING: usize = 32 * 1024 * 1024;

/// Some whole lines.
pub(super) struct Chunk {
    /// The number of the first of them, from 1.
    pub first: u64,
    pub bytes: Vec<u8>,
    /// A line behind them that is too long to be read.
    pub too_long: Option<u64>,
    /// Given back when the chunk is done with.
    _held: Held,
}

/// Counts the bytes that were read and are not done with.
#[derive(Debug, Default)]
pub(super) struct Gate {
    held: Mutex<usize>,
    freed: Condvar,
}

/// So many bytes of a [`Gate`], until it is dropped.
struct Held {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Gate {
    /// Waits until there is room for more.
    fn wait(&self, most: usize) {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever has become of the counting, waiting for room is all that is asked.
        drop(self.freed.wait_while(held, |held| *held > most));
    }

    fn hold(self: &Arc<Self>, bytes: usize) -> Held {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        Held {
            gate: self.clone(),
            bytes,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self
            .gate
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(self.bytes);
        self.gate.freed.notify_one();
    }
}

/// Cuts the input into chunks and hands them out in turn. Ends with the input, with its error, or when nobody takes.
pub(super) fn deal(
    mut input: Box<dyn BufRead + Send>,
    into: &[SyncSender<Chunk>],
    end: &SyncSender<io::Error>,
) {
    let gate = Arc::new(Gate::default());
    // Short lines never wait for room: each core has its channel full of them, one at work and one coming.
    let most = MOST_WAITING.max(into.len().saturating_mul((WAITING + 2) * CHUNK));
    let mut next = 1;
    for core in into.iter().cycle() {
        gate.wait(most);
        match chunk(&mut *input, next, &gate) {
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
fn chunk(
    input: &mut dyn BufRead,
    first: u64,
    gate: &Arc<Gate>,
) -> io::Result<(u64, Option<Chunk>)> {
    let mut bytes = Vec::new();
    let mut next = first;
    while bytes.len() < CHUNK {
        let before = bytes.len();
        match line(input, &mut bytes)? {
            Line::End => break,
            Line::Whole => next += 1,
            Line::TooLong => {
                bytes.truncate(before);
                bytes.shrink_to_fit();
                let chunk = Chunk {
                    first,
                    _held: gate.hold(bytes.len()),
                    bytes,
                    too_long: Some(next),
                };
                return Ok((next + 1, Some(chunk)));
            }
        }
    }
    let chunk = (next > first).then(|| Chunk {
        first,
        _held: gate.hold(bytes.len()),
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
