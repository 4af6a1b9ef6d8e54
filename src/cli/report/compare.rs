//! `claimlog report compare`.

use clap::Args;

use super::CsvArgs;
use super::comparing::Comparing;
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::shared::Json;
use crate::output::compare as output;
use crate::output::sink::Sink;
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
}

pub(super) fn run(args: CompareArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
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
    Ok(DONE)
}
