//! What is claimed of a side's losses against what the side admits.
//!
//! Enter: the groups of a comparison. Leave: for each series of losses claimed of an enemy, its newest figure over the
//! newest figure of each series in which that side counts the same losses; or the reasons why there is none.
//!
//! Two totals of different days are no ratio for certain: what the one counts may have grown since the other was given
//! ([`crate::series::until`]). Such a ratio says which of the two that is, and is followed by that of the newest figures that
//! are certainly of one day, where there are any; so is the reason that the newest figures cover different times.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::changes::ChangePoint;
use super::compare::{Group, Place, Row, Stance};
use super::doubts::Doubts;
use super::range::until;
use crate::model::{Aggregation, Count, SeriesKey};
use crate::series::period::{Days, same_period};
use crate::series::reading::{Basis, Reading};
use crate::series::scope::{Comparability, Difference, Loosened, comparable};

/// The most ratios that a report gives.
const MOST: usize = 1_000;

/// How many series of own losses are looked at for the reasons why none can be compared.
const NEAR: usize = 50;

/// One claimed figure against one that was admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// The group of the claimed losses, and the place of the figure in it.
    pub claimed: (usize, Place),
    /// The group of the own losses, and the place of the figure in it; none where that side admits none at all.
    pub admitted: Option<(usize, Place)>,
    /// Which figures these are.
    pub of: Of,
    /// What came of it.
    pub outcome: Outcome,
    /// Which of the two is, or may be, a total up to an earlier day than the other, so that the ratio is not certain.
    pub grown: Option<Grown>,
    /// Why it is not certain.
    pub doubts: Doubts,
    /// Whether it rests on how “about” or a word for a size is read.
    pub is_by_convention: bool,
}

impl Ratio {
    /// Whether nothing speaks against it.
    pub fn is_certain(&self) -> bool {
        !self.doubts.any()
    }
}

/// Which figures of two series a ratio is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The newest of each.
    Newest,
    /// The newest ones that are certainly of one day, or of what is new, of the same time.
    SameTime,
}

impl Of {
    /// The one name used in sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::SameTime => "same_time",
        }
    }
}

/// Which of two totals may have grown since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grown {
    /// The admitted one: the ratio may be too high.
    Admitted,
    /// The claimed one: the ratio may be too low.
    Claimed,
    /// Either, since it is not known which is of an earlier day.
    Either,
}

impl Grown {
    /// The one name used in sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::Claimed => "claimed",
            Self::Either => "either",
        }
    }

    fn of(aggregation: Aggregation, claimed: &ChangePoint, admitted: &ChangePoint) -> Option<Self> {
        if aggregation != Aggregation::Cumulative {
            return None;
        }
        let (claimed, admitted) = (until(claimed), until(admitted));
        match (
            admitted.may_precede(&claimed),
            claimed.may_precede(&admitted),
        ) {
            (true, true) => Some(Self::Either),
            (true, false) => Some(Self::Admitted),
            (false, true) => Some(Self::Claimed),
            (false, false) => None,
        }
    }
}

/// A ratio, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The ratio.
    Of(Quotient),
    /// There is none.
    None(NoRatio),
}

/// Why there is no ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRatio {
    /// The side admits no such losses.
    NothingAdmitted,
    /// The figures may not be compared.
    NotComparable(Vec<Difference>),
    /// One of them names no number.
    Unknown,
    /// The side admits none killed, and nothing can be divided by that.
    AdmittedZero,
}

impl NoRatio {
    /// The one name used in sheets and JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NothingAdmitted => "nothing_admitted",
            Self::NotComparable(_) => "not_comparable",
            Self::Unknown => "unknown",
            Self::AdmittedZero => "admitted_zero",
        }
    }
}

/// The claimed figure over the admitted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotient {
    /// The least that both figures allow; none where the admitted one has no high end.
    pub low: Option<Fraction>,
    /// Of the best values, where both state one.
    pub best: Option<Fraction>,
    /// The greatest that both allow; none where the claimed one has no high end, or the admitted one may be 0.
    pub high: Option<Fraction>,
}

/// One number of people over another, unrounded. The lower one is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// The number above.
    pub over: Count,
    under: Count,
}

impl Fraction {
    /// A fraction, unless `under` is 0.
    pub fn new(over: Count, under: Count) -> Option<Self> {
        (under > Count::ZERO).then_some(Self { over, under })
    }

    /// The number below; never 0.
    pub const fn under(self) -> Count {
        self.under
    }

    /// Rounded half up to hundredths, written as a decimal number: `2.10`.
    pub fn nearest(self) -> String {
        let (over, under) = self.parts();
        written((over * 200 + under) / (under * 2))
    }

    /// Rounded down to hundredths: a low bound that is rounded stays one.
    pub fn rounded_down(self) -> String {
        let (over, under) = self.parts();
        written(over * 100 / under)
    }

    /// Rounded up to hundredths: a high bound that is rounded stays one.
    pub fn rounded_up(self) -> String {
        let (over, under) = self.parts();
        written((over * 100).div_ceil(under))
    }

