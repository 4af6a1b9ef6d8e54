//! Reads the language packs when the program is built, so that it need not when it starts.
//!
//! What enters: `src/extract/lang/*/rules.toml`. What leaves, in Cargo's folder for such things: each pack as bytes, the
//! list of them that `src/extract/packs.rs` takes in, and what the common characters are (`src/extract/letters.rs`).
//! A pack that breaks the format stops the build and names its file.
//! The rooms that read packs are taken in here by their files: there is one reader, and it is the one that tests test.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "Cargo and the person who builds are told so"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

#[allow(dead_code, unused_imports, reason = "most of it is the program's")]
#[path = "src/model/mod.rs"]
mod model;

#[allow(dead_code, reason = "most of it is the program's")]
#[path = "src/text"]
mod text {
    pub(crate) mod digits;
}

#[allow(dead_code, unused_imports, reason = "most of it is the program's")]
#[path = "src/extract"]
mod extract {
    mod class;
    mod eights;
    mod fold;
    mod pack;
    mod proposal;

    /// The bytes of a pack.
    pub(crate) fn prepared(rules: &str) -> Result<Vec<u8>, String> {
        pack::Pack::read(rules).map(|pack| pack.to_bytes())
    }

    /// What the common characters are, a byte each by their number.
    pub(crate) fn classes() -> Vec<u8> {
        (0..)
            .take(class::COMMON)
            .map(|code| char::from_u32(code).map_or(0, |c| class::Class::of(c).byte()))
            .collect()
    }
}

/// Where the packs are written, one folder a language.
const LANGUAGES: &str = "src/extract/lang";

/// What the packs are made of, and what makes them.
const WATCHED: [&str; 9] = [
    "build.rs",
    LANGUAGES,
    "src/extract/class.rs",
    "src/extract/eights.rs",
    "src/extract/fold.rs",
    "src/extract/pack",
    "src/extract/proposal.rs",
    "src/model",
    "src/text/digits.rs",
];

fn main() -> ExitCode {
    for path in WATCHED {
        println!("cargo::rerun-if-changed={path}");
    }
    match prepare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            for line in said.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

/// Writes the packs and the list of them, by code.
fn prepare() -> Result<(), String> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    let letters = out.join("letters");
    fs::write(&letters, extract::classes()).map_err(failed(&letters))?;
    let folder = Path::new(LANGUAGES);
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        if entry.path().join("rules.toml").is_file() {
            codes.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    codes.sort();
    let mut list = String::from("&[\n");
    for code in &codes {
        let path = folder.join(code).join("rules.toml");
        let rules = fs::read_to_string(&path).map_err(failed(&path))?;
        let pack = extract::prepared(&rules)
            .map_err(|reason| format!("the language pack {} is wrong: {reason}", path.display()))?;
        let kept = out.join(format!("{code}.pack"));
        fs::write(&kept, pack).map_err(failed(&kept))?;
        // Invariant: a string can be written to.
        let _ = writeln!(
            list,
            "    Source {{ code: {code:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{code}.pack\")) }},"
        );
    }
    list.push(']');
    let path = out.join("packs.rs");
    fs::write(&path, list).map_err(failed(&path))
}
