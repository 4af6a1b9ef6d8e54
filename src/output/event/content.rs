//! From the report to the page: which words stand where.

use super::super::changes::remarks;
use super::super::claim;
use super::super::comparing::{AGGREGATION, RESTART, doubts};
use super::super::covered::Shared;
use super::super::frame;
use super::super::number::{self, grouped};
use super::super::scope;
use super::super::table::Kind;
use super::disputes;
use super::notes::Notes;
use super::outlets;
use super::page::{Block, Grid, Page, Row, Section, Span, Words, outside, own, strong};
use crate::model::Aggregation;
use crate::report::amended::By;
use crate::report::changes::{ChangePoint, ChangeSeries};
use crate::report::chart::ChartScope;
use crate::report::doubts::Doubts;
use crate::report::event::{EventReport, Latest, Recent, ScopeFigures, SideFigures};
use crate::report::range::NoSpread;
use crate::text::truncate;

/// A part with more rows than this is no page: the rest is counted, and the report that lists it is named.
pub(super) const MOST_ROWS: usize = 200;

/// The longest name beside a handle, in columns.
const MOST_NAME: usize = 64;

const LATEST: &[(&str, Kind)] = &[
    (
        "claimant",
        Kind::Text {
            least: 14,
            lines: 3,
        },
    ),
    ("latest", Kind::Text { least: 9, lines: 3 }),
    ("stated", Kind::Date),
    ("step", Kind::Text { least: 8, lines: 3 }),
    // From which figure to which, each with its claim: none of it may be cut off.
    (
        "so far",
        Kind::Text {
            least: 12,
            lines: 12,
        },
    ),
    ("claim", Kind::Whole),
];

const RECENT: &[(&str, Kind)] = &[
    ("stated", Kind::Date),
    (
        "claimant",
        Kind::Text {
            least: 14,
            lines: 3,
        },
    ),
    (
        // With the time that it covers, which must not be cut off.
        "of whom",
        Kind::Text {
            least: 14,
            lines: 12,
        },
    ),
    ("figure", Kind::Text { least: 9, lines: 3 }),
    ("step", Kind::Text { least: 8, lines: 3 }),
    ("claim", Kind::Whole),
];

/// Puts the page together.
pub(super) fn page(report: &EventReport) -> Page {
    let mut notes = Notes::new(report);
    let sections = vec![
        figures(report, &mut notes),
        recent(report, &mut notes),
        disputes::conflicts(report, &mut notes),
        disputes::accusations(report, &mut notes),
        outlets::sources(report),
    ];
    Page {
        title: report.heading.event.name.shown().to_owned(),
        facts: facts(report),
        sections,
        notes: notes.all(),
        foot: foot(report),
        root: report.made.head.root.to_string(),
    }
}

fn facts(report: &EventReport) -> Vec<(&'static str, Words)> {
    let mut facts = vec![("event", own(&report.heading.event.handle))];
    let (start, end) = (&report.heading.start, &report.heading.end);
    facts.extend(frame::days(start.as_ref(), end.as_ref()).map(|days| ("when", own(days))));
    facts.extend(
        report
            .place
            .as_ref()
            .map(|place| ("where", outside(place.as_str()))),
    );
    if !report.sides.is_empty() {
        let mut sides = Words::new();
        for (index, side) in report.sides.iter().enumerate() {
            if index > 0 {
                sides.push(Span::Own(", ".to_owned()));
            }
            sides.push(Span::Outside(side.as_str().to_owned()));
        }
        facts.push(("sides", sides));
    }
    facts.extend(
        report
            .note
            .as_ref()
            .map(|note| ("note", outside(note.shown()))),
    );
    let extent = &report.extent;
    facts.push((
        "figures",
        own(format!(
            "{} in {} series",
            grouped(&extent.shown.to_string()),
            grouped(&extent.series.to_string())
        )),
    ));
    facts
}

