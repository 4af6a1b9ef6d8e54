//! Recomputing everything: that what is stored is what was logged, and that every quote still stands where it is cited
//! from.
//!
//! Enter: a store to read. Leaves: what was counted, and each fault with the record that it is in. Nothing is written;
//! a read-only or damaged file is good enough. The memory is flat in the size of the database: entries are read one at
//! a time, and of the texts of snapshots only a few are kept at hand.

use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::extract::reads::may_stand_in;
use crate::log::Frontier;
use crate::log::entry::Encoder;
use crate::model::{
    Anchor, Citation, Claim, Content, Digest, EntryIndex, Figure, Prose, Reading, RecordId,
    RecordKind, Revision, Snapshot, SnapshotId,
};
use crate::store::{Head, Horizon, LogEntry, Read, Result, StoreError, Unreadable, snapshot_text};
use crate::text::Standing;

/// How many snapshots' texts are kept at hand. Claims of one article follow one another, so a few are enough.
const TEXTS_AT_HAND: usize = 32;

/// Something that is not as it was logged.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The record that it is in, or the part of the file.
    pub place: String,
    /// The entry of the log, where the fault is in one.
    pub entry: Option<EntryIndex>,
    /// What is wrong.
    pub detail: String,
}

/// What a verification counted and found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verification {
    /// The log's size and root, recomputed; none when an entry could not be read.
    pub head: Option<Head>,
    /// Entries read and recomputed.
    pub entries: u64,
    /// The last of them.
    pub last: Option<EntryIndex>,
    /// Snapshots whose bytes and text were hashed again.
    pub snapshots: u64,
    /// Quotes that stand where they are cited from.
    pub quotes: u64,
    /// Figures that were read again in their quotes.
    pub figures_read: u64,
    /// Figures recorded as not readable in their quotes.
    pub figures_unread: u64,
    /// Citations of copies that are held elsewhere: not checked, and no fault.
    pub elsewhere: u64,
    /// Citations without a copy: nothing to check.
    pub without_copy: u64,
    /// Texts that were erased on request: their commitments stand, their words are gone.
    pub erased: u64,
    /// What is not as it was logged.
    pub faults: Vec<Fault>,
}

/// Recomputes everything.
///
/// # Errors
/// Only what keeps the file from being read at all: a lock, a failing disk. Damage is a fault, not an error.
pub fn verify(read: &dyn Read, progress: &mut dyn FnMut(u64)) -> Result<Verification> {
    let mut check = Check::new(read);
    let walked = read.each_entry(EntryIndex::new(0), &mut |entry| {
        match entry {
            Ok(entry) => check.entry(&entry)?,
            Err(unreadable) => check.unreadable(unreadable),
        }
        progress(check.found.entries);
        Ok(ControlFlow::Continue(()))
    });
    check.note(walked)?;
    let audited = read.audit(&mut |fault| {
        check.found.faults.push(Fault {
            place: fault.place,
            entry: None,
            detail: fault.detail,
        });
        Ok(ControlFlow::Continue(()))
    });
    check.note(audited)?;
    check.root()?;
    Ok(check.found)
}

struct Check<'a> {
    read: &'a dyn Read,
    found: Verification,
    encoder: Encoder,
    frontier: Frontier,
    /// Whether every leaf so far is what its entry says: only then can the tree be judged.
    is_tree_whole: bool,
    next: u64,
    last_number: HashMap<RecordKind, u32>,
    texts: VecDeque<(SnapshotId, Rc<str>)>,
}

impl<'a> Check<'a> {
    fn new(read: &'a dyn Read) -> Self {
        Self {
            read,
            found: Verification::default(),
            encoder: Encoder::new(),
            frontier: Frontier::new(),
            is_tree_whole: true,
            next: 0,
            last_number: HashMap::new(),
            texts: VecDeque::new(),
        }
    }

    fn fault(&mut self, place: impl ToString, entry: EntryIndex, detail: impl Into<String>) {
        self.found.faults.push(Fault {
            place: place.to_string(),
            entry: Some(entry),
            detail: detail.into(),
        });
    }

