//! A Vega-Lite specification (<https://vega.github.io/vega-lite/>, version 6) with the data in it: one row a figure,
//! with its claim, version, words and copy. A missing number is null there, never 0.

use serde::Serialize;
use serde_json::{Value, json};

use super::super::json::FORMAT;
use super::lettering::safe;
use super::palette::{Palette, Paper};
use crate::model::{
    Aggregation, ClaimId, Count, Digest, Measure, PartialDate, Qualifier, RevisionNumber,
    VictimStatus,
};
use crate::report::amended::By;
use crate::report::chart::{Chart, Line, Mark, Panel};
use crate::series::Change;
use crate::series::flags::Flag;

const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v6.json";

/// One figure.
#[derive(Debug, Serialize)]
struct Row<'a> {
    event: &'a str,
    /// The scope in words: one panel each.
    scope: String,
    measure: Measure,
    victims: Option<&'a str>,
    victim_side: Option<&'a str>,
    victim_status: VictimStatus,
    aggregation: Aggregation,
    place: Option<&'a str>,
    claimant: &'a str,
    claimant_name: String,
    stated_on: PartialDate,
    /// The first day that it may have been said on, where it is drawn.
    day: Option<String>,
    /// The last one.
    latest_day: Option<String>,
    /// The day of the next figure of the same line, or the last day of the event's figures.
    until: Option<String>,
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    /// Where a line is drawn: best, else low, else high; none for a range without a best value.
    value: Option<Count>,
    qualifier: Qualifier,
    wording: Option<&'a str>,
    figure: String,
    change: Change,
    flags: &'a [Flag],
    falls: bool,
    revised: Option<By>,
    is_last: bool,
    claim: ClaimId,
    revision: RevisionNumber,
    url: Option<&'a str>,
    quote: Option<&'a str>,
    snapshot_sha256: Option<Digest>,
}

pub(super) fn write(chart: &Chart) -> Vec<u8> {
    let rows: Vec<Row<'_>> = chart
        .panels
        .iter()
        .flat_map(|panel| panel_rows(chart, panel))
        .collect();
    let mut claimants: Vec<String> = rows.iter().map(|row| row.claimant_name.clone()).collect();
    claimants.sort();
    claimants.dedup();
    let head = chart.basis.made.head;
    let mut subtitle = super::left_out(chart);
    subtitle.push(format!(
        "Source: claimlog, from a log of {} entries with root",
        head.size
    ));
    subtitle.push(head.root.to_string());
    let spec = json!({
        "$schema": SCHEMA,
        "title": {"text": safe(&chart.title), "subtitle": subtitle, "anchor": "start", "offset": 16, "limit": 700, "subtitleFontSize": 12},
        "data": {"values": rows},
        "facet": {"row": {"field": "scope", "type": "nominal", "title": null,
            "sort": scopes(chart), "header": {"labelAngle": 0, "labelOrient": "top", "labelAnchor": "start", "labelFontSize": 13}}},
        "spec": {"width": 460, "height": 160, "layer": layers(&claimants)},
        "resolve": {"scale": {"y": "independent"}},
        "config": {"view": {"stroke": null}, "axis": {"labelFontSize": 12}, "text": {"fontSize": 12}},
        "usermeta": {"claimlog": {
            "format": FORMAT, "log": head,
            "as_of": chart.basis.as_of.map(|day| day.to_string()),
            "recorded_by": chart.basis.recorded_by,
            "left_out": {"series": chart.left_out.series, "figures": chart.left_out.figures,
                "undatable": chart.left_out.undatable, "later": chart.left_out.later, "outside": chart.left_out.outside},
        }},
    });
    let mut bytes = serde_json::to_vec(&spec).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn scopes(chart: &Chart) -> Vec<String> {
    chart
        .panels
        .iter()
        .map(|panel| heading(chart, panel))
        .collect()
}

/// The scope in words, with the event where there are several.
fn heading(chart: &Chart, panel: &Panel) -> String {
    let mut parts = super::scope(&panel.scope);
    let is_one = chart.panels.iter().all(|other| other.event == panel.event);
    if !is_one {
        parts.insert(0, panel.event.clone());
    }
    parts.join(" · ")
}

fn panel_rows<'a>(chart: &'a Chart, panel: &'a Panel) -> Vec<Row<'a>> {
    let last = panel
        .lines
        .iter()
        .flat_map(|line| &line.marks)
        .filter_map(|mark| mark.stated_on.latest())
        .max();
    let scope = heading(chart, panel);
    let mut rows = Vec::new();
    for line in &panel.lines {
        for (at, mark) in line.marks.iter().enumerate() {
            let next = line
                .marks
                .iter()
                .skip(at + 1)
                .find(|mark| !mark.figure.is_numberless());
            let until = match next {
                Some(next) => next.stated_on.earliest(),
                None => last,
            };
            rows.push(Row {
                until: until.map(|day| day.to_string()),
                is_last: at + 1 == line.marks.len(),
                ..row(panel, line, mark, &scope)
            });
        }
    }
    rows
}

fn row<'a>(panel: &'a Panel, line: &'a Line, mark: &'a Mark, scope: &str) -> Row<'a> {
    let place = mark.place.as_ref();
    let key = &panel.scope;
    let (earliest, latest) = (mark.stated_on.earliest(), mark.stated_on.latest());
    Row {
        event: &panel.event,
        scope: scope.to_owned(),
        measure: key.measure,
        victims: key.victims.as_ref().map(|label| label.as_str()),
        victim_side: key.victim_side.as_ref().map(|label| label.as_str()),
        victim_status: key.victim_status,
        aggregation: key.aggregation,
        place: key.place.as_ref().map(|label| label.as_str()),
        claimant: &line.handle,
        claimant_name: safe(&line.claimant),
        stated_on: mark.stated_on,
        day: earliest.or(latest).map(|day| day.to_string()),
        latest_day: latest.map(|day| day.to_string()),
        until: None,
        low: mark.figure.low(),
        best: mark.figure.best(),
        high: mark.figure.high(),
        value: mark.leading(),
        qualifier: mark.figure.qualifier(),
        wording: mark.wording.as_deref(),
        figure: mark.figure.to_string(),
        change: mark.change,
        flags: &mark.flags,
        falls: mark.falls,
        revised: mark.revised,
        is_last: false,
        claim: mark.claim,
        revision: mark.revision,
        url: place.map(|place| place.locator.as_str()),
        quote: place.and_then(|place| place.quote.as_deref()),
        snapshot_sha256: place.and_then(|place| place.sha256),
    }
}

