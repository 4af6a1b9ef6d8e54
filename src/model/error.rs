//! What can be wrong with a value: one error for the whole room, worded for the person who typed it.

use thiserror::Error;

/// Why a value is not one of the model's. The message names the thing and the value; [`ModelError::hint`] says
/// what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ModelError {
    message: String,
    hint: Option<String>,
}

impl ModelError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
