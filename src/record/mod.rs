//! The only way in: a validated change becomes a revision.
//!
//! Enter: specifications in plain values ([`spec`]), the author, the instant, salts. Leave: entries of the log.
//! Invariants: what a record names exists; a quote stands in the snapshot that it is cited from, at the span that is
//! recorded; the numbers of a figure were read in its quote, or the record says that they were not; a version that
//! changes nothing is not written; all that one [`Desk`] writes becomes durable together or not at all.

mod assess;
mod capture;
mod claim;
mod describe;
mod doubt;
mod error;
mod quote;
mod salts;
pub mod spec;

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{
    Author, Content, Event, EventId, Grounds, Instant, PartialDate, Prose, RecordId, Revision,
};
use crate::store::{Draft, Head, Horizon, Logged, Read, Write};

pub use assess::Assessed;
pub use capture::{Capture, Captured};
pub use claim::{Recorded, Standing};
pub use doubt::{Doubt, doubt_of_answer, doubts, doubts_at};
pub use error::RecordError;
pub use salts::Salts;

/// What this room's functions return.
pub type Result<T> = std::result::Result<T, RecordError>;

/// Why there is a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The cause, `first` exactly for a record's first version, and when the source corrected itself.
    pub grounds: Grounds,
    /// The reason in words.
    pub reason: Option<String>,
}

impl Why {
    /// Why there is a record's first version.
    pub const fn first() -> Self {
        Self {
            grounds: Grounds::FIRST,
            reason: None,
        }
    }

    /// Why there is a later version.
    pub fn because(grounds: impl Into<Grounds>, reason: impl Into<String>) -> Self {
        Self {
            grounds: grounds.into(),
            reason: Some(reason.into()),
        }
    }
}

/// One sitting at the database: an author, an instant, and a transaction that is kept or thrown away whole.
pub struct Desk<'a> {
    write: Box<dyn Write + 'a>,
    author: Author,
    now: Instant,
    salts: Salts,
    known: RefCell<Known>,
}

/// What a sitting has seen of the records that claims name. A record never ceases to be there, and only this desk writes
/// while it is open.
#[derive(Default)]
struct Known {
    there: FxHashSet<RecordId>,
    events: FxHashMap<EventId, Rc<Event>>,
}

impl<'a> Desk<'a> {
    /// Sits down to write.
    pub fn new(write: Box<dyn Write + 'a>, author: Author, now: Instant, salts: Salts) -> Self {
        Self {
            write,
            author,
            now,
            salts,
            known: RefCell::default(),
        }
    }

    /// What is recorded, this sitting's own changes included.
    pub fn read(&self) -> &dyn Read {
        // The transaction is both; this is its looking half.
        &*self.write
    }

    /// The instant that this sitting records under.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Who writes.
    pub const fn author(&self) -> &Author {
        &self.author
    }

    /// Writes under another author from here on: an imported history keeps its authors.
    pub fn set_author(&mut self, author: Author) {
        self.author = author;
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// The store's: a full disk.
    pub fn commit(self) -> Result<Head> {
        Ok(self.write.commit()?)
    }

    /// A free text with a salt of its own.
    fn seal(&mut self, value: &str) -> Result<Prose> {
        Ok(Prose::new(self.salts.draw()?, value))
    }

    /// The text of the version before when it is the same, else a new one.
    fn reseal(&mut self, before: Option<&Prose>, value: &str) -> Result<Prose> {
        match before {
            Some(before) if before.value() == Some(value) => Ok(before.clone()),
            _ => self.seal(value),
        }
    }

    fn reseal_or_none(
        &mut self,
        before: Option<&Prose>,
        value: Option<&str>,
    ) -> Result<Option<Prose>> {
        value.map(|value| self.reseal(before, value)).transpose()
    }

    /// The newest version of a record.
    fn latest(&self, record: RecordId) -> Result<Revision> {
        self.write
            .latest(record, Horizon::NOW)?
            .ok_or(RecordError::Unknown(record))
    }

    /// Refuses a later version without a reason.
    fn must_have_reason(&self, id: RecordId, why: &Why) -> Result<()> {
        match &why.reason {
            Some(reason) if !reason.trim().is_empty() => Ok(()),
            _ => Err(RecordError::NoReason(id)),
        }
    }

    /// Whether a day has surely not come yet. A day is over at different hours around the world; only what lies beyond
    /// tomorrow is surely wrong.
    fn is_ahead(&self, date: PartialDate) -> bool {
        let today = self.now.day();
        date.earliest()
            .is_some_and(|day| day > today + chrono::Days::new(1))
    }

    /// Refuses a record that is not there.
    fn must_exist(&self, record: impl Into<RecordId>) -> Result<()> {
        let record = record.into();
        if self.known.borrow().there.contains(&record) {
            return Ok(());
        }
        self.latest(record)?;
        self.known.borrow_mut().there.insert(record);
        Ok(())
    }

    /// An event that claims are about, as it stands.
    fn event_of(&self, id: EventId) -> Result<Rc<Event>> {
        if let Some(known) = self.known.borrow().events.get(&id) {
            return Ok(Rc::clone(known));
        }
        let event = Rc::new(self.event_at(id)?);
        let mut known = self.known.borrow_mut();
        known.events.insert(id, Rc::clone(&event));
        Ok(event)
    }

    /// Logs one version.
    fn log(&mut self, record: Option<RecordId>, why: &Why, content: Content) -> Result<Logged> {
        let reason = match why
            .reason
            .as_deref()
            .map(str::trim)
            .filter(|reason| !reason.is_empty())
        {
            Some(reason) => Some(self.seal(reason)?),
            None => None,
        };
        if let Some(Ok(event)) = record.map(EventId::try_from) {
            self.known.borrow_mut().events.remove(&event);
        }
        Ok(self.write.append(Draft {
            record,
            author: self.author.clone(),
            recorded_at: self.now,
            grounds: why.grounds,
            reason,
            content,
        })?)
    }
}
