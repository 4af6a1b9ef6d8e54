//! Which of several claimants' figures of one scope do not meet, from when to when.
//!
//! Enter: the figures of one scope, claimant by claimant. Leave: disagreements, each of two claimants, with every pair of
//! claims that it went through. Pure. The figures are walked once in order of statement; those that stand are kept
//! sorted by both ends, so that only claims that do contradict a new one are ever looked at: the work grows with what
//! is found, not with the square of the claims. What would still be too much is stopped, and the day is reported.
//!
//! A figure stands from the day it was said until the same claimant says another number, or corrects it: what he corrected to
//! be of other people, or over another time, stood until that day. A statement without a number
//! takes nothing back, so it neither opens nor closes a disagreement. Of several figures of one claimant on one day the
//! last in order of the report stands.
//!
//! A lower total that runs to an earlier day than a higher one, or may, contradicts nothing for certain: it may have
//! grown ([`crate::series::until`]). A disagreement is cut where that changes, so that all pairs of one are certain or none is:
//! from when to when somebody was contradicted, and how far apart they were, never rests on a pair that may be growth.
//!
//! What a source corrected on a day that is not known stands as corrected from the first day on, with the doubt that it need
//! not have stood then; none where it had certainly been corrected before the next number of either was said, or where what
//! had been said before contradicts the other as well. Beside it stands what had been said before, until it was corrected for
//! certain: it is listed where the corrected number contradicts nothing.
//!
//! The same holds of the other doubts ([`Doubts`]), as of figures that only stand together because a part of the scope is left
//! out of account, or of a claimant who said several figures on one day of which nobody knows which was the last.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::rc::Rc;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

pub use super::doubts::Doubts;
use super::terms::InTime;
use crate::model::{Aggregation, Count, Measure, PartialDate, SourceId};
use crate::series::interval::{Gap, Interval};
use crate::series::period::same_period;
use crate::series::scope::{Comparability, Loosened, Scope};
use crate::series::until::Until;

/// How many a figure counts, over which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// Its numbers.
    pub interval: Interval,
    /// The days that it may run to.
    pub until: Until,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
}

/// What may have stood in place of a figure, which its source corrected to what it is on a day that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Perhaps {
    /// What was said until then; none where that is no number, or where nothing of it had been said.
    pub counts: Option<Counts>,
    /// The day by which it had been corrected; none where that may lie behind the as-of day.
    pub by: Option<NaiveDate>,
}

/// A figure as an interval, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// How many.
    pub counts: Counts,
    /// From when on it stands: that day, or the one on which its claimant corrected it to this.
    pub since: PartialDate,
    /// Which of its series' points it is.
    pub point: usize,
    /// Whether it may be that its claimant said another of the series after it.
    pub is_order_assumed: bool,
    /// Whether nothing stands from then on: its source counted it elsewhere, and nothing else of the series had been said.
    pub is_gone: bool,
    /// Whether its claimant has corrected an older figure to more than it by then.
    pub is_left_behind: bool,
    /// Whether the counter has begun anew before it, or with it: since when it counts is its own.
    pub is_anew: bool,
    /// What may have stood in place of it from that day on, for a while.
    pub perhaps: Vec<Perhaps>,
    /// What its source corrected it to, where it stands beside that because nobody knows when.
    pub corrected_to: Option<Counts>,
    /// Whether it only ends what stood beside it until then.
    pub end: Option<End>,
}

/// What ends a figure that stands beside what it was corrected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The correction, by that day.
    Corrected,
    /// Another number of its claimant.
    Said,
}

impl Figure {
    /// What it was until its source corrected it to this, as another figure of the same place.
    pub fn before(&self, point: usize, counts: Counts) -> Self {
        Self {
            counts,
            point,
            perhaps: Vec::new(),
            corrected_to: Some(self.counts),
            ..self.clone()
        }
    }

