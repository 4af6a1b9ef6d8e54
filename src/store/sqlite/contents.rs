//! The content of a revision: one function for each kind of record.

use rusqlite::Connection;

use super::citations::citations;
use super::columns::{Columns, entry_index, prose_columns};
use super::newest::newest;
use super::rows::without_content;
use super::second::Readers;
use super::unsaid::Unsaid;
use crate::model::snapshot::SealedDigest;
use crate::model::{
    Accusation, AnswerKind, Article, ArticleId, Assessment, Citation, Claim, ClaimId, Content,
    Digest, EntryIndex, Event, EventId, Evidence, Figure, FigureClaim, Label, PartialDate, Prose,
    Rating, RecordId, RecordKind, Reliability, Salt, Snapshot, Source, SourceId, SourceName,
    Statement,
};
use crate::store::{Result, StoreError, Visit};

/// The content of an entry from the table of its kind.
pub(super) fn content(
    connection: &Connection,
    entry: EntryIndex,
    record: RecordId,
) -> Result<Option<Content>> {
    let id = i64::try_from(entry.get()).unwrap_or(i64::MAX);
    Ok(match record.kind() {
        RecordKind::Event => event(connection, id)?.map(Content::Event),
        RecordKind::Source => source(connection, id)?.map(Content::Source),
        RecordKind::Article => article(connection, id)?.map(Content::Article),
        RecordKind::Snapshot => snapshot(connection, id)?.map(Content::Snapshot),
        RecordKind::Claim => match figure(connection, id)? {
            Some(claim) => Some(Content::Claim(claim)),
            None => accusation(connection, id)?.map(Content::Claim),
        },
        RecordKind::Assessment => assessment(connection, id)?.map(Content::Assessment),
    })
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    entry: i64,
    read: impl FnOnce(&mut Columns<'_, '_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([entry])?;
    rows.next()?
        .map(|row| read(&mut Columns::of(row)))
        .transpose()
}

/// The rows of a list table, which must be numbered from 0 without a gap.
pub(super) fn list<T>(
    connection: &Connection,
    sql: &str,
    of: i64,
    mut read: impl FnMut(&mut Columns<'_, '_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([of])?;
    let mut items = Vec::new();
    let mut expected = 0_i64;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let position: i64 = columns.value()?;
        if position != expected {
            return Err(StoreError::Damaged(format!(
                "a list has position {position} where {expected} should be"
            )));
        }
        expected += 1;
        items.push(read(&mut columns)?);
    }
    Ok(items)
}

fn event(connection: &Connection, entry: i64) -> Result<Option<Event>> {
    const SQL: &str = concat!(
        "SELECT r.handle, ",
        prose_columns!("title", "r.title"),
        ", r.start_on, r.end_on, r.place, ",
        prose_columns!("note", "r.note"),
        " FROM event_revision AS r LEFT JOIN prose AS title ON title.id = r.title
          LEFT JOIN prose AS note ON note.id = r.note WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        Ok(Event {
            handle: columns.parsed()?,
            title: columns.required_prose()?,
            start: columns.parsed_or_null()?,
            end: columns.parsed_or_null()?,
            place: columns.parsed_or_null()?,
            note: columns.prose()?,
            sides: list(
                connection,
                "SELECT position, name FROM event_side WHERE entry = ?1 ORDER BY position",
                entry,
                |columns| columns.parsed::<Label>(),
            )?,
        })
    })
}

fn source(connection: &Connection, entry: i64) -> Result<Option<Source>> {
    const SQL: &str = concat!(
        "SELECT r.handle, r.kind, r.country, r.side, r.reliability, ",
        prose_columns!("note", "r.note"),
        " FROM source_revision AS r LEFT JOIN prose AS note ON note.id = r.note WHERE r.entry = ?1"
    );
    const NAMES: &str = concat!(
        "SELECT r.position, ",
        prose_columns!("name", "r.name"),
        ", r.language FROM source_name AS r LEFT JOIN prose AS name ON name.id = r.name
         WHERE r.entry = ?1 ORDER BY r.position"
    );
    one(connection, SQL, entry, |columns| {
        let names = list(connection, NAMES, entry, |columns| {
            Ok(SourceName {
                name: columns.required_prose()?,
                language: columns.parsed_or_null()?,
            })
        })?;
        let mut source = Source::new(columns.parsed()?, names, columns.parsed()?)?;
        source.country = columns.parsed_or_null()?;
        source.side = columns.parsed_or_null()?;
        source.reliability = columns.parsed_or_null::<Reliability>()?;
        source.note = columns.prose()?;
        Ok(source)
    })
}

/// The columns of an article and where its texts are, as [`read_article`] reads them.
macro_rules! article_columns {
    () => {
        concat!(
            prose_columns!("locator", "r.locator"),
            ", r.publisher, ",
            prose_columns!("title", "r.title"),
            ", r.language, r.published_at"
        )
    };
}

macro_rules! article_texts {
    () => {
        " LEFT JOIN prose AS locator ON locator.id = r.locator LEFT JOIN prose AS title ON title.id = r.title "
    };
}

