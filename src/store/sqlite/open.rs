//! Making, opening and upgrading a file.

use std::cell::OnceCell;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::schema::{APPLICATION_ID, CURRENT_SCHEMA, SCHEMA_VERSION, steps_from};
use super::{CutOff, SqliteStore};
use crate::store::{Result, StoreError};

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Looking only. Nothing on disk is changed, and a read-only file or directory is good enough.
    Read,
    /// Looking and writing.
    Write,
}

/// How long a writer waits for another one before it says that the database is busy.
const PATIENCE: Duration = Duration::from_millis(2_000);

pub(super) fn create(path: &Path) -> Result<SqliteStore> {
    match fs::metadata(path) {
        Ok(found) if found.len() > 0 || !found.is_file() => {
            return Err(StoreError::Exists(path.to_owned()));
        }
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(unopenable(path, &error)),
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    let make = || -> Result<()> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tables: i64 =
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 {
            // Somebody else made it between our look and our lock.
            return Err(StoreError::Exists(path.to_owned()));
        }
        transaction.execute_batch(CURRENT_SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        transaction.commit()?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        Ok(())
    };
    let mut make = make;
    if let Err(error) = make() {
        drop(connection);
        remove(path);
        return Err(name_read_only(error, path));
    }
    Ok(SqliteStore {
        connection,
        path: path.to_owned(),
        access: Access::Write,
        second: OnceCell::new(),
    })
}

pub(super) fn open(path: &Path, access: Access) -> Result<SqliteStore> {
    look_at_header(path)?;
    let mut connection = match access {
        Access::Write => connect(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        Access::Read => connect_for_reading(path)?,
    };
    let found = pragma(&connection, "user_version")?;
    let application = pragma(&connection, "application_id")?;
    if application != APPLICATION_ID {
        let found = if application == 0 {
            "an SQLite database of another program".to_owned()
        } else {
            format!("an SQLite database of another program (application id {application})")
        };
        return Err(StoreError::Foreign {
            path: path.to_owned(),
            found,
        });
    }
    if found < 1 {
        return Err(StoreError::Damaged(format!(
            "its schema version is {found}, and the first is 1"
        )));
    }
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: SCHEMA_VERSION,
        });
    }
    if found < SCHEMA_VERSION {
        match access {
            Access::Write => upgrade(&mut connection)?,
            Access::Read => stand_in(&connection)?,
        }
    }
    if access == Access::Read {
        // One state of the database for all that a reader asks, whatever others write meanwhile; and the file is locked
        // once, not for each question.
        connection.execute_batch("BEGIN")?;
    }
    Ok(SqliteStore {
        connection,
        path: path.to_owned(),
        access,
        second: OnceCell::new(),
    })
}

/// Opens what is left of a database whose file was cut off, so that it can be said which records can be read. Where it
/// is whole, none.
pub(super) fn open_cut_off(path: &Path) -> Result<Option<(SqliteStore, CutOff)>> {
    let Some(cut) = cut_off(path).filter(|cut| cut.there < cut.whole) else {
        return Ok(None);
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // Otherwise SQLite refuses a file that is shorter than its header says. Nothing is written: it is read-only.
    connection.execute_batch("PRAGMA writable_schema = ON")?;
    configure(&connection)?;
    let version = pragma(&connection, "user_version")?;
    if pragma(&connection, "application_id")? != APPLICATION_ID || version != SCHEMA_VERSION {
        return Ok(None);
    }
    let store = SqliteStore {
        connection,
        path: path.to_owned(),
        access: Access::Read,
        second: OnceCell::new(),
    };
    Ok(Some((store, cut)))
}

/// How long a file is, and how long its header says that it is ([SQLite file format](https://sqlite.org/fileformat.html),
/// sections 1.3.2 and 1.3.7).
fn cut_off(path: &Path) -> Option<CutOff> {
    let mut header = [0_u8; 32];
    let mut file = fs::File::open(path).ok()?;
    file.read_exact(&mut header).ok()?;
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    Some(CutOff {
        there: file.metadata().ok()?.len(),
        whole: page * u64::from(pages),
    })
}

/// Runs the missing steps, each in a transaction of its own.
fn upgrade(connection: &mut Connection) -> Result<()> {
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let Some(step) = steps_from(version).first() else {
            return Ok(());
        };
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

/// Lets an older file be looked at as it lies: a table that later schemas have and it has not stands empty beside it,
/// in memory and for this connection alone. A later schema that changes a table of an older one needs more than this.
fn stand_in(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "temp_store", "memory")?;
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(CURRENT_SCHEMA)?;
    let mut tables = fresh.prepare(
        "SELECT t.name, group_concat(c.name, ', ') FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
         WHERE t.type = 'table' GROUP BY t.name",
    )?;
    let mut tables = tables.query([])?;
    while let Some(row) = tables.next()? {
        let (table, columns): (String, String) = (row.get(0)?, row.get(1)?);
        let is_there: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1)",
            [&table],
            |row| row.get(0),
        )?;
        if !is_there {
            connection.execute_batch(&format!("CREATE TEMP TABLE {table} ({columns})"))?;
        }
    }
    Ok(())
}

