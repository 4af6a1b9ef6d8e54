//! Canonical JSON (RFC 8785), written straight into a buffer.
//!
//! Enter: fields, in ascending order of their keys. Leaves: the one text that those fields have, so
//! that whoever has the same fields computes the same hash.
//!
//! What RFC 8785 leaves to the writer is fixed by construction:
//!
//! - Keys are `&'static str`: they come from the source, not from data, so their order cannot
//!   depend on what is recorded. It must ascend by UTF-16 code units (§3.2.3), without a key twice.
//!   A debug build stops at a key out of order; each kind of entry has a test that would meet it.
//! - Numbers are [`SafeInteger`]s. There is no way to write a floating-point number (§3.2.2.3).
//! - Strings are escaped where §3.2.2.2 says so and nowhere else: bidi controls, U+2028 and the
//!   like stay as they are. Nothing is normalised.
//!
//! ```
//! use claimlog::log::canonical;
//!
//! let mut out = Vec::new();
//! canonical::write_object(&mut out, |o| {
//!     o.string("by", "desk");
//!     o.array("citations", |a| {
//!         a.object(|o| o.string("snapshot", "n2"));
//!     });
//!     o.null_or_string("reason", None);
//!     o.integer("revision", 1);
//! });
//! assert_eq!(out, br#"{"by":"desk","citations":[{"snapshot":"n2"}],"reason":null,"revision":1}"#);
//! ```

use std::fmt::{self, Display, Write as _};

use super::hex;

/// An integer from −(2^53 − 1) to 2^53 − 1: exact in every JSON implementation (RFC 7493 §2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeInteger(i64);

/// An integer that not every JSON implementation reads exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is beyond ±9007199254740991, the integers that are exact in JSON")]
pub struct UnsafeInteger(i128);

impl SafeInteger {
    /// The smallest, −(2^53 − 1).
    pub const MIN: SafeInteger = SafeInteger(-9_007_199_254_740_991);
    /// The largest, 2^53 − 1.
    pub const MAX: SafeInteger = SafeInteger(9_007_199_254_740_991);

    /// The integer itself.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for SafeInteger {
    type Error = UnsafeInteger;

    fn try_from(integer: i64) -> Result<Self, Self::Error> {
        if (Self::MIN.0..=Self::MAX.0).contains(&integer) {
            Ok(Self(integer))
        } else {
            Err(UnsafeInteger(integer.into()))
        }
    }
}

impl TryFrom<u64> for SafeInteger {
    type Error = UnsafeInteger;

    fn try_from(integer: u64) -> Result<Self, Self::Error> {
        i64::try_from(integer)
            .map_err(|_| UnsafeInteger(integer.into()))?
            .try_into()
    }
}

impl From<i32> for SafeInteger {
    fn from(integer: i32) -> Self {
        Self(integer.into())
    }
}

impl From<u32> for SafeInteger {
    fn from(integer: u32) -> Self {
        Self(integer.into())
    }
}

/// Appends an object to `out`. What `fill` returns is returned; after an error of its own, what was
/// appended is to be thrown away.
pub fn write_object<R>(out: &mut Vec<u8>, fill: impl FnOnce(&mut Object<'_>) -> R) -> R {
    out.push(b'{');
    let result = fill(&mut Object {
        out,
        previous: None,
    });
    out.push(b'}');
    result
}

fn write_array<R>(out: &mut Vec<u8>, fill: impl FnOnce(&mut Array<'_>) -> R) -> R {
    out.push(b'[');
    let result = fill(&mut Array { out, empty: true });
    out.push(b']');
    result
}

/// An object that is being written: one call a field, keys ascending.
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    previous: Option<&'static str>,
}

impl Object<'_> {
    fn key(&mut self, key: &'static str) -> &mut Vec<u8> {
        if let Some(previous) = self.previous.replace(key) {
            debug_assert!(
                previous.encode_utf16().lt(key.encode_utf16()),
                "the key {key:?} must not follow {previous:?}"
            );
            self.out.push(b',');
        }
        write_string(self.out, key);
        self.out.push(b':');
        self.out
    }

    /// `null`.
    pub fn null(&mut self, key: &'static str) {
        self.key(key).extend_from_slice(b"null");
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str, value: bool) {
        write_boolean(self.key(key), value);
    }

    /// A string.
    pub fn string(&mut self, key: &'static str, value: &str) {
        write_string(self.key(key), value);
    }

    /// A string or `null`.
    pub fn null_or_string(&mut self, key: &'static str, value: Option<&str>) {
        match value {
            Some(value) => self.string(key, value),
            None => self.null(key),
        }
    }

    /// What a value displays as, as a string: for ids, dates and the like.
    pub fn display(&mut self, key: &'static str, value: impl Display) {
        write_display(self.key(key), value);
    }

    /// What a value displays as, as a string, or `null`.
    pub fn null_or_display(&mut self, key: &'static str, value: Option<impl Display>) {
        match value {
            Some(value) => self.display(key, value),
            None => self.null(key),
        }
    }

    /// Bytes as a string of lower-case hexadecimal digits: for hashes and commitments.
    pub fn hex(&mut self, key: &'static str, bytes: impl AsRef<[u8]>) {
        write_hex(self.key(key), bytes.as_ref());
    }

    /// Bytes as a string of lower-case hexadecimal digits, or `null`.
    pub fn null_or_hex(&mut self, key: &'static str, bytes: Option<impl AsRef<[u8]>>) {
        match bytes {
            Some(bytes) => self.hex(key, bytes),
            None => self.null(key),
        }
    }

    /// An integer.
    pub fn integer(&mut self, key: &'static str, value: impl Into<SafeInteger>) {
        write_integer(self.key(key), value.into());
    }

    /// An integer or `null`.
    pub fn null_or_integer(&mut self, key: &'static str, value: Option<impl Into<SafeInteger>>) {
        match value {
            Some(value) => self.integer(key, value),
            None => self.null(key),
        }
    }

    /// An object within this one.
    pub fn object<R>(&mut self, key: &'static str, fill: impl FnOnce(&mut Object<'_>) -> R) -> R {
        write_object(self.key(key), fill)
    }

    /// An array.
    pub fn array<R>(&mut self, key: &'static str, fill: impl FnOnce(&mut Array<'_>) -> R) -> R {
        write_array(self.key(key), fill)
    }
}

