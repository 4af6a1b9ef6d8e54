//! `claimlog propose`: the figures and accusations that stand in a text, for a person to accept.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use clap::Args;

use super::context::{Global, shown};
use super::error::{CliError, DONE, FAILED, written};
use super::extracting::ExtractorArgs;
use super::report::CsvArgs;
use super::shared::Json;
use crate::article::{self, Hints, MAX_BYTES};
use crate::exchange::batch::{self, Options};
use crate::extract::{Dropped, Extractor};
use crate::model::{ArticleId, Language, RecordId, RecordKind, SnapshotId};
use crate::output::proposals::{self as output, Detail};
use crate::output::sink::Sink;
use crate::register::Register;
use crate::report::marked_text::marked_text;
use crate::review::{Parties, Proposals, Subject};
use crate::store::sqlite::SqliteStore;
use crate::store::{Horizon, Read};

/// Arguments of `propose`.
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing is recorded: `claimlog review` goes through what is proposed, one by one.

With --jsonl each line of FILE (or of stdin) is {\"id\", \"lang\"?, \"text\"}, and for each there comes {\"id\", \"proposals\"}
in the same order, on all cores, without a database. A line that cannot be read is named on stderr and left out, the
others are written, and the exit code is 1. Proposals are written as they are found: of a text no more than its line is held
in memory, whatever stands in it. A text whose language has no pack, or cannot be told, has no proposals and an
\"error\" beside them; one that looks like another language than \"lang\" says, and in which nothing was found or whose
letters are that one's, has a \"warning\". Offsets are bytes of the text.

Examples:
  claimlog propose a4                        the newest snapshot of an article
  claimlog propose n7 --reasons              this snapshot, with every rule and the words it matched
  claimlog propose page.html --json          a page that is not recorded
  pbpaste | claimlog propose - --language ar
  claimlog propose --jsonl texts.jsonl > proposals.jsonl"
)]
pub struct ProposeArgs {
    /// An article or snapshot (id, URL or label), a file, or - for stdin
    #[arg(
        value_name = "ARTICLE|SNAPSHOT|FILE|-",
        required_unless_present = "jsonl"
    )]
    what: Option<String>,
    /// Read {"id", "lang"?, "text"} a line and write {"id", "proposals"} a line
    #[arg(long, conflicts_with_all = ["json", "csv", "reasons", "charset", "whole_page"])]
    jsonl: bool,
    #[command(flatten)]
    extractor: ExtractorArgs,
    /// Show every reason: the rule, and the words that it matched
    #[arg(long)]
    reasons: bool,
    /// The character encoding of a file: windows-1256, koi8-r, … [default: what it says, else what it looks like]
    #[arg(long)]
    charset: Option<String>,
    /// Read all of a page's text, also what looks like menus and advertising
    #[arg(long)]
    whole_page: bool,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
}

pub(super) fn run(args: ProposeArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let extractor = args.extractor.extractor()?;
    if args.jsonl {
        return lines(&args, &*extractor, sink);
    }
    // Invariant: clap asks for it wherever --jsonl is absent.
    let what = args.what.as_deref().unwrap_or("-");
    let (proposals, parties) = match record(what, global)? {
        Some((store, snapshot)) => of_snapshot(&args.extractor, &*extractor, &store, snapshot)?,
        None => {
            let parties = parties_near(global)?;
            (of_file(&args, &*extractor, what, &parties)?, parties)
        }
    };
    if args.csv.is_wanted() {
        let form = args.csv.form(sink);
        written(output::csv(sink.out(), form, &proposals))?;
    } else if args.json.json {
        written(output::json(sink.out(), &proposals, &parties))?;
    } else {
        let (style, detail) = (
            sink.style(),
            Detail {
                reasons: args.reasons,
            },
        );
        written(output::text(
            sink.out(),
            &style,
            &proposals,
            &parties,
            detail,
        ))?;
    }
    say_looks_like(sink, &proposals)?;
    say_dropped(sink, proposals.dropped)?;
    Ok(DONE)
}

