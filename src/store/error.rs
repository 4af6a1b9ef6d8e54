//! What can go wrong with a database, and what to do about it.

use std::path::PathBuf;

use thiserror::Error;

use super::Head;
use crate::model::ModelError;

/// Why the database did not do what was asked. Nothing is half-written: a transaction that fails is rolled back.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no file.
    #[error("there is no database at {}", .0.display())]
    Missing(PathBuf),
    /// There is one already.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The file is empty.
    #[error("{} is empty; it is not a database", .0.display())]
    Empty(PathBuf),
    /// The file is something else.
    #[error("{} is not a claimlog database: {found}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        found: String,
    },
    /// The file was written by a newer claimlog.
    #[error("{} was written by a newer claimlog (schema {found}, this one knows up to {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file or its directory cannot be written.
    #[error("{} cannot be written: it or its directory is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The file or its directory cannot be opened.
    #[error("{} cannot be opened: {reason}", path.display())]
    Unopenable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// Somebody else is writing.
    #[error("the database is busy: another program is writing to it")]
    Busy,
    /// The disk is full.
    #[error("the disk is full; nothing was written")]
    Full,
    /// The disk did not take or give what it should.
    #[error("the disk failed; nothing was written ({0})")]
    Disk(String),
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The log went on since it was looked at.
    #[error("the log has {} entries, not {}: somebody else wrote in between", found.size, expected.size)]
    HeadMoved {
        /// What was expected.
        expected: Head,
        /// What there is.
        found: Head,
    },
    /// A draft that cannot be logged.
    #[error("{0}")]
    Refused(String),
    /// A stored value that is not one of the model's.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Anything else that SQLite says.
    #[error("the database failed: {0}")]
    Sqlite(String),
}

impl StoreError {
    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Missing(path) => format!(
                "make one with `claimlog --db {} init`, or name another with --db or CLAIMLOG_DB",
                path.display()
            ),
            Self::Exists(_) => "use it as it is, or name another file".to_owned(),
            Self::Empty(path) => {
                format!("make it a database with `claimlog --db {} init`", path.display())
            }
            Self::Foreign { .. } => "it was left untouched; name another file with --db".to_owned(),
            Self::Newer { .. } => "it was left untouched; use the newer claimlog".to_owned(),
            Self::ReadOnly(_) => {
                "copy it to a place where you may write; `show`, `report`, `export` and `verify` work as it is"
                    .to_owned()
            }
            Self::Busy => "try again when the other program has finished; nothing was written".to_owned(),
            Self::Full | Self::Disk(_) => {
                "see whether there is space and whether files may grow (`ulimit -f`), then run the same command again".to_owned()
            }
            Self::Damaged(_) => {
                "keep this file as it is and go back to a copy; `claimlog verify` names what else is damaged, and `sqlite3 FILE .recover` may save rows".to_owned()
            }
            Self::HeadMoved { .. } => "look again, then repeat the command".to_owned(),
            Self::Model(error) => return error.hint().map(str::to_owned),
            Self::Unopenable { .. } | Self::Refused(_) | Self::Sqlite(_) => return None,
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::SystemIoFailure) => Self::Disk(error.to_string()),
            Some(Code::ReadOnly) => Self::ReadOnly(PathBuf::from("the database")),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::QueryReturnedNoRows => Self::Damaged(error.to_string()),
                other => Self::Sqlite(other.to_string()),
            },
        }
    }
}
