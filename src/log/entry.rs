//! The bytes of one entry: a version tag, and the canonical JSON of a whole revision with every column.
//!
//! Enter: a [`Revision`]. Leaves: the bytes that its leaf is the hash of. Free text enters only as a commitment
//! (see [`crate::model::prose`]); a snapshot's bytes and text enter as commitments to their SHA-256. Every other
//! column enters as it is, so that changing any of them changes the leaf. `schema/log.md` says the same in words.

use super::canonical::{Array, Object, UnsafeInteger, write_object};
use super::{Hash, leaf_hash};
use crate::model::snapshot::SealedDigest;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Citation, Claim, Content, Count, Digest, Event,
    FigureClaim, Prose, Revision, Snapshot, Source, Statement,
};

/// What the bytes of an entry begin with.
pub const TAG: &[u8] = b"claimlog-entry-1\n";

/// What those of an entry begin with that has the field `corrected_on`: a day on which the source corrected itself. Every
/// other entry is what it was before there was that field.
pub const TAG_CORRECTED: &[u8] = b"claimlog-entry-2\n";

/// Encodes revisions one after another into one buffer.
#[derive(Debug, Default)]
pub struct Encoder {
    buffer: Vec<u8>,
}

impl Encoder {
    /// An encoder with an empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// The bytes of `revision`'s entry: [`TAG`] or [`TAG_CORRECTED`], and canonical JSON.
    ///
    /// # Errors
    /// An integer that JSON does not keep exactly; no record of the model holds one.
    pub fn encode(&mut self, revision: &Revision) -> Result<&[u8], UnsafeInteger> {
        self.buffer.clear();
        self.buffer
            .extend_from_slice(match revision.grounds.corrected_on() {
                None => TAG,
                Some(_) => TAG_CORRECTED,
            });
        write_object(&mut self.buffer, |o| write_revision(o, revision))?;
        Ok(&self.buffer)
    }

    /// The leaf of `revision`: SHA-256(0x00 ‖ entry).
    ///
    /// # Errors
    /// As [`Encoder::encode`].
    pub fn leaf(&mut self, revision: &Revision) -> Result<Hash, UnsafeInteger> {
        self.encode(revision).map(leaf_hash)
    }
}

/// The canonical JSON of `revision` alone, for showing and for export.
///
/// # Errors
/// As [`Encoder::encode`].
pub fn canonical_json(revision: &Revision) -> Result<Vec<u8>, UnsafeInteger> {
    let mut out = Vec::new();
    write_object(&mut out, |o| write_revision(o, revision))?;
    Ok(out)
}

fn write_revision(o: &mut Object<'_>, revision: &Revision) -> Result<(), UnsafeInteger> {
    o.string("author", revision.author.as_str());
    o.string("cause", revision.cause().name());
    o.object("content", |o| write_content(o, &revision.content))?;
    if let Some(day) = revision.grounds.corrected_on() {
        o.display("corrected_on", day);
    }
    o.integer(
        "entry",
        super::canonical::SafeInteger::try_from(revision.entry.get())?,
    );
    match revision.parent {
        Some(parent) => o.integer(
            "parent",
            super::canonical::SafeInteger::try_from(parent.get())?,
        ),
        None => o.null("parent"),
    }
    prose(o, "reason", revision.reason.as_ref());
    o.display("record", revision.record);
    o.display("recorded_at", revision.recorded_at);
    o.integer("revision", revision.number.get().get());
    Ok(())
}

fn write_content(o: &mut Object<'_>, content: &Content) -> Result<(), UnsafeInteger> {
    match content {
        Content::Event(event) => write_event(o, event),
        Content::Source(source) => write_source(o, source),
        Content::Article(article) => write_article(o, article),
        Content::Snapshot(snapshot) => write_snapshot(o, snapshot),
        Content::Claim(claim) => write_claim(o, claim)?,
        Content::Assessment(assessment) => write_assessment(o, assessment)?,
    }
    Ok(())
}

fn write_event(o: &mut Object<'_>, event: &Event) {
    o.null_or_display("end", event.end);
    o.string("handle", event.handle.as_str());
    prose(o, "note", event.note.as_ref());
    o.null_or_display("place", event.place.as_ref());
    o.array("sides", |a| {
        event.sides.iter().for_each(|side| a.string(side.as_str()))
    });
    o.null_or_display("start", event.start);
    prose(o, "title", Some(&event.title));
}

fn write_source(o: &mut Object<'_>, source: &Source) {
    o.null_or_display("country", source.country.as_ref());
    o.string("handle", source.handle.as_str());
    o.string("kind", source.kind.name());
    o.array("names", |a| {
        for name in source.names() {
            a.object(|o| {
                o.null_or_display("language", name.language.as_ref());
                prose(o, "name", Some(&name.name));
            });
        }
    });
    prose(o, "note", source.note.as_ref());
    o.null_or_string(
        "reliability",
        source.reliability.map(|letter| letter.letter()),
    );
    o.null_or_display("side", source.side.as_ref());
}

fn write_article(o: &mut Object<'_>, article: &Article) {
    o.null_or_display("language", article.language.as_ref());
    prose(o, "locator", Some(&article.locator));
    o.null_or_display("published_at", article.published_at);
    o.null_or_display("publisher", article.publisher);
    prose(o, "title", article.title.as_ref());
}

