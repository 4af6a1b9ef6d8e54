//! How two claims that state figures stand to one another, or why they may not be compared.
//!
//! Enter: a store to read, two claims, what is left out of account. Leave: both figures with their words, and either
//! the relation ([`crate::series::reading`]) or every reason against comparing them ([`crate::series::scope`]).
//! Invariants: there is no relation and no gap where the scopes differ; a claim that was withdrawn, or had not been
//! said by the as-of day, is refused and not compared.

use chrono::NaiveDate;

use super::changes::{self, ChangePoint, Made, alone, made};
use super::extent::Heading;
use super::growth::{self, Until};
use super::rating::Ratings;
use super::{Named, ReportError};
use crate::model::{Cause, ClaimId, Instant, RecordId, SeriesKey, SourceId};
use crate::register::Register;
use crate::series::interval::Gap;
use crate::series::period::{is_daily, same_period};
use crate::series::reading::{Reading, Relation, Succession};
use crate::series::scope::{Comparability, Difference, Loosened, comparable};
use crate::series::vague::Convention;
use crate::store::{FigureVersion, Read};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The claim that is looked at.
    pub one: ClaimId,
    /// The claim that it is put beside.
    pub other: ClaimId,
    /// Only what had certainly been said by this day.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
    /// The parts of the scope that are left out of account.
    pub loosened: Loosened,
    /// Which numbers a word for a size stands for.
    pub convention: Convention,
}

/// Two claims beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What was asked.
    pub query: Query,
    /// The log that it was made from.
    pub made: Made,
    /// The first claim.
    pub one: Side,
    /// The second.
    pub other: Side,
    /// What comes of it.
    pub verdict: Verdict,
}

/// One of the two claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it is about.
    pub heading: Heading,
    /// Who states it.
    pub claimant: Named<SourceId>,
    /// What it counts.
    pub key: SeriesKey,
    /// The figure, with its words and where they stand.
    pub stated: ChangePoint,
    /// The figure as an interval.
    pub reading: Reading,
}

/// What comes of putting two claims beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// How the first stands to the second.
    Related {
        /// The relation.
        relation: Relation,
        /// How far they are apart; none where they meet.
        gap: Option<Gap>,
        /// Whether the lower one is a total up to an earlier day, or may be, so that both may be true: it may have grown.
        may_be_growth: bool,
        /// In what they differ that is left out of account: nothing between them is certain where they do.
        loosened: Vec<Difference>,
    },
    /// Both are one claimant's own, and count other people or over another time: leaving that out of account does not put
    /// a claimant against himself. Every reason.
    OneClaimant(Comparability),
    /// They count different things, or over different times; every reason.
    NotComparable(Comparability),
}

/// Puts two claims beside one another.
///
/// # Errors
/// No such claim; one that states no figure, was withdrawn, or had not been said or logged by then; the store's.
pub fn pair(read: &dyn Read, query: &Query) -> Result<Pair, ReportError> {
    let asked = changes::Query {
        as_of: query.as_of,
        recorded_by: query.recorded_by,
        ..changes::Query::default()
    };
    let made = made(read, &asked)?;
    let register = Register::new(read, made.horizon);
    let one = side(read, &register, query, &made, query.one)?;
    let other = side(read, &register, query, &made, query.other)?;
    Ok(Pair {
        verdict: verdict(&one, &other, &query.loosened),
        query: query.clone(),
        made,
        one,
        other,
    })
}

fn side(
    read: &dyn Read,
    register: &Register<'_>,
    query: &Query,
    made: &Made,
    claim: ClaimId,
) -> Result<Side, ReportError> {
    let record: RecordId = claim.into();
    let newest = read
        .figure_versions(claim, made.horizon)?
        .into_iter()
        .next_back();
    let Some(FigureVersion {
        point,
        series,
        grounds,
        ..
    }) = newest
    else {
        return Err(if read.latest(record, made.horizon)?.is_some() {
            ReportError::NoFigure(claim)
        } else if read.history(record)?.is_empty() {
            ReportError::unknown(record)
        } else {
            ReportError::NotYet(record)
        });
    };
    if grounds.cause() == Cause::Retraction {
        return Err(ReportError::Withdrawn(claim));
    }
    if let Some(day) = query.as_of
        && !point.stated_on.certainly_by(day)
    {
        return Err(ReportError::NotSaid { claim, day });
    }
    let mut stated = alone(read, register, point, None)?;
    stated.ratings = Ratings::read(read, made.horizon, query.as_of)?
        .of(claim)
        .to_vec();
    Ok(Side {
        heading: Heading::of(register, series.event)?,
        claimant: Named::source(register, series.claimant)?,
        reading: Reading::of(&stated.figure, stated.wording.as_deref(), query.convention),
        key: series,
        stated,
    })
}

fn verdict(one: &Side, other: &Side, loosened: &Loosened) -> Verdict {
    let is_daily = |side: &Side| is_daily(side.stated.occurred.as_ref());
    let scopes = comparable(&one.key, &other.key, loosened).daily(is_daily(one), is_daily(other));
    if scopes != Comparability::Comparable {
        return Verdict::NotComparable(scopes);
    }
    let aggregation = one.key.aggregation;
    let periods = same_period(
        aggregation,
        one.stated.occurred.as_ref(),
        other.stated.occurred.as_ref(),
        loosened,
    );
    if periods != Comparability::Comparable {
        return Verdict::NotComparable(periods);
    }
    let strict = strict(one, other);
    if one.key.claimant == other.key.claimant && strict != Comparability::Comparable {
        return Verdict::OneClaimant(strict);
    }
    let succession = if one.key.claimant == other.key.claimant {
        Succession::of(&one.stated.stated_on, &other.stated.stated_on)
    } else {
        Succession::None
    };
    let gap = one.reading.gap(&other.reading);
    Verdict::Related {
        relation: one.reading.relation(&other.reading, succession),
        gap,
        may_be_growth: gap.is_some() && may_be_growth(one, other),
        loosened: strict.reasons().to_vec(),
    }
}

/// Whether they may be compared with nothing left out of account.
fn strict(one: &Side, other: &Side) -> Comparability {
    let loosened = Loosened::default();
    let scopes = comparable(&one.key, &other.key, &loosened);
    if scopes != Comparability::Comparable {
        return scopes;
    }
    let (ours, theirs) = (one.stated.occurred.as_ref(), other.stated.occurred.as_ref());
    same_period(one.key.aggregation, ours, theirs, &loosened)
}

/// Whether the lower of two totals that do not meet may have grown into the higher.
fn may_be_growth(one: &Side, other: &Side) -> bool {
    let low = |side: &Side| side.reading.interval().map(|interval| interval.low());
    let until = |side: &Side| Until::of(side.stated.occurred.as_ref(), &side.stated.stated_on);
    let (lower, higher) = if low(one) < low(other) {
        (one, other)
    } else {
        (other, one)
    };
    growth::may_be_growth(one.key.aggregation, &until(lower), &until(higher))
}
