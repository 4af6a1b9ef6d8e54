//! The rows of one revision: those of its kind, its texts and its citations.

use rusqlite::{Connection, params};

use super::Prior;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Citation, Claim, Content, Count, Event, FigureClaim,
    Prose, Snapshot, Source, Statement,
};
use crate::store::sqlite::series;
use crate::store::{Result, StoreError};

/// Writes the rows of one entry.
pub(super) struct Writer<'a> {
    pub(super) connection: &'a Connection,
    pub(super) entry: i64,
    pub(super) prior: Option<&'a Prior>,
}

impl Writer<'_> {
    /// The id of a text: the one of the version before when it is the same field, else a new row.
    pub(super) fn prose(&mut self, prose: Option<&Prose>) -> Result<Option<i64>> {
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

    pub(super) fn content(&mut self, content: &Content) -> Result<()> {
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

fn number(count: Option<Count>) -> Result<Option<i64>> {
    count
        .map(|count| {
            i64::try_from(count.get())
                .map_err(|_| StoreError::Refused(format!("{count} is too large")))
        })
        .transpose()
}
