//! The article room: the bytes of one captured page or text file become the parts of a snapshot.
//!
//! **In:** bytes as they were saved, and what the caller was told about them ([`Hints`]).
//! **Out:** a [`Reading`]: media type, charset, readable text, the page's own metadata, warnings.
//! Also here: what changed between two texts ([`compare`]) and which quoted spans still stand
//! ([`standing`]).
//!
//! What holds of every reading:
//!
//! - The same bytes and hints always give the same reading. Nothing here reads a file, a clock,
//!   the environment or a database, and nothing prints.
//! - The text is UTF-8 with `\n` line ends, without a byte order mark and without U+0000. Spans
//!   into it are byte offsets. Bidirectional marks, NBSP and every other character stay as the
//!   page has them.
//! - No character is invented. U+FFFD stands in the text only where the source has it, or where
//!   [`Warning::Replaced`] counts it; bytes damaged beyond that are refused
//!   ([`ReadError::Undecodable`]).
//! - The text of a web page opens with its headline, because figures stand in headlines.
//! - Any bytes at all give a reading or a [`ReadError`], in time that grows about in step with
//!   their number.

mod charset;
mod compare;
mod date;
mod declared;
mod error;
mod headline;
mod html;
mod json_ld;
mod kind;
mod language;
mod markup;
mod metadata;
mod plain;
mod prune;
mod search;
mod shape;
mod slim;
mod sniff;
mod standing;
mod survey;
mod text;
mod warning;

#[cfg(test)]
mod tests;

pub use charset::{Basis, Charset, charset_named};
pub use compare::{Comparison, Edit, Passage, compare};
pub use error::ReadError;
pub use kind::{MediaType, UnknownMediaType};
pub use metadata::{Found, Metadata, Place};
pub use standing::{BadSpan, Standing, standing};
pub use warning::Warning;

/// The largest article that [`read`] takes, in bytes: 64 MiB. The caller compares a file's size
/// with this before reading it whole.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What one capture is read into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What kind of document the bytes were read as.
    pub media_type: MediaType,
    /// How the bytes were turned into characters, and how that was known.
    pub charset: Charset,
    /// The readable text. The byte spans of citations point into this string.
    pub text: String,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// Name and version of what made the text, for example `article 1`. A text can be made
    /// again from the bytes only by the same extractor.
    pub extractor: String,
    /// What a person should know about this reading, most important first.
    pub warnings: Vec<Warning>,
}

/// What the caller knows about the bytes from elsewhere. All of it may be absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The charset as a person or an HTTP header gave it: any label of the WHATWG Encoding
    /// Standard, in any case. It goes before what the page declares, but after a byte order mark.
    pub charset: Option<&'a str>,
    /// The media type as a person or an HTTP header gave it. It settles the matter.
    pub media_type: Option<MediaType>,
    /// The file's name; only its extension is used, and only where the content leaves room.
    pub file_name: Option<&'a str>,
    /// The address that the page was retrieved from. Relative links resolve against it, and its
    /// top-level domain helps to guess an undeclared charset.
    pub url: Option<&'a str>,
    /// Take all of the page's text and not only what looks like the article. For pages on which
    /// the readable text leaves out what is to be cited.
    pub whole_page: bool,
}

/// Reads the bytes of one article.
///
/// # Errors
///
/// [`ReadError`] when there is nothing to read, too much of it, when the bytes are no text or not
/// in the charset they are said to be in, or when a page holds no words.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reading, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            size: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    kind::refuse_known_formats(bytes)?;
    let decoded = charset::decode(bytes, hints)?;
    let mut warnings = decoded.warnings;
    let is_told = |warning: &Warning| matches!(warning, Warning::CharsetContradicted { .. });
    if decoded.charset.basis() == Basis::Sniffed
        && decoded.charset.name() != encoding_rs::UTF_8.name()
        && !warnings.iter().any(is_told)
    {
        warnings.push(Warning::CharsetGuessed {
            used: decoded.charset.name(),
        });
    }
    let (source, removed) = kind::without_nul(decoded.text)?;
    if removed > 0 {
        warnings.push(Warning::NulRemoved { count: removed });
    }
    if !source.chars().any(is_visible) {
        return Err(ReadError::Empty);
    }

    let media_type = kind::media_type(&source, hints);
    let parts = match media_type {
        MediaType::Html => html::read_html(&source, hints)?,
        MediaType::PlainText => plain::read_plain(&source),
    };
    warnings.extend(parts.warnings);
    if let Some(language) = &parts.metadata.language
        && let Some(script) = language::contradicted_by(&language.value, &parts.text)
    {
        warnings.push(Warning::LanguageDoubtful {
            language: language.value.clone(),
            script,
        });
    }
    Ok(Reading {
        media_type,
        charset: decoded.charset,
        text: parts.text,
        metadata: parts.metadata,
        extractor: parts.extractor,
        warnings,
    })
}

/// What one kind of document is read into, before the parts that all kinds share.
struct Parts {
    text: String,
    metadata: Metadata,
    extractor: String,
    warnings: Vec<Warning>,
}

/// The beginning of a text, of at most `max` bytes, cut between characters.
fn beginning(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a character is something to read: neither whitespace nor an invisible mark of
/// direction or joining.
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
