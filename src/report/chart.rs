//! What a chart shows: figures in order of statement, one line a claimant, one panel a scope and a [`Stance`]: what a
//! side admits of its losses, what its enemy claims of them and what others say never share one.
//!
//! Enter: series of a report, one at a time ([`Gatherer::push`]), whatever report they are of. Leave: one [`Chart`], a
//! plain value that knows nothing of how it is drawn. Invariants: lines of different scope or stance never share a
//! panel; a claimant has one [`Line::slot`] in all panels, which no other claimant has; every figure that was pushed is
//! in a line of the chart or counted in [`LeftOut`]; the memory is bounded by [`MOST_PANELS`] × [`MOST_LINES`] lines,
//! however many series are pushed; the order in which series come changes only which of two equally long ones is left
//! out first.

mod gather;

use std::sync::Arc;

use chrono::NaiveDate;

use super::amended::By;
use super::changes::{ChangePoint, ChangeSeries, Made};
use super::stance::Stance;
use crate::model::{
    Aggregation, ClaimId, Count, Digest, EventId, Figure, Instant, Label, Measure, PartialDate,
    RevisionNumber, SeriesKey, VictimStatus,
};
use crate::series::flags::Flag;
use crate::series::flags::earlier::beside_the_line;
use crate::series::period::Days;
use crate::series::{Change, Delta, Said};

pub use gather::Gatherer;

/// More panels than this are no longer read as one picture.
pub const MOST_PANELS: usize = 12;

/// More lines than this in one panel cannot be told apart by colour (Okabe and Ito give eight colours, two of which
/// are too light for lines on paper).
pub const MOST_LINES: usize = 6;

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What stands above it: the event's title.
    pub title: String,
    /// What it was made from, and looking back to when.
    pub basis: Basis,
    /// One part for each scope and stance, by event, measure and scope; those of one scope stand behind one another,
    /// own losses first.
    pub panels: Vec<Panel>,
    /// What is not drawn.
    pub left_out: LeftOut,
}

/// What a chart was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// The log.
    pub made: Made,
    /// Only what had been said by this day.
    pub as_of: Option<NaiveDate>,
    /// Only what the desk had logged by this instant.
    pub recorded_by: Option<Instant>,
}

/// What is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// How many series there were no room for: those with the fewest figures.
    pub series: usize,
    /// How many figures they have.
    pub figures: usize,
    /// How many figures are left out because their date is too coarse for the as-of day.
    pub undatable: usize,
    /// How many were stated after the as-of day.
    pub later: usize,
    /// How many lie outside the days that were asked for.
    pub outside: usize,
    /// How many that are drawn the source corrected on a day that may lie after the as-of day.
    pub perhaps_later: usize,
}

/// Whose dead, over what, counted how: a series without its claimant. Only figures of one scope share a panel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChartScope {
    /// What the figures are about.
    pub event: EventId,
    /// What happened to the people counted.
    pub measure: Measure,
    /// Who they are.
    pub victims: Option<Label>,
    /// The side they belong to.
    pub victim_side: Option<Label>,
    /// Whether they are civilians.
    pub victim_status: VictimStatus,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
    /// Where, when it is for a part of the event's place.
    pub place: Option<Label>,
}

impl From<&SeriesKey> for ChartScope {
    fn from(key: &SeriesKey) -> Self {
        Self {
            event: key.event,
            measure: key.measure,
            victims: key.victims.clone(),
            victim_side: key.victim_side.clone(),
            victim_status: key.victim_status,
            aggregation: key.aggregation,
            place: key.place.clone(),
        }
    }
}

/// The lines of one scope and stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// The event's handle.
    pub event: String,
    /// What all its figures count.
    pub scope: ChartScope,
    /// Whose losses they are to those who state them.
    pub stance: Stance,
    /// One for each claimant, the one with the most figures first.
    pub lines: Vec<Line>,
}

