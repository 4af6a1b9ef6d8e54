//! The summary as CSV: one row a series. Each of its four figures has the claim, the version, the words and the hash of
//! the copy that it stands in.

use std::io::{self, Write};

use super::super::cells;
use super::super::changes::remarks::ratings;
use super::super::sheet::{Form, Sheet};
use super::{Head, Report};
use crate::report::changes::ChangePoint;
use crate::report::extent::{Extent, Heading};
use crate::report::summary::{SeriesSummary, TOLD};
use crate::series::Step;
use crate::series::flags::Flag;
use crate::store::FigurePoint;

/// What comes before the figures.
const BEFORE: [&str; 13] = [
    "event",
    "claimant",
    "measure",
    "victims",
    "victim_side",
    "victim_status",
    "aggregation",
    "place",
    "figures",
    "source_revisions",
    "desk_revisions",
    "withdrawn",
    "moved",
];

/// The figures, each of which has the columns of [`FIGURE`].
const FIGURES: [&str; 4] = ["first", "latest", "lowest", "highest"];

const FIGURE: [&str; 14] = [
    "claim",
    "revision",
    "stated_on",
    "published_at",
    "low",
    "best",
    "high",
    "qualifier",
    "wording",
    "publisher",
    "via",
    "url",
    "quote",
    "snapshot_sha256",
];

/// What comes behind them, and then the flags.
const BEHIND: [&str; 19] = [
    "rises",
    "falls",
    "restated",
    "requalified",
    "narrowed",
    "widened",
    "net_change",
    "net_low",
    "net_best",
    "net_high",
    "biggest_change",
    "biggest_low",
    "biggest_best",
    "biggest_high",
    "biggest_from_claim",
    "biggest_from_revision",
    "biggest_to_claim",
    "biggest_to_revision",
    "undatable",
];

/// What was added later: kinds of steps, how many figures the source corrected on a day that may lie after the as-of day, and
/// what the desk holds of them.
const LAST: [&str; 12] = [
    "lowered",
    "other_period",
    "unknown_period",
    "perhaps_corrected_later",
    "unknown_order",
    "unknown_aggregation",
    "by_convention",
    "rated",
    "first_ratings",
    "latest_ratings",
    "lowest_ratings",
    "highest_ratings",
];

/// The flags with a column each, those that were added later apart: they stand behind everything else.
fn flags() -> (&'static [Flag], &'static [Flag]) {
    TOLD.split_at(5)
}

/// The header. It is a contract: names are never changed, and new ones stand last.
pub fn header() -> Vec<String> {
    let figures = FIGURES.iter().flat_map(|figure| {
        FIGURE
            .iter()
            .map(move |column| format!("{figure}_{column}"))
    });
    let before = BEFORE.iter().map(|column| (*column).to_owned());
    let behind = BEHIND.iter().map(|column| (*column).to_owned());
    let names = |flags: &[Flag]| -> Vec<String> {
        flags.iter().map(|flag| flag.name().to_owned()).collect()
    };
    let (first, later) = flags();
    let last = LAST.iter().map(|column| (*column).to_owned());
    let all = before.chain(figures).chain(behind).chain(names(first));
    all.chain(last).chain(names(later)).collect()
}

pub(super) struct Csv<'a> {
    sheet: Sheet<'a>,
    head: Head<'a>,
}

impl<'a> Csv<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, form: Form, head: Head<'a>) -> io::Result<Self> {
        let header = header();
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        Ok(Self {
            sheet: Sheet::new(out, form, &header)?,
            head,
        })
    }

    fn figure(&mut self, figure: Option<&ChangePoint>) {
        let sheet = &mut self.sheet;
        let Some(figure) = figure else {
            for _ in FIGURE {
                sheet.text(None);
            }
            return;
        };
        sheet.plain(Some(figure.claim));
        sheet.plain(Some(figure.revision));
        cells::stated(sheet, figure);
        cells::cited(sheet, figure.cited.first());
    }

    fn step(&mut self, step: Option<&Step>) {
        let delta = step.and_then(|step| step.delta).unwrap_or_default();
        self.sheet.plain(step.map(|step| step.change.name()));
        self.sheet.plain(delta.low);
        self.sheet.plain(delta.best);
        self.sheet.plain(delta.high);
    }

    fn flags(&mut self, series: &SeriesSummary, flags: &[Flag]) {
        for flag in flags {
            let is_told = self.head.told().any(|told| told == *flag);
            let figures = series.flags.iter().find(|(found, _)| found == flag);
            // What was not asked for is not none.
            let count = figures.map_or(0, |(_, figures)| *figures);
            self.sheet.plain(is_told.then_some(count));
        }
    }

    fn claim(&mut self, figure: Option<&FigurePoint>) {
        self.sheet.plain(figure.map(|figure| figure.claim));
        self.sheet.plain(figure.map(|figure| figure.revision));
    }
}

impl Report for Csv<'_> {
    fn series(&mut self, _: &Heading, series: &SeriesSummary) -> io::Result<()> {
        self.sheet.plain(Some(&series.event));
        self.sheet.plain(Some(&series.claimant));
        cells::scope(&mut self.sheet, &series.key);
        self.sheet.plain(Some(series.figures));
        self.sheet.plain(Some(series.revisions.by_source));
        self.sheet.plain(series.revisions.by_desk);
        self.sheet.plain(Some(series.departed.withdrawn));
        self.sheet.plain(Some(series.departed.moved));
        self.figure(series.first.as_ref());
        self.figure(series.latest.as_ref());
        self.figure(series.lowest.as_ref());
        self.figure(series.highest.as_ref());
        let steps = &series.steps;
        for count in [
            steps.rises,
            steps.falls,
            steps.restated,
            steps.requalified,
            steps.narrowed,
            steps.widened,
        ] {
            self.sheet.plain(Some(count));
        }
        self.step(series.net.as_ref());
        let biggest = series.biggest.as_ref();
        self.step(biggest.map(|leap| &leap.step));
        self.claim(biggest.map(|leap| &leap.from));
        self.claim(biggest.map(|leap| &leap.to));
        self.sheet.plain(Some(series.undatable));
        let (first, later) = flags();
        self.flags(series, first);
        for count in [
            steps.lowered,
            steps.other_period,
            steps.unknown_period,
            series.revisions.perhaps_later,
            steps.unknown_order,
            steps.unknown_aggregation,
            steps.by_convention,
            series.rated,
        ] {
            self.sheet.plain(Some(count));
        }
        for figure in [
            &series.first,
            &series.latest,
            &series.lowest,
            &series.highest,
        ] {
            self.sheet
                .text(figure.as_ref().and_then(ratings).as_deref());
        }
        self.flags(series, later);
        self.sheet.end_row()
    }

    fn finish(self: Box<Self>, _: &Extent) -> io::Result<()> {
        self.sheet.finish()
    }
}
