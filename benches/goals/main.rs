//! The goals, each beside its raw limit: a bare rusqlite program over the same rows that validates nothing.
//!
//! `cargo bench` runs all of them but `million`, `cargo bench -- capture` those whose name contains the word. Machines are noisy and
//! differ: what counts is the ratio of the two medians, which are measured in turn within one run. Nothing fails
//! when a goal is missed; the table says so.

#![allow(clippy::print_stdout, reason = "a bench prints its table")]

mod data;
mod million;
mod raw;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What is measured and what measures its raw limits, as they lie on disk when they are installed: copied. The pages of a
/// file that a linker has just written lie one by one in the system's cache, and such a program starts up to 2 ms later.
struct Programs {
    claimlog: PathBuf,
    raw: PathBuf,
}

static PROGRAMS: OnceLock<Programs> = OnceLock::new();

fn programs() -> &'static Programs {
    PROGRAMS.get().expect("main has copied them")
}

/// Copies the programs into a folder.
fn install(folder: &Path) {
    let copy = |from: &Path, name: &str| {
        let to = folder.join(name);
        std::fs::copy(from, &to).expect("a program can be copied");
        to
    };
    let this = std::env::current_exe().expect("this program has a path");
    let claimlog = copy(Path::new(env!("CARGO_BIN_EXE_claimlog")), "claimlog");
    let raw = copy(&this, "raw");
    let _ = PROGRAMS.set(Programs { claimlog, raw });
}

/// Measures one thing in a folder of its own.
type Bench = fn(&Path);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // The raw limit of a process is a process: this program again.
    if let Some(("raw", rest)) = args
        .split_first()
        .map(|(first, rest)| (first.as_str(), rest))
    {
        raw::main(rest);
        return;
    }
    let installed = tempfile::tempdir().expect("a folder for the programs");
    install(installed.path());
    let wanted: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let is_wanted = |name: &str| {
        let is_long = name == "million";
        (wanted.is_empty() && !is_long) || wanted.iter().any(|word| name.contains(word.as_str()))
    };
    let benches: [(&str, Bench); 8] = [
        ("start-up", start_up),
        ("claim", one_durable_claim),
        ("report", one_report),
        ("analysis", analysis),
        ("capture", capture),
        ("disk", bytes_on_disk),
        ("memory", memory),
        ("million", million::million),
    ];
    for (name, bench) in benches.iter().filter(|(name, _)| is_wanted(name)) {
        let folder = tempfile::tempdir().expect("a folder for the bench");
        println!("\n{name}");
        bench(folder.path());
    }
}

/// Runs a command to its end and says how long it took; it must succeed.
fn time(command: &mut Command) -> Duration {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .env("CLAIMLOG_AUTHOR", "bench");
    let start = Instant::now();
    let status = command.status().expect("the command starts");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?} failed");
    taken
}

fn claimlog(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(&programs().claimlog);
    command.current_dir(folder).args(args);
    command
}

