//! What lies beneath revisions: the file's structure, its guards and views, rows that belong to nothing.
//!
//! The log's own check reads every revision and recomputes its leaf; what it cannot see is a row that no revision
//! leads to, a guard that is gone, an index that hides rows. That is looked for here.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::schema::{FIRST_SCHEMA, steps_to};
use crate::store::{Result, StorageFault, Visit};

/// Rows that must be led to from elsewhere: a sentence for the fault, and the query for where.
const STRAYS: &[(&str, &str)] = &[
    (
        "a version of an event without its entry in the log",
        "SELECT 'entry ' || entry FROM event_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'e')",
    ),
    (
        "a version of a source without its entry in the log",
        "SELECT 'entry ' || entry FROM source_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 's')",
    ),
    (
        "a version of an article without its entry in the log",
        "SELECT 'entry ' || entry FROM article_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'a')",
    ),
    (
        "a version of a snapshot without its entry in the log",
        "SELECT 'entry ' || entry FROM snapshot_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'n')",
    ),
    (
        "a figure without its entry in the log",
        "SELECT 'entry ' || entry FROM figure_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'c')",
    ),
    (
        "an accusation without its entry in the log",
        "SELECT 'entry ' || entry FROM accusation_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'c')",
    ),
    (
        "an assessment without its entry in the log",
        "SELECT 'entry ' || entry FROM assessment_revision WHERE entry NOT IN (SELECT id FROM entry WHERE kind = 'r')",
    ),
    (
        "a day of correction of a version that is no correction by the source",
        "SELECT coalesce((SELECT kind || record FROM entry WHERE id = correction.entry), 'entry ' || entry) FROM correction
         WHERE entry NOT IN (SELECT id FROM entry WHERE cause = 'source_revised')",
    ),
    (
        "evidence of no assessment",
        "SELECT 'entry ' || entry FROM assessment_claim WHERE entry NOT IN (SELECT entry FROM assessment_revision)",
    ),
    (
        "a claim that is both a figure and an accusation",
        "SELECT 'entry ' || entry FROM figure_revision WHERE entry IN (SELECT entry FROM accusation_revision)",
    ),
    (
        "a side of no event",
        "SELECT 'entry ' || entry FROM event_side WHERE entry NOT IN (SELECT entry FROM event_revision)",
    ),
    (
        "a name of no source",
        "SELECT 'entry ' || entry FROM source_name WHERE entry NOT IN (SELECT entry FROM source_revision)",
    ),
    (
        "a relay of no citation",
        "SELECT 'citation ' || citation FROM citation_via WHERE citation NOT IN (SELECT id FROM citation)",
    ),
    (
        "an author of nothing",
        "SELECT 'author ' || id FROM author WHERE id NOT IN (SELECT author FROM entry)",
    ),
    (
        "a series without a figure",
        "SELECT 'series ' || id FROM series WHERE id NOT IN (SELECT series FROM figure_revision)",
    ),
    (
        "stored bytes that no snapshot names",
        "SELECT 'blob ' || lower(hex(sha256)) FROM blob
         WHERE sha256 NOT IN (SELECT raw_sha256 FROM snapshot_revision UNION ALL SELECT text_sha256 FROM snapshot_revision)",
    ),
    (
        "a text that nothing names",
        "SELECT 'text ' || id FROM prose WHERE id NOT IN (
             SELECT reason FROM entry WHERE reason IS NOT NULL
             UNION ALL SELECT title FROM event_revision
             UNION ALL SELECT note FROM event_revision WHERE note IS NOT NULL
             UNION ALL SELECT note FROM source_revision WHERE note IS NOT NULL
             UNION ALL SELECT name FROM source_name
             UNION ALL SELECT locator FROM article_revision
             UNION ALL SELECT title FROM article_revision WHERE title IS NOT NULL
             UNION ALL SELECT wording FROM figure_revision WHERE wording IS NOT NULL
             UNION ALL SELECT note FROM figure_revision WHERE note IS NOT NULL
             UNION ALL SELECT act FROM accusation_revision WHERE act IS NOT NULL
             UNION ALL SELECT note FROM accusation_revision WHERE note IS NOT NULL
             UNION ALL SELECT label FROM assessment_revision WHERE label IS NOT NULL
             UNION ALL SELECT rationale FROM assessment_revision
             UNION ALL SELECT quote FROM citation WHERE quote IS NOT NULL
             UNION ALL SELECT prefix FROM citation WHERE prefix IS NOT NULL
             UNION ALL SELECT suffix FROM citation WHERE suffix IS NOT NULL)",
    ),
    (
        "a text erased without a redaction in the log",
        "SELECT 'text ' || id FROM prose WHERE value IS NULL
             AND NOT EXISTS (SELECT 1 FROM entry WHERE cause = 'redaction')",
    ),
    // A version that changes its citations lists new ones, which name it; one that does not, names its parent's.
    (
        "a citation that its claim or assessment does not list",
        "WITH listed (entry, first, last) AS (
             SELECT entry, first_citation, first_citation + citations - 1 FROM figure_revision
             UNION ALL SELECT entry, first_citation, first_citation + citations - 1 FROM accusation_revision
             UNION ALL SELECT entry, first_citation, first_citation + citations - 1 FROM assessment_revision)
         SELECT coalesce(
             (SELECT kind || record FROM entry WHERE id = citation.entry),
             (SELECT kind || record FROM listed JOIN entry ON entry.id = listed.entry
                 WHERE citation.id BETWEEN listed.first AND listed.last ORDER BY entry.id LIMIT 1),
             'citation ' || citation.id)
         FROM citation
         WHERE NOT EXISTS (SELECT 1 FROM listed WHERE listed.entry = citation.entry
                 AND citation.id BETWEEN listed.first AND listed.last)",
    ),
    (
        "a claim or an assessment that lists the citations of another",
        "WITH listed (entry, first, last) AS (
             SELECT entry, first_citation, first_citation + citations - 1 FROM figure_revision
             UNION ALL SELECT entry, first_citation, first_citation + citations - 1 FROM accusation_revision
             UNION ALL SELECT entry, first_citation, first_citation + citations - 1 FROM assessment_revision)
         SELECT DISTINCT own.kind || own.record FROM listed
         JOIN entry AS own ON own.id = listed.entry
         JOIN citation ON citation.id BETWEEN listed.first AND listed.last
         JOIN entry AS origin ON origin.id = citation.entry
         WHERE origin.kind <> own.kind OR origin.record <> own.record OR origin.id > own.id",
    ),
];

