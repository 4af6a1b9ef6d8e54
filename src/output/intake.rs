//! What became of what was taken in: articles, sheets, case folders.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json;
use super::number;
use super::sink::Sink;
use super::words::{line, running};
use crate::exchange::capture::{AtRisk, Change, Fate, Taken};
use crate::exchange::intake::CaseOutcome;
use crate::exchange::sheet::SheetOutcome;
use crate::exchange::{RowFault, lines_in_words};
use crate::record::Captured;

/// How many changed passages of one article are shown; the rest is counted.
const MOST_CHANGES: usize = 5;

/// How much of a changed passage is shown, in characters.
const MOST_WORDS: usize = 120;

/// Says of each row that was not recorded where it stands, why, and what to do.
///
/// # Errors
/// The stream's.
pub fn faults<'a>(sink: &mut Sink, faults: impl Iterator<Item = &'a RowFault>) -> io::Result<()> {
    // The same fault of many rows, such as a source that is not there, is said once, where it first stands.
    let mut gathered: Vec<(&RowFault, Vec<u64>)> = Vec::new();
    let mut known = HashMap::new();
    for fault in faults {
        let what = (&fault.file, fault.column, &fault.message, &fault.hint);
        let at = *known.entry(what).or_insert_with(|| {
            gathered.push((fault, Vec::new()));
            gathered.len() - 1
        });
        gathered[at].1.push(fault.line);
    }
    for (fault, lines) in gathered {
        let column = fault
            .column
            .map(|column| format!(", column {column}"))
            .unwrap_or_default();
        let place = format!(
            "{}, {}{column}",
            fault.file.display(),
            lines_in_words(&lines)
        );
        sink.failure(&place, &fault.message, fault.hint.as_deref())?;
    }
    Ok(())
}

/// What became of single articles.
///
/// # Errors
/// The stream's.
pub fn articles(
    sink: &mut Sink,
    taken: &[(String, Taken)],
    dry_run: bool,
    as_json: bool,
) -> io::Result<()> {
    if as_json {
        let articles: Vec<_> = taken
            .iter()
            .map(|(file, taken)| ArticleJson::of(file, taken))
            .collect();
        return json::write(
            sink.out(),
            &ArticlesJson {
                format: 1,
                captured: articles,
                dry_run,
            },
        );
    }
    for (file, taken) in taken {
        article(sink, file, taken)?;
    }
    if dry_run {
        writeln!(sink.out(), "Dry run: nothing was written.")?;
    }
    Ok(())
}

fn article(sink: &mut Sink, file: &str, taken: &Taken) -> io::Result<()> {
    for warning in &taken.warnings {
        sink.warning(&format!("{file}: {warning}"))?;
    }
    let out = sink.out();
    let title = taken
        .title
        .as_deref()
        .map(|title| format!(" {}", line(&running(title))))
        .unwrap_or_default();
    let id = taken.article;
    match taken.captured {
        Captured::First(snapshot) if taken.is_new_article => {
            writeln!(
                out,
                "{id} captured as {snapshot}:{title} — {}",
                line(&taken.locator)
            )
        }
        Captured::First(snapshot) => writeln!(out, "{id} has its first copy, {snapshot}:{title}"),
        Captured::Same(snapshot) => writeln!(out, "{id} unchanged: the same bytes are {snapshot}"),
        Captured::Next { snapshot, before } => {
            let count = taken.changes.len();
            let passages = if count == 1 {
                "1 passage differs".to_owned()
            } else {
                format!("{count} passages differ")
            };
            writeln!(
                out,
                "{id} has a next copy, {snapshot}: {passages} from {before}"
            )?;
            for change in taken.changes.iter().take(MOST_CHANGES) {
                passage(out, change)?;
            }
            if count > MOST_CHANGES {
                writeln!(out, "    … and {} more", count - MOST_CHANGES)?;
            }
            taken
                .claims_at_risk
                .iter()
                .try_for_each(|claim| at_risk(out, claim))
        }
    }
}

