//! `claimlog search`: words in any language.

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE};
use super::looking::RecordedBy;
use super::shared::Json;
use crate::output::search;
use crate::output::sink::Sink;
use crate::report::search::Needle;

/// Arguments of `search`.
#[derive(Debug, Args)]
#[command(
    after_help = "Case, diacritics, tatweel, the forms of alef and the digits of different scripts are taken as one.

Examples:
  claimlog search \"نائب وزير\"
  claimlog search killed Goris          both words in one field
  claimlog search '\"at least 49\"'       these words in this order"
)]
pub struct SearchArgs {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: SearchArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let _ = (args, global, sink, DONE);
    Ok(DONE)
}
