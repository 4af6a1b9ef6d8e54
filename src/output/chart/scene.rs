//! What is drawn, as values: shapes with their places, before they are written in any format.

use super::space::Px;

/// A finished drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scene {
    pub(super) width: Px,
    pub(super) height: Px,
    /// The title for those who do not see it.
    pub(super) title: String,
    /// What it shows, for those who do not see it.
    pub(super) description: String,
    pub(super) items: Vec<Item>,
}

/// In which colour; which that is depends on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Main,
    Faint,
    Grid,
    /// One of the colours of [`super::palette::Palette::lines`].
    Line(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: Px,
    pub(super) y: Px,
}

/// A rectangle; `right` and `bottom` are never before `left` and `top`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) left: Px,
    pub(super) top: Px,
    pub(super) right: Px,
    pub(super) bottom: Px,
}

impl Rect {
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) at: Point,
    pub(super) size: Px,
    pub(super) anchor: Anchor,
    pub(super) ink: Ink,
    /// Safe text, between isolates where it runs from the right.
    pub(super) text: String,
    /// Whether it is drawn over lines, with a rim of paper around it.
    pub(super) has_rim: bool,
}

/// How a line is stroked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stroke {
    pub(super) ink: Ink,
    pub(super) width: Px,
    pub(super) look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Solid,
    /// A claimant's own look beside its colour: one of [`super::palette::DASHES`].
    Dashed(&'static [i64]),
    /// What is carried on beyond the last figure, and what leads to a label.
    Dotted,
}

/// The sign of one figure, or a sign beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// An exact number.
    Dot,
    /// One of so many that they touch.
    SmallDot,
    /// “About”.
    Hollow,
    /// “At least”: a foot and an arrow up.
    Up,
    /// “Up to”: a lid and an arrow down.
    Down,
    /// From one number to another, with feet at both.
    Whisker(Px),
    /// No number.
    Diamond,
    /// A fall.
    Fall,
    /// A record that its source corrected.
    Ring,
    /// A record that the desk corrected.
    BrokenRing,
    /// The days that a coarse date may mean, to the right.
    Days(Px),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Text(Text),
    /// Lines from point to point; each list is one stretch.
    Path {
        stretches: Vec<Vec<Point>>,
        stroke: Stroke,
    },
    /// Bands of one line.
    Bands {
        rects: Vec<Rect>,
        line: usize,
    },
    /// A band whose other end is open: solid at one end, nothing at the other.
    Fade {
        rect: Rect,
        is_upward: bool,
        line: usize,
    },
    /// One figure: its signs, and where it comes from.
    Figure {
        signs: Vec<(Point, Sign)>,
        ink: Ink,
        /// The claim and its version, as `c14 r1`, and what is known of it; none in the key.
        trace: Option<Trace>,
    },
    /// A piece of a claimant's line, upright beside its label.
    Swatch {
        from: Point,
        to: Point,
        stroke: Stroke,
    },
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) claim: String,
    pub(super) revision: String,
    /// Lines of safe text.
    pub(super) lines: Vec<String>,
}

#[cfg(test)]
impl Sign {
    /// How far it reaches from its point.
    pub(super) fn reach(self) -> (Px, Px, Px, Px) {
        let p = Px::hundredths;
        // Left, up, right, down.
        match self {
            Self::Dot | Self::Hollow => (p(340), p(340), p(340), p(340)),
            Self::SmallDot => (p(120), p(120), p(120), p(120)),
            Self::Up => (p(400), p(1300), p(400), p(80)),
            Self::Down => (p(400), p(80), p(400), p(1300)),
            Self::Whisker(up) => (p(400), up + p(80), p(400), p(80)),
            Self::Diamond | Self::Fall => (p(480), p(480), p(480), p(480)),
            Self::Ring | Self::BrokenRing => (p(680), p(680), p(680), p(680)),
            Self::Days(right) => (Px::ZERO, p(300), right, p(300)),
        }
    }
}

#[cfg(test)]
impl Item {
    /// The least rectangle around it.
    pub(super) fn extent(&self) -> Option<Rect> {
        use super::lettering::width;
        let around = |points: &mut dyn Iterator<Item = Rect>| {
            points.reduce(|one, other| Rect {
                left: one.left.min(other.left),
                top: one.top.min(other.top),
                right: one.right.max(other.right),
                bottom: one.bottom.max(other.bottom),
            })
        };
        match self {
            Self::Text(text) => {
                let wide = width(&text.text, text.size);
                let left = match text.anchor {
                    Anchor::Start => text.at.x,
                    Anchor::Middle => text.at.x - wide / 2,
                    Anchor::End => text.at.x - wide,
                };
                Some(Rect {
                    left,
                    top: text.at.y - text.size * 80 / 100,
                    right: left + wide,
                    bottom: text.at.y + text.size * 22 / 100,
                })
            }
            Self::Path { stretches, .. } => {
                around(&mut stretches.iter().flatten().map(|point| Rect {
                    left: point.x,
                    top: point.y,
                    right: point.x,
                    bottom: point.y,
                }))
            }
            Self::Bands { rects, .. } => around(&mut rects.iter().copied()),
            Self::Fade { rect, .. } => Some(*rect),
            Self::Swatch { from, to, stroke } => Some(Rect {
                left: from.x - stroke.width / 2,
                top: from.y,
                right: to.x + stroke.width / 2,
                bottom: to.y,
            }),
            Self::Figure { signs, .. } => around(&mut signs.iter().map(|(point, sign)| {
                let (left, up, right, down) = sign.reach();
                Rect {
                    left: point.x - left,
                    top: point.y - up,
                    right: point.x + right,
                    bottom: point.y + down,
                }
            })),
        }
    }
}