pub(super) fn audit(connection: &Connection, visit: Visit<'_, StorageFault>) -> Result<()> {
    let mut faults = Vec::new();
    structure(connection, &mut faults)?;
    schema(connection, &mut faults)?;
    references(connection, &mut faults)?;
    for (what, sql) in STRAYS {
        let mut statement = connection.prepare(sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            faults.push(StorageFault {
                place: row.get(0)?,
                detail: (*what).to_owned(),
            });
        }
    }
    for fault in faults {
        if visit(fault)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// SQLite's own check of pages, indexes and constraints.
fn structure(connection: &Connection, faults: &mut Vec<StorageFault>) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let detail: String = row.get(0)?;
        if detail != "ok" {
            faults.push(StorageFault {
                place: "the file".to_owned(),
                detail,
            });
        }
    }
    Ok(())
}

/// Every table, index, view and guard as a database of its version has it. An older one is looked at as it lies.
fn schema(connection: &Connection, faults: &mut Vec<StorageFault>) -> Result<()> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(FIRST_SCHEMA)?;
    for step in steps_to(version) {
        fresh.execute_batch(step)?;
    }
    let (wanted, found) = (objects(&fresh)?, objects(connection)?);
    for ((kind, name), sql) in &wanted {
        let detail = match found.get(&(kind.clone(), name.clone())) {
            Some(there) if there == sql => continue,
            Some(_) => "it was altered".to_owned(),
            None => "it is gone".to_owned(),
        };
        faults.push(StorageFault {
            place: format!("the {kind} {name}"),
            detail,
        });
    }
    for (kind, name) in found.keys().filter(|key| !wanted.contains_key(*key)) {
        faults.push(StorageFault {
            place: format!("the {kind} {name}"),
            detail: "it is not part of a claimlog database".to_owned(),
        });
    }
    Ok(())
}

fn objects(connection: &Connection) -> Result<BTreeMap<(String, String), Option<String>>> {
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'")?;
    let objects = statement
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect::<std::result::Result<_, _>>()?;
    Ok(objects)
}

fn references(connection: &Connection, faults: &mut Vec<StorageFault>) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let (table, id, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let place = match id {
            Some(id) => format!("{table} {id}"),
            None => table,
        };
        faults.push(StorageFault {
            place,
            detail: format!("it names a row of {parent} that is not there"),
        });
    }
    Ok(())
}
