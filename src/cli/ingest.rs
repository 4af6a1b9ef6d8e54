//! `claimlog ingest`: articles (files, folders, stdin) and whole case folders.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Global, shown};
use super::error::{CliError, DONE, FAILED, written};
use super::extracting::ExtractorArgs;
use super::propose::print_proposals;
use super::report::print_changes;
use super::shared::{DryRun, Json};
use crate::article::{MAX_BYTES, charset_named};
use crate::exchange::capture::{Given, Taken, capture_page};
use crate::exchange::case::Case;
use crate::exchange::intake::take_case;
use crate::exchange::locator::canonical_url;
use crate::exchange::page::{Page, read_ahead};
use crate::exchange::{self, ExchangeError, Shelf};
use crate::model::{Instant, Language, PartialDate};
use crate::output::intake;
use crate::output::sink::Sink;
use crate::record::Desk;
use crate::register::Register;
use crate::report::changes::Query;
use crate::store::Horizon;
use crate::store::sqlite::SqliteStore;

/// Arguments of `ingest`.
#[derive(Debug, Args)]
#[command(
    after_help = "A folder with a case.toml is taken as a case: event, sources, articles and claims. Any other folder is taken as
its files. The same bytes again change nothing; other bytes of the same article become its next snapshot, and the
claims that rest on words that are gone are listed. All of it is recorded or nothing, unless --keep-going is given.

Examples:
  claimlog --db clashes.db ingest fixtures/border-clashes-2022
  claimlog ingest page.html --propose
  claimlog ingest saved.txt --url https://alsahifa.example/a --publisher al-sahifa --published 2022-09-15 --language ar
  curl -s https://alsahifa.example/a | claimlog ingest - --url https://alsahifa.example/a"
)]
pub struct IngestArgs {
    /// Files, folders, case folders, or - for stdin
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The article that it is a copy of: id, URL or label
    #[arg(long)]
    article: Option<String>,
    /// Its URL [default: what the page says, else its path]
    #[arg(long, conflicts_with = "article")]
    url: Option<String>,
    /// Who published it: id, handle or name [default: what the page says]
    #[arg(long, value_name = "SOURCE")]
    publisher: Option<String>,
    /// Its headline [default: what the page says]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The day printed on it [default: what the page says]
    #[arg(long, value_name = "DATE")]
    published: Option<PartialDate>,
    /// The language it is written in, BCP 47 [default: what the page says]
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// Its character encoding: windows-1256, koi8-r, … [default: what the page says, else what it looks like]
    #[arg(long)]
    charset: Option<String>,
    /// When the copy was made [default: now]
    #[arg(long, value_name = "INSTANT")]
    retrieved: Option<Instant>,
    /// Take all of the page's text, also what looks like menus and advertising
    #[arg(long)]
    whole_page: bool,
    /// Record what can be recorded although something fails, and exit with 1
    #[arg(long)]
    keep_going: bool,
    /// Then show the figures and accusations that stand in each page, as `claimlog propose` does
    #[arg(long, conflicts_with_all = ["json", "dry_run"])]
    propose: bool,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

pub(super) fn run(args: IngestArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let cases = args.paths.iter().filter(|path| Case::is_in(path)).count();
    match cases {
        0 => articles(&args, global, sink),
        1 if args.paths.len() == 1 => case(&args, global, sink),
        _ => Err(CliError::usage(
            "a case folder is taken alone",
            "run `claimlog ingest` once for each case folder",
        )),
    }
}

fn case(args: &IngestArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    if args.propose {
        return Err(CliError::usage(
            format!(
                "--propose is for pages, and {} is a case folder",
                shown(&args.paths[0])
            ),
            "take the case in, then run `claimlog review`",
        ));
    }
    if let Some(flag) = args.page_flag() {
        return Err(CliError::usage(
            format!(
                "{flag} is for one article, and {} is a case folder",
                shown(&args.paths[0])
            ),
            "say it of the article in case.toml",
        ));
    }
    let case = Case::read(&args.paths[0])?;
    let Some((mut store, fresh)) = store_for_case(args, global)? else {
        return dry_run_without_database(args, &case, global, sink);
    };
    let outcome = take(args, &case, global, &mut store, sink);
    if let Some(fresh) =
        fresh.filter(|_| !matches!(outcome, Ok(code) if code == DONE || args.keep_going))
    {
        // A file that was made for a case that was not recorded is not left behind.
        drop(store);
        fresh.remove();
    }
    outcome
}

/// A database file that this command made, to be taken away again when nothing came of it.
struct Fresh(PathBuf);

impl Fresh {
    fn remove(self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.clone().into_os_string();
            name.push(suffix);
            // What is not there need not be removed.
            let _ = fs::remove_file(name);
        }
    }
}

