//! The part of the page on who publishes what the figures rest on.

use super::super::number::grouped;
use super::super::table::Kind;
use super::content::{MOST_ROWS, claimant, more};
use super::page::{Block, Grid, Row, Section, own};
use crate::model::PartialDate;
use crate::report::event::{EventReport, Outlet};

const OUTLETS: &[(&str, Kind)] = &[
    (
        "outlet",
        Kind::Text {
            least: 14,
            lines: 3,
        },
    ),
    ("articles", Kind::Number),
    ("figures", Kind::Number),
    ("first", Kind::Date),
    ("last", Kind::Date),
];

/// Who publishes what the figures rest on.
pub(super) fn sources(report: &EventReport) -> Section {
    let plural = |count: usize, one: &str, several: &str| {
        let word = if count == 1 { one } else { several };
        format!("{} {word}", grouped(&count.to_string()))
    };
    let mut text = match report.articles {
        0 => "No figure rests on an article.".to_owned(),
        articles => format!(
            "The figures rest on {} by {}.",
            plural(articles, "article", "articles"),
            plural(report.outlets.len(), "outlet", "outlets")
        ),
    };
    if report.unpublished > 0 {
        text.push_str(&format!(
            " {} on no article whose publisher is known.",
            match report.unpublished {
                1 => "1 figure rests".to_owned(),
                count => format!("{} figures rest", grouped(&count.to_string())),
            }
        ));
    }
    let mut blocks = vec![Block::Paragraph(own(text))];
    if let Some(totals) = report.origins.filter(|totals| totals.statements > 0) {
        blocks.push(Block::Paragraph(own(format!(
            "Accusations counted too, {} printed {} by {}: see claimlog report sources --event {}.",
            plural(totals.outlets, "outlet", "outlets"),
            plural(totals.statements, "statement", "statements"),
            plural(totals.origins, "origin", "origins"),
            report.heading.event.handle
        ))));
    }
    let mut outlets: Vec<&Outlet> = report.outlets.iter().collect();
    outlets.sort_by_key(|outlet| (std::cmp::Reverse(outlet.figures), &outlet.handle));
    if !outlets.is_empty() {
        blocks.push(Block::Table(Grid {
            columns: OUTLETS,
            rows: outlets
                .iter()
                .take(MOST_ROWS)
                .map(|outlet| outlet_row(outlet))
                .collect(),
        }));
    }
    let left = outlets.len().saturating_sub(MOST_ROWS);
    blocks.extend(more(left, "outlets", report));
    Section {
        heading: "Sources",
        blocks,
    }
}

fn outlet_row(outlet: &Outlet) -> Row {
    let day = |day: Option<PartialDate>| day.map(|day| day.to_string()).unwrap_or_default();
    Row {
        cells: vec![
            claimant(&outlet.name, &outlet.handle),
            own(grouped(&outlet.articles.to_string())),
            own(grouped(&outlet.figures.to_string())),
            own(day(outlet.first)),
            own(day(outlet.last)),
        ],
        warnings: Vec::new(),
    }
}
