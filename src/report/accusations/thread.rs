//! From statements to threads: who answers what, in order of time.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

use super::step::{Statement, dated, printed};
use super::{AnswerStep, Collected, Corrected, Evidence, Step, Words, answered};
use crate::model::{
    Accusation, AnswerKind, Assessment, AssessmentId, ClaimId, EntryIndex, Label, PartialDate,
    Prose, RevisionNumber, SourceId, Statement as Stated,
};
use crate::report::listing::ClaimLine;
use crate::report::rating::{self, RatingVersion};
use crate::report::record::CitationView;
use crate::report::{Named, ReportError};

/// What a thread begins with, and all that came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// What it begins with.
    pub root: Root,
    /// What came of it, in order of time.
    pub steps: Vec<Step>,
    /// Whether it is an accusation that neither the accused nor a source of the side of the accused has answered.
    pub unanswered: bool,
}

/// What a thread begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The claim.
    pub claim: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Who states it.
    pub claimant: Named<SourceId>,
    /// What it is.
    pub begins: Begins,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// Where.
    pub place: Option<Label>,
    /// When it was printed: the earliest day on an article that it is cited from.
    pub published_at: Option<PartialDate>,
    /// Whether nothing that it stands in had certainly been printed by the as-of day: it was said by then, and printed later.
    pub is_printed_later: bool,
    /// Where it stands.
    pub citations: Vec<CitationView>,
    /// Whether the source corrected it, and when.
    pub corrected: Option<Corrected>,
}

/// How a thread begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begins {
    /// With an accusation.
    Accusation {
        /// Who is said to have done it.
        accused: Named<SourceId>,
        /// What.
        act: Prose,
    },
    /// With an answer to something that is not there.
    Answer {
        /// How it answers.
        kind: AnswerKind,
        /// What it answers.
        answers: ClaimId,
        /// Why that is not there.
        missing: Missing,
        /// What is answered, in the desk's words.
        act: Option<Prose>,
    },
}

/// Why what is answered is not in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is a figure.
    Figure,
    /// The desk has retracted it.
    Retracted,
    /// It was said after the as-of day.
    Later,
    /// Its date is too coarse or uncertain to say whether it had been said by the as-of day.
    Undatable,
    /// It is about another event, or had not been logged by then.
    Elsewhere,
}

impl Thread {
    /// Whether it begins with an accusation.
    pub const fn is_accusation(&self) -> bool {
        matches!(self.root.begins, Begins::Accusation { .. })
    }

    /// Who is accused.
    pub const fn accused(&self) -> Option<&Named<SourceId>> {
        match &self.root.begins {
            Begins::Accusation { accused, .. } => Some(accused),
            Begins::Answer { .. } => None,
        }
    }

    /// What is said to have been done, or what is answered.
    pub const fn act(&self) -> Option<&Prose> {
        match &self.root.begins {
            Begins::Accusation { act, .. } => Some(act),
            Begins::Answer { act, .. } => act.as_ref(),
        }
    }

    /// Whether somebody answers the root so of whom that is asked.
    pub fn meets(&self, wanted: AnswerKind, who: impl Fn(&AnswerStep) -> bool) -> bool {
        self.steps.iter().any(|step| {
            matches!(step, Step::Answer(answer)
                if answer.kind == wanted && answer.answers == self.root.claim && who(answer))
        })
    }

    /// The ratings of the root that stand, each with its scale.
    pub fn ratings(&self) -> impl Iterator<Item = &RatingVersion> {
        self.steps.iter().filter_map(|step| match step {
            Step::Rating(rating) if rating.stands && rating.rates == self.root.claim => {
                Some(rating)
            }
            _ => None,
        })
    }

    /// Whether the desk has rated the root.
    pub fn is_rated(&self) -> bool {
        self.ratings().next().is_some()
    }