fn figures(report: &EventReport, notes: &mut Notes<'_>) -> Section {
    let mut blocks = Vec::new();
    if report.extent.shown == 0 {
        blocks.push(Block::Paragraph(own("No figure is recorded.")));
    } else {
        blocks.push(Block::Chart);
    }
    let mut room = MOST_ROWS;
    let mut left_out = 0;
    let figures = report.figures.iter().filter(|_| report.extent.shown > 0);
    for part in figures {
        side(part, notes, &mut blocks, &mut room, &mut left_out);
    }
    blocks.extend(more(left_out, "claimants", report));
    Section {
        heading: "Latest figures",
        blocks,
    }
}

/// That there is more, and where; none where there is nothing more.
pub(super) fn more(count: usize, what: &str, report: &EventReport) -> Option<Block> {
    (count > 0).then(|| {
        Block::Paragraph(own(format!(
            "{} more {what} are left out here: claimlog report changes --event {} has all.",
            grouped(&count.to_string()),
            report.heading.event.handle
        )))
    })
}

fn side(
    part: &SideFigures,
    notes: &mut Notes<'_>,
    blocks: &mut Vec<Block>,
    room: &mut usize,
    left_out: &mut usize,
) {
    if part.scopes.is_empty() {
        let Some(side) = &part.side else { return };
        let mut words = own("No figure is recorded of the victims of ");
        words.push(Span::Outside(side.as_str().to_owned()));
        words.push(Span::Own(".".to_owned()));
        blocks.push(Block::Paragraph(words));
        return;
    }
    for scope in &part.scopes {
        if *room == 0 {
            *left_out += scope.latest.len();
            continue;
        }
        let aggregation = scope.scope.aggregation;
        let points = scope.latest.iter().map(|latest| &latest.point);
        let times = Shared::of(aggregation, points);
        let mut head = scope::parts(&scope.scope);
        head.extend(times.words());
        blocks.push(Block::Heading(outside(head.join(" · "))));
        let rows = scope
            .latest
            .iter()
            .take(*room)
            .map(|latest| latest_row(aggregation, times, latest, notes))
            .collect();
        *left_out += scope.latest.len().saturating_sub(*room);
        *room = room.saturating_sub(scope.latest.len());
        blocks.push(Block::Table(Grid {
            columns: LATEST,
            rows,
        }));
        blocks.extend(range(scope, notes));
    }
}

fn latest_row(
    aggregation: Aggregation,
    times: Shared,
    latest: &Latest,
    notes: &mut Notes<'_>,
) -> Row {
    let point = &latest.point;
    Row {
        cells: vec![
            claimant(&latest.claimant_name, &latest.claimant),
            figure(point),
            own(point.stated_on),
            own(step(aggregation, point)),
            so_far(latest, notes),
            notes.figure(&latest.claimant_name, point),
        ],
        warnings: warnings(aggregation, times, point),
    }
}

/// The step; its sign stays with its number.
fn step(aggregation: Aggregation, point: &ChangePoint) -> String {
    let step = number::step_to(aggregation, point);
    match step.split_once(' ') {
        Some((sign @ ("▲" | "▼" | "=" | "·"), rest)) => format!("{sign}\u{a0}{rest}"),
        _ => step,
    }
}

fn warnings(aggregation: Aggregation, times: Shared, point: &ChangePoint) -> Vec<String> {
    let covers = times
        .beside(aggregation, None, point)
        .map(|text| format!("◷ {text}"));
    let reading = remarks::reading(point).map(|text| format!("≈ {text}"));
    let order = remarks::order(point).map(|text| format!("≈ {text}"));
    let findings = point
        .flags
        .iter()
        .map(|finding| format!("⚠ {}", remarks::finding(finding, grouped)));
    let ratings = point
        .ratings
        .iter()
        .map(|rating| format!("◆ {}", remarks::rating(rating)));
    let amendments = point.amendments.iter().map(|amendment| {
        let sign = match amendment.mark.by() {
            By::Source => '↻',
            By::Desk => '✎',
        };
        format!("{sign} {}", remarks::amendment(amendment, grouped))
    });
    let about = covers.into_iter().chain(reading).chain(order);
    about
        .chain(findings)
        .chain(ratings)
        .chain(amendments)
        .collect()
}

