//! Why a report could not be made.

use thiserror::Error;

use crate::register::RegisterError;
use crate::store::StoreError;

/// Why a report could not be made.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A name that stands for nothing.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReportError {
    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Register(error) => error.hint(),
            Self::Store(error) => error.hint(),
        }
    }
}
