//! The schema's version and text, and the steps from older ones.

/// "claimlog" as SQLite's `application_id`: the bytes `clog`.
pub const APPLICATION_ID: i64 = 0x636c_6f67;

/// The schema that this program makes and writes, SQLite's `user_version`.
pub const SCHEMA_VERSION: i64 = 1;

/// The schema as a new database gets it: `schema/current.sql`.
pub const CURRENT_SCHEMA: &str = include_str!("../../../schema/current.sql");

/// The steps from each older version to the next: step `n` (from 0) leads from version `n + 1` to `n + 2`.
/// There is none yet; the first change of the schema adds `schema/migrations/0002-….sql` here.
pub const MIGRATIONS: &[&str] = &[];
