//! What stands behind each count of outlets and claimants: the claims that were counted, each once for each count.
//!
//! Enter: an event of the report. Leave: as many things counted as the counts say. An outlet's statement is counted at
//! its earliest print there; a claimant's step at the figure that it leads to.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Carrier, EventSources, Statement, Steps};
use crate::model::{ClaimId, EntryIndex, RevisionNumber, SourceId};
use crate::report::Named;
use crate::series::Change;

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To more people.
    Up,
    /// To fewer.
    Down,
    /// To the same number, or to one that is only more or less precise.
    Level,
}

impl Way {
    /// Which way a step went; none for the first figure of a series, and for one that may not be
    /// compared with any before it.
    pub const fn of(change: Change) -> Option<Self> {
        match change {
            Change::First
            | Change::OtherPeriod
            | Change::UnknownPeriod
            | Change::UnknownOrder
            | Change::UnknownAggregation => None,
            Change::Rise => Some(Self::Up),
            Change::Fall => Some(Self::Down),
            Change::Restated
            | Change::Requalified
            | Change::Narrowed
            | Change::Widened
            | Change::Lowered => Some(Self::Level),
        }
    }
}

impl Steps {
    pub(super) fn of(ways: impl Iterator<Item = Way>) -> Self {
        let mut steps = Self::default();
        for way in ways {
            match way {
                Way::Up => steps.up += 1,
                Way::Down => steps.down += 1,
                Way::Level => steps.level += 1,
            }
        }
        steps
    }
}

/// A figure that is counted of a claimant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedFigure {
    /// The claim.
    pub claim: ClaimId,
    /// The version that is counted.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// The claimant's figure that the step to it leads from; none for the first, and of what is new for the first of a
    /// time.
    pub before: Option<(ClaimId, RevisionNumber)>,
    /// Which way the step to it went; none where there is none.
    pub way: Option<Way>,
}

/// A correction that is counted of a claimant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedCorrection {
    /// The claim.
    pub claim: ClaimId,
    /// The version before.
    pub before: RevisionNumber,
    /// The version by which the source corrected it.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Which way.
    pub way: Way,
}

/// What is counted, by the names of the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counts {
    /// Statements that an outlet prints.
    Statements,
    /// Those that it printed on the first day, and not by way of another outlet that printed it that day.
    First,
    /// Those that it has from a relay or in another's text.
    Repeated,
    /// Those over which its days behind the first print are told.
    LagStatements,
    /// A claimant's figures.
    Figures,
    /// Steps to more.
    StepsUp,
    /// Steps to fewer.
    StepsDown,
    /// Steps to the same number.
    StepsLevel,
    /// Corrections to more.
    CorrectedUp,
    /// Corrections to fewer.
    CorrectedDown,
    /// Corrections to the same number.
    CorrectedLevel,
}

impl Counts {
    /// The column of the sheet of outlets or of claimants that it is counted in.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::First => "first",
            Self::Repeated => "repeated",
            Self::LagStatements => "lag_statements",
            Self::Figures => "figures",
            Self::StepsUp => "steps_up",
            Self::StepsDown => "steps_down",
            Self::StepsLevel => "steps_level",
            Self::CorrectedUp => "corrected_up",
            Self::CorrectedDown => "corrected_down",
            Self::CorrectedLevel => "corrected_level",
        }
    }

    /// Whether it is a count of an outlet; else of a claimant.
    pub const fn is_of_outlet(self) -> bool {
        matches!(
            self,
            Self::Statements | Self::First | Self::Repeated | Self::LagStatements
        )
    }

    const fn step(way: Way) -> Self {
        match way {
            Way::Up => Self::StepsUp,
            Way::Down => Self::StepsDown,
            Way::Level => Self::StepsLevel,
        }
    }

    const fn corrected(way: Way) -> Self {
        match way {
            Way::Up => Self::CorrectedUp,
            Way::Down => Self::CorrectedDown,
            Way::Level => Self::CorrectedLevel,
        }
    }
}

