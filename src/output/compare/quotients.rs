//! The ratios of a comparison in words: what is claimed of an enemy, over what this side admits.

use std::io::{self, Write};

use super::super::comparing::{AS_READ, doubts, read_as};
use super::super::covered::said_on;
use super::super::fields::paragraph;
use super::super::number;
use super::super::style::{Face, Style};
use super::text::{INDENT, MOST, cited, reasons_text};
use crate::model::Aggregation;
use crate::report::compare::{Comparison, Grown, NoRatio, Of, Outcome, Place, Point, Ratio, Row};
use crate::report::doubts::Doubts;

pub(super) fn point(report: &Comparison, (group, place): (usize, Place)) -> Option<&Point> {
    report.groups.get(group)?.at(place)
}

fn row(report: &Comparison, (group, place): (usize, Place)) -> Option<&Row> {
    report.groups.get(group)?.rows.get(place.row)
}

/// Writes them for people.
///
/// # Errors
/// The stream's.
pub(super) fn text(out: &mut dyn Write, style: &Style, report: &Comparison) -> io::Result<()> {
    if report.ratios.is_empty() {
        return Ok(());
    }
    let title = "Claimed of the enemy, against what that side admits";
    paragraph(out, style, 0, title, Face::Bold)?;
    for ratio in report.ratios.iter().take(MOST) {
        if let Some(text) = ratio_text(report, ratio) {
            paragraph(out, style, INDENT, &text, Face::Plain)?;
        }
    }
    let more = report.ratios.len().saturating_sub(MOST) + report.more_ratios;
    more_of(out, style, more, "ratios")?;
    writeln!(out)
}

fn more_of(out: &mut dyn Write, style: &Style, more: usize, what: &str) -> io::Result<()> {
    if more == 0 {
        return Ok(());
    }
    let text = format!(
        "and {} more {what}; --json has up to 1000",
        number::grouped(&more.to_string())
    );
    paragraph(out, style, INDENT, &text, Face::Dim)
}

fn ratio_text(report: &Comparison, ratio: &Ratio) -> Option<String> {
    let said = |at| {
        let (row, point) = (row(report, at)?, point(report, at)?);
        let mut figure = cited(point);
        if ratio.is_by_convention
            && let Some(read) = read_as(&point.reading)
        {
            figure.push_str(&format!(", read as {read}"));
        }
        let when = said_on(row.key.aggregation, &point.stated);
        Some((row.claimant.clone(), format!("{figure} ({when})")))
    };
    let (claimant, claimed) = said(ratio.claimed)?;
    let mut text = match ratio.of {
        Of::Newest => format!("{claimant} claims {claimed}"),
        Of::SameTime => {
            let is_new = row(report, ratio.claimed)
                .is_some_and(|row| row.key.aggregation == Aggregation::Incremental);
            let when = if is_new {
                "Over the same time"
            } else {
                "On the same day"
            };
            format!("{when}: {claimant} claims {claimed}")
        }
    };
    if let Some((admits, admitted)) = ratio.admitted.and_then(said) {
        text.push_str(&format!(", {admits} admits {admitted}"));
    }
    let outcome = match &ratio.outcome {
        Outcome::Of(quotient) => match (quotient.low, quotient.high) {
            (Some(low), Some(high)) if low == high => format!("{} times", low.nearest()),
            (Some(low), Some(high)) => {
                format!("{} to {} times", low.rounded_down(), high.rounded_up())
            }
            (Some(low), None) => format!("at least {} times", low.rounded_down()),
            (None, Some(high)) => format!("at most {} times", high.rounded_up()),
            (None, None) => "no ratio: the figures are open-ended".to_owned(),
        },
        Outcome::None(NoRatio::NothingAdmitted) => "that side states no figure here".to_owned(),
        Outcome::None(NoRatio::Unknown) => "no ratio: a number is unknown".to_owned(),
        Outcome::None(NoRatio::AdmittedZero) => "no ratio: nothing is divided by 0".to_owned(),
        Outcome::None(NoRatio::NotComparable(reasons)) => {
            reasons_text(reasons, &report.query.loosened)
        }
    };
    text.push_str(&format!(": {outcome}"));
    if ratio.is_by_convention {
        text.push_str(&format!(", which {AS_READ}"));
    }
    let grown = |which: &str| {
        format!(
            ", not certain: the {which} total is of an earlier day, or may be, and may have grown since"
        )
    };
    match ratio.grown {
        None => {}
        Some(Grown::Admitted) => text.push_str(&grown("admitted")),
        Some(Grown::Claimed) => text.push_str(&grown("claimed")),
        Some(Grown::Either) => {
            text.push_str(", not certain: the totals may be of different days");
        }
    }
    let others = Doubts {
        growth: false,
        ..ratio.doubts
    };
    if others.any() {
        text.push_str(&format!(", not certain: {}", doubts(others)));
    }
    Some(text)
}