/// Tells an absent, empty or foreign file apart before SQLite touches it.
fn look_at_header(path: &Path) -> Result<()> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Err(error) => return Err(unopenable(path, &error)),
    };
    if found.is_dir() {
        return Err(StoreError::Foreign {
            path: path.to_owned(),
            found: "it is a folder".to_owned(),
        });
    }
    if found.len() == 0 {
        return Err(StoreError::Empty(path.to_owned()));
    }
    let mut header = [0_u8; 16];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Ok(()) if &header == b"SQLite format 3\0" => Ok(()),
        Err(error) if error.kind() != ErrorKind::UnexpectedEof => Err(unopenable(path, &error)),
        _ => Err(StoreError::Foreign {
            path: path.to_owned(),
            found: "it does not begin as an SQLite database does".to_owned(),
        }),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::CannotOpen) => StoreError::Unopenable {
                path: path.to_owned(),
                reason: error.to_string(),
            },
            _ => error.into(),
        }
    })?;
    configure(&connection)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Otherwise SQLite plans a statement anew whenever a value is bound to it: one plan for each is what we want.
    connection.set_db_config(
        rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG,
        true,
    )?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000;",
    )?;
    Ok(())
}

/// Opens for reading, leaving the file as it is. A database in write-ahead mode asks for a shared-memory file beside
/// it; where the directory does not allow one, the file is read as it lies, which is right as long as no
/// write-ahead file waits beside it.
fn connect_for_reading(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let waiting = sibling(path, "-wal");
    let is_waiting = fs::metadata(&waiting).is_ok_and(|found| found.len() > 0);
    let ordinary = connect(path, flags).and_then(|connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(connection)
    });
    match ordinary {
        Ok(connection) => {
            // A reader meets most pages once; memory that is used again is cheaper than new memory for each of them.
            connection.execute_batch("PRAGMA cache_size = -2000")?;
            Ok(connection)
        }
        Err(StoreError::Busy) => Err(StoreError::Busy),
        Err(error @ StoreError::Damaged(_)) => Err(error),
        Err(error) if is_waiting => Err(error),
        Err(_) => {
            let connection = connect(
                Path::new(&immutable_uri(path)),
                flags | OpenFlags::SQLITE_OPEN_URI,
            )?;
            Ok(connection)
        }
    }
}

/// A second reader of a file that is open; none where it cannot be had, or is no longer the same file.
pub(super) fn beside(store: &SqliteStore) -> Option<Connection> {
    let last = |connection: &Connection| -> rusqlite::Result<(i64, Vec<u8>)> {
        let newest = "SELECT id, leaf FROM entry ORDER BY id DESC LIMIT 1";
        connection.query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let leaf = |connection: &Connection, id: i64| -> rusqlite::Result<Vec<u8>> {
        let of = "SELECT leaf FROM entry WHERE id = ?1";
        connection.query_row(of, [id], |row| row.get(0))
    };
    let other = connect_for_reading(&store.path).ok()?;
    // What the file has not stands beside it for the one connection alone.
    if pragma(&other, "user_version").ok()? < SCHEMA_VERSION {
        stand_in(&other).ok()?;
    }
    other.execute_batch("BEGIN").ok()?;
    let (id, newest) = last(&store.connection).ok()?;
    (leaf(&other, id).ok()? == newest).then_some(other)
}

/// Takes away what is left of a database that could not be made.
fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        // What is not there need not be removed.
        let _ = fs::remove_file(sibling(path, suffix));
    }
}

fn sibling(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(*byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn pragma(connection: &Connection, name: &str) -> Result<i64> {
    Ok(connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?)
}

fn unopenable(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unopenable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

fn name_read_only(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::ReadOnly(_) => StoreError::ReadOnly(path.to_owned()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_reader_of_an_older_file_has_the_tables_that_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/v2.db");
        fs::copy(old, &path).unwrap();
        let store = open(&path, Access::Read).unwrap();
        let other = beside(&store).unwrap();
        for connection in [&store.connection, &other] {
            let corrections = connection.query_row("SELECT count(*) FROM correction", [], |row| {
                row.get::<_, i64>(0)
            });
            assert_eq!(corrections, Ok(0));
        }
    }
}
