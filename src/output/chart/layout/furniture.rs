//! What stands around the lines: grid and axes, the key of the signs, the words above and below.

use std::collections::BTreeSet;

use super::super::super::number::{self, grouped};
use super::super::lettering::{safe, width};
use super::super::scene::{Anchor, Ink, Item, Look, Point, Sign};
use super::super::space::{Px, px};
use super::{Canvas, Detail, MARGIN, MOST_TICKS, Place, SMALL, WIDTH};
use crate::model::{Aggregation, EventId, Qualifier};
use crate::report::amended::By;
use crate::report::chart::{Chart, Line, Mark};

/// What is looked back to, under the title.
pub(super) fn basis(chart: &Chart) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(day) = chart.basis.as_of {
        parts.push(format!("as of {day}: only what had been said by then"));
    }
    if let Some(instant) = chart.basis.recorded_by {
        parts.push(format!("recorded by {instant}"));
    }
    parts
}

/// The grid with its numbers, and the days below.
pub(super) fn grid(canvas: &mut Canvas, place: &Place<'_>, bottom: Px) {
    let (left, right) = (place.plot.left, place.plot.right);
    if let Some(numbers) = place.numbers {
        for tick in numbers.ticks(MOST_TICKS) {
            let y = numbers.of(tick);
            let ink = if tick == 0 { Ink::Faint } else { Ink::Grid };
            canvas.straight(
                Point { x: left, y },
                Point { x: right, y },
                ink,
                px(1),
                Look::Solid,
            );
            let label = grouped(&tick.to_string());
            canvas.text(
                left - px(8),
                y + px(4),
                SMALL,
                Anchor::End,
                Ink::Faint,
                label,
            );
        }
    }
    if let Some(lane) = place.lane {
        canvas.straight(
            Point { x: left, y: lane },
            Point { x: right, y: lane },
            Ink::Grid,
            px(1),
            Look::Dotted,
        );
    }
    for tick in place.days.ticks() {
        canvas.straight(
            Point {
                x: tick.at,
                y: bottom,
            },
            Point {
                x: tick.at,
                y: bottom + px(4),
            },
            Ink::Faint,
            px(1),
            Look::Solid,
        );
        let y = bottom + px(17);
        canvas.text(tick.at, y, SMALL, Anchor::Middle, Ink::Faint, tick.label);
        if let Some(year) = tick.year {
            let y = bottom + px(31);
            canvas.text(tick.at, y, SMALL, Anchor::Middle, Ink::Faint, year);
        }
    }
}

/// All figures.
pub(super) fn marks(chart: &Chart) -> impl Iterator<Item = &Mark> {
    chart
        .panels
        .iter()
        .flat_map(|panel| &panel.lines)
        .flat_map(|line| &line.marks)
}

