//! One row of a sheet for each place where a claim stands, or a rating rests.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;

use super::{Dangling, Style, Written};
use crate::exchange::guard::Guard;
use crate::exchange::sheet::column::{Column, Group};
use crate::exchange::{ExchangeError, Result};
use crate::model::{
    Accusation, Anchor, Assessment, Citation, Claim, ClaimId, Content, FigureClaim, Prose,
    Revision, Statement,
};
use crate::register::Register;
use crate::store::StoreError;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A sheet that is being written.
pub(super) struct Sheet<'r, 'o> {
    register: Register<'r>,
    guard: Guard,
    columns: Vec<Column>,
    csv: csv::Writer<&'o mut dyn Write>,
    written: Written,
    named: Vec<Dangling>,
    keys: BTreeSet<ClaimId>,
    failure: Option<ExchangeError>,
}

impl<'r, 'o> Sheet<'r, 'o> {
    pub(super) fn begin(
        register: Register<'r>,
        style: Style,
        header: &str,
        out: &'o mut dyn Write,
    ) -> Result<Self> {
        if style.excel {
            out.write_all(BOM).map_err(ExchangeError::Write)?;
        }
        let terminator = if style.excel {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(b'\n')
        };
        let mut csv = csv::WriterBuilder::new()
            .terminator(terminator)
            .from_writer(out);
        csv.write_record(header.split(',')).map_err(broken)?;
        Ok(Self {
            register,
            guard: style.guard,
            columns: header.split(',').filter_map(Column::named).collect(),
            csv,
            written: Written::default(),
            named: Vec::new(),
            keys: BTreeSet::new(),
            failure: None,
        })
    }

