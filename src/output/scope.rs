//! What is counted, in words.

use super::words;
use crate::model::{Aggregation, VictimStatus};
use crate::report::chart::ChartScope;

/// Measure, victims, side, status, aggregation and place, each safe to be shown, what is not known left out.
pub fn parts(scope: &ChartScope) -> Vec<String> {
    let escaped = |label: &crate::model::Label| words::escaped(label.as_str());
    let mut parts = vec![scope.measure.to_string()];
    parts.extend(scope.victims.as_ref().map(escaped));
    parts.extend(scope.victim_side.as_ref().map(escaped));
    let is_known = scope.victim_status != VictimStatus::Unknown;
    parts.extend(is_known.then(|| scope.victim_status.to_string()));
    parts.push(
        match scope.aggregation {
            Aggregation::Cumulative => "cumulative",
            Aggregation::Incremental => "incremental: only what is new",
            Aggregation::Unknown => "not said whether cumulative",
        }
        .to_owned(),
    );
    parts.extend(
        scope
            .place
            .as_ref()
            .map(|place| format!("at {}", escaped(place))),
    );
    parts
}
