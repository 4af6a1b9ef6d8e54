//! What is said about a figure of the report of changes besides its step: flags with what they rest on, revisions,
//! and what the series lost. Sentences without their ends, safe to show; the one place where they are worded.

use super::super::claim;
use super::super::comparing::AS_READ;
use super::super::words;
use crate::model::{Cause, Count, Figure, PartialDate, VictimStatus};
use crate::report::amended::{Amendment, By, Departure, Mark, ScopeChange, Stated};
use crate::report::changes::ChangePoint;
use crate::report::rating::RatingVersion;
use crate::series::flags::Point;
use crate::series::flags::misdated::Misdated;
use crate::series::flags::{Finding, sum::Mismatch};
use crate::series::{Change, Delta};

/// How numbers are written: in groups for people, plain in files.
pub(in crate::output) type Digits = fn(&str) -> String;

/// As they are.
pub(in crate::output) fn plain(number: &str) -> String {
    number.to_owned()
}

/// That a step is a rise or fall only as a rule reads a figure that does not name its ends, where no difference of stated
/// numbers tells as much or where it accuses somebody.
pub(in crate::output) fn reading(point: &ChangePoint) -> Option<&'static str> {
    let step = &point.step;
    let is_nameless = step.delta.is_none_or(|delta| delta == Delta::default());
    (step.is_by_convention && (is_nameless || step.change == Change::Fall)).then_some(AS_READ)
}

/// That a figure is only assumed to have been said after the one that its step leads from.
pub(in crate::output) fn order(point: &ChangePoint) -> Option<String> {
    let from = point.step_from.filter(|_| point.is_order_assumed)?;
    Some(format!(
        "which came first, this one or {from}, is not known"
    ))
}

/// What the step leads from, where that is another number than the one that the claim shows now, or is not certain.
pub(in crate::output) fn lead(point: &ChangePoint, digits: Digits) -> Vec<(char, String)> {
    let mut leads = Vec::new();
    let Some(from) = point.step_from else {
        return leads;
    };
    if let Some(version) = point.step_from_version {
        let was = figure(&version.figure, digits);
        let revision = version.revision;
        let text = format!(
            "the step is from {was}, as {from} (revision {revision}) stood when this was said: its source has corrected it since"
        );
        leads.push(('↻', text));
    }
    if point.is_correction_assumed {
        let text = format!("whether {from} had been corrected by then is not known");
        leads.push(('≈', text));
    }
    if let Some(other) = point.perhaps_from {
        let text = format!("which came last before it, {from} or {other}, is not known");
        leads.push(('≈', text));
    }
    leads
}

/// What a flag says, with the records that it rests on.
pub(in crate::output) fn finding(finding: &Finding, digits: Digits) -> String {
    match finding {
        Finding::CumulativeFalls { from } => format!(
            "a cumulative figure is smaller than the one before it, {}",
            dated(from, digits)
        ),
        Finding::FallsLater { later } => format!(
            "up to a later day a smaller figure had been said, {}: between the two days a cumulative figure falls",
            dated(later, digits)
        ),
        Finding::CorrectionExceeds { newer, on } => format!(
            "since its source corrected it on {on} it is greater than a newer figure said before that, {}",
            dated(newer, digits)
        ),
        Finding::CounterRestarts { from } => {
            format!(
                "the counter begins anew; the figure before is {}",
                dated(from, digits)
            )
        }
        Finding::SumDiffers(mismatch) => sum(mismatch, digits),
        Finding::Stale {
            newer,
            public,
            late,
        } => format!(
            "printed on {} ({}), when the newer {} ({}) had been public since {} ({})",
            late.on,
            late.article,
            figure(&newer.figure, digits),
            newer.claim,
            public.on,
            public.article
        ),
        Finding::KeyboardSlip {
            slips,
            meant,
            around,
            is_fall,
        } => {
            let what = match around.as_slice() {
                [before, after] => {
                    format!(
                        "between {} and {}",
                        named(before, digits),
                        named(after, digits)
                    )
                }
                others => {
                    let others: Vec<String> =
                        others.iter().map(|point| named(point, digits)).collect();
                    format!("behind {}", others.join(" and "))
                }
            };
            let slips: Vec<&str> = slips.iter().map(|slip| slip.name()).collect();
            let else_falls = if *is_fall {
                "; as it stands it is a fall"
            } else {
                ""
            };
            format!(
                "a digit was probably {}: {} would fit {what}{else_falls}",
                slips.join(" or "),
                one_of(meant, digits)
            )
        }
        Finding::Misdated(Misdated::FitsBetween { earlier, later }) => format!(
            "probably of another day: it would fit between {} and {}",
            dated(earlier, digits),
            dated(later, digits)
        ),
        Finding::Misdated(Misdated::PrintedBefore(printed)) => format!(
            "printed on {} ({}), before the day on which it is said to have been stated",
            printed.on, printed.article
        ),
        Finding::HeadlineDisagrees {
            article,
            says,
            counts,
        } => {
            let says = figure(says, digits);
            match counts {
                Some(VictimStatus::Military) => {
                    format!("the title of {article} counts soldiers alone: {says}")
                }
                Some(VictimStatus::Civilian) => {
                    format!("the title of {article} counts civilians alone: {says}")
                }
                _ => format!("the title of {article} says {says}"),
            }
        }
        Finding::UnknownSource { sources } => {
            let sources: Vec<String> = sources
                .iter()
                .map(|(handle, role)| format!("{handle} ({})", role.name()))
                .collect();
            format!(
                "nothing but a name is recorded of {}, seen in the event only here",
                sources.join(" and ")
            )
        }
        Finding::SingleSource { channel, articles } => {
            format!("{channel} alone carries it ({})", joined(articles))
        }
        Finding::NoQuote { articles } => {
            format!("no words are kept with it ({})", joined(articles))
        }
    }
}

