//! What a store shows, in short forms to compare.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use claimlog::model::{Content, EntryIndex, Prose, RecordKind, Revision, SeriesKey};
use claimlog::store::{
    CitedPoint, CitedWords, Draft, FigurePoint, FigureWords, Horizon, LogEntry, Logged, Read,
    SeriesFilter,
};
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
    cited(read, filter, horizon)
        .into_iter()
        .map(|(key, points)| (key, points.into_iter().map(|cited| cited.point).collect()))
        .collect()
}

/// The series of which nothing stands any more.
pub(crate) fn left(read: &dyn Read, filter: &SeriesFilter, horizon: Horizon) -> Vec<SeriesKey> {
    let mut found = Vec::new();
    read.each_series(filter, horizon, &mut |some| {
        let empty = some.into_iter().filter(|(_, points)| points.is_empty());
        found.extend(empty.map(|(key, _)| key));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

/// Each series that has figures, with their words; how many there are of each day is checked on the way.
fn cited(
    read: &dyn Read,
    filter: &SeriesFilter,
    horizon: Horizon,
) -> Vec<(SeriesKey, Vec<CitedPoint>)> {
    let mut found = Vec::new();
    read.each_series(filter, horizon, &mut |some| {
        assert!(!some.is_empty());
        found.extend(some.into_iter().filter(|(_, points)| !points.is_empty()));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    let mut days = Vec::new();
    read.each_day(filter, horizon, &mut |(key, found)| {
        days.push((key, found.into_iter().collect::<HashMap<_, _>>()));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    let counted = found.iter().map(|(key, points)| {
        let mut counted = HashMap::new();
        for cited in points {
            *counted.entry(cited.point.stated_on).or_insert(0) += 1;
        }
        (key.clone(), counted)
    });
    assert_eq!(days, counted.collect::<Vec<_>>());
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

/// The store verifies, and what it shows of a version in part agrees with the whole of it.
#[track_caller]
pub(crate) fn sound(read: &dyn Read) {
    assert_eq!(verify(read, &mut |_| ()).unwrap().faults, []);
    for LogEntry { revision, .. } in entries(read, 0) {
        let then = Horizon::first(revision.entry.get() + 1);
        let words = read.figure_words(revision.entry).unwrap();
        assert_eq!(words, words_of(&revision.content), "{}", revision.entry);
        if !revision.is_retraction() {
            let series = cited(read, &SeriesFilter::default(), then);
            let points = series.into_iter().flat_map(|(_, points)| points);
            let words = points
                .filter(|cited| cited.point.entry == revision.entry)
                .map(|cited| cited.words);
            let expected: Vec<FigureWords> = words_of(&revision.content).into_iter().collect();
            assert_eq!(words.collect::<Vec<_>>(), expected, "{}", revision.entry);
        }
        if let (Content::Article(article), Ok(id)) =
            (&revision.content, revision.record.to_string().parse())
        {
            let mut found = Vec::new();
            let nobody = "a4294967295".parse().unwrap();
            read.articles(&[id, nobody], then, &mut |one| {
                found.push(one);
                Ok(ControlFlow::Continue(()))
            })
            .unwrap();
            assert_eq!(found, [(id, article.clone())]);
        }
        let content = read.content(revision.record, then).unwrap();
        assert_eq!(content, Some(revision.content), "{}", revision.record);
    }
}

/// What a report cites of a figure; none of anything else.
fn words_of(content: &Content) -> Option<FigureWords> {
    let Content::Claim(claim) = content else {
        return None;
    };
    let value = |prose: &Prose| prose.value().map(Arc::from);
    Some(FigureWords {
        occurred: claim.occurred,
        wording: claim.figure()?.wording.as_ref().and_then(value),
        citations: claim
            .citations()
            .iter()
            .map(|citation| CitedWords {
                article: citation.article,
                anchor: citation.anchor,
                quote: citation
                    .passage
                    .as_ref()
                    .and_then(|passage| value(&passage.quote)),
                via: citation.via.clone(),
            })
            .collect(),
    })
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
