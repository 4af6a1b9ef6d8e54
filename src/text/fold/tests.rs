use proptest::prelude::*;

use super::*;

#[test]
fn search_looks_past_case_marks_and_variants() {
    for (one, other) in [
        ("Straße", "STRASSE"),
        ("Ёлка", "елка"),
        ("е\u{308}", "ё"),
        ("Kəlbəcər", "KƏLBƏCƏR"),
        ("Łódź Đurđa Ærø", "lodz durda aero"),
        ("İzmir ısı", "izmir isi"),
        ("ﬁnal ＡＢＣ", "final abc"),
        ("أُصِيبَ", "اصيب"),
        ("إصابة آخر ٱلقتلى", "اصابه اخر القتلي"),
        ("مســـؤول رئيس", "مسوول رييس"),
        ("کشته‌شدگان ایران", "كشتهشدگان ايران"),
        ("ﻗﺘﻠﻰ", "قتلي"),
        ("שָׁלוֹם", "שלום"),
        ("١٢٣ ۴۵۶ १२३", "123 456 123"),
        ("«a» “b” – c\u{2011}d", "\"a\" \"b\" - c-d"),
        ("a \u{a0}\t\n b", "a b"),
        ("\u{200f}50\u{200e}\u{202b}x\u{202c}", "50x"),
        ("Ελλάς", "ΕΛΛΑΣ"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} / {other}");
    }
}

#[test]
fn what_is_another_word_or_number_stays_another() {
    for (one, other) in [
        ("йод", "иод"),
        ("їх", "іх"),
        ("50²", "502"),
        ("2½", "212"),
        ("कुल", "कल"),
        ("ب", "ت"),
        ("a b", "ab"),
    ] {
        assert_ne!(fold(one), fold(other), "{one} / {other}");
    }
    assert_eq!(fold("и\u{306}од"), fold("йод"), "composed or not");
}

#[test]
fn the_map_leads_back_to_whole_letters_with_their_marks() {
    let text = "قال: قُتِلَ  نحو ٥٠ ﬁghters";
    let folded = Folded::new(text);
    assert_eq!(folded.text(), "قال: قتل نحو 50 fighters");
    let original_of = |words: &str| {
        let at = folded.text().find(words).unwrap();
        &text[folded.original(at..at + words.len())]
    };
    assert_eq!(original_of("قتل"), "قُتِلَ");
    assert_eq!(original_of("قتل نحو"), "قُتِلَ  نحو");
    assert_eq!(original_of("50"), "٥٠");
    assert_eq!(
        original_of("ighters"),
        "ﬁghters",
        "a ligature is one letter"
    );
    assert_eq!(original_of("ghters"), "ghters");
}

#[test]
fn long_texts_fold_in_linear_time() {
    let started = std::time::Instant::now();
    for unit in ["a ", "قَ", "\u{301}", "\u{200f}", "ﷺ"] {
        let text = unit.repeat(1_000_000 / unit.len());
        let folded = Folded::new(&text);
        assert!(folded.text().len() <= text.len() * 12);
    }
    assert!(started.elapsed().as_secs() < 60);
}

proptest! {
    #[test]
    fn folding_is_stable_and_both_ways_agree(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(&fold(&once), &once);
        let folded = Folded::new(&text);
        prop_assert_eq!(folded.text(), once.as_str());
    }

    #[test]
    fn every_span_maps_to_character_borders(text in any::<String>(), from in 0_usize..60, length in 0_usize..20) {
        for folded in [Folded::new(&text), Folded::for_quote(&text)] {
            let span = folded.original(from..from + length);
            prop_assert!(text.get(span).is_some());
            let whole = folded.original(0..folded.text().len());
            let (back, all) = (fold(&text[whole]), fold(&text));
            prop_assert_eq!(back.trim(), all.trim());
        }
    }
}
