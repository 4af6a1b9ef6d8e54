//! From bytes to characters, after the [WHATWG Encoding Standard](https://encoding.spec.whatwg.org/).
//!
//! **In:** bytes and hints. **Out:** text, the charset used and how it was known, warnings.
//!
//! The order: a byte order mark; the charset given by hand; UTF-16 without a mark, which shows by
//! its NUL bytes; the charset the page declares; valid UTF-8; and last a guess from the bytes.
//! A declaration is not believed against the bytes: where they contradict it, they are read in
//! what they are, with a warning. Replacement characters are allowed only within
//! [`DAMAGE_SHARE`]; beyond it the bytes are refused.

use std::fmt;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::declared::declared_charset;
use super::sniff::{sniff, utf16_without_mark};
use super::{Hints, ReadError, Warning};

/// One damaged place in at most this many characters may be replaced by U+FFFD, with a warning.
/// A page with more damage is refused: too much of it could be a figure.
const DAMAGE_SHARE: usize = 500;

/// Bytes that are valid UTF-8 and hold at least this many characters above ASCII are UTF-8,
/// whatever else is declared. Other charsets give such sequences only by rare chance.
const UTF8_EVIDENCE: usize = 3;

/// How the charset of some bytes was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A byte order mark opens the bytes.
    Bom,
    /// It was given by hand or by the server.
    Given,
    /// The page declares it.
    Declared,
    /// Nothing says so, but the bytes are valid UTF-8.
    ValidUtf8,
    /// Guessed from the bytes.
    Sniffed,
}

impl Basis {
    /// One word for records and tables: `bom`, `given`, `declared`, `valid` or `sniffed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bom => "bom",
            Self::Given => "given",
            Self::Declared => "declared",
            Self::ValidUtf8 => "valid",
            Self::Sniffed => "sniffed",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The charset that some bytes were read in. Displays as its WHATWG name, such as `UTF-8`,
/// `windows-1256` or `UTF-16LE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Charset {
    name: &'static str,
    basis: Basis,
}

impl Charset {
    /// The name in the WHATWG Encoding Standard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// How it was known.
    #[must_use]
    pub const fn basis(self) -> Basis {
        self.basis
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Text out of bytes.
pub(super) struct Decoded {
    pub text: String,
    pub charset: Charset,
    pub warnings: Vec<Warning>,
}

/// Decodes the bytes of an article.
pub(super) fn decode(bytes: &[u8], hints: &Hints<'_>) -> Result<Decoded, ReadError> {
    let given = match hints.charset {
        Some(label) => {
            Some(known(label).ok_or_else(|| ReadError::UnknownCharset(label.to_owned()))?)
        }
        None => None,
    };
    if let Some((encoding, bom)) = byte_order_mark(bytes)? {
        let mut decoded = stated(bytes, bom, encoding, Basis::Bom)?;
        if let Some(given) = given.filter(|given| *given != encoding) {
            decoded.warnings.push(Warning::CharsetContradicted {
                stated: given.name().to_owned(),
                used: encoding.name(),
            });
        }
        return Ok(decoded);
    }
    if let Some(encoding) = given {
        let mut decoded = stated(bytes, 0, encoding, Basis::Given)?;
        if encoding != UTF_8 && is_evidently_utf8(bytes) {
            decoded.warnings.push(Warning::AlsoUtf8 {
                used: encoding.name(),
            });
        }
        return Ok(decoded);
    }
    if let Some((encoding, text)) = utf16_without_mark(bytes) {
        let says_so = declared_charset(text.as_bytes())
            .and_then(|label| known(&label))
            .is_some_and(|declared| declared == UTF_16LE || declared == UTF_16BE);
        let basis = if says_so {
            Basis::Declared
        } else {
            Basis::Sniffed
        };
        return Ok(clean(text, encoding, basis));
    }
    match declared_charset(bytes) {
        Some(label) => declared(bytes, &label, hints),
        None => undeclared(bytes, hints),
    }
}

/// The name of the charset that a label stands for, so that a label can be checked before anything is read.
///
/// # Errors
/// [`ReadError::UnknownCharset`].
pub fn charset_named(label: &str) -> Result<&'static str, ReadError> {
    known(label)
        .map(Encoding::name)
        .ok_or_else(|| ReadError::UnknownCharset(label.to_owned()))
}

/// The encoding behind a label, where the standard knows it and allows to decode with it.
fn known(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

fn clean(text: String, encoding: &'static Encoding, basis: Basis) -> Decoded {
    Decoded {
        text,
        charset: Charset {
            name: encoding.name(),
            basis,
        },
        warnings: Vec::new(),
    }
}

/// The encoding that a byte order mark announces, and the mark's length in bytes.
fn byte_order_mark(bytes: &[u8]) -> Result<Option<(&'static Encoding, usize)>, ReadError> {
    // FF FE 00 00 also opens UTF-16LE, but no text begins with U+0000.
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(ReadError::UnknownCharset("UTF-32".to_owned()));
    }
    Ok(Encoding::for_bom(bytes))
}

/// Decodes in a charset that was stated with authority: small damage is replaced, more refused.
fn stated(
    bytes: &[u8],
    bom: usize,
    encoding: &'static Encoding,
    basis: Basis,
) -> Result<Decoded, ReadError> {
    let body = bytes.get(bom..).unwrap_or(&[]);
    let attempt = attempt(body, encoding);
    let Some(first) = attempt.first_bad else {
        return Ok(clean(attempt.text, encoding, basis));
    };
    let other = sniff(body, None).filter(|other| *other != encoding);
    let is_this = encoding != UTF_8 || other.is_none() || is_mostly_utf8(body);
    if !(attempt.is_slight() && is_this) {
        return Err(ReadError::Undecodable {
            charset: encoding.name(),
            at_byte: bom + first,
            clean_as: other.map(Encoding::name),
        });
    }
    let warning = Warning::Replaced {
        count: attempt.bad,
        at_byte: bom + first,
    };
    let mut decoded = clean(attempt.text, encoding, basis);
    decoded.warnings.push(warning);
    Ok(decoded)
}

/// Decodes a page that declares its charset by `label`.
fn declared(bytes: &[u8], label: &str, hints: &Hints<'_>) -> Result<Decoded, ReadError> {
    let contradicted = |mut decoded: Decoded| {
        decoded.warnings.insert(
            0,
            Warning::CharsetContradicted {
                stated: label.to_owned(),
                used: decoded.charset.name,
            },
        );
        decoded
    };
    let encoding = match known(label) {
        // A page whose declaration can be read byte by byte is not in UTF-16.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
        None => return undeclared(bytes, hints).map(contradicted),
    };
    if encoding == UTF_8 {
        return match stated(bytes, 0, UTF_8, Basis::Declared) {
            Err(error) => match sniff(bytes, hints.url).filter(|_| !is_mostly_utf8(bytes)) {
                Some(other) => Ok(contradicted(clean(
                    attempt(bytes, other).text,
                    other,
                    Basis::Sniffed,
                ))),
                None => Err(error),
            },
            decoded => decoded,
        };
    }
    if is_evidently_utf8(bytes) {
        return stated(bytes, 0, UTF_8, Basis::ValidUtf8).map(contradicted);
    }
    let first = attempt(bytes, encoding);
    if first.first_bad.is_none() && !has_c1(&first.text) {
        return Ok(clean(first.text, encoding, Basis::Declared));
    }
    // In a charset of one byte a character, a gap in the table means another table. In one of
    // several bytes, slight damage is likelier than another charset.
    let prefers_other = encoding.is_single_byte() || !first.is_slight();
    if prefers_other
        && let Some(other) = sniff(bytes, hints.url)
        && other != encoding
    {
        return Ok(contradicted(clean(
            attempt(bytes, other).text,
            other,
            Basis::Sniffed,
        )));
    }
    stated(bytes, 0, encoding, Basis::Declared)
}

/// Decodes bytes that say nothing of their charset.
fn undeclared(bytes: &[u8], hints: &Hints<'_>) -> Result<Decoded, ReadError> {
    let is_escaped = bytes.contains(&0x1B) && bytes.windows(2).any(|pair| pair == b"\x1B$");
    if !is_escaped && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(clean(text.to_owned(), UTF_8, Basis::ValidUtf8));
    }
    if is_mostly_utf8(bytes) {
        return stated(bytes, 0, UTF_8, Basis::Sniffed);
    }
    match sniff(bytes, hints.url) {
        Some(encoding) => Ok(clean(
            attempt(bytes, encoding).text,
            encoding,
            Basis::Sniffed,
        )),
        None => stated(bytes, 0, UTF_8, Basis::Sniffed),
    }
}

