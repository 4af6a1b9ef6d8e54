//! Writing one revision: its rows, its leaf, and the subtrees that it completes.

use std::collections::HashMap;
use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{citations, series};
use crate::log::Frontier;
use crate::log::entry::Encoder;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Author, Cause, Citation, Claim, Content, Count,
    EntryIndex, Event, FigureClaim, Prose, RecordId, RecordKind, Revision, RevisionNumber,
    Snapshot, Source, Statement,
};
use crate::store::{Draft, Logged, Result, StoreError};

/// What a writing transaction remembers between two revisions.
#[derive(Debug)]
pub(super) struct Appender {
    frontier: Frontier,
    encoder: Encoder,
    authors: HashMap<Author, i64>,
    /// Whether a revision was begun and not finished: its rows are there in part, so nothing may be committed.
    is_broken: bool,
}

/// The version before, with what of it can be named again instead of being stored twice.
struct Prior {
    revision: Revision,
    prose: HashMap<Prose, i64>,
    /// The first citation's id and how many there are, for a claim or an assessment.
    citations: Option<(Option<i64>, i64)>,
}

impl Appender {
    pub(super) fn new(frontier: Frontier) -> Self {
        Self {
            frontier,
            encoder: Encoder::new(),
            authors: HashMap::new(),
            is_broken: false,
        }
    }

    /// Refuses to go on when a revision was written in part.
    pub(super) fn check_whole(&self) -> Result<()> {
        if self.is_broken {
            return Err(StoreError::Refused(
                "a revision could not be written whole, so nothing of this change is".to_owned(),
            ));
        }
        Ok(())
    }

    pub(super) fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    pub(super) fn append(&mut self, connection: &Connection, draft: Draft) -> Result<Logged> {
        self.check_whole()?;
        let Draft {
            record,
            author,
            recorded_at,
            cause,
            reason,
            content,
        } = draft;
        let kind = content.kind();
        let (record, number, prior) = match record {
            None => (next_record(connection, kind)?, RevisionNumber::FIRST, None),
            Some(record) if record.kind() != kind => {
                return Err(StoreError::Refused(format!(
                    "{record} cannot become a version of a {}",
                    kind.word()
                )));
            }
            Some(record) => {
                let prior = prior(connection, record)?;
                let number = prior.revision.number.next().ok_or_else(|| {
                    StoreError::Refused(format!(
                        "{record} has as many versions as a record can have"
                    ))
                })?;
                (record, number, Some(prior))
            }
        };
        if (cause == Cause::First) != prior.is_none() {
            return Err(StoreError::Refused(format!(
                "the cause “{cause}” does not fit version {number} of {record}"
            )));
        }
        let entry = EntryIndex::new(self.frontier.size());
        let parent = prior.as_ref().map(|prior| prior.revision.entry);
        let revision = Revision {
            entry,
            record,
            number,
            parent,
            author,
            recorded_at,
            cause,
            reason,
            content,
        };
        let leaf = self
            .encoder
            .leaf(&revision)
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        self.is_broken = true;
        let author = self.author(connection, &revision.author)?;
        let mut writer = Writer {
            connection,
            entry: index(entry)?,
            prior: prior.as_ref(),
        };
        let reason = writer.prose(revision.reason.as_ref())?;
        let completed = self.frontier.push(leaf);
        let subtrees = Some(completed.as_bytes()).filter(|bytes| !bytes.is_empty());
        connection
            .prepare_cached(
                "INSERT INTO entry (id, kind, record, revision, parent, author, recorded_at, cause, reason, leaf, subtrees)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                index(entry)?,
                kind.name(),
                record.number().get(),
                number.get().get(),
                parent.map(index).transpose()?,
                author,
                recorded_at.micros(),
                cause.name(),
                reason,
                leaf.as_bytes(),
                subtrees,
            ])?;
        writer.content(&revision.content)?;
        self.is_broken = false;
        Ok(Logged {
            entry,
            record,
            number,
        })
    }

    fn author(&mut self, connection: &Connection, author: &Author) -> Result<i64> {
        if let Some(id) = self.authors.get(author) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM author WHERE name = ?1")?
            .query_row([author.as_str()], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO author (name) VALUES (?1)")?
                    .execute([author.as_str()])?;
                connection.last_insert_rowid()
            }
        };
        self.authors.insert(author.clone(), id);
        Ok(id)
    }
}

