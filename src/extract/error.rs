//! What can go wrong between a text and its proposals.

use crate::model::Language;

/// Why there are no proposals.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// A language pack cannot be read, or breaks a rule of the format.
    #[error("the language pack “{pack}” is wrong: {reason}")]
    Pack {
        /// The pack's code or path.
        pack: String,
        /// What is wrong, with the entry's id or the line.
        reason: String,
    },
    /// The language has no pack.
    #[error("there is no language pack for “{language}”")]
    NoPack {
        /// The language that was given.
        language: Language,
    },
    /// Nobody said which language it is, and the text does not show it.
    #[error("the language of the text is not known")]
    UnknownLanguage,
    /// Another extractor failed: its server did not answer, or not in the agreed shape.
    #[error("the extractor “{extractor}” failed: {reason}")]
    Failed {
        /// Which one.
        extractor: String,
        /// What happened.
        reason: String,
        /// What to do next.
        hint: Option<String>,
    },
}

impl ExtractError {
    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Pack { .. } => Some("src/extract/lang/README.md explains the format".to_owned()),
            Self::NoPack { .. } => Some(format!(
                "languages with a pack: {}; log the figures by hand with `claimlog add figure`",
                with_a_pack()
            )),
            Self::UnknownLanguage => Some(format!(
                "say which it is: --language ar, or \"lang\" in a line of --jsonl; languages with a pack: {}",
                with_a_pack()
            )),
            Self::Failed { hint, .. } => hint.clone(),
        }
    }
}

fn with_a_pack() -> String {
    super::languages().collect::<Vec<_>>().join(", ")
}
