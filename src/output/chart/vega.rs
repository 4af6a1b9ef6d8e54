//! A Vega-Lite specification (<https://vega.github.io/vega-lite/>, version 6) with the data in it: one row a figure,
//! with its claim, version, words and copy. A missing number is null there, never 0.
//!
//! Vega-Lite moves no text out of the way of another, so the labels at the lines' ends are placed here: each panel has
//! a height and a number at its top that are fixed, so that every place in it is known ([`dodge`]).
//!
//! A line is broken where none may go from one number to the next ([`Mark::is_joined_to`]): each unbroken part is a
//! `stretch` of its own, and the last figure of one is carried on to the day of the next by a rule.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::json::FORMAT;
use super::lettering::safe;
use super::palette::{self, Palette, Paper};
use crate::model::{
    Aggregation, ClaimId, Count, Digest, Measure, PartialDate, Qualifier, RevisionNumber,
    VictimStatus,
};
use crate::report::amended::By;
use crate::report::chart::{Chart, Line, Mark, Panel};
use crate::report::stance::Stance;
use crate::series::Change;
use crate::series::flags::Flag;

/// How wide and how high a panel is, in pixels.
const SIZE: (i64, i64) = (460, 160);

/// How far labels are apart, in pixels: the lines of a panel ([`crate::report::chart::MOST_LINES`]) fit beside it.
const APART: i64 = 16;

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
    /// Whose losses they are to the claimant.
    stance: Stance,
    claimant: &'a str,
    claimant_name: String,
    stated_on: PartialDate,
    /// The first day that it may have been said on, or of what is new the first that it covers: where it is drawn.
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
    /// Whether it is a sign beside the line: a total said late of an earlier day, or corrected past a newer one.
    is_beside: bool,
    revised: Option<By>,
    is_last: bool,
    /// Which unbroken part of its line it is in, from 0.
    stretch: usize,
    /// Whether a number follows that no line may go to.
    is_broken_off: bool,
    claim: ClaimId,
    revision: RevisionNumber,
    url: Option<&'a str>,
    quote: Option<&'a str>,
    snapshot_sha256: Option<Digest>,
    /// Which panel, from 0.
    panel: usize,
    /// On the figure that a line's label stands for: where the line ends and where its label stands, in pixels from
    /// the top of the panel.
    end_y: Option<i64>,
    label_y: Option<i64>,
    /// The time that it covers, where that was said.
    occurred: Option<PartialDate>,
}

pub(super) fn write(chart: &Chart) -> Vec<u8> {
    let rows: Vec<Row<'_>> = chart
        .panels
        .iter()
        .enumerate()
        .flat_map(|(index, panel)| panel_rows(chart, panel, index))
        .collect();
    let looks = Looks::of(chart);
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
        "vconcat": chart.panels.iter().enumerate().map(|(index, panel)| json!({
            "title": title(chart, panel),
            "width": SIZE.0, "height": SIZE.1,
            "transform": [{"filter": format!("datum.panel == {index}")}],
            "layer": layers(&looks, days(chart, panel), top(chart, panel)),
        })).collect::<Vec<Value>>(),
        "resolve": {"scale": {"x": "shared", "color": "shared", "strokeDash": "shared"}},
        "config": {"view": {"stroke": null}, "axis": {"labelFontSize": 12}, "text": {"fontSize": 12}},
        "usermeta": {"claimlog": {
            "format": FORMAT, "log": head,
            "as_of": chart.basis.as_of.map(|day| day.to_string()),
            "recorded_by": chart.basis.recorded_by,
            "left_out": {"series": chart.left_out.series, "figures": chart.left_out.figures,
                "undatable": chart.left_out.undatable, "later": chart.left_out.later, "outside": chart.left_out.outside,
                "perhaps_corrected_later": chart.left_out.perhaps_later},
        }},
    });
    let mut bytes = serde_json::to_vec(&spec).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What stands above a panel: whose losses, where that is known, and the scope.
fn title(chart: &Chart, panel: &Panel) -> Value {
    let scope = heading(chart, panel);
    let (text, subtitle) = match super::stance(panel) {
        Some(stance) => (stance, Some(scope)),
        None => (scope, None),
    };
    json!({"text": text, "subtitle": subtitle.unwrap_or_default(), "anchor": "start", "fontSize": 13,
        "fontWeight": "normal", "subtitleFontSize": 12, "limit": 700})
}