/// The figures of one claimant in one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The claimant's name, as it is shown.
    pub claimant: String,
    /// The claimant's handle.
    pub handle: String,
    /// The claimant's place among those of the chart: one place, one look, in all panels. Those who share a panel
    /// differ in it modulo [`MOST_LINES`], as long as there are colours for that.
    pub slot: usize,
    /// The figures, in order of statement; at least one.
    pub marks: Vec<Mark>,
}

impl Line {
    /// That of a claimant's figures of one series.
    pub fn new<'p>(
        claimant: String,
        handle: String,
        key: &SeriesKey,
        points: impl IntoIterator<Item = &'p ChangePoint>,
    ) -> Self {
        let points: Vec<&ChangePoint> = points.into_iter().collect();
        let said: Vec<Said<'_>> = points.iter().map(|point| point.said()).collect();
        let beside = beside_the_line(key.aggregation, key.measure, &said);
        let marks = points.iter().zip(beside).map(|(point, is_beside)| Mark {
            is_beside,
            ..Mark::new(point, key.aggregation)
        });
        Self {
            claimant,
            handle,
            slot: 0,
            marks: marks.collect(),
        }
    }

    /// The newest figure: the last one on the line.
    pub fn newest(&self) -> Option<&Mark> {
        let mut marks = self.marks.iter().rev();
        marks
            .find(|mark| !mark.is_beside)
            .or_else(|| self.marks.last())
    }

    /// The newest figure that names a number.
    pub fn newest_numbered(&self) -> Option<&Mark> {
        let mut marks = self.marks.iter().rev();
        marks.find(|mark| mark.is_on_line())
    }

    /// What was said next after the figure of this place: there it ends to hold. A figure without a number ends the
    /// number before it too: who said 300, then “hundreds”, no longer says 300. What stands beside the line ends nothing.
    pub fn next(&self, at: usize) -> Option<&Mark> {
        let mut marks = self.marks.iter().skip(at + 1);
        marks.find(|mark| !mark.is_beside)
    }
}

impl From<&ChangeSeries> for Line {
    fn from(series: &ChangeSeries) -> Self {
        let (name, handle) = (series.claimant_name.clone(), series.claimant.clone());
        Self::new(name, handle, &series.key, &series.points)
    }
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When it was said.
    pub stated_on: PartialDate,
    /// Where it stands on the axis of days: of what is new the time that it certainly covers, else the day it was said on.
    pub drawn_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// How many.
    pub figure: Figure,
    /// The number words as printed.
    pub wording: Option<Arc<str>>,
    /// How it differs from the one before.
    pub change: Change,
    /// By how much.
    pub delta: Option<Delta>,
    /// What must be looked at.
    pub flags: Vec<Flag>,
    /// Whether it is a cumulative figure that is smaller than the one before it. Others may well be smaller.
    pub falls: bool,
    /// Whether it is a sign beside the line that the others make: a total up to an earlier day than one said before it, or one
    /// that its source corrected past a newer one. What a counter stood at on its day it does not say.
    pub is_beside: bool,
    /// Whether what the claim says was changed after it was first logged, and by whom.
    pub revised: Option<By>,
    /// The claim.
    pub claim: ClaimId,
    /// The version that is shown.
    pub revision: RevisionNumber,
    /// Where it stands first.
    pub place: Option<Place>,
}

/// Where a figure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The article's URL or label.
    pub locator: Arc<str>,
    /// The words.
    pub quote: Option<Arc<str>>,
    /// SHA-256 of the copy.
    pub sha256: Option<Digest>,
}

impl Mark {
    /// The number that a line is drawn at: the best value, else the low bound, else the high one, as in the rules of
    /// [`crate::series`]; none for a range without a best value, since nobody stated one.
    pub fn leading(&self) -> Option<Count> {
        let (low, best, high) = (self.figure.low(), self.figure.best(), self.figure.high());
        let is_open_inside = low.zip(high).is_some_and(|(low, high)| low < high);
        if best.is_none() && is_open_inside {
            return None;
        }
        best.or(low).or(high)
    }

