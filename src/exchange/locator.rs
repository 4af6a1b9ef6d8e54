//! One spelling for one URL: what an article is known by.

use url::Url;

use super::{ExchangeError, Result};

/// The canonical spelling of a URL: host in lower case, without its fragment and without the parameters that only
/// say how a reader came there (`utm_…`, `fbclid`). Everything else stays, in its order.
///
/// # Errors
/// [`ExchangeError::NotAUrl`].
pub fn canonical_url(given: &str) -> Result<String> {
    parse(given).ok_or_else(|| ExchangeError::NotAUrl(given.to_owned()))
}

/// What an article is found by: its URL in canonical spelling, or its label as it is.
pub(super) fn key(locator: &str) -> String {
    let url = if locator.contains("://") {
        parse(locator)
    } else {
        None
    };
    url.unwrap_or_else(|| locator.to_owned())
}

/// The host of a URL without a leading `www.`.
pub(super) fn host(locator: &str) -> Option<String> {
    let url = Url::parse(locator.trim()).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

fn parse(given: &str) -> Option<String> {
    let mut url = Url::parse(given.trim()).ok()?;
    if !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !is_tracking(pair.split('=').next().unwrap_or_default()))
            .collect();
        let kept = kept.join("&");
        url.set_query(if kept.is_empty() { None } else { Some(&kept) });
    }
    Some(url.into())
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || name == "fbclid"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_spelling() {
        let cases = [
            ("https://Example.ORG/a?b=1#top", "https://example.org/a?b=1"),
            (
                "https://example.org/a?utm_source=x&id=7&fbclid=y&UTM_medium=z",
                "https://example.org/a?id=7",
            ),
            (
                "https://example.org/a?utm_source=x",
                "https://example.org/a",
            ),
            ("https://example.org", "https://example.org/"),
        ];
        for (given, canonical) in cases {
            assert_eq!(canonical_url(given).unwrap(), canonical);
            assert_eq!(canonical_url(canonical).unwrap(), canonical);
            assert_eq!(key(given), canonical);
        }
        assert_eq!(key("a label: one"), "a label: one");
        assert_eq!(host("https://www.example.org/x").unwrap(), "example.org");
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for given in ["", "example.org/a", "c17", "mailto:x@example.org", "C:\\x"] {
            assert!(canonical_url(given).is_err(), "{given}");
        }
    }
}
