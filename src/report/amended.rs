//! What was changed of the claims behind a series after they were first recorded.
//!
//! A step in a series is something new that the claimant said: another claim. A revision changes what is recorded of
//! one claim, and says why: *the source corrected what it had said* ([`By::Source`]), or *the desk corrected its own
//! entry* ([`By::Desk`]), which is every other cause. Only versions that change what the series shows are listed (the
//! figure, the day, the time that it covers, the scope), and every one by which the source revised or the desk withdrew something. Versions are
//! read only of claims that have more than one.

use chrono::NaiveDate;

use super::ReportError;
use super::changes::{Cited, cited_at};
use super::former::formers;
use crate::model::{
    Aggregation, Author, Cause, ClaimId, EntryIndex, Figure, Grounds, Instant, Label, PartialDate,
    RevisionNumber, SeriesKey,
};
use crate::register::Register;
use crate::series::corrected::Former;
use crate::series::period::{Days, same_period};
use crate::series::scope::{Comparability, Loosened};
use crate::series::{Change, Step};
use crate::store::said::{Told, days, gives_day, told};
use crate::store::{FigureVersion, Horizon, Read};

/// Whose correction it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The source corrected what it had said.
    Source,
    /// The desk corrected its own entry.
    Desk,
}

impl By {
    /// Whose correction a version with this cause is.
    pub const fn cause(cause: Cause) -> Self {
        match cause {
            Cause::SourceRevised => Self::Source,
            Cause::First
            | Cause::Reattributed
            | Cause::Rescoped
            | Cause::LateDiscovery
            | Cause::DeskCorrection
            | Cause::Retraction
            | Cause::Redaction => Self::Desk,
        }
    }
}

/// A figure as one version of its claim has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The version.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// When it was said.
    pub stated_on: PartialDate,
    /// How many.
    pub figure: Figure,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
}

/// A version and why there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The version.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// When it was logged.
    pub recorded_at: Instant,
    /// Who logged it.
    pub author: Author,
    /// Why, and when the source corrected itself, also where a later version gives that day.
    pub grounds: Grounds,
    /// The as-of day, where the source corrected itself and that may have been after it: on a day that is not known, or too
    /// coarse to tell.
    pub perhaps_after: Option<NaiveDate>,
    /// The reason in words.
    pub reason: Option<String>,
}

impl Mark {
    fn of(version: &FigureVersion, corrected_on: Option<PartialDate>, horizon: Horizon) -> Self {
        let told = Told {
            grounds: version.grounds,
            is_same: false,
            is_reattributed: false,
            recorded_on: version.recorded_at.day(),
        };
        Self {
            perhaps_after: horizon
                .said_by()
                .filter(|day| told.is_perhaps_later(corrected_on, *day)),
            revision: version.point.revision,
            entry: version.point.entry,
            recorded_at: version.recorded_at,
            author: version.author.clone(),
            // Only a correction has one.
            grounds: Grounds::new(version.cause(), corrected_on).unwrap_or(version.grounds),
            reason: version.reason.clone(),
        }
    }

    /// Why.
    pub const fn cause(&self) -> Cause {
        self.grounds.cause()
    }

    /// Whose correction it is.
    pub const fn by(&self) -> By {
        By::cause(self.cause())
    }
}

/// A revision of a claim that is a point of the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The version, and why there is one.
    pub mark: Mark,
    /// As the version before had it.
    pub before: Stated,
    /// Where the version before stands.
    pub before_cited: Vec<Cited>,
    /// As this version has it.
    pub after: Stated,
    /// How the figure changed.
    pub step: Step,
    /// What changed of that which a series is made of.
    pub scope: Vec<ScopeChange>,
}

/// One thing that a series is made of, and that a revision changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ScopeChange {
    /// `claimant`, `measure`, `victims` and so on.
    pub field: &'static str,
    /// As it was; the id of an event or a source, else the word or label; none where there was none.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
    /// The handle of the event or source that it was; none for what has no handle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_handle: Option<String>,
    /// The handle of the one that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_handle: Option<String>,
}

impl ScopeChange {
    /// As it was, in words for people: a handle where there is one.
    pub fn before(&self) -> Option<&str> {
        self.before_handle.as_deref().or(self.before.as_deref())
    }

    /// As it is, in words for people.
    pub fn after(&self) -> Option<&str> {
        self.after_handle.as_deref().or(self.after.as_deref())
    }
}

/// A claim that was a point of the series and is not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The claim.
    pub claim: ClaimId,
    /// As it stood here last.
    pub last: Stated,
    /// Where that version stands.
    pub cited: Vec<Cited>,
    /// What stood here until its source corrected it to that.
    pub former: Vec<Former>,
    /// The version that took it away, and why.
    pub mark: Mark,
    /// Whether the report shows the claim in the series that it is a point of now, and tells the version there.
    pub is_told_elsewhere: bool,
}

impl Departure {
    /// Whether the claim was withdrawn; otherwise it is a point of another series now.
    pub fn is_withdrawn(&self) -> bool {
        self.mark.cause() == Cause::Retraction
    }
}

/// Whether it is read where versions stand that are not those of the series now: two look-ups for each, which only some
/// forms of a report show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormerWords {
    /// [`Amendment::before_cited`] and [`Departure::cited`] are there.
    #[default]
    Read,
    /// Both are empty.
    LeftOut,
}

impl FormerWords {
    fn of(
        self,
        read: &dyn Read,
        register: &Register<'_>,
        entry: EntryIndex,
    ) -> Result<Vec<Cited>, ReportError> {
        match self {
            Self::Read => cited_at(read, register, entry),
            Self::LeftOut => Ok(Vec::new()),
        }
    }
}

