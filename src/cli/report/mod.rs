//! `claimlog report`: the analysis, one file a report.

use clap::{Args, Subcommand};

use super::context::Global;
use super::error::CliError;
use crate::output::sheet::Form;
use crate::output::sink::Sink;

mod changes;

pub(super) use changes::print_changes;

/// Which report.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Each series in order, and the step from each figure to the next
    #[command(
        after_help = "A series is one claimant's figures on one event, measure and scope, in order of statement.
Steps: rise, fall, restated, requalified, narrowed (more precise), widened (less precise).

Examples:
  claimlog report changes --event border-clashes-2022
  claimlog report changes --measure killed --as-of 2022-09-15 --recorded-by 2022-09-20
  claimlog report changes --csv > changes.csv"
    )]
    Changes(changes::ChangesArgs),
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, Args)]
pub struct CsvArgs {
    /// Print CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// With --csv: leave text cells that a spreadsheet would run as formulas as they are
    #[arg(long, requires = "csv")]
    raw: bool,
    /// With --csv: a byte order mark and CRLF, as Excel likes them
    #[arg(long, requires = "csv")]
    excel: bool,
}

impl CsvArgs {
    /// Whether CSV is asked for.
    pub(in crate::cli) const fn is_wanted(self) -> bool {
        self.csv
    }

    pub(in crate::cli) fn form(self, sink: &Sink) -> Form {
        Form {
            raw: self.raw,
            excel: self.excel,
            terminal: sink.style().terminal,
        }
    }
}

impl ReportCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Changes(args) => changes::run(args, global, sink),
        }
    }
}