/// How each claimant looks, in all panels: by slot, the first first.
struct Looks {
    claimants: Vec<String>,
    colors: Vec<&'static str>,
    /// Dash and gap; one without a gap is solid.
    dashes: Vec<&'static [i64]>,
}

impl Looks {
    fn of(chart: &Chart) -> Self {
        let lines = chart.panels.iter().flat_map(|panel| &panel.lines);
        let slots: BTreeMap<usize, &str> = lines
            .map(|line| (line.slot, line.handle.as_str()))
            .collect();
        let colors = Palette::of(Paper::Light).lines;
        Self {
            claimants: slots.values().map(|&handle| handle.to_owned()).collect(),
            colors: slots
                .keys()
                .filter_map(|slot| colors.get(palette::colour(*slot)).copied())
                .collect(),
            dashes: slots
                .keys()
                .map(|slot| palette::dash(*slot).unwrap_or(&[1, 0]))
                .collect(),
        }
    }
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

/// The number at the top of a panel: a tenth above the highest of its scope, at least 1.
fn top(chart: &Chart, panel: &Panel) -> u64 {
    let highest = chart.greatest(&panel.scope).map_or(0, Count::get);
    highest.saturating_add(highest / 10).max(1)
}

/// How far below the foot of a panel the signs without a number stand.
const BELOW: i64 = 10;

/// How far below the top of a panel a number is.
fn height_of(number: u64, top: u64) -> i64 {
    let height = u128::from(SIZE.1.unsigned_abs());
    let above = height * u128::from(number) / u128::from(top.max(1));
    SIZE.1 - i64::try_from(above).unwrap_or(SIZE.1)
}

/// The newest mark of a line, which its label stands for: the last, but for those that stand beside it.
fn newest(line: &Line) -> usize {
    let newest = line.marks.iter().rposition(|mark| !mark.is_beside);
    newest.unwrap_or(line.marks.len().saturating_sub(1))
}

/// The number that a label is tied to: that of the line, else the middle of a range, else the foot.
fn level(mark: &Mark) -> u64 {
    let of = |count: Option<Count>| count.map_or(0, Count::get);
    match mark.leading() {
        Some(leading) => leading.get(),
        None => of(mark.figure.low()).midpoint(of(mark.greatest())),
    }
}

/// The axis of days: each day where they are few, with room for signs without a number above their names.
fn days(chart: &Chart, panel: &Panel) -> Value {
    let event = panel.scope.event;
    let panels = chart
        .panels
        .iter()
        .filter(|other| other.scope.event == event);
    let marks = panels
        .flat_map(|panel| &panel.lines)
        .flat_map(|line| &line.marks);
    let ends = marks.flat_map(|mark| [mark.stated_on.earliest(), mark.stated_on.latest()]);
    let (first, last) = (ends.clone().flatten().min(), ends.flatten().max());
    let span = first
        .zip(last)
        .map(|(first, last)| last.signed_duration_since(first).num_days());
    let mut own = panel.lines.iter().flat_map(|line| &line.marks);
    let padding = if own.any(|mark| mark.figure.is_numberless()) {
        18
    } else {
        4
    };
    let mut axis = json!({"grid": false, "labelPadding": padding});
    if let (Some(..=FEW_DAYS), Some(axis)) = (span, axis.as_object_mut()) {
        axis.insert(
            "tickCount".to_owned(),
            json!({"interval": "day", "step": 1}),
        );
        axis.insert("format".to_owned(), json!("%-d %b %Y"));
    }
    axis
}

/// So many days have a name each.
const FEW_DAYS: i64 = 10;

/// Where labels stand that would stand at these heights: as near as the others let them, in the same order.
fn dodge(ends: &[i64]) -> Vec<i64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|index| (ends[*index], *index));
    let mut places = ends.to_vec();
    let mut free = i64::MIN;
    for &index in &order {
        places[index] = places[index].max(free);
        free = places[index] + APART;
    }
    let mut free = SIZE.1;
    for &index in order.iter().rev() {
        places[index] = places[index].min(free);
        free = places[index] - APART;
    }
    places
}

