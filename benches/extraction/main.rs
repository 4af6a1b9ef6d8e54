//! How fast texts become proposals, one core, from memory: `cargo bench --bench extraction`.
//!
//! Dense text is the packs' own examples over and over, about one proposal in every 80 bytes, denser than any
//! newspaper; ordinary text holds one such example in every fifty lines of other news. The goals are 60 MB/s and 150 MB/s,
//! and 10 ms from nothing to the first proposals in every language.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::{Duration, Instant};

use claimlog::extract::corpus::Corpus;
use claimlog::extract::packs::{SOURCES, rules};
use claimlog::model::Language;

/// A line of news in which nobody comes to harm, by language.
const QUIET: &[(&str, &str)] = &[
    (
        "en",
        "The council met on Tuesday to discuss the new road, the price of bread and the school year that begins in autumn.\n",
    ),
    (
        "ar",
        "عقد المجلس جلسته يوم الثلاثاء لبحث الطريق الجديد وأسعار الخبز والعام الدراسي الذي يبدأ في الخريف المقبل.\n",
    ),
];

fn language(code: &str) -> Language {
    code.parse().expect("a pack's code is a language")
}

fn examples(code: &str) -> String {
    let path = format!(
        "{}/src/extract/lang/{code}/corpus.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("every pack has a corpus");
    let corpus = Corpus::read(code, &text).expect("every corpus can be read");
    corpus
        .positive
        .iter()
        .map(|one| format!("{}\n", one.text))
        .collect()
}

/// The shortest of three runs.
fn best(mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let mut shortest = Duration::MAX;
    let mut found = 0;
    for _ in 0..3 {
        let start = Instant::now();
        found = run();
        shortest = shortest.min(start.elapsed());
    }
    (shortest, found)
}

fn report(name: &str, text: &str, code: &str) {
    let rules = rules(&language(code)).expect("a pack that is compiled in can be read");
    let (time, found) = best(|| rules.propose(text).len());
    let millions = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1e6;
    println!(
        "{name:10} {code}  {:7.1} MB/s  {found} proposals in {millions:.1} MB",
        millions / time.as_secs_f64()
    );
}

fn main() {
    let start = Instant::now();
    for source in SOURCES {
        let rules = rules(&language(source.code)).expect("a pack that is compiled in can be read");
        rules.propose("5");
    }
    println!("all {} packs read in {:?}", SOURCES.len(), start.elapsed());
    for (code, quiet) in QUIET {
        let dense = examples(code);
        report("dense", &dense.repeat(4_000_000 / dense.len()), code);
        let mut ordinary = String::new();
        for line in dense.lines().cycle().take(3000) {
            ordinary.push_str(&quiet.repeat(50));
            ordinary.push_str(line);
            ordinary.push('\n');
        }
        report("ordinary", &ordinary, code);
    }
}