/// A name with its handle, which stays to be seen however long the name is; the claim's note has it whole.
pub(super) fn claimant(name: &str, handle: &str) -> Words {
    let mut words = outside(truncate(name, MOST_NAME));
    words.push(Span::Own(format!(" ({handle})")));
    words
}

/// The figure, and its wording where that says more.
fn figure(point: &ChangePoint) -> Words {
    let mut words = strong(number::figure(&point.figure));
    if let Some(wording) = claim::wording(&point.figure, point.wording.as_deref()) {
        words.push(Span::Own(" ".to_owned()));
        words.push(Span::Outside(format!("“{wording}”")));
        words.extend(claim::doubt(&point.figure, wording).map(Span::Own));
    }
    words
}

/// How many figures there were, and from which number to which, each with its claim.
fn so_far(latest: &Latest, notes: &mut Notes<'_>) -> Words {
    let mut words = own(number::counted(latest.stated, "figure", "figures"));
    if let (Some(lowest), Some(highest)) = (&latest.lowest, &latest.highest)
        && lowest.figure != highest.figure
    {
        let from = match latest.restarted {
            Some(_) => "; since the counter began anew, from",
            None => ", from",
        };
        for (link, point) in [(from, lowest), (" to", highest)] {
            let figure = number::figure(&point.figure);
            words.push(Span::Own(format!("{link} {figure} (")));
            words.extend(notes.figure(&latest.claimant_name, point));
            words.push(Span::Own(")".to_owned()));
        }
    }
    words
}

/// The range of the latest figures of one scope.
fn range(scope: &ScopeFigures, notes: &mut Notes<'_>) -> Option<Block> {
    let found = scope.range()?;
    let Some((lowest, highest)) = found.ends else {
        let why = match found.spread {
            Err(NoSpread::UnknownAggregation) => AGGREGATION,
            _ => "these figures are of different times",
        };
        let text = format!("Not put beside one another: {why}.");
        return Some(Block::Paragraph(own(text)));
    };
    let growth = Doubts {
        growth: true,
        ..Doubts::default()
    };
    let mut said = |latest: &Latest| {
        let figure = number::figure(&latest.point.figure);
        let mut words = own(format!("{figure} ({}, ", latest.claimant));
        words.extend(notes.figure(&latest.claimant_name, &latest.point));
        if !found.is_one_time {
            words.push(Span::Own(format!(", {}", latest.point.stated_on)));
        }
        words.push(Span::Own(")".to_owned()));
        words
    };
    let mut words = if lowest.point.figure == highest.point.figure {
        own(format!(
            "All who name a number say {}.",
            number::figure(&lowest.point.figure)
        ))
    } else {
        let mut words = own("Lowest: ");
        words.extend(said(lowest));
        words.extend(own(". Highest: "));
        words.extend(said(highest));
        words.extend(own("."));
        let uncertain = scope.doubts(lowest, highest);
        if uncertain == growth {
            words.extend(own(
                " The lowest is of an earlier day, or may be, and may have grown since.",
            ));
        } else if uncertain.any() {
            words.extend(own(format!(" Not certain: {}.", doubts(uncertain))));
        }
        words
    };
    if scope.latest.iter().any(|latest| latest.restarted.is_some()) {
        words.extend(own(format!(" Not certain: {RESTART}.")));
    }
    match found.passed_over {
        0 => {}
        1 => words.extend(own(" 1 claimant names no number.")),
        count => words.extend(own(format!(
            " {} claimants name no number.",
            grouped(&count.to_string())
        ))),
    }
    Some(Block::Paragraph(words))
}

