//! The flags that say how many people, and whom: shared by `add figure` and `amend`.

use clap::Args;

use super::error::CliError;
use crate::model::{Aggregation, Count, Figure, Label, Measure, Qualifier, VictimStatus};
use crate::text::figure::read_figure;

/// How many people. One measure, and its figure as written or by its bounds.
#[derive(Debug, Args)]
pub struct FigureArgs {
    /// How many were killed, as written: “about 50”
    #[arg(long, value_name = "FIGURE", group = "stated")]
    killed: Option<String>,
    /// How many were injured
    #[arg(long, value_name = "FIGURE", group = "stated")]
    injured: Option<String>,
    /// How many are missing
    #[arg(long, value_name = "FIGURE", group = "stated")]
    missing: Option<String>,
    /// How many were captured
    #[arg(long, value_name = "FIGURE", group = "stated")]
    captured: Option<String>,
    /// How many were displaced
    #[arg(long, value_name = "FIGURE", group = "stated")]
    displaced: Option<String>,
    /// How many were detained
    #[arg(long, value_name = "FIGURE", group = "stated")]
    detained: Option<String>,
    /// How many were killed and injured together, where one number is given for both
    #[arg(long, value_name = "FIGURE", group = "stated")]
    casualties: Option<String>,
    /// The measure, when the figure is given by its bounds
    #[arg(long, conflicts_with = "stated")]
    measure: Option<Measure>,
    /// The low bound; left out, it is open
    #[arg(long, value_name = "N", conflicts_with = "stated")]
    low: Option<String>,
    /// The best value
    #[arg(long, value_name = "N", conflicts_with = "stated")]
    best: Option<String>,
    /// The high bound; left out, it is open
    #[arg(long, value_name = "N", conflicts_with = "stated")]
    high: Option<String>,
    /// exact, about, at_least, more_than, up_to, fewer_than, range, vague or unstated
    #[arg(long, conflicts_with = "stated")]
    qualifier: Option<Qualifier>,
    /// The number words as printed [default: the figure as written]
    #[arg(long, value_name = "TEXT")]
    wording: Option<String>,
}

/// Whose dead, counted how.
#[derive(Debug, Args)]
pub struct ScopeArgs {
    /// Who they are, in the desk's words; the same words make a series
    #[arg(long, value_name = "LABEL")]
    pub victims: Option<Label>,
    /// The side they belong to, one of the event's
    #[arg(long, value_name = "LABEL")]
    pub victim_side: Option<Label>,
    /// civilian, military, mixed or unknown
    #[arg(long, value_name = "STATUS")]
    pub victim_status: Option<VictimStatus>,
    /// cumulative (all so far), incremental (only what is new) or unknown
    #[arg(long)]
    pub aggregation: Option<Aggregation>,
}

/// A figure as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// What happened to the people counted.
    pub measure: Measure,
    /// How many.
    pub figure: Figure,
    /// The number words.
    pub wording: Option<String>,
}

impl FigureArgs {
    fn as_written(&self) -> Option<(Measure, &str)> {
        let flags = [
            (Measure::Killed, &self.killed),
            (Measure::Injured, &self.injured),
            (Measure::Missing, &self.missing),
            (Measure::Captured, &self.captured),
            (Measure::Displaced, &self.displaced),
            (Measure::Detained, &self.detained),
            (Measure::Casualties, &self.casualties),
        ];
        flags
            .into_iter()
            .find_map(|(measure, text)| text.as_deref().map(|text| (measure, text)))
    }

    fn bounds(&self) -> Result<[Option<Count>; 3], CliError> {
        Ok([
            bound("low", self.low.as_deref())?,
            bound("best", self.best.as_deref())?,
            bound("high", self.high.as_deref())?,
        ])
    }

    /// Whether anything about the figure is given.
    pub(super) fn is_given(&self) -> bool {
        self.as_written().is_some()
            || self.has_bounds()
            || self.measure.is_some()
            || self.wording.is_some()
    }

    fn has_bounds(&self) -> bool {
        self.low.is_some() || self.best.is_some() || self.high.is_some() || self.qualifier.is_some()
    }

    /// The figure, which must be given.
    pub(super) fn required(&self) -> Result<Stated, CliError> {
        let nothing = || {
            CliError::usage(
                "no figure is given",
                "say how many, as written (--killed \"about 50\"), or by its bounds (--measure killed --low 30 --high 40)",
            )
        };
        if let Some((measure, text)) = self.as_written() {
            return self.stated(measure, text);
        }
        let [low, best, high] = self.bounds()?;
        let measure = match (self.measure, self.has_bounds()) {
            (Some(measure), true) => measure,
            (None, true) => {
                return Err(CliError::usage(
                    "the figure has no measure",
                    "say --measure killed, injured, missing, …",
                ));
            }
            _ => return Err(nothing()),
        };
        let figure = figure_of(low, best, high, self.qualifier)?;
        Ok(Stated {
            measure,
            figure,
            wording: self.wording.clone(),
        })
    }

    /// The figure where one is given, starting from the one there was: an amendment.
    pub(super) fn amended(
        &self,
        measure: Measure,
        figure: Figure,
    ) -> Result<Option<Stated>, CliError> {
        if let Some((measure, text)) = self.as_written() {
            return self.stated(measure, text).map(Some);
        }
        let [low, best, high] = self.bounds()?;
        let wording = self.wording.clone();
        if self.has_bounds() {
            // Bounds replace the whole figure: half of an old one would be a figure that nobody stated.
            let figure = figure_of(low, best, high, self.qualifier)?;
            return Ok(Some(Stated {
                measure: self.measure.unwrap_or(measure),
                figure,
                wording,
            }));
        }
        Ok(match (self.measure, wording) {
            (None, None) => None,
            (measure_given, wording) => Some(Stated {
                measure: measure_given.unwrap_or(measure),
                figure,
                wording,
            }),
        })
    }

    fn stated(&self, measure: Measure, text: &str) -> Result<Stated, CliError> {
        let figure = read_figure(text).map_err(|error| usage(&format!("--{measure}"), &error))?;
        let wording = self
            .wording
            .clone()
            .unwrap_or_else(|| text.trim().to_owned());
        Ok(Stated {
            measure,
            figure,
            wording: Some(wording),
        })
    }
}

fn figure_of(
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Option<Qualifier>,
) -> Result<Figure, CliError> {
    Ok(match qualifier {
        Some(Qualifier::Exact) => {
            let only = best.or(low).or(high);
            Figure::new(low.or(only), best.or(only), high.or(only), Qualifier::Exact)?
        }
        Some(qualifier) => Figure::new(low, best, high, qualifier)?,
        None => Figure::from_bounds(low, best, high)?,
    })
}

/// One bound: a plain number, in the digits of any script.
fn bound(name: &str, text: Option<&str>) -> Result<Option<Count>, CliError> {
    let Some(text) = text else {
        return Ok(None);
    };
    let figure = read_figure(text).map_err(|error| usage(&format!("--{name}"), &error))?;
    match (figure.qualifier(), figure.best()) {
        (Qualifier::Exact, Some(count)) => Ok(Some(count)),
        _ => Err(CliError::usage(
            format!("--{name} takes one number, not “{text}”"),
            "say how sure it is with --qualifier",
        )),
    }
}

fn usage(flag: &str, error: &crate::text::figure::FigureError) -> CliError {
    CliError::usage(format!("{flag}: {error}"), error.hint())
}
