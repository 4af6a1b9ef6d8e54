//! Who is meant: ids, handles, names in any language, URLs and labels, turned into records; and records into names.
//!
//! Enter: what a person typed or a sheet says. Leave: ids, or an error that names the nearest there is. Nothing is
//! guessed: a name that fits two sources is refused. Lookups of names read each kind of record once and remember it.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::model::{
    Article, ArticleId, Claim, ClaimId, Content, Event, EventId, Handle, RecordId, RecordKind,
    Snapshot, SnapshotId, Source, SourceId,
};
use crate::store::{Horizon, Read, StoreError};
use crate::text::fold::fold;

/// Why a reference could not be followed.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// Nothing of that name.
    #[error("there is no {} “{given}”", kind.word())]
    Unknown {
        /// What was looked for.
        kind: RecordKind,
        /// What was given.
        given: String,
        /// What there is that looks like it.
        near: Vec<String>,
    },
    /// Several of that name.
    #[error("“{given}” may be {}", among.join(" or "))]
    Ambiguous {
        /// What was given.
        given: String,
        /// Whom it fits.
        among: Vec<String>,
    },
    /// The event was left out, and there is not exactly one.
    #[error("which event? there are {0}")]
    WhichEvent(usize),
    /// An id of another kind.
    #[error("{given} is {}, not {}", article_word(*found), article_word(*wanted))]
    OtherKind {
        /// What was given.
        given: RecordId,
        /// Its kind.
        found: RecordKind,
        /// The kind that was asked for.
        wanted: RecordKind,
    },
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn article_word(kind: RecordKind) -> String {
    let word = kind.word();
    let article = if word.starts_with(['a', 'e']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

impl RegisterError {
    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { near, .. } if !near.is_empty() => {
                format!("did you mean {}?", near.join(" or "))
            }
            Self::Unknown {
                kind: RecordKind::Assessment,
                ..
            } => "`claimlog list assessments` shows what there is; `claimlog assess` rates a claim"
                .to_owned(),
            Self::Unknown {
                kind: RecordKind::Claim | RecordKind::Snapshot,
                ..
            } => {
                "`claimlog list claims` and `claimlog list snapshots` show what there is".to_owned()
            }
            Self::Unknown { kind, .. } => {
                format!(
                    "`claimlog {0} list` shows what there is; `claimlog {0} add` records a new one",
                    kind.word()
                )
            }
            Self::Ambiguous { .. } => "give the id or the handle".to_owned(),
            Self::WhichEvent(0) => "record one with `claimlog event add`".to_owned(),
            Self::WhichEvent(_) => {
                "name one: with --event, or as the argument of `report event`; `claimlog event list` shows them"
                    .to_owned()
            }
            Self::OtherKind { .. } => return None,
            Self::Store(error) => return error.hint(),
        })
    }
}

/// What this room's functions return.
pub type Result<T> = std::result::Result<T, RegisterError>;

/// Names to records and records to names, within a horizon.
pub struct Register<'a> {
    read: &'a dyn Read,
    horizon: Horizon,
    // Keyed by numbers that the log gave: nobody outside can choose them to collide.
    events: RefCell<FxHashMap<EventId, Rc<Event>>>,
    sources: RefCell<FxHashMap<SourceId, Rc<Source>>>,
    articles: RefCell<FxHashMap<ArticleId, Rc<Article>>>,
    snapshots: RefCell<FxHashMap<SnapshotId, Rc<Snapshot>>>,
}

impl<'a> Register<'a> {
    /// A register of what had been recorded within the horizon.
    pub fn new(read: &'a dyn Read, horizon: Horizon) -> Self {
        Self {
            read,
            horizon,
            events: RefCell::default(),
            sources: RefCell::default(),
            articles: RefCell::default(),
            snapshots: RefCell::default(),
        }
    }

    /// The event that an id or handle names.
    ///
    /// # Errors
    /// [`RegisterError::Unknown`].
    pub fn find_event(&self, given: &str) -> Result<EventId> {
        if let Some(id) = self.by_id(given, RecordKind::Event)? {
            return Ok(EventId::new(id.number()));
        }
        if let Ok(handle) = given.parse::<Handle>()
            && let Some(id) = self.read.event_by_handle(&handle)?
        {
            return Ok(id);
        }
        let mut handles = Vec::new();
        self.each(RecordKind::Event, |_, content| {
            if let Content::Event(event) = content {
                handles.push(event.handle.to_string());
            }
        })?;
        Err(unknown(RecordKind::Event, given, handles))
    }