fn layers(claimants: &[String]) -> Value {
    let palette = Palette::of(Paper::Light);
    let colors: Vec<&str> = palette
        .lines
        .iter()
        .copied()
        .cycle()
        .take(claimants.len())
        .collect();
    let color = json!({"field": "claimant_name", "type": "nominal", "legend": null, "scale": {"domain": claimants, "range": colors}});
    // A day is a day everywhere: not the evening before it in the reader's own time.
    let day = json!({"field": "day", "type": "temporal", "title": null, "scale": {"type": "utc"}});
    let number = json!({"field": "value", "type": "quantitative", "title": null, "scale": {"zero": true},
        "axis": {"format": ",d", "tickMinStep": 1, "tickCount": 4, "labelLimit": 240}});
    let tooltip: Vec<Value> = [
        "claimant_name",
        "figure",
        "wording",
        "stated_on",
        "change",
        "flags",
        "claim",
        "revision",
        "quote",
        "url",
        "snapshot_sha256",
    ]
    .into_iter()
    .map(|field| json!({"field": field, "type": "nominal"}))
    .collect();
    let is = |filter: &str| json!([{ "filter": filter }]);
    let text = |sign: &str, filter: &str, dy: i32| {
        json!({"transform": is(filter), "mark": {"type": "text", "text": sign, "dy": dy, "fontSize": 13},
            "encoding": {"x": day, "y": number, "color": color}})
    };
    json!([
        {"transform": is("isValid(datum.low) && isValid(datum.high) && datum.low < datum.high && datum.aggregation == 'cumulative'"),
            "mark": {"type": "rect", "opacity": 0.2},
            "encoding": {"x": day, "x2": {"field": "until"}, "y": {"field": "low", "type": "quantitative", "title": null},
                "y2": {"field": "high"}, "color": color}},
        {"transform": is("isValid(datum.low) && isValid(datum.high) && datum.low < datum.high"),
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {"x": day, "y": {"field": "low", "type": "quantitative", "title": null}, "y2": {"field": "high"}, "color": color}},
        {"transform": is("(isValid(datum.value) || isValid(datum.low)) && datum.aggregation == 'cumulative'"),
            "mark": {"type": "line", "interpolate": "step-after"},
            "encoding": {"x": day, "y": number, "color": color, "detail": {"field": "claimant"}}},
        {"transform": is("isValid(datum.value) && datum.aggregation == 'incremental'"),
            "mark": {"type": "rule"},
            "encoding": {"x": day, "y": number, "y2": {"datum": 0}, "color": color}},
        {"transform": is("isValid(datum.value) && datum.latest_day != datum.day"),
            "mark": {"type": "rule", "opacity": 0.6},
            "encoding": {"x": day, "x2": {"field": "latest_day"}, "y": number, "color": color}},
        {"transform": is("isValid(datum.value) && datum.qualifier != 'about'"),
            "mark": {"type": "point", "filled": true, "opacity": 1, "size": 40},
            "encoding": {"x": day, "y": number, "color": color, "tooltip": tooltip}},
        {"transform": is("datum.qualifier == 'about'"),
            "mark": {"type": "point", "filled": false, "opacity": 1, "size": 40},
            "encoding": {"x": day, "y": number, "color": color, "tooltip": tooltip}},
        {"transform": is("!isValid(datum.low) && !isValid(datum.best) && !isValid(datum.high)"),
            "mark": {"type": "point", "shape": "diamond", "filled": false, "opacity": 1, "size": 50, "yOffset": 10, "clip": false},
            "encoding": {"x": day, "y": {"value": "height"}, "color": color, "tooltip": tooltip}},
        {"transform": is("isValid(datum.revised) && isValid(datum.value)"),
            "mark": {"type": "point", "filled": false, "opacity": 1, "size": 160, "color": palette.ink},
            "encoding": {"x": day, "y": number}},
        text("↑", "(datum.qualifier == 'at_least' || datum.qualifier == 'more_than') && isValid(datum.value)", -10),
        text("↓", "(datum.qualifier == 'up_to' || datum.qualifier == 'fewer_than') && isValid(datum.value)", 10),
        text("▼", "datum.falls && isValid(datum.value)", -16),
        {"transform": is("datum.is_last"),
            "mark": {"type": "text", "align": "left", "dx": 8, "limit": 300},
            "encoding": {"x": day, "y": number, "text": {"field": "claimant_name"}, "color": color}},
    ])
}