    /// By day, print, names and words.
    fn in_order(&self, other: &Self) -> Ordering {
        let words = |thread: &Self| {
            (
                thread.root.claimant.handle.clone(),
                thread.accused().map(|accused| accused.handle.clone()),
                thread.act().map(|act| act.shown().to_owned()),
                thread.root.claim,
            )
        };
        self.root
            .stated_on
            .chronological(&other.root.stated_on)
            .then_with(|| {
                dated(
                    self.root.published_at.as_ref(),
                    other.root.published_at.as_ref(),
                )
            })
            .then_with(|| words(self).cmp(&words(other)))
    }
}

/// The threads of one event's statements, in order of time.
pub(super) fn threads(
    collected: &Collected<'_>,
    statements: Vec<Statement>,
) -> Result<Vec<Thread>, ReportError> {
    let there: BTreeSet<ClaimId> = statements.iter().map(|statement| statement.id).collect();
    let mut roots = Vec::new();
    let mut answers: BTreeMap<ClaimId, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        match statement.claim.accusation().and_then(answered) {
            Some(parent) if there.contains(&parent) => {
                answers.entry(parent).or_default().push(statement);
            }
            _ => roots.push(statement),
        }
    }
    let mut threads = Vec::with_capacity(roots.len());
    for root in roots {
        threads.push(thread(collected, root, &mut answers)?);
    }
    // A circle of answers has no root. The record room refuses one; a file that has one all the same loses none.
    while let Some((_, circle)) = answers.pop_first() {
        for statement in circle {
            threads.push(thread(collected, statement, &mut answers)?);
        }
    }
    threads.sort_by(Thread::in_order);
    Ok(threads)
}

/// A root with all that answers it, taken out of `answers`.
fn thread(
    collected: &Collected<'_>,
    root: Statement,
    answers: &mut BTreeMap<ClaimId, Vec<Statement>>,
) -> Result<Thread, ReportError> {
    let accused = match root.claim.accusation() {
        Some(Accusation::Accuses { accused, .. }) => Some(*accused),
        _ => None,
    };
    let mut steps: HashMap<ClaimId, Vec<Step>> = HashMap::new();
    let mut members = vec![root.id];
    let mut open = vec![(root.id, root.claim.stated_on, 1)];
    while let Some((parent, said, depth)) = open.pop() {
        for statement in answers.remove(&parent).unwrap_or_default() {
            let stated_on = statement.claim.stated_on;
            open.push((statement.id, stated_on, depth + 1));
            members.push(statement.id);
            let mut step = answer(collected, statement, parent, depth, accused)?;
            step.is_before = stated_on.certainly_before(&said);
            steps.entry(parent).or_default().push(Step::Answer(step));
        }
    }
    for member in &members {
        let ratings = ratings(collected, *member, &members)?;
        steps.entry(*member).or_default().extend(ratings);
    }
    let root = self::root(collected, root)?;
    let steps = in_order(root.claim, steps);
    let is_answered = steps.iter().any(|step| {
        matches!(step, Step::Answer(answer) if answer.answers == root.claim && answer.by_accused)
    });
    Ok(Thread {
        unanswered: accused.is_some() && !is_answered,
        root,
        steps,
    })
}

/// Steps by time, none before what it answers or rates.
fn in_order(root: ClaimId, mut steps: HashMap<ClaimId, Vec<Step>>) -> Vec<Step> {
    let mut ordered = Vec::new();
    let mut ready = BinaryHeap::new();
    let mut next_of = Some(root);
    loop {
        let freed = next_of.take().and_then(|claim| steps.remove(&claim));
        ready.extend(
            freed
                .into_iter()
                .flatten()
                .map(|step| Reverse(Waiting(step))),
        );
        let Some(Reverse(Waiting(next))) = ready.pop() else {
            return ordered;
        };
        if let Step::Answer(answer) = &next {
            next_of = Some(answer.claim);
        }
        ordered.push(next);
    }
}

/// A step whose turn comes by [`Step::in_order`].
struct Waiting(Step);

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.in_order(&other.0)
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}

