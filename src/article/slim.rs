//! Tags without what nobody reads of them: attributes that neither the metadata nor the search
//! for the article looks at, and elements that are nothing but such attributes (pictures).
//!
//! On a modern page most of the markup is of that kind, and parsing it is most of the work.

/// The attributes that are looked at anywhere. Any other has no influence on what is read.
const KEPT: [&str; 31] = [
    "alt",
    "aria-hidden",
    "aria-modal",
    "charset",
    "class",
    "colspan",
    "content",
    "datetime",
    "dir",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemid",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "rowspan",
    "start",
    "style",
    "summary",
    "title",
    "type",
    "value",
    "xml:lang",
];

/// Elements without content that say nothing in words.
const DROPPED: [&str; 8] = [
    "img", "source", "track", "embed", "param", "area", "input", "wbr",
];

/// Writes a start tag without its idle attributes. A tag of an unusual form is written as it is.
pub(super) fn push_tag(out: &mut String, name: &str, source: &str) {
    if source.len() <= name.len() + 2 {
        out.push_str(source);
        return;
    }
    if DROPPED
        .iter()
        .any(|dropped| name.eq_ignore_ascii_case(dropped))
    {
        return;
    }
    let start = out.len();
    out.push('<');
    out.push_str(name);
    let body = source.get(1 + name.len()..source.len() - 1).unwrap_or("");
    if push_attributes(out, body).is_none() {
        out.truncate(start);
        out.push_str(source);
        return;
    }
    out.push_str(if body.ends_with('/') { " />" } else { ">" });
}

/// Writes those attributes of a tag that are looked at; `None` where one is of an unusual form.
fn push_attributes(out: &mut String, body: &str) -> Option<()> {
    let mut rest = body;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return Some(());
        }
        let bytes = rest.as_bytes();
        let name_end = bytes
            .iter()
            .position(|b| {
                b.is_ascii_whitespace() || matches!(b, b'=' | b'/' | b'"' | b'\'' | b'<' | b'>')
            })
            .unwrap_or(bytes.len());
        let gap = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_whitespace())
                .count()
        };
        if name_end == 0 || matches!(bytes.get(name_end), Some(b'"' | b'\'' | b'<' | b'>')) {
            return None;
        }
        let equals = name_end + gap(name_end);
        let end = if bytes.get(equals) == Some(&b'=') {
            let value = equals + 1 + gap(equals + 1);
            match bytes.get(value) {
                Some(quote @ (b'"' | b'\'')) => {
                    let inner = value + 1;
                    inner + bytes[inner..].iter().position(|b| b == quote)? + 1
                }
                _ => {
                    let length = bytes[value..].iter().position(u8::is_ascii_whitespace);
                    length.map_or(bytes.len(), |length| value + length)
                }
            }
        } else {
            name_end
        };
        let name = &rest[..name_end];
        if KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept)) {
            out.push(' ');
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slim(name: &str, source: &str) -> String {
        let mut out = String::new();
        push_tag(&mut out, name, source);
        out
    }

    #[test]
    fn idle_attributes_go_and_the_others_stay_as_written() {
        assert_eq!(slim("P", "<P>"), "<P>");
        assert_eq!(
            slim(
                "div",
                "<div data-x='a > b'  CLASS = \"one two\"\n onclick=go() id=a hidden>"
            ),
            "<div CLASS = \"one two\" id=a hidden>"
        );
        assert_eq!(slim("br", "<br data-x/>"), "<br />");
        assert_eq!(slim("a", "<a href=/x/ data-y>"), "<a href=/x/>");
        assert_eq!(slim("a", "<a href=/x/>"), "<a href=/x/ />");
        assert_eq!(slim("img", "<img src=a alt=b>"), "");
    }

    #[test]
    fn a_tag_of_unusual_form_stays_whole() {
        for tag in [
            "<p a\"b class=x>",
            "<p \"class=x>",
            "<p =x>",
            "<p <b class=x>",
        ] {
            assert_eq!(slim("p", tag), tag);
        }
    }
}
