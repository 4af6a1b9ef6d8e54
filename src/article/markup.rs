//! HTML source cut into tags and text, in one pass and without building anything.
//!
//! It follows the tokenizer of the HTML Standard as far as finding the ends of tags, comments and
//! raw text (scripts, styles) needs. It only prepares pages for the real parser; the one text that
//! comes out of it directly is that of pages which that parser should not be given
//! ([`flattened`]).

/// One piece of HTML source. All pieces of a page put together are the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text with its character references, outside of raw text elements.
    Text(&'a str),
    /// The content of a script, style, title or other element that holds no tags.
    Raw {
        /// The element's name as written.
        name: &'a str,
        /// The text up to its end tag.
        text: &'a str,
        /// Whether it is a script of linked data (JSON-LD).
        is_linked_data: bool,
    },
    /// A start tag.
    Open {
        /// The element's name as written.
        name: &'a str,
        /// The whole tag, `<` to `>`.
        source: &'a str,
    },
    /// An end tag.
    Close {
        /// The element's name as written.
        name: &'a str,
        /// The whole tag, `</` to `>`.
        source: &'a str,
    },
    /// A comment, a processing instruction, or a tag that the page's end cuts off.
    Nothing,
    /// A document type.
    Doctype(&'a str),
}

/// Elements whose content holds no tags. `noscript` is one where scripts run, as they did for the
/// readers of the page.
const RAW: [&str; 9] = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
];

/// The pieces of a page, in order.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces {
        rest: html,
        raw: None,
    }
}

/// Iterator of [`pieces`].
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The start tag just read, where raw text follows it.
    raw: Option<(&'a str, &'a str)>,
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_through(&mut self, end: &str) -> &'a str {
        let length = self
            .rest
            .find(end)
            .map_or(self.rest.len(), |at| at + end.len());
        self.take(length)
    }

    fn take_raw(&mut self, name: &'a str, tag: &'a str) -> Piece<'a> {
        let mut from = 0;
        let length = loop {
            let Some(at) = self.rest[from..].find('<').map(|at| at + from) else {
                break self.rest.len();
            };
            let after = &self.rest.as_bytes()[at + 1..];
            let is_end = after.first() == Some(&b'/')
                && after
                    .get(1..=name.len())
                    .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
                && after
                    .get(name.len() + 1)
                    .is_none_or(|b| !b.is_ascii_alphanumeric());
            if is_end {
                break at;
            }
            from = at + 1;
        };
        Piece::Raw {
            name,
            text: self.take(length),
            is_linked_data: tag.to_ascii_lowercase().contains("ld+json"),
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some((name, tag)) = self.raw.take()
            && !self.rest.is_empty()
        {
            return Some(self.take_raw(name, tag));
        }
        if self.rest.is_empty() {
            return None;
        }
        let bytes = self.rest.as_bytes();
        if bytes[0] != b'<' {
            let length = self.rest.find('<').unwrap_or(self.rest.len());
            return Some(Piece::Text(self.take(length)));
        }
        Some(match bytes.get(1) {
            Some(b'!') if self.rest.starts_with("<!--") => {
                if self.rest.starts_with("<!-->") || self.rest.starts_with("<!--->") {
                    self.take_through(">");
                } else {
                    // Past "<!--", so that its own dashes are not taken for the end.
                    self.take(4);
                    self.take_through("-->");
                }
                Piece::Nothing
            }
            Some(b'!') => {
                let source = self.take_through(">");
                let is_doctype = source
                    .get(2..9)
                    .is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
                if is_doctype {
                    Piece::Doctype(source)
                } else {
                    Piece::Nothing
                }
            }
            Some(b'?') => {
                self.take_through(">");
                Piece::Nothing
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => match tag_end(bytes)
            {
                Some(end) => {
                    let source = self.take(end);
                    Piece::Close {
                        name: name_at(source, 2),
                        source,
                    }
                }
                None => {
                    self.take(bytes.len());
                    Piece::Nothing
                }
            },
            Some(b'/') => {
                self.take_through(">");
                Piece::Nothing
            }
            Some(letter) if letter.is_ascii_alphabetic() => match tag_end(bytes) {
                Some(end) => {
                    let source = self.take(end);
                    let name = name_at(source, 1);
                    if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                        self.raw = Some((name, source));
                    }
                    Piece::Open { name, source }
                }
                None => {
                    self.take(bytes.len());
                    Piece::Nothing
                }
            },
            _ => {
                let length = self.rest[1..]
                    .find('<')
                    .map_or(self.rest.len(), |at| at + 1);
                Piece::Text(self.take(length))
            }
        })
    }
}

