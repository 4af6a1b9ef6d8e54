//! `claimlog search`: words in any language.

use std::ops::ControlFlow;

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, written};
use super::looking::RecordedBy;
use super::shared::Json as JsonFlag;
use crate::output::search::{Json, Text};
use crate::output::sink::Sink;
use crate::report::search::{Needle, search};
use crate::store::Read as _;

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
    json: JsonFlag,
}

pub(super) fn run(args: SearchArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let needle = Needle::parse(&args.words.join(" "))?;
    let store = global.open_to_read()?;
    let horizon = args.recorded_by.horizon(&store)?;
    let style = sink.style();
    let unsearched = if args.json.json {
        let mut list = written(Json::begin(sink.out(), &needle, store.head()?))?;
        let unsearched = search::<CliError>(&store, &needle, horizon, |hit| {
            written(list.hit(&hit))?;
            Ok(ControlFlow::Continue(()))
        })?;
        written(list.finish(&unsearched))?;
        unsearched
    } else {
        let mut list = Text::begin(sink.out(), style);
        let unsearched = search::<CliError>(&store, &needle, horizon, |hit| {
            written(list.hit(&hit))?;
            Ok(ControlFlow::Continue(()))
        })?;
        written(list.finish(&needle))?;
        unsearched
    };
    for text in unsearched {
        written(sink.warning(&format!(
            "the text of {} was not searched: {}",
            text.snapshot, text.reason
        )))?;
    }
    Ok(DONE)
}
