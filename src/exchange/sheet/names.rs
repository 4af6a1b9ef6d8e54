//! Whom and what the words of a sheet mean; and what to do about what is not there.

use std::collections::{HashMap, HashSet};

use super::column::Column;
use super::outcome::SheetOutcome;
use super::parse::Place;
use super::row::{Reason, Trouble};
use crate::exchange::Shelf;
use crate::model::{
    ArticleId, EventId, Handle, RecordId, RecordKind, SnapshotId, SourceId, SourceKind,
};
use crate::record::Desk;
use crate::record::spec::{ArticleSpec, EventSpec, SourceSpec};
use crate::register::{Register, RegisterError};
use crate::store::Horizon;

/// What is done about an event, a source or an article that a sheet names and the database has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The row fails: a case folder describes whom it names.
    Refuse,
    /// It is made, as far as the sheet tells of it: a sheet can be read into a new database.
    Make,
}

/// An article that a case folder's sheet names by a word of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinned {
    /// This article, in one copy if a copy is named.
    Article(ArticleId, Option<SnapshotId>),
    /// It is described and could not be captured.
    Failed,
}

/// The names of one sheet, each followed once.
pub(super) struct Names<'s> {
    shelf: &'s mut Shelf,
    pinned: &'s HashMap<String, Pinned>,
    missing: Missing,
    event: Option<EventId>,
    events: HashMap<String, EventId>,
    sources: HashMap<String, SourceId>,
    compared: HashSet<ArticleId>,
}

type Result<T> = std::result::Result<T, Trouble>;

impl<'s> Names<'s> {
    pub(super) fn new(
        shelf: &'s mut Shelf,
        pinned: &'s HashMap<String, Pinned>,
        missing: Missing,
        event: Option<EventId>,
    ) -> Self {
        Self {
            shelf,
            pinned,
            missing,
            event,
            events: HashMap::new(),
            sources: HashMap::new(),
            compared: HashSet::new(),
        }
    }

    /// The event of a row: the named one, else the sheet's, else the only one.
    pub(super) fn event(
        &mut self,
        desk: &mut Desk<'_>,
        given: Option<&str>,
        outcome: &mut SheetOutcome,
    ) -> Result<EventId> {
        let Some(given) = given else {
            if let Some(event) = self.event {
                return Ok(event);
            }
            let only = Register::new(desk.read(), Horizon::NOW).event_or_only(None);
            let only = only.map_err(|error| {
                let hint = "name the event in a column `event`, by its handle";
                match Trouble::from(error).in_column(Column::Event) {
                    Trouble::Row(reason) => Trouble::Row(reason.with_hint(hint)),
                    other => other,
                }
            })?;
            self.event = Some(only);
            return Ok(only);
        };
        if let Some(known) = self.events.get(given) {
            return Ok(*known);
        }
        let found = Register::new(desk.read(), Horizon::NOW).find_event(given);
        let event = match (found, self.makeable(given)) {
            (Err(RegisterError::Unknown { .. }), Some(handle)) => {
                let event = desk.add_event(&EventSpec {
                    handle: handle.clone(),
                    title: given.to_owned(),
                    start: None,
                    end: None,
                    place: None,
                    sides: Vec::new(),
                    note: None,
                })?;
                outcome.made += 1;
                outcome.notes.push(format!(
                    "made the event {event} “{handle}”, known by its handle only; describe it with `claimlog event edit {handle}`"
                ));
                event
            }
            (found, _) => found.map_err(|error| named(error, Column::Event))?,
        };
        self.events.insert(given.to_owned(), event);
        Ok(event)
    }

    /// The source that a word means.
    pub(super) fn source(
        &mut self,
        desk: &mut Desk<'_>,
        given: &str,
        column: Column,
        outcome: &mut SheetOutcome,
    ) -> Result<SourceId> {
        if let Some(known) = self.sources.get(given) {
            return Ok(*known);
        }
        let found = Register::new(desk.read(), Horizon::NOW).find_source(given);
        let source = match (found, self.makeable(given)) {
            (Err(RegisterError::Unknown { .. }), Some(handle)) => {
                let kind = match column {
                    Column::Publisher => SourceKind::Outlet,
                    Column::Via => SourceKind::Agency,
                    _ => SourceKind::Organisation,
                };
                let source = desk.add_source(&SourceSpec {
                    handle: handle.clone(),
                    names: vec![(given.to_owned(), None)],
                    kind,
                    country: None,
                    side: None,
                    reliability: None,
                    note: None,
                })?;
                self.shelf.put_source(desk, given, source)?;
                outcome.made += 1;
                outcome.notes.push(format!(
                    "made the source {source} “{handle}”, entered as “{kind}” since it stands under `{}`; name it with `claimlog source edit {handle}`",
                    column.name()
                ));
                source
            }
            (Err(error @ RegisterError::Unknown { .. }), None) => {
                return Err(self.unknown_source(error, column));
            }
            (found, _) => found.map_err(|error| named(error, column))?,
        };
        self.sources.insert(given.to_owned(), source);
        Ok(source)
    }

