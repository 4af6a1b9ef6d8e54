//! Two claims beside one another, for people: what comes of it, then both with their words.

use std::io::{self, Write};

use super::super::changes::{remarks, via};
use super::super::claim;
use super::super::compare::{differences_text, reasons_text};
use super::super::comparing::{AS_READ, Bases, as_read, doubts, scope};
use super::super::fields::{Fields, paragraph, quoted};
use super::super::frame;
use super::super::number;
use super::super::style::{Face, Style};
use super::super::words;
use crate::report::changes::Cited;
use crate::report::doubts::Doubts;
use crate::report::pair::{Pair, Side, Verdict};
use crate::series::reading::{Basis, Relation};

/// Writes the comparison for people.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, report: &Pair) -> io::Result<()> {
    paragraph(out, style, 0, &verdict(report), Face::Bold)?;
    for side in [&report.one, &report.other] {
        writeln!(out)?;
        write_side(out, style, report, side)?;
    }
    writeln!(out)?;
    let query = &report.query;
    frame::made(out, style, &report.made, query.as_of, query.recorded_by)?;
    let bases = Bases::of([&report.one.reading, &report.other.reading].into_iter());
    bases.write(out, style, &query.loosened, query.convention)
}

/// Whether a rule stands for what one of them did not state.
fn is_read(report: &Pair) -> bool {
    [&report.one, &report.other]
        .iter()
        .any(|side| side.reading.basis() != Basis::Stated)
}

fn verdict(report: &Pair) -> String {
    let (one, other) = (report.query.one, report.query.other);
    match &report.verdict {
        Verdict::NotComparable(comparability) => {
            format!(
                "{one} and {other}: {}",
                reasons_text(comparability.reasons(), &report.query.loosened)
            )
        }
        Verdict::OneClaimant(comparability) => format!(
            "{one} and {other} are one claimant's own, of other people or times, and what is loosened does not put them against one another: {}",
            differences_text(comparability.reasons(), &report.query.loosened)
        ),
        Verdict::Related {
            relation,
            gap,
            doubts,
            is_by_convention,
            loosened,
        } => {
            let mut text = match relation {
                Relation::Equal if is_read(report) => format!(
                    "{one} and {other} are read alike; of one at least that is a convention, not what was stated"
                ),
                Relation::Equal => format!("{one} and {other} are equal"),
                Relation::Compatible => format!(
                    "{one} and {other} are compatible: both may be true, and neither says all that the other says"
                ),
                Relation::Contradicts if doubts.any() => {
                    format!("{one} and {other} share no number")
                }
                Relation::Contradicts => {
                    format!("{one} contradicts {other}: no number fits both")
                }
                Relation::Narrows => {
                    format!(
                        "{one} narrows {other}: it is more precise, and true only if {other} is"
                    )
                }
                Relation::Widens => {
                    format!("{one} widens {other}: it is less precise, and true if {other} is")
                }
                Relation::Supersedes => {
                    format!("{one} supersedes {other}: said later by the same claimant")
                }
                Relation::Superseded => {
                    format!("{one} is superseded by {other}, said later by the same claimant")
                }
            };
            if let Some(gap) = gap {
                text.push_str(&format!(
                    "; they are {} apart",
                    number::grouped(&gap.get().to_string())
                ));
            }
            if *is_by_convention {
                text.push_str(&format!("; this {AS_READ}"));
            }
            let others = Doubts {
                loosened: false,
                ..*doubts
            };
            if others.any() && *relation == Relation::Contradicts {
                text.push_str(&format!(
                    ". No contradiction for certain: {}",
                    self::doubts(others)
                ));
            }
            if !loosened.is_empty() {
                text.push_str(&format!(
                    ". Not for certain: loosened, {}",
                    differences_text(loosened, &report.query.loosened)
                ));
            }
            text
        }
    }
}

fn write_side(out: &mut dyn Write, style: &Style, report: &Pair, side: &Side) -> io::Result<()> {
    let stated = &side.stated;
    let said = as_read(&stated.figure, &side.reading, stated.wording.as_deref());
    paragraph(
        out,
        style,
        0,
        &format!("{} {said}", stated.claim),
        Face::Bold,
    )?;
    let mut fields = Fields::default();
    fields.safe("claimant", claim::name(&side.claimant));
    fields.safe(
        "counts",
        scope(&side.key, &report.query.loosened).join(" · "),
    );
    if report.one.key.event != report.other.key.event {
        fields.whole("event", Some(&side.heading.event.handle));
    }
    fields.whole("occurred", stated.occurred);
    fields.whole("stated", Some(stated.stated_on));
    fields.outside(
        "wording",
        claim::wording(&stated.figure, stated.wording.as_deref()),
    );
    fields.whole("revision", Some(stated.revision));
    for amendment in &stated.amendments {
        fields.safe("corrected", remarks::correction(amendment, number::grouped));
    }
    for rating in &stated.ratings {
        fields.safe("rated", remarks::rating(rating));
    }
    for cited in &stated.cited {
        fields.safe("stands in", place(cited));
        if let Some(quote) = &cited.quote {
            fields.safe("", quoted(&words::running(quote)));
        }
        fields.whole("", cited.sha256.map(|digest| format!("SHA-256 {digest}")));
    }
    fields.write(out, style, 2)
}

/// The article, who published and who relayed it, and whether the copy is held here.
fn place(cited: &Cited) -> String {
    let mut parts = vec![cited.article.to_string()];
    parts.extend(cited.publisher.as_ref().map(ToString::to_string));
    if let Some(via) = via(cited) {
        parts.push(format!("via {via}"));
    }
    parts.extend(cited.published_at.map(|day| day.to_string()));
    parts.push(match (cited.snapshot, cited.sha256) {
        (Some(snapshot), _) => snapshot.to_string(),
        (None, Some(_)) => "copy not held here".to_owned(),
        (None, None) => "no copy".to_owned(),
    });
    parts.push(words::running(&cited.locator));
    parts.join(" · ")
}
