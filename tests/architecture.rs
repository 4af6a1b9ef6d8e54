//! Each room knows only the rooms before it, and what is not to be done is not done.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order in which data flows; each may name those before it.
const ROOMS: &[&str] = &[
    "model", "text", "article", "extract", "llm", "log", "store", "record", "register", "verify",
    "exchange", "series", "report", "review", "output", "cli",
];

/// Exceptions, each with its reason.
const ALLOWED: &[(&str, &str)] = &[
    // The leaf encoding is of records; the store computes leaves and keeps revisions.
    ("log", "model"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&src)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The lines of a file that are code, with comments and test modules left out.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn room(name: &str) -> &str {
    name.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn only_the_store_names_rusqlite() {
    for (name, text) in all() {
        if room(&name) != "store" {
            assert!(
                !code(&text).any(|line| line.contains("rusqlite")),
                "{name} names rusqlite"
            );
        }
    }
}

#[test]
fn only_the_command_line_names_clap() {
    for (name, text) in all() {
        if !["cli", "main"].contains(&room(&name)) {
            assert!(
                !code(&text).any(|line| line.contains("clap::") || line.contains("clap_")),
                "{name} names clap"
            );
        }
    }
}

#[test]
fn only_the_model_extractor_speaks_to_a_network() {
    for (name, text) in all() {
        if room(&name) != "llm" {
            for word in ["ureq", "std::net", "TcpStream"] {
                assert!(
                    !code(&text).any(|line| line.contains(word)),
                    "{name} names {word}"
                );
            }
        }
    }
}

#[test]
fn only_output_and_main_print() {
    for (name, text) in all() {
        if ["output", "main"].contains(&room(&name)) {
            continue;
        }
        for line in code(&text) {
            for call in ["println!", "print!(", "io::stdout", "io::stderr", "dbg!("] {
                assert!(!line.contains(call), "{name} prints: {line}");
            }
        }
    }
}

#[test]
fn each_room_knows_only_the_rooms_before_it() {
    for (name, text) in all() {
        let own = room(&name).to_owned();
        let Some(place) = ROOMS.iter().position(|room| *room == own) else {
            assert!(
                ["lib", "main"].contains(&own.as_str()),
                "{name} is in no room of the map"
            );
            continue;
        };
        for line in code(&text) {
            for (index, other) in ROOMS.iter().enumerate() {
                let names_it = line.contains(&format!("crate::{other}::"))
                    || line.contains(&format!("crate::{other};"));
                let is_allowed = index <= place || ALLOWED.contains(&(own.as_str(), other));
                assert!(
                    !names_it || is_allowed,
                    "{name} names the later room {other}: {line}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (name, text) in all() {
        for line in text.lines() {
            for word in ["todo!", "unimplemented!", "FIXME", "TODO", "XXX"] {
                assert!(!line.contains(word), "{name}: {line}");
            }
        }
    }
}
