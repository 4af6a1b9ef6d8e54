//! `claimlog assess`: how the desk rates a claim, and why.

use clap::{Args, ValueEnum};

use super::citing::WordsArgs;
use super::context::Global;
use super::error::CliError;
use super::shared::{DryRun, Json, later_cause, not_both, replaced};
use super::writing::finish;
use crate::model::{AssessmentId, Cause, ClaimId, Label, PartialDate, Rating, RecordId};
use crate::output::outcome::Deed;
use crate::output::sink::Sink;
use crate::record::spec::{AssessmentSpec, CitationSpec};
use crate::record::{Desk, Why};
use crate::register::Register;
use crate::store::Horizon;

/// Arguments of `assess`.
#[derive(Debug, Args)]
#[command(
    after_help = "Grades, after those of Airwars for reports of civilian harm:
  confirmed    who would be responsible has accepted it, or it is shown beyond doubt
  fair         two or more credible sources that do not depend on one another
  weak         one source alone
  contested    credible sources state what cannot both be so
  discounted   shown not to be so, or not to be about this

Examples:
  claimlog assess c12 --rating contested --rationale \"each side names the other\" --evidence c14
  claimlog assess c12 --rating fair --label \"two witnesses\" --rationale \"both saw the drone\" \\
      --article a5 --quote \"two residents said\"
  claimlog assess c12 --scale \"Admiralty credibility\" --rating 2 --rationale \"agrees with what is known\"
  claimlog assess r1 --rating confirmed --rationale \"the ministry admitted it\" --evidence c20 \\
      --cause late_discovery --reason \"statement of 20 September\"
  claimlog retract r1 --reason \"rated the wrong claim\""
)]
pub struct AssessArgs {
    /// The claim (c17); or a rating of one (r2), which then gets a new version: what is not given stays as it is
    target: String,
    /// A grade, or a step of the --scale
    #[arg(long, value_name = "GRADE")]
    rating: Option<String>,
    /// The desk's own scale that the rating is on
    #[arg(long, value_name = "LABEL", requires = "rating")]
    scale: Option<Label>,
    /// A word of your own beside the rating
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// Why this rating; another rating needs one of its own
    #[arg(long, value_name = "TEXT")]
    rationale: Option<String>,
    /// A claim that the rating rests on; give it once for each
    #[arg(long, value_name = "CLAIM")]
    evidence: Vec<String>,
    /// An article that the rating rests on: id, URL or label; with --quote, its words. On a rating that is there, one more
    #[arg(long)]
    article: Option<String>,
    #[command(flatten)]
    words: WordsArgs,
    /// The day on which the desk came to it [default: today]
    #[arg(long, value_name = "DATE")]
    assessed_on: Option<PartialDate>,
    /// Why there is a new version of a rating
    #[arg(long, value_name = "CAUSE", value_parser = later_cause)]
    cause: Option<Cause>,
    /// The reason for the new version, in a few words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Empty a field of a rating; give it once for each
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
    Label,
    /// Claims and citations that it rests on, before those that are given now
    Evidence,
    /// Back to the grades
    Scale,
}

pub(super) fn run(args: AssessArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let mut store = global.open_to_write()?;
    let mut desk = global.desk(&mut store)?;
    let rated = args
        .target
        .parse::<RecordId>()
        .ok()
        .map(AssessmentId::try_from);
    let (deed, spec, assessment) = match rated {
        Some(Ok(id)) => {
            let (spec, why) = again(&args, &desk, id)?;
            let assessed = desk.reassess(id, &spec, &why)?;
            (Deed::Amended, spec, assessed.assessment)
        }
        _ => {
            let spec = first(&args, &desk)?;
            let assessed = desk.assess(&spec)?;
            (Deed::Recorded, spec, assessed.assessment)
        }
    };
    let scale = match spec.rating.scale() {
        Some(scale) => format!(" ({scale})"),
        None => String::new(),
    };
    let summary = format!("{} is rated {}{scale}", spec.claim, spec.rating.step());
    finish(
        desk,
        sink,
        deed,
        assessment.into(),
        summary,
        args.dry_run,
        args.json,
    )
}