    /// The event that is named, or the only one that there is.
    ///
    /// # Errors
    /// [`RegisterError::Unknown`], [`RegisterError::WhichEvent`].
    pub fn event_or_only(&self, given: Option<&str>) -> Result<EventId> {
        if let Some(given) = given {
            return self.find_event(given);
        }
        let mut found = Vec::new();
        self.each(RecordKind::Event, |id, _| found.push(id))?;
        match found.as_slice() {
            [only] => Ok(EventId::new(only.number())),
            several => Err(RegisterError::WhichEvent(several.len())),
        }
    }

    /// The source that an id, a handle or a name in any language names.
    ///
    /// # Errors
    /// [`RegisterError::Unknown`]; [`RegisterError::Ambiguous`] when a name is that of several.
    pub fn find_source(&self, given: &str) -> Result<SourceId> {
        if let Some(id) = self.by_id(given, RecordKind::Source)? {
            return Ok(SourceId::new(id.number()));
        }
        if let Ok(handle) = given.parse::<Handle>()
            && let Some(id) = self.read.source_by_handle(&handle)?
        {
            return Ok(id);
        }
        let wanted = fold(given);
        let mut found: Vec<(SourceId, String)> = Vec::new();
        let mut names = Vec::new();
        self.each(RecordKind::Source, |id, content| {
            if let Content::Source(source) = content {
                names.push(source.handle.to_string());
                let fits = source
                    .names()
                    .iter()
                    .filter_map(|name| name.name.value())
                    .any(|name| fold(name) == wanted);
                if fits {
                    found.push((
                        SourceId::new(id.number()),
                        format!("{id} ({})", source.handle),
                    ));
                }
            }
        })?;
        match found.as_slice() {
            [(only, _)] => Ok(*only),
            [] => Err(unknown(RecordKind::Source, given, names)),
            several => Err(RegisterError::Ambiguous {
                given: given.to_owned(),
                among: several.iter().map(|(_, name)| name.clone()).collect(),
            }),
        }
    }

    /// The article that an id, a URL or a label names.
    ///
    /// # Errors
    /// [`RegisterError::Unknown`].
    pub fn find_article(&self, given: &str) -> Result<ArticleId> {
        if let Some(id) = self.by_id(given, RecordKind::Article)? {
            return Ok(ArticleId::new(id.number()));
        }
        let mut found = None;
        let mut locators = Vec::new();
        self.each(RecordKind::Article, |id, content| {
            if let Content::Article(article) = content
                && let Some(locator) = article.locator.value()
            {
                if locator == given {
                    found = Some(ArticleId::new(id.number()));
                }
                locators.push(locator.to_owned());
            }
        })?;
        found.ok_or_else(|| unknown(RecordKind::Article, given, locators))
    }

    /// The claim that an id names.
    ///
    /// # Errors
    /// [`RegisterError::Unknown`], [`RegisterError::OtherKind`].
    pub fn find_claim(&self, given: &str) -> Result<ClaimId> {
        match self.by_id(given, RecordKind::Claim)? {
            Some(id) => Ok(ClaimId::new(id.number())),
            None => Err(unknown(RecordKind::Claim, given, Vec::new())),
        }
    }

    /// An id of the wanted kind that exists; none when the text has not the shape of an id.
    fn by_id(&self, given: &str, wanted: RecordKind) -> Result<Option<RecordId>> {
        let Ok(id) = given.parse::<RecordId>() else {
            return Ok(None);
        };
        if id.kind() != wanted {
            return Err(RegisterError::OtherKind {
                given: id,
                found: id.kind(),
                wanted,
            });
        }
        match self.read.latest(id, self.horizon)? {
            Some(_) => Ok(Some(id)),
            None => Err(unknown(wanted, given, Vec::new())),
        }
    }

