//! `report accusations`: who accuses whom of what, and what became of each accusation.
//!
//! Every accusation is the root of a thread: the denials, confirmations and concessions that answer it, answers to
//! those, the desk's ratings and what they rest on, in order of time. The form is the same whoever accuses.
//!
//! Rules:
//! - Only what had certainly been said by the as-of day is there, and of ratings only what the desk had come to by then.
//! - An accusation is *unanswered* while neither the accused nor a source that speaks for the side of the accused has
//!   answered it; what others confirm or deny is in the thread and answers nothing on behalf of the accused.
//! - An answer to an answer belongs to the thread of the first. An answer whose accusation is not there (retracted,
//!   said later, about a figure) is kept apart and says why: nothing that was said is lost.
//! - What the desk withdrew is no step of a thread and answers nothing; it is listed with the reason.
//! - An answer that was certainly said before what it answers stands behind it all the same, and is marked: one of the two
//!   days is wrong, or it answers something else.
//! - The order never depends on the order in which the desk logged things: by day, then the day of print, then by the
//!   names and words; an answer stands behind what it answers, whatever their dates.

mod step;
#[cfg(test)]
mod tests;
mod thread;
mod withdrawn;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::changes::Made;
use super::extent::{Heading, PerhapsLater};
use super::rating::Withdrawal;
use super::{Named, ReportError};
use crate::model::{
    Accusation, AnswerKind, Cause, Claim, ClaimId, Content, EntryIndex, EventId, Instant, RecordId,
    Revision, RevisionNumber, SourceId,
};
use crate::register::Register;
use crate::store::said::{Told, is_perhaps_later, last_correction};
use crate::store::{Horizon, Read, StoreError};

pub use step::{AnswerStep, Corrected, Evidence, Step, Words};
pub use thread::{Begins, Missing, Root, Thread};
pub use withdrawn::{Was, Withdrawn};

use step::Statement;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only about this event.
    pub event: Option<EventId>,
    /// Only accusations by this source.
    pub accuser: Option<SourceId>,
    /// Only accusations against this source.
    pub accused: Option<SourceId>,
    /// Only what had certainly been said by this day.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
    /// Only accusations that the accused has not answered.
    pub unanswered: bool,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accusations {
    /// The log that it was made from.
    pub made: Made,
    /// Event by event; one that was asked for is there even without an accusation.
    pub events: Vec<EventAccusations>,
    /// How many accusations and answers were left out because their date is too coarse or uncertain to say whether they had been
    /// stated by the as-of day.
    pub undatable: usize,
    /// How many were stated after the as-of day.
    pub later: usize,
    /// Those of which it is not known whether they had been corrected by the as-of day.
    pub perhaps_later: PerhapsLater,
}

/// The accusations of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventAccusations {
    /// The event.
    pub heading: Heading,
    /// Who accuses whom, how often, and what came of it; in the order of their handles.
    pub pairs: Vec<Pair>,
    /// Each accusation with its thread, in order of time.
    pub threads: Vec<Thread>,
    /// Answers to what is not an accusation or is not there, with the threads that they begin.
    pub apart: Vec<Thread>,
    /// What the desk withdrew of it, in order of time.
    pub withdrawn: Vec<Withdrawn>,
}

/// One accuser and one accused: how many accusations, and how many of them have met what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Who accuses.
    pub accuser: Named<SourceId>,
    /// Who is accused.
    pub accused: Named<SourceId>,
    /// How many accusations.
    pub accusations: usize,
    /// How many of them the accused denies, or who speaks for that side.
    pub denied: usize,
    /// How many of them somebody else denies, be it the accuser who takes it back.
    pub denied_by_others: usize,
    /// How many of them somebody confirms who is not the accuser.
    pub confirmed: usize,
    /// How many of them the accused concedes, or who speaks for that side.
    pub conceded: usize,
    /// How many of them the desk has rated.
    pub rated: usize,
    /// How many of them the accused has not answered.
    pub unanswered: usize,
    /// Which accusations they are, in order of time: the thread of each says what it has met.
    pub claims: Vec<ClaimId>,
}

/// Makes the report.
///
/// # Errors
/// The store's; a name that stands for nothing.
pub fn accusations(read: &dyn Read, query: &Query) -> Result<Accusations, ReportError> {
    let horizon = match query.recorded_by {
        Some(instant) => read.horizon_at(instant)?,
        None => Horizon::NOW,
    }
    .as_of(query.as_of);
    let made = Made {
        head: read.head()?,
        horizon,
    };
    let newest = read.accusations(query.event, horizon)?;
    known_to(read, &Register::new(read, horizon), made, query, newest)
}

