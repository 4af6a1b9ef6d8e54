//! `claimlog add figure` and `claimlog add accusation`: one claim with its citation.

use clap::{Args, Subcommand};

use super::citing::CitationArgs;
use super::context::Global;
use super::deferred::Deferred;
use super::error::CliError;
use super::figure::{FigureArgs, ScopeArgs};
use super::shared::{DryRun, Json};
use super::writing::finish;
use crate::model::{Aggregation, AnswerKind, Label, PartialDate, VictimStatus};
use crate::output::claim;
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::Desk;
use crate::record::spec::{ClaimSpec, FigureSpec, StatementSpec};
use crate::register::Register;
use crate::store::Horizon;

/// What is claimed.
#[derive(Debug, Subcommand)]
pub enum AddCommand {
    /// Record how many people, who says so, and where it stands
    #[command(after_help = "Examples:
  claimlog add figure --claimant armenia-deputy-fm --killed \"about 50\" --victims \"Armenian servicemen\" \\
      --victim-side Armenia --victim-status military --aggregation cumulative \\
      --stated-on 2022-09-14 --article a1 --via reuters --quote \"نحو 50 جندياً أرمينياً قُتلوا\"
  claimlog add figure --claimant azerbaijan-mod --killed \"a number of\" \\
      --stated-on 2022-09-13 --article a1
  claimlog add figure --claimant ocha --measure displaced --low 30000 --best 35000 --high 40000 \\
      --stated-on 2022-09 --article a2

What a figure may say:
  105 · 1,200 · ١٠٥ · three · about 50 · at least 49 · more than 200 · up to 30 · fewer than 10 · 30-40 · dozens · a number of")]
    Figure(Deferred<AddFigureArgs>),
    /// Record who accuses whom of what, or a denial, confirmation or concession that answers another claim
    #[command(after_help = "Examples:
  claimlog add accusation --claimant armenia-mod --accused azerbaijan --act \"use of drones and artillery\" \\
      --stated-on 2022-09-14 --article a1 --quote \"باستخدام الطائرات المسيّرة والمدفعية\"
  claimlog add accusation --claimant azerbaijan-mod --answers c4 --as denial --stated-on 2022-09-13 --article a2")]
    Accusation(Deferred<AddAccusationArgs>),
}

/// What every claim has.
#[derive(Debug, Args)]
pub struct ClaimArgs {
    /// What it is about: an event's id or handle [default: the only event]
    #[arg(long)]
    event: Option<String>,
    /// Who says so: id, handle or name
    #[arg(long, value_name = "SOURCE", alias = "accuser")]
    claimant: String,
    /// The day it was said, not the day it was printed (EDTF: 2022-09-14, 2022-09, 2022-09-14?)
    #[arg(long, value_name = "DATE")]
    stated_on: PartialDate,
    /// The time that it covers, where that was said (2022-09-13/2022-09-14); a figure of what is new says nothing without
    #[arg(long, value_name = "DATE")]
    occurred: Option<PartialDate>,
    /// Where, when it is not about the whole of the event's place
    #[arg(long, value_name = "LABEL")]
    place: Option<Label>,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Arguments of `add figure`.
#[derive(Debug, Args)]
pub struct AddFigureArgs {
    #[command(flatten)]
    claim: ClaimArgs,
    #[command(flatten)]
    figure: FigureArgs,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    citation: CitationArgs,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

/// Arguments of `add accusation`.
#[derive(Debug, Args)]
pub struct AddAccusationArgs {
    #[command(flatten)]
    claim: ClaimArgs,
    /// Who is said to have done it: id, handle or name
    #[arg(
        long,
        value_name = "SOURCE",
        required_unless_present = "answers",
        conflicts_with = "answers"
    )]
    accused: Option<String>,
    /// What is said to have been done, in a few words
    #[arg(long, value_name = "TEXT", required_unless_present = "answers")]
    act: Option<String>,
    /// The claim that this one answers
    #[arg(long, value_name = "CLAIM", requires = "answer_kind")]
    answers: Option<String>,
    /// How it answers: denial, confirmation or concession
    #[arg(
        long = "as",
        id = "answer_kind",
        value_name = "KIND",
        requires = "answers"
    )]
    answer_kind: Option<AnswerKind>,
    #[command(flatten)]
    citation: CitationArgs,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