fn read_article(columns: &mut Columns<'_, '_>) -> Result<Article> {
    Ok(Article {
        locator: columns.required_prose()?,
        publisher: columns.positive_or_null()?.map(SourceId::new),
        title: columns.prose()?,
        language: columns.parsed_or_null()?,
        published_at: columns.parsed_or_null()?,
    })
}

fn article(connection: &Connection, entry: i64) -> Result<Option<Article>> {
    const SQL: &str = concat!(
        "SELECT ",
        article_columns!(),
        " FROM article_revision AS r",
        article_texts!(),
        "WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, read_article)
}

/// What the newest versions of these articles before the entry `bound` say: a report asks it of each article that its
/// figures are cited from. Where most of a stretch is wanted it is walked over, in the order of the file; else each is
/// looked up.
pub(super) fn articles(
    readers: &Readers<'_>,
    ids: &[ArticleId],
    bound: i64,
    visit: Visit<'_, (ArticleId, Article)>,
) -> Result<()> {
    let bound = readers.bound(bound)?;
    let (first, second) = readers.halves(ids.to_vec(), |connection, ids| {
        let mut found = Vec::with_capacity(ids.len());
        some_articles(connection, &ids, bound, &mut found)?;
        Ok(found)
    })?;
    for article in first.into_iter().chain(second.into_iter().flatten()) {
        if visit(article)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn some_articles(
    connection: &Connection,
    ids: &[ArticleId],
    bound: i64,
    found: &mut Vec<(ArticleId, Article)>,
) -> Result<()> {
    const SQL: &str = concat!(
        "SELECT r.entry, ",
        article_columns!(),
        " FROM article_revision AS r",
        article_texts!(),
        "WHERE r.entry BETWEEN ?1 AND ?2 ORDER BY r.entry"
    );
    let mut statement = connection.prepare_cached(SQL)?;
    let numbers = ids.iter().map(|id| id.number()).collect();
    for stretch in newest(
        connection,
        RecordKind::Article,
        numbers,
        bound,
        &Unsaid::default(),
    )? {
        let (Some((first, _)), Some((last, _))) = (stretch.first(), stretch.last()) else {
            continue;
        };
        let mut rows = statement.query((*first, *last))?;
        let mut wanted = stretch.iter().peekable();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let entry: i64 = columns.value()?;
            if let Some((_, number)) = wanted.next_if(|(wanted, _)| *wanted == entry) {
                found.push((ArticleId::new(*number), read_article(&mut columns)?));
            }
        }
        // What is not met is waited for in vain.
        if let Some((entry, _)) = wanted.next() {
            return Err(without_content(entry_index(*entry)?));
        }
    }
    Ok(())
}

fn snapshot(connection: &Connection, entry: i64) -> Result<Option<Snapshot>> {
    const SQL: &str = "SELECT article, retrieved_at, raw_sha256, raw_salt, text_sha256, text_salt, media_type, charset,
        captured_by, extractor FROM snapshot_revision WHERE entry = ?1";
    one(connection, SQL, entry, |columns| {
        Ok(Snapshot {
            article: ArticleId::new(columns.positive()?),
            retrieved_at: columns.instant()?,
            raw: sealed(columns)?,
            text: sealed(columns)?,
            media_type: columns.value()?,
            charset: columns.value()?,
            captured_by: columns.value()?,
            extractor: columns.value()?,
        })
    })
}

fn sealed(columns: &mut Columns<'_, '_>) -> Result<SealedDigest> {
    Ok(SealedDigest {
        digest: Digest::from_bytes(columns.bytes()?),
        salt: Salt::from_bytes(columns.bytes()?),
    })
}

fn figure(connection: &Connection, entry: i64) -> Result<Option<Claim>> {
    const SQL: &str = concat!(
        "SELECT series.event, series.claimant, r.stated_on, r.occurred, series.place, series.measure, series.victims,
            series.victim_side, series.victim_status, series.aggregation, r.low, r.best, r.high, r.qualifier, ",
        prose_columns!("wording", "r.wording"),
        ", r.first_citation, r.citations, ",
        prose_columns!("note", "r.note"),
        " FROM figure_revision AS r LEFT JOIN series ON series.id = r.series
          LEFT JOIN prose AS wording ON wording.id = r.wording LEFT JOIN prose AS note ON note.id = r.note
          WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        let event = EventId::new(columns.positive()?);
        let claimant = SourceId::new(columns.positive()?);
        let stated_on = columns.parsed()?;
        let occurred = columns.parsed_or_null()?;
        let place = columns.parsed_or_null()?;
        let measure = columns.parsed()?;
        let victims = columns.parsed_or_null()?;
        let victim_side = columns.parsed_or_null()?;
        let victim_status = columns.parsed()?;
        let aggregation = columns.parsed()?;
        let (low, best, high) = (columns.count()?, columns.count()?, columns.count()?);
        let figure = Figure::new(low, best, high, columns.parsed()?)?;
        let wording = columns.prose()?;
        let citations = citations(connection, columns.value()?, columns.value()?)?;
        let statement = Statement::Figure(FigureClaim {
            measure,
            figure,
            wording,
            victims,
            victim_side,
            victim_status,
            aggregation,
        });
        let mut claim = Claim::new(event, claimant, stated_on, statement, citations)?;
        claim.occurred = occurred;
        claim.place = place;
        claim.note = columns.prose()?;
        Ok(claim)
    })
}

/// The columns of an accusation or answer and where its texts are, as [`read_accusation`] reads them.
macro_rules! accusation_columns {
    () => {
        concat!(
            "r.event, r.claimant, r.stated_on, r.occurred, r.place, r.kind, r.accused, ",
            prose_columns!("act", "r.act"),
            ", r.answers, r.first_citation, r.citations, ",
            prose_columns!("note", "r.note")
        )
    };
}
pub(super) use accusation_columns;

macro_rules! accusation_texts {
    () => {
        " LEFT JOIN prose AS act ON act.id = r.act LEFT JOIN prose AS note ON note.id = r.note "
    };
}
pub(super) use accusation_texts;

fn accusation(connection: &Connection, entry: i64) -> Result<Option<Claim>> {
    const SQL: &str = concat!(
        "SELECT ",
        accusation_columns!(),
        " FROM accusation_revision AS r",
        accusation_texts!(),
        "WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        let uncited = read_accusation(columns)?;
        let citations = citations(connection, uncited.first_citation, uncited.citations)?;
        uncited.cited(citations)
    })
}

