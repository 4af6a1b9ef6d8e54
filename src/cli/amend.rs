//! `claimlog amend`: a new version of a claim.

use clap::{Args, ValueEnum};

use super::add::summary;
use super::citing::{WordsArgs, copy};
use super::context::Global;
use super::error::{CliError, written};
use super::figure::{FigureArgs, ScopeArgs};
use super::shared::{DryRun, Json, later_cause, not_both, replaced};
use super::writing::finish;
use crate::model::{AnswerKind, Cause, ClaimId, Grounds, Label, PartialDate};
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::Why;
use crate::record::spec::{CitationSpec, ClaimSpec, CopySpec, FigureSpec, StatementSpec};
use crate::register::Register;
use crate::store::Horizon;

/// Arguments of `amend`. What is not given stays as it is.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  claimlog amend c3 --killed 71 --quote \"71 servicemen\" --cause desk_correction --reason \"typed 50 from the line above\"
  claimlog amend c3 --killed 55 --quote \"55 servicemen\" --cause source_revised --corrected-on 2022-09-15 --reason \"corrected itself\"
  claimlog amend c8 --claimant armenia-pm --cause reattributed --reason \"the agency named the wrong office\"
  claimlog amend c8 --clear place --cause rescoped --reason \"the figure is for the whole front\"

Causes:
  source_revised   the source corrected or changed what it had said or printed
  reattributed     it was said by somebody else
  rescoped         it is about other people, another place, time or way of counting
  late_discovery   something that was there all along was found
  desk_correction  the desk had made an error of its own")]
pub struct AmendArgs {
    /// The claim
    claim: String,
    /// Why it changes
    #[arg(long, value_name = "CAUSE", value_parser = later_cause)]
    cause: Cause,
    /// When the source corrected itself; with the cause source_revised alone
    #[arg(long, value_name = "DATE")]
    corrected_on: Option<PartialDate>,
    /// The reason, in a few words
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Another event: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Another claimant: id, handle or name
    #[arg(long, value_name = "SOURCE", alias = "accuser")]
    claimant: Option<String>,
    /// Another day on which it was said
    #[arg(long, value_name = "DATE")]
    stated_on: Option<PartialDate>,
    /// Another time that it covers
    #[arg(long, value_name = "DATE")]
    occurred: Option<PartialDate>,
    /// Another place
    #[arg(long, value_name = "LABEL")]
    place: Option<Label>,
    /// Another note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    figure: FigureArgs,
    #[command(flatten)]
    scope: ScopeArgs,
    /// Another accused: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    accused: Option<String>,
    /// Another act
    #[arg(long, value_name = "TEXT")]
    act: Option<String>,
    /// Another claim that it answers
    #[arg(long, value_name = "CLAIM")]
    answers: Option<String>,
    /// Another way of answering: denial, confirmation or concession
    #[arg(long = "as", value_name = "KIND")]
    answer_kind: Option<AnswerKind>,
    /// Which citation is changed, from 1, as `show` numbers them
    #[arg(long, value_name = "N", default_value_t = 1)]
    citation: usize,
    /// Another article: id, URL or label
    #[arg(long)]
    article: Option<String>,
    #[command(flatten)]
    words: WordsArgs,
    /// Take the citation out; a claim keeps at least one
    #[arg(long, conflicts_with_all = ["article", "snapshot", "quote", "at", "via", "unread"])]
    drop_citation: bool,
    /// Take a retracted claim up again
    #[arg(long)]
    reinstate: bool,
    /// Empty a field; give it once for each
    #[arg(long, value_name = "FIELD")]
    clear: Vec<Clearable>,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

/// What can be cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Clearable {
    Occurred,
    Place,
    Note,
    Wording,
    Victims,
    VictimSide,
    Act,
    Via,
    Quote,
}

