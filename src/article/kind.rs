//! What kind of document some bytes are: refused formats first, then web page or plain text.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{Hints, ReadError};

/// The kinds of document that can be read as an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// A web page, HTML or XHTML: `text/html`.
    Html,
    /// Text without markup: `text/plain`.
    PlainText,
}

impl MediaType {
    /// The IANA media type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::PlainText => "text/plain",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A media type that is no kind of article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown media type “{0}”: use text/html or text/plain")]
pub struct UnknownMediaType(pub String);

impl FromStr for MediaType {
    type Err = UnknownMediaType;

    /// Reads a media type in any case, with or without parameters (`text/html; charset=utf-8`).
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let essence = s.split(';').next().unwrap_or(s).trim().to_ascii_lowercase();
        match essence.as_str() {
            "text/html" | "application/xhtml+xml" => Ok(Self::Html),
            "text/plain" => Ok(Self::PlainText),
            _ => Err(UnknownMediaType(s.to_owned())),
        }
    }
}

/// The share of NUL characters from which bytes are taken for no text: one in this many.
const NUL_SHARE: usize = 1000;

/// The share of other control characters from which bytes are taken for no text: one in this many.
const CONTROL_SHARE: usize = 50;

/// The first bytes of formats that are no text.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xFD7zXZ\x00", "an xz file"),
    (b"\x28\xB5\x2F\xFD", "a zstd file"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x7FELF", "a program (ELF)"),
    (b"\xCF\xFA\xED\xFE", "a program (Mach-O)"),
    (b"\xCA\xFE\xBA\xBE", "a program (Mach-O or Java)"),
    (b"\x00asm", "a program (WebAssembly)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old office document",
    ),
    (b"bplist00", "a Safari web archive or property list"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1A\x45\xDF\xA3", "a Matroska or WebM film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// Refuses what is known by its first bytes to be no article.
pub(super) fn refuse_known_formats(bytes: &[u8]) -> Result<(), ReadError> {
    let refuse = |looks_like, at_byte| {
        Err(ReadError::Binary {
            looks_like,
            at_byte,
        })
    };
    for (magic, looks_like) in BINARY {
        // A magic number of letters alone may also begin a text; then a NUL must follow soon.
        let is_word = magic.iter().all(u8::is_ascii_alphanumeric);
        let head = bytes.get(..512).unwrap_or(bytes);
        if bytes.starts_with(magic) && (!is_word || head.contains(&0) || *magic == b"GIF89a") {
            return refuse(looks_like, 0);
        }
    }
    if bytes.starts_with(b"MZ") && bytes.get(..128).is_some_and(|head| head.contains(&0)) {
        return refuse("a program (Windows)", 0);
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return refuse("a WebP image", 0),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) => return refuse("a recording (RIFF)", 0),
        (_, Some(b"ftyp"), Some(brand)) if brand.is_ascii() => {
            return refuse("a film or image (MPEG-4)", 4);
        }
        _ => {}
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return refuse("a tar archive", 257);
    }
    let container = |format| Err(ReadError::Container { format });
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"WARC/") {
        return container("a web archive (WARC)");
    }
    if start.starts_with(b"filedesc://") {
        return container("a web archive (ARC)");
    }
    if start.starts_with(br"{\rtf") {
        return container("a rich text document (RTF)");
    }
    if start.starts_with(b"%!PS") {
        return container("a PostScript document");
    }
    if is_mhtml(start) {
        return container("a web archive (MHTML)");
    }
    Ok(())
}

/// Whether the bytes open with the mail-like header of a saved page with all its parts (RFC 2557).
fn is_mhtml(start: &[u8]) -> bool {
    let head = start.get(..2048).unwrap_or(start).to_ascii_lowercase();
    let first_line = head.split(|b| *b == b'\n').next().unwrap_or(&[]);
    let is_header = [&b"from:"[..], b"mime-version:", b"content-type:"]
        .iter()
        .any(|name| first_line.starts_with(name));
    let contains = |needle: &[u8]| head.windows(needle.len()).any(|w| w == needle);
    is_header && contains(b"mime-version:") && contains(b"multipart/related")
}

/// Takes the stray U+0000 out of a text and tells how many there were.
///
/// # Errors
///
/// [`ReadError::Binary`] when there are too many control characters for a text.
pub(super) fn without_nul(text: String) -> Result<(String, usize), ReadError> {
    // Tab to carriage return (0x09 to 0x0D) and escape (0x1B) occur in texts.
    let is_odd = |b: &u8| *b < 0x20 && *b != 0 && *b != 0x1B && !(0x09..=0x0D).contains(b);
    // On nearly every page one look does.
    if !text.bytes().any(|b| b == 0 || is_odd(&b)) {
        return Ok((text, 0));
    }
    let nuls = text.bytes().filter(|b| *b == 0).count();
    let controls = text.as_bytes().iter().filter(|b| is_odd(b)).count();
    let too_many =
        |count: usize, share: usize| count > 2 && count.saturating_mul(share) > text.len();
    if too_many(nuls, NUL_SHARE)
        || too_many(controls, CONTROL_SHARE)
        || (nuls > 0 && text.len() < 16)
    {
        return Err(ReadError::Binary {
            looks_like: "binary data",
            at_byte: text.bytes().position(|b| b == 0 || is_odd(&b)).unwrap_or(0),
        });
    }
    if nuls == 0 {
        return Ok((text, 0));
    }
    Ok((text.replace('\0', ""), nuls))
}

