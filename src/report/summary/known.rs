//! What the index does not tell of figures, read of the few of which it matters: their words, where they stand, and the desk's
//! ratings of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::ReportError;
use super::super::changes::{ChangePoint, Made, Query, alone};
use super::super::rating::{RatingVersion, Ratings};
use super::Summing;
use super::series::Series;
use crate::model::{EntryIndex, PartialDate};
use crate::series::Said;
use crate::series::corrected::Former;
use crate::store::{Numbered, Read, StoreError};

/// What the index does not know of the figures of a series, of the few of which it matters.
#[derive(Default)]
pub(super) struct Known {
    /// The number words, of those that name no number.
    pub(super) wording: FxHashMap<EntryIndex, Arc<str>>,
    /// When they were printed, of those of which several were said on one day.
    pub(super) published_at: FxHashMap<EntryIndex, PartialDate>,
    /// What stood of them, of those that their source corrected.
    pub(super) former: FxHashMap<EntryIndex, Vec<Former>>,
}

impl Known {
    /// A figure as its series sees it.
    pub(super) fn said<'f>(&'f self, figure: &'f Numbered) -> Said<'f> {
        Said {
            figure: &figure.figure,
            wording: self.wording.get(&figure.entry).map(AsRef::as_ref),
            stated_on: &figure.stated_on,
            occurred: figure.occurred.as_ref(),
            published_at: self.published_at.get(&figure.entry),
            former: self.former_of(figure),
        }
    }

    /// What stood of a figure until its source corrected it.
    pub(super) fn former_of(&self, figure: &Numbered) -> &[Former] {
        self.former.get(&figure.entry).map_or(&[], Vec::as_slice)
    }
}

/// The ratings that stand, by the version of the figure that each is of: the desk writes each by hand, so there are few.
pub(super) struct Rated(FxHashMap<EntryIndex, Vec<RatingVersion>>);

impl Rated {
    pub(super) fn read(read: &dyn Read, query: &Query, made: &Made) -> Result<Self, ReportError> {
        let ratings = Ratings::read(read, made.horizon, query.as_of)?;
        let mut of = FxHashMap::default();
        for claim in ratings.claims() {
            if let Some(newest) = read.figure_versions(claim, made.horizon)?.last() {
                of.insert(newest.point.entry, ratings.of(claim).to_vec());
            }
        }
        Ok(Self(of))
    }

    pub(super) fn of(&self, entry: EntryIndex) -> &[RatingVersion] {
        self.0.get(&entry).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has(&self, entry: EntryIndex) -> bool {
        self.0.contains_key(&entry)
    }
}

/// The figures of a series that were read with their words: often the first is the lowest and the latest the highest.
#[derive(Default)]
pub(super) struct Words(Vec<(usize, ChangePoint)>);

impl Words {
    pub(super) fn read(
        &mut self,
        summing: &Summing<'_>,
        series: &Series<'_>,
        index: usize,
    ) -> Result<ChangePoint, ReportError> {
        if let Some((_, known)) = self.0.iter().find(|(known, _)| *known == index) {
            return Ok(known.clone());
        }
        // Invariant: whoever asks has the index from the series.
        let (Some(figure), Some(step)) = (series.figures.get(index), series.steps.get(index))
        else {
            let gone = StoreError::Damaged("a figure of a series is gone".to_owned());
            return Err(gone.into());
        };
        let point = summing.point(figure)?;
        let mut point = alone(summing.read, summing.register, point, summing.query.as_of)?;
        point.ratings = summing.rated.of(figure.entry).to_vec();
        point.step = step.step;
        point.is_over_others = step.from.is_some_and(|from| from + 1 != index);
        let claim = |at: Option<usize>| {
            let figure = at.and_then(|at| series.figures.get(at));
            let source = figure.map(|figure| summing.source(figure.entry));
            Ok::<_, ReportError>(source.transpose()?.map(|source| source.claim))
        };
        point.step_from = claim(step.from)?;
        point.step_from_version = step.version;
        point.perhaps_from = claim(step.perhaps_from)?;
        point.is_correction_assumed = step.is_correction_assumed;
        self.0.push((index, point.clone()));
        Ok(point)
    }
}
