//! Colours that are told apart by colour-blind readers and stand out from their paper.
//!
//! The lines have the hues of Okabe and Ito, “Color Universal Design” (2008, <https://jfly.uni-koeln.de/color/>), also
//! recommended by Wong, Nature Methods 8, 441 (2011). Those that are too light for a thin line on white paper are
//! darkened, and those too dark on black paper lightened, until each line has the contrast of 3:1 that WCAG 2.1 asks
//! for in graphics (1.4.11) and text has 4.5:1 (1.4.3). No meaning hangs on colour alone: lines are labelled where
//! they end.

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
    pub(super) lines: [&'static str; crate::report::chart::MOST_LINES],
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
