//! Articles: one published item each, however often it was captured.

use super::{Language, PartialDate, Prose, SourceId};

/// One published item, known by its canonical URL or, failing that, by a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The canonical URL, or the label under which the desk keeps it.
    pub locator: Prose,
    /// Who published it.
    pub publisher: Option<SourceId>,
    /// Its headline.
    pub title: Option<Prose>,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The day printed on it, in the publisher's own time zone.
    pub published_at: Option<PartialDate>,
}

impl Article {
    /// The URL, when the locator is one.
    pub fn url(&self) -> Option<&str> {
        self.locator
            .value()
            .filter(|locator| locator.contains("://"))
    }
}
