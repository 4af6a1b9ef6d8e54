//! `claimlog report`: the analysis, one file a report.

use clap::{Args, Subcommand};

use super::context::Global;
use super::deferred::Deferred;
use super::error::CliError;
use crate::output::sheet::Form;
use crate::output::sink::Sink;

mod accusations;
mod changes;
mod compare;
mod comparing;
mod conflicts;
mod event;
mod sources;

pub(super) use changes::print_changes;

/// Which report.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Each series in order, and the step from each figure to the next
    #[command(
        after_help = "A series is one claimant's figures on one event, measure and scope, in order of statement.
Steps: rise, fall, restated, requalified, narrowed (more precise), widened (less precise), \
lowered (a lower number, but both may be true). Figures of what is new are stepped from one of the same time alone \
(“corrects c1”); the others are · other period or · period unknown, without a number.
Marks: ↻ the source corrected what it had said; ✎ the desk corrected its own entry; ⚠ a flag, with what it rests on.
Flags: cumulative_falls, counter_restarts, sum_differs, stale, keyboard_slip, misdated, headline_disagrees, \
unknown_source; and single_source and no_quote, which are only counted unless they are asked for.

--summary has one line a series instead: its figures counted (↻ ✎ later versions of them, and claims withdrawn or moved \
away), the first, the latest, the lowest and the highest, how many steps up, down, restated, requalified, narrowed and \
widened or of another period, the net step and the biggest one. Of the flags it tells those that figures alone can raise: cumulative_falls, \
counter_restarts, sum_differs, keyboard_slip, and misdated by its place among the others. Each figure has its claim; \
--json and --csv have its quote and the SHA-256 of the copy too.

Examples:
  claimlog report changes --summary
  claimlog report changes --summary --csv > summary.csv
  claimlog report changes --event border-clashes-2022
  claimlog report changes --measure killed --as-of 2022-09-15 --recorded-by 2022-09-20
  claimlog report changes --flags sum_differs,keyboard_slip
  claimlog report changes --flags all --no-desk-corrections
  claimlog report changes --csv > changes.csv
  claimlog report changes --csv --sheet revisions > revisions.csv
  claimlog report changes --event border-clashes-2022 --measure killed --chart killed.svg
  claimlog report changes --event border-clashes-2022 --chart -"
    )]
    Changes(Deferred<changes::ChangesArgs>),
    /// Who accuses whom of what, and what became of each accusation
    #[command(
        after_help = "Each accusation is followed in order of time, in the same form for every side: denial, confirmation, \
concession, answers to those, the desk's ratings (`claimlog assess`) and what they rest on. It is unanswered while \
neither the accused nor a source that speaks for the side of the accused has answered it.

Examples:
  claimlog report accusations --event border-clashes-2022
  claimlog report accusations --accused azerbaijan --unanswered
  claimlog report accusations --as-of 2022-09-14 --csv > accusations.csv"
    )]
    Accusations(Deferred<accusations::AccusationsArgs>),
    /// Claimant beside claimant, day by day: own losses, losses claimed of the enemy, and their ratio
    #[command(
        after_help = "Only figures of one scope stand together: measure, victims, side, status, place, aggregation. --loosen leaves \
parts of it out of account and says so; what then stands together is certain of nothing. Figures of what is new stand \
in columns by the time that they cover. Whether losses are a claimant's own is told by the side that the source \
speaks for (`claimlog source edit S --speaks-for SIDE`). Without --measure the report is of those killed.

In the table ≈ is about, ≥ at least, > more than, ≤ up to, < fewer than. --csv has one row a figure, --csv --sheet \
ratios one row a ratio, --json both. With two claims by id it says how the one stands to the other (equal, \
compatible, contradicts, narrows, widens, supersedes), or why they may not be compared.

Examples:
  claimlog report compare --event border-clashes-2022
  claimlog report compare --measure injured --as-of 2022-09-15 --recorded-by 2022-09-20
  claimlog report compare --loosen victims,status
  claimlog report compare c8 c20
  claimlog report compare --csv > compare.csv
  claimlog report compare --csv --sheet ratios > ratios.csv
  claimlog report compare --event border-clashes-2022 --chart compare.png"
    )]
    Compare(Deferred<compare::CompareArgs>),
    /// Claims of one scope that do not meet: the gap, when it opened and when it closed
    #[command(
        after_help = "Two claimants contradict one another from the day on which both have said figures of one scope and an overlapping \
period whose intervals do not meet, until a new statement of either meets the other's. A lower total up to an earlier \
day may have grown since; such a pair is listed last and marked, and so is one that only --loosen puts together, or of \
which the last figure of a day is not known. Figures of what is new are compared where they certainly cover the same \
time. --since and --until leave out what was closed before \
or opened after.

“about 50” is read as 45–55, “dozens” as 20–99; --vague acled reads it as 12. The rules are in README.md.

Examples:
  claimlog report conflicts --event border-clashes-2022
  claimlog report conflicts --measure killed --as-of 2022-09-15
  claimlog report conflicts --loosen victims,status
  claimlog report conflicts --csv > conflicts.csv"
    )]
    Conflicts(Deferred<conflicts::ConflictsArgs>),
    /// How many outlets and how many origins; who printed it first; whose figures were revised
    #[command(
        after_help = "Outlets that print one claimant's statement are one origin. An outlet's own words are joined with another claim \
that states the same when both stand in near-identical texts. Routes are the ways in which a statement came out: \
whoever heard it from the claimant, counted once where outlets share a relay or a text. Where more than 40 statements of \
an event are printed by one outlet alone, those are counted and not listed; --all lists them, --csv and --json hold \
everything. --csv --sheet counts has one row for each claim behind each count of the sheets of outlets and claimants.

Examples:
  claimlog report sources --event border-clashes-2022
  claimlog report sources --all
  claimlog report sources --as-of 2022-09-14 --json
  claimlog report sources --csv --sheet outlets > outlets.csv
  claimlog report sources --csv --sheet counts > counts.csv"
    )]
    Sources(Deferred<sources::SourcesArgs>),
    /// One page on an event: the latest figures, what was said last, contradictions, accusations, sources
    #[command(
        after_help = "The last days are counted back from the as-of day, or else from the latest day on which a figure was stated: the \
same log gives the same page on any day. In Markdown and HTML each figure leads to a note with its claim, version, \
quote and the SHA-256 of the copy; in the terminal it is the claim's id, for `claimlog show`.

Examples:
  claimlog report event border-clashes-2022
  claimlog report event border-clashes-2022 --days 2 --as-of 2022-09-16
  claimlog report event border-clashes-2022 --html --output page.html
  claimlog report event --markdown > page.md"
    )]
    Event(Deferred<event::EventArgs>),
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
            Self::Changes(args) => changes::run(args.get(), global, sink),
            Self::Sources(args) => sources::run(args.get(), global, sink),
            Self::Accusations(args) => accusations::run(args.get(), global, sink),
            Self::Compare(args) => compare::run(args.get(), global, sink),
            Self::Conflicts(args) => conflicts::run(args.get(), global, sink),
            Self::Event(args) => event::run(args.get(), global, sink),
        }
    }
}

/// Lets go of a report that was written. The process ends next and gives back all of its memory at once: taking a
/// large report apart first, text by text, would take a twentieth of the whole time.
fn leave<T>(report: T) {
    std::mem::forget(report);
}
