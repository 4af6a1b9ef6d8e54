//! `claimlog retract`: a claim is withdrawn, its history stays.

use clap::Args;

use super::context::Global;
use super::error::CliError;
use super::shared::{DryRun, Json};
use super::writing::finish;
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::register::Register;
use crate::store::Horizon;

/// Arguments of `retract`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  claimlog retract c7 --reason \"the article is about another event\""
)]
pub struct RetractArgs {
    /// The claim
    claim: String,
    /// The reason, in a few words
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: RetractArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let claim = Register::new(desk.read(), Horizon::NOW).find_claim(&args.claim)?;
    let recorded = desk.retract(claim, &args.reason)?;
    finish(
        desk,
        sink,
        Deed::Retracted,
        recorded.claim.into(),
        args.reason,
        args.dry_run,
        args.json,
    )
}