fn passage(out: &mut dyn Write, change: &Change) -> io::Result<()> {
    let shown = |text: &str| line(&cut(&running(text)));
    for (sign, text) in [('−', &change.before), ('+', &change.after)] {
        if !text.trim().is_empty() {
            writeln!(out, "    {sign} {}", shown(text))?;
        }
    }
    for (before, after) in &change.words {
        if !before.trim().is_empty() && !after.trim().is_empty() {
            writeln!(out, "      {} → {}", shown(before), shown(after))?;
        }
    }
    Ok(())
}

fn at_risk(out: &mut dyn Write, claim: &AtRisk) -> io::Result<()> {
    let fate = match claim.fate {
        Fate::Gone => "rests on words that are gone",
        Fate::LineEdited => "rests on words whose line was edited",
    };
    writeln!(
        out,
        "    ⚠ {} {fate}: “{}”",
        claim.claim,
        line(&cut(&running(&claim.quote)))
    )
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_WORDS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What became of a sheet.
///
/// # Errors
/// The stream's.
pub fn sheet(
    sink: &mut Sink,
    outcome: &SheetOutcome,
    dry_run: bool,
    as_json: bool,
) -> io::Result<()> {
    if as_json {
        return json::write(
            sink.out(),
            &SheetJson {
                format: 1,
                counts: Counts::of(outcome),
                dry_run,
            },
        );
    }
    let counted = counted(outcome);
    let would = if dry_run {
        " — dry run, nothing was written"
    } else {
        ""
    };
    let rows = number::counted(outcome.rows, "row", "rows");
    writeln!(sink.out(), "{rows}: {counted}{would}")
}

fn counted(outcome: &SheetOutcome) -> String {
    let SheetOutcome {
        recorded,
        assessed,
        cited,
        amended,
        skipped,
        made,
        ..
    } = outcome;
    let parts = [
        (*recorded, "claim recorded", "claims recorded"),
        (*assessed, "assessment recorded", "assessments recorded"),
        (*cited, "citation added", "citations added"),
        (
            *amended,
            "later version recorded",
            "later versions recorded",
        ),
        (
            *made,
            "event, source or article made",
            "events, sources and articles made",
        ),
        (*skipped, "recorded already", "recorded already"),
    ];
    let said: Vec<_> = parts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| number::counted(*count, one, several))
        .collect();
    if said.is_empty() {
        "nothing to record".to_owned()
    } else {
        said.join(", ")
    }
}

/// What became of a case, before its report.
///
/// # Errors
/// The stream's.
pub fn case(sink: &mut Sink, outcome: &CaseOutcome, dry_run: bool) -> io::Result<()> {
    for page in &outcome.pages {
        for warning in &page.taken.warnings {
            sink.warning(&format!("{}: {warning}", page.file))?;
        }
    }
    let pages = Pages::of(outcome);
    let out = sink.out();
    if outcome.is_new_event || !outcome.new_sources.is_empty() {
        let event = if outcome.is_new_event {
            format!("event {}, ", outcome.event)
        } else {
            String::new()
        };
        writeln!(out, "Recorded {event}{} sources", outcome.new_sources.len())?;
    }
    writeln!(
        out,
        "Articles: {} captured, {} with a next copy, {} unchanged",
        pages.captured, pages.next, pages.unchanged
    )?;
    for page in outcome
        .pages
        .iter()
        .filter(|page| matches!(page.taken.captured, Captured::Next { .. }))
    {
        write!(out, "  {}: ", line(&page.file))?;
        article_in_case(out, &page.taken)?;
    }
    if let Some(claims) = &outcome.claims {
        writeln!(out, "Claims: {}", counted(claims))?;
    }
    if dry_run {
        writeln!(out, "Dry run: nothing was written.")?;
    }
    writeln!(out)
}

fn article_in_case(out: &mut dyn Write, taken: &Taken) -> io::Result<()> {
    let Captured::Next { snapshot, before } = taken.captured else {
        return Ok(());
    };
    writeln!(
        out,
        "{} has a next copy, {snapshot}; what differs from {before}:",
        taken.article
    )?;
    for change in taken.changes.iter().take(MOST_CHANGES) {
        passage(out, change)?;
    }
    if taken.changes.len() > MOST_CHANGES {
        writeln!(
            out,
            "    … and {} more passages",
            taken.changes.len() - MOST_CHANGES
        )?;
    }
    taken
        .claims_at_risk
        .iter()
        .try_for_each(|claim| at_risk(out, claim))
}

