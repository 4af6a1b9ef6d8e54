//! What articles and sources there are, by name, read once for a whole sitting.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Result, locator};
use crate::model::{ArticleId, Content, Handle, RecordKind, SourceId};
use crate::record::Desk;
use crate::store::{Horizon, Read};
use crate::text::fold::fold;

/// The articles by locator and the sources by name. Kept beside one [`Desk`] while it captures or records, so that
/// many files do not each read everything again; it must not outlive that sitting.
#[derive(Debug, Default)]
pub struct Shelf {
    articles: Option<HashMap<String, ArticleId>>,
    names: Option<HashMap<String, Vec<SourceId>>>,
}

impl Shelf {
    /// A shelf that has looked at nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The article with this URL or label.
    pub(super) fn article(&mut self, desk: &Desk<'_>, locator: &str) -> Result<Option<ArticleId>> {
        let key = locator::key(locator);
        Ok(self.articles(desk)?.get(&key).copied())
    }

    /// Remembers an article that was made.
    pub(super) fn put_article(
        &mut self,
        desk: &Desk<'_>,
        locator: &str,
        article: ArticleId,
    ) -> Result<()> {
        self.articles(desk)?
            .entry(locator::key(locator))
            .or_insert(article);
        Ok(())
    }

    /// The sources of which this is a name, in any spelling that folds alike.
    pub(super) fn sources_named(&mut self, desk: &Desk<'_>, name: &str) -> Result<Vec<SourceId>> {
        let names = self.names(desk)?;
        Ok(names.get(&fold(name)).cloned().unwrap_or_default())
    }

    /// Remembers a source that was made.
    pub(super) fn put_source(
        &mut self,
        desk: &Desk<'_>,
        name: &str,
        source: SourceId,
    ) -> Result<()> {
        let sources = self.names(desk)?.entry(fold(name)).or_default();
        if !sources.contains(&source) {
            sources.push(source);
        }
        Ok(())
    }

    fn articles(&mut self, desk: &Desk<'_>) -> Result<&mut HashMap<String, ArticleId>> {
        match &mut self.articles {
            Some(known) => Ok(known),
            unread => Ok(unread.insert(articles_of(desk.read())?)),
        }
    }

    fn names(&mut self, desk: &Desk<'_>) -> Result<&mut HashMap<String, Vec<SourceId>>> {
        match &mut self.names {
            Some(known) => Ok(known),
            unread => Ok(unread.insert(names_of(desk.read())?)),
        }
    }
}

fn articles_of(read: &dyn Read) -> Result<HashMap<String, ArticleId>> {
    let mut articles = HashMap::new();
    read.each_latest(RecordKind::Article, Horizon::NOW, &mut |revision| {
        if let Content::Article(article) = &revision.content
            && let Some(locator) = article.locator.value()
        {
            let id = ArticleId::try_from(revision.record)?;
            articles.entry(locator::key(locator)).or_insert(id);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(articles)
}

fn names_of(read: &dyn Read) -> Result<HashMap<String, Vec<SourceId>>> {
    let mut names: HashMap<String, Vec<SourceId>> = HashMap::new();
    read.each_latest(RecordKind::Source, Horizon::NOW, &mut |revision| {
        if let Content::Source(source) = &revision.content {
            let id = SourceId::try_from(revision.record)?;
            for name in source.names().iter().filter_map(|name| name.name.value()) {
                let sources = names.entry(fold(name)).or_default();
                if !sources.contains(&id) {
                    sources.push(id);
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(names)
}

/// The first handle of this beginning that no source has: `x`, `x-2`, `x-3` …
pub(super) fn free_handle(desk: &Desk<'_>, wanted: &Handle) -> Result<Handle> {
    if is_free(desk, wanted)? {
        return Ok(wanted.clone());
    }
    let stem: String = wanted.as_str().chars().take(56).collect();
    let mut number = 2_u64;
    loop {
        let handle: Handle = format!("{}-{number}", stem.trim_end_matches(['-', '_']))
            .parse()
            .map_err(crate::record::RecordError::from)?;
        if is_free(desk, &handle)? {
            return Ok(handle);
        }
        number += 1;
    }
}

/// Whether no source has this handle, nor one that is taken for it.
fn is_free(desk: &Desk<'_>, handle: &Handle) -> Result<bool> {
    Ok(desk.read().sources_like(handle)?.is_empty())
}
