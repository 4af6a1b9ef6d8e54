//! `claimlog report accusations`.

use chrono::NaiveDate;
use clap::Args;

use super::CsvArgs;
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::looking::{RecordedBy, day};
use crate::cli::shared::Json;
use crate::output::accusations as output;
use crate::output::sink::Sink;
use crate::register::Register;
use crate::report::accusations::{Query, accusations};

/// Arguments of `report accusations`.
#[derive(Debug, Args)]
pub struct AccusationsArgs {
    /// Only about this event: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Only accusations by this source: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    accuser: Option<String>,
    /// Only accusations against this source: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    accused: Option<String>,
    /// Only accusations that neither the accused nor a source of its side has answered
    #[arg(long)]
    unanswered: bool,
    /// Only what had been said, and rated, by that day
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
}

pub(super) fn run(args: AccusationsArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let horizon = args.recorded_by.horizon(&store)?;
    let register = Register::new(&store, horizon);
    let source = |given: &Option<String>| {
        given
            .as_deref()
            .map(|source| register.find_source(source))
            .transpose()
    };
    let query = Query {
        event: args
            .event
            .as_deref()
            .map(|event| register.find_event(event))
            .transpose()?,
        accuser: source(&args.accuser)?,
        accused: source(&args.accused)?,
        as_of: args.as_of,
        recorded_by: args.recorded_by.recorded_by,
        unanswered: args.unanswered,
    };
    let report = accusations(&store, &query)?;
    let style = sink.style();
    written(if args.csv.csv {
        let form = args.csv.form(sink);
        output::csv(sink.out(), form, &report)
    } else if args.json.json {
        output::json(sink.out(), &query, &report)
    } else {
        output::text(sink.out(), &style, &query, &report)
    })?;
    Ok(DONE)
}
