//! Pictures of figures over time: SVG, PNG, a Vega-Lite specification, and a small one in the terminal.
//!
//! Enter: a [`Chart`], which says what is shown. Leave: bytes, the same for the same chart on every machine.
//! Invariants: an open end is drawn as open and a missing number as a sign without height, never as zero; numbers
//! are counted from zero; every figure drawn names its claim and version, as far as the format can hold it; text from
//! outside is escaped, and its direction kept to itself.
//!
//! SVG and PNG are one drawing: a chart is laid out as a list of shapes (`layout`, `scene`) in whole hundredths
//! of a pixel, written as SVG (`svg`) and, for PNG, rasterised with resvg and the faces in `fonts/` (`png`).

mod layout;
mod lettering;
mod palette;
mod png;
mod scene;
mod space;
mod svg;
mod terminal;
#[cfg(test)]
mod tests;
mod vega;

use std::collections::BTreeSet;
use std::str::FromStr;

use super::frame;
use super::number::{self, grouped};
use super::scope::parts as scope;
use super::style::Style;
use crate::model::{Aggregation, ModelError};
use crate::report::chart::{Chart, Line, Mark, Panel};
use crate::report::extent::PerhapsLater;
use crate::report::stance::Stance;
use crate::text::truncate;

pub use palette::Paper;
pub use png::PngError;

/// How a chart is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A drawing, for pages and layout programs.
    Svg,
    /// A picture, twice as large as the drawing.
    Png,
    /// A specification with the data in it, for <https://vega.github.io/vega-lite/>.
    VegaLite,
}

impl Format {
    /// The format that a file's name asks for.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let endings = [
            (".vl.json", Self::VegaLite),
            (".svg", Self::Svg),
            (".png", Self::Png),
        ];
        endings
            .into_iter()
            .find(|(ending, _)| name.ends_with(ending))
            .map(|(_, format)| format)
    }
}

/// On which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's screen is; white where the format cannot ask.
    #[default]
    Auto,
    /// White.
    Light,
    /// Black.
    Dark,
}

impl FromStr for Theme {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        match text {
            "auto" => Ok(Self::Auto),
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            _ => Err(ModelError::new(format!("“{text}” is not a theme"))
                .with_hint("one of: auto, light, dark")),
        }
    }
}

/// A chart in bytes, and what of it could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Letters that the bundled faces do not have: � in a picture. None in the other formats, where the
    /// reader's own faces are used.
    pub undrawable: BTreeSet<char>,
}

/// Writes a chart.
///
/// # Errors
/// The picture could not be made.
pub fn write(chart: &Chart, format: Format, theme: Theme) -> Result<Written, PngError> {
    let mut undrawable = BTreeSet::new();
    let bytes = match format {
        Format::Svg => svg(chart, theme).into_bytes(),
        Format::VegaLite => vega::write(chart),
        Format::Png => {
            let scene = layout::scene(chart);
            undrawable = layout::undrawable(&scene);
            png::write(&scene, theme)?
        }
    };
    Ok(Written { bytes, undrawable })
}

/// A chart as SVG, which can stand in a file or inside a page.
pub fn svg(chart: &Chart, theme: Theme) -> String {
    svg::write(&layout::scene(chart), theme, svg::Lettering::Readers)
}

/// A small chart of one line, in rows of text no wider than the terminal; nothing where fewer than two figures have a
/// number.
pub fn terminal(line: &Line, aggregation: Aggregation, style: &Style) -> Vec<String> {
    terminal::rows(line, aggregation, style)
}

/// What was left out, a sentence each.
fn left_out(chart: &Chart) -> Vec<String> {
    let left = chart.left_out;
    let mut sentences = Vec::new();
    if left.series > 0 {
        let all = left.series + chart.series();
        sentences.push(format!(
            "{} of {} series are not drawn: those with the fewest figures ({} in all). The report lists them.",
            grouped(&left.series.to_string()),
            grouped(&all.to_string()),
            grouped(&left.figures.to_string()),
        ));
    }
    let day = chart
        .basis
        .as_of
        .map(|day| day.to_string())
        .unwrap_or_default();
    let mut say = |count: usize, why: String| {
        if count > 0 {
            let figures = if count == 1 {
                "figure is"
            } else {
                "figures are"
            };
            sentences.push(format!(
                "{} {figures} left out: {why}.",
                grouped(&count.to_string())
            ));
        }
    };
    say(
        left.undatable,
        format!(
            "the date is too coarse or too uncertain to say whether it had been stated by {day}"
        ),
    );
    say(left.later, format!("stated after {day}"));
    say(
        left.outside,
        "outside the days that were asked for".to_owned(),
    );
    let found = PerhapsLater {
        count: left.perhaps_later,
        claims: BTreeSet::new(),
    };
    let as_of = chart.basis.as_of;
    sentences.extend(frame::perhaps_later(&found, as_of, "figure", "figures"));
    sentences
}

/// Whose losses a panel's are, as a heading; none where no side is known that they are the losses of.
fn stance(panel: &Panel) -> Option<String> {
    let side = lettering::safe(panel.scope.victim_side.as_ref()?.as_str());
    Some(match panel.stance {
        Stance::Own => format!("Own losses, as {side} states them"),
        Stance::Enemy => format!("Losses of {side}, as claimed by the enemy"),
        Stance::Other => format!("Losses of {side}, as others state them"),
    })
}

/// How many, in the words of a label: the wording where no number was said.
fn said(mark: &Mark) -> String {
    match &mark.wording {
        Some(wording) if mark.figure.is_numberless() => {
            format!("“{}”", lettering::safe(&truncate(wording, LONGEST)))
        }
        _ => number::figure(&mark.figure),
    }
}

/// No wording of a label is longer than so many columns.
const LONGEST: usize = 40;

/// Where a figure comes from: what is said of it, its claim and version, its words, its copy.
fn trace(line: &Line, mark: &Mark) -> scene::Trace {
    let mut figure = number::figure(&mark.figure);
    if let Some(wording) = &mark.wording {
        figure.push_str(&format!(" “{}”", lettering::safe(wording)));
    }
    let mut lines = vec![
        format!("{}: {figure}", lettering::safe(&line.claimant)),
        match mark.occurred {
            Some(covered) => format!("stated {}, of {covered}", mark.stated_on),
            None => format!("stated {}", mark.stated_on),
        },
        format!("claim {}, revision {}", mark.claim, mark.revision),
    ];
    lines.extend(mark.flags.iter().map(|flag| flag.explanation().to_owned()));
    if let Some(place) = &mark.place {
        lines.extend(
            place
                .quote
                .as_ref()
                .map(|quote| format!("“{}”", lettering::safe(quote))),
        );
        lines.push(lettering::safe(&place.locator));
        lines.extend(place.sha256.map(|digest| format!("SHA-256 {digest}")));
    }
    scene::Trace {
        claim: mark.claim.to_string(),
        revision: mark.revision.to_string(),
        lines,
    }
}
