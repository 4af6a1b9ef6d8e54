//! The end of every writing command: keep or throw away, then say what was done.

use super::error::{CliError, DONE, written};
use super::shared::{DryRun, Json};
use crate::model::{Accusation, ClaimId, RecordId};
use crate::output::outcome::{self, Deed, Outcome};
use crate::output::sink::Sink;
use crate::record::{Desk, Doubt, RecordError, doubt_of_answer, doubts};
use crate::register::Register;
use crate::store::Horizon;

/// Commits, unless it was a dry run, and says what was done to `record`.
pub(super) fn finish(
    desk: Desk<'_>,
    sink: &mut Sink,
    deed: Deed,
    record: RecordId,
    summary: String,
    DryRun { dry_run }: DryRun,
    Json { json }: Json,
) -> Result<u8, CliError> {
    let revision = desk
        .read()
        .latest(record, Horizon::NOW)?
        .ok_or(RecordError::Unknown(record))?
        .number;
    if let (Deed::Recorded | Deed::Amended | Deed::Cited, Ok(claim)) =
        (deed, ClaimId::try_from(record))
    {
        let claim = desk.claim_at(claim)?;
        let mut doubts = doubts(&claim);
        if let Some(Accusation::Answers { claim: answers, .. }) = claim.accusation() {
            doubts.extend(doubt_of_answer(&claim, *answers, &desk.claim_at(*answers)?));
        }
        for doubt in doubts {
            let doubt = said(&desk, &doubt)?;
            written(sink.warning(&format!("{record}: {doubt}")))?;
        }
    }
    if !dry_run {
        desk.commit()?;
    }
    let outcome = Outcome {
        outcome: deed,
        record,
        revision,
        summary,
        dry_run,
    };
    written(outcome::write(sink.out(), &outcome, json))?;
    Ok(DONE)
}

/// A doubt about a claim, in words.
fn said(desk: &Desk<'_>, doubt: &Doubt) -> Result<String, CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    let source = doubt.source().map(|id| register.source(id)).transpose()?;
    let words = doubt.words(source.as_ref().map_or("", |source| source.name().shown()));
    Ok(match doubt {
        Doubt::RelaysItself(_) => format!("{words} (--via)"),
        Doubt::NoTimeCovered => format!("{words} (--occurred)"),
        Doubt::AccusesItself(_)
        | Doubt::OtherQualifier { .. }
        | Doubt::OtherWording { .. }
        | Doubt::AnswersBefore { .. } => words,
    })
}