/// The outcome of decoding in one charset, with U+FFFD where that failed.
pub(super) struct Attempt {
    pub text: String,
    /// How many places could not be decoded.
    bad: usize,
    /// The offset of the first byte of the first such place.
    pub first_bad: Option<usize>,
}

impl Attempt {
    fn is_slight(&self) -> bool {
        self.bad > 0 && self.bad.saturating_mul(DAMAGE_SHARE) <= self.text.chars().count()
    }
}

/// Decodes all the bytes, without looking for a byte order mark.
pub(super) fn attempt(bytes: &[u8], encoding: &'static Encoding) -> Attempt {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Attempt {
            text: text.into_owned(),
            bad: 0,
            first_bad: None,
        };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let (mut done, mut bad, mut first_bad) = (0_usize, 0_usize, None);
    loop {
        let rest = bytes.get(done..).unwrap_or(&[]);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        done += read;
        match result {
            DecoderResult::InputEmpty => {
                return Attempt {
                    text,
                    bad,
                    first_bad,
                };
            }
            DecoderResult::OutputFull => text.reserve(rest.len().max(64)),
            DecoderResult::Malformed(length, after) => {
                let at = done.saturating_sub(usize::from(length) + usize::from(after));
                first_bad = first_bad.or(Some(at));
                bad += 1;
                text.push('\u{FFFD}');
                text.reserve(64);
            }
        }
    }
}

/// Whether the bytes are valid UTF-8 with enough characters above ASCII to be so on purpose.
fn is_evidently_utf8(bytes: &[u8]) -> bool {
    let above_ascii = |text: &str| {
        text.chars()
            .filter(|c| !c.is_ascii())
            .take(UTF8_EVIDENCE)
            .count()
    };
    std::str::from_utf8(bytes).is_ok_and(|text| above_ascii(text) == UTF8_EVIDENCE)
}

/// Whether the bytes are UTF-8 with some damage, and not another charset: well-formed characters
/// above ASCII outnumber the malformed places four to one.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad.saturating_mul(4)
}

/// Whether a text holds control characters of the C1 set, which only a wrong charset gives.
/// U+0085 (next line) is let pass.
pub(super) fn has_c1(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}'))
}
