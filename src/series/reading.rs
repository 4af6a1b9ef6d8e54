//! What a figure says as an interval, and how two figures stand to one another.
//!
//! Enter: figures with the words as printed. Leave: an interval and what it rests on; a relation. Pure. Invariants: a
//! stated number is never changed, only an end that was not stated may be read from a rule, and the reading says so; a
//! figure that names no number and no size is unknown, never 0; only figures of one scope are put here
//! ([`super::scope`] decides).
//!
//! # What a figure is read as
//!
//! | figure | interval | rests on |
//! |---|---|---|
//! | 105 | \[105, 105\] | stated |
//! | at least 49, more than 200 | \[49, ∞), \[201, ∞) | stated |
//! | up to 30, fewer than 10 | \[0, 30\], \[0, 9\] | stated |
//! | 30–40, or low, best and high as in UCDP GED | \[30, 40\] | stated |
//! | about 50 | \[45, 55\] | tolerance |
//! | dozens | \[20, 99\] | the convention for vague words ([`super::vague`]) |
//! | a number of | none | unknown |
//!
//! *About* has the ends that were stated with it; one that was not is the number less or more its tolerance: a tenth of
//! a round number (one whose first digit alone is not zero: 50, 300, 4,000), a twentieth of any other (105, 1,250),
//! rounded up to whole people. So *about 50* is 45–55, *about 105* is 99–111, *about 3* is 2–4. No codebook of the
//! field has such a rule; this one is a convention of claimlog and is named wherever a reading rests on it.
//!
//! # How two figures stand to one another
//!
//! The first rule that holds; the last column is what the second figure is to the first.
//!
//! | # | the first, seen from the second | relation | converse |
//! |---|---|---|---|
//! | 1 | neither is known | compatible | compatible |
//! | 2 | it is known and the second is not | narrows | widens |
//! | 3 | the same interval, and no other best value | equal | equal |
//! | 4 | another interval, within the second's | narrows | widens |
//! | 5 | by the same claimant and certainly said later | supersedes | superseded |
//! | 6 | they share a number | compatible | compatible |
//! | 7 | they share none | contradicts | contradicts |
//!
//! “105” after “at least 49” by the same claimant narrows it: both are true at once. “71” after “50” supersedes it. “50”
//! by one claimant and “71” by another contradict one another.

use super::interval::{Gap, Interval};
use super::vague::Convention;
use crate::model::{Count, Figure, PartialDate, Qualifier};
use crate::text::{Size, size_in};

/// What the interval of a reading rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Numbers that were stated.
    Stated,
    /// An end, or both, come from the tolerance of “about”.
    Tolerance,
    /// A word for a size, by the convention.
    Word(Size),
    /// Nothing: no number, no word for a size.
    Unknown,
}

impl Basis {
    /// The one name used in tables, sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Tolerance => "tolerance",
            Self::Word(_) => "vague_word",
            Self::Unknown => "unknown",
        }
    }
}

/// A figure as an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    interval: Option<Interval>,
    best: Option<Count>,
    basis: Basis,
}

/// How one figure stands to another of the same scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same.
    Equal,
    /// Both may be true, and neither says all that the other says.
    Compatible,
    /// Not both can be true.
    Contradicts,
    /// More precise, and true only if the other is.
    Narrows,
    /// Less precise, and true if the other is.
    Widens,
    /// Said in place of the other by the same claimant.
    Supersedes,
    /// The same claimant has said another in its place.
    Superseded,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 7] = [
        Self::Equal,
        Self::Compatible,
        Self::Contradicts,
        Self::Narrows,
        Self::Widens,
        Self::Supersedes,
        Self::Superseded,
    ];

    /// The one name used in tables, sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Compatible => "compatible",
            Self::Contradicts => "contradicts",
            Self::Narrows => "narrows",
            Self::Widens => "widens",
            Self::Supersedes => "supersedes",
            Self::Superseded => "superseded",
        }
    }

    /// What the other figure is to this one.
    #[must_use]
    pub const fn converse(self) -> Self {
        match self {
            Self::Narrows => Self::Widens,
            Self::Widens => Self::Narrows,
            Self::Supersedes => Self::Superseded,
            Self::Superseded => Self::Supersedes,
            same => same,
        }
    }
}

/// Whether all that one date may mean lies before all that another may mean, and neither is in doubt.
pub(super) fn is_certainly_before(one: &PartialDate, other: &PartialDate) -> bool {
    let days = one.latest().zip(other.earliest());
    days.is_some_and(|(latest, earliest)| latest < earliest)
        && one.is_certain()
        && other.is_certain()
}

/// Whether one figure was said in place of another: only a claimant replaces what he said himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Succession {
    /// By others, or on days of which it is not certain which came first.
    None,
    /// By the same claimant, certainly later.
    Later,
    /// By the same claimant, certainly earlier.
    Earlier,
}

impl Succession {
    /// That of two figures of one claimant and scope, by the days they were said on.
    pub fn of(one: &PartialDate, other: &PartialDate) -> Self {
        match (
            is_certainly_before(other, one),
            is_certainly_before(one, other),
        ) {
            (true, _) => Self::Later,
            (_, true) => Self::Earlier,
            _ => Self::None,
        }
    }

