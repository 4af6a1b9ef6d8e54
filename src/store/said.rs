//! Which versions of a claim had been said by a day: a correction by the source counts from its own day on.
//!
//! A version that was written because the source corrected itself did not exist before the source did so, nor did the
//! versions that build on it. One whose day is not known counts, as does one of a day too coarse to tell; a report says so
//! where it shows one. A withdrawn claim is withdrawn on every day: the desk says of it that it is no claim. So is one that the
//! desk found, behind a correction, to have been said by somebody else: whom the versions before name never said them, and
//! whether the other one had said them by then nobody recorded.

use chrono::NaiveDate;

use super::FigureVersion;
use crate::model::{Cause, Grounds, PartialDate};

/// What is asked of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Why there is the version, and when the source corrected itself.
    pub grounds: Grounds,
    /// Whether it says what the version before says.
    pub is_same: bool,
    /// Whether the desk found that somebody else said it than the version before says.
    pub is_reattributed: bool,
    /// The day on which it was logged: by then the source had corrected itself.
    pub recorded_on: NaiveDate,
}

/// The versions of a figure, first to last, as they are asked here.
pub fn told(versions: &[FigureVersion]) -> Vec<Told> {
    let before = std::iter::once(None).chain(versions.iter().map(Some));
    versions
        .iter()
        .zip(before)
        .map(|(version, before)| Told {
            grounds: version.grounds,
            is_same: before.is_some_and(|before| says_same(before, version)),
            is_reattributed: version.cause() != Cause::SourceRevised
                && before.is_some_and(|before| before.series.claimant != version.series.claimant),
            recorded_on: version.recorded_at.day(),
        })
        .collect()
}

fn says_same(one: &FigureVersion, other: &FigureVersion) -> bool {
    one.series == other.series
        && one.point.stated_on == other.point.stated_on
        && one.occurred == other.occurred
        && one.point.figure == other.point.figure
}

/// The days of the corrections among the versions of a claim, first to last, in their order: what a later version gives
/// as the day of the correction before it (it says the same, and when) is the day of that one. None for what is no
/// correction, and where no day is known.
pub fn days(versions: &[Told]) -> Vec<Option<PartialDate>> {
    let mut days: Vec<_> = versions
        .iter()
        .map(|version| version.grounds.corrected_on())
        .collect();
    for later in (1..versions.len()).rev() {
        if days[later].is_some() && gives_day(&versions[later - 1], &versions[later]) {
            days[later - 1] = days[later];
        }
    }
    days
}

/// The day of the last correction by the source among the versions of a claim, which may not be known; none where the source
/// never corrected it.
pub fn last_correction(versions: &[Told]) -> Option<Option<PartialDate>> {
    let corrections = versions.iter().zip(days(versions)).rev();
    let mut corrected = corrections.filter(|(it, _)| it.grounds.cause() == Cause::SourceRevised);
    corrected.next().map(|(_, day)| day)
}

/// Whether a version tells nothing but the day of the correction before it.
pub fn gives_day(before: &Told, later: &Told) -> bool {
    later.is_same
        && later.grounds.corrected_on().is_some()
        && before.grounds.cause() == Cause::SourceRevised
}

/// Whether some correction among the versions may have been made after this day.
pub fn is_perhaps_later(versions: &[Told], day: NaiveDate) -> bool {
    let mut corrections = versions.iter().zip(days(versions));
    corrections.any(|(version, corrected)| version.is_perhaps_later(corrected, day))
}

impl Told {
    /// Whether it is a correction, made on `corrected` as far as that is known, that may have been made after this day: its
    /// day is not known, or too coarse or too doubtful to tell, and it was logged only later.
    pub fn is_perhaps_later(&self, corrected: Option<PartialDate>, day: NaiveDate) -> bool {
        self.grounds.cause() == Cause::SourceRevised
            && self.recorded_on > day
            && !corrected.is_some_and(|corrected| corrected.certainly_by(day))
    }
}

/// How many of the versions of a claim, first to last, had been said by this day; a first one always, but where the desk found
/// behind a later correction that somebody else said it.
pub fn said_by(versions: &[Told], day: NaiveDate) -> usize {
    let is_withdrawn = versions
        .last()
        .is_some_and(|newest| newest.grounds.cause() == Cause::Retraction);
    if is_withdrawn {
        return versions.len();
    }
    let is_later = |corrected: &Option<PartialDate>| {
        corrected.is_some_and(|corrected| certainly_after(&corrected, day))
    };
    let later = days(versions).iter().position(is_later);
    let said = later.unwrap_or(versions.len()).max(1);
    let mut behind = versions.iter().skip(said);
    if behind.any(|version| version.is_reattributed) {
        return 0;
    }
    said
}

