//! The lines of a panel: steps, bands, and a sign for each figure.
//!
//! A cumulative figure holds until the next one, so it is drawn as a step and carried on, dotted, to its label; one
//! without a number ends it, and what is carried on from there is its sign below the numbers. An
//! incremental one counts only what is new, so it stands alone on a stem, over the time that it covers. Where nobody said
//! which it is, figures are signs only: a line between them would say that they may be compared. So is a total that was said
//! late of an earlier day ([`Mark::is_beside`]): on the day it was said the counter did not stand there.

use super::super::super::number;
use super::super::lettering::width;
use super::super::palette;
use super::super::scene::{Anchor, Ink, Item, Look, Point, Rect, Sign, Stroke, Text};
use super::super::space::{Numbers, Px, px};
use super::super::trace;
use super::{Canvas, Place, SMALL};
use crate::model::{Aggregation, Qualifier};
use crate::report::amended::By;
use crate::report::chart::{Line, Mark};

/// How far an open end fades.
const FADE: Px = px(26);

/// Signs nearer to one another than this, on the average, are drawn small.
const NEAR: i64 = 7;

/// Draws them; the end of each, which its label is tied to.
pub(super) fn lines(canvas: &mut Canvas, place: &Place<'_>) -> Vec<Point> {
    let drawn: Vec<Drawn<'_>> = place
        .panel
        .lines
        .iter()
        .map(|line| Drawn::new(line, place))
        .collect();
    // Bands lie under all lines, lines under all signs, signs under all words.
    for line in &drawn {
        line.bands(canvas);
    }
    for line in &drawn {
        line.stroke(canvas);
    }
    let mut falls = Vec::new();
    for line in &drawn {
        line.signs(canvas);
        falls.extend(line.falls(canvas));
    }
    by_how_much(canvas, place.plot, &falls);
    drawn.iter().map(Drawn::end).collect()
}

/// One figure and where it lies.
struct Spot<'a> {
    mark: &'a Mark,
    x: Px,
    /// Where its number lies; none where it has none, or none that a line may be drawn at.
    y: Option<Px>,
}

struct Drawn<'a> {
    line: &'a Line,
    place: &'a Place<'a>,
    spots: Vec<Spot<'a>>,
}

impl<'a> Drawn<'a> {
    fn new(line: &'a Line, place: &'a Place<'a>) -> Self {
        let spots = line
            .marks
            .iter()
            .map(|mark| Spot {
                mark,
                // A beginning that is open lies before everything else, as it does in the order of statement.
                x: mark
                    .drawn_on
                    .earliest()
                    .map_or(place.days.left(), |day| place.days.at(day)),
                y: place
                    .numbers
                    .and_then(|numbers| Some(numbers.at(mark.leading()?))),
            })
            .collect();
        Self { line, place, spots }
    }

    fn aggregation(&self) -> Aggregation {
        self.place.panel.scope.aggregation
    }

    fn ink(&self) -> Ink {
        palette::ink(self.line.slot)
    }

    /// The figures that the line goes by, each with where the next thing said begins.
    fn numbered(&self) -> impl Iterator<Item = (&Spot<'a>, Px)> {
        let in_line = |spot: &&Spot<'_>| !spot.mark.is_beside;
        let nexts = self
            .spots
            .iter()
            .filter(in_line)
            .skip(1)
            .map(|spot| spot.x)
            .chain([self.place.days.right()]);
        let each = self.spots.iter().filter(in_line).zip(nexts);
        each.filter(|(spot, _)| spot.mark.is_on_line())
    }

