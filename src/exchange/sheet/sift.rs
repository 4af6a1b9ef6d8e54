//! From words to specifications, and from a faulty claim to what of it can be recorded.

use super::column::{Column, Group};
use super::group::Body;
use super::parse::{Place, Subject, What};
use super::record::{Known, Recorder, State};
use super::row::{Reason, Trouble};
use crate::exchange::{Result, RowFault};
use crate::model::ClaimId;
use crate::model::citation::Span;
use crate::record::RecordError;
use crate::record::spec::{CitationSpec, ClaimSpec, CopySpec, StatementSpec};

type Sifted<T> = std::result::Result<T, Trouble>;

impl Recorder<'_, '_, '_> {
    /// The specification of a claim, and the lines of its citations. Places whose names lead nowhere are reported and
    /// left out.
    pub(super) fn spec(&mut self, body: &Body) -> Sifted<(ClaimSpec, Vec<u64>)> {
        let Subject::Claim(told) = &body.subject else {
            return Err(Trouble::Told);
        };
        let names = &mut self.names;
        let outcome = &mut self.outcome;
        let event = names.event(self.desk, told.event.as_deref(), outcome)?;
        let claimant = names.source(self.desk, &told.claimant, Column::Claimant, outcome)?;
        let statement = match &told.what {
            What::Figure(figure) => StatementSpec::Figure(figure.clone()),
            What::Accuses { accused, act } => StatementSpec::Accuses {
                accused: names.source(self.desk, accused, Column::Accused, outcome)?,
                act: act.clone(),
            },
            What::Answers { kind, key, act } => StatementSpec::Answers {
                kind: *kind,
                claim: self.claim_of(key, "answers", Column::Answers)?,
                act: act.clone(),
            },
        };
        let mut citations = Vec::with_capacity(body.places.len());
        let mut lines = Vec::with_capacity(body.places.len());
        for place in &body.places {
            match self.citation(place) {
                Ok(citation) => {
                    citations.push(citation);
                    lines.push(place.line);
                }
                Err(Trouble::Row(reason)) => self.fail(place.line, reason),
                Err(stop) => return Err(stop),
            }
        }
        if citations.is_empty() {
            return Err(Trouble::Told);
        }
        let spec = ClaimSpec {
            event,
            claimant,
            stated_on: told.stated_on,
            occurred: told.occurred,
            place: told.place.clone(),
            statement,
            citations,
            note: told.note.clone(),
        };
        Ok((spec, lines))
    }

    /// Where a claim stands, with its names followed.
    pub(super) fn citation(&mut self, place: &Place) -> Sifted<CitationSpec> {
        let outcome = &mut self.outcome;
        let (article, copy) = self.names.article(self.desk, place, outcome)?;
        let mut via = Vec::with_capacity(place.via.len());
        for relay in &place.via {
            via.push(self.names.source(self.desk, relay, Column::Via, outcome)?);
        }
        let span = place
            .start
            .zip(place.end)
            .map(|(start, end)| Span::new(start, end).map_err(RecordError::from));
        let copy = match (place.snapshot, copy) {
            (Some(raw), _) => CopySpec::Bytes {
                raw,
                span: span.transpose()?,
                prefix: place.prefix.clone(),
                suffix: place.suffix.clone(),
            },
            (None, Some(snapshot)) => CopySpec::Held(snapshot),
            (None, None) => CopySpec::Newest,
        };
        Ok(CitationSpec {
            article,
            copy,
            quote: place.quote.clone(),
            at: place.start,
            via,
            allow_unread: place.allow_unread,
        })
    }

    /// The claim that another row of the sheet stands for.
    pub(super) fn claim_of(&self, key: &str, verb: &str, column: Column) -> Sifted<ClaimId> {
        let reason = match self.keys.get(key) {
            Some(Known {
                state: State::Recorded(recorded),
                ..
            }) => return Ok(recorded.claim),
            Some(Known {
                line,
                state: State::Failed,
            }) => Reason::new(format!(
                "it {verb} “{key}”, which was not recorded: see line {line}"
            )),
            Some(Known {
                line,
                state: State::Rated(_),
            }) => Reason::new(format!(
                "it {verb} “{key}” on line {line}, which is a rating and no claim"
            )),
            Some(Known { line, .. }) => Reason::new(format!(
                "it {verb} “{key}” on line {line}, which answers it in turn"
            )),
            None => Reason::new(format!("there is no row “{key}” in this sheet before this one"))
                .with_hint(format!("`{}` holds the key, in `claim`, of another row of the same sheet; an export with --history holds what was retracted too", column.name())),
        };
        Err(reason.in_column(column).into())
    }

    /// A row that is there twice adds nothing the second time.
    pub(super) fn without_repeats(
        &mut self,
        mut spec: ClaimSpec,
        lines: Vec<u64>,
    ) -> (ClaimSpec, Vec<u64>) {
        let citations = std::mem::take(&mut spec.citations);
        let mut kept_lines = Vec::with_capacity(lines.len());
        for (citation, line) in citations.into_iter().zip(lines) {
            if spec.citations.contains(&citation) {
                self.outcome.skipped += 1;
            } else {
                spec.citations.push(citation);
                kept_lines.push(line);
            }
        }
        (spec, kept_lines)
    }

    /// What of a faulty claim can be recorded: the places that are sound. The others are reported.
    pub(super) fn sift(
        &mut self,
        mut spec: ClaimSpec,
        lines: Vec<u64>,
        error: RecordError,
    ) -> Sifted<(ClaimSpec, Vec<u64>)> {
        let whole = Trouble::from(error);
        let is_of_citation = match &whole {
            Trouble::Row(reason) => reason
                .column
                .is_some_and(|column| column.group() == Group::Citation),
            _ => false,
        };
        if !is_of_citation {
            return Err(whole);
        }
        let citations = std::mem::take(&mut spec.citations);
        let mut sound = Vec::new();
        let mut sound_lines = Vec::new();
        for (citation, line) in citations.into_iter().zip(lines) {
            spec.citations = vec![citation.clone()];
            match self.desk.check_claim(&spec).map_err(Trouble::from) {
                Ok(_) => {
                    sound.push(citation);
                    sound_lines.push(line);
                }
                Err(Trouble::Row(reason)) => self.fail(line, reason),
                Err(stop) => return Err(stop),
            }
        }
        if sound.is_empty() {
            return Err(Trouble::Told);
        }
        spec.citations = sound;
        Ok((spec, sound_lines))
    }

    /// Reports a row's fault, and passes on what stops everything.
    pub(super) fn settle<T>(&mut self, line: u64, result: Sifted<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Trouble::Row(reason)) => {
                self.fail(line, reason);
                Ok(None)
            }
            Err(Trouble::Told) => Ok(None),
            Err(Trouble::Stop(error)) => Err(*error),
        }
    }

    /// Reports a row's fault.
    pub(super) fn fail(&mut self, line: u64, reason: Reason) {
        self.outcome.failed.push(RowFault {
            file: self.file.clone(),
            line,
            column: reason.column.map(Column::name),
            message: reason.message,
            hint: reason.hint,
        });
    }

    /// Remembers what became of a key.
    pub(super) fn remember(&mut self, key: Option<String>, line: u64, state: State) {
        if let Some(key) = key {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            self.keys
                .entry(key.into_boxed_str())
                .and_modify(|known| known.state = state)
                .or_insert(Known { line, state });
        }
    }
}

impl Known {
    /// The newest version that the sheet has told of; none when there is none to build on.
    pub(super) const fn number(&self) -> Option<u32> {
        match self.state {
            State::Recorded(recorded) => Some(recorded.number),
            State::Rated(rating) => Some(rating.number),
            State::Waiting | State::Failed => None,
        }
    }
}
