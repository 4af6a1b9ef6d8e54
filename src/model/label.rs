//! Short words with a shape: handles, labels, languages, countries.
//!
//! A copy of one shares its text: a report names the same few sources and scopes with each of its figures.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::ModelError;

macro_rules! shaped {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

shaped!(
    /// A name for typing: `border-clashes-2022`. Lower-case ASCII letters, digits, hyphens and underscores, 1 to 64,
    /// beginning with a letter and ending with a letter or digit, never of the shape of an id.
    Handle
);

/// What joins the words of a handle.
pub(crate) const JOINTS: [char; 2] = ['-', '_'];

impl Handle {
    /// The words that hyphens and underscores join.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(JOINTS)
    }

    /// Whether both have the same words, whatever joins them: whoever types one of them may mean the other.
    pub fn is_mistakable_for(&self, other: &Self) -> bool {
        self.words().eq(other.words())
    }
}

impl FromStr for Handle {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let shape = !text.is_empty()
            && text.len() <= 64
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with(JOINTS)
            && text.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || JOINTS.contains(&char::from(b))
            });
        if !shape {
            return Err(ModelError::new(format!("“{text}” is not a handle")).with_hint(
                "a handle is 1 to 64 lower-case letters a–z, digits, hyphens and underscores, beginning with a letter and ending with a letter or digit: border-clashes-2022",
            ));
        }
        if text.parse::<super::RecordId>().is_ok() {
            return Err(ModelError::new(format!("“{text}” is not a handle"))
                .with_hint("it has the shape of an id; add a word to it"));
        }
        Ok(Self(text.into()))
    }
}

shaped!(
    /// A short label in the desk's own words: whose dead, which place, which side. 1 to 1,000 characters, no
    /// control characters, no white space at the ends.
    Label
);

impl Label {
    /// Whether this is the name, letter case forgiven.
    pub fn is_called(&self, name: &str) -> bool {
        self.0.to_lowercase() == name.to_lowercase()
    }
}

impl FromStr for Label {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(ModelError::new("a label is empty")
                .with_hint("leave it out, or write what it stands for"));
        }
        if trimmed.chars().count() > 1000 {
            return Err(ModelError::new(format!(
                "a label of {} characters is too long",
                trimmed.chars().count()
            ))
            .with_hint("a label has at most 1,000 characters; longer text belongs in a note"));
        }
        if let Some(control) = trimmed.chars().find(|c| c.is_control()) {
            return Err(ModelError::new(format!(
                "the label “{}” holds the control character U+{:04X}",
                trimmed.escape_debug(),
                u32::from(control)
            ))
            .with_hint("write it on one line, without control characters"));
        }
        Ok(Self(trimmed.into()))
    }
}

shaped!(
    /// A language tag of the shape of BCP 47 (RFC 5646): `ar`, `ar-SY`, `zh-Hant`. Only the shape is checked.
    Language
);

impl FromStr for Language {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let wrong = || {
            ModelError::new(format!("“{text}” is not a language tag"))
                .with_hint("write BCP 47: ar, en, ru, ar-SY, zh-Hant")
        };
        let mut parts = text.split(['-', '_']);
        let primary = parts.next().unwrap_or_default();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(wrong());
        }
        let mut tag = primary.to_ascii_lowercase();
        for part in parts {
            if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(wrong());
            }
            tag.push('-');
            match part.len() {
                2 => tag.push_str(&part.to_ascii_uppercase()),
                4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        if tag.len() > 35 {
            return Err(wrong());
        }
        Ok(Self(tag.into()))
    }
}

impl Language {
    /// Whether text of this language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let primary = self.0.split('-').next().unwrap_or_default();
        matches!(
            primary,
            "ar" | "fa" | "he" | "ur" | "ps" | "ckb" | "yi" | "dv" | "sd" | "ug" | "syr" | "arc"
        ) || self.0.contains("-Arab")
            || self.0.contains("-Hebr")
    }
}

shaped!(
    /// A country as two letters. Any two are read, so that what was once recorded can always be read again; which of
    /// them are a country's, [`Country::is_assigned`] says.
    Country
);

/// The codes of ISO 3166-1 alpha-2 as of 2026, and XK, which stands for Kosovo in the European Union's and the World
/// Bank's data.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ \
    FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS \
    IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN \
    MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN \
    TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

impl Country {
    /// Whether the code is a country's: of ISO 3166-1, or XK.
    #[must_use]
    pub fn is_assigned(&self) -> bool {
        COUNTRIES
            .split_ascii_whitespace()
            .any(|code| code == self.as_str())
    }
}

impl FromStr for Country {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let code = text.trim().to_ascii_uppercase();
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Self(code.into()))
        } else {
            Err(ModelError::new(format!("“{text}” is not a country"))
                .with_hint("write the two letters of ISO 3166: AZ, AM, SY"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_have_one_shape_and_are_never_ids() {
        for text in [
            "border-clashes-2022",
            "border_clashes-2022",
            "a__b",
            "c_17",
            "x",
        ] {
            assert_eq!(text.parse::<Handle>().unwrap().as_str(), text);
        }
        for text in [
            "",
            "Border",
            "border clashes",
            "-x",
            "x-",
            "x_",
            "_x",
            "9x",
            "c17",
            "أرمينيا",
            &"x".repeat(65),
        ] {
            assert!(text.parse::<Handle>().is_err(), "{text}");
        }
    }

    #[test]
    fn handles_of_the_same_words_are_known() {
        let is_mistakable = |one: &str, other: &str| {
            let (one, other): (Handle, Handle) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(one.is_mistakable_for(&other), other.is_mistakable_for(&one));
            one.is_mistakable_for(&other)
        };
        assert!(is_mistakable("a-b", "a_b"));
        assert!(is_mistakable("a-b_c", "a_b-c"));
        assert!(is_mistakable("paper", "paper"));
        assert!(!is_mistakable("a-b", "ab"));
        assert!(!is_mistakable("a-b", "a--b"));
        assert!(!is_mistakable("a-b", "a-b-c"));
    }

    #[test]
    fn labels_keep_every_script_and_refuse_controls() {
        assert_eq!(
            "  جنود أرمن ".parse::<Label>().unwrap().as_str(),
            "جنود أرمن"
        );
        for text in ["", "   ", "a\nb", "a\u{1b}[31m"] {
            assert!(text.parse::<Label>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn languages_are_written_one_way() {
        for (given, kept) in [
            ("AR", "ar"),
            ("ar_sy", "ar-SY"),
            ("zh-hANT-tw", "zh-Hant-TW"),
        ] {
            assert_eq!(given.parse::<Language>().unwrap().as_str(), kept);
        }
        assert!("ar".parse::<Language>().unwrap().is_right_to_left());
        assert!(!"az".parse::<Language>().unwrap().is_right_to_left());
        for text in ["", "a", "arabic", "ar--SY", "عر"] {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }
}
