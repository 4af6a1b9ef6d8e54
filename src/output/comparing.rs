//! What the reports that put claimants beside one another have in common: the foot, scopes and figures in
//! few columns.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::changes::text::left_out;
use super::changes::{Head, remarks};
use super::fields::paragraph;
use super::frame;
use super::number;
use super::style::{Face, Style};
use super::words;
use crate::model::{
    ClaimId, Count, Figure, Label, PartialDate, Qualifier, SeriesKey, VictimStatus,
};
use crate::report::changes::{ChangePoint, Made};
use crate::report::doubts::Doubts;
use crate::report::extent::Extent;
use crate::report::terms::Query;
use crate::series::interval::{Gap, Interval};
use crate::series::reading::{Basis, Reading};
use crate::series::scope::{Loosen, Loosened};
use crate::series::vague::Convention;
use crate::text::truncate;

/// Why two totals that differ may both be true.
const GROWTH: &str = "the lower total is of an earlier day, or may be, and may have grown since";

/// Why figures of which that is not known are put against none.
pub(super) const AGGREGATION: &str =
    "nobody said whether they count everything so far or only what is new";

/// Why a total that was said on a day need not be the one of that day.
const WITHIN_DAY: &str =
    "the lower one was said in the course of the day with which the higher one ends";

/// Why a lower number of people who may be found, come back or be released takes nothing back.
const DECLINE: &str = "the higher one is of an earlier day, or may be, and may have gone down since: such people are found, come back or are released";

/// Why a total since a known day is put against none whose beginning is not known.
const START: &str = "since which day one of them counts is known, and of the other it was not said";

/// Why a figure that its claimant has left behind since is put against none for certain.
const CORRECTED: &str =
    "the claimant of one of them has corrected an older figure to more than it since";

/// Why a number that was corrected on no known day is put against none for certain.
const CORRECTION_DAY: &str = "the source of one of them corrected it on a day that is not known: the two numbers need never have stood at one time";

/// What a rise, a fall or a contradiction rests on where a figure does not name its ends.
pub(super) const AS_READ: &str = "rests on how “about” or a word is read";

/// Every reason why two figures that do not meet need not contradict one another.
pub(super) fn doubts(doubts: Doubts) -> String {
    let all = [
        (doubts.growth, GROWTH),
        (doubts.loosened, LOOSENED),
        (doubts.order, ORDER),
        (doubts.restart, RESTART),
        (doubts.aggregation, AGGREGATION),
        (doubts.within_day, WITHIN_DAY),
        (doubts.decline, DECLINE),
        (doubts.start, START),
        (doubts.corrected, CORRECTED),
        (doubts.correction_day, CORRECTION_DAY),
    ];
    let there = all.iter().filter(|(is_there, _)| *is_there);
    let reasons: Vec<&str> = there.map(|(_, reason)| *reason).collect();
    reasons.join("; ")
}

/// Why figures of scopes that stand together on request contradict nothing.
pub(super) const LOOSENED: &str = "loosened: they may count other people, or over another time";

/// Why a counter that began anew is compared with nobody's.
pub(super) const RESTART: &str =
    "the counter of one of them has begun anew, so they do not count since the same day";

/// Why a claimant's last figure is not known.
pub(super) const ORDER: &str = "of one claimant at least it is not known which of several figures was said last: they are of one day, or a date is coarse or in doubt";

/// What a report rests on.
pub(super) struct Foot<'a> {
    pub query: &'a Query,
    pub made: &'a Made,
    pub extent: &'a Extent,
    pub bases: Bases,
    /// What the desk holds of the figures shown.
    pub rated: Rated,
}

/// The figures shown that the desk has rated, each with its ratings, in the order of their claims.
#[derive(Debug, Default)]
pub(super) struct Rated(BTreeMap<ClaimId, String>);

impl Rated {
    pub(super) fn of<'p>(shown: impl Iterator<Item = &'p ChangePoint>) -> Self {
        let rated = shown.filter_map(|point| Some((point.claim, remarks::ratings(point)?)));
        Self(rated.collect())
    }

    fn write(&self, out: &mut dyn Write, style: &Style) -> io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let all: Vec<String> = self
            .0
            .iter()
            .map(|(claim, ratings)| format!("{claim} {ratings}"))
            .collect();
        let text = format!("◆ Rated by the desk: {}.", all.join("; "));
        paragraph(out, style, 0, &text, Face::Plain)
    }
}

impl Foot<'_> {
    /// Writes the log's head, the terms and what was left out.
    pub(super) fn write(&self, out: &mut dyn Write, style: &Style) -> io::Result<()> {
        let (query, made) = (self.query, self.made);
        self.rated.write(out, style)?;
        frame::made(out, style, made, query.as_of, query.recorded_by)?;
        self.bases
            .write(out, style, &query.loosened, query.convention)?;
        let changes = query.changes();
        let head = Head {
            query: &changes,
            made,
            extent: self.extent,
        };
        // What that report says of its steps is said of no step here.
        for sentence in left_out(self.extent, &head) {
            let steps = "; steps are from the figure before, shown or not";
            paragraph(out, style, 0, &sentence.replace(steps, ""), Face::Plain)?;
        }
        Ok(())
    }
}

/// A day from or until which something held: marked where it is not known which day that was.
pub(super) fn day(date: PartialDate, is_known: bool) -> String {
    if is_known {
        date.to_string()
    } else {
        format!("≈\u{a0}{date}")
    }
}

/// What that mark says.
pub(super) const DAY_UNKNOWN: &str = "≈ the day is not known: a date of one of the two is coarse or in doubt, or its source corrected it on a day that is not \
     known";