/// The name in a tag, which begins at byte `from`.
fn name_at(source: &str, from: usize) -> &str {
    let rest = &source[from..];
    let end = rest
        .find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')
        .unwrap_or(rest.len());
    &rest[..end]
}

/// The length of the tag that the bytes open with, its `>` included; `None` if it has no end.
/// A `>` within a quoted value is no end, and a quote opens a value only after `=`.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    let mut after_equals = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at + 1),
            b'"' | b'\'' if after_equals => {
                let inner = &bytes[at + 1..];
                at += 1 + inner.iter().position(|b| b == byte)?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            b if b.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    None
}

/// The page as a flat run of paragraphs: text with its character references, a paragraph for
/// each tag that is not of a phrase, no scripts or styles. It parses in linear time however the
/// page is nested.
pub(super) fn flattened(html: &str) -> String {
    const PHRASE: [&str; 24] = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins",
        "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
    ];
    let mut out = String::with_capacity(html.len() / 2);
    out.push_str("<p>");
    let mut is_broken = true;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => {
                if !text.trim().is_empty() {
                    is_broken = false;
                }
                // A lone "<" is text here and must not open a tag when parsed again.
                match text.strip_prefix('<') {
                    Some(rest) => {
                        out.push_str("&lt;");
                        out.push_str(rest);
                    }
                    None => out.push_str(text),
                }
            }
            Piece::Open { name, .. } | Piece::Close { name, .. } => {
                let is_phrase = PHRASE
                    .iter()
                    .any(|phrase| name.eq_ignore_ascii_case(phrase));
                if !is_phrase && !is_broken {
                    out.push_str("</p><p>");
                    is_broken = true;
                }
            }
            Piece::Raw { .. } | Piece::Nothing | Piece::Doctype(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) => format!("text {text}"),
                Piece::Raw { name, text, .. } => format!("raw {name} {text}"),
                Piece::Open { name, .. } => format!("open {name}"),
                Piece::Close { name, .. } => format!("close {name}"),
                Piece::Nothing => "nothing".to_owned(),
                Piece::Doctype(_) => "doctype".to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_comments_and_raw_text_end_where_they_should() {
        assert_eq!(
            shown(
                "<!doctype html><P a='>' b=x>1 < 2</p><!-- <b> --><script>'<p>'</ script></SCRIPT>x"
            ),
            [
                "doctype",
                "open P",
                "text 1 ",
                "text < 2",
                "close p",
                "nothing",
                "open script",
                "raw script '<p>'</ script>",
                "close SCRIPT",
                "text x"
            ]
        );
        assert_eq!(shown("<p title=it's>a"), ["open p", "text a"]);
        assert_eq!(shown("a<b"), ["text a", "nothing"]);
        assert_eq!(shown("<style>p{}"), ["open style", "raw style p{}"]);
        assert_eq!(
            shown("<!-->a<?x?>b</>c"),
            [
                "nothing", "text a", "nothing", "text b", "nothing", "text c"
            ]
        );
    }

    #[test]
    fn a_flattened_page_keeps_its_words_apart_and_its_phrases_whole() {
        let flat =
            flattened("<div>one <b>t</b>wo<div>3 < 4 &amp; 5</div></div><script>x</script>six");
        assert_eq!(flat, "<p>one two</p><p>3 &lt; 4 &amp; 5</p><p>six");
    }
}