/// The snapshot that is meant, where a record is: an id, else the URL or label of an article when there is no such file.
fn record(what: &str, global: &Global) -> Result<Option<(SqliteStore, SnapshotId)>, CliError> {
    let id = what.parse::<RecordId>().ok();
    if id.is_none() && (what == "-" || Path::new(what).exists()) {
        return Ok(None);
    }
    if id.is_none() && global.database().is_err() {
        return Err(CliError::NothingToRead(what.to_owned()));
    }
    let store = global.open_to_read()?;
    let snapshot = snapshot(&store, what)?;
    Ok(Some((store, snapshot)))
}

/// A snapshot by its id, or the newest one of an article.
///
/// # Errors
/// There is no such record; the article has no snapshot.
pub(super) fn snapshot(read: &dyn Read, what: &str) -> Result<SnapshotId, CliError> {
    if let Ok(id) = what.parse::<RecordId>()
        && id.kind() == RecordKind::Snapshot
    {
        return Ok(SnapshotId::new(id.number()));
    }
    let register = Register::new(read, Horizon::NOW);
    let article = register.find_article(what).map_err(|error| match error {
        crate::register::RegisterError::Unknown { ref near, .. }
            if near.is_empty() && what.parse::<RecordId>().is_err() =>
        {
            CliError::NothingToRead(what.to_owned())
        }
        other => other.into(),
    })?;
    newest(read, article)
}

pub(super) fn newest(read: &dyn Read, article: ArticleId) -> Result<SnapshotId, CliError> {
    read.snapshots_of(article)?
        .last()
        .copied()
        .ok_or(CliError::NoSnapshot(article))
}

/// The proposals of a snapshot, and the names that were followed.
pub(super) fn of_snapshot(
    args: &ExtractorArgs,
    extractor: &dyn Extractor,
    read: &dyn Read,
    snapshot: SnapshotId,
) -> Result<(Proposals, Parties), CliError> {
    let parties = Parties::read(read, Horizon::NOW)?;
    let proposals = of_snapshot_with(args, extractor, read, snapshot, &parties)?;
    Ok((proposals, parties))
}

/// The proposals of a snapshot, with names that were read before.
pub(super) fn of_snapshot_with(
    args: &ExtractorArgs,
    extractor: &dyn Extractor,
    read: &dyn Read,
    snapshot: SnapshotId,
    parties: &Parties,
) -> Result<Proposals, CliError> {
    let marked = marked_text(read, snapshot, Horizon::NOW)?;
    args.propose_of(extractor, marked, parties)
}

/// Shows the proposals of a snapshot.
pub(super) fn print_proposals(
    args: &ExtractorArgs,
    read: &dyn Read,
    snapshot: SnapshotId,
    sink: &mut Sink,
) -> Result<(), CliError> {
    let extractor = args.extractor()?;
    let (proposals, parties) = of_snapshot(args, &*extractor, read, snapshot)?;
    let style = sink.style();
    written(output::text(
        sink.out(),
        &style,
        &proposals,
        &parties,
        Detail::default(),
    ))?;
    say_looks_like(sink, &proposals)
}

/// The sources of the database that is near, if one is: a text that is not recorded can be read without.
fn parties_near(global: &Global) -> Result<Parties, CliError> {
    match global.database() {
        Ok(_) => Ok(Parties::read(&global.open_to_read()?, Horizon::NOW)?),
        Err(_) => Ok(Parties::default()),
    }
}

fn of_file(
    args: &ProposeArgs,
    extractor: &dyn Extractor,
    what: &str,
    parties: &Parties,
) -> Result<Proposals, CliError> {
    let (name, bytes) = bytes(what)?;
    let hints = Hints {
        charset: args.charset.as_deref(),
        file_name: (what != "-")
            .then(|| Path::new(what).file_name()?.to_str())
            .flatten(),
        whole_page: args.whole_page,
        ..Hints::default()
    };
    let reading = article::read(&bytes, &hints)?;
    let is_doubtful = reading
        .warnings
        .iter()
        .any(|warning| matches!(warning, article::Warning::LanguageDoubtful { .. }));
    let said: Option<Language> = reading
        .metadata
        .language
        .as_ref()
        .filter(|_| !is_doubtful)
        .and_then(|language| language.value.parse().ok());
    let subject = Subject::Text { name };
    args.extractor
        .propose(extractor, subject, reading.text, said.as_ref(), parties)
}

