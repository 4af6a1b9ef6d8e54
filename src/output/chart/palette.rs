//! Colours that are told apart by colour-blind readers and stand out from their paper.
//!
//! The lines have the hues of Okabe and Ito, “Color Universal Design” (2008, <https://jfly.uni-koeln.de/color/>), also
//! recommended by Wong, Nature Methods 8, 441 (2011). Those that are too light for a thin line on white paper are
//! darkened, and those too dark on black paper lightened, until each line has the contrast of 3:1 that WCAG 2.1 asks
//! for in graphics (1.4.11) and text has 4.5:1 (1.4.3). No meaning hangs on colour alone: lines are labelled where
//! they end, and each has its dashes, which stay apart where all is printed in grey.

use super::scene::{Ink, Look};
use crate::report::chart::MOST_LINES;

/// How lines are broken that are not solid: dash and gap, in pixels, with round ends that lengthen each dash by two.
/// All are longer than the dots of what is carried on.
pub(super) const DASHES: [&[i64]; 3] = [&[9, 5], &[9, 5, 1, 5], &[4, 5]];

/// The colour of a claimant, whose place among those of the chart is the slot.
pub(super) const fn ink(slot: usize) -> Ink {
    Ink::Line(colour(slot))
}

/// Which of the colours that is.
pub(super) const fn colour(slot: usize) -> usize {
    slot % MOST_LINES
}

/// The dashes of a claimant: none with the first. Colour and dashes together are the same for no two of the first
/// [`MOST_LINES`] × 4.
pub(super) fn dash(slot: usize) -> Option<&'static [i64]> {
    let place = (slot + slot / MOST_LINES) % (DASHES.len() + 1);
    DASHES.get(place.checked_sub(1)?).copied()
}

/// The same as a look.
pub(super) fn look(slot: usize) -> Look {
    dash(slot).map_or(Look::Solid, Look::Dashed)
}

/// Which paper a chart is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// White.
    Light,
    /// Black.
    Dark,
}

/// The colours on one paper, as `#rrggbb`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub(super) paper: &'static str,
    /// Text and marks of our own.
    pub(super) ink: &'static str,
    /// Text that is read last.
    pub(super) faint: &'static str,
    /// The grid.
    pub(super) grid: &'static str,
    pub(super) lines: [&'static str; MOST_LINES],
}

impl Palette {
    pub(super) const fn of(paper: Paper) -> Self {
        match paper {
            Paper::Light => Self {
                paper: "#ffffff",
                ink: "#1a1a1a",
                faint: "#5c5c5c",
                grid: "#dcdcdc",
                // Blue, vermillion, bluish green, black, reddish purple (darkened), orange (darkened).
                lines: [
                    "#0072b2", "#d55e00", "#009e73", "#1a1a1a", "#b0558a", "#a87400",
                ],
            },
            Paper::Dark => Self {
                paper: "#14171a",
                ink: "#f0f0f0",
                faint: "#b0b4b8",
                grid: "#3a3f44",
                // Sky blue, vermillion (lightened), bluish green (lightened), white, reddish purple, orange.
                lines: [
                    "#56b4e9", "#ff8a3c", "#1fbf92", "#f0f0f0", "#cc79a7", "#e69f00",
                ],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.1.
    fn luminance(color: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn no_two_of_many_claimants_look_the_same() {
        let looks: std::collections::BTreeSet<_> = (0..MOST_LINES * 4)
            .map(|slot| (colour(slot), dash(slot)))
            .collect();
        assert_eq!(looks.len(), MOST_LINES * 4);
        assert_eq!((colour(0), dash(0)), (0, None));
        // Those who share a panel differ in more than colour, as far as there are dashes.
        let dashes: std::collections::BTreeSet<_> = (0..4).map(dash).collect();
        assert_eq!(dashes.len(), 4);
    }

    #[test]
    fn text_and_lines_stand_out_from_either_paper() {
        for paper in [Paper::Light, Paper::Dark] {
            let palette = Palette::of(paper);
            assert!(contrast(palette.ink, palette.paper) >= 7.0);
            assert!(contrast(palette.faint, palette.paper) >= 4.5);
            for line in palette.lines {
                let found = contrast(line, palette.paper);
                assert!(found >= 3.0, "{line} on {} has {found:.2}", palette.paper);
            }
        }
    }
}
