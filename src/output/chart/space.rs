//! Lengths on the canvas, and where numbers and days lie on it.
//!
//! All of it is whole-number arithmetic in hundredths of a pixel: the same chart is the same bytes on every machine,
//! and there is no NaN and no infinity to be drawn.

use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use chrono::{Datelike as _, NaiveDate};

use crate::model::Count;

/// A length or a place, in hundredths of a CSS pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Px(i64);

/// So many pixels.
pub(super) const fn px(whole: i64) -> Px {
    Px(whole * 100)
}

impl Px {
    pub(super) const ZERO: Self = Self(0);

    pub(super) const fn hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    pub(super) const fn get(self) -> i64 {
        self.0
    }

    /// The next whole pixel up.
    pub(super) const fn ceil(self) -> Self {
        Self((self.0 + 99).div_euclid(100) * 100)
    }

    /// `part` of `whole` of this length; all of it where the whole is nothing.
    fn share(self, part: i128, whole: i128) -> Self {
        if whole <= 0 {
            return self;
        }
        let share = i128::from(self.0) * part.clamp(0, whole) / whole;
        // Invariant: the share lies between nothing and the length itself, which is an i64.
        Self(i64::try_from(share).unwrap_or(self.0))
    }
}

impl Add for Px {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Px {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Px {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Px {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Px {
    type Output = Self;
    fn mul(self, by: i64) -> Self {
        Self(self.0 * by)
    }
}

impl Div<i64> for Px {
    type Output = Self;
    fn div(self, by: i64) -> Self {
        Self(self.0 / by)
    }
}

/// As SVG writes it: `12`, `12.5`, `-0.25`.
impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// Numbers from bottom to top, always from zero: a part of the height stands for a part of the number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    bottom: Px,
    height: Px,
    greatest: u64,
}

impl Numbers {
    /// From 0 at `bottom` to `greatest` at the top of `height`.
    pub(super) fn new(bottom: Px, height: Px, greatest: u64) -> Self {
        Self {
            bottom,
            height,
            greatest: greatest.max(1),
        }
    }

    pub(super) fn at(&self, count: Count) -> Px {
        self.of(count.get())
    }

    pub(super) fn of(&self, number: u64) -> Px {
        self.bottom - self.height.share(number.into(), self.greatest.into())
    }

    /// Round numbers for a grid, from zero, at most `most` above it: 1, 2 or 5 with zeros.
    pub(super) fn ticks(&self, most: u64) -> Vec<u64> {
        let most = most.max(1);
        let mut step = 1_u64;
        let mut factors = [2, 5, 10].into_iter().cycle();
        let mut decade = 1_u64;
        while self.greatest / step > most {
            let factor = factors.next().unwrap_or(10);
            step = decade.saturating_mul(factor);
            if factor == 10 {
                decade = step;
            }
        }
        (0..=self.greatest / step)
            .map(|index| index * step)
            .collect()
    }
}

/// Days from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    left: Px,
    width: Px,
    first: NaiveDate,
    last: NaiveDate,
}

/// A mark on the axis of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayTick {
    pub(super) at: Px,
    /// `13 Sep`, `Sep` or `2022`.
    pub(super) label: String,
    /// The year, on the first tick of each where the label has none.
    pub(super) year: Option<String>,
}

impl Days {
    pub(super) fn new(left: Px, width: Px, first: NaiveDate, last: NaiveDate) -> Self {
        Self {
            left,
            width,
            first,
            last,
        }
    }

    pub(super) fn at(&self, day: NaiveDate) -> Px {
        let part = day.signed_duration_since(self.first).num_days();
        let whole = self.last.signed_duration_since(self.first).num_days();
        if whole == 0 {
            return self.left + self.width / 2;
        }
        self.left + self.width.share(part.into(), whole.into())
    }

    pub(super) fn left(&self) -> Px {
        self.left
    }

    pub(super) fn right(&self) -> Px {
        self.left + self.width
    }

