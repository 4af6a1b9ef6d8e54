//! The log as JSON Lines, with what is needed to recompute every leaf, every commitment and the root.
//!
//! The first line is `{"format":1,"log":{"size":…,"root":"…"}}`. Each further line is one entry, in the order of the log:
//! `entry`, `leaf`, `canonical` (the canonical JSON of the revision, as it was hashed behind the tag), and `values`: for
//! each commitment its opening, `{"salt","value"}` for a text, `{"salt","sha256"}` for the digest of a snapshot's bytes
//! or text. What was erased has no opening. `tests/log_check.py` checks all of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;

use super::line;
use crate::exchange::{ExchangeError, Result};
use crate::log::entry::canonical_json;
use crate::model::snapshot::SealedDigest;
use crate::model::{Accusation, Citation, Claim, Content, EntryIndex, Prose, Revision, Statement};
use crate::store::{Head, LogEntry, Read};

#[derive(Serialize)]
struct Header {
    format: u32,
    log: Head,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Opening<'e> {
    Text { salt: String, value: &'e str },
    Digest { salt: String, sha256: String },
}

/// Writes the log as it is now. The head that was written comes back.
///
/// # Errors
/// The store's; [`ExchangeError::DamagedEntry`]: a log with a hole in it is not written; [`ExchangeError::Write`].
pub fn write_log(read: &dyn Read, out: &mut dyn Write) -> Result<Head> {
    let head = read.head()?;
    line(
        out,
        &Header {
            format: 1,
            log: head,
        },
    )?;
    let mut failure = None;
    read.each_entry(EntryIndex::new(0), &mut |entry| {
        let written = match entry {
            // Somebody may be writing: what came after the header is left out.
            Ok(entry) if entry.revision.entry.get() >= head.size => {
                return Ok(ControlFlow::Break(()));
            }
            Ok(entry) => write_entry(&entry, out),
            Err(unreadable) => Err(ExchangeError::DamagedEntry {
                entry: unreadable.entry,
                detail: unreadable.detail,
            }),
        };
        Ok(match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    match failure {
        Some(error) => Err(error),
        None => Ok(head),
    }
}

fn write_entry(entry: &LogEntry, out: &mut dyn Write) -> Result<()> {
    let revision = &entry.revision;
    // The canonical JSON goes out as it was hashed, byte for byte, so the line is put together by hand.
    let head = format!(
        "{{\"entry\":{},\"leaf\":\"{}\",\"canonical\":",
        revision.entry, entry.leaf
    );
    let values = serde_json::to_vec(&openings(revision))
        .map_err(|error| ExchangeError::Write(error.into()))?;
    let canonical = canonical_json(revision)?;
    for part in [
        head.as_bytes(),
        &canonical,
        b",\"values\":",
        &values,
        b"}\n",
    ] {
        out.write_all(part).map_err(ExchangeError::Write)?;
    }
    Ok(())
}

/// The opening of every commitment in a revision, but for what was erased.
fn openings(revision: &Revision) -> BTreeMap<String, Opening<'_>> {
    let mut openings = BTreeMap::new();
    for prose in proses(revision) {
        if let Prose::Kept { salt, value } = prose {
            openings.insert(
                prose.commitment().to_string(),
                Opening::Text {
                    salt: salt.to_string(),
                    value,
                },
            );
        }
    }
    if let Content::Snapshot(snapshot) = &revision.content {
        for sealed in [&snapshot.raw, &snapshot.text] {
            let SealedDigest { digest, salt } = sealed;
            openings.insert(
                sealed.commitment().to_string(),
                Opening::Digest {
                    salt: salt.to_string(),
                    sha256: digest.to_string(),
                },
            );
        }
    }
    openings
}

/// Every free text of a revision.
fn proses(revision: &Revision) -> Vec<&Prose> {
    let mut proses: Vec<&Prose> = revision.reason.iter().collect();
    match &revision.content {
        Content::Event(event) => {
            proses.push(&event.title);
            proses.extend(&event.note);
        }
        Content::Source(source) => {
            proses.extend(source.names().iter().map(|name| &name.name));
            proses.extend(&source.note);
        }
        Content::Article(article) => {
            proses.push(&article.locator);
            proses.extend(&article.title);
        }
        Content::Snapshot(_) => {}
        Content::Claim(claim) => proses_of_claim(claim, &mut proses),
        Content::Assessment(assessment) => {
            proses.extend(&assessment.label);
            proses.push(&assessment.rationale);
            proses_of_citations(&assessment.evidence.citations, &mut proses);
        }
    }
    proses
}

fn proses_of_claim<'c>(claim: &'c Claim, proses: &mut Vec<&'c Prose>) {
    match &claim.statement {
        Statement::Figure(figure) => proses.extend(&figure.wording),
        Statement::Accusation(Accusation::Accuses { act, .. }) => proses.push(act),
        Statement::Accusation(Accusation::Answers { act, .. }) => proses.extend(act),
    }
    proses.extend(&claim.note);
    proses_of_citations(claim.citations(), proses);
}

fn proses_of_citations<'c>(citations: &'c [Citation], proses: &mut Vec<&'c Prose>) {
    for passage in citations
        .iter()
        .filter_map(|citation| citation.passage.as_ref())
    {
        proses.push(&passage.quote);
        proses.extend(&passage.prefix);
        proses.extend(&passage.suffix);
    }
}
