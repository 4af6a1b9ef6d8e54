//! The words of the field as types: what an event, a source, an article, a snapshot, a claim and an assessment are.
//!
//! What enters: validated parts, one constructor per type. What leaves: values that can be trusted by every
//! later room. Invariants: a wrong state cannot be built (a figure's bounds are in order, a later revision has a
//! reason, a denial names what it answers); nothing here knows SQL, the command line, files or the clock.

pub mod article;
pub mod assessment;
pub mod citation;
pub mod claim;
pub mod count;
pub mod date;
pub mod digest;
pub mod error;
pub mod event;
pub mod figure;
pub mod id;
pub mod instant;
pub mod label;
pub mod prose;
pub mod revision;
pub mod scope;
pub mod snapshot;
pub mod source;
pub(crate) mod vocabulary;

pub use article::Article;
pub use assessment::{Assessment, Evidence, Grade, Rating};
pub use citation::{Anchor, Citation, Passage, Reading};
pub use claim::{Accusation, AnswerKind, Claim, FigureClaim, Statement};
pub use count::Count;
pub use date::PartialDate;
pub use digest::Digest;
pub use error::ModelError;
pub use event::Event;
pub use figure::{Figure, Measure, Qualifier};
pub use id::{
    ArticleId, AssessmentId, ClaimId, EntryIndex, EventId, RecordId, RecordKind, RevisionNumber,
    SnapshotId, SourceId,
};
pub use instant::Instant;
pub use label::{Country, Handle, Label, Language};
pub use prose::{Prose, Salt};
pub use revision::{Author, Cause, Content, Grounds, Revision};
pub use scope::{Aggregation, SeriesKey, VictimStatus};
pub use snapshot::Snapshot;
pub use source::{Reliability, Source, SourceKind, SourceName};
