//! Free text from outside: quotes, wordings, names, notes. It enters the log only as a commitment.
//!
//! A commitment is SHA-256(salt ‖ value) with a salt of its own for every field. Whoever holds value and salt can
//! show that the log commits to them; erasing both on legal request leaves every proof valid and says nothing of
//! what stood there, however short or guessable it was.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Digest, ModelError};

/// Sixteen random bytes that keep a short value from being guessed from its commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Salt([u8; 16]);

impl Salt {
    /// A salt drawn elsewhere.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// SHA-256(salt ‖ value).
    pub fn commit(&self, value: &[u8]) -> Digest {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(value);
        Digest::from_bytes(hasher.finalize().into())
    }
}

impl std::fmt::Display for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Salt {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        // A salt is half a digest: the same digits, the same care.
        let padded = format!("{text}{}", "0".repeat(32));
        let digest: Digest = padded.parse().map_err(|_| {
            ModelError::new(format!("“{text}” is not a salt of 32 hexadecimal digits"))
        })?;
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest.as_bytes()[..16]);
        Ok(Self(bytes))
    }
}

/// One free text with its salt, or what is left of it when it has been erased.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Prose {
    /// The value, exactly as given; never altered.
    Kept {
        /// The salt of this field.
        salt: Salt,
        /// The text; a copy of it shares the letters.
        value: Arc<str>,
    },
    /// Erased on request; the commitment stays, so that every proof stays valid.
    Erased {
        /// What the log holds of it.
        commitment: Digest,
    },
}

impl Prose {
    /// A text to be logged with this salt.
    pub fn new(salt: Salt, value: impl Into<Arc<str>>) -> Self {
        Self::Kept {
            salt,
            value: value.into(),
        }
    }

    /// What the log holds of it: SHA-256(salt ‖ value).
    pub fn commitment(&self) -> Digest {
        match self {
            Self::Kept { salt, value } => salt.commit(value.as_bytes()),
            Self::Erased { commitment } => *commitment,
        }
    }

    /// The text, unless it was erased.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Kept { value, .. } => Some(value),
            Self::Erased { .. } => None,
        }
    }

    /// As [`Prose::shown`], sharing the letters.
    pub fn shared(&self) -> Arc<str> {
        match self {
            Self::Kept { value, .. } => Arc::clone(value),
            Self::Erased { .. } => self.shown().into(),
        }
    }

    /// The text, or a word that says it was erased; for people, never for comparing.
    pub fn shown(&self) -> &str {
        self.value().unwrap_or("[erased]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erasing_keeps_the_commitment() {
        let kept = Prose::new(Salt::from_bytes([7; 16]), "نحو 50");
        let erased = Prose::Erased {
            commitment: kept.commitment(),
        };
        assert_eq!(kept.commitment(), erased.commitment());
        assert_eq!(erased.value(), None);
    }

    #[test]
    fn the_same_text_commits_differently_under_another_salt() {
        let one = Prose::new(Salt::from_bytes([1; 16]), "50");
        let two = Prose::new(Salt::from_bytes([2; 16]), "50");
        assert_ne!(one.commitment(), two.commitment());
    }
}
