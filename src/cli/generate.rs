//! `claimlog completions` and `claimlog man`: made from the same description as `--help`.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Cli;
use super::context::shown;
use super::deferred::whole;
use super::error::{CliError, DONE, written};
use crate::output::sink::Sink;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  claimlog completions bash > ~/.local/share/bash-completion/completions/claimlog"
)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  claimlog man | man -l -\n  claimlog man --folder ~/.local/share/man/man1"
)]
pub struct ManArgs {
    /// Write one page for each command into this folder
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn completions(args: CompletionsArgs, sink: &mut Sink) -> Result<u8, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut whole(Cli::command),
        "claimlog",
        &mut script,
    );
    written(sink.out().write_all(&script))?;
    Ok(DONE)
}

pub(super) fn man(args: ManArgs, sink: &mut Sink) -> Result<u8, CliError> {
    match args.folder {
        Some(folder) => {
            clap_mangen::generate_to(whole(Cli::command), &folder)
                .map_err(|error| CliError::io(shown(&folder), &error))?;
            written(sink.note(&format!("the pages are in {}", shown(&folder))))?;
        }
        None => {
            let mut page = Vec::new();
            written(clap_mangen::Man::new(whole(Cli::command)).render(&mut page))?;
            written(sink.out().write_all(&page))?;
        }
    }
    Ok(DONE)
}