/// A claim's first rating on a scale.
fn first(args: &AssessArgs, desk: &Desk<'_>) -> Result<AssessmentSpec, CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    let claim = register.find_claim(&args.target)?;
    if args.cause.is_some() || args.reason.is_some() || !args.clear.is_empty() {
        return Err(CliError::usage(
            "--cause, --reason and --clear are for a new version of a rating",
            format!(
                "leave them out, or name the rating: `claimlog show {claim}` shows those of {claim}"
            ),
        ));
    }
    let (Some(rating), Some(rationale)) = (&args.rating, &args.rationale) else {
        return Err(CliError::usage(
            format!("a rating of {claim} needs --rating and --rationale"),
            "a grade (confirmed, fair, weak, contested, discounted), and why",
        ));
    };
    Ok(AssessmentSpec {
        claim,
        assessed_on: today(args, desk)?,
        rating: Rating::new(args.scale.clone(), rating)?,
        label: args.label.clone(),
        rationale: rationale.clone(),
        citations: citation(args, &register)?.into_iter().collect(),
        claims: claims(args, &register)?,
    })
}

/// A new version of a rating.
fn again(
    args: &AssessArgs,
    desk: &Desk<'_>,
    id: AssessmentId,
) -> Result<(AssessmentSpec, Why), CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    let (Some(cause), Some(reason)) = (args.cause, &args.reason) else {
        return Err(CliError::usage(
            format!("a new version of {id} needs --cause and --reason"),
            "the causes are those of `claimlog amend`",
        ));
    };
    let before = AssessmentSpec::from(&desk.assessment_at(id)?);
    let clears = |field| args.clear.contains(&field);
    not_both("label", args.label.is_some(), clears(Clearable::Label))?;
    not_both("scale", args.scale.is_some(), clears(Clearable::Scale))?;
    let scale = replaced(
        before.rating.scale().cloned(),
        args.scale.clone(),
        clears(Clearable::Scale),
    );
    let step = args.rating.as_deref().unwrap_or(before.rating.step());
    let rating = Rating::new(scale, step)?;
    if rating != before.rating && args.rationale.is_none() {
        return Err(CliError::usage(
            format!(
                "{id} would be rated {step} with the rationale for {}: “{}”",
                before.rating.step(),
                before.rationale
            ),
            "say why this rating, with --rationale; the same words again where they hold for both",
        ));
    }
    let (mut citations, mut cited) = (before.citations, before.claims);
    if clears(Clearable::Evidence) {
        citations.clear();
        cited.clear();
    }
    citations.extend(citation(args, &register)?);
    for claim in claims(args, &register)? {
        if !cited.contains(&claim) {
            cited.push(claim);
        }
    }
    let spec = AssessmentSpec {
        claim: before.claim,
        assessed_on: today(args, desk)?,
        rating,
        label: replaced(before.label, args.label.clone(), clears(Clearable::Label)),
        rationale: args.rationale.clone().unwrap_or(before.rationale),
        citations,
        claims: cited,
    };
    Ok((spec, Why::because(cause, reason.clone())))
}

fn today(args: &AssessArgs, desk: &Desk<'_>) -> Result<PartialDate, CliError> {
    match args.assessed_on {
        Some(day) => Ok(day),
        None => Ok(desk.now().day().to_string().parse()?),
    }
}

fn claims(args: &AssessArgs, register: &Register<'_>) -> Result<Vec<ClaimId>, CliError> {
    let mut claims = Vec::with_capacity(args.evidence.len());
    for given in &args.evidence {
        let claim = register.find_claim(given)?;
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    Ok(claims)
}

fn citation(args: &AssessArgs, register: &Register<'_>) -> Result<Option<CitationSpec>, CliError> {
    let words = &args.words;
    match &args.article {
        Some(article) => words.spec(register, article).map(Some),
        None if words.is_given() => Err(CliError::usage(
            "words that a rating rests on stand in an article",
            "name it with --article",
        )),
        None => Ok(None),
    }
}
