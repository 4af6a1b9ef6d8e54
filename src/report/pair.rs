//! How two claims that state figures stand to one another, or why they may not be compared.
//!
//! Enter: a store to read, two claims, what is left out of account. Leave: both figures with their words, and either
//! the relation ([`crate::series::reading`]) or every reason against comparing them ([`crate::series::scope`]).
//! Invariants: there is no relation and no gap where the scopes differ; a claim that was withdrawn, or had not been
//! said by the as-of day, is refused and not compared.

use chrono::NaiveDate;

use super::amended::{By, FormerWords, amendments};
use super::changes::{self, ChangePoint, Made, alone, made};
use super::doubts::Doubts;
use super::extent::Heading;
use super::former::formers;
use super::rating;
use super::{Named, ReportError};
use crate::model::{Aggregation, Cause, ClaimId, Instant, RecordId, SeriesKey, SourceId};
use crate::register::Register;
use crate::series::interval::Gap;
use crate::series::period::{is_daily, same_period};
use crate::series::reading::{Basis, Reading, Relation, Succession};
use crate::series::scope::{Comparability, Difference, Loosened, comparable};
use crate::series::until::Until;
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
    /// The figure, with its words and where they stand, and what its source corrected of it.
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
        /// Why it is not certain that not both can be true, where they share no number; none where it is.
        doubts: Doubts,
        /// Whether they share no number only as “about” or a word for a size is read.
        is_by_convention: bool,
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
    let versions = read.figure_versions(claim, made.horizon)?;
    let Some(FigureVersion {
        point,
        series,
        grounds,
        ..
    }) = versions.last().cloned()
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
    stated.former = formers(&versions);
    stated.amendments = amendments(read, register, &versions, made.horizon, FormerWords::Read)?;
    stated
        .amendments
        .retain(|amendment| amendment.mark.by() == By::Source);
    stated.ratings = rating::standing(read, made.horizon, query.as_of, claim)?;
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
    let is_one_claimant = one.key.claimant == other.key.claimant;
    let succession = if is_one_claimant {
        succession(one, other)
    } else {
        Succession::None
    };
    let gap = one.reading.gap(&other.reading);
    let doubts = Doubts {
        // A claimant contradicts himself only where he takes back what he said: which he said last is to be known.
        order: is_one_claimant && said_in_order(one, other) == Succession::None,
        loosened: strict != Comparability::Comparable,
        ..of_times(one, other)
    };
    let is_read = [one, other]
        .iter()
        .any(|side| side.reading.basis() != Basis::Stated);
    Verdict::Related {
        relation: one.reading.relation(&other.reading, succession),
        gap,
        doubts: if gap.is_some() {
            doubts
        } else {
            Doubts::default()
        },
        is_by_convention: gap.is_some() && is_read,
        loosened: strict.reasons().to_vec(),
    }
}

/// Which of two figures of one claimant was said in place of the other: none of them where nobody said how they count, and
/// a total never in place of one that certainly counts to a later day.
fn succession(one: &Side, other: &Side) -> Succession {
    let is_said = one.stated.occurred.is_some() && other.stated.occurred.is_some();
    let outruns = |one: &Side, other: &Side| is_said && until(one).certainly_outruns(&until(other));
    match said_in_order(one, other) {
        _ if one.key.aggregation == Aggregation::Unknown => Succession::None,
        Succession::Later if outruns(other, one) => Succession::None,
        Succession::Earlier if outruns(one, other) => Succession::None,
        succession => succession,
    }
}

/// Which of the two numbers was said last: one that its source corrected, when it did so.
fn said_in_order(one: &Side, other: &Side) -> Succession {
    if one.stated.former.is_empty() && other.stated.former.is_empty() {
        return Succession::of(&one.stated.stated_on, &other.stated.stated_on);
    }
    let (ours, theirs) = (one.stated.said().moment(), other.stated.said().moment());
    match (ours.is_before(&theirs), theirs.is_before(&ours)) {
        (true, _) => Succession::Earlier,
        (_, true) => Succession::Later,
        _ => Succession::None,
    }
}

fn until(side: &Side) -> Until {
    Until::of(side.stated.occurred.as_ref(), &side.stated.stated_on)
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

/// The doubts that come from the days to which the two count.
fn of_times(one: &Side, other: &Side) -> Doubts {
    let low = |side: &Side| side.reading.interval().map(|interval| interval.low());
    let (lower, higher) = if low(one) < low(other) {
        (one, other)
    } else {
        (other, one)
    };
    let key = &one.key;
    Doubts::of_times(key.measure, key.aggregation, &until(lower), &until(higher))
}
