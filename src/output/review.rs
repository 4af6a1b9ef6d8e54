//! What a review shows: one proposal with what is known beside it, and what was decided.

use std::io::{self, Write};

use serde::Serialize;

use super::claim;
use super::fields::paragraph;
use super::json::{self, FORMAT, Listing, Nothing};
use super::number;
use super::proposals::{self, Detail, ProposedJson};
use super::style::{Face, Style};
use super::words;
use crate::extract::Proposal;
use crate::model::{Aggregation, ClaimId, Digest, Label, PartialDate, SnapshotId, VictimStatus};
use crate::review::beside::Neighbour;
use crate::review::deniable::Deniable;
use crate::review::draft::FIELDS;
use crate::review::{Parties, Proposals, Proposed, Subject, Typed};

/// How many series are shown beside a proposal.
const MOST_NEIGHBOURS: usize = 4;

/// What the event knows beside a proposal.
#[derive(Debug, Default)]
pub struct Known {
    /// The last figure of each series of the same measure.
    pub neighbours: Vec<Neighbour>,
    /// The side that the victims’ words name.
    pub side: Option<Label>,
    /// What the same party accuses the same one of.
    pub accusations: Vec<Deniable>,
}

/// What was decided about one proposal.
#[derive(Debug, Serialize)]
pub struct Decided<'a> {
    /// Its id.
    pub proposal: &'a str,
    /// `recorded`, `cited`, `reinstated`, `refused`, `reopened` or `left`.
    pub decision: &'static str,
    /// The claim that it became or that it is a citation of.
    pub claim: Option<ClaimId>,
    /// What the claim says; why it was left.
    pub words: Option<&'a str>,
}

/// One proposal with its article, its sentence, and what the event knows.
///
/// # Errors
/// The stream's.
pub fn card(
    out: &mut dyn Write,
    style: &Style,
    copy: &Proposals,
    proposed: &Proposed,
    known: &Known,
    parties: &Parties,
) -> io::Result<()> {
    let neighbours = &known.neighbours;
    if let Subject::Snapshot { id, article, .. } = &copy.subject {
        let printed = article
            .published_at
            .map(|day| format!(" · printed {day}"))
            .unwrap_or_default();
        let name = words::running(article.label().shown());
        paragraph(out, style, 0, &format!("{id} {name}{printed}"), Face::Dim)?;
    }
    proposals::card(out, style, &copy.text, proposed, parties)?;
    // The side that the language pack reads is on the card.
    if let (Some(side), Proposal::Figure(figure)) = (&known.side, &proposed.proposal)
        && figure.side.is_none()
    {
        let line = format!(
            "side: {}, one of the event’s, named among the victims",
            words::line(side.as_str())
        );
        paragraph(out, style, 2, &line, Face::Plain)?;
    }
    for neighbour in neighbours.iter().take(MOST_NEIGHBOURS) {
        paragraph(out, style, 2, &beside(neighbour, proposed), Face::Plain)?;
    }
    for one in known.accusations.iter().take(MOST_NEIGHBOURS) {
        let line = format!("known: {}", accusation(one));
        paragraph(out, style, 2, &line, Face::Plain)?;
    }
    if known.accusations.len() > MOST_NEIGHBOURS {
        let more = known.accusations.len() - MOST_NEIGHBOURS;
        writeln!(out, "  … and {more} more accusations of the two")?;
    }
    if neighbours.len() > MOST_NEIGHBOURS {
        writeln!(
            out,
            "  … and {} more series",
            neighbours.len() - MOST_NEIGHBOURS
        )?;
    }
    Ok(())
}

