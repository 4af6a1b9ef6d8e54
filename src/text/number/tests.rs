mod words;

use proptest::prelude::*;

use super::*;

/// The explicit numbers of a text, shortly: 5, 1200|1|200 for doubt, and letters for what is no count.
fn read(text: &str) -> Vec<String> {
    shown(text, false)
}

fn implied(text: &str) -> Vec<String> {
    shown(text, true)
}

fn shown(text: &str, implicit: bool) -> Vec<String> {
    numbers_in(text)
        .iter()
        .filter(|found| found.implicit == implicit)
        .map(|found| match &found.value {
            Value::Whole(value) => value.to_string(),
            Value::OneOf { readings, .. } => {
                let all: Vec<_> = readings.iter().map(u64::to_string).collect();
                format!("{}?", all.join("|"))
            }
            Value::Fraction => "fraction".to_owned(),
            Value::Label => "label".to_owned(),
            Value::TooLarge => "large".to_owned(),
            Value::MixedScripts => "mixed".to_owned(),
        })
        .collect()
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text).join(" "), *expected, "{text}");
    }
}

#[test]
fn digits_of_every_script_are_read() {
    check(&[
        ("105", "105"),
        ("١٠٥ قتلى", "105"),
        ("۱۰۵ نفر", "105"),
        ("१०५ लोग", "105"),
        ("１０５人", "105"),
        ("๑๐๕ คน", "105"),
        ("1٢", "mixed"),
        ("٤۵", "mixed"),
        ("قُتل و50 آخرون", "50"),
        ("نحو 50\u{200f} قتيلا", "50"),
    ]);
}

#[test]
fn groups_are_joined_only_where_they_are_one_number() {
    check(&[
        ("1,200", "1200"),
        ("1,234,567", "1234567"),
        ("1,00,000", "100000"),
        ("12,34,567", "1234567"),
        ("1\u{202f}200", "1200"),
        ("1'200 or 1’200", "1200 1200"),
        ("١٬٢٠٠", "1200"),
        ("1.200.000", "1200000"),
        ("1 200", "1200|1|200?"),
        ("1\u{a0}200", "1200|1|200?"),
        ("25 000, 1 050", "25000 1050"),
        ("13 200 800", "13200800|13|200|800?"),
        ("1.200", "1200?"),
        ("12.345", "12345?"),
        ("٢٫٥٠٠", "2500?"),
        ("٢،٥٠٠", "2500|2|500?"),
        ("13, 14", "13 14"),
        ("12,13,14", "12 13 14"),
        ("2020 50", "2020 50"),
        ("2020 500", "2020 500"),
        ("in 1 2000", "1 2000"),
        ("30-40", "30 40"),
        ("30–40", "30 40"),
        ("5/10", "5 10"),
        ("1\n200", "1 200"),
        ("050 000", "50 0"),
    ]);
}

#[test]
fn what_is_no_count_is_named_as_that() {
    check(&[
        ("3.5", "fraction"),
        ("٣.٥ و٣٫٥", "fraction fraction"),
        ("3,5", "fraction"),
        ("1,20", "fraction"),
        ("1,200.50", "fraction"),
        ("1.200,50", "fraction"),
        ("0.500", "fraction"),
        ("2½ of ½", "fraction fraction"),
        ("50% or 50 % or ٥٠٪", "fraction fraction fraction"),
        (
            "50 percent, 50 per cent, 50 процентов",
            "fraction fraction fraction",
        ),
        ("50 بالمئة، 50 في المئة", "fraction fraction"),
        ("−3", "fraction"),
        ("the 13th and 2nd", "label label"),
        ("50-й полк, 5-го", "label label"),
        ("2-х или 5-ти", "2 5"),
        ("14.09.2022, 14-09-2022", "label label"),
        ("2022-09-14, 14/09/2022", "label label"),
        ("at 10:30", "label"),
        ("T-72, Су-25, G20, M23", "label label label label"),
        ("1e9", "label"),
        ("a 12-year-old, 35-летний", "label label"),
        ("9007199254740991", "9007199254740991"),
        ("9007199254740992", "large"),
        (
            "10000000000000000000 99999999999999999999999",
            "large large",
        ),
        ("9007199254740992 thousand", "large"),
    ]);
}

#[test]
fn digits_with_scale_words() {
    check(&[
        ("2 thousand", "2000"),
        ("1.2 million", "1200000"),
        ("1.25 dozen", "15"),
        ("1.23 dozen", "fraction"),
        ("3,5 тысячи", "3500"),
        ("5 тысяч", "5000"),
        ("5 тыс. человек", "5000"),
        ("2 млн 300 тыс.", "2300000"),
        ("٣ آلاف", "3000"),
        ("50 ألفا", "50000"),
        ("3 hundred thousand", "300000"),
        ("1.200 million", "1200000000|1200000?"),
        ("1,200 million", "1200000000|1200000?"),
        ("2 тысячи 500", "2500|2000|500?"),
        ("ألف و200 قتيل", "1200|1000|200?"),
        ("2 thousand, 500", "2000 500"),
        ("50 two", "50 2"),
        ("2-3 thousand", "2000|2? 3000"),
        (
            "49 тисяч, 3 mille, 5 هزار, 2 lakh",
            "49000 3000 5000 200000",
        ),
        ("5 min", "5000|5?"),
        ("5万人, 3천 명", "50000 3000"),
        ("3万5千", "label 5000"),
        (
            "10k people, 1.5m, 2bn, 5mm",
            "10000|10? 1500000? 2000000000 5",
        ),
        ("10 тыс. 500", "10500|10000|500?"),
        ("5 или 6 тысяч", "5000|5? 6000"),
        ("خمسة أو ستة آلاف", "5000|5? 6000"),
        ("$1.2 million and 20", "1200000 20"),
        ("пять–шесть тысяч", "5000|5? 6000"),
        ("2000-3 thousand", "2000 3000"),
    ]);
}

