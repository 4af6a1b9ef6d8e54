//! What every command needs: which database, who writes, what time it is.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;

use super::error::CliError;
use crate::model::{Author, Instant};
use crate::record::{Desk, Salts};
use crate::store::sqlite::{Access, SqliteStore};
use crate::store::{Read as _, Store as _};

/// The file that is looked for when no database is named.
const DEFAULT_NAME: &str = "claimlog.db";

/// Flags that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The database [default: the nearest claimlog.db here or in a folder above]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "CLAIMLOG_DB",
        hide_env_values = true
    )]
    pub db: Option<PathBuf>,

    /// Who writes [default: the system's user]
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "CLAIMLOG_AUTHOR",
        hide_env_values = true
    )]
    pub author: Option<Author>,

    /// Say nothing on stderr but warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Global {
    /// The database that is meant: `--db`, else `CLAIMLOG_DB`, else the nearest `claimlog.db` here or above.
    ///
    /// # Errors
    /// None is named and none is found.
    pub fn database(&self) -> Result<PathBuf, CliError> {
        if let Some(path) = &self.db {
            return Ok(path.clone());
        }
        let here =
            std::env::current_dir().map_err(|error| CliError::io("the current folder", &error))?;
        here.ancestors()
            .map(|folder| folder.join(DEFAULT_NAME))
            .find(|path| path.is_file())
            .ok_or(CliError::NoDatabase)
    }

    /// Where `init` makes a database: `--db`, else `CLAIMLOG_DB`, else `claimlog.db` here.
    pub fn new_database(&self) -> PathBuf {
        self.db
            .clone()
            .unwrap_or_else(|| PathBuf::from(DEFAULT_NAME))
    }

    /// Opens the database for looking.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_to_read(&self) -> Result<SqliteStore, CliError> {
        Ok(SqliteStore::open(&self.database()?, Access::Read)?)
    }

    /// Opens the database for writing.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_to_write(&self) -> Result<SqliteStore, CliError> {
        Ok(SqliteStore::open(&self.database()?, Access::Write)?)
    }

    /// Sits down to write in an open database.
    ///
    /// # Errors
    /// Somebody else writes; there is no author to be found; the clock or the salts cannot be read.
    pub fn desk<'a>(&self, store: &'a mut SqliteStore) -> Result<Desk<'a>, CliError> {
        let author = self.author()?;
        let salts = match std::env::var("CLAIMLOG_SALT_SEED") {
            Ok(seed) if !seed.is_empty() => Salts::seeded(seed, store.head()?.size),
            _ => Salts::Random,
        };
        let now = now()?;
        Ok(Desk::new(store.begin(None)?, author, now, salts))
    }

    /// Who writes.
    ///
    /// # Errors
    /// Neither a flag nor the system says.
    pub fn author(&self) -> Result<Author, CliError> {
        if let Some(author) = &self.author {
            return Ok(author.clone());
        }
        whoami::username()
            .ok()
            .and_then(|name| name.parse().ok())
            .ok_or(CliError::NoAuthor)
    }
}

/// The time: `CLAIMLOG_NOW` when outputs must be reproducible, else the system's clock.
///
/// # Errors
/// `CLAIMLOG_NOW` is no instant; the clock is outside the years 0 to 9999.
pub fn now() -> Result<Instant, CliError> {
    match std::env::var("CLAIMLOG_NOW") {
        Ok(text) if !text.is_empty() => Ok(text.parse()?),
        _ => Instant::from_system(SystemTime::now()).ok_or(CliError::NoClock),
    }
}

/// A path as it is shown in messages.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
