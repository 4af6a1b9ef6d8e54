//! A desk of one's own: a folder, a fixed clock, a fixed author, fixed salts, and nothing else of the environment.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub struct Desk {
    folder: tempfile::TempDir,
    now: String,
}

/// What a run left behind: stdout, stderr and exit code.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8"),
        }
    }

    /// The run must have gone well.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(
            self.code, 0,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// The run must have failed with this code, and said these words.
    #[track_caller]
    pub fn failed(self, code: i32, words: &str) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        assert!(
            self.stderr.contains(words),
            "“{words}” is not in:\n{}",
            self.stderr
        );
        assert!(
            self.stderr.starts_with("Error: ")
                || self.stderr.contains("\nError: ")
                || self.stderr.starts_with("error: "),
            "no error is named in:\n{}",
            self.stderr
        );
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in:\n{}", self.stdout))
    }
}

/// All three in one text, for a snapshot.
impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\n----- stdout\n{}", self.code, self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "----- stderr\n{}", self.stderr)?;
        }
        Ok(())
    }
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixture() -> PathBuf {
    repository().join("fixtures/border-clashes-2022")
}

/// What was found is what the bundled case expects in this file, byte for byte; with `CLAIMLOG_UPDATE_EXPECTED` it is
/// written there first.
#[track_caller]
pub fn is_expected(name: &str, found: &str) {
    let path = fixture().join("expected").join(name);
    if std::env::var_os("CLAIMLOG_UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert!(
        found == expected,
        "{name} is not as expected; found:\n{found}"
    );
}

/// A report on the bundled case is what is expected, as a sheet, as text and as JSON.
#[track_caller]
pub fn report_is_expected(report: &str) {
    let desk = Desk::with_case();
    for (form, ending) in [
        (Some("--csv"), "csv"),
        (None, "txt"),
        (Some("--json"), "json"),
    ] {
        let asked = ["report", report, "--event", "border-clashes-2022"];
        let ran = desk.run(asked.into_iter().chain(form)).done();
        is_expected(&format!("{report}.{ending}"), &ran.stdout);
    }
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            now: "2022-09-21T08:00:00Z".to_owned(),
        }
    }

    /// A folder with an empty database.
    pub fn new() -> Self {
        let desk = Self::empty();
        desk.run(["init"]).done();
        desk
    }

    /// A folder with the bundled case in it.
    pub fn with_case() -> Self {
        let desk = Self::new();
        desk.run([
            OsStr::new("ingest"),
            fixture().as_os_str(),
            OsStr::new("--quiet"),
        ])
        .done();
        desk
    }

    /// Records how many were killed, as the ministry says on a day in the one article.
    pub fn say_killed(&self, figure: &str, day: &str, more: &[&str]) {
        let said = [
            "add",
            "figure",
            "--claimant",
            "ministry",
            "--killed",
            figure,
            "--stated-on",
            day,
            "--article",
            "a1",
        ];
        self.run(said.into_iter().chain(more.iter().copied()))
            .done();
    }

    /// A database with an event, two sources and one captured article.
    pub fn with_article() -> Self {
        let desk = Self::new();
        desk.run([
            "event",
            "add",
            "clashes",
            "--title",
            "Clashes",
            "--side",
            "Armenia",
            "--side",
            "Azerbaijan",
        ])
        .done();
        desk.run([
            "source",
            "add",
            "ministry",
            "--name",
            "Ministry of Defence",
            "--kind",
            "official",
        ])
        .done();
        desk.run([
            "source", "add", "reuters", "--name", "Reuters", "--kind", "agency",
        ])
        .done();
        desk.write(
            "toll.txt",
            "Toll of the second day\n\nThe ministry said on Wednesday that 50 servicemen had died.\n\n\
             قال نائب الوزير إن نحو 50 جندياً قُتلوا حتى الآن، وأصيب ثلاثة مدنيين.\n",
        );
        desk.run(["ingest", "toll.txt"]).done();
        desk
    }

    /// Sets the clock of the runs to come.
    pub fn at(&mut self, now: &str) {
        self.now = now.to_owned();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("claimlog.db")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlog"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("CLAIMLOG_NOW", &self.now)
            .env("CLAIMLOG_AUTHOR", "lina")
            .env("CLAIMLOG_SALT_SEED", "test")
            .env("COLUMNS", "120")
            .stdin(Stdio::null());
        command
    }

    pub fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, args: I) -> Ran {
        let output = self.command().args(args).output().unwrap();
        self.cleaned(Ran::of(&output))
    }

    /// Runs with `input` on stdin.
    pub fn feed<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, input: &[u8], args: I) -> Ran {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.cleaned(Ran::of(&output))
    }

    /// The folder's own name changes from run to run; snapshots must not.
    fn cleaned(&self, ran: Ran) -> Ran {
        let clean = |text: String| {
            text.replace(self.folder.path().to_str().unwrap(), "[desk]")
                .replace(repository().to_str().unwrap(), "[repository]")
        };
        Ran {
            code: ran.code,
            stdout: clean(ran.stdout),
            stderr: clean(ran.stderr),
        }
    }

    /// Everything that is logged, for showing that nothing was written.
    pub fn log_size(&self) -> u64 {
        let json = self.run(["verify", "--json"]).json();
        json["head"]["size"]
            .as_u64()
            .expect("a sound database has a head")
    }

    /// The database must be sound.
    #[track_caller]
    pub fn verify(&self) {
        self.run(["verify"]).done();
    }
}

/// Every file below a folder, with its bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}