pub(super) fn run(args: AmendArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let register = Register::new(desk.read(), Horizon::NOW);
    let id = register.find_claim(&args.claim)?;
    let mut spec = ClaimSpec::from(&register.claim(id)?);
    let clears = |field| args.clear.contains(&field);
    not_both(
        "occurred",
        args.occurred.is_some(),
        clears(Clearable::Occurred),
    )?;
    not_both("place", args.place.is_some(), clears(Clearable::Place))?;
    not_both("note", args.note.is_some(), clears(Clearable::Note))?;
    if let Some(event) = &args.event {
        spec.event = register.find_event(event)?;
    }
    if let Some(claimant) = &args.claimant {
        spec.claimant = register.find_source(claimant)?;
    }
    spec.stated_on = args.stated_on.unwrap_or(spec.stated_on);
    spec.occurred = replaced(spec.occurred, args.occurred, clears(Clearable::Occurred));
    spec.place = replaced(spec.place, args.place.clone(), clears(Clearable::Place));
    spec.note = replaced(spec.note, args.note.clone(), clears(Clearable::Note));
    spec.statement = statement(&args, &register, spec.statement)?;
    citations(&args, &register, &mut spec)?;
    let grounds = Grounds::new(args.cause, args.corrected_on).map_err(CliError::Model)?;
    let why = Why::because(grounds, args.reason.clone());
    let recorded = if args.reinstate {
        desk.reinstate(id, &spec, &why)?
    } else {
        desk.amend(id, &spec, &why)?
    };
    if grounds == Cause::SourceRevised.into() {
        written(sink.note(&undated(id)))?;
    }
    let summary = summary(&desk, &spec)?;
    finish(
        desk,
        sink,
        Deed::Amended,
        recorded.claim.into(),
        summary,
        args.dry_run,
        args.json,
    )
}

/// What follows from a correction whose day is not known, and what to do.
fn undated(id: ClaimId) -> String {
    format!(
        "{id}: the day on which the source corrected itself is not recorded, so reports --as-of an earlier day show \
         what it says now, marked; when it is known: claimlog amend {id} --cause source_revised --corrected-on DATE --reason …"
    )
}

fn statement(
    args: &AmendArgs,
    register: &Register<'_>,
    before: StatementSpec,
) -> Result<StatementSpec, CliError> {
    let clears = |field| args.clear.contains(&field);
    let wants_scope = args.scope.victims.is_some()
        || args.scope.victim_side.is_some()
        || args.scope.victim_status.is_some()
        || args.scope.aggregation.is_some();
    let wants_accusation = args.accused.is_some()
        || args.act.is_some()
        || args.answers.is_some()
        || args.answer_kind.is_some();
    match before {
        StatementSpec::Figure(before) => {
            if wants_accusation {
                return Err(other_kind(args, "a figure", "an accusation"));
            }
            not_both(
                "victims",
                args.scope.victims.is_some(),
                clears(Clearable::Victims),
            )?;
            not_both(
                "victim-side",
                args.scope.victim_side.is_some(),
                clears(Clearable::VictimSide),
            )?;
            let stated = args.figure.amended(before.measure, before.figure)?;
            let wording = match &stated {
                Some(stated) if stated.figure != before.figure => stated.wording.clone(),
                Some(stated) => stated.wording.clone().or(before.wording),
                None => before.wording,
            };
            Ok(StatementSpec::Figure(FigureSpec {
                measure: stated
                    .as_ref()
                    .map_or(before.measure, |stated| stated.measure),
                figure: stated
                    .as_ref()
                    .map_or(before.figure, |stated| stated.figure),
                wording: replaced(wording, None, clears(Clearable::Wording)),
                victims: replaced(
                    before.victims,
                    args.scope.victims.clone(),
                    clears(Clearable::Victims),
                ),
                victim_side: replaced(
                    before.victim_side,
                    args.scope.victim_side.clone(),
                    clears(Clearable::VictimSide),
                ),
                victim_status: args.scope.victim_status.unwrap_or(before.victim_status),
                aggregation: args.scope.aggregation.unwrap_or(before.aggregation),
            }))
        }
        StatementSpec::Accuses { accused, act } => {
            refuse_figure(args, wants_scope, "an accusation")?;
            if args.answers.is_some() || args.answer_kind.is_some() {
                return Err(other_kind(args, "an accusation", "an answer"));
            }
            let accused = match &args.accused {
                Some(name) => register.find_source(name)?,
                None => accused,
            };
            Ok(StatementSpec::Accuses {
                accused,
                act: args.act.clone().unwrap_or(act),
            })
        }
        StatementSpec::Answers { kind, claim, act } => {
            refuse_figure(args, wants_scope, "an answer")?;
            if args.accused.is_some() {
                return Err(other_kind(args, "an answer", "an accusation"));
            }
            let claim = match &args.answers {
                Some(name) => register.find_claim(name)?,
                None => claim,
            };
            Ok(StatementSpec::Answers {
                kind: args.answer_kind.unwrap_or(kind),
                claim,
                act: replaced(act, args.act.clone(), clears(Clearable::Act)),
            })
        }
    }
}

