//! One row's columns into values of the model, each checked on the way.

use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::Arc;

use rusqlite::Row;
use rusqlite::types::{FromSql, ValueRef};

use crate::model::{Count, Digest, EntryIndex, Instant, ModelError, Prose, Salt};
use crate::store::{Result, StoreError};

/// Reads a row's columns one after another, so that a query and its reader stand side by side.
pub(super) struct Columns<'a, 'r> {
    row: &'a Row<'r>,
    next: usize,
}

/// The text that a column had last, and its value.
pub(super) struct Again<T> {
    text: Vec<u8>,
    value: Option<T>,
}

impl<T> Default for Again<T> {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            value: None,
        }
    }
}

impl<'a, 'r> Columns<'a, 'r> {
    pub(super) fn of(row: &'a Row<'r>) -> Self {
        Self { row, next: 0 }
    }

    /// Goes on with this column, counted from 0.
    pub(super) fn go_to(&mut self, column: usize) {
        self.next = column;
    }

    pub(super) fn value<T: FromSql>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        self.row.get(column).map_err(|error| {
            let name = self
                .row
                .as_ref()
                .column_name(column)
                .unwrap_or("?")
                .to_owned();
            StoreError::Damaged(format!(
                "the column {name} holds no value of its type ({error})"
            ))
        })
    }

    /// A text column holding a value of the model.
    pub(super) fn parsed<T: FromStr<Err = ModelError>>(&mut self) -> Result<T> {
        let column = self.next;
        self.parsed_or_null()?.ok_or_else(|| {
            let name = self.row.as_ref().column_name(column).unwrap_or("?");
            StoreError::Damaged(format!("the column {name} is empty"))
        })
    }

    /// As [`Self::parsed`], for a column that often has the text of the row before.
    pub(super) fn parsed_again<T: FromStr<Err = ModelError> + Copy>(
        &mut self,
        last: &mut Again<T>,
    ) -> Result<T> {
        let Ok(ValueRef::Text(bytes)) = self.row.get_ref(self.next) else {
            return self.parsed();
        };
        if let Some(value) = last.value
            && last.text == bytes
        {
            self.next += 1;
            return Ok(value);
        }
        let Ok(text) = str::from_utf8(bytes) else {
            return self.parsed();
        };
        self.next += 1;
        let value = text.parse()?;
        last.value = Some(value);
        last.text.clear();
        last.text.extend_from_slice(bytes);
        Ok(value)
    }

    /// As [`Self::parsed_again`], for one that may be empty.
    pub(super) fn parsed_or_null_again<T: FromStr<Err = ModelError> + Copy>(
        &mut self,
        last: &mut Again<T>,
    ) -> Result<Option<T>> {
        if let Ok(ValueRef::Null) = self.row.get_ref(self.next) {
            self.next += 1;
            return Ok(None);
        }
        self.parsed_again(last).map(Some)
    }

    pub(super) fn parsed_or_null<T: FromStr<Err = ModelError>>(&mut self) -> Result<Option<T>> {
        let column = self.next;
        // Parsed where it lies: a report reads some ten such columns for each figure.
        match self.row.get_ref(column).map(|value| value.as_str_or_null()) {
            Ok(Ok(text)) => {
                self.next += 1;
                Ok(text.map(str::parse).transpose()?)
            }
            _ => self
                .value::<Option<String>>()?
                .map(|text| text.parse())
                .transpose()
                .map_err(StoreError::from),
        }
    }

    pub(super) fn positive(&mut self) -> Result<NonZeroU32> {
        self.positive_or_null()?
            .ok_or_else(|| StoreError::Damaged("a number is missing".to_owned()))
    }

    pub(super) fn positive_or_null(&mut self) -> Result<Option<NonZeroU32>> {
        let number: Option<i64> = self.value()?;
        number
            .map(|number| {
                u32::try_from(number)
                    .ok()
                    .and_then(NonZeroU32::new)
                    .ok_or_else(|| {
                        StoreError::Damaged(format!("{number} is not the number of a record"))
                    })
            })
            .transpose()
    }

    pub(super) fn count(&mut self) -> Result<Option<Count>> {
        // Looked at where it lies, as most of what a walk over figures reads is.
        let number = match self.row.get_ref(self.next) {
            Ok(ValueRef::Integer(number)) => {
                self.next += 1;
                Some(number)
            }
            _ => self.value::<Option<i64>>()?,
        };
        Ok(number.map(Count::try_from).transpose()?)
    }

    pub(super) fn entry(&mut self) -> Result<EntryIndex> {
        let number: i64 = self.value()?;
        entry_index(number)
    }

    pub(super) fn instant(&mut self) -> Result<Instant> {
        let micros: i64 = self.value()?;
        Instant::from_micros(micros).ok_or_else(|| {
            StoreError::Damaged(format!(
                "{micros} microseconds is outside the years 0 to 9999"
            ))
        })
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let bytes = match self.row.get_ref(self.next) {
            Ok(ValueRef::Blob(bytes)) => bytes,
            // Nothing there, or something else: the error names the column.
            _ => return self.value::<Vec<u8>>().and_then(|_| Err(not_so_long(N))),
        };
        self.next += 1;
        bytes.try_into().map_err(|_| not_so_long(N))
    }

    /// Bytes where they lie, for whoever copies them out at once.
    pub(super) fn blob_or_null(&mut self) -> Result<Option<&'a [u8]>> {
        match self.row.get_ref(self.next) {
            Ok(ValueRef::Blob(bytes)) => {
                self.next += 1;
                Ok(Some(bytes))
            }
            _ => self.value::<Option<Vec<u8>>>().map(|_| None),
        }
    }

    /// Text where it lies, for whoever copies it out at once.
    fn text_or_null(&mut self) -> Result<Option<&'a str>> {
        match self
            .row
            .get_ref(self.next)
            .map(|value| value.as_str_or_null())
        {
            Ok(Ok(text)) => {
                self.next += 1;
                Ok(text)
            }
            // Something else: the error names the column.
            _ => self.value::<Option<String>>().map(|_| None),
        }
    }

    /// The three columns of a text joined in: id, salt, value, commitment; none where the id is NULL.
    pub(super) fn prose(&mut self) -> Result<Option<Prose>> {
        let id: Option<i64> = self.value()?;
        let salt = self.blob_or_null()?;
        let value = self.text_or_null()?;
        let commitment = self.blob_or_null()?;
        let Some(id) = id else {
            return Ok(None);
        };
        let wrong =
            || StoreError::Damaged(format!("the text {id} is missing or has lost its salt"));
        match (salt, value, commitment) {
            (Some(salt), Some(value), None) => {
                let salt = <[u8; 16]>::try_from(salt).map_err(|_| wrong())?;
                Ok(Some(Prose::new(Salt::from_bytes(salt), value)))
            }
            (None, None, Some(commitment)) => {
                let commitment = <[u8; 32]>::try_from(commitment).map_err(|_| wrong())?;
                Ok(Some(Prose::Erased {
                    commitment: Digest::from_bytes(commitment),
                }))
            }
            _ => Err(wrong()),
        }
    }

    /// The value of a text joined in by three columns: id, value, whether it was erased; none where there is none.
    pub(super) fn words(&mut self) -> Result<Option<Arc<str>>> {
        let first = self.next;
        self.next = first + 1;
        if let Some(value) = self.text_or_null()? {
            self.next = first + 3;
            return Ok(Some(value.into()));
        }
        self.next = first;
        let id: Option<i64> = self.value()?;
        self.next = first + 2;
        let is_erased: bool = self.value()?;
        match id {
            None => Ok(None),
            Some(_) if is_erased => Ok(None),
            Some(id) => Err(StoreError::Damaged(format!("the text {id} is missing"))),
        }
    }

    pub(super) fn required_prose(&mut self) -> Result<Prose> {
        self.prose()?
            .ok_or_else(|| StoreError::Damaged("a text is missing".to_owned()))
    }
}

fn not_so_long(bytes: usize) -> StoreError {
    StoreError::Damaged(format!("a hash or salt is not {bytes} bytes long"))
}

pub(super) fn entry_index(number: i64) -> Result<EntryIndex> {
    u64::try_from(number)
        .map(EntryIndex::new)
        .map_err(|_| StoreError::Damaged(format!("{number} is not the number of an entry")))
}

/// The columns of one text, joined in under an alias.
macro_rules! prose_columns {
    ($alias:literal, $id:literal) => {
        concat!(
            $id,
            ", ",
            $alias,
            ".salt, ",
            $alias,
            ".value, ",
            $alias,
            ".commitment"
        )
    };
}
pub(super) use prose_columns;
