//! `claimlog source`: add, edit, show, list.

use clap::{Args, Subcommand, ValueEnum};

use super::context::Global;
use super::deferred::Deferred;
use super::error::CliError;
use super::list::ListArgs;
use super::shared::{DryRun, EditWhy, Json, TaggedName, edited};
use super::show::ShowArgs;
use super::writing::finish;
use crate::model::{Country, Handle, Label, RecordKind, Reliability, SourceKind};
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::spec::SourceSpec;
use crate::register::Register;
use crate::store::Horizon;

/// Whoever publishes, relays, states or is accused.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Record a source
    #[command(
        after_help = "Example:\n  claimlog source add azerbaijan-mod --name \"Ministry of Defence of Azerbaijan\" \\\n      --alias \"ar:وزارة الدفاع الأذربيجانية\" --kind official --country AZ --speaks-for Azerbaijan --reliability C"
    )]
    Add(Deferred<AddArgs>),
    /// Change how a source is described
    #[command(
        after_help = "Example:\n  claimlog source edit azerbaijan-mod --alias \"ru:Минобороны Азербайджана\""
    )]
    Edit(Deferred<EditArgs>),
    /// Show a source
    #[command(after_help = "Example:\n  claimlog source show s5")]
    Show(Deferred<ShowArgs>),
    /// List the sources
    #[command(after_help = "Example:\n  claimlog source list")]
    List(Deferred<ListArgs>),
}

/// The fields of a source.
#[derive(Debug, Args)]
pub struct Fields {
    /// A further name, its language before it: “ar:وزارة الدفاع”; give it once for each
    #[arg(long = "alias", value_name = "[LANGUAGE:]NAME")]
    aliases: Vec<TaggedName>,
    /// Its country, two letters
    #[arg(long)]
    country: Option<Country>,
    /// The side it speaks for
    #[arg(long, value_name = "LABEL")]
    speaks_for: Option<Label>,
    /// How reliable the desk holds it to be, A (completely) to E (not at all), or F (cannot be judged)
    #[arg(long, value_name = "LETTER")]
    reliability: Option<Reliability>,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Arguments of `source add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// A short name for typing: azerbaijan-mod
    handle: Handle,
    /// The name to show, its language before it where that helps: “ar:الصحيفة”
    #[arg(long, value_name = "[LANGUAGE:]NAME")]
    name: TaggedName,
    /// outlet, agency, official, state, armed_group, ngo, organisation, person, witness or social_account
    #[arg(long)]
    kind: SourceKind,
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
    Alias,
    Country,
    SpeaksFor,
    Reliability,
    Note,
}

/// Arguments of `source edit`.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The source: its id, handle or a name in any language
    source: String,
    /// A new short name
    #[arg(long)]
    handle: Option<Handle>,
    /// A new name to show; the old one stays as an alias
    #[arg(long, value_name = "[LANGUAGE:]NAME")]
    name: Option<TaggedName>,
    /// What it is
    #[arg(long)]
    kind: Option<SourceKind>,
    #[command(flatten)]
    fields: Fields,
    /// Empty a field; give it once for each. Aliases are cleared before new ones are added
    #[arg(long, value_name = "FIELD")]
    clear: Vec<Clearable>,
    #[command(flatten)]
    why: EditWhy,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

impl SourceCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Add(args) => add(args.get(), global, sink),
            Self::Edit(args) => edit(args.get(), global, sink),
            Self::Show(args) => args.get().run_for(RecordKind::Source, global, sink),
            Self::List(args) => args.get().run_for(RecordKind::Source, global, sink),
        }
    }
}

fn add(args: AddArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let AddArgs {
        handle,
        name,
        kind,
        fields,
        dry_run,
        json,
    } = args;
    let Fields {
        aliases,
        country,
        speaks_for,
        reliability,
        note,
    } = fields;
    let summary = format!("{} ({handle})", name.name);
    let names = std::iter::once(name)
        .chain(aliases)
        .map(|tagged| (tagged.name, tagged.language))
        .collect();
    let spec = SourceSpec {
        handle,
        names,
        kind,
        country,
        side: speaks_for,
        reliability,
        note,
    };
    let id = desk.add_source(&spec)?;
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
    let id = Register::new(desk.read(), Horizon::NOW).find_source(&args.source)?;
    let mut spec = SourceSpec::from(&desk.source_at(id)?);
    let Fields {
        aliases,
        country,
        speaks_for,
        reliability,
        note,
    } = args.fields;
    spec.handle = args.handle.unwrap_or(spec.handle);
    spec.kind = args.kind.unwrap_or(spec.kind);
    if args.clear.contains(&Clearable::Alias) {
        spec.names.truncate(1);
    }
    if let Some(name) = args.name {
        spec.names.retain(|known| known.0 != name.name);
        spec.names.insert(0, (name.name, name.language));
    }
    for alias in aliases {
        let alias = (alias.name, alias.language);
        if !spec.names.contains(&alias) {
            spec.names.push(alias);
        }
    }
    spec.country = edited(spec.country, country, &args.clear, Clearable::Country)?;
    spec.side = edited(spec.side, speaks_for, &args.clear, Clearable::SpeaksFor)?;
    spec.reliability = edited(
        spec.reliability,
        reliability,
        &args.clear,
        Clearable::Reliability,
    )?;
    spec.note = edited(spec.note, note, &args.clear, Clearable::Note)?;
    desk.edit_source(id, &spec, &args.why.into())?;
    let name = spec
        .names
        .first()
        .map(|name| name.0.clone())
        .unwrap_or_default();
    let summary = format!("{name} ({})", spec.handle);
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
