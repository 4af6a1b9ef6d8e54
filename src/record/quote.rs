//! From a quote to a citation: where the words stand, and whether they give the figure.

use super::spec::{CitationSpec, CopySpec};
use super::{Desk, RecordError, Result};
use crate::extract::reads::stands_in;
use crate::model::citation::Span;
use crate::model::{Anchor, Citation, Digest, Figure, Passage, Prose, Reading, SnapshotId};
use crate::text::locate::{self, Cut, Located};
use crate::text::reads::{self, Standing};

/// How much of the surroundings is recorded on either side, in characters (W3C Web Annotation §4.2.4 leaves it open).
const CONTEXT: usize = 32;

/// Words found in a copy: what will be recorded of them.
struct Place {
    anchor: Anchor,
    quote: String,
    prefix: Option<String>,
    suffix: Option<String>,
}

impl Desk<'_> {
    /// Finds the words of a citation in their copy and seals them; what the version before had is named again.
    pub(super) fn citation(
        &mut self,
        spec: &CitationSpec,
        figure: Option<&Figure>,
        before: Option<&Citation>,
    ) -> Result<Citation> {
        self.must_exist(spec.article)?;
        for relay in &spec.via {
            self.must_exist(*relay)?;
        }
        let place = self.place(spec)?;
        let reading = match (&place, figure) {
            (Place { quote, .. }, Some(figure)) if !quote.is_empty() => {
                let around = [
                    place.prefix.as_deref(),
                    Some(quote),
                    place.suffix.as_deref(),
                ];
                let context: String = around.into_iter().flatten().collect();
                self.reading(figure, quote, &context, spec.allow_unread)?
            }
            _ => None,
        };
        let Place {
            anchor,
            quote,
            prefix,
            suffix,
        } = place;
        let passage = if quote.is_empty() {
            None
        } else {
            let before = before.and_then(|citation| citation.passage.as_ref());
            Some(Passage {
                quote: self.reseal(before.map(|passage| &passage.quote), &quote)?,
                prefix: self.reseal_or_none(
                    before.and_then(|passage| passage.prefix.as_ref()),
                    prefix.as_deref().filter(|text| !text.is_empty()),
                )?,
                suffix: self.reseal_or_none(
                    before.and_then(|passage| passage.suffix.as_ref()),
                    suffix.as_deref().filter(|text| !text.is_empty()),
                )?,
            })
        };
        Ok(Citation {
            article: spec.article,
            anchor,
            passage,
            reading,
            via: spec.via.clone(),
        })
    }

    fn reading(
        &self,
        figure: &Figure,
        quote: &str,
        context: &str,
        allow_unread: bool,
    ) -> Result<Option<Reading>> {
        match stands_in(figure, quote, context) {
            Standing::Read => Ok(Some(Reading::Read)),
            Standing::NothingToRead => Ok(None),
            Standing::Unread if allow_unread => Ok(Some(Reading::Unread)),
            Standing::Unread => Err(RecordError::FigureNotInQuote {
                figure: *figure,
                found: reads::numbers_for_people(quote),
            }),
        }
    }

    fn place(&self, spec: &CitationSpec) -> Result<Place> {
        let quote = match spec.quote.as_deref() {
            None => None,
            Some(quote) if quote.trim().is_empty() => return Err(RecordError::EmptyQuote),
            Some(quote) => Some(quote),
        };
        match &spec.copy {
            CopySpec::Held(snapshot) => {
                self.must_belong(*snapshot, spec)?;
                self.held(*snapshot, quote, spec.at)
            }
            CopySpec::Bytes {
                raw,
                span,
                prefix,
                suffix,
            } => match self.held_with(*raw, spec)? {
                Some(snapshot) => self.held(snapshot, quote, spec.at),
                None => Ok(Place {
                    anchor: Anchor::Elsewhere {
                        raw: *raw,
                        span: *span,
                    },
                    quote: quote.unwrap_or_default().to_owned(),
                    prefix: prefix.clone(),
                    suffix: suffix.clone(),
                }),
            },
            CopySpec::Newest => self.newest(spec, quote),
        }
    }

    /// The newest snapshot in which the quote stands. Its absence from all is reported for the newest one.
    fn newest(&self, spec: &CitationSpec, quote: Option<&str>) -> Result<Place> {
        let mut failure = None;
        for snapshot in self.write.snapshots_of(spec.article)?.into_iter().rev() {
            match self.held(snapshot, quote, spec.at) {
                Err(error @ RecordError::QuoteNotFound { .. }) => {
                    failure.get_or_insert(error);
                }
                other => return other,
            }
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(Place {
                anchor: Anchor::None,
                quote: quote.unwrap_or_default().to_owned(),
                prefix: None,
                suffix: None,
            }),
        }
    }

    fn must_belong(&self, snapshot: SnapshotId, spec: &CitationSpec) -> Result<()> {
        let of = self.snapshot_at(snapshot)?.article;
        if of == spec.article {
            Ok(())
        } else {
            Err(RecordError::OtherArticle {
                snapshot,
                of,
                wanted: spec.article,
            })
        }
    }

    fn held_with(&self, raw: Digest, spec: &CitationSpec) -> Result<Option<SnapshotId>> {
        for snapshot in self.write.snapshots_with_bytes(raw)? {
            if self.snapshot_at(snapshot)?.article == spec.article {
                return Ok(Some(snapshot));
            }
        }
        Ok(None)
    }

    /// The place of a quote in a snapshot that is held here.
    fn held(&self, snapshot: SnapshotId, quote: Option<&str>, at: Option<u64>) -> Result<Place> {
        let Some(quote) = quote else {
            let anchor = Anchor::Held {
                snapshot,
                span: None,
            };
            return Ok(Place {
                anchor,
                quote: String::new(),
                prefix: None,
                suffix: None,
            });
        };
        let text = self.text_of(snapshot)?;
        let places = match locate::locate(quote, &text) {
            Located::Unique(place) => vec![place],
            Located::Several { places, .. } => places,
            Located::NotFound { nearest } => {
                let article = self.snapshot_at(snapshot)?.article;
                let nearest = nearest.map(|near| {
                    (
                        near.text,
                        u64::try_from(near.span.start).unwrap_or(u64::MAX),
                    )
                });
                let place = format!("snapshot {snapshot} of {article}");
                return Err(RecordError::QuoteNotFound {
                    place,
                    look: snapshot,
                    nearest,
                });
            }
        };
        // “50 soldiers” stands in “150 soldiers” only as letters do: it is another statement.
        if let Some(Cut::Number(whole)) = places.first().and_then(|place| place.cut.clone()) {
            return Err(RecordError::QuoteCutsNumber {
                snapshot,
                number: text.get(whole).unwrap_or_default().to_owned(),
            });
        }
        let spans: Vec<_> = places.into_iter().map(|place| place.span).collect();
        let bytes = || {
            spans
                .iter()
                .map(|span| u64::try_from(span.start).unwrap_or(u64::MAX))
                .collect::<Vec<_>>()
        };
        let range = match (at, spans.as_slice()) {
            (None, [only]) => only.clone(),
            (None, _) => {
                return Err(RecordError::QuoteAmbiguous {
                    snapshot,
                    bytes: bytes(),
                });
            }
            (Some(at), spans) => spans
                .iter()
                .find(|span| u64::try_from(span.start).is_ok_and(|start| start == at))
                .cloned()
                .ok_or_else(|| RecordError::QuoteElsewhere {
                    snapshot,
                    at,
                    bytes: bytes(),
                })?,
        };
        let (prefix, suffix) = locate::context(&text, range.clone(), CONTEXT);
        let span = Span::new(
            u64::try_from(range.start).unwrap_or(u64::MAX),
            u64::try_from(range.end).unwrap_or(u64::MAX),
        )?;
        Ok(Place {
            anchor: Anchor::Held {
                snapshot,
                span: Some(span),
            },
            quote: text[range].to_owned(),
            prefix: Some(prefix.to_owned()),
            suffix: Some(suffix.to_owned()),
        })
    }
}

/// Whether two citations are of the same words in the same article.
pub(super) fn is_same_place(one: &Citation, other: &Citation) -> bool {
    let words = |citation: &Citation| {
        citation
            .passage
            .as_ref()
            .map(|passage| passage.quote.value().map(str::to_owned))
    };
    one.article == other.article && words(one) == words(other)
}

/// The words of a citation, where there are any.
pub(super) fn words(citation: &Citation) -> Option<&Prose> {
    citation.passage.as_ref().map(|passage| &passage.quote)
}
