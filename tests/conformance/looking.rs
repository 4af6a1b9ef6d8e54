//! What a store shows, in short forms to compare.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use claimlog::model::{Cause, Content, EntryIndex, Prose, RecordKind, Revision, SeriesKey};
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

/// Each series that has figures, with their words; how many there are of each day, and what their numbers alone say, is
/// checked on the way.
fn cited(
    read: &dyn Read,
    filter: &SeriesFilter,
    horizon: Horizon,
) -> Vec<(SeriesKey, Vec<CitedPoint>)> {
    let mut found = Vec::new();
    read.each_series(filter, horizon, &mut |some| {
        assert!(!some.is_empty());
        found.extend(some);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(
        numbers(read, filter, horizon),
        in_numbers(read, horizon, &found)
    );
    found.retain(|(_, points)| !points.is_empty());
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

/// A series as its numbers alone are read: each figure with how often it was revised by the source and by the desk, in
/// log order, and the claims that it lost, by the day they were stated and the cause.
type InNumbers = (SeriesKey, Vec<(FigurePoint, usize, usize)>, Vec<String>);

fn numbers(read: &dyn Read, filter: &SeriesFilter, horizon: Horizon) -> Vec<InNumbers> {
    let mut found = Vec::new();
    read.each_numbers(filter, horizon, &mut |numbers| {
        let figures = numbers.figures.iter().map(|figure| {
            let source = read.figure_source(figure.entry).unwrap().unwrap();
            let point = FigurePoint {
                entry: figure.entry,
                claim: source.claim,
                revision: source.revision,
                stated_on: figure.stated_on,
                figure: figure.figure,
            };
            (point, figure.revised.by_source, figure.revised.otherwise)
        });
        let mut figures: Vec<_> = figures.collect();
        figures.sort_by_key(|(point, ..)| point.entry);
        let lost = numbers.lost.iter();
        let mut lost: Vec<String> = lost
            .map(|lost| format!("{} {}", lost.stated_on, lost.cause))
            .collect();
        lost.sort();
        found.push((numbers.key, figures, lost));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

/// The same, from the versions of each claim.
fn in_numbers(
    read: &dyn Read,
    horizon: Horizon,
    found: &[(SeriesKey, Vec<CitedPoint>)],
) -> Vec<InNumbers> {
    let of = |(key, points): &(SeriesKey, Vec<CitedPoint>)| {
        let mut figures: Vec<_> = points
            .iter()
            .map(|cited| {
                let point = cited.point.clone();
                let versions = read.figure_versions(point.claim, horizon).unwrap();
                let later = versions.iter().skip(1);
                let (by_source, otherwise): (Vec<_>, Vec<_>) =
                    later.partition(|version| version.cause() == Cause::SourceRevised);
                (point, by_source.len(), otherwise.len())
            })
            .collect();
        figures.sort_by_key(|(point, ..)| point.entry);
        let lost = read.departed(key, horizon).unwrap().into_iter();
        let mut lost: Vec<String> = lost
            .map(|claim| {
                let versions = read.figure_versions(claim, horizon).unwrap();
                let stood = versions.iter().rposition(|version| {
                    version.series == *key && version.cause() != Cause::Retraction
                });
                let stood = stood.unwrap();
                format!(
                    "{} {}",
                    versions[stood].point.stated_on,
                    versions[stood + 1].cause()
                )
            })
            .collect();
        lost.sort();
        (key.clone(), figures, lost)
    };
    let is_any = |(_, figures, lost): &InNumbers| !figures.is_empty() || !lost.is_empty();
    found.iter().map(of).filter(is_any).collect()
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
        let source = read.figure_source(revision.entry).unwrap();
        let articles = |words: &FigureWords| {
            let citations = words.citations.iter();
            citations.map(|words| words.article).collect()
        };
        assert_eq!(
            source.map(|source| (source.claim.into(), source.revision, source.articles)),
            words.map(|words| (revision.record, revision.number, articles(&words))),
        );
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
        grounds: draft.grounds,
        reason: draft.reason,
        content: draft.content,
    }
}
