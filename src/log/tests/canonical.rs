//! The canonical writer against serde_json and against slow code.

use proptest::prelude::*;

use super::json::{Json, any_object, assert_canonical};
use crate::log::canonical::{SafeInteger, write_object};
use crate::model::Salt;

fn text(value: &Json) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

proptest! {
    #[test]
    fn any_object_is_written_canonically_and_read_back(value in any_object()) {
        let text = text(&value);
        assert_canonical(&text);
        prop_assert_eq!(serde_json::from_slice::<Json>(&text).expect("it is JSON"), value);
    }

    #[test]
    fn any_string_is_escaped_the_same_as_a_string_and_as_a_display(value: String) {
        let (mut string, mut display) = (Vec::new(), Vec::new());
        write_object(&mut string, |o| o.string("v", &value));
        write_object(&mut display, |o| o.display("v", &value));
        prop_assert_eq!(&string, &display);
        assert_canonical(&string);
        let read: serde_json::Value = serde_json::from_slice(&string).expect("it is JSON");
        prop_assert_eq!(read["v"].as_str(), Some(&value[..]));
    }

    #[test]
    fn an_escape_is_found_at_any_position(
        before in 0..40_usize, after in 0..40_usize, c in "[\\x00-\\x22\\\\]",
    ) {
        let value = format!("{}{c}{}", "a".repeat(before), "b".repeat(after));
        let mut out = Vec::new();
        write_object(&mut out, |o| o.string("v", &value));
        assert_canonical(&out);
    }

    #[test]
    fn any_integer_is_written_in_decimal(value in SafeInteger::MIN.get()..=SafeInteger::MAX.get()) {
        let mut out = Vec::new();
        let integer = SafeInteger::try_from(value).expect("within the bounds");
        write_object(&mut out, |o| o.integer("v", integer));
        prop_assert_eq!(out, format!("{{\"v\":{value}}}").into_bytes());
    }
}

#[test]
fn integers_stop_at_the_bounds() {
    const BOUND: i64 = (1 << 53) - 1;
    assert_eq!(SafeInteger::try_from(BOUND), Ok(SafeInteger::MAX));
    assert_eq!(SafeInteger::try_from(-BOUND), Ok(SafeInteger::MIN));
    assert!(SafeInteger::try_from(BOUND + 1).is_err());
    assert!(SafeInteger::try_from(-BOUND - 1).is_err());
    assert!(SafeInteger::try_from(i64::MIN).is_err());
    assert!(SafeInteger::try_from(u64::MAX).is_err());
    assert_eq!(
        SafeInteger::try_from(9_007_199_254_740_991_u64),
        Ok(SafeInteger::MAX)
    );
    let refused = SafeInteger::try_from(1_u64 << 53)
        .expect_err("one too many")
        .to_string();
    assert!(
        refused.starts_with("9007199254740992 is beyond"),
        "{refused}"
    );

    let mut out = Vec::new();
    write_object(&mut out, |o| {
        o.array("v", |a| {
            for value in [SafeInteger::MIN, SafeInteger::from(0), SafeInteger::MAX] {
                a.integer(value);
            }
            a.integer(i32::MIN);
            a.integer(u32::MAX);
        });
    });
    let expected = r#"{"v":[-9007199254740991,0,9007199254740991,-2147483648,4294967295]}"#;
    assert_eq!(out, expected.as_bytes());
}

#[test]
fn every_kind_of_field_has_its_text() {
    let salt = Salt::from_bytes([0; 16]);
    let commitment = salt.commit(b"");
    let none = None::<&str>;
    let mut out = b"kept".to_vec();
    write_object(&mut out, |o| {
        o.array("a", |a| {
            a.null();
            a.boolean(false);
            a.string("s");
            a.display(7);
            a.hex([0x0f, 0xf0]);
            a.integer(-1);
            a.object(|_| ());
            a.array(|_| ());
        });
        o.boolean("b", true);
        o.display("d", "c17");
        o.hex("h", commitment.as_bytes());
        o.integer("i", 17);
        o.null("n");
        o.null_or_display("nd", none);
        o.null_or_display("nd1", Some(1));
        o.null_or_hex("nh", none);
        o.null_or_hex("nh1", Some(salt.as_bytes()));
        o.null_or_integer("ni", None::<i32>);
        o.null_or_integer("ni1", Some(1));
        o.null_or_string("ns", none);
        o.null_or_string("ns1", Some("1"));
        o.object("o", |o| o.string("in", "it"));
        o.string("s", "\u{202e}\u{2028}é/\u{7f}");
    });
    let expected = format!(
        "kept{{\"a\":[null,false,\"s\",\"7\",\"0ff0\",-1,{{}},[]],\"b\":true,\"d\":\"c17\",\
         \"h\":\"{commitment}\",\"i\":17,\"n\":null,\"nd\":null,\"nd1\":\"1\",\"nh\":null,\
         \"nh1\":\"{salt}\",\"ni\":null,\"ni1\":1,\"ns\":null,\"ns1\":\"1\",\
         \"o\":{{\"in\":\"it\"}},\"s\":\"\u{202e}\u{2028}é/\u{7f}\"}}"
    );
    assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
}

#[test]
fn an_error_of_the_caller_comes_through() {
    let mut out = Vec::new();
    let result = write_object(&mut out, |o| {
        o.array("a", |a| a.object(|_| Err::<(), _>("the caller's error")))
    });
    assert_eq!(result, Err("the caller's error"));
}

#[cfg(debug_assertions)]
mod order {
    use super::*;

    #[test]
    #[should_panic(expected = "the key \"a\" must not follow \"b\"")]
    fn descending_keys_stop_a_debug_build() {
        write_object(&mut Vec::new(), |o| {
            o.null("b");
            o.null("a");
        });
    }

    #[test]
    #[should_panic(expected = "the key \"a\" must not follow \"a\"")]
    fn a_key_twice_stops_a_debug_build() {
        write_object(&mut Vec::new(), |o| {
            o.null("a");
            o.null("a");
        });
    }

    #[test]
    #[should_panic(expected = "must not follow")]
    fn keys_are_ordered_by_utf16_not_by_utf8() {
        write_object(&mut Vec::new(), |o| {
            o.null("\u{fb33}");
            o.null("\u{1f602}");
        });
    }
}

#[test]
#[should_panic(expected = "assertion")]
fn the_check_itself_finds_an_order_that_is_not_canonical() {
    assert_canonical(r#"{"b":1,"a":2}"#.as_bytes());
}

#[test]
#[should_panic(expected = "without a key twice")]
fn the_check_itself_finds_a_key_twice() {
    assert_canonical(br#"{"a":1,"a":1}"#);
}
