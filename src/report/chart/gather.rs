//! Lines on their way into a chart: the longest are kept, put into panels, and given their looks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Basis, Chart, ChartScope, LeftOut, Line, MOST_LINES, MOST_PANELS, Panel};
use crate::report::changes::{ChangePoint, ChangeSeries};
use crate::report::compare::Comparison;
use crate::report::stance::Stance;

/// A line on its way into a chart.
#[derive(Debug)]
struct Gathered {
    /// The place among all that were pushed.
    place: usize,
    event: String,
    scope: ChartScope,
    stance: Stance,
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
    pub fn push(&mut self, series: &ChangeSeries, stance: Stance) {
        if series.points.is_empty() {
            return;
        }
        self.count(series.points.iter());
        let scope = ChartScope::from(&series.key);
        self.line(series.event.clone(), scope, stance, Line::from(series));
    }

    /// Takes all lines of a comparison. What was loosened for it stays apart here: a panel is of one scope.
    pub fn comparison(&mut self, comparison: &Comparison) {
        let event = comparison.heading.event.handle.to_string();
        for group in &comparison.groups {
            for row in &group.rows {
                self.count(row.points.iter().map(|point| &point.stated));
                let points = row.points.iter().map(|point| &point.stated);
                let (name, handle) = (row.claimant_name.clone(), row.claimant.clone());
                let line = Line::new(name, handle, &row.key, points);
                let scope = ChartScope::from(&row.key);
                self.line(event.clone(), scope, group.stance, line);
            }
        }
        let extent = &comparison.extent;
        self.without(extent.undatable, extent.later, extent.outside);
    }

    /// Counts the figures whose source corrected them on a day that may lie after the as-of day.
    fn count<'p>(&mut self, points: impl Iterator<Item = &'p ChangePoint>) {
        let found = points.filter(|point| point.is_perhaps_corrected_later());
        self.left_out.perhaps_later += found.count();
    }

    /// Says what the report itself leaves out.
    pub fn without(&mut self, undatable: usize, later: usize, outside: usize) {
        self.left_out.undatable = undatable;
        self.left_out.later = later;
        self.left_out.outside = outside;
    }

    /// Takes one line. A line without a figure is nothing to draw.
    pub fn line(&mut self, event: String, scope: ChartScope, stance: Stance, line: Line) {
        if line.marks.is_empty() {
            return;
        }
        let place = self.pushed;
        self.pushed += 1;
        self.lines.push(Gathered {
            place,
            event,
            scope,
            stance,
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
        let mut panels: BTreeMap<(ChartScope, Stance), Panel> = BTreeMap::new();
        // The longest come first, so a panel that is full has the longest of its kind.
        for gathered in self.lines {
            let key = (gathered.scope, gathered.stance);
            let is_full = panels
                .get(&key)
                .map_or(panels.len() >= MOST_PANELS, |panel| {
                    panel.lines.len() >= MOST_LINES
                });
            if is_full {
                self.left_out.series += 1;
                self.left_out.figures += gathered.line.marks.len();
                continue;
            }
            let panel = panels
                .entry(key)
                .or_insert_with_key(|(scope, stance)| Panel {
                    event: gathered.event,
                    scope: scope.clone(),
                    stance: *stance,
                    lines: Vec::new(),
                });
            panel.lines.push(gathered.line);
        }
        let mut told: BTreeMap<ChartScope, usize> = BTreeMap::new();
        for panel in panels.values() {
            *told.entry(panel.scope.clone()).or_default() += panel.figures();
        }
        let mut panels: Vec<Panel> = panels.into_values().collect();
        // The scope that most is said of stands first in its event and measure; one scope stays together.
        panels.sort_by_cached_key(|panel| {
            let scope = &panel.scope;
            let figures = Reverse(told.get(scope).copied());
            (
                scope.event,
                scope.measure,
                figures,
                scope.clone(),
                panel.stance,
            )
        });
        assign(&mut panels);
        Chart {
            title,
            basis,
            panels,
            left_out: self.left_out,
        }
    }
}

/// Gives each claimant a slot: the first that is free, of a colour that nobody has with whom it shares a panel.
fn assign(panels: &mut [Panel]) {
    let mut slots: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let claimants: Vec<String> = panels
        .iter()
        .flat_map(|panel| &panel.lines)
        .map(|line| line.handle.clone())
        .collect();
    for claimant in claimants {
        if slots.contains_key(&claimant) {
            continue;
        }
        let beside = |panel: &&Panel| panel.lines.iter().any(|line| line.handle == claimant);
        let colours: BTreeSet<usize> = panels
            .iter()
            .filter(beside)
            .flat_map(|panel| &panel.lines)
            .filter_map(|line| slots.get(&line.handle))
            .map(|slot| slot % MOST_LINES)
            .collect();
        let is_free = |slot: &usize| !taken.contains(slot);
        let differs = |slot: &usize| !colours.contains(&(slot % MOST_LINES));
        // Where those it meets in several panels have all colours, two of a panel are told apart by their dashes.
        let slot = match colours.len() < MOST_LINES {
            true => (0..).find(|slot| is_free(slot) && differs(slot)),
            false => (0..).find(is_free),
        };
        // Invariant: there are endless slots, and few are taken.
        let slot = slot.unwrap_or(0);
        taken.insert(slot);
        slots.insert(claimant, slot);
    }
    for line in panels.iter_mut().flat_map(|panel| &mut panel.lines) {
        line.slot = slots.get(&line.handle).copied().unwrap_or(0);
    }
}
