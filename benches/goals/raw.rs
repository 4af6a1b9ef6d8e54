//! The raw limits: the same rows through bare rusqlite, with nothing checked.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

pub fn main(args: &[String]) {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["nothing"] => {}
        ["look", database] => look(database).expect("the raw look works"),
        ["claim", database] => claim(database).expect("the raw claim works"),
        ["report", database, event] => report(database, event).expect("the raw report works"),
        ["steps", database, bound] => steps(database, bound).expect("the raw scan works"),
        ["changes", database, bound] => changes(database, bound).expect("the raw rows are read"),
        ["capture", database, folder] => capture(database, Path::new(folder)),
        other => panic!("no raw limit {other:?}"),
    }
}

fn look(database: &str) -> rusqlite::Result<()> {
    let connection = Connection::open(database)?;
    let count: i64 =
        connection.query_row("SELECT count(*) FROM figure_revision", [], |row| row.get(0))?;
    println!("{count}");
    Ok(())
}

/// The rows that one figure with one quote is made of, durable.
fn claim(database: &str) -> rusqlite::Result<()> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch("PRAGMA synchronous = FULL")?;
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let entry: i64 =
        transaction.query_row("SELECT max(id) + 1 FROM entry", [], |row| row.get(0))?;
    let leaf: [u8; 32] = Sha256::digest(entry.to_be_bytes()).into();
    transaction.execute(
        "INSERT INTO entry VALUES (?1, 'c', ?1, 1, NULL, 1, 0, 'first', NULL, ?2, NULL)",
        params![entry, leaf],
    )?;
    for value in [
        "50 servicemen had died",
        "The ministry said that",
        ".",
        "50",
    ] {
        transaction.execute(
            "INSERT INTO prose (salt, value) VALUES (?1, ?2)",
            params![[0_u8; 16], value],
        )?;
    }
    let prose = transaction.last_insert_rowid();
    transaction.execute(
        "INSERT INTO citation (entry, article, snapshot, start_byte, end_byte, quote, prefix, suffix, reading)
         VALUES (?1, 1, 1, 29, 51, ?2, ?3, ?4, 'read')",
        params![entry, prose - 3, prose - 2, prose - 1],
    )?;
    let citation = transaction.last_insert_rowid();
    transaction.execute(
        "INSERT OR IGNORE INTO series (event, claimant, measure, victim_status, aggregation)
         SELECT 1, 1, 'killed', 'unknown', 'unknown' WHERE NOT EXISTS (SELECT 1 FROM series)",
        [],
    )?;
    transaction.execute(
        "INSERT INTO figure_revision VALUES (?1, 1, '2022-09-14', NULL, 50, 50, 50, 'exact', ?2, ?3, 1, NULL)",
        params![entry, prose, citation],
    )?;
    transaction.commit()
}

/// What the report shows of one event, read and printed.
fn report(database: &str, event: &str) -> rusqlite::Result<()> {
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(
        "SELECT r.stated_on, r.low, r.best, r.high, r.qualifier, quote.value FROM figure_revision AS r
         JOIN series ON series.id = r.series JOIN citation ON citation.id = r.first_citation
         JOIN prose AS quote ON quote.id = citation.quote
         WHERE series.event = (SELECT record FROM entry JOIN event_revision AS e ON e.entry = entry.id WHERE e.handle = ?1)
         ORDER BY r.series, r.stated_on",
    )?;
    let mut rows = statement.query([event])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let (day, quote): (String, String) = (row.get(0)?, row.get(5)?);
        bytes += day.len() + quote.len() + row.get::<_, Option<i64>>(2)?.map_or(0, |_| 1);
    }
    println!("{bytes}");
    Ok(())
}

