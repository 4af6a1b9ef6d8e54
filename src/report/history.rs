//! Every version of a record, and what each changed.

use super::ReportError;
use super::record::versions;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Author, Citation, Claim, Content, EntryIndex, Event,
    Grounds, Instant, Prose, RecordId, RevisionNumber, Snapshot, Source, SourceId, Statement,
};
use crate::register::Register;
use crate::store::{Head, Horizon, Read};

/// The versions of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The log that was looked at.
    pub head: Head,
    /// The record.
    pub record: RecordId,
    /// Its versions, first to last.
    pub versions: Vec<Version>,
}

/// One version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which one.
    pub number: RevisionNumber,
    /// Its place in the log.
    pub entry: EntryIndex,
    /// Who wrote it.
    pub author: Author,
    /// When it was logged.
    pub recorded_at: Instant,
    /// Why there is this version, and when the source corrected itself.
    pub grounds: Grounds,
    /// The reason in words.
    pub reason: Option<Prose>,
    /// What differs from the version before; nothing for the first.
    pub differences: Vec<Difference>,
}

/// One field that differs from the version before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field, in the words of the command line: `figure`, `victim_side`, `quote`.
    pub field: &'static str,
    /// Which citation it belongs to, from 1, counted in the version that has it (the later, where both have).
    pub citation: Option<usize>,
    /// What it was; none where it was not there.
    pub before: Option<Value>,
    /// What it is; none where it is no longer there.
    pub after: Option<Value>,
}

/// The value of a field, as it is written on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The value.
    Kept(String),
    /// A text that was erased on request.
    Erased,
}

impl Value {
    /// The value, unless it was erased.
    pub fn kept(&self) -> Option<&str> {
        match self {
            Self::Kept(value) => Some(value),
            Self::Erased => None,
        }
    }
}

/// Every version of a record within the horizon, with what each changed. Sources are called by the handles that they
/// have now.
///
/// # Errors
/// No such record; the store's.
pub fn history(
    read: &dyn Read,
    record: RecordId,
    horizon: Horizon,
) -> Result<History, ReportError> {
    let head = read.head()?;
    let register = Register::new(read, horizon);
    let mut before: Option<Content> = None;
    let mut versions_out = Vec::new();
    for revision in versions(read, record, horizon)? {
        let differences = match &before {
            None => Vec::new(),
            Some(before) => differences(&register, before, &revision.content)?,
        };
        versions_out.push(Version {
            number: revision.number,
            entry: revision.entry,
            author: revision.author,
            recorded_at: revision.recorded_at,
            grounds: revision.grounds,
            reason: revision.reason,
            differences,
        });
        before = Some(revision.content);
    }
    Ok(History {
        head,
        record,
        versions: versions_out,
    })
}

/// A field with its value, in the order in which fields are shown. Texts carry their commitment, so that two erased
/// ones can be told apart.
type Field = (&'static str, Option<Held>);

#[derive(PartialEq, Eq)]
enum Held {
    Value(String),
    Erased(crate::model::Digest),
}

impl Held {
    fn shown(self) -> Value {
        match self {
            Self::Value(value) => Value::Kept(value),
            Self::Erased(_) => Value::Erased,
        }
    }
}

fn word(value: impl ToString) -> Option<Held> {
    Some(Held::Value(value.to_string()))
}

fn word_or_none(value: Option<impl ToString>) -> Option<Held> {
    value.map(|value| Held::Value(value.to_string()))
}

fn prose(prose: &Prose) -> Option<Held> {
    Some(match prose {
        Prose::Kept { value, .. } => Held::Value(value.to_string()),
        Prose::Erased { commitment } => Held::Erased(*commitment),
    })
}

fn differences(
    register: &Register<'_>,
    before: &Content,
    after: &Content,
) -> Result<Vec<Difference>, ReportError> {
    let mut found = compare(fields(register, before)?, fields(register, after)?, None);
    citations(register, cited(before), cited(after), &mut found)?;
    Ok(found)
}

/// The fields that differ; both lists may have fields that the other has not.
fn compare(before: Vec<Field>, after: Vec<Field>, citation: Option<usize>) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut after: Vec<Option<Field>> = after.into_iter().map(Some).collect();
    let mut push = |field, was: Option<Held>, is: Option<Held>| {
        if was != is {
            found.push(Difference {
                field,
                citation,
                before: was.map(Held::shown),
                after: is.map(Held::shown),
            });
        }
    };
    for (field, was) in before {
        let same = after
            .iter_mut()
            .find(|other| other.as_ref().is_some_and(|(name, _)| *name == field));
        let is = same.and_then(Option::take).and_then(|(_, is)| is);
        push(field, was, is);
    }
    for (field, is) in after.into_iter().flatten() {
        push(field, None, is);
    }
    found
}

