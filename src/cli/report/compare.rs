//! `claimlog report compare`.

use clap::Args;

use super::CsvArgs;
use super::comparing::Comparing;
use crate::cli::chart::{ChartArgs, Target};
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::shared::Json;
use crate::output::compare as output;
use crate::output::sink::Sink;
use crate::report::chart::{Basis, Gatherer};
use crate::report::compare::compare;

/// Arguments of `report compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    chart: ChartArgs,
}

pub(super) fn run(args: CompareArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let target = args.chart.target()?;
    if target == Target::Terminal {
        return Err(CliError::usage(
            "--chart - draws single series, which `claimlog report changes` does",
            "name a file for the chart: .svg, .png or .vl.json",
        ));
    }
    let store = global.open_to_read()?;
    let query = args.comparing.query(&store)?;
    let report = compare(&store, &query)?;
    if args.csv.csv {
        let form = args.csv.form(sink);
        written(output::csv(sink.out(), form, &report))?;
    } else if args.json.json {
        written(output::json(sink.out(), &report))?;
    } else {
        let style = sink.style();
        written(output::text(sink.out(), &style, &report))?;
    }
    if let Target::File(path, format) = target {
        let mut gatherer = Gatherer::default();
        gatherer.comparison(&report);
        let title = report.heading.event.name.shown().to_owned();
        let basis = Basis {
            made: report.made,
            as_of: report.query.as_of,
            recorded_by: report.query.recorded_by,
        };
        let chart = gatherer.finish(title, basis);
        args.chart.write(&path, format, &chart, sink)?;
    }
    Ok(DONE)
}
