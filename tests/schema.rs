//! The schema: what is pinned, what the guards stop, and what `verify` finds when they did not.

mod support;

use std::fs;
use std::path::Path;

use claimlog::store::sqlite::{Access, CURRENT_SCHEMA, FIRST_SCHEMA, MIGRATIONS, SqliteStore};
use claimlog::verify::{Verification, verify};
use rusqlite::Connection;
use rusqlite::types::Value;

const README: &str = include_str!("../schema/README.md");

fn verified(path: &Path) -> Verification {
    let store = SqliteStore::open(path, Access::Read).unwrap();
    verify(&store, &mut |_| ()).unwrap()
}

fn tables(connection: &Connection) -> Vec<(String, Vec<String>)> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    names
        .into_iter()
        .map(|table| {
            let mut columns = connection
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
                .unwrap();
            let columns = columns
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            (table, columns)
        })
        .collect()
}

#[test]
fn a_full_database_has_a_row_in_every_table_and_a_value_in_every_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    support::fill(&path);
    let connection = Connection::open(&path).unwrap();
    for (table, columns) in tables(&connection) {
        for column in columns {
            // Only an erased text has its commitment in the open, and nothing is erased here.
            if (table.as_str(), column.as_str()) == ("prose", "commitment") {
                continue;
            }
            let filled: i64 = connection
                .query_row(&format!("SELECT count({column}) FROM {table}"), [], |row| {
                    row.get(0)
                })
                .unwrap();
            assert!(
                filled > 0,
                "{table}.{column} is never filled, so no test below is about it"
            );
        }
    }
    let found = verified(&path);
    assert_eq!(found.faults, []);
    assert_eq!((found.quotes, found.elsewhere), (9, 1));
}

#[test]
fn the_schema_is_pinned() {
    // A change of the schema is a new version with a migration and a frozen database of the old one; then this
    // number changes too.
    let digest = claimlog::model::Digest::of(CURRENT_SCHEMA.as_bytes()).to_string();
    insta::assert_snapshot!(digest, @"05b3896b5ef21b2bc867fe5a55ea2b3849644cc848af1e30b25c5e777848d1e5");
}

/// Every table, index, view and guard with its text.
fn objects(connection: &Connection) -> Vec<(String, Option<String>)> {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")
        .unwrap();
    let objects = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    objects.map(Result::unwrap).collect()
}

#[test]
fn the_steps_from_the_first_schema_lead_to_the_current_one() {
    let stepped = Connection::open_in_memory().unwrap();
    stepped.execute_batch(FIRST_SCHEMA).unwrap();
    for step in MIGRATIONS {
        // As an upgrade does: each step in a transaction of its own.
        stepped
            .execute_batch(&format!("BEGIN; {step}; COMMIT;"))
            .unwrap();
    }
    let current = Connection::open_in_memory().unwrap();
    current.execute_batch(CURRENT_SCHEMA).unwrap();
    assert_same(&objects(&stepped), &objects(&current));
    let kept: String = stepped
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "ok");
}

#[track_caller]
fn assert_same(one: &[(String, Option<String>)], other: &[(String, Option<String>)]) {
    for (stepped, current) in one.iter().zip(other) {
        assert_eq!(stepped, current);
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn every_table_and_column_is_explained() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(CURRENT_SCHEMA).unwrap();
    for (table, columns) in tables(&connection) {
        let section = README
            .split("\n### ")
            .find(|section| section.starts_with(&format!("`{table}`")))
            .unwrap_or_else(|| panic!("schema/README.md has no section on the table {table}"));
        for column in columns {
            assert!(
                section.contains(&format!("`{column}`")),
                "schema/README.md does not explain {table}.{column}"
            );
        }
    }
}

#[test]
fn the_guards_refuse_to_change_remove_or_write_over_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guarded.db");
    support::fill(&path);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF")
        .unwrap();
    for (table, columns) in tables(&connection) {
        let column = &columns[0];
        for attack in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("UPDATE OR REPLACE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"),
            format!("REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"),
        ] {
            let refused = connection.execute(&attack, []).unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{attack}: {refused}");
        }
    }
    // Writing over a record by its other key, under a new id.
    let refused = connection
        .execute(
            "INSERT OR REPLACE INTO entry SELECT 999, kind, record, revision, parent, author, recorded_at, cause, reason,
                 leaf, subtrees FROM entry WHERE id = 0",
            [],
        )
        .unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    // A day of correction belongs to a correction by the source: entry 0 is a first version.
    let refused = connection
        .execute(
            "INSERT INTO correction (entry, corrected_on) VALUES (0, '2022-09-15')",
            [],
        )
        .unwrap_err();
    assert!(refused.to_string().contains("source_revised"), "{refused}");
    drop(connection);
    assert_eq!(verified(&path).faults, []);
}

