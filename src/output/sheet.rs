//! CSV (RFC 4180): UTF-8 without a BOM and with LF, or with both BOM and CRLF for Excel; text cells guarded.

use std::fmt::Display;
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
    cells: csv::StringRecord,
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
        })
    }

    /// The next cell of the row: free text, guarded. What is missing is empty.
    pub fn text(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default();
        let shown = if self.form.terminal {
            words::escaped(text)
        } else {
            text.to_owned()
        };
        if self.form.raw {
            self.cells.push_field(&shown);
        } else {
            self.cells.push_field(&Guard::On.put_on(&shown));
        }
    }

    /// The next cell of the row: a number, a date, an id, a word of our own. What is missing is empty.
    pub fn plain(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.cells.push_field(&value.to_string()),
            None => self.cells.push_field(""),
        }
    }

    /// Ends the row.
    ///
    /// # Errors
    /// The stream's, or a row that is shorter or longer than the header.
    pub fn end_row(&mut self) -> io::Result<()> {
        let cells = std::mem::take(&mut self.cells);
        self.writer.write_record(&cells).map_err(plain_error)
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
