//! How fast texts become proposals, one core, from memory: `cargo bench --bench extraction`, or with the codes of some
//! languages behind it. The goals are 60 MB/s on news dense in casualties and 150 MB/s on ordinary news where a bare scan for
//! the words reaches 800 MB/s, that is 0.075 and 0.19 of the scan on any machine; and 10 ms from nothing to the first
//! proposals in every language.
//!
//! - **examples**: the packs' own examples one after another, a proposal in every 40 to 70 bytes, denser than any newspaper;
//! - **dense**: such an example in every second line. Sentences that were picked from newspapers because people are killed
//!   in them have a proposal in every 120 bytes (English) to 230 (Arabic), and so has this;
//! - **ordinary**: one such example in every fifty lines of other news;
//! - **raw**: what a bare automaton over the bytes (Aho–Corasick) takes to find the packs' casualty words and frames in the
//!   ordinary text and do nothing with them. It folds no letters but ASCII's and knows no clitics: a limit, no rival.
//!
//! Texts are handed over one article at a time and the proposals dropped after each, as a batch does.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use claimlog::extract::Rules;
use claimlog::extract::corpus::Corpus;
use claimlog::extract::packs::{SOURCES, rules};
use claimlog::model::Language;

/// Lines of news in which nobody comes to harm, by language: the same three statements in each.
const QUIET: &[(&str, &str)] = &[
    (
        "ar",
        "عقد المجلس جلسته يوم الثلاثاء لبحث الطريق الجديد وأسعار الخبز والعام الدراسي الذي يبدأ في الخريف المقبل.\n",
    ),
    (
        "az",
        "Şura çərşənbə axşamı yeni yolu, çörəyin qiymətini və payızda başlayan dərs ilini müzakirə etmək üçün toplandı.\n",
    ),
    (
        "en",
        "The council met on Tuesday to discuss the new road, the price of bread and the school year that begins in autumn.\n",
    ),
    (
        "es",
        "El consejo se reunió el martes para tratar la nueva carretera, el precio del pan y el curso escolar que empieza en otoño.\n",
    ),
    (
        "fa",
        "شورا روز سه‌شنبه برای گفت‌وگو درباره جاده جدید، قیمت نان و سال تحصیلی که در پاییز آغاز می‌شود تشکیل جلسه داد.\n",
    ),
    (
        "fr",
        "Le conseil s'est réuni mardi pour parler de la nouvelle route, du prix du pain et de l'année scolaire qui commence en automne.\n",
    ),
    (
        "he",
        "המועצה התכנסה ביום שלישי כדי לדון בכביש החדש, במחיר הלחם ובשנת הלימודים שמתחילה בסתיו.\n",
    ),
    (
        "hy",
        "Խորհուրդը երեքշաբթի օրը հավաքվեց քննարկելու նոր ճանապարհը, հացի գինը և աշնանը սկսվող ուսումնական տարին։\n",
    ),
    (
        "ru",
        "Совет собрался во вторник, чтобы обсудить новую дорогу, цены на хлеб и учебный год, который начинается осенью.\n",
    ),
    (
        "tr",
        "Meclis salı günü yeni yolu, ekmek fiyatını ve sonbaharda başlayan öğretim yılını görüşmek üzere toplandı.\n",
    ),
    (
        "uk",
        "Рада зібралася у вівторок, щоб обговорити нову дорогу, ціни на хліб і навчальний рік, який починається восени.\n",
    ),
];

/// Each of the lines behind so many lines of other news, again and again until there are so many bytes.
fn with_quiet(lines: &str, quiet: &str, count: usize, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1000);
    for line in lines.lines().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&quiet.repeat(count));
        text.push_str(line);
        text.push('\n');
    }
    text
}

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

fn speed(text: &str, time: Duration) -> f64 {
    f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1e6 / time.as_secs_f64()
}

/// An article has about so many bytes.
const ARTICLE: usize = 8_000;

/// The text as articles, cut between lines.
fn articles(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = rest
        .char_indices()
        .find_map(|(at, c)| (c == '\n' && at >= ARTICLE).then_some(at + 1))
    {
        let (article, behind) = rest.split_at(end);
        found.push(article);
        rest = behind;
    }
    found.push(rest);
    found
}

fn propose(rules: &Rules, articles: &[&str]) -> usize {
    articles.iter().map(|text| rules.propose(text).len()).sum()
}

/// What finds the words and does nothing with them.
fn raw(rules: &Rules) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(rules.anchors())
        .expect("a few thousand words make an automaton")
}

fn main() {
    let only: Vec<String> = std::env::args()
        .skip(1)
        .filter(|name| !name.starts_with('-'))
        .collect();
    let start = Instant::now();
    for source in SOURCES {
        let rules = rules(&language(source.code)).expect("a pack that is compiled in can be read");
        rules.propose("5");
    }
    println!("all {} packs read in {:?}", SOURCES.len(), start.elapsed());
    println!("MB/s  examples    dense  ordinary   raw   of raw: dense  ordinary");
    for (code, quiet) in QUIET {
        if !only.is_empty() && !only.iter().any(|one| one == code) {
            continue;
        }
        let rules = rules(&language(code)).expect("a pack that is compiled in can be read");
        let lines = examples(code);
        let examples = lines.repeat(4_000_000 / lines.len());
        let dense = with_quiet(&lines, quiet, 1, 4_000_000);
        let ordinary = with_quiet(&lines, quiet, 50, 16_000_000);
        let time = |text: &str| {
            let articles = articles(text);
            best(|| propose(rules, &articles))
        };
        let (examples_time, _) = time(&examples);
        let (dense_time, proposals) = time(&dense);
        let (ordinary_time, _) = time(&ordinary);
        let automaton = raw(rules);
        let (raw_time, _) = best(|| automaton.find_iter(&ordinary).count());
        let raw = speed(&ordinary, raw_time);
        let (dense_speed, ordinary_speed) =
            (speed(&dense, dense_time), speed(&ordinary, ordinary_time));
        println!(
            "{code}      {:7.1}  {dense_speed:7.1}   {ordinary_speed:7.1} {raw:5.0}          {:.3}     {:.3}   dense: a \
             proposal in {} bytes",
            speed(&examples, examples_time),
            dense_speed / raw,
            ordinary_speed / raw,
            dense.len() / proposals.max(1)
        );
    }
}
