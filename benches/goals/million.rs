//! A report over a whole file: 1,000,000 claims, and 1,500,000 revisions of them. Run on request (`cargo bench -- million`):
//! the files take minutes to make, and are kept in the folder for temporary files for the next run.
//!
//! The goals are ratios to one scan of the index, and are those of the summary: the full report gives each of a million
//! figures its words, which no scan of an index has; it stands beside what a bare program needs to write them.
//!
//! What is measured beside the raw limits is what other tools need for the steps alone, in the same run: the shell of
//! SQLite on our own file and DuckDB on a table of the same columns, each with one LAG over the series. Neither prints
//! anything but two numbers, and neither looks at words, revisions or flags.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use claimlog::report::changes::{Query, each_series, made};
use claimlog::report::{ReportError, extent};
use claimlog::store::sqlite::{Access, SqliteStore};
use claimlog::store::{Horizon, Read as _, SeriesFilter};

use super::{bare, claimlog, data, median, milliseconds, programs, time};

const CLAIMS: u32 = 1_000_000;
const RUNS: usize = 3;

/// Every step of every series, by claimlog and by others.
pub fn million(_: &Path) {
    let once = made_once("claimlog-bench-million", |folder| {
        data::large(folder, &programs().claimlog, 1_000_000);
    });
    whole_file("1,000,000 claims", &once, None, 2.0);
    let amended = made_once("claimlog-bench-million-amended", |folder| {
        std::fs::copy(once.join("claimlog.db"), folder.join("claimlog.db")).expect("a copy");
        data::amend_half(folder, CLAIMS);
    });
    whole_file("1,500,000 revisions", &amended, None, 1.5);
    whole_file(
        "1,500,000 revisions, as of the day before",
        &amended,
        Some(data::BEFORE_AMENDED),
        1.5,
    );
}

/// A folder that is filled at the first run.
fn made_once(name: &str, fill: impl FnOnce(&Path)) -> PathBuf {
    let folder = std::env::temp_dir().join(name);
    let whole = folder.join("whole");
    if !whole.exists() {
        println!("  making {}, once", folder.display());
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        fill(&folder);
        std::fs::write(whole, "").expect("a sign that it is whole");
    }
    folder
}

fn whole_file(what: &str, folder: &Path, recorded_by: Option<&str>, goal: f64) {
    println!("  {what}");
    let db = folder.join("claimlog.db");
    let horizon = horizon(&db, recorded_by);
    assert!(
        horizon.size() > u64::from(CLAIMS),
        "there is something to look at"
    );
    let bound = horizon.size().min(1 << 60).to_string();
    let raw = measured(|| time(&mut bare(folder, &["steps", "claimlog.db", &bound])));
    row("raw limit: the steps, one scan of the index", raw, raw);
    let rows = measured(|| time(&mut bare(folder, &["changes", "claimlog.db", &bound])));
    row("raw limit: the rows with their words, written", rows, raw);
    for form in ["", "--csv", "--json"] {
        let args = asked(&["--summary", form], recorded_by);
        let taken = measured(|| time(&mut claimlog(folder, &strs(&args))));
        let what = format!("claimlog {} (goal {goal:.1} ×)", args.join(" "));
        row(&what, taken, raw);
    }
    others(folder, &bound, raw);
    row(
        "reading what the report covers",
        measured(|| covered(&db, recorded_by)),
        raw,
    );
    row(
        "reading figures and words",
        measured(|| read(&db, horizon)),
        raw,
    );
    row(
        "making the report, not writing it",
        measured(|| reported(&db, recorded_by)),
        raw,
    );
    for form in ["--csv", "--json", "--quiet"] {
        let args = asked(&[form], recorded_by);
        let taken = measured(|| time(&mut claimlog(folder, &strs(&args))));
        row(&format!("claimlog {}", args.join(" ")), taken, raw);
    }
}

/// `report changes` with these flags, empty ones left out.
fn asked(flags: &[&str], recorded_by: Option<&str>) -> Vec<String> {
    let flags = flags.iter().filter(|flag| !flag.is_empty());
    let by = recorded_by.map(|day| format!("--recorded-by={day}"));
    let command = ["report", "changes"].map(str::to_owned);
    let flags = flags.map(|flag| (*flag).to_owned());
    command.into_iter().chain(flags).chain(by).collect()
}

fn strs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

fn measured(mut run: impl FnMut() -> Duration) -> Duration {
    median((0..RUNS).map(|_| run()).collect())
}

