//! Why something was not recorded.

use thiserror::Error;

use crate::model::{
    ArticleId, AssessmentId, ClaimId, Country, Figure, Handle, Label, ModelError, PartialDate,
    RecordId, SnapshotId,
};
use crate::store::StoreError;

/// Why something was not recorded. The message names the thing and the value; [`RecordError::hint`] says what to do.
#[derive(Debug, Error)]
pub enum RecordError {
    /// A record that is not there.
    #[error("there is no {} {}", .0.kind().word(), .0)]
    Unknown(RecordId),
    /// A handle that another record has.
    #[error("the handle “{handle}” is taken by {by}")]
    HandleTaken {
        /// The handle.
        handle: Handle,
        /// Whose it is.
        by: RecordId,
    },
    /// A handle that differs from another record's in nothing but hyphens and underscores.
    #[error("the handle “{handle}” is easily taken for “{like}”, which is {by}")]
    HandleMistakable {
        /// The handle.
        handle: Handle,
        /// The other one.
        like: Handle,
        /// Whose that is.
        by: RecordId,
    },
    /// An article under this URL or label is there.
    #[error("“{locator}” is recorded already, as {by}")]
    ArticleExists {
        /// The URL or label.
        locator: String,
        /// The article.
        by: ArticleId,
    },
    /// A new version that says the same as the one before.
    #[error("nothing changes: {0} says this already")]
    NothingChanges(RecordId),
    /// A side that the event does not have.
    #[error("“{side}” is not a side of the event “{event}”")]
    UnknownSide {
        /// The side as given.
        side: Label,
        /// The event's handle.
        event: Handle,
        /// The event's sides.
        sides: Vec<Label>,
    },
    /// A statement dated after it was logged.
    #[error("stated on {0}, which lies in the future")]
    Future(PartialDate),
    /// A correction dated after it was logged.
    #[error("corrected by the source on {0}, which lies in the future")]
    FutureCorrection(PartialDate),
    /// A correction of what had not been said yet.
    #[error(
        "{claim} was corrected by the source on {corrected_on}, before it was said: {stated_on}"
    )]
    CorrectedBefore {
        /// The claim.
        claim: ClaimId,
        /// The day of the correction.
        corrected_on: PartialDate,
        /// When the claim was stated.
        stated_on: PartialDate,
    },
    /// A correction that the source made before another one that is recorded already.
    #[error(
        "{claim} was corrected by the source on {before} already, and this correction is of {corrected_on}"
    )]
    CorrectedEarlier {
        /// The claim.
        claim: ClaimId,
        /// The day of the correction.
        corrected_on: PartialDate,
        /// That of the one that is recorded.
        before: PartialDate,
    },
    /// Something that was said before it happened.
    #[error("stated on {stated_on}, of what was to happen later ({occurred})")]
    OccursLater {
        /// The day it was said.
        stated_on: PartialDate,
        /// The time that it covers.
        occurred: PartialDate,
    },
    /// Two letters that are no country's.
    #[error("no country has the code “{0}”")]
    NoCountry(Country),
    /// A snapshot of another article.
    #[error("{snapshot} is a snapshot of {of}, not of {wanted}")]
    OtherArticle {
        /// The snapshot.
        snapshot: SnapshotId,
        /// Its article.
        of: ArticleId,
        /// The article that was named.
        wanted: ArticleId,
    },
    /// A quote that does not stand in the text.
    #[error("the quote does not stand in {place}")]
    QuoteNotFound {
        /// Where it was looked for.
        place: String,
        /// The snapshot to look at.
        look: SnapshotId,
        /// The words most like it, and at which byte they begin.
        nearest: Option<(String, u64)>,
    },
    /// A quote that stands in several places.
    #[error("the quote stands in {} places in {snapshot}: at bytes {}", bytes.len(), join(bytes))]
    QuoteAmbiguous {
        /// The snapshot.
        snapshot: SnapshotId,
        /// Where.
        bytes: Vec<u64>,
    },
    /// The byte given with the quote is none of the places where it stands.
    #[error(
        "the quote does not stand at byte {at} of {snapshot}; it stands at {}",
        join(bytes)
    )]
    QuoteElsewhere {
        /// The snapshot.
        snapshot: SnapshotId,
        /// The byte given.
        at: u64,
        /// Where it stands.
        bytes: Vec<u64>,
    },
    /// A quote that begins or ends inside a number.
    #[error("the quote cuts the number “{number}” of {snapshot} in two")]
    QuoteCutsNumber {
        /// The snapshot.
        snapshot: SnapshotId,
        /// The whole number.
        number: String,
    },
    /// A quote of nothing.
    #[error("the quote is empty")]
    EmptyQuote,
    /// A figure that the quote does not give.
    #[error("the quote does not say “{figure}”{}", numbers_found(found))]
    FigureNotInQuote {
        /// The figure.
        figure: Figure,
        /// The numbers that do stand in the quote.
        found: Vec<u64>,
    },
    /// The same statement is recorded.
    #[error("{0} records this statement already")]
    AlreadyRecorded(ClaimId),
    /// The citation is there.
    #[error("{0} is cited from there already")]
    AlreadyCited(ClaimId),
    /// The same words were recorded with another figure.
    #[error("{claim} was recorded from the same words with the figure “{recorded}”, not “{given}”")]
    OtherFigureFromQuote {
        /// The claim.
        claim: ClaimId,
        /// Its figure.
        recorded: Box<Figure>,
        /// The figure given now.
        given: Box<Figure>,
    },
    /// An answer to a claim about something else.
    #[error("{0} is a claim about another event")]
    AnswersOtherEvent(ClaimId),
    /// An answer to itself.
    #[error("{0} cannot answer itself")]
    AnswersItself(ClaimId),
    /// A retraction of what is retracted.
    #[error("{0} is retracted already")]
    AlreadyRetracted(RecordId),
    /// A change of what is retracted.
    #[error("{0} is retracted")]
    Retracted(ClaimId),
    /// An assessment dated after it was logged.
    #[error("assessed on {0}, which lies in the future")]
    FutureAssessment(PartialDate),
    /// A rating from before there was anything to rate.
    #[error("{claim} was rated on {assessed_on}, before it was said: {stated_on}")]
    AssessedBefore {
        /// The claim.
        claim: ClaimId,
        /// The day of the rating.
        assessed_on: PartialDate,
        /// When the claim was stated.
        stated_on: PartialDate,
    },
    /// A second rating on one scale.
    #[error("{by} rates {claim} on this scale already")]
    AlreadyAssessed {
        /// The claim.
        claim: ClaimId,
        /// The rating that stands.
        by: AssessmentId,
    },
    /// A new version that rates another claim.
    #[error("{assessment} rates {claim}, and cannot come to rate another")]
    RatesAnotherClaim {
        /// The assessment.
        assessment: AssessmentId,
        /// The claim that it rates.
        claim: ClaimId,
    },
    /// A rating without a why.
    #[error("the rating of {0} has no rationale")]
    NoRationale(ClaimId),
    /// A rating that rests on the claim that is rated.
    #[error("the rating of {0} cannot rest on {0}")]
    RestsOnItself(ClaimId),
    /// A later version without a reason.
    #[error("a new version of {0} needs a reason")]
    NoReason(RecordId),
    /// An event that ends before it begins.
    #[error("the event ends ({end}) before it begins ({start})")]
    EndsBeforeItBegins {
        /// The first day.
        start: PartialDate,
        /// The last.
        end: PartialDate,
    },
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {0}")]
    NoRandomness(String),
    /// A value that is not one of the model's.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The database's own error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RecordError {
    /// What to do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown(id) => format!("`claimlog list {}s` shows what there is", id.kind().word()),
            Self::HandleTaken { by, .. } => format!("choose another, or see `claimlog show {by}`"),
            Self::HandleMistakable { like, by, .. } => {
                format!("write “{like}” if you mean {by}; else choose another handle")
            }
            Self::ArticleExists { by, .. } => format!("see `claimlog show {by}`; a new copy of it is captured with `claimlog ingest --article {by} FILE`"),
            Self::NothingChanges(_) => "no version was written".to_owned(),
            Self::UnknownSide { sides, event, .. } => format!(
                "its sides are {}; `claimlog event edit {event} --side …` changes them",
                sides.iter().map(|side| format!("“{side}”")).collect::<Vec<_>>().join(", ")
            ),
            Self::Future(_) | Self::FutureAssessment(_) | Self::FutureCorrection(_) => "check the year".to_owned(),
            Self::AssessedBefore { claim, .. } | Self::CorrectedBefore { claim, .. } => {
                format!("check the day, and that of the claim: `claimlog show {claim}`")
            }
            Self::CorrectedEarlier { claim, .. } => format!(
                "the last version is what the source says now: record its corrections in the order of their days; `claimlog history {claim}` shows them"
            ),
            Self::OccursLater { .. } => "check both: --stated-on is the day it was said, --occurred what it covers".to_owned(),
            Self::NoCountry(_) => "write the two letters of ISO 3166-1: AZ, AM, SY (XK for Kosovo)".to_owned(),
            Self::OtherArticle { of, .. } => format!("name the article {of}, or another snapshot"),
            Self::QuoteNotFound { look, nearest: Some((words, byte)), .. } => {
                format!("the nearest text is “{words}” at byte {byte}; see `claimlog show {look} --text`")
            }
            Self::QuoteNotFound { look, nearest: None, .. } => {
                format!("nothing like it stands there; see `claimlog show {look} --text`")
            }
            Self::QuoteAmbiguous { .. } => "quote more words, or say which place with --at BYTE".to_owned(),
            Self::QuoteElsewhere { .. } => "correct --at, or leave it out".to_owned(),
            Self::QuoteCutsNumber { number, .. } => format!("quote the whole of it: “{number}”"),
            Self::EmptyQuote => "copy the words from the article".to_owned(),
            Self::FigureNotInQuote { .. } => {
                "quote the words that hold the number; for a sum, a list of names or a language whose number words are not read, record it with --unread".to_owned()
            }
            Self::AlreadyRecorded(claim) => {
                format!("another article that repeats it is added with `claimlog cite {claim}`; a correction with `claimlog amend {claim}`")
            }
            Self::AlreadyCited(claim) => format!("see `claimlog show {claim}`"),
            Self::OtherFigureFromQuote { claim, .. } => {
                format!("if {claim} was entered wrongly: `claimlog amend {claim} --cause desk_correction --reason …`")
            }
            Self::AnswersOtherEvent(_) => "an answer belongs to the event of what it answers".to_owned(),
            Self::EndsBeforeItBegins { .. } => "write the earlier day as the start".to_owned(),
            Self::NoReason(_) => "say why in a few words: --reason \"…\"".to_owned(),
            Self::Model(error) => return error.hint().map(str::to_owned),
            Self::Store(error) => return error.hint(),
            Self::Retracted(claim) => format!(
                "`claimlog amend {claim} --reinstate …` takes it up again; `claimlog history {claim}` says why it was retracted"
            ),
            Self::AlreadyAssessed { by, .. } => format!(
                "a new version of it: `claimlog assess {by} --rating … --cause … --reason …`; or rate it on another --scale"
            ),
            Self::RatesAnotherClaim { .. } => "rate the other with `claimlog assess`".to_owned(),
            Self::NoRationale(_) => "say why in a few words: --rationale \"…\"".to_owned(),
            Self::RestsOnItself(_) => "name another claim, or quote an article".to_owned(),
            Self::AnswersItself(_) | Self::AlreadyRetracted(_) | Self::NoRandomness(_) => return None,
        })
    }
}

fn join(bytes: &[u64]) -> String {
    bytes
        .iter()
        .map(u64::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn numbers_found(found: &[u64]) -> String {
    match found {
        [] => "; no number was read in it".to_owned(),
        [one] => format!("; the number in it is {one}"),
        several => format!("; the numbers in it are {}", join(several)),
    }
}
