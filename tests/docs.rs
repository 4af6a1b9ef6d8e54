//! What README.md says is so: its walkthrough is run, what it names is there, and no command is left unexplained.
//!
//! `UPDATE_README=1 cargo test --test docs` writes what the commands print today into the walkthrough; `git diff` shows
//! what changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const BEGIN: &str = "<!-- walkthrough -->\n";
const END: &str = "<!-- end of walkthrough -->";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).unwrap()
}

/// The walkthrough between its two marks.
fn walkthrough(readme: &str) -> &str {
    let (_, behind) = readme
        .split_once(BEGIN)
        .expect("README.md has a walkthrough");
    let (inside, _) = behind
        .split_once(END)
        .expect("README.md says where its walkthrough ends");
    inside
}

/// A line of the walkthrough, or a command with the output that stands behind it.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Line(String),
    Run {
        /// The clock, from the comment above the block.
        now: String,
        command: String,
        output: String,
    },
}

/// Takes the walkthrough apart. A block's clock stands above it: `<!-- now 2024-05-14T18:00:00Z -->`. In a block, a
/// line that begins with `$ ` is a command, which goes on behind a backslash; everything else is output.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut clock = None;
    let mut is_inside = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(now) = line.strip_prefix("<!-- now ") {
            clock = Some(now.strip_suffix(" -->").expect("a clock").to_owned());
        }
        match line {
            "```console" => is_inside = true,
            "```" => is_inside = false,
            _ => {}
        }
        if !is_inside || line == "```console" {
            parts.push(Part::Line(line.to_owned()));
        } else if let Some(first) = line.strip_prefix("$ ") {
            let mut command = first.to_owned();
            while command.ends_with('\\') {
                command.push('\n');
                command.push_str(lines.next().expect("a command that goes on"));
            }
            parts.push(Part::Run {
                now: clock.clone().expect("a clock above the first block"),
                command,
                output: String::new(),
            });
        } else if let Some(Part::Run { output, .. }) = parts.last_mut() {
            output.push_str(line);
            output.push('\n');
        } else {
            panic!("a block of the walkthrough begins with output: {line}");
        }
    }
    parts
}

fn put_together(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Line(line) => {
                text.push_str(line);
                text.push('\n');
            }
            Part::Run {
                command, output, ..
            } => text.push_str(&format!("$ {command}\n{output}")),
        }
    }
    text
}

/// What a person sees who types the command, and whether it went well.
fn run(folder: &Path, now: &str, command: &str) -> (String, bool) {
    let programs = Path::new(env!("CARGO_BIN_EXE_claimlog")).parent().unwrap();
    let output = Command::new("/bin/sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env_clear()
        .env(
            "PATH",
            format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display()),
        )
        .env("CLAIMLOG_NOW", now)
        .env("CLAIMLOG_AUTHOR", "lina")
        .env("CLAIMLOG_SALT_SEED", "walkthrough")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.success(),
    )
}

