//! CSV (RFC 4180): UTF-8 without a BOM and with LF, or with both BOM and CRLF for Excel; text cells guarded.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use csv::Terminator;

use super::words;
use crate::exchange::guard::Guard;

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// Leave text cells as they are, though a spreadsheet may run them as formulas.
    pub raw: bool,
    /// Begin with a BOM and end lines with CRLF.
    pub excel: bool,
    /// Somebody looks at it on a terminal: show control characters as escapes.
    pub terminal: bool,
}

/// A sheet, written row by row.
pub struct Sheet<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    form: Form,
    /// The cells of the row, and the one being written: kept from row to row, as a sheet may have a million.
    cells: csv::StringRecord,
    cell: String,
    /// Whether a value of the row could not be written.
    is_short: bool,
}

impl<'a> Sheet<'a> {
    /// Begins a sheet with its header.
    ///
    /// # Errors
    /// The stream's.
    pub fn new(out: &'a mut dyn Write, form: Form, header: &[&str]) -> io::Result<Self> {
        if form.excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::WriterBuilder::new()
            .terminator(if form.excel {
                Terminator::CRLF
            } else {
                Terminator::Any(b'\n')
            })
            .from_writer(out);
        writer.write_record(header).map_err(plain_error)?;
        Ok(Self {
            writer,
            form,
            cells: csv::StringRecord::new(),
            cell: String::new(),
            is_short: false,
        })
    }

    /// The next cell of the row: free text, guarded. What is missing is empty.
    pub fn text(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default();
        let shown = match self.form.terminal {
            true => Cow::Owned(words::escaped(text)),
            false => Cow::Borrowed(text),
        };
        let guard = match self.form.raw {
            true => Guard::Off,
            false => Guard::On,
        };
        self.cells.push_field(&guard.put_on(&shown));
    }

    /// The next cell of the row: a number, a date, an id, a word of our own. What is missing is empty.
    pub fn plain(&mut self, value: Option<impl Display>) {
        self.cell.clear();
        if let Some(value) = value {
            self.is_short |= write!(self.cell, "{value}").is_err();
        }
        self.cells.push_field(&self.cell);
    }

    /// Ends the row.
    ///
    /// # Errors
    /// The stream's, or a row that is shorter or longer than the header.
    pub fn end_row(&mut self) -> io::Result<()> {
        if self.is_short {
            return Err(io::Error::other("a value of a row cannot be written"));
        }
        let written = self.writer.write_record(&self.cells).map_err(plain_error);
        self.cells.clear();
        written
    }

    /// Writes out what is held back.
    ///
    /// # Errors
    /// The stream's.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The stream's own error, so that a closed pipe is known as one.
fn plain_error(error: csv::Error) -> io::Error {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form) -> String {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&mut out, form, &["name", "delta", "note"]).unwrap();
        sheet.text(Some("=HYPERLINK(\"x\")"));
        sheet.plain(Some(-33));
        sheet.text(None);
        sheet.end_row().unwrap();
        sheet.text(Some("a\u{1b}[31m\u{202e}"));
        sheet.plain(None::<i64>);
        sheet.text(Some("نحو 50"));
        sheet.end_row().unwrap();
        sheet.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_is_guarded_and_numbers_are_not() {
        let sheet = written(Form::default());
        assert_eq!(
            sheet,
            "name,delta,note\n\"'=HYPERLINK(\"\"x\"\")\",-33,\na\u{1b}[31m\u{202e},,نحو 50\n"
        );
        let raw = written(Form {
            raw: true,
            ..Form::default()
        });
        assert!(raw.contains("\"=HYPERLINK"));
    }

    #[test]
    fn excel_gets_a_bom_and_crlf() {
        let sheet = written(Form {
            excel: true,
            ..Form::default()
        });
        assert!(sheet.starts_with('\u{feff}'));
        assert_eq!(sheet.matches("\r\n").count(), 3);
    }

    #[test]
    fn a_terminal_gets_no_controls() {
        let sheet = written(Form {
            terminal: true,
            ..Form::default()
        });
        assert!(!sheet.contains(['\u{1b}', '\u{202e}']));
    }
}
