//! Why bytes could not be read as an article, in words for the person who gave them.

use thiserror::Error;

/// Why [`read`](super::read) refused some bytes. The message names the thing and the value;
/// [`hint`](ReadError::hint) says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// No bytes, or nothing in them but whitespace and invisible marks.
    #[error("the file is empty")]
    Empty,
    /// The bytes are no text.
    #[error("this is not text: it looks like {looks_like} (byte {at_byte})")]
    Binary {
        /// What the bytes look like, with its article: "a PDF document".
        looks_like: &'static str,
        /// The byte offset that shows it, from 0.
        at_byte: usize,
    },
    /// The bytes are text, but in a format that wraps an article in something else.
    #[error("{format} cannot be read as an article")]
    Container {
        /// The format, with its article: "a web archive (MHTML)".
        format: &'static str,
    },
    /// More bytes than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("the file has at least {size} bytes, and an article may have {limit}")]
    TooLarge {
        /// How many were read, in bytes; whoever reads stops behind the first that is too many.
        size: usize,
        /// The largest size allowed, in bytes.
        limit: usize,
    },
    /// A charset was given that the WHATWG Encoding Standard does not know, or whose use it forbids.
    #[error("unknown charset “{0}”")]
    UnknownCharset(String),
    /// The bytes are not in the charset they were said, or seen, to be in.
    #[error("the bytes are not {charset}: the first that is not is byte {at_byte}")]
    Undecodable {
        /// The WHATWG name of the charset that was tried.
        charset: &'static str,
        /// The offset of the first byte that cannot be decoded, from 0.
        at_byte: usize,
        /// The WHATWG name of a charset in which all the bytes can be read, where one was found.
        clean_as: Option<&'static str>,
    },
    /// A web page without any words in its body.
    #[error("the page has no text")]
    NoText,
}

impl ReadError {
    /// What the person can do about it, as one sentence without its full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Binary { .. } => Some(
                "save the article as a web page (HTML only) or as plain text, and keep the original beside it"
                    .to_owned(),
            ),
            Self::Container { .. } => {
                Some("save the page as “HTML only”, or copy its text into a .txt file".to_owned())
            }
            Self::TooLarge { .. } => {
                Some("check that this is one article and not an archive of many".to_owned())
            }
            Self::UnknownCharset(_) => Some(
                "use a name of the WHATWG Encoding Standard, such as utf-8, windows-1256, iso-8859-6, \
                 utf-16le or koi8-r"
                    .to_owned(),
            ),
            Self::Undecodable {
                clean_as: Some(other),
                ..
            } => Some(format!(
                "the bytes can be read as {other}; give that charset if the text then reads well"
            )),
            Self::Undecodable { clean_as: None, .. } => Some(
                "the file may be damaged; capture the page again, or give its charset".to_owned(),
            ),
            Self::NoText => Some(
                "the page may fill itself in by script; save it from a browser after it has loaded, \
                 or save its text"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_value_and_a_hint_names_the_remedy() {
        let error = ReadError::Undecodable {
            charset: "UTF-8",
            at_byte: 17,
            clean_as: Some("windows-1256"),
        };
        assert_eq!(
            error.to_string(),
            "the bytes are not UTF-8: the first that is not is byte 17"
        );
        assert!(error.hint().is_some_and(|h| h.contains("windows-1256")));
        let error = ReadError::UnknownCharset("utf-9".to_owned());
        assert_eq!(error.to_string(), "unknown charset “utf-9”");
        assert!(error.hint().is_some());
    }
}
