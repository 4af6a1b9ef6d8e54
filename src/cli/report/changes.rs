//! `claimlog report changes`, whole or with `--summary` in one line a series.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::CsvArgs;
use crate::cli::chart::{ChartArgs, Target};
use crate::cli::context::Global;
use crate::cli::error::{CliError, DONE, written};
use crate::cli::looking::{RecordedBy, day, in_order};
use crate::cli::shared::Json;
use crate::model::Measure;
use crate::output::Style;
use crate::output::changes::{self as output, Head, Report};
use crate::output::number::counted;
use crate::output::sink::Sink;
use crate::output::summary;
use crate::register::Register;
use crate::report::amended::FormerWords;
use crate::report::changes::{Made, Query, each_series, made};
use crate::report::chart::{Basis, Gatherer};
use crate::report::extent::{Extent, extent};
use crate::report::stance::Stance;
use crate::report::summary::{TOLD, each_summary};
use crate::series::flags::{Flag, Wanted};
use crate::store::Read;

/// Arguments of `report changes`.
#[derive(Debug, Args)]
pub struct ChangesArgs {
    /// Only of this event: id or handle
    #[arg(long)]
    event: Option<String>,
    /// Only of this measure
    #[arg(long)]
    measure: Option<Measure>,
    /// Only by this claimant: id, handle or name
    #[arg(long, value_name = "SOURCE")]
    claimant: Option<String>,
    /// Only figures stated on that day or later; steps are still from the one before
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only figures stated on that day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<NaiveDate>,
    /// Only what had been said by that day; what a source corrected later, as it had said it by then
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    /// Leave out what the desk corrected of its own entries: only what sources said and revised
    #[arg(long)]
    no_desk_corrections: bool,
    /// Raise these flags, by name with commas between, or `all` or `none` [default: all but single_source and no_quote]
    #[arg(long, value_name = "FLAGS")]
    flags: Option<Flags>,
    /// One line a series: first, latest, lowest and highest figure, steps counted; a million figures take a second
    #[arg(long, conflicts_with_all = ["sheet", "chart"])]
    summary: bool,
    /// With --csv: which sheet
    #[arg(
        long,
        value_name = "SHEET",
        requires = "csv",
        default_value = "figures"
    )]
    sheet: Sheet,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    chart: ChartArgs,
}

/// From so many figures on the report for people is followed by a word on `--summary`.
const MANY: usize = 2_000;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sheet {
    /// One row for each figure
    Figures,
    /// One row for each revision of a figure, and for each figure that was withdrawn or moved to another series
    Revisions,
}

/// The value of `--flags`.
#[derive(Debug, Clone)]
struct Flags(Wanted);

impl FromStr for Flags {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names: Vec<&str> = text.split(',').map(str::trim).collect();
        match names.as_slice() {
            ["all"] => return Ok(Self(Wanted::all())),
            ["none"] => return Ok(Self(Wanted::only([]))),
            _ => {}
        }
        let flags: Result<Vec<Flag>, String> = names
            .iter()
            .map(|name| {
                name.parse::<Flag>().map_err(|_| {
                    let known: Vec<_> = Flag::ALL.iter().map(|flag| flag.name()).collect();
                    format!(
                        "“{name}” is not a flag; they are {}; or say all or none",
                        known.join(", ")
                    )
                })
            })
            .collect();
        Ok(Self(Wanted::only(flags?)))
    }
}

pub(super) fn run(args: ChangesArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    in_order(args.since, args.until)?;
    if args.summary {
        told(args.flags.as_ref())?;
    }
    let target = args.chart.target()?;
    if target == Target::Terminal && (args.csv.csv || args.json.json) {
        return Err(CliError::usage(
            "--chart - draws in the report for people, not in CSV or JSON",
            "name a file for the chart, or leave out --csv or --json",
        ));
    }
    let store = global.open_to_read()?;
    let horizon = args.recorded_by.horizon(&store)?;
    let register = Register::new(&store, horizon);
    let query = Query {
        event: args
            .event
            .as_deref()
            .map(|event| register.find_event(event))
            .transpose()?,
        measure: args.measure,
        claimant: args
            .claimant
            .as_deref()
            .map(|source| register.find_source(source))
            .transpose()?,
        since: args.since,
        until: args.until,
        as_of: args.as_of,
        recorded_by: args.recorded_by.recorded_by,
        hides_desk_corrections: args.no_desk_corrections,
        flags: args
            .flags
            .map_or_else(Wanted::default, |Flags(wanted)| wanted),
        // The other forms do not show it.
        former: match args.json.json || args.sheet == Sheet::Revisions {
            true => FormerWords::Read,
            false => FormerWords::LeftOut,
        },
    };
    if args.summary {
        summarize(&store, &query, (args.csv, args.json), sink)?;
        return Ok(DONE);
    }
    let mut gatherer = match target {
        Target::File(..) => Some(Gatherer::default()),
        _ => None,
    };
    let drawn = gatherer.as_mut();
    let (made, extent) = if args.csv.csv {
        let (form, sheet) = (args.csv.form(sink), args.sheet);
        write_changes(&store, &query, sink, drawn, |out, _, _| match sheet {
            Sheet::Figures => output::csv(out, form),
            Sheet::Revisions => output::revisions(out, form),
        })?
    } else if args.json.json {
        write_changes(&store, &query, sink, drawn, |out, _, head| {
            output::json(out, head)
        })?
    } else if target == Target::Terminal {
        write_changes(&store, &query, sink, drawn, output::charted)?
    } else {
        let (made, extent) = write_changes(&store, &query, sink, drawn, output::text)?;
        if extent.shown >= MANY {
            written(sink.note(&format!(
                "{} in {}; --summary has one line a series",
                counted(extent.shown, "figure", "figures"),
                counted(extent.series, "series", "series"),
            )))?;
        }
        (made, extent)
    };
    if let (Target::File(path, format), Some(gatherer)) = (target, gatherer) {
        let chart = gatherer.finish(title(&extent), basis(&query, made));
        args.chart.write(&path, format, &chart, sink)?;
    }
    Ok(DONE)
}

