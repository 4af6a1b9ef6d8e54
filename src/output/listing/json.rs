//! Lists as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{FORMAT, Listing, Nothing};
use super::super::view::{
    ArticleJson, AssessmentLineJson, ClaimLineJson, EventJson, NamedJson, SnapshotJson, SourceJson,
};
use super::List;
use crate::model::{EventId, RecordKind, SourceId};
use crate::report::listing::Line;
use crate::store::Head;

#[derive(Serialize)]
struct HeadJson {
    format: u32,
    list: String,
    log: Head,
}

#[derive(Serialize)]
struct EventLineJson<'a> {
    id: EventId,
    #[serde(flatten)]
    event: EventJson<'a>,
}

#[derive(Serialize)]
struct SourceLineJson<'a> {
    id: SourceId,
    #[serde(flatten)]
    source: SourceJson<'a>,
}

#[derive(Serialize)]
struct SnapshotLineJson<'a> {
    #[serde(flatten)]
    snapshot: SnapshotJson<'a>,
    url: Option<&'a str>,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct RatedJson<'a> {
    event: NamedJson<'a, EventId>,
    #[serde(flatten)]
    assessment: AssessmentLineJson<'a>,
}

pub(super) struct Json<'a> {
    list: Listing<'a>,
}

impl<'a> Json<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, kind: RecordKind, log: Head) -> io::Result<Self> {
        let list = format!("{}s", kind.word());
        let name = list.clone();
        let head = HeadJson {
            format: FORMAT,
            list,
            log,
        };
        Ok(Self {
            list: Listing::begin(out, &head, &name)?,
        })
    }
}

impl List for Json<'_> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        match line {
            Line::Event(id, event) => self.list.element(&EventLineJson {
                id: *id,
                event: EventJson::of(event),
            }),
            Line::Source(id, source) => self.list.element(&SourceLineJson {
                id: *id,
                source: SourceJson::of(source),
            }),
            Line::Article(article) => self.list.element(&ArticleJson::of(article)),
            Line::Snapshot(id, snapshot, article) => self.list.element(&SnapshotLineJson {
                snapshot: SnapshotJson::of(*id, snapshot),
                url: article.locator.value(),
                title: article.title.as_ref().and_then(|title| title.value()),
            }),
            Line::Claim(line) => self.list.element(&ClaimLineJson::of(line)),
            Line::Assessment(line) => self.list.element(&RatedJson {
                event: NamedJson::of(&line.claim.event),
                assessment: AssessmentLineJson::of(line),
            }),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.list.end(&Nothing {})
    }
}