/// What became of a case, as JSON.
///
/// # Errors
/// The stream's.
pub fn case_json(sink: &mut Sink, outcome: &CaseOutcome, dry_run: bool) -> io::Result<()> {
    let counts = outcome.claims.as_ref().map(Counts::of).unwrap_or_default();
    let articles = outcome
        .pages
        .iter()
        .map(|page| ArticleJson::of(&page.file, &page.taken))
        .collect();
    json::write(
        sink.out(),
        &CaseJson {
            format: 1,
            event: outcome.event.to_string(),
            is_new_event: outcome.is_new_event,
            new_sources: outcome
                .new_sources
                .iter()
                .map(ToString::to_string)
                .collect(),
            captured: articles,
            counts,
            dry_run,
        },
    )
}

#[derive(Default)]
struct Pages {
    captured: usize,
    next: usize,
    unchanged: usize,
}

impl Pages {
    fn of(outcome: &CaseOutcome) -> Self {
        let mut pages = Self::default();
        for page in &outcome.pages {
            match page.taken.captured {
                Captured::First(_) => pages.captured += 1,
                Captured::Next { .. } => pages.next += 1,
                Captured::Same(_) => pages.unchanged += 1,
            }
        }
        pages
    }
}

#[derive(Serialize)]
struct ArticlesJson<'a> {
    format: u8,
    captured: Vec<ArticleJson<'a>>,
    dry_run: bool,
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    file: &'a str,
    article: String,
    is_new_article: bool,
    snapshot: String,
    outcome: &'static str,
    before: Option<String>,
    locator: &'a str,
    title: Option<&'a str>,
    changes: Vec<ChangeJson<'a>>,
    claims_at_risk: Vec<RiskJson<'a>>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    before: &'a str,
    after: &'a str,
    words: &'a [(String, String)],
}

#[derive(Serialize)]
struct RiskJson<'a> {
    claim: String,
    quote: &'a str,
    fate: &'static str,
}

impl<'a> ArticleJson<'a> {
    fn of(file: &'a str, taken: &'a Taken) -> Self {
        let (outcome, before) = match taken.captured {
            Captured::First(_) => ("first", None),
            Captured::Same(_) => ("same", None),
            Captured::Next { before, .. } => ("next", Some(before.to_string())),
        };
        Self {
            file,
            article: taken.article.to_string(),
            is_new_article: taken.is_new_article,
            snapshot: taken.captured.snapshot().to_string(),
            outcome,
            before,
            locator: &taken.locator,
            title: taken.title.as_deref(),
            changes: taken
                .changes
                .iter()
                .map(|change| ChangeJson {
                    before: &change.before,
                    after: &change.after,
                    words: &change.words,
                })
                .collect(),
            claims_at_risk: taken
                .claims_at_risk
                .iter()
                .map(|claim| RiskJson {
                    claim: claim.claim.to_string(),
                    quote: &claim.quote,
                    fate: match claim.fate {
                        Fate::Gone => "gone",
                        Fate::LineEdited => "line_edited",
                    },
                })
                .collect(),
            warnings: &taken.warnings,
        }
    }
}

#[derive(Serialize, Default)]
struct Counts {
    recorded: u64,
    cited: u64,
    amended: u64,
    skipped: u64,
    made: u64,
    failed: usize,
    assessed: u64,
}

impl Counts {
    fn of(outcome: &SheetOutcome) -> Self {
        let SheetOutcome {
            recorded,
            cited,
            amended,
            skipped,
            made,
            assessed,
            ..
        } = *outcome;
        Self {
            recorded,
            cited,
            amended,
            skipped,
            made,
            failed: outcome.failed.len(),
            assessed,
        }
    }
}

#[derive(Serialize)]
struct SheetJson {
    format: u8,
    #[serde(flatten)]
    counts: Counts,
    dry_run: bool,
}

#[derive(Serialize)]
struct CaseJson<'a> {
    format: u8,
    event: String,
    is_new_event: bool,
    new_sources: Vec<String>,
    captured: Vec<ArticleJson<'a>>,
    #[serde(flatten)]
    counts: Counts,
    dry_run: bool,
}