/// As [`accusations`], for a report that has read them, articles and sources already.
pub(super) fn known_to(
    read: &dyn Read,
    register: &Register<'_>,
    made: Made,
    query: &Query,
    newest: Vec<Revision>,
) -> Result<Accusations, ReportError> {
    let mut collected = Collected {
        read,
        register,
        horizon: made.horizon,
        as_of: query.as_of,
        undatable: 0,
        later: 0,
        perhaps_later: PerhapsLater::default(),
        missing: HashMap::new(),
        withdrawn: BTreeMap::new(),
    };
    let statements = collected.statements(query.event, newest)?;
    let mut by_event: BTreeMap<EventId, Vec<Statement>> = BTreeMap::new();
    if let Some(event) = query.event {
        by_event.entry(event).or_default();
    }
    for statement in statements {
        by_event
            .entry(statement.claim.event)
            .or_default()
            .push(statement);
    }
    for event in collected.withdrawn.keys() {
        by_event.entry(*event).or_default();
    }
    let mut withdrawn = std::mem::take(&mut collected.withdrawn);
    let mut events = Vec::new();
    for (event, statements) in by_event {
        let all = thread::threads(&collected, statements)?;
        let (threads, apart): (Vec<Thread>, Vec<Thread>) =
            all.into_iter().partition(Thread::is_accusation);
        let is_asked = |thread: &Thread| {
            query
                .accuser
                .is_none_or(|accuser| thread.root.claimant.id == accuser)
                && query
                    .accused
                    .is_none_or(|accused| thread.accused().is_some_and(|it| it.id == accused))
                && (!query.unanswered || thread.unanswered)
        };
        let threads: Vec<Thread> = threads.into_iter().filter(is_asked).collect();
        let is_narrowed = query.accuser.is_some() || query.accused.is_some() || query.unanswered;
        let apart = if is_narrowed { Vec::new() } else { apart };
        let mut withdrawn = withdrawn.remove(&event).unwrap_or_default();
        withdrawn.retain(|it| it.is_asked(query, &threads));
        withdrawn.sort_by(Withdrawn::in_order);
        let is_empty = threads.is_empty() && apart.is_empty() && withdrawn.is_empty();
        if is_empty && query.event != Some(event) {
            continue;
        }
        events.push(EventAccusations {
            heading: Heading::of(collected.register, event)?,
            pairs: pairs(&threads),
            threads,
            apart,
            withdrawn,
        });
    }
    Ok(Accusations {
        made,
        events,
        undatable: collected.undatable,
        later: collected.later,
        perhaps_later: collected.perhaps_later,
    })
}

/// What is read, and what was left out on the way.
struct Collected<'a> {
    read: &'a dyn Read,
    register: &'a Register<'a>,
    horizon: Horizon,
    as_of: Option<NaiveDate>,
    undatable: usize,
    later: usize,
    perhaps_later: PerhapsLater,
    /// Why a claim is not there, for the answers to it.
    missing: HashMap<ClaimId, Missing>,
    /// What the desk withdrew, by event.
    withdrawn: BTreeMap<EventId, Vec<Withdrawn>>,
}

