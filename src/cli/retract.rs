//! `claimlog retract`: a claim or a rating is withdrawn, its history stays.

use clap::Args;

use super::context::Global;
use super::error::CliError;
use super::shared::{DryRun, Json};
use super::writing::finish;
use crate::model::{AssessmentId, RecordId};
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
    /// The claim (c17) or the rating (r2)
    record: String,
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
    let rating = args
        .record
        .parse::<RecordId>()
        .ok()
        .map(AssessmentId::try_from);
    let record: RecordId = match rating {
        Some(Ok(rating)) => desk
            .retract_assessment(rating, &args.reason)?
            .assessment
            .into(),
        _ => {
            let claim = Register::new(desk.read(), Horizon::NOW).find_claim(&args.record)?;
            desk.retract(claim, &args.reason)?.claim.into()
        }
    };
    finish(
        desk,
        sink,
        Deed::Retracted,
        record,
        args.reason,
        args.dry_run,
        args.json,
    )
}
