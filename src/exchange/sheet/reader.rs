//! Bytes → rows: encoding, delimiter, header, and what makes a sheet unreadable as a whole.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::column::Column;
use super::lines::{Seen, Watched};
use super::row::{Cells, Header, Reason, Row};
use crate::exchange::guard::Guard;
use crate::exchange::{ExchangeError, Result, RowFault};

/// A row that is put behind the sheet's last: when it does not come back as it is, a quotation mark was left open and
/// has swallowed it.
const LAST_ROW: &str = "\u{1}end of sheet";

/// The longest header that is looked for, in bytes.
const MAX_HEADER: usize = 64 * 1024;

const BOM: &[u8] = b"\xEF\xBB\xBF";

type Source<'a> = Watched<Box<dyn Read + 'a>>;

/// The rows of a sheet, one after another.
pub(super) struct Rows<'a> {
    file: PathBuf,
    reader: csv::Reader<Source<'a>>,
    seen: Rc<RefCell<Seen>>,
    header: Rc<Header>,
    record: csv::ByteRecord,
    is_over: bool,
    /// What a person should know about the sheet as a whole.
    pub(super) notes: Vec<String>,
}

impl<'a> Rows<'a> {
    /// Opens a sheet: reads its header.
    pub(super) fn open(file: &Path, sheet: Box<dyn Read + 'a>, guard: Guard) -> Result<Self> {
        let fault = |line, message: String, hint: Option<&str>| ExchangeError::Sheet {
            file: file.to_owned(),
            line,
            message,
            hint: hint.map(str::to_owned),
        };
        let mut sheet = BufReader::with_capacity(MAX_HEADER, sheet);
        let head = head_of(&mut sheet).map_err(|reason| ExchangeError::Unreadable {
            path: file.to_owned(),
            reason,
        })?;
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            let message = "the sheet is in UTF-16, not UTF-8".to_owned();
            return Err(fault(None, message, Some("save it as “CSV UTF-8”")));
        }
        let head = head.strip_prefix(BOM).map(<[u8]>::to_vec).unwrap_or(head);
        let delimiter = delimiter_of(&head);
        let mut notes = Vec::new();
        match delimiter {
            b';' => notes.push(format!(
                "{}: read with semicolons between cells",
                file.display()
            )),
            b'\t' => notes.push(format!("{}: read with tabs between cells", file.display())),
            _ => {}
        }
        let last = Cursor::new(format!("\n{LAST_ROW}\n").into_bytes());
        let all: Box<dyn Read + 'a> = Box::new(Cursor::new(head).chain(sheet).chain(last));
        let (watched, seen) = Watched::new(all);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(watched);
        let mut rows = Self {
            file: file.to_owned(),
            reader,
            seen,
            header: Rc::new(Header::default()),
            record: csv::ByteRecord::new(),
            is_over: false,
            notes,
        };
        let Some(line) = rows.read_record()? else {
            let hint = "a sheet begins with a line of column names";
            return Err(fault(None, "the sheet is empty".to_owned(), Some(hint)));
        };
        let names = csv::StringRecord::from_byte_record(rows.record.clone()).map_err(|_| {
            let hint = "save the sheet as “CSV UTF-8”";
            fault(Some(line), "the header is not UTF-8".to_owned(), Some(hint))
        })?;
        let header = Header::read(&names, guard)
            .map_err(|reason| fault(Some(line), reason.message, reason.hint.as_deref()))?;
        rows.header = Rc::new(header);
        Ok(rows)
    }

    /// How many bytes of the sheet have been read.
    pub(super) fn bytes(&self) -> u64 {
        self.seen.borrow().bytes()
    }

    /// The next row, or what is wrong with it; none behind the last.
    pub(super) fn next(&mut self) -> Result<Option<std::result::Result<Row, RowFault>>> {
        let Some(line) = self.read_record()? else {
            return Ok(None);
        };
        Ok(Some(self.row().map(|cells| Row::new(line, cells)).map_err(
            |reason| RowFault {
                file: self.file.clone(),
                line,
                column: reason.column.map(Column::name),
                message: reason.message,
                hint: reason.hint,
            },
        )))
    }

    fn row(&self) -> std::result::Result<Cells, Reason> {
        let cells = csv::StringRecord::from_byte_record(self.record.clone()).map_err(|error| {
            let column = self.header.column_at(error.utf8_error().field());
            Reason::new(format!(
                "the cell is not UTF-8 at its byte {}",
                error.utf8_error().valid_up_to()
            ))
            .in_column(column)
            .with_hint("save the sheet as “CSV UTF-8”")
        })?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Err(Reason::new("the row is empty").with_hint("take it out"));
        }
        if cells.len() != self.header.width() {
            return Err(Reason::new(format!(
                "the row has {} cells where the header has {}",
                cells.len(),
                self.header.width()
            ))
            .with_hint("a cell that holds a comma or a line break stands in quotation marks"));
        }
        Ok(Cells::new(Rc::clone(&self.header), cells))
    }

    /// Reads the next record and tells its line.
    fn read_record(&mut self) -> Result<Option<u64>> {
        if self.is_over {
            return Ok(None);
        }
        let from = self.reader.position().byte();
        let is_there = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| self.unreadable(error))?;
        let line = self.seen.borrow_mut().line_of(from);
        if is_there && !holds(&self.record, LAST_ROW) {
            return Ok(Some(line));
        }
        self.is_over = true;
        if self.record.len() == 1 && self.record.get(0) == Some(LAST_ROW.as_bytes()) {
            return Ok(None);
        }
        Err(ExchangeError::Sheet {
            file: self.file.clone(),
            line: Some(line),
            message: "a quotation mark is opened on this row and never closed".to_owned(),
            hint: Some(
                "close it; a quotation mark within a cell in quotation marks is written twice"
                    .to_owned(),
            ),
        })
    }

    fn unreadable(&self, error: csv::Error) -> ExchangeError {
        match error.into_kind() {
            csv::ErrorKind::Io(reason) => ExchangeError::Unreadable {
                path: self.file.clone(),
                reason,
            },
            other => ExchangeError::Sheet {
                file: self.file.clone(),
                line: None,
                message: format!("the sheet cannot be read: {other:?}"),
                hint: None,
            },
        }
    }
}

/// The bytes up to the end of the first line that is not blank, and no more than a header has.
fn head_of(sheet: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let buffer = sheet.fill_buf()?;
        let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let count = end.map_or(buffer.len(), |end| end + 1);
        head.extend_from_slice(buffer.get(..count).unwrap_or_default());
        sheet.consume(count);
        let is_blank = head
            .strip_prefix(BOM)
            .unwrap_or(&head)
            .trim_ascii()
            .is_empty();
        if count == 0 || (end.is_some() && !is_blank) || head.len() > MAX_HEADER {
            return Ok(head);
        }
    }
}

/// Comma; where the header has none, semicolon or tab, whichever it has.
fn delimiter_of(head: &[u8]) -> u8 {
    [b',', b';', b'\t']
        .into_iter()
        .find(|delimiter| head.contains(delimiter))
        .unwrap_or(b',')
}

fn holds(record: &csv::ByteRecord, text: &str) -> bool {
    // Only the last cell can have swallowed what stands behind the sheet.
    record.iter().next_back().is_some_and(|cell| {
        let end = cell.strip_suffix(b"\n").unwrap_or(cell);
        end.ends_with(text.as_bytes())
    })
}
