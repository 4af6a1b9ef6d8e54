use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day that a text, printed on Saturday 2 March 2024, names first.
fn named(language: &str, text: &str) -> Option<(String, Option<String>)> {
    let found = days_in(text, language);
    let first = found.first()?;
    let which = first.day(Some(day("2024-03-02")));
    Some((
        text[first.span.clone()].to_owned(),
        which.map(|day| day.to_string()),
    ))
}

#[test]
fn a_day_is_read_in_every_language() {
    for (language, text, words, which) in [
        ("en", "said on Saturday that", "on Saturday", "2024-03-02"),
        ("en", "said on 1 March that", "on 1 March", "2024-03-01"),
        ("en", "said on March 3rd that", "on March 3", "2023-03-03"),
        (
            "en",
            "on the 1st of March 2022",
            "on the 1st of March 2022",
            "2022-03-01",
        ),
        (
            "en",
            "Tuesday, February 27, 2024",
            "Tuesday, February 27, 2024",
            "2024-02-27",
        ),
        ("en", "said late on Friday", "late on Friday", "2024-03-01"),
        ("en", "said yesterday", "yesterday", "2024-03-01"),
        ("ar", "قالت أمس الجمعة إن", "أمس الجمعة", "2024-03-01"),
        (
            "ar",
            "قال في ١٤ أيلول/سبتمبر ٢٠٢٢ إن",
            "في ١٤ أيلول/سبتمبر ٢٠٢٢",
            "2022-09-14",
        ),
        ("ar", "يوم الأربعاء", "يوم الأربعاء", "2024-02-28"),
        ("ru", "во вторник заявил", "во вторник", "2024-02-27"),
        (
            "ru",
            "14 сентября 2022 года",
            "14 сентября 2022",
            "2022-09-14",
        ),
        ("uk", "у п'ятницю заявив", "у п'ятницю", "2024-03-01"),
        ("uk", "29 лютого", "29 лютого", "2024-02-29"),
        (
            "fr",
            "a annoncé mardi 27 février que",
            "mardi 27 février",
            "2024-02-27",
        ),
        ("fr", "le 1er mars", "le 1er mars", "2024-03-01"),
        (
            "es",
            "dijo el 14 de septiembre de 2022 que",
            "el 14 de septiembre de 2022",
            "2022-09-14",
        ),
        ("es", "dijo el miércoles que", "el miércoles", "2024-02-28"),
        ("tr", "salı günü yaptığı", "salı günü", "2024-02-27"),
        ("tr", "14 Eylül 2022'de", "14 Eylül 2022", "2022-09-14"),
        ("az", "sentyabrın 14-də", "sentyabrın 14", "2023-09-14"),
        (
            "az",
            "çərşənbə axşamı günü",
            "çərşənbə axşamı günü",
            "2024-02-27",
        ),
        (
            "fa",
            "روز سه\u{200c}شنبه گفت",
            "روز سه\u{200c}شنبه",
            "2024-02-27",
        ),
        ("fa", "۱۴ سپتامبر ۲۰۲۲", "۱۴ سپتامبر ۲۰۲۲", "2022-09-14"),
        ("he", "אמר ביום שלישי כי", "ביום שלישי", "2024-02-27"),
        ("he", "ב-14 בספטמבר 2022", "ב-14 בספטמבר 2022", "2022-09-14"),
        ("hy", "սեպտեմբերի 14-ին", "սեպտեմբերի 14", "2023-09-14"),
        ("hy", "երեքշաբթի օրը", "երեքշաբթի", "2024-02-27"),
    ] {
        let wanted = Some((words.to_owned(), Some(which.to_owned())));
        assert_eq!(named(language, text), wanted, "{text}");
    }
}

#[test]
fn what_may_be_two_days_is_none() {
    for (language, text) in [
        ("en", "since Tuesday"),
        ("en", "next Friday"),
        ("en", "last Saturday"),
        ("en", "Monday's attack"),
        ("en", "Monday’s attack"),
        ("en", "between Monday and Friday"),
        ("en", "on 1–2 March"),
        ("en", "in March"),
        ("en", "May 2022"),
        ("en", "may kill 45"),
        ("en", "on 31 February"),
        ("ar", "غداة أمس"),
        ("ar", "الأربعاء الماضي"),
        ("tr", "pazar yerinde"),
        ("ru", "с понедельника"),
        ("xx", "on Monday"),
    ] {
        let day = named(language, text).and_then(|(_, day)| day);
        assert_eq!(day, None, "{text}");
    }
    // Two ways to name it that do not agree, and a weekday of a text whose day is not known.
    assert_eq!(
        named("ar", "أمس الأربعاء"),
        Some(("أمس الأربعاء".to_owned(), None))
    );
    let found = days_in("on Monday", "en");
    assert_eq!(found[0].day(None), None);
    let found = days_in("on 1 March 2024", "en");
    assert_eq!(found[0].day(None), Some(day("2024-03-01")));
}

proptest! {
    #[test]
    fn spans_lie_on_characters_in_order(text in "(?s).{0,60}|[0-9a-z ,'/–]{0,40}(March|Monday|أمس|1)[ ,’'s]{0,4}.{0,20}") {
        for language in ["en", "ar", "he", "az"] {
            let mut last = 0;
            for dated in days_in(&text, language) {
                prop_assert!(text.get(dated.span.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(dated.span.start >= last);
                last = dated.span.end;
                let _ = dated.day(Some(day("2024-02-29")));
            }
        }
    }
}
