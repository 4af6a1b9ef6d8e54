//! Which time figures cover, in words: what all figures of a block share stands in its head, the rest beside each figure.
//!
//! Enter: figures that stand under one heading. Leave: words for the heading, and for each figure what the heading and its day
//! of statement do not tell. Invariant: a total up to another day than the one it was said on is never shown without that day.

use chrono::NaiveDate;

use crate::model::{Aggregation, PartialDate};
use crate::report::changes::ChangePoint;
use crate::series::Change;
use crate::series::period::begins_otherwise;

/// What the totals of a block certainly share; nothing of what is new, which is of its own time each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shared {
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Shared {
    pub(super) fn of<'p>(
        aggregation: Aggregation,
        points: impl Iterator<Item = &'p ChangePoint> + Clone,
    ) -> Self {
        if aggregation == Aggregation::Incremental {
            return Self::default();
        }
        let common = |end: fn(&PartialDate) -> Option<NaiveDate>| {
            let mut ends = points.clone().map(|point| end(point.occurred.as_ref()?));
            let first = ends.next().flatten();
            first.filter(|_| ends.all(|next| next == first))
        };
        Self {
            since: common(PartialDate::begins_on),
            until: common(PartialDate::ends_on),
        }
    }

    /// `since 2024-01-01, up to 2024-01-05`; none where nothing is shared.
    pub(super) fn words(&self) -> Option<String> {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since == until => Some(format!("of {since}")),
            (Some(since), Some(until)) => Some(format!("since {since}, up to {until}")),
            (Some(since), None) => Some(format!("since {since}")),
            (None, Some(until)) => Some(format!("up to {until}")),
            (None, None) => None,
        }
    }

    /// `since 2024-01-01`, where all of them do.
    pub(super) fn start(&self) -> Option<String> {
        self.since.map(|since| format!("since {since}"))
    }

    /// Since when a total counts, where that is known of it and not of all others of its block alike.
    pub(super) fn start_beside(
        &self,
        aggregation: Aggregation,
        point: &ChangePoint,
    ) -> Option<String> {
        if aggregation != Aggregation::Cumulative || self.since.is_some() {
            return None;
        }
        let since = point.occurred?.begins_on()?;
        Some(format!("since {since}"))
    }

    /// The time that a figure covers, where neither its block nor the day it was said on tells: of what is new always, of
    /// a total that is compared with none before it with the reason. `before` is the figure that stands above it.
    pub(super) fn beside(
        &self,
        aggregation: Aggregation,
        before: Option<&ChangePoint>,
        point: &ChangePoint,
    ) -> Option<String> {
        let covered = point.occurred?;
        if aggregation == Aggregation::Incremental {
            return (covered != point.stated_on).then(|| format!("of {covered}"));
        }
        if point.step.change != Change::OtherPeriod {
            let is_since_told = self.since.is_some() || covered.earliest().is_none();
            let told = self.until.or(point.stated_on.ends_on());
            return match covered.ends_on() {
                Some(end) if is_since_told => (told != Some(end)).then(|| format!("up to {end}")),
                _ => Some(format!("of {covered}")),
            };
        }
        let other_start = before
            .and_then(|before| Some((before.claim, before.occurred?)))
            .filter(|(_, was)| begins_otherwise(was, &covered));
        Some(match other_start {
            Some((claim, was)) => {
                format!("of {covered}, and {claim} of {was}: they do not count since the same day")
            }
            None => format!(
                "of {covered}: no figure said before it counts since the same day and to no later one"
            ),
        })
    }
}

/// The time that a figure covers, of a total only where it is not up to the day it was said on: `up to 2024-01-07`,
/// `of 2024-01-03`.
pub(super) fn time(aggregation: Aggregation, point: &ChangePoint) -> Option<String> {
    let (covered, said) = (point.occurred?, point.stated_on);
    match covered.ends_on() {
        Some(end) if aggregation != Aggregation::Incremental => {
            (said.ends_on() != Some(end)).then(|| format!("up to {end}"))
        }
        _ => Some(format!("of {covered}")),
    }
}

/// When a figure was said, and the time that it covers where that is another: `2024-01-08`, `up to 2024-01-07, said
/// 2024-01-08`, `of 2024-01-03`.
pub(super) fn said_on(aggregation: Aggregation, point: &ChangePoint) -> String {
    let said = point.stated_on;
    match time(aggregation, point) {
        Some(time) if point.occurred == Some(said) => time,
        Some(time) => format!("{time}, said {said}"),
        None => said.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryIndex, RevisionNumber};
    use crate::series::Step;
    use crate::text::read_figure;

    fn point(stated_on: &str, occurred: &str) -> ChangePoint {
        ChangePoint {
            claim: "c1".parse().unwrap(),
            revision: RevisionNumber::FIRST,
            entry: EntryIndex::new(1),
            stated_on: stated_on.parse().unwrap(),
            occurred: occurred.parse().ok(),
            published_at: None,
            figure: read_figure("5").unwrap(),
            wording: None,
            step: Step::FIRST,
            step_from: None,
            is_over_others: false,
            is_order_assumed: false,
            is_number_assumed: false,
            step_from_version: None,
            perhaps_from: None,
            is_correction_assumed: false,
            amendments: Vec::new(),
            former: Vec::new(),
            flags: Vec::new(),
            ratings: Vec::new(),
            cited: Vec::new(),
        }
    }

    fn shared(said: &[(&str, &str)]) -> (Option<String>, Vec<Option<String>>) {
        let points: Vec<_> = said.iter().map(|(day, of)| point(day, of)).collect();
        let total = Aggregation::Cumulative;
        let shared = Shared::of(total, points.iter());
        let beside = points.iter().map(|it| shared.beside(total, None, it));
        (shared.words(), beside.collect())
    }

    #[test]
    fn the_time_of_a_total_stands_in_the_head_or_beside_it() {
        let text = |words: &str| Some(words.to_owned());
        assert_eq!(
            shared(&[
                ("2024-01-06", "2024-01-01/2024-01-05"),
                ("2024-01-08", "2024-01-01/2024-01-07"),
                ("2024-01-09", "2024-01-01/2024-01-09"),
            ]),
            (
                text("since 2024-01-01"),
                vec![text("up to 2024-01-05"), text("up to 2024-01-07"), None]
            )
        );
        let one = shared(&[("2024-01-06", "../2024-01-05")]);
        assert_eq!(one, (text("up to 2024-01-05"), vec![None]));
        let day = shared(&[("2024-01-06", "2024-01-05")]);
        assert_eq!(day, (text("of 2024-01-05"), vec![None]));
        let coarse = shared(&[("2024-02-01", "2024-01"), ("2024-02-02", "")]);
        assert_eq!(coarse, (None, vec![text("of 2024-01"), None]));
        let apart = [("2024-01-06", "2024-01-01/2024-01-05"), ("2024-01-06", "")];
        assert_eq!(
            shared(&apart),
            (None, vec![text("of 2024-01-01/2024-01-05"), None])
        );
    }
}
