//! Which of several claimants' figures of one scope do not meet, from when to when.
//!
//! Enter: the figures of one scope, claimant by claimant. Leave: disagreements, each of two claimants, with every pair of
//! claims that it went through. Pure. The figures are walked once in order of statement; those that stand are kept
//! sorted by both ends, so that only claims that do contradict a new one are ever looked at: the work grows with what
//! is found, not with the square of the claims. What would still be too much is stopped, and the day is reported.
//!
//! A figure stands from the day it was said until the same claimant says another number. A statement without a number
//! takes nothing back, so it neither opens nor closes a disagreement. Of several figures of one claimant on one day the
//! last in order of the report stands.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;

use super::terms::InTime;
use crate::model::{Aggregation, Count, PartialDate, SourceId};
use crate::series::interval::{Gap, Interval};
use crate::series::scope::{Comparability, Loosened, period, same_period};

/// A figure as an interval, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its numbers.
    pub interval: Interval,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// Which of its series' points it is.
    pub point: usize,
}

/// The figures of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Who states them; nobody is compared with himself.
    pub claimant: SourceId,
    /// Its figures with a number, in order of statement.
    pub figures: Vec<Figure>,
}

/// Two claims that do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// The point of the one series.
    pub one: usize,
    /// The point of the other series.
    pub other: usize,
    /// How far they are apart.
    pub gap: Gap,
    /// From when both stood.
    pub since: PartialDate,
    /// Whether the lower one is a total up to an earlier day, so that both may be true: more may have died since.
    pub may_be_growth: bool,
}

/// From when to when two claimants contradicted one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spell {
    /// The one member.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Each pair of claims that it went through; never empty.
    pub clashes: Vec<Clash>,
    /// The claim that closed it, none while it is open.
    pub closed: Option<Closing>,
}

/// What ended a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// The day on which it was said.
    pub on: PartialDate,
    /// The point of the one series that stood then.
    pub one: usize,
    /// The point of the other series that stood then.
    pub other: usize,
}

/// The disagreements of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// In the order in which they were opened.
    pub spells: Vec<Spell>,
    /// The day from which on no more was looked at, where there was too much.
    pub stopped: Option<PartialDate>,
}

/// The figures that stand, sorted by both ends.
#[derive(Default)]
struct Standing {
    by_low: BTreeSet<(Count, usize)>,
    by_high: BTreeSet<(Count, usize)>,
}

impl Standing {
    fn put(&mut self, member: usize, interval: &Interval) {
        self.by_low.insert((interval.low(), member));
        self.by_high
            .extend(interval.high().map(|high| (high, member)));
    }

    fn take(&mut self, member: usize, interval: &Interval) {
        self.by_low.remove(&(interval.low(), member));
        if let Some(high) = interval.high() {
            self.by_high.remove(&(high, member));
        }
    }

    /// The members whose figure does not meet this interval.
    fn against(&self, interval: &Interval) -> impl Iterator<Item = usize> + '_ {
        let below = self.by_high.range(..(interval.low(), 0));
        // An open high end lies below nothing.
        let above = interval.high().map(|high| {
            let from = Bound::Excluded((high, usize::MAX));
            self.by_low.range((from, Bound::Unbounded))
        });
        let above = above.into_iter().flatten();
        below.chain(above).map(|(_, member)| *member)
    }
}

/// One walk over the figures of a scope.
struct Walk<'a> {
    members: &'a [Member],
    aggregation: Aggregation,
    loosened: &'a Loosened,
    now: Vec<Option<usize>>,
    standing: Standing,
    spells: Vec<Spell>,
    /// The open spells of each member: the other one, and which spell.
    open: Vec<BTreeMap<usize, usize>>,
    /// How many more pairs may be looked at.
    left: usize,
}