/// Where a version stands, or what it rests on.
fn cited(content: &Content) -> &[Citation] {
    match content {
        Content::Claim(claim) => claim.citations(),
        Content::Assessment(assessment) => &assessment.evidence.citations,
        _ => &[],
    }
}

fn fields(register: &Register<'_>, content: &Content) -> Result<Vec<Field>, ReportError> {
    Ok(match content {
        Content::Event(event) => event_fields(event),
        Content::Source(source) => source_fields(source),
        Content::Article(article) => article_fields(register, article)?,
        Content::Snapshot(snapshot) => snapshot_fields(snapshot),
        Content::Claim(claim) => claim_fields(register, claim)?,
        Content::Assessment(assessment) => assessment_fields(assessment),
    })
}

fn event_fields(event: &Event) -> Vec<Field> {
    let sides: Vec<&str> = event.sides.iter().map(|side| side.as_str()).collect();
    vec![
        ("handle", word(&event.handle)),
        ("title", prose(&event.title)),
        ("start", word_or_none(event.start)),
        ("end", word_or_none(event.end)),
        ("place", word_or_none(event.place.as_ref())),
        (
            "sides",
            (!sides.is_empty()).then(|| Held::Value(sides.join(", "))),
        ),
        ("note", event.note.as_ref().and_then(prose)),
    ]
}

fn source_fields(source: &Source) -> Vec<Field> {
    let mut fields = vec![
        ("handle", word(&source.handle)),
        ("name", prose(source.name())),
    ];
    let aliases: Vec<String> = source
        .names()
        .iter()
        .skip(1)
        .map(|name| match &name.language {
            Some(language) => format!("{} ({language})", name.name.shown()),
            None => name.name.shown().to_owned(),
        })
        .collect();
    let main = source.names().first();
    fields.push((
        "language",
        word_or_none(main.and_then(|name| name.language.as_ref())),
    ));
    fields.push((
        "aliases",
        (!aliases.is_empty()).then(|| Held::Value(aliases.join("; "))),
    ));
    fields.push(("kind", word(source.kind)));
    fields.push(("country", word_or_none(source.country.as_ref())));
    fields.push(("side", word_or_none(source.side.as_ref())));
    fields.push((
        "reliability",
        word_or_none(source.reliability.map(|letter| letter.letter())),
    ));
    fields.push(("note", source.note.as_ref().and_then(prose)));
    fields
}

fn article_fields(register: &Register<'_>, article: &Article) -> Result<Vec<Field>, ReportError> {
    let publisher = article
        .publisher
        .map(|source| handle(register, source))
        .transpose()?;
    Ok(vec![
        ("url", prose(&article.locator)),
        ("publisher", word_or_none(publisher)),
        ("title", article.title.as_ref().and_then(prose)),
        ("language", word_or_none(article.language.as_ref())),
        ("published_at", word_or_none(article.published_at)),
    ])
}

fn snapshot_fields(snapshot: &Snapshot) -> Vec<Field> {
    vec![
        ("article", word(snapshot.article)),
        ("retrieved_at", word(snapshot.retrieved_at)),
        ("sha256", word(snapshot.raw.digest)),
        ("text_sha256", word(snapshot.text.digest)),
        ("media_type", word(&snapshot.media_type)),
        ("charset", word(&snapshot.charset)),
        ("captured_by", word(&snapshot.captured_by)),
        ("extractor", word(&snapshot.extractor)),
    ]
}

fn claim_fields(register: &Register<'_>, claim: &Claim) -> Result<Vec<Field>, ReportError> {
    let event = register.event(claim.event)?.handle.to_string();
    let mut fields = vec![
        ("kind", word(claim.kind())),
        ("event", word(event)),
        ("claimant", word(handle(register, claim.claimant)?)),
    ];
    match &claim.statement {
        Statement::Figure(figure) => fields.extend([
            ("measure", word(figure.measure)),
            ("figure", word(figure.figure)),
            ("wording", figure.wording.as_ref().and_then(prose)),
            ("victims", word_or_none(figure.victims.as_ref())),
            ("victim_side", word_or_none(figure.victim_side.as_ref())),
            ("victim_status", word(figure.victim_status)),
            ("aggregation", word(figure.aggregation)),
        ]),
        Statement::Accusation(Accusation::Accuses { accused, act }) => fields.extend([
            ("accused", word(handle(register, *accused)?)),
            ("act", prose(act)),
        ]),
        Statement::Accusation(Accusation::Answers { claim, act, .. }) => fields.extend([
            ("answers", word(claim)),
            ("act", act.as_ref().and_then(prose)),
        ]),
    }
    fields.extend([
        ("place", word_or_none(claim.place.as_ref())),
        ("occurred", word_or_none(claim.occurred)),
        ("stated_on", word(claim.stated_on)),
        ("note", claim.note.as_ref().and_then(prose)),
    ]);
    Ok(fields)
}