/// The database that a case goes into; made when `--db` or `CLAIMLOG_DB` names one that is not there. None when it would
/// have to be made for a dry run.
fn store_for_case(
    args: &IngestArgs,
    global: &Global,
) -> Result<Option<(SqliteStore, Option<Fresh>)>, CliError> {
    match &global.db {
        Some(path) if !path.exists() && args.dry_run.dry_run => Ok(None),
        Some(path) if !path.exists() => Ok(Some((
            SqliteStore::create(path)?,
            Some(Fresh(path.clone())),
        ))),
        _ => Ok(Some((global.open_to_write()?, None))),
    }
}

/// Tries a case in a database of its own that is thrown away.
fn dry_run_without_database(
    args: &IngestArgs,
    case: &Case,
    global: &Global,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let folder = tempfile::tempdir()
        .map_err(|error| CliError::io("the folder for temporary files", &error))?;
    let mut store = SqliteStore::create(&folder.path().join("dry-run.db"))?;
    take(args, case, global, &mut store, sink)
}

fn take(
    args: &IngestArgs,
    case: &Case,
    global: &Global,
    store: &mut SqliteStore,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let mut desk = global.desk(store)?;
    let bar = sink.progress("reading the case", Some(case.size()));
    let outcome = take_case(
        &mut desk,
        &mut Shelf::new(),
        case,
        args.keep_going,
        &mut |bytes| bar.advance(bytes),
    )?;
    drop(bar);
    let failed = outcome.faults().count();
    let is_kept = failed == 0 || args.keep_going;
    written(intake::faults(sink, outcome.faults()))?;
    for note in outcome.all_notes().filter(|_| is_kept) {
        written(sink.note(note))?;
    }
    if is_kept && !args.json.json {
        written(intake::case(sink, &outcome, args.dry_run.dry_run))?;
        // The report is of the transaction's own state: what is shown is what is about to be kept.
        let query = Query {
            event: Some(outcome.event),
            ..Query::default()
        };
        print_changes(desk.read(), &query, sink)?;
    } else if is_kept {
        written(intake::case_json(sink, &outcome, args.dry_run.dry_run))?;
    }
    if is_kept && !args.dry_run.dry_run && outcome.is_changed() {
        desk.commit()?;
    }
    if failed == 0 {
        return Ok(DONE);
    }
    let rows = outcome.claims.as_ref().map_or(0, |claims| claims.rows);
    let of = usize::try_from(rows)
        .unwrap_or(usize::MAX)
        .saturating_add(outcome.pages.len() + outcome.failed.len());
    let error = CliError::Partly {
        failed,
        of,
        things: "rows and pages",
        kept: is_kept,
    };
    written(sink.error(&error, error.hint().as_deref()))?;
    Ok(FAILED)
}