    /// Writes a version of a claim; a failure is kept and ends the walk.
    pub(super) fn put(&mut self, revision: &Revision, id: ClaimId) -> ControlFlow<()> {
        match self.rows(revision, id) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn rows(&mut self, revision: &Revision, id: ClaimId) -> Result<()> {
        let Content::Claim(claim) = &revision.content else {
            return Ok(());
        };
        if let Some(Accusation::Answers { claim: answers, .. }) = claim.accusation() {
            self.named.push(Dangling {
                record: id.into(),
                names: *answers,
            });
        }
        self.keys.insert(id);
        self.written.claims += 1;
        for (place, citation) in claim.citations().iter().enumerate() {
            self.row(revision, place, Some(citation), |sheet, column| {
                sheet.statement_cell(claim, column)
            })?;
        }
        Ok(())
    }

    /// Writes a version of a rating, when its claim is wanted; a failure is kept and ends the walk.
    pub(super) fn put_rating(
        &mut self,
        revision: &Revision,
        wanted: Option<&BTreeSet<ClaimId>>,
    ) -> ControlFlow<()> {
        let Content::Assessment(rating) = &revision.content else {
            return ControlFlow::Continue(());
        };
        if wanted.is_some_and(|wanted| !wanted.contains(&rating.claim)) {
            return ControlFlow::Continue(());
        }
        match self.rating_rows(revision, rating) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn rating_rows(&mut self, revision: &Revision, rating: &Assessment) -> Result<()> {
        let evidence = &rating.evidence;
        for claim in std::iter::once(&rating.claim).chain(&evidence.claims) {
            self.named.push(Dangling {
                record: revision.record,
                names: *claim,
            });
        }
        self.written.assessments += 1;
        // A rating that rests on no words has one row all the same.
        let first = evidence.citations.first();
        self.row(revision, 0, first, |_, column| {
            Ok(rating_cell(rating, column))
        })?;
        for (place, citation) in evidence.citations.iter().enumerate().skip(1) {
            self.row(revision, place, Some(citation), |_, _| Ok(String::new()))?;
        }
        Ok(())
    }

    /// Writes one row of a record; what it states stands in the first.
    fn row(
        &mut self,
        revision: &Revision,
        place: usize,
        citation: Option<&Citation>,
        statement: impl Fn(&Self, Column) -> Result<String>,
    ) -> Result<()> {
        let mut row: Vec<String> = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let cell = match (column.group(), citation) {
                (Group::Citation, Some(citation)) => self.citation_cell(citation, *column)?,
                (Group::Citation, None) => String::new(),
                _ if *column == Column::Claim => revision.record.to_string(),
                _ if *column == Column::Revision => revision.number.to_string(),
                _ if place > 0 => String::new(),
                (Group::Identity, _) => identity_cell(revision, *column),
                (Group::Statement, _) => statement(self, *column)?,
            };
            row.push(cell);
        }
        let guarded = row.iter().map(|cell| self.guard.put_on(cell));
        for cell in guarded {
            self.csv.write_field(cell.as_bytes()).map_err(broken)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(broken)?;
        self.written.rows += 1;
        Ok(())
    }

    fn statement_cell(&self, claim: &Claim, column: Column) -> Result<String> {
        use Column as C;
        Ok(match column {
            C::Kind => claim.kind().to_owned(),
            C::Event => self.register.event(claim.event)?.handle.to_string(),
            C::Claimant => self.register.source(claim.claimant)?.handle.to_string(),
            C::Place => shown(claim.place.as_ref()),
            C::Occurred => shown(claim.occurred.as_ref()),
            C::StatedOn => claim.stated_on.to_string(),
            C::Note => text(claim.note.as_ref()),
            _ => match &claim.statement {
                Statement::Figure(figure) => figure_cell(figure, column),
                Statement::Accusation(Accusation::Accuses { accused, act }) => match column {
                    C::Accused => self.register.source(*accused)?.handle.to_string(),
                    C::Act => text(Some(act)),
                    _ => String::new(),
                },
                Statement::Accusation(Accusation::Answers { claim, act, .. }) => match column {
                    C::Answers => claim.to_string(),
                    C::Act => text(act.as_ref()),
                    _ => String::new(),
                },
            },
        })
    }

    fn citation_cell(&self, citation: &Citation, column: Column) -> Result<String> {
        use Column as C;
        let article = self.register.article(citation.article)?;
        let passage = citation.passage.as_ref();
        // What stands around an erased quote says what the quote was about.
        let kept = passage.filter(|passage| passage.quote.value().is_some());
        let span = citation.anchor.span();
        Ok(match column {
            C::Article => match article.locator.value() {
                Some(locator) => locator.to_owned(),
                None => citation.article.to_string(),
            },
            C::Title => text(article.title.as_ref()),
            C::Publisher => match article.publisher {
                Some(publisher) => self.register.source(publisher)?.handle.to_string(),
                None => String::new(),
            },
            C::PublishedAt => shown(article.published_at.as_ref()),
            C::Language => shown(article.language.as_ref()),
            C::Via => {
                let mut relays = Vec::with_capacity(citation.via.len());
                for relay in &citation.via {
                    relays.push(self.register.source(*relay)?.handle.to_string());
                }
                relays.join(" > ")
            }
            C::Quote => text(passage.map(|passage| &passage.quote)),
            C::Prefix => text(kept.and_then(|passage| passage.prefix.as_ref())),
            C::Suffix => text(kept.and_then(|passage| passage.suffix.as_ref())),
            C::Start => shown(span.map(|span| span.start()).as_ref()),
            C::End => shown(span.map(|span| span.end()).as_ref()),
            C::SnapshotSha256 => match citation.anchor {
                Anchor::None => String::new(),
                Anchor::Held { snapshot, .. } => {
                    self.register.snapshot(snapshot)?.raw.digest.to_string()
                }
                Anchor::Elsewhere { raw, .. } => raw.to_string(),
            },
            C::Reading => shown(citation.reading.as_ref()),
            _ => String::new(),
        })
    }

    pub(super) fn finish(mut self) -> Result<Written> {
        if let Some(error) = self.failure {
            return Err(error);
        }
        self.csv.flush().map_err(ExchangeError::Write)?;
        let keys = self.keys;
        self.named.retain(|naming| !keys.contains(&naming.names));
        self.named.dedup();
        self.written.dangling = self.named;
        Ok(self.written)
    }
}

fn identity_cell(revision: &Revision, column: Column) -> String {
    match column {
        Column::RecordedAt => revision.recorded_at.to_string(),
        Column::Author => revision.author.to_string(),
        Column::Cause => revision.cause().to_string(),
        Column::Reason => text(revision.reason.as_ref()),
        Column::CorrectedOn => shown(revision.grounds.corrected_on().as_ref()),
        _ => String::new(),
    }
}

fn rating_cell(rating: &Assessment, column: Column) -> String {
    use Column as C;
    match column {
        C::Kind => "assessment".to_owned(),
        C::Rates => rating.claim.to_string(),
        C::Rating => rating.rating.step().to_owned(),
        C::Scale => shown(rating.rating.scale()),
        C::Label => text(rating.label.as_ref()),
        C::Rationale => text(Some(&rating.rationale)),
        C::Evidence => {
            let claims = rating.evidence.claims.iter();
            claims
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        }
        C::AssessedOn => rating.assessed_on.to_string(),
        _ => String::new(),
    }
}

fn figure_cell(claim: &FigureClaim, column: Column) -> String {
    use Column as C;
    match column {
        C::Measure => claim.measure.to_string(),
        C::Low => shown(claim.figure.low().as_ref()),
        C::Best => shown(claim.figure.best().as_ref()),
        C::High => shown(claim.figure.high().as_ref()),
        C::Qualifier => claim.figure.qualifier().to_string(),
        C::Wording => text(claim.wording.as_ref()),
        C::Victims => shown(claim.victims.as_ref()),
        C::VictimSide => shown(claim.victim_side.as_ref()),
        C::VictimStatus => claim.victim_status.to_string(),
        C::Aggregation => claim.aggregation.to_string(),
        _ => String::new(),
    }
}

fn shown<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn text(prose: Option<&Prose>) -> String {
    prose.and_then(Prose::value).unwrap_or_default().to_owned()
}

fn broken(error: csv::Error) -> ExchangeError {
    match error.into_kind() {
        csv::ErrorKind::Io(reason) => ExchangeError::Write(reason),
        other => ExchangeError::Store(StoreError::Refused(format!(
            "the sheet cannot be written: {other:?}"
        ))),
    }
}
