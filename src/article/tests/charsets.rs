//! Every way for bytes to be characters.

use encoding_rs::Encoding;

use crate::article::{Basis, Hints, ReadError, Reading, Warning, read};

const ARABIC: &str = "قال متحدث باسم الوزارة إن ثلاثة من الجنود أصيبوا مساء الثلاثاء قرب النهر، \
    وإن القتال توقف بعد منتصف الليل. ولم تعلن الجهة الأخرى حصيلة نهائية حتى الآن.";
const RUSSIAN: &str = "Представитель министерства заявил, что вечером во вторник у реки были ранены трое военных, \
    а бой прекратился после полуночи. Другая сторона не назвала окончательного числа.";
const HEBREW: &str =
    "דובר המשרד אמר כי שלושה חיילים נפצעו ביום שלישי בערב ליד הנהר, והקרב פסק אחרי חצות.";
const CHINESE: &str =
    "发言人说，周二晚上有三名士兵在河边受伤，战斗在午夜之后停止。对方尚未公布最终数字。";
const JAPANESE: &str =
    "報道官は、火曜日の夜に川の近くで兵士三人がけがをし、真夜中すぎに戦闘がやんだと述べた。";

fn bytes_in(label: &str, text: &str) -> Vec<u8> {
    if label.starts_with("UTF-16") {
        let units = text.encode_utf16();
        return match label {
            "UTF-16LE" => units.flat_map(u16::to_le_bytes).collect(),
            _ => units.flat_map(u16::to_be_bytes).collect(),
        };
    }
    let encoding = Encoding::for_label(label.as_bytes()).expect("the label is known");
    let (bytes, _, failed) = encoding.encode(text);
    assert!(!failed, "{label} cannot hold the text");
    bytes.into_owned()
}

fn page(label: &str, text: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset={label}></head><body><p>{text}</p></body></html>"
    )
}

fn plain(bytes: &[u8]) -> Reading {
    read(bytes, &Hints::default()).expect("the bytes can be read")
}

const CASES: &[(&str, &str)] = &[
    ("UTF-8", ARABIC),
    ("windows-1256", ARABIC),
    ("ISO-8859-6", ARABIC),
    ("KOI8-R", RUSSIAN),
    ("windows-1251", RUSSIAN),
    ("ISO-8859-5", RUSSIAN),
    ("IBM866", RUSSIAN),
    ("windows-1255", HEBREW),
    ("GBK", CHINESE),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("ISO-2022-JP", JAPANESE),
];

#[test]
fn a_declared_charset_is_used() {
    for (label, text) in CASES {
        let reading = plain(&bytes_in(label, &page(label, text)));
        assert_eq!(reading.charset.name(), *label);
        assert_eq!(reading.charset.basis(), Basis::Declared, "{label}");
        assert!(reading.text.contains(text), "{label}: {}", reading.text);
        assert_eq!(reading.warnings, [], "{label}");
    }
}

#[test]
fn a_given_charset_is_used_under_any_of_its_labels() {
    for (label, text) in CASES
        .iter()
        .chain(&[("UTF-16LE", ARABIC), ("UTF-16BE", RUSSIAN)])
    {
        let lower = label.to_ascii_lowercase();
        let hints = Hints {
            charset: Some(&lower),
            ..Hints::default()
        };
        let reading = read(&bytes_in(label, text), &hints).expect("the bytes can be read");
        assert_eq!(
            (reading.charset.name(), reading.charset.basis()),
            (*label, Basis::Given)
        );
        assert_eq!(reading.text, *text, "{label}");
    }
}

#[test]
fn an_undeclared_charset_is_guessed() {
    for (label, text) in CASES {
        if *label == "UTF-8" {
            continue;
        }
        let long = [*text; 3].join("\n");
        let reading = plain(&bytes_in(label, &long));
        assert_eq!(
            reading.text, long,
            "{label} was read as {}",
            reading.charset
        );
        assert_eq!(reading.charset.basis(), Basis::Sniffed, "{label}");
    }
    let reading = plain("Ärger über Öl: “49” Tote".as_bytes());
    assert_eq!(
        (reading.charset.name(), reading.charset.basis()),
        ("UTF-8", Basis::ValidUtf8)
    );
    let reading = plain(b"Le bilan s'\xE9l\xE8ve \xE0 49 morts, selon l'arm\xE9e.");
    assert_eq!(reading.text, "Le bilan s'élève à 49 morts, selon l'armée.");
    assert_eq!(reading.charset.name(), "windows-1252");
}

#[test]
fn byte_order_marks_go_first_and_leave_no_trace() {
    for (label, mark) in [
        ("UTF-8", &b"\xEF\xBB\xBF"[..]),
        ("UTF-16LE", b"\xFF\xFE"),
        ("UTF-16BE", b"\xFE\xFF"),
    ] {
        let bytes = [mark, &bytes_in(label, ARABIC)].concat();
        let reading = plain(&bytes);
        assert_eq!(
            (reading.charset.name(), reading.charset.basis()),
            (label, Basis::Bom)
        );
        assert_eq!(reading.text, ARABIC);
        let hints = Hints {
            charset: Some("windows-1256"),
            ..Hints::default()
        };
        let reading = read(&bytes, &hints).expect("the bytes can be read");
        assert_eq!(reading.text, ARABIC);
        assert!(
            matches!(reading.warnings[..], [Warning::CharsetContradicted { .. }]),
            "{label}"
        );
    }
    assert_eq!(
        read(b"\xFF\xFE\0\0a\0\0\0", &Hints::default()),
        Err(ReadError::UnknownCharset("UTF-32".to_owned()))
    );
}