    /// Damage met while walking is a fault of the file; anything else is an error.
    fn note(&mut self, walked: Result<()>) -> Result<()> {
        match walked {
            Err(StoreError::Damaged(detail) | StoreError::Sqlite(detail)) => {
                self.is_tree_whole = false;
                self.found.faults.push(Fault {
                    place: "the file".to_owned(),
                    entry: None,
                    detail,
                });
                Ok(())
            }
            other => other,
        }
    }

    fn unreadable(&mut self, unreadable: Unreadable) {
        let place = unreadable
            .record
            .unwrap_or_else(|| format!("entry {}", unreadable.entry));
        self.fault(
            place,
            unreadable.entry,
            format!("it cannot be read: {}", unreadable.detail),
        );
        self.is_tree_whole = false;
        self.next = unreadable.entry.get() + 1;
    }

    fn entry(&mut self, entry: &LogEntry) -> Result<()> {
        let revision = &entry.revision;
        let (record, index) = (revision.record, revision.entry);
        if index.get() != self.next {
            self.fault(
                record,
                index,
                format!("the log has no entry {}; this one is {index}", self.next),
            );
            self.is_tree_whole = false;
        }
        self.next = index.get() + 1;
        self.found.entries += 1;
        self.found.last = Some(entry.revision.entry);
        self.tree(entry);
        self.succession(revision)?;
        match &revision.content {
            Content::Snapshot(snapshot) => self.snapshot(revision, snapshot)?,
            Content::Claim(claim) => self.claim(revision, claim)?,
            Content::Assessment(assessment) => {
                for citation in &assessment.evidence.citations {
                    self.citation(revision, citation, None)?;
                }
            }
            Content::Event(_) | Content::Source(_) | Content::Article(_) => {}
        }
        Ok(())
    }

    /// The leaf is the hash of what is stored, and the subtrees are those of the leaves.
    fn tree(&mut self, entry: &LogEntry) {
        let revision = &entry.revision;
        let (record, index) = (revision.record, revision.entry);
        match self.encoder.leaf(revision) {
            Ok(leaf) if leaf == entry.leaf => {}
            Ok(_) => {
                self.fault(
                    record,
                    index,
                    "what is stored is not what was logged: the leaf is another",
                );
                self.is_tree_whole = false;
            }
            Err(error) => {
                self.fault(record, index, error.to_string());
                self.is_tree_whole = false;
            }
        }
        let completed = self.frontier.push(entry.leaf);
        if self.is_tree_whole && !completed.are(&entry.subtrees) {
            self.fault(
                record,
                index,
                "the tree’s hashes stored with it are not those of the entries before it",
            );
        }
    }

    /// Versions follow one another, and records are numbered in the order of the log.
    fn succession(&mut self, revision: &Revision) -> Result<()> {
        let (record, index) = (revision.record, revision.entry);
        match revision.parent {
            None => {
                let last = self.last_number.entry(record.kind()).or_default();
                let expected = *last + 1;
                *last = record.number().get();
                if record.number().get() != expected {
                    let detail = format!(
                        "the record before it is missing: {}{expected}",
                        record.kind().name()
                    );
                    self.fault(record, index, detail);
                }
            }
            Some(parent) => {
                let before = self.read.revision(parent).ok().flatten();
                let follows = before.is_some_and(|before| {
                    before.record == record
                        && before.number.next() == Some(revision.number)
                        && parent < index
                });
                if !follows {
                    self.fault(
                        record,
                        index,
                        format!("entry {parent} is not the version before it"),
                    );
                }
            }
        }
        self.found.erased += u64::from(
            revision
                .reason
                .as_ref()
                .is_some_and(|reason| reason.value().is_none()),
        );
        Ok(())
    }

