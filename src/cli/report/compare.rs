//! `claimlog report compare`.

use clap::{Args, ValueEnum};

use super::comparing::Comparing;
use super::{CsvArgs, leave};
use crate::cli::chart::{ChartArgs, Target};
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::shared::Json;
use crate::output::compare as output;
use crate::output::pair as beside;
use crate::output::sink::Sink;
use crate::report::chart::{Basis, Gatherer};
use crate::report::compare::compare;
use crate::report::pair;
use crate::store::Read;

/// Arguments of `report compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Two claims to put beside one another, by id; without them, all figures of one event
    #[arg(value_name = "CLAIM", num_args = 2)]
    claims: Vec<String>,
    /// With --csv: which sheet
    #[arg(
        long,
        value_name = "SHEET",
        requires = "csv",
        default_value = "figures"
    )]
    sheet: Sheet,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    chart: ChartArgs,
}

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sheet {
    /// One row for each figure
    Figures,
    /// One row for each figure claimed of an enemy, against one that this side admits
    Ratios,
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
    if let [one, other] = args.claims.as_slice() {
        return pair(&args, &store, (one, other), target, sink);
    }
    let query = args.comparing.query(&store)?;
    let report = compare(&store, &query)?;
    if args.csv.csv {
        let form = args.csv.form(sink);
        written(match args.sheet {
            Sheet::Figures => output::csv(sink.out(), form, &report),
            Sheet::Ratios => output::ratios_csv(sink.out(), form, &report),
        })?;
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
    leave(report);
    Ok(DONE)
}

/// Two claims beside one another.
fn pair(
    args: &CompareArgs,
    read: &dyn Read,
    (one, other): (&str, &str),
    target: Target,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    if args.comparing.picks() || args.sheet == Sheet::Ratios || target != Target::None {
        return Err(CliError::usage(
            "two claims by id are compared as they are",
            "leave out --event, --measure, --since, --until, --sheet and --chart",
        ));
    }
    if one == other {
        return Err(CliError::usage(
            format!("{one} is the same claim twice"),
            "give two claims; `claimlog list claims` shows what there is",
        ));
    }
    let report = pair::pair(read, &args.comparing.pair(read, one, other)?)?;
    if args.csv.csv {
        let form = args.csv.form(sink);
        written(beside::csv(sink.out(), form, &report))?;
    } else if args.json.json {
        written(beside::json(sink.out(), &report))?;
    } else {
        let style = sink.style();
        written(beside::text(sink.out(), &style, &report))?;
    }
    Ok(DONE)
}
