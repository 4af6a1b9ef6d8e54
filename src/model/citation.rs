//! Citations: where a claim stands.

use super::vocabulary::vocabulary;
use super::{ArticleId, Digest, ModelError, Prose, SnapshotId, SourceId};

/// Bytes `start` (included) to `end` (excluded) of a snapshot's readable text, on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u64,
    end: u64,
}

impl Span {
    /// A span of at least one byte.
    ///
    /// # Errors
    /// The end is not behind the start.
    pub fn new(start: u64, end: u64) -> Result<Self, ModelError> {
        if end <= start {
            return Err(ModelError::new(format!(
                "the span {start}–{end} is empty or reversed"
            )));
        }
        Ok(Self { start, end })
    }

    /// The first byte.
    pub const fn start(self) -> u64 {
        self.start
    }

    /// The byte behind the last.
    pub const fn end(self) -> u64 {
        self.end
    }

    /// The words at this span of `text`; none where it lies outside or cuts a character.
    pub fn of(self, text: &str) -> Option<&str> {
        let start = usize::try_from(self.start).ok()?;
        let end = usize::try_from(self.end).ok()?;
        text.get(start..end)
    }
}

/// The exact words, and some of what stands before and behind them (W3C Web Annotation, TextQuoteSelector).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The words themselves.
    pub quote: Prose,
    /// What stands directly before them.
    pub prefix: Option<Prose>,
    /// What stands directly behind them.
    pub suffix: Option<Prose>,
}

/// Which copy of the article the words were found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// No copy is named: the article was cited without one.
    None,
    /// A snapshot that this database holds.
    Held {
        /// The snapshot.
        snapshot: SnapshotId,
        /// Where the quote stands in its text.
        span: Option<Span>,
    },
    /// A copy held elsewhere, known only by the SHA-256 of its bytes.
    Elsewhere {
        /// SHA-256 of the bytes.
        raw: Digest,
        /// Where the quote stands in its text.
        span: Option<Span>,
    },
}

impl Anchor {
    /// Where the quote stands in the copy's text.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::None => None,
            Self::Held { span, .. } | Self::Elsewhere { span, .. } => *span,
        }
    }
}

vocabulary! {
    /// Whether the figure can be read in the quote by claimlog's own reading of numbers.
    pub enum Reading, "reading" {
        /// Every number of the figure stands in the quote, in digits or in words.
        Read => "read",
        /// It does not, and the desk recorded it all the same: a sum, a list of names, a language that is not read.
        Unread => "unread",
    }
}

/// Where a claim stands: an article, a copy of it, the words, and the way they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The article.
    pub article: ArticleId,
    /// The copy.
    pub anchor: Anchor,
    /// The words; none for a claim recorded without a quote.
    pub passage: Option<Passage>,
    /// Whether the figure's numbers were read in the quote; none without a quote or without a number.
    pub reading: Option<Reading>,
    /// Who relayed it between the publisher and the claimant, from the publisher's side.
    pub via: Vec<SourceId>,
}
