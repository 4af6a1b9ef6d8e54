//! `claimlog cite`: a further place where a claim stands.

use clap::Args;

use super::citing::CitationArgs;
use super::context::Global;
use super::error::CliError;
use super::shared::{DryRun, Json, later_cause};
use super::writing::finish;
use crate::model::Cause;
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::Why;
use crate::register::Register;
use crate::store::Horizon;

/// Arguments of `cite`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  claimlog cite c3 --article a5 --via reuters --quote \"50 of its servicemen\""
)]
pub struct CiteArgs {
    /// The claim
    claim: String,
    #[command(flatten)]
    citation: CitationArgs,
    /// Why it is added now
    #[arg(long, value_name = "CAUSE", default_value = "late_discovery", value_parser = later_cause)]
    cause: Cause,
    /// The reason, in a few words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: CiteArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let register = Register::new(desk.read(), Horizon::NOW);
    let claim = register.find_claim(&args.claim)?;
    let spec = args.citation.spec(&register)?;
    let locator = register.article(spec.article)?.locator.shown().to_owned();
    let why = Why {
        grounds: args.cause.into(),
        reason: args.reason,
    };
    let recorded = desk.cite(claim, &spec, &why)?;
    let count = desk.claim_at(claim)?.citations().len();
    let summary = format!("it stands in {locator}; {count} citations in all");
    finish(
        desk,
        sink,
        Deed::Cited,
        recorded.claim.into(),
        summary,
        args.dry_run,
        args.json,
    )
}
