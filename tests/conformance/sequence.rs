//! Any sequence of drafts is kept as it was appended.

use std::collections::BTreeMap;

use claimlog::model::{
    Cause, ClaimId, Content, Evidence, RecordId, RecordKind, Revision, SnapshotId, Statement,
};
use claimlog::store::{Draft, Horizon, SeriesFilter};
use proptest::prelude::*;

use crate::Place;
use crate::drafts::*;
use crate::looking::*;

/// One small step: a new record, a version of one that is there, or the end of a transaction.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    NewEvent,
    NewSource,
    NewArticle,
    NewSnapshot,
    NewFigure {
        day: u32,
        killed: u64,
        quoted: bool,
    },
    NewAnswer,
    Rate {
        claim: usize,
        quoted: bool,
    },
    Amend {
        claim: usize,
        killed: u64,
        quoted: bool,
    },
    Rename {
        source: usize,
    },
    Retract {
        claim: usize,
    },
    Commit,
    Abandon,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::NewEvent),
        1 => Just(Step::NewSource),
        1 => Just(Step::NewArticle),
        1 => Just(Step::NewSnapshot),
        4 => (1..30_u32, 0..200_u64, any::<bool>())
            .prop_map(|(day, killed, quoted)| Step::NewFigure { day, killed, quoted }),
        1 => Just(Step::NewAnswer),
        2 => (any::<usize>(), any::<bool>())
            .prop_map(|(claim, quoted)| Step::Rate { claim, quoted }),
        4 => (any::<usize>(), 0..200_u64, any::<bool>())
            .prop_map(|(claim, killed, quoted)| Step::Amend { claim, killed, quoted }),
        1 => any::<usize>().prop_map(|source| Step::Rename { source }),
        1 => any::<usize>().prop_map(|claim| Step::Retract { claim }),
        2 => Just(Step::Commit),
        1 => Just(Step::Abandon),
    ]
}

/// What was appended: the versions of each record, in the order of the log.
pub(crate) type Appended = BTreeMap<RecordId, Vec<Revision>>;

/// The records of a kind, in order; `pick` takes one of them.
pub(crate) fn pick(appended: &Appended, kind: RecordKind, which: usize) -> Option<&Revision> {
    let of_kind: Vec<&Vec<Revision>> = appended
        .iter()
        .filter(|(record, _)| record.kind() == kind)
        .map(|(_, versions)| versions)
        .collect();
    let chosen = which.checked_rem(of_kind.len())?;
    of_kind[chosen].last()
}

/// The draft that a step makes of what is there.
pub(crate) fn draft(step: &Step, appended: &Appended) -> Option<Draft> {
    let held = |wanted: bool| {
        pick(appended, RecordKind::Snapshot, 0)
            .filter(|_| wanted)
            .map(|found| SnapshotId::try_from(found.record).unwrap())
    };
    let cited = |quoted_one: bool| match held(quoted_one) {
        Some(held) => quoted(article_id(1), held, "نحو 50 جندياً"),
        None => bare(article_id(1)),
    };
    let size = appended.values().map(Vec::len).sum::<usize>();
    let claim_of = |which| {
        pick(appended, RecordKind::Claim, which).map(|found| match &found.content {
            Content::Claim(claim) => (found.record, claim.clone()),
            other => panic!("{other:?}"),
        })
    };
    match step {
        Step::NewEvent => Some(first(event(&format!("event-{size}")))),
        Step::NewSource => Some(first(source(&format!("source-{size}")))),
        Step::NewArticle => Some(first(article(&format!("article {size}")))),
        Step::NewSnapshot => Some(first(snapshot(article_id(1), TEXT.as_bytes(), TEXT))),
        Step::NewFigure {
            day,
            killed,
            quoted,
        } => {
            let day = format!("2022-09-{day:02}");
            let mut claim = figure(event_id(1), source_id(1), &day, *killed);
            claim.cite(vec![cited(*quoted)]).unwrap();
            Some(first(Content::Claim(claim)))
        }
        Step::NewAnswer => claim_of(0).map(|(answered, _)| {
            let answer = denies(ClaimId::try_from(answered).unwrap());
            let claim = accusation(event_id(1), source_id(1), "2022-09-15", answer);
            first(Content::Claim(claim))
        }),
        // Of a claim that is rated, a new version of its rating.
        Step::Rate { claim, quoted } => claim_of(*claim).map(|(rated, _)| {
            let claim = ClaimId::try_from(rated).unwrap();
            let known = appended.iter().find(|(_, versions)| {
                matches!(&versions[0].content, Content::Assessment(there) if there.claim == claim)
            });
            let evidence = Evidence {
                citations: if *quoted {
                    vec![cited(true)]
                } else {
                    Vec::new()
                },
                claims: Vec::new(),
            };
            let content = Content::Assessment(rating(claim, "weak", evidence));
            match known {
                Some((record, _)) => later(*record, Cause::LateDiscovery, content),
                None => first(content),
            }
        }),
        Step::Amend {
            claim,
            killed,
            quoted,
        } => claim_of(*claim).map(|(record, mut claim)| {
            if let Statement::Figure(figure) = &mut claim.statement {
                figure.figure = exact(*killed);
            }
            let mut citations = claim.citations().to_vec();
            if *quoted {
                citations.push(cited(true));
            }
            claim.cite(citations).unwrap();
            later(record, Cause::DeskCorrection, Content::Claim(claim))
        }),
        Step::Rename { source: which } => pick(appended, RecordKind::Source, *which).map(|found| {
            later(
                found.record,
                Cause::DeskCorrection,
                source(&format!("renamed-{size}")),
            )
        }),
        Step::Retract { claim } => claim_of(*claim)
            .map(|(record, claim)| later(record, Cause::Retraction, Content::Claim(claim))),
        Step::Commit | Step::Abandon => None,
    }
}

