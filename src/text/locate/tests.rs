use proptest::prelude::*;

use super::*;

fn place(quote: &str, text: &str) -> Place {
    match locate(quote, text) {
        Located::Unique(place) => place,
        other => panic!("{quote}: {other:?}"),
    }
}

fn nearest_text(quote: &str, text: &str) -> Option<String> {
    match locate(quote, text) {
        Located::NotFound { nearest } => nearest.map(|nearest| nearest.text),
        other => panic!("{quote}: {other:?}"),
    }
}

#[test]
fn small_differences_of_printing_are_forgiven_and_the_exact_span_is_returned() {
    for (quote, text, stands) in [
        (
            "at least 49",
            "He said at\n  least\u{a0}49 died.",
            "at\n  least\u{a0}49",
        ),
        (
            "قتل 50 شخصا",
            "وقد قُتِلَ ٥٠ ثم قُتِلَ 50 شخصًا أمس",
            "قُتِلَ 50 شخصًا",
        ),
        ("قُتل 50", "قتل \u{200f}50\u{200e} شخصا", "قتل \u{200f}50"),
        ("مســؤول", "قال مسؤول أمس", "مسؤول"),
        ("\"about 50\"", "said “about 50” were", "“about 50”"),
        ("30-40 people", "some 30–40 people", "30–40 people"),
        ("it's", "so it’s done", "it’s"),
        ("все еще", "они всё ещё там", "всё ещё"),
        ("больше", "бо\u{301}льше людей", "бо\u{301}льше"),
        ("café", "le cafe\u{301} noir", "cafe\u{301}"),
        ("wait...", "wait… no", "wait…"),
        ("final", "the ﬁnal toll", "ﬁnal"),
        ("שלום", "הוא אמר שָׁלוֹם", "שָׁלוֹם"),
        ("co\u{ad}operate", "we cooperate", "cooperate"),
        ("  at least 49\n", "at least  49 died", "at least  49"),
    ] {
        let place = place(quote, text);
        assert_eq!(&text[place.span.clone()], stands, "{quote}");
        assert!(!place.exact);
    }
}

#[test]
fn what_may_change_a_figure_or_a_word_is_not_forgiven() {
    for (quote, text) in [
        ("50 شخصا", "٥٠ شخصا"),
        ("1 200", "1200"),
        ("1,200", "1.200"),
        ("Killed", "killed"),
        ("oldu", "öldü"),
        ("ano", "año"),
        ("cafe", "café"),
        ("اصابة", "إصابة"),
        ("йод", "иод"),
        ("49 soldiers", "49 soldier"),
        ("", "anything"),
        ("\u{200f} ", "anything"),
    ] {
        assert!(
            matches!(locate(quote, text), Located::NotFound { .. }),
            "{quote}"
        );
    }
}

#[test]
fn a_quote_that_cuts_a_number_or_a_word_says_so() {
    let cut_of = |quote: &str, text: &str| place(quote, text).cut;
    assert_eq!(
        cut_of("50 soldiers", "150 soldiers"),
        Some(Cut::Number(0..3))
    );
    assert_eq!(
        cut_of("200 soldiers", "1,200 soldiers"),
        Some(Cut::Number(0..5))
    );
    assert_eq!(
        cut_of("200 soldiers", "1 200 soldiers"),
        Some(Cut::Number(0..5))
    );
    assert_eq!(cut_of("killed 1", "killed 1.200"), Some(Cut::Number(7..12)));
    assert_eq!(cut_of("men died", "women died"), Some(Cut::Word(0..5)));
    assert_eq!(cut_of("cafe", "cafe\u{301}"), Some(Cut::Word(0..6)));
    assert_eq!(cut_of("قتل", "قتلَ أمس"), None, "an optional vowel");
    assert_eq!(cut_of("40 soldiers", "30-40 soldiers"), None);
    assert_eq!(cut_of("قتل 50", "وقتل 50 شخصا"), None, "a joined particle");
    assert_eq!(cut_of("50人", "約50人が"), None);
    // A place that cuts nothing is preferred.
    let text = "150 soldiers, and then 50 soldiers";
    assert_eq!(place("50 soldiers", text).span, 23..34);
}

#[test]
fn several_places_are_listed_in_order() {
    let Located::Several { places, more } = locate("50 dead", "50 dead; 50 dead; 50  dead") else {
        panic!("expected several");
    };
    assert_eq!(places.len(), 2, "exact ones first");
    assert!(!more);
    let Located::Several { places, more } = locate("a", &"a ".repeat(1000)) else {
        panic!("expected several");
    };
    assert!(more && places.len() == MOST_PLACES);
}

