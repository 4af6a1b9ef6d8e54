//! Any text, in any language's rules: no panic, honest spans, time in proportion to length.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{codes, rules};
use crate::extract::{Proposal, Slot};

/// Every slot of a proposal.
fn slots(proposal: &Proposal) -> Vec<&Slot> {
    let mut all = vec![proposal.quote()];
    all.extend(proposal.reasons().iter().map(|reason| &reason.words));
    match proposal {
        Proposal::Figure(figure) => {
            all.push(&figure.number);
            all.extend(&figure.victims);
            all.extend(&figure.claimant);
            all.extend(&figure.place);
            all.extend(&figure.via);
            all.extend(figure.time.as_ref().map(|time| &time.words));
            all.extend(figure.side.as_ref().map(|side| &side.words));
        }
        Proposal::Accusation(accusation) => {
            all.extend(&accusation.accuser);
            all.extend(&accusation.accused);
            all.extend(&accusation.act);
        }
    }
    all
}

fn check(code: &str, text: &str) {
    for proposal in rules(code).propose(text) {
        for slot in slots(&proposal) {
            assert_eq!(text.get(slot.span()), Some(slot.text()), "{code}: {text:?}");
        }
        let quote = proposal.quote().span();
        if let Proposal::Figure(figure) = &proposal {
            let number = figure.number.span();
            assert!(
                quote.start <= number.start && number.end <= quote.end,
                "{text:?}"
            );
        }
    }
}

/// Words that make proposals, signs that part them, and letters of every script.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "killed",
        "were",
        "50",
        "soldiers",
        "and",
        "three",
        "wounded",
        "said",
        "accused",
        "of",
        "Reuters",
        "the",
        "death toll",
        "rose to",
        "from",
        "to",
        "including",
        "1,200",
        "5-2",
        "30-40",
        "no one",
        "قتل",
        "جنديا",
        "خمسة",
        "وعشرون",
        "إصابة",
        "قال",
        "إن",
        "اتهمت",
        "مئتا",
        "погибли",
        "пять",
        "человек",
        "tués",
        "deux",
        "muertos",
        "öldü",
        "kişi",
        "نفر",
        "کشته",
        "הרוגים",
        "שלושים",
        "զոհվել",
        "քսանհինգ",
        "öldürülüb",
        "загинули",
        ",",
        ".",
        ":",
        "«",
        "»",
        "\"",
        "(",
        ")",
        "\n",
        "-",
        "–",
        "’",
        "'",
        "%",
        "$",
        "\u{200C}",
        "\u{200F}",
        "\u{0651}",
        "\u{301}",
        "٣",
        "۵",
        "５",
        "𝟙",
        "İ",
        "ı",
        "ß",
        "ﷺ",
        "👩‍🚒",
        "\0",
        "\u{FEFF}",
    ]);
    prop::collection::vec(
        (prop_oneof![9 => words.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)], prop::bool::ANY),
        0..40,
    )
    .prop_map(|parts| {
        parts.into_iter().fold(String::new(), |mut text, (word, spaced)| {
            text.push_str(&word);
            if spaced {
                text.push(' ');
            }
            text
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_span_is_the_text_it_says(text in pieces()) {
        for code in codes() {
            check(code, &text);
        }
    }
}

#[test]
fn a_long_text_gives_what_its_parts_give() {
    // Long texts are scanned for triggers first, short ones are not.
    let line = "The ministry said 50 soldiers were KILLED on Monday.\nNothing here counts.\nقال: قُتل 5 أشخاص.\n";
    for code in ["en", "ar"] {
        let short = rules(code).propose(line).len();
        assert!(short > 0);
        let text = line.repeat(1000);
        assert_eq!(rules(code).propose(&text).len(), short * 1000, "{code}");
    }
}

/// Texts that grow without a sentence's end, each four times as long as the one before.
fn growing(kind: usize, size: usize) -> String {
    let mut text = String::new();
    match kind {
        0 => text = "9".repeat(size),
        1 => text = "killed ".repeat(size / 7),
        2 => text = "5 soldiers and ".repeat(size / 15),
        3 => {
            text = "“".repeat(size / 6);
            text.push_str("killed 5 people");
            text.push_str(&"”".repeat(size / 6));
        }
        4 => text = "X said Y accused Z of killing one hundred and ".repeat(size / 46),
        5 => {
            while text.len() < size {
                let _ = write!(text, "{}-", text.len());
            }
        }
        6 => text = "وقتل ثلاثة وعشرون ".repeat(size / 33),
        _ => text = "a".repeat(size),
    }
    text
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for kind in 0..8 {
        let run = |size| {
            let text = growing(kind, size);
            let best = (0..3)
                .map(|_| {
                    let start = Instant::now();
                    rules("en").propose(&text);
                    rules("ar").propose(&text);
                    start.elapsed()
                })
                .min();
            best.unwrap_or_default()
        };
        let small = run(40_000);
        let large = run(640_000);
        // Sixteen times the text; a machine that is busy may double it, a square would be 256 times.
        let limit = small * 80 + Duration::from_millis(200);
        assert!(
            large < limit,
            "kind {kind}: {small:?} for 40 kB, {large:?} for 640 kB"
        );
    }
}