pub(crate) fn append_and_compare<P: Place>(steps: &[Step]) {
    let place = P::new();
    let mut store = place.open();
    let mut committed = Appended::new();
    let mut write = store.begin(None).unwrap();
    for draft in background() {
        let logged = write.append(draft.clone()).unwrap();
        committed.insert(logged.record, vec![expected(&draft, logged, None)]);
    }
    write.commit().unwrap();
    // What lies between two ends of a transaction is one transaction; the last one is committed.
    let mut rest = steps;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|step| matches!(step, Step::Commit | Step::Abandon));
        let (inside, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let mut pending = committed.clone();
        let mut write = store.begin(None).unwrap();
        for step in inside {
            let Some(draft) = draft(step, &pending) else {
                continue;
            };
            if matches!(draft.content, Content::Snapshot(_)) {
                write.keep(TEXT.as_bytes()).unwrap();
            }
            let logged = write.append(draft.clone()).unwrap();
            let versions = pending.entry(logged.record).or_default();
            let parent = versions.last().map(|version| version.entry);
            versions.push(expected(&draft, logged, parent));
        }
        if matches!(behind.first(), Some(Step::Abandon)) {
            drop(write);
        } else {
            write.commit().unwrap();
            committed = pending;
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    let size = committed.values().map(Vec::len).sum::<usize>();
    assert_eq!(usize::try_from(store.head().unwrap().size).unwrap(), size);
    for (record, versions) in &committed {
        assert_eq!(&store.history(*record).unwrap(), versions);
    }
    let mut in_order: Vec<&Revision> = committed.values().flatten().collect();
    in_order.sort_by_key(|revision| revision.entry);
    let entries = entries(&*store, 0);
    assert!(entries.iter().map(|entry| &entry.revision).eq(in_order));
    // The newest versions that are not retracted are the points of the series, each once.
    let mut current: Vec<ClaimId> = committed
        .iter()
        .filter_map(|(record, versions)| {
            let newest = versions.last()?;
            let Content::Claim(claim) = &newest.content else {
                return None;
            };
            (claim.figure().is_some() && !newest.is_retraction())
                .then(|| ClaimId::try_from(*record).unwrap())
        })
        .collect();
    let mut points: Vec<ClaimId> = series(&*store, &SeriesFilter::default(), Horizon::NOW)
        .into_iter()
        .flat_map(|(_, points)| points.into_iter().map(|point| point.claim))
        .collect();
    current.sort();
    points.sort();
    assert_eq!(points, current);
    sound(&*store);
}

pub(crate) fn any_sequence_of_drafts_is_kept_as_it_was_appended<P: Place>() {
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(steps in prop::collection::vec(step(), 0..40))| {
        append_and_compare::<P>(&steps);
    });
}