#[test]
fn the_walkthrough_prints_what_stands_in_it() {
    let readme = readme();
    let before = walkthrough(&readme);
    let mut parts = parts(before);
    assert_eq!(
        put_together(&parts),
        before,
        "the walkthrough was taken apart wrongly"
    );
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(repository().join("fixtures/walkthrough")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let mut different = Vec::new();
    let mut commands = 0;
    for part in &mut parts {
        let Part::Run {
            now,
            command,
            output,
        } = part
        else {
            continue;
        };
        commands += 1;
        let (printed, went_well) = run(folder.path(), now, command);
        let says_error = printed.lines().any(|line| line.starts_with("Error: "));
        assert_eq!(went_well, !says_error, "$ {command}\n{printed}");
        if printed != *output {
            different.push(format!(
                "$ {command}\n----- in README.md\n{output}----- printed\n{printed}"
            ));
            *output = printed;
        }
    }
    assert!(commands >= 15, "only {commands} commands were found");
    if different.is_empty() {
        return;
    }
    if std::env::var_os("UPDATE_README").is_some_and(|value| value == "1") {
        let after = readme.replace(before, &put_together(&parts));
        fs::write(repository().join("README.md"), after).unwrap();
    } else {
        panic!(
            "UPDATE_README=1 writes what is printed into README.md\n\n{}",
            different.join("\n")
        );
    }
}

#[test]
fn the_walkthrough_shows_what_the_program_is_for() {
    let readme = readme();
    let commands: Vec<String> = parts(walkthrough(&readme))
        .into_iter()
        .filter_map(|part| match part {
            Part::Run { command, .. } => Some(command),
            Part::Line(_) => None,
        })
        .collect();
    for wanted in [
        "init",
        "event add",
        "source add",
        "ingest",
        "add figure",
        "add accusation",
        "cite",
        "amend",
        "history",
        "report changes",
        "search",
        "show",
        "export csv",
        "verify",
    ] {
        let wanted = format!("claimlog {wanted}");
        assert!(
            commands.iter().any(|command| command.starts_with(&wanted)),
            "`{wanted}` is not in the walkthrough"
        );
    }
}

/// The text outside fenced blocks, where a backtick begins a span of code.
fn outside_blocks(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// Files and folders that the text names: targets of links that are no addresses, and code with a slash in it that is
/// neither a date, nor a command, nor what a build makes.
fn named_paths(text: &str) -> BTreeSet<String> {
    let text = outside_blocks(text);
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target)
        .filter(|target| !target.contains("://"));
    let code = text.split('`').skip(1).step_by(2).filter(|span| {
        span.contains('/')
            && !span.contains(char::is_whitespace)
            && !span.starts_with(|first: char| first.is_ascii_digit())
            && !span.starts_with("target/")
    });
    links.chain(code).map(str::to_owned).collect()
}

/// The rows of the fenced block that holds `word`: the name that each begins with.
fn rows_of_block(readme: &str, word: &str) -> Vec<String> {
    let block = readme
        .split("```")
        .skip(1)
        .step_by(2)
        .find(|block| block.contains(word))
        .unwrap_or_else(|| panic!("README.md has no block with {word}"));
    block
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// A path that ends with a slash is a folder, any other is there.
fn is_there(path: &Path) -> bool {
    if path.to_string_lossy().ends_with('/') {
        path.is_dir()
    } else {
        path.exists()
    }
}

#[test]
fn every_file_and_folder_that_is_named_is_there() {
    let readme = readme();
    let mut named = named_paths(&readme);
    assert!(
        named.contains("src/series/mod.rs") && named.contains("LICENSE"),
        "{named:?}"
    );
    named.extend(rows_of_block(&readme, "src/model/"));
    let case = repository().join("fixtures/border-clashes-2022");
    let missing: Vec<PathBuf> = named
        .iter()
        // A user's own folder lies elsewhere.
        .filter(|name| !name.starts_with(['~', '$']))
        .map(|name| repository().join(name))
        .chain(
            rows_of_block(&readme, "case.toml ")
                .iter()
                .map(|name| case.join(name)),
        )
        .filter(|path| !is_there(path))
        .collect();
    assert_eq!(missing, Vec::<PathBuf>::new());
}

#[test]
fn the_main_job_and_the_tests_are_named() {
    let readme = readme();
    let blocks: Vec<&str> = readme.split("```").skip(1).step_by(2).collect();
    for command in [
        "cargo run --release -- --db clashes.db ingest fixtures/border-clashes-2022",
        "cargo test",
    ] {
        assert!(
            blocks
                .iter()
                .any(|block| block.lines().any(|line| line == command)),
            "`{command}` stands in no block of README.md"
        );
    }
}

/// The text that `--help` prints for a command.
fn help(command: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_claimlog"))
        .args(command)
        .arg("--help")
        .env_clear()
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success(), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every command that does something, with the words that lead to it.
fn commands(above: &[String], found: &mut Vec<Vec<String>>) {
    let help = help(above);
    let Some((_, list)) = help.split_once("\nCommands:\n") else {
        found.push(above.to_vec());
        return;
    };
    let names = list
        .lines()
        .take_while(|line| !line.is_empty())
        // A description that goes on in the next line is indented further.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help");
    for name in names {
        let command: Vec<String> = above
            .iter()
            .cloned()
            .chain(std::iter::once(name.to_owned()))
            .collect();
        commands(&command, found);
    }
}

#[test]
fn every_command_is_in_the_readme_or_has_an_example_of_its_own() {
    let readme = readme();
    let mut found = Vec::new();
    commands(&[], &mut found);
    assert!(found.len() > 20, "{found:?}");
    let bare: Vec<String> = found
        .iter()
        .filter(|command| {
            let words = format!("claimlog {}", command.join(" "));
            let example = help(command)
                .split_once("\nExample")
                .is_some_and(|(_, behind)| behind.contains(&words));
            !example && !readme.contains(&words)
        })
        .map(|command| command.join(" "))
        .collect();
    assert_eq!(bare, Vec::<String>::new());
}

#[test]
fn the_layout_names_every_room() {
    let named: BTreeSet<String> = rows_of_block(&readme(), "src/model/")
        .into_iter()
        .filter_map(|row| row.strip_prefix("src/").map(str::to_owned))
        .collect();
    let rooms: BTreeSet<String> = fs::read_dir(repository().join("src"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                format!("{name}/")
            } else {
                name
            }
        })
        .filter(|name| name != "lib.rs" && name != "main.rs")
        .collect();
    assert_eq!(named, rooms);
}