    fn parts(self) -> (u128, u128) {
        (u128::from(self.over.get()), u128::from(self.under.get()))
    }
}

fn written(hundredths: u128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Quotient {
    fn of(claimed: &Reading, admitted: &Reading) -> Result<Self, NoRatio> {
        let (Some(over), Some(under)) = (claimed.interval(), admitted.interval()) else {
            return Err(NoRatio::Unknown);
        };
        if under.high() == Some(Count::ZERO) {
            return Err(NoRatio::AdmittedZero);
        }
        Ok(Self {
            low: under
                .high()
                .and_then(|high| Fraction::new(over.low(), high)),
            best: claimed
                .best()
                .zip(admitted.best())
                .and_then(|(over, under)| Fraction::new(over, under)),
            high: over
                .high()
                .and_then(|high| Fraction::new(high, under.low())),
        })
    }
}

/// The ratios of all groups, and how many more there would be.
pub(super) fn ratios(groups: &[Group], loosened: &Loosened) -> (Vec<Ratio>, usize) {
    let mut own: Vec<(usize, usize, &SeriesKey)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        if group.stance == Stance::Own {
            let rows = group.rows.iter().enumerate();
            own.extend(rows.map(|(row, series)| (index, row, &series.key)));
        }
    }
    let (mut ratios, mut more) = (Vec::new(), 0);
    for (index, group) in groups.iter().enumerate() {
        if group.stance != Stance::Enemy {
            continue;
        }
        // Groups of one scope stand behind one another, own losses first.
        let admitted = index
            .checked_sub(1)
            .and_then(|before| Some((before, groups.get(before)?)))
            .filter(|(_, own)| own.stance == Stance::Own && own.scope == group.scope);
        for (row, claimed) in group.rows.iter().enumerate() {
            let at = (index, row);
            match admitted {
                Some((before, own)) => {
                    for (row, admitted) in own.rows.iter().enumerate() {
                        if ratios.len() < MOST {
                            let (claimed, admitted) = ((at, claimed), ((before, row), admitted));
                            ratios.extend(between(claimed, admitted, loosened));
                        } else {
                            more += 1;
                        }
                    }
                }
                None if ratios.len() < MOST => {
                    let (admitted, outcome) = reasons(groups, &own, claimed, loosened);
                    ratios.push(Ratio {
                        claimed: (index, newest(row, claimed)),
                        admitted,
                        of: Of::Newest,
                        outcome,
                        grown: None,
                        doubts: Doubts::default(),
                        is_by_convention: false,
                    });
                }
                None => more += 1,
            }
        }
    }
    (ratios, more)
}

fn newest(row: usize, series: &Row) -> Place {
    Place {
        row,
        point: series.latest,
    }
}

/// A row with its group and its place there.
type At<'a> = ((usize, usize), &'a Row);

/// The ratio of the newest figures of two series, and where that is none or not certain, that of the newest ones of one
/// time.
fn between(
    (claimed_at, claimed): At<'_>,
    (admitted_at, admitted): At<'_>,
    loosened: &Loosened,
) -> impl Iterator<Item = Ratio> {
    let ratio = |of: Of, over: usize, under: usize| -> Option<Ratio> {
        let (one, other) = (claimed.points.get(over)?, admitted.points.get(under)?);
        let aggregation = claimed.key.aggregation;
        let (ours, theirs) = (one.stated.occurred.as_ref(), other.stated.occurred.as_ref());
        let outcome = match same_period(aggregation, ours, theirs, loosened) {
            Comparability::NotComparable(reasons) => Err(NoRatio::NotComparable(reasons)),
            Comparability::Comparable => Quotient::of(&one.reading, &other.reading),
        };
        let strict = Loosened::default();
        let is_one_scope = comparable(&claimed.key, &admitted.key, &strict)
            == Comparability::Comparable
            && same_period(aggregation, ours, theirs, &strict) == Comparability::Comparable;
        let at = |(group, row): (usize, usize), point: usize| (group, Place { row, point });
        let (first, second) = (until(&one.stated), until(&other.stated));
        let times =
            |lower, higher| Doubts::of_times(claimed.key.measure, aggregation, lower, higher);
        let doubts = Doubts {
            restart: claimed.anew.is_some_and(|anew| over >= anew)
                || admitted.anew.is_some_and(|anew| under >= anew),
            loosened: !is_one_scope,
            order: one.stated.is_number_assumed || other.stated.is_number_assumed,
            ..times(&first, &second).or(times(&second, &first))
        };
        let is_read = [one, other]
            .iter()
            .any(|point| point.reading.basis() != Basis::Stated);
        Some(Ratio {
            claimed: at(claimed_at, over),
            admitted: Some(at(admitted_at, under)),
            of,
            doubts: if outcome.is_ok() {
                doubts
            } else {
                Doubts::default()
            },
            is_by_convention: outcome.is_ok() && is_read,
            grown: Grown::of(aggregation, &one.stated, &other.stated).filter(|_| outcome.is_ok()),
            outcome: outcome.map_or_else(Outcome::None, Outcome::Of),
        })
    };
    let newest = ratio(Of::Newest, claimed.latest, admitted.latest);
    let is_certain = newest.as_ref().is_some_and(|ratio| {
        let is_one_time = !(ratio.doubts.growth || ratio.doubts.within_day);
        is_one_time && !matches!(&ratio.outcome, Outcome::None(NoRatio::NotComparable(_)))
    });
    let same = (!is_certain)
        .then(|| of_one_time(claimed, admitted))
        .flatten()
        .and_then(|(over, under)| ratio(Of::SameTime, over, under))
        .filter(|ratio| matches!(ratio.outcome, Outcome::Of(_)));
    newest.into_iter().chain(same)
}

