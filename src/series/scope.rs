//! The scope guard: which figures may be compared at all.
//!
//! Enter: two scopes, and the parts that somebody asked to leave out of account. Leave: that they are comparable, or
//! every reason why they are not. Pure. Invariants: no report puts two figures side by side in a number (a difference,
//! a ratio, a gap) unless this room says that they are comparable; a measure and an aggregation are never left out of
//! account, whatever is asked, because killed is not casualties and a day's figure is not a running total.
//!
//! | part | differs when |
//! |---|---|
//! | event | they are about two events; no report of one event meets that |
//! | measure | killed against injured, killed against casualties |
//! | aggregation | cumulative against incremental, and either against “not said” |
//! | victims, place | the desk's words for them are others; letter case, vowel signs and forms of letters do not matter, as in a search |
//! | side, status | the values are others; “not said” is a value of its own |
//! | period | running totals: the times that they cover do not touch; what is new: it is not certainly the same time |
//!
//! Where the keys of two series allow it, the times that two figures cover have the last word: [`super::period`].

use std::collections::BTreeSet;
use std::fmt;

use crate::model::vocabulary::vocabulary;
use crate::model::{Aggregation, Label, Measure, SeriesKey, VictimStatus};
use crate::text::fold;

vocabulary! {
    /// A part of the scope that may be left out of account on request.
    pub enum Loosen, "part of the scope that can be loosened" {
        /// Who they are, in the desk's words.
        Victims => "victims",
        /// The side they belong to.
        Side => "side",
        /// Whether they are civilians.
        Status => "status",
        /// Where.
        Place => "place",
        /// The time that is covered.
        Period => "period",
    }
}

vocabulary! {
    /// A part of the scope.
    pub enum Part, "part of the scope" {
        /// What it is about. A report of one event never meets two.
        Event => "event",
        /// What happened to them.
        Measure => "measure",
        /// Everything so far, or only what is new.
        Aggregation => "aggregation",
        /// Who they are, in the desk's words.
        Victims => "victims",
        /// The side they belong to.
        Side => "side",
        /// Whether they are civilians.
        Status => "status",
        /// Where.
        Place => "place",
        /// The time that is covered.
        Period => "period",
    }
}

impl Part {
    /// What to ask for to leave it out of account; none where it never is.
    pub const fn loosened_by(self) -> Option<Loosen> {
        match self {
            Self::Event | Self::Measure | Self::Aggregation => None,
            Self::Victims => Some(Loosen::Victims),
            Self::Side => Some(Loosen::Side),
            Self::Status => Some(Loosen::Status),
            Self::Place => Some(Loosen::Place),
            Self::Period => Some(Loosen::Period),
        }
    }
}

/// The parts that are left out of account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loosened(BTreeSet<Loosen>);

impl Loosened {
    /// The parts, in the order of the documentation.
    pub fn parts(&self) -> impl Iterator<Item = Loosen> + '_ {
        self.0.iter().copied()
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this part is.
    pub fn has(&self, part: Loosen) -> bool {
        self.0.contains(&part)
    }
}

impl FromIterator<Loosen> for Loosened {
    fn from_iter<I: IntoIterator<Item = Loosen>>(parts: I) -> Self {
        Self(parts.into_iter().collect())
    }
}

/// `status,place`
impl fmt::Display for Loosened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts().map(Loosen::name).collect();
        f.pad(&names.join(","))
    }
}

/// One part in which two scopes differ. The values are the desk's words and names of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub part: Part,
    /// The first one's value.
    pub one: String,
    /// The other's.
    pub other: String,
}

/// `incremental against cumulative`; `time covered not said, of both`
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.one == self.other {
            return write!(f, "{}, of both", self.one);
        }
        write!(f, "{} against {}", self.one, self.other)
    }
}

/// Whether two figures may be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparability {
    /// They may.
    Comparable,
    /// They may not; every reason, never empty.
    NotComparable(Vec<Difference>),
}

