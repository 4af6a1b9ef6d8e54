//! The packs that are compiled in, read when they are first needed, and which of them a text asks for.
//!
//! A new language adds one line to [`SOURCES`].

use std::sync::OnceLock;

use crate::model::Language;

use super::error::ExtractError;
use super::guess;
use super::rules::Rules;
use super::{Dropped, Extraction, Extractor};

/// A pack as it is compiled in.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The language's code.
    pub code: &'static str,
    /// Its `rules.toml`.
    pub rules: &'static str,
}

macro_rules! sources {
    ($($code:literal),+ $(,)?) => {
        /// Every pack, by code.
        pub const SOURCES: &[Source] = &[
            $(Source { code: $code, rules: include_str!(concat!("lang/", $code, "/rules.toml")) },)+
        ];
    };
}

sources!(
    "ar", "az", "en", "es", "fa", "fr", "he", "hy", "ru", "tr", "uk"
);

/// The packs read so far, in the order of [`SOURCES`].
static READ: [OnceLock<Rules>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];

/// The languages that have a pack, by code.
pub fn languages() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|source| source.code)
}

/// The rules of a language, read at the first call; the code may have a region (`ar-SY`).
///
/// # Errors
/// No pack for it; a pack that breaks the format, which the tests exclude.
pub fn rules(language: &Language) -> Result<Rules, ExtractError> {
    let primary = language.as_str().split('-').next().unwrap_or_default();
    let Some(at) = SOURCES.iter().position(|source| source.code == primary) else {
        return Err(ExtractError::NoPack {
            language: language.clone(),
        });
    };
    if let Some(rules) = READ[at].get() {
        return Ok(rules.clone());
    }
    let source = SOURCES[at];
    let rules = Rules::read(source.code, source.rules)?;
    Ok(READ[at].get_or_init(|| rules).clone())
}

/// The language of a text, by its script and its most frequent words.
///
/// # Errors
/// [`ExtractError::UnknownLanguage`] when neither says anything.
pub fn guess_language(text: &str) -> Result<Language, ExtractError> {
    guess::guess(text)
        .and_then(|code| code.parse().ok())
        .ok_or(ExtractError::UnknownLanguage)
}

/// The extractor by rules, with every pack that is compiled in.
#[derive(Debug, Clone, Copy, Default)]
pub struct RuleExtractor;

impl Extractor for RuleExtractor {
    fn name(&self) -> &str {
        concat!("rules-", env!("CARGO_PKG_VERSION"))
    }

    fn extract(&self, text: &str, language: Option<&Language>) -> Result<Extraction, ExtractError> {
        let rules = match language {
            Some(language) => rules(language)?,
            None => rules(&guess_language(text)?)?,
        };
        Ok(Extraction {
            language: rules.language(),
            proposals: rules.propose(text),
            dropped: Dropped::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_pack_is_told() {
        let language = "ka".parse().unwrap();
        let error = RuleExtractor
            .extract("დაიღუპა 5 ადამიანი", Some(&language))
            .unwrap_err();
        assert!(matches!(error, ExtractError::NoPack { .. }), "{error}");
        assert!(error.hint().unwrap().contains("ar, az, en"));
        let error = RuleExtractor.extract("123", None).unwrap_err();
        assert!(matches!(error, ExtractError::UnknownLanguage), "{error}");
    }

    #[test]
    fn every_pack_can_be_read() {
        for source in SOURCES {
            let rules =
                Rules::read(source.code, source.rules).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(rules.code(), source.code);
        }
    }
}