fn sum(mismatch: &Mismatch, digits: Digits) -> String {
    let Mismatch {
        sum,
        step,
        parts,
        from,
        to,
        covered,
        days,
        is_corrected_since,
    } = mismatch;
    let parts: Vec<String> = parts.iter().map(|part| part.claim.to_string()).collect();
    let (verb, parts) = match parts.as_slice() {
        [one] => ("is", one.clone()),
        several => ("add up to", several.join(", ")),
    };
    let mut text = format!(
        "{parts} {verb} {}, but the cumulative step is {}: from {} to {}",
        digits(&sum.to_string()),
        digits(&step.to_string()),
        dated(from, digits),
        dated(to, digits)
    );
    if covered < days {
        let has = if *covered == 1 { "has" } else { "have" };
        text.push_str(&format!("; only {covered} of {days} days {has} a figure"));
        if sum < step {
            text.push_str(", which may explain it");
        }
    }
    if *is_corrected_since {
        text.push_str("; as they had been said then, before a correction");
    }
    if mismatch.is_assumed() {
        text.push_str("; if each is of the day on which it was said, which is not recorded");
    }
    text
}

/// So many numbers are named one by one.
const NAMED: usize = 4;

/// The numbers of which one was probably meant; of many how many there are, and their ends.
fn one_of(meant: &[Count], digits: Digits) -> String {
    let numbers: Vec<String> = meant
        .iter()
        .map(|count| digits(&count.to_string()))
        .collect();
    match numbers.as_slice() {
        [first, .., last] if numbers.len() > NAMED => {
            format!("any of {} numbers from {first} to {last}", numbers.len())
        }
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => numbers.concat(),
    }
}

fn figure(figure: &Figure, digits: Digits) -> String {
    digits(&figure.to_string())
}

fn named(point: &Point, digits: Digits) -> String {
    format!("{} ({})", figure(&point.figure, digits), point.claim)
}

fn dated(point: &Point, digits: Digits) -> String {
    format!(
        "{} of {} ({})",
        figure(&point.figure, digits),
        point.stated_on,
        point.claim
    )
}

fn joined(ids: &[impl ToString]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.join(", ")
}

/// What the desk holds of a figure: “the desk rates it discounted “blast count” (r5, 2024-01-09): counted twice”.
pub(in crate::output) fn rating(version: &RatingVersion) -> String {
    let mut text = format!("the desk rates it {}", claim::rating(&version.rating));
    if let Some(label) = &version.label {
        text.push_str(&format!(" “{}”", words::running(label.shown())));
    }
    text.push_str(&format!(
        " ({}, {})",
        version.assessment, version.assessed_on
    ));
    text.push_str(&format!(": {}", words::running(version.rationale.shown())));
    text
}

/// The ratings of a figure in one cell: `discounted (r5) | own: 3 (r7)`.
pub(in crate::output) fn ratings(point: &ChangePoint) -> Option<String> {
    let all: Vec<String> = point
        .ratings
        .iter()
        .map(|version| {
            format!(
                "{} ({})",
                claim::rating(&version.rating),
                version.assessment
            )
        })
        .collect();
    (!all.is_empty()).then(|| all.join(" | "))
}