/// An array that is being written: one call an element.
pub struct Array<'a> {
    out: &'a mut Vec<u8>,
    empty: bool,
}

impl Array<'_> {
    fn element(&mut self) -> &mut Vec<u8> {
        if !std::mem::replace(&mut self.empty, false) {
            self.out.push(b',');
        }
        self.out
    }

    /// `null`.
    pub fn null(&mut self) {
        self.element().extend_from_slice(b"null");
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        write_boolean(self.element(), value);
    }

    /// A string.
    pub fn string(&mut self, value: &str) {
        write_string(self.element(), value);
    }

    /// What a value displays as, as a string.
    pub fn display(&mut self, value: impl Display) {
        write_display(self.element(), value);
    }

    /// Bytes as a string of lower-case hexadecimal digits.
    pub fn hex(&mut self, bytes: impl AsRef<[u8]>) {
        write_hex(self.element(), bytes.as_ref());
    }

    /// An integer.
    pub fn integer(&mut self, value: impl Into<SafeInteger>) {
        write_integer(self.element(), value.into());
    }

    /// An object.
    pub fn object<R>(&mut self, fill: impl FnOnce(&mut Object<'_>) -> R) -> R {
        write_object(self.element(), fill)
    }

    /// An array within this one.
    pub fn array<R>(&mut self, fill: impl FnOnce(&mut Array<'_>) -> R) -> R {
        write_array(self.element(), fill)
    }
}

fn write_boolean(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

fn write_integer(out: &mut Vec<u8>, value: SafeInteger) {
    let mut digits = [0; 16]; // 2^53 − 1 has 16 digits.
    let mut rest = value.get().unsigned_abs();
    let mut first = digits.len();
    loop {
        first -= 1;
        let [.., digit] = (rest % 10).to_be_bytes();
        digits[first] = b'0' + digit;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value.get() < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[first..]);
}

fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    hex::encode_into(out, bytes);
    out.push(b'"');
}

fn write_display(out: &mut Vec<u8>, value: impl Display) {
    out.push(b'"');
    write!(Escaping(out), "{value}").expect("a Display that fails is a bug, as for to_string");
    out.push(b'"');
}

struct Escaping<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_escaped(self.0, text);
        Ok(())
    }
}

fn write_string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    write_escaped(out, text);
    out.push(b'"');
}

/// Appends a text with the escapes of RFC 8785 §3.2.2.2.
fn write_escaped(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    // Nearly all text has nothing to escape. To look at every byte, without stopping at the first
    // that has, is what the compiler can turn into vector instructions.
    if rest
        .iter()
        .fold(false, |found, byte| found | is_special(byte))
    {
        while let Some(position) = rest.iter().position(is_special) {
            out.extend_from_slice(&rest[..position]);
            write_escape(out, rest[position]);
            rest = &rest[position + 1..];
        }
    }
    out.extend_from_slice(rest);
}

/// Whether a byte of a UTF-8 text must not stand in a JSON string as it is.
fn is_special(byte: &u8) -> bool {
    *byte < 0x20 || *byte == b'"' || *byte == b'\\'
}

fn write_escape(out: &mut Vec<u8>, special: u8) {
    match special {
        0x08 => out.extend_from_slice(b"\\b"),
        0x09 => out.extend_from_slice(b"\\t"),
        0x0a => out.extend_from_slice(b"\\n"),
        0x0c => out.extend_from_slice(b"\\f"),
        0x0d => out.extend_from_slice(b"\\r"),
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', special]),
        _ => {
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&hex::digits(special));
        }
    }
}