/// Finds the disagreements among `members`, looking at no more than about `most` pairs.
pub(super) fn disagreements(
    members: &[Member],
    aggregation: Aggregation,
    loosened: &Loosened,
    most: usize,
) -> Found {
    let mut by_day: BTreeMap<InTime, Vec<(usize, usize)>> = BTreeMap::new();
    for (member, series) in members.iter().enumerate() {
        for (index, figure) in series.figures.iter().enumerate() {
            let said = by_day.entry(InTime(figure.stated_on)).or_default();
            said.push((member, index));
        }
    }
    let mut walk = Walk {
        members,
        aggregation,
        loosened,
        now: vec![None; members.len()],
        standing: Standing::default(),
        spells: Vec::new(),
        open: vec![BTreeMap::new(); members.len()],
        left: most,
    };
    for (day, said) in by_day {
        if !walk.day(day.0, &said) {
            return Found {
                spells: walk.spells,
                stopped: Some(day.0),
            };
        }
    }
    Found {
        spells: walk.spells,
        stopped: None,
    }
}

impl Walk<'_> {
    fn figure(&self, member: usize) -> Option<&Figure> {
        self.members
            .get(member)?
            .figures
            .get((*self.now.get(member)?)?)
    }

    /// Takes in what was said on a day; false when there was too much to look at.
    fn day(&mut self, day: PartialDate, said: &[(usize, usize)]) -> bool {
        // Figures of a member come in order, so the last of them stands.
        let newest: BTreeMap<usize, usize> = said.iter().copied().collect();
        for (member, index) in &newest {
            if let Some(before) = self.figure(*member).map(|figure| figure.interval) {
                self.standing.take(*member, &before);
            }
            self.now[*member] = Some(*index);
            if let Some(figure) = self.members[*member].figures.get(*index) {
                self.standing.put(*member, &figure.interval);
            }
        }
        let mut seen: HashSet<(usize, usize)> = HashSet::new();
        for member in newest.keys().copied() {
            let others: Vec<usize> = self.open[member].keys().copied().collect();
            for other in others {
                if seen.insert((member.min(other), member.max(other))) {
                    if self.left == 0 {
                        return false;
                    }
                    self.left -= 1;
                    self.go_on(day, member, other);
                }
            }
            let Some(interval) = self.figure(member).map(|figure| figure.interval) else {
                continue;
            };
            // Taken no further than what may still be looked at.
            let against: Vec<usize> = self
                .standing
                .against(&interval)
                .take(self.left + seen.len() + 1)
                .collect();
            for other in against {
                if seen.insert((member.min(other), member.max(other))) {
                    if self.left == 0 {
                        return false;
                    }
                    self.left -= 1;
                    self.begin(day, member, other);
                }
            }
        }
        true
    }

    /// A new statement in an open disagreement: it goes on between other claims, or it is closed.
    fn go_on(&mut self, day: PartialDate, member: usize, other: usize) {
        let Some(spell) = self.open[member].get(&other).copied() else {
            return;
        };
        let (one, other) = (member.min(other), member.max(other));
        match self.clash(day, one, other) {
            Some(clash) => self.spells[spell].clashes.push(clash),
            None => {
                let point = |member| self.figure(member).map_or(0, |figure| figure.point);
                let closing = Closing {
                    on: day,
                    one: point(one),
                    other: point(other),
                };
                self.spells[spell].closed = Some(closing);
                self.open[one].remove(&other);
                self.open[other].remove(&one);
            }
        }
    }

    fn begin(&mut self, day: PartialDate, member: usize, other: usize) {
        let (one, other) = (member.min(other), member.max(other));
        if let Some(clash) = self.clash(day, one, other) {
            let spell = self.spells.len();
            self.spells.push(Spell {
                one,
                other,
                clashes: vec![clash],
                closed: None,
            });
            self.open[one].insert(other, spell);
            self.open[other].insert(one, spell);
        }
    }

    /// How what stands of two members clashes; none where it meets, or may not be compared.
    fn clash(&self, since: PartialDate, one: usize, other: usize) -> Option<Clash> {
        if self.members[one].claimant == self.members[other].claimant {
            return None;
        }
        let (first, second) = (self.figure(one)?, self.figure(other)?);
        let covered = |figure: &Figure| period(self.aggregation, figure.occurred, figure.stated_on);
        let (ours, theirs) = (covered(first), covered(second));
        let comparable = same_period(
            self.aggregation,
            ours.as_ref(),
            theirs.as_ref(),
            self.loosened,
        );
        if comparable != Comparability::Comparable {
            return None;
        }
        let gap = first.interval.gap(&second.interval)?;
        let (lower, higher) = if first.interval.low() < second.interval.low() {
            (first, second)
        } else {
            (second, first)
        };
        let end = |figure: &Figure| figure.occurred.unwrap_or(figure.stated_on).latest();
        let may_be_growth = self.aggregation != Aggregation::Incremental
            && end(lower)
                .zip(end(higher))
                .is_some_and(|(lower, higher)| lower < higher);
        Some(Clash {
            one: first.point,
            other: second.point,
            gap,
            since,
            may_be_growth,
        })
    }
}