fn assessment_fields(assessment: &Assessment) -> Vec<Field> {
    let claims: Vec<String> = assessment
        .evidence
        .claims
        .iter()
        .map(ToString::to_string)
        .collect();
    vec![
        ("claim", word(assessment.claim)),
        ("scale", word_or_none(assessment.rating.scale())),
        ("rating", word(assessment.rating.step())),
        ("label", assessment.label.as_ref().and_then(prose)),
        ("rationale", prose(&assessment.rationale)),
        (
            "evidence",
            (!claims.is_empty()).then(|| Held::Value(claims.join(", "))),
        ),
        ("assessed_on", word(assessment.assessed_on)),
    ]
}

fn handle(register: &Register<'_>, source: SourceId) -> Result<String, ReportError> {
    Ok(register.source(source)?.handle.to_string())
}

fn citation_fields(
    register: &Register<'_>,
    citation: &Citation,
) -> Result<Vec<Field>, ReportError> {
    let (snapshot, sha256) = match citation.anchor {
        Anchor::None => (None, None),
        Anchor::Held { snapshot, .. } => (Some(snapshot), None),
        Anchor::Elsewhere { raw, .. } => (None, Some(raw)),
    };
    let bytes = citation
        .anchor
        .span()
        .map(|span| format!("{}–{}", span.start(), span.end()));
    let via = citation
        .via
        .iter()
        .map(|source| handle(register, *source))
        .collect::<Result<Vec<_>, _>>()?;
    let passage = citation.passage.as_ref();
    Ok(vec![
        ("article", word(citation.article)),
        ("snapshot", word_or_none(snapshot)),
        ("sha256", word_or_none(sha256)),
        ("bytes", word_or_none(bytes)),
        (
            "via",
            (!via.is_empty()).then(|| Held::Value(via.join(" > "))),
        ),
        ("quote", passage.and_then(|passage| prose(&passage.quote))),
        ("reading", word_or_none(citation.reading)),
    ])
}

/// Compares where a claim stood with where it stands. What is unchanged is set aside; of the rest, citations of the
/// same article are compared with one another, then those in the same place of the list; what is left was added or
/// taken away.
fn citations(
    register: &Register<'_>,
    before: &[Citation],
    after: &[Citation],
    found: &mut Vec<Difference>,
) -> Result<(), ReportError> {
    let mut gone: Vec<(usize, &Citation)> = (1..).zip(before).collect();
    let mut new: Vec<(usize, &Citation)> = (1..).zip(after).collect();
    let mut pairs: Vec<(&Citation, usize, &Citation)> = Vec::new();
    type Likeness = fn(&(usize, &Citation), &(usize, &Citation)) -> bool;
    let likenesses: [Likeness; 3] = [
        |one, other| one.1 == other.1,
        |one, other| one.1.article == other.1.article,
        |one, other| one.0 == other.0,
    ];
    for alike in likenesses {
        gone.retain(|old| match new.iter().position(|fresh| alike(old, fresh)) {
            Some(at) => {
                let (number, fresh) = new.remove(at);
                pairs.push((old.1, number, fresh));
                false
            }
            None => true,
        });
    }
    pairs.sort_by_key(|(_, number, _)| *number);
    for (old, number, fresh) in pairs {
        let (old, fresh) = (
            citation_fields(register, old)?,
            citation_fields(register, fresh)?,
        );
        found.extend(compare(old, fresh, Some(number)));
    }
    for (number, old) in gone {
        let old = citation_fields(register, old)?;
        found.extend(compare(old, Vec::new(), Some(number)));
    }
    for (number, fresh) in new {
        let fresh = citation_fields(register, fresh)?;
        found.extend(compare(Vec::new(), fresh, Some(number)));
    }
    Ok(())
}
