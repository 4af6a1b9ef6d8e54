//! `claimlog report event`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::leave;

use crate::cli::context::{Global, shown};
use crate::cli::error::{CliError, DONE, written};
use crate::cli::file;
use crate::cli::looking::{RecordedBy, day};
use crate::output::event as output;
use crate::output::sink::Sink;
use crate::register::Register;
use crate::report::event::{DAYS, Query, event};

/// Arguments of `report event`.
#[derive(Debug, Args)]
pub struct EventArgs {
    /// The event: id or handle [default: the only one]
    #[arg(value_name = "EVENT")]
    event: Option<String>,
    /// How many days back from the as-of day, or else from the latest figure, count as the last ones
    #[arg(long, value_name = "N", default_value_t = DAYS, value_parser = clap::value_parser!(u16).range(1..))]
    days: u16,
    /// Only what had been said by that day; what a source corrected later, as it had said it by then
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    form: Form,
    /// Write into this file, whole or not at all [default: stdout]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// In which form; text where none is said.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
struct Form {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print Markdown, with a footnote for each figure
    #[arg(long)]
    markdown: bool,
    /// Print a page of HTML that needs nothing else, with the chart in it
    #[arg(long)]
    html: bool,
}

pub(super) fn run(args: EventArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    if let Some(path) = &args.output {
        file::expect_place(path)?;
    }
    let store = global.open_to_read()?;
    let register = Register::new(&store, args.recorded_by.horizon(&store)?);
    let query = Query {
        event: register.event_or_only(args.event.as_deref())?,
        as_of: args.as_of,
        recorded_by: args.recorded_by.recorded_by,
        days: args.days,
        draws: args.form.html,
    };
    let report = event(&store, &query)?;
    let style = match args.output {
        Some(_) => crate::output::Style::plain(sink.style().width),
        None => sink.style(),
    };
    let write = |out: &mut dyn std::io::Write| match args.form {
        Form { json: true, .. } => output::json(out, &report),
        Form { markdown: true, .. } => output::markdown(out, &report),
        Form { html: true, .. } => output::html(out, &report),
        _ => output::text(out, &style, &report),
    };
    match &args.output {
        Some(path) => file::whole(path, |out| {
            write(out).map_err(|error| CliError::io(shown(path), &error))
        })?,
        None => written(write(sink.out()))?,
    }
    leave(report);
    Ok(DONE)
}
