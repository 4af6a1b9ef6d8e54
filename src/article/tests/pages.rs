//! Whole pages as outlets publish them, in three languages.

use crate::article::{Hints, MediaType, Place, Reading, Standing, compare, read, standing};

fn arabic(figure: &str) -> String {
    let story = format!(
        "<p>أعلنت وزارة الدفاع يوم الثلاثاء أن {figure} من جنودها قتلوا في الاشتباكات، وأن عددا من المدنيين أصيبوا، وأن القتال مستمر.</p>\
         <p>ونقلت وكالة أنباء عن نائب الوزير قوله إن الحصيلة قد ترتفع، وإن فرق البحث تعمل في القرى القريبة من الحدود.</p>\
         <p>ولم يصدر تعليق من الطرف الآخر، الذي قال في وقت سابق إن قواته ردت على إطلاق نار، واتهم جيرانه بالتصعيد.</p>"
    );
    format!(
        "<!doctype html><html lang=ar dir=rtl><head><title>ارتفاع الحصيلة — صحيفة النهر</title>\
         <meta property='og:site_name' content='صحيفة النهر'>\
         <meta property='article:published_time' content='2022-09-14T00:30:00+04:00'>\
         <link rel=canonical href='https://nahr.example/world/1'></head><body>\
         <header><nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>رياضة</a></ul></nav></header>\
         <main><article><h1>ارتفاع الحصيلة</h1>{story}{story}</article></main>\
         <div class=related><a href=/2>خبر آخر عن 7 قتلى</a></div><script>track('49')</script></body></html>"
    )
}

fn reading(page: &str) -> Reading {
    read(page.as_bytes(), &Hints::default()).expect("the page can be read")
}

#[test]
fn an_arabic_page_is_read_whole() {
    let reading = reading(&arabic("49"));
    assert_eq!(reading.media_type, MediaType::Html);
    assert!(
        reading
            .text
            .starts_with("ارتفاع الحصيلة\n\nأعلنت وزارة الدفاع"),
        "{}",
        reading.text
    );
    assert!(
        !reading.text.contains("رياضة")
            && !reading.text.contains("track")
            && !reading.text.contains("7 قتلى")
    );
    let metadata = &reading.metadata;
    let value = |found: &Option<crate::article::Found>| {
        found
            .as_ref()
            .map(|found| (found.value.clone(), found.place))
    };
    assert_eq!(
        value(&metadata.published_on),
        Some(("2022-09-14".to_owned(), Place::OpenGraph))
    );
    assert_eq!(
        value(&metadata.publisher),
        Some(("صحيفة النهر".to_owned(), Place::OpenGraph))
    );
    assert_eq!(
        value(&metadata.language),
        Some(("ar".to_owned(), Place::HtmlLang))
    );
    assert_eq!(
        value(&metadata.title),
        Some(("ارتفاع الحصيلة".to_owned(), Place::Heading))
    );
    assert_eq!(reading.warnings, []);
}

#[test]
fn a_silent_edit_shows_and_the_quotes_that_rest_on_it() {
    let (old, new) = (reading(&arabic("49")).text, reading(&arabic("105")).text);
    let comparison = compare(&old, &new);
    let edits: Vec<(&str, &str)> = comparison
        .passages
        .iter()
        .flat_map(|passage| &passage.edits)
        .map(|edit| (&old[edit.old.clone()], &new[edit.new.clone()]))
        .collect();
    assert_eq!(edits, [("49", "105"), ("49", "105")]);
    let place = |quote: &str| {
        old.find(quote)
            .map(|at| at..at + quote.len())
            .expect("the quote stands")
    };
    let found = standing(
        &old,
        &new,
        &[place("49 من جنودها"), place("الحصيلة قد ترتفع")],
    )
    .expect("both are places");
    assert_eq!(found[0], Standing::Gone);
    assert!(matches!(
        found[1],
        Standing::Stands {
            line_unchanged: true,
            ..
        }
    ));
}

#[test]
fn the_same_page_in_another_charset_has_the_same_text() {
    let page = arabic("49").replace("—", "-");
    let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (windows, _, failed) = encoding_rs::WINDOWS_1256.encode(&page);
    assert!(!failed);
    let expected = reading(&page).text;
    for bytes in [utf16, windows.into_owned()] {
        let found = read(&bytes, &Hints::default()).expect("the page can be read");
        assert_eq!(found.text, expected, "{}", found.charset);
    }
}

#[test]
fn a_language_that_the_text_contradicts_is_told() {
    let found = reading(&arabic("49").replace("lang=ar", "lang=en-US"));
    assert_eq!(found.warnings.len(), 1);
    assert!(
        found.warnings[0].to_string().contains("en-US"),
        "{}",
        found.warnings[0]
    );
}