#[test]
fn spans_hold_the_number_and_nothing_else() {
    let span = |text: &str| {
        let found = numbers_in(text);
        text[found.first().unwrap().span.clone()].to_owned()
    };
    assert_eq!(span("about 1,200 people"), "1,200");
    assert_eq!(span("about forty-nine people"), "forty-nine");
    assert_eq!(span("نحو خمسةٍ وعشرين قتيلا"), "خمسةٍ وعشرين");
    assert_eq!(span("at the 13th hour"), "13th");
    assert_eq!(span("some 2 thousand."), "2 thousand");
}

#[test]
fn long_texts_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    let units = [
        "7",
        "1,",
        "1.",
        "1 ",
        "1 200 ",
        "12:",
        "1-",
        "one ",
        "hundred and ",
        "thousand and two ",
        "ألف و",
        "مئة و",
        "тысяча ",
        "a ",
        "no ",
        "جندي ",
        "half a ",
        "½",
        "−",
        "x1e",
    ];
    for unit in units {
        let text = unit.repeat(400_000 / unit.len());
        assert!(numbers_in(&text).len() <= text.len());
    }
    assert!(numbers_in(&"7".repeat(10_000_000)).len() == 1);
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in any::<String>()) {
        check_spans(&text)?;
    }

    #[test]
    fn any_row_of_number_words_is_read_without_harm(
        words in prop::collection::vec(prop::sample::select(vec![
            "1", "200", "1.5", ",", ".", "-", " ", "and", "a", "half", "hundred", "thousand", "million", "five",
            "twenty", "ألف", "ألفا", "ومئة", "وعشرون", "خمسة", "عشر", "و", "тысячи", "два", "с", "половиной", "no",
            "one", "soldier", "جنديان", "%", "percent", "year", "9007199254740991", "трлн", "trillion",
        ]), 0..14),
        glue in prop::sample::select(vec!["", " ", "-"]),
    ) {
        check_spans(&words.join(glue))?;
    }

    #[test]
    fn a_number_reads_back_in_every_script(value in 0..=LARGEST) {
        prop_assert_eq!(read(&value.to_string()), vec![value.to_string()]);
        let arabic: String = value
            .to_string()
            .bytes()
            .filter_map(|b| char::from_u32(u32::from(b - b'0') + 0x660))
            .collect();
        prop_assert_eq!(read(&arabic), vec![value.to_string()]);
    }

    #[test]
    fn the_short_way_never_says_more_than_the_long_one(
        words in prop::collection::vec(prop::sample::select(vec![
            "5", "50", "200", "1.5", "13", "and", "half", "thousand", "per", "cent", "في", "المئة", "جنديا", "T-", "−",
            "soldiers", "were", "ألف و", "тысячи", "two", "-", "of", "year", "آلاف", "%", "50th", "x", "a", "млн",
        ]), 1..8),
        glue in prop::sample::select(vec!["", " ", " "]),
    ) {
        let text = words.join(glue);
        for number in [5, 13, 50, 200] {
            if stands_plainly(number, &text) {
                prop_assert!(numbers_in(&text).iter().any(|found| found.candidates().contains(&number)), "{}", text);
            }
        }
    }

    #[test]
    fn english_words_read_back(value in 0_u64..1_000_000) {
        prop_assert_eq!(read(&spell(value)), vec![value.to_string()]);
    }
}

fn check_spans(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for found in numbers_in(text) {
        prop_assert!(found.span.start >= end && found.span.end > found.span.start);
        prop_assert!(text.get(found.span.clone()).is_some());
        prop_assert!(found.candidates().iter().all(|&value| value <= LARGEST));
        end = found.span.end;
    }
    Ok(())
}

fn spell(value: u64) -> String {
    let small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let at = |words: &[&str], index: u64| words[usize::try_from(index).unwrap()].to_owned();
    let rest = |value: u64, joiner: &str| match value {
        0 => String::new(),
        _ => format!("{joiner}{}", spell(value)),
    };
    match value {
        0..20 => at(&small, value),
        20..100 => at(&tens, value / 10) + &rest(value % 10, "-"),
        100..1_000 => format!(
            "{} hundred{}",
            spell(value / 100),
            rest(value % 100, " and ")
        ),
        _ => format!(
            "{} thousand{}",
            spell(value / 1_000),
            rest(value % 1_000, " ")
        ),
    }
}
