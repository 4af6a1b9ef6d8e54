//! One saved page → an article and its snapshot.

use std::path::Path;

use super::page::Page;
use super::risk::claims_at_risk;
use super::{Result, Shelf, locator, publisher};
use crate::article::{self, MediaType, Reading};
use crate::model::{
    Article, ArticleId, Instant, Language, PartialDate, Prose, SnapshotId, SourceId,
};
use crate::record::spec::ArticleSpec;
use crate::record::{Capture, Captured, Desk};

pub use super::risk::{AtRisk, Fate};

/// What a person says about a page. What is not said is taken from the page itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The article that the page is a copy of. Else it is found by its URL or label, or made.
    pub article: Option<ArticleId>,
    /// Its URL.
    pub url: Option<String>,
    /// What it is called when neither it nor a person gives a URL.
    pub label: Option<String>,
    /// Who published it.
    pub publisher: Option<SourceId>,
    /// Its headline.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<Language>,
    /// The day printed on it.
    pub published_at: Option<PartialDate>,
    /// Its character encoding.
    pub charset: Option<String>,
    /// What kind of document it is.
    pub media_type: Option<MediaType>,
    /// Take all of the page's text.
    pub whole_page: bool,
    /// When the copy was made; else now.
    pub retrieved_at: Option<Instant>,
    /// How it was captured: `file`, `stdin`, `case folder`; else `file`.
    pub captured_by: Option<String>,
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The article.
    pub article: ArticleId,
    /// Whether it was made for this page.
    pub is_new_article: bool,
    /// The snapshot, and whether it is new.
    pub captured: Captured,
    /// The URL or label.
    pub locator: String,
    /// The headline.
    pub title: Option<String>,
    /// What differs from the copy before, when there is one.
    pub changes: Vec<Change>,
    /// The claims whose words the new copy does not have as they were.
    pub claims_at_risk: Vec<AtRisk>,
    /// What a person should know. Values from the page are in it as they are.
    pub warnings: Vec<String>,
}

impl Taken {
    /// Whether anything was written.
    pub const fn is_changed(&self) -> bool {
        self.is_new_article || !matches!(self.captured, Captured::Same(_))
    }
}

/// A run of lines that differs between two copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The lines as they were; empty where some were put in.
    pub before: String,
    /// The lines as they are; empty where some were taken out.
    pub after: String,
    /// The words in them that differ, before and after.
    pub words: Vec<(String, String)>,
}

/// Captures a page in a file. Its size is looked at before it is read.
///
/// # Errors
/// The file cannot be read or is no article; what is given does not exist; the database fails.
pub fn capture_file(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    path: &Path,
    given: &Given,
) -> Result<Taken> {
    capture_page(desk, shelf, &Page::in_file(path, given)?, given)
}

/// Captures a page that was read.
///
/// # Errors
/// What is given does not exist; the database fails.
pub fn capture_page(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    page: &Page,
    given: &Given,
) -> Result<Taken> {
    let Page {
        path,
        url,
        bytes,
        reading,
    } = page;
    let mut warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
    let found = find_or_make(
        desk,
        shelf,
        path,
        given,
        url.clone(),
        reading,
        &mut warnings,
    )?;
    let captured = desk.capture(&Capture {
        article: found.article,
        bytes,
        text: &reading.text,
        media_type: reading.media_type.to_string(),
        charset: reading.charset.to_string(),
        extractor: reading.extractor.clone(),
        captured_by: given
            .captured_by
            .clone()
            .unwrap_or_else(|| "file".to_owned()),
        retrieved_at: given.retrieved_at.unwrap_or_else(|| desk.now()),
    })?;
    let (changes, claims_at_risk) = match captured {
        Captured::First(_) | Captured::Same(_) => (Vec::new(), Vec::new()),
        Captured::Next { snapshot, before } => (
            changes_between(&desk.text_of(before)?, &reading.text),
            claims_at_risk(desk, found.article, snapshot)?,
        ),
    };
    Ok(Taken {
        article: found.article,
        is_new_article: found.is_new,
        captured,
        locator: found.locator,
        title: found.title,
        changes,
        claims_at_risk,
        warnings,
    })
}