    /// Days, months or years at even steps, no more than there is room for.
    pub(super) fn ticks(&self) -> Vec<DayTick> {
        const ROOM: i64 = 62;
        let most = (self.width.get() / px(ROOM).get()).max(2);
        let span = self.last.signed_duration_since(self.first).num_days();
        let day_step = [1, 2, 7, 14].into_iter().find(|step| span / step < most);
        if let Some(step) = day_step {
            let days = self
                .first
                .iter_days()
                .step_by(usize::try_from(step).unwrap_or(1))
                .take_while(|day| *day <= self.last);
            return self.labelled(days, |day| day.format("%-d %b").to_string(), true);
        }
        let months = span / 30;
        if let Some(step) = [1_u32, 3, 6]
            .into_iter()
            .find(|step| months / i64::from(*step) < most)
        {
            let days = self.starts_of(move |day| day.day() == 1 && day.month0() % step == 0);
            return self.labelled(days, |day| day.format("%b").to_string(), true);
        }
        let years = i64::from(self.last.year()) - i64::from(self.first.year());
        let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
            .into_iter()
            .find(|step| years / i64::from(*step) < most)
            .unwrap_or(5000);
        let first = self.first.year().div_euclid(step) * step;
        let days = (0..)
            .map_while(move |index: i32| {
                NaiveDate::from_ymd_opt(first.checked_add(index.checked_mul(step)?)?, 1, 1)
            })
            .filter(|day| *day >= self.first)
            .take_while(|day| *day <= self.last);
        self.labelled(days, |day| day.format("%Y").to_string(), false)
    }

    fn starts_of(
        &self,
        is_start: impl Fn(NaiveDate) -> bool + 'static,
    ) -> impl Iterator<Item = NaiveDate> {
        let last = self.last;
        self.first
            .iter_days()
            .take_while(move |day| *day <= last)
            .filter(move |day| is_start(*day))
    }

    fn labelled(
        &self,
        days: impl Iterator<Item = NaiveDate>,
        label: impl Fn(NaiveDate) -> String,
        has_year: bool,
    ) -> Vec<DayTick> {
        let mut year = None;
        days.map(|day| {
            let is_new = has_year && year != Some(day.year());
            year = Some(day.year());
            DayTick {
                at: self.at(day),
                label: label(day),
                year: is_new.then(|| day.format("%Y").to_string()),
            }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_length_is_written_without_needless_digits() {
        let shown = |hundredths| Px::hundredths(hundredths).to_string();
        assert_eq!(
            [1200, 1250, 1205, -25, 0].map(shown),
            ["12", "12.5", "12.05", "-0.25", "0"]
        );
    }

    #[test]
    fn numbers_have_round_ticks_from_zero() {
        let ticks = |greatest| Numbers::new(px(100), px(90), greatest).ticks(4);
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(135), [0, 50, 100]);
        assert_eq!(ticks(79), [0, 20, 40, 60]);
        assert_eq!(ticks(34_675), [0, 10_000, 20_000, 30_000]);
        assert!(ticks((1 << 53) - 1).len() <= 5);
    }

    #[test]
    fn days_have_ticks_that_fit() {
        let labels = |first, last| -> Vec<String> {
            Days::new(px(40), px(440), day(first), day(last))
                .ticks()
                .into_iter()
                .map(|tick| format!("{} {}", tick.label, tick.year.unwrap_or_default()))
                .collect()
        };
        assert_eq!(
            labels("2022-09-13", "2022-09-16"),
            ["13 Sep 2022", "14 Sep ", "15 Sep ", "16 Sep "]
        );
        assert_eq!(
            labels("2022-12-01", "2023-03-10"),
            ["Dec ", "Jan ", "Feb ", "Mar "].map(|label| {
                match label {
                    "Dec " => "Dec 2022",
                    "Jan " => "Jan 2023",
                    other => other,
                }
            })
        );
        assert_eq!(
            labels("2019-03-01", "2023-03-01"),
            ["2020 ", "2021 ", "2022 ", "2023 "]
        );
    }

    proptest! {
        #[test]
        fn every_number_and_day_lies_on_its_axis(number in 0..1_u64 << 53, greatest in 0..1_u64 << 53, from in 0..3_000_000_i32, span in 0..600_000_i32, at in 0..600_000_i32) {
            let numbers = Numbers::new(px(300), px(200), greatest);
            let y = numbers.of(number.min(greatest));
            prop_assert!(y >= px(100) && y <= px(300));
            let first = NaiveDate::from_num_days_from_ce_opt(from + 1).unwrap();
            let last = NaiveDate::from_num_days_from_ce_opt(from + 1 + span).unwrap();
            let days = Days::new(px(40), px(440), first, last);
            let x = days.at(NaiveDate::from_num_days_from_ce_opt(from + 1 + at.min(span)).unwrap());
            prop_assert!(x >= days.left() && x <= days.right());
            let ticks = days.ticks();
            prop_assert!(ticks.len() <= 9, "{}", ticks.len());
            prop_assert!(ticks.windows(2).all(|pair| pair[1].at - pair[0].at >= px(30)), "{ticks:?}");
        }
    }
}