/// A gap between two figures; marked where it rests on how one of them is read.
pub(super) fn gap(gap: Gap, is_read: bool) -> String {
    let by = number::grouped(&gap.to_string());
    if is_read {
        format!("≈\u{a0}{by}")
    } else {
        by
    }
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Which rules the readings of a report rest on, beside stated numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bases {
    tolerance: bool,
    word: bool,
}

impl Bases {
    pub(super) fn of<'a>(readings: impl Iterator<Item = &'a Reading>) -> Self {
        let mut bases = Self::default();
        for reading in readings {
            match reading.basis() {
                Basis::Tolerance => bases.tolerance = true,
                Basis::Word(_) => bases.word = true,
                Basis::Stated | Basis::Unknown => {}
            }
        }
        bases
    }

    /// Writes on what terms the figures stand together.
    pub(super) fn write(
        self,
        out: &mut dyn Write,
        style: &Style,
        loosened: &Loosened,
        convention: Convention,
    ) -> io::Result<()> {
        if !loosened.is_empty() {
            let parts: Vec<&str> = loosened.parts().map(Loosen::name).collect();
            let is_time_alone = loosened.parts().all(|part| part == Loosen::Period);
            let text = format!(
                "Loosened: {} left out of account, so the figures that stand together may not count {}.",
                parts.join(", "),
                if is_time_alone {
                    "the same time"
                } else {
                    "the same people"
                }
            );
            paragraph(out, style, 0, &text, Face::Plain)?;
        }
        if self.tolerance {
            let text = "“about” is read as 10% either way for a round number, 5% for any other.";
            paragraph(out, style, 0, text, Face::Plain)?;
        }
        if self.word {
            let text = format!("{}.", capital(convention.explanation()));
            paragraph(out, style, 0, &text, Face::Plain)?;
        }
        Ok(())
    }
}

/// A scope in words, what is left out of account said. Each part is safe.
pub(super) fn scope(key: &SeriesKey, loosened: &Loosened) -> Vec<String> {
    let mut shown = key.clone();
    let mut any = Vec::new();
    for part in loosened.parts() {
        match part {
            Loosen::Victims => shown.victims = None,
            Loosen::Side => shown.victim_side = None,
            Loosen::Status => shown.victim_status = VictimStatus::Unknown,
            Loosen::Place => shown.place = None,
            Loosen::Period => {}
        }
        any.push(format!("any {part}"));
    }
    let mut parts = super::changes::text::scope(&shown);
    parts.extend(any);
    parts
}

/// The widest wording that stands in few columns; a wider one is cut.
const WORDING: usize = 40;

/// What of a series' scope is left out of account, in its own words. Each part is safe.
pub(super) fn loosened_parts(key: &SeriesKey, loosened: &Loosened) -> Vec<String> {
    let label = |label: &Option<Label>, missing: &str| {
        label.as_ref().map_or_else(
            || missing.to_owned(),
            |label| words::escaped(label.as_str()),
        )
    };
    loosened
        .parts()
        .filter_map(|part| match part {
            Loosen::Victims => Some(label(&key.victims, "victims not said")),
            Loosen::Side => Some(label(&key.victim_side, "side not said")),
            Loosen::Status => Some(match key.victim_status {
                VictimStatus::Unknown => "status not said".to_owned(),
                status => status.to_string(),
            }),
            Loosen::Place => Some(label(&key.place, "the whole event")),
            Loosen::Period => None,
        })
        .collect()
}

/// A figure in few columns: `105`, `≈50`, `≥49`, `>200`, `30–40`, `“dozens”`. Safe.
pub(super) fn brief(figure: &Figure, wording: Option<&str>) -> String {
    if let Some(wording) = wording.filter(|_| figure.is_numberless()) {
        return format!("“{}”", words::running(&truncate(wording, WORDING)));
    }
    let shown = |count: Option<Count>| count.map(|c| c.to_string()).unwrap_or_default();
    let printed = figure.printed_numbers();
    let first = shown(printed.first().copied());
    let text = match figure.qualifier() {
        Qualifier::Exact => first,
        Qualifier::About => format!("≈{}", shown(figure.best())),
        Qualifier::AtLeast => format!("≥{first}"),
        Qualifier::MoreThan => format!(">{first}"),
        Qualifier::UpTo => format!("≤{}", shown(figure.high())),
        Qualifier::FewerThan => format!("<{}", shown(printed.last().copied())),
        Qualifier::Range => format!("{first}–{}", shown(figure.high())),
        Qualifier::Vague | Qualifier::Unstated => figure.qualifier().to_string(),
    };
    number::grouped(&text)
}

/// An interval that was read from a rule, behind the figure that it was read from: `about 50 (read as 45–55)`. Safe.
pub(super) fn as_read(figure: &Figure, reading: &Reading, wording: Option<&str>) -> String {
    let wording = wording.filter(|_| figure.is_numberless());
    let said = wording.map_or_else(
        || number::figure(figure),
        |wording| format!("“{}”", words::running(wording)),
    );
    match read_as(reading) {
        Some(read) => format!("{said} (read as {read})"),
        None => said,
    }
}

/// The numbers that a figure is read as by a rule; none where it names them itself, or none are known.
pub(super) fn read_as(reading: &Reading) -> Option<String> {
    match (reading.interval(), reading.basis()) {
        (Some(interval), Basis::Tolerance | Basis::Word(_)) => Some(range(&interval)),
        _ => None,
    }
}

/// `45–55`, `20 or more`, `12`.
fn range(interval: &Interval) -> String {
    number::grouped(&match interval.high() {
        Some(high) if high == interval.low() => high.to_string(),
        Some(high) => format!("{}–{high}", interval.low()),
        None => format!("{} or more", interval.low()),
    })
}
