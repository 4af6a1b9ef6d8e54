//! Capturing: the bytes of an article become its next snapshot.

use super::{Desk, Result, Why};
use crate::model::snapshot::SealedDigest;
use crate::model::{ArticleId, Content, Digest, Instant, Snapshot, SnapshotId};

/// One capture of an article, read already.
#[derive(Debug, Clone)]
pub struct Capture<'a> {
    /// The article.
    pub article: ArticleId,
    /// The bytes as they came.
    pub bytes: &'a [u8],
    /// The readable text.
    pub text: &'a str,
    /// `text/html` or `text/plain`.
    pub media_type: String,
    /// The character encoding that the bytes were read in.
    pub charset: String,
    /// What made the text of the bytes.
    pub extractor: String,
    /// How it was captured.
    pub captured_by: String,
    /// When the copy was made.
    pub retrieved_at: Instant,
}

/// What became of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Captured {
    /// The article's first snapshot.
    First(SnapshotId),
    /// The same bytes are there already: nothing was written.
    Same(SnapshotId),
    /// Other bytes than before: the article's next snapshot.
    Next {
        /// The new one.
        snapshot: SnapshotId,
        /// The newest one before it.
        before: SnapshotId,
    },
}

impl Captured {
    /// The snapshot that holds the bytes.
    pub const fn snapshot(self) -> SnapshotId {
        match self {
            Self::First(snapshot) | Self::Same(snapshot) | Self::Next { snapshot, .. } => snapshot,
        }
    }
}

impl Desk<'_> {
    /// Keeps a copy of an article, unless the same bytes are kept as one of its snapshots already.
    ///
    /// # Errors
    /// No such article; the disk is full.
    pub fn capture(&mut self, capture: &Capture<'_>) -> Result<Captured> {
        self.must_exist(capture.article)?;
        let held = self.write.snapshots_of(capture.article)?;
        if !held.is_empty() {
            let raw = Digest::of(capture.bytes);
            for snapshot in &held {
                if self.snapshot_at(*snapshot)?.raw.digest == raw {
                    return Ok(Captured::Same(*snapshot));
                }
            }
        }
        let raw = self.write.keep(capture.bytes)?;
        let text = self.write.keep(capture.text.as_bytes())?;
        let snapshot = Snapshot {
            article: capture.article,
            retrieved_at: capture.retrieved_at,
            raw: SealedDigest {
                digest: raw,
                salt: self.salts.draw()?,
            },
            text: SealedDigest {
                digest: text,
                salt: self.salts.draw()?,
            },
            media_type: capture.media_type.clone(),
            charset: capture.charset.clone(),
            captured_by: capture.captured_by.clone(),
            extractor: capture.extractor.clone(),
        };
        let logged = self.log(None, &Why::first(), Content::Snapshot(snapshot))?;
        let snapshot = logged.record.try_into()?;
        Ok(match held.last() {
            None => Captured::First(snapshot),
            Some(before) => Captured::Next {
                snapshot,
                before: *before,
            },
        })
    }

    /// A snapshot.
    ///
    /// # Errors
    /// No such snapshot.
    pub fn snapshot_at(&self, id: SnapshotId) -> Result<Snapshot> {
        match self.latest(id.into())?.content {
            Content::Snapshot(snapshot) => Ok(snapshot),
            _ => Err(super::RecordError::Unknown(id.into())),
        }
    }

    /// The readable text of a snapshot.
    ///
    /// # Errors
    /// No such snapshot; its text is damaged or gone.
    pub fn text_of(&self, id: SnapshotId) -> Result<String> {
        Ok(crate::store::snapshot_text(
            self.read(),
            &self.snapshot_at(id)?,
        )?)
    }
}