fn row(what: &str, taken: Duration, raw: Duration) {
    println!(
        "    {what}: {:.0} ms, {:.1} × the scan",
        milliseconds(taken),
        taken.as_secs_f64() / raw.as_secs_f64()
    );
}

fn query(recorded_by: Option<&str>) -> Query {
    Query {
        recorded_by: recorded_by.map(|day| {
            let instant = format!("{day}T23:59:59Z");
            instant.parse().expect("an instant")
        }),
        ..Query::default()
    }
}

fn open(db: &Path) -> SqliteStore {
    SqliteStore::open(db, Access::Read).expect("the database opens")
}

fn horizon(db: &Path, recorded_by: Option<&str>) -> Horizon {
    let made = made(&open(db), &query(recorded_by)).expect("the log is there");
    made.horizon
}

fn covered(db: &Path, recorded_by: Option<&str>) -> Duration {
    let start = Instant::now();
    let (store, query) = (open(db), query(recorded_by));
    let made = made(&store, &query).expect("the log is there");
    let extent = extent::extent(&store, &query, &made).expect("it can be counted");
    assert!(extent.shown <= 1_000_000);
    start.elapsed()
}

fn read(db: &Path, horizon: Horizon) -> Duration {
    let start = Instant::now();
    let store = open(db);
    let mut figures = 0;
    store
        .each_series(&SeriesFilter::default(), horizon, &mut |some| {
            figures += some.iter().map(|(_, points)| points.len()).sum::<usize>();
            Ok(std::ops::ControlFlow::Continue(()))
        })
        .expect("it can be read");
    assert!(figures <= 1_000_000);
    start.elapsed()
}

fn reported(db: &Path, recorded_by: Option<&str>) -> Duration {
    let start = Instant::now();
    let (store, query) = (open(db), query(recorded_by));
    let made = made(&store, &query).expect("the log is there");
    let mut figures = 0;
    each_series::<ReportError>(&store, &query, &made, |series| {
        figures += series.points.len();
        Ok(std::ops::ControlFlow::Continue(()))
    })
    .expect("it can be made");
    assert!(figures <= 1_000_000);
    start.elapsed()
}

/// The versions that stand before an entry, and the difference of each from the one before it.
fn lag(tables: &str, bound: &str) -> String {
    format!(
        "SELECT count(*), sum(abs(step)) FROM (
           SELECT best - lag(best) OVER (PARTITION BY series ORDER BY stated_on, best) AS step
           FROM {tables}figure_revision AS r WHERE entry < {bound} AND NOT EXISTS
             (SELECT 1 FROM {tables}entry AS later WHERE later.parent = r.entry AND later.id < {bound}))"
    )
}

/// The shell of SQLite and DuckDB, where they are.
fn others(folder: &Path, bound: &str, raw: Duration) {
    let mut shell = Command::new("sqlite3");
    shell
        .current_dir(folder)
        .args(["-readonly", "claimlog.db", &lag("", bound)]);
    if is_there("sqlite3") {
        row("sqlite3, LAG", measured(|| time(&mut shell)), raw);
    } else {
        println!("    no sqlite3 here");
    }
    // Loaded before and kept in DuckDB's own file; only the question is timed, within one process.
    let script = "import duckdb, os, sqlite3, sys, time
if not os.path.exists('lag.duckdb'):
    db = duckdb.connect('lag.duckdb'); file = sqlite3.connect('file:claimlog.db?mode=ro', uri=True)
    import csv
    for table, columns in (('figure_revision', 'entry, series, stated_on, best'), ('entry', 'id, parent')):
        with open('lag.csv', 'w') as out:
            csv.writer(out).writerows(file.execute(f'SELECT {columns} FROM {table}'))
        names = [name.strip() for name in columns.split(',')]
        db.execute(f\"CREATE TABLE {table} AS SELECT * FROM read_csv('lag.csv', header=false, names={names})\")
    os.remove('lag.csv'); db.close()
db = duckdb.connect('lag.duckdb', read_only=True)
start = time.perf_counter(); db.execute(sys.argv[1]).fetchall(); print(time.perf_counter() - start)";
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let output = Command::new("python3")
            .args(["-c", script, &lag("", bound)])
            .current_dir(folder)
            .stderr(Stdio::null())
            .output();
        let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        times.extend(said.ok().and_then(|said| said.trim().parse::<f64>().ok()));
    }
    if times.len() == RUNS {
        let taken = median(times.into_iter().map(Duration::from_secs_f64).collect());
        row("DuckDB, LAG", taken, raw);
    } else {
        println!("    no DuckDB here (pip install duckdb)");
    }
}

fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