impl AddCommand {
    pub(super) fn run(self, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
        match self {
            Self::Figure(args) => add_figure(args.get(), global, sink),
            Self::Accusation(args) => add_accusation(args.get(), global, sink),
        }
    }
}

fn add_figure(args: AddFigureArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let AddFigureArgs {
        claim,
        figure,
        scope,
        citation,
        dry_run,
        json,
    } = args;
    let stated = figure.required()?;
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let statement = StatementSpec::Figure(FigureSpec {
        measure: stated.measure,
        figure: stated.figure,
        wording: stated.wording,
        victims: scope.victims,
        victim_side: scope.victim_side,
        victim_status: scope.victim_status.unwrap_or(VictimStatus::Unknown),
        aggregation: scope.aggregation.unwrap_or(Aggregation::Unknown),
    });
    let spec = spec(&desk, claim, statement, citation)?;
    let recorded = desk.add_claim(&spec)?;
    let summary = summary(&desk, &spec)?;
    finish(
        desk,
        sink,
        Deed::Recorded,
        recorded.claim.into(),
        summary,
        dry_run,
        json,
    )
}

fn add_accusation(
    args: AddAccusationArgs,
    global: &Global,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let AddAccusationArgs {
        claim,
        accused,
        act,
        answers,
        answer_kind,
        citation,
        dry_run,
        json,
    } = args;
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let register = Register::new(desk.read(), Horizon::NOW);
    let statement = match (accused, answers, answer_kind) {
        (Some(accused), None, _) => StatementSpec::Accuses {
            accused: register.find_source(&accused)?,
            // Invariant: clap asks for --act wherever --answers is absent.
            act: act.unwrap_or_default(),
        },
        (None, Some(answers), Some(kind)) => StatementSpec::Answers {
            kind,
            claim: register.find_claim(&answers)?,
            act,
        },
        _ => {
            return Err(CliError::usage(
                "an accusation names who is accused, an answer the claim that it answers",
                "give --accused and --act, or --answers and --as",
            ));
        }
    };
    let spec = spec(&desk, claim, statement, citation)?;
    let recorded = desk.add_claim(&spec)?;
    let summary = summary(&desk, &spec)?;
    finish(
        desk,
        sink,
        Deed::Recorded,
        recorded.claim.into(),
        summary,
        dry_run,
        json,
    )
}

fn spec(
    desk: &Desk<'_>,
    claim: ClaimArgs,
    statement: StatementSpec,
    citation: CitationArgs,
) -> Result<ClaimSpec, CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    Ok(ClaimSpec {
        event: register.event_or_only(claim.event.as_deref())?,
        claimant: register.find_source(&claim.claimant)?,
        stated_on: claim.stated_on,
        occurred: claim.occurred,
        place: claim.place,
        statement,
        citations: vec![citation.spec(&register)?],
        note: claim.note,
    })
}

/// What a claim says, in a line: for the message that it was recorded.
pub(super) fn summary(desk: &Desk<'_>, spec: &ClaimSpec) -> Result<String, CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    let claimant = register.source(spec.claimant)?;
    let what = match &spec.statement {
        StatementSpec::Figure(figure) => {
            let victims = figure
                .victims
                .as_ref()
                .map(|victims| format!(" ({victims})"))
                .unwrap_or_default();
            format!(
                "{}: {} {}{victims}",
                claimant.name().shown(),
                match &figure.wording {
                    // “vague” alone would not say which word was recorded.
                    Some(wording) if figure.figure.is_numberless() => {
                        format!("{} “{wording}”", claim::figure(&figure.figure, None))
                    }
                    _ => claim::figure(&figure.figure, None),
                },
                figure.measure
            )
        }
        StatementSpec::Accuses { accused, act } => {
            let accused = register.source(*accused)?;
            format!(
                "{} accuses {}: {act}",
                claimant.name().shown(),
                accused.name().shown()
            )
        }
        StatementSpec::Answers { kind, claim, .. } => {
            format!("{}: {kind} of {claim}", claimant.name().shown())
        }
    };
    Ok(format!("{what}, stated on {}", spec.stated_on))
}
