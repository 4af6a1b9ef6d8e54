//! `claimlog report sources`.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{CsvArgs, leave};
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::looking::{RecordedBy, day};
use crate::cli::shared::Json;
use crate::output::sink::Sink;
use crate::output::sources as output;
use crate::register::Register;
use crate::report::sources::{Query, sources};

/// Arguments of `report sources`.
#[derive(Debug, Args)]
pub struct SourcesArgs {
    /// Only about this event: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Only what had been said and printed by that day
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<NaiveDate>,
    /// With --csv: which sheet
    #[arg(
        long,
        value_name = "SHEET",
        requires = "csv",
        default_value = "statements"
    )]
    sheet: Sheet,
    /// List every statement, also where more than 40 are printed by one outlet alone
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    all: bool,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
}

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sheet {
    /// One row for each place where a statement stands
    Statements,
    /// One row for each outlet
    Outlets,
    /// One row for each claimant of figures
    Claimants,
    /// One row for each claim behind each count of the other two
    Counts,
}

impl From<Sheet> for output::Sheet {
    fn from(sheet: Sheet) -> Self {
        match sheet {
            Sheet::Statements => Self::Statements,
            Sheet::Outlets => Self::Outlets,
            Sheet::Claimants => Self::Claimants,
            Sheet::Counts => Self::Counts,
        }
    }
}

pub(super) fn run(args: SourcesArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let horizon = args.recorded_by.horizon(&store)?;
    let register = Register::new(&store, horizon);
    let query = Query {
        event: args
            .event
            .as_deref()
            .map(|event| register.find_event(event))
            .transpose()?,
        as_of: args.as_of,
        recorded_by: args.recorded_by.recorded_by,
    };
    let report = sources(&store, &query)?;
    let style = sink.style();
    written(if args.csv.csv {
        let form = args.csv.form(sink);
        output::csv(sink.out(), form, args.sheet.into(), &report)
    } else if args.json.json {
        output::json(sink.out(), &query, &report)
    } else {
        output::text(sink.out(), &style, &query, &report, args.all)
    })?;
    leave(report);
    Ok(DONE)
}
