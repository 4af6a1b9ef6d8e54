//! The report of accusations: as terminal text, JSON and CSV.

mod csv;
pub(in crate::output) mod json;
mod text;

pub use csv::{HEADER, csv};
pub use json::json;
pub use text::text;

use crate::model::{ClaimId, PartialDate};
use crate::report::accusations::{Begins, Corrected, Missing, Root};
use crate::report::record::CitationView;

/// The relays of a citation as they are written in sheets.
fn via(view: &CitationView) -> Option<String> {
    super::claim::chain(&view.via)
}

/// The publisher's handle.
fn publisher(view: &CitationView) -> Option<&str> {
    let publisher = view.article.publisher.as_ref();
    publisher.map(|publisher| publisher.handle.as_str())
}

/// The words of a citation.
fn quote(view: &CitationView) -> Option<&str> {
    let passage = view.citation.passage.as_ref();
    passage.and_then(|passage| passage.quote.value())
}

/// That the source corrected a claim, and when: the words for it are as corrected, on the day of the claim.
pub(in crate::output) fn corrected(claim: ClaimId, corrected: &Corrected) -> String {
    let day = match corrected.on {
        Some(day) => format!("on {day}"),
        None => "on a day that is not known".to_owned(),
    };
    format!("↻ the source corrected {claim} {day}; `claimlog history {claim}` has what it had said")
}

/// That a claim had been said by the as-of day, and is known from what was printed later.
pub(in crate::output) fn printed_later(
    claim: ClaimId,
    published_at: Option<PartialDate>,
) -> String {
    let day = published_at.map_or_else(String::new, |day| format!(", on {day}"));
    format!("◷ {claim} was printed only after that day{day}")
}

/// One word for what a thread begins with.
const fn begins(root: &Root) -> &'static str {
    match &root.begins {
        Begins::Accusation { .. } => "accusation",
        Begins::Answer { kind, .. } => kind.name(),
    }
}

/// Why what is answered is not there.
const fn why(missing: Missing) -> &'static str {
    match missing {
        Missing::Figure => "a figure",
        Missing::Retracted => "retracted by the desk",
        Missing::Later => "said after that day",
        Missing::Undatable => {
            "its date is too coarse or too uncertain to say whether it had been said by then"
        }
        Missing::Elsewhere => "not shown here",
    }
}
