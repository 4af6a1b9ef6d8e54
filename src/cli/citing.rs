//! The flags that say where a claim stands: shared by `add`, `cite`, `amend` and `assess`.

use clap::Args;

use super::error::CliError;
use crate::model::{Digest, SnapshotId};
use crate::record::spec::{CitationSpec, CopySpec};
use crate::register::Register;

/// Where a claim stands.
#[derive(Debug, Args)]
pub struct CitationArgs {
    /// The article: id, URL or label
    #[arg(long)]
    pub article: String,
    #[command(flatten)]
    pub words: WordsArgs,
}

/// Which copy, which words, and the way they came.
#[derive(Debug, Args)]
pub struct WordsArgs {
    /// The copy: a snapshot's id, or the SHA-256 of one held elsewhere [default: the newest in which the quote stands]
    #[arg(long, value_name = "SNAPSHOT")]
    pub snapshot: Option<String>,
    /// The exact words, copied from the article; white space, bidi marks and diacritics may differ
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
    /// At which byte of the text the quote begins, where it stands in several places
    #[arg(long, value_name = "BYTE", requires = "quote")]
    pub at: Option<u64>,
    /// Who relayed it between publisher and claimant, the publisher's side first; give it once for each
    #[arg(long, value_name = "SOURCE")]
    pub via: Vec<String>,
    /// Record it although the figure cannot be read in the quote: a sum, a list of names
    #[arg(long)]
    pub unread: bool,
}

impl CitationArgs {
    pub(super) fn spec(&self, register: &Register<'_>) -> Result<CitationSpec, CliError> {
        self.words.spec(register, &self.article)
    }
}

impl WordsArgs {
    /// These words in this article: id, URL or label.
    pub(super) fn spec(
        &self,
        register: &Register<'_>,
        article: &str,
    ) -> Result<CitationSpec, CliError> {
        Ok(CitationSpec {
            article: register.find_article(article)?,
            copy: self
                .snapshot
                .as_deref()
                .map(copy)
                .transpose()?
                .unwrap_or(CopySpec::Newest),
            quote: self.quote.clone(),
            at: self.at,
            via: self
                .via
                .iter()
                .map(|name| register.find_source(name))
                .collect::<Result<_, _>>()?,
            allow_unread: self.unread,
        })
    }

    /// Whether anything was given.
    pub(super) fn is_given(&self) -> bool {
        self.snapshot.is_some() || self.quote.is_some() || !self.via.is_empty() || self.unread
    }
}

/// A copy held here, by its id, or one held elsewhere, by the hash of its bytes.
pub(super) fn copy(text: &str) -> Result<CopySpec, CliError> {
    if let Ok(raw) = text.parse::<Digest>() {
        return Ok(CopySpec::Bytes {
            raw,
            span: None,
            prefix: None,
            suffix: None,
        });
    }
    Ok(CopySpec::Held(text.parse::<SnapshotId>()?))
}