/// `the same claimant: 49 on 2022-09-13 (c1: soldiers · Armenia): ▲ +56`.
fn beside(neighbour: &Neighbour, proposed: &Proposed) -> String {
    let key = &neighbour.key;
    let scope: Vec<String> = [&key.victims, &key.victim_side, &key.place]
        .into_iter()
        .flatten()
        .map(|label| words::line(label.as_str()))
        .chain((key.victim_status != VictimStatus::Unknown).then(|| key.victim_status.to_string()))
        .chain((key.aggregation != Aggregation::Unknown).then(|| key.aggregation.to_string()))
        .collect();
    let scope = if scope.is_empty() {
        String::new()
    } else {
        format!(", {}", scope.join(" · "))
    };
    let who = if neighbour.is_same_claimant {
        "the same claimant"
    } else {
        neighbour.claimant.as_str()
    };
    let step = match (neighbour.same, &neighbour.step) {
        (Some((claim, stated_on)), _) => same(claim, stated_on, neighbour, proposed),
        (None, Some((change, delta))) => {
            format!(": {}", number::step(*change, Some(delta)))
        }
        (None, None) if neighbour.differs.is_empty() => String::new(),
        (None, None) => {
            let parts: Vec<String> = neighbour.differs.iter().map(ToString::to_string).collect();
            format!(": not comparable ({})", parts.join(", "))
        }
    };
    format!(
        "known: {who} said {} on {} ({}{scope}){step}",
        claim::figure(&neighbour.figure, None),
        neighbour.stated_on,
        neighbour.claim,
    )
}

/// What it means that a claim says the same: perhaps only that it stands here too.
fn same(
    claim: ClaimId,
    stated_on: PartialDate,
    neighbour: &Neighbour,
    proposed: &Proposed,
) -> String {
    let same = if claim == neighbour.claim {
        format!(": {claim} says the same")
    } else {
        format!(": {claim} says the same, on {stated_on}")
    };
    if !neighbour.is_same_claimant {
        return same;
    }
    match proposed.said.as_ref().and_then(|said| said.day) {
        Some(day) if PartialDate::day(day) != stated_on => format!("{same}, on another day"),
        Some(_) => format!("{same}; this is one more place where it stands"),
        None => format!("{same}; said on that day, this is one more place where it stands"),
    }
}

/// The rules behind a proposal and the words that each matched.
///
/// # Errors
/// The stream's.
pub fn reasons(out: &mut dyn Write, style: &Style, proposed: &Proposed) -> io::Result<()> {
    proposals::because(out, style, proposed, Detail { reasons: true })
}

/// The fields that a person has set.
///
/// # Errors
/// The stream's.
pub fn typed(out: &mut dyn Write, style: &Style, typed: &Typed) -> io::Result<()> {
    for (field, value) in typed {
        paragraph(
            out,
            style,
            2,
            &format!("set: {field} = {}", words::running(value)),
            Face::Plain,
        )?;
    }
    Ok(())
}

/// The fields that can be changed.
///
/// # Errors
/// The stream's.
pub fn fields(out: &mut dyn Write) -> io::Result<()> {
    FIELDS
        .iter()
        .try_for_each(|(name, takes)| writeln!(out, "  {name:<12} {takes}"))
}

/// The accusations that a denial may answer, each with the digit that chooses it.
///
/// # Errors
/// The stream's.
pub fn deniable(out: &mut dyn Write, style: &Style, offered: &[Deniable]) -> io::Result<()> {
    for (index, known) in offered.iter().enumerate() {
        let line = format!("{}  {}", index + 1, accusation(known));
        paragraph(out, style, 2, &line, Face::Plain)?;
    }
    Ok(())
}

fn accusation(known: &Deniable) -> String {
    format!(
        "{} on {}: {} accuses {}: {}",
        known.claim,
        known.stated_on,
        known.accuser,
        known.accused,
        words::running(&known.act)
    )
}

/// How far a review has come, and the keys.
///
/// # Errors
/// The stream's.
pub fn keys(out: &mut dyn Write, style: &Style, at: usize, of: usize) -> io::Result<()> {
    let keys = "1 a accept · 2 e edit · 3 r refuse · 4 s ⏎ skip · 5 b back · 6 u undo · 7 ? why · 0 q stop";
    writeln!(
        out,
        "{}",
        style.paint(&format!("{at} of {of} · {keys}"), Face::Dim)
    )?;
    out.flush()
}