/// Each figure against the one before it in its series, from the index alone; where versions have been succeeded, those
/// that stand before the entry `bound`.
fn steps(database: &str, bound: &str) -> rusqlite::Result<()> {
    let connection = Connection::open(database)?;
    let bound: i64 = bound.parse().expect("a number");
    let mut succeeded = Vec::new();
    let mut statement = connection.prepare(
        "SELECT parent FROM entry INDEXED BY entry_succession WHERE parent IS NOT NULL AND id < ?1",
    )?;
    let mut rows = statement.query([bound])?;
    while let Some(row) = rows.next()? {
        let parent = usize::try_from(row.get::<_, i64>(0)?).expect("an entry");
        if succeeded.len() <= parent {
            succeeded.resize(parent * 2 + 1, false);
        }
        succeeded[parent] = true;
    }
    let mut statement = connection.prepare(
        "SELECT series, stated_on, low, best, high, qualifier, entry FROM figure_revision INDEXED BY figure_series
         ORDER BY series, stated_on, low, best, high",
    )?;
    let mut rows = statement.query([])?;
    let (mut before, mut changes, mut days): ((i64, Option<i64>), i64, usize) = ((0, None), 0, 0);
    while let Some(row) = rows.next()? {
        let entry: i64 = row.get(6)?;
        let place = usize::try_from(entry).expect("an entry");
        if entry >= bound || succeeded.get(place).copied().unwrap_or(false) {
            continue;
        }
        let (series, best): (i64, Option<i64>) = (row.get(0)?, row.get(3)?);
        days += row.get_ref(1)?.as_str()?.len();
        if let ((last, Some(was)), Some(is)) = (before, best)
            && last == series
        {
            changes += (is - was).abs();
        }
        before = (series, best);
    }
    println!("{changes} {days}");
    Ok(())
}

/// The columns that the report of changes has of each figure, in its order, as CSV; no flags and nothing revised.
fn changes(database: &str, bound: &str) -> rusqlite::Result<()> {
    let connection = Connection::open(database)?;
    let bound: i64 = bound.parse().expect("a number");
    let mut statement = connection.prepare(
        "SELECT s.event, s.claimant, s.measure, s.victims, s.victim_side, s.victim_status, s.aggregation, s.place,
                r.stated_on, a.published_at, r.low, r.best, r.high, r.qualifier, wording.value,
                'c' || entry.record, entry.revision, a.publisher, locator.value, quote.value
         FROM series AS s CROSS JOIN figure_revision AS r INDEXED BY figure_series ON r.series = s.id
         CROSS JOIN entry ON entry.id = r.entry JOIN citation AS c ON c.id = r.first_citation
         JOIN entry AS printed ON printed.kind = 'a' AND printed.record = c.article AND printed.revision = 1
         JOIN article_revision AS a ON a.entry = printed.id JOIN prose AS locator ON locator.id = a.locator
         LEFT JOIN prose AS quote ON quote.id = c.quote LEFT JOIN prose AS wording ON wording.id = r.wording
         WHERE r.entry < ?1 AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = r.entry AND later.id < ?1)",
    )?;
    let mut sheet = csv::Writer::from_writer(std::io::stdout().lock());
    let mut rows = statement.query([bound])?;
    while let Some(row) = rows.next()? {
        for column in 0..20 {
            let written = match row.get_ref(column)? {
                rusqlite::types::ValueRef::Integer(number) => sheet.write_field(number.to_string()),
                rusqlite::types::ValueRef::Text(text) => sheet.write_field(text),
                _ => sheet.write_field(""),
            };
            written.expect("a field is written");
        }
        sheet.write_record(None::<&[u8]>).expect("a row is written");
    }
    Ok(())
}

/// Every page hashed, compressed and committed; no readable text.
fn capture(database: &str, folder: &Path) {
    let mut connection = Connection::open(database).expect("a database");
    connection
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = FULL;
             CREATE TABLE blob (sha256 BLOB PRIMARY KEY, size INTEGER, content BLOB) STRICT;",
        )
        .expect("a table");
    let transaction = connection.transaction().expect("a transaction");
    let mut pages: Vec<_> = fs::read_dir(folder)
        .expect("the pages")
        .map(|page| page.expect("a page").path())
        .collect();
    pages.sort();
    for page in pages {
        let bytes = fs::read(page).expect("a page");
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let packed = zstd::bulk::compress(&bytes, 3).expect("it is compressed");
        let size = i64::try_from(bytes.len()).expect("a page is small");
        transaction
            .prepare_cached("INSERT INTO blob VALUES (?1, ?2, ?3)")
            .and_then(|mut statement| statement.execute(params![digest, size, packed]))
            .expect("a row");
    }
    transaction.commit().expect("it is durable");
}
