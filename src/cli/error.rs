//! Every error of the command line, its hint and its exit code, in one place.

use thiserror::Error;

use crate::article::ReadError;
use crate::exchange::ExchangeError;
use crate::extract::ExtractError;
use crate::model::{ArticleId, ModelError};
use crate::record::RecordError;
use crate::register::RegisterError;
use crate::report::ReportError;
use crate::review::Unclear;
use crate::store::StoreError;

/// The command did what was asked.
pub const DONE: u8 = 0;
/// It did not.
pub const FAILED: u8 = 1;
/// It was asked wrongly.
pub const USAGE: u8 = 2;
/// What is stored is not what was logged.
pub const INTEGRITY: u8 = 3;
/// claimlog has a bug (EX_SOFTWARE of sysexits.h).
pub const BUG: u8 = 70;
/// Somebody else is writing (EX_TEMPFAIL of sysexits.h).
pub const BUSY: u8 = 75;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum CliError {
    /// No database is named and none is near.
    #[error("no database: there is no claimlog.db here or in a folder above")]
    NoDatabase,
    /// There is no name to write under.
    #[error("nobody is writing: neither --author nor CLAIMLOG_AUTHOR nor the system names a user")]
    NoAuthor,
    /// The clock is of no use.
    #[error("the system’s clock is outside the years 0 to 9999")]
    NoClock,
    /// A combination of arguments that says nothing.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A file could not be read or written.
    #[error("{place}: {reason}")]
    Io {
        /// The file.
        place: String,
        /// The system's reason.
        reason: String,
        /// Whether the reader of our output went away, which is no failure.
        is_closed_pipe: bool,
    },
    /// Rows or files that could not be recorded; each was named on stderr.
    #[error("{failed} of {of} {things} could not be recorded{}", if *kept { "" } else { "; nothing was written" })]
    Partly {
        /// How many could not.
        failed: usize,
        /// Of how many.
        of: usize,
        /// Rows or files.
        things: &'static str,
        /// Whether the others were recorded.
        kept: bool,
    },
    /// Lines that could not be read; the first were named on stderr.
    #[error("{failed} of {of} lines could not be read; the others were written")]
    LinesFailed {
        /// How many could not.
        failed: u64,
        /// Of how many.
        of: u64,
    },
    /// Neither a record nor a file.
    #[error("“{0}” is no article, no snapshot and no file")]
    NothingToRead(String),
    /// An article of which no copy is kept.
    #[error("of {0} no copy is kept, so there is no text to read")]
    NoSnapshot(ArticleId),
    /// A proposal that cannot be accepted as it stands.
    #[error("{proposal} {unclear}")]
    Unclear {
        /// The proposal.
        proposal: String,
        /// What a person has to say first.
        unclear: Box<Unclear>,
    },
    /// A text in which nothing could be looked for.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// A value that is not one of the model's.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A name that stands for nothing.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// Something that could not be recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A file of somebody else's making.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// An article that could not be read.
    #[error(transparent)]
    Article(#[from] ReadError),
    /// A report that could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CliError {
    /// A file that could not be read or written.
    pub fn io(place: impl Into<String>, error: &std::io::Error) -> Self {
        Self::Io {
            place: place.into(),
            reason: error.to_string(),
            is_closed_pipe: error.kind() == std::io::ErrorKind::BrokenPipe,
        }
    }

    /// A combination of arguments that says nothing.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoDatabase => Some(
                "make one here with `claimlog init`, or name one with --db FILE or CLAIMLOG_DB"
                    .to_owned(),
            ),
            Self::NoAuthor => Some("say who writes: --author NAME".to_owned()),
            Self::Usage { hint, .. } => Some(hint.clone()),
            Self::Partly { kept: false, .. } => Some(
                "mend them and run it again, or record the others with --keep-going".to_owned(),
            ),
            Self::Partly { kept: true, .. } => Some(
                "mend them and run it again: what is recorded is not recorded twice".to_owned(),
            ),
            Self::NothingToRead(_) => {
                Some("`claimlog article list` shows the articles; - reads from stdin".to_owned())
            }
            Self::NoSnapshot(article) => Some(format!(
                "capture one: claimlog ingest FILE --article {article}"
            )),
            Self::Unclear { unclear, .. } => Some(match unclear.field() {
                "stated_on" if matches!(**unclear, Unclear::SaidOtherwise { .. } | Unclear::PerhapsSame { .. }) => {
                    "decide about each by itself: --accept ID with --stated-on 2022-09-14, or with --set same_as=c4 where it is that statement".to_owned()
                }
                "stated_on" => "say it: --stated-on 2022-09-14, or --stated-on printed for the day on the article".to_owned(),
                "modality" => "refuse it; where the words state it all the same: --set modality=asserted".to_owned(),
                "background" => "--set background=yes records it all the same".to_owned(),
                field => format!("say it: --set {field}=…; a new source is recorded with `claimlog source add`"),
            }),
            Self::Extract(error) => error.hint(),
            Self::NoClock | Self::Io { .. } | Self::LinesFailed { .. } => None,
            Self::Model(error) => error.hint().map(str::to_owned),
            Self::Register(error) => error.hint(),
            Self::Record(error) => error.hint(),
            Self::Exchange(error) => error.hint(),
            Self::Article(error) => error.hint(),
            Self::Report(error) => error.hint(),
            Self::Store(error) => error.hint(),
        }
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self.store() {
            Some(StoreError::Busy) => return BUSY,
            Some(StoreError::Damaged(_)) => return INTEGRITY,
            _ => {}
        }
        if self.is_usage() { USAGE } else { FAILED }
    }

    /// Whether what was typed could not be right whatever the database holds.
    const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Usage { .. }
                | Self::Model(_)
                | Self::Article(ReadError::UnknownCharset(_))
                | Self::Exchange(ExchangeError::NotAUrl(_))
                | Self::Report(ReportError::EmptySearch(_) | ReportError::UnfitFilter { .. })
                | Self::Record(
                    RecordError::EmptyQuote
                        | RecordError::NoReason(_)
                        | RecordError::NoRationale(_)
                        | RecordError::Future(_)
                        | RecordError::FutureCorrection(_)
                        | RecordError::CorrectedBefore { .. }
                        | RecordError::FutureAssessment(_)
                        | RecordError::AssessedBefore { .. }
                        | RecordError::OccursLater { .. }
                        | RecordError::NoCountry(_)
                        | RecordError::EndsBeforeItBegins { .. }
                )
        )
    }

    /// Whether the reader of our output went away: a command whose output is cut off has done nothing wrong.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(
            self,
            Self::Io {
                is_closed_pipe: true,
                ..
            }
        )
    }

    /// The database's own error, however deep it lies.
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error)
            | Self::Register(RegisterError::Store(error))
            | Self::Record(RecordError::Store(error))
            | Self::Report(
                ReportError::Store(error) | ReportError::Register(RegisterError::Store(error)),
            ) => Some(error),
            Self::Exchange(error) => error.store(),
            _ => None,
        }
    }
}

/// A result of writing to our own streams.
pub(super) fn written<T>(result: std::io::Result<T>) -> Result<T, CliError> {
    result.map_err(|error| CliError::io("standard output", &error))
}
