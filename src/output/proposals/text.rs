//! Proposals for people: each in its sentence, with every slot named.

use std::io::{self, Write};

use super::Detail;
use super::sentence::marked;
use crate::extract::{AccusationProposal, FigureProposal, Modality, Proposal, Reason, Slot};
use crate::model::{Aggregation, VictimStatus};
use crate::output::claim;
use crate::output::fields::{Fields, paragraph, parts, quoted};
use crate::output::style::{Face, Style};
use crate::output::words;
use crate::review::{Parties, Party, Proposals, Proposed, State, Subject};

/// Writes the proposals of one text.
///
/// # Errors
/// The stream's.
pub fn text(
    out: &mut dyn Write,
    style: &Style,
    proposals: &Proposals,
    parties: &Parties,
    detail: Detail,
) -> io::Result<()> {
    heading(out, style, proposals)?;
    for proposed in &proposals.proposals {
        writeln!(out)?;
        card(out, style, &proposals.text, proposed, parties)?;
        because(out, style, proposed, detail)?;
    }
    Ok(())
}

fn heading(out: &mut dyn Write, style: &Style, proposals: &Proposals) -> io::Result<()> {
    let name = match &proposals.subject {
        Subject::Snapshot { id, article, .. } => {
            format!("{id} {}", words::running(article.label().shown()))
        }
        Subject::Text { name } => words::running(name),
    };
    paragraph(out, style, 0, &name, Face::Bold)?;
    let count = match proposals.proposals.len() {
        0 => "nothing proposed".to_owned(),
        1 => "1 proposal".to_owned(),
        count => format!("{count} proposals"),
    };
    let below = match proposals.below {
        0 => String::new(),
        below => format!("{below} more of a lower score"),
    };
    let language = proposals
        .language
        .as_ref()
        .map(|language| format!("read as {language}"))
        .unwrap_or_default();
    parts(
        out,
        style,
        0,
        &[count, below, language, words::running(&proposals.extractor)],
    )
}

