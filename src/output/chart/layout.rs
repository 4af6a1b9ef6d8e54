//! A chart laid out: panels one under the other with the same days from left to right, labels beside the lines' ends,
//! a key of the signs that occur, and the source.
//!
//! Panels of one scope, which differ in whose losses they are to those who state them, have one scale of numbers.
//!
//! Invariants: everything lies within the canvas; no text lies on another; every figure is a sign or, where there are
//! more than [`TRACED`], a point of its line; a figure without a number is a sign below the axis and has no height.

mod furniture;
mod labels;
mod lines;

use std::collections::BTreeMap;

use chrono::{Days as DaySpan, NaiveDate};

use super::super::number::grouped;
use super::lettering::{self, rows, safe, width};
use super::scene::{Anchor, Ink, Item, Look, Point, Rect, Scene, Stroke, Text};
use super::space::{Days, Numbers, Px, px};
use crate::model::EventId;
use crate::report::chart::{Chart, Panel};

/// A chart of more figures than this draws them as lines only: signs would lie on one another, and the file would be
/// tens of megabytes.
pub(super) const TRACED: usize = 5_000;

/// Where there are more than [`TRACED`] figures, those that fall or were revised still have signs, unless they are more
/// than this.
const MARKED: usize = 500;

const WIDTH: Px = px(720);
const MARGIN: Px = px(16);
/// The column of labels.
const LABELS: Px = px(196);
/// Between the plot and the labels.
const LEADER: Px = px(18);
/// Above the greatest number: room for an arrow and the sign of a fall.
const HEADROOM: Px = px(22);
/// Below the axis: room for figures without a number.
const LANE: Px = px(18);
const TITLE: Px = px(20);
const HEADING: Px = px(14);
const BODY: Px = px(13);
const SMALL: Px = px(12);

/// Where the parts of one panel lie.
struct Place<'a> {
    panel: &'a Panel,
    days: Days,
    numbers: Option<Numbers>,
    /// The area of the lines.
    plot: Rect,
    /// Where figures without a number stand.
    lane: Option<Px>,
    detail: Detail,
}

/// Which figures have signs.
#[derive(Debug, Clone, Copy)]
struct Detail {
    /// Each has one of its own.
    is_traced: bool,
    /// Those that fall or were revised have one.
    is_marked: bool,
}

impl Detail {
    fn of(chart: &Chart) -> Self {
        let marks = furniture::marks(chart);
        let special = marks.filter(|mark| mark.falls || mark.revised.is_some());
        let is_traced = chart.figures() <= TRACED;
        Self {
            is_traced,
            is_marked: is_traced || special.count() <= MARKED,
        }
    }
}

struct Canvas {
    items: Vec<Item>,
    /// How far down it is filled.
    filled: Px,
}

impl Canvas {
    fn text(&mut self, x: Px, y: Px, size: Px, anchor: Anchor, ink: Ink, text: String) {
        self.items.push(Item::Text(Text {
            at: Point { x, y },
            size,
            anchor,
            ink,
            text,
            has_rim: false,
        }));
    }

    /// Rows of text below what is there.
    fn paragraph(&mut self, safe: &str, size: Px, ink: Ink, most: usize) {
        for row in rows(safe, size, WIDTH - MARGIN * 2, most) {
            self.filled += size * 135 / 100;
            self.text(MARGIN, self.filled, size, Anchor::Start, ink, row);
        }
    }

    fn path(&mut self, stretches: Vec<Vec<Point>>, stroke: Stroke) {
        if !stretches.is_empty() {
            self.items.push(Item::Path { stretches, stroke });
        }
    }

    fn straight(&mut self, from: Point, to: Point, ink: Ink, wide: Px, look: Look) {
        self.path(
            vec![vec![from, to]],
            Stroke {
                ink,
                width: wide,
                look,
            },
        );
    }
}

/// Lays a chart out.
pub(super) fn scene(chart: &Chart) -> Scene {
    let mut canvas = Canvas {
        items: Vec::new(),
        filled: px(10),
    };
    let title = safe(&chart.title);
    canvas.paragraph(&title, TITLE, Ink::Main, 3);
    for line in furniture::basis(chart) {
        canvas.paragraph(&line, BODY, Ink::Faint, 2);
    }
    let spans = spans(chart);
    let gutter = gutter(chart);
    let detail = Detail::of(chart);
    for panel in &chart.panels {
        if let Some((first, last)) = spans.get(&panel.scope.event) {
            let base = Base {
                gutter,
                first: *first,
                last: *last,
                detail,
                chart,
                events: spans.len(),
            };
            draw(&mut canvas, panel, &base);
        }
    }
    if chart.panels.is_empty() {
        canvas.filled += px(8);
        canvas.paragraph("There is no figure to draw.", BODY, Ink::Main, 1);
    }
    canvas.filled += px(10);
    furniture::key(&mut canvas, chart, detail);
    for line in furniture::source(chart, detail) {
        canvas.paragraph(&line, SMALL, Ink::Faint, 4);
    }
    Scene {
        width: WIDTH,
        height: (canvas.filled + px(14)).ceil(),
        description: furniture::description(chart),
        title,
        items: canvas.items,
    }
}

