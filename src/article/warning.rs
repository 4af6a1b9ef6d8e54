//! What a person should know about a reading that did succeed.

use std::fmt;

use super::metadata::Place;

/// Something about a reading that a fact-checker should see. `Display` gives one line without a
/// full stop. Values from the page are quoted raw: whoever prints a warning must make it safe for
/// a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The bytes contradict the charset that was stated, and were read in another one.
    CharsetContradicted {
        /// What was stated, as a WHATWG name or, where unknown, as it was written.
        stated: String,
        /// The WHATWG name of the charset that was used.
        used: &'static str,
    },
    /// A charset was given by hand and used, though the bytes are also valid UTF-8.
    AlsoUtf8 {
        /// The WHATWG name of the charset that was given and used.
        used: &'static str,
    },
    /// Nothing says which charset it is; it was guessed.
    CharsetGuessed {
        /// The WHATWG name of the charset that was used.
        used: &'static str,
    },
    /// A few damaged bytes were replaced by U+FFFD in the text.
    Replaced {
        /// How many replacement characters that made.
        count: usize,
        /// The offset of the first damaged byte, from 0.
        at_byte: usize,
    },
    /// U+0000 was taken out of the text.
    NulRemoved {
        /// How many.
        count: usize,
    },
    /// Readability found no article, so the text is that of the whole page without its menus.
    WholePage,
    /// The page is nested so deeply, or marked up so badly, that its text was taken without
    /// building its tree.
    Flattened,
    /// The page prints one headline and gives another as its title in its metadata.
    HeadlineDiffers {
        /// The headline as printed; the text opens with it.
        printed: String,
        /// The title as stated in the metadata.
        title: String,
    },
    /// The page gives several publication dates that differ.
    DatesDiffer {
        /// The date that was taken, and where it stands.
        used: (String, Place),
        /// The first one that differs, and where it stands.
        other: (String, Place),
    },
    /// A value in the page's metadata is not what it should be, and was passed over.
    Unusable {
        /// Which part of the metadata: "publication date", "language", "address".
        what: &'static str,
        /// The value as it stands in the page, shortened to 100 characters.
        value: String,
        /// Where it stands.
        place: Place,
    },
    /// A block of JSON-LD is not valid JSON and was passed over.
    BrokenJsonLd,
    /// The text is in a script that its declared language is not written in.
    LanguageDoubtful {
        /// The language as declared (BCP 47).
        language: String,
        /// The script that most of the text is in.
        script: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CharsetContradicted { stated, used } => {
                write!(f, "the page says it is {stated}, but its bytes are {used}")
            }
            Self::AlsoUtf8 { used } => {
                write!(f, "read as {used} as asked, but the bytes are valid UTF-8")
            }
            Self::CharsetGuessed { used } => write!(
                f,
                "read as {used}, a guess: nothing says which charset it is; give --charset to say otherwise"
            ),
            Self::Replaced { count, at_byte } => write!(
                f,
                "damaged bytes were replaced by U+FFFD in {count} places, the first at byte {at_byte}"
            ),
            Self::NulRemoved { count } => {
                write!(f, "{count} NUL characters were left out of the text")
            }
            Self::WholePage => write!(
                f,
                "no article was found in the page, so the text is that of the whole page"
            ),
            Self::Flattened => write!(
                f,
                "the page is nested too deeply to be read as a tree, so its text was taken as it stands"
            ),
            Self::HeadlineDiffers { printed, title } => write!(
                f,
                "the headline “{printed}” differs from the title in the metadata, “{title}”"
            ),
            Self::DatesDiffer { used, other } => write!(
                f,
                "the page gives two publication dates: {} ({}) and {} ({})",
                used.0, used.1, other.0, other.1
            ),
            Self::Unusable { what, value, place } => {
                write!(f, "the {what} in {place} cannot be used: “{value}”")
            }
            Self::BrokenJsonLd => write!(f, "a block of JSON-LD in the page is not valid JSON"),
            Self::LanguageDoubtful { language, script } => write!(
                f,
                "the page says its language is {language}, but most of its text is in {script} script"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_one_line_with_its_values() {
        let warning = Warning::DatesDiffer {
            used: ("2022-09-14".to_owned(), Place::JsonLd),
            other: ("2022-09-15".to_owned(), Place::Time),
        };
        assert_eq!(
            warning.to_string(),
            "the page gives two publication dates: 2022-09-14 (JSON-LD) and 2022-09-15 (<time>)"
        );
    }
}
