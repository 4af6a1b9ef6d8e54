//! `claimlog init`: make a database.

use clap::Args;

use super::context::{Global, shown};
use super::error::{CliError, DONE, written};
use crate::output::sink::Sink;
use crate::store::sqlite::SqliteStore;

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  claimlog init\n  claimlog --db clashes.db init")]
pub struct InitArgs {}

pub(super) fn run(_: InitArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let path = global.new_database();
    SqliteStore::create(&path)?;
    written(sink.note(&format!(
        "made {}; next: claimlog event add, claimlog source add, claimlog ingest",
        shown(&path)
    )))?;
    Ok(DONE)
}
