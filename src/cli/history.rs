//! `claimlog history`: every version of a record, and what differs between them.

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, written};
use super::looking::RecordedBy;
use super::shared::Json;
use super::show::find;
use crate::output::history;
use crate::output::sink::Sink;
use crate::register::Register;

/// Arguments of `history`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  claimlog history c3")]
pub struct HistoryArgs {
    /// An id (e1, s5, a12, n12, c17, r2), a handle, a name, a URL or a label
    record: String,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: HistoryArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let store = global.open_to_read()?;
    let horizon = args.recorded_by.horizon(&store)?;
    let id = find(&Register::new(&store, horizon), &args.record)?;
    let found = crate::report::history::history(&store, id, horizon)?;
    let style = sink.style();
    written(if args.json.json {
        history::json(sink.out(), &found)
    } else {
        history::text(sink.out(), &style, &found)
    })?;
    Ok(DONE)
}