/// Who changed what, when and why: “the source corrected what it had said: 198 → 207 (revision 2, 2024-01-16)”.
pub(in crate::output) fn amendment(amendment: &Amendment, digits: Digits) -> String {
    let who = match (amendment.mark.by(), amendment.mark.cause()) {
        (By::Source, _) => corrected(&amendment.mark),
        (By::Desk, Cause::Retraction) => "the desk withdrew its entry".to_owned(),
        (By::Desk, _) => "the desk corrected its own entry".to_owned(),
    };
    format!(
        "{who}: {} ({})",
        changed(amendment, digits),
        why(&amendment.mark)
    )
}

/// What its source corrected of a figure, and when: “by its source on 2024-01-10: 120 → 125 (revision 2, 2024-03-01)”.
pub(in crate::output) fn correction(amendment: &Amendment, digits: Digits) -> String {
    let mark = &amendment.mark;
    let day = match mark.grounds.corrected_on() {
        Some(day) => format!("on {day}"),
        None => "on a day that is not known".to_owned(),
    };
    let perhaps = match mark.perhaps_after {
        Some(as_of) => format!(", perhaps after {as_of}"),
        None => String::new(),
    };
    format!(
        "by its source {day}{perhaps}: {} ({})",
        changed(amendment, digits),
        why(mark)
    )
}

/// That the source corrected itself, and when.
fn corrected(mark: &Mark) -> String {
    match (mark.grounds.corrected_on(), mark.perhaps_after) {
        (Some(day), None) => format!("the source corrected it on {day}"),
        (Some(day), Some(as_of)) => {
            format!("the source corrected it on {day}, perhaps after {as_of}")
        }
        (None, None) => "the source corrected what it had said".to_owned(),
        (None, Some(as_of)) => {
            format!("corrected by the source on a day that is not known, perhaps after {as_of}")
        }
    }
}

/// What a revision changed, in a few words.
pub(in crate::output) fn changed(amendment: &Amendment, digits: Digits) -> String {
    let Amendment {
        before,
        after,
        scope,
        mark,
        ..
    } = amendment;
    let mut parts = Vec::new();
    if before.figure != after.figure {
        parts.push(format!(
            "{} → {}",
            figure(&before.figure, digits),
            figure(&after.figure, digits)
        ));
    }
    if before.stated_on != after.stated_on {
        parts.push(format!("stated {} → {}", before.stated_on, after.stated_on));
    }
    if before.occurred != after.occurred {
        let said = |covered: Option<PartialDate>| {
            covered.map_or_else(|| "no time said".to_owned(), |covered| covered.to_string())
        };
        let (was, is) = (said(before.occurred), said(after.occurred));
        parts.push(format!("covers {was} → {is}"));
    }
    parts.extend(moved(scope));
    match (parts.is_empty(), mark.cause()) {
        (false, _) => parts.join(", "),
        (true, Cause::SourceRevised) => {
            format!("still {}", figure(&after.figure, digits))
        }
        (true, Cause::Retraction) => figure(&after.figure, digits),
        (true, _) => format!("{} stands again", figure(&after.figure, digits)),
    }
}

/// What a revision changed of that which a series is made of: `aggregation unknown → cumulative`.
pub(super) fn moved(scope: &[ScopeChange]) -> Vec<String> {
    let value = |value: Option<&str>| value.map_or_else(|| "none".to_owned(), words::running);
    scope
        .iter()
        .map(|change| {
            format!(
                "{} {} → {}",
                change.field.replace('_', " "),
                value(change.before()),
                value(change.after())
            )
        })
        .collect()
}

fn why(mark: &Mark) -> String {
    let mut text = format!("revision {}, {}", mark.revision, mark.recorded_at.day());
    if mark.by() == By::Desk && !matches!(mark.cause(), Cause::DeskCorrection | Cause::Retraction) {
        text.push_str(&format!(", {}", mark.cause().name().replace('_', " ")));
    }
    if let Some(reason) = &mark.reason {
        text.push_str(&format!(": {}", words::running(reason)));
    }
    text
}

/// What a series lost: “c5 stood here until 2022-09-20: 70, stated 2022-09-16; the desk withdrew it”.
pub(in crate::output) fn departure(departure: &Departure, digits: Digits) -> String {
    let Departure {
        claim, last, mark, ..
    } = departure;
    let Stated {
        stated_on,
        figure: was,
        ..
    } = last;
    let what = match (departure.is_withdrawn(), mark.by()) {
        (true, _) => "the desk withdrew it",
        (false, By::Source) => "the source corrected whom or what it counts",
        (false, By::Desk) => "the desk moved it to another series",
    };
    format!(
        "{claim} stood here: {}, stated {stated_on}; {what} ({})",
        figure(was, digits),
        why(mark)
    )
}
