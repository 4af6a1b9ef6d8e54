//! `--chart`: the flags, and writing the file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::shown;
use super::error::{CliError, written};
use super::file;
use crate::output::chart::{self, Format, Theme};
use crate::output::sink::Sink;
use crate::report::chart::Chart;

/// `--chart` and how it looks.
#[derive(Debug, Clone, Args)]
pub struct ChartArgs {
    /// Draw the figures too, into FILE.svg, FILE.png or FILE.vl.json (Vega-Lite); with `report changes`, - draws small charts
    /// in the terminal
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Of --chart: auto (an SVG as its reader’s screen is, a PNG on white), light or dark
    #[arg(
        long,
        value_name = "THEME",
        default_value = "auto",
        hide_default_value = true,
        requires = "chart"
    )]
    chart_theme: Theme,
}

/// Where a chart goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Nowhere.
    None,
    /// Between the lines of the report.
    Terminal,
    /// Into a file.
    File(PathBuf, Format),
}

impl ChartArgs {
    /// Where the chart goes.
    ///
    /// # Errors
    /// The file's name asks for no format that there is; it cannot be written.
    pub(super) fn target(&self) -> Result<Target, CliError> {
        let Some(path) = &self.chart else {
            return Ok(Target::None);
        };
        if path == Path::new("-") {
            return Ok(Target::Terminal);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match Format::of_name(&name) {
            Some(format) => {
                file::expect_place(path)?;
                Ok(Target::File(path.clone(), format))
            }
            None => Err(CliError::usage(
                format!("--chart: {} does not end as a chart does", shown(path)),
                "end it in .svg (drawing), .png (picture) or .vl.json (Vega-Lite), or say - for the terminal",
            )),
        }
    }

    /// Writes a chart into its file and says so.
    ///
    /// # Errors
    /// The chart cannot be drawn; the file cannot be written.
    pub(super) fn write(
        &self,
        path: &Path,
        format: Format,
        chart: &Chart,
        sink: &mut Sink,
    ) -> Result<(), CliError> {
        let name = shown(path);
        let drawn = chart::write(chart, format, self.chart_theme)
            .map_err(|error| CliError::io(name.clone(), &std::io::Error::other(error)))?;
        file::whole(path, |out| {
            out.write_all(&drawn.bytes)
                .map_err(|error| CliError::io(name.clone(), &error))
        })?;
        if !drawn.undrawable.is_empty() {
            let some: Vec<String> = drawn
                .undrawable
                .iter()
                .take(8)
                .map(char::to_string)
                .collect();
            let more = if drawn.undrawable.len() > some.len() {
                " …"
            } else {
                ""
            };
            written(sink.warning(&format!(
                "{name} shows � for letters that the built-in faces do not have: {}{more}; an SVG is shown \
                 in the reader’s own faces",
                some.join(" ")
            )))?;
        }
        let (figures, series) = (chart.figures(), chart.series());
        let left = match chart.left_out.series {
            0 => String::new(),
            count => format!("; {count} more series are not drawn, as it says"),
        };
        written(sink.note(&format!(
            "{figures} {} in {series} series drawn in {name}{left}",
            if figures == 1 { "figure" } else { "figures" }
        )))
    }
}