    /// That of the two seen from the other.
    #[must_use]
    pub const fn converse(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Later => Self::Earlier,
            Self::Earlier => Self::Later,
        }
    }
}

impl Reading {
    /// Reads a figure by the first table of this module. `wording` is the number words as printed.
    pub fn of(figure: &Figure, wording: Option<&str>, convention: Convention) -> Self {
        let (low, best, high) = (figure.low(), figure.best(), figure.high());
        let (interval, basis) = match (figure.qualifier(), best) {
            (Qualifier::About, Some(number)) => {
                let by = tolerance(number);
                let is_stated = low.is_some() && high.is_some();
                let low = low.unwrap_or_else(|| lowered(number, by));
                let high = high.or_else(|| raised(number, by));
                let basis = if is_stated {
                    Basis::Stated
                } else {
                    Basis::Tolerance
                };
                (Interval::new(Some(low), high).ok(), basis)
            }
            (Qualifier::Vague, _) => match wording.and_then(size_in) {
                Some(size) => (Some(convention.interval(size)), Basis::Word(size)),
                None => (None, Basis::Unknown),
            },
            (Qualifier::Unstated, _) => (None, Basis::Unknown),
            _ => (Interval::new(low, high).ok(), Basis::Stated),
        };
        Self {
            interval,
            best,
            basis,
        }
    }

    /// The interval; none where the number is unknown.
    pub const fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// The best value, where one was stated.
    pub const fn best(&self) -> Option<Count> {
        self.best
    }

    /// What the interval rests on.
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// How far two readings are apart; none where they meet or one is unknown.
    pub fn gap(&self, other: &Self) -> Option<Gap> {
        self.interval?.gap(&other.interval?)
    }

    /// How this stands to `other`, by the second table of this module.
    pub fn relation(&self, other: &Self, succession: Succession) -> Relation {
        let (own, others) = match (self.interval, other.interval) {
            (None, None) => return Relation::Compatible,
            (Some(_), None) => return Relation::Narrows,
            (None, Some(_)) => return Relation::Widens,
            (Some(own), Some(others)) => (own, others),
        };
        let is_other_best = self
            .best
            .zip(other.best)
            .is_some_and(|(own, other)| own != other);
        if own == others && !is_other_best {
            return Relation::Equal;
        }
        if own != others && others.contains(&own) {
            return Relation::Narrows;
        }
        if own != others && own.contains(&others) {
            return Relation::Widens;
        }
        match succession {
            Succession::Later => Relation::Supersedes,
            Succession::Earlier => Relation::Superseded,
            Succession::None if own.meets(&others) => Relation::Compatible,
            Succession::None => Relation::Contradicts,
        }
    }
}

/// By how many people “about” may be off: a tenth of a round number, a twentieth of any other, rounded up.
fn tolerance(number: Count) -> u64 {
    let number = number.get();
    let mut head = number;
    while head > 9 && head.is_multiple_of(10) {
        head /= 10;
    }
    let part = if head <= 9 { 10 } else { 20 };
    number.div_ceil(part)
}

fn lowered(number: Count, by: u64) -> Count {
    Count::try_from(number.get().saturating_sub(by)).unwrap_or(Count::ZERO)
}