fn next_record(connection: &Connection, kind: RecordKind) -> Result<RecordId> {
    let last: Option<u32> = connection
        .prepare_cached("SELECT record FROM entry WHERE kind = ?1 ORDER BY record DESC LIMIT 1")?
        .query_row([kind.name()], |row| row.get(0))
        .optional()?;
    let number = last
        .unwrap_or(0)
        .checked_add(1)
        .and_then(NonZeroU32::new)
        .ok_or_else(|| {
            StoreError::Refused(format!(
                "there are as many records of the kind “{}” as there can be",
                kind.word()
            ))
        })?;
    Ok(RecordId::new(kind, number))
}

fn prior(connection: &Connection, record: RecordId) -> Result<Prior> {
    let revision = super::queries::latest(connection, record, crate::store::Horizon::NOW)?
        .ok_or_else(|| StoreError::Refused(format!("there is no {record}")))?;
    let entry = index(revision.entry)?;
    let prose = citations::prose_of(connection, entry, record.kind())?;
    let citations = match record.kind() {
        RecordKind::Claim | RecordKind::Assessment => {
            Some(citations::citation_range(connection, entry)?)
        }
        _ => None,
    };
    Ok(Prior {
        revision,
        prose,
        citations,
    })
}

struct Writer<'a> {
    connection: &'a Connection,
    entry: i64,
    prior: Option<&'a Prior>,
}

