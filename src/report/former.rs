//! What claimants had said until they corrected themselves: a figure stands from the day on which it was said until the day
//! of its correction, and as corrected from then on.
//!
//! Enter: the figures of a series with what was revised of them. Leave: for each corrected figure the versions that stood
//! before, and from when each stood. Only a correction that has a day without a doubt parts a figure in two; every other counts
//! from the day on which the claim was said, and until it was logged the version before may have stood ([`Perhaps`]). What its source counted elsewhere stood here until then ([`departed`]), and there
//! from then on.

use chrono::NaiveDate;

use super::amended::{Amendment, By, Departure};
use super::changes::ChangePoint;
use crate::model::{Cause, PartialDate};
use crate::series::Step;
use crate::series::corrected::{Correction, Former, Version};
use crate::store::FigureVersion;
use crate::store::said::{days, gives_day, told};

/// What stood of a figure until its source corrected it, first to last, as its series sees it now: what a source corrected in
/// another series stood there and not here, and of what the desk found to be said by somebody else nobody is held to have
/// said an earlier version.
pub(super) fn formers(versions: &[FigureVersion]) -> Vec<Former> {
    let told = told(versions);
    let corrected_on = days(&told);
    let mut formers = Vec::new();
    let mut is_here = true;
    let pairs = versions.windows(2).zip(told.windows(2));
    for ((pair, told), on) in pairs.zip(corrected_on.iter().skip(1)).rev() {
        let ([before, after], [was, is]) = (pair, told) else {
            continue;
        };
        if after.cause() != Cause::SourceRevised {
            is_here &= before.series.claimant == after.series.claimant;
            continue;
        }
        is_here &= before.series == after.series;
        if is.is_same || gives_day(was, is) {
            continue;
        }
        formers.push(Former {
            version: is_here.then(|| version(before)),
            until: Correction {
                on: *on,
                logged_on: after.recorded_at.day(),
            },
        });
    }
    formers.reverse();
    formers
}

fn version(version: &FigureVersion) -> Version {
    Version {
        revision: version.point.revision,
        entry: version.point.entry,
        figure: version.point.figure,
        stated_on: version.point.stated_on,
        occurred: version.occurred,
    }
}

/// The versions of one figure, in the order in which they stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions {
    /// Those that do not stand any more.
    pub former: Vec<Earlier>,
    /// From which day on the figure stands as it is shown.
    pub since: PartialDate,
    /// What may have stood in place of it for a while behind that day.
    pub perhaps: Vec<Perhaps>,
}

/// A version that does not stand any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Earlier {
    /// The figure as it was.
    pub point: ChangePoint,
    /// From which day on it stood.
    pub since: PartialDate,
    /// What may have stood in place of it for a while behind that day.
    pub perhaps: Vec<Perhaps>,
}

/// What stood until its source corrected it on a day that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Perhaps {
    /// The figure as it was; none where nothing of it had been said in the series by then.
    pub point: Option<ChangePoint>,
    /// The day by which it had been corrected; none where that may lie behind the as-of day.
    pub by: Option<NaiveDate>,
}

/// The versions of a figure.
pub(super) fn versions(point: &ChangePoint) -> Versions {
    let mut former: Vec<Earlier> = Vec::new();
    let mut since: Option<PartialDate> = None;
    let mut perhaps: Vec<Perhaps> = Vec::new();
    for Former { version, until } in &point.former {
        let amendment = version.as_ref().and_then(|version| amended(point, version));
        let is_perhaps_later = match amendment {
            Some((_, amendment)) => amendment.mark.perhaps_after.is_some(),
            None => point.is_perhaps_corrected_later(),
        };
        let before = || {
            let version = version.as_ref();
            version.map(|version| as_before(point, version, amendment))
        };
        let day = until.on.filter(|day| day.is_certain() && !is_perhaps_later);
        if let Some(day) = day {
            let stated_on = version.map_or(point.stated_on, |version| version.stated_on);
            let from = since.unwrap_or(stated_on);
            // One of the day itself was never anything else to anybody.
            if from.chronological(&day).is_lt() {
                let perhaps = std::mem::take(&mut perhaps);
                former.extend(before().map(|point| Earlier {
                    perhaps: others(perhaps, &point),
                    point,
                    since: from,
                }));
                since = Some(day);
            }
        }
        if day.is_none_or(|day| !day.is_one_day()) {
            let latest = day.and_then(|day| day.latest());
            let by = latest.map_or(until.logged_on, |latest| latest.min(until.logged_on));
            perhaps.push(Perhaps {
                point: before(),
                by: (!is_perhaps_later).then_some(by),
            });
        }
    }
    Versions {
        former,
        since: since.unwrap_or(point.stated_on),
        perhaps: others(perhaps, point),
    }
}

/// Those that say something else than a figure.
fn others(mut perhaps: Vec<Perhaps>, point: &ChangePoint) -> Vec<Perhaps> {
    perhaps.retain(|before| {
        let before = before.point.as_ref();
        before.is_none_or(|it| it.figure != point.figure || it.occurred != point.occurred)
    });
    perhaps
}

/// The correction by the source that ended a version, and its place.
fn amended<'p>(point: &'p ChangePoint, version: &Version) -> Option<(usize, &'p Amendment)> {
    let mut amendments = point.amendments.iter().enumerate();
    amendments.find(|(_, amendment)| {
        amendment.mark.by() == By::Source && amendment.before.revision == version.revision
    })
}

/// The figure as it was before one of its amendments.
fn as_before(
    point: &ChangePoint,
    version: &Version,
    amendment: Option<(usize, &Amendment)>,
) -> ChangePoint {
    let (many, cited) = amendment.map_or((0, [].as_slice()), |(index, amendment)| {
        (index, amendment.before_cited.as_slice())
    });
    ChangePoint {
        revision: version.revision,
        entry: version.entry,
        stated_on: version.stated_on,
        occurred: version.occurred,
        figure: version.figure,
        // Of a former version the words are not read.
        wording: None,
        published_at: cited.first().and_then(|cited| cited.published_at),
        amendments: point.amendments.iter().take(many).cloned().collect(),
        former: Vec::new(),
        flags: Vec::new(),
        cited: cited.to_vec(),
        ..point.clone()
    }
}

/// A claim that its source counted elsewhere from a day on that is certain, as it stood here until then, and that day.
pub(super) fn departed(departure: &Departure) -> Option<(ChangePoint, PartialDate)> {
    let Departure {
        claim,
        last,
        cited,
        former,
        mark,
        ..
    } = departure;
    let is_by_source = mark.by() == By::Source && mark.perhaps_after.is_none();
    let day = mark
        .grounds
        .corrected_on()
        .filter(|day| is_by_source && day.is_certain())?;
    let point = ChangePoint {
        claim: *claim,
        revision: last.revision,
        entry: last.entry,
        stated_on: last.stated_on,
        occurred: last.occurred,
        published_at: cited.first().and_then(|cited| cited.published_at),
        figure: last.figure,
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
        former: former.clone(),
        flags: Vec::new(),
        ratings: Vec::new(),
        cited: cited.clone(),
    };
    Some((point, day))
}