    fn each(&self, kind: RecordKind, mut visit: impl FnMut(RecordId, &Content)) -> Result<()> {
        self.read.each_latest(kind, self.horizon, &mut |revision| {
            visit(revision.record, &revision.content);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(())
    }

    /// An event.
    ///
    /// # Errors
    /// The store's, or [`RegisterError::Unknown`].
    pub fn event(&self, id: EventId) -> Result<Rc<Event>> {
        self.remembered(&self.events, id, |content| match content {
            Content::Event(event) => Some(event),
            _ => None,
        })
    }

    /// A source.
    ///
    /// # Errors
    /// The store's, or [`RegisterError::Unknown`].
    pub fn source(&self, id: SourceId) -> Result<Rc<Source>> {
        self.remembered(&self.sources, id, |content| match content {
            Content::Source(source) => Some(source),
            _ => None,
        })
    }

    /// An article.
    ///
    /// # Errors
    /// The store's, or [`RegisterError::Unknown`].
    pub fn article(&self, id: ArticleId) -> Result<Rc<Article>> {
        self.remembered(&self.articles, id, |content| match content {
            Content::Article(article) => Some(article),
            _ => None,
        })
    }

    /// Reads these articles at once, so that each is there when it is asked for. One that is not there is not missed
    /// before it is.
    ///
    /// # Errors
    /// The store's.
    pub fn learn_articles(&self, ids: impl IntoIterator<Item = ArticleId>) -> Result<()> {
        let mut unknown: Vec<ArticleId> = {
            let known = self.articles.borrow();
            let ids = ids.into_iter().filter(|id| !known.contains_key(id));
            ids.collect()
        };
        unknown.sort_unstable();
        unknown.dedup();
        if unknown.is_empty() {
            return Ok(());
        }
        let mut articles = self.articles.borrow_mut();
        articles.reserve(unknown.len());
        self.read
            .articles(&unknown, self.horizon, &mut |(id, article)| {
                articles.insert(id, Rc::new(article));
                Ok(ControlFlow::Continue(()))
            })?;
        Ok(())
    }

    /// A snapshot.
    ///
    /// # Errors
    /// The store's, or [`RegisterError::Unknown`].
    pub fn snapshot(&self, id: SnapshotId) -> Result<Rc<Snapshot>> {
        self.remembered(&self.snapshots, id, |content| match content {
            Content::Snapshot(snapshot) => Some(snapshot),
            _ => None,
        })
    }

    /// A claim; not remembered, since each is asked for once.
    ///
    /// # Errors
    /// The store's, or [`RegisterError::Unknown`].
    pub fn claim(&self, id: ClaimId) -> Result<Claim> {
        match self
            .read
            .latest(id.into(), self.horizon)?
            .map(|revision| revision.content)
        {
            Some(Content::Claim(claim)) => Ok(claim),
            _ => Err(unknown(RecordKind::Claim, &id.to_string(), Vec::new())),
        }
    }

    fn remembered<I, T>(
        &self,
        memory: &RefCell<FxHashMap<I, Rc<T>>>,
        id: I,
        pick: impl FnOnce(Content) -> Option<T>,
    ) -> Result<Rc<T>>
    where
        I: Copy + Eq + std::hash::Hash + Into<RecordId>,
    {
        if let Some(known) = memory.borrow().get(&id) {
            return Ok(Rc::clone(known));
        }
        let record: RecordId = id.into();
        let found = self
            .read
            .content(record, self.horizon)?
            .and_then(pick)
            .ok_or_else(|| unknown(record.kind(), &record.to_string(), Vec::new()))?;
        let found = Rc::new(found);
        memory.borrow_mut().insert(id, Rc::clone(&found));
        Ok(found)
    }
}

/// The error for a name that is not there, with what looks most like it.
fn unknown(kind: RecordKind, given: &str, names: Vec<String>) -> RegisterError {
    let wanted = fold(given);
    let mut near: Vec<(f32, String)> = names
        .into_iter()
        .map(|name| {
            let ratio =
                similar::TextDiff::from_chars(wanted.as_str(), fold(&name).as_str()).ratio();
            (ratio, name)
        })
        .filter(|(ratio, _)| *ratio >= 0.6)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let near = near
        .into_iter()
        .take(3)
        .map(|(_, name)| format!("“{name}”"))
        .collect();
    RegisterError::Unknown {
        kind,
        given: given.to_owned(),
        near,
    }
}