fn panel_rows<'a>(chart: &'a Chart, panel: &'a Panel, index: usize) -> Vec<Row<'a>> {
    let top = top(chart, panel);
    let ends: Vec<i64> = panel
        .lines
        .iter()
        .map(|line| {
            let mark = line.marks.get(newest(line));
            match mark.filter(|mark| mark.figure.is_numberless()) {
                Some(_) => SIZE.1 + BELOW,
                None => height_of(mark.map_or(0, level), top),
            }
        })
        .collect();
    let places = dodge(&ends);
    let last = panel
        .lines
        .iter()
        .flat_map(|line| &line.marks)
        .filter_map(|mark| mark.drawn_on.latest())
        .max();
    let scope = heading(chart, panel);
    let mut rows = Vec::new();
    for (line, (end, place)) in panel.lines.iter().zip(ends.into_iter().zip(places)) {
        let mut stretch = 0;
        for (at, mark) in line.marks.iter().enumerate() {
            let is_last = at == newest(line);
            let next = line.next(at);
            let until = match next {
                Some(next) => next.drawn_on.earliest(),
                None => last,
            };
            let is_broken_off =
                mark.is_on_line() && next.is_some_and(|next| !mark.is_joined_to(next));
            rows.push(Row {
                stretch,
                is_broken_off,
                until: until.map(|day| day.to_string()),
                is_last,
                panel: index,
                end_y: is_last.then_some(end),
                label_y: is_last.then_some(place),
                ..row(panel, line, mark, &scope)
            });
            stretch += usize::from(is_broken_off);
        }
    }
    rows
}

fn row<'a>(panel: &'a Panel, line: &'a Line, mark: &'a Mark, scope: &str) -> Row<'a> {
    let place = mark.place.as_ref();
    let key = &panel.scope;
    let (earliest, latest) = (mark.drawn_on.earliest(), mark.drawn_on.latest());
    Row {
        event: &panel.event,
        scope: scope.to_owned(),
        measure: key.measure,
        victims: key.victims.as_ref().map(|label| label.as_str()),
        victim_side: key.victim_side.as_ref().map(|label| label.as_str()),
        victim_status: key.victim_status,
        aggregation: key.aggregation,
        place: key.place.as_ref().map(|label| label.as_str()),
        stance: panel.stance,
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
        is_beside: mark.is_beside,
        revised: mark.revised,
        is_last: false,
        stretch: 0,
        is_broken_off: false,
        panel: 0,
        end_y: None,
        label_y: None,
        claim: mark.claim,
        revision: mark.revision,
        url: place.map(|place| &*place.locator),
        quote: place.and_then(|place| place.quote.as_deref()),
        snapshot_sha256: place.and_then(|place| place.sha256),
        occurred: mark.occurred,
    }
}

