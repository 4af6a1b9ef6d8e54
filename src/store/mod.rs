//! What is kept: the log's revisions and the bytes behind them, seen at the level of the domain.
//!
//! Enter: drafts, one revision each, and bytes. Leave: revisions with their place in the log, in log order, and the
//! questions that reports ask. Invariants: nothing is overwritten; a transaction writes all of its drafts or none;
//! every draft is one entry of the log and its leaf is computed here, never by the caller. What a server database
//! would offer too is in the traits; [`sqlite`] is the one implementation, and `rusqlite` is named nowhere else.

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::log::Hash;
use crate::model::{
    Anchor, Article, ArticleId, AssessmentId, Author, Cause, ClaimId, Content, Digest, EntryIndex,
    EventId, Figure, Grounds, Handle, Instant, PartialDate, Prose, RecordId, RecordKind, Revision,
    RevisionNumber, SeriesKey, SnapshotId, SourceId,
};

mod error;
pub mod said;
pub mod sqlite;

pub use error::StoreError;

/// What a store's functions return.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The log's size and root: what a report was made from, and what a writer expects to write behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The root of the Merkle tree over them.
    pub root: Hash,
}

/// How far is looked: the state as the desk had recorded it when the log had this many entries; and of that, where a day
/// is set, no version of a claim that a source's correction of a later day brought about (see [`said`]). The day does not
/// choose among claims: whether one had been stated is for the report to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    size: u64,
    said_by: Option<NaiveDate>,
}

impl Horizon {
    /// All of the log.
    pub const NOW: Self = Self::first(u64::MAX);

    /// The first `size` entries.
    pub const fn first(size: u64) -> Self {
        Self {
            size,
            said_by: None,
        }
    }

    /// The same entries without what a source corrected after `day`; without a day, all of them.
    pub const fn as_of(self, day: Option<NaiveDate>) -> Self {
        Self {
            said_by: day,
            ..self
        }
    }

    /// How many entries are looked at, at most.
    pub const fn size(self) -> u64 {
        self.size
    }

    /// The day after which no correction by a source counts.
    pub const fn said_by(self) -> Option<NaiveDate> {
        self.said_by
    }

    /// Whether this entry is among them, whatever day it tells of.
    pub fn includes(self, entry: EntryIndex) -> bool {
        entry.get() < self.size
    }
}

/// A revision to be logged. Its place in the log, its number and its parent are the store's to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The record that gets a new version; none for a new record.
    pub record: Option<RecordId>,
    /// Who writes it.
    pub author: Author,
    /// When.
    pub recorded_at: Instant,
    /// Why.
    pub grounds: Grounds,
    /// The reason in words.
    pub reason: Option<Prose>,
    /// The record, whole.
    pub content: Content,
}

/// Where a draft ended up in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// Its entry.
    pub entry: EntryIndex,
    /// The record, newly numbered if it was new.
    pub record: RecordId,
    /// The version.
    pub number: RevisionNumber,
}

/// A revision with what the log stores of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The revision.
    pub revision: Revision,
    /// The stored leaf hash; `verify` recomputes it.
    pub leaf: Hash,
    /// The stored roots of the subtrees that this entry completes, 32 bytes each, from the lowest level up.
    pub subtrees: Vec<u8>,
}

/// One entry of the log that cannot be read as a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where.
    pub entry: EntryIndex,
    /// The record that the entry says it is of, when that much can be read.
    pub record: Option<String>,
    /// What is wrong.
    pub detail: String,
}

/// One figure in the order of its series: what a report of changes needs, without the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigurePoint {
    /// The version's place in the log.
    pub entry: EntryIndex,
    /// The claim.
    pub claim: ClaimId,
    /// The version of the claim.
    pub revision: RevisionNumber,
    /// When it was said.
    pub stated_on: PartialDate,
    /// How many.
    pub figure: Figure,
}