/// None where the sum is too large for a number of people: the end is open then.
fn raised(number: Count, by: u64) -> Option<Count> {
    Count::try_from(number.get().saturating_add(by)).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::super::interval::tests::interval;
    use super::*;
    use crate::text::read_figure;

    pub(crate) fn reading(text: &str) -> Reading {
        Reading::of(
            &read_figure(text).unwrap(),
            Some(text),
            Convention::default(),
        )
    }

    #[test]
    fn figures_are_read_as_the_table_says() {
        let stated = |low, high| (Some(interval(low, high)), Basis::Stated);
        let about = |low, high| (Some(interval(low, Some(high))), Basis::Tolerance);
        for (text, (interval, basis)) in [
            ("105", stated(105, Some(105))),
            ("at least 49", stated(49, None)),
            ("more than 200", stated(201, None)),
            ("up to 30", stated(0, Some(30))),
            ("fewer than 10", stated(0, Some(9))),
            ("30-40", stated(30, Some(40))),
            ("about 50", about(45, 55)),
            ("about 105", about(99, 111)),
            ("about 1,250", about(1_187, 1_313)),
            ("about 4,000", about(3_600, 4_400)),
            ("about 3", about(2, 4)),
            (
                "dozens",
                (Some(interval(20, Some(99))), Basis::Word(Size::Dozens)),
            ),
            (
                "العشرات",
                (Some(interval(20, Some(99))), Basis::Word(Size::Tens)),
            ),
            ("many", (None, Basis::Unknown)),
            ("a number of", (None, Basis::Unknown)),
        ] {
            let reading = reading(text);
            assert_eq!(
                (reading.interval(), reading.basis()),
                (interval, basis),
                "{text}"
            );
        }
    }

    #[test]
    fn stated_ends_of_about_stand() {
        let count = |number: u64| Some(Count::try_from(number).unwrap());
        let read = |low, high| {
            let figure = Figure::new(low, count(50), high, Qualifier::About).unwrap();
            Reading::of(&figure, None, Convention::default())
        };
        let both = read(count(30), count(52));
        assert_eq!(both.interval(), Some(interval(30, Some(52))));
        assert_eq!(both.basis(), Basis::Stated);
        let low = read(count(50), None);
        assert_eq!(low.interval(), Some(interval(50, Some(55))));
        assert_eq!(low.basis(), Basis::Tolerance);
    }

    #[test]
    fn a_vague_word_without_its_wording_is_unknown() {
        let figure = read_figure("dozens").unwrap();
        let reading = |wording| Reading::of(&figure, wording, Convention::Acled);
        assert_eq!(reading(None).interval(), None);
        assert_eq!(
            reading(Some("dozens")).interval(),
            Some(interval(12, Some(12)))
        );
    }

    #[test]
    fn each_rule_has_its_case() {
        use Relation as R;
        use Succession as S;
        let cases = [
            ("a number of", "many", S::Later, R::Compatible),
            ("50", "a number of", S::None, R::Narrows),
            ("about 50", "45-55", S::None, R::Equal),
            ("50", "50", S::Later, R::Equal),
            ("105", "at least 49", S::Later, R::Narrows),
            ("105", "at least 49", S::None, R::Narrows),
            ("at least 135", "at least 49", S::None, R::Narrows),
            ("at least 49", "about 50", S::None, R::Compatible),
            ("71", "50", S::Later, R::Supersedes),
            ("71", "50", S::Earlier, R::Superseded),
            ("71", "50", S::None, R::Contradicts),
            ("about 50", "at least 49", S::Later, R::Supersedes),
            ("dozens", "105", S::None, R::Contradicts),
        ];
        for (one, other, succession, expected) in cases {
            assert_eq!(
                reading(one).relation(&reading(other), succession),
                expected,
                "{one} against {other}"
            );
        }
    }

    #[test]
    fn another_best_value_is_not_equal() {
        let count = |number: u64| Some(Count::try_from(number).unwrap());
        let range = |best| {
            let figure = Figure::new(count(30), best, count(40), Qualifier::Range).unwrap();
            Reading::of(&figure, None, Convention::default())
        };
        let relation = |one, other| range(one).relation(&range(other), Succession::None);
        assert_eq!(relation(count(33), count(34)), Relation::Compatible);
        assert_eq!(relation(count(33), None), Relation::Equal);
    }

    fn any_figure() -> impl Strategy<Value = String> {
        (0..9_usize, 1..300_u64, 0..50_u64).prop_map(|(kind, low, span)| {
            let high = low + span;
            match kind {
                0 => low.to_string(),
                1 => format!("at least {low}"),
                2 => format!("more than {low}"),
                3 => format!("up to {low}"),
                4 => format!("fewer than {low}"),
                5 => format!("{low}-{high}"),
                6 => format!("about {low}"),
                7 => "dozens".to_owned(),
                _ => "a number of".to_owned(),
            }
        })
    }

    fn any_succession() -> impl Strategy<Value = Succession> {
        prop_oneof![
            Just(Succession::None),
            Just(Succession::Later),
            Just(Succession::Earlier)
        ]
    }

    proptest! {
        #[test]
        fn the_other_way_round_it_is_the_converse(one in any_figure(), other in any_figure(), succession in any_succession()) {
            let (one, other) = (reading(&one), reading(&other));
            let there = one.relation(&other, succession);
            let back = other.relation(&one, succession.converse());
            prop_assert_eq!(back, there.converse());
            prop_assert_eq!(there.converse().converse(), there);
        }

        #[test]
        fn a_known_figure_is_equal_to_itself(one in any_figure()) {
            let one = reading(&one);
            let expected = if one.interval().is_some() { Relation::Equal } else { Relation::Compatible };
            prop_assert_eq!(one.relation(&one, Succession::None), expected);
        }

        #[test]
        fn narrower_is_an_order(one in any_figure(), two in any_figure(), three in any_figure()) {
            let (one, two, three) = (reading(&one), reading(&two), reading(&three));
            let narrows = |a: &Reading, b: &Reading| a.relation(b, Succession::None) == Relation::Narrows;
            prop_assert!(!(narrows(&one, &two) && narrows(&two, &three)) || narrows(&one, &three));
        }

        #[test]
        fn it_contradicts_exactly_where_there_is_a_gap(one in any_figure(), other in any_figure()) {
            let (one, other) = (reading(&one), reading(&other));
            let contradicts = one.relation(&other, Succession::None) == Relation::Contradicts;
            prop_assert_eq!(contradicts, one.gap(&other).is_some());
        }

        #[test]
        fn about_holds_its_number_and_is_no_wider_than_a_tenth(number in 1..1_000_000_u64) {
            let by = tolerance(Count::try_from(number).unwrap());
            prop_assert!(by >= 1 && by <= number.div_ceil(10));
        }
    }
}
