//! `claimlog event`: add, edit, show, list.

use clap::{Args, Subcommand, ValueEnum};

use super::context::Global;
use super::deferred::Deferred;
use super::error::CliError;
use super::list::ListArgs;
use super::shared::{DryRun, EditWhy, Json, edited, not_both};
use super::show::ShowArgs;
use super::writing::finish;
use crate::model::{Handle, Label, PartialDate, RecordKind};
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::spec::EventSpec;
use crate::register::Register;
use crate::store::Horizon;

/// What claims are about.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Record an event
    #[command(
        after_help = "Example:\n  claimlog event add border-clashes-2022 --title \"Border clashes, September 2022\" \\\n      --start 2022-09-13 --end 2022-09-14 --side Armenia --side Azerbaijan"
    )]
    Add(Deferred<AddArgs>),
    /// Change how an event is described
    #[command(
        after_help = "Example:\n  claimlog event edit border-clashes-2022 --end 2022-09-14 --reason \"ceasefire announced\""
    )]
    Edit(Deferred<EditArgs>),
    /// Show an event
    #[command(after_help = "Example:\n  claimlog event show e1")]
    Show(Deferred<ShowArgs>),
    /// List the events
    #[command(after_help = "Example:\n  claimlog event list")]
    List(Deferred<ListArgs>),
}

/// The fields of an event.
#[derive(Debug, Args)]
pub struct Fields {
    /// The day it began (EDTF: 2022-09-13, 2022-09, 2022)
    #[arg(long, value_name = "DATE")]
    start: Option<PartialDate>,
    /// The day it ended
    #[arg(long, value_name = "DATE")]
    end: Option<PartialDate>,
    /// Where
    #[arg(long, value_name = "LABEL")]
    place: Option<Label>,
    /// A side; give it once for each. Claims then name one of them
    #[arg(long = "side", value_name = "LABEL")]
    sides: Vec<Label>,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Arguments of `event add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// A short name for typing: border-clashes-2022
    handle: Handle,
    /// The name to show
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

/// What can be cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Clearable {
    Start,
    End,
    Place,
    Side,
    Note,
}

/// Arguments of `event edit`.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The event: its id or handle
    event: String,
    /// A new short name
    #[arg(long)]
    handle: Option<Handle>,
    /// A new name to show
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    fields: Fields,
    /// Empty a field; give it once for each
    #[arg(long, value_name = "FIELD")]
    clear: Vec<Clearable>,
    #[command(flatten)]
    why: EditWhy,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

impl EventCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Add(args) => add(args.get(), global, sink),
            Self::Edit(args) => edit(args.get(), global, sink),
            Self::Show(args) => args.get().run_for(RecordKind::Event, global, sink),
            Self::List(args) => args.get().run_for(RecordKind::Event, global, sink),
        }
    }
}

fn add(args: AddArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let AddArgs {
        handle,
        title,
        fields:
            Fields {
                start,
                end,
                place,
                sides,
                note,
            },
        dry_run,
        json,
    } = args;
    let summary = format!("{title} ({handle})");
    let spec = EventSpec {
        handle,
        title,
        start,
        end,
        place,
        sides,
        note,
    };
    let id = desk.add_event(&spec)?;
    finish(
        desk,
        sink,
        Deed::Recorded,
        id.into(),
        summary,
        dry_run,
        json,
    )
}

fn edit(args: EditArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let id = Register::new(desk.read(), Horizon::NOW).find_event(&args.event)?;
    let mut spec = EventSpec::from(&desk.event_at(id)?);
    let Fields {
        start,
        end,
        place,
        sides,
        note,
    } = args.fields;
    let clears_sides = args.clear.contains(&Clearable::Side);
    not_both("side", !sides.is_empty(), clears_sides)?;
    spec.handle = args.handle.unwrap_or(spec.handle);
    spec.title = args.title.unwrap_or(spec.title);
    spec.start = edited(spec.start, start, &args.clear, Clearable::Start)?;
    spec.end = edited(spec.end, end, &args.clear, Clearable::End)?;
    spec.place = edited(spec.place, place, &args.clear, Clearable::Place)?;
    spec.note = edited(spec.note, note, &args.clear, Clearable::Note)?;
    if !sides.is_empty() || clears_sides {
        spec.sides = sides;
    }
    desk.edit_event(id, &spec, &args.why.into())?;
    let summary = format!("{} ({})", spec.title, spec.handle);
    finish(
        desk,
        sink,
        Deed::Edited,
        id.into(),
        summary,
        args.dry_run,
        args.json,
    )
}
