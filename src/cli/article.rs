//! `claimlog article`: add, edit, show, list.

use clap::{Args, Subcommand, ValueEnum};

use super::context::Global;
use super::deferred::Deferred;
use super::error::CliError;
use super::list::ListArgs;
use super::shared::{DryRun, EditWhy, Json, edited};
use super::show::ShowArgs;
use super::writing::finish;
use crate::exchange::locator::canonical_url;
use crate::model::{Language, PartialDate, RecordKind};
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::RecordError;
use crate::record::spec::ArticleSpec;
use crate::register::{Register, RegisterError};
use crate::store::Horizon;

/// Published items.
#[derive(Debug, Subcommand)]
pub enum ArticleCommand {
    /// Record an article of which no copy is held; `ingest` captures one and records it at once
    #[command(
        after_help = "Example:\n  claimlog article add https://alsahifa.example/a --publisher al-sahifa --published 2022-09-15 --language ar"
    )]
    Add(Deferred<AddArgs>),
    /// Change how an article is described
    #[command(
        after_help = "Example:\n  claimlog article edit a3 --published 2022-09-15 --reason \"date stands in the print edition\""
    )]
    Edit(Deferred<EditArgs>),
    /// Show an article
    #[command(after_help = "Example:\n  claimlog article show a12")]
    Show(Deferred<ShowArgs>),
    /// List the articles
    #[command(after_help = "Example:\n  claimlog article list")]
    List(Deferred<ListArgs>),
}

/// The fields of an article.
#[derive(Debug, Args)]
pub struct Fields {
    /// Who published it: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    publisher: Option<String>,
    /// Its headline
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The language it is written in (BCP 47)
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// The day printed on it
    #[arg(long, value_name = "DATE")]
    published: Option<PartialDate>,
}

/// Arguments of `article add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Its URL, or a label to keep it under
    locator: String,
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
    Publisher,
    Title,
    Language,
    Published,
}

/// Arguments of `article edit`.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The article: its id, URL or label
    article: String,
    /// A new URL or label
    #[arg(long)]
    locator: Option<String>,
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

impl ArticleCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Add(args) => add(args.get(), global, sink),
            Self::Edit(args) => edit(args.get(), global, sink),
            Self::Show(args) => args.get().run_for(RecordKind::Article, global, sink),
            Self::List(args) => args.get().run_for(RecordKind::Article, global, sink),
        }
    }
}

fn add(args: AddArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let AddArgs {
        locator,
        fields:
            Fields {
                publisher,
                title,
                language,
                published,
            },
        dry_run,
        json,
    } = args;
    let locator = canonical(&locator);
    let register = Register::new(desk.read(), Horizon::NOW);
    must_be_free(&register, &locator)?;
    let publisher = publisher
        .map(|name| register.find_source(&name))
        .transpose()?;
    let spec = ArticleSpec {
        locator,
        publisher,
        title,
        language,
        published_at: published,
    };
    let id = desk.add_article(&spec)?;
    finish(
        desk,
        sink,
        Deed::Recorded,
        id.into(),
        summary(&spec),
        dry_run,
        json,
    )
}

fn edit(args: EditArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let register = Register::new(desk.read(), Horizon::NOW);
    let id = register.find_article(&args.article)?;
    let mut spec = ArticleSpec::from(&desk.article_at(id)?);
    let Fields {
        publisher,
        title,
        language,
        published,
    } = args.fields;
    let publisher = publisher
        .map(|name| register.find_source(&name))
        .transpose()?;
    if let Some(locator) = args.locator {
        let locator = canonical(&locator);
        if locator != spec.locator {
            must_be_free(&register, &locator)?;
        }
        spec.locator = locator;
    }
    let clear = &args.clear;
    spec.publisher = edited(spec.publisher, publisher, clear, Clearable::Publisher)?;
    spec.title = edited(spec.title, title, clear, Clearable::Title)?;
    spec.language = edited(spec.language, language, clear, Clearable::Language)?;
    spec.published_at = edited(spec.published_at, published, clear, Clearable::Published)?;
    desk.edit_article(id, &spec, &args.why.into())?;
    finish(
        desk,
        sink,
        Deed::Edited,
        id.into(),
        summary(&spec),
        args.dry_run,
        args.json,
    )
}

/// A URL in its canonical spelling; anything else is a label and stays as it is.
fn canonical(locator: &str) -> String {
    canonical_url(locator).unwrap_or_else(|_| locator.trim().to_owned())
}

fn must_be_free(register: &Register<'_>, locator: &str) -> Result<(), CliError> {
    match register.find_article(locator) {
        Ok(by) => Err(RecordError::ArticleExists {
            locator: locator.to_owned(),
            by,
        }
        .into()),
        Err(RegisterError::Unknown { .. } | RegisterError::OtherKind { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn summary(spec: &ArticleSpec) -> String {
    spec.title.clone().unwrap_or_else(|| spec.locator.clone())
}