/// Refuses flags that a summary cannot tell, named by name: `all` are all that it can.
fn told(flags: Option<&Flags>) -> Result<(), CliError> {
    let Some(Flags(wanted)) = flags.filter(|Flags(wanted)| *wanted != Wanted::all()) else {
        return Ok(());
    };
    let untold = Flag::ALL
        .iter()
        .find(|flag| wanted.includes(**flag) && !TOLD.contains(flag));
    let Some(untold) = untold else {
        return Ok(());
    };
    let told: Vec<_> = TOLD.iter().map(|flag| flag.name()).collect();
    Err(CliError::usage(
        format!("--summary reads figures alone, which cannot tell {untold}"),
        format!(
            "leave out --summary, or name flags that it tells: {}",
            told.join(", ")
        ),
    ))
}

/// The report in one line a series.
fn summarize(
    read: &dyn Read,
    query: &Query,
    (csv, json): (CsvArgs, Json),
    sink: &mut Sink,
) -> Result<(), CliError> {
    let made = made(read, query)?;
    let head = summary::Head { query, made: &made };
    let (style, form) = (sink.style(), csv.form(sink));
    let mut report = if csv.csv {
        written(summary::csv(sink.out(), form, head))?
    } else if json.json {
        written(summary::json(sink.out(), head))?
    } else {
        summary::text(sink.out(), style, head)
    };
    let extent = each_summary::<CliError>(read, query, &made, &mut |heading, series| {
        written(report.series(heading, &series))?;
        Ok(ControlFlow::Continue(()))
    })?;
    written(report.finish(&extent))
}

/// What stands above a chart of these figures.
fn title(extent: &Extent) -> String {
    match extent.only_event() {
        Some(heading) => heading.event.name.shown().to_owned(),
        None if extent.events.is_empty() => "No figures".to_owned(),
        None => format!("Figures on {} events", extent.events.len()),
    }
}

fn basis(query: &Query, made: Made) -> Basis {
    Basis {
        made,
        as_of: query.as_of,
        recorded_by: query.recorded_by,
    }
}

/// The report as people read it.
pub(in crate::cli) fn print_changes(
    read: &dyn Read,
    query: &Query,
    sink: &mut Sink,
) -> Result<(), CliError> {
    write_changes(read, query, sink, None, output::text).map(drop)
}

/// Makes the report and writes it series by series; each goes into the chart too, where there is one.
fn write_changes(
    read: &dyn Read,
    query: &Query,
    sink: &mut Sink,
    mut drawn: Option<&mut Gatherer>,
    begin: impl for<'a> FnOnce(&'a mut dyn Write, Style, Head<'a>) -> io::Result<Box<dyn Report + 'a>>,
) -> Result<(Made, Extent), CliError> {
    let made = made(read, query)?;
    let extent = extent(read, query, &made)?;
    let style = sink.style();
    let head = Head {
        query,
        made: &made,
        extent: &extent,
    };
    let mut report = written(begin(sink.out(), style, head))?;
    // A reader of the report who goes away early still gets the chart that was asked for.
    let mut closed = None;
    let register = Register::new(read, made.horizon);
    each_series::<CliError>(read, query, &made, |series| {
        if let Some(drawn) = drawn.as_deref_mut() {
            drawn.push(&series, Stance::of(&register, &series.key)?);
        }
        if closed.is_none() {
            match written(report.series(&series)) {
                Err(error) if error.is_closed_pipe() && drawn.is_some() => closed = Some(error),
                other => other?,
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    match closed {
        None => written(report.finish())?,
        Some(_) => drop(report),
    }
    if let Some(drawn) = drawn {
        drawn.without(extent.undatable, extent.later, extent.outside);
    }
    Ok((made, extent))
}
