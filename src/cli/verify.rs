//! `claimlog verify`: recompute everything.

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, INTEGRITY, written};
use super::shared::Json;
use crate::output::sink::Sink;
use crate::output::verification;
use crate::store::Read as _;
use crate::store::sqlite::{CutOff, SqliteStore};
use crate::verify::{self, Fault};

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
    let (store, cut) = match global.open_to_read() {
        Ok(store) => (store, None),
        // Of a file that was cut off, what is left is verified.
        Err(error) => match SqliteStore::open_cut_off(&global.database()?) {
            Ok(Some((store, cut))) => (store, Some(cut)),
            _ => return Err(error),
        },
    };
    let bar = sink.progress("entries", store.head().map(|head| head.size).ok());
    let mut found = verify::verify(&store, &mut |entries| bar.set(entries))?;
    drop(bar);
    if let Some(CutOff { there, whole }) = cut {
        let left = match found.last {
            None => "none of its records can be read".to_owned(),
            Some(last) => match store.revision(last).ok().flatten() {
                Some(revision) => format!(
                    "its records can be read up to {} (entry {last})",
                    revision.record
                ),
                None => format!("its records can be read up to entry {last}"),
            },
        };
        let detail = format!("it was cut off: of {whole} bytes the first {there} are left; {left}");
        // That the file is damaged is said by this, and once.
        found.faults.retain(|fault| fault.place != "the file");
        found.faults.insert(
            0,
            Fault {
                place: "the file".to_owned(),
                entry: None,
                detail,
            },
        );
    }
    written(verification::write(sink.out(), &found, args.json.json))?;
    Ok(if found.faults.is_empty() {
        DONE
    } else {
        INTEGRITY
    })
}