    /// It and what ended it: the correction by that day, or before that another number of its claimant.
    pub fn until_corrected(self, by: Option<NaiveDate>, figures: &[Self]) -> Vec<Self> {
        let in_time = |figure: &Self| InTime(figure.since);
        let later = figures
            .iter()
            .filter(|figure| in_time(figure) > in_time(&self));
        let next = later.min_by_key(|figure| in_time(figure));
        let is_next_first = |next: &&Self| by.is_none_or(|by| next.since.possibly_by(by));
        let end = match (next.filter(is_next_first), by) {
            (Some(next), _) => Some(Self {
                end: Some(End::Said),
                ..next.clone()
            }),
            (None, Some(by)) => figures
                .iter()
                .rfind(|figure| figure.since == self.since)
                .map(|now| Self {
                    since: PartialDate::day(by),
                    end: Some(End::Corrected),
                    ..now.clone()
                }),
            (None, None) => None,
        };
        [self].into_iter().chain(end).collect()
    }

    /// Whether it stands against others.
    fn stands(&self) -> bool {
        !self.is_gone && self.end.is_none()
    }

    /// What may still have stood in place of it on this day.
    fn perhaps_on(&self, day: NaiveDate) -> impl Iterator<Item = &Perhaps> {
        let is_open = move |perhaps: &&Perhaps| perhaps.by.is_none_or(|by| day <= by);
        self.perhaps.iter().filter(is_open)
    }

    /// What may have stood in place of it until then; nothing where it certainly had been corrected before.
    fn perhaps_until(&self, end: Option<PartialDate>) -> impl Iterator<Item = &Perhaps> {
        let is_open = move |perhaps: &&Perhaps| {
            perhaps
                .by
                .is_none_or(|by| end.is_some_and(|end| end.possibly_by(by)))
        };
        self.perhaps.iter().filter(is_open)
    }
}

/// The figures of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Who states them; nobody is compared with himself.
    pub claimant: SourceId,
    /// What they count, nothing left out of account.
    pub scope: Rc<Scope>,
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
    /// Whether it is known on which day that was.
    pub is_day_known: bool,
    /// Why it is not certain that not both can be true; none where it is.
    pub doubts: Doubts,
}

/// From when to when two claimants contradicted one another, for certain or perhaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spell {
    /// The one member.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Each pair of claims that it went through, all of them certain or none; never empty.
    pub clashes: Vec<Clash>,
    /// The claim that closed it, none while it is open.
    pub closed: Option<Closing>,
}

/// What ended a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// The day on which it was said; as coarse as that is known.
    pub on: PartialDate,
    /// Whether it is known on which day both stood from then on.
    pub is_day_known: bool,
    /// The point of the one series that stood then.
    pub one: usize,
    /// The point of the other series that stood then.
    pub other: usize,
    /// What these two are to one another.
    pub ending: Ending,
}

/// What two claims are to one another that ended a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// They share a number.
    Meet,
    /// They cover times that may not be compared.
    NotComparable,
    /// The source of one counted it elsewhere: it was never said of these people, or over this time.
    CountedElsewhere,
    /// They do not meet, and the lower one may have grown: nothing is certain from then on.
    MayBeGrowth,
    /// They do not meet, and for another reason nothing is certain from then on.
    Uncertain,
    /// They do not meet, and that is certain from then on.
    Certain,
}

impl Ending {
    /// Of two that do not meet.
    fn of(doubts: Doubts) -> Self {
        match doubts {
            Doubts { growth: true, .. } => Self::MayBeGrowth,
            doubts if doubts.any() => Self::Uncertain,
            _ => Self::Certain,
        }
    }

    /// The one name used in sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meet => "meet",
            Self::NotComparable => "not_comparable",
            Self::CountedElsewhere => "counted_elsewhere",
            Self::MayBeGrowth => "may_be_growth",
            Self::Uncertain => "uncertain",
            Self::Certain => "certain",
        }
    }
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