/// An accusation or answer whose citations are still to be read.
pub(super) struct Uncited {
    event: EventId,
    claimant: SourceId,
    stated_on: PartialDate,
    occurred: Option<PartialDate>,
    place: Option<Label>,
    accusation: Accusation,
    note: Option<Prose>,
    /// The first of its citations.
    first_citation: i64,
    /// How many there are.
    pub(super) citations: i64,
}

impl Uncited {
    pub(super) fn cited(self, citations: Vec<Citation>) -> Result<Claim> {
        let mut claim = Claim::new(
            self.event,
            self.claimant,
            self.stated_on,
            Statement::Accusation(self.accusation),
            citations,
        )?;
        claim.occurred = self.occurred;
        claim.place = self.place;
        claim.note = self.note;
        Ok(claim)
    }
}

pub(super) fn read_accusation(columns: &mut Columns<'_, '_>) -> Result<Uncited> {
    let event = EventId::new(columns.positive()?);
    let claimant = SourceId::new(columns.positive()?);
    let stated_on = columns.parsed()?;
    let occurred = columns.parsed_or_null()?;
    let place = columns.parsed_or_null()?;
    let kind: String = columns.value()?;
    let accused = columns.positive_or_null()?.map(SourceId::new);
    let act = columns.prose()?;
    let answers = columns.positive_or_null()?.map(ClaimId::new);
    let accusation = match (kind.as_str(), accused, act, answers) {
        ("accusation", Some(accused), Some(act), None) => Accusation::Accuses { accused, act },
        (kind, None, act, Some(claim)) => Accusation::Answers {
            kind: kind.parse::<AnswerKind>()?,
            claim,
            act,
        },
        _ => {
            return Err(StoreError::Damaged(
                "an accusation lacks who is accused, the act or what it answers".to_owned(),
            ));
        }
    };
    Ok(Uncited {
        event,
        claimant,
        stated_on,
        occurred,
        place,
        accusation,
        first_citation: columns.value()?,
        citations: columns.value()?,
        note: columns.prose()?,
    })
}

fn assessment(connection: &Connection, entry: i64) -> Result<Option<Assessment>> {
    const SQL: &str = concat!(
        "SELECT r.claim, r.assessed_on, r.scale, r.rating, ",
        prose_columns!("label", "r.label"),
        ", ",
        prose_columns!("rationale", "r.rationale"),
        ", r.first_citation, r.citations FROM assessment_revision AS r LEFT JOIN prose AS label ON label.id = r.label
          LEFT JOIN prose AS rationale ON rationale.id = r.rationale WHERE r.entry = ?1"
    );
    one(connection, SQL, entry, |columns| {
        let claim = ClaimId::new(columns.positive()?);
        let assessed_on = columns.parsed()?;
        let scale = columns.parsed_or_null::<Label>()?;
        let step: String = columns.value()?;
        let rating = Rating::new(scale, &step)?;
        let label = columns.prose()?;
        let rationale = columns.required_prose()?;
        let first: Option<i64> = columns.value()?;
        let count: i64 = columns.value()?;
        let citations = match first {
            Some(first) if count > 0 => citations(connection, first, count)?,
            None if count == 0 => Vec::new(),
            _ => {
                return Err(StoreError::Damaged(format!(
                    "{count} citations do not fit where they begin"
                )));
            }
        };
        let claims = list(
            connection,
            "SELECT position, claim FROM assessment_claim WHERE entry = ?1 ORDER BY position",
            entry,
            |columns| columns.positive().map(ClaimId::new),
        )?;
        Ok(Assessment {
            claim,
            assessed_on,
            rating,
            label,
            rationale,
            evidence: Evidence { citations, claims },
        })
    })
}