fn write_snapshot(o: &mut Object<'_>, snapshot: &Snapshot) {
    o.display("article", snapshot.article);
    o.string("captured_by", &snapshot.captured_by);
    o.string("charset", &snapshot.charset);
    o.string("extractor", &snapshot.extractor);
    o.string("media_type", &snapshot.media_type);
    sealed(o, "raw", &snapshot.raw);
    o.display("retrieved_at", snapshot.retrieved_at);
    sealed(o, "text", &snapshot.text);
}

fn write_claim(o: &mut Object<'_>, claim: &Claim) -> Result<(), UnsafeInteger> {
    match &claim.statement {
        Statement::Figure(figure) => {
            o.string("aggregation", figure.aggregation.name());
            citations(o, claim.citations())?;
            o.display("claimant", claim.claimant);
            o.display("event", claim.event);
            write_figure(o, figure)?;
            o.string("kind", claim.kind());
            o.string("measure", figure.measure.name());
        }
        Statement::Accusation(accusation) => {
            let (accused, act, answers) = match accusation {
                Accusation::Accuses { accused, act } => (Some(*accused), Some(act), None),
                Accusation::Answers { claim, act, .. } => (None, act.as_ref(), Some(*claim)),
            };
            o.null_or_display("accused", accused);
            prose(o, "act", act);
            o.null_or_display("answers", answers);
            citations(o, claim.citations())?;
            o.display("claimant", claim.claimant);
            o.display("event", claim.event);
            o.string("kind", claim.kind());
        }
    }
    prose(o, "note", claim.note.as_ref());
    o.null_or_display("occurred", claim.occurred);
    o.null_or_display("place", claim.place.as_ref());
    o.display("stated_on", claim.stated_on);
    if let Statement::Figure(figure) = &claim.statement {
        o.null_or_display("victim_side", figure.victim_side.as_ref());
        o.string("victim_status", figure.victim_status.name());
        o.null_or_display("victims", figure.victims.as_ref());
        prose(o, "wording", figure.wording.as_ref());
    }
    Ok(())
}

fn write_figure(o: &mut Object<'_>, claim: &FigureClaim) -> Result<(), UnsafeInteger> {
    let figure = &claim.figure;
    o.object("figure", |o| {
        count(o, "best", figure.best())?;
        count(o, "high", figure.high())?;
        count(o, "low", figure.low())?;
        o.string("qualifier", figure.qualifier().name());
        Ok(())
    })
}

fn write_assessment(o: &mut Object<'_>, assessment: &Assessment) -> Result<(), UnsafeInteger> {
    o.display("assessed_on", assessment.assessed_on);
    citations(o, &assessment.evidence.citations)?;
    o.display("claim", assessment.claim);
    o.array("claims", |a| {
        assessment
            .evidence
            .claims
            .iter()
            .for_each(|claim| a.display(claim))
    });
    prose(o, "label", assessment.label.as_ref());
    o.string("rating", assessment.rating.step());
    prose(o, "rationale", Some(&assessment.rationale));
    o.null_or_display("scale", assessment.rating.scale());
    Ok(())
}

fn citations(o: &mut Object<'_>, citations: &[Citation]) -> Result<(), UnsafeInteger> {
    o.array("citations", |a| {
        citations
            .iter()
            .try_for_each(|citation| write_citation(a, citation))
    })
}

fn write_citation(a: &mut Array<'_>, citation: &Citation) -> Result<(), UnsafeInteger> {
    let span = citation.anchor.span();
    let passage = citation.passage.as_ref();
    let (snapshot, elsewhere) = match citation.anchor {
        Anchor::None => (None, None),
        Anchor::Held { snapshot, .. } => (Some(snapshot), None),
        Anchor::Elsewhere { raw, .. } => (None, Some(raw)),
    };
    a.object(|o| {
        o.display("article", citation.article);
        integer(o, "end", span.map(|span| span.end()))?;
        prose(
            o,
            "prefix",
            passage.and_then(|passage| passage.prefix.as_ref()),
        );
        prose(o, "quote", passage.map(|passage| &passage.quote));
        o.null_or_string("reading", citation.reading.map(|reading| reading.name()));
        o.null_or_display("snapshot", snapshot);
        o.null_or_hex("snapshot_sha256", elsewhere.as_ref().map(Digest::as_bytes));
        integer(o, "start", span.map(|span| span.start()))?;
        prose(
            o,
            "suffix",
            passage.and_then(|passage| passage.suffix.as_ref()),
        );
        o.array("via", |a| {
            citation.via.iter().for_each(|relay| a.display(relay))
        });
        Ok(())
    })
}

fn prose(o: &mut Object<'_>, key: &'static str, prose: Option<&Prose>) {
    o.null_or_hex(key, prose.map(|prose| *prose.commitment().as_bytes()));
}

fn sealed(o: &mut Object<'_>, key: &'static str, digest: &SealedDigest) {
    o.hex(key, digest.commitment().as_bytes());
}

fn count(o: &mut Object<'_>, key: &'static str, count: Option<Count>) -> Result<(), UnsafeInteger> {
    integer(o, key, count.map(Count::get))
}

fn integer(
    o: &mut Object<'_>,
    key: &'static str,
    number: Option<u64>,
) -> Result<(), UnsafeInteger> {
    match number {
        Some(number) => o.integer(key, super::canonical::SafeInteger::try_from(number)?),
        None => o.null(key),
    }
    Ok(())
}