    /// Where the line ends.
    fn end(&self) -> Point {
        let mut spots = self.spots.iter().rev();
        let last = spots
            .find(|spot| !spot.mark.is_beside)
            .or(self.spots.last());
        let numbered = last.filter(|spot| !spot.mark.figure.is_numberless());
        let Some((spot, numbers)) = numbered.zip(self.place.numbers) else {
            let x = last.map_or(self.place.days.left(), |spot| spot.x);
            return Point {
                x,
                y: self.place.lane.unwrap_or(self.place.plot.bottom),
            };
        };
        let middle = || {
            let figure = spot.mark.figure;
            let low = numbers.of(figure.low().map_or(0, |low| low.get()));
            let high = spot.mark.greatest().map_or(low, |high| numbers.at(high));
            (low + high) / 2
        };
        Point {
            x: spot.x,
            y: spot.y.unwrap_or_else(middle),
        }
    }

    fn bands(&self, canvas: &mut Canvas) {
        let Some(numbers) = self.place.numbers else {
            return;
        };
        if self.aggregation() != Aggregation::Cumulative {
            return;
        }
        let mut rects = Vec::new();
        let mut fades = Vec::new();
        for (spot, next) in self.numbered() {
            if next <= spot.x {
                continue;
            }
            let rect = |top: Px, bottom: Px| Rect {
                left: spot.x,
                top,
                right: next,
                bottom,
            };
            let figure = spot.mark.figure;
            let (low, high) = (
                figure.low().or(figure.best()),
                figure.high().or(figure.best()),
            );
            if let (Some(low), Some(high)) = (low, high)
                && low < high
            {
                rects.push(rect(numbers.at(high), numbers.at(low)));
            }
            match figure.qualifier() {
                Qualifier::AtLeast | Qualifier::MoreThan => {
                    let solid = spot.mark.greatest().map(|count| numbers.at(count));
                    let top = |solid: Px| (solid - FADE).max(self.place.plot.top);
                    fades.extend(solid.map(|solid| (rect(top(solid), solid), true)));
                }
                Qualifier::UpTo | Qualifier::FewerThan => {
                    let from = figure
                        .best()
                        .or(figure.high())
                        .map(|count| numbers.at(count));
                    let bottom = |solid: Px| (solid + FADE).min(self.place.plot.bottom);
                    fades.extend(from.map(|solid| (rect(solid, bottom(solid)), false)));
                }
                _ => {}
            }
        }
        if !rects.is_empty() {
            canvas.items.push(Item::Bands {
                rects,
                line: palette::colour(self.line.slot),
            });
        }
        let is_seen = |rect: &Rect| rect.top < rect.bottom && self.place.detail.is_traced;
        for (rect, is_upward) in fades.into_iter().filter(|(rect, _)| is_seen(rect)) {
            canvas.items.push(Item::Fade {
                rect,
                is_upward,
                line: palette::colour(self.line.slot),
            });
        }
    }

    fn stroke(&self, canvas: &mut Canvas) {
        let Some(numbers) = self.place.numbers else {
            return;
        };
        let (stretches, wide, look) = match self.aggregation() {
            Aggregation::Cumulative => (self.steps(), px(2), palette::look(self.line.slot)),
            Aggregation::Incremental if self.is_crowded() => {
                (self.stems(numbers), px(1), Look::Solid)
            }
            Aggregation::Incremental => (self.stems(numbers), px(2), Look::Solid),
            Aggregation::Unknown if self.place.detail.is_traced => return,
            Aggregation::Unknown => (self.specks(numbers), px(2), Look::Solid),
        };
        canvas.path(
            stretches,
            Stroke {
                ink: self.ink(),
                width: wide,
                look,
            },
        );
    }

    /// From each number across to the day of what was said next, then up or down to it where a line may go from the one to
    /// the other ([`Mark::is_joined_to`]).
    fn steps(&self) -> Vec<Vec<Point>> {
        let mut stretches: Vec<Vec<Point>> = Vec::new();
        let mut open: Vec<Point> = Vec::new();
        let mut before: Option<&Mark> = None;
        for spot in self.spots.iter().filter(|spot| !spot.mark.is_beside) {
            let x = spot.x;
            if let Some(Point { y, .. }) = open.last().copied() {
                push(&mut open, Point { x, y });
            }
            if before.is_some_and(|before| !before.is_joined_to(spot.mark)) {
                stretches.push(std::mem::take(&mut open));
            }
            before = Some(spot.mark);
            if let Some(y) = spot.y {
                push(&mut open, Point { x, y });
            }
        }
        stretches.push(open);
        stretches.retain(|stretch| stretch.len() > 1);
        stretches
    }

