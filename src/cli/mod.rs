//! The command line: one file per command, its arguments on top, one function below.
//!
//! Enter: arguments and the environment. Leaves: an exit code; results on stdout, words on stderr, both through
//! [`crate::output`]. Errors, hints and exit codes are in `error`.

mod add;
mod amend;
mod article;
mod assess;
mod chart;
mod cite;
mod citing;
mod context;
mod deferred;
mod error;
mod event;
mod export;
mod extracting;
mod figure;
mod file;
mod generate;
mod history;
mod import;
mod ingest;
mod init;
mod list;
mod looking;
mod propose;
mod report;
mod retract;
mod review;
mod search;
mod shared;
mod show;
mod source;
mod verify;
mod writing;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::sink::Sink;
use context::Global;
use deferred::Deferred;
use error::{BUG, CliError, DONE, USAGE, written};

/// A fact-checking claim tracker with versioned records.
///
/// Records what articles say (casualty figures, accusations), who said it, through whom and when; keeps the article's
/// bytes under their SHA-256 and every version of every record; and shows how figures change over successive reports.
#[derive(Debug, Parser)]
#[command(
    name = "claimlog",
    version,
    max_term_width = 110,
    after_help = "Examples:
  claimlog --db clashes.db ingest fixtures/border-clashes-2022   take a whole case in, and see what changed
  claimlog add figure --help                                     how one figure is recorded
  claimlog report changes --event border-clashes-2022            each series in order, and every step
  claimlog verify                                                recompute everything

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 not as it was logged, 70 a bug, 75 busy."
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a database
    Init(Deferred<init::InitArgs>),
    /// Capture articles (files, folders, - for stdin) or take a whole case folder
    Ingest(Deferred<ingest::IngestArgs>),
    /// What claims are about: add, edit, show, list
    #[command(subcommand)]
    Event(Deferred<event::EventCommand>),
    /// Whoever publishes, relays, states or is accused: add, edit, show, list
    #[command(subcommand)]
    Source(Deferred<source::SourceCommand>),
    /// Published items: add, edit, show, list
    #[command(subcommand)]
    Article(Deferred<article::ArticleCommand>),
    /// Record one claim with its citation
    #[command(subcommand)]
    Add(Deferred<add::AddCommand>),
    /// Add a further place where a claim stands
    Cite(Deferred<cite::CiteArgs>),
    /// Write a new version of a claim
    Amend(Deferred<amend::AmendArgs>),
    /// Rate a claim, with the reasons and the evidence
    Assess(Deferred<assess::AssessArgs>),
    /// Withdraw a claim or a rating; its history stays
    Retract(Deferred<retract::RetractArgs>),
    /// Show a record, or the text of a snapshot with its citations marked
    Show(Deferred<show::ShowArgs>),
    /// Show every version of a record and what differs between them
    History(Deferred<history::HistoryArgs>),
    /// List events, sources, articles, snapshots, claims or assessments
    List(Deferred<list::ListCommandArgs>),
    /// Find words in any language, in titles, names, texts, quotes and notes
    Search(Deferred<search::SearchArgs>),
    /// The analysis
    #[command(subcommand)]
    Report(Deferred<report::ReportCommand>),
    /// Read a sheet of claims, as `export csv` writes it
    Import(Deferred<import::ImportArgs>),
    /// Write claims or the log to a file or stdout
    #[command(subcommand)]
    Export(Deferred<export::ExportCommand>),
    /// Show the figures and accusations that stand in a text, for a person to accept
    Propose(Deferred<propose::ProposeArgs>),
    /// Decide about what is proposed: accept, edit, refuse, one by one or by id
    Review(Deferred<review::ReviewArgs>),
    /// Recompute everything: bytes, texts, quotes, figures, leaves, tree
    Verify(Deferred<verify::VerifyArgs>),
    /// Print completions for a shell
    Completions(Deferred<generate::CompletionsArgs>),
    /// Print the manual page
    Man(Deferred<generate::ManArgs>),
}

impl Command {
    fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Init(args) => init::run(args.get(), global, sink),
            Self::Ingest(args) => ingest::run(args.get(), global, sink),
            Self::Event(command) => command.get().run(global, sink),
            Self::Source(command) => command.get().run(global, sink),
            Self::Article(command) => command.get().run(global, sink),
            Self::Add(command) => command.get().run(global, sink),
            Self::Cite(args) => cite::run(args.get(), global, sink),
            Self::Amend(args) => amend::run(args.get(), global, sink),
            Self::Assess(args) => assess::run(args.get(), global, sink),
            Self::Retract(args) => retract::run(args.get(), global, sink),
            Self::Show(args) => args.get().run(global, sink),
            Self::History(args) => history::run(args.get(), global, sink),
            Self::List(args) => args.get().run(global, sink),
            Self::Search(args) => search::run(args.get(), global, sink),
            Self::Report(command) => command.get().run(global, sink),
            Self::Import(args) => import::run(args.get(), global, sink),
            Self::Export(command) => command.get().run(global, sink),
            Self::Propose(args) => propose::run(args.get(), global, sink),
            Self::Review(args) => review::run(args.get(), global, sink),
            Self::Verify(args) => verify::run(args.get(), global, sink),
            Self::Completions(args) => generate::completions(args.get(), sink),
            Self::Man(args) => generate::man(args.get(), sink),
        }
    }
}

/// Runs the program: parses `args`, does what they say, reports an error, and chooses the exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let Cli { global, command } = cli;
    let mut sink = Sink::system(global.quiet);
    // A panic is a bug and has an exit code of its own; its message is printed by the default hook.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        command.run(&global, &mut sink).and_then(|code| {
            written(sink.finish())?;
            Ok(code)
        })
    }));
    match outcome {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(error)) if error.is_closed_pipe() => ExitCode::from(DONE),
        Ok(Err(error)) => {
            // What was printed before the error belongs to the result; a pipe that is gone changes nothing now.
            let _ = sink.error(&error, error.hint().as_deref());
            ExitCode::from(error.exit_code())
        }
        Err(_) => {
            let _ = sink.bug();
            ExitCode::from(BUG)
        }
    }
}

/// What clap says: help and version on stdout, a wrong argument on stderr, with our own hint where the value's type
/// has one.
fn usage(error: &clap::Error) -> ExitCode {
    use std::error::Error as _;
    if let Some(model) = error
        .source()
        .and_then(|source| source.downcast_ref::<crate::model::ModelError>())
    {
        let argument = error
            .get(clap::error::ContextKind::InvalidArg)
            .map(ToString::to_string);
        let place = argument
            .map(|argument| format!("{argument}: "))
            .unwrap_or_default();
        let message = CliError::usage(format!("{place}{model}"), model.hint().unwrap_or_default());
        let _ = Sink::system(false).error(&message, model.hint());
        return ExitCode::from(USAGE);
    }
    let text = error.render().to_string();
    let mut sink = Sink::system(false);
    if error.use_stderr() {
        let _ = sink.usage(text.strip_prefix("error: ").unwrap_or(&text));
        return ExitCode::from(USAGE);
    }
    let printed =
        std::io::Write::write_all(sink.out(), text.as_bytes()).and_then(|()| sink.finish());
    match printed {
        Err(error) if !crate::output::sink::is_closed_pipe(&error) => {
            let error = CliError::io("standard output", &error);
            let _ = sink.error(&error, None);
            ExitCode::from(error.exit_code())
        }
        _ => ExitCode::from(DONE),
    }
}
