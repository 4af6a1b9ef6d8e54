//! `claimlog verify`: recompute everything.

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, INTEGRITY, written};
use super::shared::Json;
use crate::output::sink::Sink;
use crate::output::verification;
use crate::store::Read as _;
use crate::verify;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when everything is as it was logged, 3 when something is not.

Example:
  claimlog --db clashes.db verify"
)]
pub struct VerifyArgs {
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: VerifyArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let bar = sink.progress("entries", store.head().map(|head| head.size).ok());
    let found = verify::verify(&store, &mut |entries| bar.set(entries))?;
    drop(bar);
    written(verification::write(sink.out(), &found, args.json.json))?;
    Ok(if found.faults.is_empty() {
        DONE
    } else {
        INTEGRITY
    })
}
