//! `claimlog report conflicts`.

use clap::Args;

use super::comparing::Comparing;
use super::{CsvArgs, leave};
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::shared::Json;
use crate::output::conflicts as output;
use crate::output::sink::Sink;
use crate::report::conflicts::conflicts;

/// Arguments of `report conflicts`.
#[derive(Debug, Args)]
pub struct ConflictsArgs {
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
}

pub(super) fn run(args: ConflictsArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let query = args.comparing.query(&store)?;
    let report = conflicts(&store, &query)?;
    if args.csv.csv {
        let form = args.csv.form(sink);
        written(output::csv(sink.out(), form, &report))?;
    } else if args.json.json {
        written(output::json(sink.out(), &report))?;
    } else {
        let style = sink.style();
        written(output::text(sink.out(), &style, &report))?;
    }
    leave(report);
    Ok(DONE)
}
