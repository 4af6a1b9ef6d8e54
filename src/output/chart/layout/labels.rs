//! The labels beside the lines' ends: the claimant, and the latest figure with its day. They never lie on one another:
//! each stands as near to its line's end as the others let it.

use super::super::lettering::{rows, safe, width};
use super::super::scene::{Anchor, Ink, Item, Look, Point, Stroke};
use super::super::space::{Px, px};
use super::super::{palette, said};
use super::{BODY, Canvas, LEADER, Place, SMALL};
use crate::model::Aggregation;
use crate::report::chart::{Line, Panel};

const ROW: Px = px(17);
const GAP: Px = px(8);

/// One label.
pub(super) struct Block {
    rows: Vec<(String, Ink, Px)>,
}

impl Block {
    fn height(&self) -> Px {
        // Invariant: a label has at most four rows.
        ROW * i64::try_from(self.rows.len()).unwrap_or(4)
    }
}

/// The labels of a panel, one a line.
pub(super) fn blocks(panel: &Panel, room: Px) -> Vec<Block> {
    panel.lines.iter().map(|line| block(line, room)).collect()
}

fn block(line: &Line, room: Px) -> Block {
    let mut rows_of: Vec<_> = rows(&safe(&line.claimant), BODY, room, 2)
        .into_iter()
        .map(|row| (row, Ink::Main, BODY))
        .collect();
    if let Some(last) = line.newest() {
        let text = format!("{}, {}", said(last), last.stated_on);
        let parts = if width(&text, SMALL) <= room {
            vec![text]
        } else {
            rows(&text, SMALL, room, 2)
        };
        rows_of.extend(parts.into_iter().map(|row| (row, Ink::Faint, SMALL)));
    }
    Block { rows: rows_of }
}

/// The height that all of them take.
pub(super) fn height(blocks: &[Block]) -> Px {
    let gaps = i64::try_from(blocks.len().saturating_sub(1)).unwrap_or(0);
    blocks
        .iter()
        .fold(GAP * gaps, |sum, block| sum + block.height())
}

/// Draws them, each tied to its line's end.
pub(super) fn labels(
    canvas: &mut Canvas,
    place: &Place<'_>,
    blocks: Vec<Block>,
    ends: &[Point],
    bottom: Px,
) {
    let tops = tops(&blocks, ends, place.plot.top, bottom);
    let left = place.plot.right + LEADER;
    let lines = place.panel.lines.iter();
    // What is new holds for no other day: nothing of it is carried on to the label.
    let is_carried = place.panel.scope.aggregation == Aggregation::Cumulative;
    for (((block, top), end), line) in blocks.into_iter().zip(tops).zip(ends).zip(lines) {
        let below = top + block.height();
        let ink = palette::ink(line.slot);
        let swatch = |y| Point { x: left + px(1), y };
        canvas.items.push(Item::Swatch {
            from: swatch(top + px(3)),
            to: swatch(below - px(3)),
            stroke: Stroke {
                ink,
                width: px(3),
                look: palette::look(line.slot),
            },
        });
        let beside = Point {
            x: left - px(2),
            y: (top + below) / 2,
        };
        let corner = Point {
            x: place.plot.right,
            y: end.y,
        };
        canvas.path(
            vec![vec![*end, corner, beside]],
            Stroke {
                ink: if is_carried { ink } else { Ink::Faint },
                width: Px::hundredths(125),
                look: Look::Dotted,
            },
        );
        let mut baseline = top - px(4);
        for (row, ink, size) in block.rows {
            baseline += ROW;
            canvas.text(left + px(10), baseline, size, Anchor::Start, ink, row);
        }
    }
}

/// Where each label begins: in the order of the lines' ends, pushed down off the one above, then up off the floor.
fn tops(blocks: &[Block], ends: &[Point], ceiling: Px, floor: Px) -> Vec<Px> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|index| (ends[*index].y, *index));
    let mut tops = vec![Px::ZERO; blocks.len()];
    let mut free = ceiling;
    for &index in &order {
        tops[index] = (ends[index].y - blocks[index].height() / 2).max(free);
        free = tops[index] + blocks[index].height() + GAP;
    }
    let mut free = floor;
    for &index in order.iter().rev() {
        tops[index] = tops[index].min(free - blocks[index].height());
        free = tops[index] - GAP;
    }
    tops
}