/// The same, by looking at every pair of members on every day: what the walk must agree with.
#[cfg(test)]
pub(super) fn naive(
    members: &[Member],
    aggregation: Aggregation,
    loosened: &Loosened,
) -> Vec<(usize, usize, PartialDate, Option<PartialDate>, usize)> {
    let days: BTreeSet<InTime> = members
        .iter()
        .flat_map(|member| member.figures.iter().map(|figure| InTime(figure.stated_on)))
        .collect();
    let mut found = Vec::new();
    for one in 0..members.len() {
        for other in one + 1..members.len() {
            let mut open: Option<(PartialDate, usize)> = None;
            let mut before = None;
            for day in &days {
                let at = |member: usize| {
                    members[member]
                        .figures
                        .iter()
                        .rposition(|figure| InTime(figure.stated_on) <= *day)
                };
                let (Some(ours), Some(theirs)) = (at(one), at(other)) else {
                    continue;
                };
                if before.replace((ours, theirs)) == Some((ours, theirs)) {
                    continue;
                }
                let (first, second) = (members[one].figures[ours], members[other].figures[theirs]);
                let covered =
                    |figure: &Figure| period(aggregation, figure.occurred, figure.stated_on);
                let comparable = same_period(
                    aggregation,
                    covered(&first).as_ref(),
                    covered(&second).as_ref(),
                    loosened,
                ) == Comparability::Comparable
                    && members[one].claimant != members[other].claimant;
                let clashes = comparable && !first.interval.meets(&second.interval);
                match (open, clashes) {
                    (None, true) => open = Some((day.0, 1)),
                    (Some((since, pairs)), true) => open = Some((since, pairs + 1)),
                    (Some((since, pairs)), false) => {
                        found.push((one, other, since, Some(day.0), pairs));
                        open = None;
                    }
                    (None, false) => {}
                }
            }
            found.extend(open.map(|(since, pairs)| (one, other, since, None, pairs)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::series::interval::tests::interval;

    fn member(claimant: u32, figures: &[(u64, Option<u64>, &str)]) -> Member {
        Member {
            claimant: format!("s{claimant}").parse().unwrap(),
            figures: figures
                .iter()
                .enumerate()
                .map(|(point, (low, high, day))| Figure {
                    interval: interval(*low, *high),
                    stated_on: day.parse().unwrap(),
                    occurred: None,
                    point,
                })
                .collect(),
        }
    }

    fn found(members: &[Member], aggregation: Aggregation) -> Found {
        disagreements(members, aggregation, &Loosened::default(), usize::MAX / 4)
    }

    fn days(spell: &Spell) -> (String, Option<String>) {
        (
            spell.clashes[0].since.to_string(),
            spell.closed.map(|closing| closing.on.to_string()),
        )
    }

    #[test]
    fn it_opens_goes_on_and_closes_by_statements_of_either() {
        let members = [
            member(
                1,
                &[
                    (50, Some(50), "2022-09-13"),
                    (71, Some(71), "2022-09-15"),
                    (105, None, "2022-09-17"),
                ],
            ),
            member(2, &[(105, Some(105), "2022-09-14")]),
        ];
        let found = found(&members, Aggregation::Cumulative);
        assert_eq!(found.spells.len(), 1);
        let spell = &found.spells[0];
        assert_eq!(
            days(spell),
            ("2022-09-14".to_owned(), Some("2022-09-17".to_owned()))
        );
        let gaps: Vec<(u64, bool)> = spell
            .clashes
            .iter()
            .map(|clash| (clash.gap.get(), clash.may_be_growth))
            .collect();
        assert_eq!(
            gaps,
            [(55, true), (34, false)],
            "50 by the 13th may have grown to 105 by the 14th; 71 by the 15th is no growth of 105"
        );
    }

    #[test]
    fn of_one_day_only_the_last_of_a_claimant_stands() {
        let members = [
            member(
                1,
                &[(50, Some(50), "2022-09-13"), (71, Some(71), "2022-09-13")],
            ),
            member(2, &[(71, Some(71), "2022-09-13")]),
        ];
        assert!(found(&members, Aggregation::Cumulative).spells.is_empty());
    }

    #[test]
    fn daily_figures_clash_only_over_the_same_day() {
        let members = [
            member(1, &[(5, Some(5), "2022-09-13")]),
            member(2, &[(9, Some(9), "2022-09-14")]),
        ];
        assert!(found(&members, Aggregation::Incremental).spells.is_empty());
        assert_eq!(found(&members, Aggregation::Unknown).spells.len(), 1);
    }

    #[test]
    fn too_much_is_stopped_and_the_day_is_told() {
        let members: Vec<Member> = (1..200)
            .map(|claimant| {
                let number = u64::from(claimant);
                member(claimant, &[(number, Some(number), "2022-09-13")])
            })
            .collect();
        let found = disagreements(&members, Aggregation::Cumulative, &Loosened::default(), 500);
        assert!(found.stopped.is_some());
        assert_eq!(found.spells.len(), 500);
    }

    fn any_member(claimant: u32) -> impl Strategy<Value = Member> {
        proptest::collection::vec((0..30_u64, proptest::option::of(0..6_u64), 1..12_u32), 0..8)
            .prop_map(move |mut figures| {
                figures.sort_by_key(|(.., day)| *day);
                let figures: Vec<(u64, Option<u64>, String)> = figures
                    .into_iter()
                    .map(|(low, span, day)| {
                        // Some days are months, to mix coarse dates in.
                        let day = if day == 11 {
                            "2022-10".to_owned()
                        } else {
                            format!("2022-09-{day:02}")
                        };
                        (low, span.map(|span| low + span), day)
                    })
                    .collect();
                let shown: Vec<(u64, Option<u64>, &str)> = figures
                    .iter()
                    .map(|(low, high, day)| (*low, *high, day.as_str()))
                    .collect();
                member(claimant, &shown)
            })
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_looking_at_every_pair_finds(
            members in (any_member(1), any_member(2), any_member(3), any_member(3)),
            aggregation in proptest::sample::select(Aggregation::ALL.to_vec()),
        ) {
            let members = [members.0, members.1, members.2, members.3];
            let mut walked: Vec<_> = found(&members, aggregation)
                .spells
                .iter()
                .map(|spell| (spell.one, spell.other, spell.clashes[0].since, spell.closed.map(|closing| closing.on), spell.clashes.len()))
                .collect();
            let mut looked = naive(&members, aggregation, &Loosened::default());
            let order = |found: &(usize, usize, PartialDate, Option<PartialDate>, usize)| (found.0, found.1, InTime(found.2));
            walked.sort_by_key(order);
            looked.sort_by_key(order);
            prop_assert_eq!(walked, looked);
        }
    }
}