/// One version of a claim that states a figure: what was changed of it, by whom and why, without the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureVersion {
    /// The version, as a point of its series.
    pub point: FigurePoint,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// The series that this version is a point of.
    pub series: SeriesKey,
    /// Who wrote it.
    pub author: Author,
    /// When it was logged.
    pub recorded_at: Instant,
    /// Why there is this version.
    pub grounds: Grounds,
    /// The reason in words; none where none was given or it was erased.
    pub reason: Option<String>,
}

impl FigureVersion {
    /// Why there is this version.
    pub const fn cause(&self) -> Cause {
        self.grounds.cause()
    }
}

/// The words behind one version of a figure: what a report cites of it, and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureWords {
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// The number words as printed; none where they were not recorded or were erased.
    pub wording: Option<Arc<str>>,
    /// Where it stands, in the order recorded; never empty.
    pub citations: Vec<CitedWords>,
}

/// One figure in the order of its series, with the words behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPoint {
    /// The figure.
    pub point: FigurePoint,
    /// The words.
    pub words: FigureWords,
}

/// The figures of one series by their numbers alone, and what the series has lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// The series.
    pub key: SeriesKey,
    /// Its figures, in no order; none where it has only lost some.
    pub figures: Vec<Numbered>,
    /// The claims that were points of it and are not any more, in no order.
    pub lost: Vec<Lost>,
}

/// One figure of a series without its claim and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    /// The version's place in the log, which leads to the rest.
    pub entry: EntryIndex,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// How many.
    pub figure: Figure,
    /// How often its claim was revised up to this version.
    pub revised: Revised,
}

/// How many versions of a claim there are behind its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revised {
    /// Those by which the source corrected what it had said.
    pub by_source: usize,
    /// How many of these may have come after the day of the horizon, since theirs is not known, or too coarse to tell.
    pub perhaps_later: usize,
    /// All others.
    pub otherwise: usize,
}

/// A claim that was a point of a series and is not any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// When it was said, as it stood there last.
    pub stated_on: PartialDate,
    /// Why there is the version that took it away; a retraction withdrew it, any other moved it to another series.
    pub cause: Cause,
}

/// Which claim the figure at an entry is of, and where it stands, without words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureSource {
    /// The claim.
    pub claim: ClaimId,
    /// The version of the claim.
    pub revision: RevisionNumber,
    /// The articles that it is cited from, in the order recorded; never none.
    pub articles: Vec<ArticleId>,
}

/// One place where a figure stands, and the words there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedWords {
    /// The article.
    pub article: ArticleId,
    /// Where in which copy.
    pub anchor: Anchor,
    /// The quote; none where none was recorded or it was erased.
    pub quote: Option<Arc<str>>,
    /// Who relayed it, the publisher's side first.
    pub via: Vec<SourceId>,
}

/// Which figures are wanted. Absent means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesFilter {
    /// Only of this event.
    pub event: Option<EventId>,
    /// Only by this claimant.
    pub claimant: Option<SourceId>,
    /// Only of this measure.
    pub measure: Option<crate::model::Measure>,
}

/// What is wrong in the store itself, beneath the level of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageFault {
    /// What it is wrong with: a record's id, an entry, a table.
    pub place: String,
    /// What is wrong.
    pub detail: String,
}

/// Called for one thing after another; breaks off early on [`ControlFlow::Break`].
pub type Visit<'a, T> = &'a mut dyn FnMut(T) -> Result<ControlFlow<()>>;

/// Looking.
pub trait Read {
    /// The log's size and root.
    fn head(&self) -> Result<Head>;

    /// The horizon of what had been logged by `instant`: up to the last entry recorded at or before it.
    fn horizon_at(&self, instant: Instant) -> Result<Horizon>;

    /// The revision at this entry.
    fn revision(&self, entry: EntryIndex) -> Result<Option<Revision>>;

    /// The words behind the figure at this entry; none where no figure is there.
    fn figure_words(&self, entry: EntryIndex) -> Result<Option<FigureWords>>;