    fn snapshot(&mut self, revision: &Revision, snapshot: &Snapshot) -> Result<()> {
        let index = revision.entry;
        match self.bytes(snapshot.raw.digest)? {
            Ok(()) => {}
            Err(detail) => self.fault(revision.record, index, format!("its bytes: {detail}")),
        }
        match snapshot_text(self.read, snapshot) {
            Ok(_) => self.found.snapshots += 1,
            Err(StoreError::Damaged(detail)) => {
                self.fault(revision.record, index, format!("its text: {detail}"));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Whether bytes are there and are what they are called.
    fn bytes(&self, digest: Digest) -> Result<std::result::Result<(), String>> {
        match self.read.blob(digest) {
            Ok(Some(_)) => Ok(Ok(())),
            Ok(None) => Ok(Err(format!("{digest} is gone"))),
            Err(StoreError::Damaged(detail)) => Ok(Err(detail)),
            Err(error) => Err(error),
        }
    }

    fn claim(&mut self, revision: &Revision, claim: &Claim) -> Result<()> {
        let figure = claim.figure().map(|figure| figure.figure);
        for citation in claim.citations() {
            self.citation(revision, citation, figure)?;
        }
        Ok(())
    }

    fn citation(
        &mut self,
        revision: &Revision,
        citation: &Citation,
        figure: Option<Figure>,
    ) -> Result<()> {
        let (record, index) = (revision.record, revision.entry);
        let quote = citation.passage.as_ref().map(|passage| &passage.quote);
        match citation.anchor {
            Anchor::None => self.found.without_copy += 1,
            Anchor::Elsewhere { .. } => self.found.elsewhere += 1,
            Anchor::Held { snapshot, span } => {
                let Some(text) = self.text(snapshot)? else {
                    self.fault(
                        record,
                        index,
                        format!("it is cited from {snapshot}, whose text cannot be read"),
                    );
                    return Ok(());
                };
                match (quote, span) {
                    (Some(Prose::Kept { value, .. }), Some(span))
                        if span.of(&text) == Some(value) =>
                    {
                        self.found.quotes += 1;
                    }
                    (Some(Prose::Kept { .. }), Some(span)) => {
                        let (start, end) = (span.start(), span.end());
                        let detail = format!(
                            "its quote does not stand at bytes {start} to {end} of {snapshot}"
                        );
                        self.fault(record, index, detail);
                    }
                    (Some(Prose::Kept { .. }), None) => {
                        self.fault(
                            record,
                            index,
                            format!("its quote has no place in {snapshot}"),
                        );
                    }
                    (Some(Prose::Erased { .. }) | None, _) => {}
                }
            }
        }
        match (quote, citation.reading, figure) {
            (Some(Prose::Erased { .. }), _, _) => self.found.erased += 1,
            (Some(Prose::Kept { value, .. }), Some(Reading::Read), Some(figure)) => {
                if may_stand_in(&figure, value) == Standing::Read {
                    self.found.figures_read += 1;
                } else {
                    self.fault(
                        record,
                        index,
                        format!("its quote does not read as “{figure}”"),
                    );
                }
            }
            (_, Some(Reading::Unread), _) => self.found.figures_unread += 1,
            _ => {}
        }
        Ok(())
    }

    /// The text of a snapshot; none when it cannot be read, which its own entry reports.
    fn text(&mut self, id: SnapshotId) -> Result<Option<Rc<str>>> {
        if let Some((_, text)) = self.texts.iter().find(|(known, _)| *known == id) {
            return Ok(Some(Rc::clone(text)));
        }
        let record: RecordId = id.into();
        let Ok(Some(Revision {
            content: Content::Snapshot(snapshot),
            ..
        })) = self.read.latest(record, Horizon::NOW)
        else {
            return Ok(None);
        };
        let text: Rc<str> = match snapshot_text(self.read, &snapshot) {
            Ok(text) => text.into(),
            Err(StoreError::Damaged(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        if self.texts.len() == TEXTS_AT_HAND {
            self.texts.pop_front();
        }
        self.texts.push_back((id, Rc::clone(&text)));
        Ok(Some(text))
    }

    /// The root that the leaves give is the one that the stored hashes give.
    fn root(&mut self) -> Result<()> {
        if !self.is_tree_whole {
            return Ok(());
        }
        let computed = Head {
            size: self.frontier.size(),
            root: self.frontier.root(),
        };
        self.found.head = Some(computed);
        match self.read.head() {
            Ok(stored) if stored == computed => Ok(()),
            Ok(_) | Err(StoreError::Damaged(_)) => {
                if self.found.faults.is_empty() {
                    self.found.faults.push(Fault {
                        place: "the log".to_owned(),
                        entry: None,
                        detail: "its stored hashes lead to another root than its entries"
                            .to_owned(),
                    });
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
