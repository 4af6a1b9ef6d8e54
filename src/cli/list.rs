//! `claimlog list`, and `list` of each kind of record.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::context::Global;
use super::error::{CliError, DONE, written};
use super::looking::{RecordedBy, day, in_order};
use super::shared::Json;
use crate::model::{Measure, RecordKind};
use crate::output::listing;
use crate::output::sheet::Form;
use crate::output::sink::Sink;
use crate::register::Register;
use crate::report::listing::{ClaimKind, Filter, each};
use crate::store::Read;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Events,
    Sources,
    Articles,
    Snapshots,
    Claims,
    Assessments,
}

impl From<Kind> for RecordKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Events => Self::Event,
            Kind::Sources => Self::Source,
            Kind::Articles => Self::Article,
            Kind::Snapshots => Self::Snapshot,
            Kind::Claims => Self::Claim,
            Kind::Assessments => Self::Assessment,
        }
    }
}

/// Arguments of `list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  claimlog list
  claimlog list claims --event border-clashes-2022 --measure killed --since 2022-09-15
  claimlog list articles --csv")]
pub struct ListCommandArgs {
    /// What to list
    #[arg(default_value = "claims")]
    what: Kind,
    /// Claims about this event, and ratings of them: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Claims that this source states, published or relayed; articles that it published
    #[arg(long)]
    source: Option<String>,
    /// Figures of this measure
    #[arg(long)]
    measure: Option<Measure>,
    /// figure, accusation, denial, confirmation or concession
    #[arg(long)]
    kind: Option<ClaimKind>,
    /// Stated, printed, rated or going on that day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<NaiveDate>,
    /// Stated, printed, rated or going on that day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<NaiveDate>,
    /// Retracted claims and ratings too
    #[arg(long)]
    retracted: bool,
    #[command(flatten)]
    list: ListArgs,
}

/// What every list takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    recorded_by: RecordedBy,
    #[command(flatten)]
    json: Json,
    /// Print CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl ListCommandArgs {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        let store = global.open_to_read()?;
        let register = Register::new(&store, self.list.recorded_by.horizon(&store)?);
        in_order(self.since, self.until)?;
        let filter = Filter {
            event: self
                .event
                .as_deref()
                .map(|event| register.find_event(event))
                .transpose()?,
            source: self
                .source
                .as_deref()
                .map(|source| register.find_source(source))
                .transpose()?,
            measure: self.measure,
            kind: self.kind,
            since: self.since,
            until: self.until,
            retracted: self.retracted,
        };
        self.list.print(self.what.into(), &filter, &store, sink)
    }
}

impl ListArgs {
    /// Lists all records of one kind: `claimlog event list`.
    pub(super) fn run_for(
        self,
        kind: RecordKind,
        global: &Global,
        sink: &mut Sink,
    ) -> Result<u8, CliError> {
        let store = global.open_to_read()?;
        self.print(kind, &Filter::default(), &store, sink)
    }
}

impl ListArgs {
    fn print(
        &self,
        kind: RecordKind,
        filter: &Filter,
        read: &dyn Read,
        sink: &mut Sink,
    ) -> Result<u8, CliError> {
        let horizon = self.recorded_by.horizon(read)?;
        let style = sink.style();
        let mut list = written(if self.csv {
            listing::csv(
                sink.out(),
                kind,
                Form {
                    terminal: style.terminal,
                    ..Form::default()
                },
            )
        } else if self.json.json {
            listing::json(sink.out(), kind, read.head()?)
        } else {
            listing::text(sink.out(), style, kind)
        })?;
        each::<CliError>(read, kind, filter, horizon, |line| {
            written(list.line(&line))?;
            Ok(ControlFlow::Continue(()))
        })?;
        written(list.finish())?;
        Ok(DONE)
    }
}