#[test]
fn utf16_is_seen_without_a_mark() {
    for label in ["UTF-16LE", "UTF-16BE"] {
        let reading = plain(&bytes_in(label, ARABIC));
        assert_eq!(
            (reading.charset.name(), reading.charset.basis()),
            (label, Basis::Sniffed)
        );
        assert_eq!(reading.text, ARABIC);
        let reading = plain(&bytes_in(label, &page("utf-16", RUSSIAN)));
        assert_eq!(
            (reading.charset.name(), reading.charset.basis()),
            (label, Basis::Declared)
        );
        assert!(reading.text.contains(RUSSIAN));
    }
}

#[test]
fn a_declaration_is_not_believed_against_the_bytes() {
    let stated_as = |warnings: &[Warning]| match warnings {
        [Warning::CharsetContradicted { stated, .. }] => Some(stated.clone()),
        _ => None,
    };
    // Saved as UTF-8 by a browser, the old declaration left in place.
    let reading = plain(page("windows-1256", ARABIC).as_bytes());
    assert!(reading.text.contains(ARABIC), "{}", reading.text);
    assert_eq!(reading.charset.name(), "UTF-8");
    assert_eq!(
        stated_as(&reading.warnings).as_deref(),
        Some("windows-1256")
    );
    // Declared UTF-8 by a template, written in something else.
    let reading = plain(&bytes_in("windows-1256", &page("utf-8", ARABIC)));
    assert!(reading.text.contains(ARABIC), "{}", reading.text);
    assert_eq!(reading.charset.name(), "windows-1256");
    assert_eq!(stated_as(&reading.warnings).as_deref(), Some("utf-8"));
    // A charset that does not exist.
    let reading = plain(page("utf8mb4", ARABIC).as_bytes());
    assert!(reading.text.contains(ARABIC));
    assert_eq!(stated_as(&reading.warnings).as_deref(), Some("utf8mb4"));
    // A table with gaps, where the bytes are of its neighbour.
    let text = format!("{ARABIC} پچ “{ARABIC}”");
    let reading = plain(&bytes_in("windows-1256", &page("ISO-8859-6", &text)));
    assert!(reading.text.contains(&text), "{}", reading.text);
}

#[test]
fn slight_damage_is_counted_and_more_is_refused() {
    let long = [RUSSIAN; 20].join(" ");
    let mut bytes = page("utf-8", &long).into_bytes();
    let middle = bytes
        .iter()
        .position(|b| *b == 0xD0)
        .map_or(0, |at| at + 200);
    let at = (middle..).find(|at| bytes[*at] == 0xD0).unwrap_or(0);
    bytes[at] = 0xFF;
    let reading = plain(&bytes);
    // The byte that lost its lead is damaged too.
    assert_eq!(
        reading.warnings,
        [Warning::Replaced {
            count: 2,
            at_byte: at
        }]
    );
    assert_eq!(reading.text.matches('\u{FFFD}').count(), 2);

    let mut broken = page("utf-8", RUSSIAN).into_bytes();
    let first = broken.iter().position(|b| *b >= 0x80).unwrap_or(0);
    for at in (first..first + 100).step_by(20) {
        broken[at] = 0xFF;
    }
    match read(&broken, &Hints::default()) {
        Err(ReadError::Undecodable {
            charset: "UTF-8",
            at_byte,
            ..
        }) => assert_eq!(at_byte, first),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_given_charset_that_is_wrong_is_refused_and_one_that_is_doubtful_is_told() {
    let given = |label| Hints {
        charset: Some(label),
        ..Hints::default()
    };
    match read(&bytes_in("windows-1256", ARABIC), &given("utf-8")) {
        Err(error @ ReadError::Undecodable { .. }) => {
            assert!(
                error
                    .hint()
                    .is_some_and(|hint| hint.contains("windows-1256")),
                "{error:?}"
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(
        matches!(read(b"abc", &given("utf-9")), Err(ReadError::UnknownCharset(label)) if label == "utf-9")
    );
    assert!(matches!(
        read(b"abc", &given("hz-gb-2312")),
        Err(ReadError::UnknownCharset(_))
    ));
    let reading =
        read(ARABIC.as_bytes(), &given("windows-1256")).expect("every byte is in the table");
    assert!(matches!(
        reading.warnings[..],
        [Warning::AlsoUtf8 {
            used: "windows-1256"
        }]
    ));
}

#[test]
fn a_replacement_character_of_the_source_is_no_damage() {
    let reading = plain("toll \u{FFFD} unknown".as_bytes());
    assert_eq!(reading.text, "toll \u{FFFD} unknown");
    assert_eq!(reading.warnings, []);
}