/// One proposal: what it says, whom its words mean, its sentence.
pub(in crate::output) fn card(
    out: &mut dyn Write,
    style: &Style,
    text: &str,
    proposed: &Proposed,
    parties: &Parties,
) -> io::Result<()> {
    let (what, fields) = match &proposed.proposal {
        Proposal::Figure(figure) => (
            figure_line(figure),
            figure_fields(figure, proposed, parties),
        ),
        Proposal::Accusation(accusation) => (
            if accusation.denial {
                "denial"
            } else {
                "accusation"
            }
            .to_owned(),
            accusation_fields(accusation, proposed, parties),
        ),
    };
    let state = match proposed.state {
        State::Open => String::new(),
        State::Recorded(claim) => format!(" · recorded as {claim}"),
        State::Refused => " · refused".to_owned(),
    };
    let line = format!(
        "{}  {what}  ({}{state})",
        proposed.id,
        proposed.proposal.score()
    );
    paragraph(out, style, 0, &line, Face::Bold)?;
    fields.write(out, style, 2)?;
    for line in marked(text, proposed, style, style.width.saturating_sub(2)) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

fn figure_line(figure: &FigureProposal) -> String {
    let mut line = format!(
        "{}: {}",
        figure.measure,
        claim::figure(&figure.figure, Some(figure.number.text())).replace('\n', " ")
    );
    match figure.modality {
        Modality::Asserted => {}
        other => line.push_str(&format!(" — {other}")),
    }
    if figure.background {
        line.push_str(" — background, an older toll");
    }
    if figure.implicit {
        line.push_str(" — only the noun says how many");
    }
    line
}

fn figure_fields(figure: &FigureProposal, proposed: &Proposed, parties: &Parties) -> Fields {
    let mut fields = Fields::default();
    if let Some(victims) = &figure.victims {
        let mut said = quoted(&words::running(victims.text()));
        if let Some(side) = &figure.side {
            said.push_str(&format!(" — side: {}", words::running(&side.name)));
        }
        if figure.status != VictimStatus::Unknown {
            said.push_str(&format!(" — {}", figure.status));
        }
        fields.safe("victims", said);
    }
    if figure.aggregation != Aggregation::Unknown {
        fields.whole("counted", Some(figure.aggregation));
    }
    slot(&mut fields, "place", figure.place.as_ref());
    if let Some(time) = &figure.time {
        let which = match (proposed.happened, time.days) {
            (Some(day), _) => format!(" = {day}"),
            (None, None) => String::new(),
            (None, Some(0)) => " (the day it was printed)".to_owned(),
            (None, Some(-1)) => " (the day before it was printed)".to_owned(),
            (None, Some(days)) if days < 0 => {
                format!(" ({} days before it was printed)", days.unsigned_abs())
            }
            (None, Some(days)) => format!(" ({days} days after it was printed)"),
        };
        // The same words are not of the saying and of the deaths.
        if proposed.said.as_ref().is_none_or(|said| {
            let (said, time) = (said.words.span(), time.words.span());
            said.end <= time.start || time.end <= said.start
        }) {
            fields.safe(
                "time",
                format!("{}{which}", quoted(&words::running(time.words.text()))),
            );
        }
    }
    party(
        &mut fields,
        "claimant",
        figure.claimant.as_ref(),
        proposed.claimant.as_ref(),
        parties,
    );
    for (via, who) in figure.via.iter().zip(&proposed.via) {
        party(&mut fields, "via", Some(via), Some(who), parties);
    }
    said(&mut fields, proposed);
    fields
}

/// When it was said, as far as the words beside the speaker say it.
fn said(fields: &mut Fields, proposed: &Proposed) {
    if let Some(said) = &proposed.said {
        let day = match said.day {
            Some(day) => format!(" = {day}"),
            None => " — which day?".to_owned(),
        };
        let words = quoted(&words::running(said.words.text()));
        fields.safe("stated on", format!("{words}{day}"));
    }
}

fn accusation_fields(
    accusation: &AccusationProposal,
    proposed: &Proposed,
    parties: &Parties,
) -> Fields {
    let mut fields = Fields::default();
    let who = if accusation.denial {
        "denied by"
    } else {
        "accuser"
    };
    party(
        &mut fields,
        who,
        accusation.accuser.as_ref(),
        proposed.claimant.as_ref(),
        parties,
    );
    party(
        &mut fields,
        "accused",
        accusation.accused.as_ref(),
        proposed.accused.as_ref(),
        parties,
    );
    slot(&mut fields, "act", accusation.act.as_ref());
    said(&mut fields, proposed);
    fields
}

fn slot(fields: &mut Fields, label: &'static str, slot: Option<&Slot>) {
    if let Some(slot) = slot {
        fields.safe(label, quoted(&words::running(slot.text())));
    }
}

/// The words, and whom they mean. Without a database there is nobody to mean.
fn party(
    fields: &mut Fields,
    label: &'static str,
    slot: Option<&Slot>,
    who: Option<&Party>,
    parties: &Parties,
) {
    let Some(slot) = slot else {
        return;
    };
    let handle = |source| match parties.handle(source) {
        Some(handle) => handle.to_string(),
        None => format!("{source}"),
    };
    let who = match who {
        Some(Party::Known(source)) => format!(" = {}", handle(*source)),
        Some(Party::Perhaps(source)) => format!(" — perhaps {}", handle(*source)),
        Some(Party::Ambiguous(several)) => {
            let names: Vec<String> = several.iter().map(|source| handle(*source)).collect();
            format!(" — which one: {}?", names.join(" or "))
        }
        Some(Party::New(new)) if !parties.is_empty() => match new.kind {
            Some(kind) => format!(" — no known source; {} ({kind})?", new.handle),
            None => format!(" — no known source; {}?", new.handle),
        },
        Some(Party::New(_)) | None => String::new(),
    };
    fields.safe(
        label,
        format!("{}{who}", quoted(&words::running(slot.text()))),
    );
}

/// Why: each rule once with its words; in short form only the rules of the number and of what it measures.
pub(in crate::output) fn because(
    out: &mut dyn Write,
    style: &Style,
    proposed: &Proposed,
    detail: Detail,
) -> io::Result<()> {
    let said = |reason: &Reason| {
        format!(
            "{} “{}” {}",
            reason.role.name(),
            words::isolated(&words::running(reason.words.text())),
            words::running(&reason.rule)
        )
    };
    let reasons = proposed.proposal.reasons();
    if detail.reasons {
        for reason in reasons {
            writeln!(out, "    {}", style.paint(&said(reason), Face::Dim))?;
        }
        return Ok(());
    }
    let mut rules: Vec<String> = Vec::new();
    for reason in reasons {
        let rule = words::running(&reason.rule);
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    if rules.is_empty() {
        return Ok(());
    }
    paragraph(
        out,
        style,
        2,
        &format!("because {}", rules.join(", ")),
        Face::Dim,
    )
}