/// Tells a web page from plain text: by what the caller says, then by how the content begins,
/// then by the file's name, then by how much markup there is.
pub(super) fn media_type(source: &str, hints: &Hints<'_>) -> MediaType {
    if let Some(media_type) = hints.media_type {
        return media_type;
    }
    if begins_as_html(source) {
        return MediaType::Html;
    }
    let extension = hints
        .file_name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let tags = count_html_tags(source);
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml" | "xht" | "shtml" | "php" | "asp" | "aspx") if tags > 0 => {
            MediaType::Html
        }
        Some("txt" | "text" | "md" | "log" | "csv" | "tsv" | "json" | "jsonl") => {
            MediaType::PlainText
        }
        _ if tags >= 3 && source.trim_start().starts_with('<') => MediaType::Html,
        _ if tags >= 10 => MediaType::Html,
        _ => MediaType::PlainText,
    }
}

/// Whether the first thing in the text, after comments and an XML declaration, is one that opens
/// an HTML document.
fn begins_as_html(source: &str) -> bool {
    let mut rest = source.trim_start();
    for _ in 0..16 {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?xml") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else {
            return false;
        };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|opening| {
            rest.get(..opening.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(opening))
                && !rest[opening.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        })
}

/// Counts start tags of common HTML elements in the first 64 KiB, up to 10.
fn count_html_tags(source: &str) -> usize {
    const COMMON: &[&str] = &[
        "p",
        "div",
        "span",
        "br",
        "a",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "meta",
        "title",
        "script",
        "style",
        "img",
        "link",
        "b",
        "i",
        "strong",
        "em",
        "article",
        "section",
        "main",
        "header",
        "nav",
        "body",
        "head",
        "html",
        "font",
        "center",
        "form",
        "blockquote",
    ];
    let head = super::beginning(source, 64 * 1024);
    head.split('<')
        .skip(1)
        .filter(|rest| {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
                && COMMON
                    .iter()
                    .any(|common| name.eq_ignore_ascii_case(common))
        })
        .take(10)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Hints<'_> {
        Hints {
            file_name: Some(name),
            ..Hints::default()
        }
    }

    #[test]
    fn a_media_type_is_read_with_its_parameters() {
        assert_eq!("Text/HTML; charset=utf-8".parse(), Ok(MediaType::Html));
        assert_eq!("text/plain".parse(), Ok(MediaType::PlainText));
        assert!("image/png".parse::<MediaType>().is_err());
        assert_eq!(MediaType::Html.to_string(), "text/html");
    }

    #[test]
    fn known_formats_are_named() {
        let name = |bytes: &[u8]| match refuse_known_formats(bytes) {
            Err(ReadError::Binary { looks_like, .. }) => looks_like,
            Err(ReadError::Container { format }) => format,
            _ => "text",
        };
        assert_eq!(name(b"%PDF-1.7 ..."), "a PDF document");
        assert_eq!(name(b"\x1f\x8b\x08\x00"), "a gzip file");
        assert_eq!(
            name(b"PK\x03\x04rest"),
            "a ZIP archive or an office document"
        );
        assert_eq!(
            name(b"WARC/1.0\r\nWARC-Type: response"),
            "a web archive (WARC)"
        );
        assert_eq!(
            name(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"),
            "a web archive (MHTML)"
        );
        assert_eq!(
            name(b"\x00\x00\x00\x18ftypmp42"),
            "a film or image (MPEG-4)"
        );
        assert_eq!(name(b"ID3 is also how a text may begin"), "text");
        assert_eq!(name(b"From: the desk. To: all. Nobody was hurt."), "text");
    }

    #[test]
    fn a_text_with_angle_brackets_is_still_a_text() {
        let text = "Losses were < 50 on one side <and> more than 70 on the other.";
        assert_eq!(media_type(text, &Hints::default()), MediaType::PlainText);
        assert_eq!(media_type(text, &named("notes.html")), MediaType::PlainText);
        let page = "\u{a0}\n<!-- saved --><!DOCTYPE html><p>x";
        assert_eq!(media_type(page, &named("page.txt")), MediaType::Html);
        assert_eq!(
            media_type("<p>one</p>", &named("page.htm")),
            MediaType::Html
        );
        assert_eq!(
            media_type("<p>one</p><p>two</p><br>", &Hints::default()),
            MediaType::Html
        );
        assert_eq!(
            media_type("<header-like> text", &Hints::default()),
            MediaType::PlainText
        );
        let said = Hints {
            media_type: Some(MediaType::PlainText),
            ..Hints::default()
        };
        assert_eq!(
            media_type("<!doctype html><p>x", &said),
            MediaType::PlainText
        );
    }

    #[test]
    fn a_stray_nul_is_removed_and_many_are_refused() {
        let text = format!("{}\0{}", "a".repeat(40), "b".repeat(40));
        assert_eq!(
            without_nul(text),
            Ok((format!("{}{}", "a".repeat(40), "b".repeat(40)), 1))
        );
        assert_eq!(
            without_nul("abc\0d\0e\0f\0g\0h\0i\0j\0".to_owned()),
            Err(ReadError::Binary {
                looks_like: "binary data",
                at_byte: 3
            })
        );
        assert!(without_nul("\u{1}\u{2}\u{3}\u{4} abc".to_owned()).is_err());
    }
}