/// The newest figures of two series that are certainly of one day, or of what is new, of the same time: of each the
/// last of that time.
fn of_one_time(claimed: &Row, admitted: &Row) -> Option<(usize, usize)> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Time {
        Up((NaiveDate, bool)),
        Over(Days),
    }
    let aggregation = claimed.key.aggregation;
    let time = |stated: &ChangePoint| -> Option<Time> {
        if aggregation == Aggregation::Incremental {
            return Days::of(stated.occurred.as_ref()).map(Time::Over);
        }
        if aggregation == Aggregation::Unknown {
            return None;
        }
        until(stated).moment().map(Time::Up)
    };
    let by_time: BTreeMap<Time, usize> = admitted
        .points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            point.reading.interval()?;
            Some((time(&point.stated)?, index))
        })
        .collect();
    let claimed = claimed.points.iter().enumerate().rev();
    claimed
        .filter(|(_, point)| point.reading.interval().is_some())
        .find_map(|(over, point)| Some((over, *by_time.get(&time(&point.stated)?)?)))
}

/// Why there is no series of own losses of the same scope: the nearest that there is of that side, and its differences.
fn reasons(
    groups: &[Group],
    own: &[(usize, usize, &SeriesKey)],
    claimed: &Row,
    loosened: &Loosened,
) -> (Option<(usize, Place)>, Outcome) {
    let nearest = own
        .iter()
        .filter(|(_, _, key)| key.victim_side == claimed.key.victim_side)
        .take(NEAR)
        .map(|(group, row, key)| {
            let own = groups.get(*group).and_then(|group| group.rows.get(*row));
            let is_daily = own.is_some_and(Row::is_daily);
            let found = comparable(&claimed.key, key, loosened);
            (*group, *row, found.daily(claimed.is_daily(), is_daily))
        })
        .min_by_key(|(.., found)| found.reasons().len());
    let Some((group, row, found)) = nearest else {
        return (None, Outcome::None(NoRatio::NothingAdmitted));
    };
    let at = groups
        .get(group)
        .and_then(|group| group.rows.get(row))
        .map(|series| (group, newest(row, series)));
    let reasons = found.reasons().to_vec();
    (at, Outcome::None(NoRatio::NotComparable(reasons)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::reading::tests::reading;

    #[test]
    fn a_ratio_has_as_many_ends_as_its_figures() {
        let shown = |over: &str, under: &str| {
            let quotient = Quotient::of(&reading(over), &reading(under)).unwrap();
            [
                quotient.low.map(Fraction::rounded_down),
                quotient.best.map(Fraction::nearest),
                quotient.high.map(Fraction::rounded_up),
            ]
            .map(|part| part.unwrap_or_else(|| "–".to_owned()))
        };
        assert_eq!(shown("300", "105"), ["2.85", "2.86", "2.86"]);
        assert_eq!(shown("at least 300", "105"), ["2.85", "–", "–"]);
        assert_eq!(shown("about 200", "50"), ["3.60", "4.00", "4.40"]);
        assert_eq!(shown("300", "at least 100"), ["–", "–", "3.00"]);
        assert_eq!(shown("300", "up to 100"), ["3.00", "–", "–"]);
        let none = |over: &str, under: &str| Quotient::of(&reading(over), &reading(under)).err();
        assert_eq!(none("300", "0"), Some(NoRatio::AdmittedZero));
        assert_eq!(none("300", "a number of"), Some(NoRatio::Unknown));
    }

    #[test]
    fn a_bound_is_rounded_away_from_what_it_bounds() {
        let fraction = |over: u32, under: u32| {
            Fraction::new(Count::from(over), Count::from(under))
                .map(|one| [one.rounded_down(), one.nearest(), one.rounded_up()])
        };
        assert_eq!(fraction(1, 8).unwrap(), ["0.12", "0.13", "0.13"]);
        assert_eq!(fraction(1, 3).unwrap(), ["0.33", "0.33", "0.34"]);
        assert_eq!(fraction(300, 150).unwrap(), ["2.00", "2.00", "2.00"]);
        assert_eq!(fraction(1, 0), None);
        assert!(Fraction::new(Count::MAX, Count::MAX).is_some_and(|one| one.nearest() == "1.00"));
    }
}
