//! `claimlog export`: sheets and JSON Lines out.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::context::{Global, shown};
use super::deferred::Deferred;
use super::error::{CliError, DONE, written};
use super::file;
use super::looking::RecordedBy;
use crate::exchange::guard::Guard;
use crate::exchange::sheet::{Style, write_claims, write_history};
use crate::exchange::{ExchangeError, jsonl};
use crate::model::{Claim, ClaimId, Measure};
use crate::output::number::counted;
use crate::output::sink::Sink;
use crate::register::Register;

/// In which form.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The claims and how they are rated as a sheet, which `import` reads back
    #[command(
        after_help = "One row for each place where a claim stands; ratings of claims (`claimlog assess`) stand behind them. What was
retracted is left out, unless --history is given.

Examples:
  claimlog export csv > claims.csv
  claimlog export csv --event border-clashes-2022 --measure killed --output killed.csv
  claimlog export csv --history --output history.csv"
    )]
    Csv(Deferred<CsvArgs>),
    /// The claims with how they are rated, or the whole log for checking by somebody else, as JSON Lines
    #[command(
        after_help = "One object a line and claim, its citations and the desk's ratings of it inside. What was retracted is left out,
and stands in --log.

Examples:
  claimlog export jsonl > claims.jsonl
  claimlog export jsonl --log --output log.jsonl && python3 tests/log_check.py log.jsonl"
    )]
    Jsonl(Deferred<JsonlArgs>),
}

/// Which claims.
#[derive(Debug, Args)]
pub struct Wanted {
    /// Only of this event: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Only of this measure
    #[arg(long)]
    measure: Option<Measure>,
    /// Only by this claimant: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    claimant: Option<String>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    /// Write into this file, whole or not at all [default: stdout]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Arguments of `export csv`.
#[derive(Debug, Args)]
pub struct CsvArgs {
    #[command(flatten)]
    wanted: Wanted,
    /// Every version of every claim, with who wrote it, when and why
    #[arg(long)]
    history: bool,
    /// Leave text cells that a spreadsheet would run as formulas as they are
    #[arg(long)]
    raw: bool,
    /// A byte order mark and CRLF, as Excel likes them
    #[arg(long)]
    excel: bool,
}

/// Arguments of `export jsonl`.
#[derive(Debug, Args)]
pub struct JsonlArgs {
    #[command(flatten)]
    wanted: Wanted,
    /// Every entry of the log with its leaf, its canonical JSON and the texts that it commits to
    #[arg(long, conflicts_with_all = ["event", "measure", "claimant", "recorded_by"])]
    log: bool,
}

impl ExportCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Csv(args) => csv(&args.get(), global, sink),
            Self::Jsonl(args) => jsonl(&args.get(), global, sink),
        }
    }
}

fn csv(args: &CsvArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let horizon = args.wanted.recorded_by.horizon(&store)?;
    let filter = args.wanted.filter(&Register::new(&store, horizon))?;
    let style = Style {
        guard: if args.raw { Guard::Off } else { Guard::On },
        excel: args.excel,
    };
    let told = to(args.wanted.output.as_deref(), sink, |out| {
        Ok(if args.history {
            write_history(&store, horizon, filter.as_deref(), style, out)?
        } else {
            write_claims(&store, horizon, filter.as_deref(), style, out)?
        })
    })?;
    for naming in &told.dangling {
        written(sink.warning(&format!(
            "{} names {}, which is retracted and not in the sheet: an import will refuse that row",
            naming.record, naming.names
        )))?;
    }
    if let Some(path) = &args.wanted.output {
        written(sink.note(&format!(
            "{}{} in {} in {}",
            counted(told.claims, "claim", "claims"),
            match told.assessments {
                0 => String::new(),
                count => format!(" and {}", counted(count, "assessment", "assessments")),
            },
            counted(told.rows, "row", "rows"),
            shown(path)
        )))?;
    }
    Ok(DONE)
}

fn jsonl(args: &JsonlArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let horizon = args.wanted.recorded_by.horizon(&store)?;
    let filter = args.wanted.filter(&Register::new(&store, horizon))?;
    to(args.wanted.output.as_deref(), sink, |out| {
        if args.log {
            jsonl::write_log(&store, out)?;
        } else {
            jsonl::write_claims(&store, horizon, filter.as_deref(), out)?;
        }
        Ok(())
    })?;
    Ok(DONE)
}

type ClaimFilter = Box<dyn Fn(ClaimId, &Claim) -> bool>;

impl Wanted {
    fn filter(&self, register: &Register<'_>) -> Result<Option<ClaimFilter>, CliError> {
        let event = self
            .event
            .as_deref()
            .map(|event| register.find_event(event))
            .transpose()?;
        let claimant = self
            .claimant
            .as_deref()
            .map(|source| register.find_source(source))
            .transpose()?;
        let measure = self.measure;
        if event.is_none() && claimant.is_none() && measure.is_none() {
            return Ok(None);
        }
        Ok(Some(Box::new(move |_, claim| {
            event.is_none_or(|event| claim.event == event)
                && claimant.is_none_or(|claimant| claim.claimant == claimant)
                && measure.is_none_or(|measure| {
                    claim
                        .figure()
                        .is_some_and(|figure| figure.measure == measure)
                })
        })))
    }
}

/// Writes to stdout, or into a file, whole or not at all.
fn to<T>(
    path: Option<&Path>,
    sink: &mut Sink,
    write: impl FnOnce(&mut dyn Write) -> Result<T, ExchangeError>,
) -> Result<T, CliError> {
    let Some(path) = path else {
        return write(sink.out()).map_err(|error| outgoing(error, "standard output"));
    };
    let name = shown(path);
    file::whole(path, |out| {
        write(out).map_err(|error| outgoing(error, &name))
    })
}

/// A failure to write is named by where it was written to.
fn outgoing(error: ExchangeError, place: &str) -> CliError {
    match error {
        ExchangeError::Write(error) => CliError::io(place, &error),
        other => other.into(),
    }
}
