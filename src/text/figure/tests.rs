use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(shown: &str, texts: &[&str]) {
    for text in texts {
        match read_figure(text) {
            Ok(figure) => assert_eq!(figure.to_string(), shown, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[test]
fn each_qualifier_is_read_in_three_languages() {
    check(
        "about 50",
        &[
            "about 50",
            "~50",
            "~ 50",
            "≈50",
            "c. 50",
            "c.50",
            "ca 50",
            "around 50",
            "some 50",
            "nearly 50",
            "Almost 50",
            "50 or so",
            "ABOUT FIFTY",
            "نحو 50",
            "حوالي ٥٠",
            "قرابة خمسين",
            "около 50",
            "порядка пятидесяти",
            "примерно 50",
            "  about\u{a0}50 ",
            "\u{200f}نحو 50\u{200e}",
            "نَحْوَ 50",
        ],
    );
    check(
        "at least 49",
        &[
            "at least 49",
            "49+",
            "49 +",
            ">=49",
            "≥ 49",
            "no fewer than 49",
            "49 or more",
            "at least forty-nine",
            "ما لا يقل عن 49",
            "على الأقل 49",
            "49 على الأقل",
            "٤٩ فأكثر",
            "не менее 49",
            "как минимум 49",
            "49 как минимум",
            "at least 49 or more",
        ],
    );
    check(
        "more than 200",
        &[
            "more than 200",
            "over 200",
            ">200",
            "> 200",
            "more than two hundred",
            "أكثر من 200",
            "أكثر من مئتين",
            "более 200",
            "свыше двухсот",
            "200 с лишним",
        ],
    );
    check(
        "up to 30",
        &[
            "up to 30",
            "as many as 30",
            "at most 30",
            "<=30",
            "≤30",
            "no more than 30",
            "ما يصل إلى 30",
            "до 30",
            "до тридцати",
            "не более 30",
        ],
    );
    check(
        "fewer than 10",
        &[
            "fewer than 10",
            "less than ten",
            "<10",
            "under 10",
            "أقل من 10",
            "أقل من عشرة",
            "менее 10",
            "менее десяти",
        ],
    );
    check(
        "30–40",
        &[
            "30-40",
            "30–40",
            "30 — 40",
            "30 to 40",
            "between 30 and 40",
            "from 30 to 40",
            "between thirty and forty",
            "بين 30 و40",
            "بين 30 و 40",
            "ما بين ثلاثين وأربعين",
            "من 30 إلى 40",
            "٣٠-٤٠",
            "от 30 до 40",
            "от тридцати до сорока",
            "30\u{200f}-40",
        ],
    );
    check(
        "vague",
        &[
            "dozens",
            "Scores",
            "hundreds",
            "thousands of",
            "many",
            "several dozen",
            "عشرات",
            "العشرات",
            "десятки",
            "сотни",
        ],
    );
    check(
        "unstated",
        &[
            "a number of",
            "several",
            "some",
            "unknown",
            "unstated",
            "a few",
            "عدد من",
            "ряд",
            "несколько",
        ],
    );
    check(
        "0",
        &[
            "none",
            "no one",
            "zero",
            "0",
            "٠",
            "لا أحد",
            "никто",
            "exactly 0",
        ],
    );
}

#[test]
fn plain_numbers_are_read_in_digits_and_words() {
    check(
        "105",
        &[
            "105",
            "١٠٥",
            "۱۰۵",
            "１０５",
            "a hundred and five",
            "مئة وخمسة",
            "сто пять",
            "0105",
        ],
    );
    check(
        "1200",
        &[
            "1,200",
            "1 200",
            "1\u{a0}200",
            "1\u{202f}200",
            "1'200",
            "1’200",
            "١٬٢٠٠",
            "1.2 thousand",
            "ألف و200",
        ],
    );
    check(
        "1200000",
        &[
            "1.200.000",
            "1,200,000",
            "12,00,000",
            "1.2 million",
            "1 200 000",
        ],
    );
    check("3", &["three", "ثلاثة", "трое", "Three"]);
    check("49", &["forty-nine"]);
    check("12", &["a dozen"]);
    check(
        "more than 1000",
        &["more than a thousand", "свыше тысячи", "أكثر من ألف"],
    );
    check("9007199254740991", &["9007199254740991"]);
    check("1200–1300", &["1,200-1,300"]);
    check(
        "90–100",
        &["90 to one hundred", "between ninety and a hundred"],
    );
}

#[test]
fn what_is_no_figure_is_refused_with_a_hint() {
    for (text, message, hint) in [
        ("", "empty", "about 50"),
        (" \u{200f} ", "empty", "about 50"),
        ("soldiers", "“soldiers” is not a figure", "dozens"),
        (
            "about 50 soldiers",
            "no part of it: “soldiers”",
            "--victims",
        ),
        ("killed about 50", "no part of it: “killed”", "--victims"),
        ("49 at least killed", "no part of it: “killed”", "--victims"),
        ("50 soldiers", "“soldiers”", "--victims"),
        ("نحو 50 جنديا", "“جنديا”", "--victims"),
        ("about 30-40", "“about”", "--victims"),
        ("30-40 people", "“people”", "--victims"),
        ("1.200", "“1.200” can be read", "write 1200 or 1,200"),
        ("12.345", "“12.345” can be read", "12345"),
        ("about 1.200", "“1.200” can be read", "1200"),
        ("1,20", "“1,20” can be read", "120"),
        ("٢٫٥٠٠", "can be read", "2500"),
        ("٢،٥٠٠", "can be read", "2500 or 2 or 500"),
        ("ألفا", "can be read", "2000 or 1000"),
        ("-3", "“-3” is negative", "without a sign"),
        ("−3", "negative", "without a sign"),
        ("− ٣", "negative", "without a sign"),
        ("1e9", "“1e9” is not a number of people", "plain digits"),
        ("3.5", "“3.5” is not a whole number", "whole"),
        ("٣.٥", "“٣.٥” is not a whole number", "whole"),
        ("٣٫٥", "not a whole number", "whole"),
        ("50%", "not a whole number", "whole"),
        ("10000000000000000000", "too large", "9007199254740991"),
        ("9007199254740992", "too large", "9007199254740991"),
        (
            "more than 9007199254740991",
            "too large",
            "9007199254740991",
        ),
        ("40-30", "the range 40–30 is reversed", "30-40"),
        ("between 40 and 30", "reversed", "30-40"),
        ("50?", "question mark", "about 50"),
        ("30 40", "several numbers: “30 40”", "range"),
        ("30, 40", "several numbers", "range"),
        ("1 2 3", "several numbers", "range"),
        ("1٢", "mixes digits", "one script"),
        ("fewer than 0", "below zero", "none"),
        ("less than zero", "below zero", "none"),
        ("2-3 thousand", "both numbers", "2000-3000"),
        ("2 up to 3 thousand", "both numbers", "2000-3000"),
        ("между двумя и тремя тысячами", "both numbers", "2000-3000"),
        ("10k", "can be read", "10000 or 10"),
        ("2 to 3 thousand", "both numbers", "2000-3000"),
        ("14.09.2022", "not a number of people", "digits"),
        ("13th", "not a number of people", "digits"),
        ("+50", "“+”", "--victims"),
        ("a soldier", "not a figure", "dozens"),
        ("50\u{1b}[m", "no part of it", "--victims"),
    ] {
        let error = match read_figure(text) {
            Ok(figure) => panic!("{text} was read as {figure}"),
            Err(error) => error,
        };
        assert!(error.to_string().contains(message), "{text}: {error}");
        assert!(error.hint().contains(hint), "{text}: {}", error.hint());
    }
}

#[test]
fn a_long_text_is_refused_at_once_and_shown_short() {
    let error = read_figure(&"50 نحو ".repeat(200_000)).unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
    assert!(matches!(error, FigureError::TooLong { .. }));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(error) = read_figure(&text) {
            prop_assert!(!error.hint().is_empty());
        }
    }

    #[test]
    fn what_is_shown_is_read_back(number in 0..=Count::MAX.get(), more in 0_u64..1000) {
        let count = Count::try_from(number).unwrap();
        let mut figures = vec![
            Figure::exact(count),
            Figure::new(None, Some(count), None, Qualifier::About).unwrap(),
            Figure::new(Some(count), None, None, Qualifier::AtLeast).unwrap(),
            Figure::new(None, None, Some(count), Qualifier::UpTo).unwrap(),
        ];
        if let Ok(high) = Count::try_from(number + more) {
            figures.push(Figure::new(Some(count), None, Some(high), Qualifier::Range).unwrap());
        }
        if let Some(next) = count.plus_one() {
            figures.push(Figure::new(Some(next), None, None, Qualifier::MoreThan).unwrap());
        }
        for figure in figures {
            prop_assert_eq!(read_figure(&figure.to_string()), Ok(figure));
        }
    }
}
