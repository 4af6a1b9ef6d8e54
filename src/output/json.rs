//! JSON: one object, `"format": 1` first, long lists written element by element, one a line.
//!
//! Invisible characters that could disorder a terminal (C1 controls, bidi embeddings, overrides and isolates) are
//! written as `\u` escapes, which every reader turns back into what they are.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// The version of every JSON that claimlog writes.
pub const FORMAT: u32 = 1;

/// How many bytes are put together before they are handed on.
const PIECES: usize = 16 * 1024;

/// Writes one value and a line end.
///
/// # Errors
/// The stream's.
pub fn write<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    compact(out, value)?;
    writeln!(out)
}

fn compact<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    // A value is written in pieces of a few bytes each, a million figures in some hundred million of them.
    let mut pieces = BufWriter::with_capacity(PIECES, out);
    let mut serializer = serde_json::Serializer::with_formatter(&mut pieces, Safe);
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    pieces.flush()
}

/// An object whose one long list is written as it comes.
pub struct Listing<'a> {
    out: &'a mut dyn Write,
    is_empty: bool,
}

impl<'a> Listing<'a> {
    /// Begins with the fields of `head`, an object with at least one field, then the list `name`.
    ///
    /// # Errors
    /// The stream's.
    pub fn begin<T: Serialize>(out: &'a mut dyn Write, head: &T, name: &str) -> io::Result<Self> {
        let mut object = Vec::new();
        compact(&mut object, head)?;
        let fields = object.strip_suffix(b"}").unwrap_or(&object);
        out.write_all(fields)?;
        out.write_all(b",")?;
        compact(out, name)?;
        out.write_all(b":[")?;
        Ok(Self {
            out,
            is_empty: true,
        })
    }

    /// Writes the next element.
    ///
    /// # Errors
    /// The stream's.
    pub fn element<T: Serialize>(&mut self, element: &T) -> io::Result<()> {
        self.out
            .write_all(if self.is_empty { b"\n" } else { b",\n" })?;
        self.is_empty = false;
        compact(self.out, element)
    }

    /// Ends the list and writes the fields of `tail`, an object.
    ///
    /// # Errors
    /// The stream's.
    pub fn end<T: Serialize>(self, tail: &T) -> io::Result<()> {
        let mut object = Vec::new();
        compact(&mut object, tail)?;
        let fields = object.strip_prefix(b"{").unwrap_or(&object);
        let end: &[u8] = if self.is_empty { b"]" } else { b"\n]" };
        self.out.write_all(end)?;
        if fields != b"}" {
            self.out.write_all(b",")?;
        }
        self.out.write_all(fields)?;
        writeln!(self.out)
    }
}

/// An object without fields.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Nothing {}

struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if !fragment.bytes().any(may_begin_escaped) {
            return CompactFormatter.write_string_fragment(writer, fragment);
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_escaped(*c)) {
            CompactFormatter.write_string_fragment(writer, &rest[..at])?;
            // Invariant: all that is escaped lies in the basic plane, so one escape of four digits is enough.
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

/// Whether a character that is escaped can begin with this byte of UTF-8: nearly no text has one.
const fn may_begin_escaped(byte: u8) -> bool {
    matches!(byte, 0x7f | 0xc2 | 0xe2)
}

const fn is_escaped(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Head {
        format: u32,
    }

    #[test]
    fn hostile_text_is_escaped_and_reads_back() {
        let text = "a\u{1b}[2J\u{202e}\u{9b}\u{7f}\nنحو \u{2067}";
        let mut out = Vec::new();
        write(&mut out, text).unwrap();
        let json = String::from_utf8(out).unwrap();
        let is_bare = |c: char| (c.is_control() && c != '\n') || is_escaped(c);
        assert!(!json.chars().any(is_bare), "{json:?}");
        assert!(json.contains("نحو"));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn no_escaped_character_is_passed_over() {
        for c in (0x7f..0x1_0000).filter_map(char::from_u32) {
            let first = c.to_string().as_bytes()[0];
            assert!(!is_escaped(c) || may_begin_escaped(first), "{c:?}");
        }
    }

    #[test]
    fn a_list_is_one_object_however_long() {
        for count in [0, 1, 3] {
            let mut out = Vec::new();
            let mut list = Listing::begin(&mut out, &Head { format: 1 }, "rows").unwrap();
            for row in 0..count {
                list.element(&row).unwrap();
            }
            list.end(&Nothing {}).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(value["rows"].as_array().unwrap().len(), count);
        }
    }
}
