//! The schema's version and text, and the steps from older ones.

/// "claimlog" as SQLite's `application_id`: the bytes `clog`.
pub const APPLICATION_ID: i64 = 0x636c_6f67;

/// The schema that this program makes and writes, SQLite's `user_version`.
pub const SCHEMA_VERSION: i64 = 3;

/// The schema as a new database gets it: `schema/current.sql`.
pub const CURRENT_SCHEMA: &str = include_str!("../../../schema/current.sql");

/// The first schema. With the steps behind it, it is the schema of every version.
pub const FIRST_SCHEMA: &str = include_str!("../../../schema/migrations/0001-first.sql");

/// The steps from each older version to the next: step `n` (from 0) leads from version `n + 1` to `n + 2`.
pub const MIGRATIONS: &[&str] = &[
    include_str!("../../../schema/migrations/0002-assessments.sql"),
    include_str!("../../../schema/migrations/0003-corrections.sql"),
];

/// The steps that lead from `version` to the next ones, in order.
pub fn steps_from(version: i64) -> &'static [&'static str] {
    usize::try_from(version - 1)
        .ok()
        .and_then(|done| MIGRATIONS.get(done..))
        .unwrap_or_default()
}

/// The steps that lead from the first schema to `version`.
pub fn steps_to(version: i64) -> &'static [&'static str] {
    usize::try_from(version - 1)
        .ok()
        .and_then(|done| MIGRATIONS.get(..done))
        .unwrap_or_default()
}
