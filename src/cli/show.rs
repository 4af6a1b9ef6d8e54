//! `claimlog show`: a record, or the text of a snapshot with its citations marked.

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, written};
use super::looking::RecordedBy;
use super::shared::Json;
use crate::model::{RecordId, RecordKind, RevisionNumber, SnapshotId};
use crate::output::sink::Sink;
use crate::output::{record, text};
use crate::register::Register;
use crate::report::marked_text::marked_text;
use crate::report::record::show;
use crate::store::{Horizon, Read};

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  claimlog show c3                 a claim with its figure, scope and citations
  claimlog show c3 --revision 1    as it was first recorded
  claimlog show n4 --text          an article's text with its citations marked
  claimlog show a4 --text          the same, of its newest snapshot
  claimlog show azerbaijan-mod     a source by its handle")]
pub struct ShowArgs {
    /// An id (e1, s5, a12, n12, c17, r2), a handle, a name, a URL or a label
    record: String,
    /// This version of it
    #[arg(long, value_name = "N", value_parser = revision_number)]
    revision: Option<RevisionNumber>,
    /// Print the readable text, with the citations that rest on it marked
    #[arg(long, conflicts_with = "revision")]
    text: bool,
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
}

fn revision_number(text: &str) -> Result<RevisionNumber, String> {
    text.parse()
        .map(RevisionNumber::new)
        .map_err(|_| format!("“{text}” is not the number of a version, from 1"))
}

impl ShowArgs {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        let store = global.open_to_read()?;
        let horizon = self.recorded_by.horizon(&store)?;
        let id = find(&Register::new(&store, horizon), &self.record)?;
        self.print(id, horizon, &store, sink)
    }

    /// Shows a record of one kind: `claimlog event show`.
    pub(super) fn run_for(
        self,
        kind: RecordKind,
        global: &Global,
        sink: &mut Sink,
    ) -> Result<u8, CliError> {
        let store = global.open_to_read()?;
        let horizon = self.recorded_by.horizon(&store)?;
        let register = Register::new(&store, horizon);
        let id = match kind {
            RecordKind::Event => register.find_event(&self.record)?.into(),
            RecordKind::Source => register.find_source(&self.record)?.into(),
            _ => register.find_article(&self.record)?.into(),
        };
        self.print(id, horizon, &store, sink)
    }

    fn print(
        &self,
        id: RecordId,
        horizon: Horizon,
        read: &dyn Read,
        sink: &mut Sink,
    ) -> Result<u8, CliError> {
        if self.text {
            let snapshot = snapshot_of(id, read)?;
            let marked = marked_text(read, snapshot, horizon)?;
            let style = sink.style();
            written(if self.json.json {
                text::json(sink.out(), &marked)
            } else {
                text::text(sink.out(), &style, &marked)
            })?;
        } else {
            let view = show(read, id, horizon, self.revision)?;
            let style = sink.style();
            written(if self.json.json {
                record::json(sink.out(), &view)
            } else {
                record::text(sink.out(), &style, &view)
            })?;
        }
        Ok(DONE)
    }
}

/// The record that is meant: an id of any kind, else an event, a source or an article by its name.
pub(super) fn find(register: &Register<'_>, given: &str) -> Result<RecordId, CliError> {
    if let Ok(id) = given.parse::<RecordId>() {
        return Ok(id);
    }
    if let Ok(event) = register.find_event(given) {
        return Ok(event.into());
    }
    if let Ok(article) = register.find_article(given) {
        return Ok(article.into());
    }
    Ok(register.find_source(given)?.into())
}

/// The snapshot itself, or the newest one of an article.
fn snapshot_of(id: RecordId, read: &dyn Read) -> Result<SnapshotId, CliError> {
    match id.kind() {
        RecordKind::Snapshot => Ok(id.try_into()?),
        RecordKind::Article => read
            .snapshots_of(id.try_into()?)?
            .last()
            .copied()
            .ok_or_else(|| {
                CliError::usage(
                    format!("no copy of {id} is held, so there is no text to show"),
                    format!("capture one with `claimlog ingest --article {id} FILE`"),
                )
            }),
        _ => Err(CliError::usage(
            format!("{id} has no text"),
            "--text shows a snapshot (n4) or the newest one of an article (a4)",
        )),
    }
}
