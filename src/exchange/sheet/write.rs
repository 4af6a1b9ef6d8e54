//! Records → a sheet that reads back as the same.
//!
//! `figure` is not written: low, best, high and qualifier say it exactly, and a wording that was not recorded must not
//! come into being on the way back. An erased text is an empty cell, never the word that shows it as erased; of an
//! article whose URL was erased, the id stands in its place. Claims stand in the order of their ids, the versions of
//! a history in the order of the log, so that whatever a row names stands before it.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;

use crate::exchange::guard::Guard;
use crate::exchange::{ExchangeError, Result};
use crate::model::{
    Accusation, Assessment, Claim, ClaimId, Content, EntryIndex, RecordId, RecordKind,
};
use crate::register::Register;
use crate::store::{Horizon, Read};
use rows::Sheet;

mod rows;

/// The columns of the current claims. A contract.
pub const HEADER: &str = "claim,kind,event,claimant,measure,low,best,high,qualifier,wording,victims,victim_side,victim_status,aggregation,place,occurred,stated_on,accused,act,answers,article,title,publisher,published_at,language,via,quote,prefix,suffix,start,end,snapshot_sha256,reading,note,rates,rating,scale,label,rationale,evidence,assessed_on";

/// The columns of a history. A contract.
pub const HISTORY_HEADER: &str = "claim,revision,recorded_at,author,cause,reason,kind,event,claimant,measure,low,best,high,qualifier,wording,victims,victim_side,victim_status,aggregation,place,occurred,stated_on,accused,act,answers,article,title,publisher,published_at,language,via,quote,prefix,suffix,start,end,snapshot_sha256,reading,note,rates,rating,scale,label,rationale,evidence,assessed_on,corrected_on";

/// Which claims are wanted; asked of the newest version of each.
pub type Filter<'f> = &'f dyn Fn(ClaimId, &Claim) -> bool;

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether cells are guarded against spreadsheets.
    pub guard: Guard,
    /// With a byte order mark and CRLF, for Excel.
    pub excel: bool,
}

/// An answer or a rating that names a claim which is not in the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dangling {
    /// The answer, or the rating.
    pub record: RecordId,
    /// The claim that it answers, rates or rests on, which was retracted.
    pub names: ClaimId,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Claims, or versions of claims in a history.
    pub claims: u64,
    /// Ratings of claims, or versions of them in a history.
    pub assessments: u64,
    /// Rows, without the header.
    pub rows: u64,
    /// Answers to and ratings of retracted claims, which only a history holds. Such a row names a key that is not in the sheet, and
    /// an import refuses it by name.
    pub dangling: Vec<Dangling>,
}

/// Writes the claims as they are within the horizon, and how they are rated, without what was retracted. What a wanted
/// claim answers is written too, and what its ratings rest on.
///
/// # Errors
/// The store's; [`ExchangeError::Write`].
pub fn write_claims(
    read: &dyn Read,
    horizon: Horizon,
    filter: Option<Filter<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> Result<Written> {
    let register = Register::new(read, horizon);
    let wanted = wanted(read, horizon, &register, filter, false)?;
    let mut sheet = Sheet::begin(register, style, HEADER, out)?;
    read.each_latest(RecordKind::Claim, horizon, &mut |revision| {
        let id = ClaimId::try_from(revision.record)?;
        if revision.is_retraction() || wanted.as_ref().is_some_and(|wanted| !wanted.contains(&id)) {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(sheet.put(&revision, id))
    })?;
    read.each_latest(RecordKind::Assessment, horizon, &mut |revision| {
        if revision.is_retraction() {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(sheet.put_rating(&revision, wanted.as_ref()))
    })?;
    sheet.finish()
}

/// Writes every version of the claims and of their ratings within the horizon, in the order of the log.
///
/// # Errors
/// The store's; [`ExchangeError::DamagedEntry`]; [`ExchangeError::Write`].
pub fn write_history(
    read: &dyn Read,
    horizon: Horizon,
    filter: Option<Filter<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> Result<Written> {
    // Sources and articles are called as they are called at the horizon, whatever version a row is of.
    let register = Register::new(read, horizon);
    let wanted = wanted(read, horizon, &register, filter, true)?;
    let mut sheet = Sheet::begin(register, style, HISTORY_HEADER, out)?;
    let mut damaged = None;
    read.each_entry(EntryIndex::new(0), &mut |entry| {
        let revision = match entry {
            Ok(entry) => entry.revision,
            Err(unreadable) => {
                damaged = Some(unreadable);
                return Ok(ControlFlow::Break(()));
            }
        };
        if !horizon.includes(revision.entry) {
            return Ok(ControlFlow::Break(()));
        }
        if let Content::Assessment(_) = &revision.content {
            return Ok(sheet.put_rating(&revision, wanted.as_ref()));
        }
        let Ok(id) = ClaimId::try_from(revision.record) else {
            return Ok(ControlFlow::Continue(()));
        };
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&id)) {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(sheet.put(&revision, id))
    })?;
    if let Some(unreadable) = damaged {
        return Err(ExchangeError::DamagedEntry {
            entry: unreadable.entry,
            detail: unreadable.detail,
        });
    }
    sheet.finish()
}

/// The wanted claims, what they answer and what their ratings rest on; none when all are wanted.
fn wanted(
    read: &dyn Read,
    horizon: Horizon,
    register: &Register<'_>,
    filter: Option<Filter<'_>>,
    is_history: bool,
) -> Result<Option<BTreeSet<ClaimId>>> {
    let Some(filter) = filter else {
        return Ok(None);
    };
    let mut wanted = BTreeSet::new();
    let mut answered = Vec::new();
    read.each_latest(RecordKind::Claim, horizon, &mut |revision| {
        let id = ClaimId::try_from(revision.record)?;
        if let Content::Claim(claim) = &revision.content
            && (is_history || !revision.is_retraction())
            && filter(id, claim)
        {
            wanted.insert(id);
            answered.push(id);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    while let Some(id) = answered.pop() {
        for rating in ratings(read, horizon, id, is_history)? {
            for claim in rating.evidence.claims {
                if wanted.insert(claim) {
                    answered.push(claim);
                }
            }
        }
        let mut claims = vec![register.claim(id)?];
        if is_history {
            let history = read.history(id.into())?;
            claims.extend(
                history
                    .into_iter()
                    .filter_map(|revision| match revision.content {
                        Content::Claim(claim) if horizon.includes(revision.entry) => Some(claim),
                        _ => None,
                    }),
            );
        }
        for claim in claims {
            if let Some(Accusation::Answers { claim, .. }) = claim.accusation()
                && wanted.insert(*claim)
            {
                answered.push(*claim);
            }
        }
    }
    Ok(Some(wanted))
}

/// The ratings of a claim as they are within the horizon, or all of their versions.
fn ratings(
    read: &dyn Read,
    horizon: Horizon,
    claim: ClaimId,
    is_history: bool,
) -> Result<Vec<Assessment>> {
    let mut found = Vec::new();
    for id in read.assessments_of(claim)? {
        let revisions = if is_history {
            read.history(id.into())?
        } else {
            let latest = read.latest(id.into(), horizon)?;
            latest
                .filter(|latest| !latest.is_retraction())
                .into_iter()
                .collect()
        };
        let within = revisions
            .into_iter()
            .filter(|revision| horizon.includes(revision.entry));
        found.extend(within.filter_map(|revision| match revision.content {
            Content::Assessment(assessment) => Some(assessment),
            _ => None,
        }));
    }
    Ok(found)
}
