//! Bytes that nobody meant as an article. Each must give a reading or an error, and soon.

use proptest::prelude::*;

use crate::article::{Hints, MAX_BYTES, MediaType, ReadError, read};

const HTML: Hints<'static> = Hints {
    charset: None,
    media_type: Some(MediaType::Html),
    file_name: None,
    url: None,
    whole_page: false,
};

#[test]
fn nothing_and_too_much_are_refused() {
    let refused = |bytes: &[u8]| read(bytes, &Hints::default()).err();
    assert_eq!(refused(b""), Some(ReadError::Empty));
    assert_eq!(
        refused(b" \r\n\t\xC2\xA0\xE2\x80\x8F"),
        Some(ReadError::Empty)
    );
    assert_eq!(refused(b"\xEF\xBB\xBF"), Some(ReadError::Empty));
    assert_eq!(
        refused(&vec![b'a'; MAX_BYTES + 1]),
        Some(ReadError::TooLarge {
            size: MAX_BYTES + 1,
            limit: MAX_BYTES
        })
    );
}

#[test]
fn binary_data_is_refused_and_named() {
    let mut noise = Vec::new();
    let mut state = 12345_u32;
    for _ in 0..5000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push(state.to_le_bytes()[3]);
    }
    for bytes in [
        &b"%PDF-1.4\n%\xE2\xE3\xCF\xD3"[..],
        b"\x7FELF\x02\x01\x01\0\0",
        b"a\0b\0\0c\x01\0\0\0d",
        &noise,
    ] {
        match read(bytes, &Hints::default()) {
            Err(ReadError::Binary { .. } | ReadError::Undecodable { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn strange_markup_gives_its_text_in_time() {
    let wrap = |open: &str, close: &str, n: usize| {
        format!("<body>{}49 dead{}", open.repeat(n), close.repeat(n))
    };
    let fonts: String = (0..30_000)
        .map(|i| format!("<p><font color={i}>x</p>"))
        .collect();
    let attributes: String = (0..20_000).map(|i| format!(" a{i}=1")).collect();
    let pages = [
        wrap("<div>", "</div>", 100_000),
        wrap("<div>", "", 100_000),
        wrap("<span>", "</span>", 100_000),
        wrap("<b><div></b>", "", 30_000),
        wrap("<table><tr><td>", "", 30_000),
        wrap("<ul><li>", "", 30_000),
        wrap("<blockquote><p>", "", 30_000),
        wrap("<svg>", "", 30_000),
        wrap("<div><a href=x>", "", 30_000),
        wrap(
            "<section><p>some words, and more, of a text</p>",
            "</section>",
            900,
        ),
        wrap("<br>", "", 100_000),
        wrap("<p>", "", 100_000),
        wrap(
            "<p>Some words, here and there, of about a line.</p>",
            "",
            20_000,
        ),
        wrap("<td>", "", 50_000),
        wrap("<li><a href=x>a link</a>", "", 20_000),
        wrap("<option>", "", 50_000),
        wrap("<form>", "", 50_000),
        wrap("<template>", "", 900),
        wrap("<select>", "", 50_000),
        wrap("</p>", "", 50_000),
        wrap("<!--", "", 50_000),
        wrap("<![CDATA[", "", 50_000),
        wrap("&", "", 100_000),
        wrap("&#x41;", "", 50_000),
        format!("49 dead{}", "<".repeat(200_000)),
        format!("49 dead{}", "</script".repeat(50_000)),
        format!("<body>49 dead{fonts}"),
        format!("<body><p{attributes}>49 dead"),
        format!("<p title='{}'>49 dead", "x".repeat(500_000)),
    ];
    let no_text = [
        "<svg>",
        "<option>",
        "<template>",
        "<select>",
        "<!--",
        "<![CDATA[",
    ];
    for page in pages {
        let name: String = page.chars().take(40).collect();
        match read(page.as_bytes(), &HTML) {
            Ok(reading) => assert!(
                reading.text.contains("49 dead"),
                "{name}: {} bytes",
                reading.text.len()
            ),
            // What is within these is no text, as in a browser.
            Err(error) => assert!(
                error == ReadError::NoText && no_text.iter().any(|tag| page.contains(tag)),
                "{name}: {error}"
            ),
        }
    }
}

#[test]
fn an_embedded_address_of_many_bytes_a_character_is_harmless() {
    let words = "<p>Several words, in a row, that make an article of some length for a reader.</p>"
        .repeat(12);
    let page = format!(
        "<article><iframe src='ééé¥¥¥¥youtube.com/x'></iframe><object data='ééééééwww.youtube.com'>ééé¥youtube.com</object>\
         <embed src='日本語player.vimeo.com'>{words}</article>"
    );
    let reading = read(page.as_bytes(), &HTML).expect("the page has text");
    assert!(
        reading.extractor.starts_with("article"),
        "{:?}",
        reading.warnings
    );
}

fn mangled() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<div class=article>".to_owned()),
        Just("</div>".to_owned()),
        Just("<p>Words, of a text, قتل ٤٩.</p>".to_owned()),
        Just("<h1>Toll".to_owned()),
        Just("<table><tr><td>1".to_owned()),
        Just("</table>".to_owned()),
        Just("<script type=application/ld+json>{\"@type\":\"NewsArticle\",".to_owned()),
        Just("\"headline\":\"x\"}</script>".to_owned()),
        Just("<meta charset=utf-8>".to_owned()),
        Just("<title>".to_owned()),
        Just("<template><b>".to_owned()),
        Just("<svg><title>".to_owned()),
        Just("<br><br>".to_owned()),
        Just("<a href='//youtube.com".to_owned()),
        Just("<body><html lang=ar>".to_owned()),
        Just("<frameset>".to_owned()),
        "[<>/!a-z\"'= &;é]{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_give_a_reading_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Hints::default());
        let _ = read(&bytes, &HTML);
    }

    #[test]
    fn any_markup_gives_the_same_reading_twice(page in mangled()) {
        let first = read(page.as_bytes(), &HTML);
        prop_assert_eq!(&first, &read(page.as_bytes(), &HTML));
        if let Ok(reading) = first {
            prop_assert!(!reading.text.contains('\0') && !reading.text.contains('\r'));
            prop_assert!(!reading.text.starts_with('\n') && !reading.text.ends_with('\n'));
            prop_assert_eq!(reading.text.matches('\u{FFFD}').count(), 0);
        }
    }
}