    /// Every version of a record, first to last; empty when there is no such record.
    fn history(&self, record: RecordId) -> Result<Vec<Revision>>;

    /// The newest version of a record within the horizon, retracted or not.
    fn latest(&self, record: RecordId, horizon: Horizon) -> Result<Option<Revision>>;

    /// What the newest version of a record within the horizon says, without who wrote it and why.
    fn content(&self, record: RecordId, horizon: Horizon) -> Result<Option<Content>>;

    /// What the newest version of each of these articles within the horizon says, in no order; one that is not there is
    /// left out.
    fn articles(
        &self,
        ids: &[ArticleId],
        horizon: Horizon,
        visit: Visit<'_, (ArticleId, Article)>,
    ) -> Result<()>;

    /// The newest version of every record of a kind within the horizon, in the order of their ids.
    fn each_latest(
        &self,
        kind: RecordKind,
        horizon: Horizon,
        visit: Visit<'_, Revision>,
    ) -> Result<()>;

    /// Every entry from `from` on, in log order, with what the log stores of it; one that cannot be read comes as
    /// [`Unreadable`] and does not stop the walk.
    fn each_entry(
        &self,
        from: EntryIndex,
        visit: Visit<'_, std::result::Result<LogEntry, Unreadable>>,
    ) -> Result<()>;

    /// The event whose newest version has this handle.
    fn event_by_handle(&self, handle: &Handle) -> Result<Option<EventId>>;

    /// The source whose newest version has this handle.
    fn source_by_handle(&self, handle: &Handle) -> Result<Option<SourceId>>;

    /// The events whose newest version has this handle, or one that is mistakable for it; the one that has it first, then
    /// in the order of handles.
    fn events_like(&self, handle: &Handle) -> Result<Vec<(Handle, EventId)>>;

    /// As [`Read::events_like`], of sources.
    fn sources_like(&self, handle: &Handle) -> Result<Vec<(Handle, SourceId)>>;

    /// The snapshots of an article, oldest entry first.
    fn snapshots_of(&self, article: ArticleId) -> Result<Vec<SnapshotId>>;

    /// The snapshots whose bytes have this SHA-256.
    fn snapshots_with_bytes(&self, raw: Digest) -> Result<Vec<SnapshotId>>;

    /// Stored bytes by their SHA-256. What comes back was hashed again and is what it is called.
    fn blob(&self, digest: Digest) -> Result<Option<Vec<u8>>>;

    /// The claims of which some version cites this article, in order of id.
    fn claims_citing(&self, article: ArticleId) -> Result<Vec<ClaimId>>;

    /// The claims of which some version answers this claim, in order of id.
    fn claims_answering(&self, claim: ClaimId) -> Result<Vec<ClaimId>>;

    /// The assessments of which some version rates this claim, in order of id.
    fn assessments_of(&self, claim: ClaimId) -> Result<Vec<AssessmentId>>;

    /// Every entry whose figure has this series and this day of statement, in log order: where a claim that is
    /// already recorded would be.
    fn figures_at(&self, series: &SeriesKey, stated_on: &PartialDate) -> Result<Vec<EntryIndex>>;

    /// Every entry whose accusation or answer has this event, claimant and day of statement, in log order.
    fn accusations_at(
        &self,
        event: EventId,
        claimant: SourceId,
        stated_on: &PartialDate,
    ) -> Result<Vec<EntryIndex>>;

    /// The accusations and answers of which some version is about this event, or about any; in order of id.
    fn accusations_about(&self, event: Option<EventId>) -> Result<Vec<ClaimId>>;

    /// The newest version within the horizon, retracted or not, of each of [`Read::accusations_about`]; in order of id.
    fn accusations(&self, event: Option<EventId>, horizon: Horizon) -> Result<Vec<Revision>>;

