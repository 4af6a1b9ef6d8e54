//! One record as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{self, FORMAT};
use super::super::view::{
    ArticleJson, AssessmentJson, AssessmentLineJson, CitationJson, ClaimJson, ClaimLineJson,
    EventJson, NamedJson, RevisionJson, SnapshotJson, SourceJson,
};
use crate::model::{ArticleId, Content, Language, PartialDate, SnapshotId, SourceId};
use crate::report::record::{About, ClaimAbout, ClaimCounts, RecordView, SourceRoles};
use crate::store::Head;

#[derive(Serialize)]
struct ShowJson<'a> {
    format: u32,
    show: &'static str,
    log: Head,
    #[serde(flatten)]
    revision: RevisionJson<'a>,
    versions: usize,
    retracted: bool,
    #[serde(flatten)]
    record: RecordJson<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum RecordJson<'a> {
    Event {
        event: EventJson<'a>,
        claims: ClaimCounts,
    },
    Source {
        source: SourceJson<'a>,
        claims: ClaimCounts,
        accused: usize,
        relays: usize,
        publishes: usize,
    },
    Article {
        article: OwnArticleJson<'a>,
        snapshots: Vec<SnapshotJson<'a>>,
        claims: Vec<ClaimLineJson<'a>>,
    },
    Snapshot {
        snapshot: SnapshotJson<'a>,
        article: ArticleJson<'a>,
        claims: Vec<ClaimLineJson<'a>>,
    },
    Claim {
        claim: Box<ClaimJson<'a>>,
        citations: Vec<CitationJson<'a>>,
        answers: Option<Box<ClaimLineJson<'a>>>,
        answered_by: Vec<ClaimLineJson<'a>>,
        assessments: Vec<AssessmentLineJson<'a>>,
    },
    Assessment {
        assessment: AssessmentJson<'a>,
        claim: Box<ClaimLineJson<'a>>,
        claims: Vec<ClaimLineJson<'a>>,
        citations: Vec<CitationJson<'a>>,
    },
    /// What the content is and what belongs to it are of different kinds: never made by a report.
    Nothing {},
}

/// An article as this version has it, which may differ from what it is called now.
#[derive(Serialize)]
struct OwnArticleJson<'a> {
    article: ArticleId,
    url: Option<&'a str>,
    publisher: Option<NamedJson<'a, SourceId>>,
    title: Option<&'a str>,
    language: Option<&'a Language>,
    published_at: Option<PartialDate>,
    erased: Vec<&'static str>,
}

/// Writes a record as JSON.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, view: &RecordView) -> io::Result<()> {
    json::write(
        out,
        &ShowJson {
            format: FORMAT,
            show: view.revision.record.kind().word(),
            log: view.head,
            revision: RevisionJson::of(&view.revision),
            versions: view.versions,
            retracted: view.retracted,
            record: record(view),
        },
    )
}

fn record(view: &RecordView) -> RecordJson<'_> {
    let number = view.revision.record.number();
    match (&view.revision.content, &view.about) {
        (Content::Event(event), About::Event(claims)) => RecordJson::Event {
            event: EventJson::of(event),
            claims: *claims,
        },
        (Content::Source(source), About::Source(roles)) => {
            let SourceRoles {
                states,
                accused,
                relays,
                publishes,
            } = *roles;
            RecordJson::Source {
                source: SourceJson::of(source),
                claims: states,
                accused,
                relays,
                publishes,
            }
        }
        (
            Content::Article(article),
            About::Article {
                publisher,
                snapshots,
                claims,
            },
        ) => {
            let texts = [
                ("url", Some(&article.locator)),
                ("title", article.title.as_ref()),
            ];
            RecordJson::Article {
                article: OwnArticleJson {
                    article: ArticleId::new(number),
                    url: article.locator.value(),
                    publisher: publisher.as_ref().map(NamedJson::of),
                    title: article.title.as_ref().and_then(|title| title.value()),
                    language: article.language.as_ref(),
                    published_at: article.published_at,
                    erased: texts
                        .into_iter()
                        .filter(|(_, text)| text.is_some_and(|text| text.value().is_none()))
                        .map(|(field, _)| field)
                        .collect(),
                },
                snapshots: snapshots
                    .iter()
                    .map(|(id, snapshot)| SnapshotJson::of(*id, snapshot))
                    .collect(),
                claims: claims.iter().map(ClaimLineJson::of).collect(),
            }
        }
        (Content::Snapshot(snapshot), About::Snapshot { article, claims }) => {
            RecordJson::Snapshot {
                snapshot: SnapshotJson::of(SnapshotId::new(number), snapshot),
                article: ArticleJson::of(article),
                claims: claims.iter().map(ClaimLineJson::of).collect(),
            }
        }
        (Content::Claim(claim), About::Claim(about)) => {
            let ClaimAbout {
                event,
                claimant,
                accused,
                answers,
                answered_by,
                citations,
                assessments,
            } = &**about;
            RecordJson::Claim {
                claim: Box::new(ClaimJson::of(claim, event, claimant, accused.as_ref())),
                citations: citations.iter().map(CitationJson::of).collect(),
                answers: answers
                    .as_ref()
                    .map(|line| Box::new(ClaimLineJson::of(line))),
                answered_by: answered_by.iter().map(ClaimLineJson::of).collect(),
                assessments: assessments.iter().map(AssessmentLineJson::of).collect(),
            }
        }
        (Content::Assessment(assessment), About::Assessment(about)) => RecordJson::Assessment {
            assessment: AssessmentJson::of(assessment),
            claim: Box::new(ClaimLineJson::of(&about.claim)),
            claims: about.claims.iter().map(ClaimLineJson::of).collect(),
            citations: about.citations.iter().map(CitationJson::of).collect(),
        },
        _ => RecordJson::Nothing {},
    }
}
