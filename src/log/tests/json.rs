//! JSON as the log allows it, for tests: read strictly, written once by the code under test and
//! once by slow code that shares nothing with it.

use std::fmt;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::log::canonical::{Array, Object, SafeInteger, write_object};

/// A JSON value. Members keep the order in which they were read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Integer(SafeInteger),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Fails when a text is not the canonical form of itself: for the test of every kind of entry.
#[track_caller]
pub(crate) fn assert_canonical(text: &[u8]) {
    let value: Json = serde_json::from_slice(text).expect("JSON of integers, without a key twice");
    let text = std::str::from_utf8(text).expect("JSON is UTF-8");
    assert_eq!(text, value.sorted().to_plain_text());
}

impl Json {
    /// The same value with the members of every object in the order of RFC 8785 §3.2.3.
    pub(crate) fn sorted(&self) -> Json {
        match self {
            Json::Array(elements) => Json::Array(elements.iter().map(Json::sorted).collect()),
            Json::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.sorted()))
                    .collect();
                members.sort_by_key(|(key, _)| key.encode_utf16().collect::<Vec<_>>());
                Json::Object(members)
            }
            other => other.clone(),
        }
    }

    /// Writes an object, members as they stand, by the writer under test.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let Json::Object(members) = self else {
            panic!("an entry is an object")
        };
        write_object(out, |o| write_members(o, members));
    }

    /// Writes the value as it stands, by code of its own.
    fn to_plain_text(&self) -> String {
        match self {
            Json::Null => "null".to_owned(),
            Json::Boolean(value) => value.to_string(),
            Json::Integer(value) => value.get().to_string(),
            Json::String(value) => quote(value),
            Json::Array(elements) => {
                let elements: Vec<_> = elements.iter().map(Json::to_plain_text).collect();
                format!("[{}]", elements.join(","))
            }
            Json::Object(members) => {
                let member = |(key, value): &(String, Json)| {
                    format!("{}:{}", quote(key), value.to_plain_text())
                };
                format!(
                    "{{{}}}",
                    members.iter().map(member).collect::<Vec<_>>().join(",")
                )
            }
        }
    }
}

/// RFC 8785 §3.2.2.2, character by character.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted += r#"\""#,
            '\\' => quoted += r"\\",
            '\u{8}' => quoted += r"\b",
            '\t' => quoted += r"\t",
            '\n' => quoted += r"\n",
            '\u{c}' => quoted += r"\f",
            '\r' => quoted += r"\r",
            c if c < ' ' => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn write_members(o: &mut Object<'_>, members: &[(String, Json)]) {
    for (key, value) in members {
        // Keys are static outside tests; a few of them may leak here.
        let key = Box::leak(key.clone().into_boxed_str());
        match value {
            Json::Null => o.null(key),
            Json::Boolean(value) => o.boolean(key, *value),
            Json::Integer(value) => o.integer(key, *value),
            Json::String(value) => o.string(key, value),
            Json::Array(elements) => o.array(key, |a| write_elements(a, elements)),
            Json::Object(members) => o.object(key, |o| write_members(o, members)),
        }
    }
}

fn write_elements(a: &mut Array<'_>, elements: &[Json]) {
    for element in elements {
        match element {
            Json::Null => a.null(),
            Json::Boolean(value) => a.boolean(*value),
            Json::Integer(value) => a.integer(*value),
            Json::String(value) => a.string(value),
            Json::Array(elements) => a.array(|a| write_elements(a, elements)),
            Json::Object(members) => a.object(|o| write_members(o, members)),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Strict)
    }
}

/// Takes integers only (a fraction, an exponent or −0 arrives as a float) and no key twice.
struct Strict;

impl<'de> Visitor<'de> for Strict {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON of integers, without a key twice")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Json, E> {
        value.try_into().map(Json::Integer).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Json, E> {
        value.try_into().map(Json::Integer).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element()? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some((key, value)) = access.next_entry::<String, Json>()? {
            if members.iter().any(|(earlier, _)| *earlier == key) {
                return Err(de::Error::custom(format!("the key {key:?} twice")));
            }
            members.push((key, value));
        }
        Ok(Json::Object(members))
    }
}

/// Any object: nested, with any Unicode text in keys and strings, dense in what has to be escaped
/// and in what UTF-8 and UTF-16 sort differently. Keys are sorted and none is there twice.
pub(crate) fn any_object() -> impl Strategy<Value = Json> {
    let text = || {
        prop_oneof![
            any::<String>(),
            "[\\x00-\\x22\\\\\\x7f-\\x9f/a]{0,40}",
            "[a\u{e000}\u{fb33}\u{ffff}\u{10000}\u{1f602}\u{5d0}\u{202e}\u{2028}]{0,4}",
        ]
    };
    let integer = (SafeInteger::MIN.get()..=SafeInteger::MAX.get()).prop_union(-9..=9_i64);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Boolean),
        integer.prop_map(|value| Json::Integer(value.try_into().expect("within the bounds"))),
        text().prop_map(Json::String),
    ];
    let members = move |value: BoxedStrategy<Json>| {
        prop::collection::hash_map(text(), value, 0..8)
            .prop_map(|members| Json::Object(members.into_iter().collect()).sorted())
    };
    let within = members;
    let value = leaf.prop_recursive(3, 48, 8, move |value| {
        let array = prop::collection::vec(value.clone(), 0..6).prop_map(Json::Array);
        prop_oneof![array, within(value.boxed())]
    });
    members(value.boxed())
}
