//! Which claims rest on words that a new copy of their article no longer has.

use std::collections::HashMap;
use std::ops::Range;

use super::Result;
use crate::article::{self, Standing};
use crate::model::{Anchor, ArticleId, ClaimId, Content, SnapshotId};
use crate::record::Desk;
use crate::store::{Horizon, StoreError};
use crate::text::locate::{Located, locate};

/// A claim whose quote the newest copy of its article does not have as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtRisk {
    /// The claim.
    pub claim: ClaimId,
    /// Its quote.
    pub quote: String,
    /// The copy that it was cited from, where that is held.
    pub snapshot: Option<SnapshotId>,
    /// What became of the words.
    pub fate: Fate,
}

/// What became of quoted words in a new copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They no longer stand there.
    Gone,
    /// They stand there, and the line around them was edited.
    LineEdited,
}

/// The claims that cite an article from other copies than `newest`, and whose words `newest` does not have as they
/// were. Retracted claims are left out.
pub(super) fn claims_at_risk(
    desk: &Desk<'_>,
    article: ArticleId,
    newest: SnapshotId,
) -> Result<Vec<AtRisk>> {
    let text = desk.text_of(newest)?;
    let mut texts: HashMap<SnapshotId, String> = HashMap::new();
    let mut found = Vec::new();
    for id in desk.read().claims_citing(article)? {
        let Some(latest) = desk.read().latest(id.into(), Horizon::NOW)? else {
            continue;
        };
        let Content::Claim(claim) = &latest.content else {
            continue;
        };
        if latest.is_retraction() {
            continue;
        }
        for citation in claim.citations() {
            let Some(quote) = citation
                .passage
                .as_ref()
                .and_then(|passage| passage.quote.value())
            else {
                continue;
            };
            if citation.article != article {
                continue;
            }
            let (snapshot, fate) = match citation.anchor {
                Anchor::Held { snapshot, .. } if snapshot == newest => continue,
                Anchor::Held {
                    snapshot,
                    span: Some(span),
                } => {
                    if let std::collections::hash_map::Entry::Vacant(free) = texts.entry(snapshot) {
                        free.insert(desk.text_of(snapshot)?);
                    }
                    let old = texts.get(&snapshot).map(String::as_str).unwrap_or_default();
                    let range = range_of(span.start(), span.end())?;
                    (Some(snapshot), fate_of(old, &text, range)?)
                }
                Anchor::Held {
                    snapshot,
                    span: None,
                } => (Some(snapshot), fate_by_search(quote, &text)),
                Anchor::None | Anchor::Elsewhere { .. } => (None, fate_by_search(quote, &text)),
            };
            if let Some(fate) = fate {
                found.push(AtRisk {
                    claim: id,
                    quote: quote.to_owned(),
                    snapshot,
                    fate,
                });
            }
        }
    }
    Ok(found)
}

fn range_of(start: u64, end: u64) -> Result<Range<usize>> {
    let too_far = |_| StoreError::Damaged(format!("a span ends at byte {end}"));
    Ok(usize::try_from(start).map_err(too_far)?..usize::try_from(end).map_err(too_far)?)
}

fn fate_of(old: &str, new: &str, span: Range<usize>) -> Result<Option<Fate>> {
    let standing = article::standing(old, new, &[span]).map_err(|bad| {
        StoreError::Damaged(format!("a citation has a span that is no place: {bad}"))
    })?;
    Ok(match standing.first() {
        Some(Standing::Stands {
            line_unchanged: true,
            ..
        })
        | None => None,
        Some(Standing::Stands { .. }) => Some(Fate::LineEdited),
        Some(Standing::Gone) => Some(Fate::Gone),
    })
}

fn fate_by_search(quote: &str, text: &str) -> Option<Fate> {
    matches!(locate(quote, text), Located::NotFound { .. }).then_some(Fate::Gone)
}