fn stated(version: &FigureVersion) -> Stated {
    Stated {
        revision: version.point.revision,
        entry: version.point.entry,
        stated_on: version.point.stated_on,
        occurred: version.occurred,
        figure: version.point.figure,
    }
}

/// The revisions of a claim between its versions, first to last.
///
/// # Errors
/// The store's.
pub fn amendments(
    read: &dyn Read,
    register: &Register<'_>,
    versions: &[FigureVersion],
    horizon: Horizon,
    former: FormerWords,
) -> Result<Vec<Amendment>, ReportError> {
    let told = told(versions);
    let mut amendments = Vec::new();
    for ((pair, told), corrected_on) in versions
        .windows(2)
        .zip(told.windows(2))
        .zip(days(&told).into_iter().skip(1))
    {
        // What only gives the day of the correction before is told with that one.
        if matches!(told, [before, after] if gives_day(before, after)) {
            continue;
        }
        if let [before, after] = pair
            && let Some(mut amendment) = amendment(register, before, after)?
        {
            amendment.mark = Mark::of(after, corrected_on, horizon);
            amendment.before_cited = former.of(read, register, before.point.entry)?;
            amendments.push(amendment);
        }
    }
    Ok(amendments)
}

/// Without where the version before stands.
fn amendment(
    register: &Register<'_>,
    before: &FigureVersion,
    after: &FigureVersion,
) -> Result<Option<Amendment>, ReportError> {
    let scope = moved(register, &before.series, &after.series)?;
    let (was, is) = (&before.point, &after.point);
    let is_changed = was.figure != is.figure || was.stated_on != is.stated_on || !scope.is_empty();
    let is_told = matches!(after.cause(), Cause::SourceRevised | Cause::Retraction)
        || before.cause() == Cause::Retraction;
    let covers_other = before.occurred != after.occurred;
    let aggregation = after.series.aggregation;
    let periods = same_period(
        aggregation,
        before.occurred.as_ref(),
        after.occurred.as_ref(),
        &Loosened::default(),
    );
    // A version of one record that covers another time says nothing of how many more or fewer there were.
    let step = if covers_other && periods != Comparability::Comparable {
        let is_known =
            aggregation != Aggregation::Incremental || Days::of(after.occurred.as_ref()).is_some();
        Step::alone(if is_known {
            Change::OtherPeriod
        } else {
            Change::UnknownPeriod
        })
    } else {
        Step::between(&was.figure, &is.figure)
    };
    Ok((is_changed || covers_other || is_told).then(|| Amendment {
        mark: Mark::of(after, after.grounds.corrected_on(), Horizon::NOW),
        before: stated(before),
        before_cited: Vec::new(),
        after: stated(after),
        step,
        scope,
    }))
}

/// What two series differ in.
fn moved(
    register: &Register<'_>,
    one: &SeriesKey,
    other: &SeriesKey,
) -> Result<Vec<ScopeChange>, ReportError> {
    if one == other {
        return Ok(Vec::new());
    }
    let handle = |field: &str, key: &SeriesKey| -> Result<Option<String>, ReportError> {
        Ok(match field {
            "event" => Some(register.event(key.event)?.handle.to_string()),
            "claimant" => Some(register.source(key.claimant)?.handle.to_string()),
            _ => None,
        })
    };
    let mut moved = Vec::new();
    for ((field, before), (_, after)) in fields(one).into_iter().zip(fields(other)) {
        if before != after {
            moved.push(ScopeChange {
                field,
                before,
                after,
                before_handle: handle(field, one)?,
                after_handle: handle(field, other)?,
            });
        }
    }
    Ok(moved)
}

fn fields(key: &SeriesKey) -> [(&'static str, Option<String>); 8] {
    let label = |label: &Option<Label>| label.as_ref().map(Label::to_string);
    [
        ("event", Some(key.event.to_string())),
        ("claimant", Some(key.claimant.to_string())),
        ("measure", Some(key.measure.to_string())),
        ("victims", label(&key.victims)),
        ("victim_side", label(&key.victim_side)),
        ("victim_status", Some(key.victim_status.to_string())),
        ("aggregation", Some(key.aggregation.to_string())),
        ("place", label(&key.place)),
    ]
}

/// The claims that a series has lost, in the order of their ids; `is_shown` says whether the report shows a figure of a
/// series that was stated then.
///
/// # Errors
/// The store's.
pub fn departures(
    read: &dyn Read,
    register: &Register<'_>,
    series: &SeriesKey,
    horizon: Horizon,
    former: FormerWords,
    is_shown: impl Fn(&SeriesKey, &PartialDate) -> bool,
) -> Result<Vec<Departure>, ReportError> {
    let mut departures = Vec::new();
    for claim in read.departed(series, horizon)? {
        let versions = read.figure_versions(claim, horizon)?;
        let is_here = |version: &FigureVersion| {
            version.series == *series && version.cause() != Cause::Retraction
        };
        let last = versions.iter().rposition(is_here);
        let days = days(&told(&versions));
        if let Some(last) = last
            && let (Some(stood), Some(gone)) = (versions.get(last), versions.get(last + 1))
        {
            departures.push(Departure {
                claim,
                last: stated(stood),
                cited: former.of(read, register, stood.point.entry)?,
                former: formers(versions.get(..=last).unwrap_or_default()),
                mark: Mark::of(gone, days.get(last + 1).copied().flatten(), horizon),
                is_told_elsewhere: versions
                    .last()
                    .filter(|newest| newest.cause() != Cause::Retraction)
                    .is_some_and(|newest| is_shown(&newest.series, &newest.point.stated_on)),
            });
        }
    }
    Ok(departures)
}
