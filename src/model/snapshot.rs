//! Snapshots: one capture of an article each.

use super::{ArticleId, Digest, Instant, Salt};

/// One capture of an article: its bytes and its readable text, each under its SHA-256.
///
/// Both digests enter the log only as commitments, so that a page that must be erased leaves no trace by which it
/// could be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The article that was captured.
    pub article: ArticleId,
    /// When the copy was made; not when it was logged.
    pub retrieved_at: Instant,
    /// SHA-256 of the bytes as they came.
    pub raw: SealedDigest,
    /// SHA-256 of the readable text in UTF-8; quotes' byte spans point into it.
    pub text: SealedDigest,
    /// `text/html` or `text/plain`.
    pub media_type: String,
    /// The character encoding that the bytes were read in, by its WHATWG name.
    pub charset: String,
    /// How it was captured: `file`, `stdin`, `case folder`.
    pub captured_by: String,
    /// What made the readable text of the bytes, with its version.
    pub extractor: String,
}

/// A digest with the salt under which the log commits to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SealedDigest {
    /// The digest itself.
    pub digest: Digest,
    /// The salt of this field.
    pub salt: Salt,
}

impl SealedDigest {
    /// SHA-256(salt ‖ the digest's 32 bytes).
    pub fn commitment(&self) -> Digest {
        self.salt.commit(self.digest.as_bytes())
    }
}
