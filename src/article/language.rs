//! Language tags as pages declare them (BCP 47), and a check of them against the text.

/// A language tag in its canonical case, or `None` when it has not the shape of one.
///
/// Takes the underscores of locale names (`ar_SA`), and leaves out a POSIX charset (`ar_SA.UTF-8`).
/// A primary language of more than three letters (`arabic`) is a name and no tag. `und`, `mul`,
/// `zxx` and `x-default` say nothing about a language and give `None`.
pub(super) fn canonical_tag(raw: &str) -> Option<String> {
    let tag = raw.trim().split(['.', '@']).next().unwrap_or("");
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    let is_alpha = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
    let is_alnum = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric());
    if !matches!(primary.len(), 2 | 3)
        || !is_alpha(&primary)
        || matches!(primary.as_str(), "und" | "mul" | "zxx")
    {
        return None;
    }
    let mut out = primary;
    let mut in_extension = false;
    let mut expects_more = false;
    for (index, part) in parts.enumerate() {
        if part.is_empty() || part.len() > 8 || !is_alnum(part) {
            return None;
        }
        out.push('-');
        expects_more = part.len() == 1;
        in_extension |= part.len() == 1;
        let starts_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
        match part.len() {
            _ if in_extension => out.push_str(&part.to_ascii_lowercase()),
            4 if is_alpha(part) => {
                out.push_str(&part[..1].to_ascii_uppercase());
                out.push_str(&part[1..].to_ascii_lowercase());
            }
            2 if is_alpha(part) => out.push_str(&part.to_ascii_uppercase()),
            3 if part.bytes().all(|b| b.is_ascii_digit()) => out.push_str(part),
            3 if is_alpha(part) && index < 3 => out.push_str(&part.to_ascii_lowercase()),
            4 if starts_with_digit => out.push_str(&part.to_ascii_lowercase()),
            5..=8 => out.push_str(&part.to_ascii_lowercase()),
            _ => return None,
        }
    }
    (!expects_more).then_some(out)
}

/// The scripts that are told apart, with the languages that are written in no other.
const SCRIPTS: &[(&str, &[&str])] = &[
    (
        "Latin",
        &[
            "en", "fr", "de", "es", "pt", "it", "nl", "cs", "pl", "sv", "fi", "tr", "hu", "ro",
            "da", "nb", "id", "vi",
        ],
    ),
    ("Arabic", &["ar", "fa", "ur", "ps", "ckb"]),
    ("Cyrillic", &["ru", "uk", "bg", "be", "mk"]),
    ("Hebrew", &["he", "iw", "yi"]),
    ("Greek", &["el"]),
    ("Armenian", &["hy"]),
    ("Georgian", &["ka"]),
    ("Han, Kana or Hangul", &["zh", "ja", "ko"]),
];

fn script_of(c: char) -> Option<usize> {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(0),
        '\u{620}'..='\u{64A}'
        | '\u{66E}'..='\u{6D3}'
        | '\u{750}'..='\u{77F}'
        | '\u{FB50}'..='\u{FEFC}' => Some(1),
        '\u{400}'..='\u{52F}' => Some(2),
        '\u{5D0}'..='\u{5F2}' => Some(3),
        '\u{370}'..='\u{3FF}' => Some(4),
        '\u{531}'..='\u{587}' => Some(5),
        '\u{10A0}'..='\u{10FF}' => Some(6),
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Some(7),
        _ => None,
    }
}

/// The script that most of the text is in, where that rules out the declared language.
/// Texts of fewer than 40 letters and languages of several scripts are let be.
pub(super) fn contradicted_by(tag: &str, text: &str) -> Option<&'static str> {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or("");
    if subtags.any(|subtag| subtag.len() == 4) {
        return None;
    }
    let expected = SCRIPTS
        .iter()
        .position(|(_, languages)| languages.contains(&primary))?;
    let mut counts = [0_usize; SCRIPTS.len()];
    if text.is_ascii() {
        counts[0] = text.bytes().filter(u8::is_ascii_alphabetic).count();
    } else {
        for script in text.chars().filter_map(script_of) {
            counts[script] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let (most, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let is_clear =
        total >= 40 && most != expected && count.saturating_mul(4) > total.saturating_mul(3);
    is_clear.then(|| SCRIPTS[most].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_get_their_canonical_case() {
        let cases = [
            ("AR_sa", "ar-SA"),
            ("en", "en"),
            ("zh-hant-hk", "zh-Hant-HK"),
            ("es-419", "es-419"),
            ("sr-Latn", "sr-Latn"),
            ("de-CH-1901", "de-CH-1901"),
            ("ar_EG.UTF-8", "ar-EG"),
            ("en-u-CA-islamic", "en-u-ca-islamic"),
        ];
        for (raw, expected) in cases {
            assert_eq!(canonical_tag(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for raw in [
            "",
            "arabic",
            "x-default",
            "und",
            "a",
            "en-",
            "en--us",
            "ar sa",
            "12",
            "en-toolongsub",
            "en-u",
        ] {
            assert_eq!(canonical_tag(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_text_in_another_script_contradicts_its_language() {
        let arabic = "كلمات كثيرة مكتوبة هنا لكي يكون النص طويلا بما يكفي";
        assert_eq!(contradicted_by("en-US", arabic), Some("Arabic"));
        assert_eq!(contradicted_by("ar", arabic), None);
        assert_eq!(contradicted_by("sw", arabic), None);
        assert_eq!(contradicted_by("en", "كلمة"), None);
        assert_eq!(contradicted_by("uz-Arab", arabic), None);
    }
}