fn root(collected: &Collected<'_>, statement: Statement) -> Result<Root, ReportError> {
    let citations = collected.citations(&statement.claim)?;
    let claim = statement.claim;
    let begins = match claim.statement {
        Stated::Accusation(Accusation::Accuses { accused, act }) => Begins::Accusation {
            accused: collected.named(accused)?,
            act,
        },
        Stated::Accusation(Accusation::Answers {
            kind,
            claim: answers,
            act,
        }) => Begins::Answer {
            kind,
            answers,
            missing: collected.why_missing(answers)?,
            act,
        },
        // Invariant of the store: what is found among accusations states no figure in its newest version.
        Stated::Figure(_) => return Err(ReportError::unknown(statement.id.into())),
    };
    Ok(Root {
        claim: statement.id,
        revision: statement.number,
        entry: statement.entry,
        claimant: collected.named(claim.claimant)?,
        begins,
        stated_on: claim.stated_on,
        occurred: claim.occurred,
        place: claim.place,
        published_at: printed(&citations),
        is_printed_later: collected.is_printed_later(&citations),
        citations,
        corrected: statement.corrected,
    })
}

fn answer(
    collected: &Collected<'_>,
    statement: Statement,
    answers: ClaimId,
    depth: usize,
    accused: Option<SourceId>,
) -> Result<AnswerStep, ReportError> {
    let citations = collected.citations(&statement.claim)?;
    let claim = statement.claim;
    let Stated::Accusation(Accusation::Answers { kind, act, .. }) = claim.statement else {
        return Err(ReportError::unknown(statement.id.into()));
    };
    let by_accused = match accused {
        Some(accused) => collected.speaks_for(claim.claimant, accused)?,
        None => false,
    };
    Ok(AnswerStep {
        claim: statement.id,
        revision: statement.number,
        entry: statement.entry,
        kind,
        answers,
        depth,
        claimant: collected.named(claim.claimant)?,
        by_accused,
        is_before: false,
        corrected: statement.corrected,
        stated_on: claim.stated_on,
        published_at: printed(&citations),
        is_printed_later: collected.is_printed_later(&citations),
        act,
        citations,
    })
}

/// The ratings of one claim of a thread, each version that the desk stood by for a time, and what those that stand
/// rest on.
fn ratings(
    collected: &Collected<'_>,
    claim: ClaimId,
    members: &[ClaimId],
) -> Result<Vec<Step>, ReportError> {
    let mut steps = Vec::new();
    let (read, horizon, as_of) = (collected.read, collected.horizon, collected.as_of);
    for id in read.assessments_of(claim)? {
        let versions = rating::versions(read, horizon, as_of, id)?;
        // The last version says what is rated; one of another claim stands with that.
        if versions.last().is_none_or(|(last, _)| last.rates != claim) {
            continue;
        }
        for (version, assessment) in versions {
            if version.stands {
                steps.extend(evidence(collected, id, &assessment, members)?);
            }
            steps.push(Step::Rating(version));
        }
    }
    Ok(steps)
}

fn evidence(
    collected: &Collected<'_>,
    id: AssessmentId,
    assessment: &Assessment,
    members: &[ClaimId],
) -> Result<Vec<Step>, ReportError> {
    let mut steps = Vec::new();
    let mut push = |date: Option<PartialDate>, words| {
        steps.push(Step::Evidence(Box::new(Evidence {
            assessment: id,
            date,
            words,
        })));
    };
    for citation in &assessment.evidence.citations {
        let view = CitationView::of(collected.register, citation)?;
        push(view.article.published_at, Words::Cited(view));
    }
    for claim in &assessment.evidence.claims {
        // What is a step of the thread already is not told twice.
        if members.contains(claim) {
            continue;
        }
        let line = ClaimLine::find(
            collected.read,
            collected.register,
            collected.horizon,
            *claim,
        )?;
        if let Some(line) = line {
            let first = line.claim.citations().first();
            let cited = first
                .map(|citation| CitationView::of(collected.register, citation))
                .transpose()?;
            push(
                Some(line.claim.stated_on),
                Words::Claim {
                    line: Box::new(line),
                    cited,
                },
            );
        }
    }
    Ok(steps)
}
