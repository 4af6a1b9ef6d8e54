//! `claimlog import`: a sheet of claims in.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, FAILED, written};
use super::shared::{DryRun, Json};
use crate::exchange::Shelf;
use crate::exchange::guard::Guard;
use crate::exchange::sheet::{Missing, SheetOptions, record_sheet, record_sheet_file};
use crate::output::intake;
use crate::output::sink::Sink;
use crate::register::Register;
use crate::store::Horizon;

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The sheet is what `export csv` writes; columns may stand in any order. Needed are kind, claimant, stated_on and
article; what else there is, `export csv` shows. A row of the kind assessment rates the claim whose key `rates` holds. Commas, semicolons or tabs; UTF-8, with or without a byte order mark.
Events, sources and articles that the database has not are made. Nothing is recorded when a row fails, and a sheet
imported again records only what is new.

Examples:
  claimlog import claims.csv
  claimlog import claims.csv --dry-run
  cat claims.csv | claimlog import - --event border-clashes-2022"
)]
pub struct ImportArgs {
    /// The sheet, or - for stdin
    file: PathBuf,
    /// The event of rows that name none: id or handle [default: the only event]
    #[arg(long)]
    event: Option<String>,
    /// Record the good rows although others fail, and exit with 1
    #[arg(long)]
    keep_going: bool,
    /// Take cells as they are, also those with an apostrophe before a formula
    #[arg(long)]
    raw: bool,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: ImportArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let register = Register::new(desk.read(), Horizon::NOW);
    let event = args
        .event
        .as_deref()
        .map(|event| register.find_event(event))
        .transpose()?;
    let options = SheetOptions {
        guard: if args.raw { Guard::Off } else { Guard::On },
        missing: Missing::Make,
        event,
        pinned: &HashMap::new(),
        keep_going: args.keep_going,
    };
    let mut shelf = Shelf::new();
    let outcome = if args.file == Path::new("-") {
        let stdin = Box::new(std::io::stdin().take(u64::MAX));
        record_sheet(
            &mut desk,
            &mut shelf,
            Path::new("stdin"),
            stdin,
            options,
            &mut |_| (),
        )?
    } else {
        let size = std::fs::metadata(&args.file).map(|file| file.len()).ok();
        let bar = sink.progress("reading the sheet", size);
        record_sheet_file(&mut desk, &mut shelf, &args.file, options, &mut |bytes| {
            bar.advance(bytes)
        })?
    };
    written(intake::faults(sink, outcome.failed.iter()))?;
    let is_kept = outcome.failed.is_empty() || args.keep_going;
    for note in outcome.notes.iter().filter(|_| is_kept) {
        written(sink.note(note))?;
    }
    if is_kept && !args.dry_run.dry_run && outcome.is_changed() {
        desk.commit()?;
    }
    if is_kept {
        written(intake::sheet(
            sink,
            &outcome,
            args.dry_run.dry_run,
            args.json.json,
        ))?;
    }
    if outcome.failed.is_empty() {
        return Ok(DONE);
    }
    let rows = usize::try_from(outcome.rows).unwrap_or(usize::MAX);
    let error = CliError::Partly {
        failed: outcome.failed.len(),
        of: rows,
        things: "rows",
        kept: is_kept,
    };
    written(sink.error(&error, error.hint().as_deref()))?;
    Ok(FAILED)
}