/// The first and last day that the figures of each event may mean, a day at least apart.
fn spans(chart: &Chart) -> BTreeMap<EventId, (NaiveDate, NaiveDate)> {
    let mut spans: BTreeMap<EventId, (NaiveDate, NaiveDate)> = BTreeMap::new();
    for panel in &chart.panels {
        let dates = panel
            .lines
            .iter()
            .flat_map(|line| &line.marks)
            .flat_map(|mark| [mark.drawn_on.earliest(), mark.drawn_on.latest()]);
        for day in dates.flatten() {
            let span = spans.entry(panel.scope.event).or_insert((day, day));
            *span = (span.0.min(day), span.1.max(day));
        }
    }
    for span in spans.values_mut() {
        if span.0 == span.1 {
            let before = span.0.checked_sub_days(DaySpan::new(1));
            let after = span.1.checked_add_days(DaySpan::new(1));
            *span = (before.unwrap_or(span.0), after.unwrap_or(span.1));
        }
    }
    spans
}

/// The width that the numbers beside the grid take, the same in all panels, so that their days lie under one another.
fn gutter(chart: &Chart) -> Px {
    let widest = chart
        .panels
        .iter()
        .filter_map(Panel::greatest)
        .flat_map(|greatest| Numbers::new(Px::ZERO, px(100), greatest.get()).ticks(MOST_TICKS))
        .map(|tick| lettering::spacious(width(&grouped(&tick.to_string()), SMALL)))
        .max();
    widest.unwrap_or_default().ceil() + px(8)
}

const MOST_TICKS: u64 = 4;

/// What the panels of a chart share.
struct Base<'a> {
    gutter: Px,
    first: NaiveDate,
    last: NaiveDate,
    detail: Detail,
    chart: &'a Chart,
    events: usize,
}

impl Base<'_> {
    /// How high the area of a panel's lines is: the same for the panels of one scope, as their numbers are.
    fn height(&self, panel: &Panel) -> Px {
        let of_scope = self
            .chart
            .panels
            .iter()
            .filter(|other| other.scope == panel.scope);
        let least = of_scope.map(|panel| {
            let labels = labels::height(&labels::blocks(panel, LABELS - px(10))) - lane(panel);
            let least = match panel.greatest() {
                None => Px::ZERO,
                Some(_) if panel.lines.iter().all(|line| line.marks.len() == 1) => px(84),
                Some(_) if self.chart.panels.len() <= 2 => px(240),
                Some(_) => px(150),
            };
            least.max(labels)
        });
        least.max().unwrap_or_default()
    }
}

/// The room for figures without a number, where there are any.
fn lane(panel: &Panel) -> Px {
    let mut marks = panel.lines.iter().flat_map(|line| &line.marks);
    let is_numberless = marks.any(|mark| mark.figure.is_numberless());
    if is_numberless { LANE } else { Px::ZERO }
}

fn draw(canvas: &mut Canvas, panel: &Panel, base: &Base<'_>) {
    canvas.filled += px(14);
    let mut scope = super::scope(&panel.scope);
    if base.events > 1 {
        scope.insert(0, panel.event.clone());
    }
    let scope = scope.join(" · ");
    match super::stance(panel) {
        Some(stance) => {
            canvas.paragraph(&stance, HEADING, Ink::Main, 2);
            canvas.paragraph(&scope, BODY, Ink::Faint, 3);
        }
        None => canvas.paragraph(&scope, HEADING, Ink::Main, 3),
    }
    canvas.filled += px(4);
    let left = MARGIN + base.gutter;
    let right = WIDTH - MARGIN - LABELS - LEADER;
    let blocks = labels::blocks(panel, LABELS - px(10));
    let lane = lane(panel);
    let high = base.height(panel);
    // A panel of words alone has no numbers to be held against those of another.
    let scale = panel.greatest().and(base.chart.greatest(&panel.scope));
    let top = canvas.filled;
    let plot = Rect {
        left,
        top,
        right,
        bottom: top + high,
    };
    let place = Place {
        panel,
        // Signs at the first and the last day stay inside.
        days: Days::new(left + px(8), right - left - px(16), base.first, base.last),
        numbers: scale.map(|count| Numbers::new(plot.bottom, high - HEADROOM, count.get())),
        plot,
        lane: (lane > Px::ZERO).then(|| plot.bottom + LANE / 2 + px(1)),
        detail: base.detail,
    };
    let bottom = plot.bottom + lane;
    furniture::grid(canvas, &place, bottom);
    let ends = lines::lines(canvas, &place);
    labels::labels(canvas, &place, blocks, &ends, bottom);
    canvas.filled = bottom + px(34);
}

/// Whether all of it can be drawn with the bundled faces: the letters that cannot.
pub(super) fn undrawable(scene: &Scene) -> std::collections::BTreeSet<char> {
    scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) => Some(lettering::undrawable(&text.text)),
            _ => None,
        })
        .flatten()
        .collect()
}