/// The claims whose words a snapshot of their article does not have as they were, looked at anew: claims may have been
/// recorded since it was captured.
///
/// # Errors
/// The store's.
pub fn look_again(desk: &Desk<'_>, article: ArticleId, newest: SnapshotId) -> Result<Vec<AtRisk>> {
    claims_at_risk(desk, article, newest)
}

struct Found {
    article: ArticleId,
    is_new: bool,
    locator: String,
    title: Option<String>,
}

fn find_or_make(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    path: &Path,
    given: &Given,
    url: Option<String>,
    reading: &Reading,
    warnings: &mut Vec<String>,
) -> Result<Found> {
    let page = &reading.metadata;
    let own_url = page
        .canonical_url
        .as_ref()
        .and_then(|found| locator::canonical_url(&found.value).ok());
    let article = match given.article {
        Some(article) => article,
        None => {
            let locator = url
                .or(own_url)
                .or_else(|| given.label.clone())
                .unwrap_or_else(|| path.display().to_string());
            match shelf.article(desk, &locator)? {
                Some(known) => known,
                None => return make(desk, shelf, given, locator, reading, warnings),
            }
        }
    };
    let recorded = desk.article_at(article)?;
    if let Some(differs) = differing(&recorded, given) {
        warnings.push(format!(
            "{article} is recorded with another {differs}; left as recorded, see `claimlog article edit {article}`"
        ));
    }
    Ok(Found {
        article,
        is_new: false,
        locator: recorded.locator.shown().to_owned(),
        title: recorded.title.map(|title| title.shown().to_owned()),
    })
}

/// What a person says of an article that is recorded otherwise.
fn differing(article: &Article, given: &Given) -> Option<String> {
    let title = article.title.as_ref().and_then(Prose::value);
    let differs: Vec<&str> = [
        (
            "title",
            given.title.is_some() && given.title.as_deref() != title,
        ),
        (
            "publisher",
            given.publisher.is_some() && given.publisher != article.publisher,
        ),
        (
            "language",
            given.language.is_some() && given.language != article.language,
        ),
        (
            "date",
            given.published_at.is_some() && given.published_at != article.published_at,
        ),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect();
    (!differs.is_empty()).then(|| differs.join(", "))
}

fn make(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    given: &Given,
    locator: String,
    reading: &Reading,
    warnings: &mut Vec<String>,
) -> Result<Found> {
    let page = &reading.metadata;
    let publisher = match given.publisher {
        Some(publisher) => Some(publisher),
        None => {
            let name = page.publisher.as_ref().map(|found| found.value.as_str());
            let url = Some(locator.as_str()).filter(|locator| locator.contains("://"));
            let found = publisher::find_or_make(desk, shelf, name, url)?;
            warnings.extend(found.note);
            found.source
        }
    };
    let language = match (&given.language, &page.language) {
        (Some(language), _) => Some(language.clone()),
        (None, Some(found)) => usable(found, warnings),
        (None, None) => None,
    };
    let published_at = match (given.published_at, &page.published_on) {
        (Some(day), _) => Some(day),
        (None, Some(found)) => usable(found, warnings),
        (None, None) => None,
    };
    let title = given
        .title
        .clone()
        .or_else(|| page.title.as_ref().map(|found| found.value.clone()));
    let article = desk.add_article(&ArticleSpec {
        locator: locator.clone(),
        publisher,
        title: title.clone(),
        language,
        published_at,
    })?;
    shelf.put_article(desk, &locator, article)?;
    Ok(Found {
        article,
        is_new: true,
        locator,
        title,
    })
}

/// A value from the page as one of the model's; where it is none, that is said and nothing is made of it.
fn usable<T: std::str::FromStr<Err = crate::model::ModelError>>(
    found: &article::Found,
    warnings: &mut Vec<String>,
) -> Option<T> {
    match found.value.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            warnings.push(format!("from {}: {error}; left out", found.place));
            None
        }
    }
}

fn changes_between(old: &str, new: &str) -> Vec<Change> {
    let cut = |text: &str, range: &std::ops::Range<usize>| {
        text.get(range.clone()).unwrap_or_default().to_owned()
    };
    article::compare(old, new)
        .passages
        .iter()
        .map(|passage| Change {
            before: cut(old, &passage.old),
            after: cut(new, &passage.new),
            words: passage
                .edits
                .iter()
                .map(|edit| (cut(old, &edit.old), cut(new, &edit.new)))
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