fn bare(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(&programs().raw);
    command.current_dir(folder).arg("raw").args(args);
    command
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// What is to be reached: a time on one machine and what the raw limit took there. Their ratio is the goal on any.
struct Goal {
    ours: f64,
    raw: f64,
}

/// Measures two commands in turn and prints their medians and the ratio.
fn compare(
    what: &str,
    goal: Goal,
    runs: usize,
    mut ours: impl FnMut(usize) -> Duration,
    mut limit: impl FnMut(usize) -> Duration,
) {
    let mut pairs: Vec<(Duration, Duration)> =
        (0..=runs).map(|run| (ours(run), limit(run))).collect();
    // The first pair warms the caches up.
    pairs.remove(0);
    let our = median(pairs.iter().map(|pair| pair.0).collect());
    let raw = median(pairs.iter().map(|pair| pair.1).collect());
    println!(
        "  {what}: {:.2} ms, raw limit {:.2} ms, ratio {:.2} (goal {:.1}: {} ms against {})",
        milliseconds(our),
        milliseconds(raw),
        our.as_secs_f64() / raw.as_secs_f64(),
        goal.ours / goal.raw,
        goal.ours.round(),
        goal.raw
    );
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// `--version` and `list`, against a program that does nothing and one that opens a database and looks.
fn start_up(folder: &Path) {
    data::small(folder, &programs().claimlog);
    compare(
        "--version",
        Goal {
            ours: 2.0,
            raw: 0.9,
        },
        40,
        |_| time(&mut claimlog(folder, &["--version"])),
        |_| time(&mut bare(folder, &["nothing"])),
    );
    compare(
        "list",
        Goal {
            ours: 4.0,
            raw: 1.3,
        },
        40,
        |_| time(&mut claimlog(folder, &["list"])),
        |_| time(&mut bare(folder, &["look", "claimlog.db"])),
    );
}

/// One claim with its quote, durable, as a process.
fn one_durable_claim(folder: &Path) {
    data::small(folder, &programs().claimlog);
    std::fs::copy(folder.join("claimlog.db"), folder.join("raw.db"))
        .expect("a copy for the raw limit");
    let day = |run: usize| format!("2022-{:02}-{:02}", 1 + run / 28, 1 + run % 28);
    compare(
        "one claim",
        Goal {
            ours: 4.95,
            raw: 3.3,
        },
        60,
        |run| {
            let day = day(run);
            time(&mut claimlog(
                folder,
                &[
                    "add",
                    "figure",
                    "--claimant",
                    "ministry",
                    "--killed",
                    "50",
                    "--stated-on",
                    &day,
                    "--article",
                    "a1",
                    "--quote",
                    "50 servicemen had died",
                ],
            ))
        },
        |_| time(&mut bare(folder, &["claim", "raw.db"])),
    );
}

/// The report of an event of 1,000 claims in a file of 100,000, as a process.
fn one_report(folder: &Path) {
    data::large(folder, &programs().claimlog, 100_000);
    compare(
        "report changes of 1,000 of 100,000 claims",
        Goal {
            ours: 8.0,
            raw: 1.3,
        },
        40,
        |_| {
            time(&mut claimlog(
                folder,
                &["report", "changes", "--event", "event-50"],
            ))
        },
        |_| time(&mut bare(folder, &["report", "claimlog.db", "event-50"])),
    );
}

/// What a report on an event of 10,000 figures may take, in milliseconds.
const REPORT: f64 = 100.0;

/// Every report on an event of 10,000 figures and 1,000 accusations.
fn analysis(folder: &Path) {
    data::busy_event(folder, &programs().claimlog, 10_000);
    for report in [
        "changes",
        "compare",
        "conflicts",
        "sources",
        "accusations",
        "event",
    ] {
        let mut times: Vec<Duration> = (0..12)
            .map(|_| time(&mut claimlog(folder, &["report", report])))
            .collect();
        times.remove(0);
        // What else the machine does makes the middle one later, and the least hardly.
        let least = times.iter().min().copied().unwrap_or_default();
        println!(
            "  report {report} of 10,000 figures: {:.0} ms, the least {:.0} (goal {REPORT:.0} ms)",
            milliseconds(median(times)),
            milliseconds(least)
        );
    }
}

/// 2,000 pages, 42 MB: hashed, compressed, committed, with their readable text made.
fn capture(folder: &Path) {
    for (make, name) in [
        (data::Make::Saved, "as saved"),
        (data::Make::Text, "nearly all text"),
    ] {
        let folder = folder.join(name);
        std::fs::create_dir(&folder).expect("a folder");
        capture_pages(&folder, make, name);
    }
}

fn capture_pages(folder: &Path, make: data::Make, name: &str) {
    let bytes = data::pages(&folder.join("pages"), make, 2_000, 21_000);
    let megabytes = u32::try_from(bytes / 1_000_000)
        .map(f64::from)
        .unwrap_or(f64::MAX);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // 40 MB/s a core with the readable text.
    let goal = Goal {
        ours: 1000.0 * megabytes / 40.0 / u32::try_from(cores).map_or(1.0, f64::from),
        raw: 200.0,
    };
    let fresh = |name: &str| {
        let path = folder.join(name);
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
    };
    let mut taken = Vec::new();
    compare(
        &format!("2,000 articles, {name}"),
        goal,
        3,
        |_| {
            fresh("claimlog.db");
            time(&mut claimlog(folder, &["init", "--quiet"]));
            let time = time(&mut claimlog(folder, &["ingest", "pages", "--quiet"]));
            taken.push(time);
            time
        },
        |_| {
            fresh("raw.db");
            time(&mut bare(folder, &["capture", "raw.db", "pages"]))
        },
    );
    println!(
        "  {megabytes:.0} MB at {:.0} MB/s on {cores} cores",
        megabytes / median(taken).as_secs_f64()
    );
    let pages: Vec<Vec<u8>> = std::fs::read_dir(folder.join("pages"))
        .expect("the pages are there")
        .map(|entry| std::fs::read(entry.expect("an entry").path()).expect("a page"))
        .collect();
    let read = (0..3).map(|_| {
        let start = Instant::now();
        for page in &pages {
            claimlog::article::read(page, &claimlog::article::Hints::default())
                .expect("an article");
        }
        start.elapsed()
    });
    println!(
        "  the readable text alone, from memory: {megabytes:.0} MB at {:.0} MB/s on 1 core",
        megabytes / median(read.collect()).as_secs_f64()
    );
}

/// 100,000 claims with quotes of 185 bytes, half of them amended once.
fn bytes_on_disk(folder: &Path) {
    data::large(folder, &programs().claimlog, 100_000);
    let size = |name: &str| {
        std::fs::metadata(folder.join(name))
            .map(|file| file.len())
            .unwrap_or_default()
    };
    let first = size("claimlog.db");
    println!(
        "  {} bytes a claim at one revision each (raw limit 443)",
        first / 100_000
    );
    data::amend_half(folder, 100_000);
    println!(
        "  {} bytes a claim at 1.5 revisions (goal 600)",
        size("claimlog.db") / 100_000
    );
}

/// The largest memory of commands on 10,000 and on 100,000 claims: the same, if it is flat.
fn memory(folder: &Path) {
    for claims in [10_000, 100_000] {
        let folder = folder.join(claims.to_string());
        std::fs::create_dir(&folder).expect("a folder");
        data::large(&folder, &programs().claimlog, claims);
        for args in [
            &["verify"][..],
            &["export", "csv"],
            &["list"],
            &["report", "changes"],
            &["search", "nowhere"],
        ] {
            let output = Command::new("/usr/bin/time")
                .args(["-f", "%M"])
                .arg(&programs().claimlog)
                .args(args)
                .current_dir(&folder)
                .stdout(Stdio::null())
                .output();
            match output {
                Ok(output) => {
                    let said = String::from_utf8_lossy(&output.stderr).into_owned();
                    let peak = said.lines().last().unwrap_or_default().to_owned();
                    println!("  {claims} claims, {}: {peak} kB", args.join(" "));
                }
                Err(error) => println!("  /usr/bin/time cannot be run: {error}"),
            }
        }
    }
}
