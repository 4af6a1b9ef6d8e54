//! Guesses at the charset of bytes that do not say it, from the bytes themselves.
//!
//! A guess counts only if every byte can be read in it and no control characters come out.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::charset::{attempt, has_c1};

/// Guesses a charset other than UTF-8 in which all of the bytes can be read.
pub(super) fn sniff(bytes: &[u8], url: Option<&str>) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let domain = url.and_then(top_level_domain);
    let guess = detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny);
    let is_clean = |encoding: &'static Encoding| {
        let attempt = attempt(bytes, encoding);
        attempt.first_bad.is_none() && !has_c1(&attempt.text)
    };
    // windows-1252 is also what the detector answers when it knows nothing.
    (is_clean(guess) && (guess != WINDOWS_1252 || is_plausible_western(bytes))).then_some(guess)
}

/// Whether bytes read as windows-1252 look like words: most characters above ASCII are letters or
/// the punctuation of typesetting.
fn is_plausible_western(bytes: &[u8]) -> bool {
    let (mut likely, mut all) = (0_usize, 0_usize);
    for byte in bytes.iter().filter(|b| !b.is_ascii()) {
        all += 1;
        let is_likely = matches!(byte, 0xC0..=0xFF | 0x80 | 0x82 | 0x85 | 0x8A | 0x8C | 0x8E | 0x91..=0x97
            | 0x99 | 0x9A | 0x9C | 0x9E | 0x9F..=0xA3 | 0xA7..=0xAB | 0xAE | 0xB0 | 0xB4 | 0xB7 | 0xBA | 0xBB);
        likely += usize::from(is_likely);
    }
    likely.saturating_mul(10) >= all.saturating_mul(7)
}

/// The top-level domain of an address, in lower case, where it is a name in ASCII.
fn top_level_domain(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let (_, last) = url.domain()?.trim_end_matches('.').rsplit_once('.')?;
    let is_plain = !last.is_empty() && last.bytes().all(|b| b.is_ascii_lowercase());
    is_plain.then(|| last.to_owned())
}

/// UTF-16 that no byte order mark announces: NUL bytes at offsets of one parity only, and all of
/// it valid, without control characters.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let nuls = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let encoding = match (nuls(0), nuls(1)) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let attempt = attempt(bytes, encoding);
    let is_text = attempt.first_bad.is_none()
        && !has_c1(&attempt.text)
        && !attempt
            .text
            .chars()
            .any(|c| c.is_control() && !c.is_whitespace());
    is_text.then_some((encoding, attempt.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_top_level_domain_is_taken_from_names_only() {
        assert_eq!(
            top_level_domain("https://news.example.SY/a").as_deref(),
            Some("sy")
        );
        assert_eq!(
            top_level_domain("https://example.org./").as_deref(),
            Some("org")
        );
        for url in [
            "https://192.0.2.1/",
            "https://localhost/",
            "not a url",
            "https://пример.рф/",
        ] {
            assert_eq!(top_level_domain(url), None, "{url}");
        }
    }

    #[test]
    fn western_bytes_must_look_like_words() {
        assert!(is_plausible_western(b"\x93caf\xE9\x94"));
        assert!(!is_plausible_western(b"\xA4\xA5\xA6 \xB1\xB2 \xE9"));
        assert_eq!(
            sniff(b"caf\xE9 ferm\xE9", None).map(Encoding::name),
            Some("windows-1252")
        );
    }
}