    /// Whether a line may go from this number to that of `next`. “Up to 500” after “more than 100” is no rise to 500:
    /// a lower end says nothing of an upper one. Nor is there a line where either has no number to draw it at: from 300 to
    /// “hundreds” and on to 400 it ends and begins again.
    pub fn is_joined_to(&self, next: &Self) -> bool {
        let is_drawn = self.leading().is_some() && next.leading().is_some();
        let (one, other) = (End::of(&self.figure), End::of(&next.figure));
        is_drawn && (one == other || one == End::Both || other == End::Both)
    }

    /// Whether the line goes by it: it names a number, and does not stand beside.
    pub fn is_on_line(&self) -> bool {
        !self.is_beside && !self.figure.is_numberless()
    }

    /// The greatest number that it names.
    pub fn greatest(&self) -> Option<Count> {
        self.figure
            .high()
            .or(self.figure.best())
            .or(self.figure.low())
    }

    /// Who revised it: the source, where it did, whatever the desk did beside it.
    fn revised(point: &ChangePoint) -> Option<By> {
        let by = |wanted| {
            point
                .amendments
                .iter()
                .any(|amendment| amendment.mark.by() == wanted)
        };
        [By::Source, By::Desk]
            .into_iter()
            .find(|wanted| by(*wanted))
    }
}

/// Which end of a figure its number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// “At least 49”: the lower one alone.
    Lower,
    /// “Up to 500”: the upper one alone.
    Upper,
    /// The number itself, or both.
    Both,
}

impl End {
    fn of(figure: &Figure) -> Self {
        match (figure.best(), figure.low(), figure.high()) {
            (None, Some(_), None) => Self::Lower,
            (None, None, Some(_)) => Self::Upper,
            _ => Self::Both,
        }
    }
}

impl Mark {
    /// A figure of a series that is counted so.
    pub fn new(point: &ChangePoint, aggregation: Aggregation) -> Self {
        let falls = point.step.change == Change::Fall && aggregation == Aggregation::Cumulative;
        let covered = point.occurred.filter(|covered| {
            aggregation == Aggregation::Incremental && Days::of(Some(covered)).is_some()
        });
        Self {
            falls,
            is_beside: false,
            stated_on: point.stated_on,
            drawn_on: covered.unwrap_or(point.stated_on),
            occurred: point.occurred,
            figure: point.figure,
            wording: point.wording.clone(),
            change: point.step.change,
            delta: point.step.delta,
            flags: point.flags.iter().map(|finding| finding.flag()).collect(),
            revised: Self::revised(point),
            claim: point.claim,
            revision: point.revision,
            place: point.cited.first().map(|cited| Place {
                locator: cited.locator.clone(),
                quote: cited.quote.clone(),
                sha256: cited.sha256,
            }),
        }
    }
}

impl Chart {
    /// How many figures are drawn.
    pub fn figures(&self) -> usize {
        self.panels.iter().map(Panel::figures).sum()
    }

    /// The greatest number of the panels of one scope: they have one scale, so that what a side admits can be held
    /// against what is claimed of it.
    pub fn greatest(&self, scope: &ChartScope) -> Option<Count> {
        let panels = self.panels.iter().filter(|panel| panel.scope == *scope);
        panels.filter_map(Panel::greatest).max()
    }

    /// How many lines are drawn.
    pub fn series(&self) -> usize {
        self.panels.iter().map(|panel| panel.lines.len()).sum()
    }
}

impl Panel {
    /// The greatest number that any of its figures names; none where no number is named.
    pub fn greatest(&self) -> Option<Count> {
        let marks = self.lines.iter().flat_map(|line| &line.marks);
        marks.filter_map(Mark::greatest).max()
    }

    fn figures(&self) -> usize {
        self.lines.iter().map(|line| line.marks.len()).sum()
    }
}