/// One thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    /// Of which outlet or claimant.
    pub source: &'a Named<SourceId>,
    /// In which of its counts.
    pub count: Counts,
    /// The claim.
    pub claim: ClaimId,
    /// The version that is counted.
    pub revision: RevisionNumber,
    /// What a step or a correction leads from.
    pub before: Option<(ClaimId, RevisionNumber)>,
    /// The statement that it is of: its first claim.
    pub statement: Option<ClaimId>,
    /// Where it stands: at an outlet the print that is counted, else the first one.
    pub carrier: Option<&'a Carrier>,
}

/// The print of a statement that counts for each of its outlets: carriers come in order of print, and an outlet's first
/// is what counts.
pub(super) fn prints(
    statement: &Statement,
) -> impl Iterator<Item = (&Named<SourceId>, &Carrier, Vec<Counts>)> {
    let mut seen: BTreeSet<SourceId> = BTreeSet::new();
    statement.carriers.iter().filter_map(move |carrier| {
        let publisher = carrier.publisher.as_ref()?;
        seen.insert(publisher.id).then_some(())?;
        let is_repeated = !carrier.via.is_empty() || carrier.same_text_as.is_some();
        let counts = [
            (Counts::Statements, true),
            (
                Counts::First,
                carrier.is_first && statement.is_first_certain,
            ),
            (Counts::Repeated, is_repeated),
            (
                Counts::LagStatements,
                statement.outlets > 1 && carrier.lag.is_some(),
            ),
        ];
        let counts = counts.into_iter().filter(|(_, is_so)| *is_so);
        Some((publisher, carrier, counts.map(|(count, _)| count).collect()))
    })
}

/// What is behind each count: outlets first, each with its statements in their order; then claimants.
pub fn counted(event: &EventSources) -> Vec<Counted<'_>> {
    let mut counted = Vec::new();
    // Where each claim of the event stands first, and in which statement.
    // Keyed by numbers that the log gave: nobody outside can choose them to collide.
    let mut stands: FxHashMap<ClaimId, (Option<ClaimId>, &Carrier)> = FxHashMap::default();
    for statement in &event.statements {
        let first = statement.claims.first().map(|stated| stated.claim);
        for carrier in &statement.carriers {
            stands.entry(carrier.claim).or_insert((first, carrier));
        }
        for (source, carrier, counts) in prints(statement) {
            let stated = statement.claims.iter();
            let revision = stated
                .filter(|stated| stated.claim == carrier.claim)
                .map(|stated| stated.revision)
                .next()
                .unwrap_or(RevisionNumber::FIRST);
            counted.extend(counts.into_iter().map(|count| Counted {
                source,
                count,
                claim: carrier.claim,
                revision,
                before: None,
                statement: first,
                carrier: Some(carrier),
            }));
        }
    }
    counted.sort_by(|one, other| {
        let (ours, theirs) = (&one.source.handle, &other.source.handle);
        ours.cmp(theirs).then(one.count.cmp(&other.count))
    });
    for claimant in &event.claimants {
        let mut put = |count, claim: ClaimId, revision, before| {
            let place = stands.get(&claim);
            counted.push(Counted {
                source: &claimant.source,
                count,
                claim,
                revision,
                before,
                statement: place.and_then(|(statement, _)| *statement),
                carrier: place.map(|(_, carrier)| *carrier),
            });
        };
        for figure in &claimant.counted {
            put(Counts::Figures, figure.claim, figure.revision, None);
        }
        for figure in &claimant.counted {
            if let Some(way) = figure.way {
                put(
                    Counts::step(way),
                    figure.claim,
                    figure.revision,
                    figure.before,
                );
            }
        }
        for correction in &claimant.corrections {
            let CountedCorrection { claim, before, .. } = *correction;
            put(
                Counts::corrected(correction.way),
                claim,
                correction.revision,
                Some((claim, before)),
            );
        }
    }
    counted
}