/// The bytes of a file or of stdin, at most one more than is allowed, so that too much is noticed and not cut off.
fn bytes(what: &str) -> Result<(String, Vec<u8>), CliError> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    let (name, read) = if what == "-" {
        let name = "standard input".to_owned();
        (name, std::io::stdin().take(limit).read_to_end(&mut bytes))
    } else {
        let name = shown(Path::new(what));
        (
            name,
            File::open(what).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
        )
    };
    match read {
        Ok(_) => Ok((name, bytes)),
        Err(error) => Err(CliError::io(name, &error)),
    }
}

/// Says what stands in a text in other scripts, and that it looks like another language than the one by whose rules it was read.
pub(super) fn say_looks_like(sink: &mut Sink, proposals: &Proposals) -> Result<(), CliError> {
    for other in &proposals.others {
        if let Some(say) = other.remark() {
            written(match other.language {
                None => sink.warning(&say),
                Some(_) => sink.note(&say),
            })?;
        }
    }
    let Some(other) = &proposals.looks_like else {
        return Ok(());
    };
    let read = proposals
        .language
        .as_ref()
        .map_or_else(String::new, |language| {
            format!(" by the rules of “{language}”")
        });
    let found = match proposals.proposals.is_empty() {
        true => "nothing was found",
        false => "what was found was read",
    };
    let say = format!("{found}{read}, and the text looks like “{other}”: try --language {other}");
    written(sink.warning(&say))
}

/// Says what an extractor offered and was refused; the rules offer nothing of the kind.
pub(super) fn say_dropped(sink: &mut Sink, dropped: Dropped) -> Result<(), CliError> {
    if dropped.quotes > 0 {
        let say = format!(
            "dropped, because the quote does not stand in the text: {}",
            dropped.quotes
        );
        written(sink.warning(&say))?;
    }
    if dropped.figures > 0 {
        let say = format!(
            "dropped, because the figure is not read in its quote: {}",
            dropped.figures
        );
        written(sink.warning(&say))?;
    }
    if dropped.slots > 0 {
        let say = format!(
            "left out of what was kept, because the words do not stand in the text: {}",
            dropped.slots
        );
        written(sink.warning(&say))?;
    }
    Ok(())
}

fn lines(
    args: &ProposeArgs,
    extractor: &(dyn Extractor + Sync),
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let (name, input): (String, Box<dyn BufRead + Send>) = match args.what.as_deref() {
        None | Some("-") => (
            "standard input".to_owned(),
            Box::new(BufReader::with_capacity(1 << 16, std::io::stdin())),
        ),
        Some(path) => {
            let file = File::open(path).map_err(|error| CliError::io(path, &error))?;
            (
                path.to_owned(),
                Box::new(BufReader::with_capacity(1 << 16, file)),
            )
        }
    };
    let options = Options {
        language: args.extractor.language.clone(),
        least: args.extractor.min_score,
        cores: None,
        terminal: sink.style().terminal,
    };
    let summary = batch::propose(input, &name, sink.out(), extractor, &options).map_err(
        |error| match error {
            crate::exchange::ExchangeError::Write(error) => CliError::io("standard output", &error),
            other => other.into(),
        },
    )?;
    for fault in &summary.faults {
        let column = fault
            .column
            .map(|column| format!(", column {column}"))
            .unwrap_or_default();
        let place = format!("{name}, line {}{column}", fault.line);
        written(sink.failure(&place, &fault.message, fault.hint.as_deref()))?;
    }
    for (language, count) in &summary.without_pack {
        let say = format!("texts in “{language}”, for which there is no language pack: {count}");
        written(sink.warning(&say))?;
    }
    for ((said, other), count) in &summary.other_language {
        let say = format!("texts said to be in “{said}” that look like “{other}”: {count}");
        written(sink.warning(&say))?;
    }
    if summary.unknown_language > 0 {
        let say = format!(
            "texts whose language is not known: {}",
            summary.unknown_language
        );
        written(sink.warning(&say))?;
    }
    say_dropped(sink, summary.dropped)?;
    if summary.failed == 0 {
        return Ok(DONE);
    }
    let error = CliError::LinesFailed {
        failed: summary.failed,
        of: summary.texts + summary.failed,
    };
    written(sink.error(&error, None))?;
    Ok(FAILED)
}
