//! Events, sources and articles: what claims name.

use super::spec::{ArticleSpec, EventSpec, SourceSpec};
use super::{Desk, RecordError, Result, Why};
use crate::model::{
    Article, ArticleId, Cause, Content, Event, EventId, Handle, RecordId, Source, SourceId,
    SourceName,
};

impl Desk<'_> {
    /// Records a new event.
    ///
    /// # Errors
    /// The handle is taken, or too like another.
    pub fn add_event(&mut self, spec: &EventSpec) -> Result<EventId> {
        self.event_handle_is_free(&spec.handle, None)?;
        let event = self.event(spec, None)?;
        Ok(self
            .log(None, &Why::first(), Content::Event(event))?
            .record
            .try_into()?)
    }

    /// Writes a new version of an event.
    ///
    /// # Errors
    /// No such event; the handle is another's, or too like one; nothing changes.
    pub fn edit_event(&mut self, id: EventId, spec: &EventSpec, why: &Why) -> Result<()> {
        let before = self.event_at(id)?;
        if before.handle != spec.handle {
            self.event_handle_is_free(&spec.handle, Some(id))?;
        }
        let event = self.event(spec, Some(&before))?;
        if event == before {
            return Err(RecordError::NothingChanges(id.into()));
        }
        self.log(Some(id.into()), why, Content::Event(event))
            .map(drop)
    }

    /// The newest version of an event.
    ///
    /// # Errors
    /// No such event.
    pub fn event_at(&self, id: EventId) -> Result<Event> {
        match self.latest(id.into())?.content {
            Content::Event(event) => Ok(event),
            _ => Err(RecordError::Unknown(id.into())),
        }
    }

    /// Refuses a handle that another event has, or has with other joints between the same words.
    fn event_handle_is_free(&self, handle: &Handle, of: Option<EventId>) -> Result<()> {
        let like = self.write.events_like(handle)?;
        let others = like.into_iter().filter(|(_, by)| Some(*by) != of);
        free(handle, others.map(|(like, by)| (like, by.into())))
    }

    fn event(&mut self, spec: &EventSpec, before: Option<&Event>) -> Result<Event> {
        if let (Some(start), Some(end)) = (spec.start, spec.end)
            && let (Some(first), Some(last)) = (start.earliest(), end.latest())
            && last < first
        {
            return Err(RecordError::EndsBeforeItBegins { start, end });
        }
        Ok(Event {
            handle: spec.handle.clone(),
            title: self.reseal(before.map(|event| &event.title), &spec.title)?,
            start: spec.start,
            end: spec.end,
            place: spec.place.clone(),
            sides: spec.sides.clone(),
            note: self.reseal_or_none(
                before.and_then(|event| event.note.as_ref()),
                spec.note.as_deref(),
            )?,
        })
    }

    /// Records a new source.
    ///
    /// # Errors
    /// The handle is taken, or too like another; no name.
    pub fn add_source(&mut self, spec: &SourceSpec) -> Result<SourceId> {
        self.source_handle_is_free(&spec.handle, None)?;
        let source = self.source(spec, None)?;
        Ok(self
            .log(None, &Why::first(), Content::Source(source))?
            .record
            .try_into()?)
    }

    /// Writes a new version of a source.
    ///
    /// # Errors
    /// No such source; the handle is another's, or too like one; nothing changes.
    pub fn edit_source(&mut self, id: SourceId, spec: &SourceSpec, why: &Why) -> Result<()> {
        let before = self.source_at(id)?;
        if before.handle != spec.handle {
            self.source_handle_is_free(&spec.handle, Some(id))?;
        }
        let source = self.source(spec, Some(&before))?;
        if source == before {
            return Err(RecordError::NothingChanges(id.into()));
        }
        self.log(Some(id.into()), why, Content::Source(source))
            .map(drop)
    }

    /// The newest version of a source.
    ///
    /// # Errors
    /// No such source.
    pub fn source_at(&self, id: SourceId) -> Result<Source> {
        match self.latest(id.into())?.content {
            Content::Source(source) => Ok(source),
            _ => Err(RecordError::Unknown(id.into())),
        }
    }

    /// Refuses a handle that another source has, or has with other joints between the same words.
    fn source_handle_is_free(&self, handle: &Handle, of: Option<SourceId>) -> Result<()> {
        let like = self.write.sources_like(handle)?;
        let others = like.into_iter().filter(|(_, by)| Some(*by) != of);
        free(handle, others.map(|(like, by)| (like, by.into())))
    }

    fn source(&mut self, spec: &SourceSpec, before: Option<&Source>) -> Result<Source> {
        // A country that was recorded before stays as it is.
        if let Some(country) = &spec.country
            && before.and_then(|source| source.country.as_ref()) != Some(country)
            && !country.is_assigned()
        {
            return Err(RecordError::NoCountry(country.clone()));
        }
        let mut names = Vec::with_capacity(spec.names.len());
        for (name, language) in &spec.names {
            let known = before
                .into_iter()
                .flat_map(Source::names)
                .find(|known| known.name.value() == Some(name) && known.language == *language);
            names.push(SourceName {
                name: self.reseal(known.map(|known| &known.name), name)?,
                language: language.clone(),
            });
        }
        let mut source = Source::new(spec.handle.clone(), names, spec.kind)?;
        source.country = spec.country.clone();
        source.side = spec.side.clone();
        source.reliability = spec.reliability;
        source.note = self.reseal_or_none(
            before.and_then(|source| source.note.as_ref()),
            spec.note.as_deref(),
        )?;
        Ok(source)
    }

    /// Records a new article. Whether one with this locator is there is for the caller to know, who has a register
    /// of them (see [`crate::register`]).
    ///
    /// # Errors
    /// The publisher does not exist.
    pub fn add_article(&mut self, spec: &ArticleSpec) -> Result<ArticleId> {
        let article = self.article(spec, None)?;
        Ok(self
            .log(None, &Why::first(), Content::Article(article))?
            .record
            .try_into()?)
    }

    /// Writes a new version of an article.
    ///
    /// # Errors
    /// No such article or publisher; nothing changes.
    pub fn edit_article(&mut self, id: ArticleId, spec: &ArticleSpec, why: &Why) -> Result<()> {
        let before = self.article_at(id)?;
        let article = self.article(spec, Some(&before))?;
        if article == before {
            return Err(RecordError::NothingChanges(id.into()));
        }
        self.log(Some(id.into()), why, Content::Article(article))
            .map(drop)
    }

    /// The newest version of an article.
    ///
    /// # Errors
    /// No such article.
    pub fn article_at(&self, id: ArticleId) -> Result<Article> {
        match self.latest(id.into())?.content {
            Content::Article(article) => Ok(article),
            _ => Err(RecordError::Unknown(id.into())),
        }
    }

    fn article(&mut self, spec: &ArticleSpec, before: Option<&Article>) -> Result<Article> {
        if let Some(publisher) = spec.publisher {
            self.must_exist(publisher)?;
        }
        Ok(Article {
            locator: self.reseal(before.map(|article| &article.locator), &spec.locator)?,
            publisher: spec.publisher,
            title: self.reseal_or_none(
                before.and_then(|article| article.title.as_ref()),
                spec.title.as_deref(),
            )?,
            language: spec.language.clone(),
            published_at: spec.published_at,
        })
    }
}

/// Refuses a handle that another record has, or of which another has the same words; the first of those `others`.
fn free(handle: &Handle, mut others: impl Iterator<Item = (Handle, RecordId)>) -> Result<()> {
    let Some((like, by)) = others.next() else {
        return Ok(());
    };
    let handle = handle.clone();
    Err(match like == handle {
        true => RecordError::HandleTaken { handle, by },
        false => RecordError::HandleMistakable { handle, like, by },
    })
}

impl Default for Why {
    /// The desk corrects itself, without a word why: what an edit of a description is when nothing else is said.
    fn default() -> Self {
        Self {
            grounds: Cause::DeskCorrection.into(),
            reason: None,
        }
    }
}