    /// As [`Read::accusations`], read while `meanwhile` is done, where there are many and the store has two readers;
    /// `meanwhile` may ask the store for whatever it likes, and is done once.
    fn accusations_beside(
        &self,
        event: Option<EventId>,
        horizon: Horizon,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Vec<Revision>>;

    /// The series that match, each with the newest versions of its claims within the horizon, retracted ones left
    /// out, in order of statement and with the words behind them; series in the order of the handles of event and
    /// claimant, then of measure and scope. A series of which every claim has been retracted or moved to another one by then comes without any. They
    /// come some at a time, so that what belongs to several is read together; never none.
    fn each_series(
        &self,
        filter: &SeriesFilter,
        horizon: Horizon,
        visit: Visit<'_, Vec<(SeriesKey, Vec<CitedPoint>)>>,
    ) -> Result<()>;

    /// The same series one by one, but only how many of their figures were stated when: each date once, in no order.
    fn each_day(
        &self,
        filter: &SeriesFilter,
        horizon: Horizon,
        visit: Visit<'_, (SeriesKey, Vec<(PartialDate, usize)>)>,
    ) -> Result<()>;

    /// The same series one by one, with the numbers of the same figures and without their words: each row of an index
    /// met once, and nothing looked up.
    fn each_numbers(
        &self,
        filter: &SeriesFilter,
        horizon: Horizon,
        visit: Visit<'_, Numbers>,
    ) -> Result<()>;

    /// Which claim the figure at this entry is of, and the articles that it is cited from; none where no figure is there.
    fn figure_source(&self, entry: EntryIndex) -> Result<Option<FigureSource>>;

    /// The versions of a claim within the horizon that state a figure, first to last; a retraction is one.
    fn figure_versions(&self, claim: ClaimId, horizon: Horizon) -> Result<Vec<FigureVersion>>;

    /// Whether any claim has a second version within the horizon.
    fn has_amended_claims(&self, horizon: Horizon) -> Result<bool>;

    /// The claims of which some version within the horizon is a point of this series and the newest is not: moved to
    /// another series, or retracted. In order of id.
    fn departed(&self, series: &SeriesKey, horizon: Horizon) -> Result<Vec<ClaimId>>;

    /// Checks the store beneath the level of revisions: the file's structure, its guards and views, rows that
    /// belong to nothing. Each fault is visited.
    fn audit(&self, visit: Visit<'_, StorageFault>) -> Result<()>;
}

/// Writing: one transaction. Dropped without [`Write::commit`], it leaves nothing behind.
pub trait Write: Read {
    /// Logs one revision.
    ///
    /// # Errors
    /// A record that does not exist, a cause that does not fit (the first version has `first`, later ones have
    /// not): these write nothing, and the transaction can go on. What the store notices only while writing (bytes that
    /// are not kept, a full disk) ends the transaction: it can no longer be committed.
    fn append(&mut self, draft: Draft) -> Result<Logged>;

    /// Keeps bytes under their SHA-256; the same bytes are kept once.
    fn keep(&mut self, bytes: &[u8]) -> Result<Digest>;

    /// Makes everything durable.
    ///
    /// # Errors
    /// A revision that could not be written whole; a full disk. Nothing is written then.
    fn commit(self: Box<Self>) -> Result<Head>;
}

/// A database.
pub trait Store: Read {
    /// Begins to write. With `expected`, only when the log still has that head.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody else writes; [`StoreError::HeadMoved`].
    fn begin(&mut self, expected: Option<Head>) -> Result<Box<dyn Write + '_>>;
}

/// The readable text of a snapshot.
///
/// # Errors
/// [`StoreError::Damaged`] when it is gone or is not what it was.
pub fn snapshot_text(read: &dyn Read, snapshot: &crate::model::Snapshot) -> Result<String> {
    let digest = snapshot.text.digest;
    let gone = || {
        StoreError::Damaged(format!(
            "the text {digest} of a snapshot of {} is gone",
            snapshot.article
        ))
    };
    let bytes = read.blob(digest)?.ok_or_else(gone)?;
    String::from_utf8(bytes).map_err(|_| gone())
}