#[test]
fn the_nearest_passage_is_shown() {
    let text = "The weather was fine. Officials said on Monday that at least 49 servicemen were killed near the lake. \
        Trade went on as usual in the markets of the town.";
    assert_eq!(
        nearest_text("at least 94 servicemen were killed near the lake", text).as_deref(),
        Some("at least 49 servicemen were killed near the lake")
    );
    assert_eq!(
        nearest_text("at least 49 service men killed near lake", text).as_deref(),
        Some("at least 49 servicemen were killed near the lake")
    );
    assert_eq!(nearest_text("zzz qqq", text), None);
    assert_eq!(nearest_text("...", "text"), None);
    let arabic = "جرت المحادثات في العاصمة. وأعلن الناطق إصابة سبعة عسكريين قرب البحيرة صباح أمس.";
    assert_eq!(
        nearest_text("أعلن الناطق اصابة تسعة عسكريين", arabic).as_deref(),
        Some("وأعلن الناطق إصابة سبعة عسكريين")
    );
}

#[test]
fn context_stays_in_the_paragraph_and_tears_no_word() {
    let text = "First line.\nOfficials said that at least 49 servicemen were killed near the lake.\nLast line.";
    let at = text.find("49").unwrap();
    assert_eq!(
        context(text, at..at + 2, 20),
        ("said that at least ", " servicemen were")
    );
    assert_eq!(
        context(text, at..at + 2, 500),
        (
            "Officials said that at least ",
            " servicemen were killed near the lake."
        )
    );
    let joined = "e\u{301}".repeat(40);
    let (prefix, suffix) = context(&joined, 60..60, 5);
    assert_eq!((prefix, suffix), ("e\u{301}e\u{301}", "e\u{301}e\u{301}"));
    assert_eq!(context("añb", 2..3, 5), ("", ""), "off the borders");
}

#[test]
fn large_texts_are_searched_in_bounded_time() {
    let started = std::time::Instant::now();
    let sentence = "They said that at least 49 servicemen were killed near the lake on Monday. ";
    let text = sentence.repeat(1_000_000 / sentence.len());
    assert!(matches!(
        locate("no such words anywhere here", &text),
        Located::NotFound { .. }
    ));
    assert!(matches!(
        locate("at least  49", &text),
        Located::Several { more: true, .. }
    ));
    let same = "a".repeat(1_000_000);
    assert!(matches!(
        locate(&"a".repeat(500_000), &same),
        Located::Several { more: true, .. }
    ));
    let nested = "“(«".repeat(100_000);
    assert!(matches!(
        locate(&format!("{nested}x"), &nested),
        Located::NotFound { .. }
    ));
    let marks = "a\u{301}".repeat(300_000);
    assert!(matches!(
        locate("a\u{200b}", &marks),
        Located::NotFound { .. }
    ));
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn any_part_of_any_text_is_located_at_equal_text(text in any::<String>(), from in 0_usize..40, length in 1_usize..40) {
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let last = borders.len() - 1;
        if last == 0 {
            return Ok(());
        }
        let start = borders[from % last];
        let end = borders[(from % last + length).min(last)];
        let quote = &text[start..end];
        let check = |place: &Place| match place.exact {
            true => &text[place.span.clone()] == quote,
            // Only where every exact place tears a number or a word is another preferred.
            false => place.cut.is_none() && text.match_indices(quote).all(|(at, _)| cut(&text, &(at..at + quote.len())).is_some()),
        };
        match locate(quote, &text) {
            Located::Unique(place) => prop_assert!(check(&place)),
            Located::Several { places, .. } => prop_assert!(places.iter().all(check)),
            Located::NotFound { .. } => prop_assert!(false, "not found"),
        }
    }

    #[test]
    fn every_span_lies_on_borders(quote in "[aا ُ\u{301}é…\u{200f}“1,٢.-]{0,8}", text in "[aا ُ\u{301}é…\u{200f}“1,٢.-]{0,60}") {
        let check = |span: &Range<usize>| text.get(span.clone()).is_some();
        match locate(&quote, &text) {
            Located::Unique(place) => prop_assert!(check(&place.span)),
            Located::Several { places, .. } => prop_assert!(places.iter().all(|place| check(&place.span))),
            Located::NotFound { nearest } => prop_assert!(nearest.is_none_or(|nearest| check(&nearest.span))),
        }
    }

    #[test]
    fn context_and_span_stand_together(text in any::<String>(), from in 0_usize..40, chars in 0_usize..40) {
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = borders[from % borders.len()];
        let (prefix, suffix) = context(&text, at..at, chars);
        prop_assert!(text[..at].ends_with(prefix) && text[at..].starts_with(suffix));
        prop_assert!(prefix.chars().count() <= chars && suffix.chars().count() <= chars);
    }
}
