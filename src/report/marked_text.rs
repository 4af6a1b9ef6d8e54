//! The text of a snapshot with the citations that rest on it.

use std::ops::Range;

use super::listing::ClaimLine;
use super::record::{citing, is_of};
use super::{NamedArticle, ReportError};
use crate::model::{ClaimId, Content, Snapshot, SnapshotId};
use crate::register::Register;
use crate::store::{Head, Horizon, Read, snapshot_text};

/// The text of a snapshot, marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedText {
    /// The log that was looked at.
    pub head: Head,
    /// The snapshot.
    pub id: SnapshotId,
    /// What is known of it.
    pub snapshot: Snapshot,
    /// Its article.
    pub article: NamedArticle,
    /// The readable text, byte for byte.
    pub text: String,
    /// The text cut wherever a citation begins or ends: all of it, in order.
    pub pieces: Vec<Piece>,
    /// The claims that rest on this copy and are not retracted, in order of id.
    pub claims: Vec<ClaimLine>,
    /// Those among them whose citation has no place in the text: recorded without one, or damaged.
    pub unplaced: Vec<ClaimId>,
}

/// A stretch of the text on which the same claims rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// The claims that rest on it, in the order in which their citations begin; none where nothing does.
    pub claims: Vec<ClaimId>,
}

/// The text of a snapshot with the citations of claims as they stand within the horizon.
///
/// # Errors
/// No such snapshot; its text is gone or is not what it was.
pub fn marked_text(
    read: &dyn Read,
    id: SnapshotId,
    horizon: Horizon,
) -> Result<MarkedText, ReportError> {
    let head = read.head()?;
    let Some(Content::Snapshot(snapshot)) = read
        .latest(id.into(), horizon)?
        .map(|revision| revision.content)
    else {
        return Err(ReportError::unknown(id.into()));
    };
    let text = snapshot_text(read, &snapshot)?;
    let register = Register::new(read, horizon);
    let raw = snapshot.raw.digest;
    let mut claims = citing(read, &register, horizon, snapshot.article, |anchor| {
        is_of(anchor, id, raw)
    })?;
    claims.retain(|line| !line.retracted);
    let mut marks = Vec::new();
    let mut unplaced = Vec::new();
    for line in &claims {
        let anchors = line
            .claim
            .citations()
            .iter()
            .map(|citation| citation.anchor)
            .filter(|anchor| is_of(anchor, id, raw));
        for anchor in anchors {
            match anchor.span().and_then(|span| range_in(&text, span)) {
                Some(bytes) => marks.push((bytes, line.id)),
                None => unplaced.push(line.id),
            }
        }
    }
    unplaced.dedup();
    Ok(MarkedText {
        head,
        id,
        article: NamedArticle::of(&register, snapshot.article)?,
        pieces: cut(text.len(), marks),
        snapshot,
        text,
        claims,
        unplaced,
    })
}

/// The span as a range of the text; none where it lies outside or cuts a character.
fn range_in(text: &str, span: crate::model::citation::Span) -> Option<Range<usize>> {
    span.of(text)?;
    Some(usize::try_from(span.start()).ok()?..usize::try_from(span.end()).ok()?)
}

/// Cuts `length` bytes wherever a mark begins or ends. Marks may overlap, and repeat.
pub fn cut(length: usize, mut marks: Vec<(Range<usize>, ClaimId)>) -> Vec<Piece> {
    marks.sort_by_key(|(bytes, claim)| (bytes.start, bytes.end, *claim));
    marks.dedup();
    let mut borders: Vec<usize> = marks
        .iter()
        .flat_map(|(bytes, _)| [bytes.start, bytes.end])
        .chain([0, length])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut open: Vec<(usize, ClaimId)> = Vec::new();
    let mut coming = marks.into_iter().peekable();
    let mut pieces = Vec::with_capacity(borders.len());
    for (start, end) in borders.iter().zip(borders.iter().skip(1)) {
        open.retain(|(until, _)| until > start);
        while let Some((bytes, claim)) = coming.next_if(|(bytes, _)| bytes.start == *start) {
            open.push((bytes.end, claim));
        }
        let mut claims: Vec<ClaimId> = Vec::with_capacity(open.len());
        for (_, claim) in &open {
            if !claims.contains(claim) {
                claims.push(*claim);
            }
        }
        pieces.push(Piece {
            bytes: *start..*end,
            claims,
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use proptest::prelude::*;

    use super::*;

    fn claim(number: u32) -> ClaimId {
        ClaimId::new(NonZeroU32::new(number).unwrap())
    }

    fn shown(pieces: &[Piece]) -> Vec<String> {
        pieces
            .iter()
            .map(|piece| {
                let claims: Vec<String> = piece.claims.iter().map(ToString::to_string).collect();
                format!("{:?} {}", piece.bytes, claims.join(" "))
            })
            .collect()
    }

    #[test]
    fn overlapping_citations_are_cut_where_they_begin_and_end() {
        let marks = vec![
            (10..20, claim(3)),
            (5..15, claim(8)),
            (10..20, claim(3)),
            (20..25, claim(1)),
        ];
        assert_eq!(
            shown(&cut(30, marks)),
            [
                "0..5 ",
                "5..10 c8",
                "10..15 c8 c3",
                "15..20 c3",
                "20..25 c1",
                "25..30 "
            ]
        );
        assert_eq!(shown(&cut(4, Vec::new())), ["0..4 "]);
        assert!(cut(0, Vec::new()).is_empty());
    }

    proptest! {
        #[test]
        fn the_pieces_are_all_of_the_text(spans in prop::collection::vec((0_usize..50, 1_usize..50, 1_u32..6), 0..12)) {
            let marks = spans
                .iter()
                .map(|(start, length, number)| (*start..start + length, claim(*number)))
                .collect();
            let pieces = cut(100, marks);
            let mut at = 0;
            for piece in &pieces {
                prop_assert_eq!(piece.bytes.start, at);
                prop_assert!(piece.bytes.end > at);
                at = piece.bytes.end;
                for number in 1..6 {
                    let covers = spans.iter().any(|(start, length, other)| {
                        *other == number && *start <= piece.bytes.start && start + length >= piece.bytes.end
                    });
                    prop_assert_eq!(piece.claims.contains(&claim(number)), covers);
                }
            }
            prop_assert_eq!(at, 100);
        }
    }
}
