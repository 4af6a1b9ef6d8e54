//! A plain text: its line ends made alike, and its first line taken for its title.

use super::Parts;
use super::metadata::{Found, Metadata, Place};

/// Longest first line that is taken for a title, in characters.
const MAX_TITLE: usize = 300;

/// How the text was made. Part of what is recorded, so change it with the rules.
const EXTRACTOR: &str = "plain 1";

/// Reads a plain text. CRLF and CR become LF; nothing else changes.
pub(super) fn read_plain(source: &str) -> Parts {
    let text = if source.contains('\r') {
        source.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        source.to_owned()
    };
    let title = text
        .lines()
        .map(str::trim)
        .find(|line| line.chars().any(super::is_visible))
        .filter(|line| line.chars().count() <= MAX_TITLE)
        .map(|line| Found {
            value: line.to_owned(),
            place: Place::FirstLine,
        });
    Parts {
        text,
        metadata: Metadata {
            title,
            ..Metadata::default()
        },
        extractor: EXTRACTOR.to_owned(),
        warnings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(source: &str) -> Option<String> {
        read_plain(source).metadata.title.map(|found| found.value)
    }

    #[test]
    fn line_ends_are_made_alike_and_nothing_else_changes() {
        assert_eq!(
            read_plain("a\r\nb\rc\n\r\n  d\t\u{200f}").text,
            "a\nb\nc\n\n  d\t\u{200f}"
        );
    }

    #[test]
    fn a_short_first_line_is_the_title() {
        assert_eq!(
            title("\n \u{200f}\n عنوان قصير \nنص").as_deref(),
            Some("عنوان قصير")
        );
        assert_eq!(title(&"x".repeat(300)), Some("x".repeat(300)));
        assert_eq!(title(&"x".repeat(301)), None);
    }
}