fn layers(looks: &Looks, axis: Value, top: u64) -> Value {
    let palette = Palette::of(Paper::Light);
    let of_claimant = |range: Value| {
        json!({"field": "claimant", "type": "nominal", "legend": null,
            "scale": {"domain": looks.claimants, "range": range}})
    };
    let (color, dash) = (
        of_claimant(json!(looks.colors)),
        of_claimant(json!(looks.dashes)),
    );
    // What is new holds for no other day: what leads from it to its label is no line of it.
    let mut leader =
        json!({"condition": {"test": "datum.aggregation == 'cumulative'"}, "value": palette.faint});
    if let (Some(condition), Some(color)) = (leader["condition"].as_object_mut(), color.as_object())
    {
        condition.extend(color.clone());
    }
    // A day is a day everywhere: not the evening before it in the reader's own time.
    let day = json!({"field": "day", "type": "temporal", "title": null, "axis": axis, "scale": {"type": "utc"}});
    let scale = json!({"domain": [0, top], "nice": false});
    let number = json!({"field": "value", "type": "quantitative", "title": null, "scale": scale,
        "axis": {"format": ",d", "tickMinStep": 1, "tickCount": top.min(4), "labelLimit": 240}});
    let tooltip: Vec<Value> = [
        "claimant_name",
        "figure",
        "wording",
        "stated_on",
        "occurred",
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
    let pixels =
        |field: &str| json!({"field": field, "type": "quantitative", "scale": null, "axis": null});
    let is = |filter: &str| json!([{ "filter": filter }]);
    let text = |sign: &str, filter: &str, dy: i32| {
        json!({"transform": is(filter), "mark": {"type": "text", "text": sign, "dy": dy, "fontSize": 13},
            "encoding": {"x": day, "y": number, "color": color}})
    };
    json!([
        {"transform": is("isValid(datum.low) && isValid(datum.high) && datum.low < datum.high && datum.aggregation == 'cumulative' && !datum.is_beside"),
            "mark": {"type": "rect", "opacity": 0.2},
            "encoding": {"x": day, "x2": {"field": "until"}, "y": {"field": "low", "type": "quantitative", "title": null},
                "y2": {"field": "high"}, "color": color}},
        {"transform": is("isValid(datum.low) && isValid(datum.high) && datum.low < datum.high"),
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {"x": day, "y": {"field": "low", "type": "quantitative", "title": null}, "y2": {"field": "high"}, "color": color}},
        {"transform": is("isValid(datum.value) && datum.aggregation == 'cumulative' && !datum.is_beside"),
            "mark": {"type": "line", "interpolate": "step-after"},
            "encoding": {"x": day, "y": number, "color": color, "strokeDash": dash, "detail": {"field": "stretch", "type": "nominal"}}},
        {"transform": is("datum.is_broken_off && isValid(datum.value) && datum.aggregation == 'cumulative'"),
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {"x": day, "x2": {"field": "until"}, "y": number, "color": color, "strokeDash": dash}},
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
            "mark": {"type": "point", "shape": "diamond", "filled": false, "opacity": 1, "size": 50, "yOffset": BELOW, "clip": false},
            "encoding": {"x": day, "y": {"value": "height"}, "color": color, "tooltip": tooltip}},
        {"transform": is("isValid(datum.revised) && isValid(datum.value)"),
            "mark": {"type": "point", "filled": false, "opacity": 1, "size": 160, "color": palette.ink},
            "encoding": {"x": day, "y": number}},
        text("↑", "(datum.qualifier == 'at_least' || datum.qualifier == 'more_than') && isValid(datum.value)", -10),
        text("↓", "(datum.qualifier == 'up_to' || datum.qualifier == 'fewer_than') && isValid(datum.value)", 10),
        text("▼", "datum.falls && isValid(datum.value)", -16),
        {"transform": is("isValid(datum.label_y)"),
            "mark": {"type": "rule", "strokeDash": [1, 3]},
            "encoding": {"x": day, "x2": {"value": "width"}, "y": pixels("end_y"), "color": leader}},
        {"transform": is("isValid(datum.label_y)"),
            "mark": {"type": "rule", "strokeDash": [1, 3], "clip": false},
            "encoding": {"x": {"value": SIZE.0}, "x2": {"value": SIZE.0 + 12}, "y": pixels("end_y"), "y2": {"field": "label_y"}, "color": leader}},
        {"transform": is("isValid(datum.label_y)"),
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 16, "limit": 300},
            "encoding": {"x": {"value": "width"}, "y": pixels("label_y"), "text": {"field": "claimant_name"}, "color": color}},
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::chart::MOST_LINES;

    #[test]
    fn a_label_stands_at_its_line_where_nothing_is_in_the_way() {
        assert_eq!(dodge(&[20, 100]), [20, 100]);
        assert_eq!(dodge(&[100, 100, 20]), [100, 116, 20]);
        assert_eq!(dodge(&[SIZE.1, SIZE.1]), [SIZE.1 - APART, SIZE.1]);
        assert_eq!((height_of(0, 50), height_of(50, 50)), (SIZE.1, 0));
        assert_eq!(height_of(u64::MAX, u64::MAX), 0);
    }

    proptest! {
        #[test]
        fn labels_never_lie_on_one_another_and_stay_beside_the_panel(
            ends in prop::collection::vec(0..=SIZE.1, 0..=MOST_LINES)
        ) {
            let mut places = dodge(&ends);
            places.sort_unstable();
            prop_assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= APART), "{places:?}");
            prop_assert!(places.iter().all(|place| (0..=SIZE.1).contains(place)), "{places:?}");
        }
    }
}
