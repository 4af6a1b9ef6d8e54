//! Tests of the whole room: the corpora of the packs, numbers against an independent generator, hostile input.

mod corpora;
mod hostile;
mod numbers;

use super::Rules;
use super::packs::SOURCES;

/// The rules of a language that has a pack.
fn rules(code: &str) -> &'static Rules {
    super::packs::rules(&code.parse().unwrap()).unwrap()
}

/// The codes of all packs.
fn codes() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|source| source.code)
}
