//! What a report calls a record: its id, its handle and the name that people know it by.

use std::rc::Rc;

use super::ReportError;
use crate::model::{
    ArticleId, Event, EventId, Handle, Language, PartialDate, Prose, Source, SourceId,
};
use crate::register::Register;

/// An event or a source by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<I> {
    /// Its id.
    pub id: I,
    /// The name for typing.
    pub handle: Handle,
    /// The name to show.
    pub name: Prose,
}

/// An article by what is printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedArticle {
    /// Its id.
    pub id: ArticleId,
    /// Its URL or label.
    pub locator: Prose,
    /// Its headline.
    pub title: Option<Prose>,
    /// Who published it.
    pub publisher: Option<Named<SourceId>>,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The day printed on it.
    pub published_at: Option<PartialDate>,
}

impl Named<EventId> {
    /// The event's names.
    ///
    /// # Errors
    /// No such event; the store's.
    pub fn event(register: &Register<'_>, id: EventId) -> Result<Self, ReportError> {
        let event: Rc<Event> = register.event(id)?;
        Ok(Self {
            id,
            handle: event.handle.clone(),
            name: event.title.clone(),
        })
    }
}

impl Named<SourceId> {
    /// The source's names.
    ///
    /// # Errors
    /// No such source; the store's.
    pub fn source(register: &Register<'_>, id: SourceId) -> Result<Self, ReportError> {
        let source: Rc<Source> = register.source(id)?;
        Ok(Self {
            id,
            handle: source.handle.clone(),
            name: source.name().clone(),
        })
    }

    /// The names of a chain of relays, in its order.
    ///
    /// # Errors
    /// No such source; the store's.
    pub fn chain(register: &Register<'_>, via: &[SourceId]) -> Result<Vec<Self>, ReportError> {
        via.iter().map(|id| Self::source(register, *id)).collect()
    }
}

impl NamedArticle {
    /// What is printed on the article.
    ///
    /// # Errors
    /// No such article or publisher; the store's.
    pub fn of(register: &Register<'_>, id: ArticleId) -> Result<Self, ReportError> {
        let article = register.article(id)?;
        Ok(Self {
            id,
            locator: article.locator.clone(),
            title: article.title.clone(),
            publisher: article
                .publisher
                .map(|publisher| Named::source(register, publisher))
                .transpose()?,
            language: article.language.clone(),
            published_at: article.published_at,
        })
    }

    /// The URL, when the locator is one.
    pub fn url(&self) -> Option<&str> {
        self.locator
            .value()
            .filter(|locator| locator.contains("://"))
    }

    /// The headline, or the locator of an article without one.
    pub fn label(&self) -> &Prose {
        self.title.as_ref().unwrap_or(&self.locator)
    }
}