/// The signs that occur, each with its meaning.
pub(super) fn key(canvas: &mut Canvas, chart: &Chart, detail: Detail) {
    let has = |is: &dyn Fn(&Mark) -> bool| marks(chart).any(is);
    let qualifiers: BTreeSet<Qualifier> =
        marks(chart).map(|mark| mark.figure.qualifier()).collect();
    let any = |wanted: &[Qualifier]| wanted.iter().any(|one| qualifiers.contains(one));
    let is_range = |mark: &Mark| {
        let figure = mark.figure;
        figure
            .low()
            .zip(figure.high())
            .is_some_and(|(low, high)| low < high)
    };
    let is_coarse = |mark: &Mark| mark.drawn_on.earliest() != mark.drawn_on.latest();
    let entries = [
        (any(&[Qualifier::Exact]), Sign::Dot, "exact"),
        (any(&[Qualifier::About]), Sign::Hollow, "about"),
        (
            any(&[Qualifier::AtLeast, Qualifier::MoreThan]),
            Sign::Up,
            "at least, more than",
        ),
        (
            any(&[Qualifier::UpTo, Qualifier::FewerThan]),
            Sign::Down,
            "up to, fewer than",
        ),
        (has(&is_range), Sign::Whisker(px(10)), "from low to high"),
        (
            any(&[Qualifier::Vague, Qualifier::Unstated]),
            Sign::Diamond,
            "no number given",
        ),
        (has(&is_coarse), Sign::Days(px(14)), "day not known"),
        (
            detail.is_marked && has(&|mark| mark.falls),
            Sign::Fall,
            "falls",
        ),
        (
            detail.is_marked && has(&|mark| mark.revised == Some(By::Source)),
            Sign::Ring,
            "corrected by its source",
        ),
        (
            detail.is_marked && has(&|mark| mark.revised == Some(By::Desk)),
            Sign::BrokenRing,
            "corrected by the desk",
        ),
    ];
    let signs = entries.into_iter().filter(|(occurs, _, _)| *occurs);
    let carried = is_carried(chart).then_some((None, "holds: nothing newer was said"));
    let samples = signs.map(|(_, sign, meaning)| (Some(sign), meaning));
    let mut x = MARGIN;
    let mut is_first = true;
    for (sign, meaning) in samples.chain(carried) {
        let wide = wide_of(meaning);
        if is_first || x + wide > WIDTH - MARGIN {
            canvas.filled += px(18);
            x = MARGIN;
        }
        is_first = false;
        let y = canvas.filled - px(4);
        let baseline = canvas.filled;
        canvas.text(
            x + px(20),
            baseline,
            SMALL,
            Anchor::Start,
            Ink::Main,
            meaning.to_owned(),
        );
        let Some(sign) = sign else {
            let from = Point { x: x + px(1), y };
            let to = Point { x: x + px(15), y };
            let wide = Px::hundredths(125);
            canvas.straight(from, to, Ink::Main, wide, Look::Dotted);
            x += wide_of(meaning);
            continue;
        };
        let at = match sign {
            Sign::Up => Point {
                x: x + px(7),
                y: y + px(6),
            },
            Sign::Down => Point {
                x: x + px(7),
                y: y - px(6),
            },
            Sign::Whisker(_) => Point {
                x: x + px(7),
                y: y + px(5),
            },
            Sign::Days(_) => Point { x, y },
            _ => Point { x: x + px(7), y },
        };
        canvas.items.push(Item::Figure {
            signs: vec![(at, sign)],
            ink: Ink::Main,
            trace: None,
        });
        x += wide;
    }
    canvas.filled += px(6);
}

/// How much of a row an entry of the key takes.
fn wide_of(meaning: &str) -> Px {
    px(20) + width(meaning, SMALL) + px(16)
}

/// Whether a total is carried on beyond the day on which it was stated.
fn is_carried(chart: &Chart) -> bool {
    let of_event = |event: EventId| {
        let panels = chart.panels.iter();
        let lines = panels
            .filter(move |panel| panel.scope.event == event)
            .flat_map(|panel| &panel.lines);
        lines.flat_map(|line| &line.marks)
    };
    let last = |event| {
        of_event(event)
            .filter_map(|mark| mark.stated_on.latest())
            .max()
    };
    chart.panels.iter().any(|panel| {
        let last = last(panel.scope.event);
        let newest = panel.lines.iter().filter_map(Line::newest_numbered);
        panel.scope.aggregation == Aggregation::Cumulative
            && newest
                .into_iter()
                .any(|mark| mark.stated_on.earliest() < last)
    })
}

/// What was left out, and what it was made from.
pub(super) fn source(chart: &Chart, detail: Detail) -> Vec<String> {
    let mut lines = super::super::left_out(chart);
    if !detail.is_traced {
        let falls = marks(chart).filter(|mark| mark.falls).count();
        let marked = match (detail.is_marked, falls) {
            (true, 1..) => ", with a sign each",
            _ => "",
        };
        lines.push(format!(
            "{} figures are drawn as lines, without a sign for each; {} of them fall{marked}.",
            grouped(&chart.figures().to_string()),
            grouped(&falls.to_string())
        ));
    }
    let head = chart.basis.made.head;
    let entries = if head.size == 1 { "entry" } else { "entries" };
    lines.push(format!(
        "Source: claimlog, from a log of {} {entries} with root {}",
        grouped(&head.size.to_string()),
        head.root
    ));
    lines
}

/// What the chart says, in words: the latest figure of each line.
pub(super) fn description(chart: &Chart) -> String {
    let mut sentences = Vec::new();
    for panel in &chart.panels {
        let mut scope = super::super::scope(&panel.scope).join(", ");
        if let Some(stance) = super::super::stance(panel) {
            scope = format!("{stance}: {scope}");
        }
        for line in &panel.lines {
            if let Some(last) = line.newest() {
                sentences.push(format!(
                    "{scope}: {}, {}, the latest {} on {} ({}, revision {}).",
                    safe(&line.claimant),
                    number::counted(line.marks.len(), "figure", "figures"),
                    super::super::said(last),
                    last.stated_on,
                    last.claim,
                    last.revision
                ));
            }
        }
    }
    sentences.join(" ")
}
