//! What a store shows, in short forms to compare.

use std::ops::ControlFlow;

use claimlog::model::{EntryIndex, RecordKind, Revision, SeriesKey};
use claimlog::store::{Draft, FigurePoint, Horizon, LogEntry, Logged, Read, SeriesFilter};
use claimlog::verify::verify;

pub(crate) fn entries(read: &dyn Read, from: u64) -> Vec<LogEntry> {
    let mut found = Vec::new();
    read.each_entry(EntryIndex::new(from), &mut |entry| {
        found.push(entry.expect("every entry can be read"));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

pub(crate) fn latest_of(read: &dyn Read, kind: RecordKind, horizon: Horizon) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    read.each_latest(kind, horizon, &mut |revision| {
        found.push((revision.record.to_string(), revision.number.get().get()));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

pub(crate) fn series(
    read: &dyn Read,
    filter: &SeriesFilter,
    horizon: Horizon,
) -> Vec<(SeriesKey, Vec<FigurePoint>)> {
    let mut found = Vec::new();
    read.each_series(filter, horizon, &mut |one| {
        found.push(one);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

/// Each series as its claimant and its claims in order.
pub(crate) fn outline(read: &dyn Read, filter: &SeriesFilter, horizon: Horizon) -> Vec<String> {
    series(read, filter, horizon)
        .into_iter()
        .map(|(key, points)| {
            let points: Vec<String> = points
                .iter()
                .map(|point| format!("{}.{}={}", point.claim, point.revision, point.figure))
                .collect();
            format!(
                "{} {} {}: {}",
                key.event,
                key.claimant,
                key.measure,
                points.join(" ")
            )
        })
        .collect()
}

#[track_caller]
pub(crate) fn sound(read: &dyn Read) {
    assert_eq!(verify(read, &mut |_| ()).unwrap().faults, []);
}

/// What a draft must have become.
pub(crate) fn expected(draft: &Draft, logged: Logged, parent: Option<EntryIndex>) -> Revision {
    let draft = draft.clone();
    Revision {
        entry: logged.entry,
        record: logged.record,
        number: logged.number,
        parent,
        author: draft.author,
        recorded_at: draft.recorded_at,
        cause: draft.cause,
        reason: draft.reason,
        content: draft.content,
    }
}