fn recent(report: &EventReport, notes: &mut Notes<'_>) -> Section {
    let mut blocks = Vec::new();
    match &report.recent {
        None => blocks.push(Block::Paragraph(own("No figure is recorded."))),
        Some(recent) => {
            blocks.push(Block::Paragraph(own(window(report, recent))));
            let mut said: Vec<(&ChangeSeries, &ChangePoint)> = recent
                .series
                .iter()
                .flat_map(|series| series.points.iter().rev().map(move |point| (series, point)))
                .collect();
            // Of one day and claimant as the series stand, the last figure of each first.
            said.sort_by(|one, other| {
                let days = other.1.stated_on.chronological(&one.1.stated_on);
                days.then_with(|| one.0.claimant.cmp(&other.0.claimant))
            });
            let rows: Vec<Row> = said
                .iter()
                .take(MOST_ROWS)
                .map(|(series, point)| recent_row(series, point, notes))
                .collect();
            if !rows.is_empty() {
                blocks.push(Block::Table(Grid {
                    columns: RECENT,
                    rows,
                }));
            }
            blocks.extend(more(
                said.len().saturating_sub(MOST_ROWS),
                "figures",
                report,
            ));
        }
    }
    Section {
        heading: "Said in the last days",
        blocks,
    }
}

/// Which days these are, and why.
fn window(report: &EventReport, recent: &Recent) -> String {
    let points = || recent.series.iter().flat_map(|series| &series.points);
    let figures = points().filter(|point| recent.is_stated(point)).count();
    let mut said = match figures {
        0 => "nothing was stated".to_owned(),
        1 => "1 figure was stated".to_owned(),
        _ => format!("{} figures were stated", grouped(&figures.to_string())),
    };
    match points().count() - figures {
        0 => {}
        1 => said.push_str(", and 1 that had been stated before was corrected by its source"),
        more => said.push_str(&format!(
            ", and {} that had been stated before were corrected by their source",
            grouped(&more.to_string())
        )),
    }
    let why = match recent.begins {
        _ if report.query.as_of.is_some() => "the as-of day".to_owned(),
        Some(date) => {
            format!("the beginning of the latest date of a figure or correction ({date})")
        }
        None => "the latest day on which a figure was stated or corrected by its source".to_owned(),
    };
    format!(
        "From {} to {}, {why}, {said}. What has a coarse date is here where it may have been then.",
        recent.from, recent.to
    )
}

fn recent_row(series: &ChangeSeries, point: &ChangePoint, notes: &mut Notes<'_>) -> Row {
    let aggregation = series.key.aggregation;
    let times = Shared::of(aggregation, std::iter::once(point));
    let mut whom = scope::parts(&ChartScope::from(&series.key));
    whom.extend(times.words());
    Row {
        cells: vec![
            own(point.stated_on),
            claimant(&series.claimant_name, &series.claimant),
            outside(whom.join(" · ")),
            figure(point),
            own(step(aggregation, point)),
            notes.figure(&series.claimant_name, point),
        ],
        warnings: warnings(aggregation, times, point),
    }
}

/// What it was made from, and what was left out.
fn foot(report: &EventReport) -> Vec<String> {
    let head = report.made.head;
    let entries = if head.size == 1 { "entry" } else { "entries" };
    let mut made = format!(
        "Made from a log of {} {entries}",
        grouped(&head.size.to_string())
    );
    if let Some(day) = report.query.as_of {
        made.push_str(&format!(", as of {day}"));
    }
    if let Some(instant) = report.query.recorded_by {
        let seen = head.size.min(report.made.horizon.size());
        made.push_str(&format!(
            ", recorded by {instant} ({} of them)",
            grouped(&seen.to_string())
        ));
    }
    let mut foot = vec![made];
    let extent = &report.extent;
    let day = report
        .query
        .as_of
        .map(|day| day.to_string())
        .unwrap_or_default();
    let mut left = |count: usize, why: String| {
        if count > 0 {
            let were = if count == 1 {
                "figure was"
            } else {
                "figures were"
            };
            foot.push(format!(
                "{} {were} left out: {why}.",
                grouped(&count.to_string())
            ));
        }
    };
    left(
        extent.undatable,
        format!(
            "the date is too coarse or too uncertain to say whether it had been stated by {day}"
        ),
    );
    left(extent.later, format!("stated after {day}"));
    let as_of = report.query.as_of;
    let corrected = [
        (&extent.perhaps_later, "figure", "figures"),
        (&report.accusations_perhaps_later, "claim", "claims"),
    ];
    foot.extend(
        corrected
            .into_iter()
            .filter_map(|(found, one, several)| frame::perhaps_later(found, as_of, one, several)),
    );
    foot
}