fn articles(args: &IngestArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let files = files(&args.paths)?;
    if let Some(flag) = args.page_flag().filter(|_| files.len() != 1) {
        return Err(CliError::usage(
            format!(
                "{flag} is for one article, and there are {} files",
                files.len()
            ),
            "capture them one by one, or describe them in a case folder",
        ));
    }
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let given = args.given(&desk)?;
    let mut shelf = Shelf::new();
    let bar = sink.progress("capturing", u64::try_from(files.len()).ok());
    let mut taken: Vec<(String, Taken)> = Vec::new();
    let mut failed: Vec<(String, ExchangeError)> = Vec::new();
    let mut take = |file: &Path, page: exchange::Result<Page>, given: &Given| {
        let captured = page.and_then(|page| capture_page(&mut desk, &mut shelf, &page, given));
        match captured {
            Ok(done) => taken.push((shown(file), done)),
            Err(error) if !error.is_fatal() => failed.push((shown(file), error)),
            Err(error) => return Err(CliError::from(error)),
        }
        bar.advance(1);
        Ok(())
    };
    // Standard input cannot be read ahead of what is named before it.
    for part in files.chunk_by(|one, other| !is_stdin(one) && !is_stdin(other)) {
        match part {
            [file] if is_stdin(file) => {
                let given = Given {
                    captured_by: Some("stdin".to_owned()),
                    ..given.clone()
                };
                let name = Path::new("stdin");
                take(file, Page::read(name, stdin()?, &given), &given)?;
            }
            part => read_ahead(part, &given, |file, page| take(file, page, &given))?,
        }
    }
    drop(bar);
    for (file, error) in &failed {
        // Most of these errors name the file themselves, at their beginning.
        let said = error.to_string();
        let why = said
            .strip_prefix(file.as_str())
            .map_or(said.as_str(), |rest| rest.trim_start_matches([':', ' ']));
        written(sink.failure(file, &why, error.hint().as_deref()))?;
    }
    let is_kept = failed.is_empty() || args.keep_going;
    let is_changed = taken.iter().any(|(_, taken)| taken.is_changed());
    if is_kept && !args.dry_run.dry_run && is_changed {
        desk.commit()?;
    } else {
        drop(desk);
    }
    if is_kept {
        written(intake::articles(
            sink,
            &taken,
            args.dry_run.dry_run,
            args.json.json,
        ))?;
    }
    if args.propose && is_kept {
        let extractor = ExtractorArgs::default();
        for (file, taken) in &taken {
            written(writeln!(sink.out()))?;
            match print_proposals(&extractor, &store, taken.captured.snapshot(), sink) {
                // The page is recorded; that its language cannot be read is no failure of that.
                Err(CliError::Extract(error)) => {
                    written(sink.warning(&format!("{file}: nothing proposed: {error}")))?;
                }
                other => other?,
            }
        }
    }
    if failed.is_empty() {
        return Ok(DONE);
    }
    let error = CliError::Partly {
        failed: failed.len(),
        of: files.len(),
        things: "files",
        kept: is_kept,
    };
    written(sink.error(&error, error.hint().as_deref()))?;
    Ok(FAILED)
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

fn stdin() -> Result<Vec<u8>, CliError> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that too much is noticed and not cut off.
    std::io::stdin()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::io("standard input", &error))?;
    Ok(bytes)
}

impl IngestArgs {
    /// A flag that says something of one page, where one is given.
    fn page_flag(&self) -> Option<&'static str> {
        [
            ("--article", self.article.is_some()),
            ("--url", self.url.is_some()),
            ("--title", self.title.is_some()),
        ]
        .into_iter()
        .find_map(|(flag, is_given)| is_given.then_some(flag))
    }

    fn given(&self, desk: &Desk<'_>) -> Result<Given, CliError> {
        let register = Register::new(desk.read(), Horizon::NOW);
        // Said once, and before any file is read.
        self.url.as_deref().map(canonical_url).transpose()?;
        self.charset.as_deref().map(charset_named).transpose()?;
        Ok(Given {
            article: self
                .article
                .as_deref()
                .map(|article| register.find_article(article))
                .transpose()?,
            url: self.url.clone(),
            label: None,
            publisher: self
                .publisher
                .as_deref()
                .map(|name| register.find_source(name))
                .transpose()?,
            title: self.title.clone(),
            language: self.language.clone(),
            published_at: self.published,
            charset: self.charset.clone(),
            media_type: None,
            whole_page: self.whole_page,
            retrieved_at: self.retrieved,
            captured_by: None,
        })
    }
}

/// The files that are meant: those named, and those in named folders, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            below(path, &mut files)?;
            if files.len() == before {
                return Err(CliError::usage(
                    format!("there is no file in {}", shown(path)),
                    "name files, a folder with files, or a case folder with a case.toml",
                ));
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// The files in a folder and below, hidden ones and links left out.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::io(shown(folder), &error);
    let mut entries = fs::read_dir(folder)
        .map_err(failed)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(failed)?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_hidden || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            below(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