    /// The article of a row, and the copy of it where one is named.
    pub(super) fn article(
        &mut self,
        desk: &mut Desk<'_>,
        place: &Place,
        outcome: &mut SheetOutcome,
    ) -> Result<(ArticleId, Option<SnapshotId>)> {
        let given = place.article.as_str();
        match self.pinned.get(given) {
            Some(Pinned::Article(article, copy)) => {
                self.compare(desk, *article, place, outcome)?;
                return Ok((*article, *copy));
            }
            Some(Pinned::Failed) => {
                return Err(
                    Reason::new(format!("the article “{given}” was not captured"))
                        .in_column(Column::Article)
                        .into(),
                );
            }
            None => {}
        }
        let known = match self.shelf.article(desk, given)? {
            Some(known) => Some(known),
            None if given.parse::<RecordId>().is_ok() => {
                let found = Register::new(desk.read(), Horizon::NOW).find_article(given);
                Some(found.map_err(|error| named(error, Column::Article))?)
            }
            None => None,
        };
        if let Some(article) = known {
            self.compare(desk, article, place, outcome)?;
            return Ok((article, None));
        }
        if self.missing == Missing::Refuse {
            let near = self.pinned.keys().map(String::as_str);
            return Err(unknown_article(given, near).into());
        }
        let publisher = place
            .publisher
            .as_deref()
            .map(|publisher| self.source(desk, publisher, Column::Publisher, outcome));
        let spec = ArticleSpec {
            locator: given.to_owned(),
            publisher: publisher.transpose()?,
            title: place.title.clone(),
            language: place.language.clone(),
            published_at: place.published_at,
        };
        let article = desk.add_article(&spec)?;
        self.shelf.put_article(desk, given, article)?;
        self.compared.insert(article);
        outcome.made += 1;
        Ok((article, None))
    }

    /// Says where a sheet describes an article otherwise than it is recorded. Once for each article.
    fn compare(
        &mut self,
        desk: &mut Desk<'_>,
        id: ArticleId,
        place: &Place,
        outcome: &mut SheetOutcome,
    ) -> Result<()> {
        if !self.compared.insert(id) {
            return Ok(());
        }
        let article = desk.article_at(id)?;
        let mut differs = Vec::new();
        if let Some(title) = &place.title
            && article.title.as_ref().and_then(|title| title.value()) != Some(title)
        {
            differs.push("title");
        }
        if place.language.is_some() && place.language != article.language {
            differs.push("language");
        }
        if place.published_at.is_some() && place.published_at != article.published_at {
            differs.push("published_at");
        }
        if let Some(publisher) = &place.publisher {
            let found = self.source(desk, publisher, Column::Publisher, outcome)?;
            if article.publisher != Some(found) {
                differs.push("publisher");
            }
        }
        if !differs.is_empty() {
            outcome.notes.push(format!(
                "line {}: {id} has another {} in the sheet; left as recorded, see `claimlog article edit {id}`",
                place.line,
                differs.join(", ")
            ));
        }
        Ok(())
    }

    /// What to do about a source that is not there, in a sheet.
    fn unknown_source(&self, error: RegisterError, column: Column) -> Trouble {
        let is_near = matches!(&error, RegisterError::Unknown { near, .. } if !near.is_empty());
        let hint = match self.missing {
            Missing::Refuse => "describe it as a [[source]] in case.toml",
            Missing::Make => {
                "record it with `claimlog source add`, or write a handle: a–z, digits, hyphens and underscores"
            }
        };
        match named(error, column) {
            Trouble::Row(reason) if !is_near => Trouble::Row(reason.with_hint(hint)),
            other => other,
        }
    }

    /// The handle to make something under, when that is wanted and possible.
    fn makeable(&self, given: &str) -> Option<Handle> {
        match self.missing {
            Missing::Make => given.parse().ok(),
            Missing::Refuse => None,
        }
    }
}

fn named(error: RegisterError, column: Column) -> Trouble {
    Trouble::from(error).in_column(column)
}

/// Nothing is known of an article; perhaps it is spelt otherwise.
fn unknown_article<'n>(given: &str, near: impl Iterator<Item = &'n str>) -> Reason {
    let ratio = |name: &str| similar::TextDiff::from_chars(given, name).ratio();
    let near = near
        .map(|name| (ratio(name), name))
        .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))
        .filter(|(ratio, _)| *ratio >= 0.6);
    let reason = Reason::new(format!(
        "there is no {} “{given}”",
        RecordKind::Article.word()
    ))
    .in_column(Column::Article);
    match near {
        Some((_, near)) => reason.with_hint(format!("did you mean “{near}”?")),
        None => {
            reason.with_hint("describe it in case.toml, and name it here by its key or its file")
        }
    }
}
