//! The charset that a page declares about itself, read from the bytes before they are decoded:
//! an XML declaration, `<meta charset>`, or `<meta http-equiv="Content-Type">`.

/// How far into a page a declaration is looked for, in bytes. The HTML Standard asks authors for
/// the first 1,024; pages are not that careful.
const PRESCAN: usize = 4096;

/// The label of the charset that the page declares, as it is written there. Labels are not
/// checked against any list.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let start = head.trim_ascii_start();
    if start.starts_with(b"<?xml")
        && let Some(end) = start.iter().position(|b| *b == b'>')
        && let Some(label) = attributes(&start[5..end])
            .find_map(|(name, value)| (name == "encoding").then_some(value))
        && !label.is_empty()
    {
        return Some(label);
    }
    let mut rest = head;
    while let Some(at) = rest.iter().position(|b| *b == b'<') {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            let end = rest.windows(3).position(|w| w == b"-->")?;
            rest = &rest[end + 3..];
            continue;
        }
        let is_meta = rest
            .get(1..5)
            .is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && rest
                .get(5)
                .is_some_and(|b| b.is_ascii_whitespace() || *b == b'/');
        if is_meta && let Some(label) = charset_of_meta(&rest[5..]) {
            return Some(label);
        }
        rest = &rest[1..];
    }
    None
}

/// The charset that one `<meta>` tag declares; `tag` begins after its name.
fn charset_of_meta(tag: &[u8]) -> Option<String> {
    let mut content = None;
    let mut is_content_type = false;
    for (name, value) in attributes(tag) {
        match name.as_str() {
            "charset" if !value.trim().is_empty() => return Some(value.trim().to_owned()),
            "http-equiv" => is_content_type = value.trim().eq_ignore_ascii_case("content-type"),
            "content" => content = Some(value),
            _ => {}
        }
    }
    let content = content.filter(|_| is_content_type)?.to_ascii_lowercase();
    let (_, after) = content.split_once("charset")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start();
    let label = match label.chars().next() {
        Some(quote @ ('"' | '\'')) => label[1..].split(quote).next(),
        _ => label.split([';', ',', ' ', '\t', '\n', '\r']).next(),
    }?;
    (!label.is_empty()).then(|| label.to_owned())
}

/// The attributes of a tag up to its end, names in lower case, values as far as they are ASCII
/// (a charset label always is).
fn attributes(tag: &[u8]) -> impl Iterator<Item = (String, String)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let skip = |bytes: &[u8]| {
            bytes
                .iter()
                .position(|b| !(b.is_ascii_whitespace() || *b == b'/' || *b == b'?'))
                .unwrap_or(bytes.len())
        };
        rest = &rest[skip(rest)..];
        if rest.first().is_none_or(|b| *b == b'>') {
            return None;
        }
        let end = rest
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'))
            .unwrap_or(rest.len())
            .max(1);
        let name = lossless_ascii(&rest[..end]).to_ascii_lowercase();
        rest = rest[end..].trim_ascii_start();
        let Some(after) = rest.strip_prefix(b"=") else {
            return Some((name, String::new()));
        };
        rest = after.trim_ascii_start();
        let value = match rest.first() {
            Some(quote @ (b'"' | b'\'')) => {
                let inner = &rest[1..];
                let end = inner.iter().position(|b| b == quote).unwrap_or(inner.len());
                rest = inner.get(end + 1..).unwrap_or(&[]);
                &inner[..end]
            }
            _ => {
                let end = rest
                    .iter()
                    .position(|b| b.is_ascii_whitespace() || *b == b'>')
                    .unwrap_or(rest.len());
                let value = &rest[..end];
                rest = &rest[end..];
                value
            }
        };
        Some((name, lossless_ascii(value)))
    })
}

/// The bytes as a string, each byte above ASCII as `?`.
fn lossless_ascii(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|b| if b.is_ascii() { char::from(*b) } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(page: &str) -> Option<String> {
        declared_charset(page.as_bytes())
    }

    #[test]
    fn every_form_of_declaration_is_read() {
        assert_eq!(declared("<meta charset=utf-8>").as_deref(), Some("utf-8"));
        assert_eq!(
            declared("<META  CHARSET = 'Windows-1256' />").as_deref(),
            Some("Windows-1256")
        );
        assert_eq!(
            declared(r#"<meta content="text/html; charset=KOI8-R" http-equiv=Content-Type>"#)
                .as_deref(),
            Some("koi8-r")
        );
        assert_eq!(
            declared(r#"<?xml version="1.0" encoding="ISO-8859-6"?><html>"#).as_deref(),
            Some("ISO-8859-6")
        );
    }

    #[test]
    fn what_declares_nothing_is_passed_over() {
        assert_eq!(declared("<!-- <meta charset=gbk> --><p>"), None);
        assert_eq!(declared(r#"<meta name="x" content="charset=gbk">"#), None);
        assert_eq!(declared("<metadata charset=gbk>"), None);
        assert_eq!(
            declared(&format!("{}<meta charset=gbk>", " ".repeat(5000))),
            None
        );
        assert_eq!(declared("<meta charset"), None);
    }
}