/// Takes the guards away, changes one value, and puts the guards back: what somebody with the file and a little SQL
/// would do. False when SQLite's own types refuse the value.
fn tamper(path: &Path, change: &str, with: &[Value]) -> bool {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF; BEGIN",
        )
        .unwrap();
    let guards: Vec<(String, String)> = {
        let mut statement = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap();
        let guards = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        guards.map(Result::unwrap).collect()
    };
    for (name, _) in &guards {
        connection
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    let changed = connection.execute(change, rusqlite::params_from_iter(with));
    for (_, sql) in &guards {
        connection.execute_batch(sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    changed.is_ok_and(|rows| rows == 1)
}

/// Other values that a column could be given; each is an attack.
fn other_values(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![
            Value::Integer(1),
            Value::Text("x".to_owned()),
            Value::Blob(vec![1; 32]),
        ],
        Value::Integer(number) => vec![
            Value::Integer(number + 1),
            Value::Integer(99_999),
            Value::Null,
        ],
        Value::Text(text) => vec![
            Value::Text(format!("{text}x")),
            Value::Text("2021-01-01".to_owned()),
            Value::Null,
        ],
        Value::Blob(bytes) => {
            let mut flipped = bytes.clone();
            if let Some(first) = flipped.first_mut() {
                *first ^= 1;
            }
            vec![Value::Blob(flipped), Value::Blob(Vec::new()), Value::Null]
        }
        Value::Real(_) => Vec::new(),
    }
}

fn is_record(place: &str) -> bool {
    place
        .strip_prefix(['e', 's', 'a', 'n', 'c', 'r'])
        .is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The columns that tell one row of a table from another.
fn key_of(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!(
            "SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"
        ))
        .unwrap();
    statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// The values of a column with the keys of their rows: of the first row and of the last.
fn first_and_last(
    connection: &Connection,
    table: &str,
    column: &str,
    key: &[String],
) -> Vec<(Value, Vec<Value>)> {
    let key = key.join(", ");
    let mut statement = connection
        .prepare(&format!(
            "SELECT {column}, {key} FROM {table} ORDER BY {key}"
        ))
        .unwrap();
    let count = statement.column_count();
    let rows: Vec<(Value, Vec<Value>)> = statement
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                (1..count).map(|i| row.get(i)).collect::<Result<_, _>>()?,
            ))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let last = rows.last().filter(|_| rows.len() > 1);
    rows.first().into_iter().chain(last).cloned().collect()
}

#[test]
fn changing_any_value_of_any_column_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("original.db");
    support::fill(&original);
    let connection = Connection::open(&original).unwrap();
    let path = folder.path().join("tampered.db");
    let mut attacks = 0;
    let mut missed = Vec::new();
    for (table, columns) in tables(&connection) {
        let key = key_of(&connection, &table);
        let condition: Vec<String> = key
            .iter()
            .enumerate()
            .map(|(index, name)| format!("{name} = ?{}", index + 2))
            .collect();
        for column in columns {
            let change = format!(
                "UPDATE {table} SET {column} = ?1 WHERE {}",
                condition.join(" AND ")
            );
            for (value, row) in first_and_last(&connection, &table, &column, &key) {
                for other in other_values(&value)
                    .into_iter()
                    .filter(|other| *other != value)
                {
                    fs::copy(&original, &path).unwrap();
                    let with: Vec<Value> =
                        std::iter::once(other.clone()).chain(row.clone()).collect();
                    if !tamper(&path, &change, &with) {
                        continue;
                    }
                    attacks += 1;
                    let found = verified(&path);
                    if !found.faults.iter().any(|fault| is_record(&fault.place)) {
                        missed.push(format!("{change} with {with:?}: {:?}", found.faults));
                    }
                }
            }
        }
    }
    assert!(
        missed.is_empty(),
        "these name no record:\n{}",
        missed.join("\n")
    );
    assert!(
        attacks > 300,
        "only {attacks} attacks got past SQLite's own types"
    );
}

#[test]
fn a_guard_that_is_gone_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bare.db");
    support::fill(&path);
    Connection::open(&path)
        .unwrap()
        .execute_batch("DROP TRIGGER entry_not_removed")
        .unwrap();
    let faults = verified(&path).faults;
    assert!(
        faults
            .iter()
            .any(|fault| fault.place == "the trigger entry_not_removed"),
        "{faults:?}"
    );
}

#[test]
fn an_entry_that_is_cut_off_the_end_leaves_traces() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.db");
    support::fill(&path);
    let last = "(SELECT max(id) FROM entry)";
    assert!(tamper(
        &path,
        &format!("DELETE FROM entry WHERE id = {last} AND ?1 = 1"),
        &[Value::Integer(1)]
    ));
    assert_ne!(verified(&path).faults, []);
}

#[test]
fn a_version_cut_off_whole_shows_only_against_a_head_that_somebody_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shortened.db");
    support::fill(&path);
    let before = verified(&path).head.unwrap();
    let last = Value::Integer(i64::try_from(before.size - 1).unwrap());
    // The retraction is the last entry; its row of content and its reason go with it.
    for table in ["accusation_revision WHERE entry", "entry WHERE id"] {
        assert!(tamper(
            &path,
            &format!("DELETE FROM {table} = ?1"),
            std::slice::from_ref(&last)
        ));
    }
    assert!(tamper(
        &path,
        "DELETE FROM prose WHERE value = ?1",
        &[Value::Text("another event".to_owned())]
    ));
    let after = verified(&path);
    assert_eq!(after.faults, [], "a shorter log is a log");
    assert_ne!(
        after.head.unwrap(),
        before,
        "and whoever kept the head sees that it is not the one"
    );
}
