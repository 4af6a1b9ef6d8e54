//! What a claimant had said of a figure until he corrected it, and when each of his numbers was said.
//!
//! Enter: the versions of a figure that stood until its source corrected it, with what is known of the day of each correction.
//! Leave: which of them stood when another number was said. Pure. Invariants: a version that was said later never stands in
//! for one that was said before; what is not known for certain is told as such, and both are given.
//!
//! A figure is shown as it was corrected last, so its number was said on the day of that correction, and not on the day on
//! which the claim was first made. A correction of which the day is not known, or is in doubt, was made between the day
//! of the claim and the day on which the desk logged it.

use chrono::NaiveDate;

use crate::model::{EntryIndex, Figure, PartialDate, RevisionNumber};

/// The days on which something may have been said; an end that is not known is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
}

impl Moment {
    /// That of a date: all that it may mean; any day where it is in doubt.
    pub fn of(date: &PartialDate) -> Self {
        if !date.is_certain() {
            return Self::default();
        }
        Self {
            earliest: date.earliest(),
            latest: date.latest(),
        }
    }

    /// Whether all of it lies before all of the other.
    pub fn is_before(&self, other: &Self) -> bool {
        let days = self.latest.zip(other.earliest);
        days.is_some_and(|(latest, earliest)| latest < earliest)
    }
}

/// What is known of the day on which a source corrected itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The day, where it was said.
    pub on: Option<PartialDate>,
    /// When the desk logged it: it had been made by then.
    pub logged_on: NaiveDate,
}

impl Correction {
    /// When it was made, of something that was said then.
    fn moment(&self, stated_on: &PartialDate) -> Moment {
        let on = self.on.filter(PartialDate::is_certain);
        on.as_ref().map_or_else(
            || Moment {
                earliest: Moment::of(stated_on).earliest,
                latest: Some(self.logged_on),
            },
            Moment::of,
        )
    }
}

/// A figure as one version of its claim had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// The version.
    pub revision: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// How many.
    pub figure: Figure,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
}

/// What stood until a correction by the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Former {
    /// The version; none where nothing had been said in this series by then: the source counted it elsewhere, or the desk
    /// found that it was said by somebody else.
    pub version: Option<Version>,
    /// What ended it.
    pub until: Correction,
}

/// When the number that is left after these corrections was said, of a claim of that day.
pub(super) fn said_at(former: &[Former], stated_on: &PartialDate) -> Moment {
    former.last().map_or_else(
        || Moment::of(stated_on),
        |last| last.until.moment(stated_on),
    )
}

/// Which version of a figure stood when something else was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// How many of its corrections had been made, as far as is known: its place among the versions. One of which it is not
    /// known counts as made, as it does with an as-of day.
    pub version: usize,
    /// How many had been made for certain.
    pub least: usize,
}

impl Standing {
    /// At this moment, of a figure that was stated then.
    pub(super) fn at(when: &Moment, former: &[Former], stated_on: &PartialDate) -> Self {
        let mut least = None;
        for (place, one) in former.iter().enumerate() {
            let made = one.until.moment(stated_on);
            if when.is_before(&made) {
                return Self {
                    version: place,
                    least: least.unwrap_or(place),
                };
            }
            if !made.is_before(when) {
                least = least.or(Some(place));
            }
        }
        Self {
            version: former.len(),
            least: least.unwrap_or(former.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::read_figure;

    fn day(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    /// Until corrections on these days, all logged in March.
    fn former(days: &[&str]) -> Vec<Former> {
        let version = Version {
            revision: RevisionNumber::FIRST,
            entry: EntryIndex::new(1),
            figure: read_figure("100").unwrap(),
            stated_on: day("2024-01-01"),
            occurred: None,
        };
        days.iter()
            .map(|on| Former {
                version: Some(version),
                until: Correction {
                    on: on.parse().ok(),
                    logged_on: "2024-03-01".parse().unwrap(),
                },
            })
            .collect()
    }

    #[track_caller]
    fn stood(days: &[&str], when: &str, version: usize, least: usize) {
        let when = Moment::of(&day(when));
        let standing = Standing::at(&when, &former(days), &day("2024-01-01"));
        assert_eq!(standing, Standing { version, least });
    }

    #[test]
    fn what_had_been_said_by_then_stands() {
        let days = ["2024-01-05", "2024-01-09"];
        stood(&days, "2024-01-03", 0, 0);
        stood(&days, "2024-01-07", 1, 1);
        stood(&days, "2024-01-10", 2, 2);
        stood(&[], "2024-01-10", 0, 0);
    }

    #[test]
    fn one_that_may_have_been_made_counts_and_is_in_doubt() {
        stood(&["2024-01-05"], "2024-01-05", 1, 0);
        stood(&["2024-01"], "2024-01-05", 1, 0);
        stood(&[""], "2024-01-05", 1, 0);
        stood(&[""], "2024-03-02", 1, 1);
        stood(&["2024-01-05?"], "2024-01-09", 1, 0);
        stood(&["2024-01-05"], "2024-01-09?", 1, 0);
        stood(&["2024-01-05", "2024-01-09"], "2024-01", 2, 0);
    }

    #[test]
    fn a_number_was_said_when_it_was_corrected_to() {
        let said = |days: &[&str]| said_at(&former(days), &day("2024-01-01"));
        let before = |one: Moment, other: &str| one.is_before(&Moment::of(&day(other)));
        assert!(before(said(&[]), "2024-01-02"));
        assert!(!before(said(&["2024-01-05"]), "2024-01-05"));
        assert!(before(said(&["2024-01-05"]), "2024-01-06"));
        assert!(!before(said(&[""]), "2024-01-06"));
        assert!(before(said(&[""]), "2024-03-02"));
    }
}