impl Comparability {
    /// The reasons against it; none where they may be compared.
    pub fn reasons(&self) -> &[Difference] {
        match self {
            Self::Comparable => &[],
            Self::NotComparable(reasons) => reasons,
        }
    }

    /// The same, where it is known whether each figure of what is new is one day's: *incremental* is *daily* then.
    #[must_use]
    pub fn daily(mut self, one: bool, other: bool) -> Self {
        if let Self::NotComparable(reasons) = &mut self {
            let aggregations = reasons
                .iter_mut()
                .filter(|reason| reason.part == Part::Aggregation);
            for reason in aggregations {
                for (value, is_daily) in [(&mut reason.one, one), (&mut reason.other, other)] {
                    if is_daily && value == Aggregation::Incremental.name() {
                        *value = "daily".to_owned();
                    }
                }
            }
        }
        self
    }

    fn of(reasons: Vec<Difference>) -> Self {
        if reasons.is_empty() {
            Self::Comparable
        } else {
            Self::NotComparable(reasons)
        }
    }
}

/// `not comparable: incremental against cumulative`
impl fmt::Display for Comparability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comparable => f.write_str("comparable"),
            Self::NotComparable(reasons) => {
                let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                write!(f, "not comparable: {}", reasons.join("; "))
            }
        }
    }
}

/// The scope of a series without who states it: what must be the same for two claimants' figures to be compared. Parts
/// that are left out of account are absent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// What happened to them.
    pub measure: Measure,
    /// The side they belong to.
    pub side: Option<Label>,
    /// Whether they are civilians; none where that is left out of account.
    pub status: Option<VictimStatus>,
    /// Who they are, folded.
    victims: Option<String>,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
    /// Where, folded.
    place: Option<String>,
}

impl Scope {
    /// That of a series, with some parts left out of account.
    pub fn of(key: &SeriesKey, loosened: &Loosened) -> Self {
        let kept =
            |part: Loosen, label: &Option<Label>| label.clone().filter(|_| !loosened.has(part));
        let folded = |part: Loosen, label: &Option<Label>| {
            kept(part, label).map(|label| fold(label.as_str()))
        };
        Self {
            measure: key.measure,
            side: kept(Loosen::Side, &key.victim_side),
            status: (!loosened.has(Loosen::Status)).then_some(key.victim_status),
            victims: folded(Loosen::Victims, &key.victims),
            aggregation: key.aggregation,
            place: folded(Loosen::Place, &key.place),
        }
    }
}