/// Whether all of it lies after `day` and none of it is in doubt.
pub fn certainly_after(date: &PartialDate, day: NaiveDate) -> bool {
    date.is_certain() && date.earliest().is_some_and(|earliest| earliest > day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(told: &[(Cause, Option<&str>, bool)]) -> Vec<Told> {
        told.iter()
            .map(|(cause, day, is_same)| Told {
                grounds: Grounds::new(*cause, day.map(|day| day.parse().unwrap())).unwrap(),
                is_same: *is_same,
                is_reattributed: *cause == Cause::Reattributed,
                recorded_on: "2024-03-01".parse().unwrap(),
            })
            .collect()
    }

    #[track_caller]
    fn said(told: &[(Cause, Option<&str>, bool)], day: &str, many: usize) {
        assert_eq!(said_by(&versions(told), day.parse().unwrap()), many);
    }

    const FIRST: (Cause, Option<&str>, bool) = (Cause::First, None, false);
    const CORRECTED: Cause = Cause::SourceRevised;

    #[test]
    fn a_correction_counts_from_its_day_on_and_so_does_what_builds_on_it() {
        let told = [
            FIRST,
            (Cause::DeskCorrection, None, false),
            (CORRECTED, Some("2024-01-05"), false),
            (Cause::LateDiscovery, None, true),
        ];
        said(&told, "2024-01-04", 2);
        said(&told, "2024-01-05", 4);
    }

    #[test]
    fn one_of_no_day_or_of_a_coarse_or_doubted_one_counts() {
        for day in [
            None,
            Some("2024-01"),
            Some("2024-01-09?"),
            Some("../2024-02-01"),
        ] {
            said(&[FIRST, (CORRECTED, day, false)], "2024-01-02", 2);
        }
        said(&[FIRST, (CORRECTED, Some("2024"), false)], "2023-12-31", 1);
    }

    #[test]
    fn a_day_that_is_given_later_is_the_day_of_the_correction() {
        let given = [
            FIRST,
            (CORRECTED, None, false),
            (CORRECTED, Some("2024-01-05"), true),
        ];
        said(&given, "2024-01-04", 1);
        said(&given, "2024-01-05", 3);
        // And corrected once more: the last day given counts.
        let again = [
            FIRST,
            (CORRECTED, Some("2024-01-09"), false),
            (CORRECTED, Some("2024-01-05"), true),
        ];
        said(&again, "2024-01-06", 3);
        // A second correction, which says something else, dates itself alone.
        let twice = [
            FIRST,
            (CORRECTED, None, false),
            (CORRECTED, Some("2024-01-05"), false),
        ];
        said(&twice, "2024-01-04", 2);
    }

    #[test]
    fn a_correction_that_was_logged_by_the_day_had_been_made_by_it() {
        let told = versions(&[FIRST, (CORRECTED, None, false)]);
        assert!(is_perhaps_later(&told, "2024-02-29".parse().unwrap()));
        assert!(!is_perhaps_later(&told, "2024-03-01".parse().unwrap()));
        let told = versions(&[FIRST, (CORRECTED, Some("2024-01-05"), false)]);
        assert!(!is_perhaps_later(&told, "2024-01-05".parse().unwrap()));
        let told = versions(&[FIRST, (Cause::DeskCorrection, None, false)]);
        assert!(!is_perhaps_later(&told, "2024-01-05".parse().unwrap()));
    }

    #[test]
    fn what_somebody_else_had_said_was_never_said_by_the_one_before() {
        let found = (Cause::Reattributed, None, false);
        let told = [FIRST, (CORRECTED, Some("2024-01-05"), false), found];
        said(&told, "2024-01-04", 0);
        said(&told, "2024-01-05", 3);
        let before = [FIRST, found, (CORRECTED, Some("2024-01-05"), false)];
        said(&before, "2024-01-04", 2);
    }

    #[test]
    fn what_was_withdrawn_is_withdrawn_on_every_day() {
        let told = [
            FIRST,
            (CORRECTED, Some("2024-01-05"), false),
            (Cause::Retraction, None, true),
        ];
        said(&told, "2024-01-02", 3);
    }
}
