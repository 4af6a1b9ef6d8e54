//! What a chart shows: figures in order of statement, one line a claimant, one panel a scope.
//!
//! Enter: series of a report, one at a time ([`Gatherer::push`]), whatever report they are of. Leave: one [`Chart`], a
//! plain value that knows nothing of how it is drawn. Invariants: lines of different scope never share a panel; every
//! figure that was pushed is in a line of the chart or counted in [`LeftOut`]; the memory is bounded by
//! [`MOST_PANELS`] × [`MOST_LINES`] lines, however many series are pushed; the order in which series come changes only
//! which of two equally long ones is left out first.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::amended::By;
use super::changes::{ChangePoint, ChangeSeries, Made};
use super::compare::Comparison;
use crate::model::{
    Aggregation, ClaimId, Count, Digest, EventId, Figure, Instant, Label, Measure, PartialDate,
    RevisionNumber, SeriesKey, VictimStatus,
};
use crate::series::flags::Flag;
use crate::series::period::Days;
use crate::series::{Change, Delta};

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
    /// One part for each scope, by event, measure and scope.
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

/// The lines of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// The event's handle.
    pub event: String,
    /// What all its figures count.
    pub scope: ChartScope,
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
    /// The figures, in order of statement; at least one.
    pub marks: Vec<Mark>,
}

impl From<&ChangeSeries> for Line {
    fn from(series: &ChangeSeries) -> Self {
        Self {
            claimant: series.claimant_name.clone(),
            handle: series.claimant.clone(),
            marks: series
                .points
                .iter()
                .map(|point| Mark::new(point, series.key.aggregation))
                .collect(),
        }
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

impl Mark {
    /// A figure of a series that is counted so.
    pub fn new(point: &ChangePoint, aggregation: Aggregation) -> Self {
        let falls = point.step.change == Change::Fall && aggregation == Aggregation::Cumulative;
        let covered = point.occurred.filter(|covered| {
            aggregation == Aggregation::Incremental && Days::of(Some(covered)).is_some()
        });
        Self {
            falls,
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

    /// How many lines are drawn.
    pub fn series(&self) -> usize {
        self.panels.iter().map(|panel| panel.lines.len()).sum()
    }
}

impl Panel {
    fn figures(&self) -> usize {
        self.lines.iter().map(|line| line.marks.len()).sum()
    }
}

/// A line on its way into a chart.
#[derive(Debug)]
struct Gathered {
    /// The place among all that were pushed.
    place: usize,
    event: String,
    scope: ChartScope,
    line: Line,
}

/// Collects the lines of a chart, and lets go of the shortest where there are too many.
#[derive(Debug, Default)]
pub struct Gatherer {
    lines: Vec<Gathered>,
    pushed: usize,
    left_out: LeftOut,
}

impl Gatherer {
    /// Takes a series of the report of changes.
    pub fn push(&mut self, series: &ChangeSeries) {
        if series.points.is_empty() {
            return;
        }
        let scope = ChartScope::from(&series.key);
        self.line(series.event.clone(), scope, Line::from(series));
    }

    /// Takes all lines of a comparison. What was loosened for it stays apart here: a panel is of one scope.
    pub fn comparison(&mut self, comparison: &Comparison) {
        let event = comparison.heading.event.handle.to_string();
        for row in comparison.groups.iter().flat_map(|group| &group.rows) {
            let line = Line {
                claimant: row.claimant_name.clone(),
                handle: row.claimant.clone(),
                marks: row
                    .points
                    .iter()
                    .map(|point| Mark::new(&point.stated, row.key.aggregation))
                    .collect(),
            };
            self.line(event.clone(), ChartScope::from(&row.key), line);
        }
        let extent = &comparison.extent;
        self.without(extent.undatable, extent.later, extent.outside);
    }

    /// Says what the report itself leaves out.
    pub fn without(&mut self, undatable: usize, later: usize, outside: usize) {
        self.left_out.undatable = undatable;
        self.left_out.later = later;
        self.left_out.outside = outside;
    }

    /// Takes one line. A line without a figure is nothing to draw.
    pub fn line(&mut self, event: String, scope: ChartScope, line: Line) {
        if line.marks.is_empty() {
            return;
        }
        let place = self.pushed;
        self.pushed += 1;
        self.lines.push(Gathered {
            place,
            event,
            scope,
            line,
        });
        // Letting go in batches keeps the whole walk linear.
        if self.lines.len() >= 4 * MOST_PANELS * MOST_LINES {
            self.keep(MOST_PANELS * MOST_LINES);
        }
    }

    /// Keeps the `most` longest lines.
    fn keep(&mut self, most: usize) {
        self.lines
            .sort_by_key(|one| (std::cmp::Reverse(one.line.marks.len()), one.place));
        for gathered in self.lines.drain(most.min(self.lines.len())..) {
            self.left_out.series += 1;
            self.left_out.figures += gathered.line.marks.len();
        }
    }

    /// The chart of all that was taken.
    pub fn finish(mut self, title: String, basis: Basis) -> Chart {
        self.keep(MOST_PANELS * MOST_LINES);
        let mut panels: BTreeMap<ChartScope, Panel> = BTreeMap::new();
        // The longest come first, so a panel that is full has the longest of its scope.
        for gathered in self.lines {
            let is_full = panels
                .get(&gathered.scope)
                .map_or(panels.len() >= MOST_PANELS, |panel| {
                    panel.lines.len() >= MOST_LINES
                });
            if is_full {
                self.left_out.series += 1;
                self.left_out.figures += gathered.line.marks.len();
                continue;
            }
            panels
                .entry(gathered.scope.clone())
                .or_insert_with(|| Panel {
                    event: gathered.event,
                    scope: gathered.scope,
                    lines: Vec::new(),
                })
                .lines
                .push(gathered.line);
        }
        let mut panels: Vec<Panel> = panels.into_values().collect();
        // The panel that says most of an event's measure stands first.
        panels.sort_by_key(|panel| {
            (
                panel.scope.event,
                panel.scope.measure,
                std::cmp::Reverse(panel.figures()),
            )
        });
        Chart {
            title,
            basis,
            panels,
            left_out: self.left_out,
        }
    }
}