impl Collected<'_> {
    /// Every accusation and answer that is there, in its newest version within the horizon.
    fn statements(
        &mut self,
        event: Option<EventId>,
        newest: Vec<Revision>,
    ) -> Result<Vec<Statement>, ReportError> {
        let mut statements = Vec::with_capacity(newest.len());
        for revision in newest {
            let id = ClaimId::try_from(revision.record).map_err(StoreError::from)?;
            let is_retracted = revision.is_retraction();
            let (number, entry) = (revision.number, revision.entry);
            let Content::Claim(claim) = revision.content else {
                continue;
            };
            // Some version was about the event; the newest may be about another.
            if event.is_some_and(|event| claim.event != event) {
                continue;
            }
            if is_retracted {
                self.missing.insert(id, Missing::Retracted);
                let withdrawal = Withdrawal {
                    at: revision.recorded_at,
                    entry,
                    reason: revision.reason,
                };
                self.withdraw(id, number, claim, withdrawal)?;
                continue;
            }
            if let Some(day) = self.as_of
                && !claim.stated_on.certainly_by(day)
            {
                if claim.stated_on.perhaps_by(day) {
                    self.undatable += 1;
                    self.missing.insert(id, Missing::Undatable);
                } else {
                    self.later += 1;
                    self.missing.insert(id, Missing::Later);
                }
                continue;
            }
            let mut corrected = None;
            if number > RevisionNumber::FIRST {
                let told = self.told(id, entry)?;
                if self.as_of.is_some_and(|day| is_perhaps_later(&told, day)) {
                    self.perhaps_later.add(id);
                }
                corrected = last_correction(&told).map(|on| Corrected { on });
            }
            statements.push(Statement {
                id,
                number,
                entry,
                claim,
                corrected,
            });
        }
        Ok(statements)
    }

    /// The versions of a claim up to the one at this entry.
    fn told(&self, id: ClaimId, newest: EntryIndex) -> Result<Vec<Told>, ReportError> {
        let mut versions: Vec<Told> = Vec::new();
        let mut before: Option<Claim> = None;
        for revision in self.read.history(id.into())? {
            let Content::Claim(claim) = revision.content else {
                continue;
            };
            if revision.entry > newest {
                break;
            }
            let is_same = |before: &Claim| {
                before.statement == claim.statement
                    && before.claimant == claim.claimant
                    && before.stated_on == claim.stated_on
                    && before.occurred == claim.occurred
                    && before.place == claim.place
            };
            versions.push(Told {
                grounds: revision.grounds,
                is_same: before.as_ref().is_some_and(is_same),
                is_reattributed: revision.grounds.cause() != Cause::SourceRevised
                    && before
                        .as_ref()
                        .is_some_and(|before| before.claimant != claim.claimant),
                recorded_on: revision.recorded_at.day(),
            });
            before = Some(claim);
        }
        Ok(versions)
    }

    /// Keeps what the desk withdrew, where it had been said by the as-of day.
    fn withdraw(
        &mut self,
        id: ClaimId,
        number: RevisionNumber,
        claim: Claim,
        withdrawal: Withdrawal,
    ) -> Result<(), ReportError> {
        let is_said = self
            .as_of
            .is_none_or(|day| claim.stated_on.certainly_by(day));
        let event = claim.event;
        if is_said && let Some(it) = Withdrawn::of(self, id, number, claim, withdrawal)? {
            self.withdrawn.entry(event).or_default().push(it);
        }
        Ok(())
    }

    fn named(&self, source: SourceId) -> Result<Named<SourceId>, ReportError> {
        Named::source(self.register, source)
    }

    /// Whether a source is the accused, or speaks for the side of the accused.
    fn speaks_for(&self, source: SourceId, accused: SourceId) -> Result<bool, ReportError> {
        if source == accused {
            return Ok(true);
        }
        let (source, accused) = (
            self.register.source(source)?,
            self.register.source(accused)?,
        );
        Ok(match (&source.side, &accused.side) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        })
    }

    /// Why what an answer answers is not there.
    fn why_missing(&self, answered: ClaimId) -> Result<Missing, ReportError> {
        if let Some(why) = self.missing.get(&answered) {
            return Ok(*why);
        }
        let record: RecordId = answered.into();
        Ok(match self.read.latest(record, self.horizon)? {
            Some(revision) if revision.is_retraction() => Missing::Retracted,
            Some(revision) => match revision.content {
                Content::Claim(claim) if claim.figure().is_some() => Missing::Figure,
                _ => Missing::Elsewhere,
            },
            None => Missing::Elsewhere,
        })
    }
}

fn pairs(threads: &[Thread]) -> Vec<Pair> {
    let mut pairs: BTreeMap<(String, String), Pair> = BTreeMap::new();
    for thread in threads {
        let Some(accused) = thread.accused() else {
            continue;
        };
        let accuser = &thread.root.claimant;
        let key = (accuser.handle.to_string(), accused.handle.to_string());
        let pair = pairs.entry(key).or_insert_with(|| Pair {
            accuser: accuser.clone(),
            accused: accused.clone(),
            accusations: 0,
            denied: 0,
            denied_by_others: 0,
            confirmed: 0,
            conceded: 0,
            rated: 0,
            unanswered: 0,
            claims: Vec::new(),
        });
        pair.claims.push(thread.root.claim);
        pair.accusations += 1;
        let by_accused = |answer: &AnswerStep| answer.by_accused;
        let by_another = |answer: &AnswerStep| !answer.by_accused;
        let accuser = thread.root.claimant.id;
        let by_no_accuser = |answer: &AnswerStep| answer.claimant.id != accuser;
        pair.denied += usize::from(thread.meets(AnswerKind::Denial, by_accused));
        pair.denied_by_others += usize::from(thread.meets(AnswerKind::Denial, by_another));
        pair.confirmed += usize::from(thread.meets(AnswerKind::Confirmation, by_no_accuser));
        pair.conceded += usize::from(thread.meets(AnswerKind::Concession, by_accused));
        pair.rated += usize::from(thread.is_rated());
        pair.unanswered += usize::from(thread.unanswered);
    }
    pairs.into_values().collect()
}

/// The claim that an answer answers.
fn answered(accusation: &Accusation) -> Option<ClaimId> {
    match accusation {
        Accusation::Accuses { .. } => None,
        Accusation::Answers { claim, .. } => Some(*claim),
    }
}