    /// From zero up to each number; from low to high where nobody named a number between.
    fn stems(&self, numbers: Numbers) -> Vec<Vec<Point>> {
        let foot = numbers.of(0);
        let mut stems = Vec::new();
        for spot in &self.spots {
            let x = spot.x;
            match spot.y {
                Some(y) => stems.push(vec![Point { x, y: foot }, Point { x, y }]),
                None => stems.extend(between(spot, numbers)),
            }
        }
        stems.dedup();
        stems
    }

    /// Figures that are too many for signs.
    fn specks(&self, numbers: Numbers) -> Vec<Vec<Point>> {
        let mut specks = Vec::new();
        for spot in &self.spots {
            let x = spot.x;
            let beside = x + Px::hundredths(1);
            match spot.y {
                Some(y) => specks.push(vec![Point { x, y }, Point { x: beside, y }]),
                None => specks.extend(between(spot, numbers)),
            }
        }
        specks.dedup();
        specks
    }

    fn is_crowded(&self) -> bool {
        let count = i64::try_from(self.spots.len()).unwrap_or(i64::MAX);
        let room = (self.place.days.right() - self.place.days.left()).get();
        count.saturating_mul(px(NEAR).get()) > room
    }

    fn signs(&self, canvas: &mut Canvas) {
        let is_crowded = self.is_crowded();
        let newest = self.spots.iter().rposition(|spot| !spot.mark.is_beside);
        let last = newest.unwrap_or(self.spots.len().saturating_sub(1));
        let mut diamond: Option<Px> = None;
        for (at, spot) in self.spots.iter().enumerate() {
            let is_numberless = spot.mark.figure.is_numberless();
            let is_apart = diamond.is_none_or(|before| spot.x - before >= px(1));
            let detail = self.place.detail;
            let is_revised = detail.is_marked && spot.mark.revised.is_some();
            let is_wanted = detail.is_traced
                || is_revised
                || spot.mark.is_beside
                || at == 0
                || at == last
                || (is_numberless && is_apart);
            if !is_wanted {
                continue;
            }
            if is_numberless {
                diamond = Some(spot.x);
            }
            let signs = self.signs_of(spot, is_crowded && at != last);
            if signs.is_empty() {
                continue;
            }
            canvas.items.push(Item::Figure {
                signs,
                ink: self.ink(),
                trace: Some(trace(self.line, spot.mark)),
            });
        }
    }

    fn signs_of(&self, spot: &Spot<'_>, is_crowded: bool) -> Vec<(Point, Sign)> {
        let mut signs = Vec::new();
        let figure = spot.mark.figure;
        let x = spot.x;
        let Some(numbers) = self.place.numbers.filter(|_| !figure.is_numberless()) else {
            if let Some(y) = self.place.lane {
                signs.push((Point { x, y }, Sign::Diamond));
            }
            return signs;
        };
        let (low, high) = (figure.low(), figure.high());
        if let (Some(low), Some(high)) = (low, high)
            && low < high
        {
            let (bottom, top) = (numbers.at(low), numbers.at(high));
            signs.push((Point { x, y: bottom }, Sign::Whisker(bottom - top)));
        }
        let sign = match figure.qualifier() {
            _ if is_crowded => Sign::SmallDot,
            Qualifier::AtLeast | Qualifier::MoreThan => Sign::Up,
            Qualifier::UpTo | Qualifier::FewerThan => Sign::Down,
            Qualifier::About => Sign::Hollow,
            _ => Sign::Dot,
        };
        if let Some(y) = spot.y {
            if let (Some(_), Some(last)) =
                (spot.mark.drawn_on.earliest(), spot.mark.drawn_on.latest())
            {
                let right = self.place.days.at(last) - x;
                if spot.mark.drawn_on.earliest() != spot.mark.drawn_on.latest() && !is_crowded {
                    signs.push((Point { x, y }, Sign::Days(right)));
                }
            }
            signs.push((Point { x, y }, sign));
            let ring = spot.mark.revised.map(|by| match by {
                By::Source => Sign::Ring,
                By::Desk => Sign::BrokenRing,
            });
            signs.extend(ring.map(|ring| (Point { x, y }, ring)));
        }
        signs
    }