impl Writer<'_> {
    /// The id of a text: the one of the version before when it is the same field, else a new row.
    fn prose(&mut self, prose: Option<&Prose>) -> Result<Option<i64>> {
        prose.map(|prose| self.required_prose(prose)).transpose()
    }

    fn required_prose(&mut self, prose: &Prose) -> Result<i64> {
        if let Some(id) = self.prior.and_then(|prior| prior.prose.get(prose)) {
            return Ok(*id);
        }
        let (salt, value, commitment) = match prose {
            Prose::Kept { salt, value } => (Some(salt.as_bytes()), Some(&**value), None),
            Prose::Erased { commitment } => (None, None, Some(commitment.as_bytes())),
        };
        self.connection
            .prepare_cached("INSERT INTO prose (salt, value, commitment) VALUES (?1, ?2, ?3)")?
            .execute(params![salt, value, commitment])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn content(&mut self, content: &Content) -> Result<()> {
        match content {
            Content::Event(event) => self.event(event),
            Content::Source(source) => self.source(source),
            Content::Article(article) => self.article(article),
            Content::Snapshot(snapshot) => self.snapshot(snapshot),
            Content::Claim(claim) => self.claim(claim),
            Content::Assessment(assessment) => self.assessment(assessment),
        }
    }

    fn event(&mut self, event: &Event) -> Result<()> {
        let title = self.required_prose(&event.title)?;
        let note = self.prose(event.note.as_ref())?;
        self.connection
            .prepare_cached(
                "INSERT INTO event_revision (entry, handle, title, start_on, end_on, place, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.entry,
                event.handle.as_str(),
                title,
                event.start.map(|date| date.to_string()),
                event.end.map(|date| date.to_string()),
                event.place.as_ref().map(|place| place.as_str()),
                note,
            ])?;
        for (position, side) in (0_i64..).zip(&event.sides) {
            self.connection
                .prepare_cached(
                    "INSERT INTO event_side (entry, position, name) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![self.entry, position, side.as_str()])?;
        }
        Ok(())
    }

    fn source(&mut self, source: &Source) -> Result<()> {
        let note = self.prose(source.note.as_ref())?;
        self.connection
            .prepare_cached(
                "INSERT INTO source_revision (entry, handle, kind, country, side, reliability, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.entry,
                source.handle.as_str(),
                source.kind.name(),
                source.country.as_ref().map(|country| country.as_str()),
                source.side.as_ref().map(|side| side.as_str()),
                source.reliability.map(|reliability| reliability.letter()),
                note,
            ])?;
        for (position, name) in (0_i64..).zip(source.names()) {
            let id = self.required_prose(&name.name)?;
            self.connection
                .prepare_cached("INSERT INTO source_name (entry, position, name, language) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![self.entry, position, id, name.language.as_ref().map(|tag| tag.as_str())])?;
        }
        Ok(())
    }

    fn article(&mut self, article: &Article) -> Result<()> {
        let locator = self.required_prose(&article.locator)?;
        let title = self.prose(article.title.as_ref())?;
        self.connection
            .prepare_cached(
                "INSERT INTO article_revision (entry, locator, publisher, title, language, published_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                self.entry,
                locator,
                article.publisher.map(|id| id.number().get()),
                title,
                article.language.as_ref().map(|tag| tag.as_str()),
                article.published_at.map(|date| date.to_string()),
            ])?;
        Ok(())
    }

    fn snapshot(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO snapshot_revision (entry, article, retrieved_at, raw_sha256, raw_salt, text_sha256,
                     text_salt, media_type, charset, captured_by, extractor)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                self.entry,
                snapshot.article.number().get(),
                snapshot.retrieved_at.micros(),
                snapshot.raw.digest.as_bytes(),
                snapshot.raw.salt.as_bytes(),
                snapshot.text.digest.as_bytes(),
                snapshot.text.salt.as_bytes(),
                snapshot.media_type,
                snapshot.charset,
                snapshot.captured_by,
                snapshot.extractor,
            ])?;
        Ok(())
    }

    fn claim(&mut self, claim: &Claim) -> Result<()> {
        let note = self.prose(claim.note.as_ref())?;
        let (first_citation, citations) = self.citations(claim.citations())?;
        // Invariant: a claim has a citation.
        let first_citation = first_citation
            .ok_or_else(|| StoreError::Refused("a claim without a citation".to_owned()))?;
        match &claim.statement {
            Statement::Figure(figure) => {
                self.figure(claim, figure, note, first_citation, citations)
            }
            Statement::Accusation(accusation) => {
                self.accusation(claim, accusation, note, first_citation, citations)
            }
        }
    }

    fn figure(
        &mut self,
        claim: &Claim,
        figure: &FigureClaim,
        note: Option<i64>,
        first_citation: i64,
        citations: i64,
    ) -> Result<()> {
        // Invariant: a claim that states a figure has a series key.
        let key = claim
            .series()
            .ok_or_else(|| StoreError::Refused("a figure without a series".to_owned()))?;
        let series = series::intern(self.connection, &key)?;
        let wording = self.prose(figure.wording.as_ref())?;
        self.connection
            .prepare_cached(
                "INSERT INTO figure_revision (entry, series, stated_on, occurred, low, best, high, qualifier, wording,
                     first_citation, citations, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                self.entry,
                series,
                claim.stated_on.to_string(),
                claim.occurred.map(|date| date.to_string()),
                number(figure.figure.low())?,
                number(figure.figure.best())?,
                number(figure.figure.high())?,
                figure.figure.qualifier().name(),
                wording,
                first_citation,
                citations,
                note,
            ])?;
        Ok(())
    }

    fn accusation(
        &mut self,
        claim: &Claim,
        accusation: &Accusation,
        note: Option<i64>,
        first_citation: i64,
        citations: i64,
    ) -> Result<()> {
        let (accused, act, answers) = match accusation {
            Accusation::Accuses { accused, act } => (Some(accused.number().get()), Some(act), None),
            Accusation::Answers { claim, act, .. } => {
                (None, act.as_ref(), Some(claim.number().get()))
            }
        };
        let act = self.prose(act)?;
        self.connection
            .prepare_cached(
                "INSERT INTO accusation_revision (entry, event, claimant, stated_on, occurred, place, kind, accused, act,
                     answers, first_citation, citations, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                self.entry,
                claim.event.number().get(),
                claim.claimant.number().get(),
                claim.stated_on.to_string(),
                claim.occurred.map(|date| date.to_string()),
                claim.place.as_ref().map(|place| place.as_str()),
                claim.kind(),
                accused,
                act,
                answers,
                first_citation,
                citations,
                note,
            ])?;
        Ok(())
    }

    fn assessment(&mut self, assessment: &Assessment) -> Result<()> {
        let label = self.prose(assessment.label.as_ref())?;
        let rationale = self.required_prose(&assessment.rationale)?;
        let (first_citation, citations) = self.citations(&assessment.evidence.citations)?;
        self.connection
            .prepare_cached(
                "INSERT INTO assessment_revision (entry, claim, assessed_on, scale, rating, label, rationale,
                     first_citation, citations)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                self.entry,
                assessment.claim.number().get(),
                assessment.assessed_on.to_string(),
                assessment.rating.scale().map(|scale| scale.as_str()),
                assessment.rating.step(),
                label,
                rationale,
                first_citation,
                citations,
            ])?;
        for (position, claim) in (0_i64..).zip(&assessment.evidence.claims) {
            self.connection
                .prepare_cached(
                    "INSERT INTO assessment_claim (entry, position, claim) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![self.entry, position, claim.number().get()])?;
        }
        Ok(())
    }

    /// The first id and the number of citations: the rows of the version before when they are the same. No id where
    /// there are none.
    fn citations(&mut self, listed: &[Citation]) -> Result<(Option<i64>, i64)> {
        if let Some(Prior {
            revision,
            citations: Some(range),
            ..
        }) = self.prior
        {
            let before = match &revision.content {
                Content::Claim(claim) => claim.citations(),
                Content::Assessment(assessment) => &assessment.evidence.citations,
                _ => &[],
            };
            if before == listed {
                return Ok(*range);
            }
        }
        let mut first = None;
        let mut count = 0;
        for citation in listed {
            let id = self.citation(citation)?;
            first.get_or_insert(id);
            count += 1;
        }
        Ok((first, count))
    }

    fn citation(&mut self, citation: &Citation) -> Result<i64> {
        let passage = citation.passage.as_ref();
        let quote = self.prose(passage.map(|passage| &passage.quote))?;
        let prefix = self.prose(passage.and_then(|passage| passage.prefix.as_ref()))?;
        let suffix = self.prose(passage.and_then(|passage| passage.suffix.as_ref()))?;
        let (snapshot, elsewhere) = match &citation.anchor {
            Anchor::None => (None, None),
            Anchor::Held { snapshot, .. } => (Some(snapshot.number().get()), None),
            Anchor::Elsewhere { raw, .. } => (None, Some(raw.as_bytes())),
        };
        let byte = |byte: u64| {
            i64::try_from(byte)
                .map_err(|_| StoreError::Refused(format!("the byte offset {byte} is too large")))
        };
        let span = citation.anchor.span();
        self.connection
            .prepare_cached(
                "INSERT INTO citation (entry, article, snapshot, snapshot_sha256, start_byte, end_byte, quote, prefix,
                     suffix, reading)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                self.entry,
                citation.article.number().get(),
                snapshot,
                elsewhere,
                span.map(|span| byte(span.start())).transpose()?,
                span.map(|span| byte(span.end())).transpose()?,
                quote,
                prefix,
                suffix,
                citation.reading.map(|reading| reading.name()),
            ])?;
        let id = self.connection.last_insert_rowid();
        for (position, relay) in (0_i64..).zip(&citation.via) {
            self.connection
                .prepare_cached(
                    "INSERT INTO citation_via (citation, position, source) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![id, position, relay.number().get()])?;
        }
        Ok(id)
    }
}

fn index(entry: EntryIndex) -> Result<i64> {
    i64::try_from(entry.get()).map_err(|_| StoreError::Refused("the log is full".to_owned()))
}

fn number(count: Option<Count>) -> Result<Option<i64>> {
    count
        .map(|count| {
            i64::try_from(count.get())
                .map_err(|_| StoreError::Refused(format!("{count} is too large")))
        })
        .transpose()
}