/// On what terms figures of one scope are put against one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    /// How they count.
    pub aggregation: Aggregation,
    /// The parts that are left out of account.
    pub loosened: &'a Loosened,
    /// Whether only those are looked at that cover other times, or unknown ones: those of one time are looked at elsewhere.
    pub is_of_other_times: bool,
}

/// One walk over the figures of a scope.
struct Walk<'a> {
    members: &'a [Member],
    /// The days on which each of them begins to say something, in order.
    days: Vec<Vec<InTime>>,
    terms: &'a Terms<'a>,
    now: Vec<Option<usize>>,
    standing: Standing,
    spells: Vec<Spell>,
    /// The open spells of each member: the other one, and which spell.
    open: Vec<BTreeMap<usize, usize>>,
    /// How many more pairs may be looked at.
    left: usize,
    /// Room that each day uses again: the pairs that were looked at on it, and the members that one is held against.
    /// Pairs of positions: nobody outside can choose them to collide.
    seen: FxHashSet<(usize, usize)>,
    others: Vec<usize>,
}

/// Finds the disagreements among `members`, looking at no more than about `most` pairs.
pub(super) fn disagreements(members: &[Member], terms: &Terms<'_>, most: usize) -> Found {
    let mut by_day: BTreeMap<InTime, Vec<(usize, usize)>> = BTreeMap::new();
    for (member, series) in members.iter().enumerate() {
        for (index, figure) in series.figures.iter().enumerate() {
            let said = by_day.entry(InTime(figure.since)).or_default();
            said.push((member, index));
        }
    }
    let days = members.iter().map(|member| {
        let days = member.figures.iter().map(|figure| InTime(figure.since));
        let mut days: Vec<InTime> = days.collect();
        days.sort();
        days
    });
    let mut walk = Walk {
        members,
        days: days.collect(),
        terms,
        now: vec![None; members.len()],
        standing: Standing::default(),
        spells: Vec::new(),
        open: vec![BTreeMap::new(); members.len()],
        left: most,
        seen: FxHashSet::default(),
        others: Vec::new(),
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
            if let Some(before) = self.figure(*member).map(|figure| figure.counts.interval) {
                self.standing.take(*member, &before);
            }
            self.now[*member] = Some(*index);
            let figure = self.members[*member].figures.get(*index);
            if let Some(figure) = figure.filter(|figure| figure.stands()) {
                self.standing.put(*member, &figure.counts.interval);
            }
        }
        self.seen.clear();
        let mut others = std::mem::take(&mut self.others);
        let is_done = newest.keys().all(|member| {
            others.clear();
            others.extend(self.open[*member].keys());
            if !self.look_at(*member, &others, |walk, other| {
                walk.go_on(day, *member, other)
            }) {
                return false;
            }
            let figure = self.figure(*member).filter(|figure| figure.stands());
            let Some(interval) = figure.map(|figure| figure.counts.interval) else {
                return true;
            };
            others.clear();
            // Taken no further than what may still be looked at.
            let most = self.left + self.seen.len() + 1;
            others.extend(self.standing.against(&interval).take(most));
            self.look_at(*member, &others, |walk, other| {
                walk.begin(day, *member, other)
            })
        });
        self.others = others;
        is_done
    }

    /// Looks at a member beside each of the others that it was not looked at beside on this day; false when there was too
    /// much to look at.
    fn look_at(
        &mut self,
        member: usize,
        others: &[usize],
        mut look: impl FnMut(&mut Self, usize),
    ) -> bool {
        for other in others.iter().copied() {
            if self.seen.insert((member.min(other), member.max(other))) {
                if self.left == 0 {
                    return false;
                }
                self.left -= 1;
                look(self, other);
            }
        }
        true
    }

    /// A new statement in an open disagreement: it goes on between other claims, or it is closed, and perhaps another
    /// begins that is certain where this was not, or the reverse.
    fn go_on(&mut self, day: PartialDate, member: usize, other: usize) {
        let Some(open) = self.open[member].get(&other).copied() else {
            return;
        };
        let (one, other) = (member.min(other), member.max(other));
        let was_certain = |spell: &Spell| spell.clashes.iter().any(|clash| !clash.doubts.any());
        match self.clash(day, one, other) {
            Ok(clash) if was_certain(&self.spells[open]) != clash.doubts.any() => {
                self.spells[open].clashes.push(clash);
            }
            Ok(clash) => {
                self.close(open, day, Ending::of(clash.doubts));
                self.open(one, other, clash);
            }
            Err(ending) => {
                self.close(open, day, ending);
                self.open[one].remove(&other);
                self.open[other].remove(&one);
            }
        }
    }

    fn begin(&mut self, day: PartialDate, member: usize, other: usize) {
        let (one, other) = (member.min(other), member.max(other));
        if let Ok(clash) = self.clash(day, one, other) {
            self.open(one, other, clash);
        }
    }

    fn open(&mut self, one: usize, other: usize, clash: Clash) {
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

    fn close(&mut self, spell: usize, on: PartialDate, ending: Ending) {
        let (one, other) = (self.spells[spell].one, self.spells[spell].other);
        let point = |member| self.figure(member).map_or(0, |figure| figure.point);
        let figures = [one, other].map(|member| self.figure(member));
        let is_corrected = figures
            .into_iter()
            .flatten()
            .any(|figure| figure.end == Some(End::Corrected));
        let opened = self.spells[spell].clashes.first();
        let closing = Closing {
            // Some day until then.
            on: match opened.and_then(|clash| clash.since.earliest()) {
                Some(opened) if is_corrected => {
                    PartialDate::between(opened, on.latest().unwrap_or(opened))
                }
                _ => on,
            },
            is_day_known: !is_corrected && is_day_known(&on, figures.into_iter().flatten()),
            one: point(one),
            other: point(other),
            ending,
        };
        self.spells[spell].closed = Some(closing);
    }

    /// How what stands of two members clashes, or else what it is to one another.
    fn clash(&self, since: PartialDate, one: usize, other: usize) -> Result<Clash, Ending> {
        if self.members[one].claimant == self.members[other].claimant {
            return Err(Ending::NotComparable);
        }
        let (Some(first), Some(second)) = (self.figure(one), self.figure(other)) else {
            return Err(Ending::NotComparable);
        };
        if first.is_gone || second.is_gone {
            return Err(Ending::CountedElsewhere);
        }
        let Terms {
            aggregation,
            loosened,
            is_of_other_times,
        } = *self.terms;
        if first.corrected_to.is_some() && second.corrected_to.is_some() {
            // Each stands beside what the other was corrected to.
            return Err(Ending::NotComparable);
        }
        let (ours, theirs) = (&self.members[one].scope, &self.members[other].scope);
        let apart = |one: &Counts, other: &Counts| self.apart(ours.measure, one, other);
        let (gap, of_times) = apart(&first.counts, &second.counts)?;
        let is_one_scope = Rc::ptr_eq(ours, theirs) || ours == theirs;
        let is_one_time = loosened.is_empty()
            || comparable(
                aggregation,
                &first.counts,
                &second.counts,
                &Loosened::default(),
            );
        let is_certain = |one: Option<&Counts>, other: Option<&Counts>| {
            let found = one.zip(other).map(|(one, other)| apart(one, other));
            matches!(found, Some(Ok((_, doubts))) if !doubts.any())
        };
        let doubts = Doubts {
            loosened: !(is_one_scope && is_one_time),
            order: first.is_order_assumed || second.is_order_assumed,
            restart: first.is_anew || second.is_anew,
            corrected: first.is_left_behind || second.is_left_behind,
            correction_day: first.corrected_to.is_some()
                || second.corrected_to.is_some()
                || self.may_be_none(since, [one, other], is_certain),
            ..of_times
        };
        // What it was corrected to stands against the other one as well.
        let is_corrected_apart = match (&first.corrected_to, &second.corrected_to) {
            (Some(first), _) => apart(first, &second.counts).is_ok(),
            (_, Some(second)) => apart(&first.counts, second).is_ok(),
            (None, None) => false,
        };
        let is_ended = first.end.is_some() || second.end.is_some();
        if is_of_other_times && is_one_time || is_ended || is_corrected_apart {
            return Err(Ending::of(doubts));
        }
        Ok(Clash {
            one: first.point,
            other: second.point,
            gap,
            since,
            is_day_known: is_day_known(&since, [first, second].into_iter()),
            doubts,
        })
    }

    /// How far two figures are apart, and what leaves it in doubt of the times that they cover; or else what they are to one
    /// another.
    fn apart(
        &self,
        measure: Measure,
        one: &Counts,
        other: &Counts,
    ) -> Result<(Gap, Doubts), Ending> {
        let Terms {
            aggregation,
            loosened,
            ..
        } = *self.terms;
        if !comparable(aggregation, one, other, loosened) {
            return Err(Ending::NotComparable);
        }
        let gap = one.interval.gap(&other.interval).ok_or(Ending::Meet)?;
        let (lower, higher) = if one.interval.low() < other.interval.low() {
            (one, other)
        } else {
            (other, one)
        };
        let doubts = Doubts::of_times(measure, aggregation, &lower.until, &higher.until);
        Ok((gap, doubts))
    }

    /// Whether it may be that what stands of two members never stood at one time: the source of one made it what it is on a
    /// day that is not known, and that may be the day on which something else was said, or a later one, and with what had been
    /// said until then it is no contradiction for certain.
    fn may_be_none(
        &self,
        since: PartialDate,
        members: [usize; 2],
        is_certain: impl Fn(Option<&Counts>, Option<&Counts>) -> bool,
    ) -> bool {
        let [Some(first), Some(second)] = members.map(|member| self.figure(member)) else {
            return false;
        };
        if first.perhaps.is_empty() && second.perhaps.is_empty() {
            return false;
        }
        let ends = members.into_iter().filter_map(|member| {
            let days = self.days.get(member)?;
            let next = days.partition_point(|day| *day <= InTime(since));
            days.get(next).copied()
        });
        let end = ends.min().map(|day| day.0);
        let all = |figure: &'_ Figure| -> Vec<Option<Counts>> {
            let before = figure.perhaps_until(end).map(|perhaps| perhaps.counts);
            [Some(figure.counts)].into_iter().chain(before).collect()
        };
        let (ours, theirs) = (all(first), all(second));
        let pairs = ours.iter().enumerate();
        let mut pairs = pairs.flat_map(|one| theirs.iter().enumerate().map(move |it| (one, it)));
        pairs.any(|((at, one), (other_at, other))| {
            (at, other_at) != (0, 0) && !is_certain(one.as_ref(), other.as_ref())
        })
    }
}

/// Whether two figures cover times that may be compared.
fn comparable(aggregation: Aggregation, one: &Counts, other: &Counts, loosened: &Loosened) -> bool {
    let (ours, theirs) = (one.occurred.as_ref(), other.occurred.as_ref());
    same_period(aggregation, ours, theirs, loosened) == Comparability::Comparable
}

/// Whether two figures stood together from this day on, and not from another one: it is one day, neither was said at a time
/// that may lie behind it, and neither was corrected to what it is on a day that is not known.
fn is_day_known<'f>(day: &PartialDate, mut figures: impl Iterator<Item = &'f Figure>) -> bool {
    let day = day.earliest().filter(|_| day.is_one_day());
    day.is_some_and(|day| {
        let is_certain = |figure: &Figure| figure.perhaps_on(day).next().is_none();
        figures.all(|figure| figure.since.certainly_by(day) && is_certain(figure))
    })
}

#[cfg(test)]
mod tests;
