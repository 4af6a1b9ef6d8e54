//! A full disk, a closed pipe, a kill in the middle: nothing is half-written, nothing is lost.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{Desk, fixture};

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::with_case();
    let mut child = desk
        .command()
        .args(["export", "jsonl", "--log"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0_u8; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn output_to_a_full_device_fails_with_its_name() {
    let desk = Desk::with_case();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = desk
        .command()
        .args(["export", "csv"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("standard output") && stderr.contains("space"),
        "{stderr}"
    );
}

/// A disk that ends after so many blocks of 512 bytes: what the shell's file size limit makes of every file.
fn with_little_space(desk: &Desk, blocks: u32, args: &str) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_claimlog");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{program}' {args}"
        ))
        .current_dir(desk.path(""))
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("CLAIMLOG_AUTHOR", "lina");
    command.output().unwrap()
}

#[test]
fn a_full_disk_writes_nothing_of_a_case() {
    let desk = Desk::with_article();
    let before = desk.run(["export", "jsonl", "--log"]).done().stdout;
    let size = std::fs::metadata(desk.database()).unwrap().len();
    let blocks = u32::try_from(size / 512).unwrap() + 8;
    let case = fixture();
    let output = with_little_space(&desk, blocks, &format!("ingest '{}'", case.display()));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("disk"), "{stderr}");
    assert_eq!(
        desk.run(["export", "jsonl", "--log"]).done().stdout,
        before,
        "nothing was written"
    );
    desk.verify();
    // With space again, the same command does all of it.
    desk.run(["ingest", case.to_str().unwrap()]).done();
    desk.verify();
}

#[test]
fn a_kill_in_the_middle_of_ingest_leaves_all_or_nothing() {
    let case = fixture();
    // Later and later, until a run has had the time to finish, however slow the machine.
    let mut delays = [0_u64, 2, 5, 10]
        .into_iter()
        .chain((0..14).map(|n| 20 << n));
    let mut has_finished = false;
    while !has_finished {
        let delay = delays.next().expect("a run finishes within minutes");
        let desk = Desk::with_article();
        let size = desk.log_size();
        let mut child = desk
            .command()
            .args(["ingest", case.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let _ = child.kill();
        let killed = !child.wait().unwrap().success();
        desk.verify();
        let after = desk.log_size();
        assert!(
            after == size || after > size + 50,
            "after {delay} ms: {size} entries became {after}"
        );
        assert!(killed || after > size);
        has_finished = after > size;
        desk.run(["ingest", case.to_str().unwrap()]).done();
        desk.verify();
    }
}
