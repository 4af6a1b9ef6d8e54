//! Drafts to append: one of each kind, with salts that their text gives.

use std::num::NonZeroU32;

use claimlog::model::citation::Span;
use claimlog::model::snapshot::SealedDigest;
use claimlog::model::{
    Accusation, Aggregation, Anchor, AnswerKind, Article, ArticleId, Assessment, Citation, Claim,
    ClaimId, Content, Count, Digest, Event, EventId, Evidence, Figure, FigureClaim, Grounds,
    Instant, Measure, Passage, Prose, Rating, RecordId, Salt, Snapshot, SnapshotId, Source,
    SourceId, SourceKind, SourceName, Statement, VictimStatus,
};
use claimlog::store::{Draft, Logged, Store};

pub(crate) const TEXT: &str = "It was said that 50 had died. قال إن نحو 50 جندياً قُتلوا.";

pub(crate) fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

pub(crate) fn event_id(n: u32) -> EventId {
    EventId::new(number(n))
}

pub(crate) fn source_id(n: u32) -> SourceId {
    SourceId::new(number(n))
}

pub(crate) fn article_id(n: u32) -> ArticleId {
    ArticleId::new(number(n))
}

pub(crate) fn claim_id(n: u32) -> ClaimId {
    ClaimId::new(number(n))
}

pub(crate) fn record(id: &str) -> RecordId {
    id.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A text whose salt is its own digest: equal texts are equal fields.
pub(crate) fn prose(value: &str) -> Prose {
    Prose::new(salt(value), value)
}

pub(crate) fn salt(of: &str) -> Salt {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Digest::of(of.as_bytes()).as_bytes()[..16]);
    Salt::from_bytes(bytes)
}

pub(crate) fn event(handle: &str) -> Content {
    Content::Event(Event {
        handle: handle.parse().unwrap(),
        title: prose("Clashes"),
        start: Some("2022-09-13".parse().unwrap()),
        end: None,
        place: Some("the border".parse().unwrap()),
        sides: vec!["Armenia".parse().unwrap(), "Azerbaijan".parse().unwrap()],
        note: Some(prose("a note")),
    })
}

pub(crate) fn source(handle: &str) -> Content {
    let name = |name: &str, language: Option<&str>| SourceName {
        name: prose(name),
        language: language.map(|tag| tag.parse().unwrap()),
    };
    let names = vec![name("Ministry", Some("en")), name("وزارة", None)];
    let mut source = Source::new(handle.parse().unwrap(), names, SourceKind::Official).unwrap();
    source.country = Some("AZ".parse().unwrap());
    source.side = Some("Azerbaijan".parse().unwrap());
    source.reliability = Some("C".parse().unwrap());
    Content::Source(source)
}

pub(crate) fn article(locator: &str) -> Content {
    Content::Article(Article {
        locator: prose(locator),
        publisher: Some(source_id(1)),
        title: Some(prose("Tolls")),
        language: Some("ar".parse().unwrap()),
        published_at: Some("2022-09".parse().unwrap()),
    })
}

pub(crate) fn snapshot(article: ArticleId, bytes: &[u8], text: &str) -> Content {
    Content::Snapshot(Snapshot {
        article,
        retrieved_at: instant("2022-09-15T18:00:00.000001Z"),
        raw: SealedDigest {
            digest: Digest::of(bytes),
            salt: salt("raw"),
        },
        text: SealedDigest {
            digest: Digest::of(text.as_bytes()),
            salt: salt("text"),
        },
        media_type: "text/html".to_owned(),
        charset: "windows-1256".to_owned(),
        captured_by: "file".to_owned(),
        extractor: "plain".to_owned(),
    })
}

pub(crate) fn bare(article: ArticleId) -> Citation {
    Citation {
        article,
        anchor: Anchor::None,
        passage: None,
        reading: None,
        via: Vec::new(),
    }
}

/// A quote where it stands in [`TEXT`].
pub(crate) fn quoted(article: ArticleId, snapshot: SnapshotId, quote: &str) -> Citation {
    let start = u64::try_from(TEXT.find(quote).unwrap()).unwrap();
    let end = start + u64::try_from(quote.len()).unwrap();
    Citation {
        article,
        anchor: Anchor::Held {
            snapshot,
            span: Some(Span::new(start, end).unwrap()),
        },
        passage: Some(Passage {
            quote: prose(quote),
            prefix: Some(prose("before")),
            suffix: None,
        }),
        reading: None,
        via: vec![source_id(1)],
    }
}

pub(crate) fn exact(number: u64) -> Figure {
    Figure::exact(Count::try_from(number).unwrap())
}

pub(crate) fn figure(event: EventId, claimant: SourceId, day: &str, killed: u64) -> Claim {
    Claim::new(
        event,
        claimant,
        day.parse().unwrap(),
        Statement::Figure(FigureClaim {
            measure: Measure::Killed,
            figure: exact(killed),
            wording: Some(prose("fifty")),
            victims: Some("servicemen".parse().unwrap()),
            victim_side: None,
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
        }),
        vec![bare(article_id(1))],
    )
    .unwrap()
}

pub(crate) fn accusation(
    event: EventId,
    claimant: SourceId,
    day: &str,
    accusation: Accusation,
) -> Claim {
    Claim::new(
        event,
        claimant,
        day.parse().unwrap(),
        Statement::Accusation(accusation),
        vec![bare(article_id(1))],
    )
    .unwrap()
}

pub(crate) fn accuses() -> Accusation {
    Accusation::Accuses {
        accused: source_id(1),
        act: prose("use of drones"),
    }
}

pub(crate) fn denies(claim: ClaimId) -> Accusation {
    Accusation::Answers {
        kind: AnswerKind::Denial,
        claim,
        act: None,
    }
}

/// A rating that rests on this much.
pub(crate) fn rating(claim: ClaimId, step: &str, evidence: Evidence) -> Assessment {
    Assessment {
        claim,
        assessed_on: "2022-09-16".parse().unwrap(),
        rating: Rating::new(None, step).unwrap(),
        label: Some(prose("two sides")),
        rationale: prose("each names the other"),
        evidence,
    }
}

pub(crate) fn first(content: Content) -> Draft {
    Draft {
        record: None,
        author: "lina".parse().unwrap(),
        recorded_at: instant("2022-09-20T10:00:00Z"),
        grounds: Grounds::FIRST,
        reason: None,
        content,
    }
}

pub(crate) fn later(record: RecordId, cause: impl Into<Grounds>, content: Content) -> Draft {
    Draft {
        record: Some(record),
        grounds: cause.into(),
        reason: Some(prose("because")),
        ..first(content)
    }
}

pub(crate) fn at(now: &str, draft: Draft) -> Draft {
    Draft {
        recorded_at: instant(now),
        ..draft
    }
}

/// Logs drafts in one transaction.
pub(crate) fn log(store: &mut dyn Store, drafts: impl IntoIterator<Item = Draft>) -> Vec<Logged> {
    let mut write = store.begin(None).unwrap();
    let logged = drafts
        .into_iter()
        .map(|draft| write.append(draft).unwrap())
        .collect();
    write.commit().unwrap();
    logged
}

/// An event, a source and an article, which claims name.
pub(crate) fn background() -> [Draft; 3] {
    [
        first(event("clashes")),
        first(source("ministry")),
        first(article("https://example.org/a")),
    ]
}
