//! What can be wrong with a file: one error for the whole room, and one for a single row.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::article::ReadError;
use crate::log::canonical::UnsafeInteger;
use crate::model::EntryIndex;
use crate::record::RecordError;
use crate::register::RegisterError;
use crate::store::StoreError;

/// Why a file was not taken in or written out. The message names the file, the line and the value;
/// [`ExchangeError::hint`] says what to do.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// A file that cannot be read.
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// A file that is too large to be what it should be; it was not read.
    #[error("{} has {size} bytes; at most {limit} are read", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A case's description that says something wrong.
    #[error("{}{}: {message}", file.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
    Case {
        /// `case.toml`.
        file: PathBuf,
        /// The line, where it is known.
        line: Option<usize>,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A file that a case names and that does not lie in its folder; it was not read.
    #[error("{}:{line}: “{named}” {why}", file.display())]
    Outside {
        /// `case.toml`.
        file: PathBuf,
        /// The line.
        line: usize,
        /// The path as it is written there.
        named: String,
        /// Why it is refused.
        why: &'static str,
    },
    /// A sheet that cannot be read as a whole.
    #[error("{}{}: {message}", file.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
    Sheet {
        /// The sheet.
        file: PathBuf,
        /// The line, where it is known.
        line: Option<u64>,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Bytes that are no article.
    #[error("{}: {error}", path.display())]
    Article {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ReadError,
    },
    /// An address that is none.
    #[error("“{0}” is not a URL")]
    NotAUrl(String),
    /// An entry of the log that cannot be read, so that the log cannot be written out whole.
    #[error("entry {entry} of the log cannot be read: {detail}")]
    DamagedEntry {
        /// Which.
        entry: EntryIndex,
        /// What is wrong.
        detail: String,
    },
    /// The other end of what is written to, a full disk or a closed pipe.
    #[error("writing failed: {0}")]
    Write(#[source] io::Error),
    /// What cannot be recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A name that leads nowhere.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A number that JSON does not keep.
    #[error(transparent)]
    Number(#[from] UnsafeInteger),
}

impl ExchangeError {
    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::TooLarge { .. } => {
                Some("check that this is one file and not an archive of many".to_owned())
            }
            Self::Case { hint, .. } | Self::Sheet { hint, .. } => hint.clone(),
            Self::Outside { .. } => Some(
                "a case's files lie in its folder: write the path from there, like articles/page.html"
                    .to_owned(),
            ),
            Self::Article { error, .. } => error.hint(),
            Self::NotAUrl(_) => {
                Some("write the whole address: https://example.org/news/1".to_owned())
            }
            Self::DamagedEntry { .. } => Some("`claimlog verify` names what is damaged".to_owned()),
            Self::Record(error) => error.hint(),
            Self::Register(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::Unreadable { .. } | Self::Write(_) | Self::Number(_) => None,
        }
    }

    /// The same with the file called as whoever reads it calls it.
    pub(super) fn called(mut self, name: &Path) -> Self {
        if let Self::Unreadable { path, .. }
        | Self::TooLarge { path, .. }
        | Self::Article { path, .. } = &mut self
        {
            *path = name.to_owned();
        }
        self
    }

    /// The database's own error, however deep it lies.
    pub const fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error)
            | Self::Record(RecordError::Store(error))
            | Self::Register(RegisterError::Store(error)) => Some(error),
            _ => None,
        }
    }

    /// Whether nothing more can be done in this sitting: the database or what is written to failed. Everything else is
    /// the fault of one file or row.
    pub const fn is_fatal(&self) -> bool {
        matches!(
            self,
            Self::Store(_)
                | Self::Write(_)
                | Self::Record(RecordError::Store(_) | RecordError::NoRandomness(_))
                | Self::Register(RegisterError::Store(_))
        )
    }
}

/// Why one row was not recorded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The sheet, or the case's description.
    pub file: PathBuf,
    /// The line that the row begins on, from 1.
    pub line: u64,
    /// The column that is at fault, where it is one.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file.display(), self.line)?;
        if let Some(column) = self.column {
            write!(f, "{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// The most lines that are named of one fault; the others are counted.
const MOST_LINES: usize = 5;

/// Lines in words: “line 3”, “lines 3, 5 and 9”, “lines 3, 5, 9, 11, 12 and 40 more”.
pub fn lines_in_words(lines: &[u64]) -> String {
    let (named, others) = lines.split_at(lines.len().min(MOST_LINES));
    let named: Vec<String> = named.iter().map(u64::to_string).collect();
    match (named.as_slice(), others.len()) {
        ([one], 0) => format!("line {one}"),
        ([first @ .., last], 0) => format!("lines {} and {last}", first.join(", ")),
        (named, more) => format!("lines {} and {more} more", named.join(", ")),
    }
}