/// Whether the figures of two series may be compared, as far as their keys tell; [`super::period::same_period`] has
/// the last word.
pub fn comparable(one: &SeriesKey, other: &SeriesKey, loosened: &Loosened) -> Comparability {
    let label = |label: &Option<Label>, missing: &str| {
        label
            .as_ref()
            .map_or_else(|| missing.to_owned(), |label| label.as_str().to_owned())
    };
    let values = |part: Part, key: &SeriesKey| match part {
        Part::Event => key.event.to_string(),
        Part::Measure => key.measure.to_string(),
        Part::Aggregation => match key.aggregation {
            Aggregation::Cumulative => "cumulative".to_owned(),
            Aggregation::Incremental => "incremental".to_owned(),
            Aggregation::Unknown => "not said whether cumulative".to_owned(),
        },
        Part::Victims => label(&key.victims, "victims not said"),
        Part::Side => label(&key.victim_side, "side not said"),
        Part::Status => match key.victim_status {
            VictimStatus::Unknown => "status not said".to_owned(),
            VictimStatus::Mixed => "civilians and military together".to_owned(),
            status => status.to_string(),
        },
        Part::Place => label(&key.place, "the whole event"),
        Part::Period => String::new(),
    };
    let (tight, others) = (Scope::of(one, loosened), Scope::of(other, loosened));
    let differs = |part: Part| match part {
        Part::Event => one.event != other.event,
        Part::Measure => tight.measure != others.measure,
        Part::Aggregation => tight.aggregation != others.aggregation,
        Part::Victims => tight.victims != others.victims,
        Part::Side => tight.side != others.side,
        Part::Status => tight.status != others.status,
        Part::Place => tight.place != others.place,
        Part::Period => false,
    };
    Comparability::of(
        Part::ALL
            .iter()
            .filter(|part| differs(**part))
            .map(|part| Difference {
                part: *part,
                one: values(*part, one),
                other: values(*part, other),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> SeriesKey {
        SeriesKey {
            event: "e1".parse().unwrap(),
            claimant: "s1".parse().unwrap(),
            measure: Measure::Killed,
            victims: Some("Armenian servicemen".parse().unwrap()),
            victim_side: Some("Armenia".parse().unwrap()),
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
            place: None,
        }
    }

    fn loosened(parts: &[Loosen]) -> Loosened {
        parts.iter().copied().collect()
    }

    #[test]
    fn the_claimant_is_no_part_of_the_scope() {
        let other = SeriesKey {
            claimant: "s2".parse().unwrap(),
            victims: Some("armenian Servicemen".parse().unwrap()),
            ..key()
        };
        assert_eq!(
            comparable(&key(), &other, &Loosened::default()),
            Comparability::Comparable
        );
        let at = |victims: &str, place: &str| SeriesKey {
            victims: Some(victims.parse().unwrap()),
            place: Some(place.parse().unwrap()),
            ..key()
        };
        let spelt = comparable(
            &at("جنودٌ", "Town"),
            &at("جنود", "town"),
            &Loosened::default(),
        );
        assert_eq!(spelt, Comparability::Comparable, "as a search takes them");
    }

    #[test]
    fn every_reason_is_given_in_words() {
        let other = SeriesKey {
            measure: Measure::Casualties,
            aggregation: Aggregation::Incremental,
            victims: None,
            victim_status: VictimStatus::Mixed,
            place: Some("Goris".parse().unwrap()),
            ..key()
        };
        let found = comparable(&other, &key(), &Loosened::default());
        assert_eq!(
            found.reasons()[1].to_string(),
            "incremental against cumulative",
            "it may cover a week"
        );
        assert_eq!(
            found.daily(true, true).to_string(),
            "not comparable: casualties against killed; daily against cumulative; \
             victims not said against Armenian servicemen; civilians and military together against military; \
             Goris against the whole event"
        );
        let loose = loosened(&[Loosen::Victims, Loosen::Status, Loosen::Place]);
        let parts: Vec<Part> = comparable(&other, &key(), &loose)
            .reasons()
            .iter()
            .map(|reason| reason.part)
            .collect();
        assert_eq!(
            parts,
            [Part::Measure, Part::Aggregation],
            "these are never loosened"
        );
    }

    fn any_key() -> impl Strategy<Value = SeriesKey> {
        (0..2_usize, 0..3_usize, 0..3_usize, 0..3_usize, 0..2_usize).prop_map(
            |(measure, aggregation, status, side, place)| SeriesKey {
                measure: Measure::ALL[measure],
                aggregation: Aggregation::ALL[aggregation],
                victim_status: VictimStatus::ALL[status],
                victim_side: ["Armenia", "Azerbaijan"]
                    .get(side)
                    .map(|side| side.parse().unwrap()),
                place: ["Goris"].get(place).map(|place| place.parse().unwrap()),
                ..key()
            },
        )
    }

    proptest! {
        #[test]
        fn comparable_means_the_same_scope(one in any_key(), other in any_key(), loose in proptest::sample::subsequence(Loosen::ALL.to_vec(), 0..=5)) {
            let loose = loosened(&loose);
            let there = comparable(&one, &other, &loose);
            prop_assert_eq!(there == Comparability::Comparable, Scope::of(&one, &loose) == Scope::of(&other, &loose));
            let back = comparable(&other, &one, &loose);
            let parts = |found: &Comparability| found.reasons().iter().map(|reason| reason.part).collect::<Vec<_>>();
            prop_assert_eq!(parts(&there), parts(&back));
            prop_assert_eq!(comparable(&one, &one, &Loosened::default()), Comparability::Comparable);
        }
    }
}