fn refuse_figure(args: &AmendArgs, wants_scope: bool, what: &str) -> Result<(), CliError> {
    if wants_scope || args.figure.is_given() {
        return Err(other_kind(args, what, "a figure"));
    }
    Ok(())
}

fn other_kind(args: &AmendArgs, is: &str, becomes: &str) -> CliError {
    CliError::usage(
        format!("{} is {is} and cannot become {becomes}", args.claim),
        format!(
            "retract it with `claimlog retract {}` and record the other with `claimlog add`",
            args.claim
        ),
    )
}

fn citations(
    args: &AmendArgs,
    register: &Register<'_>,
    spec: &mut ClaimSpec,
) -> Result<(), CliError> {
    let count = spec.citations.len();
    let index = args
        .citation
        .checked_sub(1)
        .filter(|index| *index < count)
        .ok_or_else(|| {
            CliError::usage(
                format!(
                    "{} has {count} citations, no number {}",
                    args.claim, args.citation
                ),
                format!("`claimlog show {}` numbers them", args.claim),
            )
        })?;
    if args.drop_citation {
        if count == 1 {
            return Err(CliError::usage(
                format!("{} has only this citation", args.claim),
                "add another with `claimlog cite` first, or retract the claim",
            ));
        }
        spec.citations.remove(index);
        return Ok(());
    }
    let citation = &mut spec.citations[index];
    let words = &args.words;
    not_both(
        "via",
        !words.via.is_empty(),
        args.clear.contains(&Clearable::Via),
    )?;
    not_both(
        "quote",
        words.quote.is_some(),
        args.clear.contains(&Clearable::Quote),
    )?;
    if let Some(article) = &args.article {
        // Another article has other words: what was quoted from the old one does not carry over.
        *citation = CitationSpec {
            via: citation.via.clone(),
            ..CitationSpec::of(register.find_article(article)?)
        };
    }
    if let Some(snapshot) = &words.snapshot {
        citation.copy = copy(snapshot)?;
        citation.at = None;
    }
    if let Some(quote) = &words.quote {
        citation.quote = Some(quote.clone());
        citation.at = words.at;
        if words.snapshot.is_none() && !matches!(citation.copy, CopySpec::Bytes { .. }) {
            citation.copy = CopySpec::Newest;
        }
        citation.allow_unread = false;
    }
    if args.clear.contains(&Clearable::Quote) {
        citation.quote = None;
        citation.at = None;
    }
    if !words.via.is_empty() || args.clear.contains(&Clearable::Via) {
        citation.via = words
            .via
            .iter()
            .map(|name| register.find_source(name))
            .collect::<Result<_, _>>()?;
    }
    // A figure that cannot be read in a quote is allowed anew each time: a changed figure is not what was allowed.
    citation.allow_unread = words.unread || (citation.allow_unread && !args.figure.is_given());
    Ok(())
}