    /// A triangle above where the line falls: where each is, and the figure.
    fn falls(&self, canvas: &mut Canvas) -> Vec<(Point, &'a Mark)> {
        let mut falls = Vec::new();
        if !self.place.detail.is_marked {
            return falls;
        }
        let mut before: Option<Px> = None;
        for spot in &self.spots {
            let Some(y) = spot.y else { continue };
            if spot.mark.falls {
                let above = before.map_or(y, |before| before.min(y)) - px(9);
                let at = Point {
                    x: spot.x,
                    y: above.max(self.place.plot.top + px(6)),
                };
                // Where the figure has no sign of its own, this is the one that leads to its claim.
                let is_traced = self.place.detail.is_traced;
                canvas.items.push(Item::Figure {
                    signs: vec![(at, Sign::Fall)],
                    ink: Ink::Main,
                    trace: (!is_traced).then(|| trace(self.line, spot.mark)),
                });
                falls.push((at, spot.mark));
            }
            if !spot.mark.is_beside {
                before = Some(y);
            }
        }
        falls
    }
}

/// By how much lines fall, beside the triangles, where there is room for the words.
fn by_how_much(canvas: &mut Canvas, plot: Rect, falls: &[(Point, &Mark)]) {
    let around = |at: Point, wide: Px, high: Px| Rect {
        left: at.x - wide,
        top: at.y - high,
        right: at.x + wide,
        bottom: at.y + high,
    };
    let signs = falls.iter().map(|(at, _)| around(*at, px(5), px(5)));
    let mut taken: Vec<Rect> = signs.collect();
    for (at, mark) in falls {
        let delta = mark.delta;
        let Some(by) = delta.and_then(|delta| delta.best.or(delta.low).or(delta.high)) else {
            continue;
        };
        // The faces have no minus sign; a dash of its width stands for it.
        let text = number::signed(by).replace('−', "–");
        let wide = width(&text, SMALL);
        let sides = [at.x + px(8), at.x - px(8) - wide];
        let places = sides.map(|left| Rect {
            left,
            top: at.y - px(6),
            right: left + wide,
            bottom: at.y + px(7),
        });
        let is_free = |rect: &Rect| {
            rect.left >= plot.left
                && rect.right <= plot.right
                && !taken.iter().any(|other| other.meets(rect))
        };
        let Some(rect) = places.into_iter().find(is_free) else {
            continue;
        };
        taken.push(rect);
        canvas.items.push(Item::Text(Text {
            at: Point {
                x: rect.left,
                y: at.y + px(4),
            },
            size: SMALL,
            anchor: Anchor::Start,
            ink: Ink::Main,
            text,
            has_rim: true,
        }));
    }
}

/// From the low bound of a figure up to its high one.
fn between(spot: &Spot<'_>, numbers: Numbers) -> Option<Vec<Point>> {
    let ends = [spot.mark.figure.low()?, spot.mark.figure.high()?];
    let point = |count| Point {
        x: spot.x,
        y: numbers.at(count),
    };
    Some(ends.map(point).to_vec())
}

/// Adds a point where it is another than the last.
fn push(points: &mut Vec<Point>, point: Point) {
    if points.last() != Some(&point) {
        points.push(point);
    }
}
