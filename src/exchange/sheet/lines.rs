//! On which line each row begins, and how many bytes have gone by.
//!
//! The csv crate says at which byte it began to look for a row; blank lines and the second half of a CRLF come after
//! that. So the bytes are watched on their way in: where each line that is not blank begins is remembered until the
//! row that begins there, or behind it, has been asked for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// What was seen of the bytes that went by.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Where lines begin that are not blank, and their numbers.
    starts: VecDeque<(u64, u64)>,
    /// The line that the next byte is on.
    line: u64,
    /// The next byte.
    at: u64,
    is_at_start: bool,
    was_return: bool,
}

impl Seen {
    /// The line of the first row at or behind this byte. Asked in order.
    pub(super) fn line_of(&mut self, byte: u64) -> u64 {
        while self.starts.front().is_some_and(|(start, _)| *start < byte) {
            self.starts.pop_front();
        }
        self.starts.front().map_or(self.line, |(_, line)| *line)
    }

    /// How many bytes have gone by.
    pub(super) const fn bytes(&self) -> u64 {
        self.at
    }

    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    // A CRLF ends one line, not two.
                    if !self.was_return {
                        self.line += 1;
                    }
                    self.is_at_start = true;
                }
                b'\r' => {
                    self.line += 1;
                    self.is_at_start = true;
                }
                _ => {
                    if self.is_at_start {
                        self.starts.push_back((self.at, self.line));
                        self.is_at_start = false;
                    }
                }
            }
            self.was_return = *byte == b'\r';
            self.at += 1;
        }
    }
}

/// A reader whose bytes are seen as they go by.
pub(super) struct Watched<R> {
    inner: R,
    seen: Rc<RefCell<Seen>>,
}

impl<R> Watched<R> {
    /// Watches a reader from its first line on.
    pub(super) fn new(inner: R) -> (Self, Rc<RefCell<Seen>>) {
        let seen = Rc::new(RefCell::new(Seen {
            line: 1,
            is_at_start: true,
            ..Seen::default()
        }));
        let watched = Self {
            inner,
            seen: Rc::clone(&seen),
        };
        (watched, seen)
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(bytes) = buffer.get(..count) {
            self.seen.borrow_mut().see(bytes);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<(u64, u64)> {
        let (mut watched, seen) = Watched::new(text.as_bytes());
        io::copy(&mut watched, &mut io::sink()).unwrap();
        let starts = seen.borrow().starts.clone();
        starts.into()
    }

    #[test]
    fn blank_lines_and_every_line_end_are_counted() {
        assert_eq!(starts("a\nb"), [(0, 1), (2, 2)]);
        assert_eq!(starts("a\r\n\r\nb"), [(0, 1), (5, 3)]);
        assert_eq!(starts("a\rb"), [(0, 1), (2, 2)]);
        assert_eq!(starts("\n\na"), [(2, 3)]);
    }

    #[test]
    fn a_row_is_found_behind_the_byte_where_it_was_looked_for() {
        let (mut watched, seen) = Watched::new("a\r\n\r\nb\r\n".as_bytes());
        io::copy(&mut watched, &mut io::sink()).unwrap();
        assert_eq!(seen.borrow_mut().line_of(0), 1);
        assert_eq!(seen.borrow_mut().line_of(2), 3);
        assert_eq!(seen.borrow().bytes(), 8);
    }
}