/// Asks for a line.
///
/// # Errors
/// The stream's.
pub fn ask(out: &mut dyn Write, style: &Style, question: &str) -> io::Result<()> {
    write!(
        out,
        "{} ",
        style.paint(&format!("{}:", words::line(question)), Face::Bold)
    )?;
    out.flush()
}

/// Says what was done, on a line.
///
/// # Errors
/// The stream's.
pub fn say(out: &mut dyn Write, what: &str) -> io::Result<()> {
    writeln!(out, "{}", words::line(what))
}

#[derive(Serialize)]
struct HeadJson {
    format: u32,
    report: &'static str,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    snapshot: Option<SnapshotId>,
    text_sha256: Digest,
    #[serde(flatten)]
    proposed: ProposedJson<'a>,
}

/// Writes what there is to decide as one JSON object.
///
/// # Errors
/// The stream's.
pub fn json<'a>(
    out: &mut dyn Write,
    items: impl Iterator<Item = (&'a Proposals, &'a Proposed)>,
    parties: &'a Parties,
) -> io::Result<()> {
    let head = HeadJson {
        format: FORMAT,
        report: "review",
    };
    let mut list = Listing::begin(out, &head, "proposals")?;
    let mut last: Option<(&Proposals, Digest)> = None;
    for (copy, proposed) in items {
        let digest = match last {
            Some((known, digest)) if std::ptr::eq(known, copy) => digest,
            _ => copy.digest(),
        };
        last = Some((copy, digest));
        let snapshot = match &copy.subject {
            Subject::Snapshot { id, .. } => Some(*id),
            Subject::Text { .. } => None,
        };
        list.element(&ItemJson {
            snapshot,
            text_sha256: digest,
            proposed: ProposedJson::of(&copy.text, proposed, parties),
        })?;
    }
    list.end(&Nothing {})
}

#[derive(Serialize)]
struct OutcomeJson<'a> {
    format: u32,
    report: &'static str,
    decided: &'a [Decided<'a>],
    dry_run: bool,
}

/// Writes what was decided: a line each, or one JSON object.
///
/// # Errors
/// The stream's.
pub fn outcome(
    out: &mut dyn Write,
    decided: &[Decided<'_>],
    dry_run: bool,
    as_json: bool,
) -> io::Result<()> {
    if as_json {
        return json::write(
            out,
            &OutcomeJson {
                format: FORMAT,
                report: "decisions",
                decided,
                dry_run,
            },
        );
    }
    for one in decided {
        writeln!(out, "{}", line(one, dry_run))?;
    }
    if dry_run {
        writeln!(out, "Dry run: nothing was written.")?;
    }
    Ok(())
}

/// One decision, as somebody at a terminal reads it.
///
/// # Errors
/// The stream's.
pub fn decided(out: &mut dyn Write, style: &Style, one: &Decided<'_>) -> io::Result<()> {
    paragraph(out, style, 0, &line(one, false), Face::Plain)
}

/// One decision on a line; of a dry run, what would be decided.
fn line(one: &Decided<'_>, is_dry: bool) -> String {
    let words = one
        .words
        .map(|words| format!(": {}", words::line(words)))
        .unwrap_or_default();
    let claim = one
        .claim
        .map(|claim| format!(" as {claim}"))
        .unwrap_or_default();
    match (one.decision, one.claim) {
        ("cited", Some(claim)) => {
            let is = if is_dry { "would be" } else { "is" };
            format!(
                "{} {is} one more place where {claim} stands{words}",
                one.proposal
            )
        }
        ("left", _) => {
            // What is unclear begins with the proposal's own id.
            let why = words.replacen(&format!("{} ", one.proposal), "", 1);
            let left = if is_dry {
                "would be left open"
            } else {
                "left open"
            };
            format!("{} {left}{why}", one.proposal)
        }
        (decision, _) if is_dry => {
            format!("{} would be {decision}{claim}{words}", one.proposal)
        }
        (decision, _) => format!("{} {decision}{claim}{words}", one.proposal),
    }
}
